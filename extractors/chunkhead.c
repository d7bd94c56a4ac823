/* The head of a noun phrase that is a name, and what follows it. */
#include "extractors/chunk_p.h"

#include <string.h>

/* "proliferation markers (PCNA and PHH3)": names in the brackets at i. */
bool evm_np_members_in(const struct evm_syntax *s, size_t i, size_t limit)
{
	size_t end;

	if (!evm_is(s, i, EVM_C(OPEN)) || evm_is(s, i - (i > 0), EVM_C(PROPERTY)))
		return false;
	end = evm_skip_brackets(s, i, limit);
	for (; i < end; i++)
		if (s->w[i].cls & EVM_C(ENT) && !s->w[i].modifier &&
		    evm_np_in_types(s->w[i].type, 1u << EVM_PROTEIN | 1u << EVM_MIRNA))
			return true;
	return false;
}

/* "microRNA", "miRNAs": a name of the class, with no number of its own. */
static bool names_class(const struct evm_syntax *s, size_t i)
{
	struct evm_str q = evm_doc_slice(s->doc, s->w[i].span);

	if (s->w[i].type != EVM_MIRNA)
		return false;
	for (size_t k = 0; k < q.n; k++)
		if (evm_is_digit(q.p[k]))
			return false;
	return true;
}

/* "microRNA cluster miR-29": index of the name, or 0. */
static size_t named_behind(const struct evm_syntax *s, size_t i, size_t limit)
{
	if (!names_class(s, i))
		return 0;
	for (size_t k = i + 1; k < limit && k < i + 3; k++) {
		if (evm_is(s, k, EVM_C(ENT)))
			return s->w[k].type == EVM_MIRNA ? k : 0;
		if (s->w[k].cls & ~EVM_C(TRANS))
			return 0;
	}
	return 0;
}

/* Is the entity at i a modifier of a later one? "MSC-derived exosomes",
 * "resveratrol primed ADSC exosomes", "NF-kB inhibitor BAY". Index behind
 * what it modifies with, or 0. */
static size_t modifier_end(const struct evm_syntax *s, size_t i, size_t limit)
{
	size_t k = i + 1;

	/* "mesenchymal stem cell (MSC)-derived exosomes" */
	if (evm_is(s, k, EVM_C(OPEN)) && k < limit) {
		k = evm_skip_brackets(s, k, limit);
		if (k < limit && s->w[k].hyphened && s->w[k].cls & EVM_C(ADJ))
			return k + 1;
		/* "endothelial cell (EC) proliferation" */
		if (k < limit && s->w[i].type == EVM_CELL && evm_is(s, k, EVM_C(ENT)) &&
		    s->w[k].type == EVM_EFFECT)
			return k;
		if (k + 1 < limit && evm_is(s, k, EVM_C(MODIFIED)) && evm_is(s, k + 1, EVM_C(ENT)))
			return k + 1;	/* "(LPS) preconditioning MSCs" */
		k = i + 1;
	}
	/* "exosomal miRNAs" */
	if (s->w[i].type == EVM_VESICLE && k < limit && !evm_is(s, k, EVM_C(PREP) | EVM_C(COMMA) | EVM_C(CONJ)) &&
	    evm_str_ends(evm_doc_slice(s->doc, s->w[i].span), "osomal"))
		return k;
	if (s->w[i].modifier) {
		while (k < limit && s->w[k].hyphened && !(s->w[k].cls & EVM_C(ENT)))
			k++;
		return k > i + 1 ? k : i + 2;
	}
	if (evm_is(s, k, EVM_C(ENT)) && k < limit)
		return s->w[i].type == EVM_MIRNA && names_class(s, k) ? 0 : k;
	if (named_behind(s, i, limit))
		return named_behind(s, i, limit);
	/* "the SHH effector AKT1": one noun between */
	if (s->w[i].type == EVM_PROTEIN && k + 1 < limit && !s->w[k].cls && s->w[k].mention < 0 &&
	    !s->w[k].hyphened && !s->w[k].glued && evm_is(s, k + 1, EVM_C(ENT)) && !s->w[k + 1].glued &&
	    s->w[k + 1].type == EVM_PROTEIN)
		return k + 1;
	/* "the anti-inflammatory cytokine IL-10" */
	if (evm_np_in_types(s->w[i].type, 1u << EVM_EFFECT | 1u << EVM_DISEASE) && k + 1 < limit &&
	    evm_is(s, k, EVM_C(TRANS)) && (evm_is(s, k + 1, EVM_C(ENT)) || evm_np_members_in(s, k + 1, limit)))
		return k + 1;
	if (k < limit && evm_is(s, k, EVM_C(OP) | EVM_C(AGENTN)) && !(s->w[k].form & EVM_ED) &&
	    k + 1 < limit && evm_is(s, k + 1, EVM_C(ENT)))
		return k + 1;
	if (s->w[i].type == EVM_VESICLE)
		return 0;
	while (k < limit && k < i + 4 &&
	       evm_is(s, k, EVM_C(DERIVED) | EVM_C(LOADED) | EVM_C(MODIFIED)) &&
	       !evm_is(s, k + 1, EVM_C(PREP)))
		k++;
	if (k > i + 1 && k < limit && evm_is(s, k, EVM_C(ENT)) &&
	    evm_np_in_types(s->w[k].type, 1u << EVM_VESICLE | 1u << EVM_SOURCE | 1u << EVM_CELL))
		return k;
	return 0;
}

