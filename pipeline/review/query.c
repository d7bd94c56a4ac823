#include <stdio.h>

#include "review/review_p.h"

void evm_query_add(struct evm_query *q, const char *sql)
{
	evm_buf_addz(&q->sql, sql);
}

static struct evm_value *value(struct evm_query *q, const char *sql, char kind)
{
	evm_buf_addz(&q->sql, sql);
	EVM_CHECK(q->n < sizeof q->v / sizeof *q->v);
	q->v[q->n].kind = kind;
	return &q->v[q->n++];
}

void evm_query_int(struct evm_query *q, const char *sql, int64_t i)
{
	value(q, sql, 'i')->i = i;
}

void evm_query_text(struct evm_query *q, const char *sql, struct evm_str s)
{
	value(q, sql, 's')->s = s;
}

void evm_query_number(struct evm_query *q, const char *sql, double d)
{
	value(q, sql, 'd')->d = d;
}

/* Words of a search as full-text phrases, all of which must stand. */
static void phrases(struct evm_buf *b, struct evm_str text)
{
	while (text.p && text.n) {
		struct evm_str word = evm_str_cut(&text, ' ');

		if (!word.n)
			continue;
		evm_buf_addz(b, b->n ? " \"" : "\"");
		for (size_t i = 0; i < word.n; i++) {
			if (word.p[i] == '"')
				evm_buf_addc(b, '"');
			if (word.p[i])
				evm_buf_addc(b, word.p[i]);
		}
		evm_buf_addc(b, '"');
	}
}

/* --- conditions -------------------------------------------------------------------- */

#define VOTED "SELECT d.ev_id FROM decision d WHERE " EVM_VOTE_STANDS " AND d.curator_id = "

/* The machine's newest version is none that the head was made of. */
static const char recheck[] =
	" AND f.gone = 0 AND EXISTS (SELECT 1 FROM evidence_state s "
	"WHERE s.ev_id = f.ev_id AND s.machine_ver <> s.head_ver AND "
	"s.machine_ver NOT IN (WITH RECURSIVE up (ver_id) AS "
	"(SELECT s.head_ver UNION ALL SELECT v.parent_id FROM version v "
	"JOIN up ON v.ver_id = up.ver_id WHERE v.parent_id IS NOT NULL) "
	"SELECT ver_id FROM up))";

/* The curator voted; since then it was edited or another one commented. */
static const char returned[] =
	" AND EXISTS (SELECT 1 FROM version v WHERE v.ev_id = f.ev_id AND "
	"v.curator_id NOT IN (1, ?1) AND v.created_at > (SELECT max(created_at) "
	"FROM decision d WHERE d.ev_id = f.ev_id AND d.curator_id = ?1) "
	"UNION ALL SELECT 1 FROM comment c WHERE c.ev_id = f.ev_id AND "
	"c.curator_id <> ?1 AND c.created_at > (SELECT max(created_at) "
	"FROM decision d WHERE d.ev_id = f.ev_id AND d.curator_id = ?1))";

static void add_only(struct evm_query *q, unsigned only)
{
	if (only & EVM_ONLY_RECHECK)
		evm_query_add(q, recheck);
	if (only & EVM_ONLY_MINE)
		evm_query_add(q, " AND f.ev_id IN (" VOTED "?1)");
	if (only & EVM_ONLY_UNSEEN)
		evm_query_add(q, " AND f.ev_id NOT IN (" VOTED "?1)");
	if (only & EVM_ONLY_RETURNED)
		evm_query_add(q, returned);
	if (only & EVM_ONLY_FLAGGED)
		evm_query_add(q, " AND f.ev_id IN (SELECT m.ev_id FROM mark m "
			"WHERE m.kind = 'flag' AND " EVM_MARK_STANDS ")");
	if (only & EVM_ONLY_GONE)
		evm_query_add(q, " AND f.gone = 1");
	if (only & EVM_ONLY_RETRACTED)
		evm_query_add(q, " AND f.retracted = 1");
	if (only & EVM_ONLY_COMMENTED)
		evm_query_add(q, " AND f.ev_id IN (SELECT ev_id FROM comment)");
	if (only & EVM_ONLY_SAMPLE)
		evm_query_add(q, " AND f.ev_id IN (SELECT ev_id FROM sample_item)");
}

