/*
 * rules_check: runs the examples that stand with the rules.
 *
 * Each "ex:" sentence is annotated with a dictionary and its claims are
 * extracted: those written behind it must be there, and it must be about its
 * rule: have a claim of the construction, or a word of the group. From a "not:"
 * sentence come none of the claims written behind it; where none are, no claim
 * of its rule, or, of a group of words, none at all. A rule or group without
 * both kinds of example fails, and so do examples of none.
 *
 * Examples of mentions (mentions.rules) name mentions instead of claims, with the
 * lists of the shipped rules, whatever dir is.
 */
#ifndef EVM_RULES_CHECK_H
#define EVM_RULES_CHECK_H

#include "core/doc.h"
#include "dictionaries/dict.h"

struct evm_rules_result {
	struct evm_str rule;		/* its name; "verb -" */
	const char *file;		/* in the folder of rules */
	uint64_t line;			/* of the example; 0: it is missing */
	struct evm_str text;		/* the sentence */
	bool passed;
	struct evm_str what;		/* what is wrong: "no targets(A, B)" */
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
