#include "report/lines.h"

#include <stdlib.h>
#include <string.h>

#include "report/figures.h"
#include "report/stands.h"
#include "web/html.h"

#define PANEL_LINES 12		/* sentences in a panel; more only makes a page heavy */

/* --- which facts are listed ------------------------------------------------------------ */

struct ranked {
	uint32_t fact, same;
	bool accepted;
	double confidence;
};

static int by_rank(const void *pa, const void *pb)
{
	const struct ranked *a = pa, *b = pb;

	if (a->accepted != b->accepted)
		return a->accepted ? -1 : 1;
	if (a->same != b->same)
		return a->same > b->same ? -1 : 1;
	if (a->confidence > b->confidence || a->confidence < b->confidence)
		return a->confidence > b->confidence ? -1 : 1;
	return (a->fact > b->fact) - (a->fact < b->fact);
}

static struct ranked rank_of(const struct evm_sets *sets, uint32_t fact)
{
	const struct evm_fact *f = &sets->facts->v.v[fact];

	return (struct ranked){ fact,
		evm_sets_same(sets, f)->tally[EVM_VIEW_ALL].papers,
		f->in[EVM_VIEW_ACCEPTED], f->confidence };
}

void evm_lines_init(struct evm_lines *l, struct evm_sets *sets, size_t max)
{
	size_t n = sets->facts->v.n;
	struct ranked *r;

	memset(l, 0, sizeof *l);
	evm_arena_init(&l->arena);
	l->sets = sets;
	l->listed = evm_arena_alloc(&l->arena, evm_mul(n + 1, sizeof *l->listed));
	r = evm_arena_alloc(&l->arena, evm_mul(n + 1, sizeof *r));
	for (size_t i = 0; i < n; i++)
		r[i] = rank_of(sets, (uint32_t)i);
	qsort(r, n, sizeof *r, by_rank);
	l->n_listed = n < max ? n : max;
	for (size_t i = 0; i < l->n_listed; i++)
		l->listed[r[i].fact] = true;
}

void evm_lines_release(struct evm_lines *l)
{
	evm_arena_release(&l->arena);
}

bool evm_lines_has(const struct evm_lines *l, struct evm_str id)
{
	const struct evm_facts *facts = l->sets->facts;

	for (size_t i = 0; i < facts->v.n; i++)
		if (l->listed[i] && evm_str_eqz(id, facts->v.v[i].id))
			return true;
	return false;
}

/* "class" of what is shown in some views alone, by the facts in it: "", or
 * "no-acc", "no-new" where it has none of those. */
static const char *class_of(bool accepted, bool fresh)
{
	return accepted ? (fresh ? "" : "no-new") :
	       fresh ? "no-acc" : "no-acc no-new";
}

/* --- a sentence ------------------------------------------------------------------------ */

/* Facts of one sentence: indexes in a row of them. */
struct run {
	const uint32_t *facts;
	size_t n;
};

struct mark {
	struct evm_span span;
	char role;		/* of the classes m-s, m-o, m-t */
};

#define MARKS 48

static void add_mark(struct mark *v, size_t *n, struct evm_span span, char role)
{
	size_t at = *n;

	if (*n == MARKS || span.begin >= span.end)
		return;
	for (size_t i = 0; i < *n; i++)
		if (span.begin < v[i].span.end && v[i].span.begin < span.end)
			return;
	while (at && v[at - 1].span.begin > span.begin) {
		v[at] = v[at - 1];
		at--;
	}
	v[at] = (struct mark){ span, role };
	++*n;
}

static void put_sentence(const struct evm_lines *l, struct run run,
			 struct evm_buf *out)
{
	const struct evm_facts *facts = l->sets->facts;
	struct evm_str body = facts->lines.v[facts->v.v[run.facts[0]].line].body;
	struct mark marks[MARKS];
	size_t n = 0, at = 0;

	for (size_t i = 0; i < run.n; i++) {
		const struct evm_fact *f = &facts->v.v[run.facts[i]];

		add_mark(marks, &n, f->subject.span, 's');
		add_mark(marks, &n, f->object.span, 'o');
		add_mark(marks, &n, f->trigger, 't');
	}
	evm_buf_addz(out, "<p class=\"sent\">");
	for (size_t i = 0; i < n; i++) {
		evm_html_text(out, evm_str_sub(body, at, marks[i].span.begin));
		evm_buf_printf(out, "<mark class=\"m-%c\">", marks[i].role);
		evm_html_text(out, evm_str_sub(body, marks[i].span.begin,
					       marks[i].span.end));
		evm_buf_addz(out, "</mark>");
		at = marks[i].span.end;
	}
	evm_html_text(out, evm_str_sub(body, at, body.n));
	evm_buf_addz(out, "</p>\n");
}

