/* From vocabulary files to a dictionary's block. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/index.h"
#include "core/tsv.h"
#include "dictionaries/dict_p.h"

/* A growing hash table from a number (never 0) to a number. */
struct numbers {
	uint64_t *key;
	uint32_t *value;
	size_t n, cap;
};

static size_t number_place(const struct numbers *t, uint64_t key)
{
	size_t i = (key * 0x9e3779b97f4a7c15u >> 20) & (t->cap - 1);

	while (t->key[i] && t->key[i] != key)
		i = (i + 1) & (t->cap - 1);
	return i;
}

static void numbers_grow(struct numbers *t)
{
	struct numbers old = *t;

	t->cap = old.cap ? old.cap * 2 : 1024;
	t->key = evm_malloc(evm_mul(t->cap, sizeof *t->key));
	t->value = evm_malloc(evm_mul(t->cap, sizeof *t->value));
	memset(t->key, 0, t->cap * sizeof *t->key);
	for (size_t i = 0; i < old.cap; i++)
		if (old.key[i]) {
			size_t to = number_place(t, old.key[i]);

			t->key[to] = old.key[i];
			t->value[to] = old.value[i];
		}
	free(old.key);
	free(old.value);
}

/* The value of key; a new key gets fresh. */
static uint32_t number(struct numbers *t, uint64_t key, uint32_t fresh)
{
	size_t i;

	if (t->n * 2 >= t->cap)
		numbers_grow(t);
	i = number_place(t, key);
	if (!t->key[i]) {
		t->key[i] = key;
		t->value[i] = fresh;
		t->n++;
	}
	return t->value[i];
}

static bool has_number(const struct numbers *t, uint64_t key)
{
	return t->cap && t->key[number_place(t, key)];
}

struct edge_in {
	uint32_t state, token, to;
};

struct name_in {
	uint32_t state;
	struct name name;
};

struct evm_builder {
	struct evm_arena arena;		/* the texts' keys */
	struct evm_folder folder;
	struct numbers tokens;		/* hash -> token */
	struct numbers paths;		/* state, token -> edge + 1 */
	struct numbers english;		/* set of hashes */
	EVM_VEC(uint64_t) token;	/* hash of each; [0] is nobody's */
	EVM_VEC(struct edge_in) edge;
	EVM_VEC(struct name_in) name;
	EVM_VEC(struct concept) concept;
	EVM_VEC(uint32_t) vocabulary;
	struct evm_index texts;		/* text -> place in pool */
	struct evm_index known;		/* type, id, norm -> concept + 1 */
	struct evm_buf pool, key;
	uint64_t blocks;
};

struct evm_builder *evm_builder_new(void)
{
	struct evm_builder *b = evm_malloc(sizeof *b);

	memset(b, 0, sizeof *b);
	evm_arena_init(&b->arena);
	evm_folder_init(&b->folder);
	*EVM_PUSH(&b->arena, b->token) = 0;
	evm_buf_add(&b->pool, (struct evm_str){ "\0", 2 });
	return b;
}

static void release_numbers(struct numbers *t)
{
	free(t->key);
	free(t->value);
}

void evm_builder_free(struct evm_builder *b)
{
	if (!b)
		return;
	release_numbers(&b->tokens);
	release_numbers(&b->paths);
	release_numbers(&b->english);
	evm_index_release(&b->texts);
	evm_index_release(&b->known);
	evm_buf_release(&b->pool);
	evm_buf_release(&b->key);
	evm_folder_release(&b->folder);
	evm_arena_release(&b->arena);
	free(b);
}

/* Place of a text in the pool; equal texts are one. The empty one is at 0. */
static uint32_t text(struct evm_builder *b, struct evm_str s)
{
	uint32_t at;

	if (!s.n)
		return 0;
	if (evm_index_get(&b->texts, s, &at))
		return at;
	EVM_CHECK(s.n < 0x10000 && b->pool.n < UINT32_MAX - 0x20000);
	at = (uint32_t)b->pool.n;
	evm_buf_addc(&b->pool, (char)(s.n & 255));
	evm_buf_addc(&b->pool, (char)(s.n >> 8));
	evm_buf_add(&b->pool, s);
	return evm_index_add(&b->texts, evm_str_dup(&b->arena, s), at, NULL);
}

