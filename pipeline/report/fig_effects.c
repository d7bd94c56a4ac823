/* What each kind of vesicle does to what: a triangle up or down, as large as
 * papers are many, with their number beside it. */
#include "report/figures.h"

#define ROWS 24
#define VESICLES 5
#define LABEL 250
#define COLUMN 138
#define SLOT 44
#define ROW 30
#define TOP 52

static const struct { enum evm_set_kind kind; enum evm_mark mark; } slots[] = {
	{ EVM_SET_UP, EVM_MARK_UP }, { EVM_SET_DOWN, EVM_MARK_DOWN },
	{ EVM_SET_OTHER, EVM_MARK_OPEN },
};
#define SLOTS 3

static const char *const legend[] = {
	"increases", "decreases", "affects", "filled: for the better",
	"thick edge: for the worse",
};
#define LEGEND (sizeof legend / sizeof *legend)

struct effects {
	struct evm_figure *f;
	struct evm_set **rows, **columns;
	size_t n_rows, n_columns, all_rows, all_columns;
	double label, width, height;
	uint32_t most;
};

static struct evm_str name(const struct effects *e, uint32_t n)
{
	return evm_facts_text(e->f->sets->facts, n);
}

static struct evm_set *cell(const struct effects *e, size_t r, size_t c, size_t k)
{
	struct evm_set *s = evm_sets_get(e->f->sets, slots[k].kind, e->columns[c]->a,
					 e->rows[r]->a);

	return s && s->tally[e->f->view].claims ? s : NULL;
}

static void measure(struct effects *e)
{
	e->label = 90;
	for (size_t r = 0; r < e->n_rows; r++) {
		double w = evm_svg_width(name(e, e->rows[r]->a), 13) + 4;

		e->label = w > e->label ? w : e->label;
		for (size_t c = 0; c < e->n_columns; c++)
			for (size_t k = 0; k < SLOTS; k++) {
				const struct evm_set *s = cell(e, r, c, k);

				if (s && s->tally[e->f->view].papers > e->most)
					e->most = s->tally[e->f->view].papers;
			}
	}
	if (e->label > LABEL)
		e->label = LABEL;
	e->width = e->label + 28 + (double)e->n_columns * COLUMN;
	if (e->width < 420)
		e->width = 420;
	e->height = TOP + (double)e->n_rows * ROW + 26 +
		    evm_legend_height(e->width - 16, legend, LEGEND, 22);
}

static const char *kind_of(const struct evm_tally *t)
{
	switch (evm_tally_side(t)) {
	case EVM_SIDE_BETTER: return "is-better";
	case EVM_SIDE_WORSE: return "is-worse";
	default: return "";
	}
}

static double column_x(const struct effects *e, size_t c)
{
	return e->label + 24 + (double)c * COLUMN;
}

static void draw_slot(const struct effects *e, size_t r, size_t c, size_t k)
{
	struct evm_svg *svg = e->f->svg;
	struct evm_set *s = cell(e, r, c, k);
	double x = column_x(e, c) + (double)k * SLOT + 14;
	double y = TOP + (double)r * ROW + ROW / 2.0, size;
	struct evm_buf tip = EVM_BUF_INIT;

	if (!s)
		return;
	evm_say_set(&tip, e->f->sets->facts, s);
	evm_buf_addz(&tip, ": ");
	evm_say_sides(&tip, s, e->f->view);
	s->linked = true;
	size = evm_svg_radius(s->tally[e->f->view].papers, e->most, 5, 11);
	evm_svg_link(svg, s->number, evm_buf_str(&tip));
	evm_svg_rect(svg, "hit", x - 13, y - ROW / 2.0, SLOT - 1, ROW, 0);
	evm_svg_mark(svg, slots[k].mark, kind_of(&s->tally[e->f->view]), x, y, size);
	evm_svg_number(svg, "n", x + 14, y + 4, "start",
		       s->tally[e->f->view].papers);
	evm_svg_link_end(svg);
	evm_buf_release(&tip);
}

