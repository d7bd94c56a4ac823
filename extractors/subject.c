/* Who does it: the subject of each verb group. */
#include "extractors/frame.h"

/* Behind adverbs and an introducing phrase that ends with a comma. */
size_t evm_skip_intro(const struct evm_syntax *s, size_t from, size_t to)
{
	size_t i = from, comma = 0;

	while (i < to && (s->w[i].cls & (EVM_C(ADV) | EVM_C(CONJ) | EVM_C(COMMA) | EVM_C(RESULT)) ||
			  (s->w[i].cls & EVM_C(CMP) && evm_is(s, i + 1, EVM_C(ADV)) &&
			   evm_is(s, i + 2, EVM_C(COMMA)))))
		i++;	/* "More importantly," */
	if (!evm_is(s, i, EVM_C(PREP)))
		return i;
	for (size_t k = i; k + 1 < to; k++)
		if (s->w[k].cls & EVM_C(COMMA) && !s->w[k].depth) {
			comma = k + 1;
			/* the first comma that a noun phrase of its own follows */
			if (!evm_is(s, comma, EVM_C(PREP) | EVM_C(ADV)))
				break;
		}
	while (comma && comma < to && s->w[comma].cls & (EVM_C(ADV) | EVM_C(COMMA) | EVM_C(CONJ)))
		comma++;	/* "both in vitro and in vivo" */
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

size_t evm_agents_of(const struct evm_members *m)
{
	size_t n = 0;

	for (size_t i = 0; i < m->n; i++)
		n += evm_is_agent(&m->m[i]);
	return n;
}

/* "low yield due to X": X is no part of what acts. */
static bool is_reason(const struct evm_syntax *s, size_t from, size_t i)
{
	size_t to = i;

	while (i-- > from && to - i < 5)
		if (evm_is(s, i, EVM_C(PREP)))
			return evm_is_prep(s, i, EVM_P(DUE_TO) | EVM_P(OWING_TO) | EVM_P(BECAUSE_OF) |
					   EVM_P(IN_ABSENCE) | EVM_P(WITHOUT));
	return false;
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
		if (evm_is(s, i + 1, EVM_C(GROUP)) || is_reason(s, from, i))
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

/* "S-mediated protection of cells": S, where the rest is no agent. */
static void mediator(const struct evm_syntax *s, size_t from, size_t to, struct evm_members *m)
{
	struct evm_member e;

	while (from < to && s->w[from].cls & (EVM_C(DET) | EVM_C(ADJ) | EVM_C(ADV)))
		from++;
	if (from + 1 >= to || !(s->w[from].cls & EVM_C(ENT)) || !s->w[from].modifier ||
	    !evm_str_ends(evm_doc_slice(s->doc, s->w[from + 1].span), "mediated"))
		return;
	e = (struct evm_member){ .begin = (uint16_t)from, .end = (uint16_t)(from + 1),
		.head = (uint16_t)from, .type = s->w[from].type, .sign = 1, .cell = -1 };
	if (!evm_is_agent(&e))
		return;
	m->n = 1;
	m->m[0] = e;
}

/* "treatment of", "treating": the word behind it, or 0. */
static size_t behind_treatment(const struct evm_syntax *s, size_t i)
{
	if (evm_is(s, i, EVM_C(TREAT)) && evm_is_prep(s, i + 1, EVM_P(OF)))
		return i + 2;
	return evm_is(s, i, EVM_C(OTHER) | EVM_C(VERB)) && s->w[i].form & EVM_ING && s->w[i].mention < 0 &&
	       evm_is(s, i + 1, EVM_C(ENT) | EVM_C(DET) | EVM_C(ADJ)) ? i + 1 : 0;
}

/* "treatment of cells with S", "exposure of MSCs to S", "treating cells with
 * S": S. Word of S, or 0. */
static size_t treated_with(const struct evm_syntax *s, size_t from, size_t to)
{
	bool exposure;
	size_t behind;

	while (from < to && s->w[from].cls & (EVM_C(DET) | EVM_C(ADJ) | EVM_C(ADV)))
		from++;
	behind = behind_treatment(s, from);
	if (!behind)
		return 0;
	exposure = evm_str_ieqz(evm_doc_slice(s->doc, s->w[from].span), "exposure");
	for (size_t i = behind; i + 1 < to && i < from + 14; i++) {
		if (s->w[i].cls & (EVM_C(COMMA) | EVM_C(SEMI)) && !s->w[i].depth)
			return 0;
		if (!s->w[i].depth && evm_is_prep(s, i, exposure ? EVM_P(TO) : EVM_P(WITH) | EVM_P(BY)) &&
		    !evm_is(s, i - 1, EVM_C(TREATED) | EVM_C(LOADED) | EVM_C(MODIFIED)))
			return i + 1;
	}
	return 0;
}

/* "activation of X by S": the vesicle that does it acts as well. */
static bool doer(const struct evm_syntax *s, size_t from, size_t to, struct evm_members *m)
{
	struct evm_members by;

	for (; from + 1 < to && !(s->w[from].cls & (EVM_C(COMMA) | EVM_C(CONJ))); from++)
		if (evm_is_prep(s, from, EVM_P(BY)) && !s->w[from].depth) {
			evm_noun_list(s, from + 1, to, EVM_NP_SUBJECT, &by);
			if (!by.n || by.m[0].type != EVM_VESICLE || by.m[0].kind != EVM_MEMBER_ENTITY)
				return false;
			if (m->n < EVM_MEMBERS_MAX)
				m->m[m->n++] = by.m[0];
			return true;
		}
	return false;
}

/* "S, but not T, did it": S. */
static void drop_denied(const struct evm_syntax *s, struct evm_members *m)
{
	for (size_t k = 1; k < m->n; k++)
		for (size_t i = m->m[k - 1].end; i < m->m[k].begin; i++)
			if (evm_is(s, i, EVM_C(NEG)) && !evm_is(s, i, EVM_C(CONJ))) {
				m->n = k;
				return;
			}
}

static void own_subject(const struct evm_syntax *s, size_t np, size_t to, struct evm_members *m)
{
	size_t from = evm_skip_intro(s, np, to), with = treated_with(s, from, to);

	if (with) {
		evm_noun_list(s, with, to, EVM_NP_SUBJECT, m);
		if (evm_agents_of(m) && m->m[0].type != EVM_SOURCE)
			return;
	}
	if (evm_is(s, from, EVM_C(NEG)))
		from++;		/* "Neither S nor T" */
	evm_noun_list(s, from, to, EVM_NP_SUBJECT, m);
	drop_denied(s, m);
	if (m->n && m->m[0].noun && m->m[0].noun->sign != '=' && doer(s, m->m[0].end, to, m))
		return;
	if (evm_agents_of(m))
		return;
	if (np && evm_is(s, np - 1, EVM_C(REL)) && !m->n) {
		/* "X, whose overexpression reduced Y" */
		antecedent(s, 0, np - 1, m);
		for (size_t i = from; i < to && m->n; i++)
			if (s->w[i].cls & EVM_C(OP))
				m->m[0].sign = (int8_t)(m->m[0].sign * s->w[i].lex->op);
		return;
	}
	if (!m->n || !evm_is_agent(&m->m[0]))
		mediator(s, from, to, m);
	if (!m->n)
		anaphor(s, from, to, m);
	if (!m->n)
		nearest(s, from, to, m);
}

/* The verb group whose subject this one shares, or -1. */
int evm_verb_host(const struct evm_syntax *s, size_t vg)
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

/* "S: a novel way of V-ing": a title's topic. */
static void titled(const struct evm_syntax *s, size_t at, struct evm_members *m)
{
	for (size_t i = 0; i < at; i++)
		if (evm_is(s, i, EVM_C(SEMI))) {
			if (!s->nvg || s->vg[0].begin > i)
				own_subject(s, 0, i, m);
			return;
		}
}

static void inherit(struct evm_frames *fs, size_t vg)
{
	struct evm_vg *g = &fs->s->vg[vg];
	int h = evm_verb_host(fs->s, vg);

	if (h < 0) {
		if (g->link == EVM_LINK_PREP)
			titled(fs->s, g->begin, &fs->of[vg].m);
		return;
	}
	evm_members_copy(&fs->of[vg].m, &fs->of[h].m);
	fs->of[vg].hedged = fs->of[h].hedged;
	/* "T is produced by S and inhibits O": T does */
	if (g->link == EVM_LINK_COORD && g->finite && (g->voice == EVM_ACTIVE || g->kind == EVM_VG_REPORT) &&
	    fs->s->vg[h].voice == EVM_PASSIVE && fs->s->vg[h].link == EVM_LINK_OWN && evm_agents_of(&fs->objects[h]))
		evm_members_copy(&fs->of[vg].m, &fs->objects[h]);
	fs->of[vg].grounded = false;
	fs->of[vg].first_frame = -1;
	if (fs->s->vg[h].asks)
		g->asks = true;
	if (fs->of[h].hedged)
		fs->of[vg].hedged = true;
	/* "may not be effective in V-ing" */
	if (g->link == EVM_LINK_PREP && fs->s->vg[h].kind == EVM_VG_COPULA && fs->s->vg[h].negated)
		g->negated = true;
	/* "did not inhibit X or promote Y"; "failed to V" */
	if (g->link == EVM_LINK_COORD && fs->s->vg[h].negated && !g->negated &&
	    g->begin == g->head && (fs->s->w[g->head].form & EVM_BASE || fs->s->vg[h].link == EVM_LINK_PREP))
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
	struct evm_members m;

	m.n = 0;
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
	if (!evm_agents_of(&m))
		return;
	fs->of[vg].m = m;
	for (size_t i = k < 3 ? 0 : k - 3; i <= k; i++)
		if (s->w[i].cls & EVM_C(HEDGEADJ))
			fs->of[vg].hedged = true;
	if (vg && (s->vg[vg - 1].kind == EVM_VG_INVEST || s->vg[vg - 1].kind == EVM_VG_AIM))
		fs->s->vg[vg].asks = true;
}

/* ", which in turn": what the verb before was done to. */
static bool in_turn(const struct evm_syntax *s, size_t i)
{
	return evm_is(s, i, EVM_C(ADV)) && evm_str_ieqz(evm_doc_slice(s->doc, s->w[i].span), "in turn");
}

/* "leads to", "results in" */
static bool follows_from(const struct evm_pred *p)
{
	return evm_str_eqz(p->name, "lead") || evm_str_eqz(p->name, "result") ||
	       evm_str_eqz(p->name, "culminate");
}

/* ", and" between a verb group and a word: another phrase than the group's. */
static bool parted(const struct evm_syntax *s, const struct evm_vg *g, size_t word)
{
	for (size_t i = g->end; i + 1 < word; i++)
		if (evm_is(s, i, EVM_C(COMMA)) && evm_is(s, i + 1, EVM_C(CONJ)))
			return true;
	return false;
}

/* ", which" goes with what the verb before was done to, else with its
 * subject; a name in a phrase of place or manner is passed over. */
static bool attached(const struct evm_frames *fs, size_t vg, const struct evm_members *m)
{
	const struct evm_syntax *s = fs->s;
	const struct evm_vg *g = &s->vg[vg];
	size_t k = vg;

	if (g->np < 2 || !evm_is(s, g->np - 2u, EVM_C(COMMA)))
		return true;
	/* "S lowers X by targeting Y, which leads to O": all of it does */
	if (vg && g->pred && follows_from(g->pred) && s->vg[vg - 1].kind == EVM_VG_PRED &&
	    s->vg[vg - 1].clause == g->clause && s->vg[vg - 1].voice != EVM_REDUCED)
		return false;
	while (k-- > 0 && s->vg[k].clause == g->clause) {
		/* "gels that do X, and EVs, which do Y" */
		if (s->vg[k].voice == EVM_REDUCED ||
		    (s->vg[k].link == EVM_LINK_REL && parted(s, &s->vg[k], m->m[0].head)))
			continue;
		for (size_t i = 0; i < fs->objects[k].n; i++)
			if (fs->objects[k].m[i].head == m->m[0].head)
				return true;
		return s->vg[k].kind != EVM_VG_PRED || s->vg[k].voice != EVM_ACTIVE ||
		       !fs->of[k].m.n || !evm_agents_of(&fs->of[k].m);
	}
	return true;
}

/* The last comma of the stretch that a noun phrase follows, or 0. */
static size_t last_comma(const struct evm_syntax *s, size_t from, size_t to)
{
	for (size_t i = to; i-- > from;)
		if (evm_is(s, i, EVM_C(COMMA)) && !s->w[i].depth)
			return i + 1 < to && !evm_is(s, i + 1, EVM_C(CONJ)) ? i : 0;
	return 0;
}

/* The main verb behind a relative clause: whose clause it is. */
static void resumed_subject(const struct evm_syntax *s, const struct evm_vg *g, struct evm_members *m)
{
	size_t to = g->np, comma;

	while (to < g->begin && !(s->w[to].cls & (EVM_C(REL) | EVM_C(THAT))))
		to++;
	/* "Apart from those that do it, S ..." */
	if (evm_is(s, g->np, EVM_C(PREP)) && (comma = last_comma(s, to, g->begin)))
		own_subject(s, comma + 1, g->begin, m);
	else
		own_subject(s, g->np, to, m);
}

static void relative_subject(struct evm_frames *fs, size_t vg)
{
	const struct evm_syntax *s = fs->s;
	const struct evm_vg *g = &s->vg[vg];
	struct evm_members *m = &fs->of[vg].m;

	/* "S is a molecule that ...": S */
	if (vg && s->vg[vg - 1].kind == EVM_VG_COPULA && s->vg[vg - 1].clause == g->clause &&
	    evm_agents_of(&fs->of[vg - 1].m) && g->np > 1 && !evm_is(s, g->np - 2u, EVM_C(COMMA))) {
		inherit(fs, vg);
		return;
	}
	antecedent(s, g->clause, (size_t)(g->np - 1), m);
	if (vg && in_turn(s, g->np) && evm_agents_of(&fs->objects[vg - 1]))
		evm_members_copy(m, &fs->objects[vg - 1]);
	else if (!m->n || !attached(fs, vg, m))
		inherit(fs, vg);
}

void evm_find_subject(struct evm_frames *fs, size_t vg)
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
		if (denied(s, evm_skip_intro(s, g->np, g->begin), g->begin))
			fs->s->vg[vg].negated = true;
		break;
	case EVM_LINK_RESUME:
		resumed_subject(s, g, &of->m);
		break;
	case EVM_LINK_REL:
		relative_subject(fs, vg);
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
		/* a title: "S to treat D" */
		if (!vg && g->link == EVM_LINK_INF && !of->m.n)
			own_subject(s, g->clause, g->begin, &of->m);
		property_subject(fs, vg);
		break;
	default:
		inherit(fs, vg);
		/* "S in D by targeting O": no verb that it could share */
		if (g->link == EVM_LINK_MEANS && evm_verb_host(s, vg) < 0)
			own_subject(s, g->clause, g->begin ? g->begin - 1u : 0, &of->m);
		/* "shows the effects of S on D by targeting O" */
		else if (g->link == EVM_LINK_MEANS &&
			 (!evm_agents_of(&of->m) || of->m.m[0].kind == EVM_MEMBER_ANAPHOR))
			property_subject(fs, vg);
	}
	of->hedged |= g->hedged;
}
