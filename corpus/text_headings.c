/*
 * Headings: which lines of the running text are headings (one to three lines
 * each), and on which level.
 */
#include <stdlib.h>
#include <string.h>

#include "corpus/text_p.h"

#define HEADING_WORDS 20
#define NUMBERS 4		/* 2.1.3.1 */

/* "2.1.", "3", "IV." and what follows; n numbers, 0 when there are none. */
static struct evm_str after_number(struct evm_str s, uint32_t *v, size_t *n)
{
	size_t i = 0;

	for (*n = 0; *n < NUMBERS && i < s.n && evm_is_digit(s.p[i]);) {
		uint32_t x = 0, from = (uint32_t)i;

		while (i < s.n && evm_is_digit(s.p[i]) && i - from < 3)
			x = x * 10 + (uint32_t)(s.p[i++] - '0');
		v[(*n)++] = x;
		if (i < s.n && s.p[i] == '.')
			i++;
	}
	if (i && i < s.n && s.p[i] == '|')
		i++;
	if (*n && i + 1 < s.n && s.p[i] == ' ')
		return evm_str_trim(evm_str_sub(s, i, s.n));
	*n = 0;
	return s;
}

/* The heading without number and colon, as the lists have it. */
static struct evm_str plain(struct evm_str s)
{
	uint32_t v[NUMBERS];
	size_t n;
	struct evm_str rest = after_number(s, v, &n), w = rest;

	if (!n) {
		struct evm_str roman = text_word(&w);

		if (roman.n > 1 && roman.n <= 5 && roman.p[roman.n - 1] == '.' &&
		    strspn(roman.p, "IVX") == roman.n - 1)
			rest = evm_str_trim(w);
	}
	while (rest.n && strchr(":.- ", rest.p[rest.n - 1]))
		rest.n--;
	return rest;
}

static bool is_listed(const struct text_lists *l, struct evm_str s)
{
	static const enum text_set sets[] = {
		SET_HEAD_ABSTRACT, SET_HEAD_MAIN, SET_HEAD_PARENT,
		SET_HEAD_KEYWORDS, SET_HEAD_BACK, SET_HEAD_REFERENCES,
		SET_HEAD_DROPPED,
	};

	s = plain(s);
	for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
		if (text_in(l, sets[i], s))
			return true;
	return false;
}

bool text_all_caps(struct evm_str s)
{
	size_t upper = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (evm_is_lower(s.p[i]))
			return false;
		upper += evm_is_upper(s.p[i]);
	}
	return upper >= 4;
}

static bool is_balanced(struct evm_str s)
{
	int depth = 0;

	for (size_t i = 0; i < s.n && depth >= 0; i++)
		depth += (s.p[i] == '(') - (s.p[i] == ')');
	return depth == 0;
}

static bool has_word(struct evm_str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n && n < 3; i++)
		n = evm_is_alpha(s.p[i]) || (unsigned char)s.p[i] >= 0xc3 ? n + 1 : 0;
	return n >= 3;
}

static bool begins_sentence(const struct text_job *j, struct evm_str s)
{
	return text_in(&j->lists, SET_STARTER, text_bare(text_word(&s)));
}

/* May text with these words be a heading, whatever stands around it? */
static bool heading_like(const struct text_job *j, struct evm_str s,
			 bool numbered)
{
	const struct text_lists *l = &j->lists;
	struct evm_str rest = s, w, last = s;
	size_t words = text_words(s);

	if (!words || words > HEADING_WORDS || s.n > 200 ||
	    text_starts_lower(s) || !is_balanced(s) || text_is_bullet(s) ||
	    !has_word(s) || strchr(".,;:!-/\x1f", s.p[s.n - 1]))
		return false;
	while ((w = text_word(&rest)).n)
		last = w;
	if (text_in(l, SET_OPEN, last) && evm_is_lower(last.p[0]))
		return false;
	return numbered ||
	       (!begins_sentence(j, s) && !text_count_in(l, SET_VERB, s));
}

/* The running text as a list of lines. */
struct flow {
	size_t *at;		/* index in j->lines */
	size_t n;
	uint32_t number[NUMBERS];	/* of the numbered heading before */
	size_t depth;
};

static bool gap_at(const struct text_job *j, const struct flow *f, size_t k)
{
	return k == 0 || k == f->n || j->lines.v[f->at[k]].gap ||
	       f->at[k] != f->at[k - 1] + 1;
}

static struct evm_str flow_text(const struct text_job *j, const struct flow *f,
				size_t k)
{
	return text_of(j, f->at[k]);
}

