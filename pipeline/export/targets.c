#include "export/targets.h"

#include <string.h>

#include "export/markup.h"

/* Mentions are sorted by begin: the first at or behind a byte. */
static size_t first_at(const struct evm_doc *doc, uint32_t begin)
{
	size_t lo = 0, hi = doc->mentions.n;

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (doc->mentions.v[mid].span.begin < begin)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static bool same(const struct evm_target *t, const struct evm_arg *a)
{
	return t->span.begin == a->span.begin && t->span.end == a->span.end &&
	       t->type == a->type && evm_str_eq(t->norm, a->norm) &&
	       evm_str_eq(t->id, a->id);
}

static uint32_t find(struct evm_targets *t, const struct evm_doc *doc,
		     const struct evm_arg *arg, struct evm_arena *a)
{
	size_t n = doc->mentions.n;

	for (size_t i = first_at(doc, arg->span.begin); i < n &&
	     t->v.v[i].span.begin == arg->span.begin; i++)
		if (same(&t->v.v[i], arg))
			return (uint32_t)i;
	for (size_t i = n; i < t->v.n; i++)
		if (same(&t->v.v[i], arg))
			return (uint32_t)i;
	*EVM_PUSH(a, t->v) = (struct evm_target){ arg->span, arg->type, arg->norm,
						  arg->id, arg->resolved, NULL };
	return (uint32_t)(t->v.n - 1);
}

void evm_targets_make(struct evm_targets *t, const struct evm_doc *doc,
		      struct evm_arena *a)
{
	size_t n = doc->claims.n;

	*t = (struct evm_targets){ 0 };
	for (size_t i = 0; i < doc->mentions.n; i++) {
		const struct evm_mention *m = &doc->mentions.v[i];

		*EVM_PUSH(a, t->v) = (struct evm_target){
			m->span, m->type, m->norm, m->id, EVM_LIT(""), m };
	}
	t->subject = evm_arena_alloc(a, evm_mul(n + 1, sizeof *t->subject));
	t->object = evm_arena_alloc(a, evm_mul(n + 1, sizeof *t->object));
	for (size_t i = 0; i < n; i++) {
		t->subject[i] = find(t, doc, &doc->claims.v[i].subject, a);
		t->object[i] = find(t, doc, &doc->claims.v[i].object, a);
	}
}

void evm_curie_put(struct evm_buf *b, struct evm_str id)
{
	if (evm_str_starts(id, "MIMAT"))
		evm_buf_addz(b, "mirbase.mature:");
	else if (evm_str_starts(id, "MI") && id.n > 2 && evm_is_digit(id.p[2]))
		evm_buf_addz(b, "mirbase:");
	evm_buf_add(b, id);
}

void evm_term_id(struct evm_buf *b, enum evm_type type, struct evm_str id,
		 struct evm_str norm)
{
	if (id.n) {
		evm_curie_put(b, id);
		return;
	}
	evm_buf_printf(b, "evm:%s.", evm_type_name(type));
	for (size_t i = 0; i < norm.n; i++) {
		char c = norm.p[i];

		if (evm_is_alnum(c) || c == '.' || c == '-' || c == '_')
			evm_buf_addc(b, c);
		else if (c == ' ')
			evm_buf_addc(b, '_');
		else
			evm_buf_printf(b, "%%%02X", (unsigned char)c);
	}
}

/* --- IRIs ------------------------------------------------------------------ */

static const char *const obo[] = { "DOID", "CL", "UBERON", "GO", "CHEBI", "HP",
				   "MONDO" };

void evm_prefix_iri(struct evm_buf *b, struct evm_str prefix)
{
	if (evm_str_eqz(prefix, "evm")) {
		evm_buf_addz(b, EVM_TERM_IRI);
		return;
	}
	for (size_t i = 0; i < sizeof obo / sizeof *obo; i++)
		if (evm_str_eqz(prefix, obo[i])) {
			evm_buf_printf(b, "http://purl.obolibrary.org/obo/%s_", obo[i]);
			return;
		}
	evm_buf_addz(b, "https://identifiers.org/");
	evm_iri_part(b, prefix);
	evm_buf_addc(b, ':');
}

/* What an IRI may not hold is written %XX; a % stays, it is one already. */
static void local(struct evm_buf *b, struct evm_str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c <= 0x20 || strchr("<>\"{}|^`\\", c))
			evm_buf_printf(b, "%%%02X", c);
		else
			evm_buf_addc(b, s.p[i]);
	}
}

void evm_curie_iri(struct evm_buf *b, struct evm_str curie)
{
	struct evm_str prefix = evm_str_cut(&curie, ':');

	/* no colon: an identifier of our own */
	if (!curie.p) {
		curie = prefix;
		prefix = EVM_LIT("evm");
	}
	evm_prefix_iri(b, prefix);
	local(b, curie);
}

struct evm_str evm_doc_pmid(const struct evm_doc *doc)
{
	return evm_str_eqz(doc->source, "pubmed") ? doc->id :
	       evm_doc_meta_get(doc, "pmid");
}

struct evm_str evm_doc_pmcid(const struct evm_doc *doc)
{
	return evm_str_eqz(doc->source, "pmc") ? doc->id :
	       evm_doc_meta_get(doc, "pmcid");
}

void evm_doc_iri(struct evm_buf *b, const struct evm_doc *doc)
{
	struct evm_str pmid = evm_doc_pmid(doc), pmcid = evm_doc_pmcid(doc);

	if (pmid.n) {
		evm_buf_addz(b, "https://pubmed.ncbi.nlm.nih.gov/");
		evm_iri_part(b, pmid);
		evm_buf_addc(b, '/');
	} else if (pmcid.n) {
		evm_buf_addz(b, "https://www.ncbi.nlm.nih.gov/pmc/articles/");
		evm_iri_part(b, pmcid);
		evm_buf_addc(b, '/');
	} else {
		evm_buf_addz(b, EVM_TERM_IRI "doc.");
		evm_iri_part(b, doc->id);
	}
}

/* --- qualifiers -------------------------------------------------------------- */

static bool before(const struct evm_claim *c, size_t i, bool value)
{
	const struct evm_qualifier *q = &c->quals.v[i];

	for (size_t k = 0; k < i; k++)
		if (evm_str_eq(c->quals.v[k].key, q->key) &&
		    (!value || evm_str_eq(c->quals.v[k].value, q->value)))
			return true;
	return false;
}

bool evm_quals_first(const struct evm_claim *c, size_t i)
{
	return !before(c, i, false);
}

void evm_quals_join(struct evm_buf *b, const struct evm_claim *c,
		    struct evm_str key, const char *between)
{
	bool any = false;

	for (size_t i = 0; i < c->quals.n; i++) {
		const struct evm_qualifier *q = &c->quals.v[i];

		if (!q->value.n || !evm_str_eq(q->key, key) || before(c, i, true))
			continue;
		evm_buf_addz(b, any ? between : "");
		evm_buf_add(b, q->value);
		any = true;
	}
}
