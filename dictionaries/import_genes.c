/*
 * Genes: the HGNC complete set and NCBI gene_info. Columns are found by the
 * header. Genes of microRNAs are left out: their names are the miRNA
 * grammar's and miRBase's.
 */
#include "dictionaries/import_p.h"

#include <string.h>

#define MAX_COLUMNS 80

/* Without the quotes around a field that holds bars; doubled ones inside are
 * one. In place of the line: the copy lives in the concept's arena. */
static struct evm_str unquote(struct importer *i, struct evm_str s)
{
	char *p;
	size_t n = 0;

	if (s.n < 2 || s.p[0] != '"' || s.p[s.n - 1] != '"')
		return s;
	p = evm_arena_alloc(&i->arena, s.n);
	for (size_t k = 1; k + 1 < s.n; k++) {
		p[n++] = s.p[k];
		if (s.p[k] == '"' && s.p[k + 1] == '"' && k + 2 < s.n)
			k++;
	}
	return (struct evm_str){ p, n };
}

/*
 * What a symbol or an alias needs besides its letters. Two characters, three
 * letters, a number in front, bases ("MR", "ATP", "3H", "GATC") mean other things more often
 * than genes in running text: they count where the document has the gene by
 * another name. "A6" is not "a 6".
 */
static uint32_t symbol_flags(struct evm_str s, bool alias)
{
	size_t letters = 0, digits = 0, others = 0, wide = 0, bases = 0;
	uint32_t flags = 0;

	for (size_t k = 0; k < s.n; k++) {
		bases += s.p[k] && strchr("ACGT", s.p[k]);
		wide += (unsigned char)s.p[k] > 127;
		letters += evm_is_alpha(s.p[k]);
		digits += evm_is_digit(s.p[k]);
	}
	others = s.n - letters - digits;
	if (!wide && (letters + digits < 3 || (alias && !digits && letters == 3) ||
		      (s.n && evm_is_digit(s.p[0])) || (bases == s.n && s.n <= 4)))
		flags |= EVM_NAME_AMBIGUOUS;
	if (letters == 1 && !others)
		flags |= EVM_NAME_NOSPLIT;
	return flags;
}

static void add_symbol(struct importer *i, struct evm_str s, bool alias)
{
	import_name(i, s, symbol_flags(s, alias));
}

/* Is it what a gene's loss does rather than the gene: "dystonia 5,
 * dopa-responsive", "Mucopolysaccharidosis type IVA"? The word that tells
 * stands at the end, or before a number or a comma. */
static bool names_disease(struct evm_str s)
{
	static const char *const words[] = {
		"syndrome", "disease", "disorder", "cancer", "carcinoma", "leukemia",
		"lymphoma", "blastoma", "ataxia", "dystonia", "dystrophy",
		"deafness", "blindness", "anemia", "cataract", "epilepsy",
		"retardation", "degeneration", "dysplasia", "neuropathy",
		"myopathy", "cardiomyopathy", "paraplegia", "diabetes",
		"amyloidosis", "saccharidosis", "sclerosis", "deficiency",
		"polyposis", "malformation", "glaucoma", "aniridia", "albinism",
		"ichthyosis", "porphyria", "disability", "obesity",
	};
	size_t n = evm_str_find(s, EVM_LIT(", "), 0);

	s.n = n == SIZE_MAX ? s.n : n;
	n = evm_str_find(s, EVM_LIT(" type "), 0);
	s.n = n == SIZE_MAX ? s.n : n;
	for (n = s.n; n && s.p[n - 1] != ' ';)
		n--;
	/* "ataxia 3", "dystrophy 1A" */
	if (n && s.n - n <= 3 && evm_is_digit(s.p[n]))
		s.n = n - 1;
	for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
		size_t m = strlen(words[k]);

		if (s.n >= m && evm_str_ieqz(evm_str_sub(s, s.n - m, s.n), words[k]))
			return true;
	}
	return false;
}

/* A name in words; also without what stands in brackets at its end
 * ("interleukin 6 (interferon, beta 2)"). */
static void add_full_name(struct importer *i, struct evm_str s)
{
	size_t open;

	if (names_disease(s))
		return;
	if (evm_str_find(s, EVM_LIT(" kDa"), 0) == SIZE_MAX || s.n > 12)
		import_name(i, s, 0);
	if (!s.n || s.p[s.n - 1] != ')')
		return;
	for (open = s.n; open && s.p[open - 1] != '(';)
		open--;
	if (open > 8 && s.p[open - 2] == ' ')
		import_name(i, evm_str_sub(s, 0, open - 2), 0);
}

