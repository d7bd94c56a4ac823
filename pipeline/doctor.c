/* evm-doctor: what is installed, and whether it is well. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "core/cli.h"
#include "core/digest.h"
#include "core/stream.h"
#include "core/utf8.h"
#include "corpus/bioc_json.h"
#include "corpus/xml_ctxt.h"
#include "export/grid.h"
#include "extractors/health.h"
#include "extractors/rx.h"
#include "review/review.h"
#include "store/store.h"
#include "web/http.h"

static struct evm_front front;
static const char *format = "text", *image;
static bool examples;

static const struct evm_opt opts[] = {
	EVM_OPTS_DB(front),
	{ "image", 0, EVM_OPT_TEXT, &image, "FILE",
	  "the dictionary image to examine (default: EVMINE_DICT)", NULL, 0, 0 },
	{ "rules", 0, EVM_OPT_FLAG, &examples, NULL,
	  "run the rules' examples, too: some seconds", NULL, 0, 0 },
	{ "format", 0, EVM_OPT_CHOICE, &format, "NAME",
	  "how (default: text, aligned)", "text|tsv|markdown|html|jsonl", 0, 0 },
	EVM_OPTS_OUTPUT(front),
	EVM_OPTS_COMMON(front),
	EVM_OPTS_END
};

static const struct evm_cli cli = {
	"evm-doctor", "[-d DB]",
	"Says what is installed (programs, libraries, vocabularies, rules, the dictionary\n"
	"image) and with -d the state of a database, and whether all is well.",
	opts, "Exits 1 when something is wrong; a note (\"note\") is no fault.", false
};

static const char *const names[] = { "state", "part", "what", "detail" };

struct doctor {
	struct evm_grid grid;
	struct evm_buf text;	/* scratch */
	bool wrong;
};

#define OK EVM_HEALTH_OK
#define NOTE EVM_HEALTH_NOTE
#define WRONG EVM_HEALTH_WRONG

static void tell(void *ctx, enum evm_health state, const char *part,
		 struct evm_str what, struct evm_str detail)
{
	struct doctor *d = ctx;
	static const char *const words[] = { "ok", "note", "wrong" };

	evm_grid_text(&d->grid, evm_str(words[state]));
	evm_grid_text(&d->grid, evm_str(part));
	evm_grid_text(&d->grid, what);
	evm_grid_text(&d->grid, detail);
	d->wrong = d->wrong || state == WRONG;
}

/* --- programs and libraries ----------------------------------------------------------- */

/* First line that a program beside this one prints; empty when it does not
 * run. The names are our own: no shell's letters are in them. */
static void ask(struct evm_buf *b, const char *folder, const char *name,
		const char *option)
{
	struct evm_buf command = EVM_BUF_INIT;
	FILE *f;
	int c;

	evm_buf_addc(&command, '\'');
	for (const char *p = folder; *p; p++)
		if (*p == '\'')
			evm_buf_addz(&command, "'\\''");
		else
			evm_buf_addc(&command, *p);
	evm_buf_printf(&command, "'/%s %s 2>/dev/null", name, option);
	b->n = 0;
	f = popen(command.p, "r");
	while (f && (c = getc(f)) != EOF)
		evm_buf_addc(b, (char)c);
	if (f && pclose(f))
		b->n = 0;
	evm_buf_release(&command);
}

static void one_program(struct doctor *d, const char *folder, const char *name)
{
	struct evm_str says, version;

	ask(&d->text, folder, name, "--version");
	says = evm_buf_str(&d->text);
	version = evm_str_cut(&says, '\n');
	says = version;
	evm_str_cut(&says, ' ');
	if (!version.n)
		tell(d, WRONG, "program", evm_str(name), EVM_LIT("does not run"));
	else if (!evm_str_starts(says, EVM_VERSION " "))
		tell(d, WRONG, "program", evm_str(name), version);
	else
		tell(d, OK, "program", evm_str(name), says);
}

static void programs(struct doctor *d)
{
	char exe[4096], name[64];
	ssize_t n = readlink("/proc/self/exe", exe, sizeof exe - 1);
	struct evm_buf list = EVM_BUF_INIT;
	struct evm_str rest;
	char *slash;

	exe[n > 0 ? n : 0] = 0;
	slash = strrchr(exe, '/');
	if (!slash)
		return;
	*slash = 0;
	one_program(d, exe, "evmine");
	ask(&list, exe, "evmine", "--complete");
	rest = evm_buf_str(&list);
	while (rest.p && rest.n) {
		struct evm_str line = evm_str_cut(&rest, '\n');
		struct evm_str command = evm_str_cut(&line, '\t');

		snprintf(name, sizeof name, "evm-%" EVM_FMT, EVM_ARG(command));
		one_program(d, exe, name);
	}
	evm_buf_release(&list);
}

