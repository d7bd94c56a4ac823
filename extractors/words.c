#include "extractors/words.h"

#include <endian.h>
#include <stdlib.h>
#include <string.h>

#include "core/data.h"
#include "core/tsv.h"

static uint64_t load_four(const char *p)
{
	uint32_t x;

	memcpy(&x, p, sizeof x);
	return le32toh(x);
}

/* One to 8 bytes as a number, read in two parts that may overlap. */
static uint64_t bytes(const char *p, size_t n)
{
	const unsigned char *u = (const unsigned char *)p;

	if (n >= 4)
		return load_four(p) | load_four(p + n - 4) << 8 * (n - 4);
	return u[0] | (uint64_t)u[n / 2] << 8 * (n / 2) | (uint64_t)u[n - 1] << 8 * (n - 1);
}

#define EACH(c) (0x0101010101010101u * (unsigned char)(c))

/* Equal but for the case of ASCII letters? */
static bool same_bytes(uint64_t a, uint64_t b)
{
	uint64_t seven = (a | EACH(0x20)) & EACH(0x7F), letters;

	/* the highest bit of each byte that is a letter */
	letters = (seven + EACH(0x80 - 'a')) & ~(seven + EACH(0x7F - 'z')) & ~a;
	return !((a ^ b) & ~((letters & EACH(0x80)) >> 2));
}

/* ASCII letters lower case; other bytes may fall together. */
static uint64_t load(const char *p, size_t n)
{
	return bytes(p, n) | EACH(0x20);
}

/* The first and the last 8 bytes: asked for every word of a text. */
static uint64_t hash(struct evm_str s)
{
	uint64_t h;

	if (s.n <= 8)
		h = load(s.p, s.n) * 0x9E3779B97F4A7C15u;
	else
		h = load(s.p, 8) * 0x9E3779B97F4A7C15u ^ load(s.p + s.n - 8, 8) * 0xC2B2AE3D27D4EB4Fu;
	h += s.n * 0x165667B19E3779F9u;
	return h ^ h >> 29;
}

static bool same_word(struct evm_str a, struct evm_str b)
{
	if (a.n != b.n)
		return false;
	return a.n <= 8 ? same_bytes(bytes(a.p, a.n), bytes(b.p, b.n)) :
	       same_bytes(bytes(a.p, 8), bytes(b.p, 8)) && evm_str_ieq(a, b);
}

/* The slot of a word with hash h, or the free one where it goes. */
static struct evm_words_slot *place(const struct evm_words *w, struct evm_str word, uint64_t h)
{
	size_t i = h & (w->cap - 1);

	while (w->slots[i].word.p && (w->slots[i].tag != (uint32_t)(h >> 32) ||
				      !same_word(w->slots[i].word, word)))
		i = (i + 1) & (w->cap - 1);
	return &w->slots[i];
}

static void grow(struct evm_words *w)
{
	struct evm_words old = *w;

	w->cap = old.cap ? old.cap * 2 : 256;
	w->slots = evm_malloc(evm_mul(w->cap, sizeof *w->slots));
	memset(w->slots, 0, w->cap * sizeof *w->slots);
	for (size_t i = 0; i < old.cap; i++) {
		if (old.slots[i].word.p)
			*place(w, old.slots[i].word, hash(old.slots[i].word)) = old.slots[i];
	}
	free(old.slots);
}

static struct evm_str lower(struct evm_arena *a, struct evm_str s)
{
	char *p = evm_arena_dup(a, s.p, s.n);

	for (size_t i = 0; i < s.n; i++)
		p[i] = evm_to_lower(p[i]);
	return (struct evm_str){ p, s.n };
}

void evm_words_add(struct evm_words *w, struct evm_str word, uint32_t bits)
{
	struct evm_words_slot *slot;
	uint64_t h;

	if (word.n == 0 || word.n > EVM_WORDS_MAX)
		return;
	if (w->n * 2 >= w->cap)
		grow(w);
	h = hash(word);
	slot = place(w, word, h);
	if (!slot->word.p) {
		slot->word = lower(&w->arena, word);
		slot->tag = (uint32_t)(h >> 32);
		w->sieve[h >> 6 & (EVM_WORDS_SIEVE - 1)] |= (uint64_t)1 << (h & 63);
		w->n++;
		if (word.n > w->longest)
			w->longest = word.n;
	}
	slot->bits |= bits;
}

static int add_word(struct evm_words *w, struct evm_str word, uint32_t bit,
		    const struct evm_tsv *t, struct evm_err *err)
{
	word = evm_str_trim(word);
	if (word.n == 0 || word.n > EVM_WORDS_MAX)
		return evm_tsv_bad(t, err, "an empty or too long word");
	evm_words_add(w, word, bit);
	return 0;
}

static int list_bit(const char *const *names, struct evm_str name, uint32_t *bit)
{
	for (int i = 0; names[i]; i++) {
		if (evm_str_eqz(name, names[i])) {
			*bit = 1u << i;
			return 0;
		}
	}
	return -1;
}

struct adding {
	struct evm_words *w;
	const char *const *names;	/* of the lists */
};

static int add_line(void *ctx, const struct evm_tsv *t, struct evm_err *err)
{
	const struct adding *to = ctx;
	struct evm_str rest;
	uint32_t bit;

	if (t->n != 2)
		return evm_tsv_bad(t, err, "two columns are wanted: list, words");
	if (list_bit(to->names, t->f[0], &bit))
		return evm_tsv_bad(t, err, "no list is called '%" EVM_FMT "'", EVM_ARG(t->f[0]));
	for (rest = t->f[1]; rest.p;) {
		if (add_word(to->w, evm_str_cut(&rest, '|'), bit, t, err))
			return -1;
	}
	return 0;
}

int evm_words_load(struct evm_words *w, const char *file,
		   const char *const *names, struct evm_err *err)
{
	struct evm_buf below = EVM_BUF_INIT;
	int rc;

	memset(w, 0, sizeof *w);
	evm_arena_init(&w->arena);
	evm_buf_printf(&below, "extractors/rules/%s", file);
	rc = evm_data_each(below.p, add_line, &(struct adding){ w, names }, err);
	evm_buf_release(&below);
	if (rc)
		evm_words_release(w);
	return rc;
}

void evm_words_release(struct evm_words *w)
{
	free(w->slots);
	evm_arena_release(&w->arena);
	memset(w, 0, sizeof *w);
}

uint32_t evm_words_get(const struct evm_words *w, struct evm_str word)
{
	uint64_t h;

	if (word.n == 0 || word.n > w->longest)
		return 0;
	h = hash(word);
	if (!(w->sieve[h >> 6 & (EVM_WORDS_SIEVE - 1)] >> (h & 63) & 1))
		return 0;
	return place(w, word, h)->bits;
}
