/* The matcher's calls; looking up single names. */
#include <stdlib.h>
#include <string.h>

#include "dictionaries/match_p.h"

struct evm_matcher *evm_matcher_new(const struct evm_dict *d)
{
	struct evm_matcher *m = evm_malloc(sizeof *m);

	memset(m, 0, sizeof *m);
	m->d = d;
	evm_folder_init(&m->text);
	evm_folder_init(&m->name);
	m->text.table = (const char *)d->slots;
	m->text.places = d->n[SLOTS];
	m->text.place_size = sizeof *d->slots;
	return m;
}

void evm_matcher_free(struct evm_matcher *m)
{
	if (!m)
		return;
	evm_folder_release(&m->text);
	evm_folder_release(&m->name);
	free(m->steps);
	free(m->next);
	free(m->reached);
	free(m->sorted);
	free(m->counts);
	free(m->hits);
	free(m->drops);
	free(m->blocks);
	free(m);
}

void *evm_match_grow(void *v, size_t n, size_t *cap, size_t size)
{
	*cap = n + n / 2 + 64;
	return evm_realloc(v, evm_mul(*cap, size));
}

void evm_match(struct evm_matcher *m, struct evm_str text,
	       const struct evm_hit **hits, size_t *n)
{
	evm_match_walk(m, text);
	evm_match_hits(m, false);
	*hits = m->hits;
	*n = m->n;
}

void evm_match_explain(struct evm_matcher *m, struct evm_str text,
		       const struct evm_hit **hits, size_t *n,
		       const struct evm_drop **drops, size_t *n_drops)
{
	m->explain = true;
	evm_match(m, text, hits, n);
	m->explain = false;
	*drops = m->drops;
	*n_drops = m->n_drops;
}

size_t evm_dict_find(struct evm_matcher *m, struct evm_str name,
		     uint32_t *concepts, size_t max)
{
	size_t n = 0;

	evm_match_walk(m, name);
	evm_match_hits(m, true);
	for (; n < m->n && n < max; n++)
		concepts[n] = m->hits[n].concept;
	return n;
}

static struct evm_lookup look_at(struct evm_matcher *m, const struct name *name,
				 const struct reach *r, uint32_t blocked)
{
	bool block = name->flags & NAME_BLOCK;
	enum evm_reject why = evm_match_verify(m, name, r);

	if (!why && !block)
		why = evm_match_judge(m, name, r, blocked);
	return (struct evm_lookup){
		.spelling = evm_dict_text(m->d, name->spelling),
		.concept = name->concept,
		.flags = name->flags & (block ? 0 : NAME_PUBLIC),
		.word = name->flags & NAME_WORD,
		.block = block,
		.types = block ? name->concept : 0,
		.vocabulary = evm_dict_vocabulary(m->d, name->vocabulary),
		.reject = why,
	};
}

size_t evm_dict_lookup(struct evm_matcher *m, struct evm_str name,
		       struct evm_lookup *found, size_t max)
{
	size_t n = 0;

	m->explain = true;
	evm_match_walk(m, name);
	m->explain = false;
	for (size_t i = 0; i < m->n_reached; i++) {
		struct reach r = reach_of(m, &m->sorted[i]);
		const struct name *at = evm_match_first(m->d, m->sorted[i].state);
		const struct name *behind = at;
		uint32_t blocked;

		if (r.first || r.last + 1 != m->text.n)
			continue;
		blocked = evm_match_types(m, &behind, &r);
		for (; at && n < max; at = evm_match_next(m->d, at))
			if (at->flags & NAME_BLOCK ||
			    at->concept < m->d->n[CONCEPTS])
				found[n++] = look_at(m, at, &r, blocked);
	}
	return n;
}

const char *evm_reject_name(enum evm_reject r)
{
	static const char *const names[] = {
		[EVM_REJECT_NONE] = "matches",
		[EVM_REJECT_CASE] = "other case",
		[EVM_REJECT_SPLIT] = "split by a space or hyphen",
		[EVM_REJECT_NUMEND] = "a digit is glued behind",
		[EVM_REJECT_WORD] = "an English word here",
		[EVM_REJECT_PUNCTUATION] = "reaches over punctuation",
		[EVM_REJECT_BLOCKED] = "on the block list",
		[EVM_REJECT_DOCUMENT] = "blocked in this document",
	};

	return names[r];
}
