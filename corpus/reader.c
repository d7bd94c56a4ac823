#include "corpus/reader.h"

#include <stdlib.h>
#include <string.h>

#include "corpus/bioc_json.h"
#include "corpus/bioc_xml.h"
#include "corpus/brat.h"
#include "corpus/jats_xml.h"
#include "corpus/json_cut.h"
#include "corpus/pubmed_xml.h"
#include "corpus/pubtator.h"
#include "corpus/text_reader.h"
#include "corpus/tsv_lines.h"
#include "corpus/xml_cut.h"
#include "corpus/xml_records.h"

#define TEXT_MAX ((size_t)256 << 20)

static const char *const format_names[] = {
	"auto", "pubmed", "jats", "text", "tsv", "bioc", "bioc-json", "pubtator",
	"brat",
};

struct evm_corpus {
	struct evm_in *in;
	enum evm_format format;
	struct evm_xml_cut *cut;	/* pubmed, jats, bioc */
	struct evm_json_cut *json;	/* bioc-json */
	uint64_t line;			/* tsv, pubtator */
	bool done;			/* text: the file has been handed out */
};

struct evm_parser {
	struct evm_pubmed *pubmed;
	struct evm_jats *jats;
	struct evm_bioc *bioc;
};

int evm_format_of(const char *name)
{
	for (int f = EVM_FORMAT_AUTO; f < EVM_FORMAT_N; f++)
		if (!strcmp(name, format_names[f]))
			return f;
	return -1;
}

const char *evm_format_name(enum evm_format f) { return format_names[f]; }

static bool holds(struct evm_str head, const char *tag)
{
	return evm_str_find(head, evm_str(tag), 0) != SIZE_MAX;
}

static bool is_utf16(struct evm_str head)
{
	return evm_str_starts(head, "\xFF\xFE") ||
	       evm_str_starts(head, "\xFE\xFF") ||
	       (head.n >= 2 && !head.p[0] && head.p[1] == '<') ||
	       (head.n >= 2 && head.p[0] == '<' && !head.p[1]);
}

/* A format, or -1 with err set. */
static int sniff(struct evm_in *in, struct evm_err *err)
{
	struct evm_str head, root, start;
	int format;

	if (evm_in_peek(in, 64 << 10, &head, err))
		return -1;
	if (!head.n)
		return evm_err_set(err, EVM_EXIT_CUT, "%s: the input is empty",
				   evm_in_name(in));
	if (is_utf16(head))
		return evm_err_set(err, EVM_EXIT_FAILED, "%s: UTF-16 is not "
				   "read: convert it to UTF-8", evm_in_name(in));
	if ((format = evm_xml_sniff(head, &root)) >= 0)
		return format;
	start = evm_str_trim(head);
	if (evm_str_starts(start, "<") && (holds(head, "<PubmedArticle") ||
					   holds(head, "<MedlineCitation") ||
					   holds(head, "<PubmedBookArticle")))
		return EVM_FORMAT_PUBMED;
	if (evm_str_starts(start, "<") && (holds(head, "<article ") ||
					   holds(head, "<article>")))
		return EVM_FORMAT_JATS;
	if (evm_str_starts(start, "<?xml") && !root.n)
		return evm_err_set(err, EVM_EXIT_CUT, "%s: XML without an "
				   "element", evm_in_name(in));
	if (evm_str_starts(start, "<?xml") || evm_str_starts(start, "<!DOCTYPE"))
		return evm_err_set(err, EVM_EXIT_FAILED, "%s: XML that is "
				   "neither PubMed nor JATS: its root element "
				   "is <%.*s>", evm_in_name(in),
				   root.n > 100 ? 100 : (int)root.n, root.p);
	if (evm_json_sniff(head))
		return EVM_FORMAT_BIOC_JSON;
	if (evm_pubtator_sniff(head))
		return EVM_FORMAT_PUBTATOR;
	if (evm_brat_sniff(head) && evm_str_ends(evm_str(evm_in_name(in)), ".ann"))
		return EVM_FORMAT_BRAT;
	return evm_tsv_lines_sniff(head) ? EVM_FORMAT_TSV : EVM_FORMAT_TEXT;
}

