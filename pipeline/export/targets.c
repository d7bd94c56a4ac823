#include "export/targets.h"

/* Mentions are sorted by begin: the first at or behind a byte. */
static size_t first_at(const struct evm_doc *doc, uint32_t begin)
{
	size_t lo = 0, hi = doc->mentions.n;

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (doc->mentions.v[mid].span.begin < begin)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static bool same(const struct evm_target *t, const struct evm_arg *a)
{
	return t->span.begin == a->span.begin && t->span.end == a->span.end &&
	       t->type == a->type && evm_str_eq(t->norm, a->norm) &&
	       evm_str_eq(t->id, a->id);
}

static uint32_t find(struct evm_targets *t, const struct evm_doc *doc,
		     const struct evm_arg *arg, struct evm_arena *a)
{
	size_t n = doc->mentions.n;

	for (size_t i = first_at(doc, arg->span.begin); i < n &&
	     t->v.v[i].span.begin == arg->span.begin; i++)
		if (same(&t->v.v[i], arg))
			return (uint32_t)i;
	for (size_t i = n; i < t->v.n; i++)
		if (same(&t->v.v[i], arg))
			return (uint32_t)i;
	*EVM_PUSH(a, t->v) = (struct evm_target){ arg->span, arg->type, arg->norm,
						  arg->id, arg->resolved, NULL };
	return (uint32_t)(t->v.n - 1);
}

void evm_targets_make(struct evm_targets *t, const struct evm_doc *doc,
		      struct evm_arena *a)
{
	size_t n = doc->claims.n;

	*t = (struct evm_targets){ 0 };
	for (size_t i = 0; i < doc->mentions.n; i++) {
		const struct evm_mention *m = &doc->mentions.v[i];

		*EVM_PUSH(a, t->v) = (struct evm_target){
			m->span, m->type, m->norm, m->id, EVM_LIT(""), m };
	}
	t->subject = evm_arena_alloc(a, evm_mul(n + 1, sizeof *t->subject));
	t->object = evm_arena_alloc(a, evm_mul(n + 1, sizeof *t->object));
	for (size_t i = 0; i < n; i++) {
		t->subject[i] = find(t, doc, &doc->claims.v[i].subject, a);
		t->object[i] = find(t, doc, &doc->claims.v[i].object, a);
	}
}

void evm_term_id(struct evm_buf *b, enum evm_type type, struct evm_str id,
		 struct evm_str norm)
{
	if (id.n) {
		evm_buf_add(b, id);
		return;
	}
	evm_buf_printf(b, "evm:%s.", evm_type_name(type));
	for (size_t i = 0; i < norm.n; i++) {
		char c = norm.p[i];

		if (evm_is_alnum(c) || c == '.' || c == '-' || c == '_')
			evm_buf_addc(b, c);
		else if (c == ' ')
			evm_buf_addc(b, '_');
		else
			evm_buf_printf(b, "%%%02X", (unsigned char)c);
	}
}

static bool before(const struct evm_claim *c, size_t i, bool value)
{
	const struct evm_qualifier *q = &c->quals.v[i];

	for (size_t k = 0; k < i; k++)
		if (evm_str_eq(c->quals.v[k].key, q->key) &&
		    (!value || evm_str_eq(c->quals.v[k].value, q->value)))
			return true;
	return false;
}

bool evm_quals_first(const struct evm_claim *c, size_t i)
{
	return !before(c, i, false);
}

void evm_quals_join(struct evm_buf *b, const struct evm_claim *c,
		    struct evm_str key, const char *between)
{
	bool any = false;

	for (size_t i = 0; i < c->quals.n; i++) {
		const struct evm_qualifier *q = &c->quals.v[i];

		if (!q->value.n || !evm_str_eq(q->key, key) || before(c, i, true))
			continue;
		evm_buf_addz(b, any ? between : "");
		evm_buf_add(b, q->value);
		any = true;
	}
}
