/*
 * tsv_lines: lines "id<TAB>text", the text taken verbatim as one passage.
 *
 * Offsets into the text stay true: control bytes become a space each, nothing
 * else is touched, and what is no UTF-8 is an error. Ids may come again.
 */
#ifndef EVM_TSV_LINES_H
#define EVM_TSV_LINES_H

#include "corpus/reader.h"

/* Do the first bytes of a file look like such lines? */
bool evm_tsv_lines_sniff(struct evm_str head);
/* As evm_corpus_next and evm_corpus_parse. *line_no counts the lines. */
int evm_tsv_lines_next(struct evm_in *in, uint64_t *line_no,
		       struct evm_raw *raw, struct evm_err *err) EVM_MUST_CHECK;
int evm_tsv_lines_parse(const struct evm_raw *raw, struct evm_doc *doc,
			struct evm_err *err) EVM_MUST_CHECK;

#endif
