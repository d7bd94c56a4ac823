#include "report/page.h"

#include <stdio.h>

#include "export/files.h"
#include "report/figures.h"
#include "report/lines.h"
#include "web/html.h"

static const unsigned char sheet[] = {
#include "report/report.css.inc"
	0
};

struct page {
	struct evm_sets *sets;
	const struct evm_trials *trials;
	const struct evm_page_options *o;
	struct evm_lines lines;
	bool shown[EVM_VIEW_N];		/* views that the reader can choose */
	struct evm_buf *out;
};

static const struct {
	const char *id, *tab, *title, *about;
	evm_figure_fn *draw;
	bool once;			/* the same in every view */
} figures[] = {
	{ "map", "Map", "Evidence map",
	  "Which source\u2019s vesicles have a claim in which disease. The larger a mark, the "
	  "more papers (the number in it). Its shape says what most of the claims say: a "
	  "circle, that the disease or what harms in it gets less; a diamond, that it gets "
	  "worse; a square, that something changes and nobody can tell whether for the better.",
	  evm_figure_map, false },
	{ "effects", "Effects", "Effects by vesicle type",
	  "Processes and molecules that a claim says vesicles raise or lower, those of most "
	  "papers first. The number is that of papers.",
	  evm_figure_effects, false },
	{ "network", "Cargo", "Cargo network",
	  "From the source of the vesicles over what they carry to what that acts on, and to "
	  "the disease. Every line is a claim, or several.",
	  evm_figure_network, false },
	{ "years", "Years", "Papers by year", "Papers with a claim about vesicles.",
	  evm_figure_years, false },
	{ "routes", "Routes", "Routes and doses",
	  "How vesicles were given, in how many papers, and the doses that the claims name.",
	  evm_figure_routes, false },
	{ "trials", "Trials", "Clinical trials",
	  "Trials that the papers\u2019 tables or claims name.", evm_figure_trials, true },
};
#define FIGURES (sizeof figures / sizeof *figures)

static const char *const view_class[EVM_VIEW_N] = { "all", "acc", "new" };
static const char *const view_name[EVM_VIEW_N] = { "All", "Accepted", "Unreviewed" };

/* --- head ------------------------------------------------------------------------------ */

static void put_head(const struct page *p)
{
	evm_html(p->out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
		 "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
		 "style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n"
		 "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
		 "<meta name=\"referrer\" content=\"no-referrer\">\n"
		 "<meta name=\"generator\" content=\"evm-report\">\n"
		 "<title>%z</title>\n<style>\n", p->o->title);
	evm_buf_add(p->out, (struct evm_str){ (const char *)sheet, sizeof sheet - 1 });
	evm_buf_add(p->out, evm_svg_style());
	evm_buf_addz(p->out, "</style>\n</head>\n<body>\n"
		     "<a class=\"skip\" href=\"#map\">To the evidence map</a>\n");
}

/* The choice of a view works by CSS alone. */
static void put_views(const struct page *p)
{
	if (!p->shown[EVM_VIEW_ACCEPTED] && !p->shown[EVM_VIEW_NEW])
		return;
	evm_buf_addz(p->out, "<fieldset class=\"views\"><legend>Claims</legend>\n");
	for (int v = 0; v < EVM_VIEW_N; v++)
		if (v == EVM_VIEW_ALL || p->shown[v])
			evm_html(p->out, "<input type=\"radio\" name=\"view\" id=\"v-%z\"%r>"
				 "<label for=\"v-%z\">%z <b>%i</b></label>\n", view_class[v],
				 v == EVM_VIEW_ALL ? " checked" : "", view_class[v],
				 view_name[v], (int)p->sets->facts->in[v]);
	evm_buf_addz(p->out, "</fieldset>\n");
}

static void put_nav(const struct page *p)
{
	evm_buf_addz(p->out, "<nav class=\"top\" aria-label=\"Sections\"><ul>\n");
	for (size_t i = 0; i < FIGURES; i++) {
		evm_html(p->out, "<li><a href=\"#%z\">%z</a></li>\n", figures[i].id,
			 figures[i].tab);
		if (!i)
			evm_buf_addz(p->out, "<li><a href=\"#gaps\">Gaps</a></li>\n");
	}
	evm_buf_addz(p->out, "<li><a href=\"#claims\">Claims</a></li>\n</ul>\n");
	put_views(p);
	evm_buf_addz(p->out, "</nav>\n");
}

static size_t in_view(const struct page *p, enum evm_set_kind kind, enum evm_view v)
{
	size_t n = 0;

	for (size_t i = 0; i < p->sets->kind[kind].n; i++)
		n += p->sets->kind[kind].v[i]->tally[v].claims > 0;
	return n;
}

