/*
 * manifest: what evm-run has read, so that it can go on: files, records that
 * it could not read, and the stored documents by run. The content of the
 * database does not depend on it, and evm_store_dump leaves it out.
 */
#ifndef EVM_MANIFEST_H
#define EVM_MANIFEST_H

#include "store/store.h"

struct evm_input {
	const char *path;
	uint64_t size;
	int64_t mtime;		/* nanoseconds */
	uint32_t crc;		/* of its bytes */
	uint64_t records, docs, skipped;
	const char *failed;	/* why it could not be read to its end; or NULL */
};

enum evm_input_state {
	EVM_INPUT_NEW,		/* or another size than it had */
	EVM_INPUT_DONE,
	EVM_INPUT_FAILED,
	EVM_INPUT_TOUCHED,	/* done, but its time is another one */
	EVM_INPUT_OTHER,	/* read by another run, or with another keep */
};

/* Makes the run of this provenance current if the database knows it: what
 * evm_store_begin_run does, without writing. */
int evm_store_find_run(struct evm_store *s, struct evm_str header,
		       struct evm_err *err) EVM_MUST_CHECK;
/* What the current run knows of a file. path, size and mtime are read, crc is
 * set when it is TOUCHED: equal bytes are done. keep: what of it was to be
 * stored. */
int evm_store_input(struct evm_store *s, struct evm_input *in, const char *keep,
		    enum evm_input_state *state,
		    struct evm_err *err) EVM_MUST_CHECK;
/* Enters it, inside the transaction that holds its last documents. Records of
 * it that an earlier process held back go. */
int evm_store_input_read(struct evm_store *s, const struct evm_input *in,
			 const char *keep, struct evm_err *err) EVM_MUST_CHECK;

/* A record in quarantine. */
struct evm_held {
	int64_t id;
	struct evm_str path, format, encoding, message;
	uint64_t offset, line;
	struct evm_str bytes;	/* none: it could not be cut */
};

/* Inside a transaction. One place in a file is held once. */
int evm_store_hold(struct evm_store *s, const struct evm_held *h,
		   struct evm_err *err) EVM_MUST_CHECK;
/* First one behind h->id of a run: 1, 0, -1. Its texts live until the call
 * after. */
int evm_store_held(struct evm_store *s, int64_t run, struct evm_held *h,
		   struct evm_err *err) EVM_MUST_CHECK;
int evm_store_let_go(struct evm_store *s, int64_t id,
		     struct evm_err *err) EVM_MUST_CHECK;
int evm_store_count_held(struct evm_store *s, int64_t *n,
			 struct evm_err *err) EVM_MUST_CHECK;

/* First run behind *run that documents or held records are of, and its
 * provenance: 1, 0, -1. */
int evm_store_next_run(struct evm_store *s, int64_t *run,
		       struct evm_buf *provenance,
		       struct evm_err *err) EVM_MUST_CHECK;
/* The run that evm_store_begin_run made current. */
int64_t evm_store_run(const struct evm_store *s);
/* First document behind *doc_id that a run wrote: its lines into *lines
 * (cleared first): 1, 0, -1. */
int evm_store_stored(struct evm_store *s, int64_t run, int64_t *doc_id,
		     struct evm_buf *lines,
		     struct evm_err *err) EVM_MUST_CHECK;

#endif
