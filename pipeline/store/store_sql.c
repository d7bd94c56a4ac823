#include <stdarg.h>
#include <stdio.h>
#include <time.h>

#include "store/store_p.h"

int evm_sql_fail(struct evm_store *s, struct evm_err *err)
{
	return evm_err_set(err, EVM_EXIT_FAILED, "%s: %s", s->path,
			   sqlite3_errmsg(s->db));
}

sqlite3 *evm_sql_handle(struct evm_store *s)
{
	return s->db;
}

static int prepared(struct evm_store *s, struct evm_err *err, const char *sql,
		    sqlite3_stmt **st)
{
	size_t i;

	for (i = 0; i < s->n_cached; i++)
		if (s->cache[i].sql == sql) {
			*st = s->cache[i].st;
			sqlite3_reset(*st);
			return 0;
		}
	EVM_CHECK(i < sizeof s->cache / sizeof *s->cache);
	if (sqlite3_prepare_v3(s->db, sql, -1, SQLITE_PREPARE_PERSISTENT, st,
			       NULL) != SQLITE_OK)
		return evm_sql_fail(s, err);
	s->cache[i].sql = sql;
	s->cache[i].st = *st;
	s->n_cached++;
	return 0;
}

/* Texts are bound without a copy: they live until the statement is run. */
static int bind_text(sqlite3_stmt *st, int at, struct evm_str t)
{
	return sqlite3_bind_text64(st, at, t.p ? t.p : "", t.n, SQLITE_STATIC,
				   SQLITE_UTF8);
}

static int bind_all(struct evm_store *s, struct evm_err *err, sqlite3_stmt *st,
		    const char *fmt, va_list ap)
{
	for (int at = 1; fmt[at - 1]; at++) {
		const char *z;
		struct evm_str t;
		int rc = SQLITE_MISUSE;

		switch (fmt[at - 1]) {
		case 'i':
			rc = sqlite3_bind_int64(st, at, va_arg(ap, int64_t));
			break;
		case 'd':
			rc = sqlite3_bind_double(st, at, va_arg(ap, double));
			break;
		case 's':
			rc = bind_text(st, at, va_arg(ap, struct evm_str));
			break;
		case 'b':
			t = va_arg(ap, struct evm_str);
			rc = sqlite3_bind_blob64(st, at, t.p, t.n, SQLITE_STATIC);
			break;
		case 'z':
			z = va_arg(ap, const char *);
			rc = z ? bind_text(st, at, evm_str(z)) :
			     sqlite3_bind_null(st, at);
			break;
		}
		if (rc != SQLITE_OK)
			return evm_sql_fail(s, err);
	}
	return 0;
}

int evm_sql_next(struct evm_store *s, struct evm_err *err, sqlite3_stmt *st)
{
	int rc = sqlite3_step(st);

	if (rc == SQLITE_ROW)
		return 1;
	if (rc != SQLITE_DONE)
		evm_sql_fail(s, err);
	sqlite3_reset(st);
	return rc == SQLITE_DONE ? 0 : -1;
}

void evm_sql_done(sqlite3_stmt *st)
{
	sqlite3_reset(st);
}

static int row(struct evm_store *s, struct evm_err *err, sqlite3_stmt **st,
	       const char *sql, const char *fmt, va_list ap)
{
	if (prepared(s, err, sql, st) || bind_all(s, err, *st, fmt, ap))
		return -1;
	return evm_sql_next(s, err, *st);
}

int evm_sql_row(struct evm_store *s, struct evm_err *err, sqlite3_stmt **st,
		const char *sql, const char *fmt, ...)
{
	va_list ap;
	int got;

	va_start(ap, fmt);
	got = row(s, err, st, sql, fmt, ap);
	va_end(ap);
	return got;
}

int evm_sql_run(struct evm_store *s, struct evm_err *err, const char *sql,
		const char *fmt, ...)
{
	sqlite3_stmt *st;
	va_list ap;
	int got;

	va_start(ap, fmt);
	got = row(s, err, &st, sql, fmt, ap);
	va_end(ap);
	while (got == 1)
		got = evm_sql_next(s, err, st);
	return got;
}

int evm_sql_int(struct evm_store *s, struct evm_err *err, int64_t otherwise,
		int64_t *out, const char *sql, const char *fmt, ...)
{
	sqlite3_stmt *st;
	va_list ap;
	int got;

	va_start(ap, fmt);
	got = row(s, err, &st, sql, fmt, ap);
	va_end(ap);
	if (got < 0)
		return -1;
	*out = otherwise;
	if (got && sqlite3_column_type(st, 0) != SQLITE_NULL)
		*out = sqlite3_column_int64(st, 0);
	if (got)
		evm_sql_done(st);
	return 0;
}

int64_t evm_sql_rowid(const struct evm_store *s)
{
	return sqlite3_last_insert_rowid(s->db);
}

void evm_sql_added_sentence(struct evm_store *s)
{
	if (!s->unindexed)
		s->unindexed = sqlite3_last_insert_rowid(s->db);
	s->n_unindexed++;
}

int evm_sql_open(struct evm_store *s, struct evm_err *err, sqlite3_stmt **st,
		 struct evm_str sql)
{
	if (sqlite3_prepare_v2(s->db, sql.p, (int)sql.n, st, NULL) != SQLITE_OK)
		return evm_sql_fail(s, err);
	return 0;
}

int evm_sql_bind(struct evm_store *s, struct evm_err *err, sqlite3_stmt *st,
		 const char *fmt, ...)
{
	va_list ap;
	int rc;

	va_start(ap, fmt);
	rc = bind_all(s, err, st, fmt, ap);
	va_end(ap);
	return rc;
}

struct evm_str evm_sql_text(sqlite3_stmt *st, int column)
{
	struct evm_str t;

	t.p = (const char *)sqlite3_column_text(st, column);
	t.n = (size_t)sqlite3_column_bytes(st, column);
	return t.p ? t : EVM_LIT("");
}

void evm_store_time(char text[32])
{
	struct timespec now;
	struct tm tm;
	size_t n;

	clock_gettime(CLOCK_REALTIME, &now);
	gmtime_r(&now.tv_sec, &tm);
	n = strftime(text, 32, "%Y-%m-%dT%H:%M:%S", &tm);
	snprintf(text + n, 32 - n, ".%06ldZ", now.tv_nsec / 1000);
}
