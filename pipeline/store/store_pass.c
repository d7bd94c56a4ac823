#include "store/store_p.h"

/* Nothing of it is judged or marked: it can go. */
static int forget(struct evm_store *s, int64_t doc_id, struct evm_err *err)
{
	int64_t kept;

	if (evm_sql_int(s, err, 0, &kept, "SELECT deleted OR EXISTS "
			"(SELECT 1 FROM evidence e WHERE e.doc_id = d.doc_id) OR "
			"EXISTS (SELECT 1 FROM mark m WHERE m.doc_id = d.doc_id) "
			"FROM document d WHERE doc_id = ?", "i", doc_id))
		return -1;
	if (kept)
		return 0;
	return evm_sql_run(s, err, "DELETE FROM reference WHERE doc_id = ?", "i",
			   doc_id) ||
	       evm_sql_run(s, err, "DELETE FROM document WHERE doc_id = ?", "i",
			   doc_id) ? -1 : 0;
}

static int remember(struct evm_store *s, const struct evm_parcel *p,
		    struct evm_err *err)
{
	return evm_sql_run(s, err, "INSERT INTO passed VALUES (?, ?, ?, ?) "
			   "ON CONFLICT (source, ext_id) DO UPDATE SET "
			   "version = excluded.version, "
			   "revised = excluded.revised "
			   "WHERE (excluded.version, excluded.revised) > "
			   "(version, revised)", "ssis", p->source, p->id,
			   p->version,
			   p->revised);
}

int evm_store_pass(struct evm_store *s, const struct evm_parcel *p,
		   struct evm_err *err)
{
	int64_t doc_id;

	if (evm_sql_int(s, err, 0, &doc_id, "SELECT doc_id FROM document "
			"WHERE source = ? AND ext_id = ? AND lines IS NOT NULL",
			"ss", p->source, p->id))
		return -1;
	if (doc_id) {
		uint64_t older = s->counts.older;

		if (evm_store_put(s, p, err))
			return -1;
		if (s->counts.older > older)
			return 0;
		if (forget(s, doc_id, err))
			return -1;
	}
	return remember(s, p, err);
}

int evm_store_passed(struct evm_store *s, const struct evm_parcel *p, bool *newer,
		     struct evm_err *err)
{
	int64_t n;

	if (evm_sql_int(s, err, 0, &n, "SELECT 1 + ((version, revised) > (?3, ?4)) "
			"FROM passed WHERE source = ?1 AND ext_id = ?2", "ssis",
			p->source, p->id, p->version,
			p->revised))
		return -1;
	*newer = n == 2;
	if (n != 1)
		return 0;
	return evm_sql_run(s, err, "DELETE FROM passed WHERE source = ? AND "
			   "ext_id = ?", "ss", p->source, p->id);
}
