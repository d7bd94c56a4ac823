/* jats_text_xml: running text of JATS, and the citations in it. */
#include <string.h>

#include "core/utf8.h"
#include "corpus/jats_xml_p.h"

#define RANGE_MAX 100		/* [4-103] is a range; more is a mistake */

/* --- the tree ------------------------------------------------------------- */

bool jats_is(const xmlNode *n, const char *name)
{
	return n->type == XML_ELEMENT_NODE &&
	       !strcmp((const char *)n->name, name);
}

const xmlNode *jats_next(const xmlNode *n)
{
	do
		n = n->next;
	while (n && n->type != XML_ELEMENT_NODE);
	return n;
}

const xmlNode *jats_first(const xmlNode *n)
{
	const xmlNode *c = n ? n->children : NULL;

	return !c || c->type == XML_ELEMENT_NODE ? c : jats_next(c);
}

const xmlNode *jats_child(const xmlNode *n, const char *name)
{
	for (n = jats_first(n); n; n = jats_next(n))
		if (jats_is(n, name))
			return n;
	return NULL;
}

const xmlNode *jats_path(const xmlNode *n, const char *path)
{
	struct evm_str rest = evm_str(path);

	while (n && rest.p) {
		struct evm_str name = evm_str_cut(&rest, '/');

		for (n = jats_first(n); n; n = jats_next(n))
			if (evm_str_eqz(name, (const char *)n->name))
				break;
	}
	return n;
}

struct evm_str jats_attr(const xmlNode *n, const char *name)
{
	for (const xmlAttr *a = n->properties; a; a = a->next)
		if (!strcmp((const char *)a->name, name) && a->children)
			return evm_str((const char *)a->children->content);
	return EVM_LIT("");
}

/* --- inline text ----------------------------------------------------------- */

enum inline_kind {
	PLAIN,			/* its text is text */
	SKIP,			/* no text for readers */
	APART,			/* as PLAIN, a space at both ends */
	RAISED,
	MSUP,
	XREF,
	LATER,			/* after the paragraph */
	BLOCK,			/* cuts a paragraph */
};

static enum inline_kind kind_of(const xmlNode *n)
{
	static const struct { const char *name; enum inline_kind kind; } kinds[] = {
		{ "sup", RAISED }, { "xref", XREF }, { "break", APART },
		{ "msup", MSUP }, { "tex-math", SKIP }, { "annotation", SKIP },
		{ "object-id", SKIP }, { "alt-text", SKIP },
		{ "long-desc", SKIP }, { "fig", LATER }, { "fig-group", LATER },
		{ "table-wrap", LATER }, { "table-wrap-group", LATER },
		{ "fn", LATER }, { "supplementary-material", LATER },
		{ "media", LATER }, { "chem-struct-wrap", LATER },
		{ "list", BLOCK }, { "def-list", BLOCK },
		{ "boxed-text", BLOCK }, { "disp-quote", BLOCK },
		{ "p", APART }, { "title", APART }, { "list-item", APART },
		{ "disp-formula", APART }, { "def-item", APART },
		{ "def", APART }, { "label", APART }, { "subtitle", APART },
		{ "tr", APART }, { "td", APART }, { "th", APART },
	};

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (!strcmp((const char *)n->name, kinds[i].name))
			return kinds[i].kind;
	return PLAIN;
}

static void add_children(struct evm_jats *j, const xmlNode *n)
{
	for (const xmlNode *c = n->children; c; c = c->next)
		jats_add(j, c);
}

static void add_xref(struct evm_jats *j, const xmlNode *n)
{
	struct jats_xref x = { .begin = j->flat.b.n, .node = n };

	if (!evm_str_eqz(jats_attr(n, "ref-type"), "bibr")) {
		add_children(j, n);
		return;
	}
	/* 2010<sup>12</sup> with a reference inside is no power of 2010 */
	j->flat.raised = SIZE_MAX;
	add_children(j, n);
	x.end = j->flat.b.n;
	*EVM_PUSH(&j->doc->arena, j->xrefs) = x;
}

