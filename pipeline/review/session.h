/*
 * session: who is logged in. A token is 64 hexadecimal digits from the
 * system's random source; the database holds its SHA-256 alone.
 */
#ifndef EVM_SESSION_H
#define EVM_SESSION_H

#include "review/review.h"

#define EVM_TOKEN 64

struct evm_session {
	int64_t curator;
	char login[64];
	char csrf[EVM_TOKEN + 1];	/* what each form of the session holds */
};

void evm_token_make(char token[EVM_TOKEN + 1]);
/* Logs a curator in for some hours; token gets what the browser keeps. Old
 * sessions of everybody that ran out are removed. */
int evm_session_open(struct evm_review *r, const char *login, int hours,
		     char token[EVM_TOKEN + 1], struct evm_err *err) EVM_MUST_CHECK;
/* 1; 0 for an unknown token, one that ran out, or a curator switched off */
int evm_session_find(struct evm_review *r, struct evm_str token,
		     struct evm_session *s, struct evm_err *err) EVM_MUST_CHECK;
int evm_session_close(struct evm_review *r, struct evm_str token,
		      struct evm_err *err) EVM_MUST_CHECK;

#endif
