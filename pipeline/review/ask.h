/*
 * ask: claims by subject, predicate and object, for those without SQL.
 *
 * A side is any, a pattern with '*' (any letters), or a name: it fits what the
 * text calls so, what has it for its normal form or identifier, and whatever
 * has the normal form of something that the text calls so in any document of
 * the database; besides that the norms and ids that the caller knows for it.
 * Case, spaces and hyphens do not matter; Greek letters are spelled as well.
 */
#ifndef EVM_ASK_H
#define EVM_ASK_H

#include "review/review.h"

struct evm_side {
	bool any;
	struct evm_str text;	/* a name, or a pattern if '*' is in it */
	struct evm_texts norms, ids;	/* further ones; or empty */
	bool seen;		/* by evm_ask: some claim that w means has it */
};

struct evm_ask {
	struct evm_side subject, object;
	int predicate;		/* enum evm_predicate; -1: any */
};

/* Evidence that fits and that w means (its predicate is set by ask), in the
 * order of w's sort. Both are changed. */
int evm_ask(struct evm_review *r, struct evm_ask *ask, struct evm_filters *w,
	    struct evm_arena *a, struct evm_founds *list,
	    struct evm_err *err) EVM_MUST_CHECK;

/*
 * Reads a question: SUBJECT PREDICATE OBJECT, each a word, a name of several
 * words in quotes, or "?" or "*" for any; then perhaps "in key=value ..."
 * (filter.h), which is appended to where as "key=value,...". Without quotes a
 * predicate's name in the middle tells where subject and object end. What
 * cannot be read is EVM_EXIT_USAGE, and the message says what can be.
 */
int evm_question_parse(struct evm_ask *ask, struct evm_str text,
		       struct evm_arena *a, struct evm_buf *where,
		       struct evm_err *err) EVM_MUST_CHECK;

/* Does a text fit a pattern, or is it the same name? Folded as above. */
bool evm_side_fits(struct evm_str pattern, struct evm_str text);

#endif
