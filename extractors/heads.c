/*
 * Names that no vocabulary holds, told by a word beside them or by their
 * ending: "XYZ1 mRNA", "keratopathy", "Kawasaki disease", "CD44+ cells". A
 * name told once holds for the whole document.
 */
#include <string.h>

#include "core/index.h"
#include "extractors/annotate_p.h"

static bool is_word(const struct evm_scene *sc, size_t t)
{
	return sc->tok[t].shape != EVM_SHAPE_PUNCT;
}

static bool is_sign(const struct evm_scene *sc, size_t t, char c)
{
	return t < sc->n && !is_word(sc, t) && sc->doc->text.p[sc->tok[t].span.begin] == c;
}

/* "C1007G", "Val158Met", "Y329fs", "Xq26": a change of a sequence, a band of a
 * chromosome. */
static bool looks_variant(struct evm_str w)
{
	size_t a = 0, d = 0;

	while (a < w.n && evm_is_alpha(w.p[a]))
		a++;
	while (a + d < w.n && evm_is_digit(w.p[a + d]))
		d++;
	if (a == 2 && (w.p[1] == 'q' || w.p[1] == 'p') && (w.p[0] == 'X' || w.p[0] == 'Y'))
		return true;
	return (a == 1 || (a == 3 && evm_is_lower(w.p[2]))) && d >= 2 && a + d < w.n &&
	       (w.n - a - d == 1 || w.n - a - d == 3 || evm_str_ends(w, "fs"));
}

/* A gene's symbol by its looks: capitals with a digit, or three capitals. */
static bool looks_gene(const struct evm_heads *h, const struct evm_scene *sc, size_t t)
{
	struct evm_str w = evm_scene_word(sc, t);
	int upper = 0, digit = 0;

	if (w.n < 3 || w.n > 9 || !evm_is_alpha(w.p[0]) || looks_variant(w))
		return false;
	for (size_t i = 0; i < w.n; i++) {
		if ((unsigned char)w.p[i] >= 0x80)
			return false;
		upper += evm_is_upper(w.p[i]);
		digit += evm_is_digit(w.p[i]);
	}
	return upper && (digit || upper >= 3) && !(evm_words_get(&h->words, w) & EVM_H_NOGENE);
}

/* "ATAD3A", "PAX4": capitals, a number, at most a letter more: a symbol
 * without anything beside it. Long numbers are codes of compounds. */
static bool is_symbol(struct evm_str w)
{
	size_t a = 0, d = 0;

	while (a < w.n && evm_is_upper(w.p[a]))
		a++;
	while (a + d < w.n && evm_is_digit(w.p[a + d]))
		d++;
	return w.n >= 4 && a >= 2 && a <= 5 && d >= 1 && d <= 2 &&
	       (a + d == w.n || (a + d + 1 == w.n && evm_is_upper(w.p[w.n - 1])));
}

static bool told_gene(const struct evm_heads *h, const struct evm_scene *sc, size_t t, struct evm_range s)
{
	if (t + 1 < s.end && !sc->tok[t + 1].glued &&
	    evm_words_get(&h->words, evm_scene_word(sc, t + 1)) & EVM_H_GENE)
		return true;
	if (t + 2 < s.end && evm_scene_hyphen(sc, t + 1) && sc->tok[t + 2].glued &&
	    evm_words_get(&h->words, evm_scene_word(sc, t + 2)) & EVM_H_GENEHY)
		return true;
	return t > s.begin && !sc->tok[t].glued &&
	       evm_words_get(&h->words, evm_scene_word(sc, t - 1)) & EVM_H_GENEFOR;
}

static void add_gene(struct evm_scene *sc, size_t t)
{
	struct evm_mention *m = evm_scene_add(sc, EVM_PROTEIN, (struct evm_range){ (uint32_t)t, (uint32_t)t + 1 },
					      EVM_GRAM(gene), 0);

	m->norm = m->name = evm_scene_word(sc, t);
}

/* Is token t free, with nothing glued to it that makes it part of a word? */
static bool is_free(const struct evm_scene *sc, size_t t)
{
	if (evm_scene_at(sc, t))
		return false;
	return !(sc->tok[t].glued && t > 0 && evm_scene_hyphen(sc, t - 1)) || is_sign(sc, t - 1, '(');
}

