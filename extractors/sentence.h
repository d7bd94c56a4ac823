/*
 * sentence: where sentences begin and end.
 *
 * A sentence lies in one passage. Headings and table rows are one sentence
 * each; titles, abstracts, body text and captions are split at full stops,
 * question and exclamation marks, guarded by lists in
 * extractors/rules/sentence.tsv. A sentence of more than 120 words is cut at
 * its semicolons. Spans have no white space at their ends. A splitter is read
 * only: any number of threads may use one.
 *
 *	evm_splitter_load(&sp, &err);
 *	evm_split(&sp, &doc);
 *	evm_splitter_release(&sp);
 */
#ifndef EVM_SENTENCE_H
#define EVM_SENTENCE_H

#include "core/doc.h"
#include "extractors/words.h"

struct evm_splitter {
	struct evm_words words;
};

int evm_splitter_load(struct evm_splitter *sp, struct evm_err *err) EVM_MUST_CHECK;
void evm_splitter_release(struct evm_splitter *sp);
/* Replaces doc->sentences. The document is sealed. */
void evm_split(const struct evm_splitter *sp, struct evm_doc *doc);

#endif
