/* Frames of a microRNA that is changed in a disease: "miR-21 was upregulated in
 * glioma", "downregulation of miR-29a in D", "D tissues showed lower miR-1
 * levels", "in patients with D, levels of miR-1 were raised". Which way the
 * disease goes is not said: affects. */
#include "extractors/frame.h"

#define REACH 24		/* words from the change to what is changed, and where */
#define APART 5			/* words between two members of a list */
#define BORDER (EVM_C(SEMI) | EVM_C(SUB))
#define WHERE (EVM_P(IN) | EVM_P(AFTER) | EVM_P(FOLLOWING) | EVM_P(DURING) | EVM_P(UPON) | \
	       EVM_P(AMONG) | EVM_P(BETWEEN))
#define COMPARED (EVM_P_COMPARED | EVM_P(RELATIVE_TO) | \
		  EVM_P(THAN) | EVM_P(VERSUS) | EVM_P(VS) | EVM_P(UNLIKE) | EVM_P(WITHOUT) | EVM_P(BY))

static bool is_type(const struct evm_syntax *s, size_t i, enum evm_type type)
{
	return evm_is(s, i, EVM_C(ENT)) && s->w[i].type == type;
}

/* The verb group that word i is part of, or -1. */
static int group_of(const struct evm_syntax *s, size_t i)
{
	for (size_t k = 0; k < s->nvg && s->vg[k].begin <= i; k++)
		if (i < s->vg[k].end)
			return (int)k;
	return -1;
}

/* The last verb group that begins before word i, or -1. */
static int group_before(const struct evm_syntax *s, size_t i)
{
	int at = -1;

	for (size_t k = 0; k < s->nvg && s->vg[k].begin < i; k++)
		at = (int)k;
	return at;
}

/* "was", "was found to be", "showed": verbs that link a thing to its change. */
static bool links(const struct evm_syntax *s, int vg)
{
	return s->vg[vg].kind == EVM_VG_COPULA || s->vg[vg].kind == EVM_VG_REPORT ||
	       s->vg[vg].kind == EVM_VG_LIGHT;
}

static void add(const struct evm_syntax *s, struct evm_members *m, size_t i)
{
	if (m->n < EVM_MEMBERS_MAX)
		m->m[m->n++] = (struct evm_member){ .begin = (uint16_t)i, .end = (uint16_t)(i + 1),
			.head = (uint16_t)i, .type = s->w[i].type, .sign = 1, .cell = -1 };
	if (m->end < i + 1)
		m->end = i + 1;
}

/* May a list of names go on over this word? */
static bool in_list(const struct evm_syntax *s, size_t i)
{
	return s->w[i].depth || !s->w[i].cls ||
	       evm_is(s, i, EVM_C(COMMA) | EVM_C(CONJ) | EVM_C(SLASH) | EVM_C(DET) | EVM_C(ADJ) |
		      EVM_C(NUM) | EVM_C(GROUP) | EVM_C(EXAMPLE) | EVM_C(OPEN) | EVM_C(CLOSE)) ||
	       (evm_is_prep(s, i, EVM_P(IN) | EVM_P(AFTER)) && evm_is(s, i - (i > 0), EVM_C(CONJ)));
}

/* One word of a list of names: false behind its end. *apart counts words since
 * the last name. */
static bool list_word(const struct evm_syntax *s, size_t i, enum evm_type type, size_t *apart,
		      struct evm_members *m)
{
	if (is_type(s, i, type)) {
		add(s, m, i);
		*apart = 0;
		return true;
	}
	*apart += !s->w[i].depth;
	return in_list(s, i);
}

/* The names of the type from i on. */
static void list_right(const struct evm_syntax *s, size_t i, size_t limit, struct evm_members *m)
{
	enum evm_type type = s->w[i].type;
	size_t apart = 0;

	while (i < limit && apart <= APART && list_word(s, i, type, &apart, m))
		i++;
}

/* The names of the type up to i. */
static void list_left(const struct evm_syntax *s, size_t i, size_t from, struct evm_members *m)
{
	enum evm_type type = s->w[i].type;
	size_t apart = 0;

	for (i++; i-- > from && apart <= APART && list_word(s, i, type, &apart, m);)
		;
}

