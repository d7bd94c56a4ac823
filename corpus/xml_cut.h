/*
 * xml_cut: cuts records from a stream of XML without parsing them.
 *
 * The elements around the records are walked tag by tag; inside a record only
 * the name of its own element is searched for. Comments, CDATA sections and
 * processing instructions are respected. What a record holds is for the
 * parser to judge: a record that lost its end tag ends where the next begins,
 * and is cut so that the parser will refuse it.
 */
#ifndef EVM_XML_CUT_H
#define EVM_XML_CUT_H

#include "corpus/reader.h"

struct evm_xml_cut;

/* in is borrowed. A record is an <article> of JATS, a <document> of BioC, else
 * one of PubMed's elements. */
struct evm_xml_cut *evm_xml_cut_new(struct evm_in *in, enum evm_format format);
void evm_xml_cut_free(struct evm_xml_cut *c);
/* As evm_corpus_gate. */
void evm_xml_cut_gate(struct evm_xml_cut *c, const struct evm_topic *topic);
/* As evm_corpus_next and evm_corpus_can_go_on. */
int evm_xml_cut_next(struct evm_xml_cut *c, struct evm_raw *raw,
		     struct evm_err *err) EVM_MUST_CHECK;
bool evm_xml_cut_can_go_on(const struct evm_xml_cut *c);

#endif
