/* store/backup: when a copy is made, what it holds, which ones stay. */
#include "tests/unit/test_review.h"

#include <glob.h>
#include <sys/stat.h>

#include "store/backup.h"

/* Paths of the copies, or of what a copy leaves while it is made. */
static glob_t beside(struct base *t, const char *what)
{
	char pattern[128];
	glob_t g;

	snprintf(pattern, sizeof pattern, "%.*s.backup-%s", (int)strlen(t->db) - 3, t->db,
		 what);
	glob(pattern, 0, NULL, &g);
	return g;
}

static int copies(struct base *t)
{
	glob_t g = beside(t, "[0-9]*Z.db");
	int n = (int)g.gl_pathc;

	globfree(&g);
	return n;
}

/* A file that is named as a copy; false: no copy of this database. */
static void put(struct base *t, const char *stamp, const char *text)
{
	char path[128];

	snprintf(path, sizeof path, "%.*s.backup-%s.db", (int)strlen(t->db) - 3, t->db, stamp);
	test_write(path, evm_str(text));
}

static int make(struct base *t, struct evm_backup how)
{
	struct evm_buf path = EVM_BUF_INIT;
	int got;

	t->err = (struct evm_err)EVM_ERR_INIT;
	got = evm_backup_make(t->db, &how, &path, &t->err);
	if (got == 1) {
		assert_int_equal(access(path.p, R_OK), 0);
		assert_true(evm_str_starts(evm_buf_str(&path), "/tmp/evm-test-review-"));
	}
	evm_buf_release(&path);
	return got;
}

static void dump_of(struct base *t, const char *path, struct evm_buf *b)
{
	struct evm_store *s;

	OK(evm_store_open_read(&s, path, &t->err));
	OK(evm_store_dump(s, b, &t->err));
	evm_store_close(s);
}

static int tear_down(void **state)
{
	glob_t g = beside(*state, "*");

	for (size_t i = 0; i < g.gl_pathc; i++)
		unlink(g.gl_pathv[i]);
	globfree(&g);
	return test_teardown(state);
}

static void only_what_people_decided_is_copied(void **state)
{
	struct base *t = *state;
	struct evm_buf is = EVM_BUF_INIT, was = EVM_BUF_INIT;
	struct evm_backup how = { .keep = 3 };
	struct stat a, b;
	glob_t g;

	/* three curators, and nothing of theirs */
	assert_int_equal(make(t, how), 0);
	assert_int_equal(test_vote(t, "alice", 1, EVM_ACCEPT), EVM_SAVED);
	assert_int_equal(make(t, (struct evm_backup){ .keep = 0 }), 0);
	assert_int_equal(chmod(t->db, 0600), 0);
	dump_of(t, t->db, &was);
	assert_int_equal(make(t, how), 1);
	/* nobody did anything: the machine's work can be made again */
	test_load(t, 2, 2);
	assert_int_equal(make(t, how), 0);
	g = beside(t, "*");
	assert_int_equal(g.gl_pathc, 1);
	dump_of(t, g.gl_pathv[0], &is);
	assert_str(evm_buf_str(&is), was.p);
	assert_int_equal(stat(t->db, &a) | stat(g.gl_pathv[0], &b), 0);
	assert_int_equal(b.st_mode & 0777, 0600);
	globfree(&g);
	evm_buf_release(&is);
	evm_buf_release(&was);
}

static void the_newest_ones_stay(void **state)
{
	struct base *t = *state;
	glob_t g;

	put(t, "20200101T000000Z", "");
	put(t, "20200102T000000Z", "no database");
	put(t, "20200103T000000Z", "");
	put(t, "20200103T00000Z", "another's");
	put(t, "2020-01-03T0000Z", "another's");
	put(t, "part", "of one that was killed");
	assert_int_equal(test_vote(t, "alice", 1, EVM_ACCEPT), EVM_SAVED);
	assert_int_equal(make(t, (struct evm_backup){ .keep = 3 }), 1);
	g = beside(t, "*");
	assert_int_equal(g.gl_pathc, 5);
	assert_non_null(strstr(g.gl_pathv[1], "20200102T000000Z"));
	assert_non_null(strstr(g.gl_pathv[3], "20200103T00000Z"));
	globfree(&g);
	assert_int_equal(copies(t), 5);
}

