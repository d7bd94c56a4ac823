/*
 * Flattened tables: words, header, rows. A PDF's table comes as its cells'
 * lines; rows are told by what their first or last cell holds.
 */
#include <string.h>

#include "corpus/text_table_p.h"

struct table {
	struct text_job *j;
	struct text_out *o;
	struct evm_str section;
	EVM_VEC(struct table_word) words;
	struct columns cols;
	size_t header;		/* words of the header row */
	uint32_t number, row;
};

static bool is_year(struct evm_str s)
{
	s = text_bare(s);
	if (s.n == 5 && evm_is_lower(s.p[4]))
		s.n--;
	return s.n == 4 && (evm_str_starts(s, "19") || evm_str_starts(s, "20")) &&
	       evm_is_digit(s.p[2]) && evm_is_digit(s.p[3]);
}

/* "[26]", "[31, 32]", "[72-74]" */
static bool is_citation(struct evm_str s)
{
	if (s.n < 3 || s.p[0] != '[' || s.p[s.n - 1] != ']')
		return false;
	for (size_t i = 1; i + 1 < s.n; i++)
		if (!evm_is_digit(s.p[i]) && !strchr(", -;", s.p[i]) &&
		    !((unsigned char)s.p[i] >= 0x80))
			return false;
	return evm_is_digit(s.p[1]) || s.p[1] == ' ';
}

/* "NCT03857841", "ChiCTR2000030484", "EudraCT 2019-..." */
static bool is_registry(struct evm_str s)
{
	static const char *const names[] = { "NCT", "ChiCTR", "ISRCTN", "CTRI",
		"EudraCT", "JPRN", "UMIN", "KCT", "IRCT", "ACTRN", "DRKS" };

	s = text_bare(s);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (evm_str_starts(s, names[i]) && s.n > strlen(names[i]) + 4 &&
		    evm_is_digit(s.p[s.n - 1]))
			return true;
	return false;
}

static void add_word(struct table *t, struct table_word w)
{
	*EVM_PUSH(t->j->arena, t->words) = w;
}

/* Words of a reference that begins at word i, over line ends too; 0: none. */
static size_t reference_words(const struct table *t, size_t i, size_t end)
{
	struct evm_str s = t->words.v[i].text;

	if (is_registry(s) || is_citation(s))
		return 1;
	if (s.p[0] == '[' || s.p[0] == '(') {
		char close = s.p[0] == '[' ? ']' : ')';

		for (size_t k = i; k < end && k < i + 12 &&
		     (k == i || !(t->words.v[k].flags & WORD_BLOCK)); k++) {
			struct evm_str all = evm_str_sub(t->j->text,
				t->words.v[i].begin, t->words.v[k].end);

			if (all.p[all.n - 1] != close)
				continue;
			return is_citation(all) ||
			       (close == ')' && is_year(t->words.v[k].text) &&
				k > i) ? k + 1 - i : 0;
		}
		return 0;
	}
	if (i + 3 < end && evm_is_upper(s.p[0]) &&
	    evm_str_eqz(t->words.v[i + 1].text, "et") &&
	    evm_str_starts(t->words.v[i + 2].text, "al") &&
	    is_year(t->words.v[i + 3].text))
		return 4;
	return 0;
}

static bool is_wide(const struct text_job *j, const struct text_line *l,
		    uint32_t b)
{
	return b > l->begin + 1 && (j->text.p[b - 1] == '\t' ||
				    evm_is_space(j->text.p[b - 2]));
}

static void cut_line(struct table *t, size_t line)
{
	const struct text_line *l = &t->j->lines.v[line];
	struct evm_str rest = text_of(t->j, line), w;
	size_t first = t->words.n;

	while ((w = text_word(&rest)).n) {
		uint32_t b = (uint32_t)(w.p - t->j->text.p);

		add_word(t, (struct table_word){ .text = w, .begin = b,
			 .end = b + (uint32_t)w.n, .line = (uint32_t)line,
			 .flags = is_wide(t->j, l, b) ? WORD_WIDE : 0 });
	}
	if (t->words.n == first)
		return;
	t->words.v[t->words.n - 1].flags |= WORD_LAST;
	if (!first)
		return;
	w = t->words.v[first - 1].text;
	if (!l->gap && w.n > 1 &&
	    (w.p[w.n - 1] == '-' || w.p[w.n - 1] == SOFT_HYPHEN))
		t->words.v[first].flags |= WORD_GLUED;
	else if (l->gap)
		t->words.v[first].flags |= WORD_BLOCK;
	else if (!t->j->trailing)
		t->words.v[first].flags |= WORD_LINE | WORD_MAYBE;
	else
		t->words.v[first].flags |=
			t->j->lines.v[t->words.v[first - 1].line].trail ?
			WORD_WRAP : WORD_LINE;
}

