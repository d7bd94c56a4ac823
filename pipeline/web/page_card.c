#include <string.h>

#include "web/card.h"

/* --- reading -------------------------------------------------------------------- */

const struct evm_vote *evm_card_mine(const struct evm_item *it)
{
	const struct evm_vote *mine = NULL;

	for (size_t i = 0; i < it->votes.n; i++) {
		const struct evm_vote *v = &it->votes.v[i];

		if (v->mine && !v->undone && !evm_str_eqz(v->verdict, "undo") &&
		    !evm_str_eqz(v->role, "second") &&
		    (!mine || v->id > mine->id))
			mine = v;
	}
	return mine;
}

/* What comes behind evidence in the queue: a second look, unless this was one. */
static int follow(struct evm_page *p, const struct evm_filter *f, int64_t behind,
		  bool second, int64_t *next)
{
	int got = second ? 0 : evm_second_next(p->r, f, behind, next, p->err);

	return got ? got : evm_queue_next(p->r, f, behind, next, p->err);
}

/* Is the card a second look? The address names the evidence that it comes
 * behind; opened by itself it is what it is. */
static int look_again(struct evm_page *p, struct evm_card *c)
{
	int64_t before = evm_form_int(&p->req->query, "behind", INT64_MAX, 0), ev;

	c->behind = c->item.ev;
	if (evm_second_next(p->r, &c->filter, before, &ev, p->err) < 0)
		return -1;
	if (ev != c->item.ev)
		return 0;
	c->second = true;
	c->behind = before;
	/* what is done on the card comes back to it as it is */
	c->query = evm_str_printf(p->a, "%s%sbehind=%lld", c->query.p,
				  c->query.n ? "&" : "?", (long long)before);
	evm_item_as_new(&c->item);
	return 0;
}

/* 1, 0 when the response is made (no such evidence, a bad filter), -1 */
static int read_card(struct evm_page *p, struct evm_card *c)
{
	int64_t ev = evm_page_id(p), n = 0;
	int got;

	memset(c, 0, sizeof *c);
	if (!evm_part_filter(p, &c->filter, p->req->query_text))
		return 0;
	c->query = evm_part_query(p, &c->filter);
	if (!c->query.n)
		c->filter.eq[EVM_F_STATUS] = EVM_LIT("new");
	got = evm_item_get(p->r, ev, p->a, &c->item, p->err);
	if (got <= 0)
		return got ? got : evm_page_status(p, 404, "There is no evidence "
						   "number %lld.", (long long)ev);
	if (look_again(p, c) ||
	    follow(p, &c->filter, c->behind, c->second, &c->next) < 0 ||
	    evm_queue_beside(p->r, &c->filter, ev, &c->before, &n, p->err) < 0 ||
	    evm_queue_count(p->r, &c->filter, &c->left, p->err) ||
	    evm_reasons_list(p->r, p->a, &c->reasons, p->err))
		return -1;
	c->was = evm_form_int(&p->req->query, "was", INT64_MAX, 0);
	c->mine = evm_card_mine(&c->item);
	return 1;
}

/* --- writing --------------------------------------------------------------------- */

static void where(struct evm_page *p, const struct evm_card *c)
{
	const struct evm_item *it = &c->item;

	evm_html(p->b, "<div class=\"where\"><a href=\"/q%s\"", c->query);
	evm_part_keyed(p, EVM_DO_SEARCH);
	evm_html(p->b, ">Queue</a><span>");
	evm_part_words(p, &c->filter);
	evm_html(p->b, "</span><span id=\"left\" data-left=\"%d\">%d left</span>",
		 c->left, c->left);
	if (it->leased.n)
		evm_html(p->b, " <span class=\"badge b-info\">%s is on it</span>", it->leased);
	evm_html(p->b, "<span class=\"right\">");
	evm_part_status(p, it->status);
	if (it->flagged)
		evm_html(p->b, " <span class=\"badge b-warn\">flagged</span>");
	if (it->added)
		evm_html(p->b, " <span class=\"badge b-info\">added by a curator</span>");
	if (it->gone)
		evm_html(p->b, " <span class=\"badge b-warn\">the newest run "
			 "does not find it</span>");
	evm_html(p->b, " <span class=\"small\">%s</span></span></div>", it->id);
}

static void place(struct evm_page *p, const struct evm_item *it)
{
	evm_html(p->b, "<p class=\"where\"><span>%s%r%s</span>", it->region,
		 it->section.n ? ": " : "", it->section);
	if (it->ord)
		evm_html(p->b, "<span><a href=\"/d/%u#s%d\">sentence %d of %d</a></span>",
			 it->paper.doc, it->ord, it->ord, it->of);
	else
		evm_html(p->b, "<span>not in the document's newest text</span>");
	if (it->sentence_done)
		evm_html(p->b, "<span class=\"badge st-accepted\">sentence complete</span>");
	evm_html(p->b, "</p>");
}

