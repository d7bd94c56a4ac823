/*
 * OBO ontologies. What real files do: terms of other ontologies among their
 * own, obsolete terms that keep their synonyms, stanzas that come twice,
 * synonyms without a scope, with a type word or an OMO number behind it, with
 * qualifiers in braces at the end, escaped quotes in names.
 */
#include "dictionaries/import_p.h"

#include <stdio.h>
#include <string.h>

struct synonym {
	struct evm_str name;
	uint32_t flags;
};

struct term {
	bool on;		/* in a [Term] stanza */
	struct evm_str id, name, space;
	bool obsolete;
	EVM_VEC(struct synonym) synonyms;
};

struct obo {
	struct importer *i;
	struct evm_arena arena;	/* the term's; reset with each */
	struct term t;
	char ontology[64];	/* "doid": whose terms are taken */
	struct evm_index norms;	/* id -> 1: name in names */
	EVM_VEC(struct evm_str) names;
};

/* Undoes the escapes of s up to the quote that ends it. */
static struct evm_str unquote(struct evm_arena *a, struct evm_str s, size_t *end)
{
	char *p = evm_arena_alloc(a, s.n + 1);
	size_t n = 0, k = 0;

	for (; k < s.n && s.p[k] != '"'; k++) {
		char c = s.p[k];

		if (c == '\\' && k + 1 < s.n) {
			c = s.p[++k];
			if (c == 'n' || c == 't' || c == 'W')
				c = ' ';
		}
		p[n++] = c;
	}
	*end = k;
	return (struct evm_str){ p, n };
}

/* A value without its trailing comment and qualifiers: no quotes in it. */
static struct evm_str plain(struct evm_arena *a, struct evm_str s)
{
	size_t end, cut = evm_str_find(s, EVM_LIT(" ! "), 0);

	if (cut != SIZE_MAX)
		s.n = cut;
	cut = evm_str_find(s, EVM_LIT(" {"), 0);
	if (cut != SIZE_MAX && evm_str_ends(evm_str_trim(s), "}"))
		s.n = cut;
	return evm_str_trim(unquote(a, s, &end));
}

static bool all_capitals(struct evm_str s)
{
	for (size_t k = 0; k < s.n; k++)
		if (!evm_is_upper(s.p[k]) && !evm_is_digit(s.p[k]))
			return false;
	return true;
}

/* "NPHP1", "SHFM3": a disease's number in a catalogue, and the gene's symbol
 * besides; in a text it is the gene unless the disease is named. "MT", "ATG":
 * stems of a group's symbols. */
static uint32_t short_flags(struct evm_str s)
{
	bool end = s.n && evm_is_digit(s.p[s.n - 1]);

	return EVM_NAME_CASE | (end || s.n <= 3 ? EVM_NAME_AMBIGUOUS : 0);
}

/* Groups of genes that make no protein. */
static bool names_rna(struct evm_str s)
{
	return evm_str_ends(s, "RNA") || evm_str_ends(s, "RNAs") ||
	       evm_str_find(s, EVM_LIT("pseudogene"), 0) != SIZE_MAX;
}

/* "name" SCOPE TYPE [sources] {qualifiers} */
static void add_synonym(struct obo *o, struct evm_str s)
{
	struct synonym syn = { { NULL, 0 }, 0 };
	struct evm_str rest;
	size_t end;

	if (!s.n || s.p[0] != '"')
		return;
	syn.name = unquote(&o->arena, evm_str_sub(s, 1, s.n), &end);
	if (syn.name.n <= 4 && all_capitals(syn.name))
		syn.flags = short_flags(syn.name);
	rest = evm_str_sub(s, end + 2, s.n);
	end = evm_str_find(rest, EVM_LIT("["), 0);
	rest.n = end == SIZE_MAX ? rest.n : end;
	while (rest.n) {
		struct evm_str word = evm_str_cut(&rest, ' ');

		/* broader things, and ways of writing that are no names */
		if (evm_str_eqz(word, "BROAD") ||
		    evm_str_eqz(word, "INCONSISTENT") ||
		    evm_str_eqz(word, "Gene-based"))
			return;
		/* abbreviations */
		if (evm_str_eqz(word, "OMO:0003000") ||
		    evm_str_eqz(word, "ABBREVIATION") ||
		    evm_str_eqz(word, "PRO-short-label"))
			syn.flags = short_flags(syn.name);
	}
	*EVM_PUSH(&o->arena, o->t.synonyms) = syn;
}

/* What an ontology's terms are here; -1 when they are none of the types. */
static int type_of(struct evm_str id)
{
	static const struct { const char *prefix; enum evm_type type; } known[] = {
		{ "DOID:", EVM_DISEASE }, { "MONDO:", EVM_DISEASE },
		{ "HP:", EVM_DISEASE }, { "CL:", EVM_CELL },
		{ "CLO:", EVM_CELL }, { "CVCL:", EVM_CELL },
		{ "GO:", EVM_EFFECT }, { "CHEBI:", EVM_DRUG },
		{ "hgnc.genegroup:", EVM_PROTEIN }, { "PR:", EVM_PROTEIN },
	};

	for (size_t k = 0; k < sizeof known / sizeof *known; k++)
		if (evm_str_starts(id, known[k].prefix))
			return (int)known[k].type;
	return -1;
}

