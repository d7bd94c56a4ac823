/*
 * Cells with the tissue they come from behind them: "MSCs isolated from the
 * bone marrow of rats". The tissue is one that the dictionary knows before
 * such cells ("bone marrow mesenchymal stem cells").
 */
#include <string.h>

#include "extractors/annotate_p.h"

#define SKIPPED 3		/* words before the tissue: "the healthy human" */
#define LONGEST 3		/* words of a tissue's name */
#define ASKED 60		/* bytes of it */

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

/* Behind "isolated from the healthy human" at t, or t when no "from" is there. */
static size_t behind_from(const struct evm_scene *sc, size_t t, size_t end)
{
	size_t k = t;

	while (k < end && k < t + 2 && sc->cls[k] & EVM_W_LINK)
		k++;
	return k < end && evm_scene_is(sc, k, "from") ? k + 1 : t;
}

static void extend(struct evm_annotator *an, struct evm_scene *sc, struct evm_mention old, struct evm_range r)
{
	size_t end = sc->sent[evm_scene_sentence(sc, r.begin)].end;
	size_t t = behind_from(sc, r.end, end), k = t, e = t;
	const struct evm_mention *source = NULL;
	struct evm_mention *m;

	if (t == r.end)
		return;
	for (; k < end && k <= t + SKIPPED && plain_word(sc, k); k++) {
		e = tissue(an, sc, k, end, &source);
		if (e > k)
			break;
	}
	if (!source)
		return;
	old.norm = old.source = source->source;
	/* "the heart and the epicardial fat": equal to it, whatever the second is */
	if (e + 1 < end && sc->cls[e] & EVM_W_AND) {
		size_t second = e + 1 + (sc->cls[e + 1] & EVM_W_DET ? 1 : 0);
		size_t stop = tissue(an, sc, second, end, &source);

		if (stop > second && evm_str_eq(source->source, old.source))
			e = stop;
	}
	r.end = (uint32_t)e;
	m = evm_scene_add(sc, EVM_SOURCE, r, "", 0);
	old.span = m->span;
	*m = old;
	m->by = EVM_LIT("gram:source");
}

void evm_found_source(struct evm_annotator *an, struct evm_scene *sc)
{
	size_t n = sc->found.all.n;

	for (size_t i = 0; i < n; i++) {
		const struct evm_cand *c = &sc->found.all.v[i];

		if (c->m.type == EVM_SOURCE && !(c->flags & EVM_CAND_DROPPED) &&
		    (c->m.source.n == 0 || evm_str_eqz(c->m.source, "MSC")))
			extend(an, sc, c->m, c->t);
	}
}
