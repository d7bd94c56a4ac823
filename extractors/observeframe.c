/* Frames of what was seen: "an increase in O was observed after S", "there was
 * more O in the S group", "O was lower and P higher in S-treated mice", "these
 * effects were abolished by S". */
#include "extractors/frame.h"

#define STOPS (EVM_C(SEMI) | EVM_C(SUB) | EVM_C(THAT) | EVM_C(REL))
#define GIVEN_BEFORE (EVM_P(AFTER) | EVM_P(FOLLOWING) | EVM_P(UPON) | EVM_P(WITH) | EVM_P(IN))
#define GIVEN_BEHIND (GIVEN_BEFORE | EVM_P(USING) | EVM_P(IN_PRESENCE) | EVM_P(BY))

/* "injection of (BMSC-derived) X", "treated with X" */
static bool treatment_of(const struct evm_syntax *s, size_t head)
{
	size_t i = head;

	if (head && evm_is(s, head - 1, EVM_C(TREATED)))
		return true;	/* "the group administered X" */
	while (i-- > 0 && head - i < 7 &&
	       (evm_is(s, i, EVM_C(DET) | EVM_C(ADJ) | EVM_C(ENT) | EVM_C(DERIVED)) || s->w[i].hyphened))
		;
	return i < head && i && evm_is(s, i, EVM_C(PREP)) &&
	       evm_is(s, i - 1, EVM_C(TREAT) | EVM_C(TREATED) | EVM_C(ROUTE));
}

/* "the addition of IL-6", "IL-6 treatment": a protein that was given. */
static bool added(const struct evm_syntax *s, size_t head)
{
	return (head > 1 && evm_is_prep(s, head - 1, EVM_P(OF) | EVM_P(WITH)) && evm_is(s, head - 2, EVM_C(TREAT))) ||
	       evm_is(s, head + 1, EVM_C(TREAT));
}

/* In "in X", X must have been given: a group, a treatment. */
static void keep_given(const struct evm_syntax *s, struct evm_members *m)
{
	size_t n = 0;

	for (size_t i = 0; i < m->n; i++) {
		const struct evm_member *e = &m->m[i];
		bool given = e->kind == EVM_MEMBER_GROUP || e->kind == EVM_MEMBER_ANAPHOR ||
			evm_is(s, e->head + 1u, EVM_C(TREAT)) || treatment_of(s, e->head);

		if (given && (e->type == EVM_VESICLE || e->type == EVM_SOURCE || e->type == EVM_DRUG ||
			      e->type == EVM_MIRNA || (e->type == EVM_PROTEIN && added(s, e->head))))
			m->m[n++] = *e;
	}
	m->n = n;
}

/* The first phrase of the stretch whose agent was given. */
static bool given_in(const struct evm_syntax *s, size_t from, size_t to, uint64_t preps,
		     struct evm_members *m)
{
	for (size_t i = from; i < to && i < from + 30; i++) {
		if (s->w[i].depth || !evm_is_prep(s, i, preps))
			continue;
		evm_noun_list(s, i + 1, to, EVM_NP_SUBJECT, m);
		keep_given(s, m);
		if (m->n)
			return true;
	}
	m->n = 0;
	return false;
}

/* Where the next clause of the sentence begins. */
static size_t clause_end(const struct evm_syntax *s, size_t vg)
{
	for (size_t k = vg + 1; k < s->nvg; k++) {
		if (!s->vg[k].finite)
			continue;
		if (s->vg[k].link == EVM_LINK_OWN)
			return s->vg[k].np;
		/* "was lowered in the model and raised after S" */
		for (size_t i = s->vg[vg].end; i < s->vg[k].begin; i++)
			if (evm_is(s, i, EVM_C(PREP)) && !s->w[i].depth)
				return s->vg[k].begin;
	}
	return s->n;
}

static bool contrasts(const struct evm_syntax *s, size_t from, size_t to)
{
	for (; from < to; from++)
		if (evm_str_ieqz(evm_doc_slice(s->doc, s->w[from].span), "but"))
			return true;
	return false;
}