static uint32_t token(struct evm_builder *b, uint64_t hash)
{
	uint32_t id = number(&b->tokens, hash, (uint32_t)b->token.n);

	if (id == b->token.n)
		*EVM_PUSH(&b->arena, b->token) = hash;
	return id;
}

/*
 * States are numbered when the block is made: a root has its token's number,
 * and the state behind edge i the number behind all tokens'. Until then the
 * latter is marked.
 */
#define BEHIND 0x80000000u

static uint32_t follow(struct evm_builder *b, uint32_t state, uint32_t tok)
{
	uint32_t fresh = (uint32_t)b->edge.n;
	uint32_t i = number(&b->paths, (uint64_t)state << 32 | tok, fresh);

	if (i == fresh)
		*EVM_PUSH(&b->arena, b->edge) =
			(struct edge_in){ state, tok, fresh | BEHIND };
	return i | BEHIND;
}

/* The reading of a name's token that goes into the key. A short symbol keeps
 * its S: "Kras" is no plural of "kra". */
static uint64_t reading(const struct evm_folder *f, size_t i, bool symbol)
{
	const struct evm_key *k = &f->v[i];

	if (symbol && f->n == 1 && k->flags & EVM_KEY_PLURAL &&
	    k->end - k->begin <= 5)
		return k->hash[1];
	return evm_fold_name(f, i);
}

static bool has_capital(struct evm_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (evm_is_upper(s.p[i]))
			return true;
	return false;
}

/* Letters and digits; *digit when there is one of these. */
static size_t characters(const struct evm_folder *f, struct evm_str s,
			 bool *digit)
{
	size_t n = 0;

	*digit = false;
	for (size_t i = 0; i < f->n; i++) {
		if (f->v[i].flags & EVM_KEY_DIGIT)
			*digit = true;
		for (size_t j = f->v[i].begin; j < f->v[i].end; j++)
			n += ((unsigned char)s.p[j] & 0xC0) != 0x80;
	}
	return n;
}

/* "IN-2", "AS1": up to three letters that are an English word, and a number.
 * Running text has these with a space ("in 2 patients"). */
static bool word_and_number(const struct evm_builder *b, struct evm_str s)
{
	const struct evm_key *k = b->folder.v;

	return b->folder.n == 2 && k[0].end - k[0].begin <= 3 &&
	       k[1].flags & EVM_KEY_DIGIT && evm_is_alpha(s.p[k[0].begin]) &&
	       has_number(&b->english, k[0].hash[0]);
}

/*
 * Flags that a name gets without being asked. Names of up to three letters
 * keep their case. A frequent English word is a protein's symbol only where
 * it is written with a capital inside; in the other types this holds for
 * names that the vocabulary writes with a capital ("SHED"), since "pain" and
 * "rat" are meant as they stand. Who writes "Snail{case}" means just that.
 */
static uint32_t automatic(const struct evm_builder *b, enum evm_type type,
			  struct evm_str s, uint32_t flags)
{
	const struct evm_key *k = b->folder.v;
	bool digit;

	if (flags & ENTRY_WORD || (flags & EVM_NAME_CASE && has_capital(s)))
		return flags & NAME_PUBLIC;
	if ((characters(&b->folder, s, &digit) <= 3 && !digit) ||
	    (has_capital(s) && word_and_number(b, s)))
		flags |= EVM_NAME_CASE;
	if (b->folder.n == 1 && (type == EVM_PROTEIN || has_capital(s)) &&
	    (has_number(&b->english, k->hash[0]) ||
	     (k->hash[1] && has_number(&b->english, k->hash[1]))))
		flags |= EVM_NAME_CASE | NAME_WORD;
	return flags;
}

