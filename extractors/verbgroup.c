/* Verb groups, left to right: which words are verbs, their voice, how each
 * comes by its subject. design: clauses are cut at semicolons, conjunctions of
 * subordination, "that" behind a verb of report, and before the noun phrase
 * of a second finite verb. */
#include "extractors/syntax.h"

#define ANY_VERB (EVM_C(VERB) | EVM_C(LIGHT) | EVM_C(REPORT) | EVM_C(INVEST) | \
		  EVM_C(AIM) | EVM_C(OTHER))
#define NOUNISH (EVM_C(ENT) | EVM_C(PROC) | EVM_C(TRANS) | EVM_C(CLOSE) | \
		 EVM_C(GROUP) | EVM_C(TREAT) | EVM_C(PROPERTY) | EVM_C(NOUN) | \
		 EVM_C(ROUTE) | EVM_C(NUM) | EVM_C(AGENTN) | EVM_C(PLAINNOUN) | EVM_C(OP))
#define AUX (EVM_C(BE) | EVM_C(HAVE) | EVM_C(DO) | EVM_C(MODAL) | EVM_C(HEDGEMODAL))

struct scan {
	struct evm_syntax *s;
	size_t clause;		/* first word of the clause */
	bool finite;		/* the clause has its finite verb */
	bool rel;		/* inside a relative clause */
	bool rel_finite;	/* ... which has its finite verb */
	size_t rel_at;		/* the relative pronoun */
};

/* Word left of i, adverbs and citations skipped; SIZE_MAX before from. */
static size_t left_of(const struct evm_syntax *s, size_t i, size_t from)
{
	while (i-- > from) {
		uint64_t c = s->w[i].cls;

		if (c & EVM_C(CLOSE)) {
			uint8_t d = s->w[i].depth;

			while (i > from && !(s->w[i].cls & EVM_C(OPEN) && s->w[i].depth <= d))
				i--;
			continue;
		}
		/* "more effectively" */
		if (c & EVM_C(CMP) && evm_is(s, i + 1, EVM_C(ADV)))
			continue;
		if (!(c & (EVM_C(ADV) | EVM_C(CITE) | EVM_C(NEG))))
			return i;
	}
	return SIZE_MAX;
}

static size_t right_of(const struct evm_syntax *s, size_t i)
{
	for (i++; i < s->n && s->w[i].cls & (EVM_C(ADV) | EVM_C(CITE)); i++)
		;
	return i;
}

static const struct evm_vg *last_vg(const struct evm_syntax *s)
{
	return s->nvg ? &s->vg[s->nvg - 1] : NULL;
}

/* Words of a light verb's complement: "(a) (more) potent inhibitory effect",
 * "reduced apoptosis": something that says a direction or names a property. */
static bool light_complement(const struct evm_syntax *s, size_t i)
{
	for (size_t k = i + 1; k < s->n && k < i + 9; k++) {
		uint64_t c = s->w[k].cls;

		if (c & (EVM_C(UP) | EVM_C(DOWN) | EVM_C(BETTER) | EVM_C(PROPERTY) | EVM_C(PADJ) | EVM_C(HEDGEADJ)))
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
		    s->w[k].form & (EVM_BASE | EVM_S) && !evm_is(s, k - 1, EVM_C(PREP) | EVM_C(DET) | EVM_C(ADJ) | EVM_C(TO)))
			return true;
		if (c & (NOUNISH | EVM_C(PRON)))
			noun = true;
	}
	return false;
}

static enum evm_vg_kind kind_of(const struct evm_syntax *s, size_t i, enum evm_vg_voice voice)
{
	uint64_t c = s->w[i].cls;
	size_t next = right_of(s, i);

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

static struct evm_vg *add(struct scan *sc, size_t i, enum evm_vg_kind kind,
			  enum evm_vg_voice voice, enum evm_vg_link link)
{
	struct evm_syntax *s = sc->s;
	const struct evm_vg *last = last_vg(s);
	struct evm_vg *g;

