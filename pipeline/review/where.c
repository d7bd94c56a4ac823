#include <stdlib.h>
#include <string.h>

#include "review/refresh.h"
#include "review/review_p.h"

/* What all filters of a --where have in common stands once, the rest as
 * " AND (0 OR (1 AND ...) OR ...)". */
static int conditions(struct evm_review *r, struct evm_query *q,
		      const struct evm_filters *w, struct evm_err *err)
{
	struct evm_filter all = { .text = w->any.v[0].text, .low = w->any.v[0].low,
				  .high = w->any.v[0].high, .only = w->any.v[0].only };

	if (evm_query_filter(r, q, &all, true, err))
		return -1;
	evm_query_add(q, " AND (0");
	for (size_t i = 0; i < w->any.n; i++) {
		struct evm_filter f = w->any.v[i];

		f.text = EVM_LIT("");
		f.low = f.high = 0;
		f.only = 0;
		evm_query_add(q, " OR (1");
		if (evm_query_filter(r, q, &f, true, err))
			return -1;
		evm_query_add(q, ")");
	}
	evm_query_add(q, ") ORDER BY ");
	evm_query_add(q, evm_query_key(w->any.v[0].sort));
	evm_query_add(q, ", f.ev_id");
	return 0;
}

static int run(struct evm_review *r, struct evm_query *q, struct evm_arena *a,
	       struct evm_founds *list, struct evm_err *err)
{
	sqlite3_stmt *st = NULL;
	int got = evm_query_run(r, q, &st, err);

	for (; got == 1; got = evm_sql_next(r->s, err, st)) {
		struct evm_found *f = EVM_PUSH(a, *list);

		f->ev = sqlite3_column_int64(st, 0);
		f->print = evm_col(a, st, 1);
	}
	sqlite3_finalize(st);
	return got;
}

int evm_filters_find(struct evm_review *r, const struct evm_filters *w,
		   struct evm_arena *a, struct evm_founds *list,
		   struct evm_err *err)
{
	struct evm_query q;
	int rc;

	memset(&q, 0, sizeof q);
	memset(list, 0, sizeof *list);
	if (evm_filters_is_personal(w) && !r->me.id)
		return evm_err_set(err, EVM_EXIT_USAGE, "only=mine, unseen and returned "
				   "are a curator's: whose?");
	if (evm_facets_refresh(r, err))
		return -1;
	evm_query_add(&q, "SELECT f.ev_id, (SELECT fingerprint FROM evidence e "
			  "WHERE e.ev_id = f.ev_id)");
	evm_query_int(&q, " FROM facet f WHERE ?1 >= 0", r->me.id);
	rc = conditions(r, &q, w, err);
	rc = rc ? rc : run(r, &q, a, list, err);
	evm_query_release(&q);
	return rc;
}

int evm_filters_each(const char *db, const struct evm_filters *w, const char *user,
		     evm_print_fn *fn, void *ctx, struct evm_err *err)
{
	struct evm_founds found = { .n = 0 };
	struct evm_review *r;
	struct evm_arena a;
	int rc;

	if (evm_review_open_read(&r, db, err))
		return -1;
	evm_arena_init(&a);
	user = user ? user : getenv("EVMINE_CURATOR");
	rc = user && evm_filters_is_personal(w) ? evm_review_as(r, user, err) : 0;
	rc = rc || evm_queue_refresh(r, err) || evm_filters_find(r, w, &a, &found, err) ?
	     -1 : 0;
	for (size_t i = 0; !rc && i < found.n; i++)
		fn(ctx, found.v[i].print);
	evm_arena_release(&a);
	evm_review_close(r);
	return rc;
}
