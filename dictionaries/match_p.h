/*
 * match_p: the matcher's parts, private to this folder. A text is folded and
 * its tokens looked up and walked from (dict_walk.c); what names were reached
 * is verified (dict_verify.c) and made hits (dict_match.c).
 */
#ifndef EVM_MATCH_P_H
#define EVM_MATCH_P_H

#include "dictionaries/dict_p.h"
#include "dictionaries/fold_p.h"

struct doc_block {
	uint64_t key;
	int type;
};

/* A walk's next step. */
struct step {
	uint64_t hash;		/* of the edge asked for */
	uint32_t state, token;
	uint32_t first, at;	/* tokens: the walk's first, and this one */
};

/* A state that ends names. */
struct reached {
	uint32_t state;
	uint32_t first, last;
};

struct evm_matcher {
	const struct evm_dict *d;
	/* token[] of the text's keys: number and flags as in struct slot;
	 * 0: in no name */
	struct evm_folder text, name;
	struct step *steps, *next;
	size_t n_steps, steps_cap, n_next, next_cap;
	struct reached *reached, *sorted;
	size_t n_reached, reached_cap, sorted_cap;
	uint32_t *counts;
	size_t counts_cap;
	struct evm_hit *hits;
	size_t n, cap, first;	/* first: of the begin at hand */
	struct evm_drop *drops;
	size_t n_drops, drops_cap;
	bool explain;
	struct doc_block *blocks;
	size_t n_blocks, blocks_cap;
	struct evm_str now;	/* the text */
};

/* The tokens of a hit, [first, last]; where the capitals are when it is one
 * token that has such a mask. */
struct reach {
	size_t first, last;
	uint32_t mask;
	bool masked;
};

static inline struct evm_span span_of(const struct evm_matcher *m,
				      const struct reach *r)
{
	return (struct evm_span){ m->text.v[r->first].begin,
				  m->text.v[r->last].end };
}

/* The first name of a state, and the one behind it; NULL at the end. */
static inline const struct name *evm_match_first(const struct evm_dict *d,
						 uint32_t state)
{
	uint32_t i = d->states[state] & STATE_NAME;

	return i && i <= d->n[NAMES] ? &d->names[i - 1] : NULL;
}

static inline const struct name *evm_match_next(const struct evm_dict *d,
						const struct name *name)
{
	return name->flags & NAME_LAST || name + 1 == d->names + d->n[NAMES] ?
	       NULL : name + 1;
}

void *evm_match_grow(void *v, size_t n, size_t *cap, size_t size);

/* Room for element n. */
static inline void *room(void *v, size_t n, size_t *cap, size_t size)
{
	return n < *cap ? v : evm_match_grow(v, n, cap, size);
}

static inline struct reach reach_of(const struct evm_matcher *m,
				    const struct reached *in)
{
	struct reach r = { in->first, in->last, 0, false };
	const struct evm_key *k = &m->text.v[in->first];

	if (in->first != in->last)
		return r;
	r.mask = k->flags >> EVM_KEY_CAPITALS;
	r.masked = k->flags & EVM_KEY_MASK;
	if (!r.masked)
		r.masked = capitals(evm_str_sub(m->now, k->begin, k->end),
				    &r.mask);
	return r;
}

/* Folds a text and finds all states that end names in it: m->sorted, by first
 * token, longer before shorter, m->n_reached of them. */
void evm_match_walk(struct evm_matcher *m, struct evm_str text);
/* The hits of all that was reached, into m->hits; only of what is the whole
 * text. */
void evm_match_hits(struct evm_matcher *m, bool whole);
/* Types that the dictionary's block list forbids here, bit by bit; *name goes
 * behind the blocks, which come first. */
uint32_t evm_match_types(struct evm_matcher *m, const struct name **name,
			 const struct reach *r);
/* Whether a name that was verified may be blocked. */
enum evm_reject evm_match_judge(const struct evm_matcher *m,
				const struct name *name, const struct reach *r,
				uint32_t blocked);
/* Whether a name, or a block, that was reached holds for the text. */
enum evm_reject evm_match_verify(struct evm_matcher *m, const struct name *name,
				 const struct reach *r);
/* The same of a word whose capitals are known: 1 or 0. */
static inline uint32_t evm_match_word(struct evm_matcher *m, const struct name *name,
				      const struct reach *r)
{
	uint32_t flags = name->flags, initial = flags / NAME_INITIAL & 1;
	uint32_t exact = (flags & (EVM_NAME_CASE | NAME_EXACT)) != 0;
	uint32_t other = (r->mask & ~initial) != name->hards;

	if ((flags & (NAME_MASK | EVM_NAME_NUMEND)) != NAME_MASK)
		return evm_match_verify(m, name, r) == EVM_REJECT_NONE;
	return !((flags / NAME_WORD & (r->mask < 2)) | (exact & other));
}
/* Does the document block these tokens as a type? */
bool evm_match_blocked(const struct evm_matcher *m, const struct reach *r,
		       int type);

#endif
