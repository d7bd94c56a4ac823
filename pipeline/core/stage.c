#include "core/stage.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "core/pool.h"

#define BATCH ((size_t)128 << 10)	/* bytes of lines that go to a worker */

struct run {
	const struct evm_stage *stage;
	bool skip;
	struct evm_in *in;
	struct evm_reader reader;
	struct evm_out *out;
	struct evm_writer writer;
	struct evm_progress progress;
	uint64_t skipped;
	int got;		/* of the reader: 1 until it ended */
	struct evm_err err;	/* why it ended */
};

struct part {
	size_t end;		/* of its lines in the batch */
	uint64_t line;
};

/* A batch of documents: their lines, and the lines that come of them. */
struct item {
	struct evm_buf in, out;
	struct part *parts;
	size_t n, cap;
	size_t *ends, done;	/* where each document's new lines end */
	uint64_t skipped;
	struct evm_err first;	/* why the first one was skipped */
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
		it->parts = evm_realloc(it->parts,
					evm_mul(it->cap, sizeof *it->parts));
		it->ends = evm_realloc(it->ends,
				       evm_mul(it->cap, sizeof *it->ends));
	}
	it->parts[it->n++] = (struct part){ it->in.n, line };
}

static int fill(void *ctx, void *item, struct evm_err *err)
{
	struct run *run = ctx;
	struct item *it = item;
	uint64_t line;

	it->in.n = it->n = 0;
	while (it->in.n < BATCH && run->got == 1) {
		run->got = evm_reader_add(&run->reader, &it->in, &line,
					  &run->err);
		if (run->got == 1)
			add_part(it, line);
	}
	if (it->n)
		return 1;	/* what was whole comes before the failure */
	*err = run->err;
	return run->got;
}

static int one(struct run *run, int worker, struct item *it, size_t i,
	       struct evm_err *err)
{
	const struct evm_stage *s = run->stage;
	size_t begin = i ? it->parts[i - 1].end : 0, keep = it->out.n;
	struct evm_str lines = evm_str_sub(evm_buf_str(&it->in), begin,
					   it->parts[i].end);

	struct evm_layout at;

	if (s->concerns && !evm_lines_concern(lines, s->concerns)) {
		evm_buf_add(&it->out, lines);
		return 0;
	}
	if (evm_doc_read_brief(&it->doc, lines, evm_in_name(run->in), it->parts[i].line, &at, err))
		return -1;
	if ((!it->doc.deleted && s->each(s->ctx, worker, &it->doc, err)) ||
	    (s->adds_claims ? evm_doc_write_claims : evm_doc_write_found)(&it->out, &it->doc,
									   lines, &at, err)) {
		it->out.n = keep;
		return -1;
	}
	return 0;
}

static int work(void *ctx, int worker, void *item, struct evm_err *err)
{
	struct run *run = ctx;
	struct item *it = item;

	it->out.n = it->done = 0;
	it->skipped = 0;
	for (size_t i = 0; i < it->n; i++) {
		struct evm_err mine = EVM_ERR_INIT;

		if (!one(run, worker, it, i, &mine)) {
			it->ends[it->done++] = it->out.n;
		} else if (run->skip) {
			if (!it->skipped++)
				it->first = mine;
		} else {
			*err = mine;
			return -1;
		}
	}
	return 0;
}

static int take(void *ctx, void *item, struct evm_err *err)
{
	struct run *run = ctx;
	struct item *it = item;
	size_t begin = 0;

	for (size_t i = 0; i < it->done; i++) {
		evm_writer_doc(&run->writer, evm_str_sub(evm_buf_str(&it->out),
							 begin, it->ends[i]));
		begin = it->ends[i];
	}
	run->skipped += it->skipped;
	if (it->skipped && !run->stage->front->quiet)
		evm_say(run->stage->program, "skipped: %s", it->first.msg);
	evm_progress_show(&run->progress, run->writer.docs,
			  evm_in_raw_offset(run->in), "");
	/* evm_out_finish has the reason */
	return evm_out_failed(run->out) ?
	       evm_err_set(err, EVM_EXIT_FAILED, "cannot write") : 0;
}

static int begin(struct run *run, struct evm_err *err)
{
	const struct evm_stage *s = run->stage;

	if (evm_in_open(&run->in, s->path ? s->path : "-", err) ||
	    evm_reader_open(&run->reader, run->in, err) ||
	    evm_out_open(&run->out, s->front->output, err))
		return -1;
	run->skip = s->front->on_error && !strcmp(s->front->on_error, "skip");
	run->got = 1;
	evm_writer_open(&run->writer, run->out);
	evm_writer_header(&run->writer, &run->reader.header);
	evm_writer_pg(&run->writer, s->program, s->settings);
	evm_progress_begin(&run->progress, s->program, s->front, 0);
	return 0;
}

static int all(struct run *run, struct evm_err *err)
{
	struct evm_pool pool = {
		.ahead = 4,
		.jobs = evm_front_jobs(run->stage->front), .ctx = run,
		.item_new = item_new, .item_free = item_free,
		.fill = fill, .work = work, .take = take,
	};
	struct evm_err late = EVM_ERR_INIT;
	int r = begin(run, err);

	if (!r) {
		r = evm_pool_run(&pool, err);
		evm_progress_end(&run->progress);
		if (!r)
			evm_writer_end(&run->writer);
		evm_writer_release(&run->writer);
	}
	/* a write that failed is the cause of what else went wrong */
	if (run->out && evm_out_finish(run->out, !r, &late)) {
		*err = late;
		r = -1;
	}
	return r;
}

int evm_stage_run(const struct evm_stage *stage)
{
	struct evm_err err = EVM_ERR_INIT;
	struct run run = { .stage = stage };
	const char *program = stage->program;
	int r = all(&run, &err);

	evm_reader_release(&run.reader);
	evm_in_close(run.in);
	if (r)
		return evm_fail(program, &err);
	if (run.skipped && !stage->front->quiet)
		evm_say(program, "%" PRIu64 " of %" PRIu64 " documents skipped",
			run.skipped, run.skipped + run.writer.docs);
	return run.skipped ? EVM_EXIT_SKIPPED : EVM_EXIT_DONE;
}
