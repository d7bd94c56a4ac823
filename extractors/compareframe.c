/* Frames of comparisons of two agents: superior_to. */
#include "extractors/frame.h"

#define AGENTS_MAX 4		/* compared with at once */
#define AGENTS (1u << EVM_VESICLE | 1u << EVM_SOURCE | 1u << EVM_DRUG | 1u << EVM_MIRNA)

static bool agent_at(const struct evm_syntax *s, size_t i)
{
	return evm_is(s, i, EVM_C(ENT)) && AGENTS >> s->w[i].type & 1 && !s->w[i].depth;
}

static struct evm_member member(const struct evm_syntax *s, size_t i)
{
	return (struct evm_member){ .begin = (uint16_t)i, .end = (uint16_t)(i + 1),
		.head = (uint16_t)i, .type = s->w[i].type, .sign = 1, .cell = -1 };
}

static bool is_control(const struct evm_syntax *s, size_t from, size_t to)
{
	for (size_t i = from; i < to && i < s->n; i++)
		if (s->w[i].cls & EVM_C(CONTROL))
			return true;
	return false;
}

static bool joint(const struct evm_syntax *s, size_t from, size_t to)
{
	for (; from < to; from++)
		if (s->w[from].cls & (EVM_C(CONJ) | EVM_C(COMMA)))
			return true;
	return false;
}

/* The vesicles or cells of the phrase at i: heads, behind modifiers; no control. */
static size_t phrase_agents(const struct evm_syntax *s, size_t i, int out[AGENTS_MAX])
{
	struct evm_members m;
	size_t to, n = 0;

	/* "those from mouse MSCs" */
	if (evm_is(s, i, EVM_C(DEM) | EVM_C(THAT)) && evm_is(s, i + 1, EVM_C(PREP)))
		i += 2;
	/* "untreated and S2-treated groups" */
	if (evm_is(s, i, EVM_C(CONTROL)) && evm_is(s, i + 1, EVM_C(CONJ)))
		i += 2;
	for (to = i; to < s->n && to < i + 12 && !(s->w[to].cls & EVM_C(COMMA) && !s->w[to].depth); to++)
		;
	evm_noun_list(s, i, to, EVM_NP_SUBJECT, &m);
	for (size_t k = 0; k < m.n; k++) {
		size_t from = k ? m.m[k - 1].end : i;

		if (evm_is_agent(&m.m[k]) && agent_at(s, m.m[k].head) && n < AGENTS_MAX &&
		    !(is_control(s, from, m.m[k].head) && !joint(s, from, m.m[k].head)) &&
		    !(s->w[m.m[k].head].modifier && is_control(s, m.m[k].head, m.m[k].head + 4u)))	/* "phosphate-buffered saline" */
			out[n++] = m.m[k].head;
	}
	return n;
}

static int phrase_agent(const struct evm_syntax *s, size_t i)
{
	int agents[AGENTS_MAX];

	return phrase_agents(s, i, agents) ? agents[0] : -1;
}

/* The agent of the verb group before `at`, else the first one of the stretch. */
static int left_agent(const struct evm_frames *fs, size_t at)
{
	const struct evm_syntax *s = fs->s;

	for (size_t k = s->nvg; k-- > 0;)
		if (s->vg[k].head < at && s->vg[k].finite && fs->of[k].m.n &&
		    agent_at(s, fs->of[k].m.m[0].head))
			return fs->of[k].m.m[0].head;
	for (size_t i = at; i-- > 0;)
		if (agent_at(s, i) && !s->w[i].modifier)
			return (int)i;
	return -1;
}

/* In what the one is better: the effect or disease nearest to the comparative; -1. */
static int16_t in_what(const struct evm_syntax *s, size_t trigger)
{
	/* "superior cardioprotection relative to S2" */
	if (trigger && evm_is(s, trigger - 1, EVM_C(ENT)) && s->w[trigger - 1].type == EVM_EFFECT)
		return (int16_t)(trigger - 1);
	for (size_t i = trigger; i < s->n && i < trigger + 20; i++)
		if (evm_is(s, i, EVM_C(ENT)) && (s->w[i].type == EVM_EFFECT || s->w[i].type == EVM_DISEASE))
			return (int16_t)i;
	return -1;
}

static void put(struct evm_frames *fs, int better, int worse, size_t trigger,
		const char *rule, bool hedged)
{
	const struct evm_syntax *s = fs->s;
	struct evm_frame *f;

	if (better < 0 || worse < 0 || better == worse || fs->n == EVM_FRAMES_MAX ||
	    evm_str_ends(evm_doc_slice(s->doc, s->w[worse].span), "somal"))
		return;
	for (size_t i = 0; i < fs->n; i++)
		if (fs->f[i].predicate == EVM_SUPERIOR_TO && fs->f[i].subject.head == better &&
		    fs->f[i].object.head == worse)
			return;		/* "reduced O more efficiently than" */
	f = &fs->f[fs->n++];
	*f = (struct evm_frame){
		.subject = member(s, (size_t)better), .object = member(s, (size_t)worse),
		.predicate = EVM_SUPERIOR_TO, .trigger = (uint16_t)trigger, .via = -1,
		.rule = rule, .list = 1, .in = in_what(s, trigger), .hedged = hedged,
	};
}

static bool asks(const struct evm_syntax *s, size_t at)
{
	for (size_t k = 0; k < s->nvg; k++)
		if (s->vg[k].asks && s->vg[k].clause <= at && s->vg[k].head + 20u > at)
			return true;
	return false;
}

