/*
 * stands: which facts contradict each other. Against each other stand more
 * and less of a thing, and a claim and its denial, said of the same subject;
 * vesicles are one subject, whatever they are called. As the conflicts of
 * evm-stats have it.
 *
 *	evm_stands_add(&st, fact);		each of some facts
 *	if (evm_stands_torn(&st, fact))		another of them says otherwise
 *		...
 *	evm_stands_release(&st);
 */
#ifndef EVM_STANDS_H
#define EVM_STANDS_H

#include "report/facts.h"

/* What a fact says, as a bit; 0: nothing that can be contradicted. */
unsigned evm_stand_of(const struct evm_fact *f);
/* Do facts that say all this contradict each other? */
bool evm_stand_torn(unsigned said);
/* What it speaks of: facts of one text can contradict each other. Appended. */
void evm_stand_about(struct evm_buf *b, const struct evm_fact *f);

struct evm_stands {		/* begins as zeros */
	struct evm_arena arena;
	struct evm_index index;
	EVM_VEC(unsigned) said;
	struct evm_buf key;
};
void evm_stands_add(struct evm_stands *st, const struct evm_fact *f);
bool evm_stands_torn(struct evm_stands *st, const struct evm_fact *f);
void evm_stands_release(struct evm_stands *st);

#endif
