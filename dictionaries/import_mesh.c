/*
 * MeSH descriptors as lines: number, name, entry terms between bars. MeSH
 * turns names round ("Carcinoma, Hepatocellular"); texts don't, so the turned
 * ones are turned back. The lines do not say what a descriptor is: --type
 * does, and --only which ones.
 */
#include "dictionaries/import_p.h"

#include <string.h>

static bool is_word(struct evm_str s, const char *z)
{
	size_t n = strlen(z);

	return evm_str_starts(s, z) && (s.n == n || s.p[n] == ' ');
}

/* A part that would not stand in front of the rest: "Neoplasms, Bone and
 * Joint" can be turned, "Wounds, Penetrating, and ..." cannot. */
static bool turns(struct evm_str part)
{
	return part.n && !is_word(part, "and") && !is_word(part, "or") &&
	       !is_word(part, "with") && !is_word(part, "of") &&
	       !is_word(part, "NOS") && !evm_is_digit(part.p[0]);
}

#define MAX_PARTS 5

/* "A, B, C" as "C B A"; empty when it is not such a name. A comma without
 * white space behind it belongs to a chemical name. */
static struct evm_str turned(struct importer *i, struct evm_str s)
{
	struct evm_str part[MAX_PARTS];
	struct evm_buf b = EVM_BUF_INIT;
	size_t n = 0, at;

	while ((at = evm_str_find(s, EVM_LIT(", "), 0)) != SIZE_MAX) {
		if (n == MAX_PARTS - 1)
			return EVM_LIT("");
		part[n++] = evm_str_sub(s, 0, at);
		s = evm_str_trim(evm_str_sub(s, at + 2, s.n));
	}
	if (!n)
		return EVM_LIT("");
	part[n++] = s;
	for (size_t k = 1; k < n; k++)
		if (!turns(part[k]))
			return EVM_LIT("");
	while (n--) {
		evm_buf_add(&b, part[n]);
		evm_buf_addz(&b, n ? " " : "");
	}
	s = evm_str_dup(&i->keep, evm_buf_str(&b));
	evm_buf_release(&b);
	return s;
}

/* "Burns" -> "burns": a capital that is only a title's. "Lead" stays a name
 * for the list of English words to judge. */
static struct evm_str small(struct importer *i, struct evm_str s)
{
	char *p;

	if (s.n < 5 || !evm_is_upper(s.p[0]) || s.p[s.n - 1] != 's')
		return s;
	for (size_t k = 1; k < s.n; k++)
		if (!evm_is_lower(s.p[k]))
			return s;
	p = evm_arena_dup(&i->keep, s.p, s.n);
	p[0] = evm_to_lower(p[0]);
	return (struct evm_str){ p, s.n };
}

static void add_name(struct importer *i, struct evm_str s)
{
	struct evm_str t;

	s = evm_str_trim(s);
	if (!s.n)
		return;
	t = turned(i, s);
	import_name(i, t.n ? t : small(i, s), 0);
}

int import_mesh(struct importer *i, struct evm_err *err)
{
	struct evm_str line, f[3], id, norm;
	int got;

	if (i->im->type < 0)
		return evm_err_set(err, EVM_EXIT_USAGE,
			"MeSH holds all kinds of things: say with --type what they are");
	while ((got = import_line(i, &line, err)) == 1) {
		if (!line.n || line.p[0] == '#')
			continue;
		if (import_fields(line, f, 3) < 2 || !f[0].n)
			return import_bad(i, err, "no number and name");
		evm_arena_reset(&i->keep);
		id = evm_str_printf(&i->keep, "MESH:%" EVM_FMT, EVM_ARG(f[0]));
		if (!import_wanted(i, id))
			continue;
		norm = turned(i, f[1]);
		import_begin(i, EVM_DISEASE, id, norm.n ? norm : f[1], "");
		add_name(i, f[1]);
		for (struct evm_str rest = f[2]; rest.p;)
			add_name(i, evm_str_cut(&rest, '|'));
		import_end(i);
	}
	return got;
}
