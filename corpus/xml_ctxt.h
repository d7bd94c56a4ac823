/*
 * xml_ctxt: one libxml2 parser context, used for one record after the other.
 *
 * No network, no external entities, no DTD is ever loaded, and no declaration
 * can stand in a record; so only the five predefined entities and character
 * references exist. Not thread safe: one a worker.
 */
#ifndef EVM_XML_CTXT_H
#define EVM_XML_CTXT_H

#include <libxml/parser.h>

#include "corpus/reader.h"

struct evm_xml_ctxt {
	xmlParserCtxtPtr ctxt;
	xmlSAXHandler sax;	/* the caller's handlers; kept over a renewal */
	bool tree;		/* no handlers: make a tree */
	void *user;
	char why[300];		/* libxml2's first complaint */
};

/* handlers NULL: each record becomes a tree. */
void evm_xml_ctxt_init(struct evm_xml_ctxt *x, const xmlSAXHandler *handlers,
		       void *user);
void evm_xml_ctxt_release(struct evm_xml_ctxt *x);
/* In a handler: the user of the context that it is called with. */
static inline void *evm_xml_user(void *ctx)
{
	return ((struct evm_xml_ctxt *)((xmlParserCtxtPtr)ctx)->_private)->user;
}

/* True when the context was made anew, and with it the dictionary that names
 * are compared in. Called before each record. */
bool evm_xml_ctxt_renew(struct evm_xml_ctxt *x);
/* Parses a record; *doc is owned by the caller (NULL when handlers are set).
 * The error names file, byte and, where it can be read, the PMID. */
int evm_xml_ctxt_parse(struct evm_xml_ctxt *x, const struct evm_raw *raw,
		       xmlDocPtr *doc, struct evm_err *err) EVM_MUST_CHECK;
/* Sets an error for a record; returns -1. */
int evm_xml_bad(const struct evm_raw *raw, struct evm_err *err,
		const char *fmt, ...) __attribute__((format(printf, 3, 4)));

/* "libxml2 2.9.14": see evm_io_library. */
void evm_xml_library(struct evm_buf *b);

#endif
