#include "corpus/bioc_xml.h"

#include <stdlib.h>
#include <string.h>

#include <libxml/tree.h>

#include "core/utf8.h"
#include "corpus/bioc.h"
#include "corpus/xml_ctxt.h"

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

/* Its own text, or its sentences at their places. */
static void passage_text(struct evm_bioc *b, struct evm_doc *doc, const xmlNode *p,
			 uint64_t offset)
{
	struct evm_str text = text_of(doc, child(p, "text"));

	b->text.n = 0;
	if (text.n) {
		evm_utf8_clean(&b->text, text);
		return;
	}
	for (const xmlNode *n = p->children; n; n = n->next) {
		uint64_t at = 0;

		if (!is(n, "sentence"))
			continue;
		if (evm_str_u64(evm_str_trim(text_of(doc, child(n, "offset"))),
				UINT32_MAX, &at))
			at = 0;
		evm_bioc_sentence(&b->text, offset, at, text_of(doc, child(n, "text")));
	}
}

/* Its places; one that is no number leaves it without any. */
static void places(struct evm_doc *doc, const xmlNode *of, struct evm_pieces_at *at)
{
	for (const xmlNode *n = of->children; n; n = n->next) {
		size_t i = at->n;

		if (!is(n, "location"))
			continue;
		if (i == EVM_PIECES_MAX ||
		    evm_str_u64(attr(doc, n, "offset"), UINT32_MAX, &at->v[i].at) ||
		    evm_str_u64(attr(doc, n, "length"), UINT32_MAX, &at->v[i].length)) {
			at->n = 0;
			return;
		}
		at->n++;
	}
}

static void annotation(struct evm_doc *doc, const xmlNode *n, uint64_t offset,
		       struct evm_span in, struct evm_str text)
{
	struct evm_bioc_note note = {
		EVM_BIOC_INFONS(infon, doc, n), .text = text_of(doc, child(n, "text")),
	};

	places(doc, n, &note.places);
	evm_bioc_mention(doc, &note, offset, in, text);
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
	at = evm_doc_passage(doc, evm_bioc_region(infon(doc, p, "type")), section, text);
	if (at < 0)
		return;
	doc->passages.v[at].category = infon(doc, p, "category");
	annotations(doc, p, offset, doc->passages.v[at].span, text);
}

/* --- the document --------------------------------------------------------------- */

static void metadata(struct evm_doc *doc, const xmlNode *root)
{
	for (const char *const *key = evm_bioc_meta; *key; key++) {
		struct evm_str value = infon(doc, root, *key);

		if (value.n)
			evm_doc_meta(doc, *key, value, EVM_LIT(""));
	}
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
	doc->source = evm_bioc_source(infon(doc, root, "source"), doc->id);
	metadata(doc, root);
	for (const xmlNode *n = root->children; n; n = n->next)
		if (is(n, "passage"))
			passage(b, doc, n);
	evm_doc_seal(doc);
	evm_doc_sort(doc);
	xmlFreeDoc(tree);
	return doc->id.n ? 1 : evm_xml_bad(raw, err, "it has no id");
}
