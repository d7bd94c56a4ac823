#include "core/json.h"
#include "web/parts.h"

#define ROWS 50
#define FACETS 8

struct queue {
	struct evm_filter filter;
	struct evm_str query;
	struct evm_rows rows;
	struct evm_facets facets;
	int64_t n, page;
};

/* 1, 0 when the filter was refused, -1 */
static int read_queue(struct evm_page *p, struct queue *q)
{
	if (!evm_part_filter(p, &q->filter, p->req->query_text))
		return 0;
	q->query = evm_part_query(p, &q->filter);
	q->page = evm_form_int(&p->req->query, "page", 1000000, 1);
	if (q->page < 1)
		q->page = 1;
	if (evm_queue_count(p->r, &q->filter, &q->n, p->err) ||
	    evm_queue_page(p->r, &q->filter, (q->page - 1) * ROWS, ROWS, p->a, &q->rows,
			   p->err) ||
	    evm_queue_facets(p->r, &q->filter, FACETS, p->a, &q->facets, p->err))
		return -1;
	return 1;
}

/* --- the form: words, order, special queues ------------------------------------------- */

static const struct {
	const char *value, *label;
} sorts[] = {
	{ "first", "as loaded" }, { "uncertain", "most uncertain first" },
	{ "confident", "most confident first" }, { "doubtful", "least confident first" },
	{ "recent", "judged last, first" },
};

/* What the form does not show goes along hidden. */
static void hidden(struct evm_page *p, const struct evm_filter *f)
{
	struct evm_filter rest = *f;
	struct evm_buf text = EVM_BUF_INIT;
	struct evm_pairs pairs = { 0 };

	rest.text = EVM_LIT("");
	rest.sort = EVM_SORT_FIRST;
	evm_filter_text(&text, &rest);
	evm_form_parse(evm_buf_str(&text), p->a, &pairs);
	for (size_t i = 0; i < pairs.n; i++)
		if (!evm_str_eqz(pairs.v[i].key, "sort"))
			evm_html(p->b, "<input type=\"hidden\" name=\"%a\" value=\"%a\">",
				 pairs.v[i].key, pairs.v[i].value);
	evm_buf_release(&text);
}

static void search_form(struct evm_page *p, const struct evm_filter *f)
{
	evm_html(p->b, "<form action=\"/q\" class=\"row\" role=\"search\">");
	hidden(p, f);
	evm_html(p->b, "<label class=\"field\"><span>Words of the sentence");
	evm_part_kbd(p, EVM_DO_SEARCH);
	evm_html(p->b, "</span><input type=\"search\" name=\"q\" value=\"%a\" size=\"30\"",
		 f->text);
	evm_part_keyed(p, EVM_DO_SEARCH);
	evm_html(p->b, "></label><label class=\"field\"><span>Order</span>"
		 "<select name=\"sort\">");
	for (size_t i = 0; i < sizeof sorts / sizeof *sorts; i++)
		evm_html(p->b, "<option value=\"%r\"%r>%r</option>", sorts[i].value,
			 evm_str_eqz(evm_str(evm_sort_name(f->sort)), sorts[i].value) ?
			 " selected" : "", sorts[i].label);
	evm_html(p->b, "</select></label><button>Show</button></form>");
}

static const struct {
	const char *label;
	unsigned bit;
} specials[] = {
	{ "not judged by me", EVM_ONLY_UNSEEN }, { "judged by me", EVM_ONLY_MINE },
	{ "returned to me", EVM_ONLY_RETURNED },
	{ "machine changed: look again", EVM_ONLY_RECHECK },
	{ "flagged", EVM_ONLY_FLAGGED }, { "commented", EVM_ONLY_COMMENTED },
	{ "not found any more", EVM_ONLY_GONE }, { "retracted papers", EVM_ONLY_RETRACTED },
	{ "in a random sample", EVM_ONLY_SAMPLE },
};

static void special_facets(struct evm_page *p, const struct evm_filter *f)
{
	evm_html(p->b, "<details%r><summary>Special</summary><ul>", f->only ? " open" : "");
	for (size_t i = 0; i < sizeof specials / sizeof *specials; i++) {
		struct evm_filter to = *f;

		to.only ^= specials[i].bit;
		evm_html(p->b, "<li><a href=\"/q%s\"%r>%r</a></li>", evm_part_query(p, &to),
			 f->only & specials[i].bit ? " aria-current=\"true\"" : "",
			 specials[i].label);
	}
	evm_html(p->b, "</ul></details>");
}

/* --- facets ---------------------------------------------------------------------------- */

static void facet(struct evm_page *p, const struct evm_filter *f,
		  const struct evm_facet *v)
{
	struct evm_filter to = *f;
	bool on = evm_str_eq(f->eq[v->field], v->value);

	to.eq[v->field] = on ? EVM_LIT("") : v->value;
	evm_html(p->b, "<li><a href=\"/q%s\"%r><span>%s</span><span class=\"n\">%d</span>"
		 "</a></li>", evm_part_query(p, &to), on ? " aria-current=\"true\"" : "",
		 evm_str_eqz(v->value, "-") ? EVM_LIT("(none)") : v->value, v->n);
}

static bool opens(enum evm_field f)
{
	return f == EVM_F_STATUS || f == EVM_F_PREDICATE || f == EVM_F_DISEASE ||
	       f == EVM_F_SOURCE || f == EVM_F_ROUTE;
}

