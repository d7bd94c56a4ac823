/*
 * data: the project's data files: vocabularies, lists, rules.
 *
 *	static int use(void *ctx, const struct evm_tsv *t, struct evm_err *err);
 *	evm_data_each("dictionaries/lists/mirbase.tsv", use, &table, &err);
 */
#ifndef EVM_DATA_H
#define EVM_DATA_H

#include "core/tsv.h"

/*
 * A file below the directory that holds dictionaries/ and extractors/rules/:
 * EVMINE_DATA; else the source tree that the program was built in; else
 * ../share/evmine beside it; else share/evmine of the prefix that the library
 * was built for. Returned text is owned by the caller (free).
 * NULL with err set when none is there.
 */
char *evm_data_path(const char *below, struct evm_err *err);

/* The path of a file that the build made, in the folder above the program's;
 * freed by the caller, NULL when the program cannot tell where it is. */
char *evm_data_built(const char *name);

/* Calls use with every record of a data file (evm_tsv_each). */
int evm_data_each(const char *below, evm_tsv_fn *use, void *ctx,
		  struct evm_err *err) EVM_MUST_CHECK;

#endif
