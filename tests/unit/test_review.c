#include "tests/unit/test_review.h"

#define A "alice"
#define B "bob"

static void a_vote_settles_and_is_said_so(void **state)
{
	struct base *t = *state;

	assert_int_equal(test_vote(t, A, 1, EVM_ACCEPT), EVM_SAVED);
	assert_string_equal(t->res.status, "accepted");
	assert_str(test_item(t, 1).status, "accepted");
	assert_int_equal(test_vote(t, A, 1, EVM_REJECT), EVM_SAVED);
	assert_string_equal(t->res.status, "rejected");
	assert_int_equal(test_vote(t, B, 1, EVM_ACCEPT), EVM_SAVED);
	assert_string_equal(t->res.status, "disputed");
}

static void the_same_key_again_is_harmless_and_another_act_is_told(void **state)
{
	struct base *t = *state;
	struct evm_decide d = { .ev = 1, .ver = test_item(t, 1).ver,
		.verdict = EVM_ACCEPT, .client_key = evm_str("abcdefgh"),
		.ui = "web" };

	OK(evm_review_decide(t->r, &d, &t->res, &t->err));
	assert_int_equal(t->res.outcome, EVM_SAVED);
	OK(evm_review_decide(t->r, &d, &t->res, &t->err));
	assert_int_equal(t->res.outcome, EVM_REPEATED);
	d.verdict = EVM_UNSURE;
	OK(evm_review_decide(t->r, &d, &t->res, &t->err));
	assert_int_equal(t->res.outcome, EVM_KEY_REUSED);
	assert_int_equal(test_number(t, "SELECT count(*) FROM decision"), 1);
}

static void what_breaks_a_rule_is_refused(void **state)
{
	struct base *t = *state;
	struct evm_decide d = { .ev = 1, .ver = test_item(t, 1).ver,
		.verdict = EVM_REJECT, .client_key = evm_str("abcdefgh"),
		.ui = "web" };

#define REFUSED(as) do { OK(evm_review_decide(t->r, &d, &t->res, &t->err)); \
	assert_int_equal(t->res.outcome, (as)); } while (0)
	REFUSED(EVM_INVALID);
	d.reason = evm_str("nonsense");
	REFUSED(EVM_INVALID);
	d.reason = evm_str("other");
	REFUSED(EVM_INVALID);
	d.comment = evm_str("a \033[31m comment");
	REFUSED(EVM_INVALID);
	d.comment = evm_str("a comment");
	d.client_key = evm_str("short");
	REFUSED(EVM_INVALID);
	d.client_key = evm_str("long enough");
	REFUSED(EVM_INVALID);
	d.client_key = evm_str("long-enough");
	d.ver++;
	REFUSED(EVM_MISSING);
	d.ver--;
	d.ev = 77;
	REFUSED(EVM_MISSING);
	d.ev = 1;
	d.adjudicate = true;
	REFUSED(EVM_FORBIDDEN);
	d.adjudicate = false;
	assert_int_equal(test_number(t, "SELECT count(*) FROM decision"), 0);
	REFUSED(EVM_SAVED);
	OK(evm_review_as(t->r, "machine", &t->err));
	d.client_key = evm_str("another-key");
	REFUSED(EVM_FORBIDDEN);
#undef REFUSED
}

static void undo_takes_back_the_last_or_the_one_named(void **state)
{
	struct base *t = *state;
	int64_t first;

	test_vote(t, A, 1, EVM_ACCEPT);
	first = t->res.id;
	test_vote(t, A, 2, EVM_REJECT);
	OK(evm_review_undo(t->r, 0, test_key(t), "tty", &t->res, &t->err));
	assert_int_equal(t->res.ev, 2);
	assert_string_equal(t->res.status, "new");
	OK(evm_review_as(t->r, B, &t->err));
	OK(evm_review_undo(t->r, first, test_key(t), "tty", &t->res, &t->err));
	assert_int_equal(t->res.outcome, EVM_FORBIDDEN);
	OK(evm_review_as(t->r, A, &t->err));
	OK(evm_review_undo(t->r, first, evm_str("undo-key"), "tty", &t->res, &t->err));
	assert_string_equal(t->res.status, "new");
	OK(evm_review_undo(t->r, first, evm_str("undo-key"), "tty", &t->res, &t->err));
	assert_int_equal(t->res.outcome, EVM_REPEATED);
	OK(evm_review_undo(t->r, first, test_key(t), "tty", &t->res, &t->err));
	assert_int_equal(t->res.outcome, EVM_INVALID);
	OK(evm_review_undo(t->r, 0, test_key(t), "tty", &t->res, &t->err));
	assert_int_equal(t->res.outcome, EVM_MISSING);
}

