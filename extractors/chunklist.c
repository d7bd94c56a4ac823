/* Behind the head of a noun phrase: what belongs to it, and whether a list goes on. */
#include "extractors/chunk_p.h"

static bool verb_begins(const struct evm_syntax *s, size_t i)
{
	for (size_t k = 0; k < s->nvg; k++)
		if (s->vg[k].begin <= i && i <= s->vg[k].head)
			return true;
	return false;
}

/* Is i inside the noun phrase of a clause's own that begins behind `from`? */
static bool other_clause(const struct evm_syntax *s, size_t from, size_t i)
{
	for (size_t k = 0; k < s->nvg; k++) {
		const struct evm_vg *g = &s->vg[k];

		if (g->link == EVM_LINK_OWN && g->np > from && g->np <= i && i < g->begin)
			return true;
	}
	return false;
}

/* Is there a head between i and limit, before anything that ends a phrase? */
static bool head_ahead(const struct evm_np *p, size_t i)
{
	const struct evm_syntax *s = p->s;

	for (size_t k = i; k < p->limit && k < i + 12; k++) {
		uint64_t c = s->w[k].cls;

		if (verb_begins(s, k) || c & (EVM_C(SEMI) | EVM_C(REL) | EVM_C(SUB) | EVM_C(COMMA) | EVM_C(CONJ)))
			return false;
		if (c & (EVM_C(ENT) | EVM_C(PROC)))
			return !other_clause(s, i - 1, k);
		if (c & EVM_C(PREP) && !evm_is_prep(s, k, EVM_NP_OF_LIKE))
			return false;
	}
	return false;
}

static size_t skip_joint(const struct evm_syntax *s, size_t i, size_t limit)
{
	while (i < limit && (evm_is(s, i, EVM_C(COMMA) | EVM_C(CONJ) | EVM_C(EXAMPLE) |
				    EVM_C(CITE) | EVM_C(ADV) | EVM_C(SLASH)) ||
			     evm_is_prep(s, i, EVM_P(IN_ADDITION_TO)) ||
			     (evm_is(s, i, EVM_C(NUM)) && evm_is(s, i + 1, EVM_C(COMMA) | EVM_C(CONJ)))))	/* "-2, -9 and" */
		i++;
	return i;
}

/* "X and neovasculogenesis": an item that no vocabulary names. */
static bool unnamed_item(struct evm_np *p, size_t from)
{
	size_t i = from, end;

	if (p->how & EVM_NP_SUBJECT)
		return false;
	while (i < p->limit && evm_is(p->s, i, EVM_C(DET) | EVM_C(POSS)))
		i++;
	end = evm_unnamed_end(p->s, i, p->limit);
	if (end == i || other_clause(p->s, from - 1, i))
		return false;
	evm_np_push(p, i, end, EVM_MEMBER_PROCESS, EVM_EFFECT)->loose = true;
	p->i = end;
	p->begin = i;
	return true;
}

/* "X but not Y", "X and negative for Y": Y is no member. */
static bool denies(const struct evm_np *p, size_t i, size_t k)
{
	const struct evm_syntax *s = p->s;

	if (evm_is_prep(s, k + 1, EVM_P(FOR)) && evm_str_ieqz(evm_doc_slice(s->doc, s->w[k].span), "negative"))
		return true;
	for (; i <= k && !(p->how & EVM_NP_SUBJECT); i++)
		if (evm_is(s, i, EVM_C(NEG)) && !evm_is(s, i, EVM_C(CONJ)) && !evm_is(s, i + 1, EVM_C(ADV)) &&
		    i && evm_is(s, i - 1, EVM_C(CONJ)))
			return true;
	return false;
}

/* Goes on with the list behind a comma or conjunction at i. One item that
 * has no head may be passed over when another joint follows it. */
static bool go_on(struct evm_np *p, size_t i)
{
	const struct evm_syntax *s = p->s;
	size_t k = skip_joint(s, i, p->limit);

	if (k == i || k >= p->limit || verb_begins(s, k) || denies(p, i, k))
		return false;
	/* ", underlining their ...": a participle that no list knows */
	if (!s->w[k].cls && s->w[k].mention < 0 && evm_is(s, k - 1, EVM_C(COMMA)) &&
	    evm_str_ends(evm_doc_slice(s->doc, s->w[k].span), "ing"))
		return false;
	if (evm_is_prep(s, k, EVM_P(OF)))
		k++;
	else if (evm_is(s, k, EVM_C(PREP)))
		return false;
	if (!head_ahead(p, k)) {
		size_t from = k;

		if (unnamed_item(p, k))
			return true;
		while (k < p->limit && k < from + 6 && !verb_begins(s, k) &&
		       !evm_is(s, k, EVM_C(PREP) | EVM_C(COMMA) | EVM_C(CONJ) | EVM_C(SEMI) | EVM_C(REL)))
			k++;
		if (k >= p->limit || !evm_is(s, k, EVM_C(COMMA) | EVM_C(CONJ)) || k == from)
			return false;
		k = skip_joint(s, k, p->limit);
		if (verb_begins(s, k) || evm_is(s, k, EVM_C(PREP)) || !head_ahead(p, k))
			return false;
	}
	/* "exosomes/EVs": two names of one thing */
	if (s->w[i].cls & EVM_C(SLASH) && evm_is(s, k, EVM_C(ENT)) &&
	    s->w[k].type == EVM_VESICLE && evm_np_last(p)->type == EVM_VESICLE) {
		p->i = k + 1;
		return true;
	}
	p->i = p->begin = k;
	p->head = false;
	p->fresh = true;
	p->gap = 0;
	p->transparent = false;
	return true;
}

