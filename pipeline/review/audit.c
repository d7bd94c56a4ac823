#include <inttypes.h>
#include <stdio.h>

#include "review/review_p.h"

const char *const evm_kind_names[EVM_K_N + 1] = {
	"evidence", "version", "decision", "comment", "mark", "curator", "sample",
	NULL,
};

/*
 * A row's content as JSON: names of things instead of row numbers (logins,
 * keys, fingerprints), so that another database can add it. "where" says
 * where its evidence stood when it was written; it may move later.
 */
#define SPANS(v) "(SELECT json_group_array(json_array(role, 0, b0, b1)) FROM (" \
	"SELECT 'object' AS role, " v ".o0 AS b0, " v ".o1 AS b1 " \
	"UNION ALL SELECT 'subject', " v ".s0, " v ".s1 " \
	"UNION ALL SELECT 'trigger', " v ".t0, " v ".t1) WHERE b0 < b1)"
/* The machine's versions are known by what they say, people's by their key. */
#define VERSION(v, by) "json(CASE " v ".curator_id WHEN 1 THEN json_object(" \
	"'by', 'machine', 'at', " v ".created_at, 'claim', " v ".claim_key, " \
	"'payload', " v ".payload, 'spans', json(" SPANS(v) ")) " \
	"ELSE json_object('by', " by ".login, 'key', " v ".client_key) END)"
#define WHERE_IT_IS "json_object('doc', o.source || ':' || o.ext_id, " \
	"'region', t.region, 'section', t.section, 'sentence', t.body)"
/* For rows that name no version: the evidence's first one besides. */
#define WHERE_IT_BEGAN "json_object('doc', o.source || ':' || o.ext_id, " \
	"'region', t.region, 'section', t.section, 'sentence', t.body, " \
	"'version', (SELECT " VERSION("v0", "b0") " FROM version v0 " \
	"JOIN curator b0 ON b0.curator_id = v0.curator_id " \
	"WHERE v0.ev_id = x.ev_id AND v0.parent_id IS NULL " \
	"ORDER BY v0.created_at, v0.ver_id LIMIT 1))"
#define PLACE " JOIN evidence e ON e.ev_id = x.ev_id " \
	"JOIN document o ON o.doc_id = e.doc_id " \
	"JOIN sentence t ON t.sent_id = e.sent_id "
#define BY " JOIN curator c ON c.curator_id = x.curator_id "
#define HEAD(kind) "SELECT json_object('kind', '" kind "', 'by', c.login, " \
	"'key', x.client_key, 'at', x.created_at, "

static const char *const contents[EVM_K_N] = {
	[EVM_K_EVIDENCE] = "SELECT json_object('kind', 'evidence', "
		"'at', x.created_at, 'evidence', e.fingerprint, "
		"'where', " WHERE_IT_IS ") FROM evidence x" PLACE
		"WHERE x.ev_id = ?1",
	[EVM_K_VERSION] = HEAD("version") "'evidence', e.fingerprint, "
		"'parent', CASE WHEN u.ver_id IS NOT NULL THEN "
		VERSION("u", "b") " END, 'claim', x.claim_key, "
		"'payload', x.payload, 'spans', json(" SPANS("x") "), "
		"'note', x.note, 'where', " WHERE_IT_IS ") FROM version x" BY PLACE
		"LEFT JOIN version u ON u.ver_id = x.parent_id "
		"LEFT JOIN curator b ON b.curator_id = u.curator_id "
		"WHERE x.ver_id = ?1",
	[EVM_K_DECISION] = HEAD("decision") "'evidence', e.fingerprint, "
		"'version', " VERSION("v", "b") ", 'role', x.role, "
		"'verdict', x.verdict, 'reason', x.reason, 'comment', x.comment, "
		"'undoes', (SELECT client_key FROM decision u "
		"WHERE u.dec_id = x.undoes), 'ui', x.ui, 'ms', x.ms_spent, "
		"'where', " WHERE_IT_IS ") FROM decision x" BY PLACE
		"JOIN version v ON v.ver_id = x.ver_id "
		"JOIN curator b ON b.curator_id = v.curator_id "
		"WHERE x.dec_id = ?1",
	[EVM_K_COMMENT] = HEAD("comment") "'evidence', e.fingerprint, "
		"'reply_to', (SELECT json_array(rc.login, rx.client_key) "
		"FROM comment rx JOIN curator rc ON rc.curator_id = rx.curator_id "
		"WHERE rx.com_id = x.reply_to), 'body', x.body, "
		"'where', " WHERE_IT_BEGAN ") FROM comment x" BY PLACE
		"WHERE x.com_id = ?1",
	[EVM_K_MARK] = HEAD("mark") "'mark', x.kind, "
		"'doc', o.source || ':' || o.ext_id, 'evidence', e.fingerprint, "
		"'body', x.body, 'done', x.done, 'where', CASE WHEN t.sent_id "
		"IS NOT NULL THEN " WHERE_IT_BEGAN " END) FROM mark x" BY
		"JOIN document o ON o.doc_id = x.doc_id "
		"LEFT JOIN evidence e ON e.ev_id = x.ev_id "
		"LEFT JOIN sentence t ON t.sent_id = e.sent_id "
		"WHERE x.mark_id = ?1",
	[EVM_K_CURATOR] = "SELECT json_object('kind', 'curator', 'login', login, "
		"'name', name, 'orcid', orcid, 'role', role, 'active', active) "
		"FROM curator WHERE curator_id = ?1",
	[EVM_K_SAMPLE] = "SELECT json_object('kind', 'sample', 'by', c.login, "
		"'at', x.created_at, 'name', x.name, 'filter', x.filter, "
		"'seed', x.seed, 'n', x.n, 'items', json((SELECT "
		"json_group_array(f) FROM (SELECT e.fingerprint AS f "
		"FROM sample_item i JOIN evidence e ON e.ev_id = i.ev_id "
		"WHERE i.sample_id = x.sample_id ORDER BY 1)))) FROM sample x" BY
		"WHERE x.sample_id = ?1",
};