/* Makes one word of each reference. */
static void merge_references(struct table *t)
{
	size_t n = 0;

	for (size_t i = 0, k; i < t->words.n; i = k) {
		struct table_word w = t->words.v[i];

		k = i + reference_words(t, i, t->words.n);
		if (k > i) {
			w.end = t->words.v[k - 1].end;
			w.text = evm_str_sub(t->j->text, w.begin, w.end);
			w.flags |= WORD_REFERENCE |
				(t->words.v[k - 1].flags & WORD_LAST);
		} else {
			k++;
		}
		t->words.v[n++] = w;
	}
	t->words.n = n;
}

/* Bare numbers stand for citations where nothing else does. */
static void take_numbers(struct table *t)
{
	for (size_t i = 0; i < t->words.n; i++)
		if (t->words.v[i].flags & WORD_REFERENCE)
			return;
	for (size_t i = 0; i < t->words.n; i++) {
		struct table_word *w = &t->words.v[i];
		size_t k = 0;

		while (k < w->text.n && (evm_is_digit(w->text.p[k]) ||
					 (k && strchr(",-", w->text.p[k]))))
			k++;
		if (k == w->text.n && w->flags & WORD_LAST && i)
			w->flags |= WORD_REFERENCE;
	}
}

static enum col_kind kind_of(const struct text_lists *l, struct evm_str s)
{
	static const enum text_set sets[] = {
		[COL_SOURCE] = SET_COL_SOURCE, [COL_VESICLE] = SET_COL_VESICLE,
		[COL_ROUTE] = SET_COL_ROUTE, [COL_STATE] = SET_COL_STATE,
		[COL_COUNT] = SET_COL_COUNT, [COL_TIME] = SET_COL_TIME,
		[COL_REFERENCE] = SET_COL_REFERENCE,
		[COL_DISEASE] = SET_COL_DISEASE, [COL_EFFECT] = SET_COL_EFFECT,
		[COL_DOSE] = SET_COL_DOSE, [COL_SPECIES] = SET_COL_SPECIES,
		[COL_OTHER] = SET_COL_OTHER,
	};

	for (int k = 0; k < COL_N; k++)
		if (text_in(l, sets[k], s))
			return (enum col_kind)k;
	return COL_N;
}

/* Words of the longest column name at word i, over line ends; 0: none. */
static size_t name_at(const struct table *t, size_t i, size_t end,
		      enum col_kind *kind)
{
	size_t best = 0, n = 0;
	char key[100];

	for (size_t k = i; k < end && k < i + 4; k++) {
		struct evm_str w = t->words.v[k].text;
		enum col_kind found;

		if (n + w.n + 1 >= sizeof key)
			break;
		if (k > i)
			key[n++] = ' ';
		memcpy(key + n, w.p, w.n);
		n += w.n;
		found = kind_of(&t->j->lists, (struct evm_str){ key, n });
		if (found == COL_N)
			found = kind_of(&t->j->lists,
					text_bare((struct evm_str){ key, n }));
		if (found != COL_N) {
			best = k + 1 - i;
			*kind = found;
		}
	}
	return best;
}

/* The kind of a column by its whole name, or by a word of it. */
static enum col_kind kind_of_words(const struct table *t, size_t b, size_t e)
{
	enum col_kind kind = COL_OTHER, k;

	if (name_at(t, b, e, &kind) == e - b)
		return kind;
	for (size_t i = b; i < e; i++) {
		k = kind_of(&t->j->lists, text_bare(t->words.v[i].text));
		if (k != COL_N && k != COL_OTHER)
			return k;
	}
	return COL_OTHER;
}

/* Columns set apart by wide spaces; false when they are not. */
static bool read_wide_columns(struct table *t, size_t end)
{
	size_t wide = 0, b = 0;

	for (size_t i = 0; i < end; i++)
		wide += (t->words.v[i].flags & WORD_WIDE) != 0;
	if (wide < 2 || wide >= TABLE_COLUMNS)
		return false;
	for (size_t i = 1; i <= end; i++) {
		if (i < end && !(t->words.v[i].flags & WORD_WIDE))
			continue;
		t->cols.v[t->cols.n++] = (struct column){
			kind_of_words(t, b, i), b, i };
		b = i;
	}
	return true;
}

static void read_columns(struct table *t, size_t end)
{
	t->cols.n = 0;
	t->header = end;
	if (read_wide_columns(t, end))
		return;
	for (size_t i = 0; i < end;) {
		enum col_kind kind = COL_OTHER;
		size_t n = name_at(t, i, end, &kind);
		struct column *last = t->cols.n ? &t->cols.v[t->cols.n - 1] : NULL;

		if (!n && last && !text_starts_upper(t->words.v[i].text)) {
			last->last = ++i;
			continue;
		}
		n = n ? n : 1;
		if (last && (t->cols.n == TABLE_COLUMNS ||
			     t->words.v[i].text.p[0] == '(')) {
			last->last = i += n;
			continue;
		}
		t->cols.v[t->cols.n++] = (struct column){ kind, i, i + n };
		i += n;
	}
}

