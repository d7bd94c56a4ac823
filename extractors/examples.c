#include "extractors/examples.h"

#include <string.h>

#include "extractors/annotate.h"
#include "extractors/frame.h"

/* --- reading ----------------------------------------------------------------------- */

int evm_example_read(struct evm_arena *a, const struct evm_tsv *t, struct evm_str rest,
		     struct evm_example *e, struct evm_err *err)
{
	size_t end;

	rest = evm_str_trim(rest);
	if (!evm_str_starts(rest, "\"") ||
	    (end = evm_str_find(rest, EVM_LIT("\""), 1)) == SIZE_MAX)
		return evm_tsv_bad(t, err, "an example is a sentence in double quotes, not '%.*s'",
				   EVM_ARG(rest));
	e->text = evm_str_dup(a, evm_str_sub(rest, 1, end));
	e->claims = evm_str_dup(a, evm_str_trim(evm_str_sub(rest, end + 1, rest.n)));
	e->line = t->line;
	if (!e->negative && !e->claims.n)
		return evm_tsv_bad(t, err, "no claim behind the example '%.*s'", EVM_ARG(rest));
	return 0;
}

static struct evm_example_group *find(const struct evm_examples *x, struct evm_str kind,
				      struct evm_str value)
{
	for (size_t i = 0; i < x->groups.n; i++)
		if (evm_str_eq(x->groups.v[i].kind, kind) && evm_str_eq(x->groups.v[i].value, value))
			return &x->groups.v[i];
	return NULL;
}

const struct evm_example_group *evm_example_group(const struct evm_examples *x,
						  struct evm_str kind, struct evm_str value)
{
	return find(x, kind, value);
}

bool evm_example_mentions(struct evm_str kind)
{
	return evm_str_eqz(kind, "gram") || evm_str_eqz(kind, "list") || evm_str_eqz(kind, "part");
}

static const char *file_of(struct evm_str kind)
{
	return evm_example_mentions(kind) ? "mentions.rules" : "examples.rules";
}

static struct evm_example_group *add(struct evm_examples *x, struct evm_str kind,
				     struct evm_str value)
{
	struct evm_example_group *g = find(x, kind, value);

	if (g)
		return g;
	g = EVM_PUSH(&x->arena, x->groups);
	g->kind = evm_str_dup(&x->arena, kind);
	g->value = evm_str_dup(&x->arena, value);
	g->file = file_of(kind);
	return g;
}

static int read_line(void *ctx, const struct evm_tsv *t, struct evm_err *err)
{
	struct evm_examples *x = ctx;
	struct evm_str rest = t->all, key = evm_str_word(&rest);
	struct evm_example *e;

	if (!evm_str_eqz(key, "ex:") && !evm_str_eqz(key, "not:")) {
		rest = evm_str_trim(rest);
		if (find(x, key, rest))
			return evm_tsv_bad(t, err, "'%.*s' is there twice", EVM_ARG(t->all));
		add(x, key, rest)->line = t->line;
		return 0;
	}
	if (!x->groups.n)
		return evm_tsv_bad(t, err, "an example of no group");
	e = EVM_PUSH(&x->arena, x->groups.v[x->groups.n - 1].examples);
	e->negative = key.n == 4;
	return evm_example_read(&x->arena, t, rest, e, err);
}

static void begin(struct evm_examples *x)
{
	memset(x, 0, sizeof *x);
	evm_arena_init(&x->arena);
}

int evm_examples_load(struct evm_examples *x, const char *dir, struct evm_err *err)
{
	begin(x);
	if (!evm_tsv_each_in(dir, "examples.rules", read_line, x, err) &&
	    !evm_tsv_each_in(dir, "mentions.rules", read_line, x, err))
		return 0;
	evm_examples_release(x);
	return -1;
}

void evm_examples_release(struct evm_examples *x)
{
	evm_arena_release(&x->arena);
}

/* --- what wants examples ------------------------------------------------------------- */

