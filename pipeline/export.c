/* evm-export: documents, mentions or claims of a stream or a database, in
 * the formats that other programs read. */
#include <stdlib.h>
#include <string.h>

#include "core/cli.h"
#include "export/export.h"
#include "store/docs.h"

static struct evm_front front;
static bool all;
static const char *format = "jsonl", *unit = "codepoint", *confidence = "0";

static const struct evm_opt opts[] = {
	{ "format", 0, EVM_OPT_CHOICE, &format, "NAME",
	  "what to write (default: jsonl, the claims)",
	  "jsonl|mentions|documents", 0, 0 },
	{ "offset-unit", 0, EVM_OPT_CHOICE, &unit, "UNIT",
	  "what offsets count (default: codepoint)",
	  "codepoint|byte|utf16", 0, 0 },
	{ "min-confidence", 0, EVM_OPT_TEXT, &confidence, "X",
	  "leave out claims below X, a number from 0 to 1", NULL, 0, 0 },
	{ "all", 0, EVM_OPT_FLAG, &all, NULL,
	  "with -d: rejected claims and deleted documents, too", NULL, 0, 0 },
	EVM_OPTS_DB(front),
	EVM_OPTS_OUTPUT(front),
	EVM_OPTS_COMMON(front),
	EVM_OPTS_END
};

static const struct evm_cli cli = {
	"evm-export", "[STREAM...]",
	"Writes claims, mentions or documents as JSON Lines, from a database "
	"(-d)\nor from record streams (default: standard input).",
	opts, NULL, false
};

static evm_export_fn *writer_of(const char *name)
{
	if (!strcmp(name, "mentions"))
		return evm_export_mentions;
	return strcmp(name, "documents") ? evm_export_claims :
	       evm_export_document;
}

static int run(struct evm_docs *docs, struct evm_export *x, struct evm_out *out,
	       struct evm_err *err)
{
	evm_export_fn *write = writer_of(format);
	struct evm_buf text = EVM_BUF_INIT;
	struct evm_doc doc;
	int got;

	evm_doc_init(&doc);
	while ((got = evm_docs_next(docs, &doc, err)) == 1) {
		text.n = 0;
		x->status = evm_docs_status(docs);
		x->prints = evm_docs_prints(docs);
		if (write(x, &doc, &text, err)) {
			got = -1;
			break;
		}
		evm_out_add(out, evm_buf_str(&text));
		if (evm_out_failed(out))
			break;
	}
	evm_doc_release(&doc);
	evm_buf_release(&text);
	return got < 0 ? -1 : 0;
}

static int warn_unfinished(struct evm_docs *docs, struct evm_err *err)
{
	bool any;

	if (evm_docs_unfinished(docs, &any, err))
		return -1;
	if (any && !front.quiet)
		evm_say(cli.program, "%s holds a load that stopped half way; "
			"load the same again to complete it", front.db);
	return 0;
}

int main(int argc, char **argv)
{
	struct evm_export x = { .unit = EVM_UNIT_CODEPOINT };
	struct evm_err err = EVM_ERR_INIT, write_err = EVM_ERR_INIT;
	struct evm_docs *docs;
	struct evm_out *out;
	int first = evm_cli_parse(&cli, argc, argv), rc;

	x.unit = (enum evm_unit)evm_unit_of(unit);
	x.min_confidence = evm_cli_fraction(&cli, "min-confidence", confidence);
	if (front.db && first < argc)
		evm_cli_mistake(&cli, "-d and a stream: one of them");
	if (!front.db && first == argc)
		evm_cli_need_stdin(&cli);
	if (evm_docs_open(&docs, front.db, argv + first,
			  (size_t)(argc - first), &err))
		return evm_fail(cli.program, &err);
	if (warn_unfinished(docs, &err) ||
	    evm_out_open(&out, front.output, &err)) {
		evm_docs_close(docs);
		return evm_fail(cli.program, &err);
	}
	if (all)
		evm_docs_read_all(docs);
	rc = run(docs, &x, out, &err);
	evm_docs_close(docs);
	evm_export_release(&x);
	/* what was read before an error is written: the exit code tells */
	if (evm_out_finish(out, !rc, &write_err))
		return evm_fail(cli.program, &write_err);
	return rc ? evm_fail(cli.program, &err) : EVM_EXIT_DONE;
}
