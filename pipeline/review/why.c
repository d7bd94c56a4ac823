#include "review/review_p.h"

#define LINKED 50		/* sentences of a claim whose papers are read */

/* The document's claim that the evidence is of; SIZE_MAX: the newest run does
 * not make it. */
static size_t find_claim(const struct evm_doc *doc, const struct evm_fingerprint *prints,
			 struct evm_str print)
{
	size_t i = 0;

	while (i < doc->claims.n && !evm_str_eqz(print, prints[i].hex))
		i++;
	return i < doc->claims.n ? i : SIZE_MAX;
}

/* --- claims that hang together ------------------------------------------------- */

static bool same_claim(const struct evm_row *x, const struct evm_row *y)
{
	return x->predicate == y->predicate && x->negated == y->negated &&
	       evm_str_eq(x->subject, y->subject) && evm_str_eq(x->object, y->object);
}

/* Adds the row of a claim, unless another sentence's stands there. */
static int add_linked(struct evm_review *r, struct evm_arena *a, struct evm_rows *rows,
		      const struct evm_fingerprint *print, struct evm_err *err)
{
	int64_t ev;
	bool there = false;

	if (evm_sql_int(r->s, err, 0, &ev, "SELECT ev_id FROM evidence WHERE "
			"fingerprint = ?", "z", print->hex))
		return -1;
	if (ev && evm_rows_add(r, a, ev, rows, err))
		return -1;
	for (size_t i = 0; ev && i + 1 < rows->n; i++)
		there |= same_claim(&rows->v[i], &rows->v[rows->n - 1]);
	rows->n -= there;
	return 0;
}

static int link_claims(struct evm_review *r, const struct evm_doc *doc,
		       const struct evm_fingerprint *prints, size_t at,
		       struct evm_arena *a, struct evm_rows *means,
		       struct evm_rows *ends, struct evm_err *err)
{
	int32_t via = doc->claims.v[at].via;

	if (via >= 0 && (size_t)via < doc->claims.n &&
	    add_linked(r, a, ends, &prints[via], err))
		return -1;
	for (size_t i = 0; i < doc->claims.n; i++)
		if (doc->claims.v[i].via == (int32_t)at &&
		    add_linked(r, a, means, &prints[i], err))
			return -1;
	return 0;
}

static int link_row(struct evm_review *r, const struct evm_doc *doc,
		    const struct evm_row *row, struct evm_arena *a,
		    struct evm_claim_view *v, struct evm_err *err)
{
	const struct evm_fingerprint *prints = evm_claim_fingerprints(doc, a);
	sqlite3_stmt *st;
	size_t at;
	int got = evm_sql_row(r->s, err, &st, "SELECT fingerprint FROM evidence "
			      "WHERE ev_id = ?", "i", row->ev);

	if (got <= 0)
		return got;
	at = find_claim(doc, prints, evm_sql_text(st, 0));
	evm_sql_done(st);
	return at == SIZE_MAX ? 0 :
	       link_claims(r, doc, prints, at, a, &v->means, &v->ends, err);
}

int evm_claim_links(struct evm_review *r, struct evm_arena *a,
		    struct evm_claim_view *v, struct evm_err *err)
{
	struct evm_str name = EVM_LIT("");
	struct evm_doc doc;
	int64_t doc_id;
	int got = 0;

	evm_doc_init(&doc);
	for (size_t i = 0; i < v->rows.n && i < LINKED && got >= 0; i++) {
		const struct evm_row *row = &v->rows.v[i];

		if (!evm_str_eq(name, row->doc))
			got = evm_doc_fetch(r, row->doc, &doc_id, &doc, err);
		name = row->doc;
		if (got == 1 && link_row(r, &doc, row, a, v, err))
			got = -1;
	}
	evm_doc_release(&doc);
	return got < 0 ? -1 : 0;
}

/* --- words of the sentence -------------------------------------------------------- */

/* Appends a note of what lies in the sentence; false: it lies elsewhere. */
static bool note(struct evm_item *it, struct evm_arena *a, struct evm_span in,
		 struct evm_span span, char role, struct evm_str label)
{
	if (span.begin >= span.end || span.begin < in.begin || span.end > in.end)
		return false;
	*EVM_PUSH(a, it->notes) = (struct evm_note){ role, span.begin - in.begin,
						     span.end - in.begin, label };
	return true;
}

