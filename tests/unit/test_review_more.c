#include "tests/unit/test_review.h"

#include <math.h>

#include "review/keys.h"
#include "review/session.h"
#include "store/store.h"

#define A "alice"
#define B "bob"

/* --- many at once -------------------------------------------------------------- */

static void a_batch_is_what_was_shown_and_one_act_to_undo(void **state)
{
	struct base *t = *state;
	struct evm_filter f = { 0 };
	struct evm_bulk bulk;
	struct evm_rows stale;
	struct evm_decide d = { .verdict = EVM_ACCEPT, .ms_spent = -1,
		.client_key = evm_str("batch-key"), .ui = "web" };
	int64_t batch;

	f.eq[EVM_F_PREDICATE] = evm_str("contains");
	OK(evm_bulk_preview(t->r, &f, 200, &t->a, &bulk, &t->err));
	assert_int_equal(bulk.rows.n, 2);
	assert_int_equal(bulk.left, 0);
	OK(evm_bulk_commit(t->r, bulk.rows.v, 1, bulk.sha256, &f, &d, &t->a, &stale,
			   &t->res, &t->err));
	assert_int_equal(t->res.outcome, EVM_STALE);
	test_edit(t, B, 2, 0, "AD", false);
	assert_int_equal(t->res.outcome, EVM_INVALID);	/* it has no source */
	OK(evm_review_as(t->r, A, &t->err));
	OK(evm_bulk_commit(t->r, bulk.rows.v, 2, bulk.sha256, &f, &d, &t->a, &stale,
			   &t->res, &t->err));
	assert_int_equal(t->res.outcome, EVM_SAVED);
	assert_int_equal(stale.n, 0);
	batch = t->res.id;
	assert_int_equal(test_number(t, "SELECT count(*) FROM decision"), 2);
	OK(evm_bulk_commit(t->r, bulk.rows.v, 2, bulk.sha256, &f, &d, &t->a, &stale,
			   &t->res, &t->err));
	assert_int_equal(t->res.outcome, EVM_REPEATED);
	OK(evm_bulk_undo(t->r, batch, evm_str("undo-batch"), "web", &t->res, &t->err));
	assert_int_equal(t->res.outcome, EVM_SAVED);
	assert_str(test_item(t, 2).status, "new");
	OK(evm_bulk_undo(t->r, batch, evm_str("undo-batch"), "web", &t->res, &t->err));
	assert_int_equal(t->res.outcome, EVM_REPEATED);
}

static void a_row_edited_since_the_preview_is_left_out(void **state)
{
	struct base *t = *state;
	struct evm_filter f = { 0 };
	struct evm_bulk bulk;
	struct evm_rows stale;
	struct evm_decide d = { .verdict = EVM_ACCEPT, .ms_spent = -1,
		.client_key = evm_str("batch-key"), .ui = "web" };

	f.eq[EVM_F_PREDICATE] = evm_str("decreases");
	OK(evm_bulk_preview(t->r, &f, 200, &t->a, &bulk, &t->err));
	test_edit(t, B, 1, 0, "AD", false);
	OK(evm_review_as(t->r, A, &t->err));
	OK(evm_bulk_commit(t->r, bulk.rows.v, 2, bulk.sha256, &f, &d, &t->a, &stale,
			   &t->res, &t->err));
	assert_int_equal(t->res.outcome, EVM_SAVED);
	assert_int_equal(stale.n, 1);
	assert_int_equal(stale.v[0].ev, 1);
	assert_str(test_item(t, 1).status, "new");
	assert_str(test_item(t, 3).status, "accepted");
}

static void a_decision_spreads_to_similar_sentences(void **state)
{
	struct base *t = *state;
	struct evm_others like;
	int64_t to;

	OK(evm_item_similar(t->r, 1, 10, &t->a, &like, &t->err));
	assert_int_equal(like.n, 1);
	to = like.v[0].ev;
	assert_int_equal(to, 3);
	OK(evm_bulk_propagate(t->r, 1, &to, 1, test_key(t), "web", &t->res, &t->err));
	assert_int_equal(t->res.outcome, EVM_MISSING);
	test_vote(t, A, 1, EVM_REJECT);
	OK(evm_bulk_propagate(t->r, 1, &to, 1, test_key(t), "web", &t->res, &t->err));
	assert_int_equal(t->res.outcome, EVM_SAVED);
	assert_str(test_item(t, 3).status, "rejected");
}

