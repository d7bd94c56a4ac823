/* From a word's letters to its key tokens: plurals, numerals, Greek letters. */
#include "dictionaries/fold_p.h"

/* Words that make a roman numeral of what follows them. */
static bool numeral_cue(struct evm_str word)
{
	static const char *const cues[] = { "type", "types", "factor",
		"factors", "collagen", "collagens", "class", "phase", "phases",
		"grade", "grades", "complex", "complexes", "stage", "stages" };

	for (size_t i = 0; i < sizeof cues / sizeof *cues; i++)
		if (evm_str_ieqz(word, cues[i]))
			return true;
	return false;
}

static bool all_upper(struct evm_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!evm_is_upper(s.p[i]))
			return false;
	return true;
}

/* Is [begin, end) a word, with nothing glued to it? */
static bool alone(struct evm_str text, size_t begin, size_t end)
{
	return (!begin || kinds[(unsigned char)text.p[begin - 1]] < HIGH) &&
	       (end == text.n || kinds[(unsigned char)text.p[end]] < HIGH);
}

static bool add_roman(struct evm_folder *f, const struct run *r,
		      const unsigned char *w, size_t n, size_t begin)
{
	unsigned value = evm_fold_roman(w, n);
	unsigned char digits[16] = { 0 };
	size_t len = 0;
	bool cue;
	struct evm_key *k;

	if (!value || !alone(r->text, begin, begin + n))
		return false;
	cue = f->n && numeral_cue(evm_str_sub(r->text, f->v[f->n - 1].begin,
					      f->v[f->n - 1].end));
	if (!cue && !all_upper(evm_str_sub(r->text, begin, begin + n)))
		return false;
	if (value > 9)
		digits[len++] = (unsigned char)('0' + value / 10);
	digits[len++] = (unsigned char)('0' + value % 10);
	k = add(f, begin, begin + n, hash_word(digits, len));
	k->hash[1] = hash_word(w, n);
	k->flags = EVM_KEY_ROMAN | (cue ? EVM_KEY_CUE : 0);
	return true;
}

/*
 * Letters of the singular; n when the word is taken as it is. A capital S
 * that ends a short word belongs to a symbol (KRAS, eNOS, SARS), and so does
 * one with a digit glued to it (BCAS1); a small s behind a capital is always
 * a plural (EVs, CFUs).
 */
static size_t singular(const struct run *r, const unsigned char *w, size_t n,
		       size_t end, bool *y)
{
	const char *p = r->text.p;

	*y = false;
	if (n < 3 || w[n - 1] != 's' ||
	    (end < r->text.n && evm_is_digit(p[end])))
		return n;
	if (r->ascii && p[end - 1] == 'S' && n <= 5)
		return n;
	if (r->ascii && p[end - 1] == 's' && evm_is_upper(p[end - 2]) &&
	    (n > 3 || evm_is_upper(p[end - 3])))
		return n - 1;
	return evm_fold_singular(w, n, y);
}

/* One word, or a part of one that a Greek letter split; w is changed. */
static void add_part(struct evm_folder *f, const struct run *r,
		     unsigned char *w, size_t n, size_t begin, size_t end)
{
	uint64_t plain;
	struct evm_key *k;
	size_t keep;
	bool y;

	if (r->ascii && n <= 7 && (*w == 'i' || *w == 'v' || *w == 'x') &&
	    add_roman(f, r, w, n, begin))
		return;
	keep = singular(r, w, n, end, &y);
	if (keep == n) {
		if (r->rule)
			n = evm_fold_spelling(f, w, n);
		add(f, begin, end, hash_word(w, n));
		return;
	}
	plain = hash_word(w, n);
	if (y)
		w[keep++] = 'y';
	if (r->rule || evm_fold_ending(f, w, keep))
		keep = evm_fold_spelling(f, w, keep);
	k = add(f, begin, end, hash_word(w, keep));
	k->hash[1] = plain;
	fetch(f, plain);
	k->flags = EVM_KEY_PLURAL;
}

void evm_fold_letters(struct evm_folder *f, struct run *r)
{
	unsigned char part[EVM_FOLD_WORD + 16], *w = f->word;
	size_t begin = r->begin, n = r->n;

	if (r->ascii && n < EVM_FOLD_WORD) {
		size_t len;

		while ((len = evm_fold_split(w, n)) < n) {
			memcpy(part, w, len);
			add_part(f, r, part, len, begin, begin + len);
			begin += len;
			w += len;
			n -= len;
		}
	}
	add_part(f, r, w, n, begin, r->at);
}
