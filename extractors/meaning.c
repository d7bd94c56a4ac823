#include "extractors/meaning.h"

#include <stdlib.h>
#include <string.h>

#include "core/utf8.h"
#include "dictionaries/choice.h"
#include "extractors/annotate.h"

#define SENSES 32	/* of one name in the vocabularies */

struct evm_namer {
	struct evm_dict *dict;
	struct evm_annotator *annotator;
	struct evm_matcher *matcher;
	struct evm_doc doc;	/* that the name is read in */
};

int evm_namer_new(struct evm_namer **out, const char *image, struct evm_err *err)
{
	struct evm_dict_choice choice = { .image = image };
	struct evm_namer *n = evm_malloc(sizeof *n);

	memset(n, 0, sizeof *n);
	evm_doc_init(&n->doc);
	*out = n;
	if (!evm_dict_chosen(&n->dict, &choice, err) &&
	    !evm_annotator_new(&n->annotator, n->dict, err)) {
		n->matcher = evm_matcher_new(n->dict);
		return 0;
	}
	evm_namer_free(n);
	*out = NULL;
	return -1;
}

void evm_namer_free(struct evm_namer *n)
{
	if (!n)
		return;
	if (n->matcher)
		evm_matcher_free(n->matcher);
	evm_annotator_free(n->annotator);
	evm_dict_free(n->dict);
	evm_doc_release(&n->doc);
	free(n);
}

static void add(struct evm_meanings *m, struct evm_arena *a, struct evm_str norm,
		struct evm_str id, struct evm_str source)
{
	for (size_t i = 0; i < m->n; i++)
		if (evm_str_eq(m->v[i].norm, norm) && evm_str_eq(m->v[i].id, id))
			return;
	*EVM_PUSH(a, *m) = (struct evm_meaning){ evm_str_dup(a, norm),
		evm_str_dup(a, id), evm_str_dup(a, source) };
}

/* A mention of all of the name; else, of "BM-MSC exosomes", the vesicle that
 * ends it. */
static void read_mentions(const struct evm_doc *doc, struct evm_meanings *m,
			  struct evm_arena *a)
{
	for (size_t i = 0; i < doc->mentions.n; i++) {
		const struct evm_mention *x = &doc->mentions.v[i];
		bool all = !x->span.begin && x->span.end == doc->text.n;
		bool head = x->type == EVM_VESICLE && x->source.n &&
			    x->span.end == doc->text.n;

		if (all || head)
			add(m, a, x->norm, x->id, x->source);
	}
}

int evm_namer_ask(struct evm_namer *n, struct evm_str name, struct evm_arena *a,
		  struct evm_meanings *m, struct evm_err *err)
{
	struct evm_buf clean = EVM_BUF_INIT;
	uint32_t senses[SENSES];
	size_t found;

	memset(m, 0, sizeof *m);
	evm_utf8_clean(&clean, evm_str_trim(name));
	evm_doc_reset(&n->doc);
	n->doc.id = EVM_LIT("name");
	evm_doc_passage(&n->doc, EVM_REGION_BODY, EVM_LIT(""), evm_buf_str(&clean));
	evm_doc_seal(&n->doc);
	if (clean.n && evm_annotate(n->annotator, &n->doc, err)) {
		evm_buf_release(&clean);
		return -1;
	}
	read_mentions(&n->doc, m, a);
	found = evm_dict_find(n->matcher, evm_buf_str(&clean), senses, SENSES);
	for (size_t i = 0; i < found && i < SENSES; i++) {
		struct evm_concept c = evm_dict_concept(n->dict, senses[i]);

		if (!evm_concept_attr(&c, "part").n)
			add(m, a, c.norm, c.id, evm_concept_attr(&c, "source"));
	}
	evm_buf_release(&clean);
	return 0;
}
