/*
 * review: what curators do with claims, without a screen. evm-curate (a
 * terminal) and evm-serve (a page) call nothing but this.
 *
 * The unit of a decision is evidence: one extraction from one sentence. It has
 * versions (what it says: the machine's, then people's edits), and one of
 * them is the head, which is shown and judged. Versions, decisions, comments
 * and marks are rows that are only ever added; undo is a row. Each row that a
 * person adds stands in the audit chain, whose lines are copied after the
 * commit to the journal, a plain file that other databases can merge.
 *
 *	evm_review_open(&r, "claims.db", NULL, &err);
 *	evm_review_as(r, "anna", &err);
 *	evm_queue_next(r, &filter, 0, &ev, &err);
 *	evm_item_get(r, ev, &arena, &item, &err);
 *	evm_review_decide(r, &(struct evm_decide){ .ev = ev, .ver = item.ver,
 *		.verdict = EVM_ACCEPT, .client_key = key }, &result, &err);
 *
 * Calls return 0 or -1 with err set (the database failed), readers 1 or 0.
 * What a person did wrong is no error: it is the outcome in struct
 * evm_result. One struct evm_review belongs to one thread; several may be
 * open on one database. Whatever a call gives lives in the caller's arena;
 * texts there have a NUL behind them. Text out of the database is checked
 * UTF-8 without control bytes but tab and newline; it is still hostile: escape
 * it.
 */
#ifndef EVM_REVIEW_H
#define EVM_REVIEW_H

#include "core/doc.h"
#include "core/err.h"
#include "core/str.h"
#include "core/why.h"
#include "store/filter.h"

struct evm_review;
struct evm_result;

/* What a call gives several of, in the caller's arena. */
#define EVM_LIST_OF(name, type) \
	struct name { type *v; size_t n, cap; }

/* An existing database. journal: NULL is the database's name with its
 * extension replaced by .decisions.jsonl; "" is no journal. Lines that a killed
 * process left out are added to it. */
int evm_review_open(struct evm_review **r, const char *db, const char *journal,
		    struct evm_err *err) EVM_MUST_CHECK;
/* For reading only: acts fail. The curator may be set. */
int evm_review_open_read(struct evm_review **r, const char *db,
			 struct evm_err *err) EVM_MUST_CHECK;
void evm_review_close(struct evm_review *r);
/* The curator of the acts and views that follow (a server: of this request).
 * An unknown or switched off login is an error. */
int evm_review_as(struct evm_review *r, const char *login,
		  struct evm_err *err) EVM_MUST_CHECK;
/* Whom evm_item_get asks why the machine said so; without one an item shows
 * what is stored alone. What ctx stands for is the caller's, and must live. */
void evm_review_teller(struct evm_review *r, struct evm_why_teller teller);
/* For the authorizer, statement limits and sessions of evm-serve; see
 * store/sql.h. */
struct evm_store *evm_review_store(struct evm_review *r);
/* 32 hexadecimal digits from the system's random source: a client_key. */
void evm_review_key(char key[33]);

/* --- curators ------------------------------------------------------------ */

enum evm_role { EVM_ROLE_CURATOR, EVM_ROLE_ADJUDICATOR, EVM_ROLE_ADMIN,
		EVM_ROLE_MACHINE, EVM_ROLE_N };
const char *evm_role_name(enum evm_role role);
int evm_role_of(struct evm_str name);

struct evm_curator {
	int64_t id;
	struct evm_str login, name, orcid;
	enum evm_role role;
	bool active;
	int64_t decisions;	/* made, undone ones included */
};
EVM_LIST_OF(evm_curators, struct evm_curator);

/* Who acts; id 0: nobody was set. */
struct evm_curator evm_review_me(const struct evm_review *r);
int evm_curators_list(struct evm_review *r, struct evm_arena *a,
		      struct evm_curators *list, struct evm_err *err) EVM_MUST_CHECK;
/* A login: 1 to 32 of a-z 0-9 . _ -, a letter first. Adds it, or changes name,
 * ORCID, role and active of an existing one. EVM_INVALID tells what is wrong. */
int evm_curators_put(struct evm_review *r, const struct evm_curator *c,
		     struct evm_result *res, struct evm_err *err) EVM_MUST_CHECK;

/* Settings of the curator: any short key and text ("theme", "blind", "alt",
 * "key.accept"). An empty value removes it. */
