/*
 * extract: claims from an annotated document, by rules over typed tokens.
 *
 * An evm_ruleset holds the compiled lexicon and patterns, shared by all
 * threads; an evm_extractor holds one thread's scratch memory.
 */
#ifndef EVM_EXTRACT_H
#define EVM_EXTRACT_H

#include "extractors/trace.h"

struct evm_ruleset;
struct evm_extractor;

/* Reads extractors/rules/ under dir (NULL: evm_data_path). Errors name file
 * and line. */
int evm_ruleset_load(struct evm_ruleset **rs, const char *dir,
		     struct evm_err *err) EVM_MUST_CHECK;
void evm_ruleset_free(struct evm_ruleset *rs);
/* Settings for the stream's #pg line: the rules' digest. Borrowed. */
const char *evm_ruleset_settings(const struct evm_ruleset *rs);

/* Types of mentions, as bits, one of which a document has where it may hold a claim. */
uint32_t evm_ruleset_subjects(const struct evm_ruleset *rs);

struct evm_extractor *evm_extractor_new(const struct evm_ruleset *rs);
void evm_extractor_free(struct evm_extractor *ex);
/* Fills doc->claims (what was there is replaced). Sorted. */
int evm_extract(struct evm_extractor *ex, struct evm_doc *doc,
		struct evm_err *err) EVM_MUST_CHECK;
/* As evm_extract, and tells how each claim came about. */
int evm_extract_traced(struct evm_extractor *ex, struct evm_doc *doc,
		       struct evm_trace *trace, struct evm_err *err) EVM_MUST_CHECK;

#endif
