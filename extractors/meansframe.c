/* What a prepositional phrase says of a clause: "via activation of O",
 * "accompanied by a rise of O". */
#include "extractors/frame.h"

#include <string.h>

int evm_group_at(const struct evm_syntax *s, size_t i)
{
	int found = -1;

	for (size_t k = 0; k < s->nvg && s->vg[k].begin <= i; k++)
		found = (int)k;
	return found;
}

size_t evm_group_end(const struct evm_syntax *s, size_t i)
{
	for (size_t k = 0; k < s->nvg; k++)
		if (s->vg[k].begin > i)
			return s->vg[k].link == EVM_LINK_OWN && s->vg[k].np > i ? s->vg[k].np : s->vg[k].begin;
	return s->n;
}

/* The subject that a phrase at word i goes with. */
static int subject_at(const struct evm_frames *fs, size_t i)
{
	int at = evm_group_at(fs->s, i);

	while (at >= 0 && fs->s->vg[at].voice == EVM_REDUCED && !fs->of[at].m.n)
		at--;
	return at;
}

/* A title without a verb: "Effect of S on D through the X axis". */
static void titled_means(struct evm_frames *fs, size_t i)
{
	struct evm_members who, what;
	struct evm_cast c = { .sign = '0', .trigger = i, .rule = EVM_RULE(means_phrase), .via = 0 };
	size_t n = 0;

	if (!fs->n || fs->f[0].trigger > i)
		return;
	evm_noun_list(fs->s, i + 1, fs->s->n, 0, &what);
	for (size_t k = 0; k < what.n; k++)
		if (what.m[k].type == EVM_PATHWAY && !what.m[k].loose)
			what.m[n++] = what.m[k];
	what.n = n;
	evm_members_one(&who, fs->f[0].subject);
	c.hedged = fs->f[0].hedged;
	evm_frames_cast(fs, &who, &what, &c);
}

/* The claim of an effect's noun between the verb and i, whose means i tells:
 * "(shows) the effects of S on D via X"; -1: none. */
static int noun_before(const struct evm_frames *fs, int at, size_t i)
{
	const struct evm_frame *f = fs->n ? &fs->f[fs->n - 1] : NULL;

	if (!f || at < 0 || (fs->of[at].first_frame >= 0 && fs->of[at].m.m[0].kind != EVM_MEMBER_ANAPHOR) ||
	    f->trigger <= fs->s->vg[at].head || f->trigger > i || i - f->trigger > 16 ||
	    strncmp(f->rule, "effect_", 7) != 0)
		return -1;
	return (int)fs->n - 1;
}

/* What a phrase at i names as the means of the group `at`: pathways, and what a noun
 * or an adjective says a change of. */
static void means_at(const struct evm_frames *fs, int at, size_t i, struct evm_members *what)
{
	const struct evm_syntax *s = fs->s;
	bool by = evm_is_prep(s, i, EVM_P(BY));
	size_t n = 0;

	evm_noun_list(s, i + 1, evm_group_end(s, i), EVM_NP_ADJECTIVES, what);
	for (size_t k = 0; k < what->n; k++) {
		struct evm_member *m = &what->m[k];

		if (s->w[m->head].type == EVM_VESICLE)
			continue;	/* "through secretion of exosomes" */
		if (s->vg[at].kind == EVM_VG_LIGHT && fs->of[at].first_frame < 0 && m->type != EVM_PATHWAY)
			continue;
		if (m->noun || m->adjective || (!m->loose && (m->type == EVM_PATHWAY ||
		     (m->type == EVM_EFFECT && (!by || evm_anti(s, m) < 0)))))
			what->m[n++] = *m;
	}
	what->n = n;
}

/* "via the AKT pathway": affects; "through activation of O": by the sign of
 * the noun. */
