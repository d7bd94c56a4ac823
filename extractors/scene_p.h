/*
 * scene_p: one document while its mentions are found.
 *
 * The tokens of all sentences stand in one array; every word's class is
 * looked up once. Grammars and the dictionary put candidates down; the
 * selection keeps the longest that do not overlap and says for each token
 * which one holds it. Patterns then build larger candidates of them.
 */
#ifndef EVM_SCENE_P_H
#define EVM_SCENE_P_H

#include "core/doc.h"
#include "dictionaries/dict.h"
#include "extractors/token.h"
#include "extractors/words.h"

/* Classes of closed-class words: the lists of phrase.tsv, in this order. */
enum {
	EVM_W_DET = 1 << 0,		/* the, a, these */
	EVM_W_LINK = 1 << 1,		/* derived, secreted */
	EVM_W_FROM = 1 << 2,		/* from, by */
	EVM_W_SIGNAL = 1 << 3,		/* signaling */
	EVM_W_PATHWAY = 1 << 4,		/* pathway, axis */
	EVM_W_INDUCED = 1 << 5,		/* induced, mediated */
	EVM_W_LOADED = 1 << 6,		/* loaded, enriched: names a cargo */
	EVM_W_PRIMED = 1 << 7,		/* primed, preconditioned: a treatment */
	EVM_W_OF = 1 << 8,
	EVM_W_AND = 1 << 9,
	EVM_W_INNER = 1 << 10,		/* expression, levels: the inner name counts */
	EVM_W_KIND = 1 << 11,		/* small, isolated: before a vesicle */
	EVM_W_CELLS = 1 << 12,		/* cell, cells, subset */
	EVM_W_GIVEN = 1 << 13,		/* injection, administered: how it is given */
	EVM_W_INTO = 1 << 14,		/* into, in, via, through */
	EVM_W_AGE = 1 << 15,		/* adult, aged: before a species */
	EVM_W_MODEL = 1 << 16,		/* model, models */
	EVM_W_STOP = 1 << 17,		/* ends every noun phrase */
	EVM_W_PROCESS = 1 << 18,	/* head noun of an effect */
	EVM_W_NEEDY = 1 << 19,		/* such a noun that needs a modifier */
	EVM_W_MOD = 1 << 20,		/* modifier of one, whole */
	EVM_W_MODPART = 1 << 21,	/* first word of a longer modifier */
	EVM_W_HARM = 1 << 22,		/* injury, damage: of an organ a disease */
	EVM_W_VAGUE = 1 << 23,		/* therapeutic, beneficial */
	EVM_W_DEGREE = 1 << 24,		/* severe, reduced */
	EVM_W_METHOD = 1 << 25,		/* assay, treatment: behind a process */
	EVM_W_BROAD = 1 << 26,		/* effect, potential: need a telling modifier */
	EVM_W_COURSE = 1 << 27,		/* progression: of a disease */
	EVM_W_CELLULAR = 1 << 28,	/* oxidative, tissue: damage that is an effect */
	EVM_W_SYMPTOM = 1 << 29,	/* decline, loss: what a disease does */
	EVM_W_KINDOF = 1 << 30,		/* hereditary, acute: of a disease */
};

/* hypoxic, primed: enough by themselves; no int holds its value */
#define EVM_W_BARE (1u << 31)

struct evm_range {
	uint32_t begin, end;	/* tokens, half open */
};

enum {
	EVM_CAND_AMBIG = 1 << 0,	/* needs a definition or context */
	EVM_CAND_DEFINED = 1 << 1,	/* by an abbreviation of this document */
	EVM_CAND_PATTERN = 1 << 2,	/* built of others */
	EVM_CAND_DROPPED = 1 << 3,
	EVM_CAND_CHOSEN = 1 << 4,	/* of several readings, by context */
};

/* Why a candidate was dropped, for --explain. */
enum evm_why {
	EVM_WHY_NONE,
	EVM_WHY_AMBIGUOUS,	/* nothing in the document supports it */
	EVM_WHY_CONTEXT,	/* another reading has more context */
	EVM_WHY_EMPTY,		/* says nothing by itself: "therapeutic effect" */
	EVM_WHY_VESICLE,	/* an effect around a vesicle */
	EVM_WHY_DEFINED,	/* the document defines the short form otherwise */
};

struct evm_cand {
	struct evm_mention m;
	struct evm_range t;
	uint32_t flags;
	enum evm_why why;
};

struct evm_cands {
	EVM_VEC(struct evm_cand) all;
};

