#include <stdio.h>
#include <string.h>

#include "review/review_p.h"

static const char *const verdicts[EVM_VERDICT_N] = { "accept", "reject", "unsure",
						     "skip", "undo" };

const char *evm_verdict_name(enum evm_verdict v)
{
	return verdicts[v];
}

int evm_verdict_of(struct evm_str name)
{
	for (int i = 0; i < EVM_VERDICT_N; i++)
		if (evm_str_eqz(name, verdicts[i]))
			return i;
	return -1;
}

int evm_reasons_list(struct evm_review *r, struct evm_arena *a,
		     struct evm_reasons *list, struct evm_err *err)
{
	sqlite3_stmt *st;
	int got = evm_sql_row(r->s, err, &st, "SELECT code, key, label, tag, "
			      "needs_text FROM reason ORDER BY rowid", "");

	memset(list, 0, sizeof *list);
	for (; got == 1; got = evm_sql_next(r->s, err, st)) {
		struct evm_reason *x = EVM_PUSH(a, *list);

		x->code = evm_col(a, st, 0);
		x->key = evm_col(a, st, 1);
		x->label = evm_col(a, st, 2);
		x->tag = evm_col(a, st, 3);
		x->needs_text = sqlite3_column_int(st, 4);
	}
	return got;
}

/* --- rules ---------------------------------------------------------------------- */

static const char *role_of(const struct evm_decide *d)
{
	return d->adjudicate ? "adjudicate" : d->second ? "second" : "review";
}

/* Is the key used? Then refused as a repetition or as another act. */
static int seen(struct evm_review *r, const struct evm_decide *d,
		struct evm_result *res, struct evm_err *err)
{
	sqlite3_stmt *st;
	int got = evm_sql_row(r->s, err, &st, "SELECT dec_id, NULL, ev_id = ? AND "
		"ver_id = ? AND verdict = ? AND coalesce(reason, '') = ? AND "
		"coalesce(comment, '') = ? AND role = ? "
		"FROM decision WHERE curator_id = ? AND client_key = ?",
		"iizsszis", d->ev, d->ver, verdicts[d->verdict], d->reason,
		d->comment, role_of(d), r->me.id, d->client_key);

	return evm_act_seen(got, st, "decision", res);
}

static int check_reason(struct evm_review *r, const struct evm_decide *d,
			struct evm_result *res, struct evm_err *err)
{
	int64_t needs_text;

	if (d->verdict != EVM_REJECT)
		return d->reason.n ? evm_act_refuse(res, EVM_INVALID,
			"only a reject has a reason") : 0;
	if (!d->reason.n)
		return evm_act_refuse(res, EVM_INVALID, "a reject needs a reason");
	if (evm_sql_int(r->s, err, -1, &needs_text, "SELECT needs_text FROM reason "
			"WHERE code = ?", "s", d->reason))
		return -1;
	if (needs_text < 0)
		return evm_act_refuse(res, EVM_INVALID, "unknown reason");
	if (needs_text && !evm_str_trim(d->comment).n)
		return evm_act_refuse(res, EVM_INVALID, "this reason needs a text");
	return 0;
}

/* The version is one of the evidence, and the head unless it is adjudicated. */
static int check_version(struct evm_review *r, const struct evm_decide *d,
			 struct evm_result *res, struct evm_err *err)
{
	int64_t head, mine;

	if (evm_sql_int(r->s, err, 0, &head, "SELECT head_ver FROM evidence_state "
			"WHERE ev_id = ?", "i", d->ev) ||
	    evm_sql_int(r->s, err, 0, &mine, "SELECT count(*) FROM version "
			"WHERE ver_id = ? AND ev_id = ?", "ii", d->ver, d->ev))
		return -1;
	if (!head)
		return evm_act_refuse(res, EVM_MISSING, "no such evidence");
	res->ev = d->ev;
	if (!mine)
		return evm_act_refuse(res, EVM_MISSING,
				      "no such version of this evidence");
	if (!d->adjudicate && d->ver != head)
		return evm_act_refuse(res, EVM_STALE,
			"it was edited meanwhile: look at it again");
	return d->second ? evm_second_check(r, d->ev, res, err) : 0;
}

