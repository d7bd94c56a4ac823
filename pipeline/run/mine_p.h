/* Private to run/: one run and what its files share. */
#ifndef EVM_MINE_P_H
#define EVM_MINE_P_H

#include <stdatomic.h>

#include "core/stream.h"
#include "extractors/annotate.h"
#include "extractors/extract.h"
#include "run/mine.h"
#include "store/manifest.h"
#include "store/parcel.h"

struct evm_worker {
	struct evm_annotator *annotator;
	struct evm_extractor *extractor;
};

struct evm_mine {
	const struct evm_mine_opts *o;
	struct evm_inputs files, todo;	/* todo: those not done yet */
	size_t done, other, failed;	/* files */
	enum evm_exit failure;		/* of failed files */
	struct evm_dict *dict;
	struct evm_ruleset *rules;
	struct evm_worker *workers;
	int jobs;
	struct evm_out *out;		/* with --to */
	struct evm_writer writer;
	struct evm_store *store;	/* with -d */
	bool open;			/* a transaction, since: */
	double opened;
	size_t open_docs, open_bytes;	/* in it */
	int64_t held;			/* records in quarantine */
	struct evm_flow_result result;
	atomic_ullong claims;
};

/* The stages behind ingest, in worker number 0 .. jobs - 1. */
int evm_mine_stages(struct evm_mine *m, int worker, struct evm_doc *doc,
		    struct evm_err *err) EVM_MUST_CHECK;
/* The #pg lines of those stages. */
void evm_mine_provenance(const struct evm_mine *m, struct evm_buf *header);

/* --- batch.c: transactions ---------------------------------------------------- */

/* A parcel of a document (evm_parcel_make), marked by --keep. In any thread. */
struct evm_parcel *evm_mine_parcel(const struct evm_mine *m, struct evm_arena *a,
				   const struct evm_doc *doc);
/* Loads it. Whatever fails takes the whole batch back; the database keeps the
 * batches before it. */
int evm_mine_load(struct evm_mine *m, const struct evm_parcel *p,
		  struct evm_err *err) EVM_MUST_CHECK;
/* A transaction is open behind it. */
int evm_mine_begin(struct evm_mine *m, struct evm_err *err) EVM_MUST_CHECK;
/* Behind a file: a smaller batch will do. */
int evm_mine_commit_file(struct evm_mine *m, struct evm_err *err) EVM_MUST_CHECK;
int evm_mine_commit(struct evm_mine *m, struct evm_err *err) EVM_MUST_CHECK;
/* Takes the batch back; returns -1. */
int evm_mine_give_up(struct evm_mine *m);

/* --- files.c: the manifest ------------------------------------------------------ */

/* What the manifest calls a file; buf is PATH_MAX bytes. */
const char *evm_mine_path(const char *file, char *buf);
/* Fills todo with the files that the database has not read; lists each in list,
 * unless NULL, for --dry-run. */
int evm_mine_choose(struct evm_mine *m, struct evm_buf *list,
		    struct evm_err *err) EVM_MUST_CHECK;
/* As evm_flow_opts has it: the file's row in the manifest. */
int evm_mine_file_end(void *mine, const struct evm_feed_file *file,
		      struct evm_err *err) EVM_MUST_CHECK;

/* --- quarantine.c, again.c ------------------------------------------------------- */

/* As evm_flow_opts has it: the record goes into quarantine. */
int evm_mine_hold(void *mine, const struct evm_raw *raw, const char *msg,
		  struct evm_err *err) EVM_MUST_CHECK;
/* The records that a run holds in quarantine, once more. */
int evm_mine_retry(struct evm_mine *m, int64_t run,
		   struct evm_err *err) EVM_MUST_CHECK;
/* All that stands in the database: --again and --retry. */
int evm_mine_revisit(struct evm_mine *m, struct evm_err *err) EVM_MUST_CHECK;

#endif
