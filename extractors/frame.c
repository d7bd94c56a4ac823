#include "extractors/frame.h"
#include "extractors/pattern.h"

#include <string.h>

bool evm_is_agent(const struct evm_member *m)
{
	return m->kind == EVM_MEMBER_PRONOUN || m->kind == EVM_MEMBER_ANAPHOR ||
	       (m->kind != EVM_MEMBER_PROCESS && EVM_AGENT_TYPES >> m->type & 1);
}

/* What a member is called; with the head that it shares. */
static struct evm_str quote(const struct evm_syntax *s, const struct evm_member *m)
{
	if (m->shared)
		return evm_str_sub(s->doc->text, s->w[m->shared - 1].span.begin, s->w[m->begin].span.begin);

	return evm_str_sub(s->doc->text, s->w[m->begin].span.begin,
			   s->w[m->end - 1].span.end);
}

/* Valence of a word by the process nouns. */
static int word_valence(const struct evm_syntax *s, struct evm_str word)
{
	int v = evm_lexicon_get(s->lx, word)->valence;

	/* "dermatitis score" */
	return v || word.n < 6 || !evm_str_ends(word, "itis") ? v : -1;
}

/* "of injured cells", "of hypoxia-injured cells": not what is changed. *end is
 * put behind such a compound. */
static bool modifies(struct evm_str q, size_t i, size_t *end)
{
	size_t k = i;

	while (k < q.n && q.p[k] != ' ')
		k++;
	if (k == q.n || k < i + 5 || !evm_str_ends(evm_str_sub(q, i, k), "ed"))
		return false;
	*end = k;
	return true;
}

int evm_valence(const struct evm_syntax *s, const struct evm_member *m)
{
	struct evm_str q = quote(s, m);
	int found = 0;

	if (m->type == EVM_DISEASE)
		return -1;
	/* the last process noun before "of" decides: "infarct size" */
	for (size_t i = 0; i < q.n;) {
		size_t k = i;
		int v;

		while (k < q.n && (evm_is_alpha(q.p[k]) || (unsigned char)q.p[k] >= 0x80))
			k++;
		if (k - i == 2 && evm_str_ieqz(evm_str_sub(q, i, k), "of") && found)
			break;
		v = k > i ? word_valence(s, evm_str_sub(q, i, k)) : 0;
		if (modifies(q, i, &k)) {
			i = k + 1;
			continue;
		}
		if (k > i && evm_lexicon_get(s->lx, evm_str_sub(q, i, k))->cls & EVM_C(HARM))
			return -1;	/* "infarct size" */
		if (v)
			found = v;
		i = k + 1;
	}
	return found;
}

/* Does the quote end in an adjective, or in a noun of property? "anti-
 * inflammatory effects", not "anti-inflammatory cytokine". */
static bool of_property(struct evm_str q)
{
	static const char *const ends[] = {
		"ory", "ic", "ive", "ant", "ation", "effect", "effects", "activity",
		"activities", "property", "properties", "action", "actions", "capacity",
		"ability", "role", "function", "functions", "potential", "efficacy", NULL
	};
	size_t of = evm_str_find(q, EVM_LIT(" on "), 0);

	if (of != SIZE_MAX)
		q = evm_str_sub(q, 0, of);
	if (evm_str_find(q, EVM_LIT(" "), 0) == SIZE_MAX)
		return true;	/* "anti-apoptosis" */
	return evm_str_ends_any(q, ends);
}

/* Behind "Th2-mediated", "dose-dependent". */
static struct evm_str behind_means(struct evm_str q)
{
	static const char *const ends[] = { "mediated", "dependent", "driven", "related", NULL };

	for (;;) {
		struct evm_str rest = q, word = evm_str_cut(&rest, ' ');

		if (!rest.p || !evm_str_ends_any(word, ends))
			return q;
		q = rest;
	}
}

/* "anticardiac remodeling": a word that no list knows before the name. */
static bool behind_anti(const struct evm_syntax *s, const struct evm_member *m)
{
	const struct evm_word *w = m->begin ? &s->w[m->begin - 1] : NULL;
	struct evm_str q = w ? evm_doc_slice(s->doc, w->span) : EVM_LIT("");

	return w && !w->cls && w->mention < 0 && q.n > 8 && evm_str_starts(q, "anti");
}

