/* Private to the feed: batches, and the file that one is filled from. */
#ifndef EVM_FEED_P_H
#define EVM_FEED_P_H

#include "corpus/feed.h"

/* One record. Its bytes are the batch's, all in one buffer, so that memory
 * does not grow to the largest record once for each place in the batch. */
struct evm_entry {
	struct evm_raw raw;		/* bytes: a view */
	size_t at;			/* of them in the buffer */
	struct evm_err *bad;		/* it could not be cut, and why */
};

/* A record that could not be read, or that a stage failed on. */
struct evm_broken {
	struct evm_err err;
	size_t entry;
};

/* All of one file. */
struct evm_batch {
	size_t file;
	bool end;			/* the file's last one: it is whole */
	bool stopped;			/* the last one of all: limit or stop */
	uint32_t crc;			/* of the file, with end */
	bool skip;
	struct evm_entry *v;
	size_t n, cap;
	struct evm_buf bytes;
	struct evm_err *fatal;		/* what ended the file */
	struct evm_broken *errors;	/* in order */
	size_t n_errors;
	/* raw_bytes and bytes: of the file so far */
	struct evm_feed_counts counts;
};

/* batch.c: a place for one more record. */
struct evm_entry *evm_batch_add(struct evm_batch *b);

/* lane.c: a file that is read, batch by batch. */
struct evm_lane {
	const struct evm_feed_opts *o;
	size_t file;
	struct evm_in *in;
	struct evm_corpus *corpus;
	struct evm_raw raw;		/* the record read last */
	uint64_t records;		/* read so far, in all files */
};

/* Next records of file o->files[l->file], which is opened when it is not, and
 * closed behind its last one: 1, or 0 when this was its last batch. */
int evm_lane_fill(struct evm_lane *l, struct evm_batch *b);
void evm_lane_close(struct evm_lane *l);

#endif
