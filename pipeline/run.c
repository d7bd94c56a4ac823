/*
 * evm-run: ingest, annotate, extract and load in one process: one thread
 * reads and cuts records, workers do the rest of the work on them, this
 * thread writes in order.
 */
#include <inttypes.h>
#include <limits.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "core/pool.h"
#include "core/stream.h"
#include "corpus/flow.h"
#include "dictionaries/choice.h"
#include "extractors/annotate.h"
#include "extractors/extract.h"
#include "store/manifest.h"

#define PROGRAM "evm-run"
#define BATCH_DOCS 500		/* of one transaction */
#define BATCH_BYTES ((size_t)8 << 20)
#define BATCH_SECONDS 1		/* others wait for its end */

static struct evm_front front = { .on_error = "stop" };
static struct evm_flow_inputs inputs = { .format = "auto" };
static struct evm_dict_choice choice;
static const char *to, *keep = "all";
static bool dry, force, again, retry;
static volatile sig_atomic_t stopping, asking;

static const struct evm_opt opts[] = {
	EVM_OPTS_DB(front),
	{ "to", 0, EVM_OPT_TEXT, &to, "FILE",
	  "write the record stream instead of a database; - is standard output",
	  NULL, 0, 0 },
	EVM_OPTS_INPUTS(inputs),
	{ "dry-run", 0, EVM_OPT_FLAG, &dry, NULL,
	  "only say which files would be read, and which are done", NULL, 0, 0 },
	{ "keep", 0, EVM_OPT_CHOICE, &keep, "WHAT",
	  "documents that are stored: all (default), those with claims, or those "
	  "that name both a stem cell source and vesicles",
	  "all|claims|topic", 0, 0 },
	{ "force", 0, EVM_OPT_FLAG, &force, NULL,
	  "read files again that the database has read", NULL, 0, 0 },
	{ "again", 0, EVM_OPT_FLAG, &again, NULL,
	  "read no files: annotate and extract the stored texts again", NULL, 0, 0 },
	{ "retry", 0, EVM_OPT_FLAG, &retry, NULL,
	  "read no files: try the records in quarantine again", NULL, 0, 0 },
	EVM_OPTS_DICT(choice),
	EVM_OPTS_JOBS(front),
	EVM_OPTS_ON_ERROR(front),
	EVM_OPTS_COMMON(front),
	EVM_OPTS_END
};

static const struct evm_cli cli = {
	PROGRAM, "{-d DB | --to FILE} [FILE|FOLDER...]\n"
	"       evm-run {--again | --retry} -d DB",
	"Mines files of literature into a database: ingest, annotate, extract and\n"
	"load in one process. The result is the pipe's, whatever -j is.",
	opts,
	"\"-\" or no FILE is standard input. A FOLDER stands for its .xml and .nxml\n"
	"files, gzipped or not. SIGUSR1 prints how far it is; SIGINT and SIGTERM end\n"
	"it behind the batch under way. The same command goes on where it was.", false
};

struct worker {
	struct evm_annotator *annotator;
	struct evm_extractor *extractor;
};

