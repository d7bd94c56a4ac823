/* A small database for the tests of pipeline/review: documents of two
 * sentences each, made by a "machine" whose rules the test chooses. */
#ifndef EVM_TEST_REVIEW_H
#define EVM_TEST_REVIEW_H

#include "tests/unit/test_support.h"

#include <unistd.h>

#include "core/stream.h"
#include "review/review.h"
#include "store/sql.h"

#define FIRST "BM-MSC exosomes reduced liver fibrosis in mice [41]."
#define SECOND "They carry miR-21."

struct base {
	char db[64], journal[64];
	struct evm_review *r;
	struct evm_arena a;
	struct evm_err err;
	struct evm_result res;
	int keys;
};

#define OK(call) do { if ((call) < 0) fail_msg("%s", t->err.msg); } while (0)

static inline struct evm_span test_find(const struct evm_doc *doc, const char *what)
{
	size_t at = evm_str_find(doc->text, evm_str(what), 0);

	assert_int_not_equal(at, SIZE_MAX);
	return (struct evm_span){ (uint32_t)at, (uint32_t)(at + strlen(what)) };
}

static inline struct evm_claim *test_claim(struct evm_doc *doc, uint32_t sentence,
					   const char *subject, const char *object,
					   enum evm_predicate predicate,
					   const char *source, double confidence)
{
	struct evm_claim *c = EVM_PUSH(&doc->arena, doc->claims);
	struct evm_qualifier *q;

	c->sentence = sentence;
	c->predicate = predicate;
	c->confidence = confidence;
	c->rule = evm_str("r1");
	c->via = -1;
	c->subject.span = test_find(doc, subject);
	c->object.span = test_find(doc, object);
	c->subject.type = EVM_VESICLE;
	c->object.type = EVM_DISEASE;
	c->object.norm = evm_str(object);
	c->object.id = evm_str("MESH:D0001");
	if (source) {
		q = EVM_PUSH(&doc->arena, c->quals);
		q->key = evm_str("source");
		q->value = evm_str(source);
	}
	return c;
}

/* rules 1: both claims; 2: the first with another source; 3: the second only */
static inline void test_doc(struct evm_doc *doc, int number, int rules)
{
	static const char text[] = FIRST " " SECOND;
	struct evm_claim *c;
	struct evm_qualifier *q;

	evm_doc_reset(doc);
	doc->id = evm_str_printf(&doc->arena, "%d", 99000000 + number);
	doc->source = evm_str("pubmed");
	evm_doc_meta(doc, "title", evm_str("EVs in fibrosis"), evm_str(""));
	evm_doc_meta(doc, "year", evm_str("2021"), evm_str(""));
	evm_doc_passage(doc, EVM_REGION_ABSTRACT, evm_str("RESULTS"), evm_str(text));
	evm_doc_seal(doc);
	EVM_PUSH(&doc->arena, doc->sentences)->span =
		(struct evm_span){ 0, sizeof FIRST - 1 };
	EVM_PUSH(&doc->arena, doc->sentences)->span =
		(struct evm_span){ sizeof FIRST, sizeof text - 1 };
	*EVM_PUSH(&doc->arena, doc->refs) = (struct evm_ref){ evm_str("41"),
		evm_str("30876455"), evm_str(""), evm_str("Rong X. et al. 2019") };
	if (rules != 3) {
		c = test_claim(doc, 0, "BM-MSC exosomes", "liver fibrosis",
			       EVM_DECREASES, rules == 2 ? "UC" : "BM", 0.86);
		q = EVM_PUSH(&doc->arena, c->quals);
		q->key = evm_str("refs");
		q->value = evm_str("41");
		c->trigger = test_find(doc, "reduced");
	}
	c = test_claim(doc, 1, "They", "miR-21", EVM_CONTAINS, NULL, 0.5);
	c->trigger = (struct evm_span){ sizeof FIRST, sizeof FIRST };
}

