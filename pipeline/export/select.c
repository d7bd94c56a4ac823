#include "export/select.h"

#include <string.h>

#include "store/claim.h"

/* Fields that are a qualifier of the claim: its first value counts. */
static const char *const quals[EVM_F_N] = {
	[EVM_F_SOURCE] = "source", [EVM_F_VESICLE] = "vesicle",
	[EVM_F_DISEASE] = "disease", [EVM_F_ROUTE] = "route",
	[EVM_F_SPECIES] = "source_species", [EVM_F_MODEL] = "model_species",
	[EVM_F_CARGO] = "cargo",
};

int evm_select_parse(struct evm_select *s, const char *text, struct evm_err *err)
{
	memset(s, 0, sizeof *s);
	return evm_filters_parse(&s->where, text, err);
}

int evm_select_check(const struct evm_select *s, bool stream, bool sorts,
		     struct evm_err *err)
{
	const char *beyond = evm_filters_beyond_stream(&s->where);

	if (s->where.any.v[0].sort && (stream || !sorts))
		return evm_err_set(err, EVM_EXIT_USAGE, "--where sort: the order is that of "
				   "the documents; evm-query, and evm-export of a "
				   "database as jsonl or csv, sort");
	return !stream || !beyond ? 0 :
	       evm_err_set(err, EVM_EXIT_USAGE, "--where %s: a stream does not know it; "
			   "give a database with -d", beyond);
}

void evm_select_add(void *select, struct evm_str print)
{
	struct evm_select *s = select;

	s->known = true;
	if (print.n)
		evm_index_add(&s->prints, evm_str_dup(&s->where.arena, print), s->n++,
			      NULL);
}

uint32_t evm_select_rank(const struct evm_select *s, struct evm_str print)
{
	uint32_t rank;

	return evm_index_get(&s->prints, print, &rank) ? rank : UINT32_MAX;
}

void evm_select_release(struct evm_select *s)
{
	evm_index_release(&s->prints);
	evm_filters_release(&s->where);
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

static struct evm_str value_of(const struct view *v, enum evm_field key)
{
	const struct evm_claim *c = v->c;
	const struct evm_passage *p =
		&v->doc->passages.v[v->doc->sentences.v[c->sentence].passage];

	switch (key) {
	case EVM_F_STATUS: return evm_str(v->status);
	case EVM_F_PREDICATE: return evm_str(evm_predicate_name(c->predicate));
	case EVM_F_SUBJECT: return evm_str(evm_type_name(c->subject.type));
	case EVM_F_OBJECT: return evm_str(evm_type_name(c->object.type));
	case EVM_F_SECTION: return outermost(p->section);
	case EVM_F_REGION: return evm_str(evm_region_name(p->region));
	case EVM_F_RULE: return c->rule;
	case EVM_F_CERTAINTY: return evm_str(c->negated ? "negated" : c->hedged ?
				       "hedged" : "asserted");
	case EVM_F_YEAR: return evm_doc_meta_get(v->doc, "year");
	default: return evm_claim_qual(c, quals[key]);
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

static bool is_claim(const struct view *v, struct evm_str key)
{
	v->b->n = 0;
	evm_claim_key(v->b, v->doc, v->c);
	return evm_str_eq(evm_buf_str(v->b), key);
}

static bool fits(const struct view *v, enum evm_field f, struct evm_str value)
{
	struct evm_str is = value_of(v, f);

	if (!is.n)
		return evm_str_eqz(value, "-");
	return f == EVM_F_SECTION ? evm_str_ieq(is, value) : evm_str_eq(is, value);
}

static bool holds(const struct view *v, const struct evm_filter *f)
{
	for (int i = 0; i < EVM_F_N; i++)
		if (f->eq[i].n && !fits(v, (enum evm_field)i, f->eq[i]))
			return false;
	return (!f->doc.n || is_doc(v->doc, f->doc)) &&
	       (!f->claim.n || is_claim(v, f->claim)) &&
	       (!f->entity.n || is_entity(v->doc, &v->c->subject, f->entity) ||
		is_entity(v->doc, &v->c->object, f->entity)) &&
	       v->c->confidence >= f->low &&
	       (!(f->high > 0) || v->c->confidence <= f->high);
}

static bool chosen(const struct evm_select *s, const struct view *v,
		   const struct evm_fingerprint *print)
{
	uint32_t number;

	if (s->known)
		return evm_index_get(&s->prints, evm_str(print->hex), &number);
	for (size_t i = 0; i < s->where.any.n; i++)
		if (holds(v, &s->where.any.v[i]))
			return true;
	return false;
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

	/* of all claims: where two are the same, the second counts as such */
	if (x->prints) {
		prints = evm_arena_alloc(&doc->arena, evm_mul(n + 1, sizeof *prints));
		memcpy(prints, x->prints, n * sizeof *prints);
	} else {
		prints = evm_claim_fingerprints(doc, &doc->arena);
	}
	for (size_t i = 0; i < n; i++) {
		struct view v = { doc, &doc->claims.v[i],
				  x->status ? x->status[i] : "", &b };

		to[i] = chosen(s, &v, &prints[i]) ? kept++ : -1;
	}
	evm_buf_release(&b);
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
