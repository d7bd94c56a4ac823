#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/store_p.h"

static const char schema[] = {
#include "store/schema.inc"
	0
};

#define APPLICATION 0x45564d31
#define SCHEMA_VERSION 7

int evm_store_plain(struct evm_store *s, struct evm_err *err, const char *sql)
{
	return sqlite3_exec(s->db, sql, NULL, NULL, NULL) == SQLITE_OK ? 0 :
	       evm_sql_fail(s, err);
}

/* path is for messages, name what SQLite opens. */
static int open_file(struct evm_store **out, const char *path, const char *name,
		     int flags, struct evm_err *err)
{
	struct evm_store *s = evm_malloc(sizeof *s);

	memset(s, 0, sizeof *s);
	s->file = -1;
	evm_store_time(s->opened);
	evm_arena_init(&s->parcels);
	evm_arena_init(&s->scratch);
	s->path = strdup(path);
	if (!s->path)
		evm_oom();
	*out = s;
	/* nobody asks how much memory it has: no lock for each piece */
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	if (sqlite3_open_v2(name, &s->db, flags, NULL) != SQLITE_OK)
		return evm_err_set(err, EVM_EXIT_FAILED, "cannot open %s: %s",
				   path, s->db ? sqlite3_errmsg(s->db) :
				   "out of memory");
	evm_store_wait(s);
	/* readers of other programs wait for nothing; a curator's vote that
	 * came back as saved survives a power cut; a name in double quotes
	 * is never taken for a text */
	sqlite3_db_config(s->db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	return evm_store_plain(s, err, "PRAGMA foreign_keys = ON;"
			     "PRAGMA synchronous = FULL;"
			     "PRAGMA cache_size = -32768;"
			     "PRAGMA temp_store = MEMORY;");
}

/* Is it ours, and of a schema that this program knows? *empty: it is new. */
static int examine(struct evm_store *s, bool *empty, struct evm_err *err)
{
	int64_t application, version, tables;

	if (evm_sql_int(s, err, 0, &application, "PRAGMA application_id", "") ||
	    evm_sql_int(s, err, 0, &version, "PRAGMA user_version", "") ||
	    evm_sql_int(s, err, 0, &tables,
			"SELECT count(*) FROM sqlite_schema", ""))
		return -1;
	*empty = !tables && !application;
	if (*empty)
		return 0;
	if (application != APPLICATION)
		return evm_err_set(err, EVM_EXIT_FAILED,
				   "%s: no database of evmine", s->path);
	if (version > SCHEMA_VERSION)
		return evm_err_set(err, EVM_EXIT_FAILED,
			"%s: made by a newer evmine (schema %d; this program knows %d)",
			s->path, (int)version, SCHEMA_VERSION);
	if (version < SCHEMA_VERSION)
		return evm_err_set(err, EVM_EXIT_FAILED,
			"%s: made by an older evmine (schema %d; this program needs %d): load its streams into a new file",
			s->path, (int)version, SCHEMA_VERSION);
	return 0;
}

/* The same at one moment: another program may just be making the schema. */
static int examine_now(struct evm_store *s, bool *empty, struct evm_err *err)
{
	int r;

	if (evm_store_plain(s, err, "BEGIN"))
		return -1;
	r = examine(s, empty, err);
	sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
	return r;
}

/* Two programs may open a new file at once: the second one waits, and finds
 * the schema made. */
static int make_schema(struct evm_store *s, struct evm_err *err)
{
	bool empty;

	if (evm_store_plain(s, err, "BEGIN IMMEDIATE"))
		return -1;
	if (examine(s, &empty, err) || (empty && evm_store_plain(s, err, schema)) ||
	    evm_store_plain(s, err, "COMMIT")) {
		sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
		return -1;
	}
	return 0;
}

/* In turn: the file, its schema, and what is to be done with it. */
static int open_to_write(struct evm_store **out, const char *path,
			 int (*then)(struct evm_store *s, struct evm_err *err),
			 struct evm_err *err)
{
	bool empty;

	*out = NULL;
	if (access(path, W_OK) && errno != ENOENT)
		return evm_err_set(err, EVM_EXIT_FAILED, "cannot write %s: %s",
				   path, strerror(errno));
	if (open_file(out, path, path,
		      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, err) ||
	    examine_now(*out, &empty, err) || (empty && make_schema(*out, err)) ||
	    then(*out, err)) {
		evm_store_close(*out);
		*out = NULL;
		return -1;
	}
	return 0;
}

int evm_store_open(struct evm_store **out, const char *path,
		   struct evm_err *err)
{
	return open_to_write(out, path, evm_store_turn_to_log, err);
}

static int begin_bulk(struct evm_store *s, struct evm_err *err)
{
	return evm_store_bulk(s, true, err);
}

int evm_store_open_bulk(struct evm_store **out, const char *path,
			struct evm_err *err)
{
	return open_to_write(out, path, begin_bulk, err);
}

static int open_to_read(struct evm_store **out, const char *path,
			const char *name, int flags, struct evm_err *err)
{
	bool empty;

	if (!open_file(out, path, name, flags, err) &&
	    !evm_store_plain(*out, err, "PRAGMA query_only = ON") &&
	    !examine_now(*out, &empty, err) &&
	    (!empty || evm_err_set(err, EVM_EXIT_FAILED,
				   "%s: an empty file, no database", path)))
		return 0;
	evm_store_close(*out);
	*out = NULL;
	return -1;
}

/* WAL needs a file beside the database. Where none can be made and nothing
 * waits in one, nobody writes either, and SQLite may read the file as it is. */
static int open_frozen(struct evm_store **out, const char *path,
		       struct evm_err *err)
{
	struct evm_buf name = EVM_BUF_INIT;
	int rc;

	evm_buf_addz(&name, "file:");
	for (const char *p = path; *p; p++)
		if (strchr("%?#", *p))
			evm_buf_printf(&name, "%%%02x", (unsigned char)*p);
		else
			evm_buf_addc(&name, *p);
	evm_buf_addz(&name, "?immutable=1");
	rc = open_to_read(out, path, name.p,
			  SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, err);
	evm_buf_release(&name);
	return rc;
}

static bool has_beside(const char *path, const char *suffix)
{
	struct evm_buf name = EVM_BUF_INIT;
	bool has;

	evm_buf_printf(&name, "%s%s", path, suffix);
	has = !access(name.p, F_OK);
	evm_buf_release(&name);
	return has;
}

int evm_store_open_read(struct evm_store **out, const char *path,
			struct evm_err *err)
{
	*out = NULL;
	if (access(path, R_OK))
		return evm_err_set(err, EVM_EXIT_FAILED, "cannot open %s: %s",
				   path, strerror(errno));
	if (access(path, W_OK) && !has_beside(path, "-wal") &&
	    !has_beside(path, "-journal"))
		return open_frozen(out, path, err);
	return open_to_read(out, path, path, SQLITE_OPEN_READWRITE, err);
}

void evm_store_close(struct evm_store *s)
{
	if (!s)
		return;
	for (size_t i = 0; i < s->n_cached; i++)
		sqlite3_finalize(s->cache[i].st);
	evm_store_end_first(s);
	sqlite3_close(s->db);
	if (s->file >= 0)
		close(s->file);
	evm_arena_release(&s->parcels);
	evm_arena_release(&s->scratch);
	evm_buf_release(&s->lines);
	free(s->path);
	free(s);
}

void evm_store_library(struct evm_buf *b, bool *fts)
{
	evm_buf_printf(b, "SQLite %s", sqlite3_libversion());
	if (strcmp(sqlite3_libversion(), SQLITE_VERSION) != 0)
		evm_buf_printf(b, " (built with %s)", SQLITE_VERSION);
	*fts = sqlite3_compileoption_used("ENABLE_FTS5");
}
