/* evm-curate: curators judge claims in a terminal. */
#include <inttypes.h>
#include <locale.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/cli.h"
#include "curate/desk.h"
#include "curate/report.h"
#include "curate/sheet.h"
#include "extractors/why.h"
#include "review/keys.h"
#include "run/copy.h"

static struct evm_front front;
static const char *user, *journal, *role = "curator", *name;
static int number, seed = 1;
static bool plain, everybody;
static struct evm_backup backup = { .keep = EVM_COPIES, .daily = true };

static const struct evm_opt opts[] = {
	EVM_OPTS_DB(front),
	{ "user", 'u', EVM_OPT_TEXT, &user, "LOGIN",
	  "the curator (default: EVMINE_CURATOR, else the login name)", NULL, 0, 0 },
	{ "plain", 'p', EVM_OPT_FLAG, &plain, NULL,
	  "no screen: a card, then a command a line from standard input", NULL, 0, 0 },
	{ "journal", 0, EVM_OPT_TEXT, &journal, "FILE",
	  "the decisions' copy (default: beside the database, "
	  "NAME.decisions.jsonl)", NULL, 0, 0 },
	{ "n", 'n', EVM_OPT_NUMBER, &number, "N",
	  "lines of the log, items of a sample (default: 20, 100)", NULL, 1, 100000 },
	{ "seed", 0, EVM_OPT_NUMBER, &seed, "N",
	  "of a sample: the same seed draws the same (default: 1)", NULL, 0, INT32_MAX },
	{ "all", 'a', EVM_OPT_FLAG, &everybody, NULL,
	  "log: of all curators", NULL, 0, 0 },
	{ "role", 0, EVM_OPT_CHOICE, &role, "ROLE",
	  "of a curator that is added", "curator|adjudicator|admin", 0, 0 },
	{ "name", 0, EVM_OPT_TEXT, &name, "NAME",
	  "of a curator that is added (default: the login)", NULL, 0, 0 },
	EVM_OPTS_COPIES(backup),
	EVM_OPTS_OUTPUT(front),
	EVM_OPTS_COMMON(front),
	EVM_OPTS_END
};

static const struct evm_cli cli = {
	"evm-curate", "-d DB [FIELD=VALUE... | WORD... | COMMAND ...]",
	"Shows claims one after the other, with their sentences, and takes decisions.\n"
	"Filters choose them: status=new (the default) predicate=decreases source=BM\n"
	"doc=pubmed:123 only=recheck sort=uncertain ..., or words of the sentence.",
	opts,
	"Commands instead:\n"
	"  whoami                  who you are here\n"
	"  add LOGIN               add a curator, or change one (--role, --name)\n"
	"  curators                all of them\n"
	"  log                     what you did (-n, --all)\n"
	"  undo                    take back your last decision\n"
	"  stats, agreement        how far it is; how curators agree\n"
	"  sample NAME [FILTER...] draw a random sample (-n, --seed); without NAME: precision\n"
	"  export-sheet [FILTER...]  claims as CSV, to fill in verdicts\n"
	"  import-sheet FILE       take the verdicts in\n"
	"  blocks                  names rejected for a wrong identifier and accepted\n"
	"                          nowhere, as a block list (EVMINE_BLOCKS)\n"
	"  merge FILE...           add what other journals hold\n"
	"  verify                  check decisions, audit chain, journal\n", false
};

struct job {
	struct evm_review *r;
	struct evm_out *out;
	struct evm_filter filter;
	struct evm_buf words, text;
	char **args;		/* behind the command */
	int n;
	bool skipped;		/* done, but something was left out */
	struct evm_err *err;
};

/* --- filters ------------------------------------------------------------------------- */

/* FIELD=VALUE, or words for the full-text search. */
static int read_filter(struct job *j, int from)
{
	for (int i = from; i < j->n; i++) {
		struct evm_str value = evm_str(j->args[i]);
		struct evm_str key = evm_str_cut(&value, '=');

		if (value.p) {
			if (evm_filter_set(&j->filter, key, value, j->err))
				return -1;
			continue;
		}
		evm_buf_addz(&j->words, j->words.n ? " " : "");
		evm_buf_add(&j->words, key);
	}
	if (j->words.n)
		j->filter.text = evm_buf_str(&j->words);
	return 0;
}

/* --- commands -------------------------------------------------------------------------- */

/* An outcome in words: 0, or -1 with err when nothing was saved. */
static int told(struct job *j, const struct evm_result *res)
{
	if (res->outcome != EVM_SAVED && res->outcome != EVM_REPEATED)
		return evm_err_set(j->err, EVM_EXIT_FAILED, "%s", res->why);
	if (res->why[0])
		evm_say(cli.program, "%s", res->why);
	return 0;
}

static int whoami(struct job *j)
{
	struct evm_curator me = evm_review_me(j->r);

	evm_buf_printf(&j->text, "%" EVM_FMT " (%" EVM_FMT "), %s\n",
		       EVM_ARG(me.login), EVM_ARG(me.name), evm_role_name(me.role));
	return 0;
}

