/*
 * format: the list of what evm-export writes. A format has a call for each
 * document and, where it needs them, one for what stands before all documents
 * and one for what stands behind them; all append to one buffer. A format of
 * several files puts them into x->files instead.
 *
 *	const struct evm_export_format *f = evm_export_format_of("bioc-xml");
 *	evm_export_begin(f, &x, &out, &err);
 *	f->doc(&x, &doc, &out, &err);		each document
 *	evm_export_end(f, &x, &out, &err);
 *	evm_export_drop(f, &x);		done or not
 */
#ifndef EVM_FORMAT_H
#define EVM_FORMAT_H

#include "export/export.h"

typedef int evm_export_edge_fn(struct evm_export *x, struct evm_buf *out,
			  struct evm_err *err);

struct evm_export_format {
	const char *name;
	bool files;			/* writes files, not one text */
	evm_export_edge_fn *begin;		/* or NULL */
	evm_export_fn *doc;
	evm_export_edge_fn *end;		/* or NULL */
	void (*release)(struct evm_export *x);	/* of x->state; or NULL */
};

/* By name; NULL when there is none. */
const struct evm_export_format *evm_export_format_of(const char *name);
int evm_export_begin(const struct evm_export_format *f, struct evm_export *x,
		     struct evm_buf *out, struct evm_err *err) EVM_MUST_CHECK;
int evm_export_end(const struct evm_export_format *f, struct evm_export *x,
		   struct evm_buf *out, struct evm_err *err) EVM_MUST_CHECK;
void evm_export_drop(const struct evm_export_format *f, struct evm_export *x);

/* For the option's choices. */
#define EVM_FORMATS "jsonl|mentions|documents|bioc-xml|bioc-json|pubtator|brat|csv|kgx|" \
	"kgx-tsv|graphml|indra|web-annotation|nanopub|" \
	"sssom|datapackage|ro-crate"

extern const struct evm_export_format evm_export_bioc_xml, evm_export_bioc_json,
	evm_export_pubtator, evm_export_brat, evm_export_csv, evm_export_kgx,
	evm_export_kgx_tsv, evm_export_graphml, evm_export_indra,
	evm_export_webanno, evm_export_nanopub, evm_export_sssom,
	evm_export_datapackage, evm_export_ro_crate;

#endif
