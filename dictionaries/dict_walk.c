/* From a text to the states that end names. */
#include <string.h>

#include "dictionaries/match_p.h"

static uint32_t find_token(const struct evm_dict *d, uint64_t hash)
{
	uint32_t n = d->n[SLOTS], at = place(hash, n);

	for (uint32_t tries = 0; tries < n; tries++) {
		const struct slot *s = &d->slots[at];

		if (!s->token)
			return 0;
		if (s->low == (uint32_t)hash && s->high == hash >> 32)
			return s->token;
		at = at + 1 == n ? 0 : at + 1;
	}
	return 0;
}

static bool may_be_edge(const struct evm_dict *d, uint64_t hash)
{
	uint64_t bits = filter_bits(hash);

	return (d->filter[place(hash, d->n[FILTER])] & bits) == bits;
}

/* The state behind an edge with what it has, 0 when there is no such edge. */
static uint32_t find_edge(const struct evm_dict *d, uint64_t hash,
			  uint32_t state, uint32_t token)
{
	uint32_t n = d->n[EDGES], at = place(hash, n);

	for (uint32_t tries = 0; tries < n; tries++) {
		const struct edge *e = &d->edges[at];

		if (!e->to)
			return 0;
		if (e->state == state && e->token == token)
			return (e->to & TO_STATE) < d->n[STATES] ? e->to : 0;
		at = at + 1 == n ? 0 : at + 1;
	}
	return 0;
}

/* A token of a damaged image may have no state. */
static uint32_t sound(const struct evm_dict *d, uint32_t token)
{
	return (token & TOKEN_ID) < d->n[STATES] ? token : 0;
}

/* Looks up the tokens that the folder has not seen before. */
static void look_up(struct evm_matcher *m)
{
	struct evm_folder *f = &m->text;

	for (size_t i = 0; i < f->n_fresh; i++) {
		struct evm_key *k = &f->v[f->fresh[i]];

		evm_fold_remember(f, k, sound(m->d, find_token(m->d, k->hash[0])),
				  k->hash[1] ? sound(m->d, find_token(m->d, k->hash[1])) : 0);
	}
	f->v[f->n].token[0] = f->v[f->n].token[1] = 0;
}

/*
 * All walks of a text go on together, a token at a time. Each of them would
 * wait for the memory at every step; side by side they wait together. Each
 * round has two passes: over the filter, then over the edges that may be.
 */
/* A damaged image must not lead in ever more circles at once. */
static size_t most_steps(const struct evm_matcher *m)
{
	return m->text.n * 8 + 64;
}

static inline void add_step(struct evm_matcher *m, uint32_t state, uint32_t first,
		     uint32_t at, uint32_t token)
{
	uint64_t hash = edge_hash(state, token & TOKEN_ID);

	m->next = room(m->next, m->n_next, &m->next_cap, sizeof *m->next);
	m->next[m->n_next++] = (struct step){ hash, state, token & TOKEN_ID,
					      first, at };
	__builtin_prefetch(&m->d->filter[place(hash, m->d->n[FILTER])]);
}

/* From a state reached with token at to the tokens behind it. */
static inline void go_on(struct evm_matcher *m, uint32_t state, uint32_t first,
		  uint32_t at)
{
	const struct evm_key *next = &m->text.v[at + 1];

	if (next->token[0])
		add_step(m, state, first, at + 1, next->token[0]);
	if (next->token[1] && m->n_next < most_steps(m))
		add_step(m, state, first, at + 1, next->token[1]);
}

static inline void reach(struct evm_matcher *m, uint32_t state, uint32_t first,
		  uint32_t last)
{
	m->reached = room(m->reached, m->n_reached, &m->reached_cap,
			  sizeof *m->reached);
	m->reached[m->n_reached++] = (struct reached){ state, first, last };
	__builtin_prefetch(&m->d->states[state]);
}

/* Does a name end with this first token, as far as its capitals tell? 0 or 1. */
static inline uint32_t may_end(uint32_t token, uint32_t flags)
{
	uint32_t small = flags / EVM_KEY_SMALL & token / TOKEN_CAPITAL;

	return token / TOKEN_NAMES & flags / EVM_KEY_END & ~small & 1;
}

static inline void begin_walk(struct evm_matcher *m, uint32_t token,
			      uint32_t flags, uint32_t at)
{
	if (may_end(token, flags))
		reach(m, token & TOKEN_ID, at, at);
	if (token & TOKEN_EDGES)
		go_on(m, token & TOKEN_ID, at, at);
}

/* Walks that begin with a token that can be read in two ways, or go on with
 * one. */
static void begin_both(struct evm_matcher *m, uint32_t flags, uint32_t at)
{
	const struct evm_key *k = &m->text.v[at];

	begin_walk(m, k->token[0], flags, at);
	if (k->token[1])
		begin_walk(m, k->token[1], flags, at);
}

