/*
 * rx: regular expressions, compiled once, for the small surface grammars.
 *
 * PCRE2 with JIT; every match has a limit, so that no text can make one run
 * away (a match that hits the limit is no match). Patterns are UTF-8 and see
 * valid UTF-8. An evm_rx holds its match memory: one a thread. Callers look
 * for a cheap byte first and match anchored at it: nothing here searches.
 *
 *	evm_rx_new(&rx, "NCT\\d{8}(?!\\d)", false, &err);
 *	if (evm_rx_at(rx, text, pos, end, groups, 1))
 *		use(groups[0].begin, groups[0].end);
 *	evm_rx_free(rx);
 */
#ifndef EVM_RX_H
#define EVM_RX_H

#include "core/doc.h"
#include "core/err.h"

struct evm_rx;

/* caseless: letters match in either case. */
int evm_rx_new(struct evm_rx **rx, const char *pattern, bool caseless,
	       struct evm_err *err) EVM_MUST_CHECK;
void evm_rx_free(struct evm_rx *rx);
/*
 * Does the pattern match at pos, seeing text up to end (and all before pos,
 * for look-behind)? groups[0] is the whole match, then the n - 1 first
 * groups; one that took no part has begin == end == 0.
 */
bool evm_rx_at(struct evm_rx *rx, struct evm_str text, size_t pos, size_t end,
	       struct evm_span *groups, size_t n);

/* "PCRE2 10.42": see evm_io_library. *jit: can it compile to machine code? */
void evm_rx_library(struct evm_buf *b, bool *jit);

#endif