/* --- figures -------------------------------------------------------------------- */

static void agreement_is_counted_by_pair_and_for_all(void **state)
{
	struct base *t = *state;
	struct evm_agreement g;

	test_vote(t, A, 1, EVM_ACCEPT);
	test_vote(t, A, 2, EVM_ACCEPT);
	test_vote(t, A, 3, EVM_REJECT);
	test_vote(t, A, 4, EVM_REJECT);
	test_vote(t, B, 1, EVM_ACCEPT);
	test_vote(t, B, 2, EVM_REJECT);
	test_vote(t, B, 3, EVM_REJECT);
	test_vote(t, B, 4, EVM_REJECT);
	OK(evm_agreement_get(t->r, &t->a, &g, &t->err));
	assert_int_equal(g.pairs.n, 3);
	assert_str(g.pairs.v[0].a, A);
	assert_str(g.pairs.v[0].b, B);
	assert_int_equal(g.pairs.v[0].n, 4);
	assert_int_equal(g.pairs.v[0].same, 3);
	/* po 3/4, pe 1/2 * 1/4 + 1/2 * 3/4 */
	assert_true(fabs(g.pairs.v[0].kappa - 0.5) < 1e-9);
	assert_true(fabs(g.pairs.v[0].prevalence - 0.375) < 1e-9);
	assert_str(g.pairs.v[1].b, "machine");
	assert_int_equal(g.pairs.v[1].same, 2);
	/* by hand: 1 - 2 * 7 / (2 * 3 * 5) */
	assert_true(fabs(g.alpha - (1 - 14.0 / 30)) < 1e-9);
	assert_int_equal(g.items, 4);
	assert_int_equal(g.raters, 2);
}

static int64_t same_of(const struct evm_agreement *g, const char *field)
{
	for (size_t i = 0; i < g->fields.n; i++)
		if (evm_str_eqz(g->fields.v[i].field, field))
			return g->fields.v[i].same;
	return -1;
}

static void agreement_by_field_is_of_what_was_accepted(void **state)
{
	struct base *t = *state;
	struct evm_agreement g;

	test_edit(t, A, 1, 0, "AD", true);
	test_vote(t, A, 3, EVM_ACCEPT);
	OK(evm_agreement_get(t->r, &t->a, &g, &t->err));
	assert_int_equal(same_of(&g, "source"), 1);
	assert_int_equal(same_of(&g, "subject"), 2);
}

static void precision_is_of_the_random_sample_alone(void **state)
{
	struct base *t = *state;
	struct evm_filter f = { 0 };
	struct evm_precisions p;
	struct evm_samples samples;
	double low, high;

	test_vote(t, A, 1, EVM_REJECT);
	OK(evm_precision_get(t->r, evm_str(""), &t->a, &p, &t->err));
	assert_int_equal(p.n, 0);
	OK(evm_sample_draw(t->r, evm_str("all"), &f, 4, 7, &t->res, &t->err));
	assert_int_equal(t->res.outcome, EVM_SAVED);
	assert_true(test_item(t, 2).confidence < 0);
	test_vote(t, A, 2, EVM_ACCEPT);
	assert_true(test_item(t, 2).confidence > 0);
	test_edit(t, A, 3, 0, "AD", true);
	OK(evm_precision_get(t->r, evm_str("all"), &t->a, &p, &t->err));
	assert_int_equal(p.v[0].n, 3);
	assert_int_equal(p.v[0].accepted, 1);
	assert_int_equal(p.v[1].by, EVM_F_RULE);
	assert_str(p.v[1].value, "r1");
	evm_wilson(120, 100, &low, &high);
	assert_true(fabs(low - 0.7567) < 0.001 && fabs(high - 0.8894) < 0.001);
	OK(evm_sample_draw(t->r, evm_str("all"), &f, 4, 7, &t->res, &t->err));
	assert_int_equal(t->res.outcome, EVM_INVALID);
	OK(evm_samples_list(t->r, &t->a, &samples, &t->err));
	assert_int_equal(samples.n, 1);
	assert_int_equal(samples.v[0].judged, 3);
}

