/* What figures and pages say of sets, in words and in CSV. */
#include "report/figures.h"

#include "export/markup.h"

struct evm_str evm_source_name(struct evm_str code)
{
	static const struct { const char *code, *name; } names[] = {
		{ "BM", "bone marrow" }, { "UC", "umbilical cord" },
		{ "WJ", "Wharton\u2019s jelly" }, { "UCB", "umbilical cord blood" },
		{ "AD", "adipose tissue" }, { "ES", "embryonic stem cells" },
		{ "iPS", "induced pluripotent stem cells" }, { "PL", "placenta" },
		{ "AM", "amnion" }, { "MB", "menstrual blood, endometrium" },
		{ "DP", "dental tissue" }, { "SY", "synovium" }, { "UR", "urine" },
		{ "SK", "skin" }, { "LV", "liver" }, { "KD", "kidney" },
		{ "PB", "peripheral blood" }, { "TU", "tumour" },
		{ "OT", "another tissue" }, { "MSC", "tissue not named" },
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (evm_str_eqz(code, names[i].code))
			return evm_str(names[i].name);
	return code;
}

const char *evm_plural(uint64_t n, const char *one, const char *many)
{
	return n == 1 ? one : many;
}

void evm_say_tally(struct evm_buf *b, const struct evm_set *s, enum evm_view view)
{
	const struct evm_tally *t = &s->tally[view];

	evm_buf_printf(b, "%u %s, %u %s", t->papers,
		       evm_plural(t->papers, "paper", "papers"), t->claims,
		       evm_plural(t->claims, "claim", "claims"));
	if (view == EVM_VIEW_ALL && s->tally[EVM_VIEW_ACCEPTED].claims)
		evm_buf_printf(b, " (%u accepted)",
			       s->tally[EVM_VIEW_ACCEPTED].claims);
}

void evm_say_sides(struct evm_buf *b, const struct evm_set *s, enum evm_view view)
{
	static const struct { enum evm_side side; const char *text; } words[] = {
		{ EVM_SIDE_BETTER, "better" }, { EVM_SIDE_WORSE, "worse" },
		{ EVM_SIDE_NONE, "no effect" }, { EVM_SIDE_OPEN, "open" },
	};
	const char *between = ": ";

	evm_say_tally(b, s, view);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		uint32_t n = s->tally[view].side[words[i].side];

		if (!n)
			continue;
		evm_buf_printf(b, "%s%u %s", between, n, words[i].text);
		between = ", ";
	}
	if (s->tally[view].conflict)
		evm_buf_addz(b, "; some contradict each other");
}

static void put_name(struct evm_buf *b, const struct evm_facts *facts, uint32_t name)
{
	struct evm_str s = evm_facts_text(facts, name);

	for (size_t i = 0; i < s.n; i++)
		evm_buf_addc(b, s.p[i] == '_' ? ' ' : s.p[i]);
}

void evm_figure_row(const struct evm_figure *f, struct evm_set *s,
		    const struct evm_grid_row *row)
{
	struct evm_buf tip = EVM_BUF_INIT;
	double top = row->y - row->height / 2.0;

	if (row->number % 2 == 0)
		evm_svg_rect(f->svg, "band", 0, top, row->width, row->height, 0);
	evm_buf_add(&tip, row->name);
	evm_buf_addz(&tip, ": ");
	evm_say_sides(&tip, s, f->view);
	s->linked = true;
	evm_svg_link(f->svg, s->number, evm_buf_str(&tip));
	evm_svg_rect(f->svg, "hit", 4, top, row->label + 8, row->height, 0);
	evm_svg_fitted(f->svg, "", row->label + 8, row->y + 4, "end", row->name, 13, row->label);
	evm_svg_link_end(f->svg);
	evm_buf_release(&tip);
}

