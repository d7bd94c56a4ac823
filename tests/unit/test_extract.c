/* Claims of sentences, construction by construction. */
#include "test_claims.h"

/* Values of a qualifier of the first claim, joined by a comma. */
static void qualifier(const char *text, size_t claim, const char *key, const char *want)
{
	struct evm_err err = EVM_ERR_INIT;
	struct evm_buf got = EVM_BUF_INIT;
	struct evm_doc doc;

	evm_doc_init(&doc);
	markup_read(&doc, &sp, text);
	assert_int_equal(evm_extract(ex, &doc, &err), 0);
	assert_true(claim < doc.claims.n);
	for (size_t i = 0; i < doc.claims.v[claim].quals.n; i++) {
		const struct evm_qualifier *q = &doc.claims.v[claim].quals.v[i];

		if (evm_str_eqz(q->key, key))
			evm_buf_printf(&got, "%s%.*s", got.n ? "," : "", EVM_ARG(q->value));
	}
	assert_string_equal(got.n ? got.p : "", want);
	evm_buf_release(&got);
	evm_doc_release(&doc);
}

static void test_active(void **state)
{
	(void)state;
	claims("{v MSC-EVs} inhibited {e apoptosis}.", "decreases(MSC-EVs, apoptosis)");
	claims("{v MSC-EVs} significantly improved {d stroke}.", "treats(MSC-EVs, stroke)");
	claims("{m miR-21} promotes {d lung cancer}.", "worsens(miR-21, lung cancer)");
	claims("{v EVs} improved {e cardiac function}.", "increases(EVs, cardiac function)");
	claims("{v EVs} regulate the {w AKT pathway}.", "affects(EVs, AKT pathway)");
	claims("{m miR-21} targets {p PTEN}.", "targets(miR-21, PTEN)");
	claims("{v EVs} contribute to {e wound healing}.", "increases(EVs, wound healing)");
	claims("{v EVs} protect {c neurons} from {e apoptosis}.", "decreases(EVs, apoptosis)");
	claims("{v EVs} increase {p IL-10} levels.", "increases(EVs, IL-10)");
}

/* More and less: what is lowered, bettered, or fought. */
static void test_turned(void **state)
{
	(void)state;
	claims("{v EVs} promoted {e proteasomal degradation} of {p P62}.", "decreases(EVs, P62)");
	claims("{v EVs} promoted {e degradation of the autophagy flux} protein {p P62}.",
	       "decreases(EVs, P62)");
	claims("{v EVs} restored the {e proliferation of hypoxia-injured HUVECs}.",
	       "increases(EVs, proliferation of hypoxia-injured HUVECs)");
	claims("{v EVs} restored {e infiltration of inflammatory cells}.",
	       "decreases(EVs, infiltration of inflammatory cells)");
	claims("{v EVs} had a therapeutic effect on {e anti-inflammation}.",
	       "decreases(EVs, anti-inflammation)");
	claims("{v EVs} are {e cardioprotective} and {e anti-inflammatory}.",
	       "increases(EVs, cardioprotective); decreases(EVs, anti-inflammatory)");
	claims("{m miR-21} is an {e anti-inflammatory} microRNA.", "");
	claims("{v EVs} From {p Notch} Activated {s MSCs} Promote {e Proliferation}.",
	       "increases(EVs, Proliferation)");
	claims("{v EVs} inhibited {e apoptosis} of {p CVB3}-infected {c HUVECs}.",
	       "decreases(EVs, apoptosis of CVB3-infected HUVECs)");
}

static void test_passive(void **state)
{
	(void)state;
	claims("{e Apoptosis} was inhibited by {v MSC-EVs}.", "decreases(MSC-EVs, Apoptosis)");
	claims("{p IL-6} was reduced in {v EV}-treated {r mice}.", "decreases(EV, IL-6)");
	claims("{e Fibrosis} decreased after {v EV} treatment.", "decreases(EV, Fibrosis)");
	claims("{p IL-6} was lower in {v EV}-treated {r mice}.", "decreases(EV, IL-6)");
	claims("{e Apoptosis} was inhibited.", "");
}

static void test_lists(void **state)
{
	(void)state;
	claims("{v EVs} reduced {p TNF}, {p IL-6} and {p IL-1B}.",
	       "decreases(EVs, TNF); decreases(EVs, IL-6); decreases(EVs, IL-1B)");
	claims("{v EVs} reduced {e inflammation} and {m miR-21} promoted {e migration}.",
	       "decreases(EVs, inflammation); increases(miR-21, migration)");
	claims("{v EVs} reduced {e apoptosis} and increased {e viability}.",
	       "decreases(EVs, apoptosis); increases(EVs, viability)");
	claims("{s MSCs} and {v exosomes} reduced {e pain}.",
	       "decreases(MSCs, pain); decreases(exosomes, pain)");
	claims("{v EVs} reduced {e inflammatory factors} such as {p TNF} and {p IL-6}.",
	       "decreases(EVs, inflammatory factors); decreases(EVs, TNF); decreases(EVs, IL-6)");
	claims("{v EVs} reduced {e lung inflammation and damage}.",
	       "decreases(EVs, lung inflammation); decreases(EVs, damage)");
}