/* "O fell while P rose after S": nothing stands behind the first verb, so that
 * what was given is told with the next one. */
static bool given_with_next(const struct evm_syntax *s, size_t vg, size_t from, struct evm_members *m)
{
	const struct evm_vg *next = &s->vg[vg] + 1;

	if (vg + 1 >= s->nvg || !next->finite || contrasts(s, from, next->begin) || !evm_is(s, from, EVM_C(COMMA) | EVM_C(SUB) | EVM_C(CONJ)) ||
	    (next->voice != EVM_PASSIVE && next->kind != EVM_VG_COPULA && !(next->pred && next->pred->intrans)))
		return false;
	return given_in(s, next->end, clause_end(s, vg + 1), GIVEN_BEHIND, m);
}

/* "when the cells were cultured with S": S. */
static bool given_when(const struct evm_syntax *s, size_t from, struct evm_members *m)
{
	size_t i = from;

	while (i < s->n && i < from + 12 && !(evm_is(s, i, EVM_C(SUB)) && !s->w[i].depth))
		i++;
	if (!evm_is(s, i, EVM_C(SUB)) ||
	    !(evm_str_ieqz(evm_doc_slice(s->doc, s->w[i].span), "when") ||
	      evm_str_ieqz(evm_doc_slice(s->doc, s->w[i].span), "once")))
		return false;
	for (from = ++i; i < s->n && i < from + 12 && !evm_is(s, i, EVM_C(SEMI) | EVM_C(COMMA)); i++)
		if (evm_is_prep(s, i, EVM_P(WITH)) && evm_is(s, i - 1, EVM_C(TREATED) | EVM_C(MODIFIED) | EVM_C(OTHER))) {
			evm_noun_list(s, i + 1, s->n, EVM_NP_SUBJECT, m);
			return evm_agents_of(m) > 0;
		}
	m->n = 0;
	return false;
}

/* "-deficient", "knockout", "lacking": a word that says a molecule is gone. */
static bool is_gone(const struct evm_syntax *s, size_t i)
{
	static const char *const words[] = {
		"deficient", "null", "knockout", "knock-out", "knockdown", "lacking", "depleted", "silenced", NULL
	};
	struct evm_str q;

	if (!evm_is(s, i, EVM_C(OP)))
		return s->n > i && s->w[i].hyphened && s->w[i].lex->op < 0;
	q = evm_doc_slice(s->doc, s->w[i].span);
	return evm_str_is_any(q, words);
}

static bool molecule(const struct evm_syntax *s, size_t i)
{
	return evm_is(s, i, EVM_C(ENT)) && (s->w[i].type == EVM_PROTEIN || s->w[i].type == EVM_MIRNA);
}

/* "in X-deficient mice", "in mice lacking X": X, with its sign turned. */
static void given_lacking(const struct evm_syntax *s, size_t from, size_t to, struct evm_members *m)
{
	size_t at = 0;

	for (size_t i = from; !at && i + 3 < to && i < from + 30; i++) {
		size_t k = i + 1;

		if (s->w[i].depth || !evm_is_prep(s, i, EVM_P(IN)))
			continue;
		while (evm_is(s, k, EVM_C(DET) | EVM_C(ADJ)))
			k++;
		if (molecule(s, k) && is_gone(s, k + 1) && evm_is(s, k + 2, EVM_C(GROUP)))
			at = k;
		else if (evm_is(s, k, EVM_C(GROUP)) && is_gone(s, k + 1))
			at = molecule(s, k + 2 + evm_is_prep(s, k + 2, EVM_P(IN) | EVM_P(FOR))) ?
			     k + 2 + evm_is_prep(s, k + 2, EVM_P(IN) | EVM_P(FOR)) : 0;
	}
	if (!at)
		return;
	m->n = 1;
	m->m[0] = (struct evm_member){ .begin = (uint16_t)at, .end = (uint16_t)(at + 1),
		.head = (uint16_t)at, .type = s->w[at].type, .sign = -1, .cell = -1 };
}

