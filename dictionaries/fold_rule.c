/* Rules on single folded words: spelling, plural, roman numerals, Greek. */
#include <string.h>

#include "dictionaries/fold.h"

struct spelling {
	const char *british, *american;	/* never longer than the British form */
	unsigned char from, to;		/* their lengths */
	unsigned char pair;		/* where the telling letter pair is */
	unsigned char min;		/* letters that the word must have */
};

#define RULE(british, american, pair, min) \
	{ british, american, sizeof british - 1, sizeof american - 1, pair, min }

/*
 * Both sides are folded, so a rule may hit words that are no British spelling
 * ("exercise") as long as it makes no two words equal that are not. Hence the
 * least lengths: "APOE" must not become "APE", nor "does" "DES". A rule is
 * tried where its pair of letters stands, which is a rare one; rules with the
 * same pair stand together.
 */
static const struct spelling inside[] = {
	RULE("ae", "e", 0, 6),		/* haemo-, anaem-, ischaem- */
	RULE("oe", "e", 0, 6),		/* oedema, foetal, diarrhoea */
	RULE("tumour", "tumor", 3, 6),
	RULE("behaviour", "behavior", 6, 9),
	RULE("colour", "color", 3, 6),
	RULE("odour", "odor", 2, 5),
	RULE("vapour", "vapor", 3, 6),
	RULE("labour", "labor", 3, 6),
	RULE("favour", "favor", 3, 6),
	RULE("flavour", "flavor", 4, 7),
	RULE("harbour", "harbor", 4, 7),
	RULE("neighbour", "neighbor", 6, 9),
	RULE("humour", "humor", 3, 6),
	RULE("vigour", "vigor", 3, 6),
	RULE("mould", "mold", 1, 5),
	RULE("isation", "ization", 1, 8),
	RULE("fibre", "fiber", 2, 5),
	RULE("signalling", "signaling", 5, 10),
	RULE("labell", "label", 4, 8),
	RULE("modell", "model", 4, 8),
	RULE("channell", "channel", 6, 9),
	RULE("tunnell", "tunnel", 5, 8),
	RULE("sulph", "sulf", 2, 6),
	RULE("leuco", "leuko", 2, 7),
	RULE("programme", "program", 6, 9),
};

/* The pair is the third- and the second-last letter, of -ing the fourth- and
 * the third-last. */
static const struct spelling at_end[] = {
	RULE("ise", "ize", 0, 6),
	RULE("ised", "ized", 1, 7),
	RULE("ising", "izing", 1, 8),
	RULE("iser", "izer", 1, 7),
	RULE("lyse", "lyze", 1, 6),
	RULE("lysed", "lyzed", 2, 7),
	RULE("lysing", "lyzing", 2, 8),
	RULE("centre", "center", 3, 6),
	RULE("litre", "liter", 2, 5),
	RULE("metre", "meter", 2, 5),
	RULE("titre", "titer", 2, 5),
	RULE("goitre", "goiter", 3, 6),
	RULE("calibre", "caliber", 4, 7),
	RULE("signalled", "signaled", 6, 9),
	RULE("ageing", "aging", 2, 6),
	RULE("neurone", "neuron", 4, 7),
	RULE("aluminium", "aluminum", 6, 9),
	RULE("defence", "defense", 4, 7),
	RULE("disc", "disk", 1, 4),
	RULE("grey", "gray", 1, 4),
};

#define N(table) (sizeof table / sizeof *table)

static size_t pair_at(const char *at)
{
	return (size_t)(at[0] & 31) << 5 | (at[1] & 31);
}

/* May say yes for bytes that are no letters; the rules compare in full. */
static inline bool has_pair(const bool pairs[1024], const unsigned char *w)
{
	return pairs[(w[0] & 31) << 5 | (w[1] & 31)];
}

static bool same_pair(const struct spelling *a, const struct spelling *b)
{
	return !memcmp(a->british + a->pair, b->british + b->pair, 2);
}

