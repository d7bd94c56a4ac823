#include "store/backup.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "core/digest.h"
#include "store/sql.h"

#define MARK ".backup-"
#define STAMP 16		/* 20261127T020305Z */
#define STEPS 2000		/* of SQLite's machine, between two questions to stop */

struct backup {
	const struct evm_backup *how;
	const char *db;
	struct evm_store *s;
	struct evm_buf folder;		/* ends in / unless it is empty */
	struct evm_str stem, ext;	/* of the file's name */
	struct evm_buf part;		/* path of the copy while it is made */
	int fd;				/* of it, locked; or -1 */
	/* the end of the audit chain, or of what it had before today; seq 0:
	 * there is no work of people */
	int64_t seq;
	char sum[EVM_DIGEST_HEX + 1];
	struct evm_err *err;
};

static int complain(struct backup *b, const char *what)
{
	return evm_err_set(b->err, EVM_EXIT_FAILED, "%s: cannot %s: %s", b->part.p,
			   what, strerror(errno));
}

/* --- names ------------------------------------------------------------------ */

static void name_it(struct backup *b)
{
	const char *slash = strrchr(b->db, '/'), *name = slash ? slash + 1 : b->db;
	const char *dot = strrchr(name, '.');
	size_t n = strlen(name), stem = dot && dot > name ? (size_t)(dot - name) : n;

	evm_buf_add(&b->folder, (struct evm_str){ b->db, (size_t)(name - b->db) });
	b->stem = (struct evm_str){ name, stem };
	b->ext = (struct evm_str){ name + stem, n - stem };
}

static void path_of(const struct backup *b, const char *stamp, struct evm_buf *path)
{
	path->n = 0;
	evm_buf_add(path, evm_buf_str(&b->folder));
	evm_buf_add(path, b->stem);
	evm_buf_addz(path, MARK);
	evm_buf_addz(path, stamp);
	evm_buf_add(path, b->ext);
}

static bool is_stamp(struct evm_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (i == 8 ? s.p[i] != 'T' : i == 15 ? s.p[i] != 'Z' :
		    !evm_is_digit(s.p[i]))
			return false;
	return s.n == STAMP;
}

/* The stamp in a file's name; false when it is no copy of this database. */
static bool stamp_in(const struct backup *b, const char *name, char stamp[STAMP + 1])
{
	struct evm_str s = evm_str(name), at;
	size_t before = b->stem.n + sizeof MARK - 1;

	if (s.n != before + STAMP + b->ext.n ||
	    !evm_str_eq(evm_str_sub(s, 0, b->stem.n), b->stem) ||
	    !evm_str_eqz(evm_str_sub(s, b->stem.n, before), MARK) ||
	    !evm_str_eq(evm_str_sub(s, before + STAMP, s.n), b->ext))
		return false;
	at = evm_str_sub(s, before, before + STAMP);
	snprintf(stamp, STAMP + 1, "%" EVM_FMT, EVM_ARG(at));
	return is_stamp(at);
}

/* Now as a stamp: the digits of the database's way to write a time. */
static void stamp_now(char stamp[STAMP + 1])
{
	char at[32];
	size_t n = 0;

	evm_store_time(at);
	for (const char *p = at; *p && *p != '.'; p++)
		if (*p != '-' && *p != ':' && n < STAMP - 1)
			stamp[n++] = *p;
	stamp[n++] = 'Z';
	stamp[n] = 0;
}

/* --- copies that are there ----------------------------------------------------- */

struct stamps { EVM_VEC(struct evm_str) list; };

static int newest_first(const void *pa, const void *pb)
{
	return evm_str_cmp(*(const struct evm_str *)pb, *(const struct evm_str *)pa);
}

