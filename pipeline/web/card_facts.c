#include "core/json.h"
#include "web/card.h"

static void concepts(struct evm_page *p, const struct evm_item *it)
{
	const struct evm_part *parts[2] = { &it->now.subject, &it->now.object };

	evm_html(p->b, "<section><h2>Concepts</h2>");
	for (size_t i = 0; i < 2; i++) {
		evm_html(p->b, "<p><b>%r</b> “%s” ", i ? "O" : "S", parts[i]->quote);
		evm_part_concept(p, parts[i]);
		if (parts[i]->resolved.n)
			evm_html(p->b, " <span class=\"soft\">(by %s)</span>",
				 parts[i]->resolved);
		evm_html(p->b, "</p>");
	}
	evm_html(p->b, "</section>");
}

/* What the confidence is made of: shares add up, above 0 speaks for it. */
static void shares(struct evm_page *p, const struct evm_item *it)
{
	if (!it->shares.n)
		return;
	evm_html(p->b, "<details><summary>What made the confidence</summary><ul>");
	for (size_t i = 0; i < it->shares.n; i++) {
		evm_html(p->b, "<li>%s ", it->shares.v[i].name);
		evm_buf_printf(p->b, "%+.2f</li>", it->shares.v[i].share);
	}
	evm_html(p->b, "</ul></details>");
}

/* The letters of the marks in the sentence. */
static void legend(struct evm_page *p, const struct evm_item *it)
{
	if (!it->notes.n)
		return;
	evm_html(p->b, "<ul class=\"legend\">");
	for (size_t i = 0; i < it->notes.n; i++)
		evm_html(p->b, "<li><b>%s</b> “%s”: %s</li>",
			 (struct evm_str){ &it->notes.v[i].role, 1 },
			 evm_str_sub(it->sentence, it->notes.v[i].b0, it->notes.v[i].b1),
			 it->notes.v[i].label);
	evm_html(p->b, "</ul>");
}

static void why(struct evm_page *p, const struct evm_item *it)
{
	evm_html(p->b, "<section><h2>Why the machine says so</h2><p>");
	if (it->rule.n)
		evm_html(p->b, "rule <a href=\"/q?rule=%u\">%s</a>", it->rule, it->rule);
	else
		evm_html(p->b, "it does not: a curator added it");
	if (it->trigger.n)
		evm_html(p->b, ", trigger “%s”", it->trigger);
	if (it->rule.n && it->cues.n)
		evm_html(p->b, ", %s", it->cues);
	else if (it->rule.n)
		evm_html(p->b, ", no cue of negation or doubt");
	if (it->stands_for.n)
		evm_html(p->b, ", the subject stands for “%s”", it->stands_for);
	if (it->confidence >= 0)
		evm_html(p->b, ", confidence %f", it->confidence);
	evm_html(p->b, "</p>");
	legend(p, it);
	shares(p, it);
	evm_html(p->b, "</section>");
}

static void linked(struct evm_page *p, const char *how, const struct evm_rows *rows)
{
	for (size_t i = 0; i < rows->n; i++) {
		const struct evm_row *r = &rows->v[i];

		evm_html(p->b, "<p>%r <a href=\"/e/%d\">%s %r %s</a></p>", how, r->ev, r->subject,
			 evm_part_predicate(r->predicate, r->negated), r->object);
	}
}

static void mechanism(struct evm_page *p, const struct evm_item *it)
{
	if (!it->means.n && !it->ends.n)
		return;
	evm_html(p->b, "<section><h2>Mechanism</h2>");
	linked(p, "by way of:", &it->means);
	linked(p, "is the means of:", &it->ends);
	evm_html(p->b, "</section>");
}

static void cited(struct evm_page *p, const struct evm_item *it)
{
	bool keyed = false;

	if (!it->refs.n)
		return;
	evm_html(p->b, "<section><h2>Cited: own result, or another's?</h2><ul>");
	for (size_t i = 0; i < it->refs.n; i++) {
		const struct evm_citation *r = &it->refs.v[i];
		bool out = r->pmid.n || r->doi.n;

		evm_html(p->b, "<li");
		if (out && !keyed)
			evm_part_link_key(p, EVM_DO_CITED);
		evm_html(p->b, ">");
		evm_part_citation(p, r);
		if (out && !keyed) {
			evm_part_kbd(p, EVM_DO_CITED);
			keyed = true;
		}
		evm_html(p->b, "</li>");
	}
	evm_html(p->b, "</ul></section>");
}

