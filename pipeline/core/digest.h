/*
 * digest: SHA-256 as hexadecimal text. The only user of nettle.
 */
#ifndef EVM_DIGEST_H
#define EVM_DIGEST_H

#include "core/str.h"

#define EVM_DIGEST_HEX 64

/* Digest of some bytes; hex gets 64 characters and a NUL. */
void evm_digest(struct evm_str bytes, char hex[EVM_DIGEST_HEX + 1]);

#endif
