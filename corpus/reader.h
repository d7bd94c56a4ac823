/*
 * reader: from a file's bytes to documents, whatever the format.
 *
 * Two steps, so that workers can share the second. evm_corpus_next cuts the
 * next record from the byte stream (cheap, in order, one thread);
 * evm_corpus_parse makes a document of a record (any thread, with a parser
 * of its own). Memory is bounded by the largest record.
 *
 *	evm_corpus_open(&c, in, EVM_FORMAT_AUTO, &err);
 *	while ((got = evm_corpus_next(c, &raw, &err)) == 1)
 *		got = evm_corpus_parse(parser, &raw, &doc, &err);
 */
#ifndef EVM_READER_H
#define EVM_READER_H

#include "core/doc.h"
#include "core/io.h"

enum evm_format {
	EVM_FORMAT_AUTO,
	EVM_FORMAT_PUBMED,	/* PubmedArticleSet, MedlineCitationSet ... */
	EVM_FORMAT_JATS,	/* PMC: an <article>, or a set of them */
	EVM_FORMAT_TEXT,	/* plain text copied from a PDF */
	EVM_FORMAT_TSV,		/* id<TAB>text lines, taken verbatim */
	EVM_FORMAT_BIOC,	/* BioC XML, with its mentions */
	EVM_FORMAT_BIOC_JSON,	/* the same as JSON */
	EVM_FORMAT_PUBTATOR,	/* with its mentions */
	EVM_FORMAT_BRAT,	/* NAME.ann with NAME.txt beside it */
	EVM_FORMAT_N
};

/* "auto", "pubmed", "jats", "text", "tsv", "bioc", "bioc-json", "pubtator",
 * "brat"; -1 when unknown. */
int evm_format_of(const char *name);
const char *evm_format_name(enum evm_format f);

struct evm_raw {
	enum evm_format format;
	struct evm_buf bytes;	/* the record, whole */
	const char *file;	/* borrowed from the corpus */
	uint64_t offset;	/* of its first byte in the (inflated) file */
	uint64_t line;		/* tsv: 1-based line; else 0 */
	char encoding[24];	/* that the XML declares, "" for UTF-8 */
};

struct evm_corpus;
struct evm_topic;

/* in is borrowed and must outlive the corpus. AUTO looks at the first bytes.
 * What is none of the formats is plain text. */
int evm_corpus_open(struct evm_corpus **c, struct evm_in *in,
		    enum evm_format format, struct evm_err *err) EVM_MUST_CHECK;
void evm_corpus_close(struct evm_corpus *c);
enum evm_format evm_corpus_format(const struct evm_corpus *c);
/* XML of PubMed and JATS: records off the topic are dropped where they stand,
 * without a copy, but for deletions. NULL: none is. */
void evm_corpus_gate(struct evm_corpus *c, const struct evm_topic *topic);
#define EVM_CORPUS_DROPPED 2
/*
 * Next record into *raw (its buffer is reused): 1, 0 at the end, -1. XML that
 * stops before its root element ends is EVM_EXIT_CUT. A record over 256 MiB
 * is an error of its own: it is passed over and the next call goes on.
 * EVM_CORPUS_DROPPED for one that the topic's gate dropped.
 */
int evm_corpus_next(struct evm_corpus *c, struct evm_raw *raw,
		    struct evm_err *err) EVM_MUST_CHECK;
/* True when the error just returned by evm_corpus_next concerns one record
 * and the next call can go on behind it. */
bool evm_corpus_can_go_on(const struct evm_corpus *c);

struct evm_parser;

/* The first one is made before other threads start: libxml2 sets itself up. */
struct evm_parser *evm_parser_new(void);
void evm_parser_free(struct evm_parser *p);
/*
 * Makes a document (reset first, sealed afterwards) of a record: 1; 0 when
 * the record holds no document; -1 when it is broken: the message names file,
 * byte or line, and the PMID where it could be read. A DeleteCitation record
 * gives one document a call: *more is set while it has another one, and the
 * call is repeated with the same record.
 */
int evm_corpus_parse(struct evm_parser *p, const struct evm_raw *raw,
		     struct evm_doc *doc, bool *more,
		     struct evm_err *err) EVM_MUST_CHECK;

#endif
