#include "extractors/wordmap.h"

#include <stdlib.h>

static struct evm_wordmap_slot *place(const struct evm_wordmap *m, struct evm_wordkey k)
{
	size_t i = evm_wordkey_hash(k) & (m->cap - 1);

	while (m->slots[i].value && (m->slots[i].key.a != k.a || m->slots[i].key.b != k.b))
		i = (i + 1) & (m->cap - 1);
	return &m->slots[i];
}

static void grow(struct evm_wordmap *m)
{
	struct { struct evm_wordmap_slot *slots; size_t cap; } old = { m->slots, m->cap };

	m->cap = old.cap ? old.cap * 2 : 64;
	m->slots = evm_malloc(evm_mul(m->cap, sizeof *m->slots));
	memset(m->slots, 0, m->cap * sizeof *m->slots);
	for (size_t i = 0; i < old.cap; i++)
		if (old.slots[i].value)
			*place(m, old.slots[i].key) = old.slots[i];
	free(old.slots);
}

void evm_wordmap_put(struct evm_wordmap *m, struct evm_wordkey k, uint32_t value)
{
	struct evm_wordmap_slot *s;
	size_t h = evm_wordkey_hash(k);

	EVM_CHECK(value);
	if (m->n * 2 >= m->cap)
		grow(m);
	m->sieve[h / 64 % EVM_WORDMAP_SIEVE] |= 1ull << h % 64;
	s = place(m, k);
	m->n += !s->value;
	*s = (struct evm_wordmap_slot){ k, value };
}

void evm_wordmap_release(struct evm_wordmap *m)
{
	free(m->slots);
	memset(m, 0, sizeof *m);
}