/* Bits of the first 16 tokens; what is behind them is never asked for. */
static void gap_bits(const struct evm_folder *f, struct evm_str s,
		     struct name *name)
{
	uint32_t mask;

	for (size_t i = 0; i < f->n && i < 16; i++) {
		if (f->v[i].flags & EVM_KEY_START)
			name->gaps |= (uint16_t)(1u << i);
		if (f->v[i].flags & EVM_KEY_HARD)
			name->hards |= (uint16_t)(1u << i);
	}
	if (f->n != 1 || !capitals(evm_str_sub(s, f->v->begin, f->v->end), &mask))
		return;
	name->hards = (uint16_t)mask;
	name->flags |= NAME_MASK;
	if (!mask && f->v->end - f->v->begin >= 3)
		name->flags |= NAME_INITIAL;
}

/* Enters the folded name. */
static void enter(struct evm_builder *b, struct name name, struct evm_str s,
		  bool symbol)
{
	struct evm_folder *f = &b->folder;
	uint32_t state = token(b, reading(f, 0, symbol));

	for (size_t i = 1; i < f->n; i++)
		state = follow(b, state, token(b, reading(f, i, symbol)));
	gap_bits(f, s, &name);
	*EVM_PUSH(&b->arena, b->name) = (struct name_in){ state, name };
}

/* The concept of an entry: a known one with the same type, id and norm, so
 * that two vocabularies can give names to one concept. */
static uint32_t concept(struct evm_builder *b, const struct evm_entry *e,
			struct evm_str name, uint16_t vocabulary)
{
	uint32_t fresh = (uint32_t)b->concept.n, at = fresh;
	struct evm_str key;
	bool added = true;

	if (e->id.n) {
		b->key.n = 0;
		evm_buf_printf(&b->key, "%d\t%" EVM_FMT "\t%" EVM_FMT, e->type,
			       EVM_ARG(e->id), EVM_ARG(e->norm));
		key = evm_buf_str(&b->key);
		added = !evm_index_get(&b->known, key, &at);
		if (added)
			evm_index_add(&b->known, evm_str_dup(&b->arena, key),
				      fresh, NULL);
		else if (e->attrs.n && b->concept.v[at].attrs != text(b, e->attrs))
			added = true;
	}
	if (!added)
		return at;
	*EVM_PUSH(&b->arena, b->concept) = (struct concept){
		text(b, e->id), text(b, e->norm), text(b, name),
		text(b, e->attrs), (uint16_t)e->type, vocabulary };
	return fresh;
}

static int add_entry(struct evm_builder *b, const struct evm_entry *e,
		     uint16_t vocabulary, char *what, size_t size)
{
	struct evm_str names = e->names, s;
	uint32_t at = UINT32_MAX, flags;
	int got;

	while ((got = evm_entry_name(&names, &s, &flags, what, size)) == 1) {
		struct name name = { 0 };

		if (evm_name_fold(&b->folder, s, what, size))
			return -1;
		if (at == UINT32_MAX)
			at = concept(b, e, s, vocabulary);
		name.concept = at;
		name.spelling = text(b, s);
		name.flags = (uint16_t)(automatic(b, e->type, s, flags) |
					(uint32_t)e->type << NAME_TYPE);
		name.vocabulary = vocabulary;
		enter(b, name, s, e->type == EVM_PROTEIN);
	}
	return got;
}

/* The file's name without folders and endings. */
static struct evm_str base_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	struct evm_str s = evm_str(slash ? slash + 1 : path);
	size_t dot;

	if (evm_str_ends(s, ".gz"))
		s.n -= 3;
	dot = evm_str_find(s, EVM_LIT("."), 1);
	return evm_str_sub(s, 0, dot);
}

