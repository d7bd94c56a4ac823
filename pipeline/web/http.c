#include "web/http.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <microhttpd.h>

#include "web/body.h"

#define CONNECTIONS 64
#define TIMEOUT_S 30
#define HEADERS_BYTES 32768
#define DISCARD 1048576		/* of a body that is refused, before we hang up */

struct evm_http {
	struct MHD_Daemon *daemon;
	int socket, port;
	evm_http_fn *fn;
	void *ctx;
};

/* From the request line to the end of the response. */
struct exchange {
	struct evm_arena arena;
	struct evm_str uri;
	struct evm_buf body;
	bool begun, too_long;
	int hosts, lengths, codings;
	struct evm_request req;
	bool wants_json, is_form;
};

/* --- a request's parts --------------------------------------------------------- */

static void *take_uri(void *cls, const char *uri, struct MHD_Connection *c)
{
	struct exchange *x = evm_malloc(sizeof *x);

	(void)cls;
	(void)c;
	memset(x, 0, sizeof *x);
	evm_arena_init(&x->arena);
	x->uri = evm_str_dup(&x->arena, evm_str(uri));
	return x;
}

static void completed(void *cls, struct MHD_Connection *c, void **con,
		      enum MHD_RequestTerminationCode why)
{
	struct exchange *x = *con;

	(void)cls;
	(void)c;
	(void)why;
	if (!x)
		return;
	evm_buf_release(&x->body);
	evm_arena_release(&x->arena);
	free(x);
	*con = NULL;
}

/* Paths and queries are decoded by form.c, once they are cut. */
static size_t leave_escaped(void *cls, struct MHD_Connection *c, char *s)
{
	(void)cls;
	(void)c;
	return strlen(s);
}

static bool mentions(struct evm_str value, const char *what)
{
	return evm_str_find(value, evm_str(what), 0) != SIZE_MAX;
}

static enum MHD_Result take_header(void *cls, enum MHD_ValueKind kind,
				   const char *key, const char *value)
{
	struct exchange *x = cls;
	struct evm_str k = evm_str(key);
	struct evm_str v = evm_str_dup(&x->arena, evm_str_trim(evm_str(value)));
	struct {
		const char *name;
		struct evm_str *to;
	} known[] = {
		{ "host", &x->req.host }, { "origin", &x->req.origin },
		{ "sec-fetch-site", &x->req.fetch_site },
		{ "cookie", &x->req.cookie },
		{ "authorization", &x->req.authorization },
		{ "if-none-match", &x->req.if_none_match },
	};

	(void)kind;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (evm_str_ieqz(k, known[i].name))
			*known[i].to = v;
	x->hosts += evm_str_ieqz(k, "host");
	x->lengths += evm_str_ieqz(k, "content-length");
	x->codings += evm_str_ieqz(k, "transfer-encoding");
	if (evm_str_ieqz(k, "content-length") && !x->too_long) {
		uint64_t n;

		x->too_long = evm_str_u64(v, EVM_HTTP_BODY, &n) != 0;
	}
	if (evm_str_ieqz(k, "accept"))
		x->wants_json = evm_str_starts(v, "application/json");
	if (evm_str_ieqz(k, "content-type")) {
		x->is_form = mentions(v, "application/x-www-form-urlencoded");
		x->req.script = mentions(v, "application/json");
	}
	return MHD_YES;
}

static void take_path(struct exchange *x)
{
	struct evm_str rest = x->uri;

	x->req.arena = &x->arena;
	x->req.path = evm_str_cut(&rest, '?');
	x->req.query_text = rest.p ? rest : EVM_LIT("");
	x->req.json = x->wants_json || (x->req.post && x->req.script);
	if (evm_str_ends(x->req.path, ".json")) {
		x->req.path.n -= 5;
		x->req.json = true;
	}
	evm_form_parse(x->req.query_text, &x->arena, &x->req.query);
}

/* --- responses ------------------------------------------------------------------- */

const char *evm_http_phrase(int status)
{
	static const struct {
		int status;
		const char *phrase;
	} known[] = {
		{ 200, "OK" }, { 201, "Saved" }, { 303, "See other" },
		{ 304, "Not modified" }, { 400, "Bad request" },
		{ 401, "Not logged in" }, { 403, "Forbidden" },
		{ 404, "Not found" }, { 405, "Method not allowed" },
		{ 409, "Conflict" }, { 413, "Too long" },
		{ 415, "Not a form" }, { 421, "Wrong host" },
		{ 422, "Not possible" }, { 429, "Too fast" },
		{ 500, "Failed" },
	};

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (known[i].status == status)
			return known[i].phrase;
	return "Error";
}

static const char policy[] =
	"default-src 'none'; style-src 'self'; script-src 'self'; "
	"img-src 'self'; connect-src 'self'; form-action 'self'; "
	"base-uri 'none'; frame-ancestors 'none'";

