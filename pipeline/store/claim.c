#include "store/claim.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/json.h"
#include "core/utf8.h"

/* --- fingerprints -------------------------------------------------------- */

/* Parts are separated by a byte that no text holds. */
static void part(struct evm_buf *b, struct evm_str s)
{
	evm_utf8_fold(b, s);
	evm_buf_addc(b, '\x1f');
}

static void describe(struct evm_buf *b, const struct evm_doc *doc,
		     const struct evm_claim *c)
{
	evm_buf_add(b, doc->source);
	evm_buf_addc(b, '\x1f');
	evm_buf_add(b, doc->id);
	evm_buf_addc(b, '\x1f');
	part(b, evm_doc_slice(doc, doc->sentences.v[c->sentence].span));
	evm_buf_addz(b, "object=");
	part(b, evm_doc_slice(doc, c->object.span));
	evm_buf_addz(b, "subject=");
	part(b, evm_doc_slice(doc, c->subject.span));
	evm_buf_addz(b, evm_predicate_name(c->predicate));
	evm_buf_addz(b, c->negated ? "\x1f-" : "\x1f+");
}

struct place {
	struct evm_fingerprint f;
	uint32_t claim;
};

static int by_print(const void *pa, const void *pb)
{
	const struct place *a = pa, *b = pb;
	int d = strcmp(a->f.hex, b->f.hex);

	return d ? d : (a->claim > b->claim) - (a->claim < b->claim);
}

/* The second of two equal claims gets the digest of the first's and a 2. */
static void tell_apart(struct evm_fingerprint *f, size_t n, struct place *order)
{
	int same = 1;

	for (size_t i = 0; i < n; i++)
		order[i] = (struct place){ f[i], (uint32_t)i };
	qsort(order, n, sizeof *order, by_print);
	for (size_t i = 1; i < n; i++) {
		char nth[sizeof order->f.hex + 16];

		if (strcmp(order[i].f.hex, order[i - 1].f.hex) != 0) {
			same = 1;
			continue;
		}
		snprintf(nth, sizeof nth, "%s %d", order[i].f.hex, ++same);
		evm_digest(evm_str(nth), f[order[i].claim].hex);
	}
}

struct evm_fingerprint *evm_claim_fingerprints(const struct evm_doc *doc,
					       struct evm_arena *a)
{
	size_t n = doc->claims.n;
	struct evm_fingerprint *f = evm_arena_alloc(a, evm_mul(n + 1, sizeof *f));
	struct place *order = evm_arena_alloc(a, evm_mul(n + 1, sizeof *order));
	struct evm_buf b = EVM_BUF_INIT;

	for (size_t i = 0; i < n; i++) {
		b.n = 0;
		describe(&b, doc, &doc->claims.v[i]);
		evm_digest(evm_buf_str(&b), f[i].hex);
	}
	evm_buf_release(&b);
	tell_apart(f, n, order);
	return f;
}

void evm_claim_id(const struct evm_fingerprint *f, char id[EVM_CLAIM_ID + 1])
{
	memcpy(id, f->hex, EVM_CLAIM_ID);
	id[EVM_CLAIM_ID] = 0;
}

/* --- keys and JSON ------------------------------------------------------- */

static void norm_of(struct evm_buf *b, const struct evm_doc *doc,
		    const struct evm_arg *a)
{
	evm_utf8_fold(b, a->norm.n ? a->norm : evm_doc_slice(doc, a->span));
}

void evm_claim_key(struct evm_buf *b, const struct evm_doc *doc,
		   const struct evm_claim *c)
{
	norm_of(b, doc, &c->subject);
	evm_buf_addz(b, " | ");
	evm_buf_addz(b, evm_predicate_name(c->predicate));
	evm_buf_addz(b, " | ");
	norm_of(b, doc, &c->object);
}

struct evm_str evm_claim_qual(const struct evm_claim *c, const char *key)
{
	for (size_t i = 0; i < c->quals.n; i++)
		if (evm_str_eqz(c->quals.v[i].key, key))
			return c->quals.v[i].value;
	return EVM_LIT("");
}

