#include "export/select.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/claim.h"

enum key {
	STATUS, PREDICATE, SUBJECT, OBJECT, SOURCE, VESICLE, DISEASE, ROUTE,
	SPECIES, MODEL, CARGO, SECTION, REGION, RULE, CERTAINTY, YEAR, DOC, CLAIM,
	ENTITY, LOW, HIGH, N_KEYS
};

/* qual: the claim's qualifier of which the first value counts. */
static const struct { const char *name, *qual; } keys[N_KEYS] = {
	[STATUS] = { "status", NULL }, [PREDICATE] = { "predicate", NULL },
	[SUBJECT] = { "subject", NULL }, [OBJECT] = { "object", NULL },
	[SOURCE] = { "source", "source" }, [VESICLE] = { "vesicle", "vesicle" },
	[DISEASE] = { "disease", "disease" }, [ROUTE] = { "route", "route" },
	[SPECIES] = { "species", "source_species" },
	[MODEL] = { "model", "model_species" }, [CARGO] = { "cargo", "cargo" },
	[SECTION] = { "section", NULL }, [REGION] = { "region", NULL },
	[RULE] = { "rule", NULL }, [CERTAINTY] = { "certainty", NULL },
	[YEAR] = { "year", NULL }, [DOC] = { "doc", NULL },
	[CLAIM] = { "claim", NULL }, [ENTITY] = { "entity", NULL },
	[LOW] = { "low", NULL }, [HIGH] = { "high", NULL },
};

struct evm_select_pair {
	enum key key;
	struct evm_str value;
};

static int bad(struct evm_err *err, struct evm_str key, struct evm_str value)
{
	return evm_err_set(err, EVM_EXIT_USAGE, "--where %.*s: not a number from "
			   "0 to 1: %.*s", EVM_ARG(key), EVM_ARG(value));
}

static int number(double *to, struct evm_str key, struct evm_str value,
		  struct evm_err *err)
{
	char text[32], *end;

	snprintf(text, sizeof text, "%.*s", EVM_ARG(value));
	*to = strtod(text, &end);
	return *end || !value.n || value.n >= sizeof text || !(*to >= 0 && *to <= 1) ?
	       bad(err, key, value) : 0;
}

static int add(struct evm_select *s, struct evm_str key, struct evm_str value,
	       struct evm_err *err)
{
	int k = 0;

	while (k < N_KEYS && !evm_str_eqz(key, keys[k].name))
		k++;
	if (k == N_KEYS)
		return evm_err_set(err, EVM_EXIT_USAGE, "--where: nothing is called "
				   "'%.*s'", EVM_ARG(evm_str_sub(key, 0, 40)));
	if (!value.n)
		return evm_err_set(err, EVM_EXIT_USAGE, "--where %.*s: a value is "
				   "missing ('-': has none)", EVM_ARG(key));
	if (k == LOW)
		return number(&s->low, key, value, err);
	if (k == HIGH)
		return number(&s->high, key, value, err);
	*EVM_PUSH(&s->arena, s->pairs) = (struct evm_select_pair){ (enum key)k, value };
	return 0;
}

int evm_select_parse(struct evm_select *s, const char *text, struct evm_err *err)
{
	struct evm_str rest = evm_str(text);

	memset(s, 0, sizeof *s);
	evm_arena_init(&s->arena);
	while (rest.p && rest.n) {
		struct evm_str value = evm_str_cut(&rest, ',');
		struct evm_str key = evm_str_trim(evm_str_cut(&value, '='));

		if (add(s, key, evm_str_trim(value), err))
			return -1;
	}
	return 0;
}

void evm_select_release(struct evm_select *s)
{
	evm_arena_release(&s->arena);
}

/* --- one claim -------------------------------------------------------------------- */

struct view {
	const struct evm_doc *doc;
	const struct evm_claim *c;
	const char *status;
	struct evm_buf *b;	/* scratch */
};

static struct evm_str outermost(struct evm_str path)
{
	return evm_str_sub(path, 0, evm_str_find(path, EVM_LIT(" > "), 0));
}

static struct evm_str value_of(const struct view *v, enum key key)
{
	const struct evm_claim *c = v->c;
	const struct evm_passage *p =
		&v->doc->passages.v[v->doc->sentences.v[c->sentence].passage];

