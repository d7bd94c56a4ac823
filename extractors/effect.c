/*
 * Effects, an open class: a process noun with what stands before it ("renal
 * tubular apoptosis", "M1/M2 polarization") or behind "of" ("apoptosis of
 * cardiomyocytes"). An injury of an organ is a disease.
 */
#include <string.h>

#include "extractors/annotate_p.h"

#define UNITS 4			/* modifiers before the head */
#define GLUED 6			/* parts joined by hyphens */
#define BEHIND 6		/* words behind "of" */

struct phrase {
	const struct evm_scene *sc;
	struct evm_range s;		/* the sentence */
	size_t begin, head, end;	/* tokens; end is behind the last */
	bool telling;			/* a modifier says which process */
	bool organ;			/* one is an organ, its disease, a cell */
	size_t protein;			/* first token of a protein directly before the
					 * head, or SIZE_MAX */
	bool disease;			/* a disease does */
};

static bool is_word(const struct evm_scene *sc, size_t t)
{
	return sc->tok[t].shape != EVM_SHAPE_PUNCT;
}

static bool is_slash(const struct evm_scene *sc, size_t t)
{
	return !is_word(sc, t) && sc->doc->text.p[sc->tok[t].span.begin] == '/';
}

/* Goes left over "anti-", "M1/": parts glued by a hyphen or a slash. */
static size_t glued_begin(const struct phrase *p, size_t t)
{
	const struct evm_scene *sc = p->sc;

	for (int n = 0; n < GLUED && t >= p->s.begin + 2 && sc->tok[t].glued && sc->tok[t - 1].glued &&
	       (evm_scene_hyphen(sc, t - 1) || is_slash(sc, t - 1)) && is_word(sc, t - 2); n++) {
		const struct evm_cand *c = evm_scene_at(sc, t - 2);

		if (sc->cls[t] & EVM_W_INDUCED)
			break;
		t = c && c->t.begin >= p->s.begin ? c->t.begin : t - 2;
	}
	return t;
}

static bool mention_unit(struct phrase *p, const struct evm_cand *c, bool nearest)
{
	switch (c->m.type) {
	case EVM_PROTEIN:
		if (nearest)
			p->protein = c->t.begin;
		break;
	case EVM_DISEASE:
		p->disease |= nearest;
		p->organ = true;
		break;
	case EVM_CELL:
		p->organ = true;
		break;
	case EVM_EFFECT: case EVM_PATHWAY: case EVM_DRUG:
		break;
	default:
		return false;
	}
	p->telling = true;
	return true;
}

/* An adjective or a name in capitals that no list holds. */
static bool looks_modifying(const struct evm_scene *sc, size_t t)
{
	static const char *const ends[] = { "al", "ic", "ive", "ar", "ous", "ary", NULL };
	struct evm_str w = evm_scene_word(sc, t);

	if (sc->tok[t].shape == EVM_SHAPE_UPPER || sc->tok[t].shape == EVM_SHAPE_MIXED)
		return w.n >= 2 && w.n <= 6;
	if (sc->tok[t].shape != EVM_SHAPE_LOWER || w.n < 6)
		return false;
	return evm_str_ends_any(w, ends);
}

/* Takes the modifier that ends before p->begin. */
static bool take_unit(struct phrase *p)
{
	const struct evm_scene *sc = p->sc;
	size_t t = p->begin;
	bool nearest = t == p->head, hyphen;
	const struct evm_cand *c;
	uint32_t cls;

	if (t <= p->s.begin)
		return false;
	hyphen = evm_scene_hyphen(sc, t - 1) && sc->tok[t].glued && t > p->s.begin + 1;
	t -= hyphen;
	c = evm_scene_at(sc, t - 1);
	if (c) {
		if (!mention_unit(p, c, nearest))
			return false;
		p->begin = c->t.begin;
		return true;
	}
	cls = sc->cls[t - 1];
	if (!is_word(sc, t - 1) || cls & (EVM_W_STOP | EVM_W_INDUCED | EVM_W_DET) ||
	    (cls & EVM_W_DEGREE && !hyphen))
		return false;
	if (!(cls & (EVM_W_MOD | EVM_W_MODPART | EVM_W_PROCESS)) &&
	    !(looks_modifying(sc, t - 1) && (!nearest || !(sc->cls[p->head] & EVM_W_NEEDY) || sc->tok[t - 1].shape != EVM_SHAPE_LOWER)))
		return false;
	/* "promoting angiogenesis" */
	if (!hyphen && !(cls & (EVM_W_MOD | EVM_W_PROCESS)) &&
	    evm_str_ends(evm_scene_word(sc, t - 1), "ing"))
		return false;
	if (nearest && !(cls & (EVM_W_MOD | EVM_W_MODPART)) && sc->tok[t - 1].shape != EVM_SHAPE_LOWER)
		p->protein = t - 1;	/* a name in capitals that nobody knows */
	p->begin = glued_begin(p, t - 1);
	if (!(cls & EVM_W_VAGUE) || p->begin < t - 1)
		p->telling = true;
	if (!(cls & (EVM_W_CELLULAR | EVM_W_VAGUE | EVM_W_PROCESS)))
		p->organ = true;
	return true;
}

