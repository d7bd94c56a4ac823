/* A stage that fails on a record: it is held with its bytes and why, the others
 * go on, and a retry brings it in. */
#include "tests/unit/test_support.h"

#include <sqlite3.h>

#include "run/mine.h"
#include "store/store.h"

#define RECORD(id) "<PubmedArticle><MedlineCitation><PMID>" id "</PMID><Article>" \
	"<ArticleTitle>BM-MSC-derived exosomes reduced fibrosis in mice " id "." \
	"</ArticleTitle></Article></MedlineCitation></PubmedArticle>"

static char folder[64];
static const char *hated;	/* the document that the stage fails on; or NULL */
static struct evm_front front;
static struct evm_flow_inputs inputs = { .format = "auto" };
static struct evm_dict_choice choice;

static int check(const struct evm_doc *doc, struct evm_err *err)
{
	if (!hated || !evm_str_eqz(doc->id, hated))
		return 0;
	return evm_err_set(err, EVM_EXIT_FAILED, "the stage hates it");
}

static bool no(void)
{
	return false;
}

static char *in_folder(const char *name)
{
	static char path[16][100];	/* more than a test asks for */
	static int n;
	char *p = path[n++ % 16];

	snprintf(p, sizeof *path, "%s/%s", folder, name);
	return p;
}

static int setup(void **state)
{
	(void)state;
	strcpy(folder, "/tmp/evm-test-mine-XXXXXX");
	assert_non_null(mkdtemp(folder));
	test_write(in_folder("in.xml"), EVM_LIT("<PubmedArticleSet>" RECORD("1") RECORD("2")
						RECORD("3") "</PubmedArticleSet>"));
	return 0;
}

static int teardown(void **state)
{
	char command[100];

	(void)state;
	snprintf(command, sizeof command, "rm -r %s", folder);
	return system(command);
}

/* What evm-run would return; -1 when it fails. */
static int mine(const char *db, bool skip, bool retry)
{
	struct evm_mine_opts o = { .program = "test", .front = &front,
		.inputs = &inputs, .choice = &choice, .keep = "all",
		.retry = retry, .check = check, .stop = no, .asked = no };
	char *files[] = { in_folder("in.xml"), NULL };
	struct evm_err err = EVM_ERR_INIT;

	front = (struct evm_front){ .db = db, .quiet = true, .jobs = 2,
				    .on_error = skip ? "skip" : "stop" };
	return evm_mine(&o, retry ? files + 1 : files, &err);
}

/* First column of the first row. */
static char *ask(const char *db, const char *sql)
{
	static char text[1000];
	sqlite3_stmt *st;
	sqlite3 *s;

	assert_int_equal(sqlite3_open(db, &s), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(s, sql, -1, &st, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	snprintf(text, sizeof text, "%s",
		 (const char *)sqlite3_column_text(st, 0));
	sqlite3_finalize(st);
	sqlite3_close(s);
	return text;
}

#define DOCUMENTS "SELECT group_concat(ext_id) FROM " \
	"(SELECT ext_id FROM document ORDER BY ext_id)"
#define N_HELD "SELECT count(*) FROM quarantine"

static void dump(const char *db, struct evm_buf *b)
{
	struct evm_err err = EVM_ERR_INIT;
	struct evm_store *s;

	assert_int_equal(evm_store_open_read(&s, db, &err), 0);
	assert_int_equal(evm_store_dump(s, b, &err), 0);
	evm_store_close(s);
}

static void held_and_retried(void **state)
{
	char *db = in_folder("a.db"), *whole = in_folder("b.db");
	struct evm_buf a = EVM_BUF_INIT, b = EVM_BUF_INIT;

	(void)state;
	hated = "2";
	assert_int_equal(mine(db, true, false), EVM_EXIT_SKIPPED);
	assert_string_equal(ask(db, DOCUMENTS), "1,3");
	assert_string_equal(ask(db, N_HELD), "1");
	assert_string_equal(ask(db, "SELECT CAST(bytes AS TEXT) FROM quarantine"),
			    RECORD("2"));
	assert_string_equal(ask(db, "SELECT message FROM quarantine"),
			    "document 2: the stage hates it");
	assert_string_equal(ask(db, "SELECT state || skipped FROM input"), "done1");

	/* it fails again, and stays */
	assert_int_equal(mine(db, true, true), EVM_EXIT_SKIPPED);
	assert_string_equal(ask(db, N_HELD), "1");
	assert_string_equal(ask(db, DOCUMENTS), "1,3");

	/* the stage has learnt */
	hated = NULL;
	assert_int_equal(mine(db, true, true), EVM_EXIT_DONE);
	assert_string_equal(ask(db, N_HELD), "0");
	assert_int_equal(mine(whole, true, false), EVM_EXIT_DONE);
	dump(db, &a);
	dump(whole, &b);
	assert_string_equal(a.p, b.p);
	evm_buf_release(&a);
	evm_buf_release(&b);
}

static void stops_where_it_fails(void **state)
{
	char *db = in_folder("c.db");

	(void)state;
	hated = "3";
	assert_int_equal(mine(db, false, false), -1);
	assert_string_equal(ask(db, DOCUMENTS), "1,2");
	assert_string_equal(ask(db, N_HELD), "0");
	/* the same command goes on */
	hated = NULL;
	assert_int_equal(mine(db, false, false), EVM_EXIT_DONE);
	assert_string_equal(ask(db, DOCUMENTS), "1,2,3");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(held_and_retried),
		cmocka_unit_test(stops_where_it_fails),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
