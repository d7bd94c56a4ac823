#include <string.h>

#include "review/refresh.h"
#include "web/page.h"

#define SECONDS 10		/* a request at most */

/* A path is a pattern with at most one *, which stands for one part. */
struct route {
	bool post, open;	/* open: for those who are not logged in too */
	const char *path;
	evm_page_fn *fn;
};

#define GET(path, fn) { false, false, path, fn }
#define POST(path, fn) { true, false, path, fn }

static const struct route routes[] = {
	{ false, true, "/healthz", evm_page_health },
	{ false, true, "/static/*", evm_page_static },
	{ false, true, "/login", evm_page_login },
	{ true, true, "/login", evm_page_login_post },
	POST("/logout", evm_page_logout_post),
	GET("/", evm_page_home),
	GET("/q", evm_page_queue),
	GET("/q/next", evm_page_next),
	POST("/q/next", evm_page_next_post),
	GET("/e/*", evm_page_card),
	POST("/e/*/decision", evm_page_decision_post),
	POST("/e/*/undo", evm_page_undo_post),
	POST("/undo", evm_page_undo_mine_post),
	POST("/e/*/comment", evm_page_comment_post),
	POST("/e/*/flag", evm_page_flag_post),
	POST("/e/*/draft", evm_page_draft_post),
	POST("/e/*/lease", evm_page_lease_post),
	GET("/e/*/similar", evm_page_similar),
	POST("/e/*/propagate", evm_page_propagate_post),
	GET("/e/*/edit", evm_page_edit),
	POST("/e/*/version", evm_page_edit_post),
	GET("/e/*/history", evm_page_item_history),
	GET("/c/*", evm_page_claim),
	GET("/d/*", evm_page_paper),
	POST("/d/*/mark", evm_page_paper_mark_post),
	GET("/d/*/missed", evm_page_missed),
	POST("/d/*/missed", evm_page_missed_post),
	GET("/x", evm_page_concepts),
	GET("/x/*", evm_page_concept),
	GET("/teach", evm_page_teach),
	GET("/adjudicate", evm_page_adjudicate),
	GET("/agreement", evm_page_agreement),
	GET("/stats", evm_page_stats),
	GET("/sample", evm_page_sample),
	POST("/sample", evm_page_sample_post),
	GET("/history", evm_page_history),
	GET("/audit", evm_page_audit),
	GET("/inbox", evm_page_inbox),
	GET("/bulk", evm_page_bulk),
	POST("/bulk", evm_page_bulk_post),
	POST("/bulk/undo", evm_page_bulk_undo_post),
	GET("/export", evm_page_export),
	GET("/export/*", evm_page_export_file),
	GET("/guide", evm_page_guide),
	GET("/keys", evm_page_keys),
	POST("/keys", evm_page_keys_post),
	GET("/settings", evm_page_settings),
	POST("/settings", evm_page_settings_post),
	POST("/settings/link", evm_page_link_post),
	POST("/settings/token", evm_page_token_post),
	POST("/settings/user", evm_page_user_post),
};

static bool matches(const char *pattern, struct evm_str path,
		    struct evm_str *arg)
{
	const char *star = strchr(pattern, '*');
	size_t before, behind;

	if (!star)
		return evm_str_eqz(path, pattern);
	before = (size_t)(star - pattern);
	behind = strlen(star + 1);
	if (path.n <= before + behind || memcmp(path.p, pattern, before) != 0 ||
	    memcmp(path.p + path.n - behind, star + 1, behind) != 0)
		return false;
	*arg = evm_str_sub(path, before, path.n - behind);
	return !memchr(arg->p, '/', arg->n);
}

