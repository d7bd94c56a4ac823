/*
 * The sentence splitter. Every decision looks at a bounded window around a
 * candidate, so that a text costs time linear in its length.
 */
#include "extractors/sentence.h"

#include <string.h>

#include "core/scan.h"

enum {
	NEVER = 1 << 0,		/* an abbreviation that goes on: "Fig. 3" */
	NUMBER = 1 << 1,	/* goes on when a digit follows: "No. 5" */
	ABBR = 1 << 2,		/* goes on unless a starter follows: "etc." */
	STARTER = 1 << 3,	/* opens a sentence */
	LABEL = 1 << 4,		/* stands before a letter: "type A." */
	LOWSTART = 1 << 5,	/* a lower-case word that may open one: "miR" */
	CAPTION = 1 << 6,	/* "Figure 1." opens a caption */
};

static const char *const list_names[] = {
	"never", "number", "abbr", "starter", "label", "lowstart", "caption", NULL
};

#define WINDOW 64		/* bytes looked at before a stop */
#define LONG_WORDS 120
#define LONG_BYTES (2 * LONG_WORDS)

int evm_splitter_load(struct evm_splitter *sp, struct evm_err *err)
{
	return evm_words_load(&sp->words, "sentence.tsv", list_names, err);
}

void evm_splitter_release(struct evm_splitter *sp)
{
	evm_words_release(&sp->words);
}

/* A candidate: text before it, the mark, the text behind it. */
struct stop {
	struct evm_str text;	/* the passage */
	size_t mark;		/* first byte of the run of .!? */
	size_t end;		/* behind closing quotes, brackets, citations */
	size_t next;		/* first byte of the next word */
	bool single;		/* one full stop and nothing else */
	struct evm_str before;	/* run of characters that are no space or opening
				 * bracket before the mark */
	struct evm_str after;	/* next word up to white space */
};

static bool is_mark(char c)
{
	return c == '.' || c == '!' || c == '?';
}

/* Length of a closing quote or bracket at pos, or 0. */
static size_t closing(struct evm_str s, size_t pos)
{
	if (pos >= s.n)
		return 0;
	if (s.p[pos] == '"' || s.p[pos] == '\'' || s.p[pos] == ')' || s.p[pos] == ']')
		return 1;
	if (s.n - pos >= 3 && (memcmp(s.p + pos, "\xE2\x80\x9D", 3) == 0 ||
			       memcmp(s.p + pos, "\xE2\x80\x99", 3) == 0))
		return 3;
	return 0;
}

static size_t skip_space(struct evm_str s, size_t pos)
{
	while (pos < s.n && evm_is_space(s.p[pos]))
		pos++;
	return pos;
}

/* Does a capital or the end of the text follow behind white space? */
static bool opens_behind(struct evm_str s, size_t pos)
{
	size_t next = skip_space(s, pos);

	return next == s.n || (next > pos && evm_is_upper(s.p[next]));
}

static bool is_dash(struct evm_str s, size_t pos, size_t *n)
{
	if (s.p[pos] == '-') {
		*n = 1;
		return true;
	}
	*n = 3;
	return s.n - pos >= 3 && memcmp(s.p + pos, "\xE2\x80\x93", 3) == 0;
}

/* "[12, 13]" behind the stop: its end, else pos. */
static size_t bracket_cite(struct evm_str s, size_t pos)
{
	size_t i = pos, n = 1, limit;

	if (i < s.n && s.p[i] == ' ')
		i++;
	if (i >= s.n || s.p[i] != '[')
		return pos;
	limit = i + 40 < s.n ? i + 40 : s.n;
	for (i++; i < limit && s.p[i] != ']'; i += n) {
		n = 1;
		if (!evm_is_digit(s.p[i]) && s.p[i] != ',' && s.p[i] != ' ' && !is_dash(s, i, &n))
			return pos;
	}
	return i < limit && n ? i + 1 : pos;
}

/* "growth.12,13 The": the end of the figures, else pos. */
static size_t glued_cite(struct evm_str s, size_t pos)
{
	size_t i = pos, digits = 0, n = 0;

	while (i < s.n && i < pos + 30) {
		if (evm_is_digit(s.p[i]) && digits < 3) {
			digits++;
			i++;
		} else if (digits && (s.p[i] == ',' || is_dash(s, i, &n))) {
			i += s.p[i] == ',' ? 1 : n;
			digits = 0;
		} else {
			break;
		}
	}
	return digits ? i : pos;
}

