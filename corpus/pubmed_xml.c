#include "corpus/pubmed_xml.h"

#include <stdlib.h>
#include <string.h>

#include "corpus/flat.h"
#include "corpus/pubmed_names.h"
#include "corpus/xml_ctxt.h"
#include "corpus/xml_dates.h"

#define SLOTS 256		/* a power of two, well over E_N */
#define DEPTH_MAX 300		/* libxml2 stops at 256 */

struct slot {
	const xmlChar *name;	/* in the context's dictionary */
	enum elem elem;
};

struct evm_pubmed {
	struct evm_xml_ctxt xml;
	struct slot slots[SLOTS];
	struct evm_flat flat;
	struct evm_doc *doc;
	unsigned char stack[DEPTH_MAX];
	size_t depth;
	enum action taking;	/* whose text is being collected, or A_NONE */
	size_t taking_depth;
	unsigned msup_children;
	struct evm_str attr, attr2;	/* of the element being collected */
	/* what the record has given so far; text in the document's arena */
	struct evm_str single[A_SINGLE_N];
	EVM_VEC(struct evm_meta) metas;
	bool is_book, titled, author_done;
	bool other_kept;	/* this OtherAbstract is text, not metadata */
	struct evm_str other_type, other_lang;
	struct evm_str link_type, link_pmid, link_source;
	struct evm_str descriptor, descriptor_ui, bank;
	bool qualified;
	bool in_reference;
	struct evm_ref ref;
	/* PMIDs to be deleted, "PMID version\n" each, and how far they have
	 * been handed out for which record */
	struct evm_buf deleted;
	size_t deleted_at;
	const struct evm_raw *deleted_raw;
	uint64_t deleted_offset;
};

/* --- names --------------------------------------------------------------- */

static size_t slot_of(const xmlChar *name)
{
	return ((uintptr_t)name * 0x9E3779B97F4A7C15u) >> 56 & (SLOTS - 1);
}

static enum elem elem_of(const struct evm_pubmed *p, const xmlChar *name)
{
	size_t i = slot_of(name);

	while (p->slots[i].name) {
		if (p->slots[i].name == name)
			return p->slots[i].elem;
		i = (i + 1) & (SLOTS - 1);
	}
	return E_NONE;
}

static void learn_names(struct evm_pubmed *p)
{
	memset(p->slots, 0, sizeof p->slots);
	for (int e = E_NONE + 1; e < E_N; e++) {
		const xmlChar *name = xmlDictLookup(p->xml.ctxt->dict,
			(const xmlChar *)elem_names[e], -1);
		size_t i;

		if (!name)
			evm_oom();
		i = slot_of(name);
		while (p->slots[i].name)
			i = (i + 1) & (SLOTS - 1);
		p->slots[i] = (struct slot){ name, (enum elem)e };
	}
}

/* --- pieces -------------------------------------------------------------- */

static struct evm_str keep(struct evm_pubmed *p, struct evm_str s)
{
	return s.n ? evm_str_dup(&p->doc->arena, s) : EVM_LIT("");
}

static void meta(struct evm_pubmed *p, const char *key, struct evm_str value,
		 struct evm_str attr)
{
	if (value.n)
		*EVM_PUSH(&p->doc->arena, p->metas) =
			(struct evm_meta){ evm_str(key), value, attr };
}

static void first(struct evm_pubmed *p, enum action a, struct evm_str s)
{
	if (!p->single[a].n)
		p->single[a] = keep(p, s);
}

static void add_title(struct evm_pubmed *p)
{
	struct evm_str title = p->single[A_TITLE];

	if (p->titled)
		return;
	p->titled = true;
	if (!title.n)
		title = p->single[A_BOOK_TITLE];
	evm_doc_passage(p->doc, EVM_REGION_TITLE, EVM_LIT(""), title);
}

static void add_abstract(struct evm_pubmed *p, struct evm_str section,
			 struct evm_str category, struct evm_str text)
{
	int at;

	add_title(p);
	at = evm_doc_passage(p->doc, EVM_REGION_ABSTRACT, section, text);
	if (at >= 0)
		p->doc->passages.v[at].category = category;
}

/* An abstract in another language would be read as English: it is kept as
 * metadata. A plain-language summary and the like are text. */
