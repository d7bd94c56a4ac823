#include <stdio.h>

#include "core/stream.h"
#include "review/review_p.h"

/* The text of a key "KEY.vote" fits beside the key itself. */
#define VOTE_KEY_MAX (EVM_KEY_MAX - 5)

/* The evidence's sentence and document, into an arena: 1, 0 none, -1. */
struct place {
	struct evm_str body, source, id;
	int64_t head;
};

static int find_place(struct evm_review *r, int64_t ev, struct evm_arena *a,
		      struct place *p, struct evm_err *err)
{
	sqlite3_stmt *st;
	int got = evm_sql_row(r->s, err, &st, "SELECT t.body, d.source, d.ext_id, "
		"s.head_ver FROM evidence e JOIN sentence t ON t.sent_id = e.sent_id "
		"JOIN document d ON d.doc_id = e.doc_id "
		"JOIN evidence_state s ON s.ev_id = e.ev_id WHERE e.ev_id = ?",
		"i", ev);

	if (got <= 0)
		return got;
	p->body = evm_col(a, st, 0);
	p->source = evm_col(a, st, 1);
	p->id = evm_col(a, st, 2);
	p->head = sqlite3_column_int64(st, 3);
	evm_sql_done(st);
	return 1;
}

/* Is the key of an edit used? */
static int seen(struct evm_review *r, int64_t ev, struct evm_str payload,
		struct evm_str client_key, struct evm_result *res,
		struct evm_err *err)
{
	sqlite3_stmt *st;
	int got = evm_sql_row(r->s, err, &st, "SELECT ver_id, ev_id, "
		"(?1 = 0 OR ev_id = ?1) AND payload = ?2 FROM version "
		"WHERE curator_id = ?3 AND client_key = ?4", "isis", ev, payload,
		r->me.id, client_key);

	return evm_act_seen(got, st, "edit", res);
}

static bool same_places(const struct evm_content *x, const struct evm_content *y)
{
	return x->subject.b0 == y->subject.b0 && x->subject.b1 == y->subject.b1 &&
	       x->object.b0 == y->object.b0 && x->object.b1 == y->object.b1 &&
	       x->trigger0 == y->trigger0 && x->trigger1 == y->trigger1;
}

/* The parent is a version of the evidence, and says something else. */
static int check_parent(struct evm_review *r, const struct evm_edit *e,
			const struct place *p, struct evm_str payload,
			struct evm_arena *a, struct evm_result *res,
			struct evm_err *err)
{
	struct evm_content was;
	sqlite3_stmt *st;
	bool same;
	int got = evm_sql_row(r->s, err, &st, "SELECT payload = ? FROM version "
			      "WHERE ver_id = ? AND ev_id = ?", "sii", payload,
			      e->parent, e->ev);

	if (got < 0)
		return -1;
	if (!got)
		return evm_act_refuse(res, EVM_MISSING,
				      "no such version of this evidence");
	same = sqlite3_column_int(st, 0);
	evm_sql_done(st);
	if (!same)
		return 0;
	if (evm_content_read(r, e->parent, p->body, a, &was, err) < 0)
		return -1;
	return same_places(&was, &e->content) ? evm_act_refuse(res, EVM_INVALID,
		"the edit changes nothing") : 0;
}

/* The vote that goes with an edit: its key is the edit's and ".vote". */
static int accept(struct evm_review *r, int64_t ev, int64_t ver,
		  struct evm_str client_key, int64_t ms, const char *ui,
		  struct evm_err *err)
{
	char key[EVM_KEY_MAX + 1];
	struct evm_result res = { 0 };
	struct evm_decide d = { .ev = ev, .ver = ver, .verdict = EVM_ACCEPT,
				.ms_spent = ms, .ui = ui };
	int rc;

	snprintf(key, sizeof key, "%.*s.vote", EVM_ARG(client_key));
	d.client_key = evm_str(key);
	rc = evm_decide_in(r, &d, 0, &res, err);
	/* a fork does not become the head: it waits for the adjudicator */
	return rc > 0 && res.outcome == EVM_STALE ? 0 : rc > 0 ?
	       evm_err_set(err, EVM_EXIT_FAILED, "%s", res.why) : rc;
}

