/*
 * Cells with the tissue they come from behind them: "MSCs isolated from the
 * bone marrow of rats"; cells and vesicles of which a sentence tells it: "EVs
 * were collected from human umbilical cords". The tissue is one that the
 * dictionary knows before such cells ("bone marrow mesenchymal stem cells").
 */
#include <string.h>

#include "extractors/annotate_p.h"

#define SKIPPED 3		/* words before the tissue: "the healthy human" */
#define LONGEST 3		/* words of a tissue's name */
#define ASKED 60		/* bytes of it */
#define TOLD 4			/* words between "were" and "isolated" */
#define OWNED 6			/* between "of" and whose tissue it is */

/* The source whose cells come from the tissue of tokens r, or NULL. */
static const struct evm_mention *from_tissue(struct evm_annotator *an, const struct evm_scene *sc,
					     struct evm_range r)
{
	static const char tail[] = " mesenchymal stem cells";
	struct evm_span span = evm_scene_span(sc, r);
	size_t n = span.end - span.begin, found;
	char name[ASKED + sizeof tail];
	uint32_t concept[4];

	if (n > ASKED)
		return NULL;
	memcpy(name, sc->doc->text.p + span.begin, n);
	memcpy(name + n, tail, sizeof tail - 1);
	found = evm_dict_find(an->matcher, (struct evm_str){ name, n + sizeof tail - 1 }, concept, 4);
	for (size_t i = 0; i < found && i < 4; i++) {
		const struct evm_mention *m = evm_mention_concept(an, concept[i]);

		if (m->type == EVM_SOURCE && m->source.n && !evm_str_eqz(m->source, "MSC"))
			return m;
	}
	return NULL;
}

static bool plain_word(const struct evm_scene *sc, size_t t)
{
	return sc->tok[t].shape != EVM_SHAPE_PUNCT &&
	       !(sc->cls[t] & (EVM_W_STOP | EVM_W_FROM | EVM_W_AND | EVM_W_INTO));
}

/* The tissue that begins at token t: the end of its longest name, or t. */
static size_t tissue(struct evm_annotator *an, const struct evm_scene *sc, size_t t, size_t end,
		     const struct evm_mention **source)
{
	size_t e = t;

	while (e < end && e < t + LONGEST && (plain_word(sc, e) || (e > t && evm_scene_hyphen(sc, e))))
		e++;
	for (; e > t; e--) {
		*source = from_tissue(an, sc, (struct evm_range){ (uint32_t)t, (uint32_t)e });
		if (*source)
			return e;
	}
	return t;
}

/* The end of an abbreviation in brackets at token t, or t. */
static size_t behind_bracket(const struct evm_scene *sc, size_t t, size_t end)
{
	if (t + 2 < end && evm_scene_is(sc, t, "(") && evm_scene_is(sc, t + 2, ")"))
		return t + 3;
	return t;
}

/* Behind "isolated from" at t, or "of"; t when there is none. */
static size_t behind_from(const struct evm_scene *sc, size_t t, size_t end)
{
	size_t k = t;

	while (k < end && k < t + 2 && sc->cls[k] & EVM_W_LINK)
		k++;
	if (k < end && (evm_scene_is(sc, k, "from") || (k == t && evm_scene_is(sc, k, "of"))))
		return k + 1;
	return t;
}

/* Behind "were isolated and purified from" at t, or t. */
static size_t behind_told(const struct evm_scene *sc, size_t t, size_t end)
{
	bool got = false;

	if (t >= end || !(evm_scene_is(sc, t, "were") || evm_scene_is(sc, t, "was")))
		return t;
	for (size_t k = t + 1; k < end && k <= t + TOLD + 1; k++) {
		if (got && evm_scene_is(sc, k, "from"))
			return k + 1;
		if (sc->tok[k].shape == EVM_SHAPE_PUNCT || sc->cls[k] & EVM_W_INTO)
			return t;
		got |= sc->cls[k] & EVM_W_LINK;
	}
	return t;
}

/* The species that a token names, or empty. */
static struct evm_str species_at(struct evm_annotator *an, const struct evm_scene *sc, size_t t)
{
	uint32_t concept[4];
	size_t found = evm_dict_find(an->matcher, evm_scene_word(sc, t), concept, 4);