/* Moves to the closing bracket where a process noun follows it. */
static bool bracket_then_process(struct evm_np *p)
{
	size_t k = evm_skip_brackets(p->s, p->i, p->limit);

	if (k >= p->limit || !evm_is(p->s, k, EVM_C(PROC)) || evm_is(p->s, k, EVM_C(TRANS)) ||
	    p->s->w[k].cls & VERBISH)
		return false;
	p->i = k - 1;
	return true;
}

/* "exosome secretion", "production of EVs": what cells make of them, or take up. */
static bool making(const struct evm_syntax *s, size_t i)
{
	static const char *const words[] = {
		"secretion", "release", "production", "biogenesis", "generation", "yield", "formation",
		"uptake", "internalization", "internalisation", NULL
	};

	return i < s->n && s->w[i].mention < 0 && evm_word_is_any(s, i, words);
}

static void made(const struct evm_np *p, struct evm_member *m)
{
	size_t of = m->head;

	while (of > p->begin && evm_is(p->s, of - 1, EVM_C(DET) | EVM_C(ADJ) | EVM_C(MODIFIED)))
		of--;
	if (making(p->s, m->head + 1u))
		m->end = (uint16_t)(m->head + 2);
	else if (of > p->begin + 1 && evm_is_prep(p->s, of - 1, EVM_P(OF)) && making(p->s, of - 2))
		m->begin = (uint16_t)(of - 2);
	else
		return;
	m->type = EVM_EFFECT;
	m->kind = EVM_MEMBER_PROCESS;
}

/* Words behind an entity that belong to it. */
static void after_entity(struct evm_np *p, struct evm_member *m)
{
	const struct evm_syntax *s = p->s;

	if (m->type == EVM_VESICLE && !(p->how & EVM_NP_SUBJECT))
		made(p, m);

	for (; p->i < p->limit && p->i < m->head + 12u; p->i++) {
		const struct evm_word *w = &s->w[p->i];
		uint64_t c = w->cls;

		if (c & EVM_C(OPEN) && bracket_then_process(p))
			continue;	/* "endothelial cell (HUVEC) proliferation" */
		if (c & EVM_C(ENT) && m->type == EVM_MIRNA && names_class(s, p->i))
			continue;	/* "miR-107 microRNA levels" */
		if (w->depth || c & (EVM_C(ENT) | EVM_C(PREP) | EVM_C(CONJ) | EVM_C(COMMA) | EVM_C(OPEN)))
			break;
		if (c & EVM_C(OP) && !(c & (EVM_C(ADJ) | EVM_C(UP) | EVM_C(DOWN))) &&
		    !(c & VERBISH && w->form & EVM_ED)) {
			m->sign = (int8_t)(m->sign * w->lex->op);
		} else if (c & EVM_C(NOUN) && !evm_is_prep(s, p->i + 1, EVM_P(ON) | EVM_P(AGAINST))) {
			m->sign = (int8_t)(m->sign * evm_np_sign_of(w->lex->noun));
			if (w->lex->noun->sign == '=' && !(p->how & EVM_NP_SUBJECT))
				m->noun = w->lex->noun;	/* "via miR-21 delivery" */
		} else if (c & (EVM_C(TRANS) | EVM_C(TREAT) | EVM_C(PROPERTY))) {
			;
		} else if (c & EVM_C(PROC)) {
			m->end = (uint16_t)(p->i + 1);
			m->type = EVM_EFFECT;
			m->kind = EVM_MEMBER_PROCESS;
			if (s->w[m->head].type == EVM_CELL)
				m->cell = (int16_t)m->head;
		} else if (!c && !w->hyphened) {
			m->loose = true;
			if (!(p->how & EVM_NP_SUBJECT))
				m->end = (uint16_t)(p->i + 1);
		} else
			break;
	}
}

