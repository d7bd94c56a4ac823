/* The microRNA grammar: names found in short texts, by their normal form. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "extractors/mirna.h"

static struct evm_mirna *g;

static int load(void **state)
{
	struct evm_err err = EVM_ERR_INIT;

	(void)state;
	return evm_mirna_new(&g, &err);
}

static int unload(void **state)
{
	(void)state;
	evm_mirna_free(g);
	return 0;
}

struct row {
	const char *text, *names, *quotes;	/* joined by '|' */
};

static void check(const struct row *row)
{
	struct evm_str t = evm_str(row->text);
	struct evm_buf names = EVM_BUF_INIT, quotes = EVM_BUF_INIT;
	struct evm_mentions found = { 0 };
	struct evm_arena arena;

	evm_arena_init(&arena);
	evm_mirna_scan(g, &arena, t, (struct evm_span){ 0, (uint32_t)t.n }, &found);
	for (size_t i = 0; i < found.all.n; i++) {
		const struct evm_mention *m = &found.all.v[i];

		evm_buf_addz(&names, i ? "|" : "");
		evm_buf_addz(&quotes, i ? "|" : "");
		evm_buf_addz(&names, m->sign < 0 ? "!" : m->sign > 0 ? "+" : "");
		evm_buf_add(&names, m->norm);
		evm_buf_add(&quotes, evm_str_sub(t, m->span.begin, m->span.end));
	}
	assert_string_equal(names.n ? names.p : "", row->names);
	if (row->quotes)
		assert_string_equal(quotes.p, row->quotes);
	evm_buf_release(&names);
	evm_buf_release(&quotes);
	evm_arena_release(&arena);
}

static void names(void **state)
{
	static const struct row rows[] = {
		{ "hsa-miR-21-5p rose", "miR-21-5p", "hsa-miR-21-5p" },
		{ "miR146a", "miR-146a", NULL },
		{ "Mir -199a-5p", "miR-199a-5p", "Mir -199a-5p" },
		{ "miR- 146a", "miR-146a", NULL },
		{ "miRNA-21 and microRNA 21", "miR-21|miR-21", NULL },
		{ "microRNA-146a-5p", "miR-146a-5p", NULL },
		{ "let-7f and let-7", "let-7f|let-7", NULL },
		{ "miR-30d*", "miR-30d*", NULL },
		{ "miR\xE2\x80\x90" "181\xE2\x80\x90" "5p", "miR-181-5p", NULL },
		{ "miR-16-1", "miR-16-1", NULL },
		{ "miR-26a2*", "miR-26a-2*", NULL },
		{ "miR-133b-containing EVs", "miR-133b", "miR-133b" },
		{ "pre-miR-21 and pri-mir-21", "miR-21|miR-21", "miR-21|mir-21" },
		{ "anti-miR-21 or antagomiR-21", "!miR-21|!miR-21", "miR-21|miR-21" },
		{ "miR-29b inhibitor, miR-21 mimics", "!miR-29b|+miR-21", "miR-29b|miR-21" },
		{ "microRNA (miRNA)-146a", "miR-146a", NULL },
		{ "agomiR-1 helps", "+miR-1", NULL },
		{ NULL, NULL, NULL }
	};

	(void)state;
	for (size_t i = 0; rows[i].text; i++)
		check(&rows[i]);
}

static void lists(void **state)
{
	static const struct row rows[] = {
		{ "miR-21, -23a, -125b, and -145 fell", "miR-21|miR-23a|miR-125b|miR-145", "miR-21|23a|125b|145" },
		{ "miR-29a/b/c", "miR-29a|miR-29b|miR-29c", "miR-29a|b|c" },
		{ "miR-221/222", "miR-221|miR-222", NULL },
		{ "miR-34a/449", "miR-34a|miR-449", NULL },
		{ "miR-125a/b-5p", "miR-125a-5p|miR-125b-5p", NULL },
		{ "miR-221/miR-222", "miR-221|miR-222", NULL },
		{ "miRs 21 and 145", "miR-21|miR-145", NULL },
		{ "let-7a, -7b and miR-100", "let-7a|let-7b|miR-100", NULL },
		{ "miR-181a, 181b", "miR-181a|miR-181b", NULL },
		{ "miR-183~96~182", "miR-183|miR-96|miR-182", NULL },
		{ "miR-17-92 cluster", "miR-17-92", "miR-17-92" },
		{ "miR-106b-25 family", "miR-106b-25", NULL },
		{ "miR-23a-27a-24-2 cluster", "miR-23a-27a-24-2", NULL },
		{ NULL, NULL, NULL }
	};

	(void)state;
	for (size_t i = 0; rows[i].text; i++)
		check(&rows[i]);
}

static void others(void **state)
{
	static const struct row rows[] = {
		{ "miR-21, 14 patients", "miR-21", NULL },
		{ "miR-21 and 5 mice", "miR-21", NULL },
		{ "miRNAs, MIR100HG, mice, micro 3", "", NULL },
		{ "we let 7 mice go", "", NULL },
		{ "miR-34a/p53 and miR-1/c-Myc", "miR-34a|miR-1", NULL },
		{ "miR-29a, 24 h later", "miR-29a", NULL },
		{ "vermiR-3", "", NULL },
		{ NULL, NULL, NULL }
	};

	(void)state;
	for (size_t i = 0; rows[i].text; i++)
		check(&rows[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names),
		cmocka_unit_test(lists),
		cmocka_unit_test(others),
	};
	return cmocka_run_group_tests(tests, load, unload);
}
