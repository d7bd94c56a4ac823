#include "core/doc.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "core/utf8.h"

static const char *const region_names[EVM_REGION_N] = {
	"title", "abstract", "body", "heading", "caption", "table",
};

static const char *const type_names[EVM_TYPE_N] = {
	"msc_source", "vesicle", "mirna", "protein", "disease", "effect",
	"pathway", "cell", "drug", "route", "species", "trial", "dose",
};

static const char *const predicate_names[EVM_PREDICATE_N] = {
	"treats", "worsens", "increases", "decreases", "affects", "targets",
	"contains", "superior_to", "investigated_for",
};

const char *evm_region_name(enum evm_region r) { return region_names[r]; }
const char *evm_type_name(enum evm_type t) { return type_names[t]; }
const char *evm_predicate_name(enum evm_predicate p)
{
	return predicate_names[p];
}

static int name_of(const char *const *names, int n, struct evm_str s)
{
	for (int i = 0; i < n && s.n; i++)
		if (names[i][0] == s.p[0] && evm_str_eqz(s, names[i]))
			return i;
	return -1;
}

int evm_region_of(struct evm_str s) { return name_of(region_names, EVM_REGION_N, s); }
int evm_type_of(struct evm_str s) { return name_of(type_names, EVM_TYPE_N, s); }
int evm_predicate_of(struct evm_str s)
{
	return name_of(predicate_names, EVM_PREDICATE_N, s);
}

void evm_doc_init(struct evm_doc *doc)
{
	memset(doc, 0, sizeof *doc);
	evm_arena_init(&doc->arena);
	doc->text = doc->id = doc->source = EVM_LIT("");
}

void evm_doc_reset(struct evm_doc *doc)
{
	struct evm_arena arena = doc->arena;
	struct evm_buf grow = doc->grow;

	evm_arena_reset(&arena);
	evm_doc_init(doc);
	doc->arena = arena;
	doc->grow = grow;
	doc->grow.n = 0;
}

void evm_doc_release(struct evm_doc *doc)
{
	evm_arena_release(&doc->arena);
	evm_buf_release(&doc->grow);
	memset(doc, 0, sizeof *doc);
}

int evm_doc_passage(struct evm_doc *doc, enum evm_region region,
		    struct evm_str section, struct evm_str text)
{
	struct evm_passage *p;

	if (!text.n)
		return -1;
	EVM_CHECK(doc->text.n == 0);
	EVM_CHECK(evm_utf8_bad(text) == SIZE_MAX);
	if (doc->passages.n)
		evm_buf_addc(&doc->grow, '\n');
	if (text.n > UINT32_MAX - 2 - doc->grow.n)
		evm_oom();
	p = EVM_PUSH(&doc->arena, doc->passages);
	p->region = region;
	p->section = evm_str_dup(&doc->arena, section);
	p->category = EVM_LIT("");
	p->span.begin = (uint32_t)doc->grow.n;
	evm_buf_add(&doc->grow, text);
	p->span.end = (uint32_t)doc->grow.n;
	return (int)doc->passages.n - 1;
}

void evm_doc_seal(struct evm_doc *doc)
{
	doc->text = evm_str_dup(&doc->arena, evm_buf_str(&doc->grow));
	doc->grow.n = 0;
}

void evm_doc_meta(struct evm_doc *doc, const char *key, struct evm_str value,
		  struct evm_str attr)
{
	struct evm_meta *m = EVM_PUSH(&doc->arena, doc->meta);

	m->key = evm_str_dup(&doc->arena, evm_str(key));
	m->value = evm_str_dup(&doc->arena, value);
	m->attr = evm_str_dup(&doc->arena, attr);
}

struct evm_str evm_doc_meta_get(const struct evm_doc *doc, const char *key)
{
	for (size_t i = 0; i < doc->meta.n; i++)
		if (evm_str_eqz(doc->meta.v[i].key, key))
			return doc->meta.v[i].value;
	return EVM_LIT("");
}

struct evm_str evm_doc_slice(const struct evm_doc *doc, struct evm_span span)
{
	return evm_str_sub(doc->text, span.begin, span.end);
}

struct evm_str evm_doc_title(const struct evm_doc *doc)
{
	struct evm_str title = evm_doc_meta_get(doc, "title");

