#include "corpus/xml_plain.h"

#include <string.h>

#include "core/scan.h"
#include "core/utf8.h"

/* libxml2 has limits of its own, which no record below this one meets */
#define SIZE_MOST ((size_t)1 << 20)

/* 1: may begin a name, 2: may stand in one */
static const unsigned char in_name[256] = {
	['A'] = 1, ['B'] = 1, ['C'] = 1, ['D'] = 1, ['E'] = 1, ['F'] = 1, ['G'] = 1,
	['H'] = 1, ['I'] = 1, ['J'] = 1, ['K'] = 1, ['L'] = 1, ['M'] = 1, ['N'] = 1,
	['O'] = 1, ['P'] = 1, ['Q'] = 1, ['R'] = 1, ['S'] = 1, ['T'] = 1, ['U'] = 1,
	['V'] = 1, ['W'] = 1, ['X'] = 1, ['Y'] = 1, ['Z'] = 1,
	['a'] = 1, ['b'] = 1, ['c'] = 1, ['d'] = 1, ['e'] = 1, ['f'] = 1, ['g'] = 1,
	['h'] = 1, ['i'] = 1, ['j'] = 1, ['k'] = 1, ['l'] = 1, ['m'] = 1, ['n'] = 1,
	['o'] = 1, ['p'] = 1, ['q'] = 1, ['r'] = 1, ['s'] = 1, ['t'] = 1, ['u'] = 1,
	['v'] = 1, ['w'] = 1, ['x'] = 1, ['y'] = 1, ['z'] = 1, ['_'] = 1,
	['0'] = 2, ['1'] = 2, ['2'] = 2, ['3'] = 2, ['4'] = 2, ['5'] = 2, ['6'] = 2,
	['7'] = 2, ['8'] = 2, ['9'] = 2, ['-'] = 2, ['.'] = 2,
};

bool evm_xml_plain_begin(struct evm_xml_plain *x, const struct evm_raw *raw)
{
	x->s = evm_buf_str(&raw->bytes);
	x->at = x->depth = 0;
	x->begun = x->empty = false;
	return !*raw->encoding && x->s.n < SIZE_MOST;
}

static char peek(const struct evm_xml_plain *x, size_t at)
{
	return at < x->s.n ? x->s.p[at] : 0;
}

static bool is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t';
}

static size_t behind_space(const struct evm_xml_plain *x, size_t at)
{
	while (is_space(peek(x, at)))
		at++;
	return at;
}

/* Ends where it begins when there is none. */
static struct evm_str name_at(const struct evm_xml_plain *x, size_t at)
{
	size_t end = at;

	if (in_name[(unsigned char)peek(x, at)] == 1)
		while (in_name[(unsigned char)peek(x, end)])
			end++;
	return (struct evm_str){ x->s.p + at, end - at };
}

/* --- text ---------------------------------------------------------------------- */

static bool goes_on(char c)
{
	return ((unsigned char)c & 0xC0) == 0x80;
}

/* Length of the character of more bytes than one; 0: it is none that may stand
 * in XML. */
static size_t length(struct evm_str s, size_t i)
{
	const char *p = s.p + i;
	unsigned char c = (unsigned char)p[0], d;
	size_t n = c < 0xC2 ? 0 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : c < 0xF5 ? 4 : 0;

	if (!n || s.n - i < n)
		return 0;
	for (size_t k = 1; k < n; k++)
		if (!goes_on(p[k]))
			return 0;
	d = (unsigned char)p[1];
	/* overlong forms, surrogates, behind the last one, U+FFFE and U+FFFF */
	if ((c == 0xE0 && d < 0xA0) || (c == 0xED && d > 0x9F) ||
	    (c == 0xF0 && d < 0x90) || (c == 0xF4 && d > 0x8F) ||
	    (c == 0xEF && d == 0xBF && (unsigned char)p[2] >= 0xBE))
		return 0;
	return n;
}

/* The first byte at or behind i that is not simply text. */
static size_t behind_simple(struct evm_str s, size_t i)
{
#ifdef __SSE2__
	for (; i + 16 <= s.n; i += 16) {
		__m128i v = evm_scan_load(s.p + i);
		/* bytes from 0x80 on are less than 0 */
		__m128i hits = _mm_or_si128(
			_mm_or_si128(_mm_cmplt_epi8(v, _mm_set1_epi8(' ')), evm_scan_equal(v, ']')),
			_mm_or_si128(evm_scan_equal(v, '<'), evm_scan_equal(v, '&')));
		unsigned hit = (unsigned)_mm_movemask_epi8(hits);

		if (hit)
			return i + (size_t)__builtin_ctz(hit);
	}
#endif
	while (i < s.n && (unsigned char)s.p[i] >= ' ' &&
	       (unsigned char)s.p[i] < 0x80 && s.p[i] != '<' && s.p[i] != '&' &&
	       s.p[i] != ']')
		i++;
	return i;
}

/* Where the text ends that begins at i; SIZE_MAX: it is not plain. */
static size_t text_end(struct evm_str s, size_t i)
{
	while ((i = behind_simple(s, i)) < s.n) {
		unsigned char c = (unsigned char)s.p[i];
		size_t n = 1;

		if (c == '<' || c == '&')
			return i;
		if (c >= 0x80)
			n = length(s, i);
		else if (c == ']')	/* ]]> would be wrong */
			n = i + 1 < s.n && s.p[i + 1] != ']';
		else
			n = c == '\n' || c == '\t';
		if (!n)
			return SIZE_MAX;
		i += n;
	}
	return i;
}

static enum evm_xml_piece text(struct evm_xml_plain *x)
{
	size_t end = text_end(x->s, x->at);

