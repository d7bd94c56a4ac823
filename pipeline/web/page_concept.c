#include "core/json.h"
#include "web/parts.h"

#define FOUND 50

/* --- one concept ---------------------------------------------------------------------- */

static void names(struct evm_page *p, const struct evm_concept_view *v)
{
	evm_html(p->b, "<h2>Names seen</h2>");
	evm_part_table(p, "Names",
		       "How texts call it, and what curators said of claims with that name",
		       "Name|#Claims|#Accepted|#Rejected|#For a wrong identifier|"
		       "If it were never taken so");
	for (size_t i = 0; i < v->names.n; i++) {
		const struct evm_name_seen *n = &v->names.v[i];

		evm_html(p->b, "<tr><th scope=\"row\">%s</th><td class=\"n\">%d</td>"
			 "<td class=\"n\">%d</td><td class=\"n\">%d</td><td class=\"n\">%d</td>"
			 "<td><a href=\"/teach?quote=%u&amp;id=%u\">what changes<span class=\"vh\"> "
			 "for %s</span></a></td></tr>", n->quote, n->n, n->accepted, n->rejected,
			 n->grounding, n->quote, v->concept.id, n->quote);
	}
	evm_part_table_end(p);
}

static void show(struct evm_page *p, const struct evm_concept_view *v)
{
	struct evm_str name = v->concept.name.n ? v->concept.name : v->concept.norm;
	struct evm_str key = v->concept.id.n ? v->concept.id : v->concept.norm;

	evm_page_begin(p, name, EVM_NAV_QUEUE);
	evm_html(p->b, "<p class=\"where\"><span>Concept</span><span>%r</span><span>%s</span></p>"
		 "<h1>%s</h1><p>Written %s in exports. ", evm_type_name(v->concept.type),
		 v->concept.id, name, v->concept.norm);
	evm_part_count(p, v->evidence, "claim", "claims");
	evm_html(p->b, " in ");
	evm_part_count(p, v->papers, "paper", "papers");
	evm_html(p->b, ". <a href=\"/q?entity=%u\">In the queue</a></p>", key);
	names(p, v);
	evm_html(p->b, "<h2>Evidence</h2>");
	evm_part_rows(p, &v->rows, "Claims about it", false, "");
	evm_page_end(p);
}

static void twin(struct evm_page *p, const struct evm_concept_view *v)
{
	struct evm_buf *b = evm_page_json(p);

	evm_buf_addz(b, "{\"concept\":");
	evm_twin_concept(b, &v->concept);
	evm_json_int(b, "evidence", v->evidence);
	evm_json_int(b, "papers", v->papers);
	evm_json_open(b, "names", '[');
	for (size_t i = 0; i < v->names.n; i++) {
		evm_json_open(b, NULL, '{');
		evm_json_pair(b, "name", v->names.v[i].quote);
		evm_json_int(b, "n", v->names.v[i].n);
		evm_json_int(b, "accepted", v->names.v[i].accepted);
		evm_json_int(b, "rejected", v->names.v[i].rejected);
		evm_json_int(b, "grounding", v->names.v[i].grounding);
		evm_buf_addc(b, '}');
	}
	evm_buf_addc(b, ']');
	evm_twin_rows(b, "rows", &v->rows);
	evm_buf_addz(b, "}\n");
}

int evm_page_concept(struct evm_page *p)
{
	struct evm_concept_view v = { 0 };
	int got = evm_concept_get(p->r, p->arg, p->a, &v, p->err);

	if (got <= 0)
		return got ? got : evm_page_status(p, 404, "No claim is about this concept.");
	if (p->req->json)
		twin(p, &v);
	else
		show(p, &v);
	return 0;
}

/* --- looking for one ------------------------------------------------------------------------ */

static void concepts_twin(struct evm_page *p, const struct evm_concepts *list)
{
	struct evm_buf *b = evm_page_json(p);

	evm_buf_addz(b, "{\"concepts\":[");
	for (size_t i = 0; i < list->n; i++)
		evm_twin_concept(b, &list->v[i]);
	evm_buf_addz(b, "]}\n");
}

static void concepts_list(struct evm_page *p, const struct evm_concepts *list)
{
	evm_part_table(p, "Concepts", "Concepts found", "Name|Type|Number|#Claims");
	for (size_t i = 0; i < list->n; i++) {
		const struct evm_concept *c = &list->v[i];
		struct evm_str key = c->id.n ? c->id : c->norm;

		evm_html(p->b, "<tr><td><a href=\"/x/%u\">%s</a></td><td>%r</td><td>%s</td>"
			 "<td class=\"n\">%d</td></tr>", key, c->name.n ? c->name : c->norm,
			 evm_type_name(c->type), c->id, c->claims);
	}
	evm_part_table_end(p);
}

int evm_page_concepts(struct evm_page *p)
{
	struct evm_str text = evm_page_q(p, "q");
	int type = evm_type_of(evm_page_q(p, "type"));
	struct evm_concepts list = { 0 };

	if (text.n && evm_concepts_find(p->r, type < 0 ? EVM_TYPE_N : (enum evm_type)type,
					text, FOUND, p->a, &list, p->err))
		return -1;
	if (p->req->json) {
		concepts_twin(p, &list);
		return 0;
	}
	evm_page_begin(p, EVM_LIT("Concepts"), EVM_NAV_QUEUE);
	evm_html(p->b, "<h1>Concepts</h1><form action=\"/x\" class=\"row\" role=\"search\">"
		 "<label class=\"field\"><span>Name or number</span>"
		 "<input type=\"search\" name=\"q\" value=\"%a\" size=\"30\"></label>"
		 "<button>Find</button></form>", text);
	if (list.n)
		concepts_list(p, &list);
	else if (text.n)
		evm_html(p->b, "<p>Nothing is named so.</p>");
	evm_page_end(p);
	return 0;
}
