/*
 * How a database is written: with a log beside it (WAL), so that readers go on
 * meanwhile; or, as long as its first load lasts, straight into the file. What
 * is new in a file stands behind its end, and nothing of it has to be kept for
 * the case of a kill: SQLite's rollback journal stays small, and each page is
 * written once, not twice.
 */
#include <fcntl.h>
#include <stdio.h>
#include <time.h>

#include "store/store_p.h"

/* another loader's batch may take seconds on a slow disk */
#define BUSY_MS 60000
#define STEP_MS 5		/* between two looks whether a lock is free */
#define GIVE_WAY_S 0.5		/* so often a first load lets others in */
#define ROOM_KB 8192		/* pages of a first load that wait in memory */
#define SEND_BYTES ((size_t)2 << 20)

static double clock_now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

/*
 * Asked by SQLite for the n-th time whether to wait for others. In a first load
 * a batch that outgrows its room waits for no reader: it takes more room, and
 * its commit waits, as long as it must.
 */
static int wait_for_others(void *store, int n)
{
	struct evm_store *s = store;

	if (s->inside || (!s->committing && n >= BUSY_MS / STEP_MS))
		return 0;
	s->waited = true;
	sqlite3_sleep(STEP_MS);
	return 1;
}

void evm_store_wait(struct evm_store *s)
{
	sqlite3_busy_handler(s->db, wait_for_others, s);
}

/* SQLite does not wait by itself for this one lock: two programs that both
 * read the file and both want to turn it would wait for each other. */
static int turn(struct evm_store *s, int patience_ms)
{
	int rc, waited = 0;

	sqlite3_busy_handler(s->db, NULL, NULL);
	while ((rc = sqlite3_exec(s->db, "PRAGMA journal_mode = WAL", NULL, NULL,
				  NULL)) == SQLITE_BUSY && waited < patience_ms) {
		sqlite3_sleep(STEP_MS);
		waited += STEP_MS;
	}
	evm_store_wait(s);
	return rc;
}

int evm_store_turn_to_log(struct evm_store *s, struct evm_err *err)
{
	return turn(s, BUSY_MS) == SQLITE_OK ? 0 : evm_sql_fail(s, err);
}

/* Is there no log? */
static int look(struct evm_store *s, struct evm_err *err)
{
	sqlite3_stmt *st;
	int got = evm_sql_row(s, err, &st, "PRAGMA journal_mode", "");

	s->first = got == 1 && !evm_str_eqz(evm_sql_text(st, 0), "wal");
	if (got == 1)
		evm_sql_done(st);
	return got < 0 ? -1 : 0;
}

/* A copy that was put back, or what another tool wrote, has no log either; but
 * where people work it is no first load. */
static int leave_to_people(struct evm_store *s, struct evm_err *err)
{
	int64_t people = 0;

	if (s->first && evm_sql_int(s, err, 0, &people,
				    "SELECT EXISTS (SELECT 1 FROM audit)", ""))
		return -1;
	if (!people)
		return 0;
	s->first = false;
	return evm_store_turn_to_log(s, err);
}

/* The log is written back every 32 MB: pages of indexes, which each batch
 * changes, so are written less often. Without a log pages that wait no longer
 * are written while the threads that read and mine go on. */
static int tune(struct evm_store *s, struct evm_err *err)
{
	char first[64];

	snprintf(first, sizeof first, "PRAGMA cache_size = -%d", ROOM_KB);
	return evm_store_plain(s, err, s->first ? first :
			       "PRAGMA synchronous = NORMAL;"
			       "PRAGMA wal_autocheckpoint = 16384;"
			       "PRAGMA cache_size = -65536;");
}

int evm_store_bulk(struct evm_store *s, bool on, struct evm_err *err)
{
	if (!on)
		return evm_store_plain(s, err, "PRAGMA synchronous = FULL;"
					       "PRAGMA foreign_keys = ON;");
	s->gave_way = clock_now();
	return look(s, err) || leave_to_people(s, err) || tune(s, err) ||
	       evm_store_plain(s, err, "PRAGMA foreign_keys = OFF") ? -1 : 0;
}

/* Who wants to write with a log finds the file free now. */
int evm_store_give_way(struct evm_store *s, struct evm_err *err)
{
	double now = clock_now();

	if (!s->first || (!s->waited && now - s->gave_way < GIVE_WAY_S))
		return 0;
	if (s->waited)
		turn(s, 0);
	else
		sqlite3_sleep(2 * STEP_MS);
	s->waited = false;
	s->gave_way = now;
	if (look(s, err))
		return -1;
	return s->first ? 0 : tune(s, err);
}

void evm_store_send(struct evm_store *s, size_t bytes)
{
	s->behind += bytes;
	if (!s->first || s->behind < SEND_BYTES)
		return;
	s->behind = 0;
	/* closed behind SQLite's own: to close it would let go of SQLite's locks */
	if (s->file < 0)
		s->file = open(s->path, O_RDONLY | O_CLOEXEC);
	/* a hint: what fails here fails at the commit */
	sync_file_range(s->file, 0, 0, SYNC_FILE_RANGE_WRITE);
}

void evm_store_end_first(struct evm_store *s)
{
	if (s->first)
		turn(s, 20 * STEP_MS);
}
