/*
 * The matcher alone: MB/s of text on one core.
 *
 *	bench_match [--once] DICTIONARY TEXT...
 *
 * DICTIONARY is an image of evm-dict build, each line of the texts is matched
 * by itself. Every text is gone through until two seconds of processor time
 * have passed; the best pass counts. With --once it is gone through once.
 */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "core/cli.h"
#include "dictionaries/dict.h"

static double now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &ts);
	return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

static size_t pass(struct evm_matcher *m, struct evm_str text)
{
	const struct evm_hit *hits;
	size_t n, sum = 0;

	while (text.p) {
		evm_match(m, evm_str_cut(&text, '\n'), &hits, &n);
		sum += n;
	}
	return sum;
}

static int measure(const struct evm_dict *d, const char *path, bool once,
		   struct evm_err *err)
{
	struct evm_matcher *m = evm_matcher_new(d);
	struct evm_buf text = EVM_BUF_INIT;
	double begin = now(), best = 1e9;
	struct evm_in *in;
	size_t hits = 0;
	int got;

	if (evm_in_open(&in, path, err)) {
		evm_matcher_free(m);
		return -1;
	}
	got = evm_in_all(in, &text, (size_t)1 << 31, err);
	evm_in_close(in);
	do {
		double t = now();

		hits = pass(m, evm_buf_str(&text));
		t = now() - t;
		best = t < best ? t : best;
	} while (!once && now() - begin < 2);
	if (!got)
		printf("match %s: %.1f MB, %.1f MB/s, %zu hits\n", path,
		       (double)text.n / 1e6, (double)text.n / 1e6 / best, hits);
	evm_buf_release(&text);
	evm_matcher_free(m);
	return got;
}

int main(int argc, char **argv)
{
	struct evm_err err = EVM_ERR_INIT;
	struct evm_dict *d;
	double t = now();
	int got = 0;
	bool once = argc > 1 && !strcmp(argv[1], "--once");

	argc -= once;
	argv += once;
	if (argc < 3) {
		fputs("usage: bench_match [--once] IMAGE TEXT...\n", stderr);
		return EVM_EXIT_USAGE;
	}
	if (evm_dict_open(&d, argv[1], &err))
		return evm_fail("bench_match", &err);
	t = now() - t;
	printf("open: %.2f ms, %zu names, %.1f bytes a name\n", t * 1e3,
	       evm_dict_names(d),
	       (double)evm_dict_size(d) / (double)evm_dict_names(d));
	for (int i = 2; i < argc && !got; i++)
		got = measure(d, argv[i], once, &err);
	evm_dict_free(d);
	return got ? evm_fail("bench_match", &err) : fflush(stdout);
}