static bool group_behind(const struct evm_syntax *s, size_t i, size_t limit)
{
	while (i < limit && evm_is(s, i, EVM_C(ADJ) | EVM_C(TREAT)) && !evm_is(s, i, EVM_C(PREP)))
		i++;
	return i < limit && evm_is(s, i, EVM_C(GROUP));
}

static bool agent_group(const struct evm_np *p, size_t i)
{
	return p->how & EVM_NP_SUBJECT &&
	       evm_np_in_types(p->s->w[i].type, 1u << EVM_VESICLE | 1u << EVM_SOURCE |
			1u << EVM_DRUG | 1u << EVM_MIRNA);
}

/* "MSC/EV groups", "MSC-/EV-treated mice": two groups. */
void evm_np_slashed_group(struct evm_np *p, size_t i)
{
	if (i && evm_is(p->s, i - 1, EVM_C(SLASH)) && p->out->n > 1)
		p->out->m[p->out->n - 2].kind = EVM_MEMBER_GROUP;
}

/* The lowering noun that an effect's name begins or ends with: "proteasomal
 * degradation"; NULL when there is none. */
static const struct evm_pred *lowering(const struct evm_syntax *s, size_t i)
{
	struct evm_str q = evm_doc_slice(s->doc, s->w[i].span);
	const struct evm_lexeme *l;
	size_t of, begin;

	if (s->w[i].type != EVM_EFFECT)
		return NULL;
	of = evm_str_find(q, EVM_LIT(" of "), 0);
	if (of != SIZE_MAX)
		q = evm_str_sub(q, 0, of);
	for (begin = q.n; begin && evm_is_alpha(q.p[begin - 1]); begin--)
		;
	l = evm_lexicon_get(s->lx, evm_str_sub(q, begin, q.n));
	return l->noun && l->noun->sign == '-' ? l->noun : NULL;
}

/* Behind "of" and words that name no entity, at a molecule; else 0. */
static size_t of_molecule(const struct evm_np *p, size_t i)
{
	size_t k = i + 1;

	if (!evm_is_prep(p->s, i, EVM_P(OF)))
		return 0;
	while (k < p->limit && k < i + 4 && evm_is(p->s, k, EVM_C(DET) | EVM_C(ADJ) | EVM_C(TRANS)))
		k++;
	return k < p->limit && evm_is(p->s, k, EVM_C(ENT)) &&
	       evm_np_in_types(p->s->w[k].type, 1u << EVM_PROTEIN | 1u << EVM_MIRNA) ? k : 0;
}

/* "the proteasomal degradation of X", "degradation of the flux protein X":
 * what is lowered is X. */
static bool lowered_molecule(struct evm_np *p, size_t i, size_t behind)
{
	const struct evm_pred *noun = lowering(p->s, i);
	size_t at = noun && !behind ? of_molecule(p, i + 1) : behind;

	if (!noun || !at)
		return false;
	evm_np_operate(p, -1, noun);
	p->transparent = false;
	p->i = at;
	return true;
}

/* "hepatocytes and HL7702 cell proliferation", "cardiomyocyte H9C2 cell
 * growth": the effect that the cell at i shares with the next; 0: none. */
static size_t shared_effect(const struct evm_np *p, size_t i)
{
	const struct evm_syntax *s = p->s;
	size_t k = i + 1, from;

	if (s->w[i].type != EVM_CELL)
		return 0;
	k += evm_is(s, k, EVM_C(CONJ));
	for (from = k; k < p->limit && k < from + 2 && s->w[k].mention < 0 && !s->w[k].cls; k++)
		;
	if (k == from && evm_is(s, k, EVM_C(ENT)) && s->w[k].type == EVM_CELL)
		k++;
	return k > from && k < p->limit && evm_is(s, k, EVM_C(ENT)) && s->w[k].type == EVM_EFFECT &&
	       evm_str_starts(evm_doc_slice(s->doc, s->w[k].span), "cell") ? k : 0;
}

