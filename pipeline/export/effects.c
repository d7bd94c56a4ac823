#include "export/table_p.h"

enum { SOURCE, SPECIES, VESICLE, DISEASE, REGION, SCOPE, N_KEYS };
enum { ROUTE, FUNCTION, CARGO, REFS, DOCS, EVIDENCE };

static const struct evm_column columns[] = {
	{ "source", EVM_COLUMN_KEY, SOURCE, true },
	{ "source_species", EVM_COLUMN_KEY, SPECIES, true },
	{ "vesicle", EVM_COLUMN_KEY, VESICLE, true },
	{ "disease", EVM_COLUMN_KEY, DISEASE, true },
	{ "route", EVM_COLUMN_LIST, ROUTE, true },
	{ "function", EVM_COLUMN_LIST, FUNCTION, true },
	{ "cargo", EVM_COLUMN_LIST, CARGO, true },
	{ "refs", EVM_COLUMN_LABELS, REFS, true },
	{ "docs", EVM_COLUMN_LIST, DOCS, true },
	{ "evidence", EVM_COLUMN_LIST, EVIDENCE, false },
	{ "region", EVM_COLUMN_KEY, REGION, false },
};

/* "decreases apoptosis"; empty for claims that tell of no effect. */
static struct evm_str function_of(const struct evm_doc *doc,
				  const struct evm_claim *c, struct evm_buf *b)
{
	b->n = 0;
	switch (c->predicate) {
	case EVM_CONTAINS:
	case EVM_TARGETS:
	case EVM_SUPERIOR_TO:
		return EVM_LIT("");
	case EVM_INVESTIGATED_FOR:
		evm_buf_addz(b, "investigated for ");
		break;
	default:
		evm_buf_printf(b, "%s ", evm_predicate_name(c->predicate));
	}
	evm_buf_add(b, evm_item_arg(doc, &c->object));
	return evm_buf_str(b);
}

static void add_item(struct evm_rows *rows, const struct evm_doc *doc,
		     const struct evm_item *it, struct evm_buf *b)
{
	const struct evm_claim *c = it->claim;
	struct evm_str function = function_of(doc, c, b);
	struct evm_row *row = evm_rows_get(rows, (const struct evm_str[N_KEYS]){
		it->source, it->species, it->vesicle, it->disease,
		evm_str(it->region), evm_item_scope(doc, it) });

	evm_item_quals(rows, row, ROUTE, it, "route");
	evm_rows_put(rows, row, FUNCTION, function);
	evm_item_quals(rows, row, CARGO, it, "cargo");
	/* "miR-1 in exosomes does X": the subject is what they carry */
	if (c->subject.type == EVM_MIRNA || c->subject.type == EVM_PROTEIN)
		evm_rows_put(rows, row, CARGO, evm_item_arg(doc, &c->subject));
	if (c->predicate == EVM_CONTAINS)
		evm_rows_put(rows, row, CARGO, evm_item_arg(doc, &c->object));
	evm_item_quals(rows, row, REFS, it, "refs");
	evm_rows_put(rows, row, DOCS, doc->id);
	evm_rows_put(rows, row, EVIDENCE, evm_str(it->id));
}

static void add(struct evm_rows *rows, struct evm_arena *a,
		const struct evm_doc *doc, const struct evm_items *items)
{
	struct evm_buf b = EVM_BUF_INIT;

	(void)a;
	for (size_t i = 0; i < items->n; i++)
		if (items->v[i].claim->predicate != EVM_SUPERIOR_TO)
			add_item(rows, doc, &items->v[i], &b);
	evm_buf_release(&b);
}

static bool keep(const struct evm_row *row)
{
	return row->list[FUNCTION].n > 0;
}

const struct evm_table_def evm_table_effects = {
	"effects", N_KEYS, columns, sizeof columns / sizeof *columns, add, keep,
};
