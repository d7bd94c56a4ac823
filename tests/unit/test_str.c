#include "tests/unit/test_support.h"

#include "core/arena.h"
#include "core/index.h"
#include "core/json.h"
#include "core/scan.h"
#include "core/utf8.h"

static void arena_keeps_and_forgets(void **state)
{
	struct evm_arena a;
	char *big;

	(void)state;
	evm_arena_init(&a);
	for (int round = 0; round < 3; round++) {
		int *before = NULL;

		for (int i = 1; i <= 5000; i++) {
			int *p = evm_arena_alloc(&a, sizeof *p * 3);

			assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
			assert_int_equal(p[0] | p[1] | p[2], 0);
			assert_true(!before || *before == i - 1);
			*p = i;
			before = p;
		}
		big = evm_arena_alloc(&a, 9u << 20);
		big[0] = big[(9u << 20) - 1] = 1;
		evm_arena_reset(&a);
		assert_int_equal(a.used, 0);
	}
	evm_arena_release(&a);
}

static void vec_grows(void **state)
{
	struct evm_arena a;
	EVM_VEC(int) v = { NULL, 0, 0 };

	(void)state;
	evm_arena_init(&a);
	for (int i = 0; i < 1000; i++)
		*EVM_PUSH(&a, v) = i;
	assert_int_equal(v.n, 1000);
	for (int i = 0; i < 1000; i++)
		assert_int_equal(v.v[i], i);
	evm_arena_release(&a);
}

static void slices(void **state)
{
	struct evm_str s = EVM_LIT("miR-21 and let-7"), rest = EVM_LIT("a\t\tb");
	uint64_t v;

	(void)state;
	assert_str(evm_str_sub(s, 0, 6), "miR-21");
	assert_str(evm_str_sub(s, 11, 99), "let-7");
	assert_str(evm_str_sub(s, 40, 50), "");
	assert_int_equal(evm_str_find(s, EVM_LIT("let"), 0), 11);
	assert_true(evm_str_find(s, EVM_LIT("let"), 12) == SIZE_MAX);
	assert_true(evm_str_find(s, EVM_LIT("x"), 99) == SIZE_MAX);
	assert_str(evm_str_cut(&rest, '\t'), "a");
	assert_str(evm_str_cut(&rest, '\t'), "");
	assert_str(evm_str_cut(&rest, '\t'), "b");
	assert_null(rest.p);
	assert_str(evm_str_trim(EVM_LIT(" \t x y\n")), "x y");
	assert_true(evm_str_cmp(EVM_LIT("ab"), EVM_LIT("abc")) < 0);
	assert_true(evm_str_cmp(EVM_LIT("\xff"), EVM_LIT("a")) > 0);
	assert_int_equal(evm_str_u64(EVM_LIT("18446744073709551615"),
				     UINT64_MAX, &v), 0);
	assert_true(v == UINT64_MAX);
	assert_int_equal(evm_str_u64(EVM_LIT("18446744073709551616"),
				     UINT64_MAX, &v), -1);
	assert_int_equal(evm_str_u64(EVM_LIT("12x"), 99, &v), -1);
	assert_int_equal(evm_str_u64(EVM_LIT("100"), 99, &v), -1);
	assert_int_equal(evm_str_u64(EVM_LIT(""), 99, &v), -1);
}

static void utf8_borders(void **state)
{
	static const char *const bad[] = {
		"\x80", "a\xC0\xAF", "\xE0\x80\x80", "\xED\xA0\x80",
		"\xF4\x90\x80\x80", "\xF0\x9F\x98", "\xFF",
	};
	struct evm_str s = EVM_LIT("a\xCE\xB2\xE2\x82\xAC\xF0\x9F\x98\x80");
	struct evm_buf b = EVM_BUF_INIT;
	size_t pos = 0, begin;

	(void)state;
	assert_true(evm_utf8_bad(s) == SIZE_MAX);
	assert_int_equal(evm_utf8_count(s), 4);
	assert_int_equal(evm_utf8_next(s, &pos), 'a');
	assert_int_equal(evm_utf8_next(s, &pos), 0x3B2);
	assert_int_equal(evm_utf8_next(s, &pos), 0x20AC);
	assert_int_equal(evm_utf8_next(s, &pos), 0x1F600);
	assert_int_equal(pos, s.n);
	assert_int_equal(evm_utf8_prev(s, s.n, &begin), 0x1F600);
	assert_int_equal(begin, 6);
	assert_false(evm_utf8_border(s, 2));
	assert_true(evm_utf8_border(s, s.n));
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_true(evm_utf8_bad(evm_str(bad[i])) != SIZE_MAX);
	assert_int_equal(evm_utf8_clean(&b, EVM_LIT("a\0b\x80" "c\r\n\xC2\x85")), 4);
	assert_str(evm_buf_str(&b), "a b\xEF\xBF\xBD" "c \n ");
	evm_buf_release(&b);
}

static void utf8_round_trip(void **state)
{
	struct evm_buf b = EVM_BUF_INIT;

	(void)state;
	for (uint32_t cp = 1; cp < 0x110000; cp += 97) {
		size_t pos = 0;

		if (cp >= 0xD800 && cp < 0xE000)
			continue;
		b.n = 0;
		evm_utf8_put(&b, cp);
		assert_true(evm_utf8_bad(evm_buf_str(&b)) == SIZE_MAX);
		assert_int_equal(evm_utf8_next(evm_buf_str(&b), &pos), cp);
		assert_int_equal(pos, b.n);
	}
	evm_buf_release(&b);
}

