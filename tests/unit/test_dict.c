/* Vocabulary lines, matching, verification, blocks. */
#include "tests/unit/test_folder.h"

#include "dictionaries/dict_p.h"

struct made {
	struct evm_dict *d;
	struct evm_matcher *m;
	char got[1000];
};

/* Builds with these lines; the lists may be NULL. Returns the error or "". */
static const char *make(struct made *t, const char *lines, const char *english,
			const char *blocks)
{
	static struct evm_err err;
	struct evm_builder *b = evm_builder_new();
	char path[200];
	int bad = 0;

	memset(t, 0, sizeof *t);
	memset(&err, 0, sizeof err);
	snprintf(path, sizeof path, "%s/words.tsv", folder);
	if (english) {
		test_write(path, evm_str(english));
		bad = evm_builder_english(b, path, &err);
	}
	if (blocks && !bad) {
		test_write(path, evm_str(blocks));
		bad = evm_builder_blocks(b, path, &err);
	}
	test_write(path, evm_str(lines));
	if (!bad)
		bad = evm_builder_vocabulary(b, path, &err);
	if (!bad)
		bad = evm_builder_finish(b, &t->d, &err);
	unlink(path);
	evm_builder_free(b);
	if (!bad)
		t->m = evm_matcher_new(t->d);
	return err.msg;
}

static void done(struct made *t)
{
	evm_matcher_free(t->m);
	evm_dict_free(t->d);
}

/* The hits as "surface=norm", joined by " | "; "?" marks ambiguous ones. */
static const char *hits(struct made *t, const char *text)
{
	const struct evm_hit *h;
	size_t n, used = 0;

	*t->got = 0;
	evm_match(t->m, evm_str(text), &h, &n);
	for (size_t i = 0; i < n && used < sizeof t->got; i++) {
		struct evm_concept c = evm_dict_concept(t->d, h[i].concept);

		used += (size_t)snprintf(t->got + used, sizeof t->got - used,
			"%s%.*s=%" EVM_FMT "%s", i ? " | " : "",
			(int)(h[i].span.end - h[i].span.begin),
			text + h[i].span.begin, EVM_ARG(c.norm),
			h[i].flags & EVM_NAME_AMBIGUOUS ? "?" : "");
	}
	return t->got;
}

#define assert_hits(t, text, want) assert_string_equal(hits(t, text), want)

static void names_are_found(void **state)
{
	struct made t;

	(void)state;
	assert_string_equal(make(&t,
		"# a comment\n\n"
		"protein\tHGNC:6018\tIL6\tinterleukin 6|IL-6|interleukin-6\t-\n"
		"protein\tHGNC:11892\tTNF\tTNF-\xCE\xB1|tumour necrosis factor\t-\n"
		"disease\t-\tOA\tosteoarthritis\t-\n"
		"effect\t-\tcell death\tcell death\t-\n", NULL, NULL), "");
	assert_hits(&t, "il 6, IL6 and Interleukin-6", "il 6=IL6 | IL6=IL6 | Interleukin-6=IL6");
	assert_hits(&t, "TNF-alpha-induced tumor necrosis factors",
		    "TNF-alpha=TNF | tumor necrosis factors=TNF");
	assert_hits(&t, "IL60 IL6a xIL6 IL-6/IL-6", "IL-6=IL6 | IL-6=IL6");
	assert_hits(&t, "osteoarthritis.", "osteoarthritis=OA");
	assert_hits(&t, "cells' death cell-death cells. Death", "cells' death=cell death | cell-death=cell death");
	assert_hits(&t, "", "");
	assert_int_equal(evm_dict_names(t.d), 7);
	assert_int_equal(evm_dict_concepts(t.d), 4);
	done(&t);
}

static void nested_names_come_longest_first(void **state)
{
	struct made t;

	(void)state;
	assert_string_equal(make(&t,
		"protein\t-\tTNF\tTNF\t-\n"
		"protein\t-\tTNFR\tTNF receptor\t-\n"
		"protein\t-\tTRAF6\tTNF receptor associated factor 6\t-\n"
		"protein\t-\tR\treceptor\t-\n"
		"effect\t-\tE\tTNF receptor\t-\n", NULL, NULL), "");
	assert_hits(&t, "TNF receptor-associated factor 6",
		    "TNF receptor-associated factor 6=TRAF6 | TNF receptor=TNFR | "
		    "TNF receptor=E | TNF=TNF | receptor=R");
	assert_hits(&t, "TNF receptor associated", "TNF receptor=TNFR | "
		    "TNF receptor=E | TNF=TNF | receptor=R");
	done(&t);
}

