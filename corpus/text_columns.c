/*
 * Columns of a flattened table. A row is a string of words; the columns' names
 * and what the cells of each may hold say where one cell ends and the next
 * begins: the best cut of the whole row is looked for.
 */
#include <stdlib.h>
#include <string.h>

#include "corpus/text_table_p.h"

#define UNREACHED (-1000000)

static bool is_none(struct evm_str s)
{
	static const char *const marks[] = { "/", "-", "\xe2\x80\x93",
		"\xe2\x80\x94", "n/a", "na", "nr", "nd", "n.a.", "none" };

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (evm_str_ieqz(s, marks[i]))
			return true;
	return false;
}

static bool is_number(struct evm_str s)
{
	size_t digits = 0;

	if (evm_str_starts(s, "n="))
		s = evm_str_sub(s, 2, s.n);
	for (size_t i = 0; i < s.n; i++) {
		if (!evm_is_digit(s.p[i]) && !strchr(".,+", s.p[i]))
			return false;
		digits += evm_is_digit(s.p[i]);
	}
	return digits > 0;
}

/* A cell of MSCs: "BM-MSCs", "hUCMSC", "ADSCs", "SHED". */
bool table_is_source(struct evm_str s)
{
	s = text_bare(s);
	while (s.n && s.p[s.n - 1] == 's')
		s.n--;
	return s.n >= 3 && s.n < 30 &&
	       (evm_str_find(s, EVM_LIT("MSC"), 0) != SIZE_MAX ||
		evm_str_ends(s, "ASC") || evm_str_ends(s, "DSC") ||
		evm_str_ends(s, "PSC") || evm_str_ends(s, "SHED"));
}

static bool is_name(struct evm_str s)
{
	return s.n > 1 && evm_is_upper(s.p[0]) && evm_is_lower(s.p[1]);
}

static bool is_disease(const struct text_lists *l, struct evm_str s)
{
	static const char *const ends[] = { "itis", "emia", "pathy", "plasia",
		"oma", "trophy" };

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (s.n > 6 && evm_str_ends(s, ends[i]))
			return true;
	return text_in(l, SET_VAL_DISEASE, s);
}

/* Marks the words of the longest phrase of a set that begins at word i. */
static void mark_phrases(const struct text_lists *l, struct row_words *r,
			 enum text_set set, unsigned flag)
{
	char key[100];

	for (size_t i = 0; i < r->n; i++) {
		size_t n = 0, best = 0;

		for (size_t k = i; k < r->n && k < i + 4; k++) {
			struct evm_str w = r->v[k].text;

			if (n + w.n + 1 >= sizeof key)
				break;
			if (k > i)
				key[n++] = ' ';
			memcpy(key + n, w.p, w.n);
			n += w.n;
			w = (struct evm_str){ key, n };
			if (text_in(l, set, w) || text_in(l, set, text_bare(w)))
				best = k + 1 - i;
		}
		for (size_t k = 0; k < best; k++)
			r->v[i + k].flags |= flag;
	}
}

static void mark_brackets(struct row_words *r)
{
	int depth = 0;

	for (size_t i = 0; i < r->n; i++) {
		if (depth > 0)
			r->v[i].flags |= WORD_INSIDE;
		for (size_t k = 0; k < r->v[i].text.n; k++) {
			char c = r->v[i].text.p[k];

			depth += c == '(';
			depth -= c == ')' && depth > 0;
		}
	}
}

void table_mark(const struct text_job *j, struct row_words *r)
{
	const struct text_lists *l = &j->lists;

	for (size_t i = 0; i < r->n; i++) {
		struct table_word *w = &r->v[i];

		if (is_none(w->text))
			w->flags |= WORD_NONE;
		if (is_number(w->text))
			w->flags |= WORD_NUMBER;
		if (text_in(l, SET_VAL_TIME, text_bare(w->text)))
			w->flags |= WORD_TIME;
		if (table_is_source(w->text))
			w->flags |= WORD_SOURCE;
		if (is_disease(l, text_bare(w->text)))
			w->flags |= WORD_DISEASE;
		if (text_in(l, SET_VAL_EFFECT, text_bare(w->text)))
			w->flags |= WORD_EFFECT;
		if (text_in(l, SET_VAL_DOSE, text_bare(w->text)) ||
		    evm_str_find(w->text, EVM_LIT("^"), 0) != SIZE_MAX)
			w->flags |= WORD_DOSE;
		if (text_in(l, SET_VAL_SPECIES, text_bare(w->text)))
			w->flags |= WORD_SPECIES;
		if (text_in(l, SET_FUNCTION, text_bare(w->text)))
			w->flags |= WORD_FUNCTION;
		if (is_name(w->text))
			w->flags |= WORD_NAME;
		if (i && text_pair_seen(j, r->v[i - 1].text, w->text))
			w->flags |= WORD_PAIR;
	}
	mark_phrases(l, r, SET_VAL_VESICLE, WORD_VESICLE);
	mark_phrases(l, r, SET_VAL_ROUTE, WORD_ROUTE);
	mark_phrases(l, r, SET_VAL_STATE, WORD_STATE);
	mark_brackets(r);
}

