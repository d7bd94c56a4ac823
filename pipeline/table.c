/* evm-table: the summary tables of a review, from a stream or a database. */
#include "core/cli.h"
#include "export/table.h"
#include "wanted/wanted.h"

static struct evm_front front;
static const char *format = "text", *confidence = "0";
static struct evm_wanted wanted = EVM_WANTED_INIT;

static const struct evm_opt opts[] = {
	{ "format", 0, EVM_OPT_CHOICE, &format, "NAME",
	  "how (default: text, for reading)", "text|tsv|markdown|html|jsonl", 0, 0 },
	{ "min-confidence", 0, EVM_OPT_TEXT, &confidence, "X",
	  "leave out claims below X, a number from 0 to 1", NULL, 0, 0 },
	EVM_OPTS_WHERE(wanted, "only these claims, by the review queue's keys: "
			       "status=accepted,source=BM"),
	EVM_OPTS_DB(front),
	EVM_OPTS_OUTPUT(front),
	EVM_OPTS_COMMON(front),
	EVM_OPTS_END
};

static const struct evm_cli cli = {
	"evm-table", "effects|cargo|trials [STREAM...]",
	"Makes a table of many claims, from a database (-d) or from record "
	"streams\n(default: standard input). effects: what the vesicles of which "
	"source do for\nwhich disease; cargo: what they carry and what that does; "
	"trials: clinical\ntrials.",
	opts, NULL, false
};

static int run(struct evm_docs *docs, struct evm_table *table,
	       struct evm_err *err)
{
	struct evm_export x = { .unit = EVM_UNIT_BYTE };
	struct evm_doc doc;
	int got;

	evm_doc_init(&doc);
	while ((got = evm_docs_next(docs, &doc, err)) == 1)
		if (evm_wanted_apply(&wanted, docs, &doc, &x))
			evm_table_add(table, &doc, x.prints);
	evm_doc_release(&doc);
	return got;
}

static int write_table(struct evm_table *table, struct evm_err *err)
{
	struct evm_buf text = EVM_BUF_INIT;
	struct evm_out *out;

	if (evm_out_open(&out, front.output, err))
		return -1;
	evm_table_finish(table, (enum evm_grid_format)evm_grid_format_of(format),
			 &text);
	evm_out_add(out, evm_buf_str(&text));
	evm_buf_release(&text);
	return evm_out_finish(out, true, err);
}

int main(int argc, char **argv)
{
	struct evm_err err = EVM_ERR_INIT;
	int first = evm_cli_parse(&cli, argc, argv), kind, rc;
	struct evm_table *table;
	struct evm_docs *docs;
	double min;

	kind = first < argc ? evm_table_kind_of(argv[first++]) : -1;
	if (kind < 0)
		evm_cli_mistake(&cli, "which table: effects, cargo or trials");
	evm_wanted_sources(&cli, &front, first, argc);
	min = evm_cli_fraction(&cli, "min-confidence", confidence);
	if (evm_wanted_open(&wanted, &cli, &front, argv + first, (size_t)(argc - first), false,
			    &docs, &err))
		return evm_fail(cli.program, &err);
	table = evm_table_new((enum evm_table_kind)kind, min);
	/* a table of half a stream would look like a whole one */
	rc = run(docs, table, &err) || write_table(table, &err);
	evm_table_free(table);
	evm_docs_close(docs);
	evm_wanted_release(&wanted);
	return rc ? evm_fail(cli.program, &err) : EVM_EXIT_DONE;
}
