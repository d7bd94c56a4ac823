/*
 * xml_tags: finding one's way in the bytes of XML without parsing them. A
 * slice here is a part of a file; what is not whole in it is not there yet.
 */
#ifndef EVM_XML_TAGS_H
#define EVM_XML_TAGS_H

#include "core/str.h"

/* The name that begins at pos; it may go on behind the slice. */
struct evm_str evm_xml_name(struct evm_str s, size_t pos);
/* Offset behind the '>' of the tag that begins at s[0], or SIZE_MAX. */
size_t evm_xml_tag_end(struct evm_str s);
/* Offset behind the first occurrence at or after from, or SIZE_MAX. */
size_t evm_xml_behind(struct evm_str s, size_t from, const char *what);
/* Offset behind a comment, CDATA section or processing instruction at s[pos];
 * SIZE_MAX when it is not closed; pos when there is none. */
size_t evm_xml_hidden_end(struct evm_str s, size_t pos);
/* Offset behind the DOCTYPE at s[0], its internal subset and all; SIZE_MAX
 * when it is not closed. */
size_t evm_xml_doctype_end(struct evm_str s);
/* Does the tag at s[pos], a '<', close or open an element of this name? */
bool evm_xml_closes(struct evm_str s, size_t pos, struct evm_str name);
bool evm_xml_opens(struct evm_str s, size_t pos, struct evm_str name);

#endif