int evm_setting_get(struct evm_review *r, const char *key, struct evm_arena *a,
		    struct evm_str *value, struct evm_err *err) EVM_MUST_CHECK;
int evm_setting_put(struct evm_review *r, const char *key, struct evm_str value,
		    struct evm_err *err) EVM_MUST_CHECK;

/* --- what an act came to --------------------------------------------------- */

enum evm_outcome {
	EVM_SAVED,		/* committed (201) */
	EVM_REPEATED,		/* the same act with the same key is there (200) */
	EVM_STALE,		/* another version is the head now (409) */
	EVM_KEY_REUSED,		/* the key belongs to another act (409) */
	EVM_INVALID,		/* a rule is broken (422) */
	EVM_FORBIDDEN,		/* this curator may not (403) */
	EVM_MISSING,		/* no such evidence, version, decision (404) */
	EVM_OUTCOME_N
};
const char *evm_outcome_name(enum evm_outcome o);

struct evm_result {
	enum evm_outcome outcome;
	int64_t id;		/* of the decision, version, comment, batch, ... */
	int64_t ev, head;	/* the evidence, and its head version now */
	char status[16];	/* of the evidence now */
	char why[240];		/* in words, for the person; empty when saved */
};

/* --- deciding ----------------------------------------------------------------- */

enum evm_verdict { EVM_ACCEPT, EVM_REJECT, EVM_UNSURE, EVM_SKIP, EVM_UNDO,
		   EVM_VERDICT_N };
const char *evm_verdict_name(enum evm_verdict v);
int evm_verdict_of(struct evm_str name);

/* Reject reasons; key is the letter behind r, tag what INDRA calls it. */
struct evm_reason {
	struct evm_str code, key, label, tag;
	bool needs_text;
};
EVM_LIST_OF(evm_reasons, struct evm_reason);
int evm_reasons_list(struct evm_review *r, struct evm_arena *a,
		     struct evm_reasons *list, struct evm_err *err) EVM_MUST_CHECK;

struct evm_decide {
	int64_t ev, ver;	/* ver: the version that the person saw */
	enum evm_verdict verdict;	/* not EVM_UNDO */
	bool adjudicate;	/* settles it; only adjudicators and admins. ver may
				 * be any version of ev and becomes the head */
	bool second;		/* given in a second look (evm_second_next) */
	struct evm_str reason;	/* a code; needed by EVM_REJECT alone */
	struct evm_str comment;	/* or empty */
	struct evm_str client_key;	/* 8 to 64 visible ASCII characters */
	int64_t ms_spent;	/* since the card was shown; -1: unknown */
	const char *ui;		/* "web", "tty", "api", "import" */
};
int evm_review_decide(struct evm_review *r, const struct evm_decide *d,
		      struct evm_result *res, struct evm_err *err) EVM_MUST_CHECK;

/* Takes back one decision of the curator's own; 0: the last one not undone, of
 * whatever evidence. An undo cannot be undone: decide again. */
int evm_review_undo(struct evm_review *r, int64_t dec_id,
		    struct evm_str client_key, const char *ui,
		    struct evm_result *res, struct evm_err *err) EVM_MUST_CHECK;
/* The curator's last decision that stands on one evidence (z on its card). */
int evm_review_undo_on(struct evm_review *r, int64_t ev,
		       struct evm_str client_key, const char *ui,
		       struct evm_result *res, struct evm_err *err) EVM_MUST_CHECK;

/* --- editing --------------------------------------------------------------------- */

/* Subject or object: where it stands in the sentence (bytes, half open) and
 * what it is. */
struct evm_part {
	uint32_t b0, b1;
	struct evm_str quote;	/* filled by readers; checked when given */
	enum evm_type type;
	struct evm_str norm, id, resolved;
};
struct evm_qual {
	struct evm_str key, value;
};
EVM_LIST_OF(evm_quals, struct evm_qual);

/* What a version says. */
struct evm_content {
	struct evm_part subject, object;
	enum evm_predicate predicate;
	bool negated, hedged;
	uint32_t trigger0, trigger1;	/* equal: none */
	struct evm_quals quals;	/* keys of core/doc.h; several of a key may stand */
};

/*
 * A new version from parent, the version that the person saw. When another
 * one has edited that parent meanwhile the edit is kept as a fork and the
 * evidence is disputed: outcome SAVED, and why says so. accept: also accepts
 * the new version, in the same transaction. An edit that changes nothing is
 * INVALID. The curator's draft on it is removed.
 */
