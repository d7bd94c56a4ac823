/*
 * The effect pattern's words: head nouns and modifiers out of their files,
 * with regular plurals and British spelling, added to the closed-class words.
 */
#include <string.h>

#include "core/data.h"
#include "core/tsv.h"
#include "extractors/annotate_p.h"

static bool swap(struct evm_buf *b, struct evm_str s, const char *from, const char *to)
{
	size_t at = evm_str_find(s, evm_str(from), 0);

	if (at == SIZE_MAX)
		return false;
	b->n = 0;
	evm_buf_add(b, evm_str_sub(s, 0, at));
	evm_buf_addz(b, to);
	evm_buf_add(b, evm_str_sub(s, at + strlen(from), s.n));
	return true;
}

static void add_british(struct evm_words *w, struct evm_str s, uint32_t bits)
{
	static const char *const pairs[][2] = {
		{ "ization", "isation" }, { "edema", "oedema" }, { "tumor", "tumour" },
		{ "behavior", "behaviour" }, { "hem", "haem" }, { "ischem", "ischaem" },
		{ "anem", "anaem" }, { "leukem", "leukaem" }, { "fetal", "foetal" },
		{ "esoph", "oesoph" }, { "fiber", "fibre" }, { "color", "colour" },
		{ "signaling", "signalling" }, { "labeling", "labelling" }, { "modeling", "modelling" },
		{ "glycemi", "glycaemi" }, { "estrogen", "oestrogen" }, { "uremi", "uraemi" },
	};
	struct evm_buf b = EVM_BUF_INIT;

	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		if (swap(&b, s, pairs[i][0], pairs[i][1]))
			evm_words_add(w, evm_buf_str(&b), bits);
	}
	evm_buf_release(&b);
}

static void add_noun(struct evm_words *w, struct evm_str s, struct evm_str plural, uint32_t bits)
{
	struct evm_buf b = EVM_BUF_INIT;

	evm_words_add(w, s, bits);
	add_british(w, s, bits);
	if (evm_str_eqz(plural, "-")) {
		evm_buf_add(&b, s);
		if (evm_str_ends(s, "sis"))
			b.n -= 2;
		evm_buf_addz(&b, evm_str_ends(s, "sis") ? "es" : evm_str_ends(s, "s") ||
			     evm_str_ends(s, "x") || evm_str_ends(s, "ch") ? "es" : "s");
		plural = evm_buf_str(&b);
	}
	evm_words_add(w, plural, bits);
	add_british(w, plural, bits);
	evm_buf_release(&b);
}

static int process(void *ctx, const struct evm_tsv *t, struct evm_err *err)
{
	struct evm_words *w = ctx;
	uint32_t bits = EVM_W_PROCESS;

	if (t->n != 4)
		return evm_tsv_bad(t, err, "four columns are wanted: word, plural, sign, needs_modifier");
	if (evm_str_eqz(t->f[3], "yes"))
		bits |= EVM_W_NEEDY;
	add_noun(w, t->f[0], t->f[1], bits);
	return 0;
}

/* A modifier of one word; of a longer one the words stand for themselves. */
static int modifier(void *ctx, const struct evm_tsv *t, struct evm_err *err)
{
	struct evm_words *w = ctx;
	struct evm_str rest = t->f[0];
	char *p = evm_arena_dup(&w->arena, rest.p, rest.n);
	bool whole = true;

	(void)err;
	for (size_t i = 0; i < rest.n; i++) {
		if (p[i] == '-' || p[i] == '/') {
			p[i] = ' ';
		}
	}
	for (rest.p = p; rest.p;) {
		struct evm_str word = evm_str_cut(&rest, ' ');
		uint32_t bits = whole && !rest.p ? EVM_W_MOD : EVM_W_MODPART;

		whole = false;
		if (word.n < 2)
			continue;
		evm_words_add(w, word, bits);
		add_british(w, word, bits);
	}
	return 0;
}

int evm_effect_words(struct evm_words *phrase, struct evm_err *err)
{
	if (evm_data_each("extractors/rules/process_nouns.tsv", process, phrase, err))
		return -1;
	return evm_data_each("extractors/rules/effect_modifiers.tsv", modifier, phrase, err);
}
