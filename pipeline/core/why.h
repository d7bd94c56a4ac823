/*
 * why: what made the machine claim something, told by whoever can work it
 * out again. Screens ask; extractors/why.h answers.
 */
#ifndef EVM_WHY_H
#define EVM_WHY_H

#include "core/doc.h"

enum evm_why_kind {
	EVM_WHY_CUE,		/* a word of negation or doubt */
	EVM_WHY_OPERATOR,	/* turns an argument's sign: "inhibition of" */
	EVM_WHY_ANTECEDENT,	/* what the pronoun stands for */
};

struct evm_why_mark {
	enum evm_why_kind kind;
	struct evm_span span;	/* of the document's text */
};

struct evm_why_share {		/* what fed the confidence: a log odds ratio */
	struct evm_str name;
	double share;
};

/* Its texts and lists are the teller's, until it is asked again. */
struct evm_why {
	bool known;		/* the rules as they are make this claim */
	EVM_VEC(struct evm_why_mark) marks;
	EVM_VEC(struct evm_why_share) shares;
};

/*
 * Explains claim i of a document as it was stored. The document's claims may
 * be made anew by it: look at them before. 0, -1.
 */
struct evm_why_teller {
	int (*ask)(void *ctx, struct evm_doc *doc, size_t i, struct evm_why *why,
		   struct evm_err *err);
	void *ctx;
};

#endif
