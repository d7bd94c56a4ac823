#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "review/review_p.h"

/* --- adjudication ----------------------------------------------------------------- */

int evm_adjudicate_list(struct evm_review *r, int64_t from, size_t n,
			struct evm_arena *a, struct evm_rows *rows, int64_t *all,
			struct evm_err *err)
{
	struct evm_filter f = { 0 };

	f.eq[EVM_F_STATUS] = EVM_LIT("disputed");
	return evm_queue_count(r, &f, all, err) ||
	       evm_queue_page(r, &f, from, n, a, rows, err) ? -1 : 0;
}

/* --- preview and commit ------------------------------------------------------------- */

void evm_bulk_hash(const struct evm_row *rows, size_t n, char sha256[65])
{
	struct evm_buf b = EVM_BUF_INIT;

	for (size_t i = 0; i < n; i++)
		evm_buf_printf(&b, "%" PRId64 " %" PRId64 "\n", rows[i].ev,
			       rows[i].ver);
	evm_digest(evm_buf_str(&b), sha256);
	evm_buf_release(&b);
}

int evm_bulk_preview(struct evm_review *r, const struct evm_filter *f, size_t max,
		     struct evm_arena *a, struct evm_bulk *bulk, struct evm_err *err)
{
	int64_t all;

	memset(bulk, 0, sizeof *bulk);
	if (evm_queue_count(r, f, &all, err) ||
	    evm_queue_page(r, f, 0, max, a, &bulk->rows, err))
		return -1;
	bulk->left = all - (int64_t)bulk->rows.n;
	evm_bulk_hash(bulk->rows.v, bulk->rows.n, bulk->sha256);
	return 0;
}

/* Is the batch's key used? Then repeated, when it is of as many rows. */
static int seen(struct evm_review *r, struct evm_str client_key,
		struct evm_str filter, size_t n, struct evm_result *res,
		struct evm_err *err)
{
	sqlite3_stmt *st;
	int got = evm_sql_row(r->s, err, &st, "SELECT batch_id, NULL, filter = ? AND "
			      "n = ? FROM batch WHERE curator_id = ? AND client_key = ?",
			      "siis", filter, (int64_t)n, r->me.id, client_key);

	return evm_act_seen(got, st, "batch", res);
}

static int open_batch(struct evm_review *r, struct evm_str client_key,
		      struct evm_str filter, size_t n, struct evm_result *res,
		      struct evm_err *err)
{
	char at[32];
	int rc;

	if (evm_act_person(r, res) || evm_act_key(client_key, res))
		return 1;
	if (client_key.n > EVM_KEY_MAX - 8)
		return evm_act_refuse(res, EVM_INVALID, "the key of a batch has at "
				      "most %d characters", EVM_KEY_MAX - 8);
	rc = seen(r, client_key, filter, n, res, err);
	if (rc)
		return rc;
	evm_store_time(at);
	if (evm_sql_run(r->s, err, "INSERT INTO batch (curator_id, filter, n, "
			"client_key, created_at) VALUES (?, ?, ?, ?, ?)", "isisz",
			r->me.id, filter, (int64_t)n, client_key, at))
		return -1;
	res->id = evm_sql_rowid(r->s);
	return 0;
}

/* One row's decision; *stale when it was edited meanwhile. Its key is the
 * batch's with its number. */
static int decide_row(struct evm_review *r, const struct evm_decide *d,
		      int64_t ev, int64_t ver, size_t number, int64_t batch,
		      bool *stale, struct evm_result *res, struct evm_err *err)
{
	struct evm_decide one = *d;
	struct evm_result mine = { 0 };
	char key[EVM_KEY_MAX + 24];
	int rc;

	snprintf(key, sizeof key, "%.*s.%zu", EVM_ARG(d->client_key), number);
	one.client_key = evm_str(key);
	one.ev = ev;
	one.ver = ver;
	rc = evm_decide_in(r, &one, batch, &mine, err);
	*stale = rc > 0 && (mine.outcome == EVM_STALE || mine.outcome == EVM_MISSING);
	if (rc > 0 && !*stale) {
		res->outcome = mine.outcome;
		memcpy(res->why, mine.why, sizeof res->why);
	}
	return *stale ? 0 : rc;
}

static int commit(struct evm_review *r, const struct evm_row *rows, size_t n,
		  const char *sha256, struct evm_str filter,
		  const struct evm_decide *d, struct evm_arena *a,
		  struct evm_rows *stale, struct evm_result *res,
		  struct evm_err *err)
{
	char hex[65];
	bool old;
	int rc;

	evm_bulk_hash(rows, n, hex);
	if (strcmp(hex, sha256) != 0)
		return evm_act_refuse(res, EVM_STALE, "this is not the list that "
				      "was shown");
	if (!n || n > EVM_PAGE_MAX)
		return evm_act_refuse(res, EVM_INVALID, "a batch has 1 to %d rows",
				      EVM_PAGE_MAX);
	rc = open_batch(r, d->client_key, filter, n, res, err);
	for (size_t i = 0; i < n && !rc; i++) {
		rc = decide_row(r, d, rows[i].ev, rows[i].ver, i, res->id, &old,
				res, err);
		if (!rc && old)
			*EVM_PUSH(a, *stale) = rows[i];
	}
	return rc;
}

int evm_bulk_commit(struct evm_review *r, const struct evm_row *rows, size_t n,
		    const char *sha256, const struct evm_filter *f,
		    const struct evm_decide *d, struct evm_arena *a,
		    struct evm_rows *stale, struct evm_result *res,
		    struct evm_err *err)
{
	struct evm_buf filter = EVM_BUF_INIT;
	int rc;

