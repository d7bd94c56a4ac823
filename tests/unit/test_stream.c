#include "tests/unit/test_support.h"

#include <unistd.h>

#include "core/data.h"
#include "core/stream.h"

/* Opens text as a file that has no name any more. */
static struct evm_in *open_text(struct evm_str text)
{
	char path[] = "/tmp/evm-test-stream-XXXXXX";
	struct evm_err err = EVM_ERR_INIT;
	struct evm_in *in;
	int fd = mkstemp(path);

	assert_int_equal(write(fd, text.p, text.n), text.n);
	close(fd);
	assert_int_equal(evm_in_open(&in, path, &err), 0);
	unlink(path);
	return in;
}

/* Reads a stream and writes it again into *again: 0, or -1 with err. */
static int copy(struct evm_str text, struct evm_buf *again, struct evm_err *err)
{
	struct evm_in *in = open_text(text);
	struct evm_buf lines = EVM_BUF_INIT;
	struct evm_reader r;
	struct evm_doc doc;
	uint64_t line, docs = 0;
	int got;

	evm_doc_init(&doc);
	got = evm_reader_open(&r, in, err);
	evm_buf_printf(again, "#evm\t%d\n", EVM_STREAM_MAJOR);
	evm_buf_add(again, evm_buf_str(&r.header));
	while (!got && (got = evm_reader_next(&r, &lines, &line, err)) == 1) {
		docs++;
		got = evm_doc_read(&doc, evm_buf_str(&lines), "test", line, err) ||
		      evm_doc_write(again, &doc, err) ? -1 : 0;
	}
	evm_buf_printf(again, "#end\tdocs=%d\n", (int)docs);
	evm_doc_release(&doc);
	evm_reader_release(&r);
	evm_buf_release(&lines);
	evm_in_close(in);
	return got;
}

static void assert_same(struct evm_str text)
{
	struct evm_err err = EVM_ERR_INIT;
	struct evm_buf again = EVM_BUF_INIT;
	char *z = test_z(text);

	if (copy(text, &again, &err))
		fail_msg("%s", err.msg);
	assert_str(evm_buf_str(&again), z);
	free(z);
	evm_buf_release(&again);
}

static void assert_refused(const char *text, enum evm_exit code,
			   const char *message)
{
	struct evm_err err = EVM_ERR_INIT;
	struct evm_buf again = EVM_BUF_INIT;

	assert_int_equal(copy(evm_str(text), &again, &err), -1);
	assert_int_equal(err.code, code);
	if (!strstr(err.msg, message))
		fail_msg("\"%s\" does not say \"%s\"", err.msg, message);
	evm_buf_release(&again);
}

static void manual_examples_round_trip(void **state)
{
	static const char fence[] = "```evm\n";
	struct evm_err err = EVM_ERR_INIT;
	char *path = evm_data_path("pipeline/FORMAT.md", &err);
	struct evm_buf page = EVM_BUF_INIT;
	struct evm_in *in;
	size_t at = 0, end;
	int n = 0;

	(void)state;
	assert_int_equal(evm_in_open(&in, path, &err), 0);
	assert_int_equal(evm_in_all(in, &page, 1u << 20, &err), 0);
	while ((at = evm_str_find(evm_buf_str(&page), EVM_LIT(fence), at)) !=
	       SIZE_MAX) {
		at += sizeof fence - 1;
		end = evm_str_find(evm_buf_str(&page), EVM_LIT("```"), at);
		assert_same(evm_str_sub(evm_buf_str(&page), at, end));
		n++;
	}
	assert_true(n > 0);
	evm_in_close(in);
	evm_buf_release(&page);
	free(path);
}

#define HEAD "#evm\t1\nD\td\tsource=tsv\nT\td\tbody\t0\t\t\tabc def\n"
#define TAIL ".\td\n#end\tdocs=1\n"

static void escapes_and_unknown_lines_pass(void **state)
{
	(void)state;
	assert_same(EVM_LIT("#evm\t1\n#note\tkept\nD\ta\\tb\tsource=tsv\tnew=1\n"
			    "T\ta\\tb\tbody\t0\t\t\tx\\\\y\\nz\n"
			    "S\ta\\tb\t0\t5\n"
			    "E\ta\\tb\teffect\t0\t1\tx\tx\tby=t\tcolour=red\n"
			    "Z\ta\\tb\tof another version\n.\ta\\tb\n"
			    "#end\tdocs=1\n"));
}

static void many_labels_in_a_citation(void **state)
{
	struct evm_buf b = EVM_BUF_INIT;

	(void)state;
	evm_buf_addz(&b, HEAD "X\td\t0\t3\tabc");
	for (int i = 1; i <= 60; i++)
		evm_buf_printf(&b, "\t%d", i);
	evm_buf_addz(&b, "\n" TAIL);
	assert_same(evm_buf_str(&b));
	evm_buf_release(&b);
}