/* Can the number come next? "3.2" may follow any that is smaller, for a
 * heading may have been missed or the text begin in the middle of a paper; a
 * single number, which may be an item's, must count on. */
static bool in_sequence(const struct flow *f, const uint32_t *v, size_t n)
{
	if (n == 1)
		return v[0] == (f->depth ? f->number[0] + 1 : 1);
	if (!f->depth)
		return true;
	for (size_t i = 0; i < n; i++) {
		uint32_t was = i < f->depth ? f->number[i] : 0;

		if (v[i] != was)
			return v[i] > was && v[i] <= was + 3;
	}
	return false;
}

static void set_number(struct flow *f, const uint32_t *v, size_t n)
{
	memcpy(f->number, v, NUMBERS * sizeof *v);
	f->depth = n;
}

/* Does the line before k end what it belongs to? */
static bool closed_before(const struct text_job *j, const struct flow *f,
			  size_t k)
{
	if (k == 0 || j->lines.v[f->at[k - 1]].kind == LINE_HEADING)
		return true;
	return text_closed(&j->lists, flow_text(j, f, k - 1));
}

/* The lines [k, k + n) as one text: joined with spaces, for looking at. */
static struct evm_str together(struct text_job *j, const struct flow *f,
			       size_t k, size_t n)
{
	struct evm_buf b = EVM_BUF_INIT;
	struct evm_str s;

	for (size_t i = 0; i < n; i++) {
		if (i)
			evm_buf_addc(&b, ' ');
		evm_buf_add(&b, flow_text(j, f, k + i));
	}
	s = evm_str_dup(j->arena, evm_buf_str(&b));
	evm_buf_release(&b);
	return s;
}

/* May the heading [k, k + n) end where it does? */
static bool may_end(const struct text_job *j, const struct flow *f, size_t k,
		    size_t n)
{
	const struct text_line *last = &j->lines.v[f->at[k + n - 1]];
	struct evm_str next;

	if (k + n >= f->n)
		return n == 1 && gap_at(j, f, k);
	next = flow_text(j, f, k + n);
	if ((j->trailing && last->trail) ||
	    strchr("-\x1f", j->text.p[last->end - 1]))
		return false;
	/* a bracket that opens the next line belongs to the heading above */
	return text_starts_upper(next) && next.p[0] != '(' && next.p[0] != '[';
}

/* Do most of its longer words begin with a capital? */
static bool title_cased(const struct text_job *j, struct evm_str s)
{
	size_t words = 0, upper = 0;
	struct evm_str w;

	(void)text_word(&s);
	while ((w = text_bare(text_word(&s))).n) {
		if (w.n < 4 || text_in(&j->lists, SET_FUNCTION, w))
			continue;
		words++;
		upper += evm_is_upper(w.p[0]);
	}
	return words && upper * 10 >= words * 6;
}

/* Was the heading's last line ended, not wrapped? */
static bool is_ended(const struct text_job *j, const struct flow *f, size_t k,
		     size_t n)
{
	size_t last = f->at[k + n - 1];

	if (j->trailing)
		return !j->lines.v[last].trail;
	return k + n >= f->n || text_had_room(j, last, f->at[k + n]);
}

/* Without a blank line around it only its width tells a heading. */
static bool stands_out(const struct text_job *j, const struct flow *f, size_t k,
		       size_t n, struct evm_str s)
{
	bool before = gap_at(j, f, k) ||
		      j->lines.v[f->at[k - 1]].kind == LINE_HEADING;

	if (before && gap_at(j, f, k + n))
		return true;
	if (gap_at(j, f, k) && !j->spaced)
		return true;
	if (!before && (j->trailing ? j->lines.v[f->at[k - 1]].trail :
			!text_had_room(j, f->at[k - 1], f->at[k])))
		return false;
	if (text_all_caps(s) || is_ended(j, f, k, n))
		return true;
	/* a sentence begins below, and this is none */
	return !j->trailing && k + n < f->n && !title_cased(j, s) &&
	       text_starts_sentence(j, f->at[k + n]);
}

/* "miR-21 is enriched in EVs": a sentence without a stop, by itself. */
static bool sentence_heading(const struct text_job *j, const struct flow *f,
			     size_t k, size_t n, struct evm_str s)
{
	return heading_like(j, s, true) && !begins_sentence(j, s) &&
	       k + n < f->n &&
	       (gap_at(j, f, k) ||
		j->lines.v[f->at[k - 1]].kind == LINE_HEADING) &&
	       is_ended(j, f, k, n);
}