static size_t conflicts(const struct page *p, enum evm_view v)
{
	size_t n = 0;

	for (size_t i = 0; i < p->sets->kind[EVM_SET_MAP].n; i++)
		n += p->sets->kind[EVM_SET_MAP].v[i]->tally[v].conflict;
	return n;
}

static void put_tile(const struct page *p, size_t n, const char *one,
		     const char *many, const char *to)
{
	evm_html(p->out, "<li><a href=\"#%z\"><b>%i</b> <span>%z</span></a></li>\n", to, (int)n,
		 evm_plural(n, one, many));
}

static void put_tiles(const struct page *p, enum evm_view v)
{
	const struct evm_set *all = evm_sets_get(p->sets, EVM_SET_ALL, 0, 0);

	evm_buf_addz(p->out, "<ul class=\"tiles\">\n");
	put_tile(p, all ? all->tally[v].papers : 0, "paper", "papers", "claims");
	put_tile(p, p->sets->facts->in[v], "claim about vesicles",
		 "claims about vesicles", "claims");
	put_tile(p, in_view(p, EVM_SET_SOURCE, v), "source", "sources", "map");
	put_tile(p, in_view(p, EVM_SET_DISEASE, v), "disease", "diseases", "map");
	put_tile(p, in_view(p, EVM_SET_CARGO, v), "molecule carried",
		 "molecules carried", "network");
	put_tile(p, conflicts(p, v), "cell of the map in conflict",
		 "cells of the map in conflict", "map");
	put_tile(p, p->trials->v.n, "trial", "trials", "trials");
	evm_buf_addz(p->out, "</ul>\n");
}

static void put_intro(const struct page *p)
{
	const struct evm_facts *f = p->sets->facts;
	const struct evm_set *all = evm_sets_get(p->sets, EVM_SET_ALL, 0, 0);

	evm_html(p->out, "<header>\n<h1>%z</h1>\n", p->o->title);
	evm_html(p->out, "<p class=\"lead\">%i %z about extracellular vesicles in %i %z; "
		 "%i %z read. ", (int)f->in[EVM_VIEW_ALL],
		 evm_plural(f->in[EVM_VIEW_ALL], "claim", "claims"),
		 (int)(all ? all->tally[EVM_VIEW_ALL].papers : 0),
		 evm_plural(all ? all->tally[EVM_VIEW_ALL].papers : 0, "paper", "papers"),
		 (int)f->documents,
		 evm_plural(f->documents, "document was", "documents were"));
	if (f->in[EVM_VIEW_ACCEPTED])
		evm_html(p->out, "Curators have accepted %i of them; ",
			 (int)f->in[EVM_VIEW_ACCEPTED]);
	else
		evm_buf_addz(p->out, "Curators have accepted none of them yet; ");
	evm_html(p->out, "%i %z not been reviewed.%z%z</p>\n", (int)f->in[EVM_VIEW_NEW],
		 evm_plural(f->in[EVM_VIEW_NEW], "has", "have"),
		 *p->o->only ? " Only " : "", p->o->only);
	evm_buf_addz(p->out, "<p class=\"lead soft\">Every mark leads to its claims and "
		     "their sentences.</p>\n</header>\n");
}

/* --- figures ---------------------------------------------------------------------------- */

static void open_view(const struct page *p, int view)
{
	evm_html(p->out, "<div class=\"view view-%z\">\n", view_class[view]);
}

static void put_figure(const struct page *p, size_t i, int view)
{
	struct evm_buf csv = EVM_BUF_INIT, note = EVM_BUF_INIT, svg = EVM_BUF_INIT;
	char suffix[8];
	struct evm_svg s = { &svg, false, suffix, false };
	struct evm_figure f = { p->sets, p->trials, (enum evm_view)view, &s, &csv,
				&note };

	snprintf(suffix, sizeof suffix, "-%s", view_class[view]);
	if (figures[i].draw(&f))
		evm_html(p->out, "<figure>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
			 "aria-label=\"%z, figure\">\n%r</div>\n", figures[i].title, svg.p);
	else
		evm_buf_addz(p->out, "<p class=\"none\">Nothing to show.</p>\n<figure>");
	if (note.n)
		evm_html(p->out, "<figcaption>%s</figcaption>\n", evm_buf_str(&note));
	evm_buf_addz(p->out, "</figure>\n");
	evm_buf_release(&csv);
	evm_buf_release(&note);
	evm_buf_release(&svg);
}

static void link_to(const struct page *p, const struct evm_set *s)
{
	struct evm_buf b = EVM_BUF_INIT;

	evm_say_set(&b, p->sets->facts, s);
	evm_html(p->out, "<a href=\"#s%i\">%s</a>", (int)s->number, evm_buf_str(&b));
	evm_buf_release(&b);
}

#define GAPS 24