struct evm_edit {
	int64_t ev, parent;
	struct evm_content content;
	struct evm_str note, client_key;
	bool accept;
	int64_t ms_spent;
	const char *ui;
};
int evm_review_edit(struct evm_review *r, const struct evm_edit *e,
		    struct evm_result *res, struct evm_err *err) EVM_MUST_CHECK;

/* A claim that the machine missed, in sentence ord (from 1) of a document. The
 * curator's version is the first and counts as accepted by them. When the same
 * claim stands already: INVALID, and res->ev is it. */
struct evm_missed {
	struct evm_str doc;	/* "pubmed:99000001" */
	int64_t ord;
	struct evm_content content;
	struct evm_str note, client_key;
	int64_t ms_spent;
	const char *ui;
};
int evm_review_add(struct evm_review *r, const struct evm_missed *m,
		   struct evm_result *res, struct evm_err *err) EVM_MUST_CHECK;

/* Concepts to choose from when a part is edited: those of the database's
 * claims and, when a folder of dictionaries is set, theirs; by name, number or
 * part of a name; those that begin with the text first. */
struct evm_concept {
	enum evm_type type;
	struct evm_str norm, id, name;
	int64_t claims;		/* in the database */
};
EVM_LIST_OF(evm_concepts, struct evm_concept);
/* dictionaries/NAME.tsv below dir are read once; NULL: none. */
int evm_concepts_read(struct evm_review *r, const char *dir,
		      struct evm_err *err) EVM_MUST_CHECK;
/* type EVM_TYPE_N: of any type. */
int evm_concepts_find(struct evm_review *r, enum evm_type type,
		      struct evm_str text, size_t max, struct evm_arena *a,
		      struct evm_concepts *list, struct evm_err *err) EVM_MUST_CHECK;

/* --- comments, flags, marks, drafts, leases ---------------------------------------- */

int evm_review_comment(struct evm_review *r, int64_t ev, int64_t reply_to,
		       struct evm_str body, struct evm_str client_key,
		       struct evm_result *res, struct evm_err *err) EVM_MUST_CHECK;

enum evm_mark { EVM_MARK_FLAG, EVM_MARK_SENTENCE, EVM_MARK_PAPER, EVM_MARK_N };
/*
 * FLAG: look at evidence again (ev). SENTENCE: nothing more to find in
 * sentence ord of doc. PAPER: the document is done. on false takes it back.
 */
struct evm_mark_act {
	enum evm_mark kind;
	int64_t ev;		/* FLAG */
	struct evm_str doc;	/* SENTENCE, PAPER */
	int64_t ord;		/* SENTENCE */
	bool on;
	struct evm_str client_key;
};
int evm_review_mark(struct evm_review *r, const struct evm_mark_act *m,
		    struct evm_result *res, struct evm_err *err) EVM_MUST_CHECK;

/* The text of a form that is not sent yet: replaced at each call, gone with an
 * empty body or with the edit. Not in the audit chain. */
int evm_draft_put(struct evm_review *r, int64_t ev, int64_t base_ver,
		  struct evm_str body, struct evm_err *err) EVM_MUST_CHECK;
/* 1 when there is one */
int evm_draft_get(struct evm_review *r, int64_t ev, struct evm_arena *a,
		  int64_t *base_ver, struct evm_str *body,
		  struct evm_err *err) EVM_MUST_CHECK;

/* Advisory: says that the curator is on it for ten minutes; evm_queue_next
 * passes over what another one is on. Never refused. */
int evm_lease_take(struct evm_review *r, int64_t ev,
		   struct evm_err *err) EVM_MUST_CHECK;

/* --- the queue ------------------------------------------------------------------------ */

/* Evidence that a --where means, in the order of its sort. print: the
 * fingerprint. What is personal in it needs a curator (evm_review_as). */
struct evm_found {
	int64_t ev;
	struct evm_str print;
};
EVM_LIST_OF(evm_founds, struct evm_found);
int evm_filters_find(struct evm_review *r, const struct evm_filters *w,
		   struct evm_arena *a, struct evm_founds *list,
		   struct evm_err *err) EVM_MUST_CHECK;

/* Calls fn with the fingerprint of each, for programs that ask once: db is
 * opened for reading, and not written. user: whose only=mine, unseen, returned
 * are meant; NULL: the login in EVMINE_CURATOR. */
