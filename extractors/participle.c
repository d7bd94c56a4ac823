/* Participles: a gerund or "-ed" is a verb, a noun or an adjective by what stands
 * around it. */
#include "extractors/verbgroup_p.h"

static bool clause_begins(const struct evm_vg_scan *sc, size_t left)
{
	return left == SIZE_MAX || left < sc->clause ||
	       sc->s->w[left].cls & (EVM_C(SUB) | EVM_C(SEMI) | EVM_C(THAT));
}

/* Is i a finite verb, as far as its form tells? */
static bool looks_finite(const struct evm_syntax *s, size_t i)
{
	const struct evm_word *w = &s->w[i];

	if (w->cls & (EVM_C(BE) | EVM_C(MODAL) | EVM_C(HEDGEMODAL) | EVM_C(HAVE) | EVM_C(DO)))
		return true;
	if (!(w->cls & ANY_VERB) || w->cls & NOUNISH & ~EVM_C(OP) || w->hyphened)
		return false;
	return (w->form & EVM_S && !(w->cls & EVM_C(OP))) ||
	       (w->form & EVM_ED && evm_is(s, i + 1, EVM_C(ENT) | EVM_C(DET) | EVM_C(TRANS)) &&
		evm_is(s, i - 1, EVM_C(ENT) | EVM_C(ADV) | EVM_C(GROUP) | EVM_C(PRON)));
}

/* A comma, then a noun phrase of its own, before the next finite verb? A
 * conjunction in that phrase: the comma is one of a list. */
static bool comma_ahead(const struct evm_syntax *s, size_t i)
{
	size_t k, comma = 0;

	for (k = i + 1; k < s->n && !(s->w[k].cls & EVM_C(SEMI)) && !looks_finite(s, k); k++)
		if (s->w[k].cls & EVM_C(COMMA) && !s->w[k].depth)
			comma = k;
	if (!comma)
		return false;
	for (size_t j = comma + 1; j < k; j++)
		if (s->w[j].cls & EVM_C(CONJ) && !s->w[j].depth)
			return false;
	return true;
}

/* "(while) silencing X reduced Y": the gerund is the subject. */
bool evm_gerund_acts(const struct evm_syntax *s, size_t i)
{
	size_t k = i + 1;

	while (k < s->n && k < i + 16 && !(s->w[k].cls & (EVM_C(SEMI) | EVM_C(SUB) | EVM_C(REL))) &&
	       !looks_finite(s, k))
		k++;
	return k < s->n && looks_finite(s, k) && !comma_ahead(s, i);
}

void evm_vg_gerund(struct evm_vg_scan *sc, size_t i)
{
	struct evm_syntax *s = sc->s;
	size_t left = evm_vg_left(s, i, 0);
	uint64_t c = left == SIZE_MAX ? 0 : s->w[left].cls;
	const struct evm_vg *last = evm_vg_last(s);
	enum evm_vg_kind kind = evm_vg_kind_of(s, i, EVM_GERUND);
	enum evm_vg_link link;
	struct evm_vg *g;

	if (evm_is_prep(s, i + 1, EVM_P(OF)) && s->w[i].cls & NOUNISH)
		return;
	if (c & EVM_C(BE)) {
		if ((g = evm_vg_add(sc, i, kind, EVM_ACTIVE, EVM_LINK_OWN)))
			evm_vg_finite_link(sc, g);
		return;
	}
	if (c & (EVM_C(DET) | EVM_C(POSS) | EVM_C(ADJ)) && !(c & EVM_C(DEM)))
		return;
	if (left != SIZE_MAX && c & EVM_C(PREP))
		link = evm_is_prep(s, left, EVM_P(WITHOUT)) ? EVM_LINK_WITHOUT :
		       evm_is_prep(s, left, EVM_P(BY) | EVM_P(THROUGH) | EVM_P(VIA) |
				   EVM_P(BY_MEANS_OF) | EVM_P(WITH)) ? EVM_LINK_MEANS : EVM_LINK_PREP;
	else if (c & EVM_C(CONJ) && (!last || last->end <= sc->clause) && !sc->finite)
		return;		/* "silencing X and blocking Y are ..." */
	else if (c & EVM_C(CONJ))
		link = last && (last->voice == EVM_GERUND || !clause_begins(sc, left)) ?
			EVM_LINK_COORD : EVM_LINK_PART;
	else if (c & EVM_C(EXAMPLE))
		link = EVM_LINK_PART;	/* "through mechanisms such as V-ing" */
	else if (c & EVM_C(COMMA))
		link = last && last->voice == EVM_GERUND && last->link != EVM_LINK_AHEAD ?
			EVM_LINK_COORD : EVM_LINK_PART;
	else if (clause_begins(sc, left)) {
		if (c & EVM_C(SUB) ? evm_gerund_acts(s, i) : !comma_ahead(s, i))
			return;		/* "Silencing X reduced Y" */
		link = sc->finite && c & EVM_C(SUB) ? EVM_LINK_PREP : EVM_LINK_AHEAD;
	} else if (c & EVM_C(ENT) && s->w[left].modifier)
		return;
	else
		link = EVM_LINK_POST;
	/* "Apart from inducing X, it ...": the subject comes later */
	if ((link == EVM_LINK_PREP || link == EVM_LINK_MEANS) && !sc->finite &&
	    (!last || last->end <= sc->clause) && left != SIZE_MAX && left <= sc->clause + 1)
		link = EVM_LINK_AHEAD;
	evm_vg_add(sc, i, kind, EVM_GERUND, link);
}