static void put_gaps(const struct page *p, enum evm_view view)
{
	size_t n;
	const struct evm_gap *v = evm_gaps_find(p->sets, view, &n);

	if (!n) {
		evm_buf_addz(p->out, "<p class=\"none\">None.</p>\n");
		return;
	}
	evm_buf_addz(p->out, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
		     "aria-label=\"Gaps, table\"><table>\n"
		     "<thead><tr><th scope=\"col\">Source</th><th scope=\"col\">Disease</th>"
		     "<th scope=\"col\" class=\"n\">Papers on the source</th>"
		     "<th scope=\"col\" class=\"n\">on the disease</th>"
		     "<th scope=\"col\" class=\"n\">on both: expected</th>"
		     "<th scope=\"col\" class=\"n\">found</th></tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < n && i < GAPS; i++) {
		struct evm_str code = evm_facts_text(p->sets->facts, v[i].source->a);

		/* the map has linked them, but where there was no room */
		evm_sets_get(p->sets, EVM_SET_SOURCE, v[i].source->a, 0)->linked = true;
		evm_sets_get(p->sets, EVM_SET_DISEASE, v[i].disease->a, 0)->linked = true;
		evm_buf_addz(p->out, "<tr><td>");
		link_to(p, v[i].source);
		evm_html(p->out, " <span class=\"soft\">%s</span></td><td>",
			 evm_source_name(code));
		link_to(p, v[i].disease);
		evm_html(p->out, "</td><td class=\"n\">%i</td><td class=\"n\">%i</td>"
			 "<td class=\"n\">%f</td><td class=\"n\">no evidence yet</td></tr>\n",
			 (int)v[i].source->tally[view].papers,
			 (int)v[i].disease->tally[view].papers, v[i].expected);
	}
	evm_buf_addz(p->out, "</tbody>\n</table></div>\n");
	if (n > GAPS)
		evm_html(p->out, "<p class=\"soft\">%i of %i gaps are shown.</p>\n", GAPS,
			 (int)n);
}

static void put_gap_section(const struct page *p)
{
	evm_html(p->out, "<section id=\"gaps\">\n<h2>Gaps</h2>\n<p class=\"about\">Of the %i "
		 "named sources and the %i diseases of most papers, each with %i papers or more: "
		 "the pairs that no claim joins yet. Expected is how many papers there would be if sources and "
		 "diseases came together by chance.</p>\n", EVM_GAP_SOURCES,
		 EVM_GAP_DISEASES, EVM_GAP_PAPERS);
	for (int v = 0; v < EVM_VIEW_N; v++) {
		if (!p->shown[v])
			continue;
		open_view(p, v);
		put_gaps(p, (enum evm_view)v);
		evm_buf_addz(p->out, "</div>\n");
	}
	evm_buf_addz(p->out, "</section>\n");
}

/* --- trials ------------------------------------------------------------------------------- */

static void put_trial(const struct page *p, const struct evm_trial *t)
{
	evm_buf_addz(p->out, "<tr><td class=\"id\">");
	if (evm_trial_linked(t->number))
		evm_html(p->out, "<a href=\"https://clinicaltrials.gov/study/%u\" "
			 "rel=\"noreferrer\">%s</a>", t->number, t->number);
	else
		evm_html(p->out, "%s", t->number);
	evm_html(p->out, "</td><td>%s</td><td>%s</td><td>%s</td><td class=\"n\">%s</td>"
		 "<td>%s</td><td>%s</td><td>", t->source, t->disease, t->intervention,
		 t->patients, t->follow_up, t->state);
	for (size_t i = 0; i < t->claims.n; i++) {
		if (!evm_lines_has(&p->lines, t->claims.v[i]))
			continue;
		evm_html(p->out, "%z<a href=\"#c-%u\">claim %s</a>", i ? " " : "",
			 t->claims.v[i], evm_str_sub(t->claims.v[i], 0, 6));
	}
	if (!t->claims.n && t->docs.n)
		evm_html(p->out, "<span class=\"soft\">%s</span>", t->docs.v[0]);
	evm_buf_addz(p->out, "</td></tr>\n");
}

#define TRIALS 100

