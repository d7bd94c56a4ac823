/* Private to review/: the open database, and how acts are written. */
#ifndef EVM_REVIEW_P_H
#define EVM_REVIEW_P_H

#include "core/digest.h"
#include "core/index.h"
#include "review/review.h"
#include "store/claim.h"
#include "store/sql.h"

#define EVM_KEY_MAX 64		/* bytes of a client_key */
#define EVM_TEXT_MAX 4000	/* of a comment, a note */
#define EVM_PAGE_MAX 200	/* rows of a page, of a bulk */

struct evm_dict_concepts;

struct evm_review {
	struct evm_store *s;
	bool read_only;
	struct evm_curator me;
	struct evm_buf login, name;	/* that me's texts stand in */
	bool blind;		/* me does not see what others voted before */
	/* journal */
	char *journal;		/* path, or NULL */
	int fd;			/* -1: none */
	int64_t journal_seq;	/* of its last line, when it had */
	int64_t journal_size;	/* this size; -1: not known */
	/* the queue's terms: number -> field and value (facet.c) */
	struct evm_arena terms;
	struct evm_term { int field; struct evm_str value; } *term;
	size_t n_terms;
	int64_t last_term;
	struct evm_index term_ix;
	struct evm_dict_concepts *dict;	/* concept.c, or NULL */
	struct evm_why_teller teller;
};

/* --- acts (act.c) ----------------------------------------------------------- */

/*
 * Every act is one transaction:
 *
 *	if (evm_act_begin(r, res, err))
 *		return -1;
 *	rc = ...;		0, -1, or 1: refused, res says how
 *	return evm_act_end(r, rc, res, err);
 *
 * End commits after 0 and copies the new audit rows to the journal; else it
 * rolls back. It fills res->head and res->status when res->ev is set.
 */
int evm_act_begin(struct evm_review *r, struct evm_result *res,
		  struct evm_err *err) EVM_MUST_CHECK;
int evm_act_end(struct evm_review *r, int rc, struct evm_result *res,
		struct evm_err *err) EVM_MUST_CHECK;
