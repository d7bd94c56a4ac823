/*
 * digest: SHA-256. The only user of nettle.
 */
#ifndef EVM_DIGEST_H
#define EVM_DIGEST_H

#include "core/str.h"

#define EVM_DIGEST_BYTES 32
#define EVM_DIGEST_HEX 64

void evm_digest_raw(struct evm_str bytes, unsigned char sum[EVM_DIGEST_BYTES]);
/* The same as text; hex gets 64 characters and a NUL. */
void evm_digest(struct evm_str bytes, char hex[EVM_DIGEST_HEX + 1]);

/* "nettle 3.8": see evm_io_library. */
void evm_digest_library(struct evm_buf *b);

#endif
