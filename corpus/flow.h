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
#include "corpus/inputs.h"

/* The options that name inputs, for a program's table. */
struct evm_flow_inputs {
	const char *format;		/* "auto" */
	const char *topic;		/* NULL: "mscev" of a folder, else "all" */
	struct evm_list files_from;
	int limit;			/* records; 0: all */
	const char *since;		/* a day, month or year; NULL: all */
};

#define EVM_OPTS_INPUTS(i) \
	{ "format", 0, EVM_OPT_CHOICE, &(i).format, "NAME", \
	  "take the input for this (default: told by its content)", \
	  "auto|pubmed|jats|text|tsv|bioc|bioc-json|pubtator|brat", 0, 0 }, \
	{ "files-from", 0, EVM_OPT_LIST, &(i).files_from, "FILE", \
	  "read the names of files from FILE, one a line", NULL, 0, 0 }, \
	{ "topic", 0, EVM_OPT_CHOICE, &(i).topic, "NAME", \
	  "pass only records that hold the topic's words (default: all for " \
	  "files, mscev for folders)", "all|mscev", 0, 0 }, \
	{ "limit", 0, EVM_OPT_NUMBER, &(i).limit, "N", \
	  "stop after N records", NULL, 1, 2147483647 }, \
	{ "since", 0, EVM_OPT_TEXT, &(i).since, "DATE", \
	  "pass only documents revised, or else published, on this day or " \
	  "later: YYYY, YYYY-MM or YYYY-MM-DD", NULL, 0, 0 }

struct evm_flow_opts {
	const char *program;		/* for messages on standard error */
	const struct evm_front *front;	/* -j, -q, -v, --on-error */
	const struct evm_flow_inputs *inputs;
	const struct evm_inputs *files;
	void *ctx;
	/* In worker number 0 .. jobs-1, on a document that is not a deletion;
	 * NULL: nothing to do. */
	int (*each)(void *ctx, int worker, struct evm_doc *doc,
		    struct evm_err *err);
	/* In a worker, behind each: what take needs of the document besides its
	 * lines, in the arena; or NULL. */
	void *(*pack)(void *ctx, struct evm_arena *a, const struct evm_doc *doc);
	/* In the caller's thread, in order: one document's lines, and what was
	 * packed, or NULL. */
	int (*take)(void *ctx, struct evm_str lines, void *packed,
		    struct evm_err *err);
	/* For the progress line: what to say besides, or NULL. */
	void (*note)(void *ctx, char *text, size_t size);
	/* As those of evm_feed_opts: NULL, or called with ctx. */
	int (*skipped)(void *ctx, const struct evm_raw *raw, const char *msg,
		       struct evm_err *err);
	int (*file_end)(void *ctx, const struct evm_feed_file *file,
			struct evm_err *err);
	bool (*stop)(void *ctx);
	/* Is the state to be told now? Asked in the caller's thread; or NULL. */
	bool (*asked)(void *ctx);
};

struct evm_flow_result {
	struct evm_feed_counts counts;
	bool stopped;			/* before the end: limit or stop */
};

/* Settings of the #pg line of evm-ingest for these inputs. */
struct evm_str evm_flow_settings(const struct evm_flow_inputs *inputs,
				 const struct evm_inputs *files,
				 struct evm_arena *a);
/* --since is no date: the main calls it a mistake. */
bool evm_flow_bad_since(const struct evm_flow_inputs *inputs);
/*
 * Runs all of it: 0, or -1 with everything before the fault taken. Tells
 * skipped records and, with -v or when some were skipped, a summary.
 */
int evm_flow_run(const struct evm_flow_opts *o, struct evm_flow_result *result,
		 struct evm_err *err) EVM_MUST_CHECK;

#endif
