#include "corpus/xml_cut.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "corpus/topic.h"
#include "corpus/xml_records.h"
#include "corpus/xml_tags.h"

#define CHUNK ((size_t)256 << 10)	/* read at a time, at least */
#define STEP_MAX ((size_t)16 << 20)	/* and at most */
#define RECORD_MAX ((size_t)256 << 20)
#define TAG_MAX ((size_t)1 << 20)	/* a tag, a DOCTYPE with its subset */
#define HIDDEN_MAX ((size_t)4 << 20)	/* a comment inside a record */
#define DEPTH_MAX 64
#define PASSED 3		/* a step's result: markup that is no record */

struct evm_xml_cut {
	struct evm_in *in;
	const char *const *sets, *const *known;	/* of its format */
	struct evm_buf win;	/* what is read and not yet done with ... */
	size_t at;		/* ... from here on */
	bool eof;
	struct evm_err *late;	/* met behind bytes that come first */
	bool go_on;
	bool resync;		/* look for the next record's start tag first */
	bool seen;		/* an element has been seen */
	size_t depth;		/* of the elements around the records */
	size_t names_at[DEPTH_MAX];	/* their names, one behind the other */
	struct evm_buf names;
	bool set;		/* the root is a set: all in it are records, */
	const char *const *records;	/* these, when one must be found */
	char encoding[24];
	const struct evm_topic *topic;	/* of the records that are wanted */
};

struct evm_xml_cut *evm_xml_cut_new(struct evm_in *in, enum evm_format format)
{
	struct evm_xml_cut *c = evm_malloc(sizeof *c);

	memset(c, 0, sizeof *c);
	c->in = in;
	c->sets = evm_xml_sets(format);
	c->known = evm_xml_records(format);
	c->records = c->known;
	return c;
}

void evm_xml_cut_free(struct evm_xml_cut *c)
{
	if (!c)
		return;
	evm_buf_release(&c->win);
	evm_buf_release(&c->names);
	free(c->late);
	free(c);
}

void evm_xml_cut_gate(struct evm_xml_cut *c, const struct evm_topic *topic)
{
	c->topic = topic;
}

bool evm_xml_cut_can_go_on(const struct evm_xml_cut *c) { return c->go_on; }

static uint64_t offset(const struct evm_xml_cut *c, size_t pos)
{
	return evm_in_offset(c->in) - c->win.n + pos;
}

static struct evm_str rest(const struct evm_xml_cut *c)
{
	return (struct evm_str){ c->win.p ? c->win.p + c->at : "",
				 c->win.n - c->at };
}

/* Reads up to want bytes, as many calls as that takes; what ends them early
 * is kept for the next time. */
static size_t read_all(struct evm_xml_cut *c, size_t want)
{
	struct evm_err err = EVM_ERR_INIT;
	size_t n = 0;
	ptrdiff_t got = 1;

	while (n < want && got > 0) {
		got = evm_in_read(c->in, c->win.p + c->win.n, want - n, &err);
		if (got > 0) {
			n += (size_t)got;
			c->win.n += (size_t)got;
		}
	}
	c->eof = !got;
	if (got < 0) {
		c->late = evm_malloc(sizeof *c->late);
		*c->late = err;
	}
	return n;
}

/* Reads as much again as is held: 1, 0 at the end, -1. Searching all that is
 * held anew after each call so stays linear. */
static int more(struct evm_xml_cut *c, struct evm_err *err)
{
	size_t want = c->win.n - c->at;

	if (c->late) {
		*err = *c->late;
		return -1;
	}
	if (c->eof)
		return 0;
	evm_buf_drop(&c->win, c->at);
	c->at = 0;
	want = want < CHUNK ? CHUNK : want > STEP_MAX ? STEP_MAX : want;
	evm_buf_reserve(&c->win, want);
	if (read_all(c, want))
		return 1;
	if (c->late)
		*err = *c->late;
	return c->late ? -1 : 0;
}

/* An error that costs what stands up to the next record. */
static int broken(struct evm_xml_cut *c, struct evm_err *err, const char *what,
		  struct evm_str name)
{
	c->go_on = c->resync = true;
	return evm_err_set(err, EVM_EXIT_FAILED, "%s: byte %" PRIu64
			   ": %s%s%.*s%s", evm_in_name(c->in), offset(c, c->at),
			   what, name.n ? " <" : "",
			   name.n > 100 ? 100 : (int)name.n, name.p,
			   name.n ? ">" : "");
}

static int cut_short(const struct evm_xml_cut *c, struct evm_err *err)
{
	return evm_err_set(err, EVM_EXIT_CUT, "%s: byte %" PRIu64
			   ": the XML stops before its end",
			   evm_in_name(c->in), evm_in_offset(c->in));
}

