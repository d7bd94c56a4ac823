/* Private to store/: the open database and short ways to run SQL. */
#ifndef EVM_STORE_P_H
#define EVM_STORE_P_H

#include <sqlite3.h>

#include "store/claim.h"
#include "store/store.h"

#define EVM_MACHINE 1		/* curator_id of the pipeline */

struct evm_store {
	sqlite3 *db;
	char *path;
	/* Prepared statements, found by the address of their text. */
	struct { const char *sql; sqlite3_stmt *st; } cache[64];
	size_t n_cached;
	int64_t run;		/* run_id of the load, 0: none begun */
	bool run_open;		/* its row says: unfinished */
	struct evm_store_counts counts;
	struct evm_buf lines, payload, key;
	/* reading */
	sqlite3_stmt *cursor;	/* over document, inside a transaction */
	bool all;
	const char **status;	/* of the claims of the document read last, */
	struct evm_fingerprint *prints;	/* in its arena */
};

/*
 * Arguments by a format, a letter each: i int64_t, d double, s struct
 * evm_str, z const char * (NULL: SQL NULL). sql is a string that lives as
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

/* UTC, "2026-01-31T12:00:00Z". */
void evm_store_time(char text[32]);

/* Evidence, versions and runs of a document's claims (store_claims.c). fresh:
 * the document has none yet. */
int evm_store_claims(struct evm_store *s, const struct evm_doc *doc,
		     int64_t doc_id, bool fresh, struct evm_err *err) EVM_MUST_CHECK;
/* Brings what people decided into the claims of a document that was read from
 * its lines (store_people.c): rejected ones are dropped unless s->all, edited
 * ones changed, added ones added; fills s->status and s->prints. */
int evm_store_people(struct evm_store *s, struct evm_doc *doc, int64_t doc_id,
		     struct evm_err *err) EVM_MUST_CHECK;

#endif
