#include "extractors/confidence.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/tsv.h"
#include "extractors/qualify.h"

/* --- confidence.tsv --------------------------------------------------------------- */

static int add_line(struct evm_weights *w, const struct evm_tsv *t, struct evm_err *err)
{
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
	struct evm_buf path = EVM_BUF_INIT;
	struct evm_tsv t;
	int got;

	memset(w, 0, sizeof *w);
	evm_arena_init(&w->arena);
	evm_buf_printf(&path, "%s/confidence.tsv", dir);
	got = evm_tsv_open(&t, path.p, err);
	evm_buf_release(&path);
	if (!got) {
		while ((got = evm_tsv_next(&t, err)) == 1)
			if (add_line(w, &t, err)) {
				got = -1;
				break;
			}
		evm_tsv_close(&t);
	}
	if (got)
		evm_weights_release(w);
	return got;
}

void evm_weights_release(struct evm_weights *w)
{
	evm_index_release(&w->names);
	evm_arena_release(&w->arena);
	memset(w, 0, sizeof *w);
}

/* --- features ------------------------------------------------------------------------ */

struct sum {
	const struct evm_weights *w;
	struct evm_arena *arena;
	struct evm_trace_claim *trace;	/* or NULL */
	double z;
};

static void feature(struct sum *s, double value, const char *group, const char *name)
{
	char text[64];
	struct evm_trace_feature *t;
	uint32_t at;
	double weight = 0;
	size_t first, more, n;

	if (value <= 0)
		return;
	n = first = strlen(group);
	more = strlen(name);
	if (first + more + 1 >= sizeof text)
		return;
	memcpy(text, group, first);
	if (more) {
		text[n++] = '/';
		memcpy(text + n, name, more);
		n += more;
	}
	if (evm_index_get(&s->w->names, (struct evm_str){ text, n }, &at))
		weight = s->w->w.v[at];
	s->z += weight * value;
	if (!s->trace)
		return;
	t = EVM_PUSH(s->arena, s->trace->features);
	t->name = evm_str_dup(s->arena, (struct evm_str){ text, n });
	t->value = value;
	t->weight = weight;
}

static void subject_features(struct sum *s, const struct evm_binding *b, const struct evm_frame *f,
			     const struct evm_claim *c)
{
	size_t far = f->trigger > f->subject.end ? f->trigger - (size_t)f->subject.end : 0;

	(void)b;
	feature(s, 1, "subject", evm_type_name(c->subject.type));
	feature(s, f->subject.kind == EVM_MEMBER_PRONOUN, "subject", "pronoun");
	feature(s, f->subject.kind == EVM_MEMBER_ANAPHOR, "subject", "anaphor");
	feature(s, f->subject.kind == EVM_MEMBER_GROUP, "subject", "group");
	feature(s, f->subject.loose, "subject", "loose");
	feature(s, f->inherited, "subject", "inherited");
	feature(s, c->subject.resolved.n && !evm_str_eqz(c->subject.resolved, "anaphor"),
		"subject", "topic");
	feature(s, far > 4 ? (double)(far > 20 ? 16 : far - 4) / 16 : 0, "subject", "far");
}

static void object_features(struct sum *s, const struct evm_binding *b, const struct evm_frame *f,
			    const struct evm_claim *c)
{
	size_t gap = f->object.head > f->trigger ? f->object.head - (size_t)f->trigger :
		f->trigger - (size_t)f->object.head;
	size_t total = b->frames->s->total;

	feature(s, 1, "object", evm_type_name(c->object.type));
	feature(s, f->object.kind == EVM_MEMBER_PROCESS, "object", "process");
	feature(s, f->object.loose, "object", "loose");
	feature(s, gap > 4 ? (double)(gap > 20 ? 16 : gap - 4) / 16 : 0, "object", "far");
	feature(s, f->list > 1, "object", "list");
	feature(s, total > 45, "sentence", "long");
	feature(s, total > 70, "sentence", "very_long");
}

double evm_confidence(const struct evm_binding *b, const struct evm_frame *f,
		      const struct evm_claim *c, struct evm_trace_claim *trace)
{
	struct sum s = { b->weights, &b->doc->arena, trace, 0 };

	feature(&s, 1, "bias", "");
	feature(&s, 1, "rule", f->pattern.n ? "pattern" : f->rule);
	feature(&s, 1, "predicate", evm_predicate_name(c->predicate));
	subject_features(&s, b, f, c);
	object_features(&s, b, f, c);
	feature(&s, f->pred && f->pred->weak, "weak", "");
	feature(&s, c->hedged, "hedged", "");
	feature(&s, c->negated, "negated", "");
	return floor(1000.0 / (1.0 + exp(-s.z)) + 0.5) / 1000.0;
}
