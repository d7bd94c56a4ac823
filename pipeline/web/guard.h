/*
 * guard: may this request be answered at all? What a page of somebody else in
 * the curator's browser could send is refused before any handler sees it.
 */
#ifndef EVM_GUARD_H
#define EVM_GUARD_H

#include "web/http.h"

#define EVM_HOSTS 8

struct evm_guard {
	char hosts[EVM_HOSTS][300];	/* exact Host headers, small letters */
	size_t n;
};

/* 127.0.0.1:PORT, localhost:PORT, [::1]:PORT; a name added later is allowed
 * as it stands and with the port. */
void evm_guard_init(struct evm_guard *g, int port);
int evm_guard_allow(struct evm_guard *g, const char *name, int port,
		    struct evm_err *err) EVM_MUST_CHECK;

/* 421 for a Host that is not ours; 403 for an unsafe request that another
 * site's page caused; else 0. bearer: the request carries a token and no
 * cookie, which no other page can make a browser send. */
int evm_guard_check(const struct evm_guard *g, const struct evm_request *req,
		    bool bearer);

#endif
