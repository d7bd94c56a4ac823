/* Where and in what a claim holds: disease, cell, animals, route, setting. */
#include "extractors/qualify.h"

#include <string.h>

#define FOCUS_SENTENCES 3	/* how far a disease is carried in a long text */
#define CELL_WORDS 14		/* between an object and its cell */

static const struct evm_span nowhere;

static bool within(struct evm_span in, struct evm_span out)
{
	return in.begin >= out.begin && in.end <= out.end;
}

/* --- disease ------------------------------------------------------------------------ */

static bool word_before(const struct evm_doc *d, uint32_t at, const char *const *words)
{
	uint32_t end = at;

	while (end && evm_is_space(d->text.p[end - 1]))
		end--;
	for (size_t i = 0; words[i]; i++) {
		size_t n = strlen(words[i]);

		if (end >= n && evm_str_ieqz(evm_str_sub(d->text, end - n, end), words[i]) &&
		    (end == n || !evm_is_alnum(d->text.p[end - n - 1])))
			return true;
	}
	return false;
}

/* "in a rat model of D", "after D", "D mice", "D-induced": the sentence puts
 * its results under the disease. */
static bool puts_under(const struct evm_doc *d, const struct evm_mention *m)
{
	static const char *const before[] = {
		"in", "after", "during", "under", "following", "post", "for", "in a", "in an",
		"in the", "model of", "models of", "experimental", "study of", "studies of",
		"context of", "treatment of", "with", "from", NULL
	};
	static const char *const after[] = {
		" model", " mice", " mouse", " rat", " animal", " patient", "-induced", " induced",
		" cells", " conditions", "-associated", NULL
	};
	struct evm_str rest = evm_str_sub(d->text, m->span.end, d->text.n);

	for (size_t i = 0; after[i]; i++)
		if (evm_str_starts(rest, after[i]))
			return true;
	return word_before(d, m->span.begin, before);
}

static bool is_topic(const struct evm_context *x, const struct evm_mention *m)
{
	return x->topic_disease.n && evm_str_ieq(m->norm, x->topic_disease);
}

/* Diseases in one list are no context of each other. */
static bool is_object(const struct evm_binding *b, const struct evm_mention *m)
{
	const struct evm_frames *fs = b->frames;

	for (size_t i = 0; i < fs->n; i++)
		if (fs->f[i].object.type == EVM_DISEASE &&
		    m->span.begin >= fs->s->w[fs->f[i].object.begin].span.begin &&
		    m->span.end <= fs->s->w[fs->f[i].object.end - 1].span.end)
			return true;
	return false;
}

/* The sentence's own disease: one that it puts its results under, else the
 * document's topic, else the first; not what the claim's arguments name. */
static const struct evm_mention *named_disease(const struct evm_binding *b, const struct evm_claim *c,
					       bool *under)
{
	bool listed = c->object.type == EVM_DISEASE;

	const struct evm_mention *best = NULL;

	*under = false;
	for (size_t i = b->first; i < b->last; i++) {
		const struct evm_mention *m = &b->doc->mentions.v[i];
		bool puts;

		if (m->type != EVM_DISEASE || within(m->span, c->object.span) ||
		    within(m->span, c->subject.span) || (listed && is_object(b, m)) ||
		    (c->object.type == EVM_DISEASE && evm_str_ieq(m->norm, c->object.norm)))
			continue;
		puts = puts_under(b->doc, m);
		if (!best || (puts && !*under) || (puts == *under && is_topic(b->context, m) &&
						   !is_topic(b->context, best))) {
			best = m;
			*under = puts;
		}
	}
	return best;
}

/* Was another paper cited between the disease and this sentence? Then what it
 * studied is not what is told of here. */
static bool other_study(const struct evm_binding *b)
{
	const struct evm_doc *d = b->doc;
	uint32_t from = d->sentences.v[b->context->disease_sentence].span.begin;

	for (size_t i = 0; i < d->cites.n; i++)
		if (d->cites.v[i].span.begin >= from)
			return d->cites.v[i].span.begin < d->sentences.v[b->sentence].span.begin;
	return false;
}

/* Is it told of what was told of before? An abstract's sentences are not, but
 * where a pronoun says so. */
static bool goes_on(const struct evm_binding *b, const struct evm_claim *c)
{
	const struct evm_doc *d = b->doc;

	return c->subject.resolved.n ||
	       d->passages.v[d->sentences.v[b->sentence].passage].region == EVM_REGION_BODY;
}

/* "tendon healing": what heals is injured. */
static struct evm_str healed(const struct evm_binding *b)
{
	const struct evm_str end = EVM_LIT(" healing");