/* --- around the records -------------------------------------------------- */

static struct evm_str top(const struct evm_xml_cut *c)
{
	size_t from = c->depth ? c->names_at[c->depth - 1] : c->names.n;

	return evm_str_sub(evm_buf_str(&c->names), from, c->names.n);
}

static struct evm_str root_name(const struct evm_xml_cut *c)
{
	size_t end = c->depth > 1 ? c->names_at[1] : c->names.n;

	return evm_str_sub(evm_buf_str(&c->names), 0, end);
}

/* The XML declaration's encoding, for the parser. */
static int declaration(struct evm_xml_cut *c, struct evm_str pi,
		       struct evm_err *err)
{
	size_t at = evm_xml_behind(pi, 0, "encoding");
	struct evm_str v = evm_str_trim(evm_str_sub(pi, at, pi.n));
	char quote;

	if (at == SIZE_MAX || !v.n || v.p[0] != '=')
		return 0;
	v = evm_str_trim(evm_str_sub(v, 1, v.n));
	quote = v.n ? v.p[0] : 0;
	v = evm_str_sub(v, 1, v.n);
	if ((quote != '"' && quote != '\'') || !memchr(v.p, quote, v.n))
		return 0;
	v = evm_str_cut(&v, quote);
	if (evm_str_ieqz(v, "UTF-8") || evm_str_ieqz(v, "UTF8") ||
	    evm_str_ieqz(v, "US-ASCII") || evm_str_ieqz(v, "ASCII"))
		return 0;
	if (v.n >= sizeof c->encoding)
		return broken(c, err, "the declared encoding is unknown", v);
	memcpy(c->encoding, v.p, v.n);
	c->encoding[v.n] = 0;
	return 0;
}

/* A comment, declaration, instruction or DOCTYPE between the records is
 * passed over: 1; 0 when more bytes are needed; -1. */
static int pass_hidden(struct evm_xml_cut *c, struct evm_err *err)
{
	struct evm_str s = rest(c);
	bool doctype = evm_str_starts(s, "<!DOCTYPE");
	size_t end = doctype ? evm_xml_doctype_end(s) : evm_xml_hidden_end(s, 0);

	if (end == SIZE_MAX && evm_str_starts(s, "<!--") && s.n > HIDDEN_MAX) {
		/* a long comment is let go, but for its opening and its end */
		memcpy(c->win.p + c->win.n - 8, "<!--", 4);
		c->at = c->win.n - 8;
		return 0;
	}
	if (end == SIZE_MAX && s.n > TAG_MAX && !evm_str_starts(s, "<!--"))
		return broken(c, err, "markup that does not end", EVM_LIT(""));
	if (end == SIZE_MAX)
		return 0;
	if (!end && s.n >= 9)
		return broken(c, err, "markup of an unknown kind", EVM_LIT(""));
	if (!end)
		return 0;
	if (evm_str_starts(s, "<?xml ") &&
	    declaration(c, evm_str_sub(s, 0, end), err))
		return -1;
	c->at += end;
	return 1;
}

static int close_tag(struct evm_xml_cut *c, struct evm_err *err)
{
	struct evm_str s = rest(c), name;
	size_t end = evm_xml_tag_end(s);

	if (end == SIZE_MAX)
		return s.n > TAG_MAX ?
			broken(c, err, "a tag that does not end", EVM_LIT("")) : 0;
	name = evm_xml_name(s, 2);
	if (!c->depth || !evm_str_eq(name, top(c)))
		return broken(c, err, "an end tag without its start tag", name);
	c->at += end;
	c->names.n = c->names_at[--c->depth];
	c->set = c->set && c->depth;
	return 1;
}

static void enter_root(struct evm_xml_cut *c, struct evm_str name)
{
	c->set = evm_xml_in(name, c->sets);
	c->records = c->set ? evm_xml_records_in(name, c->known) : c->known;
}

static int open_tag(struct evm_xml_cut *c, struct evm_str name, size_t end,
		    struct evm_err *err)
{
	if (c->depth == DEPTH_MAX)
		return broken(c, err, "too deep", name);
	c->seen = true;
	if (c->win.p[c->at + end - 2] != '/') {
		c->names_at[c->depth++] = c->names.n;
		evm_buf_add(&c->names, name);
		if (c->depth == 1)
			enter_root(c, name);
	}
	c->at += end;
	return 1;
}

/* --- records ------------------------------------------------------------- */

enum { NOT_YET, FOUND };

/* Is s[pos] a '<' where the record ends? Then *end is behind its end tag, or
 * at the tag that shows that the end tag is missing. */
static int ends_here(const struct evm_xml_cut *c, struct evm_str s, size_t pos,
		     struct evm_str name, size_t *end)
{
	const char *gt;