	switch (key) {
	case STATUS: return evm_str(v->status);
	case PREDICATE: return evm_str(evm_predicate_name(c->predicate));
	case SUBJECT: return evm_str(evm_type_name(c->subject.type));
	case OBJECT: return evm_str(evm_type_name(c->object.type));
	case SECTION: return outermost(p->section);
	case REGION: return evm_str(evm_region_name(p->region));
	case RULE: return c->rule;
	case CERTAINTY: return evm_str(c->negated ? "negated" : c->hedged ?
				       "hedged" : "asserted");
	case YEAR: return evm_doc_meta_get(v->doc, "year");
	case CLAIM:
		v->b->n = 0;
		evm_claim_key(v->b, v->doc, c);
		return evm_buf_str(v->b);
	default: return evm_claim_qual(c, keys[key].qual);
	}
}

static bool is_entity(const struct evm_doc *doc, const struct evm_arg *a,
		      struct evm_str value)
{
	struct evm_str norm = a->norm.n ? a->norm : evm_doc_slice(doc, a->span);

	return evm_str_eq(norm, value) || (a->id.n && evm_str_eq(a->id, value));
}

/* "pubmed:42" or the id alone. */
static bool is_doc(const struct evm_doc *doc, struct evm_str value)
{
	return evm_str_eq(value, doc->id) ||
	       (value.n == doc->source.n + 1 + doc->id.n &&
		value.p[doc->source.n] == ':' &&
		evm_str_eq(evm_str_sub(value, 0, doc->source.n), doc->source) &&
		evm_str_eq(evm_str_sub(value, doc->source.n + 1, value.n), doc->id));
}

static bool holds(const struct view *v, const struct evm_select_pair *p)
{
	struct evm_str is;

	if (p->key == ENTITY)
		return is_entity(v->doc, &v->c->subject, p->value) ||
		       is_entity(v->doc, &v->c->object, p->value);
	if (p->key == DOC)
		return is_doc(v->doc, p->value);
	is = value_of(v, p->key);
	if (!is.n)
		return evm_str_eqz(p->value, "-");
	return p->key == SECTION ? evm_str_ieq(is, p->value) :
	       evm_str_eq(is, p->value);
}

/* Of each key that is asked for, one of its values holds. */
static bool chosen(const struct evm_select *s, const struct view *v)
{
	if (v->c->confidence < s->low ||
	    (s->high > 0 && v->c->confidence > s->high))
		return false;
	for (size_t i = 0; i < s->pairs.n; i++) {
		bool any = false;

		for (size_t k = 0; k < s->pairs.n && !any; k++)
			any = s->pairs.v[k].key == s->pairs.v[i].key &&
			      holds(v, &s->pairs.v[k]);
		if (!any)
			return false;
	}
	return true;
}

/* --- a document --------------------------------------------------------------------- */

static void move(struct evm_doc *doc, const int32_t *to, const char **status,
		 struct evm_fingerprint *prints, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct evm_claim *c = &doc->claims.v[i];

		if (to[i] < 0)
			continue;
		c->via = c->via >= 0 ? to[c->via] : -1;
		doc->claims.v[to[i]] = *c;
		prints[to[i]] = prints[i];
		if (status)
			status[to[i]] = status[i];
	}
}

bool evm_select_apply(const struct evm_select *s, struct evm_doc *doc,
		      struct evm_export *x)
{
	size_t n = doc->claims.n;
	struct evm_buf b = EVM_BUF_INIT;
	int32_t *to = evm_arena_alloc(&doc->arena, evm_mul(n + 1, sizeof *to));
	int32_t kept = 0;
	struct evm_fingerprint *prints;
	const char **status = NULL;

	for (size_t i = 0; i < n; i++) {
		struct view v = { doc, &doc->claims.v[i],
				  x->status ? x->status[i] : "", &b };

		to[i] = chosen(s, &v) ? kept++ : -1;
	}
	evm_buf_release(&b);
	/* of all claims: where two are the same, the second counts as such */
	prints = evm_claim_fingerprints(doc, &doc->arena);
	if (x->prints && n)
		memcpy(prints, x->prints, n * sizeof *prints);
	if (x->status) {
		status = evm_arena_alloc(&doc->arena, evm_mul(n + 1, sizeof *status));
		memcpy(status, x->status, n * sizeof *status);
	}
	move(doc, to, status, prints, n);
	doc->claims.n = (size_t)kept;
	x->prints = prints;
	x->status = status;
	return kept > 0;
}
