#include "extractors/lexicon.h"

#include <string.h>

#include "core/tsv.h"

#define KEY_MAX 96		/* bytes of a word or name */

/* Lower case, without hyphens, one space between words; n 0: too long. */
static struct evm_str fold(struct evm_str s, char to[KEY_MAX])
{
	size_t n = 0;

	if (s.n > KEY_MAX)
		return (struct evm_str){ to, 0 };
	for (size_t i = 0; i < s.n; i++) {
		/* U+2010, U+2011 are hyphens too */
		if (s.p[i] == '\xe2' && s.n - i >= 3 && s.p[i + 1] == '\x80' &&
		    (s.p[i + 2] == '\x90' || s.p[i + 2] == '\x91'))
			i += 2;
		else if (s.p[i] != '-')
			to[n++] = evm_to_lower(s.p[i]);
	}
	return (struct evm_str){ to, n };
}

/* A key has no hyphens: short keys are in the map, the others in the index. */
static uint32_t find_key(const struct evm_lexicon *lx, struct evm_str key)
{
	struct evm_wordkey k;
	uint32_t id = 0;

	if (evm_wordkey(key, &k))
		return evm_wordmap_get(&lx->shorts, k);
	return key.n && evm_index_get(&lx->index, key, &id) ? id : 0;
}

/* May one of eight bytes be a hyphen, or begin one? */
static bool hyphen_in(uint64_t x)
{
	const uint64_t ones = 0x0101010101010101u, high = ones * 0x80;
	uint64_t y = x ^ ones * '-', z = x ^ ones * 0xe2;

	return (((y - ones) & ~y) | ((z - ones) & ~z)) & high;
}

const struct evm_lexeme *evm_lexicon_get(const struct evm_lexicon *lx,
					 struct evm_str word)
{
	char low[KEY_MAX];
	struct evm_wordkey k;

	if (evm_wordkey(word, &k) && !hyphen_in(k.a) && !hyphen_in(k.b))
		return &lx->words.v[evm_wordmap_get(&lx->shorts, k)];
	return &lx->words.v[find_key(lx, fold(word, low))];
}

static struct evm_lexeme *add_key(struct evm_lexicon *lx, struct evm_str key)
{
	struct evm_lexeme *l;
	struct evm_wordkey k;
	uint32_t id = find_key(lx, key);

	if (id)
		return &lx->words.v[id];
	l = EVM_PUSH(&lx->arena, lx->words);
	l->id = (uint32_t)lx->words.n - 1;
	if (evm_wordkey(key, &k))
		evm_wordmap_put(&lx->shorts, k, l->id);
	else
		evm_index_add(&lx->index, evm_str_dup(&lx->arena, key), l->id, NULL);
	return l;
}

/* A name of several words: its beginnings are marked, so that readers go on. */
static void mark_beginnings(struct evm_lexicon *lx, struct evm_str key)
{
	size_t words = 1;

	for (size_t i = 0; i < key.n; i++)
		if (key.p[i] == ' ') {
			add_key(lx, evm_str_sub(key, 0, i))->more = true;
			words++;
		}
	if (words > lx->phrase_max)
		lx->phrase_max = words;
}

struct evm_lexeme *evm_lexicon_add(struct evm_lexicon *lx, struct evm_str word)
{
	char low[KEY_MAX];
	struct evm_str key = fold(word, low);

	if (!key.n)
		return &lx->words.v[0];
	mark_beginnings(lx, key);
	return add_key(lx, key);
}

/* --- cues.tsv -------------------------------------------------------------- */

static const char *const class_names[] = {
#define X(name) #name,
	EVM_CLASSES(X)
#undef X
};

static int class_of(struct evm_str name)
{
	for (int i = 0; i < EVM_CN_N; i++)
		if (evm_str_ieqz(name, class_names[i]))
			return i;
	return -1;
}

