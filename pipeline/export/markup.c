#include "export/markup.h"

#include <string.h>

static bool forbidden(struct evm_str s, size_t i)
{
	return i + 2 < s.n && !memcmp(s.p + i, "\xef\xbf", 2) &&
	       (s.p[i + 2] == '\xbe' || s.p[i + 2] == '\xbf');
}

static void xml(struct evm_buf *b, struct evm_str s, bool attribute)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c == '&')
			evm_buf_addz(b, "&amp;");
		else if (c == '<')
			evm_buf_addz(b, "&lt;");
		else if (c == '>')
			evm_buf_addz(b, "&gt;");
		else if (attribute && (c == '"' || c == '\n' || c == '\t'))
			evm_buf_printf(b, "&#%d;", c);
		else if (c == '\xef' && forbidden(s, i)) {
			evm_buf_addz(b, "\xef\xbf\xbd");
			i += 2;
		} else {
			evm_buf_addc(b, c);
		}
	}
}

void evm_xml_text(struct evm_buf *b, struct evm_str s)
{
	xml(b, s, false);
}

void evm_xml_attr(struct evm_buf *b, const char *name, struct evm_str value)
{
	evm_buf_addc(b, ' ');
	evm_buf_addz(b, name);
	evm_buf_addz(b, "=\"");
	xml(b, value, true);
	evm_buf_addc(b, '"');
}

static bool quoted(struct evm_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (strchr(",\"\r\n", s.p[i]))
			return true;
	return false;
}

/* Where the spreadsheet would compute, an apostrophe, which it hides. */
static void guard(struct evm_buf *b, struct evm_str s, bool excel_safe)
{
	if (excel_safe && s.n && strchr("=+-@\t\r", s.p[0]))
		evm_buf_addc(b, '\'');
}

void evm_csv_quoted(struct evm_buf *b, struct evm_str s, bool excel_safe)
{
	evm_buf_addc(b, '"');
	guard(b, s, excel_safe);
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"')
			evm_buf_addc(b, '"');
		evm_buf_addc(b, s.p[i]);
	}
	evm_buf_addc(b, '"');
}

static void comma(struct evm_buf *b)
{
	if (b->n && b->p[b->n - 1] != '\n')
		evm_buf_addc(b, ',');
}

void evm_csv_field(struct evm_buf *b, struct evm_str s, bool excel_safe)
{
	comma(b);
	if (quoted(s)) {
		evm_csv_quoted(b, s, excel_safe);
	} else {
		guard(b, s, excel_safe);
		evm_buf_add(b, s);
	}
}

void evm_csv_cell(struct evm_buf *b, struct evm_str s)
{
	comma(b);
	evm_csv_quoted(b, s, true);
}

void evm_flat(struct evm_buf *b, struct evm_str s)
{
	for (size_t i = 0; i < s.n; i++)
		evm_buf_addc(b, s.p[i] == '\t' || s.p[i] == '\n' ||
				s.p[i] == '\r' ? ' ' : s.p[i]);
}

void evm_turtle_str(struct evm_buf *b, struct evm_str s)
{
	evm_buf_addc(b, '"');
	for (size_t i = 0; i < s.n; i++)
		switch (s.p[i]) {
		case '"': evm_buf_addz(b, "\\\""); break;
		case '\\': evm_buf_addz(b, "\\\\"); break;
		case '\n': evm_buf_addz(b, "\\n"); break;
		case '\r': evm_buf_addz(b, "\\r"); break;
		case '\t': evm_buf_addz(b, "\\t"); break;
		default: evm_buf_addc(b, s.p[i]);
		}
	evm_buf_addc(b, '"');
}

void evm_iri_part(struct evm_buf *b, struct evm_str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (evm_is_alnum(c) || (c && strchr("-._~", c)))
			evm_buf_addc(b, c);
		else
			evm_buf_printf(b, "%%%02X", (unsigned char)c);
	}
}
