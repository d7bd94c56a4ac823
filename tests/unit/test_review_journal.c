/* The journal, its merge, the audit chain, and what a re-run leaves. */
#include "tests/unit/test_review.h"

#define A "alice"
#define B "bob"

static void is_sound(struct base *t)
{
	struct evm_texts f;

	OK(evm_review_verify(t->r, &t->a, &f, &t->err));
	if (f.n)
		fail_msg("%s", f.v[0].p);
}

/* Acts of each kind by two curators. */
static void work(struct base *t)
{
	struct evm_item it = test_item(t, 1);
	struct evm_missed m = { .doc = it.paper.doc, .ord = 1, .content = it.now,
		.client_key = evm_str("missed-key"), .ui = "web" };
	struct evm_mark_act k = { .kind = EVM_MARK_PAPER, .doc = it.paper.doc,
		.on = true, .client_key = evm_str("paper-key") };
	struct evm_mark_act flag = { .kind = EVM_MARK_FLAG, .ev = 4, .on = true,
		.client_key = evm_str("flag-key") };
	struct evm_filter f = { 0 };
	int64_t root = it.ver;

	test_vote(t, A, 1, EVM_ACCEPT);
	test_vote(t, B, 1, EVM_REJECT);
	test_edit(t, A, 3, 0, "AD", true);
	test_edit(t, B, 1, root, "WJ", true);
	test_edit(t, A, 1, root, "UC", false);
	test_vote(t, A, 2, EVM_REJECT);
	OK(evm_review_undo(t->r, 0, test_key(t), "tty", &t->res, &t->err));
	m.content.predicate = EVM_TREATS;
	OK(evm_review_add(t->r, &m, &t->res, &t->err));
	OK(evm_review_comment(t->r, 2, 0, evm_str("is it?"), evm_str("comment-1"),
			      &t->res, &t->err));
	OK(evm_review_as(t->r, B, &t->err));
	OK(evm_review_comment(t->r, 2, t->res.id, evm_str("\"it is\"\n"),
			      evm_str("comment-2"), &t->res, &t->err));
	OK(evm_review_mark(t->r, &k, &t->res, &t->err));
	OK(evm_review_mark(t->r, &flag, &t->res, &t->err));
	OK(evm_sample_draw(t->r, evm_str("s1"), &f, 2, 1, &t->res, &t->err));
}

static struct evm_str dump(struct base *t)
{
	struct evm_buf b = EVM_BUF_INIT;
	struct evm_str s;

	OK(evm_store_dump(evm_review_store(t->r), &b, &t->err));
	s = evm_str_dup(&t->a, evm_buf_str(&b));
	evm_buf_release(&b);
	return s;
}

static void merge(struct base *t, const char *path, int64_t added, int64_t left)
{
	struct evm_merged m;

	OK(evm_journal_merge(t->r, path, &m, &t->err));
	assert_int_equal(m.added, added);
	assert_int_equal(m.left, left);
}

static void a_journal_makes_another_database_the_same(void **state)
{
	struct base *t = *state, other, *u = &other;
	struct evm_str mine, theirs;

	work(t);
	is_sound(t);
	test_open(u, 2);
	OK(evm_review_as(u->r, A, &u->err));
	merge(u, t->journal, 17, 0);
	merge(u, t->journal, 0, 0);
	is_sound(u);
	mine = dump(t);
	theirs = dump(u);
	assert_true(evm_str_eq(mine, theirs));
	/* and back: nothing is new */
	merge(t, u->journal, 0, 0);
	test_close(u);
}

static void the_order_of_journals_does_not_matter(void **state)
{
	struct base *t = *state, b1, b2, b3, *u = &b1, *v = &b2, *w = &b3;
	struct evm_str one, two;

	test_open(u, 2);
	test_open(v, 2);
	test_open(w, 2);
	u->keys = 1000;
	test_vote(t, A, 1, EVM_ACCEPT);
	test_edit(t, A, 3, 0, "AD", true);
	test_vote(t, B, 2, EVM_ACCEPT);
	test_edit(u, B, 3, 0, "UC", true);
	test_vote(u, A, 1, EVM_REJECT);
	test_vote(u, A, 2, EVM_ACCEPT);
	OK(evm_review_undo(u->r, 0, test_key(u), "tty", &u->res, &u->err));
	merge(v, t->journal, 4, 0);
	merge(v, u->journal, 5, 0);
	merge(w, u->journal, 5, 0);
	merge(w, t->journal, 4, 0);
	one = dump(v);
	two = dump(w);
	assert_true(evm_str_eq(one, two));
	assert_str(test_item(v, 3).status, "disputed");
	is_sound(v);
	is_sound(w);
	test_close(u);
	test_close(v);
	test_close(w);
}

static void what_is_not_here_is_made_or_left(void **state)
{
	struct base *t = *state, b1, b2, *u = &b1, *v = &b2;
	struct evm_item it;
	int64_t ev;

	work(t);
	/* other rules: the first claim is not found any more */
	test_open(u, 0);
	test_load(u, 2, 3);
	merge(u, t->journal, 17, 0);
	is_sound(u);
	OK(evm_sql_int(evm_review_store(u->r), &u->err, 0, &ev, "SELECT ev_id FROM evidence "
		       "WHERE fingerprint = ?", "s", test_item(t, 1).fingerprint));
	it = test_item(u, ev);
	assert_true(it.gone);
	assert_str(it.status, "disputed");
	/* the sentence that the evidence stands in is no more, but known */
	assert_str(it.sentence, FIRST);
	test_close(u);
	/* one document only */
	test_open(v, 1);
	merge(v, t->journal, 14, 3);
	is_sound(v);
	test_close(v);
}