void evm_find_given(struct evm_frames *fs, size_t vg, size_t from, struct evm_members *agents)
{
	const struct evm_syntax *s = fs->s;
	const struct evm_vg *g = &s->vg[vg];

	if (given_in(s, from, clause_end(s, vg), GIVEN_BEHIND, agents))
		return;
	if (given_in(s, g->clause, g->begin, GIVEN_BEFORE, agents))
		fs->given = *agents;
	/* "In the EV group, A was lower; B was raised" */
	if (!agents->n && g->link == EVM_LINK_OWN)
		*agents = fs->given;
	if (!agents->n && !given_with_next(s, vg, from, agents) && !given_when(s, from, agents) &&
	    s->any & EVM_C(OP))
		given_lacking(s, from, clause_end(s, vg), agents);
}

static struct evm_cast cast_of(const struct evm_frames *fs, size_t vg, const char *rule)
{
	const struct evm_vg *g = &fs->s->vg[vg];

	return (struct evm_cast){ .sign = '+', .trigger = g->head, .rule = rule,
		.negated = g->negated, .hedged = g->hedged, .via = -1 };
}

void evm_keep_directed(const struct evm_syntax *s, struct evm_members *m)
{
	size_t n = 0;

	for (size_t i = 0; i < m->n; i++) {
		struct evm_member *e = &m->m[i];
		bool noun = e->noun && (e->noun->sign == '+' || e->noun->sign == '-');

		if (!e->adjective && !noun)
			continue;
		if (e->adjective)
			evm_direct(s, e);
		m->m[n++] = *e;
	}
	m->n = n;
}

/* --- seen -------------------------------------------------------------------------- */

/* "a rise of O was seen after S", "lower O was found in the S group" */
static bool seen(struct evm_frames *fs, size_t vg)
{
	const struct evm_syntax *s = fs->s;
	const struct evm_vg *g = &s->vg[vg];
	struct evm_cast c = cast_of(fs, vg, EVM_RULE(seen));
	struct evm_members who, what;
	size_t from;

	if (g->voice != EVM_PASSIVE || g->link != EVM_LINK_OWN)
		return false;
	from = evm_skip_intro(s, g->np, g->begin);
	evm_noun_list(s, from + evm_is(s, from, EVM_C(NEG)), g->begin, EVM_NP_ADJECTIVES, &what);
	evm_keep_directed(s, &what);
	if (!what.n)
		return false;
	evm_find_given(fs, vg, g->end, &who);
	fs->objects[vg] = what;
	fs->of[vg].first_frame = (int16_t)evm_frames_cast(fs, &who, &what, &c);
	return who.n != 0;
}

/* "there was an up-regulation of O in S-treated mice" */
static bool there_was(struct evm_frames *fs, size_t vg)
{
	const struct evm_syntax *s = fs->s;
	const struct evm_vg *g = &s->vg[vg];
	struct evm_cast c = cast_of(fs, vg, EVM_RULE(there_was));
	struct evm_members who, what;

	if (!g->begin || !evm_str_ieqz(evm_doc_slice(s->doc, s->w[g->begin - 1].span), "there"))
		return false;
	evm_noun_list(s, g->end, clause_end(s, vg), EVM_NP_ADJECTIVES, &what);
	evm_keep_directed(s, &what);
	if (!what.n)
		return false;
	c.negated |= evm_is(s, g->end, EVM_C(NEG));
	evm_find_given(fs, vg, what.end, &who);
	evm_frames_cast(fs, &who, &what, &c);
	return who.n != 0;
}

/* --- lower, higher ------------------------------------------------------------------ */

static size_t comparative_at(const struct evm_syntax *s, size_t i, size_t to)
{
	for (size_t from = i; i < to && i < from + 8; i++) {
		if (s->w[i].depth)
			continue;
		if (evm_is(s, i, EVM_C(UP) | EVM_C(DOWN)) && !evm_is(s, i + 1, EVM_C(ENT) | EVM_C(TRANS)))
			return i;
		if (evm_is(s, i, STOPS) || (evm_is(s, i, EVM_C(PREP)) && !evm_is_prep(s, i, EVM_P(OF))))
			return 0;
	}
	return 0;
}