static void elsewhere(struct evm_page *p, const struct evm_item *it)
{
	evm_html(p->b, "<section><h2>Same claim elsewhere</h2><p>");
	if (!it->elsewhere)
		evm_html(p->b, "nowhere");
	else
		evm_html(p->b, "%d more, in %d %r: %d accepted, %d saying no",
			 it->elsewhere, it->elsewhere_papers,
			 it->elsewhere_papers == 1 ? "paper" : "papers",
			 it->elsewhere_accepted, it->elsewhere_denied);
	evm_html(p->b, ". <a href=\"/c/%u\">The claim and its contexts</a></p><p><a href=\"/e/%d/similar\"",
		 it->claim_key, it->ev);
	evm_part_keyed(p, EVM_DO_SIMILAR);
	evm_html(p->b, ">Similar sentences");
	evm_part_kbd(p, EVM_DO_SIMILAR);
	evm_html(p->b, "</a></p></section>");
}

/* "never take ER for this": what it would change. */
static void teaches(struct evm_page *p, const struct evm_card *c)
{
	const struct evm_part *parts[2] = { &c->item.now.subject, &c->item.now.object };

	if (!c->mine || !evm_str_eqz(c->mine->reason, "grounding"))
		return;
	evm_html(p->b, "<div class=\"note\">You rejected it for a wrong identifier. See what "
		 "would change if");
	for (size_t i = 0; i < 2; i++)
		if (parts[i]->id.n)
			evm_html(p->b, "%r <a href=\"/teach?quote=%u&amp;id=%u\">“%s” were never "
				 "taken for %s</a>", i ? " or" : "", parts[i]->quote,
				 parts[i]->id, parts[i]->quote, parts[i]->id);
	evm_html(p->b, ". <a href=\"/teach\">All such names</a></div>");
}

void evm_card_facts(struct evm_page *p, const struct evm_card *c)
{
	teaches(p, c);
	evm_html(p->b, "<div class=\"facts\">");
	concepts(p, &c->item);
	why(p, &c->item);
	mechanism(p, &c->item);
	cited(p, &c->item);
	elsewhere(p, &c->item);
	evm_html(p->b, "</div>");
}

static void vote(struct evm_page *p, const struct evm_card *c,
		 const struct evm_vote *v)
{
	evm_html(p->b, "<li>%s ", v->by);
	evm_card_verdict(p, &c->reasons, v->verdict, v->reason);
	if (v->comment.n)
		evm_html(p->b, " — %s", v->comment);
	evm_html(p->b, " ");
	evm_part_time(p, v->at);
	evm_html(p->b, "<span class=\"soft small\">%r</span></li>",
		 v->undone ? ", taken back" : v->counts ? "" :
		 evm_str_eqz(v->role, "second") ? ", in a second look" : ", on another version");
}

void evm_card_votes(struct evm_page *p, const struct evm_card *c)
{
	const struct evm_item *it = &c->item;

	if (it->blind && it->hidden)
		evm_html(p->b, "<p class=\"soft\">%d votes and comments of others are hidden "
			 "until you have judged.</p>", it->hidden);
	if (it->votes.n) {
		evm_html(p->b, "<h2>Votes</h2><ul>");
		for (size_t i = 0; i < it->votes.n; i++)
			vote(p, c, &it->votes.v[i]);
		evm_html(p->b, "</ul>");
	}
	if (!it->comments.n)
		return;
	evm_html(p->b, "<h2>Comments</h2><ul>");
	for (size_t i = 0; i < it->comments.n; i++) {
		evm_html(p->b, "<li id=\"c%d\"><b>%s</b> %s ", it->comments.v[i].id,
			 it->comments.v[i].by, it->comments.v[i].body);
		evm_part_time(p, it->comments.v[i].at);
		evm_html(p->b, "</li>");
	}
	evm_html(p->b, "</ul>");
}

/* --- the twin -------------------------------------------------------------------------- */

