/* brat standoff: a .txt and an .ann for each document, and the configuration
 * that brat wants beside them. A claim is an event whose trigger is the
 * claim's; without a trigger it is a relation. */
#include <stdio.h>

#include "export/files.h"
#include "export/format.h"
#include "export/markup.h"
#include "export/targets.h"
#include "store/claim.h"

struct sheet {
	struct evm_export *x;
	const struct evm_doc *doc;
	struct evm_buf *b;
	size_t notes, attributes, relations, events;	/* written so far */
};

/* A span may not hold a newline: it is cut there, and its pieces' texts are
 * joined by a space. */
static int span(struct sheet *s, struct evm_span whole, struct evm_err *err)
{
	struct evm_str text = s->doc->text;
	uint32_t from = whole.begin;

	for (uint32_t i = whole.begin; i <= whole.end; i++) {
		struct evm_span at;

		if (i < whole.end && text.p[i] != '\n')
			continue;
		if (i > from) {
			if (evm_offsets_span(&s->x->offsets,
					     (struct evm_span){ from, i },
					     evm_str_sub(text, from, i), &at, err))
				return -1;
			evm_buf_printf(s->b, "%s%u %u", from > whole.begin ? ";" :
				       "", at.begin, at.end);
		}
		from = i + 1;
	}
	evm_buf_addc(s->b, '\t');
	evm_flat(s->b, evm_doc_slice(s->doc, whole));
	evm_buf_addc(s->b, '\n');
	return 0;
}

/* "key=value; " of a note. */
static void say(struct sheet *s, const char *key, struct evm_str value)
{
	if (!value.n)
		return;
	if (s->b->p[s->b->n - 1] != '\t')
		evm_buf_addz(s->b, "; ");
	evm_buf_addz(s->b, key);
	evm_buf_addc(s->b, '=');
	evm_flat(s->b, value);
}

static void open_note(struct sheet *s, char kind, size_t number)
{
	evm_buf_printf(s->b, "#%zu\tAnnotatorNotes %c%zu\t", ++s->notes, kind,
		       number);
}

static void target_note(struct sheet *s, const struct evm_target *t, size_t number)
{
	const struct evm_mention *m = t->mention;

	open_note(s, 'T', number);
	say(s, "norm", t->norm);
	say(s, "resolved", t->resolved);
	say(s, "argument", evm_str(m ? "" : "true"));
	if (m) {
		say(s, "source", m->source);
		say(s, "species", m->species);
		say(s, "cargo", m->cargo);
		say(s, "modification", m->modification);
		say(s, "sign", evm_str(m->sign < 0 ? "-1" : m->sign ? "1" : ""));
	}
	evm_buf_addc(s->b, '\n');
}

static int target(struct sheet *s, const struct evm_target *t, size_t number,
		  size_t *references, struct evm_err *err)
{
	evm_buf_printf(s->b, "T%zu\t%s ", number, evm_type_name(t->type));
	if (span(s, t->span, err))
		return -1;
	if (t->id.n) {
		evm_buf_printf(s->b, "N%zu\tReference T%zu %.*s\t", ++*references,
			       number, EVM_ARG(t->id));
		evm_flat(s->b, t->mention && t->mention->name.n ?
			 t->mention->name : t->norm);
		evm_buf_addc(s->b, '\n');
	}
	target_note(s, t, number);
	return 0;
}

static void attribute(struct sheet *s, const char *name, const char *value)
{
	evm_buf_printf(s->b, "A%zu\t%s E%zu%s%s\n", ++s->attributes, name,
		       s->events, value ? " " : "", value ? value : "");
}

static void claim_note(struct sheet *s, size_t i, char kind, size_t number,
		       const struct evm_fingerprint *prints)
{
	const struct evm_claim *c = &s->doc->claims.v[i];
	struct evm_buf value = EVM_BUF_INIT;
	char id[EVM_CLAIM_ID + 1], key[32], score[32];

	evm_claim_id(&prints[i], id);
	snprintf(score, sizeof score, "%.3f", c->confidence);
	open_note(s, kind, number);
	say(s, "claim", evm_str(id));
	say(s, "score", evm_str(score));
	say(s, "rule", c->rule);
	if (kind == 'R') {
		say(s, "negated", evm_str(c->negated ? "true" : ""));
		say(s, "certainty", evm_str(c->hedged ? "hedged" : ""));
		say(s, "status", evm_str(s->x->status ? s->x->status[i] : ""));
	}
	for (size_t k = 0; k < c->quals.n; k++) {
		if (!evm_quals_first(c, k))
			continue;
		value.n = 0;
		evm_quals_join(&value, c, c->quals.v[k].key, "|");
		snprintf(key, sizeof key, "%.*s", EVM_ARG(c->quals.v[k].key));
		say(s, key, evm_buf_str(&value));
	}
	evm_buf_release(&value);
	evm_buf_addc(s->b, '\n');
}

static int event(struct sheet *s, size_t i, size_t trigger, uint32_t subject,
		 uint32_t object, struct evm_err *err)
{
	const struct evm_claim *c = &s->doc->claims.v[i];
	const char *name = evm_predicate_name(c->predicate);

	evm_buf_printf(s->b, "T%zu\t%s ", trigger, name);
	if (span(s, c->trigger, err))
		return -1;
	evm_buf_printf(s->b, "E%zu\t%s:T%zu Cause:T%u Theme:T%u\n", ++s->events,
		       name, trigger, subject + 1, object + 1);
	if (c->negated)
		attribute(s, "Negation", NULL);
	if (c->hedged)
		attribute(s, "Speculation", NULL);
	if (s->x->status)
		attribute(s, "Status", s->x->status[i]);
	return 0;
}

