/*
 * mine: what evm-run does: files through all stages into a database or a
 * stream, or what a database holds through the stages again.
 *
 *	struct evm_mine_opts o = { .program = "evm-run", .front = &front, ... };
 *	code = evm_mine(&o, operands, &err);
 */
#ifndef EVM_MINE_H
#define EVM_MINE_H

#include "core/cli.h"
#include "corpus/flow.h"
#include "dictionaries/choice.h"

struct evm_backup;

struct evm_mine_opts {
	const char *program;
	const struct evm_front *front;	/* db, -j, --on-error, -q, -v */
	const struct evm_flow_inputs *inputs;
	const struct evm_dict_choice *choice;
	const struct evm_backup *backup;	/* of the database, before; NULL: none */
	const char *to;			/* a stream instead of a database */
	const char *keep;		/* all, claims, topic */
	bool dry;			/* only say what would be read */
	bool force;			/* files that were read, too */
	bool again, retry;		/* read no files: stored texts, quarantine */
	/* Behind the stages, in any worker: -1 makes them fail on the document.
	 * For tests of what happens then; NULL: nothing. */
	int (*check)(const struct evm_doc *doc, struct evm_err *err);
	/* Asked in any thread: true ends the run behind what is under way. */
	bool (*stop)(void);
	/* Asked in the caller's thread: is the state to be told? */
	bool (*asked)(void);
};

/* All of it: the program's exit code, or -1. */
int evm_mine(const struct evm_mine_opts *opts, char **operands,
	     struct evm_err *err) EVM_MUST_CHECK;

#endif