static int check(struct evm_review *r, const struct evm_decide *d,
		 struct evm_result *res, struct evm_err *err)
{
	int rc;

	if (evm_act_person(r, res) || evm_act_key(d->client_key, res) ||
	    evm_act_text(d->comment, EVM_TEXT_MAX, "the comment", res))
		return 1;
	if ((unsigned)d->verdict >= EVM_UNDO)
		return evm_act_refuse(res, EVM_INVALID, "unknown verdict");
	if ((rc = seen(r, d, res, err)) || (rc = check_reason(r, d, res, err)))
		return rc;
	if (d->adjudicate && r->me.role == EVM_ROLE_CURATOR)
		return evm_act_refuse(res, EVM_FORBIDDEN,
				      "only an adjudicator settles disputes");
	if (d->adjudicate && d->second)
		return evm_act_refuse(res, EVM_INVALID, "a second look settles nothing");
	if (d->adjudicate && d->verdict > EVM_REJECT)
		return evm_act_refuse(res, EVM_INVALID,
				      "a dispute is settled by accept or reject");
	return check_version(r, d, res, err);
}

/* --- writing ----------------------------------------------------------------------- */

int evm_decide_in(struct evm_review *r, const struct evm_decide *d, int64_t batch,
		  struct evm_result *res, struct evm_err *err)
{
	char at[32], batch_text[24], ms[24];
	int rc = check(r, d, res, err);

	if (rc)
		return rc;
	if (evm_act_time(r, d->ev, at, err))
		return -1;
	snprintf(batch_text, sizeof batch_text, "%lld", (long long)batch);
	snprintf(ms, sizeof ms, "%lld", (long long)d->ms_spent);
	if (evm_sql_run(r->s, err, "INSERT INTO decision (ev_id, ver_id, curator_id, "
			"role, verdict, reason, comment, batch_id, ui, client_key, "
			"ms_spent, created_at) VALUES (?, ?, ?, ?, ?, "
			"nullif(?, ''), nullif(?, ''), ?, ?, ?, ?, ?)",
			"iiizzsszzszz", d->ev, d->ver, r->me.id,
			role_of(d), verdicts[d->verdict], d->reason, d->comment,
			batch ? batch_text : NULL, d->ui ? d->ui : "api",
			d->client_key, d->ms_spent >= 0 ? ms : NULL, at))
		return -1;
	res->id = evm_sql_rowid(r->s);
	res->outcome = EVM_SAVED;
	return evm_audit_add(r, EVM_K_DECISION, res->id, err) ||
	       evm_sql_run(r->s, err, "DELETE FROM lease WHERE ev_id = ? AND "
			   "curator_id = ?", "ii", d->ev, r->me.id) ? -1 : 0;
}

int evm_review_decide(struct evm_review *r, const struct evm_decide *d,
		      struct evm_result *res, struct evm_err *err)
{
	if (evm_act_begin(r, res, err))
		return -1;
	return evm_act_end(r, evm_decide_in(r, d, 0, res, err), res, err);
}

/* --- undo -------------------------------------------------------------------------- */

/* A key that an undo has used: repeated when it undid the same. */
static int undo_seen(struct evm_review *r, int64_t dec_id, int64_t ev,
		     struct evm_str client_key, struct evm_result *res,
		     struct evm_err *err)
{
	sqlite3_stmt *st;
	int got = evm_sql_row(r->s, err, &st, "SELECT dec_id, ev_id, verdict = 'undo' "
		"AND (?1 = 0 OR undoes = ?1) AND (?2 = 0 OR ev_id = ?2) "
		"FROM decision WHERE curator_id = ?3 AND client_key = ?4", "iiis",
		dec_id, ev, r->me.id, client_key);

	return evm_act_seen(got, st, "decision", res);
}

