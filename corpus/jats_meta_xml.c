/* jats_meta_xml: metadata and the reference list of JATS. */
#include <string.h>

#include "corpus/jats_xml_p.h"

static struct evm_str keep(struct evm_jats *j, struct evm_str s)
{
	return s.n ? evm_str_dup(&j->doc->arena, s) : EVM_LIT("");
}

static void meta(struct evm_jats *j, const char *key, struct evm_str value,
		 struct evm_str attr)
{
	if (value.n)
		evm_doc_meta(j->doc, key, value, attr);
}

/* --- identifiers ----------------------------------------------------------- */

static struct evm_str pmcid(struct evm_jats *j, struct evm_str s)
{
	if (evm_str_starts(s, "PMC"))
		s = evm_str_sub(s, 3, s.n);
	return s.n ? evm_str_printf(&j->doc->arena, "PMC%.*s", EVM_ARG(s)) : s;
}

struct ids {
	struct evm_str pmid, pmc, doi;
};

static void take_ids(struct evm_jats *j, const xmlNode *m, struct ids *ids)
{
	for (const xmlNode *n = jats_first(m); n; n = jats_next(n)) {
		struct evm_str type = jats_attr(n, "pub-id-type"), id;

		if (!jats_is(n, "article-id"))
			continue;
		id = jats_flat(j, n);
		if (evm_str_eqz(type, "pmid"))
			ids->pmid = keep(j, id);
		else if (evm_str_eqz(type, "pmc") || evm_str_eqz(type, "pmcid"))
			ids->pmc = pmcid(j, id);
		else if (evm_str_eqz(type, "doi"))
			ids->doi = keep(j, id);
	}
}

/* --- dates, people, words ---------------------------------------------------- */

/* How much a date is the journal's own: print, collection, online. */
static int date_rank(const xmlNode *n)
{
	struct evm_str type = jats_attr(n, "pub-type");

	if (evm_str_eqz(type, "ppub") ||
	    evm_str_eqz(jats_attr(n, "publication-format"), "print"))
		return 4;
	if (evm_str_eqz(type, "collection") ||
	    evm_str_eqz(jats_attr(n, "date-type"), "collection"))
		return 3;
	return evm_str_starts(type, "epub") ? 2 : 1;
}

static struct evm_str year(struct evm_jats *j, const xmlNode *m)
{
	const xmlNode *best = NULL;
	int rank = 0;

	for (const xmlNode *n = jats_first(m); n; n = jats_next(n))
		if (jats_is(n, "pub-date") && date_rank(n) > rank &&
		    jats_child(n, "year")) {
			best = jats_child(n, "year");
			rank = date_rank(n);
		}
	return keep(j, jats_flat(j, best));
}

static struct evm_str author(struct evm_jats *j, const xmlNode *m)
{
	const xmlNode *contrib = jats_path(m, "contrib-group/contrib");
	const xmlNode *name = jats_child(contrib, "name");
	struct evm_str surname, given, initials = EVM_LIT("");

	if (!name)
		name = jats_path(contrib, "name-alternatives/name");
	if (!name)
		return keep(j, jats_flat(j, jats_child(contrib, "collab")));
	surname = keep(j, jats_flat(j, jats_child(name, "surname")));
	given = keep(j, jats_flat(j, jats_child(name, "given-names")));
	/* initials as MEDLINE has them */
	while (given.p) {
		struct evm_str part = evm_str_cut(&given, ' ');

		for (size_t i = 0; i < part.n && evm_is_upper(part.p[i]); i++)
			initials = evm_str_printf(&j->doc->arena, "%.*s%c",
						  EVM_ARG(initials), part.p[i]);
	}
	return evm_str_printf(&j->doc->arena, "%.*s%s%.*s", EVM_ARG(surname),
			      initials.n ? " " : "", EVM_ARG(initials));
}

static void keywords(struct evm_jats *j, const xmlNode *n)
{
	for (n = jats_first(n); n; n = jats_next(n)) {
		if (jats_is(n, "kwd-group"))
			keywords(j, n);
		else if (jats_is(n, "kwd") || jats_is(n, "compound-kwd"))
			meta(j, "keyword", jats_flat(j, n), EVM_LIT(""));
	}
}

static void related(struct evm_jats *j, const xmlNode *m)
{
	for (const xmlNode *n = jats_first(m); n; n = jats_next(n))
		if (jats_is(n, "related-article"))
			meta(j, "link", jats_attr(n, "href"),
			     jats_attr(n, "related-article-type"));
}

static void other_abstracts(struct evm_jats *j, const xmlNode *m)
{
	for (const xmlNode *n = jats_first(m); n; n = jats_next(n))
		if (jats_is(n, "trans-abstract"))
			meta(j, "otherabstract", jats_flat(j, n),
			     jats_attr(n, "lang"));
}

static struct evm_str journal(struct evm_jats *j, const xmlNode *front)
{
	const xmlNode *t = jats_path(front,
				     "journal-meta/journal-title-group/journal-title");

	if (!t)
		t = jats_path(front, "journal-meta/journal-title");
	if (!t)
		t = jats_path(front, "journal-meta/journal-id");
	return keep(j, jats_flat(j, t));
}

