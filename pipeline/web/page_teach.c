#include "core/json.h"
#include "web/export.h"

/* --- one name ----------------------------------------------------------------- */

static void one_twin(struct evm_page *p, const struct evm_teach *t)
{
	struct evm_buf *b = evm_page_json(p);

	evm_buf_addc(b, '{');
	evm_json_int(b, "pending", t->pending);
	evm_json_int(b, "accepted", t->accepted);
	evm_json_int(b, "rejected", t->rejected);
	evm_json_pair(b, "line", t->line);
	evm_twin_rows(b, "rows", &t->rows);
	evm_buf_addz(b, "}\n");
}

static int one(struct evm_page *p, struct evm_str quote, struct evm_str id)
{
	struct evm_teach t = { 0 };

	if (evm_teach_get(p->r, quote, id, p->a, &t, p->err))
		return -1;
	if (p->req->json) {
		one_twin(p, &t);
		return 0;
	}
	evm_page_begin(p, EVM_LIT("What a rejection teaches"), EVM_NAV_QUEUE);
	evm_html(p->b, "<p class=\"where\"><a href=\"/teach\">All such names</a></p>"
		 "<h1>Never take “%s” for %s?</h1><p>It would change %d claims that wait, "
		 "%d that are accepted, %d that are rejected.</p>", quote, id, t.pending,
		 t.accepted, t.rejected);
	if (t.accepted)
		evm_html(p->b, "<p class=\"note warn\">People accepted %d claims with this reading: "
			 "it is right somewhere.</p>", t.accepted);
	evm_html(p->b, "<p>The line of a block list that does it; decisions are kept.</p>"
		 "<pre>%s</pre><p><a class=\"button\" "
		 "href=\"/export/blocked-names.tsv?name=%u\" download>Download it as a list</a></p>",
		 t.line, evm_str_printf(p->a, "%.*s|%.*s", EVM_ARG(id), EVM_ARG(quote)));
	evm_part_rows(p, &t.rows, "Claims that would change", false, "");
	evm_page_end(p);
	return 0;
}

/* --- all of them ---------------------------------------------------------------- */

static void row(struct evm_page *p, const struct evm_lesson *l)
{
	evm_html(p->b, "<tr><td><input type=\"checkbox\" name=\"name\" value=\"%a|%a\"%r "
		 "aria-label=\"block %a\"></td><th scope=\"row\"><a href=\"/teach?quote=%u&amp;id=%u\">“%s”"
		 "</a></th><td><a href=\"/x/%u\">%s</a> <span class=\"soft\">%s</span></td>"
		 "<td class=\"n\">%d</td><td class=\"n\">%d</td><td class=\"n\">%d</td>"
		 "<td class=\"n\">%d</td></tr>", l->id, l->quote, l->accepted ? "" : " checked",
		 l->quote, l->quote, l->id, l->quote, l->id, l->norm.n ? l->norm : l->id, l->id,
		 l->wrong, l->pending, l->accepted, l->rejected);
}

static void all_twin(struct evm_page *p, const struct evm_lessons *list)
{
	struct evm_buf *b = evm_page_json(p);

	evm_buf_addz(b, "{\"names\":[");
	for (size_t i = 0; i < list->n; i++) {
		const struct evm_lesson *l = &list->v[i];

		evm_json_open(b, NULL, '{');
		evm_json_pair(b, "name", l->quote);
		evm_json_pair(b, "id", l->id);
		evm_json_pair(b, "type", evm_str(evm_type_name(l->type)));
		evm_json_int(b, "wrong", l->wrong);
		evm_json_int(b, "pending", l->pending);
		evm_json_int(b, "accepted", l->accepted);
		evm_json_int(b, "rejected", l->rejected);
		evm_json_pair(b, "line", l->line);
		evm_buf_addc(b, '}');
	}
	evm_buf_addz(b, "]}\n");
}

static void table(struct evm_page *p, const struct evm_lessons *list)
{
	evm_html(p->b, "<form action=\"/export/blocked-names.tsv\">");
	evm_part_table(p, "Names", "Ticked are those that nobody accepted anywhere",
		       "Block|Name|Was taken for|#Rejected for it|#Waiting|#Accepted|#Rejected");
	for (size_t i = 0; i < list->n; i++)
		row(p, &list->v[i]);
	evm_part_table_end(p);
	evm_html(p->b, "<p><button class=\"primary\">Download as a block list</button></p></form><p>Take it into account: <code>EVMINE_BLOCKS=blocked-names.tsv "
		 "evmine run --again -d DB</code>. Claims that change come up to be looked at again; "
		 "decisions are kept.</p>");
}

int evm_page_teach(struct evm_page *p)
{
	struct evm_str quote = evm_page_q(p, "quote"), id = evm_page_q(p, "id");
	struct evm_lessons list = { 0 };

	if (quote.n && id.n)
		return one(p, quote, id);
	if (evm_lessons_list(p->r, p->a, &list, p->err))
		return -1;
	if (p->req->json) {
		all_twin(p, &list);
		return 0;
	}
	evm_page_begin(p, EVM_LIT("What rejections teach"), EVM_NAV_STATS);
	evm_html(p->b, "<h1>What rejections teach</h1><p>Names in claims that were rejected for a wrong "
		 "identifier, and what would change if they were never taken so.</p>");
	if (list.n)
		table(p, &list);
	else
		evm_html(p->b, "<p class=\"soft\">No claim was rejected for a wrong identifier yet.</p>");
	evm_page_end(p);
	return 0;
}

/* --- the list ---------------------------------------------------------------------- */

/* Was it ticked? Without any tick: what nobody accepted. */
static bool chosen(struct evm_page *p, const struct evm_lesson *l)
{
	struct evm_str me = evm_str_printf(p->a, "%.*s|%.*s", EVM_ARG(l->id), EVM_ARG(l->quote));

	if (!evm_form_has(&p->req->query, "name"))
		return !l->accepted;
	for (size_t i = 0; i < p->req->query.n; i++)
		if (evm_str_eqz(p->req->query.v[i].key, "name") &&
		    evm_str_eq(p->req->query.v[i].value, me))
			return true;
	return false;
}

int evm_open_blocked(struct evm_page *p, const struct evm_file *f)
{
	struct evm_lessons list = { 0 };

	if (evm_lessons_list(p->r, p->a, &list, p->err))
		return -1;
	evm_buf_addz(p->b, "# Names that curators do not want to be taken so: type, name, reason\n");
	for (size_t i = 0; i < list.n; i++)
		if (chosen(p, &list.v[i])) {
			evm_buf_add(p->b, list.v[i].line);
			evm_buf_addc(p->b, '\n');
		}
	p->res->type = f->type;
	p->res->disposition = evm_str_printf(p->a, "attachment; filename=\"%s\"", f->name);
	return 0;
}