static size_t behind_cites(struct evm_str s, size_t mark, size_t end)
{
	size_t at = end, next;

	if (s.p[mark] != '.')
		return end;
	while ((next = bracket_cite(s, at)) > at)
		at = next;
	if (at == end && mark > 0 && !evm_is_digit(s.p[mark - 1]))
		at = glued_cite(s, end);
	return at > end && opens_behind(s, at) ? at : end;
}

static struct evm_str word_before(struct evm_str s, size_t mark)
{
	size_t b = mark, least = mark > WINDOW ? mark - WINDOW : 0;

	while (b > least && !evm_is_space(s.p[b - 1]) && s.p[b - 1] != '(' && s.p[b - 1] != '[')
		b--;
	while (b < mark && (s.p[b] == '"' || s.p[b] == '\''))
		b++;
	return evm_str_sub(s, b, mark);
}

static struct evm_str word_at(struct evm_str s, size_t pos)
{
	size_t e = pos, most = s.n - pos > WINDOW ? pos + WINDOW : s.n;

	while (e < most && !evm_is_space(s.p[e]))
		e++;
	return evm_str_sub(s, pos, e);
}

/* Reads the candidate at mark; returns the end of its run of marks. */
static size_t read_stop(struct stop *st, struct evm_str s, size_t mark)
{
	size_t e = mark, run, n;

	while (e < s.n && is_mark(s.p[e]))
		e++;
	run = e;
	while ((n = closing(s, e)) > 0)
		e += n;
	st->text = s;
	st->mark = mark;
	st->single = s.p[mark] == '.' && e == mark + 1;
	st->end = behind_cites(s, mark, e);
	st->next = skip_space(s, st->end);
	st->before = word_before(s, mark);
	st->after = word_at(s, st->next);
	return run;
}

static uint32_t lists_of(const struct evm_splitter *sp, struct evm_str word)
{
	return evm_words_get(&sp->words, word);
}

static struct evm_str letters(struct evm_str s)
{
	size_t n = 0;

	while (n < s.n && evm_is_alpha(s.p[n]))
		n++;
	return evm_str_sub(s, 0, n);
}

static bool starter(const struct evm_splitter *sp, const struct stop *st)
{
	return st->after.n && evm_is_upper(st->after.p[0]) &&
	       lists_of(sp, letters(st->after)) & STARTER;
}

/* "2." or "a." right behind a boundary numbers what follows. */
static bool is_enumerator(const struct stop *st)
{
	struct evm_str w = st->before;
	size_t at = st->mark - w.n;

	if (!(w.n == 1 && (evm_is_digit(w.p[0]) || (w.p[0] >= 'a' && w.p[0] <= 'h'))) &&
	    !(w.n == 2 && evm_is_digit(w.p[0]) && evm_is_digit(w.p[1])))
		return false;
	while (at > 0 && evm_is_space(st->text.p[at - 1]))
		at--;
	return at == 0 || is_mark(st->text.p[at - 1]) || st->text.p[at - 1] == ':' ||
	       st->text.p[at - 1] == ';';
}

/* "Figure 1. Overview": the number of a caption. */
static bool is_caption_number(const struct evm_splitter *sp, const struct stop *st)
{
	size_t at = st->mark - st->before.n;
	struct evm_str label;

	if (at == 0 || at > WINDOW || st->before.n == 0 || st->before.n > 4 ||
	    !evm_is_digit(st->before.p[st->before.n - 1]))
		return false;
	label = evm_str_trim(evm_str_sub(st->text, 0, at));
	if (evm_str_ends(label, "."))
		label.n--;
	return lists_of(sp, label) & CAPTION;
}

/* "J. Smith", "E. coli": a capital that goes on; not "vitamin D." */
static bool is_initial(const struct evm_splitter *sp, const struct stop *st)
{
	struct evm_str w = st->before, next = letters(st->after), label;
	size_t at = st->mark - w.n;

	if (w.n != 1 || !evm_is_upper(w.p[0]))
		return false;
	if (at > 0 && st->text.p[at - 1] == ' ') {
		label = word_before(st->text, at - 1);
		if (lists_of(sp, label) & LABEL)
			return false;
	}
	if (next.n == 0 || starter(sp, st))
		return false;
	if (evm_is_lower(next.p[0]))
		return true;
	if (next.n == 1)
		return st->after.n > 1 && st->after.p[1] == '.';
	return evm_is_lower(next.p[1]);
}

/* "i.v", "U.S.A" before its last stop. */
static bool is_dotted(struct evm_str w)
{
	if (w.n < 3 || w.n % 2 == 0)
		return false;
	for (size_t i = 0; i < w.n; i++) {
		if (i % 2 ? w.p[i] != '.' : !evm_is_alpha(w.p[i]))
			return false;
	}
	return true;
}