static void push_shared(struct evm_np *p, size_t i, size_t effect)
{
	struct evm_member *m = evm_np_push(p, i, effect + 1, EVM_MEMBER_PROCESS, EVM_EFFECT);

	m->head = (uint16_t)effect;
	m->cell = (int16_t)i;
	p->i = effect + 1;
}

/* "exosomal miRNAs": no name says which, and their vesicle stands for them. */
static bool generic_cargo(struct evm_np *p)
{
	static const char *const words[] = {
		"mirnas", "microrna", "micrornas", "mirna", "mirs", "circrnas", "lncrnas", "rnas",
		"proteins", "cargo", "cargos", "contents", NULL
	};
	const struct evm_syntax *s = p->s;
	size_t i = p->i, k = i + 1;

	if (!(p->how & EVM_NP_SUBJECT) || s->w[i].type != EVM_VESICLE || k >= p->limit ||
	    s->w[k].mention >= 0 || !evm_str_ends(evm_doc_slice(s->doc, s->w[i].span), "somal"))
		return false;
	for (int n = 0; words[n]; n++)
		if (evm_str_ieqz(evm_doc_slice(s->doc, s->w[k].span), words[n]) &&
		    !evm_is(s, k + 1, EVM_C(ENT) | EVM_C(OPEN) | EVM_C(EXAMPLE))) {
			evm_np_push(p, i, k + 1, EVM_MEMBER_ENTITY, EVM_VESICLE);
			p->i = k + 1;
			return true;
		}
	return false;
}

/* "immune-related or neurodegenerative diseases": the first kind, where the
 * name at i is that of a group of diseases. */
static void first_kind(struct evm_np *p, size_t i)
{
	const struct evm_syntax *s = p->s;
	struct evm_str q = evm_doc_slice(s->doc, s->w[i].span);
	size_t k = i - 2;

	if (s->w[i].type != EVM_DISEASE || i < 2 || k < p->begin || !evm_is(s, i - 1, EVM_C(CONJ)) ||
	    s->w[k].mention >= 0 || s->w[k].depth || (s->w[k].cls & ~(EVM_C(ADJ) | EVM_C(MODIFIED) | EVM_C(OTHER))) ||
	    evm_is(s, k, EVM_C(ADV)))
		return;
	if (!evm_str_ends(q, "diseases") && !evm_str_ends(q, "disorders") && !evm_str_ends(q, "injuries") &&
	    !evm_str_ends(q, "conditions"))
		return;
	q = evm_doc_slice(s->doc, s->w[k].span);
	if (!s->w[k].hyphened && !evm_str_ends(q, "ic") && !evm_str_ends(q, "al") && !evm_str_ends(q, "ar") &&
	    !evm_str_ends(q, "ory") && !evm_str_ends(q, "ive") && !evm_str_ends(q, "ing") &&
	    !evm_str_ends(q, "une"))
		return;
	evm_np_push(p, k, k + 1, EVM_MEMBER_PROCESS, EVM_DISEASE);
}

bool evm_repaired(const struct evm_syntax *s, size_t i, struct evm_member *m)
{
	static const char *const words[] = {
		"repair", "recovery", "healing", "treatment", "improvement", "management", "therapy",
		"alleviation", "amelioration", "prevention", NULL
	};
	struct evm_str q;

	if (!evm_is(s, i, EVM_C(ENT)) || s->w[i].type != EVM_DISEASE || i + 1 >= s->n || s->w[i + 1].depth ||
	    (evm_is(s, i + 1, EVM_C(ENT)) && s->w[i + 1].type != EVM_EFFECT) ||
	    (i && s->w[i - 1].hyphened))	/* "S-mediated D repair" is of S */
		return false;
	q = evm_doc_slice(s->doc, s->w[i + 1].span);
	for (int k = 0; words[k]; k++)
		if (evm_str_ieqz(q, words[k])) {
			*m = (struct evm_member){ .begin = (uint16_t)i, .end = (uint16_t)(i + 1),
				.head = (uint16_t)i, .type = EVM_DISEASE, .sign = 1, .cell = -1 };
			m->noun = evm_lexicon_get(s->lx, q)->noun;
			if (!m->noun)
				m->noun = evm_lexicon_get(s->lx, EVM_LIT("treatment"))->noun;
			return true;
		}
	return false;
}