static uint64_t prep_bit(struct evm_str word)
{
	static const char *const names[] = {
#define X(name, text) text,
		EVM_PREPS(X)
#undef X
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (evm_str_eqz(word, names[i]))
			return 1ull << i;
	return 1ull << EVM_PN_OTHER;
}

static bool is_verb_class(int c)
{
	return c == EVM_CN_LIGHT || c == EVM_CN_REPORT || c == EVM_CN_INVEST ||
	       c == EVM_CN_AIM || c == EVM_CN_OTHER;
}

static uint8_t form_of(struct evm_str base, struct evm_str word)
{
	if (evm_str_eq(word, base))
		return EVM_BASE;
	if (evm_str_ends(word, "ing"))
		return EVM_ING;
	if (evm_str_ends(word, "s") && word.n <= base.n + 2)
		return EVM_S;
	return EVM_ED;
}

/* Forms written out ("shows,showed,shown"), or by the suffix rules. */
static size_t forms(struct evm_lexicon *lx, struct evm_str base,
		    struct evm_str given, struct evm_form out[EVM_FORMS_MAX])
{
	size_t n = 0;

	if (!given.n)
		return evm_verb_forms(&lx->arena, base, out);
	out[n].text = base;
	out[n++].form = EVM_BASE;
	while (given.p && n < EVM_FORMS_MAX) {
		out[n].text = evm_str_cut(&given, ',');
		out[n].form = form_of(base, out[n].text);
		n++;
	}
	return n;
}

static void add_cue_verb(struct evm_lexicon *lx, int cls, struct evm_str item)
{
	struct evm_form f[EVM_FORMS_MAX];
	struct evm_str base = evm_str_cut(&item, ':');
	size_t n = forms(lx, base, item.p ? item : EVM_LIT(""), f);

	for (size_t i = 0; i < n; i++) {
		struct evm_lexeme *l = evm_lexicon_add(lx, f[i].text);

		l->cls |= 1ull << cls;
		l->form |= f[i].form;
	}
}

static int add_cues(struct evm_lexicon *lx, const struct evm_tsv *t,
		    struct evm_err *err)
{
	int cls = t->n == 2 ? class_of(t->f[0]) : -1;
	struct evm_str rest;

	if (cls < 0)
		return evm_tsv_bad(t, err, "two columns are wanted: a known class, words");
	for (rest = t->f[1]; rest.p;) {
		struct evm_str item = evm_str_cut(&rest, '|');
		struct evm_lexeme *l;

		if (!item.n || item.n > KEY_MAX)
			return evm_tsv_bad(t, err, "an empty or too long word");
		if (is_verb_class(cls)) {
			add_cue_verb(lx, cls, item);
			continue;
		}
		l = evm_lexicon_add(lx, item);
		l->cls |= 1ull << cls;
		if (cls == EVM_CN_PREP)
			l->prep = prep_bit(item);
	}
	return 0;
}

/* --- process_nouns.tsv ----------------------------------------------------- */

static int add_process(struct evm_lexicon *lx, const struct evm_tsv *t,
		       struct evm_err *err)
{
	int valence;
	struct evm_str plural;

	if (t->n != 4)
		return evm_tsv_bad(t, err, "four columns are wanted");
	valence = evm_str_eqz(t->f[2], "good") - evm_str_eqz(t->f[2], "bad");
	plural = evm_str_eqz(t->f[1], "-") ?
		evm_str_printf(&lx->arena, "%.*ss", EVM_ARG(t->f[0])) : t->f[1];
	for (int i = 0; i < 2; i++) {
		struct evm_lexeme *l = evm_lexicon_add(lx, i ? plural : t->f[0]);

		l->cls |= EVM_C(PROC);
		l->valence = (int8_t)valence;
		l->modified = evm_str_eqz(t->f[3], "yes");
	}
	return 0;
}

/* --- lexicon.rules ---------------------------------------------------------- */

struct entry {
	struct evm_str word;
	struct evm_pred *pred;
	struct evm_str forms, noun, agent, adj;
	bool both, no_noun;
};

static int types_of(struct evm_str list, uint32_t *bits)
{
	*bits = 0;
	while (list.p) {
		int type = evm_type_of(evm_str_cut(&list, ','));

		if (type < 0)
			return -1;
		*bits |= 1u << type;
	}
	return 0;
}

static uint64_t preps_of(struct evm_str list)
{
	uint64_t bits = 0;

	while (list.p && list.n)
		bits |= prep_bit(evm_str_cut(&list, ','));
	return bits;
}

/* obj=effect,cell:none */
static int set_map(struct evm_pred *p, struct evm_str value)
{
	struct evm_str types = evm_str_cut(&value, ':');
	uint32_t bits;
	int predicate = evm_str_eqz(value, "none") ? EVM_NO_CLAIM :
			evm_predicate_of(value);

	if (!value.p || types_of(types, &bits) ||
	    (predicate < 0 && predicate != EVM_NO_CLAIM))
		return -1;
	for (int i = 0; i < EVM_TYPE_N; i++)
		if (bits >> i & 1)
			p->map[i] = predicate;
	return 0;
}

static int set_option(struct entry *e, struct evm_str key, struct evm_str value)
{
	if (evm_str_eqz(key, "noun")) {
		e->noun = value;
		e->no_noun = !value.n;
	} else if (evm_str_eqz(key, "agent"))
		e->agent = value;
	else if (evm_str_eqz(key, "adj"))
		e->adj = value;
	else if (evm_str_eqz(key, "forms"))
		e->forms = value;
	else if (evm_str_eqz(key, "prep"))
		e->pred->prep = preps_of(value);
	else if (evm_str_eqz(key, "alt"))
		e->pred->alt = preps_of(value);
	else if (evm_str_eqz(key, "altsign"))
		e->pred->altsign = value.n ? value.p[0] : 0;
	else if (evm_str_eqz(key, "subj"))
		return types_of(value, &e->pred->subj);
	else if (evm_str_eqz(key, "obj"))
		return set_map(e->pred, value);
	else
		return -1;
	return 0;
}

static int set_flag(struct entry *e, struct evm_str f)
{
	if (evm_str_eqz(f, "both"))
		e->both = true;
	else if (evm_str_eqz(f, "intrans"))
		e->pred->intrans = true;
	else if (evm_str_eqz(f, "stative"))
		e->pred->stative = true;
	else if (evm_str_eqz(f, "weak"))
		e->pred->weak = true;
	else
		return -1;
	return 0;
}

static int read_options(struct entry *e, struct evm_str rest,
			const struct evm_tsv *t, struct evm_err *err)
{
	struct evm_str f;

	while ((f = evm_str_word(&rest)).n) {
		struct evm_str value = f, key = evm_str_cut(&value, '=');

		if (value.p ? set_option(e, key, value) : set_flag(e, f))
			return evm_tsv_bad(t, err, "unknown or bad option '%.*s'",
					   EVM_ARG(f));
	}
	return 0;
}

static void add_words(struct evm_lexicon *lx, struct evm_str list, uint64_t cls,
		      const struct evm_pred *p, const struct evm_pred **slot_of(
		      struct evm_lexeme *))
{
	while (list.p && list.n) {
		struct evm_lexeme *l = evm_lexicon_add(lx, evm_str_cut(&list, ','));

		l->cls |= cls;
		*slot_of(l) = p;
	}
}

static const struct evm_pred **noun_slot(struct evm_lexeme *l) { return &l->noun; }
static const struct evm_pred **adj_slot(struct evm_lexeme *l) { return &l->adj; }
static const struct evm_pred **agent_slot(struct evm_lexeme *l) { return &l->agent; }

static struct evm_str derived(struct evm_lexicon *lx, struct evm_str base,
			      size_t cut, const char *a, const char *b)
{
	struct evm_str stem = evm_str_sub(base, 0, base.n - cut);

	return evm_str_printf(&lx->arena, "%.*s%s,%.*s%s", EVM_ARG(stem), a,
			      EVM_ARG(stem), b);
}

/* attenuate -> attenuation, attenuator; polarize -> polarization */
static void derive_nouns(struct evm_lexicon *lx, struct entry *e)
{
	if (evm_str_ends(e->word, "ate")) {
		if (!e->noun.n && !e->no_noun)
			e->noun = derived(lx, e->word, 1, "ion", "ions");
		if (!e->agent.n)
			e->agent = derived(lx, e->word, 1, "or", "ors");
	} else if (evm_str_ends(e->word, "ize") && !e->noun.n && !e->no_noun)
		e->noun = derived(lx, e->word, 3, "ization", "isation");
}

static void add_verb_forms(struct evm_lexicon *lx, const struct entry *e)
{
	struct evm_form f[EVM_FORMS_MAX];
	size_t n = forms(lx, e->word, e->forms, f);

	for (size_t i = 0; i < n; i++) {
		struct evm_lexeme *l = evm_lexicon_add(lx, f[i].text);

		l->cls |= EVM_C(VERB);
		l->form |= f[i].form;
		l->verb = e->pred;
		l->both |= e->both && f[i].form & (EVM_BASE | EVM_S);
	}
}

static int add_predicate(struct evm_lexicon *lx, struct evm_str kind,
			 struct evm_str rest, const struct evm_tsv *t,
			 struct evm_err *err)
{
	struct entry e = { .pred = evm_arena_alloc(&lx->arena, sizeof *e.pred) };
	struct evm_str sign;

	e.word = evm_str_dup(&lx->arena, evm_str_word(&rest));
	sign = evm_str_word(&rest);
	if (!e.word.n || sign.n != 1 || !strchr("+-0~!=>", sign.p[0]))
		return evm_tsv_bad(t, err, "kind, word and sign are wanted");
	e.pred->name = e.word;
	e.pred->sign = sign.p[0];
	memset(e.pred->map, EVM_BY_SIGN, sizeof e.pred->map);
	if (read_options(&e, rest, t, err))
		return -1;
	if (evm_str_eqz(kind, "verb")) {
		if (evm_lexicon_get(lx, e.word)->verb)
			return evm_tsv_bad(t, err, "'%.*s' is defined twice",
					   EVM_ARG(e.word));
		add_verb_forms(lx, &e);
		derive_nouns(lx, &e);
	} else if (evm_str_eqz(kind, "noun"))
		e.noun = e.word;
	else
		e.adj = e.word;
	add_words(lx, e.noun, EVM_C(NOUN), e.pred, noun_slot);
	add_words(lx, e.adj, EVM_C(PADJ), e.pred, adj_slot);
	add_words(lx, e.agent, EVM_C(AGENTN), e.pred, agent_slot);
	return 0;
}

static int add_list(struct evm_lexicon *lx, bool op, struct evm_str rest,
		    const struct evm_tsv *t, struct evm_err *err)
{
	struct evm_str words = evm_str_word(&rest), sign = evm_str_word(&rest);

	if (!words.n || (op && !evm_str_eqz(sign, "+") && !evm_str_eqz(sign, "-")))
		return evm_tsv_bad(t, err, "words%s are wanted", op ? " and a sign" : "");
	while (words.p) {
		struct evm_lexeme *l = evm_lexicon_add(lx, evm_str_cut(&words, '|'));

		l->cls |= op ? EVM_C(OP) : EVM_C(TRANS);
		if (op)
			l->op = sign.p[0] == '-' ? -1 : 1;
	}
	return 0;
}

static int add_rule(struct evm_lexicon *lx, const struct evm_tsv *t,
		    struct evm_err *err)
{
	struct evm_str rest = t->all, kind = evm_str_word(&rest);

	if (evm_str_eqz(kind, "op") || evm_str_eqz(kind, "trans"))
		return add_list(lx, evm_str_eqz(kind, "op"), rest, t, err);
	if (evm_str_eqz(kind, "verb") || evm_str_eqz(kind, "noun") ||
	    evm_str_eqz(kind, "adj"))
		return add_predicate(lx, kind, rest, t, err);
	return evm_tsv_bad(t, err, "unknown kind '%.*s'", EVM_ARG(kind));
}

/* --- files -------------------------------------------------------------------- */

typedef int add_fn(struct evm_lexicon *, const struct evm_tsv *, struct evm_err *);

struct adding {
	struct evm_lexicon *lx;
	add_fn *add;
};

static int add_record(void *ctx, const struct evm_tsv *t, struct evm_err *err)
{
	const struct adding *a = ctx;

	a->lx->digest = a->lx->digest * 31 + evm_str_hash(t->all);
	return a->add(a->lx, t, err);
}

static int read_file(struct evm_lexicon *lx, const char *dir, const char *name,
		     add_fn *add, struct evm_err *err)
{
	return evm_tsv_each_in(dir, name, add_record, &(struct adding){ lx, add }, err);
}

int evm_lexicon_load(struct evm_lexicon *lx, const char *dir, struct evm_err *err)
{
	memset(lx, 0, sizeof *lx);
	evm_arena_init(&lx->arena);
	(void)EVM_PUSH(&lx->arena, lx->words);	/* the unknown word */
	if (read_file(lx, dir, "process_nouns.tsv", add_process, err) ||
	    read_file(lx, dir, "cues.tsv", add_cues, err) ||
	    read_file(lx, dir, "lexicon.rules", add_rule, err)) {
		evm_lexicon_release(lx);
		return -1;
	}
	return 0;
}

void evm_lexicon_release(struct evm_lexicon *lx)
{
	evm_wordmap_release(&lx->shorts);
	evm_index_release(&lx->index);
	evm_arena_release(&lx->arena);
}
