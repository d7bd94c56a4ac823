/*
 * claims: what a text file says of vesicles, by evmine's library.
 *
 *	cc -o claims claims.c $(pkg-config --cflags --libs evmine)
 *	./claims review.txt
 *
 * One line a claim: subject, predicate, object, confidence, the sentence. The
 * file may be of any format that evm-ingest reads.
 */
#include <stdio.h>

#include <core/io.h>
#include <corpus/reader.h>
#include <dictionaries/dict.h>
#include <extractors/annotate.h>
#include <extractors/extract.h>

/* Names and rules are read once and serve any number of documents. */
struct miner {
	struct evm_dict *dict;
	struct evm_annotator *annotator;
	struct evm_ruleset *rules;
	struct evm_extractor *extractor;
	struct evm_parser *parser;
};

static int miner_open(struct miner *m, struct evm_err *err)
{
	if (evm_dict_shipped(&m->dict, err) ||
	    evm_annotator_new(&m->annotator, m->dict, err) ||
	    evm_ruleset_load(&m->rules, NULL, err))
		return -1;
	m->extractor = evm_extractor_new(m->rules);
	m->parser = evm_parser_new();
	return 0;
}

static void miner_close(struct miner *m)
{
	evm_parser_free(m->parser);
	evm_extractor_free(m->extractor);
	evm_ruleset_free(m->rules);
	evm_annotator_free(m->annotator);
	evm_dict_free(m->dict);
}

static void show(const struct evm_doc *doc)
{
	for (size_t i = 0; i < doc->claims.n; i++) {
		const struct evm_claim *c = &doc->claims.v[i];
		struct evm_str subject = evm_doc_slice(doc, c->subject.span);
		struct evm_str object = evm_doc_slice(doc, c->object.span);
		struct evm_str sentence =
			evm_doc_slice(doc, doc->sentences.v[c->sentence].span);

		printf("%.*s\t%s%s\t%.*s\t%.3f\t%.*s\n", EVM_ARG(subject),
		       c->negated ? "not " : "", evm_predicate_name(c->predicate),
		       EVM_ARG(object), c->confidence, EVM_ARG(sentence));
	}
}

/* All documents of a file: a record is cut off, made a document, and mined. */
static int mine(struct miner *m, struct evm_corpus *corpus, struct evm_err *err)
{
	struct evm_raw raw = { .bytes = EVM_BUF_INIT };
	struct evm_doc doc;
	int got;

	evm_doc_init(&doc);
	while ((got = evm_corpus_next(corpus, &raw, err)) == 1) {
		bool more = true;

		while (more && got >= 0) {
			got = evm_corpus_parse(m->parser, &raw, &doc, &more, err);
			if (got != 1 || doc.deleted)
				continue;
			if (evm_annotate(m->annotator, &doc, err) ||
			    evm_extract(m->extractor, &doc, err))
				got = -1;
			else
				show(&doc);
		}
		if (got < 0)
			break;
	}
	evm_doc_release(&doc);
	evm_buf_release(&raw.bytes);
	return got;
}

int main(int argc, char **argv)
{
	struct evm_err err = EVM_ERR_INIT;
	struct miner m = { .dict = NULL };
	struct evm_corpus *corpus = NULL;
	struct evm_in *in = NULL;
	int rc;

	if (argc != 2) {
		fputs("usage: claims FILE\n", stderr);
		return 2;
	}
	rc = miner_open(&m, &err) || evm_in_open(&in, argv[1], &err) ||
	     evm_corpus_open(&corpus, in, EVM_FORMAT_AUTO, &err) ||
	     mine(&m, corpus, &err);
	if (rc)
		fprintf(stderr, "claims: %s\n", err.msg);
	evm_corpus_close(corpus);
	evm_in_close(in);
	miner_close(&m);
	return rc ? 1 : 0;
}
