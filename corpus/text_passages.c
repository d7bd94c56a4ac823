/*
 * Writing the document: running text as paragraphs, headings with their path,
 * and what interrupts a paragraph (captions, tables) behind it.
 */
#include <string.h>

#include "corpus/text_p.h"

#define DEPTH 8

struct insert {
	size_t first, last;	/* lines of a caption and its table */
};

struct writer {
	struct text_job *j;
	struct text_out para, other;
	size_t prev;		/* the paragraph's last line */
	size_t para_lines;
	EVM_VEC(struct insert) queue;
	struct evm_str path[DEPTH + 1];
	struct evm_str section;
	bool abstract, headed;
};

static void write_caption(struct writer *w, struct insert in)
{
	struct text_job *j = w->j;
	size_t i = in.first;

	for (; i <= in.last; i++)
		if (j->lines.v[i].kind == LINE_CAPTION)
			text_out_line(j, &w->other, j->lines.v[i].begin,
				      j->lines.v[i].end);
		else if (j->lines.v[i].kind == LINE_TABLE)
			break;
	text_out_passage(j, &w->other, EVM_REGION_CAPTION, w->section);
	if (i <= in.last)
		text_table(j, &w->other, i, in.last, w->section);
}

/* Ends the paragraph and writes what stood inside it. */
static void flush(struct writer *w)
{
	bool abstract = w->abstract || (w->j->abstract_first && !w->headed);

	text_out_passage(w->j, &w->para, abstract ? EVM_REGION_ABSTRACT :
			 EVM_REGION_BODY, w->section);
	w->para_lines = 0;
	for (size_t i = 0; i < w->queue.n; i++)
		write_caption(w, w->queue.v[i]);
	w->queue.n = 0;
}

/* Is the blank before line i a page's and not a paragraph's? The line above
 * it was wrapped, not ended. */
static bool continues(const struct text_job *j, size_t prev, size_t i)
{
	if (j->trailing)
		return j->lines.v[prev].trail;
	return (j->lines.v[i].page || i != prev + 1) &&
	       !text_had_room(j, prev, i);
}

/* Does line i begin a paragraph behind the one that ends with w->prev? */
static bool begins_paragraph(const struct writer *w, size_t i)
{
	const struct text_job *j = w->j;
	struct evm_str was = text_of(j, w->prev), s = text_of(j, i);
	bool closed = text_closed(&j->lists, was) || was.p[was.n - 1] == ':';

	if (text_is_bullet(s))
		return true;
	if (j->lines.v[i].gap || i != w->prev + 1) {
		if (continues(j, w->prev, i))
			return false;
		if (closed || was.p[was.n - 1] == '.')
			return !text_starts_lower(s);
		/* a lone short line was no sentence */
		return w->para_lines == 1 && was.n * 2 < j->width &&
		       text_starts_upper(s) && was.p[was.n - 1] != '-';
	}
	if (!closed || !text_starts_upper(s))
		return false;
	if (j->trailing)
		return !j->lines.v[w->prev].trail && was.n < j->width;
	return text_had_room(j, w->prev, i);
}

/* Raised citation numbers that the copy put on a line of their own, behind a
 * line that had room for more: "1,2" or "3-5". */
static bool is_raised(const struct writer *w, size_t i)
{
	const struct text_job *j = w->j;
	struct evm_str s = text_of(j, i);

	if (s.n > 15 || j->lines.v[i].gap || i != w->prev + 1 ||
	    !evm_is_digit(s.p[0]) || !evm_is_digit(s.p[s.n - 1]) ||
	    !text_had_room(j, w->prev, i))
		return false;
	for (size_t k = 0; k < s.n; k++)
		if (!evm_is_digit(s.p[k]) && !strchr(",-", s.p[k]) &&
		    (unsigned char)s.p[k] < 0x80)
			return false;
	return strchr(".,;)]", j->text.p[j->lines.v[w->prev].end - 1]) ||
	       evm_is_alpha(j->text.p[j->lines.v[w->prev].end - 1]);
}

static void write_text(struct writer *w, size_t i)
{
	if (w->para.buf.n && is_raised(w, i)) {
		text_out_slice(w->j, &w->para, w->j->lines.v[i].begin,
			       w->j->lines.v[i].end);
		w->prev = i;
		return;
	}
	if (w->para.buf.n && begins_paragraph(w, i))
		flush(w);
	if (!w->para.buf.n)
		flush(w);
	text_out_line(w->j, &w->para, w->j->lines.v[i].begin,
		      w->j->lines.v[i].end);
	w->para_lines++;
	w->prev = i;
}

/* Last line of the group that begins at line i: one heading, one caption
 * with its table, the title; furniture inside it does not end it. */
