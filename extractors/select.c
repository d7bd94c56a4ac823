/* The selection: which candidates become mentions. */
#include <stdlib.h>
#include <string.h>

#include "extractors/scene_p.h"

/* Of candidates for one span the first wins: names that a grammar tells for
 * sure, then the narrower meaning. */
static const unsigned char order[EVM_TYPE_N] = {
	[EVM_MIRNA] = 0, [EVM_TRIAL] = 1, [EVM_VESICLE] = 2, [EVM_SOURCE] = 3,
	[EVM_ROUTE] = 4, [EVM_SPECIES] = 5, [EVM_PATHWAY] = 6, [EVM_CELL] = 7,
	[EVM_DISEASE] = 8, [EVM_PROTEIN] = 9, [EVM_DRUG] = 10, [EVM_EFFECT] = 11,
	[EVM_DOSE] = 12,
};

#define SORT_FEW 256		/* candidates that are put in order one by one */

static int rank(const struct evm_cand *c)
{
	int sure = c->flags & EVM_CAND_DEFINED ? 0 : c->flags & EVM_CAND_CHOSEN ? 50 : 100;

	/* of one type the vocabulary's concept goes before a pattern */
	return sure + 2 * order[c->m.type] + (c->flags & EVM_CAND_PATTERN ? 1 : 0);
}

/* By begin, longer first, better first; then by what makes the order total. */
static int compare(const void *pa, const void *pb)
{
	const struct evm_cand *a = pa, *b = pb;

	if (a->t.begin != b->t.begin)
		return a->t.begin < b->t.begin ? -1 : 1;
	if (a->t.end != b->t.end)
		return a->t.end > b->t.end ? -1 : 1;
	if (rank(a) != rank(b))
		return rank(a) < rank(b) ? -1 : 1;
	return evm_str_cmp(a->m.norm, b->m.norm);
}

static uint32_t length(const struct evm_cand *c)
{
	return c->m.span.end - c->m.span.begin;
}

static void mark(struct evm_scene *sc)
{
	for (size_t t = 0; t < sc->n; t++)
		sc->at[t] = -1;
	for (size_t i = 0; i < sc->kept.all.n; i++) {
		for (uint32_t t = sc->kept.all.v[i].t.begin; t < sc->kept.all.v[i].t.end; t++)
			sc->at[t] = (int32_t)i;
	}
}

/* Where v[n] goes among those before it, behind its equals. */
static size_t place_of(const struct evm_cand *v, size_t n)
{
	size_t lo = 0, hi = n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (compare(&v[mid], &v[n]) > 0)
			hi = mid;
		else
			lo = mid + 1;
	}
	return lo;
}

/* A few come mostly in order, as they were found; equals keep theirs. */
static void sort(struct evm_cand *v, size_t n)
{
	if (n > SORT_FEW) {
		qsort(v, n, sizeof *v, compare);
		return;
	}
	for (size_t i = 1; i < n; i++) {
		struct evm_cand c = v[i];
		size_t at;

		if (compare(&v[i - 1], &c) <= 0)
			continue;
		at = place_of(v, i);
		memmove(&v[at + 1], &v[at], (i - at) * sizeof *v);
		v[at] = c;
	}
}

/* Sorts what was added since the last time and merges it in. */
static void sort_found(struct evm_scene *sc)
{
	size_t n = sc->found.all.n, tail = n - sc->sorted, i, j, k;
	struct evm_cand *v = sc->found.all.v, *old;

	if (tail == 0)
		return;
	sort(v + sc->sorted, tail);
	if (sc->sorted && compare(&v[sc->sorted - 1], &v[sc->sorted]) > 0) {
		/* from the back, the tail moved out of the way */
		old = evm_arena_alloc(&sc->doc->arena, evm_mul(tail, sizeof *old));
		memcpy(old, v + sc->sorted, tail * sizeof *old);
		for (i = sc->sorted, j = tail, k = n; j > 0;) {
			if (i > 0 && compare(&v[i - 1], &old[j - 1]) > 0)
				v[--k] = v[--i];
			else
				v[--k] = old[--j];
		}
	}
	sc->sorted = n;
}

void evm_scene_select(struct evm_scene *sc)
{
	struct evm_cand *v = sc->found.all.v;

	if (sc->chosen)
		return;
	sort_found(sc);
	sc->kept.all.n = 0;
	for (size_t i = 0; i < sc->found.all.n; i++) {
		struct evm_cand *last = sc->kept.all.n ? &sc->kept.all.v[sc->kept.all.n - 1] : NULL;

		if (v[i].flags & EVM_CAND_DROPPED)
			continue;
		if (!last || v[i].t.begin >= last->t.end)
			*EVM_PUSH(&sc->doc->arena, sc->kept.all) = v[i];
		else if (v[i].t.end > last->t.end && length(&v[i]) > length(last))
			*last = v[i];
	}
	mark(sc);
	sc->chosen = true;
}
