/*
 * wordmap: short words to numbers, for asking for every word of a text.
 *
 * A key is a word of at most 16 bytes as two numbers, ASCII letters in lower
 * case: no copy, no hash over bytes, no comparison of strings. What is longer
 * is for evm_index. Read only once filled: any number of threads may ask.
 *
 *	struct evm_wordkey k;
 *	if (evm_wordkey(word, &k) && (n = evm_wordmap_get(&map, k)))
 *		...
 */
#ifndef EVM_WORDMAP_H
#define EVM_WORDMAP_H

#include <endian.h>

#include "core/str.h"

#define EVM_WORDKEY_MAX 16	/* bytes */

struct evm_wordkey {
	uint64_t a, b;		/* first and next eight bytes, zeros behind */
};

struct evm_wordmap_slot {
	struct evm_wordkey key;
	uint32_t value;		/* 0: free */
};

#define EVM_WORDMAP_SIEVE 1024		/* 64-bit units */

struct evm_wordmap {
	uint64_t sieve[EVM_WORDMAP_SIEVE];	/* bits of the words' hashes: most words
						 * that have no number stop here */
	struct evm_wordmap_slot *slots;
	size_t n, cap;		/* cap is 0 or a power of two */
};

static inline uint64_t evm_wordkey_load8(const char *p)
{
	uint64_t x;

	memcpy(&x, p, 8);
	return le64toh(x);
}

static inline uint64_t evm_wordkey_load4(const char *p)
{
	uint32_t x;

	memcpy(&x, p, 4);
	return le32toh(x);
}

/* Up to eight bytes; reads none behind them. */
static inline uint64_t evm_wordkey_part(const char *p, size_t n)
{
	if (n >= 8)
		return evm_wordkey_load8(p);
	if (n >= 4)
		return evm_wordkey_load4(p) | evm_wordkey_load4(p + n - 4) << 8 * (n - 4);
	return n ? (uint64_t)(unsigned char)p[0] | (uint64_t)(unsigned char)p[n / 2] << 8 * (n / 2) |
		   (uint64_t)(unsigned char)p[n - 1] << 8 * (n - 1) : 0;
}

/* The ASCII capitals of eight bytes made small. */
static inline uint64_t evm_wordkey_lower(uint64_t x)
{
	const uint64_t ones = 0x0101010101010101u, low = ones * 0x7f;
	uint64_t from_a = (x & low) + ones * (0x80 - 'A'), behind_z = (x & low) + ones * (0x7f - 'Z');

	return x | ((from_a & ~behind_z & ~x & ones * 0x80) >> 2);
}

/* False where the word is empty or too long for a key. */
static inline bool evm_wordkey(struct evm_str word, struct evm_wordkey *k)
{
	if (!word.n || word.n > EVM_WORDKEY_MAX)
		return false;
	k->a = evm_wordkey_lower(evm_wordkey_part(word.p, word.n < 8 ? word.n : 8));
	k->b = word.n > 8 ? evm_wordkey_lower(evm_wordkey_part(word.p + 8, word.n - 8)) : 0;
	return true;
}

static inline size_t evm_wordkey_hash(struct evm_wordkey k)
{
	uint64_t h = (k.a ^ k.b * 0x9e3779b97f4a7c15u) * 0xff51afd7ed558ccdu;

	return (size_t)(h >> 32);
}

/* The word's number; 0 where it has none. */
static inline uint32_t evm_wordmap_get(const struct evm_wordmap *m, struct evm_wordkey k)
{
	size_t h = evm_wordkey_hash(k);

	if (!(m->sieve[h / 64 % EVM_WORDMAP_SIEVE] >> h % 64 & 1))
		return 0;
	for (size_t i = h & (m->cap - 1);; i = (i + 1) & (m->cap - 1)) {
		const struct evm_wordmap_slot *s = &m->slots[i];

		if (!s->value || (s->key.a == k.a && s->key.b == k.b))
			return s->value;
	}
}

/* Gives a word a number that is not 0; a second one replaces the first. */
void evm_wordmap_put(struct evm_wordmap *m, struct evm_wordkey k, uint32_t value);
void evm_wordmap_release(struct evm_wordmap *m);

#endif
