#include "export/sorted.h"

#include <stdlib.h>
#include <string.h>

#include "store/claim.h"

void evm_sorted_init(struct evm_sorted *s)
{
	memset(s, 0, sizeof *s);
	evm_arena_init(&s->arena);
}

void evm_sorted_release(struct evm_sorted *s)
{
	evm_arena_release(&s->arena);
}

/* Bytes of the first row, its end included. */
static size_t row_of(struct evm_str rows, bool csv)
{
	bool quoted = false;

	for (size_t i = 0; i < rows.n; i++) {
		quoted = quoted != (csv && rows.p[i] == '"');
		if (rows.p[i] == '\n' && !quoted)
			return i + 1;
	}
	return rows.n;
}

void evm_sorted_add(struct evm_sorted *s, const struct evm_select *select,
		    const struct evm_export *x, const struct evm_doc *doc,
		    struct evm_str rows, bool csv)
{
	for (size_t i = 0; i < doc->claims.n; i++) {
		struct evm_sorted_row *row;
		size_t n;

		if (doc->claims.v[i].confidence < x->min_confidence)
			continue;
		n = row_of(rows, csv);
		EVM_CHECK(n > 0);
		row = EVM_PUSH(&s->arena, s->rows);
		row->rank = evm_select_rank(select, evm_str(x->prints[i].hex));
		row->text = evm_str_dup(&s->arena, evm_str_sub(rows, 0, n));
		rows = evm_str_sub(rows, n, rows.n);
	}
	EVM_CHECK(!rows.n);
}

static int by_rank(const void *pa, const void *pb)
{
	const struct evm_sorted_row *a = pa, *b = pb;

	return (a->rank > b->rank) - (a->rank < b->rank);
}

void evm_sorted_write(struct evm_sorted *s, struct evm_buf *out)
{
	if (s->rows.n)
		qsort(s->rows.v, s->rows.n, sizeof *s->rows.v, by_rank);
	for (size_t i = 0; i < s->rows.n; i++)
		evm_buf_add(out, s->rows.v[i].text);
}
