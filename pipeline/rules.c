/* evm-rules: runs the rules' examples; tells what a changed rule changes. */
#include <inttypes.h>
#include <string.h>

#include "core/cli.h"
#include "core/stream.h"
#include "extractors/extract.h"
#include "extractors/rules_check.h"

#define PROGRAM "evm-rules"

static struct evm_front front;
static const char *rules_dir, *against;

static const struct evm_opt opts[] = {
	{ "rules", 0, EVM_OPT_TEXT, &rules_dir, "DIR",
	  "check the rules in DIR (default: the shipped ones)", NULL, 0, 0 },
	{ "against", 0, EVM_OPT_TEXT, &against, "DIR",
	  "compare with what the rules in DIR find (default: with the claims "
	  "that the stream holds)", NULL, 0, 0 },
	EVM_OPTS_OUTPUT(front),
	EVM_OPTS_COMMON(front),
	EVM_OPTS_END
};

static const struct evm_cli cli = {
	"evm-rules check", "[STREAM]",
	"Runs the examples that stand with the rules. With a STREAM of annotated\n"
	"documents also tells which claims the rules gain and lose there.",
	opts,
	"Lines of the comparison: gained or lost; document; rule; predicate;\n"
	"subject; object; sentence. Exits 1 when an example fails.", false
};

/* --- examples -------------------------------------------------------------------- */

struct tally {
	struct evm_buf *out;
	uint64_t run;
};

static void report(void *ctx, const struct evm_rules_result *r)
{
	struct tally *t = ctx;

	t->run++;
	if (r->passed && !front.verbose)
		return;
	evm_buf_printf(t->out, "%s", r->file);
	if (r->line)
		evm_buf_printf(t->out, ":%" PRIu64, r->line);
	evm_buf_printf(t->out, ": %" EVM_FMT ": %" EVM_FMT, EVM_ARG(r->rule),
		       EVM_ARG(r->passed ? EVM_LIT("ok") : r->what));
	if (!r->passed && r->text.n)
		evm_buf_printf(t->out, " in \"%" EVM_FMT "\"", EVM_ARG(r->text));
	evm_buf_addc(t->out, '\n');
}

/* --- comparison ------------------------------------------------------------------ */

struct compare {
	struct evm_ruleset *now, *then;		/* then: NULL, the stream's own claims */
	struct evm_extractor *finds, *found;
	struct evm_doc a, b;			/* the document then, and now */
	struct evm_buf *out;
	uint64_t gained, lost, kept, docs;
};

static bool same(const struct evm_doc *d, const struct evm_claim *x,
		 const struct evm_doc *e, const struct evm_claim *y)
{
	return x->predicate == y->predicate && x->negated == y->negated && x->hedged == y->hedged &&
	       x->subject.span.begin == y->subject.span.begin &&
	       x->subject.span.end == y->subject.span.end &&
	       x->object.span.begin == y->object.span.begin &&
	       x->object.span.end == y->object.span.end &&
	       d->sentences.v[x->sentence].span.begin == e->sentences.v[y->sentence].span.begin;
}

static void field(struct evm_buf *b, const struct evm_doc *d, struct evm_span span)
{
	evm_buf_addc(b, '\t');
	evm_field_put(b, evm_doc_slice(d, span));
}

static void put(struct evm_buf *b, const char *what, const struct evm_doc *d,
		const struct evm_claim *c)
{
	evm_buf_printf(b, "%s\t%" EVM_FMT "\t%" EVM_FMT "\t%s%s", what, EVM_ARG(d->id),
		       EVM_ARG(c->rule), c->negated ? "not " : "", evm_predicate_name(c->predicate));
	field(b, d, c->subject.span);
	field(b, d, c->object.span);
	field(b, d, d->sentences.v[c->sentence].span);
	evm_buf_addc(b, '\n');
}

/* Claims of d that e has not: how many. */
static uint64_t tell(struct evm_buf *b, const char *what, const struct evm_doc *d,
		     const struct evm_doc *e)
{
	uint64_t n = 0;

	for (size_t i = 0; i < d->claims.n; i++) {
		size_t k = 0;

		while (k < e->claims.n && !same(d, &d->claims.v[i], e, &e->claims.v[k]))
			k++;
		if (k < e->claims.n)
			continue;
		put(b, what, d, &d->claims.v[i]);
		n++;
	}
	return n;
}

static int compare_doc(struct compare *c, struct evm_str lines, const char *name, uint64_t line,
		       struct evm_err *err)
{
	uint64_t lost;

