/*
 * flow: files through worker threads to stream lines, in order. What
 * evm-ingest and evm-run have in common: the inputs of the command line, the
 * feed, a pool of workers, one call a document in any of them, and the
 * document's lines back in the order of the files.
 *
 *	struct evm_flow_opts o = { .program = "evm-ingest", .each = NULL,
 *				   .take = write_lines, .ctx = &mine, ... };
 *	r = evm_flow_run(&o, &result, &err);
 */
#ifndef EVM_FLOW_H
#define EVM_FLOW_H

#include "core/cli.h"
#include "corpus/feed.h"

/* The options that name inputs, for a program's table. */
struct evm_flow_inputs {
	const char *format;		/* "auto" */
	const char *topic;		/* "all" */
	struct evm_list files_from;
};

#define EVM_OPTS_INPUTS(i) \
	{ "format", 0, EVM_OPT_CHOICE, &(i).format, "NAME", \
	  "take the input for this (default: told by its content)", \
	  "auto|pubmed|jats|text|tsv", 0, 0 }, \
	{ "files-from", 0, EVM_OPT_LIST, &(i).files_from, "FILE", \
	  "read the names of files from FILE, one a line", NULL, 0, 0 }, \
	{ "topic", 0, EVM_OPT_CHOICE, &(i).topic, "NAME", \
	  "pass only records that hold the topic's words (default: all)", \
	  "all|mscev", 0, 0 }

struct evm_flow_opts {
	const char *program;		/* for messages on standard error */
	const struct evm_front *front;	/* -j, -q, -v, --on-error */
	const struct evm_flow_inputs *inputs;
	char **operands;		/* up to a NULL; none: standard input */
	void *ctx;
	/* In worker number 0 .. jobs-1, on a document that is not a deletion;
	 * NULL: nothing to do. */
	int (*each)(void *ctx, int worker, struct evm_doc *doc,
		    struct evm_err *err);
	/* In the caller's thread, in order: one document's lines. */
	int (*take)(void *ctx, struct evm_str lines, struct evm_err *err);
	/* For the progress line: what to say besides, or NULL. */
	void (*note)(void *ctx, char *text, size_t size);
};

/* --threads, at least 1. */
int evm_flow_jobs(const struct evm_front *front);
/* Settings of the #pg line of evm-ingest for these inputs. */
struct evm_str evm_flow_settings(const struct evm_flow_inputs *inputs,
				 struct evm_arena *a);
/*
 * Runs all of it: 0, or -1 with everything before the fault taken. Tells
 * skipped records and, with -v or when some were skipped, a summary.
 */
int evm_flow_run(const struct evm_flow_opts *o, struct evm_feed_counts *counts,
		 struct evm_err *err) EVM_MUST_CHECK;

#endif
