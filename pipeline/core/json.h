/*
 * json: writing JSON at the edges. The caller keeps commas right with
 * evm_json_key and evm_json_item; nothing is ever read back.
 */
#ifndef EVM_JSON_H
#define EVM_JSON_H

#include "core/str.h"

/* A quoted string: '"', '\\' and control characters escaped, UTF-8 kept. */
void evm_json_str(struct evm_buf *b, struct evm_str s);
/* A whole number of at most 15 digits as a number, any other text quoted. */
void evm_json_whole(struct evm_buf *b, struct evm_str s);
/* ,"key": (the comma only when the last byte opens nothing) */
void evm_json_key(struct evm_buf *b, const char *key);
/* The comma before an array's item, when one is needed. */
void evm_json_item(struct evm_buf *b);
/* ,"key":{ or ,"key":[ by bracket; key NULL: an array's item. */
void evm_json_open(struct evm_buf *b, const char *key, char bracket);
/* Key and value in one. */
void evm_json_pair(struct evm_buf *b, const char *key, struct evm_str value);
void evm_json_int(struct evm_buf *b, const char *key, int64_t n);
/* four digits; not a number: null */
void evm_json_real(struct evm_buf *b, const char *key, double x);
void evm_json_bool(struct evm_buf *b, const char *key, bool v);

#endif
