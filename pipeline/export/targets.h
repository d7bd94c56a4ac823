/*
 * targets: what the claims of a document point at, each once and numbered:
 * its mentions in their order, then the arguments that are no mention (a
 * pronoun, a bare noun).
 */
#ifndef EVM_TARGETS_H
#define EVM_TARGETS_H

#include "core/doc.h"

struct evm_target {
	struct evm_span span;
	enum evm_type type;
	struct evm_str norm, id, resolved;
	const struct evm_mention *mention;	/* NULL: an argument alone */
};

struct evm_targets {
	EVM_VEC(struct evm_target) v;
	uint32_t *subject, *object;	/* of each claim: indexes in v */
};

/* In an arena. */
void evm_targets_make(struct evm_targets *t, const struct evm_doc *doc,
		      struct evm_arena *a);

/*
 * The name of a concept for other programs: its identifier; without one
 * "evm:TYPE.NORM", letters, digits, '.', '-', '_' as they are, a space as
 * '_', another byte as %XX. Appended.
 */
void evm_term_id(struct evm_buf *b, enum evm_type type, struct evm_str id,
		 struct evm_str norm);
/* An identifier as a CURIE: miRBase's stand without a prefix inside. */
void evm_curie_put(struct evm_buf *b, struct evm_str id);
/* What "evm:" stands for. */
#define EVM_TERM_IRI "urn:x-evmine:"
/* What claims are called in RDF and graphs, before their id. */
#define EVM_TERM_IRI_CLAIM EVM_TERM_IRI "claim."

/* IRIs of what a CURIE or a document names, without angle brackets. */
void evm_curie_iri(struct evm_buf *b, struct evm_str curie);
void evm_doc_iri(struct evm_buf *b, const struct evm_doc *doc);
/* What a CURIE's prefix ("DOID") stands for. */
void evm_prefix_iri(struct evm_buf *b, struct evm_str prefix);
/* The document's PMID and PMCID, or empty. */
struct evm_str evm_doc_pmid(const struct evm_doc *doc);
struct evm_str evm_doc_pmcid(const struct evm_doc *doc);

/* All values of a qualifier with a text between them, each once; appends
 * nothing where there is none. */
void evm_quals_join(struct evm_buf *b, const struct evm_claim *c,
		    struct evm_str key, const char *between);
/* Is quals.v[i] the first one of its key? */
bool evm_quals_first(const struct evm_claim *c, size_t i);

#endif
