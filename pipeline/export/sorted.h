/*
 * sorted: rows of claims in an order of their own, not in that of their
 * documents. All are kept until the end.
 *
 *	evm_sorted_init(&s);
 *	evm_sorted_add(&s, &select, &x, &doc, rows, true);	each document
 *	evm_sorted_write(&s, &out);
 *	evm_sorted_release(&s);
 */
#ifndef EVM_SORTED_H
#define EVM_SORTED_H

#include "export/select.h"

struct evm_sorted_row {
	uint32_t rank;
	struct evm_str text;
};

struct evm_sorted {
	struct evm_arena arena;
	EVM_VEC(struct evm_sorted_row) rows;
};

void evm_sorted_init(struct evm_sorted *s);
void evm_sorted_release(struct evm_sorted *s);
/* The rows that a format wrote of a document, a claim each, in their order;
 * csv: a line's end may stand inside quotes. The ranks are the order in which
 * fingerprints were added to select. */
void evm_sorted_add(struct evm_sorted *s, const struct evm_select *select,
		    const struct evm_export *x, const struct evm_doc *doc,
		    struct evm_str rows, bool csv);
void evm_sorted_write(struct evm_sorted *s, struct evm_buf *out);

#endif
