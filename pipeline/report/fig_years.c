/* Papers by year of publication; those with an accepted claim are full. */
#include "report/figures.h"

#define YEARS 30
#define PITCH 34
#define HIGH 150
#define TOP 34
#define LEFT 12

struct years {
	struct evm_figure *f;
	uint64_t first, last;
	uint32_t most;
};

/* The set of a year, or NULL. Names of years are made by facts alone. */
static struct evm_set *of_year(const struct years *y, uint64_t year)
{
	uint32_t at;
	struct evm_set *s;
	struct evm_buf b = EVM_BUF_INIT;

	evm_buf_printf(&b, "%llu", (unsigned long long)year);
	if (!evm_facts_find(y->f->sets->facts, evm_buf_str(&b), &at))
		at = 0;
	evm_buf_release(&b);
	s = at ? evm_sets_get(y->f->sets, EVM_SET_YEAR, at, 0) : NULL;
	return s && s->tally[y->f->view].claims ? s : NULL;
}

static void find_range(struct years *y)
{
	struct evm_sets *sets = y->f->sets;

	for (size_t i = 0; i < sets->kind[EVM_SET_YEAR].n; i++) {
		const struct evm_set *s = sets->kind[EVM_SET_YEAR].v[i];
		uint64_t year;

		if (!s->tally[y->f->view].claims ||
		    evm_str_u64(evm_facts_text(sets->facts, s->a), 9999, &year))
			continue;
		if (!y->first || year < y->first)
			y->first = year;
		if (year > y->last)
			y->last = year;
		if (s->tally[y->f->view].papers > y->most)
			y->most = s->tally[y->f->view].papers;
	}
}

static void write_csv(struct years *y)
{
	evm_csv_head(y->f->csv, "year");
	for (uint64_t year = y->first; year && year <= y->last; year++) {
		const struct evm_set *s = of_year(y, year);

		if (s)
			evm_csv_set(y->f->csv, s, y->f->view, (const struct evm_str[]){
				    evm_facts_text(y->f->sets->facts, s->a) }, 1);
	}
}

static void draw_year(struct years *y, struct evm_set *s, double x)
{
	struct evm_svg *svg = y->f->svg;
	const struct evm_tally *t = &s->tally[y->f->view];
	double high = (double)t->papers / y->most * HIGH, full;
	struct evm_buf tip = EVM_BUF_INIT;

	evm_say_set(&tip, y->f->sets->facts, s);
	evm_buf_addz(&tip, ": ");
	evm_say_tally(&tip, s, y->f->view);
	full = y->f->view == EVM_VIEW_NEW ? 0 :
	       (double)s->tally[EVM_VIEW_ACCEPTED].papers / y->most * HIGH;
	s->linked = true;
	evm_svg_link(svg, s->number, evm_buf_str(&tip));
	evm_svg_rect(svg, "hit", x, TOP - 18, PITCH, HIGH + 40, 0);
	evm_svg_rect(svg, "bar-soft", x + 5, TOP + HIGH - high, PITCH - 10, high, 2);
	if (full > 0)
		evm_svg_rect(svg, "bar", x + 5, TOP + HIGH - full, PITCH - 10, full, 2);
	evm_svg_number(svg, "n", x + PITCH / 2.0, TOP + HIGH - high - 5, "middle",
		       t->papers);
	evm_svg_link_end(svg);
	evm_buf_release(&tip);
}

bool evm_figure_years(struct evm_figure *f)
{
	struct years y = { .f = f };
	struct evm_legend l;
	uint64_t from;
	double width, x = LEFT;

	find_range(&y);
	write_csv(&y);
	if (!y.first)
		return false;
	from = y.last - y.first < YEARS ? y.first : y.last - YEARS + 1;
	if (from > y.first)
		evm_buf_printf(f->note, "Years before %llu are left out.",
			       (unsigned long long)from);
	width = 2 * LEFT + (double)(y.last - from + 1) * PITCH;
	if (width < 320)
		width = 320;
	evm_svg_open(f->svg, "years", width, TOP + HIGH + 62, "Papers by year",
		     EVM_LIT("Bars: how many papers of each year have a claim about "
			     "vesicles; the full part has an accepted one."));
	evm_svg_line(f->svg, "rule", LEFT, TOP + HIGH, width - LEFT, TOP + HIGH);
	for (uint64_t year = from; year <= y.last; year++, x += PITCH) {
		struct evm_set *s = of_year(&y, year);

		evm_svg_number(f->svg, "s", x + PITCH / 2.0, TOP + HIGH + 16, "middle",
			       year);
		if (s)
			draw_year(&y, s, x);
	}
	evm_legend_begin(&l, f->svg, LEFT, width, TOP + HIGH + 44);
	evm_legend_bars(&l, f);
	evm_svg_close(f->svg);
	return true;
}
