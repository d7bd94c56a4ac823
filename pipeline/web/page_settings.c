#include "core/json.h"
#include "web/parts.h"

/* --- keys ------------------------------------------------------------------------------- */

static void keys_table(struct evm_page *p)
{
	evm_html(p->b, "<form method=\"post\" action=\"/keys\">");
	evm_page_csrf(p);
	evm_part_table(p, "Keys", "Each action's key; empty is none", "Key|Action|What it does");
	for (int i = 0; i < EVM_ACTION_N; i++) {
		const struct evm_keydef *d = &evm_keydefs[i];
		char key = p->keys.key[i];

		if (!(d->where & (EVM_ON_CARD | EVM_ON_LIST)))
			continue;
		evm_html(p->b, "<tr><td><input name=\"key.%z\" value=\"%a\" size=\"2\" maxlength=\"1\" "
			 "aria-label=\"key for %z\"></td><th scope=\"row\">%z</th><td>%z</td></tr>",
			 d->name, (struct evm_str){ &key, key ? 1 : 0 }, d->label, d->label, d->help);
	}
	evm_part_table_end(p);
	evm_html(p->b, "<p><button class=\"primary\">Save the keys</button> "
		 "<button name=\"reset\" value=\"1\">As delivered</button></p></form>");
}

static void keys_switches(struct evm_page *p)
{
	evm_html(p->b, "<form method=\"post\" action=\"/settings\"><fieldset><legend>Single keys</legend>");
	evm_page_csrf(p);
	evm_html(p->b, "<input type=\"hidden\" name=\"of\" value=\"keys\">"
		 "<p><label><input type=\"checkbox\" name=\"keys\" value=\"off\"%r> off: buttons and links "
		 "alone</label></p><p><label><input type=\"checkbox\" name=\"alt\" value=\"on\"%r> only "
		 "with Alt held</label></p><button>Save</button></fieldset></form>",
		 p->keys.off ? " checked" : "", p->keys.alt ? " checked" : "");
}

static void keys_twin(struct evm_page *p)
{
	struct evm_buf *b = evm_page_json(p);

	evm_buf_addz(b, "{\"keys\":[");
	for (int i = 0; i < EVM_ACTION_N; i++) {
		char key = p->keys.key[i];

		evm_json_open(b, NULL, '{');
		evm_json_pair(b, "action", evm_str(evm_keydefs[i].name));
		evm_json_pair(b, "key", (struct evm_str){ &key, key ? 1 : 0 });
		evm_json_pair(b, "label", evm_str(evm_keydefs[i].label));
		evm_json_bool(b, "web", evm_keydefs[i].where & (EVM_ON_CARD | EVM_ON_LIST));
		evm_json_pair(b, "help", evm_str(evm_keydefs[i].help));
		evm_buf_addc(b, '}');
	}
	evm_buf_addc(b, ']');
	evm_json_bool(b, "off", p->keys.off);
	evm_json_bool(b, "alt", p->keys.alt);
	evm_buf_addz(b, "}\n");
}

int evm_page_keys(struct evm_page *p)
{
	if (p->req->json) {
		keys_twin(p);
		return 0;
	}
	evm_page_begin(p, EVM_LIT("Keys"), EVM_NAV_KEYS);
	evm_html(p->b, "<h1>Keys</h1><p>On a card: one key decides, and the next card comes. Behind "
		 "<kbd>r</kbd> one key is the reason (<a href=\"/guide#reasons\">list</a>). In forms, "
		 "<kbd>Ctrl</kbd><kbd>Enter</kbd> sends and <kbd>Esc</kbd> leaves; <kbd>1</kbd> to "
		 "<kbd>5</kbd> go to a part of the editor. In lists the same keys judge the row that has the "
		 "focus. While you type in a field no key acts.</p>");
	if (evm_page_q(p, "did").n)
		evm_html(p->b, "<p role=\"status\" class=\"said\"><span class=\"ok\">Saved.</span></p>");
	keys_table(p);
	keys_switches(p);
	evm_page_end(p);
	return 0;
}

/* First everything that changes is given up, so that two keys can change
 * places; then each gets its new one. */
