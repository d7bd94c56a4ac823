/*
 * rules_check: runs the examples that stand with the rules.
 *
 * Each "ex:" sentence is annotated with a dictionary and its claims are
 * extracted: those written behind it must be there. From a "not:" sentence
 * its rule must make none.
 */
#ifndef EVM_RULES_CHECK_H
#define EVM_RULES_CHECK_H

#include "core/doc.h"
#include "dictionaries/dict.h"

struct evm_rules_result {
	struct evm_str rule;		/* its name */
	uint64_t line;			/* of the example in patterns.rules */
	struct evm_str text;		/* the sentence */
	bool passed;
	struct evm_str what;		/* the claim that is missing or too much */
};

typedef void evm_rules_report(void *ctx, const struct evm_rules_result *r);

/*
 * Runs all examples of the rules in dir (NULL: the shipped ones) with a
 * dictionary (NULL: the shipped vocabularies), reporting each; what the
 * report is given lives until it returns. How many failed, or -1.
 */
int evm_rules_check(const char *dir, const struct evm_dict *dict,
		    evm_rules_report *report, void *ctx,
		    struct evm_err *err) EVM_MUST_CHECK;

#endif
