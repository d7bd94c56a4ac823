#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "review/review_p.h"

const char *evm_facets_column(int field)
{
	return evm_field_name((enum evm_field)field);
}

/* --- terms in memory ------------------------------------------------------------ */

/* The index's key: the field's letter, then the value. */
static struct evm_str term_key(struct evm_arena *a, int field, struct evm_str value)
{
	return evm_str_printf(a, "%c%.*s", 'A' + field, EVM_ARG(value));
}

static void keep_term(struct evm_review *r, int64_t id, int field,
		      struct evm_str value)
{
	size_t i = (size_t)id;

	if (i >= r->n_terms) {
		size_t more = i + 1 > 2 * r->n_terms ? i + 64 : 2 * r->n_terms;

		r->term = evm_arena_grow(&r->terms, r->term, r->n_terms, more,
					 sizeof *r->term);
		r->n_terms = more;
	}
	r->term[i].field = field;
	r->term[i].value = evm_str_dup(&r->terms, value);
	evm_index_add(&r->term_ix, term_key(&r->terms, field, value), (uint32_t)id,
		      NULL);
	r->last_term = id > r->last_term ? id : r->last_term;
}

/* Those that came since the last time: they are never deleted. */
static int read_terms(struct evm_review *r, struct evm_err *err)
{
	sqlite3_stmt *st;
	int got = evm_sql_row(r->s, err, &st, "SELECT term_id, field, value "
			      "FROM term WHERE term_id > ? ORDER BY term_id", "i",
			      r->last_term);

	for (; got == 1; got = evm_sql_next(r->s, err, st))
		keep_term(r, sqlite3_column_int64(st, 0), sqlite3_column_int(st, 1),
			  evm_sql_text(st, 2));
	return got;
}

int64_t evm_facets_term(const struct evm_review *r, int field, struct evm_str value)
{
	struct evm_buf b = EVM_BUF_INIT;
	uint32_t id = 0;

	evm_buf_addc(&b, (char)('A' + field));
	evm_buf_add(&b, value);
	if (!evm_index_get(&r->term_ix, evm_buf_str(&b), &id))
		id = 0;
	evm_buf_release(&b);
	return id;
}

static int need_term(struct evm_review *r, int field, struct evm_str value,
		     int64_t *id, struct evm_err *err)
{
	if (!value.n)
		value = EVM_LIT("-");
	*id = evm_facets_term(r, field, value);
	if (*id)
		return 0;
	if (evm_sql_run(r->s, err, "INSERT INTO term (field, value) VALUES (?, ?)",
			"is", (int64_t)field, value))
		return -1;
	*id = evm_sql_rowid(r->s);
	keep_term(r, *id, field, value);
	return 0;
}

/* --- rows ---------------------------------------------------------------------------- */

/* A qualifier's only or first value. */
#define QUAL(key) "coalesce(json_extract(v.payload, '$.qualifiers." key "[0]'), " \
	"json_extract(v.payload, '$.qualifiers." key "'), '')"

#define NORM(part) "coalesce(nullif(json_extract(v.payload, '$." part ".norm'), ''), " \
	"json_extract(v.payload, '$." part ".quote'), '')"
#define ID(part) "coalesce(json_extract(v.payload, '$." part ".id'), '')"
#define N_TERMS (EVM_F_N + 4)

/* Columns: the fields in their order, the two concepts, then the
 * rest of facet's. */
static const char dirty_sql[] =
	"SELECT s.status, json_extract(v.payload, '$.predicate'), "
	"json_extract(v.payload, '$.subject.type'), "
	"json_extract(v.payload, '$.object.type'), "
	QUAL("source") ", " QUAL("vesicle") ", " QUAL("disease") ", "
	QUAL("route") ", " QUAL("source_species") ", " QUAL("model_species") ", "
	QUAL("cargo") ", t.section, t.region, "
	"coalesce(r.rule, (SELECT o.rule FROM evidence_run o "
	"WHERE o.ev_id = e.ev_id ORDER BY o.run_id DESC LIMIT 1), 'curator'), "
	"CASE WHEN json_extract(v.payload, '$.negated') THEN 'negated' "
	"ELSE coalesce(json_extract(v.payload, '$.certainty'), 'asserted') END, "
	"coalesce(d.year, ''), "
	NORM("subject") ", " ID("subject") ", " NORM("object") ", " ID("object") ", "
	"q.ev_id, e.doc_id, e.sent_id, "
	"coalesce(r.score, (SELECT o.score FROM evidence_run o "
	"WHERE o.ev_id = e.ev_id ORDER BY o.run_id DESC LIMIT 1)), "
	"r.ev_id IS NULL AND EXISTS (SELECT 1 FROM version m "
	"WHERE m.ev_id = e.ev_id AND m.curator_id = 1), d.retracted "
	"FROM dirty q JOIN evidence e ON e.ev_id = q.ev_id "
	"JOIN document d ON d.doc_id = e.doc_id AND d.deleted = 0 "
	"JOIN sentence t ON t.sent_id = e.sent_id "
	"JOIN evidence_state s ON s.ev_id = e.ev_id "
	"JOIN version v ON v.ver_id = s.head_ver "
	"LEFT JOIN evidence_run r ON r.ev_id = e.ev_id AND r.run_id = d.run_id "
	"ORDER BY q.ev_id";

