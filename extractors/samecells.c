/*
 * Cells whose tissue another place of the document says: "hMSCs" behind "hMSCs
 * from the heart", "the parent cells" behind "EVs from BM-MSCs".
 */
#include "extractors/annotate_p.h"

#define BACK 2			/* sentences from "parent cells" to their name */

static bool is_open(const struct evm_mention *m)
{
	return m->type == EVM_SOURCE && !evm_source_specific(m->source);
}

static bool is_told(const struct evm_mention *m)
{
	return m->type == EVM_SOURCE && evm_source_specific(m->source);
}

/* Does the document tell of one tissue alone? */
static bool one_tissue(const struct evm_scene *sc)
{
	const struct evm_mention *first = NULL;

	for (size_t i = 0; i < sc->kept.all.n; i++) {
		const struct evm_mention *m = &sc->kept.all.v[i].m;

		if (!is_told(m))
			continue;
		if (first && !evm_str_eq(m->source, first->source))
			return false;
		first = m;
	}
	return first != NULL;
}

/* The bare name that a place says the tissue of, "hMSCs" of "hMSCs isolated from
 * the heart"; empty where there is none. */
static struct evm_str bare_name(const struct evm_scene *sc, const struct evm_cand *c)
{
	size_t t = c->t.begin + 1;

	if (t < c->t.end && !(sc->cls[t] & (EVM_W_LINK | EVM_W_FROM)))
		return EVM_LIT("");
	return evm_scene_word(sc, c->t.begin);
}

/* One name, whatever its number. */
static bool same_name(struct evm_str a, struct evm_str b)
{
	a.n -= a.n && a.p[a.n - 1] == 's';
	b.n -= b.n && b.p[b.n - 1] == 's';
	return evm_str_eq(a, b);
}

static void take(struct evm_mention *m, const struct evm_mention *from)
{
	m->norm = m->source = from->source;
	m->name = from->name;
	if (m->species.n == 0)
		m->species = from->species;
}

/* "MSCs from donors" are others. */
static bool has_origin(const struct evm_scene *sc, size_t t)
{
	return evm_scene_is(sc, t, "from") ||
	       (t < sc->n && sc->cls[t] & EVM_W_LINK && evm_scene_is(sc, t + 1, "from"));
}

/* What stands behind cells of a told tissue under the same name is they. */
static void name_on(struct evm_scene *sc, size_t i)
{
	struct evm_cand *v = sc->kept.all.v;
	struct evm_str name = bare_name(sc, &v[i]);

	for (size_t k = i + 1; name.n && k < sc->kept.all.n; k++) {
		if (is_open(&v[k].m) && v[k].t.end == v[k].t.begin + 1 && !has_origin(sc, v[k].t.end) &&
		    same_name(evm_scene_word(sc, v[k].t.begin), name))
			take(&v[k].m, &v[i].m);
	}
}

/* "The parent cells" are those named last. */
static void find_parent(struct evm_scene *sc, size_t i)
{
	struct evm_cand *c = &sc->kept.all.v[i];
	size_t s = evm_scene_sentence(sc, c->t.begin);

	for (size_t k = i; k-- > 0;) {
		const struct evm_cand *before = &sc->kept.all.v[k];

		if (evm_scene_sentence(sc, before->t.begin) + BACK < s)
			return;
		if (before->m.type != EVM_SOURCE)
			continue;
		if (is_told(&before->m))
			take(&c->m, &before->m);
		return;
	}
}

void evm_same_cells(struct evm_scene *sc)
{
	bool one = one_tissue(sc);

	for (size_t i = 0; i < sc->kept.all.n; i++) {
		const struct evm_cand *c = &sc->kept.all.v[i];

		if (one && is_told(&c->m))
			name_on(sc, i);
		else if (is_open(&c->m) && c->t.end > c->t.begin + 1 && (evm_scene_is(sc, c->t.begin, "parent") ||
					    evm_scene_is(sc, c->t.begin, "parental")))
			find_parent(sc, i);
	}
}
