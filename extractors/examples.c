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

static int each(struct evm_examples *x, const char *dir, const char *name, evm_tsv_fn *use,
		struct evm_err *err)
{
	struct evm_buf path = EVM_BUF_INIT;
	int got;

	evm_buf_printf(&path, "%s/%s", dir, name);
	got = evm_tsv_each(path.p, use, x, err);
	evm_buf_release(&path);
	return got;
}

static void begin(struct evm_examples *x)
{
	memset(x, 0, sizeof *x);
	evm_arena_init(&x->arena);
}

int evm_examples_load(struct evm_examples *x, const char *dir, struct evm_err *err)
{
	begin(x);
	if (!each(x, dir, "examples.rules", read_line, err) &&
	    !each(x, dir, "mentions.rules", read_line, err))
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

/* "list phrase det", with its words from however many lines. */
static void want_list(struct evm_examples *x, const char *file, const struct evm_tsv *t)
{
	struct evm_str name = evm_str_printf(&x->arena, "%s %" EVM_FMT, file, EVM_ARG(t->f[0]));
	struct evm_example_group *g = add(x, EVM_LIT("list"), name);

	if (t->n > 1)
		g->words = evm_str_printf(&x->arena, "%" EVM_FMT "%s%" EVM_FMT, EVM_ARG(g->words),
					  g->words.n ? "|" : "", EVM_ARG(t->f[1]));
}

static int want_phrase(void *ctx, const struct evm_tsv *t, struct evm_err *err)
{
	(void)err;
	want_list(ctx, "phrase", t);
	return 0;
}

static int want_head(void *ctx, const struct evm_tsv *t, struct evm_err *err)
{
	(void)err;
	want_list(ctx, "heads", t);
	return 0;
}

static int want_mirna(void *ctx, const struct evm_tsv *t, struct evm_err *err)
{
	(void)err;
	want_list(ctx, "mirna", t);
	return 0;
}

static int want_code(void *ctx, const struct evm_tsv *t, struct evm_err *err)
{
	(void)err;
	want_list(ctx, "codes", t);
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
	return each(x, dir, "phrase.tsv", want_phrase, err) || each(x, dir, "heads.tsv", want_head, err) ||
	       each(x, dir, "mirna.tsv", want_mirna, err) || each(x, dir, "codes.tsv", want_code, err) ? -1 : 0;
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
	if (!each(x, dir, "lexicon.rules", want_words, err) &&
	    !each(x, dir, "cues.tsv", want_cue, err) &&
	    !each(x, dir, "process_nouns.tsv", want_process, err) &&
	    !each(x, dir, "settings.tsv", want_setting, err) &&
	    !each(x, dir, "tables.tsv", want_column, err) &&
	    !want_mentions(x, dir, err))
		return 0;
	evm_examples_release(x);
	return -1;
}
