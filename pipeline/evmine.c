/*
 * evmine: `evmine X ...` runs the program evm-X beside this one.
 */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "core/cli.h"
#include "core/stream.h"

static const struct {
	const char *name, *help;
} programs[] = {
	{ "ingest", "PubMed XML, PMC XML, text, TSV -> record stream" },
	{ "annotate", "stream -> stream with sentences and mentions" },
	{ "extract", "stream -> stream with claims" },
	{ "load", "stream -> SQLite database" },
	{ "run", "files -> database or stream: all stages in one process" },
	{ "serve", "pages in a browser on which curators judge claims" },
	{ "curate", "the same in a terminal" },
	{ "table", "database -> effects, trials and cargo tables" },
	{ "report", "database or stream -> a page of figures to look at" },
	{ "export", "database or stream -> JSON Lines and exchange formats" },
	{ "query", "claims by subject, predicate and object, with their sentences" },
	{ "dict", "check, build and look up vocabularies; check rules" },
	{ "explain", "how a claim came about" },
	{ "rules", "run the rules' examples; tell what changed rules change" },
	{ "stats", "what is in a database" },
	{ "doctor", "what is installed, and whether it is well" },
};

static void usage(FILE *f)
{
	fputs("usage: evmine COMMAND [options] [operands]\n\n"
	      "evmine reads biomedical literature about the extracellular vesicles of\n"
	      "mesenchymal stem cells and extracts claims for curators.\n\ncommands:\n", f);
	for (size_t i = 0; i < sizeof programs / sizeof *programs; i++)
		fprintf(f, "  %-10s %s\n", programs[i].name, programs[i].help);
	fputs("\nevmine COMMAND --help tells more; man evmine, man evm-COMMAND too.\n"
	      "A literature dump:  evmine run -d c.db pubmed*.xml.gz && evmine table -d c.db\n"
	      "The same in a pipe: evmine ingest FILE | evmine annotate | evmine extract | evmine load -d c.db\n",
	      f);
}

/* The program beside this one, else the one on PATH. */
static void run(const char *name, char **argv)
{
	char exe[PATH_MAX], path[PATH_MAX + 80], prog[80];
	ssize_t n = readlink("/proc/self/exe", exe, sizeof exe - 1);
	char *slash;

	snprintf(prog, sizeof prog, "evm-%s", name);
	argv[0] = prog;
	if (n > 0) {
		exe[n] = 0;
		slash = strrchr(exe, '/');
		if (slash)
			*slash = 0;
		snprintf(path, sizeof path, "%s/%s", exe, prog);
		execv(path, argv);
	}
	execvp(prog, argv);
}

static bool known(const char *name)
{
	for (size_t i = 0; i < sizeof programs / sizeof *programs; i++)
		if (!strcmp(programs[i].name, name))
			return true;
	return false;
}

int main(int argc, char **argv)
{
	const char *name = argc > 1 ? argv[1] : NULL;

	if (!name) {
		usage(stderr);
		return EVM_EXIT_USAGE;
	}
	if (!strcmp(name, "--help") || !strcmp(name, "-h") ||
	    !strcmp(name, "help")) {
		usage(stdout);
		return fflush(stdout) ? EVM_EXIT_FAILED : EVM_EXIT_DONE;
	}
	if (!strcmp(name, "--version")) {
		printf("evmine %s (stream %d)\n", EVM_VERSION, EVM_STREAM_MAJOR);
		return fflush(stdout) ? EVM_EXIT_FAILED : EVM_EXIT_DONE;
	}
	if (!strcmp(name, "--complete")) {
		for (size_t i = 0; i < sizeof programs / sizeof *programs; i++)
			printf("%s\t%s\n", programs[i].name, programs[i].help);
		return fflush(stdout) ? EVM_EXIT_FAILED : EVM_EXIT_DONE;
	}
	if (!known(name)) {
		evm_say("evmine", "no command '%s'; see evmine --help", name);
		return EVM_EXIT_USAGE;
	}
	run(name, argv + 1);
	evm_say("evmine", "cannot run evm-%s: %s", name, strerror(errno));
	return EVM_EXIT_FAILED;
}
