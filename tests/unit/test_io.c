#include "tests/unit/test_support.h"

#include <unistd.h>
#include <zlib.h>

#include "core/digest.h"
#include "core/io.h"
#include "core/tsv.h"

static char path[64];

static int make_file(void **state)
{
	(void)state;
	strcpy(path, "/tmp/evm-test-io-XXXXXX");
	close(mkstemp(path));
	return 0;
}

static int drop_file(void **state)
{
	(void)state;
	return unlink(path);
}

static void write_bytes(const void *p, size_t n)
{
	test_write(path, (struct evm_str){ p, n });
}

/* lines "line 0" ... in gzip members of 1000 lines each; the size */
static size_t write_gzip(int lines)
{
	unlink(path);
	for (int i = 0; i < lines; i += 1000) {
		gzFile f = gzopen(path, "ab");

		for (int k = i; k < i + 1000 && k < lines; k++)
			gzprintf(f, "line %d\n", k);
		gzclose(f);
	}
	FILE *f = fopen(path, "rb");
	fseek(f, 0, SEEK_END);
	size_t n = (size_t)ftell(f);
	fclose(f);
	return n;
}

static void reads_members_as_one(void **state)
{
	struct evm_err err = EVM_ERR_INIT;
	struct evm_buf line = EVM_BUF_INIT;
	struct evm_str peek;
	struct evm_in *in;
	char want[32];
	int n = 0, got;

	(void)state;
	write_gzip(50000);
	assert_int_equal(evm_in_open(&in, path, &err), 0);
	assert_int_equal(evm_in_peek(in, 8, &peek, &err), 0);
	assert_str(peek, "line 0\nl");
	while ((got = evm_in_line(in, &line, &err)) == 1) {
		snprintf(want, sizeof want, "line %d", n++);
		assert_str(evm_buf_str(&line), want);
	}
	assert_int_equal(got, 0);
	assert_int_equal(n, 50000);
	evm_in_close(in);
	evm_buf_release(&line);
}

static void says_when_gzip_is_cut(void **state)
{
	struct evm_err err = EVM_ERR_INIT;
	struct evm_buf line = EVM_BUF_INIT;
	struct evm_in *in;
	size_t size = write_gzip(900);
	int n = 0, got;

	(void)state;
	assert_int_equal(truncate(path, (off_t)size - 9), 0);
	assert_int_equal(evm_in_open(&in, path, &err), 0);
	while ((got = evm_in_line(in, &line, &err)) == 1)
		n++;
	assert_int_equal(got, -1);
	assert_int_equal(err.code, EVM_EXIT_CUT);
	assert_non_null(strstr(err.msg, path));
	assert_true(n > 800);
	evm_in_close(in);
	evm_buf_release(&line);
}

static void says_when_gzip_is_damaged(void **state)
{
	struct evm_err err = EVM_ERR_INIT;
	struct evm_buf all = EVM_BUF_INIT;
	struct evm_in *in;
	size_t size = write_gzip(900);
	FILE *f = fopen(path, "r+b");

	(void)state;
	fseek(f, (long)size - 6, SEEK_SET);	/* in the checksum */
	fputc('x', f);
	fputc('y', f);
	fclose(f);
	assert_int_equal(evm_in_open(&in, path, &err), 0);
	assert_int_equal(evm_in_all(in, &all, 1u << 20, &err), -1);
	assert_int_equal(err.code, EVM_EXIT_FAILED);
	evm_in_close(in);
	evm_buf_release(&all);
}

static void lines_end_in_any_way(void **state)
{
	struct evm_err err = EVM_ERR_INIT;
	struct evm_buf line = EVM_BUF_INIT;
	struct evm_in *in;

	(void)state;
	write_bytes("a\r\n\nlast", 8);
	assert_int_equal(evm_in_open(&in, path, &err), 0);
	assert_int_equal(evm_in_line(in, &line, &err), 1);
	assert_str(evm_buf_str(&line), "a");
	assert_int_equal(evm_in_line(in, &line, &err), 1);
	assert_str(evm_buf_str(&line), "");
	assert_int_equal(evm_in_line(in, &line, &err), 1);
	assert_str(evm_buf_str(&line), "last");
	assert_int_equal(evm_in_line(in, &line, &err), 0);
	evm_in_close(in);
	evm_buf_release(&line);
}

