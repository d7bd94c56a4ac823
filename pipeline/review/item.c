#include <string.h>

#include "review/review_p.h"

/* --- the evidence and its paper ----------------------------------------------- */

static const char item_sql[] =
	"SELECT e.fingerprint, s.head_ver, s.rev, s.status, s.claim_key, s.forks, "
	"coalesce(s.machine_ver, 0), t.ord, t.region, t.section, t.body, d.doc_id, "
	"r.rule, r.score, p.provenance, "
	"EXISTS (SELECT 1 FROM version m WHERE m.ev_id = e.ev_id AND "
	"m.curator_id = 1), "
	"(SELECT c.login FROM lease l JOIN curator c ON c.curator_id = l.curator_id "
	"WHERE l.ev_id = e.ev_id AND l.curator_id <> ?2 AND l.expires_at > "
	"strftime('%Y-%m-%dT%H:%M:%SZ', 'now')), "
	"EXISTS (SELECT 1 FROM sample_item i WHERE i.ev_id = e.ev_id), "
	"EXISTS (SELECT 1 FROM mark m WHERE m.ev_id = e.ev_id AND " EVM_MARK_STANDS "), "
	"EXISTS (SELECT 1 FROM recheck k WHERE k.ev_id = e.ev_id), "
	EVM_JUDGED_BY("?2")
	" FROM evidence e JOIN evidence_state s ON s.ev_id = e.ev_id "
	"JOIN document d ON d.doc_id = e.doc_id "
	"JOIN sentence t ON t.sent_id = e.sent_id "
	"LEFT JOIN evidence_run r ON r.ev_id = e.ev_id AND r.run_id = d.run_id "
	"LEFT JOIN run p ON p.run_id = r.run_id WHERE e.ev_id = ?1";

/* What the item needs and does not show. */
struct inner {
	int64_t machine_ver;
	bool sampled, voted, machine;
};

static int read_item(struct evm_review *r, int64_t ev, struct evm_arena *a,
		     struct evm_item *it, struct inner *in, struct evm_err *err)
{
	sqlite3_stmt *st;
	int got = evm_sql_row(r->s, err, &st, item_sql, "ii", ev, r->me.id);
	bool found;

	if (got <= 0)
		return got;
	it->ev = ev;
	it->fingerprint = evm_col(a, st, 0);
	it->id = evm_str_dup(a, evm_str_sub(it->fingerprint, 0, EVM_CLAIM_ID));
	it->ver = sqlite3_column_int64(st, 1);
	it->rev = sqlite3_column_int64(st, 2);
	it->status = evm_col(a, st, 3);
	it->claim_key = evm_col(a, st, 4);
	it->forked = sqlite3_column_int(st, 5);
	in->machine_ver = sqlite3_column_int64(st, 6);
	it->ord = sqlite3_column_int64(st, 7);
	it->region = evm_col(a, st, 8);
	it->section = evm_col(a, st, 9);
	it->sentence = evm_col(a, st, 10);
	it->paper.id = sqlite3_column_int64(st, 11);
	found = sqlite3_column_type(st, 12) != SQLITE_NULL;
	in->machine = sqlite3_column_int(st, 15);
	it->rule = found ? evm_col(a, st, 12) :
		   evm_str(in->machine ? "" : "curator");
	it->confidence = found ? sqlite3_column_double(st, 13) : -1;
	it->provenance = evm_col(a, st, 14);
	it->gone = !found && in->machine;
	it->added = !in->machine;
	it->leased = evm_col(a, st, 16);
	in->sampled = sqlite3_column_int(st, 17);
	it->flagged = sqlite3_column_int(st, 18);
	it->recheck = sqlite3_column_int(st, 19);
	in->voted = sqlite3_column_int(st, 20);
	evm_sql_done(st);
	return 1;
}

