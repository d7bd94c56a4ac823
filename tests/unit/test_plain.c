/* Plain XML: it is read without libxml2, and as libxml2 reads it. */
#include "tests/unit/test_support.h"

#include "core/stream.h"
#include "corpus/pubmed_xml.h"
#include "corpus/xml_plain.h"

#define ROUNDS 20000

static const char record[] =
	"<PubmedArticle>\n  <MedlineCitation Status=\"MEDLINE\" Owner=\"NLM\">\n"
	"\t<PMID Version=\"2\">99000001</PMID><DateRevised><Year>2020</Year>"
	"<Month>03</Month><Day>7</Day></DateRevised>\n"
	"<Article PubModel='Print'><Journal><JournalIssue><PubDate><Year>2019"
	"</Year></PubDate></JournalIssue><Title>J &amp; K</Title></Journal>"
	"<ArticleTitle>Vesicles &lt;100 nm, 10<sup>8</sup> a\n day: \xCE\xB2-cells"
	" [\xE2\x88\x92""1] &#x3b1;&#955;</ArticleTitle>"
	"<ELocationID EIdType=\"doi\" ValidYN=\"Y\">10.1/x</ELocationID>"
	"<Abstract><AbstractText Label=\"AIM \xC2\xB5\" NlmCategory=\"OBJECTIVE\" >"
	"H<sub>2</sub>O<i/> is&quot;wet&quot; &gt; dry.</AbstractText >"
	"<AbstractText>More &apos;text&apos; \xF0\x9F\x90\x81.</AbstractText></Abstract>"
	"<AuthorList CompleteYN=\"Y\"><Author><LastName>No</LastName><Initials>A"
	"</Initials></Author><Author/></AuthorList></Article>"
	"<MeshHeadingList><MeshHeading><DescriptorName UI=\"D1\">Exosomes"
	"</DescriptorName><QualifierName UI=\"Q1\">genetics</QualifierName>"
	"</MeshHeading></MeshHeadingList></MedlineCitation>\n"
	"<PubmedData><ArticleIdList><ArticleId IdType=\"pmc\">PMC1</ArticleId>"
	"</ArticleIdList><ReferenceList><Reference><Citation>C. 2001.</Citation>"
	"</Reference></ReferenceList></PubmedData></PubmedArticle> \n";

struct fixture {
	struct evm_pubmed *p;
	struct evm_doc doc;
	struct evm_raw raw, other;
	struct evm_err err;
	struct evm_buf lines, others;
	uint32_t seed;
};

static int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);

	f->p = evm_pubmed_new();
	evm_doc_init(&f->doc);
	f->raw.format = EVM_FORMAT_PUBMED;
	f->raw.file = "test.xml";
	f->other = f->raw;
	f->seed = 7;
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;

	evm_pubmed_free(f->p);
	evm_doc_release(&f->doc);
	evm_buf_release(&f->raw.bytes);
	evm_buf_release(&f->other.bytes);
	evm_buf_release(&f->lines);
	evm_buf_release(&f->others);
	free(f);
	return 0;
}

static void set(struct fixture *f, const char *xml)
{
	f->raw.bytes.n = 0;
	evm_buf_addz(&f->raw.bytes, xml);
}

static bool is_plain(const struct fixture *f)
{
	struct evm_xml_plain x;
	enum evm_xml_piece got = EVM_XML_OTHER;

	if (evm_xml_plain_begin(&x, &f->raw))
		while ((got = evm_xml_plain_next(&x)) > EVM_XML_OVER)
			;
	return got == EVM_XML_OVER;
}

/* The lines of all documents of a record; -1 when it is broken. */
static int read_all(struct fixture *f, const struct evm_raw *raw,
		    struct evm_buf *lines)
{
	struct evm_err err = EVM_ERR_INIT;
	bool more = true;
	int got = 0;

	lines->n = 0;
	while (more) {
		got = evm_pubmed_parse(f->p, raw, &f->doc, &more, &err);
		if (got == 1)
			assert_int_equal(evm_doc_write(lines, &f->doc, &err), 0);
		if (got != 1)
			return got;
	}
	return got;
}

/* An instruction before the last tag says nothing, and only libxml2 reads it. */
static void as_libxml2_reads_it(struct fixture *f)
{
	struct evm_str s = evm_buf_str(&f->raw.bytes);
	size_t at = s.n;
	int got;

	while (at > 1 && memcmp(s.p + at - 1, "</", 2) != 0)
		at--;
	f->other.bytes.n = 0;
	evm_buf_add(&f->other.bytes, evm_str_sub(s, 0, at - 1));
	evm_buf_addz(&f->other.bytes, "<?a?>");
	evm_buf_add(&f->other.bytes, evm_str_sub(s, at - 1, s.n));
	got = read_all(f, &f->raw, &f->lines);
	if (read_all(f, &f->other, &f->others) != got ||
	    !evm_str_eq(evm_buf_str(&f->lines), evm_buf_str(&f->others)))
		fail_msg("read otherwise: %s", f->raw.bytes.p);
}

