/* The rules' own examples; word forms; broken rule files. */
#include "test_support.h"

#include <sys/stat.h>
#include <unistd.h>

#include "core/data.h"
#include "extractors/lexicon.h"
#include "extractors/pattern.h"
#include "extractors/rules_check.h"

static void report(void *ctx, const struct evm_rules_result *r)
{
	int *run = ctx;

	(*run)++;
	if (!r->passed)
		print_error("%s:%d: %.*s: %.*s: %.*s\n", r->file, (int)r->line, EVM_ARG(r->rule),
			    EVM_ARG(r->text), EVM_ARG(r->what));
}

static void test_examples(void **state)
{
	struct evm_err err = EVM_ERR_INIT;
	int run = 0, failed = evm_rules_check(NULL, NULL, report, &run, &err);

	(void)state;
	if (failed < 0)
		print_error("%s\n", err.msg);
	assert_int_equal(failed, 0);
	assert_true(run >= 200);
}

static void forms(const char *base, const char *want)
{
	struct evm_arena a;
	struct evm_form f[EVM_FORMS_MAX];
	struct evm_buf got = EVM_BUF_INIT;
	size_t n;

	evm_arena_init(&a);
	n = evm_verb_forms(&a, evm_str(base), f);
	for (size_t i = 0; i < n; i++)
		evm_buf_printf(&got, "%s%.*s", i ? " " : "", EVM_ARG(f[i].text));
	assert_string_equal(got.p, want);
	evm_buf_release(&got);
	evm_arena_release(&a);
}

static void test_forms(void **state)
{
	(void)state;
	forms("attenuate", "attenuate attenuates attenuated attenuating");
	forms("inhibit", "inhibit inhibits inhibited inhibiting");
	forms("modify", "modify modifies modified modifying");
	forms("suppress", "suppress suppresses suppressed suppressing");
	forms("polarize", "polarize polarizes polarized polarizing polarise polarises polarised polarising");
}

static void test_lexicon(void **state)
{
	struct evm_err err = EVM_ERR_INIT;
	char *dir = evm_data_path("extractors/rules", &err);
	struct evm_lexicon lx;
	const struct evm_lexeme *l;

	(void)state;
	assert_non_null(dir);
	assert_int_equal(evm_lexicon_load(&lx, dir, &err), 0);
	l = evm_lexicon_get(&lx, EVM_LIT("Down-Regulates"));
	assert_true(l->cls & EVM_C(VERB) && l->verb->sign == '-' && l->form == EVM_S);
	l = evm_lexicon_get(&lx, EVM_LIT("attenuation"));
	assert_true(l->cls & EVM_C(NOUN) && l->noun->sign == '-');
	l = evm_lexicon_get(&lx, EVM_LIT("in vitro"));
	assert_true(l->cls & EVM_C(ADV));
	assert_true(evm_lexicon_get(&lx, EVM_LIT("in"))->more);
	assert_int_equal(evm_lexicon_get(&lx, EVM_LIT("zebra"))->id, 0);
	assert_int_equal(evm_lexicon_get(&lx, EVM_LIT(""))->id, 0);
	evm_lexicon_release(&lx);
	free(dir);
}

static void put(const char *dir, const char *name, const char *text)
{
	char path[200];

	snprintf(path, sizeof path, "%s/%s", dir, name);
	test_write(path, evm_str(text));
}

/* The error of a folder with this lexicon and these patterns. */
static void refused(const char *lexicon, const char *patterns, const char *want)
{
	static const char *const names[] = { "process_nouns.tsv", "cues.tsv", "lexicon.rules", "patterns.rules" };
	char dir[] = "/tmp/evm-rules-XXXXXX", path[200];
	struct evm_err err = EVM_ERR_INIT;
	struct evm_lexicon lx;
	struct evm_patterns p;

	assert_non_null(mkdtemp(dir));
	put(dir, names[0], "pain\t-\tbad\tno\n");
	put(dir, names[1], "det\tthe|a\n");
	put(dir, names[2], lexicon);
	put(dir, names[3], patterns);
	if (!evm_lexicon_load(&lx, dir, &err)) {
		assert_int_equal(evm_patterns_load(&p, &lx, dir, &err), -1);
		evm_lexicon_release(&lx);
	}
	if (!strstr(err.msg, want))
		print_error("%s\n", err.msg);
	assert_non_null(strstr(err.msg, want));
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		snprintf(path, sizeof path, "%s/%s", dir, names[i]);
		unlink(path);
	}
	rmdir(dir);
}

static void test_broken(void **state)
{
	(void)state;
	refused("verb lower\n", "", "lexicon.rules:1: kind, word and sign");
	refused("verb lower - colour=red\n", "", "lexicon.rules:1: unknown or bad option 'colour=red'");
	refused("verb lower -\n\nverb lower +\n", "", "lexicon.rules:3: 'lower' is defined twice");
	refused("frob lower -\n", "", "lexicon.rules:1: unknown kind 'frob'");
	refused("", "rule a\nmatch: <s:AGENT> lifts <o:TARGET>\n", "match:, claim:, ex: and not: are wanted");
	refused("", "match: x\n", "patterns.rules:1: match: without a rule");
	refused("", "rule a\nmatch: <s:NOBODY> lifts\n", "patterns.rules:2: bad slot");
	refused("", "rule a\nmatch: <s:AGENT> [NOCLASS] lifts\n", "patterns.rules:2: unknown class");
	refused("", "rule a\nmatch: <s:AGENT> <o:TARGET>\n", "no word that the rule needs");
	refused("", "rule a\nmatch: <s:AGENT> lifts <o:TARGET>\nclaim: raises(s, o)\n", "patterns.rules:3: bad claim");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_examples), cmocka_unit_test(test_forms),
		cmocka_unit_test(test_lexicon), cmocka_unit_test(test_broken),
	};

	return cmocka_run_group_tests_name("rules", tests, NULL, NULL);
}
