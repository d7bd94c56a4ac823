#include "store/store_p.h"

#define INDEX_MANY 256		/* sentences */

/* One document's claims on their way in. */
struct load {
	struct evm_store *s;
	const struct evm_parcel *p;
	int64_t doc_id;
	bool fresh;		/* nothing of the document stands yet */
	int64_t *rows;		/* sent_id of each sentence, or 0 where it is not used yet */
	char now[32];
	struct evm_err *err;
};

/* Nothing is deleted while some wait, so their rows are the last ones. */
int evm_store_index(struct evm_store *s, struct evm_err *err)
{
	int64_t first = s->unindexed;

	s->unindexed = 0;
	s->n_unindexed = 0;
	if (!first)
		return 0;
	return evm_sql_run(s, err, "INSERT INTO sentence_fts (rowid, body) "
			   "SELECT sent_id, body FROM sentence "
			   "WHERE sent_id >= ? ORDER BY sent_id", "i", first);
}

/* Makes the row of a sentence, or finds one that an older text left. */
static int use_sentence(struct load *l, size_t i)
{
	const struct evm_parcel_sentence *sent = &l->p->sentences.v[i];
	int64_t *row = &l->rows[i];

	if (*row)
		return 0;
	if (!l->fresh && evm_sql_int(l->s, l->err, 0, row,
			"SELECT sent_id FROM sentence WHERE doc_id = ? AND "
			"ord IS NULL AND body = ? ORDER BY sent_id", "is",
			l->doc_id, sent->body))
		return -1;
	if (*row)
		return evm_sql_run(l->s, l->err, "UPDATE sentence SET ord = ?, "
			"b0 = ?, b1 = ?, region = ?, section = ? "
			"WHERE sent_id = ?", "iiizsi", sent->ord,
			(int64_t)sent->span.begin, (int64_t)sent->span.end,
			sent->region, sent->section, *row);
	if (evm_sql_run(l->s, l->err, "INSERT INTO sentence (doc_id, ord, b0, "
			"b1, region, section, body) VALUES (?, ?, ?, ?, ?, ?, ?)",
			"iiiizss", l->doc_id, sent->ord,
			(int64_t)sent->span.begin, (int64_t)sent->span.end,
			sent->region, sent->section, sent->body))
		return -1;
	*row = sqlite3_last_insert_rowid(l->s->db);
	evm_sql_added_sentence(l->s);
	return 0;
}

/* Where a claim's part stands in its sentence. */
static void place(int64_t at[2], struct evm_span span, uint32_t base)
{
	bool stands = span.begin < span.end;

	at[0] = stands ? (int64_t)span.begin - base : 0;
	at[1] = stands ? (int64_t)span.end - base : 0;
}

