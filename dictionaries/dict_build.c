/* Collecting the names of vocabularies and the lists that concern them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/tsv.h"
#include "dictionaries/build_p.h"

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
	release_numbers(&b->functions);
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

/* "IN-2", "AS1": a function word and a number. Running text has these with a
 * space ("in 2 patients"). */
static bool word_and_number(const struct evm_builder *b, struct evm_str s)
{
	const struct evm_key *k = b->folder.v;

	return b->folder.n == 2 && k[1].flags & EVM_KEY_DIGIT &&
	       evm_is_alpha(s.p[k[0].begin]) &&
	       has_number(&b->functions, k[0].hash[0]);
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
	if (t->n > 1 && evm_str_eqz(t->f[1], "function"))
		number(&b->functions, b->folder.v->hash[0], 1);
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