static int list_copies(struct backup *b, struct evm_arena *a, struct stamps *l)
{
	DIR *dir = opendir(b->folder.n ? b->folder.p : ".");
	char stamp[STAMP + 1];
	struct dirent *e;

	memset(l, 0, sizeof *l);
	if (!dir)
		return evm_err_set(b->err, EVM_EXIT_FAILED, "cannot read the folder of %s: %s",
				   b->db, strerror(errno));
	while ((e = readdir(dir)))
		if (stamp_in(b, e->d_name, stamp))
			*EVM_PUSH(a, l->list) = evm_str_dup(a, evm_str(stamp));
	closedir(dir);
	if (l->list.n)
		qsort(l->list.v, l->list.n, sizeof *l->list.v, newest_first);
	return 0;
}

/* Does the copy hold the end of the chain? One that cannot be read does not. */
static bool holds_all(const struct backup *b, const char *stamp)
{
	struct evm_err err = EVM_ERR_INIT;
	struct evm_buf path = EVM_BUF_INIT;
	struct evm_store *s;
	int64_t n = 0;

	path_of(b, stamp, &path);
	if (!evm_store_open_read(&s, path.p, &err)) {
		if (evm_sql_int(s, &err, 0, &n, "SELECT count(*) FROM audit WHERE "
				"seq = ? AND sha256 = ?", "iz", b->seq, b->sum))
			n = 0;
		evm_store_close(s);
	}
	evm_buf_release(&path);
	return n > 0;
}

/* Who is a curator, and which sample is drawn, is no work yet. */
static int read_end(struct backup *b)
{
	char until[32];
	sqlite3_stmt *st;
	struct evm_str sum;
	int got;

	evm_store_time(until);
	if (b->how->daily)
		until[10] = 0;
	got = evm_sql_row(b->s, b->err, &st, "SELECT seq, sha256 FROM audit WHERE at < ?1 "
			  "AND EXISTS (SELECT 1 FROM audit WHERE at < ?1 AND kind NOT IN "
			  "('curator', 'sample')) ORDER BY seq DESC LIMIT 1", "z", until);
	b->seq = 0;
	if (got <= 0)
		return got;
	b->seq = sqlite3_column_int64(st, 0);
	sum = evm_sql_text(st, 1);
	snprintf(b->sum, sizeof b->sum, "%.*s", EVM_ARG(sum));
	evm_sql_done(st);
	return 0;
}

/* 1: a copy is due. */
static int is_due(struct backup *b)
{
	struct stamps l;
	struct evm_arena a;
	bool due;

	if (read_end(b))
		return -1;
	if (!b->seq)
		return 0;
	evm_arena_init(&a);
	if (list_copies(b, &a, &l)) {
		evm_arena_release(&a);
		return -1;
	}
	due = !l.list.n || !holds_all(b, l.list.v[0].p);
	evm_arena_release(&a);
	return due;
}

/* Those that are more than are kept; one that cannot be removed stays. */
static int prune(struct backup *b)
{
	struct evm_buf path = EVM_BUF_INIT;
	struct evm_arena a;
	struct stamps l;
	int rc;

	evm_arena_init(&a);
	rc = list_copies(b, &a, &l);
	for (size_t i = (size_t)b->how->keep; !rc && i < l.list.n; i++) {
		path_of(b, l.list.v[i].p, &path);
		unlink(path.p);
	}
	evm_arena_release(&a);
	evm_buf_release(&path);
	return rc;
}

/* --- making one ------------------------------------------------------------------- */

/* 1: locked, and it is still the file of that name; 0: try again. */
static int lock_part(struct backup *b, mode_t mode)
{
	struct stat by_fd, by_name;

	b->fd = open(b->part.p, O_RDWR | O_CREAT | O_CLOEXEC, mode);
	if (b->fd < 0)
		return complain(b, "make");
	while (flock(b->fd, LOCK_EX))
		if (errno != EINTR)
			return complain(b, "lock");
	if (!fstat(b->fd, &by_fd) && !stat(b->part.p, &by_name) &&
	    by_fd.st_ino == by_name.st_ino && by_fd.st_dev == by_name.st_dev)
		return 1;
	close(b->fd);
	b->fd = -1;
	return 0;
}

