/* How vesicles were given: a bar a route, and the doses beside it. */
#include "report/figures.h"

#define ROWS 16
#define BAR 240
#define DOSES 400
#define ROW 30
#define TOP 30
#define DOSES_MAX 12		/* looked at, to fill a line */

struct routes {
	struct evm_figure *f;
	struct evm_set **rows;
	size_t n, all;
	struct evm_set **doses;		/* of all routes, most papers first */
	size_t n_doses;
	double label, width;
};

static struct evm_str name(const struct routes *r, uint32_t n)
{
	return evm_facts_text(r->f->sets->facts, n);
}

/* "30 µg, 50 µg, 3 more" as long as it fits; behind it how many are left. */
static void say_doses(const struct routes *r, uint32_t route, struct evm_buf *b)
{
	size_t n = 0, all = 0;

	for (size_t i = 0; i < r->n_doses; i++) {
		struct evm_str dose = name(r, r->doses[i]->b);

		if (r->doses[i]->a != route)
			continue;
		all++;
		if (n + 1 < all || n >= DOSES_MAX ||
		    evm_svg_width(evm_buf_str(b), 11) + evm_svg_width(dose, 11) >
		    DOSES - 60)
			continue;
		if (n++)
			evm_buf_addz(b, " \u00b7 ");
		evm_buf_add(b, dose);
	}
	if (n < all)
		evm_buf_printf(b, "%s%zu more", n ? " \u00b7 " : "", all - n);
}

static void draw_row(struct routes *r, size_t i, uint32_t most)
{
	struct evm_svg *svg = r->f->svg;
	struct evm_set *s = r->rows[i];
	const struct evm_tally *t = &s->tally[r->f->view];
	double y = TOP + (double)i * ROW + ROW / 2.0, x = r->label + 20, wide, full;
	struct evm_buf b = EVM_BUF_INIT;

	wide = (double)t->papers / most * BAR;
	full = r->f->view == EVM_VIEW_NEW ? 0 :
	       (double)s->tally[EVM_VIEW_ACCEPTED].papers / most * BAR;
	evm_say_set(&b, r->f->sets->facts, s);
	evm_buf_addz(&b, ": ");
	evm_say_sides(&b, s, r->f->view);
	if (i % 2 == 0)
		evm_svg_rect(svg, "band", 0, y - ROW / 2.0, r->width, ROW, 0);
	s->linked = true;
	evm_svg_link(svg, s->number, evm_buf_str(&b));
	evm_svg_rect(svg, "hit", 4, y - ROW / 2.0, x + BAR + 30, ROW, 0);
	b.n = 0;
	evm_say_set(&b, r->f->sets->facts, s);
	evm_svg_fitted(svg, "", r->label + 8, y + 4, "end", evm_buf_str(&b), 13,
		       r->label);
	evm_svg_rect(svg, "bar-soft", x, y - 8, wide, 16, 2);
	if (full > 0)
		evm_svg_rect(svg, "bar", x, y - 8, full, 16, 2);
	evm_svg_number(svg, "n", x + wide + 6, y + 4, "start", t->papers);
	evm_svg_link_end(svg);
	b.n = 0;
	say_doses(r, s->a, &b);
	evm_svg_fitted(svg, "s", x + BAR + 40, y + 4, "start", evm_buf_str(&b), 11, DOSES);
	evm_buf_release(&b);
}

static void write_csv(const struct routes *r)
{
	size_t n;
	struct evm_set **v = evm_sets_top(r->f->sets, EVM_SET_ROUTE, r->f->view,
					  SIZE_MAX, &n, NULL);

	evm_csv_head(r->f->csv, "route,dose");
	for (size_t i = 0; i < n; i++)
		evm_csv_set(r->f->csv, v[i], r->f->view, (const struct evm_str[]){
			    name(r, v[i]->a), EVM_LIT("") }, 2);
	for (size_t i = 0; i < r->n_doses; i++)
		evm_csv_set(r->f->csv, r->doses[i], r->f->view, (const struct evm_str[]){
			    name(r, r->doses[i]->a), name(r, r->doses[i]->b) }, 2);
}

bool evm_figure_routes(struct evm_figure *f)
{
	struct routes r = { .f = f, .label = 80 };
	struct evm_legend l;
	double x, w;

	r.rows = evm_sets_top(f->sets, EVM_SET_ROUTE, f->view, ROWS, &r.n, &r.all);
	r.doses = evm_sets_top(f->sets, EVM_SET_DOSE, f->view, SIZE_MAX, &r.n_doses,
			       NULL);
	write_csv(&r);
	if (!r.n)
		return false;
	for (size_t i = 0; i < r.n; i++) {
		w = r.rows[i]->a ? evm_svg_width(name(&r, r.rows[i]->a), 13) + 4 : 110;
		r.label = w > r.label ? w : r.label;
	}
	if (r.label > 180)
		r.label = 180;
	x = r.label + 20;
	r.width = x + BAR + 48 + (r.n_doses ? DOSES : 0);
	evm_say_left(f->note, r.n, r.all, "routes");
	evm_svg_open(f->svg, "routes", r.width, TOP + (double)r.n * ROW + 36,
		     "Routes and doses",
		     EVM_LIT("Bars: in how many papers vesicles were given by each "
			     "route; the full part has an accepted claim. Beside them "
			     "the doses that those claims name."));
	evm_svg_text(f->svg, "s", x, 20, "start", EVM_LIT("papers"));
	if (r.n_doses)
		evm_svg_text(f->svg, "s", x + BAR + 40, 20, "start", EVM_LIT("doses"));
	for (size_t i = 0; i < r.n; i++)
		draw_row(&r, i, r.rows[0]->tally[f->view].papers);
	evm_legend_begin(&l, f->svg, x, r.width, TOP + (double)r.n * ROW + 20);
	evm_legend_bars(&l, f);
	evm_svg_close(f->svg);
	return true;
}
