/* Frames without a verb of their own: "the effect of S on O", "inhibition of
 * O by S", "S-mediated inhibition of O". */
#include "extractors/frame.h"

#include <string.h>


#define STOPS (EVM_C(SEMI) | EVM_C(SUB) | EVM_C(THAT) | EVM_C(REL))
#define ON_LIKE (EVM_P(ON) | EVM_P(AGAINST) | EVM_P(IN) | EVM_P(TOWARD) | EVM_P(TOWARDS) | EVM_P(FOR))

/* Is word i part of a clause that only asks or measures? */
static bool able_to(const struct evm_syntax *s, size_t begin)
{
	for (size_t k = begin; k-- > 0 && begin - k < 4;)
		if (evm_str_ieqz(evm_doc_slice(s->doc, s->w[k].span), "able"))
			return true;
	return false;
}

static bool negated_near(const struct evm_syntax *s, size_t i)
{
	for (size_t k = i < 4 ? 0 : i - 4; k < i; k++)
		if (s->w[k].cls & EVM_C(NEG))
			return true;
	return false;
}

/* "no correlation between the effects of S and age": what is compared is not told. */
static bool correlated(const struct evm_syntax *s, size_t i)
{
	for (size_t k = i; k-- > 1 && i - k < 8 && !evm_is(s, k, EVM_C(SEMI) | EVM_C(COMMA));)
		if (evm_is_prep(s, k, EVM_P(BETWEEN)) && negated_near(s, k))
			return true;
	return false;
}

static bool measured(const struct evm_syntax *s, size_t i)
{
	int at = evm_group_at(s, i), next = at + 1;

	/* "explored the mechanisms underlying the effects of S" */
	while (at > 0 && !s->vg[at].finite && s->vg[at].kind == EVM_VG_OTHER &&
	       s->vg[at].link == EVM_LINK_POST)
		at--;
	if (correlated(s, i))
		return true;
	if (at >= 0 && (s->vg[at].asks || s->vg[at].kind == EVM_VG_INVEST || s->vg[at].kind == EVM_VG_AIM))
		return true;
	/* "to show the effect of S" is an aim; "able to show" is none */
	if (at >= 0 && s->vg[at].link == EVM_LINK_INF && s->vg[at].kind != EVM_VG_PRED)
		return !able_to(s, s->vg[at].begin);
	if (at < 0 && s->nvg == 0)
		for (size_t k = 0; k < i; k++)
			if (s->w[k].cls & EVM_C(INVEST))
				return true;
	return (size_t)next < s->nvg && s->vg[next].np <= i && s->vg[next].begin > i &&
	       s->vg[next].link == EVM_LINK_OWN &&
	       (s->vg[next].kind == EVM_VG_INVEST || s->vg[next].asks ||
		(s->vg[next].kind == EVM_VG_REPORT && s->vg[next].negated));
}

static size_t find_prep(const struct evm_syntax *s, size_t from, size_t to, uint64_t preps)
{
	for (size_t i = from; i < to && i < s->n && i < from + 12; i++) {
		if (s->w[i].cls & STOPS && !s->w[i].depth)
			return 0;
		if (!s->w[i].depth && evm_is_prep(s, i, preps))
			return i + 1;
	}
	return 0;
}

static bool hedge_near(const struct evm_syntax *s, size_t i)
{
	for (size_t k = i < 5 ? 0 : i - 5; k < i; k++)
		if (s->w[k].cls & (EVM_C(HEDGEADJ) | EVM_C(HEDGE)))
			return true;
	return s->w[i].cls & EVM_C(HEDGEADJ);
}

