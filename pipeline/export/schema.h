/* schema: JSON Schemas (2020-12) of the lines that evm-export writes. */
#ifndef EVM_SCHEMA_H
#define EVM_SCHEMA_H

#include "core/str.h"

/* Of a format ("jsonl", "mentions", "documents"); empty when it has none. */
struct evm_str evm_schema_of(const char *format);

#endif
