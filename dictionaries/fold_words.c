/* Rules on single folded words: spelling, plural, roman numerals, Greek. */
#include <string.h>

#include "dictionaries/fold.h"

enum where { ANYWHERE, AT_END, WHOLE };

struct spelling {
	const char *british, *american;	/* never longer than the British form */
	enum where where;
	size_t min;		/* letters that the word must have */
};

/*
 * Both sides are folded, so a rule may hit words that are no British spelling
 * ("exercise") as long as it makes no two words equal that are not. Hence the
 * least lengths: "APOE" must not become "APE", nor "does" "DES".
 */
static const struct spelling spellings[] = {
	{ "ae", "e", ANYWHERE, 6 },		/* haemo-, anaem-, ischaem- */
	{ "oe", "e", ANYWHERE, 6 },		/* oedema, foetal, diarrhoea */
	{ "tumour", "tumor", ANYWHERE, 6 },
	{ "behaviour", "behavior", ANYWHERE, 9 },
	{ "colour", "color", ANYWHERE, 6 },
	{ "odour", "odor", ANYWHERE, 5 },
	{ "vapour", "vapor", ANYWHERE, 6 },
	{ "labour", "labor", ANYWHERE, 6 },
	{ "favour", "favor", ANYWHERE, 6 },
	{ "flavour", "flavor", ANYWHERE, 7 },
	{ "harbour", "harbor", ANYWHERE, 7 },
	{ "neighbour", "neighbor", ANYWHERE, 9 },
	{ "humour", "humor", ANYWHERE, 6 },
	{ "vigour", "vigor", ANYWHERE, 6 },
	{ "isation", "ization", ANYWHERE, 8 },
	{ "ise", "ize", AT_END, 6 },
	{ "ised", "ized", AT_END, 7 },
	{ "ising", "izing", AT_END, 8 },
	{ "iser", "izer", AT_END, 7 },
	{ "lyse", "lyze", AT_END, 6 },
	{ "lysed", "lyzed", AT_END, 7 },
	{ "lysing", "lyzing", AT_END, 8 },
	{ "fibre", "fiber", ANYWHERE, 5 },
	{ "centre", "center", AT_END, 6 },
	{ "litre", "liter", AT_END, 5 },
	{ "metre", "meter", AT_END, 5 },
	{ "titre", "titer", AT_END, 5 },
	{ "goitre", "goiter", AT_END, 6 },
	{ "calibre", "caliber", AT_END, 7 },
	{ "signalling", "signaling", ANYWHERE, 10 },
	{ "signalled", "signaled", AT_END, 9 },
	{ "labell", "label", ANYWHERE, 8 },
	{ "modell", "model", ANYWHERE, 8 },
	{ "channell", "channel", ANYWHERE, 9 },
	{ "tunnell", "tunnel", ANYWHERE, 8 },
	{ "sulph", "sulf", ANYWHERE, 6 },
	{ "leuco", "leuko", ANYWHERE, 7 },
	{ "ageing", "aging", AT_END, 6 },
	{ "programme", "program", ANYWHERE, 9 },
	{ "aluminium", "aluminum", WHOLE, 9 },
	{ "neurone", "neuron", AT_END, 7 },
	{ "defence", "defense", WHOLE, 7 },
	{ "mould", "mold", ANYWHERE, 5 },
	{ "disc", "disk", WHOLE, 4 },
	{ "grey", "gray", WHOLE, 4 },
};

#define N_SPELLINGS (sizeof spellings / sizeof *spellings)

void evm_fold_pairs(uint32_t pairs[26])
{
	memset(pairs, 0, 26 * sizeof *pairs);
	for (size_t i = 0; i < N_SPELLINGS; i++) {
		const char *b = spellings[i].british;

		pairs[b[0] - 'a'] |= 1u << (b[1] - 'a');
	}
}

static bool applies(const struct spelling *s, const unsigned char *w, size_t n,
		    size_t at)
{
	size_t len = strlen(s->british);

	if (n < s->min || at + len > n || memcmp(w + at, s->british, len))
		return false;
	return s->where == ANYWHERE || (at + len == n &&
	       (s->where == AT_END || !at));
}

static size_t replace(const struct spelling *s, unsigned char *w, size_t n,
		      size_t at)
{
	size_t from = strlen(s->british), to = strlen(s->american);

	memcpy(w + at, s->american, to);
	memmove(w + at + to, w + at + from, n - at - from);
	return n - from + to;
}

size_t evm_fold_spelling(const struct evm_folder *f, unsigned char *w, size_t n)
{
	for (size_t at = 0; at + 1 < n; at++) {
		/* bytes of other alphabets are beyond 'z' */
		unsigned a = w[at] - 'a' + 0u, b = w[at + 1] - 'a' + 0u;

		if (a >= 26 || b >= 26 || !(f->pairs[a] >> b & 1))
			continue;
		for (size_t i = 0; i < N_SPELLINGS; i++)
			if (applies(&spellings[i], w, n, at)) {
				n = replace(&spellings[i], w, n, at);
				break;
			}
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

	return n >= len && !memcmp(w + n - len, end, len);
}

static bool vowel(unsigned char c)
{
	return memchr("aeiou", c, 5) != NULL;
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
	for (size_t i = 0; i < sizeof no_plural / sizeof *no_plural; i++)
		if (strlen(no_plural[i]) == n && !memcmp(no_plural[i], w, n))
			return n;
	if (n > 4 && ends(w, n, "ies")) {
		*y = true;
		return n - 3;
	}
	return n - (w[n - 2] == 'e' && drops_es(w, n) ? 2 : 1);
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
	k = memmem(w, n, "kappab", 6);
	if (k)
		return k == w ? 5 : (size_t)(k - w);
	if (w[n - 1] != 'a' && w[n - 1] != 'n')
		return n;
	for (size_t i = 0; i < sizeof spelled / sizeof *spelled; i++) {
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

	for (size_t i = 0; i < sizeof variants / sizeof *variants; i++)
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
