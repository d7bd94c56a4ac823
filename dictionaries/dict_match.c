/*
 * The matcher. For each text: fold it, look every token up (prefetched: the
 * tables are far larger than the caches), then walk the edges from each token
 * that begins names. A token in no name ends every walk; one that begins none
 * costs its lookup.
 */
#include <stdlib.h>
#include <string.h>

#include "core/utf8.h"
#include "dictionaries/dict_p.h"

/* A token's readings: number and flags as in struct slot; 0: in no name. */
struct ids {
	uint32_t token[2];
};

/* The tokens of a word that the folder remembers. */
struct known {
	uint64_t hash[2];
	struct ids ids;
};

struct doc_block {
	uint64_t key;
	int type;
};

struct evm_matcher {
	const struct evm_dict *d;
	struct evm_folder text, name;
	struct ids *ids;
	size_t ids_cap;
	struct known *known;	/* one for each of the folder's memos */
	struct step *steps, *next;
	size_t n_steps, steps_cap, n_next, next_cap;
	struct reached *reached, *sorted;
	size_t n_reached, reached_cap, sorted_cap;
	uint32_t *counts;
	size_t counts_cap;
	struct evm_hit *hits;
	size_t n, cap, first;	/* first: of the begin at hand */
	struct evm_drop *drops;
	size_t n_drops, drops_cap;
	bool explain;
	struct doc_block *blocks;
	size_t n_blocks, blocks_cap;
	struct evm_str now;	/* the text */
};

struct evm_matcher *evm_matcher_new(const struct evm_dict *d)
{
	struct evm_matcher *m = evm_malloc(sizeof *m);

	memset(m, 0, sizeof *m);
	m->d = d;
	evm_folder_init(&m->text);
	evm_folder_init(&m->name);
	m->known = evm_malloc((EVM_FOLD_MEMO + 1) * sizeof *m->known);
	memset(m->known, 0, (EVM_FOLD_MEMO + 1) * sizeof *m->known);
	m->text.table = (const char *)d->slots;
	m->text.places = d->n[SLOTS];
	m->text.place_size = sizeof *d->slots;
	return m;
}

void evm_matcher_free(struct evm_matcher *m)
{
	if (!m)
		return;
	evm_folder_release(&m->text);
	evm_folder_release(&m->name);
	free(m->ids);
	free(m->known);
	free(m->steps);
	free(m->next);
	free(m->reached);
	free(m->sorted);
	free(m->counts);
	free(m->hits);
	free(m->drops);
	free(m->blocks);
	free(m);
}

static void *grow(void *v, size_t n, size_t *cap, size_t size)
{
	*cap = n + n / 2 + 64;
	return evm_realloc(v, evm_mul(*cap, size));
}

/* Room for element n. */
static inline void *room(void *v, size_t n, size_t *cap, size_t size)
{
	return n < *cap ? v : grow(v, n, cap, size);
}

/* ---- tables ---- */

static uint32_t find_token(const struct evm_dict *d, uint64_t hash)
{
	uint32_t n = d->n[SLOTS], at = place(hash, n);

	for (uint32_t tries = 0; tries < n; tries++) {
		const struct slot *s = &d->slots[at];

		if (!s->token)
			return 0;
		if (s->low == (uint32_t)hash && s->high == hash >> 32)
			return s->token;
		at = at + 1 == n ? 0 : at + 1;
	}
	return 0;
}

static bool may_be_edge(const struct evm_dict *d, uint64_t hash)
{
	uint64_t bits = filter_bits(hash);

	return (d->filter[place(hash, d->n[FILTER])] & bits) == bits;
}

/* The state behind an edge with what it has, 0 when there is no such edge. */
static uint32_t find_edge(const struct evm_dict *d, uint64_t hash,
			  uint32_t state, uint32_t token)
{
	uint32_t n = d->n[EDGES], at = place(hash, n);

	for (uint32_t tries = 0; tries < n; tries++) {
		const struct edge *e = &d->edges[at];

		if (!e->to)
			return 0;
		if (e->state == state && e->token == token)
			return (e->to & TO_STATE) < d->n[STATES] ? e->to : 0;
		at = at + 1 == n ? 0 : at + 1;
	}
	return 0;
}

/* A token of a damaged image may have no state. */
static uint32_t sound(const struct evm_dict *d, uint32_t token)
{
	return (token & TOKEN_ID) < d->n[STATES] ? token : 0;
}

