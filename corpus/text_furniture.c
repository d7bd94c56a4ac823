/*
 * Page furniture: running headers and footers, page numbers, licence and
 * correspondence blocks. What is dropped stays out of the text; the map's
 * gaps show where it was.
 */
#include <stdlib.h>
#include <string.h>

#include "corpus/text_p.h"

#define FAR 18		/* lines between two runs of a page header, at least */

static bool gap_after(const struct text_job *j, size_t i)
{
	return i + 1 == j->lines.n || j->lines.v[i + 1].gap ||
	       j->lines.v[i + 1].kind == LINE_DROPPED;
}

static bool gap_before(const struct text_job *j, size_t i)
{
	return i == 0 || j->lines.v[i].gap ||
	       j->lines.v[i - 1].kind == LINE_DROPPED;
}

static bool at_page(const struct text_job *j, size_t i)
{
	return j->lines.v[i].page ||
	       (i + 1 < j->lines.n && j->lines.v[i + 1].page) ||
	       (i > 0 && j->lines.v[i - 1].kind == LINE_DROPPED) ||
	       (i + 1 < j->lines.n && j->lines.v[i + 1].kind == LINE_DROPPED);
}

static bool is_address(struct evm_str s)
{
	static const char *const starts[] = { "http://", "https://", "www.", "doi:" };

	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
		if (s.n > strlen(starts[i]) &&
		    evm_str_ieqz(evm_str_sub(s, 0, strlen(starts[i])), starts[i]))
			return text_words(s) <= 2;
	return false;
}

/* The number of "12", "- 12 -" or "| 12"; -1 when there is something else. */
static long page_number(struct evm_str s)
{
	uint64_t n;

	while (s.n && strchr("-| ", s.p[0]))
		s = evm_str_sub(s, 1, s.n);
	while (s.n && strchr("-| ", s.p[s.n - 1]))
		s.n--;
	return s.n && s.n <= 5 && !evm_str_u64(s, 99999, &n) ? (long)n : -1;
}

static bool is_heading_word(const struct text_lists *l, struct evm_str s)
{
	while (s.n && (evm_is_digit(s.p[0]) || strchr(". ", s.p[0])))
		s = evm_str_sub(s, 1, s.n);
	return text_in(l, SET_HEAD_ABSTRACT, s) || text_in(l, SET_HEAD_MAIN, s) ||
	       text_in(l, SET_HEAD_PARENT, s) || text_in(l, SET_HEAD_BACK, s) ||
	       text_in(l, SET_HEAD_REFERENCES, s);
}

/* Blocks that begin with a known phrase, up to a blank line or a heading. */
static void drop_blocks(struct text_job *j)
{
	const struct text_lists *l = &j->lists;

	for (size_t i = 0; i < j->lines.n; i++) {
		size_t from = i;

		if (!text_globbed(&l->block, text_of(j, i)))
			continue;
		do {
			j->lines.v[i].kind = LINE_DROPPED;
		} while (i + 1 < j->lines.n && !j->lines.v[i + 1].gap &&
			 i - from < 40 &&
			 !is_heading_word(l, text_of(j, i + 1)) && ++i);
	}
}

/* "2          Stem Cells and Repair", or the number behind the words. */
static bool is_running_head(const struct text_job *j, size_t i)
{
	struct evm_str s = text_of(j, i), a, b;
	size_t k = evm_str_find(s, EVM_LIT("   "), 0);

	if (s.n > 150 || k == SIZE_MAX || text_closed(&j->lists, s))
		return false;
	a = evm_str_sub(s, 0, k);
	b = evm_str_trim(evm_str_sub(s, k, s.n));
	if (page_number(a) < 0) {
		struct evm_str swap = a;

		a = b;
		b = swap;
	}
	return page_number(a) >= 0 && text_words(b) >= 2 &&
	       text_words(b) <= 10 && evm_is_upper(b.p[0]);
}

