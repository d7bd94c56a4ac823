/*
 * Line-end hyphens. A hyphen at a line's end was printed because the word has
 * one (TNF-alpha-/mediated) or because the line was full (restora-/tion).
 * What the document writes elsewhere decides first; then the shape of the
 * halves and the lists of compounds.
 */
#include <string.h>

#include "corpus/text_p.h"

#define PART 48		/* longer words take no part */

/* Letters, digits, and what lies beyond ASCII (dashes and quotes apart). */
static bool in_word(unsigned char c)
{
	return evm_is_alnum((char)c) || (c >= 0xc3 && c != 0xe2);
}

static bool continues(unsigned char c)
{
	return in_word(c) || (c >= 0x80 && c < 0xc0);
}

/* The word at the end of s, which ends before n. */
static struct evm_str part_before(struct evm_str s, size_t n)
{
	size_t b = n;

	while (b && continues((unsigned char)s.p[b - 1]) && n - b < PART)
		b--;
	return evm_str_sub(s, b, n);
}

static struct evm_str part_after(struct evm_str s)
{
	size_t e = 0;

	while (e < s.n && continues((unsigned char)s.p[e]) && e < PART)
		e++;
	return evm_str_sub(s, 0, e);
}

/* a + mid + b in small letters. */
static struct evm_str key_of(char *p, struct evm_str a, const char *mid,
			     struct evm_str b)
{
	size_t n = 0;

	for (size_t i = 0; i < a.n; i++)
		p[n++] = evm_to_lower(a.p[i]);
	for (; *mid; mid++)
		p[n++] = *mid;
	for (size_t i = 0; i < b.n; i++)
		p[n++] = evm_to_lower(b.p[i]);
	return (struct evm_str){ p, n };
}

static void want(struct text_job *j, struct evm_str key)
{
	uint32_t was;

	if (evm_index_get(&j->words, key, &was))
		return;
	evm_index_add(&j->words, evm_str_dup(j->arena, key),
		      (uint32_t)j->counts.n, NULL);
	*EVM_PUSH(j->arena, j->counts) = 0;
	*EVM_PUSH(j->arena, j->restored) = 0;
}

static void count(struct text_job *j, struct evm_str key)
{
	uint32_t at;

	if (evm_index_get(&j->words, key, &at))
		j->counts.v[at]++;
}

uint32_t text_seen(const struct text_job *j, struct evm_str word)
{
	char p[3 * PART];
	uint32_t at;

	if (word.n > 2 * PART + 1)
		return 0;
	return evm_index_get(&j->words, key_of(p, word, "", EVM_LIT("")), &at) ?
		j->counts.v[at] : 0;
}

static void want_halves(struct text_job *j, struct evm_str l, struct evm_str r)
{
	char p[3 * PART];

	if (!l.n || !r.n)
		return;
	want(j, key_of(p, l, "", r));
	want(j, key_of(p, l, "-", r));
	want(j, key_of(p, l, "", EVM_LIT("")));
	want(j, key_of(p, EVM_LIT(""), "", r));
}

static bool breaks(struct evm_str s)
{
	return s.n && (s.p[s.n - 1] == '-' || s.p[s.n - 1] == SOFT_HYPHEN);
}

/* Table cells may hold hyphens of breaks that are lines no more. */
static void want_inside(struct text_job *j, struct evm_str s)
{
	for (size_t i = 1; i + 1 < s.n; i++)
		if (s.p[i] == '-')
			want_halves(j, part_before(s, i),
				    part_after(evm_str_sub(s, i + 1, s.n)));
}

static void want_all(struct text_job *j)
{
	size_t last = SIZE_MAX;

	for (size_t i = 0; i < j->lines.n; i++) {
		struct evm_str s = text_of(j, i);

		if (j->lines.v[i].kind == LINE_DROPPED)
			continue;
		if (j->lines.v[i].kind == LINE_TABLE)
			want_inside(j, s);
		if (last != SIZE_MAX && breaks(text_of(j, last)))
			want_halves(j, part_before(text_of(j, last),
						   text_of(j, last).n - 1),
				    part_after(s));
		last = i;
	}
}

