#include "core/stream.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "core/utf8.h"

#define FIELDS_MAX 24

/* --- reader ------------------------------------------------------------- */

static int bad_line(const struct evm_reader *r, struct evm_err *err,
		    const char *what)
{
	return evm_err_set(err, EVM_EXIT_FAILED, "%s:%" PRIu64 ": %s",
			   evm_in_name(r->in), r->line_no, what);
}

static int next_line(struct evm_reader *r, struct evm_err *err)
{
	int got;

	if (r->ahead) {
		r->ahead = false;
		return 1;
	}
	got = evm_in_line(r->in, &r->line, err);
	if (got == 1)
		r->line_no++;
	return got;
}

static int cut(const struct evm_reader *r, struct evm_err *err)
{
	return evm_err_set(err, EVM_EXIT_CUT,
			   "%s:%" PRIu64 ": the stream stops before its #end line",
			   evm_in_name(r->in), r->line_no);
}

/* Keeps the # lines up to the first document or the end. */
static int read_header(struct evm_reader *r, struct evm_err *err)
{
	int got;

	while ((got = next_line(r, err)) == 1) {
		struct evm_str s = evm_buf_str(&r->line);

		if (!evm_str_starts(s, "#") || evm_str_starts(s, "#end\t")) {
			r->ahead = true;
			return 0;
		}
		evm_buf_add(&r->header, s);
		evm_buf_addc(&r->header, '\n');
	}
	return got;
}

int evm_reader_open(struct evm_reader *r, struct evm_in *in, struct evm_err *err)
{
	struct evm_str rest;
	uint64_t major;
	int got;

	memset(r, 0, sizeof *r);
	r->in = in;
	if ((got = next_line(r, err)) < 0)
		return -1;
	if (!got)
		return evm_err_set(err, EVM_EXIT_CUT, "%s: empty input, no stream",
				   evm_in_name(in));
	rest = evm_buf_str(&r->line);
	if (!evm_str_starts(rest, "#evm\t"))
		return bad_line(r, err, "no evmine stream (its first line is "
				"\"#evm\", a tab, the version)");
	if (evm_str_u64(evm_str_sub(rest, 5, rest.n), UINT32_MAX, &major))
		return bad_line(r, err, "the version is no number");
	if (major != EVM_STREAM_MAJOR)
		return evm_err_set(err, EVM_EXIT_FAILED,
			"%s:1: stream version %" PRIu64 "; this program reads %d",
			evm_in_name(in), major, EVM_STREAM_MAJOR);
	return read_header(r, err);
}

void evm_reader_release(struct evm_reader *r)
{
	evm_buf_release(&r->header);
	evm_buf_release(&r->line);
}

static int at_end(struct evm_reader *r, struct evm_err *err)
{
	struct evm_str s = evm_buf_str(&r->line);
	uint64_t docs;

	if (evm_str_u64(evm_str_sub(s, strlen("#end\tdocs="), s.n), UINT64_MAX,
			&docs))
		return bad_line(r, err, "#end without a count");
	if (docs != r->docs)
		return evm_err_set(err, EVM_EXIT_CUT, "%s:%" PRIu64
			": %" PRIu64 " documents, #end says %" PRIu64,
			evm_in_name(r->in), r->line_no, r->docs, docs);
	return 0;
}

int evm_reader_next(struct evm_reader *r, struct evm_buf *lines, uint64_t *line,
		    struct evm_err *err)
{
	int got;

	lines->n = 0;
	while ((got = next_line(r, err)) == 1) {
		struct evm_str s = evm_buf_str(&r->line);

		if (!lines->n && evm_str_starts(s, "#end\t"))
			return at_end(r, err);
		if (!lines->n && !evm_str_starts(s, "D\t"))
			return bad_line(r, err, "expected a D line");
		if (!lines->n)
			*line = r->line_no;
		evm_buf_add(lines, s);
		evm_buf_addc(lines, '\n');
		if (evm_str_starts(s, ".\t")) {
			r->docs++;
			return 1;
		}
		if (lines->n > UINT32_MAX)
			return bad_line(r, err, "a document of over 4 GiB");
	}
	return got < 0 ? -1 : cut(r, err);
}

