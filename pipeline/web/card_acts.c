#include "web/card.h"

/* --- what was done just now -------------------------------------------------------- */

static const char *done_words(struct evm_str did)
{
	static const char *const words[][2] = {
		{ "accept", "Saved: accepted" }, { "reject", "Saved: rejected" },
		{ "unsure", "Saved: unsure" }, { "skip", "Skipped: it comes again at the end" },
		{ "undo", "Taken back" }, { "comment", "Comment saved" },
		{ "flag", "Flagged" }, { "unflag", "Flag taken off" },
		{ "edit", "Edit saved" }, { "fork", "Edit kept beside another one: "
		  "an adjudicator chooses" },
		{ "missed", "Claim added" }, { "propagate", "Decided on the similar ones too" },
		{ "sentence", "Sentence marked" }, { "paper", "Paper marked" }, { "same", "That claim stands already: here it is" },
	};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (evm_str_eqz(did, words[i][0]))
			return words[i][1];
	return NULL;
}

static struct evm_str reason_label(const struct evm_reasons *reasons,
				   struct evm_str code)
{
	for (size_t i = 0; i < reasons->n; i++)
		if (evm_str_eq(reasons->v[i].code, code))
			return reasons->v[i].label;
	return EVM_LIT("");
}

void evm_card_verdict(struct evm_page *p, const struct evm_reasons *reasons,
		      struct evm_str verdict, struct evm_str reason)
{
	static const char *const words[][2] = {
		{ "accept", "accepted" }, { "reject", "rejected" }, { "skip", "skipped" },
		{ "undo", "taken back" },
	};
	struct evm_str label = reason_label(reasons, reason);

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (evm_str_eqz(verdict, words[i][0]))
			verdict = evm_str(words[i][1]);
	evm_html(p->b, "%s%r%s", verdict, label.n ? ": " : "", label);
}

static void undo_form(struct evm_page *p, const struct evm_card *c, int64_t ev)
{
	evm_html(p->b, "<form method=\"post\" class=\"inline undo\" "
		 "action=\"/e/%d/undo%s\">", ev, c->query);
	evm_page_csrf(p);
	evm_page_key(p);
	evm_html(p->b, "<button class=\"quiet\" data-undo>Undo");
	evm_part_kbd(p, EVM_DO_UNDO);
	evm_html(p->b, "</button></form>");
}

void evm_card_said(struct evm_page *p, const struct evm_card *c)
{
	struct evm_str did = evm_page_q(p, "did");
	struct evm_str why = reason_label(&c->reasons, evm_page_q(p, "why"));
	const char *words = done_words(did);

	evm_html(p->b, "<div class=\"said\"><span id=\"said\" role=\"status\">");
	if (words)
		evm_html(p->b, "<span class=\"ok\">%z%r%s.</span>", words,
			 why.n ? ": " : "", why);
	evm_html(p->b, "</span>");
	if (words && c->was)
		undo_form(p, c, c->was);
	if (!c->next && !c->mine)
		evm_html(p->b, "<span>The last one of this queue.</span>");
	evm_html(p->b, "</div>");
}

/* --- deciding ------------------------------------------------------------------------- */

static void reasons(struct evm_page *p, const struct evm_card *c)
{
	evm_html(p->b, "<details id=\"reject\"><summary class=\"bad\"");
	evm_part_keyed(p, EVM_DO_REJECT);
	evm_html(p->b, ">%z…", evm_keydefs[EVM_DO_REJECT].label);
	evm_part_kbd(p, EVM_DO_REJECT);
	evm_html(p->b, "</summary><p id=\"why\">Why? One key each; <a href=\"/guide#reasons\">"
		 "what they mean</a>.</p><div class=\"reasons\" role=\"group\" aria-labelledby=\"why\">");
	for (size_t i = 0; i < c->reasons.n; i++) {
		const struct evm_reason *r = &c->reasons.v[i];

		evm_html(p->b, "<button name=\"reason\" value=\"%a\" data-key=\"%a\"%r>"
			 "<kbd aria-hidden=\"true\">%a</kbd> %s</button>", r->code, r->key,
			 r->needs_text ? " data-needs-text" : "", r->key, r->label);
	}
	evm_html(p->b, "</div><label class=\"field\"><span>In words (needed for "
		 "“something else”)</span><textarea name=\"comment\" rows=\"1\" "
		 "maxlength=\"4000\"></textarea></label></details>");
}

