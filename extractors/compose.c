/*
 * Vesicles and their own phrase: where they come from, what is in them, what
 * was done to them. "hypoxia-preconditioned BM-MSC-derived exosomes",
 * "miR-21-loaded EVs from human umbilical cord MSCs".
 */
#include "core/index.h"
#include "extractors/annotate_p.h"

#define REACH 6			/* words between a vesicle and its source */

static bool is_punct(const struct evm_scene *sc, size_t t, char c)
{
	return sc->tok[t].shape == EVM_SHAPE_PUNCT && sc->doc->text.p[sc->tok[t].span.begin] == c;
}

/* A word that may stand between a cell and its vesicle. */
static bool links(const struct evm_scene *sc, size_t t)
{
	return evm_scene_hyphen(sc, t) || is_punct(sc, t, '/') || is_punct(sc, t, ')') ||
	       is_punct(sc, t, '(') || sc->cls[t] & (EVM_W_LINK | EVM_W_KIND | EVM_W_CELLS);
}

/* "and their" that ends at token t. */
static bool is_their(const struct evm_scene *sc, size_t t)
{
	return (evm_scene_is(sc, t, "their") || evm_scene_is(sc, t, "its")) &&
	       sc->cls[t - 1] & EVM_W_AND;
}

/* The source directly left of token t, over linking words. */
static const struct evm_cand *source_left(const struct evm_scene *sc, size_t t, size_t least)
{
	for (size_t n = 0; t > least && n < REACH; n++) {
		const struct evm_cand *c = evm_scene_at(sc, t - 1);

		if (c && c->m.type == EVM_SOURCE)
			return c;
		if (c && c->m.type == EVM_VESICLE) {
			t = c->t.begin;		/* "MSC-derived exosomes/EVs" */
			continue;
		}
		if (!c && t >= least + 2 && is_their(sc, t - 1)) {
			t -= 2;		/* "MSCs and their exosomes" */
			continue;
		}
		if (c || !links(sc, t - 1))
			return NULL;
		t--;
	}
	return NULL;
}

/* Behind "(EVs)" at t. */
static size_t skip_bracket(const struct evm_scene *sc, size_t t, size_t end)
{
	if (t < end && is_punct(sc, t, '(')) {
		for (size_t k = t + 1; k < end && k < t + 8; k++) {
			if (is_punct(sc, k, ')'))
				return k + 1;
		}
	}
	return t;
}

/* Words between "from" and the source: "the", "hypoxia-treated", "human". */
static bool before_source(const struct evm_scene *sc, size_t t)
{
	const struct evm_cand *c = evm_scene_at(sc, t);

	if (c)
		return c->m.type == EVM_SPECIES || c->m.type == EVM_EFFECT || c->m.type == EVM_DRUG ||
		       c->m.type == EVM_PROTEIN || c->m.type == EVM_MIRNA || c->m.type == EVM_DISEASE;
	if (sc->cls[t] & EVM_W_STOP)
		return false;
	return evm_scene_hyphen(sc, t) ||
	       sc->cls[t] & (EVM_W_DET | EVM_W_PRIMED | EVM_W_LOADED | EVM_W_KIND | EVM_W_AGE |
			     EVM_W_PROCESS | EVM_W_MOD) ||
	       (sc->tok[t].shape != EVM_SHAPE_PUNCT && evm_scene_hyphen(sc, t + 1));
}

/* "exosomes (derived) from ... SRC" behind token t. */
static const struct evm_cand *source_right(const struct evm_scene *sc, size_t t, size_t end)
{
	bool from = false;

	t = skip_bracket(sc, t, end);
	if (t + 1 < end && sc->cls[t] & EVM_W_INNER && sc->cls[t] & EVM_W_PROCESS && !evm_scene_at(sc, t) &&
	    !(sc->cls[t + 1] & EVM_W_OF))
		t++;			/* "exosome secretion from" */
	while (t < end && sc->cls[t] & EVM_W_LINK && !evm_scene_at(sc, t)) {
		from = true;
		t++;
	}
	if (t < end && sc->cls[t] & EVM_W_FROM) {
		from = true;
		t++;
	}
	for (size_t n = 0; from && t < end && n < REACH + 4; n++, t++) {
		const struct evm_cand *c = evm_scene_at(sc, t);

		if (c && c->m.type == EVM_SOURCE)
			return c;
		if (!c && n && is_punct(sc, t, '(') && skip_bracket(sc, t, end) > t) {
			t = skip_bracket(sc, t, end) - 1;	/* "resveratrol (RSV)-primed" */
			continue;
		}
		if (!before_source(sc, t))
			return NULL;
		if (c)
			t = c->t.end - 1;
	}
	return NULL;
}