void evm_vg_add_finite(struct evm_vg_scan *sc, size_t i, enum evm_vg_voice voice)
{
	struct evm_vg *g = evm_vg_add(sc, i, evm_vg_kind_of(sc->s, i, voice), voice, EVM_LINK_OWN);

	if (g)
		evm_vg_finite_link(sc, g);
}

bool evm_vg_adjectival(uint64_t c)
{
	return (c & (EVM_C(DET) | EVM_C(POSS) | EVM_C(PREP) | EVM_C(ADJ) | EVM_C(CMP) |
		     EVM_C(EXAMPLE)) && !(c & (NOUNISH | EVM_C(DEM)))) != 0;
}

static bool directed(const struct evm_syntax *s, size_t from, size_t to)
{
	bool found = false;

	for (; from < to; from++) {
		if (s->w[from].cls & EVM_C(PROPERTY) && s->w[from].cls & EVM_C(NOUN))
			return false;	/* "better effects on X and improved Y" */
		found |= (s->w[from].cls & (EVM_C(UP) | EVM_C(DOWN) | EVM_C(BETTER))) != 0;
	}
	return found;
}

/* "showed reduced X and increased Y", "resulted in reduced X and increased Y",
 * "with reduced X and increased Y" */
static bool lists_adjectives(const struct evm_syntax *s, const struct evm_vg *last, size_t i)
{
	size_t from = last->end;
	bool with = false;

	if (!evm_is(s, i, EVM_C(UP) | EVM_C(DOWN)) || !directed(s, from, i))
		return false;
	for (size_t k = from; k < i; k++)
		if (evm_is_prep(s, k, EVM_P(WITH) | EVM_P(ACCOMPANIED_BY) | EVM_P(ACCOMPANIED_WITH) |
				EVM_P(EVIDENCED_BY) | EVM_P(ALONG_WITH) | EVM_P(TOGETHER_WITH) |
				EVM_P(ASSOCIATED_WITH))) {
			with = directed(s, k, k + 5 < i ? k + 5 : i);
			break;
		}
	return with || last->kind == EVM_VG_LIGHT ||
	       (last->pred && (last->pred->stative || last->pred->prep));
}

/* "had effects on V-ing X and reduced Y": a verb, not one of V-ing's objects. */
static bool behind_gerund(const struct evm_vg_scan *sc, const struct evm_vg *last, size_t i)
{
	return last->voice == EVM_GERUND && sc->finite && !sc->rel && last->clause == sc->clause &&
	       (last->link == EVM_LINK_PREP || last->link == EVM_LINK_MEANS || last->link == EVM_LINK_COORD) &&
	       evm_is(sc->s, i, EVM_C(VERB)) && !directed(sc->s, last->end, i);
}

