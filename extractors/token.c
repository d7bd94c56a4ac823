/*
 * Words of a sentence. ASCII goes by a class table; the rest asks utf8proc
 * for the character's category.
 */
#include "extractors/token.h"

#include <string.h>
#include <utf8proc.h>

#include "core/scan.h"
#include "core/utf8.h"

enum class {
	C_PUNCT,
	C_SPACE,
	C_LOWER,
	C_UPPER,
	C_DIGIT,
	C_WIDE,			/* first byte of a longer character */
};

/* Classes of single bytes, by their numbers in the enum. */
static const unsigned char classes[256] = {
	0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
	1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 0, 0, 0, 0, 0, 0,
	0, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 0, 0, 0, 0, 0,
	0, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 0, 0, 0, 0, 0,
	5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5,
	5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5,
	5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5,
	5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5,
};

static enum class wide_class(uint32_t cp)
{
	switch (utf8proc_category((utf8proc_int32_t)cp)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LT:
		return C_UPPER;
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
		return C_LOWER;
	case UTF8PROC_CATEGORY_ND:
	case UTF8PROC_CATEGORY_NO:
	case UTF8PROC_CATEGORY_NL:
		return C_DIGIT;
	case UTF8PROC_CATEGORY_ZS:
		return C_SPACE;
	default:
		return C_PUNCT;
	}
}

/* Class of the character at *pos, which moves behind it. */
static enum class next_class(struct evm_str s, size_t *pos)
{
	enum class c = (enum class)classes[(unsigned char)s.p[*pos]];

	if (c != C_WIDE) {
		(*pos)++;
		return c;
	}
	return wide_class(evm_utf8_next(s, pos));
}

static bool is_word(enum class c)
{
	return c == C_LOWER || c == C_UPPER || c == C_DIGIT;
}

/* Length of an apostrophe at pos, 0 when there is none. */
static size_t apostrophe(struct evm_str s, size_t pos)
{
	if (s.p[pos] == '\'')
		return 1;
	return s.n - pos >= 3 && memcmp(s.p + pos, "\xE2\x80\x99", 3) == 0 ? 3 : 0;
}

/*
 * Does a mark at pos belong inside the word: "Wharton's", "1.5"? Then the
 * position of the character behind it, else 0.
 */
static size_t inner_mark(struct evm_str s, size_t pos, enum class before)
{
	size_t n = apostrophe(s, pos), next;
	enum class after;

	if (n == 0 && !(s.p[pos] == '.' && before == C_DIGIT))
		return 0;
	next = pos + (n ? n : 1);
	if (next >= s.n)
		return 0;
	pos = next;
	after = next_class(s, &pos);
	if (n)
		return before != C_DIGIT && (after == C_LOWER || after == C_UPPER) ? next : 0;
	return after == C_DIGIT ? next : 0;
}

/* What characters a word has. */
struct count {
	unsigned upper;		/* how many of upper case */
	bool lower, digit;
	bool title;		/* the first character is upper case */
};

static void count_class(struct count *n, enum class c)
{
	n->lower |= c == C_LOWER;
	n->upper += c == C_UPPER;
	n->digit |= c == C_DIGIT;
}

static enum evm_shape shape_of(const struct count *n)
{
	if (n->digit)
		return n->lower || n->upper ? EVM_SHAPE_ALNUM : EVM_SHAPE_DIGIT;
	if (n->upper == 0)
		return EVM_SHAPE_LOWER;
	if (n->title && n->upper == 1)
		return EVM_SHAPE_TITLE;
	return n->lower ? EVM_SHAPE_MIXED : EVM_SHAPE_UPPER;
}

/* The word that starts before pos with a character of class c: returns its
 * end. */
static size_t word_end(struct evm_str s, size_t pos, enum class c, enum evm_shape *shape)
{
	struct count n = { .title = c == C_UPPER };

	count_class(&n, c);
	while (pos < s.n) {
		size_t next = evm_scan_lower(s, pos);
		enum class k;

		if (next > pos) {
			c = C_LOWER;
			n.lower = true;
			if (next == s.n || classes[(unsigned char)s.p[next]] == C_SPACE) {
				pos = next;
				break;
			}
		}
		pos = next;
		k = next_class(s, &next);
		if (!is_word(k)) {
			next = inner_mark(s, pos, c);
			if (next == 0)
				break;
			pos = next;
			continue;
		}
		count_class(&n, k);
		c = k;
		pos = next;
	}
	*shape = shape_of(&n);
	return pos;
}

void evm_tokens_add(struct evm_arena *a, struct evm_str text, struct evm_span span,
		    struct evm_token_vec *v)
{
	struct evm_str s = evm_str_sub(text, 0, span.end);
	size_t pos = span.begin;
	bool glued = false;

	while (pos < s.n) {
		size_t begin = pos;
		enum class c = (enum class)classes[(unsigned char)s.p[pos]];
		enum evm_shape shape = EVM_SHAPE_PUNCT;

		if (c == C_WIDE)
			c = next_class(s, &pos);
		else
			pos++;
		if (c == C_SPACE) {
			glued = false;
			continue;
		}
		if (is_word(c))
			pos = word_end(s, pos, c, &shape);
		*EVM_PUSH(a, v->all) = (struct evm_token){
			{ (uint32_t)begin, (uint32_t)pos }, shape, glued
		};
		glued = true;
	}
}

struct evm_token *evm_tokens(struct evm_arena *a, struct evm_str text,
			     struct evm_span span, size_t *n)
{
	struct evm_token_vec v = { 0 };

	/* room for most sentences */
	v.all.cap = (span.end - span.begin) / 4 + 16;
	v.all.v = evm_arena_take(a, evm_mul(v.all.cap, sizeof *v.all.v));
	evm_tokens_add(a, text, span, &v);
	*n = v.all.n;
	return v.all.v;
}