static void one_seed_draws_one_sample(void **state)
{
	struct base *t = *state;
	struct evm_filter f = { 0 };

	OK(evm_sample_draw(t->r, evm_str("a"), &f, 2, 7, &t->res, &t->err));
	OK(evm_sample_draw(t->r, evm_str("b"), &f, 2, 7, &t->res, &t->err));
	assert_int_equal(test_number(t, "SELECT count(*) FROM sample_item x JOIN "
		"sample_item y ON x.ev_id = y.ev_id AND x.sample_id = 1 AND "
		"y.sample_id = 2"), 2);
}

static void pace_progress_and_recall_are_told(void **state)
{
	struct base *t = *state;
	struct evm_paces p;
	struct evm_facets f;
	struct evm_mark_act m = { .kind = EVM_MARK_SENTENCE,
		.doc = evm_str("pubmed:99000001"), .ord = 1, .on = true,
		.client_key = evm_str("mark-key") };
	int64_t sentences, machine, added;

	test_vote(t, A, 1, EVM_ACCEPT);
	test_vote(t, A, 2, EVM_REJECT);
	OK(evm_pace_get(t->r, &t->a, &p, &t->err));
	assert_str(p.v[0].login, A);
	assert_int_equal(p.v[0].today, 2);
	assert_true(fabs(p.v[0].median_s - 1) < 1e-9);
	OK(evm_progress_get(t->r, &t->a, &f, &t->err));
	assert_int_equal(f.v[0].n, 2);
	OK(evm_review_mark(t->r, &m, &t->res, &t->err));
	OK(evm_recall_get(t->r, &sentences, &machine, &added, &t->err));
	assert_int_equal(sentences, 1);
	assert_int_equal(machine, 1);
	assert_int_equal(added, 0);
}

/* --- views ---------------------------------------------------------------------- */

static void a_claim_a_paper_and_a_concept_can_be_seen(void **state)
{
	struct base *t = *state;
	struct evm_claim_view c;
	struct evm_paper_view p;
	struct evm_concept_view k;
	struct evm_concepts list;

	OK(evm_claim_get(t->r, test_item(t, 1).claim_key, &t->a, &c, &t->err));
	assert_int_equal(c.evidence, 2);
	assert_int_equal(c.papers, 2);
	assert_int_equal(c.contexts.n, 1);
	assert_str(c.contexts.v[0].source, "BM");
	assert_int_equal(evm_claim_get(t->r, evm_str("no | such | one"), &t->a, &c,
				       &t->err), 0);
	assert_int_equal(evm_paper_get(t->r, evm_str("pubmed:99000001"), &t->a, &p,
				       &t->err), 1);
	assert_int_equal(p.lines.n, 2);
	assert_int_equal(p.lines.v[0].rows.n, 1);
	assert_int_equal(p.refs.n, 1);
	assert_int_equal(evm_paper_get(t->r, evm_str("pubmed:1"), &t->a, &p, &t->err),
			 0);
	assert_int_equal(evm_concept_get(t->r, evm_str("liver fibrosis"), &t->a, &k,
					 &t->err), 1);
	assert_int_equal(k.evidence, 2);
	assert_str(k.names.v[0].quote, "liver fibrosis");
	OK(evm_concepts_find(t->r, EVM_DISEASE, evm_str("Fibro"), 10, &t->a, &list,
			     &t->err));
	assert_int_equal(list.n, 1);
	assert_str(list.v[0].norm, "liver fibrosis");
	OK(evm_concepts_find(t->r, EVM_TYPE_N, evm_str("%"), 10, &t->a, &list,
			     &t->err));
	assert_int_equal(list.n, 0);
}

/* Edits what evidence says: another predicate, another source. */
static void say(struct base *t, int64_t ev, enum evm_predicate p, const char *source)
{
	struct evm_item it = test_item(t, ev);
	struct evm_edit e = { .ev = ev, .parent = it.ver, .content = it.now,
			      .client_key = test_key(t), .ms_spent = -1, .ui = "api" };

	e.content.predicate = p;
	for (size_t i = 0; i < e.content.quals.n; i++)
		if (evm_str_eqz(e.content.quals.v[i].key, "source"))
			e.content.quals.v[i].value = evm_str(source);
	OK(evm_review_edit(t->r, &e, &t->res, &t->err));
	assert_int_equal(t->res.outcome, EVM_SAVED);
}

