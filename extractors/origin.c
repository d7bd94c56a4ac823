/* What the phrase of a vesicle or of cells says by itself: where from, of whom,
 * with what in it; short names mean what they were introduced for. */
#include "extractors/context.h"

#include <string.h>

#include "core/index.h"

#define GAP_MAX 48		/* bytes between a vesicle and its source */

/* --- the phrase of a mention ------------------------------------------------------- */

/* The list is in lower case; the word is not empty. */
static bool one_of(struct evm_str word, const char *const *list)
{
	char first = evm_to_lower(word.p[0]);

	for (size_t i = 0; list[i]; i++)
		if (list[i][0] == first && evm_str_ieqz(word, list[i]))
			return true;
	return false;
}

/* Words that may stand between a source and its vesicles. */
static bool joint_word(struct evm_str word)
{
	static const char *const words[] = {
		"derived", "secreted", "released", "isolated", "obtained", "extracted",
		"collected", "harvested", "purified", "produced", "generated", "shed",
		"originated", "from", "by", "of", "the", "human", "mouse", "rat", "normal",
		"cultured", "which", "were", "are", "hypoxic", "hypoxia", "pretreated",
		"including", "particularly", "especially", "those", "notably",
		"conditioned", "pretreatment", "primed", "preconditioned", "treated", NULL
	};

	return one_of(word, words);
}

/* A comma before "including those from" and its like. */
static bool goes_on_with(struct evm_str gap, size_t comma)
{
	struct evm_str rest = evm_str_trim(evm_str_sub(gap, comma + 1, gap.n));

	return gap.p[comma] == ',' && (evm_str_starts(rest, "including those") ||
		evm_str_starts(rest, "particularly those") || evm_str_starts(rest, "especially those") ||
		evm_str_starts(rest, "including") || evm_str_starts(rest, "particularly"));
}

/* Words that no phrase of an origin goes over: "from cells in". */
static bool parting_word(struct evm_str word)
{
	static const char *const words[] = {
		"and", "or", "in", "on", "at", "to", "with", "for", "was", "is", "that", "has", "have",
		"had", "can", "could", "may", "but", "than", "via", "through", "after", "into",
		"under", "as", "while", "on", "are", "were", "which", "not", "using", NULL
	};

	return one_of(word, words);
}

/* "derived from anoxia preconditioned", "of Notch1 engineered": behind the
 * preposition a few words of any kind say how the cells were treated. */
static bool from_treated(struct evm_str gap)
{
	bool from = false;
	size_t unknown = 0;

	for (size_t i = 0, k; i < gap.n; i = k > i ? k : i + 1) {
		struct evm_str word;
		bool joint;

		for (k = i; k < gap.n && (evm_is_alnum(gap.p[k]) || (unsigned char)gap.p[k] >= 0x80);)
			k++;
		if (k == i && strchr(",;:.()[]", gap.p[i]))
			return false;
		if (k == i)
			continue;
		word = evm_str_sub(gap, i, k);
		joint = joint_word(word);
		if ((!from && !joint) || parting_word(word))
			return false;
		unknown += !joint;
		from |= evm_str_ieqz(word, "from") || evm_str_ieqz(word, "of") || evm_str_ieqz(word, "by");
	}
	return from && unknown < 4;
}

static bool joined_by(struct evm_str gap)
{
	if (gap.n > GAP_MAX)
		return false;
	if (from_treated(gap))
		return true;
	for (size_t i = 0; i < gap.n;) {
		size_t k = i;

		while (k < gap.n && (evm_is_alnum(gap.p[k]) || (unsigned char)gap.p[k] >= 0x80))
			k++;
		if (k > i && (unsigned char)gap.p[i] < 0x80 &&
		    !joint_word(evm_str_sub(gap, i, k)))
			return false;
		/* "EVs, particularly those from MSCs" */
		if (k == i && strchr(",;:.()[]", gap.p[i]) && !goes_on_with(gap, i))
			return false;
		i = k > i ? k : i + 1;
	}
	return true;
}

static struct evm_str between(const struct evm_doc *doc, const struct evm_mention *a,
			      const struct evm_mention *b)
{
	return a->span.end <= b->span.begin ?
		evm_str_sub(doc->text, a->span.end, b->span.begin) : EVM_LIT("");
}

