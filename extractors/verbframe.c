/* Frames of verbs: who does it (subject of each group), what it is done to. */
#include "extractors/frame.h"

#include <string.h>

#define STOPS (EVM_C(SEMI) | EVM_C(SUB) | EVM_C(THAT) | EVM_C(REL))

/* End of a group's own ground: the next verb group, or the clause's end. */
static size_t ground_end(const struct evm_syntax *s, size_t vg)
{
	size_t end = vg + 1 < s->nvg ? s->vg[vg + 1].begin : s->n;

	if (vg + 1 < s->nvg && s->vg[vg + 1].link == EVM_LINK_OWN &&
	    s->vg[vg + 1].np > s->vg[vg].head && s->vg[vg + 1].np < end)
		end = s->vg[vg + 1].np;
	/* a clause's own noun phrase ends what stands before it */
	for (size_t k = vg + 1; k < s->nvg; k++)
		if (s->vg[k].link == EVM_LINK_OWN && s->vg[k].np > s->vg[vg].head && s->vg[k].np < end)
			end = s->vg[k].np;
	for (size_t i = s->vg[vg].end; i < end; i++)
		if (!s->w[i].depth && s->w[i].cls & STOPS)
			return i;
	return end;
}

/* --- subjects --------------------------------------------------------------------------- */

/* Behind adverbs and an introducing phrase that ends with a comma. */
static size_t skip_intro(const struct evm_syntax *s, size_t from, size_t to)
{
	size_t i = from, comma = 0;

	while (i < to && s->w[i].cls & (EVM_C(ADV) | EVM_C(CONJ) | EVM_C(COMMA) | EVM_C(RESULT)))
		i++;
	if (!evm_is(s, i, EVM_C(PREP)))
		return i;
	for (size_t k = i; k + 1 < to; k++)
		if (s->w[k].cls & EVM_C(COMMA) && !s->w[k].depth) {
			comma = k + 1;
			/* the first comma that a noun phrase of its own follows */
			if (!evm_is(s, comma, EVM_C(PREP) | EVM_C(ADV)))
				break;
		}
	while (comma && comma < to && s->w[comma].cls & (EVM_C(ADV) | EVM_C(COMMA)))
		comma++;
	return comma ? comma : i;
}

/* "this treatment", "these effects", "this" alone. */
static void anaphor(const struct evm_syntax *s, size_t from, size_t to, struct evm_members *m)
{
	for (size_t i = from; i < to; i++) {
		if (s->w[i].depth || !(s->w[i].cls & EVM_C(DEM)) || to - i > 6)
			continue;
		m->n = 1;
		m->m[0] = (struct evm_member){
			.begin = (uint16_t)i, .end = (uint16_t)to, .head = (uint16_t)i,
			.kind = EVM_MEMBER_ANAPHOR, .type = EVM_VESICLE, .sign = 1,
			.cell = -1,
		};
		return;
	}
}

static size_t agents_of(const struct evm_members *m)
{
	size_t n = 0;

	for (size_t i = 0; i < m->n; i++)
		n += evm_is_agent(&m->m[i]);
	return n;
}

/* The agent nearest to the verb, where reading from the left found none. */
static void nearest(const struct evm_syntax *s, size_t from, size_t to, struct evm_members *m)
{
	for (size_t i = to; i-- > from;) {
		const struct evm_word *w = &s->w[i];
		struct evm_member e = { .begin = (uint16_t)i, .end = (uint16_t)(i + 1),
			.head = (uint16_t)i, .type = w->type, .sign = 1, .loose = true, .cell = -1 };

		if (w->depth || !(w->cls & EVM_C(ENT)) || w->modifier || !evm_is_agent(&e) ||
		    to - i > 8)
			continue;
		if (evm_is(s, i + 1, EVM_C(GROUP)))
			continue;
		m->n = 1;
		m->m[0] = e;
		return;
	}
}

