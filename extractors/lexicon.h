/*
 * lexicon: the words that rules know, read from extractors/rules/:
 * lexicon.rules (predicates, operators, transparent nouns), cues.tsv (closed
 * classes and cues), process_nouns.tsv (heads of effects and their valence).
 *
 * A word can have several classes; what it is in a sentence is decided by
 * syntax.h. Keys are lower case without hyphens. Read only once loaded: any
 * number of threads may look up.
 *
 *	evm_lexicon_load(&lx, dir, &err);
 *	const struct evm_lexeme *l = evm_lexicon_get(&lx, EVM_LIT("inhibits"));
 *	if (l->cls & EVM_C_VERB && l->verb->sign == '-')
 *		...
 *	evm_lexicon_release(&lx);
 */
#ifndef EVM_LEXICON_H
#define EVM_LEXICON_H

#include "core/doc.h"
#include "core/index.h"
#include "extractors/wordmap.h"

/* Classes of a word; the names in cues.tsv are these in lower case. */
#define EVM_CLASSES(X) \
	X(DET) X(ADJ) X(ADV) X(NUM) X(PREP) X(CONJ) X(BE) X(HAVE) X(DO) \
	X(MODAL) X(HEDGEMODAL) X(NEG) X(REL) X(SUB) X(THAT) X(PRON) X(DEM) \
	X(POSS) X(TREAT) X(GROUP) X(CONTROL) X(HEDGE) X(HEDGEADJ) X(UNKNOWN) \
	X(QUESTION) X(PLAINNOUN) X(PROPERTY) X(DERIVED) X(LOADED) X(MODIFIED) \
	X(TREATED) X(CMP) X(UP) X(DOWN) X(BETTER) X(HARM) X(EXAMPLE) X(MEANS) X(RESULT) X(LIGHT) \
	X(REPORT) X(INVEST) X(AIM) X(OTHER) X(THERAPY) X(DIAGNOSTIC) \
	X(VERB) X(NOUN) X(PADJ) X(AGENTN) X(OP) X(TRANS) X(PROC) \
	X(ENT) X(ROUTE) X(SPECIES) X(CITE) X(COMMA) X(SEMI) X(OPEN) X(CLOSE) \
	X(SLASH) X(TO) X(CHANGED)

enum evm_class_number {
#define X(name) EVM_CN_##name,
	EVM_CLASSES(X)
#undef X
	EVM_CN_N
};

enum { EVM_CLASS_CHECK = 1 / (EVM_CN_N <= 64) };

#define EVM_C(name) (1ull << EVM_CN_##name)

/* Prepositions that the code asks for; all others are EVM_P_OTHER. */
#define EVM_PREPS(X) \
	X(OF, "of") X(IN, "in") X(ON, "on") X(BY, "by") X(VIA, "via") \
	X(THROUGH, "through") X(WITH, "with") X(FROM, "from") X(TO, "to") \
	X(FOR, "for") X(AGAINST, "against") X(AT, "at") X(INTO, "into") \
	X(WITHIN, "within") X(AFTER, "after") X(UPON, "upon") \
	X(FOLLOWING, "following") X(BETWEEN, "between") X(WITHOUT, "without") \
	X(THAN, "than") X(AS, "as") X(USING, "using") X(UNDER, "under") \
	X(DURING, "during") X(TOWARD, "toward") X(TOWARDS, "towards") \
	X(COMPARED_WITH, "compared with") X(COMPARED_TO, "compared to") \
	X(COMPARING_WITH, "comparing with") X(COMPARING_TO, "comparing to") \
	X(IN_COMPARISON_WITH, "in comparison with") X(IN_COMPARISON_TO, "in comparison to") \
	X(RELATIVE_TO, "relative to") X(VERSUS, "versus") X(VS, "vs") \
	X(BY_MEANS_OF, "by means of") X(ALONG_WITH, "along with") \
	X(ACCOMPANIED_BY, "accompanied by") \
	X(ACCOMPANIED_WITH, "accompanied with") \
	X(EVIDENCED_BY, "evidenced by") X(EVIDENT_IN, "evident in") \
	X(INDICATED_BY, "indicated by") X(REFLECTED_BY, "reflected by") X(DUE_TO, "due to") \
	X(OWING_TO, "owing to") X(BECAUSE_OF, "because of") \
	X(TOGETHER_WITH, "together with") X(ASSOCIATED_WITH, "associated with") \
	X(IN_RESPONSE_TO, "in response to") X(UNLIKE, "unlike") \
	X(SIMILAR_TO, "similar to") X(APART_FROM, "apart from") \
	X(IN_ADDITION_TO, "in addition to") X(IN_PRESENCE, "in the presence of") \
	X(IN_ABSENCE, "in the absence of") X(RATHER_THAN, "rather than") \
	X(INSTEAD_OF, "instead of") X(ON_, "onto") X(AMONG, "among")

