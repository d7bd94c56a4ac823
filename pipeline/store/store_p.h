/* Private to store/: the open database and what its files share. */
#ifndef EVM_STORE_P_H
#define EVM_STORE_P_H

#include "store/parcel.h"
#include "store/sql.h"

struct evm_store {
	sqlite3 *db;
	char *path;
	char opened[32];	/* time */
	/* Prepared statements, found by the address of their text. */
	struct { const char *sql; sqlite3_stmt *st; } cache[256];
	size_t n_cached;
	int64_t run;		/* run_id of the load, 0: none begun */
	bool run_open;		/* its row says: unfinished */
	struct evm_store_counts counts;
	struct evm_buf lines;
	struct evm_arena parcels, scratch;	/* of one document's claims */
	int64_t unindexed;	/* first sentence that is not in the full-text
				 * index, and with it all behind; 0: none */
	size_t n_unindexed;
	/* how it is written (store_log.c) */
	bool first;		/* its first load: no log yet */
	bool inside, committing;	/* a transaction of ours */
	bool waited;		/* somebody else uses the file */
	double gave_way;	/* when others were let in last, seconds */
	int file;		/* of a first load that sent something, or -1 */
	size_t behind;		/* bytes loaded since they were sent to the disk */
	/* reading */
	sqlite3_stmt *cursor;	/* over document, inside a transaction */
	bool all;
	const char **status;	/* of the claims of the document read last, */
	struct evm_fingerprint *prints;	/* in its arena */
};

/* Runs statements that give no rows. */
int evm_store_plain(struct evm_store *s, struct evm_err *err,
		    const char *sql) EVM_MUST_CHECK;
/* Waits for other programs' locks from here on. */
void evm_store_wait(struct evm_store *s);
/* To a log, waiting for the lock. */
int evm_store_turn_to_log(struct evm_store *s, struct evm_err *err) EVM_MUST_CHECK;
/* Before a batch: a first load lets others in, and goes on with a log where
 * somebody made one or had to be waited for. */
int evm_store_give_way(struct evm_store *s, struct evm_err *err) EVM_MUST_CHECK;
/* Of a first load, now and then: what it wrote so far goes to the disk while
 * it goes on, so that its commit waits for less. bytes: loaded since. */
void evm_store_send(struct evm_store *s, size_t bytes);
/* When it is closed: to a log, if nobody is in the way; who opens it next to
 * write does it else. */
void evm_store_end_first(struct evm_store *s);
/* Loads it, to be kept. */
int evm_store_put(struct evm_store *s, const struct evm_parcel *p,
		  struct evm_err *err) EVM_MUST_CHECK;
/*
 * One that is not to be kept: an older record of it goes, unless a person
 * judged what it holds; only version and revision are kept, so that the order
 * of records does not matter.
 */
int evm_store_pass(struct evm_store *s, const struct evm_parcel *p,
		   struct evm_err *err) EVM_MUST_CHECK;
/* Was a newer record of it left out? An equal or older one is forgotten
 * (store_pass.c). */
int evm_store_passed(struct evm_store *s, const struct evm_parcel *p, bool *newer,
		     struct evm_err *err) EVM_MUST_CHECK;
/* Sentences that were added since the last call, into the full-text index:
 * before a commit, before any sentence is deleted, and now and then. */
int evm_store_index(struct evm_store *s, struct evm_err *err) EVM_MUST_CHECK;
/* Evidence, versions and runs of a document's claims (store_claims.c). fresh:
 * the document has none yet. */
int evm_store_claims(struct evm_store *s, const struct evm_parcel *p,
		     int64_t doc_id, bool fresh, struct evm_err *err) EVM_MUST_CHECK;
/* Brings what people decided into the claims of a document that was read from
 * its lines (store_people.c): rejected ones are dropped unless s->all, edited
 * ones changed, added ones added; fills s->status and s->prints. */
int evm_store_people(struct evm_store *s, struct evm_doc *doc, int64_t doc_id,
		     struct evm_err *err) EVM_MUST_CHECK;

#endif