static void a_torn_line_is_cut_and_what_lacks_is_added(void **state)
{
	struct base *t = *state;
	FILE *f;

	test_vote(t, A, 1, EVM_ACCEPT);
	evm_review_close(t->r);
	f = fopen(t->journal, "r+");
	assert_non_null(f);
	assert_int_equal(fseek(f, -20, SEEK_END), 0);
	assert_int_equal(ftruncate(fileno(f), ftell(f)), 0);
	fclose(f);
	OK(evm_review_open(&t->r, t->db, NULL, &t->err));
	is_sound(t);
	unlink(t->journal);
	evm_review_close(t->r);
	OK(evm_review_open(&t->r, t->db, NULL, &t->err));
	is_sound(t);
}

static void a_journal_of_another_database_is_refused(void **state)
{
	struct base *t = *state, other, *u = &other;

	test_open(u, 1);
	test_vote(u, A, 1, EVM_ACCEPT);
	evm_review_close(t->r);
	t->r = NULL;
	assert_int_equal(evm_review_open(&t->r, t->db, u->journal, &t->err), -1);
	assert_non_null(strstr(t->err.msg, "merge it"));
	OK(evm_review_open(&t->r, t->db, NULL, &t->err));
	test_close(u);
}

static void tampering_shows(void **state)
{
	struct base *t = *state;
	struct evm_store *s = evm_review_store(t->r);
	struct evm_texts f;

	work(t);
	OK(evm_sql_run(s, &t->err, "DROP TRIGGER decision_nu", ""));
	OK(evm_sql_run(s, &t->err, "UPDATE decision SET verdict = 'unsure' "
		       "WHERE ev_id = 3", ""));
	OK(evm_review_verify(t->r, &t->a, &f, &t->err));
	assert_int_equal(f.n, 2);
	assert_non_null(strstr(f.v[0].p, "is not what was written"));
	assert_non_null(strstr(f.v[1].p, "states are not"));
	OK(evm_sql_run(s, &t->err, "DROP TRIGGER audit_nu", ""));
	OK(evm_sql_run(s, &t->err, "UPDATE audit SET detail = '{}' WHERE seq = 5", ""));
	OK(evm_review_verify(t->r, &t->a, &f, &t->err));
	assert_non_null(strstr(f.v[0].p, "the chain breaks"));
}

/* --- another run of the machine --------------------------------------------------- */

static void a_rerun_keeps_decisions_and_asks_about_changes(void **state)
{
	struct base *t = *state;
	struct evm_filter f = { .only = EVM_ONLY_RECHECK };
	struct evm_item it;
	int64_t n, before;

	test_vote(t, A, 1, EVM_ACCEPT);
	test_vote(t, A, 2, EVM_REJECT);
	before = test_item(t, 1).ver;
	test_load(t, 2, 2);
	/* changed, judged: the decision stands, both versions are shown */
	it = test_item(t, 1);
	assert_str(it.status, "accepted");
	assert_int_equal(it.ver, before);
	assert_true(it.recheck);
	assert_int_equal(it.versions.n, 2);
	assert_true(it.versions.v[0].head);
	assert_true(it.versions.v[1].machine_now);
	assert_str(it.versions.v[1].content.quals.v[0].value, "UC");
	/* unchanged, judged */
	assert_str(test_item(t, 2).status, "rejected");
	assert_false(test_item(t, 2).recheck);
	/* changed, not judged: just the new version */
	assert_false(test_item(t, 3).recheck);
	assert_str(test_item(t, 3).now.quals.v[0].value, "UC");
	OK(evm_queue_count(t->r, &f, &n, &t->err));
	assert_int_equal(n, 1);
	/* vanished, judged: kept and marked; not judged: gone */
	test_load(t, 2, 3);
	it = test_item(t, 1);
	assert_str(it.status, "accepted");
	assert_true(it.gone);
	assert_int_equal(evm_item_get(t->r, 3, &t->a, &it, &t->err), 0);
	f.only = EVM_ONLY_GONE;
	OK(evm_queue_count(t->r, &f, &n, &t->err));
	assert_int_equal(n, 1);
	/* and back to the first rules */
	test_load(t, 2, 1);
	it = test_item(t, 1);
	assert_false(it.gone);
	assert_false(it.recheck);
	assert_str(it.status, "accepted");
	is_sound(t);
}

#define T(f) cmocka_unit_test_setup_teardown(f, test_setup, test_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(a_journal_makes_another_database_the_same),
		T(the_order_of_journals_does_not_matter),
		T(what_is_not_here_is_made_or_left),
		T(a_torn_line_is_cut_and_what_lacks_is_added),
		T(a_journal_of_another_database_is_refused),
		T(tampering_shows),
		T(a_rerun_keeps_decisions_and_asks_about_changes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
