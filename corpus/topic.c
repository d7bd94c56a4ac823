#include "corpus/topic.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/tsv.h"

#define WORD_MIN 3

/*
 * One group of words, searched as Wu and Manber do: the pair of bytes at the
 * end of a window of the shortest word's length says how far the window may
 * move; where it may not, the words are compared.
 */
struct group {
	char *name;
	EVM_VEC(struct evm_str) words;	/* lower case */
	size_t shortest;
	uint8_t shift[1 << 16];
};

struct evm_topic {
	struct evm_arena arena;
	EVM_VEC(struct group *) groups;
};

static size_t pair(const char *p)
{
	return (size_t)(unsigned char)p[0] | (size_t)(unsigned char)p[1] << 8;
}

static void lower_shift(struct group *g, char a, char b, size_t shift)
{
	char both[2] = { a, b };
	uint8_t *at = &g->shift[pair(both)];

	if (shift < *at)
		*at = (uint8_t)shift;
}

static char to_upper(char c) { return evm_is_lower(c) ? (char)(c - 32) : c; }

static void build(struct group *g)
{
	size_t m = SIZE_MAX;

	for (size_t i = 0; i < g->words.n; i++)
		if (g->words.v[i].n < m)
			m = g->words.v[i].n;
	m = m > UINT8_MAX ? UINT8_MAX : m;
	g->shortest = m;
	memset(g->shift, (int)m - 1, sizeof g->shift);
	for (size_t i = 0; i < g->words.n; i++)
		for (size_t k = 0; k + 2 <= m; k++) {
			char a = g->words.v[i].p[k], b = g->words.v[i].p[k + 1];

			lower_shift(g, a, b, m - 2 - k);
			lower_shift(g, to_upper(a), b, m - 2 - k);
			lower_shift(g, a, to_upper(b), m - 2 - k);
			lower_shift(g, to_upper(a), to_upper(b), m - 2 - k);
		}
}

static struct group *group_of(struct evm_topic *t, struct evm_str name)
{
	struct group *g;

	for (size_t i = 0; i < t->groups.n; i++)
		if (evm_str_eqz(name, t->groups.v[i]->name))
			return t->groups.v[i];
	g = evm_arena_alloc(&t->arena, sizeof *g);
	g->name = evm_arena_dup(&t->arena, name.p, name.n);
	*EVM_PUSH(&t->arena, t->groups) = g;
	return g;
}

static int add_line(struct evm_topic *t, const struct evm_tsv *in,
		    struct evm_err *err)
{
	struct group *g;
	char *word;

	if (in->n != 2 || in->f[1].n < WORD_MIN)
		return evm_tsv_bad(in, err, "a group and a word of at least "
				   "%d bytes are wanted", WORD_MIN);
	g = group_of(t, in->f[0]);
	word = evm_arena_dup(&t->arena, in->f[1].p, in->f[1].n);
	for (char *p = word; *p; p++)
		*p = evm_to_lower(*p);
	*EVM_PUSH(&t->arena, g->words) = evm_str(word);
	return 0;
}

int evm_topic_load(struct evm_topic **out, const char *path,
		   struct evm_err *err)
{
	struct evm_topic *t;
	struct evm_tsv in;
	int got;

	if (evm_tsv_open(&in, path, err))
		return -1;
	t = evm_malloc(sizeof *t);
	memset(t, 0, sizeof *t);
	evm_arena_init(&t->arena);
	while ((got = evm_tsv_next(&in, err)) == 1)
		if (add_line(t, &in, err)) {
			got = -1;
			break;
		}
	if (!got && !t->groups.n)
		got = evm_err_set(err, EVM_EXIT_FAILED, "%s: no words", path);
	evm_tsv_close(&in);
	if (got < 0) {
		evm_topic_free(t);
		return -1;
	}
	for (size_t i = 0; i < t->groups.n; i++)
		build(t->groups.v[i]);
	*out = t;
	return 0;
}

void evm_topic_free(struct evm_topic *t)
{
	if (!t)
		return;
	evm_arena_release(&t->arena);
	free(t);
}

static bool word_at(const struct group *g, struct evm_str s)
{
	for (size_t i = 0; i < g->words.n; i++) {
		struct evm_str w = g->words.v[i];

		if (w.n <= s.n && evm_str_ieq(w, evm_str_sub(s, 0, w.n)))
			return true;
	}
	return false;
}

static bool group_hit(const struct group *g, struct evm_str s)
{
	size_t i = g->shortest;		/* the window's end */

	while (i <= s.n) {
		size_t shift = g->shift[pair(s.p + i - 2)];

		if (shift) {
			i += shift;
			continue;
		}
		if (word_at(g, evm_str_sub(s, i - g->shortest, s.n)))
			return true;
		i++;
	}
	return false;
}

bool evm_topic_hit(const struct evm_topic *t, struct evm_str bytes)
{
	for (size_t i = 0; i < t->groups.n; i++)
		if (!group_hit(t->groups.v[i], bytes))
			return false;
	return true;
}
