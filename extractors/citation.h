/*
 * citation: references to a reference list in running text.
 *
 * Numbers in brackets: "[25] [26]", "[28, 29]", "[104-106]"; numbers behind a
 * stop where the document has no brackets: "growth.12,13"; authors and years:
 * "(Smith et al., 2019; Li and Wu 2020)". "[Ca2+]i", "[18F]", "[95% CI" are
 * none. Ranges become single labels, at most 30.
 *
 *	evm_citer_new(&c, &err);
 *	evm_cite_find(c, &doc);
 *	evm_citer_free(c);
 */
#ifndef EVM_CITATION_H
#define EVM_CITATION_H

#include "core/doc.h"

struct evm_citer;

/* One a thread. */
int evm_citer_new(struct evm_citer **c, struct evm_err *err) EVM_MUST_CHECK;
void evm_citer_free(struct evm_citer *c);
/* Replaces doc->cites. Call where ingest gave none. */
void evm_cite_find(struct evm_citer *c, struct evm_doc *doc);

#endif
