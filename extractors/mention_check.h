/*
 * mention_check: what an example of a mention says, held against a document's
 * mentions: "route(retro-orbital injection) norm=intravenous".
 */
#ifndef EVM_MENTION_CHECK_H
#define EVM_MENTION_CHECK_H

#include "core/doc.h"

/* Is there a mention of just this type and quote, with all that is said behind
 * it: norm, source, species, cargo, modification, sign? */
bool evm_mention_said(const struct evm_doc *doc, struct evm_str said);
/* The first mention that a grammar made ("route"), or NULL. */
const struct evm_mention *evm_mention_made(const struct evm_doc *doc, struct evm_str grammar);
/* Does a text hold one of the words, '|' between, in any case? */
bool evm_words_held(struct evm_str text, struct evm_str words);

#endif
