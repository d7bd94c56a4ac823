#include <math.h>
#include <string.h>

#include "extractors/qualify.h"

/* Precision of the constructions on development text, as log-odds, drawn
 * towards the middle where few were seen. */
static double rule_weight(const char *rule)
{
	static const struct { const char *name; double w; } table[] = {
		{ "active", 2.1 }, { "coordinated", 1.9 }, { "means", 1.8 },
		{ "participle", 1.5 }, { "participle_before", 1.2 }, { "passive", 1.2 },
		{ "infinitive", 1.1 }, { "gerund", 1.1 }, { "reduced_active", 0.9 },
		{ "reduced_passive", 0.8 }, { "relative", 0.6 }, { "stative", 0.4 },
		{ "property", 1.2 }, { "therapy", 1.1 }, { "adjective", 1.1 },
		{ "agent_noun", 1.1 }, { "observed", 1.0 }, { "effect_shown", 0.9 },
		{ "effects_listed", 0.9 }, { "compared", 0.9 }, { "effect_of", 0.9 },
		{ "its_effect", 0.9 }, { "effect_entity_of", 0.3 }, { "nominal", 0.9 },
		{ "means_phrase", 1.2 }, { "loaded", 0.9 }, { "loaded_with", 1.5 },
		{ "loaded_behind", 1.2 }, { "enriched_in", 1.3 }, { "cargo_includes", 0.9 },
		{ "comparative", 1.2 }, { "compared_with", 0.4 }, { "pattern", 1.2 },
	};

	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (!strcmp(rule, table[i].name))
			return table[i].w;
	return 0.5;
}

static double subject_weight(const struct evm_frame *f, const struct evm_claim *c)
{
	double w = 0.4;

	if (f->subject.kind == EVM_MEMBER_PRONOUN)
		w -= 0.5;
	else if (f->subject.kind == EVM_MEMBER_ANAPHOR)
		w -= 0.9;
	if (f->subject.loose)
		w -= 0.7;
	if (f->inherited)
		w -= 0.2;
	if (c->subject.resolved.n && !evm_str_eqz(c->subject.resolved, "anaphor"))
		w -= 0.6;
	if (c->subject.type == EVM_PROTEIN || c->subject.type == EVM_DRUG ||
	    c->subject.type == EVM_PATHWAY)
		w -= 0.5;
	return w;
}

static double object_weight(const struct evm_binding *b, const struct evm_frame *f)
{
	const struct evm_syntax *s = b->frames->s;
	size_t gap = f->object.head > f->trigger ? f->object.head - f->trigger : f->trigger - f->object.head;
	double w = 0;

	if (f->object.kind == EVM_MEMBER_PROCESS)
		w -= 0.6;
	if (f->object.loose)
		w -= 0.4;
	if (gap > 4)
		w -= 0.05 * (double)(gap - 4 > 16 ? 16 : gap - 4);
	if (f->list > 1)
		w -= 0.1;
	if (s->total > 45)
		w -= s->total > 70 ? 0.6 : 0.3;
	return w;
}

double evm_confidence(const struct evm_binding *b, const struct evm_frame *f,
		      const struct evm_claim *c)
{
	double z = rule_weight(f->rule) + subject_weight(f, c) + object_weight(b, f);

	if (f->pred && f->pred->weak)
		z -= 0.5;
	if (c->hedged)
		z -= 0.2;
	if (c->negated)
		z -= 0.3;
	return floor(1000.0 / (1.0 + exp(-z)) + 0.5) / 1000.0;
}
