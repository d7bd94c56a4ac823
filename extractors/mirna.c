/* The scanner: finds stems, reads names, goes on through lists. */
#include "extractors/annotate.h"
#include "extractors/mirna.h"

#include <stdlib.h>
#include <string.h>

#include "core/scan.h"
#include "extractors/mirna_p.h"
#include "extractors/rx.h"
#include "extractors/words.h"

enum {
	SPECIES = 1 << 0,
	PREFIX = 1 << 1,
	MINUS = 1 << 2,
	PLUS = 1 << 3,
	UNIT = 1 << 4,
	CLUSTER = 1 << 5,
};

static const char *const list_names[] = {
	"species", "prefix", "minus", "plus", "unit", "cluster", NULL
};

#define HY "[-\xE2\x80\x90\xE2\x80\x91\xE2\x80\x92\xE2\x80\x93\xE2\x88\x92]"

/* "microRNA (miRNA)-146a" */
#define SHORT "(?:\\s?\\(miR(?:NA)?s?\\))?"

/* A stem up to the first digit of the name. Group 1: the stem. */
#define STEM "(micro" HY "?\\s?RNAs?" SHORT "|mi" HY "?RNAs?" SHORT "|" \
	     "miRs?\\.?|micro" HY "?\\s?R)(?:\\s?" HY "\\s?|\\s)?(?=\\d)"
#define LET "((?:miR" HY "?)?let)(?:\\s?" HY "\\s?|\\s)?(?=7)"

#define GROUP_MOST 64

struct evm_mirna {
	struct evm_rx *stem, *let;
	struct evm_words words;
	struct evm_mirna_ids *ids;
};

/* One run: a head and what goes on with it. */
struct run {
	struct evm_mirna *g;
	struct evm_arena *arena;
	struct evm_mentions *out;
	struct evm_str t;		/* text up to the end of the span */
	struct evm_mirna_name last;
	struct evm_mirna_name group[GROUP_MOST];	/* of the slash list at the end */
	size_t n;
	bool plural;
};

int evm_mirna_new(struct evm_mirna **out, struct evm_err *err)
{
	struct evm_mirna *g = evm_malloc(sizeof *g);

	memset(g, 0, sizeof *g);
	if (evm_words_load(&g->words, "mirna.tsv", list_names, err) ||
	    evm_mirna_ids_new(&g->ids, err) || evm_rx_new(&g->stem, STEM, true, err) || evm_rx_new(&g->let, LET, true, err)) {
		evm_mirna_free(g);
		return -1;
	}
	*out = g;
	return 0;
}

void evm_mirna_free(struct evm_mirna *g)
{
	if (!g)
		return;
	evm_rx_free(g->stem);
	evm_rx_free(g->let);
	evm_mirna_ids_free(g->ids);
	evm_words_release(&g->words);
	free(g);
}

static void emit(struct run *r, size_t begin, size_t end, bool in_slash)
{
	struct evm_mention *m = EVM_PUSH(r->arena, r->out->all);

	m->type = EVM_MIRNA;
	m->span = (struct evm_span){ (uint32_t)begin, (uint32_t)end };
	m->norm = evm_mirna_norm(r->arena, &r->last);
	m->by = evm_str(EVM_GRAM(mirna));
	if (!in_slash)
		r->n = 0;
	if (r->n < GROUP_MOST)
		r->group[r->n++] = r->last;
}

/* The arm behind the last member of "125a/b-5p" is every member's. */
static void share_arm(struct run *r)
{
	size_t first = r->out->all.n - r->n;

	for (size_t i = 0; r->n > 1 && r->n < GROUP_MOST && i + 1 < r->n; i++) {
		if (r->group[i].arm || !r->group[r->n - 1].arm)
			continue;
		r->group[i].arm = r->group[r->n - 1].arm;
		r->out->all.v[first + i].norm = evm_mirna_norm(r->arena, &r->group[i]);
	}
}

static size_t space(struct evm_str t, size_t pos)
{
	return pos < t.n && t.p[pos] == ' ' ? pos + 1 : pos;
}

static struct evm_str word_at(struct evm_str t, size_t pos)
{
	size_t e = pos;

	while (e < t.n && evm_is_alpha(t.p[e]))
		e++;
	return evm_str_sub(t, pos, e);
}

