/*
 * pubtator: PubTator's text: title, abstract, and the mentions in them.
 * Relations between identifiers have no place in a document and are passed
 * over.
 */
#ifndef EVM_PUBTATOR_H
#define EVM_PUBTATOR_H

#include "corpus/reader.h"

/* Does the file begin with "ID|t|"? */
bool evm_pubtator_sniff(struct evm_str head);
/* As evm_corpus_next and evm_corpus_parse; a record is what stands between
 * two blank lines. */
int evm_pubtator_next(struct evm_in *in, uint64_t *line_no, struct evm_raw *raw,
		      struct evm_err *err) EVM_MUST_CHECK;
int evm_pubtator_parse(const struct evm_raw *raw, struct evm_doc *doc,
		       struct evm_err *err) EVM_MUST_CHECK;

#endif