	for (size_t i = 0; i < found && i < 4; i++) {
		const struct evm_mention *m = evm_mention_concept(an, concept[i]);

		if (m->type == EVM_SPECIES)
			return m->norm;
	}
	return EVM_LIT("");
}

/* Whose tissue [t, e) is, where the words before it or "of adult rats" behind
 * say so. */
static struct evm_str owner(struct evm_annotator *an, const struct evm_scene *sc, size_t t, size_t e, size_t end)
{
	struct evm_str species = EVM_LIT("");

	for (size_t k = t; k < e && !species.n; k++)
		species = species_at(an, sc, k);
	if (species.n || e >= end || !(evm_scene_is(sc, e, "of") || evm_scene_is(sc, e, "from")))
		return species;
	for (size_t k = e + 1; k < end && k <= e + OWNED && !species.n; k++) {
		if (!plain_word(sc, k) && !evm_scene_is(sc, k, "/") && !evm_scene_hyphen(sc, k))
			break;
		species = species_at(an, sc, k);
	}
	return species;
}

struct place {
	const struct evm_mention *source;	/* NULL: none found */
	size_t end;				/* of the tissue's name */
	struct evm_str species;
};

/* The tissue named in the words at t. */
static struct place find_place(struct evm_annotator *an, const struct evm_scene *sc, size_t t, size_t end)
{
	struct place p = { NULL, t, EVM_LIT("") };

	for (size_t k = t; k < end && k <= t + SKIPPED && plain_word(sc, k); k++) {
		p.end = tissue(an, sc, k, end, &p.source);
		if (p.end > k)
			break;
	}
	if (p.source)
		p.species = owner(an, sc, t, p.end, end);
	return p;
}

/* "the heart and the epicardial fat": the end of a second tissue equal to the
 * first, whatever it is. */
static size_t second_tissue(struct evm_annotator *an, const struct evm_scene *sc, size_t e, size_t end,
			    struct evm_str code)
{
	const struct evm_mention *source;
	size_t second, stop;

	if (e + 1 >= end || !(sc->cls[e] & EVM_W_AND))
		return e;
	second = e + 1 + (sc->cls[e + 1] & EVM_W_DET ? 1 : 0);
	stop = tissue(an, sc, second, end, &source);
	return stop > second && evm_str_eq(source->source, code) ? stop : e;
}

static void take(struct evm_mention *m, const struct place *p)
{
	m->source = p->source->source;
	if (m->type == EVM_SOURCE)
		m->norm = m->source;
	if (!m->species.n)
		m->species = p->species;
}

/* Cells whose phrase goes on to name the tissue. */
static bool extend(struct evm_annotator *an, struct evm_scene *sc, size_t i, size_t end)
{
	struct evm_mention old = sc->found.all.v[i].m, *m;
	struct evm_range r = sc->found.all.v[i].t;
	size_t t = behind_from(sc, r.end, end);
	struct place p;

	if (t == r.end)
		return false;
	p = find_place(an, sc, t, end);
	if (!p.source)
		return false;
	take(&old, &p);
	r.end = (uint32_t)second_tissue(an, sc, p.end, end, old.source);
	m = evm_scene_add(sc, EVM_SOURCE, r, "", 0);
	old.span = m->span;
	*m = old;
	m->by = EVM_LIT("gram:source");
	return true;
}

/* "MSC-exosomes were isolated from human umbilical cords" */
static void told(struct evm_annotator *an, struct evm_scene *sc, size_t i, size_t end)
{
	size_t from = behind_bracket(sc, sc->found.all.v[i].t.end, end), t = behind_told(sc, from, end);
	struct place p;

	if (t == from)
		return;
	p = find_place(an, sc, t, end);
	if (p.source)
		take(&sc->found.all.v[i].m, &p);
}

void evm_found_source(struct evm_annotator *an, struct evm_scene *sc)
{
	size_t n = sc->found.all.n;

	for (size_t i = 0; i < n; i++) {
		const struct evm_cand *c = &sc->found.all.v[i];
		size_t end;

		if ((c->m.type != EVM_SOURCE && c->m.type != EVM_VESICLE) || c->flags & EVM_CAND_DROPPED ||
		    (c->m.source.n && !evm_str_eqz(c->m.source, "MSC")))
			continue;
		end = sc->sent[evm_scene_sentence(sc, c->t.begin)].end;
		if (c->m.type != EVM_SOURCE || !extend(an, sc, i, end))
			told(an, sc, i, end);
	}
}
