/*
 * layers: places the nodes of a network whose edges go from a layer to a later
 * one: few crossings, neighbours at the same height, nothing overlaps. The
 * same input gives the same places: ties keep the order in which nodes came.
 *
 *	evm_layers_init(&l, 4);
 *	a = evm_layers_node(&l, 0);
 *	b = evm_layers_node(&l, 2);
 *	evm_layers_edge(&l, a, b, 3);
 *	evm_layers_place(&l);
 *	printf("%g\n", l.nodes.v[a].y);
 *	evm_layers_release(&l);
 *
 * An edge that passes over a layer goes through a node made for it there.
 */
#ifndef EVM_LAYERS_H
#define EVM_LAYERS_H

#include <stdbool.h>

#include "core/arena.h"

struct evm_layers_node {
	size_t layer;
	bool way;		/* made for an edge that passes by */
	double y;		/* middle; a node is 1 high, a way 0.4 */
	double want;		/* private */
	size_t at;		/* its place in the layer, from the top */
};

struct evm_layers_edge {
	size_t from, to;	/* nodes */
	double weight;		/* how strongly it pulls */
	size_t first;		/* of its ways, one a layer that it passes */
	size_t ways;
};

struct evm_layers_step {	/* from a layer to the next */
	size_t from, to;
	double weight;
};

struct evm_layers {
	struct evm_arena arena;
	size_t n;		/* layers */
	EVM_VEC(struct evm_layers_node) nodes;
	EVM_VEC(struct evm_layers_edge) edges;
	EVM_VEC(struct evm_layers_step) steps;
	size_t **order;		/* of each layer: its nodes from the top */
	size_t *count;
	double height;		/* of all */
};

void evm_layers_init(struct evm_layers *l, size_t layers);
void evm_layers_release(struct evm_layers *l);
size_t evm_layers_node(struct evm_layers *l, size_t layer);
/* from stands in an earlier layer than to. */
size_t evm_layers_edge(struct evm_layers *l, size_t from, size_t to,
		       double weight);
/* Once, behind the last edge. */
void evm_layers_place(struct evm_layers *l);
/* How many pairs of steps cross, as they are placed. */
size_t evm_layers_crossings(const struct evm_layers *l);

#endif
