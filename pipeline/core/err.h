/*
 * err: what went wrong, ready to print, with its place.
 *
 * Calls that can fail return 0 or -1 (readers: 1 record, 0 end, -1 error)
 * and take a struct evm_err *, untouched on success. Below the mains nothing
 * prints and nothing exits. The place is put in front by whoever knows it:
 * "a.xml.gz:byte 1234: PMID 123: cannot read the record: ...".
 */
#ifndef EVM_ERR_H
#define EVM_ERR_H

#include "core/str.h"

#define EVM_MUST_CHECK __attribute__((warn_unused_result))

/* Exit codes of every program; also the code of an error. */
enum evm_exit {
	EVM_EXIT_DONE = 0,
	EVM_EXIT_FAILED = 1,	/* the work could not be done */
	EVM_EXIT_USAGE = 2,	/* the command line is wrong */
	EVM_EXIT_SKIPPED = 3,	/* done, but records were skipped */
	EVM_EXIT_CUT = 4,	/* the input ends before its end */
};

struct evm_err {
	enum evm_exit code;
	char msg[1000];		/* no newline; control bytes shown as '?' */
};

#define EVM_ERR_INIT { EVM_EXIT_DONE, "" }

/* Sets code and message; returns -1, so that a call can end with it. */
int evm_err_set(struct evm_err *e, enum evm_exit code, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
/* Puts a place and ": " in front of the message; returns -1. */
int evm_err_at(struct evm_err *e, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

#endif
