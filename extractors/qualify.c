#include "extractors/qualify.h"

#include <string.h>

#define REFS_AHEAD 4		/* sentences a citation may lie ahead */

void evm_bind(struct evm_binding *b, struct evm_claim *c, const char *key,
	      struct evm_str value, struct evm_span span)
{
	struct evm_qualifier *q;

	if (!value.n)
		return;
	for (size_t i = 0; i < c->quals.n; i++)
		if (evm_str_eqz(c->quals.v[i].key, key) && evm_str_ieq(c->quals.v[i].value, value))
			return;
	q = EVM_PUSH(&b->doc->arena, c->quals);
	q->key = evm_str(key);
	q->value = value;
	q->span = span;
	if (b->trace)
		*EVM_PUSH(&b->doc->arena, b->traced.binds) = (struct evm_trace_bind){
			q->key, value, b->how, span, false };
}

void evm_bind_lost(struct evm_binding *b, const char *key, struct evm_str value,
		   struct evm_span span)
{
	if (b->trace && value.n)
		*EVM_PUSH(&b->doc->arena, b->traced.binds) = (struct evm_trace_bind){
			evm_str(key), value, "not taken", span, true };
}

static const struct evm_span nowhere;

/* --- arguments ---------------------------------------------------------------------- */

static struct evm_str low(struct evm_arena *a, struct evm_str s)
{
	char *p = evm_arena_dup(a, s.p, s.n);

	for (size_t i = 0; i < s.n; i++)
		p[i] = evm_to_lower(p[i]);
	return (struct evm_str){ p, s.n };
}

static bool adjectival(struct evm_str s)
{
	return evm_str_ends(s, "ory") || evm_str_ends(s, "ic") || evm_str_ends(s, "al") ||
	       evm_str_ends(s, "ive") || evm_str_ends(s, "ous") || evm_str_ends(s, "ed");
}

/* A half of "accumulation of inflammatory and apoptotic cells" is named in full:
 * "accumulation of inflammatory cells". Empty where nothing was left out. */
static struct evm_str full_name(struct evm_arena *a, struct evm_str whole, struct evm_str half)
{
	size_t and = evm_str_find(whole, EVM_LIT(" and "), 0), of = evm_str_find(whole, EVM_LIT(" of "), 0);
	struct evm_str left = evm_str_sub(whole, 0, and), noun, right;

	if (and == SIZE_MAX || of >= and || !adjectival(left))
		return EVM_LIT("");
	noun = right = evm_str_sub(whole, and + 5, whole.n);
	evm_str_cut(&noun, ' ');
	if (!noun.p)
		return EVM_LIT("");
	return half.p == whole.p ? evm_str_join(a, left, " ", noun) :
		evm_str_join(a, evm_str_sub(whole, 0, of), " of ", right);
}

/* "apoptosis of astrocytes", of "apoptosis of neurons and astrocytes". */
static struct evm_str shared_name(struct evm_binding *b, const struct evm_member *m)
{
	const struct evm_syntax *s = b->frames->s;
	struct evm_str head = evm_str_sub(b->doc->text, s->w[m->shared - 1].span.begin, s->w[m->begin].span.begin);

	head = evm_str_sub(head, 0, evm_str_find(head, EVM_LIT(" of "), 0));
	return evm_str_join(&b->doc->arena, head, " of ",
			    evm_doc_slice(b->doc, evm_words_span(s, m->begin, m->end)));
}