static struct ids ids_of(const struct evm_dict *d, const struct evm_key *k)
{
	struct ids ids = { { sound(d, find_token(d, k->hash[0])), 0 } };

	if (k->hash[1])
		ids.token[1] = sound(d, find_token(d, k->hash[1]));
	return ids;
}

static void look_up(struct evm_matcher *m)
{
	const struct evm_key *k = m->text.v;
	size_t n = m->text.n;

	m->ids = room(m->ids, n + 1, &m->ids_cap, sizeof *m->ids);
	for (size_t i = 0; i < n; i++) {
		struct known *known = &m->known[k[i].memo];

		if (k[i].memo == EVM_FOLD_MEMO) {
			m->ids[i] = ids_of(m->d, &k[i]);
			continue;
		}
		if (known->hash[0] != k[i].hash[0] ||
		    known->hash[1] != k[i].hash[1])
			*known = (struct known){ { k[i].hash[0], k[i].hash[1] },
						 ids_of(m->d, &k[i]) };
		m->ids[i] = known->ids;
	}
	m->ids[n] = (struct ids){ { 0, 0 } };
}

/* ---- verification ---- */

static bool ascii(struct evm_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] >= 0x80)
			return false;
	return true;
}

static bool lower_word(struct evm_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!evm_is_lower(s.p[i]))
			return false;
	return s.n >= 3;
}

/*
 * Has a text's token the case of the name's? Compared as far as they have the
 * same letters (British spelling differs); what the text has more is a plural
 * in small letters. A word in small letters may begin a sentence. Greek and
 * accented letters have no case here.
 */
static bool same_case(struct evm_str name, struct evm_str text)
{
	size_t i = 0;

	if (evm_str_eq(name, text))
		return true;
	if (!ascii(name) || !ascii(text) || !name.n || !text.n)
		return true;
	if (lower_word(name) && evm_to_lower(text.p[0]) == name.p[0])
		i = 1;
	for (; i < name.n && i < text.n; i++) {
		if (evm_to_lower(name.p[i]) != evm_to_lower(text.p[i]))
			return true;
		if (name.p[i] != text.p[i])
			return false;
	}
	for (; i < text.n; i++)
		if (evm_is_upper(text.p[i]))
			return false;
	return true;
}

/* The tokens of a hit, [first, last]; where the capitals are when it is one
 * token that has such a mask. */
struct reach {
	size_t first, last;
	uint32_t mask;
	bool masked;
};

static struct evm_span span_of(const struct evm_matcher *m, const struct reach *r)
{
	return (struct evm_span){ m->text.v[r->first].begin,
				  m->text.v[r->last].end };
}

static bool case_equal(struct evm_matcher *m, struct evm_str spelling,
		       const struct reach *r)
{
	const struct evm_key *t = &m->text.v[r->first], *k;
	struct evm_span s = span_of(m, r);
	struct evm_str text = evm_str_sub(m->now, s.begin, s.end);

	if (evm_str_eq(spelling, text))
		return true;
	if (evm_fold(&m->name, spelling) != r->last - r->first + 1)
		return false;
	k = m->name.v;
	for (size_t i = 0; i < m->name.n; i++)
		if (!same_case(evm_str_sub(spelling, k[i].begin, k[i].end),
			       evm_str_sub(m->now, t[i].begin, t[i].end)))
			return false;
	return true;
}

/* A gap of the text that the name does not have. */
static bool bad_gap(const struct evm_matcher *m, uint32_t bits, const struct reach *r,
		    uint32_t flag)
{
	for (size_t i = r->first + 1; i <= r->last; i++)
		if (m->text.v[i].flags & flag &&
		    (i - r->first >= 16 || !(bits >> (i - r->first) & 1)))
			return true;
	return false;
}

static bool digit_glued(const struct evm_matcher *m, const struct reach *r)
{
	size_t at = m->text.v[r->last].end;
	uint32_t cp;

	if (at >= m->now.n)
		return false;
	cp = evm_utf8_next(m->now, &at);
	return (cp == '-' || (cp >= 0x2010 && cp <= 0x2013) || cp == 0x2212) &&
	       at < m->now.n && evm_is_digit(m->now.p[at]);
}

static bool capital_inside(const struct evm_matcher *m, const struct reach *r)
{
	struct evm_span s = span_of(m, r);

	for (size_t i = s.begin + 1; i < s.end; i++)
		if (evm_is_upper(m->now.p[i]))
			return true;
	return false;
}