static void limits_a_whole_read(void **state)
{
	struct evm_err err = EVM_ERR_INIT;
	struct evm_buf all = EVM_BUF_INIT;
	struct evm_in *in;

	(void)state;
	write_bytes("0123456789", 10);
	assert_int_equal(evm_in_open(&in, path, &err), 0);
	assert_int_equal(evm_in_all(in, &all, 9, &err), -1);
	evm_in_close(in);
	evm_buf_release(&all);
	assert_int_equal(evm_in_open(&in, "/nonexistent/x", &err), -1);
	assert_non_null(strstr(err.msg, "/nonexistent/x"));
}

static void full_disk_is_told(void **state)
{
	struct evm_err err = EVM_ERR_INIT;
	struct evm_out *out;

	(void)state;
	assert_int_equal(evm_out_open(&out, "/dev/full", &err), 0);
	evm_out_add(out, EVM_LIT("some text"));
	assert_int_equal(evm_out_finish(out, true, &err), -1);
	assert_int_equal(err.code, EVM_EXIT_FAILED);
	assert_non_null(strstr(err.msg, "/dev/full"));
}

static void file_has_its_name_when_whole(void **state)
{
	struct evm_err err = EVM_ERR_INIT;
	struct evm_buf all = EVM_BUF_INIT;
	struct evm_out *out;
	struct evm_in *in;
	char gz[80];

	(void)state;
	snprintf(gz, sizeof gz, "%s.gz", path);
	assert_int_equal(evm_out_open(&out, gz, &err), 0);
	evm_out_add(out, EVM_LIT("lost"));
	assert_int_equal(access(gz, F_OK), -1);
	assert_int_equal(evm_out_finish(out, false, &err), 0);
	assert_int_equal(access(gz, F_OK), -1);
	assert_int_equal(evm_out_open(&out, gz, &err), 0);
	evm_out_add(out, EVM_LIT("kept"));
	assert_int_equal(evm_out_finish(out, true, &err), 0);
	assert_int_equal(evm_in_open(&in, gz, &err), 0);
	assert_int_equal(evm_in_all(in, &all, 99, &err), 0);
	assert_str(evm_buf_str(&all), "kept");
	evm_in_close(in);
	evm_buf_release(&all);
	unlink(gz);
}

static void tsv_names_file_and_line(void **state)
{
	struct evm_err err = EVM_ERR_INIT;
	struct evm_tsv t;

	(void)state;
	write_bytes("\xEF\xBB\xBF# c\n\na\tb\nx\t\x80\n", 16);
	assert_int_equal(evm_tsv_open(&t, path, &err), 0);
	assert_int_equal(evm_tsv_next(&t, &err), 1);
	assert_int_equal(t.n, 2);
	assert_str(t.f[1], "b");
	assert_int_equal(evm_tsv_next(&t, &err), -1);
	assert_non_null(strstr(err.msg, ":4: ill-formed UTF-8"));
	evm_tsv_close(&t);
}

static void digest_of_abc(void **state)
{
	char hex[EVM_DIGEST_HEX + 1];

	(void)state;
	/* FIPS 180-2, appendix B.1 */
	evm_digest(EVM_LIT("abc"), hex);
	assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223"
				 "b00361a396177a9cb410ff61f20015ad");
}

int main(void)
{
#define ON_FILE(f) cmocka_unit_test_setup_teardown(f, make_file, drop_file)
	const struct CMUnitTest tests[] = {
		ON_FILE(reads_members_as_one),
		ON_FILE(says_when_gzip_is_cut),
		ON_FILE(says_when_gzip_is_damaged),
		ON_FILE(lines_end_in_any_way),
		ON_FILE(limits_a_whole_read),
		ON_FILE(full_disk_is_told),
		ON_FILE(file_has_its_name_when_whole),
		ON_FILE(tsv_names_file_and_line),
		cmocka_unit_test(digest_of_abc),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
