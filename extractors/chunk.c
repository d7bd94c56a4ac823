#include "extractors/chunk.h"

#include <string.h>

#define GAP_MAX 9		/* unknown words before a head */
#define VERBISH (EVM_C(VERB) | EVM_C(LIGHT) | EVM_C(REPORT) | EVM_C(INVEST) | \
		 EVM_C(AIM) | EVM_C(OTHER))
#define FILLER (EVM_C(DET) | EVM_C(ADJ) | EVM_C(ADV) | EVM_C(NUM) | EVM_C(POSS) | \
		EVM_C(CMP) | EVM_C(UP) | EVM_C(DOWN) | EVM_C(BETTER) | EVM_C(PADJ) | EVM_C(HEDGEADJ) | \
		EVM_C(SLASH) | EVM_C(EXAMPLE) | EVM_C(CONTROL))
#define OF_LIKE (EVM_P(OF) | EVM_P(IN) | EVM_P(ON) | EVM_P(TO) | EVM_P(FOR) | \
		 EVM_P(FROM) | EVM_P(AGAINST))
#define AGENT_TYPES (1u << EVM_VESICLE | 1u << EVM_SOURCE | 1u << EVM_MIRNA | \
		     1u << EVM_PROTEIN | 1u << EVM_DRUG | 1u << EVM_PATHWAY)

struct np {
	const struct evm_syntax *s;
	size_t i, limit, gap;
	unsigned how;
	bool head;		/* the phrase has its head */
	bool fresh;		/* the first operator of a phrase replaces */
	bool transparent;	/* the word before lets any preposition pass */
	bool once;		/* "anti-": the sign is the next member's alone */
	int8_t sign, adjective;
	const struct evm_pred *noun;
	bool hedged;
	int treated;		/* entity before "-treated", or -1 */
	size_t begin;		/* of the phrase */
	struct evm_members *out;
};

static bool in_types(enum evm_type t, uint32_t types)
{
	return types >> t & 1;
}

static struct evm_member *push(struct np *p, size_t head, size_t end,
			       enum evm_member_kind kind, enum evm_type type)
{
	struct evm_member *m;

	p->head = true;
	if (p->out->n == EVM_MEMBERS_MAX)
		return &p->out->m[EVM_MEMBERS_MAX - 1];
	m = &p->out->m[p->out->n++];
	/* "the effects of injury" are the injury's */
	if (p->noun && p->noun->sign == '0' && evm_str_eqz(p->noun->name, "affect") &&
	    (type == EVM_EFFECT || type == EVM_DISEASE))
		p->noun = NULL;
	*m = (struct evm_member){
		.begin = (uint16_t)head, .end = (uint16_t)end,
		.head = (uint16_t)head, .kind = kind, .type = type,
		.sign = p->sign, .adjective = p->adjective, .noun = p->noun,
		.hedged = p->hedged, .cell = -1,
	};
	if (p->once)
		p->sign = (int8_t)-p->sign;
	p->once = false;
	return m;
}

static struct evm_member *last(struct np *p)
{
	return &p->out->m[p->out->n - 1];
}

/* An operator before the head: the first of a phrase replaces what the list
 * had, the next ones multiply. */
static void operate(struct np *p, int8_t sign, const struct evm_pred *noun)
{
	if (p->fresh) {
		p->sign = 1;
		p->adjective = 0;
		p->noun = NULL;
		p->fresh = false;
	}
	p->sign = (int8_t)(p->sign * sign);
	if (noun)
		p->noun = noun;
}

static int8_t sign_of(const struct evm_pred *p)
{
	return p->sign == '-' || p->sign == '!' ? -1 : 1;
}

/* --- the head and what follows it ------------------------------------------------------ */

/* "proliferation markers (PCNA and PHH3)": names in the brackets at i. */
static bool members_in(const struct evm_syntax *s, size_t i, size_t limit)
{
	size_t end;

	if (!evm_is(s, i, EVM_C(OPEN)) || evm_is(s, i - (i > 0), EVM_C(PROPERTY)))
		return false;
	end = evm_skip_brackets(s, i, limit);
	for (; i < end; i++)
		if (s->w[i].cls & EVM_C(ENT) && !s->w[i].modifier &&
		    in_types(s->w[i].type, 1u << EVM_PROTEIN | 1u << EVM_MIRNA))
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
	if (in_types(s->w[i].type, 1u << EVM_EFFECT | 1u << EVM_DISEASE) && k + 1 < limit &&
	    evm_is(s, k, EVM_C(TRANS)) && (evm_is(s, k + 1, EVM_C(ENT)) || members_in(s, k + 1, limit)))
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
	    in_types(s->w[k].type, 1u << EVM_VESICLE | 1u << EVM_SOURCE | 1u << EVM_CELL))
		return k;
	return 0;
}

