#include "extractors/chunk_p.h"

#define GAP_MAX 9		/* unknown words before a head */
#define FILLER (EVM_C(DET) | EVM_C(ADJ) | EVM_C(ADV) | EVM_C(NUM) | EVM_C(POSS) | \
		EVM_C(CMP) | EVM_C(UP) | EVM_C(DOWN) | EVM_C(BETTER) | EVM_C(PADJ) | EVM_C(HEDGEADJ) | \
		EVM_C(SLASH) | EVM_C(EXAMPLE) | EVM_C(CONTROL))

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
	bool prep = evm_is_prep(p->s, p->i + 1, in ? EVM_NP_OF_LIKE : EVM_NP_OF_LIKE & ~EVM_P(IN));

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
	      evm_is_prep(p->s, p->i, EVM_NP_OF_LIKE | EVM_P(WITH) | EVM_P(BY) |
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

/* --- the list ----------------------------------------------------------------------------- */

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
			evm_np_brackets(&p);
		else
			more = p.head ? evm_np_after_head(&p) : before_head(&p);
	}
	out->end = p.i;
	return out->n;
}
