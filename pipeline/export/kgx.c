/* KGX: nodes and edges of Biolink's model, as JSON Lines and as TSV. A mined
 * sentence does not say that something treats a disease in patients, so
 * "treats" is treats_or_applied_or_studied_to_treat until a curator accepted
 * it; then it ameliorates the condition. */
#include <stdlib.h>
#include <string.h>

#include "core/json.h"
#include "export/concept.h"
#include "export/files.h"
#include "export/format.h"
#include "export/markup.h"
#include "export/targets.h"
#include "store/claim.h"

struct set {
	struct evm_concepts *nodes;
	struct evm_buf edges;
	bool tsv;
};

/* Attributes of an edge in the columns' order; a list is marked by '*'. */
enum column {
	ID, SUBJECT, PREDICATE, OBJECT, CATEGORY, QUALIFIED, ASPECT, DIRECTION,
	NEGATED, LEVEL, AGENT, KNOWLEDGE, PUBLICATIONS, SPECIES, DISEASE, SCORE,
	TEXT, N_COLUMNS
};
static const struct { const char *name; bool list, bare; } columns[N_COLUMNS] = {
	[ID] = { "id", false, false }, [SUBJECT] = { "subject", false, false },
	[PREDICATE] = { "predicate", false, false },
	[OBJECT] = { "object", false, false },
	[CATEGORY] = { "category", true, false },
	[QUALIFIED] = { "qualified_predicate", false, false },
	[ASPECT] = { "object_aspect_qualifier", false, false },
	[DIRECTION] = { "object_direction_qualifier", false, false },
	[NEGATED] = { "negated", false, true },
	[LEVEL] = { "knowledge_level", false, false },
	[AGENT] = { "agent_type", false, false },
	[KNOWLEDGE] = { "primary_knowledge_source", false, false },
	[PUBLICATIONS] = { "publications", true, false },
	[SPECIES] = { "species_context_qualifier", false, false },
	[DISEASE] = { "disease_context_qualifier", false, false },
	[SCORE] = { "score", false, true },
	[TEXT] = { "supporting_text", true, false },
};

static const struct { const char *predicate, *direction; } biolink[EVM_PREDICATE_N] = {
	[EVM_TREATS] = { "biolink:treats_or_applied_or_studied_to_treat", NULL },
	[EVM_WORSENS] = { "biolink:exacerbates_condition", NULL },
	[EVM_INCREASES] = { "biolink:affects", "increased" },
	[EVM_DECREASES] = { "biolink:affects", "decreased" },
	[EVM_AFFECTS] = { "biolink:affects", NULL },
	[EVM_TARGETS] = { "biolink:directly_physically_interacts_with", NULL },
	[EVM_CONTAINS] = { "biolink:has_part", NULL },
	[EVM_SUPERIOR_TO] = { "biolink:related_to", NULL },
	[EVM_INVESTIGATED_FOR] = { "biolink:in_clinical_trials_for", NULL },
};

/* An effect may be a process, a phenotype or a measure: nothing more is said
 * of it unless its identifier does. */
static const char *category(const struct evm_concept *n)
{
	bool go = evm_str_starts(n->id, "GO:");

	switch (n->type) {
	case EVM_SOURCE: case EVM_CELL: return "biolink:Cell";
	case EVM_VESICLE: return "biolink:CellularComponent|biolink:Treatment";
	case EVM_MIRNA: return "biolink:MicroRNA";
	case EVM_PROTEIN: return evm_str_starts(n->id, "HGNC:") ? "biolink:Gene" :
				 "biolink:Protein";
	case EVM_DISEASE: return "biolink:Disease";
	case EVM_EFFECT: return go ? "biolink:BiologicalProcess" :
				"biolink:NamedThing";
	case EVM_PATHWAY: return "biolink:Pathway";
	case EVM_DRUG: return "biolink:ChemicalEntity";
	case EVM_SPECIES: return "biolink:OrganismTaxon";
	default: return "biolink:NamedThing";
	}
}

/* --- a value in both writings --------------------------------------------------------- */

/* Items of a list come with '|' between them; where the text itself may have
 * one (sentences) the list has one item. */