	for (size_t i = b->first; i < b->last; i++) {
		struct evm_str s = b->doc->mentions.v[i].norm;

		if (b->doc->mentions.v[i].type != EVM_EFFECT || s.n <= end.n ||
		    !evm_str_eq(evm_str_sub(s, s.n - end.n, s.n), end))
			continue;
		s = evm_str_sub(s, 0, s.n - end.n);
		return evm_str_eqz(s, "wound") ? s :
		       evm_str_printf(&b->doc->arena, "%" EVM_FMT " injury", EVM_ARG(s));
	}
	return EVM_LIT("");
}

/* In a long text: the disease last spoken of, the heading's, what heals. */
static void bind_earlier(struct evm_binding *b, struct evm_claim *c)
{
	const struct evm_context *x = b->context;

	if (x->disease && x->disease_sentence + FOCUS_SENTENCES >= b->sentence) {
		if (c->subject.resolved.n || !other_study(b)) {
			b->how = "focus";
			evm_bind(b, c, "disease", x->disease->norm, nowhere);
			return;
		}
		evm_bind_lost(b, "disease", x->disease->norm, x->disease->span);
	}
	b->how = x->heading_disease.n ? "heading" : "what heals";
	evm_bind(b, c, "disease", x->heading_disease.n ? x->heading_disease : healed(b), nowhere);
}

static const struct evm_condition *condition_of(struct evm_binding *b)
{
	if (b->condition_sentence != b->sentence) {
		b->condition_sentence = b->sentence;
		b->condition = evm_setting_condition(b->context->words,
			evm_doc_slice(b->doc, b->doc->sentences.v[b->sentence].span));
	}
	return b->condition;
}

static void bind_disease(struct evm_binding *b, const struct evm_frame *f, struct evm_claim *c)
{
	const struct evm_context *x = b->context;
	bool under;
	const struct evm_mention *own = named_disease(b, c, &under);
	const struct evm_condition *k;

	if (own && (under || !x->brief || is_topic(x, own) || !x->topic_disease.n)) {
		b->how = under ? "sentence, under it" : "sentence";
		evm_bind(b, c, "disease", own->norm, own->span);
		return;
	}
	if (own)
		evm_bind_lost(b, "disease", own->norm, own->span);
	/* an object that is a disease needs no other; a cargo is there anyway */
	if (f->predicate == EVM_CONTAINS || (c->object.type == EVM_DISEASE && c->hedged) || (c->object.type == EVM_DISEASE &&
	    (!x->brief || !x->topic_disease.n || evm_str_ieq(c->object.norm, x->topic_disease))))
		return;
	k = condition_of(b);
	if (k && (!k->state || !x->topic_disease.n)) {
		b->how = "condition";
		evm_bind(b, c, "disease", k->name, nowhere);
	} else if (x->brief && (x->topic_disease.n || !goes_on(b, c))) {
		b->how = "topic";
		evm_bind(b, c, "disease", x->topic_disease, nowhere);
	} else {
		bind_earlier(b, c);
	}
}

/* --- cell --------------------------------------------------------------------------- */

/* "tumour cell-derived EVs": where they come from, not where they act. */
static bool gives_vesicles(const struct evm_doc *d, size_t i)
{
	const struct evm_mention *m = &d->mentions.v[i];
	struct evm_str gap;

	if (i + 1 >= d->mentions.n || m[1].type != EVM_VESICLE || m[1].span.begin < m->span.end)
		return false;
	gap = evm_str_sub(d->text, m->span.end, m[1].span.begin);
	return gap.n <= 1 || (gap.n < 14 && (evm_str_find(gap, EVM_LIT("derived"), 0) != SIZE_MAX ||
					     evm_str_find(gap, EVM_LIT("secreted"), 0) != SIZE_MAX));
}

static bool bind_cell_word(struct evm_binding *b, struct evm_claim *c, const struct evm_word *w)
{
	const struct evm_mention *m;

	if (!(w->cls & EVM_C(ENT)) || w->type != EVM_CELL || w->mention < 0 ||
	    gives_vesicles(b->doc, (size_t)w->mention))
		return false;
	m = &b->doc->mentions.v[w->mention];
	evm_bind(b, c, "cell", m->norm, m->span);
	return true;
}

/* "induced chondrocytes to produce X", "protected neurons from X" */
static bool cell_that_acts(struct evm_binding *b, const struct evm_frame *f, struct evm_claim *c)
{
	const struct evm_syntax *s = b->frames->s;

	if (f->object.begin > 1 && evm_is_prep(s, f->object.begin - 1u, EVM_P(FROM) | EVM_P(AGAINST)))
		return bind_cell_word(b, c, &s->w[f->object.begin - 2]);
	for (size_t i = f->object.begin; i-- > 1 && f->object.begin - i < 8;)
		if (s->w[i].cls & EVM_C(TO))
			return bind_cell_word(b, c, &s->w[i - 1]);
	return false;
}

