/* Noun lists: which members, with what sign and kind. */
#include "test_support.h"

#include "core/data.h"
#include "core/doc.h"
#include "extractors/chunk.h"

static struct evm_lexicon lexicon;

static int setup(void **state)
{
	struct evm_err err = EVM_ERR_INIT;
	char *dir = evm_data_path("extractors/rules", &err);
	int got = dir ? evm_lexicon_load(&lexicon, dir, &err) : -1;

	(void)state;
	if (got)
		print_error("%s\n", err.msg);
	free(dir);
	return got;
}

static int teardown(void **state)
{
	(void)state;
	evm_lexicon_release(&lexicon);
	return 0;
}

static enum evm_type type_of(char c)
{
	return c == 'v' ? EVM_VESICLE : c == 'm' ? EVM_MIRNA : c == 'e' ? EVM_EFFECT :
	       c == 'x' ? EVM_DRUG : EVM_PROTEIN;
}

/* A document of one sentence: "{p IL-6} levels" names a protein. */
static void read_sentence(struct evm_doc *doc, const char *p)
{
	struct evm_buf text = EVM_BUF_INIT;
	struct evm_mention mention[80] = { 0 };
	size_t n = 0;

	for (; *p; p++) {
		if (*p == '{') {
			mention[n].type = type_of(p[1]);
			mention[n].span.begin = (uint32_t)text.n;
			p += 2;
		} else if (*p == '}')
			mention[n++].span.end = (uint32_t)text.n;
		else
			evm_buf_addc(&text, *p);
	}
	evm_doc_reset(doc);
	doc->id = EVM_LIT("x");
	evm_doc_passage(doc, EVM_REGION_BODY, EVM_LIT(""), evm_buf_str(&text));
	evm_doc_seal(doc);
	*EVM_PUSH(&doc->arena, doc->sentences) = (struct evm_sentence){ .span = { 0, (uint32_t)text.n } };
	for (size_t i = 0; i < n; i++)
		*EVM_PUSH(&doc->arena, doc->mentions) = mention[i];
	evm_buf_release(&text);
}

static void describe(const struct evm_syntax *s, const struct evm_members *m, struct evm_buf *out)
{
	static const char *const kinds[] = { "", " process", " pronoun", " anaphor", " group" };

	for (size_t i = 0; i < m->n; i++) {
		const struct evm_member *e = &m->m[i];
		struct evm_span span = { s->w[e->begin].span.begin, s->w[e->end - 1].span.end };

		evm_buf_printf(out, "%s%s%.*s%s", i ? ", " : "", e->sign < 0 ? "-" : "",
			       EVM_ARG(evm_doc_slice(s->doc, span)), kinds[e->kind]);
		if (e->adjective)
			evm_buf_printf(out, " %+d", e->adjective);
	}
}

static void list(const char *text, unsigned how, const char *want)
{
	struct evm_arena arena;
	struct evm_buf got = EVM_BUF_INIT;
	struct evm_members m;
	struct evm_syntax *s = calloc(1, sizeof *s);
	struct evm_doc doc;
	size_t at = 0;

	assert_non_null(s);
	evm_arena_init(&arena);
	evm_doc_init(&doc);
	read_sentence(&doc, text);
	evm_syntax_read(s, &doc, 0, 0, &lexicon, &arena);
	assert_true(evm_syntax_next(s, &at));
	evm_noun_list(s, 0, s->n, how, &m);
	describe(s, &m, &got);
	if (strcmp(got.n ? got.p : "", want))
		print_error("text: %s\n", text);
	assert_string_equal(got.n ? got.p : "", want);
	evm_buf_release(&got);
	evm_doc_release(&doc);
	evm_arena_release(&arena);
	free(s);
}

static void test_list(void **state)
{
	(void)state;
	list("{p IL-6}, {p TNF} and {p IL-10}", 0, "IL-6, TNF, IL-10");
	list("both {e apoptosis} and the {e fibrosis} of the heart", 0, "apoptosis, fibrosis");
	list("{p IL-6} (but not {p TNF}) and {p IL-10}", 0, "IL-6, IL-10");
	list("the levels of {p IL-6} as well as {p TNF} expression", 0, "IL-6, TNF");
	list("nothing of note", 0, "");
}

static void test_signs(void **state)
{
	(void)state;
	list("inhibition of {p PTEN}", 0, "-PTEN");
	list("{p PTEN} knockdown", 0, "-PTEN");
	list("loss of the inhibition of {p PTEN}", 0, "PTEN");
	list("overexpression of {m miR-21}", EVM_NP_SUBJECT, "miR-21");
}

static void test_kinds(void **state)
{
	(void)state;
	list("migration and {e apoptosis}", 0, "migration process, apoptosis");
	list("they", EVM_NP_SUBJECT, "they pronoun");
	list("{v EV}-treated mice", EVM_NP_SUBJECT, "EV group");
	list("reduced {e apoptosis}", EVM_NP_ADJECTIVES, "apoptosis -1");
	list("{x H2O2}-induced {e apoptosis}", 0, "apoptosis");
}

static void test_bounds(void **state)
{
	struct evm_buf text = EVM_BUF_INIT;
	struct evm_buf want = EVM_BUF_INIT;

	(void)state;
	/* more members than a list holds */
	for (int i = 0; i < 60; i++)
		evm_buf_printf(&text, "%s{p P%d}", i ? ", " : "", i);
	for (int i = 0; i < EVM_MEMBERS_MAX; i++)
		evm_buf_printf(&want, "%sP%d", i ? ", " : "", i);
	list(text.p, 0, want.p);
	evm_buf_release(&text);
	evm_buf_release(&want);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_list),
		cmocka_unit_test(test_signs),
		cmocka_unit_test(test_kinds),
		cmocka_unit_test(test_bounds),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
