/*
 * MeSH descriptors. MeSH turns names round ("Carcinoma, Hepatocellular");
 * texts don't, so the turned ones are turned back. As lines of number, name,
 * and entry terms between bars they do not say what they are: --type does, and
 * --only which ones. As records they have tree numbers, which say it.
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
		f[2] = (struct evm_str){ NULL, 0 };
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

/* What a tree holds; -1: nothing that claims are about. The longest prefix
 * counts. */
static int type_of_tree(struct evm_str tree)
{
	static const struct { const char *prefix; enum evm_type type; } known[] = {
		{ "D12.776", EVM_PROTEIN }, { "D12.644", EVM_PROTEIN },
		{ "D08.811", EVM_PROTEIN }, { "D23.529", EVM_PROTEIN },
		{ "D23.050", EVM_PROTEIN }, { "D", EVM_DRUG },
		{ "C", EVM_DISEASE }, { "F03", EVM_DISEASE },
		{ "A11", EVM_CELL }, { "B01", EVM_SPECIES },
		{ "G", EVM_EFFECT },
	};

	for (size_t k = 0; k < sizeof known / sizeof *known; k++)
		if (evm_str_starts(tree, known[k].prefix))
			return (int)known[k].type;
	return -1;
}

/* The type of one of the trees: the wanted one, or the first that has any. */
static int type_of(const struct evm_mesh_record *r, int wanted)
{
	int first = -1;

	for (size_t k = 0; k < r->n_trees; k++) {
		int type = type_of_tree(r->trees[k]);

		if (type >= 0 && type == wanted)
			return type;
		if (first < 0)
			first = type;
	}
	return wanted < 0 ? first : -1;
}

static void add_record(struct importer *i, const struct evm_mesh_record *r)
{
	int type = type_of(r, i->im->type);
	struct evm_str id, norm;

	evm_arena_reset(&i->keep);
	id = evm_str_printf(&i->keep, "MESH:%" EVM_FMT, EVM_ARG(r->id));
	if (type < 0 || !r->id.n || !r->name.n || !import_wanted(i, id))
		return;
	norm = turned(i, r->name);
	import_begin(i, (enum evm_type)type, id, norm.n ? norm : r->name, "");
	add_name(i, r->name);
	for (size_t k = 0; k < r->n_terms; k++)
		add_name(i, r->terms[k]);
	import_end(i);
}

int evm_import_mesh(struct evm_import *im,
		    int (*next)(void *ctx, struct evm_mesh_record *r,
				struct evm_err *err),
		    void *ctx, struct evm_err *err)
{
	struct evm_mesh_record r;
	struct importer i;
	int got = import_init(&i, im, err);

	if (!got)
		while ((got = next(ctx, &r, err)) == 1)
			add_record(&i, &r);
	import_release(&i);
	return got;
}
