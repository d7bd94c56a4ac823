/* Frames of verbs: what it is done to, and by whom where the verb is passive. */
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
		if (!s->w[i].depth && s->w[i].cls & STOPS &&
		    !(i == s->vg[vg].end && evm_is(s, i, EVM_C(THAT)) && evm_is_prep(s, i + 1, EVM_P(OF))))
			return i;	/* but "decreased that of X" */
	return end;
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
	else if (evm_is_prep(s, i, EVM_P(TO) | EVM_P(TOWARD) | EVM_P(TOWARDS))) {
		for (i++; evm_is(s, i, EVM_C(DET) | EVM_C(ADJ)); i++)
			;
		if (evm_is(s, i, EVM_C(ENT)) && s->w[i].type == EVM_EFFECT)
			evm_noun_list(s, i, end, 0, m);
	}
}

/* "resulting in reduced X": the adjective says the direction. */
static void directed(const struct evm_syntax *s, struct evm_members *m)
{
	for (size_t i = 0; i < m->n; i++)
		evm_direct(s, &m->m[i]);
}

/* "reversed the effects of S on A and B": A and B are affected. */
static bool effects_of(const struct evm_syntax *s, size_t from, size_t end, struct evm_members *m)
{
	size_t i = from, on;

	while (evm_is(s, i, EVM_C(DET) | EVM_C(ADJ) | EVM_C(PADJ) | EVM_C(POSS)))
		i++;
	if (i >= end || !evm_is(s, i, EVM_C(PROPERTY)) || !evm_is(s, i, EVM_C(NOUN)) ||
	    !evm_is_prep(s, i + 1, evm_is(s, from, EVM_C(POSS)) ? EVM_P(ON) : EVM_P(OF)))
		return false;
	on = find_prep(s, i + 1, end, EVM_P(ON));
	if (!on)
		return false;
	evm_noun_list(s, on, end, 0, m);
	for (size_t k = 0; k < m->n; k++)
		m->m[k].noun = s->w[i].lex->noun;
	return m->n != 0;
}

/* "secreted less X", "expressed higher levels of X", "caused decreased X" */
static bool tells_amount(const struct evm_pred *p)
{
	static const char *const verbs[] = {
		"express", "secrete", "produce", "release", "cause", "induce", "elicit", "trigger",
		"evoke", "yield", "provoke", "generate", NULL
	};

	for (int i = 0; verbs[i]; i++)
		if (evm_str_eqz(p->name, verbs[i]))
			return true;
	return false;
}

/* "reversed the reduced X" raises X; "reversed the raised X" lowers it. */
static void undo_adjectives(struct evm_members *m)
{
	for (size_t i = 0; i < m->n; i++)
		if (m->m[i].adjective == -1)
			m->m[i].sign = (int8_t)-m->m[i].sign;
}

/* "affected neither X nor Y" */
static bool neither(const struct evm_syntax *s, size_t i)
{
	return evm_is(s, i, EVM_C(NEG)) && evm_str_ieqz(evm_doc_slice(s->doc, s->w[i].span), "neither");
}