static void put_trials(const struct page *p)
{
	size_t n = p->trials->v.n;

	if (!n)
		return;
	evm_buf_addz(p->out, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
		     "aria-label=\"Clinical trials, table\"><table>\n<thead><tr>");
	for (size_t i = 0; i < 8; i++) {
		static const char *const heads[] = {
			"Trial", "Source", "Disease", "Intervention", "Patients",
			"Follow-up", "State", "Claim or paper",
		};

		evm_html(p->out, "<th scope=\"col\"%r>%z</th>", i == 4 ?
			 " class=\"n\"" : "", heads[i]);
	}
	evm_buf_addz(p->out, "</tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < n && i < TRIALS; i++)
		put_trial(p, &p->trials->v.v[i]);
	evm_buf_addz(p->out, "</tbody>\n</table></div>\n");
	if (n > TRIALS)
		evm_html(p->out, "<p class=\"soft\">%i of %i trials are shown.</p>\n",
			 TRIALS, (int)n);
}

/* --- all of it ---------------------------------------------------------------------------- */

static void put_section(const struct page *p, size_t i)
{
	evm_html(p->out, "<section id=\"%z\">\n<h2>%z</h2>\n<p class=\"about\">%z</p>\n",
		 figures[i].id, figures[i].title, figures[i].about);
	for (int v = 0; v < EVM_VIEW_N; v++) {
		if (figures[i].once ? v != EVM_VIEW_ALL : !p->shown[v])
			continue;
		if (!figures[i].once)
			open_view(p, v);
		put_figure(p, i, v);
		if (!figures[i].once)
			evm_buf_addz(p->out, "</div>\n");
	}
	if (figures[i].draw == evm_figure_trials)
		put_trials(p);
	evm_buf_addz(p->out, "</section>\n");
}

static void put_claims(const struct page *p)
{
	size_t left = p->sets->facts->v.n - p->lines.n_listed;

	evm_buf_addz(p->out, "<section id=\"claims\">\n<h2>Claims and their sentences</h2>\n"
		     "<p class=\"about\">By paper, those of most claims first. In a sentence "
		     "<mark class=\"m-s\">what acts</mark>, <mark class=\"m-t\">the words that say "
		     "how</mark> and <mark class=\"m-o\">what it acts on</mark> are marked.");
	if (left)
		evm_html(p->out, " %i claims are left out, the least supported.", (int)left);
	evm_buf_addz(p->out, "</p>\n");
	evm_lines_papers(&p->lines, p->out);
	evm_buf_addz(p->out, "</section>\n");
}

void evm_page_write(struct evm_sets *sets, const struct evm_trials *trials,
		    const struct evm_page_options *o, struct evm_buf *out)
{
	const uint64_t *in = sets->facts->in;
	struct page p = { .sets = sets, .trials = trials, .o = o, .out = out };

	p.shown[EVM_VIEW_ALL] = true;
	for (int v = EVM_VIEW_ACCEPTED; v < EVM_VIEW_N; v++)
		p.shown[v] = in[v] && in[v] < in[EVM_VIEW_ALL];
	evm_lines_init(&p.lines, sets, o->claims);
	put_head(&p);
	put_nav(&p);
	evm_buf_addz(out, "<main>\n");
	put_intro(&p);
	for (int v = 0; v < EVM_VIEW_N; v++) {
		if (!p.shown[v])
			continue;
		open_view(&p, v);
		put_tiles(&p, (enum evm_view)v);
		evm_buf_addz(out, "</div>\n");
	}
	for (size_t i = 0; i < FIGURES; i++) {
		put_section(&p, i);
		if (!i)
			put_gap_section(&p);
	}
	put_claims(&p);
	evm_buf_addz(out, "</main>\n");
	evm_lines_panels(&p.lines, out);
	evm_buf_addz(out, "</body>\n</html>\n");
	evm_lines_release(&p.lines);
}

/* --- figures as files ---------------------------------------------------------------------- */

static int put_files(struct evm_files *files, const char *name, bool drawn,
		     struct evm_buf *svg, struct evm_buf *csv, struct evm_err *err)
{
	char path[64];

	snprintf(path, sizeof path, "%s.csv", name);
	if (evm_files_put(files, path, evm_buf_str(csv), err))
		return -1;
	snprintf(path, sizeof path, "%s.svg", name);
	return drawn ? evm_files_put(files, path, evm_buf_str(svg), err) : 0;
}

int evm_page_figures(struct evm_sets *sets, const struct evm_trials *trials,
		     const char *folder, struct evm_err *err)
{
	struct evm_buf svg = EVM_BUF_INIT, csv = EVM_BUF_INIT, note = EVM_BUF_INIT;
	struct evm_svg s = { &svg, true, "", false };
	struct evm_files files;
	int rc = evm_files_folder(&files, folder, err);

	for (size_t i = 0; i < FIGURES && !rc; i++) {
		struct evm_figure f = { sets, trials, EVM_VIEW_ALL, &s, &csv, &note };
		bool drawn = figures[i].draw(&f);

		rc = put_files(&files, figures[i].id, drawn, &svg, &csv, err);
		svg.n = csv.n = note.n = 0;
	}
	evm_gaps_csv(sets, EVM_VIEW_ALL, &csv);
	if (!rc)
		rc = put_files(&files, "gaps", false, &svg, &csv, err);
	evm_buf_release(&svg);
	evm_buf_release(&csv);
	evm_buf_release(&note);
	return rc;
}