static int claims(struct sheet *s, const struct evm_targets *t,
		  struct evm_arena *a, struct evm_err *err)
{
	const struct evm_fingerprint *prints = evm_export_prints(s->x, s->doc, a);
	size_t next = t->v.n;

	for (size_t i = 0; i < s->doc->claims.n; i++) {
		const struct evm_claim *c = &s->doc->claims.v[i];

		if (c->confidence < s->x->min_confidence)
			continue;
		if (c->trigger.begin < c->trigger.end) {
			if (event(s, i, ++next, t->subject[i], t->object[i], err))
				return -1;
			claim_note(s, i, 'E', s->events, prints);
		} else {
			evm_buf_printf(s->b, "R%zu\t%s Arg1:T%u Arg2:T%u\n",
				       ++s->relations,
				       evm_predicate_name(c->predicate),
				       t->subject[i] + 1, t->object[i] + 1);
			claim_note(s, i, 'R', s->relations, prints);
		}
	}
	return 0;
}

static int annotations(struct sheet *s, struct evm_err *err)
{
	struct evm_targets t;
	struct evm_arena a;
	size_t references = 0;
	int rc = 0;

	evm_arena_init(&a);
	evm_targets_make(&t, s->doc, &a);
	for (size_t i = 0; i < t.v.n && !rc; i++)
		rc = target(s, &t.v.v[i], i + 1, &references, err);
	if (!rc)
		rc = claims(s, &t, &a, err);
	evm_arena_release(&a);
	return rc;
}

static int document(struct evm_export *x, const struct evm_doc *doc,
		    struct evm_buf *out, struct evm_err *err)
{
	struct evm_buf name = EVM_BUF_INIT;
	struct sheet s = { .x = x, .doc = doc, .b = out };
	size_t stem;
	int rc;

	if (doc->deleted)
		return 0;
	evm_offsets_set(&x->offsets, doc->text, x->unit);
	evm_files_name(&name, doc->id);
	stem = name.n;
	evm_buf_addz(&name, ".ann");
	rc = annotations(&s, err);
	if (!rc)
		rc = evm_files_put(x->files, name.p, evm_buf_str(out), err);
	name.n = stem;
	evm_buf_addz(&name, ".txt");
	if (!rc)
		rc = evm_files_put(x->files, name.p, doc->text, err);
	evm_buf_release(&name);
	out->n = 0;
	return rc ? evm_err_at(err, "document %.*s", EVM_ARG(doc->id)) : 0;
}

/* --- configuration ----------------------------------------------------------------- */

static void annotation_conf(struct evm_buf *b)
{
	evm_buf_addz(b, "[entities]\n");
	for (int t = 0; t < EVM_TYPE_N; t++)
		evm_buf_printf(b, "%s\n", evm_type_name((enum evm_type)t));
	evm_buf_addz(b, "\n[relations]\n");
	for (int p = 0; p < EVM_PREDICATE_N; p++)
		evm_buf_printf(b, "%s\tArg1:<ENTITY>, Arg2:<ENTITY>\n",
			       evm_predicate_name((enum evm_predicate)p));
	evm_buf_addz(b, "\n[events]\n");
	for (int p = 0; p < EVM_PREDICATE_N; p++)
		evm_buf_printf(b, "%s\tCause:<ENTITY>, Theme:<ENTITY>\n",
			       evm_predicate_name((enum evm_predicate)p));
	evm_buf_addz(b, "\n[attributes]\nNegation\tArg:<EVENT>\n"
		     "Speculation\tArg:<EVENT>\nStatus\tArg:<EVENT>, Value:new|"
		     "in_review|accepted|rejected|disputed|unsure\n");
}

/* Colours apart in lightness, too, for who cannot tell them by hue. */
static void visual_conf(struct evm_buf *b)
{
	static const char *const colours[EVM_TYPE_N] = {
		"#f6c28b", "#ffe08a", "#b7d7f0", "#c9e4c5", "#f2b8b5", "#e3d3f0",
		"#d6c7a1", "#cfe8e6", "#e8e8e8", "#f7d9ea", "#dfe6b0", "#d0d0d0",
		"#efe3d3",
	};

	evm_buf_addz(b, "[labels]\n");
	for (int t = 0; t < EVM_TYPE_N; t++)
		evm_buf_printf(b, "%s | %s\n", evm_type_name((enum evm_type)t),
			       evm_type_name((enum evm_type)t));
	evm_buf_addz(b, "\n[drawing]\n");
	for (int t = 0; t < EVM_TYPE_N; t++)
		evm_buf_printf(b, "%s\tbgColor:%s, fgColor:black, borderColor:darken\n",
			       evm_type_name((enum evm_type)t), colours[t]);
	evm_buf_addz(b, "Negation\tbox:crossed, glyph:<NONE>, dashArray:<NONE>\n"
		     "Speculation\tdashArray:3-3\n");
}

static int put(struct evm_export *x, const char *name, struct evm_buf *b,
	       struct evm_err *err)
{
	int rc = evm_files_put(x->files, name, evm_buf_str(b), err);

	b->n = 0;
	return rc;
}

static int begin(struct evm_export *x, struct evm_buf *out, struct evm_err *err)
{
	annotation_conf(out);
	if (put(x, "annotation.conf", out, err))
		return -1;
	visual_conf(out);
	if (put(x, "visual.conf", out, err))
		return -1;
	evm_buf_addz(out, "[options]\nTokens\ttokenizer:whitespace\n"
		     "Sentences\tsplitter:newline\n"
		     "Validation\tvalidate:none\n\n[search]\n\n[normalization]\n");
	return put(x, "tools.conf", out, err);
}

const struct evm_export_format evm_export_brat = {
	"brat", true, begin, document, NULL, NULL
};
