/*
 * show: mined text on a terminal. Whatever could steer one (ESC, C0, C1,
 * bidi controls, what has no width) becomes a box that names it: [U+001B].
 */
#ifndef EVM_SHOW_H
#define EVM_SHOW_H

#include "core/str.h"

/* Appends s so that it cannot steer; newlines and tabs become spaces. */
void evm_show(struct evm_buf *b, struct evm_str s);
/*
 * Breaks lines of shown text at spaces (else anywhere) to a width, with indent
 * spaces before the second and following lines of each; width 0: not at all.
 */
void evm_show_wrap(struct evm_buf *out, struct evm_str text, size_t width,
		   size_t indent);
/* Line n, from 0, of text; false when it has fewer. */
bool evm_show_line(struct evm_str text, size_t n, struct evm_str *line);

#endif
