/*
 * select: which claims are exported. The keys are those of the review queue's
 * filter: status predicate subject object source vesicle disease route
 * species model cargo section region rule certainty year doc claim entity low
 * high; "-" is the value of what has none. A comma stands between pairs; a
 * key that comes again gives one more allowed value.
 *
 *	evm_select_parse(&sel, "status=accepted,source=BM", &err);
 *	evm_select_apply(&sel, &doc, &x);	claims that are not meant go
 *	evm_select_release(&sel);
 */
#ifndef EVM_SELECT_H
#define EVM_SELECT_H

#include "export/export.h"

struct evm_select {
	struct evm_arena arena;
	EVM_VEC(struct evm_select_pair) pairs;
	double low, high;	/* high 0: no upper end */
};

/* The text is borrowed. A mistake is EVM_EXIT_USAGE. */
int evm_select_parse(struct evm_select *s, const char *text,
		     struct evm_err *err) EVM_MUST_CHECK;
void evm_select_release(struct evm_select *s);
/*
 * Takes the other claims out of the document; x's status and prints, as the
 * source of documents gave them, follow (copied in the document's arena).
 * A claim whose means is taken out stands without it. Is any claim left?
 */
bool evm_select_apply(const struct evm_select *s, struct evm_doc *doc,
		      struct evm_export *x);

#endif