/* The outermost heading in small letters, so that RESULTS is Results. */
static struct evm_str section_of(struct evm_buf *b, struct evm_str path)
{
	size_t end = evm_str_find(path, EVM_LIT(" > "), 0);

	b->n = 0;
	evm_buf_add(b, evm_str_sub(path, 0, end));
	for (size_t i = 0; i < b->n; i++)
		b->p[i] = (char)tolower((unsigned char)b->p[i]);
	return evm_buf_str(b);
}

static int write_row(struct evm_review *r, sqlite3_stmt *st, struct evm_buf *b,
		     struct evm_err *err)
{
	int64_t t[N_TERMS];
	uint32_t packed[EVM_F_N];
	char score[40];
	bool scored = sqlite3_column_type(st, N_TERMS + 3) != SQLITE_NULL;

	for (int f = 0; f < N_TERMS; f++) {
		struct evm_str value = evm_sql_text(st, f);
		int field = f < EVM_F_N ? f : (f - EVM_F_N) % 2 ? EVM_FACET_ID :
			    EVM_FACET_NORM;

		if (f == EVM_F_SECTION)
			value = section_of(b, value);
		if (need_term(r, field, value, &t[f], err))
			return -1;
		if (f < EVM_F_N)
			packed[f] = (uint32_t)t[f];
	}
	snprintf(score, sizeof score, "%.17g", sqlite3_column_double(st, N_TERMS + 3));
	return evm_sql_run(r->s, err, "INSERT OR REPLACE INTO facet VALUES (?, ?, ?, "
		"?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
		"ibiiiziiiiiiiiiiiiiiiiiiiii", sqlite3_column_int64(st, N_TERMS),
		(struct evm_str){ (const char *)packed, sizeof packed }, t[0],
		sqlite3_column_int64(st, N_TERMS + 1),
		sqlite3_column_int64(st, N_TERMS + 2), scored ? score : NULL,
		sqlite3_column_int64(st, N_TERMS + 4),
		sqlite3_column_int64(st, N_TERMS + 5), t[1], t[2], t[3], t[4],
		t[5], t[6], t[7], t[8], t[9], t[10], t[11], t[12], t[13], t[14],
		t[15], t[16], t[17], t[18], t[19]);
}

static int rewrite(struct evm_review *r, struct evm_err *err)
{
	struct evm_buf b = EVM_BUF_INIT;
	sqlite3_stmt *st = NULL;
	int got = evm_sql_run(r->s, err, "DELETE FROM facet WHERE ev_id IN "
			      "(SELECT ev_id FROM dirty)", "");

	got = got ? got : read_terms(r, err);
	got = got ? got : evm_sql_row(r->s, err, &st, dirty_sql, "");
	while (got == 1) {
		got = write_row(r, st, &b, err);
		if (got)
			evm_sql_done(st);
		else
			got = evm_sql_next(r->s, err, st);
	}
	evm_buf_release(&b);
	return got ? got : evm_sql_run(r->s, err, "DELETE FROM dirty", "");
}

static void forget(struct evm_review *r)
{
	evm_index_release(&r->term_ix);
	memset(&r->term_ix, 0, sizeof r->term_ix);
	evm_arena_reset(&r->terms);
	r->term = NULL;
	r->n_terms = 0;
	r->last_term = 0;
}

int evm_facets_refresh(struct evm_review *r, struct evm_err *err)
{
	int64_t any;

	if (evm_sql_int(r->s, err, 0, &any, "SELECT EXISTS (SELECT 1 FROM dirty)",
			""))
		return -1;
	if (!any || r->read_only)
		return read_terms(r, err);
	if (evm_store_begin(r->s, err))
		return -1;
	if (!rewrite(r, err) && !evm_store_commit(r->s, err))
		return 0;
	evm_store_rollback(r->s);
	/* terms that were rolled back must not be believed in */
	forget(r);
	return -1;
}

/* A temporary table is found before one of the database by the same name. */
static const char *const copy_sql[] = {
	"PRAGMA query_only = OFF",
	"CREATE TEMP TABLE facet AS SELECT * FROM main.facet",
	"CREATE UNIQUE INDEX temp.facet_key ON facet (ev_id)",
	("CREATE TEMP TABLE term (term_id INTEGER PRIMARY KEY, "
	 "field INTEGER NOT NULL, value TEXT NOT NULL)"),
	"INSERT INTO temp.term SELECT * FROM main.term",
	"CREATE TEMP TABLE dirty AS SELECT * FROM main.dirty",
};

int evm_facets_copy(struct evm_review *r, struct evm_err *err)
{
	struct evm_err late = EVM_ERR_INIT;
	int64_t any;
	int rc = 0;

	if (evm_sql_int(r->s, err, 0, &any, "SELECT EXISTS (SELECT 1 FROM dirty)",
			""))
		return -1;
	if (!any)
		return 0;
	for (size_t i = 0; i < sizeof copy_sql / sizeof *copy_sql && !rc; i++)
		rc = evm_sql_run(r->s, err, copy_sql[i], "");
	rc = rc ? rc : rewrite(r, err);
	return evm_sql_run(r->s, rc ? &late : err, "PRAGMA query_only = ON", "") || rc ?
	       -1 : 0;
}