static void recheck(struct evm_page *p, const struct evm_item *it)
{
	for (size_t i = 0; i < it->versions.n; i++) {
		const struct evm_version *v = &it->versions.v[i];
		struct evm_texts fields = { 0 };

		if (!v->machine_now || v->head)
			continue;
		evm_content_diff(&it->now, &v->content, p->a, &fields);
		evm_html(p->b, "<div class=\"note warn\"><strong>Look again.</strong> "
			 "The machine now says: ");
		evm_part_claim(p, &v->content);
		evm_html(p->b, ". Changed:");
		for (size_t k = 0; k < fields.n; k++)
			evm_html(p->b, "%r %s", k ? "," : "", fields.v[k]);
		evm_html(p->b, ".</div>");
	}
}

static void evidence(struct evm_page *p, const struct evm_card *c)
{
	const struct evm_item *it = &c->item;

	evm_html(p->b, "<section class=\"card\" aria-label=\"Evidence\">");
	evm_part_quals(p, &it->now);
	place(p, it);
	if (it->before.n)
		evm_html(p->b, "<p class=\"near\">%s</p>", it->before);
	evm_html(p->b, "<p class=\"ev\" id=\"sentence\">");
	evm_part_sentence(p, it->sentence, &it->now, &it->notes);
	evm_html(p->b, "</p>");
	if (it->after.n)
		evm_html(p->b, "<p class=\"near\">%s</p>", it->after);
	evm_html(p->b, "<p class=\"where\"");
	evm_part_link_key(p, EVM_DO_SOURCE);
	evm_html(p->b, ">");
	evm_part_paper(p, &it->paper);
	if (it->paper.pmid.n || it->paper.doi.n)
		evm_part_kbd(p, EVM_DO_SOURCE);
	if (it->paper.types.n)
		evm_html(p->b, "<span>%s</span>", it->paper.types);
	evm_html(p->b, "</p></section>");
}

static void show(struct evm_page *p, const struct evm_card *c)
{
	struct evm_str title = evm_str_printf(p->a, "%.*s %s %.*s",
		EVM_ARG(evm_part_name(&c->item.now.subject)),
		evm_part_predicate(c->item.now.predicate, c->item.now.negated),
		EVM_ARG(evm_part_name(&c->item.now.object)));

	evm_page_begin(p, title, EVM_NAV_QUEUE);
	evm_html(p->b, "<div id=\"card\" data-ev=\"%d\" data-next=\"%d\" data-query=\"%a\" "
		 "data-behind=\"%d\">", c->item.ev, c->next, c->query, c->behind);
	evm_card_said(p, c);
	where(p, c);
	evm_html(p->b, "<h1 class=\"claim\" tabindex=\"-1\">");
	evm_part_claim(p, &c->item.now);
	evm_html(p->b, "</h1>");
	if (c->item.recheck)
		recheck(p, &c->item);
	if (c->item.forked)
		evm_html(p->b, "<p class=\"note warn\">Two people edited it at once. An "
			 "adjudicator <a href=\"/e/%d/history\">chooses</a>.</p>",
			 c->item.ev);
	evidence(p, c);
	evm_card_acts(p, c);
	evm_card_facts(p, c);
	evm_card_votes(p, c);
	evm_html(p->b, "</div>");
	evm_page_end(p);
}

int evm_page_card(struct evm_page *p)
{
	struct evm_card c;
	int got = read_card(p, &c);

	if (got <= 0)
		return got;
	if (p->req->json)
		evm_card_json(p, &c);
	else
		show(p, &c);
	return 0;
}

/* --- acting ------------------------------------------------------------------------- */

/* Where to go on after an act: the next card, or the end of the queue. */
static int go_on(struct evm_page *p, const struct evm_decide *d)
{
	int64_t behind = d->second ? evm_form_int(&p->req->form, "behind", INT64_MAX, 0) : d->ev;
	const char *did = evm_verdict_name(d->verdict);
	struct evm_filter f = { 0 };
	struct evm_str query;
	int64_t next;
	int got;

	if (!evm_part_filter(p, &f, p->req->query_text))
		return 0;
	query = evm_part_query(p, &f);
	if (!query.n)
		f.eq[EVM_F_STATUS] = EVM_LIT("new");
	got = follow(p, &f, behind, d->second, &next);
	if (got < 0)
		return -1;
	if (!got || !next)
		return evm_page_go(p, "/q%r%rwas=%d&did=%r&why=%u", query.p,
				   query.n ? "&" : "?", d->ev, did, d->reason);
	return evm_page_go(p, "/e/%d%r%rbehind=%d&was=%d&did=%r&why=%u", next, query.p,
			   query.n ? "&" : "?", behind, d->ev, did, d->reason);
}