/* One copy at a time: who waited finds it made. The file of a killed one is
 * used again; what SQLite kept beside it is of no use. */
static int take_part(struct backup *b)
{
	struct evm_buf beside = EVM_BUF_INIT;
	struct stat sb;
	int got;

	if (stat(b->db, &sb))
		return evm_err_set(b->err, EVM_EXIT_FAILED, "%s: %s", b->db,
				   strerror(errno));
	path_of(b, "part", &b->part);
	while (!(got = lock_part(b, sb.st_mode & 0666)))
		;
	if (got < 0)
		return -1;
	evm_buf_printf(&beside, "%s-journal", b->part.p);
	unlink(beside.p);
	evm_buf_release(&beside);
	return ftruncate(b->fd, 0) ? complain(b, "empty") : 0;
}

/* An eighth more than it takes: others write meanwhile, and afterwards. */
static int check_room(struct backup *b)
{
	struct statvfs fs;
	int64_t bytes;
	uint64_t want, room;

	if (evm_sql_int(b->s, b->err, 0, &bytes, "SELECT page_count * page_size FROM "
			"pragma_page_count, pragma_page_size", ""))
		return -1;
	if (fstatvfs(b->fd, &fs))
		return complain(b, "ask for room");
	want = (uint64_t)bytes + (uint64_t)bytes / 8;
	room = (uint64_t)fs.f_bavail * fs.f_frsize;
	if (room >= want)
		return 0;
	return evm_err_set(b->err, EVM_EXIT_FAILED, "no space: it takes %" PRIu64
			   " MB, and %" PRIu64 " MB are free", want / 1000000 + 1,
			   room / 1000000);
}

static int is_stopped(void *ctx)
{
	const struct backup *b = ctx;

	return b->how->stop && b->how->stop();
}

/* SQLite takes the copy for a write to the database. */
static int vacuum(struct backup *b)
{
	sqlite3_stmt *st;
	int rc;

	if (evm_sql_run(b->s, b->err, "PRAGMA query_only = OFF", "") ||
	    evm_sql_open(b->s, b->err, &st, EVM_LIT("VACUUM INTO ?")))
		return -1;
	sqlite3_progress_handler(evm_sql_handle(b->s), STEPS, is_stopped, b);
	rc = evm_sql_bind(b->s, b->err, st, "z", b->part.p) ||
	     evm_sql_next(b->s, b->err, st) ? -1 : 0;
	sqlite3_finalize(st);
	if (!rc && fsync(b->fd))
		rc = complain(b, "store");
	return rc;
}

/* The name is the last that it gets, and stays over a power cut. */
static int give_name(struct backup *b, struct evm_buf *path)
{
	char stamp[STAMP + 1];
	int dir;

	stamp_now(stamp);
	path_of(b, stamp, path);
	if (rename(b->part.p, path->p))
		return complain(b, "rename");
	dir = open(b->folder.n ? b->folder.p : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (dir >= 0) {
		fsync(dir);
		close(dir);
	}
	return prune(b);
}

static int make(struct backup *b, struct evm_buf *path)
{
	int due;

	if (take_part(b))
		return -1;
	/* who had the lock may have made it */
	due = is_due(b);
	if (due == 1 && (check_room(b) || vacuum(b)))
		due = -1;
	if (due == 1)
		return give_name(b, path) ? -1 : 1;
	unlink(b->part.p);
	return due;
}

int evm_backup_make(const char *db, const struct evm_backup *how,
		    struct evm_buf *path, struct evm_err *err)
{
	struct backup b = { .how = how, .db = db, .fd = -1, .err = err };
	int rc;

	path->n = 0;
	if (!how->keep || access(db, R_OK))
		return 0;
	name_it(&b);
	rc = evm_store_open_read(&b.s, db, err);
	if (!rc && (rc = is_due(&b)) == 1)
		rc = make(&b, path);
	evm_store_close(b.s);
	if (b.fd >= 0)
		close(b.fd);
	evm_buf_release(&b.folder);
	evm_buf_release(&b.part);
	return rc;
}
