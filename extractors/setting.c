#include "extractors/setting.h"

#include <string.h>

#include "core/scan.h"
#include "core/tsv.h"

#define SENTENCE_MAX 2048	/* bytes of one that conditions are looked for in */
#define WORD_MAX 40		/* bytes of a cue */

/* --- settings.tsv ----------------------------------------------------------------- */

/* A bit for each number of bytes, the last for all longer ones. */
static uint32_t length_bit(size_t n)
{
	return 1u << (n < 31 ? n : 31);
}

/* Notes how long the words with a first letter are: most words stop here. */
static void note_length(struct evm_settings *s, struct evm_str word)
{
	s->lengths[(unsigned char)evm_to_lower(word.p[0])] |= length_bit(word.n);
}

static void add_bits(struct evm_settings *s, struct evm_str word, uint32_t bits)
{
	struct evm_wordkey k;

	note_length(s, word);
	if (evm_wordkey(word, &k)) {
		if (!evm_wordmap_get(&s->shorts, k))
			evm_wordmap_put(&s->shorts, k, bits);
	} else
		evm_index_add(&s->words, word, bits, NULL);
}

/* Bits of a word that is not empty, 0 where it is no cue. Case is ignored. */
static uint32_t bits_of(const struct evm_settings *s, struct evm_str word)
{
	struct evm_wordkey k;
	char low[WORD_MAX];
	uint32_t bits = 0;

	if (!(s->lengths[(unsigned char)evm_to_lower(word.p[0])] & length_bit(word.n)))
		return 0;
	if (evm_wordkey(word, &k))
		return evm_wordmap_get(&s->shorts, k);
	if (!s->words.n || word.n > WORD_MAX)
		return 0;
	for (size_t i = 0; i < word.n; i++)
		low[i] = evm_to_lower(word.p[i]);
	return evm_index_get(&s->words, (struct evm_str){ low, word.n }, &bits) ? bits : 0;
}

/* Cells are spoken of: no cue of a place. */
static void add_cells(struct evm_settings *s)
{
	struct evm_wordkey k;

	note_length(s, EVM_LIT("cells"));
	if (evm_wordkey(EVM_LIT("cells"), &k))
		evm_wordmap_put(&s->shorts, k, evm_wordmap_get(&s->shorts, k) | EVM_WITH_CELLS);
}

static unsigned pair_at(struct evm_str s, size_t at)
{
	return (unsigned char)s.p[at] | (unsigned)(at + 1 < s.n ? (unsigned char)s.p[at + 1] : 0) << 8;
}

static void add_pair(struct evm_settings *s, struct evm_str phrase)
{
	unsigned pair = pair_at(phrase, 0);

	s->pairs[pair / 64] |= 1ull << pair % 64;
	for (unsigned i = 1; phrase.n == 1 && i < 256; i++)
		s->pairs[(pair | i << 8) / 64] |= 1ull << pair % 64;
}

static void add_word(struct evm_settings *s, const struct evm_tsv *t, struct evm_str word, int kind)
{
	struct evm_condition *c;

	word = evm_str_dup(&s->arena, word);
	switch (kind) {
	case 0: case 1: case 2:
		add_bits(s, word, 1u << kind);
		break;
	case 3:
		*EVM_PUSH(&s->arena, s->closings) = word;
		break;
	case 7:
		evm_index_add(&s->animals, word, 1, NULL);
		break;
	case 8:
		evm_index_add(&s->places, word, 1, NULL);
		break;
	case 4:
		evm_index_add(&s->cells, word, (uint32_t)s->cell.n - 1, NULL);
		break;
	default:
		c = EVM_PUSH(&s->arena, s->conditions);
		c->phrase = word;
		c->name = evm_str_dup(&s->arena, t->f[1]);
		c->state = kind == 6;
		add_pair(s, word);
	}
}

