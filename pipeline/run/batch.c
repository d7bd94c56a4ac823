#include <string.h>
#include <time.h>

#include "run/mine_p.h"

#define BATCH_DOCS 8000		/* of one transaction */
#define FILE_DOCS 100		/* of one that ends with its file, at least */
#define BATCH_BYTES ((size_t)32 << 20)
#define BATCH_SECONDS 1		/* others wait for its end */

static double now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

int evm_mine_begin(struct evm_mine *m, struct evm_err *err)
{
	if (m->open)
		return 0;
	if (evm_store_begin(m->store, err))
		return -1;
	m->open = true;
	m->opened = now();
	m->open_docs = m->open_bytes = 0;
	return 0;
}

int evm_mine_commit(struct evm_mine *m, struct evm_err *err)
{
	if (!m->open)
		return 0;
	m->open = false;
	return evm_store_commit(m->store, err);
}

/* When the batch is large or old enough. */
static int commit_some(struct evm_mine *m, struct evm_err *err)
{
	if (m->open && (m->open_docs >= BATCH_DOCS ||
			m->open_bytes >= BATCH_BYTES ||
			now() - m->opened >= BATCH_SECONDS))
		return evm_mine_commit(m, err);
	return 0;
}

int evm_mine_commit_file(struct evm_mine *m, struct evm_err *err)
{
	return m->open_docs >= FILE_DOCS ? evm_mine_commit(m, err) :
	       commit_some(m, err);
}

int evm_mine_give_up(struct evm_mine *m)
{
	evm_store_rollback(m->store);
	m->open = false;
	return -1;
}

/* Does it name vesicles and the cells that they come from? */
static bool on_topic(const struct evm_doc *doc)
{
	bool vesicle = false, source = false;

	for (size_t i = 0; i < doc->mentions.n; i++) {
		const struct evm_mention *m = &doc->mentions.v[i];

		vesicle |= m->type == EVM_VESICLE;
		source |= m->type == EVM_SOURCE || m->source.n;
	}
	return vesicle && source;
}

static bool is_kept(const char *keep, const struct evm_doc *doc)
{
	if (doc->deleted || !strcmp(keep, "all"))
		return true;
	return strcmp(keep, "topic") ? doc->claims.n > 0 : on_topic(doc);
}

struct evm_parcel *evm_mine_parcel(const struct evm_mine *m, struct evm_arena *a,
				   const struct evm_doc *doc)
{
	struct evm_parcel *p = evm_parcel_make(a, doc);

	p->pass = !is_kept(m->o->keep, doc);
	return p;
}

int evm_mine_load(struct evm_mine *m, const struct evm_parcel *p,
		  struct evm_err *err)
{
	if (evm_mine_begin(m, err))
		return -1;
	m->open_docs++;
	m->open_bytes += p->lines.n;
	if (evm_store_load_parcel(m->store, p, err))
		return evm_mine_give_up(m);
	return commit_some(m, err);
}
