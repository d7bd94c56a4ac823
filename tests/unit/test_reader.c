#include "tests/unit/test_support.h"

#include <unistd.h>

#include "corpus/feed.h"
#include "corpus/topic.h"
#include "corpus/tsv_lines.h"

/* --- a file with the given bytes ------------------------------------------- */

static char path[64];

static void write_file(const void *p, size_t n)
{
	FILE *out;
	int fd;

	snprintf(path, sizeof path, "/tmp/evm-test-reader.XXXXXX");
	fd = mkstemp(path);
	assert_true(fd >= 0);
	out = fdopen(fd, "wb");
	assert_int_equal(fwrite(p, 1, n, out), n);
	fclose(out);
}

/* The records of a file, one a line, errors as "!message" without the place. */
static void cut(struct evm_buf *got, const void *p, size_t n,
		enum evm_format format)
{
	struct evm_err err = EVM_ERR_INIT;
	struct evm_raw raw = { .bytes = EVM_BUF_INIT };
	struct evm_corpus *c;
	struct evm_in *in;
	int r;

	write_file(p, n);
	got->n = 0;
	assert_int_equal(evm_in_open(&in, path, &err), 0);
	assert_int_equal(evm_corpus_open(&c, in, format, &err), 0);
	while ((r = evm_corpus_next(c, &raw, &err)) == 1 ||
	       (r < 0 && evm_corpus_can_go_on(c))) {
		if (r == 1)
			evm_buf_add(got, evm_buf_str(&raw.bytes));
		else
			evm_buf_printf(got, "!%s", strstr(err.msg, ": byte ") + 7);
		evm_buf_addc(got, '\n');
	}
	if (r < 0)
		evm_buf_printf(got, "!!%s", err.code == EVM_EXIT_CUT ? "cut" : err.msg);
	evm_corpus_close(c);
	evm_in_close(in);
	evm_buf_release(&raw.bytes);
	unlink(path);
}

static void cut_is(const char *xml, enum evm_format format, const char *want)
{
	struct evm_buf got = EVM_BUF_INIT;

	cut(&got, xml, strlen(xml), format);
	assert_str(evm_buf_str(&got), want);
	evm_buf_release(&got);
}

#define A(x) "<PubmedArticle>" x "</PubmedArticle>"
#define SET(x) "<PubmedArticleSet>" x "</PubmedArticleSet>"

