/*
 * parcel: what the database takes of a document, in the form in which it is
 * bound to statements. Worker threads make parcels, the one thread that writes
 * only hands them to SQLite.
 */
#ifndef EVM_PARCEL_H
#define EVM_PARCEL_H

#include "store/claim.h"

/* A reference that a claim cites. */
struct evm_parcel_ref {
	struct evm_str label, pmid, doi, raw;
};

/* A sentence that holds a claim. */
struct evm_parcel_sentence {
	int64_t ord;		/* in the document, from 1 */
	struct evm_span span;
	const char *region;
	struct evm_str section, body;
};

enum { EVM_PARCEL_SUBJECT, EVM_PARCEL_OBJECT, EVM_PARCEL_TRIGGER, EVM_PARCEL_SPANS };

struct evm_parcel_claim {
	struct evm_fingerprint print;
	size_t sentence;	/* index in the parcel's sentences */
	struct evm_str payload, key, rule;
	double score;
	struct evm_span spans[EVM_PARCEL_SPANS];	/* of the text */
};

struct evm_parcel {
	struct evm_str source, id, revised, title, journal, doi;
	char year[8];		/* digits, or empty */
	int64_t version;	/* 0 where there is none */
	bool deleted, retracted;
	bool pass;		/* it is not to be kept: set by the caller */
	int64_t n_doc_sentences;
	struct evm_str counts;	/* mentions by type, JSON */
	struct evm_str lines;	/* as evm_doc_write makes them: set by the caller */
	EVM_VEC(struct evm_parcel_ref) refs;
	EVM_VEC(struct evm_parcel_sentence) sentences;	/* as claims name them */
	EVM_VEC(struct evm_parcel_claim) claims;
};

/* All of it is in the arena; nothing of the document is borrowed. */
struct evm_parcel *evm_parcel_make(struct evm_arena *a,
				   const struct evm_doc *doc);

#endif