/* The members of the list that ends with the antecedent. */
static void antecedent_list(const struct evm_syntax *s, size_t from, size_t i, struct evm_members *m)
{
	enum evm_type type = s->w[i].type;
	bool joint = false;

	while (i-- > from && m->n < 8) {
		const struct evm_word *w = &s->w[i];

		if (w->depth || w->cls & (EVM_C(OPEN) | EVM_C(CLOSE)))
			continue;
		if (w->cls & EVM_C(ENT) && w->type == type && joint && !w->modifier) {
			m->m[m->n++] = (struct evm_member){ .begin = (uint16_t)i,
				.end = (uint16_t)(i + 1), .head = (uint16_t)i, .type = type,
				.sign = 1, .cell = -1 };
			joint = false;
		} else if (w->cls & (EVM_C(COMMA) | EVM_C(CONJ)))
			joint = true;
		else if (!(w->cls & (EVM_C(DET) | EVM_C(ADJ))))
			break;
	}
}

/* The noun phrase that ends before word i: its agent. */
static void antecedent(const struct evm_syntax *s, size_t from, size_t i, struct evm_members *m)
{
	size_t steps = 0;

	m->n = 0;
	while (i-- > from && steps++ < 14) {
		const struct evm_word *w = &s->w[i];
		struct evm_member e = { .begin = (uint16_t)i, .end = (uint16_t)(i + 1),
			.head = (uint16_t)i, .type = w->type, .sign = 1, .cell = -1 };

		if (w->depth || w->cls & (EVM_C(CLOSE) | EVM_C(OPEN) | EVM_C(CITE)))
			continue;
		if (w->cls & (EVM_C(SEMI) | EVM_C(SUB) | EVM_C(THAT)))
			return;
		if (!(w->cls & EVM_C(ENT)) || w->modifier)
			continue;
		if (!evm_is_agent(&e))
			return;
		/* "exosomes from BM-MSCs that ...": the vesicle */
		if (w->type == EVM_SOURCE && i >= 2 && i > from)
			for (size_t k = i; k-- > from && i - k < 6;)
				if (s->w[k].cls & EVM_C(ENT) && s->w[k].type == EVM_VESICLE) {
					e.begin = e.head = (uint16_t)k;
					e.end = (uint16_t)(k + 1);
					e.type = EVM_VESICLE;
					break;
				}
		m->n = 1;
		m->m[0] = e;
		antecedent_list(s, from, e.head, m);
		return;
	}
}

static void own_subject(const struct evm_syntax *s, size_t np, size_t to, struct evm_members *m)
{
	size_t from = skip_intro(s, np, to);

	evm_noun_list(s, from, to, EVM_NP_SUBJECT, m);
	if (agents_of(m))
		return;
	if (np && evm_is(s, np - 1, EVM_C(REL)) && !m->n) {
		/* "X, whose overexpression reduced Y" */
		antecedent(s, 0, np - 1, m);
		for (size_t i = from; i < to && m->n; i++)
			if (s->w[i].cls & EVM_C(OP))
				m->m[0].sign = (int8_t)(m->m[0].sign * s->w[i].lex->op);
		return;
	}
	if (!m->n)
		anaphor(s, from, to, m);
	if (!m->n)
		nearest(s, from, to, m);
}

/* The verb group whose subject this one shares, or -1. */
static int host(const struct evm_syntax *s, size_t vg)
{
	const struct evm_vg *g = &s->vg[vg];

	for (size_t k = vg; k-- > 0;) {
		const struct evm_vg *h = &s->vg[k];

		if (h->clause != g->clause && !(h->clause < g->clause && g->link == EVM_LINK_PART))
			continue;
		if (g->link == EVM_LINK_COORD) {
			if (g->voice == EVM_GERUND ? h->voice == EVM_GERUND :
			    g->voice == EVM_INFINITIVE ? h->voice == EVM_INFINITIVE : h->finite)
				return (int)k;
		} else if (h->link != EVM_LINK_POST || h->voice == EVM_GERUND)
			return (int)k;
	}
	return vg && g->link != EVM_LINK_MEANS ? (int)vg - 1 : -1;
}

