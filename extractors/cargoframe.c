/* Frames of what vesicles hold: "miR-21-loaded exosomes", "EVs loaded with X",
 * "X is enriched in EVs", "EV cargo includes X". */
#include "extractors/frame.h"

#define CARGO (1u << EVM_MIRNA | 1u << EVM_PROTEIN | 1u << EVM_DRUG)

static bool is_type(const struct evm_syntax *s, size_t i, uint32_t types)
{
	return evm_is(s, i, EVM_C(ENT)) && types >> s->w[i].type & 1;
}

static struct evm_members one(const struct evm_syntax *s, size_t i)
{
	struct evm_members m;

	m.n = 1;
	m.end = i + 1;
	m.m[0] = (struct evm_member){ .begin = (uint16_t)i, .end = (uint16_t)(i + 1),
		.head = (uint16_t)i, .type = s->w[i].type, .sign = 1, .cell = -1 };
	return m;
}

/* In an aim or question nothing is told. */
static bool told(const struct evm_syntax *s, size_t i)
{
	int at = -1;

	for (size_t k = 0; k < i; k++)
		if (s->w[k].cls & EVM_C(QUESTION) ||
		    (s->w[k].cls & EVM_C(INVEST) && s->w[k].form & EVM_ING && k < 2))
			return false;
	for (size_t k = 0; k < s->nvg && s->vg[k].begin <= i; k++)
		at = (int)k;
	if (at < 0 && s->nvg && s->vg[0].asks && s->vg[0].np <= i)
		return false;
	return at < 0 || (!s->vg[at].asks && s->vg[at].kind != EVM_VG_AIM && s->vg[at].kind != EVM_VG_INVEST);
}

/* "hydrogel-encapsulated exosomes": the gel holds them, not they the gel. */
static bool is_carrier(const struct evm_syntax *s, size_t i)
{
	struct evm_str q = evm_doc_slice(s->doc, s->w[i].span);

	return evm_str_find(q, EVM_LIT("ydrogel"), 0) != SIZE_MAX || evm_str_find(q, EVM_LIT("caffold"), 0) != SIZE_MAX;
}

static void cast(struct evm_frames *fs, const struct evm_members *vesicle,
		 const struct evm_members *cargo, size_t trigger, const char *rule)
{
	struct evm_cast c = { .sign = '=', .trigger = trigger, .rule = rule, .via = -1 };

	if (cargo->n == 1 && is_carrier(fs->s, cargo->m[0].head))
		return;
	if (told(fs->s, trigger))
		evm_frames_cast(fs, vesicle, cargo, &c);
}

/* "HIF-1-overexpressed exosomes", "Sirt6-enriched exosomes": what was done to
 * the cells, and no load, where it is no microRNA. */
static bool is_made(const struct evm_syntax *s, size_t i)
{
	struct evm_str q = evm_doc_slice(s->doc, s->w[i + 1].span);

	return s->w[i].type != EVM_MIRNA &&
	       (evm_str_find(q, EVM_LIT("overexpress"), 0) != SIZE_MAX || evm_str_ends(q, "enriched") ||
		evm_str_ends(q, "enhanced"));
}

/* "miR-21-containing MSC exosomes" */
static void loaded_before(struct evm_frames *fs, size_t i)
{
	const struct evm_syntax *s = fs->s;
	struct evm_members v, c;

	if (!s->w[i].modifier || !evm_is(s, i + 1, EVM_C(LOADED)) || is_made(s, i))
		return;
	c = one(s, i);
	for (size_t k = i + 2; k < s->n && k < i + 9; k++) {
		if (s->w[k].cls & (EVM_C(PREP) | EVM_C(COMMA) | EVM_C(SEMI)))
			return;
		if (is_type(s, k, 1u << EVM_VESICLE) && !s->w[k].modifier) {
			v = one(s, k);
			cast(fs, &v, &c, i + 1, EVM_RULE(loaded));
			return;
		}
	}
}

