/* Frames of verbs that mean nothing alone: "have a protective effect on",
 * "showed reduced apoptosis", "is an inhibitor of", "are promising for". */
#include "extractors/frame.h"


#define STOPS (EVM_C(SEMI) | EVM_C(SUB) | EVM_C(THAT) | EVM_C(REL))
#define TO_OBJECT (EVM_P(ON) | EVM_P(AGAINST) | EVM_P(IN) | EVM_P(FOR) | \
		   EVM_P(TOWARD) | EVM_P(TOWARDS) | EVM_P(OF))

/* What stands between a light verb and its object. */
struct complement {
	const struct evm_pred *adj;	/* "protective" */
	const struct evm_pred *agent;	/* "mediator" */
	size_t at;			/* the word that says what */
	size_t object;			/* word behind the preposition, or 0 */
	size_t property;		/* "effect", or 0 */
	bool direction;			/* "reduced", "higher" */
	bool effect;			/* an effect stands there: "anti-apoptotic" */
	bool therapy, hedged, negated, role, diagnostic;
	bool against;			/* the noun's other sign holds */
};

/* "reduction", "improvement" */
static bool says_way(const struct evm_pred *noun)
{
	return noun->sign == '+' || noun->sign == '-' || noun->sign == '~';
}

static void look_at(const struct evm_syntax *s, size_t i, struct complement *c)
{
	const struct evm_word *w = &s->w[i];

	if (w->cls & EVM_C(PADJ) && !c->adj && !c->property) {
		c->adj = w->lex->adj;
		c->at = i;
	}
	if (w->cls & EVM_C(AGENTN) && !c->agent) {
		c->agent = w->lex->agent;
		c->at = i;
	}
	if (w->cls & EVM_C(PROPERTY) && !c->property) {
		c->property = i;
		c->role = evm_str_starts(evm_doc_slice(s->doc, w->span), "role");
		if (!c->at)
			c->at = i;
	}
	c->direction |= (w->cls & (EVM_C(UP) | EVM_C(DOWN) | EVM_C(BETTER))) != 0 ||
		(w->cls & EVM_C(NOUN) && says_way(w->lex->noun) && evm_is_prep(s, i + 1, EVM_P(IN) | EVM_P(OF)));
	c->effect |= w->cls & EVM_C(ENT) && (w->type == EVM_EFFECT || evm_fought(s, i));
	c->therapy |= (w->cls & EVM_C(THERAPY)) != 0;
	c->hedged |= (w->cls & (EVM_C(HEDGEADJ) | EVM_C(HEDGE))) != 0;
	c->negated |= (w->cls & EVM_C(NEG)) != 0;
	c->diagnostic |= (w->cls & EVM_C(DIAGNOSTIC)) != 0;
}

static struct complement read_complement(const struct evm_syntax *s, size_t from, size_t to)
{
	struct complement c = { .adj = NULL };

	for (size_t i = from; i < to && i < from + 14; i++) {
		if (s->w[i].depth || s->w[i].cls & EVM_C(CITE))
			continue;
		if (s->w[i].cls & EVM_C(COMMA) && i > from && evm_effect_adjective(s, i - 1))
			continue;
		if (s->w[i].cls & (STOPS | EVM_C(COMMA)))
			break;
		if (((c.property || c.adj || c.agent) && evm_is_prep(s, i, TO_OBJECT)) ||
		    (c.adj && evm_is_prep(s, i, EVM_P(TO)) && !evm_is(s, i + 1, EVM_C(VERB)))) {
			c.object = i + 1;
			break;
		}
		if (c.property && evm_is_prep(s, i, EVM_P(THAN))) {
			for (i++; i < to && !evm_is_prep(s, i, EVM_P(ON) | EVM_P(AGAINST)); i++)
				;
			c.object = i < to ? i + 1 : 0;
			break;
		}
		if (evm_is_prep(s, i, EVM_P(OF)) && i > from &&
		    evm_str_ieqz(evm_doc_slice(s->doc, s->w[i - 1].span), "one"))
			continue;	/* "is one of the targets of" */
		if (s->w[i].cls & EVM_C(PREP) && !evm_is_prep(s, i, EVM_P(AS)))
			break;
		/* "protection against O" */
		if (!c.property && s->w[i].cls & EVM_C(NOUN) && s->w[i].lex->noun->alt &&
		    evm_is_prep(s, i + 1, s->w[i].lex->noun->alt)) {
			c.adj = s->w[i].lex->noun;
			c.at = c.property = i;
			c.object = i + 2;
			c.against = true;
			break;
		}
		look_at(s, i, &c);
	}
	return c;
}

