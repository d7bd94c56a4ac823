#include "review/ask.h"

#include <string.h>

#include "core/utf8.h"
#include "review/review_p.h"

/* --- names ----------------------------------------------------------------------- */

static const struct { const char *letter, *name; } greek[] = {
	{ "α", "alpha" }, { "β", "beta" }, { "γ", "gamma" }, { "δ", "delta" },
	{ "ε", "epsilon" }, { "ζ", "zeta" }, { "η", "eta" }, { "θ", "theta" },
	{ "ι", "iota" }, { "κ", "kappa" }, { "λ", "lambda" }, { "μ", "mu" },
	{ "ω", "omega" }, { "σ", "sigma" }, { "τ", "tau" }, { "φ", "phi" },
	{ "ψ", "psi" }, { "χ", "chi" }, { "ρ", "rho" }, { "π", "pi" },
};

static size_t spell(struct evm_buf *b, struct evm_str rest)
{
	for (size_t i = 0; i < sizeof greek / sizeof *greek; i++)
		if (evm_str_starts(rest, greek[i].letter)) {
			evm_buf_addz(b, greek[i].name);
			return strlen(greek[i].letter);
		}
	return 0;
}

/* What names are compared by. */
static struct evm_str key_of(struct evm_arena *a, struct evm_str name)
{
	struct evm_buf folded = EVM_BUF_INIT, b = EVM_BUF_INIT;
	struct evm_str key;

	evm_utf8_fold(&folded, name);
	for (size_t i = 0; i < folded.n;) {
		size_t n = spell(&b, evm_str_sub(evm_buf_str(&folded), i, folded.n));

		if (!n && !strchr(" -/'()[]", folded.p[i]))
			evm_buf_addc(&b, folded.p[i]);
		i += n ? n : 1;
	}
	key = evm_str_dup(a, evm_buf_str(&b));
	evm_buf_release(&folded);
	evm_buf_release(&b);
	return key;
}

/* '*' stands for any letters, none included. */
static bool fits(struct evm_str pattern, struct evm_str text)
{
	size_t p = 0, t = 0, star = SIZE_MAX, from = 0;

	while (t < text.n) {
		if (p < pattern.n && pattern.p[p] == '*') {
			star = p++;
			from = t;
		} else if (p < pattern.n && pattern.p[p] == text.p[t]) {
			p++;
			t++;
		} else if (star != SIZE_MAX) {
			p = star + 1;
			t = ++from;
		} else {
			return false;
		}
	}
	while (p < pattern.n && pattern.p[p] == '*')
		p++;
	return p == pattern.n;
}

bool evm_side_fits(struct evm_str pattern, struct evm_str text)
{
	struct evm_arena a;
	bool yes;

	evm_arena_init(&a);
	yes = fits(key_of(&a, pattern), key_of(&a, text));
	evm_arena_release(&a);
	return yes;
}

static bool has(const struct evm_texts *list, struct evm_str s)
{
	for (size_t i = 0; i < list->n; i++)
		if (evm_str_eq(list->v[i], s))
			return true;
	return false;
}

static void put(struct evm_arena *a, struct evm_texts *list, struct evm_str s)
{
	if (s.n && !has(list, s))
		*EVM_PUSH(a, *list) = s;
}

/* --- evidence ----------------------------------------------------------------------- */

/* An argument: its words and normal form as keys, its identifier. */
struct arg {
	struct evm_str quote, norm, id;
};
struct row {
	struct arg subject, object;
};
struct rows {
	EVM_VEC(struct row) list;
};

static const char args_sql[] =
	"SELECT json_extract(v.payload, '$.subject.quote'), "
	"coalesce(json_extract(v.payload, '$.subject.norm'), ''), "
	"coalesce(json_extract(v.payload, '$.subject.id'), ''), "
	"json_extract(v.payload, '$.object.quote'), "
	"coalesce(json_extract(v.payload, '$.object.norm'), ''), "
	"coalesce(json_extract(v.payload, '$.object.id'), '') "
	"FROM evidence_state s JOIN version v ON v.ver_id = s.head_ver "
	"WHERE s.ev_id = ?";

static void read_arg(struct evm_arena *a, sqlite3_stmt *st, int column,
		     struct arg *x)
{
	x->quote = key_of(a, evm_sql_text(st, column));
	x->norm = key_of(a, evm_sql_text(st, column + 1));
	x->id = evm_col(a, st, column + 2);
}

static int read_rows(struct evm_review *r, const struct evm_founds *of,
		     struct evm_arena *a, struct rows *rows, struct evm_err *err)
{
	for (size_t i = 0; i < of->n; i++) {
		struct row *x = EVM_PUSH(a, rows->list);
		sqlite3_stmt *st;
		int got = evm_sql_row(r->s, err, &st, args_sql, "i", of->v[i].ev);

		if (got < 0)
			return -1;
		if (!got)
			continue;
		read_arg(a, st, 0, &x->subject);
		read_arg(a, st, 3, &x->object);
		evm_sql_done(st);
	}
	return 0;
}

/* What is called so somewhere has a normal form: what has it fits, too. */
static void learn(struct evm_side *side, struct evm_arena *a, const struct arg *x)
{
	if (side->any || !evm_str_eq(x->quote, side->text))
		return;
	put(a, &side->norms, x->norm);
	put(a, &side->ids, x->id);
}

static void prepare(struct evm_side *side, struct evm_arena *a,
		    const struct rows *rows)
{
	struct evm_texts norms = { 0 };

	put(a, &side->ids, side->text);
	side->text = key_of(a, side->text);
	for (size_t i = 0; i < side->norms.n; i++)
		put(a, &norms, key_of(a, side->norms.v[i]));
	put(a, &norms, side->text);
	side->norms = norms;
	for (size_t i = 0; i < rows->list.n; i++) {
		learn(side, a, &rows->list.v[i].subject);
		learn(side, a, &rows->list.v[i].object);
	}
}

static bool is_side(const struct evm_side *side, const struct arg *x)
{
	if (side->any)
		return true;
	if (memchr(side->text.p, '*', side->text.n))
		return fits(side->text, x->quote) || fits(side->text, x->norm);
	return evm_str_eq(side->text, x->quote) || has(&side->norms, x->norm) ||
	       (x->id.n && has(&side->ids, x->id));
}

int evm_ask(struct evm_review *r, struct evm_ask *ask, struct evm_filters *w,
	    struct evm_arena *a, struct evm_founds *list, struct evm_err *err)
{
	struct evm_founds all;
	struct rows rows = { 0 };

	memset(list, 0, sizeof *list);
	for (size_t i = 0; ask->predicate >= 0 && i < w->any.n; i++)
		w->any.v[i].eq[EVM_F_PREDICATE] = evm_str(
			evm_predicate_name((enum evm_predicate)ask->predicate));
	if (evm_filters_find(r, w, a, &all, err) ||
	    read_rows(r, &all, a, &rows, err))
		return -1;
	prepare(&ask->subject, a, &rows);
	prepare(&ask->object, a, &rows);
	ask->subject.seen = ask->object.seen = false;
	for (size_t i = 0; i < all.n; i++) {
		bool subject = is_side(&ask->subject, &rows.list.v[i].subject);
		bool object = is_side(&ask->object, &rows.list.v[i].object);

		ask->subject.seen = ask->subject.seen || subject;
		ask->object.seen = ask->object.seen || object;
		if (subject && object)
			*EVM_PUSH(a, *list) = all.v[i];
	}
	return 0;
}
