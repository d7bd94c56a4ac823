/*
 * examples: sentences that a rule must hold for, and such that it must not,
 * read from extractors/rules/: with the patterns (patterns.rules), and for all
 * other rules in examples.rules, group by group:
 *
 *	frame active
 *	ex: "MSC-EVs inhibited apoptosis." decreases(MSC-EVs, apoptosis)
 *	not: "MSC-EVs were inhibited."
 *
 * and those of mentions in mentions.rules, in the same way:
 *
 *	gram route
 *	ex: "EVs were given by retro-orbital injection." route(retro-orbital injection) norm=intravenous
 *	not: "Injection of EVs was slow."
 *
 * A group is a construction (EVM_RULES of frame.h), or the words of lexicon.rules,
 * cues.tsv, process_nouns.tsv, settings.tsv that act as one: of a kind and sign,
 * with an option, of a class; of mentions, a grammar (EVM_GRAMMARS of annotate.h),
 * a list of phrase.tsv, heads.tsv, mirna.tsv or codes.tsv, or a part of names.
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
	struct evm_str words;		/* of a list, '|' between; of one that is wanted */
	const char *file;		/* that its examples stand in */
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

/* Reads examples.rules and mentions.rules of a folder of rules. */
int evm_examples_load(struct evm_examples *x, const char *dir, struct evm_err *err) EVM_MUST_CHECK;
/* The groups that the folder's data files and the program have, without examples. */
int evm_examples_wanted(struct evm_examples *x, const char *dir, struct evm_err *err) EVM_MUST_CHECK;
void evm_examples_release(struct evm_examples *x);
/* Is it a kind of groups whose examples are about mentions? */
bool evm_example_mentions(struct evm_str kind);
/* The group of that name, or NULL. */
const struct evm_example_group *evm_example_group(const struct evm_examples *x,
						  struct evm_str kind, struct evm_str value);

#endif
