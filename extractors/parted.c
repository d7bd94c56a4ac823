/* Names that their own abbreviation parts: "interleukin (IL)-6", "tumor
 * necrosis factor (TNF)-α". */
#include <string.h>

#include "extractors/annotate_p.h"

#define NAME_MAX 40		/* bytes of "IL-6" */

/* The token glued by a hyphen behind the bracket that closes at t, or 0. */
static size_t suffix_at(const struct evm_scene *sc, size_t t)
{
	if (t + 2 >= sc->n || !evm_scene_is(sc, t, ")") || !evm_scene_hyphen(sc, t + 1) ||
	    !sc->tok[t + 1].glued || !sc->tok[t + 2].glued || sc->tok[t + 2].shape == EVM_SHAPE_PUNCT)
		return 0;
	return t + 2;
}

/* "anti-inflammatory interleukin (IL)-10" is no effect. */
static void drop_effects(struct evm_scene *sc, size_t begin, size_t end)
{
	for (size_t i = 0; i < sc->found.all.n; i++) {
		struct evm_cand *c = &sc->found.all.v[i];

		if (c->m.type == EVM_EFFECT && c->t.begin < end && c->t.end > begin && !(c->flags & EVM_CAND_DROPPED)) {
			evm_cand_drop(c, EVM_WHY_DEFINED);
			sc->chosen = false;
		}
	}
}

static void part(struct evm_annotator *an, struct evm_scene *sc, const struct evm_abbrev *ab)
{
	size_t suffix = suffix_at(sc, evm_scene_token(sc, ab->shrt.end));
	size_t begin = evm_scene_token(sc, ab->lng.begin);
	struct evm_str shrt = evm_doc_slice(sc->doc, ab->shrt), end;
	char name[NAME_MAX];
	uint32_t concept;
	struct evm_mention *m;
	struct evm_span span;

	if (!suffix || begin >= suffix || ab->lng.begin > ab->shrt.begin)
		return;
	end = evm_scene_word(sc, suffix);
	if (shrt.n + end.n + 1 > sizeof name)
		return;
	memcpy(name, shrt.p, shrt.n);
	name[shrt.n] = '-';
	memcpy(name + shrt.n + 1, end.p, end.n);
	if (!evm_dict_find(an->matcher, (struct evm_str){ name, shrt.n + 1 + end.n }, &concept, 1) ||
	    evm_mention_concept(an, concept)->type != EVM_PROTEIN)
		return;
	drop_effects(sc, begin, suffix);
	m = evm_scene_add(sc, EVM_PROTEIN, (struct evm_range){ (uint32_t)begin, (uint32_t)suffix + 1 }, "", 0);
	span = m->span;
	*m = *evm_mention_concept(an, concept);
	m->span = span;
}

void evm_found_parted(struct evm_annotator *an, struct evm_scene *sc)
{
	for (size_t i = 0; i < sc->doc->abbrevs.n; i++)
		part(an, sc, &sc->doc->abbrevs.v[i]);
}
