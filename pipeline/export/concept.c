#include "export/concept.h"

#include <stdlib.h>
#include <string.h>

#include "export/targets.h"
#include "store/claim.h"

struct evm_concepts *evm_concepts_new(void)
{
	struct evm_concepts *c = evm_malloc(sizeof *c);

	memset(c, 0, sizeof *c);
	evm_arena_init(&c->arena);
	return c;
}

void evm_concepts_free(struct evm_concepts *c)
{
	if (!c)
		return;
	evm_index_release(&c->index);
	evm_buf_release(&c->id);
	evm_buf_release(&c->name);
	evm_arena_release(&c->arena);
	free(c);
}

/* A source alone says which tissue, not that it is a cell. */
static void put_source(struct evm_buf *name, struct evm_str source)
{
	evm_buf_add(name, source);
	if (!evm_str_eqz(source, "MSC"))
		evm_buf_addz(name, "-MSC");
}

static void name_it(struct evm_buf *name, const struct evm_doc *doc,
		    const struct evm_claim *claim, const struct evm_arg *a,
		    bool subject)
{
	struct evm_str source = subject ? evm_claim_qual(claim, "source") :
				EVM_LIT("");

	if (a->type == EVM_SOURCE && a->norm.n) {
		put_source(name, a->norm);
		return;
	}
	if (a->type == EVM_VESICLE && source.n) {
		put_source(name, source);
		evm_buf_addc(name, ' ');
	}
	evm_buf_add(name, a->norm.n ? a->norm : evm_doc_slice(doc, a->span));
}

size_t evm_concepts_add(struct evm_concepts *c, const struct evm_doc *doc,
			const struct evm_claim *claim, bool subject)
{
	const struct evm_arg *a = subject ? &claim->subject : &claim->object;
	bool wider = a->type == EVM_SOURCE || (a->type == EVM_VESICLE && subject &&
					       evm_claim_qual(claim, "source").n);
	struct evm_concept *made;
	uint32_t at;

	c->id.n = c->name.n = 0;
	name_it(&c->name, doc, claim, a, subject);
	evm_term_id(&c->id, a->type, wider ? EVM_LIT("") : a->id,
		    evm_buf_str(&c->name));
	if (evm_index_get(&c->index, evm_buf_str(&c->id), &at))
		return at;
	made = EVM_PUSH(&c->arena, c->v);
	made->id = evm_str_dup(&c->arena, evm_buf_str(&c->id));
	made->name = evm_str_dup(&c->arena, evm_buf_str(&c->name));
	made->xref = wider ? evm_str_dup(&c->arena, a->id) : EVM_LIT("");
	made->type = a->type;
	evm_index_add(&c->index, made->id, (uint32_t)(c->v.n - 1), NULL);
	return c->v.n - 1;
}
