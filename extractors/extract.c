#include "extractors/extract.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "core/data.h"
#include "extractors/pattern.h"
#include "extractors/qualify.h"
#include "extractors/tableclaim.h"

#define MANY_MENTIONS 400		/* of a sentence that is no prose */

struct evm_ruleset {
	struct evm_lexicon lexicon;
	struct evm_patterns patterns;
	struct evm_table_rules tables;
	struct evm_settings words;
	struct evm_weights weights;
	char settings[40];
};

struct evm_extractor {
	const struct evm_ruleset *rules;
	struct evm_arena arena;
	struct evm_context context;
	struct evm_syntax syntax;
	struct evm_frames frames;
	struct evm_table_head head;	/* of the table read last */
	uint32_t passage;		/* the one asked for last: is it silent? */
	bool silent;
};

static int load(struct evm_ruleset *rs, const char *dir, struct evm_err *err)
{
	if (evm_lexicon_load(&rs->lexicon, dir, err))
		return -1;
	if (!evm_patterns_load(&rs->patterns, &rs->lexicon, dir, err)) {
		if (!evm_table_rules_load(&rs->tables, dir, err)) {
			if (!evm_settings_load(&rs->words, dir, err)) {
				if (!evm_weights_load(&rs->weights, dir, err))
					return 0;
				evm_settings_release(&rs->words);
			}
			evm_table_rules_release(&rs->tables);
		}
		evm_patterns_release(&rs->patterns);
	}
	evm_lexicon_release(&rs->lexicon);
	return -1;
}

int evm_ruleset_load(struct evm_ruleset **out, const char *dir, struct evm_err *err)
{
	struct evm_ruleset *rs;
	char *own = NULL;

	if (!dir && !(dir = own = evm_data_path("extractors/rules", err)))
		return -1;
	rs = evm_malloc(sizeof *rs);
	if (load(rs, dir, err)) {
		free(rs);
		free(own);
		return -1;
	}
	free(own);
	snprintf(rs->settings, sizeof rs->settings, "rules=%016" PRIx64,
		 ((rs->lexicon.digest * 31 + rs->patterns.digest) * 31 + rs->tables.digest) * 31 +
		 rs->words.digest);
	*out = rs;
	return 0;
}

void evm_ruleset_free(struct evm_ruleset *rs)
{
	if (!rs)
		return;
	evm_weights_release(&rs->weights);
	evm_settings_release(&rs->words);
	evm_table_rules_release(&rs->tables);
	evm_patterns_release(&rs->patterns);
	evm_lexicon_release(&rs->lexicon);
	free(rs);
}

const char *evm_ruleset_settings(const struct evm_ruleset *rs)
{
	return rs->settings;
}

uint32_t evm_ruleset_subjects(const struct evm_ruleset *rs)
{
	return EVM_AGENT_TYPES | rs->patterns.subjects;
}

struct evm_extractor *evm_extractor_new(const struct evm_ruleset *rs)
{
	struct evm_extractor *ex = evm_malloc(sizeof *ex);

	memset(ex, 0, sizeof *ex);
	ex->rules = rs;
	evm_arena_init(&ex->arena);
	return ex;
}

void evm_extractor_free(struct evm_extractor *ex)
{
	if (!ex)
		return;
	evm_arena_release(&ex->arena);
	free(ex);
}

/* --- sentences ---------------------------------------------------------------------- */

static bool has_word(struct evm_str s, const char *word)
{
	size_t n = strlen(word);

	for (size_t i = 0; i + n <= s.n; i++)
		if (evm_to_lower(s.p[i]) == word[0] && evm_str_ieqz(evm_str_sub(s, i, i + n), word))
			return true;
	return false;
}

/* Methods, aims and references tell no results. */
static bool silent(const struct evm_passage *p)
{
	static const char *const words[] = {
		"method", "objective", "aim", "purpose", "reference",
		"acknowledg", "funding", "conflict", "abbreviation", NULL
	};
	struct evm_str s = p->category.n ? p->category : p->section;

	if (p->region == EVM_REGION_HEADING || p->region == EVM_REGION_TABLE)
		return true;
	/* the innermost heading counts */
	for (size_t i = s.n; i > 1; i--)
		if (s.p[i - 1] == '>' && s.p[i - 2] == ' ') {
			s = evm_str_sub(s, i, s.n);
			break;
		}
	for (size_t i = 0; words[i]; i++)
		if (has_word(s, words[i]) && !has_word(s, "result"))
			return true;
	return false;
}

/* The last subject of a sentence's claims is what a pronoun goes back to. */
static void remember_subject(struct evm_extractor *ex, struct evm_binding *b,
			     const struct evm_frame *f, const struct evm_claim *c)
{
	struct evm_agent *a = &ex->context.subject;
	int32_t at = ex->syntax.w[f->subject.head].mention;

	if (at >= 0) {
		a->mention = &b->doc->mentions.v[at];
		a->origin = b->origin;
		a->sentence = b->sentence;
	} else if (a->mention && c->subject.resolved.n)
		a->sentence = b->sentence;
}

