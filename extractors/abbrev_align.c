/*
 * The alignment of a short form's letters with the words of a long form, by
 * dynamic programming over places of equal letters. Both sides are bounded,
 * so a call costs constant time.
 */
#include <string.h>

#include "core/utf8.h"
#include "extractors/abbrev.h"
#include "extractors/abbrev_p.h"

#define LETTERS 16		/* of a short form */
#define WINDOW 400		/* bytes of text before the bracket */
#define WORDS 24
#define NONE (-1000000)

/* Scores in twentieths; fitted on labelled abstracts. */
enum {
	AT_WORD = 60,		/* letter at a word's begin */
	AT_PART = 44,		/* behind a hyphen, a change of case or digits */
	AT_FIRST_PART = 40,	/* the first letter there */
	INSIDE = 6,
	NEXT_TO = 26,		/* directly behind the letter before */
	SKIP_STOP = 5,		/* a function word passed over */
	SKIP_WORD = 32,
	COMMA = 30,		/* gone over */
	ORPHAN = 10,		/* a letter inside a word whose initial has none */
	LEAST = 22,		/* a letter, on the average */
	LEAST_WORD = 16,	/* the same when the long form is one word */
	LEAST_FIGURE = 36,	/* and when a figure has no place */
};

enum place { OUTSIDE, INNER, PART, WORD };

struct window {
	struct evm_str s;
	unsigned char place[WINDOW], word[WINDOW];
	bool stop[WORDS + 1];	/* is the word a function word? */
	int words;
	int cost[WORDS + 1];	/* of passing over all words before this one */
	int commas[WORDS + 1];	/* behind the words before this one */
};


static char lower_at(struct evm_str s, size_t i)
{
	return evm_to_lower(s.p[i]);
}

static bool is_letter(char c)
{
	return evm_is_alnum(c) || (unsigned char)c >= 0x80;
}

static enum place place_of(struct evm_str s, size_t i, bool first)
{
	char c = s.p[i], b = i ? s.p[i - 1] : ' ';

	if (!is_letter(c))
		return OUTSIDE;
	if (first)
		return WORD;
	if (!is_letter(b) || (evm_is_upper(c) && !evm_is_upper(b)) ||
	    evm_is_digit(c) != evm_is_digit(b))
		return PART;
	return INNER;
}

static void end_word(const struct evm_words *lists, struct window *w, size_t begin, size_t end)
{
	struct evm_str word = evm_str_sub(w->s, begin, end);
	uint32_t in;
	bool stop, comma = word.n && word.p[word.n - 1] == ',';

	while (word.n && strchr(",;:.", word.p[word.n - 1]))
		word.n--;
	in = evm_words_get(lists, word);
	stop = in & EVM_ABBREV_STOP;
	w->stop[w->words] = stop;
	w->cost[w->words + 1] = w->cost[w->words] +
				(stop || in & EVM_ABBREV_TAIL ? SKIP_STOP : SKIP_WORD);
	w->commas[w->words + 1] = w->commas[w->words] + comma;
	w->words++;
}

static void mark_words(const struct evm_words *lists, struct window *w)
{
	size_t begin = 0;
	bool first = true;

	w->words = 0;
	w->cost[0] = w->commas[0] = 0;
	for (size_t i = 0; i < w->s.n; i++) {
		w->word[i] = (unsigned char)w->words;
		if (evm_is_space(w->s.p[i])) {
			if (i > begin && w->words < WORDS - 1)
				end_word(lists, w, begin, i);
			begin = i + 1;
			first = true;
			w->place[i] = OUTSIDE;
			continue;
		}
		w->place[i] = (unsigned char)place_of(w->s, i, first);
		if (w->place[i] == WORD)
			first = false;
	}
	end_word(lists, w, begin, w->s.n);
}

