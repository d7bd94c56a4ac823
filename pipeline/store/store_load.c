#include <string.h>

#include "core/stream.h"
#include "store/manifest.h"
#include "store/store_p.h"

int evm_store_begin(struct evm_store *s, struct evm_err *err)
{
	/* another program may have ended the run meanwhile */
	s->run_open = false;
	s->unindexed = 0;
	s->n_unindexed = 0;
	if (evm_store_give_way(s, err) ||
	    evm_sql_run(s, err, "BEGIN IMMEDIATE", ""))
		return -1;
	s->inside = true;
	return 0;
}

int evm_store_commit(struct evm_store *s, struct evm_err *err)
{
	int r;

	if (evm_store_index(s, err))
		return -1;
	s->inside = false;
	s->committing = s->first;
	r = evm_sql_run(s, err, "COMMIT", "");
	s->committing = false;
	return r;
}

void evm_store_rollback(struct evm_store *s)
{
	s->inside = false;
	sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
}

struct evm_store_counts evm_store_counts(const struct evm_store *s)
{
	return s->counts;
}

/* --- runs ------------------------------------------------------------------ */

int evm_store_find_run(struct evm_store *s, struct evm_str header,
		       struct evm_err *err)
{
	return evm_sql_int(s, err, 0, &s->run, "SELECT run_id FROM run "
			   "WHERE provenance = ?", "s", header);
}

int evm_store_begin_run(struct evm_store *s, struct evm_str header,
			struct evm_err *err)
{
	char now[32];

	s->run_open = false;
	if (evm_store_find_run(s, header, err))
		return -1;
	if (s->run)
		return 0;
	evm_store_time(now);
	/* two programs may begin one run */
	if (evm_sql_run(s, err, "INSERT INTO run (provenance, started_at) "
			"VALUES (?, ?) ON CONFLICT DO NOTHING", "sz", header, now))
		return -1;
	return evm_store_find_run(s, header, err);
}

/* Before the first change of a batch: its run is unfinished until
 * evm_store_end_run. A load that changes nothing leaves no trace. */
static int open_run(struct evm_store *s, struct evm_err *err)
{
	if (s->run_open)
		return 0;
	EVM_CHECK(s->run);
	if (evm_sql_run(s, err, "UPDATE run SET finished_at = NULL WHERE "
			"run_id = ? AND finished_at IS NOT NULL", "i", s->run))
		return -1;
	s->run_open = true;
	return 0;
}

int evm_store_end_run(struct evm_store *s, struct evm_err *err)
{
	char now[32];

	evm_store_time(now);
	if (evm_sql_run(s, err, "UPDATE run SET finished_at = ? "
			"WHERE run_id = ? AND finished_at IS NULL", "zi", now,
			s->run))
		return -1;
	s->run_open = false;
	return 0;
}

int evm_store_unfinished(struct evm_store *s, bool *any, struct evm_err *err)
{
	int64_t n;

	if (evm_sql_int(s, err, 0, &n, "SELECT count(*) FROM run "
			"WHERE finished_at IS NULL", ""))
		return -1;
	*any = n > 0;
	return 0;
}

/* --- documents --------------------------------------------------------------- */

/* What the database knows of a document. */
struct known {
	int64_t doc_id;		/* 0: nothing */
	int64_t version, run;
	bool deleted, blank;	/* blank: only its deletion record came */
	int revised;		/* order of the stored revision date to ours */
	int lines;		/* order of the stored lines to ours; 0: the same */
};

static int find(struct evm_store *s, const struct evm_parcel *p,
		struct known *k, struct evm_err *err)
{
	sqlite3_stmt *st;
	int got = evm_sql_row(s, err, &st, "SELECT doc_id, version, revised, "
			      "deleted, run_id, lines FROM document "
			      "WHERE source = ? AND ext_id = ?", "ss",
			      p->source, p->id);

	memset(k, 0, sizeof *k);
	if (got <= 0)
		return got;
	k->doc_id = sqlite3_column_int64(st, 0);
	k->version = sqlite3_column_int64(st, 1);
	k->revised = evm_str_cmp(evm_sql_text(st, 2), p->revised);
	k->deleted = sqlite3_column_int(st, 3);
	k->run = sqlite3_column_int64(st, 4);
	k->blank = sqlite3_column_type(st, 5) == SQLITE_NULL;
	k->lines = evm_str_cmp(evm_sql_text(st, 5), p->lines);
	evm_sql_done(st);
	return 0;
}

static int insert_document(struct evm_store *s, const struct evm_parcel *p,
			   int64_t *doc_id, struct evm_err *err)
{
	if (evm_sql_run(s, err, "INSERT OR ROLLBACK INTO document (source, "
			"ext_id, version, revised, deleted, retracted, title, "
			"journal, year, doi, run_id, sentences, counts, lines) "
			"VALUES (?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
			"ssisisszsiiss", p->source, p->id, p->version,
			p->revised, (int64_t)p->retracted, p->title, p->journal,
			*p->year ? p->year : NULL, p->doi, s->run,
			p->n_doc_sentences, p->counts, p->lines))
		return -1;
	*doc_id = sqlite3_last_insert_rowid(s->db);
	return 0;
}

