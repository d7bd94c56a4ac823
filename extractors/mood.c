/* What a clause tells: aims, questions, hedges, negation. */
#include "extractors/frame.h"

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

/* "has led to an interest to V"; but "EVs work to V" */
static bool behind_aim(const struct evm_syntax *s, size_t to)
{
	return to > 1 && evm_is(s, to - 1, EVM_C(PLAINNOUN)) && !evm_is(s, to - 2, EVM_C(ENT) | EVM_C(PRON) | EVM_C(REL));
}

/* Does the group stand under an aim ("to investigate", "we aimed to")? */
static bool under_aim(const struct evm_syntax *s, size_t vg)
{
	const struct evm_vg *g = &s->vg[vg];

	if (g->link == EVM_LINK_INF && vg && s->vg[vg - 1].kind == EVM_VG_AIM)
		return true;
	if (g->link == EVM_LINK_INF && behind_aim(s, g->begin))
		return true;
	/* "we hypothesized that" */
	for (size_t k = 0; k < vg; k++)
		if (s->vg[k].kind == EVM_VG_AIM && g->clause && s->vg[k].end + 1u == g->clause &&
		    evm_is(s, s->vg[k].end, EVM_C(THAT)))
			return true;
	for (size_t i = s->any & EVM_C(QUESTION) ? g->head : 0; i-- > 0;) {
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

	if (!(s->any & EVM_C(UNKNOWN)))
		return false;
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
	for (size_t i = s->any & EVM_C(HEDGE) ? at : 0; i-- > 0;) {
		if (s->w[i].cls & EVM_C(SEMI))
			return false;
		if (s->w[i].cls & EVM_C(HEDGE))
			return true;
	}
	return false;
}

/* "a lower potential to V", "reduced propensity to V": said of what is not done. */
static bool lower_potential(const struct evm_syntax *s, const struct evm_vg *g)
{
	size_t noun = g->begin;

	if (g->link != EVM_LINK_INF || !noun || !evm_is(s, --noun, EVM_C(PROPERTY) | EVM_C(TRANS)))
		return false;
	return noun && evm_is(s, noun - 1, EVM_C(DOWN));
}

void evm_find_mood(struct evm_frames *fs, size_t vg)
{
	struct evm_vg *g = &fs->s->vg[vg];

	g->asks = g->asks || lower_potential(fs->s, g) || under_aim(fs->s, vg) || unknown_around(fs->s, g->head);
	g->hedged = g->hedged || hedged_before(fs->s, g->head);
}

/* "failed to V", "unable to V" */
void evm_find_negation(struct evm_frames *fs, size_t vg)
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