static bool holds_citation(const xmlNode *n)
{
	for (n = jats_first(n); n; n = jats_next(n))
		if (evm_str_eqz(jats_attr(n, "ref-type"), "bibr") ||
		    holds_citation(n))
			return true;
	return false;
}

/* cells<sup>12</sup> would glue word and reference: cells[12]. Titles and
 * abstracts have their characters and no others. */
static void add_raised(struct evm_jats *j, const xmlNode *n)
{
	bool cites = j->region != EVM_REGION_TITLE &&
		     j->region != EVM_REGION_ABSTRACT && holds_citation(n);

	if (cites)
		evm_flat_add(&j->flat, EVM_LIT("["));
	else
		evm_flat_raise(&j->flat);
	add_children(j, n);
	if (cites)
		evm_flat_add(&j->flat, EVM_LIT("]"));
	else
		evm_flat_lower(&j->flat);
}

/* <msup>: the second child is raised. */
static void add_msup(struct evm_jats *j, const xmlNode *n)
{
	size_t child = 0;

	for (const xmlNode *c = jats_first(n); c; c = jats_next(c), child++) {
		if (child == 1)
			evm_flat_raise(&j->flat);
		jats_add(j, c);
		if (child == 1)
			evm_flat_lower(&j->flat);
	}
}

/* A list in a paragraph: what stands before it is a passage of its own. */
static void add_block(struct evm_jats *j, const xmlNode *n)
{
	if (!j->flow) {
		evm_flat_add(&j->flat, EVM_LIT(" "));
		add_children(j, n);
		evm_flat_add(&j->flat, EVM_LIT(" "));
		return;
	}
	jats_emit(j);
	jats_blocks(j, n);
	jats_begin(j);
	j->flow = true;
}

void jats_add(struct evm_jats *j, const xmlNode *n)
{
	if (n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE)
		evm_flat_add(&j->flat, evm_str((const char *)n->content));
	if (n->type != XML_ELEMENT_NODE)
		return;
	switch (kind_of(n)) {
	case SKIP:
		break;
	case RAISED:
		add_raised(j, n);
		break;
	case MSUP:
		add_msup(j, n);
		break;
	case XREF:
		add_xref(j, n);
		break;
	case LATER:
		if (j->flow)
			*EVM_PUSH(&j->doc->arena, j->later) = n;
		break;
	case BLOCK:
		add_block(j, n);
		break;
	case APART:
		evm_flat_add(&j->flat, EVM_LIT(" "));
		add_children(j, n);
		evm_flat_add(&j->flat, EVM_LIT(" "));
		break;
	default:
		add_children(j, n);
	}
}

void jats_begin(struct evm_jats *j)
{
	evm_flat_begin(&j->flat);
	j->xrefs.n = 0;
	j->flow = false;
}

struct evm_str jats_flat(struct evm_jats *j, const xmlNode *n)
{
	jats_begin(j);
	if (n)
		add_children(j, n);
	return evm_flat_end(&j->flat);
}

int jats_emit(struct evm_jats *j)
{
	struct evm_str s = evm_flat_end(&j->flat);
	int at = evm_doc_passage(j->doc, j->region, j->section, s);

	if (at >= 0)
		jats_cite(j, j->doc->passages.v[at].span.begin, s.n);
	j->xrefs.n = 0;
	return at;
}

/* --- citations -------------------------------------------------------------- */

enum between { ANOTHER, LIST, RANGE };

/* What stands between two references: "," goes on, "-" is a range, words
 * begin another citation. */
static enum between between(struct evm_str s)
{
	enum between found = LIST;

	if (s.n > 12)
		return ANOTHER;
	for (size_t i = 0; i < s.n; ) {
		uint32_t c = evm_utf8_next(s, &i);

		if (c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212)
			found = RANGE;
		else if (!c || c > 127 || !strchr(" ,;[]()", (char)c))
			return ANOTHER;
	}
	return found;
}

