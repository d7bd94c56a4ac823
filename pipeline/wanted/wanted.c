#include "wanted/wanted.h"

#include "review/review.h"

void evm_wanted_sources(const struct evm_cli *cli, const struct evm_front *front,
			int first, int argc)
{
	if (front->db && first < argc)
		evm_cli_mistake(cli, "-d and a stream: one of them");
	if (!front->db && first == argc)
		evm_cli_need_stdin(cli);
}

/* What --where means in the database. */
static int choose(struct evm_wanted *w, const struct evm_front *front, bool sorts,
		  struct evm_err *err)
{
	if (evm_select_check(&w->select, !front->db, sorts, err))
		return -1;
	if (!front->db)
		return 0;
	evm_select_add(&w->select, EVM_LIT(""));
	return evm_filters_each(front->db, &w->select.where, w->user, evm_select_add,
				&w->select, err);
}

int evm_wanted_open(struct evm_wanted *w, const struct evm_cli *cli,
		    const struct evm_front *front, char **files, size_t n, bool sorts,
		    struct evm_docs **docs, struct evm_err *err)
{
	bool unfinished;

	if (evm_select_parse(&w->select, w->where, err))
		evm_cli_mistake(cli, "%s", err->msg);
	if (evm_wanted_some(w) && choose(w, front, sorts, err))
		return -1;
	if (evm_docs_open(docs, front->db, files, n, err))
		return -1;
	if (evm_docs_unfinished(*docs, &unfinished, err)) {
		evm_docs_close(*docs);
		return -1;
	}
	if (unfinished && !front->quiet)
		evm_say(cli->program, "%s holds a load that stopped half way; "
			"load the same again to complete it", front->db);
	return 0;
}

bool evm_wanted_apply(const struct evm_wanted *w, const struct evm_docs *docs,
		      struct evm_doc *doc, struct evm_export *x)
{
	x->status = evm_docs_status(docs);
	x->prints = evm_docs_prints(docs);
	return !evm_wanted_some(w) || evm_select_apply(&w->select, doc, x);
}

void evm_wanted_release(struct evm_wanted *w)
{
	evm_select_release(&w->select);
}