/* The adjective before "effect": "protective", "therapeutic". */
static const struct evm_pred *adjective_before(const struct evm_syntax *s, size_t i)
{
	for (size_t k = i; k-- > 0 && i - k < 4;) {
		if (s->w[k].cls & EVM_C(PADJ))
			return s->w[k].lex->adj;
		if (s->w[k].cls & EVM_C(VERB) && s->w[k].form & EVM_ING && !s->w[k].hyphened)
			return s->w[k].lex->verb;	/* "ameliorating" */
		if (!(s->w[k].cls & (EVM_C(ADJ) | EVM_C(CONJ) | EVM_C(COMMA))) && s->w[k].cls)
			return NULL;
	}
	return NULL;
}

/* "the effect of S was confirmed in O": behind a verb of report as well. */
static size_t confirmed_end(const struct evm_syntax *s, size_t i, size_t end)
{
	int at = evm_group_at(s, i) + 1;

	if ((size_t)at < s->nvg && s->vg[at].begin == end && s->vg[at].voice == EVM_PASSIVE &&
	    !s->vg[at].negated && s->vg[at].kind == EVM_VG_REPORT)
		return evm_group_end(s, s->vg[at].head);
	return end;
}

static bool skips_prep(const struct evm_syntax *s, size_t from, size_t to)
{
	for (; from < to; from++)
		if (evm_is_prep(s, from, ON_LIKE))
			return true;
	return false;
}

/* "reversed the effects of S on O" tells of what reversed them; "reversed the
 * protective effects of S" also of S. */
static bool undone(const struct evm_syntax *s, size_t i)
{
	int at = evm_group_at(s, i);

	return at >= 0 && s->vg[at].pred && s->vg[at].pred->sign == '-' &&
	       s->vg[at].voice == EVM_ACTIVE && i < s->vg[at].end + 6u;
}

/* "inhibiting the S-mediated rise of O" tells of what inhibits it. */
static bool lowered(const struct evm_syntax *s, size_t i)
{
	int at = evm_group_at(s, i);

	return at >= 0 && s->vg[at].pred && s->vg[at].pred->sign == '-' && i < s->vg[at].end + 6u;
}

/* "on O of S": the word behind "of", else 0. */
static size_t of_behind_on(const struct evm_syntax *s, size_t k, size_t end)
{
	return evm_is_prep(s, k, EVM_P(ON) | EVM_P(AGAINST)) ? find_prep(s, k + 1, end, EVM_P(OF)) : 0;
}

/* "S therapeutic effect on O", "S-mediated protective effects on O" */
static void effect_by_owner(struct evm_frames *fs, size_t i)
{
	struct evm_syntax *s = fs->s;
	const struct evm_pred *adj = adjective_before(s, i);
	struct evm_members who, what;
	struct evm_cast c = { .pred = adj, .trigger = i, .rule = EVM_RULE(effect_of), .via = -1 };
	size_t k = i, of;

	if (!adj || !evm_is_prep(s, i + 1, EVM_P(ON) | EVM_P(AGAINST)) || measured(s, i))
		return;
	c.sign = adj->sign;
	c.hedged = hedge_near(s, i);
	of = of_behind_on(s, i + 1, evm_group_end(s, i));
	evm_noun_list(s, i + 2, of ? of - 1 : evm_group_end(s, i), EVM_NP_MODELS, &what);
	if (of) {		/* "therapeutic effects on O of S" */
		evm_noun_list(s, of, evm_group_end(s, i), EVM_NP_SUBJECT, &who);
		who.n = who.n && (who.m[0].type == EVM_VESICLE || who.m[0].type == EVM_SOURCE);
		what.n = what.n > 0;
		evm_frames_cast(fs, &who, &what, &c);
		return;
	}
	while (k-- > 0 && i - k < 5 && (evm_is(s, k, EVM_C(ADJ) | EVM_C(PADJ) | EVM_C(CONJ)) || s->w[k].hyphened))
		;
	if (k >= i || !evm_is(s, k, EVM_C(ENT)) || (s->w[k].type != EVM_VESICLE && s->w[k].type != EVM_SOURCE))
		return;
	who.n = 1;
	who.m[0] = (struct evm_member){ .begin = (uint16_t)k, .end = (uint16_t)(k + 1),
		.head = (uint16_t)k, .type = s->w[k].type, .sign = 1, .cell = -1 };
	evm_frames_cast(fs, &who, &what, &c);
}

