/* BioC 1.0, as XML and as JSON: the same elements in the same order, so one
 * walk writes both. Mentions stand in their passages, claims as relations of
 * the document. */
#include <stdio.h>

#include "core/json.h"
#include "export/format.h"
#include "export/markup.h"
#include "export/targets.h"
#include "store/claim.h"

struct pen {
	struct evm_export *x;
	const struct evm_doc *doc;
	struct evm_buf *b;
	bool json;
};

/* --- elements ------------------------------------------------------------- */

static void open_list(struct pen *p, const char *name)
{
	if (!p->json)
		return;
	evm_json_open(p->b, name, '[');
}

static void close_list(struct pen *p)
{
	if (p->json)
		evm_buf_addc(p->b, ']');
}

static void open_item(struct pen *p, const char *name, struct evm_str id)
{
	if (p->json) {
		evm_json_open(p->b, NULL, '{');
		if (id.n)
			evm_json_pair(p->b, "id", id);
		return;
	}
	evm_buf_printf(p->b, "<%s", name);
	if (id.n)
		evm_xml_attr(p->b, "id", id);
	evm_buf_addc(p->b, '>');
}

static void close_item(struct pen *p, const char *name)
{
	if (p->json)
		evm_buf_addc(p->b, '}');
	else
		evm_buf_printf(p->b, "</%s>\n", name);
}

static void text(struct pen *p, const char *name, struct evm_str s)
{
	if (p->json) {
		evm_json_pair(p->b, name, s);
		return;
	}
	evm_buf_printf(p->b, "<%s>", name);
	evm_xml_text(p->b, s);
	evm_buf_printf(p->b, "</%s>", name);
}

static void number(struct pen *p, const char *name, uint32_t n)
{
	if (p->json) {
		evm_json_int(p->b, name, n);
	} else {
		evm_buf_printf(p->b, "<%s>%u</%s>", name, n, name);
	}
}

static void open_infons(struct pen *p)
{
	if (!p->json)
		return;
	evm_json_open(p->b, "infons", '{');
}

static void close_infons(struct pen *p)
{
	if (p->json)
		evm_buf_addc(p->b, '}');
}

/* Nothing for an empty value: no reader tells it from a missing one. */
static void infon(struct pen *p, const char *key, struct evm_str value)
{
	if (!value.n)
		return;
	if (p->json) {
		evm_json_pair(p->b, key, value);
		return;
	}
	evm_buf_addz(p->b, "<infon");
	evm_xml_attr(p->b, "key", evm_str(key));
	evm_buf_addc(p->b, '>');
	evm_xml_text(p->b, value);
	evm_buf_addz(p->b, "</infon>");
}

/* --- passages and mentions -------------------------------------------------- */

static int span_of(struct pen *p, struct evm_span span, struct evm_span *s,
		   struct evm_err *err)
{
	return evm_offsets_span(&p->x->offsets, span, evm_doc_slice(p->doc, span),
				s, err);
}

static void target_infons(struct pen *p, const struct evm_target *t)
{
	const struct evm_mention *m = t->mention;

	open_infons(p);
	infon(p, "type", evm_str(evm_type_name(t->type)));
	infon(p, "identifier", t->id);
	infon(p, "norm", t->norm);
	infon(p, "resolved", t->resolved);
	infon(p, "argument", evm_str(m ? "" : "true"));
	if (m) {
		infon(p, "name", m->name);
		infon(p, "source", m->source);
		infon(p, "species", m->species);
		infon(p, "cargo", m->cargo);
		infon(p, "modification", m->modification);
		infon(p, "sign", evm_str(m->sign < 0 ? "-1" : m->sign ? "1" : ""));
		infon(p, "by", m->by);
	}
	close_infons(p);
}

static int annotation(struct pen *p, const struct evm_target *t, size_t i,
		      struct evm_err *err)
{
	struct evm_span s;
	char id[32];

	if (span_of(p, t->span, &s, err))
		return -1;
	snprintf(id, sizeof id, "%c%zu", t->mention ? 'M' : 'A', i + 1);
	open_item(p, "annotation", evm_str(id));
	target_infons(p, t);
	if (p->json)
		evm_buf_printf(p->b, ",\"locations\":[{\"offset\":%u,\"length\":%u}]",
			       s.begin, s.end - s.begin);
	else
		evm_buf_printf(p->b, "<location offset=\"%u\" length=\"%u\"/>",
			       s.begin, s.end - s.begin);
	text(p, "text", evm_doc_slice(p->doc, t->span));
	close_item(p, "annotation");
	return 0;
}

static bool inside(struct evm_span s, struct evm_span in)
{
	return s.begin >= in.begin && s.end <= in.end;
}

