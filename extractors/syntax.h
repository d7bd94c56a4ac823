/*
 * syntax: a sentence as rules see it: words with classes, mentions as single
 * words, verb groups with voice and modality.
 *
 * No parse tree: classes come from lists, the choice between noun and verb
 * from the neighbours, verb groups from auxiliaries. All arrays live in the
 * arena given. A sentence of any length is cut into windows of at most
 * EVM_WINDOW words, so that the work stays linear.
 *
 *	at = 0;
 *	while (evm_syntax_next(&syn, &at))
 *		use(syn.w, syn.n, syn.vg, syn.nvg);
 */
#ifndef EVM_SYNTAX_H
#define EVM_SYNTAX_H

#include "extractors/lexicon.h"
#include "extractors/token.h"

#define EVM_WINDOW 240
#define EVM_VG_MAX 48		/* verb groups looked at in a window */

struct evm_word {
	struct evm_span span;
	const struct evm_lexeme *lex;	/* never NULL */
	uint64_t cls;			/* what it is here */
	int32_t mention;		/* index in doc->mentions, or -1 */
	enum evm_type type;		/* of the mention */
	uint8_t form;
	uint8_t depth;			/* of brackets */
	bool glued;			/* nothing between it and the word before */
	bool hyphened;			/* a compound, or glued by a hyphen */
	bool modifier;			/* an entity before "-induced" and the like */
};

enum evm_vg_kind {
	EVM_VG_PRED, EVM_VG_LIGHT, EVM_VG_REPORT, EVM_VG_INVEST, EVM_VG_AIM,
	EVM_VG_COPULA, EVM_VG_OTHER,
};

enum evm_vg_voice {
	EVM_ACTIVE, EVM_PASSIVE,
	EVM_REDUCED,		/* "X regulated by Y", "EVs derived from Y" */
	EVM_GERUND,		/* V-ing */
	EVM_INFINITIVE,		/* to V */
};

/* How a verb group comes by its subject. */
enum evm_vg_link {
	EVM_LINK_OWN,		/* a noun phrase of its own before it */
	EVM_LINK_REL,		/* which, that: the noun phrase before that */
	EVM_LINK_COORD,		/* and V: as the group before */
	EVM_LINK_PART,		/* , V-ing: as the clause */
	EVM_LINK_MEANS,		/* by V-ing */
	EVM_LINK_PREP,		/* in, for, of V-ing; after V-ing */
	EVM_LINK_WITHOUT,	/* without V-ing */
	EVM_LINK_INF,		/* to V */
	EVM_LINK_RESUME,	/* the main verb behind a relative clause */
	EVM_LINK_POST,		/* noun V-ing, noun V-ed: a reduced relative clause */
	EVM_LINK_AHEAD,		/* V-ing ..., S V: the subject comes later */
};

struct evm_vg {
	uint16_t begin, head, end;	/* words: [begin, end), head the verb */
	enum evm_vg_kind kind;
	enum evm_vg_voice voice;
	enum evm_vg_link link;
	const struct evm_pred *pred;	/* of EVM_VG_PRED */
	bool negated, hedged, asks;
	bool finite;
	uint16_t clause;		/* first word of its clause */
	uint16_t np;			/* first word of its own noun phrase */
};

struct evm_syntax {
	const struct evm_doc *doc;
	const struct evm_lexicon *lx;
	struct evm_arena *arena;	/* scratch, reset by the caller */
	struct evm_span sentence;
	size_t first_mention;		/* of the sentence, in doc->mentions */
	struct evm_word *all;		/* words of the whole sentence */
	size_t total;
	struct evm_word *w;		/* the window */
	size_t n;
	uint64_t any;			/* classes that a word of it has */
	uint32_t types;			/* types that an entity of it has, as bits */
	struct evm_vg vg[EVM_VG_MAX];
	size_t nvg;
};

/* Reads the words of a sentence; the arena keeps them. */
void evm_syntax_read(struct evm_syntax *s, const struct evm_doc *doc,
		     uint32_t sentence, size_t first_mention,
		     const struct evm_lexicon *lx, struct evm_arena *arena);
/* Next window from word *at on, with its verb groups; false at the end. */
bool evm_syntax_next(struct evm_syntax *s, size_t *at);

/* Words i with a class, inside the window. */
static inline bool evm_is(const struct evm_syntax *s, size_t i, uint64_t cls)
{
	return i < s->n && (s->w[i].cls & cls) != 0;
}

static inline bool evm_is_prep(const struct evm_syntax *s, size_t i, uint64_t prep)
{
	return i < s->n && s->w[i].cls & EVM_C(PREP) &&
	       (s->w[i].lex->prep & prep) != 0;
}

/* Is word i one of a list that ends with NULL, in any case? */
static inline bool evm_word_is_any(const struct evm_syntax *s, size_t i, const char *const *list)
{
	return evm_str_is_any(evm_doc_slice(s->doc, s->w[i].span), list);
}

/* Index behind a bracketed group that opens at i. */
size_t evm_skip_brackets(const struct evm_syntax *s, size_t i, size_t limit);

/* Verb groups (syntax.c calls it for each window). */
void evm_verb_groups(struct evm_syntax *s);

#endif
