/*
 * backup: dated copies of a database in which people have decided, beside it:
 * NAME.backup-20261127T020305Z.db, times in UTC. Each is a whole database of
 * the moment at which it was begun; others may read and write meanwhile.
 */
#ifndef EVM_BACKUP_H
#define EVM_BACKUP_H

#include "core/err.h"
#include "core/str.h"

struct evm_backup {
	int keep;		/* copies that stay, the newest; 0: none is made */
	bool daily;		/* only for people's work of the days before (UTC) */
	bool (*stop)(void);	/* asked now and then: true gives up; or NULL */
};

/*
 * Makes one when the database holds what the newest copy lacks of people's
 * work: 1 with its path in path (cleared first); 0: none is needed, or there is
 * no such database. -1 with err set: none could be made; then nothing is left
 * of it, and the copies that there were are. Nothing is begun when the disk
 * has no room for it.
 */
int evm_backup_make(const char *db, const struct evm_backup *how,
		    struct evm_buf *path, struct evm_err *err) EVM_MUST_CHECK;

#endif