/* Does a name end like a process: "cell division", "ion transport"? */
static bool names_process(struct evm_str s)
{
	static const char *const ends[] = {
		"tion", "tions", "sis", "ing", "ment", "cycle", "response", "process",
		"death", "growth", "repair", "transport", "sion", "lysis", "phagy",
	};

	for (size_t k = 0; k < sizeof ends / sizeof *ends; k++)
		if (evm_str_ends(s, ends[k]))
			return true;
	return false;
}

/* Of the Gene Ontology, only what goes on: its places and abilities are no
 * effects. Parts of it in other releases do not say which a term is. */
static bool goes_on(const struct term *t)
{
	if (!evm_str_starts(t->id, "GO:"))
		return true;
	return t->space.n ? evm_str_eqz(t->space, "biological_process") : names_process(t->name);
}

/* A term of the file's own ontology, when no prefix was asked for. */
static bool own(const struct obo *o, struct evm_str id)
{
	size_t n = strlen(o->ontology);

	if (o->i->im->prefix || !n)
		return true;
	return id.n > n && id.p[n] == ':' &&
	       evm_str_ieqz(evm_str_sub(id, 0, n), o->ontology);
}

/* A term that comes in two stanzas has the name of the first that has one. */
static struct evm_str norm_of(struct obo *o)
{
	struct importer *i = o->i;
	uint32_t at;

	if (evm_index_get(&o->norms, o->t.id, &at))
		return o->names.v[at];
	if (o->t.name.n) {
		evm_index_add(&o->norms, evm_str_dup(&i->keep, o->t.id),
			      (uint32_t)o->names.n, NULL);
		*EVM_PUSH(&i->keep, o->names) = evm_str_dup(&i->keep, o->t.name);
	}
	return o->t.name;
}

static int end_term(struct obo *o, struct evm_err *err)
{
	struct importer *i = o->i;
	struct term *t = &o->t;
	struct evm_str norm;
	int type;

	if (!t->on || !t->id.n || t->obsolete || !own(o, t->id) ||
	    !import_wanted(i, t->id))
		return 0;
	type = i->im->type >= 0 ? i->im->type : type_of(t->id);
	if (type < 0)
		return import_bad(i, err, "say with --type what '%.*s' is",
				  (int)t->id.n, t->id.p);
	norm = norm_of(o);
	if (!norm.n || (type == EVM_PROTEIN && names_rna(t->name)) ||
	    (type == EVM_EFFECT && !goes_on(t)))
		return 0;
	import_begin(i, (enum evm_type)type, t->id, norm, "");
	import_name(i, t->name, 0);
	for (size_t k = 0; k < t->synonyms.n; k++)
		import_name(i, t->synonyms.v[k].name, t->synonyms.v[k].flags);
	import_end(i);
	return 0;
}

static void begin_stanza(struct obo *o, struct evm_str line)
{
	evm_arena_reset(&o->arena);
	memset(&o->t, 0, sizeof o->t);
	o->t.on = evm_str_eqz(line, "[Term]");
}

/* "doid", "uberon/uberon-basic", "mondo/imports/go_import": the last two say
 * nothing about whose terms these are, unless the first part does. */
static void read_ontology(struct obo *o, struct evm_str value)
{
	struct evm_str rest = value, first = evm_str_cut(&rest, '/');

	if (rest.p && evm_str_find(rest, EVM_LIT("import"), 0) != SIZE_MAX)
		return;
	snprintf(o->ontology, sizeof o->ontology, "%.*s",
		 (int)(first.n > 60 ? 60 : first.n), first.p);
}

static void read_tag(struct obo *o, struct evm_str line)
{
	struct evm_str value = line, tag = evm_str_cut(&value, ':');

	if (!value.p)
		return;
	value = evm_str_trim(value);
	if (!o->t.on) {
		if (!o->ontology[0] && evm_str_eqz(tag, "ontology"))
			read_ontology(o, value);
	} else if (evm_str_eqz(tag, "id")) {
		o->t.id = plain(&o->arena, value);
	} else if (evm_str_eqz(tag, "name")) {
		o->t.name = plain(&o->arena, value);
	} else if (evm_str_eqz(tag, "namespace")) {
		o->t.space = plain(&o->arena, value);
	} else if (evm_str_eqz(tag, "synonym")) {
		add_synonym(o, value);
	} else if (evm_str_eqz(tag, "is_obsolete")) {
		o->t.obsolete |= evm_str_starts(value, "true");
	}
}

int import_obo(struct importer *i, struct evm_err *err)
{
	struct obo o = { .i = i };
	struct evm_str line;
	int got;

	evm_arena_init(&o.arena);
	while ((got = import_line(i, &line, err)) == 1) {
		if (line.n && line.p[0] == '[') {
			got = end_term(&o, err);
			if (got)
				break;
			begin_stanza(&o, line);
		} else {
			read_tag(&o, line);
		}
	}
	if (!got)
		got = end_term(&o, err);
	evm_arena_release(&o.arena);
	evm_index_release(&o.norms);
	return got;
}
