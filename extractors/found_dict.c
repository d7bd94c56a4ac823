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

static enum evm_part part_of(const struct evm_concept *c)
{
	enum evm_part part = evm_name_part_of(evm_concept_attr(c, "part"));

	return part == EVM_PART_NONE && c->type == EVM_SPECIES ? EVM_PART_SPECIES : part;
}

static unsigned char bare_of(enum evm_part part, struct evm_str bare)
{
	if (part == EVM_PART_NONE || part == EVM_PART_SPECIES)
		return EVM_BARE_NO;
	if (evm_str_eqz(bare, "stem"))
		return EVM_BARE_STEM;
	return evm_str_eqz(bare, "stroma") || evm_str_eqz(bare, "wide") ? EVM_BARE_WIDE : EVM_BARE_ANY;
}

const struct evm_template *evm_template_of(struct evm_annotator *an, uint32_t concept)
{
	struct evm_template *t = &an->templates[concept % EVM_TEMPLATES];
	struct evm_concept c;

	if (t->concept == concept + 1)
		return t;
	c = evm_dict_concept(an->dict, concept);
	t->concept = concept + 1;
	t->part = part_of(&c);
	t->bare = bare_of(t->part, evm_concept_attr(&c, "bare"));
	t->m = (struct evm_mention){ .type = c.type, .norm = c.norm, .id = c.id, .name = c.name };
	t->m.source = evm_concept_attr(&c, "source");
	t->m.species = evm_concept_attr(&c, "species");
	t->m.modification = evm_concept_attr(&c, "modification");
	t->m.by = by_of(an, c.vocabulary);
	return t;
}

const struct evm_mention *evm_mention_concept(struct evm_annotator *an, uint32_t concept)
{
	return &evm_template_of(an, concept)->m;
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

/* A part of a name is no candidate, an animal is both. */
static void add(struct evm_scene *sc, const struct evm_template *from, struct evm_span at, uint32_t flags)
{
	struct evm_mention *m;
	struct evm_range t;

	if (!evm_scene_tokens(sc, at, &t))
		return;
	if (from->part != EVM_PART_NONE)
		*EVM_PUSH(&sc->doc->arena, sc->pieces) = (struct evm_piece){
			t, from->concept - 1, from->part, from->bare };
	if (from->part != EVM_PART_NONE && from->part != EVM_PART_SPECIES)
		return;
	m = evm_scene_add(sc, from->m.type, t, "", flags);
	*m = from->m;
	m->span = at;
}

static void passage(struct evm_annotator *an, struct evm_scene *sc, struct evm_span span)
{
	const struct evm_hit *hits;
	size_t n;

	evm_match(an->matcher, evm_doc_slice(sc->doc, span), &hits, &n);
	for (size_t i = 0; i < n; i++) {
		struct evm_span at = { span.begin + hits[i].span.begin, span.begin + hits[i].span.end };
		uint32_t flags = hits[i].flags & EVM_NAME_AMBIGUOUS ? EVM_CAND_AMBIG : 0;
		const struct evm_template *from = evm_template_of(an, hits[i].concept);

		if (!is_two(from->m.type, evm_doc_slice(sc->doc, at)))
			add(sc, from, at, flags);
	}
}

void evm_found_dict(struct evm_annotator *an, struct evm_scene *sc)
{
	for (size_t i = 0; i < sc->doc->passages.n; i++)
		passage(an, sc, sc->doc->passages.v[i].span);
}