/* Does the full stop belong to the word before it? */
static bool is_abbreviation(const struct evm_splitter *sp, const struct stop *st)
{
	uint32_t in = lists_of(sp, st->before);

	if (in & NEVER)
		return true;
	if (in & NUMBER && st->after.n && evm_is_digit(st->after.p[0]))
		return true;
	if (in & ABBR && !starter(sp, st))
		return true;
	if (is_enumerator(st) || is_caption_number(sp, st) || is_initial(sp, st))
		return true;
	return is_dotted(st->before) && !starter(sp, st);
}

/* A lower-case word that looks like a name: "miR-21", "p53", "hMSCs". */
static bool named_lower(const struct evm_splitter *sp, struct evm_str w)
{
	size_t n = 0;

	if (lists_of(sp, letters(w)) & LOWSTART)
		return true;
	while (n < w.n && evm_is_lower(w.p[n]))
		n++;
	return n > 0 && n <= 3 && n < w.n &&
	       (evm_is_upper(w.p[n]) || evm_is_digit(w.p[n]) || w.p[n] == '-');
}

static bool can_open(const struct evm_splitter *sp, struct evm_str w)
{
	char c = w.p[0];

	if (evm_is_lower(c))
		return named_lower(sp, w);
	return strchr(")],;:%=<>/+", c) == NULL;
}

static bool is_boundary(const struct evm_splitter *sp, const struct stop *st)
{
	if (st->next == st->text.n)
		return true;
	if (st->next == st->end)
		return false;
	if (memchr(st->text.p + st->end, '\n', st->next - st->end))
		return true;
	if (st->single && is_abbreviation(sp, st))
		return false;
	return can_open(sp, st->after);
}

/* End of the first sentence at or behind from, or s.n. */
static size_t sentence_end(const struct evm_splitter *sp, struct evm_str s, size_t from)
{
	struct stop st;
	size_t i = from;

	while ((i = evm_scan_four(s, i, "\n.!?")) < s.n) {
		if (s.p[i] == '\n' && skip_space(s, i) > i + 1 &&
		    memchr(s.p + i + 1, '\n', skip_space(s, i) - i - 1))
			return i;
		if (!is_mark(s.p[i])) {
			i++;
			continue;
		}
		i = read_stop(&st, s, i);
		if (is_boundary(sp, &st))
			return st.end;
	}
	return s.n;
}

static void push(struct evm_doc *doc, uint32_t passage, struct evm_str s, size_t b, size_t e)
{
	uint32_t base = doc->passages.v[passage].span.begin;
	struct evm_sentence *out;

	while (b < e && evm_is_space(s.p[b]))
		b++;
	while (e > b && evm_is_space(s.p[e - 1]))
		e--;
	if (b == e)
		return;
	out = EVM_PUSH(&doc->arena, doc->sentences);
	out->span = (struct evm_span){ base + (uint32_t)b, base + (uint32_t)e };
	out->passage = passage;
}

static size_t count_words(struct evm_str s, size_t b, size_t e)
{
	size_t n = 1;

	for (size_t i = b; i < e; i++)
		n += s.p[i] == ' ';
	return n;
}

/* Adds s[b, e), cut at semicolons where it is very long. */
static void push_parts(struct evm_doc *doc, uint32_t passage, struct evm_str s, size_t b, size_t e)
{
	if (e - b > LONG_BYTES && count_words(s, b, e) > LONG_WORDS) {
		for (size_t i = b; i + 1 < e; i++) {
			if (s.p[i] == ';' && s.p[i + 1] == ' ') {
				push(doc, passage, s, b, i + 1);
				b = i + 1;
			}
		}
	}
	push(doc, passage, s, b, e);
}

static bool is_whole(enum evm_region r)
{
	return r == EVM_REGION_HEADING || r == EVM_REGION_TABLE;
}

void evm_split(const struct evm_splitter *sp, struct evm_doc *doc)
{
	doc->sentences.n = 0;
	for (uint32_t p = 0; p < doc->passages.n; p++) {
		const struct evm_passage *pa = &doc->passages.v[p];
		struct evm_str s = evm_doc_slice(doc, pa->span);
		size_t b = 0, e;

		if (is_whole(pa->region)) {
			push(doc, p, s, 0, s.n);
			continue;
		}
		for (; b < s.n; b = e) {
			e = sentence_end(sp, s, b);
			push_parts(doc, p, s, b, e);
			if (e == b)
				e++;
		}
	}
}
