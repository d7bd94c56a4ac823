#include <stdlib.h>
#include <string.h>

#include "review/review_p.h"

/* "SELECT what FROM facet f WHERE 1" and the filter's conditions. Value 1 is
 * always the curator. */
static int begin(struct evm_review *r, struct evm_query *q, const char *what,
		 const struct evm_filter *f, bool fields, struct evm_err *err)
{
	memset(q, 0, sizeof *q);
	if (evm_facets_refresh(r, err))
		return -1;
	evm_query_add(q, "SELECT ");
	evm_query_add(q, what);
	evm_query_int(q, " FROM facet f WHERE ?1 >= 0", r->me.id);
	return evm_query_filter(r, q, f, fields, err);
}

static void order(struct evm_query *q, const struct evm_filter *f)
{
	evm_query_add(q, " ORDER BY ");
	evm_query_add(q, evm_query_key(f->sort));
	evm_query_add(q, ", f.ev_id");
}

/* The first column of the first row; 0 when there is none. */
static int one(struct evm_review *r, struct evm_query *q, int64_t *n,
	       struct evm_err *err)
{
	sqlite3_stmt *st;
	int got = evm_query_run(r, q, &st, err);

	*n = got == 1 ? sqlite3_column_int64(st, 0) : 0;
	sqlite3_finalize(st);
	return got < 0 ? -1 : 0;
}

int evm_queue_count(struct evm_review *r, const struct evm_filter *f, int64_t *n,
		    struct evm_err *err)
{
	struct evm_query q;
	int rc = begin(r, &q, "count(*)", f, true, err);

	rc = rc ? rc : one(r, &q, n, err);
	evm_query_release(&q);
	return rc;
}

/* --- rows -------------------------------------------------------------------------- */

static const char row_sql[] =
	"SELECT e.ev_id, s.head_ver, s.status, "
	"coalesce(nullif(json_extract(v.payload, '$.subject.norm'), ''), "
	"json_extract(v.payload, '$.subject.quote'), ''), "
	"coalesce(nullif(json_extract(v.payload, '$.object.norm'), ''), "
	"json_extract(v.payload, '$.object.quote'), ''), "
	"d.source || ':' || d.ext_id, d.title, t.body, t.section, "
	"coalesce(json_extract(v.payload, '$.predicate'), ''), "
	"coalesce(json_extract(v.payload, '$.negated'), 0), "
	"coalesce(json_extract(v.payload, '$.certainty') = 'hedged', 0), "
	"d.retracted, coalesce(d.year, 0), "
	EVM_JUDGED_BY("?2") ", "
	"EXISTS (SELECT 1 FROM sample_item i WHERE i.ev_id = e.ev_id), "
	"r.rule, r.score, "
	"EXISTS (SELECT 1 FROM version m WHERE m.ev_id = e.ev_id AND "
	"m.curator_id = 1) "
	"FROM evidence e JOIN evidence_state s ON s.ev_id = e.ev_id "
	"JOIN version v ON v.ver_id = s.head_ver "
	"JOIN document d ON d.doc_id = e.doc_id "
	"JOIN sentence t ON t.sent_id = e.sent_id "
	"LEFT JOIN evidence_run r ON r.ev_id = e.ev_id AND r.run_id = d.run_id "
	"WHERE e.ev_id = ?1";

static void read_row(sqlite3_stmt *st, struct evm_arena *a, struct evm_row *w)
{
	int predicate = evm_predicate_of(evm_sql_text(st, 9));
	bool found = sqlite3_column_type(st, 16) != SQLITE_NULL;
	bool machine = sqlite3_column_int(st, 18);

	w->ev = sqlite3_column_int64(st, 0);
	w->ver = sqlite3_column_int64(st, 1);
	w->status = evm_col(a, st, 2);
	w->subject = evm_col(a, st, 3);
	w->object = evm_col(a, st, 4);
	w->doc = evm_col(a, st, 5);
	w->title = evm_col(a, st, 6);
	w->sentence = evm_col(a, st, 7);
	w->section = evm_col(a, st, 8);
	w->predicate = predicate < 0 ? EVM_AFFECTS : (enum evm_predicate)predicate;
	w->negated = sqlite3_column_int(st, 10);
	w->hedged = sqlite3_column_int(st, 11);
	w->retracted = sqlite3_column_int(st, 12);
	w->year = sqlite3_column_int64(st, 13);
	w->mine = sqlite3_column_int(st, 14);
	w->rule = found ? evm_col(a, st, 16) : evm_str(machine ? "" : "curator");
	w->gone = !found && machine;
	/* the score of a random sample's item must not sway */
	w->confidence = found && (w->mine || !sqlite3_column_int(st, 15)) ?
			sqlite3_column_double(st, 17) : -1;
}

int evm_rows_add(struct evm_review *r, struct evm_arena *a, int64_t ev,
		 struct evm_rows *rows, struct evm_err *err)
{
	sqlite3_stmt *st;
	struct evm_row *w;
	int got = evm_sql_row(r->s, err, &st, row_sql, "ii", ev, r->me.id);