	if (evm_doc_read(&c->a, lines, name, line, err) || evm_doc_read(&c->b, lines, name, line, err))
		return -1;
	if (c->a.deleted)
		return 0;
	if ((c->found && evm_extract(c->found, &c->a, err)) || evm_extract(c->finds, &c->b, err))
		return evm_err_at(err, "%" EVM_FMT, EVM_ARG(c->b.id));
	lost = tell(c->out, "lost", &c->a, &c->b);
	c->gained += tell(c->out, "gained", &c->b, &c->a);
	c->lost += lost;
	c->kept += c->a.claims.n - lost;
	c->docs++;
	return 0;
}

static int compare_all(struct compare *c, struct evm_in *in, struct evm_err *err)
{
	struct evm_buf lines = EVM_BUF_INIT;
	struct evm_reader r;
	uint64_t line;
	int got = evm_reader_open(&r, in, err);

	while (!got && (got = evm_reader_next(&r, &lines, &line, err)) == 1)
		got = compare_doc(c, evm_buf_str(&lines), evm_in_name(in), line, err);
	evm_reader_release(&r);
	evm_buf_release(&lines);
	return got;
}

static int compare(struct compare *c, const char *path, struct evm_err *err)
{
	struct evm_in *in = NULL;
	int got = -1;

	evm_doc_init(&c->a);
	evm_doc_init(&c->b);
	if (!evm_ruleset_load(&c->now, rules_dir, err) &&
	    !(against && evm_ruleset_load(&c->then, against, err)) &&
	    !evm_in_open(&in, path, err)) {
		c->finds = evm_extractor_new(c->now);
		if (c->then)
			c->found = evm_extractor_new(c->then);
		got = compare_all(c, in, err);
	}
	evm_in_close(in);
	evm_extractor_free(c->finds);
	evm_extractor_free(c->found);
	evm_ruleset_free(c->now);
	evm_ruleset_free(c->then);
	evm_doc_release(&c->a);
	evm_doc_release(&c->b);
	return got;
}

/* --- the command ----------------------------------------------------------------- */

/* Examples, then the comparison: how many examples failed, or -1. */
static int check_all(const char *path, struct evm_buf *out, struct evm_err *err)
{
	struct tally t = { out, 0 };
	struct compare c = { .out = out };
	int failed = evm_rules_check(rules_dir, NULL, report, &t, err);

	if (failed < 0)
		return -1;
	if (!front.quiet)
		evm_say(PROGRAM, "%" PRIu64 " examples, %d failed", t.run, failed);
	if (!path)
		return failed;
	if (compare(&c, path, err))
		return -1;
	if (!front.quiet)
		evm_say(PROGRAM, "%" PRIu64 " documents: %" PRIu64 " claims gained, %" PRIu64
			" lost, %" PRIu64 " kept", c.docs, c.gained, c.lost, c.kept);
	return failed;
}

static int check(int argc, char **argv)
{
	int first = evm_cli_parse(&cli, argc, argv), failed;
	struct evm_err err = EVM_ERR_INIT, late = EVM_ERR_INIT;
	struct evm_buf text = EVM_BUF_INIT;
	struct evm_out *out;

	if (argc - first > 1)
		evm_cli_mistake(&cli, "one STREAM is read, not %d", argc - first);
	if (against && first == argc)
		evm_cli_mistake(&cli, "--against needs a STREAM to compare on");
	if (evm_out_open(&out, front.output, &err))
		return evm_fail(PROGRAM, &err);
	failed = check_all(first < argc ? argv[first] : NULL, &text, &err);
	evm_out_add(out, evm_buf_str(&text));
	evm_buf_release(&text);
	if (evm_out_finish(out, failed >= 0, &late))
		return evm_fail(PROGRAM, &late);
	if (failed < 0)
		return evm_fail(PROGRAM, &err);
	return failed ? EVM_EXIT_FAILED : EVM_EXIT_DONE;
}

int main(int argc, char **argv)
{
	static const struct evm_cli all = { PROGRAM, "check [options] [STREAM]",
		"Checks extraction rules: runs their examples, and tells what they change.", opts,
		"evm-rules check --help tells more.", false };

	if (argc > 1 && !strcmp(argv[1], "check"))
		return check(argc - 1, argv + 1);
	if (argc > 1 && argv[1][0] != '-')
		evm_cli_mistake(&all, "no command '%s'", argv[1]);
	evm_cli_parse(&all, argc, argv);
	evm_cli_mistake(&all, "which command?");
}
