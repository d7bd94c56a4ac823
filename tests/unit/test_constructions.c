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
	/* verbs that go on behind a gerund, or behind an inserted phrase */
	{ "{v EVs} had superior effects on polarizing {c M2 macrophages} and attenuated the {e inflammation}.",
	  "increases(EVs, M2 macrophages); decreases(EVs, inflammation)" },
	{ "{v Exosomes} of {s MSCs}, in both groups, increased {e viability} and decreased {e apoptosis}.",
	  "increases(Exosomes, viability); decreases(Exosomes, apoptosis)" },
	{ "{v EVs}, when administered intranasally, improved {e memory}.", "increases(EVs, memory)" },
	{ "{v EVs} led to significantly lower levels of {p TNF} and higher levels of {p IL-10}.",
	  "decreases(EVs, TNF); increases(EVs, IL-10)" },
	{ "{v EVs} lowered {p TNF}, whereas {p IL-10} was upregulated.",
	  "decreases(EVs, TNF); increases(EVs, IL-10)" },
	{ "{v EVs} lowered {p TNF}, whereas {p IL-10} was measured.", "decreases(EVs, TNF)" },
	/* a head that the next in the list shares; a second place is none */
	{ "{v EVs} reduced {e apoptosis of neurons} and {c astrocytes} and {e gliosis}.",
	  "decreases(EVs, apoptosis of neurons); decreases(EVs, astrocytes); decreases(EVs, gliosis)" },
	{ "{v EVs} promoted {e infiltration} into {d melanoma} or {d lymphoma}.", "increases(EVs, infiltration)" },
	{ "{v EVs} promoted {e infiltration} into {d melanoma} and {e angiogenesis}.",
	  "increases(EVs, infiltration); increases(EVs, angiogenesis)" },
	/* denied lists; what is compared is not told */
	{ "{v EVs} affected neither {e proliferation} nor {e migration}.",
	  "not affects(EVs, proliferation); not affects(EVs, migration)" },
	{ "No correlation between the {e stimulatory activity} of {v EVs} and age was seen.", "" },
	{ "{v EVs} contribute to {d stroke} management.", "treats(EVs, stroke)" },
	/* comparisons that name the better one behind an adverb or before a noun */
	{ "{v EVs} more effectively suppressed {e proliferation} than {s MSCs}.",
	  "superior_to(EVs, MSCs); decreases(EVs, proliferation)" },
	{ "{v EVs} demonstrated superior efficacy to {x dexamethasone}.", "superior_to(EVs, dexamethasone)" },
	{ "{v EVs} exert {e Th2-mediated anti-inflammatory effects}.",
	  "decreases(EVs, Th2-mediated anti-inflammatory effects)" },
	/* whose clause a comma and "which" go on with */
	{ "{x Hydrogels} that increase {e survival}, and therapies with {v EVs}, which reduce {e inflammation}, were rare.",
	  "increases(Hydrogels, survival); decreases(EVs, inflammation)" },
	/* "not effective in" denies what follows; a passive's thing goes on acting */
	{ "{v EVs} may not be effective in inhibiting {e inflammation} and reducing {e fibrosis}.",
	  "not maybe decreases(EVs, inflammation); not maybe decreases(EVs, fibrosis)" },
	{ "{p LL37} is produced by {s MSCs} and has been shown to inhibit {e inflammation}.",
	  "increases(MSCs, LL37); decreases(LL37, inflammation)" },
	/* verbs that look like effects, effects whose cells come last, what is less likely */
	{ "{v EVs} can inhibit {d cancer}, {e repair} damaged tissue, and reduce {e fibrosis}.",
	  "treats(EVs, cancer); treats(EVs, damaged tissue); decreases(EVs, fibrosis)" },
	{ "{v EVs} affect the expansion, {e differentiation} and {e migration}.",
	  "affects(EVs, expansion); affects(EVs, differentiation); affects(EVs, migration)" },
	{ "{v EVs} have a lower propensity to induce {d thrombosis}.", "" },
	/* properties */
	{ "{v EVs} possess {e immunomodulatory}, {e anti-apoptotic} and {e pro-angiogenic} properties.",
	  "increases(EVs, immunomodulatory); decreases(EVs, anti-apoptotic); increases(EVs, pro-angiogenic)" },
	{ "{v EVs} possess regenerative and {e neuroprotective properties}.",
	  "increases(EVs, regenerative); increases(EVs, neuroprotective properties)" },
	{ "{s MSCs} are cells with {e anti-inflammatory} and {e immunomodulatory properties}.",
	  "decreases(MSCs, anti-inflammatory); increases(MSCs, immunomodulatory properties)" },
	{ "{v EVs} possess {m miR-21}.", "contains(EVs, miR-21)" },
	/* one effect of two kinds of cells */
	{ "{v EVs} induced {c hepatocytes} and HL7702 {e cell proliferation}.",
	  "increases(EVs, hepatocytes and HL7702 cell proliferation)" },
	/* what cells make of vesicles, and what these bring */
	{ "{x Empagliflozin} augmented {v exosome} secretion.", "increases(Empagliflozin, exosome secretion)" },
	{ "{m miR-21} inhibited the release of {v exosomes}.", "decreases(miR-21, release of exosomes)" },
	{ "{v EVs} promote {e growth} via {m miR-21} delivery.", "increases(EVs, growth); contains(EVs, miR-21)" },
	{ "{p TRAIL} delivery by {v EVs} reduced {e growth}.", "contains(EVs, TRAIL); decreases(TRAIL, growth)" },
	{ "{p PTEN} inhibition by {m miR-21} is strong.", "decreases(miR-21, PTEN)" },
	/* several on the other side of a comparison */
	{ "Compared with {v BM-EVs} and {v AD-EVs}, {v UC-EVs} enhanced {e migration}.",
	  "superior_to(UC-EVs, BM-EVs); superior_to(UC-EVs, AD-EVs); increases(UC-EVs, migration)" },
	{ "Comparing to {v N-EVs}, {v H-EVs} enhanced {e migration}.",
	  "superior_to(H-EVs, N-EVs); increases(H-EVs, migration)" },
	/* what was given when it was seen */
	{ "{e Apoptosis} declined when the cells were cultured with {v EVs}.", "decreases(EVs, Apoptosis)" },
	{ "Improvement was observed after {v EV} treatment, evidenced by reduced {e apoptosis}.",
	  "decreases(EV, apoptosis)" },
	{ "Treating {c neurons} with {v EVs} reduced {e apoptosis}.", "decreases(EVs, apoptosis)" },
	/* things without a name; titles; an object for two */
	{ "{v EVs} repaired the injured spinal cord.", "treats(EVs, injured spinal cord)" },
	{ "{v EVs} {e repair} damaged tissues.", "treats(EVs, damaged tissues)" },
	{ "{v EVs} to ameliorate {d encephalitis}.", "treats(EVs, encephalitis)" },
	{ "{m miR-125b} reduced, whereas anti-{m miR-125b} increased, {e apoptosis}.",
	  "decreases(miR-125b, apoptosis)" },
	{ "Overexpression of {m miR-21} raised and silencing of {m miR-146a} lowered {p PTEN} expression.",
	  "increases(miR-21, PTEN); increases(miR-146a, PTEN)" },
	{ "{v EVs} could be a good source for {e growth}.", "" },
	{ "{v EVs} possess anti-{d influenza} and {e anti-inflammatory properties}.",
	  "treats(EVs, influenza); decreases(EVs, anti-inflammatory properties)" },
	/* effects named by adjectives, some of them of no vocabulary */
	{ "{v EVs} showed chondroprotective and {e anti-inflammatory effects}.",
	  "increases(EVs, chondroprotective); decreases(EVs, anti-inflammatory effects)" },
	{ "The ameliorating effect of {v EVs} on {d stroke} lasted.", "treats(EVs, stroke)" },
	{ "{v EVs} promoted {e growth} and neovasculogenesis.",
	  "increases(EVs, growth); increases(EVs, neovasculogenesis)" },
	{ "{v EVs} showed no {e cytotoxicity}.", "not increases(EVs, cytotoxicity)" },
	{ "{v EVs} lowered the {e apoptosis} marker {p BAX}.", "decreases(EVs, BAX)" },
	{ "{v EVs} caused decreased production of {p IL-6}.", "decreases(EVs, IL-6)" },
	{ "{p IDO} is produced by {s MSCs} and inhibits {e inflammation}.",
	  "increases(MSCs, IDO); decreases(IDO, inflammation)" },
	{ "We found {v EVs} reduced {e apoptosis}.", "decreases(EVs, apoptosis)" },
	{ "Apart from those proteins that are found in most cells, {v EVs} also carry {p CD63}.",
	  "contains(EVs, CD63)" },
	{ "{v EVs}, isolated by a kit, promoted {e growth}.", "increases(EVs, growth)" },
	{ "{v EV}-treated mice showed a reduction in {e apoptosis}.", "decreases(EV, apoptosis)" },
	{ "{e Cardiac function} was better in the {v EV} group.", "increases(EV, Cardiac function)" },
	{ "{v EVs} reduced {p IL-6} but not {p IL-10}.", "decreases(EVs, IL-6); not decreases(EVs, IL-10)" },
	{ "{m miR-21} negatively regulates {p PTEN}.", "decreases(miR-21, PTEN)" },
	{ "{m miR-21} targeted {p PTEN} and inhibited its expression.",
	  "targets(miR-21, PTEN); decreases(miR-21, PTEN)" },
	{ "The protective effect was mediated by {m miR-21}.", "affects(miR-21, protective effect)" },
	{ "{v EVs} lowered the mRNA and protein expression of {p IL-6}.", "decreases(EVs, IL-6)" },
	{ "Three miRNAs, including {m miR-21} and {m miR-9}, downregulated {p PTEN}.",
	  "decreases(miR-21, PTEN); decreases(miR-9, PTEN)" },
	{ "{v EV}-treated {c macrophages} showed increased {p IL-10}.", "increases(EV, IL-10)" },
	{ "{v EVs} increased {m miR-21} in {c neurons}, which in turn suppressed {p PTEN}.",
	  "increases(EVs, miR-21); decreases(miR-21, PTEN)" },
	{ "{v EVs} increased {c Tregs} and decreased that of {c Th17 cells}.",
	  "increases(EVs, Tregs); decreases(EVs, Th17 cells)" },
	{ "The efficacy of {v EVs} for {d stroke} was shown.", "treats(EVs, stroke)" },
	{ "{p IL-6} was lower in mice deficient in {p TLR4}.", "increases(TLR4, IL-6)" },
	{ "{v EVs} contribute to {d stroke} management.", "treats(EVs, stroke)" },
	{ "{v EVs} affected neither {e apoptosis} nor {e growth}.",
	  "not affects(EVs, apoptosis); not affects(EVs, growth)" },
	{ "{v EVs} lowered {e apoptosis} by targeting {p AKT3}, which leads to {e growth}.",
	  "decreases(EVs, apoptosis); increases(EVs, growth)" },
	{ "The {v EV} cargo includes graft antigens, {p cytokines} and {p VEGF}.",
	  "contains(EV, cytokines); contains(EV, VEGF)" },
	{ "{v EVs} improved {e repair}, evident in enhanced {e cardiac function}.",
	  "increases(EVs, repair); increases(EVs, cardiac function)" },
	/* a disease's repair is its treatment */
	{ "{v EVs} play a critical role in {d stroke} {e repair}.", "treats(EVs, stroke)" },
	{ "{m miR-21} inhibits {d stroke} {e repair}.", "worsens(miR-21, stroke)" },
	{ "{e Autophagy}, as well as {w p53 signaling}, declined after {v EV} treatment.",
	  "decreases(EV, Autophagy); decreases(EV, p53 signaling)" },
	{ "{v EVs} are studied due to their {e proangiogenic effect}.", "increases(their=EVs, proangiogenic effect)" },
	{ "We explored the mechanisms underlying the therapeutic effects of {v EVs} in {d stroke}.", "" },
	/* names that no vocabulary has */
	{ "{v EVs} reduced damage to the tubules.", "treats(EVs, damage to the tubules)" },
	{ "{v EVs} preserved the enzymatic machinery of kidneys.", "increases(EVs, enzymatic machinery)" },
	{ "{v EVs} improved the methods.", "" },
	{ "{v EVs} reduced AKI.", "" },
	{ "{s MSCs} treat immune-related or {d neurodegenerative diseases}.",
	  "treats(MSCs, immune-related); treats(MSCs, neurodegenerative diseases)" },
	{ "{v Exosomal} miRNAs promote {e migration}.", "increases(Exosomal miRNAs, migration)" },
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
