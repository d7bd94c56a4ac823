#include <inttypes.h>
#include <string.h>

#include "core/io.h"
#include "core/utf8.h"
#include "review/review_p.h"

/*
 * Lines of other journals. They are first set down in a table of their own,
 * then taken in the order of their times: a version stands before what is
 * decided on it, an act before its undo. What a row names and is not here is
 * made from the row: curators, evidence that the machine here does not find,
 * what it said of it. Rows keep their times, and times decide which one
 * counts; so the order of files makes no difference.
 */
struct merge {
	struct evm_review *r;
	const char *path;
	struct evm_merged *m;
	struct evm_err *err;
	int64_t line;		/* of the entry at hand */
	int64_t curator, ev, doc;
};

/* --- reading ----------------------------------------------------------------------- */

static int set_down(struct merge *g, struct evm_str line, int64_t number,
		    bool *good)
{
	int64_t valid = 0;

	*good = evm_utf8_bad(line) == SIZE_MAX;
	if (*good && evm_sql_int(g->r->s, g->err, 0, &valid, "SELECT json_valid(?1) "
			"AND json_type(CASE WHEN json_valid(?1) THEN ?1 END, "
			"'$.entry') = 'object'", "s", line))
		return -1;
	*good = *good && valid;
	return *good ? evm_sql_run(g->r->s, g->err, "INSERT INTO temp.incoming "
			"VALUES (?1, json_extract(?2, '$.entry'))", "is", number,
			line) : 0;
}

/* A last line that is no JSON is what a killed process left. */
static int read_lines(struct merge *g, struct evm_in *in)
{
	struct evm_buf line = EVM_BUF_INIT;
	int64_t number = 0, bad = 0;
	int got;

	while ((got = evm_in_line(in, &line, g->err)) == 1) {
		bool good;

		number++;
		if (bad)
			break;
		if (set_down(g, evm_buf_str(&line), number, &good)) {
			got = -1;
			break;
		}
		g->m->lines += good;
		bad = good ? 0 : number;
	}
	evm_buf_release(&line);
	if (got == 1)
		return evm_err_set(g->err, EVM_EXIT_FAILED, "%s:%" PRId64
				   ": no line of a journal", evm_in_name(in), bad);
	return got;
}

static int read_file(struct merge *g)
{
	struct evm_in *in;
	int rc;

	if (evm_sql_run(g->r->s, g->err, "CREATE TEMP TABLE IF NOT EXISTS incoming "
			"(n INTEGER PRIMARY KEY, entry TEXT NOT NULL)", "") ||
	    evm_in_open(&in, g->path, g->err))
		return -1;
	rc = evm_sql_run(g->r->s, g->err, "DELETE FROM temp.incoming", "");
	rc = rc ? rc : read_lines(g, in);
	evm_in_close(in);
	return rc;
}

/* --- what an entry names --------------------------------------------------------------- */

#define ENTRY "(SELECT entry FROM temp.incoming WHERE n = ?1)"
#define GET(path) "json_extract(" ENTRY ", '" path "')"

/* A login of another laptop gets no more than a curator's rights here. */
static int find_curator(struct merge *g)
{
	return evm_sql_run(g->r->s, g->err, "INSERT OR IGNORE INTO curator (login, "
			   "name, role) SELECT " GET("$.by") ", " GET("$.by") ", "
			   "'curator' WHERE " GET("$.by") " GLOB '[a-z]*' AND "
			   "length(" GET("$.by") ") <= 32", "i", g->line) ||
	       evm_sql_int(g->r->s, g->err, 0, &g->curator, "SELECT curator_id "
			   "FROM curator WHERE login = " GET("$.by") " AND "
			   "curator_id <> 1", "i", g->line) ? -1 : 0;
}

static int find_doc(struct merge *g)
{
	return evm_sql_int(g->r->s, g->err, 0, &g->doc, "SELECT doc_id FROM document "
			   "WHERE source || ':' || ext_id = coalesce(" GET("$.doc")
			   ", " GET("$.where.doc") ") AND source = substr(coalesce("
			   GET("$.doc") ", " GET("$.where.doc") "), 1, "
			   "length(source))", "i", g->line);
}

/* A sentence that no evidence stood in, or that the newest text has no more. */
static int find_sentence(struct merge *g, int64_t *sent)
{
	if (evm_sql_int(g->r->s, g->err, 0, sent, "SELECT sent_id FROM sentence "
			"WHERE doc_id = ?2 AND body = " GET("$.where.sentence")
			" ORDER BY ord IS NULL, ord", "ii", g->line, g->doc))
		return -1;
	if (*sent)
		return 0;
	if (evm_sql_run(g->r->s, g->err, "INSERT INTO sentence (doc_id, region, "
			"section, body) VALUES (?2, " GET("$.where.region") ", "
			GET("$.where.section") ", " GET("$.where.sentence") ")",
			"ii", g->line, g->doc))
		return -1;
	*sent = evm_sql_rowid(g->r->s);
	evm_sql_added_sentence(g->r->s);
	return 0;
}

