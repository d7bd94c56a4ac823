/* build_p: the builder, private to this folder: names are collected
 * (dict_build.c), then laid out in a block (dict_pack.c). */
#ifndef EVM_BUILD_P_H
#define EVM_BUILD_P_H

#include "core/index.h"
#include "dictionaries/dict_p.h"

/* A growing hash table from a number (never 0) to a number. */
struct numbers {
	uint64_t *key;
	uint32_t *value;
	size_t n, cap;
};

struct edge_in {
	uint32_t state, token, to;
};

struct name_in {
	uint32_t state;
	struct name name;
};

struct evm_builder {
	struct evm_arena arena;		/* the texts' keys */
	struct evm_folder folder;
	struct numbers tokens;		/* hash -> token */
	struct numbers paths;		/* state, token -> edge + 1 */
	struct numbers english;		/* set of hashes */
	struct numbers functions;	/* those that are function words */
	EVM_VEC(uint64_t) token;	/* hash of each; [0] is nobody's */
	EVM_VEC(struct edge_in) edge;
	EVM_VEC(struct name_in) name;
	EVM_VEC(struct concept) concept;
	EVM_VEC(uint32_t) vocabulary;
	struct evm_index texts;		/* text -> place in pool */
	struct evm_index known;		/* type, id, norm -> concept + 1 */
	struct evm_buf pool, key;
	uint64_t blocks;
};

/*
 * States are numbered when the block is made: a root has its token's number,
 * and the state behind edge i the number behind all tokens'. Until then the
 * latter is marked.
 */
#define BEHIND 0x80000000u

#endif
