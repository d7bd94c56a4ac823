#include "extractors/context.h"

#include <string.h>

#define BRIEF_SENTENCES 40	/* an abstract, not a review */
#define FOCUS_SENTENCES 3	/* how far back a pronoun may reach */
#define CLOSING_SENTENCES 5	/* that may sum up, at the end */
#define UNREAD 0xFF		/* a setting not asked for yet */
#define SETTING_SENTENCES 4	/* how far a setting is carried */

static bool is_set(struct evm_str s)
{
	return s.n != 0;
}

/* --- topic --------------------------------------------------------------------------- */

struct tally {
	struct evm_str value[24];
	const struct evm_mention *mention[24];
	uint32_t count[24];
	bool titled[24];
	size_t n;
};

static void count(struct tally *t, struct evm_str value, uint32_t weight, bool title,
		  const struct evm_mention *m)
{
	if (!value.n)
		return;
	for (size_t i = 0; i < t->n; i++)
		if (evm_str_ieq(t->value[i], value)) {
			t->count[i] += weight;
			t->titled[i] |= title;
			return;
		}
	if (t->n == sizeof t->count / sizeof *t->count)
		return;
	t->value[t->n] = value;
	t->mention[t->n] = m;
	t->titled[t->n] = title;
	t->count[t->n++] = weight;
}

static int top(const struct tally *t)
{
	int best = -1;

	for (size_t i = 0; i < t->n; i++)
		if (best < 0 || t->count[i] > t->count[best])
			best = (int)i;
	return best;
}

static struct evm_str top_value(const struct tally *t)
{
	int i = top(t);

	return i < 0 ? EVM_LIT("") : t->value[i];
}

/* The topic: what is told of most, if the title names it. */
static int topic_of(const struct tally *t)
{
	int i = top(t);

	return i >= 0 && t->titled[i] ? i : -1;
}

/* "chronic inflammatory diseases": no one disease. */
static bool is_group(const struct evm_doc *doc, const struct evm_mention *m)
{
	struct evm_str s = evm_doc_slice(doc, m->span);

	return m->type == EVM_DISEASE && (evm_str_ends(s, "iseases") || evm_str_ends(s, "isorders") ||
					  evm_str_ends(s, "onditions"));
}

static bool is_any_tumour(struct evm_str disease)
{
	return evm_str_eqz(disease, "cancer") || evm_str_eqz(disease, "neoplasm") || evm_str_eqz(disease, "tumor");
}

/* "tumour cells" and "cancer" are those of the one kind that is named. */
static int which_tumour(const struct tally *t, int i)
{
	int kind = i;
	size_t kinds = 0;

	if (i < 0 || t->titled[i] || !is_any_tumour(t->value[i]))
		return i;
	for (size_t k = 0; k < t->n; k++)
		if (evm_setting_tumour(t->value[k]).n && !is_any_tumour(t->value[k])) {
			kind = (int)k;
			kinds++;
		}
	return kinds == 1 ? kind : i;
}

/* Where the title names none, what the abstract begins with and says twice. */
static int topic_disease(const struct tally *t, const struct evm_doc *doc)
{
	int i = top(t), kind = which_tumour(t, i);

	if (kind != i)
		return kind;
	if (i >= 0 && (is_group(doc, t->mention[i]) ||
		       (!t->titled[i] && evm_doc_sentence_at(doc, t->mention[i]->span.begin) > 1)))
		return -1;
	for (size_t k = 0; k < t->n && i >= 0 && !t->titled[i]; k++)
		if (t->titled[k])
			return -1;
	return i >= 0 && (t->titled[i] || t->count[i] > 1) ? i : -1;
}

/* Names inside others count: "gastric cancer" in "gastric cancer cells". */
static void title_inside(struct tally *t, const struct evm_doc *doc)
{
	struct evm_str title = doc->sentences.n ? evm_doc_slice(doc, doc->sentences.v[0].span) :
		EVM_LIT("");

	for (size_t i = 0; i < t->n; i++) {
		struct evm_str name = evm_doc_slice(doc, t->mention[i]->span);

		for (size_t at = 0; !t->titled[i] && at + name.n <= title.n; at++)
			if (evm_str_ieq(evm_str_sub(title, at, at + name.n), name)) {
				t->titled[i] = true;
				t->count[i] += 3;
			}
	}
}

struct topic {
	struct tally source, vesicle, disease, model, route;
};