/* How little a part says, bare= of its line; of the part that must stand with
 * it, the least that is enough. */
enum evm_bare {
	EVM_BARE_NO,		/* an MSC by its name */
	EVM_BARE_ANY,		/* one of any tissue: "multipotent stem cells"; "injection" */
	EVM_BARE_WIDE,		/* bare=stroma: "stromal cells"; bare=wide: "treatment" */
	EVM_BARE_STEM,		/* bare=stem: "stem cells" */
};

struct evm_piece {
	struct evm_range t;
	uint32_t concept;
	enum evm_part part;
	unsigned char bare;	/* enum evm_bare */
};

struct evm_scene {
	struct evm_doc *doc;
	struct evm_token *tok;
	uint32_t *cls;			/* EVM_W_ bits, by token */
	size_t n;
	struct evm_range *sent;		/* by sentence */
	struct evm_cands found;		/* all candidates */
	EVM_VEC(struct evm_piece) pieces;	/* ascending */
	size_t sorted;			/* of them in order, from the front */
	bool chosen;			/* kept is made of what found holds */
	size_t hint;			/* token that was looked for last */
	const bool *skip;		/* by sentence: patterns pass it over; or NULL */
	struct evm_cands kept;		/* the selection, ascending */
	int32_t *at;			/* by token: index in kept, or -1 */
};

/* Tokens and classes of a document whose sentences are known. */
void evm_scene_open(struct evm_scene *sc, struct evm_doc *doc, const struct evm_words *phrase);
static inline struct evm_str evm_scene_word(const struct evm_scene *sc, size_t t)
{
	struct evm_span s = sc->tok[t].span;

	return (struct evm_str){ sc->doc->text.p + s.begin, s.end - s.begin };
}
/* The text of a range of tokens. */
struct evm_span evm_scene_span(const struct evm_scene *sc, struct evm_range r);
/* Is token t this ASCII word (case ignored) or character? */
bool evm_scene_is(const struct evm_scene *sc, size_t t, const char *word);
/* A hyphen or dash. */
bool evm_scene_hyphen(const struct evm_scene *sc, size_t t);
/* First token that begins at or behind a byte. */
size_t evm_scene_token(struct evm_scene *sc, uint32_t byte);
/* The tokens that make a span; false when it cuts one, or is empty. */
bool evm_scene_tokens(struct evm_scene *sc, struct evm_span span, struct evm_range *t);
/* Number of the first piece that begins at or behind token t. */
size_t evm_piece_first(const struct evm_scene *sc, size_t t);
/* The longest piece of a kind that ends before token t, not before least;
 * NULL also where it is one that says too little: "umbilical cord blood" + "stem
 * cells" come of no cord. */
const struct evm_piece *evm_piece_before(const struct evm_scene *sc, size_t t, size_t least,
					 enum evm_part part, unsigned char bare);
/* The same for one that begins at token t. */
const struct evm_piece *evm_piece_at(const struct evm_scene *sc, size_t t, enum evm_part part,
				     unsigned char bare);
void evm_cand_drop(struct evm_cand *c, enum evm_why why);
/* Adds a candidate of tokens r; returns its mention to be filled. The pointer
 * lives until the next call. */
struct evm_mention *evm_scene_add(struct evm_scene *sc, enum evm_type type,
				  struct evm_range r, const char *by, uint32_t flags);
/* Adds a candidate with a span that may not fall on token borders: false,
 * and nothing added, when it cuts a token. */
struct evm_mention *evm_scene_add_span(struct evm_scene *sc, enum evm_type type,
				       struct evm_span span, const char *by, uint32_t flags);
/* Sentence that holds token t. */
size_t evm_scene_sentence(const struct evm_scene *sc, size_t t);
static inline bool evm_scene_skips(const struct evm_scene *sc, size_t s)
{
	return sc->skip && sc->skip[s];
}
/* Fills kept and at from found: the longest candidates win, equal spans go
 * by the order of types. */
void evm_scene_select(struct evm_scene *sc);
/* The kept candidate that holds token t, or NULL. */
static inline const struct evm_cand *evm_scene_at(const struct evm_scene *sc, size_t t)
{
	return t < sc->n && sc->at[t] >= 0 ? &sc->kept.all.v[sc->at[t]] : NULL;
}

/* The surface with single spaces and words that only their place made begin with
 * a capital lowered, for mentions without a concept: "M2 polarization". */
struct evm_str evm_norm_surface(struct evm_arena *a, struct evm_str s);

#endif
