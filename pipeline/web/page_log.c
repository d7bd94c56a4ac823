#include "core/json.h"
#include "web/card.h"

#define ACTS 100

/* --- what was done -------------------------------------------------------------------- */

static void undo_cell(struct evm_page *p, const struct evm_log *l)
{
	if (l->undone || !evm_str_eqz(l->kind, "decision") ||
	    !evm_str_eq(l->login, p->me.login) || evm_str_eqz(l->verdict, "undo"))
		return;
	evm_html(p->b, "<form method=\"post\" class=\"inline\" action=\"/undo\">");
	evm_page_csrf(p);
	evm_page_key(p);
	evm_html(p->b, "<input type=\"hidden\" name=\"decision\" value=\"%d\">"
		 "<button class=\"quiet\">Undo<span class=\"vh\"> decision %d</span></button></form>",
		 l->ref, l->ref);
}

void evm_log_what(struct evm_page *p, const struct evm_log *l)
{
	evm_html(p->b, "%s %s%r%s%r%r", l->kind, l->verdict, l->reason.n ? ": " : "",
		 l->reason, l->undone ? " (taken back)" : "",
		 l->held ? " <span class=\"soft\">(shown when you have judged)</span>" : "");
}

static void log_row(struct evm_page *p, const struct evm_log *l)
{
	evm_html(p->b, "<tr%r><td>", l->undone ? " class=\"undone\"" : "");
	evm_part_time(p, l->at);
	evm_html(p->b, "</td><td>%s</td><td>", l->login);
	evm_log_what(p, l);
	evm_html(p->b, "</td><td>");
	if (l->ev)
		evm_html(p->b, "<a href=\"/e/%d\">evidence %d</a> ", l->ev, l->ev);
	evm_html(p->b, "%s</td><td>", l->text);
	undo_cell(p, l);
	evm_html(p->b, "</td></tr>");
}

void evm_log_twin(struct evm_buf *b, const struct evm_logs *list)
{
	evm_json_open(b, "acts", '[');
	for (size_t i = 0; i < list->n; i++) {
		const struct evm_log *l = &list->v[i];

		evm_json_open(b, NULL, '{');
		evm_json_int(b, "seq", l->seq);
		evm_json_pair(b, "at", l->at);
		evm_json_pair(b, "login", l->login);
		evm_json_pair(b, "kind", l->kind);
		evm_json_pair(b, "verdict", l->verdict);
		evm_json_pair(b, "reason", l->reason);
		evm_json_int(b, "ev", l->ev);
		evm_json_int(b, "ref", l->ref);
		evm_json_bool(b, "undone", l->undone);
		evm_json_bool(b, "held", l->held);
		evm_json_pair(b, "text", l->text);
		evm_json_pair(b, "writer", l->writer);
		evm_json_pair(b, "sha256", l->sha256);
		evm_buf_addc(b, '}');
	}
	evm_buf_addc(b, ']');
}

int evm_page_history(struct evm_page *p)
{
	struct evm_str who = evm_page_q(p, "who");
	bool all = evm_str_eqz(who, "all");
	struct evm_log_want want = {
		.login = all ? EVM_LIT("") : p->me.login, .n = ACTS,
		.before = evm_form_int(&p->req->query, "before", INT64_MAX, 0),
	};
	struct evm_logs list = { 0 };

	if (evm_log_get(p->r, &want, p->a, &list, p->err))
		return -1;
	if (p->req->json) {
		evm_buf_addc(evm_page_json(p), '{');
		evm_log_twin(p->b, &list);
		evm_buf_addz(p->b, "}\n");
		return 0;
	}
	evm_page_begin(p, EVM_LIT("History"), EVM_NAV_HOME);
	evm_html(p->b, "<h1>%r</h1><p><a href=\"/history%r\">%r</a> · "
		 "<a href=\"/audit\">The audit log</a></p>",
		 all ? "What everybody did" : "What I did", all ? "" : "?who=all",
		 all ? "Mine alone" : "Everybody's");
	evm_part_table(p, "Acts", "Newest first", "When (UTC)|Who|What|On|Take back");
	for (size_t i = 0; i < list.n; i++)
		log_row(p, &list.v[i]);
	evm_part_table_end(p);
	if (list.n == ACTS)
		evm_html(p->b, "<p><a class=\"button\" href=\"/history?before=%d%r\">Older</a></p>",
			 list.v[ACTS - 1].seq, all ? "&amp;who=all" : "");
	evm_page_end(p);
	return 0;
}

