#include "web/web.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "review/restrict.h"
#include "web/page.h"

int evm_web_open(struct evm_web **out, const struct evm_web_set *set,
		 struct evm_err *err)
{
	struct evm_web *w = evm_malloc(sizeof *w);

	memset(w, 0, sizeof *w);
	w->set = *set;
	evm_links_init(&w->links);
	evm_rates_init(&w->rates, set->rate);
	evm_assets_name(w);
	*out = w;
	if (evm_review_open(&w->acts, set->db, set->journal, err) ||
	    evm_review_open_read(&w->views, set->db, err) ||
	    evm_review_restrict(w->acts, &w->limit, err) ||
	    evm_review_restrict(w->views, &w->limit, err) ||
	    evm_concepts_read(w->views, set->dictionaries, err) ||
	    evm_concepts_read(w->acts, set->dictionaries, err) ||
	    evm_keys_check(evm_keydefs, EVM_ACTION_N, err)) {
		evm_web_close(w);
		*out = NULL;
		return -1;
	}
	evm_review_teller(w->views, set->teller);
	return 0;
}

static int add_user(struct evm_web *w, const char *login, enum evm_role role,
		    struct evm_err *err)
{
	struct evm_curator c = { .login = evm_str(login), .name = evm_str(login),
				 .role = role, .active = true };
	struct evm_result res;

	if (evm_curators_put(w->acts, &c, &res, err))
		return -1;
	if (res.outcome != EVM_SAVED && res.outcome != EVM_REPEATED)
		return evm_err_set(err, EVM_EXIT_USAGE, "%s: %s", login, res.why);
	return 0;
}

int evm_web_user(struct evm_web *w, const char *login, const char *role,
		 struct evm_err *err)
{
	struct evm_arena a;
	struct evm_curators list = { 0 };
	int rc, wanted = role ? evm_role_of(evm_str(role)) : EVM_ROLE_CURATOR;
	bool there = false;

	if (wanted < 0 || wanted == EVM_ROLE_MACHINE)
		return evm_err_set(err, EVM_EXIT_USAGE, "no role: %s", role);
	evm_arena_init(&a);
	rc = evm_curators_list(w->acts, &a, &list, err);
	for (size_t i = 0; !rc && i < list.n; i++)
		there |= evm_str_eqz(list.v[i].login, login) &&
			 (!role || list.v[i].role == (enum evm_role)wanted);
	evm_arena_release(&a);
	if (rc || there)
		return rc;
	return add_user(w, login, (enum evm_role)wanted, err);
}

int evm_web_listen(struct evm_web *w, struct evm_err *err)
{
	int port;

	if (evm_http_bind(&w->http, w->set.address, w->set.port, err))
		return -1;
	port = evm_http_port(w->http);
	evm_guard_init(&w->guard, port);
	for (size_t i = 0; i < w->set.n_hosts; i++)
		if (evm_guard_allow(&w->guard, w->set.hosts[i], port, err))
			return -1;
	return evm_http_start(w->http, evm_web_handle, w, err);
}

int evm_web_port(const struct evm_web *w)
{
	return evm_http_port(w->http);
}

void evm_web_link(struct evm_web *w, const char *login, char *url, size_t n)
{
	char token[EVM_TOKEN + 1];
	bool v6 = strchr(w->set.address, ':');

	evm_links_make(&w->links, login, token);
	snprintf(url, n, "http://%s%s%s:%d/login?t=%s", v6 ? "[" : "",
		 w->set.address, v6 ? "]" : "", evm_web_port(w), token);
}

bool evm_web_link_used(struct evm_web *w, char *login)
{
	return evm_links_used(&w->links, login);
}

void evm_web_close(struct evm_web *w)
{
	if (!w)
		return;
	evm_http_stop(w->http);
	evm_review_close(w->views);
	evm_review_close(w->acts);
	evm_links_release(&w->links);
	free(w);
}
