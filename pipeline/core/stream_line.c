/* What each line gives a document, and what must hold of it. */
#include "core/stream_p.h"

#include <stdlib.h>
#include <string.h>

#include "core/scan.h"
#include "core/utf8.h"

/* Undoes the escapes where they stand: the result is no longer. */
static struct evm_str unescape(char *p, size_t n)
{
	size_t out = 0;

	for (size_t i = 0; i < n; i++) {
		char c = p[i];

		if (c == '\\' && i + 1 < n) {
			c = p[++i];
			c = c == 't' ? '\t' : c == 'n' ? '\n' :
			    c == 'r' ? '\r' : c;
		}
		p[out++] = c;
	}
	p[out] = 0;
	return (struct evm_str){ p, out };
}

struct evm_str evm_field_get(struct evm_arena *a, struct evm_str s)
{
	char *p = evm_arena_dup(a, s.p, s.n);

	return s.n && memchr(p, '\\', s.n) ? unescape(p, s.n) : (struct evm_str){ p, s.n };
}

int evm_line_fault(struct evm_parse *p, const char *what)
{
	return evm_err_set(p->err, EVM_EXIT_FAILED, "%.*s line: %s",
			   p->n ? (int)p->f[0].n : 0, p->n ? p->f[0].p : "",
			   what);
}

static struct evm_str unescaped(struct evm_parse *p, struct evm_str f)
{
	return f.n && memchr(f.p, '\\', f.n) ? unescape(p->copy + (f.p - p->copy), f.n) : f;
}

static inline struct evm_str value(struct evm_parse *p, struct evm_str f)
{
	return p->escapes ? unescaped(p, f) : f;
}

static inline struct evm_str text(struct evm_parse *p, size_t i)
{
	return i < p->n ? value(p, p->f[i]) : EVM_LIT("");
}

static int number(struct evm_parse *p, size_t i, uint64_t max, uint64_t *out)
{
	if (i < p->n && !evm_str_u64(p->f[i], max, out))
		return 0;
	return evm_line_fault(p, "a number is missing or too large");
}

static int number32(struct evm_parse *p, size_t i, uint32_t *out)
{
	uint64_t v = 0;

	/* nearly all; behind each field stand more than eight bytes */
	if (i < p->n && p->f[i].n - 1 < 8 && evm_scan_number8(p->f[i].p, p->f[i].n, out))
		return 0;
	if (number(p, i, UINT32_MAX, &v))
		return -1;
	*out = (uint32_t)v;
	return 0;
}

static int span_at(struct evm_parse *p, size_t i, struct evm_span *out)
{
	if (number32(p, i, &out->begin) || number32(p, i + 1, &out->end))
		return -1;
	if (out->begin > out->end || out->end > p->doc->text.n)
		return evm_line_fault(p, "the span lies outside the text");
	return 0;
}

static int quoted(struct evm_parse *p, struct evm_span span, size_t i)
{
	if (evm_str_eq(text(p, i), evm_doc_slice(p->doc, span)))
		return 0;
	return evm_line_fault(p, "the quote is not what stands at its offsets");
}

/* Next "key=value" field from i on: its value when the key is this one. */
static inline bool keyed(struct evm_str f, const char *key, struct evm_str *value)
{
	size_t n = strlen(key);

	if (f.n <= n || f.p[n] != '=' || memcmp(f.p, key, n) != 0)
		return false;
	*value = evm_str_sub(f, n + 1, f.n);
	return true;
}

static void keep_extra(struct evm_parse *p, struct evm_str *extra, struct evm_str f)
{
	*extra = evm_str_printf(&p->doc->arena, "%" EVM_FMT "%s%" EVM_FMT,
				EVM_ARG(*extra), extra->n ? "\t" : "",
				EVM_ARG(f));
}

static int read_d(struct evm_parse *p)
{
	struct evm_str v;

	p->doc->id = text(p, 1);
	p->doc->extra = EVM_LIT("");
	if (!p->doc->id.n)
		return evm_line_fault(p, "no document id");
	for (size_t i = 2; i < p->n; i++)
		if (keyed(p->f[i], "source", &v))
			p->doc->source = value(p, v);
		else if (keyed(p->f[i], "deleted", &v))
			p->doc->deleted = evm_str_eqz(v, "1");
		else
			keep_extra(p, &p->doc->extra, p->f[i]);
	return 0;
}

