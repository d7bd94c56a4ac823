/* PubTator: title and abstract of each document, its mentions, and relations
 * between concepts. No escapes exist: tabs and ends of lines are one space. */
#include "core/index.h"
#include "export/format.h"
#include "export/markup.h"
#include "export/targets.h"

struct page {
	struct evm_export *x;
	const struct evm_doc *doc;
	struct evm_arena a;
	struct evm_buf id;		/* of the document, as it is written */
	struct evm_span title, abstract;	/* in the document's text */
	struct evm_buf text;		/* title, a space, abstract */
	struct evm_buf term, line;	/* scratch */
	struct evm_index terms;		/* written as mentions' identifiers */
	struct evm_index lines;		/* relations written */
};

/* The title, and the run of abstract passages. */
static void cut(struct page *p)
{
	const struct evm_doc *doc = p->doc;
	size_t i = 0, n = doc->passages.n;

	for (; i < n && doc->passages.v[i].region != EVM_REGION_ABSTRACT; i++)
		if (doc->passages.v[i].region == EVM_REGION_TITLE &&
		    p->title.begin == p->title.end)
			p->title = doc->passages.v[i].span;
	if (i < n)
		p->abstract = doc->passages.v[i].span;
	for (; i < n && doc->passages.v[i].region == EVM_REGION_ABSTRACT; i++)
		p->abstract.end = doc->passages.v[i].span.end;
	evm_flat(&p->text, evm_doc_slice(doc, p->title));
	evm_buf_addc(&p->text, ' ');
	evm_flat(&p->text, evm_doc_slice(doc, p->abstract));
}

/* Where a span of the document stands on the page. */
static bool place(const struct page *p, struct evm_span s, struct evm_span *on)
{
	uint32_t title = p->title.end - p->title.begin;

	if (s.begin >= p->title.begin && s.end <= p->title.end) {
		on->begin = s.begin - p->title.begin;
	} else if (s.begin >= p->abstract.begin && s.end <= p->abstract.end) {
		on->begin = s.begin - p->abstract.begin + title + 1;
	} else {
		return false;
	}
	on->end = on->begin + (s.end - s.begin);
	return true;
}

static struct evm_str term_of(struct page *p, const struct evm_target *t)
{
	p->term.n = 0;
	evm_term_id(&p->term, t->type, t->id, t->norm);
	return evm_buf_str(&p->term);
}

static int mention(struct page *p, const struct evm_target *t, struct evm_buf *out,
		   struct evm_err *err)
{
	struct evm_span on, s;
	struct evm_str term;

	if (!place(p, t->span, &on))
		return 0;
	p->line.n = 0;
	evm_flat(&p->line, evm_doc_slice(p->doc, t->span));
	if (evm_offsets_span(&p->x->offsets, on, evm_buf_str(&p->line), &s, err))
		return -1;
	evm_buf_add(out, evm_buf_str(&p->id));
	evm_buf_printf(out, "\t%u\t%u\t", s.begin, s.end);
	evm_buf_add(out, evm_buf_str(&p->line));
	evm_buf_printf(out, "\t%s\t", evm_type_name(t->type));
	term = t->id.n || t->norm.n ? term_of(p, t) : EVM_LIT("-");
	evm_flat(out, term);
	evm_buf_addc(out, '\n');
	evm_index_add(&p->terms, evm_str_dup(&p->a, term), 0, NULL);
	return 0;
}

/* Between identifiers: what was denied cannot be said, and nothing is said
 * of concepts that the page does not name. */
static void relation(struct page *p, const struct evm_claim *c,
		     const struct evm_target *s, const struct evm_target *o,
		     struct evm_buf *out)
{
	bool added, named;

	if (c->negated || c->confidence < p->x->min_confidence)
		return;
	p->line.n = 0;
	evm_buf_add(&p->line, evm_buf_str(&p->id));
	evm_buf_printf(&p->line, "\t%s\t", evm_predicate_name(c->predicate));
	named = evm_index_get(&p->terms, term_of(p, s), &(uint32_t){ 0 });
	evm_flat(&p->line, evm_buf_str(&p->term));
	evm_buf_addc(&p->line, '\t');
	named = named && evm_index_get(&p->terms, term_of(p, o), &(uint32_t){ 0 });
	evm_flat(&p->line, evm_buf_str(&p->term));
	evm_buf_addc(&p->line, '\n');
	if (!named)
		return;
	evm_index_add(&p->lines, evm_str_dup(&p->a, evm_buf_str(&p->line)), 0, &added);
	if (added)
		evm_buf_add(out, evm_buf_str(&p->line));
}

static int body(struct page *p, struct evm_buf *out, struct evm_err *err)
{
	struct evm_targets t;

	evm_targets_make(&t, p->doc, &p->a);
	for (size_t i = 0; i < t.v.n; i++)
		if (mention(p, &t.v.v[i], out, err))
			return evm_err_at(err, "document %.*s",
					  EVM_ARG(p->doc->id));
	for (size_t i = 0; i < p->doc->claims.n; i++)
		relation(p, &p->doc->claims.v[i], &t.v.v[t.subject[i]],
			 &t.v.v[t.object[i]], out);
	evm_buf_addc(out, '\n');
	return 0;
}

static void head(struct page *p, struct evm_buf *out)
{
	struct evm_str title = evm_buf_str(&p->text);

	evm_flat(&p->id, p->doc->id);
	for (size_t i = 0; i < p->id.n; i++)
		if (p->id.p[i] == '|')
			p->id.p[i] = '_';
	title.n = p->title.end - p->title.begin;
	evm_buf_add(out, evm_buf_str(&p->id));
	evm_buf_addz(out, "|t|");
	evm_buf_add(out, title);
	evm_buf_addc(out, '\n');
	evm_buf_add(out, evm_buf_str(&p->id));
	evm_buf_addz(out, "|a|");
	evm_buf_add(out, evm_str_sub(evm_buf_str(&p->text), title.n + 1, p->text.n));
	evm_buf_addc(out, '\n');
}

static int document(struct evm_export *x, const struct evm_doc *doc,
		    struct evm_buf *out, struct evm_err *err)
{
	struct page p = { .x = x, .doc = doc };
	int rc;

	if (doc->deleted)
		return 0;
	evm_arena_init(&p.a);
	cut(&p);
	evm_offsets_set(&x->offsets, evm_buf_str(&p.text), x->unit);
	head(&p, out);
	rc = body(&p, out, err);
	evm_index_release(&p.terms);
	evm_index_release(&p.lines);
	evm_buf_release(&p.id);
	evm_buf_release(&p.text);
	evm_buf_release(&p.term);
	evm_buf_release(&p.line);
	evm_arena_release(&p.a);
	return rc;
}

const struct evm_export_format evm_export_pubtator = {
	"pubtator", false, NULL, document, NULL, NULL
};
