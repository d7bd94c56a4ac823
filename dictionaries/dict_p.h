/*
 * dict_p: the dictionary's layout in memory and in its image, private to this
 * folder. Everything is in one block without pointers; numbers are stored in
 * the machine's order, and an image of another order is refused.
 *
 * A name is a path: its first token leads to the root state (the state with
 * the token's own number), each further one over an edge. A state that ends
 * names has them side by side in the table of names.
 *
 * The block may come from a damaged file: whatever is read from it is checked
 * against its bound before it is used as an index.
 */
#ifndef EVM_DICT_P_H
#define EVM_DICT_P_H

#include "dictionaries/dict.h"
#include "dictionaries/fold.h"

#define EVM_DICT_LAYOUT 3
/* Longest name, in tokens. */
#define EVM_NAME_TOKENS 100

/* More flags of a name, besides enum evm_name_flag. */
enum {
	NAME_WORD = 16,		/* an English word: needs a capital inside */
	NAME_BLOCK = 32,	/* no name: blocks others; concept is a set of
				 * types, bit by bit */
	NAME_EXACT = 64,	/* a block of just this spelling's case */
	NAME_PUBLIC = 15,
	NAME_CHECKED = 15 + 16 + 64,	/* any of these: look at the spelling */
	NAME_TYPE = 8,		/* shift of the concept's type, four bits */
	NAME_MASK = 0x1000,	/* hards has the places of the capitals: one
				 * token of up to 16 ASCII letters */
	NAME_INITIAL = 0x2000,	/* of a NAME_MASK name: a word in small letters,
				 * which may begin a sentence */
	NAME_CAPITAL = 0x4000,	/* a NAME_MASK name that holds for no word in
				 * small letters, and so are all behind it */
	NAME_LAST = 0x8000,	/* the last one of its state */
};

struct slot {			/* a token: open addressing by hash */
	uint32_t low, high;	/* of the hash */
	uint32_t token;		/* 0: free; what its root state has, too */
};
#define TOKEN_EDGES 0x80000000u
#define TOKEN_NAMES 0x40000000u
#define TOKEN_CAPITAL 0x20000000u	/* STATE_CAPITAL */
#define TOKEN_ID 0x1FFFFFFFu

/*
 * Most pairs of a state and the token behind it are no edge. A filter, small
 * enough for the processor's cache, tells that without a look at the edges:
 * a word of 64 bits by the pair's hash, and three bits in it that are all set
 * when there is an edge (and seldom when there is none).
 */
static inline uint64_t filter_bits(uint64_t hash)
{
	return (uint64_t)1 << (hash & 63) | (uint64_t)1 << (hash >> 6 & 63) |
	       (uint64_t)1 << (hash >> 12 & 63);
}

struct edge {			/* open addressing by state and token */
	uint32_t state, token;
	uint32_t to;		/* 0: free; else a state and what it has */
};
#define TO_EDGES 0x80000000u
#define TO_NAMES 0x40000000u
#define TO_STATE 0x3FFFFFFFu

/*
 * A state: 1 + its first name (0 for none), whether edges leave it; whether
 * none of its names holds for a word without a capital letter ("in" has names
 * by the dozen in gene vocabularies, all of them "IN"; others are blocked);
 * and whether its names are plain: nothing but punctuation is to be verified,
 * and they stand in the order of their concepts.
 */
#define STATE_EDGES 0x80000000u
#define STATE_CAPITAL 0x40000000u
#define STATE_PLAIN 0x20000000u
#define STATE_NAME 0x1FFFFFFFu

struct name {
	uint32_t concept;
	uint32_t spelling;	/* text */
	uint16_t gaps;		/* bit i: something stands before token i */
	uint16_t hards;		/* bit i: EVM_KEY_HARD there; or see NAME_MASK */
	uint16_t flags;
	uint16_t vocabulary;
};

struct concept {
	uint32_t id, norm, name, attrs;	/* texts */
	uint16_t type, vocabulary;
};

enum part { SLOTS, FILTER, EDGES, STATES, NAMES, CONCEPTS, VOCABULARIES, TEXTS, PARTS };

