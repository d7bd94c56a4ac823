/* jats_xml: walks a JATS article from front to back. */
#include "corpus/jats_xml.h"

#include <stdlib.h>
#include <string.h>

#include "corpus/jats_xml_p.h"

struct evm_jats *evm_jats_new(void)
{
	struct evm_jats *j = evm_malloc(sizeof *j);

	memset(j, 0, sizeof *j);
	evm_xml_ctxt_init(&j->xml, NULL, j);
	return j;
}

void evm_jats_free(struct evm_jats *j)
{
	if (!j)
		return;
	evm_xml_ctxt_release(&j->xml);
	evm_flat_release(&j->flat);
	evm_index_release(&j->ref_at);
	free(j);
}

/* --- blocks ------------------------------------------------------------------- */

/* One level further down: "Results > Uptake". */
static struct evm_str below(struct evm_jats *j, struct evm_str path,
			    struct evm_str title)
{
	if (!path.n || !title.n)
		return title.n ? evm_str_dup(&j->doc->arena, title) : path;
	return evm_str_printf(&j->doc->arena, "%.*s > %.*s", EVM_ARG(path),
			      EVM_ARG(title));
}

static void floats_after(struct evm_jats *j, size_t from)
{
	/* a footnote in a caption may add more */
	for (size_t i = from; i < j->later.n; i++)
		jats_float(j, j->later.v[i]);
	j->later.n = from;
}

static void paragraph(struct evm_jats *j, const xmlNode *p)
{
	size_t from = j->later.n;

	jats_begin(j);
	j->flow = true;
	for (const xmlNode *c = p->children; c; c = c->next)
		jats_add(j, c);
	j->flow = false;
	jats_emit(j);
	floats_after(j, from);
}

static void heading(struct evm_jats *j, const xmlNode *title)
{
	struct evm_str s = jats_flat(j, title);
	enum evm_region was = j->region;

	j->section = below(j, j->section, s);
	if (was != EVM_REGION_BODY)
		return;
	j->region = EVM_REGION_HEADING;
	jats_emit(j);
	j->region = was;
}

/* The name of a part that is known by its element and often has no title. */
static struct evm_str default_title(const xmlNode *n)
{
	static const char *const names[][2] = {
		{ "ack", "Acknowledgements" }, { "glossary", "Abbreviations" },
		{ "fn-group", "Footnotes" },
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (jats_is(n, names[i][0]))
			return evm_str(names[i][1]);
	return EVM_LIT("");
}

/* A section, box or appendix: its title is a heading over what is in it. */
static void section(struct evm_jats *j, const xmlNode *n)
{
	struct evm_str was = j->section;
	const xmlNode *title = jats_child(n, "title");

	if (!title)
		title = jats_path(n, "caption/title");
	if (title)
		heading(j, title);
	else
		j->section = below(j, was, default_title(n));
	jats_blocks(j, n);
	j->section = was;
}

static void definition(struct evm_jats *j, const xmlNode *item)
{
	const xmlNode *term = jats_child(item, "term");

	jats_begin(j);
	if (term)
		jats_add(j, term);
	evm_flat_add(&j->flat, EVM_LIT(": "));
	for (const xmlNode *c = jats_first(item); c; c = jats_next(c))
		if (jats_is(c, "def"))
			jats_add(j, c);
	jats_emit(j);
}

static bool is_one(const xmlNode *n, const char *const *names)
{
	for (; *names; names++)
		if (jats_is(n, *names))
			return true;
	return false;
}

static void block(struct evm_jats *j, const xmlNode *n)
{
	static const char *const paragraphs[] = {
		"p", "disp-formula", "speech", "verse-group", "preformat", NULL,
	};
	static const char *const sections[] = {
		"sec", "boxed-text", "app", "ack", "glossary", "notes",
		"fn-group", NULL,
	};
	static const char *const floats[] = {
		"fig", "fig-group", "table-wrap", "table-wrap-group", "fn",
		"supplementary-material", "media", NULL,
	};
	static const char *const no_text[] = {
		"title", "label", "ref-list", "sec-meta", "bio", "caption",
		"graphic", "object-id", "alt-text", NULL,
	};

	if (is_one(n, paragraphs))
		paragraph(j, n);
	else if (is_one(n, sections))
		section(j, n);
	else if (is_one(n, floats))
		jats_float(j, n);
	else if (jats_is(n, "def-item"))
		definition(j, n);
	else if (!is_one(n, no_text))
		jats_blocks(j, n);
}

void jats_blocks(struct evm_jats *j, const xmlNode *n)
{
	for (n = jats_first(n); n; n = jats_next(n))
		block(j, n);
}

/* --- the article ---------------------------------------------------------------- */

static void part(struct evm_jats *j, const xmlNode *n, enum evm_region region)
{
	j->region = region;
	j->section = EVM_LIT("");
	if (n)
		jats_blocks(j, n);
}

static void abstracts(struct evm_jats *j, const xmlNode *m)
{
	for (const xmlNode *n = jats_first(m); n; n = jats_next(n)) {
		const xmlNode *title = jats_child(n, "title");

		if (!jats_is(n, "abstract"))
			continue;
		j->region = EVM_REGION_ABSTRACT;
		j->section = EVM_LIT("");
		/* a first abstract's title says no more than "Abstract" */
		if (title && jats_attr(n, "abstract-type").n)
			heading(j, title);
		jats_blocks(j, n);
	}
}

static void document(struct evm_jats *j, const xmlNode *article)
{
	const xmlNode *m = jats_path(article, "front/article-meta");

	jats_meta(j, article);
	jats_refs(j, article);
	j->section = EVM_LIT("");
	jats_flat(j, jats_path(m, "title-group/article-title"));
	jats_emit(j);
	abstracts(j, m);
	part(j, jats_child(article, "body"), EVM_REGION_BODY);
	part(j, jats_child(article, "floats-group"), EVM_REGION_BODY);
	part(j, jats_child(article, "back"), EVM_REGION_BODY);
	evm_doc_seal(j->doc);
}

int evm_jats_parse(struct evm_jats *j, const struct evm_raw *raw,
		   struct evm_doc *doc, struct evm_err *err)
{
	const xmlNode *root;
	xmlDocPtr tree;
	int r = 1;

	evm_doc_reset(doc);
	evm_xml_ctxt_renew(&j->xml);
	if (evm_xml_ctxt_parse(&j->xml, raw, &tree, err))
		return -1;
	j->doc = doc;
	j->region = EVM_REGION_TITLE;
	j->tables = 0;
	evm_index_clear(&j->ref_at);
	memset(&j->xrefs, 0, sizeof j->xrefs);
	memset(&j->later, 0, sizeof j->later);
	root = xmlDocGetRootElement(tree);
	document(j, root);
	xmlFreeDoc(tree);
	if (!doc->id.n)
		r = evm_xml_bad(raw, err, "it has no PMID, PMCID or DOI");
	return r;
}
