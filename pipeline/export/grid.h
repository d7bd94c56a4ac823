/*
 * grid: rows of cells, written as a table for people (aligned text, Markdown,
 * HTML) or as records for programs (TSV, JSON Lines).
 *
 *	evm_grid_init(&g, names, n);
 *	evm_grid_text(&g, disease);		n cells a row
 *	evm_grid_list(&g, refs, n_refs);
 *	evm_grid_write(&g, EVM_GRID_TSV, &out);
 *	evm_grid_release(&g);
 *
 * A list is an array in JSON Lines; elsewhere its items stand behind each
 * other with "; " between them. Cells are copied.
 */
#ifndef EVM_GRID_H
#define EVM_GRID_H

#include "core/arena.h"
#include "core/str.h"

enum evm_grid_format {
	EVM_GRID_TEXT,
	EVM_GRID_TSV,
	EVM_GRID_MARKDOWN,
	EVM_GRID_HTML,
	EVM_GRID_JSONL,
	EVM_GRID_N
};

enum evm_cell_kind {
	EVM_CELL_TEXT,
	EVM_CELL_NUMBER,	/* empty: null */
	EVM_CELL_LIST,
	EVM_CELL_LABELS,	/* a list; whole numbers in it are numbers */
};

struct evm_grid_cell {
	enum evm_cell_kind kind;
	struct evm_str *items;	/* one, but for a list */
	size_t n;
};

struct evm_grid {
	const char *const *names;	/* of the columns; borrowed */
	size_t columns;
	size_t wrap;		/* aligned text: characters in a line of a cell; 0:
				 * cells are not wrapped */
	struct evm_arena arena;
	EVM_VEC(struct evm_grid_cell) cells;
};

void evm_grid_init(struct evm_grid *g, const char *const *names, size_t n);
void evm_grid_release(struct evm_grid *g);
void evm_grid_text(struct evm_grid *g, struct evm_str s);
/* Digits, a fraction, or nothing. */
void evm_grid_number(struct evm_grid *g, struct evm_str digits);
void evm_grid_list(struct evm_grid *g, const struct evm_str *items, size_t n);
void evm_grid_labels(struct evm_grid *g, const struct evm_str *items, size_t n);
/* Appends all of it. Every row must be full. */
void evm_grid_write(const struct evm_grid *g, enum evm_grid_format format,
		    struct evm_buf *out);

/* "text", "tsv", "markdown", "html", "jsonl"; -1 when it is none of them. */
int evm_grid_format_of(const char *name);

#endif
