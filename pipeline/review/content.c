#include <string.h>

#include "core/utf8.h"
#include "review/review_p.h"

#define NORM_MAX 300		/* bytes of a normal form, an id, a value */

/* --- reading ---------------------------------------------------------------- */

#define PART(role) \
	"coalesce(json_extract(payload, '$." role ".quote'), ''), " \
	"coalesce(json_extract(payload, '$." role ".type'), ''), " \
	"coalesce(json_extract(payload, '$." role ".norm'), ''), " \
	"coalesce(json_extract(payload, '$." role ".id'), ''), " \
	"coalesce(json_extract(payload, '$." role ".resolved'), '')"

static void read_part(struct evm_part *p, sqlite3_stmt *st, int column,
		      struct evm_arena *a)
{
	int type = evm_type_of(evm_sql_text(st, column + 1));

	p->quote = evm_col(a, st, column);
	p->type = type < 0 ? EVM_EFFECT : (enum evm_type)type;
	p->norm = evm_col(a, st, column + 2);
	p->id = evm_col(a, st, column + 3);
	p->resolved = evm_col(a, st, column + 4);
}

static uint32_t offset(sqlite3_stmt *st, int column)
{
	return (uint32_t)sqlite3_column_int64(st, column);
}

static int read_version(struct evm_review *r, int64_t ver, struct evm_arena *a,
			struct evm_content *c, struct evm_err *err)
{
	sqlite3_stmt *st;
	int predicate, got = evm_sql_row(r->s, err, &st, "SELECT "
		PART("subject") ", " PART("object") ", "
		"coalesce(json_extract(payload, '$.predicate'), ''), "
		"coalesce(json_extract(payload, '$.negated'), 0), "
		"coalesce(json_extract(payload, '$.certainty'), '') = 'hedged', "
		"s0, s1, o0, o1, t0, t1 FROM version WHERE ver_id = ?", "i", ver);

	if (got <= 0)
		return got;
	read_part(&c->subject, st, 0, a);
	read_part(&c->object, st, 5, a);
	predicate = evm_predicate_of(evm_sql_text(st, 10));
	c->predicate = predicate < 0 ? EVM_AFFECTS : (enum evm_predicate)predicate;
	c->negated = sqlite3_column_int(st, 11);
	c->hedged = sqlite3_column_int(st, 12);
	c->subject.b0 = offset(st, 13);
	c->subject.b1 = offset(st, 14);
	c->object.b0 = offset(st, 15);
	c->object.b1 = offset(st, 16);
	c->trigger0 = offset(st, 17);
	c->trigger1 = offset(st, 18);
	evm_sql_done(st);
	return 1;
}

static int read_quals(struct evm_review *r, int64_t ver, struct evm_arena *a,
		      struct evm_content *c, struct evm_err *err)
{
	sqlite3_stmt *st;
	int got = evm_sql_row(r->s, err, &st, "SELECT q.key, v.value FROM version x, "
		"json_each(x.payload, '$.qualifiers') q, "
		"json_each(CASE q.type WHEN 'array' THEN q.value "
		"ELSE json_array(q.value) END) v WHERE x.ver_id = ? "
		"ORDER BY q.id, v.id", "i", ver);

	for (; got == 1; got = evm_sql_next(r->s, err, st)) {
		struct evm_qual *q = EVM_PUSH(a, c->quals);

		q->key = evm_col(a, st, 0);
		q->value = evm_col(a, st, 1);
	}
	return got;
}

/* A part whose place is not stored, or no longer fits: its quote's first. */
static void place(struct evm_part *p, struct evm_str body)
{
	size_t at;

	if (p->b0 < p->b1 && p->b1 <= body.n &&
	    evm_str_eq(evm_str_sub(body, p->b0, p->b1), p->quote))
		return;
	at = p->quote.n ? evm_str_find(body, p->quote, 0) : SIZE_MAX;
	p->b0 = at == SIZE_MAX ? 0 : (uint32_t)at;
	p->b1 = at == SIZE_MAX ? 0 : (uint32_t)(at + p->quote.n);
}

int evm_content_read(struct evm_review *r, int64_t ver, struct evm_str body,
		     struct evm_arena *a, struct evm_content *c,
		     struct evm_err *err)
{
	int got;

	memset(c, 0, sizeof *c);
	got = read_version(r, ver, a, c, err);
	if (got <= 0)
		return got;
	if (read_quals(r, ver, a, c, err))
		return -1;
	place(&c->subject, body);
	place(&c->object, body);
	if (c->trigger1 > body.n)
		c->trigger0 = c->trigger1 = 0;
	return 1;
}

/* --- rules -------------------------------------------------------------------- */

static int check_span(uint32_t b0, uint32_t b1, struct evm_str body,
		      const char *what, struct evm_result *res)
{
	if (b0 >= b1 || b1 > body.n || !evm_utf8_border(body, b0) ||
	    !evm_utf8_border(body, b1))
		return evm_act_refuse(res, EVM_INVALID,
			"the %s's place %u-%u is no piece of the sentence", what,
			b0, b1);
	return 0;
}