	for (size_t i = 0; i < doc->passages.n && !title.n; i++)
		if (doc->passages.v[i].region == EVM_REGION_TITLE)
			title = evm_doc_slice(doc, doc->passages.v[i].span);
	return title;
}

/* The element that holds a byte, or -1: n elements of size bytes, in order, a
 * span at `at` in each. */
static int element_at(const void *v, size_t n, size_t size, size_t at, uint32_t byte)
{
	size_t lo = 0, hi = n;

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;
		const struct evm_span *s = (const void *)((const char *)v + mid * size + at);

		if (byte < s->begin)
			hi = mid;
		else if (byte >= s->end)
			lo = mid + 1;
		else
			return (int)mid;
	}
	return -1;
}

int evm_doc_passage_at(const struct evm_doc *doc, uint32_t byte)
{
	return element_at(doc->passages.v, doc->passages.n, sizeof(struct evm_passage),
			  offsetof(struct evm_passage, span), byte);
}

int evm_doc_sentence_at(const struct evm_doc *doc, uint32_t byte)
{
	return element_at(doc->sentences.v, doc->sentences.n, sizeof(struct evm_sentence),
			  offsetof(struct evm_sentence, span), byte);
}

static int check_span(const struct evm_doc *doc, struct evm_span s,
		      struct evm_span in, const char *what, size_t i,
		      struct evm_err *err)
{
	if (s.begin <= s.end && s.begin >= in.begin && s.end <= in.end &&
	    evm_utf8_border(doc->text, s.begin) &&
	    evm_utf8_border(doc->text, s.end))
		return 0;
	return evm_err_set(err, EVM_EXIT_FAILED,
			   "document %.*s: %s %zu: [%u, %u) is no span of [%u, %u)",
			   EVM_ARG(doc->id), what, i + 1, s.begin, s.end,
			   in.begin, in.end);
}

static int check_claim(const struct evm_doc *doc, size_t i, struct evm_err *err)
{
	const struct evm_claim *c = &doc->claims.v[i];
	struct evm_span sent, all = { 0, (uint32_t)doc->text.n };

	if (c->sentence >= doc->sentences.n)
		return evm_err_set(err, EVM_EXIT_FAILED,
				   "document %.*s: claim %zu: no sentence %u",
				   EVM_ARG(doc->id), i + 1, c->sentence);
	if (c->via >= 0 && (size_t)c->via >= doc->claims.n)
		return evm_err_set(err, EVM_EXIT_FAILED,
				   "document %.*s: claim %zu: no claim %d",
				   EVM_ARG(doc->id), i + 1, c->via + 1);
	sent = doc->sentences.v[c->sentence].span;
	if (check_span(doc, c->subject.span, sent, "subject of claim", i, err) ||
	    check_span(doc, c->object.span, sent, "object of claim", i, err) ||
	    check_span(doc, c->trigger, sent, "trigger of claim", i, err))
		return -1;
	for (size_t k = 0; k < c->quals.n; k++) {
		struct evm_span q = c->quals.v[k].span;

		if (q.begin != q.end &&
		    check_span(doc, q, all, "qualifier of claim", i, err))
			return -1;
	}
	return 0;
}

int evm_doc_check(const struct evm_doc *doc, struct evm_err *err)
{
	struct evm_span all = { 0, (uint32_t)doc->text.n };
	uint32_t last = 0;

	for (size_t i = 0; i < doc->passages.n; i++) {
		struct evm_span s = doc->passages.v[i].span;

		all.begin = last;
		if (check_span(doc, s, all, "passage", i, err))
			return -1;
		last = s.end + 1;
	}
	all.begin = last = 0;
	for (size_t i = 0; i < doc->cells.n; i++)
		if (check_span(doc, doc->cells.v[i].span, all, "cell", i, err))
			return -1;
	for (size_t i = 0; i < doc->cites.n; i++)
		if (check_span(doc, doc->cites.v[i].span, all, "citation", i, err))
			return -1;
	for (size_t i = 0; i < doc->sentences.n; i++) {
		const struct evm_sentence *s = &doc->sentences.v[i];
		struct evm_span in = all;

		if (s->passage < doc->passages.n)
			in = doc->passages.v[s->passage].span;
		if (in.begin < last)
			in.begin = last;
		if (check_span(doc, s->span, in, "sentence", i, err))
			return -1;
		last = s->span.end;
	}
	for (size_t i = 0; i < doc->abbrevs.n; i++)
		if (check_span(doc, doc->abbrevs.v[i].shrt, all, "short form", i, err) ||
		    check_span(doc, doc->abbrevs.v[i].lng, all, "long form", i, err))
			return -1;
	for (size_t i = 0; i < doc->mentions.n; i++)
		if (check_span(doc, doc->mentions.v[i].span, all, "mention", i, err))
			return -1;
	return evm_doc_check_claims(doc, err);
}

