/* Cutting clean text into lines, and what a line looks like. */
#include <stdlib.h>
#include <string.h>

#include "corpus/text_p.h"

static int by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* Most of the text stands in lines at least as wide: the many short lines of
 * tables and lists weigh little. */
static uint32_t usual_width(const struct text_job *j)
{
	uint32_t *w = evm_malloc(evm_mul(j->lines.n + 1, sizeof *w)), m;
	size_t n = 0, all = 0, part = 0, k = 0;

	for (size_t i = 0; i < j->lines.n; i++) {
		uint32_t width = j->lines.v[i].end - j->lines.v[i].begin;

		if (width >= 25) {
			w[n++] = width;
			all += width;
		}
	}
	qsort(w, n, sizeof *w, by_number);
	while (k < n && (part += w[k]) * 5 < all * 2)
		k++;
	m = n ? w[k] : 60;
	free(w);
	return m;
}

/* Does the program that copied leave the space where a line was wrapped, and
 * only there? */
static bool keeps_spaces(const struct text_job *j)
{
	size_t wrapped = 0, spaced = 0, ends = 0, bare = 0;

	for (size_t i = 0; i + 1 < j->lines.n; i++) {
		char last = j->text.p[j->lines.v[i].end - 1];

		if (last == '.' && j->lines.v[i + 1].gap) {
			ends++;
			bare += !j->lines.v[i].trail;
		}
		if (j->lines.v[i + 1].gap || last == '-' || last == SOFT_HYPHEN)
			continue;
		wrapped++;
		spaced += j->lines.v[i].trail;
	}
	return spaced * 10 >= wrapped * 4 && spaced >= 3 && bare * 2 >= ends;
}

/* Do blank lines follow the short lines that end in a stop? */
static bool has_spaces_between(const struct text_job *j)
{
	size_t ends = 0, gaps = 0;

	for (size_t i = 0; i + 1 < j->lines.n; i++) {
		const struct text_line *l = &j->lines.v[i];

		if (j->text.p[l->end - 1] != '.' ||
		    (l->end - l->begin) * 4 > j->width * 3)
			continue;
		ends++;
		gaps += l[1].gap;
	}
	return gaps * 10 >= ends * 7;
}

/* A share of the lines that ends in a hyphen. */
static bool breaks_words(const struct text_job *j)
{
	size_t lines = 0, broken = 0;

	for (size_t i = 0; i < j->lines.n; i++) {
		char last = j->text.p[j->lines.v[i].end - 1];

		lines++;
		broken += last == '-' || last == SOFT_HYPHEN;
	}
	return lines >= 10 && broken * 100 >= lines * 8;
}

/* A capital and small letters: the key is the word in small letters. */
static struct evm_str small_key(struct evm_str s, char *p, size_t max)
{
	struct evm_str w = text_bare(text_word(&s));

	if (w.n < 2 || w.n > max || !evm_is_upper(w.p[0]))
		return EVM_LIT("");
	p[0] = evm_to_lower(w.p[0]);
	for (size_t i = 1; i < w.n; i++) {
		if (!evm_is_lower(w.p[i]))
			return EVM_LIT("");
		p[i] = w.p[i];
	}
	return (struct evm_str){ p, w.n };
}

/* First words of lines behind lines without a stop, and whether the text has
 * them with a small letter. */
static void learn_starts(struct text_job *j)
{
	char p[40];
	uint32_t at;

	for (size_t i = 1; i < j->lines.n; i++) {
		struct evm_str key = small_key(text_of(j, i), p, sizeof p);

		if (!key.n || evm_index_get(&j->starts, key, &at) ||
		    strchr(".?!", j->text.p[j->lines.v[i - 1].end - 1]))
			continue;
		evm_index_add(&j->starts, evm_str_dup(j->arena, key),
			      (uint32_t)j->in_small.n, NULL);
		*EVM_PUSH(j->arena, j->in_small) = false;
	}
	for (size_t i = 0; i < j->lines.n && j->in_small.n; i++) {
		struct evm_str rest = text_of(j, i), w;

		while ((w = text_bare(text_word(&rest))).n)
			if (evm_is_lower(w.p[0]) && w.n <= sizeof p &&
			    evm_index_get(&j->starts, w, &at))
				j->in_small.v[at] = true;
	}
}