static void fill_arg(struct evm_binding *b, struct evm_arg *a, const struct evm_member *m)
{
	const struct evm_syntax *s = b->frames->s;
	int32_t mention = s->w[m->head].mention;

	a->span = evm_words_span(s, m->begin, m->end);
	a->type = m->type;
	a->id = a->norm = a->resolved = EVM_LIT("");
	if (mention >= 0 && m->kind != EVM_MEMBER_PROCESS &&
	    s->w[m->head].span.begin == b->doc->mentions.v[mention].span.begin &&
	    s->w[m->head].span.end == b->doc->mentions.v[mention].span.end) {
		a->norm = b->doc->mentions.v[mention].norm;
		a->id = b->doc->mentions.v[mention].id;
	}
	if (!a->norm.n && mention >= 0 && m->type == EVM_EFFECT && m->end == m->begin + 1)
		a->norm = low(&b->doc->arena, full_name(&b->doc->arena,
			evm_doc_slice(b->doc, b->doc->mentions.v[mention].span), evm_doc_slice(b->doc, a->span)));
	if (!a->norm.n || m->end > m->begin + 1)
		a->norm = mention >= 0 && m->kind != EVM_MEMBER_PROCESS && m->type != EVM_EFFECT ? a->norm :
			low(&b->doc->arena, m->shared ? shared_name(b, m) : evm_doc_slice(b->doc, a->span));
}

/* "these results", "this study": nothing that acts. */
static bool tells_only(const struct evm_syntax *s, const struct evm_member *m)
{
	static const char *const nouns[] = {
		"results", "result", "findings", "finding", "data", "study", "studies",
		"evidence", "review", "article", "paper", "chapter", "work", "report", "approaches",
		"differences", "observations", "changes", "diseases", "conditions",
		"questions", "challenges", "methods", "patients", "experiments",
		"protocol", "protocols", "model", "models", "technique", "group", "strategies",
		"limitations", NULL
	};

	for (size_t i = m->begin; i < m->end; i++)
		for (size_t k = 0; nouns[k]; k++)
			if (nouns[k][0] == evm_to_lower(s->doc->text.p[s->w[i].span.begin]) &&
			    evm_str_ieqz(evm_doc_slice(s->doc, s->w[i].span), nouns[k]))
				return true;
	return false;
}

/* "Autophagy keeps cells alive, but it can ...": the clause before has a
 * subject that is no agent; the pronoun means that. */
static bool other_subject(const struct evm_binding *b, const struct evm_frame *f)
{
	const struct evm_frames *fs = b->frames;
	const struct evm_syntax *s = fs->s;
	bool agents = false, others = false;

	for (size_t k = 0; k < s->nvg && s->vg[k].head < f->subject.begin; k++) {
		if (s->vg[k].kind == EVM_VG_REPORT)
			continue;
		agents |= evm_agents_of(&fs->of[k].m) > 0;
		others |= s->vg[k].finite && fs->of[k].m.n && !evm_agents_of(&fs->of[k].m);
	}
	return others && !agents;
}

static bool resolve(struct evm_binding *b, const struct evm_frame *f, struct evm_claim *c)
{
	const struct evm_syntax *s = b->frames->s;
	struct evm_agent a;
	struct evm_str how;
	bool treatment = evm_is(s, f->subject.head, EVM_C(TREAT) | EVM_C(TREATED));

	/* "but this is not related to X": a fact, no agent */
	if (f->pred && f->pred->stative && evm_str_ieqz(evm_doc_slice(b->doc, c->subject.span), "this"))
		return false;
	if ((f->subject.kind == EVM_MEMBER_ANAPHOR && tells_only(s, &f->subject)) ||
	    (!treatment && other_subject(b, f)))
		return false;	/* "the treatment group" is no pronoun */
	if (!evm_context_resolve(b->context, b->sentence, b->first, c->subject.span.begin,
				 f->predicate == EVM_TARGETS, &a, &how))
		return false;
	/* "these cells" are no vesicles */
	if (a.mention->type == EVM_VESICLE && evm_str_ends(evm_doc_slice(b->doc, c->subject.span), " cells"))
		return false;
	c->subject.type = a.mention->type;
	c->subject.norm = a.mention->norm;
	c->subject.id = a.mention->id;
	c->subject.resolved = how;
	b->traced.antecedent = a.mention->span;
	b->origin = a.origin;
	b->from_vesicle = a.mention->type == EVM_VESICLE;
	return true;
}

/* The words of the clause that a frame's trigger stands in. */
static struct evm_span clause_of(const struct evm_syntax *s, size_t trigger)
{
	size_t begin = 0, end = s->n;

