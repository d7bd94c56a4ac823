#include <stdio.h>
#include <string.h>

#include "core/json.h"
#include "web/editor.h"

struct missed {
	struct evm_editor editor;
	int64_t ord, from;	/* from: the card to go back to, or 0 */
};

/* 1, 0 when the response is made, -1 */
static int read_missed(struct evm_page *p, struct missed *m)
{
	const struct evm_pairs *in = p->req->post ? &p->req->form : &p->req->query;
	int got;

	memset(m, 0, sizeof *m);
	m->ord = evm_form_int(in, "ord", INT32_MAX, 0);
	m->from = evm_form_int(in, "from", INT64_MAX, 0);
	got = evm_mentions_get(p->r, p->arg, m->ord, p->a, &m->editor.sentence,
			       &m->editor.mentions, p->err);
	return got ? got : evm_page_status(p, 404, "There is no such sentence.");
}

static void show(struct evm_page *p, const struct missed *m)
{
	evm_page_begin(p, EVM_LIT("Add a claim"), EVM_NAV_QUEUE);
	evm_html(p->b, "<p class=\"where\">");
	if (m->from)
		evm_html(p->b, "<a href=\"/e/%d\">Back to the card</a>", m->from);
	evm_html(p->b, "<a href=\"/d/%u#s%d\">The document</a></p><h1>Add a claim that the "
		 "machine missed</h1><p>Choose subject, predicate and object in the sentence. "
		 "It counts as accepted by you.</p>"
		 "<form method=\"post\" class=\"editor\" action=\"/d/%u/missed\">",
		 p->arg, m->ord, p->arg);
	evm_page_csrf(p);
	evm_page_key(p);
	evm_html(p->b, "<input type=\"hidden\" name=\"ord\" value=\"%d\">"
		 "<input type=\"hidden\" name=\"from\" value=\"%d\">"
		 "<input type=\"hidden\" name=\"ms\" value=\"\">"
		 "<button name=\"do\" value=\"add\" class=\"first\" tabindex=\"-1\" "
		 "aria-hidden=\"true\">Add</button>", m->ord, m->from);
	evm_editor_write(p, &m->editor);
	evm_html(p->b, "<div class=\"acts\"><button class=\"primary\" name=\"do\" value=\"add\">"
		 "Add the claim <kbd>Ctrl</kbd><kbd>Enter</kbd></button>");
	if (m->from)
		evm_html(p->b, "<a class=\"button\" data-cancel href=\"/e/%d\">Cancel "
			 "<kbd>Esc</kbd></a>", m->from);
	evm_html(p->b, "</div></form>");
	evm_page_end(p);
}

int evm_page_missed(struct evm_page *p)
{
	struct missed m;
	int got = read_missed(p, &m);

	if (got <= 0)
		return got;
	if (p->req->json) {
		struct evm_buf *b = evm_page_json(p);

		evm_buf_addc(b, '{');
		evm_json_int(b, "ord", m.ord);
		evm_json_pair(b, "sentence", m.editor.sentence);
		evm_twin_content(b, "says", &m.editor.content);
		evm_buf_addz(b, "}\n");
		return 0;
	}
	show(p, &m);
	return 0;
}

static int finish(struct evm_page *p, struct missed *m, const struct evm_result *res)
{
	if (p->req->json)
		return evm_page_outcome_json(p, res);
	if (res->outcome == EVM_SAVED || res->outcome == EVM_REPEATED)
		return evm_page_go(p, "/e/%d?did=missed", res->ev);
	if (res->ev)
		return evm_page_go(p, "/e/%d?did=same", res->ev);
	m->editor.wrong = evm_str_dup(p->a, evm_str(res->why));
	p->res->status = 422;
	show(p, m);
	return 0;
}

int evm_page_missed_post(struct evm_page *p)
{
	struct missed m;
	struct evm_result res = { .outcome = EVM_INVALID };
	struct evm_missed act;
	bool ok;
	int got = read_missed(p, &m);

	if (got <= 0)
		return got;
	ok = evm_editor_read(p, &m.editor, &p->req->form);
	got = evm_editor_search(p, &m.editor);
	if (got < 0)
		return -1;
	if (got) {
		m.editor.wrong = EVM_LIT("");
		show(p, &m);
		return 0;
	}
	act = (struct evm_missed){
		.doc = p->arg, .ord = m.ord, .content = m.editor.content,
		.note = m.editor.note, .client_key = evm_page_f(p, "key"),
		.ms_spent = evm_form_int(&p->req->form, "ms", 86400000, -1), .ui = evm_page_ui(p),
	};
	if (!ok)
		snprintf(res.why, sizeof res.why, "%" EVM_FMT, EVM_ARG(m.editor.wrong));
	else if (evm_review_add(p->r, &act, &res, p->err))
		return -1;
	return finish(p, &m, &res);
}