void evm_say_set(struct evm_buf *b, const struct evm_facts *facts,
		 const struct evm_set *s)
{
	static const char *const between[EVM_SET_N] = {
		[EVM_SET_MAP] = " \u00d7 ", [EVM_SET_UP] = " increases ",
		[EVM_SET_DOWN] = " decreases ", [EVM_SET_OTHER] = " affects ",
		[EVM_SET_DOSE] = ", ", [EVM_SET_SOURCE_CARGO] = " \u2192 ",
		[EVM_SET_CARGO_TARGET] = " \u2192 ",
		[EVM_SET_CARGO_DISEASE] = " \u2192 ",
		[EVM_SET_TARGET_DISEASE] = " \u2192 ",
	};

	if (s->kind == EVM_SET_ALL)
		evm_buf_addz(b, "All claims about vesicles");
	if ((s->kind == EVM_SET_ROUTE || s->kind == EVM_SET_DOSE) && !s->a)
		evm_buf_addz(b, "route not named");
	put_name(b, facts, s->a);
	if (between[s->kind]) {
		evm_buf_addz(b, between[s->kind]);
		put_name(b, facts, s->b);
	}
}

void evm_say_left(struct evm_buf *note, size_t shown, size_t all,
		  const char *what)
{
	if (shown < all)
		evm_buf_printf(note, "%s%zu of %zu %s are shown, those of most papers; "
			       "%zu are left out.", note->n ? " " : "", shown, all, what,
			       all - shown);
}

/* --- CSV ------------------------------------------------------------------------------ */

void evm_csv_head(struct evm_buf *csv, const char *columns)
{
	evm_buf_printf(csv, "%s,papers,claims,accepted,better,worse,no_effect,open,"
		       "conflict\r\n", columns);
}

void evm_csv_set(struct evm_buf *csv, const struct evm_set *s, enum evm_view view,
		 const struct evm_str *names, size_t n)
{
	const struct evm_tally *t = &s->tally[view];

	for (size_t i = 0; i < n; i++)
		evm_csv_field(csv, names[i], false);
	evm_buf_printf(csv, ",%u,%u,%u,%u,%u,%u,%u,%s\r\n", t->papers, t->claims,
		       view == EVM_VIEW_NEW ? 0 : s->tally[EVM_VIEW_ACCEPTED].claims,
		       t->side[EVM_SIDE_BETTER], t->side[EVM_SIDE_WORSE],
		       t->side[EVM_SIDE_NONE], t->side[EVM_SIDE_OPEN],
		       t->conflict ? "yes" : "no");
}

/* --- legends ---------------------------------------------------------------------------- */

#define LINE 22
#define GAP 18

void evm_legend_begin(struct evm_legend *l, struct evm_svg *svg, double left,
		      double right, double y)
{
	*l = (struct evm_legend){ svg, left, right, left, y };
}

double evm_legend_item(struct evm_legend *l, double wide, const char *text)
{
	double before = wide > 0 ? wide + 6 : 0, x;
	double width = before + evm_svg_width(evm_str(text), 11);

	if (l->x > l->left && l->x + width > l->right) {
		l->x = l->left;
		l->y += LINE;
	}
	x = l->x;
	evm_svg_text(l->svg, "s", x + before, l->y + 4, "start", evm_str(text));
	l->x += width + GAP;
	return x + wide / 2;
}

void evm_legend_bars(struct evm_legend *l, const struct evm_figure *f)
{
	double x = evm_legend_item(l, 18, "papers with claims");

	evm_svg_rect(l->svg, "bar-soft", x - 8, l->y - 7, 16, 14, 2);
	if (f->view == EVM_VIEW_NEW || !f->sets->facts->in[EVM_VIEW_ACCEPTED])
		return;
	x = evm_legend_item(l, 18, "with accepted ones");
	evm_svg_rect(l->svg, "bar", x - 8, l->y - 7, 16, 14, 2);
}

double evm_legend_height(double width, const char *const *texts, size_t n,
			 double wide)
{
	double x = 0, h = LINE;

	for (size_t i = 0; i < n; i++) {
		double w = (wide > 0 ? wide + 6 : 0) +
			   evm_svg_width(evm_str(texts[i]), 11);

		if (x > 0 && x + w > width) {
			x = 0;
			h += LINE;
		}
		x += w + GAP;
	}
	return h;
}
