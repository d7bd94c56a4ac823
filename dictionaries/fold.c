#include "dictionaries/fold_p.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif
#include <stdlib.h>

#include "core/utf8.h"

const unsigned char evm_fold_kinds[256] = {
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

void evm_folder_init(struct evm_folder *f)
{
	memset(f, 0, sizeof *f);
	f->memo = evm_malloc((EVM_FOLD_MEMO + 1) * sizeof *f->memo);
	memset(f->memo, 0, (EVM_FOLD_MEMO + 1) * sizeof *f->memo);
	evm_fold_pairs(f);
	evm_fold_grow(f);
}

void evm_fold_grow(struct evm_folder *f)
{
	f->cap = f->cap ? f->cap * 2 : 256;
	f->v = evm_realloc(f->v, evm_mul(f->cap, sizeof *f->v));
	f->fresh = evm_realloc(f->fresh, evm_mul(f->cap, sizeof *f->fresh));
}

void evm_folder_release(struct evm_folder *f)
{
	free(f->v);
	free(f->fresh);
	free(f->memo);
	memset(f, 0, sizeof *f);
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
static inline bool pairs_in(const unsigned char pairs[1024], uint64_t w, unsigned before)
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
	       (w[n - 1] == 'a' && strchr("htmpdg", w[n - 2])) ||
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
	evm_fold_letters(f, &r);
	f->v[first].flags |= (flags & ~(uint32_t)EVM_KEY_END) | small;
	f->v[f->n - 1].flags |= EVM_KEY_END;
	return n;
}

/* A word in the text as two numbers. */
struct word16 {
	uint64_t w[2];		/* as it stands; in small letters when only the
				 * first one is a capital */
	size_t n;		/* letters */
	uint32_t flags;		/* of its key: what tells of capitals */
};

#ifdef __SSE2__

/* Reads a word of up to 15 ASCII letters; false when it is another. 16 bytes
 * can be read. */
static inline bool read_word16(const unsigned char *p, struct word16 *word)
{
	static const unsigned char masks[32] = { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
		0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF };
	__m128i raw = _mm_loadu_si128((const __m128i *)(const void *)p);
	__m128i at = _mm_sub_epi8(_mm_or_si128(raw, _mm_set1_epi8(0x20)),
				  _mm_set1_epi8('a'));
	__m128i in = _mm_cmpeq_epi8(_mm_min_epu8(at, _mm_set1_epi8(25)), at);
	unsigned off = ~(unsigned)_mm_movemask_epi8(in), capital;

	word->n = (size_t)__builtin_ctz(off);
	/* bit 5 of each byte, which capitals do not have, as its highest */
	capital = ~(unsigned)_mm_movemask_epi8(_mm_slli_epi16(raw, 2)) &
		  ((1u << word->n) - 1);
	raw = _mm_and_si128(raw, _mm_loadu_si128((const __m128i *)(const void *)
						 (masks + 16 - word->n)));
	_mm_storeu_si128((__m128i *)(void *)word->w, raw);
	word->w[0] |= (uint64_t)(capital == 1) << 5;
	word->flags = EVM_KEY_MASK | capital << EVM_KEY_CAPITALS |
		      (capital == 0) * (uint32_t)EVM_KEY_SMALL;
	return word->n < 16;
}

#else

static inline bool read_word16(const unsigned char *p, struct word16 *word)
{
	uint64_t raw[2] = { load(p), load(p + 8) };
	uint32_t capital = 0;
	uint64_t off[2] = { no_letters(raw[0], raw[0] | BYTES(0x20)),
			    no_letters(raw[1], raw[1] | BYTES(0x20)) };

	if (!(off[0] | off[1]))
		return false;
	word->n = off[0] ? (size_t)__builtin_ctzll(off[0]) / 8 :
		  8 + (size_t)__builtin_ctzll(off[1]) / 8;
	raw[0] &= off[0] ? ((off[0] & (0 - off[0])) >> 7) - 1 : UINT64_MAX;
	raw[1] &= off[0] ? 0 : ((off[1] & (0 - off[1])) >> 7) - 1;
	for (int i = 0; i < 2; i++) {
		/* bit 6 of each byte of a capital, in eight bits side by side */
		uint64_t letters = raw[i] & ~(raw[i] << 1) & BYTES(0x40);

		capital |= (uint32_t)((letters >> 6) * 0x0102040810204080u >> 56) << 8 * i;
		word->w[i] = raw[i];
	}
	word->w[0] |= (uint64_t)(capital == 1) << 5;
	word->flags = EVM_KEY_MASK | capital << EVM_KEY_CAPITALS |
		      (capital == 0) * (uint32_t)EVM_KEY_SMALL;
	return true;
}

#endif

/* Reads a word and remembers it: its bytes, 0 when it must be read in the long
 * way. */
static size_t new_word(struct evm_folder *f, struct evm_str text, size_t at,
		       uint32_t flags, const struct word16 *word, size_t place)
{
	size_t first = f->n, n = plain_word(f, text, at, flags);
	struct evm_key *k = &f->v[first];

	if (!n || f->n != first + 1)
		return n;
	f->memo[place] = (struct evm_fold_memo){
		{ word->w[0], word->w[1] }, { k->hash[0], k->hash[1] },
		k->flags & EVM_KEY_PLURAL, { FRESH, 0 } };
	k->memo = (uint32_t)place;
	return n;
}

/* Adds a word that the folder remembers, or reads and remembers it: its
 * bytes, 0 when it must be read in the long way. */
static inline size_t known_word(struct evm_folder *f, struct evm_str text,
				size_t at, uint32_t flags)
{
	struct word16 word = { { 0, 0 }, 0, 0 };
	const struct evm_fold_memo *memo;
	struct evm_key *k;
	size_t place;

	if (text.n - at <= 16 ||
	    !read_word16((const unsigned char *)text.p + at, &word) ||
	    kinds[(unsigned char)text.p[at + word.n]] >= HIGH)
		return plain_word(f, text, at, flags);
	place = (word.w[0] * 0x9e3779b97f4a7c15u ^
		 word.w[1] * 0xc2b2ae3d27d4eb4fu) >> 50;
	memo = &f->memo[place];
	if (memo->word[0] != word.w[0] || memo->word[1] != word.w[1])
		return new_word(f, text, at, flags, &word, place);
	make_room(f);
	f->fresh[f->n_fresh] = (uint32_t)f->n;
	f->n_fresh += memo->token[0] == FRESH;
	k = &f->v[f->n++];
	k->hash[0] = memo->hash[0];
	k->hash[1] = memo->hash[1];
	k->begin = (uint32_t)at;
	k->end = (uint32_t)(at + word.n);
	k->flags = flags | memo->flags | word.flags;
	k->memo = (uint32_t)place;
	k->token[0] = memo->token[0];
	k->token[1] = memo->token[1];
	return word.n;
}

/* A number of up to seven digits with nothing glued to it: its bytes, 0 when
 * it is another. */
static inline size_t plain_number(struct evm_folder *f, struct evm_str text,
				  size_t at, uint32_t flags)
{
	uint64_t raw, off;
	size_t n;

	if (text.n - at <= 8)
		return 0;
	raw = load((const unsigned char *)text.p + at) ^ BYTES('0');
	off = (((raw & BYTES(0x7F)) + BYTES(0x80 - 10)) | raw) & BYTES(0x80);
	n = off ? (size_t)__builtin_ctzll(off) / 8 : 8;
	if (n == 8 || kinds[(unsigned char)text.p[at + n]] >= HIGH)
		return 0;
	add(f, at, at + n, hash_word((const unsigned char *)text.p + at, n))->flags =
		flags | EVM_KEY_DIGIT;
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
	enum high h = evm_fold_high(evm_utf8_next(text, &next));

	*in_word = h > H_NOTHING;
	if (*in_word)
		return at;
	*gap |= bits[h];
	return next;
}

/* What a gap makes of the token behind it, by what it holds: SOFT is bit 0. */
static const unsigned char after[16] = {
	[6] = EVM_KEY_HARD, EVM_KEY_HARD, EVM_KEY_HARD, EVM_KEY_HARD, EVM_KEY_HARD,
	EVM_KEY_HARD, EVM_KEY_HARD, EVM_KEY_HARD, EVM_KEY_HARD, EVM_KEY_HARD,
};

size_t evm_fold(struct evm_folder *f, struct evm_str text)
{
	unsigned gap = 0;
	size_t at = 0, n;
	uint32_t flags;

	f->n = f->n_fresh = 0;
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
		flags = EVM_KEY_START | EVM_KEY_END | after[gap];
		gap = 0;
		n = k == LETTER ? known_word(f, text, at, flags) :
		    k == DIGIT ? plain_number(f, text, at, flags) : 0;
		at = n ? at + n : evm_fold_long_word(f, text, at, flags & EVM_KEY_HARD);
		if (at == text.n)
			break;
		if (text.p[at] == ' ') {
			gap = 1u << SPACE;
			at++;
		} else {
			at = possessive(text, at);
		}
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
