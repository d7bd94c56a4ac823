#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/store_p.h"

/* A claim of a document with what the database says of it. */
struct reviewed {
	struct evm_claim claim;
	const char *status;
	struct evm_fingerprint print;
	int32_t was;		/* index in the document's lines; -1: added */
	int32_t order;
};

struct review {
	struct evm_store *s;
	struct evm_doc *doc;
	EVM_VEC(struct reviewed) list;
	struct evm_err *err;
};

static struct evm_str keep(struct review *r, sqlite3_stmt *st, int column)
{
	return evm_str_dup(&r->doc->arena, evm_sql_text(st, column));
}

/* --- claims out of payloads --------------------------------------------------- */

/* The argument as a version has it. False when its quote
 * stands nowhere in the sentence. */
static bool place(struct review *r, struct evm_arg *a, struct evm_span sent,
		  struct evm_str quote, int64_t b0, int64_t b1)
{
	struct evm_str body = evm_doc_slice(r->doc, sent);
	size_t at = SIZE_MAX;

	if (b0 < b1 && b1 <= (int64_t)body.n &&
	    evm_str_eq(evm_str_sub(body, (size_t)b0, (size_t)b1), quote))
		at = (size_t)b0;
	else if (quote.n)
		at = evm_str_find(body, quote, 0);
	if (at == SIZE_MAX)
		return false;
	a->span.begin = sent.begin + (uint32_t)at;
	a->span.end = a->span.begin + (uint32_t)quote.n;
	return true;
}

static const char arg_sql[] =
	"SELECT coalesce(json_extract(payload, '$.' || ?2 || '.quote'), ''), "
	"coalesce(json_extract(payload, '$.' || ?2 || '.type'), ''), "
	"coalesce(json_extract(payload, '$.' || ?2 || '.norm'), ''), "
	"coalesce(json_extract(payload, '$.' || ?2 || '.id'), ''), "
	"coalesce(json_extract(payload, '$.' || ?2 || '.resolved'), ''), "
	"CASE ?2 WHEN 'subject' THEN s0 ELSE o0 END, "
	"CASE ?2 WHEN 'subject' THEN s1 ELSE o1 END "
	"FROM version WHERE ver_id = ?1";

/* 1, 0 when it has no place, -1 */
static int take_arg(struct review *r, struct evm_arg *a, struct evm_span sent,
		    int64_t ver_id, const char *role)
{
	sqlite3_stmt *st;
	int got = evm_sql_row(r->s, r->err, &st, arg_sql, "iz", ver_id, role);
	int type;

	if (got <= 0)
		return got;
	type = evm_type_of(evm_sql_text(st, 1));
	got = type >= 0 && place(r, a, sent, evm_sql_text(st, 0),
				 sqlite3_column_int64(st, 5),
				 sqlite3_column_int64(st, 6));
	if (got) {
		a->type = (enum evm_type)type;
		a->norm = keep(r, st, 2);
		a->id = keep(r, st, 3);
		a->resolved = keep(r, st, 4);
	}
	evm_sql_done(st);
	return got;
}

static const char quals_sql[] =
	"SELECT q.key, v.value FROM version x, "
	"json_each(x.payload, '$.qualifiers') q, "
	"json_each(CASE q.type WHEN 'array' THEN q.value "
	"ELSE json_array(q.value) END) v WHERE x.ver_id = ? ORDER BY q.id, v.id";

/* Where the machine's claim has the same qualifier, it keeps its place. */
static struct evm_span span_of(const struct evm_claim *c, struct evm_str key,
			       struct evm_str value)
{
	for (size_t i = 0; i < c->quals.n; i++)
		if (evm_str_eq(c->quals.v[i].key, key) &&
		    evm_str_eq(c->quals.v[i].value, value))
			return c->quals.v[i].span;
	return (struct evm_span){ 0, 0 };
}

static int take_quals(struct review *r, struct evm_claim *c, int64_t ver_id)
{
	const struct evm_claim before = *c;
	sqlite3_stmt *st;
	int got = evm_sql_row(r->s, r->err, &st, quals_sql, "i", ver_id);

	memset(&c->quals, 0, sizeof c->quals);
	for (; got == 1; got = evm_sql_next(r->s, r->err, st)) {
		struct evm_qualifier *q = EVM_PUSH(&r->doc->arena, c->quals);

		q->key = keep(r, st, 0);
		q->value = keep(r, st, 1);
		q->span = span_of(&before, q->key, q->value);
	}
	return got;
}