	for (size_t k = 0; k < s->nvg; k++) {
		const struct evm_vg *g = &s->vg[k];

		if (g->link != EVM_LINK_OWN || !g->np)
			continue;
		if (g->np <= trigger)
			begin = g->np;
		else if (g->np < end)
			end = g->np;
	}
	return evm_words_span(s, begin, end > begin ? end : begin + 1);
}

/* What a drug or protein does is no vesicle's doing because one is named in
 * the clause: it must stand between subject and object, or close behind. */
static struct evm_span arguments_of(const struct evm_syntax *s, const struct evm_frame *f)
{
	size_t begin = f->subject.begin < f->object.begin ? f->subject.begin : f->object.begin;
	size_t end = f->subject.end > f->object.end ? f->subject.end : f->object.end;

	for (int i = 0; i < 6 && end < s->n && !(s->w[end].cls & (EVM_C(COMMA) | EVM_C(SEMI))); i++)
		end++;
	return evm_words_span(s, begin, end);
}

/* A vesicle named in the clause, for a subject that is none itself. */
static void borrow_origin(struct evm_binding *b, const struct evm_frame *f)
{
	const struct evm_syntax *s = b->frames->s;
	struct evm_span clause = f->subject.type == EVM_DRUG || f->subject.type == EVM_PROTEIN ?
		arguments_of(s, f) : clause_of(s, f->trigger);

	for (size_t i = b->first; i < b->last; i++)
		if (b->doc->mentions.v[i].type == EVM_VESICLE &&
		    b->doc->mentions.v[i].span.begin >= clause.begin &&
		    b->doc->mentions.v[i].span.end <= clause.end) {
			struct evm_origin o = evm_origin_of(b->context, i);

			if (!b->origin.vesicle.n || (!b->origin.source.n && o.source.n)) {
				b->origin = o;
				b->named = (int32_t)i;
			}
		}
}

/* What the sentence, or a long text's section, says is in some vesicles. */
static void carried_origin(struct evm_binding *b, const struct evm_frame *f, const struct evm_claim *c)
{
	const struct evm_frames *fs = b->frames;
	const struct evm_carried *k = NULL;

	for (size_t i = 0; i < fs->n; i++) {
		int32_t vesicle = fs->s->w[fs->f[i].subject.head].mention;

		if (fs->f[i].predicate == EVM_CONTAINS && vesicle >= 0 &&
		    fs->f[i].object.head == f->subject.head) {
			b->origin = evm_origin_of(b->context, (size_t)vesicle);
			b->named = vesicle;
			return;
		}
	}
	if (!b->context->brief && c->subject.type == EVM_MIRNA)
		k = evm_context_carried(b->context, c->subject.norm);
	if (k)
		b->origin = k->origin;
}

/* "exosomes derived from BM-MSCs": the subject is what the cells gave. */
static int32_t as_vesicle(struct evm_binding *b, int32_t mention, struct evm_claim *c)
{
	int at = mention < 0 || c->subject.type != EVM_SOURCE ? -1 :
		evm_vesicle_from(b->doc, (size_t)mention);
	const struct evm_mention *m;

	if (at < 0 || (size_t)at < b->first)
		return mention;
	m = &b->doc->mentions.v[at];
	c->subject = (struct evm_arg){ m->span, EVM_VESICLE, m->norm, m->id, EVM_LIT("") };
	return at;
}

static bool find_subject(struct evm_binding *b, const struct evm_frame *f, struct evm_claim *c)
{
	int32_t mention = b->frames->s->w[f->subject.head].mention;

	memset(&b->origin, 0, sizeof b->origin);
	b->from_vesicle = false;
	b->named = -1;
	fill_arg(b, &c->subject, &f->subject);
	mention = as_vesicle(b, mention, c);
	if (f->subject.kind == EVM_MEMBER_PRONOUN || f->subject.kind == EVM_MEMBER_ANAPHOR) {
		if (!resolve(b, f, c))
			return false;
	} else if (mention >= 0) {
		b->origin = evm_origin_of(b->context, (size_t)mention);
		b->from_vesicle = c->subject.type == EVM_VESICLE;
		b->named = b->from_vesicle ? mention : -1;
	}
	if (c->subject.type == EVM_SOURCE) {
		b->origin.vesicle = EVM_LIT("");
	} else if (!b->from_vesicle) {
		borrow_origin(b, f);
		if (!b->origin.vesicle.n)
			carried_origin(b, f, c);
	}
	return true;
}

