#include <string.h>

#include "store/claim.h"
#include "store/store_p.h"

/* One document's claims on their way in. */
struct load {
	struct evm_store *s;
	const struct evm_doc *doc;
	int64_t doc_id;
	bool fresh;		/* nothing of the document stands yet */
	int64_t *rows;		/* sent_id of each sentence used so far, or 0 */
	char now[32];
	struct evm_err *err;
};

/* Makes the row of a sentence, or finds one that an older text left. */
static int use_sentence(struct load *l, uint32_t i)
{
	const struct evm_sentence *sent = &l->doc->sentences.v[i];
	const struct evm_passage *p = &l->doc->passages.v[sent->passage];
	struct evm_str body = evm_doc_slice(l->doc, sent->span);
	int64_t *row = &l->rows[i];

	if (*row)
		return 0;
	if (!l->fresh && evm_sql_int(l->s, l->err, 0, row,
			"SELECT sent_id FROM sentence WHERE doc_id = ? AND "
			"ord IS NULL AND body = ? ORDER BY sent_id", "is",
			l->doc_id, body))
		return -1;
	if (*row)
		return evm_sql_run(l->s, l->err, "UPDATE sentence SET ord = ?, "
			"b0 = ?, b1 = ?, region = ?, section = ? "
			"WHERE sent_id = ?", "iiizsi", (int64_t)i + 1,
			(int64_t)sent->span.begin, (int64_t)sent->span.end,
			evm_region_name(p->region), p->section, *row);
	if (evm_sql_run(l->s, l->err, "INSERT INTO sentence (doc_id, ord, b0, "
			"b1, region, section, body) VALUES (?, ?, ?, ?, ?, ?, ?)",
			"iiiizss", l->doc_id, (int64_t)i + 1,
			(int64_t)sent->span.begin, (int64_t)sent->span.end,
			evm_region_name(p->region), p->section, body))
		return -1;
	*row = sqlite3_last_insert_rowid(l->s->db);
	return 0;
}

static int write_span(struct load *l, int64_t ver_id, const char *role,
		      struct evm_span s, uint32_t base)
{
	if (s.begin == s.end)
		return 0;
	return evm_sql_run(l->s, l->err, "INSERT INTO span VALUES (?, ?, 0, ?, ?)",
			   "izii", ver_id, role, (int64_t)(s.begin - base),
			   (int64_t)(s.end - base));
}

/* A version by the machine, of the payload and key in the store's buffers.
 * parent 0: none. */
static int write_version(struct load *l, int64_t ev_id, int64_t parent,
			 const struct evm_claim *c, int64_t *ver_id)
{
	uint32_t base = l->doc->sentences.v[c->sentence].span.begin;

	if (evm_sql_run(l->s, l->err, "INSERT INTO version (ev_id, parent_id, "
			"curator_id, run_id, claim_key, payload, created_at) "
			"VALUES (?, nullif(?, 0), 1, ?, ?, ?, ?)", "iiissz", ev_id,
			parent, l->s->run, evm_buf_str(&l->s->key),
			evm_buf_str(&l->s->payload), l->now))
		return -1;
	*ver_id = sqlite3_last_insert_rowid(l->s->db);
	return write_span(l, *ver_id, "subject", c->subject.span, base) ||
	       write_span(l, *ver_id, "object", c->object.span, base) ||
	       write_span(l, *ver_id, "trigger", c->trigger, base) ? -1 : 0;
}

static int is_touched(struct load *l, int64_t ev_id, bool *touched)
{
	int64_t n;

	if (evm_sql_int(l->s, l->err, 0, &n, "SELECT EXISTS "
			"(SELECT 1 FROM touched WHERE ev_id = ?)", "i", ev_id))
		return -1;
	*touched = n != 0;
	return 0;
}

/*
 * The machine finds evidence that stands already. When it says the same as
 * before, nothing happens. Else, where no person was, it goes on from its own
 * last version; where one was, what it says now stands beside.
 */
static int say_again(struct load *l, int64_t ev_id, const struct evm_claim *c)
{
	int64_t now, same, ver_id;
	bool touched;

	if (evm_sql_int(l->s, l->err, 0, &now, "SELECT machine_ver FROM "
			"evidence_state WHERE ev_id = ?", "i", ev_id) ||
	    evm_sql_int(l->s, l->err, 0, &same, "SELECT ver_id FROM version "
			"WHERE ver_id = ? AND payload = ?", "is", now,
			evm_buf_str(&l->s->payload)))
		return -1;
	if (same)
		return 0;
	if (is_touched(l, ev_id, &touched))
		return -1;
	ver_id = 0;
	if (touched && evm_sql_int(l->s, l->err, 0, &ver_id,
			"SELECT ver_id FROM version WHERE ev_id = ? AND "
			"curator_id = 1 AND payload = ?", "is", ev_id,
			evm_buf_str(&l->s->payload)))
		return -1;
	if (!ver_id && write_version(l, ev_id, touched ? 0 : now, c, &ver_id))
		return -1;
	return evm_sql_run(l->s, l->err, "UPDATE evidence_state SET "
			   "machine_ver = ? WHERE ev_id = ?", "ii", ver_id, ev_id);
}

