#include <stdlib.h>
#include <string.h>

#include "review/review_p.h"

static int list(struct evm_review *r, struct evm_arena *a, sqlite3_stmt *st,
		int got, struct evm_others *out, struct evm_err *err)
{
	memset(out, 0, sizeof *out);
	for (; got == 1; got = evm_sql_next(r->s, err, st)) {
		struct evm_elsewhere *x = EVM_PUSH(a, *out);

		x->ev = sqlite3_column_int64(st, 0);
		x->doc = evm_col(a, st, 1);
		x->status = evm_status_shown(r, evm_col(a, st, 2),
					     sqlite3_column_int(st, 5));
		x->sentence = evm_col(a, st, 3);
		x->negated = sqlite3_column_int(st, 4);
	}
	return got;
}

/* ?1 the evidence, ?2 how many, ?3 the curator */
#define COLUMNS "SELECT e.ev_id, d.source || ':' || d.ext_id, s.status, t.body, " \
	"coalesce(json_extract(v.payload, '$.negated'), 0), " \
	EVM_JUDGED_BY("?3") " "
#define JOINS "JOIN version v ON v.ver_id = s.head_ver " \
	"JOIN document d ON d.doc_id = e.doc_id AND d.deleted = 0 " \
	"JOIN sentence t ON t.sent_id = e.sent_id "

int evm_item_elsewhere(struct evm_review *r, int64_t ev, size_t max,
		       struct evm_arena *a, struct evm_others *out,
		       struct evm_err *err)
{
	sqlite3_stmt *st;
	int got = evm_sql_row(r->s, err, &st, COLUMNS "FROM evidence_state s "
		"JOIN evidence e ON e.ev_id = s.ev_id " JOINS
		"WHERE s.claim_key = (SELECT claim_key FROM evidence_state "
		"WHERE ev_id = ?1) AND s.ev_id <> ?1 ORDER BY e.ev_id LIMIT ?2",
		"iii", ev, (int64_t)max, r->me.id);

	return got < 0 ? -1 : list(r, a, st, got, out, err);
}

/*
 * Similar: the sentence says both ends in the same words. The two quotes are
 * phrases of the full-text search, best match first; cheap on any size.
 */
int evm_item_similar(struct evm_review *r, int64_t ev, size_t max,
		     struct evm_arena *a, struct evm_others *out,
		     struct evm_err *err)
{
	struct evm_buf words = EVM_BUF_INIT;
	sqlite3_stmt *st;
	int got = evm_sql_row(r->s, err, &st, "SELECT "
		"replace(json_extract(v.payload, '$.subject.quote'), '\"', ' '), "
		"replace(json_extract(v.payload, '$.object.quote'), '\"', ' ') "
		"FROM evidence_state s JOIN version v ON v.ver_id = s.head_ver "
		"WHERE s.ev_id = ?", "i", ev);

	memset(out, 0, sizeof *out);
	if (got <= 0)
		return got;
	for (int i = 0; i < 2; i++)
		if (evm_sql_text(st, i).n) {
			evm_buf_addz(&words, words.n ? " \"" : "\"");
			evm_buf_add(&words, evm_sql_text(st, i));
			evm_buf_addc(&words, '"');
		}
	evm_sql_done(st);
	got = evm_sql_row(r->s, err, &st, COLUMNS "FROM (SELECT rowid AS sent_id, "
		"rank AS good FROM sentence_fts WHERE sentence_fts MATCH ?4 "
		"ORDER BY rank LIMIT 200) f JOIN evidence e ON e.sent_id = f.sent_id "
		"JOIN evidence_state s ON s.ev_id = e.ev_id " JOINS
		"WHERE e.ev_id <> ?1 ORDER BY f.good, e.ev_id LIMIT ?2", "iiis", ev,
		(int64_t)max, r->me.id, evm_buf_str(&words));
	got = got < 0 ? -1 : list(r, a, st, got, out, err);
	evm_buf_release(&words);
	return got;
}

/* --- pieces of a sentence ------------------------------------------------------------ */

static int by_number(const void *pa, const void *pb)
{
	uint32_t a = *(const uint32_t *)pa, b = *(const uint32_t *)pb;

	return (a > b) - (a < b);
}

struct role {
	char role;
	uint32_t b0, b1;
};
struct roles { EVM_VEC(struct role) list; };

static void add_role(struct roles *r, struct evm_arena *a, char role, uint32_t b0,
		     uint32_t b1, uint32_t end)
{
	if (b0 < b1 && b1 <= end)
		*EVM_PUSH(a, r->list) = (struct role){ role, b0, b1 };
}

