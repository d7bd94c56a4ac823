/*
 * dict: the vocabularies, compiled, and the matcher over them.
 *
 * A dictionary is one block of memory: names as paths of key tokens in a hash
 * table of edges (matching by tokens, not by bytes). It is built from
 * vocabulary files, can be written to an image file, and is opened from an
 * image by mapping it. Read only once built: any number of threads may match
 * with it, each with its own evm_matcher.
 *
 *	evm_dict_build(&d, paths, n, &err);
 *	m = evm_matcher_new(d);
 *	evm_match(m, text, &hits, &n);
 *	evm_matcher_free(m);
 *	evm_dict_free(d);
 */
#ifndef EVM_DICT_H
#define EVM_DICT_H

#include "core/doc.h"
#include "core/err.h"

struct evm_dict;

/* Names that make a source or a route only together, "bone marrow" + "stem
 * cells", "retro-orbital" + "injection": part= among a line's attributes. */
enum evm_part {
	EVM_PART_NONE,
	EVM_PART_TISSUE,
	EVM_PART_CELL,
	EVM_PART_WAY,
	EVM_PART_SITE,
	EVM_PART_GIVING,
	EVM_PART_PREFIX,
	EVM_PART_SPECIES,	/* an animal: a whole name, and a part */
};

/* Verification after a key hit, per name. */
enum evm_name_flag {
	EVM_NAME_CASE = 1,	/* case must be equal, letter by letter */
	EVM_NAME_NOSPLIT = 2,	/* no space or hyphen where the name has none */
	EVM_NAME_NUMEND = 4,	/* no digit glued behind ("CD4" in "CD4-25") */
	EVM_NAME_AMBIGUOUS = 8,	/* needs a definition or context in the document */
};

struct evm_concept {
	enum evm_type type;
	struct evm_str id;	/* DOID:10652; empty when none */
	struct evm_str norm;	/* the guidelines' normal form */
	struct evm_str name;	/* preferred name */
	struct evm_str vocabulary;	/* file name without ending */
	struct evm_str attrs;	/* "key=value;key=value": source=BM;species=human */
};

/* Compiles vocabulary files (dictionaries/README.md has the format), with the
 * shipped lists of English words and of blocks. */
int evm_dict_build(struct evm_dict **d, const char *const *paths, size_t n,
		   struct evm_err *err) EVM_MUST_CHECK;
/* All shipped vocabularies: dictionaries/ *.tsv under evm_data_path; out of the
 * image of this name that make builds and installs, when it is theirs. */
#define EVM_DICT_SHIPPED "shipped.evd"
int evm_dict_shipped(struct evm_dict **d, struct evm_err *err) EVM_MUST_CHECK;
/* Their paths, sorted; freed by the caller with evm_dict_paths_free, also
 * after an error. */
int evm_dict_shipped_paths(char ***paths, size_t *n,
			   struct evm_err *err) EVM_MUST_CHECK;
void evm_dict_paths_free(char **paths, size_t n);
/* Image files: refused when of another layout version, cut off, or damaged in
 * the head. Damage in the tables costs hits, never the process. */
int evm_dict_open(struct evm_dict **d, const char *path,
		  struct evm_err *err) EVM_MUST_CHECK;
/* Compares the whole block with its digest: reads all of it. */
int evm_dict_verify(const struct evm_dict *d, struct evm_err *err) EVM_MUST_CHECK;
int evm_dict_write(const struct evm_dict *d, const char *path,
		   struct evm_err *err) EVM_MUST_CHECK;
void evm_dict_free(struct evm_dict *d);
/* Hex digest of the content: the same vocabularies give the same one. */
const char *evm_dict_digest(const struct evm_dict *d);
/* Names and concepts in it, and the bytes of its block. */
size_t evm_dict_names(const struct evm_dict *d);
size_t evm_dict_concepts(const struct evm_dict *d);
size_t evm_dict_size(const struct evm_dict *d);
/* Slices live as long as the dictionary. */
struct evm_concept evm_dict_concept(const struct evm_dict *d, uint32_t concept);
/* Value of an attribute of a concept ("source"), or an empty slice. */
struct evm_str evm_concept_attr(const struct evm_concept *c, const char *key);
/* The part that a value of part= names, or EVM_PART_NONE. */
enum evm_part evm_name_part_of(struct evm_str value);
/* "tissue"; NULL for what is no value of part=. */
const char *evm_name_part(enum evm_part part);