/* "superior_to" as people write it. */
static void put_word(struct evm_buf *out, struct evm_str s)
{
	struct evm_buf b = EVM_BUF_INIT;

	for (size_t i = 0; i < s.n; i++)
		evm_buf_addc(&b, s.p[i] == '_' ? ' ' : s.p[i]);
	evm_html_text(out, evm_buf_str(&b));
	evm_buf_release(&b);
}

static void put_list(const struct evm_facts *facts, const struct evm_fact *f,
		     enum evm_fact_list list, const char *before,
		     struct evm_buf *out)
{
	for (size_t i = 0; i < f->list[list].n; i++) {
		uint32_t name = f->list[list].v[i];

		if (name == f->subject.name || name == f->object.name)
			continue;
		evm_buf_addz(out, before);
		put_word(out, evm_facts_text(facts, name));
	}
}

static void put_refs(const struct evm_fact *f, struct evm_buf *out)
{
	for (size_t i = 0; i < f->refs.n; i++) {
		const struct evm_fact_ref *r = &f->refs.v[i];

		evm_buf_addz(out, i ? ", " : " \u00b7 cites ");
		if (r->pmid.n)
			evm_html(out, "<a href=\"https://pubmed.ncbi.nlm.nih.gov/%u\" "
				 "rel=\"noreferrer\">[%s]</a>", r->pmid, r->label);
		else
			evm_html(out, "[%s]", r->label);
	}
}

static void put_subject(const struct evm_facts *facts, const struct evm_fact *f,
			struct evm_buf *out)
{
	bool vesicle = f->subject.type == EVM_VESICLE && f->list[EVM_LIST_SOURCE].n;

	evm_buf_addz(out, "<b>");
	for (size_t i = 0; vesicle && i < f->list[EVM_LIST_SOURCE].n; i++) {
		struct evm_str s = evm_facts_text(facts, f->list[EVM_LIST_SOURCE].v[i]);

		evm_html(out, "%z%s%z", i ? "/" : "", s,
			 evm_str_eqz(s, "MSC") ? "" : "-MSC");
	}
	if (vesicle)
		evm_buf_addc(out, ' ');
	put_word(out, evm_facts_text(facts, f->subject.name));
	evm_buf_addz(out, "</b>");
}

static void put_claim(const struct evm_lines *l, uint32_t at, bool listing,
		      bool torn, struct evm_buf *out)
{
	static const char *const arrow[] = {
		[EVM_SIDE_OPEN] = "", [EVM_SIDE_BETTER] = " <span class=\"side better\">better</span>",
		[EVM_SIDE_WORSE] = " <span class=\"side worse\">worse</span>",
		[EVM_SIDE_NONE] = " <span class=\"side none\">no effect</span>",
	};
	const struct evm_facts *facts = l->sets->facts;
	const struct evm_fact *f = &facts->v.v[at];
	bool link = !listing && l->listed[at];

	evm_html(out, "<li class=\"%z\"", class_of(f->in[EVM_VIEW_ACCEPTED],
							  f->in[EVM_VIEW_NEW]));
	if (listing)
		evm_html(out, " id=\"c-%z\"", f->id);
	evm_buf_addz(out, ">");
	if (link)
		evm_html(out, "<a class=\"to\" href=\"#c-%z\">", f->id);
	put_subject(facts, f, out);
	evm_html(out, " <i>%z", f->negated ? "not " : "");
	put_word(out, evm_str(evm_predicate_name(f->predicate)));
	evm_buf_addz(out, "</i> <b>");
	put_word(out, evm_facts_text(facts, f->object.name));
	evm_html(out, "</b>%r", link ? "</a>" : "");
	evm_buf_addz(out, arrow[f->side]);
	if (torn)
		evm_buf_addz(out, " <span class=\"side torn\">! contradicted</span>");
	if (f->hedged)
		evm_buf_addz(out, " <span class=\"side none\">hedged</span>");
	if (f->in[EVM_VIEW_ACCEPTED])
		evm_buf_addz(out, " <span class=\"ok\">\u2713 accepted</span>");
	evm_buf_addz(out, "<span class=\"with\">");
	if (f->subject.type != EVM_VESICLE)
		put_list(facts, f, EVM_LIST_SOURCE, " \u00b7 source ", out);
	put_list(facts, f, EVM_LIST_DISEASE, " \u00b7 in ", out);
	put_list(facts, f, EVM_LIST_CARGO, " \u00b7 cargo ", out);
	put_list(facts, f, EVM_LIST_MODEL, " \u00b7 ", out);
	put_list(facts, f, EVM_LIST_ROUTE, " \u00b7 ", out);
	put_list(facts, f, EVM_LIST_DOSE, " \u00b7 ", out);
	put_refs(f, out);
	evm_html(out, " \u00b7 confidence %f</span></li>\n", f->confidence);
}