static void cast_compared(struct evm_frames *fs, const struct evm_members *who, size_t from,
			  size_t at, struct evm_cast *c)
{
	struct evm_members what;

	c->sign = evm_is(fs->s, at, EVM_C(DOWN)) ? '-' : evm_is(fs->s, at, EVM_C(BETTER)) ? '~' : '+';
	c->trigger = at;
	evm_noun_list(fs->s, from, at, 0, &what);
	evm_frames_cast(fs, who, &what, c);
}

bool evm_frames_compared(struct evm_frames *fs, size_t vg)
{
	const struct evm_syntax *s = fs->s;
	const struct evm_vg *g = &s->vg[vg];
	struct evm_cast c = cast_of(fs, vg, EVM_RULE(compared));
	size_t at = g->end, end = clause_end(s, vg);
	struct evm_members who;

	while (evm_is(s, at, EVM_C(ADV) | EVM_C(NEG) | EVM_C(NUM)))
		at++;
	if (!evm_is(s, at, EVM_C(UP) | EVM_C(DOWN) | EVM_C(BETTER)) || g->link != EVM_LINK_OWN ||
	    evm_is(s, at + 1, EVM_C(ENT) | EVM_C(TRANS)))
		return false;
	evm_find_given(fs, vg, at + 1, &who);
	if (!who.n)
		return false;
	cast_compared(fs, &who, evm_skip_intro(s, g->np, g->begin), at, &c);
	/* "and P higher" */
	while (evm_is(s, at + 1, EVM_C(CONJ) | EVM_C(COMMA))) {
		size_t from = at + 2, next = comparative_at(s, from, end);

		if (!next)
			break;
		cast_compared(fs, &who, from, next, &c);
		at = next;
	}
	return true;
}

/* --- undone ------------------------------------------------------------------------- */

/* "this", "their expression", "the changes", "which": no thing of its own. */
static bool refers_back(const struct evm_syntax *s, size_t from, size_t to, bool *genes)
{
	static const char *const words[] = {
		"effect", "effects", "change", "changes", "alteration", "alterations",
		"trend", "trends", "phenomenon", "phenomena", "outcome", "outcomes", NULL
	};
	bool back = false;

	*genes = false;
	if (to - from > 8)
		return false;
	for (size_t i = from; i < to; i++) {
		struct evm_str q = evm_doc_slice(s->doc, s->w[i].span);

		if (evm_is(s, i, EVM_C(ENT)))
			return false;
		*genes |= evm_is(s, i, EVM_C(TRANS));
		back |= evm_is(s, i, EVM_C(DEM) | EVM_C(POSS));
		for (int k = 0; words[k]; k++)
			back |= evm_str_ieqz(q, words[k]) && i == to - 1;
	}
	return back;
}

/* Which way the group says that a thing went: 0 where it says none. */
static int went(const struct evm_syntax *s, const struct evm_vg *g, const struct evm_member *m)
{
	char sign = g->pred ? g->pred->sign : '+';	/* as seen() has it */

	if (g->negated)
		return 0;
	return m->sign * (sign == '+' ? 1 : sign == '-' ? -1 : sign == '~' ? (evm_valence(s, m) < 0 ? -1 : 1) :
			  sign == '!' ? (evm_valence(s, m) < 0 ? 1 : -1) : 0);
}

/* Are the changes that the group tells of the ones undone here? */
static bool tells_change(const struct evm_syntax *s, const struct evm_vg *g)
{
	return (g->pred || g->voice == EVM_PASSIVE) && !g->asks &&
	       (g->finite || g->link == EVM_LINK_COORD || g->link == EVM_LINK_PART) && s->nvg;
}

/* "this effect was enhanced by S" */
static bool strengthens(const struct evm_pred *p)
{
	static const char *const verbs[] = {
		"enhance", "augment", "potentiate", "strengthen", "amplify", "intensify", "reinforce", NULL
	};

	for (int i = 0; verbs[i]; i++)
		if (evm_str_eqz(p->name, verbs[i]))
			return true;
	return false;
}

