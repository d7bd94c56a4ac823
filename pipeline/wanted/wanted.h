/*
 * wanted: the documents of a program's database or streams, and which of their
 * claims --where means. What evm-export, evm-table and evm-report have in
 * common.
 *
 *	static struct evm_wanted wanted = EVM_WANTED_INIT;
 *	... EVM_OPTS_WHERE(wanted, "only these claims: source=BM") ...
 *	evm_wanted_sources(&cli, &front, first, argc);
 *	if (!evm_wanted_open(&wanted, &cli, &front, argv + first, n, false, &docs, &err))
 *		while (evm_docs_next(docs, &doc, &err) == 1)
 *			if (evm_wanted_apply(&wanted, docs, &doc, &x))
 *				use(&doc, &x);
 *	evm_wanted_release(&wanted);
 */
#ifndef EVM_WANTED_H
#define EVM_WANTED_H

#include "core/cli.h"
#include "export/select.h"
#include "store/docs.h"

struct evm_wanted {
	const char *where, *user;
	struct evm_select select;
};

#define EVM_WANTED_INIT { .where = "" }

#define EVM_OPTS_WHERE(w, text) \
	{ "where", 0, EVM_OPT_TEXT, &(w).where, "KEY=VALUE,...", text, NULL, 0, 0 }, \
	{ "user", 'u', EVM_OPT_TEXT, &(w).user, "LOGIN", \
	  "--where: whose only=mine, unseen, returned (default: EVMINE_CURATOR)", \
	  NULL, 0, 0 }

/* Does --where say anything? */
static inline bool evm_wanted_some(const struct evm_wanted *w)
{
	return *w->where != 0;
}

/* Ends the program where -d and streams are both there, or neither is and
 * standard input is a terminal. Streams are the arguments from first on. */
void evm_wanted_sources(const struct evm_cli *cli, const struct evm_front *front,
			int first, int argc);
/* Opens the database, or the n files, and says on standard error when a load of
 * it is not finished. sorts: may --where name an order? A --where that cannot
 * be read ends the program. After -1 docs need not be closed. */
int evm_wanted_open(struct evm_wanted *w, const struct evm_cli *cli,
		    const struct evm_front *front, char **files, size_t n, bool sorts,
		    struct evm_docs **docs, struct evm_err *err) EVM_MUST_CHECK;
/* After evm_docs_next: gives x status and prints, and takes the other claims out
 * of the document. Is it wanted? */
bool evm_wanted_apply(const struct evm_wanted *w, const struct evm_docs *docs,
		      struct evm_doc *doc, struct evm_export *x);
void evm_wanted_release(struct evm_wanted *w);

#endif