/* Does list have a name that is s with "-" or a digit and more behind it? */
static bool is_stump(struct evm_str s, struct evm_str list)
{
	while (list.p) {
		struct evm_str one = evm_str_cut(&list, '|');

		if (one.n > s.n && evm_str_ieq(evm_str_sub(one, 0, s.n), s) &&
		    (one.p[s.n] == '-' || evm_is_digit(one.p[s.n])))
			return true;
	}
	return false;
}

/* gene_info gives many a mouse gene a stump of its names besides ("Il|Il-6"),
 * and names of mutants: what they look like ("lung", "nervous"), one or two
 * letters ("a", "co"). */
static bool mouse_stump(struct evm_str s, struct evm_str list,
			struct evm_str symbol)
{
	bool small = true;

	for (size_t k = 0; k < s.n; k++)
		small &= evm_is_lower(s.p[k]) || (s.n < 3 && !evm_is_upper(s.p[k]));
	return small || (s.n <= 5 && (is_stump(s, list) || is_stump(s, symbol)));
}

static void add_mouse_symbols(struct importer *i, struct evm_str list,
			      struct evm_str symbol)
{
	struct evm_str rest = list;

	while (rest.n) {
		struct evm_str one = evm_str_cut(&rest, '|');

		if (!mouse_stump(one, list, symbol))
			add_symbol(i, one, true);
	}
}

static void add_list(struct importer *i, struct evm_str s, bool words)
{
	if (!s.n || evm_str_eqz(s, "-"))
		return;
	while (s.p) {
		struct evm_str one = evm_str_trim(evm_str_cut(&s, '|'));

		if (words)
			add_full_name(i, one);
		else
			add_symbol(i, one, true);
	}
}

/* Numbers of the columns in what, in its order; -1 when one is missing. */
static int find_columns(struct importer *i, const char *const *what, size_t n,
			size_t *at, struct evm_err *err)
{
	struct evm_str line, f[MAX_COLUMNS];
	size_t n_f;
	int got = import_line(i, &line, err);

	if (got < 0)
		return -1;
	n_f = got ? import_fields(line, f, MAX_COLUMNS) : 0;
	for (size_t k = 0; k < n; k++) {
		at[k] = import_column(f, n_f, what[k]);
		if (at[k] == n_f)
			return import_bad(i, err, "no column '%s' in the header",
					  what[k]);
	}
	return 0;
}

static struct evm_str field(const struct evm_str *f, size_t n, size_t at)
{
	return at < n ? f[at] : EVM_LIT("");
}

/* ---- HGNC ---- */

enum { H_ID, H_SYMBOL, H_NAME, H_LOCUS, H_STATUS, H_ALIAS, H_ALIAS_NAME,
       H_PREV, H_PREV_NAME, H_N };

static void hgnc_row(struct importer *i, const struct evm_str *f, size_t n,
		     const size_t *at)
{
	struct evm_str id = field(f, n, at[H_ID]);
	struct evm_str symbol = field(f, n, at[H_SYMBOL]);

	if (!evm_str_eqz(field(f, n, at[H_STATUS]), "Approved") || !symbol.n ||
	    evm_str_eqz(field(f, n, at[H_LOCUS]), "RNA, micro") ||
	    !import_wanted(i, id))
		return;
	import_begin(i, EVM_PROTEIN, id, symbol, "");
	add_symbol(i, symbol, false);
	add_full_name(i, unquote(i, field(f, n, at[H_NAME])));
	add_list(i, unquote(i, field(f, n, at[H_ALIAS])), false);
	add_list(i, unquote(i, field(f, n, at[H_PREV])), false);
	add_list(i, unquote(i, field(f, n, at[H_ALIAS_NAME])), true);
	add_list(i, unquote(i, field(f, n, at[H_PREV_NAME])), true);
	import_end(i);
}

int import_hgnc(struct importer *i, struct evm_err *err)
{
	static const char *const columns[H_N] = { "hgnc_id", "symbol", "name",
		"locus_type", "status", "alias_symbol", "alias_name",
		"prev_symbol", "prev_name" };
	struct evm_str line, f[MAX_COLUMNS];
	size_t at[H_N] = { 0 };
	int got;

	if (find_columns(i, columns, H_N, at, err))
		return -1;
	while ((got = import_line(i, &line, err)) == 1)
		hgnc_row(i, f, import_fields(line, f, MAX_COLUMNS), at);
	return got;
}

