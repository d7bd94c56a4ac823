#include "extractors/why.h"

#include <stdlib.h>
#include <string.h>

#include "core/digest.h"
#include "extractors/extract.h"

/* What was told of a document's claims: the next card is mostly of the same
 * one, and a whole paper takes long to extract. */
struct told {
	uint32_t sentence;
	enum evm_predicate predicate;
	struct evm_span subject, object;
	struct evm_why why;
};

struct evm_teller {
	struct evm_ruleset *rules;
	struct evm_extractor *extractor;
	struct evm_arena arena;		/* of all below */
	char of[EVM_DIGEST_HEX + 1];	/* the document */
	EVM_VEC(struct told) told;
};

int evm_teller_open(struct evm_teller **out, struct evm_err *err)
{
	struct evm_teller *t = evm_malloc(sizeof *t);

	*out = NULL;
	memset(t, 0, sizeof *t);
	evm_arena_init(&t->arena);
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
	evm_arena_release(&t->arena);
	free(t);
}

static void mark(struct evm_arena *a, struct evm_why *why, enum evm_why_kind kind,
		 struct evm_span span)
{
	if (span.end > span.begin)
		*EVM_PUSH(a, why->marks) = (struct evm_why_mark){ kind, span };
}

static void keep(struct evm_teller *x, const struct evm_trace_claim *t)
{
	struct told *k = EVM_PUSH(&x->arena, x->told);
	struct evm_why *why = &k->why;

	*k = (struct told){ .sentence = t->sentence, .predicate = t->predicate,
			    .subject = t->subject, .object = t->object, .why = { .known = true } };
	for (size_t i = 0; i < t->cues.n; i++)
		mark(&x->arena, why, EVM_WHY_CUE, t->cues.v[i]);
	for (size_t i = 0; i < t->operators.n; i++)
		mark(&x->arena, why, EVM_WHY_OPERATOR, t->operators.v[i]);
	mark(&x->arena, why, EVM_WHY_ANTECEDENT, t->antecedent);
	for (size_t i = 0; i < t->features.n; i++)
		*EVM_PUSH(&x->arena, why->shares) = (struct evm_why_share){
			evm_str_dup(&x->arena, t->features.v[i].name),
			t->features.v[i].value * t->features.v[i].weight };
}

/* The text, and as how it was annotated. */
static void name_of(const struct evm_doc *doc, char hex[EVM_DIGEST_HEX + 1])
{
	struct evm_buf b = EVM_BUF_INIT;

	evm_buf_printf(&b, "%zu %zu ", doc->mentions.n, doc->claims.n);
	evm_buf_add(&b, doc->id);
	evm_buf_addc(&b, '\n');
	evm_buf_add(&b, doc->text);
	evm_digest(evm_buf_str(&b), hex);
	evm_buf_release(&b);
}

static int learn(struct evm_teller *x, struct evm_doc *doc, struct evm_err *err)
{
	struct evm_trace trace = { 0 };
	char of[EVM_DIGEST_HEX + 1];

	name_of(doc, of);
	if (!strcmp(of, x->of))
		return 0;
	x->of[0] = 0;
	x->told.n = x->told.cap = 0;
	x->told.v = NULL;
	evm_arena_reset(&x->arena);
	if (evm_extract_traced(x->extractor, doc, &trace, err))
		return -1;
	for (size_t i = 0; i < trace.claims.n; i++)
		if (!trace.claims.v[i].dropped)
			keep(x, &trace.claims.v[i]);
	memcpy(x->of, of, sizeof x->of);
	return 0;
}

static bool same(struct evm_span a, struct evm_span b)
{
	return a.begin == b.begin && a.end == b.end;
}

static int ask(void *ctx, struct evm_doc *doc, size_t i, struct evm_why *why,
	       struct evm_err *err)
{
	struct evm_teller *x = ctx;
	struct evm_claim c = doc->claims.v[i];

	*why = (struct evm_why){ .known = false };
	if (learn(x, doc, err))
		return -1;
	for (size_t k = 0; k < x->told.n; k++) {
		const struct told *t = &x->told.v[k];

		if (t->sentence == c.sentence && t->predicate == c.predicate &&
		    same(t->subject, c.subject.span) && same(t->object, c.object.span)) {
			*why = t->why;
			break;
		}
	}
	return 0;
}

struct evm_why_teller evm_teller(struct evm_teller *t)
{
	return (struct evm_why_teller){ ask, t };
}
