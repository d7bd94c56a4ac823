/*
 * examples: sentences that a rule must hold for, and such that it must not,
 * read from extractors/rules/: with the patterns (patterns.rules), and for all
 * other rules in examples.rules, group by group:
 *
 *	frame active
 *	ex: "MSC-EVs inhibited apoptosis." decreases(MSC-EVs, apoptosis)
 *	not: "MSC-EVs were inhibited."
 *
 * A group is a construction (EVM_RULES of frame.h), or the words of lexicon.rules,
 * cues.tsv, process_nouns.tsv, settings.tsv that act as one: of a kind and sign,
 * with an option, of a class.
 */
#ifndef EVM_EXAMPLES_H
#define EVM_EXAMPLES_H

#include "core/tsv.h"

struct evm_example {
	struct evm_str text;		/* the sentence */
	struct evm_str claims;		/* "decreases(A, B) hedged; targets(C, D)" */
	bool negative;			/* not: */
	uint64_t line;
};

struct evm_example_group {
	struct evm_str kind, value;	/* "frame", "active"; "trans", "" */
	EVM_VEC(struct evm_example) examples;
	uint64_t line;
};

struct evm_examples {
	struct evm_arena arena;
	EVM_VEC(struct evm_example_group) groups;
};

/* The sentence and claims behind "ex:" or "not:"; -1 with err set. */
int evm_example_read(struct evm_arena *a, const struct evm_tsv *t, struct evm_str rest,
		     struct evm_example *e, struct evm_err *err) EVM_MUST_CHECK;

/* Reads examples.rules of a folder of rules. */
int evm_examples_load(struct evm_examples *x, const char *dir, struct evm_err *err) EVM_MUST_CHECK;
/* The groups that the folder's data files and the program have, without examples. */
int evm_examples_wanted(struct evm_examples *x, const char *dir, struct evm_err *err) EVM_MUST_CHECK;
void evm_examples_release(struct evm_examples *x);
/* The group of that name, or NULL. */
const struct evm_example_group *evm_example_group(const struct evm_examples *x,
						  struct evm_str kind, struct evm_str value);

#endif
