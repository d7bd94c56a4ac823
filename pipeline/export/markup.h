/*
 * markup: text with what XML, CSV, RDF and IRIs want escaped. All append.
 */
#ifndef EVM_MARKUP_H
#define EVM_MARKUP_H

#include "core/str.h"

/* Text of an element. U+FFFE and U+FFFF, which XML forbids, become U+FFFD: as
 * long in every unit. */
void evm_xml_text(struct evm_buf *b, struct evm_str s);
/* ' name="value"': newlines and tabs are kept as references. */
void evm_xml_attr(struct evm_buf *b, const char *name, struct evm_str value);
/* RFC 4180: quoted where it must be; a comma before it unless it begins the
 * line. excel_safe: an apostrophe before what a spreadsheet would compute. */
void evm_csv_field(struct evm_buf *b, struct evm_str s, bool excel_safe);
/* The same, always quoted and safe. */
void evm_csv_cell(struct evm_buf *b, struct evm_str s);
/* In quotes, those in it doubled. */
void evm_csv_quoted(struct evm_buf *b, struct evm_str s, bool excel_safe);
/* Tabs and ends of lines as one space each: the length is kept. */
void evm_flat(struct evm_buf *b, struct evm_str s);
/* A string of Turtle or TriG with its quotes. */
void evm_turtle_str(struct evm_buf *b, struct evm_str s);
/* Part of an IRI: everything but letters, digits and "-._~" is written %XX. */
void evm_iri_part(struct evm_buf *b, struct evm_str s);

#endif
