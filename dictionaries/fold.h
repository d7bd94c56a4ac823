/*
 * fold: the key of a name or a text, as tokens.
 *
 * A key token is a run of letters or a run of digits, split where letters
 * meet digits, so that "IL-6", "IL 6" and "IL6" have the same tokens; a Greek
 * letter is a token of its own, spelled ("α" is "alpha", as in "TNFα",
 * "TNF-alpha", "TNFalpha"). Case, accents and everything that is no letter or
 * digit are dropped, a possessive 's too; British spelling is folded to
 * American. The same function folds vocabularies and texts: a name is in a
 * text when its tokens are.
 *
 * Some tokens can be read in two ways: a plural ("cells": cell, cells) and a
 * roman numeral ("II": 2, II). A text offers both readings, a name has one.
 *
 *	struct evm_folder f;
 *	evm_folder_init(&f);
 *	n = evm_fold(&f, text);		f.v[0] .. f.v[n - 1]
 *	evm_folder_release(&f);
 */
#ifndef EVM_FOLD_H
#define EVM_FOLD_H

#include "core/str.h"

enum evm_key_flag {
	EVM_KEY_START = 1,	/* begins a word: nothing glued before it */
	EVM_KEY_END = 2,	/* ends a word */
	EVM_KEY_DIGIT = 4,
	/* A sentence's or a list's punctuation stands before it: ", " or "(":
	 * a name reaches over it only when it has the like there. */
	EVM_KEY_HARD = 8,
	EVM_KEY_PLURAL = 16,	/* hash[0] is the singular, hash[1] as written */
	EVM_KEY_ROMAN = 32,	/* hash[0] is the number, hash[1] as written */
	EVM_KEY_CUE = 64,	/* roman, and behind "type", "factor" ... */
	EVM_KEY_SMALL = 128,	/* surely without a capital */
	EVM_KEY_MASK = 256,	/* up to 15 ASCII letters; where the capitals
				 * are is in the flags' bits from 16 on */
};
#define EVM_KEY_CAPITALS 16

struct evm_key {
	uint64_t hash[2];	/* hash[1] is 0 when there is one reading */
	uint32_t begin, end;	/* bytes of the text, half open */
	uint32_t flags;
	uint32_t memo;		/* where the folder remembers the word, or
				 * EVM_FOLD_MEMO */
	uint32_t token[2];	/* what evm_fold_remember was told of the
				 * readings; 0 before */
};

/* Words that a folder remembers, a power of two. */
#define EVM_FOLD_MEMO 16384

/* Longer runs of letters are cut for the key (sequences, not words). */
#define EVM_FOLD_WORD 240

/* Place of a hash in a table of n. */
static inline uint32_t evm_fold_place(uint64_t hash, uint32_t n)
{
	return (uint32_t)((hash >> 32) * n >> 32);
}

struct evm_folder {
	struct evm_key *v;
	size_t n, cap;
	/* Which tokens have no token[] yet, by number. */
	uint32_t *fresh;
	size_t n_fresh;
	/* Words as they stood in the text, with what became of them: half of
	 * all words of a text are the same few hundred. */
	struct evm_fold_memo *memo;
	/* A hash table that the tokens will be looked up in, or NULL: the place
	 * of each is fetched into the cache as soon as its hash is known. */
	const char *table;
	uint32_t places, place_size;
	/* letter pairs that call for a spelling rule, inside and at the end */
	unsigned char within[1024];	/* 1 + the first rule's number */
	bool last[1024], last_ing[1024];
	unsigned char word[EVM_FOLD_WORD + 16];
};

void evm_folder_init(struct evm_folder *f);
void evm_folder_release(struct evm_folder *f);
/* Key tokens of valid UTF-8 into f->v: how many. They live until the next
 * call. Texts are under 4 GiB. */
size_t evm_fold(struct evm_folder *f, struct evm_str text);
/* The reading that token i of a folded name has. */
uint64_t evm_fold_name(const struct evm_folder *f, size_t i);

/* For the other files and the tests: rules on one folded word (ASCII lower case).
 * Length after British spelling was changed to American, in place. */
size_t evm_fold_spelling(const struct evm_folder *f, unsigned char *w, size_t n);
/* Length of the singular's letters that are kept, and whether a 'y' follows
 * them ("injuries": injur + y); n when the word is no plural. */
size_t evm_fold_singular(const unsigned char *w, size_t n, bool *y);
/* Value of a roman numeral up to 39 in lower case, or 0. */
unsigned evm_fold_roman(const unsigned char *w, size_t n);
/* Where a word splits at a Greek letter that is spelled in it ("tnfalpha",
 * "nfkappab"): bytes of the first part, n when it does not. */
size_t evm_fold_split(const unsigned char *w, size_t n);
/* Spelled name of a Greek letter (any case, with or without accent), or NULL. */
const char *evm_fold_greek(uint32_t cp);
void evm_fold_pairs(struct evm_folder *f);
/* Does a word end like one that a spelling rule changes? */
bool evm_fold_ending(const struct evm_folder *f, const unsigned char *w,
		     size_t n);

#endif
