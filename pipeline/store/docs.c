#include "store/docs.h"

#include <stdlib.h>
#include <string.h>

#include "core/stream.h"
#include "store/store.h"

struct evm_docs {
	struct evm_store *store;	/* NULL: streams */
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

	memset(docs, 0, sizeof *docs);
	docs->files = n ? files : standard_input;
	docs->n = n ? n : 1;
	*out = docs;
	if (!db || !evm_store_open_read(&docs->store, db, err))
		return 0;
	free(docs);
	*out = NULL;
	return -1;
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
	evm_store_close(docs->store);
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
	if (docs->store)
		return evm_store_next(docs->store, doc, err);
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

const char *const *evm_docs_status(const struct evm_docs *docs)
{
	return docs->store ? evm_store_status(docs->store) : NULL;
}

const struct evm_fingerprint *evm_docs_prints(const struct evm_docs *docs)
{
	return docs->store ? evm_store_prints(docs->store) : NULL;
}

void evm_docs_read_all(struct evm_docs *docs)
{
	if (docs->store)
		evm_store_read_all(docs->store);
}

int evm_docs_unfinished(struct evm_docs *docs, bool *any, struct evm_err *err)
{
	*any = false;
	return docs->store ? evm_store_unfinished(docs->store, any, err) : 0;
}
