/* evm-extract: claims from annotated documents. */
#include <stdlib.h>

#include "core/stage.h"
#include "extractors/extract.h"

#define PROGRAM "evm-extract"

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

struct extract {
	struct evm_ruleset *rules;
	struct evm_extractor **extractors;	/* one a worker */
	int jobs;
};

static int each(void *ctx, int worker, struct evm_doc *doc, struct evm_err *err)
{
	const struct extract *x = ctx;

	return evm_extract(x->extractors[worker], doc, err);
}

static int begin(struct extract *x, struct evm_err *err)
{
	if (evm_ruleset_load(&x->rules, rules_dir, err))
		return -1;
	x->jobs = evm_front_jobs(&front);
	x->extractors = evm_malloc(evm_mul((size_t)x->jobs, sizeof *x->extractors));
	for (int i = 0; i < x->jobs; i++)
		x->extractors[i] = evm_extractor_new(x->rules);
	return 0;
}

static void end(struct extract *x)
{
	for (int i = 0; i < x->jobs; i++)
		evm_extractor_free(x->extractors[i]);
	free(x->extractors);
	evm_ruleset_free(x->rules);
}

int main(int argc, char **argv)
{
	int first = evm_cli_parse(&cli, argc, argv), code;
	struct evm_err err = EVM_ERR_INIT;
	struct extract x = { .rules = NULL };

	if (argc - first > 1)
		evm_cli_mistake(&cli, "one FILE is read, not %d", argc - first);
	if (begin(&x, &err))
		code = evm_fail(PROGRAM, &err);
	else
		code = evm_stage_run(&(struct evm_stage){
			.program = PROGRAM, .front = &front, .path = argv[first],
			.settings = evm_ruleset_settings(x.rules), .adds_claims = true,
			.concerns = evm_ruleset_subjects(x.rules),
			.ctx = &x, .each = each });
	end(&x);
	return code;
}
