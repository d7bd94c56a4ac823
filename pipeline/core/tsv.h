/*
 * tsv: reading the project's data files (vocabularies, rules, lists): UTF-8,
 * a record a line, fields between tabs, '#' at the start of a line is a
 * comment, blank lines are skipped. Errors name file and line.
 *
 *	evm_tsv_open(&t, path, &err);
 *	while ((got = evm_tsv_next(&t, &err)) == 1)
 *		use(t.f[0], t.n);
 *	evm_tsv_close(&t);
 */
#ifndef EVM_TSV_H
#define EVM_TSV_H

#include "core/io.h"

#define EVM_TSV_FIELDS 32

struct evm_tsv {
	struct evm_in *in;
	struct evm_buf buf;
	uint64_t line;			/* 1-based */
	struct evm_str all;		/* the line */
	struct evm_str f[EVM_TSV_FIELDS];	/* live until the next call */
	size_t n;
};

int evm_tsv_open(struct evm_tsv *t, const char *path,
		 struct evm_err *err) EVM_MUST_CHECK;
/* Next record: 1, 0 at the end, -1 (ill-formed UTF-8, too many fields). */
int evm_tsv_next(struct evm_tsv *t, struct evm_err *err) EVM_MUST_CHECK;
/* Sets an error at the current line; returns -1. */
int evm_tsv_bad(const struct evm_tsv *t, struct evm_err *err,
		const char *fmt, ...) __attribute__((format(printf, 3, 4)));
void evm_tsv_close(struct evm_tsv *t);

/* One record; -1 ends the reading. */
typedef int evm_tsv_fn(void *ctx, const struct evm_tsv *t, struct evm_err *err);

/* Calls use with every record of a file. */
int evm_tsv_each(const char *path, evm_tsv_fn *use, void *ctx,
		 struct evm_err *err) EVM_MUST_CHECK;
/* The same for a file of a folder. */
int evm_tsv_each_in(const char *dir, const char *name, evm_tsv_fn *use, void *ctx,
		    struct evm_err *err) EVM_MUST_CHECK;

#endif
