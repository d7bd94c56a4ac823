/*
 * xml_plain: a record of plain XML, piece by piece, several times as fast as a
 * whole parser: elements, attributes in double quotes, text in UTF-8, references to
 * characters. That is what PubMed's files consist of. Whatever else comes
 * (namespaces, comments, CDATA, what is not well-formed) is not read but told,
 * and the record is for libxml2. What is read has the pieces that libxml2 gives.
 *
 *	if (evm_xml_plain_begin(&x, raw))
 *		while ((got = evm_xml_plain_next(&x)) > EVM_XML_OVER)
 *			...
 *	if (got != EVM_XML_OVER)
 *		start again with libxml2
 */
#ifndef EVM_XML_PLAIN_H
#define EVM_XML_PLAIN_H

#include "corpus/reader.h"

#define EVM_XML_DEPTH 100
#define EVM_XML_ATTRIBUTES 16

enum evm_xml_piece {
	EVM_XML_OTHER = -1,	/* not plain */
	EVM_XML_OVER,
	EVM_XML_START, EVM_XML_END, EVM_XML_TEXT,
};

struct evm_xml_attribute {
	struct evm_str name, value;
};

struct evm_xml_plain {
	/* START's and TEXT's, until the next call; a text may come in parts */
	struct evm_str name, text;
	struct evm_xml_attribute attributes[EVM_XML_ATTRIBUTES];
	size_t n_attributes;
	/* private */
	struct evm_str s;			/* the record */
	size_t at;
	struct evm_str open[EVM_XML_DEPTH];	/* names */
	size_t depth;
	bool begun, empty;			/* empty: its END comes next */
	char character[16];
};

/* False: it is none for us. */
bool evm_xml_plain_begin(struct evm_xml_plain *x, const struct evm_raw *raw);
enum evm_xml_piece evm_xml_plain_next(struct evm_xml_plain *x);

#endif
