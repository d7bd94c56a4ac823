/* What people did to claims, and what later loads and readers make of it. */
#include "tests/unit/test_store.h"

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

static void what_nobody_judged_goes_and_what_one_did_stays(void **state)
{
	struct base *t = *state;

	add_curator(t);
	found(t, "one", &fibrosis, &carry);
	run_sql(t, VOTE(0, "accept", "k1"));		/* fibrosis */
	make(&t->doc, "1", "2", moved, 2);
	load(t, "two");
	assert_int_equal(number(t, "SELECT count(*) FROM evidence"), 1);
	assert_int_equal(number(t, "SELECT count(*) FROM current"), 0);
	assert_int_equal(number(t, "SELECT count(*) FROM decision"), 1);
	assert_int_equal(number(t, "SELECT status = 'accepted' FROM evidence_state"), 1);
	/* its sentence is still there: what a person accepted is a claim */
	read_doc(t);
	assert_int_equal(t->back.claims.n, 1);
	assert_str(evm_doc_slice(&t->back, t->back.claims.v[0].object.span), "fibrosis");
	assert_int_equal(t->back.claims.v[0].sentence, 1);
	assert_str(evm_claim_qual(&t->back.claims.v[0], "source"), "BM");
	read_end(t);
	/* found again, it is the same evidence */
	claim(&t->doc, &fibrosis);
	load(t, "three");
	assert_int_equal(number(t, "SELECT count(*) FROM current "
				"WHERE status = 'accepted'"), 1);
	healthy(t);
}

static void a_changed_payload_is_a_version_or_stands_beside(void **state)
{
	struct base *t = *state;
	struct says other = fibrosis;

	other.source = "UC";
	found(t, "one", &fibrosis, NULL);
	found(t, "two", &other, NULL);
	assert_int_equal(number(t, "SELECT count(*) FROM version"), 2);
	assert_int_equal(number(t, "SELECT head_ver = (SELECT max(ver_id) FROM "
				"version) FROM evidence_state"), 1);
	add_curator(t);
	run_sql(t, VOTE(0, "accept", "k1"));
	for (int i = 0; i < 4; i++) {
		found(t, i % 2 ? "two" : "one", i % 2 ? &other : &fibrosis, NULL);
		assert_int_equal(number(t, "SELECT count(*) FROM version"), 2);
		assert_int_equal(number(t, "SELECT count(*) FROM evidence_state "
					"WHERE status = 'accepted'"), 1);
		assert_int_equal(number(t, "SELECT machine_ver <> head_ver FROM "
					"evidence_state"), i % 2 == 0);
	}
	/* what was accepted is what is read, whatever the machine says now */
	found(t, "one", &fibrosis, NULL);
	read_doc(t);
	assert_str(evm_claim_qual(&t->back.claims.v[0], "source"), "UC");
	read_end(t);
	healthy(t);
}

static void a_third_payload_of_judged_evidence_waits_for_a_person(void **state)
{
	struct base *t = *state;
	struct says other = fibrosis;

	add_curator(t);
	found(t, "one", &fibrosis, NULL);
	run_sql(t, VOTE(0, "accept", "k1"));
	other.source = "AD";
	found(t, "two", &other, NULL);
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
	const struct evm_claim *c;

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
	read_doc(t);
	assert_int_equal(t->back.claims.n, 1);
	c = t->back.claims.v;
	assert_int_equal(c->via, -1);
	assert_int_equal(c->predicate, EVM_AFFECTS);
	assert_true(c->negated && c->hedged);
	assert_str(evm_doc_slice(&t->back, c->object.span), "miR");
	assert_str(c->subject.norm, "EV");
	assert_int_equal(c->quals.n, 3);
	assert_str(c->quals.v[1].value, "S4");
	assert_int_equal(number(t, "SELECT count(*) FROM evidence WHERE "
		"fingerprint = (SELECT fingerprint FROM evidence WHERE ev_id = " NTH(1) ")"), 1);
	assert_int_equal(strlen(evm_store_prints(t->s)[0].hex), EVM_DIGEST_HEX);
	read_end(t);
	evm_store_read_all(t->s);
	read_doc(t);
	assert_int_equal(t->back.claims.n, 2);
	assert_string_equal(evm_store_status(t->s)[0], "rejected");
	read_end(t);
	healthy(t);
}

static void a_claim_that_a_person_added_is_read(void **state)
{
	struct base *t = *state;

	add_curator(t);
	found(t, "one", &fibrosis, &carry);
	run_sql(t, "INSERT INTO evidence (fingerprint, doc_id, sent_id, created_at) "
		"SELECT 'f00', doc_id, sent_id, '' FROM sentence WHERE ord = 1");
	run_sql(t, "INSERT INTO version (ev_id, curator_id, claim_key, payload, "
		"created_at) SELECT ev_id, 2, 'k', "
		"'{\"subject\":{\"quote\":\"rats\",\"type\":\"species\"},"
		"\"predicate\":\"affects\",\"object\":{\"quote\":\"EVs\",\"type\":\"vesicle\"},"
		"\"qualifiers\":{}}', '' FROM evidence WHERE fingerprint = 'f00'");
	read_doc(t);
	assert_int_equal(t->back.claims.n, 3);
	assert_str(evm_doc_slice(&t->back, t->back.claims.v[1].subject.span), "rats");
	assert_string_equal(evm_store_prints(t->s)[1].hex, "f00");
	assert_str(evm_doc_slice(&t->back, t->back.claims.v[2].object.span), "miR-21");
	read_end(t);
	/* a later text without the sentence keeps it, unread */
	make(&t->doc, "1", "2", moved, 1);
	load(t, "one");
	read_doc(t);
	assert_int_equal(t->back.claims.n, 0);
	read_end(t);
	assert_int_equal(number(t, "SELECT count(*) FROM evidence"), 1);
	healthy(t);
}

static void what_a_person_entered_cannot_be_changed(void **state)
{
	struct base *t = *state;

	add_curator(t);
	found(t, "one", &fibrosis, &carry);
	run_sql(t, VOTE(0, "accept", "k1"));
	refused(t, "UPDATE decision SET verdict = 'unsure'", "append-only");
	refused(t, "DELETE FROM decision", "append-only");
	refused(t, "UPDATE version SET payload = '{}'", "append-only");
	refused(t, "DELETE FROM version WHERE ev_id = " NTH(0), "append-only");
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_nobody_judged_goes_and_what_one_did_stays),
		TEST(a_changed_payload_is_a_version_or_stands_beside),
		TEST(a_third_payload_of_judged_evidence_waits_for_a_person),
		TEST(edits_and_rejections_reach_the_reader),
		TEST(a_claim_that_a_person_added_is_read),
		TEST(what_a_person_entered_cannot_be_changed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
