#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/io.h"
#include "review/review_p.h"

#define FINDINGS_MAX 100

struct checking {
	struct evm_review *r;
	struct evm_arena *a;
	struct evm_texts *findings;
	struct evm_err *err;
};

static void found(struct checking *c, struct evm_str what)
{
	if (c->findings->n < FINDINGS_MAX)
		*EVM_PUSH(c->a, *c->findings) = what;
}

/* --- the chain, and the rows that it speaks of ---------------------------------------- */

static int kind_of(struct evm_str name)
{
	for (int i = 0; i < EVM_K_N; i++)
		if (evm_str_eqz(name, evm_kind_names[i]))
			return i;
	return -1;
}

/* Curators change, and samples lose what vanished. */
static int check_row(struct checking *c, int64_t seq, int kind, int64_t ref,
		     struct evm_str detail)
{
	struct evm_buf now = EVM_BUF_INIT;
	sqlite3_stmt *st;
	int64_t same = 0;
	int got;

	if (kind == EVM_K_CURATOR || kind == EVM_K_SAMPLE)
		return 0;
	got = evm_sql_row(c->r->s, c->err, &st, evm_audit_sql((enum evm_kind)kind),
			  "i", ref);
	if (got < 0)
		return -1;
	if (got) {
		evm_buf_add(&now, evm_sql_text(st, 0));
		evm_sql_done(st);
		got = evm_sql_int(c->r->s, c->err, 0, &same, "SELECT "
			"json_remove(?, '$.where') = json_remove(?, '$.where')",
			"ss", evm_buf_str(&now), detail);
	}
	evm_buf_release(&now);
	if (got < 0)
		return -1;
	if (!same)
		found(c, evm_str_printf(c->a, "audit row %" PRId64 ": %s %" PRId64
					" is not what was written", seq,
					evm_kind_names[kind], ref));
	return 0;
}

#define LINKS "SELECT seq, at, coalesce(curator_id, 0), kind, ref, detail, " \
	"prev_sha256, sha256 FROM audit "

/* Does a row of LINKS follow the one before it, number want - 1 with digest
 * prev? prev is replaced by its own. */
static bool is_linked(sqlite3_stmt *st, int64_t want, char prev[EVM_DIGEST_HEX + 1])
{
	int64_t seq = sqlite3_column_int64(st, 0);
	struct evm_str sum = evm_sql_text(st, 7);
	char hex[EVM_DIGEST_HEX + 1];
	bool good;

	evm_audit_digest(hex, evm_str(prev), seq, evm_sql_text(st, 1),
			 sqlite3_column_int64(st, 2), evm_sql_text(st, 3),
			 sqlite3_column_int64(st, 4), evm_sql_text(st, 5));
	good = seq == want && evm_str_eqz(evm_sql_text(st, 6), prev) &&
	       evm_str_eqz(sum, hex);
	snprintf(prev, EVM_DIGEST_HEX + 1, "%.*s", EVM_ARG(sum));
	return good;
}

/* One row of the chain and what it speaks of. */
static int check_link(struct checking *c, sqlite3_stmt *st, int64_t want,
		      char prev[EVM_DIGEST_HEX + 1])
{
	int64_t seq = sqlite3_column_int64(st, 0);
	struct evm_str kind = evm_sql_text(st, 3);

	if (!is_linked(st, want, prev))
		found(c, evm_str_printf(c->a, "audit row %" PRId64
					": the chain breaks", seq));
	if (kind_of(kind) < 0)
		return 0;
	return check_row(c, seq, kind_of(kind), sqlite3_column_int64(st, 4),
			 evm_sql_text(st, 5));
}

static int check_chain(struct checking *c)
{
	char prev[EVM_DIGEST_HEX + 1] = "";
	sqlite3_stmt *st;
	int64_t n = 0;
	int got = evm_sql_row(c->r->s, c->err, &st, LINKS "ORDER BY seq", "");

	for (; got == 1; got = evm_sql_next(c->r->s, c->err, st))
		if (check_link(c, st, ++n, prev)) {
			evm_sql_done(st);
			return -1;
		}
	return got;
}

/* The row before the first that is looked at gives the first digest: none is
 * before row 1. */
int evm_chain_check(struct evm_review *r, int64_t most, struct evm_arena *a,
		    struct evm_chain *c, struct evm_err *err)
{
	char prev[EVM_DIGEST_HEX + 1] = "";
	sqlite3_stmt *st;
	int64_t last, want;
	int got;

	memset(c, 0, sizeof *c);
	c->at = c->sha256 = EVM_LIT("");
	if (evm_sql_int(r->s, err, 0, &last, "SELECT max(seq) FROM audit", ""))
		return -1;
	want = c->first = most < 0 || last <= most ? 1 : last - most + 1;
	got = evm_sql_row(r->s, err, &st, LINKS "WHERE seq >= ? ORDER BY seq", "i", want - 1);
	for (; got == 1; got = evm_sql_next(r->s, err, st)) {
		bool before = sqlite3_column_int64(st, 0) == want - 1;

		if (!is_linked(st, want, prev) && !before && !c->broken)
			c->broken = want;
		want += !before;
		if (sqlite3_column_int64(st, 0) == last) {
			c->at = evm_col(a, st, 1);
			c->sha256 = evm_col(a, st, 7);
		}
	}
	c->rows = last;
	return got;
}

