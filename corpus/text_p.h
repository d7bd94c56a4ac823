/*
 * text_p: what the modules of the plain text reader share. Private to
 * corpus/text_*.c.
 *
 * The bytes are folded into clean text (text_fold.c), cut into lines
 * (text_lines.c), and each line gets a kind: furniture, caption, table,
 * heading, reference, front matter; what is left is running text. Then the
 * passages are written in reading order (text_passages.c). Lines keep slices
 * of the clean text; the fold's runs lead from there to the raw bytes.
 */
#ifndef EVM_TEXT_P_H
#define EVM_TEXT_P_H

#include "core/doc.h"
#include "core/index.h"

/* Stands for a soft hyphen at a line's end; no other control byte but tab,
 * newline and form feed is left in clean text. */
#define SOFT_HYPHEN '\x1f'

typedef EVM_VEC(struct evm_map) text_runs;

/* The word lists, one set an enumerator; text_lists.c has their names. */
enum text_set {
	SET_VERB,		/* finite forms that no heading has */
	SET_FUNCTION,		/* articles, prepositions, pronouns ... */
	SET_OPEN,		/* words that end no heading */
	SET_STARTER,		/* words that begin a sentence, no heading */
	SET_ABBREVIATION,	/* followed by a stop that ends no sentence */
	SET_HEAD_ABSTRACT,
	SET_HEAD_MAIN,		/* Introduction, Discussion ... */
	SET_HEAD_PARENT,	/* Methods, Results: have sub-headings */
	SET_HEAD_LABEL,		/* labels inside a structured abstract */
	SET_HEAD_KEYWORDS,
	SET_HEAD_BACK,		/* Funding, Acknowledgements ... */
	SET_HEAD_REFERENCES,
	SET_HEAD_DROPPED,	/* Author details: no running text below */
	SET_KIND,		/* kinds of article printed above a title */
	SET_HYPHEN_RIGHT,	/* second halves of compounds: derived */
	SET_HYPHEN_PREFIX,	/* first halves that are no words: anti */
	SET_HYPHEN_CLOSED,	/* re-establish, but reform */
	SET_HYPHEN_LEFT,	/* first halves that are: dose */
	SET_HYPHEN_WHOLE,	/* words that hardly begin a longer one: acid */
	SET_HYPHEN_TAIL,	/* ends of words that are no words: ation */
	SET_HYPHEN_JOINED,	/* words that look like compounds: antibody */
	SET_HYPHEN_SUSPENDED,	/* BM- and AD-MSCs */
	SET_COL_SOURCE, SET_COL_VESICLE, SET_COL_ROUTE, SET_COL_STATE,
	SET_COL_COUNT, SET_COL_TIME, SET_COL_REFERENCE, SET_COL_DISEASE,
	SET_COL_EFFECT, SET_COL_DOSE, SET_COL_SPECIES, SET_COL_OTHER,
	SET_VAL_VESICLE, SET_VAL_ROUTE, SET_VAL_STATE, SET_VAL_TIME,
	SET_VAL_DISEASE, SET_VAL_EFFECT, SET_VAL_DOSE, SET_VAL_SPECIES,
	SET_N
};

/* A pattern of furniture, and the longest text that it cannot be without. */
struct text_glob {
	struct evm_str all, need;
	uint64_t pairs;		/* of letters in need, hashed: a quick no */
};

struct text_globs {
	struct text_glob *v;
	size_t n, cap;
};

struct text_lists {
	struct evm_index set[SET_N];
	struct text_globs line, block, alone;
	struct evm_arena arena;
};

int text_lists_load(struct text_lists *l, struct evm_err *err) EVM_MUST_CHECK;
void text_lists_release(struct text_lists *l);
/* Compared without case; names over 99 bytes are in no set. */
bool text_in(const struct text_lists *l, enum text_set set, struct evm_str s);
/* Is the line, whole, like one of the patterns: '*' any text, '#' one or more
 * digits, else equal without case? Lines over 250 bytes are not. */
bool text_globbed(const struct text_globs *globs, struct evm_str s);

enum text_kind {
	LINE_TEXT,
	LINE_DROPPED,
	LINE_HEADING,
	LINE_CAPTION,
	LINE_TABLE,
	LINE_REFERENCE,
	LINE_TITLE,
	LINE_KEYWORDS,
};

struct text_line {
	uint32_t begin, end;	/* of the clean text, trimmed; never empty */
	enum text_kind kind;
	uint32_t first;		/* line that begins its heading, caption, table */
	uint16_t level;		/* of a heading, from 1 */
	bool gap;		/* a blank line or a page before it */
	bool page;		/* a form feed before it */
	bool lead, trail;	/* white space before, behind its text */
	bool cut;		/* a part of a raw line, split off */
};