static void inbox_line(struct evm_page *p, const struct evm_mail *m)
{
	evm_html(p->b, "<li><a href=\"/e/%d#c%d\">%s on evidence %d</a>: %s ", m->ev,
		 m->comment.id, m->comment.by, m->ev, m->comment.body);
	evm_part_time(p, m->comment.at);
	evm_html(p->b, "</li>");
}

int evm_page_inbox(struct evm_page *p)
{
	struct evm_mails list = { 0 };

	if (evm_inbox_get(p->r, ACTS, p->a, &list, p->err))
		return -1;
	if (p->req->json) {
		struct evm_buf *b = evm_page_json(p);

		evm_buf_addz(b, "{\"comments\":[");
		for (size_t i = 0; i < list.n; i++) {
			evm_json_open(b, NULL, '{');
			evm_json_int(b, "ev", list.v[i].ev);
			evm_json_pair(b, "by", list.v[i].comment.by);
			evm_json_pair(b, "body", list.v[i].comment.body);
			evm_buf_addc(b, '}');
		}
		evm_buf_addz(b, "]}\n");
		return 0;
	}
	evm_page_begin(p, EVM_LIT("Inbox"), EVM_NAV_HOME);
	evm_html(p->b, "<h1>Inbox</h1><p>Comments on what you judged or commented, and those that "
		 "name @%s.</p>", p->me.login);
	if (!list.n)
		evm_html(p->b, "<p class=\"soft\">Nothing.</p>");
	evm_html(p->b, "<ul>");
	for (size_t i = 0; i < list.n; i++)
		inbox_line(p, &list.v[i]);
	evm_html(p->b, "</ul>");
	evm_page_end(p);
	return 0;
}

/* --- one evidence's versions and votes ---------------------------------------------------- */

static const struct evm_version *version_of(const struct evm_item *it, int64_t id)
{
	for (size_t i = 0; i < it->versions.n; i++)
		if (it->versions.v[i].id == id)
			return &it->versions.v[i];
	return NULL;
}

static void version(struct evm_page *p, const struct evm_item *it,
		    const struct evm_version *v)
{
	const struct evm_version *from = version_of(it, v->parent);
	struct evm_texts fields = { 0 };

	evm_html(p->b, "<section class=\"card\"><h3>Version %d by %s%r%r</h3><p>", v->id, v->by,
		 v->head ? " <span class=\"badge st-accepted\">in force</span>" : "",
		 v->machine_now ? " <span class=\"badge b-info\">what the machine says now</span>" :
				  "");
	evm_part_claim(p, &v->content);
	evm_html(p->b, "</p>");
	evm_part_quals(p, &v->content);
	evm_html(p->b, "<p class=\"soft small\">");
	evm_part_time(p, v->at);
	evm_html(p->b, "%r%s", v->note.n ? ": " : "", v->note);
	if (from) {
		evm_content_diff(&from->content, &v->content, p->a, &fields);
		evm_html(p->b, ". Changed from version %d:", v->parent);
		for (size_t i = 0; i < fields.n; i++)
			evm_html(p->b, "%r %s", i ? "," : "", fields.v[i]);
	}
	evm_html(p->b, "</p></section>");
}

static int read_item(struct evm_page *p, int64_t ev, struct evm_item *it,
		     struct evm_reasons *reasons)
{
	int got = evm_item_get(p->r, ev, p->a, it, p->err);

	if (got == 1 && evm_reasons_list(p->r, p->a, reasons, p->err))
		return -1;
	return got;
}

int evm_page_item_history(struct evm_page *p)
{
	struct evm_card c = { 0 };
	int got = read_item(p, evm_page_id(p), &c.item, &c.reasons);

	if (got <= 0)
		return got ? got : evm_page_status(p, 404, "There is no such evidence.");
	if (p->req->json) {
		evm_card_json(p, &c);
		return 0;
	}
	evm_page_begin(p, EVM_LIT("Versions and votes"), EVM_NAV_QUEUE);
	evm_html(p->b, "<p class=\"where\"><a data-cancel href=\"/e/%d\">Back to the card</a></p>"
		 "<h1>Versions and votes</h1><p class=\"ev plain\">", c.item.ev);
	evm_part_sentence(p, c.item.sentence, &c.item.now, NULL);
	evm_html(p->b, "</p><h2>Versions</h2>");
	for (size_t i = 0; i < c.item.versions.n; i++)
		version(p, &c.item, &c.item.versions.v[i]);
	evm_card_votes(p, &c);
	if (!c.item.votes.n)
		evm_html(p->b, "<p class=\"soft\">No votes that you may see yet.</p>");
	evm_html(p->b, "<p class=\"soft small\">Fingerprint <code>%s</code><br>%s</p>",
		 c.item.fingerprint, c.item.provenance);
	evm_page_end(p);
	return 0;
}

