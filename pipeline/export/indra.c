/* INDRA's JSON: an array of statements, one a claim. What has no statement
 * type there (affects, superior_to, investigated_for) is left out. */
#include <string.h>

#include "core/json.h"
#include "export/concept.h"
#include "export/format.h"
#include "export/targets.h"
#include "store/claim.h"

/* NULL where there is none. Amounts are what molecules have. */
static const char *type_of(const struct evm_claim *c)
{
	bool amount = c->object.type == EVM_PROTEIN || c->object.type == EVM_MIRNA;

	switch (c->predicate) {
	case EVM_INCREASES: return amount ? "IncreaseAmount" : "Activation";
	case EVM_DECREASES: return amount ? "DecreaseAmount" : "Inhibition";
	case EVM_WORSENS: return "Activation";
	case EVM_TREATS: return "Inhibition";
	case EVM_TARGETS: case EVM_CONTAINS: return "Complex";
	default: return NULL;
	}
}

/* Statements of ontologies keep their prefix in the value. */
static void db_refs(struct evm_buf *b, const struct evm_arg *a, struct evm_str quote)
{
	static const char *const bare[] = { "HGNC:", "MESH:", "FPLX:" };
	struct evm_str rest = a->id, ns = evm_str_cut(&rest, ':');
	bool whole = true;

	evm_json_open(b, "db_refs", '{');
	evm_json_pair(b, "TEXT", quote);
	for (size_t i = 0; i < sizeof bare / sizeof *bare; i++)
		whole = whole && !evm_str_starts(a->id, bare[i]);
	if (rest.p) {
		evm_json_item(b);
		evm_json_str(b, ns);
		evm_buf_addc(b, ':');
		evm_json_str(b, whole ? a->id : rest);
	}
	evm_buf_addc(b, '}');
}

static void agent(struct evm_buf *b, const struct evm_doc *doc,
		  struct evm_concepts *concepts, const struct evm_claim *c,
		  bool subject)
{
	const struct evm_arg *a = subject ? &c->subject : &c->object;
	size_t at = evm_concepts_add(concepts, doc, c, subject);

	evm_json_open(b, NULL, '{');
	evm_json_pair(b, "name", concepts->v.v[at].name);
	db_refs(b, a, evm_doc_slice(doc, a->span));
	evm_buf_addc(b, '}');
}

static void agents(struct evm_buf *b, const struct evm_doc *doc,
		   struct evm_concepts *concepts, const struct evm_claim *c,
		   const char *type)
{
	bool complex = !strcmp(type, "Complex");

	evm_json_key(b, complex ? "members" : "subj");
	if (complex)
		evm_buf_addc(b, '[');
	agent(b, doc, concepts, c, true);
	if (!complex)
		evm_json_key(b, "obj");
	agent(b, doc, concepts, c, false);
	if (complex)
		evm_buf_addc(b, ']');
	if (!strcmp(type, "Activation") || !strcmp(type, "Inhibition"))
		evm_json_pair(b, "obj_activity", EVM_LIT("activity"));
}

/* Where an argument stands in its sentence, in code points: counted from the
 * sentence's first. */
static int coords(struct evm_export *x, const struct evm_doc *doc,
		  const struct evm_arg *a, struct evm_span sentence,
		  struct evm_buf *b, struct evm_err *err)
{
	struct evm_span s, from;

	if (evm_offsets_span(&x->offsets, sentence, evm_doc_slice(doc, sentence),
			     &from, err) ||
	    evm_offsets_span(&x->offsets, a->span, evm_doc_slice(doc, a->span), &s,
			     err))
		return -1;
	evm_json_item(b);
	evm_buf_printf(b, "[%u,%u]", s.begin - from.begin, s.end - from.begin);
	return 0;
}

static void refs(struct evm_buf *b, const struct evm_doc *doc)
{
	struct evm_str pmid = evm_doc_pmid(doc), pmcid = evm_doc_pmcid(doc);
	struct evm_str doi = evm_doc_meta_get(doc, "doi");

	if (pmid.n)
		evm_json_pair(b, "pmid", pmid);
	evm_json_open(b, "text_refs", '{');
	if (pmid.n)
		evm_json_pair(b, "PMID", pmid);
	if (pmcid.n)
		evm_json_pair(b, "PMCID", pmcid);
	if (doi.n)
		evm_json_pair(b, "DOI", doi);
	evm_buf_addc(b, '}');
}

