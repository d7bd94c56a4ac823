/* Candidates out of the miRNA grammar and the code grammar. */
#include "extractors/annotate_p.h"

#define RUN_MAX 12		/* tokens of a code */

void evm_found_mirna(struct evm_annotator *an, struct evm_scene *sc)
{
	struct evm_doc *doc = sc->doc;
	struct evm_mentions found = { 0 };

	for (size_t i = 0; i < doc->passages.n; i++)
		evm_mirna_scan(an->mirna, &doc->arena, doc->text, doc->passages.v[i].span, &found);
	for (size_t i = 0; i < found.all.n; i++) {
		struct evm_mention *from = &found.all.v[i];
		size_t b = evm_scene_token(sc, from->span.begin), e = evm_scene_token(sc, from->span.end);
		struct evm_mention *m;

		/* "miR-21" of "antagomiR-21" begins inside a token */
		if (b > 0 && (b == sc->n || sc->tok[b].span.begin > from->span.begin))
			b--;
		if (b >= e)
			continue;
		m = evm_scene_add(sc, EVM_MIRNA, (struct evm_range){ (uint32_t)b, (uint32_t)e }, "", 0);
		*m = *from;
	}
}

/* First token of the run of glued words and hyphens that ends at t. */
static size_t run_begin(const struct evm_scene *sc, size_t t, size_t least)
{
	if (t - least > RUN_MAX)
		least = t - RUN_MAX;
	while (t > least && sc->tok[t].glued &&
	       (sc->tok[t - 1].shape != EVM_SHAPE_PUNCT || evm_scene_hyphen(sc, t - 1) ||
		evm_scene_is(sc, t - 1, "@")))
		t--;
	while (sc->tok[t].shape == EVM_SHAPE_PUNCT)
		t++;
	return t;
}

static void add_code(struct evm_scene *sc, const struct evm_code *c, struct evm_range r)
{
	bool ves = c->vesicle.n > 0;
	struct evm_mention *m = evm_scene_add(sc, ves ? EVM_VESICLE : EVM_SOURCE, r, EVM_GRAM(code), 0);

	m->norm = ves ? c->vesicle : c->source;
	m->source = c->source;
	m->species = c->species;
	if (c->modification.n > 1)
		m->modification = c->modification;
}

/* Drops leading parts of the run until the code reads: "LPS-MSCs". */
static void cell_code(struct evm_annotator *an, struct evm_scene *sc, size_t b, size_t t)
{
	struct evm_code c;

	for (; b <= t; b++) {
		struct evm_range r = { (uint32_t)b, (uint32_t)t + 1 };

		if (sc->tok[b].shape == EVM_SHAPE_PUNCT)
			continue;
		if (evm_code_read(an->coder, evm_doc_slice(sc->doc, evm_scene_span(sc, r)), &c) &&
		    c.modification.n == 0 && c.vesicle.n == 0) {
			add_code(sc, &c, r);
			return;
		}
	}
}

static void vesicle_code(struct evm_annotator *an, struct evm_scene *sc, size_t b, size_t t)
{
	struct evm_range r = { (uint32_t)b, (uint32_t)t + 1 };
	struct evm_code c;

	/* a hyphen and a word before it: "MSC-EVs"; "EVs" alone is a name */
	if (t - b >= 2 && (!(sc->cls[t - 2] & EVM_W_LINK) || sc->tok[t - 2].shape == EVM_SHAPE_UPPER) &&
	    evm_code_read(an->coder, evm_doc_slice(sc->doc, evm_scene_span(sc, r)), &c) && c.vesicle.n)
		add_code(sc, &c, r);
}

/* "HuC-MSC- Ex": a line's end, or a careless hand, put a space in. */
static bool split_code(struct evm_annotator *an, struct evm_scene *sc, size_t b, size_t t)
{
	struct evm_range r = { (uint32_t)b, (uint32_t)t + 1 }, all = { (uint32_t)b, (uint32_t)t + 3 };
	struct evm_code c;
	struct evm_str word;

	if (t + 2 >= sc->n || !sc->tok[t + 1].glued || !evm_scene_hyphen(sc, t + 1) ||
	    sc->tok[t + 2].glued || sc->tok[t + 2].span.begin != sc->tok[t + 1].span.end + 1 ||
	    !evm_code_vesicle(an->coder, evm_scene_word(sc, t + 2)))
		return false;
	word = evm_str_join(&sc->doc->arena, evm_doc_slice(sc->doc, evm_scene_span(sc, r)), "-",
			    evm_scene_word(sc, t + 2));
	if (!evm_code_read(an->coder, word, &c) || !c.vesicle.n)
		return false;
	add_code(sc, &c, all);
	return true;
}

void evm_found_code(struct evm_annotator *an, struct evm_scene *sc)
{
	for (size_t s = 0; s < sc->doc->sentences.n; s++) {
		for (size_t t = sc->sent[s].begin; t < sc->sent[s].end; t++) {
			struct evm_str w;

			if (sc->tok[t].shape == EVM_SHAPE_PUNCT || sc->tok[t].shape == EVM_SHAPE_DIGIT)
				continue;
			w = evm_scene_word(sc, t);
			if (w.n > 14)
				continue;
			if (evm_code_core(w)) {
				size_t b = run_begin(sc, t, sc->sent[s].begin);

				if (t + 2 >= sc->sent[s].end || !split_code(an, sc, b, t))
					cell_code(an, sc, b, t);
			} else if (sc->tok[t].glued && evm_code_vesicle(an->coder, w))
				vesicle_code(an, sc, run_begin(sc, t, sc->sent[s].begin), t);
		}
	}
}