/* "verb dampen - prep=to both": verb -, option prep, option both. */
static int want_words(void *ctx, const struct evm_tsv *t, struct evm_err *err)
{
	struct evm_examples *x = ctx;
	struct evm_str rest = t->all, kind = evm_str_word(&rest), f;

	(void)err;
	evm_str_word(&rest);
	f = evm_str_word(&rest);
	add(x, kind, f);
	while ((f = evm_str_word(&rest)).n) {
		struct evm_str key = evm_str_cut(&f, '=');

		if (!evm_str_eqz(key, "forms"))	/* how words are spelled */
			add(x, EVM_LIT("option"), key);
	}
	return 0;
}

static int want_cue(void *ctx, const struct evm_tsv *t, struct evm_err *err)
{
	(void)err;
	add(ctx, EVM_LIT("cue"), t->f[0]);
	return 0;
}

static int want_setting(void *ctx, const struct evm_tsv *t, struct evm_err *err)
{
	(void)err;
	add(ctx, EVM_LIT("setting"), t->f[0]);
	return 0;
}

static int want_column(void *ctx, const struct evm_tsv *t, struct evm_err *err)
{
	(void)err;
	add(ctx, EVM_LIT("column"), t->f[0]);
	return 0;
}

static int want_process(void *ctx, const struct evm_tsv *t, struct evm_err *err)
{
	(void)err;
	if (t->n > 2)
		add(ctx, EVM_LIT("process"), t->f[2]);
	return 0;
}

struct list_file {
	struct evm_examples *x;
	const char *name;
};

/* "list phrase det", with its words from however many lines. */
static int want_list(void *ctx, const struct evm_tsv *t, struct evm_err *err)
{
	const struct list_file *file = ctx;
	struct evm_arena *a = &file->x->arena;
	struct evm_str name = evm_str_printf(a, "%s %" EVM_FMT, file->name, EVM_ARG(t->f[0]));
	struct evm_example_group *g = add(file->x, EVM_LIT("list"), name);

	(void)err;
	if (t->n > 1)
		g->words = evm_str_printf(a, "%" EVM_FMT "%s%" EVM_FMT, EVM_ARG(g->words),
					  g->words.n ? "|" : "", EVM_ARG(t->f[1]));
	return 0;
}

static int want_lists(struct evm_examples *x, const char *dir, struct evm_err *err)
{
	static const char *const names[] = { "phrase", "heads", "mirna", "codes" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct evm_str file = evm_str_printf(&x->arena, "%s.tsv", names[i]);

		if (evm_tsv_each_in(dir, file.p, want_list, &(struct list_file){ x, names[i] }, err))
			return -1;
	}
	return 0;
}

static int want_mentions(struct evm_examples *x, const char *dir, struct evm_err *err)
{
	static const char *const grammars[] = {
#define X(name) #name,
		EVM_GRAMMARS(X)
#undef X
	};

	for (size_t i = 0; i < sizeof grammars / sizeof *grammars; i++)
		add(x, EVM_LIT("gram"), evm_str(grammars[i]));
	for (enum evm_part i = EVM_PART_TISSUE; evm_name_part(i); i++)
		add(x, EVM_LIT("part"), evm_str(evm_name_part(i)));
	return want_lists(x, dir, err);
}

int evm_examples_wanted(struct evm_examples *x, const char *dir, struct evm_err *err)
{
	static const char *const frames[] = {
#define X(name) #name,
		EVM_RULES(X)
#undef X
	};

	begin(x);
	for (size_t i = 0; i < sizeof frames / sizeof *frames; i++)
		add(x, EVM_LIT("frame"), evm_str(frames[i]));
	if (!evm_tsv_each_in(dir, "lexicon.rules", want_words, x, err) &&
	    !evm_tsv_each_in(dir, "cues.tsv", want_cue, x, err) &&
	    !evm_tsv_each_in(dir, "process_nouns.tsv", want_process, x, err) &&
	    !evm_tsv_each_in(dir, "settings.tsv", want_setting, x, err) &&
	    !evm_tsv_each_in(dir, "tables.tsv", want_column, x, err) &&
	    !want_mentions(x, dir, err))
		return 0;
	evm_examples_release(x);
	return -1;
}
