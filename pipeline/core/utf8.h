/*
 * utf8: checking, counting and cleaning UTF-8. Text is checked once, where it
 * comes in; behind that every byte sequence is valid.
 */
#ifndef EVM_UTF8_H
#define EVM_UTF8_H

#include "core/str.h"

/* Offset of the first byte that is not well-formed UTF-8 (overlong forms,
 * surrogates and numbers above U+10FFFF included), or SIZE_MAX. */
size_t evm_utf8_bad(struct evm_str s);
/* Reads the code point at *pos of valid UTF-8 and moves *pos behind it. */
uint32_t evm_utf8_next(struct evm_str s, size_t *pos);
/* Code point that ends at pos, pos > 0; *begin gets its first byte. */
uint32_t evm_utf8_prev(struct evm_str s, size_t pos, size_t *begin);
void evm_utf8_put(struct evm_buf *b, uint32_t cp);
/* Code points in valid UTF-8. */
size_t evm_utf8_count(struct evm_str s);
/* Is pos (<= n) the first byte of a character, or the end? */
static inline bool evm_utf8_border(struct evm_str s, size_t pos)
{
	return pos == s.n || (pos < s.n && ((unsigned char)s.p[pos] & 0xC0) != 0x80);
}

/*
 * Appends s to b as text that a document may hold: each ill-formed sequence
 * becomes U+FFFD, control bytes but tab and newline become a space. Returns
 * how many places were changed.
 */
size_t evm_utf8_clean(struct evm_buf *b, struct evm_str s);

/* Appends valid UTF-8 without case, composed (NFC), without white space at
 * its ends and with one space for each run of it: for comparing. */
void evm_utf8_fold(struct evm_buf *b, struct evm_str s);

/* "utf8proc 2.8.0": see evm_io_library. */
void evm_utf8_library(struct evm_buf *b);

#endif
