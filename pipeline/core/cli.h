/*
 * cli: the command line of a program, from one table: parsing, --help, and
 * completion ("--complete" prints it for the shell). This is the front end:
 * unlike the rest of core it prints.
 *
 *	static struct evm_front front;
 *	static const char *format;
 *	static const struct evm_opt opts[] = {
 *		{ "format", 0, EVM_OPT_CHOICE, &format, "NAME", "force a format",
 *		  .choices = "auto|pubmed|text" },
 *		EVM_OPTS_OUTPUT(front), EVM_OPTS_COMMON(front), EVM_OPTS_END
 *	};
 *	static const struct evm_cli cli = { "evm-ingest", "FILE...", "what it does", opts };
 *	int first = evm_cli_parse(&cli, argc, argv);	// exits on --help or a mistake
 */
#ifndef EVM_CLI_H
#define EVM_CLI_H

#include <stdarg.h>

#include "core/data.h"
#include "core/err.h"
#include "core/io.h"
#include "core/str.h"

enum evm_opt_kind {
	EVM_OPT_FLAG,		/* bool *: set to true */
	EVM_OPT_COUNT,		/* int *: one more each time */
	EVM_OPT_TEXT,		/* const char ** */
	EVM_OPT_CHOICE,		/* const char **: one of choices */
	EVM_OPT_NUMBER,		/* int *: min to max */
	EVM_OPT_LIST,		/* struct evm_list *: may be given again */
};

struct evm_list {
	const char **v;
	size_t n;
};

struct evm_opt {
	const char *name;	/* without dashes */
	char shrt;		/* or 0 */
	enum evm_opt_kind kind;
	void *target;
	const char *arg;	/* name of the argument in --help */
	const char *help;	/* with the default, where there is one */
	const char *choices;	/* "a|b|c" */
	int min, max;
};

/* What every program shares. */
struct evm_front {
	const char *output;	/* -o; NULL: standard output */
	const char *db;		/* -d */
	const char *on_error;	/* "stop" or "skip" */
	int jobs;		/* -j; 0: not given */
	int verbose;
	bool quiet;
};

/* Worker threads: what -j says, at least 1. */
static inline int evm_front_jobs(const struct evm_front *f)
{
	return f->jobs ? f->jobs : 1;
}

#define EVM_OPTS_OUTPUT(f) \
	{ "output", 'o', EVM_OPT_TEXT, &(f).output, "FILE", \
	  "write to FILE (default: standard output); FILE.gz is compressed", \
	  NULL, 0, 0 }
#define EVM_OPTS_DB(f) \
	{ "database", 'd', EVM_OPT_TEXT, &(f).db, "DB", \
	  "the SQLite database", NULL, 0, 0 }
#define EVM_OPTS_JOBS(f) \
	{ "threads", 'j', EVM_OPT_NUMBER, &(f).jobs, "N", \
	  "worker threads; the output does not depend on it (default: 1)", \
	  NULL, 1, 256 }
#define EVM_OPTS_ON_ERROR(f) \
	{ "on-error", 0, EVM_OPT_CHOICE, &(f).on_error, "WHAT", \
	  "a record that cannot be read: stop (default), or skip and count it", \
	  "stop|skip", 0, 0 }
#define EVM_OPTS_COMMON(f) \
	{ "quiet", 'q', EVM_OPT_FLAG, &(f).quiet, NULL, \
	  "no progress, no summary", NULL, 0, 0 }, \
	{ "verbose", 'v', EVM_OPT_COUNT, &(f).verbose, NULL, \
	  "say more; twice: still more", NULL, 0, 0 }
#define EVM_OPTS_END { NULL, 0, EVM_OPT_FLAG, NULL, NULL, NULL, NULL, 0, 0 }

struct evm_cli {
	const char *program;	/* evm-ingest */
	const char *operands;	/* "[FILE...]" */
	const char *summary;	/* what it does, a sentence or two */
	const struct evm_opt *opts;
	const char *after;	/* printed under the options, or NULL */
	/* refuse to wait for a terminal: usage when no operand is given and
	 * standard input is one */
	bool reads_stdin;
};

/* Parses; operands are moved behind the options. Returns the index of the
 * first operand. --help, --version, --complete print and exit 0; a mistake
 * prints a line and exits 2. */
int evm_cli_parse(const struct evm_cli *cli, int argc, char **argv);
/* Ends the program for a mistake that the table cannot see: exit 2. */
_Noreturn void evm_cli_mistake(const struct evm_cli *cli, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
/* A number from 0 to 1 given to an option of kind TEXT; else a mistake. */
double evm_cli_fraction(const struct evm_cli *cli, const char *option,
			const char *value);
/* Nothing to read: ends the program when standard input is a terminal. */
void evm_cli_need_stdin(const struct evm_cli *cli);
/* "evm-x: message" on standard error, whole lines. */
void evm_say(const char *program, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
/* Prints an error and returns its exit code, for the end of main. */
int evm_fail(const char *program, const struct evm_err *err);

/* Progress: on a terminal a line that changes; elsewhere, with -v, a line
 * every half minute; nothing when quiet. */
struct evm_progress {
	const char *program;
	bool on, log;
	double started, shown;	/* seconds, monotonic */
	uint64_t total;		/* raw bytes of all inputs; 0: unknown */
};
void evm_progress_begin(struct evm_progress *p, const char *program,
			const struct evm_front *front, uint64_t total_bytes);
/* At most five times a second: docs, bytes done, and a note such as "12 claims". */
void evm_progress_show(struct evm_progress *p, uint64_t docs, uint64_t bytes,
		       const char *note);
/* The same now, on a line of its own, wherever standard error goes. */
void evm_progress_tell(const struct evm_progress *p, uint64_t docs,
		       uint64_t bytes, const char *note);
void evm_progress_end(struct evm_progress *p);

#endif
