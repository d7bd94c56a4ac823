#include "corpus/text_reader.h"

#include <string.h>

#include "corpus/text_p.h"

/* The file's name without folder and endings that say no more than text. */
static struct evm_str name_of(const char *file)
{
	static const char *const ends[] = { ".gz", ".txt", ".text" };
	struct evm_str s = evm_str(file);
	size_t b = s.n, dot;

	while (b && s.p[b - 1] != '/')
		b--;
	s = evm_str_sub(s, b, s.n);
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (s.n > strlen(ends[i]) && evm_str_ends(s, ends[i])) {
			s.n -= strlen(ends[i]);
			if (i)
				return s;
		}
	for (dot = s.n; dot > 1 && s.p[dot - 1] != '.'; dot--)
		;
	if (dot > 1)
		s.n = dot - 1;
	return s.n ? s : EVM_LIT("text");
}

static void read_text(struct text_job *j)
{
	text_lines_cut(j);
	text_furniture(j);
	text_captions(j);
	text_headings(j);
	text_front(j);
	text_levels(j);
	text_count_words(j);
	text_passages(j);
	text_references(j);
}

int evm_text_parse(const struct evm_raw *raw, struct evm_doc *doc,
		   struct evm_err *err)
{
	struct text_job j = { .arena = &doc->arena, .doc = doc };
	struct evm_buf clean = EVM_BUF_INIT;

	evm_doc_reset(doc);
	if (text_lists_load(&j.lists, err))
		return -1;
	doc->id = evm_str_dup(&doc->arena, name_of(raw->file));
	doc->source = EVM_LIT("text");
	text_fold(&clean, j.arena, &j.runs, evm_buf_str(&raw->bytes));
	j.text = evm_buf_str(&clean);
	read_text(&j);
	evm_doc_seal(doc);
	evm_buf_release(&clean);
	evm_index_release(&j.words);
	evm_index_release(&j.pairs);
	evm_index_release(&j.starts);
	text_lists_release(&j.lists);
	return doc->text.n > 0;
}
