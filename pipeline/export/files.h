/*
 * files: where a format of several files puts them: into a folder, or one
 * after the other into a tar archive, which is written or appended to a text.
 *
 *	evm_files_folder(&f, "out");		or: evm_files_tar(&f, out);
 *	evm_files_put(&f, "a/b.txt", text, &err);
 *	evm_files_end(&f);
 */
#ifndef EVM_FILES_H
#define EVM_FILES_H

#include "core/io.h"

struct evm_files {
	const char *folder;	/* borrowed; NULL: tar */
	struct evm_out *out;	/* borrowed; of the archive */
	struct evm_buf *text;	/* borrowed; where the archive goes without out */
};

/* The folder is made where it is missing. */
int evm_files_folder(struct evm_files *f, const char *folder,
		     struct evm_err *err) EVM_MUST_CHECK;
void evm_files_tar(struct evm_files *f, struct evm_out *out);
/* Appends to b, which no other text of the format may share. */
void evm_files_text(struct evm_files *f, struct evm_buf *b);
/* A whole file. The name is relative, without "..", of at most 99 bytes. A
 * file that stands there is replaced. Archives hold no times and no owners:
 * the same content gives the same bytes. */
int evm_files_put(struct evm_files *f, const char *name, struct evm_str content,
		  struct evm_err *err) EVM_MUST_CHECK;
/* The archive's end. */
void evm_files_end(struct evm_files *f);
/* Appends an id as a file's name: letters, digits, '.', '-', '_' stay, another
 * byte is written %XX; never empty, never beginning with a dot. */
void evm_files_name(struct evm_buf *b, struct evm_str id);

#endif