/* Calls add for each line of a list. */
static int read_list(struct evm_builder *b, const char *path, uint16_t number,
		     int (*add)(struct evm_builder *b, const struct evm_tsv *t,
				uint16_t number, char *what, size_t size),
		     struct evm_err *err)
{
	struct evm_tsv t;
	char what[600] = "";
	int got;

	if (evm_tsv_open(&t, path, err))
		return -1;
	while ((got = evm_tsv_next(&t, err)) == 1)
		if (add(b, &t, number, what, sizeof what)) {
			got = evm_tsv_bad(&t, err, "%s", what);
			break;
		}
	evm_tsv_close(&t);
	return got;
}

static int add_line(struct evm_builder *b, const struct evm_tsv *t,
		    uint16_t number, char *what, size_t size)
{
	struct evm_entry e;

	if (evm_entry_parse(&e, t->f, t->n, what, size))
		return -1;
	return add_entry(b, &e, number, what, size);
}

int evm_builder_vocabulary(struct evm_builder *b, const char *path,
			   struct evm_err *err)
{
	uint16_t n = (uint16_t)b->vocabulary.n;

	if (b->vocabulary.n >= 0xFFFF)
		return evm_err_set(err, EVM_EXIT_FAILED, "too many vocabularies");
	*EVM_PUSH(&b->arena, b->vocabulary) = text(b, base_name(path));
	return read_list(b, path, n, add_line, err);
}

static int add_english(struct evm_builder *b, const struct evm_tsv *t,
		       uint16_t n, char *what, size_t size)
{
	(void)n;
	if (evm_fold(&b->folder, t->f[0]) != 1) {
		snprintf(what, size, "'%.*s' is not one word", (int)t->f[0].n,
			 t->f[0].p);
		return -1;
	}
	number(&b->english, b->folder.v->hash[0], 1);
	if (b->folder.v->hash[1])
		number(&b->english, b->folder.v->hash[1], 1);
	return 0;
}

int evm_builder_english(struct evm_builder *b, const char *path,
			struct evm_err *err)
{
	return read_list(b, path, 0, add_english, err);
}

/* type (or *), name, reason */
static int add_block(struct evm_builder *b, const struct evm_tsv *t, uint16_t n,
		     char *what, size_t size)
{
	struct evm_str names = t->f[t->n > 1], s;
	struct name name = { 0 };
	uint32_t flags;
	int type;

	if (t->n != 3) {
		snprintf(what, size, "%zu columns where there should be 3 "
			 "(type or *, name, reason)", t->n);
		return -1;
	}
	type = evm_type_of(t->f[0]);
	if (type < 0 && !evm_str_eqz(t->f[0], "*")) {
		snprintf(what, size, "'%.*s' is no type", (int)t->f[0].n,
			 t->f[0].p);
		return -1;
	}
	if (evm_entry_name(&names, &s, &flags, what, size) != 1)
		return -1;
	if (evm_name_fold(&b->folder, s, what, size))
		return -1;
	name.concept = type < 0 ? UINT32_MAX : 1u << type;
	name.spelling = text(b, s);
	name.flags = (uint16_t)(NAME_BLOCK |
				(flags & EVM_NAME_CASE ? NAME_EXACT : 0));
	name.vocabulary = n;
	enter(b, name, s, false);
	b->blocks++;
	return 0;
}

int evm_builder_blocks(struct evm_builder *b, const char *path,
		       struct evm_err *err)
{
	uint16_t n = (uint16_t)b->vocabulary.n;

	*EVM_PUSH(&b->arena, b->vocabulary) = text(b, base_name(path));
	return read_list(b, path, n, add_block, err);
}

/* ------------------------------------------------------------------------ */

static uint32_t final_state(const struct evm_builder *b, uint32_t state)
{
	return state & BEHIND ? (uint32_t)b->token.n + (state & ~BEHIND) : state;
}

/* Three fifths full: short chains, and few bytes a name. */
static size_t table_size(size_t n)
{
	return n + n * 2 / 3 + 16;
}

