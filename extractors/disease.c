/*
 * Diseases with the adjectives, places and types of their names that no
 * vocabulary lists: "hereditary retinoblastoma", "type 2 diabetes", "breast
 * and/or ovarian cancer".
 */
#include "extractors/annotate_p.h"

#define WORDS 5			/* before the name */

static bool is_word(const struct evm_scene *sc, size_t t)
{
	return sc->tok[t].shape != EVM_SHAPE_PUNCT;
}

static bool is_slash(const struct evm_scene *sc, size_t t)
{
	return !is_word(sc, t) && sc->doc->text.p[sc->tok[t].span.begin] == '/';
}

static bool is_type(const struct evm_scene *sc, size_t t)
{
	return evm_scene_is(sc, t, "type") || evm_scene_is(sc, t, "types") || evm_scene_is(sc, t, "stage") ||
	       evm_scene_is(sc, t, "grade");
}

/* "2", "IID", "1A": what stands behind "type". */
static bool is_label(const struct evm_scene *sc, size_t t)
{
	struct evm_str w = evm_scene_word(sc, t);

	return is_word(sc, t) && w.n <= 4 && (sc->tok[t].shape == EVM_SHAPE_DIGIT ||
	       sc->tok[t].shape == EVM_SHAPE_UPPER || sc->tok[t].shape == EVM_SHAPE_ALNUM ||
	       (sc->tok[t].shape == EVM_SHAPE_TITLE && w.n == 1));
}

/* A place: an organ's adjective or noun of the effect modifiers. */
static bool is_place(const struct evm_scene *sc, size_t t)
{
	uint32_t cls = sc->cls[t];

	return is_word(sc, t) && cls & EVM_W_MOD && sc->tok[t].shape == EVM_SHAPE_LOWER &&
	       !(cls & (EVM_W_VAGUE | EVM_W_DEGREE | EVM_W_PROCESS | EVM_W_CELLULAR | EVM_W_INDUCED |
			EVM_W_LOADED | EVM_W_PRIMED | EVM_W_STOP));
}

static bool belongs(const struct evm_scene *sc, size_t t)
{
	return !evm_scene_at(sc, t) && is_word(sc, t) && (sc->cls[t] & EVM_W_KINDOF || is_place(sc, t));
}

/* "non-papillary", "X-linked" that ends before t: its begin, or t. */
static size_t prefix(const struct evm_scene *sc, size_t t, size_t least)
{
	if (t >= least + 3 && evm_scene_is(sc, t - 1, "linked") && evm_scene_hyphen(sc, t - 2) &&
	    is_word(sc, t - 3))
		return t - 3;
	if (t >= least + 2 && evm_scene_hyphen(sc, t - 1) && sc->tok[t].glued && evm_scene_is(sc, t - 2, "non") &&
	    sc->tok[t].shape == EVM_SHAPE_LOWER)
		return t - 2;
	return t;
}

/* One more part of the name before t, or t. */
static size_t part(const struct evm_scene *sc, size_t t, size_t least)
{
	size_t p = prefix(sc, t, least);

	if (p < t)
		return p;
	if (t >= least + 2 && is_label(sc, t - 1) && is_type(sc, t - 2) && !evm_scene_at(sc, t - 1))
		return t - 2;
	return t > least && !sc->tok[t].glued && belongs(sc, t - 1) ? t - 1 : t;
}

/* Behind "breast and/or" of "breast and/or ovarian cancer": its begin, or t. */
static size_t equal(const struct evm_scene *sc, size_t t, size_t least)
{
	size_t k = t;

	if (!is_place(sc, t) && !(sc->cls[t] & EVM_W_KINDOF))
		return t;
	if (k > least + 2 && sc->cls[k - 1] & EVM_W_AND && is_slash(sc, k - 2))
		k -= 2;
	if (k < least + 2 || !(sc->cls[k - 1] & EVM_W_AND || is_slash(sc, k - 1)))
		return t;
	if (evm_scene_at(sc, k - 2) || !is_word(sc, k - 2))
		return t;
	if (is_place(sc, t))
		return is_place(sc, k - 2) ? k - 2 : t;
	return sc->cls[k - 2] & EVM_W_KINDOF ? k - 2 : t;
}

static size_t name_begin(const struct evm_scene *sc, size_t t, size_t least)
{
	for (int n = 0; n < WORDS; n++) {
		size_t b = part(sc, t, least);

		if (b == t)
			b = equal(sc, t, least);
		if (b == t)
			break;
		t = b;
	}
	return t;
}

static size_t name_end(const struct evm_scene *sc, size_t t, size_t end)
{
	if (t + 1 < end && is_type(sc, t) && is_label(sc, t + 1) && !evm_scene_at(sc, t + 1))
		return t + 2;
	return t;
}

static void extend(struct evm_scene *sc, size_t i)
{
	const struct evm_cand *c = &sc->kept.all.v[i];
	struct evm_range s = sc->sent[evm_scene_sentence(sc, c->t.begin)], r;
	struct evm_mention old = c->m, *m;

	r.begin = (uint32_t)name_begin(sc, c->t.begin, s.begin);
	r.end = (uint32_t)name_end(sc, c->t.end, s.end);
	if (r.begin == c->t.begin && r.end == c->t.end)
		return;
	m = evm_scene_add(sc, EVM_DISEASE, r, "", EVM_CAND_PATTERN);
	old.span = m->span;
	*m = old;
	m->by = evm_str(EVM_GRAM(disease));
}

void evm_found_disease(struct evm_scene *sc)
{
	for (size_t i = 0; i < sc->kept.all.n; i++) {
		if (sc->kept.all.v[i].m.type == EVM_DISEASE)
			extend(sc, i);
	}
}