static void inherit(struct evm_frames *fs, size_t vg)
{
	struct evm_vg *g = &fs->s->vg[vg];
	int h = host(fs->s, vg);

	if (h < 0)
		return;
	fs->of[vg] = fs->of[h];
	fs->of[vg].grounded = false;
	fs->of[vg].first_frame = -1;
	if (fs->s->vg[h].asks)
		g->asks = true;
	if (fs->of[h].hedged)
		fs->of[vg].hedged = true;
	/* "did not inhibit X or promote Y"; "failed to V" */
	if (g->link == EVM_LINK_COORD && fs->s->vg[h].negated && !g->negated &&
	    g->begin == g->head && fs->s->w[g->head].form & EVM_BASE)
		g->negated = true;
}

/* "none of them", "no EVs", "neither S nor T" */
static bool denied(const struct evm_syntax *s, size_t from, size_t to)
{
	return from < to && from + 1 < s->n && s->w[from].cls & EVM_C(NEG) &&
	       !evm_is(s, from, EVM_C(PREP)) && s->w[from].depth == 0;
}

/* "the potential of S in V-ing", "the ability of S to V", "its potential for
 * V-ing": S, not the clause's subject. */
static void property_subject(struct evm_frames *fs, size_t vg)
{
	const struct evm_syntax *s = fs->s;
	const struct evm_vg *g = &s->vg[vg];
	size_t from = vg ? s->vg[vg - 1].end : g->clause, k;
	struct evm_members m = { .n = 0 };

	for (k = g->begin; k-- > from && g->begin - k < 16;)
		if (!s->w[k].depth && evm_is(s, k, EVM_C(PROPERTY) | EVM_C(HEDGEADJ)) &&
		    (evm_is_prep(s, k + 1, EVM_P(OF)) || k + 2 >= g->begin))
			break;
	if (k < from || k >= g->begin || !evm_is(s, k, EVM_C(PROPERTY) | EVM_C(HEDGEADJ)))
		return;
	if (evm_is_prep(s, k + 1, EVM_P(OF))) {
		evm_noun_list(s, k + 2, g->begin, EVM_NP_SUBJECT, &m);
	} else {
		size_t p = k;

		while (p-- > from && evm_is(s, p, EVM_C(ADJ) | EVM_C(HEDGEADJ) | EVM_C(PADJ)))
			;
		if (p < g->begin && evm_is(s, p, EVM_C(POSS))) {
			m.n = 1;
			m.m[0] = (struct evm_member){ .begin = (uint16_t)p, .end = (uint16_t)(p + 1),
				.head = (uint16_t)p, .kind = EVM_MEMBER_PRONOUN,
				.type = EVM_VESICLE, .sign = 1, .cell = -1 };
		}
	}
	if (!agents_of(&m))
		return;
	fs->of[vg].m = m;
	for (size_t i = k < 3 ? 0 : k - 3; i <= k; i++)
		if (s->w[i].cls & EVM_C(HEDGEADJ))
			fs->of[vg].hedged = true;
	if (vg && (s->vg[vg - 1].kind == EVM_VG_INVEST || s->vg[vg - 1].kind == EVM_VG_AIM))
		fs->s->vg[vg].asks = true;
}