int evm_paper_row(struct evm_review *r, int64_t doc_id, struct evm_arena *a,
		  struct evm_paper *p, struct evm_err *err)
{
	sqlite3_stmt *st;
	int got = evm_sql_row(r->s, err, &st, "SELECT source, ext_id, title, journal, "
		"doi, coalesce(year, 0), retracted, deleted, EXISTS (SELECT 1 FROM mark m "
		"WHERE m.doc_id = d.doc_id AND m.kind = 'paper' AND " EVM_MARK_STANDS
		") FROM document d WHERE doc_id = ?", "i", doc_id);

	memset(p, 0, sizeof *p);
	if (got <= 0)
		return got;
	p->id = doc_id;
	p->source = evm_col(a, st, 0);
	p->ext_id = evm_col(a, st, 1);
	p->doc = evm_str_printf(a, "%.*s:%.*s", EVM_ARG(p->source),
				EVM_ARG(p->ext_id));
	p->title = evm_col(a, st, 2);
	p->journal = evm_col(a, st, 3);
	p->doi = evm_col(a, st, 4);
	p->year = sqlite3_column_int64(st, 5);
	p->retracted = sqlite3_column_int(st, 6);
	p->deleted = sqlite3_column_int(st, 7);
	p->done = sqlite3_column_int(st, 8);
	p->pmid = evm_str_eqz(p->source, "pubmed") ? p->ext_id : EVM_LIT("");
	p->types = EVM_LIT("");
	evm_sql_done(st);
	return 1;
}

void evm_paper_meta(const struct evm_doc *doc, struct evm_arena *a,
		    struct evm_paper *p)
{
	struct evm_buf b = EVM_BUF_INIT;
	struct evm_str pmid = evm_doc_meta_get(doc, "pmid");

	for (size_t i = 0; i < doc->meta.n; i++)
		if (evm_str_eqz(doc->meta.v[i].key, "pubtype")) {
			evm_buf_addz(&b, b.n ? "; " : "");
			evm_buf_add(&b, doc->meta.v[i].value);
		}
	p->types = evm_str_dup(a, evm_buf_str(&b));
	if (!p->pmid.n && pmid.n)
		p->pmid = evm_str_dup(a, pmid);
	evm_buf_release(&b);
}

/* The sentence's neighbours, and what only the document's lines say; behind
 * the versions. */
static int read_context(struct evm_review *r, struct evm_arena *a,
			struct evm_item *it, struct evm_err *err)
{
	struct evm_doc doc;
	int64_t doc_id, at = it->ord;
	int got;

	evm_doc_init(&doc);
	got = evm_doc_fetch(r, it->paper.doc, &doc_id, &doc, err);
	if (got == 1) {
		const struct evm_sentence *s = doc.sentences.v;
		int64_t n = (int64_t)doc.sentences.n;

		it->of = n;
		evm_paper_meta(&doc, a, &it->paper);
		if (at > 1 && at <= n)
			it->before = evm_str_dup(a, evm_doc_slice(&doc,
							s[at - 2].span));
		if (at >= 1 && at < n)
			it->after = evm_str_dup(a, evm_doc_slice(&doc, s[at].span));
		if (at >= 1 && at <= n && evm_item_why(r, &doc, a, it, err))
			got = -1;
	}
	evm_doc_release(&doc);
	return got < 0 ? -1 : 0;
}

/* --- versions -------------------------------------------------------------------- */

static int read_versions(struct evm_review *r, struct evm_arena *a,
			 struct evm_item *it, int64_t machine_ver,
			 struct evm_err *err)
{
	sqlite3_stmt *st;
	int got = evm_sql_row(r->s, err, &st, "SELECT v.ver_id, "
		"coalesce(v.parent_id, 0), c.login, coalesce(v.note, ''), "
		"v.created_at, v.payload FROM version v "
		"JOIN curator c ON c.curator_id = v.curator_id WHERE v.ev_id = ? "
		"ORDER BY v.created_at, v.ver_id", "i", it->ev);

