/*
 * inflate: gzip members from bytes, by one of the libraries that the program
 * was built with. zlib is always there; ISA-L, where it is found when building,
 * does the same in half the time. Both check length and CRC-32 of each member.
 */
#ifndef EVM_INFLATE_H
#define EVM_INFLATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct evm_inflate {
	const char *name;
	/* Right about headers with a CRC of their own, in whatever pieces? */
	bool header_crc;
	void *(*new)(void);
	void (*free)(void *z);
	/* Ready for the header of the next member. */
	void (*reset)(void *z);
	/*
	 * Inflates from *in (*n_in bytes) to out (*n_out bytes); all three are
	 * moved on, *n_out by what was not used: 1 when more is wanted or given
	 * room, 0 behind the end of the member, -1 with *why when the data are
	 * damaged, after what could be inflated.
	 */
	int (*run)(void *z, const unsigned char **in, size_t *n_in,
		   unsigned char *out, size_t *n_out, const char **why);
};

/* Those that the program has, NULL at the end; the first is the fastest. */
extern const struct evm_inflate *const evm_inflates[];

/* The one for a member whose first bytes these are. */
const struct evm_inflate *evm_inflate_for(const unsigned char *p, size_t n);

/* CRC-32 as gzip has it, of more bytes. */
uint32_t evm_crc32(uint32_t crc, const void *p, size_t n);

#endif