/* The first cell behind the object in the clause. */
static bool cell_behind(struct evm_binding *b, const struct evm_frame *f, struct evm_claim *c)
{
	const struct evm_syntax *s = b->frames->s;

	for (size_t i = f->object.end; i + 1 < s->n && i < f->object.end + (size_t)CELL_WORDS; i++) {
		if (s->w[i].cls & (EVM_C(SEMI) | EVM_C(VERB) | EVM_C(CITE) | EVM_C(SUB)))
			return false;
		/* "exosomes from hepatocytes" happen elsewhere */
		if (!evm_is_prep(s, i - 1, EVM_P(FROM)) && bind_cell_word(b, c, &s->w[i]))
			return true;
		if (s->w[i].cls & EVM_C(ENT) && s->w[i].type == EVM_EFFECT) {
			struct evm_str of = evm_setting_cell(b->context->words,
							     evm_doc_slice(b->doc, s->w[i].span));

			if (of.n && evm_str_find(evm_doc_slice(b->doc, s->w[i].span), EVM_LIT(" of "), 0) != SIZE_MAX) {
				evm_bind(b, c, "cell", of, nowhere);
				return true;
			}
		}
	}
	return false;
}

/* Any other cell of the sentence: "In H9c2 cells, ..." */
static bool cell_of_sentence(struct evm_binding *b, const struct evm_claim *c0, struct evm_claim *c)
{
	for (size_t i = b->first; i < b->last; i++) {
		const struct evm_mention *m = &b->doc->mentions.v[i];
		static const char *const in[] = { "in", "of", "on", "to", "into", NULL };

		if (m->type != EVM_CELL || gives_vesicles(b->doc, i) || within(m->span, c0->subject.span) ||
		    m->span.begin > c0->object.span.begin || !word_before(b->doc, m->span.begin, in))
			continue;
		evm_bind(b, c, "cell", m->norm, m->span);
		return true;
	}
	return false;
}

/* "endothelial cell proliferation, migration and invasion": the list's first
 * member names the cell for all. */
static bool cell_of_list(struct evm_binding *b, const struct evm_frame *f, struct evm_claim *c)
{
	const struct evm_doc *d = b->doc;
	const struct evm_claim *k;

	if (!d->claims.n || f->list < 2)
		return false;
	k = &d->claims.v[d->claims.n - 1];
	if (k->sentence != b->sentence || k->trigger.begin != c->trigger.begin ||
	    k->subject.span.begin != c->subject.span.begin || k->object.type == EVM_CELL)
		return false;
	for (size_t i = 0; i < k->quals.n; i++)
		if (evm_str_eqz(k->quals.v[i].key, "cell")) {
			b->how = "list";
			evm_bind(b, c, "cell", k->quals.v[i].value, nowhere);
			return true;
		}
	return false;
}

/* The cell in the object's phrase, else one that the sentence or, in a dish,
 * the sentences before it tell of. */
static void bind_cell(struct evm_binding *b, const struct evm_frame *f, struct evm_claim *c)
{
	const struct evm_syntax *s = b->frames->s;
	struct evm_str inside;
	bool own;

	if (f->object.cell >= 0 && bind_cell_word(b, c, &s->w[f->object.cell]))
		return;
	if (c->object.type == EVM_CELL) {
		evm_bind(b, c, "cell", c->object.norm, c->object.span);
		return;
	}
	inside = evm_setting_cell(b->context->words, evm_doc_slice(b->doc, c->object.span));
	if (inside.n && c->object.type != EVM_DISEASE) {
		b->how = "object";
		evm_bind(b, c, "cell", inside, nowhere);
		return;
	}
	if (c->object.type == EVM_DISEASE || f->predicate == EVM_SUPERIOR_TO)
		return;		/* cells are no place of these */
	if (cell_that_acts(b, f, c) || cell_behind(b, f, c) || cell_of_sentence(b, c, c))
		return;
	if (f->predicate == EVM_CONTAINS || f->predicate == EVM_TARGETS || cell_of_list(b, f, c))
		return;
	b->how = "dish";
	if (!c->hedged && b->context->brief &&
	    evm_context_setting(b->context, b->sentence, &own) == EVM_IN_VITRO)
		evm_bind(b, c, "cell", evm_context_cell(b->context, c->object.span.begin), nowhere);
}