enum evm_prep_number {
#define X(name, text) EVM_PN_##name,
	EVM_PREPS(X)
#undef X
	EVM_PN_OTHER
};

#define EVM_P(name) (1ull << EVM_PN_##name)
#define EVM_P_COMPARED (EVM_P(COMPARED_WITH) | EVM_P(COMPARED_TO) | EVM_P(COMPARING_WITH) | \
			EVM_P(COMPARING_TO) | EVM_P(IN_COMPARISON_WITH) | EVM_P(IN_COMPARISON_TO))

/* Inflections of a verb: one written form can be several. */
enum {
	EVM_BASE = 1, EVM_S = 2, EVM_ED = 4, EVM_ING = 8,
};

enum { EVM_BY_SIGN = -1, EVM_NO_CLAIM = -2 };

/* What a predicate word claims. */
struct evm_pred {
	struct evm_str name;
	char sign, altsign;		/* + - 0 ~ ! = > ; altsign 0: none */
	int map[EVM_TYPE_N];		/* a predicate, EVM_BY_SIGN, EVM_NO_CLAIM */
	uint32_t subj;			/* bits of types; 0: any agent */
	uint64_t prep, alt;		/* EVM_P bits */
	bool intrans, stative, weak;
};

struct evm_lexeme {
	uint64_t cls;			/* EVM_C bits */
	uint64_t prep;			/* EVM_P bit, of a preposition */
	const struct evm_pred *verb, *noun, *adj, *agent;
	uint32_t id;			/* 0: a word that no list knows */
	uint8_t form;			/* EVM_BASE ... */
	int8_t op;			/* sign of an operator */
	int8_t valence;			/* process noun: +1 wanted, -1 harmful */
	bool both;			/* noun and verb look alike */
	bool modified;			/* process noun that needs a modifier */
	bool more;			/* begins a name of several words */
};

struct evm_lexicon {
	struct evm_arena arena;
	struct evm_wordmap shorts;	/* keys that fit to their ids */
	struct evm_index index;		/* the others */
	EVM_VEC(struct evm_lexeme) words;	/* by id; [0] is the unknown word */
	uint64_t digest;
	size_t phrase_max;		/* words of the longest name */
};

int evm_lexicon_load(struct evm_lexicon *lx, const char *dir,
		     struct evm_err *err) EVM_MUST_CHECK;
void evm_lexicon_release(struct evm_lexicon *lx);
/* The word's lexeme; the unknown word (id 0, no class) where there is none.
 * Case and hyphens are ignored. */
const struct evm_lexeme *evm_lexicon_get(const struct evm_lexicon *lx,
					 struct evm_str word);
/* The same for a token (token.h), which has no hyphen in it. */
static inline const struct evm_lexeme *evm_lexicon_token(const struct evm_lexicon *lx,
							 struct evm_str word)
{
	struct evm_wordkey k;

	if (evm_wordkey(word, &k))
		return &lx->words.v[evm_wordmap_get(&lx->shorts, k)];
	return evm_lexicon_get(lx, word);
}
/* As evm_lexicon_get; makes a lexeme without classes for a new word. For loaders: it
 * is good until the next new word. */
struct evm_lexeme *evm_lexicon_add(struct evm_lexicon *lx, struct evm_str word);

/* Forms of a verb, "attenuate" -> "attenuates" ... in out; how many. */
#define EVM_FORMS_MAX 8
struct evm_form {
	struct evm_str text;
	uint8_t form;
};
size_t evm_verb_forms(struct evm_arena *a, struct evm_str base,
		      struct evm_form out[EVM_FORMS_MAX]);

#endif