typedef void evm_print_fn(void *ctx, struct evm_str print);
int evm_filters_each(const char *db, const struct evm_filters *w, const char *user,
		     evm_print_fn *fn, void *ctx, struct evm_err *err) EVM_MUST_CHECK;

/* A row of the queue. */
struct evm_row {
	int64_t ev, ver;
	struct evm_str status, subject, object, doc, title, sentence, section;
	struct evm_str rule;
	enum evm_predicate predicate;
	bool negated, hedged, retracted, gone, mine;
	double confidence;	/* -1: none (added by a person), or hidden */
	int64_t year;
};
EVM_LIST_OF(evm_rows, struct evm_row);

int evm_queue_count(struct evm_review *r, const struct evm_filter *f,
		    int64_t *n, struct evm_err *err) EVM_MUST_CHECK;
/* Rows from..from+n of the filter's order; n <= 200. */
int evm_queue_page(struct evm_review *r, const struct evm_filter *f, int64_t from,
		   size_t n, struct evm_arena *a, struct evm_rows *rows,
		   struct evm_err *err) EVM_MUST_CHECK;

struct evm_facet {
	enum evm_field field;
	struct evm_str value;	/* "-": has none */
	int64_t n;
};
EVM_LIST_OF(evm_facets, struct evm_facet);
/* Counts of each field's values under the filter with that field left open, by
 * field, then the most first; at most top values a field. */
int evm_queue_facets(struct evm_review *r, const struct evm_filter *f, size_t top,
		     struct evm_arena *a, struct evm_facets *list,
		     struct evm_err *err) EVM_MUST_CHECK;
/* The first of the filter behind evidence `after` (0: from the start) that
 * nobody else is on, and a lease on it: 1, 0 when there is none. What the
 * curator skipped comes at the end, the one skipped longest ago first. */
int evm_queue_next(struct evm_review *r, const struct evm_filter *f,
		   int64_t after, int64_t *ev, struct evm_err *err) EVM_MUST_CHECK;
/* The neighbours of an evidence in the filter's order, for j and k: 0 when
 * there is none. No lease. */
int evm_queue_beside(struct evm_review *r, const struct evm_filter *f, int64_t ev,
		     int64_t *before, int64_t *behind,
		     struct evm_err *err) EVM_MUST_CHECK;

/*
 * A second look: now and then a queue of new claims holds one that the curator
 * judged long ago, shown as if it were new, so that their agreement with
 * themself is known. It is sent with evm_decide.second, is counted by nothing
 * else, and the vote before it stays what it was. 1 with such evidence when one
 * comes behind `after` in the filter's queue, 0; as long as it is not given, the
 * same each time. The queue goes on behind `after`.
 */
int evm_second_next(struct evm_review *r, const struct evm_filter *f, int64_t after,
		    int64_t *ev, struct evm_err *err) EVM_MUST_CHECK;

/* --- the item ------------------------------------------------------------------------------ */

struct evm_version {
	int64_t id, parent;	/* parent 0: none */
	struct evm_str by;	/* login */
	struct evm_content content;
	struct evm_str note, at, payload;	/* payload: its JSON */
	bool head, machine_now;	/* machine_now: what the newest run says */
};
struct evm_vote {
	int64_t id, ver;
	struct evm_str by, verdict, reason, comment, at, ui, role;
	bool undone, counts;	/* counts: it is effective and on the head */
	bool mine;
};
struct evm_comment {
	int64_t id, reply_to;
	struct evm_str by, body, at;
};
struct evm_citation {
	struct evm_str label;	/* as cited */
	struct evm_str pmid, doi, raw;	/* empty where the document says nothing */
	struct evm_str doc;	/* "pubmed:30876455" when it is in the database */
};
struct evm_elsewhere {
	int64_t ev;
	struct evm_str doc, status, sentence;
	bool negated;
};
/* Words of the sentence that the claim rests on beside its parts: N negation
 * or doubt, X what turns a sign, A what a pronoun stands for; and where the
 * text says a qualifier: R route, D dose, M model, C citation, Q another. */