static void contradictions_show_in_their_contexts(void **state)
{
	struct base *t = *state;
	struct evm_str key = test_item(t, 1).claim_key;
	struct evm_claim_view c;

	say(t, 3, EVM_INCREASES, "BM");
	OK(evm_claim_get(t->r, key, &t->a, &c, &t->err));
	assert_int_equal(c.evidence, 1);
	assert_int_equal(c.opposed, 1);
	assert_int_equal(c.rivals.n, 1);
	assert_true(evm_str_eq(c.opposite, c.rivals.v[0]));
	assert_int_equal(c.contexts.n, 1);
	assert_true(c.contexts.v[0].torn);
	say(t, 3, EVM_INCREASES, "UC");
	OK(evm_claim_get(t->r, key, &t->a, &c, &t->err));
	assert_int_equal(c.contexts.n, 2);
	assert_false(c.contexts.v[0].torn || c.contexts.v[1].torn);
	assert_int_equal(c.contexts.v[0].affirmed, 1);
	assert_int_equal(c.contexts.v[1].opposed, 1);
	/* what was rejected is on no side */
	say(t, 3, EVM_INCREASES, "BM");
	assert_int_equal(test_vote(t, A, 3, EVM_REJECT), EVM_SAVED);
	OK(evm_claim_get(t->r, key, &t->a, &c, &t->err));
	assert_false(c.contexts.v[0].torn);
	assert_int_equal(c.opposed, 0);
}

static void concepts_come_from_vocabularies_too(void **state)
{
	struct base *t = *state;
	struct evm_concepts list;
	char dir[] = "/tmp/evm-test-concepts-XXXXXX", path[64];

	assert_non_null(mkdtemp(dir));
	snprintf(path, sizeof path, "%s/d.tsv", dir);
	test_write(path, EVM_LIT("# type id norm names attrs\ndisease\tMESH:D008103\t"
				 "liver cirrhosis\tliver cirrhosis{case}|LC\t-\n"));
	OK(evm_concepts_read(t->r, dir, &t->err));
	unlink(path);
	rmdir(dir);
	OK(evm_concepts_find(t->r, EVM_DISEASE, evm_str("liver"), 10, &t->a, &list,
			     &t->err));
	assert_int_equal(list.n, 2);
	assert_str(list.v[1].id, "MESH:D008103");
	assert_str(list.v[1].name, "liver cirrhosis");
}

static void a_reject_teaches_what_a_block_would_change(void **state)
{
	struct base *t = *state;
	struct evm_teach k;

	test_vote(t, A, 1, EVM_ACCEPT);
	OK(evm_teach_get(t->r, evm_str("liver fibrosis"), evm_str("MESH:D0001"),
			 &t->a, &k, &t->err));
	assert_int_equal(k.pending, 1);
	assert_int_equal(k.accepted, 1);
	assert_int_equal(k.rows.n, 2);
	assert_str(k.line, "disease\tliver fibrosis{case}\tcurators: it is not "
		   "MESH:D0001");
}

static void rejections_for_a_wrong_identifier_are_lessons(void **state)
{
	struct base *t = *state;
	struct evm_lessons l;
	struct evm_decide d = { .ev = 1, .ver = test_item(t, 1).ver, .verdict = EVM_REJECT,
				.reason = EVM_LIT("grounding"), .client_key = test_key(t),
				.ms_spent = -1, .ui = "api" };

	test_vote(t, A, 3, EVM_REJECT);		/* for another reason */
	OK(evm_lessons_list(t->r, &t->a, &l, &t->err));
	assert_int_equal(l.n, 0);
	OK(evm_review_decide(t->r, &d, &t->res, &t->err));
	OK(evm_lessons_list(t->r, &t->a, &l, &t->err));
	assert_int_equal(l.n, 1);		/* the subject has no identifier */
	assert_str(l.v[0].quote, "liver fibrosis");
	assert_int_equal(l.v[0].wrong, 1);
	assert_int_equal(l.v[0].rejected, 2);
	assert_int_equal(l.v[0].accepted, 0);
	OK(evm_review_undo_on(t->r, 1, test_key(t), "api", &t->res, &t->err));
	OK(evm_lessons_list(t->r, &t->a, &l, &t->err));
	assert_int_equal(l.n, 0);
}

