#include "tests/unit/test_support.h"

#include <sqlite3.h>
#include <unistd.h>

#include "core/stream.h"
#include "store/claim.h"
#include "store/store.h"

#define FIRST "EVs reduced fibrosis in rats."
#define SECOND "They carry miR-21."
#define THIRD "Exosomes raised survival."

/* --- a document in a few words ------------------------------------------------- */

struct says {
	const char *sentence, *subject, *object;
	enum evm_predicate predicate;
	const char *source;	/* qualifier, or NULL */
	double confidence;
};

static const struct says fibrosis = { FIRST, "EVs", "fibrosis", EVM_DECREASES,
				      "BM", 0.8 };
static const struct says carry = { SECOND, "They", "miR-21", EVM_CONTAINS, NULL,
				   0.7 };
static const struct says survival = { THIRD, "Exosomes", "survival",
				      EVM_INCREASES, "UC", 0.9 };

static struct evm_span find(const struct evm_doc *doc, const char *what,
			    size_t from)
{
	size_t at = evm_str_find(doc->text, evm_str(what), from);

	assert_int_not_equal(at, SIZE_MAX);
	return (struct evm_span){ (uint32_t)at, (uint32_t)(at + strlen(what)) };
}

static void claim(struct evm_doc *doc, const struct says *w)
{
	struct evm_claim *c = EVM_PUSH(&doc->arena, doc->claims);
	uint32_t from = find(doc, w->sentence, 0).begin;

	c->sentence = (uint32_t)evm_doc_sentence_at(doc, from);
	c->predicate = w->predicate;
	c->confidence = w->confidence;
	c->rule = evm_str("r1");
	c->via = -1;
	c->subject.span = find(doc, w->subject, from);
	c->object.span = find(doc, w->object, from);
	c->subject.type = EVM_VESICLE;
	c->object.type = EVM_EFFECT;
	c->trigger = (struct evm_span){ from, from };
	if (w->source) {
		struct evm_qualifier *q = EVM_PUSH(&doc->arena, c->quals);

		q->key = evm_str("source");
		q->value = evm_str(w->source);
	}
}

/* n sentences as an abstract; claims follow by claim(). */
static void make(struct evm_doc *doc, const char *id, const char *version,
		 const char *const *sentences, size_t n)
{
	struct evm_buf b = EVM_BUF_INIT;
	uint32_t at = 0;

	evm_doc_reset(doc);
	doc->id = evm_str(id);
	doc->source = evm_str("pubmed");
	evm_doc_meta(doc, "version", evm_str(version), evm_str(""));
	for (size_t i = 0; i < n; i++)
		evm_buf_printf(&b, "%s%s", i ? " " : "", sentences[i]);
	evm_doc_passage(doc, EVM_REGION_ABSTRACT, evm_str(""), evm_buf_str(&b));
	evm_doc_seal(doc);
	for (size_t i = 0; i < n; i++) {
		struct evm_sentence *s = EVM_PUSH(&doc->arena, doc->sentences);

		s->span.begin = at;
		s->span.end = at + (uint32_t)strlen(sentences[i]);
		at = s->span.end + 1;
	}
	evm_buf_release(&b);
}

static const char *const two[] = { FIRST, SECOND };
static const char *const moved[] = { THIRD, FIRST };

/* --- a database -------------------------------------------------------------------- */

struct base {
	char path[64];
	struct evm_store *s;
	struct evm_doc doc;
	struct evm_err err;
	sqlite3 *db;		/* a second connection, as a curator's program has */
};

#define OK(call) do { if (call) fail_msg("%s", t->err.msg); } while (0)

static int setup(void **state)
{
	struct base *t = calloc(1, sizeof *t);

	strcpy(t->path, "/tmp/evm-test-store-XXXXXX");
	close(mkstemp(t->path));
	evm_doc_init(&t->doc);
	OK(evm_store_open(&t->s, t->path, &t->err));
	assert_int_equal(sqlite3_open(t->path, &t->db), SQLITE_OK);
	*state = t;
	return 0;
}

