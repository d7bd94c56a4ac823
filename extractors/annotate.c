#include "extractors/annotate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/data.h"
#include "core/io.h"
#include "extractors/abbrev.h"
#include "extractors/annotate_p.h"

#define LIST_MAX ((size_t)16 << 20)

/* The lists of phrase.tsv; the order is that of EVM_W_ in scene_p.h. */
static const char *const phrase_lists[] = {
	"det", "link", "from", "signal", "pathway", "induced", "loaded", "primed",
	"of", "and", "inner", "kind", "cells", "given", "into", "age", "model",
	"stop", "process", "needy", "mod", "modpart", "harm", "vague", "degree",
	"method", "broad", "course", "cellular", "symptom",
	"kindof", "bare", NULL
};

static int load(struct evm_annotator *an, struct evm_err *err)
{
	if (evm_splitter_load(&an->splitter, err) || evm_abbrev_load(&an->abbrev, err) ||
	    evm_words_load(&an->phrase, "phrase.tsv", phrase_lists, err) ||
	    evm_effect_words(&an->phrase, err) || evm_heads_load(&an->heads, err) || evm_citer_new(&an->citer, err) ||
	    evm_mirna_new(&an->mirna, err) || evm_coder_new(&an->coder, err))
		return -1;
	if (evm_ambiguous_new(&an->ambiguous, err))
		return -1;
	return evm_surface_new(&an->surface, err);
}

static int read_file(const char *below, struct evm_buf *all, struct evm_err *err)
{
	char *path = evm_data_path(below, err);
	struct evm_in *in;
	int rc;

	all->n = 0;
	if (!path)
		return -1;
	rc = evm_in_open(&in, path, err);
	if (!rc) {
		rc = evm_in_all(in, all, LIST_MAX, err);
		evm_in_close(in);
	}
	free(path);
	return rc;
}

/* What the output depends on besides the dictionary. */
static int digest_lists(uint64_t *digest, struct evm_err *err)
{
	static const char *const files[] = {
		"extractors/rules/sentence.tsv", "extractors/rules/abbrev.tsv",
		"extractors/rules/phrase.tsv", "extractors/rules/process_nouns.tsv",
		"extractors/rules/effect_modifiers.tsv", "extractors/rules/mirna.tsv",
		"extractors/rules/codes.tsv", "extractors/rules/heads.tsv",
		"dictionaries/lists/ambiguous.tsv", "dictionaries/lists/mirbase.tsv", NULL
	};
	struct evm_buf all = EVM_BUF_INIT;
	int rc = 0;

	*digest = 0;
	for (int i = 0; files[i] && !rc; i++) {
		rc = read_file(files[i], &all, err);
		*digest = *digest * 31 + evm_str_hash(evm_buf_str(&all));
	}
	evm_buf_release(&all);
	return rc;
}

int evm_annotator_new(struct evm_annotator **out, const struct evm_dict *dict, struct evm_err *err)
{
	struct evm_annotator *an = evm_malloc(sizeof *an);
	uint64_t digest;

	memset(an, 0, sizeof *an);
	an->dict = dict;
	an->matcher = evm_matcher_new(dict);
	an->templates = evm_malloc(EVM_TEMPLATES * sizeof *an->templates);
	memset(an->templates, 0, EVM_TEMPLATES * sizeof *an->templates);
	evm_arena_init(&an->names);
	if (load(an, err) || digest_lists(&digest, err)) {
		evm_annotator_free(an);
		return -1;
	}
	snprintf(an->settings, sizeof an->settings, "dictionary=%.16s lists=%016llx",
		 evm_dict_digest(dict), (unsigned long long)digest);
	*out = an;
	return 0;
}

void evm_annotator_free(struct evm_annotator *an)
{
	if (!an)
		return;
	evm_matcher_free(an->matcher);
	free(an->templates);
	evm_index_release(&an->by);
	evm_arena_release(&an->names);
	evm_splitter_release(&an->splitter);
	evm_words_release(&an->abbrev);
	evm_words_release(&an->phrase);
	evm_words_release(&an->heads.words);
	evm_citer_free(an->citer);
	evm_mirna_free(an->mirna);
	evm_coder_free(an->coder);
	evm_surface_free(an->surface);
	evm_ambiguous_free(an->ambiguous);
	free(an);
}

