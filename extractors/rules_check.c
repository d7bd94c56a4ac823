#include "extractors/rules_check.h"

#include <stdlib.h>

#include "core/cli.h"
#include "extractors/annotate.h"
#include "extractors/extract.h"
#include "extractors/pattern.h"

struct check {
	struct evm_ruleset *rules;
	struct evm_extractor *extractor;
	struct evm_annotator *annotator;
	struct evm_dict *own;		/* built here, or NULL */
	struct evm_lexicon lexicon;	/* with the patterns: a copy to read examples of */
	struct evm_patterns patterns;
	bool loaded;
	struct evm_doc doc;
	evm_rules_report *report;
	void *ctx;
	int failed;
};

static int begin(struct check *c, const char *dir, const struct evm_dict *dict,
		 struct evm_err *err)
{
	evm_doc_init(&c->doc);
	if (!dict && evm_dict_shipped(&c->own, err))
		return -1;
	if (evm_ruleset_load(&c->rules, dir, err) ||
	    evm_annotator_new(&c->annotator, dict ? dict : c->own, err) ||
	    evm_lexicon_load(&c->lexicon, dir, err))
		return -1;
	c->loaded = true;
	c->extractor = evm_extractor_new(c->rules);
	return evm_patterns_load(&c->patterns, &c->lexicon, dir, err);
}

static void end(struct check *c)
{
	evm_patterns_release(&c->patterns);
	if (c->loaded)
		evm_lexicon_release(&c->lexicon);
	evm_extractor_free(c->extractor);
	evm_annotator_free(c->annotator);
	evm_ruleset_free(c->rules);
	evm_dict_free(c->own);
	evm_doc_release(&c->doc);
}

static int extract(struct check *c, struct evm_str text, struct evm_err *err)
{
	evm_doc_reset(&c->doc);
	c->doc.id = EVM_LIT("example");
	evm_doc_passage(&c->doc, EVM_REGION_BODY, EVM_LIT(""), text);
	evm_doc_seal(&c->doc);
	return evm_annotate(c->annotator, &c->doc, err) ||
	       evm_extract(c->extractor, &c->doc, err) ? -1 : 0;
}

/* Is the quote the wanted one, or does one hold the other? */
static bool same(struct evm_str quote, struct evm_str wanted)
{
	return evm_str_ieq(quote, wanted) || evm_str_find(quote, wanted, 0) != SIZE_MAX ||
	       evm_str_find(wanted, quote, 0) != SIZE_MAX;
}

/* "decreases(A, B)" among the document's claims? */
static bool found(const struct check *c, struct evm_str claim)
{
	struct evm_str args = claim, name = evm_str_trim(evm_str_cut(&args, '('));
	struct evm_str inside = args.p ? evm_str_sub(args, 0, args.n - 1) : EVM_LIT("");
	struct evm_str object = inside, subject = evm_str_trim(evm_str_cut(&object, ','));
	int predicate = evm_predicate_of(name);

	for (size_t i = 0; i < c->doc.claims.n; i++) {
		const struct evm_claim *k = &c->doc.claims.v[i];

		if ((int)k->predicate == predicate && object.p &&
		    same(evm_doc_slice(&c->doc, k->subject.span), subject) &&
		    same(evm_doc_slice(&c->doc, k->object.span), evm_str_trim(object)))
			return true;
	}
	return false;
}

static void say(struct check *c, const struct evm_pattern *r, const struct evm_example *e,
		bool passed, struct evm_str what)
{
	struct evm_rules_result result = { r->name, e->line, e->text, passed, what };

	c->failed += !passed;
	if (c->report)
		c->report(c->ctx, &result);
}

static void run_positive(struct check *c, const struct evm_pattern *r, const struct evm_example *e)
{
	struct evm_str rest = e->claims;

	while (rest.p) {
		struct evm_str claim = evm_str_trim(evm_str_cut(&rest, ';'));

		if (!found(c, claim)) {
			say(c, r, e, false, claim);
			return;
		}
	}
	say(c, r, e, true, EVM_LIT(""));
}

static void run_negative(struct check *c, const struct evm_pattern *r, const struct evm_example *e)
{
	for (size_t i = 0; i < c->doc.claims.n; i++) {
		struct evm_str rule = c->doc.claims.v[i].rule;

		if (evm_str_starts(rule, "pattern/") &&
		    evm_str_eq(evm_str_sub(rule, 8, rule.n), r->name)) {
			say(c, r, e, false, rule);
			return;
		}
	}
	say(c, r, e, true, EVM_LIT(""));
}

static int run(struct check *c, struct evm_err *err)
{
	for (size_t i = 0; i < c->patterns.rules.n; i++) {
		const struct evm_pattern *r = &c->patterns.rules.v[i];

		for (size_t k = 0; k < r->examples.n; k++) {
			const struct evm_example *e = &r->examples.v[k];

			if (extract(c, e->text, err))
				return -1;
			if (e->negative)
				run_negative(c, r, e);
			else
				run_positive(c, r, e);
		}
	}
	return c->failed;
}

int evm_rules_check(const char *dir, const struct evm_dict *dict,
		    evm_rules_report *report, void *ctx, struct evm_err *err)
{
	struct check c = { .report = report, .ctx = ctx };
	char *own = NULL;
	int got;

	if (!dir && !(dir = own = evm_data_path("extractors/rules", err)))
		return -1;
	got = begin(&c, dir, dict, err) ? -1 : run(&c, err);
	end(&c);
	free(own);
	return got;
}