/* Moves to the closing bracket where a process noun follows it. */
static bool bracket_then_process(struct np *p)
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

	for (int k = 0; i < s->n && s->w[i].mention < 0 && words[k]; k++)
		if (evm_str_ieqz(evm_doc_slice(s->doc, s->w[i].span), words[k]))
			return true;
	return false;
}

static void made(const struct np *p, struct evm_member *m)
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
static void after_entity(struct np *p, struct evm_member *m)
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
			m->sign = (int8_t)(m->sign * sign_of(w->lex->noun));
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

static bool agent_group(const struct np *p, size_t i)
{
	return p->how & EVM_NP_SUBJECT &&
	       in_types(p->s->w[i].type, 1u << EVM_VESICLE | 1u << EVM_SOURCE |
			1u << EVM_DRUG | 1u << EVM_MIRNA);
}

/* "MSC/EV groups", "MSC-/EV-treated mice": two groups. */
static void slashed_group(struct np *p, size_t i)
{
	if (i && evm_is(p->s, i - 1, EVM_C(SLASH)) && p->out->n > 1)
		p->out->m[p->out->n - 2].kind = EVM_MEMBER_GROUP;
}

/* The lowering noun that an effect's name begins or ends with: "proteasomal
 * degradation"; NULL when there is none. */
static const struct evm_pred *lowering(const struct evm_syntax *s, size_t i)
{
	struct evm_str q = evm_doc_slice(s->doc, s->w[i].span);
	size_t of = evm_str_find(q, EVM_LIT(" of "), 0), begin;
	const struct evm_lexeme *l;

	if (s->w[i].type != EVM_EFFECT)
		return NULL;
	if (of != SIZE_MAX)
		q = evm_str_sub(q, 0, of);
	for (begin = q.n; begin && evm_is_alpha(q.p[begin - 1]); begin--)
		;
	l = evm_lexicon_get(s->lx, evm_str_sub(q, begin, q.n));
	return l->noun && l->noun->sign == '-' ? l->noun : NULL;
}

/* Behind "of" and words that name no entity, at a molecule; else 0. */
static size_t of_molecule(const struct np *p, size_t i)
{
	size_t k = i + 1;

	if (!evm_is_prep(p->s, i, EVM_P(OF)))
		return 0;
	while (k < p->limit && k < i + 4 && evm_is(p->s, k, EVM_C(DET) | EVM_C(ADJ) | EVM_C(TRANS)))
		k++;
	return k < p->limit && evm_is(p->s, k, EVM_C(ENT)) &&
	       in_types(p->s->w[k].type, 1u << EVM_PROTEIN | 1u << EVM_MIRNA) ? k : 0;
}

/* "the proteasomal degradation of X", "degradation of the flux protein X":
 * what is lowered is X. */
static bool lowered_molecule(struct np *p, size_t i, size_t behind)
{
	const struct evm_pred *noun = lowering(p->s, i);
	size_t at = noun && !behind ? of_molecule(p, i + 1) : behind;

	if (!noun || !at)
		return false;
	operate(p, -1, noun);
	p->transparent = false;
	p->i = at;
	return true;
}

/* "hepatocytes and HL7702 cell proliferation", "cardiomyocyte H9C2 cell
 * growth": the effect that the cell at i shares with the next; 0: none. */
static size_t shared_effect(const struct np *p, size_t i)
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

static void push_shared(struct np *p, size_t i, size_t effect)
{
	struct evm_member *m = push(p, i, effect + 1, EVM_MEMBER_PROCESS, EVM_EFFECT);

	m->head = (uint16_t)effect;
	m->cell = (int16_t)i;
	p->i = effect + 1;
}

/* "exosomal miRNAs": no name says which, and their vesicle stands for them. */
static bool generic_cargo(struct np *p)
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
			push(p, i, k + 1, EVM_MEMBER_ENTITY, EVM_VESICLE);
			p->i = k + 1;
			return true;
		}
	return false;
}