static void plain(void **state)
{
	static const char *const cases[] = {
		"<a/>", "<a></a>", "<a b=\"c\"/>", "<a b=\"c\" d=\"\" />\n\t ",
		"<_a.b-c1>x</_a.b-c1 >", "<a>]</a>", "<a>] ]></a>",
		"<a>\x7F \xC2\x80 \xEF\xBF\xBD \xF4\x8F\xBF\xBF</a>",
		"<a>&#xD7FF;&#x10FFFF;&#32;</a>", "<a><b/><b/>\t</a>",
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		set(f, cases[i]);
		if (!is_plain(f))
			fail_msg("not plain: %s", cases[i]);
	}
}

static void not_plain(void **state)
{
	static const char *const cases[] = {
		"", " ", " <a/>", "x<a/>", "<a>", "<a></b>", "</a>", "<a/><b/>", "<a/>x",
		"<a", "<a ", "<a/", "<a / >", "< a/>", "<1/>", "<a:b/>", "<a><b></a></b>",
		"<a b='c'/>", "<a b=c/>", "<a b/>", "<a b=\"c\"d=\"e\"/>", "<a b=\"c\" b=\"d\"/>",
		"<a b=\"<\"/>", "<a b=\"&amp;\"/>", "<a b=\"\n\"/>", "<a b=\"c/>",
		"<a xmlns=\"b\"/>", "<a xml:lang=\"b\"/>", "<a><!-- --></a>", "<a><![CDATA[]]></a>",
		"<a><?b?></a>", "<!DOCTYPE a><a/>", "<a>]]></a>", "<a>]]</a>", "<a>\r</a>",
		"<a>\x01</a>", "<a>\xC0\x80</a>", "<a>\xE0\x80\x80</a>", "<a>\xED\xA0\x80</a>",
		"<a>\xEF\xBF\xBE</a>", "<a>\xF0\x80\x80\x80</a>", "<a>\xF4\x90\x80\x80</a>",
		"<a>\xC3</a>", "<a b=\"\xFF\"/>", "<a>&</a>", "<a>&;</a>", "<a>&nbsp;</a>", "<a>&lt</a>",
		"<a>&#;</a>", "<a>&#x;</a>", "<a>&#0;</a>", "<a>&#13;</a>", "<a>&#xD800;</a>",
		"<a>&#xFFFF;</a>", "<a>&#x110000;</a>", "<a>&#4294967361;</a>", "<a>&#X41;</a>",
		"<a>&#6 5;</a>", "<a>&#-1;</a>",
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		set(f, cases[i]);
		if (is_plain(f))
			fail_msg("plain: %s", cases[i]);
	}
	set(f, "<a/>");
	strcpy(f->raw.encoding, "ISO-8859-1");
	assert_false(is_plain(f));
	f->raw.encoding[0] = 0;
	f->raw.bytes.n = 0;
	for (int i = 0; i < EVM_XML_DEPTH + 1; i++)
		evm_buf_addz(&f->raw.bytes, "<a>");
	assert_false(is_plain(f));
}

static uint32_t next(struct fixture *f, uint32_t below)
{
	f->seed = f->seed * 1664525u + 1013904223u;
	return (f->seed >> 8) % below;
}

static void mutate(struct fixture *f)
{
	static const char *const pieces[] = {
		"<", ">", "&", "]", "]]>", "\"", "'", "/", "=", " ", "\t", "\r", "\xC2", "\x80",
		"&#", ";", "<i>", "</i>", "<i/>", "<!---->", "<Abstract>", "</Abstract>",
		"<AbstractText Label=\"x\">", "</AbstractText>", "<Book>", "<DeleteCitation>",
		" xml:id=\"a\"", " Type=\"b\"", "<sup>2</sup>", "&#38;", "&lt;", "x", ":",
	};
	struct evm_buf *b = &f->raw.bytes;
	size_t at = next(f, (uint32_t)b->n), n = next(f, 12);
	const char *piece = pieces[next(f, sizeof pieces / sizeof *pieces)];
	struct evm_str rest;

	switch (next(f, 3)) {
	case 0:
		b->p[at] = piece[0];
		return;
	case 1:		/* deleted */
		n = n < b->n - at ? n : b->n - at;
		memmove(b->p + at, b->p + at + n, b->n - at - n);
		b->n -= n;
		b->p[b->n] = 0;
		return;
	default:	/* put in */
		rest = evm_str_sub(evm_buf_str(b), at, b->n);
		f->others.n = 0;
		evm_buf_add(&f->others, rest);
		b->n = at;
		evm_buf_addz(b, piece);
		evm_buf_add(b, evm_buf_str(&f->others));
	}
}

static void equal_to_libxml2(void **state)
{
	struct fixture *f = *state;
	int n = 0;

	for (int i = 0; i < ROUNDS; i++) {
		char *quote;

		set(f, record);
		/* one attribute in single quotes is not plain */
		while ((quote = strchr(f->raw.bytes.p, '\'')))
			*quote = '"';
		for (uint32_t k = next(f, 4); k; k--)
			mutate(f);
		if (!is_plain(f))
			continue;
		as_libxml2_reads_it(f);
		n++;
	}
	/* some 4 of 10 still are plain */
	assert_in_range(n, ROUNDS / 5, ROUNDS);
	set(f, record);
	assert_false(is_plain(f));
	as_libxml2_reads_it(f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(plain, set_up, tear_down),
		cmocka_unit_test_setup_teardown(not_plain, set_up, tear_down),
		cmocka_unit_test_setup_teardown(equal_to_libxml2, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
