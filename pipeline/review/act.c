#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/utf8.h"
#include "review/review_p.h"

static const char *const outcomes[EVM_OUTCOME_N] = {
	"saved", "repeated", "stale", "key reused", "invalid", "forbidden",
	"missing",
};

const char *evm_outcome_name(enum evm_outcome o)
{
	return outcomes[o];
}

int evm_act_refuse(struct evm_result *res, enum evm_outcome o, const char *fmt, ...)
{
	va_list ap;

	res->outcome = o;
	va_start(ap, fmt);
	vsnprintf(res->why, sizeof res->why, fmt, ap);
	va_end(ap);
	return 1;
}

/* --- what a person may send ------------------------------------------------- */

int evm_act_key(struct evm_str key, struct evm_result *res)
{
	bool good = key.n >= 8 && key.n <= EVM_KEY_MAX;

	for (size_t i = 0; i < key.n && good; i++)
		good = key.p[i] > ' ' && key.p[i] < 127;
	return good ? 0 : evm_act_refuse(res, EVM_INVALID,
			"the key is not 8 to %d visible ASCII characters",
			EVM_KEY_MAX);
}

int evm_act_text(struct evm_str text, size_t max, const char *what,
		 struct evm_result *res)
{
	if (text.n > max)
		return evm_act_refuse(res, EVM_INVALID,
				      "%s is longer than %zu bytes", what, max);
	if (evm_utf8_bad(text) != SIZE_MAX)
		return evm_act_refuse(res, EVM_INVALID, "%s is not UTF-8", what);
	for (size_t i = 0; i < text.n; i++) {
		unsigned char c = (unsigned char)text.p[i];

		if ((c < ' ' && c != '\t' && c != '\n') || c == 127)
			return evm_act_refuse(res, EVM_INVALID,
					      "%s holds a control character", what);
	}
	return 0;
}

int evm_act_seen(int got, sqlite3_stmt *st, const char *what,
		 struct evm_result *res)
{
	bool same;

	if (got <= 0)
		return got;
	res->id = sqlite3_column_int64(st, 0);
	if (sqlite3_column_type(st, 1) != SQLITE_NULL)
		res->ev = sqlite3_column_int64(st, 1);
	same = sqlite3_column_int(st, 2);
	evm_sql_done(st);
	return same ? evm_act_refuse(res, EVM_REPEATED, "saved before") :
	       evm_act_refuse(res, EVM_KEY_REUSED, "the key belongs to another %s", what);
}

int evm_act_person(struct evm_review *r, struct evm_result *res)
{
	if (!r->me.id)
		return evm_act_refuse(res, EVM_FORBIDDEN, "no curator is set");
	if (r->me.role == EVM_ROLE_MACHINE)
		return evm_act_refuse(res, EVM_FORBIDDEN,
				      "the machine does not decide");
	return 0;
}

/* --- transactions -------------------------------------------------------------- */

int evm_act_begin(struct evm_review *r, struct evm_result *res,
		  struct evm_err *err)
{
	memset(res, 0, sizeof *res);
	if (r->read_only)
		return evm_err_set(err, EVM_EXIT_FAILED,
				   "the database is open for reading only");
	return evm_store_begin(r->s, err);
}

static int read_state(struct evm_review *r, struct evm_result *res,
		      struct evm_err *err)
{
	sqlite3_stmt *st;
	struct evm_str status;
	int got = evm_sql_row(r->s, err, &st, "SELECT head_ver, status "
			      "FROM evidence_state WHERE ev_id = ?", "i", res->ev);

	if (got <= 0)
		return got;
	res->head = sqlite3_column_int64(st, 0);
	status = evm_sql_text(st, 1);
	snprintf(res->status, sizeof res->status, "%.*s", EVM_ARG(status));
	evm_sql_done(st);
	return 0;
}

int evm_act_end(struct evm_review *r, int rc, struct evm_result *res,
		struct evm_err *err)
{
	if (rc >= 0 && res->ev && read_state(r, res, err))
		rc = -1;
	if (rc || evm_store_commit(r->s, err)) {
		evm_store_rollback(r->s);
		if (rc <= 0)
			return -1;
	}
	/* what was repeated may be what a killed process did not copy */
	if (res->outcome == EVM_SAVED || res->outcome == EVM_REPEATED)
		return evm_journal_sync(r, err);
	return 0;
}

/* --- times ------------------------------------------------------------------------ */

/* A microsecond later. */
static void step(char at[32])
{
	struct tm tm = { 0 };
	time_t second;
	long micro;
	char *rest = strptime(at, "%Y-%m-%dT%H:%M:%S", &tm);

	micro = rest && *rest == '.' ? strtol(rest + 1, NULL, 10) + 1 : 1;
	second = timegm(&tm) + micro / 1000000;
	gmtime_r(&second, &tm);
	micro %= 1000000;
	strftime(at, 32, "%Y-%m-%dT%H:%M:%S", &tm);
	snprintf(at + strlen(at), 32 - strlen(at), ".%06ldZ", micro);
}

int evm_act_time(struct evm_review *r, int64_t ev, char at[32],
		 struct evm_err *err)
{
	sqlite3_stmt *st;
	struct evm_str last;
	int got;

	evm_store_time(at);
	got = evm_sql_row(r->s, err, &st, "SELECT max(at) FROM ("
		"SELECT max(created_at) AS at FROM decision WHERE ev_id = ?1 UNION ALL "
		"SELECT max(created_at) FROM version WHERE ev_id = ?1 UNION ALL "
		"SELECT max(created_at) FROM mark WHERE ev_id = ?1)", "i", ev);
	if (got < 0)
		return -1;
	last = evm_sql_text(st, 0);
	if (last.n && evm_str_cmp(evm_str(at), last) <= 0) {
		snprintf(at, 32, "%.*s", EVM_ARG(last));
		step(at);
	}
	evm_sql_done(st);
	return 0;
}

/* --- small helps -------------------------------------------------------------------- */

struct evm_str evm_col(struct evm_arena *a, sqlite3_stmt *st, int column)
{
	return evm_str_dup(a, evm_sql_text(st, column));
}

int evm_doc_number(struct evm_review *r, struct evm_str doc, int64_t *doc_id,
		   struct evm_err *err)
{
	struct evm_str id = doc, source = evm_str_cut(&id, ':');

	*doc_id = 0;
	if (!id.p)
		return evm_sql_int(r->s, err, 0, doc_id, "SELECT doc_id FROM document "
				   "WHERE ext_id = ? ORDER BY doc_id", "s", doc);
	return evm_sql_int(r->s, err, 0, doc_id, "SELECT doc_id FROM document "
			   "WHERE source = ? AND ext_id = ?", "ss", source, id);
}
