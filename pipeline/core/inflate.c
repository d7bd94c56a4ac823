#include "core/inflate.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>
#ifdef EVM_ISAL
#include <isa-l/crc.h>
#include <isa-l/igzip_lib.h>
#endif

#include "core/arena.h"

#define ONCE_MAX ((size_t)1 << 30)	/* their counts have 32 bits */

static unsigned at_once(size_t n)
{
	return n < ONCE_MAX ? (unsigned)n : (unsigned)ONCE_MAX;
}

/* --- zlib --------------------------------------------------------------------- */

static void *zlib_new(void)
{
	z_stream *z = evm_malloc(sizeof *z);

	memset(z, 0, sizeof *z);
	if (inflateInit2(z, 15 + 16) != Z_OK)
		evm_oom();
	return z;
}

static void zlib_free(void *z)
{
	inflateEnd(z);
	free(z);
}

static void zlib_reset(void *z)
{
	inflateReset2(z, 15 + 16);
}

static int zlib_run(void *state, const unsigned char **in, size_t *n_in,
		    unsigned char *out, size_t *n_out, const char **why)
{
	z_stream *z = state;
	unsigned give = at_once(*n_in), room = at_once(*n_out);
	int r;

	z->next_in = (unsigned char *)(uintptr_t)*in;
	z->avail_in = give;
	z->next_out = out;
	z->avail_out = room;
	r = inflate(z, Z_NO_FLUSH);
	*in += give - z->avail_in;
	*n_in -= give - z->avail_in;
	*n_out -= room - z->avail_out;
	if (r == Z_STREAM_END)
		return 0;
	if (r == Z_OK || r == Z_BUF_ERROR)
		return 1;
	*why = z->msg ? z->msg : "unknown";
	return -1;
}

static const struct evm_inflate zlib = {
	"zlib", true, zlib_new, zlib_free, zlib_reset, zlib_run
};

/* --- ISA-L ----------------------------------------------------------------------- */

#ifdef EVM_ISAL
static void isal_reset(void *z)
{
	struct inflate_state *s = z;

	isal_inflate_reset(s);
	s->crc_flag = ISAL_GZIP;
}

static void *isal_new(void)
{
	struct inflate_state *s = evm_malloc(sizeof *s);

	memset(s, 0, sizeof *s);
	isal_inflate_init(s);
	isal_reset(s);
	return s;
}

static const char *isal_says(int r)
{
	switch (r) {
	case ISAL_INVALID_BLOCK: return "invalid block";
	case ISAL_INVALID_SYMBOL: return "invalid code";
	case ISAL_INVALID_LOOKBACK: return "invalid distance too far back";
	case ISAL_INVALID_WRAPPER: return "incorrect header check";
	case ISAL_UNSUPPORTED_METHOD: return "unknown compression method";
	case ISAL_INCORRECT_CHECKSUM: return "incorrect data check";
	default: return "unknown";
	}
}

static int isal_run(void *state, const unsigned char **in, size_t *n_in,
		    unsigned char *out, size_t *n_out, const char **why)
{
	struct inflate_state *s = state;
	unsigned give = at_once(*n_in), room = at_once(*n_out);
	int r;

	s->next_in = (unsigned char *)(uintptr_t)*in;
	s->avail_in = give;
	s->next_out = out;
	s->avail_out = room;
	r = isal_inflate(s);
	*in += give - s->avail_in;
	*n_in -= give - s->avail_in;
	*n_out -= room - s->avail_out;
	if (r < 0 || r == ISAL_NEED_DICT) {
		*why = isal_says(r);
		return -1;
	}
	return s->block_state != ISAL_BLOCK_FINISH;
}

static const struct evm_inflate isal = {
	"ISA-L", false, isal_new, free, isal_reset, isal_run
};
#endif

const struct evm_inflate *const evm_inflates[] = {
#ifdef EVM_ISAL
	&isal,
#endif
	&zlib, NULL
};

const struct evm_inflate *evm_inflate_for(const unsigned char *p, size_t n)
{
	bool crc = n < 4 || p[3] & 2;	/* FHCRC */
	size_t i = 0;

	while (crc && !evm_inflates[i]->header_crc)
		i++;
	return evm_inflates[i];
}

uint32_t evm_crc32(uint32_t crc, const void *p, size_t n)
{
#ifdef EVM_ISAL
	return crc32_gzip_refl(crc, p, n);
#else
	return (uint32_t)crc32_z(crc, p, n);
#endif
}
