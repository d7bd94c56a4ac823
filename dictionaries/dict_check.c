/* All faults of vocabulary files, not only the first. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "core/index.h"
#include "core/tsv.h"
#include "dictionaries/dict_p.h"

/* Where an identifier or a name was seen first. */
struct seen {
	struct evm_str name, concept;	/* concept: id, or norm without one */
	const char *file;
	uint64_t line;
	uint32_t flags;
};

struct checker {
	struct evm_arena arena;
	struct evm_folder folder;
	struct evm_index ids, names;	/* -> seen */
	EVM_VEC(struct seen) seen;
	struct evm_buf key;
	const char *file;
	uint64_t line;
	int faults;
	evm_dict_fault *tell;
	void *ctx;
};

static void tell(struct checker *c, bool warning, const char *what)
{
	char where[600];

	snprintf(where, sizeof where, "%s:%" PRIu64, c->file, c->line);
	c->faults += !warning;
	c->tell(c->ctx, warning, where, what);
}

static void remember(struct checker *c, struct evm_index *ix, struct evm_str key,
		     struct evm_str name, struct evm_str concept, uint32_t flags)
{
	evm_index_add(ix, evm_str_dup(&c->arena, key), (uint32_t)c->seen.n, NULL);
	*EVM_PUSH(&c->arena, c->seen) = (struct seen){
		evm_str_dup(&c->arena, name), evm_str_dup(&c->arena, concept),
		c->file, c->line, flags };
}

/*
 * One identifier is one thing in a file: another normal form is a fault,
 * another preferred name only worth a look, since the entries are joined.
 * Entries that differ in their attributes are different things with the same
 * identifier (a species' form of a cell, say).
 */
static void check_identifier(struct checker *c, const struct evm_entry *e,
			     struct evm_str name)
{
	const struct seen *s;
	char what[700];
	uint32_t at;

	if (!e->id.n)
		return;
	c->key.n = 0;
	evm_buf_printf(&c->key, "%s\t%d\t%" EVM_FMT "\t%" EVM_FMT, c->file,
		       e->type, EVM_ARG(e->id), EVM_ARG(e->attrs));
	if (!evm_index_get(&c->ids, evm_buf_str(&c->key), &at)) {
		remember(c, &c->ids, evm_buf_str(&c->key), name, e->norm, 0);
		return;
	}
	s = &c->seen.v[at];
	if (evm_str_eq(s->name, name) && evm_str_eq(s->concept, e->norm))
		return;
	snprintf(what, sizeof what, "%.200" "s is '%.*s' (%.*s) here and "
		 "'%.*s' (%.*s) in line %" PRIu64,
		 evm_str_dup(&c->arena, e->id).p, EVM_ARG(name),
		 EVM_ARG(e->norm), EVM_ARG(s->name), EVM_ARG(s->concept),
		 s->line);
	tell(c, evm_str_eq(s->concept, e->norm), what);
}

/* Two spellings that their flags keep apart: one of them needs context, or both
 * are exact and not equal. */
static bool apart(const struct seen *s, struct evm_str name, uint32_t flags)
{
	return (flags | s->flags) & EVM_NAME_AMBIGUOUS ||
	       (flags & s->flags & EVM_NAME_CASE && !evm_str_eq(s->name, name));
}

/* The same key for two concepts of one type is worth a look. */
static void check_double(struct checker *c, const struct evm_entry *e,
			 struct evm_str name, uint32_t flags)
{
	struct evm_str concept = e->id.n ? e->id : e->norm;
	const struct seen *s;
	char what[700];
	uint32_t at;

	c->key.n = 0;
	evm_buf_printf(&c->key, "%d", e->type);
	for (size_t i = 0; i < c->folder.n; i++)
		evm_buf_printf(&c->key, " %" PRIx64,
			       evm_fold_name(&c->folder, i));
	if (!evm_index_get(&c->names, evm_buf_str(&c->key), &at)) {
		remember(c, &c->names, evm_buf_str(&c->key), name, concept,
			 flags);
		return;
	}
	s = &c->seen.v[at];
	if (evm_str_eq(s->concept, concept) || apart(s, name, flags))
		return;
	snprintf(what, sizeof what, "'%.*s' names %.*s, and %.*s in %s:%" PRIu64
		 " ('%.*s')", EVM_ARG(name), EVM_ARG(concept),
		 EVM_ARG(s->concept), s->file, s->line, EVM_ARG(s->name));
	tell(c, true, what);
}

static void check_names(struct checker *c, const struct evm_entry *e)
{
	struct evm_str rest = e->names, name;
	uint32_t flags;
	bool first = true;
	char what[700];
	int got;

	while ((got = evm_entry_name(&rest, &name, &flags, what, sizeof what))) {
		if (got < 0) {
			tell(c, false, what);
			continue;
		}
		if (evm_name_fold(&c->folder, name, what, sizeof what)) {
			tell(c, false, what);
			continue;
		}
		if (first)
			check_identifier(c, e, name);
		first = false;
		check_double(c, e, name, flags);
	}
}

static int check_file(struct checker *c, struct evm_err *err)
{
	struct evm_tsv t;
	struct evm_err bad = EVM_ERR_INIT;
	struct evm_entry e;
	char what[700];
	int got;

	if (evm_tsv_open(&t, c->file, err))
		return -1;
	while ((got = evm_tsv_next(&t, &bad))) {
		if (got < 0 && t.line == c->line) {	/* reading failed */
			*err = bad;
			break;
		}
		c->line = t.line;
		if (got < 0) {
			const char *behind = strstr(bad.msg, ": ");

			tell(c, false, behind ? behind + 2 : bad.msg);
		} else if (evm_entry_parse(&e, t.f, t.n, what, sizeof what)) {
			tell(c, false, what);
		} else {
			check_names(c, &e);
		}
	}
	evm_tsv_close(&t);
	return got;
}

int evm_dict_check(const char *const *paths, size_t n, evm_dict_fault *fault,
		   void *ctx, struct evm_err *err)
{
	struct checker c = { .tell = fault, .ctx = ctx };
	int got = 0;

	evm_arena_init(&c.arena);
	evm_folder_init(&c.folder);
	for (size_t i = 0; i < n && !got; i++) {
		c.file = paths[i];
		c.line = 0;
		got = check_file(&c, err);
	}
	evm_index_release(&c.ids);
	evm_index_release(&c.names);
	evm_buf_release(&c.key);
	evm_folder_release(&c.folder);
	evm_arena_release(&c.arena);
	return got ? -1 : c.faults;
}
