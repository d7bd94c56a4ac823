#include "web/guard.h"

#include <stdio.h>
#include <string.h>

static void add(struct evm_guard *g, const char *name)
{
	EVM_CHECK(g->n < EVM_HOSTS);
	snprintf(g->hosts[g->n++], sizeof *g->hosts, "%s", name);
}

void evm_guard_init(struct evm_guard *g, int port)
{
	static const char *const names[] = { "127.0.0.1", "localhost", "[::1]" };
	char host[64];

	g->n = 0;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		snprintf(host, sizeof host, "%s:%d", names[i], port);
		add(g, host);
	}
}

int evm_guard_allow(struct evm_guard *g, const char *name, int port,
		    struct evm_err *err)
{
	char host[300];

	if (!*name || strlen(name) > 250 || g->n + 2 > EVM_HOSTS)
		return evm_err_set(err, EVM_EXIT_USAGE,
				   "cannot allow the host '%s'", name);
	add(g, name);
	snprintf(host, sizeof host, "%s:%d", name, port);
	add(g, host);
	return 0;
}

static bool is_ours(const struct evm_guard *g, struct evm_str host)
{
	for (size_t i = 0; i < g->n; i++)
		if (evm_str_ieqz(host, g->hosts[i]))
			return true;
	return false;
}

static bool same_origin(const struct evm_request *req)
{
	struct evm_str scheme = EVM_LIT("http://");

	if (evm_str_starts(req->origin, "https://"))
		scheme = EVM_LIT("https://");
	return evm_str_starts(req->origin, scheme.p) &&
	       evm_str_ieq(evm_str_sub(req->origin, scheme.n, req->origin.n),
			   req->host);
}

int evm_guard_check(const struct evm_guard *g, const struct evm_request *req,
		    bool bearer)
{
	if (!is_ours(g, req->host))
		return 421;
	if (!req->post || bearer)
		return 0;
	/* beside it a browser's Origin tells less: it is "null" under our own
	 * Referrer-Policy */
	if (req->fetch_site.n)
		return evm_str_eqz(req->fetch_site, "same-origin") ||
		       evm_str_eqz(req->fetch_site, "none") ? 0 : 403;
	/* neither header: an old browser or a script; the form's own token,
	 * which every form of a session must have, decides */
	return req->origin.n && !same_origin(req) ? 403 : 0;
}
