/*
 * context: what the document said before a sentence: its topic, the headings
 * above, the things last spoken of. Pronouns and bare nouns are resolved, and
 * qualifiers filled, from here.
 */
#ifndef EVM_CONTEXT_H
#define EVM_CONTEXT_H

#include "extractors/code.h"
#include "extractors/setting.h"

/* A vesicle preparation, or the cells, as a phrase gives it. */
struct evm_origin {
	struct evm_str source, species, vesicle, cargo, modification;
	bool foreign;	/* the phrase names other cells: "exosomes of hepatocytes" */
	bool said;	/* the phrase itself names the source, no definition elsewhere */
};

struct evm_agent {
	const struct evm_mention *mention;	/* NULL: none */
	struct evm_origin origin;
	uint32_t sentence;
};

/* A molecule that some vesicles were said to hold. */
struct evm_carried {
	struct evm_str norm, name;
	struct evm_origin origin;
	uint32_t sentence;
};

struct evm_context {
	const struct evm_doc *doc;
	const uint32_t *defined;	/* by mention: what a short name stands for */
	struct evm_origin *origin;	/* by mention, where told says so */
	uint8_t *told;
	const struct evm_settings *words;
	uint8_t *setting;		/* by sentence, filled when asked for */
	bool brief;			/* an abstract: one study, one topic */
	bool vesicles;			/* some are named */
	bool looked;			/* for the topic */
	bool one_source;		/* it names one tissue's cells, no others */
	struct evm_origin topic;
	struct evm_str topic_disease;	/* norm */
	const struct evm_mention *topic_vesicle;
	struct evm_str topic_species;	/* of the model */
	struct evm_str topic_route;	/* the only one that the document names */
	uint32_t topic_route_begin;	/* byte where it does so first */
	/* the section's heading */
	struct evm_origin heading;
	struct evm_str heading_disease;
	/* focus */
	struct evm_agent subject;	/* of the last claim */
	struct evm_agent vesicle;	/* the last one with a tissue */
	struct evm_agent any_vesicle, mirna, source;
	const struct evm_mention *disease;
	uint32_t disease_sentence;
	EVM_VEC(struct evm_carried) carried;	/* what the text says is in vesicles */
	struct evm_str route;
	uint32_t route_sentence;
	uint32_t passage;
};

/* Of a document. */
void evm_context_begin(struct evm_context *c, struct evm_doc *doc,
		       const struct evm_settings *words);
/* Looks through the whole document for its topic, once: before the first claim
 * is qualified. */
void evm_context_topic(struct evm_context *c);
/* Before a sentence: a new passage or section clears the focus. */
void evm_context_sentence(struct evm_context *c, uint32_t sentence);
/* After a sentence: its mentions [first, last) become the focus. */
void evm_context_update(struct evm_context *c, uint32_t sentence, size_t first, size_t last);

/* EVM_IN_VIVO ...: what a sentence says of where it happened; else (*own is
 * false) what the sentences before it say. */
unsigned evm_context_setting(const struct evm_context *c, uint32_t sentence, bool *own);
/* The cells in the dish that the text was about before a byte, or empty. */
struct evm_str evm_context_cell(const struct evm_context *c, uint32_t before);

/* For each mention the vesicle that its text was introduced for: c->defined. */
void evm_context_define(struct evm_context *c, struct evm_doc *doc);
/* Whose cells the mention's text names, or empty. */
struct evm_str evm_origin_species(const struct evm_doc *doc, const struct evm_mention *m);
/* The vesicles whose phrase ends with the source at a mention ("exosomes derived
 * from BM-MSCs"), as a mention's index; -1: none. */
int evm_vesicle_from(const struct evm_doc *doc, size_t source);
/* The vesicles last said to hold a molecule; NULL: none. */
const struct evm_carried *evm_context_carried(const struct evm_context *c, struct evm_str norm);

/* What the mention's own phrase says: "exosomes derived from hBM-MSCs". */
struct evm_origin evm_origin_of(const struct evm_context *c, size_t mention);
/* Fills what the phrase leaves open: where from, "focus", "heading", "topic". */
const char *evm_origin_complete(const struct evm_context *c, struct evm_origin *o);

/* May a pronoun in the sentence, which names no agent, stand for one? */
bool evm_context_may_resolve(const struct evm_context *c, uint32_t sentence);
/* The agent that a pronoun in the sentence stands for; how is set to
 * "anaphor", "heading" or "topic". mirna: a miRNA is wanted, where there is
 * one. False when there is none. */
bool evm_context_resolve(const struct evm_context *c, uint32_t sentence, size_t first_mention,
			 uint32_t pronoun_begin, bool mirna, struct evm_agent *out,
			 struct evm_str *how);

#endif
