#include <stdlib.h>
#include <string.h>

#include "core/json.h"
#include "export/export.h"
#include "store/docs.h"
#include "web/export.h"

#define PIECE 65536		/* bytes, or a document more */
#define LINES 500		/* of the journal at once */
#define ROWS 200

/* --- claims, documents, mentions ------------------------------------------------------ */

struct docs_file {
	struct evm_docs *docs;
	struct evm_export x;
	evm_export_fn *write;
	struct evm_doc doc;
};

static int more_docs(void *ctx, struct evm_buf *b)
{
	struct docs_file *f = ctx;
	struct evm_err err = EVM_ERR_INIT;
	size_t from = b->n;
	int got = 1;

	while (got == 1 && b->n - from < PIECE) {
		got = evm_docs_next(f->docs, &f->doc, &err);
		if (got != 1)
			break;
		f->x.status = evm_docs_status(f->docs);
		f->x.prints = evm_docs_prints(f->docs);
		if (f->write(&f->x, &f->doc, b, &err))
			return -1;
	}
	return got;
}

static void done_docs(void *ctx)
{
	struct docs_file *f = ctx;

	evm_docs_close(f->docs);
	evm_export_release(&f->x);
	evm_doc_release(&f->doc);
	free(f);
}

static int open_docs(struct evm_page *p, evm_export_fn *write, bool all)
{
	struct docs_file *f = evm_malloc(sizeof *f);

	memset(f, 0, sizeof *f);
	f->write = write;
	f->x.unit = EVM_UNIT_CODEPOINT;
	if (evm_docs_open(&f->docs, p->web->set.db, NULL, 0, p->err)) {
		free(f);
		return -1;
	}
	if (all)
		evm_docs_read_all(f->docs);
	evm_doc_init(&f->doc);
	p->res->stream = (struct evm_stream){ more_docs, done_docs, f };
	return 0;
}

static int open_claims(struct evm_page *p)
{
	return open_docs(p, evm_export_claims, false);
}

static int open_all_claims(struct evm_page *p)
{
	return open_docs(p, evm_export_claims, true);
}

static int open_documents(struct evm_page *p)
{
	return open_docs(p, evm_export_document, false);
}

static int open_mentions(struct evm_page *p)
{
	return open_docs(p, evm_export_mentions, false);
}

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

static int open_decisions(struct evm_page *p)
{
	struct journal_file *f = evm_malloc(sizeof *f);

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

/* Text that a spreadsheet would take for a formula gets an apostrophe before
 * it, which the spreadsheet hides. */
void evm_csv_cell(struct evm_buf *b, struct evm_str s)
{
	if (b->n && b->p[b->n - 1] != '\n')
		evm_buf_addc(b, ',');
	evm_buf_addc(b, '"');
	if (s.n && strchr("=+-@\t\r", s.p[0]))
		evm_buf_addc(b, '\'');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"')
			evm_buf_addc(b, '"');
		evm_buf_addc(b, s.p[i] == '\n' || s.p[i] == '\r' ? ' ' : s.p[i]);
	}
	evm_buf_addc(b, '"');
}

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

static int open_queue(struct evm_page *p)
{
	struct evm_filter f = { 0 };
	struct queue_file *q;
	struct evm_str query;

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

const struct evm_file evm_files[] = {
	{ "decisions.jsonl", JSONL, "every decision, version, comment and mark, as the journal has "
	  "them; evmine curate merge reads it", open_decisions },
	{ "claims.jsonl", JSONL, "the claims as curators left them, without rejected ones",
	  open_claims },
	{ "claims-all.jsonl", JSONL, "all claims with their status, rejected ones too",
	  open_all_claims },
	{ "queue.csv", "text/csv; charset=utf-8", "the claims of a filter as a sheet (all of them "
	  "from here; narrowed down from the queue)", open_queue },
	{ "documents.jsonl", JSONL, "documents with sentences, mentions and claims", open_documents },
	{ "mentions.jsonl", JSONL, "mentions alone", open_mentions },
	{ NULL, NULL, NULL, NULL }
};

int evm_page_export(struct evm_page *p)
{
	if (p->req->json) {
		struct evm_buf *b = evm_page_json(p);

		evm_buf_addz(b, "{\"files\":[");
		for (const struct evm_file *f = evm_files; f->name; f++) {
			evm_json_item(b);
			evm_json_str(b, evm_str(f->name));
		}
		evm_buf_addz(b, "]}\n");
		return 0;
	}
	evm_page_begin(p, EVM_LIT("Export"), EVM_NAV_EXPORT);
	evm_html(p->b, "<h1>Export</h1><div class=\"scroll\" tabindex=\"0\" role=\"region\" "
		 "aria-label=\"Files\"><table><caption>Files to download; offsets count characters"
		 "</caption><thead><tr><th scope=\"col\">File</th><th scope=\"col\">What is in it</th>"
		 "</tr></thead><tbody>");
	for (const struct evm_file *f = evm_files; f->name; f++)
		evm_html(p->b, "<tr><th scope=\"row\"><a href=\"/export/%r\">%r</a></th><td>%z</td>"
			 "</tr>", f->name, f->name, f->help);
	evm_html(p->b, "</tbody></table></div><p>More formats, and all of them in a terminal: "
		 "<code>evmine export -d DB</code>, <code>evmine table -d DB</code>.</p>");
	evm_page_end(p);
	return 0;
}

int evm_page_export_file(struct evm_page *p)
{
	for (const struct evm_file *f = evm_files; f->name; f++) {
		if (!evm_str_eqz(p->arg, f->name))
			continue;
		if (f->open(p))
			return -1;
		if (!p->res->stream.more)
			return 0;
		p->res->type = f->type;
		p->res->disposition = evm_str_printf(p->a, "attachment; filename=\"%s\"",
						     f->name);
		return 0;
	}
	return evm_page_status(p, 404, "There is no such file.");
}
