/* Verb groups, left to right: which words are verbs, their voice, how each
 * comes by its subject. design: clauses are cut at semicolons, conjunctions of
 * subordination, "that" behind a verb of report, and before the noun phrase
 * of a second finite verb. */
#include "extractors/verbgroup_p.h"

#include "extractors/chunk.h"

/* Words of a light verb's complement: "(a) (more) potent inhibitory effect",
 * "reduced apoptosis": something that says a direction or names a property;
 * an effect, where the verb is one of holding ("possess pro-angiogenic ..."). */
static bool light_complement(const struct evm_syntax *s, size_t i)
{
	bool holds = s->w[i].cls & EVM_C(VERB) && s->w[i].lex->verb->sign == '=';

	for (size_t k = i + 1; k < s->n && k < i + 9; k++) {
		uint64_t c = s->w[k].cls;

		if (c & (EVM_C(UP) | EVM_C(DOWN) | EVM_C(BETTER) | EVM_C(PROPERTY) | EVM_C(PADJ) | EVM_C(HEDGEADJ)))
			return true;
		/* "showed a reduction in X" */
		if (c & EVM_C(NOUN) && s->w[k].lex->noun->intrans && evm_is_prep(s, k + 1, EVM_P(IN) | EVM_P(OF)))
			return true;
		if (c & EVM_C(ENT) && s->w[k].type == EVM_EFFECT &&
		    (holds || evm_names_property(s, k) || evm_is(s, i + 1, EVM_C(NEG))))
			return true;
		if (c & (EVM_C(PREP) | EVM_C(COMMA) | EVM_C(SEMI) | EVM_C(THAT) | EVM_C(REL) |
			 EVM_C(SUB) | EVM_C(TO)))
			return false;
		if (c & ANY_VERB && !(c & NOUNISH) && !(c & EVM_C(ADJ)) && s->w[k].form & (EVM_S | EVM_BASE))
			return false;
	}
	return false;
}

/* Does a clause follow a verb of report without "that"? */
static bool clause_follows(const struct evm_syntax *s, size_t i)
{
	bool noun = false;

	for (size_t k = i + 1; k < s->n && k < i + 14; k++) {
		uint64_t c = s->w[k].cls;

		if (c & (EVM_C(SEMI) | EVM_C(COMMA)))
			return false;
		if (noun && c & (AUX & ~EVM_C(HAVE)))
			return true;
		if (noun && c & (ANY_VERB | EVM_C(HAVE)) && !(c & NOUNISH) &&
		    s->w[k].form & (EVM_BASE | EVM_S) && !evm_is(s, k - 1, EVM_C(PREP) | EVM_C(DET) | EVM_C(ADJ) | EVM_C(TO) | EVM_C(CONJ)))
			return true;
		/* "found EVs reduced O" */
		if (noun && c & (EVM_C(VERB) | EVM_C(LIGHT)) && s->w[k].form & EVM_ED && !s->w[k].hyphened &&
		    s->w[k].mention < 0 && evm_is(s, k - 1, EVM_C(ENT) | EVM_C(GROUP) | EVM_C(TREAT)) &&
		    evm_is(s, k + 1, EVM_C(ENT) | EVM_C(DET) | EVM_C(POSS) | EVM_C(TRANS) | EVM_C(PROC) | EVM_C(ADJ)))
			return true;
		if (c & (NOUNISH | EVM_C(PRON)))
			noun = true;
	}
	return false;
}

enum evm_vg_kind evm_vg_kind_of(const struct evm_syntax *s, size_t i, enum evm_vg_voice voice)
{
	uint64_t c = s->w[i].cls;
	size_t next = evm_vg_right(s, i);

	if (c & EVM_C(REPORT) && (evm_is(s, next, EVM_C(THAT)) ||
	    (voice != EVM_PASSIVE && clause_follows(s, i))))
		return EVM_VG_REPORT;
	if (c & EVM_C(LIGHT) && voice != EVM_PASSIVE && light_complement(s, i))
		return EVM_VG_LIGHT;
	if (c & EVM_C(VERB))
		return EVM_VG_PRED;
	if (c & EVM_C(INVEST))
		return EVM_VG_INVEST;
	if (c & EVM_C(REPORT))
		return EVM_VG_REPORT;
	if (c & EVM_C(LIGHT))
		return EVM_VG_LIGHT;
	return c & EVM_C(AIM) ? EVM_VG_AIM : EVM_VG_OTHER;
}

static bool only_next(const struct evm_syntax *s, size_t i)
{
	return i + 1 < s->n && evm_str_ieqz(evm_doc_slice(s->doc, s->w[i + 1].span), "only");
}

