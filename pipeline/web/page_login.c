#include "web/page.h"

#define SESSION_HOURS 12

int evm_page_health(struct evm_page *p)
{
	p->res->type = "text/plain; charset=utf-8";
	evm_buf_addz(p->b, "ok\n");
	return 0;
}

static int no_link(struct evm_page *p)
{
	return evm_page_status(p, 401, "This link was used already, or is none. "
			       "evm-serve prints a new one whenever one is used.");
}

/* The token is used up by the form alone: what a browser or a program fetches
 * ahead of a click does no harm. */
int evm_page_login(struct evm_page *p)
{
	struct evm_str token = evm_page_q(p, "t");
	char login[EVM_LOGIN];

	if (!evm_links_peek(&p->web->links, token, login))
		return p->in ? evm_page_go(p, "/") : no_link(p);
	p->in = false;
	evm_page_begin(p, EVM_LIT("Log in"), EVM_NAV_NONE);
	evm_html(p->b, "<h1>Log in as %z</h1><form method=\"post\" action=\"/login\">"
		 "<input type=\"hidden\" name=\"t\" value=\"%a\">"
		 "<p><button class=\"primary\" autofocus>Log in</button></p></form>"
		 "<p>The link works once. The session lasts %i hours.</p>",
		 login, token, SESSION_HOURS);
	evm_page_end(p);
	return 0;
}

int evm_page_login_post(struct evm_page *p)
{
	char login[EVM_LOGIN], token[EVM_TOKEN + 1];

	if (!evm_links_use(&p->web->links, evm_page_f(p, "t"), login))
		return no_link(p);
	if (evm_session_open(p->web->acts, login, SESSION_HOURS, token, p->err))
		return -1;
	p->res->set_cookie = evm_str_printf(p->a, "evmine%d=%s; HttpOnly; "
					    "SameSite=Strict; Path=/; Max-Age=%d",
					    evm_http_port(p->web->http), token,
					    SESSION_HOURS * 3600);
	return evm_page_go(p, "/");
}

int evm_page_logout_post(struct evm_page *p)
{
	if (evm_session_close(p->web->acts, evm_page_token(p), p->err))
		return -1;
	p->res->set_cookie = evm_str_printf(p->a, "evmine%d=; HttpOnly; "
					    "SameSite=Strict; Path=/; Max-Age=0",
					    evm_http_port(p->web->http));
	p->in = false;
	p->res->status = 200;
	evm_page_begin(p, EVM_LIT("Logged out"), EVM_NAV_NONE);
	evm_html(p->b, "<h1>Logged out</h1><p>Everything you decided is saved. "
		 "evm-serve prints a link to log in again.</p>");
	evm_page_end(p);
	return 0;
}