static void claim_frames(struct evm_extractor *ex, struct evm_binding *b)
{
	int claim_of[EVM_FRAMES_MAX];
	const struct evm_frame *first = NULL;
	int first_claim = -1;

	if (ex->frames.n)
		evm_context_topic(&ex->context);
	for (size_t i = 0; i < ex->frames.n; i++) {
		const struct evm_frame *f = &ex->frames.f[i];

		claim_of[i] = evm_qualify(b, f);
		if (claim_of[i] < 0)
			continue;
		if (!first) {
			first = f;
			first_claim = claim_of[i];
		}
	}
	for (size_t i = 0; i < ex->frames.n; i++) {
		int via = ex->frames.f[i].via;

		if (claim_of[i] >= 0 && via >= 0)
			b->doc->claims.v[claim_of[i]].via = claim_of[via];
	}
	if (first)
		remember_subject(ex, b, first, &b->doc->claims.v[first_claim]);
}

static void read_row(struct evm_extractor *ex, struct evm_binding *b)
{
	size_t at = 0;

	evm_arena_reset(&ex->arena);
	evm_syntax_read(&ex->syntax, b->doc, b->sentence, b->first, &ex->rules->lexicon, &ex->arena);
	evm_context_topic(&ex->context);
	if (evm_syntax_next(&ex->syntax, &at))
		evm_table_row(&ex->rules->tables, &ex->head, b, &ex->syntax);
}

/* In a sentence of very many mentions claims look only at those of their window:
 * each looks at all. */
static void narrow(const struct evm_syntax *s, struct evm_binding *b, size_t first, size_t last)
{
	const struct evm_mention *m = b->doc->mentions.v;

	if (last - first <= MANY_MENTIONS)
		return;
	while (b->first < last && m[b->first].span.begin < s->w[0].span.begin)
		b->first++;
	for (b->last = b->first; b->last < last && m[b->last].span.begin < s->w[s->n - 1].span.end;)
		b->last++;
}

static void read_sentence(struct evm_extractor *ex, struct evm_binding *b)
{
	size_t at = 0, first = b->first, last = b->last;

	evm_arena_reset(&ex->arena);
	evm_syntax_read(&ex->syntax, b->doc, b->sentence, b->first, &ex->rules->lexicon, &ex->arena);
	while (evm_syntax_next(&ex->syntax, &at)) {
		evm_frames_find(&ex->frames, &ex->syntax, &ex->rules->patterns);
		narrow(&ex->syntax, b, first, last);
		claim_frames(ex, b);
	}
	b->first = first;
	b->last = last;
}

int evm_extract(struct evm_extractor *ex, struct evm_doc *doc, struct evm_err *err)
{
	return evm_extract_traced(ex, doc, NULL, err);
}

/* Types of the mentions [first, last), as bits. */
static uint32_t types_of(const struct evm_doc *doc, size_t first, size_t last)
{
	uint32_t types = 0;

	for (size_t i = first; i < last; i++)
		types |= 1u << doc->mentions.v[i].type;
	return types;
}

/* May the binding's sentence hold a claim? Its subject is named in it, or a
 * pronoun stands for it. What a protein or drug does where nothing else is named is
 * done to something that no list knows: seldom a claim. */
static bool may_claim(const struct evm_extractor *ex, const struct evm_binding *b)
{
	static const uint32_t ours = 1u << EVM_VESICLE | 1u << EVM_SOURCE | 1u << EVM_MIRNA;
	uint32_t types = types_of(b->doc, b->first, b->last);

	if (evm_context_may_resolve(&ex->context, b->sentence))
		return true;
	if (b->last - b->first == 1 && !(types & ours))
		return false;
	return types & evm_ruleset_subjects(ex->rules) || b->trace;
}

static bool in_silence(struct evm_extractor *ex, const struct evm_doc *doc, uint32_t passage)
{
	if (ex->passage != passage) {
		ex->passage = passage;
		ex->silent = silent(&doc->passages.v[passage]);
	}
	return ex->silent;
}

static void read_one(struct evm_extractor *ex, struct evm_binding *b)
{
	uint32_t p = b->doc->sentences.v[b->sentence].passage;

	if (b->last == b->first || !may_claim(ex, b))
		return;
	if (b->doc->passages.v[p].region == EVM_REGION_TABLE)
		read_row(ex, b);
	else if (!in_silence(ex, b->doc, p))
		read_sentence(ex, b);
}

static void read_all(struct evm_extractor *ex, struct evm_binding *b)
{
	struct evm_doc *doc = b->doc;

	evm_context_begin(&ex->context, doc, &ex->rules->words);
	ex->head.table = 0;
	ex->passage = UINT32_MAX;
	for (uint32_t i = 0; i < doc->sentences.n; i++) {
		struct evm_span span = doc->sentences.v[i].span;

		while (b->first < doc->mentions.n && doc->mentions.v[b->first].span.begin < span.begin)
			b->first++;
		b->last = b->first;
		while (b->last < doc->mentions.n && doc->mentions.v[b->last].span.begin < span.end)
			b->last++;
		evm_context_sentence(&ex->context, i);
		b->sentence = i;
		read_one(ex, b);
		evm_context_update(&ex->context, i, b->first, b->last);
	}
}

int evm_extract_traced(struct evm_extractor *ex, struct evm_doc *doc, struct evm_trace *trace,
		       struct evm_err *err)
{
	struct evm_binding b = { .doc = doc, .context = &ex->context, .frames = &ex->frames,
				 .weights = &ex->rules->weights,
				 .condition_sentence = UINT32_MAX, .trace = trace };

	(void)err;
	doc->claims.n = 0;
	if (trace)
		*trace = (struct evm_trace){ .arena = &doc->arena };
	if (trace || types_of(doc, 0, doc->mentions.n) & evm_ruleset_subjects(ex->rules))
		read_all(ex, &b);
	evm_doc_sort(doc);
	return 0;
}
