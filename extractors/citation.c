#include "extractors/citation.h"

#include <stdlib.h>
#include <string.h>

#include "core/scan.h"
#include "core/utf8.h"
#include "extractors/rx.h"

#define BRACKET_MAX 80		/* bytes of "[...]" */
#define RANGE_MAX 30		/* labels of one range */
#define LABEL_MOST 1999		/* above are years */

#define NAME "(?!Jan|Feb|Mar[ c]|Apr[ i]|May |Ju[nl][ey ]|Aug|Sep|Oct|Nov|Dec)[A-Z][\\p{L}'\xE2\x80\x99-]+(?:\\s[A-Z][\\p{L}-]+)?"
#define ITEM NAME "(?:,?\\s(?:et\\s?al\\.?|(?:and|&)\\s" NAME "))?,?\\s\\(?(?:19|20)\\d\\d[a-z]?\\)?"
#define AUTHORS "\\((?:(?:e\\.g\\.,?|see|cf\\.|reviewed in)\\s)?(" ITEM "(?:[;,]\\s" ITEM ")*)\\)"

struct evm_citer {
	struct evm_rx *authors;
};

int evm_citer_new(struct evm_citer **out, struct evm_err *err)
{
	struct evm_citer *c = evm_malloc(sizeof *c);

	if (evm_rx_new(&c->authors, AUTHORS, false, err)) {
		free(c);
		return -1;
	}
	*out = c;
	return 0;
}

void evm_citer_free(struct evm_citer *c)
{
	if (!c)
		return;
	evm_rx_free(c->authors);
	free(c);
}

static struct evm_cite *add_cite(struct evm_doc *doc, size_t begin, size_t end)
{
	struct evm_cite *c = EVM_PUSH(&doc->arena, doc->cites);

	c->span = (struct evm_span){ (uint32_t)begin, (uint32_t)end };
	return c;
}

static void add_label(struct evm_doc *doc, struct evm_cite *c, struct evm_str label)
{
	*EVM_PUSH(&doc->arena, c->labels) = label;
}

/* Bytes of a hyphen or dash at pos, or 0. */
static size_t dash(struct evm_str t, size_t pos)
{
	if (pos < t.n && t.p[pos] == '-')
		return 1;
	return pos + 3 <= t.n && memcmp(t.p + pos, "\xE2\x80", 2) == 0 &&
	       (unsigned char)t.p[pos + 2] >= 0x90 && (unsigned char)t.p[pos + 2] <= 0x94 ? 3 : 0;
}

static bool read_number(struct evm_str t, size_t *pos, uint64_t *n)
{
	size_t b = *pos;

	while (*pos < t.n && evm_is_digit(t.p[*pos]))
		(*pos)++;
	return *pos > b && evm_str_u64(evm_str_sub(t, b, *pos), LABEL_MOST, n) == 0;
}

/* Numbers, commas, dashes, spaces and nothing else? */
static bool is_numbers(struct evm_str t)
{
	size_t i = 0, n;
	uint64_t value;
	bool any = false;

	while (i < t.n) {
		if (evm_is_digit(t.p[i])) {
			if (!read_number(t, &i, &value) || value == 0)
				return false;
			any = true;
		} else if (t.p[i] == ' ' || t.p[i] == ',' || t.p[i] == ';') {
			i++;
		} else if ((n = dash(t, i)) && any) {
			i += n;
		} else {
			return false;
		}
	}
	return any;
}

static void add_numbers(struct evm_doc *doc, struct evm_cite *c, struct evm_str t)
{
	uint64_t n, last = 0;
	bool range = false;

	for (size_t i = 0; i < t.n;) {
		size_t h = dash(t, i);

		if (h || !read_number(t, &i, &n)) {
			range = h ? last > 0 : range && t.p[i] == ' ';
			i += h ? h : 1;
			continue;
		}
		if (!range || n <= last || n - last > RANGE_MAX)
			last = n - 1;
		while (last < n)
			add_label(doc, c, evm_str_printf(&doc->arena, "%llu", (unsigned long long)++last));
		range = false;
	}
}