/* --- fields ------------------------------------------------------------- */

void evm_field_put(struct evm_buf *b, struct evm_str s)
{
	size_t from = 0;

	for (size_t i = 0; i < s.n; i++) {
		const char *esc;

		switch (s.p[i]) {
		case '\t': esc = "\\t"; break;
		case '\n': esc = "\\n"; break;
		case '\r': esc = "\\r"; break;
		case '\\': esc = "\\\\"; break;
		default: continue;
		}
		evm_buf_add(b, evm_str_sub(s, from, i));
		evm_buf_addz(b, esc);
		from = i + 1;
	}
	evm_buf_add(b, evm_str_sub(s, from, s.n));
}

struct evm_str evm_field_get(struct evm_arena *a, struct evm_str s)
{
	char *p;
	size_t n = 0;

	if (!s.n || !memchr(s.p, '\\', s.n))
		return evm_str_dup(a, s);
	p = evm_arena_alloc(a, s.n + 1);
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c == '\\' && i + 1 < s.n) {
			c = s.p[++i];
			c = c == 't' ? '\t' : c == 'n' ? '\n' :
			    c == 'r' ? '\r' : c;
		}
		p[n++] = c;
	}
	return (struct evm_str){ p, n };
}

/* --- parsing one document ------------------------------------------------ */

struct parse {
	struct evm_doc *doc;
	struct evm_err *err;
	struct evm_str f[FIELDS_MAX];	/* fields of the line, escaped */
	size_t n;
	struct evm_str line;
	bool sealed;
};

static int fault(struct parse *p, const char *what)
{
	return evm_err_set(p->err, EVM_EXIT_FAILED, "%.*s line: %s",
			   p->n ? (int)p->f[0].n : 0, p->n ? p->f[0].p : "",
			   what);
}

static struct evm_str text(struct parse *p, size_t i)
{
	return i < p->n ? evm_field_get(&p->doc->arena, p->f[i]) : EVM_LIT("");
}

static int number(struct parse *p, size_t i, uint64_t max, uint64_t *out)
{
	if (i < p->n && !evm_str_u64(p->f[i], max, out))
		return 0;
	return fault(p, "a number is missing or too large");
}

static int number32(struct parse *p, size_t i, uint32_t *out)
{
	uint64_t v = 0;

	if (number(p, i, UINT32_MAX, &v))
		return -1;
	*out = (uint32_t)v;
	return 0;
}

static int span_at(struct parse *p, size_t i, struct evm_span *out)
{
	if (number32(p, i, &out->begin) || number32(p, i + 1, &out->end))
		return -1;
	if (out->begin > out->end || out->end > p->doc->text.n)
		return fault(p, "the span lies outside the text");
	return 0;
}

static int quoted(struct parse *p, struct evm_span span, size_t i)
{
	if (evm_str_eq(text(p, i), evm_doc_slice(p->doc, span)))
		return 0;
	return fault(p, "the quote is not what stands at its offsets");
}

/* Next "key=value" field from i on: its value when the key is this one. */
static bool keyed(struct evm_str f, const char *key, struct evm_str *value)
{
	size_t n = strlen(key);

	if (f.n <= n || f.p[n] != '=' || memcmp(f.p, key, n) != 0)
		return false;
	*value = evm_str_sub(f, n + 1, f.n);
	return true;
}

static void keep_extra(struct parse *p, struct evm_str *extra, struct evm_str f)
{
	*extra = evm_str_printf(&p->doc->arena, "%" EVM_FMT "%s%" EVM_FMT,
				EVM_ARG(*extra), extra->n ? "\t" : "",
				EVM_ARG(f));
}

static int read_d(struct parse *p)
{
	struct evm_str v;

	p->doc->id = text(p, 1);
	p->doc->extra = EVM_LIT("");
	if (!p->doc->id.n)
		return fault(p, "no document id");
	for (size_t i = 2; i < p->n; i++)
		if (keyed(p->f[i], "source", &v))
			p->doc->source = evm_field_get(&p->doc->arena, v);
		else if (keyed(p->f[i], "deleted", &v))
			p->doc->deleted = evm_str_eqz(v, "1");
		else
			keep_extra(p, &p->doc->extra, p->f[i]);
	return 0;
}

