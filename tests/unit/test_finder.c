/* The finder against a search word by word, on texts made at random. */
#include "tests/unit/test_support.h"

#include <stdlib.h>
#include <string.h>

#include "corpus/finder.h"

static const char *const words[] = {
	"exosom", "vesic", " evs", "(evs", "sc-ev", "scs-sev", "msc", "asc",
	"conditioned", "stem cell", "apoptotic bod", "-exos",
};
#define N_WORDS (sizeof words / sizeof *words)

static struct evm_finder *made(struct evm_arena *a, size_t n)
{
	struct evm_finder *f = evm_arena_alloc(a, sizeof *f);

	for (size_t i = 0; i < n; i++)
		evm_finder_add(f, a, evm_str(words[i]));
	evm_finder_build(f);
	return f;
}

static bool slow(struct evm_str s, size_t n)
{
	for (size_t i = 0; i < s.n; i++)
		for (size_t k = 0; k < n; k++) {
			size_t len = strlen(words[k]);

			if (i + len <= s.n && !strncasecmp(s.p + i, words[k], len))
				return true;
		}
	return false;
}

/* Both ways that the processor may go. */
static bool hit(struct evm_finder *f, struct evm_str s)
{
	bool wide = f->wide, a = evm_finder_hit(f, s), b;

	f->wide = false;
	b = evm_finder_hit(f, s);
	f->wide = wide;
	assert_int_equal(a, b);
	return a;
}

static void test_places(void **state)
{
	struct evm_arena a;
	struct evm_finder *f;
	char text[140];

	(void)state;
	evm_arena_init(&a);
	f = made(&a, N_WORDS);
	for (size_t k = 0; k < N_WORDS; k++)
		for (size_t n = strlen(words[k]); n < sizeof text; n++)
			for (size_t i = 0; i + strlen(words[k]) <= n; i++) {
				memset(text, 'x', n);
				memcpy(text + i, words[k], strlen(words[k]));
				assert_true(hit(f, (struct evm_str){ text, n }));
				text[i] = (char)(text[i] ^ 0x1);
				assert_int_equal(hit(f, (struct evm_str){ text, n }),
						 slow((struct evm_str){ text, n },
						      N_WORDS));
			}
	evm_arena_release(&a);
}

static void test_random(void **state)
{
	static const char letters[] = "escvmaEXOSMAC -(ti";
	struct evm_arena a;
	char text[200];
	unsigned seed = 7;
	size_t found = 0;

	(void)state;
	evm_arena_init(&a);
	for (size_t k = 1; k <= N_WORDS; k++) {
		struct evm_finder *f = made(&a, k);

		for (int round = 0; round < 3000; round++) {
			struct evm_str s = { text, (size_t)rand_r(&seed) % sizeof text };

			for (size_t i = 0; i < s.n; i++)
				text[i] = letters[(size_t)rand_r(&seed) %
						  (sizeof letters - 1)];
			found += slow(s, k);
			assert_int_equal(hit(f, s), slow(s, k));
		}
	}
	assert_true(found > 1000);
	evm_arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_random),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
