#include <stdio.h>
#include <string.h>

#include "review/ask.h"

struct word {
	struct evm_str text;
	bool quoted;
};
struct words {
	EVM_VEC(struct word) list;
};

/* --- words -------------------------------------------------------------------------- */

/* As a shell would: quotes may stand around a word or a part of it, and take
 * the meaning from what is in them. */
static int cut_words(struct evm_str s, struct evm_arena *a, struct words *w,
		     struct evm_err *err)
{
	struct evm_buf b = EVM_BUF_INIT;
	char quote = 0;

	for (size_t i = 0; i <= s.n;) {
		struct word *x;

		while (i < s.n && evm_is_space(s.p[i]))
			i++;
		if (i == s.n)
			break;
		x = EVM_PUSH(a, w->list);
		b.n = 0;
		for (; i < s.n && (quote || !evm_is_space(s.p[i])); i++) {
			if (quote ? s.p[i] == quote : s.p[i] == '"') {
				x->quoted = x->quoted || !b.n;
				quote = quote ? 0 : s.p[i];
			} else {
				evm_buf_addc(&b, s.p[i]);
			}
		}
		x->text = evm_str_dup(a, evm_buf_str(&b));
	}
	evm_buf_release(&b);
	return !quote ? 0 : evm_err_set(err, EVM_EXIT_USAGE,
					"a quote is not closed: %" EVM_FMT, EVM_ARG(s));
}

static bool is_any(const struct word *w)
{
	return !w->quoted && (evm_str_eqz(w->text, "?") || evm_str_eqz(w->text, "*"));
}

static bool is_predicate(const struct word *w)
{
	return !w->quoted && evm_predicate_of(w->text) >= 0;
}

/* --- parts --------------------------------------------------------------------------- */

static int wrong(struct evm_err *err, const char *what, struct evm_str word)
{
	char names[200];
	size_t n = 0;

	for (int p = 0; p < EVM_PREDICATE_N; p++)
		n += (size_t)snprintf(names + n, sizeof names - n, "%s%s", p ? ", " : "",
				      evm_predicate_name((enum evm_predicate)p));
	return evm_err_set(err, EVM_EXIT_USAGE, "%s'%" EVM_FMT "'; a question is SUBJECT "
			   "PREDICATE OBJECT with ? for any of them (names of several "
			   "words in quotes), PREDICATE one of: %s", what,
			   EVM_ARG(evm_str_sub(word, 0, 80)), names);
}

/* "in key=value" and what comes behind it. */
static size_t cut_where(const struct words *w, struct evm_buf *where)
{
	size_t in = 0;

	for (in = 0; in + 1 < w->list.n; in++)
		if (!w->list.v[in].quoted && evm_str_eqz(w->list.v[in].text, "in") &&
		    memchr(w->list.v[in + 1].text.p, '=', w->list.v[in + 1].text.n))
			break;
	if (in + 1 >= w->list.n)
		return w->list.n;
	for (size_t i = in + 1; i < w->list.n; i++) {
		struct evm_str part = w->list.v[i].text;

		/* "a=b, c=d": the comma stands already */
		if (part.n && part.p[part.n - 1] == ',')
			part.n--;
		evm_buf_addz(where, where->n ? "," : "");
		evm_buf_add(where, part);
	}
	return in;
}

static void set_side(struct evm_side *side, const struct words *w, size_t from,
		     size_t to, struct evm_arena *a)
{
	struct evm_buf b = EVM_BUF_INIT;

	memset(side, 0, sizeof *side);
	side->any = to - from == 1 && is_any(&w->list.v[from]);
	for (size_t i = from; i < to; i++) {
		evm_buf_addz(&b, i > from ? " " : "");
		evm_buf_add(&b, w->list.v[i].text);
	}
	side->text = evm_str_dup(a, evm_buf_str(&b));
	evm_buf_release(&b);
}

/* Where the predicate stands: the one word that is a predicate's name, else
 * the middle one of three; SIZE_MAX when that cannot be told. */
static size_t middle(const struct words *w, size_t n)
{
	size_t at = SIZE_MAX;

	if (n == 3)
		return 1;
	for (size_t i = 1; i + 1 < n; i++) {
		if (!is_predicate(&w->list.v[i]))
			continue;
		if (at != SIZE_MAX)
			return SIZE_MAX;
		at = i;
	}
	if (at == SIZE_MAX && n > 3 && is_any(&w->list.v[0]) && is_any(&w->list.v[1]))
		return 1;
	return at;
}

int evm_question_parse(struct evm_ask *ask, struct evm_str text,
		       struct evm_arena *a, struct evm_buf *where,
		       struct evm_err *err)
{
	struct words w = { 0 };
	size_t n, at;

	memset(ask, 0, sizeof *ask);
	if (cut_words(text, a, &w, err))
		return -1;
	n = cut_where(&w, where);
	at = middle(&w, n);
	if (at == SIZE_MAX || n < 3)
		return wrong(err, "no predicate between two names in ", text);
	ask->predicate = is_any(&w.list.v[at]) ? -1 : evm_predicate_of(w.list.v[at].text);
	if (ask->predicate < 0 && !is_any(&w.list.v[at]))
		return wrong(err, "no predicate is called ", w.list.v[at].text);
	set_side(&ask->subject, &w, 0, at, a);
	set_side(&ask->object, &w, at + 1, n, a);
	return 0;
}
