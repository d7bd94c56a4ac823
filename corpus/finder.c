#include "corpus/finder.h"

#include <stdlib.h>
#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#define HAVE_WIDE 1
#endif

void evm_finder_add(struct evm_finder *f, struct evm_arena *a,
		    struct evm_str word)
{
	char *p = evm_arena_dup(a, word.p, word.n);

	EVM_CHECK(word.n >= EVM_FINDER_MIN);
	for (size_t i = 0; i < word.n; i++)
		p[i] = evm_to_lower(p[i]);
	*EVM_PUSH(a, f->words) = (struct evm_finder_word){ { p, word.n }, 0 };
}

static char to_upper(char c) { return evm_is_lower(c) ? (char)(c - 32) : c; }

/* --- a window that moves, as Wu and Manber have it ------------------------------ */

static size_t pair(const char *p)
{
	return (size_t)(unsigned char)p[0] | (size_t)(unsigned char)p[1] << 8;
}

static void lower_shift(struct evm_finder *f, char a, char b, size_t shift)
{
	char both[2] = { a, b };
	uint8_t *at = &f->shift[pair(both)];

	if (shift < *at)
		*at = (uint8_t)shift;
}

static void build_shifts(struct evm_finder *f)
{
	size_t m = UINT8_MAX;

	for (size_t i = 0; i < f->words.n; i++)
		if (f->words.v[i].text.n < m)
			m = f->words.v[i].text.n;
	f->shortest = m;
	memset(f->shift, (int)m - 1, sizeof f->shift);
	for (size_t i = 0; i < f->words.n; i++)
		for (size_t k = 0; k + 2 <= m; k++) {
			const char *p = f->words.v[i].text.p + k;

			lower_shift(f, p[0], p[1], m - 2 - k);
			lower_shift(f, to_upper(p[0]), p[1], m - 2 - k);
			lower_shift(f, p[0], to_upper(p[1]), m - 2 - k);
			lower_shift(f, to_upper(p[0]), to_upper(p[1]), m - 2 - k);
		}
}

static bool is_at(const struct evm_finder_word *w, struct evm_str s, size_t at)
{
	return at <= s.n && w->text.n <= s.n - at &&
	       evm_str_ieq(w->text, evm_str_sub(s, at, at + w->text.n));
}

static bool hit_from(const struct evm_finder *f, struct evm_str s, size_t from)
{
	size_t i = from + f->shortest;		/* the window's end */

	while (i <= s.n) {
		size_t shift = f->shift[pair(s.p + i - 2)];

		for (size_t k = 0; !shift && k < f->words.n; k++)
			if (is_at(&f->words.v[k], s, i - f->shortest))
				return true;
		i += shift ? shift : 1;
	}
	return false;
}

/* --- 32 places at a time ----------------------------------------------------------- */

/* How rare a byte is in English text: letters by rank, others rarer but for
 * the space. */
static size_t rarity(char c)
{
	static const char often[] = " etaoinshrdlcumfpgywbvkxjqz";
	const char *p = c ? strchr(often, c) : NULL;

	return p ? (size_t)(p - often) : 15;
}

static size_t rarest_four(struct evm_str w)
{
	size_t best = 0, at = 0;

	for (size_t i = 0; i + EVM_FINDER_FOUR <= w.n; i++) {
		size_t sum = 0;

		for (size_t k = 0; k < EVM_FINDER_FOUR; k++)
			sum += rarity(w.p[i + k]);
		if (sum > best) {
			best = sum;
			at = i;
		}
	}
	return at;
}

static int by_four(const void *pa, const void *pb)
{
	const struct evm_finder_word *a = pa, *b = pb;

	/* a word of three bytes ends in a NUL */
	return memcmp(a->text.p + a->at, b->text.p + b->at, EVM_FINDER_FOUR);
}

static void set_halves(struct evm_finder *f, size_t i, char c, uint8_t bit)
{
	unsigned char x = (unsigned char)c;

	f->low[i][x & 15] |= bit;
	f->high[i][x >> 4] |= bit;
}

