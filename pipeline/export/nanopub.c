/* Nanopublications in TriG, one a claim: what is said, where from, by whom.
 * Names are temporary ones; signing tools mint the trusty ones. */
#include <stdio.h>

#include "export/concept.h"
#include "export/format.h"
#include "export/markup.h"
#include "export/targets.h"
#include "store/claim.h"

#define BASE "http://purl.org/nanopub/temp/evmine/"

struct pub {
	struct evm_export *x;
	const struct evm_doc *doc;
	const struct evm_claim *c;
	const char *status;	/* or NULL */
	struct evm_buf *b;
	char id[EVM_CLAIM_ID + 1];
	struct evm_buf source;	/* IRI of the document */
};

static int begin(struct evm_export *x, struct evm_buf *out, struct evm_err *err)
{
	(void)err;
	x->state = evm_concepts_new();
	evm_buf_addz(out, "@prefix np: <http://www.nanopub.org/nschema#> .\n"
		     "@prefix prov: <http://www.w3.org/ns/prov#> .\n"
		     "@prefix dct: <http://purl.org/dc/terms/> .\n"
		     "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"
		     "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
		     "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
		     "@prefix evm: <" EVM_TERM_IRI "> .\n");
	return 0;
}

/* <base ID>, or with a part of it: <base ID#part> */
static void name(struct pub *p, const char *part)
{
	evm_buf_printf(p->b, "<" BASE "%s%s%s>", p->id, *part ? "#" : "", part);
}

static void open_graph(struct pub *p, const char *graph)
{
	name(p, graph);
	evm_buf_addz(p->b, " {\n\t");
}

static void head(struct pub *p)
{
	static const char *const parts[] = { "Assertion", "Provenance",
					     "PublicationInfo" };
	static const char *const graphs[] = { "assertion", "provenance", "pubinfo" };

	evm_buf_addc(p->b, '\n');
	open_graph(p, "Head");
	name(p, "");
	evm_buf_addz(p->b, " a np:Nanopublication");
	for (int i = 0; i < 3; i++) {
		evm_buf_printf(p->b, " ;\n\t\tnp:has%s ", parts[i]);
		name(p, graphs[i]);
	}
	evm_buf_addz(p->b, " .\n}\n");
}

static void iri(struct evm_buf *b, struct evm_str curie)
{
	evm_buf_addc(b, '<');
	evm_curie_iri(b, curie);
	evm_buf_addc(b, '>');
}

/* Keys of qualifiers come from a list of names; another's are escaped. */
static void pair(struct evm_buf *b, const char *key, struct evm_str value)
{
	evm_buf_printf(b, " ;\n\t\tevm:%s ", key);
	evm_turtle_str(b, value);
}

static bool plain_name(struct evm_str key)
{
	for (size_t i = 0; i < key.n; i++)
		if (!evm_is_lower(key.p[i]) && key.p[i] != '_')
			return false;
	return key.n > 0 && key.n < 30;
}

static void qualifiers(struct pub *p)
{
	char key[32];

	for (size_t i = 0; i < p->c->quals.n; i++) {
		const struct evm_qualifier *q = &p->c->quals.v[i];

		if (!q->value.n || !plain_name(q->key))
			continue;
		snprintf(key, sizeof key, "%.*s", EVM_ARG(q->key));
		pair(p->b, key, q->value);
	}
}

static void labels(struct pub *p, struct evm_str curie, struct evm_str label)
{
	evm_buf_addc(p->b, '\t');
	iri(p->b, curie);
	evm_buf_addz(p->b, " rdfs:label ");
	evm_turtle_str(p->b, label);
	evm_buf_addz(p->b, " .\n");
}

/* The claim is a statement with its circumstances; only what is asserted and
 * not denied stands as a triple, too. */
