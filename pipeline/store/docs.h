/*
 * docs: documents one after the other, from a database or from record
 * streams, for the programs that read either (evm-export, evm-table).
 *
 *	evm_docs_open(&docs, NULL, files, n, &err);
 *	while ((got = evm_docs_next(docs, &doc, &err)) == 1)
 *		...
 *	evm_docs_close(docs);
 */
#ifndef EVM_DOCS_H
#define EVM_DOCS_H

#include "core/doc.h"

struct evm_docs;
struct evm_fingerprint;

/* From the database db; or, when it is NULL, from the streams named ("-" is
 * standard input; none: standard input). Names are borrowed. */
int evm_docs_open(struct evm_docs **docs, const char *db, char *const *files,
		  size_t n, struct evm_err *err) EVM_MUST_CHECK;
void evm_docs_close(struct evm_docs *docs);
/* Next document (reset first): 1, 0 at the end of all, -1. A stream without
 * #end is EVM_EXIT_CUT after its last whole document. */
int evm_docs_next(struct evm_docs *docs, struct evm_doc *doc,
		  struct evm_err *err) EVM_MUST_CHECK;
/* From a database: what evm_store_status and evm_store_prints give, what
 * evm_store_read_all and evm_store_unfinished do. A stream has no statuses and
 * no prints (NULL), and is never unfinished. */
const char *const *evm_docs_status(const struct evm_docs *docs);
const struct evm_fingerprint *evm_docs_prints(const struct evm_docs *docs);
void evm_docs_read_all(struct evm_docs *docs);
int evm_docs_unfinished(struct evm_docs *docs, bool *any,
			struct evm_err *err) EVM_MUST_CHECK;

#endif
