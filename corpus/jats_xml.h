/*
 * jats_xml: PMC's JATS articles to documents: sections, paragraphs, captions,
 * tables as rows and cells, references and the citations of them. Not thread
 * safe: one a worker.
 */
#ifndef EVM_JATS_XML_H
#define EVM_JATS_XML_H

#include "corpus/reader.h"

struct evm_jats;

struct evm_jats *evm_jats_new(void);
void evm_jats_free(struct evm_jats *j);
/* As evm_corpus_parse; an article is one document. */
int evm_jats_parse(struct evm_jats *j, const struct evm_raw *raw,
		   struct evm_doc *doc, struct evm_err *err) EVM_MUST_CHECK;

#endif
