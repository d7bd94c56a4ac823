/* evm-extract: claims from annotated documents. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "core/cli.h"
#include "core/pool.h"
#include "core/stream.h"
#include "extractors/extract.h"

#define PROGRAM "evm-extract"
#define BATCH ((size_t)128 << 10)	/* bytes of lines that go to a worker */

static struct evm_front front = { .on_error = "stop" };
static const char *rules_dir;

static const struct evm_opt opts[] = {
	{ "rules", 0, EVM_OPT_TEXT, &rules_dir, "DIR",
	  "take the rules from DIR instead of the shipped ones", NULL, 0, 0 },
	EVM_OPTS_OUTPUT(front),
	EVM_OPTS_JOBS(front),
	EVM_OPTS_ON_ERROR(front),
	EVM_OPTS_COMMON(front),
	EVM_OPTS_END
};

static const struct evm_cli cli = {
	PROGRAM, "[FILE]",
	"Reads an annotated record stream and adds claims: which vesicles do what\n"
	"to what, with qualifiers, negation, certainty and a confidence.",
	opts,
	"\"-\" or no FILE is standard input.", true
};

struct stage {
	struct evm_in *in;
	struct evm_reader reader;
	struct evm_out *out;
	struct evm_writer writer;
	struct evm_ruleset *rules;
	struct evm_extractor **extractors;	/* one a worker */
	int jobs;
	struct evm_progress progress;
	uint64_t docs, skipped;
	int got;		/* of the reader: 1 until it ended */
	struct evm_err err;	/* why it ended */
};

struct part {
	size_t end;		/* of its lines in the batch */
	uint64_t line;
};

/* A batch of documents: their lines, and the lines that come of them. */
struct item {
	struct evm_buf in, one, out;
	struct part *parts;
	size_t n, cap;
	size_t *ends, done;	/* where each document's new lines end */
	uint64_t skipped;
	struct evm_doc doc;
};

static void *item_new(void *ctx)
{
	struct item *it = evm_malloc(sizeof *it);

	(void)ctx;
	memset(it, 0, sizeof *it);
	evm_doc_init(&it->doc);
	return it;
}

static void item_free(void *ctx, void *item)
{
	struct item *it = item;

	(void)ctx;
	evm_buf_release(&it->in);
	evm_buf_release(&it->one);
	evm_buf_release(&it->out);
	evm_doc_release(&it->doc);
	free(it->parts);
	free(it->ends);
	free(it);
}

static void add_part(struct item *it, uint64_t line)
{
	if (it->n == it->cap) {
		it->cap = it->cap ? it->cap * 2 : 64;
		it->parts = evm_realloc(it->parts, evm_mul(it->cap, sizeof *it->parts));
		it->ends = evm_realloc(it->ends, evm_mul(it->cap, sizeof *it->ends));
	}
	evm_buf_add(&it->in, evm_buf_str(&it->one));
	it->parts[it->n++] = (struct part){ it->in.n, line };
}

static int fill(void *ctx, void *item, struct evm_err *err)
{
	struct stage *st = ctx;
	struct item *it = item;
	uint64_t line;

	it->in.n = it->n = 0;
	while (it->in.n < BATCH && st->got == 1) {
		st->got = evm_reader_next(&st->reader, &it->one, &line, &st->err);
		if (st->got == 1)
			add_part(it, line);
	}
	if (it->n)
		return 1;	/* what was whole comes before the failure */
	*err = st->err;
	return st->got;
}

static int extract(struct stage *st, int worker, struct item *it, size_t i, struct evm_err *err)
{
	size_t begin = i ? it->parts[i - 1].end : 0, keep = it->out.n;
	struct evm_str lines = evm_str_sub(evm_buf_str(&it->in), begin, it->parts[i].end);

	if (evm_doc_read(&it->doc, lines, evm_in_name(st->in), it->parts[i].line, err))
		return -1;
	if (evm_extract(st->extractors[worker], &it->doc, err) ||
	    evm_doc_write(&it->out, &it->doc, err)) {
		it->out.n = keep;
		return -1;
	}
	return 0;
}

