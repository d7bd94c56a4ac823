/*
 * feed: from a list of files to documents, in batches that threads can share.
 *
 * The reader thread fills a batch with raw records (evm_feed_fill), a worker
 * parses them and does something with each document (evm_batch_parse), the
 * taker, in order again, settles what went wrong (evm_feed_settle). The three
 * are made for evm_pool's fill, work and take:
 *
 *	static int fill(void *ctx, void *item, struct evm_err *err)
 *	{
 *		return evm_feed_fill(c->feed, it->batch, err);
 *	}
 *	static int work(void *ctx, int worker, void *item, struct evm_err *err)
 *	{
 *		it->lines.n = 0;
 *		evm_batch_parse(it->batch, c->parsers[worker],
 *				c->docs[worker], each, it);
 *		return 0;
 *	}
 *	static int take(void *ctx, void *item, struct evm_err *err)
 *	{
 *		evm_out_add(out, evm_buf_str(&it->lines));
 *		return evm_feed_settle(c->feed, it->batch, err);
 *	}
 *
 * A record that cannot be read, or that each fails on, stops the run at its
 * place in the order: the documents before it are parsed and taken, then
 * evm_feed_settle fails. With skip it is counted and told instead. An input
 * that is cut short, a file that cannot be opened and damaged compression end
 * the run, again after everything before has been taken; with file_end they
 * end their file alone. A batch holds records of one file. With a topic, what is
 * off it is dropped where it is cut.
 */
#ifndef EVM_FEED_H
#define EVM_FEED_H

#include "corpus/reader.h"
#include "corpus/topic.h"

/* What has been settled so far, but for bytes: those are read ahead. */
struct evm_feed_counts {
	uint64_t records;	/* read, without those off the topic */
	uint64_t docs;		/* documents made of them */
	uint64_t skipped;	/* broken records */
	uint64_t off_topic;	/* records that the topic's gate dropped */
	uint64_t raw_bytes;	/* of the files, as they are on disk */
	uint64_t bytes;		/* inflated */
	size_t file;		/* the one that was settled last */
};

/* A file that was read to its end, or failed. */
struct evm_feed_file {
	size_t index;			/* in the list */
	const struct evm_err *failed;	/* NULL: it was whole */
	uint32_t crc;			/* CRC-32 of its bytes on disk */
	struct evm_feed_counts counts;	/* of it alone */
};

struct evm_feed_opts {
	const char *const *files;	/* borrowed until evm_feed_free */
	size_t n;
	enum evm_format format;
	bool skip;			/* --on-error=skip */
	const struct evm_topic *topic;	/* NULL: every record passes */
	uint64_t limit;			/* records read at most; 0: all */
	/* Threads that read files, each its own; 0 or 1: evm_feed_fill reads.
	 * Batches come in the order of the files either way. Standard input
	 * is read by one. */
	size_t readers;
	/* Called by evm_feed_settle, in order, with a record that was skipped
	 * (no bytes: it could not even be cut) and why. -1 ends the run. NULL:
	 * nobody listens. */
	int (*skipped)(void *ctx, const struct evm_raw *raw, const char *msg,
		       struct evm_err *err);
	/* Called by evm_feed_settle behind the last record of a file that was
	 * read to its end, or failed. -1 ends the run. NULL: a file that fails
	 * ends the run. */
	int (*file_end)(void *ctx, const struct evm_feed_file *file,
			struct evm_err *err);
	/* Asked before each record, in a reader's thread: true ends the
	 * reading, and stays true. NULL: never. */
	bool (*stop)(void *ctx);
	void *ctx;
};

struct evm_feed;
struct evm_batch;

struct evm_feed *evm_feed_new(const struct evm_feed_opts *opts);
void evm_feed_free(struct evm_feed *feed);
/* Did it end before the end of the last file, for limit or stop? Asked when
 * the run is over. */
bool evm_feed_stopped(const struct evm_feed *feed);
/* From the thread that calls evm_feed_settle. */
struct evm_feed_counts evm_feed_counts(const struct evm_feed *feed);

struct evm_batch *evm_batch_new(void);
void evm_batch_free(struct evm_batch *batch);
/* Forgets its records; a buffer of over 1 MiB is let go. */
void evm_batch_clear(struct evm_batch *batch);
/* Bytes of its records. */
size_t evm_batch_weight(const struct evm_batch *batch);

/* Next records: 1, 0 at the end of the last file, -1. About 256 KB a batch,
 * or one record where that is larger. */
int evm_feed_fill(struct evm_feed *feed, struct evm_batch *batch,
		  struct evm_err *err) EVM_MUST_CHECK;

/* One sealed document; it belongs to the batch's worker and is reset after
 * the call. -1: its record is broken. */
typedef int evm_batch_fn(void *ctx, struct evm_doc *doc, struct evm_err *err);

/* Parses the batch's records in order and calls each with every document.
 * Broken records wait in the batch for evm_feed_settle. */
void evm_batch_parse(struct evm_batch *batch, struct evm_parser *parser,
		     struct evm_doc *doc, evm_batch_fn *each, void *ctx);

/* Counts a parsed batch. -1 with the message of its broken record, unless
 * those are skipped. */
int evm_feed_settle(struct evm_feed *feed, const struct evm_batch *batch,
		    struct evm_err *err) EVM_MUST_CHECK;

#endif
