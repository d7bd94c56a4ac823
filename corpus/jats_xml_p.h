/*
 * jats_xml_p: what the parts of the JATS reader share. Private to corpus/.
 *
 * jats_xml.c walks the article, jats_text_xml.c makes running text with its
 * citations, jats_table_xml.c tables and captions, jats_meta_xml.c metadata
 * and the reference list.
 */
#ifndef EVM_JATS_XML_P_H
#define EVM_JATS_XML_P_H

#include "core/index.h"
#include "corpus/flat.h"
#include "corpus/jats_xml.h"
#include "corpus/xml_ctxt.h"

/* A citation in the text that is being made. */
struct jats_xref {
	size_t begin, end;	/* in the flat text */
	const xmlNode *node;
};

struct evm_jats {
	struct evm_xml_ctxt xml;
	struct evm_flat flat;
	struct evm_doc *doc;
	struct evm_index ref_at;	/* a reference's id: index in doc->refs */
	EVM_VEC(struct jats_xref) xrefs;	/* of the flat text, in order */
	/* figures, tables and footnotes met inside a paragraph: they come
	 * after it, so that they cut no sentence */
	EVM_VEC(const xmlNode *) later;
	bool flow;		/* the text is a paragraph's: lists may cut it */
	enum evm_region region;	/* of the text being made ... */
	struct evm_str section;	/* ... and the headings above it */
	uint32_t tables;	/* so far */
};

/* --- the tree (strings are borrowed from it) --- */

bool jats_is(const xmlNode *n, const char *name);
const xmlNode *jats_child(const xmlNode *n, const char *name);
/* Down a path of names: "front/article-meta". */
const xmlNode *jats_path(const xmlNode *n, const char *path);
struct evm_str jats_attr(const xmlNode *n, const char *name);
/* for (n = jats_first(parent); n; n = jats_next(n)): the elements in it. */
const xmlNode *jats_first(const xmlNode *n);
const xmlNode *jats_next(const xmlNode *n);

/* --- text --- */

/* The element's text, flat; lives until the next call. */
struct evm_str jats_flat(struct evm_jats *j, const xmlNode *n);
/* Adds an element's text to what jats_begin began. */
void jats_begin(struct evm_jats *j);
void jats_add(struct evm_jats *j, const xmlNode *n);
/* Makes a passage of it, with its citations: its index, or -1 when empty. */
int jats_emit(struct evm_jats *j);
/* Records the citations of the flat text, which stands at begin in the
 * document and has n bytes there. */
void jats_cite(struct evm_jats *j, uint32_t begin, size_t n);

/* --- parts --- */

void jats_meta(struct evm_jats *j, const xmlNode *article);
void jats_refs(struct evm_jats *j, const xmlNode *article);
/* A figure, table, footnote, supplement or a group of them. */
void jats_float(struct evm_jats *j, const xmlNode *n);
void jats_table(struct evm_jats *j, const xmlNode *table);
/* What stands in a section, a box, a list. */
void jats_blocks(struct evm_jats *j, const xmlNode *n);

#endif
