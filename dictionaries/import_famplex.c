/*
 * FamPlex' grounding map: a text, then pairs of a database and an identifier.
 * Lines of a family or complex (FPLX) are taken; several lines name the same
 * one, and the builder joins them.
 */
#include "dictionaries/import_p.h"

#define MAX_FIELDS 12

/* Splits a line of comma-separated fields; quoted ones may hold commas and
 * doubled quotes. */
static size_t split(struct importer *i, struct evm_str line, struct evm_str *f)
{
	char *p = evm_arena_alloc(&i->keep, line.n + 1);
	size_t n = 0, used = 0, begin = 0;
	bool in = false;

	for (size_t k = 0; k <= line.n && n < MAX_FIELDS; k++) {
		char c = k < line.n ? line.p[k] : ',';

		if (c == '"' && in && k + 1 < line.n && line.p[k + 1] == '"')
			p[used++] = line.p[k++];
		else if (c == '"')
			in = !in;
		else if (c != ',' || (in && k < line.n))
			p[used++] = c;
		else {
			f[n++] = (struct evm_str){ p + begin, used - begin };
			begin = used;
		}
	}
	return n;
}

/* "AMPK_A1B1G1" as words. */
static struct evm_str words(struct importer *i, struct evm_str id)
{
	char *p = evm_arena_dup(&i->keep, id.p, id.n);

	for (size_t k = 0; k < id.n; k++)
		if (p[k] == '_')
			p[k] = ' ';
	return (struct evm_str){ p, id.n };
}

int import_famplex(struct importer *i, struct evm_err *err)
{
	struct evm_str line, f[MAX_FIELDS];
	size_t n;
	int got;

	while ((got = import_line(i, &line, err)) == 1) {
		evm_arena_reset(&i->keep);
		n = split(i, line, f);
		for (size_t k = 1; k + 1 < n; k += 2) {
			struct evm_str id;

			if (!evm_str_eqz(f[k], "FPLX") || !f[k + 1].n)
				continue;
			id = evm_str_printf(&i->keep, "FPLX:%" EVM_FMT,
					    EVM_ARG(f[k + 1]));
			if (!import_wanted(i, id))
				continue;
			import_begin(i, EVM_PROTEIN, id, f[k + 1], "");
			import_name(i, words(i, f[k + 1]), 0);
			import_name(i, f[0], 0);
			import_end(i);
		}
	}
	return got;
}
