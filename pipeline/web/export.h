/*
 * Private to web/: files to download, made piece by piece while other requests
 * are answered. A file is read from its own connection, which sees one state
 * of the database.
 */
#ifndef EVM_EXPORT_FILE_H
#define EVM_EXPORT_FILE_H

#include "web/parts.h"

struct evm_file {
	const char *name, *type, *help;
	/* Sets p->res->stream, or makes the response. */
	evm_page_fn *open;
};

/* Ends with a name of NULL. */
extern const struct evm_file evm_files[];

/* A cell of a CSV file: quoted, and never a formula for a spreadsheet. */
void evm_csv_cell(struct evm_buf *b, struct evm_str s);

#endif
