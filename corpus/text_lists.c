/* The word lists of corpus/lists: sets of words and globs of furniture. */
#include <stdlib.h>
#include <string.h>

#include "core/data.h"
#include "core/tsv.h"
#include "corpus/text_p.h"

static const char *const set_names[SET_N] = {
	[SET_VERB] = "verb", [SET_FUNCTION] = "function", [SET_OPEN] = "open",
	[SET_STARTER] = "starter", [SET_ABBREVIATION] = "abbreviation",
	[SET_HEAD_ABSTRACT] = "abstract", [SET_HEAD_MAIN] = "main",
	[SET_HEAD_PARENT] = "parent", [SET_HEAD_LABEL] = "label",
	[SET_HEAD_KEYWORDS] = "keywords", [SET_HEAD_BACK] = "back",
	[SET_HEAD_REFERENCES] = "references", [SET_HEAD_DROPPED] = "dropped",
	[SET_KIND] = "article-kind",
	[SET_HYPHEN_RIGHT] = "right", [SET_HYPHEN_PREFIX] = "prefix",
	[SET_HYPHEN_CLOSED] = "closed",
	[SET_HYPHEN_LEFT] = "left",
	[SET_HYPHEN_WHOLE] = "whole", [SET_HYPHEN_TAIL] = "tail",
	[SET_HYPHEN_JOINED] = "joined", [SET_HYPHEN_SUSPENDED] = "suspended",
	[SET_COL_SOURCE] = "col-source", [SET_COL_VESICLE] = "col-vesicle",
	[SET_COL_ROUTE] = "col-route", [SET_COL_STATE] = "col-state",
	[SET_COL_COUNT] = "col-count", [SET_COL_TIME] = "col-time",
	[SET_COL_REFERENCE] = "col-reference", [SET_COL_OTHER] = "col-other",
	[SET_VAL_VESICLE] = "vesicle", [SET_VAL_ROUTE] = "route",
	[SET_VAL_STATE] = "state", [SET_VAL_TIME] = "time",
	[SET_COL_DISEASE] = "col-disease", [SET_COL_EFFECT] = "col-effect",
	[SET_COL_DOSE] = "col-dose", [SET_COL_SPECIES] = "col-species",
	[SET_VAL_DISEASE] = "disease", [SET_VAL_EFFECT] = "effect",
	[SET_VAL_DOSE] = "dose", [SET_VAL_SPECIES] = "species",
};

static const char *const files[] = {
	"prose.tsv", "headings.tsv", "hyphens.tsv", "tables.tsv",
	"furniture.tsv",
};

static struct evm_str lower(struct evm_arena *a, struct evm_str s)
{
	char *p = evm_arena_dup(a, s.p, s.n);

	for (size_t i = 0; i < s.n; i++)
		p[i] = evm_to_lower(p[i]);
	return (struct evm_str){ p, s.n };
}

static int set_of(struct evm_str name)
{
	for (int i = 0; i < SET_N; i++)
		if (evm_str_eqz(name, set_names[i]))
			return i;
	return -1;
}

static struct evm_str longest_literal(struct evm_str glob)
{
	struct evm_str best = evm_str_sub(glob, 0, 0);

	for (size_t b = 0; b < glob.n;) {
		size_t e = b;

		while (e < glob.n && !strchr("*#", glob.p[e]))
			e++;
		if (e - b > best.n)
			best = evm_str_sub(glob, b, e);
		b = e > b ? e : e + 1;
	}
	return best;
}

static uint64_t pairs_of(struct evm_str s)
{
	uint64_t bits = 0;

	for (size_t i = 0; i + 1 < s.n; i++)
		bits |= (uint64_t)1 << (((unsigned char)s.p[i] * 7u +
					 (unsigned char)s.p[i + 1] * 29u) & 63u);
	return bits;
}

static void add_glob(struct text_lists *l, struct text_globs *to,
		     struct evm_str glob)
{
	struct text_glob *g = EVM_PUSH(&l->arena, *to);

	EVM_CHECK(g);
	g->all = lower(&l->arena, glob);
	g->need = longest_literal(g->all);
	g->pairs = pairs_of(g->need);
}