/* "upregulation of miR-1", "lower neuronal miR-1 levels" */
static void changed_right(const struct evm_syntax *s, size_t i, size_t limit, struct evm_members *m)
{
	for (size_t k = i + 1; k < limit && k < i + 10; k++) {
		if (is_type(s, k, EVM_MIRNA)) {
			list_right(s, k, limit, m);
			return;
		}
		if (s->w[k].depth)
			continue;
		if ((evm_is(s, k, EVM_C(ENT)) && s->w[k].type != EVM_CELL) ||
		    (evm_is(s, k, EVM_C(PREP)) && !evm_is_prep(s, k, EVM_P(OF) | EVM_P(IN) | EVM_P(FOR))) ||
		    (evm_is(s, k, EVM_C(COMMA)) && !evm_is(s, k + 1, EVM_C(EXAMPLE))) ||
		    (group_of(s, k) >= 0 && s->vg[group_of(s, k)].finite))
			return;
	}
}

/* "miR-1 having some activity in D was raised": the participle before k, or 0. */
static size_t participle_before(const struct evm_syntax *s, size_t k, size_t from)
{
	for (size_t i = k; i-- > from && k - i < 8;) {
		if (evm_is(s, i, EVM_C(COMMA)) || (group_of(s, i) >= 0 && s->vg[group_of(s, i)].finite))
			return 0;
		if (!evm_is(s, i, EVM_C(ENT)) && evm_str_ends(evm_doc_slice(s->doc, s->w[i].span), "ing"))
			return i;
	}
	return 0;
}

/* A verb between a thing and its change that tells something else. */
static bool other_verb(const struct evm_syntax *s, size_t k, size_t i)
{
	int at = group_of(s, k);

	return at >= 0 && s->vg[at].finite && i >= s->vg[at].end && !links(s, at);
}

/* "miR-1, miR-2 and miR-3 were (found to be) upregulated", "miR-1 expression in
 * neurons was raised", "miR-1, which is upregulated" */
static void changed_left(const struct evm_syntax *s, size_t i, size_t from, struct evm_members *m)
{
	for (size_t k = i; k-- > from && i - k < REACH;) {
		if (s->w[k].depth || evm_is(s, k, EVM_C(OPEN) | EVM_C(CLOSE)))
			continue;
		if (is_type(s, k, EVM_MIRNA)) {
			if (!s->w[k].modifier)
				list_left(s, k, from, m);
			return;
		}
		if (evm_is(s, k, EVM_C(ENT)) && s->w[k].type != EVM_CELL &&
		    !(s->w[k].type == EVM_PROTEIN && k && evm_is(s, k - 1, EVM_C(CONJ) | EVM_C(COMMA)))) {
			k = participle_before(s, k, from);
			if (!k)
				return;
			continue;
		}
		if (other_verb(s, k, i))
			return;
	}
}

/* The diseases of the phrase at i: "brains of patients with D1 and D2". */
static bool diseases_at(const struct evm_syntax *s, size_t i, size_t limit, struct evm_members *m)
{
	for (size_t k = i; k < limit && k < i + 14; k++) {
		int at = group_of(s, k);

		if (is_type(s, k, EVM_DISEASE)) {
			list_right(s, k, limit, m);
			return true;
		}
		if (evm_is_prep(s, k, COMPARED) || (at >= 0 && s->vg[at].finite) ||
		    evm_is(s, k, EVM_C(REL) | EVM_C(THAT)) ||
		    (evm_is(s, k, EVM_C(ENT)) && s->w[k].type != EVM_CELL && s->w[k].type != EVM_PROTEIN) ||
		    (evm_is(s, k, EVM_C(COMMA)) && !s->w[k].depth))
			return false;
	}
	return false;
}

/* "in D", behind the change and what is changed. */
static void where_right(const struct evm_syntax *s, size_t from, size_t limit, struct evm_members *m)
{
	for (size_t k = from; k < limit && k < from + REACH; k++) {
		int at = group_of(s, k);

		if (s->w[k].depth)
			continue;
		if (evm_is_prep(s, k, COMPARED) || evm_is(s, k, EVM_C(THAT) | EVM_C(REL)) ||
		    (at >= 0 && s->vg[at].begin >= from && s->vg[at].finite && !links(s, at)))
			return;
		if (evm_is_prep(s, k, WHERE) && diseases_at(s, k + 1, limit, m))
			return;
	}
}

/* "In patients with D, ..."; "D in which ..."; "D showed ...". */
static void where_left(const struct evm_frames *fs, size_t i, size_t from, size_t to,
		       struct evm_members *m)
{
	const struct evm_syntax *s = fs->s;
	size_t k = from;
	int at = group_of(s, i) >= 0 ? group_of(s, i) : group_before(s, i);