	if (got <= 0)
		return got;
	w = EVM_PUSH(a, *rows);
	read_row(st, a, w);
	w->status = evm_status_shown(r, w->status, w->mine);
	evm_sql_done(st);
	return 0;
}

static int add_rows(struct evm_review *r, sqlite3_stmt *st, int got,
		    struct evm_arena *a, struct evm_rows *rows, struct evm_err *err)
{
	memset(rows, 0, sizeof *rows);
	for (; got == 1; got = evm_sql_next(r->s, err, st))
		if (evm_rows_add(r, a, sqlite3_column_int64(st, 0), rows, err))
			return -1;
	return got;
}

int evm_rows_of(struct evm_review *r, struct evm_arena *a, struct evm_rows *rows,
		struct evm_err *err, const char *sql, int64_t id,
		struct evm_str text)
{
	sqlite3_stmt *st;
	int got = evm_sql_row(r->s, err, &st, sql, "is", id, text);
	int rc;

	if (got < 0)
		return -1;
	rc = add_rows(r, st, got, a, rows, err);
	evm_sql_done(st);
	return rc;
}

int evm_queue_page(struct evm_review *r, const struct evm_filter *f, int64_t from,
		   size_t n, struct evm_arena *a, struct evm_rows *rows,
		   struct evm_err *err)
{
	struct evm_query q;
	sqlite3_stmt *st = NULL;
	int rc = begin(r, &q, "f.ev_id", f, true, err);

	if (!rc) {
		order(&q, f);
		evm_query_int(&q, " LIMIT ?", n < EVM_PAGE_MAX ? (int64_t)n :
			      EVM_PAGE_MAX);
		evm_query_int(&q, " OFFSET ?", from);
		rc = evm_query_run(r, &q, &st, err);
	}
	if (rc >= 0)
		rc = add_rows(r, st, rc, a, rows, err);
	sqlite3_finalize(st);
	evm_query_release(&q);
	return rc;
}

/* --- counts ---------------------------------------------------------------------------- */

struct count {
	int64_t want[EVM_F_N];	/* term of each filtered field, or -1 */
	int64_t *n;		/* by term */
	size_t n_terms;
};

/* A row counts for all fields when it fits the filter; when one field does not
 * fit, for that field alone. */
static void count_row(struct count *c, sqlite3_stmt *st)
{
	uint32_t term[EVM_F_N];
	const void *terms = sqlite3_column_blob(st, 0);
	int misfit = -1;

	if (!terms || sqlite3_column_bytes(st, 0) != sizeof term)
		return;
	memcpy(term, terms, sizeof term);
	term[EVM_F_STATUS] = (uint32_t)sqlite3_column_int64(st, 1);
	for (int i = 0; i < EVM_F_N; i++) {
		if (c->want[i] < 0 || term[i] == c->want[i])
			continue;
		if (misfit >= 0)
			return;
		misfit = i;
	}
	for (int i = 0; i < EVM_F_N; i++)
		if ((misfit < 0 || misfit == i) && term[i] < c->n_terms)
			c->n[term[i]]++;
}

static int by_count(const void *pa, const void *pb)
{
	const struct evm_facet *a = pa, *b = pb;

	if (a->field != b->field)
		return a->field < b->field ? -1 : 1;
	if (a->n != b->n)
		return a->n > b->n ? -1 : 1;
	return evm_str_cmp(a->value, b->value);
}

static void list_counts(struct evm_review *r, const struct count *c, size_t top,
			struct evm_arena *a, struct evm_facets *list)
{
	struct evm_facets all = { 0 };
	size_t of_field = 0;

	for (size_t i = 0; i < c->n_terms; i++)
		if (c->n[i] && r->term[i].field < EVM_F_N) {
			struct evm_facet *x = EVM_PUSH(a, all);

			x->field = (enum evm_field)r->term[i].field;
			x->value = evm_str_dup(a, r->term[i].value);
			x->n = c->n[i];
		}
	if (all.n)
		qsort(all.v, all.n, sizeof *all.v, by_count);
	for (size_t i = 0; i < all.n; i++) {
		of_field = i && all.v[i].field == all.v[i - 1].field ?
			   of_field + 1 : 0;
		if (of_field < top)
			*EVM_PUSH(a, *list) = all.v[i];
	}
}

int evm_queue_facets(struct evm_review *r, const struct evm_filter *f, size_t top,
		     struct evm_arena *a, struct evm_facets *list,
		     struct evm_err *err)
{
	struct count c;
	struct evm_query q;
	sqlite3_stmt *st = NULL;
	int got = begin(r, &q, "f.terms, f.status", f, false, err);

	memset(list, 0, sizeof *list);
	for (int i = 0; i < EVM_F_N; i++)
		c.want[i] = f->eq[i].n ? evm_facets_term(r, i, f->eq[i]) : -1;
	c.n_terms = r->n_terms;
	c.n = evm_arena_alloc(a, evm_mul(c.n_terms + 1, sizeof *c.n));
	if (!got)
		got = evm_query_run(r, &q, &st, err);
	for (; got == 1; got = evm_sql_next(r->s, err, st))
		count_row(&c, st);
	sqlite3_finalize(st);
	evm_query_release(&q);
	if (got)
		return -1;
	list_counts(r, &c, top, a, list);
	return 0;
}

