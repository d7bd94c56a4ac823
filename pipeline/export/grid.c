#include "export/grid.h"

#include <string.h>

#include "core/json.h"
#include "core/utf8.h"

static const char *const format_names[EVM_GRID_N] = {
	"text", "tsv", "markdown", "html", "jsonl",
};

int evm_grid_format_of(const char *name)
{
	for (int f = 0; f < EVM_GRID_N; f++)
		if (!strcmp(name, format_names[f]))
			return f;
	return -1;
}

void evm_grid_init(struct evm_grid *g, const char *const *names, size_t n)
{
	memset(g, 0, sizeof *g);
	evm_arena_init(&g->arena);
	g->names = names;
	g->columns = n;
}

void evm_grid_release(struct evm_grid *g)
{
	evm_arena_release(&g->arena);
}

static void add(struct evm_grid *g, enum evm_cell_kind kind,
		const struct evm_str *items, size_t n)
{
	struct evm_grid_cell *c = EVM_PUSH(&g->arena, g->cells);

	c->kind = kind;
	c->n = n;
	c->items = evm_arena_alloc(&g->arena, evm_mul(n + 1, sizeof *c->items));
	for (size_t i = 0; i < n; i++)
		c->items[i] = evm_str_dup(&g->arena, items[i]);
}

void evm_grid_text(struct evm_grid *g, struct evm_str s)
{
	add(g, EVM_CELL_TEXT, &s, 1);
}

void evm_grid_number(struct evm_grid *g, struct evm_str digits)
{
	add(g, EVM_CELL_NUMBER, &digits, 1);
}

void evm_grid_list(struct evm_grid *g, const struct evm_str *items, size_t n)
{
	add(g, EVM_CELL_LIST, items, n);
}

void evm_grid_labels(struct evm_grid *g, const struct evm_str *items, size_t n)
{
	add(g, EVM_CELL_LABELS, items, n);
}

/* The cell as one line of text. */
static struct evm_str flat(const struct evm_grid_cell *c, struct evm_buf *b)
{
	b->n = 0;
	for (size_t i = 0; i < c->n; i++) {
		struct evm_str item = evm_str_trim(c->items[i]);

		if (i)
			evm_buf_addz(b, "; ");
		for (size_t k = 0; k < item.n; k++) {
			char ch = item.p[k];

			evm_buf_addc(b, ch == '\t' || ch == '\n' || ch == '\r' ?
				     ' ' : ch);
		}
	}
	return evm_buf_str(b);
}

static const struct evm_grid_cell *cell(const struct evm_grid *g, size_t row,
					size_t column)
{
	return &g->cells.v[row * g->columns + column];
}

/* --- for people ----------------------------------------------------------------- */

/* Cuts off the next line of at most wide characters, at a space where there
 * is one. */
static struct evm_str next_line(struct evm_str *rest, size_t wide)
{
	size_t pos = 0, cut = 0, n = 0;
	struct evm_str line;

	while (pos < rest->n && n < wide) {
		if (rest->p[pos] == ' ' && pos)
			cut = pos;
		evm_utf8_next(*rest, &pos);
		n++;
	}
	if (pos == rest->n || rest->p[pos] == ' ' || !cut)
		cut = pos;
	line = evm_str_sub(*rest, 0, cut);
	*rest = evm_str_trim(evm_str_sub(*rest, cut, rest->n));
	return line;
}

struct layout {
	const struct evm_grid *g;
	size_t rows;
	size_t *wide;		/* of each column */
	struct evm_str *rest;	/* of each column's cell in the row at hand */
	struct evm_buf *cell;	/* and its text */
	bool wraps;		/* some cell takes several lines */
};

static void measure(struct layout *l)
{
	const struct evm_grid *g = l->g;

	for (size_t c = 0; c < g->columns; c++) {
		l->wide[c] = strlen(g->names[c]);
		for (size_t r = 0; r < l->rows; r++) {
			size_t n = evm_utf8_count(flat(cell(g, r, c), &l->cell[c]));

			if (g->wrap && n > g->wrap) {
				l->wraps = true;
				n = g->wrap;
			}
			l->wide[c] = n > l->wide[c] ? n : l->wide[c];
		}
	}
}

static void spaces(struct evm_buf *out, size_t n)
{
	while (n--)
		evm_buf_addc(out, ' ');
}

/* One line of the row in l->rest; true when there is more of it. Nothing is
 * written behind the last text. */
static bool write_line(struct layout *l, size_t row, struct evm_buf *out)
{
	size_t owed = 0;
	bool more = false;

	for (size_t c = 0; c < l->g->columns; c++) {
		struct evm_str s = next_line(&l->rest[c], l->wide[c]);
		size_t left = l->wide[c] - evm_utf8_count(s);

		if (row && s.n &&
		    cell(l->g, row - 1, c)->kind == EVM_CELL_NUMBER) {
			owed += left;
			left = 0;
		}
		if (s.n) {
			spaces(out, owed);
			owed = 0;
		}
		evm_buf_add(out, s);
		owed += left + 2;
		more = more || l->rest[c].n;
	}
	evm_buf_addc(out, '\n');
	return more;
}