static void count_mention(struct topic *t, const struct evm_context *c, size_t i, bool title)
{
	uint32_t weight = title ? 3 : 1;
	const struct evm_mention *m = &c->doc->mentions.v[i];

	switch (m->type) {
	case EVM_SOURCE:
		count(&t->source, m->norm, evm_source_specific(m->norm) ? weight * 4 : 1, title, m);
		break;
	case EVM_VESICLE:
		count(&t->vesicle, m->norm, weight, title, m);
		count(&t->source, m->source, evm_source_specific(m->source) ? weight * 4 : 1, title, m);
		break;
	case EVM_DISEASE:
		count(&t->disease, m->norm, weight, title, m);
		break;
	case EVM_SPECIES:
		if (evm_setting_animal(c->words, c->doc, i))
			count(&t->model, m->norm, weight, title, m);
		break;
	case EVM_CELL:
		count(&t->disease, evm_setting_tumour(m->norm), weight, title, m);
		break;
	case EVM_ROUTE:
		if (!evm_str_eqz(m->norm, "in_vitro") && !evm_str_eqz(m->norm, "other") &&
		    !evm_setting_other_route(c->words, c->doc, i))
			count(&t->route, m->norm, weight, title, m);
		break;
	default:
		break;
	}
}

static struct evm_str topic_species(const struct evm_context *c);

static bool one_specific(const struct tally *sources)
{
	size_t n = 0;

	for (size_t i = 0; i < sources->n; i++)
		n += evm_source_specific(sources->value[i]);
	return n == 1;
}

/* The only route; "systemic" beside one other is that other. */
static void find_route(struct evm_context *c, const struct tally *routes)
{
	size_t i = routes->n == 2 && evm_str_eqz(routes->value[0], "systemic");

	if (routes->n != 1 && !(i || (routes->n == 2 && evm_str_eqz(routes->value[1], "systemic"))))
		return;
	c->topic_route = routes->value[i];
	c->topic_route_begin = routes->mention[i]->span.begin;
}

void evm_context_begin(struct evm_context *c, struct evm_doc *doc,
		       const struct evm_settings *words)
{
	memset(c, 0, sizeof *c);
	c->doc = doc;
	c->words = words;
	c->setting = evm_arena_alloc(&doc->arena, doc->sentences.n + 1);
	memset(c->setting, UNREAD, doc->sentences.n + 1);
	c->brief = doc->sentences.n <= BRIEF_SENTENCES;
	c->passage = UINT32_MAX;
	evm_context_define(c, doc);
	for (size_t i = 0; i < doc->mentions.n; i++)
		c->vesicles |= doc->mentions.v[i].type == EVM_VESICLE;
}

void evm_context_topic(struct evm_context *c)
{
	const struct evm_doc *doc = c->doc;
	struct topic t;
	int d, v;

	if (c->looked)
		return;
	c->looked = true;
	t.source.n = t.vesicle.n = t.disease.n = t.model.n = t.route.n = 0;
	for (size_t i = 0; i < doc->mentions.n; i++) {
		int p = evm_doc_passage_at(doc, doc->mentions.v[i].span.begin);
		enum evm_region r = p < 0 ? EVM_REGION_BODY : doc->passages.v[p].region;
		/* a document without a title passage opens with it */
		bool title = r == EVM_REGION_TITLE || (c->brief && doc->sentences.n &&
			doc->mentions.v[i].span.begin < doc->sentences.v[0].span.end);

		if (c->brief || r == EVM_REGION_TITLE || r == EVM_REGION_ABSTRACT)
			count_mention(&t, c, i, title);
	}
	if (c->brief)
		title_inside(&t.disease, doc);
	c->one_source = one_specific(&t.source);
	c->topic.source = top_value(&t.source);
	c->topic.vesicle = top_value(&t.vesicle);
	c->topic_species = top_value(&t.model);
	c->topic.species = topic_species(c);
	if (!c->topic.species.n && t.model.n == 1 && evm_str_find(doc->text, EVM_LIT("utologous"), 0) != SIZE_MAX)
		c->topic.species = c->topic_species;	/* the animals' own cells */
	find_route(c, &t.route);
	if (!evm_source_specific(c->topic.source) && topic_of(&t.source) < 0)
		c->topic.source = EVM_LIT("");
	d = topic_disease(&t.disease, doc);
	c->topic_disease = d < 0 ? EVM_LIT("") : t.disease.value[d];
	v = top(&t.vesicle);
	c->topic_vesicle = v < 0 ? NULL : t.vesicle.mention[v];
}

