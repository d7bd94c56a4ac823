#include "corpus/text_reader.h"

int evm_text_parse(const struct evm_raw *raw, struct evm_doc *doc,
		   struct evm_err *err)
{
	(void)doc;
	return evm_err_set(err, EVM_EXIT_FAILED, "%s: plain text is not read",
			   raw->file);
}
