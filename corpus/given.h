/*
 * given: mentions that an annotated input brings along.
 *
 * Inputs count in code points, in bytes, or in UTF-16 units, and not all say
 * which: the first of these whose slice is the quote is right. What stands at
 * no such place is left out; so are types that are none of ours.
 */
#ifndef EVM_GIVEN_H
#define EVM_GIVEN_H

#include "core/doc.h"

/* Our type for a type's name in other tools ("Gene", "Chemical"); -1. */
int evm_given_type(struct evm_str name);
/*
 * Where text[at, at + length) is in bytes when that slice is the quote (letters
 * of any white space count as equal). False when there is no such place.
 */
bool evm_given_place(struct evm_str text, uint64_t at, uint64_t length,
		     struct evm_str quote, struct evm_span *span);
/* norm and id of a concept, whose type is set: as evm_term_id writes it, or as
 * it stands; a number alone is NCBI's of a gene or a taxon; "-" and an empty
 * one say nothing. */
void evm_given_concept(struct evm_mention *m, struct evm_str concept,
		       struct evm_arena *a);

#endif
