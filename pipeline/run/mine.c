#include "run/mine.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "run/copy.h"
#include "run/mine_p.h"

/* --- workers ------------------------------------------------------------------ */

int evm_mine_stages(struct evm_mine *m, int worker, struct evm_doc *doc,
		    struct evm_err *err)
{
	struct evm_worker *w = &m->workers[worker];

	if (evm_annotate(w->annotator, doc, err) ||
	    evm_extract(w->extractor, doc, err) ||
	    (m->o->check && m->o->check(doc, err)))
		return -1;
	m->claims += doc->claims.n;
	return 0;
}

static int make_workers(struct evm_mine *m, struct evm_err *err)
{
	size_t jobs = (size_t)(m->jobs = evm_front_jobs(m->o->front));

	m->workers = evm_malloc(evm_mul(jobs, sizeof *m->workers));
	memset(m->workers, 0, jobs * sizeof *m->workers);
	if (evm_dict_chosen(&m->dict, m->o->choice, err) ||
	    evm_ruleset_load(&m->rules, NULL, err))
		return -1;
	for (size_t i = 0; i < jobs; i++) {
		if (evm_annotator_new(&m->workers[i].annotator, m->dict, err))
			return -1;
		m->workers[i].extractor = evm_extractor_new(m->rules);
	}
	return 0;
}

static void free_workers(struct evm_mine *m)
{
	for (int i = 0; m->workers && i < m->jobs; i++) {
		evm_annotator_free(m->workers[i].annotator);
		evm_extractor_free(m->workers[i].extractor);
	}
	free(m->workers);
	evm_ruleset_free(m->rules);
	evm_dict_free(m->dict);
}

/* --- what flow calls -------------------------------------------------------------- */

static int each(void *ctx, int worker, struct evm_doc *doc, struct evm_err *err)
{
	return evm_mine_stages(ctx, worker, doc, err);
}

static void *pack(void *ctx, struct evm_arena *a, const struct evm_doc *doc)
{
	struct evm_mine *m = ctx;

	return m->store ? evm_mine_parcel(m, a, doc) : NULL;
}

static int take(void *ctx, struct evm_str lines, void *packed,
		struct evm_err *err)
{
	struct evm_mine *m = ctx;
	struct evm_parcel *p = packed;

	if (p) {
		p->lines = lines;
		return evm_mine_load(m, p, err);
	}
	evm_writer_doc(&m->writer, lines);
	if (!evm_out_failed(m->out))
		return 0;
	/* evm_out_finish has the reason */
	return evm_err_set(err, EVM_EXIT_FAILED, "cannot write");
}

static void note(void *ctx, char *text, size_t size)
{
	struct evm_mine *m = ctx;

	snprintf(text, size, "%llu claims", m->claims);
}

static bool stop(void *ctx)
{
	struct evm_mine *m = ctx;

	return m->o->stop();
}

static bool asked(void *ctx)
{
	struct evm_mine *m = ctx;

	return m->o->asked();
}

/* --- the target -------------------------------------------------------------------- */

void evm_mine_provenance(const struct evm_mine *m, struct evm_buf *header)
{
	evm_pg_line(header, "evm-annotate",
		    evm_annotator_settings(m->workers[0].annotator));
	evm_pg_line(header, "evm-extract", evm_ruleset_settings(m->rules));
}

/* The #pg lines that the stages of a pipe would write. */
static void provenance(const struct evm_mine *m, struct evm_buf *header)
{
	struct evm_arena a;

	evm_arena_init(&a);
	evm_pg_line(header, "evm-ingest",
		    evm_flow_settings(m->o->inputs, &m->files, &a).p);
	evm_mine_provenance(m, header);
	evm_arena_release(&a);
}

static int open_stream(struct evm_mine *m, const struct evm_buf *header,
		       struct evm_err *err)
{
	if (evm_out_open(&m->out, m->o->to, err))
		return -1;
	evm_writer_open(&m->writer, m->out);
	evm_writer_header(&m->writer, header);
	return evm_mine_choose(m, NULL, err);
}

static int open_store(struct evm_mine *m, const struct evm_buf *header,
		      struct evm_err *err)
{
	if (evm_store_open_bulk(&m->store, m->o->front->db, err) ||
	    evm_store_begin_run(m->store, evm_buf_str(header), err))
		return -1;
	return evm_mine_choose(m, NULL, err);
}

static int open_target(struct evm_mine *m, struct evm_err *err)
{
	struct evm_buf header = EVM_BUF_INIT;
	int r;

	provenance(m, &header);
	r = m->o->to ? open_stream(m, &header, err) :
	    open_store(m, &header, err);
	evm_buf_release(&header);
	return r;
}

