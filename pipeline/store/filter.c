#include "store/filter.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/doc.h"
#include "core/utf8.h"

static const char *const fields[EVM_F_N] = {
	[EVM_F_STATUS] = "status", [EVM_F_PREDICATE] = "predicate",
	[EVM_F_SUBJECT] = "subject", [EVM_F_OBJECT] = "object",
	[EVM_F_SOURCE] = "source", [EVM_F_VESICLE] = "vesicle",
	[EVM_F_DISEASE] = "disease", [EVM_F_ROUTE] = "route",
	[EVM_F_SPECIES] = "species", [EVM_F_MODEL] = "model",
	[EVM_F_CARGO] = "cargo", [EVM_F_SECTION] = "section",
	[EVM_F_REGION] = "region", [EVM_F_RULE] = "rule",
	[EVM_F_CERTAINTY] = "certainty", [EVM_F_YEAR] = "year",
};
static const char *const sorts[EVM_SORT_N] = { "first", "uncertain", "confident",
					       "doubtful", "recent" };
static const struct { const char *name; unsigned bit; } onlys[] = {
	{ "recheck", EVM_ONLY_RECHECK }, { "mine", EVM_ONLY_MINE },
	{ "unseen", EVM_ONLY_UNSEEN }, { "returned", EVM_ONLY_RETURNED },
	{ "flagged", EVM_ONLY_FLAGGED }, { "gone", EVM_ONLY_GONE },
	{ "retracted", EVM_ONLY_RETRACTED }, { "commented", EVM_ONLY_COMMENTED },
	{ "sample", EVM_ONLY_SAMPLE },
};
#define N_ONLYS (sizeof onlys / sizeof *onlys)

const char *evm_field_name(enum evm_field f)
{
	return fields[f];
}

int evm_field_of(struct evm_str name)
{
	for (int i = 0; i < EVM_F_N; i++)
		if (evm_str_eqz(name, fields[i]))
			return i;
	return -1;
}

const char *evm_sort_name(enum evm_sort s)
{
	return sorts[s];
}

/* --- one key --------------------------------------------------------------------- */

static int bad(struct evm_err *err, struct evm_str key, struct evm_str value)
{
	return evm_err_set(err, EVM_EXIT_USAGE, "filter %.*s: unknown value %.*s",
			   EVM_ARG(evm_str_sub(key, 0, 40)),
			   EVM_ARG(evm_str_sub(value, 0, 80)));
}

static int unknown(struct evm_str key, struct evm_err *err)
{
	char names[300];
	size_t n = 0;

	for (int i = 0; i < EVM_F_N; i++)
		n += (size_t)snprintf(names + n, sizeof names - n, "%s ", fields[i]);
	return evm_err_set(err, EVM_EXIT_USAGE, "no filter is called %.*s; there are: "
			   "%sdoc q claim entity judge sample low high only sort",
			   EVM_ARG(evm_str_sub(key, 0, 40)), names);
}

static int set_only(struct evm_filter *f, struct evm_str key, struct evm_str value,
		    struct evm_err *err)
{
	struct evm_str rest = value;

	while (rest.p) {
		struct evm_str name = evm_str_cut(&rest, ',');
		size_t i = 0;

		while (i < N_ONLYS && !evm_str_eqz(name, onlys[i].name))
			i++;
		if (i == N_ONLYS && name.n)
			return bad(err, key, name);
		if (i < N_ONLYS)
			f->only |= onlys[i].bit;
	}
	return 0;
}

static int set_sort(struct evm_filter *f, struct evm_str key, struct evm_str value,
		    struct evm_err *err)
{
	for (int i = 0; i < EVM_SORT_N; i++)
		if (evm_str_eqz(value, sorts[i])) {
			f->sort = (enum evm_sort)i;
			return 0;
		}
	return bad(err, key, value);
}

static int set_number(double *to, struct evm_str key, struct evm_str value,
		      struct evm_err *err)
{
	char text[32], *end;

	snprintf(text, sizeof text, "%.*s", EVM_ARG(value));
	*to = strtod(text, &end);
	return *end || !value.n || value.n >= sizeof text || !(*to >= 0 && *to <= 1) ?
	       bad(err, key, value) : 0;
}

static struct evm_str *text_of(struct evm_filter *f, struct evm_str key)
{
	return evm_str_eqz(key, "doc") ? &f->doc : evm_str_eqz(key, "q") ? &f->text :
	       evm_str_eqz(key, "claim") ? &f->claim :
	       evm_str_eqz(key, "entity") ? &f->entity :
	       evm_str_eqz(key, "judge") ? &f->judge :
	       evm_str_eqz(key, "sample") ? &f->sample : NULL;
}

