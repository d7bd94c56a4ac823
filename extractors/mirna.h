/*
 * mirna: names of microRNAs in running text, one by one and in lists.
 *
 * A stem ("miR", "microRNA", "let") with a number opens a run; what follows
 * goes on with it: "/b", "/222", ", -23a and -145", "~96~182", "-92 cluster".
 * Each name is a mention of its own with a normal form: "miR-146a-5p",
 * "let-7f", "miR-30d*". An arm at the end of a slash list goes to all members
 * of it. The mention is the name alone; what is said around it ("anti-",
 * "inhibitor", "mimic") is its sign.
 *
 *	evm_mirna_new(&g, &err);
 *	evm_mirna_scan(g, &arena, text, span, &found);
 *	evm_mirna_free(g);
 */
#ifndef EVM_MIRNA_H
#define EVM_MIRNA_H

#include "core/doc.h"

struct evm_mirna;

struct evm_mentions {
	EVM_VEC(struct evm_mention) all;
};

/* One a thread. Reads extractors/rules/mirna.tsv and, where they are there,
 * the names of dictionaries/lists/mirbase.tsv. */
int evm_mirna_new(struct evm_mirna **g, struct evm_err *err) EVM_MUST_CHECK;
void evm_mirna_free(struct evm_mirna *g);
/* Adds the miRNAs of text[span), in order. */
void evm_mirna_scan(struct evm_mirna *g, struct evm_arena *arena,
		    struct evm_str text, struct evm_span span,
		    struct evm_mentions *out);

#endif