static int close_stream(struct evm_mine *m, bool whole, struct evm_err *err)
{
	if (whole)
		evm_writer_end(&m->writer);
	evm_writer_release(&m->writer);
	return evm_out_finish(m->out, whole, err);
}

/* What was read before a fault is kept, in whole documents. */
static int close_store(struct evm_mine *m, bool whole, struct evm_err *err)
{
	if (evm_mine_commit(m, err) || evm_store_bulk(m->store, false, err) ||
	    (whole && !m->failed && evm_store_end_run(m->store, err)))
		return -1;
	return evm_store_count_held(m->store, &m->held, err);
}

/* Ends what the run wrote to. whole: all of the input was read. */
static int close_target(struct evm_mine *m, bool whole, struct evm_err *err)
{
	if (m->out)
		return close_stream(m, whole, err);
	return m->store ? close_store(m, whole, err) : 0;
}

/* --- the run -------------------------------------------------------------------------- */

static int mine(struct evm_mine *m, struct evm_err *err)
{
	struct evm_flow_opts o = {
		.program = m->o->program, .front = m->o->front,
		.inputs = m->o->inputs, .files = &m->todo, .ctx = m,
		.each = each, .pack = pack, .take = take, .note = note,
		.stop = stop, .asked = asked, .skipped = evm_mine_hold,
		.file_end = m->o->to ? NULL : evm_mine_file_end,
	};
	struct evm_err late = EVM_ERR_INIT;
	int r = open_target(m, err);

	if (!r)
		r = evm_flow_run(&o, &m->result, err);
	if (!r && m->o->stop())
		r = evm_err_set(err, EVM_EXIT_FAILED, "stopped by a signal");
	/* a write that failed is the cause of what else went wrong */
	if (close_target(m, !r, &late)) {
		*err = late;
		r = -1;
	}
	return r;
}

/* --dry-run: reads the database, if there is one, and writes nothing. */
static int plan(struct evm_mine *m, struct evm_err *err)
{
	struct evm_buf header = EVM_BUF_INIT, list = EVM_BUF_INIT;
	const char *db = m->o->front->db;
	struct evm_out *out;
	int r = 0;

	provenance(m, &header);
	if (db && !access(db, F_OK) &&
	    (evm_store_open_read(&m->store, db, err) ||
	     evm_store_find_run(m->store, evm_buf_str(&header), err)))
		r = -1;
	if (!r)
		r = evm_mine_choose(m, &list, err);
	if (!r && !(r = evm_out_open(&out, NULL, err))) {
		evm_out_add(out, evm_buf_str(&list));
		r = evm_out_finish(out, true, err);
	}
	evm_buf_release(&header);
	evm_buf_release(&list);
	return r;
}

static void summary(const struct evm_mine *m)
{
	const struct evm_front *front = m->o->front;

	if (front->verbose)
		evm_say(m->o->program, "%llu claims", m->claims);
	if (m->failed && !front->quiet && m->todo.v.n > 1)
		evm_say(m->o->program, "%zu of %zu files failed; the same command "
			"reads them again", m->failed, m->todo.v.n);
	if (m->held && !front->quiet)
		evm_say(m->o->program, "%" PRId64 " records are in quarantine; "
			"--retry tries them again", m->held);
}

static int act(struct evm_mine *m, char **operands, struct evm_err *err)
{
	bool revisits = m->o->again || m->o->retry;

	if (!revisits && evm_inputs_list(&m->files, operands,
					 &m->o->inputs->files_from, err))
		return -1;
	if (make_workers(m, err))
		return -1;
	if (m->o->dry)
		return plan(m, err);
	if (m->o->backup && !m->o->to)
		evm_copy_first(m->o->program, m->o->front, m->o->backup);
	return revisits ? evm_mine_revisit(m, err) : mine(m, err);
}

static int code_of(const struct evm_mine *m)
{
	if (m->failed)
		return (int)m->failure;
	return m->result.counts.skipped || m->held ? EVM_EXIT_SKIPPED :
	       EVM_EXIT_DONE;
}

int evm_mine(const struct evm_mine_opts *opts, char **operands,
	     struct evm_err *err)
{
	struct evm_mine m;
	int r;

	memset(&m, 0, sizeof m);
	m.o = opts;
	evm_inputs_init(&m.files);
	evm_inputs_init(&m.todo);
	r = act(&m, operands, err);
	if (!r)
		summary(&m);
	evm_store_close(m.store);
	free_workers(&m);
	evm_inputs_release(&m.files);
	evm_inputs_release(&m.todo);
	return r ? -1 : code_of(&m);
}