/* A name of one word: its capitals tell all. */
static enum evm_reject verify_mask(const struct evm_matcher *m,
				   const struct name *name,
				   const struct reach *r)
{
	uint32_t initial = name->flags & NAME_INITIAL ? 1 : 0;

	if (name->flags & NAME_WORD && r->mask < 2)
		return EVM_REJECT_WORD;
	if (name->flags & (EVM_NAME_CASE | NAME_EXACT) &&
	    r->mask != name->hards && r->mask != (name->hards | initial))
		return EVM_REJECT_CASE;
	if (name->flags & EVM_NAME_NUMEND && digit_glued(m, r))
		return EVM_REJECT_NUMEND;
	return EVM_REJECT_NONE;
}

static enum evm_reject verify(struct evm_matcher *m, const struct name *name,
			      const struct reach *r)
{
	if (r->masked && name->flags & NAME_MASK)
		return verify_mask(m, name, r);
	if (r->first < r->last && bad_gap(m, name->hards, r, EVM_KEY_HARD))
		return EVM_REJECT_PUNCTUATION;
	if (!(name->flags & NAME_CHECKED))
		return EVM_REJECT_NONE;
	if (name->flags & EVM_NAME_NOSPLIT &&
	    bad_gap(m, name->gaps, r, EVM_KEY_START))
		return EVM_REJECT_SPLIT;
	if (name->flags & EVM_NAME_NUMEND && digit_glued(m, r))
		return EVM_REJECT_NUMEND;
	if (name->flags & NAME_WORD && !capital_inside(m, r))
		return EVM_REJECT_WORD;
	if (name->flags & (EVM_NAME_CASE | NAME_EXACT) &&
	    !case_equal(m, evm_dict_text(m->d, name->spelling), r))
		return EVM_REJECT_CASE;
	return EVM_REJECT_NONE;
}

/* ---- blocks ---- */

/* One number for the key of tokens [first, last], first readings. */
static uint64_t whole_key(const struct evm_folder *f, size_t first, size_t last)
{
	uint64_t h = 0x9e3779b97f4a7c15u;

	for (size_t i = first; i <= last; i++)
		h = (h ^ f->v[i].hash[0]) * 0xd6e8feb86659fd93u;
	return h;
}

void evm_matcher_block(struct evm_matcher *m, struct evm_str name, int type)
{
	if (!evm_fold(&m->name, name))
		return;
	m->blocks = room(m->blocks, m->n_blocks, &m->blocks_cap,
			 sizeof *m->blocks);
	m->blocks[m->n_blocks++] = (struct doc_block){
		whole_key(&m->name, 0, m->name.n - 1), type };
}

void evm_matcher_unblock(struct evm_matcher *m)
{
	m->n_blocks = 0;
}

static bool blocked_here(const struct evm_matcher *m, const struct reach *r, int type)
{
	uint64_t key;

	if (!m->n_blocks)
		return false;
	key = whole_key(&m->text, r->first, r->last);
	for (size_t i = 0; i < m->n_blocks; i++)
		if (m->blocks[i].key == key &&
		    (m->blocks[i].type < 0 || m->blocks[i].type == type))
			return true;
	return false;
}

/* ---- hits ---- */

/* The first name of a state, and the one behind it; NULL at the end. */
static const struct name *first_name(const struct evm_dict *d, uint32_t state)
{
	uint32_t i = d->states[state] & STATE_NAME;

	return i && i <= d->n[NAMES] ? &d->names[i - 1] : NULL;
}

static const struct name *next_name(const struct evm_dict *d,
				    const struct name *name)
{
	return name->flags & NAME_LAST || name + 1 == d->names + d->n[NAMES] ?
	       NULL : name + 1;
}

/* Types that the dictionary's block list forbids here, bit by bit; *name goes
 * behind the blocks, which come first. */
static uint32_t blocked_types(struct evm_matcher *m, const struct name **name,
			      const struct reach *r)
{
	uint32_t types = 0;

	for (; *name && (*name)->flags & NAME_BLOCK;
	     *name = next_name(m->d, *name))
		if (verify(m, *name, r) == EVM_REJECT_NONE)
			types |= (*name)->concept;
	return types;
}

