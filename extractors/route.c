/* Routes with the noun or verb that gives: "intravenous" + "injection". */
#include "extractors/annotate_p.h"

static bool gives(const struct evm_scene *sc, size_t t, struct evm_range s)
{
	return t >= s.begin && t < s.end && sc->cls[t] & EVM_W_GIVEN && !evm_scene_at(sc, t);
}

static void extend(struct evm_scene *sc, size_t i)
{
	const struct evm_cand *c = &sc->kept.all.v[i];
	struct evm_range s = sc->sent[evm_scene_sentence(sc, c->t.begin)], r = c->t;
	struct evm_mention old = c->m, *m;

	if (gives(sc, r.end, s))
		r.end++;
	else if (r.begin > s.begin && gives(sc, r.begin - 1, s))
		r.begin--;
	else
		return;
	m = evm_scene_add(sc, EVM_ROUTE, r, "", EVM_CAND_PATTERN);
	old.span = m->span;
	*m = old;
	m->by = EVM_LIT("gram:route");
}

void evm_found_route(struct evm_scene *sc)
{
	for (size_t i = 0; i < sc->kept.all.n; i++) {
		if (sc->kept.all.v[i].m.type == EVM_ROUTE)
			extend(sc, i);
	}
}
