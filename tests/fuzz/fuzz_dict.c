/* The first byte chooses: a vocabulary file, or a dictionary image; what is
 * accepted is matched against a text. */
#include "tests/fuzz/fuzz.h"

#include "dictionaries/dict.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct evm_err err = EVM_ERR_INIT;
	struct evm_dict *d = NULL;
	const struct evm_hit *hits;
	struct evm_str text = EVM_LIT("TNF-alpha, IL-6 and miR-21 in MSC-EVs (MI).");
	struct evm_matcher *m;
	char *path;
	size_t n;
	int r;

	if (!size)
		return 0;
	path = fuzz_file(data + 1, size - 1);
	r = data[0] & 1 ? evm_dict_open(&d, path, &err) :
	    evm_dict_build(&d, (const char *const *)&path, 1, &err);
	fuzz_told(r, &err);
	if (!r) {
		m = evm_matcher_new(d);
		evm_match(m, text, &hits, &n);
		for (size_t i = 0; i < n; i++)
			if (hits[i].span.end > text.n)
				abort();
		evm_matcher_free(m);
		evm_dict_free(d);
	}
	unlink(path);
	free(path);
	return 0;
}
