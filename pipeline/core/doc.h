/*
 * doc: one document with everything that the stages find in it.
 *
 * A document is metadata and one immutable text: the passages, one after the
 * other, a newline between two of them. Whatever a stage adds (sentences,
 * mentions, claims) points into that text by byte offsets, 0-based, half
 * open. Slice and surface are compared whenever a document is read or
 * written (evm_doc_check).
 *
 * Everything lives in doc->arena, until evm_doc_reset. Arrays are EVM_VECs:
 * keep indexes across a push. One document belongs to one thread at a time.
 *
 *	struct evm_doc doc;
 *	evm_doc_init(&doc);
 *	doc.id = EVM_LIT("31415926");
 *	evm_doc_passage(&doc, EVM_REGION_TITLE, EVM_LIT(""), EVM_LIT("A title."));
 *	evm_doc_passage(&doc, EVM_REGION_ABSTRACT, EVM_LIT("RESULTS"), text);
 *	evm_doc_seal(&doc);
 *	...
 *	evm_doc_release(&doc);
 */
#ifndef EVM_DOC_H
#define EVM_DOC_H

#include "core/arena.h"
#include "core/err.h"
#include "core/str.h"

struct evm_span {
	uint32_t begin, end;	/* bytes of the document's text, half open */
};

enum evm_region {
	EVM_REGION_TITLE,
	EVM_REGION_ABSTRACT,
	EVM_REGION_BODY,
	EVM_REGION_HEADING,	/* a section's heading in the running text */
	EVM_REGION_CAPTION,	/* of a figure or a table */
	EVM_REGION_TABLE,	/* one row of a table; its cells are cells */
	EVM_REGION_N
};

struct evm_passage {
	enum evm_region region;
	struct evm_span span;
	/* Headings above it, outermost first, joined by " > "; an abstract's
	 * Label; empty where there is none. A HEADING passage has its own
	 * path here, itself last. */
	struct evm_str section;
	struct evm_str category;	/* PubMed's NlmCategory, or empty */
};

struct evm_cell {
	struct evm_span span;	/* may be empty */
	uint32_t table;		/* 1-based in the document */
	uint32_t row, col;	/* 0-based; a spanned cell keeps its first place */
	bool head;		/* of a header row or a row header */
};

/* Metadata: several of a key may stand, in the order of the source. Keys:
 * title subtitle vernacular author (the first) journal year lang doi pmid
 * pmcid version revised (single); pubtype mesh keyword substance link
 * accession otherabstract (several); attr qualifies (a MeSH id, a kind of
 * link, a databank, a language). */
struct evm_meta {
	struct evm_str key, value, attr;
};

/* One entry of the reference list. */
struct evm_ref {
	struct evm_str label;	/* as cited: "25" */
	struct evm_str pmid, doi, raw;
};

/* A citation in the text: "[25, 26]" and the labels it stands for. */
struct evm_cite {
	struct evm_span span;
	EVM_VEC(struct evm_str) labels;
};

/* Where a run of the text came from in the raw file: text byte t in
 * [begin, begin + len) is raw byte raw + (t - begin). Only plain text has
 * such a map; ascending by begin. */
struct evm_map {
	uint32_t begin, len;
	uint64_t raw;
};

struct evm_sentence {
	struct evm_span span;
	uint32_t passage;	/* index in doc->passages */
};

enum evm_type {
	EVM_SOURCE,		/* written msc_source */
	EVM_VESICLE,
	EVM_MIRNA,
	EVM_PROTEIN,
	EVM_DISEASE,
	EVM_EFFECT,
	EVM_PATHWAY,
	EVM_CELL,
	EVM_DRUG,
	EVM_ROUTE,
	EVM_SPECIES,
	EVM_TRIAL,		/* a registry number */
	EVM_DOSE,
	EVM_TYPE_N
};

struct evm_mention {
	enum evm_type type;
	struct evm_span span;
	struct evm_str norm;	/* GUIDELINES' normal form: code, symbol, name */
	struct evm_str id;	/* DOID:10652, HGNC:6018, MIMAT0000449, or empty */
	struct evm_str name;	/* the concept's preferred name */
	struct evm_str source;	/* vesicle, msc_source: code (BM, UC ...) */
	struct evm_str species;	/* msc_source, vesicle: human, mouse, rat ... */
	struct evm_str cargo;	/* vesicle: cargo named in its token or phrase */
	struct evm_str modification;
	struct evm_str by;	/* who made it: "dict:disease", "gram:mirna" */
	int sign;		/* -1: an inhibitor, antagomir, knockdown of it
				 * inside the mention; +1: a mimic; 0: plain */
	struct evm_str extra;	/* key=value fields of other versions, or empty */
};

struct evm_abbrev {
	struct evm_span shrt, lng;	/* the definition's two spans */
};

