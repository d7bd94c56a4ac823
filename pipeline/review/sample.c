#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "review/review_p.h"
#include "store/store.h"

/* --- drawing ------------------------------------------------------------------------ */

/* A ticket: whose is smallest is drawn. */
struct ticket {
	unsigned char sum[EVM_DIGEST_BYTES];
	int64_t ev;
};
struct urn { EVM_VEC(struct ticket) list; };

static int by_sum(const void *pa, const void *pb)
{
	return memcmp(((const struct ticket *)pa)->sum,
		      ((const struct ticket *)pb)->sum, EVM_DIGEST_BYTES);
}

/* Only what the machine finds now: a precision is the machine's. */
static int fill(struct evm_review *r, const struct evm_filter *f, uint64_t seed,
		struct evm_arena *a, struct urn *u, struct evm_err *err)
{
	struct evm_query q = { 0 };
	sqlite3_stmt *st = NULL;
	char text[128];
	int got;

	memset(u, 0, sizeof *u);
	evm_query_int(&q, "SELECT f.ev_id, e.fingerprint FROM facet f "
		      "JOIN evidence e ON e.ev_id = f.ev_id "
		      "WHERE ?1 >= 0 AND f.gone = 0 AND f.score IS NOT NULL",
		      r->me.id);
	got = evm_query_filter(r, &q, f, true, err);
	got = got ? got : evm_query_run(r, &q, &st, err);
	for (; got == 1; got = evm_sql_next(r->s, err, st)) {
		struct ticket *t = EVM_PUSH(a, u->list);
		struct evm_str print = evm_sql_text(st, 1);

		t->ev = sqlite3_column_int64(st, 0);
		snprintf(text, sizeof text, "%" PRIu64 " %.*s", seed,
			 EVM_ARG(print));
		evm_digest_raw(evm_str(text), t->sum);
	}
	sqlite3_finalize(st);
	evm_query_release(&q);
	if (!got && u->list.n)
		qsort(u->list.v, u->list.n, sizeof *u->list.v, by_sum);
	return got;
}

static int check_name(struct evm_review *r, struct evm_str name, int64_t n,
		      struct evm_result *res, struct evm_err *err)
{
	int64_t there;
	bool good = name.n > 0 && name.n <= 60;

	for (size_t i = 0; i < name.n && good; i++)
		good = evm_is_digit(name.p[i]) || evm_is_lower(name.p[i]) ||
		       evm_is_upper(name.p[i]) || strchr("._-", name.p[i]);
	if (!good)
		return evm_act_refuse(res, EVM_INVALID,
			"a sample's name is 1 to 60 letters, digits, . _ -");
	if (n < 1 || n > 100000)
		return evm_act_refuse(res, EVM_INVALID,
				      "a sample has 1 to 100000 items");
	if (evm_sql_int(r->s, err, 0, &there, "SELECT sample_id FROM sample "
			"WHERE name = ?", "s", name))
		return -1;
	return there ? evm_act_refuse(res, EVM_INVALID,
				      "there is a sample of that name") : 0;
}

static int insert(struct evm_review *r, struct evm_str name,
		  struct evm_str filter, int64_t n, uint64_t seed,
		  const struct urn *u, struct evm_result *res, struct evm_err *err)
{
	char at[32], text[24];

	evm_store_time(at);
	snprintf(text, sizeof text, "%" PRIu64, seed);
	if (evm_sql_run(r->s, err, "INSERT INTO sample (name, curator_id, filter, "
			"seed, n, created_at) VALUES (?, ?, ?, ?, ?, ?)", "siszi" "z",
			name, r->me.id, filter, text, n, at))
		return -1;
	res->id = evm_sql_rowid(r->s);
	for (int64_t i = 0; i < n; i++)
		if (evm_sql_run(r->s, err, "INSERT INTO sample_item VALUES (?, ?)",
				"ii", res->id, u->list.v[i].ev))
			return -1;
	return evm_audit_add(r, EVM_K_SAMPLE, res->id, err);
}

static int draw(struct evm_review *r, struct evm_str name,
		const struct evm_filter *f, int64_t n, uint64_t seed,
		struct evm_arena *a, struct evm_buf *filter,
		struct evm_result *res, struct evm_err *err)
{
	struct urn u;
	int rc;

	if (evm_act_person(r, res))
		return 1;
	rc = check_name(r, name, n, res, err);
	rc = rc ? rc : fill(r, f, seed, a, &u, err);
	if (rc)
		return rc;
	if (!u.list.n)
		return evm_act_refuse(res, EVM_INVALID, "no evidence fits the filter");
	if ((int64_t)u.list.n < n)
		snprintf(res->why, sizeof res->why, "only %zu fit the filter: all of "
			 "them are drawn", u.list.n);
	evm_filter_text(filter, f);
	return insert(r, name, evm_buf_str(filter),
		      (int64_t)u.list.n < n ? (int64_t)u.list.n : n, seed, &u, res,
		      err);
}

