/*
 * Routes put together of what the vocabularies call parts:
 *
 *	way giving			"retro-orbital injection"
 *	[giving] into the site		"injected into the renal cortex"
 *	intra-word giving		"intra-CA1 injection"
 *
 * and whole names with the noun or verb that gives: "intravenous" + "injection".
 */
#include <string.h>

#include "extractors/annotate_p.h"

#define JOINED_MAX 40		/* bytes of "intravenously" */
#define BEFORE_SITE 2		/* words between "the" and the site: "ischemic" */

/* A route of tokens b to e as a part's line says; norm: or another code. */
static void add(struct evm_annotator *an, struct evm_scene *sc, uint32_t concept, size_t b, size_t e,
		const char *norm)
{
	struct evm_mention *m = evm_scene_add(sc, EVM_ROUTE, (struct evm_range){ (uint32_t)b, (uint32_t)e }, "", 0);
	struct evm_span span = m->span;

	*m = *evm_mention_concept(an, concept);
	if (norm)
		m->norm = evm_str(norm);
	m->name = m->norm;
	m->span = span;
	m->by = evm_str(EVM_GRAM(route));
}

static size_t begin_of_sentence(const struct evm_scene *sc, size_t t)
{
	return sc->sent[evm_scene_sentence(sc, t)].begin;
}

/* Before "intra-" and a word that end before token t, or t. */
static size_t before_intra(const struct evm_scene *sc, size_t t, size_t least)
{
	return t >= least + 3 && evm_scene_hyphen(sc, t - 2) && sc->tok[t - 1].glued &&
	       evm_scene_is(sc, t - 3, "intra") ? t - 3 : t;
}

/* The route that "intra-venous" at token t is without its hyphen. */
static const struct evm_template *joined(struct evm_annotator *an, const struct evm_scene *sc, size_t t)
{
	struct evm_str a = evm_scene_word(sc, t), b = evm_scene_word(sc, t + 2);
	char name[JOINED_MAX];
	uint32_t concept[4];
	size_t n;

	if (a.n + b.n > sizeof name)
		return NULL;
	memcpy(name, a.p, a.n);
	memcpy(name + a.n, b.p, b.n);
	n = evm_dict_find(an->matcher, (struct evm_str){ name, a.n + b.n }, concept, 4);
	for (size_t i = 0; i < n && i < 4; i++) {
		const struct evm_template *k = evm_template_of(an, concept[i]);

		if (k->m.type == EVM_ROUTE && (k->part == EVM_PART_NONE || k->part == EVM_PART_WAY))
			return k;
	}
	return NULL;
}

static void way(struct evm_annotator *an, struct evm_scene *sc, const struct evm_piece *p)
{
	struct evm_range s = sc->sent[evm_scene_sentence(sc, p->t.begin)];
	size_t b = before_intra(sc, p->t.begin, s.begin), e = p->t.end;
	const struct evm_template *whole = b < p->t.begin ? joined(an, sc, b) : NULL;
	const struct evm_piece *giving;

	if (evm_scene_is(sc, e, ".") && sc->tok[e].glued)
		e++;			/* "i.t. instillation" */
	giving = e < s.end ? evm_piece_at(sc, e, EVM_PART_GIVING, EVM_BARE_NO) : NULL;
	if (giving && giving->bare <= p->bare)
		add(an, sc, whole ? whole->concept - 1 : p->concept, b, giving->t.end, NULL);
}

/* "intra-venous"; with "injection" behind it also a place that no vocabulary
 * has: "intra-CA1 injection". */
