/* Citations: what is one, and which labels it stands for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "extractors/citation.h"

static struct evm_citer *citer;

static int load(void **state)
{
	struct evm_err err = EVM_ERR_INIT;

	(void)state;
	return evm_citer_new(&citer, &err);
}

static int unload(void **state)
{
	(void)state;
	evm_citer_free(citer);
	return 0;
}

/* Citations as "text=label label", joined by '|'. */
static void check(const char *text, const char *want)
{
	struct evm_buf got = EVM_BUF_INIT;
	struct evm_doc doc;

	evm_doc_init(&doc);
	doc.id = EVM_LIT("x");
	evm_doc_passage(&doc, EVM_REGION_BODY, EVM_LIT(""), evm_str(text));
	evm_doc_seal(&doc);
	evm_cite_find(citer, &doc);
	for (size_t i = 0; i < doc.cites.n; i++) {
		evm_buf_addz(&got, i ? "|" : "");
		evm_buf_add(&got, evm_doc_slice(&doc, doc.cites.v[i].span));
		for (size_t k = 0; k < doc.cites.v[i].labels.n; k++) {
			evm_buf_addc(&got, k ? ' ' : '=');
			evm_buf_add(&got, doc.cites.v[i].labels.v[k]);
		}
	}
	assert_string_equal(got.n ? got.p : "", want);
	evm_buf_release(&got);
	evm_doc_release(&doc);
}

static void brackets(void **state)
{
	(void)state;
	check("so [25] [26].", "[25]=25|[26]=26");
	check("so [28, 29].", "[28, 29]=28 29");
	check("so [104\xE2\x80\x93" "106, 9].", "[104\xE2\x80\x93" "106, 9]=104 105 106 9");
	check("so [ 12 ].", "[ 12 ]=12");
	check("so [3 - 5].", "[3 - 5]=3 4 5");
	check("so [1-90].", "[1-90]=1 90");
}

static void none(void **state)
{
	(void)state;
	check("[Ca2+]i and [18F] and [95% CI 2] and [1,2,4]triazole [2019] []", "");
	check("version 1.5 of 3,14 and (Fig. 3)", "");
}

static void raised(void **state)
{
	(void)state;
	check("slow growth.12,13 The end.", "12,13=12 13");
	check("slow growth,4-6 and", "4-6=4 5 6");
	check("slow growth.12 As [3] says", "[3]=3");
}

static void author_year(void **state)
{
	(void)state;
	check("so (Smith et al., 2019; Li and Wu 2020).",
	      "(Smith et al., 2019; Li and Wu 2020)=Smith et al., 2019 Li and Wu 2020");
	check("so (see M\xC3\xBCller, 2001).", "(see M\xC3\xBCller, 2001)=M\xC3\xBCller, 2001");
	check("in (January 2019) and (n = 2001)", "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(brackets),
		cmocka_unit_test(none),
		cmocka_unit_test(raised),
		cmocka_unit_test(author_year),
	};
	return cmocka_run_group_tests(tests, load, unload);
}
