#include "extractors/chunk_p.h"

#define GAP_MAX 9		/* unknown words before a head */
#define FILLER (EVM_C(DET) | EVM_C(ADJ) | EVM_C(ADV) | EVM_C(NUM) | EVM_C(POSS) | \
		EVM_C(CMP) | EVM_C(UP) | EVM_C(DOWN) | EVM_C(BETTER) | EVM_C(PADJ) | EVM_C(HEDGEADJ) | \
		EVM_C(SLASH) | EVM_C(EXAMPLE) | EVM_C(CONTROL))
#define OF_LIKE (EVM_P(OF) | EVM_P(IN) | EVM_P(ON) | EVM_P(TO) | EVM_P(FOR) | \
		 EVM_P(FROM) | EVM_P(AGAINST))

struct evm_member *evm_np_push(struct evm_np *p, size_t head, size_t end,
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

/* An operator before the head: the first of a phrase replaces what the list
 * had, the next ones multiply. */
void evm_np_operate(struct evm_np *p, int8_t sign, const struct evm_pred *noun)
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

/* --- before the head ------------------------------------------------------------------------ */

static void pass(struct evm_np *p, bool transparent)
{
	p->i++;
	p->transparent = transparent;
}

static void adjective(struct evm_np *p)
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
		evm_np_operate(p, w->lex->op, NULL);
	pass(p, false);
}

