/*
 * scan: the next of a few bytes in a text, 16 bytes at a time where the
 * processor can, and a number's digits at once. For loops that would look at every
 * byte of a document and seldom find something.
 */
#ifndef EVM_SCAN_H
#define EVM_SCAN_H

#include <endian.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "core/str.h"

#ifdef __SSE2__
static inline __m128i evm_scan_load(const char *p)
{
	return _mm_loadu_si128((const __m128i *)(const void *)p);
}

static inline __m128i evm_scan_equal(__m128i bytes, char c)
{
	return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(c));
}
#endif

/* Offset of the first of four bytes at or behind from, s.n when there is none. */
static inline size_t evm_scan_four(struct evm_str s, size_t from, const char *of)
{
	size_t i = from;

#ifdef __SSE2__
	for (; i + 16 <= s.n; i += 16) {
		__m128i x = evm_scan_load(s.p + i);
		__m128i hits = _mm_or_si128(
			_mm_or_si128(evm_scan_equal(x, of[0]), evm_scan_equal(x, of[1])),
			_mm_or_si128(evm_scan_equal(x, of[2]), evm_scan_equal(x, of[3])));
		unsigned hit = (unsigned)_mm_movemask_epi8(hits);

		if (hit)
			return i + (size_t)__builtin_ctz(hit);
	}
#endif
	while (i < s.n && s.p[i] != of[0] && s.p[i] != of[1] && s.p[i] != of[2] &&
	       s.p[i] != of[3])
		i++;
	return i < s.n ? i : s.n;
}

/* The same for two. */
static inline size_t evm_scan_either(struct evm_str s, size_t from, char a, char b)
{
	return evm_scan_four(s, from, (char[]){ a, b, a, b });
}

/* The number of the n digits (1 to 8) that p begins with; false where one is none.
 * Eight bytes can be read from p on. The digits are added up in pairs, fours, eights. */
static inline bool evm_scan_number8(const char *p, size_t n, uint32_t *out)
{
	const uint64_t ones = 0x0101010101010101u;
	size_t off = 64 - 8 * n;
	uint64_t x;

	memcpy(&x, p, 8);
	x = (le64toh(x) << off) ^ (ones * '0' << off);
	if ((x | (x + ones * 6)) & ones * 0xf0)
		return false;
	x = (x * 10 + (x >> 8)) & 0x00ff00ff00ff00ffu;
	x = (x * 100 + (x >> 16)) & 0x0000ffff0000ffffu;
	*out = (uint32_t)(x * 10000 + (x >> 32));
	return true;
}

/* End of the ASCII letters in lower case that begin at from. */
static inline size_t evm_scan_lower(struct evm_str s, size_t from)
{
	size_t i = from;

#ifdef __SSE2__
	for (; i + 16 <= s.n; i += 16) {
		__m128i x = _mm_sub_epi8(evm_scan_load(s.p + i), _mm_set1_epi8('a'));
		__m128i in = _mm_cmpeq_epi8(_mm_min_epu8(x, _mm_set1_epi8(25)), x);
		unsigned off = ~(unsigned)_mm_movemask_epi8(in) & 0xFFFF;

		if (off)
			return i + (size_t)__builtin_ctz(off);
	}
#endif
	while (i < s.n && evm_is_lower(s.p[i]))
		i++;
	return i;
}

/* Where the two letters x[0] x[1], or y[0] y[1], stand side by side at or
 * behind from, in any case; s.n when they do not. ASCII letters, given in lower
 * case. */
static inline size_t evm_scan_letters(struct evm_str s, size_t from,
				      const char *x, const char *y)
{
	size_t i = from;

#ifdef __SSE2__
	for (; i + 17 <= s.n; i += 16) {
		const __m128i small = _mm_set1_epi8(0x20);
		__m128i first = _mm_or_si128(evm_scan_load(s.p + i), small);
		__m128i second = _mm_or_si128(evm_scan_load(s.p + i + 1), small);
		__m128i hits = _mm_or_si128(
			_mm_and_si128(evm_scan_equal(first, x[0]), evm_scan_equal(second, x[1])),
			_mm_and_si128(evm_scan_equal(first, y[0]), evm_scan_equal(second, y[1])));
		unsigned hit = (unsigned)_mm_movemask_epi8(hits);

		if (hit)
			return i + (size_t)__builtin_ctz(hit);
	}
#endif
	for (; i + 1 < s.n; i++) {
		char a = (char)(s.p[i] | 0x20), b = (char)(s.p[i + 1] | 0x20);

		if ((a == x[0] && b == x[1]) || (a == y[0] && b == y[1]))
			return i;
	}
	return s.n;
}

#endif