/* One text under way. */
struct text_job {
	struct evm_arena *arena;	/* the document's */
	struct evm_doc *doc;
	struct text_lists lists;
	struct evm_str text;		/* clean text */
	text_runs runs;			/* clean text to raw bytes */
	EVM_VEC(struct text_line) lines;
	uint32_t width;			/* usual width of a line of text, bytes */
	bool trailing;			/* wrapped lines end in a space */
	bool hyphenated;		/* words are broken at line ends */
	struct evm_index starts;	/* first words of lines, in small letters */
	EVM_VEC(bool) in_small;		/* by number: seen so in the text */
	bool spaced;			/* blank lines between paragraphs */
	bool abstract_first;		/* text before any heading is the abstract */
	struct evm_index words;		/* lower-case word -> number */
	EVM_VEC(uint32_t) counts;	/* by number: seen in one piece */
	EVM_VEC(uint32_t) restored;	/* by number: joined at line ends */
	struct evm_index pairs;		/* "word word" of tables -> number */
	EVM_VEC(bool) pair_seen;	/* by number: in running text too */
};

static inline struct evm_str text_of(const struct text_job *j, size_t line)
{
	return evm_str_sub(j->text, j->lines.v[line].begin,
			   j->lines.v[line].end);
}

/* text_fold.c: clean text into b, runs into *runs. */
void text_fold(struct evm_buf *b, struct evm_arena *a, text_runs *runs,
	       struct evm_str raw);

/* text_lines.c */
void text_lines_cut(struct text_job *j);
/* Splits a line at a byte of the clean text; the second part is a line of
 * its own behind it. */
void text_lines_split(struct text_job *j, size_t line, uint32_t at);
/* Next and previous line of a kind, or SIZE_MAX. */
size_t text_next(const struct text_job *j, size_t line, enum text_kind kind);
/* Does s end a sentence (a stop, then perhaps brackets or a citation)? */
bool text_closed(const struct text_lists *l, struct evm_str s);
/* A sentence's border inside s: "apoptosis. Experiments". */
bool text_has_border(const struct text_lists *l, struct evm_str s);
/* Upper-case letter or digit first, brackets and quotes passed over. */
bool text_starts_upper(struct evm_str s);
bool text_starts_lower(struct evm_str s);
bool text_is_bullet(struct evm_str s);
size_t text_words(struct evm_str s);
/* Cuts the next white-space-delimited word off; empty at the end. */
struct evm_str text_word(struct evm_str *rest);
/* Without punctuation at both ends. */
struct evm_str text_bare(struct evm_str word);
/* Was there room on the line for the first word of the next? Then the line
 * was ended, not wrapped. */
bool text_had_room(const struct text_job *j, size_t line, size_t next);
/* Is the line's first word, a capital first, one that the text writes small
 * elsewhere, or a common one? Then a sentence begins with it. */
bool text_starts_sentence(const struct text_job *j, size_t line);
/* Words of s in a set. */
size_t text_count_in(const struct text_lists *l, enum text_set set,
		     struct evm_str s);
/* Does the line look like running text? */
bool text_prose(const struct text_job *j, size_t line);

/* Do most of the lines from i on, as far as three go, look like it? */
bool text_prose_at(const struct text_job *j, size_t i);
/* "Table 3" at the start of s */
bool text_is_table_label(struct evm_str s);

/* The passes, in this order. */
void text_furniture(struct text_job *j);
bool text_maybe_furniture(const struct text_job *j, size_t line);
void text_captions(struct text_job *j);
void text_headings(struct text_job *j);
/* Capitals, four at least, and no small letter. */
bool text_all_caps(struct evm_str s);
void text_levels(struct text_job *j);
void text_front(struct text_job *j);
void text_count_words(struct text_job *j);
void text_passages(struct text_job *j);

/* text_hyphens.c: how two lines of one text are joined. */
enum text_join {
	JOIN_SPACE,		/* a space between them */
	JOIN_GLUE,		/* nothing between them */
	JOIN_DROP,		/* the first without its last character */
};
enum text_join text_join(const struct text_job *j, struct evm_str a,
			 struct evm_str b);
/* How often the document has a word in one piece; is it one that a line's
 * end broke? Only of words beside hyphens the answer is right. */
uint32_t text_seen(const struct text_job *j, struct evm_str word);
bool text_restored(const struct text_job *j, struct evm_str word);
/* Does running text have b right behind a (words of one table line)? */
bool text_pair_seen(const struct text_job *j, struct evm_str a,
		    struct evm_str b);

/* text_out.c: a passage under way, with its map. */
struct text_out {
	struct evm_buf buf;
	EVM_VEC(struct evm_map) runs;
	size_t at;		/* in the fold's runs: where the last slice was */
};
void text_out_reset(struct text_out *o);
/* A slice of the clean text; white space inside becomes single spaces. */
void text_out_slice(struct text_job *j, struct text_out *o, uint32_t begin,
		    uint32_t end);
/* Characters that are in no raw text. */
void text_out_add(struct text_out *o, const char *z);
/* Joins a line of the clean text to what is there (nothing, if empty). */
void text_out_line(struct text_job *j, struct text_out *o, uint32_t begin,
		   uint32_t end);
/* Ends the passage: adds it with its map. Its index, or -1 when empty. */
int text_out_passage(struct text_job *j, struct text_out *o,
		     enum evm_region region, struct evm_str section);

/* text_tables.c: the rows of a table's lines [first, last]. */
void text_table(struct text_job *j, struct text_out *o, size_t first,
		size_t last, struct evm_str section);
/* text_references.c: reads the LINE_REFERENCE lines into doc->refs. */
void text_references(struct text_job *j);

#endif
