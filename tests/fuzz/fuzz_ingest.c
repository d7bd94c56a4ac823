/* Any input file, told by its content: every document that comes of it holds
 * its invariants. */
#include "tests/fuzz/fuzz.h"

#include "corpus/reader.h"

static void parse(struct evm_parser *parser, const struct evm_raw *raw,
		  struct evm_doc *doc)
{
	struct evm_err err = EVM_ERR_INIT;
	bool more = true;

	while (more) {
		int got;

		more = false;
		got = evm_corpus_parse(parser, raw, doc, &more, &err);
		fuzz_told(got, &err);
		if (got == 1 && evm_doc_check(doc, &err))
			abort();
		if (got != 1)
			break;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *path = fuzz_file(data, size);
	struct evm_err err = EVM_ERR_INIT;
	struct evm_parser *parser = evm_parser_new();
	struct evm_raw raw = { .bytes = EVM_BUF_INIT };
	struct evm_corpus *c;
	struct evm_doc doc;
	struct evm_in *in;
	int got;

	if (evm_in_open(&in, path, &err))
		abort();
	evm_doc_init(&doc);
	if (!evm_corpus_open(&c, in, EVM_FORMAT_AUTO, &err)) {
		while ((got = evm_corpus_next(c, &raw, &err)) == 1 ||
		       (got < 0 && evm_corpus_can_go_on(c)))
			if (got == 1)
				parse(parser, &raw, &doc);
		fuzz_told(got, &err);
		evm_corpus_close(c);
	}
	evm_buf_release(&raw.bytes);
	evm_doc_release(&doc);
	evm_parser_free(parser);
	evm_in_close(in);
	unlink(path);
	free(path);
	return 0;
}
