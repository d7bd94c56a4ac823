#include "corpus/pubtator.h"

#include <inttypes.h>

#include "core/utf8.h"
#include "corpus/given.h"

#define ID_MAX 200

/* "ID|t|rest": the id into *id, what stands behind the bars is left in *line. */
static bool part(struct evm_str *line, char kind, struct evm_str *id)
{
	struct evm_str rest = *line;

	*id = evm_str_cut(&rest, '|');
	if (!id->n || id->n > ID_MAX || rest.n < 2 || rest.p[0] != kind ||
	    rest.p[1] != '|')
		return false;
	for (size_t i = 0; i < id->n; i++)
		if ((unsigned char)id->p[i] <= ' ')
			return false;
	*line = evm_str_sub(rest, 2, rest.n);
	return true;
}

bool evm_pubtator_sniff(struct evm_str head)
{
	struct evm_str id, line;

	do
		line = evm_str_cut(&head, '\n');
	while (!evm_str_trim(line).n && head.p);
	return part(&line, 't', &id);
}

int evm_pubtator_next(struct evm_in *in, uint64_t *line_no, struct evm_raw *raw,
		      struct evm_err *err)
{
	struct evm_buf line = EVM_BUF_INIT;
	int got;

	raw->bytes.n = 0;
	while ((got = evm_in_line(in, &line, err)) == 1) {
		++*line_no;
		if (!line.n && raw->bytes.n)
			break;
		if (!line.n)
			continue;
		if (!raw->bytes.n)
			raw->line = *line_no;
		evm_buf_add(&raw->bytes, evm_buf_str(&line));
		evm_buf_addc(&raw->bytes, '\n');
	}
	evm_buf_release(&line);
	return got < 0 ? -1 : raw->bytes.n > 0;
}

static int bad(const struct evm_raw *raw, struct evm_err *err, const char *what)
{
	return evm_err_set(err, EVM_EXIT_FAILED, "%s:%" PRIu64
			   ": cannot read the record: %s", raw->file, raw->line,
			   what);
}

/* Copied, control bytes as a space each. */
static struct evm_str clean(struct evm_doc *doc, struct evm_str s)
{
	char *p = evm_arena_dup(&doc->arena, s.p, s.n);

	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)p[i] < ' ' || p[i] == 0x7f)
			p[i] = ' ';
	return (struct evm_str){ p, s.n };
}

/* begin, end, quote, type, concept behind the id. The page may hold an empty
 * title or abstract, which our text does not: shift is what is missing. */
static void mention(struct evm_doc *doc, struct evm_str line, uint64_t shift)
{
	struct evm_str f[6];
	struct evm_span span;
	struct evm_mention *m;
	uint64_t begin, end;
	size_t n = 0;
	int type;

	while (n < 6 && line.p)
		f[n++] = evm_str_cut(&line, '\t');
	if (n < 5 || evm_str_u64(f[1], UINT32_MAX, &begin) ||
	    evm_str_u64(f[2], UINT32_MAX, &end) || end < begin || begin < shift ||
	    (type = evm_given_type(f[4])) < 0 ||
	    !evm_given_place(doc->text, begin - shift, end - begin, f[3], &span))
		return;
	m = EVM_PUSH(&doc->arena, doc->mentions);
	m->type = (enum evm_type)type;
	m->span = span;
	m->by = EVM_LIT("given");
	if (n == 6)
		evm_given_concept(m, f[5], &doc->arena);
	if (!m->norm.n)
		m->norm = evm_doc_slice(doc, span);
}

int evm_pubtator_parse(const struct evm_raw *raw, struct evm_doc *doc,
		       struct evm_err *err)
{
	struct evm_str rest = evm_buf_str(&raw->bytes), title, abstract, id, again;

	evm_doc_reset(doc);
	if (evm_utf8_bad(rest) != SIZE_MAX)
		return bad(raw, err, "it is no UTF-8");
	title = evm_str_cut(&rest, '\n');
	if (!part(&title, 't', &id))
		return bad(raw, err, "it does not begin with ID|t|");
	abstract = rest.p ? evm_str_cut(&rest, '\n') : EVM_LIT("");
	if (!part(&abstract, 'a', &again) || !evm_str_eq(id, again))
		return bad(raw, err, "its second line is not the abstract, ID|a|");
	doc->id = evm_str_dup(&doc->arena, id);
	doc->source = EVM_LIT("pubmed");
	title = clean(doc, title);
	if (title.n)
		evm_doc_meta(doc, "title", title, EVM_LIT(""));
	evm_doc_passage(doc, EVM_REGION_TITLE, EVM_LIT(""), title);
	evm_doc_passage(doc, EVM_REGION_ABSTRACT, EVM_LIT(""), clean(doc, abstract));
	evm_doc_seal(doc);
	while (rest.p)
		mention(doc, evm_str_cut(&rest, '\n'), title.n ? 0 : 1);
	evm_doc_sort(doc);
	return 1;
}