/* Takes a pattern of furniture; false when the name is none of theirs. */
static bool take_glob(struct text_lists *l, struct evm_str name,
		      struct evm_str glob)
{
	struct text_globs *to = evm_str_eqz(name, "line") ? &l->line :
		evm_str_eqz(name, "block") ? &l->block :
		evm_str_eqz(name, "alone") ? &l->alone : NULL;

	if (to)
		add_glob(l, to, glob);
	return to != NULL;
}

static int take(struct text_lists *l, const struct evm_tsv *t,
		struct evm_err *err)
{
	int set = set_of(t->f[0]);
	struct evm_str rest = t->f[1];

	if (t->n != 2)
		return evm_tsv_bad(t, err, "%zu fields where 2 are expected", t->n);
	if (take_glob(l, t->f[0], rest))
		return 0;
	if (set < 0)
		return evm_tsv_bad(t, err, "no set is named '%.*s'",
				   EVM_ARG(t->f[0]));
	while (rest.p) {
		struct evm_str name = evm_str_trim(evm_str_cut(&rest, '|'));

		if (name.n)
			evm_index_add(&l->set[set], lower(&l->arena, name), 1, NULL);
	}
	return 0;
}

static int load(struct text_lists *l, const char *path, struct evm_err *err)
{
	struct evm_tsv t;
	int got;

	if (evm_tsv_open(&t, path, err))
		return -1;
	while ((got = evm_tsv_next(&t, err)) == 1)
		if (take(l, &t, err)) {
			got = -1;
			break;
		}
	evm_tsv_close(&t);
	return got;
}

int text_lists_load(struct text_lists *l, struct evm_err *err)
{
	memset(l, 0, sizeof *l);
	evm_arena_init(&l->arena);
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		struct evm_str below = evm_str_printf(&l->arena,
						      "corpus/lists/%s", files[i]);
		char *path = evm_data_path(below.p, err);
		int bad = !path || load(l, path, err);

		free(path);
		if (bad) {
			text_lists_release(l);
			return -1;
		}
	}
	return 0;
}

void text_lists_release(struct text_lists *l)
{
	for (int i = 0; i < SET_N; i++)
		evm_index_release(&l->set[i]);
	evm_arena_release(&l->arena);
}

bool text_in(const struct text_lists *l, enum text_set set, struct evm_str s)
{
	char key[100];
	uint32_t value;

	if (!s.n || s.n >= sizeof key)
		return false;
	for (size_t i = 0; i < s.n; i++)
		key[i] = evm_to_lower(s.p[i]);
	return evm_index_get(&l->set[set], (struct evm_str){ key, s.n }, &value);
}

static bool is_like(struct evm_str glob, struct evm_str s)
{
	size_t g = 0, i = 0, star = SIZE_MAX, mark = 0;

	for (;;) {
		if (g < glob.n && glob.p[g] == '*') {
			star = g++;
			mark = i;
			continue;
		}
		if (i == s.n && g == glob.n)
			return true;
		if (g < glob.n && i < s.n && glob.p[g] == '#' &&
		    evm_is_digit(s.p[i])) {
			while (i < s.n && evm_is_digit(s.p[i]))
				i++;
			g++;
			continue;
		}
		if (g < glob.n && i < s.n && s.p[i] == glob.p[g]) {
			i++, g++;
			continue;
		}
		if (star == SIZE_MAX || mark >= s.n)
			return false;
		g = star + 1;
		i = ++mark;
	}
}

bool text_globbed(const struct text_globs *globs, struct evm_str s)
{
	char p[250];
	uint64_t pairs;

	if (s.n > sizeof p)
		return false;
	for (size_t i = 0; i < s.n; i++)
		p[i] = evm_to_lower(s.p[i]);
	s.p = p;
	pairs = pairs_of(s);
	for (size_t i = 0; i < globs->n; i++)
		if (!(globs->v[i].pairs & ~pairs) &&
		    memmem(s.p, s.n, globs->v[i].need.p, globs->v[i].need.n) &&
		    is_like(globs->v[i].all, s))
			return true;
	return false;
}
