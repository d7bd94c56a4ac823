/*
 * inputs: the files of a command line: named, in folders, or in lists.
 *
 *	struct evm_inputs in;
 *	evm_inputs_init(&in);
 *	if (!evm_inputs_list(&in, argv + first, &files_from, &err))
 *		... in.v[0 .. in.n-1]
 *	evm_inputs_release(&in);
 */
#ifndef EVM_INPUTS_H
#define EVM_INPUTS_H

#include "core/cli.h"

struct evm_inputs {
	struct evm_arena arena;		/* of the names */
	EVM_VEC(const char *) v;	/* in order; "-" is standard input */
	bool folder;			/* one of the operands was a folder */
};

void evm_inputs_init(struct evm_inputs *in);
void evm_inputs_release(struct evm_inputs *in);
/*
 * Operands (up to a NULL) in their order, then the names in the files of the
 * list from; a folder stands for all .xml and .nxml files in it and below,
 * gzipped or not, sorted by their paths' bytes. No operand and no list:
 * standard input. A folder that holds none is an error.
 */
int evm_inputs_list(struct evm_inputs *in, char *const *operands,
		    const struct evm_list *from,
		    struct evm_err *err) EVM_MUST_CHECK;
/* Sum of the sizes of the regular files, for a progress line; 0 when one is
 * none. */
uint64_t evm_inputs_size(const char *const *files, size_t n);

#endif
