/*
 * xml_records: which elements are records, and which are sets of them. Lists of
 * names end in NULL.
 */
#ifndef EVM_XML_RECORDS_H
#define EVM_XML_RECORDS_H

#include "corpus/reader.h"

/* A prefix of the name does not count. */
bool evm_xml_in(struct evm_str name, const char *const *list);
/* Root elements in which all elements are records. */
const char *const *evm_xml_sets(enum evm_format format);
const char *const *evm_xml_records(enum evm_format format);
/* Those of the known ones that stand in a set as records of their own. */
const char *const *evm_xml_records_in(struct evm_str set,
				      const char *const *known);

/* The format that XML's first bytes show; -1 for XML of another kind, whose
 * root element is then *root, and for what is no XML (*root is empty). */
int evm_xml_sniff(struct evm_str head, struct evm_str *root);

#endif
