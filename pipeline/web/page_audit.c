/* The audit log: who did what when, and whether its chain of digests holds. */
#include "core/json.h"
#include "web/card.h"

#define ACTS 100
#define CHECKED 10000		/* newest rows, unless all are asked for: ~0.1 s */

struct audit {
	struct evm_log_want want;
	struct evm_logs acts;
	struct evm_chain chain;
	struct evm_curators people;
	struct evm_str query;	/* the filter again, "&who=..." */
};

/* --- reading -------------------------------------------------------------------- */

static bool is_day(struct evm_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (i == 4 || i == 7 ? s.p[i] != '-' : !evm_is_digit(s.p[i]))
			return false;
	return s.n == 10 || !s.n;
}

static void add_query(struct evm_buf *b, const char *key, struct evm_str value)
{
	if (value.n)
		evm_html(b, "&amp;%r=%u", key, value);
}

static void make_query(struct evm_page *p, struct audit *x)
{
	struct evm_buf b = EVM_BUF_INIT;

	add_query(&b, "who", x->want.login);
	add_query(&b, "kind", x->want.kind);
	add_query(&b, "since", x->want.since);
	add_query(&b, "until", x->want.until);
	if (x->want.ev)
		evm_html(&b, "&amp;ev=%d", x->want.ev);
	x->query = evm_str_dup(p->a, evm_buf_str(&b));
	evm_buf_release(&b);
}

/* 1, 0 when the response is made, -1 */
static int read_audit(struct evm_page *p, struct audit *x)
{
	bool all = evm_form_has(&p->req->query, "check");

	x->want = (struct evm_log_want){
		.login = evm_page_q(p, "who"), .kind = evm_page_q(p, "kind"),
		.since = evm_page_q(p, "since"), .until = evm_page_q(p, "until"),
		.ev = evm_form_int(&p->req->query, "ev", INT64_MAX, 0),
		.before = evm_form_int(&p->req->query, "before", INT64_MAX, 0),
		.n = ACTS,
	};
	if (!is_day(x->want.since) || !is_day(x->want.until)) {
		evm_page_status(p, 422, "A day is written 2026-11-27.");
		return 0;
	}
	make_query(p, x);
	return evm_log_get(p->r, &x->want, p->a, &x->acts, p->err) ||
	       evm_chain_check(p->r, all ? -1 : CHECKED, p->a, &x->chain, p->err) ||
	       evm_curators_list(p->r, p->a, &x->people, p->err) ? -1 : 1;
}

/* --- writing --------------------------------------------------------------------- */

static void chain(struct evm_page *p, const struct audit *x)
{
	const struct evm_chain *c = &x->chain;

	if (!c->rows) {
		evm_html(p->b, "<p class=\"soft\">Nothing was done yet.</p>");
		return;
	}
	if (c->broken)
		evm_html(p->b, "<p class=\"note warn\" role=\"alert\"><strong>The chain breaks "
			 "at row %d:</strong> it, or one before it, is not what was written. "
			 "<code>evmine curate verify</code> compares rows and journal.</p>",
			 c->broken);
	else
		evm_html(p->b, "<p><span class=\"badge st-accepted\">The chain holds</span> from row "
			 "%d to %d: each row's digest is that of its content and of the row "
			 "before.</p>", c->first, c->rows);
	if (c->first > 1)
		evm_html(p->b, "<p><a class=\"button\" href=\"/audit?check=all%r\">Check all %d "
			 "rows</a></p>", x->query.p, c->rows);
	evm_html(p->b, "<p class=\"soft small\">Row %d, the last one, is of ", c->rows);
	evm_part_time(p, c->at);
	evm_html(p->b, " and has the digest <code>%s</code>: noted elsewhere, it proves later "
		 "that nothing was taken off the end.</p>", c->sha256);
}

static void option(struct evm_page *p, struct evm_str value, struct evm_str chosen)
{
	evm_html(p->b, "<option value=\"%a\"%r>%a</option>", value,
		 evm_str_eq(value, chosen) ? " selected" : "", value.n ? value : EVM_LIT("any"));
}

static void day(struct evm_page *p, const char *name, const char *label, struct evm_str value)
{
	evm_html(p->b, "<label class=\"field\"><span>%r</span><input type=\"date\" name=\"%r\" "
		 "value=\"%a\"></label>", label, name, value);
}

