/* A claim a row, comma-separated as RFC 4180 says. */
#include <stdio.h>

#include "export/format.h"
#include "export/markup.h"
#include "export/targets.h"
#include "store/claim.h"

/* The columns between certainty and refs are qualifiers of these names. */
static const char *const quals[] = {
	"source", "source_species", "vesicle", "cargo", "modification", "route",
	"dose", "cell", "disease", "model_species", "setting", "trial", "effect",
	"refs",
};
#define N_QUALS (sizeof quals / sizeof *quals)

static void number(struct evm_buf *out, uint32_t n)
{
	char text[16];

	snprintf(text, sizeof text, "%u", n);
	evm_csv_field(out, evm_str(text), false);
}

static int argument(struct evm_export *x, const struct evm_doc *doc,
		    const struct evm_arg *a, struct evm_buf *out,
		    struct evm_err *err)
{
	struct evm_str quote = evm_doc_slice(doc, a->span);
	struct evm_span s;

	if (evm_offsets_span(&x->offsets, a->span, quote, &s, err))
		return -1;
	evm_csv_field(out, quote, x->excel_safe);
	evm_csv_field(out, evm_str(evm_type_name(a->type)), false);
	evm_csv_field(out, a->norm, x->excel_safe);
	evm_csv_field(out, a->id, x->excel_safe);
	number(out, s.begin);
	number(out, s.end);
	return 0;
}

static void qualifiers(struct evm_export *x, const struct evm_claim *c,
		       struct evm_buf *out)
{
	struct evm_buf value = EVM_BUF_INIT;

	for (size_t i = 0; i < N_QUALS; i++) {
		value.n = 0;
		evm_quals_join(&value, c, evm_str(quals[i]), "; ");
		evm_csv_field(out, evm_buf_str(&value), x->excel_safe);
	}
	evm_buf_release(&value);
}

static int row(struct evm_export *x, const struct evm_doc *doc, size_t i,
	       const struct evm_fingerprint *prints, struct evm_buf *out,
	       struct evm_err *err)
{
	const struct evm_claim *c = &doc->claims.v[i];
	const struct evm_sentence *s = &doc->sentences.v[c->sentence];
	const struct evm_passage *p = &doc->passages.v[s->passage];
	char id[EVM_CLAIM_ID + 1], score[32];

	evm_claim_id(&prints[i], id);
	snprintf(score, sizeof score, "%.3f", c->confidence);
	evm_csv_field(out, evm_str(id), false);
	evm_csv_field(out, doc->id, x->excel_safe);
	evm_csv_field(out, evm_doc_meta_get(doc, "year"), x->excel_safe);
	evm_csv_field(out, evm_str(x->status ? x->status[i] : ""), false);
	if (argument(x, doc, &c->subject, out, err))
		return -1;
	evm_csv_field(out, evm_str(evm_predicate_name(c->predicate)), false);
	if (argument(x, doc, &c->object, out, err))
		return -1;
	evm_csv_field(out, evm_str(c->negated ? "true" : "false"), false);
	evm_csv_field(out, evm_str(c->hedged ? "hedged" : "asserted"), false);
	qualifiers(x, c, out);
	evm_csv_field(out, evm_str(score), false);
	evm_csv_field(out, c->rule, x->excel_safe);
	evm_csv_field(out, evm_str(evm_region_name(p->region)), false);
	evm_csv_field(out, p->section, x->excel_safe);
	evm_csv_field(out, evm_doc_slice(doc, s->span), x->excel_safe);
	evm_buf_addz(out, "\r\n");
	return 0;
}

static int begin(struct evm_export *x, struct evm_buf *out, struct evm_err *err)
{
	(void)x;
	(void)err;
	evm_buf_addz(out, "id,doc,year,status,subject,subject_type,subject_norm,"
		     "subject_id,subject_start,subject_end,predicate,object,"
		     "object_type,object_norm,object_id,object_start,object_end,"
		     "negated,certainty");
	for (size_t i = 0; i < N_QUALS; i++)
		evm_buf_printf(out, ",%s", quals[i]);
	evm_buf_addz(out, ",confidence,rule,region,section,evidence\r\n");
	return 0;
}

static int document(struct evm_export *x, const struct evm_doc *doc,
		    struct evm_buf *out, struct evm_err *err)
{
	evm_offsets_set(&x->offsets, doc->text, x->unit);
	return evm_export_each(x, doc, row, out, err);
}

const struct evm_export_format evm_export_csv = {
	"csv", false, begin, document, NULL, NULL
};