static void quotes_are_compared(void **state)
{
	(void)state;
	assert_refused(HEAD "E\td\teffect\t0\t3\tabd\tx\n" TAIL, EVM_EXIT_FAILED,
		       "the quote is not what stands at its offsets");
	assert_refused(HEAD "E\td\teffect\t0\t9\tabc\tx\n" TAIL, EVM_EXIT_FAILED,
		       "test:4: document d: E line: the span lies outside");
	assert_refused(HEAD "A\td\t0\t1\t4\t7\ta\tdeg\n" TAIL, EVM_EXIT_FAILED,
		       "quote");
	assert_refused(HEAD "S\td\t0\t7\nR\td\t1\t0\ttreats\t0\tasserted\t0.5\tr\t0\t1\n"
		       "P\td\t1\tsubject\t0\t3\teffect\tabX\tx\t\t\n" TAIL,
		       EVM_EXIT_FAILED, "P line: the quote");
	assert_refused("#evm\t1\nD\td\nT\td\tbody\t1\t\t\tabc\n" TAIL,
		       EVM_EXIT_FAILED, "does not begin where the last ended");
}

static void spans_keep_to_characters(void **state)
{
	(void)state;
	assert_refused("#evm\t1\nD\td\nT\td\tbody\t0\t\t\ta\xCE\xB2\n"
		       "S\td\t0\t2\n" TAIL, EVM_EXIT_FAILED, "is no span");
}

static void cut_streams_are_told(void **state)
{
	(void)state;
	assert_refused("", EVM_EXIT_CUT, "empty input");
	assert_refused(HEAD, EVM_EXIT_CUT, "before its #end");
	assert_refused(HEAD ".\td\n", EVM_EXIT_CUT, "before its #end");
	assert_refused(HEAD ".\td\n#end\tdocs=2\n", EVM_EXIT_CUT, "#end says 2");
	assert_refused("#evm\t2\n#end\tdocs=0\n", EVM_EXIT_FAILED, "version 2");
	assert_refused("id\ttext\n", EVM_EXIT_FAILED, "no evmine stream");
}

static void sorting_moves_via_along(void **state)
{
	struct evm_err err = EVM_ERR_INIT;
	struct evm_doc doc;
	struct evm_claim *c;

	(void)state;
	evm_doc_init(&doc);
	doc.id = EVM_LIT("d");
	evm_doc_passage(&doc, EVM_REGION_BODY, EVM_LIT(""), EVM_LIT("0123456789"));
	evm_doc_seal(&doc);
	EVM_PUSH(&doc.arena, doc.sentences)->span = (struct evm_span){ 0, 10 };
	for (uint32_t i = 0; i < 3; i++) {
		c = EVM_PUSH(&doc.arena, doc.claims);
		c->trigger = (struct evm_span){ 8 - i, 9 - i };
		c->via = i == 0 ? 2 : -1;
		c->rule = c->extra = EVM_LIT("");
	}
	evm_doc_sort(&doc);
	assert_int_equal(doc.claims.v[0].trigger.begin, 6);
	assert_int_equal(doc.claims.v[2].trigger.begin, 8);
	assert_int_equal(doc.claims.v[2].via, 0);
	assert_int_equal(evm_doc_check(&doc, &err), 0);
	evm_doc_release(&doc);
}

static void lines_tell_what_they_concern(void **state)
{
	const uint32_t disease = 1u << EVM_DISEASE, drug = 1u << EVM_DRUG;
	const struct evm_str sick = EVM_LIT("D\td1\nT\td1\ttitle\t0\t\t\tPain\n"
					    "E\td1\tdisease\t0\t4\tPain\tpain\n.\td1\n");

	(void)state;
	assert_true(evm_lines_concern(sick, disease | drug));
	assert_false(evm_lines_concern(sick, drug));
	/* claims concern all, and so does what looks odd */
	assert_true(evm_lines_concern(EVM_LIT("D\td1\nR\td1\t1\n.\td1\n"), drug));
	assert_true(evm_lines_concern(EVM_LIT("D\td1\nE\td1\tsickness\t0\t4\n.\td1\n"), drug));
	assert_true(evm_lines_concern(EVM_LIT("D\td1\nE\td22\tdisease\t0\t4\n.\td1\n"), drug));
	assert_true(evm_lines_concern(EVM_LIT("D\td1\nE\n.\td1\n"), drug));
	/* a passage may begin like one */
	assert_false(evm_lines_concern(EVM_LIT("D\td1\nT\td1\ttitle\t0\t\t\tE drug\n.\td1\n"), drug));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(manual_examples_round_trip),
		cmocka_unit_test(escapes_and_unknown_lines_pass),
		cmocka_unit_test(many_labels_in_a_citation),
		cmocka_unit_test(quotes_are_compared),
		cmocka_unit_test(spans_keep_to_characters),
		cmocka_unit_test(cut_streams_are_told),
		cmocka_unit_test(sorting_moves_via_along),
		cmocka_unit_test(lines_tell_what_they_concern),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