static void an_edit_asks_again_and_a_vote_on_the_old_text_is_stale(void **state)
{
	struct base *t = *state;
	struct evm_item before = test_item(t, 1);
	struct evm_decide d = { .ev = 1, .ver = before.ver, .verdict = EVM_ACCEPT,
		.client_key = evm_str("old-text"), .ui = "web" };

	test_vote(t, B, 1, EVM_ACCEPT);
	assert_int_equal(test_edit(t, A, 1, 0, "AD", false), EVM_SAVED);
	assert_string_equal(t->res.status, "new");
	OK(evm_review_decide(t->r, &d, &t->res, &t->err));
	assert_int_equal(t->res.outcome, EVM_STALE);
	assert_int_not_equal(t->res.head, before.ver);
	assert_int_equal(test_edit(t, A, 1, 0, "AD", false), EVM_INVALID);
	assert_int_equal(test_edit(t, A, 1, 0, "UC", true), EVM_SAVED);
	assert_string_equal(t->res.status, "accepted");
	assert_int_equal(test_item(t, 1).versions.n, 3);
}

static void a_second_edit_of_one_version_is_a_fork_for_the_adjudicator(void **state)
{
	struct base *t = *state;
	int64_t root = test_item(t, 1).ver, bobs;
	struct evm_decide d = { .ev = 1, .verdict = EVM_ACCEPT, .adjudicate = true,
		.client_key = evm_str("settled-now"), .ui = "web" };
	struct evm_rows rows = { 0 };
	int64_t all;

	test_edit(t, A, 1, root, "AD", true);
	assert_int_equal(test_edit(t, B, 1, root, "UC", true), EVM_SAVED);
	assert_int_not_equal(strlen(t->res.why), 0);
	assert_string_equal(t->res.status, "disputed");
	bobs = t->res.id;
	OK(evm_adjudicate_list(t->r, 0, 10, &t->a, &rows, &all, &t->err));
	assert_int_equal(all, 1);
	assert_int_equal(rows.v[0].ev, 1);
	OK(evm_review_as(t->r, "judge", &t->err));
	d.ver = bobs;
	OK(evm_review_decide(t->r, &d, &t->res, &t->err));
	assert_int_equal(t->res.outcome, EVM_SAVED);
	assert_string_equal(t->res.status, "accepted");
	assert_int_equal(t->res.head, bobs);
	/* the settled version, edited, is to be settled again */
	assert_int_equal(test_edit(t, A, 1, 0, "WJ", false), EVM_SAVED);
	assert_string_equal(t->res.status, "disputed");
	assert_int_equal(t->res.head, bobs);
}

static void an_edit_must_fit_its_sentence(void **state)
{
	struct base *t = *state;
	struct evm_item it = test_item(t, 1);
	struct evm_edit e = { .ev = 1, .parent = it.ver, .content = it.now,
		.client_key = evm_str("edit-key"), .ui = "web" };
	struct evm_qual q = { evm_str("colour"), evm_str("red") };

#define REFUSED() do { OK(evm_review_edit(t->r, &e, &t->res, &t->err)); \
	assert_int_equal(t->res.outcome, EVM_INVALID); e.content = it.now; } while (0)
	e.content.subject.b1 = 999;
	REFUSED();
	e.content.subject.b1 = e.content.subject.b0;
	REFUSED();
	e.content.object.b0++;
	REFUSED();
	e.content.object.quote = evm_str("another");
	REFUSED();
	e.content.object.id = evm_str("MESH: 1");
	REFUSED();
	e.content.predicate = EVM_PREDICATE_N;
	REFUSED();
	e.content.object.type = EVM_TYPE_N;
	REFUSED();
	e.content.quals.v = &q;
	e.content.quals.n = 1;
	REFUSED();
	REFUSED();
