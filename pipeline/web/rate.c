#include "web/rate.h"

#include <string.h>

void evm_rates_init(struct evm_rates *r, int per_second)
{
	memset(r, 0, sizeof *r);
	r->per_second = per_second;
}

bool evm_rates_take(struct evm_rates *r, int64_t who, double now)
{
	size_t i = (size_t)((uint64_t)who % EVM_BUCKETS);
	double most = 2 * r->per_second;

	if (r->v[i].who != who) {
		r->v[i].who = who;
		r->v[i].tokens = most;
		r->v[i].at = now;
	}
	r->v[i].tokens += (now - r->v[i].at) * r->per_second;
	r->v[i].at = now;
	if (r->v[i].tokens > most)
		r->v[i].tokens = most;
	if (r->v[i].tokens < 1)
		return false;
	r->v[i].tokens -= 1;
	return true;
}