static const char rest_sql[] =
	"SELECT coalesce(json_extract(payload, '$.predicate'), ''), "
	"coalesce(json_extract(payload, '$.negated'), 0), "
	"coalesce(json_extract(payload, '$.certainty'), '') = 'hedged' "
	"FROM version WHERE ver_id = ?";

/* Sets a claim, whose sentence is known, to a version: 1; 0 when the version
 * does not fit the sentence or names what we do not know; -1. */
static int take_version(struct review *r, struct evm_claim *c, int64_t ver_id)
{
	struct evm_span sent = r->doc->sentences.v[c->sentence].span;
	struct evm_claim edited = *c;
	sqlite3_stmt *st;
	int got, predicate;

	if ((got = take_arg(r, &edited.subject, sent, ver_id, "subject")) != 1 ||
	    (got = take_arg(r, &edited.object, sent, ver_id, "object")) != 1 ||
	    (got = evm_sql_row(r->s, r->err, &st, rest_sql, "i", ver_id)) != 1)
		return got;
	predicate = evm_predicate_of(evm_sql_text(st, 0));
	edited.negated = sqlite3_column_int(st, 1);
	edited.hedged = sqlite3_column_int(st, 2);
	evm_sql_done(st);
	if (predicate < 0)
		return 0;
	edited.predicate = (enum evm_predicate)predicate;
	if (take_quals(r, &edited, ver_id))
		return -1;
	*c = edited;
	return 1;
}

/* --- the document's own claims -------------------------------------------------- */

static struct reviewed *push(struct review *r, struct evm_str status)
{
	struct reviewed *v = EVM_PUSH(&r->doc->arena, r->list);

	v->order = (int32_t)r->list.n;
	v->was = -1;
	v->status = evm_str_dup(&r->doc->arena, status).p;
	return v;
}

static int review_claim(struct review *r, size_t i,
			const struct evm_fingerprint *print)
{
	sqlite3_stmt *st;
	struct reviewed *v;
	int64_t head, machine;
	bool drop;
	int got = evm_sql_row(r->s, r->err, &st, "SELECT s.status, s.head_ver, "
			      "s.machine_ver FROM evidence e JOIN evidence_state s "
			      "ON s.ev_id = e.ev_id WHERE e.fingerprint = ?", "z",
			      print->hex);

	if (got < 0)
		return -1;
	if (!got)
		return evm_err_set(r->err, EVM_EXIT_FAILED, "%s: document %.*s: "
				   "claim %zu has no evidence", r->s->path,
				   EVM_ARG(r->doc->id), i + 1);
	head = sqlite3_column_int64(st, 1);
	machine = sqlite3_column_int64(st, 2);
	drop = !r->s->all && evm_str_eqz(evm_sql_text(st, 0), "rejected");
	if (!drop) {
		v = push(r, evm_sql_text(st, 0));
		v->claim = r->doc->claims.v[i];
		v->print = *print;
		v->was = (int32_t)i;
	}
	evm_sql_done(st);
	if (drop || head == machine)
		return 0;
	return take_version(r, &r->list.v[r->list.n - 1].claim, head) < 0 ? -1 : 0;
}

/* --- claims that only people have ------------------------------------------------- */

static int sentence_by_text(const struct evm_doc *doc, struct evm_str body)
{
	for (size_t i = 0; i < doc->sentences.n; i++)
		if (evm_str_eq(evm_doc_slice(doc, doc->sentences.v[i].span), body))
			return (int)i;
	return -1;
}

