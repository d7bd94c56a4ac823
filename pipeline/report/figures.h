/*
 * figures: each draws its sets into an SVG, writes their data as CSV, and says
 * in words what it leaves out. A figure that has nothing to show returns
 * false and leaves no SVG.
 *
 *	struct evm_figure f = { sets, trials, EVM_VIEW_ALL, &svg, &csv, &note };
 *	if (evm_figure_map(&f))
 *		...
 *
 * The data hold every row, also those that the figure has no room for.
 */
#ifndef EVM_FIGURES_H
#define EVM_FIGURES_H

#include "report/sets.h"
#include "report/svg.h"
#include "report/trials.h"

struct evm_figure {
	struct evm_sets *sets;
	const struct evm_trials *trials;
	enum evm_view view;
	struct evm_svg *svg;
	struct evm_buf *csv;
	struct evm_buf *note;	/* plain text, or empty */
};

typedef bool evm_figure_fn(struct evm_figure *f);
evm_figure_fn evm_figure_map, evm_figure_effects, evm_figure_network,
	evm_figure_years, evm_figure_routes, evm_figure_trials;

/* Pairs of a source and a disease, both much studied, that no claim joins. */
struct evm_gap {
	const struct evm_set *source, *disease;
	double expected;	/* papers, if sources did not care for diseases */
};
#define EVM_GAP_SOURCES 6
#define EVM_GAP_DISEASES 12
#define EVM_GAP_PAPERS 2	/* that each of them has at least */
/* Those of the sources and diseases of most papers; the most expected first.
 * In sets' arena. */
struct evm_gap *evm_gaps_find(struct evm_sets *sets, enum evm_view view,
			      size_t *n);
void evm_gaps_csv(struct evm_sets *sets, enum evm_view view, struct evm_buf *csv);

/* --- what they share ------------------------------------------------------------------ */

/* "bone marrow" for BM; the code itself where nothing is known. */
struct evm_str evm_source_name(struct evm_str code);
/* "papers" or "paper". */
const char *evm_plural(uint64_t n, const char *one, const char *many);
/* "3 papers, 7 claims (2 accepted)". */
void evm_say_tally(struct evm_buf *b, const struct evm_set *s, enum evm_view view);
/* The same with what the claims say and whether they agree. */
void evm_say_sides(struct evm_buf *b, const struct evm_set *s, enum evm_view view);
/* The head of a row of a grid, which is the link to its set: the name ends at
 * label + 8, y is the row's middle; every other row has a band. */
struct evm_grid_row {
	size_t number;
	struct evm_str name;
	double y, height, width, label;
};
void evm_figure_row(const struct evm_figure *f, struct evm_set *s,
		    const struct evm_grid_row *row);
/* What a set is, for a heading: "BM × liver fibrosis". */
void evm_say_set(struct evm_buf *b, const struct evm_facts *facts,
		 const struct evm_set *s);
/* "12 of 30 diseases are shown, those of most papers." where some are not. */
void evm_say_left(struct evm_buf *note, size_t shown, size_t all,
		  const char *what);

/* A line of CSV: name columns, then papers, claims, accepted and the sides. */
void evm_csv_head(struct evm_buf *csv, const char *columns);
void evm_csv_set(struct evm_buf *csv, const struct evm_set *s, enum evm_view view,
		 const struct evm_str *names, size_t n);

/* A legend from left to right, with as many lines as it takes: its bottom. */
struct evm_legend {
	struct evm_svg *svg;
	double left, right, x, y;
};
void evm_legend_begin(struct evm_legend *l, struct evm_svg *svg, double left,
		      double right, double y);
/* Room for a mark of a width with its text: the mark's middle. */
double evm_legend_item(struct evm_legend *l, double wide, const char *text);
/* Of bars of papers, a part of which has accepted claims. */
void evm_legend_bars(struct evm_legend *l, const struct evm_figure *f);
/* Height that a legend of such items takes in such a width. */
double evm_legend_height(double width, const char *const *texts, size_t n,
			 double wide);

#endif