/* Sets outcome and why; returns 1. */
int evm_act_refuse(struct evm_result *res, enum evm_outcome o, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
/* 0, or 1 with res set: a usable client_key; a text without control characters
 * of at most max bytes. */
int evm_act_key(struct evm_str key, struct evm_result *res);
int evm_act_text(struct evm_str text, size_t max, const char *what,
		 struct evm_result *res);
/*
 * Was the key used before? got and st are those of a statement whose first
 * columns are the row with that key, its evidence or NULL, and whether it is
 * the same act: 0 it was not, 1 refused as a repetition or as another act's
 * ("decision", "edit", ...), -1.
 */
int evm_act_seen(int got, sqlite3_stmt *st, const char *what,
		 struct evm_result *res);
/* A curator is set, and not the machine. */
int evm_act_person(struct evm_review *r, struct evm_result *res);
/* A time later than everything a person did on ev (0: now). */
int evm_act_time(struct evm_review *r, int64_t ev, char at[32],
		 struct evm_err *err) EVM_MUST_CHECK;

/* --- audit and journal (audit.c, journal.c) ----------------------------------- */

enum evm_kind { EVM_K_EVIDENCE, EVM_K_VERSION, EVM_K_DECISION, EVM_K_COMMENT,
		EVM_K_MARK, EVM_K_CURATOR, EVM_K_SAMPLE, EVM_K_N };
extern const char *const evm_kind_names[EVM_K_N + 1];	/* NULL behind them */
/* SQL that gives the JSON of row ?1 of a kind. */
const char *evm_audit_sql(enum evm_kind kind);
/* Adds a row's content to the chain, inside the transaction. */
int evm_audit_add(struct evm_review *r, enum evm_kind kind, int64_t ref,
		  struct evm_err *err) EVM_MUST_CHECK;
void evm_audit_digest(char hex[EVM_DIGEST_HEX + 1], struct evm_str prev,
		      int64_t seq, struct evm_str at, int64_t curator,
		      struct evm_str kind, int64_t ref, struct evm_str detail);
/* Opens or makes the journal, cuts off a torn last line; copies to it the
 * audit rows that it lacks. */
int evm_journal_open(struct evm_review *r, const char *db, const char *journal,
		     struct evm_err *err) EVM_MUST_CHECK;
int evm_journal_sync(struct evm_review *r, struct evm_err *err) EVM_MUST_CHECK;
void evm_journal_close(struct evm_review *r);
/* Its path, to be freed: journal, or of the database's name. */
char *evm_journal_name(const char *db, const char *journal);

/* --- decisions (decide.c), content (content.c), facets (facet.c) ---------------- */

/* One decision inside a transaction: 0, 1 refused or repeated, -1. batch 0:
 * none. */
int evm_decide_in(struct evm_review *r, const struct evm_decide *d, int64_t batch,
		  struct evm_result *res, struct evm_err *err) EVM_MUST_CHECK;
int evm_undo_in(struct evm_review *r, int64_t dec_id, struct evm_str client_key,
		const char *ui, struct evm_result *res,
		struct evm_err *err) EVM_MUST_CHECK;

/* A version's content into an arena: 1, 0 no such version. body: of its
 * sentence, for parts whose spans are not stored. */
int evm_content_read(struct evm_review *r, int64_t ver, struct evm_str body,
		     struct evm_arena *a, struct evm_content *c,
		     struct evm_err *err) EVM_MUST_CHECK;
/* Its rules against the sentence: 0, or 1 with res set. */
int evm_content_check(const struct evm_content *c, struct evm_str body,
		      struct evm_result *res);
/* Canonical JSON and claim key, and the fingerprint of a document's sentence
 * with it (doc: source and id; either may be NULL). */
void evm_content_write(const struct evm_content *c, struct evm_str source,
		       struct evm_str id, struct evm_str body,
		       struct evm_buf *payload, struct evm_buf *key,
		       struct evm_fingerprint *print);
/* The version row with its spans: its number, or -1. parent 0: none. */
int evm_content_insert(struct evm_review *r, int64_t ev, int64_t parent,
		       const struct evm_content *c, struct evm_str payload,
		       struct evm_str key, struct evm_str note,
		       struct evm_str client_key, const char *at, int64_t *ver,
		       struct evm_err *err) EVM_MUST_CHECK;

/* Fields of terms behind those of enum evm_field. */
#define EVM_FACET_NORM EVM_F_N
#define EVM_FACET_ID (EVM_F_N + 1)

/* Brings facet up to date with dirty, and the terms into memory. */
int evm_facets_refresh(struct evm_review *r, struct evm_err *err) EVM_MUST_CHECK;
/* The same in a database open for reading: into copies that this connection
 * alone sees, and that stay as they are. */
int evm_facets_copy(struct evm_review *r, struct evm_err *err) EVM_MUST_CHECK;
/* Number of a field's value; 0: no evidence has it. */
int64_t evm_facets_term(const struct evm_review *r, int field, struct evm_str value);
/* Column of a field in facet. */
const char *evm_facets_column(int field);

/* What evm_concepts_read read (concept.c). */
void evm_concepts_drop(struct evm_review *r);

/* 0 when the curator's vote on ev stands and is the last thing that they did on
 * it; 1 refused (second.c). */
int evm_second_check(struct evm_review *r, int64_t ev, struct evm_result *res,
		     struct evm_err *err) EVM_MUST_CHECK;

/* --- small helps ------------------------------------------------------------------ */

/* Are the others' votes on evidence of that status held back? mine: I voted.
 * The acting curator sees no more than "judged" then (people.c). */
bool evm_held_back(const struct evm_review *r, struct evm_str status, bool mine);
struct evm_str evm_status_shown(const struct evm_review *r, struct evm_str status,
				bool mine);
/* Was decision d taken back? Is it a vote that stands? One of a second look
 * counts apart. */
#define EVM_UNDONE "EXISTS (SELECT 1 FROM decision u WHERE u.undoes = d.dec_id)"
#define EVM_VOTE_STANDS "d.verdict IN ('accept', 'reject', 'unsure') AND " \
	"d.role <> 'second' AND NOT " EVM_UNDONE
/* Has curator who ("?1") judged evidence e? */
#define EVM_JUDGED_BY(who) "EXISTS (SELECT 1 FROM decision d WHERE " \
	"d.ev_id = e.ev_id AND d.curator_id = " who " AND " EVM_VOTE_STANDS ")"
/* Does mark m stand, and is it the last word of who made it? */
#define EVM_MARK_STANDS "m.done = 1 AND NOT EXISTS (SELECT 1 FROM mark l WHERE " \
	"l.kind = m.kind AND l.doc_id = m.doc_id AND l.body = m.body AND " \
	"l.ev_id IS m.ev_id AND l.curator_id = m.curator_id AND " \
	"(l.created_at, l.client_key) > (m.created_at, m.client_key))"
/* Is decision d of role review, on a version that is the head of state s, the
 * last thing that its curator did on its evidence? (+: by the index of the
 * evidence, not by that of the times.) */
#define EVM_FIRST_LOOK "d.role = 'review' AND d.verdict IN ('accept', 'reject') AND " \
	"d.ver_id = s.head_ver AND NOT EXISTS (SELECT 1 FROM decision l WHERE " \
	"l.ev_id = d.ev_id AND l.curator_id = d.curator_id AND " \
	"(+l.created_at, l.client_key) > (d.created_at, d.client_key))"
/* A column's text, copied. */
struct evm_str evm_col(struct evm_arena *a, sqlite3_stmt *st, int column);
/* "pubmed:123" to doc_id; 0 when there is none. */
int evm_doc_number(struct evm_review *r, struct evm_str doc, int64_t *doc_id,
		   struct evm_err *err) EVM_MUST_CHECK;
/* Its text and everything else, from its lines; doc is reset first: 1, 0 when
 * it is unknown or has no text, -1 (edit.c). */
int evm_doc_fetch(struct evm_review *r, struct evm_str name, int64_t *doc_id,
		  struct evm_doc *doc, struct evm_err *err) EVM_MUST_CHECK;
/* Adds the row of an evidence; one that is not there adds nothing (queue.c). */
int evm_rows_add(struct evm_review *r, struct evm_arena *a, int64_t ev,
		 struct evm_rows *rows, struct evm_err *err) EVM_MUST_CHECK;
/* References of a document that the rest of a statement chooses, and their
 * reading (item.c). */
#define EVM_REFS_SQL "SELECT f.label, f.pmid, f.doi, f.raw, " \
	"coalesce((SELECT d.source || ':' || d.ext_id FROM document d WHERE " \
	"d.source = 'pubmed' AND d.ext_id = f.pmid AND d.deleted = 0), '') " \
	"FROM reference f WHERE f.doc_id = ?1 "
void evm_ref_read(sqlite3_stmt *st, struct evm_arena *a, struct evm_citation *c);
/* A document's row: 1, 0, -1; and what its lines alone say (item.c). */
int evm_paper_row(struct evm_review *r, int64_t doc_id, struct evm_arena *a,
		  struct evm_paper *p, struct evm_err *err) EVM_MUST_CHECK;
void evm_paper_meta(const struct evm_doc *doc, struct evm_arena *a,
		    struct evm_paper *p);
/* What the machine's claim rests on, from its document (why.c), whose claims
 * are made anew. */
int evm_item_why(struct evm_review *r, struct evm_doc *doc, struct evm_arena *a,
		 struct evm_item *it, struct evm_err *err) EVM_MUST_CHECK;
/* What the papers of a claim's evidence link with it, each claim once (why.c). */
int evm_claim_links(struct evm_review *r, struct evm_arena *a,
		    struct evm_claim_view *v, struct evm_err *err) EVM_MUST_CHECK;
/* The rows of the evidence that a statement has in its first column. */
int evm_rows_of(struct evm_review *r, struct evm_arena *a, struct evm_rows *rows,
		struct evm_err *err, const char *sql, int64_t id,
		struct evm_str text) EVM_MUST_CHECK;

/* A statement that is put together (query.c). */
struct evm_query {
	struct evm_buf sql;
	struct evm_value { char kind; int64_t i; double d; struct evm_str s; } v[1024];
	size_t n;
	struct evm_buf words;	/* text for the full-text index */
};
void evm_query_add(struct evm_query *q, const char *sql);
void evm_query_int(struct evm_query *q, const char *sql, int64_t i);
void evm_query_number(struct evm_query *q, const char *sql, double d);
void evm_query_text(struct evm_query *q, const char *sql, struct evm_str s);
/* " AND ..." for each of the filter's conditions on facet f; those of fields
 * only when fields. */
int evm_query_filter(struct evm_review *r, struct evm_query *q,
		     const struct evm_filter *f, bool fields,
		     struct evm_err *err) EVM_MUST_CHECK;
/* The key that the filter's sort orders by, ascending, before the number. */
const char *evm_query_key(enum evm_sort sort);
/* First row as evm_sql_row; st is the caller's to finalize in any case. */
int evm_query_run(struct evm_review *r, struct evm_query *q, sqlite3_stmt **st,
		  struct evm_err *err) EVM_MUST_CHECK;
void evm_query_release(struct evm_query *q);

#endif
