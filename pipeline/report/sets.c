#include "report/sets.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/stands.h"

/* What a set's claims say of one object: to see which contradict each other. */
struct stand {
	uint8_t says[EVM_VIEW_N];
};

struct making {
	struct evm_sets *sets;
	struct evm_index index;		/* of stands */
	EVM_VEC(struct stand) stands;
	struct evm_buf key;
};

static struct evm_str key_of(char key[64], enum evm_set_kind kind, uint32_t a,
			     uint32_t b)
{
	int n = snprintf(key, 64, "%d:%u:%u", (int)kind, a, b);

	return (struct evm_str){ key, (size_t)n };
}

struct evm_set *evm_sets_get(const struct evm_sets *sets, enum evm_set_kind kind,
			     uint32_t a, uint32_t b)
{
	char key[64];
	uint32_t at;

	return evm_index_get(&sets->index, key_of(key, kind, a, b), &at) ?
	       sets->v.v[at] : NULL;
}

static struct evm_set *make(struct evm_sets *sets, enum evm_set_kind kind,
			    uint32_t a, uint32_t b)
{
	struct evm_set *s = evm_sets_get(sets, kind, a, b);
	char key[64];

	if (s)
		return s;
	s = evm_arena_alloc(&sets->arena, sizeof *s);
	s->kind = kind;
	s->a = a;
	s->b = b;
	*EVM_PUSH(&sets->arena, sets->v) = s;
	*EVM_PUSH(&sets->arena, sets->kind[kind]) = s;
	s->number = (uint32_t)sets->v.n;
	evm_index_add(&sets->index, evm_str_dup(&sets->arena,
		      key_of(key, kind, a, b)), s->number - 1, NULL);
	return s;
}

/* --- conflicts -------------------------------------------------------------------- */

static void weigh(struct making *m, struct evm_set *s, const struct evm_fact *f)
{
	unsigned said = evm_stand_of(f);
	struct stand *st;
	uint32_t at;

	if (!said)
		return;
	m->key.n = 0;
	evm_buf_printf(&m->key, "%u:", s->number);
	evm_stand_about(&m->key, f);
	if (!evm_index_get(&m->index, evm_buf_str(&m->key), &at)) {
		EVM_PUSH(&m->sets->arena, m->stands);
		at = (uint32_t)(m->stands.n - 1);
		evm_index_add(&m->index, evm_str_dup(&m->sets->arena,
			      evm_buf_str(&m->key)), at, NULL);
	}
	st = &m->stands.v[at];
	for (int v = 0; v < EVM_VIEW_N; v++)
		if (f->in[v]) {
			st->says[v] |= (uint8_t)said;
			if (evm_stand_torn(st->says[v]))
				s->tally[v].conflict = true;
		}
}

/* --- counting ------------------------------------------------------------------------ */

static void count(struct making *m, enum evm_set_kind kind, uint32_t a,
		  uint32_t b, uint32_t fact)
{
	const struct evm_fact *f = &m->sets->facts->v.v[fact];
	struct evm_set *s = make(m->sets, kind, a, b);

	if (s->facts.n && s->facts.v[s->facts.n - 1] == fact)
		return;
	*EVM_PUSH(&m->sets->arena, s->facts) = fact;
	for (int v = 0; v < EVM_VIEW_N; v++) {
		struct evm_tally *t = &s->tally[v];

		if (!f->in[v])
			continue;
		t->claims++;
		t->side[f->side]++;
		t->papers += t->last != f->paper + 1;
		t->last = f->paper + 1;
	}
	if (kind != EVM_SET_SAME)
		weigh(m, s, f);
}

/* Each name of a list, and each pair of two lists. */
static void count_list(struct making *m, enum evm_set_kind kind,
		       enum evm_fact_list l, uint32_t fact)
{
	const struct evm_fact *f = &m->sets->facts->v.v[fact];

	for (size_t i = 0; i < f->list[l].n; i++)
		count(m, kind, f->list[l].v[i], 0, fact);
}

