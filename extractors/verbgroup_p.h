/*
 * verbgroup_p: the scan for verb groups, for the two files that do it:
 * verbgroup.c (finite verbs, clauses), participle.c (-ing and -ed).
 */
#ifndef EVM_VERBGROUP_P_H
#define EVM_VERBGROUP_P_H

#include "extractors/syntax.h"

#define ANY_VERB (EVM_C(VERB) | EVM_C(LIGHT) | EVM_C(REPORT) | EVM_C(INVEST) | \
		  EVM_C(AIM) | EVM_C(OTHER))
#define NOUNISH (EVM_C(ENT) | EVM_C(PROC) | EVM_C(TRANS) | EVM_C(CLOSE) | \
		 EVM_C(GROUP) | EVM_C(TREAT) | EVM_C(PROPERTY) | EVM_C(NOUN) | \
		 EVM_C(ROUTE) | EVM_C(NUM) | EVM_C(AGENTN) | EVM_C(PLAINNOUN) | EVM_C(OP))
#define AUX (EVM_C(BE) | EVM_C(HAVE) | EVM_C(DO) | EVM_C(MODAL) | EVM_C(HEDGEMODAL))

struct evm_vg_scan {
	struct evm_syntax *s;
	size_t clause;		/* first word of the clause */
	bool finite;		/* the clause has its finite verb */
	bool rel;		/* inside a relative clause */
	bool rel_finite;	/* ... which has its finite verb */
	size_t rel_at;		/* the relative pronoun */
};

/* Word left of i, adverbs and citations skipped; SIZE_MAX before from. */
static inline size_t evm_vg_left(const struct evm_syntax *s, size_t i, size_t from)
{
	while (i-- > from) {
		uint64_t c = s->w[i].cls;

		if (c & EVM_C(CLOSE)) {
			uint8_t d = s->w[i].depth;

			while (i > from && !(s->w[i].cls & EVM_C(OPEN) && s->w[i].depth <= d))
				i--;
			continue;
		}
		/* "more effectively" */
		if (c & EVM_C(CMP) && evm_is(s, i + 1, EVM_C(ADV)))
			continue;
		if (!(c & (EVM_C(ADV) | EVM_C(CITE) | EVM_C(NEG))) || c & EVM_C(PREP))	/* "without" */
			return i;
	}
	return SIZE_MAX;
}

static inline size_t evm_vg_right(const struct evm_syntax *s, size_t i)
{
	for (i++; i < s->n && s->w[i].cls & (EVM_C(ADV) | EVM_C(CITE)); i++)
		;
	return i;
}

static inline const struct evm_vg *evm_vg_last(const struct evm_syntax *s)
{
	return s->nvg ? &s->vg[s->nvg - 1] : NULL;
}

enum evm_vg_kind evm_vg_kind_of(const struct evm_syntax *s, size_t i, enum evm_vg_voice voice);
/* A group whose head is word i; NULL where there are too many. */
struct evm_vg *evm_vg_add(struct evm_vg_scan *sc, size_t i, enum evm_vg_kind kind,
			  enum evm_vg_voice voice, enum evm_vg_link link);
/* How a finite verb comes by its subject. */
void evm_vg_finite_link(struct evm_vg_scan *sc, struct evm_vg *g);
void evm_vg_add_finite(struct evm_vg_scan *sc, size_t i, enum evm_vg_voice voice);
/* Is a participle behind a word of these classes an adjective? */
bool evm_vg_adjectival(uint64_t c);
/* "S, a kind of thing, reduced O": the clause's verb behind the comma. */
bool evm_vg_behind_apposition(const struct evm_vg_scan *sc, size_t left, size_t i);

/* "(while) silencing X reduced Y": the gerund is the subject. */
bool evm_gerund_acts(const struct evm_syntax *s, size_t i);
void evm_vg_gerund(struct evm_vg_scan *sc, size_t i);
void evm_vg_past(struct evm_vg_scan *sc, size_t i);

#endif
