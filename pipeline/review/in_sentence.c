#include "review/in_sentence.h"

#include "core/stream.h"
#include "store/sql.h"

static int read_doc(struct evm_review *r, struct evm_str name, struct evm_doc *doc,
		    struct evm_err *err)
{
	struct evm_str id = name, source = evm_str_cut(&id, ':');
	sqlite3_stmt *st;
	int got = evm_sql_row(evm_review_store(r), err, &st, "SELECT lines FROM document "
			      "WHERE source = ? AND ext_id = ? AND lines IS NOT NULL",
			      "ss", source, id.p ? id : EVM_LIT(""));

	if (got <= 0)
		return got;
	got = evm_doc_read(doc, evm_sql_text(st, 0), "database", 1, err) ? -1 : 1;
	evm_sql_done(st);
	return got;
}

static void take(struct evm_arena *a, const struct evm_doc *doc,
		 const struct evm_mention *m, uint32_t from, struct evm_parts *list)
{
	struct evm_part *part = EVM_PUSH(a, *list);

	part->b0 = m->span.begin - from;
	part->b1 = m->span.end - from;
	part->quote = evm_str_dup(a, evm_doc_slice(doc, m->span));
	part->type = m->type;
	part->norm = evm_str_dup(a, m->norm);
	part->id = evm_str_dup(a, m->id);
	part->resolved = EVM_LIT("");
}

int evm_mentions_get(struct evm_review *r, struct evm_str name, int64_t ord,
		     struct evm_arena *a, struct evm_str *sentence,
		     struct evm_parts *list, struct evm_err *err)
{
	struct evm_doc doc;
	struct evm_span span;
	int got;

	evm_doc_init(&doc);
	got = read_doc(r, name, &doc, err);
	if (got == 1 && (ord < 1 || (uint64_t)ord > doc.sentences.n))
		got = 0;
	if (got == 1) {
		span = doc.sentences.v[ord - 1].span;
		*sentence = evm_str_dup(a, evm_doc_slice(&doc, span));
		for (size_t i = 0; i < doc.mentions.n; i++)
			if (doc.mentions.v[i].span.begin >= span.begin &&
			    doc.mentions.v[i].span.end <= span.end)
				take(a, &doc, &doc.mentions.v[i], span.begin, list);
	}
	evm_doc_release(&doc);
	return got;
}
