/* From collected names to a dictionary's block. */
#include <stdlib.h>
#include <string.h>

#include "dictionaries/build_p.h"

static uint32_t final_state(const struct evm_builder *b, uint32_t state)
{
	return state & BEHIND ? (uint32_t)b->token.n + (state & ~BEHIND) : state;
}

/* Three fifths full: short chains, and few bytes a name. */
static size_t table_size(size_t n)
{
	return n + n * 2 / 3 + 16;
}

/* An edge tells what the state behind it has: done when all states are. */
static void mark_edges(struct edge *edges, size_t n, const uint32_t *states)
{
	for (size_t i = 0; i < n; i++) {
		uint32_t to = edges[i].to;

		if (to && states[to] & STATE_EDGES)
			edges[i].to |= TO_EDGES;
		if (to && states[to] & STATE_NAME)
			edges[i].to |= TO_NAMES;
	}
}

/* A slot tells what the token's root state has. */
static void fill_slots(const struct evm_builder *b, struct slot *slots, size_t n,
		       const uint32_t *states)
{
	for (size_t i = 1; i < b->token.n; i++) {
		uint64_t hash = b->token.v[i];
		size_t at = place(hash, (uint32_t)n);

		while (slots[at].token)
			at = at + 1 == n ? 0 : at + 1;
		slots[at].low = (uint32_t)hash;
		slots[at].high = (uint32_t)(hash >> 32);
		slots[at].token = (uint32_t)i |
				  (states[i] & STATE_EDGES ? TOKEN_EDGES : 0) |
				  (states[i] & STATE_NAME ? TOKEN_NAMES : 0) |
				  (states[i] & STATE_CAPITAL ? TOKEN_CAPITAL : 0);
	}
}

static void fill_edges(const struct evm_builder *b, struct edge *edges, size_t n,
		       uint64_t *filter, size_t n_filter, uint32_t *states)
{
	for (size_t i = 0; i < b->edge.n; i++) {
		struct edge e = { final_state(b, b->edge.v[i].state),
				  b->edge.v[i].token,
				  final_state(b, b->edge.v[i].to) };
		uint64_t hash = edge_hash(e.state, e.token);
		size_t at = place(hash, (uint32_t)n);

		filter[place(hash, (uint32_t)n_filter)] |= filter_bits(hash);
		while (edges[at].to)
			at = at + 1 == n ? 0 : at + 1;
		edges[at] = e;
		states[e.state] |= STATE_EDGES;
	}
}

static bool needs_capital(const struct name *name)
{
	return name->flags & NAME_MASK &&
	       (name->flags & NAME_WORD ||
		(name->flags & (EVM_NAME_CASE | NAME_EXACT) && name->hards));
}

/* Types that blocks forbid for a word in small letters, bit by bit. */
static uint32_t small_blocked(const struct name *names, uint32_t n)
{
	uint32_t types = 0;

	for (uint32_t i = 0; i < n && names[i].flags & NAME_BLOCK; i++)
		if (names[i].flags & NAME_MASK && !needs_capital(&names[i]) &&
		    !(names[i].flags & EVM_NAME_NUMEND))
			types |= names[i].concept;
	return types;
}

/* Does no name hold for a word in small letters? */
static bool need_capital(const struct name *names, uint32_t n)
{
	uint32_t blocked = small_blocked(names, n);

	for (uint32_t i = 0; i < n; i++)
		if (!needs_capital(&names[i]) &&
		    !(names[i].flags & NAME_BLOCK) &&
		    !(blocked >> (names[i].flags >> NAME_TYPE & 15) & 1))
			return false;
	return true;
}

#define NAME_LOOKED_AT ((NAME_CHECKED | NAME_BLOCK) & ~(unsigned)EVM_NAME_AMBIGUOUS)

static bool all_plain(const struct name *names, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++)
		if (names[i].flags & NAME_LOOKED_AT)
			return false;
	return true;
}

static int by_text(const struct name *x, const struct name *y)
{
	if (x->spelling != y->spelling)
		return x->spelling < y->spelling ? -1 : 1;
	if (x->flags != y->flags)
		return x->flags < y->flags ? -1 : 1;
	return (x->concept > y->concept) - (x->concept < y->concept);
}

/* Of plain names: one that needs no context first. */
static int by_concept(const void *a, const void *b)
{
	const struct name *x = a, *y = b;

	if (x->concept != y->concept)
		return x->concept < y->concept ? -1 : 1;
	if ((x->flags ^ y->flags) & EVM_NAME_AMBIGUOUS)
		return x->flags & EVM_NAME_AMBIGUOUS ? 1 : -1;
	return by_text(x, y);
}

static int by_spelling(const void *a, const void *b)
{
	const struct name *x = a, *y = b;

	if ((x->flags ^ y->flags) & NAME_BLOCK)
		return x->flags & NAME_BLOCK ? -1 : 1;
	if ((x->flags ^ y->flags) & NAME_CAPITAL)
		return x->flags & NAME_CAPITAL ? 1 : -1;
	return by_text(x, y);
}

/*
 * A gene's alias that is another gene's symbol ("HGF" was IL6's, too) needs
 * support by the document. Only proteins have symbols as normal forms.
 */
