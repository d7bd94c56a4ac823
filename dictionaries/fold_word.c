/* Words the long way: digits, Greek, accents, letters of other alphabets. */
#include "dictionaries/fold_p.h"

#include <utf8proc.h>

#include "core/utf8.h"

/* Ends the run at r->at; the next one begins there. */
static void flush(struct evm_folder *f, struct run *r)
{
	if (r->n && r->digits)
		add(f, r->begin, r->at, hash_word(f->word, r->n))->flags =
			EVM_KEY_DIGIT;
	else if (r->n)
		evm_fold_letters(f, r);
	r->n = 0;
	r->ascii = true;
	r->begin = r->at;
}

static void put(struct evm_folder *f, struct run *r, unsigned char c)
{
	if (r->n < EVM_FOLD_WORD)
		f->word[r->n++] = c;
}

/* Letters that Unicode does not decompose. */
static const char *plain_latin(uint32_t cp)
{
	switch (cp) {
	case 0x00C6: case 0x00E6: return "ae";
	case 0x00D8: case 0x00F8: return "o";
	case 0x00DF: case 0x1E9E: return "ss";
	case 0x0110: case 0x0111: case 0x00D0: case 0x00F0: return "d";
	case 0x0131: return "i";
	case 0x0141: case 0x0142: return "l";
	case 0x0152: case 0x0153: return "oe";
	case 0x00DE: case 0x00FE: return "th";
	default: return NULL;
	}
}

enum high evm_fold_high(uint32_t cp)
{
	utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)cp);

	if (evm_fold_greek(cp))
		return H_GREEK;
	if (cp == 0x2014 || cp == 0x2026 || cp == 0x2028 || cp == 0x2029)
		return H_HARD;
	switch (c) {
	case UTF8PROC_CATEGORY_LU: case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT: case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
		return H_LETTER;
	case UTF8PROC_CATEGORY_ND: case UTF8PROC_CATEGORY_NO:
		return H_DIGIT;
	case UTF8PROC_CATEGORY_MN: case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ME: case UTF8PROC_CATEGORY_CF:
		return H_NOTHING;
	case UTF8PROC_CATEGORY_ZS:
		return H_SPACE;
	default:
		return H_SOFT;
	}
}

/* Decomposed, without accents and case. */
static void put_high(struct evm_folder *f, struct run *r, uint32_t cp)
{
	const char *latin = plain_latin(cp);
	utf8proc_int32_t to[16];
	utf8proc_ssize_t n;
	int state = 0;

	for (; latin && *latin; latin++)
		put(f, r, (unsigned char)*latin);
	if (latin)
		return;
	n = utf8proc_decompose_char((utf8proc_int32_t)cp, to, 16,
		UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD |
		UTF8PROC_STRIPMARK, &state);
	for (utf8proc_ssize_t i = 0; i < n && i < 16; i++) {
		utf8proc_uint8_t bytes[4];
		utf8proc_ssize_t len = utf8proc_encode_char(to[i], bytes);

		if (to[i] < 128 && kinds[to[i]] < DIGIT)
			continue;
		for (utf8proc_ssize_t j = 0; j < len; j++)
			put(f, r, bytes[j]);
	}
}

static void add_greek(struct evm_folder *f, struct run *r, uint32_t cp,
		      size_t end)
{
	unsigned char name[24] = { 0 };
	const char *z = evm_fold_greek(cp);
	size_t n = 0;

	flush(f, r);
	for (; z[n]; n++)
		name[n] = (unsigned char)z[n];
	add(f, r->at, end, hash_word(name, n));
	r->begin = r->at = end;
}

/* One character beyond ASCII inside a word: false when it ends the word. */
static bool step_high(struct evm_folder *f, struct run *r)
{
	size_t next = r->at;
	uint32_t cp = evm_utf8_next(r->text, &next);
	enum high h = evm_fold_high(cp);

	if (h < H_NOTHING)
		return false;
	if (h == H_GREEK) {
		add_greek(f, r, cp, next);
		return true;
	}
	if (h != H_NOTHING) {
		if (r->n && r->digits != (h == H_DIGIT))
			flush(f, r);
		r->digits = h == H_DIGIT;
		put_high(f, r, cp);
	}
	r->ascii = false;
	r->at = next;
	return true;
}

/* Reads the ASCII letters or digits at r->at. */
static void step_ascii(struct evm_folder *f, struct run *r, enum kind kind)
{
	const unsigned char *p = (const unsigned char *)r->text.p;
	size_t at = r->at, end = r->text.n;

	if (r->n && r->digits != (kind == DIGIT))
		flush(f, r);
	r->digits = kind == DIGIT;
	for (; at < end && kinds[p[at]] == kind; at++)
		if (r->n < EVM_FOLD_WORD)	/* | 32 leaves digits alone */
			f->word[r->n++] = p[at] | 32;
	r->at = at;
}

size_t evm_fold_long_word(struct evm_folder *f, struct evm_str text, size_t at,
			  bool hard)
{
	struct run r = { text, at, at, 0, true, false, true };
	size_t first = f->n;

	while (r.at < text.n) {
		enum kind k = kinds[(unsigned char)text.p[r.at]];

		if (k >= DIGIT)
			step_ascii(f, &r, k);
		else if (k != HIGH || !step_high(f, &r))
			break;
	}
	flush(f, &r);
	if (f->n > first) {
		f->v[first].flags |= EVM_KEY_START | (hard ? EVM_KEY_HARD : 0);
		f->v[f->n - 1].flags |= EVM_KEY_END;
	}
	return r.at;
}
