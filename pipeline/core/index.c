#include "core/index.h"

#include <stdlib.h>
#include <string.h>

struct evm_index_slot {
	struct evm_str key;	/* p == NULL: free */
	uint64_t hash;
	uint32_t value;
};

void evm_index_release(struct evm_index *ix)
{
	free(ix->slots);
	memset(ix, 0, sizeof *ix);
}

void evm_index_clear(struct evm_index *ix)
{
	if (ix->n)
		memset(ix->slots, 0, ix->cap * sizeof *ix->slots);
	ix->n = 0;
}

static struct evm_index_slot *place(const struct evm_index *ix,
				    struct evm_str key, uint64_t hash)
{
	size_t i = hash & (ix->cap - 1);

	while (ix->slots[i].key.p &&
	       (ix->slots[i].hash != hash ||
		!evm_str_eq(ix->slots[i].key, key)))
		i = (i + 1) & (ix->cap - 1);
	return &ix->slots[i];
}

static void grow(struct evm_index *ix)
{
	struct evm_index old = *ix;

	ix->cap = old.cap ? old.cap * 2 : 64;
	ix->slots = evm_malloc(evm_mul(ix->cap, sizeof *ix->slots));
	memset(ix->slots, 0, ix->cap * sizeof *ix->slots);
	for (size_t i = 0; i < old.cap; i++)
		if (old.slots[i].key.p)
			*place(ix, old.slots[i].key, old.slots[i].hash) =
				old.slots[i];
	free(old.slots);
}

uint32_t evm_index_add(struct evm_index *ix, struct evm_str key, uint32_t value,
		       bool *added)
{
	struct evm_index_slot *s;
	uint64_t hash = evm_str_hash(key);
	bool fresh;

	if (ix->n * 2 >= ix->cap)
		grow(ix);
	s = place(ix, key, hash);
	fresh = !s->key.p;
	if (fresh) {
		s->key = key.p ? key : EVM_LIT("");
		s->hash = hash;
		s->value = value;
		ix->n++;
	}
	if (added)
		*added = fresh;
	return s->value;
}

bool evm_index_get(const struct evm_index *ix, struct evm_str key,
		   uint32_t *value)
{
	const struct evm_index_slot *s;

	if (!ix->cap)
		return false;
	s = place(ix, key, evm_str_hash(key));
	if (!s->key.p)
		return false;
	*value = s->value;
	return true;
}
