/* Second looks: which come, what they change (nothing but their own figures). */
#include "tests/unit/test_review.h"

#include <math.h>

#define A "alice"
#define B "bob"

static void set(struct base *t, const char *every, const char *days)
{
	struct evm_store *s = evm_review_store(t->r);

	OK(evm_sql_run(s, &t->err, "UPDATE meta SET value = ? WHERE key = 'second_every'",
		       "z", every));
	OK(evm_sql_run(s, &t->err, "UPDATE meta SET value = ? WHERE key = 'second_days'",
		       "z", days));
}

static struct evm_filter news(void)
{
	struct evm_filter f = { 0 };

	f.eq[EVM_F_STATUS] = evm_str("new");
	return f;
}

static int64_t next(struct base *t, const struct evm_filter *f, int64_t after)
{
	int64_t ev;

	OK(evm_second_next(t->r, f, after, &ev, &t->err));
	return ev;
}

static enum evm_outcome look(struct base *t, const char *who, int64_t ev, enum evm_verdict v)
{
	struct evm_decide d = { .ev = ev, .ver = test_item(t, ev).ver, .verdict = v,
		.second = true, .reason = evm_str(v == EVM_REJECT ? "polarity" : ""),
		.client_key = test_key(t), .ms_spent = 1000, .ui = "api" };

	OK(evm_review_as(t->r, who, &t->err));
	OK(evm_review_decide(t->r, &d, &t->res, &t->err));
	return t->res.outcome;
}

static void sound(struct base *t)
{
	struct evm_texts f;

	OK(evm_review_verify(t->r, &t->a, &f, &t->err));
	if (f.n)
		fail_msg("%s", f.v[0].p);
}

static void only_old_votes_in_a_queue_of_new_ones(void **state)
{
	struct base *t = *state;
	struct evm_filter f = news(), g = news();

	set(t, "1", "0");
	assert_int_equal(next(t, &f, 3), 0);
	test_vote(t, A, 1, EVM_ACCEPT);
	assert_int_equal(next(t, &f, 3), 1);
	assert_int_equal(next(t, &f, 3), 1);	/* the same each time */
	assert_int_equal(next(t, &f, 1), 0);	/* not behind itself */
	assert_int_equal(next(t, &f, 0), 0);
	OK(evm_review_as(t->r, B, &t->err));
	assert_int_equal(next(t, &f, 3), 0);
	OK(evm_review_as(t->r, A, &t->err));
	g.eq[EVM_F_STATUS] = evm_str("accepted");
	assert_int_equal(next(t, &g, 3), 0);
	g = news();
	g.only = EVM_ONLY_UNSEEN;
	assert_int_equal(next(t, &g, 3), 0);
	g.only = 0;
	g.sample = evm_str("s");
	assert_int_equal(next(t, &g, 3), 0);
	/* the rest of the filter holds */
	g.sample = evm_str("");
	g.eq[EVM_F_SOURCE] = evm_str("BM");
	assert_int_equal(next(t, &g, 3), 1);
	g.eq[EVM_F_SOURCE] = evm_str("UC");
	assert_int_equal(next(t, &g, 3), 0);
	set(t, "1", "7");
	assert_int_equal(next(t, &f, 3), 0);
	set(t, "0", "0");
	assert_int_equal(next(t, &f, 3), 0);
	set(t, "1", "0");
	test_edit(t, A, 1, 0, "UC", false);	/* it was judged as it is no more */
	assert_int_equal(next(t, &f, 3), 0);
}

static void a_share_of_the_queue(void **state)
{
	struct base *t = *state;
	struct evm_filter f = news();
	int n = 0;

	set(t, "20", "0");
	test_vote(t, A, 1, EVM_ACCEPT);
	for (int64_t after = 2; after < 2002; after++)
		n += next(t, &f, after) == 1;
	assert_in_range(n, 60, 140);
}