static bool less(const struct evm_syntax *s, size_t i)
{
	struct evm_str q = evm_doc_slice(s->doc, s->w[i].span);

	return evm_str_ieqz(q, "less") || evm_str_ieqz(q, "worse") ||
	       evm_str_ieqz(q, "weaker") || evm_str_ieqz(q, "inferior");
}

/* Of effects and efficacy, not of amounts: "greater effect", "more potent". */
static bool tells_quality(const struct evm_syntax *s, size_t i, size_t than)
{
	static const char *const words[] = {
		"effective", "potent", "efficient", "efficacious", "robust", "beneficial",
		"sensitive", "pronounced", "better", "superior", "stronger", "greater",
		"powerful", "worse", "inferior", "weaker", "effectively", "efficiently", "potently",
		"strongly", "robustly", "powerfully", NULL
	};

	/* "more cardioprotective than" */
	if (i + 3 == than && evm_is(s, i + 1, EVM_C(ENT)) && s->w[i + 1].type == EVM_EFFECT)
		return true;
	for (; i < than; i++) {
		if (s->w[i].cls & (EVM_C(PADJ) | EVM_C(PROPERTY)) && !(s->w[i].cls & EVM_C(UP)))
			return true;
		if (evm_word_is_any(s, i, words))
			return true;
	}
	return false;
}

/* "the efficacy of S was higher" */
static bool of_efficacy(const struct evm_syntax *s, size_t i)
{
	static const char *const words[] = {
		"efficacy", "effect", "effects", "effectiveness", "potency", "potential", NULL
	};
	size_t verb = i;

	while (verb > 0 && evm_is(s, verb - 1, EVM_C(ADV)))
		verb--;
	if (!verb || !evm_is(s, verb - 1, EVM_C(BE)))
		return false;
	for (size_t k = verb - 1; k-- > 0 && verb - k < 12;) {
		if (s->w[k].cls & (EVM_C(SEMI) | EVM_C(COMMA)))
			return false;
		if (evm_word_is_any(s, k, words))
			return true;
	}
	return false;
}

/* "more sensitive to S than to S2" */
static int between_agent(const struct evm_syntax *s, size_t i, size_t than)
{
	for (; i + 1 < than; i++)
		if (evm_is_prep(s, i, EVM_P(TO)) && agent_at(s, i + 1))
			return (int)(i + 1);
	return -1;
}

static bool superior(const struct evm_syntax *s, size_t i)
{
	static const char *const words[] = { "superior", "inferior", NULL };

	return evm_word_is_any(s, i, words);
}

/* "S is more effective than S2", "a greater effect than S2", "superior to S2" */
static void comparative(struct evm_frames *fs, size_t i)
{
	const struct evm_syntax *s = fs->s;
	size_t than = 0;
	int a, b;

	for (size_t k = i + 1; k < s->n && k < i + 24 && !than; k++) {
		if (s->w[k].cls & EVM_C(SEMI))
			break;
		if (evm_is_prep(s, k, EVM_P(THAN)) || (evm_is_prep(s, k, EVM_P(TO)) &&
		    (k == i + 1 || (superior(s, i) && evm_is(s, k - 1, EVM_C(PROPERTY))))))
			than = k + 1;
	}
	if (!than || asks(s, i) || (!tells_quality(s, i, than) && !of_efficacy(s, i)))
		return;
	a = between_agent(s, i, than);
	if (a < 0)
		a = left_agent(fs, i);
	b = phrase_agent(s, than);
	if (less(s, i))
		put(fs, b, a, i, EVM_RULE(comparative), false);
	else
		put(fs, a, b, i, EVM_RULE(comparative), false);
}

/* "superior cardioprotection relative to S2" */
static bool better_before(const struct evm_syntax *s, size_t i)
{
	for (size_t k = i; k-- > 0 && i - k < 6;)
		if (s->w[k].cls & EVM_C(CMP) && !less(s, k))
			return true;
	return false;
}

static bool among(const int *agents, size_t n, int one)
{
	for (size_t k = 0; k < n; k++)
		if (agents[k] == one)
			return true;
	return false;
}

/* "Compared with S2, S further reduced O": S is better where the verb says a
 * change for the better; a control on the right is no comparison. */
static void compared_with(struct evm_frames *fs, size_t i)
{
	const struct evm_syntax *s = fs->s;
	int agents[AGENTS_MAX];
	size_t n = phrase_agents(s, i + 1, agents);

	if (!n)
		return;
	for (size_t k = 0; k < fs->n; k++) {
		const struct evm_frame *f = &fs->f[k];

		if (f->predicate != EVM_TREATS && f->predicate != EVM_DECREASES &&
		    f->predicate != EVM_INCREASES)
			continue;
		if (f->negated || !agent_at(s, f->subject.head) || among(agents, n, f->subject.head))
			continue;
		for (size_t j = 0; j < n; j++)
			put(fs, fs->f[k].subject.head, agents[j], i, EVM_RULE(compared_with), fs->f[k].hedged);
		return;
	}
	for (size_t j = 0; better_before(s, i) && !asks(s, i) && j < n; j++)
		put(fs, left_agent(fs, i), agents[j], i, EVM_RULE(compared_with), false);
}

void evm_frames_compare(struct evm_frames *fs)
{
	const struct evm_syntax *s = fs->s;

	for (size_t i = 0; i < s->n; i++) {
		if (s->w[i].depth)
			continue;
		if (s->w[i].cls & (EVM_C(CMP) | EVM_C(UP) | EVM_C(DOWN)) && s->w[i].mention < 0)
			comparative(fs, i);
		if (evm_is_prep(s, i, EVM_P(RELATIVE_TO)) && better_before(s, i))
			compared_with(fs, i);
		if (evm_is_prep(s, i, EVM_P_COMPARED))
			compared_with(fs, i);
	}
}
