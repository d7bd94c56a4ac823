/*
 * io: reading files and standard input, gzipped or not, and writing with a
 * check at the end. With inflate.c the only user of zlib.
 */
#ifndef EVM_IO_H
#define EVM_IO_H

#include <stdio.h>

#include "core/err.h"
#include "core/str.h"

struct evm_in;

/* Opens a path, or standard input for "-". Compression is told by the first
 * bytes, never by the name; members that follow each other are one stream.
 * *in is owned by the caller until evm_in_close. */
int evm_in_open(struct evm_in **in, const char *path,
		struct evm_err *err) EVM_MUST_CHECK;
void evm_in_close(struct evm_in *in);
/* "-" is shown as "standard input". */
const char *evm_in_name(const struct evm_in *in);

/*
 * Reads up to n bytes: how many, 0 at the end, -1 on error. A gzip stream
 * that stops before its end is an error with EVM_EXIT_CUT, after everything
 * that could be inflated was handed out; a damaged one is EVM_EXIT_FAILED.
 */
ptrdiff_t evm_in_read(struct evm_in *in, void *p, size_t n,
		      struct evm_err *err) EVM_MUST_CHECK;
/* Bytes handed out so far (inflated), and read from the file. */
uint64_t evm_in_offset(const struct evm_in *in);
uint64_t evm_in_raw_offset(const struct evm_in *in);
/* Called before the first read: keep the CRC-32 of the bytes on disk. Those
 * behind the end of a gzip stream are left out. */
void evm_in_sum(struct evm_in *in);
uint32_t evm_in_crc(const struct evm_in *in);
/* Up to n (at most 64 KiB) bytes that the next reads will give; they stay. */
int evm_in_peek(struct evm_in *in, size_t n, struct evm_str *out,
		struct evm_err *err) EVM_MUST_CHECK;
/* Next line without its newline (and without a carriage return before it)
 * into *line (cleared first): 1, 0 at the end, -1 on error. */
int evm_in_line(struct evm_in *in, struct evm_buf *line,
		struct evm_err *err) EVM_MUST_CHECK;
/* The rest of the input, appended; more than max bytes is an error. */
int evm_in_all(struct evm_in *in, struct evm_buf *all, size_t max,
	       struct evm_err *err) EVM_MUST_CHECK;

struct evm_out;

/* Opens for writing; NULL or "-" is standard output. A name that ends in .gz
 * is compressed. Written to NAME.part and renamed by evm_out_finish, so that
 * a file that has its name is whole. */
int evm_out_open(struct evm_out **out, const char *path,
		 struct evm_err *err) EVM_MUST_CHECK;
/* Errors are kept until evm_out_finish. */
void evm_out_add(struct evm_out *out, struct evm_str s);
bool evm_out_failed(const struct evm_out *out);
/* Flushes, closes, checks each of it, and frees. keep == false: an unfinished
 * file is removed. The last act of every main. */
int evm_out_finish(struct evm_out *out, bool keep,
		   struct evm_err *err) EVM_MUST_CHECK;

/* "zlib 1.3.1; ISA-L inflates", for evm-doctor: the library that runs, and which one it was
 * built with where that is another. Each library's one user has such a call. */
void evm_io_library(struct evm_buf *b);

#endif
