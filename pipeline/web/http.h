/*
 * http: requests in, responses out. The only user of libmicrohttpd: one
 * polling thread on a loopback address, and a handler that is called with
 * whole requests, one at a time.
 *
 * What HTTP itself forbids is answered here: other methods than GET, HEAD and
 * POST (405), a body that is too long (413) or whose length is told twice
 * (400), more than one Host (421), a POST that is neither a form nor JSON
 * (415). Everything else is the handler's.
 */
#ifndef EVM_HTTP_H
#define EVM_HTTP_H

#include "core/err.h"
#include "web/form.h"

#define EVM_HTTP_BODY 65536	/* bytes of a request's body at most */

struct evm_request {
	bool post;		/* else GET (or HEAD, which is a GET to us) */
	bool json;		/* the path ended in .json, Accept asks for it, or
				 * the body is JSON */
	bool script;		/* the body is JSON: no browser's form */
	struct evm_str path;	/* raw, without query and .json */
	struct evm_str query_text;
	struct evm_pairs query, form;	/* decoded */
	/* empty where the header is not there */
	struct evm_str host, origin, fetch_site, cookie, authorization,
		       if_none_match;
	struct evm_arena *arena;	/* lives until the response is made */
};

/* A body that is made piece by piece, in the server's thread: more appends to
 * the buffer and returns 1, 0 at the end (what it appended then counts), -1
 * to break off; done is called once. */
struct evm_stream {
	int (*more)(void *ctx, struct evm_buf *b);
	void (*done)(void *ctx);
	void *ctx;
};

struct evm_response {
	int status;		/* 200 unless set */
	const char *type;	/* text/html; charset=utf-8 unless set */
	const char *cache;	/* no-store unless set */
	struct evm_buf body;
	struct evm_stream stream;	/* instead of body, when more is set */
	/* in the request's arena, or empty */
	struct evm_str location, set_cookie, etag, disposition;
};

typedef void evm_http_fn(void *ctx, const struct evm_request *req,
			 struct evm_response *res);

struct evm_http;

/* Takes address:port (port 0: any free one); who connects waits. */
int evm_http_bind(struct evm_http **h, const char *address, int port,
		  struct evm_err *err) EVM_MUST_CHECK;
int evm_http_port(const struct evm_http *h);
/* Answers: the handler is called in the server's thread until evm_http_stop. */
int evm_http_start(struct evm_http *h, evm_http_fn *fn, void *ctx,
		   struct evm_err *err) EVM_MUST_CHECK;
void evm_http_stop(struct evm_http *h);

/* The reason phrase of a status that we send. */
const char *evm_http_phrase(int status);

/* "libmicrohttpd 0.9.75": see evm_io_library. */
void evm_http_library(struct evm_buf *b);

#endif
