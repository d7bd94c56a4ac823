#include "export/table.h"

#include <stdlib.h>
#include <string.h>

#include "export/table_p.h"

#define COLUMNS_MAX 16

struct evm_table {
	const struct evm_table_def *def;
	double min_confidence;
	struct evm_rows rows;
	struct evm_arena arena;		/* for one document */
};

static const struct evm_table_def *def_of(enum evm_table_kind kind)
{
	static const struct evm_table_def *const defs[EVM_TABLE_N] = {
		&evm_table_effects, &evm_table_cargo, &evm_table_trials,
	};

	return defs[kind];
}

int evm_table_kind_of(const char *name)
{
	for (int k = 0; k < EVM_TABLE_N; k++)
		if (!strcmp(name, def_of((enum evm_table_kind)k)->name))
			return k;
	return -1;
}

struct evm_table *evm_table_new(enum evm_table_kind kind, double min_confidence)
{
	struct evm_table *t = evm_malloc(sizeof *t);

	t->def = def_of(kind);
	t->min_confidence = min_confidence;
	evm_rows_init(&t->rows, t->def->keys);
	evm_arena_init(&t->arena);
	return t;
}

void evm_table_free(struct evm_table *t)
{
	if (!t)
		return;
	evm_rows_release(&t->rows);
	evm_arena_release(&t->arena);
	free(t);
}

void evm_table_add(struct evm_table *t, const struct evm_doc *doc,
		   const struct evm_fingerprint *prints)
{
	struct evm_items items;

	if (doc->deleted)
		return;
	evm_arena_reset(&t->arena);
	evm_items_make(&items, &t->arena, doc, prints, t->min_confidence);
	t->def->add(&t->rows, &t->arena, doc, &items);
}

/* Numbers by size, before labels of letters. */
static int by_label(const void *pa, const void *pb)
{
	const struct evm_str *a = pa, *b = pb;
	uint64_t na, nb;
	bool ta = evm_str_u64(*a, UINT64_MAX, &na);
	bool tb = evm_str_u64(*b, UINT64_MAX, &nb);

	if (ta != tb)
		return ta ? 1 : -1;
	if (!ta && na != nb)
		return na < nb ? -1 : 1;
	return evm_str_cmp(*a, *b);
}

static void put_cell(struct evm_grid *g, const struct evm_row *row,
		     const struct evm_column *c)
{
	struct evm_str first = EVM_LIT("");

	if (c->kind != EVM_COLUMN_KEY && row->list[c->at].n)
		first = row->list[c->at].v[0];
	switch (c->kind) {
	case EVM_COLUMN_KEY:
		evm_grid_text(g, row->key[c->at]);
		break;
	case EVM_COLUMN_LIST:
		evm_grid_list(g, row->list[c->at].v, row->list[c->at].n);
		break;
	case EVM_COLUMN_LABELS:
		if (row->list[c->at].n)
			qsort(row->list[c->at].v, row->list[c->at].n,
			      sizeof first, by_label);
		evm_grid_labels(g, row->list[c->at].v, row->list[c->at].n);
		break;
	case EVM_COLUMN_FIRST:
		evm_grid_text(g, first);
		break;
	case EVM_COLUMN_NUMBER:
		evm_grid_number(g, first);
		break;
	}
}

void evm_table_finish(struct evm_table *t, enum evm_grid_format format,
		      struct evm_buf *out)
{
	bool people = format != EVM_GRID_TSV && format != EVM_GRID_JSONL;
	const struct evm_column *shown[COLUMNS_MAX];
	const char *names[COLUMNS_MAX];
	struct evm_grid g;
	size_t n = 0;

	for (size_t c = 0; c < t->def->n_columns; c++)
		if (!people || t->def->columns[c].people) {
			EVM_CHECK(n < COLUMNS_MAX);
			shown[n] = &t->def->columns[c];
			names[n++] = t->def->columns[c].name;
		}
	evm_rows_sort(&t->rows);
	evm_grid_init(&g, names, n);
	g.wrap = 28;
	for (size_t r = 0; r < t->rows.v.n; r++) {
		if (t->def->keep && !t->def->keep(&t->rows.v.v[r]))
			continue;
		for (size_t c = 0; c < n; c++)
			put_cell(&g, &t->rows.v.v[r], shown[c]);
	}
	evm_grid_write(&g, format, out);
	evm_grid_release(&g);
}

void evm_table_each(struct evm_table *t, evm_table_row_fn *fn, void *ctx)
{
	struct evm_table_cell cells[COLUMNS_MAX];

	EVM_CHECK(t->def->n_columns <= COLUMNS_MAX);
	evm_rows_sort(&t->rows);
	for (size_t r = 0; r < t->rows.v.n; r++) {
		const struct evm_row *row = &t->rows.v.v[r];

		if (t->def->keep && !t->def->keep(row))
			continue;
		for (size_t i = 0; i < t->def->n_columns; i++) {
			const struct evm_column *c = &t->def->columns[i];
			bool key = c->kind == EVM_COLUMN_KEY;
			bool list = c->kind == EVM_COLUMN_LIST ||
				    c->kind == EVM_COLUMN_LABELS;

			cells[i].name = c->name;
			cells[i].v = key ? &row->key[c->at] : row->list[c->at].v;
			cells[i].n = key ? row->key[c->at].n > 0 : row->list[c->at].n;
			if (!list && cells[i].n > 1)
				cells[i].n = 1;
		}
		fn(ctx, cells, t->def->n_columns);
	}
}