static void means_phrase(struct evm_frames *fs, size_t i)
{
	struct evm_syntax *s = fs->s;
	int at = subject_at(fs, i);
	struct evm_members what;
	struct evm_cast c = { .sign = '0', .trigger = i, .rule = EVM_RULE(means_phrase) };
	bool by = evm_is_prep(s, i, EVM_P(BY));
	int noun = noun_before(fs, at, i);
	struct evm_members who;

	if (!s->nvg && !by) {
		titled_means(fs, i);
		return;
	}
	/* "Through delivery of O, S ..." */
	if (at < 0 && !by && s->nvg && s->vg[0].link == EVM_LINK_OWN && s->vg[0].np <= i &&
	    evm_skip_intro(s, s->vg[0].np, s->vg[0].begin) > i + 1)
		at = 0;
	if (at < 0 || s->vg[at].asks || (noun < 0 && !fs->of[at].m.n) ||
	    (evm_is(s, i + 1, EVM_C(VERB)) && !evm_is(s, i + 1, EVM_C(UP) | EVM_C(DOWN))) ||
	    (noun < 0 && fs->of[at].first_frame < 0 && s->vg[at].kind != EVM_VG_COPULA &&
	     s->vg[at].kind != EVM_VG_LIGHT))	/* "exert their effects via X" */
		return;
	evm_members_copy(&who, &fs->of[at].m);
	c.via = fs->of[at].first_frame;
	c.hedged = fs->of[at].hedged;
	if (noun >= 0) {
		evm_members_one(&who, fs->f[noun].subject);
		c.via = noun;
		c.hedged = fs->f[noun].hedged;
	}
	/* behind a passive "by" names the agent */
	if (s->vg[at].negated || (s->vg[at].voice == EVM_PASSIVE && by))
		return;
	means_at(fs, at, i, &what);
	c.inherited = true;
	for (size_t k = 0; k < what.n; k++) {
		struct evm_members one;
		struct evm_member *m = &one.m[0];

		evm_members_one(&one, what.m[k]);
		evm_direct(s, m);
		/* the noun's own sign is in the member's: say "raises" */
		c.sign = m->noun || m->adjective ||
			 (m->type == EVM_EFFECT && evm_anti(s, m) < 0) ? '+' : '0';
		if (m->noun && m->noun->sign == '~')
			c.sign = '~';
		evm_frames_cast(fs, &who, &one, &c);
	}
}

#define ACCOMPANY (EVM_P(ALONG_WITH) | EVM_P(ACCOMPANIED_BY) | EVM_P(ACCOMPANIED_WITH) | \
		   EVM_P(EVIDENCED_BY) | EVM_P(EVIDENT_IN) | EVM_P(INDICATED_BY) | EVM_P(REFLECTED_BY) | EVM_P(TOGETHER_WITH) | EVM_P(ASSOCIATED_WITH))

/* "with" goes with what the clause says, not with the thing before it. */
static bool with_result(const struct evm_syntax *s, size_t i)
{
	const struct evm_word *w = &s->w[i - (i > 0)];

	return i && (w->cls & (EVM_C(COMMA) | EVM_C(CLOSE)) ||
		     (w->cls & EVM_C(ENT) && w->type != EVM_CELL && w->type != EVM_VESICLE &&
		      w->type != EVM_SOURCE && w->type != EVM_DRUG));
}

/* "along with reduced O", ", with a rise of O", "was associated with lower O":
 * as the adjective or noun says; associated alone, no way is said. */
static void accompanied(struct evm_frames *fs, size_t i)
{
	const struct evm_syntax *s = fs->s;
	int at = subject_at(fs, i);
	bool linked = evm_is_prep(s, i, EVM_P(ASSOCIATED_WITH)) && at >= 0 &&
		      s->vg[at].kind == EVM_VG_COPULA && s->vg[at].end == i;
	struct evm_members what;
	struct evm_cast c = { .sign = '+', .trigger = i, .rule = EVM_RULE(accompanied), .inherited = true };

	/* "S raised O, which was accompanied by ...": what S did was */
	if (at > 0 && s->vg[at].link == EVM_LINK_REL && s->vg[at].kind == EVM_VG_COPULA &&
	    evm_is(s, s->vg[at].np - 2u, EVM_C(COMMA)) && fs->of[at - 1].first_frame >= 0)
		at--;
	if (at < 0 || s->vg[at].asks || s->vg[at].negated ||
	    (evm_is_prep(s, i, EVM_P(WITH)) && !with_result(s, i)))
		return;
	if (!evm_agents_of(&fs->of[at].m) && s->vg[at].voice == EVM_PASSIVE && s->vg[at].kind != EVM_VG_PRED) {
		/* "was observed after S, evidenced by reduced O" */
		evm_find_given(fs, (size_t)at, s->vg[at].end, &fs->of[at].m);
	} else if (fs->of[at].first_frame < 0 && s->vg[at].kind != EVM_VG_COPULA)
		return;
	if (!fs->of[at].m.n)
		return;
	c.via = fs->of[at].first_frame;
	c.hedged = fs->of[at].hedged;
	evm_noun_list(s, i + 1, evm_group_end(s, i), EVM_NP_ADJECTIVES, &what);
	if (linked && what.n && !what.m[0].adjective && !what.m[0].noun)
		c.sign = '0';
	else
		evm_keep_directed(s, &what);
	evm_frames_cast(fs, &fs->of[at].m, &what, &c);
}

void evm_frames_means(struct evm_frames *fs, size_t i)
{
	if (evm_is_prep(fs->s, i, EVM_P(BY) | EVM_P(VIA) | EVM_P(THROUGH) | EVM_P(BY_MEANS_OF)))
		means_phrase(fs, i);
	else if (evm_is_prep(fs->s, i, ACCOMPANY | EVM_P(WITH)))
		accompanied(fs, i);
}
