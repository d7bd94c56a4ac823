/*
 * lines: sentences with what they say, their paper and its links, as HTML: the
 * panels that marks lead to, and the list of all papers.
 *
 *	evm_lines_init(&l, sets, 2000);
 *	evm_lines_papers(&l, &out);
 *	evm_lines_panels(&l, &out);		of the sets that are linked to
 *	evm_lines_release(&l);
 */
#ifndef EVM_LINES_H
#define EVM_LINES_H

#include "report/sets.h"

struct evm_lines {
	struct evm_sets *sets;
	struct evm_arena arena;
	bool *listed;		/* of each fact: is it in the list? */
	size_t n_listed;
};

/* Lists at most max facts: accepted ones first, then those that most papers
 * say, then the most confident. */
void evm_lines_init(struct evm_lines *l, struct evm_sets *sets, size_t max);
void evm_lines_release(struct evm_lines *l);
/* Papers of most claims first, each with its sentences. */
void evm_lines_papers(const struct evm_lines *l, struct evm_buf *out);
void evm_lines_panels(const struct evm_lines *l, struct evm_buf *out);
/* Is there a claim of this id in the list? */
bool evm_lines_has(const struct evm_lines *l, struct evm_str id);

#endif