static int add(struct job *j)
{
	struct evm_result res;
	struct evm_curator c = { .active = true };

	if (j->n != 1)
		evm_cli_mistake(&cli, "add needs one login");
	c.login = evm_str(j->args[0]);
	c.name = evm_str(name ? name : j->args[0]);
	c.role = (enum evm_role)evm_role_of(evm_str(role));
	return evm_curators_put(j->r, &c, &res, j->err) || told(j, &res) ? -1 : 0;
}

static int curators(struct job *j)
{
	return evm_report_curators(j->r, &j->text, j->err);
}

static int show_log(struct job *j)
{
	return evm_report_log(j->r, everybody ? EVM_LIT("") :
			      evm_review_me(j->r).login,
			      number ? (size_t)number : 20, &j->text, j->err);
}

static int undo(struct job *j)
{
	char key[33];
	struct evm_result res;

	evm_review_key(key);
	if (evm_review_undo(j->r, 0, evm_str(key), "tty", &res, j->err) ||
	    told(j, &res))
		return -1;
	evm_buf_printf(&j->text, "undone: e%" PRId64 " is %s\n", res.ev, res.status);
	return 0;
}

static int stats(struct job *j)
{
	return evm_report_stats(j->r, &j->text, j->err);
}

static int agreement(struct job *j)
{
	return evm_report_agreement(j->r, &j->text, j->err);
}

static int sample(struct job *j)
{
	struct evm_result res;

	if (!j->n)
		return evm_report_samples(j->r, &j->text, j->err);
	if (read_filter(j, 1) ||
	    evm_sample_draw(j->r, evm_str(j->args[0]), &j->filter,
			    number ? number : 100, (uint64_t)seed, &res, j->err) ||
	    told(j, &res))
		return -1;
	evm_buf_printf(&j->text, "drawn; judge it: evm-curate -d %s sample=%s\n",
		       front.db, j->args[0]);
	return 0;
}

static int export_sheet(struct job *j)
{
	return read_filter(j, 0) ||
	       evm_sheet_write(j->r, &j->filter, j->out, j->err) ? -1 : 0;
}

static int import_sheet(struct job *j)
{
	struct evm_sheet_counts n;
	struct evm_buf lines = EVM_BUF_INIT;
	struct evm_str rest;
	int rc;

	if (j->n != 1)
		evm_cli_mistake(&cli, "import-sheet needs one file");
	rc = evm_sheet_read(j->r, j->args[0], &n, &lines, j->err);
	rest = evm_buf_str(&lines);
	while (rest.p && rest.n) {
		struct evm_str line = evm_str_cut(&rest, '\n');

		evm_say(cli.program, "%" EVM_FMT, EVM_ARG(line));
	}
	evm_buf_release(&lines);
	if (rc)
		return -1;
	evm_buf_printf(&j->text, "%" PRId64 " saved, %" PRId64 " saved before, %"
		       PRId64 " without a verdict, %" PRId64 " refused\n", n.saved,
		       n.repeated, n.empty, n.refused);
	j->skipped = n.refused > 0;
	return 0;
}

/* What nobody accepted anywhere is safe to block. */
static int blocks(struct job *j)
{
	struct evm_lessons list;
	struct evm_arena a;
	int rc;

	evm_arena_init(&a);
	rc = evm_lessons_list(j->r, &a, &list, j->err);
	for (size_t i = 0; i < list.n && !rc; i++)
		if (!list.v[i].accepted) {
			evm_buf_add(&j->text, list.v[i].line);
			evm_buf_addc(&j->text, '\n');
		}
	evm_arena_release(&a);
	return rc;
}

static int merge(struct job *j)
{
	struct evm_merged m;

	if (!j->n)
		evm_cli_mistake(&cli, "merge needs files");
	for (int i = 0; i < j->n; i++) {
		if (evm_journal_merge(j->r, j->args[i], &m, j->err))
			return -1;
		evm_buf_printf(&j->text, "%s: %" PRId64 " lines, %" PRId64 " new, %"
			       PRId64 " there, %" PRId64 " about what is not here\n",
			       j->args[i], m.lines, m.added, m.there, m.left);
		j->skipped |= m.left > 0;
	}
	return 0;
}

static int verify(struct job *j)
{
	struct evm_texts f = { 0 };
	struct evm_arena a;
	int rc;

	evm_arena_init(&a);
	rc = evm_review_verify(j->r, &a, &f, j->err);
	for (size_t i = 0; i < f.n && !rc; i++)
		evm_buf_printf(&j->text, "%" EVM_FMT "\n", EVM_ARG(f.v[i]));
	if (!rc && f.n)
		rc = evm_err_set(j->err, EVM_EXIT_FAILED, "%s is not sound: %zu "
				 "findings", front.db, f.n);
	else if (!rc)
		evm_buf_addz(&j->text, "audit chain, rows, states, journal: ok\n");
	evm_arena_release(&a);
	return rc;
}

/* Cards tell cues where the rules are at hand. */
static struct evm_teller *open_teller(struct evm_review *r)
{
	struct evm_err err = EVM_ERR_INIT;
	struct evm_teller *t;