/* The decision to be undone: the curator's own, and standing. */
static int undo_target(struct evm_review *r, int64_t dec_id, int64_t *ver,
		       struct evm_result *res, struct evm_err *err)
{
	sqlite3_stmt *st;
	int64_t by;
	bool undo, undone;
	int got = evm_sql_row(r->s, err, &st, "SELECT ev_id, ver_id, curator_id, "
		"verdict = 'undo', " EVM_UNDONE " FROM decision d WHERE dec_id = ?",
		"i", dec_id);

	*ver = 0;
	if (got < 0)
		return -1;
	if (!got)
		return evm_act_refuse(res, EVM_MISSING, "no such decision");
	res->ev = sqlite3_column_int64(st, 0);
	*ver = sqlite3_column_int64(st, 1);
	by = sqlite3_column_int64(st, 2);
	undo = sqlite3_column_int(st, 3);
	undone = sqlite3_column_int(st, 4);
	evm_sql_done(st);
	if (by != r->me.id)
		return evm_act_refuse(res, EVM_FORBIDDEN,
				      "undo only a decision of your own");
	if (undo || undone)
		return evm_act_refuse(res, EVM_INVALID, "%s", undo ?
			"an undo cannot be undone: decide again" :
			"it is undone already");
	return 0;
}

int evm_undo_in(struct evm_review *r, int64_t dec_id, struct evm_str client_key,
		const char *ui, struct evm_result *res, struct evm_err *err)
{
	int64_t ver;
	char at[32];
	int rc = undo_target(r, dec_id, &ver, res, err);

	if (rc)
		return rc;
	if (evm_act_time(r, res->ev, at, err) ||
	    evm_sql_run(r->s, err, "INSERT INTO decision (ev_id, ver_id, "
			"curator_id, role, verdict, undoes, ui, client_key, "
			"created_at) VALUES (?, ?, ?, 'review', 'undo', ?, ?, ?, ?)",
			"iiiizsz", res->ev, ver, r->me.id, dec_id,
			ui ? ui : "api", client_key, at))
		return -1;
	res->id = evm_sql_rowid(r->s);
	res->outcome = EVM_SAVED;
	return evm_audit_add(r, EVM_K_DECISION, res->id, err);
}

/* The curator's last decision that stands, on one evidence or on any. */
static int last_standing(struct evm_review *r, int64_t ev, int64_t *dec_id,
			 struct evm_err *err)
{
	return evm_sql_int(r->s, err, 0, dec_id, "SELECT dec_id FROM decision d "
		"WHERE curator_id = ?1 AND (?2 = 0 OR ev_id = ?2) AND "
		"verdict <> 'undo' AND NOT " EVM_UNDONE " "
		"ORDER BY created_at DESC, dec_id DESC LIMIT 1", "ii", r->me.id, ev);
}

static int undo(struct evm_review *r, int64_t dec_id, int64_t ev,
		struct evm_str client_key, const char *ui, struct evm_result *res,
		struct evm_err *err)
{
	int rc;

	if (evm_act_person(r, res) || evm_act_key(client_key, res))
		return 1;
	rc = undo_seen(r, dec_id, ev, client_key, res, err);
	if (rc)
		return rc;
	if (!dec_id && last_standing(r, ev, &dec_id, err))
		return -1;
	if (!dec_id)
		return evm_act_refuse(res, EVM_MISSING,
				      "there is nothing of yours to undo");
	return evm_undo_in(r, dec_id, client_key, ui, res, err);
}

int evm_review_undo(struct evm_review *r, int64_t dec_id,
		    struct evm_str client_key, const char *ui,
		    struct evm_result *res, struct evm_err *err)
{
	if (evm_act_begin(r, res, err))
		return -1;
	return evm_act_end(r, undo(r, dec_id, 0, client_key, ui, res, err), res,
			   err);
}

int evm_review_undo_on(struct evm_review *r, int64_t ev,
		       struct evm_str client_key, const char *ui,
		       struct evm_result *res, struct evm_err *err)
{
	if (evm_act_begin(r, res, err))
		return -1;
	return evm_act_end(r, undo(r, 0, ev, client_key, ui, res, err), res, err);
}
