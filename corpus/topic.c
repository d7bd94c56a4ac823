#include "corpus/topic.h"

#include <stdlib.h>
#include <string.h>

#include "core/tsv.h"
#include "corpus/finder.h"

struct group {
	char *name;
	struct evm_finder words;
};

struct evm_topic {
	struct evm_arena arena;
	EVM_VEC(struct group *) groups;
};

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
	if (in->n != 2 || in->f[1].n < EVM_FINDER_MIN)
		return evm_tsv_bad(in, err, "a group and a word of at least "
				   "%d bytes are wanted", EVM_FINDER_MIN);
	evm_finder_add(&group_of(t, in->f[0])->words, &t->arena, in->f[1]);
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
		evm_finder_build(&t->groups.v[i]->words);
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

bool evm_topic_hit(const struct evm_topic *t, struct evm_str bytes)
{
	for (size_t i = 0; i < t->groups.n; i++)
		if (!evm_finder_hit(&t->groups.v[i]->words, bytes))
			return false;
	return true;
}
