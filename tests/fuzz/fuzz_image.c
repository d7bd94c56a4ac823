/* A dictionary image whose head is right as far as sums go, and whose tables are
 * anything: it is refused, or matched with. */
#include "tests/fuzz/fuzz.h"

#include <string.h>

#include "dictionaries/dict_p.h"

static void use(const struct evm_dict *d, struct evm_matcher *m, struct evm_str text)
{
	const struct evm_hit *hits;
	const struct evm_drop *drops;
	struct evm_lookup found[8];
	size_t n, n_drops;

	evm_match(m, text, &hits, &n);
	for (size_t i = 0; i < n; i++) {
		struct evm_concept c = evm_dict_concept(d, hits[i].concept);

		if (hits[i].span.begin >= hits[i].span.end || hits[i].span.end > text.n ||
		    c.type >= EVM_TYPE_N || hits[i].concept >= evm_dict_concepts(d))
			abort();
		evm_concept_attr(&c, "source");
	}
	evm_match_explain(m, text, &hits, &n, &drops, &n_drops);
	evm_dict_lookup(m, evm_str_sub(text, 0, 9), found, 8);
}

static void use_all(const struct evm_dict *d)
{
	struct evm_matcher *m = evm_matcher_new(d);
	struct evm_err err = EVM_ERR_INIT;
	struct evm_count count;

	use(d, m, EVM_LIT("TNF-alpha, IL-6 and miR-21 in MSC-EVs (MI) of mice."));
	evm_matcher_block(m, EVM_LIT("IL-6"), -1);
	use(d, m, EVM_LIT("bone marrow mesenchymal stem cells, type II COLLAGEN; The"));
	for (size_t i = 0; i < 64 && evm_dict_count(d, i, &count); i++)
		;
	fuzz_told(evm_dict_verify(d, &err), &err);
	evm_matcher_free(m);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct evm_err err = EVM_ERR_INIT;
	struct evm_dict *d;
	struct head *h;
	uint8_t *copy;
	char *path;
	int r;

	if (size < sizeof *h)
		return 0;
	copy = malloc(size);
	memcpy(copy, data, size);
	h = (struct head *)(void *)copy;
	memcpy(h->magic, "EVMDICT\n", 8);
	h->order = 0x01020304;
	h->layout = EVM_DICT_LAYOUT;
	h->size = size;
	h->check = evm_dict_head_check(h);
	path = fuzz_file(copy, size);
	r = evm_dict_open(&d, path, &err);
	fuzz_told(r, &err);
	if (!r) {
		use_all(d);
		evm_dict_free(d);
	}
	unlink(path);
	free(path);
	free(copy);
	return 0;
}