/* "immune-related or neurodegenerative diseases": the first kind, where the
 * name at i is that of a group of diseases. */
static void first_kind(struct np *p, size_t i)
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
	push(p, k, k + 1, EVM_MEMBER_PROCESS, EVM_DISEASE);
}

bool evm_repaired(const struct evm_syntax *s, size_t i, struct evm_member *m)
{
	static const char *const words[] = { "repair", "recovery", "healing", "treatment", "improvement", NULL };
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
			return true;
		}
	return false;
}

static void entity(struct np *p)
{
	const struct evm_syntax *s = p->s;
	size_t i = p->i, behind = modifier_end(s, i, p->limit), effect = shared_effect(p, i);
	struct evm_member *m, repaired;

	if (effect) {
		push_shared(p, i, effect);
		return;
	}
	if (generic_cargo(p))
		return;
	if (!(p->how & EVM_NP_SUBJECT) && evm_is(s, i + 1, EVM_C(ENT)) && evm_repaired(s, i, &repaired)) {
		m = push(p, i, i + 1, EVM_MEMBER_ENTITY, EVM_DISEASE);
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
		push(p, i, i + 1, EVM_MEMBER_GROUP, s->w[i].type);
		slashed_group(p, i);
		while (p->i < p->limit && evm_is(s, p->i, EVM_C(GROUP) | EVM_C(ADJ)))
			p->i++;
		return;
	}
	p->i = i + 1;
	if (!p->out->n)
		first_kind(p, i);
	m = push(p, i, i + 1, EVM_MEMBER_ENTITY, s->w[i].type);
	after_entity(p, m);
}

bool evm_names_property(const struct evm_syntax *s, size_t i)
{
	static const char *const nouns[] = {
		"effects", "effect", "properties", "property", "activity", "activities", "ability",
		"role", "roles", "action", "actions", NULL
	};
	struct evm_str q = evm_doc_slice(s->doc, s->w[i].span);

	for (int k = 0; nouns[k]; k++)
		if (evm_str_ends(q, nouns[k]))
			return true;
	return false;
}

/* --- before the head ------------------------------------------------------------------------ */

static void pass(struct np *p, bool transparent)
{
	p->i++;
	p->transparent = transparent;
}

static void adjective(struct np *p)
{
	const struct evm_word *w = &p->s->w[p->i];

	if (p->how & EVM_NP_ADJECTIVES) {
		if (w->cls & EVM_C(BETTER))
			p->adjective = EVM_BETTER;
		else if (w->cls & (EVM_C(UP) | EVM_C(DOWN)))
			p->adjective = w->cls & EVM_C(DOWN) ? -1 : 1;
		else if (w->cls & EVM_C(VERB) && w->form & EVM_ED &&
			 (w->lex->verb->sign == '+' || w->lex->verb->sign == '-'))
			p->adjective = w->lex->verb->sign == '-' ? -1 : 1;
	}
	if (w->cls & EVM_C(HEDGEADJ))
		p->hedged = true;
	if (w->cls & EVM_C(OP) && p->how & EVM_NP_SUBJECT)
		operate(p, w->lex->op, NULL);
	pass(p, false);
}

static bool noun_before_head(struct np *p)
{
	const struct evm_word *w = &p->s->w[p->i];
	/* "a decrease in X", but "activation in the mice" */
	bool in = !(w->cls & EVM_C(NOUN)) || w->lex->noun->intrans || w->lex->noun->sign == '~' ||
		  w->lex->noun->sign == '0';
	bool prep = evm_is_prep(p->s, p->i + 1, in ? OF_LIKE : OF_LIKE & ~EVM_P(IN));

	if (w->cls & EVM_C(NOUN) && (prep || w->cls & EVM_C(OP))) {
		if (!(w->cls & EVM_C(TRANS)) || p->how & EVM_NP_SUBJECT)
			operate(p, sign_of(w->lex->noun), w->lex->noun);
		p->i += 1u + prep;
		p->transparent = false;
		return true;
	}
	if (w->cls & EVM_C(OP)) {
		if (!evm_is(p->s, p->i + 1, EVM_C(TREAT)))	/* "low doses" */
			operate(p, w->lex->op, NULL);
		p->once = evm_str_ieqz(evm_doc_slice(p->s->doc, w->span), "anti");
		pass(p, true);
		return true;
	}
	if (w->cls & (EVM_C(TRANS) | EVM_C(TREAT) | EVM_C(ROUTE) | EVM_C(PROPERTY) | EVM_C(AGENTN)) &&
	    !(w->cls & EVM_C(PROC) && !prep &&
	      !evm_is(p->s, p->i + 1, EVM_C(ENT) | EVM_C(TRANS) | EVM_C(PROC) | EVM_C(EXAMPLE)))) {
		pass(p, true);
		return true;
	}
	return false;
}

