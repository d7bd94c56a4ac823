/* Tokens: words, marks inside words, shapes, offsets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "extractors/token.h"

static struct evm_arena arena;

static int setup(void **state)
{
	(void)state;
	evm_arena_init(&arena);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	evm_arena_release(&arena);
	return 0;
}

/* Tokens joined by '|', '_' before one that is glued to the last. */
static void check(const char *text, const char *want)
{
	struct evm_str s = evm_str(text);
	struct evm_buf got = EVM_BUF_INIT;
	size_t n;
	struct evm_token *t = evm_tokens(&arena, s, (struct evm_span){ 0, (uint32_t)s.n }, &n);

	for (size_t i = 0; i < n; i++) {
		if (i)
			evm_buf_addc(&got, t[i].glued ? '_' : '|');
		evm_buf_add(&got, evm_str_sub(s, t[i].span.begin, t[i].span.end));
	}
	assert_string_equal(got.p ? got.p : "", want);
	evm_buf_release(&got);
}

static void words(void **state)
{
	(void)state;
	check("", "");
	check("  ", "");
	check("miR-146a rose.", "miR_-_146a|rose_.");
	check("Wharton's jelly, 1.5 mg", "Wharton's|jelly_,|1.5|mg");
	check("Wharton\xE2\x80\x99s", "Wharton\xE2\x80\x99s");
	check("the cells' fate", "the|cells_'|fate");
	check("3.A and v1.2", "3_._A|and|v1.2");
	check("IL-1\xCE\xB2 (TNF-\xCE\xB1)", "IL_-_1\xCE\xB2|(_TNF_-_\xCE\xB1_)");
	check("a\xC2\xA0z", "a|z");
	check("ends in 5.", "ends|in|5_.");
}

static enum evm_shape shape(const char *word)
{
	struct evm_str s = evm_str(word);
	size_t n;
	struct evm_token *t = evm_tokens(&arena, s, (struct evm_span){ 0, (uint32_t)s.n }, &n);

	assert_int_equal(n, 1);
	return t[0].shape;
}

static void shapes(void **state)
{
	(void)state;
	assert_int_equal(shape("exosomes"), EVM_SHAPE_LOWER);
	assert_int_equal(shape("\xCE\xB1"), EVM_SHAPE_LOWER);
	assert_int_equal(shape("Exosomes"), EVM_SHAPE_TITLE);
	assert_int_equal(shape("A"), EVM_SHAPE_TITLE);
	assert_int_equal(shape("TNF"), EVM_SHAPE_UPPER);
	assert_int_equal(shape("hBM"), EVM_SHAPE_MIXED);
	assert_int_equal(shape("1.5"), EVM_SHAPE_DIGIT);
	assert_int_equal(shape("CD8"), EVM_SHAPE_ALNUM);
	assert_int_equal(shape("+"), EVM_SHAPE_PUNCT);
}

static void inner_span(void **state)
{
	struct evm_str s = EVM_LIT("one two three");
	size_t n;
	struct evm_token *t = evm_tokens(&arena, s, (struct evm_span){ 4, 7 }, &n);

	(void)state;
	assert_int_equal(n, 1);
	assert_int_equal(t[0].span.begin, 4);
	assert_int_equal(t[0].span.end, 7);
	assert_false(t[0].glued);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(words, setup, teardown),
		cmocka_unit_test_setup_teardown(shapes, setup, teardown),
		cmocka_unit_test_setup_teardown(inner_span, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