/* The species that a phrase's own words name, or empty. */
static struct evm_str species_word(struct evm_str s)
{
	static const struct { const char *word, *norm; } names[] = {
		{ "human", "human" }, { "mouse", "mouse" }, { "murine", "mouse" }, { "mice", "mouse" },
		{ "rat", "rat" }, { "rats", "rat" }, { "porcine", "pig" }, { "pig", "pig" },
		{ "rabbit", "rabbit" }, { "canine", "dog" }, { "equine", "horse" },
	};

	for (size_t i = 0, k; i < s.n; i = k + 1) {
		for (k = i; k < s.n && evm_is_alpha(s.p[k]); k++)
			;
		if (k < i + 3 || k > i + 7 || !strchr("hmrpceHMRPCE", s.p[i]))
			continue;
		for (size_t n = 0; n < sizeof names / sizeof *names; n++)
			if (evm_str_ieqz(evm_str_sub(s, i, k), names[n].word))
				return evm_str(names[n].norm);
	}
	return EVM_LIT("");
}

struct evm_str evm_origin_species(const struct evm_doc *doc, const struct evm_mention *m)
{
	struct evm_str q = evm_doc_slice(doc, m->span), named;

	if (m->species.n)
		return m->species;
	named = species_word(q);
	if (named.n)
		return named;
	if (q.n > 2 && evm_is_upper(q.p[1]) && (q.p[0] == 'h' || q.p[0] == 'm' || q.p[0] == 'r'))
		return q.p[0] == 'h' ? EVM_LIT("human") :
		       q.p[0] == 'm' ? EVM_LIT("mouse") : EVM_LIT("rat");
	return EVM_LIT("");
}

static void take_source(const struct evm_doc *doc, struct evm_origin *o,
			const struct evm_mention *src)
{
	struct evm_str species = evm_origin_species(doc, src);

	o->said = true;
	if (!o->source.n || (!evm_source_specific(o->source) && evm_source_specific(src->norm)))
		o->source = src->source.n ? src->source : src->norm;
	if (!o->species.n)
		o->species = species;
	if (!o->modification.n)
		o->modification = src->modification;
}

/* --- short names ---------------------------------------------------------------------- */

#define NONE UINT32_MAX

/* The vesicle named in a span, or NONE. */
static uint32_t vesicle_in(const struct evm_doc *doc, struct evm_span span)
{
	for (size_t k = 0; k < doc->mentions.n && doc->mentions.v[k].span.begin < span.end; k++)
		if (doc->mentions.v[k].type == EVM_VESICLE && doc->mentions.v[k].span.begin >= span.begin)
			return (uint32_t)k;
	return NONE;
}

/* "exosomes derived from adipose stem cells (S-ASC-Exo)": the vesicle whose
 * phrase ends before the bracket that mention k stands in, or NONE. */
static uint32_t bracketed(const struct evm_doc *doc, size_t k)
{
	const struct evm_mention *m = &doc->mentions.v[k];
	uint32_t begin = m->span.begin;

	if (begin < 2 || doc->text.p[begin - 1] != '(' || m->span.end >= doc->text.n ||
	    doc->text.p[m->span.end] != ')' || !k || doc->mentions.v[k - 1].type != EVM_SOURCE ||
	    doc->mentions.v[k - 1].span.end + 2 < begin)
		return NONE;
	for (size_t i = k - 1; i-- > 0 && k - i < 4;)
		if (doc->mentions.v[i].type == EVM_VESICLE &&
		    joined_by(between(doc, &doc->mentions.v[i], &doc->mentions.v[k - 1])))
			return (uint32_t)i;
	return NONE;
}

void evm_context_define(struct evm_context *c, struct evm_doc *doc)
{
	struct evm_index by_text = { NULL, 0, 0 };
	uint32_t *defined = evm_arena_alloc(&doc->arena, (doc->mentions.n + 1) * sizeof *defined);

	for (size_t i = 0; i < doc->abbrevs.n; i++) {
		uint32_t v = vesicle_in(doc, doc->abbrevs.v[i].lng);

		if (v != NONE)
			evm_index_add(&by_text, evm_doc_slice(doc, doc->abbrevs.v[i].shrt), v, NULL);
	}
	for (size_t k = 0; k < doc->mentions.n; k++) {
		uint32_t v = doc->mentions.v[k].type == EVM_VESICLE ? bracketed(doc, k) : NONE;

		if (v != NONE)
			evm_index_add(&by_text, evm_doc_slice(doc, doc->mentions.v[k].span), v, NULL);
	}
	for (size_t k = 0; k < doc->mentions.n; k++) {
		struct evm_str q = evm_doc_slice(doc, doc->mentions.v[k].span);

		defined[k] = NONE;
		if (by_text.n && doc->mentions.v[k].type == EVM_VESICLE &&
		    evm_index_get(&by_text, q, &defined[k]) && defined[k] == k)
			defined[k] = NONE;
	}
	evm_index_release(&by_text);
	c->defined = defined;
	c->origin = evm_arena_take(&doc->arena, evm_mul(doc->mentions.n, sizeof *c->origin));
	c->told = evm_arena_alloc(&doc->arena, doc->mentions.n);
}

