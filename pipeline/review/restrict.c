#include "review/restrict.h"

#include <string.h>
#include <time.h>

#include "store/sql.h"

#define STEPS 20000		/* of SQLite's machine, between two looks: ~1 ms */

static bool is_kept(const char *table)
{
	static const char *const kept[] = {
		"decision", "comment", "audit", "version", "span", "mark", "run",
		"evidence", "reason",
	};

	for (size_t i = 0; table && i < sizeof kept / sizeof *kept; i++)
		if (!strcmp(table, kept[i]))
			return true;
	return false;
}

static int authorize(void *ctx, int action, const char *a, const char *b,
		     const char *schema, const char *trigger)
{
	(void)ctx;
	(void)schema;
	(void)trigger;
	switch (action) {
	case SQLITE_READ:
	case SQLITE_SELECT:
	case SQLITE_FUNCTION:
	case SQLITE_INSERT:
	case SQLITE_TRANSACTION:
	case SQLITE_SAVEPOINT:
	case SQLITE_RECURSIVE:
	case SQLITE_CREATE_TEMP_TABLE:
	case SQLITE_DROP_TEMP_TABLE:
		return SQLITE_OK;
	case SQLITE_UPDATE:
	case SQLITE_DELETE:
		return is_kept(a) ? SQLITE_DENY : SQLITE_OK;
	case SQLITE_PRAGMA:
		return b ? SQLITE_DENY : SQLITE_OK;
	default:
		return SQLITE_DENY;
	}
}

double evm_limit_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int is_late(void *ctx)
{
	const struct evm_limit *l = ctx;

	return l->until > 0 && evm_limit_now() > l->until;
}

int evm_review_restrict(struct evm_review *r, struct evm_limit *limit,
			struct evm_err *err)
{
	struct evm_store *s = evm_review_store(r);
	sqlite3 *db = evm_sql_handle(s);

	sqlite3_progress_handler(db, STEPS, is_late, limit);
	return sqlite3_set_authorizer(db, authorize, NULL) == SQLITE_OK ? 0 :
	       evm_sql_fail(s, err);
}
