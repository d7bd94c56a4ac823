/* Which of several meanings a name has in this document. */
#include "core/index.h"
#include "extractors/annotate_p.h"

#define REACH 150		/* tokens of a sentence, each way */

/* Ambiguous names stay where the document has the same thing by a plain name. */
void evm_settle_ambiguous(struct evm_scene *sc)
{
	struct evm_index plain = { NULL, 0, 0 };
	uint32_t type;

	for (size_t i = 0; i < sc->found.all.n; i++) {
		const struct evm_cand *c = &sc->found.all.v[i];

		if (!(c->flags & (EVM_CAND_AMBIG | EVM_CAND_DROPPED)))
			evm_index_add(&plain, c->m.norm, c->m.type, NULL);
	}
	for (size_t i = 0; i < sc->found.all.n; i++) {
		struct evm_cand *c = &sc->found.all.v[i];

		if (c->flags & EVM_CAND_AMBIG && !(c->flags & (EVM_CAND_DEFINED | EVM_CAND_CHOSEN)) &&
		    !(evm_index_get(&plain, c->m.norm, &type) && type == c->m.type))
			evm_cand_drop(c, EVM_WHY_AMBIGUOUS);
	}
	evm_index_release(&plain);
}

static bool all_words(const struct evm_scene *sc, struct evm_range r, uint32_t cls)
{
	for (size_t t = r.begin; t < r.end; t++) {
		if (sc->tok[t].shape != EVM_SHAPE_PUNCT && !(sc->cls[t] & cls))
			return false;
	}
	return true;
}

/* A name of the effects' vocabulary that says nothing here: "therapeutic
 * potential", "repair" alone, "wound healing" before "assay". */
static bool says_nothing(const struct evm_scene *sc, const struct evm_cand *c)
{
	struct evm_range s = sc->sent[evm_scene_sentence(sc, c->t.begin)];
	bool one = c->t.end == c->t.begin + 1;

	if (sc->cls[c->t.end - 1] & (EVM_W_OF | EVM_W_FROM | EVM_W_DET))
		return true;
	if (all_words(sc, c->t, EVM_W_VAGUE | EVM_W_BROAD) || all_words(sc, c->t, EVM_W_INNER))
		return true;
	if (one && (sc->cls[c->t.begin] & EVM_W_NEEDY || evm_is_verb(sc, c->t.begin, s)))
		return true;
	return evm_is_method(sc, c->t.end, s.end);
}

/* Marks effects with a vesicle inside: "EV production" is about the vesicle.
 * found is in no order yet. */
static void mark_vesicles(const struct evm_scene *sc, bool *ves)
{
	for (size_t i = 0; i < sc->found.all.n; i++) {
		const struct evm_cand *c = &sc->found.all.v[i];

		if (c->m.type == EVM_VESICLE && !(c->flags & EVM_CAND_DROPPED))
			ves[c->t.begin] = true;
	}
}

static bool any(const bool *set, struct evm_range r)
{
	for (size_t t = r.begin; t < r.end; t++) {
		if (set[t])
			return true;
	}
	return false;
}

void evm_settle_effects(struct evm_scene *sc)
{
	bool *ves = evm_arena_alloc(&sc->doc->arena, sc->n + 1);

	mark_vesicles(sc, ves);
	for (size_t i = 0; i < sc->found.all.n; i++) {
		struct evm_cand *c = &sc->found.all.v[i];

		if (c->m.type == EVM_EFFECT && says_nothing(sc, c))
			evm_cand_drop(c, EVM_WHY_EMPTY);
		else if (c->m.type == EVM_EFFECT && any(ves, c->t))
			evm_cand_drop(c, EVM_WHY_VESICLE);
	}
}

/* Is the name's last word what a disease does: "fibrosis", "loss"? */
static bool names_process(const struct evm_scene *sc, const struct evm_cand *c)
{
	return c->m.type == EVM_DISEASE && !(c->flags & (EVM_CAND_PATTERN | EVM_CAND_DEFINED)) &&
	       sc->cls[c->t.end - 1] & EVM_W_SYMPTOM;
}

/* A disease proper in tokens r, other than c. */
static bool other_disease(const struct evm_scene *sc, struct evm_range r, const struct evm_cand *c)
{
	for (size_t t = r.begin; t < r.end; t++) {
		const struct evm_cand *d = evm_scene_at(sc, t);

		if (d && d != c && d->m.type == EVM_DISEASE && !names_process(sc, d) &&
		    !evm_str_eq(d->m.norm, c->m.norm))
			return true;
	}
	return false;
}

static bool mentioned(const struct evm_scene *sc, struct evm_range r, struct evm_str norm)
{
	for (size_t t = r.begin; t < r.end; t++) {
		const struct evm_cand *d = evm_scene_at(sc, t);

		if (d && evm_str_eq(d->m.norm, norm))
			return true;
	}
	return false;
}

/* The part of a sentence that is looked at from token t. */
static struct evm_range around(struct evm_range s, uint32_t t)
{
	if (t - s.begin > REACH)
		s.begin = t - REACH;
	if (s.end - t > REACH)
		s.end = t + REACH;
	return s;
}

/*
 * "Inflammation" is an effect. "Renal fibrosis", "memory loss" are what a
 * disease does where another disease is the sentence's or the title's, and
 * the disease itself where they stand alone.
 */
static bool is_effect(const struct evm_scene *sc, const struct evm_cand *c)
{
	struct evm_range title = sc->sent[0], own;

	if (c->t.end == c->t.begin + 1)
		return true;
	own = around(sc->sent[evm_scene_sentence(sc, c->t.begin)], c->t.begin);
	title = around(title, title.begin);
	if (mentioned(sc, title, c->m.norm))
		return false;
	return other_disease(sc, own, c) || other_disease(sc, title, c);
}

void evm_settle_symptoms(struct evm_scene *sc)
{
	for (size_t i = 0; i < sc->kept.all.n; i++) {
		struct evm_cand *c = &sc->kept.all.v[i];

		if (names_process(sc, c) && is_effect(sc, c))
			c->flags |= EVM_CAND_DROPPED;
	}
	for (size_t i = 0; i < sc->kept.all.n; i++) {
		struct evm_cand *c = &sc->kept.all.v[i];
		struct evm_mention *m, old;

		if (!(c->flags & EVM_CAND_DROPPED))
			continue;
		c->flags &= ~(uint32_t)EVM_CAND_DROPPED;
		old = c->m;
		m = evm_scene_add(sc, EVM_EFFECT, c->t, "", EVM_CAND_DEFINED);
		old.span = m->span;
		*m = old;
		m->type = c->m.type = EVM_EFFECT;
	}
}