static int remap(struct evm_page *p, bool give_up)
{
	bool reset = evm_form_has(&p->req->form, "reset");

	for (int i = 0; i < EVM_ACTION_N; i++) {
		struct evm_str name = evm_str_printf(p->a, "key.%s", evm_keydefs[i].name);
		struct evm_str value = evm_form_get(&p->req->form, name.p);
		char key = reset ? evm_keydefs[i].key : value.n ? value.p[0] : 0;

		if ((!reset && !evm_form_has(&p->req->form, name.p)) ||
		    (key == p->keys.key[i]))
			continue;
		if (evm_keys_remap(p->r, (enum evm_action)i, give_up ? 0 : key, p->err))
			return -1;
	}
	return 0;
}

int evm_page_keys_post(struct evm_page *p)
{
	if (remap(p, true) || remap(p, false))
		return evm_page_status(p, 422, "%s", p->err->msg);
	return evm_page_go(p, "/keys?did=saved");
}

/* --- settings ------------------------------------------------------------------------------ */

static void curators(struct evm_page *p, const struct evm_curators *list)
{
	evm_html(p->b, "<h2>Curators</h2>");
	evm_part_table(p, "Curators", "Who may log in", "Login|Name|Role|#Decisions");
	for (size_t i = 0; i < list->n; i++)
		evm_html(p->b, "<tr><th scope=\"row\">%s</th><td>%s</td><td>%r%r</td>"
			 "<td class=\"n\">%d</td></tr>", list->v[i].login, list->v[i].name,
			 evm_role_name(list->v[i].role), list->v[i].active ? "" : ", switched off",
			 list->v[i].decisions);
	evm_part_table_end(p);
	if (p->me.role != EVM_ROLE_ADMIN)
		return;
	evm_html(p->b, "<form method=\"post\" action=\"/settings/user\"><fieldset><legend>Add or change "
		 "a curator</legend><div class=\"fields\">");
	evm_page_csrf(p);
	evm_html(p->b, "<label class=\"field\"><span>Login</span><input name=\"login\" required "
		 "pattern=\"[a-z][a-z0-9._\\-]*\" maxlength=\"32\"></label>"
		 "<label class=\"field\"><span>Name</span><input name=\"name\"></label>"
		 "<label class=\"field\"><span>ORCID</span><input name=\"orcid\"></label>"
		 "<label class=\"field\"><span>Role</span><select name=\"role\"><option>curator</option>"
		 "<option>adjudicator</option><option>admin</option></select></label>"
		 "<label><input type=\"checkbox\" name=\"active\" value=\"1\" checked> may log in</label>"
		 "<button>Save, and make a login link</button></div></fieldset></form>");
}

static void switches(struct evm_page *p, struct evm_str blind)
{
	evm_html(p->b, "<form method=\"post\" action=\"/settings\"><fieldset><legend>Judging</legend>");
	evm_page_csrf(p);
	evm_html(p->b, "<input type=\"hidden\" name=\"of\" value=\"judging\">"
		 "<p><label><input type=\"checkbox\" name=\"blind\" value=\"on\"%r> hide the others' votes "
		 "and comments until I have judged</label></p><button>Save</button></fieldset></form>",
		 evm_str_eqz(blind, "off") ? "" : " checked");
}

static void access(struct evm_page *p)
{
	evm_html(p->b, "<h2>Access</h2><div class=\"row\"><form method=\"post\" action=\"/settings/link\">");
	evm_page_csrf(p);
	evm_html(p->b, "<button>Make a link for another browser</button></form>"
		 "<form method=\"post\" action=\"/settings/token\">");
	evm_page_csrf(p);
	evm_html(p->b, "<button>Make a token for scripts (30 days)</button></form></div>"
		 "<p class=\"soft\">Scripts send <code>Authorization: Bearer TOKEN</code>; every page has a "
		 "twin that ends in <code>.json</code>, and every form takes JSON "
		 "(<code>Content-Type: application/json</code>) and answers it.</p>");
}