	memset(stale, 0, sizeof *stale);
	if (evm_act_begin(r, res, err))
		return -1;
	evm_filter_text(&filter, f);
	rc = commit(r, rows, n, sha256, evm_buf_str(&filter), d, a, stale, res, err);
	evm_buf_release(&filter);
	return evm_act_end(r, rc, res, err);
}

/* --- to similar ones -------------------------------------------------------------------- */

/* The curator's decision that counts on ev, into *d. */
static int my_decision(struct evm_review *r, int64_t ev, struct evm_decide *d,
		       struct evm_arena *a, struct evm_result *res,
		       struct evm_err *err)
{
	sqlite3_stmt *st;
	int got = evm_sql_row(r->s, err, &st, "SELECT verdict, coalesce(reason, ''), "
		"coalesce(comment, '') FROM effective WHERE ev_id = ? AND "
		"curator_id = ? AND role = 'review'", "ii", ev, r->me.id);
	int verdict;

	if (got < 0)
		return -1;
	if (!got)
		return evm_act_refuse(res, EVM_MISSING,
				      "you have not judged this one");
	verdict = evm_verdict_of(evm_sql_text(st, 0));
	d->verdict = (enum evm_verdict)verdict;
	d->reason = evm_col(a, st, 1);
	d->comment = evm_col(a, st, 2);
	d->ms_spent = -1;
	evm_sql_done(st);
	return 0;
}

static int propagate(struct evm_review *r, int64_t ev, const int64_t *to, size_t n,
		     struct evm_decide *d, struct evm_arena *a,
		     struct evm_result *res, struct evm_err *err)
{
	char filter[40];
	int64_t head;
	bool old;
	int rc;

	if (evm_act_person(r, res))
		return 1;
	if (!n || n > EVM_PAGE_MAX)
		return evm_act_refuse(res, EVM_INVALID, "a batch has 1 to %d rows",
				      EVM_PAGE_MAX);
	snprintf(filter, sizeof filter, "like=%" PRId64, ev);
	rc = my_decision(r, ev, d, a, res, err);
	rc = rc ? rc : open_batch(r, d->client_key, evm_str(filter), n, res, err);
	for (size_t i = 0; i < n && !rc; i++) {
		if (evm_sql_int(r->s, err, 0, &head, "SELECT head_ver FROM "
				"evidence_state WHERE ev_id = ?", "i", to[i]))
			return -1;
		rc = decide_row(r, d, to[i], head, i, res->id, &old, res, err);
	}
	return rc;
}

int evm_bulk_propagate(struct evm_review *r, int64_t ev, const int64_t *to, size_t n,
		       struct evm_str client_key, const char *ui,
		       struct evm_result *res, struct evm_err *err)
{
	struct evm_decide d = { .client_key = client_key, .ui = ui };
	struct evm_arena a;
	int rc;

	if (evm_act_begin(r, res, err))
		return -1;
	evm_arena_init(&a);
	rc = evm_act_end(r, propagate(r, ev, to, n, &d, &a, res, err), res, err);
	evm_arena_release(&a);
	return rc;
}

/* --- undo of a batch ---------------------------------------------------------------------- */

static int undo_one(struct evm_review *r, int64_t dec_id, struct evm_str client_key,
		    const char *ui, struct evm_result *res, struct evm_err *err)
{
	struct evm_result mine = { 0 };
	char key[EVM_KEY_MAX + 32];
	int rc;

	snprintf(key, sizeof key, "%.*s.%" PRId64, EVM_ARG(client_key), dec_id);
	rc = evm_undo_in(r, dec_id, evm_str(key), ui, &mine, err);
	if (rc > 0) {
		res->outcome = mine.outcome;
		memcpy(res->why, mine.why, sizeof res->why);
	}
	return rc;
}

static const char standing[] =
	"SELECT dec_id FROM decision d WHERE batch_id = ? AND curator_id = ? AND "
	"NOT " EVM_UNDONE " ORDER BY dec_id LIMIT 1";

/* Each undo takes the row out of what stands, so that the same statement finds
 * the next one. */
static int undo_batch(struct evm_review *r, int64_t batch_id,
		      struct evm_str client_key, const char *ui,
		      struct evm_result *res, struct evm_err *err)
{
	int64_t dec_id, mine, n = 0;
	int rc = 0;

	if (evm_act_person(r, res) || evm_act_key(client_key, res))
		return 1;
	if (client_key.n > EVM_KEY_MAX - 21)
		return evm_act_refuse(res, EVM_INVALID, "the key of a batch's undo "
				      "has at most %d characters", EVM_KEY_MAX - 21);
	if (evm_sql_int(r->s, err, 0, &mine, "SELECT count(*) FROM batch WHERE "
			"batch_id = ? AND curator_id = ?", "ii", batch_id, r->me.id))
		return -1;
	if (!mine)
		return evm_act_refuse(res, EVM_MISSING, "no such batch of yours");
	res->id = batch_id;
	for (; !rc; n++) {
		if (evm_sql_int(r->s, err, 0, &dec_id, standing, "ii", batch_id,
				r->me.id))
			return -1;
		if (!dec_id)
			break;
		rc = undo_one(r, dec_id, client_key, ui, res, err);
	}
	if (!rc && !n)
		return evm_act_refuse(res, EVM_REPEATED, "it is undone already");
	return rc;
}

int evm_bulk_undo(struct evm_review *r, int64_t batch_id, struct evm_str client_key,
		  const char *ui, struct evm_result *res, struct evm_err *err)
{
	if (evm_act_begin(r, res, err))
		return -1;
	return evm_act_end(r, undo_batch(r, batch_id, client_key, ui, res, err),
			   res, err);
}
