#include "web/body.h"

#include <string.h>

#include "core/utf8.h"

#define DEEP 4
#define VALUES 1000

struct body {
	const char *p, *end;
	struct evm_arena *a;
	struct evm_pairs *pairs;
};

static void blank(struct body *b)
{
	while (b->p < b->end && memchr(" \t\r\n", *b->p, 4))
		b->p++;
}

/* The character, behind blanks. */
static bool eat(struct body *b, char c)
{
	blank(b);
	if (b->p == b->end || *b->p != c)
		return false;
	b->p++;
	return true;
}

static bool word(struct body *b, const char *w)
{
	size_t n = strlen(w);

	if ((size_t)(b->end - b->p) < n || memcmp(b->p, w, n) != 0)
		return false;
	b->p += n;
	return true;
}

/* --- strings ------------------------------------------------------------------ */

static int four(struct body *b, uint32_t *out)
{
	*out = 0;
	if (b->end - b->p < 4)
		return -1;
	for (int i = 0; i < 4; i++) {
		char c = evm_to_lower(*b->p++);

		if (!evm_is_digit(c) && (c < 'a' || c > 'f'))
			return -1;
		*out = *out * 16 + (uint32_t)(evm_is_digit(c) ? c - '0' : c - 'a' + 10);
	}
	return 0;
}

/* Behind "\u": a half of a pair without the other becomes U+FFFD. */
static int unicode(struct body *b, struct evm_buf *to)
{
	uint32_t high, low;

	if (four(b, &high))
		return -1;
	if (high >= 0xd800 && high < 0xdc00 && word(b, "\\u")) {
		if (four(b, &low))
			return -1;
		high = low >= 0xdc00 && low < 0xe000 ?
		       0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00) : 0xfffd;
	}
	evm_utf8_put(to, high >= 0xd800 && high < 0xe000 ? 0xfffd : high);
	return 0;
}

static int escape(struct body *b, struct evm_buf *to)
{
	static const char from[] = "\"\\/bfnrt", is[] = "\"\\/\b\f\n\r\t";
	const char *at;

	if (b->p == b->end)
		return -1;
	if (*b->p == 'u') {
		b->p++;
		return unicode(b, to);
	}
	at = strchr(from, *b->p++);
	if (!at || !*at)
		return -1;
	evm_buf_addc(to, is[at - from]);
	return 0;
}

static int string(struct body *b, struct evm_str *out)
{
	struct evm_buf raw = EVM_BUF_INIT, clean = EVM_BUF_INIT;
	int rc = 0;

	while (!rc && b->p < b->end && *b->p != '"') {
		char c = *b->p++;

		if ((unsigned char)c < ' ')
			rc = -1;
		else if (c == '\\')
			rc = escape(b, &raw);
		else
			evm_buf_addc(&raw, c);
	}
	if (b->p == b->end)
		rc = -1;
	else
		b->p++;
	evm_utf8_clean(&clean, evm_buf_str(&raw));
	*out = evm_str_dup(b->a, evm_buf_str(&clean));
	evm_buf_release(&raw);
	evm_buf_release(&clean);
	return rc;
}

/* --- values ------------------------------------------------------------------- */

static int give(struct body *b, struct evm_str key, struct evm_str value)
{
	if (b->pairs->n >= VALUES)
		return -1;
	*EVM_PUSH(b->a, *b->pairs) = (struct evm_pair){ key, value };
	return 0;
}

static int number(struct body *b, struct evm_str key)
{
	const char *from = b->p;

	while (b->p < b->end && (evm_is_digit(*b->p) || memchr("+-.eE", *b->p, 5)))
		b->p++;
	return b->p == from ? -1 : give(b, key, evm_str_dup(b->a,
		(struct evm_str){ from, (size_t)(b->p - from) }));
}

static int value(struct body *b, struct evm_str key, int depth);

static int array(struct body *b, struct evm_str key, int depth)
{
	if (eat(b, ']'))
		return 0;
	do {
		if (value(b, key, depth))
			return -1;
	} while (eat(b, ','));
	return eat(b, ']') ? 0 : -1;
}

static int object(struct body *b, struct evm_str outer, int depth)
{
	if (eat(b, '}'))
		return 0;
	do {
		struct evm_str key;

		if (!eat(b, '"') || string(b, &key) || !eat(b, ':'))
			return -1;
		if (outer.n)
			key = evm_str_printf(b->a, "%.*s.%.*s", EVM_ARG(outer), EVM_ARG(key));
		if (value(b, key, depth))
			return -1;
	} while (eat(b, ','));
	return eat(b, '}') ? 0 : -1;
}

static int value(struct body *b, struct evm_str key, int depth)
{
	struct evm_str text;

	if (eat(b, '{'))
		return depth < DEEP ? object(b, key, depth + 1) : -1;
	if (eat(b, '['))
		return depth < DEEP ? array(b, key, depth + 1) : -1;
	if (eat(b, '"'))
		return string(b, &text) ? -1 : give(b, key, text);
	if (word(b, "true"))
		return give(b, key, EVM_LIT("1"));
	return word(b, "false") || word(b, "null") ? 0 : number(b, key);
}

int evm_body_json(struct evm_str text, struct evm_arena *a,
		  struct evm_pairs *pairs)
{
	struct body b = { text.p, text.p + text.n, a, pairs };

	if (!eat(&b, '{') || object(&b, EVM_LIT(""), 1))
		return -1;
	blank(&b);
	return b.p == b.end ? 0 : -1;
}
