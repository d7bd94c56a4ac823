/*
 * arena: memory that lives as long as one document.
 *
 * A stage owns one arena: read a record, work, write, evm_arena_reset. What
 * is allocated in it has no free function; it lives until the reset. Not
 * thread safe: one arena a worker.
 *
 * Allocation never returns NULL: when the system has no memory left, the
 * process prints a line and exits with status 1 (see evm_oom).
 *
 *	struct evm_arena a;
 *	evm_arena_init(&a);
 *	char *p = evm_arena_alloc(&a, 100);
 *	evm_arena_reset(&a);
 *	evm_arena_release(&a);
 *
 * Built with -DEVM_ARENA_MALLOC each allocation is a malloc of its own, so
 * that sanitizers see every byte.
 */
#ifndef EVM_ARENA_H
#define EVM_ARENA_H

#include <stddef.h>

struct evm_arena_block;

struct evm_arena {
	struct evm_arena_block *first, *now;
	size_t used;		/* bytes handed out since the last reset */
};

void evm_arena_init(struct evm_arena *a);
/* Forgets everything; keeps blocks up to 4 MiB for the next document. */
void evm_arena_reset(struct evm_arena *a);
void evm_arena_release(struct evm_arena *a);

/* n bytes aligned for any type, zeroed. */
void *evm_arena_alloc(struct evm_arena *a, size_t n);
/* The same, not zeroed: for what is written at once. */
void *evm_arena_take(struct evm_arena *a, size_t n);
/* Copies n bytes and adds a NUL. */
char *evm_arena_dup(struct evm_arena *a, const void *p, size_t n);
/* Grows an array from old to new elements of a size; content is kept, the
 * rest zeroed. The old place stays readable until the reset. */
void *evm_arena_grow(struct evm_arena *a, const void *p, size_t old_n,
		     size_t new_n, size_t size);

/* malloc and friends that never return NULL. */
void *evm_malloc(size_t n);
void *evm_realloc(void *p, size_t n);
/* n * size; calls evm_oom when that does not fit in size_t. */
size_t evm_mul(size_t n, size_t size);
/* Out of memory: one line on stderr, exit 1. Does not return. */
_Noreturn void evm_oom(void);
/* For mains that write databases: SQLite frees and takes at the heap's end, and
 * the C library would give the memory back and fetch it again 200,000 times, a
 * quarter of the processor time. */
void evm_heap_keep(void);
/* An impossible state: one line on stderr, abort, in release builds too. */
_Noreturn void evm_bug(const char *file, int line, const char *what);
#define EVM_BUG(what) evm_bug(__FILE__, __LINE__, (what))
#define EVM_CHECK(cond) ((cond) ? (void)0 : evm_bug(__FILE__, __LINE__, #cond))

/*
 * A growing array in an arena: EVM_VEC(struct x) xs; EVM_PUSH(a, xs) makes
 * room for one more, zeroed, and is its address. Growing moves the array:
 * keep indexes, not pointers, across a push.
 */
#define EVM_VEC(type) struct { type *v; size_t n, cap; }
#define EVM_PUSH(arena, vec) \
	((vec).n == (vec).cap ? (void)((vec).v = evm_arena_grow((arena), \
		(vec).v, (vec).cap, (vec).cap ? (vec).cap * 2 : 8, \
		sizeof *(vec).v), (vec).cap = (vec).cap ? (vec).cap * 2 : 8) \
		: (void)0, &(vec).v[(vec).n++])

#endif
