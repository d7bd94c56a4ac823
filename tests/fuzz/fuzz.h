/* What the fuzz targets share: libFuzzer calls LLVMFuzzerTestOneInput with
 * made-up bytes; whatever they are, the code must neither crash, leak, nor
 * answer without a message. */
#ifndef EVM_FUZZ_H
#define EVM_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "core/err.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A failed call must say why. */
static inline void fuzz_told(int r, const struct evm_err *err)
{
	if (r < 0 && (!err->msg[0] || !err->code))
		abort();
}

/* The bytes as a file; the caller unlinks and frees the name. */
static inline char *fuzz_file(const uint8_t *data, size_t size)
{
	char *path = malloc(64);
	int fd;

	snprintf(path, 64, "/dev/shm/evm-fuzz-%d-XXXXXX", (int)getpid());
	fd = mkstemp(path);
	if (fd < 0 || write(fd, data, size) != (ssize_t)size)
		abort();
	close(fd);
	return path;
}

#endif