struct evm_note {
	char role;
	uint32_t b0, b1;	/* bytes of the sentence */
	struct evm_str label;	/* "route: intraperitoneal" */
};
struct evm_share {		/* of the confidence, as a log odds ratio */
	struct evm_str name;
	double share;
};
EVM_LIST_OF(evm_notes, struct evm_note);
EVM_LIST_OF(evm_shares, struct evm_share);
EVM_LIST_OF(evm_versions, struct evm_version);
EVM_LIST_OF(evm_votes, struct evm_vote);
EVM_LIST_OF(evm_comments, struct evm_comment);
EVM_LIST_OF(evm_citations, struct evm_citation);
EVM_LIST_OF(evm_others, struct evm_elsewhere);

struct evm_paper {
	int64_t id;
	struct evm_str doc;	/* source:id */
	struct evm_str source, ext_id, title, journal, doi, pmid;
	struct evm_str types;	/* publication types, joined by "; " */
	int64_t year;		/* 0: unknown */
	bool retracted, deleted, done;	/* done: by anybody's mark */
};

struct evm_item {
	int64_t ev, ver;	/* ver: the head; send it back with the vote */
	int64_t rev;		/* goes up with each change */
	struct evm_str fingerprint, id;	/* id: its short name in exports */
	struct evm_str status, claim_key;
	struct evm_content now;	/* what the head says */
	struct evm_paper paper;
	int64_t ord, of;	/* sentence number and count; ord 0: its newest text
				 * no longer has the sentence */
	struct evm_str region, section;
	struct evm_str before, sentence, after;	/* the neighbours, or empty */
	struct evm_citations refs;	/* the head's refs, resolved */
	struct evm_versions versions;
	struct evm_votes votes;	/* blind: only the curator's own until they have
				 * voted (setting "blind" off: all) */
	struct evm_comments comments;	/* likewise */
	bool blind;		/* votes or comments are being held back; then
				 * the status is "judged" */
	int64_t hidden;		/* how many */
	bool recheck, gone, flagged, sentence_done, forked, added;
	/* why the machine extracted it */
	struct evm_str rule, trigger;
	struct evm_str cues;	/* "negated, hedged: “may”, “not”", or empty */
	struct evm_str stands_for;	/* what its pronoun stands for, elsewhere */
	struct evm_notes notes;
	struct evm_shares shares;	/* of the confidence; empty when it is hidden */
	/* claims of the paper that are its means, and whose means it is */
	struct evm_rows means, ends;
	double confidence;	/* -1: none, or hidden in a random sample */
	struct evm_str provenance;	/* of the run that finds it */
	struct evm_str leased;	/* login of another curator who is on it */
	/* the same claim key in other evidence; at most 1,000 are counted */
	int64_t elsewhere, elsewhere_papers, elsewhere_accepted, elsewhere_denied;
};

/* 1, 0 when there is no such evidence */
int evm_item_get(struct evm_review *r, int64_t ev, struct evm_arena *a,
		 struct evm_item *item, struct evm_err *err) EVM_MUST_CHECK;
/* Other evidence of the same claim key, and evidence in similar sentences. */
int evm_item_elsewhere(struct evm_review *r, int64_t ev, size_t max,
		       struct evm_arena *a, struct evm_others *list,
		       struct evm_err *err) EVM_MUST_CHECK;
int evm_item_similar(struct evm_review *r, int64_t ev, size_t max,
		     struct evm_arena *a, struct evm_others *list,
		     struct evm_err *err) EVM_MUST_CHECK;
/* Takes off it what tells that it was judged: for a second look. */
void evm_item_as_new(struct evm_item *item);

/* The sentence cut at all borders of spans, for marking: letters are the roles
 * of a piece ("S", "O", "T"; "ST" where two overlap; "" for none). */
#define EVM_PIECE_ROLES 8
struct evm_piece {
	uint32_t b0, b1;
	char roles[EVM_PIECE_ROLES];	/* of more, the first ones */
};
EVM_LIST_OF(evm_pieces, struct evm_piece);
/* notes: marked too; or NULL */
void evm_content_pieces(const struct evm_content *c, const struct evm_notes *notes,
			size_t sentence_bytes, struct evm_arena *a,
			struct evm_pieces *list);
/* Which fields differ ("subject.norm", "predicate", "route", ...). */
EVM_LIST_OF(evm_texts, struct evm_str);
void evm_content_diff(const struct evm_content *x, const struct evm_content *y,
		      struct evm_arena *a, struct evm_texts *fields);

/* --- a claim, a document, a concept ------------------------------------------------------------ */

