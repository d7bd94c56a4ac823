/*
 * table: the tables that a review prints, made of many claims.
 *
 *	evm_table_new(EVM_TABLE_EFFECTS, 0.5);
 *	evm_table_add(t, &doc, NULL);		each document
 *	evm_table_finish(t, EVM_GRID_MARKDOWN, &out);
 *	evm_table_free(t);
 *
 * effects	a row for each source, its species, vesicle and disease: routes,
 *		functions, cargo, references and the claims behind it
 * cargo	a row for each source, vesicle and cargo: its targets and effects
 * trials	a row for each clinical trial, from trial tables and from claims
 *
 * Citation labels mean something in their own document alone: rows with
 * references are kept apart by document, rows of papers that report their own
 * work are merged over documents. Rows made from a document's tables are kept
 * apart from those made from its running text.
 */
#ifndef EVM_TABLE_H
#define EVM_TABLE_H

#include "core/doc.h"
#include "export/grid.h"

enum evm_table_kind {
	EVM_TABLE_EFFECTS,
	EVM_TABLE_CARGO,
	EVM_TABLE_TRIALS,
	EVM_TABLE_N
};

struct evm_table;
struct evm_fingerprint;

/* "effects", "cargo", "trials"; -1 when it is none of them. */
int evm_table_kind_of(const char *name);

/* Claims below the confidence are left out. */
struct evm_table *evm_table_new(enum evm_table_kind kind, double min_confidence);
void evm_table_free(struct evm_table *t);
/* Fingerprints of the claims where they are known, else NULL. */
void evm_table_add(struct evm_table *t, const struct evm_doc *doc,
		   const struct evm_fingerprint *prints);
/* Appends the table. Text, Markdown and HTML are for people: without the
 * claims' ids. The table is used up. */
void evm_table_finish(struct evm_table *t, enum evm_grid_format format,
		      struct evm_buf *out);


/* A column of a row and its texts: one at most where it is no list. */
struct evm_table_cell {
	const char *name;
	const struct evm_str *v;
	size_t n;
};
typedef void evm_table_row_fn(void *ctx, const struct evm_table_cell *cells,
			      size_t n);
/* The same rows one after the other, instead of evm_table_finish: for programs
 * that write them in their own way. Texts live as long as the table. */
void evm_table_each(struct evm_table *t, evm_table_row_fn *row, void *ctx);

#endif