static void yield_to_symbols(const struct evm_builder *b, struct name *names,
			     uint32_t n)
{
	const struct concept *c = b->concept.v;
	uint32_t norm = 0;

	for (uint32_t i = 0; i < n; i++)
		if (!(names[i].flags & NAME_BLOCK) &&
		    c[names[i].concept].type == EVM_PROTEIN &&
		    c[names[i].concept].norm == names[i].spelling)
			norm = names[i].spelling;
	for (uint32_t i = 0; i < n && norm; i++)
		if (!(names[i].flags & NAME_BLOCK) &&
		    c[names[i].concept].type == EVM_PROTEIN &&
		    c[names[i].concept].norm != norm)
			names[i].flags |= EVM_NAME_AMBIGUOUS;
}

/* Blocks first, names that need a capital last; equal spellings side by side,
 * so that they are verified once. What the state tells of its names. */
static uint32_t arrange(const struct evm_builder *b, struct name *names,
			uint32_t n)
{
	bool plain = all_plain(names, n);

	yield_to_symbols(b, names, n);
	for (uint32_t i = 0; i < n; i++)
		if (!(names[i].flags & NAME_BLOCK) && needs_capital(&names[i]))
			names[i].flags |= NAME_CAPITAL;
	qsort(names, n, sizeof *names, plain ? by_concept : by_spelling);
	names[n - 1].flags |= NAME_LAST;
	return (need_capital(names, n) ? STATE_CAPITAL : 0) |
	       (plain ? STATE_PLAIN : 0);
}

/* Names side by side by state. */
static void fill_names(const struct evm_builder *b, struct name *names,
		       uint32_t *states, size_t n_states)
{
	uint32_t *count = evm_malloc(evm_mul(n_states + 1, sizeof *count));
	uint32_t sum = 0, begin = 0;

	memset(count, 0, (n_states + 1) * sizeof *count);
	for (size_t i = 0; i < b->name.n; i++)
		count[final_state(b, b->name.v[i].state)]++;
	for (size_t s = 0; s < n_states; s++) {
		uint32_t n = count[s];

		count[s] = sum;
		if (n)
			states[s] |= sum + 1;
		sum += n;
	}
	for (size_t i = 0; i < b->name.n; i++)
		names[count[final_state(b, b->name.v[i].state)]++] =
			b->name.v[i].name;
	for (size_t s = 0; s < n_states; begin = count[s++])
		if (states[s] & STATE_NAME)
			states[s] |= arrange(b, names + begin,
					     count[s] - begin);
	free(count);
}

static uint64_t lay_out(const struct evm_builder *b, struct head *h)
{
	const size_t n[PARTS] = {
		[SLOTS] = table_size(b->token.n),
		[FILTER] = b->edge.n / 6 + 1,
		[EDGES] = table_size(b->edge.n),
		[STATES] = b->token.n + b->edge.n,
		[NAMES] = b->name.n,
		[CONCEPTS] = b->concept.n,
		[VOCABULARIES] = b->vocabulary.n,
		[TEXTS] = b->pool.n,
	};
	uint64_t at = sizeof *h;

	memcpy(h->magic, "EVMDICT\n", 8);
	h->order = 0x01020304;
	h->layout = EVM_DICT_LAYOUT;
	h->names = b->name.n - b->blocks;
	for (int p = 0; p < PARTS; p++) {
		h->part[p].at = at;
		h->part[p].n = n[p];
		at += (n[p] * evm_dict_sizes[p] + 7) / 8 * 8;
	}
	return h->size = at;
}

int evm_builder_finish(struct evm_builder *b, struct evm_dict **d,
		       struct evm_err *err)
{
	struct head lay = { 0 }, *h;
	char *block;

	if (b->name.n > STATE_NAME - 1 || b->token.n > TOKEN_ID ||
	    b->token.n + b->edge.n > TO_STATE)
		return evm_err_set(err, EVM_EXIT_FAILED,
				   "over a thousand million names");
	lay_out(b, &lay);
	block = evm_malloc(lay.size);
	memset(block, 0, lay.size);
	h = (struct head *)(void *)block;
	*h = lay;
#define PART(p) ((void *)(block + h->part[p].at))
	fill_edges(b, PART(EDGES), h->part[EDGES].n, PART(FILTER),
		   h->part[FILTER].n, PART(STATES));
	fill_names(b, PART(NAMES), PART(STATES), h->part[STATES].n);
	mark_edges(PART(EDGES), h->part[EDGES].n, PART(STATES));
	fill_slots(b, PART(SLOTS), h->part[SLOTS].n, PART(STATES));
	if (b->concept.n)
		memcpy(PART(CONCEPTS), b->concept.v,
		       b->concept.n * sizeof *b->concept.v);
	if (b->vocabulary.n)
		memcpy(PART(VOCABULARIES), b->vocabulary.v,
		       b->vocabulary.n * sizeof *b->vocabulary.v);
	memcpy(PART(TEXTS), b->pool.p, b->pool.n);
#undef PART
	evm_dict_digest_block(h, h->digest);
	h->check = evm_dict_head_check(h);
	*d = evm_malloc(sizeof **d);
	if (evm_dict_attach(*d, block, lay.size, false, err)) {
		free(*d);
		free(block);
		return -1;
	}
	return 0;
}