static int work(void *ctx, int worker, void *item, struct evm_err *err)
{
	struct stage *st = ctx;
	struct item *it = item;
	bool skip = !strcmp(front.on_error, "skip");

	it->out.n = it->done = 0;
	it->skipped = 0;
	for (size_t i = 0; i < it->n; i++) {
		struct evm_err mine = EVM_ERR_INIT;

		if (extract(st, worker, it, i, &mine)) {
			if (!skip) {
				*err = mine;
				return -1;
			}
			it->skipped++;
			continue;
		}
		it->ends[it->done++] = it->out.n;
	}
	return 0;
}

static int take(void *ctx, void *item, struct evm_err *err)
{
	struct stage *st = ctx;
	struct item *it = item;
	size_t begin = 0;

	(void)err;
	for (size_t i = 0; i < it->done; i++) {
		evm_writer_doc(&st->writer, evm_str_sub(evm_buf_str(&it->out), begin, it->ends[i]));
		begin = it->ends[i];
	}
	st->docs += it->done;
	st->skipped += it->skipped;
	evm_progress_show(&st->progress, st->docs, evm_in_raw_offset(st->in), "");
	return 0;
}

static int begin(struct stage *st, const char *path, struct evm_err *err)
{
	if (evm_ruleset_load(&st->rules, rules_dir, err) || evm_in_open(&st->in, path, err) ||
	    evm_reader_open(&st->reader, st->in, err))
		return -1;
	st->jobs = front.jobs ? front.jobs : 1;
	st->extractors = evm_malloc(evm_mul((size_t)st->jobs, sizeof *st->extractors));
	for (int i = 0; i < st->jobs; i++)
		st->extractors[i] = evm_extractor_new(st->rules);
	if (evm_out_open(&st->out, front.output, err))
		return -1;
	evm_writer_open(&st->writer, st->out);
	evm_writer_header(&st->writer, &st->reader.header);
	evm_writer_pg(&st->writer, PROGRAM, evm_ruleset_settings(st->rules));
	evm_progress_begin(&st->progress, PROGRAM, &front, 0);
	return 0;
}

static void end(struct stage *st)
{
	for (int i = 0; i < st->jobs && st->extractors; i++)
		evm_extractor_free(st->extractors[i]);
	free(st->extractors);
	evm_ruleset_free(st->rules);
	if (st->in)
		evm_reader_release(&st->reader);
	evm_in_close(st->in);
	evm_progress_end(&st->progress);
}

static int run(const char *path)
{
	struct stage st = { .got = 1, .err = EVM_ERR_INIT };
	struct evm_pool pool = { .ctx = &st, .item_new = item_new, .item_free = item_free,
				 .fill = fill, .work = work, .take = take };
	struct evm_err err = EVM_ERR_INIT, late = EVM_ERR_INIT;
	int code = EVM_EXIT_DONE, got = begin(&st, path, &err);

	if (!got) {
		pool.jobs = st.jobs;
		got = evm_pool_run(&pool, &err);
		if (!got)
			evm_writer_end(&st.writer);
		evm_writer_release(&st.writer);
	}
	if (st.skipped) {
		code = EVM_EXIT_SKIPPED;
		if (!front.quiet)
			evm_say(PROGRAM, "%" PRIu64 " documents could not be read and were skipped", st.skipped);
	}
	end(&st);
	if (st.out && evm_out_finish(st.out, !got, &late))
		return evm_fail(PROGRAM, &late);
	return got ? evm_fail(PROGRAM, &err) : code;
}

int main(int argc, char **argv)
{
	int first = evm_cli_parse(&cli, argc, argv);

	if (argc - first > 1)
		evm_cli_mistake(&cli, "one FILE is read, not %d", argc - first);
	return run(first < argc ? argv[first] : "-");
}
