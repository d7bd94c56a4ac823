/*
 * facts: what a report tells of, gathered from documents one after the other.
 * A fact is a claim that speaks of vesicles (it is their subject, or carries
 * them as a qualifier), or tells what a microRNA targets. All other claims
 * are counted, no more.
 *
 *	struct evm_facts *f = evm_facts_new(&err);
 *	evm_facts_add(f, &doc, status, prints);		each document
 *	evm_facts_free(f);
 */
#ifndef EVM_FACTS_H
#define EVM_FACTS_H

#include "core/doc.h"
#include "core/err.h"
#include "core/index.h"
#include "store/claim.h"

enum evm_fact_list {
	EVM_LIST_SOURCE,
	EVM_LIST_VESICLE,	/* the subject, or the qualifier */
	EVM_LIST_CARGO,		/* the qualifier; a molecule that is the subject,
				 * or what vesicles contain */
	EVM_LIST_DISEASE,	/* the object, where it is one; else the qualifier */
	EVM_LIST_ROUTE,
	EVM_LIST_DOSE,
	EVM_LIST_MODEL,
	EVM_LIST_TRIAL,
	EVM_LIST_N
};

/* Which claims a figure shows. */
enum evm_view {
	EVM_VIEW_ALL,		/* but rejected ones */
	EVM_VIEW_ACCEPTED,
	EVM_VIEW_NEW,		/* that nobody has judged */
	EVM_VIEW_N
};

/* Is what a claim says of use to the sick? */
enum evm_side {
	EVM_SIDE_OPEN,		/* a change of which nobody can tell */
	EVM_SIDE_BETTER,	/* treats; less of what harms, more of what helps */
	EVM_SIDE_WORSE,
	EVM_SIDE_NONE,		/* the text says there is no such effect */
};

struct evm_fact_arg {
	enum evm_type type;
	uint32_t name;		/* normal form, or the quote; a number of names */
	struct evm_span span;	/* in the sentence */
};

/* A reference that a claim cites. */
struct evm_fact_ref {
	struct evm_str label, pmid, doi;
};

struct evm_fact {
	uint32_t paper, line;	/* indexes */
	char id[EVM_CLAIM_ID + 1];
	const char *status;	/* "new" where none is known */
	bool in[EVM_VIEW_N];
	bool vesicle;		/* false: a target alone */
	enum evm_predicate predicate;
	enum evm_side side;
	bool negated, hedged;
	double confidence;
	struct evm_fact_arg subject, object;
	struct evm_span trigger;
	struct { uint32_t *v; size_t n; } list[EVM_LIST_N];	/* names */
	EVM_VEC(struct evm_fact_ref) refs;
};

struct evm_fact_paper {
	struct evm_str id, source, title, author, journal, year, pmid, pmcid, doi;
	bool retracted;
};

/* A sentence that says something. */
struct evm_fact_line {
	uint32_t paper;
	struct evm_str body;
};

struct evm_facts {
	struct evm_arena arena;
	struct evm_index index;		/* of names, in small letters */
	EVM_VEC(struct evm_str) names;	/* as they came first; 0 is the empty one */
	struct evm_index signs;		/* of names, in small letters */
	struct evm_buf key;		/* scratch */
	EVM_VEC(struct evm_fact) v;
	EVM_VEC(struct evm_fact_paper) papers;
	EVM_VEC(struct evm_fact_line) lines;
	uint64_t documents, claims;	/* of all that came by */
	uint64_t in[EVM_VIEW_N];	/* facts with vesicles */
};

/* Reads which processes harm and which help (dictionaries/effects.tsv). */
struct evm_facts *evm_facts_new(struct evm_err *err);
void evm_facts_free(struct evm_facts *f);
/* status and prints: as evm_docs gives them, or NULL. */
void evm_facts_add(struct evm_facts *f, const struct evm_doc *doc,
		   const char *const *status, const struct evm_fingerprint *prints);

/* The number of a name, letters' case aside; a new one for a new name. */
uint32_t evm_facts_name(struct evm_facts *f, struct evm_str s);
bool evm_facts_find(struct evm_facts *f, struct evm_str s, uint32_t *name);
static inline struct evm_str evm_facts_text(const struct evm_facts *f, uint32_t name)
{
	return f->names.v[name];
}

#endif
