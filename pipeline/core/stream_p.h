/* Private to stream_read.c and stream_line.c: a document that is being read. */
#ifndef EVM_STREAM_P_H
#define EVM_STREAM_P_H

#include "core/stream.h"

#define EVM_FIELDS_MAX 24

/*
 * The lines of the document are copied once; the fields are the copy's, with a
 * NUL where a tab or newline stood, and escapes undone where they stand.
 */
struct evm_parse {
	struct evm_doc *doc;
	struct evm_err *err;
	struct evm_str f[EVM_FIELDS_MAX];	/* fields of the line, escaped */
	size_t n;
	size_t begin, end;		/* of the line */
	struct evm_str lines;		/* as they came */
	char *copy;
	bool escapes;			/* there are some */
	bool sealed;
	bool brief;			/* some lines are passed over */
	struct evm_layout at;
	int rank;			/* of the last line, in FORMAT.md's order */
};

/* Adds to the document what the line says whose fields are in p->f; c is its type, 0
 * when that is no single letter. */
int evm_line_read(struct evm_parse *p, char c) EVM_MUST_CHECK;
/* What is wrong with the line: -1. */
int evm_line_fault(struct evm_parse *p, const char *what);

#endif
