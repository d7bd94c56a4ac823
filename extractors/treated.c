/*
 * What was done to cells or vesicles, told behind them: "MSCs pretreated with
 * melatonin", "BMSCs overexpressing SIRT1", "ADSCs under hypoxia"; or before
 * them by a hyphen: "FNDC5-BMSCs".
 */
#include "extractors/annotate_p.h"

#define CARRIER 6		/* words of a carrier's name */
#define AHEAD 3			/* words between "with" and the name */

static bool is_any(const struct evm_scene *sc, size_t t, const char *const *words)
{
	return t < sc->n && evm_str_is_any(evm_scene_word(sc, t), words);
}

static bool names_treatment(const struct evm_cand *c)
{
	return c->m.type == EVM_DRUG || c->m.type == EVM_PROTEIN || c->m.type == EVM_MIRNA ||
	       c->m.type == EVM_EFFECT || c->m.type == EVM_PATHWAY;
}

static struct evm_str text_of(const struct evm_scene *sc, const struct evm_cand *c)
{
	return evm_doc_slice(sc->doc, evm_scene_span(sc, c->t));
}

/* "the SGLT2 inhibitor empagliflozin": the drug, not what it acts on. */
static const struct evm_cand *behind_kind(const struct evm_scene *sc, const struct evm_cand *c, size_t end)
{
	static const char *const kinds[] = {
		"inhibitor", "agonist", "antagonist", "activator", "blocker", "donor", NULL
	};
	size_t t = c->t.end;
	const struct evm_cand *next;

	if (t >= end || !is_any(sc, t, kinds))
		return c;
	next = t + 1 < end ? evm_scene_at(sc, t + 1) : NULL;
	return next && next->m.type == EVM_DRUG ? next : NULL;
}

/* "hypoxia" or "anoxia", where the word at t says so; else empty. */
static struct evm_str oxygen(const struct evm_scene *sc, size_t t)
{
	static const char *const low[] = { "hypoxia", "hypoxic", NULL }, *const none[] = { "anoxia", "anoxic", NULL };

	return is_any(sc, t, low) ? EVM_LIT("hypoxia") : is_any(sc, t, none) ? EVM_LIT("anoxia") : EVM_LIT("");
}

/* The name that the words at t come to, or empty. */
static struct evm_str named_at(const struct evm_scene *sc, size_t t, size_t end)
{
	for (size_t k = t; k < end && k <= t + AHEAD; k++) {
		const struct evm_cand *c = evm_scene_at(sc, k);
		struct evm_str air = oxygen(sc, k);

		if (air.n)
			return air;
		if (c && names_treatment(c)) {
			c = behind_kind(sc, c, end);
			return c ? text_of(sc, c) : EVM_LIT("");
		}
		if (c || sc->tok[k].shape == EVM_SHAPE_PUNCT || sc->cls[k] & (EVM_W_STOP | EVM_W_AND))
			break;
	}
	return EVM_LIT("");
}

/* "pretreated with melatonin": "melatonin-pretreated"; "cultured under hypoxia":
 * "hypoxia". */
static struct evm_str treated_with(const struct evm_scene *sc, size_t t, size_t end)
{
	static const char *const preps[] = { "with", "by", "in", "under", "to", NULL };
	struct evm_str verb = evm_scene_word(sc, t), name;

	if (!(sc->cls[t] & (EVM_W_PRIMED | EVM_W_LOADED)) || !evm_str_ends(verb, "ed") ||
	    t + 1 >= end || !is_any(sc, t + 1, preps))
		return EVM_LIT("");
	name = named_at(sc, t + 2, end);
	if (!name.n || evm_str_eqz(name, "hypoxia") || evm_str_eqz(name, "anoxia"))
		return name;
	return evm_str_join(&sc->doc->arena, name, "-", verb);
}

/* "overexpressing SIRT1" */
static struct evm_str expressing(const struct evm_scene *sc, size_t t, size_t end)
{
	struct evm_str name;

	if (!evm_scene_is(sc, t, "overexpressing") && !evm_scene_is(sc, t, "over-expressing"))
		return EVM_LIT("");
	name = named_at(sc, t + 1, end);
	return name.n ? evm_str_printf(&sc->doc->arena, "overexpressing %" EVM_FMT, EVM_ARG(name)) : name;
}

/* The carrier that the words at t come to, "a chitosan hydrogel"; or empty. */
static struct evm_str carrier_at(const struct evm_scene *sc, size_t t, size_t end)
{
	static const char *const nouns[] = {
		"hydrogel", "hydrogels", "gel", "scaffold", "scaffolds", "microspheres", "microneedles",
		"microneedle", "nanofibers", "sponge", "cryogel", "matrigel", NULL
	};

	if (t < end && sc->cls[t] & EVM_W_DET)
		t++;
	for (size_t k = t; k < end && k <= t + CARRIER; k++) {
		if (is_any(sc, k, nouns))
			return evm_doc_slice(sc->doc, evm_scene_span(sc, (struct evm_range){ (uint32_t)t, (uint32_t)k + 1 }));
		if ((sc->tok[k].shape == EVM_SHAPE_PUNCT && !evm_scene_hyphen(sc, k) && !evm_scene_is(sc, k, "/")) ||
		    sc->cls[k] & (EVM_W_STOP | EVM_W_AND | EVM_W_INTO))
			break;
	}
	return EVM_LIT("");
}

/* "encapsulated in a chitosan hydrogel", "exosome-laden hydrogel" */
static struct evm_str carried_in(const struct evm_scene *sc, size_t t, size_t end)
{
	static const char *const preps[] = { "in", "into", "within", "by", "with", NULL };
	static const char *const verbs[] = {
		"encapsulated", "embedded", "incorporated", "loaded", "laden", "immobilized", "delivered",
		"containing", "encapsulating", "suspended", NULL
	};
	bool joined = t + 2 < end && evm_scene_hyphen(sc, t) && sc->tok[t].glued;

	if (joined)
		return is_any(sc, t + 1, verbs) ? carrier_at(sc, t + 2, end) : EVM_LIT("");
	return t + 2 < end && is_any(sc, t, verbs) && is_any(sc, t + 1, preps) ?
		carrier_at(sc, t + 2, end) : EVM_LIT("");
}

struct evm_str evm_treated_behind(const struct evm_scene *sc, size_t t, size_t end)
{
	struct evm_str how;

	if (t + 2 < end && evm_scene_is(sc, t, "(") && evm_scene_is(sc, t + 2, ")"))
		t += 3;			/* "MSCs (BMSCs) pretreated with" */
	if (t + 1 >= end || evm_scene_at(sc, t))
		return EVM_LIT("");
	if (evm_scene_is(sc, t, "under"))
		return oxygen(sc, t + 1);
	how = carried_in(sc, t, end);
	if (how.n)
		return how;
	how = treated_with(sc, t, end);
	return how.n ? how : expressing(sc, t, end);
}

struct evm_str evm_treated_before(const struct evm_scene *sc, size_t t, size_t least)
{
	const struct evm_cand *c = t >= least + 2 && evm_scene_hyphen(sc, t - 1) && sc->tok[t].glued &&
		sc->tok[t - 1].glued ? evm_scene_at(sc, t - 2) : NULL;

	return c && (c->m.type == EVM_DRUG || c->m.type == EVM_PROTEIN || c->m.type == EVM_MIRNA) ?
		text_of(sc, c) : EVM_LIT("");
}
