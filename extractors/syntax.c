/* Which of a window's words are nouns here, which verbs. */
#include "extractors/syntax.h"

size_t evm_skip_brackets(const struct evm_syntax *s, size_t i, size_t limit)
{
	uint8_t depth = s->w[i].depth;

	for (i++; i < limit; i++)
		if (s->w[i].cls & EVM_C(CLOSE) && s->w[i].depth <= depth)
			return i + 1;
	return limit;
}

#define NOMINAL (EVM_C(ENT) | EVM_C(DET) | EVM_C(ADJ) | EVM_C(POSS) | EVM_C(TRANS) | \
		 EVM_C(PROC) | EVM_C(GROUP) | EVM_C(TREAT) | EVM_C(PROPERTY))
#define ANY_VERB (EVM_C(VERB) | EVM_C(LIGHT) | EVM_C(REPORT) | EVM_C(INVEST) | \
		  EVM_C(AIM) | EVM_C(OTHER))
#define ANY_NOUN (EVM_C(NOUN) | EVM_C(TREAT) | EVM_C(PROC) | EVM_C(TRANS) | \
		  EVM_C(PROPERTY) | EVM_C(PLAINNOUN) | EVM_C(AGENTN) | EVM_C(GROUP))

static size_t before(const struct evm_syntax *s, size_t i)
{
	while (i-- > 0)
		if (!(s->w[i].cls & (EVM_C(ADV) | EVM_C(CITE))) || s->w[i].cls & EVM_C(NEG))
			return i;
	return SIZE_MAX;
}

/* "increases", "targets", "transfer": a verb here? */
static bool is_verb_here(const struct evm_syntax *s, size_t i)
{
	const struct evm_word *w = s->w;
	size_t p = before(s, i);
	uint64_t pc = p == SIZE_MAX ? 0 : w[p].cls;

	if (pc & (EVM_C(MODAL) | EVM_C(HEDGEMODAL) | EVM_C(DO) | EVM_C(PRON) |
		  EVM_C(REL) | EVM_C(THAT) | EVM_C(TO)))
		return true;
	if (p != SIZE_MAX && evm_is_prep(s, p, EVM_P(TO)))
		return (w[i].form & EVM_BASE) && evm_is(s, i + 1, NOMINAL);
	if (p == SIZE_MAX || pc & (EVM_C(DET) | EVM_C(PREP) | EVM_C(POSS) | EVM_C(BE) | EVM_C(ADJ)))
		return false;
	if (evm_is_prep(s, i + 1, EVM_P(OF) | EVM_P(BY)))
		return false;
	return evm_is(s, i + 1, NOMINAL) ||
	       (w[i].lex->verb && w[i].lex->verb->prep && evm_is_prep(s, i + 1, w[i].lex->verb->prep));
}

static void decide_verbs(struct evm_syntax *s)
{
	for (size_t i = 0; i < s->n; i++) {
		struct evm_word *w = &s->w[i];

		if (!(w->cls & ANY_VERB) || !(w->cls & ANY_NOUN) ||
		    !(w->form & (EVM_BASE | EVM_S)))
			continue;
		if (is_verb_here(s, i))
			w->cls &= ~ANY_NOUN;
		else
			w->cls &= ~ANY_VERB;
	}
}

/* "to" before a verb is its mark, else a preposition. */
static void decide_to(struct evm_syntax *s)
{
	for (size_t i = 0; i + 1 < s->n; i++) {
		size_t k = i + 1;

		if (!evm_is_prep(s, i, EVM_P(TO)))
			continue;
		while (evm_is(s, k, EVM_C(ADV)))
			k++;
		/* "led to lower levels" */
		if (i && evm_is(s, i - 1, EVM_C(VERB)) && s->w[i - 1].lex->verb->prep & EVM_P(TO) &&
		    evm_is(s, k, EVM_C(UP) | EVM_C(DOWN)) && evm_is(s, k, EVM_C(ADJ)))
			continue;
		if (evm_is(s, k, ANY_VERB | EVM_C(BE) | EVM_C(HAVE)) &&
		    (s->w[k].form & EVM_BASE || evm_is(s, k, EVM_C(BE))) &&
		    (!(s->w[k].cls & ANY_NOUN) || !evm_is(s, k + 1, EVM_C(PREP) | EVM_C(COMMA))))
			s->w[i].cls = EVM_C(TO);
	}
}

static void sum_up(struct evm_syntax *s)
{
	s->any = s->types = 0;
	for (size_t i = 0; i < s->n; i++) {
		s->any |= s->w[i].cls;
		if (s->w[i].cls & EVM_C(ENT))
			s->types |= 1u << s->w[i].type;
	}
}

bool evm_syntax_next(struct evm_syntax *s, size_t *at)
{
	size_t left = s->total - *at, n = left;

	if (*at >= s->total)
		return false;
	if (n > EVM_WINDOW) {
		/* cut at a semicolon, else at a comma */
		for (n = EVM_WINDOW; n > EVM_WINDOW / 2; n--)
			if (s->all[*at + n - 1].cls & (EVM_C(SEMI) | EVM_C(COMMA)))
				break;
	}
	s->w = s->all + *at;
	s->n = n;
	*at += n;
	decide_to(s);
	decide_verbs(s);
	sum_up(s);
	evm_verb_groups(s);
	return true;
}
