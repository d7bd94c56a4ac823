#include "web/form.h"

#include "core/utf8.h"

#define PAIRS 1000

static int hex(char c)
{
	if (evm_is_digit(c))
		return c - '0';
	c = evm_to_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static struct evm_str decode(struct evm_str text, bool plus, struct evm_arena *a)
{
	struct evm_buf raw = EVM_BUF_INIT, clean = EVM_BUF_INIT;
	struct evm_str out;

	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];

		if (c == '%' && i + 2 < text.n && hex(text.p[i + 1]) >= 0 &&
		    hex(text.p[i + 2]) >= 0) {
			c = (char)(hex(text.p[i + 1]) * 16 + hex(text.p[i + 2]));
			i += 2;
		} else if (c == '+' && plus) {
			c = ' ';
		}
		evm_buf_addc(&raw, c);
	}
	evm_utf8_clean(&clean, evm_buf_str(&raw));
	out = evm_str_dup(a, evm_buf_str(&clean));
	evm_buf_release(&raw);
	evm_buf_release(&clean);
	return out;
}

void evm_form_parse(struct evm_str text, struct evm_arena *a,
		    struct evm_pairs *pairs)
{
	struct evm_str rest = text;

	while (rest.p && rest.n && pairs->n < PAIRS) {
		struct evm_str value = evm_str_cut(&rest, '&');
		struct evm_str key = evm_str_cut(&value, '=');
		struct evm_pair *p;

		if (!key.n)
			continue;
		p = EVM_PUSH(a, *pairs);
		p->key = decode(key, true, a);
		p->value = value.p ? decode(value, true, a) : EVM_LIT("");
	}
}

struct evm_str evm_form_decode(struct evm_str text, struct evm_arena *a)
{
	return decode(text, false, a);
}

struct evm_str evm_form_get(const struct evm_pairs *pairs, const char *key)
{
	for (size_t i = 0; i < pairs->n; i++)
		if (evm_str_eqz(pairs->v[i].key, key))
			return evm_str_trim(pairs->v[i].value);
	return EVM_LIT("");
}

bool evm_form_has(const struct evm_pairs *pairs, const char *key)
{
	for (size_t i = 0; i < pairs->n; i++)
		if (evm_str_eqz(pairs->v[i].key, key))
			return true;
	return false;
}

int64_t evm_form_int(const struct evm_pairs *pairs, const char *key,
		     int64_t max, int64_t otherwise)
{
	uint64_t n;

	return evm_str_u64(evm_form_get(pairs, key), (uint64_t)max, &n) ?
	       otherwise : (int64_t)n;
}
