/*
 * code: one-token names of cells and vesicles, "hBMSC-Exos", "UC-MSC-Ex",
 * "Dopa-EVs": parts out of codes.tsv put together.
 *
 *	evm_code_new(&k, &err);
 *	if (evm_code_read(k, EVM_LIT("hBM-MSCs-Ex"), &code))
 *		code.source is "BM", code.species "human", code.vesicle "exosome"
 *	evm_code_free(k);
 */
#ifndef EVM_CODE_H
#define EVM_CODE_H

#include "core/doc.h"

/* A tissue's cells, not "MSC" alone? Of a source's code, which may be empty. */
static inline bool evm_source_specific(struct evm_str source)
{
	return source.n && !evm_str_eqz(source, "MSC");
}

struct evm_coder;

struct evm_code {
	struct evm_str source;		/* BM ...; MSC where no tissue is said; empty
					 * where no mesenchymal cell is named */
	struct evm_str species;		/* or empty */
	struct evm_str vesicle;		/* class, or empty: the name of a cell */
	struct evm_str modification;	/* what stands before the cell: "Dopa" */
};

/* One a thread. Reads extractors/rules/codes.tsv. */
int evm_coder_new(struct evm_coder **k, struct evm_err *err) EVM_MUST_CHECK;
void evm_coder_free(struct evm_coder *k);
/* Reads a whole word with its hyphens. Views live as long as the coder, or
 * as the word. */
bool evm_code_read(struct evm_coder *k, struct evm_str word, struct evm_code *code);
/* Could a token of a word end a code: a core ("hBMSCs") or a vesicle ("EVs")?
 * Tells which words are worth evm_code_read. */
bool evm_code_vesicle(const struct evm_coder *k, struct evm_str token);
bool evm_code_core(struct evm_str token);
/* The animal that letters before a code stand for, "h"; or empty. */
struct evm_str evm_code_species(const struct evm_coder *k, struct evm_str token);

#endif