	if (end == SIZE_MAX)
		return EVM_XML_OTHER;
	x->text = evm_str_sub(x->s, x->at, end);
	x->at = end;
	return EVM_XML_TEXT;
}

/* A character behind &#; 0: it is not plain. */
static uint32_t number(struct evm_str digits)
{
	bool hex = evm_str_starts(digits, "x");
	uint32_t n = 0;

	for (size_t i = hex; i < digits.n; i++) {
		char c = digits.p[i];
		uint32_t d = evm_is_digit(c) ? (uint32_t)(c - '0') :
			     hex && c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a') + 10 :
			     hex && c >= 'A' && c <= 'F' ? (uint32_t)(c - 'A') + 10 : 99;

		if (d == 99 || n > 0x10FFFF)
			return 0;
		n = n * (hex ? 16 : 10) + d;
	}
	return n < ' ' || n > 0x10FFFF || (n >= 0xD800 && n < 0xE000) ||
	       n == 0xFFFE || n == 0xFFFF ? 0 : n;
}

static enum evm_xml_piece reference(struct evm_xml_plain *x)
{
	static const struct { const char *name; char c; } known[] = {
		{ "amp", '&' }, { "lt", '<' }, { "gt", '>' }, { "quot", '"' },
		{ "apos", '\'' },
	};
	struct evm_str rest = evm_str_sub(x->s, x->at + 1, x->s.n), name;
	struct evm_buf b = { x->character, 0, sizeof x->character };
	size_t n = 0;

	while (n < rest.n && n < 10 && rest.p[n] != ';')
		n++;
	if (n == rest.n || rest.p[n] != ';')
		return EVM_XML_OTHER;
	name = evm_str_sub(rest, 0, n);
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (evm_str_eqz(name, known[i].name))
			evm_buf_addc(&b, known[i].c);
	if (evm_str_starts(name, "#")) {
		uint32_t c = number(evm_str_sub(name, 1, name.n));

		if (c)
			evm_utf8_put(&b, c);
	}
	x->text = evm_buf_str(&b);
	x->at += n + 2;
	return b.n ? EVM_XML_TEXT : EVM_XML_OTHER;
}

/* --- tags ------------------------------------------------------------------------- */

/* The quoted value at *at, which is left behind it. */
static bool value(const struct evm_xml_plain *x, size_t *at, struct evm_str *v)
{
	size_t i = *at + 1;

	if (peek(x, *at) != '"')
		return false;
	for (char c; (c = peek(x, i)) != '"';) {
		unsigned char u = (unsigned char)c;
		size_t n = u >= 0x80 ? length(x->s, i) :
			   u >= ' ' && c != '<' && c != '&';

		if (!n)
			return false;
		i += n;
	}
	*v = evm_str_sub(x->s, *at + 1, i);
	*at = i + 1;
	return true;
}

/* An attribute at *at, behind white space. Not one of XML's own, and not a
 * second one of a name. */
static bool attribute(struct evm_xml_plain *x, size_t *at)
{
	struct evm_xml_attribute *a = &x->attributes[x->n_attributes];

	if (x->n_attributes == EVM_XML_ATTRIBUTES)
		return false;
	a->name = name_at(x, *at);
	*at += a->name.n;
	if (!a->name.n || a->name.p[0] == 'x' || a->name.p[0] == 'X' ||
	    peek(x, *at) != '=')
		return false;
	*at += 1;
	if (!value(x, at, &a->value))
		return false;
	for (size_t i = 0; i < x->n_attributes; i++)
		if (evm_str_eq(x->attributes[i].name, a->name))
			return false;
	x->n_attributes++;
	return true;
}

static enum evm_xml_piece start_tag(struct evm_xml_plain *x)
{
	size_t at = x->at + 1;

	x->name = name_at(x, at);
	at += x->name.n;
	x->n_attributes = 0;
	if (!x->name.n || x->depth == EVM_XML_DEPTH || (x->begun && !x->depth))
		return EVM_XML_OTHER;
	while (is_space(peek(x, at))) {
		at = behind_space(x, at);
		if (peek(x, at) == '>' || peek(x, at) == '/')
			break;
		if (!attribute(x, &at))
			return EVM_XML_OTHER;
	}
	x->empty = peek(x, at) == '/';
	at += x->empty;
	if (peek(x, at) != '>')
		return EVM_XML_OTHER;
	x->at = at + 1;
	x->begun = true;
	x->open[x->depth++] = x->name;
	return EVM_XML_START;
}

static enum evm_xml_piece end_tag(struct evm_xml_plain *x)
{
	struct evm_str rest = evm_str_sub(x->s, x->at + 2, x->s.n), name;
	size_t at;

	if (!x->depth)
		return EVM_XML_OTHER;
	name = x->open[x->depth - 1];
	if (rest.n < name.n || memcmp(rest.p, name.p, name.n) != 0)
		return EVM_XML_OTHER;
	at = behind_space(x, x->at + 2 + name.n);
	if (peek(x, at) != '>')
		return EVM_XML_OTHER;
	x->at = at + 1;
	x->depth--;
	return EVM_XML_END;
}

enum evm_xml_piece evm_xml_plain_next(struct evm_xml_plain *x)
{
	char c;

	if (x->empty) {
		x->empty = false;
		x->depth--;
		return EVM_XML_END;
	}
	if (x->begun && !x->depth) {
		x->at = behind_space(x, x->at);
		return x->at == x->s.n ? EVM_XML_OVER : EVM_XML_OTHER;
	}
	c = peek(x, x->at);
	if (c == '<')
		return peek(x, x->at + 1) == '/' ? end_tag(x) : start_tag(x);
	if (!x->begun || x->at == x->s.n)
		return EVM_XML_OTHER;
	return c == '&' ? reference(x) : text(x);
}