/* A row of the context matrix: evidence by source, route, species and model,
 * in how many papers, and what it says. Rejected evidence says nothing. */
struct evm_context {
	struct evm_str source, route, species, model;
	int64_t evidence, papers, accepted, rejected;
	int64_t affirmed, denied;	/* says it; says that it is not so */
	int64_t opposed;	/* of the opposite claim: more against less */
	bool torn;		/* affirmed, and denied or opposed */
};
EVM_LIST_OF(evm_contexts, struct evm_context);
struct evm_claim_view {
	struct evm_str key;
	int64_t evidence, papers, accepted, rejected, affirmed, denied, opposed;
	struct evm_str opposite;	/* key of the opposite claim, or empty */
	/* the claims that are means of this one in its papers, and those whose
	 * means it is: each once; of the first 50 sentences */
	struct evm_rows means, ends;
	struct evm_rows rows;	/* at most 200 */
	struct evm_contexts contexts;
	/* claims on the same two ends with another predicate */
	struct evm_texts rivals;
};
/* 1, 0 when no evidence has that key */
int evm_claim_get(struct evm_review *r, struct evm_str key, struct evm_arena *a,
		  struct evm_claim_view *v, struct evm_err *err) EVM_MUST_CHECK;

struct evm_line {		/* a sentence of a document */
	int64_t ord;
	struct evm_str region, section, text;
	bool done;		/* "nothing more here", by anybody */
	struct evm_rows rows;	/* its evidence */
};
EVM_LIST_OF(evm_lines, struct evm_line);
struct evm_paper_view {
	struct evm_paper paper;
	struct evm_lines lines;
	struct evm_citations refs;	/* that claims cite */
	/* what its claims say of how it was done, but rejected ones: each key's
	 * values, the most frequent first */
	struct evm_quals says;
	struct evm_rows gone;	/* evidence whose sentence is no more */
	int64_t sentences_done, judged, evidence;
};
/* doc "pubmed:99000001": 1, 0 when unknown */
int evm_paper_get(struct evm_review *r, struct evm_str doc, struct evm_arena *a,
		  struct evm_paper_view *v, struct evm_err *err) EVM_MUST_CHECK;

struct evm_name_seen {
	struct evm_str quote;
	int64_t n, accepted, rejected;
	int64_t grounding;	/* rejected for a wrong identifier */
};
EVM_LIST_OF(evm_names_seen, struct evm_name_seen);
struct evm_concept_view {
	struct evm_concept concept;
	struct evm_names_seen names;
	struct evm_rows rows;	/* at most 200 */
	int64_t evidence, papers;
};
/* By id ("MESH:D008103") or norm: 1, 0 */
int evm_concept_get(struct evm_review *r, struct evm_str id, struct evm_arena *a,
		    struct evm_concept_view *v, struct evm_err *err) EVM_MUST_CHECK;

/* --- many at once -------------------------------------------------------------------------------- */

struct evm_bulk {
	struct evm_rows rows;	/* what will be decided; at most 200 */
	char sha256[65];	/* of the list of evidence and versions */
	int64_t left;		/* matches beyond the list */
};
int evm_bulk_preview(struct evm_review *r, const struct evm_filter *f, size_t max,
		     struct evm_arena *a, struct evm_bulk *bulk,
		     struct evm_err *err) EVM_MUST_CHECK;
/*
 * One decision a row of the list previewed, all in one transaction. ev and ver
 * of *d are not used; its client_key is the batch's. The hash is of the list
 * that was shown (ids and versions, evm_bulk_hash): another hash is STALE and
 * nothing is done. A row that became stale since is left out and listed in
 * stale. res->id is the batch.
 */
int evm_bulk_commit(struct evm_review *r, const struct evm_row *rows, size_t n,
		    const char *sha256, const struct evm_filter *f,
		    const struct evm_decide *d, struct evm_arena *a,
		    struct evm_rows *stale, struct evm_result *res,
		    struct evm_err *err) EVM_MUST_CHECK;
void evm_bulk_hash(const struct evm_row *rows, size_t n, char sha256[65]);
/* The curator's decision on ev, on these similar ones too; a batch. */
int evm_bulk_propagate(struct evm_review *r, int64_t ev, const int64_t *to, size_t n,
		       struct evm_str client_key, const char *ui,
		       struct evm_result *res, struct evm_err *err) EVM_MUST_CHECK;
