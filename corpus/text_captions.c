/*
 * Captions and tables: where they begin, and where the running text that they
 * interrupt goes on.
 */
#include <string.h>

#include "corpus/text_p.h"

#define CAPTION_MAX 40		/* lines */
#define TABLE_MAX 4000

/* Bytes of "Fig. 1", "Table S2:", "FIGURE 3 |" at the start of s; 0: none. */
static size_t label_of(struct evm_str s, bool *table)
{
	static const char *const names[] = {
		"supplementary figure", "supplementary fig.",
		"supplementary table", "extended data fig.", "figure", "fig.",
		"fig", "table", "tab.", "scheme", "box",
	};
	size_t n = 0, k;

	for (k = 0; k < sizeof names / sizeof *names && !n; k++)
		if (evm_str_ieqz(evm_str_sub(s, 0, strlen(names[k])), names[k]))
			n = strlen(names[k]);
	if (!n || (!evm_is_upper(s.p[0])))
		return 0;
	*table = strstr(names[k - 1], "tab") != NULL;
	while (n < s.n && s.p[n] == ' ')
		n++;
	if (n < s.n && s.p[n] == 'S')
		n++;
	k = n;
	while (n < s.n && evm_is_digit(s.p[n]) && n - k < 3)
		n++;
	if (n == k) {
		while (n < s.n && strchr("IVX", s.p[n]) && n - k < 5)
			n++;
	}
	return n > k && (n == s.n || !evm_is_alnum(s.p[n])) ? n : 0;
}

bool text_is_table_label(struct evm_str s)
{
	bool table = false;

	return label_of(s, &table) && table;
}

/* "as shown in" before the label: a sentence speaks of it. */
static bool spoken_of(const struct text_job *j, size_t before)
{
	static const char *const preps[] = { "in", "see", "from", "by", "to",
		"of", "with", "the", "(see" };
	struct evm_str s = text_of(j, before);
	size_t b = s.n;

	if (strchr("(,", s.p[s.n - 1]))
		return true;
	while (b && !evm_is_space(s.p[b - 1]))
		b--;
	for (size_t i = 0; i < sizeof preps / sizeof *preps; i++)
		if (evm_str_ieqz(evm_str_sub(s, b, s.n), preps[i]))
			return true;
	/* Figure 1 and */
	return evm_str_find(s, EVM_LIT("Fig"), 0) != SIZE_MAX ||
	       evm_str_find(s, EVM_LIT("Table"), 0) != SIZE_MAX;
}

/* "Fig. 1 Cells derived from": a sentence would have a verb or a stop there. */
static bool names_something(struct evm_str s)
{
	size_t words = text_words(s);
	struct evm_str w = text_word(&s);

	return words >= 3 && w.n > 1 && evm_is_upper(w.p[0]);
}

/* Does a caption begin at line i? before is the last line of running text
 * above it, or SIZE_MAX. */
static bool begins(const struct text_job *j, size_t i, size_t before,
		   bool *table)
{
	struct evm_str s = text_of(j, i), rest;
	size_t n = label_of(s, table);
	bool stop = false, mark = false;

	if (!n)
		return false;
	rest = evm_str_sub(s, n, s.n);
	while (rest.n && strchr(".:| ", rest.p[0])) {
		stop = stop || rest.p[0] == '.';
		mark = mark || strchr(":|", rest.p[0]);
		rest = evm_str_sub(rest, 1, rest.n);
	}
	if (*table && (evm_str_starts(rest, "(cont") || evm_str_starts(rest, "cont")))
		return j->lines.v[i].gap;
	if (rest.n && !text_starts_upper(rest) && (unsigned char)rest.p[0] < 0x80)
		return false;
	if (before == SIZE_MAX || text_closed(&j->lists, text_of(j, before)))
		return true;
	if (s.n * 4 > (size_t)j->width * 5 || mark)
		return true;
	if (stop && spoken_of(j, before))
		return false;
	return j->lines.v[i].gap || before != i - 1 || names_something(rest);
}

