/* Claims of results as papers tell them: who was given what, and what was
 * seen. Each family has a hit, a near miss and a trap. */
#include "test_claims.h"

static void test_words(void **state)
{
	(void)state;
	/* a participle glued to a name is no verb */
	claims("{p HIF-1}-overexpressed {v exosomes} rescued {e angiogenic ability} and {e migration}.",
	       "contains(exosomes, HIF-1); increases(exosomes, angiogenic ability); "
	       "increases(exosomes, migration)");
	/* dashes are hyphens */
	claims("{c Tumour cell}\xe2\x80\x93" "derived {v EVs} enhanced {e migration}.",
	       "increases(EVs, migration)");
	claims("{v EVs} more effectively attenuated {e fibrosis}.", "decreases(EVs, fibrosis)");
	/* what reports is no agent */
	claims("{v EVs} lowered {e pain}. These findings support {e angiogenesis}.",
	       "decreases(EVs, pain)");
	claims("{v EVs} lowered {e pain}. These vesicles support {e angiogenesis}.",
	       "decreases(EVs, pain); increases(These vesicles=EVs, angiogenesis)");
}

static void test_given(void **state)
{
	(void)state;
	claims("Exposure of {s MSCs} to {x melatonin} enhanced {p IL-10}.", "increases(melatonin, IL-10)");
	claims("Exposure of {s MSCs} in {x melatonin} was short.", "");
	claims("Administration of {v EVs} to {r mice} enhanced {p IL-10}.", "increases(EVs, IL-10)");
	claims("{p EZH2} was upregulated with {p HMGA2} upon {v EV} treatment.", "increases(EV, EZH2)");
	claims("In addition, both in vitro and in vivo {p IL-10} was raised after {v EV} application.",
	       "increases(EV, IL-10)");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words), cmocka_unit_test(test_given),
	};

	return cmocka_run_group_tests_name("observed", tests, load, unload);
}