/* The species of the cells that the document is about. */
static struct evm_str topic_species(const struct evm_context *c)
{
	struct tally t;

	t.n = 0;
	for (size_t i = 0; i < c->doc->mentions.n && c->topic.source.n; i++) {
		const struct evm_mention *m = &c->doc->mentions.v[i];
		struct evm_str source = m->type == EVM_SOURCE ? m->norm : m->source;

		if ((m->type == EVM_SOURCE || m->type == EVM_VESICLE) && evm_str_eq(source, c->topic.source))
			count(&t, evm_origin_species(c->doc, m), 1, true, m);
	}
	return top_value(&t);
}

/* --- headings ------------------------------------------------------------------------- */

static void read_heading(struct evm_context *c, const struct evm_passage *p)
{
	const struct evm_doc *doc = c->doc;

	for (size_t i = 0; i < doc->mentions.n; i++) {
		const struct evm_mention *m = &doc->mentions.v[i];
		struct evm_origin o;

		if (m->span.begin < p->span.begin)
			continue;
		if (m->span.begin >= p->span.end)
			break;
		o = evm_origin_of(c, i);
		if (is_set(o.source) && (evm_source_specific(o.source) || !c->heading.source.n))
			c->heading.source = o.source;
		if (is_set(o.species))
			c->heading.species = o.species;
		if (is_set(o.vesicle))
			c->heading.vesicle = o.vesicle;
		if (m->type == EVM_DISEASE)
			c->heading_disease = m->norm;
	}
}

/* The headings above a passage: those whose path begins its path. */
static void find_headings(struct evm_context *c, uint32_t passage)
{
	const struct evm_doc *doc = c->doc;
	struct evm_str path = doc->passages.v[passage].section;

	memset(&c->heading, 0, sizeof c->heading);
	c->heading_disease = EVM_LIT("");
	if (!path.n)
		return;
	for (uint32_t i = 0; i < passage; i++) {
		const struct evm_passage *p = &doc->passages.v[i];

		if (p->region == EVM_REGION_HEADING && p->section.n <= path.n &&
		    !memcmp(p->section.p, path.p, p->section.n))
			read_heading(c, p);
	}
}

/* --- settings ----------------------------------------------------------------------- */

static unsigned own_setting(const struct evm_context *c, uint32_t sentence)
{
	const struct evm_doc *doc = c->doc;
	struct evm_span span = doc->sentences.v[sentence].span;
	size_t first = 0, last = doc->mentions.n, end;

	if (c->setting[sentence] != UNREAD)
		return c->setting[sentence];
	while (first < last) {
		size_t mid = first + (last - first) / 2;

		if (doc->mentions.v[mid].span.begin < span.begin)
			first = mid + 1;
		else
			last = mid;
	}
	for (end = first; end < doc->mentions.n && doc->mentions.v[end].span.begin < span.end;)
		end++;
	c->setting[sentence] = (uint8_t)evm_setting_read(c->words, doc, sentence, first, end);
	return c->setting[sentence];
}

/* "Our results showed" in the midst of an abstract goes on. */
static bool sums_up(const struct evm_context *c, uint32_t sentence)
{
	return c->doc->sentences.n - sentence <= CLOSING_SENTENCES &&
	       evm_setting_closes(c->words, evm_doc_slice(c->doc, c->doc->sentences.v[sentence].span));
}

unsigned evm_context_setting(const struct evm_context *c, uint32_t sentence, bool *own)
{
	unsigned bits = own_setting(c, sentence), plain = bits & ~(unsigned)EVM_WITH_CELLS;

	*own = plain != 0;
	/* the title, and what sums up, tell of no one experiment */
	if (plain || !c->brief || !sentence || sentence + 1 == c->doc->sentences.n ||
	    sums_up(c, sentence))
		return plain;
	for (uint32_t k = sentence; k-- > 1 && sentence - k <= SETTING_SENTENCES;) {
		unsigned before = own_setting(c, k) & ~(unsigned)EVM_WITH_CELLS;

		/* nor does what follows a summing up */
		if (sums_up(c, k))
			return 0;
		if (before && !(before & (before - 1)))
			return bits & EVM_WITH_CELLS && before == EVM_IN_VIVO ? 0 : before;
		if (before)
			return 0;
	}
	return 0;
}