static struct evm_origin phrase_origin(const struct evm_doc *doc, size_t at);

static struct evm_origin tell_origin(const struct evm_context *c, size_t at)
{
	struct evm_origin o = phrase_origin(c->doc, at), d;

	if (c->defined[at] == NONE)
		return o;
	d = phrase_origin(c->doc, c->defined[at]);
	if (evm_source_specific(d.source))
		o.source = d.source;
	if (d.species.n)
		o.species = d.species;
	/* "MIF-engineered cells' exosomes (MIF-Exo)": how they were made, no load */
	if (!o.cargo.n && !evm_str_ieq(o.modification, d.cargo))
		o.cargo = d.cargo;
	/* "hypoxia-preconditioned EVs (HP-EVs)": the code says less */
	if (d.modification.n)
		o.modification = d.modification;
	return o;
}

/* Claims ask for the same ones. */
struct evm_origin evm_origin_of(const struct evm_context *c, size_t at)
{
	if (!c->told[at]) {
		c->origin[at] = tell_origin(c, at);
		c->told[at] = 1;
	}
	return c->origin[at];
}

int evm_vesicle_from(const struct evm_doc *doc, size_t source)
{
	for (size_t k = source; k-- > 0 && source - k < 4;) {
		const struct evm_mention *m = &doc->mentions.v[k];

		if (m->type == EVM_SOURCE)
			return -1;
		if (m->type == EVM_VESICLE)
			return joined_by(between(doc, m, &doc->mentions.v[source])) ? (int)k : -1;
	}
	return -1;
}

/* "exosomes from hypoxic pretreatment ADSCs": how the cells were treated. */
static struct evm_str treated_in(struct evm_str gap)
{
	static const char *const words[] = { "hypoxic", "hypoxia", "pretreated", "primed", "preconditioned", NULL };
	struct evm_str t = evm_str_trim(gap);

	for (size_t i = 0; i < t.n; i++)
		for (size_t k = 0; words[k]; k++)
			if (evm_str_starts(evm_str_sub(t, i, t.n), words[k]))
				return evm_str_sub(t, i, t.n);
	return EVM_LIT("");
}

/* "MSC-EVs", but not "EVs" that a definition gave a source. */
static bool names_cells(struct evm_str s)
{
	return evm_str_find(s, EVM_LIT("SC"), 0) != SIZE_MAX ||
	       evm_str_find(s, EVM_LIT("stem"), 0) != SIZE_MAX ||
	       evm_str_find(s, EVM_LIT("strom"), 0) != SIZE_MAX;
}

/* "exosomes/EVs": any vesicles. */
static bool slashed(const struct evm_doc *doc, size_t at)
{
	const struct evm_mention *m = &doc->mentions.v[at], *next = m + 1;
	struct evm_str s = evm_doc_slice(doc, m->span);

	if (evm_str_find(s, EVM_LIT("/EV"), 0) != SIZE_MAX ||
	    evm_str_find(s, EVM_LIT("/extracellular"), 0) != SIZE_MAX)
		return true;
	return at + 1 < doc->mentions.n && next->type == EVM_VESICLE &&
	       next->span.begin == m->span.end + 1 && doc->text.p[m->span.end] == '/' &&
	       evm_str_eqz(next->norm, "EV");
}

/* Fluids and tissues that vesicles come from without MSCs. */
static bool other_origin(struct evm_str word)
{
	static const char *const words[] = {
		"serum", "plasma", "blood", "urine", "urinary", "saliva", "milk", "fluid", "tumor",
		"tumour", "cancer", "platelet", "platelets", "circulating", "plant", "bacterial", NULL
	};

	return one_of(word, words);
}

