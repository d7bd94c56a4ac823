/* The claims of marked-up sentences (test_markup.h), as one line of text. */
#ifndef EVM_TEST_CLAIMS_H
#define EVM_TEST_CLAIMS_H

#include "test_markup.h"

#include "extractors/extract.h"

static struct evm_splitter sp;
static struct evm_ruleset *rules;
static struct evm_extractor *ex;

static int load(void **state)
{
	struct evm_err err = EVM_ERR_INIT;

	(void)state;
	if (evm_splitter_load(&sp, &err) || evm_ruleset_load(&rules, NULL, &err)) {
		print_error("%s\n", err.msg);
		return -1;
	}
	ex = evm_extractor_new(rules);
	return 0;
}

static int unload(void **state)
{
	(void)state;
	evm_extractor_free(ex);
	evm_ruleset_free(rules);
	evm_splitter_release(&sp);
	return 0;
}

static void show(struct evm_buf *b, const struct evm_doc *doc, const struct evm_claim *c)
{
	struct evm_str s = evm_doc_slice(doc, c->subject.span), o = evm_doc_slice(doc, c->object.span);

	if (b->n)
		evm_buf_addz(b, "; ");
	evm_buf_printf(b, "%s%s%s(%.*s", c->negated ? "not " : "", c->hedged ? "maybe " : "",
		       evm_predicate_name(c->predicate), EVM_ARG(s));
	if (c->subject.resolved.n)
		evm_buf_printf(b, "=%.*s", EVM_ARG(c->subject.norm));
	evm_buf_printf(b, ", %.*s)", EVM_ARG(o));
}

/* The claims of a marked-up text are these, in order. */
static void claims(const char *text, const char *want)
{
	struct evm_err err = EVM_ERR_INIT;
	struct evm_buf got = EVM_BUF_INIT;
	struct evm_doc doc;

	evm_doc_init(&doc);
	markup_read(&doc, &sp, text);
	assert_int_equal(evm_extract(ex, &doc, &err), 0);
	assert_int_equal(evm_doc_check(&doc, &err), 0);
	for (size_t i = 0; i < doc.claims.n; i++)
		show(&got, &doc, &doc.claims.v[i]);
	if (strcmp(got.n ? got.p : "", want))
		print_error("text: %s\n", text);
	assert_string_equal(got.n ? got.p : "", want);
	evm_buf_release(&got);
	evm_doc_release(&doc);
}

#endif