struct evm_str evm_context_cell(const struct evm_context *c, uint32_t before)
{
	const struct evm_doc *doc = c->doc;

	for (size_t i = doc->mentions.n; i-- > 0;) {
		const struct evm_mention *m = &doc->mentions.v[i];
		int in;

		if (m->type != EVM_CELL || m->span.begin >= before)
			continue;
		if (evm_setting_line(evm_doc_slice(doc, m->span)))
			return m->norm;
		in = evm_doc_sentence_at(doc, m->span.begin);
		if (in > 0 && own_setting(c, (uint32_t)in) & EVM_IN_VITRO)
			return m->norm;
	}
	return EVM_LIT("");
}

static void clear_focus(struct evm_context *c)
{
	memset(&c->subject, 0, sizeof c->subject);
	memset(&c->vesicle, 0, sizeof c->vesicle);
	memset(&c->any_vesicle, 0, sizeof c->any_vesicle);
	memset(&c->mirna, 0, sizeof c->mirna);
	memset(&c->source, 0, sizeof c->source);
	c->disease = NULL;
	c->route = EVM_LIT("");
	c->carried.n = 0;
}

void evm_context_sentence(struct evm_context *c, uint32_t sentence)
{
	uint32_t p = c->doc->sentences.v[sentence].passage;
	bool same;

	if (p == c->passage)
		return;
	same = c->passage != UINT32_MAX &&
		c->doc->passages.v[p].region == c->doc->passages.v[c->passage].region &&
		evm_str_eq(c->doc->passages.v[p].section, c->doc->passages.v[c->passage].section);
	c->passage = p;
	if (same)
		return;
	if (!c->brief)
		clear_focus(c);
	find_headings(c, p);
}

/* --- focus -------------------------------------------------------------------------------- */

void evm_context_update(struct evm_context *c, uint32_t sentence, size_t first, size_t last)
{
	bool named = false;

	for (size_t i = first; i < last; i++) {
		const struct evm_mention *m = &c->doc->mentions.v[i];
		struct evm_agent a = { .mention = m, .sentence = sentence };

		if (m->type == EVM_DISEASE) {
			c->disease = m;
			c->disease_sentence = sentence;
		} else if (m->type == EVM_ROUTE) {
			c->route = m->norm;
			c->route_sentence = sentence;
		} else if (m->type == EVM_MIRNA) {
			c->mirna = a;
		} else if (m->type == EVM_VESICLE) {
			a.origin = evm_origin_of(c, i);
			if (evm_source_specific(a.origin.source))
				c->vesicle = a;
			/* the first of a sentence is what it is about */
			if (!named || evm_source_specific(a.origin.source) ||
			    (is_set(a.origin.source) && !is_set(c->any_vesicle.origin.source)))
				c->any_vesicle = a;
			named = true;
		} else if (m->type == EVM_SOURCE) {
			a.origin = evm_origin_of(c, i);
			if (evm_source_specific(a.origin.source) || !c->source.mention)
				c->source = a;
		}
	}
}

/* --- completing and resolving ------------------------------------------------------------- */

static void fill(struct evm_origin *o, const struct evm_origin *from, bool with_species)
{
	if (!o->source.n)
		o->source = from->source;
	if (!o->species.n && with_species && evm_str_eq(o->source, from->source))
		o->species = from->species;
}

const char *evm_origin_complete(const struct evm_context *c, struct evm_origin *o)
{
	bool generic = o->source.n && !evm_source_specific(o->source), general = false;

	if (o->foreign)
		return "phrase";
	/* an abstract about one tissue's cells defines "EVs" in general first */
	if (generic && !o->said && c->brief && evm_source_specific(c->topic.source)) {
		o->source = EVM_LIT("");
		fill(o, &c->topic, true);
		general = true;
	}
	if (evm_source_specific(o->source)) {
		fill(o, &c->vesicle.origin, true);
		if (c->brief)
			fill(o, &c->topic, true);
		return general ? "topic" : "phrase";
	}
	/* "MSC-EVs" in a section about one tissue's cells */
	if (c->vesicle.mention && (!c->brief || !generic)) {
		o->source = c->vesicle.origin.source;
		if (!o->species.n)
			o->species = c->vesicle.origin.species;
		return "focus";
	}
	if (evm_source_specific(c->heading.source)) {
		o->source = c->heading.source;
		if (!o->species.n)
			o->species = c->heading.species;
		return "heading";
	}
	/* an abstract of one tissue's cells, behind the sentence that names them */
	if (c->brief && (generic || !evm_source_specific(c->topic.source)) && c->one_source && (c->vesicle.sentence ||
	    (c->source.sentence && evm_source_specific(c->source.origin.source)))) {
		const struct evm_origin *from = c->vesicle.sentence ? &c->vesicle.origin : &c->source.origin;

		o->source = from->source;
		if (!o->species.n)
			o->species = from->species.n ? from->species : c->topic.species;
		return "focus";
	}
	if (c->brief && !generic) {
		fill(o, &c->topic, true);
		return "topic";
	}
	if (o->source.n || !c->any_vesicle.mention)
		return "phrase";
	fill(o, &c->any_vesicle.origin, true);
	return "focus";
}

