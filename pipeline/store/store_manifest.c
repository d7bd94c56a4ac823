#include "store/manifest.h"
#include "store/store_p.h"

int64_t evm_store_run(const struct evm_store *s)
{
	return s->run;
}

/* --- files ------------------------------------------------------------------- */

static enum evm_input_state judge(const struct evm_store *s, sqlite3_stmt *st,
				  struct evm_input *in, const char *keep)
{
	if ((uint64_t)sqlite3_column_int64(st, 0) != in->size)
		return EVM_INPUT_NEW;
	if (sqlite3_column_int64(st, 4) != s->run ||
	    !evm_str_eqz(evm_sql_text(st, 5), keep))
		return EVM_INPUT_OTHER;
	if (!evm_str_eqz(evm_sql_text(st, 3), "done"))
		return EVM_INPUT_FAILED;
	in->crc = (uint32_t)sqlite3_column_int64(st, 2);
	return sqlite3_column_int64(st, 1) == in->mtime ? EVM_INPUT_DONE :
	       EVM_INPUT_TOUCHED;
}

int evm_store_input(struct evm_store *s, struct evm_input *in, const char *keep,
		    enum evm_input_state *state, struct evm_err *err)
{
	sqlite3_stmt *st;
	int got = evm_sql_row(s, err, &st, "SELECT size, mtime, crc, state, "
			      "run_id, keep FROM input WHERE path = ?", "z",
			      in->path);

	*state = EVM_INPUT_NEW;
	if (got <= 0)
		return got;
	*state = judge(s, st, in, keep);
	evm_sql_done(st);
	return 0;
}

int evm_store_input_read(struct evm_store *s, const struct evm_input *in,
			 const char *keep, struct evm_err *err)
{
	char now[32];

	evm_store_time(now);
	if (evm_sql_run(s, err, "DELETE FROM quarantine WHERE path = ? AND "
			"held_at < ?", "zz", in->path, s->opened))
		return -1;
	return evm_sql_run(s, err, "INSERT INTO input (path, size, mtime, crc, "
			   "state, message, run_id, keep, records, docs, skipped, "
			   "read_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
			   "ON CONFLICT (path) DO UPDATE SET size = excluded.size, "
			   "mtime = excluded.mtime, crc = excluded.crc, "
			   "state = excluded.state, message = excluded.message, "
			   "run_id = excluded.run_id, keep = excluded.keep, "
			   "records = excluded.records, docs = excluded.docs, "
			   "skipped = excluded.skipped, read_at = excluded.read_at",
			   "ziiizziziiiz", in->path, (int64_t)in->size,
			   in->mtime, (int64_t)in->crc,
			   in->failed ? "failed" : "done",
			   in->failed ? in->failed : "", s->run, keep,
			   (int64_t)in->records, (int64_t)in->docs,
			   (int64_t)in->skipped, now);
}

/* --- quarantine ---------------------------------------------------------------- */

int evm_store_hold(struct evm_store *s, const struct evm_held *h,
		   struct evm_err *err)
{
	char now[32];

	evm_store_time(now);
	return evm_sql_run(s, err, "INSERT INTO quarantine (path, offset, line, "
			   "format, encoding, message, bytes, run_id, held_at) "
			   "VALUES (?, ?, ?, ?, ?, ?, CAST(? AS BLOB), ?, ?) "
			   "ON CONFLICT (path, offset, line) DO UPDATE SET "
			   "format = excluded.format, "
			   "encoding = excluded.encoding, "
			   "message = excluded.message, bytes = excluded.bytes, "
			   "run_id = excluded.run_id, held_at = excluded.held_at",
			   "siissssiz", h->path, (int64_t)h->offset,
			   (int64_t)h->line, h->format, h->encoding, h->message,
			   h->bytes, s->run, now);
}

int evm_store_held(struct evm_store *s, int64_t run, struct evm_held *h,
		   struct evm_err *err)
{
	sqlite3_stmt *st;
	int got = evm_sql_row(s, err, &st, "SELECT q_id, path, offset, line, "
			      "format, encoding, message, bytes FROM quarantine "
			      "WHERE run_id = ? AND q_id > ? ORDER BY q_id LIMIT 1",
			      "ii", run, h->id);

	if (got != 1)
		return got;
	h->id = sqlite3_column_int64(st, 0);
	h->path = evm_sql_text(st, 1);
	h->offset = (uint64_t)sqlite3_column_int64(st, 2);
	h->line = (uint64_t)sqlite3_column_int64(st, 3);
	h->format = evm_sql_text(st, 4);
	h->encoding = evm_sql_text(st, 5);
	h->message = evm_sql_text(st, 6);
	h->bytes.p = sqlite3_column_blob(st, 7);
	h->bytes.n = (size_t)sqlite3_column_bytes(st, 7);
	return 1;
}

int evm_store_let_go(struct evm_store *s, int64_t id, struct evm_err *err)
{
	return evm_sql_run(s, err, "DELETE FROM quarantine WHERE q_id = ?", "i",
			   id);
}

int evm_store_count_held(struct evm_store *s, int64_t *n, struct evm_err *err)
{
	return evm_sql_int(s, err, 0, n, "SELECT count(*) FROM quarantine", "");
}

/* --- what is stored -------------------------------------------------------------- */

int evm_store_next_run(struct evm_store *s, int64_t *run,
		       struct evm_buf *provenance, struct evm_err *err)
{
	sqlite3_stmt *st;
	int got = evm_sql_row(s, err, &st, "SELECT run_id, provenance FROM run r "
			      "WHERE run_id > ? AND (EXISTS (SELECT 1 FROM "
			      "document d WHERE d.run_id = r.run_id) OR "
			      "EXISTS (SELECT 1 FROM quarantine q "
			      "WHERE q.run_id = r.run_id)) ORDER BY run_id LIMIT 1",
			      "i", *run);

	if (got != 1)
		return got;
	*run = sqlite3_column_int64(st, 0);
	provenance->n = 0;
	evm_buf_add(provenance, evm_sql_text(st, 1));
	evm_sql_done(st);
	return 1;
}

int evm_store_stored(struct evm_store *s, int64_t run, int64_t *doc_id,
		     struct evm_buf *lines, struct evm_err *err)
{
	sqlite3_stmt *st;
	int got = evm_sql_row(s, err, &st, "SELECT doc_id, lines FROM document "
			      "WHERE doc_id > ? AND run_id = ? AND "
			      "lines IS NOT NULL ORDER BY doc_id LIMIT 1", "ii",
			      *doc_id, run);

	if (got != 1)
		return got;
	*doc_id = sqlite3_column_int64(st, 0);
	lines->n = 0;
	evm_buf_add(lines, evm_sql_text(st, 1));
	evm_sql_done(st);
	return 1;
}