static size_t group_end(const struct text_job *j, size_t i)
{
	size_t last = i;

	for (size_t k = i + 1; k < j->lines.n; k++) {
		if (j->lines.v[k].kind == LINE_DROPPED)
			continue;
		if (j->lines.v[k].first != j->lines.v[i].first ||
		    j->lines.v[k].kind == LINE_TEXT)
			break;
		last = k;
	}
	return last;
}

static void put_lines(struct writer *w, size_t first, size_t last)
{
	for (size_t i = first; i <= last; i++)
		if (w->j->lines.v[i].kind != LINE_DROPPED)
			text_out_line(w->j, &w->other, w->j->lines.v[i].begin,
				      w->j->lines.v[i].end);
}

/* The heading without its number and colon. */
static struct evm_str name_of(struct text_job *j, struct evm_str s)
{
	size_t i = 0;

	while (i < s.n && (evm_is_digit(s.p[i]) || s.p[i] == '.'))
		i++;
	if (i && i < s.n && (s.p[i] == ' ' || s.p[i] == '|'))
		s = evm_str_trim(evm_str_sub(s, i + 1, s.n));
	while (s.n && strchr(":.", s.p[s.n - 1]))
		s.n--;
	return evm_str_dup(j->arena, s);
}

static void set_path(struct writer *w, uint16_t level, struct evm_str name)
{
	struct evm_buf b = EVM_BUF_INIT;

	if (level < 1 || level > DEPTH)
		level = level < 1 ? 1 : DEPTH;
	w->path[level] = name;
	for (size_t k = level + 1u; k <= DEPTH; k++)
		w->path[k] = EVM_LIT("");
	for (size_t k = 1; k <= level; k++) {
		if (!w->path[k].n)
			continue;
		if (b.n)
			evm_buf_addz(&b, " > ");
		evm_buf_add(&b, w->path[k]);
	}
	w->section = evm_str_dup(w->j->arena, evm_buf_str(&b));
	evm_buf_release(&b);
	w->abstract = text_in(&w->j->lists, SET_HEAD_ABSTRACT, w->path[1]);
}

static size_t write_heading(struct writer *w, size_t i)
{
	size_t last = group_end(w->j, i);

	flush(w);
	w->headed = true;
	put_lines(w, i, last);
	set_path(w, w->j->lines.v[i].level,
		 name_of(w->j, evm_buf_str(&w->other.buf)));
	text_out_passage(w->j, &w->other, EVM_REGION_HEADING, w->section);
	return last;
}

static size_t write_title(struct writer *w, size_t i)
{
	size_t last = group_end(w->j, i);

	put_lines(w, i, last);
	evm_doc_meta(w->j->doc, "title", evm_buf_str(&w->other.buf), EVM_LIT(""));
	text_out_passage(w->j, &w->other, EVM_REGION_TITLE, EVM_LIT(""));
	return last;
}

/* Keywords are metadata: cut at commas and the like. */
static size_t write_keywords(struct writer *w, size_t i)
{
	size_t last = i;
	struct evm_str rest;

	while (last + 1 < w->j->lines.n &&
	       w->j->lines.v[last + 1].kind == LINE_KEYWORDS)
		last++;
	put_lines(w, i, last);
	rest = evm_buf_str(&w->other.buf);
	for (size_t k = 0; k < rest.n; k++)
		if (strchr(";|", rest.p[k]))
			w->other.buf.p[k] = ',';
	while (rest.p) {
		struct evm_str word = evm_str_trim(evm_str_cut(&rest, ','));

		while (word.n && word.p[word.n - 1] == '.')
			word.n--;
		if (word.n)
			evm_doc_meta(w->j->doc, "keyword", word, EVM_LIT(""));
	}
	text_out_reset(&w->other);
	return last;
}

static void write_line(struct writer *w, size_t *i)
{
	switch (w->j->lines.v[*i].kind) {
	case LINE_TEXT:
		write_text(w, *i);
		break;
	case LINE_HEADING:
		*i = write_heading(w, *i);
		break;
	case LINE_TITLE:
		*i = write_title(w, *i);
		break;
	case LINE_KEYWORDS:
		*i = write_keywords(w, *i);
		break;
	case LINE_CAPTION:
	case LINE_TABLE: {
		struct insert in = { *i, group_end(w->j, *i) };

		*EVM_PUSH(w->j->arena, w->queue) = in;
		*i = in.last;
		break;
	}
	case LINE_DROPPED:
	case LINE_REFERENCE:
		break;
	}
}

void text_passages(struct text_job *j)
{
	struct writer w = { .j = j };

	w.section = EVM_LIT("");
	for (size_t i = 0; i < j->lines.n; i++)
		write_line(&w, &i);
	flush(&w);
	evm_buf_release(&w.para.buf);
	evm_buf_release(&w.other.buf);
}
