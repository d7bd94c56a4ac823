/*
 * annotate: sentences, abbreviations, citations and mentions of a document.
 *
 * An evm_annotator holds what outlives a document (compiled grammars, lists,
 * scratch memory): one a thread; the dictionary is shared.
 */
#ifndef EVM_ANNOTATE_H
#define EVM_ANNOTATE_H

#include "core/doc.h"
#include "dictionaries/dict.h"

struct evm_annotator;

/* The grammars that make mentions, by the names that stand behind "gram:" in
 * a mention's by. Each wants examples (rules/mentions.rules). */
#define EVM_GRAMMARS(X) \
	X(mirna) X(code) X(source) X(route) X(listed) X(trial) X(dose) X(rna) X(gene) X(head) X(ending) \
	X(cell) X(disease) X(injury) X(effect) X(model) X(pathway)

enum evm_grammar {
#define X(name) EVM_GRAM_##name,
	EVM_GRAMMARS(X)
#undef X
	EVM_GRAM_N
};

/* "gram:NAME", a string; does not compile for a name that is not above. */
#define EVM_GRAM(name) (EVM_GRAM_##name < EVM_GRAM_N ? "gram:" #name : "")

/* dict is borrowed. Reads its lists under evm_data_path("extractors/rules"). */
int evm_annotator_new(struct evm_annotator **an, const struct evm_dict *dict,
		      struct evm_err *err) EVM_MUST_CHECK;
void evm_annotator_free(struct evm_annotator *an);
/* Settings for the stream's #pg line: dictionary and list digests. Borrowed. */
const char *evm_annotator_settings(const struct evm_annotator *an);
/* Fills sentences, abbrevs, cites (where ingest gave none) and mentions of a
 * sealed document; what was there of these is replaced. Sorted. */
int evm_annotate(struct evm_annotator *an, struct evm_doc *doc,
		 struct evm_err *err) EVM_MUST_CHECK;
/*
 * The same, and appends to why a line for each name that was looked at, tabs
 * between: document, begin, end (bytes), text, "kept" or "dropped", type,
 * normal form, who found it, and for a dropped one why.
 */
int evm_annotate_explain(struct evm_annotator *an, struct evm_doc *doc,
			 struct evm_buf *why, struct evm_err *err) EVM_MUST_CHECK;

#endif
