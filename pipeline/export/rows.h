/*
 * rows: what the summary tables gather. A row is found by its keys (texts
 * that make it what it is) and collects lists of texts, each item once, in
 * the order it came. At the end rows are sorted by their keys.
 */
#ifndef EVM_ROWS_H
#define EVM_ROWS_H

#include "core/arena.h"
#include "core/index.h"
#include "core/str.h"

#define EVM_ROW_KEYS 8
#define EVM_ROW_LISTS 14

struct evm_row {
	struct evm_str key[EVM_ROW_KEYS];
	EVM_VEC(struct evm_str) list[EVM_ROW_LISTS];
};

struct evm_rows {
	size_t keys;
	struct evm_arena arena;
	struct evm_index index;	/* of rows by their keys */
	struct evm_index items;	/* what stands in which list */
	struct evm_buf buf;
	EVM_VEC(struct evm_row) v;
};

void evm_rows_init(struct evm_rows *r, size_t keys);
void evm_rows_release(struct evm_rows *r);
/* The row with these keys, made when there is none; texts are copied. The
 * pointer lives until the next call. */
struct evm_row *evm_rows_get(struct evm_rows *r, const struct evm_str *keys);
/* Adds to a list what is not in it (letters' case aside); nothing for an empty
 * text. */
void evm_rows_put(struct evm_rows *r, struct evm_row *row, size_t list,
		  struct evm_str item);
/* By keys, as bytes; rows are no longer found after it. */
void evm_rows_sort(struct evm_rows *r);

#endif