/* A paper without a title is called by its id: listed says that it stands above. */
static void put_cite(const struct evm_fact_paper *p, bool listed, struct evm_buf *out)
{
	const char *between = "";

	if (p->author.n) {
		evm_html(out, "%s", p->author);
		between = ", ";
	}
	if (p->journal.n) {
		evm_html(out, "%z<cite>%s</cite>", between, p->journal);
		between = " ";
	}
	if (p->year.n) {
		evm_html(out, "%z%s", between, p->year);
		between = " ";
	}
	if (p->pmid.n)
		evm_html(out, "%z<a href=\"https://pubmed.ncbi.nlm.nih.gov/%u\" "
			 "rel=\"noreferrer\">PubMed %s</a>", *between ? " \u00b7 " : "",
			 p->pmid, p->pmid);
	else if (p->pmcid.n)
		evm_html(out, "%z<a href=\"https://pmc.ncbi.nlm.nih.gov/articles/%u\" "
			 "rel=\"noreferrer\">%s</a>", *between ? " \u00b7 " : "",
			 p->pmcid, p->pmcid);
	else if (p->title.n || !listed)
		evm_html(out, "%z%s", *between ? " \u00b7 " : "", p->id);
	else if (!*between)
		evm_html(out, "%s", p->source);
	if (p->retracted)
		evm_buf_addz(out, " <strong class=\"gone\">retracted</strong>");
}

/* stands: of what stands beside it; NULL in the list of all. */
static void put_line(const struct evm_lines *l, struct run run,
		     struct evm_stands *stands, struct evm_buf *out)
{
	const struct evm_facts *facts = l->sets->facts;
	bool accepted = false, fresh = false;

	for (size_t i = 0; i < run.n; i++) {
		accepted = accepted || facts->v.v[run.facts[i]].in[EVM_VIEW_ACCEPTED];
		fresh = fresh || facts->v.v[run.facts[i]].in[EVM_VIEW_NEW];
	}
	evm_html(out, "<li class=\"%z\">", class_of(accepted, fresh));
	put_sentence(l, run, out);
	evm_buf_addz(out, "<ul class=\"says\">\n");
	for (size_t i = 0; i < run.n; i++)
		put_claim(l, run.facts[i], !stands, stands &&
			  evm_stands_torn(stands, &facts->v.v[run.facts[i]]), out);
	evm_buf_addz(out, "</ul>\n");
	if (stands) {
		evm_buf_addz(out, "<p class=\"cite\">");
		put_cite(&facts->papers.v[facts->v.v[run.facts[0]].paper], false, out);
		evm_buf_addz(out, "</p>\n");
	}
	evm_buf_addz(out, "</li>\n");
}

/* The facts of the sentence that begins at i. */
static struct run run_at(const struct evm_facts *facts, const uint32_t *v,
			 size_t n, size_t i)
{
	size_t end = i + 1;

	while (end < n && facts->v.v[v[end]].line == facts->v.v[v[i]].line)
		end++;
	return (struct run){ v + i, end - i };
}

/* --- panels ---------------------------------------------------------------------------- */

struct sentence {
	struct run run;
	struct ranked best;
	bool torn;		/* what it says is contradicted */
};

/* What is contradicted first: that is what a reader wants to see. */
static int by_best(const void *pa, const void *pb)
{
	const struct sentence *a = pa, *b = pb;

	if (a->torn != b->torn)
		return a->torn ? -1 : 1;
	return by_rank(&a->best, &b->best);
}

static struct sentence *sentences_of(const struct evm_lines *l, struct evm_arena *a,
				     const struct evm_set *s,
				     struct evm_stands *stands, size_t *n)
{
	const struct evm_facts *facts = l->sets->facts;
	struct sentence *v = evm_arena_alloc(a, evm_mul(s->facts.n + 1, sizeof *v));

	*n = 0;
	for (size_t i = 0; i < s->facts.n; i++)
		evm_stands_add(stands, &facts->v.v[s->facts.v[i]]);
	for (size_t i = 0; i < s->facts.n;) {
		struct sentence *x = &v[(*n)++];

		x->run = run_at(facts, s->facts.v, s->facts.n, i);
		for (size_t k = 0; k < x->run.n; k++)
			x->torn = x->torn ||
				  evm_stands_torn(stands, &facts->v.v[x->run.facts[k]]);
		x->best = rank_of(l->sets, x->run.facts[0]);
		for (size_t k = 1; k < x->run.n; k++) {
			struct ranked r = rank_of(l->sets, x->run.facts[k]);

			if (by_rank(&r, &x->best) < 0)
				x->best = r;
		}
		i += x->run.n;
	}
	qsort(v, *n, sizeof *v, by_best);
	return v;
}