/* "efficacy", "benefit": for the better. */
static bool is_efficacy(const struct evm_syntax *s, size_t i)
{
	static const char *const words[] = { "efficacy", "effectiveness", "benefit", "benefits", NULL };
	struct evm_str q = evm_doc_slice(s->doc, s->w[i].span);

	return evm_str_is_any(q, words);
}

/* "the X-promoting effect of S": on X, where no other thing is named. */
static void promoted(struct evm_frames *fs, size_t i, const struct evm_members *who, struct evm_cast *c)
{
	const struct evm_syntax *s = fs->s;
	const struct evm_word *verb = &s->w[i - (i > 0)], *name = &s->w[i < 2 ? 0 : i - 2];
	struct evm_members what;

	if (i < 2 || !verb->hyphened || !verb->lex->verb || !(verb->lex->form & EVM_ING) ||
	    !(name->cls & EVM_C(ENT)) || !name->modifier)
		return;
	what.n = 1;
	what.m[0] = (struct evm_member){ .begin = (uint16_t)(i - 2), .end = (uint16_t)(i - 1),
		.head = (uint16_t)(i - 2), .type = name->type, .sign = 1, .cell = -1 };
	c->pred = verb->lex->verb;
	c->sign = c->pred->sign;
	evm_frames_cast(fs, who, &what, c);
}

/* "(protective) effect of S on O", "role of S in O" */
static void effect_of(struct evm_frames *fs, size_t i)
{
	struct evm_syntax *s = fs->s;
	size_t end = evm_group_end(s, i), on;
	struct evm_members who, what;
	const struct evm_pred *adj = adjective_before(s, i);
	struct evm_cast c = { .pred = adj, .sign = adj ? adj->sign : '0', .trigger = i,
			      .rule = EVM_RULE(effect_of), .via = -1 };

	if (!evm_is_prep(s, i + 1, EVM_P(OF) | EVM_P(FOR)) || measured(s, i) || (!adj && !(i && s->w[i - 1].hyphened) && undone(s, i)))
		return;
	evm_noun_list(s, i + 2, end, EVM_NP_SUBJECT, &who);
	if (!who.n || !evm_is_agent(&who.m[0]))
		return;
	for (size_t k = 1; k < who.n; k++)	/* "of S in O1 and O2" */
		if (!evm_is_agent(&who.m[k]) || skips_prep(s, who.m[k - 1].end, who.m[k].begin))
			who.n = k;
	on = find_prep(s, who.m[who.n - 1].end, confirmed_end(s, i, end), ON_LIKE);
	if (on && evm_is(s, on, EVM_C(VERB)) && s->w[on].form & EVM_ING)
		return;		/* "in V-ing": the verb's own frame */
	end = confirmed_end(s, i, end);
	c.hedged = hedge_near(s, i);
	c.negated = negated_near(s, i);
	if (!adj)
		promoted(fs, i, &who, &c);
	if (!on || c.pred != adj)
		return;
	evm_noun_list(s, on, end, EVM_NP_MODELS, &what);
	if (!adj && (s->w[i].cls & EVM_C(HEDGEADJ) || is_efficacy(s, i)))
		c.sign = '~';
	evm_frames_cast(fs, &who, &what, &c);
}

/* An effect named with its noun: "cardioprotective action". */
static bool names_property(struct evm_str q)
{
	static const char *const ends[] = {
		"effect", "effects", "properties", "protection", "action", "actions",
		"activity", "activities", " ability", " abilities", " capacity", NULL
	};

	return evm_str_ends_any(q, ends);
}

/* Behind the noun that effect i is called by: "effects" of "anti-apoptotic and
 * pro-angiogenic effects"; 0 where there is none. */
