#include "core/json.h"

#include <string.h>

/* U+2028 and U+2029: some readers of JSON Lines end a line at them. */
static bool is_separator(struct evm_str s, size_t i)
{
	return i + 2 < s.n && !memcmp(s.p + i, "\xe2\x80", 2) &&
	       (s.p[i + 2] == '\xa8' || s.p[i + 2] == '\xa9');
}

void evm_json_str(struct evm_buf *b, struct evm_str s)
{
	size_t from = 0;

	evm_buf_addc(b, '"');
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c == 0xe2 && is_separator(s, i)) {
			evm_buf_add(b, evm_str_sub(s, from, i));
			evm_buf_addz(b, s.p[i + 2] == '\xa8' ? "\\u2028" : "\\u2029");
			from = i + 3;
			i += 2;
			continue;
		}
		if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7f)
			continue;
		evm_buf_add(b, evm_str_sub(s, from, i));
		from = i + 1;
		switch (c) {
		case '"': evm_buf_addz(b, "\\\""); break;
		case '\\': evm_buf_addz(b, "\\\\"); break;
		case '\n': evm_buf_addz(b, "\\n"); break;
		case '\t': evm_buf_addz(b, "\\t"); break;
		default: evm_buf_printf(b, "\\u%04x", c);
		}
	}
	evm_buf_add(b, evm_str_sub(s, from, s.n));
	evm_buf_addc(b, '"');
}

void evm_json_whole(struct evm_buf *b, struct evm_str s)
{
	uint64_t v;

	if (!evm_str_u64(s, 999999999999999, &v) && (s.n == 1 || s.p[0] != '0'))
		evm_buf_add(b, s);
	else
		evm_json_str(b, s);
}

void evm_json_item(struct evm_buf *b)
{
	char c = b->n ? b->p[b->n - 1] : '[';

	if (c != '[' && c != '{' && c != ':' && c != '\n')
		evm_buf_addc(b, ',');
}

void evm_json_key(struct evm_buf *b, const char *key)
{
	evm_json_item(b);
	evm_json_str(b, evm_str(key));
	evm_buf_addc(b, ':');
}

void evm_json_open(struct evm_buf *b, const char *key, char bracket)
{
	if (key)
		evm_json_key(b, key);
	else
		evm_json_item(b);
	evm_buf_addc(b, bracket);
}

void evm_json_pair(struct evm_buf *b, const char *key, struct evm_str value)
{
	evm_json_key(b, key);
	evm_json_str(b, value);
}

void evm_json_int(struct evm_buf *b, const char *key, int64_t n)
{
	evm_json_key(b, key);
	if (n < 0)
		evm_buf_addc(b, '-');
	evm_buf_u64(b, n < 0 ? -(uint64_t)n : (uint64_t)n);
}

void evm_json_real(struct evm_buf *b, const char *key, double x)
{
	evm_json_key(b, key);
	if (x != x)
		evm_buf_addz(b, "null");
	else
		evm_buf_printf(b, "%.4g", x);
}

void evm_json_bool(struct evm_buf *b, const char *key, bool v)
{
	evm_json_key(b, key);
	evm_buf_addz(b, v ? "true" : "false");
}