	while (k < to && evm_is(s, k, EVM_C(ADV) | EVM_C(CONJ) | EVM_C(COMMA)))
		k++;
	if (evm_is_prep(s, k, WHERE) && diseases_at(s, k + 1, to, m))
		return;
	for (k = to; k-- > from && to - k < 6;)
		if (evm_is(s, k, EVM_C(REL)) && k && is_type(s, k - 1, EVM_DISEASE)) {
			add(s, m, k - 1);
			return;
		}
	if (at < 0 || s->vg[at].voice == EVM_PASSIVE)
		return;
	for (k = 0; k < fs->of[at].m.n; k++)
		if (is_type(s, fs->of[at].m.m[k].head, EVM_DISEASE))
			add(s, m, fs->of[at].m.m[k].head);
	/* "regions involved in D show ...": the subject's disease */
	for (k = s->vg[at].begin; !m->n && k-- > s->vg[at].np && k >= from && !evm_is(s, k, EVM_C(COMMA));)
		if (is_type(s, k, EVM_DISEASE))
			add(s, m, k);
}

/* "in D of a rise of miR-1", "in D, among them lower miR-1": right before. */
static void where_near(const struct evm_syntax *s, size_t i, size_t from, struct evm_members *m)
{
	for (size_t k = i; k-- > from && i - k < 12 && !evm_is(s, k, EVM_C(COMMA));) {
		if (group_of(s, k) >= 0)
			return;
		if (evm_is_prep(s, k, WHERE) && diseases_at(s, k + 1, i, m))
			return;
	}
}

/* Does the clause ask, plan or measure only? */
static bool asked(const struct evm_syntax *s, size_t i)
{
	int at = group_of(s, i) >= 0 ? group_of(s, i) : group_before(s, i);

	for (size_t k = i; k-- > 0 && !(s->w[k].cls & EVM_C(SEMI));)
		if (s->w[k].cls & EVM_C(QUESTION) && !s->w[k].depth)
			return true;
	return at >= 0 && (s->vg[at].asks || s->vg[at].kind == EVM_VG_AIM || s->vg[at].kind == EVM_VG_INVEST);
}

static bool denied(const struct evm_syntax *s, size_t i)
{
	int at = group_of(s, i);

	if (at >= 0 && s->vg[at].negated)
		return true;
	for (size_t k = i < 4 ? 0 : i - 4; k < i; k++)
		if (s->w[k].cls & EVM_C(NEG))
			return true;
	return false;
}

/* What was given changes it then, not the disease. */
static bool given(const struct evm_syntax *s, size_t from, size_t to)
{
	for (; from < to; from++)
		if (is_type(s, from, EVM_VESICLE) || is_type(s, from, EVM_SOURCE) || is_type(s, from, EVM_DRUG))
			return true;
	return false;
}

/* The microRNAs among the subject of the change's verb. */
static void changed_subject(const struct evm_frames *fs, size_t i, struct evm_members *m)
{
	const struct evm_syntax *s = fs->s;
	int at = group_of(s, i) >= 0 ? group_of(s, i) : group_before(s, i);

	for (size_t k = 0; at >= 0 && k < fs->of[at].m.n; k++)
		if (is_type(s, fs->of[at].m.m[k].head, EVM_MIRNA))
			add(s, m, fs->of[at].m.m[k].head);
}

/* "miR-1 upregulation", "miR-1 expression changes" */
static bool named_before(const struct evm_syntax *s, size_t i)
{
	size_t k = i - (i > 0);

	while (k > 0 && evm_is(s, k, EVM_C(TRANS)) && !s->w[k].depth)
		k--;
	return i && is_type(s, k, EVM_MIRNA) && !evm_is_prep(s, i + 1, EVM_P(OF));
}

/* Is the change told of what stands before it? */
static bool of_subject(const struct evm_syntax *s, size_t i)
{
	int at = group_of(s, i);

	if (at >= 0)
		return s->vg[at].voice == EVM_PASSIVE || s->vg[at].voice == EVM_REDUCED ||
		       (s->vg[at].pred && s->vg[at].pred->intrans &&
			evm_is(s, i + 1, EVM_C(PREP) | EVM_C(ADV)));
	if (evm_is(s, i, EVM_C(NOUN)) || s->w[i].lex->noun)
		return named_before(s, i);
	return evm_is(s, i + 1, EVM_C(PREP) | EVM_C(ADV));
}

