#include <inttypes.h>

#include "store/store_p.h"

static int integrity(struct evm_store *s, struct evm_err *err)
{
	sqlite3_stmt *st;
	int got = evm_sql_row(s, err, &st, "PRAGMA integrity_check(3)", "");

	if (got != 1)
		return got;
	if (evm_str_eqz(evm_sql_text(st, 0), "ok"))
		got = evm_sql_next(s, err, st);
	else
		got = evm_err_set(err, EVM_EXIT_FAILED, "%s: damaged: %" EVM_FMT, s->path,
				  EVM_ARG(evm_sql_text(st, 0)));
	evm_sql_done(st);
	return got;
}

/* Numbers that say how it is, and what stands behind them; those of the second
 * half only when they are not 0. */
static const struct { const char *sql, *before, *behind; bool always; } figures[] = {
	{ "PRAGMA user_version", "schema ", "", true },
	{ "SELECT (page_count * page_size + 500000) / 1000000 FROM pragma_page_count, "
	  "pragma_page_size", "", " MB", true },
	{ "SELECT count(*) FROM input WHERE state = 'done'", "", " input files read", false },
	{ "SELECT count(*) FROM input WHERE state = 'failed'", "", " input files failed", false },
	{ "SELECT count(*) FROM quarantine", "", " records in quarantine", false },
};

int evm_store_examine(struct evm_store *s, struct evm_buf *b, struct evm_err *err)
{
	if (integrity(s, err))
		return -1;
	evm_buf_addz(b, "whole");
	for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
		int64_t n;

		if (evm_sql_int(s, err, 0, &n, figures[i].sql, ""))
			return -1;
		if (!n && !figures[i].always)
			continue;
		evm_buf_printf(b, ", %s%" PRId64 "%s", figures[i].before, n,
			       figures[i].behind);
	}
	return 0;
}
