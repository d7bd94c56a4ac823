/*
 * str: text without a NUL. A struct evm_str is a borrowed slice by value
 * (any bytes, never written through); a struct evm_buf owns memory and is
 * the only thing that grows.
 *
 *	struct evm_str s = EVM_LIT("miR-21");
 *	printf("%" EVM_FMT "\n", EVM_ARG(s));
 *	struct evm_buf b = EVM_BUF_INIT;
 *	evm_buf_add(&b, s);
 *	evm_buf_release(&b);
 */
#ifndef EVM_STR_H
#define EVM_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "core/arena.h"

struct evm_str {
	const char *p;
	size_t n;		/* bytes */
};

#define EVM_LIT(s) ((struct evm_str){ (s), sizeof(s) - 1 })
#define EVM_FMT ".*s"
#define EVM_ARG(s) (int)(s).n, (s).p

static inline bool evm_is_digit(char c) { return c >= '0' && c <= '9'; }
static inline bool evm_is_lower(char c) { return c >= 'a' && c <= 'z'; }
static inline bool evm_is_upper(char c) { return c >= 'A' && c <= 'Z'; }
static inline bool evm_is_alpha(char c)
{
	return evm_is_lower(c) || evm_is_upper(c);
}
static inline bool evm_is_alnum(char c)
{
	return evm_is_alpha(c) || evm_is_digit(c);
}
static inline bool evm_is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}
static inline char evm_to_lower(char c)
{
	return evm_is_upper(c) ? (char)(c + 32) : c;
}

/* Slice of a C string (NULL gives an empty slice). */
static inline struct evm_str evm_str(const char *z)
{
	return (struct evm_str){ z ? z : "", z ? strlen(z) : 0 };
}

/* s[begin, end): both clipped to the slice. */
static inline struct evm_str evm_str_sub(struct evm_str s, size_t begin, size_t end)
{
	if (end > s.n)
		end = s.n;
	if (begin > end)
		begin = end;
	return (struct evm_str){ s.p + begin, end - begin };
}

static inline bool evm_str_eq(struct evm_str a, struct evm_str b)
{
	return a.n == b.n && (!a.n || !memcmp(a.p, b.p, a.n));
}

static inline bool evm_str_eqz(struct evm_str a, const char *z)
{
	/* in lists of names nearly all differ in the first letter */
	return a.n ? a.p[0] == z[0] && evm_str_eq(a, evm_str(z)) : !z[0];
}

/* ASCII letters compared without case. */
static inline bool evm_str_ieq(struct evm_str a, struct evm_str b)
{
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++)
		if (evm_to_lower(a.p[i]) != evm_to_lower(b.p[i]))
			return false;
	return true;
}

static inline bool evm_str_ieqz(struct evm_str a, const char *z)
{
	if (a.n && evm_to_lower(a.p[0]) != evm_to_lower(z[0]))
		return false;
	return evm_str_ieq(a, evm_str(z));
}

/* Order by bytes, as memcmp; a prefix comes first. */
int evm_str_cmp(struct evm_str a, struct evm_str b);
static inline bool evm_str_starts(struct evm_str s, const char *z)
{
	size_t n;

	if (!s.n || s.p[0] != z[0])
		return !z[0];
	n = strlen(z);
	return s.n >= n && !memcmp(s.p, z, n);
}

static inline bool evm_str_ends(struct evm_str s, const char *z)
{
	size_t n = strlen(z);

	return s.n >= n && !memcmp(s.p + s.n - n, z, n);
}

/* Is it one of a list that ends with NULL, in any case? Does it end in one? */
static inline bool evm_str_is_any(struct evm_str s, const char *const *list)
{
	for (; *list; list++)
		if (evm_str_ieqz(s, *list))
			return true;
	return false;
}

static inline bool evm_str_ends_any(struct evm_str s, const char *const *list)
{
	for (; *list; list++)
		if (evm_str_ends(s, *list))
			return true;
	return false;
}

/* Offset of the first occurrence at or after from, or SIZE_MAX. */
size_t evm_str_find(struct evm_str s, struct evm_str what, size_t from);
/* Without ASCII white space at both ends. */
struct evm_str evm_str_trim(struct evm_str s);
/* Cuts off and returns what stands before the separator; *rest goes behind
 * it, or gets p == NULL when there was none. Call while rest->p. */
static inline struct evm_str evm_str_cut(struct evm_str *rest, char sep)
{
	struct evm_str s = *rest;
	const char *hit = s.n ? memchr(s.p, sep, s.n) : NULL;

	if (!hit) {
		*rest = (struct evm_str){ NULL, 0 };
		return s;
	}
	rest->n = s.n - (size_t)(hit - s.p) - 1;
	rest->p = hit + 1;
	s.n = (size_t)(hit - s.p);
	return s;
}

/* The next word, up to a space; *rest goes behind it. Empty at the end. */
struct evm_str evm_str_word(struct evm_str *rest);

/* Copy in an arena, with a NUL behind it. */
struct evm_str evm_str_dup(struct evm_arena *a, struct evm_str s);
/* Two texts with something between them, in an arena. */
struct evm_str evm_str_join(struct evm_arena *a, struct evm_str left,
			    const char *between, struct evm_str right);
/* Formatted text in an arena. */
struct evm_str evm_str_printf(struct evm_arena *a, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
/* A decimal number and nothing else, at most max: 0, or -1 when it is not. */
int evm_str_u64(struct evm_str s, uint64_t max, uint64_t *out);
/* FNV-1a, 64 bits: stable over runs and machines. */
uint64_t evm_str_hash(struct evm_str s);

struct evm_buf {
	char *p;		/* NUL behind the last byte once allocated */
	size_t n, cap;
};

#define EVM_BUF_INIT { NULL, 0, 0 }

void evm_buf_release(struct evm_buf *b);
void evm_buf_reserve(struct evm_buf *b, size_t more);
static inline void evm_buf_add(struct evm_buf *b, struct evm_str s)
{
	if (s.n >= b->cap - b->n || !b->cap)
		evm_buf_reserve(b, s.n);
	if (s.n)
		memcpy(b->p + b->n, s.p, s.n);
	b->n += s.n;
	b->p[b->n] = 0;
}

static inline void evm_buf_addz(struct evm_buf *b, const char *z)
{
	evm_buf_add(b, evm_str(z));
}

static inline void evm_buf_addc(struct evm_buf *b, char c)
{
	if (b->n + 2 > b->cap)
		evm_buf_reserve(b, 1);
	b->p[b->n++] = c;
	b->p[b->n] = 0;
}

/* A number's digits. */
void evm_buf_u64(struct evm_buf *b, uint64_t v);
void evm_buf_printf(struct evm_buf *b, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
/* Drops the first n bytes. */
void evm_buf_drop(struct evm_buf *b, size_t n);
/* Borrowed view; lives until the next change of the buffer. */
static inline struct evm_str evm_buf_str(const struct evm_buf *b)
{
	return (struct evm_str){ b->p ? b->p : "", b->n };
}

#endif