/* Rows that the chain does not know: written behind its back. */
static int check_unknown(struct checking *c)
{
	static const struct { const char *what, *sql; } tables[] = {
		{ "decisions", "SELECT count(*) FROM decision WHERE dec_id NOT IN "
		  "(SELECT ref FROM audit WHERE kind = 'decision')" },
		{ "edits", "SELECT count(*) FROM version WHERE curator_id <> 1 AND "
		  "ver_id NOT IN (SELECT ref FROM audit WHERE kind = 'version')" },
		{ "comments", "SELECT count(*) FROM comment WHERE com_id NOT IN "
		  "(SELECT ref FROM audit WHERE kind = 'comment')" },
		{ "marks", "SELECT count(*) FROM mark WHERE mark_id NOT IN "
		  "(SELECT ref FROM audit WHERE kind = 'mark')" },
	};
	int64_t n;

	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
		if (evm_sql_int(c->r->s, c->err, 0, &n, tables[i].sql, ""))
			return -1;
		if (n)
			found(c, evm_str_printf(c->a, "%" PRId64 " %s are not in the "
						"audit chain", n, tables[i].what));
	}
	return 0;
}

/* --- derived tables ------------------------------------------------------------------------ */

static int check_state(struct checking *c)
{
	int64_t n;

	if (evm_sql_int(c->r->s, c->err, 0, &n, "SELECT count(*) FROM evidence e "
			"LEFT JOIN evidence_state s ON s.ev_id = e.ev_id "
			"LEFT JOIN state_now w ON w.ev_id = e.ev_id WHERE "
			"(s.head_ver, s.status, s.n_accept, s.n_reject, s.n_unsure, "
			"s.forks, s.claim_key) IS NOT (w.head_ver, w.status, "
			"w.n_accept, w.n_reject, w.n_unsure, w.forks, w.claim_key)",
			""))
		return -1;
	if (n)
		found(c, evm_str_printf(c->a, "%" PRId64 " states are not what their "
					"decisions say", n));
	if (evm_sql_int(c->r->s, c->err, 0, &n, "SELECT count(*) FROM facet f "
			"JOIN evidence_state s ON s.ev_id = f.ev_id "
			"LEFT JOIN term t ON t.term_id = f.status "
			"WHERE t.value IS NOT s.status", ""))
		return -1;
	if (n)
		found(c, evm_str_printf(c->a, "%" PRId64 " rows of the queue have "
					"another status", n));
	return 0;
}

static int check_references(struct checking *c)
{
	sqlite3_stmt *st;
	int got = evm_sql_row(c->r->s, c->err, &st, "SELECT \"table\", rowid "
			      "FROM pragma_foreign_key_check", "");

	for (; got == 1; got = evm_sql_next(c->r->s, c->err, st))
		found(c, evm_str_printf(c->a, "%" EVM_FMT " %" PRId64
					" points to nothing",
					EVM_ARG(evm_sql_text(st, 0)),
					(int64_t)sqlite3_column_int64(st, 1)));
	if (got)
		return got;
	got = evm_sql_row(c->r->s, c->err, &st, "PRAGMA quick_check(10)", "");
	for (; got == 1; got = evm_sql_next(c->r->s, c->err, st))
		if (!evm_str_eqz(evm_sql_text(st, 0), "ok"))
			found(c, evm_col(c->a, st, 0));
	return got;
}

/* --- the journal ------------------------------------------------------------------------------ */

static int compare_lines(struct checking *c, struct evm_in *in, sqlite3_stmt *st,
			 int got)
{
	struct evm_buf line = EVM_BUF_INIT;
	int64_t n = 0;
	int more = 1;

	for (; got == 1; got = evm_sql_next(c->r->s, c->err, st)) {
		more = evm_in_line(in, &line, c->err);
		n++;
		if (more != 1 || !evm_str_eq(evm_buf_str(&line),
					     evm_sql_text(st, 0)))
			break;
	}
	if (got == 1 && !more)
		found(c, evm_str_printf(c->a, "%s: ends before the audit chain: the "
					"next act adds what is missing", c->r->journal));
	else if (got == 1 && more > 0)
		found(c, evm_str_printf(c->a, "%s:%" PRId64 ": is not the audit "
					"row's line", c->r->journal, n));
	if (got == 1)
		evm_sql_done(st);
	if (!got && more == 1)
		more = evm_in_line(in, &line, c->err);
	if (!got && more == 1)
		found(c, evm_str_printf(c->a, "%s:%" PRId64 ": more lines than the "
					"audit chain has rows", c->r->journal,
					n + 1));
	evm_buf_release(&line);
	return got < 0 || more < 0 ? -1 : 0;
}

static int check_journal(struct checking *c)
{
	struct evm_in *in;
	sqlite3_stmt *st;
	int got, rc;

	if (!c->r->journal)
		return 0;
	if ((!c->r->read_only && evm_journal_sync(c->r, c->err)) ||
	    evm_in_open(&in, c->r->journal, c->err))
		return -1;
	got = evm_sql_row(c->r->s, c->err, &st, "SELECT '{\"seq\":' || seq || "
			  "',\"sha256\":\"' || sha256 || '\",\"entry\":' || detail || "
			  "'}' FROM audit ORDER BY seq", "");
	rc = got < 0 ? -1 : compare_lines(c, in, st, got);
	evm_in_close(in);
	return rc;
}

int evm_review_verify(struct evm_review *r, struct evm_arena *a,
		      struct evm_texts *findings, struct evm_err *err)
{
	struct checking c = { r, a, findings, err };

	memset(findings, 0, sizeof *findings);
	return check_chain(&c) || check_unknown(&c) || check_state(&c) ||
	       check_references(&c) || check_journal(&c) ? -1 : 0;
}

int evm_review_examine(struct evm_review *r, const char *db, bool *journal,
		       struct evm_arena *a, struct evm_texts *findings,
		       struct evm_err *err)
{
	char *path = evm_journal_name(db, NULL);

	*journal = path && !access(path, R_OK);
	free(r->journal);
	r->journal = *journal ? path : NULL;
	if (!*journal)
		free(path);
	return evm_review_verify(r, a, findings, err);
}