	if (s->nvg == EVM_VG_MAX)
		return NULL;
	g = &s->vg[s->nvg++];
	*g = (struct evm_vg){ .head = (uint16_t)i, .end = (uint16_t)(i + 1),
			      .kind = kind, .voice = voice, .link = link };
	modality(s, g, last ? last->end : 0);
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

static void finite_link(struct scan *sc, struct evm_vg *g)
{
	struct evm_syntax *s = sc->s;
	const struct evm_vg *last = s->nvg > 1 ? &s->vg[s->nvg - 2] : NULL;
	size_t from = last && last->end > sc->clause ? last->end : sc->clause;
	size_t left = left_of(s, g->begin, from), np;

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

/* --- participles --------------------------------------------------------------------- */

static bool clause_begins(const struct scan *sc, size_t left)
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
static bool gerund_acts(const struct evm_syntax *s, size_t i)
{
	size_t k = i + 1;

	while (k < s->n && k < i + 16 && !(s->w[k].cls & (EVM_C(SEMI) | EVM_C(SUB) | EVM_C(REL))) &&
	       !looks_finite(s, k))
		k++;
	return k < s->n && looks_finite(s, k) && !comma_ahead(s, i);
}

static void see_gerund(struct scan *sc, size_t i)
{
	struct evm_syntax *s = sc->s;
	size_t left = left_of(s, i, 0);
	uint64_t c = left == SIZE_MAX ? 0 : s->w[left].cls;
	const struct evm_vg *last = last_vg(s);
	enum evm_vg_kind kind = kind_of(s, i, EVM_GERUND);
	enum evm_vg_link link;
	struct evm_vg *g;

	if (evm_is_prep(s, i + 1, EVM_P(OF)) && s->w[i].cls & NOUNISH)
		return;
	if (c & EVM_C(BE)) {
		if ((g = add(sc, i, kind, EVM_ACTIVE, EVM_LINK_OWN)))
			finite_link(sc, g);
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
		if (c & EVM_C(SUB) ? gerund_acts(s, i) : !comma_ahead(s, i))
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
	add(sc, i, kind, EVM_GERUND, link);
}

static void add_finite(struct scan *sc, size_t i, enum evm_vg_voice voice)
{
	struct evm_vg *g = add(sc, i, kind_of(sc->s, i, voice), voice, EVM_LINK_OWN);

	if (g)
		finite_link(sc, g);
}

static bool adjectival_after(uint64_t c)
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

/* "and reduced X" goes on as the verb before did. */
static void coordinated_ed(struct scan *sc, size_t i)
{
	const struct evm_vg *last = last_vg(sc->s);
	size_t next = right_of(sc->s, i);
	bool object = next < sc->s->n && !(sc->s->w[next].cls & (EVM_C(PREP) | EVM_C(CONJ) |
		EVM_C(COMMA) | EVM_C(SEMI) | EVM_C(CITE) | EVM_C(SUB) | EVM_C(TO)));

	if (!last || last->voice == EVM_REDUCED || lists_adjectives(sc->s, last, i))
		return;
	if (last->voice == EVM_PASSIVE) {
		if (!object)
			add_finite(sc, i, EVM_PASSIVE);
		else if (evm_is(sc->s, i, EVM_C(VERB)))
			add_finite(sc, i, EVM_ACTIVE);
		return;
	}
	if (last->finite && (object || evm_is_prep(sc->s, next, ~0ull) ||
			     evm_is(sc->s, next, EVM_C(TO))))
		add_finite(sc, i, EVM_ACTIVE);
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
static bool new_agent(const struct scan *sc, size_t left, size_t i, size_t next)
{
	const struct evm_syntax *s = sc->s;
	const struct evm_vg *last = last_vg(s);

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
static bool new_change(const struct scan *sc, size_t left, size_t i, size_t next)
{
	const struct evm_syntax *s = sc->s;
	const struct evm_vg *last = last_vg(s);

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
static bool goes_on(struct scan *sc, size_t left, size_t i, size_t next)
{
	struct evm_syntax *s = sc->s;
	const struct evm_vg *last = last_vg(s);
	struct evm_vg *g;

	if (!last || left == SIZE_MAX || !(s->w[left].cls & (EVM_C(SEMI) | EVM_C(SUB) | EVM_C(CONJ))) ||
	    left < sc->clause - (sc->clause > 0) || !evm_is(s, next, OBJECT_BEGINS) ||
	    !evm_is(s, i, EVM_C(VERB)) || sc->finite)
		return false;
	sc->clause = last->clause;
	sc->finite = true;
	g = add(sc, i, EVM_VG_PRED, EVM_ACTIVE, EVM_LINK_COORD);
	if (g)
		g->finite = true;
	return true;
}

/* "S, a kind of thing, reduced O": the clause's verb behind the comma. */
static bool behind_apposition(const struct scan *sc, size_t left, size_t i)
{
	const struct evm_syntax *s = sc->s;

	if (sc->finite || sc->rel || !evm_is(s, i, EVM_C(VERB)) || !s->w[i].lex->verb ||
	    !(evm_is(s, right_of(s, i), OBJECT_BEGINS) ||
	      evm_is_prep(s, right_of(s, i), s->w[i].lex->verb->prep)))
		return false;
	for (size_t k = left; k-- > sc->clause && left - k < 16;)
		if (evm_is(s, k, EVM_C(COMMA)) && !s->w[k].depth)
			return k > sc->clause && evm_is(s, k - 1, EVM_C(ENT) | EVM_C(CLOSE)) &&
			       evm_is(s, k + 1, EVM_C(DET));
	return false;
}

static void see_ed(struct scan *sc, size_t i)
{
	struct evm_syntax *s = sc->s;
	size_t left = left_of(s, i, 0), next = right_of(s, i);
	uint64_t c = left == SIZE_MAX ? 0 : s->w[left].cls;
	bool finite = sc->rel ? sc->rel_finite : sc->finite;
	const struct evm_vg *last = last_vg(s);

	if (joins_names(s, left, i) || goes_on(sc, left, i, next))
		return;
	if (c & EVM_C(GROUP) && evm_is(s, i, EVM_C(TREATED)) && !evm_is(s, i, EVM_C(VERB))) {
		add(sc, i, EVM_VG_OTHER, EVM_REDUCED, EVM_LINK_POST);	/* "the group given X" */
		return;
	}
	if (finite && !sc->rel && (new_agent(sc, left, i, next) || new_change(sc, left, i, next))) {
		add_finite(sc, i, EVM_ACTIVE);
		return;
	}
	if (c & EVM_C(BE)) {
		add_finite(sc, i, EVM_PASSIVE);
	} else if (c & EVM_C(HAVE) && left + 4 > i) {
		add_finite(sc, i, EVM_ACTIVE);
	} else if (c & (EVM_C(PRON) | EVM_C(REL) | EVM_C(THAT) | EVM_C(DEM)) &&
		   !evm_is(s, left, EVM_C(DET) & ~EVM_C(DEM))) {
		add_finite(sc, i, EVM_ACTIVE);
	} else if (clause_begins(sc, left) || adjectival_after(c) ||
		   (last && last->end == i && last->kind != EVM_VG_REPORT && !(c & NOUNISH))) {
		return;		/* "reduced apoptosis", "the reduced apoptosis" */
	} else if (c & EVM_C(COMMA) && s->w[i].lex->verb && s->w[i].lex->verb->stative &&
		   evm_is(s, next, EVM_C(PREP))) {
		add(sc, i, EVM_VG_PRED, EVM_REDUCED, EVM_LINK_POST);	/* "X, related to Y" */
	} else if (c & EVM_C(COMMA) && behind_apposition(sc, left, i)) {
		add_finite(sc, i, EVM_ACTIVE);
	} else if (c & (EVM_C(CONJ) | EVM_C(COMMA))) {
		if (evm_is_prep(s, next, EVM_P(BY)) && (!last || last->voice != EVM_PASSIVE))
			add(sc, i, kind_of(s, i, EVM_REDUCED), EVM_REDUCED, EVM_LINK_POST);
		else
			coordinated_ed(sc, i);
	} else if (evm_is_prep(s, next, EVM_P(BY)) ||
		   (finite && !(sc->rel && !sc->finite && evm_is(s, i, EVM_C(VERB)))) ||
		   (evm_is(s, next, EVM_C(PREP)) && evm_is(s, i, EVM_C(DERIVED) |
			EVM_C(LOADED) | EVM_C(TREATED) | EVM_C(OTHER)) && !evm_is(s, i, EVM_C(UP) | EVM_C(DOWN)))) {
		add(sc, i, kind_of(s, i, EVM_REDUCED), EVM_REDUCED, EVM_LINK_POST);
	} else {
		add_finite(sc, i, EVM_ACTIVE);
	}
}

/* --- other forms ------------------------------------------------------------------------ */

static void see_base(struct scan *sc, size_t i)
{
	struct evm_syntax *s = sc->s;
	size_t left = left_of(s, i, 0);
	uint64_t c = left == SIZE_MAX ? 0 : s->w[left].cls;
	const struct evm_vg *last = last_vg(s);

	if (c & EVM_C(TO)) {
		add(sc, i, kind_of(s, i, EVM_INFINITIVE), EVM_INFINITIVE, EVM_LINK_INF);
		return;
	}
	if (c & (EVM_C(MODAL) | EVM_C(HEDGEMODAL) | EVM_C(DO))) {
		add_finite(sc, i, EVM_ACTIVE);
		return;
	}
	/* "showed lower X" */
	if (last && last->end == i && evm_is(s, i, EVM_C(DOWN)))
		return;
	if (left == SIZE_MAX || adjectival_after(c) || c & EVM_C(BE) || (c & EVM_C(DEM) && sc->s->w[i].form & EVM_BASE))
		return;
	if (c & EVM_C(CONJ) && last && last->voice == EVM_INFINITIVE) {
		add(sc, i, kind_of(s, i, EVM_INFINITIVE), EVM_INFINITIVE, EVM_LINK_COORD);
		return;
	}
	if (c & EVM_C(COMMA) && !last && !behind_apposition(sc, left, i))
		return;
	add_finite(sc, i, EVM_ACTIVE);
}

static bool participle_follows(const struct evm_syntax *s, size_t i)
{
	size_t k = i + 1;

	while (evm_is(s, k, EVM_C(ADV) | EVM_C(NEG) | EVM_C(BE)))
		k++;
	return evm_is(s, k, ANY_VERB) && s->w[k].form & (EVM_ED | EVM_ING);
}

static void see_copula(struct scan *sc, size_t i)
{
	struct evm_vg *g;

	if (participle_follows(sc->s, i) || evm_is(sc->s, i + 1, EVM_C(BE)))
		return;
	g = add(sc, i, EVM_VG_COPULA, EVM_ACTIVE, EVM_LINK_OWN);
	if (!g)
		return;
	if (evm_is(sc->s, i - (i > 0), EVM_C(TO)))
		g->link = EVM_LINK_INF;
	else
		finite_link(sc, g);
}

static void see_have(struct scan *sc, size_t i)
{
	struct evm_vg *g;

	if (participle_follows(sc->s, i) && !evm_is(sc->s, i - (i > 0), EVM_C(GROUP)))
		return;
	if (evm_is(sc->s, i + 1, EVM_C(BE)))
		return;
	g = add(sc, i, EVM_VG_LIGHT, EVM_ACTIVE, EVM_LINK_OWN);
	if (!g)
		return;
	if (evm_is(sc->s, i - (i > 0), EVM_C(TO)))
		g->link = EVM_LINK_INF;
	else
		finite_link(sc, g);
}

static void see_verb(struct scan *sc, size_t i)
{
	uint8_t form = sc->s->w[i].form;

	if (form & EVM_ING && sc->s->w[i].cls & EVM_C(EXAMPLE))
		return;		/* "including" */
	if (form & EVM_ING)
		see_gerund(sc, i);
	else if (form & EVM_ED && !(form & EVM_BASE &&
		 evm_is(sc->s, left_of(sc->s, i, 0), EVM_C(TO) | EVM_C(MODAL) | EVM_C(HEDGEMODAL))))
		see_ed(sc, i);
	else if (form & (EVM_BASE | EVM_S))
		see_base(sc, i);
}

static void new_clause(struct scan *sc, size_t at)
{
	sc->clause = at;
	sc->finite = sc->rel = sc->rel_finite = false;
}

static void see_boundary(struct scan *sc, size_t i)
{
	struct evm_syntax *s = sc->s;
	uint64_t c = s->w[i].cls;
	const struct evm_vg *last = last_vg(s);

	if (c & EVM_C(SUB) && sc->finite && evm_is(s, right_of(s, i), ANY_VERB) &&
	    s->w[right_of(s, i)].form & EVM_ING && !gerund_acts(s, right_of(s, i)))
		return;		/* "while increasing Y" */
	if (c & (EVM_C(SEMI) | EVM_C(SUB))) {
		new_clause(sc, i + 1);
	} else if (c & EVM_C(THAT) && last && (last->kind == EVM_VG_REPORT || last->kind == EVM_VG_AIM) &&
		   right_of(s, last->head) == i) {
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
	struct scan sc = { .s = s };

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
		    !evm_is(s, right_of(s, i), EVM_C(THAT)) && clause_follows(s, i))
			new_clause(&sc, i + 1);
	}
}
