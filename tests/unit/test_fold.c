#include "test_support.h"

#include "dictionaries/fold.h"

/* Do two names have the same key? */
static bool same(const char *a, const char *b)
{
	uint64_t key[64];
	struct evm_folder f;
	size_t n, i = 0;

	evm_folder_init(&f);
	n = evm_fold(&f, evm_str(a));
	assert_true(n < 64);
	for (i = 0; i < n; i++)
		key[i] = evm_fold_name(&f, i);
	if (evm_fold(&f, evm_str(b)) != n)
		n = SIZE_MAX;
	for (i = 0; n != SIZE_MAX && i < n; i++)
		if (evm_fold_name(&f, i) != key[i])
			n = SIZE_MAX;
	evm_folder_release(&f);
	return n != SIZE_MAX && n;
}

static void separators_and_case_are_dropped(void **state)
{
	(void)state;
	assert_true(same("IL-6", "il 6"));
	assert_true(same("IL6", "IL-6"));
	assert_true(same("bone marrow", "Bone-Marrow"));
	assert_true(same("IL\xE2\x80\x91" "6", "IL6"));
	assert_true(same("NAD(P)H", "NAD P H"));
	assert_false(same("CD4", "CD45"));
	assert_false(same("ab", "a b"));
}

static void greek_is_spelled(void **state)
{
	(void)state;
	assert_true(same("TNF-\xCE\xB1", "TNF alpha"));
	assert_true(same("TNF\xCE\xB1", "TNF-alpha"));
	assert_true(same("TNFalpha", "TNF-\xCE\xB1"));
	assert_true(same("NF-\xCE\xBA" "B", "NF-kappaB"));
	assert_true(same("NFkappaB", "NF-kappa B"));
	assert_true(same("I\xCE\xBA" "B\xCE\xB1", "IkappaBalpha"));
	assert_true(same("\xC2\xB5m", "\xCE\xBCm"));
	assert_true(same("IL-1\xCE\xB2", "IL 1 beta"));
	assert_true(same("\xCE\x91-SMA", "alpha SMA"));
}

static void accents_are_dropped(void **state)
{
	(void)state;
	assert_true(same("Sj\xC3\xB6gren's syndrome", "Sjogren syndrome"));
	assert_true(same("Crohn\xE2\x80\x99s disease", "Crohn disease"));
	assert_true(same("Parkinsons disease", "Parkinson's disease"));
	assert_true(same("CO\xE2\x82\x82", "CO2"));
	assert_true(same("\xEF\xAC\x81" "bre", "fibre"));
	assert_true(same("na\xC3\xAF" "ve", "naive"));
	assert_true(same("nai\xCC\x88ve", "naive"));
	assert_true(same("exo\xC2\xADsome", "exosome"));
	assert_true(same("S\xC3\xB8" "rensen", "Sorensen"));
}

static void british_is_american(void **state)
{
	static const char *const pairs[][2] = {
		{ "tumour", "tumor" }, { "tumours", "tumor" },
		{ "oedema", "edema" }, { "ischaemia", "ischemia" },
		{ "anaemia", "anemia" }, { "leukaemia", "leukemia" },
		{ "haemorrhage", "hemorrhage" }, { "foetal", "fetal" },
		{ "oesophagus", "esophagus" }, { "diarrhoea", "diarrhea" },
		{ "vascularisation", "vascularization" },
		{ "polarised", "polarized" }, { "fibres", "fiber" },
		{ "centre", "center" }, { "signalling", "signaling" },
		{ "behavioural", "behavioral" }, { "sulphate", "sulfate" },
		{ "leucocytes", "leukocyte" }, { "disc", "disk" },
		{ "neurones", "neuron" }, { "colour", "color" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		if (!same(pairs[i][0], pairs[i][1]))
			fail_msg("%s is not %s", pairs[i][0], pairs[i][1]);
	assert_false(same("APOE", "APE"));
	assert_false(same("does", "DES"));
}

static void plurals(void **state)
{
	static const char *const pairs[][2] = {
		{ "exosomes", "exosome" }, { "injuries", "injury" },
		{ "viruses", "virus" }, { "processes", "process" },
		{ "diseases", "disease" }, { "headaches", "headache" },
		{ "branches", "branch" }, { "causes", "cause" },
		{ "EVs", "EV" }, { "MSCs", "MSC" }, { "CFUs", "CFU" },
		{ "cells death", "cell death" },
	};
	static const char *const apart[][2] = {
		{ "KRAS", "KRA" }, { "eNOS", "eno" }, { "AIDS", "AID" },
		{ "gas", "ga" }, { "fibrosis", "fibrosi" }, { "BCAS1", "BCA1" },
		{ "stress", "stres" }, { "EVS", "EV" }, { "SARS", "SAR" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		if (!same(pairs[i][0], pairs[i][1]))
			fail_msg("%s is not %s", pairs[i][0], pairs[i][1]);
	for (size_t i = 0; i < sizeof apart / sizeof *apart; i++)
		if (same(apart[i][0], apart[i][1]))
			fail_msg("%s is %s", apart[i][0], apart[i][1]);
}

static void roman_numerals(void **state)
{
	unsigned char ix[] = "xxxix", no[] = "iiii";

	(void)state;
	assert_true(same("type II collagen", "type 2 collagen"));
	assert_true(same("collagen III", "collagen 3"));
	assert_true(same("factor V Leiden", "factor 5 Leiden"));
	assert_true(same("angiotensin II", "angiotensin 2"));
	assert_false(same("X chromosome", "10 chromosome"));
	assert_false(same("vitamin v", "vitamin 5"));
	assert_int_equal(evm_fold_roman(ix, 5), 39);
	assert_int_equal(evm_fold_roman(no, 4), 0);
}

static void spans_are_of_the_text(void **state)
{
	struct evm_folder f;
	const char *z = "(TNF\xCE\xB1), hBM-MSC's 21a";
	static const char *const words[] = { "TNF", "\xCE\xB1", "hBM", "MSC",
					     "21", "a" };

	(void)state;
	evm_folder_init(&f);
	assert_int_equal(evm_fold(&f, evm_str(z)), 6);
	for (size_t i = 0; i < 6; i++) {
		assert_int_equal(f.v[i].end - f.v[i].begin, strlen(words[i]));
		assert_memory_equal(z + f.v[i].begin, words[i], strlen(words[i]));
	}
	assert_int_equal(f.v[0].flags, EVM_KEY_START);
	assert_int_equal(f.v[1].flags, EVM_KEY_END);
	assert_int_equal(f.v[2].flags, EVM_KEY_START | EVM_KEY_END | EVM_KEY_HARD);
	assert_int_equal(f.v[4].flags, EVM_KEY_START | EVM_KEY_DIGIT);
	assert_int_equal(evm_fold(&f, evm_str(" ... \xE2\x80\x94 ")), 0);
	assert_int_equal(evm_fold(&f, EVM_LIT("")), 0);
	evm_folder_release(&f);
}

static void long_words_are_cut(void **state)
{
	char a[1000], b[1000];

	(void)state;
	memset(a, 'g', sizeof a);
	memset(b, 'g', sizeof b);
	a[999] = b[998] = 0;
	assert_true(same(a, b));
	b[200] = 0;
	assert_false(same(a, b));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(separators_and_case_are_dropped),
		cmocka_unit_test(greek_is_spelled),
		cmocka_unit_test(accents_are_dropped),
		cmocka_unit_test(british_is_american),
		cmocka_unit_test(plurals),
		cmocka_unit_test(roman_numerals),
		cmocka_unit_test(spans_are_of_the_text),
		cmocka_unit_test(long_words_are_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
