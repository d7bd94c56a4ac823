#include "review/refresh.h"

#include "review/review_p.h"

int evm_queue_refresh(struct evm_review *r, struct evm_err *err)
{
	return r->read_only ? evm_facets_copy(r, err) : evm_facets_refresh(r, err);
}
