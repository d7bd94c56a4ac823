#include "corpus/feed.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "corpus/feed_p.h"

#define QUEUE 16		/* batches of a file that wait to be taken */

/* The batches of a file that a thread reads ahead, in a ring. */
struct queue {
	struct evm_batch *v[QUEUE];
	size_t first, n;
	bool over;		/* its last batch is in it, or was taken */
};

struct evm_feed {
	struct evm_feed_opts o;
	struct evm_lane lane;		/* with one reader */
	bool ended;
	bool stopped;			/* before the end of the last file */
	size_t file;			/* the one that is taken next */
	struct evm_feed_counts counts, before;	/* before: at the file's begin */
	/* with more readers: file i waits in queue i % n_queues */
	pthread_t *threads;
	size_t n_threads, n_queues;
	struct queue *queues;
	pthread_mutex_t lock;
	pthread_cond_t filled, freed;
	size_t next;			/* file that a thread opens next */
	bool quit;
};

/* --- several readers ----------------------------------------------------------- */

/* The next file for a thread, when there is room for its batches: false at the
 * end. */
static bool next_file(struct evm_feed *f, size_t *file)
{
	bool got;

	pthread_mutex_lock(&f->lock);
	while (!f->quit && f->next < f->o.n && f->next >= f->file + f->n_queues)
		pthread_cond_wait(&f->freed, &f->lock);
	got = !f->quit && f->next < f->o.n;
	*file = f->next;
	f->next += got;
	pthread_mutex_unlock(&f->lock);
	return got;
}

/* A batch of the queue to fill; NULL: the run is over. */
static struct evm_batch *room(struct evm_feed *f, struct queue *q)
{
	struct evm_batch *b = NULL;

	pthread_mutex_lock(&f->lock);
	while (!f->quit && q->n == QUEUE)
		pthread_cond_wait(&f->freed, &f->lock);
	if (!f->quit)
		b = q->v[(q->first + q->n) % QUEUE];
	pthread_mutex_unlock(&f->lock);
	return b;
}

static void filled(struct evm_feed *f, struct queue *q, bool over)
{
	pthread_mutex_lock(&f->lock);
	q->n++;
	q->over = over;
	pthread_cond_signal(&f->filled);
	pthread_mutex_unlock(&f->lock);
}

static void *read_files(void *feed)
{
	struct evm_feed *f = feed;
	struct evm_lane lane = { .o = &f->o };

	while (next_file(f, &lane.file)) {
		struct queue *q = &f->queues[lane.file % f->n_queues];
		struct evm_batch *b;
		int more = 1;

		while (more && (b = room(f, q))) {
			more = evm_lane_fill(&lane, b);
			filled(f, q, !more);
		}
		evm_lane_close(&lane);
	}
	return NULL;
}

static void start_readers(struct evm_feed *f)
{
	f->n_threads = f->o.readers;
	f->n_queues = 2 * f->n_threads;
	f->queues = evm_malloc(evm_mul(f->n_queues, sizeof *f->queues));
	memset(f->queues, 0, f->n_queues * sizeof *f->queues);
	for (size_t i = 0; i < f->n_queues * QUEUE; i++)
		f->queues[i / QUEUE].v[i % QUEUE] = evm_batch_new();
	pthread_mutex_init(&f->lock, NULL);
	pthread_cond_init(&f->filled, NULL);
	pthread_cond_init(&f->freed, NULL);
	f->threads = evm_malloc(evm_mul(f->n_threads, sizeof *f->threads));
	for (size_t i = 0; i < f->n_threads; i++)
		if (pthread_create(&f->threads[i], NULL, read_files, f))
			evm_oom();
}

static void stop_readers(struct evm_feed *f)
{
	pthread_mutex_lock(&f->lock);
	f->quit = true;
	pthread_cond_broadcast(&f->freed);
	pthread_mutex_unlock(&f->lock);
	for (size_t i = 0; i < f->n_threads; i++)
		pthread_join(f->threads[i], NULL);
	for (size_t i = 0; i < f->n_queues * QUEUE; i++)
		evm_batch_free(f->queues[i / QUEUE].v[i % QUEUE]);
	free(f->queues);
	free(f->threads);
	pthread_mutex_destroy(&f->lock);
	pthread_cond_destroy(&f->filled);
	pthread_cond_destroy(&f->freed);
}

/* The next batch of the file whose turn it is. */
static void take_queued(struct evm_feed *f, struct evm_batch *b)
{
	struct queue *q = &f->queues[f->file % f->n_queues];
	struct evm_batch empty = *b;

	pthread_mutex_lock(&f->lock);
	while (!q->n)
		pthread_cond_wait(&f->filled, &f->lock);
	*b = *q->v[q->first];
	*q->v[q->first] = empty;
	q->first = (q->first + 1) % QUEUE;
	q->n--;
	if (q->over && !q->n) {
		q->over = false;
		f->file++;
	}
	pthread_cond_broadcast(&f->freed);
	pthread_mutex_unlock(&f->lock);
}

/* Standard input is one stream, however often it is named; a limit counts the
 * records of all files, in order. */
static bool one_reader(const struct evm_feed_opts *o)
{
	for (size_t i = 0; i < o->n; i++)
		if (!strcmp(o->files[i], "-"))
			return true;
	return o->readers < 2 || o->n < 2 || o->limit;
}

/* --- the feed --------------------------------------------------------------------- */

struct evm_feed *evm_feed_new(const struct evm_feed_opts *opts)
{
	struct evm_feed *f = evm_malloc(sizeof *f);

	memset(f, 0, sizeof *f);
	f->o = *opts;
	f->lane.o = &f->o;
	if (!one_reader(opts))
		start_readers(f);
	return f;
}

void evm_feed_free(struct evm_feed *f)
{
	if (!f)
		return;
	if (f->n_threads)
		stop_readers(f);
	evm_lane_close(&f->lane);
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

int evm_feed_fill(struct evm_feed *f, struct evm_batch *b, struct evm_err *err)
{
	(void)err;
	evm_batch_clear(b);
	if (f->ended || f->file == f->o.n)
		return 0;
	if (f->n_threads) {
		take_queued(f, b);
	} else {
		f->lane.file = f->file;
		f->file += !evm_lane_fill(&f->lane, b);
	}
	f->stopped = b->stopped;
	f->ended = b->stopped || (b->fatal && !f->o.file_end);
	return 1;
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

static void count(struct evm_feed *f, const struct evm_batch *b)
{
	f->counts.records += b->counts.records;
	f->counts.docs += b->counts.docs;
	f->counts.skipped += b->counts.skipped;
	f->counts.off_topic += b->counts.off_topic;
	f->counts.raw_bytes = f->before.raw_bytes + b->counts.raw_bytes;
	f->counts.bytes = f->before.bytes + b->counts.bytes;
	f->counts.file = b->file;
}

int evm_feed_settle(struct evm_feed *f, const struct evm_batch *b,
		    struct evm_err *err)
{
	count(f, b);
	for (size_t i = 0; i < b->n_errors; i++) {
		const struct evm_broken *e = &b->errors[i];

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
