#include "extractors/mention_check.h"

static struct evm_str value_of(const struct evm_mention *m, struct evm_str key)
{
	if (evm_str_eqz(key, "norm"))
		return m->norm;
	if (evm_str_eqz(key, "id"))
		return m->id;
	if (evm_str_eqz(key, "source"))
		return m->source;
	if (evm_str_eqz(key, "species"))
		return m->species;
	if (evm_str_eqz(key, "cargo"))
		return m->cargo;
	if (evm_str_eqz(key, "modification"))
		return m->modification;
	if (evm_str_eqz(key, "sign"))
		return m->sign < 0 ? EVM_LIT("-1") : m->sign ? EVM_LIT("1") : EVM_LIT("0");
	return EVM_LIT("");
}

/* "norm=BM species=human"; a value may hold spaces, a key does not. */
static bool has_marks(const struct evm_mention *m, struct evm_str marks)
{
	marks = evm_str_trim(marks);
	while (marks.n) {
		struct evm_str rest = marks, key = evm_str_cut(&rest, '=');
		size_t end = rest.n, eq = rest.p ? evm_str_find(rest, EVM_LIT("="), 0) : SIZE_MAX;

		if (!rest.p)
			return false;
		if (eq != SIZE_MAX) {
			for (end = eq; end && rest.p[end - 1] != ' '; end--)
				;
		}
		if (!evm_str_eq(value_of(m, key), evm_str_trim(evm_str_sub(rest, 0, end))))
			return false;
		marks = evm_str_trim(evm_str_sub(rest, end, rest.n));
	}
	return true;
}

bool evm_mention_said(const struct evm_doc *doc, struct evm_str said)
{
	struct evm_str quote = said, name = evm_str_trim(evm_str_cut(&quote, '('));
	int type = evm_type_of(name);
	size_t close = quote.n;

	while (close && quote.p[close - 1] != ')')
		close--;
	if (type < 0 || !close)
		return false;
	for (size_t i = 0; i < doc->mentions.n; i++) {
		const struct evm_mention *m = &doc->mentions.v[i];

		if ((int)m->type == type && evm_str_eq(evm_doc_slice(doc, m->span), evm_str_sub(quote, 0, close - 1)) &&
		    has_marks(m, evm_str_sub(quote, close, quote.n)))
			return true;
	}
	return false;
}

const struct evm_mention *evm_mention_made(const struct evm_doc *doc, struct evm_str grammar)
{
	for (size_t i = 0; i < doc->mentions.n; i++) {
		struct evm_str by = doc->mentions.v[i].by;

		if (evm_str_starts(by, "gram:") && evm_str_eq(evm_str_sub(by, 5, by.n), grammar))
			return &doc->mentions.v[i];
	}
	return NULL;
}

bool evm_words_held(struct evm_str text, struct evm_str words)
{
	while (words.p) {
		struct evm_str word = evm_str_cut(&words, '|');

		for (size_t i = 0; i + word.n <= text.n; i++) {
			if (evm_str_ieq(evm_str_sub(text, i, i + word.n), word))
				return true;
		}
	}
	return false;
}
