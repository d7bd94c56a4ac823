/*
 * links: one-time login tokens, in memory, hashed. A token is made for a
 * curator, printed or shown once, and gone when it is used. All calls lock.
 */
#ifndef EVM_LINKS_H
#define EVM_LINKS_H

#include <pthread.h>

#include "core/digest.h"
#include "core/str.h"

#define EVM_LINKS 64
#define EVM_LOGIN 64

struct evm_link {
	char sum[EVM_DIGEST_HEX + 1];	/* empty: a free place */
	char login[EVM_LOGIN];
};

struct evm_links {
	struct evm_link v[EVM_LINKS];
	size_t next;			/* the oldest is pushed out */
	char used[EVM_LOGIN];		/* whose link was used, until it is told */
	pthread_mutex_t lock;
};

void evm_links_init(struct evm_links *l);
void evm_links_release(struct evm_links *l);
/* A new token for a login; 64 digits and a NUL. */
void evm_links_make(struct evm_links *l, const char *login, char token[65]);
/* Whose token is it? It stays good. False: nobody's. */
bool evm_links_peek(struct evm_links *l, struct evm_str token,
		    char login[EVM_LOGIN]);
/* The same, and it is used up. */
bool evm_links_use(struct evm_links *l, struct evm_str token,
		   char login[EVM_LOGIN]);
/* Was a link used since the last call? Then login says whose. */
bool evm_links_used(struct evm_links *l, char login[EVM_LOGIN]);

#endif
