/*
 * evm-run: ingest, annotate, extract and load in one process: one thread
 * reads and cuts records, workers do the rest of the work on them, this
 * thread writes in order.
 */
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "core/stream.h"
#include "corpus/flow.h"
#include "dictionaries/choice.h"
#include "extractors/annotate.h"
#include "extractors/extract.h"
#include "store/store.h"

#define PROGRAM "evm-run"
#define BATCH_DOCS 500		/* of one transaction */
#define BATCH_BYTES ((size_t)8 << 20)

static struct evm_front front = { .on_error = "stop" };
static struct evm_flow_inputs inputs = { .format = "auto" };
static struct evm_dict_choice choice;
static const char *to;
static bool dry;
static volatile sig_atomic_t stopping, asking;

static const struct evm_opt opts[] = {
	EVM_OPTS_DB(front),
	{ "to", 0, EVM_OPT_TEXT, &to, "FILE",
	  "write the record stream instead of a database; - is standard output",
	  NULL, 0, 0 },
	EVM_OPTS_INPUTS(inputs),
	{ "dry-run", 0, EVM_OPT_FLAG, &dry, NULL,
	  "only say which files would be read", NULL, 0, 0 },
	EVM_OPTS_DICT(choice),
	EVM_OPTS_JOBS(front),
	EVM_OPTS_ON_ERROR(front),
	EVM_OPTS_COMMON(front),
	EVM_OPTS_END
};

static const struct evm_cli cli = {
	PROGRAM, "{-d DB | --to FILE} [FILE|FOLDER...]",
	"Mines files of literature into a database: ingest, annotate, extract and\n"
	"load in one process. The result is the pipe's, whatever -j is.",
	opts,
	"\"-\" or no FILE is standard input. A FOLDER stands for its .xml and .nxml\n"
	"files, gzipped or not. SIGUSR1 prints how far it is; SIGINT and SIGTERM end\n"
	"it behind the batch under way.", true
};

struct worker {
	struct evm_annotator *annotator;
	struct evm_extractor *extractor;
};

struct run {
	struct evm_inputs files;
	struct evm_dict *dict;
	struct evm_ruleset *rules;
	struct worker *workers;
	int jobs;
	struct evm_out *out;		/* with --to */
	struct evm_writer writer;
	struct evm_store *store;	/* with -d */
	struct evm_doc doc;		/* the one being loaded */
	size_t open_docs, open_bytes;	/* in the open transaction */
	atomic_ullong claims;
};

static int each(void *ctx, int number, struct evm_doc *doc, struct evm_err *err)
{
	struct run *run = ctx;
	struct worker *w = &run->workers[number];

	if (evm_annotate(w->annotator, doc, err) ||
	    evm_extract(w->extractor, doc, err))
		return -1;
	run->claims += doc->claims.n;
	return 0;
}

static int commit(struct run *run, struct evm_err *err)
{
	if (!run->open_docs)
		return 0;
	run->open_docs = run->open_bytes = 0;
	return evm_store_commit(run->store, err);
}

static int load(struct run *run, struct evm_str lines, struct evm_err *err)
{
	if (!run->open_docs && evm_store_begin(run->store, err))
		return -1;
	run->open_docs++;
	run->open_bytes += lines.n;
	if (evm_doc_read(&run->doc, lines, PROGRAM, 1, err) ||
	    evm_store_load(run->store, &run->doc, err)) {
		/* the database keeps the batches before this one */
		evm_store_rollback(run->store);
		run->open_docs = 0;
		return -1;
	}
	if (run->open_docs < BATCH_DOCS && run->open_bytes < BATCH_BYTES)
		return 0;
	return commit(run, err);
}

static int take(void *ctx, struct evm_str lines, struct evm_err *err)
{
	struct run *run = ctx;

	if (run->store)
		return load(run, lines, err);
	evm_writer_doc(&run->writer, lines);
	if (!evm_out_failed(run->out))
		return 0;
	/* evm_out_finish has the reason */
	return evm_err_set(err, EVM_EXIT_FAILED, "cannot write");
}

static void note(void *ctx, char *text, size_t size)
{
	struct run *run = ctx;

	snprintf(text, size, "%llu claims", run->claims);
}

/* --- signals --------------------------------------------------------------- */

static void on_stop(int number)
{
	(void)number;
	stopping = 1;
}

static void on_ask(int number)
{
	(void)number;
	asking = 1;
}

/* A second SIGINT or SIGTERM ends the program at once. */
static void catch_signals(void)
{
	struct sigaction stop = { .sa_handler = on_stop, .sa_flags = (int)SA_RESETHAND };
	struct sigaction ask = { .sa_handler = on_ask, .sa_flags = SA_RESTART };

	sigaction(SIGINT, &stop, NULL);
	sigaction(SIGTERM, &stop, NULL);
	sigaction(SIGUSR1, &ask, NULL);
}

static bool stop(void *ctx)
{
	(void)ctx;
	return stopping;
}

static bool asked(void *ctx)
{
	bool was = asking;

	(void)ctx;
	asking = 0;
	return was;
}

/* --- the run ---------------------------------------------------------------- */

