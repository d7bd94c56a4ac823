#include "report/facts.h"

#include <stdlib.h>
#include <string.h>

#include "core/data.h"
#include "export/targets.h"

/* --- names ---------------------------------------------------------------------- */

static struct evm_str small(struct evm_arena *a, struct evm_str s)
{
	char *p = evm_arena_dup(a, s.p, s.n);

	for (size_t i = 0; i < s.n; i++)
		p[i] = evm_to_lower(p[i]);
	return (struct evm_str){ p, s.n };
}

/* Into f->key. */
static struct evm_str put_small(struct evm_facts *f, struct evm_str s)
{
	f->key.n = 0;
	for (size_t i = 0; i < s.n; i++)
		evm_buf_addc(&f->key, evm_to_lower(s.p[i]));
	return evm_buf_str(&f->key);
}

bool evm_facts_find(struct evm_facts *f, struct evm_str s, uint32_t *name)
{
	return evm_index_get(&f->index, put_small(f, s), name);
}

uint32_t evm_facts_name(struct evm_facts *f, struct evm_str s)
{
	uint32_t at;

	if (evm_facts_find(f, s, &at))
		return at;
	*EVM_PUSH(&f->arena, f->names) = evm_str_dup(&f->arena, s);
	at = (uint32_t)(f->names.n - 1);
	evm_index_add(&f->index, small(&f->arena, s), at, NULL);
	return at;
}

/* --- what harms and what helps ---------------------------------------------------- */

/* Of a name in effects.tsv: is its rise good or bad? */
enum sign { NEUTRAL, GOOD, BAD };

static int add_sign(void *ctx, const struct evm_tsv *t, struct evm_err *err)
{
	struct evm_facts *f = ctx;
	struct evm_str attrs = t->n > 4 ? t->f[4] : EVM_LIT("");

	(void)err;
	while (attrs.p) {
		struct evm_str a = evm_str_cut(&attrs, ';');
		bool bad = evm_str_eqz(a, "sign=bad");

		if (bad || evm_str_eqz(a, "sign=good"))
			evm_index_add(&f->signs, small(&f->arena, t->f[2]),
				      bad ? BAD : GOOD, NULL);
	}
	return 0;
}

static enum sign sign_of(struct evm_facts *f, struct evm_str name)
{
	uint32_t sign = NEUTRAL;

	return evm_index_get(&f->signs, put_small(f, name), &sign) ?
	       (enum sign)sign : NEUTRAL;
}

/* In a tumour the sign of a process turns round: its cells' death is wanted,
 * their growth is not. */
static bool is_tumour(struct evm_facts *f, struct evm_str disease)
{
	static const char *const words[] = {
		"cancer", "carcinoma", "tumor", "tumour", "sarcoma", "melanoma",
		"leukemia", "leukaemia", "lymphoma", "glioma", "blastoma",
		"myeloma", "metasta", "neoplasm", "malignan",
	};

	disease = put_small(f, disease);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (evm_str_find(disease, evm_str(words[i]), 0) != SIZE_MAX)
			return true;
	return false;
}

static enum evm_side process_side(struct evm_facts *f, const struct evm_fact *x)
{
	enum sign sign = sign_of(f, evm_facts_text(f, x->object.name));
	bool up = x->predicate == EVM_INCREASES;

	if (sign == NEUTRAL || (!up && x->predicate != EVM_DECREASES))
		return EVM_SIDE_OPEN;
	for (size_t i = 0; i < x->list[EVM_LIST_DISEASE].n; i++)
		if (is_tumour(f, evm_facts_text(f, x->list[EVM_LIST_DISEASE].v[i])))
			return EVM_SIDE_OPEN;
	return up == (sign == GOOD) ? EVM_SIDE_BETTER : EVM_SIDE_WORSE;
}

static enum evm_side side_of(struct evm_facts *f, const struct evm_fact *x)
{
	bool disease = x->object.type == EVM_DISEASE;

	if (x->negated)
		return EVM_SIDE_NONE;
	if (x->predicate == EVM_TREATS || (disease && x->predicate == EVM_DECREASES))
		return EVM_SIDE_BETTER;
	if (x->predicate == EVM_WORSENS || (disease && x->predicate == EVM_INCREASES))
		return EVM_SIDE_WORSE;
	return x->object.type == EVM_EFFECT ? process_side(f, x) : EVM_SIDE_OPEN;
}

/* --- a claim ------------------------------------------------------------------------ */

static bool is_carried(enum evm_type t)
{
	return t == EVM_MIRNA || t == EVM_PROTEIN || t == EVM_DRUG;
}

