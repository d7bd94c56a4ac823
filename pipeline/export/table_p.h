/* Private to the tables of export/. */
#ifndef EVM_TABLE_P_H
#define EVM_TABLE_P_H

#include "export/rows.h"
#include "export/table.h"
#include "store/claim.h"

/* A claim about an MSC's vesicle, with the gaps filled that other claims about
 * the same study fill. Empty: not told. */
struct evm_item {
	const struct evm_claim *claim;
	struct evm_str source, species, vesicle, disease;
	const char *region;		/* "body" or "table" */
	char id[EVM_CLAIM_ID + 1];
};

struct evm_items {
	struct evm_item *v;
	size_t n, cap;
};

/* The items of a document, in its order. */
void evm_items_make(struct evm_items *items, struct evm_arena *a,
		    const struct evm_doc *doc,
		    const struct evm_fingerprint *prints, double min_confidence);
/* Normal form, or the quote where there is none. */
struct evm_str evm_item_arg(const struct evm_doc *doc, const struct evm_arg *arg);
/* The document whose labels the claim's references are; empty when it has no
 * references. */
struct evm_str evm_item_scope(const struct evm_doc *doc,
			      const struct evm_item *it);
/* All values of a qualifier into a list. */
void evm_item_quals(struct evm_rows *rows, struct evm_row *row, size_t list,
		    const struct evm_item *it, const char *key);
bool evm_item_has_cargo(const struct evm_doc *doc, const struct evm_item *it);

/* What makes a table: what a document adds to its rows, and its columns. */
enum evm_column_kind {
	EVM_COLUMN_KEY,		/* the row's key number at */
	EVM_COLUMN_LIST,	/* all of its list number at */
	EVM_COLUMN_LABELS,	/* the same, of reference labels */
	EVM_COLUMN_FIRST,	/* the first of it, a text */
	EVM_COLUMN_NUMBER,	/* the first of it, a number */
};

struct evm_column {
	const char *name;
	enum evm_column_kind kind;
	size_t at;
	bool people;		/* shown to people, too */
};

struct evm_table_def {
	const char *name;
	size_t keys;
	const struct evm_column *columns;
	size_t n_columns;
	/* items lives in a, like everything the call needs for a while */
	void (*add)(struct evm_rows *rows, struct evm_arena *a,
		    const struct evm_doc *doc, const struct evm_items *items);
	/* Rows for which it is false are left out; NULL: all stay. */
	bool (*keep)(const struct evm_row *row);
};

extern const struct evm_table_def evm_table_effects, evm_table_cargo,
	evm_table_trials;

#endif