static void fill_piece(struct evm_piece *p, const struct roles *r)
{
	size_t n = 0;

	for (size_t k = 0; k < r->list.n && n < EVM_PIECE_ROLES - 1; k++)
		if (r->list.v[k].b0 <= p->b0 && p->b1 <= r->list.v[k].b1 &&
		    !memchr(p->roles, r->list.v[k].role, n))
			p->roles[n++] = r->list.v[k].role;
}

void evm_content_pieces(const struct evm_content *c, const struct evm_notes *notes,
			size_t sentence_bytes, struct evm_arena *a,
			struct evm_pieces *list_)
{
	struct roles r = { 0 };
	uint32_t end = (uint32_t)sentence_bytes, *cut;
	size_t n = 0;

	add_role(&r, a, 'S', c->subject.b0, c->subject.b1, end);
	add_role(&r, a, 'T', c->trigger0, c->trigger1, end);
	add_role(&r, a, 'O', c->object.b0, c->object.b1, end);
	for (size_t i = 0; notes && i < notes->n; i++)
		add_role(&r, a, notes->v[i].role, notes->v[i].b0, notes->v[i].b1, end);
	cut = evm_arena_alloc(a, evm_mul(2 * r.list.n + 2, sizeof *cut));
	cut[n++] = 0;
	cut[n++] = end;
	for (size_t i = 0; i < r.list.n; i++) {
		cut[n++] = r.list.v[i].b0;
		cut[n++] = r.list.v[i].b1;
	}
	qsort(cut, n, sizeof *cut, by_number);
	memset(list_, 0, sizeof *list_);
	for (size_t i = 1; i < n; i++) {
		struct evm_piece *p;

		if (cut[i] == cut[i - 1])
			continue;
		p = EVM_PUSH(a, *list_);
		p->b0 = cut[i - 1];
		p->b1 = cut[i];
		fill_piece(p, &r);
	}
}

/* --- what differs ------------------------------------------------------------------------ */

static void differ(struct evm_arena *a, struct evm_texts *f, const char *name)
{
	*EVM_PUSH(a, *f) = evm_str_dup(a, evm_str(name));
}

static void diff_part(const struct evm_part *x, const struct evm_part *y,
		      const char *name, struct evm_arena *a, struct evm_texts *f)
{
	struct evm_str n = evm_str(name);

	if (x->b0 != y->b0 || x->b1 != y->b1 || !evm_str_eq(x->quote, y->quote))
		*EVM_PUSH(a, *f) = evm_str_dup(a, n);
	if (x->type != y->type)
		*EVM_PUSH(a, *f) = evm_str_printf(a, "%s.type", name);
	if (!evm_str_eq(x->norm, y->norm))
		*EVM_PUSH(a, *f) = evm_str_printf(a, "%s.norm", name);
	if (!evm_str_eq(x->id, y->id))
		*EVM_PUSH(a, *f) = evm_str_printf(a, "%s.id", name);
	if (!evm_str_eq(x->resolved, y->resolved))
		*EVM_PUSH(a, *f) = evm_str_printf(a, "%s.resolved", name);
}

static bool has(const struct evm_content *c, struct evm_qual q)
{
	for (size_t i = 0; i < c->quals.n; i++)
		if (evm_str_eq(c->quals.v[i].key, q.key) &&
		    evm_str_eq(c->quals.v[i].value, q.value))
			return true;
	return false;
}

/* Keys of x's qualifiers that y has not, once each. */
static void diff_quals(const struct evm_content *x, const struct evm_content *y,
		       struct evm_arena *a, struct evm_texts *f)
{
	for (size_t i = 0; i < x->quals.n; i++) {
		bool named = false;

		for (size_t k = 0; k < f->n; k++)
			named |= evm_str_eq(f->v[k], x->quals.v[i].key);
		if (!named && !has(y, x->quals.v[i]))
			*EVM_PUSH(a, *f) = x->quals.v[i].key;
	}
}

void evm_content_diff(const struct evm_content *x, const struct evm_content *y,
		      struct evm_arena *a, struct evm_texts *f)
{
	memset(f, 0, sizeof *f);
	diff_part(&x->subject, &y->subject, "subject", a, f);
	if (x->predicate != y->predicate)
		differ(a, f, "predicate");
	diff_part(&x->object, &y->object, "object", a, f);
	if (x->negated != y->negated)
		differ(a, f, "polarity");
	if (x->hedged != y->hedged)
		differ(a, f, "certainty");
	if (x->trigger0 != y->trigger0 || x->trigger1 != y->trigger1)
		differ(a, f, "trigger");
	diff_quals(x, y, a, f);
	diff_quals(y, x, a, f);
}
