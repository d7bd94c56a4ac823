/* health: are the vocabularies, the rules and a dictionary image there and
 * whole? For evm-doctor. */
#ifndef EVM_HEALTH_H
#define EVM_HEALTH_H

#include "core/str.h"

enum evm_health { EVM_HEALTH_OK, EVM_HEALTH_NOTE, EVM_HEALTH_WRONG };

/* Called for each thing that was looked at; the texts live until it returns. */
typedef void evm_health_fn(void *ctx, enum evm_health state, const char *part,
			   struct evm_str what, struct evm_str detail);

/* image: NULL for the one that EVMINE_DICT names, if any. examples: run those
 * of the rules, too (seconds). */
void evm_health_check(evm_health_fn *fn, void *ctx, const char *image, bool examples);

#endif
