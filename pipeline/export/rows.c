#include "export/rows.h"

#include <stdlib.h>
#include <string.h>

void evm_rows_init(struct evm_rows *r, size_t keys)
{
	memset(r, 0, sizeof *r);
	EVM_CHECK(keys <= EVM_ROW_KEYS);
	r->keys = keys;
	evm_arena_init(&r->arena);
}

void evm_rows_release(struct evm_rows *r)
{
	evm_index_release(&r->index);
	evm_index_release(&r->items);
	evm_buf_release(&r->buf);
	evm_arena_release(&r->arena);
}

struct evm_row *evm_rows_get(struct evm_rows *r, const struct evm_str *keys)
{
	struct evm_row *row;
	uint32_t at;
	bool added;

	r->buf.n = 0;
	for (size_t k = 0; k < r->keys; k++) {
		evm_buf_add(&r->buf, keys[k]);
		evm_buf_addc(&r->buf, '\x1f');
	}
	if (evm_index_get(&r->index, evm_buf_str(&r->buf), &at))
		return &r->v.v[at];
	evm_index_add(&r->index, evm_str_dup(&r->arena, evm_buf_str(&r->buf)),
		      (uint32_t)r->v.n, &added);
	row = EVM_PUSH(&r->arena, r->v);
	for (size_t k = 0; k < r->keys; k++)
		row->key[k] = evm_str_dup(&r->arena, keys[k]);
	return row;
}

void evm_rows_put(struct evm_rows *r, struct evm_row *row, size_t list,
		  struct evm_str item)
{
	bool added;

	if (!item.n)
		return;
	/* a row can have thousands of documents behind it */
	r->buf.n = 0;
	evm_buf_printf(&r->buf, "%zu %zu ", (size_t)(row - r->v.v), list);
	for (size_t i = 0; i < item.n; i++)
		evm_buf_addc(&r->buf, evm_to_lower(item.p[i]));
	if (evm_index_get(&r->items, evm_buf_str(&r->buf), &(uint32_t){ 0 }))
		return;
	evm_index_add(&r->items, evm_str_dup(&r->arena, evm_buf_str(&r->buf)),
		      0, &added);
	*EVM_PUSH(&r->arena, row->list[list]) = evm_str_dup(&r->arena, item);
}

static int by_keys(const void *pa, const void *pb)
{
	const struct evm_row *a = pa, *b = pb;

	for (size_t k = 0; k < EVM_ROW_KEYS; k++) {
		int d = evm_str_cmp(a->key[k], b->key[k]);

		if (d)
			return d;
	}
	return 0;
}

void evm_rows_sort(struct evm_rows *r)
{
	if (r->v.n)
		qsort(r->v.v, r->v.n, sizeof *r->v.v, by_keys);
}
