/* evm-query: claims by subject, predicate and object. */
#include <stdlib.h>
#include <string.h>

#include "core/cli.h"
#include "export/grid.h"
#include "extractors/meaning.h"
#include "review/ask.h"
#include "review/refresh.h"

#define IN_TABLE 20	/* results of a table, unless -n says more */
#define WRAP 30		/* characters in a line of a table's cell */

static struct evm_front front;
static const char *format = "table", *where = "", *user, *image;
static int most;

static const struct evm_opt opts[] = {
	EVM_OPTS_DB(front),
	{ "format", 0, EVM_OPT_CHOICE, &format, "NAME",
	  "how (default: table, for reading)", "table|tsv|markdown|html|jsonl", 0, 0 },
	{ "where", 0, EVM_OPT_TEXT, &where, "KEY=VALUE,...",
	  "only these claims, by the review queue's keys; the same as behind \"in\"",
	  NULL, 0, 0 },
	{ "n", 'n', EVM_OPT_NUMBER, &most, "N",
	  "at most N results (default: 20 in a table, else all)", NULL, 1, 1000000 },
	{ "user", 'u', EVM_OPT_TEXT, &user, "LOGIN",
	  "whose only=mine, unseen, returned (default: EVMINE_CURATOR)", NULL, 0, 0 },
	{ "image", 0, EVM_OPT_TEXT, &image, "FILE",
	  "look names up in this dictionary image (default: EVMINE_DICT, else the "
	  "shipped vocabularies)", NULL, 0, 0 },
	EVM_OPTS_OUTPUT(front),
	EVM_OPTS_COMMON(front),
	EVM_OPTS_END
};

static const struct evm_cli cli = {
	"evm-query", "-d DB SUBJECT PREDICATE OBJECT [in KEY=VALUE...]",
	"Finds claims in a database: \"miR-146a decreases ?\". A ? is anything, a * in a\n"
	"name any letters; names are found by their synonyms. Rejected claims are left\n"
	"out unless status=rejected asks for them.",
	opts,
	"  evmine query -d c.db 'miR-21* ? ?'\n"
	"  evmine query -d c.db '? treats \"liver fibrosis\" in source=BM species=human'\n"
	"Exits 1 when nothing is found.", false
};

/* --- the question ------------------------------------------------------------------- */

/* One operand is the whole question; of several each is a word of it. */
static void join(struct evm_buf *b, char **args, int n)
{
	for (int i = 0; i < n; i++) {
		bool quote = n > 1 && strpbrk(args[i], " \t") && !strchr(args[i], '=');

		evm_buf_addz(b, i ? " " : "");
		evm_buf_addz(b, quote ? "\"" : "");
		evm_buf_addz(b, args[i]);
		evm_buf_addz(b, quote ? "\"" : "");
	}
}

/* What the vocabularies know a name by. "BM-MSC exosomes" also says whose
 * vesicles: that is left in *source. */
static int know(struct evm_namer *namer, struct evm_side *side, struct evm_arena *a,
		struct evm_str *source, struct evm_err *err)
{
	struct evm_meanings m;

	if (side->any || memchr(side->text.p, '*', side->text.n))
		return 0;
	if (evm_namer_ask(namer, side->text, a, &m, err))
		return -1;
	for (size_t i = 0; i < m.n; i++) {
		if (m.v[i].norm.n)
			*EVM_PUSH(a, side->norms) = m.v[i].norm;
		if (m.v[i].id.n)
			*EVM_PUSH(a, side->ids) = m.v[i].id;
		if (m.v[i].source.n)
			*source = m.v[i].source;
	}
	return 0;
}

/* A subject's source becomes a condition: its vesicle alone is the claim's. */
static int look_up(struct evm_ask *ask, struct evm_filters *w, struct evm_arena *a,
		   struct evm_err *err)
{
	struct evm_str source = EVM_LIT(""), other = EVM_LIT("");
	struct evm_namer *namer;
	int rc;

	if (evm_namer_new(&namer, image, err))
		return -1;
	rc = know(namer, &ask->subject, a, &source, err) ||
	     know(namer, &ask->object, a, &other, err) ? -1 : 0;
	evm_namer_free(namer);
	for (size_t i = 0; source.n && i < w->any.n; i++)
		if (!w->any.v[i].eq[EVM_F_SOURCE].n)
			w->any.v[i].eq[EVM_F_SOURCE] = source;
	return rc;
}

/* --- the answer ---------------------------------------------------------------------- */

static const char *const brief[] = { "subject", "predicate", "object", "context",
				     "sentence", "citation" };
static const char *const full[] = {
	"claim", "doc", "subject", "subject_type", "subject_id", "predicate", "negated",
	"certainty", "object", "object_type", "object_id", "qualifiers", "confidence",
	"status", "citation", "refs", "sentence",
};
#define N(a) (sizeof (a) / sizeof *(a))

static struct evm_str name_of(const struct evm_part *p)
{
	return p->norm.n ? p->norm : p->quote;
}