static bool process(struct np *p)
{
	size_t i = p->i, begin = i;
	struct evm_member *m;
	bool shared;

	/* the adjectives and nouns before it in the phrase are its modifiers */
	while (begin > p->begin && (p->s->w[begin - 1].depth || !p->s->w[begin - 1].cls ||
				    evm_is(p->s, begin - 1, EVM_C(ENT) | EVM_C(OPEN) | EVM_C(CLOSE))))
		begin--;
	if (evm_is(p->s, i + 1, EVM_C(TRANS)) && members_in(p->s, i + 2, p->limit)) {
		p->i = i + 2;
		p->transparent = true;
		return true;
	}
	/* "lung inflammation and damage" */
	shared = p->out->n && last(p)->type == EVM_EFFECT && evm_is(p->s, i - 1, EVM_C(CONJ) | EVM_C(COMMA));
	if (!shared && begin == i && p->s->w[i].lex->modified && !evm_is_prep(p->s, i + 1, EVM_P(OF)))
		return false;	/* "function", "size": whose? */
	m = push(p, i, i + 1, EVM_MEMBER_PROCESS, EVM_EFFECT);
	m->begin = (uint16_t)begin;
	p->i = i + 1;
	return true;
}

static bool pronoun(struct np *p)
{
	if (!(p->how & EVM_NP_SUBJECT))
		return false;
	push(p, p->i, p->i + 1, EVM_MEMBER_PRONOUN, EVM_VESICLE);
	p->i++;
	return true;
}

static bool of_agent(const struct np *p)
{
	size_t k = p->i + 2;

	if (!evm_is_prep(p->s, p->i + 1, EVM_P(OF)))
		return false;
	while (k < p->limit && evm_is(p->s, k, EVM_C(DET) | EVM_C(ADJ)))
		k++;
	return k < p->limit && evm_is(p->s, k, EVM_C(ENT)) &&
	       in_types(p->s->w[k].type, 1u << EVM_VESICLE | 1u << EVM_MIRNA | 1u << EVM_PROTEIN | 1u << EVM_DRUG);
}

static bool preposition(struct np *p)
{
	if (!evm_is_prep(p->s, p->i, EVM_P(OF)) &&
	    !(p->transparent && evm_is_prep(p->s, p->i, OF_LIKE | EVM_P(WITH) | EVM_P(BY) |
					    EVM_P(USING) | EVM_P(INTO))))
		return false;
	pass(p, false);
	return true;
}

static bool group_noun(struct np *p)
{
	if (p->treated >= 0) {
		push(p, (size_t)p->treated, (size_t)p->treated + 1, EVM_MEMBER_GROUP,
		     p->s->w[p->treated].type);
		slashed_group(p, (size_t)p->treated);
		p->treated = -1;
	} else if (p->how & EVM_NP_SUBJECT && !p->out->n && p->i &&
		   evm_is(p->s, p->i - 1, EVM_C(TREAT) | EVM_C(TREATED)) && !p->s->w[p->i - 1].hyphened &&
		   evm_is(p->s, p->i - 2, EVM_C(DET))) {
		/* "the treatment group": who that is the context says */
		push(p, p->i - 1, p->i, EVM_MEMBER_ANAPHOR, EVM_VESICLE);
	}
	p->i++;
	return true;
}

/* "regenerative and immunomodulatory properties": the adjective is the first
 * of a list of effects. */