static void test_means(void **state)
{
	(void)state;
	claims("{v EVs} treat {d stroke} by inhibiting {e apoptosis}.",
	       "treats(EVs, stroke); decreases(EVs, apoptosis)");
	claims("{v EVs} reduced {e pain} via the {w AKT pathway}.",
	       "decreases(EVs, pain); affects(EVs, AKT pathway)");
	claims("{v EVs} reduced {e pain} by delivering {m miR-21}.",
	       "decreases(EVs, pain); contains(EVs, miR-21)");
	claims("{v EVs} reduced {e pain}, thereby improving {e function of joints}.",
	       "decreases(EVs, pain); increases(EVs, function of joints)");
	claims("{v EVs} reduced {e pain} through activation of {w Wnt signaling}.",
	       "decreases(EVs, pain); increases(EVs, Wnt signaling)");
}

static void test_nouns(void **state)
{
	(void)state;
	claims("{v EVs} led to a reduction of {e fibrosis}.", "decreases(EVs, fibrosis)");
	claims("{v EVs} resulted in reduced {e fibrosis} and increased {e angiogenesis}.",
	       "decreases(EVs, fibrosis); increases(EVs, angiogenesis)");
	claims("{v EVs} had a protective effect on {d stroke}.", "treats(EVs, stroke)");
	claims("{v EVs} play a key role in {e immune regulation}.", "affects(EVs, immune regulation)");
	claims("{v EVs} exert {e anti-inflammatory effects}.", "decreases(EVs, anti-inflammatory effects)");
	claims("The inhibition of {p TNF} by {v EVs} was strong.", "decreases(EVs, TNF)");
}

static void test_signs(void **state)
{
	(void)state;
	claims("{m miR-29b} inhibitor raised {p COL1A1}.", "decreases(miR-29b, COL1A1)");
	claims("Knockdown of {m miR-21} reduced {e migration}.", "increases(miR-21, migration)");
	claims("Downregulation of {m miR-29b} improved {d insulin resistance}.",
	       "worsens(miR-29b, insulin resistance)");
	claims("{m miR-21} overexpression reduced {e apoptosis}.", "decreases(miR-21, apoptosis)");
	claims("{v EVs} inhibited {p TNF}-induced expression of {p COX2}.", "decreases(EVs, COX2)");
	claims("Overexpressing {m miR-146a} inhibited {p TRAF6}.", "decreases(miR-146a, TRAF6)");
}

static void test_negation(void **state)
{
	(void)state;
	claims("{v EVs} did not affect {e apoptosis}.", "not affects(EVs, apoptosis)");
	claims("{v EVs} failed to prevent {d stroke}.", "not treats(EVs, stroke)");
	claims("{v EVs} had no effect on {e apoptosis}.", "not affects(EVs, apoptosis)");
	claims("{v EVs} not only reduced {e apoptosis} but also increased {e viability}.",
	       "decreases(EVs, apoptosis); increases(EVs, viability)");
}

static void test_certainty(void **state)
{
	(void)state;
	claims("{v EVs} may reduce {e apoptosis}.", "maybe decreases(EVs, apoptosis)");
	claims("{v EVs} can reduce {e apoptosis}.", "decreases(EVs, apoptosis)");
	claims("These data suggest that {v EVs} reduce {e apoptosis}.", "maybe decreases(EVs, apoptosis)");
	claims("We found that {v EVs} reduce {e apoptosis}.", "decreases(EVs, apoptosis)");
	claims("{v EVs} are a promising therapy for {d stroke}.", "maybe treats(EVs, stroke)");
	claims("{v EVs} have been used for the treatment of {d stroke}.", "treats(EVs, stroke)");
}

static void test_silence(void **state)
{
	(void)state;
	claims("We investigated whether {v EVs} reduce {e apoptosis}.", "");
	claims("This study aimed to reduce {e apoptosis} with {v EVs}.", "");
	claims("How {v EVs} affect {e apoptosis} remains unclear.", "");
	claims("We investigated the effect of {v EVs} on {e apoptosis}.", "");
	claims("{r Mice} were treated with {v EVs}.", "");
	claims("{v EVs} were injected into {r mice} with {d stroke}.", "");
}

static void test_cargo(void **state)
{
	(void)state;
	claims("{v EVs} contain {m miR-21} and {p HSP70}.", "contains(EVs, miR-21); contains(EVs, HSP70)");
	claims("{m miR-21}-loaded {v EVs} reduced {e pain}.", "contains(EVs, miR-21); decreases(EVs, pain)");
	claims("{m miR-21} was enriched in {v EVs}.", "contains(EVs, miR-21)");
	claims("{v EVs} were loaded with {x paclitaxel}.", "contains(EVs, paclitaxel)");
}

static void test_compare(void **state)
{
	(void)state;
	claims("{v BM-EVs} were more effective than {v AD-EVs}.", "superior_to(BM-EVs, AD-EVs)");
	claims("{v BM-EVs} were less effective than {v AD-EVs}.", "superior_to(AD-EVs, BM-EVs)");
	claims("Compared with PBS, {v EVs} reduced {e pain}.", "decreases(EVs, pain)");
}

