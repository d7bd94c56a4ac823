/* evm-ingest: literature in any of its formats to the record stream. */
#include <string.h>

#include "core/stream.h"
#include "corpus/flow.h"

#define PROGRAM "evm-ingest"

static struct evm_front front = { .on_error = "stop" };
static struct evm_flow_inputs inputs = { .format = "auto" };
static const char *mentions = "drop";

static const struct evm_opt opts[] = {
	EVM_OPTS_INPUTS(inputs),
	{ "mentions", 0, EVM_OPT_CHOICE, &mentions, "WHAT",
	  "of annotated inputs (bioc, pubtator, brat): drop their mentions (default), "
	  "or keep them", "drop|keep", 0, 0 },
	EVM_OPTS_OUTPUT(front),
	EVM_OPTS_JOBS(front),
	EVM_OPTS_ON_ERROR(front),
	EVM_OPTS_COMMON(front),
	EVM_OPTS_END
};

static const struct evm_cli cli = {
	PROGRAM, "[FILE|FOLDER...]",
	"Reads PubMed XML, PMC JATS XML, plain text copied from a PDF, BioC XML,\n"
	"PubTator, brat, or id<TAB>text lines, gzipped or not, and writes the record "
	"stream.",
	opts,
	"\"-\" or no FILE is standard input.", true
};

struct ingest {
	struct evm_inputs files;
	struct evm_out *out;
	struct evm_writer writer;
};

static int each(void *ctx, int worker, struct evm_doc *doc, struct evm_err *err)
{
	(void)ctx;
	(void)worker;
	(void)err;
	if (strcmp(mentions, "keep") != 0)
		doc->mentions.n = 0;
	return 0;
}

static int take(void *ctx, struct evm_str lines, void *packed,
		struct evm_err *err)
{
	struct ingest *g = ctx;

	(void)packed;
	evm_writer_doc(&g->writer, lines);
	if (!evm_out_failed(g->out))
		return 0;
	/* evm_out_finish has the reason */
	return evm_err_set(err, EVM_EXIT_FAILED, "cannot write");
}

static void header(struct ingest *g)
{
	struct evm_arena a;

	evm_arena_init(&a);
	evm_writer_open(&g->writer, g->out);
	evm_writer_header(&g->writer, NULL);
	evm_writer_pg(&g->writer, PROGRAM, evm_flow_settings(&inputs, &g->files, &a).p);
	evm_arena_release(&a);
}

static int ingest(struct ingest *g, struct evm_flow_result *result,
		  struct evm_err *err)
{
	struct evm_flow_opts o = {
		.program = PROGRAM, .front = &front, .inputs = &inputs,
		.files = &g->files, .ctx = g, .each = each, .take = take,
	};
	int r;

	header(g);
	r = evm_flow_run(&o, result, err);
	if (!r)
		evm_writer_end(&g->writer);
	evm_writer_release(&g->writer);
	return r;
}

int main(int argc, char **argv)
{
	int first = evm_cli_parse(&cli, argc, argv), r;
	struct evm_err err = EVM_ERR_INIT, late = EVM_ERR_INIT;
	struct evm_flow_result result;
	struct ingest g;

	if (evm_flow_bad_since(&inputs))
		evm_cli_mistake(&cli, "--since %s: no date", inputs.since);
	evm_inputs_init(&g.files);
	if (evm_inputs_list(&g.files, argv + first, &inputs.files_from, &err) ||
	    evm_out_open(&g.out, front.output, &err))
		return evm_fail(PROGRAM, &err);
	r = ingest(&g, &result, &err);
	evm_inputs_release(&g.files);
	if (evm_out_finish(g.out, !r, &late))
		return evm_fail(PROGRAM, &late);
	if (r)
		return evm_fail(PROGRAM, &err);
	return result.counts.skipped ? EVM_EXIT_SKIPPED : EVM_EXIT_DONE;
}