static size_t plain_heading(struct text_job *j, const struct flow *f, size_t k)
{
	for (size_t n = 1; n <= 3 && k + n <= f->n; n++) {
		struct evm_str s;

		if (n > 1 && gap_at(j, f, k + n - 1))
			return 0;
		if (flow_text(j, f, k + n - 1).n > 200)
			return 0;
		if (!may_end(j, f, k, n))
			continue;
		s = together(j, f, k, n);
		if (heading_like(j, s, false) && stands_out(j, f, k, n, s))
			return n;
		if (sentence_heading(j, f, k, n, s))
			return n;
		return 0;
	}
	return 0;
}

/* A numbered heading: its lines go on while they are full. */
static size_t numbered_heading(struct text_job *j, struct flow *f, size_t k)
{
	uint32_t v[NUMBERS] = { 0 };
	size_t depth, n = 1;
	struct evm_str s = flow_text(j, f, k), rest;

	if (s.n > 200)
		return 0;
	rest = after_number(s, v, &depth);
	if (!depth || !evm_is_upper(rest.p[0]) || !in_sequence(f, v, depth))
		return 0;
	while (n < 3 && k + n < f->n && !gap_at(j, f, k + n) &&
	       (!may_end(j, f, k, n) ||
		(!is_ended(j, f, k, n) && is_ended(j, f, k, n + 1))))
		n++;
	s = together(j, f, k, n);
	if (!heading_like(j, s, true))
		return 0;
	set_number(f, v, depth);
	return n;
}

/* Goes on counting from a heading that something else than its number told. */
static void take_number(const struct text_job *j, struct flow *f, size_t k)
{
	uint32_t v[NUMBERS] = { 0 };
	size_t depth;

	after_number(flow_text(j, f, k), v, &depth);
	if (depth)
		set_number(f, v, depth);
}

static size_t heading_at(struct text_job *j, struct flow *f, size_t k)
{
	struct evm_str s = flow_text(j, f, k);
	size_t n;

	if (!closed_before(j, f, k) && !gap_at(j, f, k))
		return 0;
	if (is_listed(&j->lists, s)) {
		take_number(j, f, k);
		return 1;
	}
	if (!closed_before(j, f, k))
		return 0;
	n = numbered_heading(j, f, k);
	if (!n && (n = plain_heading(j, f, k)))
		take_number(j, f, k);
	return n;
}

static bool upper_word(struct evm_str s)
{
	s = evm_str_trim(s);
	return s.n && (evm_is_upper(s.p[0]) || evm_is_digit(s.p[0]) ||
		       (unsigned char)s.p[0] >= 0x80);
}

/* "Background: Exosomes are": a listed word and text behind it. */
static uint32_t run_in(const struct text_job *j, size_t i, bool in_abstract)
{
	struct evm_str s = text_of(j, i), head;
	size_t n = 0;

	while (n < s.n && n < 40 && (evm_is_alpha(s.p[n]) || s.p[n] == ' '))
		n++;
	head = evm_str_trim(evm_str_sub(s, 0, n));
	if (n + 2 >= s.n || !head.n || !evm_is_upper(head.p[0]))
		return 0;
	if (s.p[n] == ':' && text_in(&j->lists, SET_HEAD_KEYWORDS, head))
		return j->lines.v[i].begin + (uint32_t)n + 1;
	if (strchr(":.", s.p[n]) && s.p[n + 1] == ' ' &&
	    (text_in(&j->lists, SET_HEAD_ABSTRACT, head) ||
	     (s.p[n] == ':' && in_abstract &&
	      text_in(&j->lists, SET_HEAD_LABEL, head))) &&
	    upper_word(evm_str_sub(s, n + 1, s.n)))
		return j->lines.v[i].begin + (uint32_t)n + 1;
	if (evm_str_starts(s, "Abstract ") || evm_str_starts(s, "ABSTRACT "))
		return upper_word(evm_str_sub(s, 8, s.n)) ?
			j->lines.v[i].begin + 8 : 0;
	return 0;
}

/* Where a label begins inside a line of the abstract, behind a stop; 0. */
static uint32_t label_inside(const struct text_job *j, size_t i)
{
	struct evm_str s = text_of(j, i);

	for (size_t k = 1; k + 4 < s.n; k++) {
		size_t e = k + 2;

		if (!strchr(".?!)]", s.p[k]) || s.p[k + 1] != ' ')
			continue;
		while (e < s.n && e - k < 40 &&
		       (evm_is_alpha(s.p[e]) || s.p[e] == ' '))
			e++;
		if (e < s.n && s.p[e] == ':' && evm_is_upper(s.p[k + 2]) &&
		    text_in(&j->lists, SET_HEAD_LABEL,
			    evm_str_sub(s, k + 2, e)))
			return j->lines.v[i].begin + (uint32_t)k + 2;
	}
	return 0;
}

