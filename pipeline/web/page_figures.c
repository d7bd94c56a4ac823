#include <math.h>

#include "core/json.h"
#include "web/parts.h"

static void number(struct evm_page *p, double x)
{
	if (isnan(x))
		evm_html(p->b, "–");
	else
		evm_html(p->b, "%f", x);
}

/* --- agreement ---------------------------------------------------------------------------- */

static void pairs(struct evm_page *p, const char *caption, const struct evm_agrees *list)
{
	evm_part_table(p, NULL, caption, "Pair|#Both judged|#Same|#Raw|#Cohen's κ|#Share of accepts");
	for (size_t i = 0; i < list->n; i++) {
		const struct evm_agree *g = &list->v[i];

		evm_html(p->b, "<tr><th scope=\"row\">%s – %s</th><td class=\"n\">%d</td>"
			 "<td class=\"n\">%d</td><td class=\"n\">", g->a, g->b, g->n, g->same);
		number(p, g->raw);
		evm_html(p->b, "</td><td class=\"n\">");
		number(p, g->kappa);
		evm_html(p->b, "</td><td class=\"n\">");
		number(p, g->prevalence);
		evm_html(p->b, "</td></tr>");
	}
	evm_part_table_end(p);
}

static void self(struct evm_page *p, const struct evm_agrees *list)
{
	evm_html(p->b, "<h2>With oneself</h2><p>Now and then a queue of new claims shows one again "
		 "that the curator judged long ago, as if it were new. What is said then counts "
		 "here alone; the first vote stays.</p>");
	if (!list->n)
		evm_html(p->b, "<p class=\"soft\">No second looks yet.</p>");
	else
		pairs(p, "Second looks of each curator", list);
}

static void fields(struct evm_page *p, const struct evm_field_agrees *list)
{
	if (!list->n)
		return;
	evm_html(p->b, "<h2>Field by field</h2>");
	evm_part_table(p, NULL, "Edited claims against what the machine said",
		       "Field|#Edited claims|#Same|#Share");
	for (size_t i = 0; i < list->n; i++) {
		evm_html(p->b, "<tr><th scope=\"row\">%s</th><td class=\"n\">%d</td>"
			 "<td class=\"n\">%d</td><td class=\"n\">", list->v[i].field,
			 list->v[i].n, list->v[i].same);
		number(p, list->v[i].n ? (double)list->v[i].same / (double)list->v[i].n : NAN);
		evm_html(p->b, "</td></tr>");
	}
	evm_part_table_end(p);
}

static void pairs_json(struct evm_buf *b, const char *key, const struct evm_agrees *list)
{
	evm_json_open(b, key, '[');
	for (size_t i = 0; i < list->n; i++) {
		evm_json_open(b, NULL, '{');
		evm_json_pair(b, "a", list->v[i].a);
		evm_json_pair(b, "b", list->v[i].b);
		evm_json_int(b, "n", list->v[i].n);
		evm_json_int(b, "same", list->v[i].same);
		evm_json_real(b, "raw", list->v[i].raw);
		evm_json_real(b, "kappa", list->v[i].kappa);
		evm_json_real(b, "prevalence", list->v[i].prevalence);
		evm_buf_addc(b, '}');
	}
	evm_buf_addc(b, ']');
}

static void agreement_twin(struct evm_page *p, const struct evm_agreement *g)
{
	struct evm_buf *b = evm_page_json(p);

	evm_buf_addc(b, '{');
	pairs_json(b, "pairs", &g->pairs);
	pairs_json(b, "self", &g->self);
	evm_json_open(b, "fields", '[');
	for (size_t i = 0; i < g->fields.n; i++) {
		evm_json_open(b, NULL, '{');
		evm_json_pair(b, "field", g->fields.v[i].field);
		evm_json_int(b, "n", g->fields.v[i].n);
		evm_json_int(b, "same", g->fields.v[i].same);
		evm_buf_addc(b, '}');
	}
	evm_buf_addc(b, ']');
	evm_json_real(b, "alpha", g->alpha);
	evm_json_int(b, "items", g->items);
	evm_json_int(b, "raters", g->raters);
	evm_buf_addz(b, "}\n");
}

int evm_page_agreement(struct evm_page *p)
{
	struct evm_agreement g = { 0 };

	if (evm_agreement_get(p->r, p->a, &g, p->err))
		return -1;
	if (p->req->json) {
		agreement_twin(p, &g);
		return 0;
	}
	evm_page_begin(p, EVM_LIT("Agreement"), EVM_NAV_AGREEMENT);
	evm_html(p->b, "<h1>Agreement</h1><p>Krippendorff's α of %d people on %d claims: <b>",
		 g.raters, g.items);
	number(p, g.alpha);
	evm_html(p->b, "</b>. κ and α leave out what chance would give; when nearly everything is "
		 "accepted they fall although people agree: look at the raw share too.</p>"
		 "<h2>In pairs</h2>");
	if (g.pairs.n)
		pairs(p, "Pairs of curators on what both judged; the machine accepts what it "
		      "extracted", &g.pairs);
	else
		evm_html(p->b, "<p class=\"soft\">No two have judged the same claim yet.</p>");
	self(p, &g.self);
	fields(p, &g.fields);
	evm_page_end(p);
	return 0;
}

