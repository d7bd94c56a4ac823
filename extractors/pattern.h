/*
 * pattern: rules for idioms, read from extractors/rules/patterns.rules.
 *
 * A rule is a sequence of elements over the words of a sentence; slots take
 * noun phrases, and give the arguments of a claim. Examples stand with the
 * rule and are run (rules_check.h). extractors/README.md has the format.
 *
 * Rules are indexed by a word that they need; a sentence without one costs
 * nothing, and matching is bounded in steps.
 */
#ifndef EVM_PATTERN_H
#define EVM_PATTERN_H

#include "extractors/examples.h"
#include "extractors/frame.h"

#define EVM_SLOTS_MAX 4

enum evm_element_kind {
	EVM_ELEMENT_WORDS,	/* one of some words */
	EVM_ELEMENT_CLASS,	/* any word of a class */
	EVM_ELEMENT_GAP,	/* up to max words that are no verbs */
	EVM_ELEMENT_SLOT,	/* a noun phrase, or a list of them */
	EVM_ELEMENT_START,	/* of the window */
};

struct evm_element {
	enum evm_element_kind kind;
	uint8_t min, max;		/* repetitions; words of a gap */
	uint64_t cls;
	uint32_t types;			/* of a slot, bits */
	uint8_t slot;
	EVM_VEC(uint32_t) words;	/* lexeme numbers */
	EVM_VEC(struct evm_str) stems;	/* "regulat*" */
};

struct evm_pattern {
	struct evm_str name;
	EVM_VEC(struct evm_element) elements;
	uint8_t subject, object;	/* slots */
	enum evm_predicate predicate;
	bool hedged, negated;
	uint32_t anchor;		/* element that it needs a word of */
	uint32_t needs[EVM_SLOTS_MAX];	/* types of its slots, one of which must be there */
	uint64_t line;
	EVM_VEC(struct evm_example) examples;
};

struct evm_entry {
	uint32_t rule, next;		/* next entry of the word + 1 */
};

struct evm_patterns {
	struct evm_arena arena;
	EVM_VEC(struct evm_pattern) rules;
	EVM_VEC(uint32_t) by_word;	/* lexeme -> first entry + 1 */
	EVM_VEC(struct evm_entry) entries;
	uint32_t subjects;		/* types that a rule's subject may be */
	uint64_t digest;
};

/* The lexicon gains the words that the rules name. Errors name file and line. */
int evm_patterns_load(struct evm_patterns *p, struct evm_lexicon *lx, const char *dir,
		      struct evm_err *err) EVM_MUST_CHECK;
void evm_patterns_release(struct evm_patterns *p);
/* Adds the frames of all rules that match the window. */
void evm_frames_patterns(struct evm_frames *fs, const struct evm_patterns *p);

#endif
