/*
 * miRBase's miRNA.dat (EMBL lines): the hairpins with their mature arms. Names
 * carry the species ("hsa-miR-21-5p"); texts mostly leave it out, so human
 * ones are given in the short form too. The normal form is miRBase's without
 * species, as a mature name is written.
 */
#include "dictionaries/import_p.h"

#include <string.h>

struct entry {
	char id[80], accession[40];
	char mature[40];	/* accession waiting for its product */
};

static void copy(char *to, size_t size, struct evm_str s)
{
	size_t n = s.n < size - 1 ? s.n : size - 1;

	memcpy(to, s.p, n);
	to[n] = 0;
}

/* "hsa-mir-21" -> "mir-21"; *human when the species is. */
static struct evm_str short_name(struct evm_str name, bool *human)
{
	size_t dash = evm_str_find(name, EVM_LIT("-"), 0);

	*human = evm_str_starts(name, "hsa-");
	return dash == SIZE_MAX ? name : evm_str_sub(name, dash + 1, name.n);
}

/* "mir-21" -> "miR-21" */
static struct evm_str norm_of(struct importer *i, struct evm_str name)
{
	struct evm_str s = evm_str_dup(&i->keep, name);

	if (evm_str_starts(s, "mir-"))
		return evm_str_printf(&i->keep, "miR-%" EVM_FMT,
				      EVM_ARG(evm_str_sub(s, 4, s.n)));
	return s;
}

static void write_one(struct importer *i, const char *accession,
		      struct evm_str name)
{
	struct evm_str brief, norm;
	bool human;

	if (!*accession || !import_wanted(i, evm_str(accession)))
		return;
	evm_arena_reset(&i->keep);
	brief = short_name(name, &human);
	norm = norm_of(i, brief);
	import_begin(i, EVM_MIRNA, evm_str(accession), norm,
		     human ? "" : "species=other");
	import_name(i, name, 0);
	if (human)
		import_name(i, brief, 0);
	import_end(i);
}

/* What stands between the quotes of FT   /key="value", or empty. */
static struct evm_str quoted(struct evm_str line, const char *key)
{
	size_t at = evm_str_find(line, evm_str(key), 0), end;

	if (at == SIZE_MAX)
		return EVM_LIT("");
	at += strlen(key);
	end = evm_str_find(line, EVM_LIT("\""), at);
	return end == SIZE_MAX ? EVM_LIT("") : evm_str_sub(line, at, end);
}

static struct evm_str first_word(struct evm_str s)
{
	s = evm_str_trim(s);
	for (size_t k = 0; k < s.n; k++)
		if (evm_is_space(s.p[k]) || s.p[k] == ';')
			s.n = k;
	return s;
}

static void read_feature(struct importer *i, struct entry *e,
			 struct evm_str line)
{
	struct evm_str accession = quoted(line, "/accession=\"");
	struct evm_str product = quoted(line, "/product=\"");

	if (accession.n)
		copy(e->mature, sizeof e->mature, accession);
	if (product.n && *e->mature) {
		write_one(i, e->mature, product);
		*e->mature = 0;
	}
}

int import_mirbase(struct importer *i, struct evm_err *err)
{
	struct entry e = { "", "", "" };
	struct evm_str line, rest;
	int got;

	while ((got = import_line(i, &line, err)) == 1) {
		rest = evm_str_sub(line, 2, line.n);
		if (evm_str_starts(line, "ID ")) {
			memset(&e, 0, sizeof e);
			copy(e.id, sizeof e.id, first_word(rest));
		} else if (evm_str_starts(line, "AC ") && *e.id) {
			copy(e.accession, sizeof e.accession, first_word(rest));
			write_one(i, e.accession, evm_str(e.id));
		} else if (evm_str_starts(line, "FT ")) {
			read_feature(i, &e, rest);
		}
	}
	return got;
}
