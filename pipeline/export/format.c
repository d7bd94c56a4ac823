#include "export/format.h"

#include <string.h>

static const struct evm_export_format plain[] = {
	{ "jsonl", false, NULL, evm_export_claims, NULL, NULL },
	{ "mentions", false, NULL, evm_export_mentions, NULL, NULL },
	{ "documents", false, NULL, evm_export_document, NULL, NULL },
};

static const struct evm_export_format *const formats[] = {
	&plain[0], &plain[1], &plain[2],
	&evm_export_bioc_xml, &evm_export_bioc_json,
	&evm_export_pubtator, &evm_export_brat,
	&evm_export_csv, &evm_export_kgx, &evm_export_kgx_tsv, &evm_export_graphml,
	&evm_export_indra, &evm_export_webanno, &evm_export_nanopub,
	&evm_export_sssom, &evm_export_datapackage, &evm_export_ro_crate,
};

const struct evm_export_format *evm_export_format_of(const char *name)
{
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		if (!strcmp(formats[i]->name, name))
			return formats[i];
	return NULL;
}

int evm_export_begin(const struct evm_export_format *f, struct evm_export *x,
		     struct evm_buf *out, struct evm_err *err)
{
	return f->begin ? f->begin(x, out, err) : 0;
}

int evm_export_end(const struct evm_export_format *f, struct evm_export *x,
		   struct evm_buf *out, struct evm_err *err)
{
	return f->end ? f->end(x, out, err) : 0;
}

void evm_export_drop(const struct evm_export_format *f, struct evm_export *x)
{
	if (f->release)
		f->release(x);
	x->state = NULL;
}