/* What one vocabulary has of one type. */
struct evm_count {
	struct evm_str vocabulary;
	enum evm_type type;
	size_t concepts, names;	/* concepts: those that it was first to name */
};
/* The i-th pair of vocabulary and type; false behind the last. Reads all
 * names each time. */
bool evm_dict_count(const struct evm_dict *d, size_t i, struct evm_count *count);

struct evm_hit {
	struct evm_span span;	/* bytes of the text given */
	uint32_t concept;
	uint32_t flags;		/* of the name, or one of several: enum
				 * evm_name_flag; ambiguous only if all are */
};

struct evm_matcher;

struct evm_matcher *evm_matcher_new(const struct evm_dict *d);
void evm_matcher_free(struct evm_matcher *m);
/*
 * All names in text, by begin, longest first at one begin; one hit for each
 * concept that a span can mean; names inside longer ones are included. The
 * array lives until the next call. No allocation once warmed up.
 */
void evm_match(struct evm_matcher *m, struct evm_str text,
	       const struct evm_hit **hits, size_t *n);
/* Concepts of exactly this name (whole text), longest match on all of it:
 * how many, at most max. For abbreviations' long forms and dict lookup. */
size_t evm_dict_find(struct evm_matcher *m, struct evm_str name,
		     uint32_t *concepts, size_t max);

/*
 * Blocks of one document, besides those of the dictionary: a name that is not
 * to be matched as a type (-1: as any) until evm_matcher_unblock. Compared by
 * key, in any case.
 */
void evm_matcher_block(struct evm_matcher *m, struct evm_str name, int type);
void evm_matcher_unblock(struct evm_matcher *m);

/* Why a name that has the text's key is no hit. */
enum evm_reject {
	EVM_REJECT_NONE,	/* it is one */
	EVM_REJECT_CASE,
	EVM_REJECT_SPLIT,
	EVM_REJECT_NUMEND,
	EVM_REJECT_WORD,	/* a frequent English word, written as such */
	EVM_REJECT_PUNCTUATION,	/* it would reach over a comma, a full stop */
	EVM_REJECT_BLOCKED,	/* by the dictionary's block list */
	EVM_REJECT_DOCUMENT,	/* by evm_matcher_block */
};
const char *evm_reject_name(enum evm_reject r);

/* A name or a block with the same key as a text. */
struct evm_lookup {
	struct evm_str spelling;
	uint32_t concept;	/* of a name */
	uint32_t flags;		/* enum evm_name_flag, automatic ones too */
	bool word;		/* held to be a frequent English word */
	bool block;		/* a line of the block list */
	uint32_t types;		/* a block's: bit 1 << type */
	struct evm_str vocabulary;	/* the file that it is from */
	enum evm_reject reject;	/* for this very text */
};

/* Everything that touches a name (the whole text): how many, at most max. */
size_t evm_dict_lookup(struct evm_matcher *m, struct evm_str name,
		       struct evm_lookup *found, size_t max);

/* A key hit that verification or a block turned down. */
struct evm_drop {
	struct evm_span span;
	uint32_t concept;
	enum evm_reject reject;
};
/* evm_match, and what it turned down, in the same order. */
void evm_match_explain(struct evm_matcher *m, struct evm_str text,
		       const struct evm_hit **hits, size_t *n,
		       const struct evm_drop **drops, size_t *n_drops);

/* ---- checking vocabulary files ---- */

/* Called for every fault: where ("file:line") and what; warnings too. */
typedef void evm_dict_fault(void *ctx, bool warning, const char *where,
			    const char *what);
/* Looks for all faults in vocabulary files: how many that are no warnings;
 * -1 when a file cannot be read. */
int evm_dict_check(const char *const *paths, size_t n, evm_dict_fault *fault,
		   void *ctx, struct evm_err *err);

#endif
