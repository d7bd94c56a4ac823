#include "curate/show.h"

#include <wchar.h>

#include "core/utf8.h"

/* Controls, bidi marks and overrides, what joins or has no width. */
static bool steers(uint32_t c)
{
	return c < 0x20 || (c >= 0x7f && c <= 0x9f) || c == 0xad || c == 0x61c ||
	       (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) ||
	       (c >= 0x2060 && c <= 0x206f) || c == 0xfeff ||
	       (c >= 0xfff0 && c <= 0xfffb) || (c >= 0xe0000 && c <= 0xe0fff);
}

void evm_show(struct evm_buf *b, struct evm_str s)
{
	struct evm_buf clean = EVM_BUF_INIT;
	size_t at = 0;

	if (evm_utf8_bad(s) != SIZE_MAX) {
		evm_utf8_clean(&clean, s);
		s = evm_buf_str(&clean);
	}
	while (at < s.n) {
		size_t from = at;
		uint32_t c = evm_utf8_next(s, &at);

		if (c == '\n' || c == '\t')
			evm_buf_addc(b, ' ');
		else if (steers(c))
			evm_buf_printf(b, "[U+%04X]", (unsigned)c);
		else
			evm_buf_add(b, evm_str_sub(s, from, at));
	}
	evm_buf_release(&clean);
}

/* The character or colour at *at: its columns. */
static size_t step(struct evm_str s, size_t *at)
{
	uint32_t c;
	int w;

	if (s.p[*at] == '\033') {
		while (*at < s.n && s.p[*at] != 'm')
			++*at;
		*at += *at < s.n;
		return 0;
	}
	c = evm_utf8_next(s, at);
	w = wcwidth((wchar_t)c);
	/* a locale that does not know it: one column a character */
	return w < 0 ? 1 : (size_t)w;
}

/* How many bytes of a line fit the width; a break is behind a space, where
 * there is one past the indent. */
static size_t fit(struct evm_str s, size_t width)
{
	size_t at = 0, n = 0, space = 0;

	while (at < s.n) {
		size_t from = at;

		n += step(s, &at);
		if (n > width)
			return space ? space : from ? from : at;
		if (s.p[from] == ' ' && n > 1)
			space = at;
	}
	return s.n;
}

static void wrap_line(struct evm_buf *out, struct evm_str s, size_t width,
		      size_t indent)
{
	size_t n = width ? fit(s, width) : s.n;

	evm_buf_add(out, evm_str_sub(s, 0, n));
	while (n < s.n) {
		s = evm_str_sub(s, n, s.n);
		n = fit(s, width > indent + 8 ? width - indent : 8);
		evm_buf_printf(out, "\n%*s", (int)indent, "");
		evm_buf_add(out, evm_str_sub(s, 0, n));
	}
	evm_buf_addc(out, '\n');
}

void evm_show_wrap(struct evm_buf *out, struct evm_str text, size_t width,
		   size_t indent)
{
	while (text.p && text.n)
		wrap_line(out, evm_str_cut(&text, '\n'), width, indent);
}

bool evm_show_line(struct evm_str text, size_t n, struct evm_str *line)
{
	while (text.p && text.n) {
		*line = evm_str_cut(&text, '\n');
		if (!n--)
			return true;
	}
	return false;
}
