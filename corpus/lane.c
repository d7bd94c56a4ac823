#include <string.h>

#include "corpus/feed_p.h"

#define BATCH_BYTES ((size_t)256 << 10)
#define BATCH_RECORDS 256
#define BATCH_DROPPED 1024	/* records off the topic: some 10 MB */
#define KEEP_BYTES ((size_t)1 << 20)	/* a larger buffer is let go */

void evm_lane_close(struct evm_lane *l)
{
	evm_corpus_close(l->corpus);
	evm_in_close(l->in);
	l->corpus = NULL;
	l->in = NULL;
	evm_buf_release(&l->raw.bytes);
}

static int open_file(struct evm_lane *l, struct evm_err *err)
{
	if (evm_in_open(&l->in, l->o->files[l->file], err))
		return -1;
	if (l->o->file_end)
		evm_in_sum(l->in);
	if (evm_corpus_open(&l->corpus, l->in, l->o->format, err))
		return -1;
	evm_corpus_gate(l->corpus, l->o->topic);
	return 0;
}

/* The name outlives the open file: batches carry it. */
static const char *name_of(const struct evm_lane *l)
{
	const char *name = l->o->files[l->file];

	return strcmp(name, "-") ? name : "standard input";
}

static struct evm_err *copy_of(const struct evm_err *err)
{
	struct evm_err *e = evm_malloc(sizeof *e);

	*e = *err;
	return e;
}

static void add_record(struct evm_lane *l, struct evm_batch *b)
{
	struct evm_entry *e = evm_batch_add(b);

	e->raw = l->raw;
	e->raw.file = name_of(l);
	e->at = b->bytes.n;
	evm_buf_add(&b->bytes, evm_buf_str(&l->raw.bytes));
	if (l->raw.bytes.cap > KEEP_BYTES)
		evm_buf_release(&l->raw.bytes);
}

/* What could not be cut. */
static void add_bad(struct evm_lane *l, struct evm_batch *b,
		    const struct evm_err *why)
{
	struct evm_entry *e = evm_batch_add(b);

	*e = (struct evm_entry){ .bad = copy_of(why) };
	e->raw.file = name_of(l);
	e->raw.format = evm_corpus_format(l->corpus);
	e->raw.offset = evm_in_offset(l->in);
}

/* Next record into the batch: 1, 0 at the end of the file, -1 fatal. */
static int next_record(struct evm_lane *l, struct evm_batch *b,
		       struct evm_err *err)
{
	int got = evm_corpus_next(l->corpus, &l->raw, err);

	if (got == 1)
		add_record(l, b);
	else if (got == EVM_CORPUS_DROPPED)
		b->counts.off_topic++;
	else if (got < 0 && evm_corpus_can_go_on(l->corpus))
		add_bad(l, b, err);
	else
		return got;
	return 1;
}

/* What stands behind the last record: the end of a gzip stream is checked. */
static int drain(struct evm_in *in, struct evm_err *err)
{
	char rest[4096];
	ptrdiff_t got;

	while ((got = evm_in_read(in, rest, sizeof rest, err)) > 0)
		;
	return (int)got;
}

/* Is it told to stop here? */
static bool stops(const struct evm_lane *l)
{
	return (l->o->limit && l->records >= l->o->limit) ||
	       (l->o->stop && l->o->stop(l->o->ctx));
}

static bool is_full(const struct evm_batch *b)
{
	return b->bytes.n >= BATCH_BYTES || b->n >= BATCH_RECORDS ||
	       b->counts.off_topic >= BATCH_DROPPED;
}

/* Records of one file: 1, 0 at its end, -1 when it fails. */
static int fill_some(struct evm_lane *l, struct evm_batch *b,
		     struct evm_err *err)
{
	int got = 1;

	if (!l->corpus && open_file(l, err))
		return -1;
	while (got == 1 && !is_full(b) && !(b->stopped = stops(l))) {
		got = next_record(l, b, err);
		l->records += got == 1;
	}
	return got ? got : drain(l->in, err);
}

/* The buffer does not move any more. */
static void point_to_bytes(struct evm_batch *b)
{
	for (size_t i = 0; i < b->n; i++)
		b->v[i].raw.bytes = (struct evm_buf){ b->bytes.p + b->v[i].at,
			b->v[i].bad ? 0 : b->v[i].raw.bytes.n, 0 };
}

int evm_lane_fill(struct evm_lane *l, struct evm_batch *b)
{
	struct evm_err err = EVM_ERR_INIT;
	int got;

	evm_batch_clear(b);
	b->skip = l->o->skip;
	b->file = l->file;
	got = fill_some(l, b, &err);
	point_to_bytes(b);
	if (got < 0)
		b->fatal = copy_of(&err);
	b->end = !got;
	if (l->in) {
		b->counts.raw_bytes = evm_in_raw_offset(l->in);
		b->counts.bytes = evm_in_offset(l->in);
		b->crc = evm_in_crc(l->in);
	}
	if (got == 1 && !b->stopped)
		return 1;
	evm_lane_close(l);
	return 0;
}
