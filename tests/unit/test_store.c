/* Loads: what goes in, again, newer, deleted, unfinished. */
#include "tests/unit/test_store.h"

static void dump(struct base *t, struct evm_buf *b)
{
	b->n = 0;
	OK(evm_store_dump(t->s, b, &t->err));
	assert_true(b->n > 0);
}

static void what_goes_in_comes_out(void **state)
{
	struct base *t = *state;
	struct evm_buf in = EVM_BUF_INIT, out = EVM_BUF_INIT;

	make(&t->doc, "1", "1", two, 2);
	claim(&t->doc, &fibrosis);
	claim(&t->doc, &carry);
	t->doc.claims.v[0].via = 1;
	OK(evm_doc_write(&in, &t->doc, &t->err));
	load(t, "one");
	read_doc(t);
	OK(evm_doc_write(&out, &t->back, &t->err));
	assert_string_equal(in.p, out.p);
	assert_string_equal(evm_store_status(t->s)[1], "new");
	read_end(t);
	/* a second round begins again */
	read_doc(t);
	read_end(t);
	assert_int_equal(number(t, "SELECT count(*) FROM sentence_fts "
				"WHERE sentence_fts MATCH '\"mir-21\"'"), 1);
	healthy(t);
	evm_buf_release(&in);
	evm_buf_release(&out);
}

static void the_same_again_changes_nothing(void **state)
{
	struct base *t = *state;
	int before;

	found(t, "one", &fibrosis, NULL);
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

	found(t, "one", &fibrosis, NULL);
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
		read_end(t);
	}
	assert_int_equal(number(t, "SELECT count(*) FROM evidence"), 1);
	assert_int_equal(number(t, "SELECT count(*) FROM current"), 0);
	evm_store_read_all(t->s);
	read_doc(t);
	assert_true(t->back.deleted);
	read_end(t);
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

static bool is_there(const struct base *t, const char *suffix)
{
	char name[80];

	snprintf(name, sizeof name, "%s%s", t->path, suffix);
	return !access(name, F_OK);
}

/* A file of nothing, to be loaded first. */
static void begin_first(struct base *t)
{
	evm_store_close(t->s);
	sqlite3_close(t->db);
	assert_int_equal(truncate(t->path, 0), 0);
	OK(evm_store_open_bulk(&t->s, t->path, &t->err));
	assert_int_equal(sqlite3_open(t->path, &t->db), SQLITE_OK);
	make(&t->doc, "1", "1", two, 2);
	OK(evm_store_begin(t->s, &t->err));
	OK(evm_store_begin_run(t->s, evm_str("one"), &t->err));
	OK(evm_store_load(t->s, &t->doc, &t->err));
	assert_true(is_there(t, "-journal"));
	OK(evm_store_commit(t->s, &t->err));
	assert_false(is_there(t, "-wal"));
	assert_int_equal(number(t, "SELECT count(*) FROM document"), 1);
}

static void a_first_load_has_no_log_until_it_is_closed(void **state)
{
	struct base *t = *state;

	begin_first(t);
	sqlite3_close(t->db);
	evm_store_close(t->s);
	t->s = NULL;
	assert_int_equal(sqlite3_open(t->path, &t->db), SQLITE_OK);
	assert_int_equal(number(t, "SELECT count(*) FROM document"), 1);
	assert_true(is_there(t, "-wal"));
	OK(evm_store_open_bulk(&t->s, t->path, &t->err));
	make(&t->doc, "2", "1", two, 2);
	load(t, "two");
	assert_false(is_there(t, "-journal"));
	assert_int_equal(number(t, "SELECT count(*) FROM document"), 2);
	healthy(t);
}

/* Who opens it to write meanwhile makes the log, and the load goes on with it. */
static void a_first_load_goes_on_with_another_program(void **state)
{
	struct base *t = *state;
	struct evm_store *other;

	begin_first(t);
	OK(evm_store_open(&other, t->path, &t->err));
	make(&t->doc, "2", "1", two, 2);
	OK(evm_store_begin(t->s, &t->err));
	OK(evm_store_load(t->s, &t->doc, &t->err));
	/* a reader sees what was there before, and waits for nothing */
	assert_true(is_there(t, "-wal"));
	assert_int_equal(number(t, "SELECT count(*) FROM document"), 1);
	OK(evm_store_commit(t->s, &t->err));
	assert_int_equal(number(t, "SELECT count(*) FROM document"), 2);
	evm_store_close(other);
	healthy(t);
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
	const struct CMUnitTest tests[] = {
		TEST(what_goes_in_comes_out),
		TEST(the_same_again_changes_nothing),
		TEST(a_new_run_that_says_the_same_only_adds_that_it_did),
		TEST(a_newer_version_replaces_in_any_order),
		TEST(equal_versions_do_not_depend_on_the_order),
		TEST(a_deletion_marks_in_any_order),
		TEST(an_unfinished_run_shows),
		TEST(a_first_load_has_no_log_until_it_is_closed),
		TEST(a_first_load_goes_on_with_another_program),
		TEST(other_files_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
