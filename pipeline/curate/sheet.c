#include "curate/sheet.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "export/markup.h"

#define SHEET_MAX ((size_t)256 << 20)

static const char *const names[] = {
	"ev", "ver", "verdict", "reason", "comment", "status", "subject",
	"predicate", "object", "negated", "sentence", "doc", "title", "key",
};
enum { EV, VER, VERDICT, REASON, COMMENT, STATUS, SUBJECT, PREDICATE, OBJECT,
       NEGATED, SENTENCE, DOC, TITLE, KEY, COLUMNS };

/* --- writing ------------------------------------------------------------------------- */

static void put_row(struct evm_buf *b, const struct evm_row *w)
{
	char key[33];

	evm_review_key(key);
	evm_buf_printf(b, "%" PRId64 ",%" PRId64 ",,,", w->ev, w->ver);
	evm_csv_cell(b, w->status);
	evm_csv_cell(b, w->subject);
	evm_buf_printf(b, ",%s", evm_predicate_name(w->predicate));
	evm_csv_cell(b, w->object);
	evm_buf_printf(b, ",%s", w->negated ? "yes" : "no");
	evm_csv_cell(b, w->sentence);
	evm_csv_cell(b, w->doc);
	evm_csv_cell(b, w->title);
	evm_buf_printf(b, ",%s\r\n", key);
}

int evm_sheet_write(struct evm_review *r, const struct evm_filter *f,
		    struct evm_out *out, struct evm_err *err)
{
	struct evm_buf b = EVM_BUF_INIT;
	struct evm_arena a;
	struct evm_rows rows;
	int64_t from = 0;
	int rc;

	for (size_t i = 0; i < COLUMNS; i++)
		evm_buf_printf(&b, "%s%s", i ? "," : "", names[i]);
	evm_buf_addz(&b, "\r\n");
	evm_arena_init(&a);
	do {
		evm_arena_reset(&a);
		rc = evm_queue_page(r, f, from, 200, &a, &rows, err);
		for (size_t i = 0; i < rows.n && !rc; i++)
			put_row(&b, &rows.v[i]);
		evm_out_add(out, evm_buf_str(&b));
		b.n = 0;
		from += (int64_t)rows.n;
	} while (!rc && rows.n);
	evm_arena_release(&a);
	evm_buf_release(&b);
	return rc;
}

/* --- reading --------------------------------------------------------------------------- */

struct sheet {
	struct evm_str all;
	size_t at;
	int64_t line;		/* of the row's first cell, 1-based */
	int64_t next_line;
	char sep;
	struct evm_arena a;
	EVM_VEC(struct evm_str) cells;
	int column[COLUMNS];	/* of each name, or -1 */
};

/* The byte behind the closing quote of the cell that begins at from. */
static size_t quote_end(struct evm_str all, size_t from)
{
	size_t at = from + 1;

	while ((at = evm_str_find(all, EVM_LIT("\""), at)) != SIZE_MAX) {
		if (at + 1 >= all.n || all.p[at + 1] != '"')
			return at + 1;
		at += 2;
	}
	return all.n;
}

static struct evm_str quoted(struct sheet *s)
{
	size_t end = quote_end(s->all, s->at), n = 0;
	char *p = evm_arena_alloc(&s->a, end - s->at + 1);

	for (s->at++; s->at < end; s->at++) {
		char c = s->all.p[s->at];

		if (c == '"' && (s->at + 1 == end || s->all.p[++s->at] != '"'))
			break;
		s->next_line += c == '\n';
		p[n++] = c;
	}
	s->at = end;
	return (struct evm_str){ p, n };
}

static struct evm_str bare(struct sheet *s)
{
	size_t from = s->at;

	while (s->at < s->all.n && s->all.p[s->at] != s->sep &&
	       s->all.p[s->at] != '\n' && s->all.p[s->at] != '\r')
		s->at++;
	return evm_str_sub(s->all, from, s->at);
}

/* The next row's cells: false at the end. */
static bool next_row(struct sheet *s)
{
	memset(&s->cells, 0, sizeof s->cells);
	s->line = s->next_line;
	if (s->at >= s->all.n)
		return false;
	for (;;) {
		bool q = s->at < s->all.n && s->all.p[s->at] == '"';
		struct evm_str c = q ? quoted(s) : bare(s);

		*EVM_PUSH(&s->a, s->cells) = evm_str_trim(c);
		if (s->at < s->all.n && s->all.p[s->at] == s->sep) {
			s->at++;
			continue;
		}
		while (s->at < s->all.n && s->all.p[s->at] != '\n')
			s->at++;
		s->at += s->at < s->all.n;
		s->next_line++;
		return true;
	}
}

static struct evm_str get(const struct sheet *s, int column)
{
	int i = s->column[column];

	return i >= 0 && (size_t)i < s->cells.n ? s->cells.v[i] : EVM_LIT("");
}

