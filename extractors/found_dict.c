/* Candidates out of the dictionary. */
#include "extractors/annotate_p.h"

static struct evm_str by_of(struct evm_annotator *an, struct evm_str vocabulary)
{
	uint32_t i;

	if (!evm_index_get(&an->by, vocabulary, &i)) {
		i = (uint32_t)an->by_names.n;
		evm_index_add(&an->by, evm_str_dup(&an->names, vocabulary), i, NULL);
		*EVM_PUSH(&an->names, an->by_names) =
			evm_str_printf(&an->names, "dict:%" EVM_FMT, EVM_ARG(vocabulary));
	}
	return an->by_names.v[i];
}

const struct evm_mention *evm_mention_concept(struct evm_annotator *an, uint32_t concept)
{
	struct evm_template *t = &an->templates[concept % EVM_TEMPLATES];
	struct evm_concept c;

	if (t->concept == concept + 1)
		return &t->m;
	c = evm_dict_concept(an->dict, concept);
	t->concept = concept + 1;
	t->m = (struct evm_mention){ .type = c.type, .norm = c.norm, .id = c.id, .name = c.name };
	t->m.source = evm_concept_attr(&c, "source");
	t->m.species = evm_concept_attr(&c, "species");
	t->m.modification = evm_concept_attr(&c, "modification");
	t->m.by = by_of(an, c.vocabulary);
	return &t->m;
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
		struct evm_span at = { span.begin + hits[i].span.begin, span.begin + hits[i].span.end };
		uint32_t flags = hits[i].flags & EVM_NAME_AMBIGUOUS ? EVM_CAND_AMBIG : 0;
		const struct evm_mention *from = evm_mention_concept(an, hits[i].concept);
		struct evm_mention *m;

		if (is_two(from->type, evm_doc_slice(sc->doc, at)))
			continue;
		m = evm_scene_add_span(sc, from->type, at, "", flags);
		if (m) {
			*m = *from;
			m->span = at;
		}
	}
}

void evm_found_dict(struct evm_annotator *an, struct evm_scene *sc)
{
	for (size_t i = 0; i < sc->doc->passages.n; i++)
		passage(an, sc, sc->doc->passages.v[i].span);
}
