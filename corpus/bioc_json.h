/* bioc_json: a document of BioC JSON, with its mentions. The only user of
 * json-c. */
#ifndef EVM_BIOC_JSON_H
#define EVM_BIOC_JSON_H

#include "corpus/reader.h"

/* As evm_corpus_parse. */
int evm_bioc_json_parse(const struct evm_raw *raw, struct evm_doc *doc,
			struct evm_err *err) EVM_MUST_CHECK;
/* "json-c 0.16": see evm_io_library. */
void evm_json_library(struct evm_buf *b);

#endif