#undef REFUSED
	e.content.object.id = evm_str("MESH:D008103");
	OK(evm_review_edit(t->r, &e, &t->res, &t->err));
	assert_int_equal(t->res.outcome, EVM_SAVED);
	assert_str(test_item(t, 1).now.object.id, "MESH:D008103");
}

static void a_missed_claim_is_added_once(void **state)
{
	struct base *t = *state;
	struct evm_item it = test_item(t, 1), added;
	struct evm_missed m = { .doc = it.paper.doc, .ord = 1, .content = it.now,
		.client_key = evm_str("missed-key"), .ui = "web" };

	OK(evm_review_add(t->r, &m, &t->res, &t->err));
	assert_int_equal(t->res.outcome, EVM_INVALID);
	assert_int_equal(t->res.ev, 1);
	m.content.predicate = EVM_TREATS;
	OK(evm_review_add(t->r, &m, &t->res, &t->err));
	assert_int_equal(t->res.outcome, EVM_SAVED);
	assert_string_equal(t->res.status, "accepted");
	added = test_item(t, t->res.ev);
	assert_true(added.added);
	assert_false(added.gone);
	assert_str(added.rule, "curator");
	assert_str(added.now.subject.quote, "BM-MSC exosomes");
	OK(evm_review_add(t->r, &m, &t->res, &t->err));
	assert_int_equal(t->res.outcome, EVM_REPEATED);
	m.ord = 3;
	m.client_key = evm_str("other-key");
	OK(evm_review_add(t->r, &m, &t->res, &t->err));
	assert_int_equal(t->res.outcome, EVM_MISSING);
}

static void the_card_has_what_the_curator_needs(void **state)
{
	struct base *t = *state;
	struct evm_item it = test_item(t, 1);
	struct evm_pieces p;

	assert_str(it.sentence, FIRST);
	assert_str(it.before, "");
	assert_str(it.after, SECOND);
	assert_int_equal(it.ord, 1);
	assert_int_equal(it.of, 2);
	assert_str(it.paper.doc, "pubmed:99000001");
	assert_str(it.paper.title, "EVs in fibrosis");
	assert_int_equal(it.refs.n, 1);
	assert_str(it.refs.v[0].pmid, "30876455");
	assert_str(it.rule, "r1");
	assert_str(it.trigger, "reduced");
	assert_int_equal(it.elsewhere, 1);
	evm_content_pieces(&it.now, NULL, it.sentence.n, &t->a, &p);
	assert_int_equal(p.n, 6);
	assert_string_equal(p.v[0].roles, "S");
	assert_string_equal(p.v[1].roles, "");
	assert_string_equal(p.v[2].roles, "T");
	assert_string_equal(p.v[4].roles, "O");
}

static void others_votes_show_after_ones_own(void **state)
{
	struct base *t = *state;
	struct evm_item it;

	test_vote(t, B, 1, EVM_REJECT);
	OK(evm_review_comment(t->r, 1, 0, evm_str("look at [41]"), test_key(t),
			      &t->res, &t->err));
	OK(evm_review_as(t->r, A, &t->err));
	it = test_item(t, 1);
	assert_true(it.blind);
	assert_int_equal(it.hidden, 2);
	assert_int_equal(it.votes.n + it.comments.n, 0);
	OK(evm_setting_put(t->r, "blind", evm_str("off"), &t->err));
	assert_int_equal(test_item(t, 1).votes.n, 1);
	OK(evm_setting_put(t->r, "blind", evm_str(""), &t->err));
	test_vote(t, A, 1, EVM_ACCEPT);
	it = test_item(t, 1);
	assert_false(it.blind);
	assert_int_equal(it.votes.n, 2);
	assert_int_equal(it.comments.n, 1);
	assert_true(it.votes.v[0].counts);
	assert_str(it.votes.v[0].by, B);
}

