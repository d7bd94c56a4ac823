#include "export/table_p.h"

enum { SOURCE, SPECIES, VESICLE, CARGO, REGION, SCOPE, N_KEYS };
enum { TARGET, EFFECT, DISEASE, REFS, DOCS, EVIDENCE };

static const struct evm_column columns[] = {
	{ "source", EVM_COLUMN_KEY, SOURCE, true },
	{ "source_species", EVM_COLUMN_KEY, SPECIES, true },
	{ "vesicle", EVM_COLUMN_KEY, VESICLE, true },
	{ "cargo", EVM_COLUMN_KEY, CARGO, true },
	{ "target", EVM_COLUMN_LIST, TARGET, true },
	{ "effect", EVM_COLUMN_LIST, EFFECT, true },
	{ "disease", EVM_COLUMN_LIST, DISEASE, true },
	{ "refs", EVM_COLUMN_LABELS, REFS, true },
	{ "docs", EVM_COLUMN_LIST, DOCS, true },
	{ "evidence", EVM_COLUMN_LIST, EVIDENCE, false },
	{ "region", EVM_COLUMN_KEY, REGION, false },
};

static bool is_carried(enum evm_type t)
{
	return t == EVM_MIRNA || t == EVM_PROTEIN || t == EVM_DRUG;
}

/* What the document says that a molecule binds, whoever carries it. */
static void add_targets(struct evm_rows *rows, struct evm_row *row,
			const struct evm_doc *doc, struct evm_str cargo)
{
	for (size_t i = 0; i < doc->claims.n; i++) {
		const struct evm_claim *c = &doc->claims.v[i];

		if (c->predicate == EVM_TARGETS && !c->negated &&
		    evm_str_ieq(evm_item_arg(doc, &c->subject), cargo))
			evm_rows_put(rows, row, TARGET,
				     evm_item_arg(doc, &c->object));
	}
}

static void add_cargo(struct evm_rows *rows, struct evm_arena *a,
		      const struct evm_doc *doc, const struct evm_item *it,
		      struct evm_str cargo)
{
	const struct evm_claim *c = it->claim;
	struct evm_row *row = evm_rows_get(rows, (const struct evm_str[N_KEYS]){
		it->source, it->species, it->vesicle, cargo,
		evm_str(it->region), evm_item_scope(doc, it) });

	add_targets(rows, row, doc, cargo);
	if (c->predicate != EVM_CONTAINS && c->predicate != EVM_TARGETS &&
	    c->predicate != EVM_SUPERIOR_TO)
		evm_rows_put(rows, row, EFFECT, evm_str_printf(a,
			"%s %" EVM_FMT, evm_predicate_name(c->predicate),
			EVM_ARG(evm_item_arg(doc, &c->object))));
	evm_rows_put(rows, row, DISEASE, it->disease);
	evm_item_quals(rows, row, REFS, it, "refs");
	evm_rows_put(rows, row, DOCS, doc->id);
	evm_rows_put(rows, row, EVIDENCE, evm_str(it->id));
}

static void add(struct evm_rows *rows, struct evm_arena *a,
		const struct evm_doc *doc, const struct evm_items *items)
{
	for (size_t i = 0; i < items->n; i++) {
		const struct evm_item *it = &items->v[i];
		const struct evm_claim *c = it->claim;

		if (c->predicate == EVM_CONTAINS)
			add_cargo(rows, a, doc, it, evm_item_arg(doc, &c->object));
		if (is_carried(c->subject.type))
			add_cargo(rows, a, doc, it, evm_item_arg(doc, &c->subject));
		for (size_t k = 0; k < c->quals.n; k++)
			if (evm_str_eqz(c->quals.v[k].key, "cargo"))
				add_cargo(rows, a, doc, it, c->quals.v[k].value);
	}
}

const struct evm_table_def evm_table_cargo = {
	"cargo", N_KEYS, columns, sizeof columns / sizeof *columns, add, NULL,
};