static void filter(struct evm_page *p, const struct audit *x)
{
	const char *const *kinds = evm_log_kinds();

	evm_html(p->b, "<form method=\"get\" action=\"/audit\" class=\"row\" role=\"search\" "
		 "aria-label=\"Which rows\"><label class=\"field\"><span>Who</span>"
		 "<select name=\"who\">");
	option(p, EVM_LIT(""), x->want.login);
	for (size_t i = 0; i < x->people.n; i++)
		option(p, x->people.v[i].login, x->want.login);
	evm_html(p->b, "</select></label><label class=\"field\"><span>What</span>"
		 "<select name=\"kind\">");
	option(p, EVM_LIT(""), x->want.kind);
	for (; *kinds; kinds++)
		option(p, evm_str(*kinds), x->want.kind);
	evm_html(p->b, "</select></label>");
	day(p, "since", "From (UTC)", x->want.since);
	day(p, "until", "To (UTC)", x->want.until);
	evm_html(p->b, "<label class=\"field\"><span>Evidence number</span><input name=\"ev\" "
		 "inputmode=\"numeric\" size=\"8\" value=\"");
	if (x->want.ev)
		evm_html(p->b, "%d", x->want.ev);
	evm_html(p->b, "\"></label><button>Show</button></form>");
}

static void row(struct evm_page *p, const struct evm_log *l)
{
	evm_html(p->b, "<tr%r><td class=\"n\">%d</td><td>", l->undone ? " class=\"undone\"" : "",
		 l->seq);
	evm_part_time(p, l->at);
	evm_html(p->b, "</td><td>%s", l->login);
	if (l->writer.n && !evm_str_eq(l->writer, l->login))
		evm_html(p->b, " <span class=\"soft\">(added by %s)</span>", l->writer);
	evm_html(p->b, "</td><td>");
	evm_log_what(p, l);
	evm_html(p->b, "</td><td>");
	if (l->ev)
		evm_html(p->b, "<a href=\"/e/%d\">evidence %d</a> ", l->ev, l->ev);
	evm_html(p->b, "%s</td><td><code title=\"%a\">%s</code></td></tr>", l->text, l->sha256,
		 evm_str_sub(l->sha256, 0, 12));
}

static void rows(struct evm_page *p, const struct audit *x)
{
	const struct evm_logs *list = &x->acts;

	evm_part_table(p, "Rows", "Newest first", "#Row|When (UTC)|Who|What|On|Digest");
	for (size_t i = 0; i < list->n; i++)
		row(p, &list->v[i]);
	evm_part_table_end(p);
	evm_html(p->b, "<p class=\"row\">");
	if (x->want.before)
		evm_html(p->b, "<a class=\"button\" href=\"/audit?before=0%r\">Newest</a> ",
			 x->query.p);
	if (list->n == ACTS)
		evm_html(p->b, "<a class=\"button\" href=\"/audit?before=%d%r\">Older</a>",
			 list->v[ACTS - 1].seq, x->query.p);
	evm_html(p->b, "</p>");
}

static void twin(struct evm_page *p, const struct audit *x)
{
	struct evm_buf *b = evm_page_json(p);

	evm_buf_addz(b, "{\"chain\":{");
	evm_json_int(b, "rows", x->chain.rows);
	evm_json_pair(b, "at", x->chain.at);
	evm_json_pair(b, "sha256", x->chain.sha256);
	evm_json_int(b, "checked_from", x->chain.first);
	evm_json_bool(b, "holds", !x->chain.broken);
	if (x->chain.broken)
		evm_json_int(b, "breaks_at", x->chain.broken);
	evm_buf_addc(b, '}');
	evm_log_twin(b, &x->acts);
	evm_buf_addz(b, "}\n");
}

int evm_page_audit(struct evm_page *p)
{
	struct audit x = { 0 };
	int got = read_audit(p, &x);

	if (got <= 0)
		return got;
	if (p->req->json) {
		twin(p, &x);
		return 0;
	}
	evm_page_begin(p, EVM_LIT("Audit log"), EVM_NAV_HOME);
	evm_html(p->b, "<h1>Audit log</h1><p>A row for each thing that anybody added, never changed "
		 "and never deleted; what is taken back stays, and says so.</p>");
	chain(p, &x);
	filter(p, &x);
	if (x.acts.n)
		rows(p, &x);
	else
		evm_html(p->b, "<p class=\"soft\">No such rows.</p>");
	evm_page_end(p);
	return 0;
}
