#include "dictionaries/fold.h"

#include <endian.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "core/utf8.h"

/* What a byte is. Letters and digits come last. */
enum kind {
	SOFT,			/* hyphens, slashes, other signs */
	SPACE,
	STOP,			/* hard when white space stands with it */
	HARD,
	HIGH,			/* the first byte of a character beyond ASCII */
	DIGIT,
	LETTER,
};

static const unsigned char kinds[256] = {
	['\t'] = SPACE, ['\n'] = HARD, ['\v'] = SPACE, ['\f'] = HARD,
	['\r'] = SPACE, [' '] = SPACE,
	['.'] = STOP, [','] = STOP, [';'] = STOP, [':'] = STOP, ['!'] = STOP,
	['?'] = STOP, ['('] = STOP, [')'] = STOP, ['['] = STOP, [']'] = STOP,
	['{'] = STOP, ['}'] = STOP,
	['='] = HARD, ['<'] = HARD, ['>'] = HARD, ['|'] = HARD, ['"'] = HARD,
	['0'] = DIGIT, DIGIT, DIGIT, DIGIT, DIGIT, DIGIT, DIGIT, DIGIT, DIGIT,
	DIGIT,
	['A'] = LETTER, LETTER, LETTER, LETTER, LETTER, LETTER, LETTER, LETTER,
	LETTER, LETTER, LETTER, LETTER, LETTER, LETTER, LETTER, LETTER, LETTER,
	LETTER, LETTER, LETTER, LETTER, LETTER, LETTER, LETTER, LETTER, LETTER,
	['a'] = LETTER, LETTER, LETTER, LETTER, LETTER, LETTER, LETTER, LETTER,
	LETTER, LETTER, LETTER, LETTER, LETTER, LETTER, LETTER, LETTER, LETTER,
	LETTER, LETTER, LETTER, LETTER, LETTER, LETTER, LETTER, LETTER, LETTER,
#define H8 HIGH, HIGH, HIGH, HIGH, HIGH, HIGH, HIGH, HIGH
	[0x80] = H8, H8, H8, H8, H8, H8, H8, H8, H8, H8, H8, H8, H8, H8, H8, H8,
#undef H8
};

/* A word of up to 15 small letters, and its key. */
struct evm_fold_memo {
	uint64_t word[2];	/* zeros: nothing */
	uint64_t hash[2];
	uint32_t flags;
};

void evm_folder_init(struct evm_folder *f)
{
	memset(f, 0, sizeof *f);
	f->memo = evm_malloc(EVM_FOLD_MEMO * sizeof *f->memo);
	memset(f->memo, 0, EVM_FOLD_MEMO * sizeof *f->memo);
	evm_fold_pairs(f);
}

void evm_folder_release(struct evm_folder *f)
{
	free(f->v);
	free(f->memo);
	memset(f, 0, sizeof *f);
}

static inline uint64_t load(const unsigned char *p)
{
	uint64_t v;

	memcpy(&v, p, 8);
	return le64toh(v);
}

static inline uint64_t mix(uint64_t h, uint64_t v)
{
	v *= 0x87c37b91114253d5u;
	v = v << 31 | v >> 33;
	h ^= v * 0x4cf5ad432745937fu;
	return (h << 27 | h >> 37) * 5 + 0x52dce729;
}

static inline uint64_t finish(uint64_t h)
{
	h ^= h >> 33;
	h *= 0xff51afd7ed558ccdu;
	h ^= h >> 33;
	h *= 0xc4ceb9fe1a85ec53u;
	h ^= h >> 33;
	return h + !h;		/* 0 stands for no reading */
}

#define SEED 0x9e3779b97f4a7c15u

/* At least 8 bytes behind the word can be read. */
static inline uint64_t hash_word(const unsigned char *w, size_t n)
{
	uint64_t h = SEED ^ n;

	for (; n >= 8; n -= 8, w += 8)
		h = mix(h, load(w));
	if (n)
		h = mix(h, load(w) & (((uint64_t)1 << 8 * n) - 1));
	return finish(h);
}

