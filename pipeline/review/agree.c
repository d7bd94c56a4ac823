#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "review/review_p.h"

/* --- votes ------------------------------------------------------------------------- */

/* A person's accept or reject that counts, on a version; the machine accepts
 * what it says itself. Ordered by version: votes on one stand together. */
struct vote {
	int64_t ev, ver;
	uint32_t who;		/* in raters */
	bool accept;
};
struct votes {
	EVM_VEC(struct vote) list;
	EVM_VEC(struct evm_str) raters;
};

static const char votes_sql[] =
	"SELECT f.ev_id, f.ver_id, c.login, f.verdict = 'accept' "
	"FROM effective f JOIN curator c ON c.curator_id = f.curator_id "
	"WHERE f.role = 'review' AND f.verdict IN ('accept', 'reject') "
	"UNION ALL SELECT v.ev_id, v.ver_id, 'machine', 1 FROM version v "
	"WHERE v.curator_id = 1 AND EXISTS (SELECT 1 FROM decision d "
	"WHERE d.ev_id = v.ev_id AND d.ver_id = v.ver_id) ORDER BY 1, 2, 3";

static uint32_t rater(struct votes *v, struct evm_str login, struct evm_arena *a)
{
	for (size_t i = 0; i < v->raters.n; i++)
		if (evm_str_eq(v->raters.v[i], login))
			return (uint32_t)i;
	*EVM_PUSH(a, v->raters) = evm_str_dup(a, login);
	return (uint32_t)v->raters.n - 1;
}

static int read_votes(struct evm_review *r, struct evm_arena *a, struct votes *v,
		      struct evm_err *err)
{
	sqlite3_stmt *st;
	int got = evm_sql_row(r->s, err, &st, votes_sql, "");

	memset(v, 0, sizeof *v);
	for (; got == 1; got = evm_sql_next(r->s, err, st)) {
		uint32_t who = rater(v, evm_sql_text(st, 2), a);

		*EVM_PUSH(a, v->list) = (struct vote){
			sqlite3_column_int64(st, 0), sqlite3_column_int64(st, 1),
			who, sqlite3_column_int(st, 3) };
	}
	return got;
}

static size_t group_end(const struct votes *v, size_t i)
{
	size_t k = i;

	while (k < v->list.n && v->list.v[k].ver == v->list.v[i].ver)
		k++;
	return k;
}

/* --- pairs -------------------------------------------------------------------------- */

struct table { int64_t n[2][2]; };	/* by both's verdicts */

static void count_pairs(const struct votes *v, struct table *t)
{
	size_t raters = v->raters.n;

	for (size_t i = 0, end; i < v->list.n; i = end) {
		end = group_end(v, i);
		for (size_t k = i; k < end; k++)
			for (size_t m = i; m < end; m++) {
				const struct vote *x = &v->list.v[k];
				const struct vote *y = &v->list.v[m];

				if (x->who < y->who)
					t[x->who * raters + y->who].n[x->accept]
						[y->accept]++;
			}
	}
}

static struct evm_agree rate(const struct table *t)
{
	struct evm_agree g = { .kappa = NAN };
	double n, xa, ya, pe;

	g.n = t->n[0][0] + t->n[0][1] + t->n[1][0] + t->n[1][1];
	g.same = t->n[0][0] + t->n[1][1];
	n = (double)g.n;
	xa = (double)(t->n[1][0] + t->n[1][1]) / n;
	ya = (double)(t->n[0][1] + t->n[1][1]) / n;
	g.raw = (double)g.same / n;
	g.prevalence = (xa + ya) / 2;
	pe = xa * ya + (1 - xa) * (1 - ya);
	if (pe < 1)
		g.kappa = (g.raw - pe) / (1 - pe);
	return g;
}

static int by_names(const void *pa, const void *pb)
{
	const struct evm_agree *a = pa, *b = pb;
	int d = evm_str_cmp(a->a, b->a);

	return d ? d : evm_str_cmp(a->b, b->b);
}

static void list_pairs(const struct votes *v, struct evm_arena *a,
		       struct evm_agrees *pairs)
{
	size_t n = v->raters.n;
	struct table *t = evm_arena_alloc(a, evm_mul(n * n + 1, sizeof *t));

	count_pairs(v, t);
	for (size_t x = 0; x < n; x++)
		for (size_t y = x + 1; y < n; y++) {
			struct evm_agree g = rate(&t[x * n + y]);
			bool turn = evm_str_cmp(v->raters.v[x], v->raters.v[y]) > 0;

			if (!g.n)
				continue;
			g.a = v->raters.v[turn ? y : x];
			g.b = v->raters.v[turn ? x : y];
			*EVM_PUSH(a, *pairs) = g;
		}
	if (pairs->n)
		qsort(pairs->v, pairs->n, sizeof *pairs->v, by_names);
}

/* Each curator's second looks against what they had said. */
static int list_self(struct evm_review *r, struct evm_arena *a, struct evm_agrees *self,
		     struct evm_err *err)
{
	struct table t = { { { 0 } } };
	struct evm_str who = EVM_LIT("");
	sqlite3_stmt *st;
	int got = evm_sql_row(r->s, err, &st, "SELECT c.login, x.first = 'accept', "
		"x.second = 'accept', count(*) FROM second_look x JOIN curator c "
		"ON c.curator_id = x.curator_id GROUP BY 1, 2, 3 ORDER BY 1", "");

