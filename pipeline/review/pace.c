#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "review/review_p.h"

#define IDLE_MS 120000		/* a longer pause was no work on the item */

/* --- who does how much ----------------------------------------------------------- */

static int by_value(const void *pa, const void *pb)
{
	int64_t a = *(const int64_t *)pa, b = *(const int64_t *)pb;

	return (a > b) - (a < b);
}

static int median(struct evm_review *r, int64_t curator, double *seconds,
		  struct evm_arena *a, struct evm_err *err)
{
	EVM_VEC(int64_t) ms = { 0 };
	sqlite3_stmt *st;
	int got = evm_sql_row(r->s, err, &st, "SELECT ms_spent FROM decision "
		"WHERE curator_id = ? AND ms_spent BETWEEN 1 AND ? AND "
		"verdict IN ('accept', 'reject', 'unsure')", "ii", curator,
		(int64_t)IDLE_MS);

	for (; got == 1; got = evm_sql_next(r->s, err, st))
		*EVM_PUSH(a, ms) = sqlite3_column_int64(st, 0);
	*seconds = NAN;
	if (ms.n) {
		size_t low = (ms.n - 1) / 2, high = ms.n / 2;

		qsort(ms.v, ms.n, sizeof *ms.v, by_value);
		*seconds = (double)(ms.v[low] + ms.v[high]) / 2000;
	}
	return got;
}

#define VOTES(since) "(SELECT count(*) FROM decision d WHERE " \
	"d.curator_id = c.curator_id AND " EVM_VOTE_STANDS since "), "

static const char pace_sql[] =
	"SELECT c.curator_id, c.login, "
	VOTES(" AND d.created_at >= strftime('%Y-%m-%d', 'now')")
	VOTES(" AND d.created_at >= strftime('%Y-%m-%d', 'now', '-6 days')")
	VOTES("")
	"(SELECT count(DISTINCT m.doc_id) FROM mark m WHERE "
	"m.curator_id = c.curator_id AND m.kind = 'paper' AND m.done = 1), "
	"(SELECT count(*) FROM version v WHERE v.curator_id = c.curator_id AND "
	"v.parent_id IS NOT NULL), "
	"(SELECT count(*) FROM version v WHERE v.curator_id = c.curator_id AND "
	"v.parent_id IS NULL) "
	"FROM curator c WHERE c.role <> 'machine' ORDER BY c.login";

int evm_pace_get(struct evm_review *r, struct evm_arena *a, struct evm_paces *list,
		 struct evm_err *err)
{
	sqlite3_stmt *st;
	int got = evm_sql_row(r->s, err, &st, pace_sql, "");

	memset(list, 0, sizeof *list);
	for (; got == 1; got = evm_sql_next(r->s, err, st)) {
		struct evm_pace *p = EVM_PUSH(a, *list);

		p->login = evm_col(a, st, 1);
		p->today = sqlite3_column_int64(st, 2);
		p->week = sqlite3_column_int64(st, 3);
		p->all = sqlite3_column_int64(st, 4);
		p->papers_done = sqlite3_column_int64(st, 5);
		p->edits = sqlite3_column_int64(st, 6);
		p->added = sqlite3_column_int64(st, 7);
		if (median(r, sqlite3_column_int64(st, 0), &p->median_s, a, err)) {
			evm_sql_done(st);
			return -1;
		}
	}
	return got;
}

/* --- how far all of it is ----------------------------------------------------------- */

int evm_progress_get(struct evm_review *r, struct evm_arena *a,
		     struct evm_facets *list, struct evm_err *err)
{
	static const char *const names[] = { "new", "in_review", "accepted",
					     "rejected", "disputed", "unsure" };

	memset(list, 0, sizeof *list);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct evm_facet *f = EVM_PUSH(a, *list);

		f->field = EVM_F_STATUS;
		f->value = evm_str(names[i]);
		if (evm_sql_int(r->s, err, 0, &f->n, "SELECT count(*) FROM "
				"evidence_state s JOIN evidence e "
				"ON e.ev_id = s.ev_id JOIN document d "
				"ON d.doc_id = e.doc_id WHERE s.status = ? AND "
				"d.deleted = 0", "z", names[i]))
			return -1;
	}
	return 0;
}

/* Sentences that somebody says hold no further claim. */
#define DONE "(SELECT DISTINCT m.doc_id, m.body FROM mark m WHERE " \
	"m.kind = 'sentence' AND " EVM_MARK_STANDS ") x "
#define STANDING "SELECT count(*) FROM " DONE "JOIN sentence t " \
	"ON t.doc_id = x.doc_id AND t.body = x.body " \
	"JOIN evidence e ON e.sent_id = t.sent_id " \
	"JOIN evidence_state s ON s.ev_id = e.ev_id AND s.status = 'accepted' " \
	"WHERE EXISTS (SELECT 1 FROM version v WHERE v.ev_id = e.ev_id AND " \
	"v.curator_id = 1) = "

int evm_recall_get(struct evm_review *r, int64_t *sentences, int64_t *machine,
		   int64_t *added, struct evm_err *err)
{
	return evm_sql_int(r->s, err, 0, sentences, "SELECT count(*) FROM " DONE, "") ||
	       evm_sql_int(r->s, err, 0, machine, STANDING "1", "") ||
	       evm_sql_int(r->s, err, 0, added, STANDING "0", "") ? -1 : 0;
}
