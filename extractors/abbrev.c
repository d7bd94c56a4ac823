/* Short forms and their long forms: finding candidates. */
#include "extractors/abbrev.h"

#include <string.h>

#include "core/scan.h"
#include "extractors/abbrev_p.h"

#define SHORT_MAX 16		/* bytes of a short form */
#define BRACKET_MAX 240		/* bytes looked at for the closing bracket */

static const char *const list_names[] = { "stop", "lead", "never", "tail", NULL };

int evm_abbrev_load(struct evm_words *lists, struct evm_err *err)
{
	return evm_words_load(lists, "abbrev.tsv", list_names, err);
}

/* Position of the bracket that closes the one at open, or 0. */
static size_t close_of(struct evm_str s, size_t open, size_t end)
{
	size_t limit = end - open > BRACKET_MAX ? open + BRACKET_MAX : end;
	int depth = 0;

	for (size_t i = open; i < limit; i++) {
		if (s.p[i] == '(' || s.p[i] == '[')
			depth++;
		else if ((s.p[i] == ')' || s.p[i] == ']') && --depth == 0)
			return i;
	}
	return 0;
}

static struct evm_span trim(struct evm_str s, struct evm_span a)
{
	while (a.begin < a.end && (evm_is_space(s.p[a.begin]) || strchr("\"',", s.p[a.begin])))
		a.begin++;
	while (a.begin < a.end && (evm_is_space(s.p[a.end - 1]) || strchr("\"',", s.p[a.end - 1])))
		a.end--;
	return a;
}

/* The part of a bracket before "; ", ", ", " or ", " and ". */
static struct evm_span first_part(struct evm_str s, struct evm_span in)
{
	for (size_t i = in.begin; i + 1 < in.end; i++) {
		struct evm_str rest = evm_str_sub(s, i, in.end);

		if (((s.p[i] == ';' || s.p[i] == ',') && s.p[i + 1] == ' ') ||
		    evm_str_starts(rest, " or ") || evm_str_starts(rest, " and ")) {
			in.end = (uint32_t)i;
			break;
		}
	}
	return trim(s, in);
}

/* Drops "abbreviated as" and the like. */
static struct evm_span behind_lead(const struct evm_words *lists, struct evm_str s, struct evm_span in)
{
	size_t cut = in.begin;

	for (size_t i = in.begin; i < in.end && i < in.begin + 40u; i++) {
		if (s.p[i] == ' ' &&
		    evm_words_get(lists, evm_str_sub(s, in.begin, i)) & EVM_ABBREV_LEAD)
			cut = i;
	}
	in.begin = (uint32_t)cut;
	return trim(s, in);
}

struct counts {
	int upper, lower, digit, space, bad;
};

static struct counts count(struct evm_str s)
{
	struct counts n = { 0 };

	for (size_t i = 0; i < s.n; i++) {
		n.upper += evm_is_upper(s.p[i]);
		n.lower += evm_is_lower(s.p[i]);
		n.digit += evm_is_digit(s.p[i]);
		n.space += s.p[i] == ' ';
		n.bad += strchr("=<>%\xC2", s.p[i]) != NULL;
	}
	return n;
}

/* "5 mg", "1.5", "12-14 h": figures with a unit are no short forms; "5-HT"
 * and "3D" are. */
static bool is_measure(struct evm_str s)
{
	size_t i = 0;

	while (i < s.n && (evm_is_digit(s.p[i]) || s.p[i] == '.' || s.p[i] == ',' || s.p[i] == '-'))
		i++;
	if (i == 0 || i == s.n)
		return i > 0;
	return s.p[i] == ' ' || (evm_is_lower(s.p[i]) && s.n - i <= 4);
}

static bool is_roman(struct evm_str s)
{
	size_t n = 0;

	while (n < s.n && (s.p[n] == 'I' || s.p[n] == 'V'))
		n++;
	return n == s.n && n > 1 && s.p[n - 1] == 'I';
}

static bool can_be_short(const struct evm_words *lists, struct evm_str s)
{
	struct counts n = count(s);

	if (s.n == 0 || s.n > SHORT_MAX || n.space > 1 || n.bad || n.upper + n.lower == 0)
		return false;
	if (!evm_is_alnum(s.p[0]) && (unsigned char)s.p[0] < 0x80)
		return false;
	if (n.upper + n.digit == 0 && (s.n < 2 || s.n > 5))
		return false;
	if (is_measure(s) || is_roman(s))
		return false;
	return !(evm_words_get(lists, s) & (EVM_ABBREV_NEVER | EVM_ABBREV_STOP) && n.upper < 2);
}

static bool balanced(struct evm_str s)
{
	int round = 0, square = 0;

	for (size_t i = 0; i < s.n; i++) {
		round += (s.p[i] == '(') - (s.p[i] == ')');
		square += (s.p[i] == '[') - (s.p[i] == ']');
		if (round < 0 || square < 0)
			return false;
	}
	return round == 0 && square == 0;
}

static struct evm_str last_word(struct evm_str s)
{
	size_t b = s.n;

	while (b > 0 && !evm_is_space(s.p[b - 1]))
		b--;
	return evm_str_sub(s, b, s.n);
}

static bool has_word(struct evm_str s, struct evm_str word)
{
	for (struct evm_str rest = s; rest.p;) {
		if (evm_str_ieq(evm_str_cut(&rest, ' '), word))
			return true;
	}
	return false;
}

