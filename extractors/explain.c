/* What became of every name that was looked at. */
#include "core/stream.h"
#include "extractors/annotate_p.h"

static const char *const whys[] = {
	[EVM_WHY_NONE] = "",
	[EVM_WHY_AMBIGUOUS] = "ambiguous, and nothing in the document supports it",
	[EVM_WHY_CONTEXT] = "another reading has more context in the document",
	[EVM_WHY_EMPTY] = "says nothing by itself",
	[EVM_WHY_VESICLE] = "is about the vesicle inside it",
	[EVM_WHY_DEFINED] = "the document defines the short form otherwise",
};

static void line(const struct evm_scene *sc, struct evm_buf *why, struct evm_span span,
		 const char *fate, const struct evm_mention *m)
{
	evm_field_put(why, sc->doc->id);
	evm_buf_printf(why, "\t%u\t%u\t", span.begin, span.end);
	evm_field_put(why, evm_doc_slice(sc->doc, span));
	evm_buf_printf(why, "\t%s\t%s\t", fate, evm_type_name(m->type));
	evm_field_put(why, m->norm);
	evm_buf_addc(why, '\t');
	evm_field_put(why, m->by);
	evm_buf_addc(why, '\t');
}

/* A candidate that lost to a kept one: which. */
static void lost(const struct evm_scene *sc, struct evm_buf *why, const struct evm_cand *c)
{
	for (uint32_t t = c->t.begin; t < c->t.end; t++) {
		const struct evm_cand *k = evm_scene_at(sc, t);

		if (!k)
			continue;
		evm_buf_addz(why, k->t.begin == c->t.begin && k->t.end == c->t.end ?
			     "another meaning goes before: " : "a longer name holds or crosses it: ");
		evm_buf_addz(why, evm_type_name(k->m.type));
		evm_buf_addc(why, ' ');
		evm_field_put(why, evm_doc_slice(sc->doc, k->m.span));
		return;
	}
}

static bool is_kept(const struct evm_scene *sc, const struct evm_cand *c)
{
	const struct evm_cand *k = evm_scene_at(sc, c->t.begin);

	return k && k->t.begin == c->t.begin && k->t.end == c->t.end && k->m.type == c->m.type &&
	       evm_str_eq(k->m.by, c->m.by) && evm_str_eq(k->m.norm, c->m.norm);
}

static void candidates(const struct evm_scene *sc, struct evm_buf *why)
{
	for (size_t i = 0; i < sc->found.all.n; i++) {
		const struct evm_cand *c = &sc->found.all.v[i];
		bool kept = !(c->flags & EVM_CAND_DROPPED) && is_kept(sc, c);

		line(sc, why, c->m.span, kept ? "kept" : "dropped", &c->m);
		if (c->flags & EVM_CAND_DROPPED)
			evm_buf_addz(why, whys[c->why]);
		else if (!kept)
			lost(sc, why, c);
		evm_buf_addc(why, '\n');
	}
}

/* Names whose letters are there but that the matcher turned down. */
static void rejects(struct evm_annotator *an, const struct evm_scene *sc, struct evm_buf *why,
		    struct evm_span passage)
{
	const struct evm_hit *hits;
	const struct evm_drop *drops;
	size_t n_hits, n;

	evm_match_explain(an->matcher, evm_doc_slice(sc->doc, passage), &hits, &n_hits, &drops, &n);
	for (size_t i = 0; i < n; i++) {
		line(sc, why, (struct evm_span){ passage.begin + drops[i].span.begin,
						 passage.begin + drops[i].span.end }, "dropped",
		     evm_mention_concept(an, drops[i].concept));
		evm_buf_addz(why, evm_reject_name(drops[i].reject));
		evm_buf_addc(why, '\n');
	}
}

void evm_explain(struct evm_annotator *an, const struct evm_scene *sc, struct evm_buf *why)
{
	candidates(sc, why);
	for (size_t i = 0; i < sc->doc->passages.n; i++)
		rejects(an, sc, why, sc->doc->passages.v[i].span);
}
