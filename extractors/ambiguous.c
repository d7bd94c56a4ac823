/*
 * Short forms of the field that stand for several things: the reading whose
 * context words the document has, out of dictionaries/lists/ambiguous.tsv.
 */
#include <stdlib.h>
#include <string.h>

#include "core/data.h"
#include "core/index.h"
#include "core/tsv.h"
#include "extractors/annotate_p.h"

struct reading {
	struct evm_str shrt, id, norm, context;
	int type;		/* -1: no entity */
	bool last;		/* of its short form */
};

struct evm_ambiguous {
	struct evm_arena arena;
	EVM_VEC(struct reading) all;
	struct evm_index first;		/* short form to its first reading */
	/* bits of the pairs of bytes that a short form begins with */
	uint64_t begins[1024];
};

/* The first two bytes, or the only one, as a number. */
static unsigned pair(struct evm_str s)
{
	return (unsigned)(unsigned char)s.p[0] << 8 | (s.n > 1 ? (unsigned char)s.p[1] : 0);
}

static int add_reading(void *ctx, const struct evm_tsv *t, struct evm_err *err)
{
	struct evm_ambiguous *am = ctx;
	struct reading *r, *before = am->all.n ? &am->all.v[am->all.n - 1] : NULL;
	bool fresh;
	int type = -1;

	if (t->n != 5 || t->f[0].n == 0)
		return evm_tsv_bad(t, err, "five columns are wanted: short, type, id, norm, context");
	if (!evm_str_eqz(t->f[1], "-") && (type = evm_type_of(t->f[1])) < 0)
		return evm_tsv_bad(t, err, "no type is called '%" EVM_FMT "'", EVM_ARG(t->f[1]));
	fresh = !before || !evm_str_eq(before->shrt, t->f[0]);
	if (before)
		before->last = fresh;
	r = EVM_PUSH(&am->arena, am->all);
	r->shrt = evm_str_dup(&am->arena, t->f[0]);
	r->id = evm_str_eqz(t->f[2], "-") ? EVM_LIT("") : evm_str_dup(&am->arena, t->f[2]);
	r->norm = evm_str_dup(&am->arena, t->f[3]);
	r->context = evm_norm_surface(&am->arena, t->f[4]);
	r->type = type;
	r->last = true;
	if (fresh) {
		evm_index_add(&am->first, r->shrt, (uint32_t)am->all.n - 1, &fresh);
		am->begins[pair(r->shrt) >> 6] |= (uint64_t)1 << (pair(r->shrt) & 63);
		if (!fresh)
			return evm_tsv_bad(t, err, "the readings of '%" EVM_FMT "' do not stand together",
					   EVM_ARG(t->f[0]));
	}
	return 0;
}

int evm_ambiguous_new(struct evm_ambiguous **out, struct evm_err *err)
{
	struct evm_ambiguous *am = evm_malloc(sizeof *am);

	memset(am, 0, sizeof *am);
	evm_arena_init(&am->arena);
	if (evm_data_each("dictionaries/lists/ambiguous.tsv", add_reading, am, err)) {
		evm_ambiguous_free(am);
		return -1;
	}
	*out = am;
	return 0;
}

void evm_ambiguous_free(struct evm_ambiguous *am)
{
	if (!am)
		return;
	evm_index_release(&am->first);
	evm_arena_release(&am->arena);
	free(am);
}

/* What a document makes of the table. */
struct choice {
	const struct evm_ambiguous *am;
	struct evm_scene *sc;
	struct evm_str low;		/* the text, lower case */
	struct evm_index chosen;	/* short form to its reading + 1; 0: none */
};

static int score(struct choice *ch, const struct reading *r)
{
	int n = 0;

	for (struct evm_str rest = r->context; rest.p;) {
		struct evm_str word = evm_str_cut(&rest, '|');

		n += word.n && memmem(ch->low.p, ch->low.n, word.p, word.n) != NULL;
	}
	return n;
}

/* The reading with most context, +1; 0 when none has any. */
static uint32_t choose(struct choice *ch, uint32_t first)
{
	const struct reading *v = ch->am->all.v;
	uint32_t best = 0;
	int most = 0;

	if (!ch->low.p)
		ch->low = evm_norm_surface(&ch->sc->doc->arena, ch->sc->doc->text);
	for (uint32_t i = first;; i++) {
		int n = score(ch, &v[i]);

		if (n > most) {
			most = n;
			best = i + 1;
		}
		if (v[i].last)
			return best;
	}
}

static void add(struct evm_scene *sc, const struct reading *r, size_t t)
{
	struct evm_range at = { (uint32_t)t, (uint32_t)t + 1 };
	struct evm_mention *m = evm_scene_add(sc, (enum evm_type)r->type, at, "context",
					      EVM_CAND_AMBIG | EVM_CAND_CHOSEN);

	m->norm = r->norm;
	m->id = r->id;
	m->name = r->norm;
	if (r->type == EVM_SOURCE)
		m->source = r->norm;
}

/* Adds the reading that holds in this document; false when none does: then the
 * dictionary's names stay, with their flags. */
static bool settle(struct choice *ch, size_t t)
{
	struct evm_str w = evm_scene_word(ch->sc, t);
	uint32_t first, best;
	bool fresh;

	if (!evm_index_get(&ch->am->first, w, &first)) {
		if (w.n < 3 || w.p[w.n - 1] != 's')
			return false;
		w.n--;
		if (!evm_index_get(&ch->am->first, w, &first))
			return false;
	}
	if (!evm_index_get(&ch->chosen, w, &best)) {
		best = choose(ch, first);
		evm_index_add(&ch->chosen, w, best, &fresh);
	}
	if (best && ch->am->all.v[best - 1].type >= 0)
		add(ch->sc, &ch->am->all.v[best - 1], t);
	return best > 0;
}

void evm_settle_table(const struct evm_ambiguous *am, struct evm_scene *sc)
{
	struct choice ch = { .am = am, .sc = sc };
	bool *there = evm_arena_alloc(&sc->doc->arena, sc->n + 1);
	size_t n = sc->found.all.n;
	bool any = false;

	for (size_t t = 0; t < sc->n; t++) {
		unsigned first = pair(evm_scene_word(sc, t));

		if (!(am->begins[first >> 6] >> (first & 63) & 1) ||
		    sc->tok[t].shape == EVM_SHAPE_PUNCT || sc->tok[t].shape == EVM_SHAPE_DIGIT ||
		    sc->tok[t].span.end - sc->tok[t].span.begin > 8)
			continue;
		there[t] = settle(&ch, t);
		any |= there[t];
	}
	for (size_t i = 0; any && i < n; i++) {
		struct evm_cand *c = &sc->found.all.v[i];

		if (c->t.end == c->t.begin + 1 && there[c->t.begin])
			evm_cand_drop(c, EVM_WHY_CONTEXT);
	}
	evm_index_release(&ch.chosen);
}