static int make_workers(struct run *run, struct evm_err *err)
{
	run->jobs = evm_flow_jobs(&front);
	run->workers = evm_malloc(evm_mul((size_t)run->jobs,
					  sizeof *run->workers));
	memset(run->workers, 0, (size_t)run->jobs * sizeof *run->workers);
	if (evm_dict_chosen(&run->dict, &choice, err) ||
	    evm_ruleset_load(&run->rules, NULL, err))
		return -1;
	for (int i = 0; i < run->jobs; i++) {
		if (evm_annotator_new(&run->workers[i].annotator, run->dict, err))
			return -1;
		run->workers[i].extractor = evm_extractor_new(run->rules);
	}
	return 0;
}

static void free_workers(struct run *run)
{
	for (int i = 0; i < run->jobs; i++) {
		evm_annotator_free(run->workers[i].annotator);
		evm_extractor_free(run->workers[i].extractor);
	}
	free(run->workers);
	evm_ruleset_free(run->rules);
	evm_dict_free(run->dict);
}

/* The #pg lines that the stages of a pipe would write. */
static void provenance(const struct run *run, struct evm_buf *header)
{
	struct evm_arena a;

	evm_arena_init(&a);
	evm_pg_line(header, "evm-ingest", evm_flow_settings(&inputs, &run->files, &a).p);
	evm_pg_line(header, "evm-annotate",
		    evm_annotator_settings(run->workers[0].annotator));
	evm_pg_line(header, "evm-extract", evm_ruleset_settings(run->rules));
	evm_arena_release(&a);
}

static int open_target(struct run *run, struct evm_err *err)
{
	struct evm_buf header = EVM_BUF_INIT;
	int r;

	provenance(run, &header);
	if (to) {
		r = evm_out_open(&run->out, to, err);
		if (!r) {
			evm_writer_open(&run->writer, run->out);
			evm_writer_header(&run->writer, &header);
		}
	} else {
		r = evm_store_open(&run->store, front.db, err);
		if (!r)
			r = evm_store_begin_run(run->store, evm_buf_str(&header),
						err);
	}
	evm_buf_release(&header);
	return r;
}

/* Ends what the run wrote to. whole: all of the input was read. */
static int close_target(struct run *run, bool whole, struct evm_err *err)
{
	int r = 0;

	if (run->out) {
		if (whole)
			evm_writer_end(&run->writer);
		evm_writer_release(&run->writer);
		r = evm_out_finish(run->out, whole, err);
	}
	if (run->store) {
		/* what was read before a fault is kept, in whole documents */
		r = commit(run, err);
		if (!r && whole)
			r = evm_store_end_run(run->store, err);
		evm_store_close(run->store);
	}
	return r;
}

static int mine(struct run *run, struct evm_flow_result *result,
		struct evm_err *err)
{
	struct evm_flow_opts o = {
		.program = PROGRAM, .front = &front, .inputs = &inputs,
		.files = &run->files, .ctx = run, .each = each, .take = take,
		.note = note, .stop = stop, .asked = asked,
	};
	struct evm_err late = EVM_ERR_INIT;
	int r = make_workers(run, err);

	if (!r)
		r = open_target(run, err);
	if (!r)
		r = evm_flow_run(&o, result, err);
	if (!r && stopping)
		r = evm_err_set(err, EVM_EXIT_FAILED, "stopped by a signal");
	/* a write that failed is the cause of what else went wrong */
	if (close_target(run, !r, &late)) {
		*err = late;
		r = -1;
	}
	if (!r && front.verbose)
		evm_say(PROGRAM, "%llu claims", run->claims);
	return r;
}

static int plan(const struct run *run, struct evm_err *err)
{
	struct evm_buf text = EVM_BUF_INIT;
	struct evm_out *out;

	if (evm_out_open(&out, NULL, err))
		return -1;
	for (size_t i = 0; i < run->files.v.n; i++)
		evm_buf_printf(&text, "read\t%s\n", run->files.v.v[i]);
	evm_out_add(out, evm_buf_str(&text));
	evm_buf_release(&text);
	return evm_out_finish(out, true, err);
}

static void check_options(void)
{
	if (!front.db == !to)
		evm_cli_mistake(&cli, "name a database with -d, or a stream with --to");
	if (evm_dict_choice_bad(&choice))
		evm_cli_mistake(&cli, "--image and --vocabulary exclude each other");
	if (evm_flow_bad_since(&inputs))
		evm_cli_mistake(&cli, "--since %s: no date", inputs.since);
}

int main(int argc, char **argv)
{
	int first = evm_cli_parse(&cli, argc, argv), r;
	struct evm_err err = EVM_ERR_INIT;
	struct evm_flow_result result = { 0 };
	struct run run;

	check_options();
	memset(&run, 0, sizeof run);
	evm_doc_init(&run.doc);
	evm_inputs_init(&run.files);
	r = evm_inputs_list(&run.files, argv + first, &inputs.files_from, &err);
	catch_signals();
	if (!r)
		r = dry ? plan(&run, &err) : mine(&run, &result, &err);
	free_workers(&run);
	evm_doc_release(&run.doc);
	evm_inputs_release(&run.files);
	if (r)
		return evm_fail(PROGRAM, &err);
	return result.counts.skipped ? EVM_EXIT_SKIPPED : EVM_EXIT_DONE;
}