static void library(struct doctor *d, bool well, const char *lacks)
{
	struct evm_str version = evm_buf_str(&d->text), name = evm_str_cut(&version, ' ');
	struct evm_buf b = EVM_BUF_INIT;

	evm_buf_add(&b, version);
	if (!well)
		evm_buf_printf(&b, ", %s", lacks);
	tell(d, well ? OK : WRONG, "library", name, evm_buf_str(&b));
	evm_buf_release(&b);
	d->text.n = 0;
}

static void libraries(struct doctor *d)
{
	bool has = true;

	d->text.n = 0;
	evm_xml_library(&d->text);
	library(d, true, "");
	evm_json_library(&d->text);
	library(d, true, "");
	evm_io_library(&d->text);
	library(d, true, "");
	evm_rx_library(&d->text, &has);
	/* without it the grammars are slow, and say the same */
	library(d, true, "");
	if (!has)
		tell(d, NOTE, "library", EVM_LIT("PCRE2"), EVM_LIT("without JIT: slow"));
	evm_store_library(&d->text, &has);
	library(d, has, "without FTS5, which the database needs");
	evm_utf8_library(&d->text);
	library(d, true, "");
	evm_digest_library(&d->text);
	library(d, true, "");
	evm_http_library(&d->text);
	library(d, true, "");
}

/* --- the database ---------------------------------------------------------------------------- */

static int count(void *ctx, const struct evm_str *cells, size_t n, bool head,
		 struct evm_err *err)
{
	struct doctor *d = ctx;
	bool note = evm_str_starts(cells[0], "unfinished") || evm_str_ends(cells[0], "vanished");

	(void)err;
	if (!head && n > 1)
		tell(d, note && !evm_str_eqz(cells[1], "0") ? NOTE : OK, "database",
		     cells[0], cells[1]);
	return 0;
}

static void review(struct doctor *d)
{
	struct evm_err err = EVM_ERR_INIT;
	struct evm_texts found = { 0 };
	struct evm_review *r;
	struct evm_arena a;
	bool journal = false;

	if (evm_review_open_read(&r, front.db, &err)) {
		tell(d, WRONG, "database", evm_str(front.db), evm_str(err.msg));
		return;
	}
	evm_arena_init(&a);
	if (evm_review_examine(r, front.db, &journal, &a, &found, &err))
		tell(d, WRONG, "database", EVM_LIT("decisions"), evm_str(err.msg));
	for (size_t i = 0; i < found.n; i++)
		tell(d, WRONG, "database", EVM_LIT("decisions"), found.v[i]);
	if (!found.n && !err.code)
		tell(d, OK, "database", EVM_LIT("audit chain, states, references"),
		     EVM_LIT("as they must be"));
	tell(d, OK, "database", EVM_LIT("journal"), journal ? EVM_LIT("beside it, and equal") :
	     EVM_LIT("none beside it"));
	evm_arena_release(&a);
	evm_review_close(r);
}

static void database(struct doctor *d)
{
	struct evm_err err = EVM_ERR_INIT;
	struct evm_store *s;

	if (!front.db)
		return;
	if (evm_store_open_read(&s, front.db, &err)) {
		tell(d, WRONG, "database", evm_str(front.db), evm_str(err.msg));
		return;
	}
	d->text.n = 0;
	if (evm_store_examine(s, &d->text, &err))
		tell(d, WRONG, "database", evm_str(front.db), evm_str(err.msg));
	else
		tell(d, OK, "database", evm_str(front.db), evm_buf_str(&d->text));
	if (!err.code && evm_store_report(s, EVM_REPORT_SUMMARY, count, d, &err))
		tell(d, WRONG, "database", EVM_LIT("counts"), evm_str(err.msg));
	evm_store_close(s);
	if (!err.code)
		review(d);
}

int main(int argc, char **argv)
{
	struct evm_err err = EVM_ERR_INIT;
	struct evm_buf text = EVM_BUF_INIT;
	struct doctor d = { .wrong = false };
	struct evm_out *out;

	if (evm_cli_parse(&cli, argc, argv) < argc)
		evm_cli_mistake(&cli, "no operand is taken");
	evm_grid_init(&d.grid, names, sizeof names / sizeof *names);
	programs(&d);
	libraries(&d);
	evm_health_check(tell, &d, image, examples);
	database(&d);
	if (evm_out_open(&out, front.output, &err))
		return evm_fail(cli.program, &err);
	evm_grid_write(&d.grid, (enum evm_grid_format)evm_grid_format_of(format), &text);
	evm_out_add(out, evm_buf_str(&text));
	evm_buf_release(&text);
	evm_buf_release(&d.text);
	evm_grid_release(&d.grid);
	if (evm_out_finish(out, true, &err))
		return evm_fail(cli.program, &err);
	return d.wrong ? EVM_EXIT_FAILED : EVM_EXIT_DONE;
}
