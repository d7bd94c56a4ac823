#include <stdlib.h>
#include <string.h>

#include "core/json.h"
#include "export/markup.h"
#include "web/export.h"

#define LINES 500		/* of the journal at once */
#define ROWS 200

/* --- decisions ------------------------------------------------------------------------- */

struct journal_file {
	struct evm_review *r;	/* its own: a download outlives a request */
	int64_t last;
};

static int more_lines(void *ctx, struct evm_buf *b)
{
	struct journal_file *f = ctx;
	struct evm_err err = EVM_ERR_INIT;
	int64_t from = f->last;

	if (evm_journal_read(f->r, from, LINES, b, &f->last, &err))
		return -1;
	return f->last != from;
}

static void done_lines(void *ctx)
{
	struct journal_file *f = ctx;

	evm_review_close(f->r);
	free(f);
}

static int open_decisions(struct evm_page *p, const struct evm_file *file)
{
	struct journal_file *f = evm_malloc(sizeof *f);

	(void)file;
	f->last = 0;
	if (evm_review_open_read(&f->r, p->web->set.db, p->err)) {
		free(f);
		return -1;
	}
	p->res->stream = (struct evm_stream){ more_lines, done_lines, f };
	return 0;
}

/* --- the queue as a sheet ----------------------------------------------------------------- */

struct queue_file {
	struct evm_review *r;
	struct evm_arena a;
	struct evm_filter filter;
	int64_t from;
	bool head;
};

static void csv_row(struct evm_buf *b, const struct evm_row *r, struct evm_arena *a)
{
	evm_csv_cell(b, evm_str_printf(a, "%lld", (long long)r->ev));
	evm_csv_cell(b, evm_str_printf(a, "%lld", (long long)r->ver));
	evm_csv_cell(b, r->status);
	evm_csv_cell(b, r->subject);
	evm_csv_cell(b, evm_str(evm_predicate_name(r->predicate)));
	evm_csv_cell(b, r->object);
	evm_csv_cell(b, r->negated ? EVM_LIT("yes") : EVM_LIT("no"));
	evm_csv_cell(b, r->hedged ? EVM_LIT("yes") : EVM_LIT("no"));
	evm_csv_cell(b, r->doc);
	evm_csv_cell(b, r->year ? evm_str_printf(a, "%lld", (long long)r->year) :
				  EVM_LIT(""));
	evm_csv_cell(b, r->rule);
	evm_csv_cell(b, r->confidence >= 0 ? evm_str_printf(a, "%.3f", r->confidence) :
					     EVM_LIT(""));
	evm_csv_cell(b, r->sentence);
	evm_buf_addz(b, "\r\n");
}

static int more_rows(void *ctx, struct evm_buf *b)
{
	struct queue_file *f = ctx;
	struct evm_err err = EVM_ERR_INIT;
	struct evm_rows rows = { 0 };
	struct evm_arena a;
	int rc;

	if (!f->head)
		evm_buf_addz(b, "ev,ver,status,subject,predicate,object,negated,hedged,"
				"doc,year,rule,confidence,sentence\r\n");
	f->head = true;
	evm_arena_init(&a);
	rc = evm_queue_page(f->r, &f->filter, f->from, ROWS, &a, &rows, &err);
	for (size_t i = 0; !rc && i < rows.n; i++)
		csv_row(b, &rows.v[i], &a);
	evm_arena_release(&a);
	f->from += (int64_t)rows.n;
	return rc ? -1 : rows.n > 0;
}

static void done_rows(void *ctx)
{
	struct queue_file *f = ctx;

	evm_review_close(f->r);
	evm_arena_release(&f->a);
	free(f);
}