static char qualifier_role(struct evm_str key)
{
	static const struct {
		const char *key;
		char role;
	} roles[] = {
		{ "route", 'R' }, { "dose", 'D' }, { "model_species", 'M' }, { "refs", 'C' },
	};

	for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
		if (evm_str_eqz(key, roles[i].key))
			return roles[i].role;
	return 'Q';
}

static bool inside(const struct evm_part *p, struct evm_span in, struct evm_span span)
{
	return span.begin >= in.begin + p->b0 && span.end <= in.begin + p->b1;
}

/* Those that the head still says; what the parts' own words say is plain. */
static void note_quals(struct evm_item *it, struct evm_arena *a, struct evm_span in,
		       const struct evm_claim *c)
{
	for (size_t i = 0; i < c->quals.n; i++) {
		const struct evm_qualifier *q = &c->quals.v[i];
		bool said = false;

		for (size_t k = 0; k < it->now.quals.n; k++)
			said |= evm_str_eq(it->now.quals.v[k].key, q->key) &&
				evm_str_eq(it->now.quals.v[k].value, q->value);
		if (said && !inside(&it->now.subject, in, q->span) &&
		    !inside(&it->now.object, in, q->span))
			(void)note(it, a, in, q->span, qualifier_role(q->key),
				   evm_str_printf(a, "%.*s: %.*s", EVM_ARG(q->key),
						  EVM_ARG(q->value)));
	}
}

/* --- what the rules tell ------------------------------------------------------------- */

static void tell(struct evm_item *it, struct evm_arena *a, const struct evm_doc *doc,
		 struct evm_span in, const struct evm_why *why, struct evm_buf *cues)
{
	static const struct {
		char role;
		const char *label;
	} kinds[] = {
		[EVM_WHY_CUE] = { 'N', "negation or doubt" },
		[EVM_WHY_OPERATOR] = { 'X', "turns the direction" },
		[EVM_WHY_ANTECEDENT] = { 'A', "what the subject stands for" },
	};

	for (size_t i = 0; i < why->marks.n; i++) {
		const struct evm_why_mark *m = &why->marks.v[i];
		struct evm_str words = evm_doc_slice(doc, m->span);
		bool here = note(it, a, in, m->span, kinds[m->kind].role,
				 evm_str(kinds[m->kind].label));

		if (m->kind == EVM_WHY_CUE)
			evm_buf_printf(cues, "%s“%.*s”", cues->n ? ", " : "", EVM_ARG(words));
		if (m->kind == EVM_WHY_ANTECEDENT && !here)
			it->stands_for = evm_str_dup(a, words);
	}
	for (size_t i = 0; i < why->shares.n; i++)
		*EVM_PUSH(a, it->shares) = (struct evm_share){
			evm_str_dup(a, why->shares.v[i].name), why->shares.v[i].share };
}

/* What it says, and the words that say so. */
static void sum_up(struct evm_item *it, struct evm_arena *a, struct evm_str words)
{
	const char *mood = it->now.negated && it->now.hedged ? "negated, hedged" :
			   it->now.negated ? "negated" : it->now.hedged ? "hedged" : "";

	it->cues = *mood && words.n ? evm_str_printf(a, "%s: %.*s", mood, EVM_ARG(words)) :
		   evm_str(mood);
}

int evm_item_why(struct evm_review *r, struct evm_doc *doc, struct evm_arena *a,
		 struct evm_item *it, struct evm_err *err)
{
	const struct evm_fingerprint *prints = evm_claim_fingerprints(doc, &doc->arena);
	size_t at = find_claim(doc, prints, it->fingerprint);
	struct evm_span in = doc->sentences.v[it->ord - 1].span;
	struct evm_why why = { .known = false };
	struct evm_buf cues = EVM_BUF_INIT;
	int rc = 0;

	if (at != SIZE_MAX) {
		note_quals(it, a, in, &doc->claims.v[at]);
		rc = link_claims(r, doc, prints, at, a, &it->means, &it->ends, err);
		if (!rc && r->teller.ask)
			rc = r->teller.ask(r->teller.ctx, doc, at, &why, err);
		if (!rc)
			tell(it, a, doc, in, &why, &cues);
	}
	sum_up(it, a, evm_buf_str(&cues));
	evm_buf_release(&cues);
	return rc;
}
