#include "extractors/pattern.h"

#include <string.h>

#include "core/tsv.h"

/* --- elements ---------------------------------------------------------------------- */

struct loader {
	struct evm_patterns *p;
	struct evm_lexicon *lx;
	struct evm_tsv *t;
	struct evm_err *err;
	struct evm_pattern *rule;
	struct evm_str slots[EVM_SLOTS_MAX];
	size_t nslots;
};

static int bad(const struct loader *l, const char *what, struct evm_str which)
{
	return evm_tsv_bad(l->t, l->err, "%s '%.*s'", what, EVM_ARG(which));
}

static int slot_number(struct loader *l, struct evm_str name, bool add)
{
	for (size_t i = 0; i < l->nslots; i++)
		if (evm_str_eq(l->slots[i], name))
			return (int)i;
	if (!add || l->nslots == EVM_SLOTS_MAX)
		return -1;
	l->slots[l->nslots] = evm_str_dup(&l->p->arena, name);
	return (int)l->nslots++;
}

static int class_of(struct evm_str name)
{
	static const char *const names[] = {
#define X(name) #name,
		EVM_CLASSES(X)
#undef X
	};

	for (int i = 0; i < EVM_CN_N; i++)
		if (evm_str_eqz(name, names[i]))
			return i;
	return -1;
}

/* AGENT, TARGET, CARGO, or types with '|' between. */
static int types_of(struct evm_str list, uint32_t *bits)
{
	static const struct { const char *name; uint32_t bits; } sets[] = {
		{ "AGENT", 1u << EVM_VESICLE | 1u << EVM_SOURCE | 1u << EVM_MIRNA |
			   1u << EVM_PROTEIN | 1u << EVM_DRUG | 1u << EVM_PATHWAY },
		{ "TARGET", 1u << EVM_EFFECT | 1u << EVM_PROTEIN | 1u << EVM_MIRNA |
			    1u << EVM_PATHWAY | 1u << EVM_CELL | 1u << EVM_DISEASE },
		{ "CARGO", 1u << EVM_MIRNA | 1u << EVM_PROTEIN | 1u << EVM_DRUG },
	};

	*bits = 0;
	while (list.p) {
		struct evm_str one = evm_str_cut(&list, '|');
		int type = evm_type_of(one);
		bool set = false;

		for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
			if (evm_str_eqz(one, sets[i].name)) {
				*bits |= sets[i].bits;
				set = true;
			}
		if (!set && type < 0)
			return -1;
		if (!set)
			*bits |= 1u << type;
	}
	return 0;
}

static void add_word(struct loader *l, struct evm_element *e, struct evm_str word)
{
	if (word.n == 1 && !evm_is_alnum(word.p[0]))	/* a comma has no lexeme */
		*EVM_PUSH(&l->p->arena, e->stems) = evm_str_dup(&l->p->arena, word);
	else if (evm_str_ends(word, "*"))
		*EVM_PUSH(&l->p->arena, e->stems) =
			evm_str_dup(&l->p->arena, evm_str_sub(word, 0, word.n - 1));
	else
		*EVM_PUSH(&l->p->arena, e->words) = evm_lexicon_add(l->lx, word)->id;
}

static int read_slot(struct loader *l, struct evm_element *e, struct evm_str f)
{
	struct evm_str rest = evm_str_sub(f, 1, f.n - 1), name = evm_str_cut(&rest, ':');
	int slot = slot_number(l, name, true);

	e->kind = EVM_ELEMENT_SLOT;
	if (slot < 0 || !rest.p || types_of(rest, &e->types))
		return bad(l, "bad slot", f);
	e->slot = (uint8_t)slot;
	return 0;
}

static int read_class(struct loader *l, struct evm_element *e, struct evm_str f)
{
	struct evm_str list = evm_str_sub(f, 1, f.n - 1);

	e->kind = EVM_ELEMENT_CLASS;
	while (list.p) {
		int c = class_of(evm_str_cut(&list, '|'));

		if (c < 0)
			return bad(l, "unknown class", f);
		e->cls |= 1ull << c;
	}
	return 0;
}

/* "word", "stem*", "(a|b)", "[CLASS]", "..5", "<s:AGENT>", "^"; behind it "?"
 * (may be absent) or, behind a class, "*" (up to six). */
