/* evm-stats: what is in a database. */
#include <string.h>

#include "core/cli.h"
#include "export/grid.h"
#include "store/store.h"

#define COLUMNS 12

static struct evm_front front;
static const char *format = "text", *only;
static bool dump, conflicts;

static const struct evm_opt opts[] = {
	EVM_OPTS_DB(front),
	{ "report", 0, EVM_OPT_CHOICE, &only, "NAME",
	  "this report alone (default: all but conflicts)",
	  "summary|mentions|claims|status|rules|agreement|runs|conflicts", 0, 0 },
	{ "conflicts", 0, EVM_OPT_FLAG, &conflicts, NULL,
	  "the same as --report conflicts: claims that contradict each other", NULL, 0, 0 },
	{ "format", 0, EVM_OPT_CHOICE, &format, "NAME",
	  "how (default: text, aligned)", "text|tsv|markdown|html|jsonl", 0, 0 },
	{ "dump", 0, EVM_OPT_FLAG, &dump, NULL,
	  "everything as text that depends on the content alone, to compare "
	  "two databases", NULL, 0, 0 },
	EVM_OPTS_OUTPUT(front),
	EVM_OPTS_COMMON(front),
	EVM_OPTS_END
};

static const struct evm_cli cli = {
	"evm-stats", "-d DB",
	"Says what is in a database: documents, mentions, claims, decisions, "
	"runs, and\nas far as curators judged, the precision of each rule and how they agree.",
	opts, NULL, false
};

struct table {
	struct evm_grid grid;
	const char *names[COLUMNS];
	char text[COLUMNS][32];
};

/* Every column but the text ones holds numbers. */
static bool is_text(const char *name)
{
	static const char *const text[] = {
		"report", "what", "type", "predicate", "status", "rule", "state",
		"started", "finished", "provenance", "a", "b", "subject", "object",
		"says", "source", "species", "route", "dose", "model", "disease", "cell",
		"document", "claim",
	};

	for (size_t i = 0; i < sizeof text / sizeof *text; i++)
		if (!strcmp(name, text[i]))
			return true;
	return false;
}

static int add_row(void *ctx, const struct evm_str *cells, size_t n, bool head,
		   struct evm_err *err)
{
	struct table *t = ctx;

	(void)err;
	if (head) {
		for (size_t i = 0; i < n && i < COLUMNS; i++) {
			snprintf(t->text[i], sizeof t->text[i], "%" EVM_FMT,
				 EVM_ARG(cells[i]));
			t->names[i] = t->text[i];
		}
		evm_grid_init(&t->grid, t->names, n);
		return 0;
	}
	for (size_t i = 0; i < n; i++)
		if (is_text(t->names[i]))
			evm_grid_text(&t->grid, cells[i]);
		else
			evm_grid_number(&t->grid, cells[i]);
	return 0;
}

static int report(struct evm_store *store, enum evm_report r,
		  struct evm_buf *out, struct evm_err *err)
{
	struct table t = { 0 };
	int rc = evm_store_report(store, r, add_row, &t, err);

	if (!rc)
		evm_grid_write(&t.grid,
			       (enum evm_grid_format)evm_grid_format_of(format),
			       out);
	evm_grid_release(&t.grid);
	return rc;
}

static int run(struct evm_store *store, struct evm_buf *out, struct evm_err *err)
{
	bool first = true;

	if (dump)
		return evm_store_dump(store, out, err);
	for (int r = 0; r < EVM_REPORT_N; r++) {
		const char *name = evm_report_name((enum evm_report)r);

		if (only ? strcmp(only, name) != 0 : r == EVM_REPORT_CONFLICTS)
			continue;
		if (!only)
			evm_buf_printf(out, "%s# %s\n", first ? "" : "\n", name);
		first = false;
		if (report(store, (enum evm_report)r, out, err))
			return -1;
	}
	return 0;
}

int main(int argc, char **argv)
{
	struct evm_err err = EVM_ERR_INIT;
	struct evm_buf text = EVM_BUF_INIT;
	struct evm_store *store;
	struct evm_out *out;
	int rc;

	if (evm_cli_parse(&cli, argc, argv) < argc)
		evm_cli_mistake(&cli, "no operand is taken");
	if (!front.db)
		evm_cli_mistake(&cli, "no database: -d DB");
	if (conflicts && only && strcmp(only, "conflicts") != 0)
		evm_cli_mistake(&cli, "--conflicts and --report %s are two reports", only);
	if (conflicts)
		only = "conflicts";
	if (evm_store_open_read(&store, front.db, &err))
		return evm_fail(cli.program, &err);
	rc = run(store, &text, &err);
	evm_store_close(store);
	if (rc || evm_out_open(&out, front.output, &err)) {
		evm_buf_release(&text);
		return evm_fail(cli.program, &err);
	}
	evm_out_add(out, evm_buf_str(&text));
	evm_buf_release(&text);
	return evm_out_finish(out, true, &err) ? evm_fail(cli.program, &err) :
	       EVM_EXIT_DONE;
}
