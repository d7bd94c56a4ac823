#include "corpus/mesh_xml.h"

#include <libxml/xmlreader.h>
#include <stdlib.h>
#include <string.h>

struct evm_mesh {
	struct evm_in *in;
	xmlTextReaderPtr reader;
	struct evm_arena arena;		/* the descriptor's */
	struct evm_err read_err;	/* of the input, under libxml2 */
	bool read_failed, ended;
};

static int read_bytes(void *ctx, char *p, int n)
{
	struct evm_mesh *m = ctx;
	ptrdiff_t got = evm_in_read(m->in, p, (size_t)n, &m->read_err);

	if (got < 0)
		m->read_failed = true;
	m->ended = !got;
	return (int)got;
}

/* libxml2's message is taken from its last error, never printed. */
static void say_nothing(void *ctx, xmlErrorPtr e)
{
	(void)ctx;
	(void)e;
}

int evm_mesh_open(struct evm_mesh **m, struct evm_in *in, struct evm_err *err)
{
	struct evm_mesh *new = evm_malloc(sizeof *new);

	memset(new, 0, sizeof *new);
	new->in = in;
	evm_arena_init(&new->arena);
	new->reader = xmlReaderForIO(read_bytes, NULL, new, NULL, NULL,
				     XML_PARSE_NONET | XML_PARSE_NOCDATA);
	if (!new->reader) {
		evm_mesh_close(new);
		return evm_err_set(err, EVM_EXIT_FAILED,
				   "cannot start reading XML");
	}
	xmlTextReaderSetStructuredErrorHandler(new->reader, say_nothing, NULL);
	*m = new;
	return 0;
}

void evm_mesh_close(struct evm_mesh *m)
{
	if (!m)
		return;
	if (m->reader)
		xmlFreeTextReader(m->reader);
	evm_arena_release(&m->arena);
	free(m);
}

static bool is(const xmlNode *n, const char *name)
{
	return n->type == XML_ELEMENT_NODE && !strcmp((const char *)n->name, name);
}

static const xmlNode *child(const xmlNode *n, const char *name)
{
	if (!n)
		return NULL;
	for (n = n->children; n && !is(n, name);)
		n = n->next;
	return n;
}

static struct evm_str text_of(struct evm_mesh *m, const xmlNode *n)
{
	struct evm_str s = EVM_LIT("");
	xmlChar *z = n ? xmlNodeGetContent(n) : NULL;

	if (z)
		s = evm_str_dup(&m->arena,
				evm_str_trim(evm_str((const char *)z)));
	xmlFree(z);
	return s;
}

static bool permuted(const xmlNode *term)
{
	xmlChar *z = xmlGetProp((xmlNode *)(uintptr_t)term,
				(const xmlChar *)"IsPermutedTermYN");
	bool yes = z && *z == 'Y';

	xmlFree(z);
	return yes;
}

static void read_terms(struct evm_mesh *m, const xmlNode *list,
		       struct evm_mesh_descriptor *d)
{
	for (const xmlNode *t = list ? list->children : NULL; t; t = t->next)
		if (is(t, "Term") && !permuted(t))
			*EVM_PUSH(&m->arena, d->terms) =
				text_of(m, child(t, "String"));
}

static void read_record(struct evm_mesh *m, const xmlNode *r,
			struct evm_mesh_descriptor *d)
{
	const xmlNode *trees = child(r, "TreeNumberList");
	const xmlNode *concepts = child(r, "ConceptList");

	evm_arena_reset(&m->arena);
	memset(d, 0, sizeof *d);
	d->id = text_of(m, child(r, "DescriptorUI"));
	d->name = text_of(m, child(child(r, "DescriptorName"), "String"));
	for (const xmlNode *t = trees ? trees->children : NULL; t; t = t->next)
		if (is(t, "TreeNumber"))
			*EVM_PUSH(&m->arena, d->trees) = text_of(m, t);
	for (const xmlNode *c = concepts ? concepts->children : NULL; c;
	     c = c->next)
		if (is(c, "Concept"))
			read_terms(m, child(c, "TermList"), d);
}

static int broken(struct evm_mesh *m, struct evm_err *err)
{
	const xmlError *e = xmlGetLastError();
	struct evm_str what = evm_str_trim(evm_str(e && e->message ? e->message :
						   "not well-formed XML"));

	if (m->read_failed) {
		*err = m->read_err;
		return -1;
	}
	if (m->ended)
		evm_err_set(err, EVM_EXIT_CUT,
			    "the XML ends before its root element does");
	else
		evm_err_set(err, EVM_EXIT_FAILED, "%" EVM_FMT, EVM_ARG(what));
	return evm_err_at(err, "%s:%d", evm_in_name(m->in),
			  xmlTextReaderGetParserLineNumber(m->reader));
}

int evm_mesh_next(struct evm_mesh *m, struct evm_mesh_descriptor *d,
		  struct evm_err *err)
{
	int got;

	while ((got = xmlTextReaderRead(m->reader)) == 1) {
		const xmlNode *n;

		if (xmlTextReaderNodeType(m->reader) != XML_READER_TYPE_ELEMENT ||
		    strcmp((const char *)xmlTextReaderConstName(m->reader),
			   "DescriptorRecord") != 0)
			continue;
		n = xmlTextReaderExpand(m->reader);
		if (!n)
			return broken(m, err);
		read_record(m, n, d);
		return 1;
	}
	return got ? broken(m, err) : 0;
}