static void json_value(struct evm_buf *b, const char *name, struct evm_str v,
		       bool list, bool bare)
{
	evm_json_key(b, name);
	if (bare) {
		evm_buf_add(b, v);
		return;
	}
	if (!list) {
		evm_json_str(b, v);
		return;
	}
	evm_buf_addc(b, '[');
	if (strcmp(name, "supporting_text") != 0) {
		while (v.p) {
			evm_json_item(b);
			evm_json_str(b, evm_str_cut(&v, '|'));
		}
	} else {
		evm_json_str(b, v);
	}
	evm_buf_addc(b, ']');
}

/* TSV has no quoting and no escapes: '|' inside of an item becomes '/'. */
static void tsv_value(struct evm_buf *b, struct evm_str v, bool text)
{
	size_t from = b->n;

	evm_flat(b, v);
	for (size_t i = from; i < b->n && text; i++)
		if (b->p[i] == '|')
			b->p[i] = '/';
}

static void edge(struct set *s, struct evm_str *v)
{
	struct evm_buf *b = &s->edges;

	if (!s->tsv)
		evm_buf_addc(b, '{');
	for (int i = 0; i < N_COLUMNS; i++) {
		if (s->tsv && i)
			evm_buf_addc(b, '\t');
		if (s->tsv)
			tsv_value(b, v[i], i == TEXT);
		else if (v[i].n)
			json_value(b, columns[i].name, v[i], columns[i].list,
				   columns[i].bare);
	}
	evm_buf_addz(b, s->tsv ? "\n" : "}\n");
}

/* --- edges ------------------------------------------------------------------------------ */

static struct evm_str publication(const struct evm_doc *doc, struct evm_arena *a)
{
	struct evm_str pmid = evm_doc_pmid(doc), pmcid = evm_doc_pmcid(doc);

	if (pmid.n)
		return evm_str_printf(a, "PMID:%.*s", EVM_ARG(pmid));
	return pmcid.n ? evm_str_printf(a, "PMCID:%.*s", EVM_ARG(pmcid)) : pmcid;
}

/* An accepted improvement is one. */
static struct evm_str predicate(const struct evm_claim *c, bool accepted)
{
	return evm_str(c->predicate == EVM_TREATS && accepted && !c->negated ?
		       "biolink:ameliorates_condition" :
		       biolink[c->predicate].predicate);
}

/* A qualifier's value as the name of a concept. */
static struct evm_str term(struct evm_str value, enum evm_type type,
			   struct evm_arena *a)
{
	struct evm_buf b = EVM_BUF_INIT;

	if (!value.n)
		return value;
	evm_term_id(&b, type, EVM_LIT(""), value);
	value = evm_str_dup(a, evm_buf_str(&b));
	evm_buf_release(&b);
	return value;
}

static void fill(struct evm_export *x, const struct evm_doc *doc, size_t i,
		 const struct evm_fingerprint *prints, struct evm_arena *a,
		 struct evm_str *v)
{
	const struct evm_claim *c = &doc->claims.v[i];
	bool accepted = x->status && !strcmp(x->status[i], "accepted");
	const char *direction = biolink[c->predicate].direction;
	char id[EVM_CLAIM_ID + 1];

	evm_claim_id(&prints[i], id);
	v[ID] = evm_str_printf(a, EVM_TERM_IRI_CLAIM "%s", id);
	v[PREDICATE] = predicate(c, accepted);
	v[CATEGORY] = EVM_LIT("biolink:Association");
	if (direction) {
		v[QUALIFIED] = EVM_LIT("biolink:causes");
		v[ASPECT] = EVM_LIT("activity_or_abundance");
		v[DIRECTION] = evm_str(direction);
	}
	v[NEGATED] = evm_str(c->negated ? "true" : "false");
	v[LEVEL] = evm_str(accepted ? "knowledge_assertion" : "not_provided");
	v[AGENT] = evm_str(accepted ? "manual_validation_of_automated_agent" :
			   "text_mining_agent");
	v[KNOWLEDGE] = EVM_LIT("infores:evmine");
	v[PUBLICATIONS] = publication(doc, a);
	v[SPECIES] = term(evm_claim_qual(c, "model_species"), EVM_SPECIES, a);
	v[DISEASE] = term(evm_claim_qual(c, "disease"), EVM_DISEASE, a);
	v[SCORE] = evm_str_printf(a, "%.3f", c->confidence);
	v[TEXT] = evm_doc_slice(doc, doc->sentences.v[c->sentence].span);
}

