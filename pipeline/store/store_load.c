#include <string.h>

#include "core/json.h"
#include "core/stream.h"
#include "store/manifest.h"
#include "store/store_p.h"

int evm_store_begin(struct evm_store *s, struct evm_err *err)
{
	/* another program may have ended the run meanwhile */
	s->run_open = false;
	return evm_sql_run(s, err, "BEGIN IMMEDIATE", "");
}

int evm_store_commit(struct evm_store *s, struct evm_err *err)
{
	return evm_sql_run(s, err, "COMMIT", "");
}

void evm_store_rollback(struct evm_store *s)
{
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

int64_t evm_store_version(const struct evm_doc *doc)
{
	uint64_t v;

	return evm_str_u64(evm_doc_meta_get(doc, "version"), INT32_MAX, &v) ?
	       0 : (int64_t)v;
}

static int find(struct evm_store *s, const struct evm_doc *doc,
		struct evm_str lines, struct known *k, struct evm_err *err)
{
	sqlite3_stmt *st;
	int got = evm_sql_row(s, err, &st, "SELECT doc_id, version, revised, "
			      "deleted, run_id, lines FROM document "
			      "WHERE source = ? AND ext_id = ?", "ss",
			      doc->source, doc->id);

	memset(k, 0, sizeof *k);
	if (got <= 0)
		return got;
	k->doc_id = sqlite3_column_int64(st, 0);
	k->version = sqlite3_column_int64(st, 1);
	k->revised = evm_str_cmp(evm_sql_text(st, 2),
				 evm_doc_meta_get(doc, "revised"));
	k->deleted = sqlite3_column_int(st, 3);
	k->run = sqlite3_column_int64(st, 4);
	k->blank = sqlite3_column_type(st, 5) == SQLITE_NULL;
	k->lines = evm_str_cmp(evm_sql_text(st, 5), lines);
	evm_sql_done(st);
	return 0;
}

static bool is_retracted(const struct evm_doc *doc)
{
	for (size_t i = 0; i < doc->meta.n; i++)
		if (evm_str_eqz(doc->meta.v[i].key, "pubtype") &&
		    evm_str_eqz(doc->meta.v[i].value, "Retracted Publication"))
			return true;
	return false;
}

/* {"vesicle":3,…} */
static void counts_json(struct evm_buf *b, const struct evm_doc *doc)
{
	uint32_t n[EVM_TYPE_N] = { 0 };

	for (size_t i = 0; i < doc->mentions.n; i++)
		n[doc->mentions.v[i].type]++;
	evm_buf_addc(b, '{');
	for (int t = 0; t < EVM_TYPE_N; t++)
		if (n[t]) {
			evm_json_key(b, evm_type_name((enum evm_type)t));
			evm_buf_printf(b, "%u", n[t]);
		}
	evm_buf_addc(b, '}');
}

static struct evm_str title_of(const struct evm_doc *doc)
{
	struct evm_str title = evm_doc_meta_get(doc, "title");

	for (size_t i = 0; i < doc->passages.n && !title.n; i++)
		if (doc->passages.v[i].region == EVM_REGION_TITLE)
			title = evm_doc_slice(doc, doc->passages.v[i].span);
	return title;
}

static int write_document(struct evm_store *s, const struct evm_doc *doc,
			  struct evm_str lines, int64_t *doc_id,
			  struct evm_err *err)
{
	uint64_t year = 0;
	bool dated = !evm_str_u64(evm_doc_meta_get(doc, "year"), 9999, &year);
	char text[16];

	snprintf(text, sizeof text, "%d", (int)year);
	s->payload.n = 0;
	counts_json(&s->payload, doc);
	if (evm_sql_run(s, err, "INSERT INTO document (source, ext_id, version, "
			"revised, deleted, retracted, title, journal, year, doi, "
			"run_id, sentences, counts, lines) "
			"VALUES (?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
			"ON CONFLICT (source, ext_id) DO UPDATE SET "
			"version = excluded.version, revised = excluded.revised, "
			"retracted = excluded.retracted, title = excluded.title, "
			"journal = excluded.journal, year = excluded.year, "
			"doi = excluded.doi, run_id = excluded.run_id, "
			"sentences = excluded.sentences, "
			"counts = excluded.counts, lines = excluded.lines",
			"ssisisszsiiss", doc->source, doc->id, evm_store_version(doc),
			evm_doc_meta_get(doc, "revised"),
			(int64_t)is_retracted(doc), title_of(doc),
			evm_doc_meta_get(doc, "journal"), dated ? text : NULL,
			evm_doc_meta_get(doc, "doi"), s->run,
			(int64_t)doc->sentences.n, evm_buf_str(&s->payload),
			lines))
		return -1;
	if (!*doc_id)
		*doc_id = sqlite3_last_insert_rowid(s->db);
	return 0;
}

static bool is_cited(const struct evm_doc *doc, struct evm_str label)
{
	for (size_t i = 0; i < doc->claims.n; i++) {
		const struct evm_claim *c = &doc->claims.v[i];

		for (size_t k = 0; k < c->quals.n; k++)
			if (evm_str_eqz(c->quals.v[k].key, "refs") &&
			    evm_str_eq(c->quals.v[k].value, label))
				return true;
	}
	return false;
}

static int write_references(struct evm_store *s, const struct evm_doc *doc,
			    int64_t doc_id, bool fresh, struct evm_err *err)
{
	if (!fresh && evm_sql_run(s, err, "DELETE FROM reference "
				  "WHERE doc_id = ?", "i", doc_id))
		return -1;
	for (size_t i = 0; i < doc->refs.n; i++) {
		const struct evm_ref *r = &doc->refs.v[i];

		if (is_cited(doc, r->label) &&
		    evm_sql_run(s, err, "INSERT OR IGNORE INTO reference "
				"VALUES (?, ?, ?, ?, ?)", "issss", doc_id,
				r->label, r->pmid, r->doi, r->raw))
			return -1;
	}
	return 0;
}

static int mark_deleted(struct evm_store *s, const struct evm_doc *doc,
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
			   "ss", doc->source, doc->id);
}

