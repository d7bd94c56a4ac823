#include "corpus/bioc_xml.h"

#include <stdlib.h>
#include <string.h>

#include <libxml/tree.h>

#include "core/utf8.h"
#include "corpus/given.h"
#include "corpus/xml_ctxt.h"

#define GAP_MAX 1000		/* characters between two sentences */

struct evm_bioc {
	struct evm_xml_ctxt xml;
	struct evm_buf text;	/* scratch */
};

struct evm_bioc *evm_bioc_new(void)
{
	struct evm_bioc *b = evm_malloc(sizeof *b);

	memset(b, 0, sizeof *b);
	evm_xml_ctxt_init(&b->xml, NULL, b);
	return b;
}

void evm_bioc_free(struct evm_bioc *b)
{
	if (!b)
		return;
	evm_xml_ctxt_release(&b->xml);
	evm_buf_release(&b->text);
	free(b);
}

static bool is(const xmlNode *n, const char *name)
{
	return n->type == XML_ELEMENT_NODE && !strcmp((const char *)n->name, name);
}

static const xmlNode *child(const xmlNode *n, const char *name)
{
	for (n = n->children; n; n = n->next)
		if (is(n, name))
			return n;
	return NULL;
}

/* Text of a node, in the document's arena. */
static struct evm_str text_of(struct evm_doc *doc, const xmlNode *n)
{
	xmlChar *p = n ? xmlNodeGetContent(n) : NULL;
	struct evm_str s = evm_str_dup(&doc->arena, evm_str((const char *)p));

	xmlFree(p);
	return s;
}

static struct evm_str attr(struct evm_doc *doc, const xmlNode *n, const char *name)
{
	xmlChar *p = xmlGetNoNsProp(n, (const xmlChar *)name);
	struct evm_str s = evm_str_dup(&doc->arena, evm_str((const char *)p));

	xmlFree(p);
	return s;
}

static struct evm_str infon(struct evm_doc *doc, const xmlNode *of, const char *key)
{
	for (const xmlNode *n = of->children; n; n = n->next)
		if (is(n, "infon") && evm_str_eqz(attr(doc, n, "key"), key))
			return text_of(doc, n);
	return EVM_LIT("");
}

/* --- passages ---------------------------------------------------------------- */

/* Ours by name; else as NCBI's files name them. */
static enum evm_region region_of(struct evm_str type)
{
	int r = evm_region_of(type);

	if (r >= 0)
		return (enum evm_region)r;
	if (evm_str_eqz(type, "front"))
		return EVM_REGION_TITLE;
	if (evm_str_starts(type, "abstract_title") || evm_str_starts(type, "title_"))
		return EVM_REGION_HEADING;
	if (evm_str_starts(type, "abstract"))
		return EVM_REGION_ABSTRACT;
	return evm_str_find(type, EVM_LIT("caption"), 0) != SIZE_MAX ?
	       EVM_REGION_CAPTION : EVM_REGION_BODY;
}

/* Its own text, or its sentences at their places: a gap of some characters is
 * spaces, a greater one a mistake. */
static void passage_text(struct evm_bioc *b, struct evm_doc *doc, const xmlNode *p,
			 uint64_t offset)
{
	struct evm_str text = text_of(doc, child(p, "text"));
	uint64_t at;

	b->text.n = 0;
	if (text.n) {
		evm_utf8_clean(&b->text, text);
		return;
	}
	for (const xmlNode *n = p->children; n; n = n->next) {
		uint64_t have = offset + evm_utf8_count(evm_buf_str(&b->text));

		if (!is(n, "sentence"))
			continue;
		if (!evm_str_u64(evm_str_trim(text_of(doc, child(n, "offset"))),
				 UINT32_MAX, &at))
			for (; have < at && at - have < GAP_MAX; have++)
				evm_buf_addc(&b->text, ' ');
		evm_utf8_clean(&b->text, text_of(doc, child(n, "text")));
	}
}

/* A mention of several places is read at its first one. */
static void annotation(struct evm_doc *doc, const xmlNode *n, uint64_t offset,
		       struct evm_span in, struct evm_str text)
{
	const xmlNode *location = child(n, "location");
	int type = evm_given_type(infon(doc, n, "type"));
	struct evm_str quote = text_of(doc, child(n, "text"));
	struct evm_mention *m;
	struct evm_span span;
	uint64_t at, length;

