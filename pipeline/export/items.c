#include "export/table_p.h"

struct evm_str evm_item_arg(const struct evm_doc *doc, const struct evm_arg *arg)
{
	return arg->norm.n ? arg->norm : evm_doc_slice(doc, arg->span);
}

static bool has(const struct evm_claim *c, const char *key, struct evm_str value)
{
	for (size_t i = 0; i < c->quals.n; i++)
		if (evm_str_eqz(c->quals.v[i].key, key) &&
		    evm_str_eq(c->quals.v[i].value, value))
			return true;
	return false;
}

struct evm_str evm_item_scope(const struct evm_doc *doc,
			      const struct evm_item *it)
{
	return evm_claim_qual(it->claim, "refs").n ? doc->id : EVM_LIT("");
}

void evm_item_quals(struct evm_rows *rows, struct evm_row *row, size_t list,
		    const struct evm_item *it, const char *key)
{
	for (size_t i = 0; i < it->claim->quals.n; i++)
		if (evm_str_eqz(it->claim->quals.v[i].key, key))
			evm_rows_put(rows, row, list,
				     it->claim->quals.v[i].value);
}

/* A disease that the claim says something on, or is told in. */
static struct evm_str disease_of(const struct evm_doc *doc,
				 const struct evm_claim *c)
{
	switch (c->predicate) {
	case EVM_TREATS:
	case EVM_WORSENS:
	case EVM_INVESTIGATED_FOR:
		return evm_item_arg(doc, &c->object);
	default:
		return evm_claim_qual(c, "disease");
	}
}

/* The vesicle that acts: the subject, or the one that carries it. */
static struct evm_str vesicle_of(const struct evm_doc *doc,
				 const struct evm_claim *c)
{
	if (c->subject.type == EVM_VESICLE)
		return evm_item_arg(doc, &c->subject);
	return evm_claim_qual(c, "vesicle");
}

static bool takes_part(const struct evm_doc *doc, const struct evm_claim *c,
		       double min_confidence)
{
	return !c->negated && c->confidence >= min_confidence &&
	       vesicle_of(doc, c).n && evm_claim_qual(c, "source").n;
}

/* --- one study --------------------------------------------------------------- */

static bool share_reference(const struct evm_claim *a, const struct evm_claim *b)
{
	for (size_t i = 0; i < a->quals.n; i++)
		if (evm_str_eqz(a->quals.v[i].key, "refs") &&
		    has(b, "refs", a->quals.v[i].value))
			return true;
	return false;
}

/* Claims of one source that cite the same work tell of the same study; so do
 * those of a paper without citations, which tells of its own. */
static bool same_study(const struct evm_item *a, const struct evm_item *b,
		       bool cites)
{
	return evm_str_eq(a->source, b->source) && a->region == b->region &&
	       (!cites || share_reference(a->claim, b->claim));
}

/* The one value that the study's other claims give; empty when they differ. */
static struct evm_str agreed(const struct evm_items *items, size_t i, size_t field,
			     bool cites)
{
	struct evm_str one = EVM_LIT("");

	for (size_t k = 0; k < items->n; k++) {
		const struct evm_item *it = &items->v[k];
		struct evm_str v = field ? it->disease : it->species;

		if (k == i || !v.n || !same_study(it, &items->v[i], cites))
			continue;
		if (one.n && !evm_str_eq(one, v))
			return EVM_LIT("");
		one = v;
	}
	return one;
}

static void fill_gaps(struct evm_items *items, struct evm_arena *a, bool cites)
{
	struct evm_str (*found)[2] = evm_arena_alloc(a, evm_mul(items->n + 1,
								sizeof *found));

	for (size_t i = 0; i < items->n; i++)
		for (size_t f = 0; f < 2; f++)
			found[i][f] = agreed(items, i, f, cites);
	for (size_t i = 0; i < items->n; i++) {
		struct evm_item *it = &items->v[i];

		if (!it->species.n)
			it->species = found[i][0];
		if (!it->disease.n)
			it->disease = found[i][1];
	}
}

/* A document of more claims than this is no study of its own, and comparing
 * all with all would take long. */
#define GAPS_MAX 2000

void evm_items_make(struct evm_items *items, struct evm_arena *a,
		    const struct evm_doc *doc,
		    const struct evm_fingerprint *prints, double min_confidence)
{
	bool cites = false;

	items->v = NULL;
	items->n = items->cap = 0;
	if (!prints)
		prints = evm_claim_fingerprints(doc, a);
	for (size_t i = 0; i < doc->claims.n; i++) {
		const struct evm_claim *c = &doc->claims.v[i];
		const struct evm_sentence *s = &doc->sentences.v[c->sentence];
		struct evm_item *it;

		cites = cites || evm_claim_qual(c, "refs").n;
		if (!takes_part(doc, c, min_confidence))
			continue;
		it = EVM_PUSH(a, *items);
		it->claim = c;
		it->source = evm_claim_qual(c, "source");
		it->species = evm_claim_qual(c, "source_species");
		it->vesicle = vesicle_of(doc, c);
		it->disease = disease_of(doc, c);
		it->region = doc->passages.v[s->passage].region ==
			     EVM_REGION_TABLE ? "table" : "body";
		evm_claim_id(&prints[i], it->id);
	}
	if (items->n <= GAPS_MAX)
		fill_gaps(items, a, cites);
}