void evm_fold_pairs(struct evm_folder *f)
{
	for (size_t i = N(inside); i--;)
		f->within[pair_at(inside[i].british + inside[i].pair)] =
			(unsigned char)(i + 1);
	for (size_t i = 0; i < N(at_end); i++) {
		const struct spelling *s = &at_end[i];

		(s->from - s->pair == 3 ? f->last : f->last_ing)
			[pair_at(s->british + s->pair)] = true;
	}
}

bool evm_fold_ending(const struct evm_folder *f, const unsigned char *w,
		     size_t n)
{
	return n > 3 && (has_pair(f->last, w + n - 3) ||
			 has_pair(f->last_ing, w + n - 4));
}

static size_t replace(const struct spelling *s, unsigned char *w, size_t n,
		      size_t at)
{
	memcpy(w + at, s->american, s->to);
	memmove(w + at + s->to, w + at + s->from, n - at - s->from);
	return n - s->from + s->to;
}

/* The rules of a pair found at p, the first of them by number. */
static size_t spell_inside(unsigned char *w, size_t n, size_t p, size_t first)
{
	for (size_t i = first; i < N(inside) && same_pair(&inside[i], &inside[first]); i++) {
		const struct spelling *s = &inside[i];

		if (n >= s->min && s->pair <= p && p - s->pair + s->from <= n &&
		    w[p] == (unsigned char)s->british[s->pair] &&
		    w[p + 1] == (unsigned char)s->british[s->pair + 1] &&
		    w[p - s->pair] == (unsigned char)*s->british &&
		    !memcmp(w + p - s->pair, s->british, s->from))
			return replace(s, w, n, p - s->pair);
	}
	return n;
}

size_t evm_fold_spelling(const struct evm_folder *f, unsigned char *w, size_t n)
{
	unsigned char first;

	if (n < 4)
		return n;
	for (size_t p = 0; p + 1 < n; p++)
		if ((first = f->within[(w[p] & 31) << 5 | (w[p + 1] & 31)]))
			n = spell_inside(w, n, p, first - 1u);
	if (!evm_fold_ending(f, w, n))
		return n;
	for (size_t i = 0; i < N(at_end); i++) {
		const struct spelling *s = &at_end[i];

		if (n >= s->min && s->from <= n &&
		    w[n - 1] == (unsigned char)s->british[s->from - 1] &&
		    w[n - 3] == (unsigned char)s->british[s->from - 3] &&
		    !memcmp(w + n - s->from, s->british, s->from))
			return replace(s, w, n, n - s->from);
	}
	return n;
}

/* Words in -s whose singular would be another word, or that have none. */
static const char *const no_plural[] = {
	"aids", "news", "lens", "means", "does", "says", "gases", "always",
	"perhaps", "whereas", "species", "series", "mumps", "diabetes",
};

static bool ends(const unsigned char *w, size_t n, const char *end)
{
	size_t len = strlen(end);

	return n >= len && w[n - len] == (unsigned char)*end &&
	       !memcmp(w + n - len, end, len);
}