static void drop(struct evm_matcher *m, struct evm_span span, uint32_t concept,
		 enum evm_reject why)
{
	m->drops = room(m->drops, m->n_drops, &m->drops_cap, sizeof *m->drops);
	m->drops[m->n_drops++] = (struct evm_drop){ span, concept, why };
}

/*
 * Adds a hit to those of the same begin: longest first, then by concept. A
 * concept that two names give is one hit; a name that needs no context wins.
 */
static void hit(struct evm_matcher *m, struct evm_span span, uint32_t concept,
		uint32_t flags)
{
	size_t i = m->n;

	m->hits = room(m->hits, m->n, &m->cap, sizeof *m->hits);
	while (i > m->first) {
		struct evm_hit *h = &m->hits[i - 1];

		if (h->span.end == span.end && h->concept == concept) {
			if (h->flags & EVM_NAME_AMBIGUOUS)
				h->flags = flags;
			return;
		}
		if (h->span.end > span.end ||
		    (h->span.end == span.end && h->concept < concept))
			break;
		i--;
	}
	if (i < m->n)
		memmove(&m->hits[i + 1], &m->hits[i],
			(m->n - i) * sizeof *m->hits);
	m->hits[i] = (struct evm_hit){ span, concept, flags };
	m->n++;
}

/* Is the verdict on one name that on the other? */
static bool alike(const struct name *a, const struct name *b)
{
	return a->spelling == b->spelling &&
	       !((a->flags ^ b->flags) & ~NAME_LAST);
}

/* A verified name may be blocked. */
static enum evm_reject judge(const struct evm_matcher *m,
			     const struct name *name, const struct reach *r,
			     uint32_t blocked)
{
	uint32_t type = name->flags >> NAME_TYPE & 15;

	if (blocked >> type & 1)
		return EVM_REJECT_BLOCKED;
	return blocked_here(m, r, (int)type) ? EVM_REJECT_DOCUMENT :
	       EVM_REJECT_NONE;
}

static void take_names(struct evm_matcher *m, uint32_t state, const struct reach *r)
{
	const struct evm_dict *d = m->d;
	const struct name *name = first_name(d, state), *before = NULL;
	enum evm_reject why = EVM_REJECT_NONE;
	uint32_t blocked;

	if (d->states[state] & STATE_CAPITAL && r->masked && !r->mask &&
	    !m->explain)
		return;
	blocked = blocked_types(m, &name, r);
	for (; name; name = next_name(d, name)) {
		enum evm_reject reject;

		if (name->concept >= d->n[CONCEPTS])
			continue;
		if (!before || !alike(before, name))
			why = verify(m, name, r);
		before = name;
		reject = why ? why : judge(m, name, r, blocked);
		if (reject == EVM_REJECT_NONE)
			hit(m, span_of(m, r), name->concept,
			    name->flags & NAME_PUBLIC);
		else if (m->explain)
			drop(m, span_of(m, r), name->concept, reject);
	}
}

/* ---- walking ---- */

/*
 * All walks of a text go on together, a token at a time. Each of them would
 * wait for the memory at every step; side by side they wait together. Each
 * round has two passes: over the filter, then over the edges that may be.
 */
struct step {
	uint64_t hash;		/* of the edge asked for */
	uint32_t state, token;
	uint32_t first, at;	/* tokens: the walk's first, and this one */
};

/* A state that ends names. */
struct reached {
	uint32_t state;
	uint32_t first, last;
};

/* A damaged image must not lead in ever more circles at once. */
static size_t most_steps(const struct evm_matcher *m)
{
	return m->text.n * 8 + 64;
}

static inline void add_step(struct evm_matcher *m, uint32_t state, uint32_t first,
		     uint32_t at, uint32_t token)
{
	uint64_t hash = edge_hash(state, token & TOKEN_ID);

	m->next = room(m->next, m->n_next, &m->next_cap, sizeof *m->next);
	m->next[m->n_next++] = (struct step){ hash, state, token & TOKEN_ID,
					      first, at };
	__builtin_prefetch(&m->d->filter[place(hash, m->d->n[FILTER])]);
}

/* From a state reached with token at to the tokens behind it. */
static inline void go_on(struct evm_matcher *m, uint32_t state, uint32_t first,
		  uint32_t at)
{
	const struct ids *next = &m->ids[at + 1];

	if (next->token[0])
		add_step(m, state, first, at + 1, next->token[0]);
	if (next->token[1] && m->n_next < most_steps(m))
		add_step(m, state, first, at + 1, next->token[1]);
}