static void add_other_abstract(struct evm_pubmed *p, struct evm_str text)
{
	if (p->other_kept)
		add_abstract(p, p->attr.n ? p->attr : p->other_type, p->attr2,
			     text);
	else
		meta(p, "otherabstract", keep(p, text), p->other_lang);
}

static void article_id(struct evm_pubmed *p, struct evm_str id)
{
	if (p->in_reference) {
		if (evm_str_eqz(p->attr, "pubmed"))
			p->ref.pmid = keep(p, id);
		else if (evm_str_eqz(p->attr, "doi"))
			p->ref.doi = keep(p, id);
		return;
	}
	if (evm_str_eqz(p->attr, "pmc"))
		first(p, A_PMCID, id);
	else if (evm_str_eqz(p->attr, "doi"))
		first(p, A_OTHER_DOI, id);
}

static void elocation(struct evm_pubmed *p, struct evm_str id)
{
	if (evm_str_eqz(p->attr, "doi") && !evm_str_eqz(p->attr2, "N"))
		first(p, A_DOI, id);
}

/* MEDLINE before 2018 has the PMCID here: "PMC2034567 [Available on ...]" */
static void other_id(struct evm_pubmed *p, struct evm_str id)
{
	if (evm_str_eqz(p->attr, "NLM") && evm_str_starts(id, "PMC"))
		first(p, A_PMCID, evm_str_cut(&id, ' '));
}

static void qualifier(struct evm_pubmed *p, struct evm_str q)
{
	p->qualified = true;
	meta(p, "mesh", evm_str_join(&p->doc->arena, p->descriptor, "/", q),
	     p->descriptor_ui);
}

static void deleted(struct evm_pubmed *p, struct evm_str pmid)
{
	evm_buf_add(&p->deleted, pmid);
	evm_buf_addc(&p->deleted, ' ');
	evm_buf_add(&p->deleted, p->attr);
	evm_buf_addc(&p->deleted, '\n');
}

/* --- elements ------------------------------------------------------------ */

static struct evm_str attribute(struct evm_pubmed *p, const char *name, int n,
				const xmlChar **atts)
{
	for (int i = 0; i < n; i++, atts += 5)
		if (!strcmp((const char *)atts[0], name))
			return keep(p, (struct evm_str){ (const char *)atts[3],
				(size_t)(atts[4] - atts[3]) });
	return EVM_LIT("");
}

/* Which attributes an action wants. */
static void take_attributes(struct evm_pubmed *p, enum action a, int n,
			    const xmlChar **atts)
{
	static const struct { const char *one, *two; } wanted[A_GROUPS] = {
		[A_PMID] = { "Version", NULL },
		[A_DELETED_PMID] = { "Version", NULL },
		[A_ABSTRACT] = { "Label", "NlmCategory" },
		[A_OTHER_ABSTRACT] = { "Label", "NlmCategory" },
		[A_ELOCATION] = { "EIdType", "ValidYN" },
		[A_ARTICLE_ID] = { "IdType", NULL },
		[A_PUBTYPE] = { "UI", NULL }, [A_SUBSTANCE] = { "UI", NULL },
		[A_SUPPL_MESH] = { "UI", NULL }, [A_DESCRIPTOR] = { "UI", NULL },
		[A_OTHER_ID] = { "Source", NULL },
	};

	p->attr = p->attr2 = EVM_LIT("");
	if (n && wanted[a].one)
		p->attr = attribute(p, wanted[a].one, n, atts);
	if (n && wanted[a].two)
		p->attr2 = attribute(p, wanted[a].two, n, atts);
}

static void enter(struct evm_pubmed *p, enum action a, int n,
		  const xmlChar **atts)
{
	switch (a) {
	case A_IN_OTHER_ABSTRACT:
		p->other_type = attribute(p, "Type", n, atts);
		p->other_lang = attribute(p, "Language", n, atts);
		p->other_kept = !p->other_lang.n ||
				evm_str_eqz(p->other_lang, "eng");
		break;
	case A_IN_LINK:
		p->link_type = attribute(p, "RefType", n, atts);
		p->link_pmid = p->link_source = EVM_LIT("");
		break;
	case A_IN_REFERENCE:
		p->in_reference = true;
		p->ref.pmid = p->ref.doi = p->ref.raw = EVM_LIT("");
		break;
	case A_IN_HEADING:
		p->descriptor = p->descriptor_ui = EVM_LIT("");
		p->qualified = false;
		break;
	case A_IN_BOOK:
		p->is_book = true;
		break;
	default:
		break;
	}
}

