#include "store/parcel.h"

#include <math.h>
#include <stdio.h>

#include "core/json.h"

struct packing {
	struct evm_arena *a;
	const struct evm_doc *doc;
	struct evm_parcel *p;
	struct evm_buf b;
	size_t *places;		/* of the document's sentences in the parcel: 1 + index */
};

static struct evm_str keep(struct packing *k, struct evm_str s)
{
	return evm_str_dup(k->a, s);
}

static struct evm_str meta(struct packing *k, const char *key)
{
	return keep(k, evm_doc_meta_get(k->doc, key));
}

static bool is_retracted(const struct evm_doc *doc)
{
	for (size_t i = 0; i < doc->meta.n; i++)
		if (evm_str_eqz(doc->meta.v[i].key, "pubtype") &&
		    evm_str_eqz(doc->meta.v[i].value, "Retracted Publication"))
			return true;
	return false;
}

/* {"vesicle":3,…} */
static struct evm_str counts(struct packing *k)
{
	uint32_t n[EVM_TYPE_N] = { 0 };

	for (size_t i = 0; i < k->doc->mentions.n; i++)
		n[k->doc->mentions.v[i].type]++;
	k->b.n = 0;
	evm_buf_addc(&k->b, '{');
	for (int t = 0; t < EVM_TYPE_N; t++)
		if (n[t])
			evm_json_int(&k->b, evm_type_name((enum evm_type)t), n[t]);
	evm_buf_addc(&k->b, '}');
	return keep(k, evm_buf_str(&k->b));
}

static void document(struct packing *k)
{
	const struct evm_doc *doc = k->doc;
	struct evm_parcel *p = k->p;
	uint64_t n = 0;

	p->source = keep(k, doc->source);
	p->id = keep(k, doc->id);
	p->deleted = doc->deleted;
	p->retracted = is_retracted(doc);
	p->revised = meta(k, "revised");
	p->title = keep(k, evm_doc_title(doc));
	p->journal = meta(k, "journal");
	p->doi = meta(k, "doi");
	p->n_doc_sentences = (int64_t)doc->sentences.n;
	p->counts = counts(k);
	if (!evm_str_u64(evm_doc_meta_get(doc, "version"), INT32_MAX, &n))
		p->version = (int64_t)n;
	if (!evm_str_u64(evm_doc_meta_get(doc, "year"), 9999, &n))
		snprintf(p->year, sizeof p->year, "%d", (int)n);
}

static bool is_cited(const struct evm_doc *doc, struct evm_str label)
{
	for (size_t i = 0; i < doc->claims.n; i++) {
		const struct evm_claim *c = &doc->claims.v[i];

		for (size_t q = 0; q < c->quals.n; q++)
			if (evm_str_eqz(c->quals.v[q].key, "refs") &&
			    evm_str_eq(c->quals.v[q].value, label))
				return true;
	}
	return false;
}

static void references(struct packing *k)
{
	for (size_t i = 0; i < k->doc->refs.n; i++) {
		const struct evm_ref *r = &k->doc->refs.v[i];

		if (is_cited(k->doc, r->label))
			*EVM_PUSH(k->a, k->p->refs) = (struct evm_parcel_ref){
				keep(k, r->label), keep(k, r->pmid),
				keep(k, r->doi), keep(k, r->raw) };
	}
}

static size_t sentence(struct packing *k, uint32_t i)
{
	const struct evm_sentence *s = &k->doc->sentences.v[i];
	const struct evm_passage *passage = &k->doc->passages.v[s->passage];

	if (!k->places[i]) {
		*EVM_PUSH(k->a, k->p->sentences) = (struct evm_parcel_sentence){
			(int64_t)i + 1, s->span, evm_region_name(passage->region),
			keep(k, passage->section),
			keep(k, evm_doc_slice(k->doc, s->span)) };
		k->places[i] = k->p->sentences.n;
	}
	return k->places[i] - 1;
}

/* A stream has three digits of it: so has the database. */
static double rounded(double confidence)
{
	return round(confidence * 1000) / 1000;
}

static void claim(struct packing *k, const struct evm_claim *c,
		  const struct evm_fingerprint *print)
{
	struct evm_parcel_claim *to = EVM_PUSH(k->a, k->p->claims);

	to->print = *print;
	to->sentence = sentence(k, c->sentence);
	k->b.n = 0;
	evm_claim_payload(&k->b, k->doc, c);
	to->payload = keep(k, evm_buf_str(&k->b));
	k->b.n = 0;
	evm_claim_key(&k->b, k->doc, c);
	to->key = keep(k, evm_buf_str(&k->b));
	to->rule = keep(k, c->rule);
	to->score = rounded(c->confidence);
	to->spans[EVM_PARCEL_SUBJECT] = c->subject.span;
	to->spans[EVM_PARCEL_OBJECT] = c->object.span;
	to->spans[EVM_PARCEL_TRIGGER] = c->trigger;
}

static void claims(struct packing *k)
{
	const struct evm_fingerprint *prints;

	if (!k->doc->claims.n)
		return;
	prints = evm_claim_fingerprints(k->doc, k->a);
	k->places = evm_arena_alloc(k->a, evm_mul(k->doc->sentences.n,
						 sizeof *k->places));
	for (size_t i = 0; i < k->doc->claims.n; i++)
		claim(k, &k->doc->claims.v[i], &prints[i]);
}

struct evm_parcel *evm_parcel_make(struct evm_arena *a,
				   const struct evm_doc *doc)
{
	struct packing k = { .a = a, .doc = doc, .b = EVM_BUF_INIT };

	k.p = evm_arena_alloc(a, sizeof *k.p);
	document(&k);
	references(&k);
	claims(&k);
	evm_buf_release(&k.b);
	return k.p;
}