static struct evm_cast cast_of(const struct evm_frames *fs, size_t vg,
			       const struct complement *c, const char *rule)
{
	const struct evm_vg *g = &fs->s->vg[vg];

	return (struct evm_cast){
		.trigger = c->at ? c->at : g->head, .rule = rule,
		.negated = g->negated || c->negated,
		.hedged = fs->of[vg].hedged || c->hedged,
		.inherited = !fs->of[vg].grounded, .via = -1,
	};
}

static bool potential(const struct evm_syntax *s, size_t property)
{
	return property && s->w[property].cls & EVM_C(HEDGEADJ);
}

/* "a (protective) effect on O", "a role in O" */
static bool property_frame(struct evm_frames *fs, size_t vg, size_t limit,
			   const struct complement *c)
{
	struct evm_members o;
	struct evm_cast cast = cast_of(fs, vg, c, EVM_RULE(property));

	if (!c->property || !c->object || c->diagnostic || (c->effect && !c->adj))
		return false;
	cast.pred = c->adj;
	cast.sign = c->against && c->adj ? c->adj->altsign : c->adj ? c->adj->sign : potential(fs->s, c->property) ? '~' :
		    c->therapy ? '~' : '0';
	evm_noun_list(fs->s, c->object, limit, EVM_NP_MODELS, &o);
	fs->of[vg].first_frame = (int16_t)evm_frames_cast(fs, &fs->of[vg].m, &o, &cast);
	return true;
}

/* "A, B, and proregenerative properties": the noun of the whole list. */
static bool listed_property(const struct evm_syntax *s, size_t i, size_t limit)
{
	size_t from = i;

	while (i < limit && i < from + 3 && (!s->w[i].cls || evm_is(s, i, EVM_C(COMMA) | EVM_C(CONJ) |
								    EVM_C(ADJ) | EVM_C(PADJ))))
		i++;
	return i < limit && evm_is(s, i, EVM_C(PROPERTY));
}

/* Is the last of the list, and so are all of it, called an effect or property? */
static bool listed_as_property(const struct evm_syntax *s, const struct evm_members *o, size_t limit)
{
	size_t head = o->m[o->n - 1].head;

	return listed_property(s, o->end, limit) || evm_is(s, head, EVM_C(PROPERTY)) ||
	       evm_is(s, head + 1, EVM_C(PROPERTY)) || evm_names_property(s, head);
}

/* "exerts anti-apoptotic effects": the effect itself is the object. Only
 * adjectives and nouns of property are meant, not any effect shown. */
