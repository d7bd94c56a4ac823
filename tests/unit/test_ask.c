/* Filters as --where says them, questions, and how names are compared. */
#include "test_support.h"

#include "review/ask.h"
#include "store/filter.h"

static void parsed(const char *text, size_t n)
{
	struct evm_err err = EVM_ERR_INIT;
	struct evm_filters w;

	if (evm_filters_parse(&w, text, &err))
		fail_msg("%s: %s", text, err.msg);
	assert_int_equal(w.any.n, n);
	evm_filters_release(&w);
}

static void refused(const char *text, const char *why)
{
	struct evm_err err = EVM_ERR_INIT;
	struct evm_filters w;

	assert_int_equal(evm_filters_parse(&w, text, &err), -1);
	assert_int_equal(err.code, EVM_EXIT_USAGE);
	if (!strstr(err.msg, why))
		fail_msg("%s: %s", text, err.msg);
	evm_filters_release(&w);
}

static void where_counts(void **state)
{
	(void)state;
	parsed("", 1);
	parsed("source=BM", 1);
	parsed("source=BM,source=AD", 2);
	parsed("source=BM,predicate=treats,source=AD,predicate=worsens", 4);
	parsed("low=0.5,low=0.6,only=mine,only=gone,sort=recent,sort=first,q=a,q=b", 1);
	parsed("disease=-,cargo=-", 1);
	parsed(" source = BM , status = new ", 1);
}

static void where_refuses(void **state)
{
	(void)state;
	refused("colour=red", "no filter is called colour; there are: status");
	refused("source", "a value is missing");
	refused("source=", "a value is missing");
	refused("source=BM,cargo=", "--where cargo: a value is missing");
	refused("predicate=treat", "unknown value treat");
	refused("status=done", "unknown value done");
	refused("region=foot", "unknown value foot");
	refused("subject=thing", "unknown value thing");
	refused("low=2", "unknown value 2");
	refused("only=everything", "unknown value everything");
	refused("sort=never", "unknown value never");
	refused("year=1,year=2,year=3,year=4,year=5,year=6,source=1,source=2,source=3,"
		"source=4,source=5,source=6", "more than 32 combinations");
}

static void where_values(void **state)
{
	struct evm_err err = EVM_ERR_INIT;
	struct evm_filters w;
	const struct evm_filter *f;

	(void)state;
	assert_int_equal(evm_filters_parse(&w, "disease=Pain, Postoperative, low=0.25,only=mine,unseen,"
					   "doc=pubmed:1,sort=doubtful,source=AD", &err), 0);
	assert_int_equal(w.any.n, 1);
	f = &w.any.v[0];
	assert_true(evm_str_eqz(f->eq[EVM_F_DISEASE], "Pain, Postoperative"));
	assert_true(evm_str_eqz(f->eq[EVM_F_SOURCE], "AD"));
	assert_true(evm_str_eqz(f->doc, "pubmed:1"));
	assert_true(f->low > 0.24 && f->low < 0.26);
	assert_int_equal(f->only, EVM_ONLY_MINE | EVM_ONLY_UNSEEN);
	assert_int_equal(f->sort, EVM_SORT_DOUBTFUL);
	assert_true(evm_filters_is_personal(&w));
	assert_string_equal(evm_filters_beyond_stream(&w), "only");
	evm_filters_release(&w);
}

/* "subject/predicate/object/where", "?" for any, or "!" when it is refused. */
static void asked(const char *question, const char *want)
{
	struct evm_buf where = EVM_BUF_INIT, got = EVM_BUF_INIT;
	struct evm_err err = EVM_ERR_INIT;
	struct evm_ask ask;
	struct evm_arena a;

	evm_arena_init(&a);
	if (evm_question_parse(&ask, evm_str(question), &a, &where, &err)) {
		assert_int_equal(err.code, EVM_EXIT_USAGE);
		evm_buf_addc(&got, '!');
	} else {
		evm_buf_add(&got, ask.subject.any ? EVM_LIT("?") : ask.subject.text);
		evm_buf_printf(&got, "/%s/", ask.predicate < 0 ? "?" : evm_predicate_name(
			       (enum evm_predicate)ask.predicate));
		evm_buf_add(&got, ask.object.any ? EVM_LIT("?") : ask.object.text);
		evm_buf_addc(&got, '/');
		evm_buf_add(&got, evm_buf_str(&where));
	}
	assert_string_equal(got.p, want);
	evm_buf_release(&got);
	evm_buf_release(&where);
	evm_arena_release(&a);
}

static void questions(void **state)
{
	(void)state;
	asked("miR-146a decreases ?", "miR-146a/decreases/?/");
	asked("? * ?", "?/?/?/");
	asked("* treats \"liver fibrosis\"", "?/treats/liver fibrosis/");
	asked("BM-MSC exosomes decreases TNF alpha", "BM-MSC exosomes/decreases/TNF alpha/");
	asked("? ? liver fibrosis", "?/?/liver fibrosis/");
	asked("\"?\" treats x", "?/treats/x/");
	asked("a treats b in source=BM disease=\"liver fibrosis\"",
	      "a/treats/b/source=BM,disease=liver fibrosis");
	asked("a treats b in source=BM, model=rat", "a/treats/b/source=BM,model=rat");
	asked("a treats \"b in c\"", "a/treats/b in c/");
	asked("a treats b in c", "a/treats/b in c/");
	asked("  a\ttreats \n b ", "a/treats/b/");
	asked("a \"treats\" b", "a/treats/b/");
	asked("a heals b", "!");
	asked("a treats", "!");
	asked("", "!");
	asked("a treats \"b", "!");
	asked("a b treats c worsens d", "!");
	asked("treats treats treats", "treats/treats/treats/");
}

static void names(void **state)
{
	static const struct { const char *pattern, *text; bool fits; } t[] = {
		{ "TNF-alpha", "TNF-α", true }, { "tnf alpha", "TNFα", true },
		{ "TNF", "TNF-α", false }, { "TNF*", "TNF-α", true },
		{ "*", "", true }, { "", "", true }, { "", "x", false },
		{ "mir-*", "miR-146a", true }, { "miR-1*a", "miR-146a", true },
		{ "miR-1*b", "miR-146a", false }, { "*fibrosis", "liver fibrosis", true },
		{ "*i*r*", "liver", true }, { "**", "x", true },
		{ "μ", "µ", true },	/* Greek, and the micro sign */
		{ "Crohn's disease", "crohns disease", true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof t / sizeof *t; i++)
		if (evm_side_fits(evm_str(t[i].pattern), evm_str(t[i].text)) != t[i].fits)
			fail_msg("%s and %s", t[i].pattern, t[i].text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(where_counts), cmocka_unit_test(where_refuses),
		cmocka_unit_test(where_values), cmocka_unit_test(questions),
		cmocka_unit_test(names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
