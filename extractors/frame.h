/*
 * frame: claims of a sentence before they are bound to their context:
 * subject, predicate, object, as words.
 *
 * Each builder below looks for one family of constructions. A frame's rule is
 * the construction's name and the predicate word ("active/inhibit").
 */
#ifndef EVM_FRAME_H
#define EVM_FRAME_H

#include "extractors/chunk.h"

#define EVM_FRAMES_MAX 160	/* of a window */

/* The constructions. Each has examples in rules/examples.rules. */
#define EVM_RULES(X) \
	X(active) X(relative) X(coordinated) X(participle) X(means) X(gerund) X(without) \
	X(infinitive) X(reduced_active) X(participle_before) X(passive) X(reduced_passive) \
	X(stative) X(intransitive) X(property) X(effect_shown) X(observed) X(effects_listed) \
	X(agent_noun) X(adjective) X(adjective_effect) X(with_properties) X(therapy) X(seen) X(there_was) \
	X(compared) X(undone) X(effect_of) X(effect_entity_of) X(its_effect) X(nominal) X(epithet) \
	X(means_phrase) X(accompanied) X(loaded) X(loaded_with) X(enriched_in) X(loaded_behind) \
	X(cargo_includes) X(comparative) X(compared_with) X(changed_in) X(table_effect) X(table_trial) \
	X(led)

enum evm_rule_number {
#define X(name) EVM_RULE_##name,
	EVM_RULES(X)
#undef X
	EVM_RULES_N
};

/* The name of a construction; one that is not listed does not compile. */
#define EVM_RULE(name) (&#name[0 * EVM_RULE_##name])

struct evm_frame {
	struct evm_member subject, object;
	enum evm_predicate predicate;
	bool negated, hedged;
	bool inherited;			/* the subject comes from another verb */
	uint16_t trigger;		/* word */
	int16_t via;			/* frame that is its means' end, or -1 */
	const char *rule;
	struct evm_str pattern;		/* name of a pattern rule, or empty */
	const struct evm_pred *pred;	/* or NULL */
	uint16_t list;			/* objects of the verb */
	int16_t in;			/* superior_to: word of what in, or -1 */
};

struct evm_clause_subject {
	struct evm_members m;
	bool hedged;
	int16_t first_frame;		/* the group's first frame, or -1 */
	bool grounded;			/* found, not inherited */
};

struct evm_frames {
	struct evm_syntax *s;
	struct evm_frame f[EVM_FRAMES_MAX];
	size_t n;
	struct evm_clause_subject of[EVM_VG_MAX];	/* by verb group */
	struct evm_members objects[EVM_VG_MAX];
	struct evm_members given;	/* what the sentence says was given: "in the EV group" */
};

struct evm_patterns;

/* Fills frames of the window. patterns may be NULL. */
void evm_frames_find(struct evm_frames *fs, struct evm_syntax *s,
		     const struct evm_patterns *patterns);

/* --- for the builders -------------------------------------------------------- */

/* The predicate that a word claims of an object, its signs multiplied; -1
 * when it claims nothing of that type. sign: of operators on subject and
 * object. */
int evm_predicate_find(const struct evm_syntax *s, const struct evm_pred *p,
		       char sign_word, const struct evm_member *object, int sign);
/* +1 a wanted, -1 a harmful effect, 0 unknown. */
int evm_valence(const struct evm_syntax *s, const struct evm_member *m);
/* "neuroprotection against D", with "against" at word i: D, which is treated. */
bool evm_protects(const struct evm_syntax *s, const struct evm_member *effect, size_t i,
		  struct evm_member *disease);
/* Multiplies the adjective ("reduced", "better") into the member's sign. */
void evm_direct(const struct evm_syntax *s, struct evm_member *m);
/* Keeps members of which a direction is said ("reduced X", "a rise of X"), and
 * multiplies it in. */