static inline void fetch(const struct evm_folder *f, uint64_t hash)
{
	if (f->table)
		__builtin_prefetch(f->table + (size_t)f->place_size *
				   evm_fold_place(hash, f->places));
}

static inline struct evm_key *add(struct evm_folder *f, size_t begin, size_t end,
			   uint64_t hash)
{
	struct evm_key *k;

	if (f->n == f->cap) {
		f->cap = f->cap ? f->cap * 2 : 256;
		f->v = evm_realloc(f->v, evm_mul(f->cap, sizeof *f->v));
	}
	fetch(f, hash);
	k = &f->v[f->n++];
	k->hash[0] = hash;
	k->hash[1] = 0;
	k->begin = (uint32_t)begin;
	k->end = (uint32_t)end;
	k->flags = 0;
	k->memo = EVM_FOLD_MEMO;
	return k;
}

/* A run of letters or digits while it is read. */
struct run {
	struct evm_str text;
	size_t begin, at;	/* bytes */
	size_t n;		/* folded bytes in the folder's word */
	bool ascii;		/* one folded byte for each byte of the text */
	bool digits;
	bool rule;		/* a spelling rule may apply inside the word */
};

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

static void add_letters(struct evm_folder *f, struct run *r)
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

/* Ends the run at r->at; the next one begins there. */
static void flush(struct evm_folder *f, struct run *r)
{
	if (r->n && r->digits)
		add(f, r->begin, r->at, hash_word(f->word, r->n))->flags =
			EVM_KEY_DIGIT;
	else if (r->n)
		add_letters(f, r);
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

enum high { H_SOFT, H_SPACE, H_HARD, H_NOTHING, H_GREEK, H_DIGIT, H_LETTER };

/* What a character beyond ASCII is. */
static enum high high(uint32_t cp)
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

	flush(f, r);
	memcpy(name, z, strlen(z));
	add(f, r->at, end, hash_word(name, strlen(z)));
	r->begin = r->at = end;
}

