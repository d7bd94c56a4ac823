/*
 * claim: what makes a claim the same claim again, and its JSON.
 *
 * A claim's fingerprint is the sha256 of its document, the folded sentence,
 * its arguments' folded surfaces by role, the predicate and the negation. It
 * does not move with offsets, versions, dictionaries or confidences, so a
 * person's decision finds its claim after a re-run. Where a document says
 * the very same twice, the second one counts as the second.
 */
#ifndef EVM_CLAIM_H
#define EVM_CLAIM_H

#include "core/digest.h"
#include "core/doc.h"

#define EVM_CLAIM_ID 12		/* hexadecimal digits that name a claim */

struct evm_fingerprint {
	char hex[EVM_DIGEST_HEX + 1];
};

/* Fingerprints of all claims of a document, in their order, in an arena. */
struct evm_fingerprint *evm_claim_fingerprints(const struct evm_doc *doc,
					       struct evm_arena *a);
/* The short name that exports and tables show. */
void evm_claim_id(const struct evm_fingerprint *f, char id[EVM_CLAIM_ID + 1]);

/* Claims that say the same have the same key: subject, predicate, object,
 * each in its folded normal form. Appended to b. */
void evm_claim_key(struct evm_buf *b, const struct evm_doc *doc,
		   const struct evm_claim *c);

/* First value of a qualifier, or an empty slice. */
struct evm_str evm_claim_qual(const struct evm_claim *c, const char *key);

/*
 * JSON of a claim's parts, keys in a fixed order, so that equal claims give
 * equal bytes. The payload is what a person judges (arguments, predicate,
 * negated, certainty, qualifiers): no offsets, no confidence.
 */
void evm_claim_payload(struct evm_buf *b, const struct evm_doc *doc,
		       const struct evm_claim *c);
/* "quote":…,"type":…,"norm":… and id and resolved where there are such;
 * without braces. */
void evm_claim_arg_json(struct evm_buf *b, const struct evm_doc *doc,
			const struct evm_arg *a);
/* {"source":…, …}: refs are numbers where their labels are; cargo and refs
 * are always arrays, another key only where it has several values. */
void evm_claim_quals_json(struct evm_buf *b, const struct evm_claim *c);

#endif