static void a_day_begins_with_what_was_done_before_it(void **state)
{
	struct base *t = *state;
	struct evm_backup daily = { .keep = 9, .daily = true };

	put(t, "20200101T000000Z", "an old one that cannot be read");
	assert_int_equal(test_vote(t, "alice", 1, EVM_ACCEPT), EVM_SAVED);
	assert_int_equal(make(t, daily), 0);
	OK(evm_sql_run(evm_review_store(t->r), &t->err, "DROP TRIGGER audit_nu", ""));
	OK(evm_sql_run(evm_review_store(t->r), &t->err, "UPDATE audit SET at = "
		       "'2020-01-02' || substr(at, 11)", ""));
	assert_int_equal(make(t, daily), 1);
	assert_int_equal(test_vote(t, "alice", 2, EVM_ACCEPT), EVM_SAVED);
	assert_int_equal(make(t, daily), 0);
	/* before a load it is made all the same */
	daily.daily = false;
	assert_int_equal(make(t, daily), 1);
}

static bool at_once(void)
{
	return true;
}

static void one_that_fails_leaves_nothing(void **state)
{
	struct base *t = *state;
	struct evm_backup how = { .keep = 1, .stop = at_once };
	char part[128];
	glob_t g;

	put(t, "20200101T000000Z", "");
	test_load(t, 300, 1);
	assert_int_equal(test_vote(t, "alice", 1, EVM_ACCEPT), EVM_SAVED);
	assert_int_equal(make(t, how), -1);
	assert_non_null(strstr(t->err.msg, "interrupted"));
	/* a folder stands where the file would */
	snprintf(part, sizeof part, "%.*s.backup-part.db", (int)strlen(t->db) - 3, t->db);
	assert_int_equal(mkdir(part, 0700), 0);
	how.stop = NULL;
	assert_int_equal(make(t, how), -1);
	assert_int_equal(rmdir(part), 0);
	g = beside(t, "*");
	assert_int_equal(g.gl_pathc, 1);
	assert_non_null(strstr(g.gl_pathv[0], "20200101T000000Z"));
	globfree(&g);
	assert_int_equal(make(t, how), 1);
	assert_int_equal(copies(t), 1);
	assert_int_equal(evm_backup_make("/tmp/there-is-no-such.db", &how,
					 &(struct evm_buf)EVM_BUF_INIT, &t->err), 0);
}

/* Put back, it is written as the database was. */
static void a_copy_can_take_its_place(void **state)
{
	struct base *t = *state;
	struct evm_store *s;
	sqlite3_stmt *st;
	glob_t g;

	assert_int_equal(test_vote(t, "alice", 1, EVM_ACCEPT), EVM_SAVED);
	assert_int_equal(make(t, (struct evm_backup){ .keep = 1 }), 1);
	g = beside(t, "*");
	OK(evm_store_open(&s, g.gl_pathv[0], &t->err));
	assert_int_equal(evm_sql_row(s, &t->err, &st, "PRAGMA journal_mode", ""), 1);
	assert_str(evm_sql_text(st, 0), "wal");
	evm_sql_done(st);
	evm_store_close(s);
	globfree(&g);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, test_setup, tear_down)
	const struct CMUnitTest tests[] = {
		T(only_what_people_decided_is_copied),
		T(the_newest_ones_stay),
		T(a_day_begins_with_what_was_done_before_it),
		T(one_that_fails_leaves_nothing),
		T(a_copy_can_take_its_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