static size_t behind_property(const struct evm_syntax *s, size_t i)
{
	size_t k = i + 1;

	if (names_property(evm_doc_slice(s->doc, s->w[i].span)))
		return k;
	while (k < s->n && k < i + 8 && !evm_is(s, k, EVM_C(PROPERTY))) {
		bool effect = evm_is(s, k, EVM_C(ENT)) && s->w[k].type == EVM_EFFECT;

		if (effect && names_property(evm_doc_slice(s->doc, s->w[k].span)))
			return k + 1;
		if (!effect && !evm_is(s, k, EVM_C(CONJ) | EVM_C(COMMA) | EVM_C(PADJ) | EVM_C(ADJ)))
			return 0;
		k++;
	}
	while (evm_is(s, k, EVM_C(PROPERTY)))
		k++;
	return k < i + 9 && k > i + 1 && evm_is(s, k - 1, EVM_C(PROPERTY)) ? k : 0;
}

/* "protective and X effects": the adjectives before the effect at i, too. */
static void joined_adjectives(const struct evm_syntax *s, size_t i, struct evm_members *m)
{
	for (; i >= 2 && m->n < 4 && evm_is(s, i - 1, EVM_C(CONJ) | EVM_C(COMMA)) &&
	       evm_effect_adjective(s, i - 2); i -= 2)
		m->m[m->n++] = (struct evm_member){ .begin = (uint16_t)(i - 2), .end = (uint16_t)(i - 1),
			.head = (uint16_t)(i - 2), .kind = EVM_MEMBER_PROCESS, .type = EVM_EFFECT,
			.sign = 1, .cell = -1 };
}

/* "the anti-apoptotic effects of S", "the neuroprotection of S" */
static void effect_entity_of(struct evm_frames *fs, size_t i)
{
	struct evm_syntax *s = fs->s;
	struct evm_members who, what;
	struct evm_cast c = { .sign = '+', .trigger = i, .rule = EVM_RULE(effect_entity_of), .via = -1 };
	size_t k = behind_property(s, i), of = 0;
	bool by = evm_is_prep(s, i + 1, EVM_P(BY)) &&	/* "cardioprotection by S" */
		evm_str_ends(evm_doc_slice(s->doc, s->w[i].span), "protection");

	if (by)
		of = i + 2;
	else if (k && evm_is_prep(s, k, EVM_P(OF)))
		of = k + 1;
	else if (k)
		of = of_behind_on(s, k, evm_group_end(s, i));
	if (!of || measured(s, i))
		return;
	evm_noun_list(s, of, evm_group_end(s, i), EVM_NP_SUBJECT, &who);
	what.n = 1;
	what.m[0] = (struct evm_member){ .begin = (uint16_t)i, .end = (uint16_t)(i + 1), .head = (uint16_t)i,
		.type = s->w[i].type, .sign = evm_fought(s, i) ? -1 : 1, .cell = -1 };
	if (who.n && (evm_protects(s, &what.m[0], who.m[0].end, &what.m[0]) ||
		      (i && evm_repaired(s, i - 1, &what.m[0]))))
		c.sign = '~';
	else
		joined_adjectives(s, i, &what);
	c.hedged = hedge_near(s, i);
	evm_frames_cast(fs, &who, &what, &c);
}

static bool any_property(const struct evm_syntax *s, const struct evm_members *m)
{
	for (size_t k = 0; k < m->n; k++) {
		struct evm_str q = evm_doc_slice(s->doc, s->w[m->m[k].head].span);

		if (evm_str_ends(q, "effects") || evm_str_ends(q, "effect") || evm_str_ends(q, "properties"))
			return true;
	}
	return false;
}

/* How many members stand up to the one that is called a property; all where
 * none is. */