	if (evm_xml_opens(s, pos, name) || (c->set && evm_xml_closes(s, pos, root_name(c)))) {
		*end = pos;
		return FOUND;
	}
	if (!evm_xml_closes(s, pos, name))
		return NOT_YET;
	gt = memchr(s.p + pos, '>', s.n - pos);
	*end = gt ? (size_t)(gt - s.p) + 1 : 0;
	return gt ? FOUND : NOT_YET;
}

/* Fast: looks at the places where the record's name stands. */
static int find_end(const struct evm_xml_cut *c, struct evm_str s, size_t from,
		    struct evm_str name, size_t *end)
{
	for (size_t hit; (hit = evm_str_find(s, name, from)) != SIZE_MAX;
	     from = hit + 1) {
		size_t back = s.p[hit - 1] == '/' ? 2 : 1;

		if (s.p[hit - back] == '<' &&
		    ends_here(c, s, hit - back, name, end) == FOUND)
			return FOUND;
	}
	return NOT_YET;
}

static bool follows(struct evm_str s, char open, char mark)
{
	const char *p = s.p, *end = s.p + s.n;

	while ((p = memchr(p, mark, (size_t)(end - p)))) {
		if (p > s.p && p[-1] == open)
			return true;
		p++;
	}
	return false;
}

/* Slow: looks at every tag, passing over what comments and the like hide. One
 * that is not closed in its first megabytes hides nothing, nor does what
 * follows it: such a record is broken anyway. */
static int walk_end(const struct evm_xml_cut *c, struct evm_str s, size_t from,
		    struct evm_str name, size_t *end)
{
	bool hides = true;
	const char *lt;

	while ((lt = memchr(s.p + from, '<', s.n - from))) {
		size_t pos = (size_t)(lt - s.p);
		size_t over = hides ? evm_xml_hidden_end(s, pos) : pos;

		hides = hides && over != SIZE_MAX;
		if (over == SIZE_MAX && s.n - pos < HIDDEN_MAX && !c->eof)
			return NOT_YET;
		if (over != SIZE_MAX && over > pos) {
			from = over;
			continue;
		}
		if (ends_here(c, s, pos, name, end) == FOUND)
			return FOUND;
		from = pos + 1;
	}
	return NOT_YET;
}

/* Ends at the root's end tag, when the file ends and the record does not. */
static int give_up(const struct evm_xml_cut *c, struct evm_str s, size_t *end)
{
	struct evm_str root = root_name(c);

	for (size_t i = s.n; c->depth && i-- > 0; )
		if (s.p[i] == '<' && evm_xml_closes(s, i, root)) {
			*end = i;
			return FOUND;
		}
	return NOT_YET;
}

static int record_end(const struct evm_xml_cut *c, struct evm_str s,
		      size_t from, struct evm_str name, size_t *end)
{
	int got;

	if (s.p[from - 2] == '/') {
		*end = from;
		return FOUND;
	}
	got = find_end(c, s, from, name, end);
	if (got == FOUND && (follows(evm_str_sub(s, from, *end), '<', '!') ||
			     follows(evm_str_sub(s, from, *end), '<', '?')))
		got = walk_end(c, s, from, name, end);
	if (got == NOT_YET && c->eof)
		got = give_up(c, s, end);
	return got;
}

/* Lets go of a record that is too large, up to its end. */
static int drop(struct evm_xml_cut *c, struct evm_str name, struct evm_err *err)
{
	uint64_t begin = offset(c, c->at);
	size_t end = 0;
	int got = 1;

	while (find_end(c, rest(c), 2, name, &end) == NOT_YET && got == 1) {
		c->at = c->win.n - 2 * name.n - 8;
		got = more(c, err);
	}
	if (got <= 0)
		return got < 0 ? -1 : cut_short(c, err);
	c->at += end;
	c->go_on = true;
	return evm_err_set(err, EVM_EXIT_FAILED, "%s: byte %" PRIu64
			   ": a record of over %zu MiB", evm_in_name(c->in),
			   begin, RECORD_MAX >> 20);
}

static bool is_wanted(const struct evm_xml_cut *c, struct evm_str bytes)
{
	return !c->topic || evm_str_starts(bytes, "<Delete") ||
	       evm_topic_hit(c->topic, bytes);
}

static int record(struct evm_xml_cut *c, struct evm_raw *raw, size_t tag,
		  struct evm_err *err)
{
	struct evm_buf name = EVM_BUF_INIT;
	size_t end = 0;
	int got = 1;

