/*
 * evm-run: ingest, annotate, extract and load in one process: threads read and
 * cut records, workers do the rest of the work on them, this thread writes in
 * order. run/ does it; here are the options and the signals.
 */
#include <signal.h>
#include <string.h>

#include "run/copy.h"
#include "run/mine.h"

#define PROGRAM "evm-run"

static struct evm_front front = { .on_error = "stop" };
static struct evm_flow_inputs inputs = { .format = "auto" };
static struct evm_dict_choice choice;
static struct evm_backup backup = { .keep = EVM_COPIES };
static const char *to, *keep = "all";
static bool dry, force, again, retry;
static volatile sig_atomic_t stopping, asking;

static const struct evm_opt opts[] = {
	EVM_OPTS_DB(front),
	{ "to", 0, EVM_OPT_TEXT, &to, "FILE",
	  "write the record stream instead of a database; - is standard output",
	  NULL, 0, 0 },
	EVM_OPTS_INPUTS(inputs),
	{ "dry-run", 0, EVM_OPT_FLAG, &dry, NULL,
	  "only say which files would be read, and which are done", NULL, 0, 0 },
	{ "keep", 0, EVM_OPT_CHOICE, &keep, "WHAT",
	  "documents that are stored: all (default), those with claims, or those "
	  "that name both a stem cell source and vesicles",
	  "all|claims|topic", 0, 0 },
	{ "force", 0, EVM_OPT_FLAG, &force, NULL,
	  "read files again that the database has read", NULL, 0, 0 },
	{ "again", 0, EVM_OPT_FLAG, &again, NULL,
	  "read no files: annotate and extract the stored texts again", NULL, 0, 0 },
	{ "retry", 0, EVM_OPT_FLAG, &retry, NULL,
	  "read no files: try the records in quarantine again", NULL, 0, 0 },
	EVM_OPTS_COPIES(backup),
	EVM_OPTS_DICT(choice),
	EVM_OPTS_JOBS(front),
	EVM_OPTS_ON_ERROR(front),
	EVM_OPTS_COMMON(front),
	EVM_OPTS_END
};

static const struct evm_cli cli = {
	PROGRAM, "{-d DB | --to FILE} [FILE|FOLDER...]\n"
	"       evm-run {--again | --retry} -d DB",
	"Mines files of literature into a database: ingest, annotate, extract and\n"
	"load in one process. The result is the pipe's, whatever -j is.",
	opts,
	"\"-\" or no FILE is standard input. A FOLDER stands for its .xml and .nxml\n"
	"files, gzipped or not. SIGUSR1 prints how far it is; SIGINT and SIGTERM end\n"
	"it behind the batch under way. The same command goes on where it was.", false
};

static void on_stop(int number)
{
	(void)number;
	stopping = 1;
}

static void on_ask(int number)
{
	(void)number;
	asking = 1;
}

/* A second SIGINT or SIGTERM ends the program at once. */
static void catch_signals(void)
{
	struct sigaction stop = { .sa_handler = on_stop, .sa_flags = (int)SA_RESETHAND };
	struct sigaction ask = { .sa_handler = on_ask, .sa_flags = SA_RESTART };

	sigaction(SIGINT, &stop, NULL);
	sigaction(SIGTERM, &stop, NULL);
	sigaction(SIGUSR1, &ask, NULL);
}

static bool stop(void)
{
	return stopping;
}

static bool asked(void)
{
	bool was = asking;

	asking = 0;
	return was;
}

static void check_options(bool operands)
{
	bool revisits = again || retry;

	if (!front.db == !to)
		evm_cli_mistake(&cli, "name a database with -d, or a stream with --to");
	if (again && retry)
		evm_cli_mistake(&cli, "--again and --retry exclude each other");
	if (revisits && (to || operands || inputs.files_from.n))
		evm_cli_mistake(&cli, "--again and --retry take a database and no files");
	if (to && strcmp(keep, "all") != 0)
		evm_cli_mistake(&cli, "--keep is for a database, --to writes all");
	if (evm_dict_choice_bad(&choice))
		evm_cli_mistake(&cli, "--image and --vocabulary exclude each other");
	if (evm_flow_bad_since(&inputs))
		evm_cli_mistake(&cli, "--since %s: no date", inputs.since);
	if (!revisits && !operands && !inputs.files_from.n)
		evm_cli_need_stdin(&cli);
}

int main(int argc, char **argv)
{
	int first = evm_cli_parse(&cli, argc, argv), code;
	struct evm_err err = EVM_ERR_INIT;
	struct evm_mine_opts o = {
		.program = PROGRAM, .front = &front, .inputs = &inputs,
		.choice = &choice, .stop = stop, .asked = asked,
	};

	check_options(first < argc);
	o.to = to;
	o.keep = keep;
	o.dry = dry;
	o.force = force;
	o.again = again;
	o.retry = retry;
	backup.stop = stop;
	o.backup = &backup;
	evm_heap_keep();
	catch_signals();
	code = evm_mine(&o, argv + first, &err);
	return code < 0 ? evm_fail(PROGRAM, &err) : code;
}
