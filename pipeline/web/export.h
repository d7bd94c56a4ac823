/*
 * Private to web/: files to download, made piece by piece while other requests
 * are answered. A file is read from its own connection, which sees one state
 * of the database. The request's query is a filter of what is in it.
 */
#ifndef EVM_EXPORT_FILE_H
#define EVM_EXPORT_FILE_H

#include "web/parts.h"

struct evm_file {
	const char *name, *type, *help;
	const char *format;	/* of evm-export; NULL: none of its */
	bool all;		/* rejected claims and deleted documents, too */
	/* Sets p->res->stream, or makes the response. */
	int (*open)(struct evm_page *p, const struct evm_file *f);
};

/* What evm-export writes (download.c); ends with a name of NULL. */
extern const struct evm_file evm_downloads[];

/* Names to block (page_teach.c). */
int evm_open_blocked(struct evm_page *p, const struct evm_file *f);

#endif
