#include "report/figures.h"

#include <stdlib.h>

#include "export/markup.h"

/* The sources and diseases that a gap can be between. */
struct field {
	struct evm_set **sources, **diseases;
	size_t n_sources, n_diseases;
};

static void choose(struct evm_sets *sets, enum evm_view view, struct field *f)
{
	size_t n;
	struct evm_set **all = evm_sets_top(sets, EVM_SET_SOURCE, view, SIZE_MAX,
					    &n, NULL);

	f->sources = all;
	f->n_sources = 0;
	for (size_t i = 0; i < n && f->n_sources < EVM_GAP_SOURCES; i++)
		if (all[i]->tally[view].papers >= EVM_GAP_PAPERS &&
		    !evm_str_eqz(evm_facts_text(sets->facts, all[i]->a), "MSC"))
			f->sources[f->n_sources++] = all[i];
	f->diseases = evm_sets_top(sets, EVM_SET_DISEASE, view, EVM_GAP_DISEASES,
				   &f->n_diseases, NULL);
	while (f->n_diseases && f->diseases[f->n_diseases - 1]->tally[view].papers <
	       EVM_GAP_PAPERS)
		f->n_diseases--;
}

static int by_expected(const void *pa, const void *pb, void *ctx)
{
	const struct evm_gap *a = pa, *b = pb;
	const struct evm_sets *sets = ctx;
	int d;

	if (a->expected > b->expected || a->expected < b->expected)
		return a->expected > b->expected ? -1 : 1;
	d = evm_str_cmp(evm_facts_text(sets->facts, a->disease->a),
			evm_facts_text(sets->facts, b->disease->a));
	return d ? d : evm_str_cmp(evm_facts_text(sets->facts, a->source->a),
				   evm_facts_text(sets->facts, b->source->a));
}

struct evm_gap *evm_gaps_find(struct evm_sets *sets, enum evm_view view,
			      size_t *n)
{
	const struct evm_set *all = evm_sets_get(sets, EVM_SET_ALL, 0, 0);
	struct evm_gap *v;
	struct field f;

	choose(sets, view, &f);
	v = evm_arena_alloc(&sets->arena, evm_mul(f.n_sources * f.n_diseases + 1,
						  sizeof *v));
	*n = 0;
	for (size_t d = 0; d < f.n_diseases; d++)
		for (size_t s = 0; s < f.n_sources; s++) {
			const struct evm_set *c = evm_sets_get(sets, EVM_SET_MAP,
				f.sources[s]->a, f.diseases[d]->a);

			if (c && c->tally[view].claims)
				continue;
			v[*n] = (struct evm_gap){ f.sources[s], f.diseases[d],
				(double)f.sources[s]->tally[view].papers *
				f.diseases[d]->tally[view].papers /
				(double)all->tally[view].papers };
			++*n;
		}
	qsort_r(v, *n, sizeof *v, by_expected, sets);
	return v;
}

void evm_gaps_csv(struct evm_sets *sets, enum evm_view view, struct evm_buf *csv)
{
	size_t n;
	const struct evm_gap *v = evm_gaps_find(sets, view, &n);

	evm_buf_addz(csv, "source,disease,source_papers,disease_papers,expected\r\n");
	for (size_t i = 0; i < n; i++) {
		evm_csv_field(csv, evm_facts_text(sets->facts, v[i].source->a), false);
		evm_csv_field(csv, evm_facts_text(sets->facts, v[i].disease->a), false);
		evm_buf_printf(csv, ",%u,%u,%.2f\r\n", v[i].source->tally[view].papers,
			       v[i].disease->tally[view].papers, v[i].expected);
	}
}
