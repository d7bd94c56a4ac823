/* What was reached and holds, as hits. */
#include <string.h>

#include "dictionaries/match_p.h"

/* Types that the dictionary's block list forbids here, bit by bit; *name goes
 * behind the blocks, which come first. */
uint32_t evm_match_types(struct evm_matcher *m, const struct name **name,
			      const struct reach *r)
{
	uint32_t types = 0;

	for (; *name && (*name)->flags & NAME_BLOCK;
	     *name = evm_match_next(m->d, *name))
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
enum evm_reject evm_match_judge(const struct evm_matcher *m,
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
	if (!(m->d->states[state] & STATE_PLAIN))
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

	for (const struct name *name = evm_match_first(d, state); name;
	     name = evm_match_next(d, name)) {
		if (name->concept >= d->n[CONCEPTS] || name->concept == before)
			continue;
		before = name->concept;
		m->hits = room(m->hits, m->n, &m->cap, sizeof *m->hits);
		m->hits[m->n++] = (struct evm_hit){ span, name->concept,
						    name->flags & NAME_PUBLIC };
	}
}

/* Puts the hits from number at on in order, when they may not be. */
static void settle(struct evm_matcher *m, size_t at)
{
	size_t n = m->n;

	for (m->n = at; at < n; at++) {
		struct evm_hit h = m->hits[at];

		hit(m, h.span, h.concept, h.flags);
	}
}

/* A word whose capitals are known, and no document's blocks: hits are put down
 * at once and counted only if they are some. */
static void take_word(struct evm_matcher *m, uint32_t state, const struct reach *r)
{
	const struct name *name = evm_match_first(m->d, state);
	struct evm_span span = span_of(m, r);
	bool order = m->n == m->first || m->hits[m->n - 1].span.end != span.end;
	uint32_t blocked = evm_match_types(m, &name, r);
	size_t begin = m->n;
	int64_t before = -1;

	for (; name; name = evm_match_next(m->d, name)) {
		uint32_t ok;

		if (!r->mask && name->flags & NAME_CAPITAL)
			break;
		ok = evm_match_word(m, name, r) &
		     ~(blocked >> (name->flags >> NAME_TYPE & 15)) &
		     (name->concept < m->d->n[CONCEPTS]);
		order &= !ok | (name->concept > before);
		before = ok ? name->concept : before;
		m->hits = room(m->hits, m->n, &m->cap, sizeof *m->hits);
		m->hits[m->n] = (struct evm_hit){ span, name->concept,
						  name->flags & NAME_PUBLIC };
		m->n += ok;
	}
	if (!order)
		settle(m, begin);
}

static void take_names(struct evm_matcher *m, uint32_t state, const struct reach *r)
{
	const struct evm_dict *d = m->d;
	const struct name *name = evm_match_first(d, state), *before = NULL;
	enum evm_reject why = EVM_REJECT_NONE;
	uint32_t blocked;

	blocked = evm_match_types(m, &name, r);
	for (; name; name = evm_match_next(d, name)) {
		enum evm_reject reject;

		if (name->concept >= d->n[CONCEPTS])
			continue;
		if (!before || !alike(before, name))
			why = evm_match_verify(m, name, r);
		before = name;
		reject = why ? why : evm_match_judge(m, name, r, blocked);
		if (reject == EVM_REJECT_NONE)
			hit(m, span_of(m, r), name->concept,
			    name->flags & NAME_PUBLIC);
		else if (m->explain)
			drop(m, span_of(m, r), name->concept, reject);
	}
}

static void take(struct evm_matcher *m, uint32_t state, const struct reach *r)
{
	bool quick = !m->explain && !m->n_blocks;

	if (m->d->states[state] & STATE_CAPITAL && r->masked && !r->mask &&
	    !m->explain)
		return;
	if (quick && plain(m, state, r))
		take_plain(m, state, r);
	else if (quick && r->masked)
		take_word(m, state, r);
	else
		take_names(m, state, r);
}

void evm_match_hits(struct evm_matcher *m, bool whole)
{
	uint32_t first = UINT32_MAX;

	for (size_t i = 0; i < m->n_reached; i++) {
		const struct reached *in = &m->sorted[i];
		struct reach r = reach_of(m, in);

		if (whole && (in->first || in->last + 1 != m->text.n))
			continue;
		m->first = in->first != first ? m->n : m->first;
		first = in->first;
		take(m, in->state, &r);
	}
}
