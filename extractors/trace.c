#include "extractors/trace.h"

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
