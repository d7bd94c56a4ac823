/*
 * abbrev: short forms that a document defines, with their long forms.
 *
 * "mesenchymal stem cells (MSCs)" and the reverse, "EVs (extracellular
 * vesicles)". The letters of the short form are aligned with the words
 * before the bracket: initials of words count most, borders inside words
 * less, other letters little, words passed over cost. The best alignment is
 * taken when it is good enough for the number of letters; so a long form is
 * neither cut short nor run on as far back as the letters allow.
 *
 *	evm_abbrev_load(&lists, &err);
 *	evm_abbrev_find(&lists, &doc);		the sentences are there
 */
#ifndef EVM_ABBREV_H
#define EVM_ABBREV_H

#include "core/doc.h"
#include "extractors/words.h"

/* Reads abbrev.tsv; the caller releases with evm_words_release. */
int evm_abbrev_load(struct evm_words *lists, struct evm_err *err) EVM_MUST_CHECK;
/* Replaces doc->abbrevs, in the order of the short forms' places. */
void evm_abbrev_find(const struct evm_words *lists, struct evm_doc *doc);
/*
 * The long form's span in text when short is defined by the words that end at
 * before.end and begin at before.begin or later: true and *lng. For tests.
 */
bool evm_abbrev_align(const struct evm_words *lists, struct evm_str text,
		      struct evm_str shrt, struct evm_span before,
		      struct evm_span *lng);

#endif