/* --- qualifiers ------------------------------------------------------------------------ */

/* "MSCs repair tissue through exosomes", "by releasing EVs": what the cells send. */
static struct evm_str sent_by_cells(struct evm_binding *b)
{
	const struct evm_syntax *s = b->frames->s;

	for (size_t i = 0; i + 1 < s->n; i++) {
		bool by = evm_is_prep(s, i, EVM_P(BY)) && s->w[i + 1].form & EVM_ING;

		if (!by && !evm_is_prep(s, i, EVM_P(VIA) | EVM_P(THROUGH)))
			continue;
		for (size_t k = i + 1; k < s->n && k < i + 6 && !(s->w[k].cls & (EVM_C(COMMA) | EVM_C(SEMI))); k++)
			if (evm_is(s, k, EVM_C(ENT)) && s->w[k].type == EVM_VESICLE && s->w[k].mention >= 0)
				return b->doc->mentions.v[s->w[k].mention].norm;
	}
	return EVM_LIT("");
}

static void bind_origin(struct evm_binding *b, const struct evm_frame *f, struct evm_claim *c)
{
	struct evm_origin *o = &b->origin;

	if (!o->vesicle.n && c->subject.type != EVM_SOURCE)
		return;		/* a miRNA or drug told of without vesicles */
	b->how = evm_origin_complete(b->context, o);
	evm_bind(b, c, "source", o->source, nowhere);
	evm_bind(b, c, "source_species", o->species, nowhere);
	b->how = b->traced.antecedent.end ? "antecedent" : "phrase";
	evm_bind(b, c, "vesicle", c->subject.type == EVM_SOURCE ? sent_by_cells(b) : o->vesicle, nowhere);
	evm_bind_modification(b, f, c);
}

/* Cargo is named as the text names it; a miRNA by its norm. */
static struct evm_str cargo_name(const struct evm_binding *b, size_t word)
{
	int32_t at = b->frames->s->w[word].mention;
	const struct evm_mention *m;

	if (at < 0)
		return EVM_LIT("");
	m = &b->doc->mentions.v[at];
	return m->type == EVM_MIRNA ? m->norm : evm_doc_slice(b->doc, m->span);
}

static bool names_vesicle(const struct evm_syntax *s)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->w[i].cls & EVM_C(ENT) && s->w[i].type == EVM_VESICLE)
			return true;
	return false;
}

/* "through miR-205", "via delivery of miR-21" */
static void cargo_by_means(struct evm_binding *b, struct evm_claim *c)
{
	const struct evm_syntax *s = b->frames->s;

	if (c->subject.type == EVM_SOURCE && !names_vesicle(s))
		return;		/* what cells do through a miRNA need not be sent */
	for (size_t i = 0; i + 1 < s->n; i++) {
		if (!evm_is_prep(s, i, EVM_P(VIA) | EVM_P(THROUGH)))
			continue;
		for (size_t k = i + 1; k < s->n && k < i + 5; k++) {
			if (s->w[k].cls & (EVM_C(VERB) | EVM_C(COMMA)))
				break;
			if (evm_is(s, k, EVM_C(ENT)) && s->w[k].type == EVM_MIRNA &&
			    !evm_is(s, k + 1, EVM_C(SLASH) | EVM_C(TRANS)))
				evm_bind(b, c, "cargo", cargo_name(b, k), s->w[k].span);
		}
	}
}

/* "promote miR-205-mediated angiogenesis" */
static void cargo_in_object(struct evm_binding *b, const struct evm_frame *f, struct evm_claim *c)
{
	const struct evm_syntax *s = b->frames->s;
	size_t from = f->object.begin > 3 ? f->object.begin - 3u : 0;

	for (size_t i = from; i < f->object.end; i++)
		if (s->w[i].modifier && s->w[i].cls & EVM_C(ENT) && s->w[i].type == EVM_MIRNA)
			evm_bind(b, c, "cargo", cargo_name(b, i), s->w[i].span);
}

