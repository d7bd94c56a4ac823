/* Word forms by suffix rules: enough for the verbs that a lexicon holds; what
 * the rules get wrong is written out there (forms=). */
#include "extractors/lexicon.h"

static bool vowel(char c)
{
	return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

static bool ends_consonant_y(struct evm_str s)
{
	return s.n > 1 && s.p[s.n - 1] == 'y' && !vowel(s.p[s.n - 2]);
}

static bool takes_es(struct evm_str s)
{
	return evm_str_ends(s, "s") || evm_str_ends(s, "x") ||
	       evm_str_ends(s, "z") || evm_str_ends(s, "ch") ||
	       evm_str_ends(s, "sh");
}

static struct evm_str joined(struct evm_arena *a, struct evm_str s, size_t cut,
			     const char *suffix)
{
	return evm_str_printf(a, "%.*s%s", (int)(s.n - cut), s.p, suffix);
}

static size_t put(struct evm_form *out, size_t n, struct evm_str text,
		  uint8_t form)
{
	out[n].text = text;
	out[n].form = form;
	return n + 1;
}

static size_t regular(struct evm_arena *a, struct evm_str s,
		      struct evm_form *out, size_t n)
{
	n = put(out, n, s, EVM_BASE);
	if (ends_consonant_y(s)) {
		n = put(out, n, joined(a, s, 1, "ies"), EVM_S);
		n = put(out, n, joined(a, s, 1, "ied"), EVM_ED);
		return put(out, n, joined(a, s, 0, "ing"), EVM_ING);
	}
	n = put(out, n, joined(a, s, 0, takes_es(s) ? "es" : "s"), EVM_S);
	if (evm_str_ends(s, "e")) {
		n = put(out, n, joined(a, s, 0, "d"), EVM_ED);
		return put(out, n, joined(a, s, 1, "ing"), EVM_ING);
	}
	n = put(out, n, joined(a, s, 0, "ed"), EVM_ED);
	return put(out, n, joined(a, s, 0, "ing"), EVM_ING);
}

size_t evm_verb_forms(struct evm_arena *a, struct evm_str base,
		      struct evm_form out[EVM_FORMS_MAX])
{
	size_t n = regular(a, base, out, 0);

	/* polarize, polarise */
	if (evm_str_ends(base, "ize"))
		n = regular(a, joined(a, base, 3, "ise"), out, n);
	return n;
}
