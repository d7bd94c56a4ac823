/* The trials, and a bar for each that tells its patients. */
#include "report/trials.h"

#include <stddef.h>
#include <string.h>

#include "export/markup.h"
#include "report/figures.h"

#define ROWS 30
#define ROW 30
#define TOP 34
#define BAR 200

/* --- taking them over ------------------------------------------------------------- */

static void take(void *ctx, const struct evm_table_cell *cells, size_t n)
{
#define FIELD(name) { #name, offsetof(struct evm_trial, name) }
	static const struct { const char *name; size_t at; } fields[] = {
		{ "trial", offsetof(struct evm_trial, number) }, FIELD(source),
		FIELD(disease), FIELD(vesicle), FIELD(intervention), FIELD(patients),
		FIELD(follow_up), FIELD(state), FIELD(place),
	};
#undef FIELD
	struct evm_trials *t = ctx;
	struct evm_trial *x = EVM_PUSH(&t->arena, t->v);

	for (size_t i = 0; i < n; i++) {
		const struct evm_table_cell *c = &cells[i];

		for (size_t k = 0; k < sizeof fields / sizeof *fields; k++)
			if (c->n && !strcmp(c->name, fields[k].name))
				*(struct evm_str *)((char *)x + fields[k].at) =
					evm_str_dup(&t->arena, c->v[0]);
		for (size_t k = 0; k < c->n; k++) {
			if (!strcmp(c->name, "docs"))
				*EVM_PUSH(&t->arena, x->docs) =
					evm_str_dup(&t->arena, c->v[k]);
			if (!strcmp(c->name, "evidence"))
				*EVM_PUSH(&t->arena, x->claims) =
					evm_str_dup(&t->arena, c->v[k]);
		}
	}
}

void evm_trials_take(struct evm_trials *t, struct evm_table *table)
{
	memset(t, 0, sizeof *t);
	evm_arena_init(&t->arena);
	evm_table_each(table, take, t);
}

void evm_trials_release(struct evm_trials *t)
{
	evm_arena_release(&t->arena);
}

bool evm_trial_linked(struct evm_str number)
{
	uint64_t digits;

	return number.n == 11 && evm_str_starts(number, "NCT") &&
	       !evm_str_u64(evm_str_sub(number, 3, 11), 99999999, &digits);
}

/* --- the figure ----------------------------------------------------------------------- */

static uint64_t patients(const struct evm_trial *t)
{
	uint64_t n;

	return evm_str_u64(t->patients, 1000000, &n) ? 0 : n;
}

static void write_csv(const struct evm_trials *t, struct evm_buf *csv)
{
	evm_buf_addz(csv, "trial,source,disease,vesicle,intervention,patients,"
		     "follow_up,state,place,docs,claims\r\n");
	for (size_t i = 0; i < t->v.n; i++) {
		const struct evm_trial *x = &t->v.v[i];
		const struct evm_str cells[] = {
			x->number, x->source, x->disease, x->vesicle,
			x->intervention, x->patients, x->follow_up, x->state, x->place,
		};
		struct evm_buf list = EVM_BUF_INIT;

		for (size_t k = 0; k < sizeof cells / sizeof *cells; k++) {
			evm_csv_field(csv, cells[k], false);
			/* an empty first cell leaves its comma to the next */
			if (!k && !cells[k].n)
				evm_buf_addz(csv, "\"\"");
		}
		for (int which = 0; which < 2; which++) {
			size_t n = which ? x->claims.n : x->docs.n;

			list.n = 0;
			for (size_t k = 0; k < n; k++) {
				if (k)
					evm_buf_addz(&list, "; ");
				evm_buf_add(&list, which ? x->claims.v[k] : x->docs.v[k]);
			}
			evm_csv_field(csv, evm_buf_str(&list), false);
		}
		evm_buf_addz(csv, "\r\n");
		evm_buf_release(&list);
	}
}

static void draw_row(struct evm_svg *svg, const struct evm_trial *t, size_t i,
		     uint64_t most, double width)
{
	double y = TOP + (double)i * ROW + ROW / 2.0, wide;
	uint64_t n = patients(t);

	if (i % 2 == 0)
		evm_svg_rect(svg, "band", 0, y - ROW / 2.0, width, ROW, 0);
	evm_svg_fitted(svg, "h", 8, y + 4, "start", t->number.n ? t->number :
		       EVM_LIT("no number"), 13, 112);
	evm_svg_fitted(svg, "", 126, y + 4, "start", t->source, 13, 44);
	evm_svg_fitted(svg, "", 172, y + 4, "start", t->disease, 13, 214);
	wide = most ? (double)n / (double)most * BAR : 0;
	if (n) {
		evm_svg_rect(svg, "bar-soft", 394, y - 8, wide, 16, 2);
		evm_svg_number(svg, "n", 400 + wide, y + 4, "start", n);
	}
	evm_svg_fitted(svg, "s", 394 + BAR + 40, y + 4, "start", t->state, 11, 130);
}

bool evm_figure_trials(struct evm_figure *f)
{
	const struct evm_trials *t = f->trials;
	size_t n = t->v.n < ROWS ? t->v.n : ROWS;
	double width = 394 + BAR + 40 + 140;
	uint64_t most = 0;

	write_csv(t, f->csv);
	if (!n)
		return false;
	for (size_t i = 0; i < n; i++)
		if (patients(&t->v.v[i]) > most)
			most = patients(&t->v.v[i]);
	if (n < t->v.n)
		evm_buf_printf(f->note, "The figure shows %zu of %zu trials.", n, t->v.n);
	evm_svg_open(f->svg, "trials", width, TOP + (double)n * ROW + 8,
		     "Clinical trials",
		     EVM_LIT("Each row is a trial: its number, the source of the "
			     "cells, the disease, a bar for the number of patients, "
			     "and its state."));
	evm_svg_text(f->svg, "s", 8, 22, "start", EVM_LIT("trial"));
	evm_svg_text(f->svg, "s", 126, 22, "start", EVM_LIT("source"));
	evm_svg_text(f->svg, "s", 172, 22, "start", EVM_LIT("disease"));
	evm_svg_text(f->svg, "s", 394, 22, "start", EVM_LIT("patients"));
	evm_svg_text(f->svg, "s", 394 + BAR + 40, 22, "start", EVM_LIT("state"));
	for (size_t i = 0; i < n; i++)
		draw_row(f->svg, &t->v.v[i], i, most, width);
	evm_svg_close(f->svg);
	return true;
}