static void draw_row(const struct effects *e, size_t r)
{
	struct evm_set *s = e->rows[r];
	double y = TOP + (double)r * ROW + ROW / 2.0;

	evm_figure_row(e->f, s, &(struct evm_grid_row){ r, name(e, s->a), y, ROW, e->width, e->label });
	for (size_t c = 0; c < e->n_columns; c++)
		for (size_t k = 0; k < SLOTS; k++)
			draw_slot(e, r, c, k);
}

static void draw_heads(const struct effects *e)
{
	struct evm_svg *svg = e->f->svg;
	struct evm_buf b = EVM_BUF_INIT;

	for (size_t c = 0; c < e->n_columns; c++) {
		struct evm_set *s = e->columns[c];
		double x = column_x(e, c);

		b.n = 0;
		evm_say_set(&b, e->f->sets->facts, s);
		evm_buf_addz(&b, ": ");
		evm_say_sides(&b, s, e->f->view);
		s->linked = true;
		evm_svg_link(svg, s->number, evm_buf_str(&b));
		b.n = 0;
		evm_say_set(&b, e->f->sets->facts, s);
		evm_svg_rect(svg, "hit", x, 8, COLUMN - 4, TOP - 14, 0);
		evm_svg_fitted(svg, "h", x, 24, "start", evm_buf_str(&b), 13, COLUMN - 8);
		b.n = 0;
		evm_buf_printf(&b, "%u %s", s->tally[e->f->view].papers,
			       evm_plural(s->tally[e->f->view].papers, "paper", "papers"));
		evm_svg_fitted(svg, "s", x, 40, "start", evm_buf_str(&b), 11, COLUMN - 4);
		evm_svg_link_end(svg);
		if (c)
			evm_svg_line(svg, "rule", x - 8, 8, x - 8,
				     TOP + (double)e->n_rows * ROW);
	}
	evm_buf_release(&b);
}

static void draw_legend(const struct effects *e)
{
	struct evm_legend l;
	double x;

	evm_legend_begin(&l, e->f->svg, 8, e->width - 8,
			 TOP + (double)e->n_rows * ROW + 24);
	for (size_t i = 0; i < LEGEND; i++) {
		x = evm_legend_item(&l, 22, legend[i]);
		if (i < SLOTS)
			evm_svg_mark(e->f->svg, slots[i].mark, "", x, l.y, 7);
		else
			evm_svg_mark(e->f->svg, EVM_MARK_DOWN,
				     i == 3 ? "is-better" : "is-worse", x, l.y, 7);
	}
}

static void write_csv(const struct effects *e)
{
	size_t n;

	evm_csv_head(e->f->csv, "vesicle,predicate,object");
	for (size_t k = 0; k < SLOTS; k++) {
		static const char *const says[] = { "increases", "decreases", "affects" };
		struct evm_set **v = evm_sets_top(e->f->sets, slots[k].kind, e->f->view,
						  SIZE_MAX, &n, NULL);

		for (size_t i = 0; i < n; i++)
			evm_csv_set(e->f->csv, v[i], e->f->view, (const struct evm_str[]){
				    name(e, v[i]->a), evm_str(says[k]),
				    name(e, v[i]->b) }, 3);
	}
}

bool evm_figure_effects(struct evm_figure *f)
{
	struct effects e = { .f = f };

	e.rows = evm_sets_top(f->sets, EVM_SET_OBJECT, f->view, ROWS, &e.n_rows,
			      &e.all_rows);
	e.columns = evm_sets_top(f->sets, EVM_SET_VESICLE, f->view, VESICLES,
				 &e.n_columns, &e.all_columns);
	write_csv(&e);
	if (!e.n_rows || !e.n_columns)
		return false;
	measure(&e);
	evm_say_left(f->note, e.n_columns, e.all_columns, "kinds of vesicles");
	evm_say_left(f->note, e.n_rows, e.all_rows, "processes and molecules");
	evm_svg_open(f->svg, "effects", e.width, e.height, "Effects by vesicle type",
		     EVM_LIT("Each row is a process or a molecule, each column a kind "
			     "of vesicle. Triangles point up where it rises and down "
			     "where it falls; the number is that of papers."));
	for (size_t r = 0; r < e.n_rows; r++)
		draw_row(&e, r);
	draw_heads(&e);
	draw_legend(&e);
	evm_svg_close(f->svg);
	return true;
}