static void drop_lines(struct text_job *j)
{
	const struct text_lists *l = &j->lists;

	for (size_t i = 0; i < j->lines.n; i++) {
		struct evm_str s = text_of(j, i);

		if (s.n <= 250 &&
		    (text_globbed(&l->line, s) ||
		     ((gap_before(j, i) || gap_after(j, i)) &&
		      is_running_head(j, i)) ||
		     (gap_before(j, i) && is_address(s) &&
		      i + 1 < j->lines.n && text_starts_lower(text_of(j, i + 1)) &&
		      text_had_room(j, i, i + 1))))
			j->lines.v[i].kind = LINE_DROPPED;
	}
}

/* What is furniture where it stands alone: in a paragraph or a reference it
 * may be the end of a sentence, or an address. */
bool text_maybe_furniture(const struct text_job *j, size_t i)
{
	const struct text_lists *l = &j->lists;
	struct evm_str s = text_of(j, i);

	if (j->lines.v[i].kind == LINE_DROPPED)
		return true;
	return s.n <= 250 &&
	       (is_address(s) || page_number(s) >= 0 ||
		text_globbed(&l->alone, s) ||
		(evm_str_ends(s, " et al.") && text_words(s) <= 4));
}

/* Blocks of nothing but such lines. */
static void drop_alone(struct text_job *j)
{
	bool references = false;

	for (size_t i = 0, end; i < j->lines.n; i = end) {
		bool all = text_maybe_furniture(j, i), number = true;

		references = references || text_in(&j->lists,
					SET_HEAD_REFERENCES, text_of(j, i));
		for (end = i; end < j->lines.n && (end == i || all); end++) {
			if (end > i && gap_before(j, end))
				break;
			all = text_maybe_furniture(j, end);
			number = number && page_number(text_of(j, end)) >= 0;
		}
		if (!gap_before(j, i)) {
			end = i + 1;
			continue;
		}
		/* the line that is none may be the text that goes on */
		if (!all && end > i + 1 && j->lines.v[end - 1].lead) {
			all = true;
			end--;
		}
		if (!all || number || (references && !at_page(j, i)))
			continue;
		for (size_t k = i; k < end; k++)
			j->lines.v[k].kind = LINE_DROPPED;
	}
}

/* The line with its digits masked, or an empty key for what is too little. */
static struct evm_str masked(struct text_job *j, struct evm_str s)
{
	size_t letters = 0, n = 0;
	char *p;

	if (s.n > 150)
		return EVM_LIT("");
	p = evm_arena_dup(j->arena, s.p, s.n);
	for (size_t i = 0; i < s.n; i++) {
		letters += evm_is_alpha(s.p[i]);
		if (evm_is_digit(s.p[i]) && n && p[n - 1] == '#')
			continue;
		p[n++] = evm_is_digit(s.p[i]) ? '#' : evm_to_lower(s.p[i]);
	}
	return letters >= 4 ? (struct evm_str){ p, n } : EVM_LIT("");
}

struct repeat {
	size_t last;
	uint32_t n;
	bool near, paged;
};

/* Does nothing on one side belong to it, and does nothing speak against it
 * on the other? Else it may be a paragraph's first or last line. */
static bool isolated(const struct text_job *j, size_t i)
{
	struct evm_str s = text_of(j, i);
	char last = s.p[s.n - 1];
	bool before = gap_before(j, i), after = gap_after(j, i);

	if (last == '-' || last == SOFT_HYPHEN || last == ',')
		return false;
	if ((before && after) || at_page(j, i))
		return true;
	if (before)
		return text_had_room(j, i, i + 1);
	return after && !text_closed(&j->lists, s);
}

