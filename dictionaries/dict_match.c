/* The matcher: what was reached and holds, as hits; looking up single names. */
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

/* The first name of a state, and the one behind it; NULL at the end. */
static const struct name *first_name(const struct evm_dict *d, uint32_t state)
{
	uint32_t i = d->states[state] & STATE_NAME;

	return i && i <= d->n[NAMES] ? &d->names[i - 1] : NULL;
}

static const struct name *next_name(const struct evm_dict *d,
				    const struct name *name)
{
	return name->flags & NAME_LAST || name + 1 == d->names + d->n[NAMES] ?
	       NULL : name + 1;
}

/* Types that the dictionary's block list forbids here, bit by bit; *name goes
 * behind the blocks, which come first. */
static uint32_t blocked_types(struct evm_matcher *m, const struct name **name,
			      const struct reach *r)
{
	uint32_t types = 0;

	for (; *name && (*name)->flags & NAME_BLOCK;
	     *name = next_name(m->d, *name))
		if (evm_match_verify(m, *name, r) == EVM_REJECT_NONE)
			types |= (*name)->concept;
	return types;
}

static void drop(struct evm_matcher *m, struct evm_span span, uint32_t concept,
		 enum evm_reject why)
{
	m->drops = room(m->drops, m->n_drops, &m->drops_cap, sizeof *m->drops);
	m->drops[m->n_drops++] = (struct evm_drop){ span, concept, why };
}

/*
 * Adds a hit to those of the same begin: longest first, then by concept. A
 * concept that two names give is one hit; a name that needs no context wins.
 */
static void hit(struct evm_matcher *m, struct evm_span span, uint32_t concept,
		uint32_t flags)
{
	size_t i = m->n;

	m->hits = room(m->hits, m->n, &m->cap, sizeof *m->hits);
	while (i > m->first) {
		struct evm_hit *h = &m->hits[i - 1];

		if (h->span.end == span.end && h->concept == concept) {
			if (h->flags & EVM_NAME_AMBIGUOUS)
				h->flags = flags;
			return;
		}
		if (h->span.end > span.end ||
		    (h->span.end == span.end && h->concept < concept))
			break;
		i--;
	}
	if (i < m->n)
		memmove(&m->hits[i + 1], &m->hits[i],
			(m->n - i) * sizeof *m->hits);
	m->hits[i] = (struct evm_hit){ span, concept, flags };
	m->n++;
}

/* Is the verdict on one name that on the other? */
static bool alike(const struct name *a, const struct name *b)
{
	return a->spelling == b->spelling &&
	       !((a->flags ^ b->flags) & ~NAME_LAST);
}

/* A verified name may be blocked. */
static enum evm_reject judge(const struct evm_matcher *m,
			     const struct name *name, const struct reach *r,
			     uint32_t blocked)
{
	uint32_t type = name->flags >> NAME_TYPE & 15;

	if (blocked >> type & 1)
		return EVM_REJECT_BLOCKED;
	return evm_match_blocked(m, r, (int)type) ? EVM_REJECT_DOCUMENT :
	       EVM_REJECT_NONE;
}

/* Is all there is to say of the names of a state that all of them are hits,
 * behind the hits that there are? */
static bool plain(const struct evm_matcher *m, uint32_t state, const struct reach *r)
{
	if (!(m->d->states[state] & STATE_PLAIN) || m->explain || m->n_blocks)
		return false;
	if (m->n > m->first &&
	    m->hits[m->n - 1].span.end == m->text.v[r->last].end)
		return false;
	for (size_t i = r->first + 1; i <= r->last; i++)
		if (m->text.v[i].flags & EVM_KEY_HARD)
			return false;
	return true;
}

static void take_plain(struct evm_matcher *m, uint32_t state, const struct reach *r)
{
	const struct evm_dict *d = m->d;
	struct evm_span span = span_of(m, r);
	uint32_t before = UINT32_MAX;

	for (const struct name *name = first_name(d, state); name;
	     name = next_name(d, name)) {
		if (name->concept >= d->n[CONCEPTS] || name->concept == before)
			continue;
		before = name->concept;
		m->hits = room(m->hits, m->n, &m->cap, sizeof *m->hits);
		m->hits[m->n++] = (struct evm_hit){ span, name->concept,
						    name->flags & NAME_PUBLIC };
	}
}

static void take_names(struct evm_matcher *m, uint32_t state, const struct reach *r)
{
	const struct evm_dict *d = m->d;
	const struct name *name = first_name(d, state), *before = NULL;
	enum evm_reject why = EVM_REJECT_NONE;
	uint32_t blocked;
	bool small;

	if (d->states[state] & STATE_CAPITAL && r->masked && !r->mask &&
	    !m->explain)
		return;
	if (plain(m, state, r)) {
		take_plain(m, state, r);
		return;
	}
	small = r->masked && !r->mask && !m->explain;
	blocked = blocked_types(m, &name, r);
	for (; name; name = next_name(d, name)) {
		enum evm_reject reject;

		if (small && name->flags & NAME_CAPITAL)
			break;
		if (name->concept >= d->n[CONCEPTS])
			continue;
		if (!before || !alike(before, name))
			why = evm_match_verify(m, name, r);
		before = name;
		reject = why ? why : judge(m, name, r, blocked);
		if (reject == EVM_REJECT_NONE)
			hit(m, span_of(m, r), name->concept,
			    name->flags & NAME_PUBLIC);
		else if (m->explain)
			drop(m, span_of(m, r), name->concept, reject);
	}
}

/* The names of all that was reached; only of what is the whole text. */
static void take_reached(struct evm_matcher *m, bool whole)
{
	uint32_t first = UINT32_MAX;

	for (size_t i = 0; i < m->n_reached; i++) {
		const struct reached *in = &m->sorted[i];
		struct reach r = reach_of(m, in);

		if (whole && (in->first || in->last + 1 != m->text.n))
			continue;
		if (in->first != first)
			m->first = m->n;
		first = in->first;
		take_names(m, in->state, &r);
	}
}

void evm_match(struct evm_matcher *m, struct evm_str text,
	       const struct evm_hit **hits, size_t *n)
{
	evm_match_walk(m, text);
	take_reached(m, false);
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
	take_reached(m, true);
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
		why = judge(m, name, r, blocked);
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
		const struct name *at = first_name(m->d, m->sorted[i].state);
		const struct name *behind = at;
		uint32_t blocked;

		if (r.first || r.last + 1 != m->text.n)
			continue;
		blocked = blocked_types(m, &behind, &r);
		for (; at && n < max; at = next_name(m->d, at))
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