static int add_line(void *ctx, const struct evm_tsv *t, struct evm_err *err)
{
	struct evm_settings *s = ctx;
	static const char *const kinds[] = {
		"vivo", "vitro", "clinical", "closing", "cell", "condition", "state",
		"animal", "place", NULL
	};
	struct evm_str rest;
	int kind = 0;

	if (t->n != 3)
		return evm_tsv_bad(t, err, "three columns are wanted: kind, name, words");
	while (kinds[kind] && !evm_str_eqz(t->f[0], kinds[kind]))
		kind++;
	if (!kinds[kind])
		return evm_tsv_bad(t, err, "unknown kind '%" EVM_FMT "'", EVM_ARG(t->f[0]));
	if (kind == 4)
		*EVM_PUSH(&s->arena, s->cell) = evm_str_dup(&s->arena, t->f[1]);
	for (rest = t->f[2]; rest.p;) {
		struct evm_str word = evm_str_trim(evm_str_cut(&rest, '|'));

		if (!word.n || word.n > WORD_MAX)
			return evm_tsv_bad(t, err, "an empty or too long word");
		add_word(s, t, word, kind);
	}
	s->digest = s->digest * 31 + evm_str_hash(t->all);
	return 0;
}

int evm_settings_load(struct evm_settings *s, const char *dir, struct evm_err *err)
{
	memset(s, 0, sizeof *s);
	evm_arena_init(&s->arena);
	for (int i = 0; i < 256; i++)
		s->in_word[i] = i >= 0x80 || evm_is_alnum((char)i);
	if (evm_tsv_each_in(dir, "settings.tsv", add_line, s, err)) {
		evm_settings_release(s);
		return -1;
	}
	add_cells(s);
	return 0;
}

void evm_settings_release(struct evm_settings *s)
{
	evm_wordmap_release(&s->shorts);
	evm_index_release(&s->words);
	evm_index_release(&s->cells);
	evm_index_release(&s->animals);
	evm_index_release(&s->places);
	evm_arena_release(&s->arena);
	memset(s, 0, sizeof *s);
}

/* --- words ------------------------------------------------------------------------- */

/* The next word at or behind *at, lower case in buf; false at the end. Letters
 * and digits make words, a byte above ASCII too. */
static bool next_word(struct evm_str s, size_t *at, char buf[WORD_MAX], struct evm_str *word,
		      size_t *begin)
{
	size_t i = *at, k;

	while (i < s.n && !evm_is_alnum(s.p[i]) && (unsigned char)s.p[i] < 0x80)
		i++;
	for (k = i; k < s.n && (evm_is_alnum(s.p[k]) || (unsigned char)s.p[k] >= 0x80); k++)
		if (k - i < WORD_MAX)
			buf[k - i] = evm_to_lower(s.p[k]);
	*at = k;
	*begin = i;
	*word = (struct evm_str){ buf, k - i < WORD_MAX ? k - i : WORD_MAX };
	return k > i;
}

bool evm_setting_animal(const struct evm_settings *s, const struct evm_doc *doc, size_t i)
{
	const struct evm_mention *m = &doc->mentions.v[i], *next = m + 1;
	uint32_t is;

	if (m->type != EVM_SPECIES || !evm_index_get(&s->animals, m->norm, &is))
		return false;
	return i + 1 == doc->mentions.n || next->span.begin > m->span.end + 1 ||
	       (next->type != EVM_SOURCE && next->type != EVM_VESICLE);
}

/* "subcutaneous adipose tissue" */
static bool is_place(const struct evm_settings *s, struct evm_str behind)
{
	char buf[WORD_MAX];
	struct evm_str word;
	size_t at = 0, begin;
	uint32_t is;

	return behind.n && behind.p[0] == ' ' && next_word(behind, &at, buf, &word, &begin) && begin == 1 &&
	       evm_index_get(&s->places, word, &is);
}

bool evm_setting_other_route(const struct evm_settings *s, const struct evm_doc *doc, size_t i)
{
	const struct evm_mention *m = &doc->mentions.v[i], *next = m + 1;
	struct evm_str gap;

	if (is_place(s, evm_str_sub(doc->text, m->span.end, doc->text.n)))
		return true;
	if (i + 1 >= doc->mentions.n || next->span.begin < m->span.end ||
	    (next->type != EVM_DRUG && next->type != EVM_PROTEIN))
		return false;
	gap = evm_str_sub(doc->text, m->span.end, next->span.begin);
	return evm_str_eqz(gap, " ") || evm_str_eqz(gap, " of ");
}

