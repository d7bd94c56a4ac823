#include <string.h>

#include "review/review_p.h"

static const char *const roles[EVM_ROLE_N] = { "curator", "adjudicator", "admin",
					       "machine" };

const char *evm_role_name(enum evm_role role)
{
	return roles[role];
}

int evm_role_of(struct evm_str name)
{
	for (int i = 0; i < EVM_ROLE_N; i++)
		if (evm_str_eqz(name, roles[i]))
			return i;
	return -1;
}

/* --- curators ----------------------------------------------------------------- */

#define COLUMNS "curator_id, login, name, coalesce(orcid, ''), role, active, " \
	"(SELECT count(*) FROM decision d WHERE d.curator_id = c.curator_id)"

static struct evm_curator row(sqlite3_stmt *st, struct evm_arena *a)
{
	struct evm_curator c = { .id = sqlite3_column_int64(st, 0) };
	int role = evm_role_of(evm_sql_text(st, 4));

	c.login = evm_col(a, st, 1);
	c.name = evm_col(a, st, 2);
	c.orcid = evm_col(a, st, 3);
	c.role = role < 0 ? EVM_ROLE_CURATOR : (enum evm_role)role;
	c.active = sqlite3_column_int(st, 5);
	c.decisions = sqlite3_column_int64(st, 6);
	return c;
}

int evm_curators_list(struct evm_review *r, struct evm_arena *a,
		      struct evm_curators *list, struct evm_err *err)
{
	sqlite3_stmt *st;
	int got = evm_sql_row(r->s, err, &st, "SELECT " COLUMNS
			      " FROM curator c ORDER BY login", "");

	memset(list, 0, sizeof *list);
	for (; got == 1; got = evm_sql_next(r->s, err, st))
		*EVM_PUSH(a, *list) = row(st, a);
	return got;
}

struct evm_curator evm_review_me(const struct evm_review *r)
{
	return r->me;
}

int evm_review_as(struct evm_review *r, const char *login, struct evm_err *err)
{
	sqlite3_stmt *st;
	int got = evm_sql_row(r->s, err, &st, "SELECT curator_id, login, name, "
			      "role, active FROM curator WHERE login = ?", "z",
			      login);
	int64_t open;
	bool active;
	int role;

	memset(&r->me, 0, sizeof r->me);
	if (got < 0)
		return -1;
	if (!got)
		return evm_err_set(err, EVM_EXIT_FAILED, "no curator %s", login);
	r->login.n = r->name.n = 0;
	evm_buf_add(&r->login, evm_sql_text(st, 1));
	evm_buf_add(&r->name, evm_sql_text(st, 2));
	role = evm_role_of(evm_sql_text(st, 3));
	active = sqlite3_column_int(st, 4);
	if (active)
		r->me = (struct evm_curator){ .id = sqlite3_column_int64(st, 0),
			.login = evm_buf_str(&r->login),
			.name = evm_buf_str(&r->name), .active = true,
			.role = role < 0 ? EVM_ROLE_CURATOR : (enum evm_role)role };
	evm_sql_done(st);
	if (!active)
		return evm_err_set(err, EVM_EXIT_FAILED, "the login %s is switched off",
				   login);
	if (evm_sql_int(r->s, err, 0, &open, "SELECT count(*) FROM setting WHERE "
			"curator_id = ? AND key = 'blind' AND value = 'off'", "i",
			r->me.id))
		return -1;
	r->blind = !open;
	return 0;
}

/* Who settles disputes sees them whole. */
bool evm_held_back(const struct evm_review *r, struct evm_str status, bool mine)
{
	return r->me.id && r->blind && !mine &&
	       (r->me.role == EVM_ROLE_CURATOR || !evm_str_eqz(status, "disputed"));
}

struct evm_str evm_status_shown(const struct evm_review *r, struct evm_str status,
				bool mine)
{
	return evm_str_eqz(status, "new") || !evm_held_back(r, status, mine) ? status :
	       EVM_LIT("judged");
}

