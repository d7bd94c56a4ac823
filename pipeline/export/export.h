/*
 * export: a document's claims, mentions, or the document itself, in the
 * formats of the edge. One file a format; each appends to a buffer and
 * checks what it writes: every offset is turned back into bytes and its
 * slice compared with the quote beside it.
 *
 *	struct evm_export x = { .unit = EVM_UNIT_CODEPOINT };
 *	evm_export_claims(&x, &doc, &out, &err);
 *	evm_export_release(&x);
 *
 * One struct evm_export a thread.
 */
#ifndef EVM_EXPORT_H
#define EVM_EXPORT_H

#include "core/doc.h"
#include "export/offsets.h"

struct evm_fingerprint;
struct evm_files;

struct evm_export {
	enum evm_unit unit;		/* of every offset written */
	double min_confidence;		/* claims below are left out */
	/* Review status of each claim ("new", "accepted" ...), borrowed; NULL
	 * where none is known (a stream): then none is written. */
	const char *const *status;
	/* Fingerprints of the claims, where they are known; NULL: computed. */
	const struct evm_fingerprint *prints;
	struct evm_offsets offsets;	/* scratch */
	/* What exchange formats write about the whole: borrowed, or NULL. */
	const char *date;		/* of the export, 2026-01-31 */
	const char *license;		/* IRI of the licence of what is written */
	bool excel_safe;		/* CSV: no cell that a spreadsheet computes */
	bool no_quote;			/* Web Annotation: positions alone */
	struct evm_files *files;	/* where formats of several files go */
	void *state;			/* a format's own, from begin to end */
};

typedef int evm_export_fn(struct evm_export *x, const struct evm_doc *doc,
			  struct evm_buf *out, struct evm_err *err);

/* JSON Lines, a claim a line: GUIDELINES' claim with id, confidence, rule,
 * region, section, evidence_span, and start and end of both arguments. */
evm_export_fn evm_export_claims EVM_MUST_CHECK;
/* JSON Lines, a mention a line. */
evm_export_fn evm_export_mentions EVM_MUST_CHECK;
/* JSON Lines, a document a line; a deletion record is {"doc","deleted"}. */
evm_export_fn evm_export_document EVM_MUST_CHECK;

void evm_export_release(struct evm_export *x);

/* For the formats: the claims' fingerprints, x->prints or computed in the arena. */
const struct evm_fingerprint *evm_export_prints(const struct evm_export *x,
						const struct evm_doc *doc,
						struct evm_arena *a);
/* Writes one claim; prints are those of all of the document. */
typedef int evm_export_claim_fn(struct evm_export *x, const struct evm_doc *doc, size_t claim,
				const struct evm_fingerprint *prints, struct evm_buf *out,
				struct evm_err *err);
/* A call for each claim that is not below x->min_confidence, in order; an error
 * names document and claim. */
int evm_export_each(struct evm_export *x, const struct evm_doc *doc, evm_export_claim_fn *each,
		    struct evm_buf *out, struct evm_err *err) EVM_MUST_CHECK;

/* "byte", "codepoint", "utf16"; -1 when it is none of them. */
int evm_unit_of(const char *name);

#endif
