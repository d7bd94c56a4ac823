/* Matching of pattern rules by backtracking, bounded in steps. */

#include "extractors/pattern.h"

#define STEPS_MAX 2000		/* of one rule at one anchor */
#define REACH 30		/* words before the anchor that a rule may begin */

struct matcher {
	const struct evm_syntax *s;
	const struct evm_pattern *r;
	struct evm_members slot[EVM_SLOTS_MAX];
	size_t anchor, steps;
};

static bool match(struct matcher *m, size_t e, size_t i);

static bool word_fits(const struct matcher *m, const struct evm_element *e, size_t i)
{
	const struct evm_word *w = &m->s->w[i];
	struct evm_str q;

	if (w->mention >= 0 && !(w->cls & (EVM_C(ROUTE) | EVM_C(SPECIES))))
		return false;
	for (size_t k = 0; k < e->words.n; k++)
		if (w->lex->id && e->words.v[k] == w->lex->id)
			return true;
	q = evm_doc_slice(m->s->doc, w->span);
	for (size_t k = 0; k < e->stems.n; k++)
		if (q.n >= e->stems.v[k].n &&
		    evm_str_ieq(evm_str_sub(q, 0, e->stems.v[k].n), e->stems.v[k]))
			return true;
	return false;
}

static bool gap_ends(const struct evm_syntax *s, size_t i)
{
	for (size_t k = 0; k < s->nvg; k++)
		if (s->vg[k].finite && s->vg[k].begin <= i && i < s->vg[k].end)
			return true;
	return (s->w[i].cls & (EVM_C(SEMI) | EVM_C(SUB) | EVM_C(THAT) | EVM_C(REL))) != 0;
}

static bool match_repeated(struct matcher *m, size_t e, size_t i)
{
	const struct evm_element *el = &m->r->elements.v[e];
	size_t n = 0;

	while (n < el->max && i + n < m->s->n) {
		size_t at = i + n;

		if (el->kind == EVM_ELEMENT_GAP ? gap_ends(m->s, at) :
		    el->kind == EVM_ELEMENT_CLASS ? !evm_is(m->s, at, el->cls) :
		    !word_fits(m, el, at))
			break;
		n++;
	}
	/* the longest first; a gap the shortest first */
	for (size_t k = 0; k <= n; k++) {
		size_t take = el->kind == EVM_ELEMENT_GAP ? k : n - k;

		if (take < el->min && el->kind != EVM_ELEMENT_GAP)
			continue;
		if (match(m, e + 1, i + take))
			return true;
	}
	return false;
}

static bool filter(struct evm_members *m, uint32_t types)
{
	size_t n = 0;

	for (size_t i = 0; i < m->n; i++)
		if (types >> m->m[i].type & 1 && m->m[i].kind == EVM_MEMBER_ENTITY)
			m->m[n++] = m->m[i];
	m->n = n;
	return n != 0;
}

/* Behind "(derived) from BM-MSCs", where a vesicle at i goes on so; else 0. */
static size_t behind_source(const struct evm_syntax *s, size_t i)
{
	bool prep = false;

	if (s->w[i].type != EVM_VESICLE)
		return 0;
	for (size_t k = i + 1; k < s->n && k < i + 6; k++) {
		if (evm_is(s, k, EVM_C(ENT)))
			return prep && s->w[k].type == EVM_SOURCE ? k + 1 : 0;
		prep |= evm_is(s, k, EVM_C(PREP));
		if (!evm_is(s, k, EVM_C(PREP) | EVM_C(DERIVED) | EVM_C(DET) | EVM_C(ADJ)))
			return 0;
	}
	return 0;
}

/* Goes on behind a slot; what stands in brackets there names it again. */
static bool match_behind(struct matcher *m, size_t e, size_t end)
{
	if (match(m, e, end))
		return true;
	if (evm_is(m->s, end, EVM_C(CLOSE)) && match(m, e, end + 1))
		return true;
	return evm_is(m->s, end, EVM_C(OPEN)) && match(m, e, evm_skip_brackets(m->s, end, m->s->n));
}