static void count_pairs(struct making *m, enum evm_set_kind kind,
			enum evm_fact_list la, enum evm_fact_list lb,
			uint32_t fact)
{
	const struct evm_fact *f = &m->sets->facts->v.v[fact];

	for (size_t i = 0; i < f->list[la].n; i++)
		for (size_t k = 0; k < f->list[lb].n; k++)
			count(m, kind, f->list[la].v[i], f->list[lb].v[k], fact);
}

static void count_effect(struct making *m, uint32_t fact)
{
	const struct evm_fact *f = &m->sets->facts->v.v[fact];
	enum evm_set_kind kind;

	switch (f->predicate) {
	case EVM_INCREASES: kind = EVM_SET_UP; break;
	case EVM_DECREASES: kind = EVM_SET_DOWN; break;
	case EVM_AFFECTS: kind = EVM_SET_OTHER; break;
	default: return;
	}
	if (f->negated || f->object.type == EVM_DISEASE || !f->object.name)
		return;
	count(m, EVM_SET_OBJECT, f->object.name, 0, fact);
	for (size_t i = 0; i < f->list[EVM_LIST_VESICLE].n; i++)
		count(m, kind, f->list[EVM_LIST_VESICLE].v[i], f->object.name, fact);
}

/* Does the cargo itself act on a molecule or a pathway? */
static bool has_target(const struct evm_fact *f)
{
	return (f->subject.type == EVM_MIRNA || f->subject.type == EVM_PROTEIN) &&
	       (f->object.type == EVM_PROTEIN || f->object.type == EVM_PATHWAY ||
		f->object.type == EVM_MIRNA) && f->subject.name != f->object.name &&
	       (f->predicate == EVM_TARGETS || f->predicate == EVM_INCREASES ||
		f->predicate == EVM_DECREASES || f->predicate == EVM_AFFECTS);
}

static void count_cargo(struct making *m, uint32_t fact)
{
	const struct evm_fact *f = &m->sets->facts->v.v[fact];

	if (f->negated)
		return;
	if (f->vesicle) {
		count_list(m, EVM_SET_CARGO, EVM_LIST_CARGO, fact);
		count_pairs(m, EVM_SET_SOURCE_CARGO, EVM_LIST_SOURCE, EVM_LIST_CARGO,
			    fact);
	}
	if (f->list[EVM_LIST_CARGO].n)
		count_list(m, EVM_SET_CARGO_END, EVM_LIST_DISEASE, fact);
	if (!has_target(f)) {
		count_pairs(m, EVM_SET_CARGO_DISEASE, EVM_LIST_CARGO,
			    EVM_LIST_DISEASE, fact);
		return;
	}
	count(m, EVM_SET_TARGET, f->object.name, 0, fact);
	count(m, EVM_SET_CARGO_TARGET, f->subject.name, f->object.name, fact);
	for (size_t i = 0; i < f->list[EVM_LIST_DISEASE].n; i++)
		count(m, EVM_SET_TARGET_DISEASE, f->object.name,
		      f->list[EVM_LIST_DISEASE].v[i], fact);
}

static void count_fact(struct making *m, uint32_t fact)
{
	struct evm_facts *facts = m->sets->facts;
	const struct evm_fact *f = &facts->v.v[fact];

	count_cargo(m, fact);
	count(m, EVM_SET_SAME, f->subject.name, f->object.name * 16 +
	      (uint32_t)f->predicate, fact);
	if (!f->vesicle)
		return;
	count(m, EVM_SET_ALL, 0, 0, fact);
	count_pairs(m, EVM_SET_MAP, EVM_LIST_SOURCE, EVM_LIST_DISEASE, fact);
	count_list(m, EVM_SET_SOURCE, EVM_LIST_SOURCE, fact);
	count_list(m, EVM_SET_DISEASE, EVM_LIST_DISEASE, fact);
	count_list(m, EVM_SET_VESICLE, EVM_LIST_VESICLE, fact);
	count_effect(m, fact);
	if (facts->papers.v[f->paper].year.n)
		count(m, EVM_SET_YEAR, evm_facts_name(facts,
		      facts->papers.v[f->paper].year), 0, fact);
	count_list(m, EVM_SET_ROUTE, EVM_LIST_ROUTE, fact);
	count_pairs(m, EVM_SET_DOSE, EVM_LIST_ROUTE, EVM_LIST_DOSE, fact);
	for (size_t i = 0; !f->list[EVM_LIST_ROUTE].n && i < f->list[EVM_LIST_DOSE].n; i++) {
		count(m, EVM_SET_ROUTE, 0, 0, fact);
		count(m, EVM_SET_DOSE, 0, f->list[EVM_LIST_DOSE].v[i], fact);
	}
	count_list(m, EVM_SET_TRIAL, EVM_LIST_TRIAL, fact);
}

