/*
 * pubmed_xml: PubMed's and MEDLINE's records to documents.
 *
 * PubmedArticle, MedlineCitation, PubmedBookArticle and BookDocument give a
 * document each; DeleteCitation and DeleteDocument give one per PMID, with
 * doc->deleted set. Not thread safe: one a worker.
 */
#ifndef EVM_PUBMED_XML_H
#define EVM_PUBMED_XML_H

#include "corpus/reader.h"

struct evm_pubmed;

struct evm_pubmed *evm_pubmed_new(void);
void evm_pubmed_free(struct evm_pubmed *p);
/* As evm_corpus_parse. */
int evm_pubmed_parse(struct evm_pubmed *p, const struct evm_raw *raw,
		     struct evm_doc *doc, bool *more,
		     struct evm_err *err) EVM_MUST_CHECK;

#endif