/* First word of the group: auxiliaries, adverbs, "to", negation. */
static void modality(struct evm_syntax *s, struct evm_vg *g, size_t from)
{
	size_t i = g->head, first = g->head;

	while (i-- > from) {
		uint64_t c = s->w[i].cls;

		if (!(c & (AUX | EVM_C(ADV) | EVM_C(NEG) | EVM_C(TO))))
			break;
		if (c & EVM_C(NEG) && !only_next(s, i))
			g->negated = true;
		if (c & (EVM_C(HEDGEMODAL) | EVM_C(HEDGE)))
			g->hedged = true;
		first = i;
	}
	g->begin = (uint16_t)first;
}

struct evm_vg *evm_vg_add(struct evm_vg_scan *sc, size_t i, enum evm_vg_kind kind,
			  enum evm_vg_voice voice, enum evm_vg_link link)
{
	struct evm_syntax *s = sc->s;
	const struct evm_vg *last = evm_vg_last(s);
	struct evm_vg *g;

	if (s->nvg == EVM_VG_MAX)
		return NULL;
	g = &s->vg[s->nvg++];
	*g = (struct evm_vg){ .head = (uint16_t)i, .end = (uint16_t)(i + 1),
			      .kind = kind, .voice = voice, .link = link };
	modality(s, g, last ? last->end : 0);
	/* "increased neither X nor Y" */
	if (evm_is(s, i + 1, EVM_C(NEG)) && evm_str_ieqz(evm_doc_slice(s->doc, s->w[i + 1].span), "neither")) {
		g->end++;
		g->negated = true;
	}
	g->pred = kind == EVM_VG_PRED ? s->w[i].lex->verb : NULL;
	g->clause = (uint16_t)sc->clause;
	g->np = g->begin;
	return g;
}

/* --- the noun phrase before a finite verb ----------------------------------------- */

static bool has_noun(const struct evm_syntax *s, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		uint64_t c = s->w[i].cls;

		if (s->w[i].depth)
			continue;
		if (c & (NOUNISH | EVM_C(PRON) | EVM_C(DEM)) || !c)
			return true;
	}
	return false;
}

#define JOINT (EVM_C(CONJ) | EVM_C(COMMA))

/* Where the noun phrase of a second finite verb of a clause begins: behind
 * the nearest conjunction or comma; before it when a list of names goes on to
 * the left and ends before the verb before ("..., and A, B and C increased"). */
static size_t second_np(const struct evm_syntax *s, size_t from, size_t verb)
{
	size_t nearest = 0, i = verb;

	while (i-- > from) {
		size_t k = i;

		if (s->w[i].depth || !(s->w[i].cls & (JOINT | EVM_C(SEMI) | EVM_C(SUB) | EVM_C(THAT) | EVM_C(REL))))
			continue;
		if (!nearest)
			nearest = i + 1;
		if (!(s->w[i].cls & JOINT))
			return nearest;
		while (k > from && s->w[k].cls & JOINT)
			k--;
		if (!(s->w[k].cls & EVM_C(ENT)))
			return i + 1;
		i = k + 1;
	}
	if (nearest)
		return nearest;
	/* a title without a full stop: behind what its verb is done to */
	for (i = verb; i-- > from;)
		if (s->w[i].cls & EVM_C(ENT) && !s->w[i].depth && !s->w[i].modifier &&
		    (s->w[i].type == EVM_DISEASE || s->w[i].type == EVM_EFFECT))
			return has_noun(s, i + 1, verb) ? i + 1 : from;
	return from;
}

/* End of the participle that opens a clause, or 0. */
static size_t ahead_in(const struct evm_syntax *s, size_t clause)
{
	for (size_t k = 0; k + 1 < s->nvg; k++)
		if (s->vg[k].clause == clause && s->vg[k].link == EVM_LINK_AHEAD)
			return s->vg[k].end;
	return 0;
}

/* Behind the last comma that opens a noun phrase right before the verb. */
static size_t behind_comma(const struct evm_syntax *s, size_t from, size_t verb, size_t otherwise)
{
	for (size_t i = verb; i-- > from;)
		if (s->w[i].cls & EVM_C(COMMA) && !s->w[i].depth &&
		    !evm_is(s, i + 1, EVM_C(CONJ)) && has_noun(s, i + 1, verb))
			return i + 1;
	return otherwise;
}