/* "epithelial and stromal regeneration": one more adjective before "and". */
static void take_equal(struct phrase *p)
{
	const struct evm_scene *sc = p->sc;
	size_t t = p->begin;

	if (t == p->head || t < p->s.begin + 2 || !(sc->cls[t - 1] & EVM_W_AND))
		return;
	if (evm_scene_at(sc, t - 2) || !(sc->cls[t - 2] & EVM_W_MOD) ||
	    sc->cls[t - 2] & (EVM_W_PROCESS | EVM_W_VAGUE) || evm_scene_at(sc, t) || sc->cls[t] & EVM_W_PROCESS)
		return;
	p->begin = glued_begin(p, t - 2);
}

static void go_left(struct phrase *p)
{
	const struct evm_cand *c = evm_scene_at(p->sc, p->head);

	if (c && c->t.begin < p->head) {
		p->begin = c->t.begin;
		p->telling = true;
	}
	for (int n = 0; n < UNITS && take_unit(p); n++)
		;
	take_equal(p);
	p->begin = glued_begin(p, p->begin);
	while (p->begin < p->head && (!is_word(p->sc, p->begin) || (p->sc->cls[p->begin] & EVM_W_DEGREE &&
				      !evm_scene_at(p->sc, p->begin))))
		p->begin++;
}

/* A plain word inside a noun phrase: no function word, no verb's form. */
static bool plain(const struct evm_scene *sc, size_t t)
{
	struct evm_str w = evm_scene_word(sc, t);
	uint32_t not = EVM_W_STOP | EVM_W_FROM | EVM_W_INTO | EVM_W_AND | EVM_W_INDUCED | EVM_W_LINK |
		       EVM_W_METHOD | EVM_W_GIVEN;

	if (!is_word(sc, t) || sc->cls[t] & not || sc->tok[t].shape == EVM_SHAPE_DIGIT)
		return false;
	return !(evm_str_ends(w, "ing") || evm_str_ends(w, "ly"));
}

static bool owner(const struct evm_cand *c)
{
	return c->m.type == EVM_CELL || c->m.type == EVM_PROTEIN || c->m.type == EVM_EFFECT ||
	       c->m.type == EVM_DRUG;
}

static bool adjectival(struct evm_str w)
{
	static const char *const ends[] = { "ory", "ic", "al", "ive", "ous", "ant", "ent", "ary", "ed", NULL };

	for (int i = 0; ends[i]; i++)
		if (w.n > 4 && evm_str_ends(w, ends[i]))
			return true;
	return false;
}

/* "inflammatory and apoptotic cells": two adjectives of one noun; k is "and". */
static bool joins_adjectives(const struct phrase *p, size_t k)
{
	const struct evm_scene *sc = p->sc;

	return sc->cls[k] & EVM_W_AND && k + 2 < p->s.end && adjectival(evm_scene_word(sc, k - 1)) &&
	       adjectival(evm_scene_word(sc, k + 1)) && plain(sc, k + 2);
}

/* The noun phrase behind "of" at t: its end, or t when there is none. */
static size_t owner_end(const struct phrase *p, size_t t)
{
	const struct evm_scene *sc = p->sc;
	size_t end = t, k = t + 1, words = 0;

	while (k < p->s.end && (sc->cls[k] & (EVM_W_DET | EVM_W_DEGREE)) && !evm_scene_at(sc, k))
		k++;
	for (; k < p->s.end && words < BEHIND; words++) {
		const struct evm_cand *c = evm_scene_at(sc, k);

		if (c && !owner(c))
			return t;
		if (c) {
			if (c->t.end + 1 < p->s.end && evm_scene_hyphen(sc, c->t.end) &&
			    sc->tok[c->t.end + 1].glued)
				return t;	/* "Sirt6-enriched" */
			end = c->t.end;
			k = end;
			if (k < p->s.end && sc->cls[k] & (EVM_W_CELLS | EVM_W_PROCESS) && !evm_scene_at(sc, k))
				continue;
			return end;
		}
		if (evm_scene_hyphen(sc, k) && sc->tok[k].glued) {
			k++;
			continue;
		}
		if (k > t + 1 && joins_adjectives(p, k)) {
			k++;
			continue;
		}
		if (sc->cls[k] & EVM_W_DET)
			break;		/* "proteins such as" */
		if (!plain(sc, k) || (evm_str_ends(evm_scene_word(sc, k), "ed") &&
				      (k + 1 == p->s.end || !plain(sc, k + 1))))
			break;
		end = ++k;
	}
	return words > 4 ? t : end;
}

