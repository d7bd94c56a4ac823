/* evm-ingest: literature in any of its formats to the record stream. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "core/cli.h"
#include "core/pool.h"
#include "core/stream.h"
#include "corpus/feed.h"

#define PROGRAM "evm-ingest"
#define TOLD_MAX 20		/* skipped records that are told one by one */
#define KEEP_LINES ((size_t)4 << 20)

static struct evm_front front = { .on_error = "stop" };
static const char *format = "auto", *topic_name = "all";
static struct evm_list lists;

static const struct evm_opt opts[] = {
	{ "format", 0, EVM_OPT_CHOICE, &format, "NAME",
	  "take the input for this (default: told by its content)",
	  "auto|pubmed|jats|text|tsv", 0, 0 },
	{ "files-from", 0, EVM_OPT_LIST, &lists, "FILE",
	  "read the names of files from FILE, one a line", NULL, 0, 0 },
	{ "topic", 0, EVM_OPT_CHOICE, &topic_name, "NAME",
	  "pass only XML records that hold the topic's words (default: all)",
	  "all|mscev", 0, 0 },
	EVM_OPTS_OUTPUT(front),
	EVM_OPTS_JOBS(front),
	EVM_OPTS_ON_ERROR(front),
	EVM_OPTS_COMMON(front),
	EVM_OPTS_END
};

static const struct evm_cli cli = {
	PROGRAM, "[FILE...]",
	"Reads PubMed XML, PMC JATS XML, plain text copied from a PDF, or\n"
	"id<TAB>text lines, gzipped or not, and writes the record stream.",
	opts,
	"\"-\" or no FILE is standard input.", true
};

struct ingest {
	struct evm_feed *feed;
	struct evm_parser **parsers;	/* one a worker */
	struct evm_doc *docs;
	int jobs;
	struct evm_out *out;
	struct evm_writer writer;
	struct evm_progress progress;
	uint64_t told;
};

/* A batch and the lines of its documents. */
struct item {
	struct evm_batch *batch;
	struct evm_buf lines;
	size_t *ends, n, cap;	/* where each document's lines end */
};

static void *item_new(void *ctx)
{
	struct item *it = evm_malloc(sizeof *it);

	(void)ctx;
	memset(it, 0, sizeof *it);
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
	struct ingest *g = ctx;
	struct item *it = item;

	return evm_feed_fill(g->feed, it->batch, err);
}

static int each(void *ctx, struct evm_doc *doc, struct evm_err *err)
{
	struct item *it = ctx;

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
	struct ingest *g = ctx;
	struct item *it = item;

	if (it->lines.cap > KEEP_LINES)
		evm_buf_release(&it->lines);
	it->lines.n = it->n = 0;
	return evm_batch_parse(it->batch, g->parsers[worker], &g->docs[worker],
			       each, it, err);
}

static int take(void *ctx, void *item, struct evm_err *err)
{
	struct ingest *g = ctx;
	const struct item *it = item;
	struct evm_feed_counts n;
	size_t from = 0;
	int r;

	for (size_t i = 0; i < it->n; i++) {
		evm_writer_doc(&g->writer, evm_str_sub(evm_buf_str(&it->lines),
						       from, it->ends[i]));
		from = it->ends[i];
	}
	r = evm_feed_settle(g->feed, it->batch, err);
	n = evm_feed_counts(g->feed);
	evm_progress_show(&g->progress, n.docs, n.raw_bytes, "");
	if (!r && evm_out_failed(g->out))
		/* evm_out_finish has the reason */
		return evm_err_set(err, EVM_EXIT_FAILED, "cannot write");
	return r;
}

static void skipped(void *ctx, const char *msg)
{
	struct ingest *g = ctx;

	if (++g->told <= TOLD_MAX || front.verbose)
		evm_say(PROGRAM, "skipped: %s", msg);
	else if (g->told == TOLD_MAX + 1)
		evm_say(PROGRAM, "more records are skipped; -v shows each");
}

/* --- files --------------------------------------------------------------- */

static void add_file(struct evm_list *files, const char *name)
{
	files->v = evm_realloc(files->v, evm_mul(files->n + 1,
						 sizeof *files->v));
	files->v[files->n++] = name;
}

static int add_listed(struct evm_list *files, struct evm_arena *names,
		      const char *path, struct evm_err *err)
{
	struct evm_buf line = EVM_BUF_INIT;
	struct evm_in *in;
	int got;

	if (evm_in_open(&in, path, err))
		return -1;
	while ((got = evm_in_line(in, &line, err)) == 1)
		if (line.n)
			add_file(files, evm_arena_dup(names, line.p, line.n));
	evm_buf_release(&line);
	evm_in_close(in);
	return got;
}

