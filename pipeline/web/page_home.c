#include <math.h>

#include "core/json.h"
#include "web/parts.h"

struct home {
	struct evm_facets progress;
	struct evm_paces paces;
	struct evm_logs logs;
	struct evm_mails mails;
	int64_t unseen, returned, recheck, flagged;
};

static int count(struct evm_page *p, unsigned only, const char *status, int64_t *n)
{
	struct evm_filter f = { .only = only };

	f.eq[EVM_F_STATUS] = evm_str(status);
	return evm_queue_count(p->r, &f, n, p->err);
}

static int read_home(struct evm_page *p, struct home *h)
{
	struct evm_log_want mine = { .login = p->me.login, .n = 8 };

	if (evm_progress_get(p->r, p->a, &h->progress, p->err) ||
	    evm_pace_get(p->r, p->a, &h->paces, p->err) ||
	    evm_log_get(p->r, &mine, p->a, &h->logs, p->err) ||
	    evm_inbox_get(p->r, 5, p->a, &h->mails, p->err) ||
	    count(p, EVM_ONLY_UNSEEN, "new", &h->unseen) ||
	    count(p, EVM_ONLY_RETURNED, NULL, &h->returned) ||
	    count(p, EVM_ONLY_RECHECK, NULL, &h->recheck) ||
	    count(p, EVM_ONLY_FLAGGED, NULL, &h->flagged))
		return -1;
	return 0;
}

static int64_t of_status(const struct home *h, const char *status)
{
	for (size_t i = 0; i < h->progress.n; i++)
		if (evm_str_eqz(h->progress.v[i].value, status))
			return h->progress.v[i].n;
	return 0;
}

static void tile(struct evm_page *p, const char *href, int64_t n, const char *label)
{
	evm_html(p->b, "<li><a href=\"%z\"><b>%d</b><span>%r</span></a></li>", href, n, label);
}

static void start(struct evm_page *p, const char *query, const char *class,
		  const char *label)
{
	evm_html(p->b, "<form method=\"post\" class=\"inline\" action=\"/q/next?%z\">", query);
	evm_page_csrf(p);
	evm_html(p->b, "<button class=\"%r\">%r</button></form>", class, label);
}

static void starts(struct evm_page *p, const struct home *h)
{
	evm_html(p->b, "<div class=\"row\">");
	if (h->unseen) {
		start(p, "status=new", "primary", "Start reviewing");
		start(p, "status=new&sort=uncertain", "", "Most uncertain first");
		start(p, "status=new&sort=confident", "", "Easy ones first");
	}
	if (h->recheck)
		start(p, "only=recheck", "", "Look again at what changed");
	evm_html(p->b, "</div>");
}

static void tiles(struct evm_page *p, const struct home *h)
{
	evm_html(p->b, "<ul class=\"tiles\">");
	tile(p, "/q?status=new", of_status(h, "new"), "new");
	tile(p, "/q?status=accepted", of_status(h, "accepted"), "accepted");
	tile(p, "/q?status=rejected", of_status(h, "rejected"), "rejected");
	tile(p, "/q?status=unsure", of_status(h, "unsure"), "unsure");
	tile(p, "/adjudicate", of_status(h, "disputed"), "disputed");
	tile(p, "/q?only=returned", h->returned, "returned to me");
	tile(p, "/q?only=recheck", h->recheck, "look again");
	tile(p, "/q?only=flagged", h->flagged, "flagged");
	evm_html(p->b, "</ul>");
}

static void progress(struct evm_page *p, const struct home *h)
{
	int64_t all = 0, done = of_status(h, "accepted") + of_status(h, "rejected");

	for (size_t i = 0; i < h->progress.n; i++)
		all += h->progress.v[i].n;
	evm_html(p->b, "<p><label for=\"bar\">%d of %d claims are settled.</label></p>"
		 "<progress id=\"bar\" class=\"bar\" max=\"%d\" value=\"%d\"></progress>",
		 done, all, all ? all : 1, done);
}

static void seconds(struct evm_page *p, double s)
{
	if (s == s)
		evm_buf_printf(p->b, "%.1f s", s);
	else
		evm_html(p->b, "–");
}