static int read_m(struct parse *p)
{
	struct evm_meta *m = EVM_PUSH(&p->doc->arena, p->doc->meta);

	m->key = text(p, 2);
	m->value = text(p, 3);
	m->attr = text(p, 4);
	return m->key.n ? 0 : fault(p, "no key");
}

static int read_t(struct parse *p)
{
	int region = p->n > 2 ? evm_region_of(p->f[2]) : -1, at;
	uint32_t begin;
	struct evm_str t;

	if (region < 0)
		return fault(p, "unknown region");
	if (number32(p, 3, &begin))
		return -1;
	t = text(p, 6);
	if (p->sealed || !t.n || evm_utf8_bad(t) != SIZE_MAX)
		return fault(p, p->sealed ? "a passage behind spans" :
			     "an empty passage or ill-formed UTF-8");
	at = evm_doc_passage(p->doc, (enum evm_region)region, text(p, 4), t);
	p->doc->passages.v[at].category = text(p, 5);
	if (p->doc->passages.v[at].span.begin != begin)
		return fault(p, "the passage does not begin where the last ended");
	return 0;
}

static int read_c(struct parse *p)
{
	struct evm_cell *c = EVM_PUSH(&p->doc->arena, p->doc->cells);
	uint32_t head;

	if (number32(p, 2, &c->table) || number32(p, 3, &c->row) ||
	    number32(p, 4, &c->col) || number32(p, 5, &head) ||
	    span_at(p, 6, &c->span))
		return -1;
	c->head = head != 0;
	return 0;
}

static int read_b(struct parse *p)
{
	struct evm_ref *r = EVM_PUSH(&p->doc->arena, p->doc->refs);

	r->label = text(p, 2);
	r->pmid = text(p, 3);
	r->doi = text(p, 4);
	r->raw = text(p, 5);
	return 0;
}

static int read_x(struct parse *p)
{
	struct evm_cite *c = EVM_PUSH(&p->doc->arena, p->doc->cites);

	if (span_at(p, 2, &c->span) || quoted(p, c->span, 4))
		return -1;
	for (size_t i = 5; i < p->n; i++)
		*EVM_PUSH(&p->doc->arena, c->labels) = text(p, i);
	return 0;
}

static int read_o(struct parse *p)
{
	struct evm_map *m = EVM_PUSH(&p->doc->arena, p->doc->map);

	return number32(p, 2, &m->begin) || number32(p, 3, &m->len) ||
	       number(p, 4, UINT64_MAX, &m->raw) ? -1 : 0;
}

static int read_s(struct parse *p)
{
	struct evm_sentence *s = EVM_PUSH(&p->doc->arena, p->doc->sentences);
	int at;

	if (span_at(p, 2, &s->span))
		return -1;
	at = evm_doc_passage_at(p->doc, s->span.begin);
	if (at < 0)
		return fault(p, "the sentence begins in no passage");
	s->passage = (uint32_t)at;
	return 0;
}

static int read_a(struct parse *p)
{
	struct evm_abbrev *a = EVM_PUSH(&p->doc->arena, p->doc->abbrevs);

	if (span_at(p, 2, &a->shrt) || span_at(p, 4, &a->lng))
		return -1;
	return quoted(p, a->shrt, 6) || quoted(p, a->lng, 7) ? -1 : 0;
}

