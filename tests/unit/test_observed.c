/* Claims of results as papers tell them: who was given what, and what was
 * seen. Each family has a hit, a near miss and a trap. */
#include "test_claims.h"

static void test_words(void **state)
{
	(void)state;
	/* a participle glued to a name is no verb */
	claims("{p HIF-1}-overexpressed {v exosomes} rescued {e angiogenic ability} and {e migration}.",
	       "increases(exosomes, angiogenic ability); "
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

static void test_gerunds(void **state)
{
	(void)state;
	claims("{v EVs} lowered {p IL-6}, while silencing {p PTEN} significantly reduced {e pain}.",
	       "decreases(EVs, IL-6); increases(PTEN, pain)");
	claims("Overexpressing {p PTEN}, {p TLR4} and {p IL-10} significantly reduced the {e pain}.",
	       "decreases(PTEN, pain); decreases(TLR4, pain); decreases(IL-10, pain)");
	claims("{v EVs} lowered {p IL-6} while reducing {e pain}.",
	       "decreases(EVs, IL-6); decreases(EVs, pain)");
	claims("{v EVs} improve {d stroke} via enhanced {p PPARG} activity.",
	       "treats(EVs, stroke); increases(EVs, PPARG)");
	/* an adjective undone */
	claims("{v EVs} reversed the reduced expression of {p VEGF}.", "increases(EVs, VEGF)");
	claims("{v EVs} attenuated the increased expression of {p IL-6}.", "decreases(EVs, IL-6)");
	claims("{v EVs} enhanced the reduced expression of {p VEGF}.", "increases(EVs, VEGF)");
}

static void test_apposed(void **state)
{
	(void)state;
	claims("{v EVs}, a kind of particle, reduced {e pain}.", "decreases(EVs, pain)");
	claims("{v EVs}, {p IL-6}, and cells reduced in size were counted.", "");
	claims("{v EVs}: a promising therapy for {d stroke}.", "maybe treats(EVs, stroke)");
	claims("{v EVs}: a list of sources for {d stroke}.", "");
	claims("{v EVs}: a novel way of treating {d stroke}.", "treats(EVs, stroke)");
	claims("{v EVs} act through mechanisms such as reducing {e pain}, and promoting {e growth}.",
	       "decreases(EVs, pain); increases(EVs, growth)");
	claims("Through the delivery of {m miR-1}, {v EVs} inhibit {e pain}.",
	       "contains(EVs, miR-1); decreases(EVs, pain)");
	claims("{m miR-1} was lowered in the {d stroke} group and raised after {v EV} treatment.",
	       "increases(EV, miR-1)");
}

static void test_lists_in_results(void **state)
{
	(void)state;
	claims("Levels of {p interleukin} (IL)-6, {p IL-1} and {p TNF} were lowered after injection of {v EVs}.",
	       "decreases(EVs, interleukin); decreases(EVs, IL-1); decreases(EVs, TNF)");
	claims("Expression of {e proliferation} markers ({p PCNA} and {p PHH3}) was raised by {v EVs}.",
	       "increases(EVs, PCNA); increases(EVs, PHH3)");
	claims("{e Proliferation} (of {c cells}) was raised by {v EVs}.", "increases(EVs, Proliferation)");
	claims("{v EVs} lowered the {d liver injury} markers {p AST} and {p ALT}.",
	       "decreases(EVs, AST); decreases(EVs, ALT)");
	claims("{v EVs} were given. {p AST} was lower in the treatment group.",
	       "decreases(treatment=EVs, AST)");
	claims("{v EVs} were given. {p AST} was lower in the sham group.", "");
	claims("{v EVs} lower {p IL-6}, and resident {s MSCs} in {c cells} play a role in {e pain}.",
	       "decreases(EVs, IL-6); affects(MSCs, pain)");
	claims("Cells treated with {x rapamycin}, an inhibitor, resulted in increased {p IL-10}.",
	       "increases(rapamycin, IL-10)");
	claims("Protective effect of {v EVs} on {d stroke} through the {w AKT axis}.",
	       "treats(EVs, stroke); affects(EVs, AKT axis)");
	claims("Counts of {v EVs} in {d stroke} through the {w AKT axis}.", "");
	claims("The efficacy of {v EVs} was higher than that of {v exosomes}.", "superior_to(EVs, exosomes)");
	claims("The number of {v EVs} was higher than that of {v exosomes}.", "");
}

static void test_phrases(void **state)
{
	(void)state;
	claims("Activation of {w Wnt} by {v EVs} attenuates {d stroke}.",
	       "increases(EVs, Wnt); treats(Wnt, stroke); treats(EVs, stroke)");
	claims("{v EVs} raised {c endothelial cell} ({c EC}) {e proliferation}.",
	       "increases(EVs, proliferation)");
	claims("{v EVs} suppressed endoplasmic reticulum (ER) stress.",
	       "decreases(EVs, endoplasmic reticulum (ER) stress)");
	claims("{v EVs} reduce {e inflammation} and damage.",
	       "decreases(EVs, inflammation); decreases(EVs, damage)");
	claims("{v EVs} reduce damage.", "");
	claims("{c Macrophages} secreted less {p IL-6}. {v EV}-treated mice expressed lower {p TNF}.",
	       "decreases(EV, TNF)");
	claims("{x GW4869} abolished {v EV}-mediated protective effects.",
	       "decreases(GW4869, protective effects)");
	claims("{v Exosomes} ameliorate {d stroke} {v EVs} are promising therapeutics for {d asthma}.",
	       "treats(Exosomes, stroke); maybe treats(EVs, asthma)");
	claims("Addition of {v EVs} to {x BS} reduced {e pain}.", "decreases(EVs, pain)");
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

static void test_seen(void **state)
{
	(void)state;
	claims("A rise in {p VEGF} expression was observed after treatment with {v EVs}.",
	       "increases(EVs, VEGF)");
	claims("Lower levels of {p IL-6} and higher levels of {p IL-10} were found in the {v EV} group.",
	       "decreases(EV, IL-6); increases(EV, IL-10)");
	claims("No increase in {p VEGF} was observed after treatment with {v EVs}.",
	       "not increases(EVs, VEGF)");
	/* no direction; nobody was given anything */
	claims("Expression of {p VEGF} was observed after treatment with {v EVs}.", "");
	claims("A rise in {p VEGF} expression was observed after {v EVs} were counted.", "");
	claims("In the {v EV} groups, there was up-regulation of {p VEGF} and {p IL-10}.",
	       "increases(EV, VEGF); increases(EV, IL-10)");
	claims("There was less {e pain} in {v EV}-treated {r mice}.", "decreases(EV, pain)");
	claims("There was {e pain} in {v EV}-treated {r mice}.", "");
}

static void test_compared(void **state)
{
	(void)state;
	claims("{x Lactate} and {p LDH} were lower and {x pyruvate} higher in {v EV} kidneys.",
	       "decreases(EV, Lactate); decreases(EV, LDH); increases(EV, pyruvate)");
	claims("{p IL-6} was lower and {p IL-10} was higher in the {v EV} group.",
	       "decreases(EV, IL-6); increases(EV, IL-10)");
	claims("{p IL-6} was lower in {r rats}; {v EVs} were counted.", "");
	claims("{p IL-6} fell while {p IL-10} rose after injection of {v EVs}.",
	       "decreases(EVs, IL-6); increases(EVs, IL-10)");
	claims("{p IL-6} decreased and {p IL-10} increased after injection of {v EVs}.",
	       "decreases(EVs, IL-6); increases(EVs, IL-10)");
	claims("{p IL-6} and {p IL-10} increased by {x LPS} were lower in the {v EV} group.",
	       "increases(LPS, IL-6); increases(LPS, IL-10); decreases(EV, IL-6); decreases(EV, IL-10)");
	claims("{p IL-6} fell, but {p IL-10} rose after injection of {v EVs}.",
	       "increases(EVs, IL-10)");
	claims("{p IL-6} fell with {d stroke} while {p IL-10} rose after injection of {v EVs}.",
	       "increases(EVs, IL-10)");
	claims("{s MSC}/{v EV}-treated kidneys showed less {e apoptosis}.",
	       "decreases(MSC, apoptosis); decreases(EV, apoptosis)");
	claims("The {v EV} group had lower {p IL-6} and higher {p IL-10} levels than the PBS group.",
	       "decreases(EV, IL-6); increases(EV, IL-10)");
	claims("{v EVs} led to higher {p IL-10}, less {e pain}, and a decrease in {e apoptosis}.",
	       "increases(EVs, IL-10); decreases(EVs, pain); decreases(EVs, apoptosis)");
}

static void test_undone(void **state)
{
	(void)state;
	claims("{p IL-6} fell and {m miR-1} was raised in {d stroke}, but their expression was reversed by {v EVs}.",
	       "increases(EVs, IL-6); decreases(EVs, miR-1)");
	claims("{v EVs} promoted {e growth}, and these effects were abolished by {x GW4869}.",
	       "increases(EVs, growth); decreases(GW4869, growth)");
	claims("Silencing {m miR-1} reduced {e growth}, which was reversed by {p PTEN} knockdown.",
	       "increases(miR-1, growth); decreases(PTEN, growth)");
	claims("{x LPS} reduced {e growth}; {v EVs} reversed this effect.",
	       "decreases(LPS, growth); increases(EVs, growth)");
	claims("A fall of {p IL-6} was seen after {v EV} injection, and this effect was abolished by {x GW4869}.",
	       "decreases(EV, IL-6); increases(GW4869, IL-6)");
	/* not undone; something of its own */
	claims("{v EVs} promoted {e growth}, and these effects were not abolished by {x GW4869}.",
	       "increases(EVs, growth)");
	claims("{x LPS} reduced {e growth}; {v EVs} reversed {e apoptosis}.",
	       "decreases(LPS, growth); decreases(EVs, apoptosis)");
}

static void test_properties(void **state)
{
	(void)state;
	claims("Knockdown of {m miR-1} abolished the protective effects of {v EVs}.",
	       "increases(miR-1, protective effects)");
	claims("The beneficial and regenerative effects of {v EVs} were abolished by {x GW4869}.",
	       "decreases(GW4869, beneficial); decreases(GW4869, regenerative effects)");
	claims("{x Melatonin} enhanced the therapeutic efficacy of {v EVs}.",
	       "increases(Melatonin, therapeutic efficacy)");
	claims("{x GW4869} weakened the effects of {v EVs}.", "decreases(GW4869, effects of EVs)");
	/* what it is on says more; nobody's; a cell's */
	claims("{x GW4869} reversed the effects of {v EVs} on {e apoptosis}.", "affects(GW4869, apoptosis)");
	claims("{x GW4869} abolished the protective effects.", "");
}

static void test_accompanied(void **state)
{
	(void)state;
	claims("{v EVs} raised {p IL-10}, with less {e pain} and a rise in {e survival}.",
	       "increases(EVs, IL-10); decreases(EVs, pain); increases(EVs, survival)");
	claims("{v EVs} were associated with decreased {p IL-6} and increased {p IL-10}.",
	       "decreases(EVs, IL-6); increases(EVs, IL-10)");
	claims("{v EVs} were associated with {e pain}.", "affects(EVs, pain)");
	/* the mice's, not what came of it */
	claims("{v EVs} raised {p IL-10} in {r mice} with less {e pain}.", "increases(EVs, IL-10)");
	claims("{v EVs} did not raise {p IL-10}, with less {e pain}.", "not increases(EVs, IL-10)");
	claims("{v Exosome}-mediated protection of {c myocytes} from {e apoptosis} was seen.",
	       "decreases(Exosome, apoptosis)");
	claims("{v EVs} rescued {c myocytes} from {e apoptosis}.", "decreases(EVs, apoptosis)");
	claims("{v EVs} rescued {c myocytes}.", "increases(EVs, myocytes)");
}

static void test_markers(void **state)
{
	(void)state;
	claims("{v EVs} exhibited {e anti-inflammatory}, and proregenerative properties.",
	       "decreases(EVs, anti-inflammatory); increases(EVs, proregenerative properties)");
	claims("{v EVs} expressed {p CD63} and {p CD81}.", "contains(EVs, CD63); contains(EVs, CD81)");
	claims("{v EVs} were positive for {p CD63}.", "contains(EVs, CD63)");
	claims("{m miR-1} expressed {p CD63}.", "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words), cmocka_unit_test(test_given), cmocka_unit_test(test_gerunds), cmocka_unit_test(test_phrases), cmocka_unit_test(test_lists_in_results), cmocka_unit_test(test_apposed),
		cmocka_unit_test(test_seen), cmocka_unit_test(test_compared),
		cmocka_unit_test(test_undone), cmocka_unit_test(test_markers),
		cmocka_unit_test(test_properties), cmocka_unit_test(test_accompanied),
	};

	return cmocka_run_group_tests_name("observed", tests, load, unload);
}