struct evm_str evm_setting_tumour(struct evm_str cell)
{
	static const char *const ends[] = {
		"cancer", "carcinoma", "sarcoma", "leukemia", "leukaemia", "lymphoma", "melanoma",
		"glioma", "glioblastoma", "neuroblastoma", "myeloma", NULL
	};

	for (size_t i = 0; ends[i]; i++) {
		size_t at = evm_str_find(cell, evm_str(ends[i]), 0);

		if (at != SIZE_MAX)
			return evm_str_sub(cell, 0, at + strlen(ends[i]));
	}
	return EVM_LIT("");
}

bool evm_setting_line(struct evm_str s)
{
	bool digit = false;

	if (evm_str_starts(s, "CD") || evm_str_starts(s, "Th") || evm_str_starts(s, "M1") ||
	    evm_str_starts(s, "M2"))
		return false;
	for (size_t i = 0; i < s.n; i++)
		digit |= evm_is_digit(s.p[i]);
	return digit;
}

/* "using pulmonary epithelial cells": they were at hand. */
static bool used(const struct evm_doc *doc, const struct evm_mention *m)
{
	const struct evm_str using = EVM_LIT("using ");
	uint32_t n = (uint32_t)using.n;

	return m->span.begin > n &&
	       evm_str_ieq(evm_str_sub(doc->text, m->span.begin - n, m->span.begin), using);
}

static unsigned by_mentions(const struct evm_settings *s, const struct evm_doc *doc, size_t first,
			    size_t last)
{
	unsigned bits = 0;

	for (size_t i = first; i < last; i++) {
		const struct evm_mention *m = &doc->mentions.v[i];

		if (m->type == EVM_ROUTE && evm_str_eqz(m->norm, "in_vitro"))
			bits |= EVM_IN_VITRO;
		else if (m->type == EVM_ROUTE)
			bits |= evm_str_eqz(m->norm, "other") || evm_str_eqz(m->norm, "systemic") ?
				0 : EVM_IN_VIVO;
		else if (evm_setting_animal(s, doc, i))
			bits |= EVM_IN_VIVO;
		else if (m->type == EVM_CELL && (used(doc, m) || evm_setting_line(evm_doc_slice(doc, m->span))))
			bits |= EVM_IN_VITRO;
	}
	return bits;
}

/* "in vivo", "in vitro" say it plainly; the other words hint at it. */
static unsigned by_words(const struct evm_settings *s, struct evm_str text, unsigned *plain)
{
	unsigned bits = 0;

	*plain = 0;
	for (size_t at = 0, end; at < text.n; at = end + 1) {
		struct evm_str word;
		uint32_t is;

		end = evm_scan_lower(text, at);
		while (end < text.n && s->in_word[(unsigned char)text.p[end]])
			end++;
		word = evm_str_sub(text, at, end);
		is = word.n ? bits_of(s, word) : 0;
		bits |= is;
		if (is && (evm_str_ieqz(word, "vivo") || evm_str_ieqz(word, "vitro")))
			*plain |= is;
	}
	return bits;
}

unsigned evm_setting_read(const struct evm_settings *s, const struct evm_doc *doc,
			  uint32_t sentence, size_t first, size_t last)
{
	unsigned plain, hints = by_words(s, evm_doc_slice(doc, doc->sentences.v[sentence].span), &plain);
	unsigned named = by_mentions(s, doc, first, last);
	unsigned places = hints & ~(unsigned)EVM_WITH_CELLS;

	if (plain)
		return plain;
	if (named)
		return named == (EVM_IN_VIVO | EVM_IN_VITRO) && hints & named ? hints & named : named;
	return places ? places : hints;
}

bool evm_setting_closes(const struct evm_settings *s, struct evm_str sentence)
{
	for (size_t i = 0; i < s->closings.n; i++) {
		struct evm_str c = s->closings.v[i];

		if (sentence.n > c.n && sentence.p[0] == c.p[0] && evm_str_ieq(evm_str_sub(sentence, 0, c.n), c))
			return true;
	}
	return false;
}

/* --- cells --------------------------------------------------------------------------- */

