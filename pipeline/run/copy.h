/*
 * copy: a copy of a database with people's decisions, before a program writes
 * much into it or a day's work begins (store/backup.h), told on standard error.
 *
 *	static struct evm_backup backup = { .keep = EVM_COPIES };
 *	static const struct evm_opt opts[] = { EVM_OPTS_COPIES(backup), ... };
 *	evm_copy_first("evm-load", &front, &backup);
 */
#ifndef EVM_COPY_H
#define EVM_COPY_H

#include "core/cli.h"
#include "store/backup.h"

#define EVM_COPIES 3
#define EVM_OPTS_COPIES(b) \
	{ "backups", 0, EVM_OPT_NUMBER, &(b).keep, "N", \
	  "copies of a database with decisions that are kept beside it, the newest; " \
	  "0: none is made (default: 3)", NULL, 0, 1000 }

/* Of the front's database, when one is due. A copy that cannot be made is told,
 * and the work goes on: nothing that it does takes a decision away. */
void evm_copy_first(const char *program, const struct evm_front *front,
		    const struct evm_backup *how);

#endif