static void write_text(const struct evm_grid *g, size_t rows, struct evm_buf *out)
{
	struct layout l = { .g = g, .rows = rows };
	struct evm_arena a;

	evm_arena_init(&a);
	l.wide = evm_arena_alloc(&a, evm_mul(g->columns + 1, sizeof *l.wide));
	l.rest = evm_arena_alloc(&a, evm_mul(g->columns + 1, sizeof *l.rest));
	l.cell = evm_arena_alloc(&a, evm_mul(g->columns + 1, sizeof *l.cell));
	measure(&l);
	for (size_t r = 0; r <= rows; r++) {
		for (size_t c = 0; c < g->columns; c++)
			l.rest[c] = r ? flat(cell(g, r - 1, c), &l.cell[c]) :
				    evm_str(g->names[c]);
		if (r && l.wraps)
			evm_buf_addc(out, '\n');
		while (write_line(&l, r, out))
			;
	}
	for (size_t c = 0; c < g->columns; c++)
		evm_buf_release(&l.cell[c]);
	evm_arena_release(&a);
}

static void escape(struct evm_buf *out, struct evm_str s,
		   enum evm_grid_format format)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (format == EVM_GRID_MARKDOWN && (c == '|' || c == '\\'))
			evm_buf_addc(out, '\\');
		if (format != EVM_GRID_TSV && c == '<')
			evm_buf_addz(out, "&lt;");
		else if (format == EVM_GRID_HTML && c == '>')
			evm_buf_addz(out, "&gt;");
		else if (format == EVM_GRID_HTML && c == '&')
			evm_buf_addz(out, "&amp;");
		else if (format == EVM_GRID_HTML && c == '"')
			evm_buf_addz(out, "&quot;");
		else
			evm_buf_addc(out, c);
	}
}

/* What stands around rows and cells. */
static const struct {
	const char *open, *close, *head_open, *head_between, *head_close;
	const char *row_open, *between, *row_close;
} marks[EVM_GRID_N] = {
	[EVM_GRID_TSV] = { "", "", "", "\t", "\n", "", "\t", "\n" },
	[EVM_GRID_MARKDOWN] = { "", "", "| ", " | ", " |\n", "| ", " | ", " |\n" },
	[EVM_GRID_HTML] = { "<table>\n", "</tbody>\n</table>\n",
		"<thead>\n<tr><th>", "</th><th>",
		"</th></tr>\n</thead>\n<tbody>\n",
		"<tr><td>", "</td><td>", "</td></tr>\n" },
};

static void write_marked(const struct evm_grid *g, size_t rows,
			 enum evm_grid_format f, struct evm_buf *out)
{
	struct evm_buf b = EVM_BUF_INIT;

	evm_buf_addz(out, marks[f].open);
	evm_buf_addz(out, marks[f].head_open);
	for (size_t c = 0; c < g->columns; c++) {
		if (c)
			evm_buf_addz(out, marks[f].head_between);
		evm_buf_addz(out, g->names[c]);
	}
	evm_buf_addz(out, marks[f].head_close);
	if (f == EVM_GRID_MARKDOWN) {
		for (size_t c = 0; c < g->columns; c++)
			evm_buf_addz(out, c ? " --- |" : "| --- |");
		evm_buf_addc(out, '\n');
	}
	for (size_t r = 0; r < rows; r++) {
		evm_buf_addz(out, marks[f].row_open);
		for (size_t c = 0; c < g->columns; c++) {
			if (c)
				evm_buf_addz(out, marks[f].between);
			escape(out, flat(cell(g, r, c), &b), f);
		}
		evm_buf_addz(out, marks[f].row_close);
	}
	evm_buf_addz(out, marks[f].close);
	evm_buf_release(&b);
}

/* --- for programs ----------------------------------------------------------------- */

static void cell_json(struct evm_buf *out, const struct evm_grid_cell *c)
{
	if (c->kind == EVM_CELL_TEXT) {
		evm_json_str(out, c->items[0]);
	} else if (c->kind == EVM_CELL_NUMBER) {
		evm_buf_add(out, c->items[0].n ? c->items[0] : EVM_LIT("null"));
	} else {
		evm_buf_addc(out, '[');
		for (size_t i = 0; i < c->n; i++) {
			evm_json_item(out);
			if (c->kind == EVM_CELL_LABELS)
				evm_json_whole(out, c->items[i]);
			else
				evm_json_str(out, c->items[i]);
		}
		evm_buf_addc(out, ']');
	}
}

static void write_jsonl(const struct evm_grid *g, size_t rows, struct evm_buf *out)
{
	for (size_t r = 0; r < rows; r++) {
		evm_buf_addc(out, '{');
		for (size_t c = 0; c < g->columns; c++) {
			evm_json_key(out, g->names[c]);
			cell_json(out, cell(g, r, c));
		}
		evm_buf_addz(out, "}\n");
	}
}

void evm_grid_write(const struct evm_grid *g, enum evm_grid_format format,
		    struct evm_buf *out)
{
	size_t rows = g->columns ? g->cells.n / g->columns : 0;

	EVM_CHECK(!g->columns || g->cells.n % g->columns == 0);
	if (format == EVM_GRID_TEXT)
		write_text(g, rows, out);
	else if (format == EVM_GRID_JSONL)
		write_jsonl(g, rows, out);
	else
		write_marked(g, rows, format, out);
}
