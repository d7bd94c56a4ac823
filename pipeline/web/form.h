/* form: application/x-www-form-urlencoded, read and written. */
#ifndef EVM_FORM_H
#define EVM_FORM_H

#include "core/str.h"

struct evm_pair {
	struct evm_str key, value;
};
struct evm_pairs {
	struct evm_pair *v;
	size_t n, cap;
};

/* "a=1&b=2": + is a space, %xx a byte. What is no UTF-8, or holds a NUL, is
 * cleaned as evm_utf8_clean does. At most 1000 pairs; the rest is dropped. */
void evm_form_parse(struct evm_str text, struct evm_arena *a,
		    struct evm_pairs *pairs);
/* A part of a path: %xx alone. */
struct evm_str evm_form_decode(struct evm_str text, struct evm_arena *a);
/* First value of a key, trimmed; empty when there is none. */
struct evm_str evm_form_get(const struct evm_pairs *pairs, const char *key);
bool evm_form_has(const struct evm_pairs *pairs, const char *key);
/* A whole number from 0 to max, or otherwise. */
int64_t evm_form_int(const struct evm_pairs *pairs, const char *key,
		     int64_t max, int64_t otherwise);

#endif