void evm_np_entity(struct evm_np *p)
{
	const struct evm_syntax *s = p->s;
	size_t i = p->i, behind = modifier_end(s, i, p->limit), effect = shared_effect(p, i);
	struct evm_member *m, repaired;

	if (effect) {
		push_shared(p, i, effect);
		return;
	}
	/* "EV-treated macrophages": a group */
	if (p->treated >= 0 && s->w[i].type == EVM_CELL && !evm_is(s, i + 1, EVM_C(ENT) | EVM_C(PROC))) {
		evm_np_push(p, (size_t)p->treated, (size_t)p->treated + 1, EVM_MEMBER_GROUP, s->w[p->treated].type);
		p->treated = -1;
		p->i = i + 1;
		return;
	}
	if (generic_cargo(p))
		return;
	if (!(p->how & EVM_NP_SUBJECT) && evm_is(s, i + 1, EVM_C(ENT) | EVM_C(THERAPY) | EVM_C(NOUN)) &&
	    evm_repaired(s, i, &repaired)) {
		m = evm_np_push(p, i, i + 1, EVM_MEMBER_ENTITY, EVM_DISEASE);
		m->noun = repaired.noun;
		p->i = i + 2;
		return;
	}
	if (lowered_molecule(p, i, behind))
		return;
	if (behind) {
		p->transparent = evm_is(s, behind, EVM_C(OPEN));
		if (agent_group(p, i) && evm_is(s, i + 1, EVM_C(TREATED)))
			p->treated = (int)i;
		/* an operator at what the cells were treated with is the treatment's */
		if (evm_is(s, behind - 1, EVM_C(MODIFIED)) && s->w[i].type == EVM_DRUG)
			p->sign = 1;
		p->i = behind;
		return;
	}
	if (group_behind(s, i + 1, p->limit) && s->w[i].type != EVM_CELL &&
	    !(p->how & EVM_NP_MODELS && s->w[i].type == EVM_DISEASE) &&
	    !evm_is(s, i + 1, EVM_C(TREAT))) {
		p->i = i + 1;
		if (!agent_group(p, i))
			return;
		evm_np_push(p, i, i + 1, EVM_MEMBER_GROUP, s->w[i].type);
		evm_np_slashed_group(p, i);
		while (p->i < p->limit && evm_is(s, p->i, EVM_C(GROUP) | EVM_C(ADJ)))
			p->i++;
		return;
	}
	/* "in EV treated mice" */
	if (agent_group(p, i) && evm_is(s, i + 1, EVM_C(TREATED)) && i + 2 < p->limit && evm_is(s, i + 2, EVM_C(GROUP))) {
		evm_np_push(p, i, i + 1, EVM_MEMBER_GROUP, s->w[i].type);
		p->i = i + 3;
		return;
	}
	p->i = i + 1;
	if (!p->out->n)
		first_kind(p, i);
	m = evm_np_push(p, i, i + 1, EVM_MEMBER_ENTITY, s->w[i].type);
	after_entity(p, m);
}

bool evm_effect_adjective(const struct evm_syntax *s, size_t i)
{
	static const char *const ends[] = {
		"protective", "generative", "modulatory", "suppressive", "ferative", "parative", "gratory",
		"genic", "otic", "trophic", "static", "lytic", "abolic", "oxidant", "coagulant", "survival", NULL
	};
	const struct evm_word *w;
	struct evm_str q;

	if (i >= s->n || s->w[i].mention >= 0)
		return false;
	w = &s->w[i];
	if (w->cls & EVM_C(PADJ))
		return !(w->cls & EVM_C(THERAPY)) && strchr("+~", w->lex->adj->sign);
	q = evm_doc_slice(s->doc, w->span);
	return !w->cls && q.n > 8 && evm_str_ends_any(q, ends);
}

bool evm_names_property(const struct evm_syntax *s, size_t i)
{
	static const char *const nouns[] = {
		"effects", "effect", "properties", "property", "activity", "activities", "ability",
		"role", "roles", "action", "actions", "efficacy", "capacity", "capacities", "potential", NULL
	};
	struct evm_str q = evm_doc_slice(s->doc, s->w[i].span);

	return evm_str_ends_any(q, nouns);
}
