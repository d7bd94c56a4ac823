/*
 * stage: a program that reads a stream and writes it with something added:
 * one call a document, in any of -j workers, the documents in order.
 *
 *	struct evm_stage s = { .program = "evm-annotate", .front = &front,
 *			       .path = path, .settings = settings,
 *			       .each = annotate, .ctx = &mine };
 *	return evm_stage_run(&s);
 */
#ifndef EVM_STAGE_H
#define EVM_STAGE_H

#include "core/cli.h"
#include "core/stream.h"

struct evm_stage {
	const char *program;
	const struct evm_front *front;	/* -o, -j, --on-error, -q, -v */
	const char *path;		/* "-" or NULL: standard input */
	const char *settings;		/* of the #pg line */
	bool adds_claims;		/* each changes nothing but the claims; else what
					 * stands behind evm-ingest's lines, nothing else */
	uint32_t concerns;		/* types of mentions, as bits: a document that has none
					 * of them and no claims goes on as it is, unread;
					 * 0: each is called for all */
	void *ctx;
	/* In worker number 0 .. evm_front_jobs - 1, on a document that is not
	 * a deletion. It has no metadata, references and map. */
	int (*each)(void *ctx, int worker, struct evm_doc *doc,
		    struct evm_err *err);
};

/* All of it, messages included: the program's exit code. */
int evm_stage_run(const struct evm_stage *stage) EVM_MUST_CHECK;

#endif