int evm_filter_set(struct evm_filter *f, struct evm_str key, struct evm_str value,
		   struct evm_err *err)
{
	struct evm_str *text = text_of(f, key);
	int field = evm_field_of(key);

	if (!value.n)
		return 0;
	if (value.n > 1000 || evm_utf8_bad(value) != SIZE_MAX)
		return evm_err_set(err, EVM_EXIT_USAGE, "filter %.*s: its value is "
				   "no text", EVM_ARG(evm_str_sub(key, 0, 40)));
	if (field >= 0)
		f->eq[field] = value;
	else if (text)
		*text = value;
	else if (evm_str_eqz(key, "low"))
		return set_number(&f->low, key, value, err);
	else if (evm_str_eqz(key, "high"))
		return set_number(&f->high, key, value, err);
	else if (evm_str_eqz(key, "only"))
		return set_only(f, key, value, err);
	else if (evm_str_eqz(key, "sort"))
		return set_sort(f, key, value, err);
	else
		return unknown(key, err);
	return 0;
}

/* --- as a URL's query ---------------------------------------------------------------- */

static void encode(struct evm_buf *b, struct evm_str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (evm_is_lower(c) || evm_is_upper(c) || evm_is_digit(c) ||
		    (c && strchr("-._~:,", c)))
			evm_buf_addc(b, c);
		else
			evm_buf_printf(b, "%%%02X", (unsigned char)c);
	}
}

static void pair(struct evm_buf *b, size_t from, const char *key, struct evm_str v)
{
	if (!v.n)
		return;
	if (b->n > from)
		evm_buf_addc(b, '&');
	evm_buf_addz(b, key);
	evm_buf_addc(b, '=');
	encode(b, v);
}

static void number(struct evm_buf *b, size_t from, const char *key, double v)
{
	char text[32];

	if (v > 0) {
		snprintf(text, sizeof text, "%.6g", v);
		pair(b, from, key, evm_str(text));
	}
}

void evm_filter_text(struct evm_buf *b, const struct evm_filter *f)
{
	size_t from = b->n, comma;

	for (int i = 0; i < EVM_F_N; i++)
		pair(b, from, evm_field_name((enum evm_field)i), f->eq[i]);
	pair(b, from, "doc", f->doc);
	pair(b, from, "q", f->text);
	pair(b, from, "claim", f->claim);
	pair(b, from, "entity", f->entity);
	pair(b, from, "judge", f->judge);
	pair(b, from, "sample", f->sample);
	number(b, from, "low", f->low);
	number(b, from, "high", f->high);
	if (f->only) {
		evm_buf_addz(b, b->n > from ? "&only=" : "only=");
		comma = b->n;
		for (size_t i = 0; i < N_ONLYS; i++)
			if (f->only & onlys[i].bit) {
				evm_buf_addz(b, b->n > comma ? "," : "");
				evm_buf_addz(b, onlys[i].name);
			}
	}
	if (f->sort)
		pair(b, from, "sort", evm_str(sorts[f->sort]));
}

static int hex(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 :
	       c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static struct evm_str decode(struct evm_arena *a, struct evm_str s)
{
	char *p = evm_arena_alloc(a, s.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c == '%' && i + 2 < s.n && hex(s.p[i + 1]) >= 0 &&
		    hex(s.p[i + 2]) >= 0) {
			c = (char)(hex(s.p[i + 1]) * 16 + hex(s.p[i + 2]));
			i += 2;
		} else if (c == '+') {
			c = ' ';
		}
		p[n++] = c;
	}
	return (struct evm_str){ p, n };
}

int evm_filter_parse(struct evm_filter *f, struct evm_str query,
		     struct evm_arena *a, struct evm_err *err)
{
	memset(f, 0, sizeof *f);
	while (query.p && query.n) {
		struct evm_str value = evm_str_cut(&query, '&');
		struct evm_str key = evm_str_cut(&value, '=');

		if (evm_filter_set(f, decode(a, key), decode(a, value), err))
			return -1;
	}
	return 0;
}

/* --- --where ------------------------------------------------------------------------ */

#define MOST 32	/* filters that alternatives come to */

struct said {
	struct evm_str key, value;
};

struct pairs {
	EVM_VEC(struct said) list;
};

/* Keys whose values are a fixed set: a typing mistake finds nothing. */
static bool is_value(enum evm_field f, struct evm_str v)
{
	static const char *const statuses[] = { "new", "in_review", "accepted",
						"rejected", "disputed", "unsure" };

	if (evm_str_eqz(v, "-"))
		return true;
	switch (f) {
	case EVM_F_STATUS:
		for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++)
			if (evm_str_eqz(v, statuses[i]))
				return true;
		return false;
	case EVM_F_PREDICATE: return evm_predicate_of(v) >= 0;
	case EVM_F_SUBJECT:
	case EVM_F_OBJECT: return evm_type_of(v) >= 0;
	case EVM_F_REGION: return evm_region_of(v) >= 0;
	case EVM_F_CERTAINTY:
		return evm_str_eqz(v, "asserted") || evm_str_eqz(v, "hedged") ||
		       evm_str_eqz(v, "negated");
	default: return true;
	}
}