	if (!location || type < 0 ||
	    evm_str_u64(attr(doc, location, "offset"), UINT32_MAX, &at) ||
	    evm_str_u64(attr(doc, location, "length"), UINT32_MAX, &length) ||
	    at < offset || !evm_given_place(text, at - offset, length, quote, &span))
		return;
	m = EVM_PUSH(&doc->arena, doc->mentions);
	m->type = (enum evm_type)type;
	m->span = (struct evm_span){ in.begin + span.begin, in.begin + span.end };
	m->norm = infon(doc, n, "norm");
	m->name = infon(doc, n, "name");
	m->source = infon(doc, n, "source");
	m->species = infon(doc, n, "species");
	m->cargo = infon(doc, n, "cargo");
	m->modification = infon(doc, n, "modification");
	m->sign = evm_str_eqz(infon(doc, n, "sign"), "-1") ? -1 :
		  evm_str_eqz(infon(doc, n, "sign"), "1");
	m->by = EVM_LIT("given");
	evm_given_concept(m, infon(doc, n, "identifier"), &doc->arena);
	if (!m->norm.n)
		m->norm = evm_str_sub(text, span.begin, span.end);
}

/* Our own export marks what is an argument of a claim and no mention. */
static void annotations(struct evm_doc *doc, const xmlNode *of, uint64_t offset,
			struct evm_span in, struct evm_str text)
{
	for (const xmlNode *n = of->children; n; n = n->next)
		if (is(n, "sentence"))
			annotations(doc, n, offset, in, text);
		else if (is(n, "annotation") && !infon(doc, n, "argument").n)
			annotation(doc, n, offset, in, text);
}

static void passage(struct evm_bioc *b, struct evm_doc *doc, const xmlNode *p)
{
	struct evm_str section = infon(doc, p, "section"), text;
	uint64_t offset = 0;
	int at;

	if (evm_str_u64(evm_str_trim(text_of(doc, child(p, "offset"))), UINT32_MAX,
			&offset))
		offset = 0;
	if (!section.n)
		section = infon(doc, p, "section_type");
	passage_text(b, doc, p, offset);
	text = evm_str_dup(&doc->arena, evm_buf_str(&b->text));
	at = evm_doc_passage(doc, region_of(infon(doc, p, "type")), section, text);
	if (at < 0)
		return;
	doc->passages.v[at].category = infon(doc, p, "category");
	annotations(doc, p, offset, doc->passages.v[at].span, text);
}

/* --- the document --------------------------------------------------------------- */

static void metadata(struct evm_doc *doc, const xmlNode *root)
{
	static const char *const keys[] = { "title", "author", "journal", "year",
					    "doi", "pmid", "pmcid" };

	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		struct evm_str value = infon(doc, root, keys[i]);

		if (value.n)
			evm_doc_meta(doc, keys[i], value, EVM_LIT(""));
	}
}

/* Ours says where it is from; digits alone are a PMID. */
static struct evm_str source_of(struct evm_doc *doc, const xmlNode *root)
{
	static const char *const known[] = { "pubmed", "book", "pmc", "text", "tsv" };
	struct evm_str said = infon(doc, root, "source");
	uint64_t number;

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (evm_str_eqz(said, known[i]))
			return evm_str(known[i]);
	return !evm_str_u64(doc->id, UINT32_MAX, &number) ? EVM_LIT("pubmed") :
	       evm_str_starts(doc->id, "PMC") ? EVM_LIT("pmc") : EVM_LIT("text");
}

int evm_bioc_parse(struct evm_bioc *b, const struct evm_raw *raw,
		   struct evm_doc *doc, struct evm_err *err)
{
	const xmlNode *root;
	xmlDocPtr tree;

	evm_doc_reset(doc);
	evm_xml_ctxt_renew(&b->xml);
	if (evm_xml_ctxt_parse(&b->xml, raw, &tree, err))
		return -1;
	root = xmlDocGetRootElement(tree);
	doc->id = evm_str_trim(text_of(doc, child(root, "id")));
	doc->source = source_of(doc, root);
	metadata(doc, root);
	for (const xmlNode *n = root->children; n; n = n->next)
		if (is(n, "passage"))
			passage(b, doc, n);
	evm_doc_seal(doc);
	evm_doc_sort(doc);
	xmlFreeDoc(tree);
	return doc->id.n ? 1 : evm_xml_bad(raw, err, "it has no id");
}