static bool speaks_of_vesicles(const struct evm_claim *c)
{
	return c->subject.type == EVM_VESICLE || evm_claim_qual(c, "vesicle").n;
}

static bool tells_target(const struct evm_claim *c)
{
	return c->subject.type == EVM_MIRNA && c->predicate == EVM_TARGETS;
}

static void put(struct evm_facts *f, struct evm_fact *x, enum evm_fact_list l,
		struct evm_str value)
{
	uint32_t name = evm_facts_name(f, value);

	if (!value.n)
		return;
	for (size_t i = 0; i < x->list[l].n; i++)
		if (x->list[l].v[i] == name)
			return;
	x->list[l].v = evm_arena_grow(&f->arena, x->list[l].v, x->list[l].n,
				      x->list[l].n + 1, sizeof name);
	x->list[l].v[x->list[l].n++] = name;
}

static void put_quals(struct evm_facts *f, struct evm_fact *x,
		      enum evm_fact_list l, const struct evm_claim *c,
		      const char *key)
{
	for (size_t i = 0; i < c->quals.n; i++)
		if (evm_str_eqz(c->quals.v[i].key, key))
			put(f, x, l, c->quals.v[i].value);
}

static void put_lists(struct evm_facts *f, struct evm_fact *x,
		      const struct evm_claim *c)
{
	struct evm_str subject = evm_facts_text(f, x->subject.name);
	struct evm_str object = evm_facts_text(f, x->object.name);

	put_quals(f, x, EVM_LIST_SOURCE, c, "source");
	put_quals(f, x, EVM_LIST_ROUTE, c, "route");
	put_quals(f, x, EVM_LIST_DOSE, c, "dose");
	put_quals(f, x, EVM_LIST_MODEL, c, "model_species");
	put_quals(f, x, EVM_LIST_TRIAL, c, "trial");
	put_quals(f, x, EVM_LIST_CARGO, c, "cargo");
	if (is_carried(c->subject.type))
		put(f, x, EVM_LIST_CARGO, subject);
	if (c->predicate == EVM_CONTAINS && is_carried(c->object.type))
		put(f, x, EVM_LIST_CARGO, object);
	if (c->subject.type == EVM_VESICLE)
		put(f, x, EVM_LIST_VESICLE, subject);
	else
		put_quals(f, x, EVM_LIST_VESICLE, c, "vesicle");
	if (c->object.type == EVM_DISEASE)
		put(f, x, EVM_LIST_DISEASE, object);
	else
		put_quals(f, x, EVM_LIST_DISEASE, c, "disease");
}

static void put_refs(struct evm_facts *f, struct evm_fact *x,
		     const struct evm_doc *doc, const struct evm_claim *c)
{
	for (size_t i = 0; i < c->quals.n; i++) {
		struct evm_str label = c->quals.v[i].value;
		struct evm_fact_ref *r;

		if (!evm_str_eqz(c->quals.v[i].key, "refs"))
			continue;
		r = EVM_PUSH(&f->arena, x->refs);
		r->label = evm_str_dup(&f->arena, label);
		for (size_t k = 0; k < doc->refs.n; k++)
			if (evm_str_eq(doc->refs.v[k].label, label)) {
				r->pmid = evm_str_dup(&f->arena, doc->refs.v[k].pmid);
				r->doi = evm_str_dup(&f->arena, doc->refs.v[k].doi);
				break;
			}
	}
}

static struct evm_span inside(struct evm_span s, struct evm_span sentence)
{
	return (struct evm_span){ s.begin - sentence.begin, s.end - sentence.begin };
}

static struct evm_fact_arg arg_of(struct evm_facts *f, const struct evm_doc *doc,
				  const struct evm_arg *a, struct evm_span sentence)
{
	struct evm_str name = a->norm.n ? a->norm : evm_doc_slice(doc, a->span);

	return (struct evm_fact_arg){ a->type, evm_facts_name(f, name),
				      inside(a->span, sentence) };
}

static void set_status(struct evm_fact *x, const char *status)
{
	static const char *const names[] = {
		"new", "in_review", "accepted", "disputed", "unsure",
	};

	x->status = names[0];
	for (size_t i = 0; status && i < sizeof names / sizeof *names; i++)
		if (!strcmp(status, names[i]))
			x->status = names[i];
	x->in[EVM_VIEW_ALL] = true;
	x->in[EVM_VIEW_ACCEPTED] = !strcmp(x->status, "accepted");
	x->in[EVM_VIEW_NEW] = !strcmp(x->status, "new");
}

