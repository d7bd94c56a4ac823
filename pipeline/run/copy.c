#include "run/copy.h"

void evm_copy_first(const char *program, const struct evm_front *front,
		    const struct evm_backup *how)
{
	struct evm_err err = EVM_ERR_INIT;
	struct evm_buf path = EVM_BUF_INIT;
	int got = evm_backup_make(front->db, how, &path, &err);

	if (got < 0)
		evm_say(program, "no copy of %s was made: %s", front->db, err.msg);
	else if (got && !front->quiet)
		evm_say(program, "a copy of %s with its decisions: %s", front->db,
			path.p);
	evm_buf_release(&path);
}