/* "exosomes isolated from the serum of patients", "plasma exosomes",
 * "tumor-derived EVs" */
static bool of_fluid(const struct evm_doc *doc, const struct evm_mention *m)
{
	struct evm_str rest = evm_str_sub(doc->text, m->span.end, doc->text.n), word;
	uint32_t end = m->span.begin, begin;
	bool from = false;

	for (int n = 0; n < 2 && end; n++) {	/* the word before, and before "derived" */
		while (end && !evm_is_alnum(doc->text.p[end - 1]) && strchr(" -", doc->text.p[end - 1]))
			end--;
		for (begin = end; begin && evm_is_alnum(doc->text.p[begin - 1]); begin--)
			;
		word = evm_str_sub(doc->text, begin, end);
		if (other_origin(word))
			return true;
		if (!evm_str_eqz(word, "derived"))
			break;
		end = begin;
	}
	for (int n = 0; n < 6 && rest.p && rest.n > 1 && rest.p[0] == ' '; n++) {
		rest = evm_str_sub(rest, 1, rest.n);
		for (begin = 0; begin < rest.n && evm_is_alpha(rest.p[begin]); begin++)
			;
		word = evm_str_sub(rest, 0, begin);
		if (from && other_origin(word))
			return true;
		if (!joint_word(word) && !(from && begin))
			return false;
		from |= evm_str_eqz(word, "from") || evm_str_eqz(word, "of");
		rest = evm_str_sub(rest, begin, rest.n);
	}
	return false;
}

/* Do the vesicles at a mention come from cells that are no MSCs? "hepatocyte
 * exosomes", "exosomes of hepatocytes". */
static bool of_other_cells(const struct evm_doc *doc, size_t at)
{
	const struct evm_mention *v = doc->mentions.v;

	if (of_fluid(doc, &v[at]))
		return true;

	if (at && v[at - 1].type == EVM_CELL && v[at - 1].span.end <= v[at].span.begin &&
	    joined_by(between(doc, &v[at - 1], &v[at])))
		return true;
	return at + 1 < doc->mentions.n && v[at + 1].type == EVM_CELL &&
	       v[at + 1].span.begin >= v[at].span.end &&
	       joined_by(between(doc, &v[at], &v[at + 1]));
}

/* "HIF-1-overexpressed", "MIF engineered": what the cells were made to do, not
 * what their vesicles were loaded with. */
static bool changes_cells(struct evm_str how)
{
	static const char *const ends[] = {
		"overexpressed", "engineered", "modified", "conjugated", "knockdown", "silenced", NULL
	};

	return evm_str_ends_any(how, ends);
}

static struct evm_origin phrase_origin(const struct evm_doc *doc, size_t at)
{
	const struct evm_mention *m = &doc->mentions.v[at], *v = doc->mentions.v;
	struct evm_origin o = {
		.source = m->source, .species = m->species, .cargo = m->cargo,
		.modification = m->modification,
	};

	if (m->type == EVM_SOURCE) {
		take_source(doc, &o, m);
		return o;
	}
	if (m->type != EVM_VESICLE)
		return o;
	o.vesicle = slashed(doc, at) ? EVM_LIT("EV") : m->norm;
	o.said = o.source.n && names_cells(evm_doc_slice(doc, m->span));
	if (!o.species.n && o.source.n)
		o.species = evm_origin_species(doc, m);
	for (size_t k = at; k-- > 0 && at - k < 4;)
		if (v[k].type == EVM_SOURCE && v[k].span.end <= m->span.begin) {
			if (joined_by(between(doc, &v[k], m)))
				take_source(doc, &o, &v[k]);
			break;
		}
	for (size_t k = at + 1; k < doc->mentions.n && k < at + 5; k++) {
		if (v[k].type == EVM_VESICLE && v[k].span.begin >= m->span.end)
			break;
		if (v[k].type == EVM_SOURCE && v[k].span.begin >= m->span.end) {
			if (joined_by(between(doc, m, &v[k]))) {
				take_source(doc, &o, &v[k]);
				if (!o.modification.n)
					o.modification = treated_in(between(doc, m, &v[k]));
			}
			break;
		}
	}
	o.foreign = !o.source.n && of_other_cells(doc, at);
	if (o.cargo.n && changes_cells(o.modification) && !evm_str_starts(o.cargo, "miR") &&
	    !evm_str_starts(o.cargo, "let-"))
		o.cargo = EVM_LIT("");
	return o;
}
