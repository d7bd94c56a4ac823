#include "extractors/words.h"

#include <stdlib.h>
#include <string.h>

#include "core/cli.h"
#include "core/tsv.h"

static struct evm_str lower(struct evm_str s, char *to)
{
	for (size_t i = 0; i < s.n; i++)
		to[i] = evm_to_lower(s.p[i]);
	return (struct evm_str){ to, s.n };
}

void evm_words_init(struct evm_words *w)
{
	memset(w, 0, sizeof *w);
	evm_arena_init(&w->arena);
}

void evm_words_add(struct evm_words *w, struct evm_str word, uint32_t bits)
{
	char low[EVM_WORDS_MAX];
	uint32_t id;
	struct evm_str key;

	if (word.n == 0 || word.n > EVM_WORDS_MAX)
		return;
	key = lower(word, low);
	if (!evm_index_get(&w->index, key, &id)) {
		key = evm_str_dup(&w->arena, key);
		id = evm_index_add(&w->index, key, (uint32_t)w->bits.n, NULL);
		*EVM_PUSH(&w->arena, w->bits) = 0;
		if (key.n > w->longest)
			w->longest = key.n;
	}
	w->bits.v[id] |= bits;
}

static int add_word(struct evm_words *w, struct evm_str word, uint32_t bit,
		    const struct evm_tsv *t, struct evm_err *err)
{
	word = evm_str_trim(word);
	if (word.n == 0 || word.n > EVM_WORDS_MAX)
		return evm_tsv_bad(t, err, "an empty or too long word");
	evm_words_add(w, word, bit);
	return 0;
}

static int list_bit(const char *const *names, struct evm_str name, uint32_t *bit)
{
	for (int i = 0; names[i]; i++) {
		if (evm_str_eqz(name, names[i])) {
			*bit = 1u << i;
			return 0;
		}
	}
	return -1;
}

static int add_line(struct evm_words *w, const struct evm_tsv *t,
		    const char *const *names, struct evm_err *err)
{
	struct evm_str rest;
	uint32_t bit;

	if (t->n != 2)
		return evm_tsv_bad(t, err, "two columns are wanted: list, words");
	if (list_bit(names, t->f[0], &bit))
		return evm_tsv_bad(t, err, "no list is called '%" EVM_FMT "'", EVM_ARG(t->f[0]));
	w->digest = w->digest * 31 + evm_str_hash(t->all);
	for (rest = t->f[1]; rest.p;) {
		if (add_word(w, evm_str_cut(&rest, '|'), bit, t, err))
			return -1;
	}
	return 0;
}

static int read_file(struct evm_words *w, const char *path,
		     const char *const *names, struct evm_err *err)
{
	struct evm_tsv t;
	int got;

	if (evm_tsv_open(&t, path, err))
		return -1;
	while ((got = evm_tsv_next(&t, err)) == 1) {
		if (add_line(w, &t, names, err)) {
			got = -1;
			break;
		}
	}
	evm_tsv_close(&t);
	return got;
}

int evm_words_load(struct evm_words *w, const char *file,
		   const char *const *names, struct evm_err *err)
{
	struct evm_buf below = EVM_BUF_INIT;
	char *path;
	int rc = -1;

	evm_words_init(w);
	evm_buf_printf(&below, "extractors/rules/%s", file);
	path = evm_data_path(below.p, err);
	if (path)
		rc = read_file(w, path, names, err);
	free(path);
	evm_buf_release(&below);
	if (rc)
		evm_words_release(w);
	return rc;
}

void evm_words_release(struct evm_words *w)
{
	evm_index_release(&w->index);
	evm_arena_release(&w->arena);
	memset(w, 0, sizeof *w);
}

uint32_t evm_words_get(const struct evm_words *w, struct evm_str word)
{
	char low[EVM_WORDS_MAX];
	uint32_t id;

	if (word.n == 0 || word.n > w->longest)
		return 0;
	return evm_index_get(&w->index, lower(word, low), &id) ? w->bits.v[id] : 0;
}