static int check_part(const struct evm_part *p, struct evm_str body,
		      const char *what, struct evm_result *res)
{
	if (check_span(p->b0, p->b1, body, what, res))
		return 1;
	if (p->quote.n && !evm_str_eq(p->quote, evm_str_sub(body, p->b0, p->b1)))
		return evm_act_refuse(res, EVM_INVALID,
			"the %s's text is not what stands at %u-%u", what, p->b0,
			p->b1);
	if ((unsigned)p->type >= EVM_TYPE_N)
		return evm_act_refuse(res, EVM_INVALID,
				      "the %s has an unknown type", what);
	for (size_t i = 0; i < p->id.n; i++)
		if ((unsigned char)p->id.p[i] <= ' ')
			return evm_act_refuse(res, EVM_INVALID,
				"the %s's identifier holds a space", what);
	return evm_act_text(p->norm, NORM_MAX, "a normal form", res) ||
	       evm_act_text(p->id, NORM_MAX, "an identifier", res) ||
	       evm_act_text(p->resolved, NORM_MAX, "resolved", res);
}

static bool known_key(struct evm_str key)
{
	static const char *const keys[] = {
		"source", "source_species", "vesicle", "cargo", "modification",
		"route", "dose", "cell", "disease", "model_species", "setting",
		"refs", "trial", "effect", "section",
	};

	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (evm_str_eqz(key, keys[i]))
			return true;
	return false;
}

static int check_qual(const struct evm_qual *q, struct evm_result *res)
{
	if (!known_key(q->key))
		return evm_act_refuse(res, EVM_INVALID,
				      "no qualifier is called %.*s", (int)
				      (q->key.n < 40 ? q->key.n : 40), q->key.p);
	if (!evm_str_trim(q->value).n)
		return evm_act_refuse(res, EVM_INVALID, "%.*s is empty",
				      EVM_ARG(q->key));
	return evm_act_text(q->value, NORM_MAX, "a qualifier", res);
}

int evm_content_check(const struct evm_content *c, struct evm_str body,
		      struct evm_result *res)
{
	if (check_part(&c->subject, body, "subject", res) ||
	    check_part(&c->object, body, "object", res))
		return 1;
	if ((unsigned)c->predicate >= EVM_PREDICATE_N)
		return evm_act_refuse(res, EVM_INVALID, "unknown predicate");
	if (c->trigger0 != c->trigger1 &&
	    check_span(c->trigger0, c->trigger1, body, "trigger", res))
		return 1;
	if (c->quals.n > 64)
		return evm_act_refuse(res, EVM_INVALID, "over 64 qualifiers");
	for (size_t i = 0; i < c->quals.n; i++)
		if (check_qual(&c->quals.v[i], res))
			return 1;
	return 0;
}

/* --- writing -------------------------------------------------------------------- */

static void set_arg(struct evm_arg *a, const struct evm_part *p)
{
	a->span = (struct evm_span){ p->b0, p->b1 };
	a->type = p->type;
	a->norm = p->norm;
	a->id = p->id;
	a->resolved = p->resolved;
}

/* A document of one sentence and one claim: claim.h then writes people's
 * versions as it writes the machine's. */
static void make_doc(struct evm_doc *doc, const struct evm_content *c,
		     struct evm_str source, struct evm_str id,
		     struct evm_str body)
{
	struct evm_claim *claim;

	doc->source = source;
	doc->id = id;
	evm_doc_passage(doc, EVM_REGION_BODY, EVM_LIT(""), body);
	evm_doc_seal(doc);
	EVM_PUSH(&doc->arena, doc->sentences)->span =
		(struct evm_span){ 0, (uint32_t)body.n };
	claim = EVM_PUSH(&doc->arena, doc->claims);
	set_arg(&claim->subject, &c->subject);
	set_arg(&claim->object, &c->object);
	claim->predicate = c->predicate;
	claim->negated = c->negated;
	claim->hedged = c->hedged;
	claim->via = -1;
	for (size_t i = 0; i < c->quals.n; i++) {
		struct evm_qualifier *q = EVM_PUSH(&doc->arena, claim->quals);

		q->key = c->quals.v[i].key;
		q->value = c->quals.v[i].value;
	}
}

void evm_content_write(const struct evm_content *c, struct evm_str source,
		       struct evm_str id, struct evm_str body,
		       struct evm_buf *payload, struct evm_buf *key,
		       struct evm_fingerprint *print)
{
	struct evm_doc doc;

	evm_doc_init(&doc);
	make_doc(&doc, c, source, id, body);
	if (payload)
		evm_claim_payload(payload, &doc, &doc.claims.v[0]);
	if (key)
		evm_claim_key(key, &doc, &doc.claims.v[0]);
	if (print)
		*print = *evm_claim_fingerprints(&doc, &doc.arena);
	evm_doc_release(&doc);
}

int evm_content_insert(struct evm_review *r, int64_t ev, int64_t parent,
		       const struct evm_content *c, struct evm_str payload,
		       struct evm_str key, struct evm_str note,
		       struct evm_str client_key, const char *at, int64_t *ver,
		       struct evm_err *err)
{
	if (evm_sql_run(r->s, err, "INSERT INTO version (ev_id, parent_id, "
			"curator_id, claim_key, payload, note, client_key, "
			"created_at, s0, s1, o0, o1, t0, t1) VALUES (?, "
			"nullif(?, 0), ?, ?, ?, nullif(?, ''), ?, ?, ?, ?, ?, ?, "
			"?, ?)", "iiissssziiiiii", ev, parent, r->me.id,
			key, payload, note, client_key, at,
			(int64_t)c->subject.b0, (int64_t)c->subject.b1,
			(int64_t)c->object.b0, (int64_t)c->object.b1,
			(int64_t)c->trigger0, (int64_t)c->trigger1))
		return -1;
	*ver = evm_sql_rowid(r->s);
	return 0;
}