void evm_claim_arg_json(struct evm_buf *b, const struct evm_doc *doc,
			const struct evm_arg *a)
{
	evm_json_pair(b, "quote", evm_doc_slice(doc, a->span));
	evm_json_pair(b, "type", evm_str(evm_type_name(a->type)));
	evm_json_pair(b, "norm", a->norm);
	if (a->id.n)
		evm_json_pair(b, "id", a->id);
	if (a->resolved.n)
		evm_json_pair(b, "resolved", a->resolved);
}

static void value(struct evm_buf *b, const struct evm_qualifier *q)
{
	evm_json_item(b);
	if (evm_str_eqz(q->key, "refs"))
		evm_json_whole(b, q->value);
	else
		evm_json_str(b, q->value);
}

/* All values of the key of qualifier i, once each. */
static void values(struct evm_buf *b, const struct evm_claim *c, size_t i)
{
	struct evm_str key = c->quals.v[i].key;
	bool list = evm_str_eqz(key, "refs") || evm_str_eqz(key, "cargo");
	size_t at, n = 0;

	evm_json_item(b);
	evm_json_str(b, key);
	evm_buf_addc(b, ':');
	at = b->n;
	for (size_t k = i; k < c->quals.n; k++) {
		const struct evm_qualifier *q = &c->quals.v[k];
		bool seen = !q->value.n || !evm_str_eq(q->key, key);

		for (size_t m = i; m < k && !seen; m++)
			seen = evm_str_eq(c->quals.v[m].key, key) &&
			       evm_str_eq(c->quals.v[m].value, q->value);
		if (seen)
			continue;
		if (!n++)
			evm_buf_addc(b, '[');
		value(b, q);
	}
	if (list || n > 1)
		evm_buf_addc(b, ']');
	else if (b->n > at) {
		memmove(b->p + at, b->p + at + 1, b->n - at);
		b->n--;
	}
}

static const char *const qual_order[] = {
	"source", "source_species", "vesicle", "cargo", "modification", "route",
	"dose", "cell", "disease", "model_species", "setting", "refs", "trial",
	"effect", "section",
};
#define N_QUALS (sizeof qual_order / sizeof *qual_order)

static size_t rank(struct evm_str key)
{
	size_t r = 0;

	while (r < N_QUALS && !evm_str_eqz(key, qual_order[r]))
		r++;
	return r;
}

/* The first qualifier of its key that says something. */
static bool first_of_key(const struct evm_claim *c, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (c->quals.v[k].value.n &&
		    evm_str_eq(c->quals.v[k].key, c->quals.v[i].key))
			return false;
	return c->quals.v[i].value.n > 0;
}

void evm_claim_quals_json(struct evm_buf *b, const struct evm_claim *c)
{
	evm_buf_addc(b, '{');
	/* the last round takes the keys that the guidelines do not know */
	for (size_t r = 0; r <= N_QUALS; r++)
		for (size_t i = 0; i < c->quals.n; i++)
			if (rank(c->quals.v[i].key) == r && first_of_key(c, i))
				values(b, c, i);
	evm_buf_addc(b, '}');
}

void evm_claim_payload(struct evm_buf *b, const struct evm_doc *doc,
		       const struct evm_claim *c)
{
	evm_buf_addz(b, "{\"subject\":{");
	evm_claim_arg_json(b, doc, &c->subject);
	evm_buf_addc(b, '}');
	evm_json_pair(b, "predicate", evm_str(evm_predicate_name(c->predicate)));
	evm_json_open(b, "object", '{');
	evm_claim_arg_json(b, doc, &c->object);
	evm_buf_addc(b, '}');
	evm_json_bool(b, "negated", c->negated);
	evm_json_pair(b, "certainty",
		      c->hedged ? EVM_LIT("hedged") : EVM_LIT("asserted"));
	evm_json_key(b, "qualifiers");
	evm_claim_quals_json(b, c);
	evm_buf_addc(b, '}');
}