static int common(struct evm_review *r, struct evm_str note,
		  struct evm_str client_key, struct evm_result *res)
{
	if (evm_act_person(r, res) || evm_act_key(client_key, res) ||
	    evm_act_text(note, EVM_TEXT_MAX, "the note", res))
		return 1;
	return client_key.n <= VOTE_KEY_MAX ? 0 : evm_act_refuse(res, EVM_INVALID,
		"the key of an edit has at most %d characters", VOTE_KEY_MAX);
}

/* After the version: what the curator had begun to write is done, and
 * whether it is a fork. */
static int after_edit(struct evm_review *r, const struct evm_edit *e,
		      struct evm_result *res, struct evm_err *err)
{
	int64_t forks;

	if (evm_sql_run(r->s, err, "DELETE FROM draft WHERE curator_id = ? AND "
			"ev_id = ?", "ii", r->me.id, e->ev) ||
	    evm_sql_int(r->s, err, 0, &forks, "SELECT count(*) FROM version "
			"WHERE parent_id = ?", "i", e->parent))
		return -1;
	if (forks > 1)
		snprintf(res->why, sizeof res->why, "another one edited the same "
			 "version: both are kept, an adjudicator chooses");
	return e->accept ? accept(r, e->ev, res->id, e->client_key, e->ms_spent,
				  e->ui, err) : 0;
}

static int edit(struct evm_review *r, const struct evm_edit *e,
		struct evm_arena *a, struct evm_buf *payload, struct evm_buf *key,
		struct evm_result *res, struct evm_err *err)
{
	struct place p;
	char at[32];
	int rc;

	if (common(r, e->note, e->client_key, res))
		return 1;
	rc = find_place(r, e->ev, a, &p, err);
	if (rc <= 0)
		return rc ? -1 : evm_act_refuse(res, EVM_MISSING,
						"no such evidence");
	res->ev = e->ev;
	if (evm_content_check(&e->content, p.body, res))
		return 1;
	evm_content_write(&e->content, p.source, p.id, p.body, payload, key, NULL);
	if ((rc = seen(r, e->ev, evm_buf_str(payload), e->client_key, res, err)) ||
	    (rc = check_parent(r, e, &p, evm_buf_str(payload), a, res, err)))
		return rc;
	if (evm_act_time(r, e->ev, at, err) ||
	    evm_content_insert(r, e->ev, e->parent, &e->content,
			       evm_buf_str(payload), evm_buf_str(key), e->note,
			       e->client_key, at, &res->id, err) ||
	    evm_audit_add(r, EVM_K_VERSION, res->id, err))
		return -1;
	return after_edit(r, e, res, err);
}

int evm_review_edit(struct evm_review *r, const struct evm_edit *e,
		    struct evm_result *res, struct evm_err *err)
{
	struct evm_buf payload = EVM_BUF_INIT, key = EVM_BUF_INIT;
	struct evm_arena a;
	int rc;

	if (evm_act_begin(r, res, err))
		return -1;
	evm_arena_init(&a);
	rc = edit(r, e, &a, &payload, &key, res, err);
	evm_arena_release(&a);
	evm_buf_release(&payload);
	evm_buf_release(&key);
	return evm_act_end(r, rc, res, err);
}

/* --- a claim that the machine missed -------------------------------------------- */

/* The document's text, from its lines: 1, 0 unknown or without text, -1. */
int evm_doc_fetch(struct evm_review *r, struct evm_str name, int64_t *doc_id,
		  struct evm_doc *doc, struct evm_err *err)
{
	sqlite3_stmt *st;
	int got, rc;

	if (evm_doc_number(r, name, doc_id, err))
		return -1;
	got = evm_sql_row(r->s, err, &st, "SELECT lines FROM document "
			  "WHERE doc_id = ? AND lines IS NOT NULL", "i", *doc_id);
	if (got <= 0)
		return got;
	rc = evm_doc_read(doc, evm_sql_text(st, 0), "document", 1, err);
	evm_sql_done(st);
	return rc ? evm_err_at(err, "%.*s", EVM_ARG(name)) : 1;
}

