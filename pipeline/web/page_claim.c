#include "core/json.h"
#include "web/parts.h"

static void count(struct evm_page *p, int64_t n, const char *badge)
{
	evm_html(p->b, "<td class=\"n\">%r%d%r</td>", n ? badge : "", n,
		 n && *badge ? "</span>" : "");
}

static void context_row(struct evm_page *p, const struct evm_context *c, bool opposite)
{
	const struct evm_str cells[4] = { c->source, c->route, c->species, c->model };

	evm_html(p->b, "<tr%r>", c->torn ? " class=\"torn\"" : "");
	for (size_t i = 0; i < 4; i++)
		evm_html(p->b, "<td>%s</td>", cells[i].n ? cells[i] : EVM_LIT("–"));
	count(p, c->papers, "");
	count(p, c->affirmed, "<span class=\"badge st-accepted\">");
	count(p, c->denied, "<span class=\"badge b-bad\">");
	if (opposite)
		count(p, c->opposed, "<span class=\"badge b-bad\">");
	count(p, c->accepted, "");
	count(p, c->rejected, "");
	evm_html(p->b, "<td>%r</td></tr>", c->torn ?
		 "<span class=\"badge b-warn\">contradiction</span>" : "");
}

#define CONTEXT "MSC source|Route|Donor|Model|#Papers|#Says it|#Says no"
#define JUDGED "|#Accepted|#Rejected|Within it"

static void contexts(struct evm_page *p, const struct evm_claim_view *v)
{
	bool opposite = v->opposite.n > 0;

	evm_html(p->b, "<h2>In which context</h2>");
	evm_part_table(p, "Context matrix", "Evidence by source, route, donor species and model; "
		       "what was rejected counts for no side", opposite ?
		       CONTEXT "|#Says the opposite" JUDGED : CONTEXT JUDGED);
	for (size_t i = 0; i < v->contexts.n; i++)
		context_row(p, &v->contexts.v[i], opposite);
	evm_part_table_end(p);
}

/* Do the sides meet in one context, or does each have its own? */
static void disagreement(struct evm_page *p, const struct evm_claim_view *v)
{
	int64_t torn = 0;

	if (!v->affirmed || !(v->denied + v->opposed))
		return;
	for (size_t i = 0; i < v->contexts.n; i++)
		torn += v->contexts.v[i].torn;
	evm_html(p->b, "<p class=\"note warn\">The evidence contradicts itself: %d for it, %d against. ",
		 v->affirmed, v->denied + v->opposed);
	if (torn)
		evm_html(p->b, "In %d %r both sides are said.</p>", torn,
			 torn == 1 ? "context" : "contexts");
	else
		evm_html(p->b, "But never in one context: look at what differs before you call one "
			 "side wrong.</p>");
}

static void linked(struct evm_page *p, const char *how, const struct evm_rows *rows)
{
	if (!rows->n)
		return;
	evm_html(p->b, "<h3>%r</h3><ul>", how);
	for (size_t i = 0; i < rows->n; i++)
		evm_html(p->b, "<li><a href=\"/e/%d\">%s <i>%r</i> %s</a> <span class=\"soft small\">%s"
			 "</span></li>", rows->v[i].ev, rows->v[i].subject,
			 evm_part_predicate(rows->v[i].predicate, rows->v[i].negated),
			 rows->v[i].object, rows->v[i].doc);
	evm_html(p->b, "</ul>");
}

static void mechanism(struct evm_page *p, const struct evm_claim_view *v)
{
	if (!v->means.n && !v->ends.n)
		return;
	evm_html(p->b, "<h2>Mechanism</h2>");
	linked(p, "Said to happen by way of", &v->means);
	linked(p, "Said to be the means of", &v->ends);
}

