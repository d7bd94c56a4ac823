#include <string.h>

#include "review/review_p.h"

static const char log_sql[] =
	"SELECT x.seq, x.at, coalesce(c.login, ''), x.kind, coalesce(x.ref, 0), "
	"coalesce((SELECT e.ev_id FROM evidence e WHERE e.fingerprint = "
	"json_extract(x.detail, '$.evidence')), 0), "
	"coalesce(json_extract(x.detail, '$.verdict'), ''), "
	"coalesce(json_extract(x.detail, '$.reason'), ''), "
	"coalesce(json_extract(x.detail, '$.comment'), "
	"json_extract(x.detail, '$.body'), json_extract(x.detail, '$.note'), "
	"json_extract(x.detail, '$.name'), ''), "
	"x.kind = 'decision' AND EXISTS (SELECT 1 FROM decision u "
	"WHERE u.undoes = x.ref) "
	"FROM audit x LEFT JOIN curator c ON c.login = "
	"json_extract(x.detail, '$.by') WHERE ?1 = '' OR c.login = ?1 "
	"ORDER BY x.seq DESC LIMIT ?2 OFFSET ?3";

int evm_log_get(struct evm_review *r, struct evm_str login, int64_t from, size_t n,
		struct evm_arena *a, struct evm_logs *list, struct evm_err *err)
{
	sqlite3_stmt *st;
	int got = evm_sql_row(r->s, err, &st, log_sql, "sii", login, (int64_t)n,
			      from);

	memset(list, 0, sizeof *list);
	for (; got == 1; got = evm_sql_next(r->s, err, st)) {
		struct evm_log *l = EVM_PUSH(a, *list);

		l->seq = sqlite3_column_int64(st, 0);
		l->at = evm_col(a, st, 1);
		l->login = evm_col(a, st, 2);
		l->kind = evm_col(a, st, 3);
		l->ref = sqlite3_column_int64(st, 4);
		l->ev = sqlite3_column_int64(st, 5);
		l->verdict = evm_col(a, st, 6);
		l->reason = evm_col(a, st, 7);
		l->text = evm_col(a, st, 8);
		l->undone = sqlite3_column_int(st, 9);
	}
	return got;
}

static const char inbox_sql[] =
	"SELECT m.com_id, coalesce(m.reply_to, 0), c.login, m.body, m.created_at, "
	"m.ev_id FROM comment m JOIN curator c ON c.curator_id = m.curator_id "
	"WHERE m.curator_id <> ?1 AND (instr(m.body, '@' || ?2) OR EXISTS "
	"(SELECT 1 FROM decision d WHERE d.ev_id = m.ev_id AND d.curator_id = ?1) "
	"OR EXISTS (SELECT 1 FROM comment o WHERE o.ev_id = m.ev_id AND "
	"o.curator_id = ?1)) ORDER BY m.created_at DESC, m.com_id DESC LIMIT ?3";

int evm_inbox_get(struct evm_review *r, size_t n, struct evm_arena *a,
		  struct evm_mails *list, struct evm_err *err)
{
	sqlite3_stmt *st;
	int got;

	memset(list, 0, sizeof *list);
	if (!r->me.id)
		return 0;
	got = evm_sql_row(r->s, err, &st, inbox_sql, "isi", r->me.id, r->me.login,
			  (int64_t)n);
	for (; got == 1; got = evm_sql_next(r->s, err, st)) {
		struct evm_mail *m = EVM_PUSH(a, *list);

		m->comment.id = sqlite3_column_int64(st, 0);
		m->comment.reply_to = sqlite3_column_int64(st, 1);
		m->comment.by = evm_col(a, st, 2);
		m->comment.body = evm_col(a, st, 3);
		m->comment.at = evm_col(a, st, 4);
		m->ev = sqlite3_column_int64(st, 5);
	}
	return got;
}