static void facets(struct evm_page *p, const struct queue *q)
{
	int at = -1;

	evm_html(p->b, "<aside class=\"facets\" aria-label=\"Narrow down\">");
	special_facets(p, &q->filter);
	for (size_t i = 0; i < q->facets.n; i++) {
		const struct evm_facet *v = &q->facets.v[i];

		if ((int)v->field != at) {
			evm_html(p->b, "%r<details%r><summary>%r</summary><ul>",
				 at >= 0 ? "</ul></details>" : "",
				 opens(v->field) || q->filter.eq[v->field].n ? " open" : "",
				 evm_part_field(v->field));
			at = (int)v->field;
		}
		facet(p, &q->filter, v);
	}
	evm_html(p->b, "%r</aside>", at >= 0 ? "</ul></details>" : "");
}

/* --- the page ---------------------------------------------------------------------------- */

static void pager(struct evm_page *p, const struct queue *q)
{
	const char *sep = q->query.n ? "&amp;" : "?";

	if (q->n <= ROWS)
		return;
	evm_html(p->b, "<nav class=\"pager\" aria-label=\"Pages of the list\">");
	if (q->page > 1)
		evm_html(p->b, "<a class=\"button\" rel=\"prev\" href=\"/q%s%rpage=%d\">Before</a>",
			 q->query, sep, q->page - 1);
	evm_html(p->b, "<span>%d to %d of %d</span>", (q->page - 1) * ROWS + 1,
		 (q->page - 1) * ROWS + (int64_t)q->rows.n, q->n);
	if (q->page * ROWS < q->n)
		evm_html(p->b, "<a class=\"button\" rel=\"next\" href=\"/q%s%rpage=%d\">Next</a>",
			 q->query, sep, q->page + 1);
	evm_html(p->b, "</nav>");
}

static void start_form(struct evm_page *p, struct evm_str query, const char *label)
{
	evm_html(p->b, "<form method=\"post\" action=\"/q/next%s\" class=\"inline\">", query);
	evm_page_csrf(p);
	evm_html(p->b, "<button class=\"primary\" data-do=\"start\">%r</button></form>", label);
}

/* After the last card of a queue. */
static void finished(struct evm_page *p)
{
	int64_t was = evm_form_int(&p->req->query, "was", INT64_MAX, 0);

	if (!was)
		return;
	evm_html(p->b, "<div class=\"said\"><span class=\"ok\" role=\"status\">Saved. This queue is "
		 "finished.</span><form method=\"post\" class=\"inline\" action=\"/e/%d/undo\">",
		 was);
	evm_page_csrf(p);
	evm_page_key(p);
	evm_part_button(p, EVM_DO_UNDO, "quiet", NULL, NULL);
	evm_html(p->b, "</form></div>");
}

static void show(struct evm_page *p, const struct queue *q)
{
	evm_page_begin(p, EVM_LIT("Queue"), EVM_NAV_QUEUE);
	finished(p);
	evm_html(p->b, "<h1>Queue: %d claims</h1>", q->n);
	evm_part_chips(p, &q->filter);
	evm_html(p->b, "<div class=\"row\">");
	search_form(p, &q->filter);
	if (q->n)
		start_form(p, q->query, "Review these");
	if (q->n)
		evm_html(p->b, "<a class=\"button\" href=\"/bulk%s\">Decide many at once</a>"
			 "<a class=\"button\" href=\"/export/queue.csv%s\">CSV</a>"
			 "<a class=\"button\" href=\"/export%s\">Export</a>",
			 q->query, q->query, q->query);
	evm_html(p->b, "</div><div class=\"split\">");
	facets(p, q);
	evm_html(p->b, "<div>");
	evm_part_rows(p, &q->rows, "Evidence of this filter", false, q->query.p);
	pager(p, q);
	evm_html(p->b, "</div></div>");
	evm_page_end(p);
}

static void twin(struct evm_page *p, const struct queue *q)
{
	struct evm_buf *b = evm_page_json(p);

	evm_buf_addc(b, '{');
	evm_json_pair(b, "filter", q->query.n ? evm_str_sub(q->query, 1, q->query.n) :
		      q->query);
	evm_json_int(b, "n", q->n);
	evm_json_int(b, "page", q->page);
	evm_twin_rows(b, "rows", &q->rows);
	evm_twin_facets(b, "facets", &q->facets);
	evm_buf_addz(b, "}\n");
}

int evm_page_queue(struct evm_page *p)
{
	struct queue q = { 0 };
	int got = read_queue(p, &q);

	if (got <= 0)
		return got;
	if (p->req->json)
		twin(p, &q);
	else
		show(p, &q);
	return 0;
}

/* --- the first card ------------------------------------------------------------------------ */

static int go_next(struct evm_page *p)
{
	struct evm_filter f = { 0 };
	struct evm_str query;
	int64_t ev = 0;
	int got;

	if (!evm_part_filter(p, &f, p->req->query_text))
		return 0;
	query = evm_part_query(p, &f);
	if (!query.n)
		f.eq[EVM_F_STATUS] = EVM_LIT("new");
	got = evm_queue_next(p->r, &f, 0, &ev, p->err);
	if (got < 0)
		return -1;
	/* the twin goes to the twin */
	return got ? evm_page_go(p, "/e/%d%r%r", ev, p->req->json && !p->req->post ? ".json" : "",
				 query.p) :
		     evm_page_go(p, "/q%r%r", p->req->json && !p->req->post ? ".json" : "",
				 query.p);
}

/* By GET nothing is written: no lease is taken. */
int evm_page_next(struct evm_page *p)
{
	return go_next(p);
}

int evm_page_next_post(struct evm_page *p)
{
	return go_next(p);
}
