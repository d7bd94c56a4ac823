/*
 * confidence: how sure a claim is, from its construction and its arguments:
 * a logistic model whose weights stand in extractors/rules/confidence.tsv,
 * fitted by tests/eval/calibrate.py.
 */
#ifndef EVM_CONFIDENCE_H
#define EVM_CONFIDENCE_H

#include "core/doc.h"
#include "core/index.h"

/* Features that are there or not (or by how much); the others are the subject's and
 * object's type, the predicate and the rule. In confidence.tsv: group/name. */
#define EVM_FIXED_FEATURES(X) \
	X(BIAS, "bias", "") X(PRONOUN, "subject", "pronoun") X(ANAPHOR, "subject", "anaphor") \
	X(GROUP, "subject", "group") X(LOOSE_SUBJECT, "subject", "loose") \
	X(INHERITED, "subject", "inherited") X(TOPIC, "subject", "topic") \
	X(FAR_SUBJECT, "subject", "far") X(PROCESS, "object", "process") \
	X(LOOSE_OBJECT, "object", "loose") X(FAR_OBJECT, "object", "far") X(LIST, "object", "list") \
	X(LONG, "sentence", "long") X(VERY_LONG, "sentence", "very_long") X(WEAK, "weak", "") \
	X(HEDGED, "hedged", "") X(NEGATED, "negated", "")

enum evm_fixed_feature {
#define X(id, group, name) EVM_FEATURE_##id,
	EVM_FIXED_FEATURES(X)
#undef X
	EVM_FEATURE_N
};

struct evm_weights {
	struct evm_arena arena;
	struct evm_index names;		/* feature -> place in w */
	EVM_VEC(double) w;
	/* those that are asked for at each claim, 0 where the file has none */
	double fixed[EVM_FEATURE_N], subject[EVM_TYPE_N], object[EVM_TYPE_N],
		predicate[EVM_PREDICATE_N];
	uint64_t digest;
};

int evm_weights_load(struct evm_weights *w, const char *dir,
		     struct evm_err *err) EVM_MUST_CHECK;
void evm_weights_release(struct evm_weights *w);

#endif