static bool match_slot(struct matcher *m, size_t e, size_t i)
{
	const struct evm_element *el = &m->r->elements.v[e];
	struct evm_members *slot = &m->slot[el->slot];
	size_t end, head;

	while (evm_is(m->s, i, EVM_C(DET) | EVM_C(ADJ)))
		i++;
	if (!evm_is(m->s, i, EVM_C(ENT) | EVM_C(OP) | EVM_C(TRANS) | EVM_C(TREAT) | EVM_C(NOUN)))
		return el->min == 0 && match(m, e + 1, i);
	evm_noun_list(m->s, i, m->s->n, EVM_NP_SUBJECT | EVM_NP_MODELS, slot);
	if (slot->n && slot->m[0].head > i + 8)
		return false;
	if (!slot->n)
		return false;
	head = slot->m[0].head;
	end = slot->end;
	if (filter(slot, el->types)) {
		if (match_behind(m, e + 1, end))
			return true;
		end = behind_source(m->s, slot->m[slot->n - 1].head);
		if (end && match(m, e + 1, end))
			return true;
	}
	/* the list may have gone on too far: its first member alone */
	end = head + 1;
	evm_noun_list(m->s, i, end, EVM_NP_SUBJECT | EVM_NP_MODELS, slot);
	if (!filter(slot, el->types))
		return false;
	while (!match_behind(m, e + 1, end)) {	/* "miR-1 expression and PTEN" */
		if (!evm_is(m->s, end, EVM_C(TRANS) | EVM_C(NOUN)) || m->s->w[end].cls & EVM_C(PREP))
			return false;
		end++;
	}
	return true;
}

static bool match(struct matcher *m, size_t e, size_t i)
{
	const struct evm_element *el;

	if (++m->steps > STEPS_MAX)
		return false;
	if (e == m->r->elements.n)
		return i > m->anchor;
	el = &m->r->elements.v[e];
	if (el->kind == EVM_ELEMENT_START)
		return i == 0 && match(m, e + 1, i);
	if (el->kind == EVM_ELEMENT_SLOT)
		return i < m->s->n && match_slot(m, e, i);
	return match_repeated(m, e, i);
}

static bool in_question(const struct evm_syntax *s, size_t i)
{
	int at = -1;

	for (size_t k = 0; k < s->nvg && s->vg[k].begin <= i; k++)
		at = (int)k;
	return at >= 0 && (s->vg[at].asks || s->vg[at].kind == EVM_VG_AIM);
}

static bool hedged_before(const struct evm_syntax *s, size_t i)
{
	while (i-- > 0) {
		if (s->w[i].cls & EVM_C(SEMI))
			return false;
		if (s->w[i].cls & (EVM_C(HEDGE) | EVM_C(HEDGEMODAL)))
			return true;
	}
	return false;
}

static void put(struct evm_frames *fs, const struct matcher *m)
{
	const struct evm_pattern *r = m->r;
	const struct evm_members *a = &m->slot[r->subject], *b = &m->slot[r->object];

	for (size_t i = 0; i < a->n; i++)
		for (size_t k = 0; k < b->n; k++) {
			struct evm_frame *f;
			bool known = fs->n == EVM_FRAMES_MAX || a->m[i].head == b->m[k].head;

			for (size_t j = 0; j < fs->n && !known; j++)
				known = fs->f[j].subject.head == a->m[i].head &&
					fs->f[j].object.head == b->m[k].head &&
					(fs->f[j].predicate == r->predicate || r->predicate == EVM_AFFECTS);
			if (known)
				continue;
			f = &fs->f[fs->n++];
			*f = (struct evm_frame){
				.subject = a->m[i], .object = b->m[k], .predicate = r->predicate,
				.negated = r->negated, .trigger = (uint16_t)m->anchor, .via = -1,
				.hedged = r->hedged || hedged_before(m->s, m->anchor),
				.rule = "pattern", .pattern = r->name, .list = (uint16_t)b->n, .in = -1,
			};
		}
}

static bool may_fit(const struct evm_pattern *r, uint32_t types)
{
	for (size_t i = 0; i < EVM_SLOTS_MAX; i++)
		if (r->needs[i] && !(r->needs[i] & types))
			return false;
	return true;
}

static void try_rule(struct evm_frames *fs, const struct evm_pattern *r, size_t anchor)
{
	struct matcher m;
	size_t from = anchor > REACH ? anchor - REACH : 0;

	if (in_question(fs->s, anchor))
		return;
	m.s = fs->s;
	m.r = r;
	m.anchor = anchor;
	m.steps = 0;
	for (size_t i = 0; i < EVM_SLOTS_MAX; i++)
		m.slot[i].n = 0;
	for (size_t i = from; i <= anchor && m.steps < STEPS_MAX; i++)
		if (match(&m, 0, i)) {
			put(fs, &m);
			return;
		}
}

void evm_frames_patterns(struct evm_frames *fs, const struct evm_patterns *p)
{
	const struct evm_syntax *s = fs->s;

	for (size_t i = 0; i < s->n; i++) {
		uint32_t id = s->w[i].lex->id;

		if (!id || id >= p->by_word.n)
			continue;
		for (uint32_t k = p->by_word.v[id]; k; k = p->entries.v[k - 1].next)
			if (may_fit(&p->rules.v[p->entries.v[k - 1].rule], s->types))
				try_rule(fs, &p->rules.v[p->entries.v[k - 1].rule], i);
	}
}
