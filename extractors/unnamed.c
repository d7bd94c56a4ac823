/* Objects that no vocabulary names: "repairs the injured spinal cord",
 * "preserved the enzymatic machinery". */
#include "extractors/frame.h"

#define WORDS_MAX 5		/* of such a phrase */
#define DOERS (1u << EVM_VESICLE | 1u << EVM_SOURCE | 1u << EVM_MIRNA)

static void put(struct evm_members *m, size_t begin, size_t end, enum evm_type type)
{
	m->n = 1;
	m->end = end;
	m->m[0] = (struct evm_member){ .begin = (uint16_t)begin, .end = (uint16_t)end,
		.head = (uint16_t)(end - 1), .kind = EVM_MEMBER_PROCESS, .type = type, .sign = 1,
		.loose = type == EVM_EFFECT, .cell = -1 };
}

/* What is hurt, as a disease: "the injured spinal cord", "damaged tissues";
 * "damage to the tubules". */
static bool hurt(const struct evm_syntax *s, size_t from, size_t end, struct evm_members *m)
{
	static const char *const adjectives[] = {
		"injured", "damaged", "infarcted", "wounded", "diseased", "ischemic", "ischaemic",
		"degenerated", "failing", "inflamed", NULL
	};
	static const char *const nouns[] = { "injury", "damage", "injuries", "harm", NULL };
	bool noun = evm_word_is_any(s, from, nouns) && evm_is_prep(s, from + 1, EVM_P(TO));
	size_t i = from + 1 + noun, k;

	if (s->w[from].mention >= 0 || (!noun && !evm_word_is_any(s, from, adjectives)))
		return false;
	while (noun && i < end && evm_is(s, i, EVM_C(DET) | EVM_C(POSS)))
		i++;
	for (k = i; k < end && k < i + 4 && (!s->w[k].cls || evm_is(s, k, EVM_C(GROUP) | EVM_C(ADJ)) ||
		(evm_is(s, k, EVM_C(ENT)) && s->w[k].type == EVM_CELL)); k++)
		;
	if (k == i)
		return false;
	put(m, from, k, EVM_DISEASE);
	return true;
}

/* Nouns that a study or a text is about, not a body. */
static bool says_nothing(const struct evm_syntax *s, size_t i)
{
	static const char *const words[] = {
		"study", "studies", "research", "field", "need", "needs", "interest", "attention",
		"challenge", "challenges", "cost", "costs", "time", "way", "ways", "knowledge", "insight",
		"insights", "understanding", "platform", "method", "methods", "results", "data",
		"issue", "issues", "problem", "problems", "limitations", "questions", "possibility",
		"option", "options", "technology", "technologies", "model", "models", "science",
		"community", "patients", "dose", "doses", "use", "advances", "progress", "potential",
		"translation", "medicine", "applications", "investigation", "therapies", "strategies",
		"treatments", "effects", "role", "roles", "types", "cells", "mechanisms", "ones", "risks",
		"responses", "importance", "significance", "information", "evaluation", "solution",
		"population", "generation", "education", "foundation", "direction", "section", "identity",
		"majority", "quantity", "community", "university", "utility", "feasibility", "availability",
		"complexity", "diversity", "variety", "opportunity", "performance", "appearance", "distance",
		"guidance", "assistance", "combination", "composition", "concentration", "conclusion",
		"dimension", "version", "extraction", "isolation", "purification", "characterization", NULL
	};

	return evm_word_is_any(s, i, words);
}

/* A name, "AKI": if it is none for the vocabularies, a curator may have blocked it. */
static bool named(const struct evm_syntax *s, size_t i)
{
	struct evm_str q = evm_doc_slice(s->doc, s->w[i].span);

	for (size_t k = 0; k < q.n; k++)
		if (evm_is_upper(q.p[k]))
			return true;
	return false;
}

/* A run of words of no class and adjectives that ends like a noun phrase. */
static bool unnamed(const struct evm_syntax *s, size_t from, size_t end, struct evm_members *m)
{
	size_t i = from;

	while (i < end && i < from + WORDS_MAX && s->w[i].mention < 0 && !s->w[i].depth && !named(s, i) &&
	       (!s->w[i].cls || evm_is(s, i, EVM_C(ADJ) | EVM_C(PROC))) &&
	       !evm_is(s, i, EVM_C(ADV) | EVM_C(PREP) | EVM_C(HEDGEADJ) | EVM_C(THERAPY)))
		i++;
	if (i == from || i - from >= WORDS_MAX)
		return false;
	if (i < end && !evm_is(s, i, EVM_C(PREP) | EVM_C(COMMA) | EVM_C(CONJ) | EVM_C(SEMI) | EVM_C(CITE) |
				     EVM_C(SUB) | EVM_C(ADV) | EVM_C(OPEN)))
		return false;
	if (i == from + 1 && s->w[from].lex->modified)
		return false;	/* "function": of what? */
	if ((s->w[i - 1].cls && !evm_is(s, i - 1, EVM_C(PROC))) || s->w[i - 1].hyphened || says_nothing(s, i - 1))
		return false;
	put(m, from, i, EVM_EFFECT);
	return true;
}

/* What processes and states are called. */
static bool like_process(struct evm_str q)
{
	static const char *const ends[] = {
		"genesis", "osis", "lysis", "taxis", "kinesis", "plasia", "trophy", "pathy", "emia",
		"tion", "sion", "ance", "ity", "ness", "rrhage", NULL
	};

	return q.n > 7 && evm_str_ends_any(q, ends);
}

size_t evm_unnamed_end(const struct evm_syntax *s, size_t i, size_t limit)
{
	size_t end = i;

	while (end < limit && end < i + WORDS_MAX && s->w[end].mention < 0 && !s->w[end].depth &&
	       (!s->w[end].cls || evm_is(s, end, EVM_C(ADJ))) &&
	       !evm_is(s, end, EVM_C(ADV) | EVM_C(PREP) | EVM_C(HEDGEADJ) | EVM_C(THERAPY)))
		end++;
	if (end == i || end == i + WORDS_MAX || s->w[end - 1].cls || s->w[end - 1].hyphened ||
	    !like_process(evm_doc_slice(s->doc, s->w[end - 1].span)) || says_nothing(s, end - 1))
		return i;
	if (end < limit && !evm_is(s, end, EVM_C(PREP) | EVM_C(COMMA) | EVM_C(CONJ) | EVM_C(SEMI) | EVM_C(CITE) |
				   EVM_C(SUB) | EVM_C(ADV) | EVM_C(OPEN) | EVM_C(REL) | EVM_C(THAT)))
		return i;
	return end;
}

void evm_unnamed_objects(struct evm_frames *fs, size_t vg, size_t end, char sign)
{
	const struct evm_syntax *s = fs->s;
	const struct evm_vg *g = &s->vg[vg];
	const struct evm_members *who = &fs->of[vg].m;
	size_t from = g->end;

	if (g->pred->prep || !who->n)
		return;
	while (from < end && evm_is(s, from, EVM_C(DET) | EVM_C(POSS)))
		from++;
	if (from >= end)
		return;
	if ((sign == '~' || sign == '-' || evm_str_eqz(g->pred->name, "regenerate")) &&
	    hurt(s, from, end, &fs->objects[vg]))
		return;
	if (g->pred->weak || (sign != '+' && sign != '-' && sign != '~' && sign != '!') ||
	    who->m[0].kind != EVM_MEMBER_ENTITY)
		return;
	if (!(DOERS >> who->m[0].type & 1) && evm_unnamed_end(s, from, end) == from)
		return;
	unnamed(s, from, end, &fs->objects[vg]);
}