/* "and reduced X" goes on as the verb before did. */
static void coordinated_ed(struct evm_vg_scan *sc, size_t i)
{
	const struct evm_vg *last = evm_vg_last(sc->s);
	size_t next = evm_vg_right(sc->s, i);
	bool object = next < sc->s->n && !(sc->s->w[next].cls & (EVM_C(PREP) | EVM_C(CONJ) |
		EVM_C(COMMA) | EVM_C(SEMI) | EVM_C(CITE) | EVM_C(SUB) | EVM_C(TO)));

	if (!last || last->voice == EVM_REDUCED || lists_adjectives(sc->s, last, i))
		return;
	if (last->voice == EVM_PASSIVE) {
		if (!object)
			evm_vg_add_finite(sc, i, EVM_PASSIVE);
		else if (evm_is(sc->s, i, EVM_C(VERB)))
			evm_vg_add_finite(sc, i, EVM_ACTIVE);
		return;
	}
	if ((last->finite || (object && behind_gerund(sc, last, i))) &&
	    (object || evm_is_prep(sc->s, next, ~0ull) || evm_is(sc->s, next, EVM_C(TO))))
		evm_vg_add_finite(sc, i, EVM_ACTIVE);
}

/* "BM-MSCs derived exosomes": the participle joins two names. */
static bool joins_names(const struct evm_syntax *s, size_t left, size_t i)
{
	return left != SIZE_MAX && s->w[left].cls & EVM_C(ENT) && evm_is(s, i + 1, EVM_C(ENT)) &&
	       evm_is(s, i, EVM_C(DERIVED) | EVM_C(LOADED) | EVM_C(MODIFIED)) &&
	       !evm_is(s, i, EVM_C(VERB)) &&
	       (s->w[left].type != EVM_VESICLE || s->w[i + 1].type != EVM_EFFECT);
}

#define OBJECT_BEGINS (EVM_C(ENT) | EVM_C(DET) | EVM_C(TRANS) | EVM_C(POSS) | EVM_C(ADJ) | EVM_C(PROC))

/* "..., MSC-EVs reduced inflammation": an agent right before, a comma or
 * conjunction before that, an object behind. */
static bool new_agent(const struct evm_vg_scan *sc, size_t left, size_t i, size_t next)
{
	const struct evm_syntax *s = sc->s;
	const struct evm_vg *last = evm_vg_last(s);

	if (!last || left == SIZE_MAX || left <= last->end || !evm_is(s, next, OBJECT_BEGINS) ||
	    !evm_is(s, i, EVM_C(VERB) | EVM_C(LIGHT)))
		return false;
	/* ", and the NOUN reduced X" */
	for (size_t k = left; s->w[left].cls & NOUNISH && k-- > last->end && left - k < 12;)
		if (s->w[k].cls & EVM_C(CONJ) && k && s->w[k - 1].cls & EVM_C(COMMA))
			return true;
	if (!(s->w[left].cls & EVM_C(ENT)) ||
	    (s->w[left].type != EVM_VESICLE && s->w[left].type != EVM_SOURCE && s->w[left].type != EVM_MIRNA))
		return false;
	for (size_t k = left; k-- > last->end && left - k < 6;)
		if (s->w[k].cls & (EVM_C(COMMA) | EVM_C(CONJ)))
			return true;
	return false;
}

/* "A fell, and B rose after S": a verb that may stand without object, a noun
 * phrase of its own behind a conjunction. */
static bool new_change(const struct evm_vg_scan *sc, size_t left, size_t i, size_t next)
{
	const struct evm_syntax *s = sc->s;
	const struct evm_vg *last = evm_vg_last(s);

	if (!last || left == SIZE_MAX || left <= last->end || !evm_is(s, i, EVM_C(VERB)) ||
	    !s->w[i].lex->verb->intrans || !(s->w[left].cls & NOUNISH) || last->kind == EVM_VG_LIGHT ||
	    !(next >= s->n || (evm_is(s, next, EVM_C(PREP)) && !evm_is_prep(s, next, EVM_P(BY)))))
		return false;
	for (size_t k = left; k-- > last->end && left - k < 12;) {
		if (evm_is(s, k, EVM_C(CONJ)))
			return true;
		if (evm_is(s, k, EVM_C(PREP)) && !evm_is_prep(s, k, EVM_P(OF)))
			return false;
	}
	return false;
}