static void context_of(struct evm_buf *b, const char *key, struct evm_str name)
{
	if (!name.n)
		return;
	evm_json_open(b, key, '{');
	evm_json_pair(b, "name", name);
	evm_buf_addz(b, ",\"db_refs\":{}}");
}

static void context(struct evm_buf *b, const struct evm_claim *c)
{
	struct evm_str species = evm_claim_qual(c, "model_species");
	struct evm_str disease = evm_claim_qual(c, "disease");
	struct evm_str cell = evm_claim_qual(c, "cell");

	if (!species.n && !disease.n && !cell.n)
		return;
	evm_buf_addz(b, ",\"context\":{\"type\":\"bio\"");
	context_of(b, "species", species);
	context_of(b, "disease", disease);
	context_of(b, "cell_type", cell);
	evm_buf_addc(b, '}');
}

static int evidence(struct evm_export *x, const struct evm_doc *doc, size_t i,
		    struct evm_buf *b, struct evm_err *err)
{
	const struct evm_claim *c = &doc->claims.v[i];
	const struct evm_sentence *s = &doc->sentences.v[c->sentence];

	evm_buf_addz(b, ",\"evidence\":[{\"source_api\":\"evmine\"");
	refs(b, doc);
	evm_json_pair(b, "text", evm_doc_slice(doc, s->span));
	evm_buf_addz(b, ",\"annotations\":{\"agents\":{\"raw_text\":[");
	evm_json_str(b, evm_doc_slice(doc, c->subject.span));
	evm_json_item(b);
	evm_json_str(b, evm_doc_slice(doc, c->object.span));
	evm_buf_addz(b, "],\"coords\":[");
	if (coords(x, doc, &c->subject, s->span, b, err) ||
	    coords(x, doc, &c->object, s->span, b, err))
		return -1;
	evm_buf_addz(b, "]}");
	evm_json_pair(b, "predicate", evm_str(evm_predicate_name(c->predicate)));
	evm_json_pair(b, "rule", c->rule);
	if (x->status)
		evm_json_pair(b, "status", evm_str(x->status[i]));
	evm_json_key(b, "qualifiers");
	evm_claim_quals_json(b, c);
	evm_buf_printf(b, "},\"epistemics\":{\"negated\":%s,\"hypothesis\":%s",
		       c->negated ? "true" : "false", c->hedged ? "true" : "false");
	evm_json_pair(b, "section_type",
		      evm_str(evm_region_name(doc->passages.v[s->passage].region)));
	evm_buf_addc(b, '}');
	context(b, c);
	evm_buf_addz(b, "}]");
	return 0;
}

/* A UUID of version 8 (made by a rule of one's own) of the fingerprint. */
static void uuid(struct evm_buf *b, const char *h)
{
	evm_buf_printf(b, "\"%.8s-%.4s-8%.3s-a%.3s-%.12s\"", h, h + 8, h + 12,
		       h + 15, h + 18);
}

static int statement(struct evm_export *x, const struct evm_doc *doc, size_t i,
		     const struct evm_fingerprint *prints, struct evm_buf *b,
		     struct evm_err *err)
{
	const struct evm_claim *c = &doc->claims.v[i];
	struct evm_concepts *concepts = x->state;
	const char *type = type_of(c);

	if (!type)
		return 0;
	/* the first statement of all stands behind the bracket alone */
	evm_buf_addz(b, concepts->v.n ? ",\n{\"type\":" : "\n{\"type\":");
	evm_json_str(b, evm_str(type));
	evm_json_key(b, "id");
	uuid(b, prints[i].hex);
	agents(b, doc, concepts, c, type);
	evm_buf_printf(b, ",\"belief\":%.3f", c->confidence);
	if (evidence(x, doc, i, b, err))
		return -1;
	evm_buf_addc(b, '}');
	return 0;
}

static int begin(struct evm_export *x, struct evm_buf *out, struct evm_err *err)
{
	(void)err;
	x->state = evm_concepts_new();
	evm_buf_addc(out, '[');
	return 0;
}

static int document(struct evm_export *x, const struct evm_doc *doc,
		    struct evm_buf *out, struct evm_err *err)
{
	evm_offsets_set(&x->offsets, doc->text, EVM_UNIT_CODEPOINT);
	return evm_export_each(x, doc, statement, out, err);
}

static int end(struct evm_export *x, struct evm_buf *out, struct evm_err *err)
{
	(void)x;
	(void)err;
	evm_buf_addz(out, "]\n");
	return 0;
}

static void release(struct evm_export *x)
{
	evm_concepts_free(x->state);
}

const struct evm_export_format evm_export_indra = {
	"indra", false, begin, document, end, release
};
