/* Causes before what they cause: "CCl4-induced liver injury". */
#include "extractors/annotate_p.h"

#define CAUSE_MAX 12		/* tokens of a cause that nobody knows */

static bool is_caused(const struct evm_cand *c)
{
	return c->m.type == EVM_DISEASE || c->m.type == EVM_EFFECT;
}

/* A disease that causes an effect stays a mention of its own. */
static bool can_cause(const struct evm_cand *c, enum evm_type caused)
{
	if (c->m.type == EVM_DISEASE && caused == EVM_EFFECT)
		return false;
	return c->m.type != EVM_VESICLE && c->m.type != EVM_SOURCE && c->m.type != EVM_MIRNA &&
	       c->m.type != EVM_SPECIES && c->m.type != EVM_ROUTE && c->m.type != EVM_DOSE &&
	       c->m.type != EVM_TRIAL;
}

/* First token of the cause that ends before t. */
static size_t cause_begin(const struct evm_scene *sc, size_t t, size_t least, enum evm_type caused)
{
	const struct evm_cand *c = evm_scene_at(sc, t - 1);

	if (c)
		return can_cause(c, caused) ? c->t.begin : t;
	if (sc->tok[t - 1].shape == EVM_SHAPE_PUNCT)
		return t;
	if (t - least > CAUSE_MAX)
		least = t - CAUSE_MAX;
	for (t--; t > least && sc->tok[t].glued && !evm_scene_at(sc, t - 1); t--) {
		if (sc->tok[t - 1].shape == EVM_SHAPE_PUNCT && !evm_scene_hyphen(sc, t - 1) &&
		    !evm_scene_is(sc, t - 1, "/"))
			break;
	}
	return t;
}

static void extend(struct evm_scene *sc, size_t i)
{
	const struct evm_cand *c = &sc->kept.all.v[i];
	struct evm_range s = sc->sent[evm_scene_sentence(sc, c->t.begin)], r = c->t;
	struct evm_mention old = c->m, *m;
	size_t t = c->t.begin, b;

	if (t < s.begin + 2 || !(sc->cls[t - 1] & EVM_W_INDUCED))
		return;
	t--;
	if (evm_scene_hyphen(sc, t - 1))
		t--;
	if (t <= s.begin)
		return;
	b = cause_begin(sc, t, s.begin, old.type);
	if (b == t || (t + 1 == c->t.begin && !evm_scene_at(sc, b)))
		return;
	r.begin = (uint32_t)b;
	m = evm_scene_add(sc, old.type, r, "", EVM_CAND_PATTERN);
	old.span = m->span;
	*m = old;
	m->by = evm_str(EVM_GRAM(model));
}

void evm_found_model(struct evm_scene *sc)
{
	for (size_t i = 0; i < sc->kept.all.n; i++) {
		if (is_caused(&sc->kept.all.v[i]))
			extend(sc, i);
	}
}