static bool effect_frame(struct evm_frames *fs, size_t vg, size_t limit,
			 const struct complement *c)
{
	const struct evm_syntax *s = fs->s;
	struct evm_members o;
	struct evm_cast cast = cast_of(fs, vg, c, EVM_RULE(effect_shown));
	size_t n = 0;
	bool listed;

	if (!c->effect)
		return false;
	evm_noun_list(s, s->vg[vg].end + (size_t)evm_is(s, s->vg[vg].end, EVM_C(NEG)), limit, EVM_NP_ADJECTIVES, &o);
	listed = o.n && listed_as_property(s, &o, limit) &&
		 (o.n > 1 || listed_property(s, o.end, limit));
	for (size_t i = 0; i < o.n; i++) {
		bool property = evm_is(s, o.m[i].head + 1u, EVM_C(PROPERTY)) || c->property || listed ||
			evm_names_property(s, o.m[i].head) ||
			evm_str_ends(evm_doc_slice(s->doc, s->w[o.m[i].head].span), "protection");

		/* "showed no cytotoxicity" */
		if ((o.m[i].type == EVM_EFFECT && (property || o.m[i].adjective ||
						   (c->negated && evm_valence(s, &o.m[i]) < 0))) ||
		    (property && evm_fought(s, o.m[i].head)))
			o.m[n++] = o.m[i];
	}
	o.n = n;
	cast.sign = '+';
	for (size_t i = 0; i < o.n; i++)
		evm_direct(s, &o.m[i]);
	fs->of[vg].first_frame = (int16_t)evm_frames_cast(fs, &fs->of[vg].m, &o, &cast);
	return n != 0;
}

static size_t given_before(const struct evm_syntax *s, size_t vg, struct evm_members *m)
{
	m->n = 0;
	for (size_t i = s->vg[vg].begin; i-- > 0;) {
		const struct evm_word *w = &s->w[i];

		if (w->cls & EVM_C(SEMI))
			break;
		if (w->depth || !(w->cls & EVM_C(ENT)) || w->type != EVM_VESICLE || w->modifier)
			continue;
		m->n = 1;
		m->m[0] = (struct evm_member){ .begin = (uint16_t)i, .end = (uint16_t)(i + 1),
			.head = (uint16_t)i, .type = w->type, .sign = 1, .loose = true, .cell = -1 };
		break;
	}
	return m->n;
}

/* An agent behind: "in cells transfected with a miR-205 inhibitor". */
static size_t given_behind(const struct evm_syntax *s, size_t from, struct evm_members *m)
{
	m->n = 0;
	for (size_t i = from; i < s->n && i < from + 30; i++) {
		if (s->w[i].cls & EVM_C(SEMI))
			break;
		if (!evm_is(s, i, EVM_C(TREATED)) || !evm_is_prep(s, i + 1, EVM_P(WITH)))
			continue;
		evm_noun_list(s, i + 2, s->n, EVM_NP_SUBJECT, m);
		if (m->n && evm_is_agent(&m->m[0]))
			return m->n;
		m->n = 0;
	}
	return 0;
}

/* "exosomes have the smaller size": what they are, not what they do. */
static bool describes(const struct evm_syntax *s, size_t vg, const struct evm_members *who,
		      const struct evm_members *o)
{
	struct evm_str q = evm_doc_slice(s->doc, s->w[s->vg[vg].head].span);

	return o->n && o->m[0].kind == EVM_MEMBER_PROCESS && who->n && who->m[0].kind == EVM_MEMBER_ENTITY &&
	       who->m[0].type == EVM_VESICLE && (evm_str_ieqz(q, "have") || evm_str_ieqz(q, "has"));
}

/* "showed reduced A and increased B"; with "we" the agent stands elsewhere. */
static bool direction_frame(struct evm_frames *fs, size_t vg, size_t limit,
			    const struct complement *c)
{
	struct evm_members o, other, *who = &fs->of[vg].m;
	struct evm_cast cast = cast_of(fs, vg, c, EVM_RULE(observed));
	size_t n = 0;

	if (!c->direction)
		return false;
	evm_noun_list(fs->s, fs->s->vg[vg].end, limit, EVM_NP_ADJECTIVES, &o);
	if (describes(fs->s, vg, who, &o))
		return false;
	for (size_t i = 0; i < o.n; i++)
		if (o.m[i].adjective || (o.m[i].noun && says_way(o.m[i].noun))) {
			o.m[n] = o.m[i];
			evm_direct(fs->s, &o.m[n]);
			n++;
		}
	o.n = n;
	if (!n)
		return false;
	if (!who->n || !evm_is_agent(&who->m[0])) {
		who = &other;
		if (!given_behind(fs->s, o.end, &other) && !given_before(fs->s, vg, &other))
			return false;
	}
	cast.sign = '+';
	fs->of[vg].first_frame = (int16_t)evm_frames_cast(fs, who, &o, &cast);
	return true;
}