static void headers(struct MHD_Response *m, const struct evm_response *res)
{
	const struct {
		const char *name, *value;
	} all[] = {
		{ "Content-Type", res->type ? res->type : "text/html; charset=utf-8" },
		{ "Cache-Control", res->cache ? res->cache : "no-store" },
		{ "Content-Security-Policy", policy },
		{ "X-Content-Type-Options", "nosniff" },
		{ "X-Frame-Options", "DENY" },
		{ "Referrer-Policy", "no-referrer" },
		{ "Cross-Origin-Resource-Policy", "same-origin" },
		{ "Cross-Origin-Opener-Policy", "same-origin" },
		{ "Permissions-Policy", "camera=(), geolocation=(), microphone=()" },
		{ "Location", res->location.p }, { "Set-Cookie", res->set_cookie.p },
		{ "ETag", res->etag.p }, { "Content-Disposition", res->disposition.p },
		{ "Allow", res->status == 405 ? "GET, HEAD, POST" : NULL },
	};

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (all[i].value && *all[i].value)
			(void)MHD_add_response_header(m, all[i].name, all[i].value);
}

struct pieces {
	struct evm_stream stream;
	struct evm_buf b;
	size_t sent;		/* of b */
	bool ended;
};

static ssize_t next_piece(void *cls, uint64_t pos, char *to, size_t most)
{
	struct pieces *s = cls;
	size_t n;

	(void)pos;
	while (s->sent == s->b.n && !s->ended) {
		int got;

		s->b.n = s->sent = 0;
		got = s->stream.more(s->stream.ctx, &s->b);
		if (got < 0)
			return MHD_CONTENT_READER_END_WITH_ERROR;
		s->ended = !got;
	}
	n = s->b.n - s->sent < most ? s->b.n - s->sent : most;
	if (!n)
		return MHD_CONTENT_READER_END_OF_STREAM;
	memcpy(to, s->b.p + s->sent, n);
	s->sent += n;
	return (ssize_t)n;
}

static void end_pieces(void *cls)
{
	struct pieces *s = cls;

	s->stream.done(s->stream.ctx);
	evm_buf_release(&s->b);
	free(s);
}

static struct MHD_Response *stream_of(const struct evm_response *res)
{
	struct pieces *s = evm_malloc(sizeof *s);
	struct MHD_Response *m;

	memset(s, 0, sizeof *s);
	s->stream = res->stream;
	m = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, 32768, next_piece, s,
					      end_pieces);
	if (!m)
		end_pieces(s);
	return m;
}

/* The body goes over to the library. */
static enum MHD_Result respond(struct MHD_Connection *c, struct evm_response *res)
{
	struct MHD_Response *m;
	enum MHD_Result rc;

	if (!res->status)
		res->status = 200;
	if (res->stream.more) {
		evm_buf_release(&res->body);
		m = stream_of(res);
	} else {
		m = MHD_create_response_from_buffer(res->body.n, res->body.p,
						    MHD_RESPMEM_MUST_FREE);
	}
	if (!m) {
		evm_buf_release(&res->body);
		return MHD_NO;
	}
	headers(m, res);
	rc = MHD_queue_response(c, (unsigned)res->status, m);
	MHD_destroy_response(m);
	return rc;
}

/* Before anything is known of the person: a line of text. */
static enum MHD_Result refuse(struct MHD_Connection *c, int status)
{
	struct evm_response res = { .status = status,
				    .type = "text/plain; charset=utf-8" };

	evm_buf_printf(&res.body, "%d %s\n", status, evm_http_phrase(status));
	return respond(c, &res);
}

/* --- the handler ------------------------------------------------------------------- */

static int method_of(const char *method, bool *post)
{
	*post = !strcmp(method, "POST");
	return *post || !strcmp(method, "GET") || !strcmp(method, "HEAD") ? 0 : -1;
}

/* What can be told from the headers: the status to refuse with, or 0. */
static int examine(struct exchange *x, const char *method)
{
	if (method_of(method, &x->req.post))
		return 405;
	if (x->lengths + x->codings > 1)
		return 400;
	if (x->hosts != 1)
		return 421;
	if (x->too_long)
		return 413;
	if (x->req.post && !x->is_form && !x->req.script)
		return 415;
	return 0;
}

static enum MHD_Result take_body(struct exchange *x, const char *data, size_t *n)
{
	if (x->body.n + *n > EVM_HTTP_BODY)
		x->too_long = true;
	if (x->too_long && x->body.n + *n > DISCARD)
		return MHD_NO;
	evm_buf_add(&x->body, (struct evm_str){ data, *n });
	*n = 0;
	return MHD_YES;
}