static int read_e(struct parse *p)
{
	struct evm_mention *m = EVM_PUSH(&p->doc->arena, p->doc->mentions);
	int type = p->n > 2 ? evm_type_of(p->f[2]) : -1;
	struct evm_str v;
	struct { const char *key; struct evm_str *to; } keys[] = {
		{ "id", &m->id }, { "name", &m->name }, { "source", &m->source },
		{ "species", &m->species }, { "cargo", &m->cargo },
		{ "mod", &m->modification }, { "by", &m->by },
	};

	if (type < 0)
		return fault(p, "unknown type");
	m->type = (enum evm_type)type;
	if (span_at(p, 3, &m->span) || quoted(p, m->span, 5))
		return -1;
	m->norm = text(p, 6);
	m->extra = EVM_LIT("");
	for (size_t k = 0; k < sizeof keys / sizeof *keys; k++)
		*keys[k].to = EVM_LIT("");
	for (size_t i = 7; i < p->n; i++) {
		struct evm_str *to = NULL;

		for (size_t k = 0; k < sizeof keys / sizeof *keys && !to; k++)
			if (keyed(p->f[i], keys[k].key, &v))
				to = keys[k].to;
		if (to)
			*to = evm_field_get(&p->doc->arena, v);
		else if (keyed(p->f[i], "sign", &v))
			m->sign = evm_str_eqz(v, "-1") ? -1 : evm_str_eqz(v, "1");
		else
			keep_extra(p, &m->extra, p->f[i]);
	}
	return 0;
}

static int read_r(struct parse *p)
{
	struct evm_claim *c = EVM_PUSH(&p->doc->arena, p->doc->claims);
	int predicate = p->n > 4 ? evm_predicate_of(p->f[4]) : -1, sentence;
	uint64_t n = 0, begin = 0, via;
	struct evm_str v;
	char conf[32], *end;

	c->via = -1;
	c->extra = EVM_LIT("");
	if (number(p, 2, UINT32_MAX, &n) || number(p, 3, UINT32_MAX, &begin))
		return -1;
	if (n != p->doc->claims.n)
		return fault(p, "claims are not numbered 1, 2, 3");
	sentence = evm_doc_sentence_at(p->doc, (uint32_t)begin);
	if (sentence < 0)
		return fault(p, "no sentence begins there");
	c->sentence = (uint32_t)sentence;
	if (predicate < 0)
		return fault(p, "unknown predicate");
	c->predicate = (enum evm_predicate)predicate;
	if (p->n < 11 || p->f[7].n >= sizeof conf)
		return fault(p, "too few fields");
	c->negated = evm_str_eqz(p->f[5], "1");
	c->hedged = evm_str_eqz(p->f[6], "hedged");
	memcpy(conf, p->f[7].p, p->f[7].n);
	conf[p->f[7].n] = 0;
	c->confidence = strtod(conf, &end);
	if (end == conf || *end || !(c->confidence >= 0 && c->confidence <= 1))
		return fault(p, "the confidence is no number from 0 to 1");
	c->rule = text(p, 8);
	if (span_at(p, 9, &c->trigger))
		return -1;
	for (size_t i = 11; i < p->n; i++)
		if (keyed(p->f[i], "via", &v) &&
		    !evm_str_u64(v, INT32_MAX, &via) && via > 0)
			c->via = (int32_t)via - 1;
		else
			keep_extra(p, &c->extra, p->f[i]);
	return 0;
}

/* P and Q lines belong to the R line above them. */
static struct evm_claim *own_claim(struct parse *p)
{
	size_t n = p->doc->claims.n;
	uint64_t k = 0;

	if (!n || number(p, 2, UINT32_MAX, &k) || k != n)
		return NULL;
	return &p->doc->claims.v[n - 1];
}

static int read_p(struct parse *p)
{
	struct evm_claim *c = own_claim(p);
	struct evm_arg *a;
	int type = p->n > 6 ? evm_type_of(p->f[6]) : -1;

	if (!c)
		return fault(p, "not under the R line of its claim");
	if (evm_str_eqz(p->f[3], "subject"))
		a = &c->subject;
	else if (evm_str_eqz(p->f[3], "object"))
		a = &c->object;
	else
		return fault(p, "unknown role");
	if (type < 0)
		return fault(p, "unknown type");
	a->type = (enum evm_type)type;
	if (span_at(p, 4, &a->span) || quoted(p, a->span, 7))
		return -1;
	a->norm = text(p, 8);
	a->id = text(p, 9);
	a->resolved = text(p, 10);
	return 0;
}