/* "GATA-4-expressing", "dopamine-conjugated": what was done to cells or
 * vesicles, not what they send. */
static bool changes_cells(struct evm_str how)
{
	return evm_str_ends(how, "-expressing") || evm_str_ends(how, "-conjugated");
}

/* Cargo: what the phrase names, what another claim says of the same vesicle. */
static void bind_cargo(struct evm_binding *b, const struct evm_frame *f, struct evm_claim *c)
{
	const struct evm_frames *fs = b->frames;

	if (!b->from_vesicle && c->subject.type != EVM_SOURCE)
		return;
	if (!changes_cells(b->origin.modification))
		evm_bind(b, c, "cargo", b->origin.cargo, nowhere);
	if (f->predicate == EVM_CONTAINS) {
		if (f->object.type == EVM_MIRNA || f->object.type == EVM_DRUG)
			evm_bind(b, c, "cargo", cargo_name(b, f->object.head), c->object.span);
		return;
	}
	cargo_by_means(b, c);
	cargo_in_object(b, f, c);
	for (size_t i = 0; i < fs->n; i++)
		if (fs->f[i].predicate == EVM_CONTAINS && !fs->f[i].negated &&
		    (fs->f[i].subject.head == f->subject.head ||
		     fs->f[i].subject.type == EVM_VESICLE))
			evm_bind(b, c, "cargo", cargo_name(b, fs->f[i].object.head), nowhere);
}

/* A molecule in vesicles is theirs in what follows. */
static void remember_cargo(struct evm_binding *b, const struct evm_frame *f, const struct evm_claim *c)
{
	struct evm_carried *k;

	if (f->predicate != EVM_CONTAINS || c->negated || !b->origin.vesicle.n)
		return;
	k = EVM_PUSH(&b->doc->arena, b->context->carried);
	k->norm = c->object.norm;
	k->name = cargo_name(b, f->object.head);
	k->origin = b->origin;
	k->sentence = b->sentence;
}

/* --- citations ------------------------------------------------------------------------------ */

static bool cited_in(const struct evm_doc *d, struct evm_span span, size_t *first)
{
	size_t lo = 0, hi = d->cites.n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (d->cites.v[mid].span.begin < span.begin)
			lo = mid + 1;
		else
			hi = mid;
	}
	*first = lo;
	return lo < d->cites.n && d->cites.v[lo].span.begin < span.end;
}

static void add_cite(struct evm_binding *b, struct evm_claim *c, size_t i)
{
	const struct evm_cite *x = &b->doc->cites.v[i];

	for (size_t k = 0; k < x->labels.n; k++)
		evm_bind(b, c, "refs", x->labels.v[k], x->span);
}

/* Only white space and punctuation between two markers: they are one. */
static bool adjacent(const struct evm_doc *d, size_t i)
{
	struct evm_str gap = evm_str_sub(d->text, d->cites.v[i].span.end, d->cites.v[i + 1].span.begin);

	for (size_t k = 0; k < gap.n; k++)
		if (evm_is_alnum(gap.p[k]))
			return false;
	return true;
}

/* The marker that closes the claim's stretch: the first one behind its
 * object; else the sentence's last. */
static void cite_in_sentence(struct evm_binding *b, struct evm_claim *c, size_t first)
{
	const struct evm_doc *d = b->doc;
	uint32_t end = d->sentences.v[b->sentence].span.end;
	uint32_t from = c->object.span.end > c->trigger.end ? c->object.span.end : c->trigger.end;
	size_t i = first;

	while (i + 1 < d->cites.n && d->cites.v[i + 1].span.begin < end &&
	       (d->cites.v[i].span.begin < from || adjacent(d, i)))
		i++;
	add_cite(b, c, i);
	while (i > first && adjacent(d, i - 1))
		add_cite(b, c, --i);
}

