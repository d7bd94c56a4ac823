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

/* A token's readings: number, TOKEN_EDGES, TOKEN_NAMES; 0: in no name. */
struct ids {
	uint32_t token[2];
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
	struct evm_hit *hits;
	size_t n, cap, first;	/* first: of the begin at hand */
	struct evm_drop *drops;
	size_t n_drops, drops_cap;
	bool explain;
	struct doc_block *blocks;
	size_t n_blocks, blocks_cap;
	struct evm_str now;	/* the text */
	unsigned steps;		/* of the walks from one token */
	struct evm_lookup *found;
	size_t n_found, max_found;
};

struct evm_matcher *evm_matcher_new(const struct evm_dict *d)
{
	struct evm_matcher *m = evm_malloc(sizeof *m);

	memset(m, 0, sizeof *m);
	m->d = d;
	evm_folder_init(&m->text);
	evm_folder_init(&m->name);
	return m;
}

void evm_matcher_free(struct evm_matcher *m)
{
	if (!m)
		return;
	evm_folder_release(&m->text);
	evm_folder_release(&m->name);
	free(m->ids);
	free(m->hits);
	free(m->drops);
	free(m->blocks);
	free(m);
}

static void *room(void *v, size_t n, size_t *cap, size_t size)
{
	if (n < *cap)
		return v;
	*cap = n + n / 2 + 64;
	return evm_realloc(v, evm_mul(*cap, size));
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

static uint32_t find_edge(const struct evm_dict *d, uint32_t state, uint32_t tok)
{
	uint64_t hash = edge_hash(state, tok), bits = filter_bits(hash);
	uint32_t n = d->n[EDGES], at;

	if ((d->filter[place(hash, d->n[FILTER])] & bits) != bits)
		return 0;
	at = place(hash, n);
	for (uint32_t tries = 0; tries < n; tries++) {
		const struct edge *e = &d->edges[at];

		if (!e->to)
			return 0;
		if (e->state == state && e->token == tok)
			return e->to < d->n[STATES] ? e->to : 0;
		at = at + 1 == n ? 0 : at + 1;
	}
	return 0;
}

/* How far ahead tokens are prefetched. */
#define AHEAD 16

static void prefetch_token(const struct evm_dict *d, const struct evm_key *k)
{
	__builtin_prefetch(&d->slots[place(k->hash[0], d->n[SLOTS])]);
	if (k->hash[1])
		__builtin_prefetch(&d->slots[place(k->hash[1], d->n[SLOTS])]);
}

/* A token of a damaged image may have no state. */
static uint32_t sound(const struct evm_dict *d, uint32_t token)
{
	return (token & TOKEN_ID) < d->n[STATES] ? token : 0;
}

static void look_up(struct evm_matcher *m)
{
	const struct evm_dict *d = m->d;
	const struct evm_key *k = m->text.v;
	size_t n = m->text.n;

	m->ids = room(m->ids, n + 1, &m->ids_cap, sizeof *m->ids);
	for (size_t i = 0; i < n && i < AHEAD; i++)
		prefetch_token(d, &k[i]);
	for (size_t i = 0; i < n; i++) {
		uint32_t *token = m->ids[i].token;

		if (i + AHEAD < n)
			prefetch_token(d, &k[i + AHEAD]);
		token[0] = sound(d, find_token(d, k[i].hash[0]));
		token[1] = k[i].hash[1] ?
			   sound(d, find_token(d, k[i].hash[1])) : 0;
		if (token[0] & (TOKEN_EDGES | TOKEN_NAMES))
			__builtin_prefetch(&d->states[token[0] & TOKEN_ID]);
	}
	m->ids[n] = (struct ids){ { 0, 0 } };
}

/* What the walks will look at: the pairs' filter words, the names that a
 * single token has. */
static void prefetch_walks(const struct evm_matcher *m)
{
	const struct evm_dict *d = m->d;

	for (size_t i = 0; i < m->text.n; i++) {
		uint32_t t = m->ids[i].token[0], id = t & TOKEN_ID;
		uint32_t next = m->ids[i + 1].token[0] & TOKEN_ID;

		if (t & TOKEN_NAMES)
			__builtin_prefetch(&d->names[(d->states[id] &
						      STATE_NAME) - 1]);
		if (t & TOKEN_EDGES && next)
			__builtin_prefetch(&d->filter[place(edge_hash(id, next),
							    d->n[FILTER])]);
	}
	for (size_t i = 0; i < m->text.n; i++) {
		uint32_t t = m->ids[i].token[0];
		uint32_t next = m->ids[i + 1].token[0] & TOKEN_ID;
		uint64_t hash, bits;

		if (!(t & TOKEN_EDGES) || !next)
			continue;
		hash = edge_hash(t & TOKEN_ID, next);
		bits = filter_bits(hash);
		if ((d->filter[place(hash, d->n[FILTER])] & bits) == bits)
			__builtin_prefetch(&d->edges[place(hash, d->n[EDGES])]);
	}
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

/* The names of a state, [*begin, *end). */
static bool names_of(const struct evm_dict *d, uint32_t state, uint32_t *begin,
		     uint32_t *end)
{
	uint32_t i = d->states[state] & STATE_NAME;

	if (!i || i > d->n[NAMES])
		return false;
	*begin = --i;
	while (i + 1 < d->n[NAMES] && !(d->names[i].flags & NAME_LAST))
		i++;
	*end = i + 1;
	return true;
}

/* Types that the dictionary's block list forbids here, bit by bit. */
static uint32_t blocked_types(struct evm_matcher *m, uint32_t begin,
			      uint32_t end, const struct reach *r)
{
	uint32_t types = 0;

	/* blocks come first */
	for (uint32_t i = begin; i < end && m->d->names[i].flags & NAME_BLOCK; i++)
		if (verify(m, &m->d->names[i], r) == EVM_REJECT_NONE)
			types |= m->d->names[i].concept;
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
	memmove(&m->hits[i + 1], &m->hits[i], (m->n - i) * sizeof *m->hits);
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
	const struct name *before = NULL;
	enum evm_reject why = EVM_REJECT_NONE;
	uint32_t begin, end, blocked;

	if ((d->states[state] & STATE_CAPITAL && r->masked && !r->mask &&
	     !m->explain) || !names_of(d, state, &begin, &end))
		return;
	blocked = blocked_types(m, begin, end, r);
	for (uint32_t i = begin; i < end; i++) {
		const struct name *name = &d->names[i];
		enum evm_reject reject;

		if (name->flags & NAME_BLOCK || name->concept >= d->n[CONCEPTS])
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

typedef void evm_visit(struct evm_matcher *m, uint32_t state, const struct reach *r);

static void reach_names(struct evm_matcher *m, uint32_t state, size_t first,
			size_t last, evm_visit *visit)
{
	struct reach r = { first, last, 0, false };
	const struct evm_key *k = &m->text.v[first];

	if (first == last)
		r.masked = capitals(evm_str_sub(m->now, k->begin, k->end),
				    &r.mask);
	visit(m, state, &r);
}

/* Far more than names need; keeps a damaged image from leading in circles. */
#define MAX_STEPS 4096

/*
 * From a state reached with tokens [first, at]. Where a token's two readings
 * both lead on, the second is walked in a call of its own.
 */
static void walk(struct evm_matcher *m, uint32_t state, size_t first, size_t at,
		 evm_visit *visit)
{
	const struct evm_dict *d = m->d;

	for (;;) {
		const struct ids *id = &m->ids[at + 1];
		uint32_t to[2];

		if (m->text.v[at].flags & EVM_KEY_END &&
		    d->states[state] & STATE_NAME)
			reach_names(m, state, first, at, visit);
		if (!(d->states[state] & STATE_EDGES) || ++at == m->text.n ||
		    at - first >= EVM_NAME_TOKENS || ++m->steps > MAX_STEPS)
			return;
		for (int i = 0; i < 2; i++)
			to[i] = id->token[i] ? find_edge(d, state,
					id->token[i] & TOKEN_ID) : 0;
		if (to[0] && to[1])
			walk(m, to[1], first, at, visit);
		state = to[0] ? to[0] : to[1];
		if (!state)
			return;
	}
}

static void walk_from(struct evm_matcher *m, size_t first, evm_visit *visit)
{
	const struct ids *id = &m->ids[first];

	m->steps = 0;
	for (int r = 0; r < 2; r++)
		if (id->token[r] & (TOKEN_EDGES | TOKEN_NAMES))
			walk(m, id->token[r] & TOKEN_ID, first, first, visit);
}

static void prepare(struct evm_matcher *m, struct evm_str text)
{
	EVM_CHECK(text.n < UINT32_MAX);
	m->now = text;
	m->n = m->n_drops = 0;
	evm_fold(&m->text, text);
	look_up(m);
}

void evm_match(struct evm_matcher *m, struct evm_str text,
	       const struct evm_hit **hits, size_t *n)
{
	prepare(m, text);
	prefetch_walks(m);
	for (size_t i = 0; i < m->text.n; i++) {
		if (!(m->text.v[i].flags & EVM_KEY_START) ||
		    !((m->ids[i].token[0] | m->ids[i].token[1]) &
		      (TOKEN_EDGES | TOKEN_NAMES)))
			continue;
		m->first = m->n;
		walk_from(m, i, take_names);
	}
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

static void take_whole(struct evm_matcher *m, uint32_t state, const struct reach *r)
{
	if (r->last + 1 == m->text.n)
		take_names(m, state, r);
}

size_t evm_dict_find(struct evm_matcher *m, struct evm_str name,
		     uint32_t *concepts, size_t max)
{
	size_t n = 0;

	prepare(m, name);
	m->first = 0;
	if (m->text.n)
		walk_from(m, 0, take_whole);
	for (; n < m->n && n < max; n++)
		concepts[n] = m->hits[n].concept;
	return n;
}

static void take_all(struct evm_matcher *m, uint32_t state, const struct reach *r)
{
	const struct evm_dict *d = m->d;
	uint32_t begin, end, blocked;

	if (r->last + 1 != m->text.n || !names_of(d, state, &begin, &end))
		return;
	blocked = blocked_types(m, begin, end, r);
	for (uint32_t i = begin; i < end && m->n_found < m->max_found; i++) {
		const struct name *name = &d->names[i];
		bool block = name->flags & NAME_BLOCK;
		enum evm_reject why;

		if (!block && name->concept >= d->n[CONCEPTS])
			continue;
		why = verify(m, name, r);
		if (!why && !block)
			why = judge(m, name, r, blocked);
		m->found[m->n_found++] = (struct evm_lookup){
			.spelling = evm_dict_text(d, name->spelling),
			.concept = name->concept,
			.flags = name->flags & (block ? 0 : NAME_PUBLIC),
			.word = name->flags & NAME_WORD,
			.block = block,
			.types = block ? name->concept : 0,
			.vocabulary = evm_dict_vocabulary(d, name->vocabulary),
			.reject = why,
		};
	}
}

size_t evm_dict_lookup(struct evm_matcher *m, struct evm_str name,
		       struct evm_lookup *found, size_t max)
{
	prepare(m, name);
	m->found = found;
	m->n_found = 0;
	m->max_found = max;
	if (m->text.n)
		walk_from(m, 0, take_all);
	return m->n_found;
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
