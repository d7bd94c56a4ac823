/* The evidence map: diseases down, sources across, a mark where there is a
 * claim: as large as papers are many, of the shape of what they say. */
#include "report/figures.h"

#include <string.h>

#define DISEASES 30
#define SOURCES 14
#define LABEL 250		/* widest name of a disease */
#define COLUMN 48
#define ROW 40
#define TOP 58
#define RIGHT 64
#define MARK 18			/* radius of the largest */

struct map {
	struct evm_figure *f;
	struct evm_set **rows, **columns;
	size_t n_rows, n_columns, all_rows, all_columns;
	double label, width, height;
	uint32_t most;		/* papers of the fullest cell */
	const char *codes[SOURCES];	/* "BM bone marrow" of each column */
};

static struct evm_str name(const struct map *m, const struct evm_set *s)
{
	return evm_facts_text(m->f->sets->facts, s->a);
}

/* A tissue that nobody names stands behind those that are named. */
static void unnamed_last(struct map *m)
{
	for (size_t i = 0; i + 1 < m->n_columns; i++)
		if (evm_str_eqz(name(m, m->columns[i]), "MSC")) {
			struct evm_set *unnamed = m->columns[i];

			memmove(m->columns + i, m->columns + i + 1,
				(m->n_columns - i - 1) * sizeof *m->columns);
			m->columns[m->n_columns - 1] = unnamed;
			return;
		}
}

static struct evm_set *cell(const struct map *m, size_t row, size_t column)
{
	struct evm_set *s = evm_sets_get(m->f->sets, EVM_SET_MAP, m->columns[column]->a,
					 m->rows[row]->a);

	return s && s->tally[m->f->view].claims ? s : NULL;
}

static const char *const legend[] = {
	"better: the disease, or what harms in it, is less", "worse",
	"open: a change that is neither", "no effect was seen",
	"claims contradict each other", "nothing yet; both are among the most studied",
};
#define LEGEND (sizeof legend / sizeof *legend)

/* Only a disease that has a cell with a source gets a row. */
static void choose(struct map *m)
{
	struct evm_sets *sets = m->f->sets;
	size_t n, kept = 0;
	struct evm_set **all = evm_sets_top(sets, EVM_SET_DISEASE, m->f->view,
					    SIZE_MAX, &n, NULL);

	m->columns = evm_sets_top(sets, EVM_SET_SOURCE, m->f->view, SOURCES,
				  &m->n_columns, &m->all_columns);
	unnamed_last(m);
	m->rows = all;
	for (size_t i = 0; i < n; i++) {
		m->rows[kept] = all[i];
		for (size_t k = 0; k < m->n_columns; k++)
			if (cell(m, kept, k)) {
				kept++;
				break;
			}
	}
	m->all_rows = kept;
	m->n_rows = kept < DISEASES ? kept : DISEASES;
}

/* What the columns' codes stand for. */
static void name_codes(struct map *m)
{
	for (size_t c = 0; c < m->n_columns; c++) {
		struct evm_str code = name(m, m->columns[c]);
		struct evm_str says = evm_source_name(code);

		m->codes[c] = evm_str_printf(&m->f->sets->arena, "%" EVM_FMT "%s%" EVM_FMT,
			EVM_ARG(code), evm_str_eq(code, says) ? "" : " ",
			EVM_ARG(evm_str_eq(code, says) ? EVM_LIT("") : says)).p;
	}
}

static void measure(struct map *m)
{
	m->label = 90;
	for (size_t r = 0; r < m->n_rows; r++) {
		double w = evm_svg_width(name(m, m->rows[r]), 13) + 4;

		m->label = w > m->label ? w : m->label;
		for (size_t c = 0; c < m->n_columns; c++) {
			const struct evm_set *s = cell(m, r, c);
			uint32_t papers = s ? s->tally[m->f->view].papers : 0;

			m->most = papers > m->most ? papers : m->most;
		}
	}
	if (m->label > LABEL)
		m->label = LABEL;
	m->width = m->label + (double)m->n_columns * COLUMN + RIGHT + 12;
	if (m->width < 420)
		m->width = 420;
	name_codes(m);
	m->height = TOP + (double)m->n_rows * ROW + 24 +
		    evm_legend_height(m->width - 16, legend, LEGEND, 22) +
		    evm_legend_height(m->width - 16, m->codes, m->n_columns, 0);
}

