/* evm-export: documents, mentions or claims of a stream or a database, in
 * the formats that other programs read. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "core/cli.h"
#include "export/files.h"
#include "export/format.h"
#include "export/schema.h"
#include "export/sorted.h"
#include "wanted/wanted.h"

static struct evm_front front;
static bool all, schema;
static const char *format = "jsonl", *unit = "codepoint", *confidence = "0";
static const char *date, *license = "https://w3id.org/sssom/license/unspecified";
static struct evm_export x = { .unit = EVM_UNIT_CODEPOINT };
static struct evm_wanted wanted = EVM_WANTED_INIT;
static struct evm_files files;

static const struct evm_opt opts[] = {
	{ "format", 0, EVM_OPT_CHOICE, &format, "NAME",
	  "what to write (default: jsonl, the claims)",
	  EVM_FORMATS, 0, 0 },
	EVM_OPTS_WHERE(wanted, "only these claims and their documents, by the review queue's "
			       "keys: status=accepted,source=BM"),
	{ "offset-unit", 0, EVM_OPT_CHOICE, &unit, "UNIT",
	  "what offsets count (default: codepoint)",
	  "codepoint|byte|utf16", 0, 0 },
	{ "min-confidence", 0, EVM_OPT_TEXT, &confidence, "X",
	  "leave out claims below X, a number from 0 to 1", NULL, 0, 0 },
	{ "all", 0, EVM_OPT_FLAG, &all, NULL,
	  "with -d: rejected claims and deleted documents, too", NULL, 0, 0 },
	{ "date", 0, EVM_OPT_TEXT, &date, "DAY",
	  "the export's date, 2026-01-31 (default: SOURCE_DATE_EPOCH or today)",
	  NULL, 0, 0 },
	{ "license", 0, EVM_OPT_TEXT, &license, "IRI",
	  "the licence of what is written (default: none is said)",
	  NULL, 0, 0 },
	{ "excel-safe", 0, EVM_OPT_FLAG, &x.excel_safe, NULL,
	  "csv: an apostrophe before what a spreadsheet would compute",
	  NULL, 0, 0 },
	{ "schema", 0, EVM_OPT_FLAG, &schema, NULL,
	  "read nothing: write the JSON Schema of the format's lines", NULL, 0, 0 },
	{ "no-quote", 0, EVM_OPT_FLAG, &x.no_quote, NULL,
	  "web-annotation: positions without the text around them",
	  NULL, 0, 0 },
	EVM_OPTS_DB(front),
	EVM_OPTS_OUTPUT(front),
	EVM_OPTS_COMMON(front),
	EVM_OPTS_END
};

static const struct evm_cli cli = {
	"evm-export", "[STREAM...]",
	"Writes claims, mentions or documents in exchange formats, from a "
	"database (-d)\nor from record streams (default: standard input). A "
	"format of several files\nis a tar archive, or a folder when -o names "
	"one (FOLDER/).",
	opts, NULL, false
};

/* Is -o a folder: is there one, or does its name end in '/'? */
static bool is_folder(const char *path)
{
	struct stat st;
	size_t n = path ? strlen(path) : 0;

	return n && (path[n - 1] == '/' || (!stat(path, &st) && S_ISDIR(st.st_mode)));
}

/* --where sort: formats whose rows are claims. */
static bool sorts(void)
{
	return !strcmp(format, "jsonl") || !strcmp(format, "csv");
}

/* out is NULL where all goes into a folder. */
static void put(struct evm_out *out, struct evm_buf *text)
{
	if (out)
		evm_out_add(out, evm_buf_str(text));
	text->n = 0;
}

static int each(struct evm_docs *docs, const struct evm_export_format *f,
		struct evm_out *out, struct evm_buf *text, struct evm_err *err)
{
	bool sort = evm_wanted_some(&wanted) && wanted.select.where.any.v[0].sort;
	struct evm_sorted sorted;
	struct evm_doc doc;
	int got;

	evm_doc_init(&doc);
	evm_sorted_init(&sorted);
	while ((got = evm_docs_next(docs, &doc, err)) == 1) {
		if (!evm_wanted_apply(&wanted, docs, &doc, &x))
			continue;
		if (f->doc(&x, &doc, text, err)) {
			got = -1;
			break;
		}
		if (sort) {
			evm_sorted_add(&sorted, &wanted.select, &x, &doc, evm_buf_str(text),
				       !strcmp(format, "csv"));
			text->n = 0;
		}
		put(out, text);
		if (out && evm_out_failed(out))
			break;
	}
	evm_sorted_write(&sorted, text);
	put(out, text);
	evm_sorted_release(&sorted);
	evm_doc_release(&doc);
	return got < 0 ? -1 : 0;
}

