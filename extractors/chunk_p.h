/*
 * chunk_p: a noun phrase in the reading, for the two files that read it:
 * chunk.c (what stands before and between heads), chunkhead.c (a head that is a
 * name, and what follows it).
 */
#ifndef EVM_CHUNK_P_H
#define EVM_CHUNK_P_H

#include "extractors/chunk.h"

#define VERBISH (EVM_C(VERB) | EVM_C(LIGHT) | EVM_C(REPORT) | EVM_C(INVEST) | \
		 EVM_C(AIM) | EVM_C(OTHER))

struct evm_np {
	const struct evm_syntax *s;
	size_t i, limit, gap;
	unsigned how;
	bool head;		/* the phrase has its head */
	bool fresh;		/* the first operator of a phrase replaces */
	bool transparent;	/* the word before lets any preposition pass */
	bool once;		/* "anti-": the sign is the next member's alone */
	int8_t sign, adjective;
	const struct evm_pred *noun;
	bool hedged;
	int treated;		/* entity before "-treated", or -1 */
	size_t begin;		/* of the phrase */
	struct evm_members *out;
};

/* prepositions that a noun's object follows */
#define EVM_NP_OF_LIKE (EVM_P(OF) | EVM_P(IN) | EVM_P(ON) | EVM_P(TO) | EVM_P(FOR) | \
		 EVM_P(FROM) | EVM_P(AGAINST))

static inline bool evm_np_in_types(enum evm_type t, uint32_t types)
{
	return types >> t & 1;
}

static inline int8_t evm_np_sign_of(const struct evm_pred *p)
{
	return p->sign == '-' || p->sign == '!' ? -1 : 1;
}

static inline struct evm_member *evm_np_last(struct evm_np *p)
{
	return &p->out->m[p->out->n - 1];
}

/* A member of the list, whose head the phrase now has. */
struct evm_member *evm_np_push(struct evm_np *p, size_t head, size_t end,
			       enum evm_member_kind kind, enum evm_type type);
/* An operator before the head. */
void evm_np_operate(struct evm_np *p, int8_t sign, const struct evm_pred *noun);
/* At a name: the head, or a modifier of a later one. */
void evm_np_entity(struct evm_np *p);
/* Behind a head, one step: false where the list ends. */
bool evm_np_after_head(struct evm_np *p);
/* At brackets behind a member: another name of it, or the members of a class
 * ("cytokines (IL-6 and TNF)"). */
void evm_np_brackets(struct evm_np *p);
/* "proliferation markers (PCNA and PHH3)": names in the brackets at i. */
bool evm_np_members_in(const struct evm_syntax *s, size_t i, size_t limit);
/* "MSC/EV groups": behind the second group. */
void evm_np_slashed_group(struct evm_np *p, size_t i);

#endif
