/*
 * why: the teller of core/why.h. Extracts the document again, with a trace.
 *
 *	evm_teller_open(&t, &err);
 *	... evm_teller(t) ...			give it to a screen
 *	evm_teller_close(t);
 */
#ifndef EVM_EXTRACT_WHY_H
#define EVM_EXTRACT_WHY_H

#include "core/why.h"

struct evm_teller;

/* With the shipped rules. For one thread. */
int evm_teller_open(struct evm_teller **t, struct evm_err *err) EVM_MUST_CHECK;
struct evm_why_teller evm_teller(struct evm_teller *t);
void evm_teller_close(struct evm_teller *t);

#endif
