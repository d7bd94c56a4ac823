#include "corpus/given.h"

#include "core/utf8.h"

enum unit { CODEPOINT, BYTE, UTF16, N_UNITS };

static const struct { const char *name; enum evm_type type; } types[] = {
	{ "gene", EVM_PROTEIN }, { "chemical", EVM_DRUG },
	{ "diseaseorphenotypicfeature", EVM_DISEASE },
	{ "geneorgeneproduct", EVM_PROTEIN }, { "chemicalentity", EVM_DRUG },
	{ "organismtaxon", EVM_SPECIES }, { "cellline", EVM_CELL },
	{ "celltype", EVM_CELL },
};

int evm_given_type(struct evm_str name)
{
	int type = evm_type_of(name);

	if (type >= 0)
		return type;
	for (int t = 0; t < EVM_TYPE_N; t++)
		if (evm_str_ieqz(name, evm_type_name((enum evm_type)t)))
			return t;
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (evm_str_ieqz(name, types[i].name))
			return (int)types[i].type;
	return -1;
}

/* The byte where a unit begins, from a place that is known; SIZE_MAX behind
 * the end or inside a character. */
static size_t forward(struct evm_str s, size_t byte, uint64_t units, enum unit u)
{
	while (units && byte < s.n) {
		unsigned char c = (unsigned char)s.p[byte];
		uint64_t wide = u == UTF16 && c >= 0xf0 ? 2 : 1;

		if (u == BYTE) {
			byte = units > s.n - byte ? SIZE_MAX : byte + units;
			return byte != SIZE_MAX && evm_utf8_border(s, byte) ? byte :
			       SIZE_MAX;
		}
		if (wide > units)
			return SIZE_MAX;
		units -= wide;
		for (byte++; byte < s.n &&
		     ((unsigned char)s.p[byte] & 0xc0) == 0x80; byte++)
			;
	}
	return units ? SIZE_MAX : byte;
}

static bool same(struct evm_str a, struct evm_str b)
{
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++)
		if (a.p[i] != b.p[i] &&
		    !(evm_is_space(a.p[i]) && evm_is_space(b.p[i])))
			return false;
	return true;
}

bool evm_given_place(struct evm_str text, uint64_t at, uint64_t length,
		     struct evm_str quote, struct evm_span *span)
{
	for (int u = CODEPOINT; u < N_UNITS && quote.n; u++) {
		size_t begin = forward(text, 0, at, (enum unit)u), end;

		if (begin == SIZE_MAX)
			continue;
		end = forward(text, begin, length, (enum unit)u);
		if (end == SIZE_MAX || !same(evm_str_sub(text, begin, end), quote))
			continue;
		*span = (struct evm_span){ (uint32_t)begin, (uint32_t)end };
		return true;
	}
	return false;
}

/* The pieces' places in one unit, and their text without spaces. */
static bool lay(struct evm_str text, const struct evm_pieces_at *at, enum unit u,
		struct evm_buf *b, struct evm_span *last)
{
	for (size_t i = 0; i < at->n; i++) {
		size_t begin = forward(text, 0, at->v[i].at, u);
		size_t end = begin == SIZE_MAX ? SIZE_MAX :
			     forward(text, begin, at->v[i].length, u);

		if (end == SIZE_MAX)
			return false;
		for (size_t k = begin; k < end; k++)
			if (!evm_is_space(text.p[k]))
				evm_buf_addc(b, text.p[k]);
		*last = (struct evm_span){ (uint32_t)begin, (uint32_t)end };
	}
	return true;
}

bool evm_given_pieces(struct evm_str text, const struct evm_pieces_at *at,
		      struct evm_str quote, struct evm_span *span)
{
	struct evm_buf b = EVM_BUF_INIT, want = EVM_BUF_INIT;
	bool found = false;

	if (at->n == 1)
		return evm_given_place(text, at->v[0].at, at->v[0].length, quote, span);
	for (size_t i = 0; i < quote.n; i++)
		if (!evm_is_space(quote.p[i]))
			evm_buf_addc(&want, quote.p[i]);
	for (int u = CODEPOINT; u < N_UNITS && want.n && !found; u++) {
		b.n = 0;
		found = lay(text, at, (enum unit)u, &b, span) &&
			evm_str_eq(evm_buf_str(&b), evm_buf_str(&want));
	}
	evm_buf_release(&b);
	evm_buf_release(&want);
	return found && span->end > span->begin;
}

struct evm_str evm_given_name(struct evm_arena *a, struct evm_str quote)
{
	struct evm_buf b = EVM_BUF_INIT;
	struct evm_str s;

	for (size_t i = 0; i < quote.n; i++)
		if (quote.p[i] != ' ' || i + 1 == quote.n || quote.p[i + 1] != '-')
			evm_buf_addc(&b, quote.p[i]);
	s = evm_str_dup(a, evm_buf_str(&b));
	evm_buf_release(&b);
	return s;
}

static int hex(char c)
{
	return evm_is_digit(c) ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* evm:TYPE.NORM back to the normal form. */
static struct evm_str norm_of(struct evm_str s, struct evm_arena *a)
{
	struct evm_str type = evm_str_cut(&s, '.');
	struct evm_buf b = EVM_BUF_INIT;

	(void)type;
	for (size_t i = 0; s.p && i < s.n; i++) {
		if (s.p[i] == '%' && i + 2 < s.n && hex(s.p[i + 1]) >= 0 &&
		    hex(s.p[i + 2]) >= 0) {
			evm_buf_addc(&b, (char)(hex(s.p[i + 1]) * 16 +
						hex(s.p[i + 2])));
			i += 2;
		} else {
			evm_buf_addc(&b, s.p[i] == '_' ? ' ' : s.p[i]);
		}
	}
	s = evm_utf8_bad(evm_buf_str(&b)) == SIZE_MAX ?
	    evm_str_dup(a, evm_buf_str(&b)) : EVM_LIT("");
	evm_buf_release(&b);
	return s;
}

void evm_given_concept(struct evm_mention *m, struct evm_str concept,
		       struct evm_arena *a)
{
	uint64_t number;

	concept = evm_str_trim(concept);
	if (!concept.n || evm_str_eqz(concept, "-"))
		return;
	/* miRBase's accessions stand without a prefix inside */
	if (evm_str_starts(concept, "mirbase"))
		evm_str_cut(&concept, ':');
	if (evm_str_starts(concept, "evm:"))
		m->norm = norm_of(concept, a);
	else if (!evm_str_u64(concept, UINT32_MAX, &number) &&
		 (m->type == EVM_PROTEIN || m->type == EVM_SPECIES))
		m->id = evm_str_printf(a, "%s:%.*s", m->type == EVM_PROTEIN ?
				       "NCBIGene" : "NCBITaxon", EVM_ARG(concept));
	else
		m->id = evm_str_dup(a, concept);
}