static void leave_reference(struct evm_pubmed *p)
{
	struct evm_ref *r = EVM_PUSH(&p->doc->arena, p->doc->refs);

	*r = p->ref;
	r->label = evm_str_printf(&p->doc->arena, "%zu", p->doc->refs.n);
	p->in_reference = false;
}

static void leave(struct evm_pubmed *p, enum action a)
{
	switch (a) {
	case A_IN_LINK:
		meta(p, "link", p->link_pmid.n ? p->link_pmid : p->link_source,
		     p->link_type);
		break;
	case A_IN_REFERENCE:
		leave_reference(p);
		break;
	case A_IN_HEADING:
		if (!p->qualified)
			meta(p, "mesh", p->descriptor, p->descriptor_ui);
		break;
	case A_IN_AUTHOR:
		p->author_done = p->single[A_LAST_NAME].n ||
				 p->single[A_COLLECTIVE].n;
		break;
	default:
		break;
	}
}

/* The text of an element that may come again. */
static void taken(struct evm_pubmed *p, enum action a, struct evm_str s)
{
	switch (a) {
	case A_ELOCATION: elocation(p, s); break;
	case A_ARTICLE_ID: article_id(p, s); break;
	case A_ABSTRACT: add_abstract(p, p->attr, p->attr2, s); break;
	case A_OTHER_ABSTRACT: add_other_abstract(p, s); break;
	case A_VERNACULAR: meta(p, "vernacular", keep(p, s), EVM_LIT("")); break;
	case A_PUBTYPE: meta(p, "pubtype", keep(p, s), p->attr); break;
	case A_SUBSTANCE: meta(p, "substance", keep(p, s), p->attr); break;
	case A_SUPPL_MESH: meta(p, "mesh", keep(p, s), p->attr); break;
	case A_KEYWORD: meta(p, "keyword", keep(p, s), EVM_LIT("")); break;
	case A_DESCRIPTOR:
		p->descriptor = keep(p, s);
		p->descriptor_ui = p->attr;
		break;
	case A_QUALIFIER: qualifier(p, s); break;
	case A_OTHER_ID: other_id(p, s); break;
	case A_BANK: p->bank = keep(p, s); break;
	case A_ACCESSION: meta(p, "accession", keep(p, s), p->bank); break;
	case A_LINK_PMID: p->link_pmid = keep(p, s); break;
	case A_LINK_SOURCE: p->link_source = keep(p, s); break;
	case A_CITATION: p->ref.raw = keep(p, s); break;
	case A_DELETED_PMID: deleted(p, s); break;
	default: break;
	}
}

static void take(struct evm_pubmed *p)
{
	enum action a = p->taking;
	struct evm_str s = evm_flat_end(&p->flat);

	p->taking = A_NONE;
	if (a == A_PMID && !p->single[A_PMID].n)
		first(p, A_VERSION, p->attr);
	if (a < A_SINGLE_N)
		first(p, a, s);
	else
		taken(p, a, s);
}

/* --- handlers ------------------------------------------------------------ */

static enum elem above(const struct evm_pubmed *p, size_t n)
{
	return p->depth >= n ? (enum elem)p->stack[p->depth - n] : E_NONE;
}

static bool is_wanted(const struct evm_pubmed *p, enum action a)
{
	if (a < A_SINGLE_N && p->single[a].n)
		return false;
	if (a == A_LAST_NAME || a == A_INITIALS || a == A_COLLECTIVE)
		/* the first author; not a book's editor */
		return !p->author_done && above(p, 3) != E_Book;
	return true;
}

static void inner_start(struct evm_pubmed *p, enum elem e)
{
	if (e == E_sup || (above(p, 1) == E_msup && p->msup_children++ == 1))
		evm_flat_raise(&p->flat);
	if (e == E_msup)
		p->msup_children = 0;
}