/* Takes back what stands of a batch of the curator's own, one act. */
int evm_bulk_undo(struct evm_review *r, int64_t batch_id, struct evm_str client_key,
		  const char *ui, struct evm_result *res,
		  struct evm_err *err) EVM_MUST_CHECK;

/* --- adjudication ---------------------------------------------------------------------------------- */

/* Disputed evidence, oldest first; each is settled by evm_review_decide with
 * adjudicate (read it with evm_item_get: adjudicators see all votes). */
int evm_adjudicate_list(struct evm_review *r, int64_t from, size_t n,
			struct evm_arena *a, struct evm_rows *rows, int64_t *all,
			struct evm_err *err) EVM_MUST_CHECK;

/* --- figures ------------------------------------------------------------------------------------------ */

struct evm_agree {		/* of a pair; the machine counts as one that accepts
				 * what it extracts */
	struct evm_str a, b;
	int64_t n, same;
	double raw, kappa;	/* kappa NAN: undefined (all votes are alike) */
	double prevalence;	/* share of accepts among both's votes */
};
EVM_LIST_OF(evm_agrees, struct evm_agree);
struct evm_field_agree {	/* heads of edited evidence against the machine's */
	struct evm_str field;	/* subject object predicate polarity route ... */
	int64_t n, same;
};
EVM_LIST_OF(evm_field_agrees, struct evm_field_agree);
struct evm_agreement {
	struct evm_agrees pairs;
	struct evm_agrees self;	/* second looks: a is b */
	struct evm_field_agrees fields;
	double alpha;		/* Krippendorff, nominal, people only; NAN: undefined */
	int64_t items, raters;	/* that alpha is of */
};
int evm_agreement_get(struct evm_review *r, struct evm_arena *a,
		      struct evm_agreement *g, struct evm_err *err) EVM_MUST_CHECK;

/* Precision with its 95 % Wilson interval, from random samples only. */
struct evm_precision {
	enum evm_field by;	/* EVM_F_RULE or EVM_F_PREDICATE; EVM_F_N: all */
	struct evm_str value;
	int64_t n, accepted;
	double p, low, high;
};
EVM_LIST_OF(evm_precisions, struct evm_precision);
/* sample: its name, or empty for all of them */
int evm_precision_get(struct evm_review *r, struct evm_str sample,
		      struct evm_arena *a, struct evm_precisions *list,
		      struct evm_err *err) EVM_MUST_CHECK;

struct evm_sample {
	int64_t id;
	struct evm_str name, filter, by, at;
	uint64_t seed;
	int64_t n, judged;
};
EVM_LIST_OF(evm_samples, struct evm_sample);
/* Draws n of the filter without replacement; seed and filter alone decide
 * which (the fingerprints' hashes with the seed, smallest first). */
int evm_sample_draw(struct evm_review *r, struct evm_str name,
		    const struct evm_filter *f, int64_t n, uint64_t seed,
		    struct evm_result *res, struct evm_err *err) EVM_MUST_CHECK;
int evm_samples_list(struct evm_review *r, struct evm_arena *a,
		     struct evm_samples *list, struct evm_err *err) EVM_MUST_CHECK;

struct evm_pace {		/* of one curator */
	struct evm_str login;
	int64_t today, week, all;	/* votes, undone ones not counted */
	double median_s;	/* seconds a vote; idle above 120 s dropped; NAN */
	int64_t papers_done, edits, added;
};
EVM_LIST_OF(evm_paces, struct evm_pace);
int evm_pace_get(struct evm_review *r, struct evm_arena *a, struct evm_paces *list,
		 struct evm_err *err) EVM_MUST_CHECK;
/* Evidence by status; all statuses, in the order of the enum's comment. */
int evm_progress_get(struct evm_review *r, struct evm_arena *a,
		     struct evm_facets *list, struct evm_err *err) EVM_MUST_CHECK;
/* Recall on sentences marked done: claims in them that stand (machine's, and
 * added by people). */
int evm_recall_get(struct evm_review *r, int64_t *sentences, int64_t *machine,
		   int64_t *added, struct evm_err *err) EVM_MUST_CHECK;

/* --- reject teaches ---------------------------------------------------------------------------------------- */

/* What would change if a name were no longer taken for a concept: evidence
 * whose subject or object is so named and so resolved. */
