#include "tests/unit/test_support.h"

#include "corpus/pubmed_xml.h"

struct fixture {
	struct evm_pubmed *p;
	struct evm_doc doc;
	struct evm_raw raw;
	struct evm_err err;
	bool more;
};

static int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);

	f->p = evm_pubmed_new();
	evm_doc_init(&f->doc);
	f->raw.format = EVM_FORMAT_PUBMED;
	f->raw.file = "test.xml";
	f->raw.offset = 77;
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;

	evm_pubmed_free(f->p);
	evm_doc_release(&f->doc);
	evm_buf_release(&f->raw.bytes);
	free(f);
	return 0;
}

static int parse(struct fixture *f, const char *xml)
{
	f->raw.bytes.n = 0;
	evm_buf_addz(&f->raw.bytes, xml);
	return evm_pubmed_parse(f->p, &f->raw, &f->doc, &f->more, &f->err);
}

static struct evm_str passage(const struct fixture *f, size_t i)
{
	assert_true(i < f->doc.passages.n);
	return evm_doc_slice(&f->doc, f->doc.passages.v[i].span);
}

#define RECORD(inside) "<PubmedArticle><MedlineCitation>" \
	"<PMID Version=\"1\">99000001</PMID><Article>" inside \
	"</Article></MedlineCitation></PubmedArticle>"

