/*
 * What stands before and behind the paper's text: title, authors and
 * affiliations, keywords, the reference list, sections without running text.
 */
#include <string.h>

#include "corpus/text_p.h"

#define FRONT_MAX 150		/* lines before the abstract, at most */

static struct evm_str listed_form(struct evm_str s)
{
	while (s.n && (evm_is_digit(s.p[0]) || strchr(". |", s.p[0])))
		s = evm_str_sub(s, 1, s.n);
	while (s.n && strchr(":. ", s.p[s.n - 1]))
		s.n--;
	return s;
}

static bool heading_in(const struct text_job *j, size_t i, enum text_set set)
{
	return j->lines.v[i].kind == LINE_HEADING &&
	       text_in(&j->lists, set, listed_form(text_of(j, i)));
}

/* Mostly capitalised words and commas: "Jane Doe1, Li Wei2* and ...". */
static bool is_names(struct evm_str s)
{
	size_t words = 0, upper = 0, commas = 0, marks = 0, initials = 0;
	struct evm_str w;

	for (size_t i = 1; i < s.n; i++) {
		commas += s.p[i] == ',' || s.p[i] == '&';
		marks += (evm_is_digit(s.p[i]) || s.p[i] == '*') &&
			 (evm_is_lower(s.p[i - 1]) || s.p[i - 1] == ',');
	}
	while ((w = text_word(&s)).n) {
		if (evm_str_ieqz(w, "and") || evm_is_digit(w.p[0]))
			continue;
		words++;
		initials += w.n == 2 && evm_is_upper(w.p[0]) && w.p[1] == '.';
		upper += evm_is_upper(w.p[0]) || (unsigned char)w.p[0] >= 0x80;
	}
	return words >= 2 && upper * 10 >= words * 9 &&
	       (initials >= 2 ||
		(marks >= 1 ? commas + marks >= 2 : commas >= 2));
}

static bool is_affiliation(struct evm_str s)
{
	static const char *const words[] = {
		"Department", "University", "Institute", "School of",
		"Hospital", "Faculty", "College", "Laboratory", "Center for",
		"Centre for", "Academy", "@", "Division of",
	};
	size_t n = sizeof words / sizeof *words;

	for (size_t i = 0; i < n; i++)
		if (evm_str_find(s, evm_str(words[i]), 0) != SIZE_MAX)
			return true;
	return false;
}

static bool is_front(const struct text_job *j, size_t i)
{
	return j->lines.v[i].kind == LINE_TEXT ||
	       j->lines.v[i].kind == LINE_HEADING;
}

/* The first listed heading, or SIZE_MAX. */
static size_t first_heading(const struct text_job *j)
{
	for (size_t i = 0; i < j->lines.n && i < FRONT_MAX; i++)
		if (heading_in(j, i, SET_HEAD_ABSTRACT) ||
		    heading_in(j, i, SET_HEAD_MAIN) ||
		    heading_in(j, i, SET_HEAD_PARENT))
			return i;
	return SIZE_MAX;
}

static bool is_kind(const struct text_job *j, size_t i)
{
	return text_in(&j->lists, SET_KIND, listed_form(text_of(j, i)));
}

/* A block of three lines or more, or a long line, that reads as text. */
static bool prose_block(const struct text_job *j, size_t i, size_t end)
{
	size_t lines = 0, prose = 0, from = i;

	for (; i < end && (i == from || !j->lines.v[i].gap); i++) {
		if (!is_front(j, i) || is_kind(j, i))
			continue;
		lines++;
		prose += text_prose(j, i) && !is_affiliation(text_of(j, i));
	}
	if (text_closed(&j->lists, text_of(j, i - 1)))
		return prose && prose * 2 >= lines;
	return lines >= 3 && prose * 2 > lines;
}

/* A line that says something is no title's. */
static bool is_running(const struct text_job *j, struct evm_str s)
{
	return text_has_border(&j->lists, s) ||
	       evm_str_find(s, EVM_LIT(" ["), 0) != SIZE_MAX ||
	       text_count_in(&j->lists, SET_VERB, s) > 1;
}

/* A block that ends a sentence and has a verb stays, wherever it is. */
static bool is_sentence(const struct text_job *j, size_t i, size_t end)
{
	size_t verbs = 0, words = 0, k = i;

	for (; k < end && (k == i || !j->lines.v[k].gap); k++) {
		verbs += text_count_in(&j->lists, SET_VERB, text_of(j, k));
		words += text_words(text_of(j, k));
	}
	return verbs && words >= 8 && text_closed(&j->lists, text_of(j, k - 1)) &&
	       !is_affiliation(text_of(j, i));
}

/* Lines of the title that begins at line i; 0: none does. */
static size_t title_lines(const struct text_job *j, size_t i, size_t end)
{
	size_t n = 0;
	struct evm_str s = text_of(j, i);

	if (text_words(s) < 2 || is_names(s) || is_affiliation(s))
		return 0;
	/* a journal's name above volume and address is no title */
	for (size_t k = i; k < end && (k == i || !j->lines.v[k].gap); k++)
		if (k - i < 4 && text_maybe_furniture(j, k))
			return 0;
	while (i + n < end && n < 5 && is_front(j, i + n)) {
		s = text_of(j, i + n);

		if (n && (j->lines.v[i + n].gap || is_names(s) ||
			  is_affiliation(s)))
			break;
		if (is_running(j, s))
			return 0;
		n++;
		if (text_closed(&j->lists, s) && s.p[s.n - 1] != '?')
			return n == 1 && text_words(s) > 4 && i + 1 < end &&
			       j->lines.v[i + 1].gap ? 1 : 0;
	}
	/* a title is short, and something else begins below it */
	return n == 5 && i + n < end && !j->lines.v[i + n].gap &&
	       !is_names(text_of(j, i + n)) ? 0 : n;
}