/* Does a clause begin behind word i? "we found that ..." */
static bool clause_begins(const struct evm_syntax *s, size_t i)
{
	return !s->w[i].depth && (s->w[i].cls & BORDER ||
		(s->w[i].cls & EVM_C(THAT) && i && group_of(s, i - 1) >= 0));
}

/* Is the word a verb that changes an object? */
static bool acts(const struct evm_syntax *s, size_t i)
{
	int at = group_of(s, i);

	return at >= 0 && s->vg[at].voice == EVM_ACTIVE && !of_subject(s, i);
}

/* "miRNAs": no names. */
static bool only_classes(const struct evm_syntax *s, const struct evm_members *m)
{
	for (size_t i = 0; i < m->n; i++) {
		struct evm_str q = evm_doc_slice(s->doc, s->w[m->m[i].head].span);

		for (size_t k = 0; k < q.n; k++)
			if (evm_is_digit(q.p[k]))
				return false;
	}
	return m->n != 0;
}

/* "the miRNAs raised in D were miR-1 and miR-2" */
static void named_later(const struct evm_syntax *s, size_t i, size_t to, struct evm_members *m)
{
	for (size_t k = i + 1; k + 1 < to && k < i + REACH; k++)
		if (group_of(s, k) >= 0 && s->vg[group_of(s, k)].kind == EVM_VG_COPULA &&
		    is_type(s, k + 1, EVM_MIRNA)) {
			list_right(s, k + 1, to, m);
			return;
		}
}

static void changed(const struct evm_frames *fs, size_t i, size_t from, size_t to,
		    struct evm_members *who)
{
	const struct evm_syntax *s = fs->s;

	bool subject = of_subject(s, i);

	if (subject)
		changed_left(s, i, from, who);
	if (!who->n)
		changed_right(s, i, to, who);
	if (acts(s, i))
		return;		/* "D lowered miR-1": what it does it does to its object */
	if (!who->n || only_classes(s, who))
		changed_left(s, i, from, who);
	if (!who->n)
		changed_subject(fs, i, who);
	if (!who->n || only_classes(s, who))
		named_later(s, i, to, who);
}

/* last: where the change before this one was. */
static void change(struct evm_frames *fs, size_t i, struct evm_members *last)
{
	const struct evm_syntax *s = fs->s;
	struct evm_cast c = { .sign = '0', .trigger = i, .rule = EVM_RULE(changed_in), .via = -1 };
	struct evm_members who, where;
	size_t from = i, to = i;

	who.n = where.n = 0;
	who.end = where.end = 0;
	while (from > 0 && !clause_begins(s, from - 1))
		from--;
	while (to < s->n && !(s->w[to].cls & BORDER && !s->w[to].depth))
		to++;
	if (asked(s, i) || given(s, from, to))
		return;
	changed(fs, i, from, to, &who);
	if (!who.n)
		return;
	if (i && s->w[i].hyphened && s->w[i - 1].modifier && is_type(s, i - 1, EVM_DISEASE))
		add(s, &where, i - 1);	/* "glioma-upregulated" */
	/* "exercise raised miR-1 in D": not the disease's doing */
	if (!where.n && !acts(s, i))
		where_right(s, who.end > i ? who.end : i + 1, to, &where);
	if (!where.n)
		where_left(fs, i, from, who.m[0].head < i ? who.m[0].head : i, &where);
	if (!where.n && group_of(s, i) < 0)
		where_near(s, i, from, &where);
	/* "miR-1 is raised in D, whereas miR-2 is lowered" */
	if (!where.n && from && evm_is(s, from - 1, EVM_C(SUB))) {
		where = *last;
		if (!where.n && evm_is_prep(s, 0, WHERE))
			diseases_at(s, 1, from, &where);
	}
	if (where.n)
		*last = where;
	c.negated = denied(s, i);
	evm_frames_cast(fs, &who, &where, &c);
}

void evm_frames_changed(struct evm_frames *fs)
{
	const struct evm_syntax *s = fs->s;
	struct evm_members last;

	if (!(s->types & 1u << EVM_MIRNA) || !(s->types & 1u << EVM_DISEASE))
		return;
	last.n = 0;
	for (size_t i = 0; i < s->n; i++)
		if (s->w[i].lex->cls & EVM_C(CHANGED) && s->w[i].mention < 0)
			change(fs, i, &last);
}