static bool noun_before_head(struct evm_np *p)
{
	const struct evm_word *w = &p->s->w[p->i];
	/* "a decrease in X", but "activation in the mice" */
	bool in = !(w->cls & EVM_C(NOUN)) || w->lex->noun->intrans || w->lex->noun->sign == '~' ||
		  w->lex->noun->sign == '0';
	bool prep = evm_is_prep(p->s, p->i + 1, in ? OF_LIKE : OF_LIKE & ~EVM_P(IN));

	if (w->cls & EVM_C(NOUN) && (prep || w->cls & EVM_C(OP))) {
		if (!(w->cls & EVM_C(TRANS)) || p->how & EVM_NP_SUBJECT)
			evm_np_operate(p, evm_np_sign_of(w->lex->noun), w->lex->noun);
		p->i += 1u + prep;
		p->transparent = false;
		return true;
	}
	if (w->cls & EVM_C(OP)) {
		if (!evm_is(p->s, p->i + 1, EVM_C(TREAT)))	/* "low doses" */
			evm_np_operate(p, w->lex->op, NULL);
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

/* "expansion, differentiation and migration of cells": the first of a list of effects. */
static bool heads_effects(const struct evm_np *p)
{
	const struct evm_syntax *s = p->s;
	size_t k = p->i + 1;

	while (k < p->limit && evm_is(s, k, EVM_C(COMMA) | EVM_C(CONJ)))
		k++;
	return k > p->i + 1 && k < p->limit && evm_is(s, k, EVM_C(ENT)) && s->w[k].type == EVM_EFFECT;
}

static bool process(struct evm_np *p)
{
	size_t i = p->i, begin = i;
	struct evm_member *m;
	bool shared;

	/* the adjectives and nouns before it in the phrase are its modifiers */
	while (begin > p->begin && (p->s->w[begin - 1].depth || !p->s->w[begin - 1].cls ||
				    evm_is(p->s, begin - 1, EVM_C(ENT) | EVM_C(OPEN) | EVM_C(CLOSE))))
		begin--;
	if (evm_is(p->s, i + 1, EVM_C(TRANS)) && (evm_np_members_in(p->s, i + 2, p->limit) ||
		(i + 2 < p->limit && evm_is(p->s, i + 2, EVM_C(ENT)) &&
		 evm_np_in_types(p->s->w[i + 2].type, 1u << EVM_PROTEIN | 1u << EVM_MIRNA)))) {
		p->i = i + 2;
		p->transparent = true;
		return true;
	}
	/* "lung inflammation and damage" */
	shared = (p->out->n && evm_np_last(p)->type == EVM_EFFECT && evm_is(p->s, i - 1, EVM_C(CONJ) | EVM_C(COMMA))) ||
		 heads_effects(p);
	if (!shared && begin == i && p->s->w[i].lex->modified && !evm_is_prep(p->s, i + 1, EVM_P(OF)) &&
	    !(i > p->begin && p->s->w[i - 1].hyphened && !(p->how & EVM_NP_SUBJECT) &&	/* "stress-induced death" */
	      evm_str_ends(evm_doc_slice(p->s->doc, p->s->w[i - 1].span), "induced")))
		return false;	/* "function", "size": whose? */
	m = evm_np_push(p, i, i + 1, EVM_MEMBER_PROCESS, EVM_EFFECT);
	m->begin = (uint16_t)begin;
	p->i = i + 1;
	return true;
}

static bool pronoun(struct evm_np *p)
{
	if (!(p->how & EVM_NP_SUBJECT))
		return false;
	evm_np_push(p, p->i, p->i + 1, EVM_MEMBER_PRONOUN, EVM_VESICLE);
	p->i++;
	return true;
}

static bool of_agent(const struct evm_np *p)
{
	size_t k = p->i + 2;

	if (!evm_is_prep(p->s, p->i + 1, EVM_P(OF)))
		return false;
	while (k < p->limit && evm_is(p->s, k, EVM_C(DET) | EVM_C(ADJ)))
		k++;
	return k < p->limit && evm_is(p->s, k, EVM_C(ENT)) &&
	       evm_np_in_types(p->s->w[k].type, 1u << EVM_VESICLE | 1u << EVM_MIRNA | 1u << EVM_PROTEIN | 1u << EVM_DRUG);
}

/* "markers in cells": where they are. */
static bool place(const struct evm_np *p)
{
	size_t k = p->i + 1;

	if (p->how & EVM_NP_SUBJECT || !evm_is_prep(p->s, p->i, EVM_P(IN)))
		return false;
	while (k < p->limit && k < p->i + 5 && (!p->s->w[k].cls || evm_is(p->s, k, EVM_C(DET) | EVM_C(ADJ) | EVM_C(MODIFIED))))
		k++;
	return k < p->limit && evm_is(p->s, k, EVM_C(ENT)) && p->s->w[k].type == EVM_CELL && !p->s->w[k].modifier &&
	       !evm_is(p->s, k + 1, EVM_C(ENT) | EVM_C(PROC));
}

static bool preposition(struct evm_np *p)
{
	if (place(p))
		return false;
	if (!evm_is_prep(p->s, p->i, EVM_P(OF)) &&
	    /* "superior efficacy to S" compares */
	    !(p->transparent && !(p->adjective == EVM_BETTER && evm_is_prep(p->s, p->i, EVM_P(TO))) &&
	      evm_is_prep(p->s, p->i, OF_LIKE | EVM_P(WITH) | EVM_P(BY) |
					    EVM_P(USING) | EVM_P(INTO))))
		return false;
	pass(p, false);
	return true;
}

static bool group_noun(struct evm_np *p)
{
	if (p->treated >= 0) {
		evm_np_push(p, (size_t)p->treated, (size_t)p->treated + 1, EVM_MEMBER_GROUP,
		     p->s->w[p->treated].type);
		evm_np_slashed_group(p, (size_t)p->treated);
		p->treated = -1;
	} else if (p->how & EVM_NP_SUBJECT && !p->out->n && p->i &&
		   evm_is(p->s, p->i - 1, EVM_C(TREAT) | EVM_C(TREATED)) && !p->s->w[p->i - 1].hyphened &&
		   evm_is(p->s, p->i - 2, EVM_C(DET))) {
		/* "the treatment group": who that is the context says */
		evm_np_push(p, p->i - 1, p->i, EVM_MEMBER_ANAPHOR, EVM_VESICLE);
	}
	p->i++;
	return true;
}

/* "regenerative and immunomodulatory properties": the adjective is the first
 * of a list of effects. */
static bool joint_adjective(struct evm_np *p)
{
	const struct evm_syntax *s = p->s;
	size_t i = p->i;
	bool effect = false;

	if (!evm_is(s, i + 1, EVM_C(COMMA) | EVM_C(CONJ)) || !evm_effect_adjective(s, i))
		return false;
	for (size_t k = i + 1; k < p->limit && k < i + 10; k++) {
		bool name = evm_is(s, k, EVM_C(ENT));

		effect |= name && s->w[k].type == EVM_EFFECT;
		if (effect && (evm_is(s, k, EVM_C(PROPERTY)) || evm_names_property(s, k))) {
			evm_np_push(p, i, i + 1, EVM_MEMBER_PROCESS, EVM_EFFECT);
			p->i = i + 1;
			return true;
		}
		if (name ? s->w[k].type != EVM_EFFECT :
			   !evm_is(s, k, EVM_C(COMMA) | EVM_C(CONJ) | EVM_C(ADJ)) && !evm_effect_adjective(s, k))
			return false;
	}
	return false;
}

/* "promotes neovasculogenesis and X": the first of the list has no name. */
static bool unnamed_first(struct evm_np *p)
{
	size_t from = p->begin;

	if (p->how & EVM_NP_SUBJECT || !p->gap)
		return false;
	while (from < p->i && evm_is(p->s, from, EVM_C(DET) | EVM_C(POSS)))
		from++;
	if (from == p->i || evm_unnamed_end(p->s, from, p->limit) != p->i)
		return false;
	evm_np_push(p, from, p->i, EVM_MEMBER_PROCESS, EVM_EFFECT)->loose = true;
	return true;
}

/* One word before the head; false where the phrase cannot go on. */
static bool before_head(struct evm_np *p)
{
	uint64_t c = p->s->w[p->i].cls;

	if (c & EVM_C(ENT)) {
		evm_np_entity(p);
		return true;
	}
	if (c & EVM_C(PRON))
		return pronoun(p);
	if (c & EVM_C(THAT) && p->i == p->begin && !p->out->n && evm_is_prep(p->s, p->i + 1, EVM_P(OF))) {
		pass(p, true);	/* "that of X" */
		return true;
	}
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
	if ((!c || c & EVM_C(PADJ)) && !(p->how & EVM_NP_SUBJECT) && joint_adjective(p))
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
	/* "the mRNA and protein expression of X" */
	if (c & (EVM_C(COMMA) | EVM_C(CONJ)) && p->i > p->begin && evm_is(p->s, p->i - 1, EVM_C(TRANS)) &&
	    evm_is(p->s, p->i + 1, EVM_C(TRANS)) && p->s->w[p->i + 1].mention < 0) {
		pass(p, true);
		return true;
	}
	if (c & (EVM_C(COMMA) | EVM_C(CONJ)) && !p->out->n && unnamed_first(p))
		return true;
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
static bool head_ahead(const struct evm_np *p, size_t i)
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
	while (i < limit && (evm_is(s, i, EVM_C(COMMA) | EVM_C(CONJ) | EVM_C(EXAMPLE) |
				    EVM_C(CITE) | EVM_C(ADV) | EVM_C(SLASH)) ||
			     evm_is_prep(s, i, EVM_P(IN_ADDITION_TO)) ||
			     (evm_is(s, i, EVM_C(NUM)) && evm_is(s, i + 1, EVM_C(COMMA) | EVM_C(CONJ)))))	/* "-2, -9 and" */
		i++;
	return i;
}

/* "X and neovasculogenesis": an item that no vocabulary names. */
static bool unnamed_item(struct evm_np *p, size_t from)
{
	size_t i = from, end;

	if (p->how & EVM_NP_SUBJECT)
		return false;
	while (i < p->limit && evm_is(p->s, i, EVM_C(DET) | EVM_C(POSS)))
		i++;
	end = evm_unnamed_end(p->s, i, p->limit);
	if (end == i || other_clause(p->s, from - 1, i))
		return false;
	evm_np_push(p, i, end, EVM_MEMBER_PROCESS, EVM_EFFECT)->loose = true;
	p->i = end;
	p->begin = i;
	return true;
}

/* "X but not Y", "X and negative for Y": Y is no member. */
static bool denies(const struct evm_np *p, size_t i, size_t k)
{
	const struct evm_syntax *s = p->s;

	if (evm_is_prep(s, k + 1, EVM_P(FOR)) && evm_str_ieqz(evm_doc_slice(s->doc, s->w[k].span), "negative"))
		return true;
	for (; i <= k && !(p->how & EVM_NP_SUBJECT); i++)
		if (evm_is(s, i, EVM_C(NEG)) && !evm_is(s, i, EVM_C(CONJ)) && !evm_is(s, i + 1, EVM_C(ADV)) &&
		    i && evm_is(s, i - 1, EVM_C(CONJ)))
			return true;
	return false;
}

/* Goes on with the list behind a comma or conjunction at i. One item that
 * has no head may be passed over when another joint follows it. */
static bool go_on(struct evm_np *p, size_t i)
{
	const struct evm_syntax *s = p->s;
	size_t k = skip_joint(s, i, p->limit);

	if (k == i || k >= p->limit || verb_begins(s, k) || denies(p, i, k))
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

		if (unnamed_item(p, k))
			return true;
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
	    s->w[k].type == EVM_VESICLE && evm_np_last(p)->type == EVM_VESICLE) {
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

/* The entity of a type that stands behind the joint by itself: its word, or 0. */
static size_t joined_entity(const struct evm_np *p, size_t joint, enum evm_type type)
{
	const struct evm_syntax *s = p->s;
	size_t k = joint + 1;

	while (k < p->limit && evm_is(s, k, EVM_C(DET) | EVM_C(ADJ)))
		k++;
	while (k + 1 < p->limit && evm_is(s, k, EVM_C(ENT)) && evm_is(s, k + 1, EVM_C(ENT)))
		k++;	/* "EL-4 lymphoma" */
	if (k >= p->limit || !evm_is(s, k, EVM_C(ENT)) || s->w[k].type != type || s->w[k].modifier ||
	    evm_is(s, k + 1, EVM_C(PROC) | EVM_C(NOUN) | EVM_C(TRANS)))
		return 0;	/* "and lymphoma growth" */
	return k;
}

/* "infiltration into melanoma or lymphoma": the second is of the phrase's kind, not of
 * the member's, and stands in the phrase. Word behind it; 0 where the list may go on. */
static size_t behind_pair(const struct evm_np *p, size_t joint)
{
	enum evm_type type = p->s->w[joint - 1].type, last = p->out->m[p->out->n - 1].type;
	size_t k;

	if (!evm_is(p->s, joint, EVM_C(CONJ)) || !evm_is(p->s, joint - 1, EVM_C(ENT)) || type == last ||
	    !evm_np_in_types(last, 1u << EVM_EFFECT | 1u << EVM_DISEASE) ||
	    !evm_np_in_types(type, 1u << EVM_CELL | 1u << EVM_DISEASE | 1u << EVM_SOURCE))
		return 0;
	k = joined_entity(p, joint, type);
	return k ? k + 1 : 0;
}

/* "apoptosis of neurons and astrocytes": a second effect, whose head the first has. */
static bool share_head(struct evm_np *p)
{
	const struct evm_syntax *s = p->s;
	const struct evm_member first = *evm_np_last(p);
	size_t k;

	if (first.type != EVM_EFFECT || !evm_is(s, p->i, EVM_C(CONJ) | EVM_C(COMMA)) ||
	    (!first.shared && evm_str_find(evm_str_sub(s->doc->text, s->w[first.begin].span.begin,
		s->w[first.end - 1].span.end), EVM_LIT(" of "), 0) == SIZE_MAX))
		return false;
	k = joined_entity(p, skip_joint(s, p->i, p->limit) - 1, EVM_CELL);
	if (!k || verb_begins(s, k) || other_clause(s, p->i, k))
		return false;
	*evm_np_push(p, k, k + 1, EVM_MEMBER_PROCESS, EVM_EFFECT) = (struct evm_member){
		.begin = (uint16_t)k, .end = (uint16_t)(k + 1), .head = (uint16_t)k,
		.kind = EVM_MEMBER_PROCESS, .type = EVM_EFFECT, .sign = first.sign,
		.adjective = first.adjective, .noun = first.noun, .hedged = first.hedged,
		.cell = (int16_t)k, .shared = first.shared ? first.shared : (uint16_t)(first.begin + 1),
	};
	p->i = k + 1;
	return true;
}

/* "of cardiomyocytes" behind an effect belongs to its quote. */
static bool of_phrase(struct evm_np *p)
{
	const struct evm_syntax *s = p->s;
	struct evm_member *m = evm_np_last(p);

	for (size_t k = p->i + 1; k < p->limit && k < p->i + 8; k++) {
		uint64_t c = s->w[k].cls;

		if (verb_begins(s, k) || c & (EVM_C(PREP) | EVM_C(COMMA) | EVM_C(CONJ) | EVM_C(SEMI)))
			return false;
		if ((!(c & EVM_C(ENT)) && !(c & EVM_C(GROUP))) || s->w[k].modifier)
			continue;	/* "of virus-infected cells" */
		while (k + 1 < p->limit && evm_is(s, k + 1, EVM_C(ENT) | EVM_C(GROUP) | EVM_C(PROC)))
			k++;
		/* "of A cells and B cells" */
		if (m->type == EVM_EFFECT && k + 2 < p->limit && evm_is(s, k, EVM_C(ENT)) && s->w[k].type == EVM_CELL &&
		    evm_is(s, k + 1, EVM_C(CONJ)) && evm_is(s, k + 2, EVM_C(ENT)) && s->w[k + 2].type == EVM_CELL &&
		    !evm_is(s, k + 3, EVM_C(ENT) | EVM_C(PROC)))
			k += 2;
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
static bool next_is_source(const struct evm_np *p, size_t i)
{
	for (size_t k = i + 1; k < p->limit && k < i + 8; k++)
		if (p->s->w[k].cls & EVM_C(ENT) && !p->s->w[k].modifier)
			return p->s->w[k].type == EVM_SOURCE && !evm_is(p->s, k + 1, EVM_C(ENT));
	return false;
}

/* Any other prepositional phrase: passed over when the list goes on behind. */
static bool other_phrase(struct evm_np *p)
{
	const struct evm_syntax *s = p->s;
	struct evm_member *m = evm_np_last(p);
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
		if (c & (EVM_C(CONJ) | EVM_C(COMMA)) && behind_pair(p, k)) {
			k = behind_pair(p, k) - 1;
			continue;
		}
		if (c & (EVM_C(CONJ) | EVM_C(COMMA)))
			return !(m->type == EVM_VESICLE && next_is_source(p, k)) && go_on(p, k);
		if (c & EVM_C(PREP) && !evm_is_prep(s, k, EVM_P(OF) | EVM_P(IN)))
			return false;
	}
	return false;
}

/* Brackets behind a member: another name of it, or the members of a class
 * ("cytokines (IL-6 and TNF)"). */
static void brackets(struct evm_np *p)
{
	const struct evm_syntax *s = p->s;
	size_t end = evm_skip_brackets(s, p->i, p->limit), found = 0;

	for (size_t k = p->i; k < end; k++)
		if (s->w[k].cls & EVM_C(ENT) && !s->w[k].modifier &&
		    evm_np_in_types(s->w[k].type, 1u << EVM_PROTEIN | 1u << EVM_MIRNA | 1u << EVM_DRUG))
			found++;
	/* "two miRNAs (miR-298 and miR-328)" */
	if ((p->head && found > 1) || (!p->head && found && (p->gap || p->transparent)))
		for (size_t k = p->i; k < end; k++)
			if (s->w[k].cls & EVM_C(ENT) && !s->w[k].modifier)
				evm_np_push(p, k, k + 1, EVM_MEMBER_ENTITY, s->w[k].type);
	/* "mitogen-activated protein (MAP) kinase and X" */
	if (p->head && found == 1 && end + 1 < p->limit && !s->w[end].cls && s->w[end].mention < 0 &&
	    evm_is(s, end + 1, EVM_C(CONJ) | EVM_C(COMMA)))
		end++;
	p->i = end;
}

static bool after_head(struct evm_np *p)
{
	const struct evm_syntax *s = p->s;
	uint64_t c = s->w[p->i].cls;

	if (share_head(p))
		return true;
	if (c & (EVM_C(COMMA) | EVM_C(CONJ) | EVM_C(SLASH) | EVM_C(EXAMPLE)) ||
	    evm_is_prep(s, p->i, EVM_P(IN_ADDITION_TO)))
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
	struct evm_np p = { .s = s, .i = i, .limit = limit < s->n ? limit : s->n,
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
