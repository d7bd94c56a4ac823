/* What a sentence's words are together: names of several, modifiers. */
#include "extractors/syntax_p.h"

#include <string.h>

/* "such as", "in vitro": the longest name of several words from out[i] on. */
static size_t phrase_at(const struct evm_syntax *s, const struct evm_word *w,
			size_t n, const struct evm_lexeme **found)
{
	size_t best = 0;
	char text[96];
	size_t len = 0;

	for (size_t k = 0; k < n && k < s->lx->phrase_max; k++) {
		struct evm_str part = evm_str_sub(s->doc->text, w[k].span.begin, w[k].span.end);
		const struct evm_lexeme *l;

		if (w[k].mention >= 0 || len + part.n + 1 > sizeof text)
			break;
		if (len)
			text[len++] = ' ';
		memcpy(text + len, part.p, part.n);
		len += part.n;
		l = evm_lexicon_get(s->lx, (struct evm_str){ text, len });
		if (k && l->cls) {
			best = k + 1;
			*found = l;
		}
		if (!l->more)
			break;
	}
	return best;
}

static size_t join_phrases(const struct evm_syntax *s, struct evm_word *w, size_t n)
{
	size_t out = 0;

	for (size_t i = 0; i < n; i++) {
		const struct evm_lexeme *l = NULL;
		size_t len = w[i].lex->more ? phrase_at(s, w + i, n - i, &l) : 0;

		if (out != i)
			w[out] = w[i];
		if (len) {
			evm_word_classify(&w[out], l);
			w[out].span.end = w[i + len - 1].span.end;
			i += len - 1;
		}
		out++;
	}
	return out;
}

/* Entities before a glued participle or noun are modifiers: "IL-6-stressed". */
static void mark_modifiers(const struct evm_syntax *s, struct evm_word *w, size_t n)
{
	for (size_t i = 0; i + 1 < n; i++) {
		uint32_t hyphen = evm_hyphen_at(s->doc->text, w[i].span.end);
		bool glued_hyphen = hyphen && w[i + 1].span.begin == w[i].span.end + hyphen;

		if (!(w[i].cls & (EVM_C(ENT) | EVM_C(SPECIES))))
			continue;
		/* "MSCs overexpressing SIRT1": no verb of theirs */
		if (w[i + 1].cls & EVM_C(MODIFIED) && w[i + 1].form & EVM_ING && w[i].cls & EVM_C(ENT) &&
		    (w[i].type == EVM_VESICLE || w[i].type == EVM_SOURCE) && !glued_hyphen)
			w[i + 1].cls = EVM_C(MODIFIED);
		if ((glued_hyphen || w[i + 1].glued) && w[i + 1].mention < 0 &&
		    w[i + 1].cls & (EVM_C(ADJ) | EVM_C(LOADED) | EVM_C(MODIFIED) |
				    EVM_C(DERIVED) | EVM_C(TREATED))) {
			w[i].modifier = true;
			/* "HIF-1-overexpressed exosomes": no verb of its own */
			if (glued_hyphen && w[i + 1].cls & EVM_C(VERB) && w[i + 1].form & EVM_ED)
				w[i + 1].cls = (w[i + 1].cls & EVM_PARTICIPLE_KEEPS) | EVM_C(ADJ);
		}
	}
}

/* "vesicles from Notch activated MSCs": behind a preposition, between a
 * molecule and cells, a participle. */
static void mark_activated(struct evm_word *w, size_t n)
{
	const uint32_t molecules = 1u << EVM_PROTEIN | 1u << EVM_DRUG | 1u << EVM_MIRNA | 1u << EVM_PATHWAY;
	const uint32_t cells = 1u << EVM_SOURCE | 1u << EVM_CELL | 1u << EVM_VESICLE;

	for (size_t i = 1; i + 2 < n; i++) {
		if (!(w[i].cls & EVM_C(ENT)) || !(molecules >> w[i].type & 1) ||
		    !(w[i - 1].cls & EVM_C(PREP)) || !(w[i - 1].lex->prep & (EVM_P(OF) | EVM_P(FROM))) ||
		    !(w[i + 1].cls & EVM_C(VERB)) || !(w[i + 1].form & EVM_ED) ||
		    !(w[i + 2].cls & EVM_C(ENT)) || !(cells >> w[i + 2].type & 1))
			continue;
		w[i].modifier = true;
		w[i + 1].cls = (w[i + 1].cls & EVM_PARTICIPLE_KEEPS) | EVM_C(ADJ);
	}
}

void evm_syntax_mark(struct evm_syntax *s)
{
	s->total = join_phrases(s, s->all, s->total);
	mark_modifiers(s, s->all, s->total);
	mark_activated(s->all, s->total);
}
