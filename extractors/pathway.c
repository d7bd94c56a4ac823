/* Pathways: "PI3K/AKT/Nrf2 pathway", "Wnt signaling", "AKT and ERK pathways". */
#include "extractors/annotate_p.h"

#define CHAIN_MAX 40		/* tokens of a chain */

static bool is_slash(const struct evm_scene *sc, size_t t)
{
	return sc->tok[t].shape == EVM_SHAPE_PUNCT && sc->doc->text.p[sc->tok[t].span.begin] == '/';
}

/* A name that a pathway can be called by. */
static bool names_pathway(const struct evm_cand *c)
{
	return c && (c->m.type == EVM_PROTEIN || c->m.type == EVM_PATHWAY || c->m.type == EVM_MIRNA ||
		     c->m.type == EVM_DRUG);
}

/* First token of the chain "A/B/C" whose last name ends before t. */
static size_t chain_begin(const struct evm_scene *sc, size_t t, size_t least)
{
	size_t b = t;

	if (t - least > CHAIN_MAX)
		least = t - CHAIN_MAX;
	while (b > least) {
		const struct evm_cand *c = evm_scene_at(sc, b - 1);

		if (names_pathway(c))
			b = c->t.begin;
		else if (b < t && sc->tok[b - 1].shape != EVM_SHAPE_PUNCT && sc->tok[b - 1].shape != EVM_SHAPE_LOWER)
			b--;	/* a name nobody knows, between slashes */
		else
			break;
		if (b <= least + 1 || !(is_slash(sc, b - 1) || (evm_scene_hyphen(sc, b - 1) &&
								sc->tok[b].glued && sc->tok[b - 1].glued)))
			break;
		if (!is_slash(sc, b - 1) && !names_pathway(evm_scene_at(sc, b - 2)))
			break;
		b--;
	}
	while (b < t && sc->tok[b].shape == EVM_SHAPE_PUNCT)
		b++;
	return b;
}

/* "signaling pathway", "pathway", "axis", "signaling": its end, or t. */
static size_t head_end(const struct evm_scene *sc, size_t t, size_t end)
{
	if (t < end && evm_scene_hyphen(sc, t) && t + 1 < end && sc->cls[t + 1] & EVM_W_SIGNAL)
		t++;
	if (t < end && sc->cls[t] & EVM_W_SIGNAL)
		t++;
	while (t < end && sc->cls[t] & EVM_W_PATHWAY)
		t++;
	return t;
}

static void add(struct evm_scene *sc, size_t b, size_t name_end, size_t e)
{
	struct evm_range r = { (uint32_t)b, (uint32_t)e }, name = { (uint32_t)b, (uint32_t)name_end };
	const struct evm_cand *c = evm_scene_at(sc, b);
	struct evm_mention old = { 0 }, *m;

	if (c && c->m.type == EVM_PATHWAY && c->t.begin == b && c->t.end == name_end)
		old = c->m;
	m = evm_scene_add(sc, EVM_PATHWAY, r, EVM_GRAM(pathway), EVM_CAND_PATTERN);
	m->norm = old.norm.n ? old.norm : evm_doc_slice(sc->doc, evm_scene_span(sc, name));
	m->id = old.id;
	m->name = old.name.n ? old.name : m->norm;
}

/* "AKT and ERK pathways": the name before "and" is a pathway too. */
static void before_and(struct evm_scene *sc, size_t b, size_t least)
{
	const struct evm_cand *c;

	if (b < least + 2 || !(sc->cls[b - 1] & EVM_W_AND))
		return;
	c = evm_scene_at(sc, b - 2);
	if (c && c->m.type == EVM_PROTEIN)
		add(sc, chain_begin(sc, b - 1, least), b - 1, b - 1);
}

/* A pathway of the dictionary behind "Tbr1/": the chain is the name. */
static void extend_left(struct evm_scene *sc, size_t i)
{
	const struct evm_cand *c = &sc->kept.all.v[i];
	struct evm_range s = sc->sent[evm_scene_sentence(sc, c->t.begin)], r = c->t;
	struct evm_mention *m;

	if (evm_scene_is(sc, r.end - 1, "pathways"))
		before_and(sc, r.begin, s.begin);
	if (r.begin < s.begin + 2 || !is_slash(sc, r.begin - 1))
		return;
	r.begin = (uint32_t)chain_begin(sc, r.end, s.begin);
	if (r.begin >= c->t.begin)
		return;
	m = evm_scene_add(sc, EVM_PATHWAY, r, EVM_GRAM(pathway), EVM_CAND_PATTERN);
	while (r.end > r.begin + 1 && sc->cls[r.end - 1] & (EVM_W_SIGNAL | EVM_W_PATHWAY))
		r.end--;
	m->norm = m->name = evm_doc_slice(sc->doc, evm_scene_span(sc, r));
}

static void extend_known(struct evm_scene *sc)
{
	for (size_t i = 0; i < sc->kept.all.n; i++) {
		if (sc->kept.all.v[i].m.type == EVM_PATHWAY)
			extend_left(sc, i);
	}
}

void evm_found_pathway(struct evm_scene *sc)
{
	extend_known(sc);
	for (size_t s = 0; s < sc->doc->sentences.n; s++) {
		struct evm_range r = sc->sent[s];

		if (evm_scene_skips(sc, s))
			continue;
		for (size_t t = r.begin + 1; t < r.end; t++) {
			size_t e, b;

			if (!(sc->cls[t] & (EVM_W_SIGNAL | EVM_W_PATHWAY)) ||
			    sc->cls[t - 1] & (EVM_W_SIGNAL | EVM_W_PATHWAY))
				continue;
			b = t - (evm_scene_hyphen(sc, t - 1) ? 1 : 0);
			if (evm_scene_at(sc, t) || b == r.begin || !names_pathway(evm_scene_at(sc, b - 1)))
				continue;
			e = head_end(sc, t, r.end);
			add(sc, chain_begin(sc, b, r.begin), b, e);
			if (evm_scene_is(sc, e - 1, "pathways"))
				before_and(sc, chain_begin(sc, b, r.begin), r.begin);
			t = e;
		}
	}
}
