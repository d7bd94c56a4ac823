#include "export/schema.h"

#include <string.h>

static const char claims[] = {
#include "export/jsonl.json.inc"
};
static const char mentions[] = {
#include "export/mentions.json.inc"
};
static const char documents[] = {
#include "export/documents.json.inc"
};

static const struct { const char *format; struct evm_str text; } schemas[] = {
	{ "jsonl", { claims, sizeof claims } },
	{ "mentions", { mentions, sizeof mentions } },
	{ "documents", { documents, sizeof documents } },
};

struct evm_str evm_schema_of(const char *format)
{
	for (size_t i = 0; i < sizeof schemas / sizeof *schemas; i++)
		if (!strcmp(format, schemas[i].format))
			return schemas[i].text;
	return EVM_LIT("");
}
