#include "corpus/flow.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "core/data.h"
#include "core/pool.h"
#include "core/stream.h"

#define TOLD_MAX 20		/* skipped records that are told one by one */
#define KEEP_LINES ((size_t)4 << 20)

struct flow {
	const struct evm_flow_opts *o;
	struct evm_topic *topic;
	struct evm_feed *feed;
	struct evm_parser **parsers;	/* one a worker */
	struct evm_doc *docs;
	int jobs;
	struct evm_progress progress;
	char day[16];		/* of --since: digits alone, as revised has */
	struct evm_str since;
	uint64_t told;
};

struct packed {
	size_t end;		/* of its lines */
	void *p;		/* what was packed with them */
};

/* A batch and the lines of its documents. */
struct item {
	struct flow *flow;
	struct evm_batch *batch;
	struct evm_buf lines;
	struct evm_arena arena;	/* of what is packed */
	EVM_VEC(struct packed) docs;	/* in the arena */
	int worker;		/* while one works on it */
};

static void *item_new(void *ctx)
{
	struct item *it = evm_malloc(sizeof *it);

	memset(it, 0, sizeof *it);
	it->flow = ctx;
	it->batch = evm_batch_new();
	evm_arena_init(&it->arena);
	return it;
}

static void item_free(void *ctx, void *item)
{
	struct item *it = item;

	(void)ctx;
	evm_batch_free(it->batch);
	evm_buf_release(&it->lines);
	evm_arena_release(&it->arena);
	free(it);
}

static int fill(void *ctx, void *item, struct evm_err *err)
{
	struct flow *f = ctx;
	struct item *it = item;

	return evm_feed_fill(f->feed, it->batch, err);
}

static size_t weight(const void *item)
{
	const struct item *it = item;

	return evm_batch_weight(it->batch);
}

/* Was it revised (or else published) before the day that is wanted? */
static bool too_old(struct evm_str since, const struct evm_doc *doc)
{
	struct evm_str date = evm_doc_meta_get(doc, "revised");
	size_t n;

	if (!date.n)
		date = evm_doc_meta_get(doc, "year");
	n = date.n < since.n ? date.n : since.n;
	return evm_str_cmp(evm_str_sub(date, 0, n),
			   evm_str_sub(since, 0, n)) < 0;
}

static void add(struct item *it, const struct evm_doc *doc)
{
	const struct evm_flow_opts *o = it->flow->o;
	struct packed *p = EVM_PUSH(&it->arena, it->docs);

	p->end = it->lines.n;
	if (o->pack)
		p->p = o->pack(o->ctx, &it->arena, doc);
}

static int each(void *ctx, struct evm_doc *doc, struct evm_err *err)
{
	struct item *it = ctx;
	const struct evm_flow_opts *o = it->flow->o;
	size_t before = it->lines.n;

	if (!doc->deleted && too_old(it->flow->since, doc))
		return 0;
	if (o->each && !doc->deleted &&
	    o->each(o->ctx, it->worker, doc, err))
		return evm_err_at(err, "document %.*s", EVM_ARG(doc->id));
	if (evm_doc_write(&it->lines, doc, err)) {
		it->lines.n = before;
		return -1;
	}
	add(it, doc);
	return 0;
}

static int work(void *ctx, int worker, void *item, struct evm_err *err)
{
	struct flow *f = ctx;
	struct item *it = item;

	it->worker = worker;
	(void)err;
	evm_batch_parse(it->batch, f->parsers[worker], &f->docs[worker], each,
			it);
	return 0;
}

static void show(struct flow *f)
{
	struct evm_feed_counts n = evm_feed_counts(f->feed);
	const struct evm_flow_opts *o = f->o;
	char note[60] = "", all[160];

	if (o->note)
		o->note(o->ctx, note, sizeof note);
	snprintf(all, sizeof all, "file %zu of %zu, %" PRIu64 " records%s%s",
		 n.file + 1, o->files->v.n, n.records + n.off_topic,
		 *note ? ", " : "", note);
	if (o->asked && o->asked(o->ctx))
		evm_progress_tell(&f->progress, n.docs, n.raw_bytes, all);
	else
		evm_progress_show(&f->progress, n.docs, n.raw_bytes, all);
}

/* What a large record needed is not kept until the item comes round again. */
static void empty(struct item *it)
{
	if (it->lines.cap > KEEP_LINES)
		evm_buf_release(&it->lines);
	it->lines.n = 0;
	evm_arena_reset(&it->arena);
	memset(&it->docs, 0, sizeof it->docs);
	evm_batch_clear(it->batch);
}

static int take(void *ctx, void *item, struct evm_err *err)
{
	struct flow *f = ctx;
	struct item *it = item;
	size_t from = 0;

	for (size_t i = 0; i < it->docs.n; i++) {
		const struct packed *p = &it->docs.v[i];

		if (f->o->take(f->o->ctx, evm_str_sub(evm_buf_str(&it->lines),
						      from, p->end), p->p, err))
			return -1;
		from = p->end;
	}
	if (evm_feed_settle(f->feed, it->batch, err))
		return -1;
	empty(it);
	show(f);
	return 0;
}

static void tell(struct flow *f, const char *msg)
{
	if (f->o->front->quiet)
		return;
	if (++f->told <= TOLD_MAX || f->o->front->verbose)
		evm_say(f->o->program, "skipped: %s", msg);
	else if (f->told == TOLD_MAX + 1)
		evm_say(f->o->program, "more records are skipped; -v shows each");
}

