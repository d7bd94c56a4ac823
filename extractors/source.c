/*
 * Names of cells put together of what the vocabularies call parts:
 *
 *	[animal] [age] tissue [derived] cells	"human dental pulp-derived MSCs"
 *	cells [derived] from [the animal] tissue	"MSCs isolated from rat bone marrow"
 *
 * and cells and vesicles of which a sentence tells the tissue: "EVs were collected
 * from human umbilical cords".
 * A tissue is no mention by itself; neither are "stem cells", which only some
 * tissues make mesenchymal ones.
 */

#include "extractors/annotate_p.h"

#define SKIPPED 3		/* words before the tissue: "the healthy human" */
#define TIES 4			/* tokens between tissue and cells: "-derived" */
#define TOLD 4			/* words between "were" and "isolated" */
#define OWNED 6			/* between "of" and whose tissue it is */
#define BRACKET 5		/* tokens of "(BM)" */

struct phrase {
	struct evm_mention m;
	struct evm_range t, sent;
	unsigned char bare;
	uint32_t flags;
};

/* Before a bracket that ends before token t, or t. */
static size_t before_bracket(const struct evm_scene *sc, size_t t, size_t least)
{
	if (t <= least || sc->tok[t - 1].shape != EVM_SHAPE_PUNCT || !evm_scene_is(sc, t - 1, ")"))
		return t;
	for (size_t k = t - 1; k > least && k + BRACKET > t; k--) {
		if (evm_scene_is(sc, k, "("))
			return k;
	}
	return t;
}

/* "bone marrow (BM)-derived" before the cells. */
static const struct evm_piece *tissue_left(const struct evm_scene *sc, const struct phrase *ph)
{
	size_t t = ph->t.begin, least = ph->sent.begin;

	for (int n = 0; n < TIES && t > least; n++, t--) {
		if (!evm_scene_hyphen(sc, t - 1) && !(sc->cls[t - 1] & EVM_W_LINK))
			break;
	}
	return evm_piece_before(sc, before_bracket(sc, t, least), least, EVM_PART_TISSUE, ph->bare);
}

static bool plain_word(const struct evm_scene *sc, size_t t)
{
	return sc->tok[t].shape != EVM_SHAPE_PUNCT &&
	       !(sc->cls[t] & (EVM_W_STOP | EVM_W_FROM | EVM_W_AND | EVM_W_INTO));
}

/* Behind "isolated from" at t, or "of"; t when there is none. */
static size_t behind_from(const struct evm_scene *sc, size_t t, size_t end)
{
	size_t k = t;

	while (k < end && k < t + 2 && sc->cls[k] & EVM_W_LINK)
		k++;
	if (k < end && sc->cls[k] & EVM_W_FROM &&
	    (evm_scene_is(sc, k, "from") || (k == t && evm_scene_is(sc, k, "of"))))
		return k + 1;
	return t;
}

