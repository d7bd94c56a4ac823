/* Claims of constructions that texts use and that the first rules did not
 * read: one row each, the claims in order. */
#include "test_claims.h"

static const struct {
	const char *text, *want;
} rows[] = {
	/* who undid an effect, and whose effect it was */
	{ "Knockdown of {m miR-21} abolished the {e anti-apoptotic} and {e pro-angiogenic} effects of {v exosomes}.",
	  "decreases(miR-21, anti-apoptotic); increases(miR-21, pro-angiogenic effects of exosomes); "
	  "decreases(exosomes, anti-apoptotic); increases(exosomes, pro-angiogenic)" },
	{ "{x GW4869} blunted the {e antioxidant} and therapeutic effects on {d stroke} of hypoxic {v EVs}.",
	  "increases(GW4869, antioxidant); decreases(GW4869, therapeutic effects); "
	  "decreases(EVs, antioxidant); treats(EVs, stroke)" },
	{ "Silencing {m miR-29c} reduced {v EV} therapeutic effect on {d stroke}.",
	  "increases(miR-29c, therapeutic effect); treats(EV, stroke)" },
	{ "Inhibitors reversed the effects of {v EVs} on {e migration}.", "" },
	/* protection against a disease is its treatment */
	{ "{v EVs} conferred {e cardioprotection} against {d myocardial infarction}.",
	  "treats(EVs, myocardial infarction)" },
	{ "{v EVs} exert {e neuroprotective effects} in {d Parkinson's disease}.",
	  "treats(EVs, Parkinson's disease)" },
	{ "The {e neuroprotective effects} of {v EVs} against {d stroke} were lost.",
	  "treats(EVs, stroke)" },
	{ "{v EVs} conferred {e neuroprotection}.", "increases(EVs, neuroprotection)" },
};

static void test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		claims(rows[i].text, rows[i].want);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_rows) };

	return cmocka_run_group_tests_name("constructions", tests, load, unload);
}
