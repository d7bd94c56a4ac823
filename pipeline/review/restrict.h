/*
 * restrict: what an open database may be asked to do from here on, for a
 * program that answers strangers' requests.
 */
#ifndef EVM_RESTRICT_H
#define EVM_RESTRICT_H

#include "review/review.h"

/* Until when statements may run: seconds of the monotonic clock, which the
 * owner sets before each piece of work. 0: for ever. */
struct evm_limit {
	double until;
};
double evm_limit_now(void);

/* No ATTACH, no PRAGMA that changes anything, no change of the schema, no
 * UPDATE or DELETE of what is append-only; statements fail behind the limit,
 * which must live as long as r is open. */
int evm_review_restrict(struct evm_review *r, struct evm_limit *limit,
			struct evm_err *err) EVM_MUST_CHECK;

#endif