/* "EVs loaded with X", "X enriched in EVs", "X was detected in EVs" */
static void participle(struct evm_frames *fs, size_t i)
{
	const struct evm_syntax *s = fs->s;
	struct evm_members right, left;
	size_t k = i, from;

	if (!evm_is_prep(s, i + 1, EVM_P(WITH) | EVM_P(IN) | EVM_P(INTO) | EVM_P(BY)))
		return;
	while (k-- > 0 && evm_is(s, k, EVM_C(ADV) | EVM_C(BE) | EVM_C(MODAL) | EVM_C(HAVE) | EVM_C(TO) |
				 EVM_C(REPORT)))
		;		/* "was found to be" */
	evm_noun_list(s, i + 2, s->n, evm_is_prep(s, i + 1, EVM_P(IN) | EVM_P(INTO) | EVM_P(BY)) ?
		      EVM_NP_SUBJECT : 0, &right);
	if (!right.n || k >= s->n)
		return;
	if (evm_is_prep(s, i + 1, EVM_P(WITH))) {
		if (is_type(s, k, 1u << EVM_VESICLE)) {
			left = one(s, k);
			cast(fs, &left, &right, i, EVM_RULE(loaded_with));
		}
		return;
	}
	if (right.m[0].type != EVM_VESICLE || right.m[0].kind != EVM_MEMBER_ENTITY)
		return;
	for (from = k > 12 ? k - 12 : 0; from <= k; from++)
		if (is_type(s, from, CARGO) && !s->w[from].modifier)
			break;
	if (from > k || evm_noun_list(s, from, k + 1, 0, &left) == 0 || left.end < k)
		return;
	right.n = 1;
	cast(fs, &right, &left, i, EVM_RULE(enriched_in));
}

/* "Microvesicles capsuled paclitaxel": cargo right behind. */
static void loaded_behind(struct evm_frames *fs, size_t i)
{
	const struct evm_syntax *s = fs->s;
	struct evm_members v, c;

	if (!is_type(s, i, 1u << EVM_VESICLE) || !evm_is(s, i + 1, EVM_C(LOADED)) ||
	    !is_type(s, i + 2, CARGO))
		return;
	v = one(s, i);
	c = one(s, i + 2);
	cast(fs, &v, &c, i + 1, EVM_RULE(loaded_behind));
}

/* The list at word i, from its first name on: "graft antigens, cytokines". */
static void listed(const struct evm_syntax *s, size_t i, struct evm_members *m)
{
	for (int n = 0; n < 4 && !evm_noun_list(s, i, s->n, 0, m); n++) {
		while (i < s->n && !evm_is(s, i, EVM_C(COMMA) | EVM_C(CONJ) | EVM_C(SEMI)))
			i++;
		if (i >= s->n || evm_is(s, i, EVM_C(SEMI)))
			return;
		while (evm_is(s, i, EVM_C(COMMA) | EVM_C(CONJ)))
			i++;
	}
}

/* "EV cargo includes A, B" */
static void cargo_includes(struct evm_frames *fs, size_t i)
{
	const struct evm_syntax *s = fs->s;
	struct evm_members v, c;
	size_t k;

	for (k = i + 1; k < s->n && k < i + 12; k++)
		if (s->w[k].cls & EVM_C(EXAMPLE))
			break;
	if (k >= s->n || k >= i + 12 || !evm_is(s, k, EVM_C(EXAMPLE)))
		return;
	for (size_t j = 0; j < s->nvg; j++)
		if (s->vg[j].head > i && s->vg[j].head < k && (s->vg[j].kind == EVM_VG_PRED || s->vg[j].kind == EVM_VG_LIGHT))
			return;
	for (size_t j = i + 1; j < k; j++) {
		struct evm_str q = evm_doc_slice(s->doc, s->w[j].span);

		if (!evm_str_ieqz(q, "cargo") && !evm_str_ieqz(q, "cargos") &&
		    !evm_str_ieqz(q, "contents") && !evm_str_ieqz(q, "proteins") &&
		    !evm_str_ieqz(q, "mirnas"))
			continue;
		v = one(s, i);
		listed(s, k + 1, &c);
		cast(fs, &v, &c, k, EVM_RULE(cargo_includes));
		return;
	}
}

void evm_frames_cargo(struct evm_frames *fs)
{
	const struct evm_syntax *s = fs->s;

	if (!(s->any & (EVM_C(LOADED) | EVM_C(EXAMPLE))))
		return;
	for (size_t i = 0; i < s->n; i++) {
		if (is_type(s, i, CARGO))
			loaded_before(fs, i);
		if (is_type(s, i, 1u << EVM_VESICLE)) {
			loaded_behind(fs, i);
			cargo_includes(fs, i);
		}
		if (s->w[i].cls & EVM_C(LOADED) && s->w[i].mention < 0)
			participle(fs, i);
	}
}
