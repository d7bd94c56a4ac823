#include "corpus/flow.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "core/pool.h"
#include "core/stream.h"

#define TOLD_MAX 20		/* skipped records that are told one by one */
#define KEEP_LINES ((size_t)4 << 20)

struct flow {
	const struct evm_flow_opts *o;
	struct evm_arena names;
	struct evm_list files;
	struct evm_topic *topic;
	struct evm_feed *feed;
	struct evm_parser **parsers;	/* one a worker */
	struct evm_doc *docs;
	int jobs;
	struct evm_progress progress;
	uint64_t told;
};

/* A batch and the lines of its documents. */
struct item {
	struct flow *flow;
	struct evm_batch *batch;
	struct evm_buf lines;
	size_t *ends, n, cap;	/* where each document's lines end */
	int worker;		/* while one works on it */
};

static void *item_new(void *ctx)
{
	struct item *it = evm_malloc(sizeof *it);

	memset(it, 0, sizeof *it);
	it->flow = ctx;
	it->batch = evm_batch_new();
	return it;
}

static void item_free(void *ctx, void *item)
{
	struct item *it = item;

	(void)ctx;
	evm_batch_free(it->batch);
	evm_buf_release(&it->lines);
	free(it->ends);
	free(it);
}

static int fill(void *ctx, void *item, struct evm_err *err)
{
	struct flow *f = ctx;
	struct item *it = item;

	return evm_feed_fill(f->feed, it->batch, err);
}

static int each(void *ctx, struct evm_doc *doc, struct evm_err *err)
{
	struct item *it = ctx;
	const struct evm_flow_opts *o = it->flow->o;

	if (o->each && !doc->deleted &&
	    o->each(o->ctx, it->worker, doc, err))
		return evm_err_at(err, "document %.*s", EVM_ARG(doc->id));
	if (evm_doc_write(&it->lines, doc, err))
		return -1;
	if (it->n == it->cap) {
		it->cap = it->cap ? 2 * it->cap : 64;
		it->ends = evm_realloc(it->ends, evm_mul(it->cap,
							 sizeof *it->ends));
	}
	it->ends[it->n++] = it->lines.n;
	return 0;
}

static int work(void *ctx, int worker, void *item, struct evm_err *err)
{
	struct flow *f = ctx;
	struct item *it = item;

	if (it->lines.cap > KEEP_LINES)
		evm_buf_release(&it->lines);
	it->lines.n = it->n = 0;
	it->worker = worker;
	return evm_batch_parse(it->batch, f->parsers[worker], &f->docs[worker],
			       each, it, err);
}

static int take(void *ctx, void *item, struct evm_err *err)
{
	struct flow *f = ctx;
	const struct item *it = item;
	struct evm_feed_counts n;
	char note[60] = "";
	size_t from = 0;

	for (size_t i = 0; i < it->n; i++) {
		if (f->o->take(f->o->ctx, evm_str_sub(evm_buf_str(&it->lines),
						      from, it->ends[i]), err))
			return -1;
		from = it->ends[i];
	}
	if (evm_feed_settle(f->feed, it->batch, err))
		return -1;
	n = evm_feed_counts(f->feed);
	if (f->o->note)
		f->o->note(f->o->ctx, note, sizeof note);
	evm_progress_show(&f->progress, n.docs, n.raw_bytes, note);
	return 0;
}

static void skipped(void *ctx, const char *msg)
{
	struct flow *f = ctx;

	if (++f->told <= TOLD_MAX || f->o->front->verbose)
		evm_say(f->o->program, "skipped: %s", msg);
	else if (f->told == TOLD_MAX + 1)
		evm_say(f->o->program, "more records are skipped; -v shows each");
}

/* --- inputs ---------------------------------------------------------------- */

static void add_file(struct evm_list *files, const char *name)
{
	files->v = evm_realloc(files->v, evm_mul(files->n + 1,
						 sizeof *files->v));
	files->v[files->n++] = name;
}

static int add_listed(struct flow *f, const char *path, struct evm_err *err)
{
	struct evm_buf line = EVM_BUF_INIT;
	struct evm_in *in;
	int got;

	if (evm_in_open(&in, path, err))
		return -1;
	while ((got = evm_in_line(in, &line, err)) == 1)
		if (line.n)
			add_file(&f->files, evm_arena_dup(&f->names, line.p,
							  line.n));
	evm_buf_release(&line);
	evm_in_close(in);
	return got;
}