int evm_anti(const struct evm_syntax *s, const struct evm_member *m)
{
	static const char *const fights[] = {	/* what it fights is no effect of a body */
		"antibacterial", "antimicrobial", "antiviral", "antifungal",
		"antibiotic", "anticoagulant", "antigen", "antibod", NULL
	};
	struct evm_str q = behind_means(quote(s, m));
	char low[24];
	size_t n = 0;

	if (behind_anti(s, m))
		return -1;
	for (size_t i = 0; i < q.n && n < sizeof low - 1; i++)
		if (q.p[i] != '-' && q.p[i] != ' ')
			low[n++] = evm_to_lower(q.p[i]);
	low[n] = 0;
	if (strncmp(low, "anti", 4) != 0 || !of_property(q))
		return 1;
	for (int i = 0; fights[i]; i++)
		if (!strncmp(low, fights[i], strlen(fights[i])))
			return 1;
	return -1;
}

bool evm_fought(const struct evm_syntax *s, size_t i)
{
	return i && evm_is(s, i, EVM_C(ENT)) && s->w[i].type == EVM_DISEASE && evm_is(s, i - 1, EVM_C(OP)) &&
	       evm_str_ieqz(evm_doc_slice(s->doc, s->w[i - 1].span), "anti");
}

void evm_direct(const struct evm_syntax *s, struct evm_member *m)
{
	int sign = m->adjective == EVM_BETTER ? (evm_valence(s, m) < 0 ? -1 : 1) : m->adjective;

	if (sign)
		m->sign = (int8_t)(m->sign * sign);
}

/* --- sign arithmetic ------------------------------------------------------------- */

static int flipped(int predicate)
{
	switch (predicate) {
	case EVM_INCREASES: return EVM_DECREASES;
	case EVM_DECREASES: return EVM_INCREASES;
	case EVM_TREATS: return EVM_WORSENS;
	case EVM_WORSENS: return EVM_TREATS;
	default: return predicate;
	}
}

static int by_sign(char sign, enum evm_type t, int valence)
{
	bool disease = t == EVM_DISEASE;

	switch (sign) {
	case '+': return disease ? EVM_WORSENS : EVM_INCREASES;
	case '-': return disease ? EVM_TREATS : EVM_DECREASES;
	case '~': return disease ? EVM_TREATS : valence < 0 ? EVM_DECREASES : EVM_INCREASES;
	case '!': return disease ? EVM_WORSENS : valence < 0 ? EVM_INCREASES : EVM_DECREASES;
	case '=': return t == EVM_MIRNA || t == EVM_PROTEIN || t == EVM_DRUG ? EVM_CONTAINS : -1;
	case '>': return t == EVM_MIRNA || t == EVM_PROTEIN || t == EVM_PATHWAY ? EVM_TARGETS : -1;
	default: return EVM_AFFECTS;
	}
}

static bool object_type(enum evm_type t)
{
	return t == EVM_EFFECT || t == EVM_PROTEIN || t == EVM_MIRNA || t == EVM_PATHWAY ||
	       t == EVM_CELL || t == EVM_DRUG || t == EVM_DISEASE;
}

/* "regulate": whatever noun stands between, no direction; "transfer of": a
 * noun of holding takes over from a verb of doing. */
static char joined_sign(char verb, const struct evm_pred *noun)
{
	if (!noun)
		return verb;
	if (noun->sign == '=' || noun->sign == '>')
		return noun->sign;
	if (noun->sign == '0')
		return '0';
	if (noun->sign == '~' && (verb == '+' || verb == '0'))
		return '~';
	return verb;
}

/* "anti-tumor effects" */
static bool fights_cancer(struct evm_str q)
{
	static const char *const words[] = { "tumor", "tumour", "cancer", "neoplas", "leukemi", "leukaemi", NULL };
	struct evm_str rest = evm_str_sub(q, q.n < 5 ? q.n : q.p[4] == '-' ? 5 : 4, q.n);

	for (int i = 0; words[i]; i++)
		if (evm_str_ieqz(evm_str_sub(rest, 0, strlen(words[i])), words[i]))
			return true;
	return false;
}

int evm_predicate_find(const struct evm_syntax *s, const struct evm_pred *p,
		       char sign_word, const struct evm_member *object, int sign)
{
	enum evm_type t = object->type;
	char c = joined_sign(sign_word, object->noun);
	int predicate;

	if (!object_type(t))
		return -1;
	/* more of "anti-inflammation" is less inflammation, of "antitumor effects" a treatment */
	if (t == EVM_EFFECT && (c == '+' || c == '-' || c == '~') && evm_anti(s, object) < 0) {
		sign = -sign;
		c = c == '-' ? '-' : '+';
		if (fights_cancer(quote(s, object)))
			t = EVM_DISEASE;
	}
	/* who inhibits a disease's repair worsens it */
	if (t == EVM_DISEASE && sign_word == '-' && object->noun && object->noun->sign == '~') {
		sign = -sign;
		c = '~';
	}
	if (p && p->map[t] == EVM_NO_CLAIM)
		return -1;
	if (p && p->map[t] >= 0 && c == sign_word)
		predicate = p->map[t];
	else
		predicate = by_sign(c, t, evm_valence(s, object));
	return sign < 0 ? flipped(predicate) : predicate;
}

