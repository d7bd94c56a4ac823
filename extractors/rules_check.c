#include "extractors/rules_check.h"

#include <stdlib.h>

#include "core/data.h"
#include "extractors/annotate.h"
#include "extractors/extract.h"
#include "extractors/mention_check.h"
#include "extractors/pattern.h"

struct check {
	struct evm_ruleset *rules;
	struct evm_extractor *extractor;
	struct evm_annotator *annotator;
	struct evm_dict *own;		/* built here, or NULL */
	struct evm_lexicon lexicon;	/* with the patterns: a copy to read examples of */
	struct evm_patterns patterns;
	struct evm_examples examples, wanted;
	bool loaded;
	struct evm_doc doc;
	evm_rules_report *report;
	void *ctx;
	int failed;
};

/* Whose examples are run: a pattern, or a group of examples.rules. */
struct owner {
	struct evm_str name;		/* as it is told */
	const char *file;
	struct evm_str rule;		/* that claims must have, or empty */
	const struct evm_example_group *group;	/* or NULL */
};

static int begin(struct check *c, const char *dir, const struct evm_dict *dict,
		 struct evm_err *err)
{
	evm_doc_init(&c->doc);
	if (!dict && evm_dict_shipped(&c->own, err))
		return -1;
	if (evm_ruleset_load(&c->rules, dir, err) ||
	    evm_annotator_new(&c->annotator, dict ? dict : c->own, err) ||
	    evm_lexicon_load(&c->lexicon, dir, err))
		return -1;
	c->loaded = true;
	c->extractor = evm_extractor_new(c->rules);
	return evm_patterns_load(&c->patterns, &c->lexicon, dir, err) ||
	       evm_examples_load(&c->examples, dir, err) ||
	       evm_examples_wanted(&c->wanted, dir, err) ? -1 : 0;
}

static void end(struct check *c)
{
	evm_examples_release(&c->wanted);
	evm_examples_release(&c->examples);
	evm_patterns_release(&c->patterns);
	if (c->loaded)
		evm_lexicon_release(&c->lexicon);
	evm_extractor_free(c->extractor);
	evm_annotator_free(c->annotator);
	evm_ruleset_free(c->rules);
	evm_dict_free(c->own);
	evm_doc_release(&c->doc);
}

/* A row of a table, cells between " | ". */
static void put_row(struct evm_doc *d, struct evm_str line, uint32_t row)
{
	uint32_t begin, col = 0;
	size_t at = 0;

	evm_doc_passage(d, EVM_REGION_TABLE, EVM_LIT(""), line);
	begin = d->passages.v[d->passages.n - 1].span.begin;
	while (at <= line.n) {
		size_t end = evm_str_find(line, EVM_LIT(" | "), at);

		if (end == SIZE_MAX)
			end = line.n;
		*EVM_PUSH(&d->arena, d->cells) = (struct evm_cell){
			.span = { begin + (uint32_t)at, begin + (uint32_t)end },
			.table = 1, .row = row, .col = col++,
		};
		at = end + 3;
	}
}

/* A table stands as "header | header || cell | cell". */
static void put_text(struct evm_doc *d, struct evm_str text)
{
	uint32_t row = 0;
	size_t end;

	if (evm_str_find(text, EVM_LIT(" || "), 0) == SIZE_MAX) {
		evm_doc_passage(d, EVM_REGION_BODY, EVM_LIT(""), text);
		return;
	}
	while ((end = evm_str_find(text, EVM_LIT(" || "), 0)) != SIZE_MAX) {
		put_row(d, evm_str_sub(text, 0, end), row++);
		text = evm_str_sub(text, end + 4, text.n);
	}
	put_row(d, text, row);
}

static int read_text(struct check *c, struct evm_str text, bool claims, struct evm_err *err)
{
	evm_doc_reset(&c->doc);
	c->doc.id = EVM_LIT("example");
	put_text(&c->doc, text);
	evm_doc_seal(&c->doc);
	if (evm_annotate(c->annotator, &c->doc, err))
		return -1;
	return claims ? evm_extract(c->extractor, &c->doc, err) : 0;
}

