/*
 * Short forms: wherever a document uses one that it defines, it is what its
 * long form is, whatever the dictionary says.
 */
#include <string.h>

#include "core/index.h"
#include "extractors/annotate_p.h"

#define DEFS_MAX 4000		/* definitions of a document that are followed */

struct def {
	struct evm_str stem;	/* without a plural s */
	struct evm_mention m;	/* what it stands for; by empty: not known */
	bool known;
	uint32_t next;		/* of the same first token, +1; 0: none */
};

struct defs {
	struct evm_scene *sc;
	EVM_VEC(struct def) all;
	struct evm_index first;		/* first token to a number of all, +1 */
	size_t sorted;			/* candidates in order, before ours */
	bool begins[256];		/* bytes that a short form begins with */
};

static struct evm_range tokens_of(struct evm_scene *sc, struct evm_span span)
{
	return (struct evm_range){ (uint32_t)evm_scene_token(sc, span.begin),
				   (uint32_t)evm_scene_token(sc, span.end) };
}

/* Plural s behind a capital, a digit or at least three letters: "MSCs". */
static struct evm_str stem_of(struct evm_str s)
{
	if (s.n >= 3 && s.p[s.n - 1] == 's' && !evm_is_space(s.p[s.n - 2]) && s.p[s.n - 2] != '-')
		s.n--;
	return s;
}

static struct evm_str first_token(struct evm_str s)
{
	size_t n = 0;

	while (n < s.n && (evm_is_alnum(s.p[n]) || (unsigned char)s.p[n] >= 0x80))
		n++;
	return evm_str_sub(s, 0, n ? n : s.n);
}

/* First of the n first candidates that begins at token t or behind; these are
 * in order. */