static void objects_of(struct evm_frames *fs, size_t vg, char *sign)
{
	const struct evm_syntax *s = fs->s;
	const struct evm_vg *g = &s->vg[vg];
	size_t end = ground_end(s, vg), from = g->end + neither(s, g->end);
	size_t alt = !g->pred->alt ? 0 : g->pred->alt == EVM_P(IN) ?	/* "aids in O" */
		behind_prep(s, from, end, g->pred->alt) : find_prep(s, from, end, g->pred->alt);

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
	if (!alt && evm_property_of(s, from, end, &fs->objects[vg])) {
		*sign = evm_property_sign(g->pred);
		return;
	}
	if (*sign == '-' && effects_of(s, from, end, &fs->objects[vg]))
		return;
	evm_noun_list(s, from, end, *sign == '-' || ((g->pred->prep || tells_amount(g->pred)) && *sign == '+') ?
		      EVM_NP_ADJECTIVES : 0, &fs->objects[vg]);
	if (*sign == '-')
		undo_adjectives(&fs->objects[vg]);
	else
		directed(s, &fs->objects[vg]);
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
		if (evm_agents_of(m))
			return true;
	}
	m->n = 0;
	return false;
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
		h = evm_verb_host(s, vg);
		if (h >= 0)
			evm_members_copy(m, s->vg[h].voice == EVM_PASSIVE ? &fs->objects[h] : &fs->of[h].m);
		break;
	case EVM_LINK_REL:
		/* "A and B were seen, which were modulated by S" */
		if (g->np > 1 && evm_is(s, g->np - 2u, EVM_C(COMMA)) && vg && s->vg[vg - 1].voice == EVM_PASSIVE &&
		    s->vg[vg - 1].kind != EVM_VG_PRED && fs->objects[vg - 1].n) {
			evm_members_copy(m, &fs->objects[vg - 1]);
			for (size_t i = 0; i < m->n; i++)
				m->m[i].sign = 1;
			break;
		}
		/* fall through */
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
	default: {
		size_t from = evm_skip_intro(s, g->np, g->begin);

		if (!evm_property_of(s, from, g->begin, m))
			evm_noun_list(s, from, g->begin, 0, m);
		/* "the protective effect was mediated by S" */
		if (!m->n && strchr("0-", g->pred->sign) && g->begin >= 2 && g->begin - from < 5u && evm_is(s, g->begin - 1u, EVM_C(PROPERTY)) &&
		    evm_is(s, g->begin - 2u, EVM_C(PADJ))) {
			evm_members_one(m, (struct evm_member){ .begin = (uint16_t)(g->begin - 2), .end = g->begin,
				.head = (uint16_t)(g->begin - 1), .kind = EVM_MEMBER_PROCESS,
				.type = EVM_EFFECT, .sign = 1, .cell = -1 });
		}
	}
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

/* "negatively regulates": which way, where the verb says none. */
static char adverb_sign(const struct evm_syntax *s, const struct evm_vg *g)
{
	for (size_t i = g->head; i-- > g->begin;) {
		struct evm_str q = evm_doc_slice(s->doc, s->w[i].span);

		if (evm_str_ieqz(q, "negatively"))
			return '-';
		if (evm_str_ieqz(q, "positively"))
			return '+';
	}
	return '0';
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

	if (sign == '0' && !g->pred->stative && g->begin < g->head)
		c.sign = adverb_sign(fs->s, g);
	if (g->link == EVM_LINK_MEANS || (g->link == EVM_LINK_COORD && g->voice == EVM_GERUND)) {
		int h = evm_verb_host(fs->s, vg);

		if (h >= 0)
			c.via = fs->of[h].first_frame;
	}
	if (g->pred->sign == '>' && by_mirna(fs, vg, subjects, objects, &mirna))
		subjects = &mirna;
	fs->of[vg].first_frame = (int16_t)evm_frames_cast(fs, subjects, objects, &c);
}

bool evm_find_by(struct evm_frames *fs, size_t vg, struct evm_members *agents)
{
	const struct evm_syntax *s = fs->s;
	const struct evm_vg *g = &s->vg[vg];
	size_t end = vg + 1 < s->nvg && s->vg[vg + 1].finite ? s->vg[vg + 1].begin : s->n;

	/* "was mediated by inhibiting X": X is what that does */
	agents->n = 0;
	if (g->pred && evm_str_eqz(g->pred->name, "mediate") && evm_is_prep(s, g->end, EVM_P(BY)) &&
	    evm_is(s, g->end + 1u, EVM_C(VERB)) && s->w[g->end + 1].form & EVM_ING)
		return false;
	return agent_behind(s, g->end, end < g->end + 10u ? end : g->end + 10u, EVM_P(BY), agents);
}

/* "A, B reduced by X, C": a run of commas without "and" is no list here; true
 * when the member before the last stands apart from it. */
