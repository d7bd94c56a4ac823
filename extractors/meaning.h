/*
 * meaning: what a name stands for, standing alone: as evm_annotate would read
 * it in a text, and as the vocabularies know it. For asking by name.
 *
 *	evm_namer_new(&namer, NULL, &err);
 *	evm_namer_ask(namer, EVM_LIT("tumour necrosis factor alpha"), &arena, &m, &err);
 *	m.v[0].norm is "TNF"
 *	evm_namer_free(namer);
 */
#ifndef EVM_MEANING_H
#define EVM_MEANING_H

#include "core/doc.h"

struct evm_namer;

struct evm_meaning {
	struct evm_str norm, id;	/* id: or empty */
	struct evm_str source;		/* a vesicle's, "BM"; or empty */
};
struct evm_meanings {
	struct evm_meaning *v;
	size_t n, cap;
};

/* image: of a dictionary; NULL: what EVMINE_DICT names, else the shipped
 * vocabularies. */
int evm_namer_new(struct evm_namer **namer, const char *image,
		  struct evm_err *err) EVM_MUST_CHECK;
void evm_namer_free(struct evm_namer *namer);
/* What the whole name can mean, none twice; empty when it is not known. Texts
 * in the arena. */
int evm_namer_ask(struct evm_namer *namer, struct evm_str name,
		  struct evm_arena *a, struct evm_meanings *m,
		  struct evm_err *err) EVM_MUST_CHECK;

#endif