static void find_genes(const struct evm_heads *h, struct evm_scene *sc)
{
	struct evm_index told = { NULL, 0, 0 };
	uint32_t any;

	for (int round = 0; round < 2; round++) {
		for (size_t s = 0; s < sc->doc->sentences.n; s++) {
			for (size_t t = sc->sent[s].begin; t < sc->sent[s].end; t++) {
				if ((sc->tok[t].shape != EVM_SHAPE_UPPER && sc->tok[t].shape != EVM_SHAPE_ALNUM) ||
				    !is_free(sc, t) || !looks_gene(h, sc, t))
					continue;
				if (round == 0 && (is_symbol(evm_scene_word(sc, t)) ||
						   told_gene(h, sc, t, sc->sent[s])))
					evm_index_add(&told, evm_scene_word(sc, t), 1, NULL);
				else if (round == 1 && evm_index_get(&told, evm_scene_word(sc, t), &any))
					add_gene(sc, t);
			}
		}
		if (told.n == 0)
			break;
	}
	evm_index_release(&told);
}

/* The last two letters of the endings below: few words have them. */
static bool may_end(char a, char b)
{
	if (b == 's')
		return a == 'i' || a == 'a' || a == 'e';
	if (b == 'a')
		return a == 'm' || a == 'i';
	return b == 'y' && a == 'h';
}

static bool ends_like_disease(struct evm_str w)
{
	static const char *const ends[] = {
		"itis", "oma", "omas", "pathy", "pathies", "emia", "aemia", "plegia", "algia", "trophy",
		"trophies", "iasis", "uria", "penia", "sclerosis", NULL
	};

	if (w.n < 6 || !may_end(w.p[w.n - 2], w.p[w.n - 1]))
		return false;
	for (int i = 0; ends[i]; i++) {
		if (evm_str_ends(w, ends[i]))
			return w.n > strlen(ends[i]) + 2;
	}
	return false;
}

static void add_disease(struct evm_scene *sc, size_t b, size_t e)
{
	struct evm_range r = { (uint32_t)b, (uint32_t)e };

	evm_scene_add(sc, EVM_DISEASE, r, EVM_GRAM(ending), 0);
}

/* "Kawasaki disease", "Sjogren-Larsson syndrome" */
static size_t eponym_begin(const struct evm_scene *sc, size_t t, size_t least)
{
	size_t b = t;

	while (b > least && !evm_scene_at(sc, b - 1) &&
	       ((sc->tok[b - 1].shape == EVM_SHAPE_TITLE && evm_scene_word(sc, b - 1).n > 2 && !sc->cls[b - 1]) ||
		(evm_scene_hyphen(sc, b - 1) && sc->tok[b].glued && b < t)))
		b--;
	while (b < t && !is_word(sc, b))
		b++;
	/* a capital at a sentence's begin is no name's */
	if (b == least && b < t && !evm_scene_hyphen(sc, b + 1))
		b++;
	return b;
}

static void at_disease(const struct evm_heads *h, struct evm_scene *sc, size_t t, struct evm_range s)
{
	struct evm_str w = evm_scene_word(sc, t);
	size_t b;

	if (w.n < 6 || evm_scene_at(sc, t) || sc->cls[t] & EVM_W_PROCESS)
		return;
	if (sc->tok[t].shape <= EVM_SHAPE_TITLE && ends_like_disease(w) &&
	    !(evm_words_get(&h->words, w) & EVM_H_NODISEASE)) {
		add_disease(sc, t, t + 1);
	} else if ((w.p[0] == 'd' || w.p[0] == 's' || w.p[0] == 'D' || w.p[0] == 'S') && evm_words_get(&h->words, w) & EVM_H_EPONYM) {
		b = eponym_begin(sc, t, s.begin);
		if (b < t)
			add_disease(sc, b, t + 1);
	}
}

/* "HTB9", "F-2", "UM-SCC-11A" before "cells": a line by its looks. Its first
 * token, or t. */
static size_t line_begin(const struct evm_scene *sc, size_t t, size_t least)
{
	size_t b = t - 1;
	bool digit = false, letter = false;

	while (b > least && sc->tok[b].glued && (evm_scene_hyphen(sc, b - 1) || evm_scene_hyphen(sc, b) ||
						  (is_word(sc, b) && is_word(sc, b - 1))))
		b--;
	for (uint32_t k = sc->tok[b].span.begin; k < sc->tok[t - 1].span.end; k++) {
		digit |= evm_is_digit(sc->doc->text.p[k]);
		letter |= evm_is_upper(sc->doc->text.p[k]);
	}
	if (!digit || !letter || !is_word(sc, b) || !evm_is_alpha(sc->doc->text.p[sc->tok[b].span.begin]))
		return t;
	for (size_t k = b; k < t; k++) {
		const struct evm_cand *c = evm_scene_at(sc, k);

		if (c && (c->t.begin < b || c->m.type != EVM_PROTEIN || !evm_str_eqz(c->m.by, EVM_GRAM(gene))))
			return t;
	}
	return b;
}