static void take_source(struct evm_mention *m, const struct evm_cand *src)
{
	if (!src || m->source.n)
		return;
	m->source = src->m.source.n ? src->m.source : src->m.norm;
	if (m->species.n == 0)
		m->species = src->m.species;
	if (m->modification.n == 0)
		m->modification = src->m.modification;
}

/* First token of the glued run of words and hyphens that ends before t. */
static size_t modifier_begin(const struct evm_scene *sc, size_t t, size_t least)
{
	if (t - least > 2 * REACH)
		least = t - 2 * REACH;
	while (t > least) {
		const struct evm_cand *c = evm_scene_at(sc, t - 1);

		if (c && c->t.begin >= least)
			t = c->t.begin;
		else if (sc->tok[t].glued && sc->tok[t - 1].shape != EVM_SHAPE_PUNCT)
			t--;
		else if (sc->tok[t].glued && (evm_scene_hyphen(sc, t - 1) || is_punct(sc, t - 1, '/')))
			t--;
		else
			break;
		if (!sc->tok[t].glued)
			break;
	}
	return t;
}

static struct evm_str text_of(const struct evm_scene *sc, size_t b, size_t e)
{
	if (b >= e)
		return EVM_LIT("");
	return evm_norm_surface(&sc->doc->arena, evm_doc_slice(sc->doc, evm_scene_span(sc,
		(struct evm_range){ (uint32_t)b, (uint32_t)e })));
}

/* "MIF-engineered", "SIRT1-overexpressing": what was done to cells' genes;
 * only a miRNA is then in their vesicles too. */
static bool changes_genes(const struct evm_scene *sc, size_t verb)
{
	static const char *const verbs[] = {
		"engineered", "modified", "overexpressing", "overexpressed", "expressing", "transfected",
		"transduced", "infected", "conjugated", "functionalized", "functionalised", "knockdown",
		"knockout", "silenced", "null", "deficient", "depleted", "inhibited", "edited", NULL
	};

	for (size_t i = 0; verbs[i]; i++)
		if (evm_scene_is(sc, verb, verbs[i]))
			return true;
	return false;
}

/* "resveratrol (RSV)-primed": the name before the bracket, or NULL. */
static const struct evm_cand *bracketed_name(const struct evm_scene *sc, size_t verb, size_t least)
{
	size_t t = evm_scene_hyphen(sc, verb - 1) ? verb - 1 : verb;

	if (t < verb && t > least && evm_scene_is(sc, t - 1, "pre"))
		t--;			/* "(LPS) pre-conditioning" */
	if (t < least + 4 || !is_punct(sc, t - 1, ')') || !is_punct(sc, t - 3, '('))
		return NULL;
	return evm_scene_at(sc, t - 4);
}

/* "resveratrol-primed", "LPS-pre-conditioned" */
static struct evm_str with_name(const struct evm_scene *sc, const struct evm_cand *c, size_t verb)
{
	struct evm_str name = evm_doc_slice(sc->doc, c->m.span);
	struct evm_str how = text_of(sc, evm_scene_is(sc, verb - 2, "pre") ? verb - 2 : verb, verb + 1);

	return evm_str_join(&sc->doc->arena, name, "-", how);
}

