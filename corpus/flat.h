/*
 * flat: marked-up text made plain, as it streams by.
 *
 * The characters are those of the XML, tags dropped, and nothing put where a
 * tag was: H<sub>2</sub>O2 is H2O2. Runs of white space, Unicode's too, are
 * one space, none at the ends. One thing is added: a caret before a raised
 * number that follows a digit: 10<sup>8</sup> is 10^8, not 108.
 *
 *	evm_flat_begin(&f);
 *	evm_flat_add(&f, EVM_LIT(" 10"));
 *	evm_flat_raise(&f);
 *	evm_flat_add(&f, EVM_LIT("8"));
 *	evm_flat_lower(&f);
 *	evm_flat_end(&f);		"10^8"; lives until the next begin
 */
#ifndef EVM_FLAT_H
#define EVM_FLAT_H

#include "core/str.h"

struct evm_flat {
	struct evm_buf b;
	size_t raised;		/* where a superscript began, or SIZE_MAX */
};

void evm_flat_release(struct evm_flat *f);
void evm_flat_begin(struct evm_flat *f);
/* Whole characters of valid UTF-8. */
void evm_flat_add(struct evm_flat *f, struct evm_str s);
/* Where a superscript begins and ends; a second one inside is not seen. */
void evm_flat_raise(struct evm_flat *f);
void evm_flat_lower(struct evm_flat *f);
struct evm_str evm_flat_end(struct evm_flat *f);

#endif