static int run(struct evm_docs *docs, const struct evm_export_format *f,
	       struct evm_out *out, struct evm_err *err)
{
	struct evm_buf text = EVM_BUF_INIT;
	int rc = evm_export_begin(f, &x, &text, err);

	if (!rc) {
		put(out, &text);
		rc = each(docs, f, out, &text, err);
	}
	/* what was read before a stream broke off is written whole */
	if (!rc || err->code == EVM_EXIT_CUT) {
		struct evm_err late = EVM_ERR_INIT;

		text.n = 0;
		if (evm_export_end(f, &x, &text, &late) && !rc) {
			*err = late;
			rc = -1;
		}
		put(out, &text);
		if (f->files)
			evm_files_end(&files);
	}
	evm_export_drop(f, &x);
	evm_buf_release(&text);
	return rc;
}

/* The day of the export as YYYY-MM-DD. */
static const char *today(void)
{
	static char day[16];
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	uint64_t seconds = 0;
	time_t t = time(NULL);
	struct tm tm;

	if (epoch && !evm_str_u64(evm_str(epoch), 253402300799, &seconds))
		t = (time_t)seconds;
	gmtime_r(&t, &tm);
	strftime(day, sizeof day, "%Y-%m-%d", &tm);
	return day;
}

static void settings(void)
{
	x.unit = (enum evm_unit)evm_unit_of(unit);
	x.min_confidence = evm_cli_fraction(&cli, "min-confidence", confidence);
	x.date = date ? date : today();
	x.license = license;
	x.files = &files;
	if (date && (strlen(date) != 10 || date[4] != '-' || date[7] != '-' ||
		     strspn(date, "0123456789-") != 10))
		evm_cli_mistake(&cli, "--date %s: not a day as in 2026-01-31", date);
	if (!strchr(license, ':') || strpbrk(license, " <>\"{}|^`\\\t\n"))
		evm_cli_mistake(&cli, "--license %s: not an IRI", license);
}

/* *out is NULL when the files go into a folder. */
static int open_output(const struct evm_export_format *f, struct evm_out **out,
		       struct evm_err *err)
{
	*out = NULL;
	if (f->files && is_folder(front.output))
		return evm_files_folder(&files, front.output, err);
	if (evm_out_open(out, front.output, err))
		return -1;
	evm_files_tar(&files, *out);
	return 0;
}

static int write_schema(void)
{
	struct evm_str text = evm_schema_of(format);
	struct evm_err err = EVM_ERR_INIT;
	struct evm_out *out;

	if (!text.n)
		evm_cli_mistake(&cli, "--schema: of jsonl, mentions and documents, not of %s",
				format);
	if (evm_out_open(&out, front.output, &err))
		return evm_fail(cli.program, &err);
	evm_out_add(out, text);
	return evm_out_finish(out, true, &err) ? evm_fail(cli.program, &err) : EVM_EXIT_DONE;
}

int main(int argc, char **argv)
{
	struct evm_err err = EVM_ERR_INIT, write_err = EVM_ERR_INIT;
	const struct evm_export_format *f;
	struct evm_docs *docs;
	struct evm_out *out;
	int first = evm_cli_parse(&cli, argc, argv), rc;

	if (schema)
		return write_schema();
	f = evm_export_format_of(format);
	settings();
	evm_wanted_sources(&cli, &front, first, argc);
	if (evm_wanted_open(&wanted, &cli, &front, argv + first, (size_t)(argc - first), sorts(),
			    &docs, &err))
		return evm_fail(cli.program, &err);
	if (open_output(f, &out, &err)) {
		evm_docs_close(docs);
		return evm_fail(cli.program, &err);
	}
	if (all)
		evm_docs_read_all(docs);
	rc = run(docs, f, out, &err);
	evm_docs_close(docs);
	evm_export_release(&x);
	evm_wanted_release(&wanted);
	/* what was read before an error is written: the exit code tells */
	if (out && evm_out_finish(out, !rc, &write_err))
		return evm_fail(cli.program, &write_err);
	return rc ? evm_fail(cli.program, &err) : EVM_EXIT_DONE;
}