/* --- statistics ------------------------------------------------------------------------------ */

struct figures {
	struct evm_facets progress, predicates;
	struct evm_precisions precision;
	int64_t sentences, machine, added;
};

static int read_figures(struct evm_page *p, struct figures *f)
{
	struct evm_filter all = { 0 };

	if (evm_progress_get(p->r, p->a, &f->progress, p->err) ||
	    evm_queue_facets(p->r, &all, 12, p->a, &f->predicates, p->err) ||
	    evm_precision_get(p->r, EVM_LIT(""), p->a, &f->precision, p->err) ||
	    evm_recall_get(p->r, &f->sentences, &f->machine, &f->added, p->err))
		return -1;
	return 0;
}

static void precision(struct evm_page *p, const struct evm_precisions *list)
{
	evm_html(p->b, "<h2>Precision</h2><p>From <a href=\"/sample\">random samples</a> alone: a "
		 "queue that begins with the easy ones would flatter.</p>");
	if (!list->n) {
		evm_html(p->b, "<p class=\"soft\">No random sample was judged yet.</p>");
		return;
	}
	evm_part_table(p, NULL, "Precision with its 95 % interval (Wilson)",
		       "Of|#Judged|#Accepted|#Precision|#From|#To");
	for (size_t i = 0; i < list->n; i++) {
		const struct evm_precision *v = &list->v[i];

		evm_html(p->b, "<tr><th scope=\"row\">%r %s</th><td class=\"n\">%d</td>"
			 "<td class=\"n\">%d</td><td class=\"n\">%f</td><td class=\"n\">%f</td>"
			 "<td class=\"n\">%f</td></tr>", v->by == EVM_F_N ? "all" :
			 evm_field_name(v->by), v->value, v->n, v->accepted, v->p, v->low, v->high);
	}
	evm_part_table_end(p);
}

static void recall(struct evm_page *p, const struct figures *f)
{
	int64_t all = f->machine + f->added;

	evm_html(p->b, "<h2>Recall</h2><p>In %d sentences that were marked complete stand %d "
		 "claims; the machine found %d", f->sentences, all, f->machine);
	if (all)
		evm_html(p->b, ": recall %f", (double)f->machine / (double)all);
	evm_html(p->b, ".</p>");
}

static void counts(struct evm_page *p, const struct evm_facets *list)
{
	int at = -1;

	for (size_t i = 0; i < list->n; i++) {
		const struct evm_facet *v = &list->v[i];

		if ((int)v->field != at) {
			if (at >= 0)
				evm_part_table_end(p);
			evm_part_table(p, NULL, evm_part_field(v->field), "Value|#Claims");
			at = (int)v->field;
		}
		evm_html(p->b, "<tr><td><a href=\"/q?%r=%u\">%s</a></td><td class=\"n\">%d</td></tr>",
			 evm_field_name(v->field), v->value,
			 evm_str_eqz(v->value, "-") ? EVM_LIT("(none)") : v->value, v->n);
	}
	if (at >= 0)
		evm_part_table_end(p);
}

static void stats_twin(struct evm_page *p, const struct figures *f)
{
	struct evm_buf *b = evm_page_json(p);

	evm_buf_addc(b, '{');
	evm_twin_facets(b, "progress", &f->progress);
	evm_twin_facets(b, "counts", &f->predicates);
	evm_json_open(b, "precision", '[');
	for (size_t i = 0; i < f->precision.n; i++) {
		const struct evm_precision *v = &f->precision.v[i];

		evm_json_open(b, NULL, '{');
		evm_json_pair(b, "of", evm_str(v->by == EVM_F_N ? "all" : evm_field_name(v->by)));
		evm_json_pair(b, "value", v->value);
		evm_json_int(b, "n", v->n);
		evm_json_int(b, "accepted", v->accepted);
		evm_json_real(b, "precision", v->p);
		evm_json_real(b, "low", v->low);
		evm_json_real(b, "high", v->high);
		evm_buf_addc(b, '}');
	}
	evm_buf_addc(b, ']');
	evm_json_int(b, "complete_sentences", f->sentences);
	evm_json_int(b, "found", f->machine);
	evm_json_int(b, "added", f->added);
	evm_buf_addz(b, "}\n");
}