static int list_files(struct flow *f, struct evm_err *err)
{
	const struct evm_list *from = &f->o->inputs->files_from;

	for (char **p = f->o->operands; *p; p++)
		add_file(&f->files, *p);
	for (size_t i = 0; i < from->n; i++)
		if (add_listed(f, from->v[i], err))
			return -1;
	if (!f->files.n && !from->n)
		add_file(&f->files, "-");
	return 0;
}

static int load_topic(struct flow *f, struct evm_err *err)
{
	char *path;
	int r;

	if (!strcmp(f->o->inputs->topic, "all"))
		return 0;
	if (!(path = evm_data_path("corpus/topic.tsv", err)))
		return -1;
	r = evm_topic_load(&f->topic, path, err);
	free(path);
	return r;
}

int evm_flow_jobs(const struct evm_front *front)
{
	return front->jobs ? front->jobs : 1;
}

struct evm_str evm_flow_settings(const struct evm_flow_inputs *inputs,
				 struct evm_arena *a)
{
	bool format = strcmp(inputs->format, "auto") != 0;
	bool topic = strcmp(inputs->topic, "all") != 0;

	return evm_str_printf(a, "%s%s%s%s%s", format ? "format=" : "",
			      format ? inputs->format : "",
			      format && topic ? " " : "", topic ? "topic=" : "",
			      topic ? inputs->topic : "");
}

/* --- the run ---------------------------------------------------------------- */

static bool skips(const struct flow *f)
{
	return f->o->front->on_error && !strcmp(f->o->front->on_error, "skip");
}

static int begin(struct flow *f, struct evm_err *err)
{
	struct evm_feed_opts o = { .ctx = f };

	evm_arena_init(&f->names);
	f->jobs = evm_flow_jobs(f->o->front);
	f->parsers = evm_malloc(evm_mul((size_t)f->jobs, sizeof *f->parsers));
	f->docs = evm_malloc(evm_mul((size_t)f->jobs, sizeof *f->docs));
	for (int i = 0; i < f->jobs; i++) {
		f->parsers[i] = evm_parser_new();
		evm_doc_init(&f->docs[i]);
	}
	if (list_files(f, err) || load_topic(f, err))
		return -1;
	o.files = f->files.v;
	o.n = f->files.n;
	o.format = (enum evm_format)evm_format_of(f->o->inputs->format);
	o.skip = skips(f);
	o.topic = f->topic;
	o.skipped = f->o->front->quiet ? NULL : skipped;
	f->feed = evm_feed_new(&o);
	evm_progress_begin(&f->progress, f->o->program, f->o->front,
			   evm_feed_size(&o));
	return 0;
}

static void end(struct flow *f)
{
	for (int i = 0; i < f->jobs; i++) {
		evm_parser_free(f->parsers[i]);
		evm_doc_release(&f->docs[i]);
	}
	free(f->parsers);
	free(f->docs);
	evm_feed_free(f->feed);
	evm_topic_free(f->topic);
	free(f->files.v);
	evm_arena_release(&f->names);
}

static void summary(const struct flow *f, const struct evm_feed_counts *n)
{
	if (n->skipped && !f->o->front->quiet && skips(f))
		evm_say(f->o->program, "%" PRIu64 " of %" PRIu64 " records could "
			"not be read and were skipped", n->skipped, n->records);
	if (f->o->front->verbose)
		evm_say(f->o->program, "%" PRIu64 " documents of %" PRIu64
			" records, %" PRIu64 " records off the topic, %" PRIu64
			" bytes", n->docs, n->records, n->off_topic, n->bytes);
}

int evm_flow_run(const struct evm_flow_opts *o, struct evm_feed_counts *counts,
		 struct evm_err *err)
{
	struct flow f = { .o = o };
	struct evm_pool pool = { .ctx = &f, .item_new = item_new,
		.item_free = item_free, .fill = fill, .work = work, .take = take };
	int r = begin(&f, err);

	memset(counts, 0, sizeof *counts);
	if (!r) {
		pool.jobs = f.jobs;
		r = evm_pool_run(&pool, err);
		evm_progress_end(&f.progress);
		*counts = evm_feed_counts(f.feed);
		summary(&f, counts);
	}
	end(&f);
	return r;
}
