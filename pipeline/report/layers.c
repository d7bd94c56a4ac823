#include "report/layers.h"

#include <stdlib.h>
#include <string.h>

#define SWEEPS 12
#define WAY_HEIGHT 0.4
#define RELAX 40

void evm_layers_init(struct evm_layers *l, size_t layers)
{
	memset(l, 0, sizeof *l);
	evm_arena_init(&l->arena);
	l->n = layers;
}

void evm_layers_release(struct evm_layers *l)
{
	evm_arena_release(&l->arena);
}

size_t evm_layers_node(struct evm_layers *l, size_t layer)
{
	EVM_CHECK(layer < l->n);
	EVM_PUSH(&l->arena, l->nodes)->layer = layer;
	return l->nodes.n - 1;
}

static void step(struct evm_layers *l, size_t from, size_t to, double weight)
{
	*EVM_PUSH(&l->arena, l->steps) = (struct evm_layers_step){ from, to, weight };
}

size_t evm_layers_edge(struct evm_layers *l, size_t from, size_t to,
		       double weight)
{
	size_t a = l->nodes.v[from].layer, b = l->nodes.v[to].layer, last = from;
	size_t first = l->nodes.n;

	EVM_CHECK(a < b);
	for (size_t k = a + 1; k < b; k++) {
		size_t way = evm_layers_node(l, k);

		l->nodes.v[way].way = true;
		step(l, last, way, weight);
		last = way;
	}
	step(l, last, to, weight);
	*EVM_PUSH(&l->arena, l->edges) = (struct evm_layers_edge){ from, to, weight,
								   first, b - a - 1 };
	return l->edges.n - 1;
}

/* --- the order in each layer ---------------------------------------------------------- */

static void first_order(struct evm_layers *l)
{
	l->order = evm_arena_alloc(&l->arena, evm_mul(l->n, sizeof *l->order));
	l->count = evm_arena_alloc(&l->arena, evm_mul(l->n, sizeof *l->count));
	for (size_t k = 0; k < l->n; k++)
		l->order[k] = evm_arena_alloc(&l->arena,
			evm_mul(l->nodes.n + 1, sizeof **l->order));
	for (size_t i = 0; i < l->nodes.n; i++) {
		struct evm_layers_node *n = &l->nodes.v[i];

		n->at = l->count[n->layer]++;
		l->order[n->layer][n->at] = i;
	}
}

size_t evm_layers_crossings(const struct evm_layers *l)
{
	size_t n = 0;

	for (size_t i = 0; i < l->steps.n; i++)
		for (size_t k = i + 1; k < l->steps.n; k++) {
			const struct evm_layers_step *a = &l->steps.v[i];
			const struct evm_layers_step *b = &l->steps.v[k];
			const struct evm_layers_node *v = l->nodes.v;

			if (v[a->from].layer != v[b->from].layer)
				continue;
			n += (v[a->from].at < v[b->from].at &&
			      v[a->to].at > v[b->to].at) ||
			     (v[a->from].at > v[b->from].at &&
			      v[a->to].at < v[b->to].at);
		}
	return n;
}

/* Where a layer's nodes would stand by the mean of their neighbours on one
 * side; without neighbours, where they are. */
static void want(struct evm_layers *l, size_t layer, bool down)
{
	double *weight = evm_arena_alloc(&l->arena, evm_mul(l->nodes.n + 1,
							    sizeof *weight));

	for (size_t i = 0; i < l->count[layer]; i++)
		l->nodes.v[l->order[layer][i]].want = 0;
	for (size_t i = 0; i < l->steps.n; i++) {
		const struct evm_layers_step *s = &l->steps.v[i];
		size_t me = down ? s->to : s->from, other = down ? s->from : s->to;

		if (l->nodes.v[me].layer != layer)
			continue;
		l->nodes.v[me].want += s->weight * (double)l->nodes.v[other].at;
		weight[me] += s->weight;
	}
	for (size_t i = 0; i < l->count[layer]; i++) {
		struct evm_layers_node *n = &l->nodes.v[l->order[layer][i]];
		double w = weight[l->order[layer][i]];

		n->want = w > 0 ? n->want / w : (double)n->at;
	}
}

