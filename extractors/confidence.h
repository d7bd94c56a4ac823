/*
 * confidence: how sure a claim is, from its construction and its arguments:
 * a logistic model whose weights stand in extractors/rules/confidence.tsv,
 * fitted by tests/eval/calibrate.py.
 */
#ifndef EVM_CONFIDENCE_H
#define EVM_CONFIDENCE_H

#include "core/arena.h"
#include "core/err.h"
#include "core/index.h"

struct evm_weights {
	struct evm_arena arena;
	struct evm_index names;		/* feature -> place in w */
	EVM_VEC(double) w;
	uint64_t digest;
};

int evm_weights_load(struct evm_weights *w, const char *dir,
		     struct evm_err *err) EVM_MUST_CHECK;
void evm_weights_release(struct evm_weights *w);

#endif
