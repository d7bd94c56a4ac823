/*
 * concept: what a graph has as a node. An argument's concept is its
 * identifier, or its normal form (evm_term_id); a vesicle that a claim speaks
 * of is named with its source, "BM-MSC exosome": its identifier is that of any
 * exosome then, and stands beside it as xref. So with sources of cells.
 */
#ifndef EVM_CONCEPT_H
#define EVM_CONCEPT_H

#include "core/doc.h"
#include "core/index.h"

struct evm_concept {
	struct evm_str id, name;
	struct evm_str xref;	/* a wider concept, or empty */
	enum evm_type type;
};

/* Concepts in the order they came. */
struct evm_concepts {
	struct evm_arena arena;
	struct evm_index index;		/* by id */
	struct evm_buf id, name;	/* scratch */
	EVM_VEC(struct evm_concept) v;
};

struct evm_concepts *evm_concepts_new(void);
void evm_concepts_free(struct evm_concepts *c);
/* Index of the subject's or the object's concept; added when it is new. */
size_t evm_concepts_add(struct evm_concepts *c, const struct evm_doc *doc,
			const struct evm_claim *claim, bool subject);

#endif
