/*
 * trace: how a claim came about: what fed its confidence, where each of its
 * qualifiers was found, what was looked at and lost. Filled by
 * evm_extract_traced, for evm-explain and for calibration; extraction without
 * a trace costs nothing.
 *
 * All memory is the document's. A trace belongs to the claim with the same
 * sentence, predicate and spans.
 */
#ifndef EVM_TRACE_H
#define EVM_TRACE_H

#include "core/doc.h"

struct evm_trace_bind {
	struct evm_str key, value;
	const char *how;	/* "phrase", "sentence", "focus", "heading", "topic" ... */
	struct evm_span span;	/* where the text says it; begin == end: nowhere */
	bool lost;		/* was looked at, another was taken */
};

struct evm_trace_feature {
	struct evm_str name;
	double value, weight;
};

struct evm_trace_claim {
	uint32_t sentence;
	enum evm_predicate predicate;
	struct evm_span subject, object;
	struct evm_span antecedent;	/* of a pronoun; begin == end: none */
	bool dropped;			/* the subject stands for nothing */
	EVM_VEC(struct evm_trace_bind) binds;
	EVM_VEC(struct evm_trace_feature) features;
	EVM_VEC(struct evm_span) cues;	/* words of negation and doubt */
	EVM_VEC(struct evm_span) operators;	/* words that turn an argument's sign */
};

struct evm_trace {
	struct evm_arena *arena;
	EVM_VEC(struct evm_trace_claim) claims;
};

/* The trace of a claim, or NULL. */
const struct evm_trace_claim *evm_trace_of(const struct evm_trace *t,
					   const struct evm_claim *c);

#endif