static bool ends_phrase(struct evm_str word)
{
	static const char *const words[] = {
		"of", "in", "and", "or", "by", "to", "on", "from", "the", "with", "for", "into",
		"than", "single", "per", "stem", "programmed", "immune", "pathogenic", "healthy",
		"inhibited", "reduced", "increased", NULL
	};

	for (size_t i = 0; words[i]; i++)
		if (evm_str_eqz(word, words[i]))
			return true;
	return false;
}

/* "cardiomyocyte H9C2": the line, where the next word is one; else the cell is. */
static uint32_t line_behind(const struct evm_settings *s, struct evm_str text, size_t at, uint32_t is)
{
	char buf[WORD_MAX];
	struct evm_str word;
	size_t begin;
	uint32_t line;

	return next_word(text, &at, buf, &word, &begin) && evm_setting_line(word) &&
	       evm_index_get(&s->cells, word, &line) ? line : is;
}

struct evm_str evm_setting_cell(const struct evm_settings *s, struct evm_str text)
{
	char buf[WORD_MAX];
	struct evm_str word;
	size_t at = 0, begin, from = SIZE_MAX;
	uint32_t is;

	while (next_word(text, &at, buf, &word, &begin)) {
		if (evm_str_eqz(word, "cell") || evm_str_eqz(word, "cells")) {
			/* "endothelial cells"; "cell migration" names none */
			if (from != SIZE_MAX)
				return evm_str_sub(text, from, at);
		} else if (evm_index_get(&s->cells, word, &is)) {
			size_t next = at;
			char ahead[WORD_MAX];
			struct evm_str after;

			/* "neuronal cell death" too; "tumor macrophage cells" say which */
			if (!next_word(text, &next, ahead, &after, &begin) || from == SIZE_MAX ||
			    !(evm_str_eqz(after, "cell") || evm_str_eqz(after, "cells")))
				return s->cell.v[line_behind(s, text, at, is)];
		}
		if (ends_phrase(word))
			from = SIZE_MAX;
		else if (from == SIZE_MAX)
			from = at - word.n;
	}
	return EVM_LIT("");
}

/* --- conditions ------------------------------------------------------------------------ */

/* Is what stands at [at, end) a condition: "under H/R", "H/R-induced"? */
static bool rules_over(struct evm_str s, size_t at, size_t end)
{
	static const char *const before[] = {
		" in ", " under ", " by ", " to ", " during ", " with ", "study of ",
		"studies of ", "aspect of ", "stage of ", "phase of ", "model of ", "models of ",
		"context of ", NULL
	};
	static const char *const after[] = { "-induced", "-injured", "-treated", "-exposed", "-stimulated",
					     " induced", " injured", " conditions", " mice", " mouse", " rat",
					     " animal", " patient", " rabbit", " model", NULL };

	for (size_t i = 0; before[i]; i++) {
		size_t n = strlen(before[i]);

		if (at >= n && evm_str_eqz(evm_str_sub(s, at - n, at), before[i]))
			return true;
	}
	for (size_t i = 0; after[i]; i++)
		if (evm_str_starts(evm_str_sub(s, end, s.n), after[i]))
			return true;
	return false;
}

/* Does the condition stand at a byte, whole, and ruling over the sentence? */
static bool stands_at(const struct evm_condition *c, struct evm_str s, size_t at)
{
	size_t end = at + c->phrase.n;

	return end <= s.n && !memcmp(s.p + at, c->phrase.p, c->phrase.n) &&
	       (end == s.n || !evm_is_alnum(s.p[end])) && rules_over(s, at, end);
}

const struct evm_condition *evm_setting_condition(const struct evm_settings *s,
						  struct evm_str sentence)
{
	size_t best = s->conditions.n;

	/* each claim asks: a longer one is no prose */
	if (sentence.n > SENTENCE_MAX)
		sentence = evm_str_sub(sentence, 0, SENTENCE_MAX);
	for (size_t at = 0; at < sentence.n; at++) {
		unsigned pair = pair_at(sentence, at);

		if (!(s->pairs[pair / 64] >> pair % 64 & 1) || (at && evm_is_alnum(sentence.p[at - 1])))
			continue;
		/* the first one of the list wins */
		for (size_t i = 0; i < best; i++)
			if (stands_at(&s->conditions.v[i], sentence, at))
				best = i;
	}
	return best < s->conditions.n ? &s->conditions.v[best] : NULL;
}