static int read_body(struct exchange *x)
{
	if (!x->is_form)
		return evm_body_json(evm_buf_str(&x->body), &x->arena, &x->req.form);
	evm_form_parse(evm_buf_str(&x->body), &x->arena, &x->req.form);
	return 0;
}

static enum MHD_Result answer(void *cls, struct MHD_Connection *c,
			      const char *url, const char *method,
			      const char *version, const char *data,
			      size_t *n, void **con)
{
	struct evm_http *h = cls;
	struct exchange *x = *con;
	struct evm_response res = { 0 };
	int status;

	(void)url;
	(void)version;
	if (!x->begun) {
		x->begun = true;
		MHD_get_connection_values(c, MHD_HEADER_KIND, take_header, x);
		status = examine(x, method);
		return status ? refuse(c, status) : MHD_YES;
	}
	if (*n)
		return take_body(x, data, n);
	if (x->too_long)
		return refuse(c, 413);
	take_path(x);
	if (x->req.post && read_body(x))
		return refuse(c, 400);
	h->fn(h->ctx, &x->req, &res);
	return respond(c, &res);
}

/* --- start and stop ------------------------------------------------------------------ */

union address {
	struct sockaddr any;
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
};

/* Length of the address; 0 when it is none. */
static socklen_t read_address(union address *a, const char *text, int port)
{
	memset(a, 0, sizeof *a);
	if (inet_pton(AF_INET, text, &a->v4.sin_addr) == 1) {
		a->v4.sin_family = AF_INET;
		a->v4.sin_port = htons((uint16_t)port);
		return sizeof a->v4;
	}
	if (inet_pton(AF_INET6, text, &a->v6.sin6_addr) == 1) {
		a->v6.sin6_family = AF_INET6;
		a->v6.sin6_port = htons((uint16_t)port);
		return sizeof a->v6;
	}
	return 0;
}

static int take_port(struct evm_http *h, const union address *a, socklen_t n)
{
	union address got = { .any = { 0 } };
	socklen_t size = sizeof got;
	int yes = 1;

	h->socket = socket(a->any.sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (h->socket < 0 ||
	    setsockopt(h->socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) ||
	    bind(h->socket, &a->any, n) || listen(h->socket, CONNECTIONS) ||
	    getsockname(h->socket, &got.any, &size))
		return -1;
	h->port = ntohs(got.any.sa_family == AF_INET6 ? got.v6.sin6_port :
							got.v4.sin_port);
	return 0;
}

int evm_http_bind(struct evm_http **out, const char *address, int port,
		  struct evm_err *err)
{
	struct evm_http *h;
	union address a;
	socklen_t n = read_address(&a, address, port);

	if (!n)
		return evm_err_set(err, EVM_EXIT_USAGE, "no address: %s", address);
	h = evm_malloc(sizeof *h);
	memset(h, 0, sizeof *h);
	if (take_port(h, &a, n)) {
		evm_err_set(err, EVM_EXIT_FAILED, "cannot listen on %s port %d: %s",
			    address, port, strerror(errno));
		evm_http_stop(h);
		return -1;
	}
	*out = h;
	return 0;
}

static void say_nothing(void *cls, const char *fmt, va_list args)
{
	(void)cls;
	(void)fmt;
	(void)args;
}

int evm_http_start(struct evm_http *h, evm_http_fn *fn, void *ctx,
		   struct evm_err *err)
{
	h->fn = fn;
	h->ctx = ctx;
	h->daemon = MHD_start_daemon(
		MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_POLL | MHD_USE_ERROR_LOG,
		0, NULL, NULL, answer, h,
		MHD_OPTION_EXTERNAL_LOGGER, say_nothing, NULL,
		MHD_OPTION_LISTEN_SOCKET, h->socket,
		MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS,
		MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)TIMEOUT_S,
		MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)HEADERS_BYTES,
		MHD_OPTION_STRICT_FOR_CLIENT, 1,
		MHD_OPTION_URI_LOG_CALLBACK, take_uri, NULL,
		MHD_OPTION_UNESCAPE_CALLBACK, leave_escaped, NULL,
		MHD_OPTION_NOTIFY_COMPLETED, completed, NULL,
		MHD_OPTION_END);
	if (!h->daemon)
		return evm_err_set(err, EVM_EXIT_FAILED, "cannot start the server");
	return 0;
}

int evm_http_port(const struct evm_http *h)
{
	return h->port;
}

/* The library closes the socket that it was given. */
void evm_http_stop(struct evm_http *h)
{
	if (!h)
		return;
	if (h->daemon)
		MHD_stop_daemon(h->daemon);
	else if (h->socket >= 0)
		close(h->socket);
	free(h);
}

void evm_http_library(struct evm_buf *b)
{
	evm_buf_printf(b, "libmicrohttpd %s", MHD_get_version());
}