static void add_to_bucket(struct evm_finder *f, const struct evm_finder_word *w,
			  uint8_t bit)
{
	for (size_t i = 0; i < EVM_FINDER_FOUR; i++) {
		if (w->at + i < w->text.n) {
			set_halves(f, i, w->text.p[w->at + i], bit);
			set_halves(f, i, to_upper(w->text.p[w->at + i]), bit);
			continue;
		}
		/* any byte may follow */
		for (size_t x = 0; x < 16; x++) {
			f->low[i][x] |= bit;
			f->high[i][x] |= bit;
		}
	}
}

/* Words whose bytes are alike share a bucket: it so says little that is not. */
static void build_buckets(struct evm_finder *f)
{
	for (size_t i = 0; i < f->words.n; i++) {
		struct evm_finder_word *w = &f->words.v[i];

		w->at = rarest_four(w->text);
		f->back = w->at > f->back ? w->at : f->back;
	}
	qsort(f->words.v, f->words.n, sizeof *f->words.v, by_four);
	for (size_t k = 0; k <= EVM_FINDER_BUCKETS; k++)
		f->bucket[k] = k * f->words.n / EVM_FINDER_BUCKETS;
	for (size_t k = 0; k < EVM_FINDER_BUCKETS; k++)
		for (size_t i = f->bucket[k]; i < f->bucket[k + 1]; i++)
			add_to_bucket(f, &f->words.v[i], (uint8_t)(1u << k));
}

#ifdef HAVE_WIDE
static bool is_in(const struct evm_finder *f, struct evm_str s, size_t at,
		  unsigned buckets)
{
	for (size_t k = 0; buckets; k++, buckets >>= 1)
		for (size_t i = f->bucket[k];
		     buckets & 1 && i < f->bucket[k + 1]; i++)
			if (at >= f->words.v[i].at &&
			    is_at(&f->words.v[i], s, at - f->words.v[i].at))
				return true;
	return false;
}

__attribute__((target("avx2")))
static __m256i table(const uint8_t t[16])
{
	return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)
							   (const void *)t));
}

/* Buckets that may have the i-th of their four bytes at each of 32 places. */
__attribute__((target("avx2")))
static inline __m256i may_be(__m256i low, __m256i high, const char *p)
{
	const __m256i half = _mm256_set1_epi8(15);
	__m256i x = _mm256_loadu_si256((const __m256i *)(const void *)p);

	return _mm256_and_si256(
		_mm256_shuffle_epi8(low, _mm256_and_si256(x, half)),
		_mm256_shuffle_epi8(high, _mm256_and_si256(
			_mm256_srli_epi16(x, 4), half)));
}

__attribute__((target("avx2")))
static bool hit_wide(const struct evm_finder *f, struct evm_str s)
{
	__m256i low[EVM_FINDER_FOUR], high[EVM_FINDER_FOUR];
	size_t i = 0;

	for (size_t k = 0; k < EVM_FINDER_FOUR; k++) {
		low[k] = table(f->low[k]);
		high[k] = table(f->high[k]);
	}
	for (; i + 32 + EVM_FINDER_FOUR <= s.n; i += 32) {
		const char *p = s.p + i;
		__m256i x = _mm256_and_si256(
			_mm256_and_si256(may_be(low[0], high[0], p),
					 may_be(low[1], high[1], p + 1)),
			_mm256_and_si256(may_be(low[2], high[2], p + 2),
					 may_be(low[3], high[3], p + 3)));
		unsigned places = ~(unsigned)_mm256_movemask_epi8(
			_mm256_cmpeq_epi8(x, _mm256_setzero_si256()));
		uint8_t buckets[32];

		if (!places)
			continue;
		_mm256_storeu_si256((__m256i *)(void *)buckets, x);
		for (; places; places &= places - 1) {
			unsigned at = (unsigned)__builtin_ctz(places);

			if (is_in(f, s, i + at, buckets[at]))
				return true;
		}
	}
	return hit_from(f, s, i > f->back ? i - f->back : 0);
}
#endif

void evm_finder_build(struct evm_finder *f)
{
	build_shifts(f);
	build_buckets(f);
#ifdef HAVE_WIDE
	f->wide = __builtin_cpu_supports("avx2");
#endif
}

bool evm_finder_hit(const struct evm_finder *f, struct evm_str s)
{
#ifdef HAVE_WIDE
	if (f->wide)
		return hit_wide(f, s);
#endif
	return hit_from(f, s, 0);
}