/* "Gene Forward primer Reverse primer", "Source Vesicle Disease Ref." */
static bool is_header(const struct text_job *j, struct evm_str s)
{
	static const enum text_set sets[] = { SET_COL_SOURCE, SET_COL_VESICLE,
		SET_COL_ROUTE, SET_COL_STATE, SET_COL_COUNT, SET_COL_TIME,
		SET_COL_REFERENCE, SET_COL_DISEASE, SET_COL_EFFECT,
		SET_COL_DOSE, SET_COL_SPECIES, SET_COL_OTHER };
	size_t n = 0;

	for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
		n += text_count_in(&j->lists, sets[i], s);
	return n >= 2 && n * 2 >= text_words(s);
}

/* Was line i - 1 ended, measured by the widest line of the caption? */
static bool had_room(const struct text_job *j, size_t first, size_t i)
{
	struct evm_str s = text_of(j, i);
	size_t width = j->width, last;

	for (size_t k = first; k < i; k++)
		if (text_of(j, k).n > width)
			width = text_of(j, k).n;
	last = text_of(j, i - 1).n + 1 + text_word(&s).n;
	return last * 100 <= width * 85;
}

/* Is line i, behind the caption's line i - 1, no longer the caption's? */
static bool caption_over(const struct text_job *j, size_t first, size_t i,
			 size_t before, bool open, bool table)
{
	const struct text_line *l = &j->lines.v[i], *last = &j->lines.v[i - 1];
	struct evm_str was = text_of(j, i - 1), s = text_of(j, i);
	bool ended = text_closed(&j->lists, was), wide, other;

	if (l->kind != LINE_TEXT || i - first >= CAPTION_MAX)
		return true;
	if (i == first + 1 && label_of(was, &other) + 1 >= was.n)
		return false;
	if (l->gap || begins(j, i, before, &other))
		return true;
	if (j->trailing && !last->trail && was.p[was.n - 1] != '-')
		return true;
	/* the caption's own lines show how wide it is */
	if (open && !j->trailing && had_room(j, first, i))
		return true;
	if (open && ended && evm_is_lower(s.p[0]) && text_starts_lower(s))
		return true;
	if (table && (is_header(j, s) ||
		      (ended && text_starts_upper(s) && !text_prose(j, i))))
		return true;
	wide = was.n * 10 > (size_t)j->width * 13;
	return wide && ended && s.n * 10 < (size_t)j->width * 12 &&
	       text_starts_upper(s) && text_prose(j, i);
}

bool text_prose_at(const struct text_job *j, size_t i)
{
	size_t n = 0, prose = 0, last = i, first = i;
	bool ends;

	for (; i < j->lines.n && n < 3; i++) {
		if (j->lines.v[i].kind == LINE_DROPPED)
			continue;
		if (n && j->lines.v[i].gap)
			break;
		prose += text_prose(j, i);
		last = i;
		n++;
	}
	if (n >= 2 && prose >= 2)
		return true;
	/* a short paragraph, the last line of which need not be long */
	ends = i == j->lines.n || j->lines.v[i].gap;
	return ends && n && text_prose(j, first) && (n >= 2 || i == j->lines.n) &&
	       text_closed(&j->lists, text_of(j, last));
}

/* "1. Smith J", "[1] ...", or a line of many words */
static bool is_entry(struct evm_str s)
{
	static const char *const starts[] = { "1.", "[1]", "(1)", "1 " };

	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
		if (evm_str_starts(s, starts[i]))
			return true;
	return text_words(s) >= 6;
}

/* A listed heading, with what it heads below it: a column may have its name. */
static bool is_heading_word(const struct text_job *j, size_t i)
{
	struct evm_str s = text_of(j, i), all = s;
	const struct text_lists *l = &j->lists;
	bool back;

	while (s.n && (evm_is_digit(s.p[0]) || s.p[0] == '.' || s.p[0] == ' '))
		s = evm_str_sub(s, 1, s.n);
	if (i + 1 >= j->lines.n)
		return false;
	if (text_in(l, SET_HEAD_REFERENCES, s))
		return is_entry(text_of(j, i + 1));
	back = text_in(l, SET_HEAD_BACK, s) || text_in(l, SET_HEAD_DROPPED, s);
	if (!back && !text_in(l, SET_HEAD_MAIN, s) &&
	    !text_in(l, SET_HEAD_PARENT, s))
		return false;
	return s.n < all.n || text_prose_at(j, i + 1) ||
	       text_prose_at(j, i + 2) ||
	       text_closed(l, text_of(j, i + 1));
}

