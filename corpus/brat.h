/*
 * brat: standoff annotations, NAME.ann, and the text beside them, NAME.txt.
 * Mentions with their references and notes are read; events, relations and
 * mentions in pieces are passed over. A line of the text is a passage.
 */
#ifndef EVM_BRAT_H
#define EVM_BRAT_H

#include "corpus/reader.h"

/* Does the file begin with a line such as "T1<TAB>Type 0 5<TAB>text"? */
bool evm_brat_sniff(struct evm_str head);
/* The record: the annotations, a NUL, the text. */
int evm_brat_read(struct evm_in *in, struct evm_raw *raw, size_t max,
		  struct evm_err *err) EVM_MUST_CHECK;
int evm_brat_parse(const struct evm_raw *raw, struct evm_doc *doc,
		   struct evm_err *err) EVM_MUST_CHECK;

#endif
