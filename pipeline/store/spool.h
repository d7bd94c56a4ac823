/*
 * spool: the documents of a record stream, kept until its end is known.
 *
 * Nothing of a stream that lacks its #end line may enter a database, and a
 * pipe cannot be read twice: so it is checked and set aside in an unnamed
 * file first, beside the database, and loaded from there.
 *
 *	evm_spool_open(&sp, "claims.db", &err);
 *	evm_spool_add(sp, lines, line, &err);
 *	evm_spool_rewind(sp, &err);
 *	while ((got = evm_spool_next(sp, &lines, &line, &err)) == 1)
 *		...
 *	evm_spool_close(sp);
 */
#ifndef EVM_SPOOL_H
#define EVM_SPOOL_H

#include "core/err.h"

struct evm_spool;

/* In the folder of the file named beside; the system frees its space when
 * the process ends, however it ends. */
int evm_spool_open(struct evm_spool **sp, const char *beside,
		   struct evm_err *err) EVM_MUST_CHECK;
void evm_spool_close(struct evm_spool *sp);
int evm_spool_add(struct evm_spool *sp, struct evm_str lines, uint64_t line,
		  struct evm_err *err) EVM_MUST_CHECK;
/* Ends the writing; everything was stored. */
int evm_spool_rewind(struct evm_spool *sp, struct evm_err *err) EVM_MUST_CHECK;
/* Next document's lines (cleared first) and the line it began at: 1, 0, -1. */
int evm_spool_next(struct evm_spool *sp, struct evm_buf *lines, uint64_t *line,
		   struct evm_err *err) EVM_MUST_CHECK;

#endif