static double column_x(const struct map *m, size_t c)
{
	return m->label + 16 + (double)c * COLUMN + COLUMN / 2.0;
}

static void draw_heads(const struct map *m)
{
	struct evm_svg *svg = m->f->svg;
	struct evm_buf tip = EVM_BUF_INIT;

	for (size_t c = 0; c < m->n_columns; c++) {
		struct evm_set *s = m->columns[c];
		double x = column_x(m, c);

		tip.n = 0;
		evm_buf_add(&tip, name(m, s));
		evm_buf_addz(&tip, ", ");
		evm_buf_add(&tip, evm_source_name(name(m, s)));
		evm_buf_addz(&tip, ": ");
		evm_say_tally(&tip, s, m->f->view);
		s->linked = true;
		evm_svg_link(svg, s->number, evm_buf_str(&tip));
		evm_svg_rect(svg, "hit", x - COLUMN / 2.0, 10, COLUMN, TOP - 12, 0);
		evm_svg_fitted(svg, "h", x, 28, "middle", name(m, s), 13, COLUMN);
		evm_svg_number(svg, "s", x, 44, "middle", s->tally[m->f->view].papers);
		evm_svg_link_end(svg);
	}
	evm_svg_text(svg, "s", m->label + 8, 44, "end", EVM_LIT("papers"));
	evm_svg_text(svg, "s", column_x(m, m->n_columns) + 2, 44, "middle",
		     EVM_LIT("papers"));
	evm_buf_release(&tip);
}

static void draw_mark(const struct map *m, const struct evm_set *s, double x,
		      double y)
{
	static const struct { enum evm_mark mark; const char *text; } of[] = {
		[EVM_SIDE_OPEN] = { EVM_MARK_OPEN, "n on-open" },
		[EVM_SIDE_BETTER] = { EVM_MARK_BETTER, "n on-better" },
		[EVM_SIDE_WORSE] = { EVM_MARK_WORSE, "n on-worse" },
		[EVM_SIDE_NONE] = { EVM_MARK_NONE, "n" },
	};
	const struct evm_tally *t = &s->tally[m->f->view];
	enum evm_side side = evm_tally_side(t);
	double r = evm_svg_radius(t->papers, m->most, 9, MARK);

	/* a diamond of a circle's area stands out of it */
	evm_svg_mark(m->f->svg, of[side].mark, "", x, y,
		     side == EVM_SIDE_WORSE && r > 15 ? 15 : r);
	evm_svg_number(m->f->svg, of[side].text, x, y + 4, "middle", t->papers);
	if (t->conflict)
		evm_svg_badge(m->f->svg, x + r * 0.75 + 6, y - r * 0.75 - 3);
}

static void draw_cell(const struct map *m, size_t r, size_t c, double y)
{
	struct evm_svg *svg = m->f->svg;
	struct evm_set *s = cell(m, r, c);
	struct evm_buf tip = EVM_BUF_INIT;
	double x = column_x(m, c);

	if (s) {
		evm_say_set(&tip, m->f->sets->facts, s);
		evm_buf_addz(&tip, ": ");
		evm_say_sides(&tip, s, m->f->view);
		s->linked = true;
		evm_svg_link(svg, s->number, evm_buf_str(&tip));
		evm_svg_rect(svg, "hit", x - COLUMN / 2.0, y - ROW / 2.0, COLUMN, ROW, 0);
		draw_mark(m, s, x, y);
		evm_svg_link_end(svg);
	}
	evm_buf_release(&tip);
}

static void draw_row(const struct map *m, size_t r)
{
	struct evm_set *s = m->rows[r];
	double y = TOP + (double)r * ROW + ROW / 2.0;

	evm_figure_row(m->f, s, &(struct evm_grid_row){ r, name(m, s), y, ROW, m->width, m->label });
	for (size_t c = 0; c < m->n_columns; c++)
		draw_cell(m, r, c, y);
	evm_svg_number(m->f->svg, "s", column_x(m, m->n_columns) + 2, y + 4, "middle",
		       s->tally[m->f->view].papers);
}