static bool joint_adjective(struct np *p)
{
	const struct evm_syntax *s = p->s;
	size_t i = p->i, k = i + 1;

	while (k < p->limit && evm_is(s, k, EVM_C(COMMA) | EVM_C(CONJ)))
		k++;
	if (k == i + 1 || k >= p->limit || !evm_is(s, k, EVM_C(ENT)) || s->w[k].type != EVM_EFFECT ||
	    evm_is(s, i, EVM_C(THERAPY)) || !strchr("+~", s->w[i].lex->adj->sign))
		return false;
	for (; k < p->limit && k < i + 8; k++) {
		if (evm_is(s, k, EVM_C(PROPERTY)) || evm_names_property(s, k)) {
			push(p, i, i + 1, EVM_MEMBER_PROCESS, EVM_EFFECT);
			p->i = i + 1;
			return true;
		}
		if (!evm_is(s, k, EVM_C(ENT) | EVM_C(COMMA) | EVM_C(CONJ) | EVM_C(ADJ)))
			return false;
	}
	return false;
}

/* One word before the head; false where the phrase cannot go on. */
static bool before_head(struct np *p)
{
	uint64_t c = p->s->w[p->i].cls;

	if (c & EVM_C(ENT)) {
		entity(p);
		return true;
	}
	if (c & EVM_C(PRON))
		return pronoun(p);
	if (c & (EVM_C(NOUN) | EVM_C(OP) | EVM_C(TRANS) | EVM_C(TREAT) | EVM_C(ROUTE) |
		 EVM_C(PROPERTY) | EVM_C(AGENTN)) &&
	    !(c & (EVM_C(UP) | EVM_C(DOWN))) && noun_before_head(p))
		return true;
	/* "replenishment of miR-21 reduced ...": it is the miRNA that acts */
	if (c & EVM_C(PROC) && p->how & EVM_NP_SUBJECT && of_agent(p)) {
		pass(p, true);
		return true;
	}
	if (c & EVM_C(PROC) && (c & (EVM_C(PROPERTY) | EVM_C(TRANS))) != (EVM_C(PROPERTY) | EVM_C(TRANS)) &&
	    process(p))
		return true;
	if (c & EVM_C(GROUP))
		return group_noun(p);
	if (c & EVM_C(PREP))
		return preposition(p);
	if (c & EVM_C(PADJ) && !(p->how & EVM_NP_SUBJECT) && joint_adjective(p))
		return true;
	if (c & (FILLER | VERBISH | EVM_C(MODIFIED))) {
		adjective(p);	/* "hypoxic MSC-EVs" among them */
		return true;
	}
	if (c & EVM_C(COMMA) && evm_is(p->s, p->i + 1, EVM_C(EXAMPLE))) {
		p->i += 2;		/* "several genes, including X" */
		p->gap = 0;
		return true;
	}
	if (c & (EVM_C(COMMA) | EVM_C(CONJ)) && !p->out->n &&
	    ((p->gap && p->gap < 3) || (c & EVM_C(CONJ) && p->i > p->begin && p->s->w[p->i - 1].hyphened))) {
		p->i++;
		p->gap++;
		return true;
	}
	if (c || ++p->gap > GAP_MAX)
		return false;
	pass(p, p->how & EVM_NP_SUBJECT);
	return true;
}

/* --- between members -------------------------------------------------------------------------- */

static bool verb_begins(const struct evm_syntax *s, size_t i)
{
	for (size_t k = 0; k < s->nvg; k++)
		if (s->vg[k].begin <= i && i <= s->vg[k].head)
			return true;
	return false;
}

/* Is i inside the noun phrase of a clause's own that begins behind `from`? */
static bool other_clause(const struct evm_syntax *s, size_t from, size_t i)
{
	for (size_t k = 0; k < s->nvg; k++) {
		const struct evm_vg *g = &s->vg[k];

		if (g->link == EVM_LINK_OWN && g->np > from && g->np <= i && i < g->begin)
			return true;
	}
	return false;
}

/* Is there a head between i and limit, before anything that ends a phrase? */
static bool head_ahead(const struct np *p, size_t i)
{
	const struct evm_syntax *s = p->s;

	for (size_t k = i; k < p->limit && k < i + 12; k++) {
		uint64_t c = s->w[k].cls;

		if (verb_begins(s, k) || c & (EVM_C(SEMI) | EVM_C(REL) | EVM_C(SUB) | EVM_C(COMMA) | EVM_C(CONJ)))
			return false;
		if (c & (EVM_C(ENT) | EVM_C(PROC)))
			return !other_clause(s, i - 1, k);
		if (c & EVM_C(PREP) && !evm_is_prep(s, k, OF_LIKE))
			return false;
	}
	return false;
}

