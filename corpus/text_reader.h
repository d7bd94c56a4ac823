/* text_reader: plain text copied from a PDF. */
#ifndef EVM_TEXT_READER_H
#define EVM_TEXT_READER_H

#include "corpus/reader.h"

/* raw->bytes is the whole file. */
int evm_text_parse(const struct evm_raw *raw, struct evm_doc *doc,
		   struct evm_err *err) EVM_MUST_CHECK;

#endif
