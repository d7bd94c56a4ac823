#include "export/export.h"

#include <string.h>

#include "core/json.h"
#include "store/claim.h"

int evm_unit_of(const char *name)
{
	if (!strcmp(name, "codepoint"))
		return EVM_UNIT_CODEPOINT;
	if (!strcmp(name, "byte"))
		return EVM_UNIT_BYTE;
	return strcmp(name, "utf16") ? -1 : EVM_UNIT_UTF16;
}

void evm_export_release(struct evm_export *x)
{
	evm_offsets_release(&x->offsets);
}

const struct evm_fingerprint *evm_export_prints(const struct evm_export *x,
						const struct evm_doc *doc,
						struct evm_arena *a)
{
	return x->prints ? x->prints : evm_claim_fingerprints(doc, a);
}

int evm_export_each(struct evm_export *x, const struct evm_doc *doc, evm_export_claim_fn *each,
		    struct evm_buf *out, struct evm_err *err)
{
	const struct evm_fingerprint *prints;
	struct evm_arena a;
	int rc = 0;

	evm_arena_init(&a);
	prints = evm_export_prints(x, doc, &a);
	for (size_t i = 0; i < doc->claims.n && !rc; i++)
		if (doc->claims.v[i].confidence >= x->min_confidence &&
		    each(x, doc, i, prints, out, err))
			rc = evm_err_at(err, "document %.*s: claim %zu",
					EVM_ARG(doc->id), i + 1);
	evm_arena_release(&a);
	return rc;
}

/* For who filters claims there are four kinds of text; an abstract and a
 * heading are running text. */
static const char *kind_of_text(enum evm_region r)
{
	switch (r) {
	case EVM_REGION_TITLE: return "title";
	case EVM_REGION_CAPTION: return "caption";
	case EVM_REGION_TABLE: return "table";
	default: return "body";
	}
}

static void span_json(struct evm_buf *out, struct evm_span s)
{
	evm_json_int(out, "start", s.begin);
	evm_json_int(out, "end", s.end);
}

static int arg_json(struct evm_export *x, const struct evm_doc *doc,
		    const char *role, const struct evm_arg *a,
		    struct evm_buf *out, struct evm_err *err)
{
	struct evm_span s;

	if (evm_offsets_span(&x->offsets, a->span, evm_doc_slice(doc, a->span),
			     &s, err))
		return -1;
	evm_json_open(out, role, '{');
	evm_claim_arg_json(out, doc, a);
	span_json(out, s);
	evm_buf_addc(out, '}');
	return 0;
}

static void tail_json(const struct evm_doc *doc, const struct evm_claim *c,
		      const struct evm_fingerprint *f, struct evm_buf *out)
{
	const struct evm_passage *p =
		&doc->passages.v[doc->sentences.v[c->sentence].passage];
	char id[EVM_CLAIM_ID + 1];

	evm_claim_id(f, id);
	evm_json_pair(out, "id", evm_str(id));
	evm_json_key(out, "confidence");
	evm_buf_printf(out, "%.3f", c->confidence);
	evm_json_pair(out, "rule", c->rule);
	evm_json_pair(out, "region", evm_str(kind_of_text(p->region)));
	if (p->section.n)
		evm_json_pair(out, "section", p->section);
}

static int claim_json(struct evm_export *x, const struct evm_doc *doc,
		      size_t i, const struct evm_fingerprint *prints,
		      struct evm_buf *out, struct evm_err *err)
{
	const struct evm_claim *c = &doc->claims.v[i];
	struct evm_span sent = doc->sentences.v[c->sentence].span, s;
	struct evm_str evidence = evm_doc_slice(doc, sent);

	evm_buf_addc(out, '{');
	evm_json_pair(out, "doc", doc->id);
	evm_json_pair(out, "sent", doc->id);
	out->n--;
	evm_buf_printf(out, ".S%u\"", c->sentence + 1);
	evm_json_pair(out, "evidence", evidence);
	if (arg_json(x, doc, "subject", &c->subject, out, err))
		return -1;
	evm_json_pair(out, "predicate", evm_str(evm_predicate_name(c->predicate)));
	if (arg_json(x, doc, "object", &c->object, out, err) ||
	    evm_offsets_span(&x->offsets, sent, evidence, &s, err))
		return -1;
	evm_json_bool(out, "negated", c->negated);
	evm_json_pair(out, "certainty",
		      c->hedged ? EVM_LIT("hedged") : EVM_LIT("asserted"));
	evm_json_key(out, "qualifiers");
	evm_claim_quals_json(out, c);
	tail_json(doc, c, &prints[i], out);
	evm_json_open(out, "evidence_span", '{');
	span_json(out, s);
	evm_buf_addc(out, '}');
	if (c->via >= 0) {
		char id[EVM_CLAIM_ID + 1];

		evm_claim_id(&prints[c->via], id);
		evm_json_pair(out, "via", evm_str(id));
	}
	if (x->status)
		evm_json_pair(out, "status", evm_str(x->status[i]));
	evm_buf_addz(out, "}\n");
	return 0;
}

int evm_export_claims(struct evm_export *x, const struct evm_doc *doc,
		      struct evm_buf *out, struct evm_err *err)
{
	if (!doc->claims.n)
		return 0;
	evm_offsets_set(&x->offsets, doc->text, x->unit);
	return evm_export_each(x, doc, claim_json, out, err);
}