static int by_want(const void *pa, const void *pb, void *ctx)
{
	const struct evm_layers *l = ctx;
	const struct evm_layers_node *a = &l->nodes.v[*(const size_t *)pa];
	const struct evm_layers_node *b = &l->nodes.v[*(const size_t *)pb];

	if (a->want < b->want || a->want > b->want)
		return a->want < b->want ? -1 : 1;
	return (a->at > b->at) - (a->at < b->at);
}

static void sort_layer(struct evm_layers *l, size_t layer, bool down)
{
	want(l, layer, down);
	qsort_r(l->order[layer], l->count[layer], sizeof **l->order, by_want, l);
	for (size_t i = 0; i < l->count[layer]; i++)
		l->nodes.v[l->order[layer][i]].at = i;
}

static void sweep(struct evm_layers *l, bool down)
{
	for (size_t k = 1; k < l->n; k++)
		sort_layer(l, down ? k : l->n - 1 - k, down);
}

static void keep(const struct evm_layers *l, size_t *at)
{
	for (size_t i = 0; i < l->nodes.n; i++)
		at[i] = l->nodes.v[i].at;
}

/* The best of all orders that the sweeps come by. */
static void find_order(struct evm_layers *l)
{
	size_t *best = evm_arena_alloc(&l->arena, evm_mul(l->nodes.n + 1, sizeof *best));
	size_t least = evm_layers_crossings(l);

	keep(l, best);
	for (int i = 0; i < SWEEPS && least; i++) {
		size_t n;

		sweep(l, i % 2 == 0);
		n = evm_layers_crossings(l);
		if (n >= least)
			continue;
		least = n;
		keep(l, best);
	}
	for (size_t i = 0; i < l->nodes.n; i++) {
		l->nodes.v[i].at = best[i];
		l->order[l->nodes.v[i].layer][best[i]] = i;
	}
}

/* --- heights ------------------------------------------------------------------------------ */

static double half(const struct evm_layers_node *n)
{
	return n->way ? WAY_HEIGHT / 2 : 0.5;
}

/* Moves each node toward its neighbours' mean, as far as the nodes above and
 * below leave room. */
static void relax(struct evm_layers *l, size_t layer)
{
	double sum, weight;

	for (size_t i = 0; i < l->count[layer]; i++) {
		size_t me = l->order[layer][i];
		struct evm_layers_node *n = &l->nodes.v[me];
		double low = half(n), high = l->height - half(n);

		sum = weight = 0;
		for (size_t k = 0; k < l->steps.n; k++) {
			const struct evm_layers_step *s = &l->steps.v[k];

			if (s->from != me && s->to != me)
				continue;
			sum += s->weight *
			       l->nodes.v[s->from == me ? s->to : s->from].y;
			weight += s->weight;
		}
		if (i > 0) {
			const struct evm_layers_node *up = &l->nodes.v[l->order[layer][i - 1]];

			low = up->y + half(up) + half(n);
		}
		if (i + 1 < l->count[layer]) {
			const struct evm_layers_node *dn = &l->nodes.v[l->order[layer][i + 1]];

			high = dn->y - half(dn) - half(n);
		}
		if (weight > 0)
			n->y = sum / weight;
		if (n->y > high)
			n->y = high;
		if (n->y < low)
			n->y = low;
	}
}

static double layer_height(const struct evm_layers *l, size_t layer)
{
	double h = 0;

	for (size_t i = 0; i < l->count[layer]; i++)
		h += 2 * half(&l->nodes.v[l->order[layer][i]]);
	return h;
}

/* All layers as high as the highest: its nodes close, others with room. */
static void spread(struct evm_layers *l, size_t layer)
{
	double free = (l->height - layer_height(l, layer)) /
		      (double)(l->count[layer] + 1), y = 0;

	for (size_t i = 0; i < l->count[layer]; i++) {
		struct evm_layers_node *n = &l->nodes.v[l->order[layer][i]];

		y += free + half(n);
		n->y = y;
		y += half(n);
	}
}

void evm_layers_place(struct evm_layers *l)
{
	first_order(l);
	find_order(l);
	for (size_t k = 0; k < l->n; k++)
		if (layer_height(l, k) > l->height)
			l->height = layer_height(l, k);
	for (size_t k = 0; k < l->n; k++)
		spread(l, k);
	for (int i = 0; i < RELAX; i++)
		for (size_t k = 0; k < l->n; k++)
			relax(l, i % 2 ? l->n - 1 - k : k);
}
