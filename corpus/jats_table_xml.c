/* jats_table_xml: figures, tables and footnotes of JATS. */

#include "corpus/jats_xml_p.h"

#define COLS_MAX 1000

/* --- tables ---------------------------------------------------------------- */

struct table {
	struct evm_jats *j;
	uint32_t number, row;
	/* for each column, how many more rows a cell above still fills */
	EVM_VEC(uint32_t) filled;
	EVM_VEC(struct evm_cell) cells;	/* of the row; spans in its text */
};

static uint32_t span_attr(const xmlNode *cell, const char *name, uint64_t max)
{
	uint64_t n;

	if (evm_str_u64(jats_attr(cell, name), max, &n) || !n)
		return 1;
	return (uint32_t)n;
}

/* First column at or after col that no cell from above fills. */
static uint32_t free_column(const struct table *t, uint32_t col)
{
	while (col < t->filled.n && t->filled.v[col])
		col++;
	return col;
}

static void fill_columns(struct table *t, uint32_t col, uint32_t cols,
			 uint32_t rows)
{
	while (t->filled.n < col + cols)
		*EVM_PUSH(&t->j->doc->arena, t->filled) = 0;
	for (uint32_t c = col; c < col + cols; c++)
		t->filled.v[c] = rows;
}

static bool is_cell(const xmlNode *n)
{
	return jats_is(n, "td") || jats_is(n, "th") || jats_is(n, "entry");
}

/* All of a row's text is made in one flat run, so that citations keep their
 * places. */
static void add_cell(struct table *t, const xmlNode *n, uint32_t col, bool head)
{
	struct evm_flat *f = &t->j->flat;
	struct evm_cell *cell;

	if (t->cells.n)
		evm_flat_add(f, EVM_LIT(" | "));
	cell = EVM_PUSH(&t->j->doc->arena, t->cells);
	cell->table = t->number;
	cell->row = t->row;
	cell->col = col;
	cell->head = head || jats_is(n, "th");
	cell->span.begin = (uint32_t)f->b.n;
	f->raised = SIZE_MAX;
	for (const xmlNode *c = n->children; c; c = c->next)
		jats_add(t->j, c);
	cell->span.end = (uint32_t)f->b.n;
}

/* White space at the cell's ends is not the cell's. */
static void tighten(struct evm_span *s, struct evm_str text)
{
	if (s->end > text.n)
		s->end = (uint32_t)text.n;
	if (s->begin > s->end)
		s->begin = s->end;
	while (s->begin < s->end && text.p[s->begin] == ' ')
		s->begin++;
	while (s->end > s->begin && text.p[s->end - 1] == ' ')
		s->end--;
}

static void emit_row(struct table *t)
{
	struct evm_jats *j = t->j;
	struct evm_str text = evm_flat_end(&j->flat);
	bool any = false;
	int at;

	for (size_t i = 0; i < t->cells.n; i++) {
		tighten(&t->cells.v[i].span, text);
		any |= t->cells.v[i].span.begin < t->cells.v[i].span.end;
	}
	if (!any)
		return;
	j->region = EVM_REGION_TABLE;
	at = jats_emit(j);
	for (size_t i = 0; i < t->cells.n; i++) {
		struct evm_cell *cell = EVM_PUSH(&j->doc->arena, j->doc->cells);
		uint32_t begin = j->doc->passages.v[at].span.begin;

		*cell = t->cells.v[i];
		cell->span.begin += begin;
		cell->span.end += begin;
	}
}

static void add_row(struct table *t, const xmlNode *row, bool head)
{
	uint32_t col = 0;

	jats_begin(t->j);
	t->cells.n = 0;
	for (uint32_t c = 0; c < t->filled.n; c++)
		if (t->filled.v[c])
			t->filled.v[c]--;
	/* the row's own cells see what was filled before this row */
	for (const xmlNode *n = jats_first(row); n; n = jats_next(n)) {
		uint32_t cols;

		if (!is_cell(n))
			continue;
		col = free_column(t, col);
		cols = span_attr(n, "colspan", COLS_MAX);
		if (col + cols > COLS_MAX)
			break;
		add_cell(t, n, col, head);
		fill_columns(t, col, cols, span_attr(n, "rowspan", 10000));
		col += cols;
	}
	emit_row(t);
	t->row++;
}

static void add_rows(struct table *t, const xmlNode *n, bool head)
{
	for (const xmlNode *c = jats_first(n); c; c = jats_next(c)) {
		if (jats_is(c, "tr") || jats_is(c, "row"))
			add_row(t, c, head);
		else if (!is_cell(c))
			add_rows(t, c, head || jats_is(c, "thead"));
	}
}

void jats_table(struct evm_jats *j, const xmlNode *table)
{
	struct table t = { .j = j, .number = ++j->tables };

	add_rows(&t, table, false);
}

/* --- captions ---------------------------------------------------------------- */

/* Label and title are one passage, each paragraph another; without a title
 * the label goes with the first paragraph. */
static void caption(struct evm_jats *j, const xmlNode *n)
{
	const xmlNode *label = jats_child(n, "label");
	const xmlNode *cap = jats_child(n, "caption");

	j->region = EVM_REGION_CAPTION;
	jats_begin(j);
	if (label)
		jats_add(j, label);
	for (const xmlNode *c = jats_first(cap); c; c = jats_next(c)) {
		bool title = jats_is(c, "title");

		jats_add(j, c);
		if (title || jats_is(c, "p")) {
			jats_emit(j);
			jats_begin(j);
		}
	}
	jats_emit(j);
}

static void footnote(struct evm_jats *j, const xmlNode *n)
{
	j->region = EVM_REGION_CAPTION;
	jats_begin(j);
	for (const xmlNode *c = n->children; c; c = c->next)
		jats_add(j, c);
	jats_emit(j);
}

static void foot(struct evm_jats *j, const xmlNode *n)
{
	for (const xmlNode *c = jats_first(n); c; c = jats_next(c)) {
		if (jats_is(c, "fn") || jats_is(c, "p"))
			footnote(j, c);
		else
			foot(j, c);
	}
}

/* The tables inside, wherever "alternatives" and the like put them. */
static void inner_tables(struct evm_jats *j, const xmlNode *n)
{
	for (const xmlNode *c = jats_first(n); c; c = jats_next(c)) {
		if (jats_is(c, "table"))
			jats_table(j, c);
		else if (jats_is(c, "table-wrap-foot"))
			foot(j, c);
		else if (jats_is(c, "alternatives"))
			inner_tables(j, c);
	}
}

void jats_float(struct evm_jats *j, const xmlNode *n)
{
	enum evm_region was = j->region;

	if (jats_is(n, "fn")) {
		footnote(j, n);
		j->region = was;
		return;
	}
	caption(j, n);
	inner_tables(j, n);
	for (const xmlNode *c = jats_first(n); c; c = jats_next(c))
		if (jats_is(c, "fig") || jats_is(c, "table-wrap") ||
		    jats_is(c, "fn") || jats_is(c, "media") ||
		    jats_is(c, "supplementary-material"))
			jats_float(j, c);
	j->region = was;
}
