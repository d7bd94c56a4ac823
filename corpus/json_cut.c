#include "corpus/json_cut.h"

#include <stdlib.h>
#include <string.h>

#define RECORD_MAX ((size_t)256 << 20)
#define DEPTH_MAX 200
#define CHUNK 65536

struct level {
	char kind;		/* '{' or '[' */
	bool documents;		/* an array of documents */
};

struct evm_json_cut {
	struct evm_in *in;
	char *chunk;
	size_t at, n;		/* of the chunk: the next byte, the end */
	uint64_t offset;	/* of the next byte in the file */
	struct level level[DEPTH_MAX];
	int depth;
	bool quoted, escaped;	/* inside a string; behind a backslash */
	char name[16];		/* the last string, as far as it goes */
	size_t name_n;
	/* the record that is being read, or none: the depth of its braces, and
	 * whether it may still turn out to be what holds the documents */
	int record;
	bool unsure;
};

bool evm_json_sniff(struct evm_str head)
{
	struct evm_str start = evm_str_trim(head);

	if (!evm_str_starts(start, "{") && !evm_str_starts(start, "["))
		return false;
	return evm_str_find(head, EVM_LIT("\"documents\""), 0) != SIZE_MAX ||
	       evm_str_find(head, EVM_LIT("\"passages\""), 0) != SIZE_MAX ||
	       evm_str_find(head, EVM_LIT("\"PubTator3\""), 0) != SIZE_MAX;
}

struct evm_json_cut *evm_json_cut_new(struct evm_in *in)
{
	struct evm_json_cut *c = evm_malloc(sizeof *c);

	memset(c, 0, sizeof *c);
	c->in = in;
	c->chunk = evm_malloc(CHUNK);
	return c;
}

void evm_json_cut_free(struct evm_json_cut *c)
{
	if (!c)
		return;
	free(c->chunk);
	free(c);
}

/* --- one byte ------------------------------------------------------------------- */

static bool named(const struct evm_json_cut *c, const char *name)
{
	return c->name_n == strlen(name) && !memcmp(c->name, name, c->name_n);
}

static void in_string(struct evm_json_cut *c, char byte)
{
	if (c->escaped) {
		c->escaped = false;
	} else if (byte == '\\') {
		c->escaped = true;
	} else if (byte == '"') {
		c->quoted = false;
		return;
	}
	if (c->name_n < sizeof c->name)
		c->name[c->name_n] = byte;
	c->name_n++;
}

/* A brace or bracket opens: may begin a record, or tell that the one begun is
 * none. */
static void open_level(struct evm_json_cut *c, char kind, struct evm_raw *raw)
{
	const struct level *above = c->depth ? &c->level[c->depth - 1] : NULL;
	bool documents = false;

	if (kind == '[' && above && above->kind == '{' &&
	    (!c->record || (c->unsure && c->depth == c->record)))
		documents = named(c, "documents") || named(c, "PubTator3");
	if (documents && c->record) {
		c->record = 0;
		raw->bytes.n = 0;
	}
	if (kind == '{' && !c->record &&
	    (!above || (above->kind == '[' && (above->documents || c->depth == 1)))) {
		c->record = c->depth + 1;
		c->unsure = !above || !above->documents;
		raw->offset = c->offset;
		raw->bytes.n = 0;
	}
	c->level[c->depth++] = (struct level){ kind, documents };
	c->name_n = 0;
}

/* 1: a record is whole. */
static int take(struct evm_json_cut *c, char byte, struct evm_raw *raw,
		struct evm_err *err)
{
	bool whole = false;

	if (c->quoted) {
		in_string(c, byte);
	} else if (byte == '"') {
		c->quoted = true;
		c->name_n = 0;
	} else if (byte == '{' || byte == '[') {
		if (c->depth == DEPTH_MAX)
			return evm_err_set(err, EVM_EXIT_FAILED, "JSON in more than %d levels",
					   DEPTH_MAX);
		open_level(c, byte, raw);
	} else if (byte == '}' || byte == ']') {
		if (!c->depth || c->level[c->depth - 1].kind != (byte == '}' ? '{' : '['))
			return evm_err_set(err, EVM_EXIT_FAILED,
					   "no JSON: '%c' closes nothing", byte);
		whole = c->record == c->depth--;
	} else if (!c->depth && !evm_is_space(byte)) {
		return evm_err_set(err, EVM_EXIT_FAILED, "no JSON: 0x%02X stands between "
				   "two documents", (unsigned char)byte);
	}
	if (c->record)
		evm_buf_addc(&raw->bytes, byte);
	if (whole)
		c->record = 0;
	return whole;
}

/* --- records ----------------------------------------------------------------------- */

static int fill(struct evm_json_cut *c, struct evm_err *err)
{
	ptrdiff_t n = evm_in_read(c->in, c->chunk, CHUNK, err);

	c->at = 0;
	c->n = n > 0 ? (size_t)n : 0;
	return n < 0 ? -1 : n > 0;
}

int evm_json_cut_next(struct evm_json_cut *c, struct evm_raw *raw, struct evm_err *err)
{
	int got = 0;

	raw->bytes.n = 0;
	while (!got) {
		if (c->at == c->n && (got = fill(c, err)) != 1)
			break;
		got = take(c, c->chunk[c->at], raw, err);
		if (!got && raw->bytes.n > RECORD_MAX)
			got = evm_err_set(err, EVM_EXIT_FAILED, "a document over 256 MiB");
		if (got < 0)
			return evm_err_at(err, "%s: byte %llu", evm_in_name(c->in),
					  (unsigned long long)c->offset);
		c->at++;
		c->offset++;
	}
	if (got)
		return got;
	return !c->depth ? 0 : evm_err_set(err, EVM_EXIT_CUT, "%s: JSON stops before its "
					   "end", evm_in_name(c->in));
}
