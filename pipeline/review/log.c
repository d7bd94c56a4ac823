#include <string.h>

#include "review/review_p.h"

const char *const *evm_log_kinds(void)
{
	return evm_kind_names;
}

/* Who did it is in the row; who wrote it here, beside it. */
#define BY "coalesce(c.login, w.login, '')"

static const char log_sql[] =
	"SELECT x.seq, x.at, " BY ", x.kind, coalesce(x.ref, 0), "
	"coalesce(e.ev_id, 0), "
	"coalesce(json_extract(x.detail, '$.verdict'), ''), "
	"coalesce(json_extract(x.detail, '$.reason'), ''), "
	"coalesce(json_extract(x.detail, '$.comment'), "
	"json_extract(x.detail, '$.body'), json_extract(x.detail, '$.note'), "
	"json_extract(x.detail, '$.name'), ''), "
	"x.kind = 'decision' AND EXISTS (SELECT 1 FROM decision u "
	"WHERE u.undoes = x.ref), "
	"coalesce(w.login, ''), x.sha256, coalesce(s.status, ''), "
	EVM_JUDGED_BY("?1")
	" FROM audit x "
	"LEFT JOIN curator c ON c.login = json_extract(x.detail, '$.by') "
	"LEFT JOIN curator w ON w.curator_id = x.curator_id "
	"LEFT JOIN evidence e ON e.fingerprint = "
	"json_extract(x.detail, '$.evidence') "
	"LEFT JOIN evidence_state s ON s.ev_id = e.ev_id "
	"WHERE (?2 = '' OR " BY " = ?2) AND (?3 = '' OR x.kind = ?3) "
	"AND (?4 = '' OR x.at >= ?4) AND (?5 = '' OR substr(x.at, 1, 10) <= ?5) "
	"AND (?6 = 0 OR e.ev_id = ?6) AND (?7 = 0 OR x.seq < ?7) "
	"ORDER BY x.seq DESC LIMIT ?8";

/* As an item does with others' votes and comments (evm_held_back). */
static void hold_back(const struct evm_review *r, sqlite3_stmt *st, struct evm_log *l)
{
	bool theirs = !evm_str_eq(l->login, r->me.login);
	bool told = evm_str_eqz(l->kind, "decision") || evm_str_eqz(l->kind, "comment");

	l->held = l->ev && theirs && told &&
		  evm_held_back(r, evm_sql_text(st, 12), sqlite3_column_int(st, 13));
	if (l->held) {
		l->verdict = l->reason = l->text = EVM_LIT("");
		l->undone = false;
	}
}

static void read_log(const struct evm_review *r, sqlite3_stmt *st, struct evm_arena *a,
		     struct evm_log *l)
{
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
	l->writer = evm_col(a, st, 10);
	l->sha256 = evm_col(a, st, 11);
	hold_back(r, st, l);
}

int evm_log_get(struct evm_review *r, const struct evm_log_want *w,
		struct evm_arena *a, struct evm_logs *list, struct evm_err *err)
{
	sqlite3_stmt *st;
	int got = evm_sql_row(r->s, err, &st, log_sql, "issssiii", r->me.id, w->login,
			      w->kind, w->since, w->until, w->ev, w->before,
			      (int64_t)w->n);

	memset(list, 0, sizeof *list);
	for (; got == 1; got = evm_sql_next(r->s, err, st))
		read_log(r, st, a, EVM_PUSH(a, *list));
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
