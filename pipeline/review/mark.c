#include <stdio.h>

#include "review/review_p.h"

#define DRAFT_MAX 32768

static int is_there(struct evm_review *r, int64_t ev, bool *there,
		    struct evm_err *err)
{
	int64_t n;

	if (evm_sql_int(r->s, err, 0, &n, "SELECT count(*) FROM evidence "
			"WHERE ev_id = ?", "i", ev))
		return -1;
	*there = n > 0;
	return 0;
}

/* --- comments ----------------------------------------------------------------- */

static int comment_seen(struct evm_review *r, int64_t ev, struct evm_str body,
			struct evm_str client_key, struct evm_result *res,
			struct evm_err *err)
{
	sqlite3_stmt *st;
	int got = evm_sql_row(r->s, err, &st, "SELECT com_id, NULL, ev_id = ? AND "
		"body = ? FROM comment WHERE curator_id = ? AND client_key = ?",
		"isis", ev, body, r->me.id, client_key);

	return evm_act_seen(got, st, "comment", res);
}

static int comment(struct evm_review *r, int64_t ev, int64_t reply_to,
		   struct evm_str body, struct evm_str client_key,
		   struct evm_result *res, struct evm_err *err)
{
	char at[32], reply[24];
	int64_t parent = ev;
	bool there;
	int rc;

	if (evm_act_person(r, res) || evm_act_key(client_key, res) ||
	    evm_act_text(body, EVM_TEXT_MAX, "the comment", res))
		return 1;
	if (!body.n)
		return evm_act_refuse(res, EVM_INVALID, "the comment is empty");
	if ((rc = comment_seen(r, ev, body, client_key, res, err)))
		return rc;
	if (is_there(r, ev, &there, err) ||
	    (reply_to && evm_sql_int(r->s, err, 0, &parent, "SELECT ev_id "
			"FROM comment WHERE com_id = ?", "i", reply_to)))
		return -1;
	if (!there || parent != ev)
		return evm_act_refuse(res, EVM_MISSING, "no such %s",
				      there ? "comment here" : "evidence");
	res->ev = ev;
	snprintf(reply, sizeof reply, "%lld", (long long)reply_to);
	evm_store_time(at);
	if (evm_sql_run(r->s, err, "INSERT INTO comment (ev_id, reply_to, "
			"curator_id, body, client_key, created_at) "
			"VALUES (?, ?, ?, ?, ?, ?)", "izissz", ev,
			reply_to ? reply : NULL, r->me.id, body, client_key, at))
		return -1;
	res->id = evm_sql_rowid(r->s);
	return evm_audit_add(r, EVM_K_COMMENT, res->id, err);
}

int evm_review_comment(struct evm_review *r, int64_t ev, int64_t reply_to,
		       struct evm_str body, struct evm_str client_key,
		       struct evm_result *res, struct evm_err *err)
{
	if (evm_act_begin(r, res, err))
		return -1;
	return evm_act_end(r, comment(r, ev, reply_to, evm_str_trim(body),
				      client_key, res, err), res, err);
}

/* --- marks ---------------------------------------------------------------------- */

static const char *const marks[EVM_MARK_N] = { "flag", "sentence", "paper" };

/* What a mark is on: document, and text of the sentence. */
static int mark_target(struct evm_review *r, const struct evm_mark_act *m,
		       struct evm_doc *doc, int64_t *doc_id, struct evm_str *body,
		       struct evm_result *res, struct evm_err *err)
{
	int got;

	*body = EVM_LIT("");
	switch (m->kind) {
	case EVM_MARK_FLAG:
		if (evm_sql_int(r->s, err, 0, doc_id, "SELECT doc_id FROM evidence "
				"WHERE ev_id = ?", "i", m->ev))
			return -1;
		res->ev = *doc_id ? m->ev : 0;
		break;
	case EVM_MARK_SENTENCE:
		got = evm_doc_fetch(r, m->doc, doc_id, doc, err);
		if (got < 0)
			return -1;
		if (!got || m->ord < 1 || (uint64_t)m->ord > doc->sentences.n)
			return evm_act_refuse(res, EVM_MISSING, "no such sentence");
		*body = evm_doc_slice(doc, doc->sentences.v[m->ord - 1].span);
		break;
	default:
		if (evm_doc_number(r, m->doc, doc_id, err))
			return -1;
	}
	return *doc_id ? 0 : evm_act_refuse(res, EVM_MISSING,
			"no such %s", res->ev || m->kind == EVM_MARK_FLAG ?
			"evidence" : "document");
}