static inline void reach(struct evm_matcher *m, uint32_t state, uint32_t first,
		  uint32_t last)
{
	m->reached = room(m->reached, m->n_reached, &m->reached_cap,
			  sizeof *m->reached);
	m->reached[m->n_reached++] = (struct reached){ state, first, last };
	__builtin_prefetch(&m->d->states[state]);
}

/* A name of this one token, as far as its capitals tell. */
static inline bool may_end(uint32_t token, uint32_t flags)
{
	return (token & TOKEN_NAMES) && (flags & EVM_KEY_END) &&
	       (!(token & TOKEN_CAPITAL) | !(flags & EVM_KEY_SMALL));
}

static inline void begin_walk(struct evm_matcher *m, uint32_t token,
			      uint32_t flags, uint32_t at)
{
	if (may_end(token, flags))
		reach(m, token & TOKEN_ID, at, at);
	if (token & TOKEN_EDGES)
		go_on(m, token & TOKEN_ID, at, at);
}

static void begin_walks(struct evm_matcher *m)
{
	uint32_t mask = m->explain ? ~(uint32_t)EVM_KEY_SMALL : UINT32_MAX;

	m->n_next = m->n_reached = 0;
	for (uint32_t i = 0; i < m->text.n; i++) {
		uint32_t flags = m->text.v[i].flags & mask;

		if (!(flags & EVM_KEY_START))
			continue;
		begin_walk(m, m->ids[i].token[0], flags, i);
		if (m->ids[i].token[1])
			begin_walk(m, m->ids[i].token[1], flags, i);
	}
}

/* Keeps the steps whose edges may be. */
static void filter_steps(struct evm_matcher *m)
{
	const struct evm_dict *d = m->d;
	size_t n = 0;

	for (size_t i = 0; i < m->n_steps; i++) {
		uint64_t hash = m->steps[i].hash;

		m->steps[n] = m->steps[i];
		n += may_be_edge(d, hash);
	}
	m->n_steps = n;
	for (size_t i = 0; i < n; i++)
		__builtin_prefetch(&d->edges[place(m->steps[i].hash,
						   d->n[EDGES])]);
}

static void take_steps(struct evm_matcher *m)
{
	for (size_t i = 0; i < m->n_steps; i++) {
		const struct step *s = &m->steps[i];
		uint32_t to = find_edge(m->d, s->hash, s->state, s->token);

		if (to & TO_NAMES && m->text.v[s->at].flags & EVM_KEY_END)
			reach(m, to & TO_STATE, s->first, s->at);
		if (to & TO_EDGES && m->n_next < most_steps(m))
			go_on(m, to & TO_STATE, s->first, s->at);
	}
}

static void swap_steps(struct evm_matcher *m)
{
	struct step *steps = m->steps;
	size_t cap = m->steps_cap;

	m->steps = m->next;
	m->steps_cap = m->next_cap;
	m->n_steps = m->n_next;
	m->next = steps;
	m->next_cap = cap;
	m->n_next = 0;
}

/* Puts what was reached in order: by first token, longer before shorter.
 * It comes in the order of the rounds, shorter first. */
static void sort_reached(struct evm_matcher *m)
{
	const struct evm_dict *d = m->d;
	size_t n = m->n_reached;
	uint32_t sum = 0;

	m->sorted = room(m->sorted, n, &m->sorted_cap, sizeof *m->sorted);
	m->counts = room(m->counts, m->text.n, &m->counts_cap,
			 sizeof *m->counts);
	memset(m->counts, 0, m->text.n * sizeof *m->counts);
	for (size_t i = 0; i < n; i++)
		m->counts[m->reached[i].first]++;
	for (size_t t = 0; t < m->text.n; t++) {
		uint32_t count = m->counts[t];

		m->counts[t] = sum;
		sum += count;
	}
	for (size_t i = n; i--;) {
		const struct reached *r = &m->reached[i];
		uint32_t name = d->states[r->state] & STATE_NAME;

		m->sorted[m->counts[r->first]++] = *r;
		__builtin_prefetch(&d->names[name ? name - 1 : 0]);
	}
}

static void walk(struct evm_matcher *m)
{
	begin_walks(m);
	for (int round = 1; m->n_next && round < EVM_NAME_TOKENS; round++) {
		swap_steps(m);
		filter_steps(m);
		take_steps(m);
	}
	sort_reached(m);
}

