#include "core/json.h"
#include "web/parts.h"

static void row(struct evm_buf *b, const struct evm_row *r)
{
	evm_json_open(b, NULL, '{');
	evm_json_int(b, "ev", r->ev);
	evm_json_int(b, "ver", r->ver);
	evm_json_pair(b, "status", r->status);
	evm_json_pair(b, "subject", r->subject);
	evm_json_pair(b, "predicate", evm_str(evm_predicate_name(r->predicate)));
	evm_json_pair(b, "object", r->object);
	evm_json_bool(b, "negated", r->negated);
	evm_json_bool(b, "hedged", r->hedged);
	evm_json_pair(b, "doc", r->doc);
	evm_json_pair(b, "sentence", r->sentence);
	evm_json_pair(b, "section", r->section);
	evm_json_pair(b, "rule", r->rule);
	if (r->confidence >= 0)
		evm_json_real(b, "confidence", r->confidence);
	if (r->year)
		evm_json_int(b, "year", r->year);
	evm_json_bool(b, "retracted", r->retracted);
	evm_json_bool(b, "gone", r->gone);
	evm_json_bool(b, "mine", r->mine);
	evm_buf_addc(b, '}');
}

void evm_twin_rows(struct evm_buf *b, const char *key, const struct evm_rows *rows)
{
	evm_json_open(b, key, '[');
	for (size_t i = 0; i < rows->n; i++)
		row(b, &rows->v[i]);
	evm_buf_addc(b, ']');
}

static void part(struct evm_buf *b, const char *key, const struct evm_part *a)
{
	evm_json_open(b, key, '{');
	evm_json_pair(b, "quote", a->quote);
	evm_json_pair(b, "type", evm_str(evm_type_name(a->type)));
	evm_json_pair(b, "norm", a->norm);
	evm_json_pair(b, "id", a->id);
	evm_json_int(b, "b0", a->b0);
	evm_json_int(b, "b1", a->b1);
	evm_buf_addc(b, '}');
}

void evm_twin_quals(struct evm_buf *b, const char *key, const struct evm_quals *list)
{
	evm_json_open(b, key, '[');
	for (size_t i = 0; i < list->n; i++) {
		evm_json_open(b, NULL, '{');
		evm_json_pair(b, "key", list->v[i].key);
		evm_json_pair(b, "value", list->v[i].value);
		evm_buf_addc(b, '}');
	}
	evm_buf_addc(b, ']');
}

void evm_twin_content(struct evm_buf *b, const char *key,
		      const struct evm_content *c)
{
	evm_json_open(b, key, '{');
	part(b, "subject", &c->subject);
	evm_json_pair(b, "predicate", evm_str(evm_predicate_name(c->predicate)));
	part(b, "object", &c->object);
	evm_json_bool(b, "negated", c->negated);
	evm_json_bool(b, "hedged", c->hedged);
	evm_twin_quals(b, "qualifiers", &c->quals);
	evm_buf_addc(b, '}');
}

void evm_twin_paper(struct evm_buf *b, const struct evm_paper *paper)
{
	evm_json_open(b, "paper", '{');
	evm_json_pair(b, "doc", paper->doc);
	evm_json_pair(b, "title", paper->title);
	evm_json_pair(b, "journal", paper->journal);
	evm_json_pair(b, "pmid", paper->pmid);
	evm_json_pair(b, "doi", paper->doi);
	if (paper->year)
		evm_json_int(b, "year", paper->year);
	evm_json_bool(b, "retracted", paper->retracted);
	evm_json_bool(b, "done", paper->done);
	evm_buf_addc(b, '}');
}

void evm_twin_concept(struct evm_buf *b, const struct evm_concept *c)
{
	evm_json_open(b, NULL, '{');
	evm_json_pair(b, "type", evm_str(evm_type_name(c->type)));
	evm_json_pair(b, "norm", c->norm);
	evm_json_pair(b, "id", c->id);
	evm_json_pair(b, "name", c->name);
	evm_json_int(b, "claims", c->claims);
	evm_buf_addc(b, '}');
}

void evm_twin_facets(struct evm_buf *b, const char *key,
		     const struct evm_facets *list)
{
	evm_json_open(b, key, '[');
	for (size_t i = 0; i < list->n; i++) {
		evm_json_open(b, NULL, '{');
		evm_json_pair(b, "field", evm_str(evm_field_name(list->v[i].field)));
		evm_json_pair(b, "value", list->v[i].value);
		evm_json_int(b, "n", list->v[i].n);
		evm_buf_addc(b, '}');
	}
	evm_buf_addc(b, ']');
}

void evm_twin_others(struct evm_buf *b, const char *key,
		     const struct evm_others *list)
{
	evm_json_open(b, key, '[');
	for (size_t i = 0; i < list->n; i++) {
		const struct evm_elsewhere *e = &list->v[i];

		evm_json_open(b, NULL, '{');
		evm_json_int(b, "ev", e->ev);
		evm_json_pair(b, "doc", e->doc);
		evm_json_pair(b, "status", e->status);
		evm_json_pair(b, "sentence", e->sentence);
		evm_json_bool(b, "negated", e->negated);
		evm_buf_addc(b, '}');
	}
	evm_buf_addc(b, ']');
}

void evm_twin_refs(struct evm_buf *b, const struct evm_citations *list)
{
	evm_json_open(b, "refs", '[');
	for (size_t i = 0; i < list->n; i++) {
		evm_json_open(b, NULL, '{');
		evm_json_pair(b, "label", list->v[i].label);
		evm_json_pair(b, "pmid", list->v[i].pmid);
		evm_json_pair(b, "doi", list->v[i].doi);
		evm_json_pair(b, "raw", list->v[i].raw);
		evm_buf_addc(b, '}');
	}
	evm_buf_addc(b, ']');
}