static size_t skip_joint(const struct evm_syntax *s, size_t i, size_t limit)
{
	while (i < limit && evm_is(s, i, EVM_C(COMMA) | EVM_C(CONJ) | EVM_C(EXAMPLE) |
				   EVM_C(CITE) | EVM_C(ADV) | EVM_C(SLASH)))
		i++;
	return i;
}

/* Goes on with the list behind a comma or conjunction at i. One item that
 * has no head may be passed over when another joint follows it. */
static bool go_on(struct np *p, size_t i)
{
	const struct evm_syntax *s = p->s;
	size_t k = skip_joint(s, i, p->limit);

	if (k == i || k >= p->limit || verb_begins(s, k))
		return false;
	/* ", underlining their ...": a participle that no list knows */
	if (!s->w[k].cls && s->w[k].mention < 0 && evm_is(s, k - 1, EVM_C(COMMA)) &&
	    evm_str_ends(evm_doc_slice(s->doc, s->w[k].span), "ing"))
		return false;
	if (evm_is_prep(s, k, EVM_P(OF)))
		k++;
	else if (evm_is(s, k, EVM_C(PREP)))
		return false;
	if (!head_ahead(p, k)) {
		size_t from = k;

		while (k < p->limit && k < from + 6 && !verb_begins(s, k) &&
		       !evm_is(s, k, EVM_C(PREP) | EVM_C(COMMA) | EVM_C(CONJ) | EVM_C(SEMI) | EVM_C(REL)))
			k++;
		if (k >= p->limit || !evm_is(s, k, EVM_C(COMMA) | EVM_C(CONJ)) || k == from)
			return false;
		k = skip_joint(s, k, p->limit);
		if (verb_begins(s, k) || evm_is(s, k, EVM_C(PREP)) || !head_ahead(p, k))
			return false;
	}
	/* "exosomes/EVs": two names of one thing */
	if (s->w[i].cls & EVM_C(SLASH) && evm_is(s, k, EVM_C(ENT)) &&
	    s->w[k].type == EVM_VESICLE && last(p)->type == EVM_VESICLE) {
		p->i = k + 1;
		return true;
	}
	p->i = p->begin = k;
	p->head = false;
	p->fresh = true;
	p->gap = 0;
	p->transparent = false;
	return true;
}

/* "of cardiomyocytes" behind an effect belongs to its quote. */
static bool of_phrase(struct np *p)
{
	const struct evm_syntax *s = p->s;
	struct evm_member *m = last(p);

	for (size_t k = p->i + 1; k < p->limit && k < p->i + 8; k++) {
		uint64_t c = s->w[k].cls;

		if (verb_begins(s, k) || c & (EVM_C(PREP) | EVM_C(COMMA) | EVM_C(CONJ) | EVM_C(SEMI)))
			return false;
		if ((!(c & EVM_C(ENT)) && !(c & EVM_C(GROUP))) || s->w[k].modifier)
			continue;	/* "of virus-infected cells" */
		while (k + 1 < p->limit && evm_is(s, k + 1, EVM_C(ENT) | EVM_C(GROUP) | EVM_C(PROC)))
			k++;
		if (m->type == EVM_EFFECT || m->type == EVM_DISEASE)
			m->end = (uint16_t)(k + 1);
		if (s->w[k].mention >= 0 && s->w[k].type == EVM_CELL)
			m->cell = (int16_t)k;
		p->i = k + 1;
		return true;
	}
	return false;
}

/* "exosomes derived from X plus Y-treated MSCs": no second subject. */
static bool next_is_source(const struct np *p, size_t i)
{
	for (size_t k = i + 1; k < p->limit && k < i + 8; k++)
		if (p->s->w[k].cls & EVM_C(ENT) && !p->s->w[k].modifier)
			return p->s->w[k].type == EVM_SOURCE && !evm_is(p->s, k + 1, EVM_C(ENT));
	return false;
}