static bool good_login(struct evm_str s)
{
	if (!s.n || s.n > 32 || !evm_is_lower(s.p[0]))
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (!evm_is_lower(s.p[i]) && !evm_is_digit(s.p[i]) &&
		    !strchr("._-", s.p[i]))
			return false;
	return true;
}

/* 0000-0002-1825-0097: the digits' places; empty is good */
static bool good_orcid(struct evm_str s)
{
	for (size_t i = 0; i < s.n; i++) {
		bool dash = i == 4 || i == 9 || i == 14;

		if (dash ? s.p[i] != '-' : !evm_is_digit(s.p[i]) &&
		    !(i == 18 && s.p[i] == 'X'))
			return false;
	}
	return !s.n || s.n == 19;
}

static int check(const struct evm_curator *c, struct evm_result *res)
{
	if (!good_login(c->login))
		return evm_act_refuse(res, EVM_INVALID, "a login is 1 to 32 of "
				      "a-z 0-9 . _ -, a letter first");
	if (!good_orcid(c->orcid))
		return evm_act_refuse(res, EVM_INVALID, "an ORCID is written "
				      "0000-0000-0000-0000");
	if (c->role == EVM_ROLE_MACHINE || evm_str_eqz(c->login, "machine"))
		return evm_act_refuse(res, EVM_INVALID,
				      "the machine is not to be changed");
	return evm_act_text(c->name, 100, "the name", res);
}

static int put(struct evm_review *r, const struct evm_curator *c,
	       struct evm_result *res, struct evm_err *err)
{
	int rc = check(c, res);

	if (rc)
		return rc;
	if (evm_sql_run(r->s, err, "INSERT INTO curator (login, name, orcid, role, "
			"active) VALUES (?, ?, nullif(?, ''), ?, ?) "
			"ON CONFLICT (login) DO UPDATE SET name = excluded.name, "
			"orcid = excluded.orcid, role = excluded.role, "
			"active = excluded.active", "ssszi", c->login,
			c->name.n ? c->name : c->login, c->orcid,
			roles[c->role], (int64_t)c->active) ||
	    evm_sql_int(r->s, err, 0, &res->id, "SELECT curator_id FROM curator "
			"WHERE login = ?", "s", c->login))
		return -1;
	return evm_audit_add(r, EVM_K_CURATOR, res->id, err);
}

int evm_curators_put(struct evm_review *r, const struct evm_curator *c,
		     struct evm_result *res, struct evm_err *err)
{
	if (evm_act_begin(r, res, err))
		return -1;
	return evm_act_end(r, put(r, c, res, err), res, err);
}

/* --- settings ---------------------------------------------------------------------- */

int evm_setting_get(struct evm_review *r, const char *key, struct evm_arena *a,
		    struct evm_str *value, struct evm_err *err)
{
	sqlite3_stmt *st;
	int got = evm_sql_row(r->s, err, &st, "SELECT value FROM setting "
			      "WHERE curator_id = ? AND key = ?", "iz", r->me.id,
			      key);

	*value = EVM_LIT("");
	if (got <= 0)
		return got;
	*value = evm_col(a, st, 0);
	evm_sql_done(st);
	return 0;
}

int evm_setting_put(struct evm_review *r, const char *key, struct evm_str value,
		    struct evm_err *err)
{
	if (!r->me.id)
		return evm_err_set(err, EVM_EXIT_FAILED, "no curator is set");
	if (!strcmp(key, "blind"))
		r->blind = !evm_str_eqz(value, "off");
	if (!value.n)
		return evm_sql_run(r->s, err, "DELETE FROM setting WHERE "
				   "curator_id = ? AND key = ?", "iz", r->me.id,
				   key);
	return evm_sql_run(r->s, err, "INSERT INTO setting VALUES (?, ?, ?) "
			   "ON CONFLICT DO UPDATE SET value = excluded.value",
			   "izs", r->me.id, key, value);
}
