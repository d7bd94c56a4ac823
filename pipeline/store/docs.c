#include "store/docs.h"

#include <stdlib.h>
#include <string.h>

#include "core/stream.h"

struct evm_docs {
	char *const *files;
	size_t n, at;		/* files, and the one to open next */
	struct evm_in *in;
	struct evm_reader reader;
	struct evm_buf lines;
};

static char *standard_input[] = { (char[]){ "-" } };

int evm_docs_open(struct evm_docs **out, const char *db, char *const *files,
		  size_t n, struct evm_err *err)
{
	struct evm_docs *docs = evm_malloc(sizeof *docs);

	(void)db;
	(void)err;
	memset(docs, 0, sizeof *docs);
	docs->files = n ? files : standard_input;
	docs->n = n ? n : 1;
	*out = docs;
	return 0;
}

static void close_stream(struct evm_docs *docs)
{
	if (!docs->in)
		return;
	evm_reader_release(&docs->reader);
	evm_in_close(docs->in);
	docs->in = NULL;
}

void evm_docs_close(struct evm_docs *docs)
{
	if (!docs)
		return;
	close_stream(docs);
	evm_buf_release(&docs->lines);
	free(docs);
}

static int open_stream(struct evm_docs *docs, struct evm_err *err)
{
	if (evm_in_open(&docs->in, docs->files[docs->at++], err))
		return -1;
	return evm_reader_open(&docs->reader, docs->in, err);
}

int evm_docs_next(struct evm_docs *docs, struct evm_doc *doc,
		  struct evm_err *err)
{
	for (;;) {
		uint64_t line;
		int got;

		if (!docs->in && docs->at == docs->n)
			return 0;
		if (!docs->in && open_stream(docs, err))
			return -1;
		got = evm_reader_next(&docs->reader, &docs->lines, &line, err);
		if (got < 0)
			return -1;
		if (!got) {
			close_stream(docs);
			continue;
		}
		return evm_doc_read(doc, evm_buf_str(&docs->lines),
				    evm_in_name(docs->in), line, err) ? -1 : 1;
	}
}