/* "have many effects, including X, inhibition of Y": the effects are named. */
static bool effects_listed(struct evm_frames *fs, size_t vg, size_t limit,
			   const struct complement *c)
{
	const struct evm_syntax *s = fs->s;
	struct evm_members o;
	struct evm_cast cast = cast_of(fs, vg, c, EVM_RULE(effects_listed));
	size_t i = c->property + 1, n = 0;

	if (!c->property || c->object)
		return false;
	while (i < limit && evm_is(s, i, EVM_C(COMMA)))
		i++;
	if (!evm_is(s, i, EVM_C(EXAMPLE)))
		return false;
	evm_noun_list(s, i + 1, limit, 0, &o);
	for (size_t k = 0; k < o.n; k++)
		if (o.m[k].type == EVM_EFFECT)
			o.m[n++] = o.m[k];
	o.n = n;
	cast.sign = '+';
	fs->of[vg].first_frame = (int16_t)evm_frames_cast(fs, &fs->of[vg].m, &o, &cast);
	return n != 0;
}

void evm_frames_light(struct evm_frames *fs, size_t vg, size_t limit)
{
	struct complement c = read_complement(fs->s, fs->s->vg[vg].end, limit);

	if (c.hedged)
		fs->of[vg].hedged = true;
	if (c.adj && property_frame(fs, vg, limit, &c))
		return;
	if (effects_listed(fs, vg, limit, &c))
		return;
	if (direction_frame(fs, vg, limit, &c))
		return;
	if (effect_frame(fs, vg, limit, &c))
		return;
	property_frame(fs, vg, limit, &c);
}

/* --- to be, to become, to serve as ----------------------------------------------------- */

/* "S is a mediator of O"; "O is a target of S" */
static void agent_noun(struct evm_frames *fs, size_t vg, size_t limit,
		       const struct complement *c)
{
	struct evm_members o;
	struct evm_cast cast = cast_of(fs, vg, c, EVM_RULE(agent_noun));

	cast.pred = c->agent;
	cast.sign = c->agent->sign;
	evm_noun_list(fs->s, c->object, limit, c->agent->sign == '>' ? EVM_NP_SUBJECT : 0, &o);
	if (c->agent->sign == '>')
		evm_frames_cast(fs, &o, &fs->of[vg].m, &cast);
	else
		evm_frames_cast(fs, &fs->of[vg].m, &o, &cast);
}

/* "S is effective in O", "is beneficial for O" */
static void adjective_frame(struct evm_frames *fs, size_t vg, size_t limit,
			    const struct complement *c)
{
	struct evm_members o;
	struct evm_cast cast = cast_of(fs, vg, c, EVM_RULE(adjective));

	cast.pred = c->adj;
	cast.sign = c->adj->sign;
	evm_noun_list(fs->s, c->object, limit, EVM_NP_MODELS, &o);
	/* "critical for D treatment" */
	if (o.n && o.m[0].type == EVM_DISEASE && evm_is(fs->s, o.m[0].end, EVM_C(THERAPY)))
		cast.sign = '~';
	evm_frames_cast(fs, &fs->of[vg].m, &o, &cast);
}

/* A preposition other than "of" between two members: another phrase. */
static bool far(const struct evm_syntax *s, size_t from, size_t to)
{
	for (; from < to; from++)
		if (evm_is(s, from, EVM_C(PREP)) && !evm_is_prep(s, from, EVM_P(OF)))
			return true;
	return false;
}

