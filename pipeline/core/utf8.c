#include "core/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

/* Length of the well-formed sequence at s[i], or 0. Unicode 15, table 3-7. */
static size_t sequence(struct evm_str s, size_t i)
{
	const unsigned char *p = (const unsigned char *)s.p + i;
	size_t left = s.n - i, n;
	unsigned char lo = 0x80, hi = 0xBF;

	if (p[0] < 0x80)
		return 1;
	if (p[0] < 0xC2 || p[0] > 0xF4)
		return 0;
	n = p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
	if (left < n)
		return 0;
	if (p[0] == 0xE0)
		lo = 0xA0;
	else if (p[0] == 0xED)
		hi = 0x9F;
	else if (p[0] == 0xF0)
		lo = 0x90;
	else if (p[0] == 0xF4)
		hi = 0x8F;
	if (p[1] < lo || p[1] > hi)
		return 0;
	for (size_t k = 2; k < n; k++)
		if (p[k] < 0x80 || p[k] > 0xBF)
			return 0;
	return n;
}

static bool ascii32(const char *p)
{
	uint64_t x[4];

	memcpy(x, p, sizeof x);
	return !((x[0] | x[1] | x[2] | x[3]) & 0x8080808080808080u);
}

size_t evm_utf8_bad(struct evm_str s)
{
	for (size_t i = 0; i < s.n; ) {
		uint64_t x;
		size_t n;

		/* most text is ASCII */
		while (s.n - i >= 32 && ascii32(s.p + i))
			i += 32;
		if (s.n - i >= 8 && (memcpy(&x, s.p + i, 8), !(x & 0x8080808080808080u))) {
			i += 8;
			continue;
		}
		if (i == s.n)
			break;
		n = sequence(s, i);
		if (!n)
			return i;
		i += n;
	}
	return SIZE_MAX;
}

uint32_t evm_utf8_next(struct evm_str s, size_t *pos)
{
	const unsigned char *p = (const unsigned char *)s.p + *pos;
	uint32_t cp = p[0];

	if (cp < 0x80) {
		*pos += 1;
	} else if (cp < 0xE0) {
		cp = (cp & 0x1F) << 6 | (p[1] & 0x3F);
		*pos += 2;
	} else if (cp < 0xF0) {
		cp = (cp & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 |
		     (p[2] & 0x3F);
		*pos += 3;
	} else {
		cp = (cp & 0x07) << 18 | (uint32_t)(p[1] & 0x3F) << 12 |
		     (uint32_t)(p[2] & 0x3F) << 6 | (p[3] & 0x3F);
		*pos += 4;
	}
	return cp;
}

uint32_t evm_utf8_prev(struct evm_str s, size_t pos, size_t *begin)
{
	EVM_CHECK(pos > 0 && pos <= s.n);
	do
		pos--;
	while (pos && !evm_utf8_border(s, pos));
	*begin = pos;
	return evm_utf8_next(s, &pos);
}

void evm_utf8_put(struct evm_buf *b, uint32_t cp)
{
	if (cp < 0x80) {
		evm_buf_addc(b, (char)cp);
	} else if (cp < 0x800) {
		evm_buf_addc(b, (char)(0xC0 | cp >> 6));
		evm_buf_addc(b, (char)(0x80 | (cp & 0x3F)));
	} else if (cp < 0x10000) {
		evm_buf_addc(b, (char)(0xE0 | cp >> 12));
		evm_buf_addc(b, (char)(0x80 | (cp >> 6 & 0x3F)));
		evm_buf_addc(b, (char)(0x80 | (cp & 0x3F)));
	} else {
		evm_buf_addc(b, (char)(0xF0 | cp >> 18));
		evm_buf_addc(b, (char)(0x80 | (cp >> 12 & 0x3F)));
		evm_buf_addc(b, (char)(0x80 | (cp >> 6 & 0x3F)));
		evm_buf_addc(b, (char)(0x80 | (cp & 0x3F)));
	}
}

size_t evm_utf8_count(struct evm_str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += ((unsigned char)s.p[i] & 0xC0) != 0x80;
	return n;
}

size_t evm_utf8_clean(struct evm_buf *b, struct evm_str s)
{
	size_t changed = 0, from = 0;

	for (size_t i = 0; i < s.n; ) {
		size_t n = sequence(s, i);
		unsigned char c = (unsigned char)s.p[i];
		bool control = n == 1 && ((c < 0x20 && c != '\n' && c != '\t') ||
					  c == 0x7f);

		/* C1 controls: U+0080 to U+009F */
		control |= n == 2 && c == 0xC2 && (unsigned char)s.p[i + 1] < 0xA0;
		if (n && !control) {
			i += n;
			continue;
		}
		evm_buf_add(b, evm_str_sub(s, from, i));
		evm_buf_addz(b, control ? " " : "\xEF\xBF\xBD");
		changed++;
		i += n ? n : 1;
		from = i;
	}
	evm_buf_add(b, evm_str_sub(s, from, s.n));
	return changed;
}

static void fold_ascii(struct evm_buf *b, struct evm_str s)
{
	bool gap = false;

	s = evm_str_trim(s);
	for (size_t i = 0; i < s.n; i++) {
		if (evm_is_space(s.p[i])) {
			gap = true;
			continue;
		}
		if (gap)
			evm_buf_addc(b, ' ');
		gap = false;
		evm_buf_addc(b, evm_to_lower(s.p[i]));
	}
}

void evm_utf8_fold(struct evm_buf *b, struct evm_str s)
{
	utf8proc_uint8_t *folded = NULL;
	utf8proc_ssize_t n = -1;
	size_t i = 0;

	while (i < s.n && (unsigned char)s.p[i] < 0x80)
		i++;
	if (i < s.n)
		n = utf8proc_map((const utf8proc_uint8_t *)s.p,
				 (utf8proc_ssize_t)s.n, &folded,
				 UTF8PROC_STABLE | UTF8PROC_COMPOSE |
				 UTF8PROC_CASEFOLD);
	if (n >= 0)
		s = (struct evm_str){ (const char *)folded, (size_t)n };
	fold_ascii(b, s);
	free(folded);
}

void evm_utf8_library(struct evm_buf *b)
{
	evm_buf_printf(b, "utf8proc %s", utf8proc_version());
}
