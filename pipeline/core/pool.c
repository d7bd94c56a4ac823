#include "core/pool.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define WEIGHT_MAX ((size_t)3 << 20)	/* under way for each worker */

enum state { FREE, FILLED, WORKING, DONE };

struct slot {
	enum state state;
	void *item;
	int result;		/* of fill or work: 1, 0 end, -1 */
	size_t weight;
	struct evm_err err;
};

struct run {
	const struct evm_pool *p;
	pthread_mutex_t lock;
	pthread_cond_t filled, done, freed;
	struct slot *slots;
	size_t n;
	size_t next_work;	/* sequence number of the next item to work on */
	size_t next_fill;
	size_t weight;		/* of what is filled and not taken */
	bool stop;		/* taker or filler is through */
	bool last;		/* next_fill is final */
};

struct worker {
	struct run *run;
	int number;
	pthread_t thread;
};

static void *fill_all(void *arg)
{
	struct run *r = arg;
	int got = 1;

	for (size_t i = 0; got == 1; i++) {
		struct slot *s = &r->slots[i % r->n];

		pthread_mutex_lock(&r->lock);
		while ((s->state != FREE || r->weight > (size_t)r->p->jobs * WEIGHT_MAX) &&
		       !r->stop)
			pthread_cond_wait(&r->freed, &r->lock);
		if (r->stop) {
			pthread_mutex_unlock(&r->lock);
			break;
		}
		pthread_mutex_unlock(&r->lock);
		got = r->p->fill(r->p->ctx, s->item, &s->err);
		pthread_mutex_lock(&r->lock);
		s->result = got;
		s->weight = got == 1 && r->p->weight ? r->p->weight(s->item) : 0;
		r->weight += s->weight;
		s->state = got == 1 ? FILLED : DONE;
		r->next_fill = i + 1;
		if (got != 1) {
			r->last = true;
			pthread_cond_broadcast(&r->done);
			pthread_cond_broadcast(&r->filled);
		}
		pthread_cond_signal(&r->filled);
		pthread_mutex_unlock(&r->lock);
	}
	return NULL;
}

static void *work_all(void *arg)
{
	struct worker *w = arg;
	struct run *r = w->run;

	for (;;) {
		struct slot *s;
		int got;

		pthread_mutex_lock(&r->lock);
		while (r->next_work == r->next_fill && !r->last && !r->stop)
			pthread_cond_wait(&r->filled, &r->lock);
		if (r->stop || r->next_work == r->next_fill) {
			pthread_mutex_unlock(&r->lock);
			return NULL;
		}
		s = &r->slots[r->next_work++ % r->n];
		if (s->state != FILLED) {	/* the end mark */
			pthread_mutex_unlock(&r->lock);
			continue;
		}
		s->state = WORKING;
		pthread_mutex_unlock(&r->lock);
		got = r->p->work(r->p->ctx, w->number, s->item, &s->err);
		pthread_mutex_lock(&r->lock);
		s->result = got < 0 ? -1 : 1;
		s->state = DONE;
		pthread_cond_broadcast(&r->done);
		pthread_mutex_unlock(&r->lock);
	}
}

static int take_all(struct run *r, struct evm_err *err)
{
	int got;

	for (size_t i = 0; ; i++) {
		struct slot *s = &r->slots[i % r->n];

		pthread_mutex_lock(&r->lock);
		while (s->state != DONE)
			pthread_cond_wait(&r->done, &r->lock);
		pthread_mutex_unlock(&r->lock);
		got = s->result;
		if (got < 0)
			*err = s->err;
		else if (got == 1 && r->p->take(r->p->ctx, s->item, err))
			got = -1;
		pthread_mutex_lock(&r->lock);
		s->state = FREE;
		r->weight -= s->weight;
		if (got != 1)
			r->stop = true;
		pthread_cond_broadcast(&r->freed);
		if (got != 1)
			pthread_cond_broadcast(&r->filled);
		pthread_mutex_unlock(&r->lock);
		if (got != 1)
			return got;
	}
}

static int run_alone(const struct evm_pool *p, struct evm_err *err)
{
	void *item = p->item_new(p->ctx);
	int got;

	while ((got = p->fill(p->ctx, item, err)) == 1)
		if (p->work(p->ctx, 0, item, err) || p->take(p->ctx, item, err)) {
			got = -1;
			break;
		}
	p->item_free(p->ctx, item);
	return got;
}

int evm_pool_run(const struct evm_pool *p, struct evm_err *err)
{
	struct run r = { .p = p, .n = (size_t)p->jobs * (size_t)p->ahead + 2 };
	struct worker *w;
	pthread_t filler;
	int got;

	if (p->jobs <= 1)
		return run_alone(p, err);
	pthread_mutex_init(&r.lock, NULL);
	pthread_cond_init(&r.filled, NULL);
	pthread_cond_init(&r.done, NULL);
	pthread_cond_init(&r.freed, NULL);
	r.slots = evm_malloc(evm_mul(r.n, sizeof *r.slots));
	memset(r.slots, 0, r.n * sizeof *r.slots);
	for (size_t i = 0; i < r.n; i++)
		r.slots[i].item = p->item_new(p->ctx);
	w = evm_malloc(evm_mul((size_t)p->jobs, sizeof *w));
	if (pthread_create(&filler, NULL, fill_all, &r))
		evm_oom();
	for (int i = 0; i < p->jobs; i++) {
		w[i].run = &r;
		w[i].number = i;
		if (pthread_create(&w[i].thread, NULL, work_all, &w[i]))
			evm_oom();
	}
	got = take_all(&r, err);
	pthread_join(filler, NULL);
	for (int i = 0; i < p->jobs; i++)
		pthread_join(w[i].thread, NULL);
	for (size_t i = 0; i < r.n; i++)
		p->item_free(p->ctx, r.slots[i].item);
	free(r.slots);
	free(w);
	pthread_mutex_destroy(&r.lock);
	pthread_cond_destroy(&r.filled);
	pthread_cond_destroy(&r.done);
	pthread_cond_destroy(&r.freed);
	return got;
}