struct head {
	char magic[8];
	uint32_t order;		/* 0x01020304 */
	uint32_t layout;
	uint64_t size;		/* of the block, head included */
	uint64_t names;		/* without blocks */
	struct { uint64_t at, n; } part[PARTS];	/* byte offset, elements */
	unsigned char digest[32];	/* SHA-256 of what follows the head */
	unsigned char sources[32];	/* of what it was built of, when that is
					 * the shipped vocabularies; or zeros */
	uint64_t check;		/* of the bytes before it */
};

struct evm_dict {
	const struct head *head;	/* begin of the block */
	bool mapped;
	const struct slot *slots;
	const uint64_t *filter;
	const struct edge *edges;
	const uint32_t *states;
	const struct name *names;
	const struct concept *concepts;
	const uint32_t *vocabularies;	/* texts */
	const char *texts;
	uint32_t n[PARTS];
	char digest[65];
};

/* Sizes of the parts' elements. */
extern const size_t evm_dict_sizes[PARTS];

/* Takes a block (malloc, or mapped): checks its head and points d into it. */
int evm_dict_attach(struct evm_dict *d, void *block, size_t size, bool mapped,
		    struct evm_err *err) EVM_MUST_CHECK;
uint64_t evm_dict_head_check(const struct head *h);
/* A text of the pool: two bytes of length, then the bytes. */
struct evm_str evm_dict_text(const struct evm_dict *d, uint32_t at);
struct evm_str evm_dict_vocabulary(const struct evm_dict *d, uint32_t i);
void evm_dict_digest_block(const struct head *h, unsigned char digest[32]);

/* Places of the capitals in a word of up to 16 letters: bit i. False when s
 * is something else. */
static inline bool capitals(struct evm_str s, uint32_t *mask)
{
	*mask = 0;
	if (s.n > 16)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		if (!evm_is_alpha(s.p[i]))
			return false;
		*mask |= (uint32_t)(s.p[i] < 'a') << i;
	}
	return s.n;
}

static inline uint64_t edge_hash(uint32_t state, uint32_t token)
{
	uint64_t h = ((uint64_t)state << 32 | token) * 0xd6e8feb86659fd93u;

	h ^= h >> 32;
	return h * 0xd6e8feb86659fd93u;
}

#define place evm_fold_place

/*
 * Builder: names go in, an evm_dict comes out. Lists are read first.
 */
struct evm_builder;

struct evm_builder *evm_builder_new(void);
void evm_builder_free(struct evm_builder *b);
/* Frequent English words, one a line (see dictionaries/README.md). */
int evm_builder_english(struct evm_builder *b, const char *path,
			struct evm_err *err) EVM_MUST_CHECK;
int evm_builder_blocks(struct evm_builder *b, const char *path,
		       struct evm_err *err) EVM_MUST_CHECK;
int evm_builder_vocabulary(struct evm_builder *b, const char *path,
			   struct evm_err *err) EVM_MUST_CHECK;
int evm_builder_finish(struct evm_builder *b, struct evm_dict **d,
		       struct evm_err *err) EVM_MUST_CHECK;

/*
 * One line of a vocabulary, for the builder and evm_dict_check. Names are cut
 * one by one: a name without its flags, and its flags.
 */
struct evm_entry {
	enum evm_type type;
	struct evm_str id, norm, names, attrs;	/* "-" is empty here */
};

/* Takes a line apart: 0, or -1 with *what telling the fault. */
int evm_entry_parse(struct evm_entry *e, const struct evm_str *f, size_t n,
		    char *what, size_t size);
/* Empty, PREFIX:NUMBER, or an accession of miRBase. */
bool evm_id_sound(struct evm_str id);
/* Cuts the first name off *names: 1, 0 at the end, -1 with *what. */
int evm_entry_name(struct evm_str *names, struct evm_str *name, uint32_t *flags,
		   char *what, size_t size);
/* Folds a name: 0, or -1 with *what when it makes no key. */
int evm_name_fold(struct evm_folder *f, struct evm_str name, char *what,
		  size_t size);
/* The braces' flag that says: an English word, meant as such. */
#define ENTRY_WORD 0x100u

#endif