	for (; got == 1; got = evm_sql_next(r->s, err, st)) {
		if (!evm_str_eq(who, evm_sql_text(st, 0))) {
			who = evm_col(a, st, 0);
			memset(&t, 0, sizeof t);
			EVM_PUSH(a, *self)->a = who;
		}
		t.n[sqlite3_column_int(st, 1)][sqlite3_column_int(st, 2)] =
			sqlite3_column_int64(st, 3);
		self->v[self->n - 1] = rate(&t);
		self->v[self->n - 1].a = self->v[self->n - 1].b = who;
	}
	return got;
}

/* --- all people at once -------------------------------------------------------------- */

/* Krippendorff's alpha for two values: observed disagreement over what chance
 * would give; versions with one vote say nothing. */
static void alpha(const struct votes *v, struct evm_agreement *g)
{
	double observed = 0, total[2] = { 0, 0 }, n;
	bool rated[2] = { false, false };

	for (size_t i = 0, end; i < v->list.n; i = end) {
		double of[2] = { 0, 0 }, m;

		end = group_end(v, i);
		for (size_t k = i; k < end; k++)
			if (!evm_str_eqz(v->raters.v[v->list.v[k].who], "machine"))
				of[v->list.v[k].accept]++;
		m = of[0] + of[1];
		if (m < 2)
			continue;
		g->items++;
		observed += 2 * of[0] * of[1] / (m - 1);
		for (int x = 0; x < 2; x++) {
			total[x] += of[x];
			rated[x] |= of[x] > 0;
		}
	}
	n = total[0] + total[1];
	g->alpha = rated[0] && rated[1] ?
		   1 - observed * (n - 1) / (2 * total[0] * total[1]) : NAN;
	for (size_t i = 0; i < v->raters.n; i++)
		g->raters += !evm_str_eqz(v->raters.v[i], "machine");
}

/* --- by field --------------------------------------------------------------------------- */

static const char *const fields[] = {
	"subject", "predicate", "object", "polarity", "certainty", "source",
	"source_species", "vesicle", "cargo", "modification", "route", "dose",
	"cell", "disease", "model_species",
};
#define N_FIELDS (sizeof fields / sizeof *fields)

/* Accepted evidence that the machine found: its first version, and the head. */
static const char edited_sql[] =
	"SELECT m.ver_id, s.head_ver, t.body FROM evidence_state s "
	"JOIN evidence e ON e.ev_id = s.ev_id JOIN sentence t ON t.sent_id = e.sent_id "
	"JOIN version m ON m.ver_id = (SELECT min(ver_id) FROM version v "
	"WHERE v.ev_id = s.ev_id AND v.curator_id = 1) "
	"JOIN version h ON h.ver_id = s.head_ver "
	"WHERE s.status = 'accepted' AND h.curator_id <> 1 ORDER BY s.ev_id";

static bool concerns(struct evm_str differing, const char *field)
{
	struct evm_str name = evm_str_cut(&differing, '.');

	return evm_str_eqz(name, field);
}

static int compare(struct evm_review *r, sqlite3_stmt *st, int64_t *changed,
		   struct evm_err *err)
{
	struct evm_content x, y;
	struct evm_texts diff;
	struct evm_arena a;
	int got;

	evm_arena_init(&a);
	got = evm_content_read(r, sqlite3_column_int64(st, 0), evm_sql_text(st, 2),
			       &a, &x, err);
	if (got == 1)
		got = evm_content_read(r, sqlite3_column_int64(st, 1),
				       evm_sql_text(st, 2), &a, &y, err);
	if (got == 1) {
		evm_content_diff(&x, &y, &a, &diff);
		for (size_t f = 0; f < N_FIELDS; f++) {
			bool any = false;

			for (size_t i = 0; i < diff.n; i++)
				any |= concerns(diff.v[i], fields[f]);
			changed[f] += any;
		}
	}
	evm_arena_release(&a);
	return got < 0 ? -1 : 0;
}

static int list_fields(struct evm_review *r, struct evm_arena *a,
		       struct evm_field_agrees *list, struct evm_err *err)
{
	int64_t changed[N_FIELDS] = { 0 }, n;
	sqlite3_stmt *st;
	int got = evm_sql_row(r->s, err, &st, edited_sql, "");

	for (; got == 1; got = evm_sql_next(r->s, err, st))
		if (compare(r, st, changed, err)) {
			evm_sql_done(st);
			return -1;
		}
	if (got || evm_sql_int(r->s, err, 0, &n, "SELECT count(*) FROM "
			"evidence_state s WHERE s.status = 'accepted' AND EXISTS "
			"(SELECT 1 FROM version v WHERE v.ev_id = s.ev_id AND "
			"v.curator_id = 1)", ""))
		return -1;
	for (size_t i = 0; i < N_FIELDS && n; i++)
		*EVM_PUSH(a, *list) = (struct evm_field_agree){
			evm_str(fields[i]), n, n - changed[i] };
	return 0;
}

int evm_agreement_get(struct evm_review *r, struct evm_arena *a,
		      struct evm_agreement *g, struct evm_err *err)
{
	struct votes v;

	memset(g, 0, sizeof *g);
	if (read_votes(r, a, &v, err) || list_self(r, a, &g->self, err))
		return -1;
	list_pairs(&v, a, &g->pairs);
	alpha(&v, g);
	return list_fields(r, a, &g->fields, err);
}