	for (; got == 1; got = evm_sql_next(r->s, err, st)) {
		struct evm_version *v = EVM_PUSH(a, it->versions);

		v->id = sqlite3_column_int64(st, 0);
		v->parent = sqlite3_column_int64(st, 1);
		v->by = evm_col(a, st, 2);
		v->note = evm_col(a, st, 3);
		v->at = evm_col(a, st, 4);
		v->payload = evm_col(a, st, 5);
		v->head = v->id == it->ver;
		v->machine_now = v->id == machine_ver && !it->gone;
	}
	for (size_t i = 0; i < it->versions.n && !got; i++) {
		struct evm_version *v = &it->versions.v[i];

		if (evm_content_read(r, v->id, it->sentence, a, &v->content, err) < 0)
			return -1;
		if (v->head)
			it->now = v->content;
	}
	return got;
}

/* --- votes and comments ------------------------------------------------------------- */

static void read_vote(sqlite3_stmt *st, struct evm_arena *a, struct evm_item *it,
		      bool mine)
{
	struct evm_vote *v = EVM_PUSH(a, it->votes);

	v->id = sqlite3_column_int64(st, 0);
	v->ver = sqlite3_column_int64(st, 1);
	v->by = evm_col(a, st, 2);
	v->verdict = evm_col(a, st, 3);
	v->reason = evm_col(a, st, 4);
	v->comment = evm_col(a, st, 5);
	v->at = evm_col(a, st, 6);
	v->ui = evm_col(a, st, 7);
	v->role = evm_col(a, st, 8);
	v->undone = sqlite3_column_int(st, 9);
	v->counts = sqlite3_column_int(st, 10) && v->ver == it->ver &&
		    !evm_str_eqz(v->role, "second");
	v->mine = mine;
}

static int read_votes(struct evm_review *r, struct evm_arena *a,
		      struct evm_item *it, struct evm_err *err)
{
	sqlite3_stmt *st;
	int got = evm_sql_row(r->s, err, &st, "SELECT d.dec_id, d.ver_id, c.login, "
		"d.verdict, coalesce(d.reason, ''), coalesce(d.comment, ''), "
		"d.created_at, d.ui, d.role, " EVM_UNDONE ", "
		"EXISTS (SELECT 1 FROM effective f WHERE f.ev_id = d.ev_id AND f.dec_id = d.dec_id), d.curator_id "
		"FROM decision d JOIN curator c ON c.curator_id = d.curator_id "
		"WHERE d.ev_id = ? ORDER BY d.created_at, d.dec_id", "i", it->ev);

	for (; got == 1; got = evm_sql_next(r->s, err, st)) {
		bool mine = sqlite3_column_int64(st, 11) == r->me.id;

		if (it->blind && !mine)
			it->hidden++;
		else
			read_vote(st, a, it, mine);
	}
	return got;
}

static int read_comments(struct evm_review *r, struct evm_arena *a,
			 struct evm_item *it, struct evm_err *err)
{
	sqlite3_stmt *st;
	int got = evm_sql_row(r->s, err, &st, "SELECT m.com_id, "
		"coalesce(m.reply_to, 0), c.login, m.body, m.created_at, "
		"m.curator_id FROM comment m "
		"JOIN curator c ON c.curator_id = m.curator_id WHERE m.ev_id = ? "
		"ORDER BY m.created_at, m.com_id", "i", it->ev);

	for (; got == 1; got = evm_sql_next(r->s, err, st)) {
		struct evm_comment *c;

		if (it->blind && sqlite3_column_int64(st, 5) != r->me.id) {
			it->hidden++;
			continue;
		}
		c = EVM_PUSH(a, it->comments);
		c->id = sqlite3_column_int64(st, 0);
		c->reply_to = sqlite3_column_int64(st, 1);
		c->by = evm_col(a, st, 2);
		c->body = evm_col(a, st, 3);
		c->at = evm_col(a, st, 4);
	}
	return got;
}

/* --- references ------------------------------------------------------------------------ */

void evm_ref_read(sqlite3_stmt *st, struct evm_arena *a, struct evm_citation *c)
{
	c->label = evm_col(a, st, 0);
	c->pmid = evm_col(a, st, 1);
	c->doi = evm_col(a, st, 2);
	c->raw = evm_col(a, st, 3);
	c->doc = evm_col(a, st, 4);
}