static size_t up_to_property(const struct evm_syntax *s, const struct evm_members *m)
{
	for (size_t k = m->n; k-- > 0;) {
		struct evm_members one;

		evm_members_one(&one, m->m[k]);
		if (any_property(s, &one) || evm_is(s, m->m[k].head + 1u, EVM_C(PROPERTY)))
			return k + 1;
	}
	return m->n;
}

static struct evm_members possessor(size_t i)
{
	struct evm_members m;

	m.n = 1;
	m.end = i + 1;
	m.m[0] = (struct evm_member){ .begin = (uint16_t)i, .end = (uint16_t)(i + 1),
		.head = (uint16_t)i, .kind = EVM_MEMBER_PRONOUN, .type = EVM_VESICLE,
		.sign = 1, .cell = -1 };
	return m;
}

/* "their inhibitory effects on O" */
static bool its_property(struct evm_frames *fs, size_t i)
{
	struct evm_syntax *s = fs->s;
	struct evm_members who = possessor(i), what;
	struct evm_cast c = { .rule = EVM_RULE(its_effect), .via = -1 };
	size_t k = i + 1;

	while (evm_is(s, k, EVM_C(ADJ) | EVM_C(PADJ))) {
		if (s->w[k].cls & EVM_C(PADJ))
			c.pred = s->w[k].lex->adj;
		k++;
	}
	if (!c.pred || !evm_is(s, k, EVM_C(PROPERTY)) || !evm_is_prep(s, k + 1, ON_LIKE) ||
	    (evm_is(s, k + 2, EVM_C(VERB)) && s->w[k + 2].form & EVM_ING))
		return false;
	c.sign = c.pred->sign;
	c.trigger = k;
	evm_noun_list(s, k + 2, evm_group_end(s, k), EVM_NP_MODELS, &what);
	if (!measured(s, i))
		evm_frames_cast(fs, &who, &what, &c);
	return true;
}

/* "its anti-inflammatory and regenerative properties" */
static void its_effect(struct evm_frames *fs, size_t i)
{
	struct evm_syntax *s = fs->s;
	struct evm_members who, what;
	struct evm_cast c = { .sign = '+', .trigger = i, .rule = EVM_RULE(its_effect), .via = -1 };
	bool property = false;
	size_t n = 0, k;

	if (its_property(fs, i))
		return;
	evm_noun_list(s, i + 1, evm_group_end(s, i), 0, &what);
	if (what.n)		/* right behind the last effect */
		property = evm_is(s, what.m[what.n - 1].head + 1u, EVM_C(PROPERTY));
	what.n = up_to_property(s, &what);
	for (k = 0; k < what.n; k++) {
		struct evm_str q = evm_doc_slice(s->doc, s->w[what.m[k].head].span);

		if ((what.m[k].type == EVM_EFFECT || evm_fought(s, what.m[k].head)) &&
		    (what.m[k].kind == EVM_MEMBER_ENTITY || evm_effect_adjective(s, what.m[k].head)) &&
		    (property || any_property(s, &what) || evm_str_ends(q, "effects") || evm_str_ends(q, "effect") ||
		     evm_str_ends(q, "properties")))
			what.m[n++] = what.m[k];
	}
	what.n = n;
	who = possessor(i);
	if (n && (!measured(s, i) || (i && evm_is_prep(s, i - 1, EVM_P(DUE_TO) | EVM_P(OWING_TO) | EVM_P(BECAUSE_OF)))))
		evm_frames_cast(fs, &who, &what, &c);
}