struct evm_sets *evm_sets_new(struct evm_facts *facts)
{
	struct evm_sets *sets = evm_malloc(sizeof *sets);
	struct making m = { .sets = sets };

	memset(sets, 0, sizeof *sets);
	evm_arena_init(&sets->arena);
	sets->facts = facts;
	for (size_t i = 0; i < facts->v.n; i++)
		count_fact(&m, (uint32_t)i);
	evm_index_release(&m.index);
	evm_buf_release(&m.key);
	return sets;
}

void evm_sets_free(struct evm_sets *sets)
{
	if (!sets)
		return;
	evm_index_release(&sets->index);
	evm_arena_release(&sets->arena);
	free(sets);
}

struct evm_set *evm_sets_same(const struct evm_sets *sets, const struct evm_fact *f)
{
	return evm_sets_get(sets, EVM_SET_SAME, f->subject.name,
			    f->object.name * 16 + (uint32_t)f->predicate);
}

/* --- order ------------------------------------------------------------------------------ */

static int order(const struct evm_facts *facts, const struct evm_set *a,
		 const struct evm_set *b, enum evm_view view)
{
	const struct evm_tally *x = &a->tally[view], *y = &b->tally[view];
	int d;

	if (x->papers != y->papers)
		return x->papers > y->papers ? -1 : 1;
	if (x->claims != y->claims)
		return x->claims > y->claims ? -1 : 1;
	d = evm_str_cmp(evm_facts_text(facts, a->a), evm_facts_text(facts, b->a));
	return d ? d : evm_str_cmp(evm_facts_text(facts, a->b),
				   evm_facts_text(facts, b->b));
}

struct ordering {
	const struct evm_facts *facts;
	enum evm_view view;
};

static int by_support(const void *pa, const void *pb, void *ctx)
{
	const struct ordering *o = ctx;

	return order(o->facts, *(struct evm_set *const *)pa,
		     *(struct evm_set *const *)pb, o->view);
}

struct evm_set **evm_sets_top(struct evm_sets *sets, enum evm_set_kind kind,
			      enum evm_view view, size_t max, size_t *n,
			      size_t *all)
{
	struct ordering o = { sets->facts, view };
	size_t total = sets->kind[kind].n, k = 0;
	struct evm_set **v = evm_arena_alloc(&sets->arena,
					     evm_mul(total + 1, sizeof *v));

	for (size_t i = 0; i < total; i++)
		if (sets->kind[kind].v[i]->tally[view].claims)
			v[k++] = sets->kind[kind].v[i];
	qsort_r(v, k, sizeof *v, by_support, &o);
	if (all)
		*all = k;
	*n = k < max ? k : max;
	return v;
}

enum evm_side evm_tally_side(const struct evm_tally *t)
{
	const uint32_t *n = t->side;

	if (n[EVM_SIDE_BETTER] && n[EVM_SIDE_BETTER] >= n[EVM_SIDE_WORSE])
		return EVM_SIDE_BETTER;
	if (n[EVM_SIDE_WORSE])
		return EVM_SIDE_WORSE;
	return n[EVM_SIDE_NONE] && !n[EVM_SIDE_OPEN] ? EVM_SIDE_NONE : EVM_SIDE_OPEN;
}