/* The entity of a type that stands behind the joint by itself: its word, or 0. */
static size_t joined_entity(const struct evm_np *p, size_t joint, enum evm_type type)
{
	const struct evm_syntax *s = p->s;
	size_t k = joint + 1;

	while (k < p->limit && evm_is(s, k, EVM_C(DET) | EVM_C(ADJ)))
		k++;
	while (k + 1 < p->limit && evm_is(s, k, EVM_C(ENT)) && evm_is(s, k + 1, EVM_C(ENT)))
		k++;	/* "EL-4 lymphoma" */
	if (k >= p->limit || !evm_is(s, k, EVM_C(ENT)) || s->w[k].type != type || s->w[k].modifier ||
	    evm_is(s, k + 1, EVM_C(PROC) | EVM_C(NOUN) | EVM_C(TRANS)))
		return 0;	/* "and lymphoma growth" */
	return k;
}

/* "infiltration into melanoma or lymphoma": the second is of the phrase's kind, not of
 * the member's, and stands in the phrase. Word behind it; 0 where the list may go on.
 * joint is a conjunction. */
static size_t behind_pair(const struct evm_np *p, size_t joint)
{
	enum evm_type type = p->s->w[joint - 1].type, last = p->out->m[p->out->n - 1].type;
	size_t k;

	if (!evm_is(p->s, joint - 1, EVM_C(ENT)) || type == last ||
	    !evm_np_in_types(last, 1u << EVM_EFFECT | 1u << EVM_DISEASE) ||
	    !evm_np_in_types(type, 1u << EVM_CELL | 1u << EVM_DISEASE | 1u << EVM_SOURCE))
		return 0;
	k = joined_entity(p, joint, type);
	return k ? k + 1 : 0;
}

/* "apoptosis of neurons and astrocytes": a second effect, whose head the first has. */
static bool share_head(struct evm_np *p)
{
	const struct evm_syntax *s = p->s;
	const struct evm_member first = *evm_np_last(p);
	size_t k;

	if (first.type != EVM_EFFECT || !evm_is(s, p->i, EVM_C(CONJ) | EVM_C(COMMA)) ||
	    (!first.shared && evm_str_find(evm_str_sub(s->doc->text, s->w[first.begin].span.begin,
		s->w[first.end - 1].span.end), EVM_LIT(" of "), 0) == SIZE_MAX))
		return false;
	k = joined_entity(p, skip_joint(s, p->i, p->limit) - 1, EVM_CELL);
	if (!k || verb_begins(s, k) || other_clause(s, p->i, k))
		return false;
	*evm_np_push(p, k, k + 1, EVM_MEMBER_PROCESS, EVM_EFFECT) = (struct evm_member){
		.begin = (uint16_t)k, .end = (uint16_t)(k + 1), .head = (uint16_t)k,
		.kind = EVM_MEMBER_PROCESS, .type = EVM_EFFECT, .sign = first.sign,
		.adjective = first.adjective, .noun = first.noun, .hedged = first.hedged,
		.cell = (int16_t)k, .shared = first.shared ? first.shared : (uint16_t)(first.begin + 1),
	};
	p->i = k + 1;
	return true;
}

/* "of cardiomyocytes" behind an effect belongs to its quote. */
static bool of_phrase(struct evm_np *p)
{
	const struct evm_syntax *s = p->s;
	struct evm_member *m = evm_np_last(p);

	for (size_t k = p->i + 1; k < p->limit && k < p->i + 8; k++) {
		uint64_t c = s->w[k].cls;

		if (verb_begins(s, k) || c & (EVM_C(PREP) | EVM_C(COMMA) | EVM_C(CONJ) | EVM_C(SEMI)))
			return false;
		if ((!(c & EVM_C(ENT)) && !(c & EVM_C(GROUP))) || s->w[k].modifier)
			continue;	/* "of virus-infected cells" */
		while (k + 1 < p->limit && evm_is(s, k + 1, EVM_C(ENT) | EVM_C(GROUP) | EVM_C(PROC)))
			k++;
		/* "of A cells and B cells" */
		if (m->type == EVM_EFFECT && k + 2 < p->limit && evm_is(s, k, EVM_C(ENT)) && s->w[k].type == EVM_CELL &&
		    evm_is(s, k + 1, EVM_C(CONJ)) && evm_is(s, k + 2, EVM_C(ENT)) && s->w[k + 2].type == EVM_CELL &&
		    !evm_is(s, k + 3, EVM_C(ENT) | EVM_C(PROC)))
			k += 2;
		if (m->type == EVM_EFFECT || m->type == EVM_DISEASE)
			m->end = (uint16_t)(k + 1);
		if (s->w[k].mention >= 0 && s->w[k].type == EVM_CELL)
			m->cell = (int16_t)k;
		p->i = k + 1;
		return true;
	}
	return false;
}