static void decide(struct evm_page *p, const struct evm_card *c)
{
	evm_html(p->b, "<form method=\"post\" class=\"decide\" action=\"/e/%d/decision%s\">",
		 c->item.ev, c->query);
	evm_page_csrf(p);
	evm_page_key(p);
	evm_html(p->b, "<input type=\"hidden\" name=\"ver\" value=\"%d\">"
		 "<input type=\"hidden\" name=\"ms\" value=\"\">"
		 "<input type=\"hidden\" name=\"look\" value=\"%d\">"
		 "<input type=\"hidden\" name=\"behind\" value=\"%d\">", c->item.ver,
		 (int64_t)(c->second ? 2 : 1), c->behind);
	evm_part_button(p, EVM_DO_ACCEPT, "good", "verdict", "accept");
	reasons(p, c);
	evm_html(p->b, "<a class=\"button\" href=\"/e/%d/edit%s\"", c->item.ev, c->query);
	evm_part_keyed(p, EVM_DO_EDIT);
	evm_html(p->b, ">%z", evm_keydefs[EVM_DO_EDIT].label);
	evm_part_kbd(p, EVM_DO_EDIT);
	evm_html(p->b, "</a>");
	evm_part_button(p, EVM_DO_UNSURE, NULL, "verdict", "unsure");
	evm_part_button(p, EVM_DO_SKIP, NULL, "verdict", "skip");
	evm_html(p->b, "</form>");
}

/* --- the second row ---------------------------------------------------------------------- */

static void link_to(struct evm_page *p, enum evm_action action, struct evm_str href)
{
	evm_html(p->b, "<a class=\"button\" href=\"%a\"", href);
	evm_part_keyed(p, action);
	evm_html(p->b, ">%z", evm_keydefs[action].label);
	evm_part_kbd(p, action);
	evm_html(p->b, "</a>");
}

static void small_form(struct evm_page *p, struct evm_str action, const char *fields,
		       enum evm_action what, const char *label)
{
	evm_html(p->b, "<form method=\"post\" action=\"%a\">", action);
	evm_page_csrf(p);
	evm_page_key(p);
	evm_html(p->b, "%r<button", fields);
	evm_part_keyed(p, what);
	evm_html(p->b, ">%z", label ? label : evm_keydefs[what].label);
	evm_part_kbd(p, what);
	evm_html(p->b, "</button></form>");
}

static void comment_form(struct evm_page *p, const struct evm_card *c)
{
	evm_html(p->b, "<details id=\"comment\"><summary");
	evm_part_keyed(p, EVM_DO_COMMENT);
	evm_html(p->b, ">%z", evm_keydefs[EVM_DO_COMMENT].label);
	evm_part_kbd(p, EVM_DO_COMMENT);
	evm_html(p->b, "</summary><form method=\"post\" action=\"/e/%d/comment%s\">",
		 c->item.ev, c->query);
	evm_page_csrf(p);
	evm_page_key(p);
	evm_html(p->b, "<label class=\"field\"><span>Comment; @login tells somebody</span>"
		 "<textarea name=\"body\" rows=\"2\" maxlength=\"4000\" required></textarea>"
		 "</label><button>Save comment</button></form></details>");
}

static struct evm_str undo_action(struct evm_page *p, const struct evm_card *c)
{
	int64_t ev = c->mine ? c->item.ev : c->was;

	return ev ? evm_str_printf(p->a, "/e/%lld/undo%s", (long long)ev, c->query.p) :
		    evm_str_printf(p->a, "/undo%s", c->query.p);
}