static void on_start(void *ctx, const xmlChar *name, const xmlChar *prefix,
		     const xmlChar *uri, int n_ns, const xmlChar **ns,
		     int n_atts, int n_default, const xmlChar **atts)
{
	struct evm_pubmed *p = evm_xml_user(ctx);
	enum elem e = elem_of(p, name);
	enum action a;

	(void)prefix, (void)uri, (void)n_ns, (void)ns, (void)n_default;
	if (p->taking) {
		inner_start(p, e);
	} else {
		a = (enum action)actions[above(p, 1)][e];
		if (a > A_GROUPS) {
			enter(p, a, n_atts, atts);
		} else if (a && is_wanted(p, a)) {
			p->taking = a;
			p->taking_depth = p->depth;
			take_attributes(p, a, n_atts, atts);
			evm_flat_begin(&p->flat);
		}
	}
	EVM_CHECK(p->depth < DEPTH_MAX);
	p->stack[p->depth++] = (unsigned char)e;
}

static void on_end(void *ctx, const xmlChar *name, const xmlChar *prefix,
		   const xmlChar *uri)
{
	struct evm_pubmed *p = evm_xml_user(ctx);
	enum elem e = (enum elem)p->stack[--p->depth];
	enum action a;

	(void)name, (void)prefix, (void)uri;
	if (p->taking) {
		if (p->depth == p->taking_depth)
			take(p);
		else if (e == E_sup || above(p, 1) == E_msup)
			evm_flat_lower(&p->flat);
		return;
	}
	a = (enum action)actions[above(p, 1)][e];
	if (a > A_GROUPS)
		leave(p, a);
}

static void on_text(void *ctx, const xmlChar *text, int n)
{
	struct evm_pubmed *p = evm_xml_user(ctx);

	if (p->taking)
		evm_flat_add(&p->flat, (struct evm_str){ (const char *)text,
							 (size_t)n });
}

/* --- the document -------------------------------------------------------- */

static struct evm_str revised(struct evm_pubmed *p)
{
	struct evm_str y = p->single[A_REV_YEAR];
	uint64_t day;

	if (y.n != 4)
		return EVM_LIT("");
	if (evm_str_u64(p->single[A_REV_DAY], 31, &day))
		day = 1;
	return evm_str_printf(&p->doc->arena, "%.*s%02u%02u", EVM_ARG(y),
			      evm_xml_month(p->single[A_REV_MONTH]),
			      (unsigned)day);
}

static struct evm_str year(const struct evm_pubmed *p)
{
	static const enum action order[] = {
		A_PUB_YEAR, A_MEDLINE_DATE, A_ARTICLE_YEAR, A_CONTRIBUTION_YEAR,
	};

	for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
		struct evm_str y = evm_xml_year(p->single[order[i]]);

		if (y.n)
			return y;
	}
	return EVM_LIT("");
}

static struct evm_str author(struct evm_pubmed *p)
{
	if (!p->single[A_LAST_NAME].n)
		return p->single[A_COLLECTIVE];
	return evm_str_printf(&p->doc->arena, "%.*s%s%.*s",
			      EVM_ARG(p->single[A_LAST_NAME]),
			      p->single[A_INITIALS].n ? " " : "",
			      EVM_ARG(p->single[A_INITIALS]));
}

static struct evm_str either(const struct evm_pubmed *p, enum action a,
			     enum action b)
{
	return p->single[a].n ? p->single[a] : p->single[b];
}

static void add_metas(struct evm_pubmed *p)
{
	const struct { const char *key; struct evm_str value; } singles[] = {
		{ "title", either(p, A_TITLE, A_BOOK_TITLE) },
		{ "author", author(p) },
		{ "journal", p->is_book ? p->single[A_BOOK_TITLE] :
			     either(p, A_JOURNAL, A_JOURNAL_ABBREV) },
		{ "year", year(p) },
		{ "lang", p->single[A_LANG] },
		{ "doi", either(p, A_DOI, A_OTHER_DOI) },
		{ "pmid", p->single[A_PMID] },
		{ "pmcid", p->single[A_PMCID] },
		{ "version", p->single[A_VERSION] },
		{ "revised", revised(p) },
	};

	for (size_t i = 0; i < sizeof singles / sizeof *singles; i++)
		if (singles[i].value.n)
			*EVM_PUSH(&p->doc->arena, p->doc->meta) =
				(struct evm_meta){ evm_str(singles[i].key),
					singles[i].value, EVM_LIT("") };
	for (size_t i = 0; i < p->metas.n; i++)
		*EVM_PUSH(&p->doc->arena, p->doc->meta) = p->metas.v[i];
}

