/*
 * token: the words of a sentence, as grammars and rules see them.
 *
 * A token is a maximal run of letters and digits (ASCII, Greek, other
 * alphabetic characters), with an inner apostrophe ("Wharton's") or a decimal
 * point between digits ("1.5") kept inside; every other character but white
 * space is a token of its own. Hyphens are tokens: "miR-146a" is three, "IL-1β"
 * three. "glued" says that nothing stands between a token and the one before.
 */
#ifndef EVM_TOKEN_H
#define EVM_TOKEN_H

#include "core/doc.h"

enum evm_shape {
	EVM_SHAPE_LOWER,	/* exosomes */
	EVM_SHAPE_TITLE,	/* Exosomes; a single capital too */
	EVM_SHAPE_UPPER,	/* TNF */
	EVM_SHAPE_MIXED,	/* BMSCs, hBM */
	EVM_SHAPE_DIGIT,	/* 146, 1.5 */
	EVM_SHAPE_ALNUM,	/* 146a, CD8 */
	EVM_SHAPE_PUNCT,	/* one character */
};

struct evm_token {
	struct evm_span span;	/* bytes of the document's text */
	enum evm_shape shape;
	bool glued;		/* no white space before it in the sentence */
};

/* Tokens of text[span): written to arena, *n of them. */
struct evm_token *evm_tokens(struct evm_arena *a, struct evm_str text,
			     struct evm_span span, size_t *n);

struct evm_token_vec {
	EVM_VEC(struct evm_token) all;
};

/* The same, behind those that are there. */
void evm_tokens_add(struct evm_arena *a, struct evm_str text, struct evm_span span,
		    struct evm_token_vec *v);

#endif
