/* Candidates out of the dictionary. */
#include "extractors/annotate_p.h"

void evm_mention_concept(struct evm_arena *a, struct evm_mention *m, const struct evm_concept *c)
{
	m->type = c->type;
	m->norm = c->norm;
	m->id = c->id;
	m->name = c->name;
	m->source = evm_concept_attr(c, "source");
	m->species = evm_concept_attr(c, "species");
	m->modification = evm_concept_attr(c, "modification");
	m->by = evm_str_printf(a, "dict:%" EVM_FMT, EVM_ARG(c->vocabulary));
}

/* "extracellular vesicles (EVs" or "exosomes/EVs": two names, not one. */
static bool is_two(enum evm_type type, struct evm_str s)
{
	int depth = 0;

	for (size_t i = 0; i < s.n; i++) {
		depth += (s.p[i] == '(') - (s.p[i] == ')');
		if (depth < 0 || (s.p[i] == '/' && type == EVM_VESICLE))
			return true;
	}
	return depth != 0;
}

static void passage(struct evm_annotator *an, struct evm_scene *sc, struct evm_span span)
{
	const struct evm_hit *hits;
	size_t n;

	evm_match(an->matcher, evm_doc_slice(sc->doc, span), &hits, &n);
	for (size_t i = 0; i < n; i++) {
		struct evm_concept c = evm_dict_concept(an->dict, hits[i].concept);
		struct evm_span at = { span.begin + hits[i].span.begin, span.begin + hits[i].span.end };
		uint32_t flags = hits[i].flags & EVM_NAME_AMBIGUOUS ? EVM_CAND_AMBIG : 0;
		struct evm_mention *m;

		if (is_two(c.type, evm_doc_slice(sc->doc, at)))
			continue;
		m = evm_scene_add_span(sc, c.type, at, "", flags);
		if (m)
			evm_mention_concept(&sc->doc->arena, m, &c);
	}
}

void evm_found_dict(struct evm_annotator *an, struct evm_scene *sc)
{
	for (size_t i = 0; i < sc->doc->passages.n; i++)
		passage(an, sc, sc->doc->passages.v[i].span);
}