void evm_vg_finite_link(struct evm_vg_scan *sc, struct evm_vg *g)
{
	struct evm_syntax *s = sc->s;
	const struct evm_vg *last = s->nvg > 1 ? &s->vg[s->nvg - 2] : NULL;
	size_t from = last && last->end > sc->clause ? last->end : sc->clause;
	size_t left = evm_vg_left(s, g->begin, from), np;

	g->finite = true;
	if (sc->rel && !sc->rel_finite) {
		bool own = has_noun(s, sc->rel_at + 1, g->begin);

		sc->rel_finite = true;
		g->link = own ? EVM_LINK_OWN : EVM_LINK_REL;
		g->np = (uint16_t)(sc->rel_at + 1);
		if (own)
			g->asks = false;
		return;
	}
	if (left != SIZE_MAX && s->w[left].cls & (EVM_C(CONJ) | EVM_C(COMMA)) && (sc->finite || sc->rel)) {
		g->link = EVM_LINK_COORD;
		return;
	}
	if (sc->rel && !sc->finite) {	/* the main verb behind a relative clause */
		sc->rel = false;
		sc->finite = true;
		g->link = EVM_LINK_RESUME;
		g->np = (uint16_t)sc->clause;
		return;
	}
	if (!sc->finite && last && sc->clause && evm_is(s, sc->clause - 1, EVM_C(SEMI)) &&
	    !has_noun(s, sc->clause, g->begin)) {
		/* "; could reduce X": as the clause before */
		sc->clause = last->clause;
		sc->finite = true;
		g->clause = last->clause;
		g->link = EVM_LINK_COORD;
		return;
	}
	g->link = EVM_LINK_OWN;
	g->np = (uint16_t)sc->clause;
	if (!sc->finite && ahead_in(s, sc->clause))
		g->np = (uint16_t)behind_comma(s, ahead_in(s, sc->clause), g->begin, sc->clause);
	if (sc->finite) {
		np = second_np(s, from, g->begin);
		if (!has_noun(s, np, g->begin)) {
			g->link = EVM_LINK_COORD;
			return;
		}
		sc->clause = np;
		g->clause = g->np = (uint16_t)np;
	}
	sc->rel = false;
	sc->finite = true;
}

/* --- forms ------------------------------------------------------------------------ */

static void see_base(struct evm_vg_scan *sc, size_t i)
{
	struct evm_syntax *s = sc->s;
	size_t left = evm_vg_left(s, i, 0);
	uint64_t c = left == SIZE_MAX ? 0 : s->w[left].cls;
	const struct evm_vg *last = evm_vg_last(s);

	if (c & EVM_C(TO)) {
		evm_vg_add(sc, i, evm_vg_kind_of(s, i, EVM_INFINITIVE), EVM_INFINITIVE, EVM_LINK_INF);
		return;
	}
	if (c & (EVM_C(MODAL) | EVM_C(HEDGEMODAL) | EVM_C(DO))) {
		evm_vg_add_finite(sc, i, EVM_ACTIVE);
		return;
	}
	/* "showed lower X" */
	if (last && last->end == i && evm_is(s, i, EVM_C(DOWN)))
		return;
	if (left == SIZE_MAX || evm_vg_adjectival(c) || c & EVM_C(BE) || (c & EVM_C(DEM) && sc->s->w[i].form & EVM_BASE))
		return;
	if (c & EVM_C(CONJ) && last && last->voice == EVM_INFINITIVE) {
		evm_vg_add(sc, i, evm_vg_kind_of(s, i, EVM_INFINITIVE), EVM_INFINITIVE, EVM_LINK_COORD);
		return;
	}
	if (c & EVM_C(COMMA) && !last && !evm_vg_behind_apposition(sc, left, i))
		return;
	evm_vg_add_finite(sc, i, EVM_ACTIVE);
}

static bool participle_follows(const struct evm_syntax *s, size_t i)
{
	size_t k = i + 1;

	while (evm_is(s, k, EVM_C(ADV) | EVM_C(NEG) | EVM_C(BE)))
		k++;
	return evm_is(s, k, ANY_VERB) && s->w[k].form & (EVM_ED | EVM_ING);
}

/* A group of its own verb, behind "to" or finite. */
static void add_own(struct evm_vg_scan *sc, size_t i, enum evm_vg_kind kind)
{
	struct evm_vg *g = evm_vg_add(sc, i, kind, EVM_ACTIVE, EVM_LINK_OWN);

	if (g && evm_is(sc->s, i - (i > 0), EVM_C(TO)))
		g->link = EVM_LINK_INF;
	else if (g)
		evm_vg_finite_link(sc, g);
}

static void see_copula(struct evm_vg_scan *sc, size_t i)
{
	if (!participle_follows(sc->s, i) && !evm_is(sc->s, i + 1, EVM_C(BE)))
		add_own(sc, i, EVM_VG_COPULA);
}

