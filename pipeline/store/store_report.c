#include <math.h>
#include <stdio.h>

#include "store/store_p.h"

#define COLUMNS 12

static const struct {
	const char *name, *sql;
} reports[EVM_REPORT_N] = {
	[EVM_REPORT_SUMMARY] = { "summary",
		"SELECT 'documents' AS what, count(*) AS count FROM document "
		"WHERE deleted = 0 "
		"UNION ALL SELECT 'deleted documents', count(*) FROM document "
		"WHERE deleted "
		"UNION ALL SELECT 'retracted documents', count(*) FROM document "
		"WHERE retracted AND deleted = 0 "
		"UNION ALL SELECT 'sentences', coalesce(sum(sentences), 0) "
		"FROM document WHERE deleted = 0 "
		"UNION ALL SELECT 'mentions', coalesce(sum(m.value), 0) "
		"FROM document, json_each(counts) m WHERE deleted = 0 "
		"UNION ALL SELECT 'claims', count(*) FROM current "
		"UNION ALL SELECT 'documents with claims', "
		"count(DISTINCT doc_id) FROM current "
		"UNION ALL SELECT 'decisions', count(*) FROM decision "
		"UNION ALL SELECT 'judged claims that the machine changed', "
		"count(*) FROM recheck "
		"UNION ALL SELECT 'judged claims that vanished', count(*) "
		"FROM evidence e JOIN document d ON d.doc_id = e.doc_id "
		"WHERE EXISTS (SELECT 1 FROM evidence_run r WHERE r.ev_id = e.ev_id) "
		"AND NOT EXISTS (SELECT 1 FROM evidence_run r "
		"WHERE r.ev_id = e.ev_id AND r.run_id = d.run_id) "
		"UNION ALL SELECT 'runs', count(*) FROM run "
		"UNION ALL SELECT 'unfinished runs', count(*) FROM run "
		"WHERE finished_at IS NULL" },
	[EVM_REPORT_MENTIONS] = { "mentions",
		"SELECT m.key AS type, sum(m.value) AS mentions, "
		"count(*) AS documents FROM document, json_each(counts) m "
		"WHERE deleted = 0 GROUP BY 1 ORDER BY 2 DESC, 1" },
	[EVM_REPORT_CLAIMS] = { "claims",
		"SELECT json_extract(v.payload, '$.predicate') AS predicate, "
		"count(*) AS claims, "
		"sum(json_extract(v.payload, '$.negated')) AS negated, "
		"sum(json_extract(v.payload, '$.certainty') = 'hedged') AS hedged "
		"FROM current c JOIN version v ON v.ver_id = c.head_ver "
		"GROUP BY 1 ORDER BY 2 DESC, 1" },
	[EVM_REPORT_STATUS] = { "status",
		"SELECT status, count(*) AS claims FROM current "
		"GROUP BY 1 ORDER BY 2 DESC, 1" },
	[EVM_REPORT_RULES] = { "rules",
		"SELECT rule, count(*) AS claims, "
		"sum(status = 'accepted') AS accepted, "
		"sum(status = 'rejected') AS rejected, "
		"sum(drawn) AS sampled, sum(drawn AND status = 'accepted' AND "
		"(SELECT curator_id FROM version WHERE ver_id = head_ver) = 1) AS right, "
		"'' AS precision, '' AS low, '' AS high FROM "
		"(SELECT *, status IN ('accepted', 'rejected') AND EXISTS (SELECT 1 FROM "
		"sample_item i WHERE i.ev_id = c.ev_id) AS drawn FROM current c) "
		"GROUP BY rule ORDER BY 2 DESC, 1" },
	[EVM_REPORT_AGREEMENT] = { "agreement",
		"SELECT a.login AS a, b.login AS b, n AS judged, "
		"printf('%.3f', po) AS agreed, "
		"coalesce(printf('%.3f', kappa), '') AS kappa "
		"FROM kappa k JOIN curator a ON a.curator_id = k.a "
		"JOIN curator b ON b.curator_id = k.b ORDER BY 1, 2" },
	[EVM_REPORT_RUNS] = { "runs",
		"SELECT run_id AS run, (SELECT count(*) FROM document d "
		"WHERE d.run_id = r.run_id) AS documents, "
		"CASE WHEN finished_at IS NULL THEN 'unfinished' "
		"ELSE 'finished' END AS state, "
		"substr(started_at, 1, 19) || 'Z' AS started, "
		"coalesce(substr(finished_at, 1, 19) || 'Z', '') AS finished, "
		"provenance FROM run r ORDER BY run_id" },
	/* A vesicle is one kind whatever its source; another subject is itself.
	 * Against each other stand more and less, and a thing and its denial. */
	[EVM_REPORT_CONFLICTS] = { "conflicts",
		"WITH said AS (SELECT v.payload AS p, c.doc_id AS doc, c.fingerprint AS print, "
		"CASE WHEN json_extract(v.payload, '$.subject.type') IN ('vesicle', 'msc_source') "
		"THEN 'vesicle' ELSE coalesce(json_extract(v.payload, '$.subject.norm'), "
		"json_extract(v.payload, '$.subject.quote')) END AS kind, "
		"lower(coalesce(json_extract(v.payload, '$.object.norm'), "
		"json_extract(v.payload, '$.object.quote'))) AS object, "
		"json_extract(v.payload, '$.predicate') AS predicate, "
		"json_extract(v.payload, '$.negated') AS negated "
		"FROM current c JOIN version v ON v.ver_id = c.head_ver "
		"WHERE c.status <> 'rejected' AND json_extract(v.payload, '$.predicate') "
		"IN ('increases', 'decreases', 'treats', 'worsens')), "
		"signed AS (SELECT *, predicate IN ('increases', 'worsens') AS up FROM said), "
		"torn AS (SELECT kind, object FROM signed GROUP BY kind, object HAVING "
		"(max(up AND NOT negated) AND max(NOT up AND NOT negated)) OR "
		"(max(up AND NOT negated) AND max(up AND negated)) OR "
		"(max(NOT up AND NOT negated) AND max(NOT up AND negated))) "
		"SELECT s.kind AS subject, s.object AS object, "
		"CASE WHEN s.negated THEN 'not ' ELSE '' END || s.predicate AS says, "
		"coalesce(json_extract(p, '$.qualifiers.source'), '') AS source, "
		"coalesce(json_extract(p, '$.qualifiers.source_species'), '') AS species, "
		"coalesce(json_extract(p, '$.qualifiers.route'), '') AS route, "
		"coalesce(json_extract(p, '$.qualifiers.dose'), '') AS dose, "
		"coalesce(json_extract(p, '$.qualifiers.model_species'), '') AS model, "
		"coalesce(json_extract(p, '$.qualifiers.disease'), '') AS disease, "
		"coalesce(json_extract(p, '$.qualifiers.cell'), '') AS cell, "
		"d.ext_id AS document, substr(s.print, 1, 12) AS claim "
		"FROM signed s JOIN torn t ON t.kind = s.kind AND t.object = s.object "
		"JOIN document d ON d.doc_id = s.doc "
		"ORDER BY 1, 2, s.up DESC, s.negated, d.doc_id, s.print" },
};

