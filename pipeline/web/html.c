#include "web/html.h"

#include <string.h>

#include "core/utf8.h"

/* A code point that must not reach a reader as it is: C0 and C1 controls but
 * tab and newline, the characters that turn the direction of writing, and
 * those that hide or stack: zero width, line and paragraph separators, tags;
 * and the two that XML forbids. */
static bool is_control(uint32_t cp)
{
	return (cp < 0x20 && cp != '\t' && cp != '\n') ||
	       (cp >= 0x7f && cp < 0xa0) || cp == 0x061c ||
	       (cp >= 0x200b && cp <= 0x200f) || (cp >= 0x2028 && cp <= 0x202e) ||
	       (cp >= 0x2060 && cp <= 0x2069) || cp == 0xfeff ||
	       (cp >= 0xfff9 && cp <= 0xfffb) || cp == 0xfffe || cp == 0xffff ||
	       (cp >= 0xe0000 && cp <= 0xe007f);
}

static const char *entity(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

/* Bytes that need no look at their code point. */
static bool is_plain(char c)
{
	return c >= ' ' && c < 0x7f;
}

static void box(struct evm_buf *b, uint32_t cp, bool markup)
{
	if (markup)
		evm_buf_printf(b, "<span class=\"ctl\">U+%04X</span>", cp);
	else
		evm_buf_printf(b, "[U+%04X]", cp);
}

static void put(struct evm_buf *b, struct evm_str s, bool markup)
{
	for (size_t i = 0; i < s.n;) {
		size_t at = i;
		uint32_t cp;

		if (is_plain(s.p[i])) {
			const char *e = entity(s.p[i]);

			if (e)
				evm_buf_addz(b, e);
			else
				evm_buf_addc(b, s.p[i]);
			i++;
			continue;
		}
		cp = evm_utf8_next(s, &i);
		if (is_control(cp))
			box(b, cp, markup);
		else
			evm_buf_add(b, evm_str_sub(s, at, i));
	}
}

/* Texts out of requests and databases were checked where they came in; what
 * was not is cleaned here, so that a byte can never hide a quote. */
static void safe(struct evm_buf *b, struct evm_str s, bool markup)
{
	struct evm_buf clean = EVM_BUF_INIT;

	if (evm_utf8_bad(s) == SIZE_MAX) {
		put(b, s, markup);
		return;
	}
	evm_utf8_clean(&clean, s);
	put(b, evm_buf_str(&clean), markup);
	evm_buf_release(&clean);
}

void evm_html_text(struct evm_buf *b, struct evm_str s)
{
	safe(b, s, true);
}

static void attr(struct evm_buf *b, struct evm_str s)
{
	safe(b, s, false);
}

void evm_html_url(struct evm_buf *b, struct evm_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (evm_is_alnum(s.p[i]) || (s.p[i] && strchr("-_~:", s.p[i])))
			evm_buf_addc(b, s.p[i]);
		else
			evm_buf_printf(b, "%%%02X", (unsigned char)s.p[i]);
}

static void argument(struct evm_buf *b, char letter, va_list *args)
{
	switch (letter) {
	case 's':
		evm_html_text(b, va_arg(*args, struct evm_str));
		break;
	case 'a':
		attr(b, va_arg(*args, struct evm_str));
		break;
	case 'u':
		evm_html_url(b, va_arg(*args, struct evm_str));
		break;
	case 'z':
		attr(b, evm_str(va_arg(*args, const char *)));
		break;
	case 'r':
		evm_buf_add(b, evm_str(va_arg(*args, const char *)));
		break;
	case 'd':
		evm_buf_printf(b, "%lld", (long long)va_arg(*args, int64_t));
		break;
	case 'i':
		evm_buf_printf(b, "%d", va_arg(*args, int));
		break;
	case 'f':
		evm_buf_printf(b, "%.2f", va_arg(*args, double));
		break;
	case '%':
		evm_buf_addc(b, '%');
		break;
	default:
		EVM_BUG("evm_html: no such letter");
	}
}

void evm_html_v(struct evm_buf *b, const char *fmt, va_list given)
{
	va_list args;

	va_copy(args, given);
	while (*fmt) {
		size_t plain = strcspn(fmt, "%");

		evm_buf_add(b, (struct evm_str){ fmt, plain });
		fmt += plain;
		if (!*fmt)
			break;
		argument(b, fmt[1], &args);
		fmt += 2;
	}
	va_end(args);
}

void evm_html(struct evm_buf *b, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	evm_html_v(b, fmt, args);
	va_end(args);
}
