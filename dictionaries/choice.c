#include "dictionaries/choice.h"

#include <stdlib.h>

bool evm_dict_choice_bad(const struct evm_dict_choice *c)
{
	return c->image && c->vocabularies.n;
}

int evm_dict_chosen(struct evm_dict **d, const struct evm_dict_choice *c,
		    struct evm_err *err)
{
	const char *set = getenv("EVMINE_DICT");

	if (c->image)
		return evm_dict_open(d, c->image, err);
	if (c->vocabularies.n)
		return evm_dict_build(d, c->vocabularies.v, c->vocabularies.n, err);
	if (!set || !*set)
		return evm_dict_shipped(d, err);
	if (!evm_dict_open(d, set, err))
		return 0;
	return evm_err_at(err, "EVMINE_DICT");
}
