#include <string.h>

#include "review/review_p.h"

/* --- a claim --------------------------------------------------------------------- */

/* Where the predicate stands in "subject | predicate | object", or SIZE_MAX. */
static size_t find_predicate(struct evm_str key, int p, struct evm_arena *a)
{
	return evm_str_find(key, evm_str_printf(a, " | %s | ",
			    evm_predicate_name((enum evm_predicate)p)), 0);
}

/* More against less, better against worse. */
static int opposite_of(int p)
{
	static const int pairs[][2] = {
		{ EVM_INCREASES, EVM_DECREASES }, { EVM_TREATS, EVM_WORSENS },
	};

	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		for (int k = 0; k < 2; k++)
			if (pairs[i][k] == p)
				return pairs[i][!k];
	return -1;
}

static int find_rivals(struct evm_review *r, struct evm_arena *a,
		       struct evm_claim_view *v, struct evm_err *err)
{
	int mine = 0;
	size_t at = SIZE_MAX, end;
	int64_t n;

	v->opposite = EVM_LIT("");
	while (mine < EVM_PREDICATE_N &&
	       (at = find_predicate(v->key, mine, a)) == SIZE_MAX)
		mine++;
	if (at == SIZE_MAX)
		return 0;
	end = at + strlen(evm_predicate_name((enum evm_predicate)mine)) + 6;
	for (int p = 0; p < EVM_PREDICATE_N; p++) {
		struct evm_str key = evm_str_printf(a, "%.*s | %s | %.*s",
			EVM_ARG(evm_str_sub(v->key, 0, at)),
			evm_predicate_name((enum evm_predicate)p),
			EVM_ARG(evm_str_sub(v->key, end, v->key.n)));

		if (p == mine)
			continue;
		if (evm_sql_int(r->s, err, 0, &n, "SELECT count(*) FROM "
				"evidence_state WHERE claim_key = ?", "s", key))
			return -1;
		if (n)
			*EVM_PUSH(a, v->rivals) = key;
		if (n && p == opposite_of(mine))
			v->opposite = key;
	}
	return 0;
}

static struct evm_str term(struct evm_review *r, sqlite3_stmt *st, int column,
			   struct evm_arena *a)
{
	int64_t id = sqlite3_column_int64(st, column);

	return id > 0 && (size_t)id < r->n_terms ?
	       evm_str_dup(a, r->term[id].value) : EVM_LIT("-");
}

/* ?1 the term of negation, ?2 the claim, ?3 its opposite or '' */
static const char contexts_sql[] =
	"SELECT f.source, f.route, f.species, f.model, sum(mine), "
	"count(DISTINCT CASE WHEN mine THEN f.doc_id END), "
	"sum(mine AND s.status = 'accepted'), sum(mine AND s.status = 'rejected'), "
	"sum(mine AND stands AND f.certainty <> ?1), "
	"sum(mine AND stands AND f.certainty = ?1), "
	"sum(NOT mine AND stands AND f.certainty <> ?1) FROM "
	"(SELECT ev_id, status, claim_key = ?2 AS mine, status <> 'rejected' AS stands "
	"FROM evidence_state WHERE claim_key IN (?2, nullif(?3, ''))) s "
	"JOIN facet f ON f.ev_id = s.ev_id "
	"GROUP BY 1, 2, 3, 4 ORDER BY 5 DESC, 11 DESC, 1, 2, 3, 4";

static void read_context(struct evm_review *r, sqlite3_stmt *st, struct evm_arena *a,
			 struct evm_claim_view *v)
{
	struct evm_context *c = EVM_PUSH(a, v->contexts);

	c->source = term(r, st, 0, a);
	c->route = term(r, st, 1, a);
	c->species = term(r, st, 2, a);
	c->model = term(r, st, 3, a);
	c->evidence = sqlite3_column_int64(st, 4);
	c->papers = sqlite3_column_int64(st, 5);
	c->accepted = sqlite3_column_int64(st, 6);
	c->rejected = sqlite3_column_int64(st, 7);
	c->affirmed = sqlite3_column_int64(st, 8);
	c->denied = sqlite3_column_int64(st, 9);
	c->opposed = sqlite3_column_int64(st, 10);
	c->torn = c->affirmed && c->denied + c->opposed;
	v->evidence += c->evidence;
	v->accepted += c->accepted;
	v->rejected += c->rejected;
	v->affirmed += c->affirmed;
	v->denied += c->denied;
	v->opposed += c->opposed;
}

static int read_contexts(struct evm_review *r, struct evm_arena *a,
			 struct evm_claim_view *v, struct evm_err *err)
{
	sqlite3_stmt *st;
	int got = evm_sql_row(r->s, err, &st, contexts_sql, "iss",
			      evm_facets_term(r, EVM_F_CERTAINTY, EVM_LIT("negated")),
			      v->key, v->opposite);

	for (; got == 1; got = evm_sql_next(r->s, err, st))
		read_context(r, st, a, v);
	return got;
}

int evm_claim_get(struct evm_review *r, struct evm_str key, struct evm_arena *a,
		  struct evm_claim_view *v, struct evm_err *err)
{
	memset(v, 0, sizeof *v);
	v->key = evm_str_dup(a, key);
	if (evm_facets_refresh(r, err) || find_rivals(r, a, v, err) ||
	    read_contexts(r, a, v, err) ||
	    evm_sql_int(r->s, err, 0, &v->papers, "SELECT count(DISTINCT f.doc_id) "
			"FROM evidence_state s JOIN facet f ON f.ev_id = s.ev_id "
			"WHERE s.claim_key = ?", "s", key) ||
	    evm_rows_of(r, a, &v->rows, err, "SELECT s.ev_id FROM evidence_state s "
			"JOIN facet f ON f.ev_id = s.ev_id WHERE s.claim_key = ?2 "
			"ORDER BY s.ev_id LIMIT ?1", EVM_PAGE_MAX, key) ||
	    evm_claim_links(r, a, v, err))
		return -1;
	return v->evidence > 0;
}