/* The evidence, made when the document is here: g->ev, or 0. */
static int find_evidence(struct merge *g, bool make)
{
	int64_t sent;

	if (evm_sql_int(g->r->s, g->err, 0, &g->ev, "SELECT ev_id FROM evidence "
			"WHERE fingerprint = " GET("$.evidence"), "i", g->line))
		return -1;
	if (g->ev || !make)
		return 0;
	if (find_doc(g))
		return -1;
	if (!g->doc)
		return 0;
	if (find_sentence(g, &sent) ||
	    evm_sql_run(g->r->s, g->err, "INSERT INTO evidence (fingerprint, doc_id, "
			"sent_id, created_at) VALUES (" GET("$.evidence") ", ?2, "
			"?3, " GET("$.at") ")", "iii", g->line, g->doc, sent))
		return -1;
	g->ev = evm_sql_rowid(g->r->s);
	return 0;
}

/* The places of a version's parts: s0 to t1. */
#define AT(path, role, i) "coalesce((SELECT json_extract(j.value, '$[" i "]') FROM " \
	"json_each(" GET(path) ") j WHERE json_extract(j.value, '$[0]') = '" role "'), 0)"
#define PLACES(path) AT(path, "subject", "2") ", " AT(path, "subject", "3") ", " \
	AT(path, "object", "2") ", " AT(path, "object", "3") ", " \
	AT(path, "trigger", "2") ", " AT(path, "trigger", "3")
/* Else NULL, which the table refuses. */
#define PAYLOAD(path) "CASE WHEN json_valid(" GET(path) ") THEN " GET(path) " END"

/* A version that an entry names at a path: the statements to find it (by its
 * key, or by what the machine said) and to make the machine's. */
struct naming { const char *find, *make; };
#define NAMING(path) { \
	"SELECT ver_id FROM version v JOIN curator c " \
	"ON c.curator_id = v.curator_id WHERE v.ev_id = ?2 AND " \
	"CASE " GET(path ".by") " WHEN 'machine' THEN v.curator_id = 1 AND " \
	"v.payload = " GET(path ".payload") " ELSE c.login = " GET(path ".by") \
	" AND v.client_key = " GET(path ".key") " END ORDER BY v.ver_id", \
	"INSERT INTO version (ev_id, curator_id, claim_key, payload, created_at, " \
	"s0, s1, o0, o1, t0, t1) " \
	"SELECT ?2, 1, " GET(path ".claim") ", " PAYLOAD(path ".payload") ", " \
	GET(path ".at") ", " PLACES(path ".spans") \
	" WHERE " GET(path ".by") " = 'machine'" }
static const struct naming voted = NAMING("$.version");
static const struct naming parent_of = NAMING("$.parent");
static const struct naming first_of = NAMING("$.where.version");

/* *ver 0: it is not here, and a person's. */
static int find_version(struct merge *g, const struct naming *by, int64_t *ver)
{
	if (evm_sql_int(g->r->s, g->err, 0, ver, by->find, "ii", g->line, g->ev))
		return -1;
	if (*ver)
		return 0;
	if (evm_sql_run(g->r->s, g->err, by->make, "ii", g->line, g->ev) ||
	    evm_sql_int(g->r->s, g->err, 0, ver, by->find, "ii", g->line, g->ev))
		return -1;
	return 0;
}

/* --- taking an entry in ------------------------------------------------------------------- */

enum taken { TAKEN, THERE, LEFT, FAILED = -1 };

static enum taken finish(struct merge *g, enum evm_kind kind)
{
	return evm_audit_add(g->r, kind, evm_sql_rowid(g->r->s), g->err) ? FAILED :
	       TAKEN;
}

/* Is a row of that key in a table already? sql: counts it. */
static int is_there(struct merge *g, const char *sql, bool *there)
{
	int64_t n;

	if (evm_sql_int(g->r->s, g->err, 0, &n, sql, "ii", g->line, g->curator))
		return -1;
	*there = n > 0;
	return 0;
}

static enum taken take_evidence(struct merge *g)
{
	if (find_evidence(g, false))
		return FAILED;
	if (g->ev)
		return THERE;
	if (find_evidence(g, true))
		return FAILED;
	if (!g->ev)
		return LEFT;
	return evm_audit_add(g->r, EVM_K_EVIDENCE, g->ev, g->err) ? FAILED : TAKEN;
}

