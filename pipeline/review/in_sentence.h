/* in_sentence: what the machine found in one sentence, to choose parts of a
 * claim from. */
#ifndef EVM_IN_SENTENCE_H
#define EVM_IN_SENTENCE_H

#include "review/review.h"

EVM_LIST_OF(evm_parts, struct evm_part);

/* Of sentence ord (from 1) of a document ("pubmed:99000001"): its text and its
 * mentions, whose bytes count from the sentence's first. 1, 0 when there is no
 * such sentence. */
int evm_mentions_get(struct evm_review *r, struct evm_str doc, int64_t ord,
		     struct evm_arena *a, struct evm_str *sentence,
		     struct evm_parts *list, struct evm_err *err) EVM_MUST_CHECK;

#endif
