#include "corpus/xml_ctxt.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A dictionary of names is never emptied; a file with made-up names must not
 * make it grow for ever. PubMed and JATS together have about 400. */
#define NAMES_MAX 20000

/* libxml2 has a const here or not, by its version */
#if LIBXML_VERSION >= 21200
typedef const xmlError *complaint;
#else
typedef xmlError *complaint;
#endif

static void complain(void *user, complaint e)
{
	struct evm_xml_ctxt *x = ((xmlParserCtxtPtr)user)->_private;
	struct evm_str msg = evm_str_trim(evm_str(e->message));

	if (e->level < XML_ERR_ERROR || e->domain == XML_FROM_NAMESPACE ||
	    x->why[0])
		return;
	snprintf(x->why, sizeof x->why, "%.*s", EVM_ARG(msg));
}

static void set_up(struct evm_xml_ctxt *x)
{
	x->ctxt = xmlNewParserCtxt();
	if (!x->ctxt)
		evm_oom();
	if (!x->tree)
		memcpy(x->ctxt->sax, &x->sax, sizeof x->sax);
	x->ctxt->sax->initialized = XML_SAX2_MAGIC;
	x->ctxt->sax->serror = complain;
	x->ctxt->sax->error = NULL;
	x->ctxt->sax->warning = NULL;
	x->ctxt->_private = x;
}

void evm_xml_ctxt_init(struct evm_xml_ctxt *x, const xmlSAXHandler *handlers,
		       void *user)
{
	/* once, before there are threads: see evm_parser_new */
	xmlInitParser();
	memset(x, 0, sizeof *x);
	x->tree = !handlers;
	if (handlers)
		x->sax = *handlers;
	x->user = user;
}

void evm_xml_ctxt_release(struct evm_xml_ctxt *x)
{
	if (x->ctxt)
		xmlFreeParserCtxt(x->ctxt);
	x->ctxt = NULL;
}

bool evm_xml_ctxt_renew(struct evm_xml_ctxt *x)
{
	if (x->ctxt && xmlDictSize(x->ctxt->dict) < NAMES_MAX)
		return false;
	evm_xml_ctxt_release(x);
	set_up(x);
	return true;
}

/* The PMID of a record that cannot be parsed, as its bytes show it. */
static struct evm_str raw_pmid(const struct evm_raw *raw)
{
	struct evm_str s = evm_buf_str(&raw->bytes);
	size_t at = evm_str_find(s, raw->format == EVM_FORMAT_JATS ?
				 EVM_LIT("\"pmid\"") : EVM_LIT("<PMID"), 0);
	struct evm_str pmid;

	if (at == SIZE_MAX)
		return EVM_LIT("");
	at = evm_str_find(s, EVM_LIT(">"), at);
	pmid = evm_str_sub(s, at == SIZE_MAX ? s.n : at + 1, s.n);
	pmid = evm_str_trim(evm_str_cut(&pmid, '<'));
	return pmid.n < 20 ? pmid : EVM_LIT("");
}

int evm_xml_bad(const struct evm_raw *raw, struct evm_err *err,
		const char *fmt, ...)
{
	struct evm_str pmid = raw_pmid(raw);
	char what[400];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(what, sizeof what, fmt, ap);
	va_end(ap);
	return evm_err_set(err, EVM_EXIT_FAILED, "%s: byte %" PRIu64
			   "%s%.*s: cannot read the record: %s", raw->file,
			   raw->offset, pmid.n ? ": PMID " : "", EVM_ARG(pmid),
			   what);
}

int evm_xml_ctxt_parse(struct evm_xml_ctxt *x, const struct evm_raw *raw,
		       xmlDocPtr *doc, struct evm_err *err)
{
	const int options = XML_PARSE_NONET | XML_PARSE_NOENT |
			    XML_PARSE_NOCDATA;
	const char *encoding = *raw->encoding ? raw->encoding : NULL;
	bool good;

	*doc = NULL;
	x->why[0] = 0;
	*doc = xmlCtxtReadMemory(x->ctxt, raw->bytes.p, (int)raw->bytes.n,
				 NULL, encoding, options);
	good = x->ctxt->wellFormed && (*doc || !x->tree);
	if (good)
		return 0;
	if (*doc)
		xmlFreeDoc(*doc);
	*doc = NULL;
	return evm_xml_bad(raw, err, "%s", x->why[0] ? x->why :
			   "it is no well-formed XML");
}

/* xmlParserVersion is "20914", and what else it was made of. */
void evm_xml_library(struct evm_buf *b)
{
	unsigned long runs = strtoul(xmlParserVersion, NULL, 10);

	evm_buf_printf(b, "libxml2 %lu.%lu.%lu", runs / 10000, runs / 100 % 100, runs % 100);
	if (runs != LIBXML_VERSION)
		evm_buf_printf(b, " (built with %s)", LIBXML_DOTTED_VERSION);
}
