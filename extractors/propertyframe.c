/* Effects named after the one who has them: "abolished the protective effects
 * of S", "enhanced the efficacy of S". What is changed is the effect. */
#include "extractors/frame.h"

static struct evm_member named_effect(size_t begin, size_t end, size_t head)
{
	return (struct evm_member){ .begin = (uint16_t)begin, .end = (uint16_t)end,
		.head = (uint16_t)head, .kind = EVM_MEMBER_PROCESS, .type = EVM_EFFECT,
		.sign = 1, .cell = -1 };
}

/* "effect", "benefit": not "activity", which a protein has. */
static bool is_effect_noun(const struct evm_syntax *s, size_t i)
{
	static const char *const words[] = {
		"effect", "effects", "benefit", "benefits", "impact", "impacts", "influence",
		"potential", "efficacy", "properties", "property", "action", "actions",
		"ability", "abilities", "capacity", "potency", "role", NULL
	};
	struct evm_str q;

	if (!evm_is(s, i, EVM_C(PROPERTY)))
		return false;
	q = evm_doc_slice(s->doc, s->w[i].span);
	return evm_str_is_any(q, words);
}

/* Behind the one who has it and what it is on; 0 where it is nobody's, or
 * where what it is on says more ("the effects of S on apoptosis"). */
static size_t end_of_owner(const struct evm_syntax *s, size_t noun, size_t end, bool told)
{
	struct evm_members who, on;
	size_t of;

	/* "effects on O of S" */
	if (told && evm_is_prep(s, noun + 1, EVM_P(ON) | EVM_P(AGAINST)))
		for (of = noun + 2; of < end && of < noun + 10; of++)
			if (evm_is_prep(s, of, EVM_P(OF)) && evm_noun_list(s, of + 1, end, EVM_NP_SUBJECT, &who) &&
			    who.m[0].type == EVM_VESICLE)
				return who.m[0].end;
	if (!evm_is_prep(s, noun + 1, EVM_P(OF)))
		return 0;
	evm_noun_list(s, noun + 2, end, EVM_NP_SUBJECT, &who);
	if (!who.n || !evm_is_agent(&who.m[0]))
		return 0;
	if (who.m[0].end >= end || !evm_is_prep(s, who.m[0].end, EVM_P(ON) | EVM_P(IN) | EVM_P(UPON)))
		return who.m[0].end;
	evm_noun_list(s, who.m[0].end + 1u, end, 0, &on);
	if (!told && on.n && on.m[0].type != EVM_CELL)
		return 0;
	return on.n ? on.m[0].end : who.m[0].end;
}

/* "tumor-promoting": two words, the name first. */
static bool promotes(const struct evm_syntax *s, size_t i)
{
	return evm_is(s, i, EVM_C(ENT)) && s->w[i].modifier && i + 1 < s->n && s->w[i + 1].hyphened &&
	       s->w[i + 1].lex->verb && s->w[i + 1].lex->form & EVM_ING;
}

/* The adjectives before the noun at *at, as members where several are joined;
 * false where other words stand there, or effects alone. */
static bool read_adjectives(const struct evm_syntax *s, size_t *at, size_t end, bool *told,
			    struct evm_members *m)
{
	size_t from = *at, i, begin = from, effects = 0;

	*told = false;
	for (i = from; i < end && i < from + 10 && !is_effect_noun(s, i); i++) {
		bool effect = evm_is(s, i, EVM_C(ENT)) && s->w[i].type == EVM_EFFECT && !promotes(s, i);

		if (effect && m->n)
			break;
		if (evm_is(s, i, EVM_C(CONJ) | EVM_C(COMMA)) && (*told || effects) && m->n < 4) {
			m->m[m->n++] = named_effect(begin, i, i - 1);
			begin = i + 1;
		} else if (!effect && promotes(s, i)) {
			*told = true;	/* "X-promoting" */
			i++;
		} else if (!effect && !evm_is(s, i, EVM_C(PADJ) | EVM_C(ADJ) | EVM_C(THERAPY)))
			return false;
		effects += effect;
		*told |= evm_is(s, i, EVM_C(PADJ) | EVM_C(THERAPY));
	}
	m->end = begin;
	*at = i;
	return i < end && (*told || !effects);
}

