/*
 * store: the SQLite database of documents, evidence, claims and curators'
 * decisions. The only user of SQLite besides pipeline/review. schema.sql
 * beside this file is the schema.
 *
 * One writer at a time; WAL, so readers go on meanwhile (evm_store_open_bulk
 * has the exception). Everything between evm_store_begin and evm_store_commit
 * is one transaction: a killed process leaves whole batches only.
 */
#ifndef EVM_STORE_H
#define EVM_STORE_H

#include "core/doc.h"
#include "core/err.h"
#include "core/str.h"

struct evm_store;
struct evm_fingerprint;
struct evm_parcel;

/* Opens, and makes the schema in a new file. */
int evm_store_open(struct evm_store **s, const char *path,
		   struct evm_err *err) EVM_MUST_CHECK;
/*
 * The same for programs that load much: evm_store_bulk is on. A database that
 * is new has its first load written straight into the file; until it is
 * closed, or others use it too, readers wait for a batch to end, and a batch
 * for readers.
 */
int evm_store_open_bulk(struct evm_store **s, const char *path,
			struct evm_err *err) EVM_MUST_CHECK;
/* Opens an existing database for reading; a missing file is an error. */
int evm_store_open_read(struct evm_store **s, const char *path,
			struct evm_err *err) EVM_MUST_CHECK;
void evm_store_close(struct evm_store *s);
/*
 * For programs that load much, behind evm_store_open and outside a transaction.
 * on: a batch is whole after a kill and after a power cut, but the last ones
 * before a power cut may be missing (the manifest and the run say so); foreign
 * keys are not looked up, for a load inserts what a row names before the row.
 * off, before the last commit: what is committed from there on, and all before
 * it, is on the disk.
 */
int evm_store_bulk(struct evm_store *s, bool on,
		   struct evm_err *err) EVM_MUST_CHECK;

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

/* The same of a parcel (parcel.h), made elsewhere. One to be passed is not
 * kept: an older record of it goes, unless a person judged what it holds; only
 * version and revision are kept, so that the order of records does not
 * matter. Inside a transaction. */
int evm_store_load_parcel(struct evm_store *s, const struct evm_parcel *p,
			  struct evm_err *err) EVM_MUST_CHECK;

/* What evm_store_load did since the store was opened, in documents. */
struct evm_store_counts {
	uint64_t added, replaced, same, older, deleted;
};
struct evm_store_counts evm_store_counts(const struct evm_store *s);

/* Is there a run whose load stopped half way? */
int evm_store_unfinished(struct evm_store *s, bool *any,
			 struct evm_err *err) EVM_MUST_CHECK;

/*
 * Reads the current documents back, in document order (the order of first
 * loading): 1, 0 at the end, -1. For exports. All calls to the end see one
 * state of the database. Claims are as curators left them: edited ones
 * changed, rejected ones left out.
 */
int evm_store_next(struct evm_store *s, struct evm_doc *doc,
		   struct evm_err *err) EVM_MUST_CHECK;
/* Before the first evm_store_next: rejected claims too, and deleted documents
 * as deletion records. */
void evm_store_read_all(struct evm_store *s);
/* Of each claim of the document that evm_store_next gave last: its review
 * status, and its fingerprint (an edited claim keeps the one it was found
 * with). In the document's arena. */
const char *const *evm_store_status(const struct evm_store *s);
const struct evm_fingerprint *evm_store_prints(const struct evm_store *s);

/* Reports for people and scripts: rows of named columns. */
enum evm_report {
	EVM_REPORT_SUMMARY,	/* what, count */
	EVM_REPORT_MENTIONS,	/* type, mentions */
	EVM_REPORT_CLAIMS,	/* predicate, claims, negated, hedged */
	EVM_REPORT_STATUS,	/* status, claims */
	EVM_REPORT_RULES,	/* rule, claims, accepted, rejected; of random samples:
				 * sampled, right, precision, low, high */
	EVM_REPORT_AGREEMENT,	/* a, b, judged, agreed, kappa */
	EVM_REPORT_RUNS,	/* run, documents, state, provenance */
	EVM_REPORT_CONFLICTS,	/* claims that contradict each other: subject, object,
				 * says, source, species, route, dose, model, disease,
				 * cell, document, claim */
	EVM_REPORT_N
};
const char *evm_report_name(enum evm_report r);
/* Wilson's 95 % interval of a share of k in n. */
void evm_wilson(int64_t n, int64_t k, double *low, double *high);
/* Calls with the names of the columns first, then with each row; -1 from it
 * ends the report. */
typedef int evm_row_fn(void *ctx, const struct evm_str *cells, size_t n,
		       bool head, struct evm_err *err);
int evm_store_report(struct evm_store *s, enum evm_report r, evm_row_fn *row,
		     void *ctx, struct evm_err *err) EVM_MUST_CHECK;

/* Canonical text of the whole database, independent of row numbers and
 * times: two databases with equal content give equal bytes. */
int evm_store_dump(struct evm_store *s, struct evm_buf *out,
		   struct evm_err *err) EVM_MUST_CHECK;

/* Reads the whole file: 0 with its state in words appended to b ("schema 7, 1.2
 * MB, ..."), -1 when something is damaged. */
int evm_store_examine(struct evm_store *s, struct evm_buf *b,
		      struct evm_err *err) EVM_MUST_CHECK;
/* "SQLite 3.40.1": see evm_io_library. *fts: does it have the full-text index? */
void evm_store_library(struct evm_buf *b, bool *fts);

#endif