/* --- adjudication ----------------------------------------------------------------------------- */

static bool may_settle(const struct evm_page *p)
{
	return p->me.role == EVM_ROLE_ADJUDICATOR || p->me.role == EVM_ROLE_ADMIN;
}

static void settle_form(struct evm_page *p, const struct evm_card *c,
			const struct evm_version *v)
{
	evm_html(p->b, "<form method=\"post\" class=\"row\" action=\"/e/%d/decision\">",
		 c->item.ev);
	evm_page_csrf(p);
	evm_page_key(p);
	evm_html(p->b, "<input type=\"hidden\" name=\"adjudicate\" value=\"1\">"
		 "<input type=\"hidden\" name=\"ver\" value=\"%d\">"
		 "<button class=\"good\" name=\"verdict\" value=\"accept\">Accept version %d</button>"
		 "<label class=\"field\"><span>or reject version %d for</span>"
		 "<select name=\"reason\"><option value=\"\">choose a reason</option>",
		 v->id, v->id, v->id);
	for (size_t i = 0; i < c->reasons.n; i++)
		evm_html(p->b, "<option value=\"%a\">%a</option>", c->reasons.v[i].code,
			 c->reasons.v[i].label);
	evm_html(p->b, "</select></label><label class=\"field\"><span>in words</span>"
		 "<input name=\"comment\" maxlength=\"4000\"></label>"
		 "<button class=\"bad\" name=\"verdict\" value=\"reject\">Reject</button></form>");
}

static void dispute(struct evm_page *p, const struct evm_card *c)
{
	const struct evm_item *it = &c->item;

	evm_html(p->b, "<section class=\"card\"><h2><a href=\"/e/%d\">", it->ev);
	evm_part_claim(p, &it->now);
	evm_html(p->b, "</a></h2><p class=\"ev plain\">");
	evm_part_sentence(p, it->sentence, &it->now, &it->notes);
	evm_html(p->b, "</p>");
	evm_card_votes(p, c);
	for (size_t i = 0; i < it->versions.n; i++) {
		version(p, it, &it->versions.v[i]);
		if (may_settle(p))
			settle_form(p, c, &it->versions.v[i]);
	}
	evm_html(p->b, "</section>");
}

static int disputes(struct evm_page *p, const struct evm_rows *rows)
{
	for (size_t i = 0; i < rows->n; i++) {
		struct evm_card c = { 0 };
		int got = read_item(p, rows->v[i].ev, &c.item, &c.reasons);

		if (got < 0)
			return -1;
		if (got)
			dispute(p, &c);
	}
	return 0;
}

int evm_page_adjudicate(struct evm_page *p)
{
	int64_t from = evm_form_int(&p->req->query, "from", INT64_MAX, 0), all;
	struct evm_rows rows = { 0 };

	if (evm_adjudicate_list(p->r, from, 10, p->a, &rows, &all, p->err))
		return -1;
	if (p->req->json) {
		struct evm_buf *b = evm_page_json(p);

		evm_buf_addc(b, '{');
		evm_json_int(b, "n", all);
		evm_twin_rows(b, "rows", &rows);
		evm_buf_addz(b, "}\n");
		return 0;
	}
	evm_page_begin(p, EVM_LIT("Adjudicate"), EVM_NAV_ADJUDICATE);
	evm_html(p->b, "<h1>Adjudicate: %d disputed</h1><p>Votes that differ, or edits made at once. "
		 "What is settled here is final until it is taken back.</p>", all);
	if (evm_page_q(p, "did").n)
		evm_html(p->b, "<p role=\"status\" class=\"said\"><span class=\"ok\">Settled.</span></p>");
	if (!may_settle(p))
		evm_html(p->b, "<p class=\"note\">You may read; an adjudicator settles.</p>");
	if (!all)
		evm_html(p->b, "<p class=\"soft\">Nothing is disputed.</p>");
	if (disputes(p, &rows))
		return -1;
	if (from + 10 < all)
		evm_html(p->b, "<p><a class=\"button\" href=\"/adjudicate?from=%d\">More</a></p>",
			 from + 10);
	evm_page_end(p);
	return 0;
}