/* Loads documents 1 to n as the machine with these rules finds them. */
static inline void test_load(struct base *t, int n, int rules)
{
	struct evm_store *s;
	struct evm_doc doc;
	char header[32];

	snprintf(header, sizeof header, "#pg\ttest\trules=%d\n", rules);
	evm_doc_init(&doc);
	OK(evm_store_open(&s, t->db, &t->err));
	OK(evm_store_begin_run(s, evm_str(header), &t->err));
	OK(evm_store_begin(s, &t->err));
	for (int i = 1; i <= n; i++) {
		test_doc(&doc, i, rules);
		OK(evm_store_load(s, &doc, &t->err));
	}
	OK(evm_store_end_run(s, &t->err));
	OK(evm_store_commit(s, &t->err));
	evm_store_close(s);
	evm_doc_release(&doc);
}

static inline void test_curator(struct base *t, const char *login,
				enum evm_role role)
{
	struct evm_curator c = { .login = evm_str(login), .name = evm_str(login),
				 .role = role, .active = true };

	OK(evm_curators_put(t->r, &c, &t->res, &t->err));
	assert_int_equal(t->res.outcome, EVM_SAVED);
}

static inline void test_open(struct base *t, int n_docs)
{
	static int number;

	memset(t, 0, sizeof *t);
	snprintf(t->db, sizeof t->db, "/tmp/evm-test-review-%d-%d.db", getpid(),
		 ++number);
	snprintf(t->journal, sizeof t->journal,
		 "/tmp/evm-test-review-%d-%d.decisions.jsonl", getpid(), number);
	unlink(t->db);
	evm_arena_init(&t->a);
	test_load(t, n_docs, 1);
	OK(evm_review_open(&t->r, t->db, NULL, &t->err));
	test_curator(t, "alice", EVM_ROLE_CURATOR);
	test_curator(t, "bob", EVM_ROLE_CURATOR);
	test_curator(t, "judge", EVM_ROLE_ADJUDICATOR);
	OK(evm_review_as(t->r, "alice", &t->err));
}

static inline void test_close(struct base *t)
{
	char name[80];

	evm_review_close(t->r);
	evm_arena_release(&t->a);
	unlink(t->db);
	unlink(t->journal);
	snprintf(name, sizeof name, "%s-wal", t->db);
	unlink(name);
	snprintf(name, sizeof name, "%s-shm", t->db);
	unlink(name);
}

static inline int test_setup(void **state)
{
	struct base *t = malloc(sizeof *t);

	test_open(t, 2);
	*state = t;
	return 0;
}

static inline int test_teardown(void **state)
{
	test_close(*state);
	free(*state);
	return 0;
}

/* --- acts in a word ----------------------------------------------------------- */

static inline struct evm_str test_key(struct base *t)
{
	return evm_str_printf(&t->a, "test-key-%d", ++t->keys);
}

static inline struct evm_item test_item(struct base *t, int64_t ev)
{
	struct evm_item it;

	OK(evm_item_get(t->r, ev, &t->a, &it, &t->err));
	assert_int_equal(it.ev, ev);
	return it;
}

static inline enum evm_outcome test_vote(struct base *t, const char *who,
					 int64_t ev, enum evm_verdict v)
{
	struct evm_decide d = { .ev = ev, .ver = test_item(t, ev).ver, .verdict = v,
		.reason = evm_str(v == EVM_REJECT ? "polarity" : ""),
		.client_key = test_key(t), .ms_spent = 1000, .ui = "api" };

	OK(evm_review_as(t->r, who, &t->err));
	OK(evm_review_decide(t->r, &d, &t->res, &t->err));
	return t->res.outcome;
}

static inline enum evm_outcome test_edit(struct base *t, const char *who,
					 int64_t ev, int64_t parent,
					 const char *source, bool accept)
{
	struct evm_item it = test_item(t, ev);
	struct evm_edit e = { .ev = ev, .parent = parent ? parent : it.ver,
		.content = it.now, .client_key = test_key(t), .accept = accept,
		.ms_spent = -1, .ui = "api" };

	for (size_t i = 0; i < e.content.quals.n; i++)
		if (evm_str_eqz(e.content.quals.v[i].key, "source"))
			e.content.quals.v[i].value = evm_str(source);
	OK(evm_review_as(t->r, who, &t->err));
	OK(evm_review_edit(t->r, &e, &t->res, &t->err));
	return t->res.outcome;
}

static inline int64_t test_number(struct base *t, const char *sql)
{
	int64_t n;

	OK(evm_sql_int(evm_review_store(t->r), &t->err, -1, &n, sql, ""));
	return n;
}

#endif