static void votes_json(struct evm_buf *b, const struct evm_votes *votes)
{
	evm_json_open(b, "votes", '[');
	for (size_t i = 0; i < votes->n; i++) {
		const struct evm_vote *v = &votes->v[i];

		evm_json_open(b, NULL, '{');
		evm_json_int(b, "id", v->id);
		evm_json_int(b, "ver", v->ver);
		evm_json_pair(b, "by", v->by);
		evm_json_pair(b, "verdict", v->verdict);
		evm_json_pair(b, "reason", v->reason);
		evm_json_pair(b, "comment", v->comment);
		evm_json_pair(b, "at", v->at);
		evm_json_pair(b, "ui", v->ui);
		evm_json_bool(b, "undone", v->undone);
		evm_json_bool(b, "counts", v->counts);
		evm_buf_addc(b, '}');
	}
	evm_buf_addc(b, ']');
}

static void comments_json(struct evm_buf *b, const struct evm_comments *list)
{
	evm_json_open(b, "comments", '[');
	for (size_t i = 0; i < list->n; i++) {
		evm_json_open(b, NULL, '{');
		evm_json_int(b, "id", list->v[i].id);
		evm_json_int(b, "reply_to", list->v[i].reply_to);
		evm_json_pair(b, "by", list->v[i].by);
		evm_json_pair(b, "at", list->v[i].at);
		evm_json_pair(b, "body", list->v[i].body);
		evm_buf_addc(b, '}');
	}
	evm_buf_addc(b, ']');
}

static void versions_json(struct evm_buf *b, const struct evm_versions *list)
{
	evm_json_open(b, "versions", '[');
	for (size_t i = 0; i < list->n; i++) {
		const struct evm_version *v = &list->v[i];

		evm_json_open(b, NULL, '{');
		evm_json_int(b, "id", v->id);
		evm_json_int(b, "parent", v->parent);
		evm_json_pair(b, "by", v->by);
		evm_json_pair(b, "at", v->at);
		evm_json_pair(b, "note", v->note);
		evm_json_bool(b, "head", v->head);
		evm_json_bool(b, "machine_now", v->machine_now);
		evm_twin_content(b, "says", &v->content);
		evm_buf_addc(b, '}');
	}
	evm_buf_addc(b, ']');
}

static void notes_json(struct evm_buf *b, const struct evm_notes *notes)
{
	evm_json_open(b, "notes", '[');
	for (size_t i = 0; i < notes->n; i++) {
		evm_json_open(b, NULL, '{');
		evm_json_pair(b, "role", (struct evm_str){ &notes->v[i].role, 1 });
		evm_json_pair(b, "label", notes->v[i].label);
		evm_json_int(b, "b0", notes->v[i].b0);
		evm_json_int(b, "b1", notes->v[i].b1);
		evm_buf_addc(b, '}');
	}
	evm_buf_addc(b, ']');
}

void evm_card_json(struct evm_page *p, const struct evm_card *c)
{
	const struct evm_item *it = &c->item;
	struct evm_buf *b = evm_page_json(p);

	evm_buf_addc(b, '{');
	evm_json_int(b, "ev", it->ev);
	evm_json_int(b, "ver", it->ver);
	evm_json_int(b, "rev", it->rev);
	evm_json_pair(b, "id", it->id);
	evm_json_pair(b, "fingerprint", it->fingerprint);
	evm_json_pair(b, "status", it->status);
	evm_json_pair(b, "claim_key", it->claim_key);
	evm_twin_content(b, "says", &it->now);
	evm_twin_paper(b, &it->paper);
	evm_json_int(b, "ord", it->ord);
	evm_json_pair(b, "section", it->section);
	evm_json_pair(b, "before", it->before);
	evm_json_pair(b, "sentence", it->sentence);
	evm_json_pair(b, "after", it->after);
	evm_json_pair(b, "rule", it->rule);
	evm_json_pair(b, "trigger", it->trigger);
	evm_json_pair(b, "cues", it->cues);
	evm_json_pair(b, "stands_for", it->stands_for);
	notes_json(b, &it->notes);
	evm_twin_rows(b, "means", &it->means);
	evm_twin_rows(b, "ends", &it->ends);
	if (it->confidence >= 0)
		evm_json_real(b, "confidence", it->confidence);
	evm_json_bool(b, "recheck", it->recheck);
	evm_json_bool(b, "gone", it->gone);
	evm_json_bool(b, "flagged", it->flagged);
	evm_json_bool(b, "blind", it->blind);
	evm_json_int(b, "hidden", it->hidden);
	votes_json(b, &it->votes);
	comments_json(b, &it->comments);
	versions_json(b, &it->versions);
	evm_twin_refs(b, &it->refs);
	evm_json_int(b, "next", c->next);
	evm_json_int(b, "left", c->left);
	evm_buf_addz(b, "}\n");
}