/* "In another study", "A study": what follows is told of someone else. */
static bool new_study(struct evm_str text)
{
	static const char *const openings[] = {
		"In a study", "In another study", "In one study", "Another study",
		"A study", "In some studies", "Some studies", "A recent study",
		"However, in another", "However,in another", "One study",
		"In a recent study", "In the study", "For example", NULL
	};

	for (size_t i = 0; openings[i]; i++)
		if (evm_str_starts(text, openings[i]))
			return true;
	return false;
}

/* No marker in the sentence: that of one of the next, as long as the same
 * study goes on. */
static void cite_ahead(struct evm_binding *b, struct evm_claim *c)
{
	const struct evm_doc *d = b->doc;
	uint32_t passage = d->sentences.v[b->sentence].passage;

	for (uint32_t k = b->sentence + 1; k < d->sentences.n && k <= b->sentence + REFS_AHEAD; k++) {
		struct evm_span span = d->sentences.v[k].span;
		size_t i;

		if (d->sentences.v[k].passage != passage || new_study(evm_doc_slice(d, span)))
			return;
		if (!cited_in(d, span, &i))
			continue;
		add_cite(b, c, i);
		while (i + 1 < d->cites.n && d->cites.v[i + 1].span.begin < span.end && adjacent(d, i))
			add_cite(b, c, ++i);
		return;
	}
}

static void bind_refs(struct evm_binding *b, struct evm_claim *c)
{
	size_t first;

	if (!b->doc->cites.n)
		return;
	b->how = "sentence";
	if (cited_in(b->doc, b->doc->sentences.v[b->sentence].span, &first)) {
		cite_in_sentence(b, c, first);
	} else {
		b->how = "citation ahead";
		cite_ahead(b, c);
	}
}

/* --- all of it --------------------------------------------------------------------------------- */

static void start_claim(struct evm_binding *b, const struct evm_frame *f, struct evm_claim *c)
{
	const struct evm_syntax *s = b->frames->s;

	c->predicate = f->predicate;
	c->negated = f->negated;
	c->hedged = f->hedged;
	c->sentence = b->sentence;
	c->trigger = s->w[f->trigger].span;
	c->via = -1;
	c->extra = EVM_LIT("");
	c->rule = f->pattern.n ? evm_str_join(&b->doc->arena, EVM_LIT("pattern"), "/", f->pattern) :
		f->pred ? evm_str_join(&b->doc->arena, evm_str(f->rule), "/", f->pred->name) : evm_str(f->rule);
}

static void trace_claim(struct evm_binding *b, const struct evm_frame *f,
			const struct evm_claim *c, bool dropped)
{
	if (!b->trace)
		return;
	b->traced.sentence = c->sentence;
	b->traced.predicate = c->predicate;
	b->traced.subject = c->subject.span;
	b->traced.object = c->object.span;
	b->traced.dropped = dropped;
	evm_trace_words(b, f, c);
	*EVM_PUSH(&b->doc->arena, b->trace->claims) = b->traced;
}

int evm_qualify(struct evm_binding *b, const struct evm_frame *f)
{
	struct evm_claim c = { .confidence = 0 };

	memset(&b->traced, 0, sizeof b->traced);
	b->how = "phrase";
	start_claim(b, f, &c);
	if (!find_subject(b, f, &c)) {
		fill_arg(b, &c.object, &f->object);
		trace_claim(b, f, &c, true);
		return -1;
	}
	fill_arg(b, &c.object, &f->object);
	bind_origin(b, f, &c);
	bind_cargo(b, f, &c);
	remember_cargo(b, f, &c);
	evm_bind_circumstances(b, f, &c);
	bind_refs(b, &c);
	b->how = "sentence";
	if (f->in >= 0)
		evm_bind(b, &c, "effect", evm_doc_slice(b->doc, b->frames->s->w[f->in].span),
			 b->frames->s->w[f->in].span);
	c.confidence = evm_confidence(b, f, &c, b->trace ? &b->traced : NULL);
	*EVM_PUSH(&b->doc->arena, b->doc->claims) = c;
	trace_claim(b, f, &c, false);
	return (int)b->doc->claims.n - 1;
}