/* Is the quote the wanted one, or does one hold the other? */
static bool same(struct evm_str quote, struct evm_str wanted)
{
	return evm_str_ieq(quote, wanted) || evm_str_find(quote, wanted, 0) != SIZE_MAX ||
	       evm_str_find(wanted, quote, 0) != SIZE_MAX;
}

/* "hedged", "negated", "cell=neurons" behind a claim. */
static bool has_marks(const struct evm_claim *k, struct evm_str marks)
{
	marks = evm_str_trim(marks);
	while (marks.n && marks.p) {
		struct evm_str value = evm_str_cut(&marks, ' '), key = evm_str_cut(&value, '=');
		bool has = false;

		for (size_t i = 0; value.p && i < k->quals.n; i++)
			has |= evm_str_eq(k->quals.v[i].key, key) &&
			       same(k->quals.v[i].value, value);
		if (!value.p)
			has = evm_str_eqz(key, "hedged") ? k->hedged :
			      evm_str_eqz(key, "negated") ? k->negated : false;
		if (!has)
			return false;
	}
	return true;
}

/* "decreases(A, B) hedged" among the document's claims? */
static bool found(const struct check *c, struct evm_str claim)
{
	struct evm_str marks = claim, name = evm_str_trim(evm_str_cut(&marks, '('));
	struct evm_str object = marks.p ? evm_str_cut(&marks, ')') : EVM_LIT("");
	struct evm_str subject = evm_str_trim(evm_str_cut(&object, ','));
	int predicate = evm_predicate_of(name);

	for (size_t i = 0; i < c->doc.claims.n; i++) {
		const struct evm_claim *k = &c->doc.claims.v[i];

		if ((int)k->predicate == predicate && object.p &&
		    same(evm_doc_slice(&c->doc, k->subject.span), subject) &&
		    same(evm_doc_slice(&c->doc, k->object.span), evm_str_trim(object)) &&
		    has_marks(k, marks))
			return true;
	}
	return false;
}

/* The first of the document's claims that a construction made, or NULL. */
static const struct evm_claim *made_by(const struct check *c, struct evm_str rule)
{
	for (size_t i = 0; i < c->doc.claims.n; i++) {
		struct evm_str r = c->doc.claims.v[i].rule;

		if (evm_str_eq(r, rule) || (r.n > rule.n && r.p[rule.n] == '/' &&
		    evm_str_eq(evm_str_sub(r, 0, rule.n), rule)))
			return &c->doc.claims.v[i];
	}
	return NULL;
}

/* --- words of a group ------------------------------------------------------------------ */

static bool of_sign(const struct evm_pred *p, struct evm_str sign)
{
	return p && sign.n && p->sign == sign.p[0];
}

static bool of_class(const struct evm_lexeme *l, struct evm_str name)
{
	static const char *const names[] = {
#define X(name) #name,
		EVM_CLASSES(X)
#undef X
	};

	for (int i = 0; i < EVM_CN_N; i++)
		if (evm_str_ieqz(name, names[i]))
			return l->cls >> i & 1;
	return false;
}

static bool belongs(const struct evm_lexeme *l, const struct evm_example_group *g)
{
	if (evm_str_eqz(g->kind, "verb"))
		return of_sign(l->verb, g->value);
	if (evm_str_eqz(g->kind, "noun"))
		return of_sign(l->noun, g->value);
	if (evm_str_eqz(g->kind, "adj"))
		return of_sign(l->adj, g->value);
	if (evm_str_eqz(g->kind, "op"))
		return l->cls & EVM_C(OP) && l->op == (evm_str_eqz(g->value, "-") ? -1 : 1);
	if (evm_str_eqz(g->kind, "trans"))
		return l->cls & EVM_C(TRANS);
	if (evm_str_eqz(g->kind, "process"))
		return l->cls & EVM_C(PROC) && l->valence ==
		       evm_str_eqz(g->value, "good") - evm_str_eqz(g->value, "bad");
	if (evm_str_eqz(g->kind, "cue"))
		return of_class(l, g->value);
	return true;		/* an option */
}