/* An edge tells what the state behind it has: done when all states are. */
static void mark_edges(struct edge *edges, size_t n, const uint32_t *states)
{
	for (size_t i = 0; i < n; i++) {
		uint32_t to = edges[i].to;

		if (to && states[to] & STATE_EDGES)
			edges[i].to |= TO_EDGES;
		if (to && states[to] & STATE_NAME)
			edges[i].to |= TO_NAMES;
	}
}

/* A slot tells what the token's root state has. */
static void fill_slots(const struct evm_builder *b, struct slot *slots, size_t n,
		       const uint32_t *states)
{
	for (size_t i = 1; i < b->token.n; i++) {
		uint64_t hash = b->token.v[i];
		size_t at = place(hash, (uint32_t)n);

		while (slots[at].token)
			at = at + 1 == n ? 0 : at + 1;
		slots[at].low = (uint32_t)hash;
		slots[at].high = (uint32_t)(hash >> 32);
		slots[at].token = (uint32_t)i |
				  (states[i] & STATE_EDGES ? TOKEN_EDGES : 0) |
				  (states[i] & STATE_NAME ? TOKEN_NAMES : 0) |
				  (states[i] & STATE_CAPITAL ? TOKEN_CAPITAL : 0);
	}
}

static void fill_edges(const struct evm_builder *b, struct edge *edges, size_t n,
		       uint64_t *filter, size_t n_filter, uint32_t *states)
{
	for (size_t i = 0; i < b->edge.n; i++) {
		struct edge e = { final_state(b, b->edge.v[i].state),
				  b->edge.v[i].token,
				  final_state(b, b->edge.v[i].to) };
		uint64_t hash = edge_hash(e.state, e.token);
		size_t at = place(hash, (uint32_t)n);

		filter[place(hash, (uint32_t)n_filter)] |= filter_bits(hash);
		while (edges[at].to)
			at = at + 1 == n ? 0 : at + 1;
		edges[at] = e;
		states[e.state] |= STATE_EDGES;
	}
}

static bool needs_capital(const struct name *name)
{
	return name->flags & NAME_MASK &&
	       (name->flags & NAME_WORD ||
		(name->flags & (EVM_NAME_CASE | NAME_EXACT) && name->hards));
}

static int by_spelling(const void *a, const void *b)
{
	const struct name *x = a, *y = b;

	if ((x->flags ^ y->flags) & NAME_BLOCK)
		return x->flags & NAME_BLOCK ? -1 : 1;
	if (x->spelling != y->spelling)
		return x->spelling < y->spelling ? -1 : 1;
	if (x->flags != y->flags)
		return x->flags < y->flags ? -1 : 1;
	return (x->concept > y->concept) - (x->concept < y->concept);
}

/*
 * A gene's alias that is another gene's symbol ("HGF" was IL6's, too) needs
 * support by the document. Only proteins have symbols as normal forms.
 */
static void yield_to_symbols(const struct evm_builder *b, struct name *names,
			     uint32_t n)
{
	const struct concept *c = b->concept.v;
	uint32_t norm = 0;

	for (uint32_t i = 0; i < n; i++)
		if (!(names[i].flags & NAME_BLOCK) &&
		    c[names[i].concept].type == EVM_PROTEIN &&
		    c[names[i].concept].norm == names[i].spelling)
			norm = names[i].spelling;
	for (uint32_t i = 0; i < n && norm; i++)
		if (!(names[i].flags & NAME_BLOCK) &&
		    c[names[i].concept].type == EVM_PROTEIN &&
		    c[names[i].concept].norm != norm)
			names[i].flags |= EVM_NAME_AMBIGUOUS;
}

/* Blocks first; equal spellings side by side, so that they are verified once. */
static uint32_t arrange(const struct evm_builder *b, struct name *names,
			uint32_t n)
{
	uint32_t capital = STATE_CAPITAL;

	yield_to_symbols(b, names, n);
	qsort(names, n, sizeof *names, by_spelling);
	for (uint32_t i = 0; i < n; i++)
		if (!needs_capital(&names[i]))
			capital = 0;
	names[n - 1].flags |= NAME_LAST;
	return capital;
}