void evm_keep_directed(const struct evm_syntax *s, struct evm_members *m);
/* "anti-D (activity)": is word i a disease that is fought? */
bool evm_fought(const struct evm_syntax *s, size_t i);
/* -1 for "anti-inflammatory" and its like, else +1. */
int evm_anti(const struct evm_syntax *s, const struct evm_member *m);
/* Types that may be the subject of a claim, as bits. */
#define EVM_AGENT_TYPES (1u << EVM_VESICLE | 1u << EVM_SOURCE | 1u << EVM_MIRNA | \
			 1u << EVM_PROTEIN | 1u << EVM_DRUG | 1u << EVM_PATHWAY)

/* May it be the subject of a claim? */
bool evm_is_agent(const struct evm_member *m);

struct evm_cast {
	const struct evm_pred *pred;
	char sign;		/* of pred, or of an adjective */
	size_t trigger;
	bool negated, hedged, inherited;
	const char *rule;
	int via;
};

/* One frame for each pair; returns the first one's number, or -1. */
int evm_frames_cast(struct evm_frames *fs, const struct evm_members *subjects,
		    const struct evm_members *objects, const struct evm_cast *c);

/* Fills fs->of[vg]: the subjects of a verb group; those before it are done. */
void evm_find_subject(struct evm_frames *fs, size_t vg);
/* The verb group whose subject this one shares, or -1. */
int evm_verb_host(const struct evm_syntax *s, size_t vg);
/* Behind adverbs and an introducing phrase that ends with a comma. */
size_t evm_skip_intro(const struct evm_syntax *s, size_t from, size_t to);
/* How many members may be subjects. */
size_t evm_agents_of(const struct evm_members *m);
/* Does the group stand under an aim, a question, a hedge, a denial? */
void evm_find_mood(struct evm_frames *fs, size_t vg);
void evm_find_negation(struct evm_frames *fs, size_t vg);

/* The agent behind a passive's "by". */
bool evm_find_by(struct evm_frames *fs, size_t vg, struct evm_members *agents);
/* What was given where something was seen: "after S", "in the S group", told
 * from word `from` on, before the verb, or with the clause before or behind. */
void evm_find_given(struct evm_frames *fs, size_t vg, size_t from, struct evm_members *agents);
/* "the protective effects of S" at a word: the effect, or effects, as objects. */
bool evm_property_of(const struct evm_syntax *s, size_t from, size_t end, struct evm_members *m);
/* "S-mediated O" at the effect's word. */
void evm_frames_led(struct evm_frames *fs, size_t i);
/* Which way a verb changes such an effect. */
char evm_property_sign(const struct evm_pred *p);
/* Objects that no vocabulary names, for a group that has none. */
void evm_unnamed_objects(struct evm_frames *fs, size_t vg, size_t end, char sign);
/* These return whether the group was of theirs. */
bool evm_frames_compared(struct evm_frames *fs, size_t vg);
bool evm_frames_undone(struct evm_frames *fs, size_t vg);

void evm_frames_verbs(struct evm_frames *fs);
void evm_frames_seen(struct evm_frames *fs, size_t vg);
void evm_frames_light(struct evm_frames *fs, size_t vg, size_t limit);
void evm_frames_copula(struct evm_frames *fs, size_t vg, size_t limit);
/* At an "as". */
void evm_frames_as(struct evm_frames *fs, size_t i);
void evm_frames_nouns(struct evm_frames *fs);
/* At a preposition: "via activation of O", "along with reduced O". */
void evm_frames_means(struct evm_frames *fs, size_t i);
/* The verb group whose ground holds word i: the last one that begins before it; -1
 * before the first. */
int evm_group_at(const struct evm_syntax *s, size_t i);
/* The word behind the ground that holds word i. */
size_t evm_group_end(const struct evm_syntax *s, size_t i);
void evm_frames_cargo(struct evm_frames *fs);
void evm_frames_compare(struct evm_frames *fs);
void evm_frames_changed(struct evm_frames *fs);

#endif