static int list_files(struct evm_list *files, struct evm_arena *names,
		      char **operands, struct evm_err *err)
{
	for (; *operands; operands++)
		add_file(files, *operands);
	for (size_t i = 0; i < lists.n; i++)
		if (add_listed(files, names, lists.v[i], err))
			return -1;
	if (!files->n && !lists.n)
		add_file(files, "-");
	return 0;
}

/* --- the run ------------------------------------------------------------- */

static void begin(struct ingest *g, const struct evm_feed_opts *o)
{
	struct evm_buf settings = EVM_BUF_INIT;

	g->jobs = front.jobs ? front.jobs : 1;
	g->feed = evm_feed_new(o);
	g->parsers = evm_malloc(evm_mul((size_t)g->jobs, sizeof *g->parsers));
	g->docs = evm_malloc(evm_mul((size_t)g->jobs, sizeof *g->docs));
	for (int i = 0; i < g->jobs; i++) {
		g->parsers[i] = evm_parser_new();
		evm_doc_init(&g->docs[i]);
	}
	evm_progress_begin(&g->progress, PROGRAM, &front, evm_feed_size(o));
	evm_writer_open(&g->writer, g->out);
	evm_writer_header(&g->writer, NULL);
	if (strcmp(format, "auto"))
		evm_buf_printf(&settings, "format=%s", format);
	if (strcmp(topic_name, "all"))
		evm_buf_printf(&settings, "%stopic=%s", settings.n ? " " : "",
			       topic_name);
	evm_writer_pg(&g->writer, PROGRAM, settings.p ? settings.p : "");
	evm_buf_release(&settings);
}

static void end(struct ingest *g)
{
	for (int i = 0; i < g->jobs; i++) {
		evm_parser_free(g->parsers[i]);
		evm_doc_release(&g->docs[i]);
	}
	free(g->parsers);
	free(g->docs);
	evm_feed_free(g->feed);
	evm_writer_release(&g->writer);
	evm_progress_end(&g->progress);
}

static void summary(const struct ingest *g)
{
	struct evm_feed_counts n = evm_feed_counts(g->feed);

	if (n.skipped && !front.quiet)
		evm_say(PROGRAM, "%" PRIu64 " of %" PRIu64 " records could not "
			"be read and were skipped", n.skipped,
			n.records > n.skipped ? n.records : n.skipped);
	if (front.verbose)
		evm_say(PROGRAM, "%" PRIu64 " documents of %" PRIu64 " records, "
			"%" PRIu64 " records off the topic, %" PRIu64 " bytes",
			n.docs, n.records, n.off_topic, n.bytes);
}

static int run(const struct evm_feed_opts *o, struct evm_err *err)
{
	struct ingest g = { .told = 0 };
	struct evm_pool pool = { .ctx = &g, .item_new = item_new,
		.item_free = item_free, .fill = fill, .work = work, .take = take };
	struct evm_feed_opts mine = *o;
	struct evm_err late = EVM_ERR_INIT;
	int got, code = EVM_EXIT_DONE;

	if (evm_out_open(&g.out, front.output, err))
		return evm_fail(PROGRAM, err);
	mine.skipped = front.quiet ? NULL : skipped;
	mine.ctx = &g;
	begin(&g, &mine);
	pool.jobs = g.jobs;
	got = evm_pool_run(&pool, err);
	if (!got)
		evm_writer_end(&g.writer);
	summary(&g);
	if (!got && evm_feed_counts(g.feed).skipped)
		code = EVM_EXIT_SKIPPED;
	end(&g);
	if (evm_out_finish(g.out, !got, &late))
		return evm_fail(PROGRAM, &late);
	return got ? evm_fail(PROGRAM, err) : code;
}

static int load_topic(struct evm_topic **topic, struct evm_err *err)
{
	char *path;
	int r;

	*topic = NULL;
	if (!strcmp(topic_name, "all"))
		return 0;
	if (!(path = evm_data_path("corpus/topic.tsv", err)))
		return -1;
	r = evm_topic_load(topic, path, err);
	free(path);
	return r;
}

int main(int argc, char **argv)
{
	int first = evm_cli_parse(&cli, argc, argv), code;
	struct evm_err err = EVM_ERR_INIT;
	struct evm_list files = { NULL, 0 };
	struct evm_arena names;
	struct evm_topic *topic = NULL;

	evm_arena_init(&names);
	if (list_files(&files, &names, argv + first, &err) ||
	    load_topic(&topic, &err))
		code = evm_fail(PROGRAM, &err);
	else
		code = run(&(struct evm_feed_opts){ .files = files.v,
			.n = files.n, .format = (enum evm_format)
			evm_format_of(format), .topic = topic,
			.skip = !strcmp(front.on_error, "skip") }, &err);
	evm_topic_free(topic);
	evm_arena_release(&names);
	free(files.v);
	free(lists.v);
	return code;
}