/* Names side by side by state. */
static void fill_names(const struct evm_builder *b, struct name *names,
		       uint32_t *states, size_t n_states)
{
	uint32_t *count = evm_malloc(evm_mul(n_states + 1, sizeof *count));
	uint32_t sum = 0, begin = 0;

	memset(count, 0, (n_states + 1) * sizeof *count);
	for (size_t i = 0; i < b->name.n; i++)
		count[final_state(b, b->name.v[i].state)]++;
	for (size_t s = 0; s < n_states; s++) {
		uint32_t n = count[s];

		count[s] = sum;
		if (n)
			states[s] |= sum + 1;
		sum += n;
	}
	for (size_t i = 0; i < b->name.n; i++)
		names[count[final_state(b, b->name.v[i].state)]++] =
			b->name.v[i].name;
	for (size_t s = 0; s < n_states; begin = count[s++])
		if (states[s] & STATE_NAME)
			states[s] |= arrange(b, names + begin,
					     count[s] - begin);
	free(count);
}

static uint64_t lay_out(const struct evm_builder *b, struct head *h)
{
	const size_t n[PARTS] = {
		[SLOTS] = table_size(b->token.n),
		[FILTER] = b->edge.n / 6 + 1,
		[EDGES] = table_size(b->edge.n),
		[STATES] = b->token.n + b->edge.n,
		[NAMES] = b->name.n,
		[CONCEPTS] = b->concept.n,
		[VOCABULARIES] = b->vocabulary.n,
		[TEXTS] = b->pool.n,
	};
	uint64_t at = sizeof *h;

	memcpy(h->magic, "EVMDICT\n", 8);
	h->order = 0x01020304;
	h->layout = EVM_DICT_LAYOUT;
	h->names = b->name.n - b->blocks;
	for (int p = 0; p < PARTS; p++) {
		h->part[p].at = at;
		h->part[p].n = n[p];
		at += (n[p] * evm_dict_sizes[p] + 7) / 8 * 8;
	}
	return h->size = at;
}

int evm_builder_finish(struct evm_builder *b, struct evm_dict **d,
		       struct evm_err *err)
{
	struct head lay = { 0 }, *h;
	char *block;

	if (b->name.n > STATE_NAME - 1 || b->token.n > TOKEN_ID ||
	    b->token.n + b->edge.n > TO_STATE)
		return evm_err_set(err, EVM_EXIT_FAILED,
				   "over a thousand million names");
	lay_out(b, &lay);
	block = evm_malloc(lay.size);
	memset(block, 0, lay.size);
	h = (struct head *)(void *)block;
	*h = lay;
#define PART(p) ((void *)(block + h->part[p].at))
	fill_edges(b, PART(EDGES), h->part[EDGES].n, PART(FILTER),
		   h->part[FILTER].n, PART(STATES));
	fill_names(b, PART(NAMES), PART(STATES), h->part[STATES].n);
	mark_edges(PART(EDGES), h->part[EDGES].n, PART(STATES));
	fill_slots(b, PART(SLOTS), h->part[SLOTS].n, PART(STATES));
	if (b->concept.n)
		memcpy(PART(CONCEPTS), b->concept.v,
		       b->concept.n * sizeof *b->concept.v);
	if (b->vocabulary.n)
		memcpy(PART(VOCABULARIES), b->vocabulary.v,
		       b->vocabulary.n * sizeof *b->vocabulary.v);
	memcpy(PART(TEXTS), b->pool.p, b->pool.n);
#undef PART
	evm_dict_digest_block(h, h->digest);
	h->check = evm_dict_head_check(h);
	*d = evm_malloc(sizeof **d);
	if (evm_dict_attach(*d, block, lay.size, false, err)) {
		free(*d);
		free(block);
		return -1;
	}
	return 0;
}