static void test_clauses(void **state)
{
	(void)state;
	claims("{v EVs}, which contain {m miR-21}, reduced {e pain}.",
	       "contains(EVs, miR-21); decreases(EVs, pain)");
	claims("While inhibiting {e apoptosis}, {v EVs} promoted {e migration}.",
	       "decreases(EVs, apoptosis); increases(EVs, migration)");
	claims("{v EVs} stimulated {c chondrocytes} to produce {p aggrecan}.", "increases(EVs, aggrecan)");
	claims("{v EVs} reduced {p TNF}; increased {p IL-10}.", "decreases(EVs, TNF); increases(EVs, IL-10)");
}

static void test_anaphors(void **state)
{
	(void)state;
	claims("{v EVs} reduced {e pain}. They also improved {e gait}.",
	       "decreases(EVs, pain); increases(They=EVs, gait)");
	claims("{v EVs} were given. This treatment reduced {e pain}.",
	       "decreases(This treatment=EVs, pain)");
	claims("These results improved {e care}.", "");
	claims("{v EVs} were given. These cells reduced {e pain}.", "");
	claims("They improved {e gait}.", "");
}

static void test_qualifiers(void **state)
{
	(void)state;
	qualifier("{v EVs} from {s hBM-MSCs=BM} reduced {e pain}.", 0, "source", "BM");
	qualifier("{v EVs} from {s hBM-MSCs=BM} reduced {e pain}.", 0, "source_species", "human");
	qualifier("{s UC-MSC=UC}-derived {v exosomes=exosome} reduced {e pain}.", 0, "source", "UC");
	qualifier("{s UC-MSC=UC}-derived {v exosomes=exosome} reduced {e pain}.", 0, "vesicle", "exosome");
	qualifier("# {v EVs=EV} of {s BM-MSCs=BM}\n{v EVs=EV} reduced {e pain}.", 0, "source", "BM");
	qualifier("{v EVs} treat {d stroke} by delivering {m miR-21}.", 0, "cargo", "miR-21");
	qualifier("{o Intravenous=intravenous} injection of {v EVs} reduced {e pain} in {r rats=rat}.", 0,
		  "route", "intravenous");
	qualifier("{v EVs} reduced {e pain} in {r rats=rat}.", 0, "model_species", "rat");
	qualifier("{v EVs} reduced {e pain} in {r rats=rat}.", 0, "setting", "in_vivo");
}

/* One sentence of n pieces, the first one every `every`, else the second: how many
 * claims. */
static size_t long_sentence(int n, int every, const char *a, const char *b)
{
	struct evm_err err = EVM_ERR_INIT;
	struct evm_buf text = EVM_BUF_INIT;
	struct evm_doc doc;
	size_t claims;

	evm_doc_init(&doc);
	doc.id = EVM_LIT("x");
	for (int i = 0; i < n; i++)
		evm_buf_addz(&text, i % every ? b : a);
	evm_doc_passage(&doc, EVM_REGION_BODY, EVM_LIT(""), evm_buf_str(&text));
	evm_doc_seal(&doc);
	EVM_PUSH(&doc.arena, doc.sentences)->span.end = (uint32_t)text.n - 1;
	for (size_t at = 0; (at = evm_str_find(doc.text, EVM_LIT("EVs"), at)) != SIZE_MAX; at += 3) {
		struct evm_mention *m = EVM_PUSH(&doc.arena, doc.mentions);

		m->type = EVM_VESICLE;
		m->span = (struct evm_span){ (uint32_t)at, (uint32_t)at + 3 };
		m->norm = EVM_LIT("EV");
		m->id = m->name = m->source = m->species = m->cargo = EVM_LIT("");
		m->modification = m->by = m->extra = EVM_LIT("");
	}
	assert_int_equal(evm_extract(ex, &doc, &err), 0);
	assert_int_equal(evm_doc_check(&doc, &err), 0);
	claims = doc.claims.n;
	evm_buf_release(&text);
	evm_doc_release(&doc);
	return claims;
}

/* A very long sentence costs no more than its length, whether it claims much or
 * nothing. */
static void test_hostile(void **state)
{
	(void)state;
	assert_int_equal(long_sentence(8000, 3, "by which EVs inhibited ", "EVs, and "), 0);
	assert_true(long_sentence(5000, 1, "EVs reduced apoptosis, ", "") > 1000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_active), cmocka_unit_test(test_turned),
		cmocka_unit_test(test_passive),
		cmocka_unit_test(test_lists), cmocka_unit_test(test_means),
		cmocka_unit_test(test_nouns), cmocka_unit_test(test_signs),
		cmocka_unit_test(test_negation), cmocka_unit_test(test_certainty),
		cmocka_unit_test(test_silence), cmocka_unit_test(test_cargo),
		cmocka_unit_test(test_compare), cmocka_unit_test(test_clauses),
		cmocka_unit_test(test_anaphors), cmocka_unit_test(test_qualifiers),
		cmocka_unit_test(test_hostile),
	};

	return cmocka_run_group_tests_name("extract", tests, load, unload);
}