static int read_element(struct loader *l, struct evm_str f)
{
	struct evm_element *e = EVM_PUSH(&l->p->arena, l->rule->elements);
	uint64_t n = 0;

	e->min = e->max = 1;
	if (f.n > 1 && evm_str_ends(f, "?")) {
		e->min = 0;
		f.n--;
	} else if (evm_str_ends(f, "]*")) {
		e->min = 0;
		e->max = 6;
		f.n--;
	}
	if (evm_str_eqz(f, "^"))
		e->kind = EVM_ELEMENT_START;
	else if (evm_str_starts(f, "<") && evm_str_ends(f, ">"))
		return read_slot(l, e, f);
	else if (evm_str_starts(f, "[") && evm_str_ends(f, "]"))
		return read_class(l, e, f);
	else if (evm_str_starts(f, "..")) {
		if (evm_str_u64(evm_str_sub(f, 2, f.n), 20, &n))
			return bad(l, "bad gap", f);
		e->kind = EVM_ELEMENT_GAP;
		e->max = (uint8_t)n;
	} else if (evm_str_starts(f, "(") && evm_str_ends(f, ")")) {
		struct evm_str list = evm_str_sub(f, 1, f.n - 1);

		while (list.p)
			add_word(l, e, evm_str_cut(&list, '|'));
	} else
		add_word(l, e, f);
	return 0;
}

/* --- anchors --------------------------------------------------------------------------- */

/* How telling an element's words are: content words, then any. */
static int worth(const struct evm_lexicon *lx, const struct evm_element *e)
{
	uint64_t closed = EVM_C(PREP) | EVM_C(DET) | EVM_C(CONJ) | EVM_C(BE) | EVM_C(ADJ);

	if (e->kind != EVM_ELEMENT_WORDS || e->stems.n || !e->min)
		return 0;
	for (size_t i = 0; i < e->words.n; i++)
		if (lx->words.v[e->words.v[i]].cls & closed)
			return 1;
	return 2;
}

/* The element that a sentence must have a word of. */
static int find_anchor(struct loader *l)
{
	int best = 0;

	for (size_t i = 0; i < l->rule->elements.n; i++) {
		int w = worth(l->lx, &l->rule->elements.v[i]);

		if (w > best) {
			best = w;
			l->rule->anchor = (uint32_t)i;
		}
	}
	return best ? 0 : bad(l, "no word that the rule needs in", l->t->all);
}

/* --- lines ---------------------------------------------------------------------------- */

static int read_match(struct loader *l, struct evm_str rest)
{
	struct evm_str f;

	if (!l->rule || l->rule->elements.n)
		return bad(l, "match: without a rule, or twice", rest);
	while ((f = evm_str_word(&rest)).n)
		if (read_element(l, f))
			return -1;
	return find_anchor(l);
}

/* claim PREDICATE(s, o) [hedged] [negated] */
static int read_claim(struct loader *l, struct evm_str rest)
{
	struct evm_str args = rest, name = evm_str_trim(evm_str_cut(&args, '('));
	struct evm_str flags = args, inside = args.p ? evm_str_cut(&flags, ')') : EVM_LIT("");
	struct evm_str object = inside, subject = evm_str_cut(&object, ',');
	int p = evm_predicate_of(name), s, o;

	if (!l->rule || p < 0 || !object.p || !flags.p)
		return bad(l, "bad claim", rest);
	s = slot_number(l, evm_str_trim(subject), false);
	o = slot_number(l, evm_str_trim(object), false);
	if (s < 0 || o < 0)
		return bad(l, "a claim of a slot that the rule has not:", inside);
	l->rule->predicate = (enum evm_predicate)p;
	l->rule->subject = (uint8_t)s;
	l->rule->object = (uint8_t)o;
	l->rule->hedged = evm_str_find(flags, EVM_LIT("hedged"), 0) != SIZE_MAX;
	l->rule->negated = evm_str_find(flags, EVM_LIT("negated"), 0) != SIZE_MAX;
	return 0;
}

static int read_example(struct loader *l, struct evm_str rest, bool negative)
{
	struct evm_example *e;

	if (!l->rule)
		return bad(l, "an example without a rule:", rest);
	e = EVM_PUSH(&l->p->arena, l->rule->examples);
	e->negative = negative;
	return evm_example_read(&l->p->arena, l->t, rest, e, l->err);
}

