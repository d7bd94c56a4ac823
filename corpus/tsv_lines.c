#include "corpus/tsv_lines.h"

#include <inttypes.h>

#include "core/utf8.h"

#define ID_MAX 200
#define LOOK_AT 20		/* lines */

static bool is_id(struct evm_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] <= ' ' || s.p[i] == 0x7f)
			return false;
	return s.n > 0 && s.n <= ID_MAX;
}

bool evm_tsv_lines_sniff(struct evm_str head)
{
	size_t lines = 0;

	while (head.p && lines < LOOK_AT) {
		struct evm_str line = evm_str_cut(&head, '\n'), id;

		/* a line that the window cuts is looked at when it is the
		 * only one */
		if (!line.n || (!head.p && lines))
			continue;
		id = evm_str_cut(&line, '\t');
		if (!line.p || !is_id(id) || !evm_str_trim(line).n)
			return false;
		lines++;
	}
	return lines > 0;
}

int evm_tsv_lines_next(struct evm_in *in, uint64_t *line_no,
		       struct evm_raw *raw, struct evm_err *err)
{
	int got;

	do {
		raw->offset = evm_in_offset(in);
		got = evm_in_line(in, &raw->bytes, err);
		++*line_no;
	} while (got == 1 && !raw->bytes.n);
	raw->line = *line_no;
	return got;
}

static int bad(const struct evm_raw *raw, struct evm_err *err, const char *what)
{
	return evm_err_set(err, EVM_EXIT_FAILED, "%s:%" PRIu64
			   ": cannot read the line: %s", raw->file, raw->line,
			   what);
}

int evm_tsv_lines_parse(const struct evm_raw *raw, struct evm_doc *doc,
			struct evm_err *err)
{
	struct evm_str text = evm_buf_str(&raw->bytes), id;
	char *p;

	evm_doc_reset(doc);
	if (evm_utf8_bad(text) != SIZE_MAX)
		return bad(raw, err, "it is no UTF-8");
	id = evm_str_cut(&text, '\t');
	if (!text.p || !is_id(id))
		return bad(raw, err, "it is no id, a tab, and a text");
	doc->id = evm_str_dup(&doc->arena, id);
	doc->source = EVM_LIT("tsv");
	p = evm_arena_dup(&doc->arena, text.p, text.n);
	for (size_t i = 0; i < text.n; i++)
		if (((unsigned char)p[i] < ' ' && p[i] != '\t') || p[i] == 0x7f)
			p[i] = ' ';
	evm_doc_passage(doc, EVM_REGION_BODY, EVM_LIT(""),
			(struct evm_str){ p, text.n });
	evm_doc_seal(doc);
	return 1;
}