static int read_q(struct parse *p)
{
	struct evm_claim *c = own_claim(p);
	struct evm_qualifier *q;

	if (!c)
		return fault(p, "not under the R line of its claim");
	q = EVM_PUSH(&p->doc->arena, c->quals);
	q->key = text(p, 3);
	q->value = text(p, 4);
	return p->n > 5 ? span_at(p, 5, &q->span) : 0;
}

static int read_line(struct parse *p)
{
	char c = p->f[0].n == 1 ? p->f[0].p[0] : 0;
	bool spans = c && strchr("CXOSAERPQ", c);

	if (spans && !p->sealed) {
		evm_doc_seal(p->doc);
		p->sealed = true;
	}
	switch (c) {
	case 'D': return read_d(p);
	case 'M': return read_m(p);
	case 'T': return read_t(p);
	case 'C': return read_c(p);
	case 'B': return read_b(p);
	case 'X': return read_x(p);
	case 'O': return read_o(p);
	case 'S': return read_s(p);
	case 'A': return read_a(p);
	case 'E': return read_e(p);
	case 'R': return read_r(p);
	case 'P': return read_p(p);
	case 'Q': return read_q(p);
	case '.': return 0;
	default:
		*EVM_PUSH(&p->doc->arena, p->doc->unknown) =
			evm_str_dup(&p->doc->arena, p->line);
		return 0;
	}
}

static void split(struct parse *p, struct evm_str line)
{
	p->line = line;
	p->n = 0;
	while (line.p && p->n < FIELDS_MAX - 1)
		p->f[p->n++] = evm_str_cut(&line, '\t');
	if (line.p)
		p->f[p->n++] = line;
}

/* An X line may name many references: its fields are not limited. */
static int read_wide(struct parse *p)
{
	struct evm_str rest = p->f[FIELDS_MAX - 1];

	p->n = FIELDS_MAX - 1;
	if (read_line(p))
		return -1;
	while (rest.p) {
		struct evm_cite *c = &p->doc->cites.v[p->doc->cites.n - 1];
		struct evm_str f = evm_str_cut(&rest, '\t');

		*EVM_PUSH(&p->doc->arena, c->labels) =
			evm_field_get(&p->doc->arena, f);
	}
	return 0;
}

int evm_doc_read(struct evm_doc *doc, struct evm_str lines, const char *file,
		 uint64_t line, struct evm_err *err)
{
	struct parse p = { .doc = doc, .err = err };
	struct evm_str first = EVM_LIT("");

	evm_doc_reset(doc);
	while (lines.n) {
		bool wide;

		split(&p, evm_str_cut(&lines, '\n'));
		wide = p.n == FIELDS_MAX && evm_str_eqz(p.f[0], "X");
		if ((wide ? read_wide(&p) : read_line(&p)) ||
		    (p.f[0].n == 1 && p.f[0].p[0] != 'D' && p.n > 1 && first.n &&
		     !evm_str_eq(p.f[1], first) &&
		     fault(&p, "another document's id")))
			return evm_err_at(err, "%s:%" PRIu64 ": document %.*s",
					  file, line, EVM_ARG(doc->id));
		if (!first.n && p.n > 1)
			first = p.f[1];
		line++;
	}
	if (!p.sealed)
		evm_doc_seal(doc);
	return evm_doc_check(doc, err) ? evm_err_at(err, "%s", file) : 0;
}

/* --- writing ------------------------------------------------------------- */

static void put(struct evm_buf *b, struct evm_str s)
{
	evm_buf_addc(b, '\t');
	evm_field_put(b, s);
}

static void put_u(struct evm_buf *b, uint64_t v)
{
	char digits[24];
	int i = sizeof digits;

	do
		digits[--i] = (char)('0' + v % 10);
	while (v /= 10);
	evm_buf_addc(b, '\t');
	evm_buf_add(b, (struct evm_str){ digits + i, sizeof digits - (size_t)i });
}

static void put_span(struct evm_buf *b, struct evm_span s)
{
	put_u(b, s.begin);
	put_u(b, s.end);
}

