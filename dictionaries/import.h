/*
 * import: official releases of other projects, made vocabularies.
 *
 * The input is read as a stream and each concept written as it ends; only
 * what a format needs to compare over its whole length is kept. The output is
 * in the order of the input.
 *
 *	struct evm_import im = { .type = -1, .out = out };
 *	evm_import(&im, evm_import_format_of("obo"), path, &err);
 */
#ifndef EVM_IMPORT_H
#define EVM_IMPORT_H

#include "core/doc.h"
#include "core/io.h"

struct evm_import {
	int type;		/* enum evm_type; -1: what the format suggests */
	const char *prefix;	/* only identifiers PREFIX:..., or NULL */
	const char *only;	/* file with the identifiers to take, or NULL */
	struct evm_out *out;	/* borrowed */
	/* counted over all calls */
	uint64_t concepts, names;
	uint64_t dropped;	/* names that cannot be matched, or are doubles */
};

/* "obo|hgnc|gene_info|mirbase|mesh|famplex" */
extern const char *const evm_import_formats;
/* A format by its name; -1 when there is none. */
int evm_import_format_of(const char *name);
/* Errors name file and line. What was written before one is not taken back. */
int evm_import(struct evm_import *im, int format, const char *path,
	       struct evm_err *err) EVM_MUST_CHECK;

#endif