static inline struct reach reach_of(const struct evm_matcher *m,
				    const struct reached *in)
{
	struct reach r = { in->first, in->last, 0, false };
	const struct evm_key *k = &m->text.v[in->first];

	if (in->first != in->last)
		return r;
	if (k->flags & EVM_KEY_SMALL)
		r.masked = k->end - k->begin <= 16;
	else
		r.masked = capitals(evm_str_sub(m->now, k->begin, k->end),
				    &r.mask);
	return r;
}

static void prepare(struct evm_matcher *m, struct evm_str text)
{
	EVM_CHECK(text.n < UINT32_MAX);
	m->now = text;
	m->n = m->n_drops = 0;
	evm_fold(&m->text, text);
	look_up(m);
}

/* The names of all that was reached; only of what is the whole text. */
static void take_reached(struct evm_matcher *m, bool whole)
{
	uint32_t first = UINT32_MAX;

	for (size_t i = 0; i < m->n_reached; i++) {
		const struct reached *in = &m->sorted[i];
		struct reach r = reach_of(m, in);

		if (whole && (in->first || in->last + 1 != m->text.n))
			continue;
		if (in->first != first)
			m->first = m->n;
		first = in->first;
		take_names(m, in->state, &r);
	}
}

void evm_match(struct evm_matcher *m, struct evm_str text,
	       const struct evm_hit **hits, size_t *n)
{
	prepare(m, text);
	walk(m);
	take_reached(m, false);
	*hits = m->hits;
	*n = m->n;
}

void evm_match_explain(struct evm_matcher *m, struct evm_str text,
		       const struct evm_hit **hits, size_t *n,
		       const struct evm_drop **drops, size_t *n_drops)
{
	m->explain = true;
	evm_match(m, text, hits, n);
	m->explain = false;
	*drops = m->drops;
	*n_drops = m->n_drops;
}

size_t evm_dict_find(struct evm_matcher *m, struct evm_str name,
		     uint32_t *concepts, size_t max)
{
	size_t n = 0;

	prepare(m, name);
	walk(m);
	take_reached(m, true);
	for (; n < m->n && n < max; n++)
		concepts[n] = m->hits[n].concept;
	return n;
}

static struct evm_lookup look_at(struct evm_matcher *m, const struct name *name,
				 const struct reach *r, uint32_t blocked)
{
	bool block = name->flags & NAME_BLOCK;
	enum evm_reject why = verify(m, name, r);

	if (!why && !block)
		why = judge(m, name, r, blocked);
	return (struct evm_lookup){
		.spelling = evm_dict_text(m->d, name->spelling),
		.concept = name->concept,
		.flags = name->flags & (block ? 0 : NAME_PUBLIC),
		.word = name->flags & NAME_WORD,
		.block = block,
		.types = block ? name->concept : 0,
		.vocabulary = evm_dict_vocabulary(m->d, name->vocabulary),
		.reject = why,
	};
}

size_t evm_dict_lookup(struct evm_matcher *m, struct evm_str name,
		       struct evm_lookup *found, size_t max)
{
	size_t n = 0;

	prepare(m, name);
	m->explain = true;
	walk(m);
	m->explain = false;
	for (size_t i = 0; i < m->n_reached; i++) {
		struct reach r = reach_of(m, &m->sorted[i]);
		const struct name *at = first_name(m->d, m->sorted[i].state);
		const struct name *behind = at;
		uint32_t blocked;

		if (r.first || r.last + 1 != m->text.n)
			continue;
		blocked = blocked_types(m, &behind, &r);
		for (; at && n < max; at = next_name(m->d, at))
			if (at->flags & NAME_BLOCK ||
			    at->concept < m->d->n[CONCEPTS])
				found[n++] = look_at(m, at, &r, blocked);
	}
	return n;
}

const char *evm_reject_name(enum evm_reject r)
{
	static const char *const names[] = {
		[EVM_REJECT_NONE] = "matches",
		[EVM_REJECT_CASE] = "other case",
		[EVM_REJECT_SPLIT] = "split by a space or hyphen",
		[EVM_REJECT_NUMEND] = "a digit is glued behind",
		[EVM_REJECT_WORD] = "an English word here",
		[EVM_REJECT_PUNCTUATION] = "reaches over punctuation",
		[EVM_REJECT_BLOCKED] = "on the block list",
		[EVM_REJECT_DOCUMENT] = "blocked in this document",
	};

	return names[r];
}