int evm_page_settings(struct evm_page *p)
{
	struct evm_curators list = { 0 };
	struct evm_str blind;

	if (evm_setting_get(p->r, "blind", p->a, &blind, p->err) ||
	    evm_curators_list(p->r, p->a, &list, p->err))
		return -1;
	if (p->req->json) {
		struct evm_buf *b = evm_page_json(p);

		evm_buf_addc(b, '{');
		evm_json_pair(b, "login", p->me.login);
		evm_json_pair(b, "role", evm_str(evm_role_name(p->me.role)));
		evm_json_bool(b, "blind", !evm_str_eqz(blind, "off"));
		evm_json_open(b, "curators", '[');
		for (size_t i = 0; i < list.n; i++) {
			evm_json_open(b, NULL, '{');
			evm_json_pair(b, "login", list.v[i].login);
			evm_json_pair(b, "role", evm_str(evm_role_name(list.v[i].role)));
			evm_json_bool(b, "active", list.v[i].active);
			evm_json_int(b, "decisions", list.v[i].decisions);
			evm_buf_addc(b, '}');
		}
		evm_buf_addz(b, "]}\n");
		return 0;
	}
	evm_page_begin(p, EVM_LIT("Settings"), EVM_NAV_SETTINGS);
	evm_html(p->b, "<h1>Settings of %s</h1><p><a href=\"/keys\">Keys</a> · <a href=\"/history\">"
		 "History</a> · <a href=\"/audit\">Audit log</a> · <a href=\"/inbox\">Inbox</a></p>", p->me.login);
	if (evm_page_q(p, "did").n)
		evm_html(p->b, "<p role=\"status\" class=\"said\"><span class=\"ok\">Saved.</span></p>");
	switches(p, blind);
	keys_switches(p);
	access(p);
	curators(p, &list);
	evm_page_end(p);
	return 0;
}

int evm_page_settings_post(struct evm_page *p)
{
	const struct evm_pairs *f = &p->req->form;

	if (evm_str_eqz(evm_page_f(p, "of"), "keys")) {
		if (evm_setting_put(p->r, "keys", evm_form_has(f, "keys") ? EVM_LIT("off") :
				    EVM_LIT(""), p->err) ||
		    evm_setting_put(p->r, "alt", evm_form_has(f, "alt") ? EVM_LIT("on") :
				    EVM_LIT(""), p->err))
			return -1;
	} else if (evm_setting_put(p->r, "blind", evm_form_has(f, "blind") ? EVM_LIT("") :
				   EVM_LIT("off"), p->err)) {
		return -1;
	}
	return evm_page_go(p, "/settings?did=saved");
}

/* --- links, tokens, people ------------------------------------------------------------------- */

static int show_secret(struct evm_page *p, const char *title, const char *text)
{
	if (p->req->json) {
		evm_page_json(p);
		evm_buf_addc(p->b, '{');
		evm_json_pair(p->b, "secret", evm_str(text));
		evm_buf_addz(p->b, "}\n");
		return 0;
	}
	evm_page_begin(p, evm_str(title), EVM_NAV_SETTINGS);
	evm_html(p->b, "<h1>%z</h1><p>It is shown this once:</p><pre>%z</pre>"
		 "<p><a href=\"/settings\">Settings</a></p>", title, text);
	evm_page_end(p);
	return 0;
}

int evm_page_link_post(struct evm_page *p)
{
	char url[400];

	evm_web_link(p->web, p->session.login, url, sizeof url);
	return show_secret(p, "A link to log in once", url);
}

int evm_page_token_post(struct evm_page *p)
{
	char token[EVM_TOKEN + 1];

	if (evm_session_open(p->r, p->session.login, 30 * 24, token, p->err))
		return -1;
	return show_secret(p, "A token for scripts", token);
}

int evm_page_user_post(struct evm_page *p)
{
	struct evm_result res = { 0 };
	int role = evm_role_of(evm_page_f(p, "role"));
	struct evm_curator c = { .login = evm_page_f(p, "login"), .name = evm_page_f(p, "name"),
				 .orcid = evm_page_f(p, "orcid"),
				 .active = evm_form_has(&p->req->form, "active") };
	char url[400];

	if (p->me.role != EVM_ROLE_ADMIN)
		return evm_page_status(p, 403, "Only an admin changes curators.");
	if (role < 0 || role == EVM_ROLE_MACHINE)
		return evm_page_status(p, 422, "There is no such role.");
	c.role = (enum evm_role)role;
	if (!c.name.n)
		c.name = c.login;
	if (evm_curators_put(p->r, &c, &res, p->err))
		return -1;
	if (evm_page_refused(p, &res))
		return 0;
	if (!c.active)
		return evm_page_go(p, "/settings?did=saved");
	evm_web_link(p->web, c.login.p, url, sizeof url);
	return show_secret(p, "A link to log in once", url);
}