static void assertion(struct pub *p)
{
	struct evm_concepts *all = p->x->state;
	size_t s = evm_concepts_add(all, p->doc, p->c, true);
	size_t o = evm_concepts_add(all, p->doc, p->c, false);
	const struct evm_concept *subject = &all->v.v[s], *object = &all->v.v[o];
	const char *predicate = evm_predicate_name(p->c->predicate);

	open_graph(p, "assertion");
	name(p, "claim");
	evm_buf_addz(p->b, " a rdf:Statement ;\n\t\trdf:subject ");
	iri(p->b, subject->id);
	evm_buf_printf(p->b, " ;\n\t\trdf:predicate evm:%s ;\n\t\trdf:object ",
		       predicate);
	iri(p->b, object->id);
	evm_buf_printf(p->b, " ;\n\t\tevm:negated %s",
		       p->c->negated ? "true" : "false");
	pair(p->b, "certainty", p->c->hedged ? EVM_LIT("hedged") :
	     EVM_LIT("asserted"));
	qualifiers(p);
	evm_buf_addz(p->b, " .\n");
	if (!p->c->negated && !p->c->hedged) {
		evm_buf_addc(p->b, '\t');
		iri(p->b, subject->id);
		evm_buf_printf(p->b, " evm:%s ", predicate);
		iri(p->b, object->id);
		evm_buf_addz(p->b, " .\n");
	}
	labels(p, subject->id, subject->name);
	if (s != o)
		labels(p, object->id, object->name);
	evm_buf_addz(p->b, "}\n");
}

static void provenance(struct pub *p)
{
	struct evm_span s = p->doc->sentences.v[p->c->sentence].span;

	open_graph(p, "provenance");
	name(p, "assertion");
	evm_buf_printf(p->b, " prov:wasDerivedFrom <%s> ;\n\t\tprov:wasQuotedFrom ",
		       p->source.p);
	name(p, "evidence");
	evm_buf_addz(p->b, " ;\n\t\tprov:wasAttributedTo evm:evmine");
	pair(p->b, "rule", p->c->rule);
	evm_buf_printf(p->b, " ;\n\t\tevm:confidence %.3f .\n\t", p->c->confidence);
	name(p, "evidence");
	evm_buf_printf(p->b, " a prov:Entity ;\n\t\tprov:wasQuotedFrom <%s> ;\n"
		       "\t\tprov:value ", p->source.p);
	evm_turtle_str(p->b, evm_doc_slice(p->doc, s));
	evm_buf_addz(p->b, " .\n}\n");
}

static void pubinfo(struct pub *p)
{
	open_graph(p, "pubinfo");
	name(p, "");
	evm_buf_printf(p->b, " dct:created \"%s\"^^xsd:date ;\n"
		       "\t\tdct:creator evm:evmine ;\n\t\tdct:license <%s>",
		       p->x->date, p->x->license);
	if (p->status)
		pair(p->b, "status", evm_str(p->status));
	evm_buf_addz(p->b, " .\n}\n");
}

static int document(struct evm_export *x, const struct evm_doc *doc,
		    struct evm_buf *out, struct evm_err *err)
{
	const struct evm_fingerprint *prints;
	struct pub p = { .x = x, .doc = doc, .b = out };
	struct evm_arena a;

	(void)err;
	evm_arena_init(&a);
	evm_doc_iri(&p.source, doc);
	prints = evm_export_prints(x, doc, &a);
	for (size_t i = 0; i < doc->claims.n; i++) {
		p.c = &doc->claims.v[i];
		p.status = x->status ? x->status[i] : NULL;
		if (p.c->confidence < x->min_confidence)
			continue;
		evm_claim_id(&prints[i], p.id);
		head(&p);
		assertion(&p);
		provenance(&p);
		pubinfo(&p);
	}
	evm_buf_release(&p.source);
	evm_arena_release(&a);
	return 0;
}

static void release(struct evm_export *x)
{
	evm_concepts_free(x->state);
}

const struct evm_export_format evm_export_nanopub = {
	"nanopub", false, begin, document, NULL, release
};
