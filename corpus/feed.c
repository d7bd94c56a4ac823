#include "corpus/feed.h"

#include <stdlib.h>
#include <string.h>

#define BATCH_BYTES ((size_t)256 << 10)
#define BATCH_RECORDS 256
#define KEEP_BYTES ((size_t)1 << 20)	/* a larger buffer is let go */

struct evm_feed {
	struct evm_feed_opts o;
	size_t next;			/* the file to be opened next */
	struct evm_in *in;
	struct evm_corpus *corpus;
	bool ended;
	struct evm_raw raw;		/* the record read last */
	uint64_t raw_bytes, bytes;	/* of the files that are closed */
	uint64_t records;		/* read so far */
	bool stopped;			/* before the end of the last file */
	struct evm_feed_counts counts, before;	/* before: at the file's begin */
};

/* One record. Its bytes are the batch's, all in one buffer, so that memory
 * does not grow to the largest record once for each place in the batch. */
struct entry {
	struct evm_raw raw;		/* bytes: a view */
	size_t at;			/* of them in the buffer */
	struct evm_err *bad;		/* it could not be cut, and why */
};

/* A record that could not be read, or that a stage failed on. */
struct broken {
	struct evm_err err;
	size_t entry;
};

/* All of one file. */
struct evm_batch {
	size_t file;
	bool end;			/* the file's last one: it is whole */
	uint32_t crc;			/* of the file, with end */
	const struct evm_topic *topic;
	bool skip;
	struct entry *v;
	size_t n, cap;
	struct evm_buf bytes;
	struct evm_err *fatal;		/* what ended the file */
	struct broken *errors;		/* in order */
	size_t n_errors;
	struct evm_feed_counts counts;
};

/* --- feed ---------------------------------------------------------------- */

struct evm_feed *evm_feed_new(const struct evm_feed_opts *opts)
{
	struct evm_feed *f = evm_malloc(sizeof *f);

	memset(f, 0, sizeof *f);
	f->o = *opts;
	return f;
}

static void close_file(struct evm_feed *f)
{
	if (f->in) {
		f->raw_bytes += evm_in_raw_offset(f->in);
		f->bytes += evm_in_offset(f->in);
	}
	evm_corpus_close(f->corpus);
	evm_in_close(f->in);
	f->corpus = NULL;
	f->in = NULL;
}

void evm_feed_free(struct evm_feed *f)
{
	if (!f)
		return;
	close_file(f);
	evm_buf_release(&f->raw.bytes);
	free(f);
}

bool evm_feed_stopped(const struct evm_feed *f)
{
	return f->stopped;
}

struct evm_feed_counts evm_feed_counts(const struct evm_feed *f)
{
	return f->counts;
}

static int open_next(struct evm_feed *f, struct evm_err *err)
{
	f->next++;
	if (evm_in_open(&f->in, f->o.files[f->next - 1], err))
		return -1;
	if (f->o.file_end)
		evm_in_sum(f->in);
	return evm_corpus_open(&f->corpus, f->in, f->o.format, err);
}

/* The name outlives the open file: batches carry it. */
static const char *name_of(const struct evm_feed *f)
{
	const char *name = f->o.files[f->next - 1];

	return strcmp(name, "-") ? name : "standard input";
}

static struct evm_err *copy_of(const struct evm_err *err)
{
	struct evm_err *e = evm_malloc(sizeof *e);

	*e = *err;
	return e;
}

/* --- batch --------------------------------------------------------------- */

struct evm_batch *evm_batch_new(void)
{
	struct evm_batch *b = evm_malloc(sizeof *b);

	memset(b, 0, sizeof *b);
	return b;
}

static void clear(struct evm_batch *b)
{
	for (size_t i = 0; i < b->n; i++) {
		free(b->v[i].bad);
		b->v[i].bad = NULL;
	}
	if (b->bytes.cap > KEEP_BYTES)
		evm_buf_release(&b->bytes);
	b->bytes.n = 0;
	free(b->fatal);
	free(b->errors);
	b->fatal = NULL;
	b->errors = NULL;
	b->n = b->n_errors = 0;
	b->end = false;
	memset(&b->counts, 0, sizeof b->counts);
}

void evm_batch_free(struct evm_batch *b)
{
	if (!b)
		return;
	clear(b);
	evm_buf_release(&b->bytes);
	free(b->v);
	free(b);
}

static struct entry *add(struct evm_batch *b)
{
	if (b->n == b->cap) {
		size_t cap = b->cap ? 2 * b->cap : 16;

		b->v = evm_realloc(b->v, evm_mul(cap, sizeof *b->v));
		memset(b->v + b->cap, 0, (cap - b->cap) * sizeof *b->v);
		b->cap = cap;
	}
	return &b->v[b->n++];
}

/* Next record into the batch: 1, 0 at the end of the file, -1 fatal. */
static int next_record(struct evm_feed *f, struct evm_batch *b,
		       struct evm_err *err)
{
	int got = evm_corpus_next(f->corpus, &f->raw, err);

	if (got == 1) {
		struct entry *e = add(b);

		e->raw = f->raw;
		e->raw.file = name_of(f);
		e->at = b->bytes.n;
		evm_buf_add(&b->bytes, evm_buf_str(&f->raw.bytes));
		if (f->raw.bytes.cap > KEEP_BYTES)
			evm_buf_release(&f->raw.bytes);
		return 1;
	}
	if (got < 0 && evm_corpus_can_go_on(f->corpus)) {
		struct entry *e = add(b);

		*e = (struct entry){ .bad = copy_of(err) };
		e->raw.file = name_of(f);
		e->raw.format = evm_corpus_format(f->corpus);
		e->raw.offset = evm_in_offset(f->in);
		return 1;
	}
	return got;
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
static bool stops(struct evm_feed *f)
{
	f->stopped = (f->o.limit && f->records >= f->o.limit) ||
		     (f->o.stop && f->o.stop(f->o.ctx));
	return f->stopped;
}

/* Records of one file: 1, 0 at its end, -1 when it fails. */
static int fill_some(struct evm_feed *f, struct evm_batch *b,
		     struct evm_err *err)
{
	int got = 1;