struct run {
	struct evm_inputs files, todo;	/* todo: those not done yet */
	size_t done, other, failed;	/* files */
	enum evm_exit failure;		/* of failed files */
	struct evm_dict *dict;
	struct evm_ruleset *rules;
	struct worker *workers;
	int jobs;
	struct evm_out *out;		/* with --to */
	struct evm_writer writer;
	struct evm_store *store;	/* with -d */
	struct evm_doc doc;		/* the one being loaded */
	bool open;			/* a transaction, since: */
	double opened;
	size_t open_docs, open_bytes;	/* in it */
	int64_t held;			/* records in quarantine */
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

static double now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

static int begin(struct run *run, struct evm_err *err)
{
	if (run->open)
		return 0;
	if (evm_store_begin(run->store, err))
		return -1;
	run->open = true;
	run->opened = now();
	run->open_docs = run->open_bytes = 0;
	return 0;
}

static int commit(struct run *run, struct evm_err *err)
{
	if (!run->open)
		return 0;
	run->open = false;
	return evm_store_commit(run->store, err);
}

static int commit_some(struct run *run, struct evm_err *err)
{
	if (run->open && (run->open_docs >= BATCH_DOCS ||
			  run->open_bytes >= BATCH_BYTES ||
			  now() - run->opened >= BATCH_SECONDS))
		return commit(run, err);
	return 0;
}

/* The database keeps the batches before this one. */
static int give_up(struct run *run)
{
	evm_store_rollback(run->store);
	run->open = false;
	return -1;
}

/* Does it name vesicles and the cells that they come from? */
static bool on_topic(const struct evm_doc *doc)
{
	bool vesicle = false, source = false;

	for (size_t i = 0; i < doc->mentions.n; i++) {
		const struct evm_mention *m = &doc->mentions.v[i];

		vesicle |= m->type == EVM_VESICLE;
		source |= m->type == EVM_SOURCE || m->source.n;
	}
	return vesicle && source;
}

static bool is_kept(const struct evm_doc *doc)
{
	if (doc->deleted || !strcmp(keep, "all"))
		return true;
	return strcmp(keep, "topic") ? doc->claims.n > 0 : on_topic(doc);
}

static int store(struct run *run, struct evm_str lines, struct evm_err *err)
{
	if (evm_doc_read(&run->doc, lines, PROGRAM, 1, err))
		return -1;
	if (is_kept(&run->doc))
		return evm_store_load_lines(run->store, &run->doc, lines, err);
	return evm_store_pass(run->store, &run->doc, lines, err);
}

static int load(struct run *run, struct evm_str lines, struct evm_err *err)
{
	if (begin(run, err))
		return -1;
	run->open_docs++;
	run->open_bytes += lines.n;
	if (store(run, lines, err))
		return give_up(run);
	return commit_some(run, err);
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

/* --- files and quarantine ----------------------------------------------------- */

/* What the manifest calls it; buf is PATH_MAX bytes. */
static const char *path_of(const char *file, char *buf)
{
	return realpath(file, buf) ? buf : file;
}

/* Only what can be read a second time has a place in the manifest. */
static bool is_file(const char *file, struct evm_input *in)
{
	struct stat st;

	memset(in, 0, sizeof *in);
	if (!strcmp(file, "-") || stat(file, &st) || !S_ISREG(st.st_mode))
		return false;
	in->size = (uint64_t)st.st_size;
	in->mtime = (int64_t)st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec;
	return true;
}

static int hold(void *ctx, const struct evm_raw *raw, const char *msg,
		struct evm_err *err)
{
	struct run *run = ctx;
	char path[PATH_MAX];
	struct evm_held h = {
		.path = evm_str(path_of(raw->file, path)),
		.format = evm_str(evm_format_name(raw->format)),
		.encoding = evm_str(raw->encoding), .message = evm_str(msg),
		.offset = raw->offset, .line = raw->line,
		.bytes = evm_buf_str(&raw->bytes),
	};

	if (!run->store)
		return 0;
	if (begin(run, err))
		return -1;
	return evm_store_hold(run->store, &h, err) ? give_up(run) : 0;
}

static void tell_failure(struct run *run, const struct evm_err *failed)
{
	evm_say(PROGRAM, "failed: %s", failed->msg);
	run->failed++;
	/* damaged is worse than cut */
	if (run->failure != EVM_EXIT_FAILED)
		run->failure = failed->code;
}

static int file_end(void *ctx, const struct evm_feed_file *file,
		    struct evm_err *err)
{
	struct run *run = ctx;
	const char *name = run->todo.v.v[file->index];
	char path[PATH_MAX];
	struct evm_input in;

	if (file->failed)
		tell_failure(run, file->failed);
	if (!is_file(name, &in))
		return 0;
	in.path = path_of(name, path);
	in.crc = file->crc;
	in.records = file->counts.records + file->counts.off_topic;
	in.docs = file->counts.docs;
	in.skipped = file->counts.skipped;
	in.failed = file->failed ? file->failed->msg : NULL;
	if (begin(run, err))
		return -1;
	if (evm_store_input_read(run->store, &in, keep, err))
		return give_up(run);
	return commit_some(run, err);
}

/* CRC-32 of a file; 0 where it cannot be read: then it is read again. */
static uint32_t sum_of(const char *file)
{
	struct evm_err err = EVM_ERR_INIT;
	struct evm_in *in;
	char buf[65536];
	uint32_t crc;

	if (evm_in_open(&in, file, &err))
		return 0;
	evm_in_sum(in);
	while (evm_in_read(in, buf, sizeof buf, &err) > 0)
		;
	crc = evm_in_crc(in);
	evm_in_close(in);
	return crc;
}

static int look(struct run *run, const char *file, bool *done,
		struct evm_err *err)
{
	enum evm_input_state state;
	char path[PATH_MAX];
	struct evm_input in;

	*done = false;
	if (force || !run->store || !is_file(file, &in))
		return 0;
	in.path = path_of(file, path);
	if (evm_store_input(run->store, &in, keep, &state, err))
		return -1;
	run->other += state == EVM_INPUT_OTHER;
	*done = state == EVM_INPUT_DONE ||
		(state == EVM_INPUT_TOUCHED && sum_of(file) == in.crc);
	run->done += *done;
	return 0;
}

/* Leaves out what the database has read; lists each file for --dry-run. */
static int choose(struct run *run, struct evm_buf *list, struct evm_err *err)
{
	run->todo.folder = run->files.folder;
	for (size_t i = 0; i < run->files.v.n; i++) {
		const char *file = run->files.v.v[i];
		bool done;

		if (look(run, file, &done, err))
			return -1;
		if (!done)
			*EVM_PUSH(&run->todo.arena, run->todo.v) = file;
		if (list)
			evm_buf_printf(list, "%s\t%s\n", done ? "done" : "read",
				       file);
	}
	if (run->done && !front.quiet)
		evm_say(PROGRAM, "%zu of %zu files are done already", run->done,
			run->files.v.n);
	if (run->other && !front.quiet)
		evm_say(PROGRAM, "%zu files were read with other rules, "
			"dictionaries or options: they are read again (--again "
			"takes the stored texts instead)", run->other);
	return 0;
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
	run->jobs = evm_front_jobs(&front);
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

static void provenance_of_stages(const struct run *run, struct evm_buf *header)
{
	evm_pg_line(header, "evm-annotate",
		    evm_annotator_settings(run->workers[0].annotator));
	evm_pg_line(header, "evm-extract", evm_ruleset_settings(run->rules));
}

/* The #pg lines that the stages of a pipe would write. */
static void provenance(const struct run *run, struct evm_buf *header)
{
	struct evm_arena a;

	evm_arena_init(&a);
	evm_pg_line(header, "evm-ingest",
		    evm_flow_settings(&inputs, &run->files, &a).p);
	provenance_of_stages(run, header);
	evm_arena_release(&a);
}

static int open_stream(struct run *run, const struct evm_buf *header,
		       struct evm_err *err)
{
	if (evm_out_open(&run->out, to, err))
		return -1;
	evm_writer_open(&run->writer, run->out);
	evm_writer_header(&run->writer, header);
	return choose(run, NULL, err);
}

static int open_target(struct run *run, struct evm_err *err)
{
	struct evm_buf header = EVM_BUF_INIT;
	int r;

	provenance(run, &header);
	if (to)
		r = open_stream(run, &header, err);
	else if (evm_store_open(&run->store, front.db, err) ||
		 evm_store_begin_run(run->store, evm_buf_str(&header), err))
		r = -1;
	else
		r = choose(run, NULL, err);
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
		if (!r && whole && !run->failed)
			r = evm_store_end_run(run->store, err);
		if (!r)
			r = evm_store_count_held(run->store, &run->held, err);
		evm_store_close(run->store);
	}
	return r;
}

static void summary(const struct run *run)
{
	if (front.verbose)
		evm_say(PROGRAM, "%llu claims", run->claims);
	if (run->failed && !front.quiet && run->todo.v.n > 1)
		evm_say(PROGRAM, "%zu of %zu files failed; the same command "
			"reads them again", run->failed, run->todo.v.n);
	if (run->held && !front.quiet)
		evm_say(PROGRAM, "%" PRId64 " records are in quarantine; --retry "
			"tries them again", run->held);
}

static int mine(struct run *run, struct evm_flow_result *result,
		struct evm_err *err)
{
	struct evm_flow_opts o = {
		.program = PROGRAM, .front = &front, .inputs = &inputs,
		.files = &run->todo, .ctx = run, .each = each, .take = take,
		.note = note, .stop = stop, .asked = asked, .skipped = hold,
		.file_end = to ? NULL : file_end,
	};
	struct evm_err late = EVM_ERR_INIT;
	int r = open_target(run, err);

	if (!r)
		r = evm_flow_run(&o, result, err);
	if (!r && stopping)
		r = evm_err_set(err, EVM_EXIT_FAILED, "stopped by a signal");
	/* a write that failed is the cause of what else went wrong */
	if (close_target(run, !r, &late)) {
		*err = late;
		r = -1;
	}
	return r;
}

/* --dry-run: reads the database, if there is one, and writes nothing. */
static int plan(struct run *run, struct evm_err *err)
{
	struct evm_buf header = EVM_BUF_INIT, list = EVM_BUF_INIT;
	struct evm_out *out;
	int r = 0;

	provenance(run, &header);
	if (front.db && !access(front.db, F_OK) &&
	    (evm_store_open_read(&run->store, front.db, err) ||
	     evm_store_find_run(run->store, evm_buf_str(&header), err)))
		r = -1;
	if (!r)
		r = choose(run, &list, err);
	evm_store_close(run->store);
	if (!r && !(r = evm_out_open(&out, NULL, err))) {
		evm_out_add(out, evm_buf_str(&list));
		r = evm_out_finish(out, true, err);
	}
	evm_buf_release(&header);
	evm_buf_release(&list);
	return r;
}

/* --- --again, --retry -------------------------------------------------------- */

/* What an old run's provenance is when its documents go through the stages of
 * today. */
static void renew(const struct run *run, struct evm_buf *provenance)
{
	size_t end = evm_str_find(evm_buf_str(provenance),
				  EVM_LIT("#pg\tevm-annotate\t"), 0);

	if (end != SIZE_MAX)
		provenance->n = end;
	provenance_of_stages(run, provenance);
}

/* Texts, one after the other. */
struct texts {
	struct evm_buf b;
	EVM_VEC(size_t) ends;
};

/* Stored documents on their way through the stages. */
struct pass {
	struct run *run;
	struct evm_store *reader;
	int64_t from, doc_id;		/* the run that wrote them, the last one */
	struct evm_doc *docs;		/* one a worker */
};

struct portion {
	struct evm_arena arena;
	struct evm_buf text;		/* one document as it is stored */
	struct texts in, out;
};

static void add_end(struct portion *p, struct texts *t)
{
	*EVM_PUSH(&p->arena, t->ends) = t->b.n;
}

static void *portion_new(void *ctx)
{
	struct portion *p = evm_malloc(sizeof *p);

	(void)ctx;
	memset(p, 0, sizeof *p);
	evm_arena_init(&p->arena);
	return p;
}

static void portion_free(void *ctx, void *item)
{
	struct portion *p = item;

	(void)ctx;
	evm_arena_release(&p->arena);
	evm_buf_release(&p->text);
	evm_buf_release(&p->in.b);
	evm_buf_release(&p->out.b);
	free(p);
}

static int again_fill(void *ctx, void *item, struct evm_err *err)
{
	struct pass *a = ctx;
	struct portion *p = item;
	int got = 1;

	p->in.b.n = p->in.ends.n = 0;
	while (!stopping && p->in.ends.n < 64 && p->in.b.n < BATCH_BYTES / 16 &&
	       (got = evm_store_stored(a->reader, a->from, &a->doc_id, &p->text,
				       err)) == 1) {
		evm_buf_add(&p->in.b, evm_buf_str(&p->text));
		add_end(p, &p->in);
	}
	return got < 0 ? -1 : p->in.ends.n > 0;
}

static int again_doc(struct pass *a, int worker, struct portion *p,
		     struct evm_str lines, struct evm_err *err)
{
	struct evm_doc *doc = &a->docs[worker];

	if (evm_doc_read(doc, lines, front.db, 1, err))
		return -1;
	doc->sentences.n = doc->abbrevs.n = doc->mentions.n = doc->claims.n = 0;
	/* those of an article are the publisher's, others were found */
	if (!evm_str_eqz(doc->source, "pmc"))
		doc->cites.n = 0;
	if (each(a->run, worker, doc, err) || evm_doc_write(&p->out.b, doc, err))
		return evm_err_at(err, "document %.*s", EVM_ARG(doc->id));
	add_end(p, &p->out);
	return 0;
}

static int again_work(void *ctx, int worker, void *item, struct evm_err *err)
{
	struct portion *p = item;
	size_t from = 0;

	p->out.b.n = p->out.ends.n = 0;
	for (size_t i = 0; i < p->in.ends.n; i++) {
		size_t end = p->in.ends.v[i];

		if (again_doc(ctx, worker, p, evm_str_sub(evm_buf_str(&p->in.b),
							  from, end), err))
			return -1;
		from = end;
	}
	return 0;
}

static int again_take(void *ctx, void *item, struct evm_err *err)
{
	struct pass *a = ctx;
	struct portion *p = item;
	size_t from = 0;

	for (size_t i = 0; i < p->out.ends.n; i++) {
		size_t end = p->out.ends.v[i];

		if (load(a->run, evm_str_sub(evm_buf_str(&p->out.b), from, end),
			 err))
			return -1;
		from = end;
	}
	return 0;
}

/* All documents of a run. */
static int again_run(struct run *run, int64_t from, struct evm_err *err)
{
	struct pass a = { .run = run, .from = from };
	struct evm_pool pool = { .jobs = run->jobs, .ctx = &a,
		.item_new = portion_new, .item_free = portion_free,
		.fill = again_fill, .work = again_work, .take = again_take };
	size_t jobs = (size_t)run->jobs;
	int r = evm_store_open_read(&a.reader, front.db, err);

	if (r)
		return -1;
	a.docs = evm_malloc(evm_mul(jobs, sizeof *a.docs));
	for (size_t i = 0; i < jobs; i++)
		evm_doc_init(&a.docs[i]);
	r = evm_pool_run(&pool, err);
	for (size_t i = 0; i < jobs; i++)
		evm_doc_release(&a.docs[i]);
	free(a.docs);
	evm_store_close(a.reader);
	return r;
}

/* A record that was held: loaded, or left where it is. */
static int retry_record(struct run *run, struct evm_parser *parser,
			const struct evm_held *h, struct evm_err *err)
{
	struct evm_raw raw = { .format = (enum evm_format)evm_format_of(h->format.p),
		.file = h->path.p, .offset = h->offset, .line = h->line,
		.bytes = { (char *)(uintptr_t)h->bytes.p, h->bytes.n, 0 } };
	struct evm_buf lines = EVM_BUF_INIT;
	struct evm_err why = EVM_ERR_INIT;
	bool more = true;
	int got = h->bytes.n ? 0 : -1, r = 0;

	snprintf(raw.encoding, sizeof raw.encoding, "%s", h->encoding.p);
	while (more && got >= 0 && !r) {
		got = evm_corpus_parse(parser, &raw, &run->doc, &more, &why);
		lines.n = 0;
		if (got == 1 && ((!run->doc.deleted &&
				  each(run, 0, &run->doc, &why)) ||
				 evm_doc_write(&lines, &run->doc, &why)))
			got = -1;
		if (got == 1)
			r = load(run, evm_buf_str(&lines), err);
	}
	evm_buf_release(&lines);
	if (r || got < 0) {
		if (!r)
			evm_say(PROGRAM, "still: %s", h->bytes.n ? why.msg : h->message.p);
		return r;
	}
	return begin(run, err) ||
	       evm_store_let_go(run->store, h->id, err) ? -1 : 0;
}

static int retry_run(struct run *run, int64_t from, struct evm_err *err)
{
	struct evm_parser *parser = evm_parser_new();
	struct evm_held h = { .id = 0 };
	int got, r = 0;

	while (!r && !stopping &&
	       (got = evm_store_held(run->store, from, &h, err)) != 0)
		r = got < 0 ? -1 : retry_record(run, parser, &h, err);
	evm_parser_free(parser);
	return r;
}

/* --again and --retry go through the runs that stand in the database. */
static int revisit(struct run *run, struct evm_err *err)
{
	struct evm_buf provenance = EVM_BUF_INIT;
	int64_t from = 0;
	int got = evm_store_open(&run->store, front.db, err) ? -1 : 1, r = 0;

	while (got == 1 && !r && !stopping &&
	       (got = evm_store_next_run(run->store, &from, &provenance, err)) == 1) {
		renew(run, &provenance);
		r = evm_store_begin_run(run->store, evm_buf_str(&provenance), err);
		if (!r && retry)
			r = retry_run(run, from, err);
		else if (!r && evm_store_run(run->store) != from)
			r = again_run(run, from, err);
		if (!r && !(r = commit(run, err)) && !stopping)
			r = evm_store_end_run(run->store, err);
	}
	evm_buf_release(&provenance);
	if (stopping && !r)
		r = evm_err_set(err, EVM_EXIT_FAILED, "stopped by a signal");
	if (run->store && !r && got >= 0)
		r = evm_store_count_held(run->store, &run->held, err);
	evm_store_close(run->store);
	return got < 0 ? -1 : r;
}

static void check_options(bool operands)
{
	bool revisits = again || retry;

	if (!front.db == !to)
		evm_cli_mistake(&cli, "name a database with -d, or a stream with --to");
	if (again && retry)
		evm_cli_mistake(&cli, "--again and --retry exclude each other");
	if (revisits && (to || operands || inputs.files_from.n))
		evm_cli_mistake(&cli, "--again and --retry take a database and no files");
	if (to && strcmp(keep, "all") != 0)
		evm_cli_mistake(&cli, "--keep is for a database, --to writes all");
	if (evm_dict_choice_bad(&choice))
		evm_cli_mistake(&cli, "--image and --vocabulary exclude each other");
	if (evm_flow_bad_since(&inputs))
		evm_cli_mistake(&cli, "--since %s: no date", inputs.since);
	if (!revisits && !operands && !inputs.files_from.n)
		evm_cli_need_stdin(&cli);
}

static int act(struct run *run, char **operands, struct evm_flow_result *result,
	       struct evm_err *err)
{
	if (!again && !retry &&
	    evm_inputs_list(&run->files, operands, &inputs.files_from, err))
		return -1;
	if (make_workers(run, err))
		return -1;
	if (dry)
		return plan(run, err);
	return again || retry ? revisit(run, err) : mine(run, result, err);
}

int main(int argc, char **argv)
{
	int first = evm_cli_parse(&cli, argc, argv), r;
	struct evm_err err = EVM_ERR_INIT;
	struct evm_flow_result result = { 0 };
	struct run run;

	check_options(first < argc);
	memset(&run, 0, sizeof run);
	evm_doc_init(&run.doc);
	evm_inputs_init(&run.files);
	evm_inputs_init(&run.todo);
	catch_signals();
	r = act(&run, argv + first, &result, &err);
	if (!r)
		summary(&run);
	free_workers(&run);
	evm_doc_release(&run.doc);
	evm_inputs_release(&run.files);
	evm_inputs_release(&run.todo);
	if (r)
		return evm_fail(PROGRAM, &err);
	if (run.failed)
		return (int)run.failure;
	return result.counts.skipped || run.held ? EVM_EXIT_SKIPPED :
	       EVM_EXIT_DONE;
}