const char *evm_report_name(enum evm_report r)
{
	return reports[r].name;
}

void evm_wilson(int64_t n, int64_t k, double *low, double *high)
{
	double z = 1.959963984540054, t = (double)n, p, middle, half;

	*low = 0;
	*high = 1;
	if (n < 1)
		return;
	p = (double)k / t;
	middle = (p + z * z / (2 * t)) / (1 + z * z / t);
	half = z * sqrt(p * (1 - p) / t + z * z / (4 * t * t)) / (1 + z * z / t);
	*low = middle - half > 0 ? middle - half : 0;
	*high = middle + half < 1 ? middle + half : 1;
}

/* Precision of a rule on random samples, and its interval: behind the numbers
 * sampled and right. */
static void fill_precision(struct evm_str *cells, char text[3][16])
{
	uint64_t sampled, right;
	double value[3];

	if (evm_str_u64(cells[4], UINT32_MAX, &sampled) ||
	    evm_str_u64(cells[5], UINT32_MAX, &right) || !sampled)
		return;
	value[0] = (double)right / (double)sampled;
	evm_wilson((int64_t)sampled, (int64_t)right, &value[1], &value[2]);
	for (int i = 0; i < 3; i++) {
		snprintf(text[i], sizeof text[i], "%.3f", value[i]);
		cells[6 + i] = evm_str(text[i]);
	}
}

static int give_row(sqlite3_stmt *st, enum evm_report r, evm_row_fn *row,
		    void *ctx, bool head, struct evm_err *err)
{
	size_t n = (size_t)sqlite3_column_count(st);
	struct evm_str cells[COLUMNS] = { { NULL, 0 } };
	char text[3][16];

	EVM_CHECK(n <= COLUMNS);
	for (size_t i = 0; i < n; i++)
		cells[i] = head ? evm_str(sqlite3_column_name(st, (int)i)) :
			   evm_sql_text(st, (int)i);
	if (r == EVM_REPORT_RULES && !head)
		fill_precision(cells, text);
	return row(ctx, cells, n, head, err);
}

int evm_store_report(struct evm_store *s, enum evm_report r, evm_row_fn *row,
		     void *ctx, struct evm_err *err)
{
	sqlite3_stmt *st;
	int got = evm_sql_row(s, err, &st, reports[r].sql, "");

	if (got < 0)
		return -1;
	if (give_row(st, r, row, ctx, true, err)) {
		evm_sql_done(st);
		return -1;
	}
	for (; got == 1; got = evm_sql_next(s, err, st))
		if (give_row(st, r, row, ctx, false, err)) {
			evm_sql_done(st);
			return -1;
		}
	return got;
}
