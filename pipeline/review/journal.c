#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "review/review_p.h"

static int complain(struct evm_review *r, struct evm_err *err, const char *what)
{
	return evm_err_set(err, EVM_EXIT_FAILED, "%s: cannot %s: %s", r->journal,
			   what, strerror(errno));
}

char *evm_journal_name(const char *db, const char *journal)
{
	const char *slash = strrchr(db, '/'), *dot = strrchr(db, '.');
	size_t stem = dot && dot > (slash ? slash + 1 : db) ? (size_t)(dot - db) :
		      strlen(db);
	char *path;

	if (journal)
		return strdup(journal);
	if (asprintf(&path, "%.*s.decisions.jsonl", (int)stem, db) < 0)
		evm_oom();
	return path;
}

/* --- the end of the file --------------------------------------------------------- */

/* Number and digest of a line, as this program writes them. */
static bool parse(const char *line, int64_t *seq, char hex[EVM_DIGEST_HEX + 1])
{
	static const char mark[] = "{\"seq\":", then[] = ",\"sha256\":\"";
	char *end;

	if (strncmp(line, mark, sizeof mark - 1) != 0)
		return false;
	*seq = strtoll(line + sizeof mark - 1, &end, 10);
	if (strncmp(end, then, sizeof then - 1) != 0)
		return false;
	end += sizeof then - 1;
	snprintf(hex, EVM_DIGEST_HEX + 1, "%.*s", EVM_DIGEST_HEX, end);
	return strlen(hex) == EVM_DIGEST_HEX;
}

/* The file's last whole line (malloc); *end is where the next one begins. NULL
 * when it has none. */
static char *last_line(struct evm_review *r, off_t size, off_t *end,
		       struct evm_err *err)
{
	for (size_t want = 1 << 16; ; want *= 4) {
		size_t n = (off_t)want > size ? (size_t)size : want;
		char *b = evm_malloc(n + 1), *stop, *from;
		ssize_t got = pread(r->fd, b, n, size - (off_t)n);

		if (got != (ssize_t)n) {
			complain(r, err, "read");
			free(b);
			return NULL;
		}
		b[n] = 0;
		stop = memrchr(b, '\n', n);
		*end = stop ? size - (off_t)n + (stop - b) + 1 : 0;
		from = stop ? memrchr(b, '\n', (size_t)(stop - b)) : NULL;
		if (from || (off_t)n == size) {
			from = from ? from + 1 : b;
			if (stop) {
				*stop = 0;
				memmove(b, from, (size_t)(stop - from) + 1);
				return b;
			}
			free(b);
			return NULL;
		}
		free(b);
	}
}

/* Does the line belong to this database's chain? */
static int examine(struct evm_review *r, int64_t seq, const char *hex,
		   struct evm_err *err)
{
	int64_t same;

	if (evm_sql_int(r->s, err, 0, &same, "SELECT count(*) FROM audit "
			"WHERE seq = ? AND sha256 = ?", "iz", seq, hex))
		return -1;
	return same ? 0 : evm_err_set(err, EVM_EXIT_FAILED,
		"%s: holds decisions that the database lacks (its line %" PRId64
		"); move it away, then merge it", r->journal, seq);
}

/* Finds how far the journal goes; cuts off what a killed process left of a
 * line. Under the lock. */
static int find_end(struct evm_review *r, struct evm_err *err)
{
	char hex[EVM_DIGEST_HEX + 1], *line;
	struct evm_err broken = EVM_ERR_INIT;
	struct stat sb;
	off_t end = 0;
	bool good;

	if (fstat(r->fd, &sb))
		return complain(r, err, "examine");
	if (sb.st_size == r->journal_size)
		return 0;
	r->journal_seq = 0;
	line = last_line(r, sb.st_size, &end, &broken);
	if (!line && broken.code) {
		*err = broken;
		return -1;
	}
	good = !line || parse(line, &r->journal_seq, hex);
	free(line);
	if (!good)
		return evm_err_set(err, EVM_EXIT_FAILED,
				   "%s: its last line is no decision", r->journal);
	if (r->journal_seq && examine(r, r->journal_seq, hex, err))
		return -1;
	if (end < sb.st_size && ftruncate(r->fd, end))
		return complain(r, err, "cut a torn line off");
	r->journal_size = end;
	return 0;
}

/* --- copying ------------------------------------------------------------------------ */

int evm_journal_read(struct evm_review *r, int64_t after, int64_t most,
		     struct evm_buf *b, int64_t *last, struct evm_err *err)
{
	sqlite3_stmt *st;
	int got = evm_sql_row(r->s, err, &st, "SELECT seq, sha256, detail "
			      "FROM audit WHERE seq > ? ORDER BY seq LIMIT ?", "ii",
			      after, most);

	*last = after;
	for (; got == 1; got = evm_sql_next(r->s, err, st)) {
		*last = sqlite3_column_int64(st, 0);
		evm_buf_printf(b, "{\"seq\":%" PRId64 ",\"sha256\":\"", *last);
		evm_buf_add(b, evm_sql_text(st, 1));
		evm_buf_addz(b, "\",\"entry\":");
		evm_buf_add(b, evm_sql_text(st, 2));
		evm_buf_addz(b, "}\n");
	}
	return got;
}

/* All of it, or the file stays as it was. */
static int append(struct evm_review *r, struct evm_str text, struct evm_err *err)
{
	size_t done = 0;

	while (done < text.n) {
		ssize_t n = write(r->fd, text.p + done, text.n - done);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0) {
			complain(r, err, "write");
			if (ftruncate(r->fd, r->journal_size))
				r->journal_size = -1;
			return -1;
		}
		done += (size_t)n;
	}
	if (fsync(r->fd))
		return complain(r, err, "store");
	r->journal_size += (off_t)text.n;
	return 0;
}

static int copy(struct evm_review *r, struct evm_err *err)
{
	struct evm_buf b = EVM_BUF_INIT;
	int64_t seq;
	int rc;

	if (find_end(r, err))
		return -1;
	rc = evm_journal_read(r, r->journal_seq, -1, &b, &seq, err);
	if (!rc && b.n && !(rc = append(r, evm_buf_str(&b), err)))
		r->journal_seq = seq;
	evm_buf_release(&b);
	return rc;
}

int evm_journal_sync(struct evm_review *r, struct evm_err *err)
{
	int rc;

	if (r->fd < 0)
		return 0;
	while (flock(r->fd, LOCK_EX))
		if (errno != EINTR)
			return complain(r, err, "lock");
	rc = copy(r, err);
	flock(r->fd, LOCK_UN);
	return rc;
}

int evm_journal_open(struct evm_review *r, const char *db, const char *journal,
		     struct evm_err *err)
{
	if (journal && !*journal)
		return 0;
	r->journal = evm_journal_name(db, journal);
	if (!r->journal)
		evm_oom();
	r->journal_size = -1;
	r->fd = open(r->journal, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
	if (r->fd < 0)
		return complain(r, err, "open");
	return evm_journal_sync(r, err);
}

void evm_journal_close(struct evm_review *r)
{
	if (r->fd >= 0)
		close(r->fd);
	free(r->journal);
}