	evm_buf_add(&name, evm_xml_name(rest(c), 1));
	while (record_end(c, rest(c), tag, evm_buf_str(&name), &end) == NOT_YET) {
		if (c->eof)
			got = cut_short(c, err);
		else if (c->win.n - c->at > RECORD_MAX)
			got = drop(c, evm_buf_str(&name), err);
		else
			got = more(c, err) < 0 ? -1 : 1;
		if (got < 0)
			goto out;
	}
	raw->bytes.n = 0;
	raw->offset = offset(c, c->at);
	if (is_wanted(c, evm_str_sub(rest(c), 0, end)))
		evm_buf_add(&raw->bytes, evm_str_sub(rest(c), 0, end));
	else
		got = EVM_CORPUS_DROPPED;
	memcpy(raw->encoding, c->encoding, sizeof raw->encoding);
	c->at += end;
out:
	evm_buf_release(&name);
	return got;
}

/* --- the walk ------------------------------------------------------------ */

/* A start tag: 1 with a record, 2 with one that is dropped, 3 passed over, 0
 * more bytes are needed. */
static int start_tag(struct evm_xml_cut *c, struct evm_raw *raw,
		     struct evm_err *err)
{
	struct evm_str s = rest(c), name = evm_xml_name(s, 1);
	size_t end = evm_xml_tag_end(s);
	bool known = evm_xml_in(name, c->known);

	if (!name.n)
		return broken(c, err, "a '<' that begins no tag", EVM_LIT(""));
	if (end == SIZE_MAX && s.n > TAG_MAX)
		return broken(c, err, "a tag that does not end", EVM_LIT(""));
	if (end == SIZE_MAX)
		return 0;
	if (known) {
		c->seen = true;
		return record(c, raw, end, err);
	}
	if (c->set)
		return broken(c, err, "no record, but an element", name);
	return open_tag(c, name, end, err) < 0 ? -1 : PASSED;
}

/* Behind an error: to the next record's start tag or the root's end tag; 1,
 * or 0 when more bytes are needed. */
static int synchronize(struct evm_xml_cut *c)
{
	struct evm_str s = rest(c);
	size_t from = c->resync ? 1 : 0;
	const char *lt;

	while (from < s.n && (lt = memchr(s.p + from, '<', s.n - from))) {
		size_t pos = (size_t)(lt - s.p);
		struct evm_str name = evm_xml_name(s, pos + 1);

		if (pos + 1 + name.n + 1 >= s.n && !c->eof) {
			c->at += pos - 1;	/* the name may go on */
			return 0;
		}
		if (evm_xml_in(name, c->records) ||
		    (!c->depth && evm_xml_in(name, c->sets)) ||
		    (c->depth && evm_xml_closes(s, pos, root_name(c)))) {
			c->at += pos;
			if (c->depth > 1 && s.p[pos + 1] == '/') {
				c->names.n = c->names_at[1];
				c->depth = 1;
			}
			c->resync = false;
			return 1;
		}
		from = pos + 1;
	}
	c->at = c->win.n ? c->win.n - 1 : 0;
	return 0;
}

/* White space up to the next '<': 1; 0 when more bytes are needed; -1. */
static int to_tag(struct evm_xml_cut *c, struct evm_err *err)
{
	for (; c->at < c->win.n; c->at++) {
		char ch = c->win.p[c->at];

		if (ch == '<')
			return 1;
		if (evm_is_space(ch) || (c->depth && !c->set))
			continue;
		if (!offset(c, c->at) && evm_str_starts(rest(c), "\xEF\xBB\xBF")) {
			c->at += 2;
			continue;
		}
		return broken(c, err, "text outside of a record", EVM_LIT(""));
	}
	return 0;
}

/* One step: 1 a record, 2 one that is dropped, 3 something else, 0 more bytes
 * are needed, -1. */
static int step(struct evm_xml_cut *c, struct evm_raw *raw, struct evm_err *err)
{
	int got;

	if (c->resync && !synchronize(c))
		return 0;
	if ((got = to_tag(c, err)) <= 0)
		return got;
	if (rest(c).n < 2)
		return 0;
	switch (rest(c).p[1]) {
	case '!':
	case '?':
		got = pass_hidden(c, err);
		return got == 1 ? PASSED : got;
	case '/':
		got = close_tag(c, err);
		return got == 1 ? PASSED : got;
	default:
		return start_tag(c, raw, err);
	}
}

int evm_xml_cut_next(struct evm_xml_cut *c, struct evm_raw *raw,
		     struct evm_err *err)
{
	int got;

	c->go_on = false;
	for (;;) {
		got = step(c, raw, err);
		if (got == PASSED)
			continue;
		if (got)
			return got;
		got = more(c, err);
		if (got < 0)
			return -1;
		if (!got)
			break;
	}
	if (c->depth || !c->seen || (rest(c).n && !c->resync))
		return cut_short(c, err);
	return 0;
}
