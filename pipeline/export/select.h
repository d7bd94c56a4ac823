/*
 * select: which claims are exported, by a --where (store/filter.h). On a
 * database the queue answers it, so that both mean the same: its fingerprints
 * are added. On a stream each claim is looked at.
 *
 *	evm_select_parse(&sel, "status=accepted,source=BM", &err);
 *	evm_select_add(&sel, print);		of a database: each that is meant
 *	evm_select_apply(&sel, &doc, &x);	claims that are not meant go
 *	evm_select_release(&sel);
 */
#ifndef EVM_SELECT_H
#define EVM_SELECT_H

#include "core/index.h"
#include "export/export.h"
#include "store/filter.h"

struct evm_select {
	struct evm_filters where;
	struct evm_index prints;
	uint32_t n;		/* of prints */
	bool known;		/* prints are what is meant */
};

/* The text is borrowed. A mistake is EVM_EXIT_USAGE. */
int evm_select_parse(struct evm_select *s, const char *text,
		     struct evm_err *err) EVM_MUST_CHECK;
void evm_select_release(struct evm_select *s);
/* What cannot be had: of a stream, what only a database knows; where the output
 * stands in the order of documents (sorts false), an order of its own. */
int evm_select_check(const struct evm_select *s, bool stream, bool sorts,
		     struct evm_err *err) EVM_MUST_CHECK;
/* From now on the fingerprints that are added are what is meant; an empty one
 * adds none. Copied. select: struct evm_select, as evm_filters_each hands it. */
void evm_select_add(void *select, struct evm_str print);
/* How many were added before it; UINT32_MAX when it was not. */
uint32_t evm_select_rank(const struct evm_select *s, struct evm_str print);
/*
 * Takes the other claims out of the document; x's status and prints, as the
 * source of documents gave them, follow (copied in the document's arena).
 * A claim whose means is taken out stands without it. Is any claim left?
 */
bool evm_select_apply(const struct evm_select *s, struct evm_doc *doc,
		      struct evm_export *x);

#endif