static void find_subject(struct evm_frames *fs, size_t vg)
{
	const struct evm_syntax *s = fs->s;
	const struct evm_vg *g = &s->vg[vg];
	struct evm_clause_subject *of = &fs->of[vg];

	of->m.n = 0;
	of->first_frame = -1;
	of->hedged = false;
	of->grounded = true;
	switch (g->link) {
	case EVM_LINK_OWN:
		own_subject(s, g->np, g->begin, &of->m);
		if (denied(s, skip_intro(s, g->np, g->begin), g->begin))
			fs->s->vg[vg].negated = true;
		break;
	case EVM_LINK_RESUME: {
		size_t to = g->np;

		while (to < g->begin && !(s->w[to].cls & (EVM_C(REL) | EVM_C(THAT))))
			to++;
		own_subject(s, g->np, to, &of->m);
		break;
	}
	case EVM_LINK_REL:
		/* "S is a molecule that ...": S */
		if (vg && s->vg[vg - 1].kind == EVM_VG_COPULA && s->vg[vg - 1].clause == g->clause &&
		    agents_of(&fs->of[vg - 1].m) && g->np > 1 && !evm_is(s, g->np - 2u, EVM_C(COMMA))) {
			inherit(fs, vg);
			break;
		}
		antecedent(s, g->clause, (size_t)(g->np - 1), &of->m);
		if (!of->m.n)
			inherit(fs, vg);
		break;
	case EVM_LINK_POST:
		antecedent(s, g->clause, g->begin, &of->m);
		/* "proteins involved in X": only what stands right before */
		if (g->pred && g->pred->stative && of->m.n && of->m.m[0].end != g->begin)
			of->m.n = 0;
		break;
	case EVM_LINK_AHEAD:
		break;
	case EVM_LINK_PREP:
	case EVM_LINK_INF:
		inherit(fs, vg);
		property_subject(fs, vg);
		break;
	default:
		inherit(fs, vg);
		/* "S in D by targeting O": no verb that it could share */
		if (g->link == EVM_LINK_MEANS && host(s, vg) < 0)
			own_subject(s, g->clause, g->begin ? g->begin - 1u : 0, &of->m);
	}
	of->hedged |= g->hedged;
}

/* --- voice: what is done to what --------------------------------------------------------------- */

/* "to", "in", "with" of the predicate, a few words on. */
static size_t behind_prep(const struct evm_syntax *s, size_t from, size_t to, uint64_t preps)
{
	for (size_t i = from; i < to && i < from + 5; i++) {
		if (evm_is_prep(s, i, preps))
			return i + 1;
		if (!(s->w[i].cls & (EVM_C(ADV) | EVM_C(CITE))) && !s->w[i].depth)
			break;
	}
	return 0;
}

static size_t find_prep(const struct evm_syntax *s, size_t from, size_t to, uint64_t preps)
{
	for (size_t i = from; i < to && i < from + 14; i++)
		if (!s->w[i].depth && evm_is_prep(s, i, preps))
			return i + 1;
	return 0;
}

/* "stimulated chondrocytes to produce X", "induce MSCs to (an effect)": not
 * the cells are what is raised. */
static void caused(const struct evm_syntax *s, size_t end, struct evm_members *m)
{
	size_t i = m->end;

	if (!m->n || (m->m[0].type != EVM_CELL && m->m[0].type != EVM_SOURCE))
		return;
	if (evm_is(s, i, EVM_C(TO)))
		m->n = 0;
	else if (evm_is_prep(s, i, EVM_P(TO)) && evm_is(s, i + 1, EVM_C(ENT)) &&
		 s->w[i + 1].type == EVM_EFFECT)
		evm_noun_list(s, i + 1, end, 0, m);
}

/* "resulting in reduced X": the adjective says the direction. */
static void directed(struct evm_members *m)
{
	for (size_t i = 0; i < m->n; i++)
		if (m->m[i].adjective)
			m->m[i].sign = (int8_t)(m->m[i].sign * m->m[i].adjective);
}

/* "reversed the effects of S on A and B": A and B are affected. */
static bool effects_of(const struct evm_syntax *s, size_t from, size_t end, struct evm_members *m)
{
	size_t i = from, on;

	while (evm_is(s, i, EVM_C(DET) | EVM_C(ADJ) | EVM_C(PADJ)))
		i++;
	if (i >= end || !evm_is(s, i, EVM_C(PROPERTY)) || !evm_is(s, i, EVM_C(NOUN)) ||
	    !evm_is_prep(s, i + 1, EVM_P(OF)))
		return false;
	on = find_prep(s, i + 2, end, EVM_P(ON));
	if (!on)
		return false;
	evm_noun_list(s, on, end, 0, m);
	for (size_t k = 0; k < m->n; k++)
		m->m[k].noun = s->w[i].lex->noun;
	return m->n != 0;
}