static void twin(struct evm_page *p, const struct evm_claim_view *v)
{
	struct evm_buf *b = evm_page_json(p);

	evm_buf_addc(b, '{');
	evm_json_pair(b, "key", v->key);
	evm_json_int(b, "evidence", v->evidence);
	evm_json_int(b, "papers", v->papers);
	evm_json_int(b, "accepted", v->accepted);
	evm_json_int(b, "rejected", v->rejected);
	evm_json_int(b, "affirmed", v->affirmed);
	evm_json_int(b, "denied", v->denied);
	evm_json_int(b, "opposed", v->opposed);
	evm_json_open(b, "contexts", '[');
	for (size_t i = 0; i < v->contexts.n; i++) {
		const struct evm_context *c = &v->contexts.v[i];

		evm_json_open(b, NULL, '{');
		evm_json_pair(b, "source", c->source);
		evm_json_pair(b, "route", c->route);
		evm_json_pair(b, "species", c->species);
		evm_json_pair(b, "model", c->model);
		evm_json_int(b, "evidence", c->evidence);
		evm_json_int(b, "papers", c->papers);
		evm_json_int(b, "accepted", c->accepted);
		evm_json_int(b, "rejected", c->rejected);
		evm_json_int(b, "affirmed", c->affirmed);
		evm_json_int(b, "denied", c->denied);
		evm_json_int(b, "opposed", c->opposed);
		evm_json_bool(b, "torn", c->torn);
		evm_buf_addc(b, '}');
	}
	evm_buf_addc(b, ']');
	evm_json_pair(b, "opposite", v->opposite);
	evm_json_open(b, "rivals", '[');
	for (size_t i = 0; i < v->rivals.n; i++) {
		evm_json_item(b);
		evm_json_str(b, v->rivals.v[i]);
	}
	evm_buf_addc(b, ']');
	evm_twin_rows(b, "means", &v->means);
	evm_twin_rows(b, "ends", &v->ends);
	evm_twin_rows(b, "rows", &v->rows);
	evm_buf_addz(b, "}\n");
}

/* As its first evidence writes it; the key itself has lost its capitals. */
static void name(struct evm_page *p, const struct evm_claim_view *v)
{
	const struct evm_row *r = v->rows.v;

	if (v->rows.n)
		evm_html(p->b, "<h1 class=\"claim\"><span>%s</span> <span class=\"pred\">%r</span> "
			 "<span>%s</span></h1>", r->subject,
			 evm_part_predicate(r->predicate, false), r->object);
	else
		evm_html(p->b, "<h1>%s</h1>", v->key);
}

static void show(struct evm_page *p, const struct evm_claim_view *v)
{
	evm_page_begin(p, v->key, EVM_NAV_QUEUE);
	evm_html(p->b, "<p class=\"where\">Claim</p>");
	name(p, v);
	evm_html(p->b, "<p>");
	evm_part_count(p, v->evidence, "sentence says it", "sentences say it");
	evm_html(p->b, ", in ");
	evm_part_count(p, v->papers, "paper", "papers");
	evm_html(p->b, ": %d accepted, %d rejected, %d saying no. "
		 "<a href=\"/q?claim=%u\">In the queue</a></p>", v->accepted, v->rejected,
		 v->denied, v->key);
	disagreement(p, v);
	if (v->rivals.n) {
		evm_html(p->b, "<p>Other claims on the same two:");
		for (size_t i = 0; i < v->rivals.n; i++)
			evm_html(p->b, "%r <a href=\"/c/%u\">%s</a>", i ? ";" : "",
				 v->rivals.v[i], v->rivals.v[i]);
		evm_html(p->b, "</p>");
	}
	contexts(p, v);
	mechanism(p, v);
	evm_html(p->b, "<h2>Evidence</h2>");
	evm_part_rows(p, &v->rows, "Sentences that say it", false, "");
	evm_page_end(p);
}

int evm_page_claim(struct evm_page *p)
{
	struct evm_claim_view v = { 0 };
	int got = evm_claim_get(p->r, p->arg, p->a, &v, p->err);

	if (got <= 0)
		return got ? got : evm_page_status(p, 404, "No evidence has this claim.");
	if (p->req->json)
		twin(p, &v);
	else
		show(p, &v);
	return 0;
}