static enum taken take_version(struct merge *g)
{
	int64_t parent = 0;
	bool there;

	if (is_there(g, "SELECT count(*) FROM version WHERE curator_id = ?2 AND "
		     "client_key = " GET("$.key"), &there))
		return FAILED;
	if (there)
		return THERE;
	if (find_evidence(g, true) || (g->ev && find_version(g, &parent_of, &parent)))
		return FAILED;
	if (!g->ev || !parent) {
		int64_t root;

		/* one without a parent begins its evidence */
		if (evm_sql_int(g->r->s, g->err, 0, &root, "SELECT " GET("$.parent")
				" IS NULL", "i", g->line))
			return FAILED;
		if (!g->ev || !root)
			return LEFT;
	}
	if (evm_sql_run(g->r->s, g->err, "INSERT INTO version (ev_id, parent_id, "
			"curator_id, claim_key, payload, note, client_key, "
			"created_at, s0, s1, o0, o1, t0, t1) VALUES (?2, "
			"nullif(?3, 0), ?4, " GET("$.claim") ", "
			PAYLOAD("$.payload") ", " GET("$.note") ", " GET("$.key")
			", " GET("$.at") ", " PLACES("$.spans") ")", "iiii",
			g->line, g->ev, parent, g->curator))
		return FAILED;
	return finish(g, EVM_K_VERSION);
}

static enum taken take_decision(struct merge *g)
{
	int64_t ver = 0, undoes = 0, undo;
	bool there;

	if (is_there(g, "SELECT count(*) FROM decision WHERE curator_id = ?2 AND "
		     "client_key = " GET("$.key"), &there))
		return FAILED;
	if (there)
		return THERE;
	if (find_evidence(g, true) || (g->ev && find_version(g, &voted, &ver)) ||
	    evm_sql_int(g->r->s, g->err, 0, &undoes, "SELECT dec_id FROM decision "
			"WHERE curator_id = ?2 AND client_key = " GET("$.undoes"),
			"ii", g->line, g->curator) ||
	    evm_sql_int(g->r->s, g->err, 0, &undo, "SELECT " GET("$.verdict")
			" = 'undo'", "i", g->line))
		return FAILED;
	if (!g->ev || !ver || (undo && !undoes))
		return LEFT;
	if (evm_sql_run(g->r->s, g->err, "INSERT INTO decision (ev_id, ver_id, "
			"curator_id, role, verdict, reason, comment, undoes, ui, "
			"client_key, ms_spent, merged, created_at) VALUES (?2, ?3, "
			"?4, " GET("$.role") ", " GET("$.verdict") ", "
			GET("$.reason") ", " GET("$.comment") ", nullif(?5, 0), "
			GET("$.ui") ", " GET("$.key") ", " GET("$.ms") ", 1, "
			GET("$.at") ")", "iiiii", g->line, g->ev, ver, g->curator,
			undoes))
		return FAILED;
	return finish(g, EVM_K_DECISION);
}

/* The evidence of a comment or a flag; what the machine first said of it is
 * made where it is not here. */
static int find_noted(struct merge *g)
{
	int64_t ver = 0;

	if (find_evidence(g, false))
		return -1;
	if (g->ev)
		return 0;
	if (find_evidence(g, true) || (g->ev && find_version(g, &first_of, &ver)))
		return -1;
	if (g->ev && !ver && evm_sql_run(g->r->s, g->err, "DELETE FROM evidence "
					 "WHERE ev_id = ?", "i", g->ev))
		return -1;
	g->ev = ver ? g->ev : 0;
	return 0;
}

static enum taken take_comment(struct merge *g)
{
	bool there;

	if (is_there(g, "SELECT count(*) FROM comment WHERE curator_id = ?2 AND "
		     "client_key = " GET("$.key"), &there))
		return FAILED;
	if (there)
		return THERE;
	if (find_noted(g))
		return FAILED;
	if (!g->ev)
		return LEFT;
	if (evm_sql_run(g->r->s, g->err, "INSERT INTO comment (ev_id, reply_to, "
			"curator_id, body, client_key, created_at) VALUES (?2, "
			"(SELECT m.com_id FROM comment m JOIN curator c ON "
			"c.curator_id = m.curator_id WHERE c.login = "
			GET("$.reply_to[0]") " AND m.client_key = "
			GET("$.reply_to[1]") "), ?3, " GET("$.body") ", "
			GET("$.key") ", " GET("$.at") ")", "iii", g->line, g->ev,
			g->curator))
		return FAILED;
	return finish(g, EVM_K_COMMENT);
}

static enum taken take_mark(struct merge *g)
{
	int64_t flag;
	bool there;

