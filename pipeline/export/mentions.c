#include "export/export.h"

#include "core/json.h"

static void optional(struct evm_buf *out, const char *key, struct evm_str v)
{
	if (v.n)
		evm_json_pair(out, key, v);
}

static int mention_json(struct evm_export *x, const struct evm_doc *doc,
			const struct evm_mention *m, struct evm_buf *out,
			struct evm_err *err)
{
	struct evm_str quote = evm_doc_slice(doc, m->span);
	struct evm_span s;

	if (evm_offsets_span(&x->offsets, m->span, quote, &s, err))
		return -1;
	evm_buf_addc(out, '{');
	evm_json_pair(out, "doc", doc->id);
	evm_json_int(out, "start", s.begin);
	evm_json_int(out, "end", s.end);
	evm_json_pair(out, "type", evm_str(evm_type_name(m->type)));
	evm_json_pair(out, "quote", quote);
	evm_json_pair(out, "norm", m->norm);
	evm_json_pair(out, "id", m->id);
	evm_json_pair(out, "name", m->name);
	optional(out, "source", m->source);
	optional(out, "species", m->species);
	optional(out, "cargo", m->cargo);
	optional(out, "modification", m->modification);
	if (m->sign) {
		evm_json_key(out, "sign");
		evm_buf_addz(out, m->sign < 0 ? "-1" : "1");
	}
	optional(out, "by", m->by);
	evm_buf_addz(out, "}\n");
	return 0;
}

int evm_export_mentions(struct evm_export *x, const struct evm_doc *doc,
			struct evm_buf *out, struct evm_err *err)
{
	evm_offsets_set(&x->offsets, doc->text, x->unit);
	for (size_t i = 0; i < doc->mentions.n; i++)
		if (mention_json(x, doc, &doc->mentions.v[i], out, err))
			return evm_err_at(err, "document %.*s: mention %zu",
					  EVM_ARG(doc->id), i + 1);
	return 0;
}
