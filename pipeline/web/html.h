/*
 * html: writing HTML with everything escaped for where it stands. Mined text
 * is hostile: nothing of it is ever markup, and characters that turn or hide
 * text are shown as boxes with their number.
 *
 *	evm_html(b, "<a href=\"/d/%u\">%s</a> (%d)", doc, title, count);
 */
#ifndef EVM_HTML_H
#define EVM_HTML_H

#include <stdarg.h>

#include "core/str.h"

/*
 * A format with what it puts in:
 *	%s	struct evm_str	text between tags; also safe in an attribute's
 *				double quotes but for the boxes: use %a there
 *	%a	struct evm_str	an attribute's value, or a title
 *	%u	struct evm_str	a part of a path or a query, percent-encoded
 *	%z	const char *	as %a; NULL is empty
 *	%r	const char *	markup as it is: our own, never mined; NULL is empty
 *	%d	int64_t
 *	%i	int
 *	%f	double		two decimals
 *	%%
 * Another letter is EVM_BUG.
 */
void evm_html(struct evm_buf *b, const char *fmt, ...);
void evm_html_v(struct evm_buf *b, const char *fmt, va_list args);

void evm_html_text(struct evm_buf *b, struct evm_str s);
void evm_html_url(struct evm_buf *b, struct evm_str s);

#endif