static bool good_pair(const struct evm_words *lists, struct evm_str shrt, struct evm_str lng)
{
	struct evm_str last = last_word(lng);

	if (lng.n <= shrt.n || memchr(lng.p, '=', lng.n) || !balanced(lng) || has_word(lng, shrt))
		return false;
	return !(evm_words_get(lists, last) & EVM_ABBREV_STOP && evm_is_lower(last.p[0]));
}

static void push(struct evm_doc *doc, struct evm_span shrt, struct evm_span lng)
{
	struct evm_abbrev *ab = EVM_PUSH(&doc->arena, doc->abbrevs);

	ab->shrt = shrt;
	ab->lng = lng;
}

/* "myotonic dystrophy (DM)": the short form has the initials in the order of
 * another language. */
static bool turned_round(struct evm_str text, struct evm_str sf, struct evm_span before,
			 struct evm_span *lng)
{
	bool used[SHORT_MAX] = { false };
	uint32_t b = before.end;

	if (sf.n < 2 || sf.n > 4)
		return false;
	for (size_t n = 0; n < sf.n; n++) {
		size_t k = 0;

		while (b > before.begin && evm_is_space(text.p[b - 1]))
			b--;
		while (b > before.begin && !evm_is_space(text.p[b - 1]))
			b--;
		while (k < sf.n && (used[k] || !evm_is_upper(sf.p[k]) || evm_to_lower(sf.p[k]) != evm_to_lower(text.p[b])))
			k++;
		if (k == sf.n)
			return false;
		used[k] = true;
	}
	*lng = (struct evm_span){ b, before.end };
	return true;
}

/* "long form (SF ...)" */
static bool forward(const struct evm_words *lists, struct evm_doc *doc,
		    struct evm_span before, struct evm_span in)
{
	struct evm_span shrt = behind_lead(lists, doc->text, first_part(doc->text, in)), lng;
	struct evm_str sf = evm_doc_slice(doc, shrt);

	if (!can_be_short(lists, sf) ||
	    !(evm_abbrev_align(lists, doc->text, sf, before, &lng) ||
	      turned_round(doc->text, sf, before, &lng)) ||
	    !good_pair(lists, sf, evm_doc_slice(doc, lng)))
		return false;
	push(doc, shrt, lng);
	return true;
}

/* "SF (long form)": the long form fills the bracket's first part. */
static void reverse(const struct evm_words *lists, struct evm_doc *doc,
		    struct evm_span before, struct evm_span in)
{
	struct evm_span lng, shrt = before, part = first_part(doc->text, in);
	struct evm_str sf = last_word(evm_doc_slice(doc, before));
	struct counts n = count(sf);

	shrt.begin = shrt.end - (uint32_t)sf.n;
	shrt = trim(doc->text, shrt);
	sf = evm_doc_slice(doc, shrt);
	if (n.upper + (n.digit > 0) < 2 || !can_be_short(lists, sf) ||
	    part.end - part.begin <= sf.n + 3 || part.end - part.begin <= 8)
		return;
	if (!evm_abbrev_align(lists, doc->text, sf, part, &lng) ||
	    lng.begin > part.begin + 4 || !good_pair(lists, sf, evm_doc_slice(doc, lng)))
		return;
	push(doc, shrt, lng);
}

/* "(long form, SF)": the short form is the bracket's last part. */
static bool inside(const struct evm_words *lists, struct evm_doc *doc, struct evm_span in)
{
	struct evm_span shrt = in, before = in, lng;
	struct evm_str sf;

	for (uint32_t i = in.begin; i + 1 < in.end; i++) {
		if ((doc->text.p[i] == ',' || doc->text.p[i] == ';') && doc->text.p[i + 1] == ' ') {
			before.end = i;
			shrt.begin = i + 2;
		}
	}
	shrt = trim(doc->text, shrt);
	sf = evm_doc_slice(doc, shrt);
	if (shrt.begin == in.begin || count(sf).upper < 2 || !can_be_short(lists, sf) ||
	    !evm_abbrev_align(lists, doc->text, sf, before, &lng) ||
	    !good_pair(lists, sf, evm_doc_slice(doc, lng)))
		return false;
	push(doc, shrt, lng);
	return true;
}

static void bracket(const struct evm_words *lists, struct evm_doc *doc,
		    struct evm_span sentence, size_t open, size_t close)
{
	struct evm_span in = { (uint32_t)open + 1, (uint32_t)close };
	struct evm_span before = { sentence.begin, (uint32_t)open };

	while (before.end > before.begin && (evm_is_space(doc->text.p[before.end - 1]) ||
					     strchr("'\",", doc->text.p[before.end - 1])))
		before.end--;
	if (before.begin == before.end || in.begin == in.end)
		return;
	if (!forward(lists, doc, before, in) && !inside(lists, doc, in))
		reverse(lists, doc, before, in);
}

void evm_abbrev_find(const struct evm_words *lists, struct evm_doc *doc)
{
	doc->abbrevs.n = 0;
	for (size_t i = 0; i < doc->sentences.n; i++) {
		struct evm_span s = doc->sentences.v[i].span;
		struct evm_str t = evm_str_sub(doc->text, 0, s.end);

		for (size_t p = s.begin; (p = evm_scan_either(t, p, '(', '[')) < s.end; p++) {
			size_t close = close_of(t, p, s.end);

			if (close)
				bracket(lists, doc, s, p, close);
		}
	}
}
