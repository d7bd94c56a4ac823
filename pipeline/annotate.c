/* evm-annotate: sentences, abbreviations, citations and mentions. */
#include <stdlib.h>
#include <string.h>

#include "core/stage.h"
#include "dictionaries/choice.h"
#include "extractors/annotate.h"

#define PROGRAM "evm-annotate"

static struct evm_front front = { .on_error = "stop" };
static struct evm_dict_choice choice;
static bool explain;

static const struct evm_opt opts[] = {
	EVM_OPTS_DICT(choice),
	{ "explain", 0, EVM_OPT_FLAG, &explain, NULL,
	  "write what became of every name that was looked at, not a stream", NULL, 0, 0 },
	EVM_OPTS_OUTPUT(front),
	EVM_OPTS_JOBS(front),
	EVM_OPTS_ON_ERROR(front),
	EVM_OPTS_COMMON(front),
	EVM_OPTS_END
};

static const struct evm_cli cli = {
	PROGRAM, "[FILE]",
	"Reads a record stream and adds sentences, abbreviations, citations and\n"
	"the mentions of vesicles, cells, diseases, proteins, microRNAs and more.",
	opts,
	"\"-\" or no FILE is standard input.", true
};

struct annotate {
	struct evm_dict *dict;
	struct evm_annotator **annotators;	/* one a worker */
	int jobs;
};

static int each(void *ctx, int worker, struct evm_doc *doc, struct evm_err *err)
{
	const struct annotate *a = ctx;

	return evm_annotate(a->annotators[worker], doc, err);
}

static int begin(struct annotate *a, struct evm_err *err)
{
	a->jobs = evm_front_jobs(&front);
	a->annotators = evm_malloc(evm_mul((size_t)a->jobs, sizeof *a->annotators));
	memset(a->annotators, 0, (size_t)a->jobs * sizeof *a->annotators);
	if (evm_dict_chosen(&a->dict, &choice, err))
		return -1;
	for (int i = 0; i < a->jobs; i++)
		if (evm_annotator_new(&a->annotators[i], a->dict, err))
			return -1;
	return 0;
}

static void end(struct annotate *a)
{
	for (int i = 0; i < a->jobs; i++)
		evm_annotator_free(a->annotators[i]);
	free(a->annotators);
	evm_dict_free(a->dict);
}

static int explain_docs(struct evm_annotator *an, struct evm_reader *r, struct evm_out *out,
			struct evm_err *err)
{
	struct evm_buf lines = EVM_BUF_INIT, why = EVM_BUF_INIT;
	struct evm_doc doc;
	uint64_t at;
	int got;

	evm_doc_init(&doc);
	while ((got = evm_reader_next(r, &lines, &at, err)) == 1) {
		why.n = 0;
		if (evm_doc_read(&doc, evm_buf_str(&lines), evm_in_name(r->in), at, err) ||
		    (!doc.deleted && evm_annotate_explain(an, &doc, &why, err))) {
			got = -1;
			break;
		}
		evm_out_add(out, evm_buf_str(&why));
	}
	evm_doc_release(&doc);
	evm_buf_release(&lines);
	evm_buf_release(&why);
	return got;
}

static int run_explain(struct evm_annotator *an, const char *path)
{
	struct evm_err err = EVM_ERR_INIT, late = EVM_ERR_INIT;
	struct evm_reader r = { .in = NULL };
	struct evm_in *in = NULL;
	struct evm_out *out;
	int got = -1;

	if (evm_out_open(&out, front.output, &err))
		return evm_fail(PROGRAM, &err);
	if (!evm_in_open(&in, path ? path : "-", &err) && !evm_reader_open(&r, in, &err)) {
		got = explain_docs(an, &r, out, &err);
		evm_reader_release(&r);
	}
	evm_in_close(in);
	if (evm_out_finish(out, !got, &late))
		return evm_fail(PROGRAM, &late);
	return got ? evm_fail(PROGRAM, &err) : EVM_EXIT_DONE;
}

int main(int argc, char **argv)
{
	int first = evm_cli_parse(&cli, argc, argv), code;
	struct evm_err err = EVM_ERR_INIT;
	struct annotate a = { .dict = NULL };

	if (argc - first > 1)
		evm_cli_mistake(&cli, "one FILE is read, not %d", argc - first);
	if (evm_dict_choice_bad(&choice))
		evm_cli_mistake(&cli, "--image and --vocabulary exclude each other");
	if (begin(&a, &err))
		code = evm_fail(PROGRAM, &err);
	else if (explain)
		code = run_explain(a.annotators[0], argv[first]);
	else
		code = evm_stage_run(&(struct evm_stage){
			.program = PROGRAM, .front = &front, .path = argv[first],
			.settings = evm_annotator_settings(a.annotators[0]),
			.ctx = &a, .each = each });
	end(&a);
	return code;
}
