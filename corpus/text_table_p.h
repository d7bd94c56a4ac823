/* text_table_p: between text_tables.c (rows) and text_columns.c (cells). */
#ifndef EVM_TEXT_TABLE_P_H
#define EVM_TEXT_TABLE_P_H

#include "corpus/text_p.h"

#define TABLE_COLUMNS 16
#define ROW_WORDS 200		/* longer rows are not cut into cells */

enum col_kind {
	COL_SOURCE, COL_VESICLE, COL_ROUTE, COL_STATE, COL_COUNT, COL_TIME,
	COL_REFERENCE, COL_DISEASE, COL_EFFECT, COL_DOSE, COL_SPECIES,
	COL_OTHER, COL_N
};

enum {
	FLAG_GLUED,		/* the word before ends in a line-end hyphen */
	FLAG_WRAP,		/* on a line below, in the same cell by its space */
	FLAG_LINE,		/* first of a line */
	FLAG_MAYBE,		/* with LINE: nothing tells a wrap from an end */
	FLAG_WIDE,		/* more than one space, or a tab, before it */
	FLAG_BLOCK,		/* first behind a blank line */
	FLAG_REFERENCE, FLAG_NUMBER, FLAG_TIME, FLAG_NONE, FLAG_SOURCE,
	FLAG_VESICLE, FLAG_ROUTE, FLAG_STATE, FLAG_FUNCTION,
	FLAG_DISEASE, FLAG_EFFECT, FLAG_DOSE, FLAG_SPECIES,
	FLAG_NAME,		/* a capital and a small letter first */
	FLAG_INSIDE,		/* inside round brackets */
	FLAG_PAIR,		/* the text has it behind the word before */
	FLAG_LAST,		/* last of a line */
	WORD_FLAGS
};
#define WORD_(f) (1u << FLAG_##f)
#define WORD_GLUED WORD_(GLUED)
#define WORD_WRAP WORD_(WRAP)
#define WORD_LINE WORD_(LINE)
#define WORD_MAYBE WORD_(MAYBE)
#define WORD_WIDE WORD_(WIDE)
#define WORD_BLOCK WORD_(BLOCK)
#define WORD_REFERENCE WORD_(REFERENCE)
#define WORD_NUMBER WORD_(NUMBER)
#define WORD_TIME WORD_(TIME)
#define WORD_NONE WORD_(NONE)
#define WORD_SOURCE WORD_(SOURCE)
#define WORD_VESICLE WORD_(VESICLE)
#define WORD_ROUTE WORD_(ROUTE)
#define WORD_DISEASE WORD_(DISEASE)
#define WORD_EFFECT WORD_(EFFECT)
#define WORD_DOSE WORD_(DOSE)
#define WORD_SPECIES WORD_(SPECIES)
#define WORD_STATE WORD_(STATE)
#define WORD_FUNCTION WORD_(FUNCTION)
#define WORD_NAME WORD_(NAME)
#define WORD_INSIDE WORD_(INSIDE)
#define WORD_PAIR WORD_(PAIR)
#define WORD_LAST WORD_(LAST)

struct table_word {
	struct evm_str text;
	uint32_t begin, end;	/* of the clean text */
	uint32_t line;
	unsigned flags;
};

struct row_words {
	struct table_word *v;
	size_t n;
};

struct column {
	enum col_kind kind;
	size_t first, last;	/* words of the header row */
};

struct columns {
	struct column v[TABLE_COLUMNS];
	size_t n;
};

bool table_is_source(struct evm_str s);
/* Sets the flags that the words and the lists give. */
void table_mark(const struct text_job *j, struct row_words *r);
/* cuts[0 .. n]: column c has the words [cuts[c], cuts[c + 1]). */
void table_cut(const struct columns *cols, const struct row_words *r,
	       size_t *cuts);

#endif