int evm_doc_check_claims(const struct evm_doc *doc, struct evm_err *err)
{
	for (size_t i = 0; i < doc->claims.n; i++)
		if (check_claim(doc, i, err))
			return -1;
	return 0;
}

int evm_mention_cmp(const struct evm_mention *a, const struct evm_mention *b)
{
	if (a->span.begin != b->span.begin)
		return a->span.begin < b->span.begin ? -1 : 1;
	if (a->span.end != b->span.end)
		return a->span.end > b->span.end ? -1 : 1;
	if (a->type != b->type)
		return a->type < b->type ? -1 : 1;
	return evm_str_cmp(a->id, b->id);
}

static int by_place(const void *a, const void *b)
{
	return evm_mention_cmp(a, b);
}

static bool in_place(const struct evm_doc *doc)
{
	for (size_t i = 1; i < doc->mentions.n; i++)
		if (evm_mention_cmp(&doc->mentions.v[i - 1], &doc->mentions.v[i]) > 0)
			return false;
	return true;
}

struct order {
	const struct evm_claim *claim;
	int32_t was;
};

static int by_span(struct evm_span a, struct evm_span b)
{
	if (a.begin != b.begin)
		return a.begin < b.begin ? -1 : 1;
	return (a.end > b.end) - (a.end < b.end);
}

static int by_sentence(const void *pa, const void *pb)
{
	const struct order *x = pa, *y = pb;
	const struct evm_claim *a = x->claim, *b = y->claim;
	int d;

	if (a->sentence != b->sentence)
		return a->sentence < b->sentence ? -1 : 1;
	if ((d = by_span(a->trigger, b->trigger)) ||
	    (d = by_span(a->subject.span, b->subject.span)) ||
	    (d = by_span(a->object.span, b->object.span)))
		return d;
	if (a->predicate != b->predicate)
		return a->predicate < b->predicate ? -1 : 1;
	return (x->was > y->was) - (x->was < y->was);
}

/* Claims are found one sentence behind the other: mostly each sentence's are sorted. */
static void sort_claims(struct order *order, size_t n)
{
	for (size_t i = 0, k; i < n; i = k) {
		uint32_t sentence = order[i].claim->sentence;

		for (k = i + 1; k < n && order[k].claim->sentence == sentence; k++)
			;
		if (k < n && order[k].claim->sentence < sentence) {
			qsort(order, n, sizeof *order, by_sentence);
			return;
		}
		if (k - i > 1)
			qsort(order + i, k - i, sizeof *order, by_sentence);
	}
}

void evm_doc_sort(struct evm_doc *doc)
{
	size_t n = doc->claims.n;
	struct order *order;
	struct evm_claim *sorted;
	int32_t *now;

	if (!in_place(doc))
		qsort(doc->mentions.v, doc->mentions.n,
		      sizeof *doc->mentions.v, by_place);
	if (!n)
		return;
	order = evm_arena_alloc(&doc->arena, evm_mul(n, sizeof *order));
	sorted = evm_arena_alloc(&doc->arena, evm_mul(n, sizeof *sorted));
	now = evm_arena_alloc(&doc->arena, evm_mul(n, sizeof *now));
	for (size_t i = 0; i < n; i++)
		order[i] = (struct order){ &doc->claims.v[i], (int32_t)i };
	sort_claims(order, n);
	for (size_t i = 0; i < n; i++) {
		sorted[i] = *order[i].claim;
		now[order[i].was] = (int32_t)i;
	}
	for (size_t i = 0; i < n; i++)
		if (sorted[i].via >= 0)
			sorted[i].via = now[sorted[i].via];
	doc->claims.v = sorted;
	doc->claims.cap = n;
}