/* --- one after the other ---------------------------------------------------------------- */

/* The sort key of one evidence. */
static int key_of(struct evm_review *r, const struct evm_filter *f, int64_t ev,
		  double *key, struct evm_err *err)
{
	struct evm_query q = { 0 };
	sqlite3_stmt *st;
	int got;

	evm_query_add(&q, "SELECT ");
	evm_query_add(&q, evm_query_key(f->sort));
	evm_query_int(&q, " FROM facet f WHERE f.ev_id = ?", ev);
	got = evm_query_run(r, &q, &st, err);
	*key = got == 1 ? sqlite3_column_double(st, 0) : 0;
	sqlite3_finalize(st);
	evm_query_release(&q);
	return got < 0 ? -1 : 0;
}

/* " AND what stands behind ev in the order", or before it. */
static int beyond(struct evm_review *r, struct evm_query *q,
		  const struct evm_filter *f, int64_t ev, bool before,
		  struct evm_err *err)
{
	const char *name = evm_query_key(f->sort);
	double key;

	if (f->sort == EVM_SORT_FIRST) {
		evm_query_int(q, before ? " AND f.ev_id < ?" : " AND f.ev_id > ?", ev);
		return 0;
	}
	if (key_of(r, f, ev, &key, err))
		return -1;
	evm_query_add(q, " AND (");
	evm_query_add(q, name);
	evm_query_number(q, before ? " < ? OR " : " > ? OR ", key);
	evm_query_add(q, name);
	evm_query_number(q, " = ?", key);
	evm_query_int(q, before ? " AND f.ev_id < ?)" : " AND f.ev_id > ?)", ev);
	return 0;
}

static const char leased[] =
	" AND f.ev_id NOT IN (SELECT l.ev_id FROM lease l WHERE "
	"l.curator_id <> ?1 AND l.expires_at > "
	"strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))";
#define SKIPPED "(SELECT d.ev_id FROM decision d WHERE d.curator_id = ?1 AND " \
	"d.verdict = 'skip' AND NOT " EVM_UNDONE ")"
#define SKIPS "(SELECT max(d.created_at) FROM decision d WHERE d.ev_id = f.ev_id " \
	"AND d.curator_id = ?1 AND d.verdict = 'skip' AND NOT " EVM_UNDONE ")"

static int first_fresh(struct evm_review *r, const struct evm_filter *f,
		       int64_t after, int64_t *ev, struct evm_err *err)
{
	struct evm_query q;
	int rc = begin(r, &q, "f.ev_id", f, true, err);

	if (!rc && after)
		rc = beyond(r, &q, f, after, false, err);
	if (!rc) {
		evm_query_add(&q, leased);
		evm_query_add(&q, " AND f.ev_id NOT IN " SKIPPED);
		order(&q, f);
		evm_query_add(&q, " LIMIT 1");
		rc = one(r, &q, ev, err);
	}
	evm_query_release(&q);
	return rc;
}

static int first_skipped(struct evm_review *r, const struct evm_filter *f,
			 int64_t after, int64_t *ev, struct evm_err *err)
{
	struct evm_query q;
	int rc = begin(r, &q, "f.ev_id", f, true, err);

	if (!rc) {
		evm_query_int(&q, " AND f.ev_id <> ?", after);
		evm_query_add(&q, leased);
		evm_query_add(&q, " AND f.ev_id IN " SKIPPED " ORDER BY " SKIPS
			      ", f.ev_id LIMIT 1");
		rc = one(r, &q, ev, err);
	}
	evm_query_release(&q);
	return rc;
}

int evm_queue_next(struct evm_review *r, const struct evm_filter *f,
		   int64_t after, int64_t *ev, struct evm_err *err)
{
	if (first_fresh(r, f, after, ev, err) ||
	    (!*ev && first_skipped(r, f, after, ev, err)))
		return -1;
	if (*ev && evm_lease_take(r, *ev, err))
		return -1;
	return *ev != 0;
}

static int neighbour(struct evm_review *r, const struct evm_filter *f, int64_t ev,
		     bool before, int64_t *out, struct evm_err *err)
{
	struct evm_query q;
	int rc = begin(r, &q, "f.ev_id", f, true, err);

	if (!rc)
		rc = beyond(r, &q, f, ev, before, err);
	if (!rc) {
		evm_query_add(&q, " ORDER BY ");
		evm_query_add(&q, evm_query_key(f->sort));
		evm_query_add(&q, before ? " DESC, f.ev_id DESC LIMIT 1" :
			      ", f.ev_id LIMIT 1");
		rc = one(r, &q, out, err);
	}
	evm_query_release(&q);
	return rc;
}

int evm_queue_beside(struct evm_review *r, const struct evm_filter *f, int64_t ev,
		     int64_t *before, int64_t *behind, struct evm_err *err)
{
	return neighbour(r, f, ev, true, before, err) ||
	       neighbour(r, f, ev, false, behind, err) ? -1 : 0;
}
