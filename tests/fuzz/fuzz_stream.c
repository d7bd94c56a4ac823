/* A record stream: what is read and accepted must write and read back. */
#include "tests/fuzz/fuzz.h"

#include "core/stream.h"

static void again(const struct evm_doc *doc)
{
	struct evm_buf lines = EVM_BUF_INIT;
	struct evm_err err = EVM_ERR_INIT;
	struct evm_doc copy;

	evm_doc_init(&copy);
	if (evm_doc_write(&lines, doc, &err) ||
	    evm_doc_read(&copy, evm_buf_str(&lines), "again", 1, &err))
		abort();
	evm_doc_release(&copy);
	evm_buf_release(&lines);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *path = fuzz_file(data, size);
	struct evm_err err = EVM_ERR_INIT;
	struct evm_buf lines = EVM_BUF_INIT;
	struct evm_reader r;
	struct evm_doc doc;
	struct evm_in *in;
	uint64_t line;
	int got;

	if (evm_in_open(&in, path, &err))
		abort();
	evm_doc_init(&doc);
	got = evm_reader_open(&r, in, &err);
	fuzz_told(got, &err);
	while (!got && (got = evm_reader_next(&r, &lines, &line, &err)) == 1) {
		got = evm_doc_read(&doc, evm_buf_str(&lines), path, line, &err);
		fuzz_told(got, &err);
		if (!got)
			again(&doc);
	}
	fuzz_told(got, &err);
	evm_reader_release(&r);
	evm_doc_release(&doc);
	evm_buf_release(&lines);
	evm_in_close(in);
	unlink(path);
	free(path);
	return 0;
}