/* "Title. Journal 2020. PMID 1, doi 10.1/x". */
static struct evm_str citation(const struct evm_paper *p, struct evm_arena *a)
{
	struct evm_buf b = EVM_BUF_INIT;
	struct evm_str s;

	evm_buf_add(&b, p->title.n ? p->title : p->ext_id);
	if (b.n && !strchr(".?!", b.p[b.n - 1]))
		evm_buf_addc(&b, '.');
	if (p->journal.n || p->year)
		evm_buf_printf(&b, " %" EVM_FMT "%s%.0lld.", EVM_ARG(p->journal),
			       p->journal.n && p->year ? " " : "", (long long)p->year);
	evm_buf_printf(&b, " %" EVM_FMT, EVM_ARG(p->doc));
	if (p->doi.n)
		evm_buf_printf(&b, " doi:%" EVM_FMT, EVM_ARG(p->doi));
	if (p->retracted)
		evm_buf_addz(&b, " RETRACTED");
	s = evm_str_dup(a, evm_buf_str(&b));
	evm_buf_release(&b);
	return s;
}

/* What the claim cites, its references as the document lists them. */
static struct evm_str refs(const struct evm_item *item, struct evm_arena *a)
{
	struct evm_buf b = EVM_BUF_INIT;
	struct evm_str s;

	for (size_t i = 0; i < item->refs.n; i++) {
		const struct evm_citation *c = &item->refs.v[i];

		evm_buf_printf(&b, "%s[%" EVM_FMT "]%s%" EVM_FMT, b.n ? "; " : "",
			       EVM_ARG(c->label), c->raw.n ? " " : "", EVM_ARG(c->raw));
		if (c->pmid.n)
			evm_buf_printf(&b, " PMID %" EVM_FMT, EVM_ARG(c->pmid));
	}
	s = evm_str_dup(a, evm_buf_str(&b));
	evm_buf_release(&b);
	return s;
}

/* In brief: without refs, and what the subject says already. */
static size_t qualifiers(const struct evm_content *c, struct evm_arena *a,
			 struct evm_str *list, size_t max, bool in_brief)
{
	size_t n = 0;

	for (size_t i = 0; i < c->quals.n && n < max; i++)
		if (!in_brief || (!evm_str_eqz(c->quals.v[i].key, "refs") &&
				  !evm_str_eq(c->quals.v[i].value, c->subject.norm)))
			list[n++] = evm_str_printf(a, "%" EVM_FMT "=%" EVM_FMT,
				EVM_ARG(c->quals.v[i].key), EVM_ARG(c->quals.v[i].value));
	return n;
}

static void brief_row(struct evm_grid *g, const struct evm_item *item,
		      struct evm_arena *a)
{
	const struct evm_content *c = &item->now;
	struct evm_str quals[40], cited = refs(item, a);
	size_t n = qualifiers(c, a, quals, N(quals), true);

	evm_grid_text(g, name_of(&c->subject));
	evm_grid_text(g, evm_str_printf(a, "%s%s%s", c->negated ? "not " : "",
		evm_predicate_name(c->predicate), c->hedged ? " (hedged)" : ""));
	evm_grid_text(g, name_of(&c->object));
	evm_grid_list(g, quals, n);
	evm_grid_text(g, item->sentence);
	evm_grid_text(g, evm_str_printf(a, "%" EVM_FMT "%s%" EVM_FMT, EVM_ARG(
		citation(&item->paper, a)), cited.n ? " cites " : "", EVM_ARG(cited)));
}

static void full_row(struct evm_grid *g, const struct evm_item *item,
		     struct evm_arena *a)
{
	const struct evm_content *c = &item->now;
	struct evm_str quals[60];
	size_t n = qualifiers(c, a, quals, N(quals), false);

	evm_grid_text(g, item->id);
	evm_grid_text(g, item->paper.doc);
	evm_grid_text(g, name_of(&c->subject));
	evm_grid_text(g, evm_str(evm_type_name(c->subject.type)));
	evm_grid_text(g, c->subject.id);
	evm_grid_text(g, evm_str(evm_predicate_name(c->predicate)));
	evm_grid_text(g, evm_str(c->negated ? "yes" : "no"));
	evm_grid_text(g, evm_str(c->hedged ? "hedged" : "asserted"));
	evm_grid_text(g, name_of(&c->object));
	evm_grid_text(g, evm_str(evm_type_name(c->object.type)));
	evm_grid_text(g, c->object.id);
	evm_grid_list(g, quals, n);
	evm_grid_number(g, item->confidence < 0 ? EVM_LIT("") :
			evm_str_printf(a, "%.3f", item->confidence));
	evm_grid_text(g, item->status);
	evm_grid_text(g, citation(&item->paper, a));
	evm_grid_text(g, refs(item, a));
	evm_grid_text(g, item->sentence);
}