static void paces(struct evm_page *p, const struct home *h)
{
	evm_html(p->b, "<h2>Who did what</h2>");
	if (!h->paces.n) {
		evm_html(p->b, "<p class=\"soft\">Nobody has judged anything yet.</p>");
		return;
	}
	evm_part_table(p, "Curators", "Votes, edits and added claims by curator",
		       "Curator|#Today|#7 days|#All|#Edits|#Added|#Papers done|#Median time a vote");
	for (size_t i = 0; i < h->paces.n; i++) {
		const struct evm_pace *v = &h->paces.v[i];

		evm_html(p->b, "<tr><th scope=\"row\">%s</th><td class=\"n\">%d</td>"
			 "<td class=\"n\">%d</td><td class=\"n\">%d</td><td class=\"n\">%d</td>"
			 "<td class=\"n\">%d</td><td class=\"n\">%d</td><td class=\"n\">",
			 v->login, v->today, v->week, v->all, v->edits, v->added,
			 v->papers_done);
		seconds(p, v->median_s);
		evm_html(p->b, "</td></tr>");
	}
	evm_part_table_end(p);
}

static const char *act_words(const struct evm_log *l)
{
	static const char *const words[][3] = {
		{ "decision", "accept", "accepted" }, { "decision", "reject", "rejected" },
		{ "decision", "unsure", "unsure" }, { "decision", "skip", "skipped" },
		{ "decision", "undo", "took back" }, { "version", "", "wrote" },
		{ "comment", "", "commented" }, { "mark", "", "marked" },
		{ "sample", "", "drew a sample" },
	};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (evm_str_eqz(l->kind, words[i][0]) &&
		    (!*words[i][1] || evm_str_eqz(l->verdict, words[i][1])))
			return words[i][2];
	return NULL;
}

/* 0, -1 */
static int act_line(struct evm_page *p, const struct evm_log *l)
{
	struct evm_item it;
	const char *words = act_words(l);
	int got = l->ev ? evm_item_get(p->r, l->ev, p->a, &it, p->err) : 0;

	if (got < 0)
		return -1;
	evm_html(p->b, "<li>");
	evm_part_time(p, l->at);
	evm_html(p->b, " %s ", words ? evm_str(words) : l->kind);
	if (got) {
		evm_html(p->b, "<a href=\"/e/%d\">", l->ev);
		evm_part_claim(p, &it.now);
		evm_html(p->b, "</a> ");
	}
	evm_html(p->b, "%s%r</li>", l->text, l->undone ?
		 " <span class=\"soft\">(taken back)</span>" : "");
	return 0;
}

static int recent(struct evm_page *p, const struct home *h)
{
	evm_html(p->b, "<h2>What I did last</h2>");
	if (!h->logs.n) {
		evm_html(p->b, "<p class=\"soft\">Nothing yet. The <a href=\"/guide\">guide</a> explains "
			 "predicates and reasons; the <a href=\"/keys\">keys</a> make it fast.</p>");
		return 0;
	}
	evm_html(p->b, "<ul class=\"bare\">");
	for (size_t i = 0; i < h->logs.n; i++)
		if (act_line(p, &h->logs.v[i]))
			return -1;
	evm_html(p->b, "</ul><p><a href=\"/history\">All my acts</a> · "
		 "<a href=\"/inbox\">Inbox</a></p>");
	return 0;
}

static void mails(struct evm_page *p, const struct home *h)
{
	if (!h->mails.n)
		return;
	evm_html(p->b, "<h2>Said to me</h2><ul>");
	for (size_t i = 0; i < h->mails.n; i++)
		evm_html(p->b, "<li><a href=\"/e/%d#c%d\">%s</a>: %s</li>", h->mails.v[i].ev,
			 h->mails.v[i].comment.id, h->mails.v[i].comment.by,
			 h->mails.v[i].comment.body);
	evm_html(p->b, "</ul>");
}

static void twin(struct evm_page *p, const struct home *h)
{
	struct evm_buf *b = evm_page_json(p);

	evm_buf_addc(b, '{');
	evm_json_pair(b, "login", p->me.login);
	evm_json_pair(b, "role", evm_str(evm_role_name(p->me.role)));
	evm_twin_facets(b, "progress", &h->progress);
	evm_json_int(b, "returned", h->returned);
	evm_json_int(b, "recheck", h->recheck);
	evm_json_int(b, "flagged", h->flagged);
	evm_buf_addz(b, "}\n");
}

int evm_page_home(struct evm_page *p)
{
	struct home h = { 0 };

	if (read_home(p, &h))
		return -1;
	if (p->req->json) {
		twin(p, &h);
		return 0;
	}
	evm_page_begin(p, EVM_LIT("Home"), EVM_NAV_HOME);
	evm_html(p->b, "<h1>Claims to review</h1>");
	starts(p, &h);
	tiles(p, &h);
	progress(p, &h);
	mails(p, &h);
	if (recent(p, &h))
		return -1;
	paces(p, &h);
	evm_page_end(p);
	return 0;
}