static size_t first_behind(const struct evm_scene *sc, uint32_t t, size_t n)
{
	size_t lo = 0, hi = n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (sc->found.all.v[mid].t.begin < t)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* The candidate that a long form is: the longest that ends where it ends. */
static const struct evm_cand *head_of(const struct evm_scene *sc, size_t sorted, struct evm_range r)
{
	for (size_t i = first_behind(sc, r.begin, sorted); i < sorted; i++) {
		const struct evm_cand *c = &sc->found.all.v[i];

		if (c->t.begin >= r.end)
			break;
		if (c->t.end == r.end && c->m.type != EVM_DOSE && c->m.type != EVM_TRIAL &&
		    !(c->flags & EVM_CAND_DROPPED))
			return c;
	}
	return NULL;
}

/* A name that ends where the long form ends and begins before it: "macrophage
 * migration inhibitory factor (MIF)". */
static const struct evm_cand *wider(const struct evm_scene *sc, struct evm_range r)
{
	const struct evm_cand *c = r.end > r.begin ? evm_scene_at(sc, r.end - 1) : NULL;

	return c && c->t.end == r.end && c->t.begin < r.begin && !(c->flags & EVM_CAND_PATTERN) ? c : NULL;
}

static const struct evm_cand *last_of(const struct evm_scene *sc, struct evm_range r, enum evm_type type)
{
	for (uint32_t t = r.end; t-- > r.begin;) {
		const struct evm_cand *c = evm_scene_at(sc, t);

		if (c && c->m.type == type)
			return c;
	}
	return NULL;
}

/* What the short form's end says of a long form that ends in another name:
 * "exosomes derived from adipose stem cells (X-Exos)" are vesicles, "MSCs educated
 * by exosomes (E-MSCs)" cells. NULL where it says nothing. */
static const struct evm_cand *by_short(struct evm_annotator *an, struct evm_scene *sc,
				       const struct evm_abbrev *ab, struct evm_range r, bool vesicle)
{
	struct evm_range shrt = tokens_of(sc, ab->shrt);

	if (shrt.end <= shrt.begin)
		return NULL;
	if (vesicle)
		return evm_str_ends(stem_of(evm_doc_slice(sc->doc, ab->shrt)), "SC") ? last_of(sc, r, EVM_SOURCE) : NULL;
	return evm_code_vesicle(an->coder, evm_scene_word(sc, shrt.end - 1)) ? last_of(sc, r, EVM_VESICLE) : NULL;
}

/* A vesicle's long form may name its source: "UC-MSC-derived exosomes". */
static void add_source(const struct evm_scene *sc, struct evm_range r, struct evm_mention *m)
{
	for (uint32_t t = r.begin; t < r.end && m->source.n == 0; t++) {
		const struct evm_cand *c = evm_scene_at(sc, t);

		if (c && c->m.type == EVM_SOURCE) {
			m->source = c->m.source.n ? c->m.source : c->m.norm;
			m->species = c->m.species;
		}
	}
}

/* "dopamine onto the surface of EVs (Dopa-EVs)": what the code's first letters
 * stand for in the long form. */
static void add_treatment(struct evm_annotator *an, const struct evm_scene *sc, struct evm_str shrt,
			  struct evm_range r, struct evm_mention *m)
{
	struct evm_code code;

	if (m->modification.n || !evm_code_read(an->coder, shrt, &code) || code.modification.n < 3)
		return;
	for (uint32_t t = r.begin; t < r.end; t++) {
		const struct evm_cand *c = evm_scene_at(sc, t);

		if (c && (c->m.type == EVM_DRUG || c->m.type == EVM_PROTEIN) &&
		    c->m.span.end - c->m.span.begin >= code.modification.n &&
		    evm_str_ieq(evm_str_sub(sc->doc->text, c->m.span.begin,
					    c->m.span.begin + (uint32_t)code.modification.n), code.modification)) {
			m->modification = c->m.norm;
			return;
		}
	}
}

/* "neuron-derived vesicles (EVs)" without the bracket at its end. */
static struct evm_range without_bracket(const struct evm_scene *sc, struct evm_range r)
{
	uint32_t e = r.end;

	if (e <= r.begin + 2 || !evm_scene_is(sc, e - 1, ")"))
		return r;
	while (e > r.begin && !evm_scene_is(sc, e - 1, "("))
		e--;
	if (e > r.begin + 1)
		r.end = e - 1;
	return r;
}

/* A long form that nobody knows is what its last word says: "… kinase". It
 * becomes a mention itself. */
static bool told_by_head(struct evm_annotator *an, struct evm_scene *sc,
			 const struct evm_abbrev *ab, struct evm_range r, struct evm_mention *m)
{
	struct evm_str lng = evm_doc_slice(sc->doc, ab->lng);
	int type = evm_head_type(&an->heads, lng);

	if (type < 0 || r.end <= r.begin || sc->tok[r.begin].span.begin != ab->lng.begin)
		return false;
	*m = *evm_scene_add(sc, (enum evm_type)type, r, EVM_GRAM(head), 0);
	m->norm = m->name = evm_norm_surface(&sc->doc->arena, lng);
	sc->found.all.v[sc->found.all.n - 1].m = *m;
	return true;
}

/* What a definition's long form is; where the long form says more than the
 * mention at its end, it is its own name. */
static bool long_meaning(struct evm_annotator *an, struct evm_scene *sc,
			 size_t sorted, const struct evm_abbrev *ab, struct evm_mention *m)
{
	struct evm_range r = without_bracket(sc, tokens_of(sc, ab->lng));
	const struct evm_cand *c = wider(sc, r), *other;

	if (!c)
		c = head_of(sc, sorted, r);
	other = by_short(an, sc, ab, r, c && c->m.type == EVM_VESICLE);
	if (other)
		c = other;
	if (!c)
		return told_by_head(an, sc, ab, r, m);
	*m = c->m;
	if (m->type == EVM_VESICLE) {
		evm_compose_one(sc, c->t, m);
		add_source(sc, r, m);
		add_treatment(an, sc, evm_doc_slice(sc->doc, ab->shrt), r, m);
	} else if (m->type != EVM_SOURCE && m->type != EVM_MIRNA && m->type != EVM_ROUTE && m->type != EVM_SPECIES &&
		 c->t.begin > r.begin) {
		m->norm = evm_norm_surface(&sc->doc->arena, evm_doc_slice(sc->doc, ab->lng));
		m->id = EVM_LIT("");
		m->name = m->norm;
	}
	return true;
}

static void link_def(struct defs *d, uint32_t i)
{
	struct evm_str key = first_token(d->all.v[i].stem);
	uint32_t head;

	if (evm_index_get(&d->first, key, &head)) {
		while (d->all.v[head - 1].next)
			head = d->all.v[head - 1].next;
		d->all.v[head - 1].next = i + 1;
	} else {
		evm_index_add(&d->first, key, i + 1, NULL);
	}
}

static bool defined(const struct defs *d, struct evm_str stem)
{
	uint32_t i = 0;

	if (!d->all.v || !evm_index_get(&d->first, first_token(stem), &i))
		return false;
	for (; i; i = d->all.v[i - 1].next) {
		if (evm_str_eq(d->all.v[i - 1].stem, stem))
			return true;
	}
	return false;
}

/* "(anti-miR-21)": the grammar knows better than any long form. */
static bool names_mirna(const struct evm_scene *sc, struct evm_range r)
{
	for (uint32_t t = r.begin; t < r.end; t++) {
		const struct evm_cand *c = evm_scene_at(sc, t);

		if (c && c->m.type == EVM_MIRNA)
			return true;
	}
	return false;
}

static void read_def(struct evm_annotator *an, struct defs *d, const struct evm_abbrev *ab)
{
	struct evm_str stem = stem_of(evm_doc_slice(d->sc->doc, ab->shrt));
	struct def *def;

	if (names_mirna(d->sc, tokens_of(d->sc, ab->shrt)))
		return;
	if (d->all.n >= DEFS_MAX || stem.n < 2 || defined(d, stem))
		return;
	def = EVM_PUSH(&d->sc->doc->arena, d->all);
	def->stem = stem;
	def->known = long_meaning(an, d->sc, d->sorted, ab, &def->m);
	link_def(d, (uint32_t)d->all.n - 1);
	d->begins[(unsigned char)stem.p[0]] = true;
}

/* Does the short form stand at token t? The tokens that it takes, or 0. */
static size_t stands_at(const struct evm_scene *sc, const struct def *def, size_t t, size_t end)
{
	uint32_t b = sc->tok[t].span.begin, e = b + (uint32_t)def->stem.n;
	struct evm_str text = sc->doc->text;

	if (e > text.n || memcmp(text.p + b, def->stem.p, def->stem.n) != 0)
		return 0;
	for (size_t k = t; k < end && sc->tok[k].span.begin < e; k++) {
		uint32_t stop = sc->tok[k].span.end;

		if (stop == e || (stop == e + 1 && text.p[e] == 's'))
			return k + 1 - t;
	}
	return 0;
}

/* A short form whose long form is not known: what the dictionary holds to be
 * ambiguous is not meant. */
static void drop_unknown(struct defs *d, struct evm_range r)
{
	struct evm_cands *found = &d->sc->found;

	for (size_t i = first_behind(d->sc, r.begin, d->sorted); i < d->sorted; i++) {
		struct evm_cand *c = &found->all.v[i];

		if (c->t.begin > r.begin)
			break;
		if (c->t.end == r.end && c->flags & EVM_CAND_AMBIG) {
			evm_cand_drop(c, EVM_WHY_DEFINED);
			d->sc->chosen = false;
		}
	}
}

static void use_def(struct defs *d, const struct def *def, struct evm_range r)
{
	struct evm_scene *sc = d->sc;
	struct evm_mention *m;
	struct evm_span span;

	if (!def->known) {
		drop_unknown(d, r);
		return;
	}
	m = evm_scene_add(sc, def->m.type, r, "", EVM_CAND_DEFINED);
	span = m->span;
	*m = def->m;
	m->span = span;
	m->by = EVM_LIT("abbrev");
}

static void at_token(struct defs *d, size_t t, size_t end)
{
	struct evm_str w = evm_scene_word(d->sc, t);
	uint32_t i = 0;
	size_t n;

	if (!d->begins[(unsigned char)w.p[0]])
		return;
	if (!evm_index_get(&d->first, w, &i) && !evm_index_get(&d->first, stem_of(w), &i))
		return;
	for (; i; i = d->all.v[i - 1].next) {
		n = stands_at(d->sc, &d->all.v[i - 1], t, end);
		if (n)
			use_def(d, &d->all.v[i - 1],
				(struct evm_range){ (uint32_t)t, (uint32_t)(t + n) });
	}
}

void evm_found_short(struct evm_annotator *an, struct evm_scene *sc)
{
	struct defs d = { .sc = sc, .sorted = sc->found.all.n };

	for (size_t i = 0; i < sc->doc->abbrevs.n; i++)
		read_def(an, &d, &sc->doc->abbrevs.v[i]);
	for (size_t s = 0; s < sc->doc->sentences.n && d.all.n; s++) {
		for (size_t t = sc->sent[s].begin; t < sc->sent[s].end; t++) {
			if (sc->tok[t].shape != EVM_SHAPE_PUNCT)
				at_token(&d, t, sc->sent[s].end);
		}
	}
	evm_index_release(&d.first);
}