	if (!f->corpus && open_next(f, err))
		return -1;
	while (got == 1 && b->bytes.n < BATCH_BYTES && b->n < BATCH_RECORDS &&
	       !stops(f)) {
		got = next_record(f, b, err);
		f->records += got == 1;
	}
	return got ? got : drain(f->in, err);
}

static void count_bytes(const struct evm_feed *f, struct evm_batch *b)
{
	b->counts.raw_bytes = f->raw_bytes + (f->in ? evm_in_raw_offset(f->in) : 0);
	b->counts.bytes = f->bytes + (f->in ? evm_in_offset(f->in) : 0);
}

int evm_feed_fill(struct evm_feed *f, struct evm_batch *b, struct evm_err *err)
{
	int got;

	clear(b);
	b->topic = f->o.topic;
	b->skip = f->o.skip;
	if (f->ended || (!f->corpus && f->next == f->o.n) || stops(f))
		return 0;
	got = fill_some(f, b, err);
	b->file = f->next - 1;
	for (size_t i = 0; i < b->n; i++)
		b->v[i].raw.bytes = (struct evm_buf){ b->bytes.p + b->v[i].at,
			b->v[i].bad ? 0 : b->v[i].raw.bytes.n, 0 };
	if (got < 0)
		b->fatal = copy_of(err);
	count_bytes(f, b);
	b->end = !got;
	if (got == 1)
		return 1;
	b->crc = f->in ? evm_in_crc(f->in) : 0;
	close_file(f);
	f->ended = got < 0 && !f->o.file_end;
	return 1;
}

/* --- parsing ------------------------------------------------------------- */

static void note_error(struct evm_batch *b, size_t entry,
		       const struct evm_err *err)
{
	b->errors = evm_realloc(b->errors, evm_mul(b->n_errors + 1,
						   sizeof *b->errors));
	b->errors[b->n_errors++] = (struct broken){ *err, entry };
	b->counts.skipped++;
}

static bool off_topic(const struct evm_batch *b, const struct evm_raw *raw)
{
	struct evm_str s = evm_buf_str(&raw->bytes);

	if (!b->topic || (raw->format != EVM_FORMAT_PUBMED &&
			  raw->format != EVM_FORMAT_JATS))
		return false;
	return !evm_str_starts(s, "<Delete") && !evm_topic_hit(b->topic, s);
}

/* All documents of a record; what breaks is noted. */
static void parse_record(struct evm_batch *b, size_t entry,
			 struct evm_parser *parser, struct evm_doc *doc,
			 evm_batch_fn *each, void *ctx)
{
	bool more = true;

	b->counts.records++;
	while (more) {
		struct evm_err why = EVM_ERR_INIT;
		int got = evm_corpus_parse(parser, &b->v[entry].raw, doc, &more,
					   &why);

		if (got == 1 && each(ctx, doc, &why))
			got = -1;
		if (got < 0)
			note_error(b, entry, &why);
		b->counts.docs += got == 1;
		if (got < 0 && !b->skip)
			break;
	}
}

void evm_batch_parse(struct evm_batch *b, struct evm_parser *parser,
		     struct evm_doc *doc, evm_batch_fn *each, void *ctx)
{
	for (size_t i = 0; i < b->n; i++) {
		const struct entry *e = &b->v[i];

		if (e->bad) {
			b->counts.records++;
			note_error(b, i, e->bad);
		} else if (off_topic(b, &e->raw)) {
			b->counts.off_topic++;
		} else {
			parse_record(b, i, parser, doc, each, ctx);
		}
		if (b->n_errors && !b->skip)
			break;
	}
}

/* --- settling ------------------------------------------------------------ */

static struct evm_feed_counts difference(struct evm_feed_counts a,
					 const struct evm_feed_counts *b)
{
	a.records -= b->records;
	a.docs -= b->docs;
	a.skipped -= b->skipped;
	a.off_topic -= b->off_topic;
	a.raw_bytes -= b->raw_bytes;
	a.bytes -= b->bytes;
	return a;
}

static int end_file(struct evm_feed *f, const struct evm_batch *b,
		    struct evm_err *err)
{
	struct evm_feed_file file = { b->file, b->fatal, b->crc,
				      difference(f->counts, &f->before) };

	f->before = f->counts;
	if (f->o.file_end)
		return f->o.file_end(f->o.ctx, &file, err);
	if (!b->fatal)
		return 0;
	*err = *b->fatal;
	return -1;
}

int evm_feed_settle(struct evm_feed *f, const struct evm_batch *b,
		    struct evm_err *err)
{
	f->counts.records += b->counts.records;
	f->counts.docs += b->counts.docs;
	f->counts.skipped += b->counts.skipped;
	f->counts.off_topic += b->counts.off_topic;
	f->counts.raw_bytes = b->counts.raw_bytes;
	f->counts.bytes = b->counts.bytes;
	f->counts.file = b->file;
	for (size_t i = 0; i < b->n_errors; i++) {
		const struct broken *e = &b->errors[i];

		if (!f->o.skip) {
			*err = e->err;
			return -1;
		}
		if (f->o.skipped && f->o.skipped(f->o.ctx, &b->v[e->entry].raw,
						 e->err.msg, err))
			return -1;
	}
	return b->end || b->fatal ? end_file(f, b, err) : 0;
}
