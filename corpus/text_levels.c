/*
 * Levels of headings. Numbers tell them; where there are none, a heading
 * right under a heading is below it, a listed one (Methods) is of the first
 * level, and the others go with the earlier headings that they resemble.
 */
#include <string.h>

#include "corpus/text_p.h"

struct head {
	struct evm_str text;	/* its first line, without number */
	struct evm_str all;	/* its lines; not joined, for looking at */
	size_t line;
	uint16_t numbers;
	bool over;		/* a heading follows at once */
	bool under;		/* one stands right above it */
	bool caps;
};

/* Levels so far: the last heading of each, and whether it has others below. */
struct levels {
	struct evm_str last[8], first[8];
	bool parent[8];		/* has or must have headings below it */
	uint16_t depth;
	uint16_t numbered;	/* level of the last numbered heading */
	bool caps;		/* first-level headings are in capitals */
};

static struct evm_str strip_number(struct evm_str s, uint16_t *n)
{
	size_t i = 0;

	for (*n = 0; i < s.n && evm_is_digit(s.p[i]); (*n)++) {
		while (i < s.n && evm_is_digit(s.p[i]))
			i++;
		if (i < s.n && s.p[i] == '.')
			i++;
	}
	if (i >= s.n || !*n || (s.p[i] != ' ' && s.p[i] != '|')) {
		*n = 0;
		return s;
	}
	return evm_str_trim(evm_str_sub(s, i + 1, s.n));
}

static struct evm_str without_colon(struct evm_str s)
{
	while (s.n && strchr(":. ", s.p[s.n - 1]))
		s.n--;
	return s;
}

static bool is_first_level(const struct text_lists *l, struct evm_str s)
{
	return text_in(l, SET_HEAD_MAIN, s) || text_in(l, SET_HEAD_PARENT, s) ||
	       text_in(l, SET_HEAD_ABSTRACT, s) || text_in(l, SET_HEAD_BACK, s) ||
	       text_in(l, SET_HEAD_REFERENCES, s) ||
	       text_in(l, SET_HEAD_KEYWORDS, s) ||
	       text_in(l, SET_HEAD_DROPPED, s);
}

/* Is a word of a (three letters or more, not a common one) a part of b? */
static bool share_word(const struct text_lists *l, struct evm_str a,
		       struct evm_str b)
{
	for (size_t i = 0; i < a.n;) {
		size_t from = i;
		struct evm_str w;

		while (i < a.n && (evm_is_alnum(a.p[i]) || (a.p[i] & 0x80)))
			i++;
		w = evm_str_sub(a, from, i);
		if (w.n >= 3 && !text_in(l, SET_FUNCTION, w) &&
		    evm_str_find(b, w, 0) != SIZE_MAX)
			return true;
		if (i == from)
			i++;
	}
	return false;
}

static bool same_start(struct evm_str a, struct evm_str b)
{
	struct evm_str x = text_word(&a), y = text_word(&b);

	return x.n && evm_str_ieq(x, y);
}

static uint16_t guess(const struct text_job *j, struct levels *v,
		      const struct head *h)
{
	if (h->under)
		return (uint16_t)(v->depth < 6 ? v->depth + 1 : v->depth);
	if (v->numbered)
		return (uint16_t)(v->numbered + 1);
	if (v->caps && h->caps)
		return 1;
	if (v->depth &&
	    text_in(&j->lists, SET_HEAD_PARENT, without_colon(v->last[1])))
		return 2;
	if (h->over || !v->depth || !v->parent[1])
		return 1;
	if (v->caps)
		return 2;
	if (v->first[2].n && same_start(h->text, v->last[2]))
		return 2;
	if (v->first[1].n && same_start(h->text, v->last[1]))
		return 1;
	return share_word(&j->lists, h->all, v->last[1]) ? 2 : 1;
}

static void note(struct text_job *j, struct levels *v, const struct head *h,
		 uint16_t level)
{
	if (level > 7)
		level = 7;
	v->last[level] = h->all;
	if (!v->first[level].n)
		v->first[level] = h->text;
	v->parent[level] = h->over ||
		text_in(&j->lists, SET_HEAD_PARENT, without_colon(h->text));
	if (level > 1)
		v->parent[level - 1] = true;
	v->depth = level;
	v->numbered = h->numbers;
	if (level == 1 && h->caps)
		v->caps = true;
	for (size_t i = h->line; i < j->lines.n &&
	     j->lines.v[i].kind == LINE_HEADING &&
	     j->lines.v[i].first == h->line; i++)
		j->lines.v[i].level = level;
}

static struct head head_at(const struct text_job *j, size_t i)
{
	struct head h = { .line = i };
	uint16_t numbers;
	size_t last = i;

	h.text = strip_number(text_of(j, i), &h.numbers);
	h.caps = text_all_caps(h.text);
	while (last + 1 < j->lines.n &&
	       j->lines.v[last + 1].kind == LINE_HEADING &&
	       j->lines.v[last + 1].first == i)
		last++;
	h.all = evm_str_sub(j->text, (size_t)(h.text.p - j->text.p),
			    j->lines.v[last].end);
	for (last++; last < j->lines.n &&
	     j->lines.v[last].kind == LINE_DROPPED; last++)
		;
	h.over = last < j->lines.n && j->lines.v[last].kind == LINE_HEADING &&
		 !is_first_level(&j->lists, without_colon(strip_number(
			text_of(j, last), &numbers)));
	return h;
}

/* The structured abstract's labels are below the abstract. */
static bool is_label(const struct text_job *j, const struct levels *v,
		     const struct head *h)
{
	return v->depth && text_in(&j->lists, SET_HEAD_ABSTRACT,
				   without_colon(v->last[1])) &&
	       j->lines.v[h->line + 1 < j->lines.n ? h->line + 1 : h->line].cut &&
	       text_in(&j->lists, SET_HEAD_LABEL, without_colon(h->text));
}

void text_levels(struct text_job *j)
{
	struct levels v = { 0 };
	bool over = false;

	for (size_t i = 0; i < j->lines.n; i++) {
		struct head h;
		uint16_t level;
		bool listed;

		if (j->lines.v[i].kind != LINE_HEADING || j->lines.v[i].first != i) {
			if (j->lines.v[i].kind == LINE_TEXT)
				over = false;
			continue;
		}
		h = head_at(j, i);
		listed = is_first_level(&j->lists, without_colon(h.text));
		h.under = over;
		if (is_label(j, &v, &h))
			level = 2;
		else if (h.numbers)
			level = h.numbers;
		else
			level = listed ? 1 : guess(j, &v, &h);
		note(j, &v, &h, level);
		if (listed && !h.numbers)
			v.numbered = 0;
		over = h.over;
	}
}