/* Does a row's first cell begin at word i, as far as the word tells? */
static bool first_cell(const struct table *t, size_t i)
{
	const struct table_word *w = &t->words.v[i];

	if (i && !(w->flags & (WORD_LINE | WORD_BLOCK | WORD_WRAP)))
		return false;
	if (!t->cols.n)
		return table_is_source(w->text);
	if (t->cols.v[0].kind == COL_SOURCE)
		return table_is_source(w->text);
	return t->cols.v[0].kind == COL_REFERENCE && w->flags & WORD_REFERENCE;
}

/* Is the line that begins at word i nothing but names of columns? */
static bool names_line(const struct table *t, size_t i)
{
	uint32_t line = t->words.v[i].line;

	while (i < t->words.n && t->words.v[i].line == line) {
		enum col_kind kind;
		size_t n = name_at(t, i, t->words.n, &kind);

		if (!n)
			return false;
		i += n;
	}
	return true;
}

/* The header ends at a blank line, or where the first cell of a row is. */
static void find_header(struct table *t)
{
	size_t end = 0;

	while (end < t->words.n && end < 60) {
		const struct table_word *w = &t->words.v[end];

		if (end && first_cell(t, end))
			break;
		if (end && w->flags & (WORD_LINE | WORD_WRAP | WORD_BLOCK) &&
		    !names_line(t, end) && (w->flags & WORD_BLOCK ||
				!text_starts_lower(w->text)))
			break;
		if (w->flags & WORD_REFERENCE)
			break;
		end++;
	}
	/* whole lines, at least one */
	while (end > 0 && end < t->words.n &&
	       t->words.v[end].line == t->words.v[end - 1].line)
		end--;
	if (!end)
		while (end < t->words.n && t->words.v[end].line == t->words.v[0].line)
			end++;
	read_columns(t, end);
}

/* A hyphen inside a word that a line's end left in a narrow cell. */
static bool is_leftover(const struct text_job *j, uint32_t at, uint32_t begin,
			uint32_t end)
{
	uint32_t b = at, e = at + 1;
	char key[128];
	size_t n;

	while (b > begin && evm_is_alpha(j->text.p[b - 1]))
		b--;
	while (e < end && evm_is_lower(j->text.p[e]))
		e++;
	n = e - b;
	if (at == b || e == at + 1 || n >= sizeof key)
		return false;
	memcpy(key, j->text.p + b, n);
	if (text_seen(j, (struct evm_str){ key, n }) ||
	    text_seen(j, evm_str_sub(j->text, b, at)) ||
	    text_seen(j, evm_str_sub(j->text, at + 1, e)))
		return false;
	memmove(key + (at - b), key + (at - b) + 1, n - 1 - (at - b));
	return text_restored(j, (struct evm_str){ key, n - 1 });
}

static void put_slice(struct table *t, uint32_t begin, uint32_t end, bool join)
{
	uint32_t from = begin;

	for (uint32_t i = begin + 1; i + 1 < end; i++)
		if (t->j->text.p[i] == '-' && is_leftover(t->j, i, begin, end)) {
			if (join && from == begin)
				text_out_line(t->j, t->o, from, i);
			else
				text_out_slice(t->j, t->o, from, i);
			from = i + 1;
		}
	if (join && from == begin)
		text_out_line(t->j, t->o, from, end);
	else
		text_out_slice(t->j, t->o, from, end);
}

static void put_words(struct table *t, size_t b, size_t e)
{
	bool join = false;

	while (b < e) {
		size_t k = b + 1;

		while (k < e && t->words.v[k].line == t->words.v[b].line)
			k++;
		put_slice(t, t->words.v[b].begin, t->words.v[k - 1].end, join);
		join = true;
		b = k;
	}
}

static void put_row(struct table *t, size_t base, const size_t *cuts, size_t n,
		    bool head)
{
	uint32_t begin[TABLE_COLUMNS], end[TABLE_COLUMNS], shift;
	int at;

	for (size_t c = 0; c < n; c++) {
		if (c)
			text_out_add(t->o, " | ");
		begin[c] = (uint32_t)t->o->buf.n;
		put_words(t, base + cuts[c], base + cuts[c + 1]);
		end[c] = (uint32_t)t->o->buf.n;
	}
	at = text_out_passage(t->j, t->o, EVM_REGION_TABLE, t->section);
	if (at < 0)
		return;
	shift = t->j->doc->passages.v[at].span.begin;
	for (size_t c = 0; c < n; c++)
		*EVM_PUSH(t->j->arena, t->j->doc->cells) = (struct evm_cell){
			.span = { begin[c] + shift, end[c] + shift },
			.table = t->number, .row = t->row, .col = (uint32_t)c,
			.head = head };
	t->row++;
}

