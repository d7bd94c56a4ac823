#include "corpus/jats_xml.h"

struct evm_jats *evm_jats_new(void) { return NULL; }
void evm_jats_free(struct evm_jats *j) { (void)j; }

int evm_jats_parse(struct evm_jats *j, const struct evm_raw *raw,
		   struct evm_doc *doc, struct evm_err *err)
{
	(void)j, (void)doc;
	return evm_err_set(err, EVM_EXIT_FAILED, "%s: JATS is not read",
			   raw->file);
}