static size_t word_end(struct evm_str text, size_t i)
{
	while (i < text.n && (evm_is_alnum(text.p[i]) || text.p[i] == '-' ||
			      (text.p[i] & 0x80) || (text.p[i] == '/' && i)))
		i++;
	return i;
}

/* Does the sentence have a word, or a name of several, of the group? */
static bool holds_word(const struct check *c, struct evm_str text, const struct evm_example_group *g)
{
	for (size_t i = 0; i < text.n; i = word_end(text, i) + 1)
		for (size_t end = i, n = 0; n < c->lexicon.phrase_max && end < text.n; n++, end++) {
			end = word_end(text, end);
			if (belongs(evm_lexicon_get(&c->lexicon, evm_str_sub(text, i, end)), g))
				return true;
		}
	return false;
}

/* --- running ------------------------------------------------------------------------------ */

static void say(struct check *c, const struct owner *o, const struct evm_example *e,
		const char *wrong, struct evm_str what)
{
	struct evm_buf told = EVM_BUF_INIT;
	struct evm_rules_result result = { o->name, o->file, e ? e->line : 0,
		e ? e->text : EVM_LIT(""), !wrong, EVM_LIT("") };

	if (wrong)
		evm_buf_printf(&told, "%s%" EVM_FMT, wrong, EVM_ARG(what));
	result.what = evm_buf_str(&told);
	c->failed += wrong != NULL;
	if (c->report)
		c->report(c->ctx, &result);
	evm_buf_release(&told);
}

static void run_positive(struct check *c, const struct owner *o, const struct evm_example *e)
{
	struct evm_str rest = e->claims;

	while (rest.p) {
		struct evm_str claim = evm_str_trim(evm_str_cut(&rest, ';'));

		if (!found(c, claim)) {
			say(c, o, e, "no ", claim);
			return;
		}
	}
	if (o->group && o->rule.n && !made_by(c, o->rule))
		say(c, o, e, "no claim of ", o->rule);
	else if (o->group && !o->rule.n && !holds_word(c, e->text, o->group))
		say(c, o, e, "no word of ", o->name);
	else
		say(c, o, e, NULL, EVM_LIT(""));
}

static void run_negative(struct check *c, const struct owner *o, const struct evm_example *e)
{
	struct evm_str rest = e->claims;
	const struct evm_claim *k = e->claims.n ? NULL : o->rule.n ? made_by(c, o->rule) :
		c->doc.claims.n ? &c->doc.claims.v[0] : NULL;

	if (k) {
		say(c, o, e, "made a claim by ", k->rule);
		return;
	}
	while (e->claims.n && rest.p) {
		struct evm_str claim = evm_str_trim(evm_str_cut(&rest, ';'));

		if (found(c, claim)) {
			say(c, o, e, "made ", claim);
			return;
		}
	}
	say(c, o, e, NULL, EVM_LIT(""));
}

/* Examples of mentions: what is said must be there, or must not; where nothing
 * is, no mention of the grammar, or, of words, none at all. */
static void run_mentions(struct check *c, const struct owner *o, const struct evm_example *e)
{
	bool gram = evm_str_eqz(o->group->kind, "gram");
	const struct evm_mention *made = gram ? evm_mention_made(&c->doc, o->group->value) :
		c->doc.mentions.n ? &c->doc.mentions.v[0] : NULL;
	const struct evm_example_group *wanted = evm_example_group(&c->wanted, o->group->kind, o->group->value);
	struct evm_str rest = e->claims;

	while (e->claims.n && rest.p) {
		struct evm_str said = evm_str_trim(evm_str_cut(&rest, ';'));

		if (evm_mention_said(&c->doc, said) == e->negative) {
			say(c, o, e, e->negative ? "made " : "no ", said);
			return;
		}
	}
	if (e->negative && !e->claims.n && made)
		say(c, o, e, "made ", evm_doc_slice(&c->doc, made->span));
	else if (!e->negative && gram && !made)
		say(c, o, e, "no mention of ", o->name);
	else if (!e->negative && wanted && wanted->words.n && !evm_words_held(e->text, wanted->words))
		say(c, o, e, "no word of ", o->name);
	else
		say(c, o, e, NULL, EVM_LIT(""));
}

