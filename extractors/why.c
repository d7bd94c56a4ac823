#include "extractors/why.h"

#include <stdlib.h>

#include "extractors/extract.h"

struct evm_teller {
	struct evm_ruleset *rules;
	struct evm_extractor *extractor;
};

int evm_teller_open(struct evm_teller **out, struct evm_err *err)
{
	struct evm_teller *t = evm_malloc(sizeof *t);

	*out = NULL;
	if (evm_ruleset_load(&t->rules, NULL, err)) {
		free(t);
		return -1;
	}
	t->extractor = evm_extractor_new(t->rules);
	*out = t;
	return 0;
}

void evm_teller_close(struct evm_teller *t)
{
	if (!t)
		return;
	evm_extractor_free(t->extractor);
	evm_ruleset_free(t->rules);
	free(t);
}

static void mark(struct evm_doc *doc, struct evm_why *why, enum evm_why_kind kind,
		 struct evm_span span)
{
	if (span.end > span.begin)
		*EVM_PUSH(&doc->arena, why->marks) = (struct evm_why_mark){ kind, span };
}

static void tell(struct evm_doc *doc, const struct evm_trace_claim *t, struct evm_why *why)
{
	why->known = true;
	for (size_t i = 0; i < t->cues.n; i++)
		mark(doc, why, EVM_WHY_CUE, t->cues.v[i]);
	for (size_t i = 0; i < t->operators.n; i++)
		mark(doc, why, EVM_WHY_OPERATOR, t->operators.v[i]);
	mark(doc, why, EVM_WHY_ANTECEDENT, t->antecedent);
	for (size_t i = 0; i < t->features.n; i++)
		*EVM_PUSH(&doc->arena, why->shares) = (struct evm_why_share){
			t->features.v[i].name, t->features.v[i].value * t->features.v[i].weight };
}

static int ask(void *ctx, struct evm_doc *doc, size_t i, struct evm_why *why,
	       struct evm_err *err)
{
	struct evm_teller *x = ctx;
	struct evm_claim c = doc->claims.v[i];
	struct evm_trace trace = { 0 };
	const struct evm_trace_claim *t;

	*why = (struct evm_why){ .known = false };
	if (evm_extract_traced(x->extractor, doc, &trace, err))
		return -1;
	t = evm_trace_of(&trace, &c);
	if (t)
		tell(doc, t, why);
	return 0;
}

struct evm_why_teller evm_teller(struct evm_teller *t)
{
	return (struct evm_why_teller){ ask, t };
}
