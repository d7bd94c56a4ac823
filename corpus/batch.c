#include <stdlib.h>
#include <string.h>

#include "corpus/feed_p.h"

#define KEEP_BYTES ((size_t)1 << 20)	/* a larger buffer is let go */

struct evm_batch *evm_batch_new(void)
{
	struct evm_batch *b = evm_malloc(sizeof *b);

	memset(b, 0, sizeof *b);
	return b;
}

void evm_batch_clear(struct evm_batch *b)
{
	for (size_t i = 0; i < b->n; i++) {
		free(b->v[i].bad);
		b->v[i].bad = NULL;
	}
	if (b->bytes.cap > KEEP_BYTES)
		evm_buf_release(&b->bytes);
	b->bytes.n = 0;
	free(b->fatal);
	free(b->errors);
	b->fatal = NULL;
	b->errors = NULL;
	b->n = b->n_errors = 0;
	b->end = b->stopped = false;
	memset(&b->counts, 0, sizeof b->counts);
}

void evm_batch_free(struct evm_batch *b)
{
	if (!b)
		return;
	evm_batch_clear(b);
	evm_buf_release(&b->bytes);
	free(b->v);
	free(b);
}

size_t evm_batch_weight(const struct evm_batch *b)
{
	return b->bytes.n;
}

struct evm_entry *evm_batch_add(struct evm_batch *b)
{
	if (b->n == b->cap) {
		size_t cap = b->cap ? 2 * b->cap : 16;

		b->v = evm_realloc(b->v, evm_mul(cap, sizeof *b->v));
		memset(b->v + b->cap, 0, (cap - b->cap) * sizeof *b->v);
		b->cap = cap;
	}
	return &b->v[b->n++];
}

static void note_error(struct evm_batch *b, size_t entry,
		       const struct evm_err *err)
{
	b->errors = evm_realloc(b->errors, evm_mul(b->n_errors + 1,
						   sizeof *b->errors));
	b->errors[b->n_errors++] = (struct evm_broken){ *err, entry };
	b->counts.skipped++;
}

/* All documents of a record; what breaks is noted. */
static void parse_record(struct evm_batch *b, size_t entry,
			 struct evm_parser *parser, struct evm_doc *doc,
			 evm_batch_fn *each, void *ctx)
{
	bool more = true;

	while (more) {
		struct evm_err why = EVM_ERR_INIT;
		int got = evm_corpus_parse(parser, &b->v[entry].raw, doc, &more,
					   &why);

		if (got == 1 && each(ctx, doc, &why))
			got = -1;
		if (got < 0)
			note_error(b, entry, &why);
		b->counts.docs += got == 1;
		if (got < 0 && !b->skip)
			break;
	}
}

void evm_batch_parse(struct evm_batch *b, struct evm_parser *parser,
		     struct evm_doc *doc, evm_batch_fn *each, void *ctx)
{
	for (size_t i = 0; i < b->n; i++) {
		b->counts.records++;
		if (b->v[i].bad)
			note_error(b, i, b->v[i].bad);
		else
			parse_record(b, i, parser, doc, each, ctx);
		if (b->n_errors && !b->skip)
			break;
	}
}