/* --- a document --------------------------------------------------------------------- */

static void list_lines(const struct evm_doc *doc, struct evm_arena *a,
		       struct evm_paper_view *v)
{
	for (size_t i = 0; i < doc->sentences.n; i++) {
		const struct evm_sentence *s = &doc->sentences.v[i];
		const struct evm_passage *p = &doc->passages.v[s->passage];
		struct evm_line *l = EVM_PUSH(a, v->lines);

		l->ord = (int64_t)i + 1;
		l->region = evm_str(evm_region_name(p->region));
		l->section = evm_str_dup(a, p->section);
		l->text = evm_str_dup(a, evm_doc_slice(doc, s->span));
	}
}

static int mark_lines(struct evm_review *r, struct evm_paper_view *v,
		      struct evm_err *err)
{
	sqlite3_stmt *st;
	int got = evm_sql_row(r->s, err, &st, "SELECT body FROM mark m WHERE "
		"m.doc_id = ? AND m.kind = 'sentence' AND " EVM_MARK_STANDS, "i", v->paper.id);

	for (; got == 1; got = evm_sql_next(r->s, err, st)) {
		struct evm_str body = evm_sql_text(st, 0);

		for (size_t i = 0; i < v->lines.n; i++)
			v->lines.v[i].done |= evm_str_eq(v->lines.v[i].text, body);
	}
	for (size_t i = 0; i < v->lines.n; i++)
		v->sentences_done += v->lines.v[i].done;
	return got;
}

static int place_rows(struct evm_review *r, struct evm_arena *a,
		      struct evm_paper_view *v, struct evm_err *err)
{
	sqlite3_stmt *st;
	int got = evm_sql_row(r->s, err, &st, "SELECT e.ev_id, coalesce(t.ord, 0), "
		"s.status FROM evidence e JOIN sentence t ON t.sent_id = e.sent_id "
		"JOIN evidence_state s ON s.ev_id = e.ev_id WHERE e.doc_id = ? "
		"ORDER BY t.ord, e.ev_id", "i", v->paper.id);

	for (; got == 1; got = evm_sql_next(r->s, err, st)) {
		int64_t ord = sqlite3_column_int64(st, 1);
		struct evm_str status = evm_sql_text(st, 2);
		struct evm_rows *to = ord && (size_t)ord <= v->lines.n ?
				      &v->lines.v[ord - 1].rows : &v->gone;

		v->evidence++;
		v->judged += evm_str_eqz(status, "accepted") ||
			     evm_str_eqz(status, "rejected");
		if (evm_rows_add(r, a, sqlite3_column_int64(st, 0), to, err)) {
			evm_sql_done(st);
			return -1;
		}
	}
	return got;
}

static int list_refs(struct evm_review *r, struct evm_arena *a,
		     struct evm_paper_view *v, struct evm_err *err)
{
	sqlite3_stmt *st;
	int got = evm_sql_row(r->s, err, &st, EVM_REFS_SQL
			      "ORDER BY CAST(f.label AS INTEGER), f.label", "i",
			      v->paper.id);

	for (; got == 1; got = evm_sql_next(r->s, err, st))
		evm_ref_read(st, a, EVM_PUSH(a, v->refs));
	return got;
}

static int list_quals(struct evm_review *r, struct evm_arena *a,
		      struct evm_paper_view *v, struct evm_err *err)
{
	sqlite3_stmt *st;
	int got = evm_sql_row(r->s, err, &st, "SELECT q.key, w.value FROM evidence e "
		"JOIN evidence_state s ON s.ev_id = e.ev_id "
		"JOIN version x ON x.ver_id = s.head_ver, "
		"json_each(x.payload, '$.qualifiers') q, "
		"json_each(CASE q.type WHEN 'array' THEN q.value "
		"ELSE json_array(q.value) END) w "
		"WHERE e.doc_id = ? AND s.status <> 'rejected' "
		"GROUP BY 1, 2 ORDER BY 1, count(*) DESC, 2", "i", v->paper.id);

	for (; got == 1; got = evm_sql_next(r->s, err, st))
		*EVM_PUSH(a, v->says) = (struct evm_qual){ evm_col(a, st, 0),
							   evm_col(a, st, 1) };
	return got;
}

int evm_paper_get(struct evm_review *r, struct evm_str name, struct evm_arena *a,
		  struct evm_paper_view *v, struct evm_err *err)
{
	struct evm_doc doc;
	int64_t doc_id;
	int got;

	memset(v, 0, sizeof *v);
	evm_doc_init(&doc);
	got = evm_doc_fetch(r, name, &doc_id, &doc, err);
	if (got >= 0)
		got = evm_paper_row(r, doc_id, a, &v->paper, err);
	if (got == 1) {
		list_lines(&doc, a, v);
		evm_paper_meta(&doc, a, &v->paper);
		if (mark_lines(r, v, err) || place_rows(r, a, v, err) ||
		    list_refs(r, a, v, err) || list_quals(r, a, v, err))
			got = -1;
	}
	evm_doc_release(&doc);
	return got;
}
