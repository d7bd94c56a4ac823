#include "core/stream.h"
#include "store/store_p.h"

/* Each row is a line of fields; each query orders by what it prints, so that
 * row numbers, times and the order of loading leave no trace. */
static const char *const queries[] = {
	"SELECT 'meta', key, value FROM meta ORDER BY key",
	"SELECT 'run', finished_at IS NOT NULL, provenance FROM run "
	"ORDER BY provenance",
	"SELECT 'document', source, ext_id, version, revised, deleted, retracted, "
	"title, journal, year, doi, sentences, counts, lines "
	"FROM document ORDER BY source, ext_id",
	"SELECT 'reference', source, ext_id, label, pmid, r.doi, raw "
	"FROM reference r JOIN document d ON d.doc_id = r.doc_id "
	"ORDER BY source, ext_id, label",
	"SELECT 'evidence', fingerprint, source, ext_id, ord, b0, b1, region, "
	"section, body, status, n_accept, n_reject, n_unsure, forks, "
	"s.claim_key, r.rule, printf('%.3f', r.score), v.payload, "
	"s0, s1, o0, o1, t0, t1 "
	"FROM evidence e JOIN document d ON d.doc_id = e.doc_id "
	"JOIN sentence t ON t.sent_id = e.sent_id "
	"JOIN evidence_state s ON s.ev_id = e.ev_id "
	"JOIN version v ON v.ver_id = s.head_ver "
	"LEFT JOIN evidence_run r ON r.ev_id = e.ev_id AND r.run_id = d.run_id "
	"ORDER BY fingerprint",
	/* the machine's own past is no content where no person was */
	"SELECT 'version', fingerprint, login, v.payload, p.payload, v.note, "
	"v.ver_id = s.machine_ver "
	"FROM version v JOIN evidence e ON e.ev_id = v.ev_id "
	"JOIN evidence_state s ON s.ev_id = v.ev_id "
	"JOIN curator c ON c.curator_id = v.curator_id "
	"LEFT JOIN version p ON p.ver_id = v.parent_id "
	"WHERE EXISTS (SELECT 1 FROM touched t WHERE t.ev_id = v.ev_id) "
	"ORDER BY fingerprint, login, v.payload, p.payload",
	"SELECT 'curator', login, name, orcid, role, active FROM curator "
	"WHERE curator_id <> 1 ORDER BY login",
	"SELECT 'decision', login, d.client_key, fingerprint, d.role, verdict, "
	"reason, d.comment, v.payload, "
	"(SELECT client_key FROM decision u WHERE u.dec_id = d.undoes) "
	"FROM decision d JOIN evidence e ON e.ev_id = d.ev_id "
	"JOIN version v ON v.ver_id = d.ver_id "
	"JOIN curator c ON c.curator_id = d.curator_id "
	"ORDER BY login, d.client_key",
	"SELECT 'mark', login, m.client_key, m.kind, source, ext_id, "
	"fingerprint, body, done "
	"FROM mark m JOIN document d ON d.doc_id = m.doc_id "
	"LEFT JOIN evidence e ON e.ev_id = m.ev_id "
	"JOIN curator c ON c.curator_id = m.curator_id "
	"ORDER BY login, m.client_key",
	"SELECT 'sample', name, seed, filter, fingerprint "
	"FROM sample s JOIN sample_item i ON i.sample_id = s.sample_id "
	"JOIN evidence e ON e.ev_id = i.ev_id ORDER BY name, fingerprint",
	"SELECT 'comment', login, m.client_key, fingerprint, body, "
	"(SELECT client_key FROM comment r WHERE r.com_id = m.reply_to) "
	"FROM comment m JOIN evidence e ON e.ev_id = m.ev_id "
	"JOIN curator c ON c.curator_id = m.curator_id "
	"ORDER BY login, m.client_key",
};

static int dump_query(struct evm_store *s, const char *sql, struct evm_buf *out,
		      struct evm_err *err)
{
	sqlite3_stmt *st;
	int got = evm_sql_row(s, err, &st, sql, "");

	for (; got == 1; got = evm_sql_next(s, err, st)) {
		int n = sqlite3_column_count(st);

		for (int i = 0; i < n; i++) {
			struct evm_str t = evm_sql_text(st, i);

			/* the lines of a document stay lines */
			if (t.n > 2 && t.p[1] == '\t' && t.p[t.n - 1] == '\n') {
				evm_buf_addc(out, '\n');
				evm_buf_add(out, evm_str_sub(t, 0, t.n - 1));
				continue;
			}
			if (i)
				evm_buf_addc(out, '\t');
			evm_field_put(out, t);
		}
		evm_buf_addc(out, '\n');
	}
	return got;
}

int evm_store_dump(struct evm_store *s, struct evm_buf *out, struct evm_err *err)
{
	int rc = evm_sql_run(s, err, "BEGIN", "");

	if (rc)
		return -1;
	for (size_t i = 0; i < sizeof queries / sizeof *queries && !rc; i++)
		rc = dump_query(s, queries[i], out, err);
	if (rc) {
		evm_store_rollback(s);
		return -1;
	}
	return evm_store_commit(s, err);
}