/* "miR-26a-mediated PTEN repression" */
static bool mediated_noun(struct evm_frames *fs, size_t i)
{
	struct evm_syntax *s = fs->s;
	struct evm_members who, what;
	struct evm_cast c = { .pred = s->w[i].lex->noun, .trigger = i, .rule = EVM_RULE(nominal), .via = -1 };

	if (i < 3 || !(s->w[i - 1].cls & EVM_C(ENT)) || s->w[i - 1].modifier ||
	    !s->w[i - 2].hyphened || !(s->w[i - 3].cls & EVM_C(ENT)) || !s->w[i - 3].modifier ||
	    !evm_str_ends(evm_doc_slice(s->doc, s->w[i - 2].span), "ed"))
		return false;
	who.n = what.n = 1;
	who.m[0] = (struct evm_member){ .begin = (uint16_t)(i - 3), .end = (uint16_t)(i - 2),
		.head = (uint16_t)(i - 3), .type = s->w[i - 3].type, .sign = 1, .cell = -1 };
	what.m[0] = (struct evm_member){ .begin = (uint16_t)(i - 1), .end = (uint16_t)i,
		.head = (uint16_t)(i - 1), .type = s->w[i - 1].type, .sign = 1, .cell = -1 };
	c.sign = c.pred->sign;
	evm_frames_cast(fs, &who, &what, &c);
	return true;
}

/* "PTEN inhibition by miR-21", "miR-21 delivery by EVs" */
static bool done_by(struct evm_frames *fs, size_t i)
{
	struct evm_syntax *s = fs->s;
	struct evm_members who, what;
	struct evm_cast c = { .pred = s->w[i].lex->noun, .trigger = i, .rule = EVM_RULE(nominal), .via = -1 };

	if (!i || !evm_is_prep(s, i + 1, EVM_P(BY)) || !evm_is(s, i - 1, EVM_C(ENT)) ||
	    s->w[i - 1].modifier || evm_is(s, i + 2, EVM_C(VERB)))
		return false;
	what.n = 1;
	what.m[0] = (struct evm_member){ .begin = (uint16_t)(i - 1), .end = (uint16_t)i,
		.head = (uint16_t)(i - 1), .type = s->w[i - 1].type, .sign = 1, .cell = -1 };
	c.sign = c.pred->sign;
	c.hedged = hedge_near(s, i);
	evm_noun_list(s, i + 2, evm_group_end(s, i), EVM_NP_SUBJECT, &who);
	if (!measured(s, i))
		evm_frames_cast(fs, &who, &what, &c);
	return true;
}

/* "the PTEN-regulating microRNA miR-26a": what the microRNA does is in its
 * epithet. */
static void epithet(struct evm_frames *fs, size_t i)
{
	struct evm_syntax *s = fs->s;
	const struct evm_word *w = &s->w[i];
	struct evm_members who, what;
	struct evm_cast c = { .pred = w->lex->verb, .trigger = i, .rule = EVM_RULE(epithet), .via = -1 };

	if (!i || !w->hyphened || !w->lex->verb || !(w->lex->form & EVM_ING) || !s->w[i - 1].modifier ||
	    s->w[i - 1].type != EVM_PROTEIN)
		return;
	evm_noun_list(s, i + 1, i + 6 < s->n ? i + 6 : s->n, EVM_NP_SUBJECT, &who);
	if (!who.n || who.m[0].type != EVM_MIRNA || who.m[0].kind != EVM_MEMBER_ENTITY)
		return;
	what.n = 1;
	what.m[0] = (struct evm_member){ .begin = (uint16_t)(i - 1), .end = (uint16_t)i,
		.head = (uint16_t)(i - 1), .type = EVM_PROTEIN, .sign = 1, .cell = -1 };
	who.n = 1;
	c.sign = c.pred->sign;
	evm_frames_cast(fs, &who, &what, &c);
}