static void index_finds_what_was_added(void **state)
{
	struct evm_index ix = { NULL, 0, 0 };
	struct evm_arena a;
	uint32_t v;
	bool added;

	(void)state;
	evm_arena_init(&a);
	assert_false(evm_index_get(&ix, EVM_LIT("k"), &v));
	for (uint32_t i = 0; i < 3000; i++) {
		evm_index_add(&ix, evm_str_printf(&a, "k%u", i), i, &added);
		assert_true(added);
	}
	for (uint32_t i = 0; i < 3000; i++) {
		assert_true(evm_index_get(&ix, evm_str_printf(&a, "k%u", i), &v));
		assert_int_equal(v, i);
	}
	assert_int_equal(evm_index_add(&ix, EVM_LIT("k7"), 99, &added), 7);
	assert_false(added);
	assert_false(evm_index_get(&ix, EVM_LIT("k3000"), &v));
	evm_index_clear(&ix);
	assert_false(evm_index_get(&ix, EVM_LIT("k7"), &v));
	evm_index_release(&ix);
	evm_arena_release(&a);
}

static void json_escapes(void **state)
{
	struct evm_buf b = EVM_BUF_INIT;

	(void)state;
	evm_buf_addc(&b, '{');
	evm_json_pair(&b, "a", EVM_LIT("x\"\\\n\t\x01\x7f\xCE\xB2"));
	evm_json_key(&b, "b");
	evm_buf_addc(&b, '[');
	evm_json_item(&b);
	evm_buf_addz(&b, "1");
	evm_json_item(&b);
	evm_buf_addz(&b, "2]}");
	assert_str(evm_buf_str(&b), "{\"a\":\"x\\\"\\\\\\n\\t\\u0001\\u007f\xCE\xB2\",\"b\":[1,2]}");
	evm_buf_release(&b);
}

/* Against loops over the bytes, at every place and length. */
static void finds_as_memmem_does(void **state)
{
	char text[150];
	unsigned seed = 5;

	(void)state;
	for (int round = 0; round < 50000; round++) {
		struct evm_str s = { text, (size_t)rand_r(&seed) % sizeof text }, what;
		size_t from = (size_t)rand_r(&seed) % (s.n + 1);
		const char *want;

		for (size_t i = 0; i < s.n; i++)
			text[i] = "abc"[rand_r(&seed) % 3];
		what = evm_str_sub(s, (size_t)rand_r(&seed) % (s.n + 1), s.n);
		what.n = what.n ? (size_t)rand_r(&seed) % what.n : 0;
		want = memmem(s.p + from, s.n - from, what.p, what.n);
		assert_true(evm_str_find(s, what, from) ==
			    (want ? (size_t)(want - s.p) : SIZE_MAX));
	}
}

static void scans_find_the_next(void **state)
{
	const char *bytes = "aMImIleLEmLe([[-(i";
	char text[80];

	(void)state;
	for (uint32_t seed = 1; seed < 400; seed++) {
		uint32_t x = seed * 2654435761u;
		struct evm_str s = { text, seed % 79 };

		for (size_t i = 0; i < s.n; i++, x = x * 1664525u + 1013904223u)
			text[i] = x >> 30 ? 'x' : bytes[x >> 20 & 15];
		for (size_t from = 0; from <= s.n; from++) {
			size_t i = from, k = from;

			while (i < s.n && text[i] != '(' && text[i] != '[')
				i++;
			while (k + 1 < s.n && !evm_str_ieqz(evm_str_sub(s, k, k + 2), "mi") &&
			       !evm_str_ieqz(evm_str_sub(s, k, k + 2), "le"))
				k++;
			assert_int_equal(evm_scan_either(s, from, '(', '['), i);
			for (i = from; i < s.n && evm_is_lower(text[i]);)
				i++;
			assert_int_equal(evm_scan_lower(s, from), i);
			assert_int_equal(evm_scan_letters(s, from, "mi", "le"),
					 k + 1 < s.n ? k : s.n);
		}
	}
}

static void digits_are_read_at_once(void **state)
{
	static const uint32_t numbers[] = { 0, 7, 9, 10, 99, 100, 4096, 65535, 123456, 9999999, 99999999 };
	char text[17];
	uint32_t v = 1;

	(void)state;
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		snprintf(text, sizeof text, "%u\txxxxxxx", numbers[i]);
		assert_true(evm_scan_number8(text, strcspn(text, "\t"), &v));
		assert_int_equal(v, numbers[i]);
	}
	/* any other byte, in any place */
	for (size_t n = 1; n <= 8; n++)
		for (size_t at = 0; at < n; at++)
			for (int c = 0; c < 256; c++) {
				memset(text, '4', sizeof text);
				text[at] = (char)c;
				assert_int_equal(evm_scan_number8(text, n, &v), evm_is_digit((char)c));
			}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(arena_keeps_and_forgets),
		cmocka_unit_test(vec_grows),
		cmocka_unit_test(slices),
		cmocka_unit_test(utf8_borders),
		cmocka_unit_test(utf8_round_trip),
		cmocka_unit_test(index_finds_what_was_added),
		cmocka_unit_test(json_escapes),
		cmocka_unit_test(finds_as_memmem_does),
		cmocka_unit_test(scans_find_the_next),
		cmocka_unit_test(digits_are_read_at_once),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
