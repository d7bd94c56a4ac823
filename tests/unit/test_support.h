/* What every unit test includes, in the order that cmocka wants. */
#ifndef EVM_TEST_SUPPORT_H
#define EVM_TEST_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/str.h"

/* A slice against a C string, shown on failure. */
#define assert_str(s, z) do { \
	struct evm_str got_ = (s); \
	char *text_ = test_z(got_); \
	assert_string_equal(text_, (z)); \
	free(text_); \
} while (0)

static inline char *test_z(struct evm_str s)
{
	char *z = malloc(s.n + 1);

	if (s.n)
		memcpy(z, s.p, s.n);
	z[s.n] = 0;
	return z;
}

static inline void test_write(const char *path, struct evm_str text)
{
	FILE *f = fopen(path, "wb");

	assert_non_null(f);
	assert_int_equal(fwrite(text.p, 1, text.n, f), text.n);
	assert_int_equal(fclose(f), 0);
}

/* xorshift: the same on every machine; less than n, 0 of 0. */
static inline size_t test_pick(uint64_t *seed, size_t n)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return n ? (size_t)(*seed >> 33) % n : 0;
}

#endif
