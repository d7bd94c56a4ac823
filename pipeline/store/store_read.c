#include "core/stream.h"
#include "store/store_p.h"

void evm_store_read_all(struct evm_store *s)
{
	s->all = true;
}

const char *const *evm_store_status(const struct evm_store *s)
{
	return s->status;
}

const struct evm_fingerprint *evm_store_prints(const struct evm_store *s)
{
	return s->prints;
}

/* The transaction keeps one state of the database in view to the end. */
static int start(struct evm_store *s, struct evm_err *err)
{
	if (evm_sql_run(s, err, "BEGIN", ""))
		return -1;
	return evm_sql_row(s, err, &s->cursor, "SELECT doc_id, source, ext_id, "
			   "deleted, lines FROM document WHERE deleted = 0 OR ? "
			   "ORDER BY doc_id", "i", (int64_t)s->all);
}

static int end(struct evm_store *s, int got, struct evm_err *err)
{
	s->cursor = NULL;
	if (got < 0) {
		evm_store_rollback(s);
		return -1;
	}
	return evm_store_commit(s, err);
}

static int read_row(struct evm_store *s, struct evm_doc *doc, struct evm_err *err)
{
	int64_t doc_id = sqlite3_column_int64(s->cursor, 0);

	if (sqlite3_column_int(s->cursor, 3)) {
		evm_doc_reset(doc);
		doc->id = evm_str_dup(&doc->arena, evm_sql_text(s->cursor, 2));
		doc->source = evm_str_dup(&doc->arena, evm_sql_text(s->cursor, 1));
		doc->deleted = true;
		return 0;
	}
	if (evm_doc_read(doc, evm_sql_text(s->cursor, 4), s->path, 1, err))
		return -1;
	return evm_store_people(s, doc, doc_id, err);
}

int evm_store_next(struct evm_store *s, struct evm_doc *doc, struct evm_err *err)
{
	int got = s->cursor ? evm_sql_next(s, err, s->cursor) : start(s, err);

	if (got != 1)
		return end(s, got, err);
	if (!read_row(s, doc, err))
		return 1;
	evm_sql_done(s->cursor);
	return end(s, -1, err);
}