/* "S raised O, which was reversed after S plus T": not by S. */
static void drop_doers(const struct evm_syntax *s, const struct evm_members *doers, struct evm_members *who)
{
	const struct evm_mention *v = s->doc->mentions.v;
	size_t n = 0;

	for (size_t i = 0; i < who->n; i++) {
		int32_t a = s->w[who->m[i].head].mention;
		bool same = false;

		for (size_t k = 0; k < doers->n && a >= 0; k++) {
			int32_t b = s->w[doers->m[k].head].mention;

			same |= b >= 0 && doers->m[k].sign == who->m[i].sign && v[a].type == v[b].type &&
				evm_str_ieq(v[a].norm, v[b].norm);
		}
		if (!same)
			who->m[n++] = who->m[i];
	}
	who->n = n;
}

static void undo(struct evm_frames *fs, size_t vg, const struct evm_members *by, bool genes)
{
	const struct evm_syntax *s = fs->s;
	struct evm_cast c = cast_of(fs, vg, EVM_RULE(undone));

	for (size_t k = vg, steps = 0; k-- > 0 && steps < 4 && tells_change(s, &s->vg[k]); steps++) {
		struct evm_members what, who;
		size_t n = 0;

		evm_members_copy(&what, &fs->objects[k]);
		evm_members_copy(&who, by);
		for (size_t i = 0; i < what.n; i++) {
			struct evm_member e = what.m[i];
			int way = went(s, &s->vg[k], &e);

			if (!way || (genes && e.type != EVM_PROTEIN && e.type != EVM_MIRNA))
				continue;
			e.sign = (int8_t)(strengthens(s->vg[vg].pred) ? way : -way);
			e.noun = NULL;
			what.m[n++] = e;
		}
		what.n = n;
		drop_doers(s, &fs->of[k].m, &who);
		evm_frames_cast(fs, &who, &what, &c);
		if (s->vg[k].link == EVM_LINK_OWN && s->vg[vg].link == EVM_LINK_REL)
			break;
	}
}

/* "..., which was reversed by S", "these effects were abolished after S", "S
 * reversed these changes" */
bool evm_frames_undone(struct evm_frames *fs, size_t vg)
{
	const struct evm_syntax *s = fs->s;
	const struct evm_vg *g = &s->vg[vg];
	bool genes = false, passive = g->voice == EVM_PASSIVE;
	struct evm_members who;
	size_t behind = g->end, before;

	if (!vg || g->negated || (g->pred->sign != '-' && !evm_str_eqz(g->pred->name, "rescue") &&
				  !strengthens(g->pred)))
		return false;
	evm_members_copy(&who, &fs->of[vg].m);
	while (evm_is(s, behind, EVM_C(DET) | EVM_C(DEM) | EVM_C(POSS) | EVM_C(ADJ)) || behind == g->end)
		behind++;
	if (passive && g->link == EVM_LINK_REL) {
		if (g->np < 2 || !evm_is(s, g->np - 2u, EVM_C(COMMA)))
			return false;
	} else if (passive ? !refers_back(s, evm_skip_intro(s, g->np, g->begin), g->begin, &genes) :
			     !refers_back(s, g->end, behind, &genes))
		return false;
	if (passive && !evm_find_by(fs, vg, &who))
		evm_find_given(fs, vg, g->end, &who);
	if (!evm_agents_of(&who))
		return false;
	before = fs->n;
	undo(fs, vg, &who, genes);
	/* "binds X and lowers its expression": nothing was told to be undone */
	return fs->n > before || passive || !evm_is(s, g->end, EVM_C(POSS));
}

void evm_frames_seen(struct evm_frames *fs, size_t vg)
{
	const struct evm_vg *g = &fs->s->vg[vg];

	if (g->kind == EVM_VG_COPULA)
		there_was(fs, vg);
	else if (g->kind == EVM_VG_LIGHT || g->kind == EVM_VG_REPORT)
		seen(fs, vg);
}
