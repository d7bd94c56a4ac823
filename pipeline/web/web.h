/*
 * web: the pages of evm-serve over one database.
 *
 *	evm_web_open(&web, &set, &err);
 *	evm_web_listen(web, &err);
 *	evm_web_link(web, "anna", url, sizeof url);	// print it
 *	...					// the server's thread works
 *	evm_web_close(web);
 */
#ifndef EVM_WEB_H
#define EVM_WEB_H

#include "core/why.h"

struct evm_web;

struct evm_web_set {
	const char *db;
	const char *journal;		/* as evm_review_open */
	const char *address;		/* 127.0.0.1 */
	int port;			/* 0: any free one */
	const char *const *hosts;	/* names allowed besides the loopback's */
	size_t n_hosts;
	int rate;			/* writes a second and curator */
	const char *dictionaries;	/* folder of names to choose from, or NULL */
	struct evm_why_teller teller;	/* as evm_review_teller; ask may be NULL */
};

int evm_web_open(struct evm_web **web, const struct evm_web_set *set,
		 struct evm_err *err) EVM_MUST_CHECK;
/* Makes the curator when there is none of that login; role NULL: curator. */
int evm_web_user(struct evm_web *web, const char *login, const char *role,
		 struct evm_err *err) EVM_MUST_CHECK;
int evm_web_listen(struct evm_web *web, struct evm_err *err) EVM_MUST_CHECK;
int evm_web_port(const struct evm_web *web);
/* A one-time login address. */
void evm_web_link(struct evm_web *web, const char *login, char *url, size_t n);
/* Was a link used since the last call? Then login (64 bytes) says whose. */
bool evm_web_link_used(struct evm_web *web, char *login);
/* Stops listening first. */
void evm_web_close(struct evm_web *web);

#endif