/*
 * Does the record in the database stay? A newer version wins, then a later
 * revision. Two different records of one version and revision, by one run:
 * the order of files must not matter, so their bytes decide. A later run's
 * record wins.
 */
static bool stays(struct evm_store *s, const struct evm_doc *doc,
		  const struct known *k)
{
	int64_t version = evm_store_version(doc);

	if (!k->doc_id || k->blank)
		return false;
	if (k->version != version || k->revised) {
		bool older = k->version != version ? k->version > version :
			     k->revised > 0;

		s->counts.older += older;
		return older;
	}
	if (k->run != s->run)
		return false;
	s->counts.same += !k->lines;
	if (!k->lines)
		return true;
	if (k->lines > 0 && evm_doc_meta_get(doc, "revised").n) {
		s->counts.older++;
		return true;
	}
	return false;
}

int evm_store_load(struct evm_store *s, const struct evm_doc *doc,
		   struct evm_err *err)
{
	s->lines.n = 0;
	if (evm_doc_write(&s->lines, doc, err))
		return -1;
	return evm_store_load_lines(s, doc, evm_buf_str(&s->lines), err);
}

int evm_store_load_lines(struct evm_store *s, const struct evm_doc *doc,
			 struct evm_str lines, struct evm_err *err)
{
	struct known k;
	bool fresh, newer;

	if (find(s, doc, lines, &k, err))
		return -1;
	if (doc->deleted)
		return mark_deleted(s, doc, &k, err);
	if (stays(s, doc, &k))
		return 0;
	if (evm_store_passed(s, doc, &newer, err))
		return -1;
	if (newer) {
		s->counts.older++;
		return 0;
	}
	fresh = !k.doc_id || k.blank;
	if (fresh)
		s->counts.added++;
	else
		s->counts.replaced++;
	if (open_run(s, err) || write_document(s, doc, lines, &k.doc_id, err) ||
	    write_references(s, doc, k.doc_id, fresh, err) ||
	    evm_store_claims(s, doc, k.doc_id, fresh, err))
		return evm_err_at(err, "document %.*s", EVM_ARG(doc->id));
	return 0;
}