const struct evm_carried *evm_context_carried(const struct evm_context *c, struct evm_str norm)
{
	for (size_t i = c->carried.n; i-- > 0;)
		if (evm_str_ieq(c->carried.v[i].norm, norm))
			return &c->carried.v[i];
	return NULL;
}

static bool found(const struct evm_agent *a, uint32_t sentence)
{
	return a->mention && a->sentence + FOCUS_SENTENCES >= sentence;
}

/* An agent earlier in the same sentence: the first vesicle, else the first. */
static bool in_sentence(const struct evm_context *c, uint32_t sentence, size_t first,
			uint32_t before, struct evm_agent *out)
{
	const struct evm_doc *doc = c->doc;
	bool any = false;

	for (size_t i = first; i < doc->mentions.n && doc->mentions.v[i].span.end <= before; i++) {
		const struct evm_mention *m = &doc->mentions.v[i];

		if (m->type != EVM_VESICLE && m->type != EVM_MIRNA && m->type != EVM_SOURCE)
			continue;
		if (any && m->type != EVM_VESICLE)
			continue;
		*out = (struct evm_agent){ .mention = m, .origin = evm_origin_of(c, i),
					   .sentence = sentence };
		any = true;
		if (m->type == EVM_VESICLE)
			return true;
	}
	return any;
}

static bool nearest_mirna(const struct evm_context *c, uint32_t sentence, size_t first,
			  uint32_t before, struct evm_agent *out)
{
	const struct evm_doc *doc = c->doc;
	bool any = false;

	for (size_t i = first; i < doc->mentions.n && doc->mentions.v[i].span.end <= before; i++)
		if (doc->mentions.v[i].type == EVM_MIRNA) {
			*out = (struct evm_agent){ .mention = &doc->mentions.v[i], .sentence = sentence };
			any = true;
		}
	if (!any && c->mirna.mention && c->mirna.sentence + 1 >= sentence) {
		*out = c->mirna;
		any = true;
	}
	return any;
}

bool evm_context_may_resolve(const struct evm_context *c, uint32_t sentence)
{
	return found(&c->subject, sentence) || found(&c->any_vesicle, sentence) ||
	       found(&c->mirna, sentence) || found(&c->source, sentence) ||
	       (c->brief && c->vesicles);
}

bool evm_context_resolve(const struct evm_context *c, uint32_t sentence, size_t first_mention,
			 uint32_t pronoun_begin, bool mirna, struct evm_agent *out,
			 struct evm_str *how)
{
	*how = EVM_LIT("anaphor");
	if (mirna && nearest_mirna(c, sentence, first_mention, pronoun_begin, out))
		return true;
	if (in_sentence(c, sentence, first_mention, pronoun_begin, out))
		return true;
	if (found(&c->subject, sentence) &&
	    (!found(&c->any_vesicle, sentence) || c->subject.sentence >= c->any_vesicle.sentence)) {
		*out = c->subject;
		return true;
	}
	if (found(&c->any_vesicle, sentence)) {
		*out = c->any_vesicle;
		return true;
	}
	if (found(&c->subject, sentence) || found(&c->source, sentence)) {
		*out = c->subject.mention ? c->subject : c->source;
		return true;
	}
	if (c->brief && c->topic_vesicle) {
		*how = EVM_LIT("topic");
		*out = (struct evm_agent){ .mention = c->topic_vesicle, .origin = c->topic };
		return true;
	}
	return false;
}