	if (!evm_teller_open(&t, &err))
		evm_review_teller(r, evm_teller(t));
	return t;
}

static int judge(struct job *j)
{
	const char *term = getenv("TERM");
	struct evm_teller *teller;
	struct evm_desk d;
	int rc;

	if (read_filter(j, 0))
		return -1;
	if (!j->n)
		j->filter.eq[EVM_F_STATUS] = EVM_LIT("new");
	teller = open_teller(j->r);
	evm_desk_init(&d, j->r);
	d.filter = j->filter;
	d.colour = !plain && !getenv("NO_COLOR") && term &&
		   strcmp(term, "dumb") != 0;
	rc = evm_desk_open(&d, j->err);
	if (!rc)
		rc = plain ? evm_plain(&d, j->err) : evm_screen(&d, j->err);
	evm_desk_release(&d);
	evm_teller_close(teller);
	return rc;
}

static const struct {
	const char *name;
	int (*run)(struct job *j);
	bool person;		/* needs a curator */
	bool many;		/* adds many decisions */
} commands[] = {
	{ "whoami", whoami, true, false }, { "add", add, false, false },
	{ "curators", curators, false, false }, { "log", show_log, true, false },
	{ "undo", undo, true, false }, { "stats", stats, false, false },
	{ "agreement", agreement, false, false }, { "sample", sample, true, false },
	{ "export-sheet", export_sheet, true, false },
	{ "import-sheet", import_sheet, true, true },
	{ "merge", merge, false, true }, { "blocks", blocks, false, false },
	{ "verify", verify, false, false }, { NULL, judge, true, true },
};
#define N_COMMANDS (sizeof commands / sizeof *commands - 1)

/* --- who ----------------------------------------------------------------------------------- */

static const char *login_name(void)
{
	const struct passwd *pw;

	if (user)
		return user;
	if (getenv("EVMINE_CURATOR"))
		return getenv("EVMINE_CURATOR");
	pw = getpwuid(getuid());
	return pw ? pw->pw_name : "";
}

/* Nobody is there yet: who comes first keeps the house. */
static int first_one(struct evm_review *r, const char *login, struct evm_err *err)
{
	struct evm_curator c = { .login = evm_str(login), .name = evm_str(login),
				 .role = EVM_ROLE_ADMIN, .active = true };
	struct evm_result res;

	if (evm_curators_put(r, &c, &res, err))
		return -1;
	if (res.outcome != EVM_SAVED)
		return evm_err_set(err, EVM_EXIT_USAGE, "%s: %s (-u LOGIN)", login,
				   res.why);
	if (!front.quiet)
		evm_say(cli.program, "%s is the first curator here: an admin",
			login);
	return evm_review_as(r, login, err);
}

static int log_in(struct evm_review *r, struct evm_err *err)
{
	const char *login = login_name();
	struct evm_curators list;
	struct evm_arena a;
	int rc;

	evm_arena_init(&a);
	rc = evm_curators_list(r, &a, &list, err);
	if (!rc && list.n < 2)
		rc = first_one(r, login, err);
	else if (!rc && evm_review_as(r, login, err))
		rc = evm_err_set(err, EVM_EXIT_FAILED, "no curator %s here: add one "
				 "(evm-curate -d %s add %s), or say -u LOGIN", login,
				 front.db, login);
	evm_arena_release(&a);
	return rc;
}

static int run(struct job *j, int argc, char **argv, int i)
{
	size_t c = 0;

	while (i < argc && c < N_COMMANDS && strcmp(argv[i], commands[c].name) != 0)
		c++;
	if (i == argc)
		c = N_COMMANDS;
	i += c < N_COMMANDS;
	j->args = argv + i;
	j->n = argc - i;
	if (commands[c].person && log_in(j->r, j->err))
		return -1;
	if (commands[c].many)
		evm_copy_first(cli.program, &front, &backup);
	return commands[c].run(j);
}

int main(int argc, char **argv)
{
	struct evm_err err = EVM_ERR_INIT, end = EVM_ERR_INIT;
	struct job j = { .err = &err };
	int i = evm_cli_parse(&cli, argc, argv), rc;

	setlocale(LC_CTYPE, "");	/* widths of characters alone */
	if (evm_keys_check(evm_keydefs, EVM_ACTION_N, &err))
		return evm_fail(cli.program, &err);
	if (!front.db)
		evm_cli_mistake(&cli, "no database: -d DB");
	if (evm_out_open(&j.out, front.output, &err))
		return evm_fail(cli.program, &err);
	rc = evm_review_open(&j.r, front.db, journal, &err);
	rc = rc ? rc : run(&j, argc, argv, i);
	evm_out_add(j.out, evm_buf_str(&j.text));
	evm_review_close(j.r);
	evm_buf_release(&j.text);
	evm_buf_release(&j.words);
	if (evm_out_finish(j.out, !rc, &end) && !rc) {
		err = end;
		rc = -1;
	}
	return rc ? evm_fail(cli.program, &err) :
	       j.skipped ? EVM_EXIT_SKIPPED : EVM_EXIT_DONE;
}