static void flags_are_verified(void **state)
{
	struct made t;

	(void)state;
	assert_string_equal(make(&t,
		"vesicle\t-\tEV\tEV{case}\t-\n"
		"protein\t-\tCD4\tCD4{numend}|T4{case}\t-\n"
		"protein\t-\tTP53\tp53{nosplit}\t-\n"
		"disease\t-\tMS\tMS{case,ambig}|multiple sclerosis\t-\n"
		"species\t-\trat\trat\t-\n"
		"protein\t-\tKRAS\tKRAS\t-\n", NULL, NULL), "");
	assert_hits(&t, "EVs EV ev evs Ev EV-treated hEV", "EVs=EV | EV=EV | EV=EV");
	assert_hits(&t, "CD4 CD4-25 CD45 CD4a CD4+ CD4-positive t4",
		    "CD4=CD4 | CD4=CD4 | CD4=CD4");
	assert_hits(&t, "p53 p-53 P 53", "p53=TP53");
	assert_hits(&t, "MS and ms, Multiple Sclerosis", "MS=MS? | Multiple Sclerosis=MS");
	assert_hits(&t, "rat Rats rats RAT", "rat=rat | Rats=rat | rats=rat");
	assert_hits(&t, "KRAS Kras kras kra KRA", "KRAS=KRAS | Kras=KRAS | kras=KRAS");
	done(&t);
}

static void english_words_need_a_capital(void **state)
{
	struct made t;

	(void)state;
	assert_string_equal(make(&t,
		"protein\t-\tSET\tset\t-\n"
		"protein\t-\tIMPACT\tIMPACT\t-\n"
		"msc_source\t-\tDP\tSHED\t-\n"
		"effect\t-\tpain\tpain\t-\n"
		"protein\t-\tREST\trest{word}\t-\n"
		"protein\t-\tSNAI1\tSnail{case}\t-\n"
		"protein\t-\tIN2\tIN-2\t-\n"
		"protein\t-\tGAS6\tGAS6\t-\n",
		"# words\nset\nimpact\nshed\npain\nrest\nsnail\nin\tfunction\ngas\n", NULL), "");
	assert_hits(&t, "set Set SET sets", "");
	assert_hits(&t, "the impact of IMPACT, Impact", "IMPACT=IMPACT");
	assert_hits(&t, "SHED shed Sheds", "SHED=DP");
	assert_hits(&t, "pain Pain", "pain=pain | Pain=pain");
	assert_hits(&t, "at rest", "rest=REST");
	assert_hits(&t, "Snail, snail", "Snail=SNAI1");
	assert_hits(&t, "IN2 in 2, In 2; Gas6", "IN2=IN2 | Gas6=GAS6");
	done(&t);
}

static void blocks_hold(void **state)
{
	struct made t;
	const struct evm_hit *h;
	const struct evm_drop *drops;
	size_t n, n_drops;

	(void)state;
	assert_string_equal(make(&t,
		"protein\t-\tCAT\tcatalase|CAT\t-\n"
		"protein\t-\tMICE\tMice1|mice\t-\n"
		"species\t-\tmouse\tmice\t-\n"
		"drug\t-\tABC\tABCD\t-\n", NULL,
		"protein\tmice\ta species\n*\tABCD{case}\ta test\n"), "");
	assert_hits(&t, "mice", "mice=mouse");
	assert_hits(&t, "ABCD abcd", "abcd=ABC");
	assert_hits(&t, "CAT and catalase", "CAT=CAT | catalase=CAT");
	evm_matcher_block(t.m, EVM_LIT("CAT"), EVM_PROTEIN);
	evm_matcher_block(t.m, EVM_LIT("Mice"), -1);
	assert_hits(&t, "CAT and catalase, mice", "catalase=CAT");
	evm_match_explain(t.m, EVM_LIT("cat, CAT, ABCD"), &h, &n, &drops, &n_drops);
	assert_int_equal(n, 0);
	assert_int_equal(n_drops, 3);
	assert_int_equal(drops[0].reject, EVM_REJECT_CASE);
	assert_int_equal(drops[1].reject, EVM_REJECT_DOCUMENT);
	assert_int_equal(drops[2].reject, EVM_REJECT_BLOCKED);
	evm_matcher_unblock(t.m);
	assert_hits(&t, "CAT", "CAT=CAT");
	done(&t);
}

static void punctuation_divides(void **state)
{
	struct made t;

	(void)state;
	assert_string_equal(make(&t,
		"drug\t-\tx\tE. coli toxin|type 1, 2 toxin|St John wort\t-\n",
		NULL, NULL), "");
	assert_hits(&t, "E. coli toxin; E coli toxin", "E. coli toxin=x | E coli toxin=x");
	assert_hits(&t, "St. John wort", "");
	assert_hits(&t, "type 1, 2 toxin", "type 1, 2 toxin=x");
	assert_hits(&t, "E. coli\ntoxin", "");
	done(&t);
}

