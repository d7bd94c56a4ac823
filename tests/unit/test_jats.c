#include "tests/unit/test_support.h"

#include "corpus/jats_xml.h"

struct fixture {
	struct evm_jats *j;
	struct evm_doc doc;
	struct evm_raw raw;
	struct evm_err err;
};

static int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);

	f->j = evm_jats_new();
	evm_doc_init(&f->doc);
	f->raw.format = EVM_FORMAT_JATS;
	f->raw.file = "test.nxml";
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;

	evm_jats_free(f->j);
	evm_doc_release(&f->doc);
	evm_buf_release(&f->raw.bytes);
	free(f);
	return 0;
}

#define HEAD "<article><front><article-meta>" \
	"<article-id pub-id-type=\"pmid\">99000001</article-id>" \
	"</article-meta></front><body>"
#define TAIL "</body><back><ref-list>" \
	"<ref id=\"a\"><label>1</label></ref><ref id=\"b\"><label>[2]</label></ref>" \
	"<ref id=\"c\"><label>3.</label></ref><ref id=\"d\"/>" \
	"<ref id=\"e\"><label>5</label></ref></ref-list></back></article>"

static void body(struct fixture *f, const char *inside)
{
	f->raw.bytes.n = 0;
	evm_buf_addz(&f->raw.bytes, HEAD);
	evm_buf_addz(&f->raw.bytes, inside);
	evm_buf_addz(&f->raw.bytes, TAIL);
	assert_int_equal(evm_jats_parse(f->j, &f->raw, &f->doc, &f->err), 1);
	assert_int_equal(evm_doc_check(&f->doc, &f->err), 0);
}

#define R(id, text) "<xref ref-type=\"bibr\" rid=\"" id "\">" text "</xref>"

/* "[1, 2]=1,2 (x)=3": each citation's text and its labels. */
static void cites_of(const struct fixture *f, char *out, size_t size)
{
	size_t n = 0;

	out[0] = 0;
	for (size_t i = 0; i < f->doc.cites.n; i++) {
		const struct evm_cite *c = &f->doc.cites.v[i];
		struct evm_str s = evm_doc_slice(&f->doc, c->span);

		n += (size_t)snprintf(out + n, size - n, "%s%.*s=", i ? " " : "",
				      EVM_ARG(s));
		for (size_t k = 0; k < c->labels.n; k++)
			n += (size_t)snprintf(out + n, size - n, "%s%.*s",
					      k ? "," : "",
					      EVM_ARG(c->labels.v[k]));
	}
}

