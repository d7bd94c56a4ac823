#include "core/cli.h"

#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "core/stream.h"

void evm_say(const char *program, const char *fmt, ...)
{
	char line[1600];
	va_list ap;
	int n = snprintf(line, sizeof line, "%s: ", program);

	va_start(ap, fmt);
	vsnprintf(line + n, sizeof line - (size_t)n - 1, fmt, ap);
	va_end(ap);
	strcat(line, "\n");
	fputs(line, stderr);
}

int evm_fail(const char *program, const struct evm_err *err)
{
	evm_say(program, "%s", err->msg);
	return err->code ? (int)err->code : EVM_EXIT_FAILED;
}

void evm_cli_mistake(const struct evm_cli *cli, const char *fmt, ...)
{
	char what[400];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(what, sizeof what, fmt, ap);
	va_end(ap);
	evm_say(cli->program, "%s; see %s --help", what, cli->program);
	exit(EVM_EXIT_USAGE);
}

#define OPTS_MAX 60		/* of a program */

static void help(const struct evm_cli *cli)
{
	printf("usage: %s [options] %s\n\n%s\n\noptions:\n", cli->program,
	       cli->operands, cli->summary);
	for (const struct evm_opt *o = cli->opts; o->name; o++) {
		char left[80];
		int n = snprintf(left, sizeof left, "  %c%c%s--%s%s%s",
				 o->shrt ? '-' : ' ', o->shrt ? o->shrt : ' ',
				 o->shrt ? ", " : "  ", o->name,
				 o->arg ? " " : "", o->arg ? o->arg : "");

		printf("%-26s%s%s", left, n > 25 ? "\n                          "
		       : "", o->help);
		if (o->choices)
			printf(" (%s)", o->choices);
		putchar('\n');
	}
	puts("  -h, --help              show this and stop\n"
	     "      --version           show versions and stop");
	if (cli->after)
		printf("\n%s\n", cli->after);
}

static void complete(const struct evm_cli *cli)
{
	for (const struct evm_opt *o = cli->opts; o->name; o++)
		printf("--%s%s\t%s%s%s\n", o->name, o->arg ? "=" : "", o->help,
		       o->choices ? "\t" : "", o->choices ? o->choices : "");
	puts("--help\tshow the options\n--version\tshow versions");
}

static bool one_of(const char *choices, const char *value)
{
	struct evm_str rest = evm_str(choices);

	while (rest.p)
		if (evm_str_eqz(evm_str_cut(&rest, '|'), value))
			return true;
	return false;
}

static void set(const struct evm_cli *cli, const struct evm_opt *o, char *value)
{
	struct evm_list *list;
	char *end;
	long v;

	switch (o->kind) {
	case EVM_OPT_FLAG:
		*(bool *)o->target = true;
		break;
	case EVM_OPT_COUNT:
		++*(int *)o->target;
		break;
	case EVM_OPT_CHOICE:
		if (!one_of(o->choices, value))
			evm_cli_mistake(cli, "--%s is one of %s, not '%s'",
					o->name, o->choices, value);
		*(const char **)o->target = value;
		break;
	case EVM_OPT_TEXT:
		*(const char **)o->target = value;
		break;
	case EVM_OPT_NUMBER:
		errno = 0;
		v = strtol(value, &end, 10);
		if (errno || end == value || *end || v < o->min || v > o->max)
			evm_cli_mistake(cli, "--%s is a number from %d to %d, not '%s'",
					o->name, o->min, o->max, value);
		*(int *)o->target = (int)v;
		break;
	case EVM_OPT_LIST:
		list = o->target;
		list->v = evm_realloc(list->v, evm_mul(list->n + 1,
						       sizeof *list->v));
		list->v[list->n++] = value;
		break;
	}
}

static void tables(const struct evm_cli *cli, struct option *lng, char *shrt)
{
	size_t n = 0;

	*shrt++ = 'h';
	for (; cli->opts[n].name; n++) {
		if (n == OPTS_MAX)
			abort();	/* a program's own table is too long */
		bool arg = cli->opts[n].kind != EVM_OPT_FLAG &&
			   cli->opts[n].kind != EVM_OPT_COUNT;

		lng[n] = (struct option){ cli->opts[n].name, arg, NULL,
					  1000 + (int)n };
		if (cli->opts[n].shrt) {
			*shrt++ = cli->opts[n].shrt;
			if (arg)
				*shrt++ = ':';
		}
	}
	lng[n++] = (struct option){ "help", 0, NULL, 'h' };
	lng[n++] = (struct option){ "version", 0, NULL, 1 };
	lng[n++] = (struct option){ "complete", 0, NULL, 2 };
	lng[n] = (struct option){ NULL, 0, NULL, 0 };
	*shrt = 0;
}