static bool vowel(unsigned char c)
{
	return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

/* "viruses", "processes", "boxes", "branches": the singular has no -e. */
static bool drops_es(const unsigned char *w, size_t n)
{
	if (ends(w, n, "aches"))
		return n > 5 && !ends(w, n, "headaches");
	if (ends(w, n, "uses"))
		return n > 6 && !vowel(w[n - 5]) && !ends(w, n, "abuses");
	return ends(w, n, "sses") || ends(w, n, "xes") || ends(w, n, "ches") ||
	       ends(w, n, "shes") || (n > 5 && ends(w, n, "oes"));
}

size_t evm_fold_singular(const unsigned char *w, size_t n, bool *y)
{
	*y = false;
	if (n < 4 || w[n - 1] != 's' || w[n - 2] == 's' || w[n - 2] == 'u' ||
	    w[n - 2] == 'i')
		return n;
	for (size_t i = 0; i < N(no_plural); i++)
		if (no_plural[i][0] == (char)w[0] &&
		    no_plural[i][1] == (char)w[1] &&
		    strlen(no_plural[i]) == n && !memcmp(no_plural[i], w, n))
			return n;
	if (w[n - 2] != 'e')
		return n - 1;
	if (n > 4 && w[n - 3] == 'i') {
		*y = true;
		return n - 3;
	}
	return n - (drops_es(w, n) ? 2 : 1);
}

unsigned evm_fold_roman(const unsigned char *w, size_t n)
{
	static const char *const ones[] = { "", "i", "ii", "iii", "iv", "v",
		"vi", "vii", "viii", "ix" };
	unsigned tens = 0;

	if (!n || n > 7)
		return 0;
	while (tens < 3 && n && *w == 'x') {
		tens++;
		w++;
		n--;
	}
	for (unsigned i = 0; i < 10; i++)
		if (strlen(ones[i]) == n && !memcmp(ones[i], w, n))
			return tens * 10 + i;
	return 0;
}

size_t evm_fold_split(const unsigned char *w, size_t n)
{
	static const char *const spelled[] = { "alpha", "beta", "gamma",
		"delta", "kappa", "epsilon", "theta", "zeta", "lambda",
		"sigma", "omega" };
	const unsigned char *k;

	if (n < 6)
		return n;
	/* "nfkappab", and what can follow that b, ends in one of these */
	if (w[n - 1] != 'a' && w[n - 1] != 'b' && w[n - 1] != 'n')
		return n;
	k = memmem(w, n, "kappab", 6);
	if (k)
		return k == w ? 5 : (size_t)(k - w);
	for (size_t i = 0; i < N(spelled); i++) {
		size_t len = strlen(spelled[i]);

		/* a single b is what "kappab" leaves of IkappaBalpha */
		if (ends(w, n, spelled[i]) &&
		    (n >= len + 2 || (n == len + 1 && *w == 'b')))
			return n - len;
	}
	return n;
}

static const char *const greek_names[] = {
	"alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta",
	"iota", "kappa", "lambda", "mu", "nu", "xi", "omicron", "pi", "rho",
	"sigma", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega",
};

/* Letters with an accent and variant forms, by the plain letter. */
static uint32_t plain_greek(uint32_t cp)
{
	static const struct { uint16_t from, to; } variants[] = {
		{ 0x00B5, 0x03BC }, { 0x0386, 0x03B1 }, { 0x0388, 0x03B5 },
		{ 0x0389, 0x03B7 }, { 0x038A, 0x03B9 }, { 0x038C, 0x03BF },
		{ 0x038E, 0x03C5 }, { 0x038F, 0x03C9 }, { 0x03AC, 0x03B1 },
		{ 0x03AD, 0x03B5 }, { 0x03AE, 0x03B7 }, { 0x03AF, 0x03B9 },
		{ 0x03CC, 0x03BF }, { 0x03CD, 0x03C5 }, { 0x03CE, 0x03C9 },
		{ 0x03D0, 0x03B2 }, { 0x03D1, 0x03B8 }, { 0x03D5, 0x03C6 },
		{ 0x03D6, 0x03C0 }, { 0x03F0, 0x03BA }, { 0x03F1, 0x03C1 },
		{ 0x03F5, 0x03B5 },
	};

	for (size_t i = 0; i < N(variants); i++)
		if (variants[i].from == cp)
			return variants[i].to;
	if (cp >= 0x0391 && cp <= 0x03A9)
		return cp + 0x20;
	return cp;
}

const char *evm_fold_greek(uint32_t cp)
{
	if (cp != 0x00B5 && (cp < 0x0370 || cp > 0x03FF))
		return NULL;
	cp = plain_greek(cp);
	if (cp < 0x03B1 || cp > 0x03C9)
		return NULL;
	return greek_names[cp - 0x03B1];
}