static void prefix(struct evm_annotator *an, struct evm_scene *sc, const struct evm_piece *p)
{
	size_t t = p->t.begin, end = t + 3;
	const struct evm_template *k;
	const struct evm_piece *giving;

	if (end > sc->n || !evm_scene_hyphen(sc, t + 1) || !sc->tok[t + 1].glued || !sc->tok[t + 2].glued)
		return;
	k = joined(an, sc, t);
	if (k && k->part == EVM_PART_NONE) {
		add(an, sc, k->concept - 1, t, end, NULL);
	} else if (k) {
		way(an, sc, &(struct evm_piece){ { (uint32_t)t, (uint32_t)end }, k->concept - 1, k->part, k->bare });
	} else if (evm_scene_is(sc, t, "intra")) {
		giving = end < sc->sent[evm_scene_sentence(sc, t)].end ?
			 evm_piece_at(sc, end, EVM_PART_GIVING, EVM_BARE_NO) : NULL;
		if (!giving || giving->bare != EVM_BARE_ANY)
			return;
		add(an, sc, p->concept, t, giving->t.end, "local_injection");
	}
}

static bool into(const struct evm_scene *sc, size_t t)
{
	return evm_scene_is(sc, t, "into") || evm_scene_is(sc, t, "via") || evm_scene_is(sc, t, "through") ||
	       evm_scene_is(sc, t, "by");
}

static void site(struct evm_annotator *an, struct evm_scene *sc, const struct evm_piece *p)
{
	size_t least = begin_of_sentence(sc, p->t.begin), t = p->t.begin;
	const struct evm_piece *giving;

	if (evm_piece_before(sc, p->t.end, least, EVM_PART_SITE, EVM_BARE_NO) != p)
		return;			/* "renal cortex" is no cortex */
	for (int n = 0; n <= BEFORE_SITE && t > least && !into(sc, t - 1); n++, t--) {
		if (sc->tok[t - 1].shape == EVM_SHAPE_PUNCT || sc->cls[t - 1] & (EVM_W_STOP | EVM_W_AND | EVM_W_OF) ||
		    evm_piece_before(sc, t, least, EVM_PART_SPECIES, EVM_BARE_NO))
			return;
	}
	if (t == least || !into(sc, t - 1))
		return;
	t--;
	giving = evm_piece_before(sc, t, least, EVM_PART_GIVING, EVM_BARE_NO);
	if (giving && giving->bare == EVM_BARE_ANY)
		add(an, sc, p->concept, giving->t.begin, p->t.end, NULL);
	else if (p->bare == EVM_BARE_WIDE && !evm_scene_is(sc, t, "by"))
		add(an, sc, p->concept, t, p->t.end, NULL);
}

void evm_found_ways(struct evm_annotator *an, struct evm_scene *sc)
{
	for (size_t i = 0; i < sc->pieces.n; i++) {
		const struct evm_piece *p = &sc->pieces.v[i];

		if (p->part == EVM_PART_WAY)
			way(an, sc, p);
		else if (p->part == EVM_PART_SITE)
			site(an, sc, p);
		else if (p->part == EVM_PART_PREFIX)
			prefix(an, sc, p);
	}
}

static bool gives(const struct evm_scene *sc, size_t t, struct evm_range s)
{
	const struct evm_cand *c = evm_scene_at(sc, t);

	return t >= s.begin && t < s.end && sc->cls[t] & EVM_W_GIVEN && (!c || c->m.type == EVM_ROUTE);
}

static void extend(struct evm_scene *sc, size_t i)
{
	const struct evm_cand *c = &sc->kept.all.v[i];
	struct evm_range s = sc->sent[evm_scene_sentence(sc, c->t.begin)], r = c->t;
	struct evm_mention old = c->m, *m;

	if (r.end < s.end && evm_scene_is(sc, r.end, ".") && sc->tok[r.end].glued && gives(sc, r.end + 1, s))
		r.end += 2;		/* "i.v. injection" */
	else if (gives(sc, r.end, s))
		r.end++;
	else if (r.begin > s.begin && gives(sc, r.begin - 1, s))
		r.begin--;
	else
		return;
	m = evm_scene_add(sc, EVM_ROUTE, r, "", EVM_CAND_PATTERN);
	old.span = m->span;
	*m = old;
	m->by = evm_str(EVM_GRAM(route));
}

void evm_found_route(struct evm_scene *sc)
{
	for (size_t i = 0; i < sc->kept.all.n; i++) {
		if (sc->kept.all.v[i].m.type == EVM_ROUTE)
			extend(sc, i);
	}
}