/* Back to the evidence's own card. */
static int go_back(struct evm_page *p, int64_t ev, const char *did)
{
	struct evm_filter f = { 0 };
	struct evm_str query;

	if (!evm_part_filter(p, &f, p->req->query_text))
		return 0;
	query = evm_part_query(p, &f);
	return evm_page_go(p, "/e/%d%r%rbehind=%d&did=%r", ev, query.p, query.n ? "&" : "?",
			   evm_form_int(&p->req->query, "behind", INT64_MAX, 0), did);
}

static int bad_verdict(struct evm_page *p)
{
	return evm_page_status(p, 422, "No verdict: accept, reject with a reason, "
			       "unsure, or skip.");
}

int evm_page_decision_post(struct evm_page *p)
{
	struct evm_str reason = evm_page_f(p, "reason");
	struct evm_str name = evm_page_f(p, "verdict");
	int verdict = reason.n && !name.n ? (int)EVM_REJECT : evm_verdict_of(name);
	struct evm_result res = { 0 };
	struct evm_decide d = {
		.ev = evm_page_id(p),
		.ver = evm_form_int(&p->req->form, "ver", INT64_MAX, 0),
		.adjudicate = evm_form_has(&p->req->form, "adjudicate"),
		.second = evm_form_int(&p->req->form, "look", 2, 1) == 2,
		.reason = reason, .comment = evm_page_f(p, "comment"),
		.client_key = evm_page_f(p, "key"),
		.ms_spent = evm_form_int(&p->req->form, "ms", 86400000, -1),
		.ui = evm_page_ui(p),
	};

	if (verdict < 0 || verdict == EVM_UNDO)
		return bad_verdict(p);
	d.verdict = (enum evm_verdict)verdict;
	if (evm_review_decide(p->r, &d, &res, p->err))
		return -1;
	if (evm_page_refused(p, &res))
		return 0;
	if (d.adjudicate)
		return evm_page_go(p, "/adjudicate?was=%d&did=%r", d.ev,
				   evm_verdict_name(d.verdict));
	return go_on(p, &d);
}

int evm_page_undo_post(struct evm_page *p)
{
	struct evm_result res = { 0 };

	if (evm_review_undo_on(p->r, evm_page_id(p), evm_page_f(p, "key"), evm_page_ui(p), &res,
			       p->err))
		return -1;
	return evm_page_refused(p, &res) ? 0 : go_back(p, evm_page_id(p), "undo");
}

int evm_page_undo_mine_post(struct evm_page *p)
{
	uint64_t id;
	struct evm_result res = { 0 };

	if (evm_str_u64(evm_page_f(p, "decision"), INT64_MAX, &id))
		id = 0;
	if (evm_review_undo(p->r, (int64_t)id, evm_page_f(p, "key"), evm_page_ui(p), &res, p->err))
		return -1;
	return evm_page_refused(p, &res) ? 0 : go_back(p, res.ev, "undo");
}

int evm_page_comment_post(struct evm_page *p)
{
	struct evm_result res = { 0 };

	if (evm_review_comment(p->r, evm_page_id(p),
			       evm_form_int(&p->req->form, "reply", INT64_MAX, 0),
			       evm_page_f(p, "body"), evm_page_f(p, "key"), &res, p->err))
		return -1;
	return evm_page_refused(p, &res) ? 0 : go_back(p, evm_page_id(p), "comment");
}

int evm_page_flag_post(struct evm_page *p)
{
	struct evm_result res = { 0 };
	struct evm_mark_act m = { .kind = EVM_MARK_FLAG, .ev = evm_page_id(p),
				  .on = evm_str_eqz(evm_page_f(p, "on"), "1"),
				  .client_key = evm_page_f(p, "key") };

	if (evm_review_mark(p->r, &m, &res, p->err))
		return -1;
	return evm_page_refused(p, &res) ? 0 :
	       go_back(p, evm_page_id(p), m.on ? "flag" : "unflag");
}

int evm_page_draft_post(struct evm_page *p)
{
	struct evm_result res = { .outcome = EVM_SAVED, .ev = evm_page_id(p) };

	if (evm_draft_put(p->r, evm_page_id(p),
			  evm_form_int(&p->req->form, "ver", INT64_MAX, 0),
			  evm_page_f(p, "body"), p->err))
		return -1;
	return evm_page_outcome_json(p, &res);
}

int evm_page_lease_post(struct evm_page *p)
{
	struct evm_result res = { .outcome = EVM_SAVED, .ev = evm_page_id(p) };

	if (evm_lease_take(p->r, evm_page_id(p), p->err))
		return -1;
	return evm_page_outcome_json(p, &res);
}
