/*
 * The matcher against a naive one on random vocabularies and texts, images
 * that are written and opened again, and damaged images.
 */
#include "tests/unit/test_folder.h"

#include "dictionaries/dict_p.h"

#define MAX_NAMES 60
#define MAX_HITS 4000

static uint64_t seed;

static unsigned pick(unsigned n)
{
	return (unsigned)test_pick(&seed, n);
}

static const char *const words[] = {
	"IL", "il", "6", "60", "a", "ab", "abs", "EV", "EVs", "ev", "II", "2",
	"type", "factor", "X", "tumour", "tumors", "tumor", "injury",
	"injuries", "alpha", "\xCE\xB1", "\xCE\x92", "beta", "TNFalpha", "TNF",
	"KRAS", "Kras", "kra", "cell", "cells", "Cell", "death", "caf\xC3\xA9",
	"cafe", "BCAS1", "BCA", "1", "p", "53", "Rest", "REST", "rest",
};
static const char *const gaps[] = { " ", " ", " ", "-", "-", "", "/", ", ",
	". ", " (", "'s ", "\xE2\x80\x93", "  " };

#define COUNT(a) (sizeof a / sizeof *a)

static void phrase(char *to, size_t size, unsigned n)
{
	size_t used = 0;

	*to = 0;
	for (unsigned i = 0; i < n && used + 30 < size; i++)
		used += (size_t)snprintf(to + used, size - used, "%s%s",
			words[pick(COUNT(words))],
			i + 1 < n ? gaps[pick(COUNT(gaps))] : "");
}

struct naive_name {
	char text[120];
	uint32_t flags, concept;
};

struct vocabulary {
	struct naive_name v[MAX_NAMES];
	unsigned n;
	char path[200];
};

static const struct { const char *text; uint32_t flags; } braces[] = {
	{ "", 0 }, { "", 0 }, { "{nosplit}", EVM_NAME_NOSPLIT },
	{ "{numend}", EVM_NAME_NUMEND }, { "{case}", EVM_NAME_CASE },
	{ "{ambig}", EVM_NAME_AMBIGUOUS },
	{ "{word}", ENTRY_WORD },
};

/* One to three names a line; types by turns. */
static void make_vocabulary(struct vocabulary *v)
{
	unsigned lines = 1 + pick(MAX_NAMES / 3 - 1);
	FILE *f;

	snprintf(v->path, sizeof v->path, "%s/v.tsv", folder);
	f = fopen(v->path, "w");
	assert_non_null(f);
	v->n = 0;
	for (unsigned l = 0; l < lines; l++) {
		unsigned names = 1 + pick(3);

		fprintf(f, "effect\t-\tn%u\t", l);
		for (unsigned i = 0; i < names; i++) {
			struct naive_name *name = &v->v[v->n++];
			unsigned b = pick(COUNT(braces));

			phrase(name->text, sizeof name->text, 1 + pick(3));
			name->flags = braces[b].flags;
			name->concept = l;
			fprintf(f, "%s%s%s", i ? "|" : "", name->text,
				braces[b].text);
		}
		fputs("\t-\n", f);
	}
	assert_int_equal(fclose(f), 0);
}

static struct evm_dict *build(const struct vocabulary *v)
{
	struct evm_err err = EVM_ERR_INIT;
	struct evm_builder *b = evm_builder_new();
	struct evm_dict *d = NULL;

	if (evm_builder_vocabulary(b, v->path, &err) ||
	    evm_builder_finish(b, &d, &err))
		fail_msg("%s", err.msg);
	evm_builder_free(b);
	return d;
}

/* ---- the naive matcher: every name at every place ---- */

static bool is_ascii(struct evm_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] > 127)
			return false;
	return true;
}

static bool case_fits(struct evm_str name, struct evm_str text)
{
	size_t i = 0;
	bool small = name.n >= 3;

	if (!is_ascii(name) || !is_ascii(text))
		return true;
	for (size_t k = 0; k < name.n; k++)
		small &= evm_is_lower(name.p[k]);
	if (small && evm_to_lower(text.p[0]) == name.p[0])
		i = 1;
	for (; i < name.n && i < text.n; i++) {
		if (evm_to_lower(name.p[i]) != evm_to_lower(text.p[i]))
			return true;
		if (name.p[i] != text.p[i])
			return false;
	}
	while (i < text.n)
		if (evm_is_upper(text.p[i++]))
			return false;
	return true;
}

