#include "core/json.h"
#include "web/parts.h"

static void mark_form(struct evm_page *p, const char *kind, int64_t ord, bool on,
		      const char *label)
{
	evm_html(p->b, "<form method=\"post\" class=\"inline\" action=\"/d/%u/mark\">", p->arg);
	evm_page_csrf(p);
	evm_page_key(p);
	evm_html(p->b, "<input type=\"hidden\" name=\"kind\" value=\"%r\">"
		 "<input type=\"hidden\" name=\"ord\" value=\"%d\">"
		 "<input type=\"hidden\" name=\"on\" value=\"%r\"><button", kind, ord,
		 on ? "1" : "0");
	if (!ord)
		evm_part_keyed(p, EVM_DO_PAPER_DONE);
	evm_html(p->b, ">%r", label);
	if (!ord)
		evm_part_kbd(p, EVM_DO_PAPER_DONE);
	evm_html(p->b, "</button></form>");
}

static void evidence(struct evm_page *p, const struct evm_rows *rows)
{
	if (!rows->n)
		return;
	evm_html(p->b, "<ul>");
	for (size_t i = 0; i < rows->n; i++) {
		const struct evm_row *r = &rows->v[i];

		evm_html(p->b, "<li data-row=\"%d.%d\"><a href=\"/e/%d?doc=%u\">%s <i>%r</i> %s</a> ", r->ev,
			 r->ver, r->ev, p->arg, r->subject, evm_part_predicate(r->predicate, r->negated),
			 r->object);
		evm_part_status(p, r->status);
		if (r->hedged)
			evm_html(p->b, " <span class=\"badge b-warn\">hedged</span>");
		evm_html(p->b, "</li>");
	}
	evm_html(p->b, "</ul>");
}

static void line(struct evm_page *p, const struct evm_line *l)
{
	evm_html(p->b, "<li id=\"s%d\" class=\"%r%r\"><p class=\"t\">", l->ord,
		 l->rows.n ? "has " : "", l->done ? "done" : "");
	evm_part_linked(p, l->text);
	if (l->done)
		evm_html(p->b, " <span class=\"badge st-accepted\">complete</span>");
	evm_html(p->b, "</p><div class=\"do\"><a class=\"button quiet\" "
		 "href=\"/d/%u/missed?ord=%d\">Add<span class=\"vh\"> a claim to sentence %d</span>"
		 "</a>", p->arg, l->ord, l->ord);
	mark_form(p, "sentence", l->ord, !l->done, l->done ? "Reopen" : "Complete");
	evm_html(p->b, "</div>");
	evidence(p, &l->rows);
	evm_html(p->b, "</li>");
}

static void lines(struct evm_page *p, const struct evm_paper_view *v)
{
	struct evm_str section = EVM_LIT(""), region = EVM_LIT("");
	bool open = false;

	for (size_t i = 0; i < v->lines.n; i++) {
		const struct evm_line *l = &v->lines.v[i];

		if (!open || !evm_str_eq(l->section, section) ||
		    !evm_str_eq(l->region, region)) {
			evm_html(p->b, "%r<h2>%s%r%s</h2><ol class=\"sentences\">",
				 open ? "</ol>" : "", l->region, l->section.n ? ": " : "",
				 l->section);
			section = l->section;
			region = l->region;
			open = true;
		}
		line(p, l);
	}
	if (open)
		evm_html(p->b, "</ol>");
}

/* What a reader of its claims asks first, and whether the claims tell. */
static void reported(struct evm_page *p, const struct evm_quals *says)
{
	static const char *const keys[][2] = {
		{ "source", "MSC source" }, { "source_species", "Donor" }, { "vesicle", "Vesicle" },
		{ "dose", "Dose" }, { "route", "Route" }, { "model_species", "Model" },
	};
	int64_t told = 0;

	evm_html(p->b, "<details open><summary>How it was done, as its claims tell</summary>"
		 "<dl class=\"plain\">");
	for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
		bool any = false;

		evm_html(p->b, "<dt>%r</dt><dd>", keys[k][1]);
		for (size_t i = 0; i < says->n; i++)
			if (evm_str_eqz(says->v[i].key, keys[k][0])) {
				evm_html(p->b, "%r%s", any ? ", " : "", says->v[i].value);
				any = true;
			}
		told += any;
		evm_html(p->b, "%r</dd>", any ? "" : "<span class=\"badge b-warn\">not found</span>");
	}
	evm_html(p->b, "</dl><p>%d of 6 are told.</p></details>", told);
}