/* Counts the words of a line, the parts of its compounds and their pairs;
 * halves at a break are no words. */
static void count_line(struct text_job *j, struct evm_str s, bool broken,
		       bool table)
{
	char p[3 * PART];
	struct evm_str was = EVM_LIT("");
	size_t i = broken ? part_after(s).n : 0;

	for (; i < s.n; i++) {
		struct evm_str w = part_after(evm_str_sub(s, i, s.n));

		if (!w.n) {
			if (s.p[i] != '-')
				was = EVM_LIT("");
			continue;
		}
		i += w.n;
		if (i + 1 >= s.n && breaks(s))
			return;
		/* a narrow cell's hyphen may be what a line's end left */
		if (table && ((i < s.n && s.p[i] == '-') ||
			      (i > w.n && s.p[i - w.n - 1] == '-')))
			continue;
		count(j, key_of(p, w, "", EVM_LIT("")));
		if (was.n)
			count(j, key_of(p, was, "-", w));
		was = i < s.n && s.p[i] == '-' ? w : EVM_LIT("");
	}
}

/* A digit, a capital or a Greek letter. */
static bool is_sign(unsigned char c, unsigned char before)
{
	return evm_is_digit((char)c) || evm_is_upper((char)c) || c == 0xce ||
	       c == 0xcf || before == 0xce || before == 0xcf;
}

static bool has_lower(struct evm_str s, size_t from, size_t to)
{
	for (size_t i = from; i < to && i < s.n; i++)
		if (evm_is_lower(s.p[i]))
			return true;
	return false;
}

static bool known(const struct text_job *j, struct evm_str w)
{
	return text_seen(j, w) || text_in(&j->lists, SET_HYPHEN_RIGHT, w) ||
	       text_in(&j->lists, SET_HYPHEN_LEFT, w);
}

/* Neither form is seen elsewhere: the shape of the halves decides. */
static bool is_compound(const struct text_job *j, struct evm_str l,
			struct evm_str r)
{
	const struct text_lists *ls = &j->lists;
	size_t upper = 0, digits = 0;

	for (size_t i = 0; i < l.n; i++) {
		upper += evm_is_upper(l.p[i]);
		digits += evm_is_digit(l.p[i]);
	}
	if ((digits || upper >= 2) && r.n > 3)
		return true;
	if (text_in(ls, SET_HYPHEN_CLOSED, l))
		return r.n > 3 && strchr("aeio", r.p[0]) && l.p[l.n - 1] == r.p[0];
	if (text_in(ls, SET_HYPHEN_PREFIX, l))
		return r.n > 3 && known(j, r);
	if (text_in(ls, SET_HYPHEN_RIGHT, r) &&
	    (known(j, l) || (l.n > 3 && (r.n > 5 ||
			(r.n > 3 && l.p[l.n - 1] != 'o')))))
		return true;
	if (text_in(ls, SET_HYPHEN_TAIL, r))
		return false;
	if (text_in(ls, SET_HYPHEN_WHOLE, l) && r.n > 4)
		return true;
	return r.n > 3 && l.n > 3 && known(j, l) && known(j, r);
}

static bool keeps_hyphen(const struct text_job *j, struct evm_str l,
			 struct evm_str r)
{
	char p[3 * PART];
	uint32_t joined, kept;
	struct evm_str word;

	kept = text_seen(j, key_of(p, l, "-", r));
	word = key_of(p, l, "", r);
	joined = text_seen(j, word);
	if (joined || kept)
		return kept > joined;
	if (text_in(&j->lists, SET_HYPHEN_JOINED, word) ||
	    text_in(&j->lists, SET_HYPHEN_RIGHT, word))
		return false;
	if (is_sign((unsigned char)l.p[l.n - 1],
		    l.n > 1 ? (unsigned char)l.p[l.n - 2] : 0) ||
	    is_sign((unsigned char)r.p[0], 0))
		return true;
	return is_compound(j, l, r);
}