static struct evm_str token_text(const struct evm_folder *f, struct evm_str s,
				 size_t i)
{
	return evm_str_sub(s, f->v[i].begin, f->v[i].end);
}

/* Flags with the automatic one: up to three characters keep their case. */
static uint32_t all_flags(const struct evm_folder *name, struct evm_str s,
			  uint32_t flags)
{
	size_t chars = 0;
	bool digit = false;

	if (flags & ENTRY_WORD)
		return flags;
	for (size_t i = 0; i < name->n; i++) {
		for (size_t b = name->v[i].begin; b < name->v[i].end; b++)
			chars += ((unsigned char)s.p[b] & 0xC0) != 0x80;
		digit |= evm_is_digit(s.p[name->v[i].begin]);
	}
	return flags | (chars <= 3 && !digit ? EVM_NAME_CASE : 0);
}

static bool token_fits(const struct evm_folder *name, struct evm_str s,
		       const struct evm_folder *text, struct evm_str t,
		       size_t i, size_t at, uint32_t flags)
{
	uint64_t key = evm_fold_name(name, i);
	const struct evm_key *k = &text->v[at + i];
	bool n_start = name->v[i].flags & EVM_KEY_START;

	if (k->hash[0] != key && k->hash[1] != key)
		return false;
	if (i && k->flags & EVM_KEY_HARD && !(name->v[i].flags & EVM_KEY_HARD))
		return false;
	if (i && flags & EVM_NAME_NOSPLIT && k->flags & EVM_KEY_START && !n_start)
		return false;
	return !(flags & EVM_NAME_CASE) ||
	       case_fits(token_text(name, s, i), token_text(text, t, at + i));
}

static bool name_fits(const struct evm_folder *name, struct evm_str s,
		      const struct evm_folder *text, struct evm_str t,
		      size_t at, uint32_t flags)
{
	const char *behind;

	if (at + name->n > text->n ||
	    !(text->v[at].flags & EVM_KEY_START) ||
	    !(text->v[at + name->n - 1].flags & EVM_KEY_END))
		return false;
	for (size_t i = 0; i < name->n; i++)
		if (!token_fits(name, s, text, t, i, at, flags))
			return false;
	if (!(flags & EVM_NAME_NUMEND))
		return true;
	behind = t.p + text->v[at + name->n - 1].end;
	if (*behind == '-')
		return !evm_is_digit(behind[1]);
	return memcmp(behind, "\xE2\x80\x93", 3) || !evm_is_digit(behind[3]);
}

static int in_order(const void *a, const void *b)
{
	const struct evm_hit *x = a, *y = b;

	if (x->span.begin != y->span.begin)
		return x->span.begin < y->span.begin ? -1 : 1;
	if (x->span.end != y->span.end)
		return x->span.end > y->span.end ? -1 : 1;
	if (x->concept != y->concept)
		return x->concept < y->concept ? -1 : 1;
	return (int)(x->flags & EVM_NAME_AMBIGUOUS) -
	       (int)(y->flags & EVM_NAME_AMBIGUOUS);
}

static size_t naive(const struct vocabulary *v, struct evm_str t,
		    struct evm_hit *hits)
{
	struct evm_folder name, text;
	size_t n = 0, kept = 0;

	evm_folder_init(&name);
	evm_folder_init(&text);
	evm_fold(&text, t);
	for (unsigned i = 0; i < v->n; i++) {
		struct evm_str s = evm_str(v->v[i].text);
		uint32_t flags;

		evm_fold(&name, s);
		flags = all_flags(&name, s, v->v[i].flags);
		for (size_t at = 0; at < text.n; at++)
			if (name_fits(&name, s, &text, t, at, flags)) {
				assert_true(n < MAX_HITS);
				hits[n++] = (struct evm_hit){
					{ text.v[at].begin,
					  text.v[at + name.n - 1].end },
					v->v[i].concept, flags };
			}
	}
	qsort(hits, n, sizeof *hits, in_order);
	for (size_t i = 0; i < n; i++)
		if (!kept || hits[i].span.begin != hits[kept - 1].span.begin ||
		    hits[i].span.end != hits[kept - 1].span.end ||
		    hits[i].concept != hits[kept - 1].concept)
			hits[kept++] = hits[i];
	evm_folder_release(&name);
	evm_folder_release(&text);
	return kept;
}