/* "; decreased X", "so that suppressed X": the clause before goes on. */
static bool goes_on(struct evm_vg_scan *sc, size_t left, size_t i, size_t next)
{
	struct evm_syntax *s = sc->s;
	const struct evm_vg *last = evm_vg_last(s);
	struct evm_vg *g;

	if (!last || left == SIZE_MAX || !(s->w[left].cls & (EVM_C(SEMI) | EVM_C(SUB) | EVM_C(CONJ))) ||
	    left < sc->clause - (sc->clause > 0) || !evm_is(s, next, OBJECT_BEGINS) ||
	    !evm_is(s, i, EVM_C(VERB)) || sc->finite)
		return false;
	sc->clause = last->clause;
	sc->finite = true;
	g = evm_vg_add(sc, i, EVM_VG_PRED, EVM_ACTIVE, EVM_LINK_COORD);
	if (g)
		g->finite = true;
	return true;
}

/* "S, a kind of thing, reduced O", "S, in all groups, reduced O": the clause's
 * verb behind the comma. */
bool evm_vg_behind_apposition(const struct evm_vg_scan *sc, size_t left, size_t i)
{
	const struct evm_syntax *s = sc->s;

	if (sc->finite || sc->rel || !evm_is(s, i, EVM_C(VERB)) || !s->w[i].lex->verb ||
	    !(evm_is(s, evm_vg_right(s, i), OBJECT_BEGINS) ||
	      (s->w[i].lex->verb->intrans && evm_is(s, evm_vg_right(s, i), EVM_C(SUB) | EVM_C(PREP))) ||
	      evm_is_prep(s, evm_vg_right(s, i), s->w[i].lex->verb->prep)))
		return false;
	/* "several Xs, including A, B and C, reduced O" */
	for (size_t k = left; k-- > sc->clause && left - k < 24;)
		if (evm_is(s, k, EVM_C(COMMA)) && !s->w[k].depth && evm_is(s, k + 1, EVM_C(EXAMPLE)))
			return k > sc->clause;
	for (size_t k = left; k-- > sc->clause && left - k < 16;)
		if (evm_is(s, k, EVM_C(COMMA)) && !s->w[k].depth)
			return k > sc->clause && evm_is(s, k - 1, EVM_C(ENT) | EVM_C(CLOSE)) &&
			       (evm_is(s, k + 1, EVM_C(DET) | EVM_C(PREP) | EVM_C(EXAMPLE) | EVM_C(SUB)) ||
				(evm_is(s, k + 1, EVM_C(DERIVED) | EVM_C(LOADED) | EVM_C(TREATED)) &&
				 evm_is(s, k + 2, EVM_C(PREP))) ||	/* "S, isolated by a kit, reduced" */
				evm_str_ieqz(evm_doc_slice(s->doc, s->w[k + 1].span), "as well as") ||
				(evm_is(s, k + 1, EVM_C(CONJ)) && evm_is(s, k + 2, EVM_C(NEG))));
	return false;
}

/* Another finite verb before the clause ends: the participle at hand is none. */
static bool verb_ahead(const struct evm_syntax *s, size_t from)
{
	for (size_t k = from + 1; k < s->n && k < from + 20; k++) {
		const struct evm_word *w = &s->w[k];

		if (w->depth)
			continue;
		if (w->cls & (EVM_C(COMMA) | EVM_C(SEMI) | EVM_C(SUB) | EVM_C(REL) | EVM_C(THAT) | EVM_C(CONJ)))
			return false;
		if (w->cls & EVM_C(BE) || (w->cls & EVM_C(VERB) && w->form & EVM_S && !w->hyphened &&
		     evm_is(s, k + 1, EVM_C(ENT) | EVM_C(DET) | EVM_C(TRANS)) &&
		     !evm_is(s, k - 1, EVM_C(PREP) | EVM_C(DET) | EVM_C(ADJ))))
			return true;
	}
	return false;
}