const char *evm_annotator_settings(const struct evm_annotator *an)
{
	return an->settings;
}

static void forget_patterns(struct evm_scene *sc)
{
	size_t n = 0;

	for (size_t i = 0; i < sc->found.all.n; i++) {
		if (!(sc->found.all.v[i].flags & EVM_CAND_PATTERN))
			sc->found.all.v[n++] = sc->found.all.v[i];
	}
	sc->found.all.n = n;
	sc->sorted = 0;
	sc->chosen = false;
}

/* Sentences without a definition: what they hold does not matter before the
 * short forms are known. */
static const bool *undefining(const struct evm_scene *sc)
{
	const struct evm_doc *doc = sc->doc;
	bool *skip = evm_arena_alloc(&sc->doc->arena, doc->sentences.n + 1);

	memset(skip, true, doc->sentences.n);
	for (size_t i = 0; i < doc->abbrevs.n; i++) {
		int s = evm_doc_sentence_at(doc, doc->abbrevs.v[i].shrt.begin);

		if (s >= 0)
			skip[s] = false;
	}
	return skip;
}

static void patterns(struct evm_annotator *an, struct evm_scene *sc)
{
	evm_scene_select(sc);
	evm_found_heads(&an->heads, sc);
	evm_scene_select(sc);
	evm_settle_symptoms(sc);
	evm_found_pathway(sc);
	evm_found_route(sc);
	evm_found_disease(sc);
	evm_scene_select(sc);
	evm_found_effect(sc);
	evm_scene_select(sc);
	evm_found_model(sc);
	evm_scene_select(sc);
}

static void emit(struct evm_scene *sc)
{
	struct evm_doc *doc = sc->doc;

	doc->mentions.n = 0;
	for (size_t i = 0; i < sc->kept.all.n; i++) {
		struct evm_mention *m = EVM_PUSH(&doc->arena, doc->mentions);

		*m = sc->kept.all.v[i].m;
		if (m->norm.n == 0)
			m->norm = evm_norm_surface(&doc->arena, evm_doc_slice(doc, m->span));
	}
	evm_doc_sort(doc);
}

/* Everything up to the selection; the scene lives in the document's arena. */
static void find(struct evm_annotator *an, struct evm_doc *doc, struct evm_scene *sc)
{
	evm_split(&an->splitter, doc);
	evm_abbrev_find(&an->abbrev, doc);
	if (doc->cites.n == 0)
		evm_cite_find(an->citer, doc);
	evm_scene_open(sc, doc, &an->phrase);
	evm_found_dict(an, sc);
	evm_found_mirna(an, sc);
	evm_found_code(an, sc);
	evm_found_source(an, sc);
	evm_found_ways(an, sc);
	evm_found_listed(an, sc);
	evm_found_surface(an->surface, sc);
	evm_settle_table(an->ambiguous, sc);
	evm_settle_ambiguous(sc);
	evm_settle_effects(sc);
	if (doc->abbrevs.n) {
		evm_found_parted(an, sc);
		sc->skip = undefining(sc);
		patterns(an, sc);
		evm_found_short(an, sc);
		forget_patterns(sc);
		sc->skip = NULL;
	}
	patterns(an, sc);
	evm_same_cells(sc);
	evm_compose(sc);
}

int evm_annotate(struct evm_annotator *an, struct evm_doc *doc, struct evm_err *err)
{
	struct evm_scene sc;

	(void)err;
	find(an, doc, &sc);
	emit(&sc);
	return 0;
}

int evm_annotate_explain(struct evm_annotator *an, struct evm_doc *doc,
			 struct evm_buf *why, struct evm_err *err)
{
	struct evm_scene sc;

	(void)err;
	find(an, doc, &sc);
	evm_explain(an, &sc, why);
	emit(&sc);
	return 0;
}
