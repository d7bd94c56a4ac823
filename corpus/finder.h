/*
 * finder: does a text hold one of several words, in any case of their letters?
 * Read-only when built: all threads may share it.
 *
 * On processors with AVX2 32 places are looked at a time: four bytes of each
 * word, its rarest, are sought by their halves; elsewhere, and where a text
 * ends, a window moves by what its last two bytes allow. Both give the same.
 */
#ifndef EVM_FINDER_H
#define EVM_FINDER_H

#include <stdint.h>

#include "core/arena.h"
#include "core/str.h"

#define EVM_FINDER_MIN 3	/* bytes of a word, at least */
#define EVM_FINDER_FOUR 4
#define EVM_FINDER_BUCKETS 8

struct evm_finder_word {
	struct evm_str text;	/* lower case */
	size_t at;		/* where its four bytes begin */
};

struct evm_finder {
	EVM_VEC(struct evm_finder_word) words;
	size_t shortest, back;	/* back: the largest at */
	uint8_t shift[1 << 16];	/* of the window, by its last two bytes */
	/* Bit k of low[i][x]: a word of bucket k has a byte x with these low
	 * four bits as the i-th of its four (or none); high likewise. */
	uint8_t low[EVM_FINDER_FOUR][16], high[EVM_FINDER_FOUR][16];
	size_t bucket[EVM_FINDER_BUCKETS + 1];	/* where each begins in words */
	bool wide;		/* this processor can */
};

/* Adds a word; its text is copied. */
void evm_finder_add(struct evm_finder *f, struct evm_arena *a,
		    struct evm_str word);
/* Behind the last word. */
void evm_finder_build(struct evm_finder *f);
bool evm_finder_hit(const struct evm_finder *f, struct evm_str s);

#endif
