/*
 * sql: short ways to run SQL on an open database, for store/ and review/
 * alone. Values are always bound, never written into a statement.
 *
 *	evm_sql_run(s, &err, "INSERT INTO x VALUES (?, ?)", "iz", id, name);
 *	got = evm_sql_row(s, &err, &st, "SELECT a, b FROM x WHERE c = ?", "s", c);
 *	for (; got == 1; got = evm_sql_next(s, &err, st))
 *		use(evm_sql_text(st, 0), sqlite3_column_int64(st, 1));
 */
#ifndef EVM_SQL_H
#define EVM_SQL_H

#include <sqlite3.h>

#include "store/store.h"

/*
 * Arguments by a format, a letter each: i int64_t, d double, s struct
 * evm_str, b the same as a blob, z const char * (NULL: SQL NULL). sql is a string that lives as
 * long as the program: its statement is kept.
 */
/* Runs to its end; what it returns is dropped. */
int evm_sql_run(struct evm_store *s, struct evm_err *err, const char *sql,
		const char *fmt, ...) EVM_MUST_CHECK;
/* First row: 1 with *st on it (evm_sql_next or evm_sql_done ends it), 0 no
 * row, -1. */
int evm_sql_row(struct evm_store *s, struct evm_err *err, sqlite3_stmt **st,
		const char *sql, const char *fmt, ...) EVM_MUST_CHECK;
/* Next row of it: 1, 0 (it is done), -1. */
int evm_sql_next(struct evm_store *s, struct evm_err *err,
		 sqlite3_stmt *st) EVM_MUST_CHECK;
void evm_sql_done(sqlite3_stmt *st);
/* First column of the first row as a number; none gives otherwise. */
int evm_sql_int(struct evm_store *s, struct evm_err *err, int64_t otherwise,
		int64_t *out, const char *sql, const char *fmt,
		...) EVM_MUST_CHECK;
/* A column's text; lives until the statement moves on. */
struct evm_str evm_sql_text(sqlite3_stmt *st, int column);
/* Sets err to what SQLite says; returns -1. */
int evm_sql_fail(struct evm_store *s, struct evm_err *err);

/* For what these calls do not do: an authorizer, a progress handler. */
sqlite3 *evm_sql_handle(struct evm_store *s);
/* The row that was inserted last. */
int64_t evm_sql_rowid(const struct evm_store *s);
/* The row that was inserted last is a sentence: evm_store_commit takes it into
 * the full-text index. */
void evm_sql_added_sentence(struct evm_store *s);

/*
 * A statement whose text is built at run time: prepared, bound, stepped by
 * evm_sql_next (which resets it behind its last row), and finalized by the
 * caller with sqlite3_finalize. Bound texts must live until then.
 */
int evm_sql_open(struct evm_store *s, struct evm_err *err, sqlite3_stmt **st,
		 struct evm_str sql) EVM_MUST_CHECK;
int evm_sql_bind(struct evm_store *s, struct evm_err *err, sqlite3_stmt *st,
		 const char *fmt, ...) EVM_MUST_CHECK;

/* UTC with microseconds, "2026-01-31T12:00:00.000000Z": texts that order as
 * the times do. */
void evm_store_time(char text[32]);

#endif
