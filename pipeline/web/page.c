#include "web/page.h"

#include <stdarg.h>
#include <stdio.h>

#include "core/json.h"

static const struct {
	enum evm_nav nav;
	const char *path, *label;
} places[] = {
	{ EVM_NAV_HOME, "/", "Home" },
	{ EVM_NAV_QUEUE, "/q", "Queue" },
	{ EVM_NAV_ADJUDICATE, "/adjudicate", "Adjudicate" },
	{ EVM_NAV_AGREEMENT, "/agreement", "Agreement" },
	{ EVM_NAV_STATS, "/stats", "Statistics" },
	{ EVM_NAV_SAMPLE, "/sample", "Sample" },
	{ EVM_NAV_EXPORT, "/export", "Export" },
	{ EVM_NAV_GUIDE, "/guide", "Guide" },
	{ EVM_NAV_KEYS, "/keys", "Keys" },
};

static void navigation(struct evm_page *p, enum evm_nav here)
{
	evm_html(p->b, "<nav aria-label=\"Pages\"><ul>");
	for (size_t i = 0; i < sizeof places / sizeof *places; i++)
		evm_html(p->b, "<li><a href=\"%r\"%r>%r</a></li>", places[i].path,
			 places[i].nav == here ? " aria-current=\"page\"" : "",
			 places[i].label);
	evm_html(p->b, "</ul></nav><div class=\"me\"><a href=\"/settings\"%r>%s</a>"
		 "<form method=\"post\" action=\"/logout\">",
		 here == EVM_NAV_SETTINGS ? " aria-current=\"page\"" : "",
		 p->me.login);
	evm_page_csrf(p);
	evm_html(p->b, "<button class=\"quiet\">Log out</button></form></div>");
}

static void head(struct evm_page *p, struct evm_str title)
{
	evm_html(p->b, "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
		 "<title>%a · evmine</title>"
		 "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
		 "<meta name=\"color-scheme\" content=\"light dark\">"
		 "<link rel=\"icon\" href=\"/static/icon.svg\">"
		 "<link rel=\"stylesheet\" href=\"%z\">"
		 "<script src=\"%z\" defer></script></head>",
		 title, p->web->css, p->web->js);
}

/* Keys of actions that no element of a list carries. */
static void body_keys(struct evm_page *p)
{
	static const enum evm_action some[] = {
		EVM_DO_NEXT, EVM_DO_BACK, EVM_DO_SELECT, EVM_DO_SEARCH, EVM_DO_HELP,
		EVM_DO_ACCEPT, EVM_DO_REJECT, EVM_DO_UNSURE, EVM_DO_UNDO_MINE,
	};

	if (p->keys.off)
		evm_html(p->b, " data-keys-off");
	if (p->keys.alt)
		evm_html(p->b, " data-keys-alt");
	for (size_t i = 0; i < sizeof some / sizeof *some; i++) {
		char key = p->keys.key[some[i]];

		if (key)
			evm_html(p->b, " data-%z-key=\"%a\"", evm_keydefs[some[i]].name,
				 (struct evm_str){ &key, 1 });
	}
}

void evm_page_begin(struct evm_page *p, struct evm_str title, enum evm_nav here)
{
	head(p, title);
	evm_html(p->b, "<body");
	if (p->in)
		body_keys(p);
	evm_html(p->b, "><a class=\"skip\" href=\"#main\">Skip to content</a>"
		 "<header class=\"top\"><a class=\"brand\" href=\"/\">evmine</a>");
	if (p->in)
		navigation(p, here);
	evm_html(p->b, "</header><div id=\"unsaved\" hidden></div>"
		 "<main id=\"main\" tabindex=\"-1\">");
}

void evm_page_end(struct evm_page *p)
{
	evm_html(p->b, "</main></body></html>\n");
}

