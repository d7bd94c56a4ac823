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
#define EVM_PIECES_MAX 8

/* Where pieces of a mention stand, as a place; more than fit are not read. */
struct evm_pieces_at {
	struct { uint64_t at, length; } v[EVM_PIECES_MAX];
	size_t n;
};
/*
 * The same for a mention in several pieces, as in "miR-21, -146a" the one of
 * miR-146a ("miR" and "-146a"): *span is the last one, which is its own; the
 * others may be another mention's as well. The quote is the pieces in their
 * order, with or without spaces between them.
 */
bool evm_given_pieces(struct evm_str text, const struct evm_pieces_at *at,
		      struct evm_str quote, struct evm_span *span);
/* The name that pieces make: "miR -146a" is miR-146a. */
struct evm_str evm_given_name(struct evm_arena *a, struct evm_str quote);
/* norm and id of a concept, whose type is set: as evm_term_id writes it, or as
 * it stands; a number alone is NCBI's of a gene or a taxon; "-" and an empty
 * one say nothing. */
void evm_given_concept(struct evm_mention *m, struct evm_str concept,
		       struct evm_arena *a);

#endif
