/* Documents with mentions written in the text: "{v MSC-EVs} lowered {p IL-6}".
 * The letter is the type: v vesicle, s source, m mirna, p protein, d disease,
 * e effect, w pathway, c cell, x drug, r species, o route, t trial. A norm
 * may follow: "{v MSC-EVs=EV}"; a source's norm is its code. A blank line ends
 * a passage; a passage that begins with "# " is a heading. */
#ifndef EVM_TEST_MARKUP_H
#define EVM_TEST_MARKUP_H

#include "test_support.h"

#include "core/doc.h"
#include "extractors/sentence.h"

struct markup {
	struct evm_buf text;
	struct evm_mention mention[64];
	size_t n;
};

static enum evm_type markup_type(char c)
{
	switch (c) {
	case 'v': return EVM_VESICLE;
	case 's': return EVM_SOURCE;
	case 'm': return EVM_MIRNA;
	case 'p': return EVM_PROTEIN;
	case 'd': return EVM_DISEASE;
	case 'e': return EVM_EFFECT;
	case 'w': return EVM_PATHWAY;
	case 'c': return EVM_CELL;
	case 'x': return EVM_DRUG;
	case 'r': return EVM_SPECIES;
	case 'o': return EVM_ROUTE;
	default: return EVM_TRIAL;
	}
}

/* "{v MSC-EVs=EV}" at p: a mention; returns behind it. */
static const char *markup_mention(struct markup *m, const char *p)
{
	const char *end = strchr(p, '}'), *eq = memchr(p, '=', (size_t)(end - p));
	const char *stop = eq ? eq : end;
	struct evm_mention *e = &m->mention[m->n++];

	memset(e, 0, sizeof *e);
	e->type = markup_type(p[1]);
	e->span.begin = (uint32_t)m->text.n;
	evm_buf_add(&m->text, (struct evm_str){ p + 3, (size_t)(stop - p - 3) });
	e->span.end = (uint32_t)m->text.n;
	e->norm = eq ? (struct evm_str){ eq + 1, (size_t)(end - eq - 1) } :
		       (struct evm_str){ p + 3, (size_t)(stop - p - 3) };
	e->id = e->name = e->source = e->species = EVM_LIT("");
	e->cargo = e->modification = e->by = e->extra = EVM_LIT("");
	return end + 1;
}

static void markup_passage(struct evm_doc *doc, struct evm_str text, struct evm_str *section)
{
	bool heading = evm_str_starts(text, "# ");

	if (heading)
		*section = evm_str_dup(&doc->arena, text);
	evm_doc_passage(doc, heading ? EVM_REGION_HEADING : EVM_REGION_BODY, *section, text);
}

/* Fills doc; sentences are split by the project's splitter. */
static void markup_read(struct evm_doc *doc, const struct evm_splitter *sp, const char *p)
{
	struct markup m = { .text = EVM_BUF_INIT };
	struct evm_str rest, section = EVM_LIT("");

	while (*p) {
		if (*p == '{')
			p = markup_mention(&m, p);
		else
			evm_buf_addc(&m.text, *p++);
	}
	evm_doc_reset(doc);
	doc->id = EVM_LIT("x");
	for (rest = evm_buf_str(&m.text); rest.p;) {
		struct evm_str passage = evm_str_cut(&rest, '\n');

		markup_passage(doc, passage, &section);
	}
	evm_doc_seal(doc);
	evm_split(sp, doc);
	for (size_t i = 0; i < m.n; i++)
		*EVM_PUSH(&doc->arena, doc->mentions) = m.mention[i];
	evm_doc_sort(doc);
	evm_buf_release(&m.text);
}

#endif
