/*
 * sets: facts that belong together, counted in each view: those of a source
 * and a disease, of a cargo, of a year. What a mark of a figure stands for is
 * a set, and what it leads to is the set's claims.
 *
 *	struct evm_sets *sets = evm_sets_new(facts);
 *	const struct evm_set *s = evm_sets_get(sets, EVM_SET_MAP, source, disease);
 *	printf("%u papers\n", s ? s->tally[EVM_VIEW_ALL].papers : 0);
 *	evm_sets_free(sets);
 *
 * A paper is a document; it counts where at least one of its claims does.
 */
#ifndef EVM_SETS_H
#define EVM_SETS_H

#include "report/facts.h"

enum evm_set_kind {		/* a, b */
	EVM_SET_ALL,		/* all facts with vesicles */
	EVM_SET_MAP,		/* source, disease */
	EVM_SET_SOURCE,
	EVM_SET_DISEASE,
	EVM_SET_VESICLE,
	EVM_SET_OBJECT,		/* what vesicles act on */
	EVM_SET_UP,		/* vesicle, object: increases */
	EVM_SET_DOWN,		/* decreases */
	EVM_SET_OTHER,		/* affects */
	EVM_SET_YEAR,
	EVM_SET_ROUTE,		/* or 0: a dose without one */
	EVM_SET_DOSE,		/* route, dose */
	EVM_SET_CARGO,
	EVM_SET_SOURCE_CARGO,
	EVM_SET_CARGO_TARGET,
	EVM_SET_TARGET,
	EVM_SET_CARGO_DISEASE,
	EVM_SET_TARGET_DISEASE,
	EVM_SET_CARGO_END,	/* a disease in the network */
	EVM_SET_TRIAL,
	EVM_SET_SAME,		/* a claim, whoever says it: see evm_sets_same */
	EVM_SET_N
};

struct evm_tally {
	uint32_t papers, claims;
	uint32_t side[4];	/* claims by enum evm_side */
	uint32_t last;		/* paper that was counted last, from 1 */
	bool conflict;		/* its claims contradict each other */
};

struct evm_set {
	enum evm_set_kind kind;
	uint32_t a, b;		/* names, or 0 */
	uint32_t number;	/* from 1: what links lead to */
	struct evm_tally tally[EVM_VIEW_N];
	EVM_VEC(uint32_t) facts;
	bool linked;		/* a mark leads to it */
};

struct evm_sets {
	struct evm_facts *facts;
	struct evm_arena arena;
	struct evm_index index;
	EVM_VEC(struct evm_set *) v;		/* in the order they came */
	EVM_VEC(struct evm_set *) kind[EVM_SET_N];
};

/* The facts stay borrowed and do not change any more. */
struct evm_sets *evm_sets_new(struct evm_facts *facts);
void evm_sets_free(struct evm_sets *sets);
/* NULL where there is no such set. */
struct evm_set *evm_sets_get(const struct evm_sets *sets, enum evm_set_kind kind,
			     uint32_t a, uint32_t b);
/* The facts that say what this one says. */
struct evm_set *evm_sets_same(const struct evm_sets *sets, const struct evm_fact *f);

/*
 * The sets of a kind that are not empty in a view, those of most papers
 * first, then of most claims, then by name; at most max of them, in sets'
 * arena. *all: how many there are.
 */
struct evm_set **evm_sets_top(struct evm_sets *sets, enum evm_set_kind kind,
			      enum evm_view view, size_t max, size_t *n,
			      size_t *all);
/* The side that most of its claims are on; OPEN where there is none. */
enum evm_side evm_tally_side(const struct evm_tally *t);

#endif