static int teardown(void **state)
{
	struct base *t = *state;
	char name[80];

	evm_store_close(t->s);
	sqlite3_close(t->db);
	evm_doc_release(&t->doc);
	unlink(t->path);
	snprintf(name, sizeof name, "%s-wal", t->path);
	unlink(name);
	snprintf(name, sizeof name, "%s-shm", t->path);
	unlink(name);
	free(t);
	return 0;
}

static void load(struct base *t, const char *run)
{
	OK(evm_store_begin(t->s, &t->err));
	OK(evm_store_begin_run(t->s, evm_str(run), &t->err));
	OK(evm_store_load(t->s, &t->doc, &t->err));
	OK(evm_store_commit(t->s, &t->err));
	OK(evm_store_end_run(t->s, &t->err));
}

static int number(struct base *t, const char *sql)
{
	sqlite3_stmt *st;
	int n;

	if (sqlite3_prepare_v2(t->db, sql, -1, &st, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(t->db));
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	n = sqlite3_column_int(st, 0);
	sqlite3_finalize(st);
	return n;
}

static void run_sql(struct base *t, const char *sql)
{
	if (sqlite3_exec(t->db, sql, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(t->db));
}

static void refused(struct base *t, const char *sql, const char *why)
{
	assert_int_not_equal(sqlite3_exec(t->db, sql, NULL, NULL, NULL), SQLITE_OK);
	if (!strstr(sqlite3_errmsg(t->db), why))
		fail_msg("%s: %s", sql, sqlite3_errmsg(t->db));
}

/* Evidence number n in the order of sentences and subjects. */
#define NTH(n) "(SELECT ev_id FROM evidence JOIN sentence USING (sent_id) " \
	"ORDER BY body LIMIT 1 OFFSET " #n ")"
#define HEAD(n) "(SELECT head_ver FROM evidence_state WHERE ev_id = " NTH(n) ")"
#define VOTE(n, verdict, key) "INSERT INTO decision (ev_id, ver_id, curator_id, " \
	"role, verdict, reason, ui, client_key, created_at) VALUES (" NTH(n) ", " \
	HEAD(n) ", 2, 'review', '" verdict "', " \
	"CASE '" verdict "' WHEN 'reject' THEN 'none' END, 'tty', '" key "', '')"

static void add_curator(struct base *t)
{
	run_sql(t, "INSERT INTO curator VALUES (2, 'ann', 'Ann', NULL, 'curator', 1)");
}

static void dump(struct base *t, struct evm_buf *b)
{
	b->n = 0;
	OK(evm_store_dump(t->s, b, &t->err));
	assert_true(b->n > 0);
}

static void healthy(struct base *t)
{
	run_sql(t, "INSERT INTO sentence_fts (sentence_fts) VALUES ('integrity-check')");
	assert_int_equal(number(t, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
	assert_int_equal(number(t, "SELECT integrity_check = 'ok' FROM "
				"pragma_integrity_check"), 1);
	/* the cache is what the views say */
	assert_int_equal(number(t, "SELECT count(*) FROM evidence_state s JOIN "
		"state_now n USING (ev_id) WHERE s.head_ver <> n.head_ver OR "
		"s.status <> n.status OR s.n_accept <> n.n_accept OR "
		"s.n_reject <> n.n_reject OR s.claim_key <> n.claim_key"), 0);
	assert_int_equal(number(t, "SELECT (SELECT count(*) FROM evidence) - "
		"(SELECT count(*) FROM evidence_state)"), 0);
}

/* --- tests ----------------------------------------------------------------------------- */

static void what_goes_in_comes_out(void **state)
{
	struct base *t = *state;
	struct evm_buf in = EVM_BUF_INIT, out = EVM_BUF_INIT;
	struct evm_doc back;

	make(&t->doc, "1", "1", two, 2);
	claim(&t->doc, &fibrosis);
	claim(&t->doc, &carry);
	t->doc.claims.v[0].via = 1;
	OK(evm_doc_write(&in, &t->doc, &t->err));
	load(t, "one");
	evm_doc_init(&back);
	assert_int_equal(evm_store_next(t->s, &back, &t->err), 1);
	OK(evm_doc_write(&out, &back, &t->err));
	assert_string_equal(in.p, out.p);
	assert_string_equal(evm_store_status(t->s)[1], "new");
	assert_int_equal(evm_store_next(t->s, &back, &t->err), 0);
	/* a second round begins again */
	assert_int_equal(evm_store_next(t->s, &back, &t->err), 1);
	assert_int_equal(evm_store_next(t->s, &back, &t->err), 0);
	assert_int_equal(number(t, "SELECT count(*) FROM sentence_fts "
				"WHERE sentence_fts MATCH '\"mir-21\"'"), 1);
	healthy(t);
	evm_doc_release(&back);
	evm_buf_release(&in);
	evm_buf_release(&out);
}

static void the_same_again_changes_nothing(void **state)
{
	struct base *t = *state;
	int before;

	make(&t->doc, "1", "1", two, 2);
	claim(&t->doc, &fibrosis);
	load(t, "one");
	before = number(t, "SELECT total_changes()") +
		 number(t, "PRAGMA data_version");
	load(t, "one");
	assert_int_equal(evm_store_counts(t->s).same, 1);
	assert_int_equal(number(t, "SELECT total_changes()") +
			 number(t, "PRAGMA data_version"), before);
}

static void a_new_run_that_says_the_same_only_adds_that_it_did(void **state)
{
	struct base *t = *state;

	make(&t->doc, "1", "1", two, 2);
	claim(&t->doc, &fibrosis);
	load(t, "one");
	t->doc.claims.v[0].confidence = 0.5;
	load(t, "two");
	assert_int_equal(number(t, "SELECT count(*) FROM version"), 1);
	assert_int_equal(number(t, "SELECT count(*) FROM evidence_run"), 2);
	assert_int_equal(number(t, "SELECT 1000 * score FROM current"), 500);
	healthy(t);
}

static void a_newer_version_replaces_in_any_order(void **state)
{
	struct base *t = *state;
	struct evm_buf a = EVM_BUF_INIT, b = EVM_BUF_INIT;

	for (int round = 0; round < 2; round++) {
		struct evm_store *s;

		for (int i = 0; i < 2; i++) {
			make(&t->doc, "1", i == round ? "1" : "2",
			     i == round ? two : moved, 2);
			claim(&t->doc, i == round ? &carry : &survival);
			claim(&t->doc, &fibrosis);
			evm_doc_sort(&t->doc);
			load(t, "one");
		}
		assert_int_equal(number(t, "SELECT count(*) FROM current"), 2);
		assert_int_equal(number(t, "SELECT version FROM document"), 2);
		assert_int_equal(number(t, "SELECT count(*) FROM sentence"), 2);
		healthy(t);
		dump(t, round ? &b : &a);
		if (round)
			break;
		s = t->s;
		evm_store_close(s);
		sqlite3_close(t->db);
		unlink(t->path);
		OK(evm_store_open(&t->s, t->path, &t->err));
		assert_int_equal(sqlite3_open(t->path, &t->db), SQLITE_OK);
	}
	assert_string_equal(a.p, b.p);
	evm_buf_release(&a);
	evm_buf_release(&b);
}

/* Two records of one version and revision: the order must not matter. */
static void equal_versions_do_not_depend_on_the_order(void **state)
{
	struct base *t = *state;
	struct evm_buf first = EVM_BUF_INIT, now = EVM_BUF_INIT;

	for (int i = 0; i < 3; i++) {
		make(&t->doc, "1", "1", i == 1 ? moved : two, 2);
		evm_doc_meta(&t->doc, "revised", evm_str("2020-01-01"), evm_str(""));
		load(t, "one");
		if (i == 1)
			dump(t, &first);
	}
	dump(t, &now);
	assert_string_equal(first.p, now.p);
	make(&t->doc, "1", "1", two, 1);
	evm_doc_meta(&t->doc, "revised", evm_str("2019-12-31"), evm_str(""));
	load(t, "two");
	dump(t, &now);
	assert_int_equal(number(t, "SELECT revised = '2020-01-01' FROM document"), 1);
	evm_buf_release(&first);
	evm_buf_release(&now);
}

static void a_deletion_marks_in_any_order(void **state)
{
	struct base *t = *state;
	struct evm_doc back;

	evm_doc_init(&back);
	for (int i = 0; i < 3; i++) {
		if (i == 1) {
			make(&t->doc, "1", "1", two, 2);
			claim(&t->doc, &fibrosis);
		} else {
			evm_doc_reset(&t->doc);
			t->doc.id = evm_str("1");
			t->doc.source = evm_str("pubmed");
			t->doc.deleted = true;
		}
		load(t, "one");
		assert_int_equal(number(t, "SELECT deleted FROM document"), 1);
		assert_int_equal(evm_store_next(t->s, &back, &t->err), 0);
	}
	assert_int_equal(number(t, "SELECT count(*) FROM evidence"), 1);
	assert_int_equal(number(t, "SELECT count(*) FROM current"), 0);
	evm_store_read_all(t->s);
	assert_int_equal(evm_store_next(t->s, &back, &t->err), 1);
	assert_true(back.deleted);
	assert_int_equal(evm_store_next(t->s, &back, &t->err), 0);
	evm_doc_release(&back);
	healthy(t);
}

static void what_nobody_judged_goes_and_what_one_did_stays(void **state)
{
	struct base *t = *state;
	struct evm_doc back;

	add_curator(t);
	make(&t->doc, "1", "1", two, 2);
	claim(&t->doc, &fibrosis);
	claim(&t->doc, &carry);
	load(t, "one");
	run_sql(t, VOTE(0, "accept", "k1"));		/* fibrosis */
	make(&t->doc, "1", "2", moved, 2);
	load(t, "two");
	assert_int_equal(number(t, "SELECT count(*) FROM evidence"), 1);
	assert_int_equal(number(t, "SELECT count(*) FROM current"), 0);
	assert_int_equal(number(t, "SELECT count(*) FROM decision"), 1);
	assert_int_equal(number(t, "SELECT status = 'accepted' FROM evidence_state"), 1);
	/* its sentence is still there: what a person accepted is a claim */
	evm_doc_init(&back);
	assert_int_equal(evm_store_next(t->s, &back, &t->err), 1);
	assert_int_equal(back.claims.n, 1);
	assert_str(evm_doc_slice(&back, back.claims.v[0].object.span), "fibrosis");
	assert_int_equal(back.claims.v[0].sentence, 1);
	assert_str(evm_claim_qual(&back.claims.v[0], "source"), "BM");
	assert_int_equal(evm_store_next(t->s, &back, &t->err), 0);
	/* found again, it is the same evidence */
	claim(&t->doc, &fibrosis);
	load(t, "three");
	assert_int_equal(number(t, "SELECT count(*) FROM current "
				"WHERE status = 'accepted'"), 1);
	evm_doc_release(&back);
	healthy(t);
}

static void a_changed_payload_is_a_version_or_stands_beside(void **state)
{
	struct base *t = *state;
	struct says other = fibrosis;
	struct evm_doc back;

	other.source = "UC";
	make(&t->doc, "1", "1", two, 2);
	claim(&t->doc, &fibrosis);
	load(t, "one");
	make(&t->doc, "1", "1", two, 2);
	claim(&t->doc, &other);
	load(t, "two");
	assert_int_equal(number(t, "SELECT count(*) FROM version"), 2);
	assert_int_equal(number(t, "SELECT head_ver = (SELECT max(ver_id) FROM "
				"version) FROM evidence_state"), 1);
	add_curator(t);
	run_sql(t, VOTE(0, "accept", "k1"));
	for (int i = 0; i < 4; i++) {
		make(&t->doc, "1", "1", two, 2);
		claim(&t->doc, i % 2 ? &other : &fibrosis);
		load(t, i % 2 ? "two" : "one");
		assert_int_equal(number(t, "SELECT count(*) FROM version"), 2);
		assert_int_equal(number(t, "SELECT count(*) FROM evidence_state "
					"WHERE status = 'accepted'"), 1);
		assert_int_equal(number(t, "SELECT machine_ver <> head_ver FROM "
					"evidence_state"), i % 2 == 0);
	}
	/* what was accepted is what is read, whatever the machine says now */
	make(&t->doc, "1", "1", two, 2);
	claim(&t->doc, &fibrosis);
	load(t, "one");
	evm_doc_init(&back);
	assert_int_equal(evm_store_next(t->s, &back, &t->err), 1);
	assert_str(evm_claim_qual(&back.claims.v[0], "source"), "UC");
	assert_int_equal(evm_store_next(t->s, &back, &t->err), 0);
	evm_doc_release(&back);
	healthy(t);
}

static void a_third_payload_of_judged_evidence_waits_for_a_person(void **state)
{
	struct base *t = *state;
	struct says other = fibrosis;

	add_curator(t);
	make(&t->doc, "1", "1", two, 2);
	claim(&t->doc, &fibrosis);
	load(t, "one");
	run_sql(t, VOTE(0, "accept", "k1"));
	other.source = "AD";
	make(&t->doc, "1", "1", two, 2);
	claim(&t->doc, &other);
	load(t, "two");
	assert_int_equal(number(t, "SELECT count(*) FROM version "
				"WHERE parent_id IS NULL"), 2);
	assert_int_equal(number(t, "SELECT count(*) FROM recheck"), 1);
	assert_int_equal(number(t, "SELECT count(*) FROM evidence_state "
				"WHERE status = 'accepted' AND forks = 0"), 1);
	healthy(t);
}

static void edits_and_rejections_reach_the_reader(void **state)
{
	struct base *t = *state;
	struct evm_doc back;

	add_curator(t);
	make(&t->doc, "1", "1", two, 2);
	claim(&t->doc, &fibrosis);
	claim(&t->doc, &carry);
	t->doc.claims.v[1].via = 0;
	load(t, "one");
	run_sql(t, VOTE(0, "reject", "k1"));
	run_sql(t, "INSERT INTO version (ev_id, parent_id, curator_id, claim_key, "
		"payload, created_at) VALUES (" NTH(1) ", " HEAD(1) ", 2, 'k', "
		"'{\"subject\":{\"quote\":\"They\",\"type\":\"vesicle\",\"norm\":\"EV\"},"
		"\"predicate\":\"affects\",\"object\":{\"quote\":\"miR\",\"type\":\"mirna\"},"
		"\"negated\":true,\"certainty\":\"hedged\","
		"\"qualifiers\":{\"refs\":[3,\"S4\"],\"route\":\"oral\"}}', '')");
	evm_doc_init(&back);
	assert_int_equal(evm_store_next(t->s, &back, &t->err), 1);
	assert_int_equal(back.claims.n, 1);
	assert_int_equal(back.claims.v[0].via, -1);
	assert_int_equal(back.claims.v[0].predicate, EVM_AFFECTS);
	assert_true(back.claims.v[0].negated && back.claims.v[0].hedged);
	assert_str(evm_doc_slice(&back, back.claims.v[0].object.span), "miR");
	assert_str(back.claims.v[0].subject.norm, "EV");
	assert_int_equal(back.claims.v[0].quals.n, 3);
	assert_str(back.claims.v[0].quals.v[1].value, "S4");
	assert_int_equal(number(t, "SELECT count(*) FROM evidence WHERE "
		"fingerprint = (SELECT fingerprint FROM evidence WHERE ev_id = " NTH(1) ")"), 1);
	assert_int_equal(strlen(evm_store_prints(t->s)[0].hex), EVM_DIGEST_HEX);
	assert_int_equal(evm_store_next(t->s, &back, &t->err), 0);
	evm_store_read_all(t->s);
	assert_int_equal(evm_store_next(t->s, &back, &t->err), 1);
	assert_int_equal(back.claims.n, 2);
	assert_string_equal(evm_store_status(t->s)[0], "rejected");
	assert_int_equal(evm_store_next(t->s, &back, &t->err), 0);
	evm_doc_release(&back);
	healthy(t);
}

static void a_claim_that_a_person_added_is_read(void **state)
{
	struct base *t = *state;
	struct evm_doc back;

	add_curator(t);
	make(&t->doc, "1", "1", two, 2);
	claim(&t->doc, &fibrosis);
	claim(&t->doc, &carry);
	load(t, "one");
	run_sql(t, "INSERT INTO evidence (fingerprint, doc_id, sent_id, created_at) "
		"SELECT 'f00', doc_id, sent_id, '' FROM sentence WHERE ord = 1");
	run_sql(t, "INSERT INTO version (ev_id, curator_id, claim_key, payload, "
		"created_at) SELECT ev_id, 2, 'k', "
		"'{\"subject\":{\"quote\":\"rats\",\"type\":\"species\"},"
		"\"predicate\":\"affects\",\"object\":{\"quote\":\"EVs\",\"type\":\"vesicle\"},"
		"\"qualifiers\":{}}', '' FROM evidence WHERE fingerprint = 'f00'");
	evm_doc_init(&back);
	assert_int_equal(evm_store_next(t->s, &back, &t->err), 1);
	assert_int_equal(back.claims.n, 3);
	assert_str(evm_doc_slice(&back, back.claims.v[1].subject.span), "rats");
	assert_string_equal(evm_store_prints(t->s)[1].hex, "f00");
	assert_str(evm_doc_slice(&back, back.claims.v[2].object.span), "miR-21");
	assert_int_equal(evm_store_next(t->s, &back, &t->err), 0);
	/* a later text without the sentence keeps it, unread */
	make(&t->doc, "1", "2", moved, 1);
	load(t, "one");
	assert_int_equal(evm_store_next(t->s, &back, &t->err), 1);
	assert_int_equal(back.claims.n, 0);
	assert_int_equal(evm_store_next(t->s, &back, &t->err), 0);
	assert_int_equal(number(t, "SELECT count(*) FROM evidence"), 1);
	evm_doc_release(&back);
	healthy(t);
}

static void what_a_person_entered_cannot_be_changed(void **state)
{
	struct base *t = *state;

	add_curator(t);
	make(&t->doc, "1", "1", two, 2);
	claim(&t->doc, &fibrosis);
	claim(&t->doc, &carry);
	load(t, "one");
	run_sql(t, VOTE(0, "accept", "k1"));
	refused(t, "UPDATE decision SET verdict = 'unsure'", "append-only");
	refused(t, "DELETE FROM decision", "append-only");
	refused(t, "UPDATE version SET payload = '{}'", "append-only");
	refused(t, "DELETE FROM version WHERE ev_id = " NTH(0), "append-only");
	refused(t, "UPDATE span SET b0 = 0", "append-only");
	refused(t, "DELETE FROM span WHERE ver_id = " HEAD(0), "append-only");
	refused(t, "DELETE FROM evidence WHERE ev_id = " NTH(0), "is kept");
	refused(t, "UPDATE evidence SET fingerprint = 'x'", "fingerprint");
	refused(t, "UPDATE sentence SET body = 'x'", "does not change");
	/* reject needs a reason, a reason may need a text */
	refused(t, "INSERT INTO decision (ev_id, ver_id, curator_id, role, verdict, "
		"ui, client_key, created_at) VALUES (" NTH(1) ", " HEAD(1)
		", 2, 'review', 'reject', 'tty', 'k2', '')", "CHECK");
	refused(t, "INSERT INTO decision (ev_id, ver_id, curator_id, role, verdict, "
		"reason, ui, client_key, created_at) VALUES (" NTH(1) ", " HEAD(1)
		", 2, 'review', 'reject', 'other', 'tty', 'k2', '')", "needs a text");
	refused(t, VOTE(1, "accept", "k1"), "UNIQUE");
	/* a vote on what is no longer the head */
	run_sql(t, "INSERT INTO version (ev_id, parent_id, curator_id, claim_key, "
		"payload, created_at) VALUES (" NTH(0) ", " HEAD(0) ", 2, 'k', '{}', '')");
	assert_int_equal(number(t, "SELECT count(*) FROM evidence_state "
				"WHERE ev_id = " NTH(0) " AND status = 'new'"), 1);
	refused(t, "INSERT INTO decision (ev_id, ver_id, curator_id, role, verdict, "
		"ui, client_key, created_at) SELECT ev_id, min(ver_id), 2, 'review', "
		"'accept', 'tty', 'k3', '' FROM version WHERE ev_id = " NTH(0), "STALE");
	healthy(t);
}

static void an_unfinished_run_shows(void **state)
{
	struct base *t = *state;
	bool any;

	make(&t->doc, "1", "1", two, 2);
	OK(evm_store_begin(t->s, &t->err));
	OK(evm_store_begin_run(t->s, evm_str("one"), &t->err));
	OK(evm_store_load(t->s, &t->doc, &t->err));
	OK(evm_store_commit(t->s, &t->err));
	OK(evm_store_unfinished(t->s, &any, &t->err));
	assert_true(any);
	load(t, "one");
	OK(evm_store_unfinished(t->s, &any, &t->err));
	assert_false(any);
	/* a batch that is rolled back leaves nothing */
	make(&t->doc, "2", "1", two, 2);
	OK(evm_store_begin(t->s, &t->err));
	OK(evm_store_begin_run(t->s, evm_str("two"), &t->err));
	OK(evm_store_load(t->s, &t->doc, &t->err));
	evm_store_rollback(t->s);
	assert_int_equal(number(t, "SELECT count(*) FROM run"), 1);
	assert_int_equal(number(t, "SELECT count(*) FROM document"), 1);
}

static void other_files_are_refused(void **state)
{
	struct base *t = *state;
	struct evm_store *s;
	struct evm_err err = EVM_ERR_INIT;

	run_sql(t, "PRAGMA user_version = 99");
	assert_int_equal(evm_store_open(&s, t->path, &err), -1);
	assert_non_null(strstr(err.msg, "newer"));
	run_sql(t, "PRAGMA user_version = 1; PRAGMA application_id = 7");
	assert_int_equal(evm_store_open_read(&s, t->path, &err), -1);
	assert_non_null(strstr(err.msg, "no database of evmine"));
	assert_int_equal(evm_store_open_read(&s, "/tmp/there-is-no-such.db", &err), -1);
	assert_null(s);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(what_goes_in_comes_out),
		TEST(the_same_again_changes_nothing),
		TEST(a_new_run_that_says_the_same_only_adds_that_it_did),
		TEST(a_newer_version_replaces_in_any_order),
		TEST(equal_versions_do_not_depend_on_the_order),
		TEST(a_deletion_marks_in_any_order),
		TEST(what_nobody_judged_goes_and_what_one_did_stays),
		TEST(a_changed_payload_is_a_version_or_stands_beside),
		TEST(a_third_payload_of_judged_evidence_waits_for_a_person),
		TEST(edits_and_rejections_reach_the_reader),
		TEST(a_claim_that_a_person_added_is_read),
		TEST(what_a_person_entered_cannot_be_changed),
		TEST(an_unfinished_run_shows),
		TEST(other_files_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