/* "exosomes derived from X plus Y-treated MSCs": no second subject. */
static bool next_is_source(const struct evm_np *p, size_t i)
{
	for (size_t k = i + 1; k < p->limit && k < i + 8; k++)
		if (p->s->w[k].cls & EVM_C(ENT) && !p->s->w[k].modifier)
			return p->s->w[k].type == EVM_SOURCE && !evm_is(p->s, k + 1, EVM_C(ENT));
	return false;
}

/* Any other prepositional phrase: passed over when the list goes on behind. */
static bool other_phrase(struct evm_np *p)
{
	const struct evm_syntax *s = p->s;
	struct evm_member *m = evm_np_last(p);
	size_t k = p->i + 1, pair;

	if (evm_is_prep(s, p->i, EVM_P(RELATIVE_TO) | EVM_P_COMPARED |
			EVM_P(THAN) | EVM_P(VERSUS) | EVM_P(VS) | EVM_P(UNLIKE)) ||
	    (!(p->how & EVM_NP_SUBJECT) &&
	     evm_is_prep(s, p->i, EVM_P(BY) | EVM_P(VIA) | EVM_P(THROUGH) | EVM_P(BY_MEANS_OF))))
		return false;
	for (; k < p->limit && k < p->i + 9; k++) {
		uint64_t c = s->w[k].cls;

		if (verb_begins(s, k) || c & (EVM_C(SEMI) | EVM_C(REL) | EVM_C(SUB) | EVM_C(EXAMPLE)))
			return false;	/* examples are the phrase's own */
		if (c & EVM_C(ENT) && s->w[k].type == EVM_CELL && m->cell < 0 &&
		    evm_is_prep(s, p->i, EVM_P(IN) | EVM_P(OF) | EVM_P(ON)))
			m->cell = (int16_t)k;
		pair = c & EVM_C(CONJ) ? behind_pair(p, k) : 0;
		if (pair) {
			k = pair - 1;
			continue;
		}
		if (c & (EVM_C(CONJ) | EVM_C(COMMA)))
			return !(m->type == EVM_VESICLE && next_is_source(p, k)) && go_on(p, k);
		if (c & EVM_C(PREP) && !evm_is_prep(s, k, EVM_P(OF) | EVM_P(IN)))
			return false;
	}
	return false;
}

void evm_np_brackets(struct evm_np *p)
{
	const struct evm_syntax *s = p->s;
	size_t end = evm_skip_brackets(s, p->i, p->limit), found = 0;

	for (size_t k = p->i; k < end; k++)
		if (s->w[k].cls & EVM_C(ENT) && !s->w[k].modifier &&
		    evm_np_in_types(s->w[k].type, 1u << EVM_PROTEIN | 1u << EVM_MIRNA | 1u << EVM_DRUG))
			found++;
	/* "two miRNAs (miR-298 and miR-328)" */
	if ((p->head && found > 1) || (!p->head && found && (p->gap || p->transparent)))
		for (size_t k = p->i; k < end; k++)
			if (s->w[k].cls & EVM_C(ENT) && !s->w[k].modifier)
				evm_np_push(p, k, k + 1, EVM_MEMBER_ENTITY, s->w[k].type);
	/* "mitogen-activated protein (MAP) kinase and X" */
	if (p->head && found == 1 && end + 1 < p->limit && !s->w[end].cls && s->w[end].mention < 0 &&
	    evm_is(s, end + 1, EVM_C(CONJ) | EVM_C(COMMA)))
		end++;
	p->i = end;
}

bool evm_np_after_head(struct evm_np *p)
{
	const struct evm_syntax *s = p->s;
	uint64_t c = s->w[p->i].cls;

	if (share_head(p))
		return true;
	if (c & (EVM_C(COMMA) | EVM_C(CONJ) | EVM_C(SLASH) | EVM_C(EXAMPLE)) ||
	    evm_is_prep(s, p->i, EVM_P(IN_ADDITION_TO)))
		return go_on(p, p->i);
	/* "interleukin (IL)-6, ..." */
	if (c & EVM_C(NUM) && p->i && evm_is(s, p->i - 1, EVM_C(CLOSE))) {
		p->i++;
		return true;
	}
	if (evm_is_prep(s, p->i, EVM_P(OF)) && of_phrase(p))
		return true;
	if (c & EVM_C(PREP))
		return other_phrase(p);
	if (p->how & EVM_NP_SUBJECT && c & (EVM_C(DERIVED) | EVM_C(LOADED) | EVM_C(MODIFIED)) &&
	    evm_is(s, p->i + 1, EVM_C(PREP))) {
		p->i++;
		return other_phrase(p);
	}
	return false;
}
