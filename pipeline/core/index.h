/*
 * index: a hash table from text to a number. Keys are borrowed: they live as
 * long as the index. Never walked, so no output depends on its order.
 */
#ifndef EVM_INDEX_H
#define EVM_INDEX_H

#include "core/str.h"

struct evm_index {
	struct evm_index_slot *slots;
	size_t n, cap;		/* cap is 0 or a power of two */
};

void evm_index_release(struct evm_index *ix);
/* Drops all keys, keeps the memory. */
void evm_index_clear(struct evm_index *ix);
/* The number behind a key; a new key gets value. *added tells which (may be
 * NULL). */
uint32_t evm_index_add(struct evm_index *ix, struct evm_str key, uint32_t value,
		       bool *added);
/* Is the key there? Then *value is its number. */
bool evm_index_get(const struct evm_index *ix, struct evm_str key,
		   uint32_t *value);

#endif