/* "2.1. Isolation of EVs. Vesicles were": where the text begins; 0. */
static uint32_t numbered_run_in(const struct text_job *j, size_t i)
{
	struct evm_str s = text_of(j, i), rest;
	uint32_t v[NUMBERS];
	size_t n;

	rest = after_number(s, v, &n);
	if (n < 2 || !rest.n || !evm_is_upper(rest.p[0]))
		return 0;
	for (size_t k = 3; k + 2 < rest.n && k < 120; k++)
		if (rest.p[k] == '.' && rest.p[k + 1] == ' ')
			return evm_is_upper(rest.p[k + 2]) &&
			       evm_is_lower(rest.p[k - 1]) &&
			       heading_like(j, evm_str_sub(rest, 0, k), false) ?
				(uint32_t)(rest.p - j->text.p) + (uint32_t)k + 1 :
				0;
	return 0;
}

/* "Funding: This work was": where the text begins; 0. */
static uint32_t back_run_in(const struct text_job *j, size_t i)
{
	struct evm_str s = text_of(j, i);
	size_t n = evm_str_find(evm_str_sub(s, 0, 80), EVM_LIT(": "), 0);

	if (n == SIZE_MAX || n + 2 >= s.n ||
	    !text_in(&j->lists, SET_HEAD_BACK, evm_str_sub(s, 0, n)))
		return 0;
	return j->lines.v[i].begin + (uint32_t)n + 1;
}

static void split_numbered(struct text_job *j)
{
	size_t splits = 0;

	for (size_t i = 0; i < j->lines.n && splits < 300; i++) {
		uint32_t at = j->lines.v[i].kind == LINE_TEXT ?
			numbered_run_in(j, i) : 0;

		if (!at && j->lines.v[i].kind == LINE_TEXT)
			at = back_run_in(j, i);
		if (!at)
			continue;
		text_lines_split(j, i, at);
		j->lines.v[i].kind = LINE_HEADING;
		j->lines.v[i].first = (uint32_t)i;
		splits++;
	}
}

/* Puts run-in headings of the first pages on lines of their own. */
static void split_run_ins(struct text_job *j)
{
	bool in_abstract = false;
	const struct text_lists *l = &j->lists;

	for (size_t i = 0; i < j->lines.n && i < 200; i++) {
		struct evm_str p = plain(text_of(j, i));
		uint32_t at;

		if (j->lines.v[i].kind != LINE_TEXT)
			continue;
		at = run_in(j, i, in_abstract);
		if (!at && in_abstract && (at = label_inside(j, i))) {
			text_lines_split(j, i, at);
			continue;
		}
		if (at) {
			text_lines_split(j, i, at);
			p = plain(text_of(j, i));
			/* marked here: nothing around a run-in tells it */
			j->lines.v[i].kind = LINE_HEADING;
			j->lines.v[i].first = (uint32_t)i;
		}
		if (text_in(l, SET_HEAD_ABSTRACT, p))
			in_abstract = true;
		else if (text_in(l, SET_HEAD_KEYWORDS, p) ||
			 (!at && text_in(l, SET_HEAD_MAIN, p)))
			in_abstract = false;
	}
}

void text_headings(struct text_job *j)
{
	struct flow f = { 0 };

	split_run_ins(j);
	split_numbered(j);
	f.at = evm_malloc(evm_mul(j->lines.n + 1, sizeof *f.at));
	for (size_t i = 0; i < j->lines.n; i++)
		if (j->lines.v[i].kind == LINE_TEXT ||
		    j->lines.v[i].kind == LINE_HEADING)
			f.at[f.n++] = i;
	for (size_t k = 0; k < f.n;) {
		bool marked = j->lines.v[f.at[k]].kind == LINE_HEADING;
		size_t n = marked ? 0 : heading_at(j, &f, k);

		if (marked)
			take_number(j, &f, k);

		for (size_t i = 0; i < n; i++) {
			j->lines.v[f.at[k + i]].kind = LINE_HEADING;
			j->lines.v[f.at[k + i]].first = (uint32_t)f.at[k];
		}
		k += n ? n : 1;
	}
	free(f.at);
}
