/*
 * page: the report as one HTML page without script, and its figures as files
 * of their own.
 *
 *	struct evm_page_options o = { .title = "Report", .claims = 2000 };
 *	evm_page_write(sets, &trials, &o, &out);
 *	evm_page_figures(sets, &trials, "figures", &err);
 */
#ifndef EVM_REPORT_PAGE_H
#define EVM_REPORT_PAGE_H

#include "core/err.h"
#include "report/sets.h"
#include "report/trials.h"

struct evm_page_options {
	const char *title;
	const char *only;	/* which claims were asked for, in words; or "" */
	size_t claims;		/* most that are listed with their sentences */
};

void evm_page_write(struct evm_sets *sets, const struct evm_trials *trials,
		    const struct evm_page_options *o, struct evm_buf *out);
/* FOLDER/map.svg, map.csv and so on; the folder is made where it is missing. A
 * figure that has nothing to show has no SVG. */
int evm_page_figures(struct evm_sets *sets, const struct evm_trials *trials,
		     const char *folder, struct evm_err *err) EVM_MUST_CHECK;

#endif
