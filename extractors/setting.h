/*
 * setting: where a sentence's results were seen: in animals, in dishes, in
 * patients; the cells that an effect's name names; experimental conditions
 * that stand for a disease. Words are in extractors/rules/settings.tsv.
 *
 * Loaded once, read by any number of threads.
 */
#ifndef EVM_SETTING_H
#define EVM_SETTING_H

#include "core/doc.h"
#include "core/index.h"
#include "extractors/wordmap.h"

enum {
	EVM_IN_VIVO = 1, EVM_IN_VITRO = 2, EVM_CLINICAL = 4,
	EVM_WITH_CELLS = 8,	/* cells are spoken of: maybe no animals */
};

struct evm_condition {
	struct evm_str phrase, name;
	bool state;		/* counts only where no disease is the topic */
};

struct evm_settings {
	struct evm_arena arena;
	struct evm_wordmap shorts;		/* cue, lower case -> bits */
	struct evm_index words;			/* the cues that are too long for it */
	struct evm_index animals;		/* norms of species */
	struct evm_index places;		/* words behind a route that make it a place */
	struct evm_index cells;			/* word, lower case -> place in cell */
	EVM_VEC(struct evm_str) cell;		/* names */
	EVM_VEC(struct evm_str) closings;	/* how conclusions begin */
	EVM_VEC(struct evm_condition) conditions;
	uint64_t pairs[1024];			/* bits: two bytes that a condition begins with */
	uint8_t in_word[256];			/* 1: letters, digits, bytes above ASCII */
	uint32_t lengths[256];			/* by first letter: bits of how long cues are */
	uint64_t digest;
};

int evm_settings_load(struct evm_settings *s, const char *dir,
		      struct evm_err *err) EVM_MUST_CHECK;
void evm_settings_release(struct evm_settings *s);

/* Bits of what a sentence with mentions [first, last) says by itself. */
unsigned evm_setting_read(const struct evm_settings *s, const struct evm_doc *doc,
			  uint32_t sentence, size_t first, size_t last);
/* Does the sentence sum up: "In conclusion, ..."? */
bool evm_setting_closes(const struct evm_settings *s, struct evm_str sentence);
/* The cells named in an effect's name ("neuronal apoptosis", "migration of
 * endothelial cells"), or an empty slice. A phrase is a slice of text. */
struct evm_str evm_setting_cell(const struct evm_settings *s, struct evm_str text);
/* The condition that the sentence puts its results under: "in hypoxic
 * conditions", "H/R-induced"; or NULL. */
const struct evm_condition *evm_setting_condition(const struct evm_settings *s,
						  struct evm_str sentence);
/* Is it a cell line, by its name: "H9c2", "HL7702", not "CD4+", "M2", "Th17"? */
bool evm_setting_line(struct evm_str cell);
/* Is mention i an animal that results are seen in? Not the donor of the source
 * that follows it. */
bool evm_setting_animal(const struct evm_settings *s, const struct evm_doc *doc, size_t i);
/* Is the route at mention i how something else is given, "subcutaneous injection
 * of bleomycin", or a place, "subcutaneous fat"? */
bool evm_setting_other_route(const struct evm_settings *s, const struct evm_doc *doc, size_t i);
/* The disease in the name of a cell ("gastric cancer cells"), or empty. */
struct evm_str evm_setting_tumour(struct evm_str cell);

#endif
