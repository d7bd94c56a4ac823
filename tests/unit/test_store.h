/* A database for the tests of pipeline/store, and documents in a few words. */
#ifndef EVM_TEST_STORE_H
#define EVM_TEST_STORE_H

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

static inline struct evm_span find(const struct evm_doc *doc, const char *what,
				   size_t from)
{
	size_t at = evm_str_find(doc->text, evm_str(what), from);

	assert_int_not_equal(at, SIZE_MAX);
	return (struct evm_span){ (uint32_t)at, (uint32_t)(at + strlen(what)) };
}

static inline void claim(struct evm_doc *doc, const struct says *w)
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
static inline void make(struct evm_doc *doc, const char *id, const char *version,
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
	struct evm_doc back;	/* the one read last */
	struct evm_err err;
	sqlite3 *db;		/* a second connection, as a curator's program has */
};

#define OK(call) do { if (call) fail_msg("%s", t->err.msg); } while (0)

static inline int setup(void **state)
{
	struct base *t = calloc(1, sizeof *t);

	strcpy(t->path, "/tmp/evm-test-store-XXXXXX");
	close(mkstemp(t->path));
	evm_doc_init(&t->doc);
	evm_doc_init(&t->back);
	OK(evm_store_open(&t->s, t->path, &t->err));
	assert_int_equal(sqlite3_open(t->path, &t->db), SQLITE_OK);
	*state = t;
	return 0;
}

static inline int teardown(void **state)
{
	struct base *t = *state;
	char name[80];

	evm_store_close(t->s);
	sqlite3_close(t->db);
	evm_doc_release(&t->doc);
	evm_doc_release(&t->back);
	unlink(t->path);
	snprintf(name, sizeof name, "%s-wal", t->path);
	unlink(name);
	snprintf(name, sizeof name, "%s-shm", t->path);
	unlink(name);
	free(t);
	return 0;
}

static inline void load(struct base *t, const char *run)
{
	OK(evm_store_begin(t->s, &t->err));
	OK(evm_store_begin_run(t->s, evm_str(run), &t->err));
	OK(evm_store_load(t->s, &t->doc, &t->err));
	OK(evm_store_commit(t->s, &t->err));
	OK(evm_store_end_run(t->s, &t->err));
}

/* Loads document 1 with these claims; other NULL: one. */
static inline void found(struct base *t, const char *run, const struct says *one,
			 const struct says *other)
{
	make(&t->doc, "1", "1", two, 2);
	claim(&t->doc, one);
	if (other)
		claim(&t->doc, other);
	load(t, run);
}

static inline void read_doc(struct base *t)
{
	assert_int_equal(evm_store_next(t->s, &t->back, &t->err), 1);
}

static inline void read_end(struct base *t)
{
	assert_int_equal(evm_store_next(t->s, &t->back, &t->err), 0);
}

static inline int number(struct base *t, const char *sql)
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

static inline void run_sql(struct base *t, const char *sql)
{
	if (sqlite3_exec(t->db, sql, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(t->db));
}

static inline void healthy(struct base *t)
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

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

#endif
