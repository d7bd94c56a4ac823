/* annotate_p: what the stages of the annotator share. */
#ifndef EVM_ANNOTATE_P_H
#define EVM_ANNOTATE_P_H

#include "core/index.h"
#include "dictionaries/dict.h"
#include "extractors/annotate.h"
#include "extractors/citation.h"
#include "extractors/code.h"
#include "extractors/mirna.h"
#include "extractors/scene_p.h"
#include "extractors/sentence.h"

struct evm_surface;
struct evm_ambiguous;

/* The lists of heads.tsv. */
struct evm_heads {
	struct evm_words words;
};

enum {
	EVM_H_GENE = 1 << 0,
	EVM_H_GENEFOR = 1 << 1,
	EVM_H_NOGENE = 1 << 2,
	EVM_H_NODISEASE = 1 << 3,
	EVM_H_DISEASE = 1 << 4,
	EVM_H_PROTEIN = 1 << 5,
	EVM_H_CELL = 1 << 6,
	EVM_H_DRUG = 1 << 7,
	EVM_H_EPONYM = 1 << 8,
	EVM_H_GENEHY = 1 << 9,
};

/* A mention as a concept makes it, ready to copy. */
struct evm_template {
	uint32_t concept;		/* + 1; 0: free */
	enum evm_part part;
	unsigned char bare;		/* enum evm_bare */
	struct evm_mention m;
};

#define EVM_TEMPLATES 16384		/* the last concepts seen, by their number */

struct evm_annotator {
	const struct evm_dict *dict;
	struct evm_template *templates;
	struct evm_index by;		/* vocabulary to its "dict:NAME" in names */
	struct evm_arena names;
	EVM_VEC(struct evm_str) by_names;
	struct evm_matcher *matcher;
	struct evm_splitter splitter;
	struct evm_words abbrev, phrase;
	struct evm_citer *citer;
	struct evm_mirna *mirna;
	struct evm_coder *coder;
	struct evm_surface *surface;
	struct evm_heads heads;
	struct evm_ambiguous *ambiguous;
	char settings[120];
};

/* found_dict.c: the dictionary's names. */
void evm_found_dict(struct evm_annotator *an, struct evm_scene *sc);
/* A mention of a concept of the dictionary, without a span; lives until the
 * next call. */
const struct evm_mention *evm_mention_concept(struct evm_annotator *an, uint32_t concept);
const struct evm_template *evm_template_of(struct evm_annotator *an, uint32_t concept);

/* found_code.c: miRNAs and one-token codes. */
void evm_found_mirna(struct evm_annotator *an, struct evm_scene *sc);
void evm_found_code(struct evm_annotator *an, struct evm_scene *sc);

/* parted.c: names parted by their abbreviation, "interleukin (IL)-6". */
void evm_found_parted(struct evm_annotator *an, struct evm_scene *sc);

/* source.c: cells with their animal and tissue. */
void evm_found_source(struct evm_annotator *an, struct evm_scene *sc);

/* listed.c: "IL-1, -6 and -8". */
void evm_found_listed(struct evm_annotator *an, struct evm_scene *sc);

/* route.c: routes of parts. */
void evm_found_ways(struct evm_annotator *an, struct evm_scene *sc);

/* surface.c: registry numbers, doses. */
int evm_surface_new(struct evm_surface **s, struct evm_err *err) EVM_MUST_CHECK;
void evm_surface_free(struct evm_surface *s);
void evm_found_surface(struct evm_surface *s, struct evm_scene *sc);

/* heads.c: names told by a word beside them or by their ending. */
int evm_heads_load(struct evm_heads *h, struct evm_err *err) EVM_MUST_CHECK;
void evm_found_heads(const struct evm_heads *h, struct evm_scene *sc);
int evm_head_type(const struct evm_heads *h, struct evm_str lng);

/* short.c: short forms take what their long form is. The selection is there;
 * candidates are added, others dropped. */
void evm_found_short(struct evm_annotator *an, struct evm_scene *sc);

/* ambiguous.c: short forms with several readings, by context. */
int evm_ambiguous_new(struct evm_ambiguous **am, struct evm_err *err) EVM_MUST_CHECK;
void evm_ambiguous_free(struct evm_ambiguous *am);
void evm_settle_table(const struct evm_ambiguous *am, struct evm_scene *sc);

/* settle.c: which of several meanings a name has here. */
void evm_settle_ambiguous(struct evm_scene *sc);
void evm_settle_effects(struct evm_scene *sc);
void evm_settle_symptoms(struct evm_scene *sc);
/* Is the process that ends before token t looked at rather than changed:
 * "wound healing assay", "hypoxia-treated"? */
bool evm_is_method(const struct evm_scene *sc, size_t t, size_t end);
/* Is the process noun at t a verb: "to repair the"? */
bool evm_is_verb(const struct evm_scene *sc, size_t t, struct evm_range s);

/* patterns: larger candidates of the selection. */
void evm_found_pathway(struct evm_scene *sc);
void evm_found_disease(struct evm_scene *sc);
void evm_found_effect(struct evm_scene *sc);
void evm_found_model(struct evm_scene *sc);
void evm_found_route(struct evm_scene *sc);

/* samecells.c: the tissue of cells that another place tells. */
void evm_same_cells(struct evm_scene *sc);

/* compose.c: source, species, cargo, modification of vesicles. */
void evm_compose(struct evm_scene *sc);
/* The same for one vesicle of tokens t. */
void evm_compose_one(const struct evm_scene *sc, struct evm_range t, struct evm_mention *m);

/* treated.c: what was done to the cells or vesicles that end before token t,
 * told behind them, "pretreated with melatonin", or by a hyphen before the ones
 * that begin at t, "FNDC5-BMSCs"; or empty. */
struct evm_str evm_treated_behind(const struct evm_scene *sc, size_t t, size_t end);
struct evm_str evm_treated_before(const struct evm_scene *sc, size_t t, size_t least);

/* explain.c: a line for each candidate and each name turned down. */
void evm_explain(struct evm_annotator *an, const struct evm_scene *sc, struct evm_buf *why);

/* effect_words.c: adds the effect words' lists to the closed-class words. */
int evm_effect_words(struct evm_words *phrase, struct evm_err *err) EVM_MUST_CHECK;

#endif