/* Any other prepositional phrase: passed over when the list goes on behind. */
static bool other_phrase(struct np *p)
{
	const struct evm_syntax *s = p->s;
	struct evm_member *m = last(p);
	size_t k = p->i + 1;

	if (evm_is_prep(s, p->i, EVM_P(RELATIVE_TO) | EVM_P_COMPARED |
			EVM_P(THAN) | EVM_P(VERSUS) | EVM_P(VS) | EVM_P(UNLIKE)) ||
	    (!(p->how & EVM_NP_SUBJECT) &&
	     evm_is_prep(s, p->i, EVM_P(BY) | EVM_P(VIA) | EVM_P(THROUGH) | EVM_P(BY_MEANS_OF))))
		return false;
	for (; k < p->limit && k < p->i + 9; k++) {
		uint64_t c = s->w[k].cls;

		if (verb_begins(s, k) || c & (EVM_C(SEMI) | EVM_C(REL) | EVM_C(SUB) | EVM_C(EXAMPLE)))
			return false;	/* examples are the phrase's own */
		if (c & EVM_C(ENT) && s->w[k].type == EVM_CELL && m->cell < 0 &&
		    evm_is_prep(s, p->i, EVM_P(IN) | EVM_P(OF) | EVM_P(ON)))
			m->cell = (int16_t)k;
		if (c & (EVM_C(CONJ) | EVM_C(COMMA)))
			return !(m->type == EVM_VESICLE && next_is_source(p, k)) && go_on(p, k);
		if (c & EVM_C(PREP) && !evm_is_prep(s, k, EVM_P(OF) | EVM_P(IN)))
			return false;
	}
	return false;
}

/* Brackets behind a member: another name of it, or the members of a class
 * ("cytokines (IL-6 and TNF)"). */
static void brackets(struct np *p)
{
	const struct evm_syntax *s = p->s;
	size_t end = evm_skip_brackets(s, p->i, p->limit), found = 0;

	for (size_t k = p->i; k < end; k++)
		if (s->w[k].cls & EVM_C(ENT) && !s->w[k].modifier &&
		    in_types(s->w[k].type, 1u << EVM_PROTEIN | 1u << EVM_MIRNA | 1u << EVM_DRUG))
			found++;
	/* "two miRNAs (miR-298 and miR-328)" */
	if ((p->head && found > 1) || (!p->head && found && (p->gap || p->transparent)))
		for (size_t k = p->i; k < end; k++)
			if (s->w[k].cls & EVM_C(ENT) && !s->w[k].modifier)
				push(p, k, k + 1, EVM_MEMBER_ENTITY, s->w[k].type);
	/* "mitogen-activated protein (MAP) kinase and X" */
	if (p->head && found == 1 && end + 1 < p->limit && !s->w[end].cls && s->w[end].mention < 0 &&
	    evm_is(s, end + 1, EVM_C(CONJ) | EVM_C(COMMA)))
		end++;
	p->i = end;
}

static bool after_head(struct np *p)
{
	const struct evm_syntax *s = p->s;
	uint64_t c = s->w[p->i].cls;

	if (c & (EVM_C(COMMA) | EVM_C(CONJ) | EVM_C(SLASH) | EVM_C(EXAMPLE)))
		return go_on(p, p->i);
	/* "interleukin (IL)-6, ..." */
	if (c & EVM_C(NUM) && p->i && evm_is(s, p->i - 1, EVM_C(CLOSE))) {
		p->i++;
		return true;
	}
	if (evm_is_prep(s, p->i, EVM_P(OF)) && of_phrase(p))
		return true;
	if (c & EVM_C(PREP))
		return other_phrase(p);
	if (p->how & EVM_NP_SUBJECT && c & (EVM_C(DERIVED) | EVM_C(LOADED) | EVM_C(MODIFIED)) &&
	    evm_is(s, p->i + 1, EVM_C(PREP))) {
		p->i++;
		return other_phrase(p);
	}
	return false;
}

size_t evm_noun_list(const struct evm_syntax *s, size_t i, size_t limit,
		     unsigned how, struct evm_members *out)
{
	struct np p = { .s = s, .i = i, .limit = limit < s->n ? limit : s->n,
			.how = how, .sign = 1, .treated = -1, .begin = i,
			.out = out };
	bool more = true;

	out->n = 0;
	while (more && p.i < p.limit) {
		uint64_t c = s->w[p.i].cls;

		if (c & EVM_C(CITE) || (s->w[p.i].depth && !(c & EVM_C(OPEN))))
			p.i++;
		else if (c & EVM_C(OPEN))
			brackets(&p);
		else
			more = p.head ? after_head(&p) : before_head(&p);
	}
	out->end = p.i;
	return out->n;
}