/* Words of [b, e) with a flag, by sums from the row's start. */
struct sums {
	const struct row_words *r;
	uint16_t (*of)[WORD_FLAGS];	/* of[i][f]: words before i with flag f */
	bool has[COL_N];
};

static int with(const struct sums *s, int flag, size_t b, size_t e)
{
	return s->of[e][flag] - s->of[b][flag];
}

static int empty_cell(enum col_kind kind)
{
	return kind == COL_OTHER || kind == COL_SOURCE || kind == COL_DOSE ||
	       kind == COL_SPECIES ? -30 : -40;
}

/* How well words fit a column of free text. */
static int free_cell(const struct sums *s, size_t b, size_t e)
{
	int v = 0;

	if (s->has[COL_ROUTE])
		v -= 20 * with(s, FLAG_ROUTE, b, e);
	if (s->has[COL_STATE])
		v -= 20 * with(s, FLAG_STATE, b, e);
	if (s->has[COL_VESICLE] && with(s, FLAG_VESICLE, b, b + 1))
		v -= 30;
	if (s->has[COL_DOSE])
		v -= 8 * with(s, FLAG_DOSE, b, e);
	if (s->has[COL_SPECIES])
		v -= 10 * with(s, FLAG_SPECIES, b, e);
	return v - 2 * with(s, FLAG_NUMBER, b, e);
}

static int source_cell(const struct sums *s, size_t b, size_t e)
{
	int n = (int)(e - b);

	/* "human cord MSCs", but hardly "MSCs" and more */
	if (with(s, FLAG_SOURCE, b, b + 1))
		return 40 - 12 * (n - with(s, FLAG_SOURCE, b, e));
	return (with(s, FLAG_SOURCE, b, e) ? 40 : -35) - 4 * (n - 1);
}

/* Free text, but with words that such cells begin or end with. */
static int worded_cell(const struct sums *s, enum col_kind kind, size_t b,
		       size_t e)
{
	int v = free_cell(s, b, e);

	if (kind == COL_EFFECT)
		return v + 15 * with(s, FLAG_EFFECT, b, b + 1);
	v += 10 * with(s, FLAG_DISEASE, e - 1, e) +
	     4 * (with(s, FLAG_DISEASE, b, e) > 0);
	return s->has[COL_EFFECT] ? v - 8 * with(s, FLAG_EFFECT, b, e) : v;
}

static int typed_cell(const struct sums *s, enum col_kind kind, size_t b, size_t e)
{
	int n = (int)(e - b), fit;

	switch (kind) {
	case COL_REFERENCE:
		fit = with(s, FLAG_REFERENCE, b, e);
		return fit == n ? 60 : -60 * (n - fit);
	case COL_COUNT:
		fit = with(s, FLAG_NUMBER, b, e);
		return fit == 1 && n == 1 ? 60 : -20 * n - 20;
	case COL_TIME:
		fit = with(s, FLAG_TIME, b, e);
		return fit && with(s, FLAG_NUMBER, b, e) && n <= 4 ? 60 : -30 * n;
	case COL_STATE:
		fit = with(s, FLAG_STATE, b, e);
		return fit == n ? 60 : -30 * (n - fit);
	case COL_ROUTE:
		fit = with(s, FLAG_ROUTE, b, e);
		return (fit ? 40 : -20) - 15 * (n - fit -
			with(s, FLAG_FUNCTION, b, e));
	case COL_VESICLE:
		fit = with(s, FLAG_VESICLE, b, e);
		return (fit ? 40 : -20) - 25 * (n - fit);
	case COL_SOURCE:
		return source_cell(s, b, e);
	case COL_DISEASE:
	case COL_EFFECT:
		return worded_cell(s, kind, b, e);
	case COL_DOSE:
		fit = with(s, FLAG_DOSE, b, e) + with(s, FLAG_NUMBER, b, e);
		return (with(s, FLAG_DOSE, b, e) ? 40 : -25) - 15 * (n - fit);
	case COL_SPECIES:
		fit = with(s, FLAG_SPECIES, b, e);
		return (fit ? 25 : -10) - 8 * (n - fit);
	case COL_OTHER:
	case COL_N:
		break;
	}
	return free_cell(s, b, e);
}