static enum text_join join_hyphen(const struct text_job *j, struct evm_str a,
				  struct evm_str b)
{
	struct evm_str l = part_before(a, a.n - 1), r = part_after(b);

	if (a.n < 2 || evm_is_space(a.p[a.n - 2]) || !r.n)
		return JOIN_SPACE;
	if (!l.n)	/* "(IL)-4", but "Pygo2+/- mice" */
		return strchr(")]%'", a.p[a.n - 2]) ? JOIN_GLUE : JOIN_SPACE;
	/* a heading in capitals shows no compound by its capitals */
	if (l.n > 1 && r.n > 1 && !has_lower(a, a.n > 20 ? a.n - 20 : 0, a.n) &&
	    !has_lower(b, 0, 20) && evm_is_upper(l.p[l.n - 1]) &&
	    evm_is_upper(r.p[0]) && !text_in(&j->lists, SET_HYPHEN_RIGHT, r))
		return JOIN_DROP;
	if (text_in(&j->lists, SET_HYPHEN_SUSPENDED, r) &&
	    (b.n == r.n || b.p[r.n] == ' '))
		return JOIN_SPACE;
	/* up-to-date, broken here or there */
	if (b.n > r.n && b.p[r.n] == '-' && text_in(&j->lists, SET_OPEN, r))
		return JOIN_GLUE;
	if (a.n > l.n + 2 && a.p[a.n - l.n - 2] == '-' && l.n < 4 &&
	    text_in(&j->lists, SET_OPEN, l))
		return JOIN_GLUE;
	return keeps_hyphen(j, l, r) ? JOIN_GLUE : JOIN_DROP;
}

/* "AD" and "-MSCs": a line that begins with a dash and a letter. */
static bool begins_in_word(struct evm_str a, struct evm_str b)
{
	size_t n = evm_str_starts(b, "-") ? 1 :
		evm_str_starts(b, "\xe2\x80\x93") ? 3 : 0;

	return n && b.n > n && evm_is_alpha(b.p[n]) &&
	       evm_is_alnum(a.p[a.n - 1]);
}

/* Is a's last word a web address that does not go on in b? */
static bool address_ends(struct evm_str a, struct evm_str b)
{
	size_t i = a.n;
	struct evm_str w;

	while (i && !evm_is_space(a.p[i - 1]))
		i--;
	if (evm_str_find(a, EVM_LIT("://"), i) == SIZE_MAX)
		return false;
	w = text_word(&b);
	for (i = 0; i + 1 < w.n; i++)
		if (!evm_is_alpha(w.p[i]))
			return false;
	return true;
}

enum text_join text_join(const struct text_job *j, struct evm_str a,
			 struct evm_str b)
{
	bool tight;

	if (!a.n || !b.n)
		return JOIN_GLUE;
	if (a.p[a.n - 1] == SOFT_HYPHEN)
		return JOIN_DROP;
	if (a.p[a.n - 1] == '-')
		return join_hyphen(j, a, b);
	if (strchr(".,;:)]", b.p[0]) && (b.n == 1 || b.p[1] == ' '))
		return JOIN_GLUE;
	if (address_ends(a, b))
		return JOIN_SPACE;
	tight = a.n > 1 && !evm_is_space(a.p[a.n - 2]) &&
		continues((unsigned char)b.p[0]);
	if (tight && (a.p[a.n - 1] == '/' || a.p[a.n - 1] == '@'))
		return JOIN_GLUE;
	if (tight && a.n > 3 && !evm_is_space(a.p[a.n - 4]) &&
	    (evm_str_ends(a, "\xe2\x80\x93") || evm_str_ends(a, "\xe2\x80\x94")))
		return JOIN_GLUE;
	return begins_in_word(a, b) ? JOIN_GLUE : JOIN_SPACE;
}