static bool commas_only(const struct evm_syntax *s, const struct evm_members *m)
{
	bool comma = false;

	if (m->n < 2)
		return false;
	for (size_t i = m->m[m->n - 2].end; i < m->m[m->n - 1].begin; i++) {
		if (s->w[i].cls & EVM_C(CONJ))
			return false;
		comma |= (s->w[i].cls & EVM_C(COMMA)) != 0;
	}
	return comma;
}

/* "S lowered A, whereas B was raised": by S as well. */
static void clause_before(const struct evm_frames *fs, size_t vg, struct evm_members *agents)
{
	const struct evm_syntax *s = fs->s;
	const struct evm_vg *g = &s->vg[vg], *last = g - 1;
	struct evm_str word;

	if (!vg || g->voice != EVM_PASSIVE || g->link != EVM_LINK_OWN || !g->np || last->kind != EVM_VG_PRED ||
	    last->voice != EVM_ACTIVE || last->asks || last->negated || !fs->objects[vg - 1].n ||
	    fs->of[vg - 1].first_frame < 0)
		return;
	word = evm_doc_slice(s->doc, s->w[g->np - 1].span);
	if (evm_is(s, g->np - 1u, EVM_C(SUB)) && (evm_str_ieqz(word, "whereas") || evm_str_ieqz(word, "while")))
		evm_members_copy(agents, &fs->of[vg - 1].m);
}

static void passive(struct evm_frames *fs, size_t vg)
{
	const struct evm_syntax *s = fs->s;
	const struct evm_vg *g = &s->vg[vg];
	struct evm_members agents, *objects = &fs->objects[vg];

	passive_objects(fs, vg, objects);
	if (evm_frames_undone(fs, vg))
		return;
	if (!evm_find_by(fs, vg, &agents) && g->voice == EVM_PASSIVE && g->link != EVM_LINK_REL)
		evm_find_given(fs, vg, g->end, &agents);
	if (!agents.n)
		clause_before(fs, vg, &agents);
	if (!agents.n)
		return;
	if (g->voice == EVM_REDUCED) {
		if (commas_only(s, &agents))
			agents.n = 1;
		if (commas_only(s, objects)) {
			objects->m[0] = objects->m[objects->n - 1];
			objects->n = 1;
		}
	}
	cast_verb(fs, vg, &agents, objects, g->pred->sign,
		  g->voice == EVM_PASSIVE ? EVM_RULE(passive) : EVM_RULE(reduced_passive));
	fs->of[vg].m = agents;
}

/* "X is associated with Y": X is the agent. "X loaded with Y" holds it. */
static void stative(struct evm_frames *fs, size_t vg)
{
	const struct evm_syntax *s = fs->s;
	const struct evm_vg *g = &s->vg[vg];
	size_t end = ground_end(s, vg);
	size_t from = behind_prep(s, g->end, end, g->pred->prep);
	char sign = g->pred->sign;

	if (!from)
		return;
	evm_noun_list(s, from, end, EVM_NP_ADJECTIVES, &fs->objects[vg]);
	/* "associated with reduced X" says which way */
	if (fs->objects[vg].n && fs->objects[vg].m[0].adjective)
		sign = '+';
	directed(s, &fs->objects[vg]);
	cast_verb(fs, vg, &fs->of[vg].m, &fs->objects[vg], sign, EVM_RULE(stative));
}

/* "IL-6 decreased after EV treatment" */
static void intransitive(struct evm_frames *fs, size_t vg)
{
	struct evm_members agents, *objects = &fs->objects[vg];

	passive_objects(fs, vg, objects);
	evm_find_given(fs, vg, fs->s->vg[vg].end, &agents);
	if (agents.n && objects->n)
		cast_verb(fs, vg, &agents, objects, fs->s->vg[vg].pred->sign, EVM_RULE(intransitive));
}