static void marks_and_drafts_are_kept(void **state)
{
	struct base *t = *state;
	struct evm_mark_act m = { .kind = EVM_MARK_SENTENCE,
		.doc = evm_str("pubmed:99000001"), .ord = 1, .on = true,
		.client_key = evm_str("mark-key") };
	struct evm_str body;
	int64_t base;

	OK(evm_review_mark(t->r, &m, &t->res, &t->err));
	assert_int_equal(t->res.outcome, EVM_SAVED);
	assert_true(test_item(t, 1).sentence_done);
	m.on = false;
	m.client_key = evm_str("mark-key-2");
	OK(evm_review_mark(t->r, &m, &t->res, &t->err));
	assert_false(test_item(t, 1).sentence_done);
	m = (struct evm_mark_act){ .kind = EVM_MARK_FLAG, .ev = 1, .on = true,
				   .client_key = evm_str("mark-key-3") };
	OK(evm_review_mark(t->r, &m, &t->res, &t->err));
	assert_true(test_item(t, 1).flagged);
	OK(evm_draft_put(t->r, 1, 1, evm_str("half a thought"), &t->err));
	assert_int_equal(evm_draft_get(t->r, 1, &t->a, &base, &body, &t->err), 1);
	assert_str(body, "half a thought");
	test_edit(t, A, 1, 0, "AD", false);
	assert_int_equal(evm_draft_get(t->r, 1, &t->a, &base, &body, &t->err), 0);
}

/* --- the queue ------------------------------------------------------------------ */

static void next_passes_what_is_judged_leased_or_skipped(void **state)
{
	struct base *t = *state;
	struct evm_filter f = { 0 };
	int64_t ev;

	f.eq[EVM_F_STATUS] = evm_str("new");
	assert_int_equal(evm_queue_next(t->r, &f, 0, &ev, &t->err), 1);
	assert_int_equal(ev, 1);
	OK(evm_review_as(t->r, B, &t->err));
	assert_int_equal(evm_queue_next(t->r, &f, 0, &ev, &t->err), 1);
	assert_int_equal(ev, 2);
	test_vote(t, B, 2, EVM_ACCEPT);
	test_vote(t, A, 1, EVM_SKIP);
	assert_int_equal(evm_queue_next(t->r, &f, 0, &ev, &t->err), 1);
	assert_int_equal(ev, 3);
	test_vote(t, A, 3, EVM_ACCEPT);
	test_vote(t, A, 4, EVM_ACCEPT);
	assert_int_equal(evm_queue_next(t->r, &f, 4, &ev, &t->err), 1);
	assert_int_equal(ev, 1);
	test_vote(t, A, 1, EVM_ACCEPT);
	assert_int_equal(evm_queue_next(t->r, &f, 0, &ev, &t->err), 0);
}

static int64_t count_of(struct base *t, const char *query)
{
	struct evm_filter f;
	struct evm_rows rows;
	int64_t n;

	OK(evm_filter_parse(&f, evm_str(query), &t->a, &t->err));
	OK(evm_queue_count(t->r, &f, &n, &t->err));
	OK(evm_queue_page(t->r, &f, 0, 200, &t->a, &rows, &t->err));
	assert_int_equal(n, rows.n);
	return n;
}

static void filters_find_and_count(void **state)
{
	struct base *t = *state;

	test_vote(t, A, 1, EVM_ACCEPT);
	assert_int_equal(count_of(t, ""), 4);
	assert_int_equal(count_of(t, "status=new"), 3);
	assert_int_equal(count_of(t, "predicate=decreases&source=BM"), 2);
	assert_int_equal(count_of(t, "source=-"), 2);
	assert_int_equal(count_of(t, "source=none-such"), 0);
	assert_int_equal(count_of(t, "doc=pubmed:99000002"), 2);
	assert_int_equal(count_of(t, "q=liver+fibrosis"), 2);
	assert_int_equal(count_of(t, "q=%22liver"), 2);
	assert_int_equal(count_of(t, "q=liver+miR-21"), 0);
	assert_int_equal(count_of(t, "low=0.6"), 2);
	assert_int_equal(count_of(t, "high=0.6&sort=uncertain"), 2);
	assert_int_equal(count_of(t, "section=results&region=abstract&year=2021"), 4);
	assert_int_equal(count_of(t, "only=mine"), 1);
	assert_int_equal(count_of(t, "only=unseen&sort=confident"), 3);
	assert_int_equal(count_of(t, "judge=alice&sort=recent"), 1);
	assert_int_equal(count_of(t, "entity=MESH:D0001"), 4);
	assert_int_equal(count_of(t, "entity=liver+fibrosis&sort=doubtful"), 2);
	assert_int_equal(count_of(t, "only=recheck,returned,flagged,gone,retracted,"
				  "commented,sample"), 0);
	for (const char *const *bad = (const char *const[]){ "colour=red", "low=2",
	     "sort=up", "only=all", NULL }; *bad; bad++) {
		struct evm_filter f;

		assert_int_equal(evm_filter_parse(&f, evm_str(*bad), &t->a, &t->err),
				 -1);
	}
}

