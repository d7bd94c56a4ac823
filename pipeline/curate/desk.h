/*
 * desk: a curator at work in a terminal: which card lies there, and what a
 * command does to it. The plain and the full-screen mode are two ways to type
 * the same commands.
 */
#ifndef EVM_DESK_H
#define EVM_DESK_H

#include "review/keys.h"
#include "review/review.h"

struct evm_desk {
	struct evm_review *r;
	struct evm_filter filter;
	struct evm_arena keep;		/* filter's texts, reasons */
	struct evm_reasons reasons;
	struct evm_keymap keys;
	struct evm_arena a;		/* of the card */
	struct evm_item item;
	int64_t ev;			/* 0: the queue is empty */
	int64_t behind;			/* the card is a second look, which came behind
					 * this one; 0: it is none */
	int64_t just;			/* the decision made last, or 0 */
	EVM_VEC(int64_t) seen;		/* cards that lay here, for j and k; in */
	size_t at;			/* keep. seen.v[at] is the present or last */
	int64_t left;			/* of the filter, when it was dealt */
	double shown;			/* seconds, monotonic */
	bool colour;
	size_t width;			/* columns; 0: do not wrap */
	bool quit;
	struct evm_buf out;		/* what the last command answered */
};

void evm_desk_init(struct evm_desk *d, struct evm_review *r);
void evm_desk_release(struct evm_desk *d);
/* Reads reasons and keys, and lays the first card. */
int evm_desk_open(struct evm_desk *d, struct evm_err *err) EVM_MUST_CHECK;

/*
 * Does an action with its argument (a reason and text, a comment, fields, a
 * filter; or empty). What it says is in d->out, shown text with newlines. A
 * decision lays the next card. EVM_DO_EDIT and EVM_DO_MISSED take fields:
 * "object.id = MESH:D008103; predicate = treats", or lines of them.
 */
int evm_desk_do(struct evm_desk *d, enum evm_action action, struct evm_str arg,
		struct evm_err *err) EVM_MUST_CHECK;
/* A whole line: a key or an action's name, then its argument; a number goes to
 * that evidence. */
int evm_desk_command(struct evm_desk *d, struct evm_str line,
		     struct evm_err *err) EVM_MUST_CHECK;

/* The card as text (card.c); why the queue is empty when it is. */
void evm_card(struct evm_desk *d, struct evm_buf *b);
/* The key list, the reasons. */
void evm_card_keys(struct evm_desk *d, struct evm_buf *b);
void evm_card_reasons(struct evm_desk *d, struct evm_buf *b);
void evm_card_history(struct evm_desk *d, struct evm_buf *b);

/* The editor's form of a content (form.c): comments, then "field = value". */
void evm_form_write(struct evm_buf *b, const struct evm_content *c,
		    struct evm_str sentence);
/* Changes c by fields between newlines or semicolons; texts go to the arena.
 * -1 and err for a field that does not fit. */
int evm_form_read(struct evm_content *c, struct evm_str sentence,
		  struct evm_str text, struct evm_arena *a,
		  struct evm_err *err) EVM_MUST_CHECK;

/* A line a command, a card each time (plain.c). */
int evm_plain(struct evm_desk *d, struct evm_err *err) EVM_MUST_CHECK;
/* The whole screen (screen.c). */
int evm_screen(struct evm_desk *d, struct evm_err *err) EVM_MUST_CHECK;

#endif