/* Room for what begin_walks adds without looking. */
static void make_ready(struct evm_matcher *m)
{
	size_t n = m->text.n * 4 + 1;

	m->next = room(m->next, n, &m->next_cap, sizeof *m->next);
	m->reached = room(m->reached, n, &m->reached_cap, sizeof *m->reached);
	m->n_next = m->n_reached = 0;
}

/* Steps and ends are put down at once and counted only if they are some: to
 * branch would cost more. */
static void begin_walks(struct evm_matcher *m)
{
	uint32_t mask = m->explain ? ~(uint32_t)EVM_KEY_SMALL : UINT32_MAX;
	const struct evm_dict *d = m->d;

	uint32_t n = (uint32_t)m->text.n, n_filter = d->n[FILTER];
	const struct evm_key *k = m->text.v;
	size_t ends = 0, steps = 0;

	make_ready(m);
	for (uint32_t i = 0; i < n; i++, k++) {
		uint32_t flags = k->flags & mask, token = k->token[0];
		uint32_t next = k[1].token[0] & TOKEN_ID;
		uint32_t state = token & TOKEN_ID;
		uint64_t hash = edge_hash(state, next);

		if (!(flags & EVM_KEY_START))
			continue;
		if (k->token[1] | k[1].token[1]) {
			m->n_reached = ends;
			m->n_next = steps;
			begin_both(m, flags, i);
			ends = m->n_reached;
			steps = m->n_next;
			continue;
		}
		m->reached[ends] = (struct reached){ state, i, i };
		ends += may_end(token, flags);
		m->next[steps] = (struct step){ hash, state, next, i, i + 1 };
		steps += token / TOKEN_EDGES & (next != 0);
		__builtin_prefetch(&d->filter[place(hash, n_filter)]);
	}
	m->n_reached = ends;
	m->n_next = steps;
}

/* Keeps the steps whose edges may be. */
static void filter_steps(struct evm_matcher *m)
{
	const struct evm_dict *d = m->d;
	size_t n = 0;

	for (size_t i = 0; i < m->n_steps; i++) {
		uint64_t hash = m->steps[i].hash;

		m->steps[n] = m->steps[i];
		n += may_be_edge(d, hash);
	}
	m->n_steps = n;
	for (size_t i = 0; i < n; i++)
		__builtin_prefetch(&d->edges[place(m->steps[i].hash,
						   d->n[EDGES])]);
}

static void take_steps(struct evm_matcher *m)
{
	for (size_t i = 0; i < m->n_steps; i++) {
		const struct step *s = &m->steps[i];
		uint32_t to = find_edge(m->d, s->hash, s->state, s->token);

		if (to & TO_NAMES && m->text.v[s->at].flags & EVM_KEY_END)
			reach(m, to & TO_STATE, s->first, s->at);
		if (to & TO_EDGES && m->n_next < most_steps(m))
			go_on(m, to & TO_STATE, s->first, s->at);
	}
}

static void swap_steps(struct evm_matcher *m)
{
	struct step *steps = m->steps;
	size_t cap = m->steps_cap;

	m->steps = m->next;
	m->steps_cap = m->next_cap;
	m->n_steps = m->n_next;
	m->next = steps;
	m->next_cap = cap;
	m->n_next = 0;
}

/* Puts what was reached in order: by first token, longer before shorter.
 * It comes in the order of the rounds, shorter first. */
static void sort_reached(struct evm_matcher *m)
{
	const struct evm_dict *d = m->d;
	size_t n = m->n_reached;
	uint32_t sum = 0;

	m->sorted = room(m->sorted, n, &m->sorted_cap, sizeof *m->sorted);
	m->counts = room(m->counts, m->text.n, &m->counts_cap,
			 sizeof *m->counts);
	memset(m->counts, 0, m->text.n * sizeof *m->counts);
	for (size_t i = 0; i < n; i++)
		m->counts[m->reached[i].first]++;
	for (size_t t = 0; t < m->text.n; t++) {
		uint32_t count = m->counts[t];

		m->counts[t] = sum;
		sum += count;
	}
	for (size_t i = n; i--;) {
		const struct reached *r = &m->reached[i];
		uint32_t name = d->states[r->state] & STATE_NAME;

		m->sorted[m->counts[r->first]++] = *r;
		__builtin_prefetch(&d->names[name ? name - 1 : 0]);
	}
}

static void prepare(struct evm_matcher *m, struct evm_str text)
{
	EVM_CHECK(text.n < UINT32_MAX);
	m->now = text;
	m->n = m->n_drops = 0;
	evm_fold(&m->text, text);
	look_up(m);
}

void evm_match_walk(struct evm_matcher *m, struct evm_str text)
{
	prepare(m, text);
	begin_walks(m);
	for (int round = 1; m->n_next && round < EVM_NAME_TOKENS; round++) {
		swap_steps(m);
		filter_steps(m);
		take_steps(m);
	}
	sort_reached(m);
}