int evm_sample_draw(struct evm_review *r, struct evm_str name,
		    const struct evm_filter *f, int64_t n, uint64_t seed,
		    struct evm_result *res, struct evm_err *err)
{
	struct evm_buf filter = EVM_BUF_INIT;
	struct evm_arena a;
	int rc;

	if (evm_facets_refresh(r, err) || evm_act_begin(r, res, err))
		return -1;
	evm_arena_init(&a);
	rc = evm_act_end(r, draw(r, name, f, n, seed, &a, &filter, res, err), res,
			 err);
	evm_arena_release(&a);
	evm_buf_release(&filter);
	return rc;
}

int evm_samples_list(struct evm_review *r, struct evm_arena *a,
		     struct evm_samples *list, struct evm_err *err)
{
	sqlite3_stmt *st;
	int got = evm_sql_row(r->s, err, &st, "SELECT s.sample_id, s.name, s.filter, "
		"c.login, s.created_at, s.seed, s.n, (SELECT count(*) FROM "
		"sample_item i JOIN evidence_state v ON v.ev_id = i.ev_id WHERE "
		"i.sample_id = s.sample_id AND v.status IN ('accepted', 'rejected')) "
		"FROM sample s JOIN curator c ON c.curator_id = s.curator_id "
		"ORDER BY s.sample_id", "");

	memset(list, 0, sizeof *list);
	for (; got == 1; got = evm_sql_next(r->s, err, st)) {
		struct evm_sample *x = EVM_PUSH(a, *list);
		struct evm_str seed = evm_sql_text(st, 5);

		x->id = sqlite3_column_int64(st, 0);
		x->name = evm_col(a, st, 1);
		x->filter = evm_col(a, st, 2);
		x->by = evm_col(a, st, 3);
		x->at = evm_col(a, st, 4);
		x->seed = 0;
		if (evm_str_u64(seed, UINT64_MAX, &x->seed))
			x->seed = 0;
		x->n = sqlite3_column_int64(st, 6);
		x->judged = sqlite3_column_int64(st, 7);
	}
	return got;
}

/* --- precision ---------------------------------------------------------------------------- */

/*
 * Judged items of random samples. What was accepted only after an edit counts
 * against the machine. by 0: all, 1: rule, 2: predicate.
 */
static const char precision_sql[] =
	"SELECT CASE ?1 WHEN 0 THEN 'all' WHEN 1 THEN (SELECT r.rule FROM "
	"evidence_run r WHERE r.ev_id = s.ev_id ORDER BY r.run_id DESC LIMIT 1) "
	"ELSE json_extract(m.payload, '$.predicate') END AS what, count(*), "
	"sum(s.status = 'accepted' AND h.curator_id = 1) "
	"FROM (SELECT DISTINCT i.ev_id FROM sample_item i JOIN sample p "
	"ON p.sample_id = i.sample_id WHERE ?2 = '' OR p.name = ?2) q "
	"JOIN evidence_state s ON s.ev_id = q.ev_id "
	"JOIN version h ON h.ver_id = s.head_ver "
	"JOIN version m ON m.ver_id = (SELECT min(ver_id) FROM version v "
	"WHERE v.ev_id = s.ev_id AND v.curator_id = 1) "
	"WHERE s.status IN ('accepted', 'rejected') GROUP BY what ORDER BY 2 DESC, 1";

int evm_precision_get(struct evm_review *r, struct evm_str sample,
		      struct evm_arena *a, struct evm_precisions *list,
		      struct evm_err *err)
{
	static const enum evm_field by[] = { EVM_F_N, EVM_F_RULE, EVM_F_PREDICATE };

	memset(list, 0, sizeof *list);
	for (int i = 0; i < 3; i++) {
		sqlite3_stmt *st;
		int got = evm_sql_row(r->s, err, &st, precision_sql, "is",
				      (int64_t)i, sample);

		for (; got == 1; got = evm_sql_next(r->s, err, st)) {
			struct evm_precision *p = EVM_PUSH(a, *list);

			p->by = by[i];
			p->value = evm_col(a, st, 0);
			p->n = sqlite3_column_int64(st, 1);
			p->accepted = sqlite3_column_int64(st, 2);
			p->p = (double)p->accepted / (double)p->n;
			evm_wilson(p->n, p->accepted, &p->low, &p->high);
		}
		if (got)
			return -1;
	}
	return 0;
}