static int read_m(struct evm_parse *p)
{
	struct evm_meta *m = EVM_PUSH(&p->doc->arena, p->doc->meta);

	m->key = text(p, 2);
	m->value = text(p, 3);
	m->attr = text(p, 4);
	return m->key.n ? 0 : evm_line_fault(p, "no key");
}

static int read_t(struct evm_parse *p)
{
	int region = p->n > 2 ? evm_region_of(p->f[2]) : -1, at;
	uint32_t begin;
	struct evm_str t;

	if (region < 0)
		return evm_line_fault(p, "unknown region");
	if (number32(p, 3, &begin))
		return -1;
	t = text(p, 6);
	if (p->sealed || !t.n || evm_utf8_bad(t) != SIZE_MAX)
		return evm_line_fault(p, p->sealed ? "a passage behind spans" :
			     "an empty passage or ill-formed UTF-8");
	at = evm_doc_passage(p->doc, (enum evm_region)region, text(p, 4), t);
	p->doc->passages.v[at].category = text(p, 5);
	if (p->doc->passages.v[at].span.begin != begin)
		return evm_line_fault(p, "the passage does not begin where the last ended");
	return 0;
}

static int read_c(struct evm_parse *p)
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

static int read_b(struct evm_parse *p)
{
	struct evm_ref *r = EVM_PUSH(&p->doc->arena, p->doc->refs);

	r->label = text(p, 2);
	r->pmid = text(p, 3);
	r->doi = text(p, 4);
	r->raw = text(p, 5);
	return 0;
}

static int read_x(struct evm_parse *p)
{
	struct evm_cite *c = EVM_PUSH(&p->doc->arena, p->doc->cites);

	if (span_at(p, 2, &c->span) || quoted(p, c->span, 4))
		return -1;
	for (size_t i = 5; i < p->n; i++)
		*EVM_PUSH(&p->doc->arena, c->labels) = text(p, i);
	return 0;
}

static int read_o(struct evm_parse *p)
{
	struct evm_map *m = EVM_PUSH(&p->doc->arena, p->doc->map);

	return number32(p, 2, &m->begin) || number32(p, 3, &m->len) ||
	       number(p, 4, UINT64_MAX, &m->raw) ? -1 : 0;
}

/* Room for what most documents have, so that nothing is moved as they grow. */
#define ROOM 48
#define ROOM_MAX 4096
#define MENTION_BYTES 160		/* of the lines, where there are many */
#define MAKE_ROOM(arena, vec, room) ((vec).cap ? (void)0 : (void)((vec).cap = (room), \
	(vec).v = evm_arena_take((arena), (vec).cap * sizeof *(vec).v)))

static size_t room_for(const struct evm_parse *p)
{
	size_t n = ROOM + p->lines.n / MENTION_BYTES;

	return n < ROOM_MAX ? n : ROOM_MAX;
}

static int read_s(struct evm_parse *p)
{
	struct evm_sentence *s = (MAKE_ROOM(&p->doc->arena, p->doc->sentences, ROOM), EVM_PUSH(&p->doc->arena, p->doc->sentences));
	int at;

	if (span_at(p, 2, &s->span))
		return -1;
	at = evm_doc_passage_at(p->doc, s->span.begin);
	if (at < 0)
		return evm_line_fault(p, "the sentence begins in no passage");
	s->passage = (uint32_t)at;
	return 0;
}

static int read_a(struct evm_parse *p)
{
	struct evm_abbrev *a = EVM_PUSH(&p->doc->arena, p->doc->abbrevs);

	if (span_at(p, 2, &a->shrt) || span_at(p, 4, &a->lng))
		return -1;
	return quoted(p, a->shrt, 6) || quoted(p, a->lng, 7) ? -1 : 0;
}

/* The field of a mention that "key=value" gives; NULL where it is none. */
static struct evm_str *mention_field(struct evm_mention *m, struct evm_str f, struct evm_str *v)
{
	switch (f.n ? f.p[0] : 0) {
	case 'i': return keyed(f, "id", v) ? &m->id : NULL;
	case 'n': return keyed(f, "name", v) ? &m->name : NULL;
	case 's': return keyed(f, "source", v) ? &m->source : keyed(f, "species", v) ? &m->species : NULL;
	case 'c': return keyed(f, "cargo", v) ? &m->cargo : NULL;
	case 'm': return keyed(f, "mod", v) ? &m->modification : NULL;
	case 'b': return keyed(f, "by", v) ? &m->by : NULL;
	default: return NULL;
	}
}