static const char *const rule_of_link[] = {
	[EVM_LINK_OWN] = EVM_RULE(active), [EVM_LINK_REL] = EVM_RULE(relative),
	[EVM_LINK_COORD] = EVM_RULE(coordinated), [EVM_LINK_PART] = EVM_RULE(participle),
	[EVM_LINK_MEANS] = EVM_RULE(means), [EVM_LINK_PREP] = EVM_RULE(gerund),
	[EVM_LINK_WITHOUT] = EVM_RULE(without), [EVM_LINK_INF] = EVM_RULE(infinitive),
	[EVM_LINK_RESUME] = EVM_RULE(active), [EVM_LINK_POST] = EVM_RULE(reduced_active),
	[EVM_LINK_AHEAD] = EVM_RULE(participle_before),
};

/* "targets X and lowers its expression": X. */
static void its_objects(struct evm_frames *fs, size_t vg)
{
	const struct evm_syntax *s = fs->s;
	size_t i = s->vg[vg].end;
	const struct evm_members *last = &fs->objects[vg - 1];

	if (!evm_is(s, i, EVM_C(POSS)) || last->n != 1 || s->vg[vg - 1].clause != s->vg[vg].clause ||
	    (last->m[0].type != EVM_PROTEIN && last->m[0].type != EVM_MIRNA))
		return;
	for (i++; evm_is(s, i, EVM_C(ADJ)); i++)
		;
	if (!evm_is(s, i, EVM_C(TRANS)) || evm_is_prep(s, i + 1, EVM_P(OF)))
		return;
	evm_members_copy(&fs->objects[vg], last);
	fs->objects[vg].m[0].sign = 1;
	fs->objects[vg].m[0].noun = NULL;
}

/* "contain X but not Y": not Y. */
static void but_not(struct evm_frames *fs, size_t vg, char sign)
{
	const struct evm_syntax *s = fs->s;
	struct evm_vg *g = &fs->s->vg[vg];
	struct evm_members m;
	size_t i = fs->objects[vg].end;
	int16_t first = fs->of[vg].first_frame;

	if (!fs->objects[vg].n || g->negated)
		return;
	i += evm_is(s, i, EVM_C(COMMA));
	if (!evm_is(s, i, EVM_C(CONJ)) || !evm_is(s, i + 1, EVM_C(NEG)) ||
	    !evm_str_ieqz(evm_doc_slice(s->doc, s->w[i + 1].span), "not") ||
	    !evm_noun_list(s, i + 2, ground_end(s, vg), 0, &m))
		return;
	g->negated = true;
	cast_verb(fs, vg, &fs->of[vg].m, &m, sign, rule_of_link[g->link]);
	g->negated = false;
	fs->of[vg].first_frame = first;
}