/* "X-loaded", "X-primed" that ends before token t (a vesicle or a source). */
static void modifiers(const struct evm_scene *sc, struct evm_mention *m, size_t t, size_t least, bool cells)
{
	size_t verb, b;
	const struct evm_cand *c;

	if (t < least + 1)
		return;
	verb = t - 1;
	if (!(sc->cls[verb] & (EVM_W_LOADED | EVM_W_PRIMED)) || verb <= least)
		return;
	/* a hydrogel containing exosomes is no cargo of theirs */
	if (!evm_scene_hyphen(sc, verb - 1) && (evm_str_ends(evm_scene_word(sc, verb), "ing") ||
	    evm_scene_is(sc, verb, "enhanced") || evm_scene_is(sc, verb, "boosted")))
		return;		/* nor do "melatonin enhanced exosomes" say how they were made */
	c = bracketed_name(sc, verb, least);
	if (c) {
		if (!m->modification.n)
			m->modification = with_name(sc, c, verb);
		return;
	}
	b = verb;
	if (evm_scene_hyphen(sc, b - 1) || sc->tok[b].glued || evm_scene_at(sc, b - 1))
		b = modifier_begin(sc, evm_scene_hyphen(sc, b - 1) ? b - 1 : b, least);
	c = verb > least ? evm_scene_at(sc, evm_scene_hyphen(sc, verb - 1) && verb - 1 > least ? verb - 2 : verb - 1) : NULL;
	if (sc->cls[verb] & EVM_W_LOADED && c && m->cargo.n == 0 && evm_str_find(c->m.norm, EVM_LIT("ydrogel"), 0) == SIZE_MAX &&
	    (c->m.type == EVM_MIRNA || ((c->m.type == EVM_PROTEIN || c->m.type == EVM_DRUG) &&
					!(cells && changes_genes(sc, verb)))))
		m->cargo = c->m.norm;
	if (m->modification.n == 0 && (b < verb || sc->cls[verb] & EVM_W_BARE))
		m->modification = text_of(sc, b, t);
}

/* What was done to the cells or vesicles of tokens t, before or behind them. */
static void treatment(const struct evm_scene *sc, struct evm_mention *m, struct evm_range t, struct evm_range s,
		      bool cells)
{
	modifiers(sc, m, t.begin, s.begin, cells);
	if (!m->modification.n)
		m->modification = evm_treated_before(sc, t.begin, s.begin);
	if (!m->modification.n)
		m->modification = evm_treated_behind(sc, t.end, s.end);
}

void evm_compose_one(const struct evm_scene *sc, struct evm_range t, struct evm_mention *m)
{
	struct evm_range s = sc->sent[evm_scene_sentence(sc, t.begin)];
	const struct evm_cand *src = NULL;

	if (m->source.n == 0)
		src = source_left(sc, t.begin, s.begin);
	if (!src && m->source.n == 0)
		src = source_right(sc, t.end, s.end);
	treatment(sc, m, t, s, false);
	if (src)
		treatment(sc, m, src->t, s, true);
	take_source(m, src);
}

static bool is_name(const struct evm_cand *c)
{
	return c->m.type == EVM_VESICLE &&
	       (evm_str_eqz(c->m.by, EVM_GRAM(code)) || evm_str_eqz(c->m.by, "abbrev"));
}

static void fill(struct evm_str *to, struct evm_str from)
{
	if (to->n == 0)
		*to = from;
}

/* A code or short form means the same wherever it stands: what one place says
 * of "S-Exo" holds for all. */
static void share(struct evm_scene *sc)
{
	struct evm_index names = { NULL, 0, 0 };
	struct evm_cand *v = sc->kept.all.v;

	for (int round = 0; round < 2; round++) {
		for (size_t i = 0; i < sc->kept.all.n; i++) {
			struct evm_mention *m = &v[i].m, *first;

			if (!is_name(&v[i]))
				continue;
			first = &v[evm_index_add(&names, evm_doc_slice(sc->doc, m->span), (uint32_t)i, NULL)].m;
			if (round == 1) {
				struct evm_mention *t = first;

				first = m;
				m = t;
			}
			fill(&first->source, m->source);
			fill(&first->species, m->species);
			fill(&first->cargo, m->cargo);
			fill(&first->modification, m->modification);
		}
	}
	evm_index_release(&names);
}

void evm_compose(struct evm_scene *sc)
{
	for (size_t i = 0; i < sc->kept.all.n; i++) {
		struct evm_cand *c = &sc->kept.all.v[i];

		if (c->m.type == EVM_VESICLE)
			evm_compose_one(sc, c->t, &c->m);
		if (c->m.type != EVM_SOURCE)
			continue;
		if (c->m.source.n == 0)
			c->m.source = c->m.norm;
		treatment(sc, &c->m, c->t, sc->sent[evm_scene_sentence(sc, c->t.begin)], true);
	}
	share(sc);
}