/* "(a therapy in) D repair": D. */
static bool disease_repair(const struct evm_syntax *s, size_t i, struct evm_members *m)
{
	while (evm_is(s, i, EVM_C(DET) | EVM_C(ADJ)))
		i++;
	if (!evm_is(s, i, EVM_C(ENT)) || s->w[i].type != EVM_DISEASE || !evm_is(s, i + 1, EVM_C(ENT)) ||
	    s->w[i + 1].type != EVM_EFFECT)
		return false;
	m->n = 1;
	m->m[0] = (struct evm_member){ .begin = (uint16_t)i, .end = (uint16_t)(i + 1),
		.head = (uint16_t)i, .type = EVM_DISEASE, .sign = 1, .cell = -1 };
	return true;
}

/* Diseases behind "for", "in", "against", or before "treatment". */
static void diseases(const struct evm_syntax *s, size_t from, size_t to, struct evm_members *m)
{
	size_t n = 0;

	m->n = 0;
	for (size_t i = from; i < to && i < from + 40; i++) {
		if (s->w[i].depth || !evm_is_prep(s, i, EVM_P(FOR) | EVM_P(IN) | EVM_P(AGAINST) | EVM_P(OF)))
			continue;
		if (disease_repair(s, i + 1, m))
			return;
		evm_noun_list(s, i + 1, to, EVM_NP_MODELS, m);
		for (size_t k = 0; k < m->n; k++) {
			if (k && far(s, m->m[k - 1].end, m->m[k].begin))
				break;
			if ((m->m[k].type == EVM_DISEASE ||
			     (m->m[k].type == EVM_EFFECT && evm_valence(s, &m->m[k]))) &&
			    !evm_is(s, m->m[k].end, EVM_C(DIAGNOSTIC)))
				m->m[n++] = m->m[k];
		}
		m->n = n;
		if (n)
			return;
	}
}

static bool therapy_word(const struct evm_syntax *s, size_t from, size_t to, bool *hedged)
{
	bool found = false;

	for (size_t i = from; i < to && i < from + 30; i++) {
		if (s->w[i].depth)
			continue;
		if (s->w[i].cls & EVM_C(HEDGEADJ))
			*hedged = true;
		found |= (s->w[i].cls & (EVM_C(THERAPY) | EVM_C(HEDGEADJ))) != 0;
	}
	return found;
}

/* "are a promising therapy for D", "have been used in the treatment of D" */
static void therapy(struct evm_frames *fs, size_t vg, size_t limit, struct complement *c)
{
	struct evm_members o;
	struct evm_cast cast;
	size_t from = fs->s->vg[vg].end;

	/* "was injected for MI treatment": a design */
	if (fs->s->w[fs->s->vg[vg].head].cls & EVM_C(TREATED))
		return;
	if (c->diagnostic || !therapy_word(fs->s, from, limit, &c->hedged))
		return;
	if (c->hedged)
		fs->of[vg].hedged = true;
	cast = cast_of(fs, vg, c, EVM_RULE(therapy));
	cast.sign = '~';
	diseases(fs->s, from, limit, &o);
	for (size_t i = 0; i < o.n; i++) {	/* "for prevention of D" */
		o.m[i].sign = 1;
		o.m[i].noun = NULL;
	}
	evm_frames_cast(fs, &fs->of[vg].m, &o, &cast);
}

/* "establish S as a therapy for D", "positions them as ..." */
void evm_frames_as(struct evm_frames *fs, size_t i)
{
	const struct evm_syntax *s = fs->s;
	struct evm_members who, o;
	struct evm_cast c = { .sign = '~', .trigger = i, .rule = EVM_RULE(therapy), .via = -1 };
	size_t end = s->n, at = i;

	while (at > 0 && (s->w[at - 1].depth || s->w[at - 1].cls & EVM_C(CLOSE)))
		at--;
	if (!at || !(s->w[at - 1].cls & (EVM_C(ENT) | EVM_C(PRON))))
		return;
	evm_noun_list(s, at - 1, at, EVM_NP_SUBJECT, &who);
	for (size_t k = 0; k < s->nvg; k++) {
		if (s->vg[k].begin > i && s->vg[k].begin < end)
			end = s->vg[k].begin;
		if (s->vg[k].end <= i && s->vg[k].clause <= i)
			c.hedged = s->vg[k].hedged;
	}
	if (!therapy_word(s, i, end, &c.hedged))
		return;
	diseases(s, i, end, &o);
	for (size_t k = 0; k < o.n; k++) {
		o.m[k].sign = 1;
		o.m[k].noun = NULL;
	}
	evm_frames_cast(fs, &who, &o, &c);
}

