/*
 * dict: the vocabularies, compiled, and the matcher over them.
 *
 * A dictionary is one block of memory: names as paths of key tokens in a hash
 * table of edges (extraction by tokens, not by bytes). It is built from
 * vocabulary files, can be written to an image file, and is opened from an
 * image by mapping it. Read only once built: any number of threads may match
 * with it, each with its own evm_matcher.
 *
 *	evm_dict_build(&d, paths, n, &err);
 *	evm_matcher_init(&m, d);
 *	evm_match(&m, text, &hits, &n);
 */
#ifndef EVM_DICT_H
#define EVM_DICT_H

#include "core/doc.h"
#include "core/err.h"

struct evm_dict;

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

/* Compiles vocabulary files (dictionaries/README.md has the format). */
int evm_dict_build(struct evm_dict **d, const char *const *paths, size_t n,
		   struct evm_err *err) EVM_MUST_CHECK;
/* All shipped vocabularies: dictionaries/ *.tsv under evm_data_path. */
int evm_dict_shipped(struct evm_dict **d, struct evm_err *err) EVM_MUST_CHECK;
/* Image files: refused when damaged or of another layout version. */
int evm_dict_open(struct evm_dict **d, const char *path,
		  struct evm_err *err) EVM_MUST_CHECK;
int evm_dict_write(const struct evm_dict *d, const char *path,
		   struct evm_err *err) EVM_MUST_CHECK;
void evm_dict_free(struct evm_dict *d);
/* Hex digest of the content: the same vocabularies give the same one. */
const char *evm_dict_digest(const struct evm_dict *d);
size_t evm_dict_names(const struct evm_dict *d);
struct evm_concept evm_dict_concept(const struct evm_dict *d, uint32_t concept);

struct evm_hit {
	struct evm_span span;	/* bytes of the text given */
	uint32_t concept;
	uint32_t flags;		/* of the name: enum evm_name_flag */
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

#endif