/* Lines that come again and again, a page apart. */
static void drop_repeats(struct text_job *j)
{
	struct evm_index ix = { 0 };
	EVM_VEC(struct repeat) reps = { 0 };
	uint32_t *of = evm_malloc(evm_mul(j->lines.n + 1, sizeof *of));
	bool table = false;

	for (size_t i = 0; i < j->lines.n; i++) {
		struct evm_str key = EVM_LIT("");
		struct repeat *r;
		bool added;

		/* the cells of tables repeat each other */
		table = (table || (j->lines.v[i].gap &&
				   text_is_table_label(text_of(j, i)))) &&
			!(text_prose(j, i) && text_prose_at(j, i));

		of[i] = UINT32_MAX;
		if (j->lines.v[i].kind == LINE_TEXT && isolated(j, i))
			key = masked(j, text_of(j, i));
		if (!key.n || (table && !evm_index_get(&ix, key, &of[i])))
			continue;
		of[i] = evm_index_add(&ix, key, (uint32_t)reps.n, &added);
		if (added)
			*EVM_PUSH(j->arena, reps) = (struct repeat){ .last = i };
		EVM_CHECK(reps.v);
		r = &reps.v[of[i]];
		r->near = r->near || (!added && i - r->last < FAR);
		r->paged = added ? at_page(j, i) : r->paged && at_page(j, i);
		r->last = i;
		r->n += !table;
	}
	for (size_t i = 0; i < j->lines.n; i++)
		if (of[i] != UINT32_MAX &&
		    ((reps.v[of[i]].n >= 3 && !reps.v[of[i]].near) ||
		     (reps.v[of[i]].n >= 2 && reps.v[of[i]].paged)))
			j->lines.v[i].kind = LINE_DROPPED;
	evm_index_release(&ix);
	free(of);
}

/* Page numbers: beside a page's border, or counting up through the text. */
static void drop_numbers(struct text_job *j)
{
	size_t last = SIZE_MAX;
	long was = -1;

	for (size_t i = 0; i < j->lines.n; i++) {
		long n = page_number(text_of(j, i));

		/* a footnote's mark */
		if (n >= 0 && i + 1 < j->lines.n &&
		    j->lines.v[i + 1].kind == LINE_DROPPED)
			j->lines.v[i].kind = LINE_DROPPED;
		if (n < 0 || !gap_after(j, i) ||
		    (!gap_before(j, i) && !(i && j->lines.v[i - 1].page)))
			continue;
		if (at_page(j, i) || (i && j->lines.v[i - 1].page))
			j->lines.v[i].kind = LINE_DROPPED;
		if (last != SIZE_MAX && n == was + 1 && i - last >= FAR)
			j->lines.v[i].kind = j->lines.v[last].kind = LINE_DROPPED;
		last = i;
		was = n;
	}
}

/* A bare number and how many before it count up to it, a page apart. */
struct counted {
	size_t line;
	long number;
	uint32_t length;
	uint32_t before;	/* index of the one before, when length > 1 */
};

#define LOOK_BACK 60		/* bare numbers; a table has some of its own */

/* Three numbers or more that count up, a page apart, number the pages, even
 * where nothing sets them apart from the text. */
static void drop_sequences(struct text_job *j)
{
	EVM_VEC(struct counted) seen = { 0 };

	for (size_t i = 0; i < j->lines.n; i++) {
		struct counted c = { i, page_number(text_of(j, i)), 1, 0 };

		/* years count up too */
		if (c.number < 0 || c.number > 1900 ||
		    j->lines.v[i].kind != LINE_TEXT)
			continue;
		for (size_t k = seen.n; k > 0 && seen.n - k < LOOK_BACK; k--)
			if (seen.v[k - 1].number + 1 == c.number &&
			    i - seen.v[k - 1].line >= FAR) {
				c.length = seen.v[k - 1].length + 1;
				c.before = (uint32_t)(k - 1);
				break;
			}
		*EVM_PUSH(j->arena, seen) = c;
	}
	for (size_t k = seen.n; k > 0; k--) {
		size_t at = k - 1;

		if (seen.v[at].length < 3)
			continue;
		while (j->lines.v[seen.v[at].line].kind == LINE_TEXT) {
			j->lines.v[seen.v[at].line].kind = LINE_DROPPED;
			if (seen.v[at].length == 1)
				break;
			at = seen.v[at].before;
		}
	}
}

void text_furniture(struct text_job *j)
{
	drop_blocks(j);
	drop_lines(j);
	drop_sequences(j);
	drop_numbers(j);
	drop_alone(j);
	drop_repeats(j);
	drop_numbers(j);
	for (size_t i = 1; i < j->lines.n; i++)
		if (j->lines.v[i - 1].kind == LINE_DROPPED)
			j->lines.v[i].gap = true;
}
