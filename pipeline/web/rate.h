/* rate: how often a session may write: a bucket each, of tokens that come
 * back with time. */
#ifndef EVM_RATE_H
#define EVM_RATE_H

#include <stdbool.h>
#include <stdint.h>

#define EVM_BUCKETS 256

struct evm_rates {
	double per_second;
	struct {
		int64_t who;
		double tokens, at;	/* seconds, monotonic */
	} v[EVM_BUCKETS];
};

void evm_rates_init(struct evm_rates *r, int per_second);
/* May this curator write now, at a time in seconds? Two seconds' worth may
 * come at once. */
bool evm_rates_take(struct evm_rates *r, int64_t who, double now);

#endif
