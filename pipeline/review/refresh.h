/* refresh: the queue's index of what evidence says, brought up to date by one
 * who may write, for those who open the database for reading. */
#ifndef EVM_REFRESH_H
#define EVM_REFRESH_H

#include "review/review.h"

/* Does nothing when nothing changed since. Open for reading only, r keeps what
 * changed to itself and sees it as it is now for as long as it is open: for
 * programs that ask once. */
int evm_queue_refresh(struct evm_review *r, struct evm_err *err) EVM_MUST_CHECK;

#endif