/* Of these several make no alternatives. */
static bool adds_up(struct evm_str key)
{
	return evm_str_eqz(key, "only") || evm_str_eqz(key, "sort") ||
	       evm_str_eqz(key, "low") || evm_str_eqz(key, "high") ||
	       evm_str_eqz(key, "q");
}

static int cut_pairs(struct evm_filters *w, struct evm_str rest, struct pairs *p,
		     struct evm_err *err)
{
	while (rest.p && rest.n) {
		struct evm_str part = evm_str_cut(&rest, ','), value = part, key;
		struct said *last = p->list.n ? &p->list.v[p->list.n - 1] : NULL;

		key = evm_str_trim(evm_str_cut(&value, '='));
		if (!value.p && last) {
			/* the comma was the value's */
			last->value.n = (size_t)(part.p + part.n - last->value.p);
			last->value = evm_str_trim(last->value);
			continue;
		}
		value = evm_str_trim(value);
		if (!value.n && (evm_field_of(key) >= 0 || !value.p))
			return evm_err_set(err, EVM_EXIT_USAGE, "--where %.*s: a value "
					   "is missing ('-': has none)",
					   EVM_ARG(evm_str_sub(key, 0, 40)));
		*EVM_PUSH(&w->arena, p->list) = (struct said){ key, value };
	}
	return 0;
}

/* All filters with one more key; with several values of it, each with each. */
static int widen(struct evm_filters *w, const struct pairs *p, size_t first,
		 struct evm_err *err)
{
	struct evm_str key = p->list.v[first].key;
	struct evm_filters out = { 0 };

	for (size_t i = first; i < p->list.n; i++) {
		if (!evm_str_eq(p->list.v[i].key, key))
			continue;
		for (size_t k = 0; k < w->any.n; k++) {
			struct evm_filter *f = EVM_PUSH(&w->arena, out.any);

			*f = w->any.v[k];
			if (evm_filter_set(f, key, p->list.v[i].value, err))
				return -1;
		}
	}
	w->any.v = out.any.v;
	w->any.n = w->any.cap = out.any.n;
	return out.any.n > MOST ? evm_err_set(err, EVM_EXIT_USAGE, "--where: more "
					      "than %d combinations of values", MOST) : 0;
}

static int add_pair(struct evm_filters *w, const struct pairs *p, size_t i,
		    struct evm_err *err)
{
	const struct said *x = &p->list.v[i];
	int field = evm_field_of(x->key);

	if (field >= 0 && !is_value((enum evm_field)field, x->value))
		return bad(err, x->key, x->value);
	for (size_t k = 0; k < i; k++) {
		if (!evm_str_eq(p->list.v[k].key, x->key) || adds_up(x->key))
			continue;
		return 0;	/* widen took it with the first one */
	}
	if (!adds_up(x->key))
		return widen(w, p, i, err);
	for (size_t k = 0; k < w->any.n; k++)
		if (evm_filter_set(&w->any.v[k], x->key, x->value, err))
			return -1;
	return 0;
}

int evm_filters_parse(struct evm_filters *w, const char *text, struct evm_err *err)
{
	struct pairs p = { 0 };
	struct evm_err why = EVM_ERR_INIT;

	memset(w, 0, sizeof *w);
	evm_arena_init(&w->arena);
	memset(EVM_PUSH(&w->arena, w->any), 0, sizeof *w->any.v);
	if (cut_pairs(w, evm_str(text), &p, err))
		return -1;
	for (size_t i = 0; i < p.list.n; i++)
		if (add_pair(w, &p, i, &why))
			return evm_err_set(err, EVM_EXIT_USAGE, "--where: %s", why.msg);
	return 0;
}

void evm_filters_release(struct evm_filters *w)
{
	evm_arena_release(&w->arena);
}

const char *evm_filters_beyond_stream(const struct evm_filters *w)
{
	const struct evm_filter *f = &w->any.v[0];

	return f->text.n ? "q" : f->judge.n ? "judge" : f->sample.n ? "sample" :
	       f->only ? "only" : NULL;
}

bool evm_filters_is_personal(const struct evm_filters *w)
{
	return w->any.v[0].only &
	       (EVM_ONLY_MINE | EVM_ONLY_UNSEEN | EVM_ONLY_RETURNED);
}