static void add_entity(struct evm_review *r, struct evm_query *q, struct evm_str e)
{
	int64_t norm = evm_facets_term(r, EVM_FACET_NORM, e);
	int64_t id = evm_facets_term(r, EVM_FACET_ID, e);

	evm_query_int(q, " AND (f.s_norm = ?", norm);
	evm_query_int(q, " OR f.o_norm = ?", norm);
	evm_query_int(q, " OR f.s_id = ?", id);
	evm_query_int(q, " OR f.o_id = ?)", id);
}

static int add_texts(struct evm_review *r, struct evm_query *q,
		     const struct evm_filter *f, struct evm_err *err)
{
	int64_t doc_id;

	if (f->doc.n) {
		if (evm_doc_number(r, f->doc, &doc_id, err))
			return -1;
		evm_query_int(q, " AND f.doc_id = ?", doc_id);
	}
	phrases(&q->words, f->text);
	if (q->words.n)
		evm_query_text(q, " AND f.sent_id IN (SELECT rowid FROM sentence_fts "
			       "WHERE sentence_fts MATCH ?)", evm_buf_str(&q->words));
	if (f->claim.n)
		evm_query_text(q, " AND f.ev_id IN (SELECT ev_id FROM "
			       "evidence_state WHERE claim_key = ?)", f->claim);
	if (f->entity.n)
		add_entity(r, q, f->entity);
	if (f->judge.n)
		evm_query_text(q, " AND f.ev_id IN (" VOTED "(SELECT curator_id "
			       "FROM curator WHERE login = ?))", f->judge);
	if (f->sample.n)
		evm_query_text(q, " AND f.ev_id IN (SELECT ev_id FROM sample_item "
			       "WHERE sample_id = (SELECT sample_id FROM sample "
			       "WHERE name = ?))", f->sample);
	return 0;
}

int evm_query_filter(struct evm_review *r, struct evm_query *q,
		     const struct evm_filter *f, bool fields, struct evm_err *err)
{
	char sql[64];

	if (add_texts(r, q, f, err))
		return -1;
	for (int i = 0; i < EVM_F_N && fields; i++)
		if (f->eq[i].n) {
			snprintf(sql, sizeof sql, " AND f.%s = ?",
				 evm_facets_column(i));
			evm_query_int(q, sql, evm_facets_term(r, i, f->eq[i]));
		}
	if (f->low > 0)
		evm_query_number(q, " AND f.score >= ?", f->low);
	if (f->high > 0)
		evm_query_number(q, " AND f.score <= ?", f->high);
	add_only(q, f->only);
	return 0;
}

const char *evm_query_key(enum evm_sort sort)
{
	static const char *const keys[EVM_SORT_N] = {
		[EVM_SORT_FIRST] = "f.ev_id",
		[EVM_SORT_UNCERTAIN] = "abs(coalesce(f.score, 0.5) - 0.5)",
		[EVM_SORT_CONFIDENT] = "-coalesce(f.score, 1.0)",
		[EVM_SORT_DOUBTFUL] = "coalesce(f.score, 1.0)",
		[EVM_SORT_RECENT] = ("-coalesce((SELECT max(d.dec_id) FROM decision d "
				     "WHERE d.ev_id = f.ev_id), 0)"),
	};

	return keys[sort];
}

int evm_query_run(struct evm_review *r, struct evm_query *q, sqlite3_stmt **st,
		  struct evm_err *err)
{
	*st = NULL;
	if (evm_sql_open(r->s, err, st, evm_buf_str(&q->sql)))
		return -1;
	for (size_t i = 0; i < q->n; i++) {
		int at = (int)i + 1, rc;

		if (q->v[i].kind == 'i')
			rc = sqlite3_bind_int64(*st, at, q->v[i].i);
		else if (q->v[i].kind == 'd')
			rc = sqlite3_bind_double(*st, at, q->v[i].d);
		else
			rc = sqlite3_bind_text64(*st, at, q->v[i].s.p, q->v[i].s.n,
						 SQLITE_STATIC, SQLITE_UTF8);
		if (rc != SQLITE_OK)
			return evm_sql_fail(r->s, err);
	}
	return evm_sql_next(r->s, err, *st);
}

void evm_query_release(struct evm_query *q)
{
	evm_buf_release(&q->sql);
	evm_buf_release(&q->words);
}