/* ---- NCBI gene_info ---- */

enum { G_TAX, G_ID, G_SYMBOL, G_SYNONYMS, G_REFS, G_DESCRIPTION, G_KIND,
       G_FULL, G_OTHER, G_N };

/* "HGNC:5" of "MIM:138670|HGNC:HGNC:5|Ensembl:...", or empty. */
static struct evm_str hgnc_of(struct evm_str refs)
{
	while (refs.p) {
		struct evm_str one = evm_str_cut(&refs, '|');

		if (evm_str_starts(one, "HGNC:HGNC:"))
			return evm_str_sub(one, 5, one.n);
	}
	return EVM_LIT("");
}

static const char *species_attr(struct evm_str tax)
{
	static const struct { const char *tax, *attr; } known[] = {
		{ "9606", "" }, { "10090", "species=mouse" },
		{ "10116", "species=rat" }, { "9823", "species=pig" },
		{ "9913", "species=cow" }, { "7955", "species=zebrafish" },
	};

	for (size_t k = 0; k < sizeof known / sizeof *known; k++)
		if (evm_str_eqz(tax, known[k].tax))
			return known[k].attr;
	return "species=other";
}

static bool micro_rna(struct evm_str symbol, struct evm_str description)
{
	return evm_str_starts(description, "microRNA ") ||
	       (symbol.n > 3 && evm_str_ieqz(evm_str_sub(symbol, 0, 3), "mir") &&
		evm_is_digit(symbol.p[3]) && !evm_str_ends(symbol, "HG"));
}

/* The normal form is the human symbol: orthologues have the same in capitals,
 * nearly always. */
static struct evm_str in_capitals(struct importer *i, struct evm_str s)
{
	char *p = evm_arena_dup(&i->arena, s.p, s.n);

	for (size_t k = 0; k < s.n; k++)
		if (evm_is_lower(p[k]))
			p[k] = (char)(p[k] - 32);
	return (struct evm_str){ p, s.n };
}

static void gene_row(struct importer *i, const struct evm_str *f, size_t n,
		     const size_t *at)
{
	struct evm_str symbol = field(f, n, at[G_SYMBOL]);
	struct evm_str kind = field(f, n, at[G_KIND]);
	struct evm_str hgnc = hgnc_of(field(f, n, at[G_REFS])), id, norm;
	bool human = evm_str_eqz(field(f, n, at[G_TAX]), "9606");

	if (!symbol.n || evm_str_eqz(symbol, "NEWENTRY") ||
	    evm_str_eqz(kind, "biological-region") ||
	    (!human && evm_str_eqz(kind, "unknown")) ||
	    micro_rna(symbol, field(f, n, at[G_DESCRIPTION])))
		return;
	evm_arena_reset(&i->keep);
	id = hgnc.n ? hgnc : evm_str_printf(&i->keep, "NCBIGene:%" EVM_FMT,
					    EVM_ARG(field(f, n, at[G_ID])));
	if (!import_wanted(i, id))
		return;
	norm = evm_str_dup(&i->keep, human ? symbol : in_capitals(i, symbol));
	import_begin(i, EVM_PROTEIN, id, norm,
		     species_attr(field(f, n, at[G_TAX])));
	add_symbol(i, symbol, !human);
	add_list(i, field(f, n, at[G_FULL]), true);
	add_list(i, field(f, n, at[G_DESCRIPTION]), true);
	if (human)
		add_list(i, field(f, n, at[G_SYNONYMS]), false);
	else if (!evm_str_eqz(field(f, n, at[G_SYNONYMS]), "-"))
		add_mouse_symbols(i, field(f, n, at[G_SYNONYMS]), symbol);
	add_list(i, field(f, n, at[G_OTHER]), true);
	import_end(i);
}

int import_gene_info(struct importer *i, struct evm_err *err)
{
	static const char *const columns[G_N] = { "#tax_id", "GeneID", "Symbol",
		"Synonyms", "dbXrefs", "description", "type_of_gene",
		"Full_name_from_nomenclature_authority", "Other_designations" };
	struct evm_str line, f[MAX_COLUMNS];
	size_t at[G_N] = { 0 };
	int got;

	if (find_columns(i, columns, G_N, at, err))
		return -1;
	while ((got = import_line(i, &line, err)) == 1)
		gene_row(i, f, import_fields(line, f, MAX_COLUMNS), at);
	return got;
}