/* "S is cardioprotective and anti-inflammatory": effects as adjectives. */
static bool adjectives_frame(struct evm_frames *fs, size_t vg, size_t limit,
			     const struct complement *c)
{
	static const char *const ends[] = { "ive", "ory", "genic", "totic", "rotic", "oxidant", NULL };
	const struct evm_syntax *s = fs->s;
	struct evm_cast cast = cast_of(fs, vg, c, EVM_RULE(adjective_effect));
	struct evm_members o;
	size_t n = 0;

	if (evm_is(s, s->vg[vg].end, EVM_C(DET)))
		return false;	/* "is an anti-inflammatory miRNA" */
	evm_noun_list(s, s->vg[vg].end, limit, 0, &o);
	for (size_t i = 0; i < o.n; i++) {
		struct evm_str q = evm_doc_slice(s->doc, s->w[o.m[i].head].span);
		bool adjective = false;

		for (int k = 0; ends[k]; k++)
			adjective |= evm_str_ends(q, ends[k]);
		if (o.m[i].type != EVM_EFFECT || o.m[i].kind != EVM_MEMBER_ENTITY || !adjective)
			break;
		n++;
	}
	o.n = n;
	cast.sign = '+';
	fs->of[vg].first_frame = (int16_t)evm_frames_cast(fs, &fs->of[vg].m, &o, &cast);
	return n != 0;
}

/* "S are cells with anti-inflammatory and regenerative properties" */
static void with_properties(struct evm_frames *fs, size_t vg, size_t limit, const struct complement *c)
{
	const struct evm_syntax *s = fs->s;
	struct evm_cast cast = cast_of(fs, vg, c, EVM_RULE(with_properties));
	struct evm_members o;
	size_t i = s->vg[vg].end, n = 0;

	while (i < limit && i < s->vg[vg].end + 12u && !evm_is_prep(s, i, EVM_P(WITH)))
		i++;
	if (i >= limit || !evm_is_prep(s, i, EVM_P(WITH)))
		return;
	evm_noun_list(s, i + 1, limit, 0, &o);
	if (!o.n || !listed_as_property(s, &o, limit))
		return;
	for (size_t k = 0; k < o.n; k++)
		if (o.m[k].type == EVM_EFFECT)
			o.m[n++] = o.m[k];
	o.n = n;
	cast.sign = '+';
	cast.trigger = i;
	evm_frames_cast(fs, &fs->of[vg].m, &o, &cast);
}

void evm_frames_copula(struct evm_frames *fs, size_t vg, size_t limit)
{
	struct complement c = read_complement(fs->s, fs->s->vg[vg].end, limit);

	if (fs->s->vg[vg].kind == EVM_VG_COPULA) {
		if (evm_frames_compared(fs, vg))
			return;
		if (c.effect && !c.agent && !c.property && adjectives_frame(fs, vg, limit, &c))
			return;
		if (c.agent && c.object) {
			agent_noun(fs, vg, limit, &c);
			return;
		}
		if (c.adj && c.object && !c.property && !c.therapy && !c.diagnostic &&
		    !evm_is(fs->s, c.at - 1, EVM_C(DET)))	/* not "a good source for" */
			adjective_frame(fs, vg, limit, &c);
		else if (c.adj && c.object && c.property)
			property_frame(fs, vg, limit, &c);
		with_properties(fs, vg, limit, &c);
	}
	therapy(fs, vg, limit, &c);
}