struct evm_teach {
	int64_t pending, accepted, rejected, other;
	struct evm_rows rows;	/* at most 50 */
	struct evm_str line;	/* for dictionaries' block list: name, id, tabs */
};
int evm_teach_get(struct evm_review *r, struct evm_str quote, struct evm_str id,
		  struct evm_arena *a, struct evm_teach *t,
		  struct evm_err *err) EVM_MUST_CHECK;

/* Names of which curators rejected a claim for a wrong identifier, those most
 * often rejected first, but no vesicles and sources; at most 200. What else
 * has the name stands beside it. */
struct evm_lesson {
	struct evm_str quote, id, norm;
	enum evm_type type;
	int64_t wrong;		/* rejects for it that stand */
	int64_t pending, accepted, rejected;
	struct evm_str line;	/* of a block list */
};
EVM_LIST_OF(evm_lessons, struct evm_lesson);
int evm_lessons_list(struct evm_review *r, struct evm_arena *a,
		     struct evm_lessons *list, struct evm_err *err) EVM_MUST_CHECK;

/* --- history, audit, journal ---------------------------------------------------------------------------------- */

/* Rows of the audit log, newest first. Others' decisions and comments on what
 * the curator has not judged are held back where an item holds them back. */
struct evm_log {
	int64_t seq, ev, ref;	/* ref: decision, version, ... of the kind */
	struct evm_str at, login, kind, verdict, reason, text;
	struct evm_str writer;	/* who wrote the row here: of a merge, another one */
	struct evm_str sha256;	/* of the row and all before it */
	bool undone, held;	/* held: verdict, reason and text are empty */
};
EVM_LIST_OF(evm_logs, struct evm_log);
/* Which rows; empty and 0: any. */
struct evm_log_want {
	struct evm_str login, kind;
	struct evm_str since, until;	/* days, "2026-11-27", both included */
	int64_t ev;
	int64_t before;		/* numbers below this one */
	size_t n;		/* at most */
};
int evm_log_get(struct evm_review *r, const struct evm_log_want *want,
		struct evm_arena *a, struct evm_logs *list,
		struct evm_err *err) EVM_MUST_CHECK;
/* Kinds that rows have, NULL behind them. */
const char *const *evm_log_kinds(void);

/* The log's chain: its length and end, and whether the digests of rows first
 * to the end are those of their content and of the rows before. */
struct evm_chain {
	int64_t rows;
	struct evm_str at, sha256;	/* of the last one */
	int64_t first;		/* row that was checked first */
	int64_t broken;		/* row at which it breaks; 0: it holds */
};
/* The newest `most` rows (-1: all). */
int evm_chain_check(struct evm_review *r, int64_t most, struct evm_arena *a,
		    struct evm_chain *c, struct evm_err *err) EVM_MUST_CHECK;
/* Comments of others on what the curator voted on or commented, and those that
 * name @login; newest first. */
struct evm_mail {
	struct evm_comment comment;
	int64_t ev;
};
EVM_LIST_OF(evm_mails, struct evm_mail);
int evm_inbox_get(struct evm_review *r, size_t n, struct evm_arena *a,
		  struct evm_mails *list, struct evm_err *err) EVM_MUST_CHECK;

/* The journal's lines as the database has them: at most `most` (-1: all) behind
 * line `after`, appended; last is the number of the last one, or after. */
int evm_journal_read(struct evm_review *r, int64_t after, int64_t most,
		     struct evm_buf *b, int64_t *last,
		     struct evm_err *err) EVM_MUST_CHECK;
/* Adds what another journal holds and this database lacks: idempotent, and in
 * any order of files the same state. */
struct evm_merged {
	int64_t lines, added, there;
	int64_t left;		/* about documents that are not here */
};
int evm_journal_merge(struct evm_review *r, const char *path,
		      struct evm_merged *m, struct evm_err *err) EVM_MUST_CHECK;

/* Checks the audit chain, rows against the chain, journal against the chain,
 * derived state against a rebuild; findings in words, empty when all is well. */
int evm_review_verify(struct evm_review *r, struct evm_arena *a,
		      struct evm_texts *findings, struct evm_err *err) EVM_MUST_CHECK;

/* The same without writing, of a database db open for reading, with the journal
 * beside it where there is one (*journal tells). */
int evm_review_examine(struct evm_review *r, const char *db, bool *journal,
		       struct evm_arena *a, struct evm_texts *findings,
		       struct evm_err *err) EVM_MUST_CHECK;

#endif