int evm_page_status(struct evm_page *p, int status, const char *fmt, ...)
{
	char text[600];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof text, fmt, args);
	va_end(args);
	p->res->status = status;
	p->b->n = 0;
	if (p->req->json) {
		evm_page_json(p);
		evm_buf_addz(p->b, "{");
		evm_json_pair(p->b, "error", evm_str(text));
		evm_buf_addz(p->b, "}\n");
		return 0;
	}
	evm_page_begin(p, evm_str(evm_http_phrase(status)), EVM_NAV_NONE);
	evm_html(p->b, "<h1>%r</h1><p role=\"alert\">%z</p>%r",
		 evm_http_phrase(status), text, p->in ?
		 "<p><a href=\"/\">Home</a> · <a href=\"/q\">Queue</a></p>" : "");
	evm_page_end(p);
	return 0;
}

int evm_page_go(struct evm_page *p, const char *fmt, ...)
{
	struct evm_buf path = EVM_BUF_INIT;
	va_list args;

	va_start(args, fmt);
	evm_html_v(&path, fmt, args);
	va_end(args);
	if (p->req->json && p->req->post) {
		evm_page_json(p);
		evm_buf_addz(p->b, "{");
		evm_json_pair(p->b, "see", evm_buf_str(&path));
		evm_buf_addz(p->b, "}\n");
		evm_buf_release(&path);
		return 0;
	}
	p->res->status = 303;
	p->res->location = evm_str_dup(p->a, evm_buf_str(&path));
	evm_buf_release(&path);
	p->b->n = 0;
	return 0;
}

void evm_page_csrf(struct evm_page *p)
{
	evm_html(p->b, "<input type=\"hidden\" name=\"csrf\" value=\"%z\">",
		 p->session.csrf);
}

void evm_page_key(struct evm_page *p)
{
	char key[33];

	evm_review_key(key);
	evm_html(p->b, "<input type=\"hidden\" name=\"key\" value=\"%z\">", key);
}

struct evm_buf *evm_page_json(struct evm_page *p)
{
	p->b->n = 0;
	p->res->type = "application/json";
	return p->b;
}

static int status_of(enum evm_outcome o)
{
	switch (o) {
	case EVM_SAVED:
		return 201;
	case EVM_REPEATED:
		return 200;
	case EVM_STALE:
	case EVM_KEY_REUSED:
		return 409;
	case EVM_FORBIDDEN:
		return 403;
	case EVM_MISSING:
		return 404;
	default:
		return 422;
	}
}

int evm_page_outcome_json(struct evm_page *p, const struct evm_result *res)
{
	p->res->status = status_of(res->outcome);
	evm_page_json(p);
	evm_buf_addz(p->b, "{");
	evm_json_pair(p->b, "outcome", evm_str(evm_outcome_name(res->outcome)));
	evm_buf_printf(p->b, ",\"id\":%lld,\"ev\":%lld,\"ver\":%lld",
		       (long long)res->id, (long long)res->ev, (long long)res->head);
	evm_json_pair(p->b, "status", evm_str(res->status));
	evm_json_pair(p->b, "why", evm_str(res->why));
	evm_buf_addz(p->b, "}\n");
	return 0;
}

bool evm_page_refused(struct evm_page *p, const struct evm_result *res)
{
	if (p->req->json) {
		evm_page_outcome_json(p, res);
		return true;
	}
	if (res->outcome == EVM_SAVED || res->outcome == EVM_REPEATED)
		return false;
	evm_page_status(p, status_of(res->outcome), "%s", res->why[0] ? res->why :
			evm_outcome_name(res->outcome));
	return true;
}

const char *evm_page_ui(const struct evm_page *p)
{
	return p->req->script || p->req->authorization.n ? "api" : "web";
}

struct evm_str evm_page_q(const struct evm_page *p, const char *key)
{
	return evm_form_get(&p->req->query, key);
}

struct evm_str evm_page_f(const struct evm_page *p, const char *key)
{
	return evm_form_get(&p->req->form, key);
}

int64_t evm_page_id(const struct evm_page *p)
{
	uint64_t n;

	return evm_str_u64(p->arg, INT64_MAX, &n) ? 0 : (int64_t)n;
}