/* Behind "were isolated and purified from" at t, or t. */
static size_t behind_told(const struct evm_scene *sc, size_t t, size_t end)
{
	bool got = false;

	if (t >= end || !(sc->cls[t] & EVM_W_STOP) || !(evm_scene_is(sc, t, "were") || evm_scene_is(sc, t, "was")))
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

/* The end of an abbreviation in brackets at token t, or t. */
static size_t behind_bracket(const struct evm_scene *sc, size_t t, size_t end)
{
	if (t + 2 < end && sc->tok[t].shape == EVM_SHAPE_PUNCT && evm_scene_is(sc, t, "(") &&
	    evm_scene_is(sc, t + 2, ")"))
		return t + 3;
	return t;
}

/* The first species named in the words [t, e), or empty. */
static struct evm_str species_in(struct evm_annotator *an, const struct evm_scene *sc, size_t t, size_t e)
{
	for (size_t i = evm_piece_first(sc, t); i < sc->pieces.n && sc->pieces.v[i].t.begin < e; i++) {
		if (sc->pieces.v[i].part == EVM_PART_SPECIES)
			return evm_mention_concept(an, sc->pieces.v[i].concept)->norm;
	}
	return EVM_LIT("");
}

/* Whose tissue [t, e) is, where the words before it or "of adult rats" behind
 * say so. */
static struct evm_str owner(struct evm_annotator *an, const struct evm_scene *sc, size_t t, size_t e, size_t end)
{
	struct evm_str species = species_in(an, sc, t, e);
	size_t k;

	if (species.n || e >= end || !(evm_scene_is(sc, e, "of") || evm_scene_is(sc, e, "from")))
		return species;
	for (k = e + 1; k < end && k <= e + OWNED; k++) {
		if (!plain_word(sc, k) && !evm_scene_is(sc, k, "/") && !evm_scene_hyphen(sc, k))
			break;
	}
	return species_in(an, sc, e + 1, k);
}

/* The tissue named in the words at t, or NULL. */
static const struct evm_piece *find_tissue(const struct evm_scene *sc, size_t t, size_t end, unsigned char bare)
{
	for (size_t k = t; k < end && k <= t + SKIPPED && plain_word(sc, k); k++) {
		const struct evm_piece *p = evm_piece_at(sc, k, EVM_PART_TISSUE, EVM_BARE_NO);

		if (p)
			return p->bare >= bare ? p : NULL;
	}
	return NULL;
}

static struct evm_str cells_of(struct evm_arena *a, struct evm_str tissue)
{
	static const char tail[] = " mesenchymal stem cells";
	size_t n = tissue.n + sizeof tail - 1;
	char *p = evm_arena_alloc(a, n);

	memcpy(p, tissue.p, tissue.n);
	memcpy(p + tissue.n, tail, sizeof tail - 1);
	return (struct evm_str){ p, n };
}

static void take_tissue(struct evm_annotator *an, struct evm_scene *sc, struct evm_mention *to,
			const struct evm_piece *tissue)
{
	const struct evm_mention *m = evm_mention_concept(an, tissue->concept);

	to->source = m->source;
	if (to->species.n == 0)
		to->species = m->species;
	if (to->type != EVM_SOURCE)
		return;
	to->norm = m->source;
	to->name = cells_of(&sc->doc->arena, m->name);
}

/* The animal's norm that a piece says of a cell; empty for "mice", "patients". */
static struct evm_str animal(struct evm_annotator *an, const struct evm_scene *sc,
			     const struct evm_piece *p)
{
	const struct evm_mention *m = evm_mention_concept(an, p->concept);
	struct evm_str w = evm_scene_word(sc, p->t.end - 1);

	if (evm_str_eqz(m->norm, "human") ? !evm_str_ieqz(w, "human") :
	    evm_str_ends(w, "s") || evm_str_ieqz(w, "mice"))
		return EVM_LIT("");
	return m->norm;
}

/* "the heart and the epicardial fat": behind the second, if it is equal to the
 * first, which ends before t. */
static size_t second_tissue(struct evm_annotator *an, const struct evm_scene *sc, const struct phrase *ph,
			    size_t t)
{
	const struct evm_piece *p;
	size_t k = t + 1;

	if (k >= ph->sent.end || !(sc->cls[t] & EVM_W_AND))
		return t;
	k += sc->cls[k] & EVM_W_DET ? 1 : 0;
	p = evm_piece_at(sc, k, EVM_PART_TISSUE, ph->bare);
	return p && evm_str_eq(evm_mention_concept(an, p->concept)->source, ph->m.source) ? p->t.end : t;
}

/* "isolated from the healthy human bone marrow" behind the cells. */
static bool tissue_right(struct evm_annotator *an, struct evm_scene *sc, struct phrase *ph)
{
	size_t end = ph->sent.end, t = behind_from(sc, ph->t.end, end);
	const struct evm_piece *tissue = t > ph->t.end ? find_tissue(sc, t, end, ph->bare) : NULL;
	struct evm_str species;

	if (!tissue)
		return false;
	species = owner(an, sc, t, tissue->t.end, end);
	take_tissue(an, sc, &ph->m, tissue);
	if (ph->m.species.n == 0)
		ph->m.species = species;
	ph->t.end = (uint32_t)second_tissue(an, sc, ph, tissue->t.end);
	return true;
}

/* "The bone marrow from which the" before the cells: its tissue, or NULL. */
static const struct evm_piece *from_which(const struct evm_scene *sc, size_t t, size_t least)
{
	if (t > least && sc->cls[t - 1] & EVM_W_DET)
		t--;
	if (t < least + 3 || !evm_scene_is(sc, t - 1, "which") || !(sc->cls[t - 2] & EVM_W_FROM))
		return NULL;
	return evm_piece_before(sc, t - 2, least, EVM_PART_TISSUE, EVM_BARE_NO);
}

/* A first look at the words beside a mention: most say nothing of a tissue. */
static bool may_be_told(const struct evm_scene *sc, struct evm_range r)
{
	bool behind = r.end < sc->n && (sc->cls[r.end] & EVM_W_STOP ||
					sc->doc->text.p[sc->tok[r.end].span.begin] == '(');

	return sc->pieces.n && (behind || (r.begin && sc->cls[r.begin - 1] & (EVM_W_STOP | EVM_W_DET)));
}

/* "MSC-exosomes were isolated from human umbilical cords", "the bone marrow from
 * which MSCs come" */
static void told(struct evm_annotator *an, struct evm_scene *sc, size_t i)
{
	struct evm_cand *c = &sc->found.all.v[i];
	struct evm_range s;
	const struct evm_piece *tissue;
	struct evm_str species = EVM_LIT("");
	size_t from, t;

	if (!may_be_told(sc, c->t))
		return;
	s = sc->sent[evm_scene_sentence(sc, c->t.begin)];
	from = behind_bracket(sc, c->t.end, s.end);
	t = behind_told(sc, from, s.end);
	tissue = t > from ? find_tissue(sc, t, s.end, EVM_BARE_NO) : from_which(sc, c->t.begin, s.begin);
	if (!tissue)
		return;
	if (t > from)
		species = owner(an, sc, t, tissue->t.end, s.end);
	take_tissue(an, sc, &c->m, tissue);
	if (c->m.species.n == 0)
		c->m.species = species;
}

/* "h-" before an abbreviation, "h-SKPs": false where there is none. */
static bool letter_left(struct evm_annotator *an, const struct evm_scene *sc, struct phrase *ph)
{
	size_t t = ph->t.begin;
	struct evm_str species;

	if (t < ph->sent.begin + 2 || !sc->tok[t].glued || !evm_scene_hyphen(sc, t - 1) ||
	    !sc->tok[t - 1].glued || sc->tok[t - 2].glued)
		return false;
	species = evm_code_species(an->coder, evm_scene_word(sc, t - 2));
	if (species.n) {
		ph->m.species = species;
		ph->t.begin -= 2;
	}
	return species.n > 0;
}

static void species_left(struct evm_annotator *an, const struct evm_scene *sc, struct phrase *ph)
{
	size_t t = ph->t.begin, least = ph->sent.begin;
	const struct evm_piece *p;
	struct evm_str species;

	if (letter_left(an, sc, ph))
		return;
	if (t > least && sc->cls[t - 1] & EVM_W_AGE)
		t--;
	else if (t > least && evm_scene_hyphen(sc, t - 1))
		t--;		/* "human-induced pluripotent stem cell-derived" */
	p = evm_piece_before(sc, t, least, EVM_PART_SPECIES, 0);
	species = p ? animal(an, sc, p) : EVM_LIT("");
	if (species.n == 0)
		return;
	ph->m.species = species;
	ph->t.begin = p->t.begin;
}

/* Makes the phrase as long as it is; adds it when that is more than its cells.
 * False where no tissue is named. */
static bool extend(struct evm_annotator *an, struct evm_scene *sc, struct phrase ph)
{
	bool open = !evm_source_specific(ph.m.source);
	const struct evm_piece *tissue;
	struct evm_range cells = ph.t;
	struct evm_mention *m;

	if (!open && ph.m.species.n)
		return true;
	ph.sent = sc->sent[evm_scene_sentence(sc, cells.begin)];
	tissue = open ? tissue_left(sc, &ph) : NULL;
	if (tissue) {
		take_tissue(an, sc, &ph.m, tissue);
		ph.t.begin = tissue->t.begin;
	} else if ((!open || !tissue_right(an, sc, &ph)) && ph.bare) {
		return false;
	}
	if (ph.m.species.n == 0 || ph.t.end > cells.end)
		species_left(an, sc, &ph);
	if (ph.t.begin != cells.begin || ph.t.end != cells.end) {
		m = evm_scene_add(sc, EVM_SOURCE, ph.t, "", ph.flags);
		ph.m.span = m->span;
		*m = ph.m;
		m->by = evm_str(EVM_GRAM(source));
	}
	return evm_source_specific(ph.m.source);
}

void evm_found_source(struct evm_annotator *an, struct evm_scene *sc)
{
	size_t n = sc->found.all.n;

	for (size_t i = 0; i < n; i++) {
		const struct evm_cand *c = &sc->found.all.v[i];
		size_t all = sc->found.all.n;

		if (c->flags & EVM_CAND_DROPPED)
			continue;
		if (c->m.type == EVM_VESICLE && !evm_source_specific(c->m.source))
			told(an, sc, i);
		else if (c->m.type == EVM_SOURCE &&
			 !extend(an, sc, (struct phrase){ .m = c->m, .t = c->t, .flags = c->flags }))
			told(an, sc, sc->found.all.n > all ? all : i);
	}
	for (size_t i = 0; i < sc->pieces.n; i++) {
		const struct evm_piece *p = &sc->pieces.v[i];

		if (p->part == EVM_PART_CELL)
			extend(an, sc, (struct phrase){ .m = *evm_mention_concept(an, p->concept),
							.t = p->t, .bare = p->bare });
	}
}