static void the_log_and_the_inbox_tell(void **state)
{
	struct base *t = *state;
	struct evm_logs log;
	struct evm_mails mail;

	test_vote(t, A, 1, EVM_ACCEPT);
	OK(evm_review_undo(t->r, 0, test_key(t), "tty", &t->res, &t->err));
	OK(evm_review_as(t->r, B, &t->err));
	OK(evm_review_comment(t->r, 2, 0, evm_str("@alice see this"), test_key(t),
			      &t->res, &t->err));
	OK(evm_review_as(t->r, A, &t->err));
	OK(evm_log_get(t->r, &(struct evm_log_want){ .login = evm_str(A), .n = 10 }, &t->a,
		       &log, &t->err));
	assert_int_equal(log.n, 2);
	assert_str(log.v[0].verdict, "undo");
	assert_str(log.v[1].verdict, "accept");
	assert_true(log.v[1].undone);
	assert_int_equal(log.v[1].ev, 1);
	OK(evm_inbox_get(t->r, 10, &t->a, &mail, &t->err));
	assert_int_equal(mail.n, 1);
	assert_int_equal(mail.v[0].ev, 2);
}

static size_t rows_of(struct base *t, struct evm_log_want want, struct evm_logs *log)
{
	want.n = 100;
	OK(evm_log_get(t->r, &want, &t->a, log, &t->err));
	return log->n;
}

static void the_log_is_filtered_and_keeps_votes_back(void **state)
{
	struct base *t = *state;
	struct evm_str today;
	struct evm_logs log;

	test_vote(t, A, 1, EVM_REJECT);
	test_vote(t, A, 2, EVM_ACCEPT);
	test_vote(t, B, 2, EVM_ACCEPT);
	/* bob has judged 2 and not 1 */
	assert_int_equal(rows_of(t, (struct evm_log_want){ .login = evm_str(A) }, &log), 2);
	assert_str(log.v[0].verdict, "accept");
	assert_false(log.v[0].held);
	assert_true(log.v[1].held);
	assert_int_equal(log.v[1].verdict.n + log.v[1].reason.n, 0);
	assert_str(log.v[1].writer, A);
	assert_int_equal(log.v[1].sha256.n, 64);
	assert_int_equal(rows_of(t, (struct evm_log_want){ .ev = 2 }, &log), 2);
	assert_int_equal(rows_of(t, (struct evm_log_want){ .ev = 2, .before = log.v[0].seq }, &log), 1);
	assert_int_equal(rows_of(t, (struct evm_log_want){ .kind = evm_str("curator") }, &log), 3);
	assert_str(log.v[0].login, "");		/* a program made them */
	assert_int_equal(rows_of(t, (struct evm_log_want){ .kind = evm_str("none") }, &log), 0);
	OK(evm_log_get(t->r, &(struct evm_log_want){ .n = 1 }, &t->a, &log, &t->err));
	today = evm_str_sub(log.v[0].at, 0, 10);
	assert_int_equal(rows_of(t, (struct evm_log_want){ .since = today, .until = today },
				 &log), 6);
	assert_int_equal(rows_of(t, (struct evm_log_want){ .until = evm_str("2020-01-01") },
				 &log), 0);
}

static void the_chain_is_checked_from_any_row(void **state)
{
	struct base *t = *state;
	struct evm_chain c;

	test_vote(t, A, 1, EVM_ACCEPT);
	test_vote(t, A, 2, EVM_ACCEPT);
	OK(evm_chain_check(t->r, -1, &t->a, &c, &t->err));
	assert_int_equal(c.rows, 5);
	assert_int_equal(c.first, 1);
	assert_int_equal(c.broken, 0);
	assert_int_equal(c.sha256.n, 64);
	OK(evm_chain_check(t->r, 2, &t->a, &c, &t->err));
	assert_int_equal(c.first, 4);
	assert_int_equal(c.broken, 0);
	OK(evm_sql_run(evm_review_store(t->r), &t->err, "DROP TRIGGER audit_nu", ""));
	OK(evm_sql_run(evm_review_store(t->r), &t->err, "DROP TRIGGER audit_nd", ""));
	OK(evm_sql_run(evm_review_store(t->r), &t->err, "UPDATE audit SET detail = "
		       "replace(detail, 'accept', 'reject') WHERE seq = 4", ""));
	OK(evm_chain_check(t->r, -1, &t->a, &c, &t->err));
	assert_int_equal(c.broken, 4);
	/* what comes behind the row does not tell */
	OK(evm_chain_check(t->r, 1, &t->a, &c, &t->err));
	assert_int_equal(c.broken, 0);
	OK(evm_sql_run(evm_review_store(t->r), &t->err, "DELETE FROM audit WHERE seq = 4", ""));
	OK(evm_chain_check(t->r, 1, &t->a, &c, &t->err));
	assert_int_equal(c.broken, 5);
}