enum evm_predicate {
	EVM_TREATS,
	EVM_WORSENS,
	EVM_INCREASES,
	EVM_DECREASES,
	EVM_AFFECTS,
	EVM_TARGETS,
	EVM_CONTAINS,
	EVM_SUPERIOR_TO,
	EVM_INVESTIGATED_FOR,
	EVM_PREDICATE_N
};

/* Subject or object of a claim. */
struct evm_arg {
	struct evm_span span;	/* in the evidence sentence */
	enum evm_type type;
	struct evm_str norm, id;
	/* How the argument was resolved when its span is a pronoun or a bare
	 * noun ("anaphor", "heading", "topic"), else empty. */
	struct evm_str resolved;
};

/* A qualifier: several of a key may stand (refs, cargo). Keys as in the
 * guidelines: source source_species vesicle cargo modification route dose
 * cell disease model_species setting refs trial effect. */
struct evm_qualifier {
	struct evm_str key, value;
	struct evm_span span;	/* where the text says it; begin == end: nowhere */
};

struct evm_claim {
	struct evm_arg subject, object;
	enum evm_predicate predicate;
	bool negated, hedged;
	uint32_t sentence;	/* index in doc->sentences: the evidence */
	struct evm_span trigger;
	double confidence;	/* 0..1, a multiple of 0.001 */
	struct evm_str rule;	/* names of the rules behind it, joined by "+" */
	int32_t via;		/* index of the claim whose means this one is, or -1 */
	struct evm_str extra;	/* key=value fields of other versions, or empty */
	EVM_VEC(struct evm_qualifier) quals;
};

struct evm_doc {
	struct evm_arena arena;
	struct evm_str id;	/* PMID, PMC..., the line's id, or the file's name */
	struct evm_str source;	/* pubmed, pmc, book, text, tsv */
	bool deleted;		/* a deletion record: id and nothing else */
	struct evm_str extra;	/* key=value fields of other versions, or empty */
	struct evm_str text;
	EVM_VEC(struct evm_meta) meta;
	EVM_VEC(struct evm_passage) passages;
	EVM_VEC(struct evm_cell) cells;
	EVM_VEC(struct evm_ref) refs;
	EVM_VEC(struct evm_cite) cites;
	EVM_VEC(struct evm_map) map;
	EVM_VEC(struct evm_sentence) sentences;
	EVM_VEC(struct evm_abbrev) abbrevs;
	EVM_VEC(struct evm_mention) mentions;	/* by begin, longer first, type */
	EVM_VEC(struct evm_claim) claims;	/* by sentence, then position */
	EVM_VEC(struct evm_str) unknown;	/* stream lines of other versions */
	struct evm_buf grow;	/* the text until evm_doc_seal */
};

void evm_doc_init(struct evm_doc *doc);
/* Ready for the next document; memory is kept. */
void evm_doc_reset(struct evm_doc *doc);
void evm_doc_release(struct evm_doc *doc);

/* Adds a passage (its text is copied) and returns its index. An empty text
 * adds nothing and returns -1. The text is checked UTF-8 without control
 * bytes but newline and tab: what breaks that is EVM_BUG; clean it first. */
int evm_doc_passage(struct evm_doc *doc, enum evm_region region,
		    struct evm_str section, struct evm_str text);
/* Ends the text: doc->text is set, passages can no longer be added. */
void evm_doc_seal(struct evm_doc *doc);

void evm_doc_meta(struct evm_doc *doc, const char *key, struct evm_str value,
		  struct evm_str attr);
/* First value of a key, or an empty slice. */
struct evm_str evm_doc_meta_get(const struct evm_doc *doc, const char *key);
/* As the source gives it, else the text of the title passage; may be empty. */
struct evm_str evm_doc_title(const struct evm_doc *doc);

struct evm_str evm_doc_slice(const struct evm_doc *doc, struct evm_span span);
/* Index of the passage or sentence that holds a byte, or -1. */
int evm_doc_passage_at(const struct evm_doc *doc, uint32_t byte);
int evm_doc_sentence_at(const struct evm_doc *doc, uint32_t byte);

/* Every span inside the text, on character borders, sentences inside their
 * passage, claims inside their sentence. */
int evm_doc_check(const struct evm_doc *doc, struct evm_err *err) EVM_MUST_CHECK;
/* The claims alone. */
int evm_doc_check_claims(const struct evm_doc *doc, struct evm_err *err) EVM_MUST_CHECK;

/* Order of mentions: by begin, longer first, type, id. */
int evm_mention_cmp(const struct evm_mention *a, const struct evm_mention *b);

/* Sorts mentions and claims into the documented order. A claim's via index
 * follows its claim. */
void evm_doc_sort(struct evm_doc *doc);

const char *evm_region_name(enum evm_region r);
const char *evm_type_name(enum evm_type t);
const char *evm_predicate_name(enum evm_predicate p);
/* By name; -1 when there is none. */
int evm_region_of(struct evm_str name);
int evm_type_of(struct evm_str name);
int evm_predicate_of(struct evm_str name);

#endif
