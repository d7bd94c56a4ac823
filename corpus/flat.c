#include "corpus/flat.h"

#include <string.h>

/* For each byte: 0 text, 1 a space, 2 may begin one of more bytes. */
static const unsigned char kind[256] = {
	['\t'] = 1, ['\n'] = 1, ['\v'] = 1, ['\f'] = 1, ['\r'] = 1, [' '] = 1,
	[0xC2] = 2, [0xE1] = 2, [0xE2] = 2, [0xE3] = 2,
};

/* Length of the Unicode space at s[i], or 0. */
static size_t wide_space(struct evm_str s, size_t i)
{
	const unsigned char *p = (const unsigned char *)s.p + i;
	size_t n = s.n - i;

	if (p[0] == 0xC2)	/* U+0085, U+00A0 */
		return n >= 2 && (p[1] == 0x85 || p[1] == 0xA0) ? 2 : 0;
	if (n < 3)
		return 0;
	if (p[0] == 0xE1)	/* U+1680 */
		return p[1] == 0x9A && p[2] == 0x80 ? 3 : 0;
	if (p[0] == 0xE3)	/* U+3000 */
		return p[1] == 0x80 && p[2] == 0x80 ? 3 : 0;
	if (p[1] == 0x80)	/* U+2000 to 200A, 2028, 2029, 202F */
		return p[2] <= 0x8A || p[2] == 0xA8 || p[2] == 0xA9 ||
		       p[2] == 0xAF ? 3 : 0;
	return p[1] == 0x81 && p[2] == 0x9F ? 3 : 0;	/* U+205F */
}

void evm_flat_release(struct evm_flat *f)
{
	evm_buf_release(&f->b);
}

void evm_flat_begin(struct evm_flat *f)
{
	f->b.n = 0;
	f->raised = SIZE_MAX;
}

#define EACH(byte) (0x0101010101010101u * (byte))

/*
 * Are the eight bytes at p, which follow the byte before, to be copied as
 * they are? ASCII, no white space but single spaces. Most of a text is, and
 * so is copied four times as fast as byte by byte.
 */
static bool is_plain(const char *p, char before)
{
	uint64_t v, space, low;

	memcpy(&v, p, 8);
	if (v & EACH(0x80))
		return false;
	/* no byte has its high bit: nothing carries into the next */
	space = ~((v ^ EACH(' ')) + EACH(0x7f)) & EACH(0x80);
	low = ~(v + EACH(0x80 - ' ')) & EACH(0x80);
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	space &= space << 8 | (before == ' ' ? 0x80 : 0);
#else
	space &= space >> 8 | (before == ' ' ? (uint64_t)0x80 << 56 : 0);
#endif
	return !space && !low;
}

/* The character at s[*i]; *i is left at its last byte. */
static void add_one(const struct evm_flat *f, struct evm_str s, size_t *i,
		    char **out)
{
	unsigned char c = (unsigned char)s.p[*i];
	size_t wide = kind[c] == 2 ? wide_space(s, *i) : kind[c];

	if (!wide) {
		*(*out)++ = (char)c;
		return;
	}
	*i += wide - 1;
	if (*out > f->b.p && (*out)[-1] != ' ')
		*(*out)++ = ' ';
}

void evm_flat_add(struct evm_flat *f, struct evm_str s)
{
	char *out;

	evm_buf_reserve(&f->b, s.n + 1);
	out = f->b.p + f->b.n;
	for (size_t i = 0; i < s.n; i++) {
		/* at the start a space would be dropped */
		while (out > f->b.p && s.n - i >= 8 &&
		       is_plain(s.p + i, out[-1])) {
			memcpy(out, s.p + i, 8);
			out += 8;
			i += 8;
		}
		if (i == s.n)
			break;
		add_one(f, s, &i, &out);
	}
	*out = 0;
	f->b.n = (size_t)(out - f->b.p);
}

void evm_flat_raise(struct evm_flat *f)
{
	f->raised = f->b.n && evm_is_digit(f->b.p[f->b.n - 1]) ? f->b.n :
		    SIZE_MAX;
}

static bool is_number(struct evm_str s)
{
	while (s.n && s.p[s.n - 1] == ' ')
		s.n--;
	if (evm_str_starts(s, "-") || evm_str_starts(s, "+"))
		s = evm_str_sub(s, 1, s.n);
	else if (evm_str_starts(s, "\xE2\x88\x92") ||	/* minus sign */
		 evm_str_starts(s, "\xE2\x80\x93"))	/* en dash */
		s = evm_str_sub(s, 3, s.n);
	for (size_t i = 0; i < s.n; i++)
		if (!evm_is_digit(s.p[i]))
			return false;
	return s.n > 0;
}

void evm_flat_lower(struct evm_flat *f)
{
	size_t at = f->raised;

	f->raised = SIZE_MAX;
	if (at == SIZE_MAX ||
	    !is_number(evm_str_sub(evm_buf_str(&f->b), at, f->b.n)))
		return;
	evm_buf_addc(&f->b, ' ');
	memmove(f->b.p + at + 1, f->b.p + at, f->b.n - at - 1);
	f->b.p[at] = '^';
}

struct evm_str evm_flat_end(struct evm_flat *f)
{
	while (f->b.n && f->b.p[f->b.n - 1] == ' ')
		f->b.n--;
	return evm_buf_str(&f->b);
}