static void put_panel(const struct evm_lines *l, struct evm_arena *a,
		      const struct evm_set *s, struct evm_buf *out)
{
	struct evm_buf b = EVM_BUF_INIT;
	struct evm_stands stands = { 0 };
	size_t n;
	const struct sentence *v = sentences_of(l, a, s, &stands, &n);

	evm_say_set(&b, l->sets->facts, s);
	evm_html(out, "<section class=\"panel\" id=\"s%i\" tabindex=\"-1\" "
		 "aria-labelledby=\"h%i\">\n<div class=\"bar\"><h2 id=\"h%i\">%s</h2>"
		 "<a class=\"close\" href=\"#-\">Close</a></div>\n", (int)s->number,
		 (int)s->number, (int)s->number, evm_buf_str(&b));
	b.n = 0;
	evm_say_sides(&b, s, EVM_VIEW_ALL);
	evm_html(out, "<p class=\"soft\">%s</p>\n<ol class=\"lines\">\n", evm_buf_str(&b));
	for (size_t i = 0; i < n && i < PANEL_LINES; i++)
		put_line(l, v[i].run, &stands, out);
	evm_buf_addz(out, "</ol>\n");
	if (n > PANEL_LINES)
		evm_html(out, "<p class=\"soft\">The %i best supported of %i sentences "
			 "are shown.</p>\n", PANEL_LINES, (int)n);
	evm_buf_addz(out, "</section>\n");
	evm_buf_release(&b);
	evm_stands_release(&stands);
}

void evm_lines_panels(const struct evm_lines *l, struct evm_buf *out)
{
	struct evm_arena a;

	evm_arena_init(&a);
	for (size_t i = 0; i < l->sets->v.n; i++)
		if (l->sets->v.v[i]->linked) {
			evm_arena_reset(&a);
			put_panel(l, &a, l->sets->v.v[i], out);
		}
	evm_arena_release(&a);
}

/* --- papers ---------------------------------------------------------------------------- */

struct listed_paper {
	const struct evm_fact_paper *paper;
	EVM_VEC(uint32_t) facts;
	bool accepted, fresh;
	uint32_t at;
};

static int by_claims(const void *pa, const void *pb)
{
	const struct listed_paper *a = pa, *b = pb;

	if (a->accepted != b->accepted)
		return a->accepted ? -1 : 1;
	if (a->facts.n != b->facts.n)
		return a->facts.n > b->facts.n ? -1 : 1;
	return (a->at > b->at) - (a->at < b->at);
}

static void put_paper(const struct evm_lines *l, const struct listed_paper *p,
		      struct evm_buf *out)
{
	const struct evm_facts *facts = l->sets->facts;

	evm_html(out, "<article class=\"%z\">\n<h3>%s</h3>\n<p class=\"cite\">",
		 class_of(p->accepted, p->fresh),
		 p->paper->title.n ? p->paper->title : p->paper->id);
	put_cite(p->paper, true, out);
	evm_buf_addz(out, "</p>\n<ol class=\"lines\">\n");
	for (size_t i = 0; i < p->facts.n;) {
		struct run run = run_at(facts, p->facts.v, p->facts.n, i);

		put_line(l, run, NULL, out);
		i += run.n;
	}
	evm_buf_addz(out, "</ol>\n</article>\n");
}

void evm_lines_papers(const struct evm_lines *l, struct evm_buf *out)
{
	const struct evm_facts *facts = l->sets->facts;
	struct listed_paper *v;
	struct evm_arena a;
	size_t n = facts->papers.n;

	evm_arena_init(&a);
	v = evm_arena_alloc(&a, evm_mul(n + 1, sizeof *v));
	for (size_t i = 0; i < facts->v.n; i++) {
		const struct evm_fact *f = &facts->v.v[i];
		struct listed_paper *p = &v[f->paper];

		if (!l->listed[i])
			continue;
		p->paper = &facts->papers.v[f->paper];
		p->at = f->paper;
		*EVM_PUSH(&a, p->facts) = (uint32_t)i;
		p->accepted = p->accepted || f->in[EVM_VIEW_ACCEPTED];
		p->fresh = p->fresh || f->in[EVM_VIEW_NEW];
	}
	qsort(v, n, sizeof *v, by_claims);
	for (size_t i = 0; i < n; i++)
		if (v[i].facts.n)
			put_paper(l, &v[i], out);
	evm_arena_release(&a);
}