static void add_label(struct evm_jats *j, struct evm_cite *c, uint32_t ref)
{
	*EVM_PUSH(&j->doc->arena, c->labels) = j->doc->refs.v[ref].label;
}

/* References in the order of the list, from behind a to before b. */
static void add_range(struct evm_jats *j, struct evm_cite *c, uint32_t a,
		      uint32_t b)
{
	if (b > a && b - a < RANGE_MAX)
		for (uint32_t i = a + 1; i < b; i++)
			add_label(j, c, i);
}

/* "4-6" in one element that names only its first reference. */
static void add_written_range(struct evm_jats *j, struct evm_cite *c,
			      struct evm_str text, uint32_t ref)
{
	uint64_t a = 0, b = 0, *n = &a;

	for (size_t i = 0; i < text.n; ) {
		uint32_t ch = evm_utf8_next(text, &i);

		if (ch == '-' || (ch >= 0x2010 && ch <= 0x2015))
			n = &b;
		else if (ch >= '0' && ch <= '9' && *n < 100000)
			*n = *n * 10 + (ch - '0');
		else if (ch > 127 || !strchr(" []()", (char)ch))
			return;
	}
	if (a && b > a && b - a < RANGE_MAX && ref + (b - a) < j->doc->refs.n)
		add_range(j, c, ref, ref + (uint32_t)(b - a) + 1);
}

/* Labels of one xref; *last is the last reference it names. */
static void add_xref_labels(struct evm_jats *j, struct evm_cite *c,
			    const struct jats_xref *x, bool range,
			    int64_t *last)
{
	struct evm_str rids = jats_attr(x->node, "rid");
	uint32_t ref, named = 0;

	while (rids.p) {
		struct evm_str id = evm_str_cut(&rids, ' ');

		if (!evm_index_get(&j->ref_at, id, &ref))
			continue;
		if (range && !named && *last >= 0)
			add_range(j, c, (uint32_t)*last, ref);
		add_label(j, c, ref);
		*last = ref;
		named++;
	}
	if (named == 1)
		add_written_range(j, c, evm_str_sub(evm_buf_str(&j->flat.b),
						    x->begin, x->end),
				  (uint32_t)*last);
}

/* Takes the brackets around a citation into its span. */
static void widen(struct evm_str s, size_t *begin, size_t *end)
{
	if (*begin > 0 && *end < s.n &&
	    ((s.p[*begin - 1] == '[' && s.p[*end] == ']') ||
	     (s.p[*begin - 1] == '(' && s.p[*end] == ')'))) {
		--*begin;
		++*end;
	}
}

/* The xrefs from i on that are one citation; returns the first behind it. */
static size_t cite_group(struct evm_jats *j, size_t i, struct evm_str s,
			 uint32_t begin)
{
	struct evm_cite c = { .span = { 0, 0 } };
	size_t from = j->xrefs.v[i].begin, to = from;
	enum between b = LIST;
	int64_t last = -1;

	do {
		const struct jats_xref *x = &j->xrefs.v[i];

		add_xref_labels(j, &c, x, b == RANGE, &last);
		to = x->end < s.n ? x->end : s.n;
		if (++i < j->xrefs.n)
			b = between(evm_str_sub(s, to, j->xrefs.v[i].begin));
	} while (i < j->xrefs.n && b != ANOTHER);
	while (from < to && s.p[from] == ' ')
		from++;
	while (to > from && s.p[to - 1] == ' ')
		to--;
	if (!c.labels.n || from >= to)
		return i;
	widen(s, &from, &to);
	c.span = (struct evm_span){ begin + (uint32_t)from, begin + (uint32_t)to };
	*EVM_PUSH(&j->doc->arena, j->doc->cites) = c;
	return i;
}

void jats_cite(struct evm_jats *j, uint32_t begin, size_t n)
{
	struct evm_str s = evm_str_sub(evm_buf_str(&j->flat.b), 0, n);

	for (size_t i = 0; i < j->xrefs.n; )
		i = cite_group(j, i, s, begin);
}