static void references(struct evm_page *p, const struct evm_citations *refs)
{
	if (!refs->n)
		return;
	evm_html(p->b, "<h2>References that claims cite</h2><ul>");
	for (size_t i = 0; i < refs->n; i++) {
		evm_html(p->b, "<li>");
		evm_part_citation(p, &refs->v[i]);
		evm_html(p->b, "</li>");
	}
	evm_html(p->b, "</ul>");
}

static void show(struct evm_page *p, const struct evm_paper_view *v)
{
	const struct evm_paper *d = &v->paper;

	evm_page_begin(p, d->title.n ? d->title : d->doc, EVM_NAV_QUEUE);
	evm_html(p->b, "<div class=\"paper\"><p class=\"where\"><span>%s</span><i>%s</i>", d->doc, d->journal);
	if (d->year)
		evm_html(p->b, "<span>%d</span>", d->year);
	evm_part_pmid(p, d->pmid);
	evm_part_doi(p, d->doi);
	evm_html(p->b, "<span>%s</span></p><h1>%s</h1>", d->types, d->title.n ? d->title : d->doc);
	if (d->retracted)
		evm_html(p->b, "<p class=\"note bad\"><strong>Retracted.</strong></p>");
	evm_html(p->b, "<p>%d of %d claims judged, %d of %d sentences complete. "
		 "<a href=\"/q?doc=%u\">Its claims as a queue</a></p><div class=\"row\">",
		 v->judged, v->evidence, v->sentences_done, (int64_t)v->lines.n, p->arg);
	mark_form(p, "paper", 0, !d->done, d->done ? "Paper not done" : "Paper done");
	if (d->done)
		evm_html(p->b, "<span class=\"badge st-accepted\">paper done</span>");
	evm_html(p->b, "</div>");
	if (v->evidence)
		reported(p, &v->says);
	lines(p, v);
	if (v->gone.n) {
		evm_html(p->b, "<h2>Judged, and no longer in the text</h2>");
		evm_part_rows(p, &v->gone, "Evidence whose sentence is gone", false, "");
	}
	references(p, &v->refs);
	evm_html(p->b, "</div>");
	evm_page_end(p);
}

static void twin(struct evm_page *p, const struct evm_paper_view *v)
{
	struct evm_buf *b = evm_page_json(p);

	evm_buf_addc(b, '{');
	evm_twin_paper(b, &v->paper);
	evm_json_int(b, "judged", v->judged);
	evm_json_int(b, "evidence", v->evidence);
	evm_json_open(b, "sentences", '[');
	for (size_t i = 0; i < v->lines.n; i++) {
		const struct evm_line *l = &v->lines.v[i];

		evm_json_open(b, NULL, '{');
		evm_json_int(b, "ord", l->ord);
		evm_json_pair(b, "section", l->section);
		evm_json_pair(b, "text", l->text);
		evm_json_bool(b, "done", l->done);
		evm_twin_rows(b, "rows", &l->rows);
		evm_buf_addc(b, '}');
	}
	evm_buf_addc(b, ']');
	evm_twin_quals(b, "says", &v->says);
	evm_twin_rows(b, "gone", &v->gone);
	evm_twin_refs(b, &v->refs);
	evm_buf_addz(b, "}\n");
}

int evm_page_paper(struct evm_page *p)
{
	struct evm_paper_view v = { 0 };
	int got = evm_paper_get(p->r, p->arg, p->a, &v, p->err);

	if (got <= 0)
		return got ? got : evm_page_status(p, 404, "There is no such document.");
	if (p->req->json)
		twin(p, &v);
	else
		show(p, &v);
	return 0;
}

int evm_page_paper_mark_post(struct evm_page *p)
{
	int64_t from = evm_form_int(&p->req->form, "from", INT64_MAX, 0);
	bool paper = evm_str_eqz(evm_page_f(p, "kind"), "paper");
	struct evm_result res = { 0 };
	struct evm_mark_act m = {
		.kind = paper ? EVM_MARK_PAPER : EVM_MARK_SENTENCE, .doc = p->arg,
		.ord = evm_form_int(&p->req->form, "ord", INT32_MAX, 0),
		.on = evm_str_eqz(evm_page_f(p, "on"), "1"),
		.client_key = evm_page_f(p, "key"),
	};

	if (evm_review_mark(p->r, &m, &res, p->err))
		return -1;
	if (evm_page_refused(p, &res))
		return 0;
	if (from)
		return evm_page_go(p, "/e/%d?did=%r", from, paper ? "paper" : "sentence");
	return paper ? evm_page_go(p, "/d/%u", p->arg) :
	       evm_page_go(p, "/d/%u#s%d", p->arg, m.ord);
}