static void objects_of(struct evm_frames *fs, size_t vg, char *sign)
{
	const struct evm_syntax *s = fs->s;
	const struct evm_vg *g = &s->vg[vg];
	size_t end = ground_end(s, vg), from = g->end;
	size_t alt = g->pred->alt ? find_prep(s, from, end, g->pred->alt) : 0;

	*sign = g->pred->sign;
	fs->objects[vg].n = 0;
	fs->objects[vg].end = from;
	if (alt) {
		from = alt;
		*sign = g->pred->altsign;
	} else if (g->pred->prep) {
		from = behind_prep(s, from, end, g->pred->prep);
		if (!from)
			return;
	} else if (evm_is(s, from, EVM_C(PREP)) && g->pred->sign != '=')
		return;
	if (*sign == '-' && effects_of(s, from, end, &fs->objects[vg]))
		return;
	evm_noun_list(s, from, end, g->pred->prep && *sign == '+' ? EVM_NP_ADJECTIVES : 0,
		      &fs->objects[vg]);
	directed(&fs->objects[vg]);
	caused(s, end, &fs->objects[vg]);
}

/* An agent in a phrase behind one of these prepositions: "was reduced by X",
 * "in X-treated mice", "after X administration". */
static bool agent_behind(const struct evm_syntax *s, size_t from, size_t to,
			 uint64_t preps, struct evm_members *m)
{
	for (size_t i = from; i < to && i < from + 30; i++) {
		if (s->w[i].depth || !evm_is_prep(s, i, preps))
			continue;
		evm_noun_list(s, i + 1, to, EVM_NP_SUBJECT, m);
		if (agents_of(m))
			return true;
	}
	m->n = 0;
	return false;
}

/* "injection of (BMSC-derived) X", "treated with X" */
static bool treatment_of(const struct evm_syntax *s, size_t head)
{
	size_t i = head;

	while (i-- > 0 && head - i < 7 &&
	       (evm_is(s, i, EVM_C(DET) | EVM_C(ADJ) | EVM_C(ENT) | EVM_C(DERIVED)) || s->w[i].hyphened))
		;
	return i < head && i && evm_is(s, i, EVM_C(PREP)) &&
	       evm_is(s, i - 1, EVM_C(TREAT) | EVM_C(TREATED) | EVM_C(ROUTE));
}

/* In "in X", X must have been given: a group, a treatment. */
static void keep_given(const struct evm_syntax *s, struct evm_members *m)
{
	size_t n = 0;

	for (size_t i = 0; i < m->n; i++) {
		const struct evm_member *e = &m->m[i];
		bool given = e->kind == EVM_MEMBER_GROUP ||
			evm_is(s, e->head + 1u, EVM_C(TREAT)) || treatment_of(s, e->head);

		if (given && (e->type == EVM_VESICLE || e->type == EVM_SOURCE ||
			      e->type == EVM_DRUG || e->type == EVM_MIRNA))
			m->m[n++] = *e;
	}
	m->n = n;
}

static void agentless(struct evm_frames *fs, size_t vg, struct evm_members *agents)
{
	const struct evm_syntax *s = fs->s;
	const struct evm_vg *g = &s->vg[vg];
	size_t end = s->n;

	for (size_t k = vg + 1; k < s->nvg; k++)
		if (s->vg[k].finite && s->vg[k].link == EVM_LINK_OWN) {
			end = s->vg[k].np;
			break;
		}
	if (agent_behind(s, g->end, end, EVM_P(AFTER) | EVM_P(FOLLOWING) | EVM_P(UPON) |
			 EVM_P(WITH) | EVM_P(USING) | EVM_P(IN) | EVM_P(IN_PRESENCE), agents))
		keep_given(s, agents);
	if (!agents->n && agent_behind(s, g->clause, g->begin, EVM_P(AFTER) | EVM_P(FOLLOWING) |
				       EVM_P(UPON) | EVM_P(WITH) | EVM_P(IN), agents))
		keep_given(s, agents);
}