static int document(struct evm_export *x, const struct evm_doc *doc,
		    struct evm_buf *out, struct evm_err *err)
{
	struct set *s = x->state;
	const struct evm_fingerprint *prints;
	struct evm_arena a;

	(void)out;
	(void)err;
	evm_arena_init(&a);
	prints = evm_export_prints(x, doc, &a);
	for (size_t i = 0; i < doc->claims.n; i++) {
		const struct evm_claim *c = &doc->claims.v[i];
		struct evm_str v[N_COLUMNS] = { { NULL, 0 } };
		size_t subject, object;

		if (c->confidence < x->min_confidence)
			continue;
		subject = evm_concepts_add(s->nodes, doc, c, true);
		object = evm_concepts_add(s->nodes, doc, c, false);
		v[SUBJECT] = s->nodes->v.v[subject].id;
		v[OBJECT] = s->nodes->v.v[object].id;
		fill(x, doc, i, prints, &a, v);
		edge(s, v);
	}
	evm_arena_release(&a);
	return 0;
}

/* --- the files ---------------------------------------------------------------------------- */

static void nodes(const struct set *s, struct evm_buf *out)
{
	if (s->tsv)
		evm_buf_addz(out, "id\tcategory\tname\txref\n");
	for (size_t i = 0; i < s->nodes->v.n; i++) {
		const struct evm_concept *n = &s->nodes->v.v[i];

		if (s->tsv) {
			evm_flat(out, n->id);
			evm_buf_printf(out, "\t%s\t", category(n));
			evm_flat(out, n->name);
			evm_buf_addc(out, '\t');
			evm_flat(out, n->xref);
			evm_buf_addc(out, '\n');
			continue;
		}
		evm_buf_addc(out, '{');
		evm_json_pair(out, "id", n->id);
		json_value(out, "category", evm_str(category(n)), true, false);
		evm_json_pair(out, "name", n->name);
		if (n->xref.n)
			json_value(out, "xref", n->xref, true, false);
		evm_buf_addz(out, "}\n");
	}
}

static void begin(struct evm_export *x, bool tsv)
{
	struct set *s = evm_malloc(sizeof *s);

	*s = (struct set){ evm_concepts_new(), EVM_BUF_INIT, tsv };
	x->state = s;
	for (int i = 0; i < N_COLUMNS && tsv; i++)
		evm_buf_printf(&s->edges, "%s%s", i ? "\t" : "", columns[i].name);
	if (tsv)
		evm_buf_addc(&s->edges, '\n');
}

static int begin_jsonl(struct evm_export *x, struct evm_buf *out,
		       struct evm_err *err)
{
	(void)out;
	(void)err;
	begin(x, false);
	return 0;
}

static int begin_tsv(struct evm_export *x, struct evm_buf *out, struct evm_err *err)
{
	(void)out;
	(void)err;
	begin(x, true);
	return 0;
}

static int end(struct evm_export *x, struct evm_buf *out, struct evm_err *err)
{
	struct set *s = x->state;
	int rc;

	nodes(s, out);
	rc = evm_files_put(x->files, s->tsv ? "evmine_nodes.tsv" :
			   "evmine_nodes.jsonl", evm_buf_str(out), err);
	out->n = 0;
	if (rc)
		return -1;
	return evm_files_put(x->files, s->tsv ? "evmine_edges.tsv" :
			     "evmine_edges.jsonl", evm_buf_str(&s->edges), err);
}

static void release(struct evm_export *x)
{
	struct set *s = x->state;

	if (!s)
		return;
	evm_concepts_free(s->nodes);
	evm_buf_release(&s->edges);
	free(s);
}

const struct evm_export_format evm_export_kgx = {
	"kgx", true, begin_jsonl, document, end, release
};
const struct evm_export_format evm_export_kgx_tsv = {
	"kgx-tsv", true, begin_tsv, document, end, release
};