	if (is_there(g, "SELECT count(*) FROM mark WHERE curator_id = ?2 AND "
		     "client_key = " GET("$.key"), &there))
		return FAILED;
	if (there)
		return THERE;
	if (evm_sql_int(g->r->s, g->err, 0, &flag, "SELECT " GET("$.mark")
			" = 'flag'", "i", g->line) ||
	    (flag && find_noted(g)) || find_doc(g))
		return FAILED;
	if (!g->doc || (flag && !g->ev))
		return LEFT;
	if (evm_sql_run(g->r->s, g->err, "INSERT INTO mark (kind, curator_id, doc_id, "
			"ev_id, body, done, client_key, created_at) VALUES ("
			GET("$.mark") ", ?2, ?3, nullif(?4, 0), " GET("$.body")
			", " GET("$.done") ", " GET("$.key") ", " GET("$.at") ")",
			"iiii", g->line, g->curator, g->doc,
			flag ? g->ev : (int64_t)0))
		return FAILED;
	return finish(g, EVM_K_MARK);
}

static enum taken take_sample(struct merge *g)
{
	bool there;
	int64_t id;

	if (is_there(g, "SELECT count(*) FROM sample WHERE ?2 >= 0 AND name = "
		     GET("$.name"), &there))
		return FAILED;
	if (there)
		return THERE;
	if (evm_sql_run(g->r->s, g->err, "INSERT INTO sample (name, curator_id, "
			"filter, seed, n, created_at) VALUES (" GET("$.name")
			", ?2, " GET("$.filter") ", " GET("$.seed") ", "
			GET("$.n") ", " GET("$.at") ")", "ii", g->line, g->curator))
		return FAILED;
	id = evm_sql_rowid(g->r->s);
	if (evm_sql_run(g->r->s, g->err, "INSERT INTO sample_item SELECT ?2, e.ev_id "
			"FROM json_each(" GET("$.items") ") j JOIN evidence e "
			"ON e.fingerprint = j.value", "ii", g->line, id) ||
	    evm_audit_add(g->r, EVM_K_SAMPLE, id, g->err))
		return FAILED;
	return TAKEN;
}

static enum taken take(struct merge *g, int kind)
{
	static enum taken (*const takes[])(struct merge *) = {
		[EVM_K_EVIDENCE] = take_evidence, [EVM_K_VERSION] = take_version,
		[EVM_K_DECISION] = take_decision, [EVM_K_COMMENT] = take_comment,
		[EVM_K_MARK] = take_mark, [EVM_K_SAMPLE] = take_sample,
	};

	g->ev = g->doc = g->curator = 0;
	/* who may do what is decided on each laptop */
	if (kind == EVM_K_CURATOR)
		return THERE;
	if (kind != EVM_K_EVIDENCE && find_curator(g))
		return FAILED;
	return kind != EVM_K_EVIDENCE && !g->curator ? LEFT : takes[kind](g);
}

/* --- all of them ------------------------------------------------------------------------------ */

static int kind_of(struct evm_str name)
{
	for (int i = 0; i < EVM_K_N; i++)
		if (evm_str_eqz(name, evm_kind_names[i]))
			return i;
	return -1;
}

static int take_all(struct merge *g)
{
	sqlite3_stmt *st;
	int got = evm_sql_row(g->r->s, g->err, &st, "SELECT n, "
		"json_extract(entry, '$.kind') FROM temp.incoming ORDER BY "
		"json_extract(entry, '$.at'), instr('evidence version decision "
		"comment mark sample', json_extract(entry, '$.kind')), n", "");

	for (; got == 1; got = evm_sql_next(g->r->s, g->err, st)) {
		int kind = kind_of(evm_sql_text(st, 1));
		enum taken t;

		g->line = sqlite3_column_int64(st, 0);
		t = kind < 0 ? LEFT : take(g, kind);
		g->m->added += t == TAKEN;
		g->m->there += t == THERE;
		g->m->left += t == LEFT;
		if (t == FAILED) {
			evm_sql_done(st);
			return evm_err_at(g->err, "%s:%" PRId64, g->path, g->line);
		}
	}
	return got;
}

int evm_journal_merge(struct evm_review *r, const char *path,
		      struct evm_merged *m, struct evm_err *err)
{
	struct merge g = { .r = r, .path = path, .m = m, .err = err };
	struct evm_result res;

	memset(m, 0, sizeof *m);
	if (r->read_only)
		return evm_err_set(err, EVM_EXIT_FAILED,
				   "the database is open for reading only");
	if (read_file(&g) || evm_act_begin(r, &res, err))
		return -1;
	return evm_act_end(r, take_all(&g), &res, err);
}