static int open_queue(struct evm_page *p, const struct evm_file *file)
{
	struct evm_filter f = { 0 };
	struct queue_file *q;
	struct evm_str query;

	(void)file;
	if (!evm_part_filter(p, &f, p->req->query_text))
		return 0;
	query = evm_part_query(p, &f);
	q = evm_malloc(sizeof *q);
	memset(q, 0, sizeof *q);
	evm_arena_init(&q->a);
	query = evm_str_dup(&q->a, query.n ? evm_str_sub(query, 1, query.n) : query);
	p->res->stream = (struct evm_stream){ more_rows, done_rows, q };
	if (evm_filter_parse(&q->filter, query, &q->a, p->err) ||
	    evm_review_open_read(&q->r, p->web->set.db, p->err) ||
	    evm_review_as(q->r, p->session.login, p->err)) {
		done_rows(q);
		p->res->stream = (struct evm_stream){ 0 };
		return -1;
	}
	return 0;
}

/* --- the page ---------------------------------------------------------------------------------- */

#define JSONL "application/x-ndjson"

static const struct evm_file ours[] = {
	{ "decisions.jsonl", JSONL, "every decision, version, comment and mark, as the journal has "
	  "them; evmine curate merge reads it", NULL, false, open_decisions },
	{ "queue.csv", "text/csv; charset=utf-8", "the claims of a filter as a sheet, in the queue's "
	  "order", NULL, false, open_queue },
	{ "blocked-names.tsv", "text/tab-separated-values; charset=utf-8", "names that rejections for a "
	  "wrong identifier teach never to take so: EVMINE_BLOCKS=FILE evmine run --again", NULL,
	  false, evm_open_blocked },
	{ NULL, NULL, NULL, NULL, false, NULL }
};

static const struct evm_file *find(struct evm_str name)
{
	const struct evm_file *const lists[] = { ours, evm_downloads };

	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		for (const struct evm_file *f = lists[i]; f->name; f++)
			if (evm_str_eqz(name, f->name))
				return f;
	return NULL;
}

static void list_json(struct evm_buf *b, const struct evm_file *f)
{
	for (; f->name; f++) {
		evm_json_item(b);
		evm_json_str(b, evm_str(f->name));
	}
}

static void list(struct evm_page *p, const struct evm_file *f, struct evm_str query,
		 const char *caption)
{
	evm_part_table(p, NULL, caption, "File|What is in it");
	for (; f->name; f++)
		evm_html(p->b, "<tr><th scope=\"row\"><a href=\"/export/%r%s\">%r</a></th>"
			 "<td>%z</td></tr>", f->name, query, f->name, f->help);
	evm_part_table_end(p);
}

int evm_page_export(struct evm_page *p)
{
	struct evm_filter f = { 0 };
	struct evm_str query;

	if (!evm_part_filter(p, &f, p->req->query_text))
		return 0;
	if (p->req->json) {
		struct evm_buf *b = evm_page_json(p);

		evm_buf_addz(b, "{\"files\":[");
		list_json(b, ours);
		list_json(b, evm_downloads);
		evm_buf_addz(b, "]}\n");
		return 0;
	}
	query = evm_part_query(p, &f);
	evm_page_begin(p, EVM_LIT("Export"), EVM_NAV_EXPORT);
	evm_html(p->b, "<h1>Export</h1><p>Of these claims: ");
	evm_part_words(p, &f);
	evm_html(p->b, ". <a href=\"/q%s\">Narrow them down</a> in the queue, and come back by its "
		 "<em>Export</em>.</p>", query);
	list(p, ours, query, "What curators did");
	list(p, evm_downloads, query, "Claims for other programs; offsets count characters");
	evm_html(p->b, "<p>Rejected claims are left out unless the file's name says all or the filter "
		 "asks for them. The same in a terminal: <code>evmine export -d DB</code>.</p>");
	evm_page_end(p);
	return 0;
}

int evm_page_export_file(struct evm_page *p)
{
	const struct evm_file *f = find(p->arg);

	/* the path's .json was taken for a wish */
	if (!f && p->req->json)
		f = find(evm_str_printf(p->a, "%.*s.json", EVM_ARG(p->arg)));
	if (!f)
		return evm_page_status(p, 404, "There is no such file.");
	if (f->open(p, f))
		return -1;
	if (!p->res->stream.more)
		return 0;
	p->res->type = f->type;
	p->res->disposition = evm_str_printf(p->a, "attachment; filename=\"%s\"", f->name);
	return 0;
}
