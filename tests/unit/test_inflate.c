/* Every library that inflates gives the same, whatever pieces it gets. */
#include "tests/unit/test_support.h"

#include <zlib.h>

#include "core/inflate.h"

#define TEXT 60000

static unsigned char text[TEXT], packed[2 * TEXT], out[2 * TEXT];

/* A gzip member of the text at a level (0: stored; fixed codes with fixed). */
static size_t deflate_text(int level, int strategy, bool fields, bool crc)
{
	gz_header head = { .extra = (Bytef *)(uintptr_t)"AB\2\0xy", .extra_len = 6,
		.name = (Bytef *)(uintptr_t)"name", .hcrc = crc,
		.comment = (Bytef *)(uintptr_t)"comment" };
	z_stream z = { 0 };

	assert_int_equal(deflateInit2(&z, level, Z_DEFLATED, 15 + 16, 8, strategy),
			 Z_OK);
	if (fields)
		deflateSetHeader(&z, &head);
	z.next_in = text;
	z.avail_in = TEXT;
	z.next_out = packed;
	z.avail_out = sizeof packed;
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	deflateEnd(&z);
	return z.total_out;
}

/* Inflates n bytes in pieces: how many came, or -1. *used: of them. */
static long inflate_in(const struct evm_inflate *k, void *z, size_t n,
		       size_t piece_in, size_t piece_out, size_t *used)
{
	const unsigned char *in = packed;
	const char *why = NULL;
	size_t had = 0;
	int r = 1;

	while (r == 1) {
		size_t left = n - (size_t)(in - packed), room = sizeof out - had;
		size_t give = left < piece_in ? left : piece_in, rest = give;

		room = room < piece_out ? room : piece_out;
		had += room;
		r = k->run(z, &in, &rest, out + had - room, &room, &why);
		had -= room;
		if (r == 1 && !give && room)
			return (long)had;	/* it is cut here */
	}
	*used = (size_t)(in - packed);
	assert_true(r == 0 || why);
	return r ? -1 : (long)had;
}

static void make_text(void)
{
	unsigned seed = 3;

	for (size_t i = 0; i < TEXT; i++)
		text[i] = i > 200 && rand_r(&seed) % 8 ? text[i - 100] :
			  (unsigned char)rand_r(&seed);
}

static const size_t pieces[][2] = {
	{ 1, 100000 }, { 100000, 1 }, { 7, 13 }, { 4096, 100000 },
	{ 100000, 100000 }, { 65536, 40000 },
};

static void inflate_whole(const struct evm_inflate *k, size_t n)
{
	void *z = k->new();
	size_t used;

	for (size_t p = 0; p < sizeof pieces / sizeof *pieces; p++) {
		/* bytes of a next member stand behind it */
		packed[n] = 0x1f;
		packed[n + 1] = 0x8b;
		memset(out, 0, sizeof out);
		assert_int_equal(inflate_in(k, z, n + 2, pieces[p][0],
					    pieces[p][1], &used), TEXT);
		assert_int_equal(used, n);
		assert_memory_equal(out, text, TEXT);
		k->reset(z);
	}
	k->free(z);
}

static void gives_the_text(void **state)
{
	(void)state;
	make_text();
	for (int level = 0; level < 10; level++)
		for (int crc = 0; crc < 2; crc++) {
			size_t n = deflate_text(level, level == 4 ? Z_FIXED :
						Z_DEFAULT_STRATEGY, level & 1, crc);

			assert_true(evm_inflate_for(packed, n)->header_crc ||
				    !crc || !(level & 1));
			for (int k = 0; evm_inflates[k]; k++)
				if (!crc || evm_inflates[k]->header_crc)
					inflate_whole(evm_inflates[k], n);
		}
}

static void gives_all_that_is_there(void **state)
{
	size_t n, used;

	(void)state;
	make_text();
	n = deflate_text(6, Z_DEFAULT_STRATEGY, false, false);
	for (size_t cut = 0; cut < n; cut += 997) {
		long want = -1;

		for (int k = 0; evm_inflates[k]; k++) {
			void *z = evm_inflates[k]->new();
			long got = inflate_in(evm_inflates[k], z, cut, 4096, 100000,
					      &used);

			assert_true(got >= 0);
			assert_memory_equal(out, text, (size_t)got);
			assert_true(want < 0 || got == want);
			want = got;
			evm_inflates[k]->free(z);
		}
	}
}

static void sees_damage(void **state)
{
	size_t n, used;

	(void)state;
	make_text();
	n = deflate_text(6, Z_DEFAULT_STRATEGY, false, false);
	for (size_t at = 10; at < n; at += 313) {
		packed[at] ^= 0x10;
		for (int k = 0; evm_inflates[k]; k++) {
			void *z = evm_inflates[k]->new();
			long got = inflate_in(evm_inflates[k], z, n, 4096, 100000,
					      &used);

			/* an end that is put off is not an end */
			assert_true(got != TEXT || used != n);
			evm_inflates[k]->free(z);
		}
		packed[at] ^= 0x10;
	}
}

static void sums_as_zlib_does(void **state)
{
	uint32_t crc = 0;

	(void)state;
	make_text();
	for (size_t i = 0; i < TEXT; i += 1000)
		crc = evm_crc32(crc, text + i, 1000);
	assert_int_equal(crc, crc32(0, text, TEXT));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gives_the_text),
		cmocka_unit_test(gives_all_that_is_there),
		cmocka_unit_test(sees_damage),
		cmocka_unit_test(sums_as_zlib_does),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