static void citations(void **state)
{
	static const struct { const char *xml, *text, *cites; } cases[] = {
		{ "x [" R("a", "1") "].", "x [1].", "[1]=1" },
		{ "x " R("a", "[1]") ", " R("c", "[3]") ".", "x [1], [3].",
		  "[1], [3]=1,3" },
		{ "x [" R("a", "1") "-" R("d", "4") "] y", "x [1-4] y",
		  "[1-4]=1,2,3,4" },
		{ "x [" R("a", "1") ", " R("c", "3") "\xE2\x80\x93" R("e", "5") "]",
		  "x [1, 3\xE2\x80\x93""5]", "[1, 3\xE2\x80\x93""5]=1,3,4,5" },
		{ "[" R("a", "1") "] and [" R("b", "2") "]", "[1] and [2]",
		  "[1]=1 [2]=2" },
		{ "x (" R("b", "Who, 1999") ")", "x (Who, 1999)", "(Who, 1999)=2" },
		{ "x (see " R("b", "Who, 1999") ")", "x (see Who, 1999)",
		  "Who, 1999=2" },
		{ "x" "<sup>" R("a", "1") "," R("b", "2") "</sup>.", "x[1,2].",
		  "[1,2]=1,2" },
		{ "x " R("a b c", "1-3") "", "x 1-3", "1-3=1,2,3" },
		{ "x [" R("b", "2-5") "]", "x [2-5]", "[2-5]=2,3,4,5" },
		{ "x [" R("gone", "9") "]", "x [9]", "" },
		{ "x [" R("gone", "9") ", " R("a", "1") "]", "x [9, 1]",
		  "[9, 1]=1" },
		{ "x [" R("e", "5") "-" R("a", "1") "]", "x [5-1]", "[5-1]=5,1" },
		{ "x" R("a", "") "y", "xy", "" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct fixture *f = *state;
		char xml[600], got[300];

		snprintf(xml, sizeof xml, "<p>%s</p>", cases[i].xml);
		body(f, xml);
		assert_str(f->doc.text, cases[i].text);
		cites_of(f, got, sizeof got);
		assert_string_equal(got, cases[i].cites);
	}
}

static void sections(void **state)
{
	struct fixture *f = *state;
	const struct evm_passage *p;

	body(f, "<sec><title>A</title><sec><title>B <i>c</i></title><p>x</p></sec>"
		"<p>y</p></sec><p>z</p>");
	p = f->doc.passages.v;
	assert_int_equal(f->doc.passages.n, 5);
	assert_str(f->doc.text, "A\nB c\nx\ny\nz");
	assert_int_equal(p[1].region, EVM_REGION_HEADING);
	assert_str(p[1].section, "A > B c");
	assert_str(p[2].section, "A > B c");
	assert_str(p[3].section, "A");
	assert_str(p[4].section, "");
}

static void floats_cut_nothing(void **state)
{
	struct fixture *f = *state;

	body(f, "<p>One <fig><label>F1</label><caption><p>Cap.</p></caption></fig>"
		"sentence<fn><p>Foot.</p></fn>.</p><p>Two</p>");
	assert_str(f->doc.text, "One sentence.\nF1 Cap.\nFoot.\nTwo");
	assert_int_equal(f->doc.passages.v[1].region, EVM_REGION_CAPTION);
	body(f, "<p>Before <list><list-item><p>a</p></list-item></list>behind"
		"</p>");
	assert_str(f->doc.text, "Before\na\nbehind");
}

/* "row,col text" of each cell, a star behind a head's. */
static void cells_of(const struct fixture *f, char *out, size_t size)
{
	size_t n = 0;

	out[0] = 0;
	for (size_t i = 0; i < f->doc.cells.n; i++) {
		const struct evm_cell *c = &f->doc.cells.v[i];
		struct evm_str s = evm_doc_slice(&f->doc, c->span);

		n += (size_t)snprintf(out + n, size - n, "%s%u,%u %.*s%s",
				      i ? ";" : "", c->row, c->col, EVM_ARG(s),
				      c->head ? "*" : "");
	}
}

#define TABLE(rows) "<table-wrap><table>" rows "</table></table-wrap>"

static void tables(void **state)
{
	static const struct { const char *xml, *text, *cells; } cases[] = {
		{ TABLE("<tr><td>a</td><td>b</td></tr>"), "a | b", "0,0 a;0,1 b" },
		{ TABLE("<thead><tr><td>h</td></tr></thead><tbody><tr><th>i</th>"
			"<td>c</td></tr></tbody>"), "h\ni | c",
		  "0,0 h*;1,0 i*;1,1 c" },
		{ TABLE("<tr><td rowspan=\"2\">a</td><td>b</td></tr><tr><td>c</td>"
			"</tr><tr><td>d</td></tr>"), "a | b\nc\nd",
		  "0,0 a;0,1 b;1,1 c;2,0 d" },
		{ TABLE("<tr><td colspan=\"2\">a</td><td>b</td></tr>"), "a | b",
		  "0,0 a;0,2 b" },
		{ TABLE("<tr><td/><td> b </td><td/></tr><tr><td> </td></tr>"
			"<tr><td>x</td></tr>"), "| b |\nx",
		  "0,0 ;0,1 b;0,2 ;2,0 x" },
		{ TABLE("<tr><td><p>a</p><p>b</p></td><td>c<break/>d</td></tr>"),
		  "a b | c d", "0,0 a b;0,1 c d" },
		{ TABLE("<tr><td>1<sup>2</sup></td><td><sup>3</sup></td></tr>"),
		  "1^2 | 3", "0,0 1^2;0,1 3" },
		{ TABLE("<tr><td rowspan=\"99999999999\" colspan=\"-1\">a</td></tr>"),
		  "a", "0,0 a" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char got[300];

		body(*state, cases[i].xml);
		assert_str(((struct fixture *)*state)->doc.text, cases[i].text);
		cells_of(*state, got, sizeof got);
		assert_string_equal(got, cases[i].cells);
	}
}

static void references(void **state)
{
	struct fixture *f = *state;

	body(f, "<p>x</p>");
	assert_int_equal(f->doc.refs.n, 5);
	assert_str(f->doc.refs.v[1].label, "2");
	assert_str(f->doc.refs.v[2].label, "3");
	assert_str(f->doc.refs.v[3].label, "4");
}

static void broken(void **state)
{
	static const char *const cases[] = {
		"<article>", "<article/>", "<article><front/></article>",
		HEAD "<p>&nbsp;</p>" TAIL, HEAD "<p>\xff</p>" TAIL,
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		f->raw.bytes.n = 0;
		evm_buf_addz(&f->raw.bytes, cases[i]);
		assert_int_equal(evm_jats_parse(f->j, &f->raw, &f->doc, &f->err),
				 -1);
		assert_non_null(strstr(f->err.msg, "test.nxml: byte 0: "));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(citations, set_up, tear_down),
		cmocka_unit_test_setup_teardown(sections, set_up, tear_down),
		cmocka_unit_test_setup_teardown(floats_cut_nothing, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(tables, set_up, tear_down),
		cmocka_unit_test_setup_teardown(references, set_up, tear_down),
		cmocka_unit_test_setup_teardown(broken, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
