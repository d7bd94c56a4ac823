/*
 * store: the SQLite database of documents, evidence, claims and curators'
 * decisions. The only user of SQLite besides pipeline/review. schema.sql
 * beside this file is the schema.
 *
 * One writer at a time; WAL, so readers go on meanwhile. Everything between
 * evm_store_begin and evm_store_commit is one transaction: a killed process
 * leaves whole batches only.
 */
#ifndef EVM_STORE_H
#define EVM_STORE_H

#include "core/doc.h"
#include "core/err.h"

struct evm_store;

/* Opens, and makes the schema in a new file. */
int evm_store_open(struct evm_store **s, const char *path,
		   struct evm_err *err) EVM_MUST_CHECK;
/* Opens an existing database for reading; a missing file is an error. */
int evm_store_open_read(struct evm_store **s, const char *path,
			struct evm_err *err) EVM_MUST_CHECK;
void evm_store_close(struct evm_store *s);

/*
 * A run: the provenance (the stream's #pg lines as they stand) of what is
 * loaded next. The same provenance is the same run. It is finished by
 * evm_store_end_run; an unfinished one shows that a load was cut short.
 */
int evm_store_begin_run(struct evm_store *s, struct evm_str header,
			struct evm_err *err) EVM_MUST_CHECK;
int evm_store_end_run(struct evm_store *s, struct evm_err *err) EVM_MUST_CHECK;

int evm_store_begin(struct evm_store *s, struct evm_err *err) EVM_MUST_CHECK;
int evm_store_commit(struct evm_store *s, struct evm_err *err) EVM_MUST_CHECK;
void evm_store_rollback(struct evm_store *s);

/*
 * Loads one document, idempotent: the same document again changes nothing; a
 * newer version of it replaces what no person judged and keeps what one did;
 * an older one is left out; a deletion record marks it. Inside a transaction.
 */
int evm_store_load(struct evm_store *s, const struct evm_doc *doc,
		   struct evm_err *err) EVM_MUST_CHECK;

/* Reads the current documents back, in document order (the order of first
 * loading): 1, 0 at the end, -1. For exports. */
int evm_store_next(struct evm_store *s, struct evm_doc *doc,
		   struct evm_err *err) EVM_MUST_CHECK;

/* Canonical text of the whole database, independent of row numbers and
 * times: two databases with equal content give equal bytes. */
int evm_store_dump(struct evm_store *s, struct evm_buf *out,
		   struct evm_err *err) EVM_MUST_CHECK;

#endif