void jats_meta(struct evm_jats *j, const xmlNode *article)
{
	const xmlNode *front = jats_child(article, "front");
	const xmlNode *m = jats_child(front, "article-meta");
	struct ids ids = { { "", 0 }, { "", 0 }, { "", 0 } };
	struct evm_str lang = jats_attr(article, "lang");

	take_ids(j, m, &ids);
	j->doc->id = ids.pmid.n ? ids.pmid : ids.pmc.n ? ids.pmc : ids.doi;
	j->doc->source = EVM_LIT("pmc");
	meta(j, "title", jats_flat(j, jats_path(m, "title-group/article-title")),
	     EVM_LIT(""));
	meta(j, "subtitle", jats_flat(j, jats_path(m, "title-group/subtitle")),
	     EVM_LIT(""));
	meta(j, "author", author(j, m), EVM_LIT(""));
	meta(j, "journal", journal(j, front), EVM_LIT(""));
	meta(j, "year", year(j, m), EVM_LIT(""));
	meta(j, "lang", lang.n && !evm_str_eqz(lang, "en") ? lang :
	     EVM_LIT("eng"), EVM_LIT(""));
	meta(j, "doi", ids.doi, EVM_LIT(""));
	meta(j, "pmid", ids.pmid, EVM_LIT(""));
	meta(j, "pmcid", ids.pmc, EVM_LIT(""));
	meta(j, "pubtype", jats_attr(article, "article-type"), EVM_LIT(""));
	keywords(j, m);
	related(j, m);
	other_abstracts(j, m);
}

/* --- references --------------------------------------------------------------- */

static bool is_citation(const xmlNode *n)
{
	return jats_is(n, "citation") || jats_is(n, "mixed-citation") ||
	       jats_is(n, "element-citation") || jats_is(n, "nlm-citation");
}

static bool is_blank(const xmlNode *n)
{
	return n->type == XML_TEXT_NODE &&
	       !evm_str_trim(evm_str((const char *)n->content)).n;
}

/* The text of a citation. Elements that touch each other, as all do in the
 * styles that leave the punctuation to the reader, get some between them. */
static void add_raw(struct evm_jats *j, const xmlNode *n, const char *glue)
{
	bool touches = false;

	for (const xmlNode *c = n->children; c; c = c->next) {
		if (c->type == XML_TEXT_NODE) {
			touches = touches && is_blank(c);
			jats_add(j, c);
		}
		if (c->type != XML_ELEMENT_NODE || jats_is(c, "pub-id"))
			continue;
		if (touches)
			evm_flat_add(&j->flat, evm_str(glue));
		if (jats_is(c, "etal") && !c->children)
			evm_flat_add(&j->flat, EVM_LIT("et al"));
		else if (jats_is(c, "name") || jats_is(c, "string-name"))
			add_raw(j, c, " ");
		else if (jats_is(c, "person-group"))
			add_raw(j, c, ", ");
		else
			jats_add(j, c);
		touches = true;
	}
}

static void pub_ids(struct evm_jats *j, const xmlNode *n, struct evm_ref *r)
{
	for (const xmlNode *c = jats_first(n); c; c = jats_next(c)) {
		struct evm_str type = jats_attr(c, "pub-id-type");

		if (!jats_is(c, "pub-id"))
			continue;
		if (evm_str_eqz(type, "pmid"))
			r->pmid = keep(j, jats_flat(j, c));
		else if (evm_str_eqz(type, "doi"))
			r->doi = keep(j, jats_flat(j, c));
	}
}

/* Citations without an element for it have "doi:10.1093/..." in the text. */
static struct evm_str written_doi(struct evm_str raw)
{
	size_t at = evm_str_find(raw, EVM_LIT("doi:10."), 0), end;

	if (at == SIZE_MAX)
		return EVM_LIT("");
	for (end = at += 4; end < raw.n && raw.p[end] != ' '; end++)
		;
	while (end > at && strchr(".,;", raw.p[end - 1]))
		end--;
	return evm_str_sub(raw, at, end);
}

/* "[4]", "4." and "4" are the label 4; without one it is the number. */
static struct evm_str ref_label(struct evm_jats *j, const xmlNode *ref)
{
	struct evm_str s = jats_flat(j, jats_child(ref, "label"));

	while (s.n && strchr("[( ", s.p[0]))
		s = evm_str_sub(s, 1, s.n);
	while (s.n && strchr("]). ", s.p[s.n - 1]))
		s.n--;
	if (s.n)
		return keep(j, s);
	return evm_str_printf(&j->doc->arena, "%zu", j->doc->refs.n + 1);
}

static void add_ref(struct evm_jats *j, const xmlNode *ref)
{
	struct evm_ref r = { .label = ref_label(j, ref), .pmid = EVM_LIT(""),
			     .doi = EVM_LIT(""), .raw = EVM_LIT("") };
	struct evm_str id = jats_attr(ref, "id");

	for (const xmlNode *c = jats_first(ref); c; c = jats_next(c)) {
		if (jats_is(c, "citation-alternatives"))
			c = jats_first(c);
		if (!c)
			break;
		if (!is_citation(c) || r.raw.n)
			continue;
		pub_ids(j, c, &r);
		jats_begin(j);
		add_raw(j, c, ", ");
		r.raw = keep(j, evm_flat_end(&j->flat));
		if (!r.doi.n)
			r.doi = written_doi(r.raw);
	}
	if (id.n)
		evm_index_add(&j->ref_at, keep(j, id),
			      (uint32_t)j->doc->refs.n, NULL);
	*EVM_PUSH(&j->doc->arena, j->doc->refs) = r;
}

/* All reference lists, wherever they stand. */
void jats_refs(struct evm_jats *j, const xmlNode *n)
{
	for (n = jats_first(n); n; n = jats_next(n)) {
		if (jats_is(n, "ref"))
			add_ref(j, n);
		else if (!jats_is(n, "sub-article") && !jats_is(n, "response"))
			jats_refs(j, n);
	}
}
