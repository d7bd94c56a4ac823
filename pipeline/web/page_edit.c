#include <stdio.h>
#include <string.h>

#include "core/json.h"
#include "web/editor.h"

struct edit {
	struct evm_item item;
	struct evm_editor editor;
	bool draft;
	struct evm_str query;	/* of the card to go back to */
};

/* 1, 0 when the response is made, -1 */
static int read_edit(struct evm_page *p, struct edit *e)
{
	struct evm_filter f = { 0 };
	struct evm_str text;
	int got;

	memset(e, 0, sizeof *e);
	if (!evm_part_filter(p, &f, p->req->query_text))
		return 0;
	e->query = evm_part_query(p, &f);
	got = evm_item_get(p->r, evm_page_id(p), p->a, &e->item, p->err);
	if (got <= 0)
		return got ? got : evm_page_status(p, 404, "There is no such evidence.");
	e->editor.sentence = e->item.sentence;
	e->editor.content = e->item.now;
	return e->item.ord && evm_mentions_get(p->r, e->item.paper.doc, e->item.ord, p->a,
		&text, &e->editor.mentions, p->err) < 0 ? -1 : 1;
}

/* What was typed and never sent, when it is of the same version. */
static int read_draft(struct evm_page *p, struct edit *e)
{
	struct evm_pairs form = { 0 };
	struct evm_str body;
	int64_t base;
	int got = evm_draft_get(p->r, e->item.ev, p->a, &base, &body, p->err);

	if (got <= 0 || base != e->item.ver)
		return got < 0 ? -1 : 0;
	evm_form_parse(body, p->a, &form);
	e->draft = true;
	(void)evm_editor_read(p, &e->editor, &form);
	return 0;
}

static void show(struct evm_page *p, const struct edit *e)
{
	evm_page_begin(p, EVM_LIT("Edit a claim"), EVM_NAV_QUEUE);
	evm_html(p->b, "<p class=\"where\"><a href=\"/e/%d%s\">Back to the card</a>"
		 "<span>%s</span></p><h1>Edit: ", e->item.ev, e->query, e->item.paper.title);
	evm_part_claim(p, &e->item.now);
	evm_html(p->b, "</h1>");
	if (e->draft)
		evm_html(p->b, "<p class=\"note\" role=\"status\">This is your draft, which was not "
			 "saved yet.</p>");
	evm_html(p->b, "<form method=\"post\" class=\"editor\" data-draft=\"/e/%d/draft\" "
		 "action=\"/e/%d/version%s\">", e->item.ev, e->item.ev, e->query);
	evm_page_csrf(p);
	evm_page_key(p);
	/* Enter in a field presses the first button: it must be this one */
	evm_html(p->b, "<input type=\"hidden\" name=\"ver\" value=\"%d\">"
		 "<input type=\"hidden\" name=\"ms\" value=\"\">"
		 "<button name=\"do\" value=\"accept\" class=\"first\" tabindex=\"-1\" "
		 "aria-hidden=\"true\">Save and accept</button>", e->item.ver);
	evm_editor_write(p, &e->editor);
	evm_html(p->b, "<div class=\"acts\"><button class=\"primary\" name=\"do\" value=\"accept\">"
		 "Save and accept <kbd>Ctrl</kbd><kbd>Enter</kbd></button>"
		 "<button name=\"do\" value=\"save\">Save without a vote</button>"
		 "<a class=\"button\" data-cancel href=\"/e/%d%s\">Cancel <kbd>Esc</kbd></a></div></form>",
		 e->item.ev, e->query);
	evm_page_end(p);
}

static void twin(struct evm_page *p, const struct edit *e)
{
	struct evm_buf *b = evm_page_json(p);

	evm_buf_addc(b, '{');
	evm_json_int(b, "ev", e->item.ev);
	evm_json_int(b, "ver", e->item.ver);
	evm_twin_content(b, "says", &e->editor.content);
	evm_buf_addz(b, "}\n");
}

int evm_page_edit(struct evm_page *p)
{
	struct edit e;
	int got = read_edit(p, &e);

	if (got <= 0 || read_draft(p, &e))
		return got <= 0 ? got : -1;
	if (p->req->json)
		twin(p, &e);
	else
		show(p, &e);
	return 0;
}

static int back(struct evm_page *p, const struct edit *e, const struct evm_result *res,
		bool accepted)
{
	const char *did = res->why[0] ? "fork" : "edit";
	const char *sep = e->query.n ? "&" : "?";
	struct evm_filter f = { 0 };
	int64_t next = 0;
	int got = 0;

	if (!evm_part_filter(p, &f, p->req->query_text))
		return 0;
	if (!e->query.n)
		f.eq[EVM_F_STATUS] = EVM_LIT("new");
	if (accepted && !res->why[0])
		got = evm_queue_next(p->r, &f, e->item.ev, &next, p->err);
	if (got < 0)
		return -1;
	return evm_page_go(p, "/e/%d%r%rwas=%d&did=%r", got ? next : e->item.ev,
			   e->query.p, sep, e->item.ev, did);
}

static int refused(struct evm_page *p, struct edit *e, const struct evm_result *res)
{
	e->editor.wrong = evm_str_dup(p->a, evm_str(res->why));
	if (res->outcome == EVM_STALE)
		return evm_page_status(p, 409, "%s", res->why);
	p->res->status = 422;
	show(p, e);
	return 0;
}

int evm_page_edit_post(struct evm_page *p)
{
	struct edit e;
	struct evm_result res = { 0 };
	bool accept = evm_str_eqz(evm_page_f(p, "do"), "accept"), ok;
	struct evm_edit act;
	int got = read_edit(p, &e);

	if (got <= 0)
		return got;
	ok = evm_editor_read(p, &e.editor, &p->req->form);
	got = evm_editor_search(p, &e.editor);
	if (got < 0)
		return -1;
	if (got) {
		e.editor.wrong = EVM_LIT("");
		show(p, &e);
		return 0;
	}
	act = (struct evm_edit){
		.ev = e.item.ev, .parent = evm_form_int(&p->req->form, "ver", INT64_MAX, 0),
		.content = e.editor.content, .note = e.editor.note,
		.client_key = evm_page_f(p, "key"), .accept = accept,
		.ms_spent = evm_form_int(&p->req->form, "ms", 86400000, -1), .ui = evm_page_ui(p),
	};
	res.outcome = EVM_INVALID;
	if (!ok)
		snprintf(res.why, sizeof res.why, "%" EVM_FMT, EVM_ARG(e.editor.wrong));
	else if (evm_review_edit(p->r, &act, &res, p->err))
		return -1;
	if (p->req->json)
		return evm_page_outcome_json(p, &res);
	if (res.outcome != EVM_SAVED && res.outcome != EVM_REPEATED)
		return refused(p, &e, &res);
	return back(p, &e, &res, accept);
}