static void move(struct evm_page *p, const struct evm_card *c)
{
	if (c->next)
		link_to(p, EVM_DO_NEXT, evm_str_printf(p->a, "/e/%lld%s%sbehind=%lld",
			(long long)c->next, c->query.p, c->query.n ? "&" : "?",
			(long long)c->behind));
	if (c->was || c->before)
		link_to(p, EVM_DO_BACK, evm_str_printf(p->a, "/e/%lld%s",
			(long long)(c->was ? c->was : c->before), c->query.p));
}

static void sentence_forms(struct evm_page *p, const struct evm_card *c)
{
	const struct evm_item *it = &c->item;
	struct evm_buf doc = EVM_BUF_INIT;
	struct evm_buf fields = EVM_BUF_INIT;

	evm_html_url(&doc, it->paper.doc);
	link_to(p, EVM_DO_MISSED, evm_str_printf(p->a, "/d/%s/missed?ord=%lld&from=%lld",
		doc.p, (long long)it->ord, (long long)it->ev));
	evm_html(&fields, "<input type=\"hidden\" name=\"kind\" value=\"sentence\">"
		 "<input type=\"hidden\" name=\"ord\" value=\"%d\">"
		 "<input type=\"hidden\" name=\"from\" value=\"%d\">"
		 "<input type=\"hidden\" name=\"on\" value=\"%r\">", it->ord, it->ev,
		 it->sentence_done ? "0" : "1");
	small_form(p, evm_str_printf(p->a, "/d/%s/mark", doc.p), fields.p,
		   EVM_DO_SENTENCE_DONE, it->sentence_done ? "Not complete" : NULL);
	evm_buf_release(&doc);
	evm_buf_release(&fields);
}

static void paper_form(struct evm_page *p, const struct evm_item *it)
{
	struct evm_buf fields = EVM_BUF_INIT, path = EVM_BUF_INIT;

	evm_html(&path, "/d/%u/mark", it->paper.doc);
	evm_html(&fields, "<input type=\"hidden\" name=\"kind\" value=\"paper\">"
		 "<input type=\"hidden\" name=\"from\" value=\"%d\">"
		 "<input type=\"hidden\" name=\"on\" value=\"%r\">", it->ev,
		 it->paper.done ? "0" : "1");
	small_form(p, evm_str_dup(p->a, evm_buf_str(&path)), fields.p, EVM_DO_PAPER_DONE,
		   it->paper.done ? "Paper not done" : NULL);
	evm_buf_release(&fields);
	evm_buf_release(&path);
}

void evm_card_acts(struct evm_page *p, const struct evm_card *c)
{
	const struct evm_item *it = &c->item;

	evm_html(p->b, "<div class=\"acts\" role=\"group\" aria-label=\"Decide\">");
	decide(p, c);
	evm_html(p->b, "</div><div class=\"acts second\" role=\"group\" aria-label=\"More\">");
	small_form(p, undo_action(p, c), "", EVM_DO_UNDO, NULL);
	move(p, c);
	if (it->ord)
		sentence_forms(p, c);
	comment_form(p, c);
	small_form(p, evm_str_printf(p->a, "/e/%lld/flag%s", (long long)it->ev, c->query.p),
		   it->flagged ? "<input type=\"hidden\" name=\"on\" value=\"0\">" :
				 "<input type=\"hidden\" name=\"on\" value=\"1\">",
		   EVM_DO_FLAG, it->flagged ? "Unflag" : NULL);
	link_to(p, EVM_DO_HISTORY, evm_str_printf(p->a, "/e/%lld/history",
						  (long long)it->ev));
	paper_form(p, it);
	if (c->mine || c->was)
		small_form(p, evm_str_printf(p->a, "/undo%s", c->query.p), "",
			   EVM_DO_UNDO_MINE, NULL);
	evm_html(p->b, "</div>");
}