static int write_document(struct evm_store *s, const struct evm_parcel *p,
			  int64_t *doc_id, struct evm_err *err)
{
	if (!*doc_id)
		return insert_document(s, p, doc_id, err);
	return evm_sql_run(s, err, "UPDATE document SET version = ?, revised = ?, "
			   "retracted = ?, title = ?, journal = ?, year = ?, "
			   "doi = ?, run_id = ?, sentences = ?, counts = ?, "
			   "lines = ? WHERE doc_id = ?", "isisszsiissi",
			   p->version, p->revised, (int64_t)p->retracted,
			   p->title, p->journal, *p->year ? p->year : NULL,
			   p->doi, s->run, p->n_doc_sentences, p->counts,
			   p->lines, *doc_id);
}

static int write_references(struct evm_store *s, const struct evm_parcel *p,
			    int64_t doc_id, bool fresh, struct evm_err *err)
{
	if (!fresh && evm_sql_run(s, err, "DELETE FROM reference "
				  "WHERE doc_id = ?", "i", doc_id))
		return -1;
	for (size_t i = 0; i < p->refs.n; i++) {
		const struct evm_parcel_ref *r = &p->refs.v[i];

		if (evm_sql_run(s, err, "INSERT OR IGNORE INTO reference "
				"VALUES (?, ?, ?, ?, ?)", "issss", doc_id,
				r->label, r->pmid, r->doi, r->raw))
			return -1;
	}
	return 0;
}

static int mark_deleted(struct evm_store *s, const struct evm_parcel *p,
			const struct known *k, struct evm_err *err)
{
	if (k->deleted) {
		s->counts.same++;
		return 0;
	}
	s->counts.deleted++;
	if (open_run(s, err))
		return -1;
	if (k->doc_id)
		return evm_sql_run(s, err, "UPDATE document SET deleted = 1 "
				   "WHERE doc_id = ?", "i", k->doc_id);
	return evm_sql_run(s, err, "INSERT INTO document (source, ext_id, "
			   "version, revised, deleted, retracted, title, journal, "
			   "doi, sentences, counts) "
			   "VALUES (?, ?, 0, '', 1, 0, '', '', '', 0, '{}')",
			   "ss", p->source, p->id);
}

/*
 * Does the record in the database stay? A newer version wins, then a later
 * revision. Two different records of one version and revision, by one run:
 * the order of files must not matter, so their bytes decide. A later run's
 * record wins.
 */
static bool stays(struct evm_store *s, const struct evm_parcel *p,
		  const struct known *k)
{
	if (!k->doc_id || k->blank)
		return false;
	if (k->version != p->version || k->revised) {
		bool older = k->version != p->version ?
			     k->version > p->version : k->revised > 0;

		s->counts.older += older;
		return older;
	}
	if (k->run != s->run)
		return false;
	s->counts.same += !k->lines;
	if (!k->lines)
		return true;
	if (k->lines > 0 && p->revised.n) {
		s->counts.older++;
		return true;
	}
	return false;
}

static int add(struct evm_store *s, const struct evm_parcel *p,
	       struct known *k, struct evm_err *err)
{
	bool fresh = !k->doc_id || k->blank;

	if (fresh)
		s->counts.added++;
	else
		s->counts.replaced++;
	return open_run(s, err) || write_document(s, p, &k->doc_id, err) ||
	       write_references(s, p, k->doc_id, fresh, err) ||
	       evm_store_claims(s, p, k->doc_id, fresh, err) ? -1 : 0;
}

int evm_store_put(struct evm_store *s, const struct evm_parcel *p,
		  struct evm_err *err)
{
	struct known k;
	bool newer;

	evm_store_send(s, p->lines.n);
	if (find(s, p, &k, err))
		return -1;
	if (p->deleted)
		return mark_deleted(s, p, &k, err);
	if (stays(s, p, &k))
		return 0;
	if (evm_store_passed(s, p, &newer, err))
		return -1;
	if (newer) {
		s->counts.older++;
		return 0;
	}
	return add(s, p, &k, err) ?
	       evm_err_at(err, "document %.*s", EVM_ARG(p->id)) : 0;
}

int evm_store_load_parcel(struct evm_store *s, const struct evm_parcel *p,
			  struct evm_err *err)
{
	return p->pass ? evm_store_pass(s, p, err) : evm_store_put(s, p, err);
}

int evm_store_load(struct evm_store *s, const struct evm_doc *doc,
		   struct evm_err *err)
{
	struct evm_parcel *p;

	s->lines.n = 0;
	if (evm_doc_write(&s->lines, doc, err))
		return -1;
	evm_arena_reset(&s->parcels);
	p = evm_parcel_make(&s->parcels, doc);
	p->lines = evm_buf_str(&s->lines);
	return evm_store_put(s, p, err);
}