/* One character beyond ASCII inside a word: false when it ends the word. */
static bool step_high(struct evm_folder *f, struct run *r)
{
	size_t next = r->at;
	uint32_t cp = evm_utf8_next(r->text, &next);
	enum high h = high(cp);

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

/* A word from at: where it ends. */
static size_t word(struct evm_folder *f, struct evm_str text, size_t at,
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

/* Behind a possessive 's at at, else at. */
static size_t possessive(struct evm_str text, size_t at)
{
	size_t i = at;

	if (text.p[i] == '\'')
		i++;
	else if (text.n - i > 3 && !memcmp(text.p + i, "\xE2\x80\x99", 3))
		i += 3;
	else
		return at;
	if (i >= text.n || (text.p[i] | 32) != 's')
		return at;
	i++;
	if (i < text.n && kinds[(unsigned char)text.p[i]] >= HIGH)
		return at;
	return i;
}

#define BYTES(c) (0x0101010101010101u * (unsigned char)(c))

/* High bit of each byte that is no ASCII letter; lower has bit 5 set in all
 * bytes of raw. */
static inline uint64_t no_letters(uint64_t raw, uint64_t lower)
{
	uint64_t seven = lower & BYTES(0x7F);

	return (~(seven + BYTES(0x80 - 'a')) | (seven + BYTES(0x7F - 'z')) |
		raw) & BYTES(0x80);
}

/* Do two letters side by side in w call for a spelling rule? before is the
 * letter in front of w. All eight pairs at once, as indexes in 16-bit lanes. */
static inline bool pairs_in(const bool pairs[1024], uint64_t w, unsigned before)
{
	const uint64_t lanes = 0x001F001F001F001Fu;
	uint64_t even = (w & lanes) << 5 | (w >> 8 & lanes);
	uint64_t odd = (w >> 8 & lanes) << 5 | (w >> 16 & lanes);

	return pairs[(before & 31) << 5 | (w & 31)] |
	       pairs[even & 1023] | pairs[even >> 16 & 1023] |
	       pairs[even >> 32 & 1023] | pairs[even >> 48] |
	       pairs[odd & 1023] | pairs[odd >> 16 & 1023] |
	       pairs[odd >> 32 & 1023] | pairs[odd >> 48];
}

/* Reads ASCII letters at at into the folder's word, eight at a time: how
 * many; 0 when they are too many or end the text. *rule: a spelling rule may
 * apply; *small: EVM_KEY_SMALL when there is no capital. */
static size_t read_letters(struct evm_folder *f, struct evm_str text, size_t at,
			   bool *rule, uint32_t *small)
{
	const unsigned char *p = (const unsigned char *)text.p + at;
	size_t n = 0, end;
	uint64_t capital = 0;
	bool found = false;

	for (; text.n - at - n >= 8 && n < EVM_FOLD_WORD; n += 8) {
		uint64_t raw = load(p + n), w = raw | BYTES(0x20), off;

		off = no_letters(raw, w);
		end = off ? (size_t)__builtin_ctzll(off) / 8 : 8;
		if (end < 8) {
			w &= ((uint64_t)1 << 8 * end) - 1;
			raw &= ((uint64_t)1 << 8 * end) - 1;
		}
		capital |= raw ^ w;
		w = htole64(w);
		memcpy(f->word + n, &w, 8);
		found |= pairs_in(f->within, le64toh(w), n ? p[n - 1] : 0);
		if (off) {
			n += end;
			*small = capital ? 0 : EVM_KEY_SMALL;
			*rule = found || evm_fold_ending(f, f->word, n);
			return n;
		}
	}
	return 0;
}

/* Words that end so may have a spelled Greek letter in them. */
static bool may_split(const unsigned char *w, size_t n)
{
	return n > 5 && (w[n - 1] == 'b' ||
	       (w[n - 1] == 'a' && memchr("htmpdg", w[n - 2], 6)) ||
	       (w[n - 1] == 'n' && w[n - 2] == 'o' && w[n - 3] == 'l'));
}

static inline bool numeral_letter(unsigned char c)
{
	return c == 'i' || c == 'v' || c == 'x';
}

/* The usual word, of ASCII letters alone: its bytes, or 0 when it must be
 * read in the long way. */
static size_t plain_word(struct evm_folder *f, struct evm_str text, size_t at,
			 uint32_t flags)
{
	unsigned char *w = f->word;
	struct run r = { text, at, at, 0, true, false, true };
	size_t first = f->n, n;
	uint32_t small;
	bool rule;

	n = read_letters(f, text, at, &rule, &small);
	if (!n || kinds[(unsigned char)text.p[at + n]] >= HIGH ||
	    (n < 8 && numeral_letter(w[0]) && (n == 1 || numeral_letter(w[1]))))
		return 0;
	if (w[n - 1] != 's' && !may_split(w, n)) {
		size_t len = rule ? evm_fold_spelling(f, w, n) : n;

		add(f, at, at + n, hash_word(w, len))->flags = flags | small;
		return n;
	}
	r.at = at + n;
	r.n = n;
	r.rule = rule;
	add_letters(f, &r);
	f->v[first].flags |= (flags & ~(uint32_t)EVM_KEY_END) | small;
	f->v[f->n - 1].flags |= EVM_KEY_END;
	return n;
}

/* A word in the text as two numbers. */
struct word16 {
	uint64_t w[2];		/* in small letters */
	size_t n;		/* letters */
	uint64_t capital;	/* 0: the first letter is a small one */
};

/* Reads a word of up to 15 ASCII letters with no capital but the first; false
 * when it is another. 16 bytes can be read. */
static inline bool read_word16(const unsigned char *p, struct word16 *word)
{
	uint64_t raw[2] = { load(p), load(p + 8) };
	uint64_t off[2];
	uint64_t *w = word->w;

	w[0] = raw[0] | BYTES(0x20);
	w[1] = raw[1] | BYTES(0x20);
	off[0] = no_letters(raw[0], w[0]);
	off[1] = no_letters(raw[1], w[1]);
	if (off[0]) {
		uint64_t mask = (off[0] & (0 - off[0])) >> 7;

		mask -= 1;
		w[0] &= mask;
		raw[0] &= mask;
		w[1] = raw[1] = 0;
		word->n = (size_t)__builtin_ctzll(off[0]) / 8;
	} else if (off[1]) {
		uint64_t mask = ((off[1] & (0 - off[1])) >> 7) - 1;

		w[1] &= mask;
		raw[1] &= mask;
		word->n = 8 + (size_t)__builtin_ctzll(off[1]) / 8;
	} else {
		return false;
	}
	word->capital = (raw[0] ^ w[0]) & 0xFF;
	return !(((raw[0] ^ w[0]) & ~(uint64_t)0xFF) | (raw[1] ^ w[1]));
}

/* Adds a word that the folder remembers, or reads and remembers it: its
 * bytes, 0 when it must be read in the long way. */
static inline size_t known_word(struct evm_folder *f, struct evm_str text,
				size_t at, uint32_t flags)
{
	struct word16 word;
	struct evm_fold_memo *memo;
	struct evm_key *k;
	size_t slot, n, first = f->n;

	if (text.n - at <= 16 ||
	    !read_word16((const unsigned char *)text.p + at, &word) ||
	    kinds[(unsigned char)text.p[at + word.n]] >= HIGH)
		return plain_word(f, text, at, flags);
	slot = (word.w[0] * 0x9e3779b97f4a7c15u ^
		word.w[1] * 0xc2b2ae3d27d4eb4fu) >> 50;
	memo = &f->memo[slot];
	if (memo->word[0] == word.w[0] && memo->word[1] == word.w[1]) {
		k = add(f, at, at + word.n, memo->hash[0]);
		k->hash[1] = memo->hash[1];
		k->flags = flags | memo->flags |
			   (word.capital ? 0 : EVM_KEY_SMALL);
		k->memo = (uint32_t)slot;
		return word.n;
	}
	n = plain_word(f, text, at, flags);
	if (n && f->n == first + 1) {
		k = &f->v[first];
		*memo = (struct evm_fold_memo){ { word.w[0], word.w[1] },
			{ k->hash[0], k->hash[1] }, k->flags & EVM_KEY_PLURAL };
	}
	return n;
}

/* Gap before the next word: a bit for each kind that it holds. */
static size_t gap_high(struct evm_str text, size_t at, unsigned *gap,
		       bool *in_word)
{
	static const unsigned bits[] = {
		[H_SOFT] = 1u << SOFT, [H_SPACE] = 1u << SPACE,
		[H_HARD] = 1u << HARD, [H_NOTHING] = 0 };
	size_t next = at;
	enum high h = high(evm_utf8_next(text, &next));

	*in_word = h > H_NOTHING;
	if (*in_word)
		return at;
	*gap |= bits[h];
	return next;
}

size_t evm_fold(struct evm_folder *f, struct evm_str text)
{
	const unsigned stop = 1u << STOP | 1u << SPACE;
	unsigned gap = 0;
	size_t at = 0, n;
	bool hard;

	f->n = 0;
	while (at < text.n) {
		enum kind k = kinds[(unsigned char)text.p[at]];
		bool in_word = true;

		if (k < HIGH) {
			gap |= 1u << k;
			at++;
			continue;
		}
		if (k == HIGH)
			at = gap_high(text, at, &gap, &in_word);
		if (!in_word)
			continue;
		hard = gap >> HARD & 1 || (gap & stop) == stop;
		gap = 0;
		n = k == LETTER ? known_word(f, text, at, EVM_KEY_START |
			EVM_KEY_END | (hard ? EVM_KEY_HARD : 0)) : 0;
		at = n ? at + n : word(f, text, at, hard);
		if (at < text.n && kinds[(unsigned char)text.p[at]] != SPACE)
			at = possessive(text, at);
	}
	return f->n;
}

uint64_t evm_fold_name(const struct evm_folder *f, size_t i)
{
	const struct evm_key *k = &f->v[i];

	/* A numeral only at a name's end or behind a cue: "X" begins names. */
	if (k->flags & EVM_KEY_ROMAN && !(k->flags & EVM_KEY_CUE) &&
	    (!i || i + 1 < f->n))
		return k->hash[1];
	return k->hash[0];
}
