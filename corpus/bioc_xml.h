/*
 * bioc_xml: a <document> of BioC XML with its passages and annotations.
 * Relations are passed over: what they claim is for the extractor to find.
 */
#ifndef EVM_BIOC_XML_H
#define EVM_BIOC_XML_H

#include "corpus/reader.h"

struct evm_bioc;

struct evm_bioc *evm_bioc_new(void);
void evm_bioc_free(struct evm_bioc *b);
/* As evm_corpus_parse. */
int evm_bioc_parse(struct evm_bioc *b, const struct evm_raw *raw,
		   struct evm_doc *doc, struct evm_err *err) EVM_MUST_CHECK;

#endif