/* "/b", "/222", "/3p"; what has a stem of its own is a head of its own. */
static size_t slash(struct run *r, size_t pos)
{
	struct evm_mirna_name base = r->last, *now = &r->last;
	struct evm_str t = r->t;
	size_t i = space(t, pos), b, e;

	if (i >= t.n || t.p[i] != '/')
		return 0;
	i = space(t, i + 1);
	b = i + evm_mirna_hyphen(t, i);
	if (b + 1 < t.n && (t.p[b] == '3' || t.p[b] == '5') && t.p[b + 1] == 'p' &&
	    evm_mirna_ends(t, b + 2)) {
		now->arm = t.p[b];
		emit(r, b, b + 2, false);
		return b + 2;
	}
	if (b < t.n && evm_is_alpha(t.p[b]) && base.letter && b + 1 <= t.n &&
	    evm_mirna_ends(t, b + 1)) {
		now->letter = evm_to_lower(t.p[b]);
		now->arm = 0;
		now->copy = now->cluster = EVM_LIT("");
		e = evm_mirna_arm(t, b + 1, now);
		if (evm_mirna_hyphen(t, e) && e == b + 1) {
			*now = base;
			return 0;
		}
		emit(r, b, e, true);
		return e;
	}
	e = evm_mirna_number(t, b, base.let && b < t.n && t.p[b] == '7', now);
	if (!e) {
		*now = base;
		return 0;
	}
	emit(r, b, e, true);
	return e;
}

static size_t tilde(struct evm_str t, size_t pos)
{
	if (pos < t.n && t.p[pos] == '~')
		return 1;
	return t.n - pos >= 3 && (memcmp(t.p + pos, "\xE2\x88\xBC", 3) == 0 ||
				  memcmp(t.p + pos, "\xEF\xBD\x9E", 3) == 0) ? 3 : 0;
}

/* "~96~182" */
static size_t range(struct run *r, size_t pos)
{
	struct evm_mirna_name base = r->last;
	size_t h = pos < r->t.n ? tilde(r->t, pos) : 0, e;

	if (!h)
		return 0;
	e = evm_mirna_number(r->t, pos + h, false, &r->last);
	if (!e) {
		r->last = base;
		return 0;
	}
	emit(r, pos + h, e, false);
	return e;
}

static size_t joiner_word(struct evm_str t, size_t pos)
{
	static const char *const words[] = { "and ", "or ", "& ", NULL };
	struct evm_str rest = evm_str_sub(t, pos, t.n);

	for (int i = 0; words[i]; i++) {
		if (evm_str_starts(rest, words[i]))
			return pos + strlen(words[i]);
	}
	return pos;
}

/* Behind ", and " or " or "; 0 when nothing joins. */
static size_t joiner(struct evm_str t, size_t pos)
{
	size_t i = space(t, pos), e;

	if (i < t.n && (t.p[i] == ',' || t.p[i] == ';'))
		return joiner_word(t, space(t, i + 1));
	if (i == pos)
		return 0;
	e = joiner_word(t, i);
	return e > i ? e : 0;
}

static bool counts_something(const struct run *r, size_t pos)
{
	struct evm_str w;

	if (pos < r->t.n && r->t.p[pos] == '%')
		return true;
	w = word_at(r->t, space(r->t, pos));
	return w.n && evm_words_get(&r->g->words, w) & UNIT;
}

/* ", -23a and -145": an item needs a hyphen, a plural stem, or a letter where
 * the name before has one too. */
static size_t list_item(struct run *r, size_t pos)
{
	struct evm_mirna_name base = r->last;
	size_t i = joiner(r->t, pos), h, e;
	bool let;

	if (!i)
		return 0;
	i = space(r->t, i);
	h = evm_mirna_hyphen(r->t, i);
	i = h ? space(r->t, i + h) : i;
	let = base.let && i + 1 < r->t.n && r->t.p[i] == '7' && !evm_is_digit(r->t.p[i + 1]);
	e = evm_mirna_number(r->t, i, let, &r->last);
	if (e && (h || r->plural || (base.letter && r->last.letter)) && !counts_something(r, e)) {
		emit(r, i, e, false);
		return e;
	}
	r->last = base;
	return 0;
}

/* Behind one more "-92" or "-19b", or 0. */
static size_t member(struct evm_str t, size_t pos)
{
	size_t h = evm_mirna_hyphen(t, pos), i = pos + h;

	while (h && i < t.n && evm_is_digit(t.p[i]))
		i++;
	if (i == pos + h || i > pos + h + 3)
		return 0;
	return i < t.n && evm_is_lower(t.p[i]) ? i + 1 : i;
}

/* "-92 cluster", "-200-429 cluster", where the number alone would be a copy: the
 * same mention. */
static size_t cluster(struct run *r, size_t pos)
{
	size_t i = pos, e;
	struct evm_mention *m = &r->out->all.v[r->out->all.n - 1];
	struct evm_str w;

	while ((e = member(r->t, i)))
		i = e;
	if (i == pos)
		return 0;
	w = word_at(r->t, space(r->t, i));
	if (!evm_mirna_ends(r->t, i) || !(evm_words_get(&r->g->words, w) & CLUSTER))
		return 0;
	r->last.cluster = evm_str_sub(r->t, pos + evm_mirna_hyphen(r->t, pos), i);
	m->span.end = (uint32_t)i;
	m->norm = evm_mirna_norm(r->arena, &r->last);
	return i;
}