/* Rejected and gone claims are found only when asked for. */
static bool hidden(const struct evm_item *item, const struct evm_filters *w)
{
	const struct evm_filter *f = &w->any.v[0];

	return (evm_str_eqz(item->status, "rejected") && !f->eq[EVM_F_STATUS].n) ||
	       (item->gone && !(f->only & EVM_ONLY_GONE));
}

/* *shown of *all claims go into the grid. */
static int fill(struct evm_review *r, const struct evm_founds *found,
		const struct evm_filters *w, struct evm_grid *g, size_t *shown,
		size_t *all, struct evm_err *err)
{
	bool table = !strcmp(format, "table");
	size_t max = most ? (size_t)most : table ? IN_TABLE : SIZE_MAX;
	struct evm_arena a;
	int got = 0;

	*shown = *all = 0;
	evm_arena_init(&a);
	for (size_t i = 0; i < found->n && got >= 0; i++) {
		struct evm_item item;

		evm_arena_reset(&a);
		got = evm_item_get(r, found->v[i].ev, &a, &item, err);
		if (got != 1 || hidden(&item, w))
			continue;
		if (++*all > max)
			continue;
		++*shown;
		if (table)
			brief_row(g, &item, &a);
		else
			full_row(g, &item, &a);
	}
	evm_arena_release(&a);
	return got < 0 ? -1 : 0;
}

static int write_grid(const struct evm_grid *g, struct evm_err *err)
{
	bool table = !strcmp(format, "table");
	struct evm_buf text = EVM_BUF_INIT;
	struct evm_out *out;

	if (evm_out_open(&out, front.output, err))
		return -1;
	evm_grid_write(g, table ? EVM_GRID_TEXT : (enum evm_grid_format)
		       evm_grid_format_of(format), &text);
	evm_out_add(out, evm_buf_str(&text));
	evm_buf_release(&text);
	return evm_out_finish(out, true, err);
}

static int nothing(const struct evm_ask *ask, struct evm_err *err)
{
	const struct evm_side *side = !ask->subject.seen ? &ask->subject :
				      !ask->object.seen ? &ask->object : NULL;

	if (!side || side->any)
		return evm_err_set(err, EVM_EXIT_FAILED, "no such claim in %s", front.db);
	return evm_err_set(err, EVM_EXIT_FAILED, "no such claim in %s: with this predicate "
			   "and these conditions none has such %s", front.db,
			   side == &ask->subject ? "a subject" : "an object");
}

static int show(struct evm_review *r, const struct evm_ask *ask,
		const struct evm_founds *found, const struct evm_filters *w,
		struct evm_err *err)
{
	bool table = !strcmp(format, "table");
	struct evm_grid g;
	size_t shown, all;
	int rc;

	evm_grid_init(&g, table ? brief : full, table ? N(brief) : N(full));
	g.wrap = WRAP;
	rc = fill(r, found, w, &g, &shown, &all, err);
	if (!rc && all)
		rc = write_grid(&g, err);
	evm_grid_release(&g);
	if (!rc && !front.quiet && shown < all)
		evm_say(cli.program, "%zu of %zu claims; -n %zu shows all", shown, all, all);
	return rc || all ? rc : nothing(ask, err);
}

static int answer(struct evm_ask *ask, struct evm_filters *w, struct evm_arena *a,
		  struct evm_err *err)
{
	struct evm_founds found;
	struct evm_review *r;
	int rc;

	if (evm_review_open_read(&r, front.db, err))
		return -1;
	rc = look_up(ask, w, a, err);
	if (!rc && user && evm_filters_is_personal(w))
		rc = evm_review_as(r, user, err);
	rc = rc || evm_queue_refresh(r, err) || evm_ask(r, ask, w, a, &found, err) ||
	     show(r, ask, &found, w, err) ? -1 : 0;
	evm_review_close(r);
	return rc;
}

int main(int argc, char **argv)
{
	struct evm_err err = EVM_ERR_INIT;
	struct evm_buf question = EVM_BUF_INIT, want = EVM_BUF_INIT;
	struct evm_filters w = { .any = { 0 } };
	struct evm_ask ask;
	struct evm_arena a;
	int first = evm_cli_parse(&cli, argc, argv), rc;

	if (!front.db)
		evm_cli_mistake(&cli, "no database: -d DB");
	if (first == argc)
		evm_cli_mistake(&cli, "no question: SUBJECT PREDICATE OBJECT");
	user = user ? user : getenv("EVMINE_CURATOR");
	evm_arena_init(&a);
	join(&question, argv + first, argc - first);
	evm_buf_addz(&want, where);
	rc = evm_question_parse(&ask, evm_buf_str(&question), &a, &want, &err) ||
	     evm_filters_parse(&w, want.n ? want.p : "", &err) ||
	     answer(&ask, &w, &a, &err) ? -1 : 0;
	evm_filters_release(&w);
	evm_arena_release(&a);
	evm_buf_release(&question);
	evm_buf_release(&want);
	return rc ? evm_fail(cli.program, &err) : EVM_EXIT_DONE;
}