static int run_example(struct check *c, const struct owner *o, const struct evm_example *e,
		       struct evm_err *err)
{
	bool mentions = o->group && evm_example_mentions(o->group->kind);

	if (read_text(c, e->text, !mentions, err))
		return -1;
	if (mentions)
		run_mentions(c, o, e);
	else if (e->negative)
		run_negative(c, o, e);
	else
		run_positive(c, o, e);
	return 0;
}

static int run_patterns(struct check *c, struct evm_err *err)
{
	struct evm_buf rule = EVM_BUF_INIT;
	int got = 0;

	for (size_t i = 0; i < c->patterns.rules.n && !got; i++) {
		const struct evm_pattern *r = &c->patterns.rules.v[i];
		struct owner o = { r->name, "patterns.rules", EVM_LIT(""), NULL };

		rule.n = 0;
		evm_buf_printf(&rule, "pattern/%" EVM_FMT, EVM_ARG(r->name));
		o.rule = evm_buf_str(&rule);
		for (size_t k = 0; k < r->examples.n && !got; k++)
			got = run_example(c, &o, &r->examples.v[k], err);
	}
	evm_buf_release(&rule);
	return got;
}

/* "verb -" */
static struct owner owner_of(const struct evm_example_group *g, struct evm_buf *name)
{
	name->n = 0;
	evm_buf_printf(name, "%" EVM_FMT "%s%" EVM_FMT, EVM_ARG(g->kind), g->value.n ? " " : "",
		       EVM_ARG(g->value));
	return (struct owner){ evm_buf_str(name), g->file,
		evm_str_eqz(g->kind, "frame") ? g->value : EVM_LIT(""), g };
}

static void want_both(struct check *c, const struct owner *o, const struct evm_example_group *g)
{
	bool ex = false, not = false;

	for (size_t k = 0; g && k < g->examples.n; k++) {
		ex |= !g->examples.v[k].negative;
		not |= g->examples.v[k].negative;
	}
	if (!ex)
		say(c, o, NULL, "has no ex: line", EVM_LIT(""));
	if (!not)
		say(c, o, NULL, "has no not: line", EVM_LIT(""));
}

static int run_groups(struct check *c, struct evm_err *err)
{
	struct evm_buf name = EVM_BUF_INIT;
	int got = 0;

	for (size_t i = 0; i < c->wanted.groups.n; i++) {
		const struct evm_example_group *w = &c->wanted.groups.v[i];
		struct owner o = owner_of(w, &name);

		want_both(c, &o, evm_example_group(&c->examples, w->kind, w->value));
	}
	for (size_t i = 0; i < c->examples.groups.n && !got; i++) {
		const struct evm_example_group *g = &c->examples.groups.v[i];
		struct owner o = owner_of(g, &name);

		if (!evm_example_group(&c->wanted, g->kind, g->value))
			say(c, &o, NULL, "there is nothing of this name", EVM_LIT(""));
		for (size_t k = 0; k < g->examples.n && !got; k++)
			got = run_example(c, &o, &g->examples.v[k], err);
	}
	evm_buf_release(&name);
	return got;
}

static int run(struct check *c, struct evm_err *err)
{
	return run_patterns(c, err) || run_groups(c, err) ? -1 : c->failed;
}

int evm_rules_check(const char *dir, const struct evm_dict *dict,
		    evm_rules_report *report, void *ctx, struct evm_err *err)
{
	struct check c = { .report = report, .ctx = ctx };
	char *own = NULL;
	int got;

	if (!dir && !(dir = own = evm_data_path("extractors/rules", err)))
		return -1;
	got = begin(&c, dir, dict, err) ? -1 : run(&c, err);
	end(&c);
	free(own);
	return got;
}