/* What the machine missed, or finds no more and a person accepted. */
static const char added_sql[] =
	"SELECT e.fingerprint, s.status, s.head_ver, t.body, "
	"(SELECT r.score FROM evidence_run r WHERE r.ev_id = e.ev_id "
	"ORDER BY r.run_id DESC LIMIT 1) "
	"FROM document d JOIN evidence e ON e.doc_id = d.doc_id "
	"JOIN evidence_state s ON s.ev_id = e.ev_id "
	"JOIN version v ON v.ver_id = s.head_ver "
	"JOIN sentence t ON t.sent_id = e.sent_id "
	"WHERE d.doc_id = ?1 AND (s.status = 'accepted' OR ?2 OR "
	"(v.curator_id <> 1 AND s.status <> 'rejected')) AND NOT EXISTS "
	"(SELECT 1 FROM evidence_run r WHERE r.ev_id = e.ev_id AND "
	"r.run_id = d.run_id) ORDER BY e.fingerprint";

static int add_claim(struct review *r, sqlite3_stmt *st)
{
	int sentence = sentence_by_text(r->doc, evm_sql_text(st, 3)), got;
	struct evm_claim c = { .via = -1 };
	struct reviewed *v;

	if (sentence < 0)
		return 0;
	c.sentence = (uint32_t)sentence;
	c.extra = EVM_LIT("");
	c.rule = EVM_LIT("curator");
	c.confidence = sqlite3_column_type(st, 4) == SQLITE_NULL ? 1 :
		       sqlite3_column_double(st, 4);
	c.trigger.begin = r->doc->sentences.v[sentence].span.begin;
	c.trigger.end = c.trigger.begin;
	got = take_version(r, &c, sqlite3_column_int64(st, 2));
	if (got != 1)
		return got;
	v = push(r, evm_sql_text(st, 1));
	v->claim = c;
	snprintf(v->print.hex, sizeof v->print.hex, "%s",
		 (const char *)sqlite3_column_text(st, 0));
	return 0;
}

static int add_claims(struct review *r, int64_t doc_id)
{
	sqlite3_stmt *st;
	int got = evm_sql_row(r->s, r->err, &st, added_sql, "ii", doc_id,
			      (int64_t)r->s->all);

	while (got == 1) {
		if (add_claim(r, st)) {
			evm_sql_done(st);
			return -1;
		}
		got = evm_sql_next(r->s, r->err, st);
	}
	return got;
}

/* --- back into the document --------------------------------------------------------- */

/* Claims that people added come behind the others of their sentence. */
static int by_sentence(const void *pa, const void *pb)
{
	const struct reviewed *a = pa, *b = pb;

	if (a->claim.sentence != b->claim.sentence)
		return a->claim.sentence < b->claim.sentence ? -1 : 1;
	return (a->order > b->order) - (a->order < b->order);
}

static void put_back(struct review *r, size_t was)
{
	struct evm_arena *a = &r->doc->arena;
	size_t n = r->list.n;
	int32_t *now = evm_arena_alloc(a, evm_mul(was + 1, sizeof *now));

	if (n)
		qsort(r->list.v, n, sizeof *r->list.v, by_sentence);
	r->s->status = evm_arena_alloc(a, evm_mul(n + 1, sizeof *r->s->status));
	r->s->prints = evm_arena_alloc(a, evm_mul(n + 1, sizeof *r->s->prints));
	memset(now, -1, was * sizeof *now);
	r->doc->claims.n = 0;
	for (size_t i = 0; i < n; i++) {
		const struct reviewed *v = &r->list.v[i];

		*EVM_PUSH(a, r->doc->claims) = v->claim;
		r->s->status[i] = v->status;
		r->s->prints[i] = v->print;
		if (v->was >= 0)
			now[v->was] = (int32_t)i;
	}
	for (size_t i = 0; i < n; i++)
		if (r->doc->claims.v[i].via >= 0)
			r->doc->claims.v[i].via = now[r->doc->claims.v[i].via];
}

int evm_store_people(struct evm_store *s, struct evm_doc *doc, int64_t doc_id,
		     struct evm_err *err)
{
	struct review r = { .s = s, .doc = doc, .err = err };
	const struct evm_fingerprint *prints =
		evm_claim_fingerprints(doc, &doc->arena);
	size_t was = doc->claims.n;

	for (size_t i = 0; i < was; i++)
		if (review_claim(&r, i, &prints[i]))
			return -1;
	if (add_claims(&r, doc_id))
		return -1;
	put_back(&r, was);
	return 0;
}
