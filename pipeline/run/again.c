/* --again and --retry: what stands in the database goes through the stages. */
#include <stdlib.h>
#include <string.h>

#include "core/pool.h"
#include "run/mine_p.h"

#define PORTION_DOCS 64
#define PORTION_BYTES ((size_t)512 << 10)

/* Stored documents on their way through the stages. */
struct pass {
	struct evm_mine *m;
	struct evm_store *reader;
	int64_t from, doc_id;		/* the run that wrote them, the last one */
	struct evm_doc *docs;		/* one a worker */
};

/* Texts, one behind the other. */
struct texts {
	struct evm_buf b;
	size_t ends[PORTION_DOCS], n;
};

struct portion {
	struct evm_buf one;		/* as it is stored */
	struct texts in, out;
	struct evm_arena arena;		/* of the parcels of those in out */
	struct evm_parcel *parcels[PORTION_DOCS];
};

static void *portion_new(void *ctx)
{
	struct portion *p = evm_malloc(sizeof *p);

	(void)ctx;
	memset(p, 0, sizeof *p);
	evm_arena_init(&p->arena);
	return p;
}

static void portion_free(void *ctx, void *item)
{
	struct portion *p = item;

	(void)ctx;
	evm_arena_release(&p->arena);
	evm_buf_release(&p->one);
	evm_buf_release(&p->in.b);
	evm_buf_release(&p->out.b);
	free(p);
}

static struct evm_str text_at(const struct texts *t, size_t i)
{
	return evm_str_sub(evm_buf_str(&t->b), i ? t->ends[i - 1] : 0,
			   t->ends[i]);
}

static int fill(void *ctx, void *item, struct evm_err *err)
{
	struct pass *a = ctx;
	struct portion *p = item;
	int got = 1;

	p->in.b.n = p->in.n = 0;
	while (!a->m->o->stop() && p->in.n < PORTION_DOCS &&
	       p->in.b.n < PORTION_BYTES &&
	       (got = evm_store_stored(a->reader, a->from, &a->doc_id, &p->one,
				       err)) == 1) {
		evm_buf_add(&p->in.b, evm_buf_str(&p->one));
		p->in.ends[p->in.n++] = p->in.b.n;
	}
	return got < 0 ? -1 : p->in.n > 0;
}

static int again(struct pass *a, int worker, struct portion *p,
		 struct evm_str lines, struct evm_err *err)
{
	struct evm_doc *doc = &a->docs[worker];

	if (evm_doc_read(doc, lines, a->m->o->front->db, 1, err))
		return -1;
	doc->sentences.n = doc->abbrevs.n = doc->mentions.n = doc->claims.n = 0;
	/* those of an article are the publisher's, others were found */
	if (!evm_str_eqz(doc->source, "pmc"))
		doc->cites.n = 0;
	if (evm_mine_stages(a->m, worker, doc, err) ||
	    evm_doc_write(&p->out.b, doc, err))
		return evm_err_at(err, "document %.*s", EVM_ARG(doc->id));
	p->parcels[p->out.n] = evm_mine_parcel(a->m, &p->arena, doc);
	p->out.ends[p->out.n++] = p->out.b.n;
	return 0;
}

static int work(void *ctx, int worker, void *item, struct evm_err *err)
{
	struct portion *p = item;

	p->out.b.n = p->out.n = 0;
	evm_arena_reset(&p->arena);
	for (size_t i = 0; i < p->in.n; i++)
		if (again(ctx, worker, p, text_at(&p->in, i), err))
			return -1;
	return 0;
}

static int take(void *ctx, void *item, struct evm_err *err)
{
	struct pass *a = ctx;
	struct portion *p = item;

	for (size_t i = 0; i < p->out.n; i++) {
		p->parcels[i]->lines = text_at(&p->out, i);
		if (evm_mine_load(a->m, p->parcels[i], err))
			return -1;
	}
	return 0;
}

/* All documents of a run. */
static int again_run(struct evm_mine *m, int64_t from, struct evm_err *err)
{
	struct pass a = { .m = m, .from = from };
	struct evm_pool pool = { .jobs = m->jobs, .ahead = 4, .ctx = &a,
		.item_new = portion_new, .item_free = portion_free,
		.fill = fill, .work = work, .take = take };
	size_t jobs = (size_t)m->jobs;
	int r = evm_store_open_read(&a.reader, m->o->front->db, err);

	if (r)
		return -1;
	a.docs = evm_malloc(evm_mul(jobs, sizeof *a.docs));
	for (size_t i = 0; i < jobs; i++)
		evm_doc_init(&a.docs[i]);
	r = evm_pool_run(&pool, err);
	for (size_t i = 0; i < jobs; i++)
		evm_doc_release(&a.docs[i]);
	free(a.docs);
	evm_store_close(a.reader);
	return r;
}

/* What an old run's provenance is when its documents go through the stages of
 * today. */
static void renew(const struct evm_mine *m, struct evm_buf *provenance)
{
	size_t end = evm_str_find(evm_buf_str(provenance),
				  EVM_LIT("#pg\tevm-annotate\t"), 0);

	if (end != SIZE_MAX)
		provenance->n = end;
	evm_mine_provenance(m, provenance);
}

/* Run number from, whose provenance has been renewed. */
static int revisit_run(struct evm_mine *m, int64_t from, struct evm_str header,
		       struct evm_err *err)
{
	int r = evm_store_begin_run(m->store, header, err);

	if (!r && m->o->retry)
		r = evm_mine_retry(m, from, err);
	else if (!r && evm_store_run(m->store) != from)
		r = again_run(m, from, err);
	if (r || evm_mine_commit(m, err))
		return -1;
	return m->o->stop() ? 0 : evm_store_end_run(m->store, err);
}

int evm_mine_revisit(struct evm_mine *m, struct evm_err *err)
{
	struct evm_buf provenance = EVM_BUF_INIT;
	int64_t from = 0;
	int got = 1, r = 0;

	if (evm_store_open(&m->store, m->o->front->db, err) ||
	    evm_store_bulk(m->store, true, err))
		return -1;
	while (!r && !m->o->stop() && (got = evm_store_next_run(m->store, &from,
						&provenance, err)) == 1) {
		renew(m, &provenance);
		r = revisit_run(m, from, evm_buf_str(&provenance), err);
	}
	evm_buf_release(&provenance);
	if (!r && got >= 0 && m->o->stop())
		r = evm_err_set(err, EVM_EXIT_FAILED, "stopped by a signal");
	if (!r && got >= 0)
		r = evm_store_count_held(m->store, &m->held, err);
	return got < 0 ? -1 : r;
}