static void put_header(struct table *t)
{
	size_t cuts[TABLE_COLUMNS + 1];

	for (size_t c = 0; c < t->cols.n; c++)
		cuts[c] = t->cols.v[c].first;
	cuts[t->cols.n] = t->header;
	put_row(t, 0, cuts, t->cols.n, true);
}

static void put_cells(struct table *t, size_t b, size_t e)
{
	struct row_words r = { t->words.v + b, e - b };
	size_t cuts[TABLE_COLUMNS + 1] = { 0 };

	if (t->cols.n < 2 || r.n > ROW_WORDS) {
		cuts[1] = r.n;
		put_row(t, b, cuts, 1, false);
		return;
	}
	table_mark(t->j, &r);
	table_cut(&t->cols, &r, cuts);
	put_row(t, b, cuts, t->cols.n, false);
}

/* How rows end. */
enum row_rule { BY_LAST, BY_FIRST, BY_BLOCK, BY_LINE };

static enum row_rule rule_of(const struct table *t)
{
	size_t last = 0, first = 0, blocks = 0, n = t->cols.n;

	for (size_t i = t->header; i < t->words.n; i++) {
		unsigned f = t->words.v[i].flags;

		last += f & WORD_REFERENCE && f & WORD_LAST;
		first += first_cell(t, i);
		blocks += (f & WORD_BLOCK) != 0;
	}
	if (n && t->cols.v[n - 1].kind == COL_REFERENCE && last)
		return BY_LAST;
	if (first >= 2)
		return BY_FIRST;
	if (last >= 2)
		return BY_LAST;
	return blocks >= 2 ? BY_BLOCK : BY_LINE;
}

/* Does word i begin a cell of its own, not go on with "two doses of"? */
static bool names_tissue(const struct table *t, size_t i)
{
	struct evm_str s = text_bare(t->words.v[i].text);

	return !evm_str_starts(s, "MSC") &&
	       !text_in(&t->j->lists, SET_FUNCTION,
			text_bare(t->words.v[i - 1].text));
}

/* Does a row begin at word i, behind the row's words [b, i)? */
static bool row_begins(const struct table *t, enum row_rule rule, size_t b,
		       size_t i)
{
	unsigned f = t->words.v[i].flags;

	if (!(f & (WORD_LINE | WORD_BLOCK | WORD_WRAP)) || f & WORD_GLUED)
		return false;
	switch (rule) {
	case BY_LAST:
		/* a line that is nothing but a reference goes with the row */
		if (f & WORD_REFERENCE && f & WORD_LAST &&
		    t->words.v[i - 1].flags & WORD_REFERENCE)
			return false;
		return t->words.v[i - 1].flags & WORD_REFERENCE ||
		       (first_cell(t, i) && i - b + 1 >= t->cols.n &&
			!(f & WORD_WRAP) && names_tissue(t, i));
	case BY_FIRST:
		return first_cell(t, i) && !(f & WORD_WRAP);
	case BY_BLOCK:
		return f & WORD_BLOCK;
	case BY_LINE:
		break;
	}
	return !(f & WORD_WRAP);
}

/* What stands behind the last reference of a table is a note. */
static bool is_note(const struct table *t, enum row_rule rule, size_t b)
{
	if (rule != BY_LAST || t->row < 2)
		return false;
	for (size_t i = b; i < t->words.n; i++)
		if (t->words.v[i].flags & WORD_REFERENCE)
			return false;
	return !first_cell(t, b);
}

static void put_rows(struct table *t)
{
	enum row_rule rule = rule_of(t);
	size_t b = t->header;

	for (size_t i = b + 1; i < t->words.n; i++)
		if (row_begins(t, rule, b, i)) {
			put_cells(t, b, i);
			b = i;
		}
	if (b >= t->words.n)
		return;
	if (is_note(t, rule, b)) {
		put_words(t, b, t->words.n);
		text_out_passage(t->j, t->o, EVM_REGION_CAPTION, t->section);
		return;
	}
	put_cells(t, b, t->words.n);
}

void text_table(struct text_job *j, struct text_out *o, size_t first,
		size_t last, struct evm_str section)
{
	struct table t = { .j = j, .o = o, .section = section };

	t.number = j->doc->cells.n ?
		j->doc->cells.v[j->doc->cells.n - 1].table + 1 : 1;
	for (size_t i = first; i <= last; i++)
		if (j->lines.v[i].kind == LINE_TABLE)
			cut_line(&t, i);
	if (!t.words.n)
		return;
	merge_references(&t);
	take_numbers(&t);
	find_header(&t);
	put_header(&t);
	put_rows(&t);
}