void evm_vg_past(struct evm_vg_scan *sc, size_t i)
{
	struct evm_syntax *s = sc->s;
	size_t left = evm_vg_left(s, i, 0), next = evm_vg_right(s, i);
	uint64_t c = left == SIZE_MAX ? 0 : s->w[left].cls;
	bool finite = sc->rel ? sc->rel_finite : sc->finite;
	const struct evm_vg *last = evm_vg_last(s);

	if (joins_names(s, left, i) || goes_on(sc, left, i, next))
		return;
	if (c & EVM_C(GROUP) && evm_is(s, i, EVM_C(TREATED)) && !evm_is(s, i, EVM_C(VERB))) {
		evm_vg_add(sc, i, EVM_VG_OTHER, EVM_REDUCED, EVM_LINK_POST);	/* "the group given X" */
		return;
	}
	if (finite && !sc->rel && (new_agent(sc, left, i, next) || new_change(sc, left, i, next))) {
		evm_vg_add_finite(sc, i, EVM_ACTIVE);
		return;
	}
	if (c & EVM_C(BE)) {
		evm_vg_add_finite(sc, i, EVM_PASSIVE);
	} else if (c & EVM_C(HAVE) && left + 4 > i) {
		evm_vg_add_finite(sc, i, EVM_ACTIVE);
	} else if (c & (EVM_C(PRON) | EVM_C(REL) | EVM_C(THAT) | EVM_C(DEM)) &&
		   !evm_is(s, left, EVM_C(DET) & ~EVM_C(DEM))) {
		evm_vg_add_finite(sc, i, EVM_ACTIVE);
	} else if (clause_begins(sc, left) || evm_vg_adjectival(c) ||
		   evm_str_ieqz(evm_doc_slice(s->doc, s->w[left].span), "such") ||
		   (last && last->end == i && last->kind != EVM_VG_REPORT && !(c & NOUNISH))) {
		return;		/* "reduced apoptosis", "the reduced apoptosis" */
	} else if (c & EVM_C(COMMA) && s->w[i].lex->verb && s->w[i].lex->verb->stative &&
		   evm_is(s, next, EVM_C(PREP))) {
		evm_vg_add(sc, i, EVM_VG_PRED, EVM_REDUCED, EVM_LINK_POST);	/* "X, related to Y" */
	} else if (!finite && !(c & EVM_C(CONJ)) && evm_is(s, next, EVM_C(PREP)) && verb_ahead(s, next)) {
		/* "S lowered in D hits O", "S coupled to O was seen" */
		evm_vg_add(sc, i, evm_vg_kind_of(s, i, EVM_REDUCED), EVM_REDUCED, EVM_LINK_POST);
	} else if (c & EVM_C(COMMA) && evm_vg_behind_apposition(sc, left, i)) {
		evm_vg_add_finite(sc, i, EVM_ACTIVE);
	} else if (c & (EVM_C(CONJ) | EVM_C(COMMA))) {
		if (evm_is_prep(s, next, EVM_P(BY)) && (!last || last->voice != EVM_PASSIVE))
			evm_vg_add(sc, i, evm_vg_kind_of(s, i, EVM_REDUCED), EVM_REDUCED, EVM_LINK_POST);
		else
			coordinated_ed(sc, i);
	} else if (evm_is_prep(s, next, EVM_P(BY)) ||
		   (finite && !(sc->rel && !sc->finite && evm_is(s, i, EVM_C(VERB)))) ||
		   (evm_is(s, next, EVM_C(PREP)) && evm_is(s, i, EVM_C(DERIVED) |
			EVM_C(LOADED) | EVM_C(TREATED) | EVM_C(OTHER)) && !evm_is(s, i, EVM_C(UP) | EVM_C(DOWN)))) {
		evm_vg_add(sc, i, evm_vg_kind_of(s, i, EVM_REDUCED), EVM_REDUCED, EVM_LINK_POST);
	} else {
		evm_vg_add_finite(sc, i, EVM_ACTIVE);
	}
}