static int mark_seen(struct evm_review *r, const struct evm_mark_act *m,
		     int64_t doc_id, struct evm_str body, struct evm_result *res,
		     struct evm_err *err)
{
	sqlite3_stmt *st;
	int got = evm_sql_row(r->s, err, &st, "SELECT mark_id, NULL, kind = ? AND "
		"doc_id = ? AND coalesce(ev_id, 0) = ? AND body = ? AND done = ? "
		"FROM mark WHERE curator_id = ? AND client_key = ?", "ziisiis",
		marks[m->kind], doc_id, res->ev, body, (int64_t)m->on, r->me.id,
		m->client_key);

	return evm_act_seen(got, st, "mark", res);
}

static int mark(struct evm_review *r, const struct evm_mark_act *m,
		struct evm_doc *doc, struct evm_result *res, struct evm_err *err)
{
	struct evm_str body;
	int64_t doc_id;
	char at[32], ev[24];
	int rc;

	if (evm_act_person(r, res) || evm_act_key(m->client_key, res))
		return 1;
	if ((unsigned)m->kind >= EVM_MARK_N)
		return evm_act_refuse(res, EVM_INVALID, "unknown mark");
	if ((rc = mark_target(r, m, doc, &doc_id, &body, res, err)) ||
	    (rc = mark_seen(r, m, doc_id, body, res, err)))
		return rc;
	if (evm_act_time(r, res->ev, at, err))
		return -1;
	snprintf(ev, sizeof ev, "%lld", (long long)res->ev);
	if (evm_sql_run(r->s, err, "INSERT INTO mark (kind, curator_id, doc_id, "
			"ev_id, body, done, client_key, created_at) "
			"VALUES (?, ?, ?, ?, ?, ?, ?, ?)", "ziizsisz",
			marks[m->kind], r->me.id, doc_id, res->ev ? ev : NULL, body,
			(int64_t)m->on, m->client_key, at))
		return -1;
	res->id = evm_sql_rowid(r->s);
	return evm_audit_add(r, EVM_K_MARK, res->id, err);
}

int evm_review_mark(struct evm_review *r, const struct evm_mark_act *m,
		    struct evm_result *res, struct evm_err *err)
{
	struct evm_doc doc;
	int rc;

	if (evm_act_begin(r, res, err))
		return -1;
	evm_doc_init(&doc);
	rc = mark(r, m, &doc, res, err);
	rc = evm_act_end(r, rc, res, err);
	evm_doc_release(&doc);
	return rc;
}

/* --- drafts, leases ------------------------------------------------------------------ */

int evm_draft_put(struct evm_review *r, int64_t ev, int64_t base_ver,
		  struct evm_str body, struct evm_err *err)
{
	char at[32];

	if (!r->me.id || body.n > DRAFT_MAX)
		return evm_err_set(err, EVM_EXIT_FAILED, "%s", r->me.id ?
				   "the draft is too long" : "no curator is set");
	if (!body.n)
		return evm_sql_run(r->s, err, "DELETE FROM draft WHERE "
				   "curator_id = ? AND ev_id = ?", "ii", r->me.id,
				   ev);
	evm_store_time(at);
	return evm_sql_run(r->s, err, "INSERT INTO draft VALUES (?, ?, ?, ?, ?) "
			   "ON CONFLICT DO UPDATE SET base_ver = excluded.base_ver, "
			   "payload = excluded.payload, "
			   "updated_at = excluded.updated_at", "iiisz", r->me.id, ev,
			   base_ver, body, at);
}

int evm_draft_get(struct evm_review *r, int64_t ev, struct evm_arena *a,
		  int64_t *base_ver, struct evm_str *body, struct evm_err *err)
{
	sqlite3_stmt *st;
	int got = evm_sql_row(r->s, err, &st, "SELECT base_ver, payload FROM draft "
			      "WHERE curator_id = ? AND ev_id = ?", "ii", r->me.id,
			      ev);

	if (got <= 0)
		return got;
	*base_ver = sqlite3_column_int64(st, 0);
	*body = evm_col(a, st, 1);
	evm_sql_done(st);
	return 1;
}

int evm_lease_take(struct evm_review *r, int64_t ev, struct evm_err *err)
{
	if (r->read_only || !r->me.id)
		return 0;
	return evm_sql_run(r->s, err, "INSERT INTO lease VALUES (?, ?, "
		"strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '10 minutes')) "
		"ON CONFLICT DO UPDATE SET curator_id = excluded.curator_id, "
		"expires_at = excluded.expires_at WHERE lease.curator_id = "
		"excluded.curator_id OR lease.expires_at <= "
		"strftime('%Y-%m-%dT%H:%M:%SZ', 'now')", "ii", ev, r->me.id);
}