/* A version by the machine. parent 0: none. */
static int write_version(struct load *l, int64_t ev_id, int64_t parent,
			 const struct evm_parcel_claim *c, int64_t *ver_id)
{
	uint32_t base = l->p->sentences.v[c->sentence].span.begin;
	int64_t s[2], o[2], t[2];

	place(s, c->spans[EVM_PARCEL_SUBJECT], base);
	place(o, c->spans[EVM_PARCEL_OBJECT], base);
	place(t, c->spans[EVM_PARCEL_TRIGGER], base);
	if (evm_sql_run(l->s, l->err, "INSERT OR ROLLBACK INTO version (ev_id, "
			"parent_id, curator_id, run_id, claim_key, payload, "
			"created_at, s0, s1, o0, o1, t0, t1) VALUES (?1, "
			"CASE WHEN ?2 THEN ?2 END, 1, ?3, ?4, ?5, ?6, ?7, ?8, "
			"?9, ?10, ?11, ?12)", "iiissziiiiii", ev_id, parent,
			l->s->run, c->key, c->payload, l->now, s[0], s[1], o[0],
			o[1], t[0], t[1]))
		return -1;
	*ver_id = sqlite3_last_insert_rowid(l->s->db);
	return 0;
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
static int say_again(struct load *l, int64_t ev_id, const struct evm_parcel_claim *c)
{
	int64_t now, same, ver_id;
	bool touched;

	if (evm_sql_int(l->s, l->err, 0, &now, "SELECT machine_ver FROM "
			"evidence_state WHERE ev_id = ?", "i", ev_id) ||
	    evm_sql_int(l->s, l->err, 0, &same, "SELECT ver_id FROM version "
			"WHERE ver_id = ? AND payload = ?", "is", now,
			c->payload))
		return -1;
	if (same)
		return 0;
	if (is_touched(l, ev_id, &touched))
		return -1;
	ver_id = 0;
	if (touched && evm_sql_int(l->s, l->err, 0, &ver_id,
			"SELECT ver_id FROM version WHERE ev_id = ? AND "
			"curator_id = 1 AND payload = ?", "is", ev_id,
			c->payload))
		return -1;
	if (!ver_id && write_version(l, ev_id, touched ? 0 : now, c, &ver_id))
		return -1;
	return evm_sql_run(l->s, l->err, "UPDATE evidence_state SET "
			   "machine_ver = ? WHERE ev_id = ?", "ii", ver_id, ev_id);
}

static int new_evidence(struct load *l, const struct evm_parcel_claim *c,
			int64_t *ev_id)
{
	int64_t ver_id;

	if (evm_sql_run(l->s, l->err, "INSERT INTO evidence (fingerprint, "
			"doc_id, sent_id, created_at) VALUES (?, ?, ?, ?)", "ziiz",
			c->print.hex, l->doc_id, l->rows[c->sentence], l->now))
		return -1;
	*ev_id = sqlite3_last_insert_rowid(l->s->db);
	return write_version(l, *ev_id, 0, c, &ver_id);
}

static int one_claim(struct load *l, const struct evm_parcel_claim *c)
{
	int64_t ev_id = 0;

	if (use_sentence(l, c->sentence) ||
	    (!l->fresh && evm_sql_int(l->s, l->err, 0, &ev_id, "SELECT ev_id "
			"FROM evidence WHERE fingerprint = ?", "z",
			c->print.hex)))
		return -1;
	if (!ev_id && new_evidence(l, c, &ev_id))
		return -1;
	if (!l->fresh && (evm_sql_run(l->s, l->err, "UPDATE evidence SET "
			"sent_id = ?1 WHERE ev_id = ?2 AND sent_id <> ?1", "ii",
			l->rows[c->sentence], ev_id) || say_again(l, ev_id, c)))
		return -1;
	return evm_sql_run(l->s, l->err, "INSERT OR ROLLBACK INTO evidence_run "
			   "VALUES (?, ?, ?, ?)", "iisd", ev_id, l->s->run,
			   c->rule, c->score);
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
		if (evm_sql_run(l->s, l->err, "DELETE FROM evidence_state "
				"WHERE ev_id = ?", "i", ev) ||
		    evm_sql_run(l->s, l->err, "DELETE FROM version "
				"WHERE ev_id = ?", "i", ev) ||
		    evm_sql_run(l->s, l->err, "DELETE FROM evidence_run "
				"WHERE ev_id = ?", "i", ev) ||
		    evm_sql_run(l->s, l->err, "DELETE FROM evidence "
				"WHERE ev_id = ?", "i", ev))
			return -1;
	}
	if (evm_store_index(l->s, l->err))
		return -1;
	return evm_sql_run(l->s, l->err, "DELETE FROM sentence WHERE doc_id = ? "
			   "AND NOT EXISTS (SELECT 1 FROM evidence e "
			   "WHERE e.sent_id = sentence.sent_id)", "i", l->doc_id);
}

int evm_store_claims(struct evm_store *s, const struct evm_parcel *p,
		     int64_t doc_id, bool fresh, struct evm_err *err)
{
	struct load l = { .s = s, .p = p, .doc_id = doc_id, .fresh = fresh,
			  .err = err };
	int rc = 0;

	evm_store_time(l.now);
	if (!fresh && forget_places(&l))
		return -1;
	evm_arena_reset(&s->scratch);
	l.rows = evm_arena_alloc(&s->scratch, evm_mul(p->sentences.n + 1,
						      sizeof *l.rows));
	for (size_t i = 0; i < p->claims.n && !rc; i++)
		rc = one_claim(&l, &p->claims.v[i]);
	if (rc || (!fresh && sweep(&l)))
		return -1;
	/* not all at the commit: other threads mine meanwhile */
	return s->n_unindexed < INDEX_MANY ? 0 : evm_store_index(s, err);
}
