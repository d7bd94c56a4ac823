/*
 * fold_p: the folder's parts, private to this folder. Words are read the
 * short way (fold.c) or the long way (fold_word.c); a word's letters become
 * one key token or several (fold_part.c), by rules on words (fold_rule.c).
 */
#ifndef EVM_FOLD_P_H
#define EVM_FOLD_P_H

#include <endian.h>
#include <string.h>

#include "dictionaries/fold.h"

/* What a byte is. Letters and digits come last. */
enum kind {
	SOFT,			/* hyphens, slashes, other signs */
	SPACE,
	STOP,			/* hard when white space stands with it */
	HARD,
	HIGH,			/* the first byte of a character beyond ASCII */
	DIGIT,
	LETTER,
};

extern const unsigned char evm_fold_kinds[256];
#define kinds evm_fold_kinds

/* A word of up to 15 letters as it stands in the text (but for a capital that
 * only begins it), and its key. */
struct evm_fold_memo {
	uint64_t word[2];	/* zeros: nothing */
	uint64_t hash[2];
	uint32_t flags;
	uint32_t token[2];	/* FRESH: not known yet */
};

#define FRESH UINT32_MAX

/* Tells what a token's readings are to the folder's user, for this token and
 * for the next time that the word is read. */
static inline void evm_fold_remember(struct evm_folder *f, struct evm_key *k,
				     uint32_t first, uint32_t second)
{
	struct evm_fold_memo *memo = &f->memo[k->memo];

	k->token[0] = first;
	k->token[1] = second;
	/* Another word may have taken the place since; the place behind the last
	 * one is nobody's. */
	if (memo->hash[0] == k->hash[0] && memo->hash[1] == k->hash[1]) {
		memo->token[0] = first;
		memo->token[1] = second;
	}
}

static inline uint64_t load(const unsigned char *p)
{
	uint64_t v;

	memcpy(&v, p, 8);
	return le64toh(v);
}

static inline uint64_t mix(uint64_t h, uint64_t v)
{
	v *= 0x87c37b91114253d5u;
	v = v << 31 | v >> 33;
	h ^= v * 0x4cf5ad432745937fu;
	return (h << 27 | h >> 37) * 5 + 0x52dce729;
}

static inline uint64_t finish(uint64_t h)
{
	h ^= h >> 33;
	h *= 0xff51afd7ed558ccdu;
	h ^= h >> 33;
	h *= 0xc4ceb9fe1a85ec53u;
	h ^= h >> 33;
	return h + !h;		/* 0 stands for no reading */
}

#define SEED 0x9e3779b97f4a7c15u

/* At least 8 bytes behind the word can be read. */
static inline uint64_t hash_word(const unsigned char *w, size_t n)
{
	uint64_t h = SEED ^ n;

	for (; n >= 8; n -= 8, w += 8)
		h = mix(h, load(w));
	if (n)
		h = mix(h, load(w) & (((uint64_t)1 << 8 * n) - 1));
	return finish(h);
}

void evm_fold_grow(struct evm_folder *f);

static inline void fetch(const struct evm_folder *f, uint64_t hash)
{
	if (f->table)
		__builtin_prefetch(f->table + (size_t)f->place_size *
				   evm_fold_place(hash, f->places));
}

/* Room for a token more, and for the user's end behind it. */
static inline void make_room(struct evm_folder *f)
{
	if (f->n + 1 >= f->cap)
		evm_fold_grow(f);
}

static inline struct evm_key *add(struct evm_folder *f, size_t begin, size_t end,
			   uint64_t hash)
{
	struct evm_key *k;

	make_room(f);
	fetch(f, hash);
	f->fresh[f->n_fresh++] = (uint32_t)f->n;
	k = &f->v[f->n++];
	k->hash[0] = hash;
	k->hash[1] = 0;
	k->begin = (uint32_t)begin;
	k->end = (uint32_t)end;
	k->flags = 0;
	k->memo = EVM_FOLD_MEMO;
	k->token[0] = k->token[1] = 0;
	return k;
}

/* A run of letters or digits while it is read. */
struct run {
	struct evm_str text;
	size_t begin, at;	/* bytes */
	size_t n;		/* folded bytes in the folder's word */
	bool ascii;		/* one folded byte for each byte of the text */
	bool digits;
	bool rule;		/* a spelling rule may apply inside the word */
};

/* Adds the tokens of the letters that r->begin .. r->at gave. */
void evm_fold_letters(struct evm_folder *f, struct run *r);
/* Reads the word at at, whatever it is made of: where it ends. */
size_t evm_fold_long_word(struct evm_folder *f, struct evm_str text, size_t at,
			  bool hard);
/* What a character beyond ASCII is. */
enum high { H_SOFT, H_SPACE, H_HARD, H_NOTHING, H_GREEK, H_DIGIT, H_LETTER };
enum high evm_fold_high(uint32_t cp);

#endif