/* "[28, 29]" at open; returns its end, or 0. */
static size_t bracket(struct evm_doc *doc, struct evm_str t, size_t open)
{
	size_t e = open + 1, limit = t.n - open > BRACKET_MAX ? open + BRACKET_MAX : t.n;
	struct evm_str inner;

	while (e < limit && t.p[e] != ']')
		e++;
	if (e == limit)
		return 0;
	inner = evm_str_sub(t, open + 1, e);
	if (!is_numbers(inner))
		return 0;
	/* "[1,2,4]triazole", "[3]-catenane" */
	if (e + 1 < t.n && (evm_is_alnum(t.p[e + 1]) || t.p[e + 1] == '-'))
		return 0;
	add_numbers(doc, add_cite(doc, open, e + 1), inner);
	return e + 1;
}

static size_t authors(struct evm_citer *c, struct evm_doc *doc, struct evm_str t, size_t open)
{
	struct evm_span m[2];
	struct evm_str rest;
	struct evm_cite *cite;

	if (!evm_rx_at(c->authors, t, open, t.n, m, 2))
		return 0;
	cite = add_cite(doc, m[0].begin, m[0].end);
	for (rest = evm_str_sub(t, m[1].begin, m[1].end); rest.p;)
		add_label(doc, cite, evm_str_trim(evm_str_cut(&rest, ';')));
	return m[0].end;
}

static bool is_running(enum evm_region r)
{
	return r == EVM_REGION_ABSTRACT || r == EVM_REGION_BODY || r == EVM_REGION_CAPTION;
}

static void find_marked(struct evm_citer *c, struct evm_doc *doc, struct evm_span p)
{
	struct evm_str t = evm_str_sub(doc->text, 0, p.end);
	size_t i = p.begin;

	while ((i = evm_scan_either(t, i, '[', '(')) < p.end) {
		size_t e = t.p[i] == '[' ? bracket(doc, t, i) : authors(c, doc, t, i);

		i = e ? e : i + 1;
	}
}

/* A word of letters that ends at pos: "growth". */
static bool word_ends(struct evm_str t, size_t pos)
{
	return pos >= 3 && evm_is_lower(t.p[pos - 1]) && evm_is_lower(t.p[pos - 2]) &&
	       evm_is_lower(t.p[pos - 3]);
}

/* "growth.12,13 The": figures behind a stop or comma. */
static void find_raised(struct evm_doc *doc, struct evm_span p)
{
	struct evm_str t = evm_str_sub(doc->text, 0, p.end), in;

	for (size_t i = p.begin + 3; i + 1 < p.end; i++) {
		size_t e = i + 1, n = 0;

		if ((t.p[i] != '.' && t.p[i] != ',') || !evm_is_digit(t.p[i + 1]) || !word_ends(t, i))
			continue;
		while (e < p.end && (evm_is_digit(t.p[e]) || t.p[e] == ',' || (n = dash(t, e))))
			e += evm_is_digit(t.p[e]) || t.p[e] == ',' ? 1 : n;
		while (!evm_is_digit(t.p[e - 1]))
			e -= evm_utf8_border(t, e - 1) ? 1 : 3;
		in = evm_str_sub(t, i + 1, e);
		if ((e == p.end || evm_is_space(t.p[e])) && is_numbers(in))
			add_numbers(doc, add_cite(doc, i + 1, e), in);
		i = e - 1;
	}
}

void evm_cite_find(struct evm_citer *c, struct evm_doc *doc)
{
	doc->cites.n = 0;
	for (size_t i = 0; i < doc->passages.n; i++) {
		if (is_running(doc->passages.v[i].region))
			find_marked(c, doc, doc->passages.v[i].span);
	}
	for (size_t i = 0; i < doc->passages.n && doc->cites.n == 0; i++) {
		if (doc->passages.v[i].region == EVM_REGION_BODY)
			find_raised(doc, doc->passages.v[i].span);
	}
}