/* --- people and keys ---------------------------------------------------------------- */

static void curators_and_sessions(void **state)
{
	struct base *t = *state;
	struct evm_curator c = { .login = evm_str("Eve!"), .active = true };
	struct evm_session s;
	char token[EVM_TOKEN + 1];

	OK(evm_curators_put(t->r, &c, &t->res, &t->err));
	assert_int_equal(t->res.outcome, EVM_INVALID);
	c.login = evm_str("eve");
	c.orcid = evm_str("0000-0002-1825-00");
	OK(evm_curators_put(t->r, &c, &t->res, &t->err));
	assert_int_equal(t->res.outcome, EVM_INVALID);
	c.orcid = evm_str("0000-0002-1825-0097");
	OK(evm_curators_put(t->r, &c, &t->res, &t->err));
	assert_int_equal(t->res.outcome, EVM_SAVED);
	OK(evm_review_as(t->r, "eve", &t->err));
	OK(evm_session_open(t->r, "eve", 12, token, &t->err));
	assert_int_equal(evm_session_find(t->r, evm_str("other"), &s, &t->err), 0);
	assert_int_equal(evm_session_find(t->r, evm_str(token), &s, &t->err), 1);
	assert_string_equal(s.login, "eve");
	assert_int_equal(strlen(s.csrf), EVM_TOKEN);
	OK(evm_session_close(t->r, evm_str(token), &t->err));
	assert_int_equal(evm_session_find(t->r, evm_str(token), &s, &t->err), 0);
	OK(evm_session_open(t->r, "eve", 12, token, &t->err));
	c.active = false;
	OK(evm_curators_put(t->r, &c, &t->res, &t->err));
	assert_int_equal(evm_review_as(t->r, "eve", &t->err), -1);
	assert_int_equal(evm_session_find(t->r, evm_str(token), &s, &t->err), 0);
}

static void keys_do_not_clash(void **state)
{
	struct base *t = *state;
	struct evm_keydef defs[EVM_ACTION_N];
	struct evm_keymap m;

	OK(evm_keys_check(evm_keydefs, EVM_ACTION_N, &t->err));
	memcpy(defs, evm_keydefs, sizeof defs);
	defs[3].key = defs[0].key;
	assert_int_equal(evm_keys_check(defs, EVM_ACTION_N, &t->err), -1);
	assert_non_null(strstr(t->err.msg, "accept and unsure"));
	assert_int_equal(evm_keys_remap(t->r, EVM_DO_UNSURE, 'a', &t->err), -1);
	OK(evm_keys_remap(t->r, EVM_DO_UNSURE, 'y', &t->err));
	OK(evm_keys_remap(t->r, EVM_DO_SKIP, 0, &t->err));
	OK(evm_keys_load(t->r, &m, &t->err));
	assert_int_equal(evm_keys_action(&m, 'y'), EVM_DO_UNSURE);
	assert_int_equal(evm_keys_action(&m, 'u'), EVM_ACTION_N);
	assert_int_equal(m.key[EVM_DO_SKIP], 0);
	OK(evm_review_as(t->r, B, &t->err));
	OK(evm_keys_load(t->r, &m, &t->err));
	assert_int_equal(evm_keys_action(&m, 'u'), EVM_DO_UNSURE);
}

#define T(f) cmocka_unit_test_setup_teardown(f, test_setup, test_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(a_batch_is_what_was_shown_and_one_act_to_undo),
		T(a_row_edited_since_the_preview_is_left_out),
		T(a_decision_spreads_to_similar_sentences),
		T(agreement_is_counted_by_pair_and_for_all),
		T(agreement_by_field_is_of_what_was_accepted),
		T(precision_is_of_the_random_sample_alone),
		T(one_seed_draws_one_sample),
		T(pace_progress_and_recall_are_told),
		T(a_claim_a_paper_and_a_concept_can_be_seen),
		T(contradictions_show_in_their_contexts),
		T(concepts_come_from_vocabularies_too),
		T(a_reject_teaches_what_a_block_would_change),
		T(rejections_for_a_wrong_identifier_are_lessons),
		T(the_log_and_the_inbox_tell),
		T(the_log_is_filtered_and_keeps_votes_back),
		T(the_chain_is_checked_from_any_row),
		T(curators_and_sessions),
		T(keys_do_not_clash),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