static void show_vocabulary(const struct vocabulary *v)
{
	for (unsigned i = 0; i < v->n; i++)
		printf("  n%u: '%s' flags %x\n", v->v[i].concept, v->v[i].text,
		       v->v[i].flags);
}

/* Returns the number of hits. */
static size_t compare(struct evm_matcher *m, const struct vocabulary *v,
		    const char *text)
{
	static struct evm_hit want[MAX_HITS];
	const struct evm_hit *got;
	size_t n, n_want = naive(v, evm_str(text), want);
	bool same;

	evm_match(m, evm_str(text), &got, &n);
	same = n == n_want;
	for (size_t i = 0; i < n && same; i++)
		same = got[i].span.begin == want[i].span.begin &&
		       got[i].span.end == want[i].span.end &&
		       got[i].concept == want[i].concept &&
		       !((got[i].flags ^ want[i].flags) & EVM_NAME_AMBIGUOUS);
	if (same)
		return n;
	show_vocabulary(v);
	for (size_t i = 0; i < n; i++)
		printf("got  %u-%u n%u\n", got[i].span.begin, got[i].span.end,
		       got[i].concept);
	for (size_t i = 0; i < n_want; i++)
		printf("want %u-%u n%u\n", want[i].span.begin,
		       want[i].span.end, want[i].concept);
	fail_msg("in '%s'", text);
	return 0;
}

static void agrees_with_the_naive_matcher(void **state)
{
	struct vocabulary v;
	char text[600];
	size_t hits = 0;

	(void)state;
	for (seed = 1; seed < 301; seed++) {
		uint64_t keep = seed;
		struct evm_matcher *m;
		struct evm_dict *d;

		seed *= 0x9e3779b97f4a7c15u;
		make_vocabulary(&v);
		d = build(&v);
		m = evm_matcher_new(d);
		for (int i = 0; i < 20; i++) {
			phrase(text, sizeof text, 1 + pick(30));
			hits += compare(m, &v, text);
		}
		evm_matcher_free(m);
		evm_dict_free(d);
		unlink(v.path);
		seed = keep;
	}
	assert_true(hits > 10000);	/* or the test tests nothing */
}

/* ---- images ---- */

static void image_path(char *path)
{
	snprintf(path, 200, "%s/v.img", folder);
}

static size_t read_file(const char *path, char **bytes)
{
	FILE *f = fopen(path, "rb");
	long n;

	assert_non_null(f);
	fseek(f, 0, SEEK_END);
	n = ftell(f);
	rewind(f);
	*bytes = malloc((size_t)n);
	assert_int_equal(fread(*bytes, 1, (size_t)n, f), n);
	fclose(f);
	return (size_t)n;
}

static void an_image_is_what_was_built(void **state)
{
	struct evm_err err = EVM_ERR_INIT;
	struct evm_dict *built, *again, *opened;
	struct evm_matcher *m;
	struct vocabulary v;
	char path[200], text[600];

	(void)state;
	seed = 77;
	make_vocabulary(&v);
	built = build(&v);
	again = build(&v);
	image_path(path);
	assert_int_equal(evm_dict_write(built, path, &err), 0);
	assert_int_equal(evm_dict_open(&opened, path, &err), 0);
	assert_int_equal(evm_dict_verify(opened, &err), 0);
	assert_string_equal(evm_dict_digest(built), evm_dict_digest(opened));
	assert_string_equal(evm_dict_digest(built), evm_dict_digest(again));
	assert_int_equal(evm_dict_size(built), evm_dict_size(opened));
	assert_memory_equal(built->head, opened->head, evm_dict_size(built));
	m = evm_matcher_new(opened);
	for (int i = 0; i < 200; i++) {
		phrase(text, sizeof text, 1 + pick(30));
		compare(m, &v, text);
	}
	evm_matcher_free(m);
	evm_dict_free(built);
	evm_dict_free(again);
	evm_dict_free(opened);
	unlink(path);
	unlink(v.path);
}