static void put_key(struct evm_buf *b, const char *key, struct evm_str v)
{
	if (!v.n)
		return;
	evm_buf_addc(b, '\t');
	evm_buf_addz(b, key);
	evm_buf_addc(b, '=');
	evm_field_put(b, v);
}

static void put_extra(struct evm_buf *b, struct evm_str extra)
{
	if (!extra.n)
		return;
	evm_buf_addc(b, '\t');
	evm_buf_add(b, extra);
}

static void start(struct evm_buf *b, char type, const struct evm_doc *doc)
{
	evm_buf_addc(b, type);
	put(b, doc->id);
}

static void end(struct evm_buf *b)
{
	evm_buf_addc(b, '\n');
}

static void write_source(struct evm_buf *b, const struct evm_doc *doc)
{
	start(b, 'D', doc);
	put_key(b, "source", doc->source);
	if (doc->deleted)
		evm_buf_addz(b, "\tdeleted=1");
	put_extra(b, doc->extra);
	end(b);
	for (size_t i = 0; i < doc->meta.n; i++) {
		const struct evm_meta *m = &doc->meta.v[i];

		start(b, 'M', doc);
		put(b, m->key);
		put(b, m->value);
		put(b, m->attr);
		end(b);
	}
	for (size_t i = 0; i < doc->passages.n; i++) {
		const struct evm_passage *s = &doc->passages.v[i];

		start(b, 'T', doc);
		put(b, evm_str(evm_region_name(s->region)));
		put_u(b, s->span.begin);
		put(b, s->section);
		put(b, s->category);
		put(b, evm_doc_slice(doc, s->span));
		end(b);
	}
}

static void write_ingested(struct evm_buf *b, const struct evm_doc *doc)
{
	for (size_t i = 0; i < doc->cells.n; i++) {
		const struct evm_cell *c = &doc->cells.v[i];

		start(b, 'C', doc);
		put_u(b, c->table);
		put_u(b, c->row);
		put_u(b, c->col);
		put_u(b, c->head);
		put_span(b, c->span);
		end(b);
	}
	for (size_t i = 0; i < doc->refs.n; i++) {
		const struct evm_ref *r = &doc->refs.v[i];

		start(b, 'B', doc);
		put(b, r->label);
		put(b, r->pmid);
		put(b, r->doi);
		put(b, r->raw);
		end(b);
	}
	for (size_t i = 0; i < doc->cites.n; i++) {
		const struct evm_cite *c = &doc->cites.v[i];

		start(b, 'X', doc);
		put_span(b, c->span);
		put(b, evm_doc_slice(doc, c->span));
		for (size_t k = 0; k < c->labels.n; k++)
			put(b, c->labels.v[k]);
		end(b);
	}
	for (size_t i = 0; i < doc->map.n; i++) {
		start(b, 'O', doc);
		put_u(b, doc->map.v[i].begin);
		put_u(b, doc->map.v[i].len);
		put_u(b, doc->map.v[i].raw);
		end(b);
	}
}

static void write_annotated(struct evm_buf *b, const struct evm_doc *doc)
{
	for (size_t i = 0; i < doc->sentences.n; i++) {
		start(b, 'S', doc);
		put_span(b, doc->sentences.v[i].span);
		end(b);
	}
	for (size_t i = 0; i < doc->abbrevs.n; i++) {
		const struct evm_abbrev *a = &doc->abbrevs.v[i];

		start(b, 'A', doc);
		put_span(b, a->shrt);
		put_span(b, a->lng);
		put(b, evm_doc_slice(doc, a->shrt));
		put(b, evm_doc_slice(doc, a->lng));
		end(b);
	}
	for (size_t i = 0; i < doc->mentions.n; i++) {
		const struct evm_mention *m = &doc->mentions.v[i];

		start(b, 'E', doc);
		put(b, evm_str(evm_type_name(m->type)));
		put_span(b, m->span);
		put(b, evm_doc_slice(doc, m->span));
		put(b, m->norm);
		put_key(b, "id", m->id);
		put_key(b, "name", m->name);
		put_key(b, "source", m->source);
		put_key(b, "species", m->species);
		put_key(b, "cargo", m->cargo);
		put_key(b, "mod", m->modification);
		if (m->sign)
			put_key(b, "sign", m->sign < 0 ? EVM_LIT("-1") : EVM_LIT("1"));
		put_key(b, "by", m->by);
		put_extra(b, m->extra);
		end(b);
	}
}