static struct evm_fact *add_claim(struct evm_facts *f, const struct evm_doc *doc,
				  const struct evm_claim *c)
{
	struct evm_span sentence = doc->sentences.v[c->sentence].span;
	struct evm_fact *x = EVM_PUSH(&f->arena, f->v);

	x->vesicle = speaks_of_vesicles(c);
	x->predicate = c->predicate;
	x->negated = c->negated;
	x->hedged = c->hedged;
	x->confidence = c->confidence;
	x->subject = arg_of(f, doc, &c->subject, sentence);
	x->object = arg_of(f, doc, &c->object, sentence);
	x->trigger = inside(c->trigger, sentence);
	put_lists(f, x, c);
	put_refs(f, x, doc, c);
	x->side = side_of(f, x);
	return x;
}

/* --- a document ------------------------------------------------------------------------ */

static struct evm_str kept(struct evm_facts *f, const struct evm_doc *doc,
			   const char *key)
{
	return evm_str_dup(&f->arena, evm_doc_meta_get(doc, key));
}

static void add_paper(struct evm_facts *f, const struct evm_doc *doc)
{
	struct evm_fact_paper *p = EVM_PUSH(&f->arena, f->papers);

	p->id = evm_str_dup(&f->arena, doc->id);
	p->source = evm_str_dup(&f->arena, doc->source);
	p->title = kept(f, doc, "title");
	p->author = kept(f, doc, "author");
	p->journal = kept(f, doc, "journal");
	p->year = kept(f, doc, "year");
	p->doi = kept(f, doc, "doi");
	p->pmid = evm_str_dup(&f->arena, evm_doc_pmid(doc));
	p->pmcid = evm_str_dup(&f->arena, evm_doc_pmcid(doc));
	for (size_t i = 0; i < doc->meta.n; i++)
		if (evm_str_eqz(doc->meta.v[i].key, "pubtype") &&
		    evm_str_eqz(doc->meta.v[i].value, "Retracted Publication"))
			p->retracted = true;
	if (!p->title.n)
		for (size_t i = 0; i < doc->passages.n; i++)
			if (doc->passages.v[i].region == EVM_REGION_TITLE) {
				p->title = evm_str_dup(&f->arena, evm_doc_slice(doc,
						doc->passages.v[i].span));
				break;
			}
}

/* Claims come by their sentences. */
static void set_line(struct evm_facts *f, const struct evm_doc *doc,
		     struct evm_fact *x, uint32_t sentence, uint32_t *last)
{
	if (*last != sentence) {
		*EVM_PUSH(&f->arena, f->lines) = (struct evm_fact_line){ x->paper,
			evm_str_dup(&f->arena, evm_doc_slice(doc,
				doc->sentences.v[sentence].span)) };
		*last = sentence;
	}
	x->line = (uint32_t)(f->lines.n - 1);
}

void evm_facts_add(struct evm_facts *f, const struct evm_doc *doc,
		   const char *const *status, const struct evm_fingerprint *prints)
{
	struct evm_arena a;
	uint32_t sentence = UINT32_MAX;
	bool any = false;

	if (doc->deleted)
		return;
	evm_arena_init(&a);
	if (!prints)
		prints = evm_claim_fingerprints(doc, &a);
	f->documents++;
	f->claims += doc->claims.n;
	for (size_t i = 0; i < doc->claims.n; i++) {
		const struct evm_claim *c = &doc->claims.v[i];
		struct evm_fact *x;

		if (!speaks_of_vesicles(c) && !tells_target(c))
			continue;
		if (!any)
			add_paper(f, doc);
		any = true;
		x = add_claim(f, doc, c);
		x->paper = (uint32_t)(f->papers.n - 1);
		set_line(f, doc, x, c->sentence, &sentence);
		set_status(x, status ? status[i] : NULL);
		evm_claim_id(&prints[i], x->id);
		for (int v = 0; v < EVM_VIEW_N; v++)
			f->in[v] += x->vesicle && x->in[v];
	}
	evm_arena_release(&a);
}

struct evm_facts *evm_facts_new(struct evm_err *err)
{
	struct evm_facts *f = evm_malloc(sizeof *f);

	memset(f, 0, sizeof *f);
	evm_arena_init(&f->arena);
	evm_facts_name(f, EVM_LIT(""));
	if (!evm_data_each("dictionaries/effects.tsv", add_sign, f, err))
		return f;
	evm_facts_free(f);
	return NULL;
}

void evm_facts_free(struct evm_facts *f)
{
	if (!f)
		return;
	evm_index_release(&f->index);
	evm_index_release(&f->signs);
	evm_buf_release(&f->key);
	evm_arena_release(&f->arena);
	free(f);
}
