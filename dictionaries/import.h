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

/* A MeSH descriptor, by whatever means it was read. */
struct evm_mesh_record {
	struct evm_str id, name;	/* D000001 */
	const struct evm_str *trees, *terms;
	size_t n_trees, n_terms;
};

/* Imports descriptors that next gives (1, 0 at the end, -1): what they are
 * is told by their trees; those that are none of the types are left out, and
 * with im->type those that are another. */
int evm_import_mesh(struct evm_import *im,
		    int (*next)(void *ctx, struct evm_mesh_record *r,
				struct evm_err *err),
		    void *ctx, struct evm_err *err) EVM_MUST_CHECK;

/* A format by its name ("obo", "hgnc", "gene_info", "mirbase", "mesh",
 * "famplex"); -1 when there is none. */
int evm_import_format_of(const char *name);
/* Errors name file and line. What was written before one is not taken back. */
int evm_import(struct evm_import *im, int format, const char *path,
	       struct evm_err *err) EVM_MUST_CHECK;

#endif