static void draw_gap(const struct map *m, size_t r, size_t c)
{
	double x = column_x(m, c), y = TOP + (double)r * ROW + ROW / 2.0;
	struct evm_buf tip = EVM_BUF_INIT;

	evm_buf_printf(&tip, "%" EVM_FMT " \u00d7 %" EVM_FMT ": no evidence yet",
		       EVM_ARG(name(m, m->columns[c])), EVM_ARG(name(m, m->rows[r])));
	evm_svg_link(m->f->svg, 0, evm_buf_str(&tip));
	evm_svg_rect(m->f->svg, "hit", x - 10, y - 10, 20, 20, 0);
	evm_svg_mark(m->f->svg, EVM_MARK_GAP, "", x, y, 5);
	evm_svg_link_end(m->f->svg);
	evm_buf_release(&tip);
}

static void draw_gaps(const struct map *m)
{
	size_t n;
	const struct evm_gap *gaps = evm_gaps_find(m->f->sets, m->f->view, &n);

	for (size_t i = 0; i < n; i++)
		for (size_t r = 0; r < m->n_rows; r++)
			for (size_t c = 0; c < m->n_columns; c++)
				if (m->rows[r] == gaps[i].disease &&
				    m->columns[c] == gaps[i].source)
					draw_gap(m, r, c);
}

static void draw_legend(const struct map *m)
{
	static const enum evm_mark marks[] = {
		EVM_MARK_BETTER, EVM_MARK_WORSE, EVM_MARK_OPEN, EVM_MARK_NONE,
	};
	struct evm_legend l;
	double x;

	evm_legend_begin(&l, m->f->svg, 8, m->width - 8,
			 TOP + (double)m->n_rows * ROW + 26);
	for (size_t i = 0; i < LEGEND; i++) {
		x = evm_legend_item(&l, 22, legend[i]);
		if (i < 4)
			evm_svg_mark(m->f->svg, marks[i], "", x, l.y, 8);
		else if (i == 4)
			evm_svg_badge(m->f->svg, x, l.y);
		else
			evm_svg_mark(m->f->svg, EVM_MARK_GAP, "", x, l.y, 5);
	}
	evm_legend_begin(&l, m->f->svg, 8, m->width - 8, l.y + 22);
	for (size_t c = 0; c < m->n_columns; c++)
		evm_legend_item(&l, 0, m->codes[c]);
}

static void write_csv(const struct map *m)
{
	const struct evm_facts *facts = m->f->sets->facts;
	size_t n;
	struct evm_set **v = evm_sets_top(m->f->sets, EVM_SET_MAP, m->f->view,
					  SIZE_MAX, &n, NULL);

	evm_csv_head(m->f->csv, "source,disease");
	for (size_t i = 0; i < n; i++)
		evm_csv_set(m->f->csv, v[i], m->f->view, (const struct evm_str[]){
			    evm_facts_text(facts, v[i]->a),
			    evm_facts_text(facts, v[i]->b) }, 2);
}

bool evm_figure_map(struct evm_figure *f)
{
	struct map m = { .f = f };
	struct evm_buf desc = EVM_BUF_INIT;

	choose(&m);
	write_csv(&m);
	if (!m.n_rows)
		return false;
	measure(&m);
	evm_say_left(f->note, m.n_columns, m.all_columns, "sources");
	evm_say_left(f->note, m.n_rows, m.all_rows, "diseases");
	evm_buf_printf(&desc, "A table of %zu diseases by %zu sources of cells. Each "
		       "mark tells how many papers have a claim on vesicles of this "
		       "source in this disease, and what most of the claims say.",
		       m.n_rows, m.n_columns);
	evm_svg_open(f->svg, "map", m.width, m.height, "Evidence map",
		     evm_buf_str(&desc));
	for (size_t r = 0; r < m.n_rows; r++)
		draw_row(&m, r);
	draw_heads(&m);
	draw_gaps(&m);
	draw_legend(&m);
	evm_svg_close(f->svg);
	evm_buf_release(&desc);
	return true;
}