static void a_filter_is_its_text(void **state)
{
	static const char text[] = "status=new&source=BM&q=a%20%26%20b&low=0.25&"
				   "only=recheck,unseen&sort=uncertain";
	struct base *t = *state;
	struct evm_buf b = EVM_BUF_INIT;
	struct evm_filter f;

	OK(evm_filter_parse(&f, evm_str(text), &t->a, &t->err));
	assert_str(f.text, "a & b");
	evm_filter_text(&b, &f);
	assert_str(evm_buf_str(&b), text);
	evm_buf_release(&b);
}

static int64_t facet(const struct evm_facets *list, enum evm_field f,
		     const char *value)
{
	for (size_t i = 0; i < list->n; i++)
		if (list->v[i].field == f && evm_str_eqz(list->v[i].value, value))
			return list->v[i].n;
	return 0;
}

static void facets_count_with_their_own_field_open(void **state)
{
	struct base *t = *state;
	struct evm_facets list;
	struct evm_filter f = { 0 };

	test_vote(t, A, 1, EVM_ACCEPT);
	f.eq[EVM_F_STATUS] = evm_str("new");
	OK(evm_queue_facets(t->r, &f, 10, &t->a, &list, &t->err));
	assert_int_equal(facet(&list, EVM_F_STATUS, "new"), 3);
	assert_int_equal(facet(&list, EVM_F_STATUS, "accepted"), 1);
	assert_int_equal(facet(&list, EVM_F_PREDICATE, "decreases"), 1);
	assert_int_equal(facet(&list, EVM_F_PREDICATE, "contains"), 2);
	assert_int_equal(facet(&list, EVM_F_SOURCE, "-"), 2);
	/* an edit moves its evidence */
	test_edit(t, A, 3, 0, "AD", false);
	OK(evm_queue_facets(t->r, &f, 10, &t->a, &list, &t->err));
	assert_int_equal(facet(&list, EVM_F_SOURCE, "AD"), 1);
	assert_int_equal(facet(&list, EVM_F_SOURCE, "BM"), 0);
}

static void neighbours_follow_the_order(void **state)
{
	struct base *t = *state;
	struct evm_filter f = { .sort = EVM_SORT_CONFIDENT };
	int64_t before, behind;

	OK(evm_queue_beside(t->r, &f, 3, &before, &behind, &t->err));
	assert_int_equal(before, 1);
	assert_int_equal(behind, 2);
	OK(evm_queue_beside(t->r, &f, 1, &before, &behind, &t->err));
	assert_int_equal(before, 0);
}

#define T(f) cmocka_unit_test_setup_teardown(f, test_setup, test_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(a_vote_settles_and_is_said_so),
		T(the_same_key_again_is_harmless_and_another_act_is_told),
		T(what_breaks_a_rule_is_refused),
		T(undo_takes_back_the_last_or_the_one_named),
		T(an_edit_asks_again_and_a_vote_on_the_old_text_is_stale),
		T(a_second_edit_of_one_version_is_a_fork_for_the_adjudicator),
		T(an_edit_must_fit_its_sentence),
		T(a_missed_claim_is_added_once),
		T(the_card_has_what_the_curator_needs),
		T(others_votes_show_after_ones_own),
		T(marks_and_drafts_are_kept),
		T(next_passes_what_is_judged_leased_or_skipped),
		T(filters_find_and_count),
		T(a_filter_is_its_text),
		T(facets_count_with_their_own_field_open),
		T(neighbours_follow_the_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
