/* The sentence splitter: a table of texts with '|' where a sentence ends. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "extractors/sentence.h"

static struct evm_splitter sp;

static int load(void **state)
{
	struct evm_err err = EVM_ERR_INIT;

	(void)state;
	return evm_splitter_load(&sp, &err);
}

static int unload(void **state)
{
	(void)state;
	evm_splitter_release(&sp);
	return 0;
}

static void split_as(enum evm_region region, const char *want)
{
	struct evm_buf text = EVM_BUF_INIT, got = EVM_BUF_INIT;
	struct evm_doc doc;

	for (const char *p = want; *p; p++)
		evm_buf_addc(&text, *p == '|' ? ' ' : *p);
	evm_doc_init(&doc);
	doc.id = EVM_LIT("x");
	evm_doc_passage(&doc, region, EVM_LIT(""), evm_buf_str(&text));
	evm_doc_seal(&doc);
	evm_split(&sp, &doc);
	for (size_t i = 0; i < doc.sentences.n; i++) {
		if (i)
			evm_buf_addc(&got, '|');
		evm_buf_add(&got, evm_doc_slice(&doc, doc.sentences.v[i].span));
	}
	assert_string_equal(got.p, want);
	evm_doc_release(&doc);
	evm_buf_release(&text);
	evm_buf_release(&got);
}

static void splits(void **state)
{
	static const char *const rows[] = {
		"Exosomes are small.|They carry RNA.",
		"Was it so?|Yes!|It was.",
		"As in Fig. 3 the scar shrank (cf. Table 2).|Smith et al. Found more.",
		"Given i.v. at 5 mg.|Rats, mice, etc. were used.|Rats, etc.|The rest died.",
		"It grew E. coli in broth.|J. Smith agreed.",
		"They lacked vitamin D.|Controls did not.",
		"A dose of 3.5 mg was used.|No. 5 was lost.",
		"Levels fell [25].|miR-21 rose.|p53 fell.",
		"Growth slowed.12,13|The wound closed.",
		"It fell. [12, 13]|The wound closed.",
		"They are many (see below.) and more.",
		"(All were male.)|The rest followed.",
		"of miR. 21 was low.|hMSCs did that.",
		"1. First it rose.|2. Then it fell.",
		"The U.S. Army paid.|The U.S.|The rest is silence.",
		"One. two goes on.",
		"\xCE\xB1-SMA rose.|\xCE\xB2-catenin fell.",
		NULL
	};

	(void)state;
	for (size_t i = 0; rows[i]; i++)
		split_as(EVM_REGION_ABSTRACT, rows[i]);
}

static void whole_regions(void **state)
{
	(void)state;
	split_as(EVM_REGION_HEADING, "3.1. Heart. And lung");
	split_as(EVM_REGION_TABLE, "A. B. C. The end. Of it");
	split_as(EVM_REGION_CAPTION, "Figure 1. Overview.|The cells are shown.");
}

static void long_sentence(void **state)
{
	struct evm_buf b = EVM_BUF_INIT;

	(void)state;
	for (int i = 0; i < 70; i++)
		evm_buf_addz(&b, "word ");
	evm_buf_addz(&b, "stop;|");
	for (int i = 0; i < 70; i++)
		evm_buf_addz(&b, "word ");
	evm_buf_addz(&b, "stop.");
	split_as(EVM_REGION_BODY, b.p);
	evm_buf_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(splits),
		cmocka_unit_test(whole_regions),
		cmocka_unit_test(long_sentence),
	};
	return cmocka_run_group_tests(tests, load, unload);
}