/* Cost of the words strictly between two. */
static int skipped(const struct window *w, int a, int b)
{
	int commas = (w->commas[b] - w->commas[a]) * COMMA;

	return (b > a + 1 ? w->cost[b] - w->cost[a + 1] : 0) + (b < w->words ? commas : 0);
}

static int value(const struct window *w, int at, bool first)
{
	switch (w->place[at]) {
	case WORD:
		return first && w->stop[w->word[at]] ? NONE : AT_WORD;
	case PART:
		return first ? AT_FIRST_PART : AT_PART;
	case INNER:
		return first ? NONE : INSIDE;
	default:
		return NONE;
	}
}

/* Places of one letter in the window, and the best score of all letters from
 * this one on when it stands there. */
struct places {
	int at[WINDOW], score[WINDOW];
	int n;
};

/* Best score of the letters behind one that stands at place at. */
static int best_rest(const struct window *w, const struct places *after, int at)
{
	int best = NONE;

	for (int i = after->n; i-- > 0 && after->at[i] > at;) {
		int q = after->at[i], score = after->score[i] - skipped(w, w->word[at], w->word[q]);

		if (q == at + 1 && w->place[q] == INNER)
			score += NEXT_TO;
		else if (w->place[q] == INNER && w->word[q] != w->word[at])
			score -= ORPHAN;
		if (score > best)
			best = score;
	}
	return best;
}

static void align_letter(const struct window *w, char letter, bool first,
			 bool last, const struct places *after, struct places *now)
{
	now->n = 0;
	for (int i = 0; i < (int)w->s.n; i++) {
		int v, rest;

		if (lower_at(w->s, (size_t)i) != letter || (v = value(w, i, first)) == NONE)
			continue;
		rest = last ? -skipped(w, w->word[i], w->words) * 13 / 10
			    : best_rest(w, after, i);
		if (rest == NONE)
			continue;
		now->at[now->n] = i;
		now->score[now->n++] = v + rest;
	}
}

static bool has_byte(struct evm_str s, char c)
{
	return s.n && memchr(s.p, c, s.n);
}

/* First letter of a figure's word when the window has it: "three-dimensional
 * (3D)"; else 0. */
static char spelled(struct evm_str window, char figure)
{
	static const char *const words[] = { "zero", "one", "two", "three", "four", "five", "six" };
	const char *w = figure <= '6' ? words[figure - '0'] : "?";

	return evm_str_find(window, evm_str(w), 0) == SIZE_MAX ? '\0' : *w;
}

/* Letters of the short form; a figure that the window does not have ("N2O",
 * nitrous oxide) needs no place. */
static size_t letters_of(struct evm_str s, struct evm_str window, char *to)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n && n < LETTERS; i++) {
		char c = lower_at(s, i);

		if (evm_is_digit(c) && !has_byte(window, c))
			c = spelled(window, c);
		if (is_letter(c))
			to[n++] = c;
	}
	return n;
}

static size_t count_letters(struct evm_str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += is_letter(s.p[i]);
	return n < LETTERS ? n : LETTERS;
}

/* The last max words of text[before), at most WINDOW bytes. */
static struct evm_span last_words(struct evm_str text, struct evm_span before, size_t max)
{
	size_t b = before.end, least = before.begin, words = 0;

	if (before.end - before.begin > WINDOW - 1)
		least = before.end - (WINDOW - 1);
	for (; b > least; b--) {
		if (!evm_is_space(text.p[b - 1]) || evm_is_space(text.p[b]))
			continue;
		if (++words >= max || (b >= 2 && strchr(":;", text.p[b - 2])))
			break;
	}
	while (b < before.end && !evm_utf8_border(text, b))
		b++;
	before.begin = (uint32_t)b;
	return before;
}

/* "delta" of "Delta-9-": how much of s is a Greek letter's name. */
static size_t greek(struct evm_str s)
{
	static const char *const names[] = { "alpha", "beta", "gamma", "delta", "omega", "epsilon", NULL };

	for (int i = 0; names[i]; i++) {
		if (s.n >= strlen(names[i]) && evm_str_ieqz(evm_str_sub(s, 0, strlen(names[i])), names[i]))
			return strlen(names[i]);
	}
	return 0;
}