/* Words that are joined at line ends, once the rest is counted. */
static void count_restored(struct text_job *j)
{
	size_t last = SIZE_MAX;

	for (size_t i = 0; i < j->lines.n; i++) {
		struct evm_str a, b = text_of(j, i), l, r;
		char p[3 * PART];
		uint32_t at;

		if (j->lines.v[i].kind == LINE_DROPPED)
			continue;
		a = last == SIZE_MAX ? EVM_LIT("") : text_of(j, last);
		last = i;
		if (!breaks(a) || text_join(j, a, b) != JOIN_DROP)
			continue;
		l = part_before(a, a.n - 1);
		r = part_after(b);
		if (evm_index_get(&j->words, key_of(p, l, "", r), &at))
			j->restored.v[at]++;
	}
}

bool text_restored(const struct text_job *j, struct evm_str word)
{
	char p[3 * PART];
	uint32_t at;

	return word.n <= 2 * PART &&
	       evm_index_get(&j->words, key_of(p, word, "", EVM_LIT("")), &at) &&
	       (j->restored.v[at] || j->counts.v[at]);
}

/* Key of two words, or an empty one when they are too long. */
static struct evm_str pair_key(char *p, struct evm_str a, struct evm_str b)
{
	a = text_bare(a);
	b = text_bare(b);
	if (a.n > PART || b.n > PART)
		return EVM_LIT("");
	return key_of(p, a, " ", b);
}

static struct evm_str last_word(struct evm_str s)
{
	size_t b = s.n;

	while (b && !evm_is_space(s.p[b - 1]))
		b--;
	return evm_str_sub(s, b, s.n);
}

static void want_pairs(struct text_job *j, size_t i)
{
	struct evm_str rest = text_of(j, i), was = EVM_LIT(""), w;
	char p[3 * PART];

	if (i && j->lines.v[i - 1].kind == LINE_TABLE && !j->lines.v[i].gap)
		was = last_word(text_of(j, i - 1));

	for (; (w = text_word(&rest)).n; was = w) {
		struct evm_str key = was.n ? pair_key(p, was, w) : EVM_LIT("");
		uint32_t at;

		if (!key.n || evm_index_get(&j->pairs, key, &at))
			continue;
		evm_index_add(&j->pairs, evm_str_dup(j->arena, key),
			      (uint32_t)j->pair_seen.n, NULL);
		*EVM_PUSH(j->arena, j->pair_seen) = false;
	}
}

/* Pairs of words side by side in running text, over line ends too. */
static void look_for_pairs(struct text_job *j)
{
	struct evm_str was = EVM_LIT(""), w;
	char p[3 * PART];
	uint32_t at;

	for (size_t i = 0; i < j->lines.n; i++) {
		struct evm_str rest = text_of(j, i);

		if (j->lines.v[i].kind != LINE_TEXT &&
		    j->lines.v[i].kind != LINE_HEADING)
			continue;
		for (; (w = text_word(&rest)).n; was = w)
			if (was.n && !strchr(".,;:", was.p[was.n - 1]) &&
			    evm_index_get(&j->pairs, pair_key(p, was, w), &at))
				j->pair_seen.v[at] = true;
	}
}

bool text_pair_seen(const struct text_job *j, struct evm_str a,
		    struct evm_str b)
{
	char p[3 * PART];
	uint32_t at;

	return evm_index_get(&j->pairs, pair_key(p, a, b), &at) &&
	       j->pair_seen.v[at];
}

void text_count_words(struct text_job *j)
{
	bool broken = false;

	want_all(j);
	for (size_t i = 0; i < j->lines.n; i++) {
		if (j->lines.v[i].kind == LINE_DROPPED)
			continue;
		if (j->lines.v[i].kind == LINE_TABLE)
			want_pairs(j, i);
		count_line(j, text_of(j, i), broken,
			   j->lines.v[i].kind == LINE_TABLE);
		broken = breaks(text_of(j, i));
	}
	count_restored(j);
	if (j->pair_seen.n)
		look_for_pairs(j);
}
