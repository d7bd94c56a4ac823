/* A document's lines. */
#include <string.h>

#include "core/stream.h"

/* May one of 8 bytes be below a space, or a backslash? Not 0 then. */
static uint64_t specials(uint64_t x)
{
	const uint64_t ones = 0x0101010101010101u, high = 0x8080808080808080u;
	uint64_t y = x ^ ones * '\\';

	return (((x - ones * ' ') & ~x) | ((y - ones) & ~y)) & high;
}

static uint64_t copy8(char *to, const char *p)
{
	uint64_t x;

	memcpy(&x, p, 8);
	memcpy(to, &x, 8);
	return specials(x);
}

static uint64_t copy4(char *to, const char *p)
{
	uint32_t x;

	memcpy(&x, p, 4);
	memcpy(to, &x, 4);
	return specials((uint64_t)x << 32 | x);
}

/* Copies; not 0 where something in it may have to be escaped. The last bytes are
 * copied twice where the steps do not fit. */
static uint64_t copy(char *to, struct evm_str s)
{
	uint64_t any = 0;
	size_t i;

	if (s.n >= 8) {
		for (i = 0; i + 8 < s.n; i += 8)
			any |= copy8(to + i, s.p + i);
		return any | copy8(to + s.n - 8, s.p + s.n - 8);
	}
	if (s.n >= 4)
		return copy4(to, s.p) | copy4(to + s.n - 4, s.p + s.n - 4);
	for (i = 0; i < s.n; i++) {
		to[i] = s.p[i];
		any |= (unsigned char)s.p[i] < ' ' || s.p[i] == '\\';
	}
	return any;
}

static void put_escaped(struct evm_buf *b, struct evm_str s)
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

void evm_field_put(struct evm_buf *b, struct evm_str s)
{
	if (s.n >= b->cap - b->n || !b->cap)
		evm_buf_reserve(b, s.n);
	/* nearly all fields have none of these */
	if (copy(b->p + b->n, s)) {
		put_escaped(b, s);
		return;
	}
	b->n += s.n;
	b->p[b->n] = 0;
}

static void put(struct evm_buf *b, struct evm_str s)
{
	evm_buf_addc(b, '\t');
	if (s.n)
		evm_field_put(b, s);
}

/* A name of ours: nothing in it is to be escaped. */
static void put_name(struct evm_buf *b, const char *name)
{
	evm_buf_addc(b, '\t');
	evm_buf_addz(b, name);
}

static void put_u(struct evm_buf *b, uint64_t v)
{
	evm_buf_addc(b, '\t');
	evm_buf_u64(b, v);
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
		put_name(b, evm_region_name(s->region));
		put_u(b, s->span.begin);
		put(b, s->section);
		put(b, s->category);
		put(b, evm_doc_slice(doc, s->span));
		end(b);
	}
}

static void write_tables(struct evm_buf *b, const struct evm_doc *doc)
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
}

static void write_cites(struct evm_buf *b, const struct evm_doc *doc)
{
	for (size_t i = 0; i < doc->cites.n; i++) {
		const struct evm_cite *c = &doc->cites.v[i];

		start(b, 'X', doc);
		put_span(b, c->span);
		put(b, evm_doc_slice(doc, c->span));
		for (size_t k = 0; k < c->labels.n; k++)
			put(b, c->labels.v[k]);
		end(b);
	}
}

static void write_map(struct evm_buf *b, const struct evm_doc *doc)
{
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
		put_name(b, evm_type_name(m->type));
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

/* A line of the claim whose R line stands at `first`: it begins with the document and
 * the claim's number, `head` bytes, as that one does. */
static void start_like(struct evm_buf *b, char type, size_t first, size_t head)
{
	evm_buf_reserve(b, head + 1);
	b->p[b->n] = type;
	memcpy(b->p + b->n + 1, b->p + first + 1, head);
	b->n += head + 1;
	b->p[b->n] = 0;
}

static void write_arg(struct evm_buf *b, const struct evm_doc *doc, const char *role,
		      const struct evm_arg *a)
{
	put_name(b, role);
	put_span(b, a->span);
	put_name(b, evm_type_name(a->type));
	put(b, evm_doc_slice(doc, a->span));
	put(b, a->norm);
	put(b, a->id);
	put(b, a->resolved);
	end(b);
}

/* As "%.3f" writes a number from 0 to 1. */
static void put_confidence(struct evm_buf *b, double v)
{
	unsigned n = (unsigned)(v * 1000 + 0.5);
	char text[] = { '\t', (char)('0' + n / 1000), '.', (char)('0' + n / 100 % 10),
			(char)('0' + n / 10 % 10), (char)('0' + n % 10) };

	evm_buf_add(b, (struct evm_str){ text, sizeof text });
}

static void write_claim(struct evm_buf *b, const struct evm_doc *doc, size_t i)
{
	const struct evm_claim *c = &doc->claims.v[i];
	size_t first = b->n, head;

	start(b, 'R', doc);
	put_u(b, i + 1);
	head = b->n - first - 1;
	put_u(b, doc->sentences.v[c->sentence].span.begin);
	put_name(b, evm_predicate_name(c->predicate));
	put_u(b, c->negated);
	put_name(b, c->hedged ? "hedged" : "asserted");
	put_confidence(b, c->confidence);
	put(b, c->rule);
	put_span(b, c->trigger);
	if (c->via >= 0)
		evm_buf_printf(b, "\tvia=%d", c->via + 1);
	put_extra(b, c->extra);
	end(b);
	start_like(b, 'P', first, head);
	write_arg(b, doc, "subject", &c->subject);
	start_like(b, 'P', first, head);
	write_arg(b, doc, "object", &c->object);
	for (size_t k = 0; k < c->quals.n; k++) {
		const struct evm_qualifier *q = &c->quals.v[k];

		start_like(b, 'Q', first, head);
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
	write_tables(b, doc);
	write_cites(b, doc);
	write_map(b, doc);
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


static void write_rest(struct evm_buf *b, const struct evm_doc *doc, struct evm_str lines,
		       const struct evm_layout *at)
{
	for (size_t i = 0; i < doc->claims.n; i++)
		write_claim(b, doc, i);
	evm_buf_add(b, evm_str_sub(lines, at->rest, lines.n));
}

int evm_doc_write_claims(struct evm_buf *b, const struct evm_doc *doc, struct evm_str lines,
			 const struct evm_layout *at, struct evm_err *err)
{
	if (!at->ordered)
		return evm_doc_write(b, doc, err);
	if (evm_doc_check_claims(doc, err))
		return -1;
	evm_buf_add(b, evm_str_sub(lines, 0, at->claims));
	write_rest(b, doc, lines, at);
	return 0;
}

int evm_doc_write_found(struct evm_buf *b, const struct evm_doc *doc, struct evm_str lines,
			const struct evm_layout *at, struct evm_err *err)
{
	if (!at->ordered)
		return evm_doc_write(b, doc, err);
	if (evm_doc_check(doc, err))
		return -1;
	evm_buf_add(b, evm_str_sub(lines, 0, at->cites));
	write_cites(b, doc);
	evm_buf_add(b, evm_str_sub(lines, at->map, at->found));
	write_annotated(b, doc);
	write_rest(b, doc, lines, at);
	return 0;
}