static int read_e(struct evm_parse *p)
{
	struct evm_mention *m = (MAKE_ROOM(&p->doc->arena, p->doc->mentions, room_for(p)),
				 EVM_PUSH(&p->doc->arena, p->doc->mentions));
	int type = p->n > 2 ? evm_type_of(p->f[2]) : -1;
	struct evm_str v;

	*m = (struct evm_mention){ .sign = 0 };
	if (type < 0)
		return evm_line_fault(p, "unknown type");
	m->type = (enum evm_type)type;
	if (span_at(p, 3, &m->span) || quoted(p, m->span, 5))
		return -1;
	m->norm = text(p, 6);
	m->id = m->name = m->source = m->species = m->cargo = m->modification = m->by =
		m->extra = EVM_LIT("");
	for (size_t i = 7; i < p->n; i++) {
		struct evm_str *to = mention_field(m, p->f[i], &v);

		if (to)
			*to = value(p, v);
		else if (keyed(p->f[i], "sign", &v))
			m->sign = evm_str_eqz(v, "-1") ? -1 : evm_str_eqz(v, "1");
		else
			keep_extra(p, &m->extra, p->f[i]);
	}
	if (p->doc->mentions.n > 1 && evm_mention_cmp(m - 1, m) > 0)
		p->at.ordered = false;
	return 0;
}

static int read_r(struct evm_parse *p)
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
		return evm_line_fault(p, "claims are not numbered 1, 2, 3");
	sentence = evm_doc_sentence_at(p->doc, (uint32_t)begin);
	if (sentence < 0)
		return evm_line_fault(p, "no sentence begins there");
	c->sentence = (uint32_t)sentence;
	if (predicate < 0)
		return evm_line_fault(p, "unknown predicate");
	c->predicate = (enum evm_predicate)predicate;
	if (p->n < 11 || p->f[7].n >= sizeof conf)
		return evm_line_fault(p, "too few fields");
	c->negated = evm_str_eqz(p->f[5], "1");
	c->hedged = evm_str_eqz(p->f[6], "hedged");
	memcpy(conf, p->f[7].p, p->f[7].n);
	conf[p->f[7].n] = 0;
	c->confidence = strtod(conf, &end);
	if (end == conf || *end || !(c->confidence >= 0 && c->confidence <= 1))
		return evm_line_fault(p, "the confidence is no number from 0 to 1");
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
static struct evm_claim *own_claim(struct evm_parse *p)
{
	size_t n = p->doc->claims.n;
	uint64_t k = 0;

	if (!n || number(p, 2, UINT32_MAX, &k) || k != n)
		return NULL;
	return &p->doc->claims.v[n - 1];
}

static int read_p(struct evm_parse *p)
{
	struct evm_claim *c = own_claim(p);
	struct evm_arg *a;
	int type = p->n > 6 ? evm_type_of(p->f[6]) : -1;

	if (!c)
		return evm_line_fault(p, "not under the R line of its claim");
	if (evm_str_eqz(p->f[3], "subject"))
		a = &c->subject;
	else if (evm_str_eqz(p->f[3], "object"))
		a = &c->object;
	else
		return evm_line_fault(p, "unknown role");
	if (type < 0)
		return evm_line_fault(p, "unknown type");
	a->type = (enum evm_type)type;
	if (span_at(p, 4, &a->span) || quoted(p, a->span, 7))
		return -1;
	a->norm = text(p, 8);
	a->id = text(p, 9);
	a->resolved = text(p, 10);
	return 0;
}

static int read_q(struct evm_parse *p)
{
	struct evm_claim *c = own_claim(p);
	struct evm_qualifier *q;

	if (!c)
		return evm_line_fault(p, "not under the R line of its claim");
	q = EVM_PUSH(&p->doc->arena, c->quals);
	q->key = text(p, 3);
	q->value = text(p, 4);
	return p->n > 5 ? span_at(p, 5, &q->span) : 0;
}

int evm_line_read(struct evm_parse *p, char c)
{
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
			evm_str_dup(&p->doc->arena, evm_str_sub(p->lines, p->begin, p->end));
		return 0;
	}
}