/* The grammatical subject of a passive, as objects. */
static void passive_objects(struct evm_frames *fs, size_t vg, struct evm_members *m)
{
	const struct evm_syntax *s = fs->s;
	const struct evm_vg *g = &s->vg[vg];
	int h;

	m->n = 0;
	switch (g->link) {
	case EVM_LINK_COORD:
		h = host(s, vg);
		if (h >= 0)
			*m = s->vg[h].voice == EVM_PASSIVE ? fs->objects[h] : fs->of[h].m;
		break;
	case EVM_LINK_REL:
	case EVM_LINK_POST: {
		size_t to = g->link == EVM_LINK_REL ? (size_t)(g->np - 1) : g->begin;
		size_t from = to > 6 ? to - 6 : 0;

		/* the phrase right before it */
		for (; from < to; from++)
			if (s->w[from].cls & EVM_C(ENT) && !s->w[from].modifier) {
				evm_noun_list(s, from, to, 0, m);
				if (m->end + 1 >= to)
					break;
				m->n = 0;
			}
		break;
	}
	default:
		evm_noun_list(s, skip_intro(s, g->np, g->begin), g->begin, 0, m);
	}
}

/* "S reduced O through miR-1 by targeting X", "by targeting X with miR-1": it
 * is the miRNA that targets. */
static bool by_mirna(const struct evm_frames *fs, size_t vg, const struct evm_members *subjects,
		     const struct evm_members *objects, struct evm_members *m)
{
	const struct evm_syntax *s = fs->s;
	const struct evm_vg *g = &s->vg[vg];
	size_t end = objects->n ? objects->m[objects->n - 1].end : g->end;

	if (!subjects->n || subjects->m[0].type != EVM_VESICLE ||
	    subjects->m[0].kind == EVM_MEMBER_PRONOUN)
		return false;
	m->n = 0;
	for (size_t i = g->clause; i < s->n && i < end + 4; i++) {
		if (i == g->head)
			i = end;
		if (i + 1 >= s->n || !evm_is_prep(s, i, EVM_P(VIA) | EVM_P(THROUGH) | EVM_P(WITH) | EVM_P(BY)))
			continue;
		if (evm_is(s, i + 1, EVM_C(ENT)) && s->w[i + 1].type == EVM_MIRNA)
			evm_noun_list(s, i + 1, i + 8 < s->n ? i + 8 : s->n, EVM_NP_SUBJECT, m);
	}
	return m->n != 0;
}

static void cast_verb(struct evm_frames *fs, size_t vg, const struct evm_members *subjects,
		      const struct evm_members *objects, char sign, const char *rule)
{
	const struct evm_vg *g = &fs->s->vg[vg];
	struct evm_cast c = {
		.pred = g->pred, .sign = sign, .trigger = g->head,
		.negated = g->negated || g->link == EVM_LINK_WITHOUT,
		.hedged = fs->of[vg].hedged, .inherited = !fs->of[vg].grounded,
		.rule = rule, .via = -1,
	};
	struct evm_members mirna;

	if (g->link == EVM_LINK_MEANS || (g->link == EVM_LINK_COORD && g->voice == EVM_GERUND)) {
		int h = host(fs->s, vg);

		if (h >= 0)
			c.via = fs->of[h].first_frame;
	}
	if (g->pred->sign == '>' && by_mirna(fs, vg, subjects, objects, &mirna))
		subjects = &mirna;
	fs->of[vg].first_frame = (int16_t)evm_frames_cast(fs, subjects, objects, &c);
}

static void passive(struct evm_frames *fs, size_t vg)
{
	const struct evm_syntax *s = fs->s;
	const struct evm_vg *g = &s->vg[vg];
	struct evm_members agents, *objects = &fs->objects[vg];
	size_t end = vg + 1 < s->nvg && s->vg[vg + 1].finite ? s->vg[vg + 1].begin : s->n;

	passive_objects(fs, vg, objects);
	if (!agent_behind(s, g->end, end < g->end + 10u ? end : g->end + 10u,
			  EVM_P(BY), &agents) && g->voice == EVM_PASSIVE && g->link != EVM_LINK_REL)
		agentless(fs, vg, &agents);
	if (!agents.n)
		return;
	cast_verb(fs, vg, &agents, objects, g->pred->sign,
		  g->voice == EVM_PASSIVE ? "passive" : "reduced_passive");
	fs->of[vg].m = agents;
}