static void the_first_vote_stays(void **state)
{
	struct base *t = *state;
	struct evm_agreement g;
	struct evm_item it;

	test_vote(t, A, 1, EVM_ACCEPT);
	test_vote(t, A, 2, EVM_REJECT);
	assert_int_equal(look(t, A, 3, EVM_ACCEPT), EVM_INVALID);	/* not judged */
	assert_int_equal(look(t, B, 1, EVM_ACCEPT), EVM_INVALID);	/* not by him */
	assert_int_equal(look(t, A, 1, EVM_REJECT), EVM_SAVED);
	assert_string_equal(t->res.status, "accepted");
	assert_int_equal(look(t, A, 1, EVM_REJECT), EVM_INVALID);	/* once */
	assert_int_equal(look(t, A, 2, EVM_REJECT), EVM_SAVED);
	it = test_item(t, 1);
	assert_str(it.status, "accepted");
	assert_int_equal(it.votes.n, 2);
	assert_true(it.votes.v[0].counts);
	assert_false(it.votes.v[1].counts);
	assert_int_equal(test_number(t, "SELECT n_accept || n_reject FROM evidence_state "
				     "WHERE ev_id = 1"), 10);
	OK(evm_agreement_get(t->r, &t->a, &g, &t->err));
	assert_int_equal(g.self.n, 1);
	assert_str(g.self.v[0].a, A);
	assert_int_equal(g.self.v[0].n, 2);
	assert_int_equal(g.self.v[0].same, 1);
	assert_true(fabs(g.self.v[0].kappa) < 1e-9);
	assert_int_equal(g.pairs.n, 1);		/* with the machine: of first votes */
	assert_int_equal(g.pairs.v[0].n, 2);
	assert_int_equal(test_number(t, "SELECT count(*) FROM kappa WHERE a = b AND n = 2 "
				     "AND po = 0.5"), 1);
	sound(t);
}

static void it_is_taken_back_by_itself(void **state)
{
	struct base *t = *state;
	struct evm_agreement g;

	test_vote(t, A, 1, EVM_ACCEPT);
	assert_int_equal(look(t, A, 1, EVM_REJECT), EVM_SAVED);
	OK(evm_review_undo_on(t->r, 1, test_key(t), "api", &t->res, &t->err));
	assert_int_equal(t->res.outcome, EVM_SAVED);
	assert_string_equal(t->res.status, "accepted");
	OK(evm_agreement_get(t->r, &t->a, &g, &t->err));
	assert_int_equal(g.self.n, 0);
	/* a first vote that is taken back takes nothing else with it */
	test_vote(t, B, 2, EVM_ACCEPT);
	assert_int_equal(look(t, B, 2, EVM_ACCEPT), EVM_SAVED);
	OK(evm_review_undo(t->r, t->res.id - 1, test_key(t), "api", &t->res, &t->err));
	assert_string_equal(t->res.status, "new");
	OK(evm_agreement_get(t->r, &t->a, &g, &t->err));
	assert_int_equal(g.self.n, 0);
	sound(t);
}

static void a_card_tells_nothing(void **state)
{
	struct base *t = *state;
	struct evm_item it;

	test_vote(t, A, 1, EVM_ACCEPT);
	OK(evm_review_comment(t->r, 1, 0, evm_str("mine"), test_key(t), &t->res, &t->err));
	it = test_item(t, 1);
	evm_item_as_new(&it);
	assert_str(it.status, "new");
	assert_int_equal(it.votes.n + it.comments.n, 0);
	assert_false(it.blind);
}

static void other_databases_take_it(void **state)
{
	struct base *t = *state;
	struct base u;
	struct evm_merged m;
	struct evm_buf x = EVM_BUF_INIT, y = EVM_BUF_INIT;

	test_open(&u, 2);
	test_vote(t, A, 1, EVM_ACCEPT);
	assert_int_equal(look(t, A, 1, EVM_REJECT), EVM_SAVED);
	OK(evm_journal_merge(u.r, t->journal, &m, &t->err));
	assert_int_equal(m.left, 0);
	OK(evm_store_dump(evm_review_store(t->r), &x, &t->err));
	OK(evm_store_dump(evm_review_store(u.r), &y, &t->err));
	assert_true(evm_str_eq(evm_buf_str(&x), evm_buf_str(&y)));
	assert_int_equal(test_number(&u, "SELECT count(*) FROM second_look"), 1);
	sound(&u);
	evm_buf_release(&x);
	evm_buf_release(&y);
	test_close(&u);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, test_setup, test_teardown)
	const struct CMUnitTest tests[] = {
		T(only_old_votes_in_a_queue_of_new_ones),
		T(a_share_of_the_queue),
		T(the_first_vote_stays),
		T(it_is_taken_back_by_itself),
		T(a_card_tells_nothing),
		T(other_databases_take_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