/* The end of a block of lines without a blank between. */
static size_t block_end(const struct text_job *j, size_t i, size_t end)
{
	for (i++; i < end && !j->lines.v[i].gap; i++)
		;
	return i;
}

/* Finds the title in [0, end): its lines' number and its first line. */
static size_t find_title(const struct text_job *j, size_t end, size_t *first)
{
	for (size_t i = 0; i < end; i = block_end(j, i, end)) {
		size_t from = i, n;

		while (from < end && (!is_front(j, from) || is_kind(j, from)))
			from++;
		if (from == end)
			return 0;
		n = title_lines(j, from, end);
		*first = from;
		if (n || prose_block(j, from, end))
			return n;
		i = from;
	}
	return 0;
}

/* First line of the first block of running text in [0, end). */
static size_t first_prose(const struct text_job *j, size_t end)
{
	size_t i = 0;

	while (i < end && !prose_block(j, i, end))
		i = block_end(j, i, end);
	return i;
}

static bool any_heading(const struct text_job *j, size_t i, size_t end)
{
	for (; i < end; i++)
		if (j->lines.v[i].kind == LINE_HEADING)
			return true;
	return false;
}

/* All of [0, end) but the title and running text goes. */
static void clear_front(struct text_job *j, size_t end, size_t title, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		j->lines.v[title + i].kind = LINE_TITLE;
		j->lines.v[title + i].first = (uint32_t)title;
	}
	for (size_t i = 0, next; i < end; i = next) {
		next = block_end(j, i, end);
		if ((i >= title + n && prose_block(j, i, end)) ||
		    (i != title && is_sentence(j, i, next)))
			continue;
		for (size_t k = i; k < next; k++)
			if (is_front(j, k))
				j->lines.v[k].kind = LINE_DROPPED;
	}
}

static void front_matter(struct text_job *j)
{
	size_t head = first_heading(j), end, title = 0, n;
	bool abstract = head != SIZE_MAX &&
			heading_in(j, head, SET_HEAD_ABSTRACT);

	end = head != SIZE_MAX ? head :
	      j->lines.n < FRONT_MAX ? j->lines.n : FRONT_MAX;
	if (!abstract)
		end = first_prose(j, end);
	if (!abstract && head == SIZE_MAX && (end == j->lines.n || !end))
		return;
	n = find_title(j, end, &title);
	/* right above running text it may as well be a section's heading */
	if (!abstract && (!n || (title + n == end && end != head)))
		return;
	clear_front(j, end, title, n);
	j->abstract_first = !abstract && head != SIZE_MAX && end < head &&
			    !any_heading(j, end, head);
}

/* The lines of keywords below a heading: while they end in a comma or are
 * full, and no blank line comes. */
static void mark_keywords(struct text_job *j, size_t i)
{
	size_t n = 0;

	j->lines.v[i++].kind = LINE_DROPPED;
	for (; i < j->lines.n && n < 6 && j->lines.v[i].kind == LINE_TEXT; i++) {
		struct evm_str s = text_of(j, i);

		if (n && j->lines.v[i].gap)
			return;
		j->lines.v[i].kind = LINE_KEYWORDS;
		n++;
		if (s.p[s.n - 1] == '.' || (s.n * 4 < (size_t)j->width * 3 &&
					    !strchr(",;-", s.p[s.n - 1])))
			return;
	}
}

static bool ends_list(const struct text_job *j, size_t i)
{
	return heading_in(j, i, SET_HEAD_BACK) ||
	       heading_in(j, i, SET_HEAD_DROPPED) ||
	       heading_in(j, i, SET_HEAD_MAIN) ||
	       heading_in(j, i, SET_HEAD_PARENT) ||
	       heading_in(j, i, SET_HEAD_ABSTRACT);
}

static size_t mark_references(struct text_job *j, size_t i)
{
	j->lines.v[i++].kind = LINE_DROPPED;
	for (; i < j->lines.n && !ends_list(j, i); i++)
		if (is_front(j, i))
			j->lines.v[i].kind = LINE_REFERENCE;
	return i;
}

static size_t drop_section(struct text_job *j, size_t i)
{
	j->lines.v[i++].kind = LINE_DROPPED;
	for (; i < j->lines.n && j->lines.v[i].kind != LINE_HEADING; i++)
		if (j->lines.v[i].kind == LINE_TEXT)
			j->lines.v[i].kind = LINE_DROPPED;
	return i;
}

void text_front(struct text_job *j)
{
	front_matter(j);
	for (size_t i = 0; i < j->lines.n;) {
		if (heading_in(j, i, SET_HEAD_REFERENCES)) {
			i = mark_references(j, i);
			continue;
		}
		if (heading_in(j, i, SET_HEAD_DROPPED)) {
			i = drop_section(j, i);
			continue;
		}
		if (heading_in(j, i, SET_HEAD_KEYWORDS))
			mark_keywords(j, i);
		i++;
	}
}