/* "S-mediated", "its", "S" before the adjectives: behind the owner, or 0. */
static size_t owner_before(const struct evm_syntax *s, size_t i, size_t end)
{
	if (i + 1 >= end)
		return 0;
	if (evm_is(s, i, EVM_C(POSS)))
		return i + 1;
	if (!evm_is(s, i, EVM_C(ENT)) || (s->w[i].type != EVM_VESICLE && s->w[i].type != EVM_SOURCE &&
					  s->w[i].type != EVM_MIRNA))
		return 0;
	return s->w[i].modifier && s->w[i + 1].hyphened ? i + 2 : i + 1;
}

bool evm_property_of(const struct evm_syntax *s, size_t from, size_t end, struct evm_members *m)
{
	size_t owner = 0, before;
	bool told;

	m->n = 0;
	while (from < end && evm_is(s, from, EVM_C(DET)) && !evm_is(s, from, EVM_C(POSS)))
		from++;
	before = owner_before(s, from, end);
	if (before)
		from = before;
	if (read_adjectives(s, &from, end, &told, m))
		owner = !before ? end_of_owner(s, from, end, told) : told ? from + 1 : 0;
	if (!owner) {
		m->n = 0;
		return false;
	}
	m->m[m->n++] = named_effect(m->end, told ? from + 1 : owner, from);
	m->end = owner;
	return true;
}

char evm_property_sign(const struct evm_pred *p)
{
	if (p->sign != '~')
		return p->sign;
	/* who alleviates an effect weakens it */
	return evm_str_eqz(p->name, "alleviate") || evm_str_eqz(p->name, "ameliorate") ||
	       evm_str_eqz(p->name, "relieve") ? '-' : '+';
}

/* Which way a vesicle leads to an effect by what stands between: "-induced",
 * "-mediated". */
static char led_sign(const struct evm_syntax *s, const struct evm_pred *verb, const struct evm_member *effect)
{
	if (verb->sign != '0')
		return verb->sign == '~' ? '+' : verb->sign;
	return evm_anti(s, effect) < 0 || evm_valence(s, effect) > 0 ? '+' : '0';
}

/* "S-mediated neuroprotection", "S-induced X and Y": said in passing. */
void evm_frames_led(struct evm_frames *fs, size_t i)
{
	const struct evm_syntax *s = fs->s;
	size_t k = i;
	struct evm_members who;
	struct evm_cast c = { .trigger = i, .rule = EVM_RULE(led), .via = -1 };

	while (k-- > 0 && i - k < 3 && evm_is(s, k, EVM_C(ADJ)) && !s->w[k].hyphened)
		;
	if (k == SIZE_MAX || !k || !s->w[k].hyphened || !s->w[k - 1].modifier || !evm_is(s, k - 1, EVM_C(ENT)) ||
	    (s->w[k - 1].type != EVM_VESICLE && s->w[k - 1].type != EVM_SOURCE) ||
	    !s->w[k].lex->verb || !(s->w[k].lex->form & EVM_ED))
		return;
	who.n = 1;
	who.m[0] = (struct evm_member){ .begin = (uint16_t)(k - 1), .end = (uint16_t)k,
		.head = (uint16_t)(k - 1), .type = s->w[k - 1].type, .sign = 1, .cell = -1 };
	do {
		struct evm_members what;

		evm_members_one(&what, named_effect(i, i + 1, i));
		c.sign = led_sign(s, s->w[k].lex->verb, &what.m[0]);
		evm_frames_cast(fs, &who, &what, &c);
		for (i++; evm_is(s, i, EVM_C(COMMA) | EVM_C(CONJ)); i++)
			;
	} while (evm_is(s, i, EVM_C(ENT)) && s->w[i].type == EVM_EFFECT && evm_is(s, i - 1, EVM_C(COMMA) | EVM_C(CONJ)));
}