/* --- casting ------------------------------------------------------------------------ */

static bool same_member(const struct evm_member *a, const struct evm_member *b)
{
	return a->head == b->head;
}

static bool known(const struct evm_frames *fs, const struct evm_frame *f)
{
	for (size_t i = 0; i < fs->n; i++) {
		const struct evm_frame *g = &fs->f[i];

		if (g->subject.head == f->subject.head && g->object.head == f->object.head &&
		    (g->predicate == f->predicate || g->trigger == f->trigger))
			return true;
	}
	return false;
}

/* What vesicles express, or are positive for, they hold. */
static char expressed(const struct evm_member *subject, const struct evm_member *object,
		      const struct evm_cast *c)
{
	bool holds = c->pred && (evm_str_eqz(c->pred->name, "express") ||
				 evm_str_eqz(c->pred->name, "positive"));

	return holds && subject->type == EVM_VESICLE && object->type == EVM_PROTEIN ? '=' : c->sign;
}

static int cast_one(struct evm_frames *fs, const struct evm_member *subject,
		    const struct evm_member *object, const struct evm_cast *c, size_t list)
{
	int predicate;
	struct evm_frame f = {
		.subject = *subject, .object = *object, .negated = c->negated,
		.hedged = c->hedged || subject->hedged || object->hedged,
		.inherited = c->inherited, .trigger = (uint16_t)c->trigger,
		.via = (int16_t)c->via, .rule = c->rule, .pred = c->pred,
		.list = (uint16_t)list, .in = -1,
	};

	if (fs->n == EVM_FRAMES_MAX || !evm_is_agent(subject) || same_member(subject, object))
		return -1;
	if (c->pred && c->pred->subj && subject->kind == EVM_MEMBER_ENTITY &&
	    !(c->pred->subj >> subject->type & 1))
		return -1;
	predicate = evm_predicate_find(fs->s, c->pred, expressed(subject, object, c), object,
				       subject->sign * object->sign);
	if (predicate < 0)
		return -1;
	if (predicate == EVM_CONTAINS && subject->type != EVM_VESICLE && subject->type != EVM_SOURCE)
		return -1;
	f.predicate = (enum evm_predicate)predicate;
	if (known(fs, &f))
		return -1;
	fs->f[fs->n] = f;
	return (int)fs->n++;
}

bool evm_protects(const struct evm_syntax *s, const struct evm_member *effect, size_t i,
		  struct evm_member *disease)
{
	struct evm_members m;
	struct evm_str q = quote(s, effect);

	if (effect->type != EVM_EFFECT || evm_str_find(q, EVM_LIT("protect"), 0) == SIZE_MAX)
		return false;
	while (evm_is(s, i, EVM_C(PROPERTY)))
		i++;
	if (!evm_is_prep(s, i, EVM_P(AGAINST) | EVM_P(IN) | EVM_P(ON) | EVM_P(FROM) | EVM_P(AFTER) |
			       EVM_P(FOLLOWING) | EVM_P(FOR)))
		return false;
	if (!evm_noun_list(s, i + 1, i + 9, EVM_NP_MODELS, &m) || m.m[0].type != EVM_DISEASE)
		return false;
	*disease = m.m[0];
	disease->sign = 1;
	return true;
}

int evm_frames_cast(struct evm_frames *fs, const struct evm_members *subjects,
		    const struct evm_members *objects, const struct evm_cast *c)
{
	int first = -1;

	for (size_t i = 0; i < subjects->n; i++)
		for (size_t k = 0; k < objects->n; k++) {
			struct evm_member o = objects->m[k];
			struct evm_cast d = *c;
			int at;

			if (c->sign == '+' && o.sign * subjects->m[i].sign > 0 &&
			    evm_protects(fs->s, &o, o.end, &o)) {
				d.sign = '~';
				d.pred = NULL;
			}
			at = cast_one(fs, &subjects->m[i], &o, &d, objects->n);

			if (first < 0)
				first = at;
		}
	return first;
}

void evm_frames_find(struct evm_frames *fs, struct evm_syntax *s,
		     const struct evm_patterns *patterns)
{
	fs->s = s;
	fs->n = 0;
	evm_frames_verbs(fs);
	evm_frames_nouns(fs);
	evm_frames_cargo(fs);
	evm_frames_compare(fs);
	evm_frames_changed(fs);
	if (patterns)
		evm_frames_patterns(fs, patterns);
}
