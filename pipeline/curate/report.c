#include "curate/report.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>

#include "curate/show.h"
#include "export/grid.h"

/* --- cells --------------------------------------------------------------------------- */

static void text(struct evm_grid *g, struct evm_str s)
{
	struct evm_buf b = EVM_BUF_INIT;

	evm_show(&b, s);
	evm_grid_text(g, evm_buf_str(&b));
	evm_buf_release(&b);
}

static void whole(struct evm_grid *g, int64_t n)
{
	char s[24];

	snprintf(s, sizeof s, "%" PRId64, n);
	evm_grid_number(g, evm_str(s));
}

/* Nothing where it is not defined. */
static void fraction(struct evm_grid *g, double x, int digits)
{
	char s[40] = "";

	if (!isnan(x))
		snprintf(s, sizeof s, "%.*f", digits, x);
	evm_grid_number(g, evm_str(s));
}

static void finish(struct evm_grid *g, struct evm_buf *out)
{
	evm_grid_write(g, EVM_GRID_TEXT, out);
	evm_grid_release(g);
}

#define BEGIN(g, ...) do { \
	static const char *const names[] = { __VA_ARGS__ }; \
	evm_grid_init((g), names, sizeof names / sizeof *names); \
} while (0)

/* --- reports ---------------------------------------------------------------------------- */

static int progress(struct evm_review *r, struct evm_arena *a, struct evm_buf *out,
		    struct evm_err *err)
{
	struct evm_facets list;
	struct evm_grid g;
	int64_t sentences, machine, added;

	if (evm_progress_get(r, a, &list, err) ||
	    evm_recall_get(r, &sentences, &machine, &added, err))
		return -1;
	BEGIN(&g, "status", "claims");
	for (size_t i = 0; i < list.n; i++) {
		text(&g, list.v[i].value);
		whole(&g, list.v[i].n);
	}
	finish(&g, out);
	if (sentences)
		evm_buf_printf(out, "\nsentences in which nothing more is to be found: "
			"%" PRId64 "; accepted claims in them: %" PRId64
			" by the machine, %" PRId64 " by people only\n",
			sentences, machine, added);
	return 0;
}

int evm_report_stats(struct evm_review *r, struct evm_buf *out, struct evm_err *err)
{
	struct evm_paces list;
	struct evm_arena a;
	struct evm_grid g;
	int rc;

	evm_arena_init(&a);
	rc = progress(r, &a, out, err) || evm_pace_get(r, &a, &list, err) ? -1 : 0;
	if (!rc) {
		evm_buf_addc(out, '\n');
		BEGIN(&g, "curator", "today", "week", "all", "seconds a vote",
		      "edits", "added", "papers done");
		for (size_t i = 0; i < list.n; i++) {
			text(&g, list.v[i].login);
			whole(&g, list.v[i].today);
			whole(&g, list.v[i].week);
			whole(&g, list.v[i].all);
			fraction(&g, list.v[i].median_s, 1);
			whole(&g, list.v[i].edits);
			whole(&g, list.v[i].added);
			whole(&g, list.v[i].papers_done);
		}
		finish(&g, out);
	}
	evm_arena_release(&a);
	return rc;
}

/* Pairs, then each curator with themself. */
static void pairs(const struct evm_agreement *x, struct evm_buf *out)
{
	const struct evm_agrees *const both[] = { &x->pairs, &x->self };
	struct evm_grid g;

	BEGIN(&g, "a", "b", "judged", "agreed", "kappa", "accepts");
	for (int k = 0; k < 2; k++)
		for (size_t i = 0; i < both[k]->n; i++) {
			const struct evm_agree *p = &both[k]->v[i];

			text(&g, p->a);
			text(&g, p->b);
			whole(&g, p->n);
			fraction(&g, p->raw, 3);
			fraction(&g, p->kappa, 3);
			fraction(&g, p->prevalence, 3);
		}
	finish(&g, out);
	if (isnan(x->alpha))
		evm_buf_addz(out, "\nKrippendorff's alpha: not defined yet\n");
	else
		evm_buf_printf(out, "\nKrippendorff's alpha: %.3f (%" PRId64
			       " claims judged by two or more of %" PRId64
			       " curators)\n", x->alpha, x->items, x->raters);
}

int evm_report_agreement(struct evm_review *r, struct evm_buf *out,
			 struct evm_err *err)
{
	struct evm_agreement x;
	struct evm_arena a;
	struct evm_grid g;
	int rc;