/* "inhibition of O by S", "S-mediated inhibition of O" */
static void nominal(struct evm_frames *fs, size_t i)
{
	struct evm_syntax *s = fs->s;
	const struct evm_pred *p = s->w[i].lex->noun;
	size_t end = evm_group_end(s, i), by, from;
	struct evm_members who, what;
	struct evm_cast c = { .pred = p, .sign = p->sign, .trigger = i, .rule = EVM_RULE(nominal), .via = -1 };

	if (mediated_noun(fs, i) || done_by(fs, i) ||
	    !evm_is_prep(s, i + 1, EVM_P(OF) | EVM_P(IN) | EVM_P(TO)))
		return;
	who.n = 0;
	evm_noun_list(s, i + 2, end, 0, &what);
	/* "protection of cells from injury" */
	from = p->alt && what.n ? find_prep(s, what.m[0].end, end, p->alt) : 0;
	if (from) {
		evm_noun_list(s, from, end, 0, &what);
		c.sign = p->altsign;
	}
	if (!what.n)
		return;
	by = find_prep(s, what.m[what.n - 1].end, what.m[what.n - 1].end + 6u, EVM_P(BY));
	if (by && !evm_is(s, by, EVM_C(VERB)))
		evm_noun_list(s, by, end, EVM_NP_SUBJECT, &who);
	for (size_t k = i; !who.n && k-- > 0 && i - k < 4;)
		if (s->w[k].cls & EVM_C(ENT) && s->w[k].modifier) {
			who.n = 1;
			who.m[0] = (struct evm_member){ .begin = (uint16_t)k, .end = (uint16_t)(k + 1),
				.head = (uint16_t)k, .type = s->w[k].type, .sign = 1, .cell = -1 };
		}
	/* what made the model did so: "the CCl4-induced rise of" */
	if (who.n && (s->w[who.m[0].head].modifier ? lowered(s, i) && who.m[0].type != EVM_VESICLE &&
							 who.m[0].type != EVM_DRUG : measured(s, i)))
		return;
	c.hedged = hedge_near(s, i);
	/* "protection of cells from apoptosis" */
	by = p->alt ? find_prep(s, what.m[what.n - 1].end, what.m[what.n - 1].end + 2u, p->alt) : 0;
	if (by) {
		c.sign = p->altsign;
		evm_noun_list(s, by, end, 0, &what);
	}
	evm_frames_cast(fs, &who, &what, &c);
}

/* "S: a promising therapy for D", "S, a new treatment of D," */
static bool apposed_therapy(const struct evm_syntax *s, size_t i)
{
	if (!evm_is(s, i, EVM_C(COMMA) | EVM_C(SEMI)) || !evm_is(s, i + 1, EVM_C(DET)))
		return false;
	for (size_t k = i + 2; k < s->n && k < i + 8; k++) {
		if (evm_is(s, k, EVM_C(THERAPY)))
			return true;
		if (!evm_is(s, k, EVM_C(ADJ) | EVM_C(PADJ) | EVM_C(HEDGEADJ)) && s->w[k].cls)
			return false;
	}
	return false;
}

void evm_frames_nouns(struct evm_frames *fs)
{
	struct evm_syntax *s = fs->s;

	for (size_t i = 0; i < s->n; i++) {
		uint64_t c = s->w[i].cls;

		if (s->w[i].depth)
			continue;
		if (c & EVM_C(PROPERTY)) {
			effect_of(fs, i);
			effect_by_owner(fs, i);
		}
		if (c & EVM_C(ENT) && (s->w[i].type == EVM_EFFECT ||
				       (s->w[i].type == EVM_DISEASE && evm_fought(s, i)))) {
			effect_entity_of(fs, i);
			if (s->w[i].type == EVM_EFFECT && i > 1 && (s->w[i - 1].hyphened || s->w[i - 2].hyphened) &&
			    !measured(s, i))
				evm_frames_led(fs, i);
		} else if (c & EVM_C(POSS))
			its_effect(fs, i);
		if (c & EVM_C(NOUN) && s->w[i].mention < 0)
			nominal(fs, i);
		if (c & EVM_C(ADJ) && s->w[i].hyphened)
			epithet(fs, i);
		if ((evm_is_prep(s, i, EVM_P(AS)) || apposed_therapy(s, i)) && !measured(s, i))
			evm_frames_as(fs, i);
		if (c & EVM_C(PREP))
			evm_frames_means(fs, i);
	}
}
