#include "core/arena.h"

#include <stdint.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#define POISON(p, n) ASAN_POISON_MEMORY_REGION(p, n)
#define UNPOISON(p, n) ASAN_UNPOISON_MEMORY_REGION(p, n)
#else
#define POISON(p, n) ((void)0)
#define UNPOISON(p, n) ((void)0)
#endif

#define BLOCK_MIN ((size_t)64 << 10)
#define KEEP_MAX ((size_t)4 << 20)

struct evm_arena_block {
	struct evm_arena_block *next;
	size_t size, used;
	max_align_t data[];
};

void evm_oom(void)
{
	fputs("evmine: out of memory\n", stderr);
	exit(1);
}

void evm_bug(const char *file, int line, const char *what)
{
	fprintf(stderr, "evmine: bug at %s:%d: %s\n", file, line, what);
	abort();
}

size_t evm_mul(size_t n, size_t size)
{
	if (size && n > SIZE_MAX / size)
		evm_oom();
	return n * size;
}

void *evm_malloc(size_t n)
{
	void *p = malloc(n ? n : 1);

	if (!p)
		evm_oom();
	return p;
}

void *evm_realloc(void *p, size_t n)
{
	p = realloc(p, n ? n : 1);
	if (!p)
		evm_oom();
	return p;
}

static struct evm_arena_block *new_block(size_t size)
{
	struct evm_arena_block *b;

	if (size > SIZE_MAX - sizeof *b)
		evm_oom();
	b = evm_malloc(sizeof *b + size);
	b->next = NULL;
	b->size = size;
	b->used = 0;
	POISON(b->data, size);
	return b;
}

void evm_arena_init(struct evm_arena *a)
{
	memset(a, 0, sizeof *a);
}

static void free_blocks(struct evm_arena_block *b)
{
	while (b) {
		struct evm_arena_block *next = b->next;

		UNPOISON(b->data, b->size);
		free(b);
		b = next;
	}
}

void evm_arena_reset(struct evm_arena *a)
{
	size_t kept = 0;
#ifdef EVM_ARENA_MALLOC
	evm_arena_release(a);
#endif
	for (struct evm_arena_block *b = a->first; b; b = b->next) {
		kept += b->size;
		b->used = 0;
		POISON(b->data, b->size);
		if (b->next && kept + b->next->size > KEEP_MAX) {
			free_blocks(b->next);
			b->next = NULL;
		}
	}
	if (a->first && a->first->size > KEEP_MAX) {
		free_blocks(a->first);
		a->first = NULL;
	}
	a->now = a->first;
	a->used = 0;
}

void evm_arena_release(struct evm_arena *a)
{
	free_blocks(a->first);
	memset(a, 0, sizeof *a);
}

void *evm_arena_take(struct evm_arena *a, size_t n)
{
	const size_t align = sizeof(max_align_t);
	struct evm_arena_block *b = a->now;
	void *p;

	if (n > SIZE_MAX - align)
		evm_oom();
	n = (n ? n + align - 1 : align) / align * align;
	a->used += n;
#ifdef EVM_ARENA_MALLOC
	b = new_block(n);
	b->next = a->first;
	a->first = a->now = b;
#else
	while (b && b->size - b->used < n)
		b = b->next;
	if (!b) {
		struct evm_arena_block **end = &a->first;
		size_t size = n > BLOCK_MIN ? n : BLOCK_MIN;

		while (*end) {
			if ((*end)->size > size)
				size = (*end)->size;
			end = &(*end)->next;
		}
		b = *end = new_block(size);
	}
	a->now = b;
#endif
	p = (char *)b->data + b->used;
	b->used += n;
	UNPOISON(p, n);
	return p;
}

void *evm_arena_alloc(struct evm_arena *a, size_t n)
{
	return memset(evm_arena_take(a, n), 0, n);
}

char *evm_arena_dup(struct evm_arena *a, const void *p, size_t n)
{
	char *q = evm_arena_take(a, n + 1);

	if (n)
		memcpy(q, p, n);
	q[n] = 0;
	return q;
}

void *evm_arena_grow(struct evm_arena *a, const void *p, size_t old_n,
		     size_t new_n, size_t size)
{
	char *q = evm_arena_take(a, evm_mul(new_n, size));

	if (old_n)
		memcpy(q, p, evm_mul(old_n, size));
	memset(q + old_n * size, 0, (new_n - old_n) * size);
	return q;
}

void evm_heap_keep(void)
{
	mallopt(M_TRIM_THRESHOLD, 64 << 20);
	mallopt(M_TOP_PAD, 1 << 20);
}
