/* evm-report: a page to look at, made of a database or record streams. */
#include <string.h>

#include "core/cli.h"
#include "report/page.h"
#include "wanted/wanted.h"

static struct evm_front front;
static const char *status = "all", *confidence = "0", *figures;
static const char *title = "Vesicles of mesenchymal stem cells: the evidence";
static int claims = 2000;
static struct evm_wanted wanted = EVM_WANTED_INIT;
static struct evm_select narrow;	/* what --status and --min-confidence say */
static double min_confidence;

static const struct evm_opt opts[] = {
	{ "status", 0, EVM_OPT_CHOICE, &status, "WHICH",
	  "accepted claims, or new ones that nobody has judged (default: all but "
	  "rejected ones)", "accepted|new|all", 0, 0 },
	EVM_OPTS_WHERE(wanted, "only these claims and their documents, by the review queue's "
			       "keys: source=BM,disease=asthma"),
	{ "min-confidence", 0, EVM_OPT_TEXT, &confidence, "X",
	  "leave out claims below X, a number from 0 to 1", NULL, 0, 0 },
	{ "title", 0, EVM_OPT_TEXT, &title, "TEXT", "the page's title", NULL, 0, 0 },
	{ "claims", 0, EVM_OPT_NUMBER, &claims, "N",
	  "list the N best supported claims with their sentences (default: 2000)",
	  NULL, 0, 1000000 },
	{ "figures", 0, EVM_OPT_TEXT, &figures, "FOLDER",
	  "write each figure as an SVG file and its data as CSV, too", NULL, 0, 0 },
	EVM_OPTS_DB(front),
	EVM_OPTS_OUTPUT(front),
	EVM_OPTS_COMMON(front),
	EVM_OPTS_END
};

static const struct evm_cli cli = {
	"evm-report", "[STREAM...]",
	"Writes one HTML page that shows what the claims about vesicles say: an "
	"evidence map,\neffects, cargo, years, routes, trials and gaps, with the "
	"sentences behind every mark.\nReads a database (-d) or record streams "
	"(default: standard input).",
	opts, NULL, false
};

struct report {
	struct evm_facts *facts;
	struct evm_table *trials;
};

static void settings(void)
{
	struct evm_err err = EVM_ERR_INIT;
	static char text[64];

	min_confidence = evm_cli_fraction(&cli, "min-confidence", confidence);
	snprintf(text, sizeof text, "low=%.6f%s%s", min_confidence,
		 strcmp(status, "all") ? ",status=" : "",
		 strcmp(status, "all") ? status : "");
	if (evm_select_parse(&narrow, text, &err))
		evm_cli_mistake(&cli, "%s", err.msg);
}

static int gather(struct report *r, struct evm_docs *docs, struct evm_err *err)
{
	struct evm_export x = { .unit = EVM_UNIT_BYTE };
	bool narrowed = strcmp(status, "all") != 0 || min_confidence > 0;
	struct evm_doc doc;
	int got;

	evm_doc_init(&doc);
	while ((got = evm_docs_next(docs, &doc, err)) == 1) {
		if (!evm_wanted_apply(&wanted, docs, &doc, &x) ||
		    (narrowed && !evm_select_apply(&narrow, &doc, &x)))
			continue;
		evm_facts_add(r->facts, &doc, x.status, x.prints);
		evm_table_add(r->trials, &doc, x.prints);
	}
	evm_doc_release(&doc);
	return got;
}

/* Which claims were asked for, behind "Only ". */
static void say_only(struct evm_buf *b)
{
	bool some = strcmp(status, "all") != 0;

	if (!some && !evm_wanted_some(&wanted) && min_confidence <= 0)
		return;
	evm_buf_printf(b, "%s%sclaims", some ? status : "", some ? " " : "");
	if (min_confidence > 0)
		evm_buf_printf(b, " of a confidence of at least %.2f", min_confidence);
	if (evm_wanted_some(&wanted))
		evm_buf_printf(b, " with %s", wanted.where);
	evm_buf_addz(b, " were asked for.");
}

static int write_page(struct evm_sets *sets, const struct evm_trials *trials,
		      struct evm_err *err)
{
	struct evm_page_options o = { title, "", (size_t)claims };
	struct evm_buf page = EVM_BUF_INIT, only = EVM_BUF_INIT;
	struct evm_out *out;

	if (figures && evm_page_figures(sets, trials, figures, err))
		return -1;
	say_only(&only);
	o.only = only.n ? only.p : "";
	if (evm_out_open(&out, front.output, err)) {
		evm_buf_release(&only);
		return -1;
	}
	evm_page_write(sets, trials, &o, &page);
	evm_out_add(out, evm_buf_str(&page));
	evm_buf_release(&page);
	evm_buf_release(&only);
	return evm_out_finish(out, true, err);
}

static int run(struct evm_docs *docs, struct evm_err *err)
{
	struct report r = { evm_facts_new(err), NULL };
	struct evm_trials trials;
	struct evm_sets *sets;
	int rc;

	if (!r.facts)
		return -1;
	r.trials = evm_table_new(EVM_TABLE_TRIALS, min_confidence);
	rc = gather(&r, docs, err);
	if (!rc) {
		sets = evm_sets_new(r.facts);
		evm_trials_take(&trials, r.trials);
		rc = write_page(sets, &trials, err);
		evm_trials_release(&trials);
		evm_sets_free(sets);
	}
	evm_table_free(r.trials);
	evm_facts_free(r.facts);
	return rc;
}

int main(int argc, char **argv)
{
	struct evm_err err = EVM_ERR_INIT;
	int first = evm_cli_parse(&cli, argc, argv), rc;
	struct evm_docs *docs;

	settings();
	evm_wanted_sources(&cli, &front, first, argc);
	if (evm_wanted_open(&wanted, &cli, &front, argv + first, (size_t)(argc - first), false,
			    &docs, &err))
		return evm_fail(cli.program, &err);
	rc = run(docs, &err);
	evm_docs_close(docs);
	evm_wanted_release(&wanted);
	evm_select_release(&narrow);
	return rc ? evm_fail(cli.program, &err) : EVM_EXIT_DONE;
}
