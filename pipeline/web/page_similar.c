#include "core/json.h"
#include "web/card.h"

#define MOST 30

static void line(struct evm_page *p, const struct evm_elsewhere *e, bool can)
{
	evm_html(p->b, "<li>");
	if (can)
		evm_html(p->b, "<label><input type=\"checkbox\" name=\"to\" value=\"%d\"> "
			 "decide it too</label> ", e->ev);
	evm_html(p->b, "<a href=\"/e/%d\">%s</a> ", e->ev, e->doc);
	evm_part_status(p, e->status);
	if (e->negated)
		evm_html(p->b, " <span class=\"badge b-bad\">no effect</span>");
	evm_html(p->b, "<br>%s</li>", e->sentence);
}

/* My decision may be carried to sentences that say nearly the same. */
static void show(struct evm_page *p, const struct evm_card *c,
		 const struct evm_others *list)
{
	bool can = c->mine && list->n && !evm_str_eqz(c->mine->verdict, "skip");

	evm_page_begin(p, EVM_LIT("Similar sentences"), EVM_NAV_QUEUE);
	evm_html(p->b, "<p class=\"where\"><a data-cancel href=\"/e/%d\">Back to the card</a></p>"
		 "<h1>Similar sentences</h1><p class=\"ev plain\">", c->item.ev);
	evm_part_sentence(p, c->item.sentence, &c->item.now, NULL);
	evm_html(p->b, "</p>");
	if (can) {
		evm_html(p->b, "<form method=\"post\" action=\"/e/%d/propagate\"><p>You ",
			 c->item.ev);
		evm_card_verdict(p, &c->reasons, c->mine->verdict, c->mine->reason);
		evm_html(p->b, ". Tick those that deserve the same.</p>");
		evm_page_csrf(p);
		evm_page_key(p);
	} else if (list->n) {
		evm_html(p->b, "<p>Judge the card first; then its decision can be carried over.</p>");
	} else {
		evm_html(p->b, "<p class=\"soft\">There are none.</p>");
	}
	evm_html(p->b, "<ul class=\"bare\">");
	for (size_t i = 0; i < list->n; i++)
		line(p, &list->v[i], can);
	evm_html(p->b, "</ul>%r", can ? "<button class=\"primary\">Decide the same on those "
		 "ticked</button></form>" : "");
	evm_page_end(p);
}

int evm_page_similar(struct evm_page *p)
{
	struct evm_card c = { 0 };
	struct evm_others list = { 0 };
	int got = evm_item_get(p->r, evm_page_id(p), p->a, &c.item, p->err);

	if (got <= 0)
		return got ? got : evm_page_status(p, 404, "There is no such evidence.");
	if (evm_item_similar(p->r, c.item.ev, MOST, p->a, &list, p->err) ||
	    evm_reasons_list(p->r, p->a, &c.reasons, p->err))
		return -1;
	c.mine = evm_card_mine(&c.item);
	if (p->req->json) {
		struct evm_buf *b = evm_page_json(p);

		evm_buf_addc(b, '{');
		evm_json_int(b, "ev", c.item.ev);
		evm_twin_others(b, "similar", &list);
		evm_buf_addz(b, "}\n");
		return 0;
	}
	show(p, &c, &list);
	return 0;
}

int evm_page_propagate_post(struct evm_page *p)
{
	const struct evm_pairs *form = &p->req->form;
	struct evm_result res = { 0 };
	int64_t to[200];
	size_t n = 0;

	for (size_t i = 0; i < form->n && n < 200; i++) {
		uint64_t ev;

		if (evm_str_eqz(form->v[i].key, "to") &&
		    !evm_str_u64(form->v[i].value, INT64_MAX, &ev))
			to[n++] = (int64_t)ev;
	}
	if (evm_bulk_propagate(p->r, evm_page_id(p), to, n, evm_page_f(p, "key"), evm_page_ui(p),
			       &res, p->err))
		return -1;
	return evm_page_refused(p, &res) ? 0 : evm_page_go(p, "/e/%d?did=propagate", evm_page_id(p));
}
