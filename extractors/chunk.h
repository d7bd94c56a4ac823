/*
 * chunk: noun phrases and lists of them, read forward from a word.
 *
 * A phrase's head is an entity, an anaphor, or a process noun ("migration")
 * that no vocabulary named. What stands around the head is folded into it:
 * operators turn its sign ("inhibition of X", "X knockdown"), transparent
 * nouns vanish ("expression of X", "X levels"), an entity before "-induced"
 * or before another head is a modifier. A list distributes: one member each.
 */
#ifndef EVM_CHUNK_H
#define EVM_CHUNK_H

#include <string.h>

#include "extractors/syntax.h"

#define EVM_MEMBERS_MAX 40
#define EVM_BETTER 2

enum evm_member_kind {
	EVM_MEMBER_ENTITY,
	EVM_MEMBER_PROCESS,	/* head is a process noun */
	EVM_MEMBER_PRONOUN,	/* they, it */
	EVM_MEMBER_ANAPHOR,	/* this treatment, these effects */
	EVM_MEMBER_GROUP,	/* the entity of "EV-treated mice", "EV group" */
};

struct evm_member {
	uint16_t begin, end;	/* words of the quote */
	uint16_t head;
	enum evm_member_kind kind;
	enum evm_type type;
	int8_t sign;		/* of operators around it */
	int8_t adjective;	/* "reduced" -1, "higher" +1, EVM_BETTER; else 0 */
	const struct evm_pred *noun;	/* "regulation of", "transfer of", or NULL */
	bool loose;		/* not sure to be the head */
	bool hedged;
	int16_t cell;		/* word of the cell or tissue it is in, or -1 */
	uint16_t shared;	/* the member before that begins at this word - 1 has its head
				 * ("apoptosis of neurons and astrocytes"); 0: its own */
};

struct evm_members {
	struct evm_member m[EVM_MEMBERS_MAX];
	size_t n;
	size_t end;		/* word behind the list */
};

/* Copies what is there: the struct is large, its lists are short. */
static inline void evm_members_copy(struct evm_members *to, const struct evm_members *from)
{
	to->n = from->n;
	to->end = from->end;
	memcpy(to->m, from->m, from->n * sizeof *to->m);
}

static inline void evm_members_one(struct evm_members *to, struct evm_member m)
{
	to->n = 1;
	to->end = m.end;
	to->m[0] = m;
}

enum {
	EVM_NP_SUBJECT = 1,	/* groups and pronouns count, more may be skipped */
	EVM_NP_MODELS = 4,	/* a disease counts before "models", "mice" */
	EVM_NP_ADJECTIVES = 2,	/* "reduced", "higher" before a head count */
};

/* Does the name at a word end in a noun of property? "regenerative properties" */
bool evm_names_property(const struct evm_syntax *s, size_t i);

/* Is word i an adjective that names an effect: "regenerative", and, of no list,
 * "chondroprotective"? */
bool evm_effect_adjective(const struct evm_syntax *s, size_t i);

/* End of the run of words from i on that name a process of no vocabulary,
 * "neovasculogenesis"; i when they name none. */
size_t evm_unnamed_end(const struct evm_syntax *s, size_t i, size_t limit);

/* "D repair" at word i: D, which is treated. */
bool evm_repaired(const struct evm_syntax *s, size_t i, struct evm_member *m);

/* Reads a list at word i, not beyond limit. Returns how many members. */
size_t evm_noun_list(const struct evm_syntax *s, size_t i, size_t limit,
		     unsigned how, struct evm_members *out);

#endif