const char *evm_audit_sql(enum evm_kind kind)
{
	return contents[kind];
}

void evm_audit_digest(char hex[EVM_DIGEST_HEX + 1], struct evm_str prev,
		      int64_t seq, struct evm_str at, int64_t curator,
		      struct evm_str kind, int64_t ref, struct evm_str detail)
{
	struct evm_buf b = EVM_BUF_INIT;

	evm_buf_printf(&b, "%.*s\n%" PRId64 "\n%.*s\n%" PRId64 "\n%.*s\n%" PRId64
		       "\n", EVM_ARG(prev), seq, EVM_ARG(at), curator,
		       EVM_ARG(kind), ref);
	evm_buf_add(&b, detail);
	evm_digest(evm_buf_str(&b), hex);
	evm_buf_release(&b);
}

/* The end of the chain: its number, 0 when it is empty, and digest. */
static int chain_end(struct evm_review *r, int64_t *seq,
		     char prev[EVM_DIGEST_HEX + 1], struct evm_err *err)
{
	sqlite3_stmt *st;
	struct evm_str hex;
	int got = evm_sql_row(r->s, err, &st, "SELECT seq, sha256 FROM audit "
			      "ORDER BY seq DESC LIMIT 1", "");

	*seq = 0;
	*prev = 0;
	if (got <= 0)
		return got;
	*seq = sqlite3_column_int64(st, 0);
	hex = evm_sql_text(st, 1);
	snprintf(prev, EVM_DIGEST_HEX + 1, "%.*s", EVM_ARG(hex));
	evm_sql_done(st);
	return 0;
}

int evm_audit_add(struct evm_review *r, enum evm_kind kind, int64_t ref,
		  struct evm_err *err)
{
	char prev[EVM_DIGEST_HEX + 1], hex[EVM_DIGEST_HEX + 1], at[32];
	struct evm_buf detail = EVM_BUF_INIT;
	sqlite3_stmt *st;
	int64_t seq;
	int got, rc;

	if (chain_end(r, &seq, prev, err))
		return -1;
	got = evm_sql_row(r->s, err, &st, contents[kind], "i", ref);
	if (got < 0)
		return -1;
	EVM_CHECK(got == 1);
	evm_buf_add(&detail, evm_sql_text(st, 0));
	evm_sql_done(st);
	evm_store_time(at);
	evm_audit_digest(hex, evm_str(prev), ++seq, evm_str(at), r->me.id,
			 evm_str(evm_kind_names[kind]), ref, evm_buf_str(&detail));
	rc = evm_sql_run(r->s, err, "INSERT INTO audit VALUES "
			 "(?, ?, ?, ?, ?, ?, ?, ?)", "izizisz" "z", seq, at, r->me.id,
			 evm_kind_names[kind], ref, evm_buf_str(&detail), prev, hex);
	evm_buf_release(&detail);
	return rc;
}