/* What may stand before "cells": a place, a cell, a marker with its sign. */
static size_t cell_part(const struct evm_scene *sc, size_t t, size_t least, bool many)
{
	const struct evm_cand *c;
	size_t k = t;

	if (t <= least)
		return t;
	if (is_sign(sc, t - 1, '+') || evm_scene_hyphen(sc, t - 1))
		k--;
	if (k <= least)
		return t;
	if (k == t && many && line_begin(sc, t, least) < t)
		return line_begin(sc, t, least);
	c = evm_scene_at(sc, k - 1);
	if (c)
		return c->m.type == EVM_CELL || (c->m.type == EVM_PROTEIN && is_sign(sc, t - 1, '+')) ||
		       (c->m.type == EVM_DISEASE && k == t && many) ? c->t.begin : t;
	if (k == t && is_word(sc, k - 1) && sc->cls[k - 1] & EVM_W_MOD && sc->tok[k - 1].shape == EVM_SHAPE_LOWER &&
	    !(sc->cls[k - 1] & (EVM_W_VAGUE | EVM_W_DEGREE | EVM_W_PROCESS | EVM_W_INDUCED | EVM_W_PRIMED |
				EVM_W_LOADED | EVM_W_STOP)))
		return k - 1;
	return t;
}

static void at_cells(struct evm_scene *sc, size_t t, struct evm_range s)
{
	const struct evm_cand *c = evm_scene_at(sc, t);
	size_t b = c ? c->t.begin : t, first = b;
	struct evm_range r;

	if (c && (c->m.type != EVM_CELL || c->t.end != t + 1))
		return;
	for (int n = 0; n < 4; n++) {
		size_t p = cell_part(sc, b, s.begin, evm_scene_is(sc, t, "cells"));

		if (p == b)
			break;
		b = p;
	}
	if (b == first)
		return;
	r = (struct evm_range){ (uint32_t)b, (uint32_t)t + 1 };
	evm_scene_add(sc, EVM_CELL, r, EVM_GRAM(cell), EVM_CAND_PATTERN);
}

void evm_found_heads(const struct evm_heads *h, struct evm_scene *sc)
{
	find_genes(h, sc);
	for (size_t s = 0; s < sc->doc->sentences.n; s++) {
		if (evm_scene_skips(sc, s))
			continue;
		for (size_t t = sc->sent[s].begin; t < sc->sent[s].end; t++) {
			if (sc->tok[t].shape > EVM_SHAPE_TITLE)
				continue;
			at_disease(h, sc, t, sc->sent[s]);
			if (sc->cls[t] & EVM_W_CELLS && (evm_scene_is(sc, t, "cells") || evm_scene_is(sc, t, "cell")))
				at_cells(sc, t, sc->sent[s]);
		}
	}
}

/* The type that a long form's last word tells, or -1. */
int evm_head_type(const struct evm_heads *h, struct evm_str lng)
{
	size_t b = lng.n;
	struct evm_str w;
	uint32_t in;

	while (b > 0 && !evm_is_space(lng.p[b - 1]) && lng.p[b - 1] != '-')
		b--;
	w = evm_str_sub(lng, b, lng.n);
	in = evm_words_get(&h->words, w);
	if (in & EVM_H_CELL)
		return EVM_CELL;
	if (in & EVM_H_DISEASE || (ends_like_disease(w) && !(in & EVM_H_NODISEASE)))
		return EVM_DISEASE;
	if (in & EVM_H_PROTEIN || (w.n > 6 && evm_str_ends(w, "ase") && !evm_str_ends(w, "base") &&
				   !evm_str_ends(w, "phase") && !evm_str_ends(w, "rease")))
		return EVM_PROTEIN;
	return in & EVM_H_DRUG ? EVM_DRUG : -1;
}

int evm_heads_load(struct evm_heads *h, struct evm_err *err)
{
	static const char *const names[] = {
		"gene", "genefor", "nogene", "nodisease", "disease", "protein", "cell", "drug", "eponym",
		"genehy", NULL
	};

	return evm_words_load(&h->words, "heads.tsv", names, err);
}
