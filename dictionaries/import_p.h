/* import_p: what the importers share; private to this folder. */
#ifndef EVM_IMPORT_P_H
#define EVM_IMPORT_P_H

#include "core/index.h"
#include "dictionaries/dict_p.h"
#include "dictionaries/import.h"

struct importer {
	struct evm_import *im;
	struct evm_in *in;
	uint64_t line;		/* of buf, 1-based */
	struct evm_buf buf;	/* the line */
	/* the concept at hand */
	struct evm_arena arena;	/* reset with each */
	enum evm_type type;
	struct evm_str id, norm, attrs;
	EVM_VEC(struct evm_str) names;	/* with their flags in braces */
	EVM_VEC(uint64_t) keys;		/* of the names, to tell doubles */
	struct evm_folder folder;
	struct evm_arena keep;		/* the importer's own use of it */
	struct evm_arena all;		/* behind only */
	struct evm_index only;		/* identifiers to take */
	struct evm_buf text;
};

/* For the calls of import.h: starts with no input; and ends. */
int import_init(struct importer *i, struct evm_import *im, struct evm_err *err);
void import_release(struct importer *i);
/* Next line into i->buf: 1, 0 at the end, -1. Ill-formed UTF-8 in it becomes
 * U+FFFD: releases have had some. */
int import_line(struct importer *i, struct evm_str *line, struct evm_err *err);
/* An error at the current line; returns -1. */
int import_bad(const struct importer *i, struct evm_err *err, const char *fmt,
	       ...) __attribute__((format(printf, 3, 4)));
/* Begins a concept; texts are copied. */
void import_begin(struct importer *i, enum evm_type type, struct evm_str id,
		  struct evm_str norm, const char *attrs);
/* Adds a name, with flags of enum evm_name_flag, unless it is useless: one
 * letter, no letter, too long, the double of one before. */
void import_name(struct importer *i, struct evm_str name, uint32_t flags);
/* Writes the concept when it has names and is wanted. */
void import_end(struct importer *i);
/* Is an identifier to be taken? */
bool import_wanted(const struct importer *i, struct evm_str id);
/* Splits a line of tab-separated fields; at most max. */
size_t import_fields(struct evm_str line, struct evm_str *f, size_t max);
/* Number of the column with a name in a header line; max when it is not there. */
size_t import_column(const struct evm_str *f, size_t n, const char *name);

int import_obo(struct importer *i, struct evm_err *err);
int import_hgnc(struct importer *i, struct evm_err *err);
int import_gene_info(struct importer *i, struct evm_err *err);
int import_mirbase(struct importer *i, struct evm_err *err);
int import_mesh(struct importer *i, struct evm_err *err);
int import_famplex(struct importer *i, struct evm_err *err);

#endif
