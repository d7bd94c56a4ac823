/* bioc: what the readers of BioC's two spellings, XML and JSON, share. */
#ifndef EVM_BIOC_H
#define EVM_BIOC_H

#include "corpus/given.h"

/* An annotation as it stands: values of its infons, empty where there are
 * none, and its places in the document, in whatever unit. */
struct evm_bioc_note {
	struct evm_str type, text, identifier, norm, name, source, species, cargo,
		       modification, sign;
	struct evm_pieces_at places;
};

/* Its infons by get(DOC, NODE, KEY). */
#define EVM_BIOC_INFONS(get, doc, n) \
	.type = get(doc, n, "type"), .identifier = get(doc, n, "identifier"), \
	.norm = get(doc, n, "norm"), .name = get(doc, n, "name"), \
	.source = get(doc, n, "source"), .species = get(doc, n, "species"), \
	.cargo = get(doc, n, "cargo"), .modification = get(doc, n, "modification"), \
	.sign = get(doc, n, "sign")

/* Adds it as a mention when its places hold its text. offset: of its passage
 * in the same unit; in, text: the passage in our document. Texts of the note
 * live in the document's arena. */
void evm_bioc_mention(struct evm_doc *doc, struct evm_bioc_note *note,
		      uint64_t offset, struct evm_span in, struct evm_str text);
/* Of an infon "type": ours by name, else as NCBI's files name them. */
enum evm_region evm_bioc_region(struct evm_str type);
/* Adds a sentence at its place to the text of a passage that has no text of
 * its own: a gap of some characters is spaces, a greater one a mistake. at:
 * in the document; less than offset: unknown. */
void evm_bioc_sentence(struct evm_buf *text, uint64_t offset, uint64_t at,
		       struct evm_str sentence);
/* Where a document is from: as we wrote it, else told by its id. */
struct evm_str evm_bioc_source(struct evm_str said, struct evm_str id);
/* Infons of a document that are its metadata, NULL behind the last. */
extern const char *const evm_bioc_meta[];

#endif
