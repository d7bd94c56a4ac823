#include "core/digest.h"

#include <nettle/sha2.h>
#include <nettle/version.h>

void evm_digest_raw(struct evm_str bytes, unsigned char sum[EVM_DIGEST_BYTES])
{
	struct sha256_ctx ctx;

	sha256_init(&ctx);
	sha256_update(&ctx, bytes.n, (const uint8_t *)bytes.p);
	sha256_digest(&ctx, EVM_DIGEST_BYTES, sum);
}

void evm_digest(struct evm_str bytes, char hex[EVM_DIGEST_HEX + 1])
{
	static const char digits[] = "0123456789abcdef";
	unsigned char sum[EVM_DIGEST_BYTES];

	evm_digest_raw(bytes, sum);
	for (size_t i = 0; i < sizeof sum; i++) {
		hex[2 * i] = digits[sum[i] >> 4];
		hex[2 * i + 1] = digits[sum[i] & 15];
	}
	hex[EVM_DIGEST_HEX] = 0;
}

void evm_digest_library(struct evm_buf *b)
{
	evm_buf_printf(b, "nettle %d.%d", nettle_version_major(), nettle_version_minor());
	if (nettle_version_major() != NETTLE_VERSION_MAJOR ||
	    nettle_version_minor() != NETTLE_VERSION_MINOR)
		evm_buf_printf(b, " (built with %d.%d)", NETTLE_VERSION_MAJOR,
			       NETTLE_VERSION_MINOR);
}
