/*
 * Lists that name what is common once: "IL-1, -6 and -8", "TLRs 2, 4, and 7",
 * "caspase-3/9", "collagen I, II and X". Each item is what the vocabularies call
 * the first name with the item's number in the place of its own.
 */
#include <string.h>

#include "extractors/annotate_p.h"

#define NAME_MAX 60		/* bytes of a name with another number */
#define ITEM_MAX 4		/* bytes of an item: "1β" */
#define ITEMS_MAX 12

/* What a name ends with, and its items are. */
enum kind { NONE, NUMBER, ROMAN, GREEK };

struct list {
	struct evm_str stem;		/* "IL-" */
	enum kind kind;
	bool plural;			/* "TLRs": items need no hyphen */
	struct evm_range sent;
	struct evm_range item[ITEMS_MAX];
	uint32_t concept[ITEMS_MAX];
	bool bare[ITEMS_MAX];
	size_t n;
};

static bool is_greek(struct evm_str s)
{
	return s.n == 2 && ((unsigned char)s.p[0] == 0xCE || (unsigned char)s.p[0] == 0xCF);
}

static bool is_roman(struct evm_str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] != 'I' && s.p[i] != 'V' && s.p[i] != 'X')
			return false;
	}
	return s.n > 0;
}

/* Cuts a name before its number. */
static void cut(struct list *l, struct evm_str name)
{
	size_t n = name.n, k;

	while (n && evm_is_digit(name.p[n - 1]))
		n--;
	for (k = name.n; k && evm_is_upper(name.p[k - 1]); k--)
		;
	if (n < name.n)
		l->kind = NUMBER;
	else if (n > 2 && is_greek(evm_str_sub(name, n - 2, n))) {
		l->kind = GREEK;
		n -= 2;
	} else if (k && (name.p[k - 1] == ' ' || name.p[k - 1] == '-') &&
		   is_roman(evm_str_sub(name, k, name.n))) {
		l->kind = ROMAN;
		n = k;
	}
	l->stem = evm_str_sub(name, 0, n);
	l->plural = n > 3 && name.p[n - 1] == ' ' && name.p[n - 2] == 's';
	if (n < 2)
		l->kind = NONE;
}

static bool is_item(const struct list *l, struct evm_str w)
{
	if (w.n > ITEM_MAX)
		return false;
	return l->kind == NUMBER ? evm_is_digit(w.p[0]) : l->kind == ROMAN ? is_roman(w) : is_greek(w);
}

static bool find_name(struct evm_annotator *an, const struct list *l, struct evm_str item, uint32_t *concept)
{
	char name[NAME_MAX + ITEM_MAX];
	uint32_t found[4];
	size_t n;

	if (l->stem.n > NAME_MAX)
		return false;
	memcpy(name, l->stem.p, l->stem.n);
	memcpy(name + l->stem.n, item.p, item.n);
	n = evm_dict_find(an->matcher, (struct evm_str){ name, l->stem.n + item.n }, found, 4);
	for (size_t i = 0; i < n && i < 4; i++) {
		if (evm_mention_concept(an, found[i])->type == EVM_PROTEIN) {
			*concept = found[i];
			return true;
		}
	}
	return false;
}

static bool is_and(const struct evm_scene *sc, size_t t)
{
	return evm_scene_is(sc, t, "and") || evm_scene_is(sc, t, "or");
}

/* Behind "/", ", and", "and" at t; t when nothing joins. */
static size_t joined(const struct evm_scene *sc, size_t t, size_t end)
{
	size_t k = t;

	if (t + 1 >= end)
		return t;
	if (evm_scene_is(sc, t, "/"))
		return sc->tok[t].glued && sc->tok[t + 1].glued ? t + 1 : t;
	if (evm_scene_is(sc, k, ","))
		k++;
	if (k < end && is_and(sc, k))
		k++;
	return k < end ? k : t;
}

/* May a number before token t, at the end of a list, be a name's: "MMP2 and 9
 * were", not "MMP2 and 9 mice", "and 9-fold", "and 9%", "MMP2, 2) the"? */
static bool may_end(const struct evm_scene *sc, size_t t, size_t end)
{
	if (t >= end)
		return true;
	if (evm_scene_is(sc, t, ")"))
		return is_and(sc, t - 2);
	if (sc->tok[t].shape == EVM_SHAPE_PUNCT)
		return !evm_scene_hyphen(sc, t) && !evm_scene_is(sc, t, "%") && !evm_scene_is(sc, t, "/");
	return sc->cls[t] & (EVM_W_STOP | EVM_W_INNER | EVM_W_AND | EVM_W_SIGNAL | EVM_W_PATHWAY);
}

static void read_items(struct evm_annotator *an, const struct evm_scene *sc, struct list *l, size_t t)
{
	size_t end = l->sent.end;

	while (l->n < ITEMS_MAX) {
		size_t k = joined(sc, t, end);
		bool slash = k > t && evm_scene_is(sc, t, "/"), hyphen = k < end && evm_scene_hyphen(sc, k);

		if (k == t)
			break;
		k += hyphen;
		if (k >= end || (hyphen && !sc->tok[k].glued) || !is_item(l, evm_scene_word(sc, k)) ||
		    !find_name(an, l, evm_scene_word(sc, k), &l->concept[l->n]))
			break;
		l->bare[l->n] = !slash && !hyphen && !l->plural && l->kind == NUMBER;
		l->item[l->n++] = (struct evm_range){ (uint32_t)k, (uint32_t)k + 1 };
		t = k + 1;
	}
	while (l->n && l->bare[l->n - 1] && !may_end(sc, l->item[l->n - 1].end, end))
		l->n--;
}

static void at_name(struct evm_annotator *an, struct evm_scene *sc, struct evm_mention first, struct evm_range r)
{
	struct list l = { .sent = sc->sent[evm_scene_sentence(sc, r.begin)] };

	if (joined(sc, r.end, l.sent.end) == r.end)
		return;
	cut(&l, evm_doc_slice(sc->doc, first.span));
	if (l.kind == NONE)
		return;
	read_items(an, sc, &l, r.end);
	for (size_t i = 0; i < l.n; i++) {
		struct evm_mention *m = evm_scene_add(sc, EVM_PROTEIN, l.item[i], "", 0);
		struct evm_span span = m->span;

		*m = *evm_mention_concept(an, l.concept[i]);
		m->span = span;
		m->by = evm_str(EVM_GRAM(listed));
	}
}

void evm_found_listed(struct evm_annotator *an, struct evm_scene *sc)
{
	size_t n = sc->found.all.n;
	struct evm_range before = { 0, 0 };

	for (size_t i = 0; i < n; i++) {
		const struct evm_cand *c = &sc->found.all.v[i];

		if (c->m.type != EVM_PROTEIN || c->flags & (EVM_CAND_DROPPED | EVM_CAND_AMBIG) ||
		    c->t.end == before.end || c->t.end >= sc->n ||
		    !(sc->tok[c->t.end].shape == EVM_SHAPE_PUNCT || sc->cls[c->t.end] & EVM_W_AND))
			continue;
		before = c->t;
		at_name(an, sc, c->m, c->t);
	}
}