static int cell(const struct sums *s, enum col_kind kind, size_t b, size_t e)
{
	int v;

	if (b == e)
		return empty_cell(kind);
	if (e - b == 1 && with(s, FLAG_NONE, b, e))
		return 30;
	v = typed_cell(s, kind, b, e) - 40 * with(s, FLAG_NONE, b, e);
	if (kind != COL_REFERENCE)
		v -= 40 * with(s, FLAG_REFERENCE, b, e);
	/* capitals and broken blocks inside a cell speak against it */
	v -= 6 * with(s, FLAG_NAME, b + 1, e) + 15 * with(s, FLAG_BLOCK, b + 1, e) +
	     7 * with(s, FLAG_LINE, b + 1, e) - 7 * with(s, FLAG_MAYBE, b + 1, e) +
	     15 * with(s, FLAG_WIDE, b + 1, e);
	return v;
}

/* What speaks for a border before word i. */
static int border(const struct row_words *r, size_t i)
{
	const struct table_word *w = &r->v[i], *last;
	int v = 0;

	if (i == 0 || i == r->n)
		return 0;
	last = &r->v[i - 1];
	if (w->flags & WORD_GLUED)
		return -2000;
	v += w->flags & WORD_BLOCK ? 20 : w->flags & WORD_MAYBE ? 0 :
		w->flags & WORD_LINE ? 15 : w->flags & WORD_WRAP ? -20 : 0;
	if (w->flags & WORD_WIDE)
		v += 20;
	if (w->flags & WORD_INSIDE)
		v -= 80;
	if (w->text.p[0] == '(' && !(w->flags & WORD_REFERENCE))
		v -= 20;
	if (text_starts_upper(w->text) || w->flags & (WORD_NONE | WORD_REFERENCE))
		v += 10;
	else if (!(w->flags & (WORD_VESICLE | WORD_SOURCE | WORD_EFFECT)) ||
		 w->flags & WORD_MAYBE)
		v -= 15;
	if (w->flags & WORD_PAIR && !(w->flags & WORD_ROUTE))
		v -= 30;
	if (w->flags & WORD_FUNCTION)
		v -= 30;
	if (last->flags & WORD_FUNCTION || last->text.p[last->text.n - 1] == ',')
		v -= 40;
	return v;
}

static void add_up(struct sums *s, const struct row_words *r)
{
	for (size_t i = 0; i < r->n; i++)
		for (int f = 0; f < WORD_FLAGS; f++)
			s->of[i + 1][f] = (uint16_t)(s->of[i][f] +
				((r->v[i].flags >> f) & 1u));
}

/* best[c][i]: the first c columns take the first i words. */
static void fill(const struct sums *s, const struct columns *cols,
		 const int *borders, int *best, uint16_t *from)
{
	size_t n = s->r->n, row = n + 1;

	for (size_t i = 0; i <= n; i++)
		best[i] = i ? UNREACHED : 0;
	for (size_t c = 1; c <= cols->n; c++)
		for (size_t e = 0; e <= n; e++) {
			best[c * row + e] = UNREACHED;
			for (size_t b = 0; b <= e; b++) {
				int v = best[(c - 1) * row + b];

				if (v == UNREACHED)
					continue;
				v += cell(s, cols->v[c - 1].kind, b, e) +
					(b < e ? borders[b] : 0);
				if (v > best[c * row + e]) {
					best[c * row + e] = v;
					from[c * row + e] = (uint16_t)b;
				}
			}
		}
}

void table_cut(const struct columns *cols, const struct row_words *r,
	       size_t *cuts)
{
	size_t n = r->n, row = n + 1, all = evm_mul(cols->n + 1, row), e = n;
	struct sums s = { .r = r };
	int *best = evm_malloc(evm_mul(all, sizeof *best));
	int *borders = evm_malloc(evm_mul(row, sizeof *borders));
	uint16_t *from = evm_malloc(evm_mul(all, sizeof *from));

	s.of = evm_malloc(evm_mul(row, sizeof *s.of));
	memset(s.of, 0, sizeof *s.of);
	memset(from, 0, all * sizeof *from);
	for (size_t c = 0; c < cols->n; c++)
		s.has[cols->v[c].kind] = true;
	add_up(&s, r);
	for (size_t i = 0; i <= n; i++)
		borders[i] = border(r, i);
	fill(&s, cols, borders, best, from);
	cuts[cols->n] = n;
	for (size_t c = cols->n; c > 0; c--) {
		e = from[c * row + e];
		cuts[c - 1] = e;
	}
	free(best);
	free(borders);
	free(from);
	free(s.of);
}