static int new_evidence(struct load *l, const struct evm_claim *c,
			const struct evm_fingerprint *f, int64_t *ev_id)
{
	int64_t ver_id;

	if (evm_sql_run(l->s, l->err, "INSERT INTO evidence (fingerprint, "
			"doc_id, sent_id, created_at) VALUES (?, ?, ?, ?)", "ziiz",
			f->hex, l->doc_id, l->rows[c->sentence], l->now))
		return -1;
	*ev_id = sqlite3_last_insert_rowid(l->s->db);
	return write_version(l, *ev_id, 0, c, &ver_id);
}

static int one_claim(struct load *l, const struct evm_claim *c,
		     const struct evm_fingerprint *f)
{
	int64_t ev_id = 0;

	l->s->payload.n = l->s->key.n = 0;
	evm_claim_payload(&l->s->payload, l->doc, c);
	evm_claim_key(&l->s->key, l->doc, c);
	if (use_sentence(l, c->sentence) ||
	    (!l->fresh && evm_sql_int(l->s, l->err, 0, &ev_id, "SELECT ev_id "
			"FROM evidence WHERE fingerprint = ?", "z", f->hex)))
		return -1;
	if (!ev_id && new_evidence(l, c, f, &ev_id))
		return -1;
	if (!l->fresh && (evm_sql_run(l->s, l->err, "UPDATE evidence SET "
			"sent_id = ?1 WHERE ev_id = ?2 AND sent_id <> ?1", "ii",
			l->rows[c->sentence], ev_id) || say_again(l, ev_id, c)))
		return -1;
	return evm_sql_run(l->s, l->err, "INSERT INTO evidence_run "
			   "VALUES (?, ?, ?, ?)", "iisd", ev_id, l->s->run,
			   c->rule, c->confidence);
}

/* Before a document's claims are loaded again: none is found, no sentence
 * has a place, until the new text says so. */
static int forget_places(struct load *l)
{
	return evm_sql_run(l->s, l->err, "UPDATE sentence SET ord = NULL, "
			   "b0 = NULL, b1 = NULL WHERE doc_id = ?", "i",
			   l->doc_id) ||
	       evm_sql_run(l->s, l->err, "DELETE FROM evidence_run WHERE "
			   "run_id = ? AND ev_id IN (SELECT ev_id FROM evidence "
			   "WHERE doc_id = ?)", "ii", l->s->run, l->doc_id) ? -1 : 0;
}

/* Evidence that its document's newest text or rules no longer give, and that
 * no person touched, goes with everything that hangs on it; then sentences
 * that hold nothing any more. */
static int sweep(struct load *l)
{
	static const char vanished[] =
		"SELECT e.ev_id FROM evidence e WHERE e.doc_id = ?1 AND NOT EXISTS "
		"(SELECT 1 FROM evidence_run r WHERE r.ev_id = e.ev_id AND "
		"r.run_id = ?2) AND NOT EXISTS "
		"(SELECT 1 FROM touched t WHERE t.ev_id = e.ev_id) LIMIT 1";
	int64_t ev;

	for (;;) {
		if (evm_sql_int(l->s, l->err, 0, &ev, vanished, "ii", l->doc_id,
				l->s->run))
			return -1;
		if (!ev)
			break;
		if (evm_sql_run(l->s, l->err, "DELETE FROM span WHERE ver_id IN "
				"(SELECT ver_id FROM version WHERE ev_id = ?)",
				"i", ev) ||
		    evm_sql_run(l->s, l->err, "DELETE FROM evidence_state "
				"WHERE ev_id = ?", "i", ev) ||
		    evm_sql_run(l->s, l->err, "DELETE FROM version "
				"WHERE ev_id = ?", "i", ev) ||
		    evm_sql_run(l->s, l->err, "DELETE FROM evidence_run "
				"WHERE ev_id = ?", "i", ev) ||
		    evm_sql_run(l->s, l->err, "DELETE FROM evidence "
				"WHERE ev_id = ?", "i", ev))
			return -1;
	}
	return evm_sql_run(l->s, l->err, "DELETE FROM sentence WHERE doc_id = ? "
			   "AND NOT EXISTS (SELECT 1 FROM evidence e "
			   "WHERE e.sent_id = sentence.sent_id)", "i", l->doc_id);
}

int evm_store_claims(struct evm_store *s, const struct evm_doc *doc,
		     int64_t doc_id, bool fresh, struct evm_err *err)
{
	struct load l = { .s = s, .doc = doc, .doc_id = doc_id, .fresh = fresh,
			  .err = err };
	struct evm_fingerprint *prints;
	int rc = 0;

	evm_store_time(l.now);
	if (!fresh && forget_places(&l))
		return -1;
	evm_arena_reset(&s->scratch);
	l.rows = evm_arena_alloc(&s->scratch, evm_mul(doc->sentences.n + 1,
					     sizeof *l.rows));
	prints = evm_claim_fingerprints(doc, &s->scratch);
	for (size_t i = 0; i < doc->claims.n && !rc; i++)
		rc = one_claim(&l, &doc->claims.v[i], &prints[i]);
	return rc || (!fresh && sweep(&l)) ? -1 : 0;
}
