/*
 * qualify: from a frame to a claim: arguments resolved, qualifiers bound.
 *
 * Binding order, first that succeeds: the phrase itself, the sentence, the
 * focus of the paragraph, the section's heading, the document's topic.
 */
#ifndef EVM_QUALIFY_H
#define EVM_QUALIFY_H

#include "extractors/confidence.h"
#include "extractors/context.h"
#include "extractors/frame.h"
#include "extractors/trace.h"

struct evm_binding {
	struct evm_doc *doc;
	struct evm_context *context;
	const struct evm_frames *frames;
	uint32_t sentence;
	size_t first, last;		/* mentions of the sentence */
	struct evm_origin origin;	/* of the claim's subject */
	int32_t named;			/* the vesicle that the origin is of, as a mention; -1 */
	bool from_vesicle;		/* the claim is about vesicles */
	/* of condition_sentence; looked for once for all claims of it */
	const struct evm_condition *condition;
	uint32_t condition_sentence;
	struct evm_str asked_drug, drug;	/* the name asked for last, and the drug's */
	const struct evm_weights *weights;
	const char *how;		/* by which evm_bind binds, for the trace */
	struct evm_trace *trace;	/* or NULL */
	struct evm_trace_claim traced;	/* of the claim in the making */
};

/* Appends a claim for a frame to doc->claims: its index, or -1 where the
 * subject stands for nothing. */
int evm_qualify(struct evm_binding *b, const struct evm_frame *f);

/* Adds a qualifier, unless it is empty or there already. */
void evm_bind(struct evm_binding *b, struct evm_claim *c, const char *key,
	      struct evm_str value, struct evm_span span);
/* What was done to the cells or vesicles of b->origin. */
void evm_bind_modification(struct evm_binding *b, const struct evm_frame *f,
			   struct evm_claim *c);
/* Disease, cell, route, dose, trial, model species, setting. */
void evm_bind_circumstances(struct evm_binding *b, const struct evm_frame *f,
			    struct evm_claim *c);

/* Tells the trace what was looked at for a qualifier and not taken. */
void evm_bind_lost(struct evm_binding *b, const char *key, struct evm_str value,
		   struct evm_span span);

/* Which words of the sentence the claim in the making has its mood from, and
 * the sign of its arguments (trace.c). */
void evm_trace_words(struct evm_binding *b, const struct evm_frame *f,
		     const struct evm_claim *c);

/* Confidence: 0..1, a multiple of 0.001; its features go to trace, which may be
 * NULL. */
double evm_confidence(const struct evm_binding *b, const struct evm_frame *f,
		      const struct evm_claim *c, struct evm_trace_claim *trace);

static inline struct evm_span evm_words_span(const struct evm_syntax *s, size_t begin, size_t end)
{
	return (struct evm_span){ s->w[begin].span.begin, s->w[end - 1].span.end };
}

#endif
