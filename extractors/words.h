/*
 * words: word lists read from a file, as sets that a word can be asked for.
 *
 * A list file under extractors/rules/ has two columns: the list's name, and
 * words with '|' between them. A name may stand on several lines. A list is
 * a bit, in the order of the names given to evm_words_load; a word can be in
 * several. Read only once loaded: any number of threads may ask.
 *
 *	static const char *const names[] = { "never", "starter", NULL };
 *	evm_words_load(&w, "sentence.tsv", names, &err);
 *	if (evm_words_get(&w, word) & 1u << 0)
 *		...
 *	evm_words_release(&w);
 */
#ifndef EVM_WORDS_H
#define EVM_WORDS_H

#include "core/arena.h"
#include "core/err.h"

struct evm_words_slot {
	struct evm_str word;		/* lower case; p == NULL: free */
	uint32_t bits;
	uint32_t tag;			/* of its hash */
};

#define EVM_WORDS_SIEVE 1024		/* 64-bit units */

struct evm_words {
	struct evm_arena arena;
	uint64_t sieve[EVM_WORDS_SIEVE];	/* bits of words' hashes: most words of a
					 * text stop here */
	struct evm_words_slot *slots;
	size_t n, cap;			/* cap is 0 or a power of two */
	size_t longest;			/* bytes of the longest word */
};

#define EVM_WORDS_MAX 96		/* bytes of a word */

/* names ends with NULL, at most 32; a list in the file that is not among them
 * is an error, so is a word longer than EVM_WORDS_MAX. */
int evm_words_load(struct evm_words *w, const char *file,
		   const char *const *names, struct evm_err *err) EVM_MUST_CHECK;
void evm_words_release(struct evm_words *w);
/* Adds bits to a word (copied, ASCII lower-cased); longer than EVM_WORDS_MAX
 * is ignored. */
void evm_words_add(struct evm_words *w, struct evm_str word, uint32_t bits);
/* Bits of the lists that hold a word; ASCII letters' case is ignored. */
uint32_t evm_words_get(const struct evm_words *w, struct evm_str word);

#endif
