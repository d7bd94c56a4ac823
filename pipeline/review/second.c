/* Second looks: which claim comes again, and whether it still may. */

#include "review/review_p.h"

/* A queue of what is new, by whatever else; not a random sample, whose figures
 * are of first looks. */
static bool is_plain(const struct evm_filter *f)
{
	return evm_str_eqz(f->eq[EVM_F_STATUS], "new") && !f->only && !f->sample.n &&
	       !f->judge.n;
}

/* Two numbers that the curator and the evidence give: whether one comes, and a
 * part of 1: how far into their work it lies. */
static uint32_t chance(const struct evm_review *r, int64_t after, double *part)
{
	unsigned char sum[EVM_DIGEST_BYTES];
	struct evm_buf b = EVM_BUF_INIT;
	uint32_t n[2];

	evm_buf_printf(&b, "%" EVM_FMT " %lld", EVM_ARG(r->me.login), (long long)after);
	evm_digest_raw(evm_buf_str(&b), sum);
	evm_buf_release(&b);
	for (int i = 0; i < 2; i++)
		n[i] = (uint32_t)sum[4 * i] << 24 | (uint32_t)sum[4 * i + 1] << 16 |
		       (uint32_t)sum[4 * i + 2] << 8 | sum[4 * i + 3];
	*part = (double)n[1] / 4294967296.0;
	return n[0];
}

#define SQL_TIME "strftime('%Y-%m-%dT%H:%M:%fZ', "

/* The curator's first vote from there on that is old enough and stands alone. */
static int find(struct evm_review *r, const struct evm_filter *f, int64_t after,
		int64_t days, double part, int64_t *ev, struct evm_err *err)
{
	struct evm_filter all = *f;
	struct evm_query q = { 0 };
	sqlite3_stmt *st = NULL;
	int got;

	all.eq[EVM_F_STATUS] = EVM_LIT("");
	evm_query_int(&q, "SELECT f.ev_id FROM decision d "
		"JOIN evidence_state s ON s.ev_id = d.ev_id "
		"JOIN facet f ON f.ev_id = d.ev_id WHERE d.curator_id = ?1 AND "
		EVM_FIRST_LOOK " AND s.forks = 0 AND f.gone = 0", r->me.id);
	evm_query_int(&q, " AND f.ev_id <> ?", after);
	evm_query_int(&q, " AND d.created_at < " SQL_TIME "julianday('now') - ?)", days);
	evm_query_number(&q, " AND d.created_at >= (SELECT " SQL_TIME "julianday(m) - 0.0001 + ? * "
		"(julianday('now', 'start of day') - julianday(m))) FROM (SELECT "
		"min(created_at) AS m FROM decision WHERE curator_id = ?1))", part);
	got = evm_query_filter(r, &q, &all, true, err);
	if (!got) {
		evm_query_add(&q, " ORDER BY d.created_at, d.dec_id LIMIT 1");
		got = evm_query_run(r, &q, &st, err);
	}
	*ev = got == 1 ? sqlite3_column_int64(st, 0) : 0;
	sqlite3_finalize(st);
	evm_query_release(&q);
	return got < 0 ? -1 : 0;
}

static int read_meta(struct evm_review *r, const char *key, int64_t *n,
		     struct evm_err *err)
{
	return evm_sql_int(r->s, err, 0, n, "SELECT CAST(value AS INTEGER) FROM meta "
			   "WHERE key = ?", "z", key);
}

int evm_second_next(struct evm_review *r, const struct evm_filter *f, int64_t after,
		    int64_t *ev, struct evm_err *err)
{
	int64_t every, days;
	double part;

	*ev = 0;
	if (!after || !r->me.id || !is_plain(f))
		return 0;
	if (read_meta(r, "second_every", &every, err) ||
	    read_meta(r, "second_days", &days, err))
		return -1;
	if (every <= 0 || chance(r, after, &part) % (uint64_t)every)
		return 0;
	if (evm_facets_refresh(r, err) || find(r, f, after, days, part, ev, err) ||
	    (!*ev && find(r, f, after, days, 0, ev, err)))
		return -1;
	return *ev != 0;
}

int evm_second_check(struct evm_review *r, int64_t ev, struct evm_result *res,
		     struct evm_err *err)
{
	int64_t n;

	if (evm_sql_int(r->s, err, 0, &n, "SELECT count(*) FROM decision d "
			"JOIN evidence_state s ON s.ev_id = d.ev_id WHERE "
			"d.ev_id = ? AND d.curator_id = ? AND " EVM_FIRST_LOOK, "ii",
			ev, r->me.id))
		return -1;
	return n ? 0 : evm_act_refuse(res, EVM_INVALID,
		"this second look is over: something was done on it since");
}

void evm_item_as_new(struct evm_item *it)
{
	it->status = EVM_LIT("new");
	it->votes.n = it->comments.n = 0;
	it->blind = false;
	it->hidden = 0;
}