/* The route; NULL with *other set when only the other method has the path. */
static const struct route *find(struct evm_page *p, bool *other)
{
	*other = false;
	for (size_t i = 0; i < sizeof routes / sizeof *routes; i++) {
		struct evm_str arg = EVM_LIT("");

		if (!matches(routes[i].path, p->req->path, &arg))
			continue;
		if (routes[i].post == p->req->post) {
			p->arg = evm_form_decode(arg, p->a);
			return &routes[i];
		}
		*other = true;
	}
	return NULL;
}

/* --- who is it ------------------------------------------------------------------- */

/* The value of our cookie, which has the port in its name: cookies do not
 * tell ports apart. */
static struct evm_str cookie(const struct evm_page *p)
{
	struct evm_str rest = p->req->cookie;
	struct evm_str name = evm_str_printf(p->a, "evmine%d=",
					     evm_http_port(p->web->http));

	while (rest.p && rest.n) {
		struct evm_str one = evm_str_trim(evm_str_cut(&rest, ';'));

		if (evm_str_starts(one, name.p))
			return evm_str_sub(one, name.n, one.n);
	}
	return EVM_LIT("");
}

static struct evm_str bearer(const struct evm_page *p)
{
	struct evm_str a = p->req->authorization;

	return evm_str_starts(a, "Bearer ") && !p->req->cookie.n ?
	       evm_str_trim(evm_str_sub(a, 7, a.n)) : EVM_LIT("");
}

struct evm_str evm_page_token(const struct evm_page *p)
{
	struct evm_str b = bearer(p);

	return b.n ? b : cookie(p);
}

static int identify(struct evm_page *p)
{
	int got = evm_session_find(p->web->views, evm_page_token(p), &p->session,
				   p->err);

	if (got <= 0)
		return got;
	p->in = true;
	if (evm_review_as(p->r, p->session.login, p->err) ||
	    evm_keys_load(p->r, &p->keys, p->err))
		return -1;
	p->me = evm_review_me(p->r);
	return 0;
}

/* --- the way through ----------------------------------------------------------------- */

static bool has_csrf(const struct evm_page *p)
{
	return evm_str_eqz(evm_form_get(&p->req->form, "csrf"), p->session.csrf);
}

/* Not logged in: a page goes to the login, a script is told. */
static int ask_login(struct evm_page *p)
{
	return evm_page_status(p, 401, "You are not logged in, or your session ran "
			       "out. Open the login link that evm-serve printed.");
}

static int dispatch(struct evm_page *p)
{
	bool other, token = bearer(p).n > 0;
	const struct route *r = find(p, &other);
	int status = evm_guard_check(&p->web->guard, p->req, token);

	if (status)
		return evm_page_status(p, status, status == 421 ?
			"This server does not answer to that host name." :
			"This request comes from another site.");
	if (identify(p))
		return -1;
	if (!r && other)
		return evm_page_status(p, 405, "Not with this method.");
	if (r && r->open)
		return r->fn(p);
	if (!p->in)
		return ask_login(p);
	if (!r)
		return evm_page_status(p, 404, "There is no such page.");
	if (evm_queue_refresh(p->web->acts, p->err))
		return -1;
	if (!r->post)
		return r->fn(p);
	if (!token && !has_csrf(p))
		return evm_page_status(p, 403, "The form is not of this session. "
				       "Go back, load the page again, and repeat.");
	if (!evm_rates_take(&p->web->rates, p->me.id, evm_limit_now()))
		return evm_page_status(p, 429, "More than %d acts a second.",
				       p->web->set.rate);
	return r->fn(p);
}

void evm_web_handle(void *ctx, const struct evm_request *req,
		    struct evm_response *res)
{
	struct evm_err err = EVM_ERR_INIT;
	struct evm_web *web = ctx;
	struct evm_page p = { .web = web, .req = req, .res = res, .b = &res->body,
			      .a = req->arena, .err = &err,
			      .r = req->post ? web->acts : web->views };

	web->limit.until = evm_limit_now() + SECONDS;
	if (dispatch(&p))
		evm_page_status(&p, 500, "%s", err.msg);
}