static void active(struct evm_frames *fs, size_t vg)
{
	struct evm_vg *g = &fs->s->vg[vg];
	char sign;

	if (neither(fs->s, g->end))
		g->negated = true;
	if (evm_frames_undone(fs, vg))
		return;
	objects_of(fs, vg, &sign);
	if (!fs->objects[vg].n)
		evm_unnamed_objects(fs, vg, ground_end(fs->s, vg), sign);
	if (!fs->objects[vg].n && g->pred->intrans && g->finite) {
		intransitive(fs, vg);
		return;
	}
	if (!fs->objects[vg].n && vg)
		its_objects(fs, vg);
	cast_verb(fs, vg, &fs->of[vg].m, &fs->objects[vg], sign, rule_of_link[g->link]);
	but_not(fs, vg, sign);
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

/* Subjects of groups that stand before their clause's own. */
static void settle_ahead(struct evm_frames *fs, size_t vg)
{
	for (size_t k = vg; k-- > 0;) {
		if (fs->of[k].m.n || (fs->s->vg[k].link != EVM_LINK_AHEAD &&
		    !(fs->s->vg[k].link == EVM_LINK_COORD && fs->s->vg[k].voice == EVM_GERUND)))
			break;
		evm_members_copy(&fs->of[k].m, &fs->of[vg].m);
		fs->of[k].hedged |= fs->of[vg].hedged;
		fs->of[k].grounded = false;
		if (fs->s->vg[k].kind == EVM_VG_PRED && !fs->s->vg[k].asks)
			active(fs, k);
	}
}

/* Does something stand behind the verb that it is done to? */
static bool has_object(const struct evm_frames *fs, size_t vg)
{
	return fs->objects[vg].n && fs->objects[vg].m[0].head >= fs->s->vg[vg].end;
}

/* One molecule named twice: "miR-1 reduced, whereas anti-miR-1 raised, O". */
static bool one_thing(const struct evm_syntax *s, const struct evm_member *a, const struct evm_member *b)
{
	const struct evm_mention *v = s->doc->mentions.v;
	int32_t m = s->w[a->head].mention, n = s->w[b->head].mention;

	return m >= 0 && n >= 0 && a->type == EVM_MIRNA && evm_str_ieq(v[m].norm, v[n].norm);
}

/* "S reduced, whereas T increased, O", "S raised and T lowered O": the object
 * stands behind the second verb. */
static void shared_object(struct evm_frames *fs, size_t vg)
{
	const struct evm_syntax *s = fs->s;
	const struct evm_vg *g = &s->vg[vg], *next = g + 1;
	size_t i = g->end, comma = i + evm_is(s, i, EVM_C(COMMA));

	if (vg + 1 >= s->nvg || g->kind != EVM_VG_PRED || g->voice != EVM_ACTIVE || g->asks ||
	    has_object(fs, vg) || next->kind != EVM_VG_PRED || next->voice != EVM_ACTIVE || next->asks ||
	    next->link != EVM_LINK_OWN || !evm_is(s, comma, EVM_C(SUB) | EVM_C(CONJ)) || next->np != comma + 1)
		return;
	if (!has_object(fs, vg + 1) && evm_is(s, next->end, EVM_C(COMMA))) {
		evm_noun_list(s, next->end + 1u, ground_end(s, vg + 1), 0, &fs->objects[vg + 1]);
		cast_verb(fs, vg + 1, &fs->of[vg + 1].m, &fs->objects[vg + 1], next->pred->sign, EVM_RULE(active));
	}
	if (!has_object(fs, vg + 1))
		return;
	fs->objects[vg] = fs->objects[vg + 1];
	if (fs->of[vg].m.n && fs->of[vg + 1].m.n && one_thing(s, &fs->of[vg].m.m[0], &fs->of[vg + 1].m.m[0]))
		return;
	cast_verb(fs, vg, &fs->of[vg].m, &fs->objects[vg], g->pred->sign, EVM_RULE(active));
}

void evm_frames_verbs(struct evm_frames *fs)
{
	const struct evm_syntax *s = fs->s;

	fs->given.n = 0;
	for (size_t vg = 0; vg < s->nvg; vg++) {
		const struct evm_vg *g = &s->vg[vg];

		fs->objects[vg].n = 0;
		evm_find_mood(fs, vg);
		evm_find_negation(fs, vg);
		evm_find_subject(fs, vg);
		if (g->finite && g->link == EVM_LINK_OWN)
			settle_ahead(fs, vg);
		if (g->asks)
			continue;
		if (g->kind == EVM_VG_PRED) {
			predicate(fs, vg);
			/* "possess anti-inflammatory properties", "produced a rise of" */
			if (fs->of[vg].first_frame < 0 && g->voice == EVM_ACTIVE && evm_is(s, g->head, EVM_C(LIGHT)))
				evm_frames_light(fs, vg, ground_end(s, vg));
		} else if (g->kind == EVM_VG_LIGHT)
			evm_frames_light(fs, vg, ground_end(s, vg));
		evm_frames_seen(fs, vg);
		if (g->kind == EVM_VG_COPULA || g->kind == EVM_VG_OTHER || g->kind == EVM_VG_LIGHT ||
		    (g->voice == EVM_PASSIVE && (g->kind == EVM_VG_REPORT ||
						 evm_is_prep(s, g->end, EVM_P(AS)))))
			evm_frames_copula(fs, vg, ground_end(s, vg));
	}
	for (size_t vg = 0; vg + 1 < s->nvg; vg++)
		shared_object(fs, vg);
}