bool text_starts_sentence(const struct text_job *j, size_t line)
{
	char p[40];
	struct evm_str key = small_key(text_of(j, line), p, sizeof p);
	uint32_t at;

	if (!key.n)
		return false;
	return text_in(&j->lists, SET_FUNCTION, key) ||
	       text_in(&j->lists, SET_STARTER, key) ||
	       (evm_index_get(&j->starts, key, &at) && j->in_small.v[at]);
}

bool text_had_room(const struct text_job *j, size_t line, size_t next)
{
	struct evm_str s = text_of(j, next);
	size_t width = j->lines.v[line].end - j->lines.v[line].begin;

	if (j->hyphenated && width * 100 <= (size_t)j->width * 82)
		return true;
	return (width + 1 + text_word(&s).n) * 100 <= (size_t)j->width * 88;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static void add_line(struct text_job *j, uint32_t b, uint32_t e, bool gap,
		     bool page)
{
	uint32_t from = b, to = e;
	struct text_line *l;

	while (from < to && is_blank(j->text.p[from]))
		from++;
	while (to > from && is_blank(j->text.p[to - 1]))
		to--;
	l = EVM_PUSH(j->arena, j->lines);
	*l = (struct text_line){ .begin = from, .end = to, .gap = gap,
		.page = page, .lead = from > b, .trail = to < e };
	l->first = (uint32_t)j->lines.n - 1;
}

void text_lines_cut(struct text_job *j)
{
	bool gap = false, page = false, blank = true;
	uint32_t b = 0;

	for (uint32_t i = 0; i <= j->text.n; i++) {
		char c = i < j->text.n ? j->text.p[i] : '\n';

		if (c != '\n' && c != '\f') {
			blank = blank && is_blank(c);
			continue;
		}
		if (!blank) {
			add_line(j, b, i, gap || page, page);
			gap = page = false;
		} else if (c == '\n') {
			gap = true;
		}
		page = page || c == '\f';
		blank = true;
		b = i + 1;
	}
	j->width = usual_width(j);
	j->trailing = keeps_spaces(j);
	j->spaced = has_spaces_between(j);
	j->hyphenated = breaks_words(j);
	learn_starts(j);
}

void text_lines_split(struct text_job *j, size_t line, uint32_t at)
{
	struct text_line *l, *next;

	(void)EVM_PUSH(j->arena, j->lines);
	l = &j->lines.v[line];
	next = l + 1;
	memmove(next, l, (j->lines.n - 1 - line) * sizeof *l);
	for (size_t i = line + 1; i < j->lines.n; i++)
		if (j->lines.v[i].first >= line)
			j->lines.v[i].first++;
	next->begin = at;
	while (next->begin < next->end && is_blank(j->text.p[next->begin]))
		next->begin++;
	next->gap = next->page = next->lead = false;
	next->cut = true;
	l->end = at;
	while (l->end > l->begin && is_blank(j->text.p[l->end - 1]))
		l->end--;
	l->trail = false;
}

size_t text_next(const struct text_job *j, size_t line, enum text_kind kind)
{
	for (size_t i = line + 1; i < j->lines.n; i++)
		if (j->lines.v[i].kind == kind)
			return i;
	return SIZE_MAX;
}

struct evm_str text_word(struct evm_str *rest)
{
	size_t b = 0, e;
	struct evm_str w;

	while (b < rest->n && evm_is_space(rest->p[b]))
		b++;
	for (e = b; e < rest->n && !evm_is_space(rest->p[e]); e++)
		;
	w = evm_str_sub(*rest, b, e);
	*rest = evm_str_sub(*rest, e, rest->n);
	return w;
}

struct evm_str text_bare(struct evm_str w)
{
	while (w.n && strchr("([{\"'.,;:", w.p[0]))
		w = evm_str_sub(w, 1, w.n);
	while (w.n && strchr(")]}\"'.,;:?!", w.p[w.n - 1]))
		w.n--;
	return w;
}

size_t text_words(struct evm_str s)
{
	size_t n = 0;

	while (text_word(&s).n)
		n++;
	return n;
}

size_t text_count_in(const struct text_lists *l, enum text_set set,
		     struct evm_str s)
{
	struct evm_str w;
	size_t n = 0;

	while ((w = text_word(&s)).n)
		n += text_in(l, set, text_bare(w));
	return n;
}

/* Behind brackets and quotes. */
static struct evm_str opened(struct evm_str s)
{
	while (s.n && strchr("([\"' ", s.p[0]))
		s = evm_str_sub(s, 1, s.n);
	return s;
}

bool text_starts_upper(struct evm_str s)
{
	s = opened(s);
	return s.n && (evm_is_upper(s.p[0]) || evm_is_digit(s.p[0]));
}

/* A word in small letters: not miR-21, hMSCs or p53. */
bool text_starts_lower(struct evm_str s)
{
	struct evm_str w = text_bare(text_word(&s));

	if (!w.n || !evm_is_lower(w.p[0]))
		return false;
	for (size_t i = 1; i < w.n; i++)
		if (evm_is_upper(w.p[i]) || evm_is_digit(w.p[i]))
			return false;
	return true;
}

/* Drops a citation at the end: "[25] [26]", or digits glued to a stop. */
static struct evm_str without_citation(struct evm_str s)
{
	size_t n = s.n;

	if (n && s.p[n - 1] == ']') {
		while (n && s.p[n - 1] != '[' && s.n - n < 60)
			n--;
		if (n && s.p[n - 1] == '[')
			return evm_str_trim(evm_str_sub(s, 0, n - 1));
		return s;
	}
	while (n && (evm_is_digit(s.p[n - 1]) || strchr(",-", s.p[n - 1]) ||
		     (unsigned char)s.p[n - 1] >= 0x80) && s.n - n < 30)
		n--;
	if (n && n < s.n && strchr(".?!", s.p[n - 1]) && evm_is_digit(s.p[s.n - 1]) &&
	    !(n > 1 && evm_is_digit(s.p[n - 2])))
		return evm_str_sub(s, 0, n);
	return s;
}

static bool is_abbreviation(const struct text_lists *l, struct evm_str s)
{
	size_t b = s.n;

	while (b && !evm_is_space(s.p[b - 1]) && s.n - b < 20)
		b--;
	if (s.n > b + 1 && s.p[s.n - 2] == ')')
		return false;
	return text_in(l, SET_ABBREVIATION,
		       text_bare(evm_str_sub(s, b, s.n)));
}

bool text_closed(const struct text_lists *l, struct evm_str s)
{
	size_t n;

	if (s.n > 200)
		s = evm_str_sub(s, s.n - 200, s.n);
	s = evm_str_trim(s);
	while (s.n) {
		n = s.n;
		while (s.n && strchr(")\"'", s.p[s.n - 1]))
			s.n--;
		s = without_citation(s);
		if (s.n == n)
			break;
	}
	return s.n && strchr(".?!", s.p[s.n - 1]) && !is_abbreviation(l, s);
}

bool text_has_border(const struct text_lists *l, struct evm_str s)
{
	for (size_t i = 2; i + 2 < s.n; i++)
		if (s.p[i] == '.' && s.p[i + 1] == ' ' &&
		    evm_is_upper(s.p[i + 2]) && evm_is_lower(s.p[i - 1]) &&
		    evm_is_lower(s.p[i - 2]) &&
		    !is_abbreviation(l, evm_str_sub(s, 0, i + 1)))
			return true;
	return false;
}

bool text_prose(const struct text_job *j, size_t line)
{
	struct evm_str s = text_of(j, line);
	size_t words, function;

	if (s.n * 10 < (size_t)j->width * 6 || s.n > 20000)
		return false;
	words = text_words(s);
	function = text_count_in(&j->lists, SET_FUNCTION, s);
	if (words < 5)
		return false;
	return function * 6 >= words ||
	       (function && (text_count_in(&j->lists, SET_VERB, s) ||
			     text_has_border(&j->lists, s)));
}

bool text_is_bullet(struct evm_str s)
{
	static const char *const marks[] = { "\xe2\x80\xa2", "\xe2\x96\xaa",
		"\xe2\x97\x8f", "\xe2\x97\xa6", "\xe2\x80\xa3", "\xef\x82\xb7" };

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (evm_str_starts(s, marks[i]))
			return true;
	return false;
}