/* "X is associated with Y": X is the agent. "X loaded with Y" holds it. */
static void stative(struct evm_frames *fs, size_t vg)
{
	const struct evm_syntax *s = fs->s;
	const struct evm_vg *g = &s->vg[vg];
	size_t end = ground_end(s, vg);
	size_t from = behind_prep(s, g->end, end, g->pred->prep);

	if (!from)
		return;
	evm_noun_list(s, from, end, 0, &fs->objects[vg]);
	cast_verb(fs, vg, &fs->of[vg].m, &fs->objects[vg], g->pred->sign, "stative");
}

/* "IL-6 decreased after EV treatment" */
static void intransitive(struct evm_frames *fs, size_t vg)
{
	struct evm_members agents, objects;

	passive_objects(fs, vg, &objects);
	agentless(fs, vg, &agents);
	if (agents.n && objects.n)
		cast_verb(fs, vg, &agents, &objects, fs->s->vg[vg].pred->sign, "intransitive");
}

static const char *const rule_of_link[] = {
	[EVM_LINK_OWN] = "active", [EVM_LINK_REL] = "relative",
	[EVM_LINK_COORD] = "coordinated", [EVM_LINK_PART] = "participle",
	[EVM_LINK_MEANS] = "means", [EVM_LINK_PREP] = "gerund",
	[EVM_LINK_WITHOUT] = "without", [EVM_LINK_INF] = "infinitive",
	[EVM_LINK_RESUME] = "active", [EVM_LINK_POST] = "reduced_active",
	[EVM_LINK_AHEAD] = "participle_before",
};

static void active(struct evm_frames *fs, size_t vg)
{
	const struct evm_vg *g = &fs->s->vg[vg];
	char sign;

	objects_of(fs, vg, &sign);
	if (!fs->objects[vg].n && g->pred->intrans && g->finite) {
		intransitive(fs, vg);
		return;
	}
	cast_verb(fs, vg, &fs->of[vg].m, &fs->objects[vg], sign, rule_of_link[g->link]);
}

static void predicate(struct evm_frames *fs, size_t vg)
{
	const struct evm_vg *g = &fs->s->vg[vg];

	if (g->voice == EVM_PASSIVE || g->voice == EVM_REDUCED) {
		if (g->pred->stative)
			stative(fs, vg);
		else
			passive(fs, vg);
	} else
		active(fs, vg);
}

/* --- aims and questions --------------------------------------------------------------------------- */

/* What a clause investigates it does not tell: "we investigated the roles of
 * S in regulating O". */
static bool investigated(const struct evm_syntax *s, size_t vg)
{
	const struct evm_vg *g = &s->vg[vg];

	if (g->finite || g->link == EVM_LINK_POST || g->link == EVM_LINK_AHEAD)
		return false;
	for (size_t k = vg; k-- > 0;)
		if (s->vg[k].clause == g->clause && (s->vg[k].finite || s->vg[k].voice == EVM_INFINITIVE))
			return s->vg[k].kind == EVM_VG_INVEST || s->vg[k].kind == EVM_VG_AIM;
	return false;
}

/* Does the group stand under an aim ("to investigate", "we aimed to")? */
static bool under_aim(const struct evm_syntax *s, size_t vg)
{
	const struct evm_vg *g = &s->vg[vg];

	if (g->link == EVM_LINK_INF && vg && s->vg[vg - 1].kind == EVM_VG_AIM)
		return true;
	/* "we hypothesized that" */
	for (size_t k = 0; k < vg; k++)
		if (s->vg[k].kind == EVM_VG_AIM && g->clause && s->vg[k].end + 1u == g->clause &&
		    evm_is(s, s->vg[k].end, EVM_C(THAT)))
			return true;
	for (size_t i = g->head; i-- > 0;) {
		if (s->w[i].cls & EVM_C(SEMI))
			return false;
		if (s->w[i].cls & EVM_C(QUESTION) && !s->w[i].depth)
			return true;
	}
	return investigated(s, vg);
}

