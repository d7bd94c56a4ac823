/* syntax_p: what the reading of a sentence's words shares with their marking. */
#ifndef EVM_SYNTAX_P_H
#define EVM_SYNTAX_P_H

#include "extractors/syntax.h"

/* What a participle in a compound still is besides an adjective. */
#define EVM_PARTICIPLE_KEEPS (EVM_C(LOADED) | EVM_C(MODIFIED) | EVM_C(DERIVED) | \
			  EVM_C(TREATED) | EVM_C(OP))

/* Bytes of the hyphen or dash that begins at a byte: 0 where there is none. */
static inline uint32_t evm_hyphen_at(struct evm_str text, uint32_t at)
{
	const unsigned char *p = (const unsigned char *)text.p + at;

	if (at < text.n && p[0] == '-')
		return 1;
	/* U+2010 hyphen .. U+2013 en dash */
	return at + 3 <= text.n && p[0] == 0xe2 && p[1] == 0x80 && p[2] >= 0x90 && p[2] <= 0x93 ? 3 : 0;
}

static inline void evm_word_classify(struct evm_word *w, const struct evm_lexeme *l)
{
	w->lex = l;
	w->cls = l->cls & ~EVM_C(CHANGED);	/* what it is besides; changeframe.c asks the lexeme */
	w->form = l->form;
}

/* Makes single words of names of several, and marks what only modifies. */
void evm_syntax_mark(struct evm_syntax *s);

#endif