static int read_ref(struct evm_review *r, struct evm_arena *a, int64_t doc_id,
		    struct evm_str label, struct evm_citation *c,
		    struct evm_err *err)
{
	sqlite3_stmt *st;
	int got = evm_sql_row(r->s, err, &st, EVM_REFS_SQL "AND f.label = ?2", "is",
			      doc_id, label);

	c->label = label;
	c->pmid = c->doi = c->raw = c->doc = EVM_LIT("");
	if (got <= 0)
		return got;
	evm_ref_read(st, a, c);
	evm_sql_done(st);
	return 0;
}

static int read_refs(struct evm_review *r, struct evm_arena *a,
		     struct evm_item *it, struct evm_err *err)
{
	for (size_t i = 0; i < it->now.quals.n; i++)
		if (evm_str_eqz(it->now.quals.v[i].key, "refs") &&
		    read_ref(r, a, it->paper.id, it->now.quals.v[i].value,
			     EVM_PUSH(a, it->refs), err))
			return -1;
	return 0;
}

/* --- the same claim elsewhere --------------------------------------------------------------- */

/* Of a claim that thousands make, the first thousand. */
static int count_elsewhere(struct evm_review *r, struct evm_item *it,
			   struct evm_err *err)
{
	sqlite3_stmt *st;
	int got = evm_sql_row(r->s, err, &st, "SELECT count(*), "
		"count(DISTINCT e.doc_id), coalesce(sum(s.status = 'accepted'), 0), "
		"coalesce(sum(json_extract(v.payload, '$.negated')), 0) "
		"FROM (SELECT * FROM evidence_state WHERE claim_key = ? AND "
		"ev_id <> ? LIMIT 1000) s JOIN evidence e ON e.ev_id = s.ev_id "
		"JOIN version v ON v.ver_id = s.head_ver", "si", it->claim_key,
		it->ev);

	if (got <= 0)
		return got;
	it->elsewhere = sqlite3_column_int64(st, 0);
	it->elsewhere_papers = sqlite3_column_int64(st, 1);
	it->elsewhere_accepted = sqlite3_column_int64(st, 2);
	it->elsewhere_denied = sqlite3_column_int64(st, 3);
	evm_sql_done(st);
	return 0;
}

static int sentence_done(struct evm_review *r, struct evm_item *it,
			 struct evm_err *err)
{
	int64_t n;

	if (evm_sql_int(r->s, err, 0, &n, "SELECT count(*) FROM mark m WHERE "
			"m.doc_id = ? AND m.kind = 'sentence' AND m.body = ? AND "
			EVM_MARK_STANDS, "is", it->paper.id, it->sentence))
		return -1;
	it->sentence_done = n > 0;
	return 0;
}

static int gather(struct evm_review *r, struct evm_arena *a, struct evm_item *it,
		  const struct inner *in, struct evm_err *err)
{
	it->blind = evm_held_back(r, it->status, in->voted);
	if (evm_paper_row(r, it->paper.id, a, &it->paper, err) < 0 ||
	    read_versions(r, a, it, in->machine_ver, err) ||
	    read_context(r, a, it, err) ||
	    read_votes(r, a, it, err) || read_comments(r, a, it, err) ||
	    read_refs(r, a, it, err) || count_elsewhere(r, it, err) ||
	    sentence_done(r, it, err))
		return -1;
	it->blind = it->blind && it->hidden;
	it->status = evm_status_shown(r, it->status, in->voted);
	/* the machine's score must not sway who judges a random sample */
	if (in->sampled && !in->voted) {
		it->confidence = -1;
		it->shares.n = 0;
	}
	it->trigger = evm_str_sub(it->sentence, it->now.trigger0, it->now.trigger1);
	return 1;
}

int evm_item_get(struct evm_review *r, int64_t ev, struct evm_arena *a,
		 struct evm_item *it, struct evm_err *err)
{
	struct inner in;
	int got;

	memset(it, 0, sizeof *it);
	it->before = it->after = it->cues = it->stands_for = EVM_LIT("");
	got = read_item(r, ev, a, it, &in, err);
	return got == 1 ? gather(r, a, it, &in, err) : got;
}
