#include <string.h>

#include "core/json.h"
#include "web/parts.h"

#define MOST 200

static void verdict_fields(struct evm_page *p, const struct evm_reasons *reasons)
{
	evm_html(p->b, "<div class=\"row\"><button class=\"good\" name=\"verdict\" value=\"accept\">"
		 "Accept those ticked</button><label class=\"field\"><span>or reject them for</span>"
		 "<select name=\"reason\"><option value=\"\">choose a reason</option>");
	for (size_t i = 0; i < reasons->n; i++)
		evm_html(p->b, "<option value=\"%a\">%a</option>", reasons->v[i].code,
			 reasons->v[i].label);
	evm_html(p->b, "</select></label><label class=\"field\"><span>in words</span>"
		 "<input name=\"comment\" maxlength=\"4000\"></label>"
		 "<button class=\"bad\" name=\"verdict\" value=\"reject\">Reject those ticked</button>"
		 "</div>");
}

static void show(struct evm_page *p, const struct evm_filter *f,
		 const struct evm_bulk *bulk, const struct evm_reasons *reasons)
{
	struct evm_str query = evm_part_query(p, f);

	evm_page_begin(p, EVM_LIT("Decide many at once"), EVM_NAV_QUEUE);
	evm_html(p->b, "<p class=\"where\"><a href=\"/q%s\">Back to the queue</a></p>"
		 "<h1>Decide %d at once</h1>", query, (int64_t)bulk->rows.n);
	evm_part_chips(p, f);
	if (bulk->left)
		evm_html(p->b, "<p class=\"note\">%d more match; they come next.</p>", bulk->left);
	evm_html(p->b, "<p>Only what is listed here is decided. Untick what needs its own look. "
		 "What somebody changes meanwhile is left out and told.</p>"
		 "<form method=\"post\" action=\"/bulk%s\">", query);
	evm_page_csrf(p);
	evm_page_key(p);
	evm_html(p->b, "<input type=\"hidden\" name=\"sha256\" value=\"%z\">", bulk->sha256);
	for (size_t i = 0; i < bulk->rows.n; i++)
		evm_html(p->b, "<input type=\"hidden\" name=\"all\" value=\"%d.%d\">",
			 bulk->rows.v[i].ev, bulk->rows.v[i].ver);
	evm_part_rows(p, &bulk->rows, "What will be decided", true, "");
	if (bulk->rows.n)
		verdict_fields(p, reasons);
	evm_html(p->b, "</form>");
	evm_page_end(p);
}

int evm_page_bulk(struct evm_page *p)
{
	struct evm_filter f = { 0 };
	struct evm_bulk bulk = { 0 };
	struct evm_reasons reasons = { 0 };

	if (!evm_part_filter(p, &f, p->req->query_text))
		return 0;
	if (evm_bulk_preview(p->r, &f, MOST, p->a, &bulk, p->err) ||
	    evm_reasons_list(p->r, p->a, &reasons, p->err))
		return -1;
	if (p->req->json) {
		struct evm_buf *b = evm_page_json(p);

		evm_buf_addc(b, '{');
		evm_json_pair(b, "sha256", evm_str(bulk.sha256));
		evm_json_int(b, "left", bulk.left);
		evm_twin_rows(b, "rows", &bulk.rows);
		evm_buf_addz(b, "}\n");
		return 0;
	}
	show(p, &f, &bulk, &reasons);
	return 0;
}

/* "12.34": evidence and version. */
static bool take_row(struct evm_str text, struct evm_row *row)
{
	struct evm_str rest = text, ev = evm_str_cut(&rest, '.');
	uint64_t a, b;

	memset(row, 0, sizeof *row);
	if (!rest.p || evm_str_u64(ev, INT64_MAX, &a) || evm_str_u64(rest, INT64_MAX, &b))
		return false;
	row->ev = (int64_t)a;
	row->ver = (int64_t)b;
	return true;
}

static void take_rows(struct evm_page *p, const char *key, struct evm_rows *rows)
{
	const struct evm_pairs *form = &p->req->form;
	struct evm_row row;

	for (size_t i = 0; i < form->n && rows->n < MOST; i++)
		if (evm_str_eqz(form->v[i].key, key) && take_row(form->v[i].value, &row))
			*EVM_PUSH(p->a, *rows) = row;
}

static int done(struct evm_page *p, const struct evm_result *res, size_t n,
		const struct evm_rows *stale)
{
	struct evm_str query = p->req->query_text.n ?
		evm_str_printf(p->a, "?%.*s", EVM_ARG(p->req->query_text)) : EVM_LIT("");

	evm_page_begin(p, EVM_LIT("Decided"), EVM_NAV_QUEUE);
	evm_html(p->b, "<h1>Decided %d</h1><p role=\"status\">Saved as batch %d.</p>"
		 "<form method=\"post\" class=\"inline\" action=\"/bulk/undo\">",
		 (int64_t)(n - stale->n), res->id);
	evm_page_csrf(p);
	evm_page_key(p);
	evm_html(p->b, "<input type=\"hidden\" name=\"batch\" value=\"%d\">"
		 "<button>Undo all of it</button></form> "
		 "<a class=\"button\" href=\"/q%a\">Back to the queue</a>", res->id, query);
	if (stale->n) {
		evm_html(p->b, "<h2>Left out: changed meanwhile</h2>");
		evm_part_rows(p, stale, "Look at these on their own", false, "");
	}
	evm_page_end(p);
	return 0;
}

/* The list that was shown is checked by its hash; those left ticked are
 * decided under the hash of their own list. */
int evm_page_bulk_post(struct evm_page *p)
{
	struct evm_rows shown = { 0 }, rows = { 0 }, stale = { 0 };
	struct evm_str reason = evm_page_f(p, "reason");
	int verdict = evm_verdict_of(evm_page_f(p, "verdict"));
	struct evm_result res = { 0 };
	struct evm_filter f = { 0 };
	char hash[65];
	struct evm_decide d = { .verdict = (enum evm_verdict)verdict, .reason = reason,
				.comment = evm_page_f(p, "comment"), .ms_spent = -1,
				.client_key = evm_page_f(p, "key"), .ui = evm_page_ui(p) };

	if (!evm_part_filter(p, &f, p->req->query_text))
		return 0;
	take_rows(p, "all", &shown);
	take_rows(p, "row", &rows);
	evm_bulk_hash(shown.v, shown.n, hash);
	if (!evm_str_eqz(evm_page_f(p, "sha256"), hash))
		return evm_page_status(p, 409, "The list is not the one that was shown.");
	if (verdict != EVM_ACCEPT && verdict != EVM_REJECT && verdict != EVM_UNSURE)
		return evm_page_status(p, 422, "No verdict.");
	if (!rows.n)
		return evm_page_status(p, 422, "Nothing is ticked.");
	if (verdict != EVM_REJECT)
		d.reason = EVM_LIT("");
	evm_bulk_hash(rows.v, rows.n, hash);
	if (evm_bulk_commit(p->r, rows.v, rows.n, hash, &f, &d, p->a, &stale, &res, p->err))
		return -1;
	return evm_page_refused(p, &res) ? 0 : done(p, &res, rows.n, &stale);
}

int evm_page_bulk_undo_post(struct evm_page *p)
{
	struct evm_result res = { 0 };

	if (evm_bulk_undo(p->r, evm_form_int(&p->req->form, "batch", INT64_MAX, 0),
			  evm_page_f(p, "key"), evm_page_ui(p), &res, p->err))
		return -1;
	return evm_page_refused(p, &res) ? 0 : evm_page_go(p, "/history");
}
