#include "extractors/rx.h"

#include <stdlib.h>
#include <string.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#define MATCH_LIMIT 20000
#define HEAP_LIMIT 512		/* KiB */

struct evm_rx {
	pcre2_code *code;
	pcre2_match_data *data;
	pcre2_match_context *limits;
};

static int compile(struct evm_rx *rx, const char *pattern, bool caseless, struct evm_err *err)
{
	uint32_t options = PCRE2_UTF | PCRE2_NO_UTF_CHECK | PCRE2_ANCHORED | PCRE2_NEVER_BACKSLASH_C;
	PCRE2_UCHAR why[120];
	PCRE2_SIZE at;
	int code;

	if (caseless)
		options |= PCRE2_CASELESS;
	rx->code = pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED, options, &code, &at, NULL);
	if (!rx->code) {
		pcre2_get_error_message(code, why, sizeof why);
		return evm_err_set(err, EVM_EXIT_FAILED, "pattern '%s': at %zu: %s",
				   pattern, (size_t)at, (const char *)why);
	}
	/* without JIT on this machine the interpreter does the same, slower */
	(void)pcre2_jit_compile(rx->code, PCRE2_JIT_COMPLETE);
	rx->data = pcre2_match_data_create_from_pattern(rx->code, NULL);
	rx->limits = pcre2_match_context_create(NULL);
	if (!rx->data || !rx->limits)
		evm_oom();
	pcre2_set_match_limit(rx->limits, MATCH_LIMIT);
	pcre2_set_heap_limit(rx->limits, HEAP_LIMIT);
	return 0;
}

int evm_rx_new(struct evm_rx **rx, const char *pattern, bool caseless, struct evm_err *err)
{
	*rx = evm_malloc(sizeof **rx);
	**rx = (struct evm_rx){ NULL, NULL, NULL };
	if (compile(*rx, pattern, caseless, err) == 0)
		return 0;
	evm_rx_free(*rx);
	*rx = NULL;
	return -1;
}

void evm_rx_free(struct evm_rx *rx)
{
	if (!rx)
		return;
	pcre2_code_free(rx->code);
	pcre2_match_data_free(rx->data);
	pcre2_match_context_free(rx->limits);
	free(rx);
}

bool evm_rx_at(struct evm_rx *rx, struct evm_str text, size_t pos, size_t end,
	       struct evm_span *groups, size_t n)
{
	const PCRE2_SIZE *o;
	int got = pcre2_match(rx->code, (PCRE2_SPTR)text.p, end, pos, PCRE2_NO_UTF_CHECK,
			      rx->data, rx->limits);

	if (got <= 0)
		return false;
	o = pcre2_get_ovector_pointer(rx->data);
	for (size_t i = 0; i < n; i++) {
		groups[i] = (struct evm_span){ 0, 0 };
		if (i < (size_t)got && o[2 * i] != PCRE2_UNSET)
			groups[i] = (struct evm_span){ (uint32_t)o[2 * i], (uint32_t)o[2 * i + 1] };
	}
	return true;
}

void evm_rx_library(struct evm_buf *b, bool *jit)
{
	char version[64] = "";
	uint32_t has = 0;

	pcre2_config(PCRE2_CONFIG_VERSION, version);
	pcre2_config(PCRE2_CONFIG_JIT, &has);
	version[strcspn(version, " ")] = 0;
	evm_buf_printf(b, "PCRE2 %s", version);
	*jit = has;
}
