/*
 * offsets: byte offsets of a text in the unit that a reader counts in.
 *
 * Inside, offsets are UTF-8 bytes; outside, BioC, PubTator, brat and Python
 * count code points, JavaScript UTF-16 units. A mark every 256 bytes keeps a
 * conversion short in both directions; a text of ASCII alone needs none.
 */
#ifndef EVM_OFFSETS_H
#define EVM_OFFSETS_H

#include "core/doc.h"

enum evm_unit {
	EVM_UNIT_CODEPOINT,
	EVM_UNIT_BYTE,
	EVM_UNIT_UTF16,
};

struct evm_offsets {
	struct evm_str text;	/* borrowed */
	enum evm_unit unit;
	bool same;		/* unit and bytes are the same thing here */
	uint32_t *marks;	/* units before byte 256 * i */
	size_t cap;
};

/* Prepares for a text; memory is reused. */
void evm_offsets_set(struct evm_offsets *o, struct evm_str text,
		     enum evm_unit unit);
void evm_offsets_release(struct evm_offsets *o);
/* Units before a byte that begins a character (or the end). */
uint32_t evm_offsets_at(const struct evm_offsets *o, uint32_t byte);
/* The way back: the byte where a unit begins; UINT32_MAX when it is inside a
 * character or behind the end. */
uint32_t evm_offsets_byte(const struct evm_offsets *o, uint32_t at);
/* Converts a span, turns the result back, and compares the slice with what
 * is going to be written as its quote. */
int evm_offsets_span(const struct evm_offsets *o, struct evm_span span,
		     struct evm_str quote, struct evm_span *out,
		     struct evm_err *err) EVM_MUST_CHECK;

#endif
