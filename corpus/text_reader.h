/*
 * text_reader: plain text copied from a PDF, made into a document: sections
 * under their headings, whole words and sentences, captions and tables taken
 * out of the sentences they interrupt, page furniture dropped, references in
 * doc->refs, and a map back to the raw bytes.
 *
 *	if (evm_text_parse(&raw, &doc, &err) < 0)
 *		return evm_fail("evm-ingest", &err);
 *
 * Any bytes are accepted; the time is linear in their number. What the map
 * does not explain was inserted or folded: spaces at joins, newlines between
 * passages, " | " between cells, and the characters of text_fold.c. Word
 * lists come from corpus/lists below the data folder. Thread safe: no state.
 */
#ifndef EVM_TEXT_READER_H
#define EVM_TEXT_READER_H

#include "corpus/reader.h"

/*
 * Makes a document (reset first, sealed afterwards) of raw->bytes; its id is
 * raw->file's name without folder and ending. 1; 0 when there is no text in
 * it; -1 when a list cannot be read.
 */
int evm_text_parse(const struct evm_raw *raw, struct evm_doc *doc,
		   struct evm_err *err) EVM_MUST_CHECK;

#endif