static void flat_text(void **state)
{
	static const struct { const char *xml, *text; } cases[] = {
		{ "a b", "a b" },
		{ "  a \n\t b  ", "a b" },
		{ "H<sub>2</sub>O<sub>2</sub>", "H2O2" },
		{ "10<sup>8</sup> cells", "10^8 cells" },
		{ "10 <sup>8</sup>", "10 8" },
		{ "10<sup>-8</sup>", "10^-8" },
		{ "10<sup>\xE2\x88\x92""8</sup>", "10^\xE2\x88\x92""8" },
		{ "10<sup><b>8</b> </sup>x", "10^8 x" },
		{ "10<sup> 8</sup>", "10 8" },
		{ "10<sup>8,9</sup>", "108,9" },
		{ "10<sup>th</sup>", "10th" },
		{ "Ca<sup>2+</sup>", "Ca2+" },
		{ "cells<sup>1</sup>", "cells1" },
		{ "10<sup></sup>5", "105" },
		{ "<i>a</i><b>b</b>", "ab" },
		{ "<i>a </i> <b> b</b>", "a b" },
		{ "&amp;lt; &lt; &#945;", "&lt; < \xCE\xB1" },
		{ "a&#160;&#8195;b\xE3\x80\x80""c", "a b c" },
		{ "a&#8203;b", "a\xE2\x80\x8B""b" },
		{ "<![CDATA[<i>]]>", "<i>" },
		{ "a<!-- b -->c<?d e?>", "ac" },
		{ "<m:math xmlns:m=\"x\"><m:msup><m:mn>2</m:mn>\n<m:mn>3</m:mn>"
		  "</m:msup></m:math>", "2 3" },
		{ "<m:msup><m:mn>2</m:mn><m:mn>3</m:mn></m:msup>", "2^3" },
		{ "<m:msup><m:mi>x</m:mi><m:mn>3</m:mn></m:msup>4", "x34" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char xml[1000];

		snprintf(xml, sizeof xml, RECORD("<ArticleTitle>%s</ArticleTitle>"),
			 cases[i].xml);
		assert_int_equal(parse(*state, xml), 1);
		assert_str(passage(*state, 0), cases[i].text);
	}
}

static void abstract_parts(void **state)
{
	struct fixture *f = *state;
	const struct evm_passage *p;

	assert_int_equal(parse(f, RECORD("<ArticleTitle>T</ArticleTitle>"
		"<Abstract><AbstractText Label=\"A &amp; B\" NlmCategory=\"METHODS\">"
		"one</AbstractText><AbstractText> </AbstractText><AbstractText>"
		"two</AbstractText></Abstract>")), 1);
	assert_int_equal(f->doc.passages.n, 3);
	p = f->doc.passages.v;
	assert_int_equal(p[0].region, EVM_REGION_TITLE);
	assert_int_equal(p[1].region, EVM_REGION_ABSTRACT);
	assert_str(p[1].section, "A & B");
	assert_str(p[1].category, "METHODS");
	assert_str(passage(f, 1), "one");
	assert_str(p[2].section, "");
	assert_str(f->doc.text, "T\none\ntwo");
}

static const char *year_of(struct fixture *f, const char *dates)
{
	static char year[8];
	char xml[600];
	struct evm_str y;

	snprintf(xml, sizeof xml, RECORD("%s"), dates);
	assert_int_equal(parse(f, xml), 1);
	y = evm_doc_meta_get(&f->doc, "year");
	snprintf(year, sizeof year, "%.*s", EVM_ARG(y));
	return year;
}

static void years(void **state)
{
#define PUB(x) "<Journal><JournalIssue><PubDate>" x "</PubDate></JournalIssue></Journal>"
#define ONLINE "<ArticleDate><Year>2003</Year></ArticleDate>"
	assert_string_equal(year_of(*state, PUB("<Year>2004</Year>") ONLINE), "2004");
	assert_string_equal(year_of(*state, PUB("<MedlineDate>Winter 1998-1999"
						"</MedlineDate>") ONLINE), "1998");
	assert_string_equal(year_of(*state, PUB("<MedlineDate>no date</MedlineDate>")
				    ONLINE), "2003");
	assert_string_equal(year_of(*state, PUB("<MedlineDate>19981 2001 Dec"
						"</MedlineDate>")), "2001");
	assert_string_equal(year_of(*state, ""), "");
}

static void revised(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(parse(f, "<MedlineCitation><PMID>1</PMID><DateRevised>"
		"<Year>2021</Year><Month>Sep</Month></DateRevised>"
		"</MedlineCitation>"), 1);
	assert_str(evm_doc_meta_get(&f->doc, "revised"), "20210901");
	assert_int_equal(parse(f, "<MedlineCitation><PMID>1</PMID><DateRevised>"
		"<Year>2021</Year><Month>3</Month><Day>9</Day></DateRevised>"
		"</MedlineCitation>"), 1);
	assert_str(evm_doc_meta_get(&f->doc, "revised"), "20210309");
}

static void deletions(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(parse(f, "<DeleteCitation><PMID Version=\"1\">11</PMID>"
		"<PMID Version=\"2\">12</PMID></DeleteCitation>"), 1);
	assert_true(f->more && f->doc.deleted);
	assert_str(f->doc.id, "11");
	assert_int_equal(evm_pubmed_parse(f->p, &f->raw, &f->doc, &f->more,
					  &f->err), 1);
	assert_false(f->more);
	assert_str(f->doc.id, "12");
	assert_str(evm_doc_meta_get(&f->doc, "version"), "2");
	/* the same place may hold another record afterwards */
	assert_int_equal(parse(f, RECORD("")), 1);
	assert_false(f->doc.deleted);
	assert_int_equal(parse(f, "<DeleteCitation/>"), 0);
}

static void broken(void **state)
{
	static const char *const cases[] = {
		"<PubmedArticle>", "<PubmedArticle><a></PubmedArticle>",
		RECORD("&nbsp;"), RECORD("\xff"), RECORD("<a b=\"&x;\"/>"),
		RECORD("&#0;"), RECORD("\x01"), RECORD("<a b=1/>"),
		"<!DOCTYPE a [<!ENTITY b \"c\">]>" RECORD("&b;") "junk",
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_int_equal(parse(f, cases[i]), -1);
		assert_int_equal(f->err.code, EVM_EXIT_FAILED);
		assert_non_null(strstr(f->err.msg, "test.xml: byte 77: "));
	}
	assert_int_equal(parse(f, RECORD("&nbsp;")), -1);
	assert_non_null(strstr(f->err.msg, "PMID 99000001: "));
	/* and the parser is as good as new */
	assert_int_equal(parse(f, RECORD("<ArticleTitle>T</ArticleTitle>")), 1);
	assert_str(f->doc.text, "T");
	assert_int_equal(parse(f, "<PubmedArticle/>"), -1);
	assert_int_equal(parse(f, "<MedlineCitation><PMID>1a</PMID></MedlineCitation>"), -1);
}

static void names_do_not_pile_up(void **state)
{
	struct fixture *f = *state;
	struct evm_buf b = EVM_BUF_INIT;

	for (int round = 0; round < 30; round++) {
		b.n = 0;
		evm_buf_addz(&b, "<MedlineCitation><PMID>1</PMID>");
		for (int i = 0; i < 2000; i++)
			evm_buf_printf(&b, "<r%d-%d/>", round, i);
		evm_buf_addz(&b, "<Article><ArticleTitle>T</ArticleTitle></Article>"
				 "</MedlineCitation>");
		assert_int_equal(parse(f, b.p), 1);
		assert_str(f->doc.text, "T");
	}
	evm_buf_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(flat_text, set_up, tear_down),
		cmocka_unit_test_setup_teardown(abstract_parts, set_up, tear_down),
		cmocka_unit_test_setup_teardown(years, set_up, tear_down),
		cmocka_unit_test_setup_teardown(revised, set_up, tear_down),
		cmocka_unit_test_setup_teardown(deletions, set_up, tear_down),
		cmocka_unit_test_setup_teardown(broken, set_up, tear_down),
		cmocka_unit_test_setup_teardown(names_do_not_pile_up, set_up,
						tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
