#include "review/review_p.h"

void evm_concepts_drop(struct evm_review *r)
{
	(void)r;
}