/* The row of a document's sentence, made when no evidence stood in it yet. */
static int use_sentence(struct evm_review *r, const struct evm_doc *doc,
			int64_t doc_id, int64_t ord, int64_t *sent_id,
			struct evm_err *err)
{
	const struct evm_sentence *s = &doc->sentences.v[ord - 1];
	const struct evm_passage *p = &doc->passages.v[s->passage];

	if (evm_sql_int(r->s, err, 0, sent_id, "SELECT sent_id FROM sentence "
			"WHERE doc_id = ? AND ord = ?", "ii", doc_id, ord))
		return -1;
	if (*sent_id)
		return 0;
	if (evm_sql_run(r->s, err, "INSERT INTO sentence (doc_id, ord, b0, b1, "
			"region, section, body) VALUES (?, ?, ?, ?, ?, ?, ?)",
			"iiiizss", doc_id, ord, (int64_t)s->span.begin,
			(int64_t)s->span.end, evm_region_name(p->region), p->section,
			evm_doc_slice(doc, s->span)))
		return -1;
	*sent_id = evm_sql_rowid(r->s);
	evm_sql_added_sentence(r->s);
	return 0;
}

struct adding {
	const struct evm_missed *m;
	struct evm_doc doc;
	int64_t doc_id;
	struct evm_buf payload, key;
	struct evm_fingerprint print;
};

static int insert(struct evm_review *r, struct adding *x, struct evm_result *res,
		  struct evm_err *err)
{
	const struct evm_missed *m = x->m;
	int64_t sent_id;
	char at[32];

	if (evm_act_time(r, 0, at, err) ||
	    use_sentence(r, &x->doc, x->doc_id, m->ord, &sent_id, err) ||
	    evm_sql_run(r->s, err, "INSERT INTO evidence (fingerprint, doc_id, "
			"sent_id, created_at) VALUES (?, ?, ?, ?)", "ziiz",
			x->print.hex, x->doc_id, sent_id, at))
		return -1;
	res->ev = evm_sql_rowid(r->s);
	return evm_audit_add(r, EVM_K_EVIDENCE, res->ev, err) ||
	       evm_content_insert(r, res->ev, 0, &m->content,
				  evm_buf_str(&x->payload), evm_buf_str(&x->key),
				  m->note, m->client_key, at, &res->id, err) ||
	       evm_audit_add(r, EVM_K_VERSION, res->id, err) ||
	       accept(r, res->ev, res->id, m->client_key, m->ms_spent, m->ui,
		      err) ? -1 : 0;
}

static int add(struct evm_review *r, struct adding *x, struct evm_result *res,
	       struct evm_err *err)
{
	const struct evm_missed *m = x->m;
	struct evm_str body;
	int rc;

	if (common(r, m->note, m->client_key, res))
		return 1;
	rc = evm_doc_fetch(r, m->doc, &x->doc_id, &x->doc, err);
	if (rc < 0)
		return -1;
	if (!rc || m->ord < 1 || (uint64_t)m->ord > x->doc.sentences.n)
		return evm_act_refuse(res, EVM_MISSING, "no such sentence");
	body = evm_doc_slice(&x->doc, x->doc.sentences.v[m->ord - 1].span);
	if (evm_content_check(&m->content, body, res))
		return 1;
	evm_content_write(&m->content, x->doc.source, x->doc.id, body, &x->payload,
			  &x->key, &x->print);
	rc = seen(r, 0, evm_buf_str(&x->payload), m->client_key, res, err);
	if (rc)
		return rc;
	if (evm_sql_int(r->s, err, 0, &res->ev, "SELECT ev_id FROM evidence "
			"WHERE fingerprint = ?", "z", x->print.hex))
		return -1;
	if (res->ev)
		return evm_act_refuse(res, EVM_INVALID,
				      "this claim stands there already");
	return insert(r, x, res, err);
}

int evm_review_add(struct evm_review *r, const struct evm_missed *m,
		   struct evm_result *res, struct evm_err *err)
{
	struct adding x = { .m = m };
	int rc;

	if (evm_act_begin(r, res, err))
		return -1;
	evm_doc_init(&x.doc);
	rc = add(r, &x, res, err);
	evm_doc_release(&x.doc);
	evm_buf_release(&x.payload);
	evm_buf_release(&x.key);
	return evm_act_end(r, rc, res, err);
}