/* Mentions are in order: *at is the first one not yet written. Arguments that
 * are no mentions are few. */
static int annotations(struct pen *p, const struct evm_targets *t,
		       struct evm_span passage, size_t *at, struct evm_err *err)
{
	size_t n = p->doc->mentions.n;

	open_list(p, "annotations");
	for (; *at < n && inside(t->v.v[*at].span, passage); ++*at)
		if (annotation(p, &t->v.v[*at], *at, err))
			return -1;
	for (size_t i = n; i < t->v.n; i++)
		if (inside(t->v.v[i].span, passage) &&
		    annotation(p, &t->v.v[i], i, err))
			return -1;
	close_list(p);
	return 0;
}

static int passage(struct pen *p, const struct evm_passage *ps,
		   const struct evm_targets *t, size_t *at, struct evm_err *err)
{
	struct evm_span s;

	if (span_of(p, ps->span, &s, err))
		return -1;
	open_item(p, "passage", EVM_LIT(""));
	open_infons(p);
	infon(p, "type", evm_str(evm_region_name(ps->region)));
	infon(p, "section", ps->section);
	infon(p, "category", ps->category);
	close_infons(p);
	number(p, "offset", s.begin);
	text(p, "text", evm_doc_slice(p->doc, ps->span));
	if (p->json)
		evm_buf_addz(p->b, ",\"sentences\":[]");
	if (annotations(p, t, ps->span, at, err))
		return -1;
	if (p->json)
		evm_buf_addz(p->b, ",\"relations\":[]");
	close_item(p, "passage");
	return 0;
}

/* --- claims ------------------------------------------------------------------- */

static void node(struct pen *p, const struct evm_targets *t, uint32_t i,
		 const char *role)
{
	char id[32];

	snprintf(id, sizeof id, "%c%u", t->v.v[i].mention ? 'M' : 'A', i + 1);
	if (p->json) {
		evm_json_item(p->b);
		evm_buf_printf(p->b, "{\"refid\":\"%s\",\"role\":\"%s\"}", id, role);
	} else {
		evm_buf_printf(p->b, "<node refid=\"%s\" role=\"%s\"/>", id, role);
	}
}

static void qualifiers(struct pen *p, const struct evm_claim *c,
		       struct evm_arena *a)
{
	struct evm_buf b = EVM_BUF_INIT;

	for (size_t i = 0; i < c->quals.n; i++) {
		struct evm_str key = c->quals.v[i].key;

		if (!evm_quals_first(c, i))
			continue;
		b.n = 0;
		evm_quals_join(&b, c, key, "|");
		infon(p, evm_str_dup(a, key).p, evm_buf_str(&b));
	}
	evm_buf_release(&b);
}

/* offset:length of a span. */
static int place(struct pen *p, const char *key, struct evm_span span,
		 struct evm_err *err)
{
	struct evm_span s;
	char at[40];

	if (span.begin == span.end)
		return 0;
	if (span_of(p, span, &s, err))
		return -1;
	snprintf(at, sizeof at, "%u:%u", s.begin, s.end - s.begin);
	infon(p, key, evm_str(at));
	return 0;
}

static int claim_infons(struct pen *p, size_t i,
			const struct evm_fingerprint *prints,
			struct evm_arena *a, struct evm_err *err)
{
	const struct evm_claim *c = &p->doc->claims.v[i];
	char via[EVM_CLAIM_ID + 1], confidence[32];

	snprintf(confidence, sizeof confidence, "%.3f", c->confidence);
	open_infons(p);
	infon(p, "type", evm_str(evm_predicate_name(c->predicate)));
	infon(p, "negated", evm_str(c->negated ? "true" : "false"));
	infon(p, "certainty", evm_str(c->hedged ? "hedged" : "asserted"));
	infon(p, "score", evm_str(confidence));
	infon(p, "rule", c->rule);
	if (p->x->status)
		infon(p, "status", evm_str(p->x->status[i]));
	if (c->via >= 0) {
		evm_claim_id(&prints[c->via], via);
		infon(p, "via", evm_str(via));
	}
	if (place(p, "sentence", p->doc->sentences.v[c->sentence].span, err) ||
	    place(p, "trigger", c->trigger, err))
		return -1;
	qualifiers(p, c, a);
	close_infons(p);
	return 0;
}

static int relations(struct pen *p, const struct evm_targets *t,
		     struct evm_arena *a, struct evm_err *err)
{
	const struct evm_fingerprint *prints = evm_export_prints(p->x, p->doc, a);
	char id[EVM_CLAIM_ID + 1];

