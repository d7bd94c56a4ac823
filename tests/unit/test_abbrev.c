/* Abbreviations: texts with the pairs that they define. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "extractors/abbrev.h"
#include "extractors/sentence.h"

static struct evm_splitter splitter;
static struct evm_words lists;

static int load(void **state)
{
	struct evm_err err = EVM_ERR_INIT;

	(void)state;
	return evm_splitter_load(&splitter, &err) || evm_abbrev_load(&lists, &err) ? -1 : 0;
}

static int unload(void **state)
{
	(void)state;
	evm_splitter_release(&splitter);
	evm_words_release(&lists);
	return 0;
}

/* Pairs as "SF=long form", joined by '|'. */
static void check(const char *text, const char *want)
{
	struct evm_buf got = EVM_BUF_INIT;
	struct evm_doc doc;

	evm_doc_init(&doc);
	doc.id = EVM_LIT("x");
	evm_doc_passage(&doc, EVM_REGION_ABSTRACT, EVM_LIT(""), evm_str(text));
	evm_doc_seal(&doc);
	evm_split(&splitter, &doc);
	evm_abbrev_find(&lists, &doc);
	for (size_t i = 0; i < doc.abbrevs.n; i++) {
		evm_buf_addz(&got, i ? "|" : "");
		evm_buf_add(&got, evm_doc_slice(&doc, doc.abbrevs.v[i].shrt));
		evm_buf_addc(&got, '=');
		evm_buf_add(&got, evm_doc_slice(&doc, doc.abbrevs.v[i].lng));
	}
	if (!evm_str_eqz(evm_buf_str(&got), want))
		fail_msg("%s: got '%s', want '%s'", text, got.n ? got.p : "", want);
	evm_buf_release(&got);
	evm_doc_release(&doc);
}

static void forward(void **state)
{
	(void)state;
	check("We used mesenchymal stem cells (MSCs) here.", "MSCs=mesenchymal stem cells");
	check("the traumatic brain injury (TBI)", "TBI=traumatic brain injury");
	check("of lipopolysaccharide (LPS; Sigma)", "LPS=lipopolysaccharide");
	check("human umbilical cord MSC-derived exosomes (hUC-MSC-Exos)",
	      "hUC-MSC-Exos=human umbilical cord MSC-derived exosomes");
	check("nitrous oxide (N2O) and c-Jun NH2-terminal kinase (JNK)",
	      "N2O=nitrous oxide|JNK=c-Jun NH2-terminal kinase");
	check("rates of 2,4,6-trinitrobenzene sulfonic acid (TNBS)",
	      "TNBS=2,4,6-trinitrobenzene sulfonic acid");
	check("resveratrol (RSV)-primed exosomes (RSV-primed Exo)",
	      "RSV=resveratrol|RSV-primed Exo=(RSV)-primed exosomes");
	check("conditioned medium (abbreviated as CM)", "CM=conditioned medium");
	check("in myotonic dystrophy (DM) and", "DM=myotonic dystrophy");
	check("of large dogs (OK)", "");
}

static void other_ways(void **state)
{
	(void)state;
	check("EVs (extracellular vesicles) are small", "EVs=extracellular vesicles");
	check("vessels (blood-brain barrier, BBB)", "BBB=blood-brain barrier");
}

static void none(void **state)
{
	(void)state;
	check("It fell (P < 0.05) in rats (n = 12) of group two (group 2).", "");
	check("mice (5 mg) and rats (10 h)", "");
	check("as shown before (see Fig. 2) by others (II)", "");
	check("Apoptosis was lower. (MSC) therapy", "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(forward),
		cmocka_unit_test(other_ways),
		cmocka_unit_test(none),
	};
	return cmocka_run_group_tests(tests, load, unload);
}
