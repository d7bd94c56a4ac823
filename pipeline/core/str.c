#include "core/str.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/scan.h"

int evm_str_cmp(struct evm_str a, struct evm_str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int d = n ? memcmp(a.p, b.p, n) : 0;

	return d ? d : (a.n > b.n) - (a.n < b.n);
}

#ifdef __SSE2__
/* Of 16 places at a time those where first and last byte are right. Moves
 * *from on to where fewer bytes are left than that takes. */
static size_t find_wide(struct evm_str s, struct evm_str what, size_t *from)
{
	for (; s.n - *from >= 15 + what.n; *from += 16) {
		const char *p = s.p + *from;
		__m128i hits = _mm_and_si128(
			evm_scan_equal(evm_scan_load(p), what.p[0]),
			evm_scan_equal(evm_scan_load(p + what.n - 1),
				       what.p[what.n - 1]));
		unsigned places = (unsigned)_mm_movemask_epi8(hits);

		for (; places; places &= places - 1) {
			size_t at = (size_t)__builtin_ctz(places);

			if (!memcmp(p + at, what.p, what.n))
				return *from + at;
		}
	}
	return SIZE_MAX;
}
#endif

/* memmem takes longer to begin than most of these searches last. */
static size_t find_near(struct evm_str s, struct evm_str what, size_t from)
{
	const char *hit;
	char last = what.p[what.n - 1];

	if (s.n - from > 64) {
		hit = memmem(s.p + from, s.n - from, what.p, what.n);
		return hit ? (size_t)(hit - s.p) : SIZE_MAX;
	}
	for (; what.n <= s.n - from; from++)
		if (s.p[from] == what.p[0] && s.p[from + what.n - 1] == last &&
		    !memcmp(s.p + from, what.p, what.n))
			return from;
	return SIZE_MAX;
}

size_t evm_str_find(struct evm_str s, struct evm_str what, size_t from)
{
	if (from > s.n || what.n > s.n - from)
		return SIZE_MAX;
	if (!what.n)
		return from;
#ifdef __SSE2__
	if (what.n > 1) {
		size_t at = find_wide(s, what, &from);

		if (at != SIZE_MAX || what.n > s.n - from)
			return at;
	}
#endif
	return find_near(s, what, from);
}

struct evm_str evm_str_trim(struct evm_str s)
{
	while (s.n && evm_is_space(s.p[0]))
		s.p++, s.n--;
	while (s.n && evm_is_space(s.p[s.n - 1]))
		s.n--;
	return s;
}

struct evm_str evm_str_word(struct evm_str *rest)
{
	struct evm_str f;

	*rest = evm_str_trim(*rest);
	if (!rest->n)
		return EVM_LIT("");
	f = evm_str_cut(rest, ' ');
	if (!rest->p)
		*rest = EVM_LIT("");
	return f;
}

struct evm_str evm_str_dup(struct evm_arena *a, struct evm_str s)
{
	return (struct evm_str){ evm_arena_dup(a, s.p, s.n), s.n };
}

struct evm_str evm_str_printf(struct evm_arena *a, const char *fmt, ...)
{
	char most[256];
	va_list ap;
	char *p;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(most, sizeof most, fmt, ap);
	va_end(ap);
	EVM_CHECK(n >= 0);
	if ((size_t)n < sizeof most)
		return evm_str_dup(a, (struct evm_str){ most, (size_t)n });
	p = evm_arena_alloc(a, (size_t)n + 1);
	va_start(ap, fmt);
	vsnprintf(p, (size_t)n + 1, fmt, ap);
	va_end(ap);
	return (struct evm_str){ p, (size_t)n };
}

struct evm_str evm_str_join(struct evm_arena *a, struct evm_str left,
			    const char *between, struct evm_str right)
{
	size_t n = strlen(between);
	char *p = evm_arena_alloc(a, left.n + n + right.n + 1);

	/* an empty one may point nowhere */
	if (left.n)
		memcpy(p, left.p, left.n);
	memcpy(p + left.n, between, n);
	if (right.n)
		memcpy(p + left.n + n, right.p, right.n);
	return (struct evm_str){ p, left.n + n + right.n };
}

int evm_str_u64(struct evm_str s, uint64_t max, uint64_t *out)
{
	uint64_t v = 0;

	if (!s.n)
		return -1;
	for (size_t i = 0; i < s.n; i++) {
		unsigned d = (unsigned)(unsigned char)s.p[i] - '0';

		if (d > 9 || v > (UINT64_MAX - d) / 10)
			return -1;
		v = v * 10 + d;
	}
	if (v > max)
		return -1;
	*out = v;
	return 0;
}

uint64_t evm_str_hash(struct evm_str s)
{
	uint64_t h = 14695981039346656037u;

	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * 1099511628211u;
	return h;
}

void evm_buf_release(struct evm_buf *b)
{
	free(b->p);
	memset(b, 0, sizeof *b);
}

void evm_buf_reserve(struct evm_buf *b, size_t more)
{
	size_t need, cap = b->cap ? b->cap : 64;

	if (more > SIZE_MAX / 4 - b->n)
		evm_oom();
	need = b->n + more + 1;
	if (need <= b->cap)
		return;
	while (cap < need)
		cap *= 2;
	b->p = evm_realloc(b->p, cap);
	b->cap = cap;
}

void evm_buf_printf(struct evm_buf *b, const char *fmt, ...)
{
	size_t room;
	va_list ap;
	int n;

	evm_buf_reserve(b, 0);
	room = b->cap - b->n;
	va_start(ap, fmt);
	n = vsnprintf(b->p + b->n, room, fmt, ap);
	va_end(ap);
	EVM_CHECK(n >= 0);
	if ((size_t)n >= room) {
		evm_buf_reserve(b, (size_t)n);
		va_start(ap, fmt);
		vsnprintf(b->p + b->n, (size_t)n + 1, fmt, ap);
		va_end(ap);
	}
	b->n += (size_t)n;
}

void evm_buf_u64(struct evm_buf *b, uint64_t v)
{
	size_t n = 1;
	char *p;

	for (uint64_t rest = v; rest >= 10; rest /= 10)
		n++;
	evm_buf_reserve(b, n);
	p = b->p + b->n;
	b->n += n;
	p[n] = 0;
	for (; n; n--, v /= 10)
		p[n - 1] = (char)('0' + v % 10);
}

void evm_buf_drop(struct evm_buf *b, size_t n)
{
	EVM_CHECK(n <= b->n);
	if (!n)
		return;
	memmove(b->p, b->p + n, b->n - n + 1);
	b->n -= n;
}