	evm_arena_init(&a);
	rc = evm_agreement_get(r, &a, &x, err);
	if (!rc) {
		pairs(&x, out);
		evm_buf_addz(out, "\nWhat curators left of the machine's claims that "
			     "they accepted:\n");
		BEGIN(&g, "field", "claims", "unchanged", "share");
		for (size_t i = 0; i < x.fields.n; i++) {
			text(&g, x.fields.v[i].field);
			whole(&g, x.fields.v[i].n);
			whole(&g, x.fields.v[i].same);
			fraction(&g, (double)x.fields.v[i].same /
				 (double)x.fields.v[i].n, 3);
		}
		finish(&g, out);
	}
	evm_arena_release(&a);
	return rc;
}

static void precision(const struct evm_precisions *p, struct evm_buf *out)
{
	struct evm_grid g;

	BEGIN(&g, "by", "value", "judged", "right", "precision", "low", "high");
	for (size_t i = 0; i < p->n; i++) {
		text(&g, evm_str(p->v[i].by == EVM_F_N ? "all" :
				 evm_field_name(p->v[i].by)));
		text(&g, p->v[i].value);
		whole(&g, p->v[i].n);
		whole(&g, p->v[i].accepted);
		fraction(&g, p->v[i].p, 3);
		fraction(&g, p->v[i].low, 3);
		fraction(&g, p->v[i].high, 3);
	}
	finish(&g, out);
}

int evm_report_samples(struct evm_review *r, struct evm_buf *out,
		       struct evm_err *err)
{
	struct evm_samples list;
	struct evm_precisions p;
	struct evm_arena a;
	struct evm_grid g;
	int rc;

	evm_arena_init(&a);
	rc = evm_samples_list(r, &a, &list, err) ||
	     evm_precision_get(r, EVM_LIT(""), &a, &p, err) ? -1 : 0;
	if (!rc) {
		BEGIN(&g, "sample", "by", "seed", "items", "judged", "filter");
		for (size_t i = 0; i < list.n; i++) {
			char seed[24];

			text(&g, list.v[i].name);
			text(&g, list.v[i].by);
			snprintf(seed, sizeof seed, "%" PRIu64, list.v[i].seed);
			evm_grid_number(&g, evm_str(seed));
			whole(&g, list.v[i].n);
			whole(&g, list.v[i].judged);
			text(&g, list.v[i].filter);
		}
		finish(&g, out);
		evm_buf_addz(out, "\nPrecision on what is judged of them, with "
			     "Wilson's 95 % interval:\n");
		precision(&p, out);
	}
	evm_arena_release(&a);
	return rc;
}

int evm_report_log(struct evm_review *r, struct evm_str login, size_t n,
		   struct evm_buf *out, struct evm_err *err)
{
	struct evm_log_want want = { .login = login, .n = n };
	struct evm_logs list;
	struct evm_arena a;
	int rc;

	evm_arena_init(&a);
	rc = evm_log_get(r, &want, &a, &list, err);
	for (size_t i = 0; i < list.n && !rc; i++) {
		const struct evm_log *l = &list.v[i];

		evm_buf_printf(out, "%" EVM_FMT " %-8" EVM_FMT " e%-6" PRId64 " ",
			       EVM_ARG(evm_str_sub(l->at, 0, 19)), EVM_ARG(l->login),
			       l->ev);
		evm_show(out, l->verdict.n ? l->verdict : l->kind);
		if (l->held)
			evm_buf_addz(out, " (shown when you have judged)");
		if (l->reason.n) {
			evm_buf_addc(out, ' ');
			evm_show(out, l->reason);
		}
		if (l->text.n) {
			evm_buf_addz(out, ": ");
			evm_show(out, l->text);
		}
		evm_buf_addz(out, l->undone ? " (undone)\n" : "\n");
	}
	evm_arena_release(&a);
	return rc;
}

int evm_report_curators(struct evm_review *r, struct evm_buf *out,
			struct evm_err *err)
{
	struct evm_curators list;
	struct evm_arena a;
	struct evm_grid g;
	int rc;

	evm_arena_init(&a);
	rc = evm_curators_list(r, &a, &list, err);
	if (!rc) {
		BEGIN(&g, "login", "name", "orcid", "role", "active", "decisions");
		for (size_t i = 0; i < list.n; i++) {
			text(&g, list.v[i].login);
			text(&g, list.v[i].name);
			text(&g, list.v[i].orcid);
			text(&g, evm_str(evm_role_name(list.v[i].role)));
			text(&g, evm_str(list.v[i].active ? "yes" : "no"));
			whole(&g, list.v[i].decisions);
		}
		finish(&g, out);
	}
	evm_arena_release(&a);
	return rc;
}
