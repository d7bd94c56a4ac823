/* Random votes, edits, undos, claims and merges of three curators on two
 * databases: derived state is a rebuild's, nothing is deleted, forks add up. */
#include "tests/unit/test_review.h"

#define STEPS 10000
#define CHECK_EVERY 500

static uint64_t seed = 20261126;

static uint32_t pick(uint32_t n)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(seed >> 33) % n;
}

static const char *const who[] = { "alice", "bob", "judge" };
static const char *const sources[] = { "BM", "AD", "UC", "WJ", "DP" };

static int64_t any_evidence(struct base *t)
{
	return 1 + pick((uint32_t)test_number(t, "SELECT max(ev_id) FROM evidence"));
}

static int64_t any_version(struct base *t, const struct evm_item *it)
{
	(void)t;
	return it->versions.v[pick((uint32_t)it->versions.n)].id;
}

static void decide(struct base *t, int64_t ev)
{
	struct evm_item it = test_item(t, ev);
	struct evm_decide d = { .ev = ev, .ver = it.ver, .ms_spent = -1,
		.verdict = (enum evm_verdict)pick(4), .ui = "api",
		.client_key = test_key(t), .adjudicate = pick(8) == 0 };

	d.second = !d.adjudicate && pick(4) == 0;
	/* sometimes on what is not the head, sometimes with a key twice */
	if (pick(5) == 0)
		d.ver = any_version(t, &it);
	if (d.verdict == EVM_REJECT)
		d.reason = evm_str("polarity");
	OK(evm_review_decide(t->r, &d, &t->res, &t->err));
	if (t->res.outcome == EVM_SAVED && pick(4) == 0) {
		OK(evm_review_decide(t->r, &d, &t->res, &t->err));
		assert_int_equal(t->res.outcome, EVM_REPEATED);
	}
	if (!d.adjudicate && d.ver != it.ver)
		assert_int_equal(t->res.outcome, EVM_STALE);
}

static void edit(struct base *t, int64_t ev)
{
	struct evm_item it = test_item(t, ev);

	/* long histories make everything slow and nothing truer */
	if (it.versions.n < 12)
		test_edit(t, who[pick(3)], ev, any_version(t, &it),
			  sources[pick(5)], pick(2));
}

static void add(struct base *t)
{
	struct evm_item it = test_item(t, 1);
	struct evm_missed m = { .doc = evm_str_printf(&t->a, "pubmed:%u",
		99000001 + pick(10)), .ord = 1, .content = it.now,
		.client_key = test_key(t), .ms_spent = -1, .ui = "api" };

	m.content.predicate = (enum evm_predicate)pick(EVM_PREDICATE_N);
	m.content.negated = pick(2);
	OK(evm_review_add(t->r, &m, &t->res, &t->err));
}

static void step(struct base *t)
{
	int64_t ev = any_evidence(t);

	OK(evm_review_as(t->r, who[pick(3)], &t->err));
	switch (pick(12)) {
	case 0: case 1:
		edit(t, ev);
		break;
	case 2: case 3:
		OK(evm_review_undo(t->r, 0, test_key(t), "api", &t->res, &t->err));
		break;
	case 4:
		OK(evm_review_undo_on(t->r, ev, test_key(t), "api", &t->res,
				      &t->err));
		break;
	case 5:
		if (pick(4) == 0)
			add(t);
		else
			OK(evm_review_comment(t->r, ev, 0, evm_str("hm"),
					      test_key(t), &t->res, &t->err));
		break;
	default:
		decide(t, ev);
	}
}

/* Rows of people: they only become more. */
static int64_t rows(struct base *t)
{
	return test_number(t, "SELECT (SELECT count(*) FROM decision) + "
		"(SELECT count(*) FROM version WHERE curator_id <> 1) + "
		"(SELECT count(*) FROM comment)");
}

static void check(struct base *t, int64_t *least)
{
	struct evm_texts f;
	int64_t now = rows(t);

	OK(evm_review_verify(t->r, &t->a, &f, &t->err));
	if (f.n)
		fail_msg("%s", f.v[0].p);
	assert_true(now >= *least);
	*least = now;
	assert_int_equal(test_number(t, "SELECT count(*) FROM audit WHERE kind IN "
		"('decision', 'version', 'comment')"), now);
	/* each version that is not a first child is one fork more */
	assert_int_equal(test_number(t, "SELECT coalesce(sum(forks), 0) FROM "
		"evidence_state"), test_number(t, "SELECT count(*) FROM (SELECT 1 "
		"FROM version WHERE parent_id IS NOT NULL GROUP BY parent_id "
		"HAVING count(*) > 1)"));
}

static void swap_journals(struct base *t, struct base *u)
{
	struct evm_merged m;

	OK(evm_journal_merge(t->r, u->journal, &m, &t->err));
	assert_int_equal(m.left, 0);
	if (evm_journal_merge(u->r, t->journal, &m, &u->err))
		fail_msg("%s", u->err.msg);
	assert_int_equal(m.left, 0);
}

static void same_dumps(struct base *t, struct base *u)
{
	struct evm_buf x = EVM_BUF_INIT, y = EVM_BUF_INIT;

	OK(evm_store_dump(evm_review_store(t->r), &x, &t->err));
	OK(evm_store_dump(evm_review_store(u->r), &y, &u->err));
	assert_true(evm_str_eq(evm_buf_str(&x), evm_buf_str(&y)));
	evm_buf_release(&x);
	evm_buf_release(&y);
}

static void quick(struct base *t)
{
	OK(evm_sql_run(evm_review_store(t->r), &t->err, "PRAGMA synchronous = OFF",
		       ""));
}

static void random_acts_keep_every_promise(void **state)
{
	struct base b1, b2, *t = &b1, *u = &b2;
	int64_t least[2] = { 0, 0 };
	int steps = getenv("EVM_SLOW") ? STEPS / 20 : STEPS;

	(void)state;
	test_open(t, 10);
	test_open(u, 10);
	u->keys = 1000000;
	quick(t);
	quick(u);
	for (int i = 1; i <= steps; i++) {
		step(pick(2) ? t : u);
		if (i % 100 == 0) {
			evm_arena_reset(&t->a);
			evm_arena_reset(&u->a);
		}
		if (i % CHECK_EVERY)
			continue;
		check(t, &least[0]);
		check(u, &least[1]);
		swap_journals(t, u);
		same_dumps(t, u);
	}
	assert_true(least[0] > steps / 10);
	test_close(t);
	test_close(u);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(random_acts_keep_every_promise),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
