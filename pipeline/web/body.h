/* body: a JSON object as the fields of a form, for scripts. */
#ifndef EVM_BODY_H
#define EVM_BODY_H

#include "web/form.h"

/*
 * {"verdict":"accept","ver":7} is verdict=accept&ver=7. An array is its items
 * under one key, an object inside gives keys with a dot ("object.norm"), true
 * is 1, false and null are left out, as a box that is not ticked. Texts are
 * cleaned as a form's. -1: no JSON object, or deeper than 4, or over 1000
 * values.
 */
int evm_body_json(struct evm_str text, struct evm_arena *a,
		  struct evm_pairs *pairs);

#endif
