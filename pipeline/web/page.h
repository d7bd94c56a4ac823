/* Private to web/: what a page is made with. */
#ifndef EVM_PAGE_H
#define EVM_PAGE_H

#include "review/keys.h"
#include "review/restrict.h"
#include "review/session.h"
#include "web/guard.h"
#include "web/html.h"
#include "web/http.h"
#include "web/links.h"
#include "web/rate.h"
#include "web/web.h"

struct evm_web {
	struct evm_web_set set;
	struct evm_review *acts, *views;	/* views: for reading only */
	struct evm_http *http;
	struct evm_guard guard;
	struct evm_links links;
	struct evm_rates rates;
	struct evm_limit limit;		/* of the statements of a request */
	char js[64], css[64];	/* paths with the content's hash */
};

/* One request on its way through a page's function. */
struct evm_page {
	struct evm_web *web;
	const struct evm_request *req;
	struct evm_response *res;
	struct evm_buf *b;	/* the response's body */
	struct evm_arena *a;
	struct evm_review *r;	/* as the person: of acts for a POST, else views */
	bool in;		/* logged in */
	struct evm_session session;
	struct evm_curator me;
	struct evm_keymap keys;
	struct evm_str arg;	/* what stood for * in the path, decoded */
	struct evm_err *err;
};

/* 0, or -1 with err set: the database failed (500). */
typedef int evm_page_fn(struct evm_page *p);

/* --- the frame (page.c) ------------------------------------------------------ */

enum evm_nav { EVM_NAV_NONE, EVM_NAV_HOME, EVM_NAV_QUEUE, EVM_NAV_ADJUDICATE,
	       EVM_NAV_AGREEMENT, EVM_NAV_STATS, EVM_NAV_SAMPLE, EVM_NAV_EXPORT,
	       EVM_NAV_GUIDE, EVM_NAV_KEYS,
	       EVM_NAV_SETTINGS };

/* Everything up to the page's own content, which begins with its h1. */
void evm_page_begin(struct evm_page *p, struct evm_str title, enum evm_nav here);
void evm_page_end(struct evm_page *p);
/* A whole page (or JSON) that says why nothing else comes. Returns 0. */
int evm_page_status(struct evm_page *p, int status, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
/* 303; the format is evm_html's, of a path with its query. After a script's
 * act 200 and {"see": path}. Returns 0. */
int evm_page_go(struct evm_page *p, const char *fmt, ...);
/* The hidden field that every form holds, and a fresh client_key. */
void evm_page_csrf(struct evm_page *p);
void evm_page_key(struct evm_page *p);
/* What an act came to: 201, 200, 4xx as JSON; in HTML only when it failed,
 * and false when it was saved: then go on. */
bool evm_page_refused(struct evm_page *p, const struct evm_result *res);
int evm_page_outcome_json(struct evm_page *p, const struct evm_result *res);
/* Begins a JSON response. */
struct evm_buf *evm_page_json(struct evm_page *p);

/* How the act came: "web", or "api" from a script. */
const char *evm_page_ui(const struct evm_page *p);
struct evm_str evm_page_q(const struct evm_page *p, const char *key);
struct evm_str evm_page_f(const struct evm_page *p, const char *key);
/* arg as a number, 0 when it is none. */
int64_t evm_page_id(const struct evm_page *p);

/* The session's token as the request has it, or empty (router.c). */
struct evm_str evm_page_token(const struct evm_page *p);
/* Finds the page and makes it: an evm_http_fn; ctx is the struct evm_web. */
void evm_web_handle(void *ctx, const struct evm_request *req,
		    struct evm_response *res);

/* --- files compiled in (assets.c) ------------------------------------------------ */

void evm_assets_name(struct evm_web *web);
evm_page_fn evm_page_static;

/* --- pages ------------------------------------------------------------------------ */

evm_page_fn evm_page_login, evm_page_login_post, evm_page_logout_post;
evm_page_fn evm_page_health;
evm_page_fn evm_page_home;
evm_page_fn evm_page_queue, evm_page_next, evm_page_next_post;
evm_page_fn evm_page_card, evm_page_decision_post, evm_page_undo_post,
	    evm_page_undo_mine_post, evm_page_comment_post, evm_page_flag_post,
	    evm_page_similar, evm_page_propagate_post, evm_page_draft_post, evm_page_lease_post;
evm_page_fn evm_page_edit, evm_page_edit_post;
evm_page_fn evm_page_missed, evm_page_missed_post;
evm_page_fn evm_page_item_history;
evm_page_fn evm_page_claim, evm_page_paper, evm_page_paper_mark_post;
evm_page_fn evm_page_concept, evm_page_concepts, evm_page_teach;
evm_page_fn evm_page_adjudicate;
evm_page_fn evm_page_agreement, evm_page_stats;
evm_page_fn evm_page_sample, evm_page_sample_post;
evm_page_fn evm_page_history, evm_page_audit, evm_page_inbox;
evm_page_fn evm_page_bulk, evm_page_bulk_post, evm_page_bulk_undo_post;
evm_page_fn evm_page_export, evm_page_export_file;
evm_page_fn evm_page_guide, evm_page_keys, evm_page_keys_post;
evm_page_fn evm_page_settings, evm_page_settings_post, evm_page_link_post,
	    evm_page_token_post, evm_page_user_post;

#endif
