#include "extractors/confidence.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/tsv.h"
#include "extractors/qualify.h"

/* --- features ------------------------------------------------------------------------ */

/* Those with one name each, in the order of evm_fixed_feature. */
static const struct { const char *group, *name; } fixed[EVM_FEATURE_N] = {
#define X(id, group, name) { group, name },
	EVM_FIXED_FEATURES(X)
#undef X
};

static struct evm_str full_name(char text[64], const char *group, const char *name)
{
	size_t first = strlen(group), more = strlen(name);

	if (first + more + 1 >= 64)
		return EVM_LIT("");
	memcpy(text, group, first);
	if (!more)
		return (struct evm_str){ text, first };
	text[first] = '/';
	memcpy(text + first + 1, name, more);
	return (struct evm_str){ text, first + 1 + more };
}

static double weight_of(const struct evm_weights *w, const char *group, const char *name)
{
	char text[64];
	uint32_t at;

	return evm_index_get(&w->names, full_name(text, group, name), &at) ? w->w.v[at] : 0;
}

static void look_up(struct evm_weights *w)
{
	for (int i = 0; i < EVM_FEATURE_N; i++)
		w->fixed[i] = weight_of(w, fixed[i].group, fixed[i].name);
	for (int i = 0; i < EVM_TYPE_N; i++) {
		w->subject[i] = weight_of(w, "subject", evm_type_name((enum evm_type)i));
		w->object[i] = weight_of(w, "object", evm_type_name((enum evm_type)i));
	}
	for (int i = 0; i < EVM_PREDICATE_N; i++)
		w->predicate[i] = weight_of(w, "predicate", evm_predicate_name((enum evm_predicate)i));
}

struct sum {
	const struct evm_weights *w;
	struct evm_arena *arena;
	struct evm_trace_claim *trace;	/* or NULL */
	double z;
};

static void add(struct sum *s, double value, double weight, const char *group, const char *name)
{
	char text[64];
	struct evm_trace_feature *t;

	if (value <= 0)
		return;
	s->z += weight * value;
	if (!s->trace)
		return;
	t = EVM_PUSH(s->arena, s->trace->features);
	t->name = evm_str_dup(s->arena, full_name(text, group, name));
	t->value = value;
	t->weight = weight;
}

static void feature(struct sum *s, double value, enum evm_fixed_feature f)
{
	add(s, value, s->w->fixed[f], fixed[f].group, fixed[f].name);
}

/* 0 for up to four words, 1 for twenty and more. */
static double distance(size_t words)
{
	return words > 4 ? (double)(words > 20 ? 16 : words - 4) / 16 : 0;
}

static void subject_features(struct sum *s, const struct evm_frame *f, const struct evm_claim *c)
{
	size_t far = f->trigger > f->subject.end ? f->trigger - (size_t)f->subject.end : 0;

	add(s, 1, s->w->subject[c->subject.type], "subject", evm_type_name(c->subject.type));
	feature(s, f->subject.kind == EVM_MEMBER_PRONOUN, EVM_FEATURE_PRONOUN);
	feature(s, f->subject.kind == EVM_MEMBER_ANAPHOR, EVM_FEATURE_ANAPHOR);
	feature(s, f->subject.kind == EVM_MEMBER_GROUP, EVM_FEATURE_GROUP);
	feature(s, f->subject.loose, EVM_FEATURE_LOOSE_SUBJECT);
	feature(s, f->inherited, EVM_FEATURE_INHERITED);
	feature(s, c->subject.resolved.n && !evm_str_eqz(c->subject.resolved, "anaphor"),
		EVM_FEATURE_TOPIC);
	feature(s, distance(far), EVM_FEATURE_FAR_SUBJECT);
}

static void object_features(struct sum *s, const struct evm_binding *b, const struct evm_frame *f,
			    const struct evm_claim *c)
{
	size_t gap = f->object.head > f->trigger ? f->object.head - (size_t)f->trigger :
		f->trigger - (size_t)f->object.head;
	size_t total = b->frames->s->total;

	add(s, 1, s->w->object[c->object.type], "object", evm_type_name(c->object.type));
	feature(s, f->object.kind == EVM_MEMBER_PROCESS, EVM_FEATURE_PROCESS);
	feature(s, f->object.loose, EVM_FEATURE_LOOSE_OBJECT);
	feature(s, distance(gap), EVM_FEATURE_FAR_OBJECT);
	feature(s, f->list > 1, EVM_FEATURE_LIST);
	feature(s, total > 45, EVM_FEATURE_LONG);
	feature(s, total > 70, EVM_FEATURE_VERY_LONG);
}

double evm_confidence(const struct evm_binding *b, const struct evm_frame *f,
		      const struct evm_claim *c, struct evm_trace_claim *trace)
{
	struct sum s = { b->weights, &b->doc->arena, trace, 0 };
	const char *rule = f->pattern.n ? "pattern" : f->rule;

	feature(&s, 1, EVM_FEATURE_BIAS);
	add(&s, 1, weight_of(s.w, "rule", rule), "rule", rule);
	add(&s, 1, s.w->predicate[c->predicate], "predicate", evm_predicate_name(c->predicate));
	subject_features(&s, f, c);
	object_features(&s, b, f, c);
	feature(&s, f->pred && f->pred->weak, EVM_FEATURE_WEAK);
	feature(&s, c->hedged, EVM_FEATURE_HEDGED);
	feature(&s, c->negated, EVM_FEATURE_NEGATED);
	return floor(1000.0 / (1.0 + exp(-s.z)) + 0.5) / 1000.0;
}

/* --- confidence.tsv --------------------------------------------------------------- */

static int add_line(void *ctx, const struct evm_tsv *t, struct evm_err *err)
{
	struct evm_weights *w = ctx;
	char number[32], *end;
	bool added;

	if (t->n != 2 || t->f[1].n >= sizeof number)
		return evm_tsv_bad(t, err, "two columns are wanted: feature, weight");
	memcpy(number, t->f[1].p, t->f[1].n);
	number[t->f[1].n] = 0;
	evm_index_add(&w->names, evm_str_dup(&w->arena, t->f[0]), (uint32_t)w->w.n, &added);
	if (!added)
		return evm_tsv_bad(t, err, "'%" EVM_FMT "' stands twice", EVM_ARG(t->f[0]));
	*EVM_PUSH(&w->arena, w->w) = strtod(number, &end);
	if (end == number || *end)
		return evm_tsv_bad(t, err, "'%s' is no number", number);
	w->digest = w->digest * 31 + evm_str_hash(t->all);
	return 0;
}

int evm_weights_load(struct evm_weights *w, const char *dir, struct evm_err *err)
{
	memset(w, 0, sizeof *w);
	evm_arena_init(&w->arena);
	if (evm_tsv_each_in(dir, "confidence.tsv", add_line, w, err)) {
		evm_weights_release(w);
		return -1;
	}
	look_up(w);
	return 0;
}

void evm_weights_release(struct evm_weights *w)
{
	evm_index_release(&w->names);
	evm_arena_release(&w->arena);
	memset(w, 0, sizeof *w);
}

