/* Reading vocabulary lines, block lists and word lists. */
#include <stdio.h>

#include "dictionaries/dict_p.h"

static struct evm_str dash(struct evm_str s)
{
	s = evm_str_trim(s);
	return evm_str_eqz(s, "-") ? EVM_LIT("") : s;
}

#define FAULT(...) (snprintf(what, size, __VA_ARGS__), -1)

const char *evm_name_part(enum evm_part part)
{
	static const char *const names[] = {
		[EVM_PART_TISSUE] = "tissue", [EVM_PART_CELL] = "cell", [EVM_PART_WAY] = "way",
		[EVM_PART_SITE] = "site", [EVM_PART_GIVING] = "giving", [EVM_PART_PREFIX] = "prefix",
	};

	return (size_t)part < sizeof names / sizeof *names ? names[part] : NULL;
}

enum evm_part evm_name_part_of(struct evm_str value)
{
	for (enum evm_part i = EVM_PART_TISSUE; evm_name_part(i); i++)
		if (evm_str_eqz(value, evm_name_part(i)))
			return i;
	return EVM_PART_NONE;
}

/* "key=value;key=value" */
static int check_attrs(struct evm_str attrs, char *what, size_t size)
{
	struct evm_str rest = attrs;

	if (!attrs.n)
		return 0;
	while (rest.p) {
		struct evm_str one = evm_str_cut(&rest, ';');
		size_t eq = evm_str_find(one, EVM_LIT("="), 0);

		if (eq == SIZE_MAX || !eq || eq + 1 == one.n)
			return FAULT("attribute '%.*s' is not key=value",
				     (int)one.n, one.p);
		if (evm_str_starts(one, "part=") && !evm_name_part_of(evm_str_sub(one, eq + 1, one.n)))
			return FAULT("'%.*s' is no part of a name", (int)one.n, one.p);
	}
	return 0;
}

/* miRBase's accessions stand without a prefix: MI0000077, MIMAT0000076. */
static bool mirbase(struct evm_str id)
{
	size_t at = evm_str_starts(id, "MIMAT") ? 5 : 2;

	if (id.n != at + 7 || !evm_str_starts(id, "MI"))
		return false;
	while (at < id.n)
		if (!evm_is_digit(id.p[at++]))
			return false;
	return true;
}

/* A CURIE: prefix, colon, something, no space. */
bool evm_id_sound(struct evm_str id)
{
	size_t colon = evm_str_find(id, EVM_LIT(":"), 0);

	if (!id.n || mirbase(id))
		return true;
	return colon != SIZE_MAX && colon && colon + 1 < id.n && id.n <= 1000 &&
	       evm_str_find(id, EVM_LIT(" "), 0) == SIZE_MAX;
}

int evm_entry_parse(struct evm_entry *e, const struct evm_str *f, size_t n,
		    char *what, size_t size)
{
	int type;

	if (n != 5)
		return FAULT("%zu columns where there should be 5 "
			     "(type, id, norm, names, attrs)", n);
	type = evm_type_of(f[0]);
	if (type < 0)
		return FAULT("'%.*s' is no type", (int)f[0].n, f[0].p);
	e->type = (enum evm_type)type;
	e->id = dash(f[1]);
	e->norm = dash(f[2]);
	e->names = evm_str_trim(f[3]);
	e->attrs = dash(f[4]);
	if (!e->names.n || evm_str_eqz(e->names, "-"))
		return FAULT("no names");
	if (e->norm.n > 1000 || e->attrs.n > 1000)
		return FAULT("a column of more than 1000 bytes");
	if (!evm_id_sound(e->id))
		return FAULT("identifier '%.*s' is not PREFIX:NUMBER or -",
			     (int)e->id.n, e->id.p);
	return check_attrs(e->attrs, what, size);
}

static int flag_of(struct evm_str s, uint32_t *flags)
{
	static const struct { const char *name; uint32_t flag; } known[] = {
		{ "case", EVM_NAME_CASE }, { "nosplit", EVM_NAME_NOSPLIT },
		{ "numend", EVM_NAME_NUMEND }, { "ambig", EVM_NAME_AMBIGUOUS },
		{ "word", ENTRY_WORD },
	};

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (evm_str_eqz(evm_str_trim(s), known[i].name)) {
			*flags |= known[i].flag;
			return 0;
		}
	return -1;
}

int evm_entry_name(struct evm_str *names, struct evm_str *name, uint32_t *flags,
		   char *what, size_t size)
{
	struct evm_str in;
	size_t open;

	*flags = 0;
	if (!names->p)
		return 0;
	*name = evm_str_trim(evm_str_cut(names, '|'));
	if (name->n && name->p[name->n - 1] == '}') {
		open = name->n;
		while (open && name->p[open - 1] != '{')
			open--;
		if (!open)
			return FAULT("'%.*s' has a } without its {",
				     (int)name->n, name->p);
		in = evm_str_sub(*name, open, name->n - 1);
		*name = evm_str_trim(evm_str_sub(*name, 0, open - 1));
		while (in.p) {
			struct evm_str one = evm_str_cut(&in, ',');

			if (flag_of(one, flags))
				return FAULT("'%.*s' is no flag", (int)one.n,
					     one.p);
		}
	}
	if (!name->n)
		return FAULT("an empty name");
	if (name->n > 1000)
		return FAULT("a name of more than 1000 bytes");
	return 1;
}

int evm_name_fold(struct evm_folder *f, struct evm_str name, char *what,
		  size_t size)
{
	size_t n = evm_fold(f, name);

	if (!n)
		return FAULT("the name '%.*s' has no letter or digit",
			     (int)name.n, name.p);
	if (n > EVM_NAME_TOKENS)
		return FAULT("the name '%.60s...' has over %d parts", name.p,
			     EVM_NAME_TOKENS);
	return 0;
}