static void go_right(struct phrase *p)
{
	const struct evm_scene *sc = p->sc;
	size_t t = p->head + 1;

	struct evm_str head = evm_scene_word(sc, p->head);

	if (t + 1 >= p->s.end || !(sc->cls[t] & EVM_W_OF))
		return;
	/* "mediators of inflammation" do it, they are no part of it */
	if (evm_str_ends(head, "ator") || evm_str_ends(head, "ators"))
		return;
	if (sc->cls[p->head] & EVM_W_BROAD && !p->telling)
		return;
	p->end = owner_end(p, t);
	/* "activity of the recombinant X": the protein counts */
	if (sc->cls[p->head] & EVM_W_INNER && p->end > t) {
		const struct evm_cand *c = evm_scene_at(sc, p->end - 1);

		if (c && c->m.type == EVM_PROTEIN)
			p->end = t;
	}
	if (p->end == t)
		p->end = p->head + 1;
	else
		p->telling = true;
}

/* Is the phrase an effect at all? */
static bool holds(const struct phrase *p)
{
	uint32_t head = p->sc->cls[p->head];
	bool bare = p->begin == p->head && p->end == p->head + 1;

	if (head & EVM_W_NEEDY && bare)
		return false;
	if (head & EVM_W_INNER && p->protein != SIZE_MAX)
		return false;
	if ((head & EVM_W_COURSE || head & EVM_W_BROAD) && p->disease)
		return false;
	if (head & (EVM_W_BROAD | EVM_W_NEEDY) && !p->telling)
		return false;
	return true;
}

bool evm_is_method(const struct evm_scene *sc, size_t t, size_t end)
{
	if (t + 1 < end && evm_scene_hyphen(sc, t) && sc->tok[t + 1].glued)
		t++;
	return t < end && sc->cls[t] & EVM_W_METHOD;
}

/* "to repair", "effectively repair" */
bool evm_is_verb(const struct evm_scene *sc, size_t t, struct evm_range s)
{
	struct evm_str before;

	if (t == s.begin || evm_str_ends(evm_scene_word(sc, t), "s"))
		return false;
	before = evm_scene_word(sc, t - 1);
	return evm_str_ieqz(before, "to") ? t + 1 < s.end && (sc->cls[t + 1] & EVM_W_DET || evm_scene_at(sc, t + 1))
					  : evm_str_ends(before, "ly") && before.n > 5;
}

/* The normal form of "apoptosis of the cardiomyocytes": "cardiomyocyte
 * apoptosis". */
static struct evm_str turned(const struct phrase *p)
{
	struct evm_arena *a = &p->sc->doc->arena;
	struct evm_range head = { (uint32_t)p->begin, (uint32_t)p->head + 1 };
	struct evm_range owner = { (uint32_t)p->head + 2, (uint32_t)p->end };
	struct evm_str h, o;

	while (owner.begin + 1 < owner.end && p->sc->cls[owner.begin] & EVM_W_DET)
		owner.begin++;
	h = evm_norm_surface(a, evm_doc_slice(p->sc->doc, evm_scene_span(p->sc, head)));
	o = evm_norm_surface(a, evm_doc_slice(p->sc->doc, evm_scene_span(p->sc, owner)));
	if (o.n > 4 && o.p[o.n - 1] == 's' && !strchr("sui", o.p[o.n - 2]))
		o.n--;
	return evm_str_join(a, o, " ", h);
}

static void try_head(struct evm_scene *sc, size_t t, struct evm_range s)
{
	struct phrase p = { .sc = sc, .s = s, .begin = t, .head = t, .end = t + 1,
			    .protein = SIZE_MAX };
	const struct evm_cand *c = evm_scene_at(sc, t);
	struct evm_mention *m;
	struct evm_range r;
	bool harm;

	/* inside a longer name, or the end of one that is no effect */
	if (c && (c->t.end != t + 1 || (c->m.type != EVM_EFFECT && !(c->t.begin == t))))
		return;
	if (t + 1 < s.end && sc->cls[t + 1] & EVM_W_PROCESS && !(sc->cls[t + 1] & EVM_W_METHOD) && !evm_scene_at(sc, t + 1))
		return;		/* the next word is the head */
	if (evm_is_verb(sc, t, s))
		return;
	go_left(&p);
	go_right(&p);
	if (!holds(&p) || (evm_is_method(sc, p.end, s.end) && !evm_scene_at(sc, p.end) &&
			    (p.begin == p.head || !(sc->cls[p.end] & EVM_W_PROCESS))))
		return;
	harm = sc->cls[t] & EVM_W_HARM && (p.organ || p.disease) && !(c && c->m.type == EVM_EFFECT);
	r = (struct evm_range){ (uint32_t)p.begin, (uint32_t)p.end };
	m = evm_scene_add(sc, harm ? EVM_DISEASE : EVM_EFFECT, r, harm ? EVM_GRAM(injury) : EVM_GRAM(effect),
			  EVM_CAND_PATTERN);
	if (p.end > t + 2)
		m->norm = turned(&p);
}

void evm_found_effect(struct evm_scene *sc)
{
	for (size_t s = 0; s < sc->doc->sentences.n; s++) {
		if (evm_scene_skips(sc, s))
			continue;
		for (size_t t = sc->sent[s].begin; t < sc->sent[s].end; t++) {
			if (sc->cls[t] & EVM_W_PROCESS)
				try_head(sc, t, sc->sent[s]);
		}
	}
}
