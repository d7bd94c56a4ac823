/* Effects, an open class: a process noun with its modifiers or its owner. */
#include "extractors/annotate_p.h"

#define MODIFIERS 4		/* units before the head */

/* Begin of the modifier unit that ends before t, or t when there is none. */
static size_t unit(const struct evm_scene *sc, size_t t, size_t least)
{
	const struct evm_cand *c;

	if (t <= least)
		return t;
	c = evm_scene_at(sc, t - 1);
	if (c) {
		switch (c->m.type) {
		case EVM_CELL: case EVM_PROTEIN: case EVM_EFFECT: case EVM_DISEASE:
		case EVM_PATHWAY: case EVM_DRUG:
			return c->t.begin;
		default:
			return t;
		}
	}
	if (sc->cls[t - 1] & EVM_W_MOD)
		return t - 1;
	return t;
}

static size_t modifiers_begin(const struct evm_scene *sc, size_t t, size_t least)
{
	size_t b = t;

	for (int n = 0; n < MODIFIERS; n++) {
		size_t u = unit(sc, b, least);

		if (u == b && b > least && evm_scene_hyphen(sc, b - 1))
			u = unit(sc, b - 1, least) < b - 1 ? unit(sc, b - 1, least) : b;
		if (u == b)
			break;
		b = u;
	}
	return b;
}

static void head(struct evm_scene *sc, size_t t, struct evm_range s)
{
	size_t b = modifiers_begin(sc, t, s.begin);
	struct evm_range r = { (uint32_t)b, (uint32_t)t + 1 };

	if (b == t && sc->cls[t] & EVM_W_NEEDY)
		return;
	evm_scene_add(sc, EVM_EFFECT, r, "gram:effect", EVM_CAND_PATTERN);
}

void evm_found_effect(struct evm_scene *sc)
{
	for (size_t s = 0; s < sc->doc->sentences.n; s++) {
		for (size_t t = sc->sent[s].begin; t < sc->sent[s].end; t++) {
			if (sc->cls[t] & EVM_W_PROCESS)
				head(sc, t, sc->sent[s]);
		}
	}
}