/* "3.2 Effects on the liver" */
static bool is_numbered(struct evm_str s)
{
	size_t n = 0, dots = 0;

	while (n < s.n && (evm_is_digit(s.p[n]) || s.p[n] == '.')) {
		dots += s.p[n] == '.';
		n++;
	}
	return n && n < 9 && dots && n + 2 < s.n && s.p[n] == ' ' &&
	       evm_is_upper(s.p[n + 1]) && evm_is_alpha(s.p[n + 2]) &&
	       s.p[s.n - 1] != ']';
}

/* A line by itself that ends a sentence begun before the table. */
static bool last_of_paragraph(const struct text_job *j, size_t i)
{
	struct evm_str s = text_of(j, i);

	return (j->lines.v[i].gap || j->lines.v[i].lead) &&
	       text_starts_lower(s) && text_closed(&j->lists, s) &&
	       (i + 1 == j->lines.n || j->lines.v[i + 1].gap) &&
	       text_count_in(&j->lists, SET_FUNCTION, s) > 0;
}

/* Can running text go on at line i, behind the table's lines? */
static bool table_over(const struct text_job *j, size_t i, bool open)
{
	const struct text_line *l = &j->lines.v[i];
	struct evm_str s = text_of(j, i);
	bool table;

	if (l->gap && begins(j, i, SIZE_MAX, &table))
		return true;
	if (is_heading_word(j, i) || (l->gap && is_numbered(s)))
		return true;
	if (open && last_of_paragraph(j, i))
		return true;
	if (!text_prose_at(j, i) || !text_prose(j, i))
		return false;
	if (open && (text_starts_lower(s) || l->lead))
		return true;
	return text_starts_upper(s) && (l->gap || l->lead ||
		text_closed(&j->lists, text_of(j, i - 1)));
}

/* A heading's lines right above the text that goes on at line i. */
static size_t with_heading(const struct text_job *j, size_t first, size_t i)
{
	size_t from = i;

	if (i >= j->lines.n || text_starts_lower(text_of(j, i)))
		return i;
	while (from > first + 1 && i - from < 3 && !j->lines.v[from].gap)
		from--;
	if (from == i || !j->lines.v[from].gap ||
	    !text_starts_upper(text_of(j, from)) ||
	    strchr("])", text_of(j, i - 1).p[text_of(j, i - 1).n - 1]))
		return i;
	for (size_t k = from; k < i; k++)
		if (text_closed(&j->lists, text_of(j, k)) ||
		    text_count_in(&j->lists, SET_FUNCTION, text_of(j, k)) == 0)
			return i;
	return from;
}

static size_t mark_table(struct text_job *j, size_t first, size_t i, bool open)
{
	size_t end = i;

	while (end < j->lines.n && end - i < TABLE_MAX &&
	       (j->lines.v[end].kind == LINE_DROPPED || !table_over(j, end, open)))
		end++;
	end = with_heading(j, i, end);
	for (size_t k = i; k < end; k++)
		if (j->lines.v[k].kind == LINE_TEXT) {
			j->lines.v[k].kind = LINE_TABLE;
			j->lines.v[k].first = (uint32_t)first;
		}
	return end;
}

void text_captions(struct text_job *j)
{
	size_t before = SIZE_MAX;

	for (size_t i = 0; i < j->lines.n;) {
		size_t first = i;
		bool table = false, open;

		if (j->lines.v[i].kind != LINE_TEXT ||
		    !begins(j, i, before, &table)) {
			before = j->lines.v[i].kind == LINE_TEXT ? i : before;
			i++;
			continue;
		}
		open = before != SIZE_MAX &&
		       !text_closed(&j->lists, text_of(j, before));
		do {
			j->lines.v[i].kind = LINE_CAPTION;
			j->lines.v[i].first = (uint32_t)first;
			i++;
		} while (i < j->lines.n && 
			 !caption_over(j, first, i, before, open, table));
		if (table)
			i = mark_table(j, first, i, open);
	}
}
