#include "tests/unit/test_support.h"

#include <stdatomic.h>
#include <unistd.h>

#include "core/pool.h"

struct sums {
	int next, last, fail_fill, fail_work, fail_take;
	int taken;
};

static void *item_new(void *ctx)
{
	(void)ctx;
	return calloc(2, sizeof(int));
}

static void item_free(void *ctx, void *item)
{
	(void)ctx;
	free(item);
}

static int fill(void *ctx, void *item, struct evm_err *err)
{
	struct sums *s = ctx;
	int *v = item;

	if (s->next == s->fail_fill)
		return evm_err_set(err, EVM_EXIT_CUT, "fill %d", s->next);
	if (s->next == s->last)
		return 0;
	v[0] = s->next++;
	return 1;
}

static int work(void *ctx, int worker, void *item, struct evm_err *err)
{
	const struct sums *s = ctx;
	int *v = item;

	(void)worker;
	if (v[0] == s->fail_work)
		return evm_err_set(err, EVM_EXIT_FAILED, "work %d", v[0]);
	if (v[0] % 7 == 0)
		usleep(300);	/* out of order on purpose */
	v[1] = v[0] * v[0];
	return 0;
}

static int take(void *ctx, void *item, struct evm_err *err)
{
	struct sums *s = ctx;
	int *v = item;

	assert_int_equal(v[0], s->taken);
	assert_int_equal(v[1], v[0] * v[0]);
	if (v[0] == s->fail_take)
		return evm_err_set(err, EVM_EXIT_FAILED, "take %d", v[0]);
	s->taken++;
	return 0;
}

static int run(struct sums *s, int jobs, struct evm_err *err)
{
	struct evm_pool p = {
		.jobs = jobs, .ahead = 4, .ctx = s, .item_new = item_new,
		.item_free = item_free, .fill = fill, .work = work, .take = take,
	};

	return evm_pool_run(&p, err);
}

static void order_is_kept(void **state)
{
	struct evm_err err = EVM_ERR_INIT;

	(void)state;
	for (int jobs = 1; jobs <= 8; jobs++) {
		struct sums s = { 0, 500, -1, -1, -1, 0 };

		assert_int_equal(run(&s, jobs, &err), 0);
		assert_int_equal(s.taken, 500);
	}
}

static void items_before_a_failure_are_taken(void **state)
{
	(void)state;
	for (int jobs = 1; jobs <= 8; jobs++) {
		struct sums a = { 0, 500, 100, -1, -1, 0 };
		struct sums b = { 0, 500, -1, 100, -1, 0 };
		struct sums c = { 0, 500, -1, -1, 100, 0 };
		struct evm_err err = EVM_ERR_INIT;

		assert_int_equal(run(&a, jobs, &err), -1);
		assert_string_equal(err.msg, "fill 100");
		assert_int_equal(err.code, EVM_EXIT_CUT);
		assert_int_equal(a.taken, 100);
		assert_int_equal(run(&b, jobs, &err), -1);
		assert_string_equal(err.msg, "work 100");
		assert_int_equal(b.taken, 100);
		assert_int_equal(run(&c, jobs, &err), -1);
		assert_string_equal(err.msg, "take 100");
		assert_int_equal(c.taken, 100);
	}
}

static void nothing_to_do(void **state)
{
	struct evm_err err = EVM_ERR_INIT;

	(void)state;
	for (int jobs = 1; jobs <= 4; jobs++) {
		struct sums s = { 0, 0, -1, -1, -1, 0 };

		assert_int_equal(run(&s, jobs, &err), 0);
	}
}

/* Items of which two are over what two workers may have under way. */
struct heavy { atomic_int filled, taken, most; };

static int heavy_fill(void *ctx, void *item, struct evm_err *err)
{
	struct heavy *h = ctx;
	int under_way = ++h->filled - h->taken;

	(void)item, (void)err;
	if (under_way > h->most)
		h->most = under_way;
	return h->filled <= 50;
}

static int heavy_work(void *ctx, int worker, void *item, struct evm_err *err)
{
	(void)ctx, (void)worker, (void)item, (void)err;
	usleep(1000);
	return 0;
}

static int heavy_take(void *ctx, void *item, struct evm_err *err)
{
	struct heavy *h = ctx;

	(void)item, (void)err;
	h->taken++;
	return 0;
}

static size_t heavy_weight(const void *item)
{
	(void)item;
	return (size_t)4 << 20;
}

static void of_heavy_items_few_are_under_way(void **state)
{
	struct heavy h = { 0 };
	struct evm_err err = EVM_ERR_INIT;
	struct evm_pool p = {
		.jobs = 2, .ahead = 8, .ctx = &h, .item_new = item_new,
		.item_free = item_free, .fill = heavy_fill, .work = heavy_work,
		.take = heavy_take, .weight = heavy_weight,
	};

	(void)state;
	assert_int_equal(evm_pool_run(&p, &err), 0);
	assert_int_equal(h.taken, 50);
	assert_in_range(h.most, 1, 2);
	p.weight = NULL;
	h = (struct heavy){ 0 };
	assert_int_equal(evm_pool_run(&p, &err), 0);
	assert_int_equal(h.taken, 50);
	assert_in_range(h.most, 3, 19);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(order_is_kept),
		cmocka_unit_test(items_before_a_failure_are_taken),
		cmocka_unit_test(nothing_to_do),
		cmocka_unit_test(of_heavy_items_few_are_under_way),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
