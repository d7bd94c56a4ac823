/*
 * pool: work on a sequence of items with several threads, results in order.
 *
 * One reader fills items, any of the workers works on them, the caller's
 * thread gets them back in the order they were read: the output does not
 * depend on the number of threads. The number of items under way is bounded.
 * With jobs == 1 all three run in the caller's thread, one after the other.
 *
 * fill and take are called from one thread at a time each, in order; work
 * from worker thread number 0 .. jobs-1 with that number. An item belongs to
 * whoever was called with it. Any -1 ends the run: items read before the
 * failing one are still taken.
 */
#ifndef EVM_POOL_H
#define EVM_POOL_H

#include "core/err.h"

struct evm_pool {
	int jobs;
	int ahead;		/* items under way for each worker, at most */
	void *ctx;
	void *(*item_new)(void *ctx);
	void (*item_free)(void *ctx, void *item);
	/* 1: filled; 0: nothing more; -1: error */
	int (*fill)(void *ctx, void *item, struct evm_err *err);
	int (*work)(void *ctx, int worker, void *item, struct evm_err *err);
	int (*take)(void *ctx, void *item, struct evm_err *err);
	/* bytes that a filled item holds, or NULL: of heavy ones fewer are under
	 * way, 3 MiB for each worker and one item more */
	size_t (*weight)(const void *item);
};

int evm_pool_run(const struct evm_pool *p, struct evm_err *err) EVM_MUST_CHECK;

#endif
