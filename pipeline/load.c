/* evm-load: record streams into a database, whole streams only. */
#include <inttypes.h>

#include "core/cli.h"
#include "core/stream.h"
#include "run/copy.h"
#include "store/spool.h"
#include "store/store.h"

/* A batch, one transaction, ends with whichever comes first. */
#define BATCH_DOCS 500
#define BATCH_BYTES (8 << 20)

static struct evm_front front;
static struct evm_backup backup = { .keep = EVM_COPIES };
static bool partial;

static const struct evm_opt opts[] = {
	EVM_OPTS_DB(front),
	{ "allow-partial", 0, EVM_OPT_FLAG, &partial, NULL,
	  "load what came of a stream that stops before its end", NULL, 0, 0 },
	EVM_OPTS_COPIES(backup),
	EVM_OPTS_ON_ERROR(front),
	EVM_OPTS_COMMON(front),
	EVM_OPTS_END
};

static const struct evm_cli cli = {
	"evm-load", "-d DB [STREAM...]",
	"Loads record streams (default: standard input) into a SQLite database, "
	"which is\nmade when it is not there. Loading the same again changes "
	"nothing; decisions of\ncurators are kept.",
	opts, NULL, true
};

struct load {
	struct evm_store *store;
	struct evm_spool *spool;
	struct evm_buf lines;
	struct evm_doc doc;
	uint64_t skipped;
	bool cut;		/* a stream stopped early and was loaded */
	bool copied;		/* the database as it was before */
};

/* A document that cannot be read: stop, or tell and count it. */
static int settle(struct load *l, struct evm_err *err)
{
	if (!evm_str_eqz(evm_str(front.on_error), "skip"))
		return -1;
	evm_say(cli.program, "skipped: %s", err->msg);
	l->skipped++;
	return 0;
}

/* Checks every document of a stream and sets it aside: 0 when the stream is
 * whole. */
static int spool(struct load *l, struct evm_reader *r, struct evm_err *err)
{
	uint64_t line;
	int got;

	while ((got = evm_reader_next(r, &l->lines, &line, err)) == 1) {
		if (evm_doc_read(&l->doc, evm_buf_str(&l->lines),
				 evm_in_name(r->in), line, err)) {
			if (settle(l, err))
				return -1;
			continue;
		}
		if (evm_spool_add(l->spool, evm_buf_str(&l->lines), line, err))
			return -1;
	}
	if (got < 0 && err->code == EVM_EXIT_CUT && partial) {
		evm_say(cli.program, "%s", err->msg);
		l->cut = true;
		got = 0;
	}
	return got;
}

/* One batch from the spool: 1 when there may be more. */
static int load_batch(struct load *l, const char *name, struct evm_err *err)
{
	size_t bytes = 0;
	uint64_t line;
	int got = 1;

	if (evm_store_begin(l->store, err))
		return -1;
	for (int n = 0; n < BATCH_DOCS && bytes < BATCH_BYTES; n++) {
		got = evm_spool_next(l->spool, &l->lines, &line, err);
		if (got != 1)
			break;
		bytes += l->lines.n;
		if (evm_doc_read(&l->doc, evm_buf_str(&l->lines), name, line,
				 err) || evm_store_load(l->store, &l->doc, err)) {
			got = -1;
			break;
		}
	}
	if (got >= 0 && !evm_store_commit(l->store, err))
		return got;
	evm_store_rollback(l->store);
	return -1;
}

static int load(struct load *l, const char *name, struct evm_str header,
		struct evm_err *err)
{
	int got;

	if (!l->copied)
		evm_copy_first(cli.program, &front, &backup);
	l->copied = true;
	if (evm_spool_rewind(l->spool, err) ||
	    evm_store_begin_run(l->store, header, err))
		return -1;
	while ((got = load_batch(l, name, err)) == 1)
		;
	/* what was cut stays visible as unfinished until the rest comes */
	if (got || evm_store_bulk(l->store, false, err) ||
	    (!l->cut && evm_store_end_run(l->store, err)))
		return -1;
	return evm_store_bulk(l->store, true, err);
}

static int load_stream(struct load *l, const char *path, struct evm_err *err)
{
	struct evm_reader r;
	struct evm_in *in;
	int rc;

	if (evm_in_open(&in, path, err))
		return -1;
	rc = evm_reader_open(&r, in, err);
	if (!rc && !(rc = evm_spool_open(&l->spool, front.db, err))) {
		rc = spool(l, &r, err);
		if (!rc)
			rc = load(l, evm_in_name(in), evm_buf_str(&r.header), err);
		evm_spool_close(l->spool);
	}
	evm_reader_release(&r);
	evm_in_close(in);
	return rc;
}

static void summary(const struct load *l)
{
	struct evm_store_counts c = evm_store_counts(l->store);

	if (!front.quiet)
		evm_say(cli.program, "%" PRIu64 " documents new, %" PRIu64
			" replaced, %" PRIu64 " the same, %" PRIu64 " older than "
			"what is there, %" PRIu64 " deleted", c.added,
			c.replaced, c.same, c.older, c.deleted);
}

int main(int argc, char **argv)
{
	struct load l = { 0 };
	struct evm_err err = EVM_ERR_INIT;
	int i = evm_cli_parse(&cli, argc, argv), rc;

	evm_heap_keep();
	if (!front.db)
		evm_cli_mistake(&cli, "no database: -d DB");
	if (evm_store_open_bulk(&l.store, front.db, &err))
		return evm_fail(cli.program, &err);
	evm_doc_init(&l.doc);
	rc = i < argc ? 0 : load_stream(&l, "-", &err);
	for (; i < argc && !rc; i++)
		rc = load_stream(&l, argv[i], &err);
	if (!rc)
		summary(&l);
	evm_store_close(l.store);
	evm_doc_release(&l.doc);
	evm_buf_release(&l.lines);
	if (rc)
		return evm_fail(cli.program, &err);
	return l.cut ? EVM_EXIT_CUT : l.skipped ? EVM_EXIT_SKIPPED :
	       EVM_EXIT_DONE;
}