static int complete(const struct loader *l)
{
	bool ex = false, not = false;

	if (!l->rule)
		return 0;
	for (size_t i = 0; i < l->rule->examples.n; i++) {
		ex |= !l->rule->examples.v[i].negative;
		not |= l->rule->examples.v[i].negative;
	}
	if (!l->rule->elements.n || l->rule->subject == l->rule->object || !ex || !not)
		return bad(l, "match:, claim:, ex: and not: are wanted in the rule above; it is",
			   l->rule->name);
	return 0;
}

static int read_rule(struct loader *l, struct evm_str name)
{
	if (complete(l))
		return -1;
	l->rule = EVM_PUSH(&l->p->arena, l->p->rules);
	l->rule->name = evm_str_dup(&l->p->arena, evm_str_trim(name));
	l->rule->line = l->t->line;
	l->nslots = 0;
	return l->rule->name.n ? 0 : bad(l, "a rule without a name", l->t->all);
}

static int read_line(struct loader *l)
{
	struct evm_str rest = l->t->all, key = evm_str_word(&rest);

	if (evm_str_eqz(key, "rule"))
		return read_rule(l, rest);
	if (evm_str_eqz(key, "match:"))
		return read_match(l, rest);
	if (evm_str_eqz(key, "claim:"))
		return read_claim(l, rest);
	if (evm_str_eqz(key, "ex:") || evm_str_eqz(key, "not:"))
		return read_example(l, rest, key.n == 4);
	return bad(l, "unknown line", key);
}

/* --- index --------------------------------------------------------------------------------- */

static void add_entry(struct evm_patterns *p, uint32_t word, size_t rule)
{
	struct evm_entry *e = EVM_PUSH(&p->arena, p->entries);

	e->rule = (uint32_t)rule;
	e->next = p->by_word.v[word];
	p->by_word.v[word] = (uint32_t)p->entries.n;
}

static void index_rules(struct evm_patterns *p, const struct evm_lexicon *lx)
{
	for (size_t i = 0; i < lx->words.n; i++)
		*EVM_PUSH(&p->arena, p->by_word) = 0;
	/* backwards, so that the first rule of a word is tried first */
	for (size_t i = p->rules.n; i-- > 0;) {
		const struct evm_element *e = &p->rules.v[i].elements.v[p->rules.v[i].anchor];

		for (size_t k = 0; k < e->words.n; k++)
			add_entry(p, e->words.v[k], i);
	}
}

/* What a window must hold for a rule to fit. */
static void find_needs(struct evm_patterns *p, struct evm_pattern *r)
{
	for (size_t i = 0; i < r->elements.n; i++) {
		const struct evm_element *e = &r->elements.v[i];

		if (e->kind != EVM_ELEMENT_SLOT)
			continue;
		if (e->min)
			r->needs[e->slot] = e->types;
		if (e->slot == r->subject)
			p->subjects |= e->types;
	}
}

int evm_patterns_load(struct evm_patterns *p, struct evm_lexicon *lx, const char *dir,
		      struct evm_err *err)
{
	struct evm_buf path = EVM_BUF_INIT;
	struct evm_tsv t;
	struct loader l = { .p = p, .lx = lx, .t = &t, .err = err };
	int got;

	memset(p, 0, sizeof *p);
	evm_arena_init(&p->arena);
	evm_buf_printf(&path, "%s/patterns.rules", dir);
	got = evm_tsv_open(&t, path.p, err);
	evm_buf_release(&path);
	if (got)
		return -1;
	while ((got = evm_tsv_next(&t, err)) == 1) {
		p->digest = p->digest * 31 + evm_str_hash(t.all);
		if (read_line(&l)) {
			got = -1;
			break;
		}
	}
	if (!got)
		got = complete(&l);
	evm_tsv_close(&t);
	if (got)
		evm_patterns_release(p);
	else
		index_rules(p, lx);
	for (size_t i = 0; !got && i < p->rules.n; i++)
		find_needs(p, &p->rules.v[i]);
	return got;
}

void evm_patterns_release(struct evm_patterns *p)
{
	evm_arena_release(&p->arena);
}