static void aliases_yield_to_symbols(void **state)
{
	struct made t;

	(void)state;
	assert_string_equal(make(&t,
		"protein\tHGNC:6018\tIL6\tIL6|HGF|BSF2\t-\n"
		"protein\tHGNC:4893\tHGF\tHGF|hepatocyte growth factor\t-\n"
		"protein\tNCBIGene:15234\tHGF\tHgf\tspecies=mouse\n"
		"disease\t-\tfever\tHGF\t-\n", NULL, NULL), "");
	assert_hits(&t, "HGF", "HGF=IL6? | HGF=HGF | HGF=fever");
	assert_hits(&t, "BSF2", "BSF2=IL6");
	done(&t);
}

static void concepts_are_found_by_name(void **state)
{
	struct made t;
	uint32_t at[4];
	struct evm_lookup found[4];
	struct evm_concept c;

	(void)state;
	assert_string_equal(make(&t,
		"msc_source\tCL:1\tBM\tbone marrow MSC|BMSC\tsource=BM;species=human\n"
		"msc_source\tCL:1\tBM\thBMSC\t-\n"
		"cell\t-\tstroma\tBMSC\t-\n", NULL, "cell\tBMSC\tit is a source\n"), "");
	assert_int_equal(evm_dict_find(t.m, EVM_LIT("bone-marrow MSCs"), at, 4), 1);
	c = evm_dict_concept(t.d, at[0]);
	assert_str(c.name, "bone marrow MSC");
	assert_str(c.id, "CL:1");
	assert_str(c.vocabulary, "words");
	assert_str(evm_concept_attr(&c, "species"), "human");
	assert_str(evm_concept_attr(&c, "source"), "BM");
	assert_str(evm_concept_attr(&c, "sour"), "");
	assert_int_equal(evm_dict_find(t.m, EVM_LIT("hBMSC"), at, 4), 1);
	assert_int_equal(at[0], 0);
	assert_int_equal(evm_dict_find(t.m, EVM_LIT("the BMSC"), at, 4), 0);
	assert_int_equal(evm_dict_find(t.m, EVM_LIT("BMSC"), at, 4), 1);
	assert_int_equal(evm_dict_lookup(t.m, EVM_LIT("bmsc"), found, 4), 3);
	assert_true(found[0].block);
	assert_int_equal(found[0].types, 1 << EVM_CELL);
	assert_int_equal(found[1].reject, EVM_REJECT_NONE);
	assert_int_equal(found[2].reject, EVM_REJECT_BLOCKED);
	done(&t);
}

static void faults_name_the_line(void **state)
{
	static const char *const bad[][2] = {
		{ "protein\t-\tx\ty\n", "words.tsv:2: 4 columns" },
		{ "thing\t-\tx\ty\t-\n", "words.tsv:2: 'thing' is no type" },
		{ "protein\t-\tx\ty{big}\t-\n", "words.tsv:2: 'big' is no flag" },
		{ "protein\t-\tx\t+-+\t-\n", "words.tsv:2: the name '+-+' has no letter" },
		{ "protein\t-\tx\ta||b\t-\n", "words.tsv:2: an empty name" },
		{ "protein\t-\tx\t-\t-\n", "words.tsv:2: no names" },
		{ "protein\tHGNC\tx\ty\t-\n", "words.tsv:2: identifier 'HGNC'" },
		{ "protein\t-\tx\ty\tsign\n", "words.tsv:2: attribute 'sign'" },
		{ "protein\t-\tx\ty\xFFz\t-\n", "words.tsv:2: ill-formed UTF-8" },
	};
	struct made t;

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		char lines[200];
		const char *msg;

		snprintf(lines, sizeof lines, "# first\n%s", bad[i][0]);
		msg = make(&t, lines, NULL, NULL);
		if (!strstr(msg, bad[i][1]))
			fail_msg("'%s' is not '%s'", msg, bad[i][1]);
	}
}

static void an_empty_dictionary_works(void **state)
{
	struct made t;

	(void)state;
	assert_string_equal(make(&t, "", NULL, NULL), "");
	assert_hits(&t, "anything", "");
	done(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_found),
		cmocka_unit_test(nested_names_come_longest_first),
		cmocka_unit_test(flags_are_verified),
		cmocka_unit_test(english_words_need_a_capital),
		cmocka_unit_test(blocks_hold),
		cmocka_unit_test(punctuation_divides),
		cmocka_unit_test(aliases_yield_to_symbols),
		cmocka_unit_test(concepts_are_found_by_name),
		cmocka_unit_test(faults_name_the_line),
		cmocka_unit_test(an_empty_dictionary_works),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