int evm_page_stats(struct evm_page *p)
{
	struct figures f = { 0 };

	if (read_figures(p, &f))
		return -1;
	if (p->req->json) {
		stats_twin(p, &f);
		return 0;
	}
	evm_page_begin(p, EVM_LIT("Statistics"), EVM_NAV_STATS);
	evm_html(p->b, "<h1>Statistics</h1>");
	precision(p, &f.precision);
	recall(p, &f);
	evm_html(p->b, "<p>Rejections for a wrong identifier <a href=\"/teach\">teach</a> which names "
		 "to block.</p>");
	evm_html(p->b, "<h2>Claims</h2><div class=\"columns\">");
	counts(p, &f.predicates);
	evm_html(p->b, "</div>");
	evm_page_end(p);
	return 0;
}

/* --- random samples ---------------------------------------------------------------------------- */

static void samples(struct evm_page *p, const struct evm_samples *list)
{
	if (!list->n)
		return;
	evm_part_table(p, NULL, "Samples drawn", "Sample|#Seed|#Claims|#Judged|#By");
	for (size_t i = 0; i < list->n; i++) {
		const struct evm_sample *s = &list->v[i];

		evm_html(p->b, "<tr><th scope=\"row\"><a href=\"/q?sample=%u\">%s</a> "
			 "<span class=\"soft small\">%s</span></th><td class=\"n\">%d</td>"
			 "<td class=\"n\">%d</td><td class=\"n\">%d</td><td class=\"n\">%s</td></tr>",
			 s->name, s->name, s->filter, (int64_t)s->seed, s->n, s->judged, s->by);
	}
	evm_part_table_end(p);
}

int evm_page_sample(struct evm_page *p)
{
	struct evm_samples list = { 0 };

	if (evm_samples_list(p->r, p->a, &list, p->err))
		return -1;
	if (p->req->json) {
		struct evm_buf *b = evm_page_json(p);

		evm_buf_addz(b, "{\"samples\":[");
		for (size_t i = 0; i < list.n; i++) {
			evm_json_open(b, NULL, '{');
			evm_json_pair(b, "name", list.v[i].name);
			evm_json_pair(b, "filter", list.v[i].filter);
			evm_json_pair(b, "by", list.v[i].by);
			evm_json_pair(b, "at", list.v[i].at);
			evm_json_int(b, "seed", (int64_t)list.v[i].seed);
			evm_json_int(b, "n", list.v[i].n);
			evm_json_int(b, "judged", list.v[i].judged);
			evm_buf_addc(b, '}');
		}
		evm_buf_addz(b, "]}\n");
		return 0;
	}
	evm_page_begin(p, EVM_LIT("Random samples"), EVM_NAV_SAMPLE);
	evm_html(p->b, "<h1>Random samples</h1><p>A sample is drawn by a number (the seed): the same "
		 "seed and filter give the same claims. While you judge one, the machine's "
		 "confidence is hidden.</p><form method=\"post\" action=\"/sample\"><div class=\"fields\">");
	evm_page_csrf(p);
	evm_html(p->b, "<label class=\"field\"><span>Name</span><input name=\"name\" required "
		 "maxlength=\"60\"></label><label class=\"field\"><span>How many</span>"
		 "<input name=\"n\" value=\"120\" inputmode=\"numeric\" pattern=\"[0-9]+\" required></label>"
		 "<label class=\"field\"><span>Seed</span><input name=\"seed\" value=\"7\" "
		 "inputmode=\"numeric\" pattern=\"[0-9]+\" required></label>"
		 "<label class=\"field\"><span>Filter, as in the queue's address (may be empty)</span>"
		 "<input name=\"filter\" placeholder=\"predicate=treats\"></label>"
		 "<button class=\"primary\">Draw</button></div></form><h2>Samples</h2>");
	samples(p, &list);
	evm_page_end(p);
	return 0;
}

int evm_page_sample_post(struct evm_page *p)
{
	struct evm_result res = { 0 };
	struct evm_filter f = { 0 };
	struct evm_str name = evm_page_f(p, "name");
	uint64_t seed, n;

	if (evm_str_u64(evm_page_f(p, "seed"), INT64_MAX, &seed) ||
	    evm_str_u64(evm_page_f(p, "n"), 100000, &n) || !n)
		return evm_page_status(p, 422, "How many, and the seed, are whole numbers.");
	if (!evm_part_filter(p, &f, evm_page_f(p, "filter")))
		return 0;
	if (evm_sample_draw(p->r, name, &f, (int64_t)n, seed, &res, p->err))
		return -1;
	return evm_page_refused(p, &res) ? 0 : evm_page_go(p, "/q?sample=%u", name);
}
