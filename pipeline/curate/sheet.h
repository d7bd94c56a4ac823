/*
 * sheet: decisions through a spreadsheet. A row an evidence; who fills it in
 * writes a verdict (accept, reject, unsure, or a, r, u), a reason's code or
 * key, a comment. Rows carry the version that they show and a key of their
 * own, so that what was edited meanwhile is told and reading a sheet twice
 * does nothing.
 */
#ifndef EVM_SHEET_H
#define EVM_SHEET_H

#include "core/io.h"
#include "review/review.h"

/* CSV (RFC 4180) of a filter's evidence. Cells that a spreadsheet would take
 * for a formula begin with an apostrophe. */
int evm_sheet_write(struct evm_review *r, const struct evm_filter *f,
		    struct evm_out *out, struct evm_err *err) EVM_MUST_CHECK;

struct evm_sheet_counts {
	int64_t saved, repeated, empty, refused;
};
/* Takes the filled rows in. told gets a line for each that was refused (stale,
 * unknown reason, ...). Separators: comma, semicolon or tab, by the head. */
int evm_sheet_read(struct evm_review *r, const char *path,
		   struct evm_sheet_counts *n, struct evm_buf *told,
		   struct evm_err *err) EVM_MUST_CHECK;

#endif