static size_t go_on(struct run *r, size_t pos)
{
	size_t e;

	for (;; pos = e) {
		e = cluster(r, pos);
		if (!e)
			e = range(r, pos);
		if (!e)
			e = slash(r, pos);
		if (!e) {
			share_arm(r);
			e = list_item(r, pos);
		}
		if (!e)
			return pos;
	}
}

static struct evm_str word_before(struct evm_str t, size_t pos)
{
	size_t b = pos;

	while (b > 0 && evm_is_alnum(t.p[b - 1]) && pos - b < 24)
		b--;
	return evm_str_sub(t, b, pos);
}

/* Behind the hyphen (or space) that ends at pos. */
static size_t before_hyphen(struct evm_str t, size_t pos)
{
	if (pos > 0 && (t.p[pos - 1] == '-' || t.p[pos - 1] == ' '))
		return pos - 1;
	return pos >= 3 && evm_mirna_hyphen(t, pos - 3) == 3 ? pos - 3 : pos;
}

/* Where the mention begins whose stem is at stem: SIZE_MAX when the stem is
 * the end of another word. *sign gets the sign of a prefix. */
static size_t head_begin(const struct evm_mirna *g, struct evm_str t, size_t stem, int *sign)
{
	struct evm_str w = word_before(t, stem);
	uint32_t in;

	*sign = 0;
	if (w.n == 0) {
		size_t h = before_hyphen(t, stem);

		w = h < stem && t.p[h] != ' ' ? word_before(t, h) : w;
		if (w.n && evm_words_get(&g->words, w) & SPECIES) {
			stem -= stem - h + w.n;
			w = word_before(t, before_hyphen(t, stem));
		}
	} else if (!(evm_words_get(&g->words, w) & PREFIX)) {
		return SIZE_MAX;
	}
	in = evm_words_get(&g->words, w);
	*sign = in & MINUS ? -1 : in & PLUS ? 1 : 0;
	return stem;
}

/* The sign of a word behind the name: "miR-21 inhibitor". */
static int sign_behind(const struct evm_mirna *g, struct evm_str t, size_t pos)
{
	size_t i = pos + evm_mirna_hyphen(t, pos);
	uint32_t in = evm_words_get(&g->words, word_at(t, space(t, i)));

	return in & MINUS ? -1 : in & PLUS ? 1 : 0;
}

/* Reads a head at pos and what goes on with it: where it ends, or 0. */
static size_t head(struct evm_mirna *g, struct run *r, size_t pos, bool let)
{
	struct evm_span m[2];
	size_t begin, end, first = r->out->all.n;
	int sign, behind;

	if (!evm_rx_at(let ? g->let : g->stem, r->t, pos, r->t.n, m, 2))
		return 0;
	begin = head_begin(g, r->t, pos, &sign);
	if (begin == SIZE_MAX)
		return 0;
	end = evm_mirna_number(r->t, m[0].end, let, &r->last);
	if (!end || (let && !r->last.letter && r->t.p[m[0].end - 1] == ' '))
		return 0;
	r->plural = evm_to_lower(r->t.p[m[1].end - 1]) == 's';
	emit(r, begin, end, false);
	end = go_on(r, end);
	r->out->all.v[first].sign = sign;
	behind = sign_behind(g, r->t, end);
	if (behind)
		r->out->all.v[r->out->all.n - 1].sign = behind;
	return end;
}

/* May a stem begin at i (i + 2 is inside)? */
static bool may_begin(struct evm_str t, size_t i, bool *let)
{
	char a = evm_to_lower(t.p[i]), b = evm_to_lower(t.p[i + 1]), c = evm_to_lower(t.p[i + 2]);

	*let = a == 'l' && b == 'e' && c == 't';
	return *let || (a == 'm' && b == 'i' && (c == 'r' || c == 'c' || c == '-' ||
						  (unsigned char)c == 0xE2));
}

void evm_mirna_scan(struct evm_mirna *g, struct evm_arena *arena,
		    struct evm_str text, struct evm_span span,
		    struct evm_mentions *out)
{
	struct run r = { .g = g, .arena = arena, .out = out };
	size_t i = span.begin, first = out->all.n;

	r.t = evm_str_sub(text, 0, span.end);
	while ((i = evm_scan_letters(r.t, i, "mi", "le")) + 2 < span.end) {
		size_t end = 0;
		bool let;

		if (may_begin(text, i, &let)) {
			end = head(g, &r, i, let);
			if (!end && !let)
				end = head(g, &r, i, true);
		}
		i = end ? end : i + 1;
	}
	for (; first < out->all.n; first++) {
		struct evm_mention *m = &out->all.v[first];

		m->id = evm_mirna_id(g->ids, m->norm, evm_str_sub(text, m->span.begin, m->span.end));
	}
}
