/* GraphML 1.0: concepts and the claims between them, for Cytoscape, Gephi,
 * networkx. Edges come as the documents come, nodes at the end. */

#include "export/concept.h"
#include "export/format.h"
#include "export/markup.h"
#include "export/targets.h"
#include "store/claim.h"

/* Qualifiers as attributes of an edge; several values are joined by "|". */
static const char *const quals[] = {
	"source", "source_species", "vesicle", "cargo", "modification", "route",
	"dose", "cell", "disease", "model_species", "setting", "refs", "trial",
	"effect",
};
#define N_QUALS (sizeof quals / sizeof *quals)

static void key(struct evm_buf *out, const char *name, const char *of,
		const char *type)
{
	evm_buf_printf(out, "<key id=\"%c_%s\" for=\"%s\" attr.name=\"%s\" "
		       "attr.type=\"%s\"/>\n", of[0], name, of, name, type);
}

/* A missing value is left out. */
static void data(struct evm_buf *out, char of, const char *name, struct evm_str v)
{
	if (!v.n)
		return;
	evm_buf_printf(out, "<data key=\"%c_%s\">", of, name);
	evm_xml_text(out, v);
	evm_buf_addz(out, "</data>");
}

static int begin(struct evm_export *x, struct evm_buf *out, struct evm_err *err)
{
	static const char *const texts[] = {
		"interaction", "certainty", "doc", "status", "rule", "evidence",
	};

	(void)err;
	x->state = evm_concepts_new();
	evm_buf_addz(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		     "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n");
	key(out, "name", "node", "string");
	key(out, "type", "node", "string");
	key(out, "concept", "node", "string");
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		key(out, texts[i], "edge", "string");
	key(out, "negated", "edge", "boolean");
	key(out, "confidence", "edge", "double");
	key(out, "year", "edge", "int");
	for (size_t i = 0; i < N_QUALS; i++)
		key(out, quals[i], "edge", "string");
	evm_buf_addz(out, "<graph id=\"evmine\" edgedefault=\"directed\">\n");
	return 0;
}

static void edge_data(struct evm_export *x, const struct evm_doc *doc, size_t i,
		      struct evm_buf *out)
{
	const struct evm_claim *c = &doc->claims.v[i];
	struct evm_str year = evm_doc_meta_get(doc, "year");
	struct evm_buf value = EVM_BUF_INIT;
	uint64_t number;

	data(out, 'e', "interaction", evm_str(evm_predicate_name(c->predicate)));
	data(out, 'e', "negated", evm_str(c->negated ? "true" : "false"));
	data(out, 'e', "certainty", evm_str(c->hedged ? "hedged" : "asserted"));
	evm_buf_printf(out, "<data key=\"e_confidence\">%.3f</data>", c->confidence);
	data(out, 'e', "doc", doc->id);
	if (!evm_str_u64(year, 9999, &number))
		data(out, 'e', "year", year);
	data(out, 'e', "status", evm_str(x->status ? x->status[i] : ""));
	data(out, 'e', "rule", c->rule);
	for (size_t k = 0; k < N_QUALS; k++) {
		value.n = 0;
		evm_quals_join(&value, c, evm_str(quals[k]), "|");
		data(out, 'e', quals[k], evm_buf_str(&value));
	}
	data(out, 'e', "evidence",
	     evm_doc_slice(doc, doc->sentences.v[c->sentence].span));
	evm_buf_release(&value);
}

static int edge(struct evm_export *x, const struct evm_doc *doc, size_t i,
		const struct evm_fingerprint *prints, struct evm_buf *out,
		struct evm_err *err)
{
	const struct evm_claim *c = &doc->claims.v[i];
	struct evm_concepts *nodes = x->state;
	char id[EVM_CLAIM_ID + 1];

	(void)err;
	evm_claim_id(&prints[i], id);
	evm_buf_printf(out, "<edge id=\"%s\" source=\"n%zu\" ", id,
		       evm_concepts_add(nodes, doc, c, true));
	evm_buf_printf(out, "target=\"n%zu\">", evm_concepts_add(nodes, doc, c, false));
	edge_data(x, doc, i, out);
	evm_buf_addz(out, "</edge>\n");
	return 0;
}

static int document(struct evm_export *x, const struct evm_doc *doc,
		    struct evm_buf *out, struct evm_err *err)
{
	return evm_export_each(x, doc, edge, out, err);
}

static int end(struct evm_export *x, struct evm_buf *out, struct evm_err *err)
{
	const struct evm_concepts *nodes = x->state;

	(void)err;
	for (size_t i = 0; i < nodes->v.n; i++) {
		const struct evm_concept *n = &nodes->v.v[i];

		evm_buf_printf(out, "<node id=\"n%zu\">", i);
		data(out, 'n', "name", n->name);
		data(out, 'n', "type", evm_str(evm_type_name(n->type)));
		data(out, 'n', "concept", n->id);
		evm_buf_addz(out, "</node>\n");
	}
	evm_buf_addz(out, "</graph>\n</graphml>\n");
	return 0;
}

static void release(struct evm_export *x)
{
	evm_concepts_free(x->state);
}

const struct evm_export_format evm_export_graphml = {
	"graphml", false, begin, document, end, release
};
