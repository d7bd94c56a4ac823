/*
 * review_bench: how long curators wait, on a database of made-up evidence.
 * usage: review_bench DB DOCUMENTS (two pieces of evidence a document)
 * Prints a row a call: median, 99th percentile, mean processor time.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "review/review.h"
#include "store/store.h"

#define TIMES 100

static const char *const sources[] = { "BM", "AD", "UC", "WJ", "DP", "MEN" };
static const char *const diseases[] = { "liver fibrosis", "stroke", "sepsis",
	"osteoarthritis", "myocardial infarction", "acute kidney injury" };

static struct evm_err err;

static void must(int rc, const char *what)
{
	if (rc >= 0)
		return;
	fprintf(stderr, "review_bench: %s: %s\n", what, err.msg);
	exit(1);
}

static double clock_of(clockid_t id)
{
	struct timespec t;

	clock_gettime(id, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static double now(void)
{
	return clock_of(CLOCK_MONOTONIC);
}

static void make(struct evm_doc *doc, int n)
{
	const char *source = sources[n % 6], *disease = diseases[n / 6 % 6];
	struct evm_claim *c;
	struct evm_qualifier *q;
	struct evm_str text;

	evm_doc_reset(doc);
	doc->id = evm_str_printf(&doc->arena, "%d", 10000000 + n);
	doc->source = evm_str("pubmed");
	evm_doc_meta(doc, "year", evm_str_printf(&doc->arena, "%d", 2000 + n % 25),
		     evm_str(""));
	text = evm_str_printf(&doc->arena, "In group %d exosomes reduced %s and raised "
			      "survival after %d days.", n, disease, n % 90);
	evm_doc_passage(doc, EVM_REGION_ABSTRACT, evm_str("RESULTS"), text);
	evm_doc_seal(doc);
	EVM_PUSH(&doc->arena, doc->sentences)->span =
		(struct evm_span){ 0, (uint32_t)text.n };
	for (int i = 0; i < 2; i++) {
		const char *object = i ? "survival" : disease;
		uint32_t at = (uint32_t)evm_str_find(text, evm_str(object), 0);
		uint32_t s = (uint32_t)evm_str_find(text, evm_str("exosomes"), 0);

		c = EVM_PUSH(&doc->arena, doc->claims);
		c->via = -1;
		c->subject.span = (struct evm_span){ s, s + 8 };
		c->subject.type = EVM_VESICLE;
		c->subject.norm = evm_str("exosome");
		c->object.span = (struct evm_span){ at, at +
			(uint32_t)strlen(object) };
		c->object.type = i ? EVM_EFFECT : EVM_DISEASE;
		c->object.norm = evm_str(object);
		c->predicate = i ? EVM_INCREASES : EVM_TREATS;
		c->rule = evm_str(i ? "r2" : "r1");
		c->confidence = (double)(n % 1000) / 1000;
		c->trigger = (struct evm_span){ s + 9, s + 16 };
		q = EVM_PUSH(&doc->arena, c->quals);
		q->key = evm_str("source");
		q->value = evm_str(source);
	}
}

static void load(const char *path, int docs)
{
	struct evm_store *s;
	struct evm_doc doc;
	double start = now();

	evm_doc_init(&doc);
	must(evm_store_open(&s, path, &err), "open");
	must(evm_store_begin_run(s, EVM_LIT("#pg\tbench\n"), &err), "run");
	must(evm_store_begin(s, &err), "begin");
	for (int i = 0; i < docs; i++) {
		make(&doc, i);
		must(evm_store_load(s, &doc, &err), "load");
	}
	must(evm_store_end_run(s, &err), "end");
	must(evm_store_commit(s, &err), "commit");
	evm_store_close(s);
	evm_doc_release(&doc);
	printf("loaded %d documents in %.1f s\n\n", docs, (now() - start) / 1e3);
}

static int by_time(const void *pa, const void *pb)
{
	double a = *(const double *)pa, b = *(const double *)pb;

	return (a > b) - (a < b);
}

struct bench {
	struct evm_review *r;
	struct evm_arena a;
	struct evm_filter filter;
	int64_t evidence, i;
};

static void report(const char *name, void (*call)(struct bench *b),
		   struct bench *b)
{
	static double ms[TIMES];
	double cpu = clock_of(CLOCK_PROCESS_CPUTIME_ID);

	for (int i = 0; i < TIMES; i++) {
		double start;

		b->i = (i * (b->evidence / TIMES)) % b->evidence + 1;
		evm_arena_reset(&b->a);
		start = now();
		call(b);
		ms[i] = now() - start;
	}
	cpu = (clock_of(CLOCK_PROCESS_CPUTIME_ID) - cpu) / TIMES;
	qsort(ms, TIMES, sizeof *ms, by_time);
	printf("| %-36s | %8.2f | %8.2f | %8.2f |\n", name, ms[TIMES / 2],
	       ms[TIMES * 99 / 100], cpu);
	fflush(stdout);
}

static void card(struct bench *b)
{
	struct evm_item it;

	must(evm_item_get(b->r, b->i, &b->a, &it, &err), "card");
}

static void similar(struct bench *b)
{
	struct evm_others o;

	must(evm_item_similar(b->r, b->i, 10, &b->a, &o, &err), "similar");
}

static void vote(struct bench *b)
{
	char key[33];
	struct evm_result res;
	struct evm_decide d = { .ev = b->i, .ver = b->i, .verdict = EVM_ACCEPT,
				.ms_spent = 1000, .ui = "api" };

	evm_review_key(key);
	d.client_key = evm_str(key);
	must(evm_review_decide(b->r, &d, &res, &err), "vote");
	if (res.outcome != EVM_SAVED)
		must(evm_err_set(&err, EVM_EXIT_FAILED, "%s", res.why), "vote");
}

static void next(struct bench *b)
{
	int64_t ev;

	must(evm_queue_next(b->r, &b->filter, b->i, &ev, &err), "next");
}

static void facets(struct bench *b)
{
	struct evm_facets list;

	must(evm_queue_facets(b->r, &b->filter, 10, &b->a, &list, &err), "facets");
}

static void page(struct bench *b)
{
	struct evm_rows rows;
	int64_t n;

	must(evm_queue_count(b->r, &b->filter, &n, &err), "count");
	must(evm_queue_page(b->r, &b->filter, 0, 50, &b->a, &rows, &err), "page");
}

static void find(struct bench *b)
{
	struct evm_concepts list;

	must(evm_concepts_find(b->r, EVM_TYPE_N, EVM_LIT("fibro"), 10, &b->a, &list,
			       &err), "find");
}

int main(int argc, char **argv)
{
	struct bench b = { .evidence = 0 };
	struct evm_curator c = { .login = EVM_LIT("ann"), .name = EVM_LIT("Ann"),
				 .active = true };
	struct evm_result res;
	double start;

	if (argc != 3)
		return 2;
	load(argv[1], atoi(argv[2]));
	b.evidence = 2 * atoi(argv[2]);
	evm_arena_init(&b.a);
	must(evm_review_open(&b.r, argv[1], NULL, &err), "open");
	must(evm_curators_put(b.r, &c, &res, &err), "add");
	must(evm_review_as(b.r, "ann", &err), "as");
	start = now();
	page(&b);
	printf("the first queue makes its terms: %.1f s\n\n", (now() - start) / 1e3);
	printf("| %" PRId64 " pieces of evidence; ms           |   median |      p99 "
	       "| cpu mean |\n|---|---:|---:|---:|\n", b.evidence);
	report("card", card, &b);
	report("similar sentences", similar, &b);
	report("vote (synchronous, with its journal)", vote, &b);
	report("facets, all", facets, &b);
	report("queue, all: count and 50 rows", page, &b);
	report("next, all", next, &b);
	b.filter.eq[EVM_F_STATUS] = EVM_LIT("new");
	b.filter.eq[EVM_F_SOURCE] = EVM_LIT("UC");
	report("facets, new and UC", facets, &b);
	report("queue, new and UC", page, &b);
	report("next, new and UC", next, &b);
	b.filter.sort = EVM_SORT_UNCERTAIN;
	report("next, by uncertainty", next, &b);
	b.filter.text = EVM_LIT("survival stroke");
	report("facets, words of the sentence", facets, &b);
	report("concepts by name", find, &b);
	evm_review_close(b.r);
	evm_arena_release(&b.a);
	return 0;
}
