/* One-token names of cells and vesicles. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

#include "extractors/code.h"

static struct evm_coder *k;

static int load(void **state)
{
	struct evm_err err = EVM_ERR_INIT;

	(void)state;
	return evm_coder_new(&k, &err);
}

static int unload(void **state)
{
	(void)state;
	evm_coder_free(k);
	return 0;
}

static void codes(void **state)
{
	static const char *const rows[][2] = {	/* word, "source species vesicle" */
		{ "hBM-MSCs", "BM human " },
		{ "hBMSC-Exos", "BM human exosome" },
		{ "UC-MSC-Ex", "UC  exosome" },
		{ "WJMSC-EVs", "WJ  EV" },
		{ "MSC-EVs", "MSC  EV" },
		{ "MSCs", "MSC  " },
		{ "HuC-MSC-Ex", "UC human exosome" },
		{ "hBM-MSCs-Ex", "BM human exosome" },
		{ "ADSCs-Exos", "AD  exosome" },
		{ "ADMSCs-ex", "AD  exosome" },
		{ "iPSC-MSC-EV", "iPS  EV" },
		{ "iPSC-MSCs-EVs", "iPS  EV" },
		{ "SHED-Exos", "DP  exosome" },
		{ "SMSC-140-Exos", "SY  exosome" },
		{ "hucMSC-Ex", "UC human exosome" },
		{ "hUCMSC-Evs", "UC human EV" },
		{ "HUMSCs-Exos", "UC human exosome" },
		{ "HBMSCs", "BM human " },
		{ "OM-MSC", "OT  " },
		{ "mMSC", "MSC mouse " },
		{ "DPSC-EVs", "DP  EV" },
		{ "hUC-MSC-CM", "UC human secretome" },
		{ "MSC-derived-exosomes", "MSC  exosome" },
		{ "LPS-MSC-EVs", "MSC  EV" },
		{ "Dopa-EVs", "  EV" },
		{ "HSC", "" },
		{ "NSCs", "" },
		{ "ESC", "" },
		{ "miR-21", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct evm_buf got = EVM_BUF_INIT;
		struct evm_code c;

		if (evm_code_read(k, evm_str(rows[i][0]), &c))
			evm_buf_printf(&got, "%" EVM_FMT " %" EVM_FMT " %" EVM_FMT,
				       EVM_ARG(c.source), EVM_ARG(c.species), EVM_ARG(c.vesicle));
		if (strcmp(got.n ? got.p : "", rows[i][1]))
			fail_msg("%s: got '%s', want '%s'", rows[i][0], got.n ? got.p : "", rows[i][1]);
		evm_buf_release(&got);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(codes),
	};
	return cmocka_run_group_tests(tests, load, unload);
}