/* Opens what may be damaged and uses all of it: nothing may break. */
static bool use_image(const char *path)
{
	struct evm_err err = EVM_ERR_INIT;
	struct evm_lookup found[50];
	struct evm_count count;
	struct evm_matcher *m;
	struct evm_dict *d;
	const struct evm_hit *hits;
	char text[600];
	size_t n, sum = 0;

	if (evm_dict_open(&d, path, &err)) {
		assert_true(strstr(err.msg, path) == err.msg);
		return false;
	}
	m = evm_matcher_new(d);
	for (int i = 0; i < 5; i++) {
		phrase(text, sizeof text, 1 + pick(30));
		evm_match(m, evm_str(text), &hits, &n);
		for (size_t k = 0; k < n; k++)
			sum += evm_dict_concept(d, hits[k].concept).norm.n;
		n = evm_dict_lookup(m, evm_str(words[pick(COUNT(words))]),
				    found, COUNT(found));
		for (size_t k = 0; k < n; k++)
			sum += found[k].spelling.n + found[k].vocabulary.n;
	}
	for (size_t i = 0; evm_dict_count(d, i, &count) && i < 100; i++)
		sum += count.names;
	evm_matcher_free(m);
	evm_dict_free(d);
	return sum < SIZE_MAX;
}

static void damage_does_no_harm(void **state)
{
	struct evm_err err = EVM_ERR_INIT;
	struct vocabulary v;
	struct evm_dict *d;
	char path[200], *bytes;
	size_t n;
	int opened = 0;

	(void)state;
	seed = 4711;
	make_vocabulary(&v);
	d = build(&v);
	image_path(path);
	assert_int_equal(evm_dict_write(d, path, &err), 0);
	n = read_file(path, &bytes);
	for (int i = 0; i < 500; i++) {
		char *copy = malloc(n);

		memcpy(copy, bytes, n);
		for (unsigned k = 1 + pick(40); k; k--)
			copy[pick((unsigned)n)] ^= (char)(1 << pick(8));
		/* half of them with a sound head, so that they are opened */
		if (i & 1)
			memcpy(copy, bytes, sizeof(struct head));
		test_write(path, (struct evm_str){ copy, n });
		opened += use_image(path);
		free(copy);
	}
	assert_true(opened >= 250);
	for (size_t cut = 0; cut < n; cut += 1 + n / 50) {
		test_write(path, (struct evm_str){ bytes, cut });
		assert_false(use_image(path));
	}
	test_write(path, (struct evm_str){ bytes, n });
	assert_true(use_image(path));
	free(bytes);
	evm_dict_free(d);
	unlink(path);
	unlink(v.path);
}

static void other_files_are_refused(void **state)
{
	struct evm_err err = EVM_ERR_INIT;
	struct evm_dict *d;
	struct vocabulary v;
	struct head *h;
	char path[200], *bytes;
	size_t n;

	(void)state;
	seed = 5;
	make_vocabulary(&v);
	d = build(&v);
	image_path(path);
	assert_int_equal(evm_dict_write(d, path, &err), 0);
	evm_dict_free(d);
	n = read_file(path, &bytes);
	h = (struct head *)(void *)bytes;
	h->layout++;
	h->check = evm_dict_head_check(h);
	test_write(path, (struct evm_str){ bytes, n });
	assert_int_equal(evm_dict_open(&d, path, &err), -1);
	assert_non_null(strstr(err.msg, "build it again"));
	h->layout--;
	h->part[NAMES].n += 1000;
	h->check = evm_dict_head_check(h);
	test_write(path, (struct evm_str){ bytes, n });
	assert_int_equal(evm_dict_open(&d, path, &err), -1);
	assert_int_equal(evm_dict_open(&d, v.path, &err), -1);
	assert_non_null(strstr(err.msg, "not a dictionary image"));
	assert_int_equal(evm_dict_open(&d, folder, &err), -1);
	unlink(path);
	assert_int_equal(evm_dict_open(&d, path, &err), -1);
	free(bytes);
	unlink(v.path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(agrees_with_the_naive_matcher),
		cmocka_unit_test(an_image_is_what_was_built),
		cmocka_unit_test(damage_does_no_harm),
		cmocka_unit_test(other_files_are_refused),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