int evm_corpus_open(struct evm_corpus **out, struct evm_in *in,
		    enum evm_format format, struct evm_err *err)
{
	struct evm_corpus *c;
	int found = (int)format;

	if (format == EVM_FORMAT_AUTO && (found = sniff(in, err)) < 0)
		return -1;
	c = evm_malloc(sizeof *c);
	memset(c, 0, sizeof *c);
	c->in = in;
	c->format = (enum evm_format)found;
	if (c->format == EVM_FORMAT_PUBMED || c->format == EVM_FORMAT_JATS ||
	    c->format == EVM_FORMAT_BIOC)
		c->cut = evm_xml_cut_new(in, c->format);
	if (c->format == EVM_FORMAT_BIOC_JSON)
		c->json = evm_json_cut_new(in);
	*out = c;
	return 0;
}

void evm_corpus_close(struct evm_corpus *c)
{
	if (!c)
		return;
	evm_xml_cut_free(c->cut);
	evm_json_cut_free(c->json);
	free(c);
}

enum evm_format evm_corpus_format(const struct evm_corpus *c)
{
	return c->format;
}

static int whole_file(struct evm_corpus *c, struct evm_raw *raw,
		      struct evm_err *err)
{
	if (c->done)
		return 0;
	c->done = true;
	if (c->format == EVM_FORMAT_BRAT)
		return evm_brat_read(c->in, raw, TEXT_MAX, err);
	raw->bytes.n = 0;
	return evm_in_all(c->in, &raw->bytes, TEXT_MAX, err) ? -1 : 1;
}

void evm_corpus_gate(struct evm_corpus *c, const struct evm_topic *topic)
{
	if (c->cut && c->format != EVM_FORMAT_BIOC)
		evm_xml_cut_gate(c->cut, topic);
}

int evm_corpus_next(struct evm_corpus *c, struct evm_raw *raw,
		    struct evm_err *err)
{
	raw->format = c->format;
	raw->file = evm_in_name(c->in);
	raw->offset = raw->line = 0;
	raw->encoding[0] = 0;
	if (c->cut)
		return evm_xml_cut_next(c->cut, raw, err);
	if (c->json)
		return evm_json_cut_next(c->json, raw, err);
	if (c->format == EVM_FORMAT_TSV)
		return evm_tsv_lines_next(c->in, &c->line, raw, err);
	if (c->format == EVM_FORMAT_PUBTATOR)
		return evm_pubtator_next(c->in, &c->line, raw, err);
	return whole_file(c, raw, err);
}

bool evm_corpus_can_go_on(const struct evm_corpus *c)
{
	return c->cut && evm_xml_cut_can_go_on(c->cut);
}

struct evm_parser *evm_parser_new(void)
{
	struct evm_parser *p = evm_malloc(sizeof *p);

	p->pubmed = evm_pubmed_new();
	p->jats = evm_jats_new();
	p->bioc = evm_bioc_new();
	return p;
}

void evm_parser_free(struct evm_parser *p)
{
	if (!p)
		return;
	evm_pubmed_free(p->pubmed);
	evm_jats_free(p->jats);
	evm_bioc_free(p->bioc);
	free(p);
}

int evm_corpus_parse(struct evm_parser *p, const struct evm_raw *raw,
		     struct evm_doc *doc, bool *more, struct evm_err *err)
{
	*more = false;
	switch (raw->format) {
	case EVM_FORMAT_PUBMED:
		return evm_pubmed_parse(p->pubmed, raw, doc, more, err);
	case EVM_FORMAT_JATS:
		return evm_jats_parse(p->jats, raw, doc, err);
	case EVM_FORMAT_BIOC:
		return evm_bioc_parse(p->bioc, raw, doc, err);
	case EVM_FORMAT_BIOC_JSON:
		return evm_bioc_json_parse(raw, doc, err);
	case EVM_FORMAT_PUBTATOR:
		return evm_pubtator_parse(raw, doc, err);
	case EVM_FORMAT_BRAT:
		return evm_brat_parse(raw, doc, err);
	case EVM_FORMAT_TSV:
		return evm_tsv_lines_parse(raw, doc, err);
	default:
		return evm_text_parse(raw, doc, err);
	}
}