/* "an unknown role": an adjective, not what the clause says. */
static bool before_noun(const struct evm_syntax *s, size_t i)
{
	return i + 1 < s->n && (!s->w[i + 1].cls || evm_is(s, i + 1, EVM_C(ENT) | EVM_C(PROPERTY) |
		EVM_C(PROC) | EVM_C(NOUN) | EVM_C(TRANS) | EVM_C(ADJ)));
}

/* The stretch between semicolons and ", but" says that it is unknown. */
static bool unknown_around(const struct evm_syntax *s, size_t at)
{
	size_t from = at, to = at;

	while (from > 0 && !(s->w[from].cls & EVM_C(SEMI)) &&
	       !(s->w[from].cls & EVM_C(COMMA) && evm_is(s, from + 1, EVM_C(CONJ) | EVM_C(SUB))))
		from--;
	while (to < s->n && !(s->w[to].cls & EVM_C(SEMI)) &&
	       !(s->w[to].cls & EVM_C(COMMA) && evm_is(s, to + 1, EVM_C(CONJ) | EVM_C(SUB))))
		to++;
	for (; from < to; from++)
		if (s->w[from].cls & EVM_C(UNKNOWN) && !before_noun(s, from))
			return true;
	return false;
}

/* Hedging verbs to the left: "suggest that", "thought to". */
static bool hedged_before(const struct evm_syntax *s, size_t at)
{
	for (size_t i = at; i-- > 0;) {
		if (s->w[i].cls & EVM_C(SEMI))
			return false;
		if (s->w[i].cls & EVM_C(HEDGE))
			return true;
	}
	return false;
}

static void mood(struct evm_frames *fs, size_t vg)
{
	struct evm_vg *g = &fs->s->vg[vg];

	g->asks = g->asks || under_aim(fs->s, vg) || unknown_around(fs->s, g->head);
	g->hedged = g->hedged || hedged_before(fs->s, g->head);
}

/* "failed to V", "unable to V" */
static void negation(struct evm_frames *fs, size_t vg)
{
	struct evm_vg *g = &fs->s->vg[vg];
	const struct evm_syntax *s = fs->s;
	struct evm_str word;

	if (g->link != EVM_LINK_INF || !vg)
		return;
	if (s->vg[vg - 1].negated && s->vg[vg - 1].end >= g->begin)
		g->negated = true;
	word = evm_doc_slice(s->doc, s->w[g->begin ? g->begin - 1 : 0].span);
	if (evm_str_starts(word, "fail") ||
	    evm_str_ieqz(word, "unable"))
		g->negated = true;
}

/* Subjects of groups that stand before their clause's own. */
static void settle_ahead(struct evm_frames *fs, size_t vg)
{
	for (size_t k = vg; k-- > 0;) {
		if (fs->of[k].m.n || (fs->s->vg[k].link != EVM_LINK_AHEAD &&
		    !(fs->s->vg[k].link == EVM_LINK_COORD && fs->s->vg[k].voice == EVM_GERUND)))
			break;
		fs->of[k].m = fs->of[vg].m;
		fs->of[k].hedged |= fs->of[vg].hedged;
		fs->of[k].grounded = false;
		if (fs->s->vg[k].kind == EVM_VG_PRED && !fs->s->vg[k].asks)
			active(fs, k);
	}
}

void evm_frames_verbs(struct evm_frames *fs)
{
	const struct evm_syntax *s = fs->s;

	for (size_t vg = 0; vg < s->nvg; vg++) {
		const struct evm_vg *g = &s->vg[vg];

		fs->objects[vg].n = 0;
		mood(fs, vg);
		negation(fs, vg);
		find_subject(fs, vg);
		if (g->finite && g->link == EVM_LINK_OWN)
			settle_ahead(fs, vg);
		if (g->asks)
			continue;
		if (g->kind == EVM_VG_PRED)
			predicate(fs, vg);
		else if (g->kind == EVM_VG_LIGHT)
			evm_frames_light(fs, vg, ground_end(s, vg));
		if (g->kind == EVM_VG_COPULA || g->kind == EVM_VG_OTHER || g->kind == EVM_VG_LIGHT)
			evm_frames_copula(fs, vg, ground_end(s, vg));
	}
}
