#include "corpus/feed.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

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
	struct evm_feed_counts counts;
};

/* One record. Its bytes are the batch's, all in one buffer, so that memory
 * does not grow to the largest record once for each place in the batch. */
struct entry {
	struct evm_raw raw;		/* bytes: a view */
	size_t at;			/* of them in the buffer */
	struct evm_err *bad;		/* it could not be cut, and why */
};

struct evm_batch {
	const struct evm_topic *topic;
	bool skip;
	struct entry *v;
	size_t n, cap;
	struct evm_buf bytes;
	struct evm_err *fatal;		/* what ended the input */
	struct evm_err *errors;		/* broken records, in order */
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

uint64_t evm_feed_size(const struct evm_feed_opts *o)
{
	uint64_t sum = 0;
	struct stat st;

	for (size_t i = 0; i < o->n; i++) {
		if (stat(o->files[i], &st) || !S_ISREG(st.st_mode))
			return 0;
		sum += (uint64_t)st.st_size;
	}
	return sum;
}

struct evm_feed_counts evm_feed_counts(const struct evm_feed *f)
{
	return f->counts;
}

static int open_next(struct evm_feed *f, struct evm_err *err)
{
	if (evm_in_open(&f->in, f->o.files[f->next], err))
		return -1;
	f->next++;
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
	b->fatal = b->errors = NULL;
	b->n = b->n_errors = 0;
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
		*add(b) = (struct entry){ .bad = copy_of(err) };
		return 1;
	}
	return got;
}

/* 1: the batch may take more; 0: there is nothing more; -1 fatal. */
static int fill_some(struct evm_feed *f, struct evm_batch *b,
		     struct evm_err *err)
{
	int got;

	if (!f->corpus) {
		if (f->next == f->o.n)
			return 0;
		if (open_next(f, err))
			return -1;
	}
	got = next_record(f, b, err);
	if (!got) {
		close_file(f);
		return 1;
	}
	return got;
}

int evm_feed_fill(struct evm_feed *f, struct evm_batch *b, struct evm_err *err)
{
	int got = 1;

	clear(b);
	b->topic = f->o.topic;
	b->skip = f->o.skip;
	if (f->ended)
		return 0;
	while (got == 1 && b->bytes.n < BATCH_BYTES && b->n < BATCH_RECORDS)
		got = fill_some(f, b, err);
	for (size_t i = 0; i < b->n; i++)
		if (!b->v[i].bad)
			b->v[i].raw.bytes.p = b->bytes.p + b->v[i].at;
	if (got < 0)
		b->fatal = copy_of(err);
	f->ended = got != 1;
	b->counts.raw_bytes = f->raw_bytes + (f->in ? evm_in_raw_offset(f->in) : 0);
	b->counts.bytes = f->bytes + (f->in ? evm_in_offset(f->in) : 0);
	return b->n > 0 || b->fatal;
}

/* --- parsing ------------------------------------------------------------- */

static void note_error(struct evm_batch *b, const struct evm_err *err)
{
	b->errors = evm_realloc(b->errors, evm_mul(b->n_errors + 1,
						   sizeof *b->errors));
	b->errors[b->n_errors++] = *err;
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

/* All documents of a record: 0; -1 hard; broken records are noted. */
static int parse_record(struct evm_batch *b, const struct evm_raw *raw,
			struct evm_parser *parser, struct evm_doc *doc,
			evm_batch_fn *each, void *ctx, struct evm_err *err)
{
	struct evm_err why = EVM_ERR_INIT;
	bool more = true;

	b->counts.records++;
	while (more) {
		int got = evm_corpus_parse(parser, raw, doc, &more, &why);

		if (got < 0)
			note_error(b, &why);
		if (got == 1) {
			b->counts.docs++;
			if (each(ctx, doc, err))
				return -1;
		}
		if (got < 0 && !b->skip)
			break;
	}
	return 0;
}

int evm_batch_parse(struct evm_batch *b, struct evm_parser *parser,
		    struct evm_doc *doc, evm_batch_fn *each, void *ctx,
		    struct evm_err *err)
{
	for (size_t i = 0; i < b->n; i++) {
		const struct entry *e = &b->v[i];

		if (e->bad) {
			b->counts.records++;
			note_error(b, e->bad);
		} else if (off_topic(b, &e->raw)) {
			b->counts.off_topic++;
		} else if (parse_record(b, &e->raw, parser, doc, each, ctx, err)) {
			return -1;
		}
		if (b->n_errors && !b->skip)
			break;
	}
	return 0;
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
	for (size_t i = 0; i < b->n_errors; i++) {
		if (!f->o.skip) {
			*err = b->errors[i];
			return -1;
		}
		if (f->o.skipped)
			f->o.skipped(f->o.ctx, b->errors[i].msg);
	}
	if (b->fatal) {
		*err = *b->fatal;
		return -1;
	}
	return 0;
}
