/* SSSOM/TSV: which words were taken for which term. A mapping is made by
 * words alone, so it is a close match that nobody reviewed. */
#include <stdlib.h>
#include <string.h>

#include "core/index.h"
#include "core/stream.h"
#include "export/format.h"
#include "export/markup.h"
#include "export/targets.h"

struct set {
	struct evm_arena arena;
	struct evm_index seen;
	struct evm_buf line, id;
	EVM_VEC(struct evm_str) rows, prefixes;
};

static int begin(struct evm_export *x, struct evm_buf *out, struct evm_err *err)
{
	struct set *s = evm_malloc(sizeof *s);

	(void)out;
	(void)err;
	memset(s, 0, sizeof *s);
	evm_arena_init(&s->arena);
	x->state = s;
	return 0;
}

/* Quoted as in CSV, where the value makes it necessary. */
static void cell(struct evm_buf *b, struct evm_str v)
{
	bool marks = false;

	for (size_t i = 0; i < v.n; i++)
		marks = marks || strchr("\t\n\r\"", v.p[i]);
	if (marks)
		evm_csv_quoted(b, v, false);
	else
		evm_buf_add(b, v);
}

static void prefix(struct set *s, struct evm_str id)
{
	struct evm_str p = evm_str_cut(&id, ':');

	for (size_t i = 0; i < s->prefixes.n; i++)
		if (evm_str_eq(s->prefixes.v[i], p))
			return;
	*EVM_PUSH(&s->arena, s->prefixes) = evm_str_dup(&s->arena, p);
}

static void mapping(struct set *s, struct evm_str words, const struct evm_mention *m)
{
	struct evm_str row;

	s->line.n = s->id.n = 0;
	evm_curie_put(&s->id, m->id);
	if (!memchr(s->id.p, ':', s->id.n))
		return;
	cell(&s->line, words);
	evm_buf_addz(&s->line, "\tskos:closeMatch\t");
	cell(&s->line, evm_buf_str(&s->id));
	evm_buf_addc(&s->line, '\t');
	cell(&s->line, m->name.n ? m->name : m->norm);
	evm_buf_printf(&s->line, "\tsemapv:LexicalMatching\trdfs literal\tevmine\t%s\n",
		       EVM_VERSION);
	if (evm_index_get(&s->seen, evm_buf_str(&s->line), &(uint32_t){ 0 }))
		return;
	row = evm_str_dup(&s->arena, evm_buf_str(&s->line));
	evm_index_add(&s->seen, row, 0, NULL);
	*EVM_PUSH(&s->arena, s->rows) = row;
	prefix(s, evm_buf_str(&s->id));
}

static int document(struct evm_export *x, const struct evm_doc *doc,
		    struct evm_buf *out, struct evm_err *err)
{
	(void)out;
	(void)err;
	for (size_t i = 0; i < doc->mentions.n; i++) {
		const struct evm_mention *m = &doc->mentions.v[i];

		if (m->id.n)
			mapping(x->state, evm_doc_slice(doc, m->span), m);
	}
	return 0;
}

static int by_bytes(const void *a, const void *b)
{
	return evm_str_cmp(*(const struct evm_str *)a, *(const struct evm_str *)b);
}

static void sort(struct evm_str *v, size_t n)
{
	if (n)
		qsort(v, n, sizeof *v, by_bytes);
}

static int end(struct evm_export *x, struct evm_buf *out, struct evm_err *err)
{
	struct set *s = x->state;

	(void)err;
	sort(s->rows.v, s->rows.n);
	sort(s->prefixes.v, s->prefixes.n);
	evm_buf_addz(out, s->prefixes.n ? "#curie_map:\n" : "#curie_map: {}\n");
	for (size_t i = 0; i < s->prefixes.n; i++) {
		evm_buf_addz(out, "#  ");
		evm_buf_add(out, s->prefixes.v[i]);
		evm_buf_addz(out, ": \"");
		evm_prefix_iri(out, s->prefixes.v[i]);
		evm_buf_addz(out, "\"\n");
	}
	evm_buf_printf(out, "#license: \"%s\"\n#mapping_date: \"%s\"\n"
		       "#mapping_set_id: \"" EVM_TERM_IRI "mappings\"\n",
		       x->license, x->date);
	evm_buf_addz(out, "subject_label\tpredicate_id\tobject_id\tobject_label\t"
		     "mapping_justification\tsubject_type\tmapping_tool\t"
		     "mapping_tool_version\n");
	for (size_t i = 0; i < s->rows.n; i++)
		evm_buf_add(out, s->rows.v[i]);
	return 0;
}

static void release(struct evm_export *x)
{
	struct set *s = x->state;

	if (!s)
		return;
	evm_index_release(&s->seen);
	evm_buf_release(&s->line);
	evm_buf_release(&s->id);
	evm_arena_release(&s->arena);
	free(s);
}

const struct evm_export_format evm_export_sssom = {
	"sssom", false, begin, document, end, release
};