static void records(void **state)
{
	static const struct { const char *xml, *want; } cases[] = {
		{ SET(A("1") A("2")), A("1") "\n" A("2") "\n" },
		{ "<?xml version='1.0'?>\n<!DOCTYPE P [ <!ENTITY a ']>'> <!-- ]> --> ]>"
		  SET(A("1")), A("1") "\n" },
		{ SET("<!-- " A("0") " -->" A("1")), A("1") "\n" },
		{ SET(A("<!-- </PubmedArticle> -->1")), A("<!-- </PubmedArticle> -->1") "\n" },
		{ SET(A("<![CDATA[</PubmedArticle>]]>1")),
		  A("<![CDATA[</PubmedArticle>]]>1") "\n" },
		{ SET(A("<?p </PubmedArticle>?>1")), A("<?p </PubmedArticle>?>1") "\n" },
		{ SET(A("PubmedArticle /PubmedArticle <PubmedArticleX/>")),
		  A("PubmedArticle /PubmedArticle <PubmedArticleX/>") "\n" },
		{ SET("<PubmedArticle a='>' />" A("1")),
		  "<PubmedArticle a='>' />\n" A("1") "\n" },
		{ SET("<PubmedArticle>1</PubmedArticle\n>"), "<PubmedArticle>1</PubmedArticle\n>\n" },
		{ SET("<PubmedArticle>lost" A("1")), "<PubmedArticle>lost\n" A("1") "\n" },
		{ SET(A("1") "<PubmedArticle>lost"), A("1") "\n<PubmedArticle>lost\n" },
		{ SET(A("1") "stray" A("2")),
		  A("1") "\n!50: text outside of a record\n" A("2") "\n" },
		{ SET("<X><MedlineCitation/></X>" A("1")),
		  "!18: no record, but an element <X>\n" A("1") "\n" },
		{ SET(A("1")) SET(A("2")), A("1") "\n" A("2") "\n" },
		{ "<PubmedArticleSet/>", "" },
		{ "<a><b>text</b>" A("1") "</a>", A("1") "\n" },
		{ A("1"), A("1") "\n" },
		{ "<PubmedArticleSet>" A("1"), A("1") "\n!!cut" },
		{ "<PubmedArticleSet>" A("1") "<PubmedArticle>2", A("1") "\n!!cut" },
		{ "<PubmedArticleSet>" A("1") "</PubmedArt", A("1") "\n!!cut" },
		{ "", "!!cut" },
		{ "<a>" A("1") "</b></a>",
		  A("1") "\n!35: an end tag without its start tag <b>\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		cut_is(cases[i].xml, EVM_FORMAT_PUBMED, cases[i].want);
	cut_is("<r><h>x</h><article-set><j:article id='1'><article-meta/></j:article>"
	       "</article-set></r>", EVM_FORMAT_JATS,
	       "<j:article id='1'><article-meta/></j:article>\n");
}

/* Records of all lengths across the borders of what is read at a time. */
static void borders(void **state)
{
	struct evm_buf xml = EVM_BUF_INIT, want = EVM_BUF_INIT, got = EVM_BUF_INIT;

	(void)state;
	evm_buf_addz(&xml, "<PubmedArticleSet>");
	for (int i = 0; i < 400; i++) {
		size_t from;

		evm_buf_printf(&xml, "\n%*s<!-- %d -->", i % 7, "", i);
		from = xml.n;
		evm_buf_printf(&xml, "<PubmedArticle>%0*d", i * 37 % 9001 + 1, i);
		if (i % 5 == 0)
			evm_buf_addz(&xml, "<!-- </PubmedArticle> -->");
		if (i == 200)
			evm_buf_printf(&xml, "%01000000d", 0);
		evm_buf_addz(&xml, "</PubmedArticle>");
		evm_buf_add(&want, evm_str_sub(evm_buf_str(&xml), from, xml.n));
		evm_buf_addc(&want, '\n');
	}
	evm_buf_addz(&xml, "</PubmedArticleSet>\n");
	cut(&got, xml.p, xml.n, EVM_FORMAT_PUBMED);
	assert_true(evm_str_eq(evm_buf_str(&got), evm_buf_str(&want)));
	evm_buf_release(&xml);
	evm_buf_release(&want);
	evm_buf_release(&got);
}

/* --- formats ------------------------------------------------------------------ */

static int format_of(const char *text)
{
	struct evm_err err = EVM_ERR_INIT;
	struct evm_corpus *c = NULL;
	struct evm_in *in;
	int r = -1;

	write_file(text, strlen(text));
	assert_int_equal(evm_in_open(&in, path, &err), 0);
	if (!evm_corpus_open(&c, in, EVM_FORMAT_AUTO, &err))
		r = (int)evm_corpus_format(c);
	evm_corpus_close(c);
	evm_in_close(in);
	unlink(path);
	return r;
}

static void formats(void **state)
{
	(void)state;
	assert_int_equal(format_of(SET("")), EVM_FORMAT_PUBMED);
	assert_int_equal(format_of("\xEF\xBB\xBF<?xml version='1.0'?>\n<!-- <x> -->"
				   "<MedlineCitationSet/>"), EVM_FORMAT_PUBMED);
	assert_int_equal(format_of("<!DOCTYPE article><article a='b'/>"),
			 EVM_FORMAT_JATS);
	assert_int_equal(format_of("<pmc-articleset/>"), EVM_FORMAT_JATS);
	assert_int_equal(format_of("<OAI><record><article xmlns='x'/></record></OAI>"),
			 EVM_FORMAT_JATS);
	assert_int_equal(format_of("<x>" A("1") "</x>"), EVM_FORMAT_PUBMED);
	assert_int_equal(format_of("<?xml version='1.0'?><html/>"), -1);
	assert_int_equal(format_of("<?xml version='1.0'?>"), -1);
	assert_int_equal(format_of(""), -1);
	assert_int_equal(format_of("a1\tSome text.\n\nb2\tMore.\n"), EVM_FORMAT_TSV);
	assert_int_equal(format_of("a1\tSome text.\nNo id here\n"), EVM_FORMAT_TEXT);
	assert_int_equal(format_of("an id\tSome text.\n"), EVM_FORMAT_TEXT);
	assert_int_equal(format_of("a1\t\n"), EVM_FORMAT_TEXT);
	assert_int_equal(format_of("Some text.\n"), EVM_FORMAT_TEXT);
	assert_int_equal(format_of("<5 % of cells\n"), EVM_FORMAT_TEXT);
	for (int f = EVM_FORMAT_AUTO; f < EVM_FORMAT_N; f++)
		assert_int_equal(evm_format_of(evm_format_name((enum evm_format)f)), f);
	assert_int_equal(evm_format_of("pdf"), -1);
}

static void tsv_text(void **state)
{
	struct evm_err err = EVM_ERR_INIT;
	struct evm_raw raw = { .file = "x.tsv", .line = 3, .bytes = EVM_BUF_INIT };
	struct evm_doc doc;

	(void)state;
	evm_doc_init(&doc);
	evm_buf_add(&raw.bytes, EVM_LIT("a1\t two  spaces\ttab\x01\x00nul "));
	assert_int_equal(evm_tsv_lines_parse(&raw, &doc, &err), 1);
	assert_str(doc.text, " two  spaces\ttab  nul ");
	assert_str(doc.id, "a1");
	raw.bytes.n = 0;
	evm_buf_addz(&raw.bytes, "a1\t\xff");
	assert_int_equal(evm_tsv_lines_parse(&raw, &doc, &err), -1);
	assert_non_null(strstr(err.msg, "x.tsv:3: "));
	raw.bytes.n = 0;
	evm_buf_addz(&raw.bytes, "no tab");
	assert_int_equal(evm_tsv_lines_parse(&raw, &doc, &err), -1);
	evm_buf_release(&raw.bytes);
	evm_doc_release(&doc);
}

/* --- the topic ------------------------------------------------------------------ */

static struct evm_topic *topic_of(const char *text)
{
	struct evm_err err = EVM_ERR_INIT;
	struct evm_topic *t = NULL;

	write_file(text, strlen(text));
	if (evm_topic_load(&t, path, &err))
		assert_null(t);
	unlink(path);
	return t;
}

static void topic_groups(void **state)
{
	struct evm_topic *t = topic_of("a\texosome\na\tev-x\nb\tstem cell\n");

	(void)state;
	assert_true(evm_topic_hit(t, evm_str("Stem CELL exosomes")));
	assert_true(evm_topic_hit(t, evm_str("EV-x of stem cells")));
	assert_false(evm_topic_hit(t, evm_str("exosomes")));
	assert_false(evm_topic_hit(t, evm_str("stem cells")));
	assert_false(evm_topic_hit(t, evm_str("exosom stem cell")));
	assert_false(evm_topic_hit(t, evm_str("")));
	evm_topic_free(t);
	assert_null(topic_of("a\tev\n"));
	assert_null(topic_of("# nothing\n"));
	assert_null(topic_of("a\n"));
}

/* Against a search that tries every place. */
static void topic_search(void **state)
{
	static const char *const words[] = { "abab", "bca", "aabbc", "ccc" };
	struct evm_topic *t = topic_of("g\tabab\ng\tbca\ng\taabbc\ng\tccc\n");
	uint32_t seed = 12345;
	int hits = 0;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		char text[16];
		size_t n = 0, len;
		bool want = false;

		seed = seed * 1664525 + 1013904223;
		len = (seed >> 24) % 14;
		for (; n < len; n++) {
			seed = seed * 1664525 + 1013904223;
			text[n] = "abcABCx"[(seed >> 24) % 7];
		}
		text[n] = 0;
		for (size_t w = 0; w < 4; w++)
			want |= strcasestr(text, words[w]) != NULL;
		hits += want;
		assert_int_equal(evm_topic_hit(t, (struct evm_str){ text, n }), want);
	}
	assert_true(hits > 1000 && hits < 19000);
	evm_topic_free(t);
}

/* --- the feed --------------------------------------------------------------------- */

static int count(void *ctx, struct evm_doc *doc, struct evm_err *err)
{
	(void)doc, (void)err;
	++*(uint64_t *)ctx;
	return 0;
}

static int told(void *ctx, const struct evm_raw *raw, const char *msg,
		struct evm_err *err)
{
	(void)err;
	assert_non_null(strstr(msg, "byte "));
	assert_true(raw->bytes.n > 0 && raw->offset > 0);
	assert_memory_equal(raw->bytes.p, "<PubmedArticle>", 15);
	++*(uint64_t *)ctx;
	return 0;
}

struct result {
	uint64_t told;
	uint64_t whole, failed;	/* files */
	int r;			/* of the last call */
	uint64_t docs;
	struct evm_feed_counts counts;
	struct evm_err err;
};

static int ended(void *ctx, const struct evm_feed_file *file,
		 struct evm_err *err)
{
	struct result *res = ctx;

	(void)err;
	res->whole += !file->failed;
	res->failed += file->failed != NULL;
	assert_true(file->failed || (file->crc && file->counts.bytes &&
				     file->counts.records));
	return 0;
}

static struct result feed_with(struct evm_feed_opts o)
{
	struct result res = { .err = EVM_ERR_INIT };
	struct evm_feed *f;
	struct evm_batch *b = evm_batch_new();
	struct evm_parser *p = evm_parser_new();
	struct evm_doc doc;

	o.skipped = told;
	o.ctx = &res;
	f = evm_feed_new(&o);
	evm_doc_init(&doc);
	while ((res.r = evm_feed_fill(f, b, &res.err)) == 1) {
		evm_batch_parse(b, p, &doc, count, &res.docs);
		if (evm_feed_settle(f, b, &res.err)) {
			res.r = -1;
			break;
		}
	}
	res.counts = evm_feed_counts(f);
	evm_doc_release(&doc);
	evm_parser_free(p);
	evm_batch_free(b);
	evm_feed_free(f);
	return res;
}

static struct result feed(const char *const *files, size_t n, bool skip)
{
	return feed_with((struct evm_feed_opts){ .files = files, .n = n,
						 .skip = skip });
}

#define M(id) A("<MedlineCitation><PMID>" id "</PMID></MedlineCitation>")

static void feeding(void **state)
{
	static const char good[] = SET(M("1") M("2")), bad[] = SET(M("3") M("x") M("5"));
	char a[64], b[64];
	struct result r;

	(void)state;
	write_file(good, sizeof good - 1);
	memcpy(a, path, sizeof a);
	write_file(bad, sizeof bad - 1);
	memcpy(b, path, sizeof b);
	r = feed((const char *[]){ a, b, a }, 3, false);
	assert_int_equal(r.r, -1);
	assert_int_equal(r.docs, 3);
	assert_int_equal(r.err.code, EVM_EXIT_FAILED);
	assert_non_null(strstr(r.err.msg, b));
	r = feed((const char *[]){ a, b, a }, 3, true);
	assert_int_equal(r.r, 0);
	assert_int_equal(r.docs, 6);
	assert_int_equal(r.told, 1);
	assert_int_equal(r.counts.docs, 6);
	assert_int_equal(r.counts.records, 7);
	assert_int_equal(r.counts.skipped, 1);
	assert_int_equal(r.counts.bytes, 2 * (sizeof good - 1) + sizeof bad - 1);
	r = feed((const char *[]){ a, "/nonexistent", a }, 3, true);
	assert_int_equal(r.r, -1);
	assert_int_equal(r.docs, 2);
	/* with file_end a file fails alone, a limit ends no file */
	r = feed_with((struct evm_feed_opts){ .skip = true, .n = 3,
		.files = (const char *[]){ a, "/nonexistent", b },
		.file_end = ended });
	assert_int_equal(r.r, 0);
	assert_int_equal(r.docs, 4);
	assert_int_equal(r.whole, 2);
	assert_int_equal(r.failed, 1);
	r = feed_with((struct evm_feed_opts){ .n = 2, .limit = 3,
		.files = (const char *[]){ a, a }, .file_end = ended });
	assert_int_equal(r.docs, 3);
	assert_int_equal(r.whole, 1);
	unlink(a);
	unlink(b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(records), cmocka_unit_test(borders),
		cmocka_unit_test(formats), cmocka_unit_test(tsv_text),
		cmocka_unit_test(topic_groups), cmocka_unit_test(topic_search),
		cmocka_unit_test(feeding),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
