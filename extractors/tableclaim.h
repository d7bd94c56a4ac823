/*
 * tableclaim: claims of a table's rows.
 *
 * The columns' headers (extractors/rules/tables.tsv) say what the cells hold.
 * A row with an effect gives a claim for each thing that the effect's cell
 * names; a row that names a trial gives investigated_for. The row's other
 * cells are the qualifiers.
 */
#ifndef EVM_TABLECLAIM_H
#define EVM_TABLECLAIM_H

#include "extractors/qualify.h"

enum evm_column {
	EVM_COLUMN_SOURCE, EVM_COLUMN_VESICLE, EVM_COLUMN_DISEASE, EVM_COLUMN_ROUTE,
	EVM_COLUMN_INTERVENTION, EVM_COLUMN_FUNCTION, EVM_COLUMN_CARGO, EVM_COLUMN_REFS,
	EVM_COLUMN_N
};

struct evm_table_rules {
	EVM_VEC(struct evm_str) header[EVM_COLUMN_N];
	struct evm_arena arena;
	uint64_t digest;
};

int evm_table_rules_load(struct evm_table_rules *r, const char *dir,
			 struct evm_err *err) EVM_MUST_CHECK;
void evm_table_rules_release(struct evm_table_rules *r);

/* Roles of a table's columns by their headers, told once for its rows. */
#define EVM_TABLE_COLUMNS 32
struct evm_table_head {
	uint32_t table;			/* its number; 0: none yet */
	int8_t role[EVM_TABLE_COLUMNS];	/* EVM_COLUMN_, or -1 */
};

/* Adds the claims of a row: b->sentence is the row, s has read it. */
void evm_table_row(const struct evm_table_rules *r, struct evm_table_head *head,
		   struct evm_binding *b, struct evm_syntax *s);

#endif