static void see_have(struct evm_vg_scan *sc, size_t i)
{
	if (participle_follows(sc->s, i) && !evm_is(sc->s, i - (i > 0), EVM_C(GROUP)))
		return;
	if (!evm_is(sc->s, i + 1, EVM_C(BE)))
		add_own(sc, i, EVM_VG_LIGHT);
}

static void see_verb(struct evm_vg_scan *sc, size_t i)
{
	uint8_t form = sc->s->w[i].form;

	if (form & EVM_ING && sc->s->w[i].cls & EVM_C(EXAMPLE))
		return;		/* "including" */
	if (form & EVM_ING)
		evm_vg_gerund(sc, i);
	else if (form & EVM_ED && !(form & EVM_BASE &&
		 evm_is(sc->s, evm_vg_left(sc->s, i, 0), EVM_C(TO) | EVM_C(MODAL) | EVM_C(HEDGEMODAL))))
		evm_vg_past(sc, i);
	else if (form & (EVM_BASE | EVM_S))
		see_base(sc, i);
}

static void new_clause(struct evm_vg_scan *sc, size_t at)
{
	sc->clause = at;
	sc->finite = sc->rel = sc->rel_finite = false;
}

/* ", when administered intranasally,": inserted, no clause of its own. */
static bool inserted(const struct evm_syntax *s, size_t i)
{
	if (!i || !evm_is(s, i, EVM_C(SUB)) || !evm_is(s, i - 1, EVM_C(COMMA)) ||
	    !(evm_is(s, i + 1, EVM_C(ROUTE)) ||
	      (evm_is(s, i + 1, EVM_C(TREATED) | EVM_C(OTHER)) && s->w[i + 1].form & EVM_ED)))
		return false;
	for (size_t k = i + 2; k < s->n && k < i + 9; k++) {
		if (evm_is(s, k, EVM_C(COMMA)))
			return true;
		if (evm_is(s, k, AUX | EVM_C(VERB) | EVM_C(PRON) | EVM_C(SEMI)))
			return false;
	}
	return false;
}

static void see_boundary(struct evm_vg_scan *sc, size_t i)
{
	struct evm_syntax *s = sc->s;
	uint64_t c = s->w[i].cls;
	const struct evm_vg *last = evm_vg_last(s);

	if (!sc->finite && inserted(s, i))
		return;
	if (c & EVM_C(SUB) && sc->finite && evm_is(s, evm_vg_right(s, i), ANY_VERB) &&
	    s->w[evm_vg_right(s, i)].form & EVM_ING && !evm_gerund_acts(s, evm_vg_right(s, i)))
		return;		/* "while increasing Y" */
	if (c & (EVM_C(SEMI) | EVM_C(SUB))) {
		new_clause(sc, i + 1);
	} else if (c & EVM_C(THAT) && last && (last->kind == EVM_VG_REPORT || last->kind == EVM_VG_AIM) &&
		   evm_vg_right(s, last->head) == i) {
		new_clause(sc, i + 1);
	} else if (c & EVM_C(REL) || (c & EVM_C(THAT) && i && (!s->w[i - 1].cls || s->w[i - 1].cls & NOUNISH))) {
		sc->rel = true;
		sc->rel_finite = false;
		sc->rel_at = i;
	} else if (c & EVM_C(THAT)) {
		new_clause(sc, i + 1);
	}
}

void evm_verb_groups(struct evm_syntax *s)
{
	struct evm_vg_scan sc = { .s = s };

	s->nvg = 0;
	for (size_t i = 0; i < s->n && s->nvg < EVM_VG_MAX; i++) {
		uint64_t c = s->w[i].cls;

		if (s->w[i].depth || s->w[i].mention >= 0)
			continue;
		if (c & (EVM_C(SEMI) | EVM_C(SUB) | EVM_C(THAT) | EVM_C(REL)))
			see_boundary(&sc, i);
		else if (c & EVM_C(BE))
			see_copula(&sc, i);
		else if (c & EVM_C(HAVE))
			see_have(&sc, i);
		else if (c & ANY_VERB && !(c & EVM_C(ADJ) && s->w[i].hyphened))
			see_verb(&sc, i);
		/* a clause without "that" behind a verb of report */
		if (s->nvg && s->vg[s->nvg - 1].head == i &&
		    s->vg[s->nvg - 1].kind == EVM_VG_REPORT &&
		    !evm_is(s, evm_vg_right(s, i), EVM_C(THAT)) && clause_follows(s, i))
			new_clause(&sc, i + 1);
	}
}