	open_list(p, "relations");
	for (size_t i = 0; i < p->doc->claims.n; i++) {
		if (p->doc->claims.v[i].confidence < p->x->min_confidence)
			continue;
		evm_claim_id(&prints[i], id);
		open_item(p, "relation", evm_str(id));
		if (claim_infons(p, i, prints, a, err))
			return evm_err_at(err, "claim %zu", i + 1);
		open_list(p, "nodes");
		node(p, t, t->subject[i], "subject");
		node(p, t, t->object[i], "object");
		close_list(p);
		close_item(p, "relation");
	}
	close_list(p);
	return 0;
}

/* --- documents ------------------------------------------------------------------ */

static void doc_infons(struct pen *p)
{
	static const char *const keys[] = { "title", "author", "journal", "year",
					    "doi", "pmid", "pmcid" };

	open_infons(p);
	infon(p, "source", p->doc->source);
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		infon(p, keys[i], evm_doc_meta_get(p->doc, keys[i]));
	close_infons(p);
}

static int inner(struct pen *p, struct evm_arena *a, struct evm_err *err)
{
	struct evm_targets t;
	size_t at = 0;

	evm_targets_make(&t, p->doc, a);
	if (!p->json) {
		text(p, "id", p->doc->id);
		doc_infons(p);
	} else {
		doc_infons(p);
	}
	open_list(p, "passages");
	for (size_t i = 0; i < p->doc->passages.n; i++)
		if (passage(p, &p->doc->passages.v[i], &t, &at, err))
			return -1;
	close_list(p);
	if (p->json)
		evm_buf_addz(p->b, ",\"annotations\":[]");
	return relations(p, &t, a, err);
}

static int document(struct pen *p, struct evm_err *err)
{
	struct evm_arena a;
	int rc;

	if (p->doc->deleted)
		return 0;
	evm_arena_init(&a);
	evm_offsets_set(&p->x->offsets, p->doc->text, p->x->unit);
	open_item(p, "document", p->json ? p->doc->id : EVM_LIT(""));
	rc = inner(p, &a, err);
	close_item(p, "document");
	evm_arena_release(&a);
	return rc ? evm_err_at(err, "document %.*s", EVM_ARG(p->doc->id)) : 0;
}

static void head(struct pen *p)
{
	static const char *const units[] = { "codepoint", "byte", "utf16" };

	open_item(p, "collection", EVM_LIT(""));
	text(p, "source", EVM_LIT("evmine"));
	text(p, "date", evm_str(p->x->date));
	text(p, "key", EVM_LIT("evmine.key"));
	if (p->json)
		text(p, "version", EVM_LIT("1.0"));
	open_infons(p);
	infon(p, "offset_unit", evm_str(units[p->x->unit]));
	close_infons(p);
	open_list(p, "documents");
}

/* --- the formats ------------------------------------------------------------------ */

static int begin_xml(struct evm_export *x, struct evm_buf *out, struct evm_err *err)
{
	(void)err;
	evm_buf_addz(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
	head(&(struct pen){ x, NULL, out, false });
	evm_buf_addc(out, '\n');
	return 0;
}

static int doc_xml(struct evm_export *x, const struct evm_doc *doc,
		   struct evm_buf *out, struct evm_err *err)
{
	return document(&(struct pen){ x, doc, out, false }, err);
}

static int end_xml(struct evm_export *x, struct evm_buf *out, struct evm_err *err)
{
	(void)x;
	(void)err;
	evm_buf_addz(out, "</collection>\n");
	return 0;
}

static int begin_json(struct evm_export *x, struct evm_buf *out,
		      struct evm_err *err)
{
	(void)err;
	head(&(struct pen){ x, NULL, out, true });
	x->state = NULL;
	return 0;
}

/* A document is made in a buffer that the caller empties, so whether a comma
 * belongs before it is kept in x->state. */
static int doc_json(struct evm_export *x, const struct evm_doc *doc,
		    struct evm_buf *out, struct evm_err *err)
{
	static char some;

	if (doc->deleted)
		return 0;
	evm_buf_addz(out, x->state ? ",\n" : "\n");
	x->state = &some;
	return document(&(struct pen){ x, doc, out, true }, err);
}

static int end_json(struct evm_export *x, struct evm_buf *out, struct evm_err *err)
{
	(void)x;
	(void)err;
	evm_buf_addz(out, "]}\n");
	return 0;
}

const struct evm_export_format evm_export_bioc_xml = {
	"bioc-xml", false, begin_xml, doc_xml, end_xml, NULL
};
const struct evm_export_format evm_export_bioc_json = {
	"bioc-json", false, begin_json, doc_json, end_json, NULL
};
