#include "extractors/qualify.h"

static bool same(struct evm_span a, struct evm_span b)
{
	return a.begin == b.begin && a.end == b.end;
}

const struct evm_trace_claim *evm_trace_of(const struct evm_trace *t, const struct evm_claim *c)
{
	for (size_t i = 0; i < t->claims.n; i++) {
		const struct evm_trace_claim *k = &t->claims.v[i];

		if (!k->dropped && k->sentence == c->sentence && k->predicate == c->predicate &&
		    same(k->subject, c->subject.span) && same(k->object, c->object.span))
			return k;
	}
	return NULL;
}

#define NEAR 12		/* words between an operator and its argument */

/* Words of negation and doubt in the sentence, where the claim has them. */
static void cues(struct evm_binding *b, const struct evm_claim *c)
{
	const struct evm_syntax *s = b->frames->s;
	uint64_t cls = (c->negated ? EVM_C(NEG) : 0) |
		(c->hedged ? EVM_C(HEDGE) | EVM_C(HEDGEADJ) | EVM_C(HEDGEMODAL) : 0);

	for (size_t i = 0; i < s->n && cls; i++)
		if (s->w[i].cls & cls)
			*EVM_PUSH(&b->doc->arena, b->traced.cues) = s->w[i].span;
}

static bool turns(const struct evm_syntax *s, size_t i)
{
	const struct evm_lexeme *l = s->w[i].lex;

	return (s->w[i].cls & EVM_C(OP) && l->op < 0) ||
	       (s->w[i].cls & EVM_C(NOUN) && l->noun && (l->noun->sign == '-' || l->noun->sign == '!'));
}

/* The nearest word that turns the sign of a member, before it or behind. */
static void operators(struct evm_binding *b, const struct evm_member *m, size_t trigger)
{
	const struct evm_syntax *s = b->frames->s;

	if (m->sign >= 0)
		return;
	for (size_t i = m->begin; i-- > 0 && m->begin - i <= NEAR && i != trigger;)
		if (turns(s, i)) {
			*EVM_PUSH(&b->doc->arena, b->traced.operators) = s->w[i].span;
			return;
		}
	for (size_t i = m->head + 1u; i < s->n && i - m->head <= NEAR && i != trigger; i++)
		if (turns(s, i)) {
			*EVM_PUSH(&b->doc->arena, b->traced.operators) = s->w[i].span;
			return;
		}
}

void evm_trace_words(struct evm_binding *b, const struct evm_frame *f,
		     const struct evm_claim *c)
{
	cues(b, c);
	operators(b, &f->subject, f->trigger);
	operators(b, &f->object, f->trigger);
}