static bool locants(struct evm_str s)
{
	s = evm_str_sub(s, greek(s), s.n);
	for (size_t i = 0; i < s.n; i++) {
		if (!evm_is_digit(s.p[i]) && !strchr("-,.'()[]ONSonHabd", s.p[i]) &&
		    (unsigned char)s.p[i] < 0x80)
			return false;
	}
	return true;
}

/* Does the bracket that opens at b close inside the window? */
static bool closes(struct evm_str s, size_t b)
{
	int depth = 0;

	for (size_t i = b; i < s.n; i++) {
		depth += s.p[i] == '(' || s.p[i] == '[';
		depth -= s.p[i] == ')' || s.p[i] == ']';
		if (depth == 0)
			return true;
	}
	return false;
}

/* Where the long form begins whose first letter stands at p. */
static size_t long_begin(const struct window *w, size_t p)
{
	size_t b = p;

	while (b > 0 && !evm_is_space(w->s.p[b - 1]))
		b--;
	if (w->place[p] == WORD) {
		while (b < p && strchr("([\"'", w->s.p[b]) &&
		       (strchr("\"'", w->s.p[b]) || !closes(w->s, b)))
			b++;
		return b;
	}
	/* "c-Jun", "2,4,6-trinitro" */
	return p - b <= 2 || locants(evm_str_sub(w->s, b, p)) ? b : p;
}

static bool good_enough(const struct window *w, size_t p, size_t letters, int score, bool all)
{
	struct evm_str rest = evm_str_sub(w->s, p, w->s.n);
	bool one_word = memchr(rest.p, ' ', rest.n) == NULL;

	if (!all)
		return letters > 1 && score >= (int)letters * LEAST_FIGURE;
	if (letters == 1)
		return one_word && score >= AT_WORD && rest.n >= 5;
	if (one_word && letters >= 3 && rest.n >= 2 * letters)
		return score >= (int)letters * LEAST_WORD;
	return score >= (int)letters * LEAST;
}

/* Does every letter stand in the window? */
static bool has_all(struct evm_str s, const char *letters, size_t k)
{
	bool there[256] = { false };

	for (size_t i = 0; i < s.n; i++)
		there[(unsigned char)lower_at(s, i)] = true;
	for (size_t j = 0; j < k; j++)
		if (!there[(unsigned char)letters[j]])
			return false;
	return true;
}

bool evm_abbrev_align(const struct evm_words *lists, struct evm_str text,
		      struct evm_str shrt, struct evm_span before,
		      struct evm_span *lng)
{
	struct window w;
	char letters[LETTERS];
	struct places both[2], *now = &both[0], *after = &both[1];
	size_t k = count_letters(shrt);
	int best = -1;

	after->n = 0;

	before = last_words(text, before, k + 5 < 2 * k ? k + 5 : 2 * k);
	w.s = evm_str_sub(text, before.begin, before.end);
	k = letters_of(shrt, w.s, letters);
	if (k == 0 || !has_all(w.s, letters, k))
		return false;
	mark_words(lists, &w);
	for (size_t j = k; j-- > 0;) {
		struct places *t = now;

		align_letter(&w, letters[j], j == 0, j + 1 == k, after, now);
		now = after;
		after = t;
	}
	for (int i = 0; i < after->n; i++) {
		if (best < 0 || after->score[i] >= after->score[best])
			best = i;
	}
	if (best < 0 || !good_enough(&w, (size_t)after->at[best], k, after->score[best],
				     k == count_letters(shrt)))
		return false;
	lng->begin = before.begin + (uint32_t)long_begin(&w, (size_t)after->at[best]);
	lng->end = before.end;
	return true;
}