static int skipped(void *ctx, const struct evm_raw *raw, const char *msg,
		   struct evm_err *err)
{
	struct flow *f = ctx;

	tell(f, msg);
	return f->o->skipped ? f->o->skipped(f->o->ctx, raw, msg, err) : 0;
}

static int file_end(void *ctx, const struct evm_feed_file *file,
		    struct evm_err *err)
{
	struct flow *f = ctx;

	return f->o->file_end(f->o->ctx, file, err);
}

static bool stop(void *ctx)
{
	struct flow *f = ctx;

	return f->o->stop(f->o->ctx);
}

/* --- inputs ---------------------------------------------------------------- */

/* The topic that is in force: a folder is taken for a dump. */
static const char *topic_of(const struct evm_flow_inputs *inputs,
			   const struct evm_inputs *files)
{
	if (inputs->topic)
		return inputs->topic;
	return files->folder ? "mscev" : "all";
}

static int load_topic(struct flow *f, struct evm_err *err)
{
	char *path;
	int r;

	if (!strcmp(topic_of(f->o->inputs, f->o->files), "all"))
		return 0;
	if (!(path = evm_data_path("corpus/topic.tsv", err)))
		return -1;
	r = evm_topic_load(&f->topic, path, err);
	free(path);
	return r;
}

static void setting(struct evm_buf *b, const char *key, const char *value,
		    const char *usual)
{
	if (value && strcmp(value, usual) != 0)
		evm_buf_printf(b, "%s%s=%s", b->n ? " " : "", key, value);
}

struct evm_str evm_flow_settings(const struct evm_flow_inputs *inputs,
				 const struct evm_inputs *files,
				 struct evm_arena *a)
{
	struct evm_buf b = EVM_BUF_INIT;
	struct evm_str all;

	setting(&b, "format", inputs->format, "auto");
	setting(&b, "topic", topic_of(inputs, files), "all");
	setting(&b, "since", inputs->since, "");
	all = evm_str_dup(a, evm_buf_str(&b));
	evm_buf_release(&b);
	return all;
}

/* 2025, 2025-03, 2025-03-31 */
bool evm_flow_bad_since(const struct evm_flow_inputs *inputs)
{
	static const char shape[] = "dddd-dd-dd";
	struct evm_str s = evm_str(inputs->since);

	if (!inputs->since)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (i >= sizeof shape - 1 || (shape[i] == 'd' ?
		    !evm_is_digit(s.p[i]) : s.p[i] != shape[i]))
			return true;
	return s.n != 4 && s.n != 7 && s.n != 10;
}

/* --- the run ---------------------------------------------------------------- */

static bool skips(const struct flow *f)
{
	return f->o->front->on_error && !strcmp(f->o->front->on_error, "skip");
}

static void set_since(struct flow *f)
{
	const char *p = f->o->inputs->since ? f->o->inputs->since : "";

	for (; *p && f->since.n < sizeof f->day; p++)
		if (*p != '-')
			f->day[f->since.n++] = *p;
	f->since.p = f->day;
}

static int begin(struct flow *f, struct evm_err *err)
{
	struct evm_feed_opts o = { .ctx = f };

	f->jobs = evm_front_jobs(f->o->front);
	f->parsers = evm_malloc(evm_mul((size_t)f->jobs, sizeof *f->parsers));
	f->docs = evm_malloc(evm_mul((size_t)f->jobs, sizeof *f->docs));
	for (int i = 0; i < f->jobs; i++) {
		f->parsers[i] = evm_parser_new();
		evm_doc_init(&f->docs[i]);
	}
	if (load_topic(f, err))
		return -1;
	set_since(f);
	o.files = f->o->files->v.v;
	o.n = f->o->files->v.n;
	o.limit = (uint64_t)f->o->inputs->limit;
	o.format = (enum evm_format)evm_format_of(f->o->inputs->format);
	o.skip = skips(f);
	o.topic = f->topic;
	/* behind a gate reading is nearly all of the work */
	o.readers = f->topic ? (size_t)f->jobs : 1;
	o.skipped = skipped;
	o.file_end = f->o->file_end ? file_end : NULL;
	o.stop = f->o->stop ? stop : NULL;
	f->feed = evm_feed_new(&o);
	evm_progress_begin(&f->progress, f->o->program, f->o->front,
			   evm_inputs_size(o.files, o.n));
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

int evm_flow_run(const struct evm_flow_opts *o, struct evm_flow_result *result,
		 struct evm_err *err)
{
	struct flow f = { .o = o };
	/* far ahead: a database's commit waits for the disk meanwhile */
	struct evm_pool pool = { .ctx = &f, .ahead = 8, .item_new = item_new,
		.item_free = item_free, .fill = fill, .work = work, .take = take,
		.weight = weight };
	int r = begin(&f, err);

	memset(result, 0, sizeof *result);
	if (!r) {
		pool.jobs = f.jobs;
		r = evm_pool_run(&pool, err);
		evm_progress_end(&f.progress);
		result->counts = evm_feed_counts(f.feed);
		result->stopped = evm_feed_stopped(f.feed);
		summary(&f, &result->counts);
	}
	end(&f);
	return r;
}