/* --- place -------------------------------------------------------------------------- */

/* "6 x 10^9 particles": told of vesicles or cells, whatever else acts. */
static bool counts_agents(struct evm_str dose)
{
	static const char *const ends[] = {
		"EVs", "exosomes", "Exosomes", "vesicles", "particles", "cells", "MSCs", NULL
	};

	return evm_str_ends_any(dose, ends);
}

/* "10 uM of cisplatin": not the vesicles' dose. */
static bool dose_of_other(const struct evm_binding *b, const struct evm_claim *c, size_t i)
{
	const struct evm_doc *d = b->doc;
	const struct evm_mention *m = &d->mentions.v[i], *next = m + 1;

	if (!b->from_vesicle && c->subject.type != EVM_SOURCE && counts_agents(evm_doc_slice(d, m->span)))
		return true;
	return i + 1 < d->mentions.n && next->span.begin <= m->span.end + 4 &&
	       (next->type == EVM_DRUG || next->type == EVM_PROTEIN);
}

/* Is the route at mention i that of the claim's subject? A drug's or protein's
 * stands before its name. */
static bool given_so(const struct evm_binding *b, const struct evm_claim *c, size_t i)
{
	const struct evm_doc *d = b->doc;

	if (b->from_vesicle || c->subject.resolved.n || (c->subject.type != EVM_DRUG && c->subject.type != EVM_PROTEIN))
		return !evm_setting_other_route(b->context->words, d, i);
	return i + 1 < d->mentions.n && d->mentions.v[i + 1].span.begin <= c->subject.span.begin &&
	       c->subject.span.begin <= d->mentions.v[i].span.end + 4;
}

static void bind_named(struct evm_binding *b, struct evm_claim *c)
{
	const struct evm_doc *d = b->doc;

	for (size_t i = b->first; i < b->last; i++) {
		const struct evm_mention *m = &d->mentions.v[i];

		if (m->type == EVM_ROUTE && given_so(b, c, i))
			evm_bind(b, c, "route", m->norm, m->span);
		else if (m->type == EVM_DOSE && !dose_of_other(b, c, i))
			evm_bind(b, c, "dose", evm_doc_slice(d, m->span), m->span);
		else if (m->type == EVM_TRIAL)
			evm_bind(b, c, "trial", m->norm, m->span);
		else if (evm_setting_animal(b->context->words, d, i))
			evm_bind(b, c, "model_species", m->norm, m->span);
	}
}

static bool has(const struct evm_claim *c, const char *key)
{
	for (size_t i = 0; i < c->quals.n; i++)
		if (evm_str_eqz(c->quals.v[i].key, key))
			return true;
	return false;
}

static void bind_setting(struct evm_binding *b, struct evm_claim *c, unsigned setting)
{
	if (setting & EVM_IN_VIVO)
		evm_bind(b, c, "setting", EVM_LIT("in_vivo"), nowhere);
	if (setting & EVM_IN_VITRO)
		evm_bind(b, c, "setting", EVM_LIT("in_vitro"), nowhere);
	if (setting == EVM_CLINICAL)
		evm_bind(b, c, "setting", EVM_LIT("clinical"), nowhere);
}

/* What the document says of its animals and how they were treated holds for
 * each result seen in them. */
static void bind_animals(struct evm_binding *b, struct evm_claim *c)
{
	const struct evm_context *x = b->context;

	if (!has(c, "model_species"))
		evm_bind(b, c, "model_species", x->topic_species, nowhere);
	if (!has(c, "route") && (b->from_vesicle || c->subject.type == EVM_SOURCE) &&
	    x->topic_route_begin < b->doc->sentences.v[b->sentence].span.end)
		evm_bind(b, c, "route", x->topic_route, nowhere);
}

static void bind_place(struct evm_binding *b, const struct evm_frame *f, struct evm_claim *c)
{
	const struct evm_context *x = b->context;
	bool own, inherits = f->predicate != EVM_CONTAINS && f->predicate != EVM_TARGETS && !c->hedged;
	unsigned setting = evm_context_setting(x, b->sentence, &own);

	b->how = "sentence";
	bind_named(b, c);
	if (!own && !inherits)
		return;
	b->how = own ? "sentence" : "sentences before";
	bind_setting(b, c, setting);
	b->how = "topic";
	if (setting == EVM_IN_VIVO && x->brief && inherits)
		bind_animals(b, c);
}

void evm_bind_circumstances(struct evm_binding *b, const struct evm_frame *f, struct evm_claim *c)
{
	bind_disease(b, f, c);
	b->how = "sentence";
	bind_cell(b, f, c);
	bind_place(b, f, c);
}