static void write_arg(struct evm_buf *b, const struct evm_doc *doc, size_t n,
		      const char *role, const struct evm_arg *a)
{
	start(b, 'P', doc);
	put_u(b, n);
	put(b, evm_str(role));
	put_span(b, a->span);
	put(b, evm_str(evm_type_name(a->type)));
	put(b, evm_doc_slice(doc, a->span));
	put(b, a->norm);
	put(b, a->id);
	put(b, a->resolved);
	end(b);
}

static void write_claim(struct evm_buf *b, const struct evm_doc *doc, size_t i)
{
	const struct evm_claim *c = &doc->claims.v[i];

	start(b, 'R', doc);
	put_u(b, i + 1);
	put_u(b, doc->sentences.v[c->sentence].span.begin);
	put(b, evm_str(evm_predicate_name(c->predicate)));
	put_u(b, c->negated);
	put(b, c->hedged ? EVM_LIT("hedged") : EVM_LIT("asserted"));
	evm_buf_printf(b, "\t%.3f", c->confidence);
	put(b, c->rule);
	put_span(b, c->trigger);
	if (c->via >= 0)
		evm_buf_printf(b, "\tvia=%d", c->via + 1);
	put_extra(b, c->extra);
	end(b);
	write_arg(b, doc, i + 1, "subject", &c->subject);
	write_arg(b, doc, i + 1, "object", &c->object);
	for (size_t k = 0; k < c->quals.n; k++) {
		const struct evm_qualifier *q = &c->quals.v[k];

		start(b, 'Q', doc);
		put_u(b, i + 1);
		put(b, q->key);
		put(b, q->value);
		if (q->span.begin != q->span.end)
			put_span(b, q->span);
		end(b);
	}
}

int evm_doc_write(struct evm_buf *b, const struct evm_doc *doc,
		  struct evm_err *err)
{
	if (evm_doc_check(doc, err))
		return -1;
	write_source(b, doc);
	write_ingested(b, doc);
	write_annotated(b, doc);
	for (size_t i = 0; i < doc->claims.n; i++)
		write_claim(b, doc, i);
	for (size_t i = 0; i < doc->unknown.n; i++) {
		evm_buf_add(b, doc->unknown.v[i]);
		end(b);
	}
	start(b, '.', doc);
	end(b);
	return 0;
}

void evm_writer_open(struct evm_writer *w, struct evm_out *out)
{
	memset(w, 0, sizeof *w);
	w->out = out;
}

static void flush(struct evm_writer *w)
{
	evm_out_add(w->out, evm_buf_str(&w->buf));
	w->buf.n = 0;
}

void evm_writer_header(struct evm_writer *w, const struct evm_buf *header)
{
	evm_buf_printf(&w->buf, "#evm\t%d\n", EVM_STREAM_MAJOR);
	if (header)
		evm_buf_add(&w->buf, evm_buf_str(header));
	flush(w);
}

void evm_pg_line(struct evm_buf *b, const char *program, const char *settings)
{
	evm_buf_printf(b, "#pg\t%s\t%s\t", program, EVM_VERSION);
	evm_field_put(b, evm_str(settings));
	evm_buf_addc(b, '\n');
}

void evm_writer_pg(struct evm_writer *w, const char *program,
		   const char *settings)
{
	evm_pg_line(&w->buf, program, settings);
	flush(w);
}

void evm_writer_doc(struct evm_writer *w, struct evm_str lines)
{
	evm_out_add(w->out, lines);
	w->docs++;
}

void evm_writer_end(struct evm_writer *w)
{
	evm_buf_printf(&w->buf, "#end\tdocs=%" PRIu64 "\n", w->docs);
	flush(w);
}

void evm_writer_release(struct evm_writer *w)
{
	evm_buf_release(&w->buf);
}
