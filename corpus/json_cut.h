/*
 * json_cut: the documents of a BioC JSON file as records: of a collection
 * ({"documents":[...]}, PubTator's {"PubTator3":[...]}), of a list of those,
 * or one behind the other (JSON Lines). Brackets and strings are looked at,
 * nothing else; what is between a document's braces is checked by its parser.
 */
#ifndef EVM_JSON_CUT_H
#define EVM_JSON_CUT_H

#include "corpus/reader.h"

struct evm_json_cut;

/* Is it BioC JSON? head: the first bytes. */
bool evm_json_sniff(struct evm_str head);
/* in is borrowed. */
struct evm_json_cut *evm_json_cut_new(struct evm_in *in);
void evm_json_cut_free(struct evm_json_cut *cut);
/* As evm_corpus_next; JSON that ends inside of something is EVM_EXIT_CUT. */
int evm_json_cut_next(struct evm_json_cut *cut, struct evm_raw *raw,
		      struct evm_err *err) EVM_MUST_CHECK;

#endif