static bool is_pmid(struct evm_str s)
{
	uint64_t n;

	return !evm_str_u64(s, UINT64_MAX, &n);
}

static int finish(struct evm_pubmed *p, const struct evm_raw *raw,
		  struct evm_err *err)
{
	struct evm_doc *doc = p->doc;

	doc->id = p->single[A_PMID];
	if (!doc->id.n)
		return evm_xml_bad(raw, err, "it has no PMID");
	if (!is_pmid(doc->id))
		return evm_xml_bad(raw, err, "its PMID is no number");
	doc->source = p->is_book ? EVM_LIT("book") : EVM_LIT("pubmed");
	add_title(p);
	add_metas(p);
	evm_doc_seal(doc);
	return 1;
}

/* Hands out the next of the PMIDs to be deleted. */
static int next_deleted(struct evm_pubmed *p, const struct evm_raw *raw,
			bool *go_on, struct evm_err *err)
{
	struct evm_str list = evm_buf_str(&p->deleted), line;
	struct evm_doc *doc = p->doc;

	if (p->deleted_at >= list.n)
		return 0;
	list = evm_str_sub(list, p->deleted_at, list.n);
	line = evm_str_cut(&list, '\n');
	p->deleted_at += line.n + 1;
	*go_on = p->deleted_at < p->deleted.n;
	if (!*go_on)
		p->deleted_raw = NULL;
	doc->id = evm_str_dup(&doc->arena, evm_str_cut(&line, ' '));
	doc->source = EVM_LIT("pubmed");
	doc->deleted = true;
	if (!is_pmid(doc->id))
		return evm_xml_bad(raw, err, "a PMID to be deleted is no number");
	if (line.n)
		evm_doc_meta(doc, "version", line, EVM_LIT(""));
	evm_doc_seal(doc);
	return 1;
}

struct evm_pubmed *evm_pubmed_new(void)
{
	static const xmlSAXHandler handlers = {
		.startElementNs = on_start,
		.endElementNs = on_end,
		.characters = on_text,
		.ignorableWhitespace = on_text,
		.initialized = XML_SAX2_MAGIC,
	};
	struct evm_pubmed *p = evm_malloc(sizeof *p);

	memset(p, 0, sizeof *p);
	evm_xml_ctxt_init(&p->xml, &handlers, p);
	return p;
}

void evm_pubmed_free(struct evm_pubmed *p)
{
	if (!p)
		return;
	evm_xml_ctxt_release(&p->xml);
	evm_flat_release(&p->flat);
	evm_buf_release(&p->deleted);
	free(p);
}

static void begin(struct evm_pubmed *p, struct evm_doc *doc)
{
	p->doc = doc;
	p->depth = 0;
	p->taking = A_NONE;
	memset(p->single, 0, sizeof p->single);
	memset(&p->metas, 0, sizeof p->metas);
	p->is_book = p->titled = p->author_done = p->in_reference = false;
	p->bank = p->link_type = p->ref.label = EVM_LIT("");
	p->deleted.n = p->deleted_at = 0;
	p->deleted_raw = NULL;
}

int evm_pubmed_parse(struct evm_pubmed *p, const struct evm_raw *raw,
		     struct evm_doc *doc, bool *go_on, struct evm_err *err)
{
	xmlDocPtr none;

	*go_on = false;
	evm_doc_reset(doc);
	if (p->deleted_raw == raw && p->deleted_offset == raw->offset) {
		p->doc = doc;
		return next_deleted(p, raw, go_on, err);
	}
	if (evm_xml_ctxt_renew(&p->xml))
		learn_names(p);
	begin(p, doc);
	if (evm_xml_ctxt_parse(&p->xml, raw, &none, err))
		return -1;
	if (!p->deleted.n && !p->single[A_PMID].n &&
	    evm_str_starts(evm_buf_str(&raw->bytes), "<Delete"))
		return 0;
	if (!p->deleted.n)
		return finish(p, raw, err);
	p->deleted_raw = raw;
	p->deleted_offset = raw->offset;
	return next_deleted(p, raw, go_on, err);
}
