#include "export/export.h"

#include "core/json.h"

static const char *const single[] = {
	"title", "journal", "year", "lang", "doi", "pmid", "pmcid", "version",
	"revised",
};

static bool is_single(struct evm_str key)
{
	for (size_t i = 0; i < sizeof single / sizeof *single; i++)
		if (evm_str_eqz(key, single[i]))
			return true;
	return false;
}

static int pair(struct evm_export *x, const struct evm_doc *doc,
		struct evm_span span, struct evm_span *s, struct evm_err *err)
{
	return evm_offsets_span(&x->offsets, span, evm_doc_slice(doc, span), s,
				err);
}

static int sentences_json(struct evm_export *x, const struct evm_doc *doc,
			  struct evm_buf *out, struct evm_err *err)
{
	struct evm_span s;

	evm_json_open(out, "sentences", '[');
	for (size_t i = 0; i < doc->sentences.n; i++) {
		if (pair(x, doc, doc->sentences.v[i].span, &s, err))
			return -1;
		evm_json_item(out);
		evm_buf_printf(out, "[%u,%u]", s.begin, s.end);
	}
	evm_buf_addc(out, ']');
	return 0;
}

/* The innermost heading of a path "A > B". */
static struct evm_str last_heading(struct evm_str path)
{
	static const struct evm_str sep = { " > ", 3 };
	size_t at = 0, next;

	while ((next = evm_str_find(path, sep, at)) != SIZE_MAX)
		at = next + sep.n;
	return evm_str_sub(path, at, path.n);
}

static int section_json(struct evm_export *x, const struct evm_doc *doc,
			const struct evm_passage *p, struct evm_span s,
			struct evm_buf *out, struct evm_err *err)
{
	bool heading = p->region == EVM_REGION_HEADING;

	if (pair(x, doc, s, &s, err))
		return -1;
	evm_json_open(out, NULL, '{');
	evm_json_pair(out, "title", last_heading(p->section));
	evm_json_pair(out, "path", p->section);
	evm_json_pair(out, "region", evm_str(evm_region_name(heading ?
		EVM_REGION_BODY : p->region)));
	evm_json_int(out, "start", s.begin);
	evm_json_int(out, "end", s.end);
	evm_buf_addc(out, '}');
	return 0;
}

/* A section is a run of passages under the same headings in the same region,
 * or a heading that has nothing but other headings under it (then it is
 * empty and begins where the heading ends). */
static int sections_json(struct evm_export *x, const struct evm_doc *doc,
			 struct evm_buf *out, struct evm_err *err)
{
	const struct evm_passage *p = doc->passages.v;
	size_t n = doc->passages.n;

	evm_json_open(out, "sections", '[');
	for (size_t i = 0, end; i < n; i = end) {
		struct evm_span s;
		bool heading = p[i].region == EVM_REGION_HEADING;

		for (end = i + 1; end < n && p[end].region == p[i].region &&
		     evm_str_eq(p[end].section, p[i].section); end++)
			;
		s = (struct evm_span){ p[i].span.begin, p[end - 1].span.end };
		if (heading && end < n && evm_str_eq(p[end].section, p[i].section))
			continue;
		if (heading)
			s.begin = s.end;
		if (section_json(x, doc, &p[i], s, out, err))
			return -1;
	}
	evm_buf_addc(out, ']');
	return 0;
}

/* Cells come in reading order; a place that no cell begins in is "". */
static void tables_json(const struct evm_doc *doc, struct evm_buf *out)
{
	const struct evm_cell *last = NULL;
	uint32_t col = 0;

	evm_json_open(out, "tables", '[');
	for (size_t i = 0; i < doc->cells.n; i++) {
		const struct evm_cell *c = &doc->cells.v[i];
		bool table = !last || c->table != last->table;
		bool row = table || c->row != last->row;

		if (last && row)
			evm_buf_addz(out, table ? "]]" : "]");
		if (row) {
			evm_json_item(out);
			evm_buf_addz(out, table ? "[[" : "[");
			col = 0;
		}
		for (; col < c->col; col++) {
			evm_json_item(out);
			evm_buf_addz(out, "\"\"");
		}
		evm_json_item(out);
		evm_json_str(out, evm_doc_slice(doc, c->span));
		col++;
		last = c;
	}
	evm_buf_addz(out, last ? "]]]" : "]");
}

static void references_json(const struct evm_doc *doc, struct evm_buf *out)
{
	evm_json_open(out, "references", '[');
	for (size_t i = 0; i < doc->refs.n; i++) {
		const struct evm_ref *r = &doc->refs.v[i];

		evm_json_open(out, NULL, '{');
		evm_json_pair(out, "label", r->label);
		if (r->pmid.n)
			evm_json_pair(out, "pmid", r->pmid);
		if (r->doi.n)
			evm_json_pair(out, "doi", r->doi);
		evm_json_pair(out, "raw", r->raw);
		evm_buf_addc(out, '}');
	}
	evm_buf_addc(out, ']');
}

static bool seen_before(const struct evm_doc *doc, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (evm_str_eq(doc->meta.v[k].key, doc->meta.v[i].key))
			return true;
	return false;
}

/* [{"value":…,"attr":…}, …] of all values of the key of entry i. */
static void several_json(const struct evm_doc *doc, size_t i,
			 struct evm_buf *out)
{
	evm_buf_addc(out, '[');
	for (size_t k = i; k < doc->meta.n; k++) {
		const struct evm_meta *m = &doc->meta.v[k];

		if (!evm_str_eq(m->key, doc->meta.v[i].key))
			continue;
		evm_json_open(out, NULL, '{');
		evm_json_pair(out, "value", m->value);
		if (m->attr.n)
			evm_json_pair(out, "attr", m->attr);
		evm_buf_addc(out, '}');
	}
	evm_buf_addc(out, ']');
}

static void meta_json(const struct evm_doc *doc, struct evm_buf *out)
{
	evm_json_open(out, "meta", '{');
	for (size_t i = 0; i < doc->meta.n; i++) {
		const struct evm_meta *m = &doc->meta.v[i];

		if (seen_before(doc, i))
			continue;
		evm_json_item(out);
		evm_json_str(out, m->key);
		evm_buf_addc(out, ':');
		if (is_single(m->key))
			evm_json_str(out, m->value);
		else
			several_json(doc, i, out);
	}
	evm_buf_addc(out, '}');
}

int evm_export_document(struct evm_export *x, const struct evm_doc *doc,
			struct evm_buf *out, struct evm_err *err)
{
	evm_buf_addc(out, '{');
	evm_json_pair(out, "doc", doc->id);
	if (doc->deleted) {
		evm_buf_addz(out, ",\"deleted\":true}\n");
		return 0;
	}
	evm_offsets_set(&x->offsets, doc->text, x->unit);
	evm_json_pair(out, "source", doc->source);
	evm_json_pair(out, "title", evm_doc_title(doc));
	evm_json_pair(out, "text", doc->text);
	if (sentences_json(x, doc, out, err) || sections_json(x, doc, out, err))
		return evm_err_at(err, "document %.*s", EVM_ARG(doc->id));
	tables_json(doc, out);
	references_json(doc, out);
	meta_json(doc, out);
	evm_buf_addz(out, "}\n");
	return 0;
}