/* Which separator the head has, and where its names stand. */
static int read_head(struct sheet *s, const char *path, struct evm_err *err)
{
	struct evm_str first;

	if (evm_str_starts(s->all, "\xef\xbb\xbf"))
		s->at = 3;
	first = evm_str_sub(s->all, s->at, evm_str_find(s->all, EVM_LIT("\n"),
							s->at));
	s->sep = memchr(first.p, '\t', first.n) ? '\t' :
		 memchr(first.p, ';', first.n) ? ';' : ',';
	next_row(s);
	for (int c = 0; c < COLUMNS; c++) {
		s->column[c] = -1;
		for (size_t i = 0; i < s->cells.n; i++)
			if (evm_str_eqz(s->cells.v[i], names[c]))
				s->column[c] = (int)i;
	}
	for (int c = EV; c <= COMMENT; c++)
		if (s->column[c] < 0)
			return evm_err_set(err, EVM_EXIT_FAILED, "%s:1: no column "
					   "is called %s", path, names[c]);
	return s->column[KEY] >= 0 ? 0 : evm_err_set(err, EVM_EXIT_FAILED,
			"%s:1: no column is called key", path);
}

static int verdict_of(struct evm_str s)
{
	static const char letters[] = "arus";
	int v = evm_verdict_of(s);

	for (int i = 0; v < 0 && i < 4; i++)
		if (s.n == 1 && (s.p[0] | 32) == letters[i])
			v = i;
	return v;
}

static struct evm_str reason_of(const struct evm_reasons *list, struct evm_str s)
{
	for (size_t i = 0; i < list->n; i++)
		if (evm_str_eq(s, list->v[i].key))
			return list->v[i].code;
	return s;
}

/* One filled row: 0, or -1 with err for the database's faults alone. */
static int take_row(struct evm_review *r, struct sheet *s,
		    const struct evm_reasons *reasons, struct evm_result *res,
		    struct evm_err *err)
{
	struct evm_decide d = { .ms_spent = -1, .ui = "import" };
	int verdict = verdict_of(get(s, VERDICT));
	uint64_t ev, ver;

	memset(res, 0, sizeof *res);
	if (verdict < 0 || evm_str_u64(get(s, EV), INT64_MAX, &ev) ||
	    evm_str_u64(get(s, VER), INT64_MAX, &ver)) {
		res->outcome = EVM_INVALID;
		snprintf(res->why, sizeof res->why, "%s", verdict < 0 ?
			 "the verdict is not accept, reject, unsure or skip" :
			 "ev or ver is no number");
		return 0;
	}
	d.ev = (int64_t)ev;
	d.ver = (int64_t)ver;
	d.verdict = (enum evm_verdict)verdict;
	d.reason = reason_of(reasons, get(s, REASON));
	d.comment = get(s, COMMENT);
	d.client_key = get(s, KEY);
	return evm_review_decide(r, &d, res, err);
}

static int take_rows(struct evm_review *r, struct sheet *s, const char *path,
		     struct evm_sheet_counts *n, struct evm_buf *told,
		     struct evm_err *err)
{
	struct evm_reasons reasons;
	struct evm_result res;

	if (evm_reasons_list(r, &s->a, &reasons, err))
		return -1;
	while (next_row(s)) {
		if (!get(s, VERDICT).n) {
			n->empty++;
			continue;
		}
		if (take_row(r, s, &reasons, &res, err))
			return -1;
		n->saved += res.outcome == EVM_SAVED;
		n->repeated += res.outcome == EVM_REPEATED;
		if (res.outcome == EVM_SAVED || res.outcome == EVM_REPEATED)
			continue;
		n->refused++;
		evm_buf_printf(told, "%s:%" PRId64 ": not saved (%s): %s\n", path,
			       s->line, evm_outcome_name(res.outcome), res.why);
	}
	return 0;
}

int evm_sheet_read(struct evm_review *r, const char *path,
		   struct evm_sheet_counts *n, struct evm_buf *told,
		   struct evm_err *err)
{
	struct sheet s = { .next_line = 1 };
	struct evm_buf all = EVM_BUF_INIT;
	struct evm_in *in;
	int rc;

	memset(n, 0, sizeof *n);
	if (evm_in_open(&in, path, err))
		return -1;
	rc = evm_in_all(in, &all, SHEET_MAX, err);
	evm_in_close(in);
	evm_arena_init(&s.a);
	s.all = evm_buf_str(&all);
	rc = rc ? rc : !all.n ? evm_err_set(err, EVM_EXIT_FAILED,
					    "%s: an empty file", path) :
	     read_head(&s, path, err);
	rc = rc ? rc : take_rows(r, &s, path, n, told, err);
	evm_arena_release(&s.a);
	evm_buf_release(&all);
	return rc;
}