static void parse_all(const struct evm_cli *cli, int argc, char **argv,
		      const struct option *lng, const char *shrt)
{
	int c;

	optind = 1;
	opterr = 0;
	while ((c = getopt_long(argc, argv, shrt, lng, NULL)) != -1) {
		const struct evm_opt *o = cli->opts;

		switch (c) {
		case 'h':
			help(cli);
			exit(fflush(stdout) ? EVM_EXIT_FAILED : EVM_EXIT_DONE);
		case 1:
			printf("%s %s (stream %d)\n", cli->program, EVM_VERSION,
			       EVM_STREAM_MAJOR);
			exit(fflush(stdout) ? EVM_EXIT_FAILED : EVM_EXIT_DONE);
		case 2:
			complete(cli);
			exit(fflush(stdout) ? EVM_EXIT_FAILED : EVM_EXIT_DONE);
		case '?':
			if (optopt >= 1000)
				evm_cli_mistake(cli, "--%s needs an argument",
						cli->opts[optopt - 1000].name);
			if (optopt)
				evm_cli_mistake(cli, "-%c is no option, or needs an argument",
						optopt);
			evm_cli_mistake(cli, "no option '%s'", argv[optind - 1]);
		default:
			if (c >= 1000)
				o += c - 1000;
			else
				while (o->shrt != c)
					o++;
			set(cli, o, optarg);
		}
	}
}

int evm_cli_parse(const struct evm_cli *cli, int argc, char **argv)
{
	struct option lng[OPTS_MAX + 4];
	char shrt[2 * OPTS_MAX + 3];

	tables(cli, lng, shrt);
	parse_all(cli, argc, argv, lng, shrt);
	if (cli->reads_stdin && optind == argc)
		evm_cli_need_stdin(cli);
	return optind;
}

void evm_cli_need_stdin(const struct evm_cli *cli)
{
	if (isatty(0))
		evm_cli_mistake(cli, "no input: name a file, or - for standard input");
}

double evm_cli_fraction(const struct evm_cli *cli, const char *option,
			const char *value)
{
	char *end;
	double v = strtod(value, &end);

	if (end == value || *end || !(v >= 0 && v <= 1))
		evm_cli_mistake(cli, "--%s is a number from 0 to 1, not '%s'",
				option, value);
	return v;
}

static double now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

void evm_progress_begin(struct evm_progress *p, const char *program,
			const struct evm_front *front, uint64_t total_bytes)
{
	p->program = program;
	p->on = !front->quiet && isatty(2);
	p->log = !front->quiet && !p->on && front->verbose;
	p->total = total_bytes;
	p->started = p->shown = now();
}

static void state_line(const struct evm_progress *p, uint64_t docs,
		       uint64_t bytes, const char *note, char *text, size_t size)
{
	double gone = now() - p->started, speed = (double)bytes / 1e6 / gone;
	int n = snprintf(text, size, "%" PRIu64 " documents, %.1f MB, %.1f MB/s%s%s",
			 docs, (double)bytes / 1e6, speed, *note ? ", " : "", note);

	if (n > 0 && (size_t)n < size && p->total && bytes && bytes <= p->total)
		snprintf(text + n, size - (size_t)n, ", %.0f %%, %.0f s left",
			 100 * (double)bytes / (double)p->total,
			 gone * (double)(p->total - bytes) / (double)bytes);
}

void evm_progress_tell(const struct evm_progress *p, uint64_t docs,
		       uint64_t bytes, const char *note)
{
	char text[300];

	state_line(p, docs, bytes, note, text, sizeof text);
	evm_say(p->program, "%s", text);
}

void evm_progress_show(struct evm_progress *p, uint64_t docs, uint64_t bytes,
		       const char *note)
{
	char text[300];
	double t;

	if (!p->on && !p->log)
		return;
	t = now();
	if (t - p->shown < (p->on ? 0.2 : 30))
		return;
	p->shown = t;
	if (p->log) {
		evm_progress_tell(p, docs, bytes, note);
		return;
	}
	state_line(p, docs, bytes, note, text, sizeof text);
	fprintf(stderr, "\r%s: %s\x1b[K", p->program, text);
	fflush(stderr);
}

void evm_progress_end(struct evm_progress *p)
{
	if (p->on)
		fputs("\r\x1b[K", stderr);
}
